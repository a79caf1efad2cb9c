//! Totals over years: a level that was nothing before the first of them.

use super::case::{Case, absence, mark, needed};
use super::interval::{End, Interval};
use super::path::{Expected, Way};
use super::read::{Measured, Read, Trail};
use super::{Facts, Pace, ReasonKind, Shape};
use crate::model::{Expr, Path};
use crate::value::{Quantity, Rational, Truth, Years};

impl Case<'_> {
    pub(super) fn total(
        self,
        of: &Expr,
        never_negative: bool,
        years: Years,
        trail: &mut Trail,
    ) -> Facts {
        let interval = self.interval(Err(ReasonKind::NoBaseline));
        let upper = interval
            .as_ref()
            .is_ok_and(|interval| interval.high.is_some());
        let mut facts = self.no_facts(Shape::Total { upper, lost: false });
        facts.threshold = interval.as_ref().ok().and_then(mark);
        facts.started = self.assessed >= years.first;
        if !facts.started {
            return facts;
        }

        let as_of = self.as_of(of, self.assessed.min(years.last), years.first);
        let year = as_of.year;
        facts.due = year == years.last;
        facts.carried = as_of.carried;
        let so_far = Years {
            last: year,
            ..years
        };
        let mut breaks = self.reader.series_breaks(of, years.first, year);
        let broken = breaks.iter().map(|one| one.year).min();
        trail.breaks.append(&mut breaks);
        let mut sum: Option<Quantity> = None;
        let mut before_break = Quantity::zero();
        let mut gap = false;
        for year in so_far.iter() {
            match self.reader.read(of, year, trail) {
                Read::Known(figure) => {
                    facts.value_year = Some(year);
                    if broken.is_some_and(|broken| year < broken) {
                        before_break = before_break.plus(&figure);
                    }
                    sum = Some(match sum {
                        Some(sum) => sum.plus(&figure),
                        None => figure,
                    });
                }
                Read::Missing => {
                    gap = true;
                    facts.absent.get_or_insert(if as_of.too_old {
                        ReasonKind::TooOld
                    } else {
                        ReasonKind::MissingYears
                    });
                }
                read @ (Read::Undefined | Read::Nobody | Read::Broken) => {
                    facts.unknown = Some(absence(&read, as_of));
                }
            }
        }
        facts.value = sum.clone();
        if broken.is_some() {
            facts.unknown = Some(ReasonKind::SeriesBreak);
        }
        let interval = match interval {
            Ok(interval) => interval,
            Err(reason) => {
                facts.unknown = Some(reason);
                return facts;
            }
        };
        let beyond = |sum: &Quantity| {
            interval
                .high
                .as_ref()
                .is_some_and(|end| *sum > end.at || (end.open && *sum == end.at))
        };
        if facts.unknown.is_some() {
            // What was lost before a series broke is not won back by a new one.
            if broken.is_some() && never_negative && beyond(&self.rounded(&before_break)) {
                facts.unknown = None;
                facts.holds = Truth::False;
                facts.partial = true;
                facts.shape = Shape::Total { upper, lost: true };
            }
            return facts;
        }

        let nothing = Quantity::zero();
        let edge = interval.edge(&nothing);
        // A quota: it may not be exceeded, and until then the time passed says how fast it is
        // used. Anything else that nothing satisfies already is a limit. Below zero there is
        // nothing to use up: `<= -10` of a net flow is a way down.
        let allows_nothing = interval.contains(&nothing);
        let quota = interval.low.is_none() && allows_nothing && !self.target.guard;
        facts.comparable = true;
        facts.limit = self.limit(!quota && allows_nothing);
        let way = Way {
            start: years.first.plus(-1),
            from: &nothing,
            end: years.last,
            to: edge,
            whole: self.in_whole_things(of),
        };
        facts.elapsed = way.elapsed(year);
        let paced = facts.limit.is_none() && edge.signum() != 0;
        // A quota is used up on the way to its end, as if that were to be reached.
        let towards = if quota {
            Interval::from(End {
                at: edge.clone(),
                open: false,
            })
        } else {
            interval.clone()
        };
        // Line 8 asks of a quota how fast it is used, and so do expected now and pace: no other
        // path may say something else beside that verdict.
        let path = if quota {
            &Path::Linear
        } else {
            &self.target.path
        };
        let expected = paced.then(|| way.expected(path, year, &towards)).flatten();
        facts.expected_now = expected.as_ref().map(Expected::printed);
        let Some(sum) = sum else {
            facts.absent = Some(ReasonKind::NoObservation);
            return facts;
        };

        let measured = self.rounded_measure(&if gap {
            Measured {
                low: never_negative.then(|| sum.clone()),
                high: None,
                value: sum,
            }
        } else {
            Measured::exactly(sum)
        });
        facts.holds = measured.within(&interval);
        facts.partial = gap;
        facts.shape = Shape::Total {
            upper,
            lost: never_negative && beyond(&measured.value),
        };
        if gap {
            return facts;
        }

        let x = measured.value;
        let way_now = interval.distance(&x);
        let way_at_base = interval.distance(&nothing);
        facts.receded = way_now > way_at_base;
        facts.distance = Some(way_now.clone());
        if facts.holds == Truth::False {
            facts.needed_per_year = needed(&interval, &x, year, years.last);
        }
        let Some(elapsed) = facts.elapsed.clone().filter(|_| paced) else {
            facts.pace = Pace::Standstill;
            return facts;
        };
        facts.projected = x.over(&elapsed);
        let gone = way_at_base.value() - way_now.value();
        if quota {
            facts.progress = x.over(edge);
            let allowed = edge.value() * elapsed.value();
            facts.usage = (allowed > Rational::ZERO).then(|| x.value() / allowed);
        } else {
            facts.progress = Some(Quantity::derived(&gone / way_at_base.value()));
        }
        facts.pace = match expected {
            Some(Expected::At(expected)) if expected.is_zero() => Pace::NothingAsked {
                moved: x.signum() != 0,
            },
            Some(Expected::At(expected)) => {
                let left = interval.distance(&Quantity::derived(expected));
                Pace::of(gone, &(way_at_base.value() - left.value()))
            }
            // A total begins at nothing, where no compound path begins.
            Some(Expected::AtRoot(_)) | None => Pace::Unknown(ReasonKind::Undefined),
        };
        facts
    }
}
