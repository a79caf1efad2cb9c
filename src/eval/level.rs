//! Levels by a year and in a year, and directions by a year.

use super::case::{Case, absence, mark, needed};
use super::path::{Expected, Way};
use super::read::Trail;
use super::{Facts, Pace, ReasonKind, Shape};
use crate::model::{Direction, Expr, Limit, Time};
use crate::value::{Quantity, Rational, Truth, Year};

impl Case<'_> {
    pub(super) fn level(self, of: &Expr, trail: &mut Trail) -> Facts {
        let deadline = self.target.time.deadline();
        let base_year = self.base_year();
        let (shape, first) = match (self.target.time, &self.test.limit) {
            (Time::In(year), _) => (Shape::Once, year),
            (_, Limit::Direction(Direction::Rising | Direction::Falling)) => {
                (Shape::Direction, base_year.plus(1))
            }
            _ => (Shape::Level, base_year.plus(1)),
        };
        let mut facts = self.no_facts(shape);
        let measured_base = self.baseline(of, trail);
        facts.baseline = measured_base.as_ref().ok().cloned();
        let base = measured_base.map(|base| self.rounded(&base));
        let interval = self.interval(base.as_ref().map_err(|reason| *reason));
        facts.threshold = interval.as_ref().ok().and_then(mark);
        facts.started = self.assessed >= first;
        if !facts.started {
            return facts;
        }

        let asked = self.assessed.min(deadline);
        let as_of = if shape == Shape::Once {
            super::case::AsOf {
                year: asked,
                carried: false,
                too_old: false,
            }
        } else {
            self.as_of(of, asked, first)
        };
        let year = as_of.year;
        facts.due = year == deadline;
        facts.carried = as_of.carried;
        let measured = match self.reader.measure(of, year, trail) {
            Ok(measured) => {
                facts.value = Some(measured.value.clone());
                facts.value_year = Some(year);
                facts.partial = measured.is_partial();
                Some(self.rounded_measure(&measured))
            }
            Err(read) => {
                facts.absent = Some(absence(&read, as_of));
                None
            }
        };
        if facts.partial {
            facts.absent = Some(ReasonKind::MissingParts);
        }

        let broken = self.broken_since_base(of, year, trail);
        let interval = match interval {
            Ok(_) if broken && self.counts_from_base() => {
                facts.unknown = Some(ReasonKind::SeriesBreak);
                return facts;
            }
            Ok(interval) => interval,
            Err(reason) => {
                facts.unknown = Some(reason);
                return facts;
            }
        };
        if let Some(measured) = &measured {
            facts.holds = measured.within(&interval);
        }
        let x = measured
            .filter(|_| !facts.partial)
            .map(|measured| measured.value);
        facts.distance = x.as_ref().map(|x| interval.distance(x));
        if shape == Shape::Once {
            return facts;
        }
        if let (Some(x), Truth::False) = (&x, facts.holds) {
            facts.needed_per_year = needed(&interval, x, year, deadline);
            facts.last_held = self.last_held(of, &interval, first, year);
        }

        let base = match base {
            Ok(_) if broken => Err(ReasonKind::SeriesBreak),
            other => other,
        };
        let edge = base
            .as_ref()
            .map_or_else(|_| Quantity::zero(), |base| interval.edge(base).clone());
        let nothing = Quantity::zero();
        let way = Way {
            start: base_year,
            from: base.as_ref().unwrap_or(&nothing),
            end: deadline,
            to: &edge,
            whole: self.in_whole_things(of),
        };
        facts.elapsed = way.elapsed(year);
        let base = match &base {
            Ok(base) => base,
            Err(reason) => {
                facts.limit = self.limit(false);
                facts.pace = Pace::Unknown(*reason);
                return facts;
            }
        };
        facts.comparable = true;
        facts.limit = self.limit(interval.contains(base));
        if facts.limit.is_some() {
            return facts;
        }
        let way_at_base = interval.distance(base);
        let way_now = x.as_ref().map(|x| interval.distance(x));
        facts.receded = way_now.as_ref().is_some_and(|now| *now > way_at_base);
        // Any change at all is asked for: by a direction, or by `> 3` of a baseline of 3.
        if shape == Shape::Direction || way_at_base.signum() == 0 {
            facts.pace = Pace::Standstill;
            return facts;
        }

        let expected = way.expected(&self.target.path, year, &interval);
        facts.expected_now = expected.as_ref().map(Expected::printed);
        let Some((x, way_now)) = x.zip(way_now) else {
            return facts;
        };
        let gone = way_at_base.value() - way_now.value();
        facts.progress = Some(Quantity::derived(&gone / way_at_base.value()));
        facts.projected = projected(&x, base, base_year, year, deadline);
        facts.pace = match expected {
            None => Pace::Unknown(ReasonKind::Undefined),
            Some(Expected::At(expected)) if expected == *base.value() => Pace::NothingAsked {
                moved: x.value() != base.value(),
            },
            Some(Expected::At(expected)) => {
                let left = interval.distance(&Quantity::derived(expected));
                Pace::of(gone, &(way_at_base.value() - left.value()))
            }
            Some(Expected::AtRoot(expected)) => Pace::OnCompoundPath {
                done: gone,
                base: base.value().clone(),
                up: edge > *base,
                expected,
            },
        };
        facts
    }
}

/// The value at the deadline if the pace so far goes on.
fn projected(
    x: &Quantity,
    base: &Quantity,
    base_year: Year,
    year: Year,
    deadline: Year,
) -> Option<Quantity> {
    let a_year = x
        .minus(base)
        .over(&Quantity::whole(year.since(base_year).into()))?;
    let left = Rational::from(deadline.since(year));
    Some(Quantity::derived(x.value() + a_year.value() * left))
}
