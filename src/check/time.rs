//! When: the years of a statement, and whether the plan has them.

use super::Checker;
use super::told::Checked;
use crate::diag::{Code, Diagnostic};
use crate::model::Time;
use crate::syntax::ast::{self, Condition, Measure, Right, When};
use crate::text::Span;
use crate::value::{Year, Years};

impl<'a> Checker<'a, '_> {
    /// The time of a target, and whether the author wrote it.
    pub(super) fn target_time(
        &mut self,
        statement: &ast::Statement,
        head: Span,
        baseline: (Year, Option<Span>),
    ) -> Checked<(Time, bool)> {
        let time = match &statement.time {
            Some(written) => self.written_time(written)?,
            None => self.time_not_said(&statement.condition),
        };
        let place = statement.time.as_ref().map(|time| time.place.0);
        if let (Some(last), Some(place)) = (last_milestone(&statement.condition), place)
            && last.0 != time.deadline()
        {
            return Err(self.tell(
                Diagnostic::new(Code::MilestoneOutside, last.1)
                    .primary("last")
                    .with("year", time.deadline())
                    .at(place, "time"),
            ));
        }
        let place = place
            .or_else(|| last_milestone(&statement.condition).map(|(_, place)| place))
            .unwrap_or(head);
        self.must_follow(time, place, baseline)?;
        self.must_be_planned(time, place);
        Ok((time, statement.time.is_some()))
    }

    /// The time of a forecast or claim, which may be of any years.
    pub(super) fn written_time(&mut self, time: &ast::Time) -> Checked<Time> {
        let place = time.place.0;
        Ok(match time.when {
            When::By(year) => Time::By(year),
            When::In(year) => Time::In(year),
            When::Throughout(years) => Time::Throughout(self.run(years, place)?),
            When::Over(years) => Time::Over(self.run(years, place)?),
        })
    }

    fn run(&mut self, years: Option<Years>, place: Span) -> Checked<Years> {
        let years = years.unwrap_or(self.frame.years);
        if years.first <= years.last {
            return Ok(years);
        }
        Err(self.turned_round(place, &years.first.to_string(), &years.last.to_string()))
    }

    /// Without a time a target is for the plan's last year; what adds up years is for all of them,
    /// and milestones say it themselves.
    fn time_not_said(&self, condition: &Condition) -> Time {
        if let Some((last, _)) = last_milestone(condition) {
            return Time::By(last);
        }
        match condition {
            Condition::Compare(compare) => match compare.measure {
                Measure::Total(_) | Measure::AnnualGrowth(_) => Time::Over(self.frame.years),
                Measure::Plain(_) => Time::By(self.frame.years.last),
            },
            _ => Time::By(self.frame.years.last),
        }
    }

    /// A deadline that does not come after the baseline leaves no time to do anything in.
    fn must_follow(
        &mut self,
        time: Time,
        place: Span,
        (baseline, written): (Year, Option<Span>),
    ) -> Checked<()> {
        if time.deadline() > baseline {
            return Ok(());
        }
        let diagnostic = Diagnostic::new(Code::DeadlineTooEarly, place)
            .with("deadline", time.deadline())
            .with("baseline", baseline);
        Err(self.tell(match written {
            Some(written) => diagnostic.at(written, "baseline"),
            None => diagnostic,
        }))
    }

    /// A year that the plan does not have is probably a slip, but long-term goals do exist.
    fn must_be_planned(&mut self, time: Time, place: Span) {
        let (first, last) = match time {
            Time::By(year) | Time::In(year) => (year, year),
            Time::Throughout(years) | Time::Over(years) => (years.first, years.last),
        };
        let plan = self.frame.years;
        let year = [last, first].into_iter().find(|&year| !plan.contains(year));
        if let Some(year) = year {
            self.remark(
                Diagnostic::new(Code::OutsideYears, place)
                    .with("year", year)
                    .with("years", plan),
            );
        }
    }
}

/// The last milestone of a condition that consists of milestones.
fn last_milestone(condition: &Condition) -> Option<(Year, Span)> {
    milestones_of(condition)?
        .iter()
        .map(|one| (one.year, one.place.0))
        .max_by_key(|(year, _)| *year)
}

/// The milestones that stand as the figure of a whole condition.
pub(super) fn milestones_of(condition: &Condition) -> Option<&[ast::Milestone]> {
    let right = match condition {
        Condition::Compare(compare) => compare.test.right.as_ref(),
        Condition::Each(each) => each.test.right.as_ref(),
        Condition::And(_) | Condition::Or(_) | Condition::AtLeast { .. } => None,
    };
    match right {
        Some(Right::Milestones(milestones)) => Some(milestones),
        _ => None,
    }
}
