//! One condition of one target in one region: what every kind of condition works out alike.

use super::interval::{End, Interval};
use super::read::{Measured, Read, Reader, Trail};
use super::{Facts, LimitBy, Mark, ReasonKind, Shape};
use crate::model::{Direction, Expr, Limit, Measure, Missing, Rounding, Target, Test, Time};
use crate::value::{Quantity, Truth, Year};

/// A condition with everything that its facts depend on.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub reader: Reader<'a>,
    pub target: &'a Target,
    pub test: &'a Test,
    /// The assessment year.
    pub assessed: Year,
    /// `compare at`, or none to see what the full values say.
    pub rounding: Option<Rounding>,
}

/// The year that a target is judged as of.
#[derive(Debug, Clone, Copy)]
pub(super) struct AsOf {
    pub year: Year,
    pub carried: bool,
    /// A figure exists, older than the rule allows.
    pub too_old: bool,
}

impl<'a> Case<'a> {
    /// The facts, and the cells that they rest on.
    pub fn facts(self) -> (Facts, Trail) {
        // A list of its usual length at once: what a result rests on is kept with it.
        let mut trail = Trail {
            found: Vec::with_capacity(8),
            ..Trail::default()
        };
        let facts = match (self.target.time, &self.test.measure) {
            (Time::Throughout(years), _) => self.every_year(years, &mut trail),
            (Time::Over(years), Measure::Growth(of)) => self.growth(of, years, &mut trail),
            (Time::Over(years), Measure::Total { of, never_negative }) => {
                self.total(of, *never_negative, years, &mut trail)
            }
            (Time::By(year), measure) if self.test.scale.is_some() => {
                self.stage(expr_of(measure), year, &mut trail)
            }
            (Time::By(_) | Time::In(_) | Time::Over(_), measure) => {
                self.level(expr_of(measure), &mut trail)
            }
        };
        trail.tidy();
        (facts, trail)
    }

    /// The year of the baseline, from which the clock runs.
    pub fn base_year(self) -> Year {
        self.target.base_year(self.reader.plan)
    }

    /// The baseline: stated, or measured in its year. Never zero by default.
    pub fn baseline(self, of: &Expr, trail: &mut Trail) -> Result<Quantity, ReasonKind> {
        if let Some(own) = &self.target.baseline {
            return Ok(own.figure.clone());
        }
        // A formula about years that are written had no other value at the baseline.
        if !self.reader.depends_on_year(of) {
            return Err(ReasonKind::WrittenYears);
        }
        match self.reader.strictly().measure(of, self.base_year(), trail) {
            Ok(measured) if !measured.is_partial() => Ok(measured.value),
            Err(Read::Undefined) => Err(ReasonKind::Undefined),
            Err(Read::Broken) => Err(ReasonKind::SeriesBreak),
            Ok(_) | Err(_) => Err(ReasonKind::NoBaseline),
        }
    }

    /// A break in the series that makes figures of `year` and the baseline incomparable. A stated
    /// baseline is taken to be of the new kind.
    pub fn broken_since_base(self, of: &Expr, year: Year, trail: &mut Trail) -> bool {
        self.target.baseline.is_none() && self.broken_between(of, self.base_year(), year, trail)
    }

    /// Whether the series breaks after one year, up to another.
    pub fn broken_between(self, of: &Expr, from: Year, to: Year, trail: &mut Trail) -> bool {
        let mut breaks = self.reader.series_breaks(of, from, to);
        let broken = !breaks.is_empty();
        trail.breaks.append(&mut breaks);
        broken
    }

    /// The year itself, or the last one before it with a figure, where the rule allows that. The
    /// figure of the year itself is never too old.
    pub fn as_of(self, of: &Expr, year: Year, first: Year) -> AsOf {
        let here = AsOf {
            year,
            carried: false,
            too_old: false,
        };
        let Missing::UseLast(within) = self.target.missing else {
            return here;
        };
        let has = |year| {
            let read = self.reader.measure(of, year, &mut Trail::default());
            !matches!(read, Err(Read::Missing))
        };
        if has(year) {
            return here;
        }
        let years = crate::value::Years {
            first,
            last: year.plus(-1),
        };
        match years.iter().rev().find(|&year| has(year)) {
            Some(last) if self.assessed.since(last) <= i16::from(within) => AsOf {
                year: last,
                carried: true,
                too_old: false,
            },
            Some(_) => AsOf {
                too_old: true,
                ..here
            },
            None => here,
        }
    }

    /// The last year before `year` in which the condition is known to have held.
    pub fn last_held(
        self,
        of: &Expr,
        interval: &Interval,
        first: Year,
        year: Year,
    ) -> Option<Year> {
        let years = crate::value::Years {
            first,
            last: year.plus(-1),
        };
        // Nobody asks where these figures stand: one list serves all years.
        let mut trail = Trail::default();
        // What a series said before it was broken says nothing about what it measures now.
        let comparable = |before: &Year| self.reader.series_breaks(of, *before, year).is_empty();
        let mut comparable = years.iter().rev().take_while(comparable);
        comparable.find(|&year| {
            trail.found.clear();
            trail.missing.clear();
            trail.breaks.clear();
            self.reader
                .measure(of, year, &mut trail)
                .is_ok_and(|measured| {
                    self.rounded_measure(&measured).within(interval) == Truth::True
                })
        })
    }

    /// `compare at`, applied once.
    pub fn rounded(self, quantity: &Quantity) -> Quantity {
        match self.rounding {
            Some(Rounding { decimals, mode }) => quantity.rounded(decimals, mode),
            None => quantity.clone(),
        }
    }

    /// The same for what is known in part.
    pub fn rounded_measure(self, measured: &Measured) -> Measured {
        let round = |bound: &Option<Quantity>| bound.as_ref().map(|bound| self.rounded(bound));
        Measured {
            value: self.rounded(&measured.value),
            low: round(&measured.low),
            high: round(&measured.high),
        }
    }

    /// The values that satisfy the condition.
    pub fn interval(self, baseline: Result<&Quantity, ReasonKind>) -> Result<Interval, ReasonKind> {
        if let Limit::Direction(direction) = &self.test.limit {
            let at = baseline?.clone();
            let end = |open| End {
                at: at.clone(),
                open,
            };
            return Ok(match direction {
                Direction::Rising => Interval::from(end(true)),
                Direction::NotFalling => Interval::from(end(false)),
                Direction::Falling => Interval::up_to(end(true)),
                Direction::NotRising => Interval::up_to(end(false)),
            });
        }
        let comparison = self
            .reader
            .comparison(self.test)
            .ok_or(ReasonKind::Undefined)?;
        Interval::resolve(comparison, baseline.ok()).map_err(|reason| match baseline {
            // A baseline that cannot be worked out is not the same as one that is missing.
            Err(own) if reason == ReasonKind::NoBaseline => own,
            _ => reason,
        })
    }

    /// Whether the threshold counts from the baseline.
    pub fn counts_from_base(self) -> bool {
        match self.reader.comparison(self.test) {
            None => true,
            Some(comparison) => comparison.needs_base(),
        }
    }

    /// Whether there is nothing to reach, only something to keep.
    pub fn limit(self, satisfied_by_baseline: bool) -> Option<LimitBy> {
        if self.target.guard {
            Some(LimitBy::Guard)
        } else if satisfied_by_baseline {
            Some(LimitBy::Baseline)
        } else {
            None
        }
    }

    /// Whether a path asks for whole things only.
    pub fn in_whole_things(self, of: &Expr) -> bool {
        let counted = matches!(of, Expr::Count { share: false, .. });
        counted || self.test.unit.as_ref().is_some_and(|unit| unit.is_whole())
    }

    /// Facts of which nothing is known yet.
    pub fn no_facts(self, shape: Shape) -> Facts {
        Facts::unknown(self.base_year(), shape)
    }
}

/// What is measured, whatever is done with it over the years.
pub(super) fn expr_of(measure: &Measure) -> &Expr {
    match measure {
        Measure::Level(of) | Measure::Growth(of) | Measure::Total { of, .. } => of,
    }
}

/// The interval as it is printed: one figure, or both ends of a band.
pub(super) fn mark(interval: &Interval) -> Option<Mark> {
    match (&interval.low, &interval.high) {
        (Some(low), Some(high)) => Some(Mark::Band(low.at.clone(), high.at.clone())),
        (Some(end), None) | (None, Some(end)) => Some(Mark::One(end.at.clone())),
        (None, None) => None,
    }
}

/// Why there is no value.
pub(super) fn absence(read: &Read, as_of: AsOf) -> ReasonKind {
    match read {
        Read::Undefined => ReasonKind::Undefined,
        Read::Nobody => ReasonKind::MissingParts,
        Read::Broken => ReasonKind::SeriesBreak,
        Read::Known(_) | Read::Missing if as_of.too_old => ReasonKind::TooOld,
        Read::Known(_) | Read::Missing => ReasonKind::NoObservation,
    }
}

/// What each remaining year would have to bring.
pub(super) fn needed(
    interval: &Interval,
    x: &Quantity,
    as_of: Year,
    deadline: Year,
) -> Option<Quantity> {
    interval
        .edge(x)
        .minus(x)
        .over(&Quantity::whole(deadline.since(as_of).into()))
}
