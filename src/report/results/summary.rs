//! Counting verdicts: one per target, 约束性 and 预期性 apart, `strive` apart.

use super::Results;
use crate::eval::{Standing, Verdict};
use crate::model::Attribute;
use indexmap::IndexMap;
use serde_json::{Value, json};

/// How many targets have each verdict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    counts: IndexMap<Verdict, usize>,
}

/// A part of a number of targets, printed with both numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many are good.
    pub good: usize,
    /// Of how many.
    pub of: usize,
}

impl Rate {
    /// The rate in %, to one decimal; `None` of nothing.
    pub fn percent(self) -> Option<String> {
        let part =
            crate::value::fraction(i64::try_from(self.good).ok()?, u64::try_from(self.of).ok()?)?;
        Some(crate::value::decimal_string(
            &(part * crate::value::Rational::from(100)),
            1,
        ))
    }
}

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, verdict: Verdict) {
        *self.counts.entry(verdict).or_default() += 1;
    }

    /// How many have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.counts.get(&verdict).copied().unwrap_or_default()
    }

    /// How many there are.
    pub fn all(&self) -> usize {
        self.counts.values().sum()
    }

    fn standing(&self, standing: Standing) -> usize {
        self.counts
            .iter()
            .filter(|(verdict, _)| verdict.standing() == standing)
            .map(|(_, count)| count)
            .sum()
    }

    /// Good ones of those that were judged: `not_due` and `undecided` are left aside.
    pub fn of_judged(&self) -> Rate {
        let good = self.standing(Standing::Good);
        Rate {
            good,
            of: good + self.standing(Standing::Behind),
        }
    }

    /// Good ones of all.
    pub fn of_all(&self) -> Rate {
        Rate {
            good: self.standing(Standing::Good),
            of: self.all(),
        }
    }
}

/// The summary of an assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// All targets, `strive` among them: what `by_verdict` counts.
    pub all: Tally,
    /// Every target that is promised, which is all but `strive`.
    pub promised: Tally,
    /// 约束性
    pub binding: Tally,
    /// 预期性
    pub expected: Tally,
    /// Promised without saying which.
    pub unspecified: Tally,
    /// 力争
    pub strive: Tally,
}

impl Summary {
    /// Counts the targets of an assessment.
    pub fn of(results: &Results<'_>) -> Self {
        let mut summary = Self::default();
        for judged in results.assessment.by_target() {
            let Some(target) = results.plan.target(judged.target) else {
                continue;
            };
            let verdict = judged.outcome.verdict;
            summary.all.add(verdict);
            if target.strive {
                summary.strive.add(verdict);
                continue;
            }
            summary.promised.add(verdict);
            match target.attribute {
                Attribute::Binding => summary.binding.add(verdict),
                Attribute::Expected => summary.expected.add(verdict),
                Attribute::None => summary.unspecified.add(verdict),
            }
        }
        summary
    }

    /// Every verdict with its number, none left out.
    pub fn by_verdict(&self) -> impl Iterator<Item = (Verdict, usize)> {
        Verdict::ALL
            .into_iter()
            .map(|verdict| (verdict, self.all.count(verdict)))
    }

    /// The tallies that are printed, by the key of their name.
    pub fn tallies(&self) -> [(&'static str, &Tally); 5] {
        [
            ("promised", &self.promised),
            ("binding", &self.binding),
            ("expected", &self.expected),
            ("unspecified", &self.unspecified),
            ("strive", &self.strive),
        ]
    }

    /// Both rates of each tally.
    pub fn to_json(&self) -> Value {
        let mut json = serde_json::Map::new();
        for (name, tally) in self.tallies() {
            let rate =
                |rate: Rate| json!({"good": rate.good, "of": rate.of, "percent": rate.percent()});
            json.insert(
                name.to_owned(),
                json!({"judged": rate(tally.of_judged()), "all": rate(tally.of_all())}),
            );
        }
        Value::Object(json)
    }
}
