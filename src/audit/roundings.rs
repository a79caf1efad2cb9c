//! Whether rounding explains that a claim is off in its last digit.
//!
//! A share is printed one unit too small so that all shares come to 100; the total of rounded parts
//! differs from the rounded total. Nobody is wrong there, so nobody shall be told to look for the
//! mistake. Whole things are counted and not rounded: of them nothing is explained.

use crate::data::Cube;
use crate::eval::{self, Read};
use crate::model::{CellKey, Expr, Fold, LONGEST_CHAIN, Plan};
use crate::value::{Quantity, Rational, Year};

/// Counts what was rounded in a formula.
pub(super) struct Roundings<'a> {
    pub plan: &'a Plan,
    pub cube: &'a Cube,
    /// The year that is looked at.
    pub year: Year,
}

impl Roundings<'_> {
    /// Whether what is claimed and what was found are no further apart than a unit of the last
    /// printed digit for each part that was rounded.
    pub fn explain(&self, expr: &Expr, claimed: &Quantity, found: &Quantity) -> bool {
        let Some(decimals) = claimed.decimals() else {
            return false;
        };
        // One figure, printed twice with the same digits: one of the two is wrong.
        let is_printed = is_figure(expr) && self.made_of(expr) == 0;
        if is_printed && found.decimals().is_some_and(|own| own <= decimals) {
            return false;
        }
        let unit = Quantity::written(1, decimals);
        let allowed = unit.value() * Rational::from(self.count(expr, 0));
        let off = found.minus(claimed);
        *off.value() <= allowed && -off.value().clone() <= allowed
    }

    /// How many parts of a formula were rounded.
    fn count(&self, expr: &Expr, depth: u8) -> usize {
        if depth > LONGEST_CHAIN {
            return 0;
        }
        match expr {
            Expr::Constant(_) => 0,
            Expr::Figure { indicator, .. } => {
                let indicator = self.plan.indicator(*indicator);
                match indicator.and_then(|one| one.formula.as_ref()) {
                    Some(formula) => self.count(formula, depth + 1),
                    None if self.made_of(expr) > 0 => self.made_of(expr),
                    None => usize::from(self.is_rounded(expr)),
                }
            }
            // In another unit a count has decimals, which were cut off or rounded.
            Expr::Scaled(..) => 1,
            Expr::Negative(inner) => self.count(inner, depth),
            Expr::Sum(first, rest) => {
                let rest = rest.iter().map(|(_, part)| self.count(part, depth));
                self.count(first, depth) + rest.sum::<usize>()
            }
            Expr::Fold(Fold::Sum, of, years) => self.count(of, depth) * years.iter().count(),
            Expr::Fold(Fold::Min | Fold::Max, of, _) => self.count(of, depth),
            Expr::Change(of, _) => self.count(of, depth) * 2,
            // What is divided was rounded once, when it was printed.
            Expr::Product(..) | Expr::Fold(Fold::Mean, ..) | Expr::Growth(..) => 1,
            Expr::Count { share, .. } => usize::from(*share),
        }
    }

    /// How many figures one was made up from, each of them rounded; none where a file has it.
    fn made_of(&self, expr: &Expr) -> usize {
        let (indicator, moment, region) = match expr {
            Expr::Figure {
                indicator,
                moment,
                region,
            } => (indicator, moment, region),
            Expr::Negative(inner) => return self.made_of(inner),
            _ => return 0,
        };
        let key = CellKey {
            indicator: *indicator,
            region: region.unwrap_or(self.plan.regions.own()),
            year: moment.year(self.year, self.plan.base),
        };
        self.cube.parts_of(self.plan, key).len()
    }

    /// Whether a figure is no count of whole things.
    fn is_rounded(&self, expr: &Expr) -> bool {
        let Expr::Figure { indicator, .. } = expr else {
            return false;
        };
        let unit = self.plan.indicator(*indicator).and_then(|one| one.unit());
        if unit.is_some_and(|unit| !unit.is_whole()) {
            return true;
        }
        let own = self.plan.regions.own();
        match eval::read_figure(self.plan, self.cube, own, expr, self.year) {
            Read::Known(figure) => figure.decimals() != Some(0),
            Read::Missing | Read::Undefined | Read::Nobody | Read::Broken => false,
        }
    }
}

fn is_figure(expr: &Expr) -> bool {
    match expr {
        Expr::Figure { .. } => true,
        Expr::Negative(inner) => is_figure(inner),
        _ => false,
    }
}
