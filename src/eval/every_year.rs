//! `throughout`: every year for itself.

use super::case::{Case, expr_of, mark};
use super::interval::Interval;
use super::rate::Rate;
use super::read::{Read, Trail};
use super::{Facts, ReasonKind, Shape};
use crate::model::{Expr, Limit, Measure, Rounding};
use crate::value::{Quantity, Truth, Year, Years};

/// Whether the condition holds in one year, and why that is not known.
#[derive(Debug, Clone)]
pub(super) struct InYear {
    pub holds: Truth,
    /// A step up to this year failed for certain, though across a gap nobody knows which.
    pub failed: bool,
    pub why: Option<ReasonKind>,
    /// The figure of the year; of a growth, the rate since the last known figure.
    pub value: Option<Quantity>,
    /// What is still to go, where that means anything.
    pub distance: Option<Quantity>,
    pub partial: bool,
}

impl InYear {
    pub fn unknown(why: ReasonKind) -> Self {
        Self {
            holds: Truth::Unknown,
            failed: false,
            why: Some(why),
            value: None,
            distance: None,
            partial: false,
        }
    }
}

impl Case<'_> {
    pub(super) fn every_year(self, years: Years, trail: &mut Trail) -> Facts {
        let of = expr_of(&self.test.measure);
        let mut facts = self.no_facts(Shape::EveryYear);
        let before = years.first.plus(-1);
        let base = match (&self.test.limit, &self.test.measure) {
            (Limit::Direction(_), _) => {
                facts.baseline_year = before;
                let read = self.reader.strictly().read(of, before, trail);
                read.known().ok_or(ReasonKind::NoBaseline)
            }
            (_, Measure::Growth(_)) => Err(ReasonKind::NoBaseline),
            _ if self.test.scale.is_some() => Err(ReasonKind::NoBaseline),
            _ => {
                let lacking = trail.missing.len();
                let base = self.baseline(of, trail);
                // Only a threshold that counts from it lacks a baseline that is missing.
                if !self.counts_from_base() {
                    trail.missing.truncate(lacking);
                }
                base
            }
        };
        facts.baseline = base.as_ref().ok().cloned();
        let base = base.map(|base| self.rounded(&base));
        let directed = matches!(self.test.limit, Limit::Direction(_));
        let interval = (!directed).then(|| self.interval(base.as_ref().map_err(|why| *why)));
        facts.threshold = match &interval {
            Some(Ok(interval)) => mark(interval),
            Some(Err(_)) | None => None,
        };
        facts.started = self.assessed >= years.first;
        if !facts.started {
            return facts;
        }
        let as_of = self.as_of(of, self.assessed.min(years.last), years.first);
        facts.due = as_of.year == years.last;
        facts.carried = as_of.carried;
        let interval = match interval {
            Some(Err(reason)) => {
                facts.unknown = Some(reason);
                None
            }
            Some(Ok(interval)) => Some(interval),
            None => None,
        };

        let mut why: Option<ReasonKind> = None;
        let so_far = Years {
            last: as_of.year,
            ..years
        };
        for year in so_far.iter() {
            let step = match facts.unknown {
                Some(why) => self.without_threshold(of, year, why, trail),
                None => self.in_year(year, years.first, interval.as_ref(), trail),
            };
            match step.holds {
                _ if step.failed => {
                    if facts.failed.is_empty() {
                        facts.failed.reserve(so_far.count());
                    }
                    facts.failed.push(year);
                }
                Truth::True | Truth::False => {}
                Truth::Unknown => {
                    facts.open.push(year);
                    why = why.into_iter().chain(step.why).min();
                }
            }
            if year == as_of.year {
                facts.holds = step.holds;
                facts.value_year = step.value.is_some().then_some(year);
                facts.value = step.value;
                facts.distance = step.distance;
                facts.partial = step.partial && step.holds != Truth::Unknown;
            }
        }
        facts.absent = if as_of.too_old {
            Some(ReasonKind::TooOld)
        } else {
            why
        };
        facts
    }

    /// The condition in one year of a run that begins in `first`.
    pub(super) fn in_year(
        self,
        year: Year,
        first: Year,
        interval: Option<&Interval>,
        trail: &mut Trail,
    ) -> InYear {
        let of = expr_of(&self.test.measure);
        match (&self.test.measure, interval) {
            (Measure::Growth(_), Some(interval)) => {
                self.growth_step(of, year, first, interval, trail)
            }
            (_, None) => self.direction_step(of, year, first, trail),
            (_, Some(interval)) => self.level_in(of, year, interval, trail),
        }
    }

    /// The figure of a year that has nothing to be compared with.
    fn without_threshold(
        self,
        of: &Expr,
        year: Year,
        why: ReasonKind,
        trail: &mut Trail,
    ) -> InYear {
        let measured = self.reader.measure(of, year, trail).ok();
        InYear {
            value: measured.map(|measured| measured.value),
            ..InYear::unknown(why)
        }
    }

    fn level_in(self, of: &Expr, year: Year, interval: &Interval, trail: &mut Trail) -> InYear {
        let measured = match self.reader.measure(of, year, trail) {
            Ok(measured) => measured,
            Err(read) => return InYear::unknown(unread(&read)),
        };
        let compared = self.rounded_measure(&measured);
        let partial = measured.is_partial();
        let (holds, why) = if self.counts_from_base() && self.broken_since_base(of, year, trail) {
            (Truth::Unknown, ReasonKind::SeriesBreak)
        } else {
            (compared.within(interval), ReasonKind::MissingYears)
        };
        let spaced = !partial && self.test.scale.is_none();
        InYear {
            holds,
            failed: holds == Truth::False,
            why: (holds == Truth::Unknown).then_some(why),
            distance: spaced.then(|| interval.distance(&compared.value)),
            value: Some(measured.value),
            partial,
        }
    }

    fn direction_step(self, of: &Expr, year: Year, first: Year, trail: &mut Trail) -> InYear {
        let now = match self.reader.read(of, year, trail) {
            Read::Known(now) => now,
            read => return InYear::unknown(unread(&read)),
        };
        let known = InYear {
            value: Some(now.clone()),
            ..InYear::unknown(ReasonKind::NoBaseline)
        };
        let (before, last) = match self.last_known(of, year, first, trail) {
            Ok(found) => found,
            Err(why) => {
                return InYear {
                    why: Some(why),
                    ..known
                };
            }
        };
        let interval = match self.interval(Ok(&self.rounded(&last))) {
            Ok(interval) => interval,
            Err(why) => return InYear::unknown(why),
        };
        self.stepped(interval.contains(&self.rounded(&now)), before, year, known)
    }

    fn growth_step(
        self,
        of: &Expr,
        year: Year,
        first: Year,
        interval: &Interval,
        trail: &mut Trail,
    ) -> InYear {
        let now = match self.reader.read(of, year, trail) {
            Read::Known(now) => now,
            read => return InYear::unknown(unread(&read)),
        };
        let (before, last) = match self.last_known(of, year, first, trail) {
            Ok(found) => found,
            Err(why) => return InYear::unknown(why),
        };
        let Some(measured) = Rate::new(&last, &now, year.since(before)) else {
            return InYear::unknown(ReasonKind::Undefined);
        };
        let rate = match self.rounding {
            Some(Rounding { decimals, mode }) => measured.rounded(decimals, mode),
            None => measured.clone(),
        };
        let known = InYear {
            value: Some(measured.printed()),
            ..InYear::unknown(ReasonKind::MissingYears)
        };
        self.stepped(rate.within(interval), before, year, known)
    }

    /// Across a gap a failure is certain, since some step in it failed; a success is not.
    fn stepped(self, passes: bool, before: Year, year: Year, known: InYear) -> InYear {
        let holds = match year.since(before) {
            1 => passes.into(),
            _ => Truth::Unknown,
        };
        InYear {
            holds,
            failed: !passes,
            why: (holds == Truth::Unknown).then_some(ReasonKind::MissingYears),
            ..known
        }
    }

    /// The last known figure before a year, back to the year before the first.
    fn last_known(
        self,
        of: &Expr,
        year: Year,
        first: Year,
        trail: &mut Trail,
    ) -> Result<(Year, Quantity), ReasonKind> {
        let years = Years {
            first: first.plus(-1),
            last: year.plus(-1),
        };
        for before in years.iter().rev() {
            let reader = if before < first {
                self.reader.strictly()
            } else {
                self.reader
            };
            match reader.read(of, before, trail) {
                Read::Known(figure) => {
                    return match self.broken_between(of, before, year, trail) {
                        true => Err(ReasonKind::SeriesBreak),
                        false => Ok((before, figure)),
                    };
                }
                Read::Missing => {}
                read => return Err(unread(&read)),
            }
        }
        Err(ReasonKind::NoBaseline)
    }
}

/// Why there is nothing to compare in a year.
fn unread(read: &Read) -> ReasonKind {
    match read {
        Read::Undefined => ReasonKind::Undefined,
        Read::Nobody => ReasonKind::MissingParts,
        Read::Broken => ReasonKind::SeriesBreak,
        Read::Known(_) | Read::Missing => ReasonKind::MissingYears,
    }
}
