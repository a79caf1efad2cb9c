//! Methods: from facts to a verdict. A method is a pure function with a name, a version and
//! thresholds, all printed with every verdict.

use super::{Facts, LimitBy, Pace, ReasonKind, Shape, Verdict};
use crate::model::MethodId;
use crate::value::{Quantity, Rational, Truth, rational};
use std::cmp::Ordering;

/// A named method with its thresholds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// Its name and version: what it says of the same facts never changes under one version.
    pub id: MethodId,
    /// From which pace a target is ahead, in hundredths.
    pub ahead: i64,
    /// From which pace it is on schedule, in hundredths.
    pub on_schedule: i64,
}

impl Method {
    /// `schedule/1`: the annual pace with a band of 5% around it.
    pub const SCHEDULE: Self = Self {
        id: MethodId::Schedule1,
        ahead: 105,
        on_schedule: 95,
    };

    /// The method of a name such as `schedule/1` or `schedule`.
    pub fn find(name: &str) -> Option<Self> {
        MethodId::find(name).map(|id| match id {
            MethodId::Schedule1 => Self::SCHEDULE,
        })
    }

    /// From which pace a target is ahead, as people write it: `1.05`.
    pub fn ahead_in_words(&self) -> String {
        hundredths(self.ahead)
    }

    /// From which pace a target is on schedule, as people write it: `0.95`.
    pub fn on_schedule_in_words(&self) -> String {
        hundredths(self.on_schedule)
    }

    /// The verdict of the facts, and the reason to give with it. The first line that applies; the
    /// numbers are those of the table in `docs/language.md`.
    pub fn judge(&self, facts: &Facts) -> (Verdict, Option<ReasonKind>) {
        let ahead = rational(self.ahead, 100);
        let on_schedule = rational(self.on_schedule, 100);
        let undecided = |reason| (Verdict::Undecided, Some(reason));
        let given = |verdict| (verdict, known_beside(facts, verdict));
        let every_year = facts.shape == Shape::EveryYear;

        // 1: the first year has not come.
        if !facts.started {
            return (Verdict::NotDue, None);
        }
        // 2: the threshold is unknown, or the figures cannot be put together.
        if let Some(reason) = facts.unknown {
            return undecided(reason);
        }
        // 3: one year that fails breaks it, whatever is missing.
        if every_year && !facts.failed.is_empty() {
            return given(Verdict::Broken);
        }
        // 6 of `throughout`: a year is unknown.
        if every_year && !facts.open.is_empty() {
            return undecided(facts.absent.unwrap_or(ReasonKind::MissingYears));
        }
        // 4: the deadline.
        if facts.due {
            match facts.holds {
                _ if every_year => return given(Verdict::Met),
                Truth::True => return given(Verdict::Met),
                Truth::False => return given(Verdict::Missed),
                Truth::Unknown => {}
            }
        }
        // 5: the total of a flow is beyond its upper end and cannot come back.
        if matches!(facts.shape, Shape::Total { lost: true, .. }) {
            return given(Verdict::Missed);
        }
        // 6: what is known does not decide. What fails in part before the deadline is not known to
        // fail by how much, so it has no pace either.
        let holds = match facts.holds.known() {
            Some(holds) if holds || !facts.partial || facts.limit.is_some() => holds,
            _ => return undecided(facts.absent.unwrap_or(ReasonKind::NoObservation)),
        };
        // 7: every year so far holds.
        if every_year {
            return given(Verdict::Holding);
        }
        // 8: a ceiling on a total that is used up too fast.
        if let Some(usage) = &facts.usage
            && holds
            && usage * &on_schedule > Rational::ONE
        {
            return given(Verdict::Lagging);
        }
        // 9 and 10: something to keep.
        let upper = matches!(facts.shape, Shape::Total { upper: true, .. });
        if holds && (facts.limit.is_some() || upper) {
            return given(Verdict::Holding);
        }
        if facts.limit.is_some() {
            return given(Verdict::OffCourse);
        }
        // 11: it holds before the deadline. A rate is never reached early: it is judged by pace.
        if holds && facts.shape == Shape::Direction {
            return given(Verdict::OnSchedule);
        }
        if holds && facts.shape != Shape::Growth {
            return given(Verdict::Reached);
        }
        // 12: the pace is unknown.
        if let Pace::Unknown(reason) = facts.pace {
            return undecided(reason);
        }
        // 13: further away than the baseline.
        if facts.receded {
            return given(Verdict::OffCourse);
        }
        given(match &facts.pace {
            // 14 and 15: the path asks for nothing yet.
            Pace::NothingAsked { moved: false } => Verdict::NotDue,
            Pace::NothingAsked { moved: true } => Verdict::Ahead,
            Pace::Stage(Ordering::Greater) => Verdict::Ahead,
            Pace::Stage(Ordering::Equal) => Verdict::OnSchedule,
            // 15 to 17: what was done against what was asked.
            pace if pace.at_least(&ahead) => Verdict::Ahead,
            pace if pace.at_least(&on_schedule) => Verdict::OnSchedule,
            _ => Verdict::Lagging,
        })
    }
}

fn hundredths(number: i64) -> String {
    Quantity::written(number.into(), 2).to_string()
}

/// What there is to know about a verdict that is given.
fn known_beside(facts: &Facts, verdict: Verdict) -> Option<ReasonKind> {
    let unannounced = facts.limit == Some(LimitBy::Baseline)
        && !facts.due
        && matches!(verdict, Verdict::Holding | Verdict::OffCourse);
    let unfounded = verdict == Verdict::Reached && !facts.comparable;
    [
        (verdict == Verdict::Broken, ReasonKind::FailedYears),
        (facts.partial, ReasonKind::KnownPart),
        (facts.carried, ReasonKind::Carried),
        (unannounced, ReasonKind::Limit),
        (
            unfounded && facts.pace == Pace::Unknown(ReasonKind::WrittenYears),
            ReasonKind::WrittenYears,
        ),
        (unfounded, ReasonKind::HoldsWithoutBaseline),
    ]
    .into_iter()
    .find_map(|(applies, reason)| applies.then_some(reason))
}
