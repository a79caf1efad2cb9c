//! Stages and grades: places on a scale, which have no distances.

use super::case::{Case, absence, mark};
use super::path::Way;
use super::read::Trail;
use super::{Facts, Pace, ReasonKind, Shape};
use crate::model::{Expr, Path};
use crate::value::{Quantity, Truth, Year};

impl Case<'_> {
    pub(super) fn stage(self, of: &Expr, deadline: Year, trail: &mut Trail) -> Facts {
        let base_year = self.base_year();
        let first = base_year.plus(1);
        let mut facts = self.no_facts(Shape::Stage);
        let base = self.baseline(of, trail);
        facts.baseline = base.as_ref().ok().cloned();
        let interval = self.interval(base.as_ref().map_err(|reason| *reason));
        facts.threshold = interval.as_ref().ok().and_then(mark);
        facts.started = self.assessed >= first;
        if !facts.started {
            return facts;
        }
        let as_of = self.as_of(of, self.assessed.min(deadline), first);
        let year = as_of.year;
        facts.due = year == deadline;
        facts.carried = as_of.carried;
        let interval = match interval {
            Ok(interval) => interval,
            Err(reason) => {
                facts.unknown = Some(reason);
                return facts;
            }
        };
        let base = base
            .ok()
            .filter(|_| !self.broken_since_base(of, year, trail));
        facts.comparable = base.is_some();
        facts.limit = self.limit(base.as_ref().is_some_and(|base| interval.contains(base)));
        let due = match &self.target.path {
            Path::Milestones(milestones) if facts.limit.is_none() => milestones
                .iter()
                .rev()
                .find(|(by, ..)| *by <= year)
                .map(|(_, stage, _)| stage),
            _ => None,
        };
        facts.expected_now = due.cloned();
        let way = Way {
            start: base_year,
            from: &Quantity::zero(),
            end: deadline,
            to: &Quantity::zero(),
            whole: false,
        };
        let x = match self.reader.measure(of, year, trail) {
            Ok(measured) => measured.value,
            Err(read) => {
                facts.absent = Some(absence(&read, as_of));
                // Without a path of stages nothing is expected by any time, so without a figure
                // no time has passed either.
                if matches!(self.target.path, Path::Milestones(_)) {
                    facts.elapsed = way.elapsed(year);
                }
                return facts;
            }
        };
        facts.elapsed = way.elapsed(year);
        facts.holds = interval.contains(&x).into();
        if facts.holds == Truth::False {
            facts.last_held = self.last_held(of, &interval, first, year);
        }
        facts.receded = base
            .as_ref()
            .is_some_and(|base| interval.distance(&x) > interval.distance(base));
        facts.pace = match due {
            Some(due) => Pace::Stage(x.cmp(due)),
            None => Pace::NothingAsked { moved: false },
        };
        facts.value = Some(x);
        facts.value_year = Some(year);
        if facts.absent.is_none() && facts.value.is_none() {
            facts.absent = Some(ReasonKind::NoObservation);
        }
        facts
    }
}
