//! Many verdicts together: the whole has the verdict of its k-th best part.

use super::case::Case;
use super::every_year::InYear;
use super::read::Trail;
use super::{
    Facts, Mark, Method, Outcome, Pace, Reason, ReasonKind, Shape, Verdict, is_across_break,
};
use crate::model::{Condition, Limit, Missing, Target, Time};
use crate::value::{Quantity, Truth, Year, Years};
use std::cmp::Ordering;

/// What the parts of a whole come to.
pub(super) struct Whole<'a> {
    pub target: &'a Target,
    pub method: &'a Method,
    pub assessed: Year,
    /// How many must hold.
    pub need: usize,
    /// The year of the baseline.
    pub base_year: Year,
}

impl Whole<'_> {
    /// Puts the outcomes of parts together.
    pub fn outcome(&self, parts: &[Outcome]) -> Outcome {
        Outcome {
            held_at_baseline: self.whole_held_at_baseline(parts),
            ..self.put_together(parts)
        }
    }

    fn put_together(&self, parts: &[Outcome]) -> Outcome {
        let started = parts.iter().any(|part| part.facts.started) || parts.is_empty();
        let mut facts = Facts::unknown(self.base_year, Shape::Level);
        facts.threshold = Some(Mark::One(count(self.need)));
        facts.started = started;
        if !started {
            return Outcome::of(facts, Verdict::NotDue, None, parts);
        }
        if parts.is_empty() {
            // Nothing is ever true of nobody; and how many there should be nobody knows.
            facts.threshold = None;
            let reason = ReasonKind::MissingParts.into();
            return Outcome::of(facts, Verdict::Undecided, Some(reason), parts);
        }
        let holding = held(parts, |part| part.facts.holds);
        let unknown = parts.iter().any(|part| part.verdict == Verdict::Undecided);
        facts.holds = Truth::at_least(self.need, parts.iter().map(|part| part.facts.holds));
        facts.value = Some(count(holding));
        facts.value_year = one_year(parts);
        facts.distance = Some(difference(self.need, holding));
        let before = self.held_at_baseline(parts);
        facts.baseline = before.map(count);

        let mut verdicts: Vec<_> = parts.iter().map(|part| part.verdict).collect();
        verdicts.sort_unstable();
        let verdict = match self.need.checked_sub(1).and_then(|at| verdicts.get(at)) {
            // Asked of more than there are, which cannot be.
            None => {
                facts.holds = Truth::Unknown;
                return Outcome::of(
                    facts,
                    Verdict::Undecided,
                    Some(ReasonKind::MissingParts.into()),
                    parts,
                );
            }
            Some(verdict) => *verdict,
        };
        // A part that is not due may rest on a condition of which nothing is known.
        let valued = parts.iter().all(|part| part.facts.holds != Truth::Unknown);
        if verdict == Verdict::NotDue
            && let Some(before) = before.filter(|_| valued && !unknown)
        {
            return self.by_number(facts, holding, before, parts);
        }
        // A whole that is off course breaks a limit when every part does that is off course.
        let mut off = parts
            .iter()
            .filter(|part| part.verdict == Verdict::OffCourse)
            .peekable();
        if verdict == Verdict::OffCourse && off.peek().is_some() {
            facts.limit = off
                .map(|part| part.facts.limit)
                .reduce(|one, other| one.and(other))
                .flatten();
        }
        let reason = match verdict {
            Verdict::Undecided => Some(ReasonKind::MissingParts),
            _ if unknown || parts.iter().any(Outcome::is_known_in_part) => {
                Some(ReasonKind::KnownPart)
            }
            _ => None,
        };
        Outcome::of(facts, verdict, reason.map(Reason::from), parts)
    }

    /// Nothing is due of a part yet, but the number of parts that hold has a pace of its own.
    fn by_number(
        &self,
        mut facts: Facts,
        holding: usize,
        before: usize,
        parts: &[Outcome],
    ) -> Outcome {
        let deadline = self.target.time.deadline();
        // As of the earliest part: a late figure is not slow progress.
        let year = parts
            .iter()
            .filter_map(|part| part.facts.value_year)
            .min()
            .unwrap_or_else(|| self.assessed.min(deadline));
        let all = count_years(self.base_year, deadline);
        let passed = count_years(self.base_year, year);
        let to_go = self.need.saturating_sub(before);
        facts.elapsed = passed.over(&all);
        facts.needed_per_year = difference(self.need, holding)
            .over(&count_years(year, deadline))
            .filter(|_| holding < self.need);
        facts.comparable = true;
        let verdict = if holding < before || to_go == 0 {
            Verdict::OffCourse
        } else {
            let gone = difference(holding, before);
            facts.progress = gone.over(&count(to_go));
            let due = (count(to_go).value() * passed.value() / all.value()).floor();
            let due = crate::value::Rational::from(due);
            facts.expected_now = Some(Quantity::derived(count(before).value() + &due));
            facts.pace = if due.is_zero() {
                Pace::NothingAsked {
                    moved: holding != before,
                }
            } else {
                Pace::of(gone.value().clone(), &due)
            };
            facts.partial = false;
            self.method.judge(&facts).0
        };
        Outcome::of(facts, verdict, Some(ReasonKind::ByNumber.into()), parts)
    }

    /// Whether a number of parts at the baseline means something.
    fn has_baseline(&self) -> bool {
        matches!(self.target.time, Time::By(_) | Time::In(_))
    }

    /// Whether enough parts held at the baseline, if what is known of them decides that.
    fn whole_held_at_baseline(&self, parts: &[Outcome]) -> Option<bool> {
        if parts.is_empty() || !self.has_baseline() {
            return None;
        }
        let held = parts.iter().map(|part| Truth::from(part.held_at_baseline));
        Truth::at_least(self.need, held).known()
    }

    /// How many parts held at the baseline, if that is known of all.
    fn held_at_baseline(&self, parts: &[Outcome]) -> Option<usize> {
        if !self.has_baseline() {
            return None;
        }
        let known = parts.iter().all(|part| part.held_at_baseline.is_some());
        known.then(|| held(parts, |part| Truth::from(part.held_at_baseline)))
    }
}

/// `and`, `or` and their like under `throughout`: put together year by year, then judged as one.
pub(super) struct EveryYear<'a> {
    pub case: Case<'a>,
    pub method: &'a Method,
    pub years: Years,
}

impl<'a> EveryYear<'a> {
    pub fn outcome(&self, condition: &'a Condition, need: usize, parts: &[Outcome]) -> Outcome {
        let mut facts = self.case.no_facts(Shape::EveryYear);
        facts.threshold = Some(Mark::One(count(need)));
        facts.started = self.case.assessed >= self.years.first;
        if !facts.started {
            return Outcome::of(facts, Verdict::NotDue, None, parts);
        }
        let mut trail = Trail::default();
        let asked = self.case.assessed.min(self.years.last);
        let (year, carried) = self.as_of(condition, asked);
        facts.due = year == self.years.last;
        facts.carried = carried;
        let so_far = Years {
            last: year,
            ..self.years
        };
        let mut whys = Vec::new();
        let mut missing = Vec::new();
        for year in so_far.iter() {
            trail.missing.clear();
            match self.in_year(condition, year, &mut trail, &mut whys) {
                Truth::True => {}
                Truth::False => facts.failed.push(year),
                Truth::Unknown if self.fails(condition, year) => facts.failed.push(year),
                Truth::Unknown => {
                    facts.open.push(year);
                    missing.append(&mut trail.missing);
                }
            }
        }
        if let Condition::Parts { parts, .. } = condition {
            let each: Vec<_> = parts
                .iter()
                .map(|part| self.in_year(part, year, &mut trail, &mut Vec::new()))
                .collect();
            let holding = each.iter().filter(|holds| **holds == Truth::True).count();
            facts.value = Some(count(holding));
            facts.holds = Truth::at_least(need, each);
        }
        facts.value_year = Some(year);
        facts.absent = whys.into_iter().min();
        let (verdict, reason) = self.method.judge(&facts);
        let reason = reason.map(|kind| with_years(kind, &facts));
        // What the parts lack for themselves, the years put together may not: the other part may
        // have decided them.
        let mut lacking = Trail {
            missing,
            breaks: trail.breaks,
            ..Trail::default()
        };
        lacking.tidy();
        let across_break = is_across_break(reason.as_ref(), &facts);
        Outcome {
            breaks: if across_break {
                lacking.breaks
            } else {
                Vec::new()
            },
            missing: if verdict == Verdict::Undecided {
                lacking.missing
            } else {
                Vec::new()
            },
            ..Outcome::of(facts, verdict, reason, parts)
        }
    }

    /// The year itself, or the last one of which anything is known, where the rule allows that.
    fn as_of(&self, condition: &Condition, year: Year) -> (Year, bool) {
        let Missing::UseLast(within) = self.case.target.missing else {
            return (year, false);
        };
        let known = |year| {
            self.in_year(condition, year, &mut Trail::default(), &mut Vec::new()) != Truth::Unknown
        };
        let years = Years {
            last: year,
            ..self.years
        };
        match years.iter().rev().find(|&year| known(year)) {
            Some(last) if last < year && self.case.assessed.since(last) <= i16::from(within) => {
                (last, true)
            }
            _ => (year, false),
        }
    }

    fn in_year(
        &self,
        condition: &Condition,
        year: Year,
        trail: &mut Trail,
        whys: &mut Vec<ReasonKind>,
    ) -> Truth {
        match condition {
            Condition::Test(test) => {
                let case = Case { test, ..self.case };
                let step = self.step(case, year, trail);
                whys.extend(step.why);
                step.holds
            }
            Condition::Parts { need, parts, .. } => {
                let each: Vec<_> = parts
                    .iter()
                    .map(|part| self.in_year(part, year, trail, whys))
                    .collect();
                Truth::at_least(*need, each)
            }
        }
    }

    /// Whether a step up to this year failed for certain, though across a gap nobody knows which.
    /// Where every part must hold, one of which that is true is enough.
    fn fails(&self, condition: &Condition, year: Year) -> bool {
        match condition {
            Condition::Test(test) => {
                let case = Case { test, ..self.case };
                self.step(case, year, &mut Trail::default()).failed
            }
            Condition::Parts { need, parts, .. } if *need == parts.len() => {
                parts.iter().any(|part| self.fails(part, year))
            }
            Condition::Parts { .. } => {
                self.in_year(condition, year, &mut Trail::default(), &mut Vec::new())
                    == Truth::False
            }
        }
    }

    fn step(&self, case: Case<'_>, year: Year, trail: &mut Trail) -> InYear {
        match self.interval(case) {
            Ok(interval) => case.in_year(year, self.years.first, interval.as_ref(), trail),
            Err(why) => InYear::unknown(why),
        }
    }

    fn interval(&self, case: Case<'_>) -> Result<Option<super::interval::Interval>, ReasonKind> {
        if matches!(case.test.limit, Limit::Direction(_)) {
            return Ok(None);
        }
        let of = super::case::expr_of(&case.test.measure);
        let base = case
            .baseline(of, &mut Trail::default())
            .map(|base| case.rounded(&base));
        case.interval(base.as_ref().map_err(|why| *why)).map(Some)
    }
}

/// A reason with the years it is about.
pub(super) fn with_years(kind: ReasonKind, facts: &Facts) -> Reason {
    let years = match kind {
        ReasonKind::FailedYears => facts.failed.clone(),
        ReasonKind::MissingYears => facts.open.clone(),
        ReasonKind::NoObservation
        | ReasonKind::TooOld
        | ReasonKind::NoBaseline
        | ReasonKind::WrittenYears
        | ReasonKind::MissingParts
        | ReasonKind::Undefined
        | ReasonKind::SeriesBreak
        | ReasonKind::KnownPart
        | ReasonKind::Carried
        | ReasonKind::Rounded
        | ReasonKind::Limit
        | ReasonKind::HoldsWithoutBaseline
        | ReasonKind::ByNumber => Vec::new(),
    };
    Reason { kind, years }
}

fn held(parts: &[Outcome], holds: impl Fn(&Outcome) -> Truth) -> usize {
    parts
        .iter()
        .filter(|part| holds(part) == Truth::True)
        .count()
}

/// The year of all values, if it is one.
fn one_year(parts: &[Outcome]) -> Option<Year> {
    let mut years = parts.iter().map(|part| part.facts.value_year);
    let first = years.next()??;
    years
        .all(|year| year.map(|year| year.cmp(&first)) == Some(Ordering::Equal))
        .then_some(first)
}

fn count(number: usize) -> Quantity {
    Quantity::whole(i64::try_from(number).unwrap_or(i64::MAX))
}

fn difference(one: usize, other: usize) -> Quantity {
    count(one).minus(&count(other))
}

fn count_years(from: Year, to: Year) -> Quantity {
    Quantity::whole(to.since(from).into())
}
