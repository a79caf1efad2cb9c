//! What every year has to keep: which parts of a whole failed it, in which years, with which
//! figures.

use super::{Results, Row};
use crate::eval::{self, Outcome, Verdict};
use crate::model::{Condition, Measure, Test, Time};
use crate::value::{Quantity, Truth, Year};

/// How the parts of a broken whole kept what they had to keep every year.
#[derive(Debug, Clone)]
pub struct Kept<'a> {
    /// How many parts there are, those that could not be read included.
    pub all: usize,
    /// How many kept it in every year so far.
    pub kept: usize,
    /// Of how many that is not known.
    pub unknown: usize,
    /// The comparisons that failed, each with a year in which it did.
    pub failures: Vec<(Row<'a>, Year)>,
}

impl<'a> Results<'a> {
    /// How the parts of a row kept it; `None` but for a broken whole.
    pub fn kept(&self, row: &Row<'a>) -> Option<Kept<'a>> {
        if row.test.is_some() || row.verdict() != Verdict::Broken {
            return None;
        }
        let parts = match row.region {
            Some(_) => row.parts.clone(),
            None => {
                let rows = self.rows_of(row.id);
                rows.filter(|row| row.region.is_some()).collect()
            }
        };
        let is_kept = |part: &&Row<'_>| matches!(part.verdict(), Verdict::Met | Verdict::Holding);
        let is_broken = |part: &&Row<'_>| part.verdict() == Verdict::Broken;
        let kept = parts.iter().filter(is_kept).count();
        let broken = parts.iter().filter(is_broken).count();
        let all = parts.len() + row.lost;
        Some(Kept {
            all,
            kept,
            unknown: all - kept - broken,
            failures: match row.region {
                Some(_) => failures(row),
                None => parts.iter().filter(is_broken).flat_map(failures).collect(),
            },
        })
    }

    /// The year whose figure shows a verdict: that of the value, but of what has been broken and
    /// holds again the first in which it failed.
    pub fn telling_year(&self, row: &Row<'_>) -> Option<Year> {
        let facts = &row.outcome.facts;
        if row.verdict() != Verdict::Broken || row.holds() == Some(false) {
            return facts.value_year;
        }
        let failed = facts.failed.first().copied();
        failed.or(facts.value_year)
    }

    /// The value of a comparison as of an earlier year, as it was printed in that year.
    pub fn value_in(&self, row: &Row<'_>, year: Year) -> Option<String> {
        if row.outcome.facts.value_year == Some(year) {
            return row.value.clone();
        }
        let test = row.test?;
        let mut value = None;
        let give = |region, outcome: Outcome| {
            if region == row.region {
                value = value_of(&row.target.condition, &outcome, test, year);
            }
        };
        let method = &self.assessment.method;
        eval::judge_target(self.plan, self.cube, year, method, row.target, give);
        value.map(|value| self.stage(test.scale, &value))
    }

    /// Of a rate that every year has to reach, the first of the years that the value is of: its
    /// own, or across a gap that behind the last known figure.
    pub fn rate_since(&self, row: &Row<'_>) -> Option<Year> {
        let test = row.test?;
        let facts = &row.outcome.facts;
        let year = facts.value_year?;
        if !matches!(
            (&test.measure, row.target.time),
            (Measure::Growth(_), Time::Throughout(_))
        ) {
            return None;
        }
        if facts.holds != Truth::Unknown {
            return Some(year);
        }
        let figures = |of: Year| {
            let cells = row.outcome.cells.iter();
            cells.filter(|key| key.year == of).count()
        };
        // A year of which only some of the figures are known has no value.
        let whole = figures(year);
        let years = row.outcome.cells.iter().map(|key| key.year);
        let before = years.filter(|one| *one < year && figures(*one) == whole);
        before.max().map(|before| before.plus(1))
    }
}

/// The comparisons of a row that failed in the years in which it did.
fn failures<'a>(row: &Row<'a>) -> Vec<(Row<'a>, Year)> {
    let failed = &row.outcome.facts.failed;
    if row.test.is_some() {
        return failed.iter().map(|year| (row.clone(), *year)).collect();
    }
    let of_parts = row.parts.iter().flat_map(failures);
    of_parts.filter(|(_, year)| failed.contains(year)).collect()
}

fn value_of(
    condition: &Condition,
    outcome: &Outcome,
    wanted: &Test,
    year: Year,
) -> Option<Quantity> {
    match condition {
        Condition::Test(test) => {
            let facts = &outcome.facts;
            let is_it = std::ptr::eq(&**test, wanted) && facts.value_year == Some(year);
            facts.value.clone().filter(|_| is_it)
        }
        Condition::Parts { parts, .. } => parts
            .iter()
            .zip(&outcome.parts)
            .find_map(|(part, outcome)| value_of(part, outcome, wanted, year)),
    }
}
