//! Yearly rates of growth, compared on powers and never on roots.

use super::interval::Interval;
use crate::value::{Mode, Quantity, Rational, Root, rational};
use std::cmp::Ordering;

/// The rate at which a series grew in so many years, in %.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rate {
    /// It is a fraction: a root that comes out, a rate that was rounded, a fall to nothing.
    Exact(Quantity),
    /// One plus the rate, as a root that does not come out.
    Root(Root),
}

impl Rate {
    /// The rate from `from` to `to` in `years`; `None` from or to less than nothing.
    pub fn new(from: &Quantity, to: &Quantity, years: i16) -> Option<Self> {
        if from.signum() <= 0 || to.signum() < 0 {
            return None;
        }
        if to.signum() == 0 {
            return Some(Self::Exact(Quantity::derived(rational(-100, 1))));
        }
        let root = Root::new(to.value() / from.value(), u8::try_from(years).ok()?)?;
        Some(match root.exact() {
            Some(factor) => Self::Exact(Quantity::derived(
                (factor - Rational::ONE) * Rational::from(100),
            )),
            None => Self::Root(root),
        })
    }

    /// Rounded once from its exact value.
    pub fn rounded(&self, decimals: u8, mode: Mode) -> Self {
        Self::Exact(match self {
            Self::Exact(rate) => rate.rounded(decimals, mode),
            // An irrational value is never a tie, so the mode does not matter.
            Self::Root(root) => root.scaled(&rational(100, 1), &rational(-100, 1), decimals),
        })
    }

    /// How it compares with a figure in %.
    pub fn compare(&self, percent: &Quantity) -> Ordering {
        match self {
            Self::Exact(rate) => rate.cmp(percent),
            Self::Root(root) => {
                root.compare(&(Rational::ONE + percent.value() / Rational::from(100)))
            }
        }
    }

    /// Whether it satisfies a condition in %.
    pub fn within(&self, interval: &Interval) -> bool {
        interval.contains_by(|end| self.compare(end))
    }

    /// The rate less a figure in %, as it is printed.
    pub fn minus(&self, percent: &Quantity) -> Quantity {
        match self {
            Self::Exact(rate) => Quantity::derived(rate.value() - percent.value()),
            Self::Root(root) => root.scaled(
                &rational(100, 1),
                &(rational(-100, 1) - percent.value()),
                Quantity::DERIVED_DECIMALS,
            ),
        }
    }

    /// The rate as it is printed.
    pub fn printed(&self) -> Quantity {
        self.minus(&Quantity::zero())
    }

    /// What is still to go to satisfy a condition in %.
    pub fn distance(&self, interval: &Interval) -> Quantity {
        let under = interval.low.as_ref().map(|end| &end.at);
        let over = interval.high.as_ref().map(|end| &end.at);
        match (under, over) {
            (Some(low), Some(high)) => {
                let middle = Quantity::derived((low.value() + high.value()) / Rational::from(2));
                if self.compare(&middle) == Ordering::Less {
                    self.minus(low).negated()
                } else {
                    self.minus(high)
                }
            }
            (Some(low), None) => self.minus(low).negated(),
            (None, Some(high)) => self.minus(high),
            (None, None) => Quantity::zero(),
        }
    }

    /// One plus the rate as a root, for comparing with powers.
    pub fn factor(&self) -> Option<Root> {
        match self {
            Self::Exact(rate) => Root::new(Rational::ONE + rate.value() / Rational::from(100), 1),
            Self::Root(root) => Some(root.clone()),
        }
    }
}
