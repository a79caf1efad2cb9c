//! What a figure can be at all: forms warn of anything else, and it is not taken in from one.

use crate::model::{Indicator, Kind, Measured, Plan};
use crate::value::Quantity;

/// The least and the most that a figure of an indicator can be, both allowed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Bounds {
    pub low: Option<Quantity>,
    pub high: Option<Quantity>,
}

impl Bounds {
    /// Those of an indicator. What comes and goes, and what is only said to be a level in %, may
    /// be anything: a rate of growth is one.
    pub fn of(indicator: &Indicator) -> Self {
        let unit = indicator.unit();
        let part = unit
            .map(|unit| unit.name())
            .filter(|name| matches!(*name, "%" | "‰"));
        let zero = Some(Quantity::zero());
        match indicator.kind {
            Kind::NetFlow => Self::default(),
            Kind::Share => Self {
                low: zero,
                high: part.map(|name| Quantity::whole(if name == "%" { 100 } else { 1000 })),
            },
            Kind::Flow => Self {
                low: zero,
                high: None,
            },
            Kind::Level => {
                let counts = unit.is_some_and(|unit| {
                    unit.is_whole() || (unit.is_rate() && part.is_none() && !unit.is_points())
                });
                Self {
                    low: zero.filter(|_| counts),
                    high: None,
                }
            }
        }
    }

    pub fn hold(&self, figure: &Quantity) -> bool {
        let above = self.low.as_ref().is_none_or(|low| figure >= low);
        above && self.high.as_ref().is_none_or(|high| figure <= high)
    }
}

/// The stages of an indicator that is measured on a scale.
pub(super) fn stages<'p>(plan: &'p Plan, indicator: &Indicator) -> Option<&'p [String]> {
    match indicator.measured {
        Measured::On(scale) => plan.scales.get(scale).map(|own| own.stages.as_slice()),
        Measured::In(_) => None,
    }
}
