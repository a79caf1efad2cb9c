//! What a formula measures, in the words of its indicators.

use super::words::Words;
use crate::model::{Condition, Expr, Fold, Measure, Moment, Plan, RegionId, Test};
use crate::text::display_width;
use crate::value::Years;

/// How wide the words of a formula may be; a longer sum tells only its ends.
const WIDE: usize = 60;

/// Tells formulas of a plan.
pub struct Formulas<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The words of the language.
    pub words: &'a Words,
}

impl Formulas<'_> {
    /// What a test measures: its label, or its formula where it is more than one indicator.
    pub fn label(&self, test: &Test) -> String {
        let (expr, key) = match &test.measure {
            Measure::Level(expr) => (expr, None),
            Measure::Total { of, .. } => (of, Some("formula.total")),
            Measure::Growth(of) => (of, Some("formula.growth")),
        };
        // Of an indicator in a region or a year of its own the label is what the rule says, `x@甲县`.
        let own = matches!(
            expr,
            Expr::Figure {
                region: Some(_),
                ..
            } | Expr::Figure {
                moment: Moment::Prior | Moment::Base | Moment::In(_),
                ..
            }
        );
        if test.scale.is_some() || test.indicator.is_some() && !own {
            return test.label.clone();
        }
        let told = self.expr(expr);
        match key {
            Some(key) => self.words.fill(key, &[("what", &told)]),
            None => told,
        }
    }

    fn expr(&self, expr: &Expr) -> String {
        match expr {
            Expr::Constant(figure) => figure.to_string(),
            Expr::Figure {
                indicator,
                moment,
                region,
            } => {
                let label = self
                    .plan
                    .indicator(*indicator)
                    .map(|one| one.label.as_str());
                self.figure(label.unwrap_or_default(), *moment, *region)
            }
            // A factor between units is no part of what is measured.
            Expr::Scaled(_, inner) => self.expr(inner),
            Expr::Negative(inner) => format!("−{}", self.bracketed(inner)),
            Expr::Sum(first, rest) => {
                let rest = rest
                    .iter()
                    .map(|(taken, part)| (if *taken { "－" } else { "＋" }, part));
                self.chain(self.expr(first), rest)
            }
            Expr::Product(first, rest) => {
                let rest = rest
                    .iter()
                    .map(|(by, part)| (if *by { "÷" } else { "×" }, part));
                self.chain(self.bracketed(first), rest)
            }
            Expr::Fold(fold, of, years) => {
                let key = match fold {
                    Fold::Sum => "formula.sum",
                    Fold::Mean => "formula.mean",
                    Fold::Min => "formula.min",
                    Fold::Max => "formula.max",
                };
                self.over(key, of, *years)
            }
            Expr::Change(of, years) => self.over("formula.change", of, *years),
            Expr::Growth(of, years) => self.over("formula.growth_over", of, *years),
            Expr::Count {
                level,
                condition,
                share,
            } => {
                let level = self.plan.regions.level(*level);
                let name = level.map(|level| level.names.first().unwrap_or(&level.id));
                let key = if *share {
                    "formula.share"
                } else {
                    "formula.count"
                };
                let what = self.condition(condition);
                let name = name.map_or("", String::as_str);
                self.words.fill(key, &[("level", name), ("what", &what)])
            }
        }
    }

    /// 常住人口（市中区，2020年）
    fn figure(&self, label: &str, moment: Moment, region: Option<RegionId>) -> String {
        let region = region.map(|id| self.plan.regions.name(id).to_owned());
        let moment = match moment {
            Moment::Now => None,
            Moment::Prior => Some(self.words.get("formula.prior").to_owned()),
            Moment::Base => Some(self.words.get("formula.base").to_owned()),
            Moment::In(year) => Some(self.words.fill("time.in", &[("last", &year.to_string())])),
        };
        let of: Vec<_> = region.into_iter().chain(moment).collect();
        if of.is_empty() {
            return label.to_owned();
        }
        let of = self.words.list(&of);
        self.words
            .fill("formula.of", &[("what", label), ("of", &of)])
    }

    fn over(&self, key: &str, of: &Expr, years: Years) -> String {
        let (first, last) = (years.first.to_string(), years.last.to_string());
        let what = self.expr(of);
        let values = [("what", what.as_str()), ("first", &first), ("last", &last)];
        self.words.fill(key, &values)
    }

    /// A chain of operations; of a long one, only its ends and how many there are.
    fn chain<'e>(
        &self,
        first: String,
        rest: impl Iterator<Item = (&'static str, &'e Expr)>,
    ) -> String {
        let rest: Vec<_> = rest
            .map(|(sign, part)| format!("{sign}{}", self.bracketed(part)))
            .collect();
        let whole = format!("{first}{}", rest.concat());
        match rest.as_slice() {
            [_, .., last] if display_width(&whole) > WIDE => {
                let count = (rest.len() + 1).to_string();
                let values = [("first", first.as_str()), ("last", last), ("count", &count)];
                self.words.fill("formula.long", &values)
            }
            _ => whole,
        }
    }

    /// As a part of a longer formula.
    fn bracketed(&self, expr: &Expr) -> String {
        let told = self.expr(expr);
        match expr {
            Expr::Sum(..) | Expr::Product(..) | Expr::Negative(_) => {
                self.words.fill("formula.bracketed", &[("what", &told)])
            }
            Expr::Scaled(_, inner) => self.bracketed(inner),
            Expr::Constant(_)
            | Expr::Figure { .. }
            | Expr::Fold(..)
            | Expr::Change(..)
            | Expr::Growth(..)
            | Expr::Count { .. } => told,
        }
    }

    /// What each region must satisfy: only what is measured, since the figures stand in the rule.
    fn condition(&self, condition: &Condition) -> String {
        match condition {
            Condition::Test(test) => self.label(test),
            Condition::Parts { parts, .. } => {
                let parts: Vec<_> = parts.iter().map(|part| self.condition(part)).collect();
                self.words.list(&parts)
            }
        }
    }
}
