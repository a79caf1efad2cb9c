//! What a path asks for by a year.

use super::interval::Interval;
use crate::model::Path;
use crate::value::{Quantity, Rational, Root, Year, fraction};

/// What is expected by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expected {
    /// A fraction.
    At(Rational),
    /// A point of a compound path that is no fraction.
    AtRoot(Root),
}

impl Expected {
    /// As it is printed.
    pub fn printed(&self) -> Quantity {
        match self {
            Self::At(value) => Quantity::derived(value.clone()),
            Self::AtRoot(root) => {
                root.scaled(&Rational::ONE, &Rational::ZERO, Quantity::DERIVED_DECIMALS)
            }
        }
    }
}

/// A way from `from` in `start` to `to` in `end`.
pub(super) struct Way<'a> {
    pub start: Year,
    pub from: &'a Quantity,
    pub end: Year,
    pub to: &'a Quantity,
    /// Whether only whole things are asked for.
    pub whole: bool,
}

impl Way<'_> {
    /// The share of the time that has passed in a year.
    pub fn elapsed(&self, year: Year) -> Option<Quantity> {
        Quantity::whole(year.since(self.start).into())
            .over(&Quantity::whole(self.end.since(self.start).into()))
    }

    /// What is expected in a year; `None` where a compound path would go through zero.
    pub fn expected(&self, path: &Path, year: Year, interval: &Interval) -> Option<Expected> {
        if year >= self.end {
            return match path {
                Path::Compound if self.from.signum() <= 0 || self.to.signum() <= 0 => None,
                _ => Some(Expected::At(self.to.value().clone())),
            };
        }
        let raw = match path {
            Path::Linear => Expected::At(self.straight(
                (self.start, self.from.value()),
                (self.end, self.to.value()),
                year,
            )),
            Path::Compound => self.compound(year)?,
            Path::Milestones(milestones) => Expected::At(self.between(milestones, year)),
        };
        // A path never asks for less than the baseline, neither as written nor when rounded.
        let at_least = |value: Rational| {
            let figure = Quantity::derived(value.clone());
            (interval.distance(&figure) <= interval.distance(self.from)).then_some(value)
        };
        let asked = match raw {
            Expected::At(value) => at_least(value).map(|value| self.in_whole(value)),
            Expected::AtRoot(root) if self.whole => Some(self.in_whole_root(&root)),
            root @ Expected::AtRoot(_) => return Some(root),
        };
        let asked = asked.and_then(at_least);
        Some(Expected::At(
            asked.unwrap_or_else(|| self.from.value().clone()),
        ))
    }

    /// On the straight line between two points; at its end where both lie in one year.
    fn straight(
        &self,
        (first, from): (Year, &Rational),
        (last, to): (Year, &Rational),
        year: Year,
    ) -> Rational {
        let (gone, all) = (year.since(first), last.since(first).unsigned_abs());
        match fraction(gone.into(), all.into()) {
            Some(part) => from + (to - from) * part,
            None => to.clone(),
        }
    }

    fn between(&self, milestones: &[(Year, Quantity, crate::text::Span)], year: Year) -> Rational {
        let mut before = (self.start, self.from.value());
        for (due, figure, _) in milestones {
            if *due <= self.start || *due > self.end {
                continue;
            }
            if *due == year {
                return figure.value().clone();
            }
            if *due > year {
                return self.straight(before, (*due, figure.value()), year);
            }
            before = (*due, figure.value());
        }
        self.straight(before, (self.end, self.to.value()), year)
    }

    fn compound(&self, year: Year) -> Option<Expected> {
        if self.from.signum() <= 0 || self.to.signum() <= 0 {
            return None;
        }
        // from · (to / from)^(passed / all), as the root of a fraction.
        let passed = year.since(self.start);
        let all = self.end.since(self.start);
        let radicand = self.from.value().pow(isize::from(all - passed))
            * self.to.value().pow(isize::from(passed));
        let root = Root::new(radicand, u8::try_from(all).ok()?)?;
        Some(match root.exact() {
            Some(value) => Expected::At(value),
            None => Expected::AtRoot(root),
        })
    }

    /// Rounded to whole things, towards the baseline.
    fn in_whole(&self, value: Rational) -> Rational {
        if !self.whole {
            return value;
        }
        Rational::from(if value >= *self.from.value() {
            value.floor()
        } else {
            value.ceil()
        })
    }

    fn in_whole_root(&self, root: &Root) -> Rational {
        let floor = Rational::from(root.floor());
        if root.compare(self.from.value()) == std::cmp::Ordering::Less {
            floor + Rational::ONE
        } else {
            floor
        }
    }
}
