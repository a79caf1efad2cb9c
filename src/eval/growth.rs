//! Yearly rates of growth over years. No growth at all is the baseline.

use super::case::{Case, absence, mark};
use super::path::Way;
use super::rate::Rate;
use super::read::{Read, Trail};
use super::{Facts, Pace, ReasonKind, Shape};
use crate::model::{Expr, Rounding};
use crate::value::{Quantity, Rational, Root, Truth, Years};
use std::cmp::Ordering;

impl Case<'_> {
    pub(super) fn growth(self, of: &Expr, years: Years, trail: &mut Trail) -> Facts {
        let interval = self.interval(Err(ReasonKind::NoBaseline));
        let mut facts = self.no_facts(Shape::Growth);
        facts.threshold = interval.as_ref().ok().and_then(mark);
        facts.started = self.assessed >= years.first;
        if !facts.started {
            return facts;
        }
        let as_of = self.as_of(of, self.assessed.min(years.last), years.first);
        let year = as_of.year;
        let before = years.first.plus(-1);
        facts.due = year == years.last;
        facts.carried = as_of.carried;
        let nothing = Quantity::zero();
        facts.elapsed = Way {
            start: before,
            from: &nothing,
            end: years.last,
            to: &nothing,
            whole: false,
        }
        .elapsed(year);
        let interval = match interval {
            Ok(interval) => interval,
            Err(reason) => {
                facts.unknown = Some(reason);
                return facts;
            }
        };
        if self.broken_between(of, before, year, trail) {
            facts.unknown = Some(ReasonKind::SeriesBreak);
        }
        let from = self.reader.strictly().read(of, before, trail);
        let to = self.reader.read(of, year, trail);
        let (from, to) = match (from, to) {
            (Read::Known(from), Read::Known(to)) => (from, to),
            (_, to @ (Read::Missing | Read::Undefined | Read::Nobody | Read::Broken)) => {
                facts.absent = Some(absence(&to, as_of));
                return facts;
            }
            (Read::Missing, _) => {
                facts.absent = Some(ReasonKind::NoBaseline);
                return facts;
            }
            (from @ (Read::Undefined | Read::Nobody | Read::Broken), _) => {
                facts.absent = Some(absence(&from, as_of));
                return facts;
            }
        };
        if facts.unknown.is_some() {
            return facts;
        }
        let Some(measured) = Rate::new(&from, &to, year.since(before)) else {
            facts.absent = Some(ReasonKind::Undefined);
            return facts;
        };
        facts.value = Some(measured.printed());
        facts.value_year = Some(year);
        let rate = match self.rounding {
            Some(Rounding { decimals, mode }) => measured.rounded(decimals, mode),
            None => measured,
        };
        facts.holds = rate.within(&interval).into();
        facts.distance = Some(rate.distance(&interval));
        facts.comparable = true;
        facts.limit = self.limit(interval.contains(&nothing));

        // The edge nearer to the rate is the one that can still be met.
        let edge = match (&interval.low, &interval.high) {
            (Some(low), _) if rate.compare(&low.at) == Ordering::Less => &low.at,
            (_, Some(high)) => &high.at,
            (Some(low), None) => &low.at,
            (None, None) => &nothing,
        };
        if facts.holds == Truth::False && year < years.last {
            facts.needed_per_year = needed_rate(&from, &to, edge, years, year);
        }
        if facts.limit.is_some() {
            return facts;
        }
        let asked = interval.edge(&nothing).value() / Rational::from(100);
        let way_at_base = interval.distance(&nothing);
        let further = |end: Quantity, side| rate.compare(&end) == side;
        facts.receded = interval
            .low
            .as_ref()
            .is_some_and(|low| further(low.at.minus(&way_at_base), Ordering::Less))
            || interval
                .high
                .as_ref()
                .is_some_and(|high| further(high.at.plus(&way_at_base), Ordering::Greater));
        facts.pace = match rate.factor() {
            _ if asked == Rational::ZERO => Pace::Standstill,
            Some(factor) => Pace::OfRate { factor, asked },
            // A rate of −100% has no root; it is as far as one can fall.
            None => Pace::Ratio(-Rational::ONE / asked),
        };
        facts
    }
}

/// The rate for each remaining year that would still bring `percent` a year over all of them.
fn needed_rate(
    from: &Quantity,
    now: &Quantity,
    percent: &Quantity,
    years: Years,
    year: crate::value::Year,
) -> Option<Quantity> {
    let factor = Rational::ONE + percent.value() / Rational::from(100);
    if factor <= Rational::ZERO || now.signum() <= 0 {
        return None;
    }
    let goal = from.value() * factor.pow(isize::from(years.len()));
    let root = Root::new(
        goal / now.value(),
        u8::try_from(years.last.since(year)).ok()?,
    )?;
    Some(root.scaled(
        &Rational::from(100),
        &Rational::from(-100),
        Quantity::DERIVED_DECIMALS,
    ))
}
