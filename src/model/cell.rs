//! What a figure is of.

use super::{IndicatorId, RegionId};
use crate::value::Year;

/// A figure by what it is of. Where it stands is for the data to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The region.
    pub region: RegionId,
    /// The year.
    pub year: Year,
}
