//! The values that satisfy a condition, and how far a value is from them.

use super::ReasonKind;
use crate::model::{Bound, Comparison, Relation, Threshold};
use crate::value::{Quantity, Rational};
use std::cmp::Ordering;

/// All values from `low` to `high`; a missing end is open to infinity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Interval {
    pub low: Option<End>,
    pub high: Option<End>,
}

/// An end, which is part of the interval unless it is `open`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct End {
    pub at: Quantity,
    pub open: bool,
}

impl Interval {
    /// The values that satisfy a comparison, given the baseline that its threshold may count from.
    pub fn resolve(
        comparison: &Comparison,
        baseline: Option<&Quantity>,
    ) -> Result<Self, ReasonKind> {
        let end = |threshold: &Threshold, open| {
            Ok(End {
                at: resolve(threshold, baseline)?,
                open,
            })
        };
        Ok(match comparison {
            Comparison::One(Relation::AtLeast, at) => Self::from(end(at, false)?),
            Comparison::One(Relation::MoreThan, at) => Self::from(end(at, true)?),
            Comparison::One(Relation::AtMost, at) => Self::up_to(end(at, false)?),
            Comparison::One(Relation::LessThan, at) => Self::up_to(end(at, true)?),
            Comparison::Band(bound, low, high) => {
                let (low, high) = (end(low, false)?, end(high, false)?);
                let (low, high) = match bound {
                    _ if low.at <= high.at => (low, high),
                    // 2% less than −2 lies above 2% more.
                    Bound::About => (high, low),
                    // Nothing lies from 5 to a baseline of 1: whoever wrote it meant another one.
                    Bound::Exact | Bound::Range => return Err(ReasonKind::Undefined),
                };
                Self {
                    low: Some(low),
                    high: Some(high),
                }
            }
        })
    }

    /// From an end upwards.
    pub fn from(low: End) -> Self {
        Self {
            low: Some(low),
            high: None,
        }
    }

    /// Up to an end.
    pub fn up_to(high: End) -> Self {
        Self {
            low: None,
            high: Some(high),
        }
    }

    /// Whether a value satisfies the condition.
    pub fn contains(&self, x: &Quantity) -> bool {
        self.contains_by(|end| x.cmp(end))
    }

    /// The same for a value that is only known by how it compares.
    pub fn contains_by(&self, compare: impl Fn(&Quantity) -> Ordering) -> bool {
        let above = self.low.as_ref().is_none_or(|end| match compare(&end.at) {
            Ordering::Greater => true,
            Ordering::Equal => !end.open,
            Ordering::Less => false,
        });
        let below = self.high.as_ref().is_none_or(|end| match compare(&end.at) {
            Ordering::Less => true,
            Ordering::Equal => !end.open,
            Ordering::Greater => false,
        });
        above && below
    }

    /// What is still to go: zero or less when the value is inside.
    pub fn distance(&self, x: &Quantity) -> Quantity {
        let under = self.low.as_ref().map(|end| end.at.minus(x));
        let over = self.high.as_ref().map(|end| x.minus(&end.at));
        match (under, over) {
            (Some(under), Some(over)) => {
                if over > under {
                    over
                } else {
                    under
                }
            }
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => Quantity::zero(),
        }
    }

    /// The end nearer to a value: a band is approached from the side one stands on.
    pub fn edge(&self, from: &Quantity) -> &Quantity {
        static NOWHERE: std::sync::OnceLock<Quantity> = std::sync::OnceLock::new();
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => {
                if from.minus(&low.at).value() > high.at.minus(from).value() {
                    &high.at
                } else {
                    &low.at
                }
            }
            (Some(end), None) | (None, Some(end)) => &end.at,
            (None, None) => NOWHERE.get_or_init(Quantity::zero),
        }
    }
}

fn resolve(threshold: &Threshold, baseline: Option<&Quantity>) -> Result<Quantity, ReasonKind> {
    if !threshold.needs_base() {
        return Ok(threshold.plus.clone());
    }
    let base = baseline.ok_or(ReasonKind::NoBaseline)?;
    if threshold.proportional && base.signum() <= 0 {
        return Err(ReasonKind::Undefined);
    }
    let part = if threshold.of_base == Rational::ONE {
        base.clone()
    } else {
        base.times(&threshold.of_base)
    };
    Ok(if threshold.plus.signum() == 0 {
        part
    } else {
        part.plus(&threshold.plus)
    })
}
