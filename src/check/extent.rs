//! How much there is to a formula. A short rule may stand for more figures than anybody can wait
//! for: derived indicators that each use the one before four times, counts within counts.

use super::Checker;
use super::told::Checked;
use crate::diag::{Code, Diagnostic};
use crate::model::{Condition, Expr, IndicatorId, Measure, Test};
use crate::text::Span;

/// How many figures one formula may read of one region in one year: about a second's work, and
/// more than a count of 40,000 townships over five years needs.
const MOST_FIGURES: u64 = 1_000_000;

/// How much there is to a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// How many derived indicators it stands on, one on another.
    pub depth: u8,
    /// How many figures it reads of one region in one year, each as often as it is read.
    pub figures: u64,
}

impl Extent {
    /// A figure that is measured or written.
    pub const FIGURE: Self = Self {
        depth: 0,
        figures: 1,
    };

    const NOTHING: Self = Self {
        depth: 0,
        figures: 0,
    };

    /// Two parts of one formula.
    fn and(self, other: Self) -> Self {
        Self {
            depth: self.depth.max(other.depth),
            figures: self.figures.saturating_add(other.figures),
        }
    }

    /// The same for each of several years or regions.
    fn times(self, count: usize) -> Self {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        Self {
            figures: self.figures.saturating_mul(count),
            ..self
        }
    }

    /// That of an indicator whose formula this is.
    pub fn derived(self) -> Self {
        Self {
            depth: self.depth.saturating_add(1),
            ..self
        }
    }
}

impl Checker<'_, '_> {
    /// The extent of a formula, unless there is more to it than may be worked out.
    pub(super) fn bounded(&mut self, expr: &Expr, place: Span) -> Checked<Extent> {
        let extent = self.extent(expr);
        if extent.figures > MOST_FIGURES {
            let diagnostic = Diagnostic::new(Code::TooManyFigures, place);
            return Err(self.tell(diagnostic.with("limit", MOST_FIGURES)));
        }
        Ok(extent)
    }

    fn extent(&self, expr: &Expr) -> Extent {
        match expr {
            Expr::Constant(_) => Extent::FIGURE,
            Expr::Figure { indicator, .. } => self.extent_of(*indicator),
            Expr::Scaled(_, inner) | Expr::Negative(inner) => self.extent(inner),
            Expr::Sum(first, rest) | Expr::Product(first, rest) => {
                rest.iter().fold(self.extent(first), |all, (_, part)| {
                    all.and(self.extent(part))
                })
            }
            Expr::Fold(_, inner, years) => self.extent(inner).times(years.count()),
            Expr::Change(inner, _) | Expr::Growth(inner, _) => self.extent(inner).times(2),
            Expr::Count {
                level, condition, ..
            } => {
                let regions = self.plan.regions.count_of_level(*level);
                self.extent_of_condition(condition).times(regions)
            }
        }
    }

    fn extent_of(&self, indicator: IndicatorId) -> Extent {
        let facts = self.facts.get(indicator.0 as usize);
        facts.map_or(Extent::FIGURE, |facts| facts.extent)
    }

    fn extent_of_condition(&self, condition: &Condition) -> Extent {
        match condition {
            Condition::Test(test) => self.extent_of_test(test),
            Condition::Parts { parts, .. } => parts
                .iter()
                .map(|part| self.extent_of_condition(part))
                .fold(Extent::NOTHING, Extent::and),
        }
    }

    fn extent_of_test(&self, test: &Test) -> Extent {
        let (Measure::Level(of) | Measure::Growth(of) | Measure::Total { of, .. }) = &test.measure;
        // What counts from a baseline reads that, too.
        self.extent(of).times(if test.needs_base() { 2 } else { 1 })
    }
}
