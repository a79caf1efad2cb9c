//! The checked plan: names resolved, units known, nothing optional that is not optional in the
//! language. Knows nothing of syntax.

mod cell;
mod expr;
mod indicator;
mod method;
mod plan;
mod region;
mod short_name;
mod target;

pub use cell::CellKey;
pub use expr::{Expr, Fold, LONGEST_CHAIN, Moment};
pub use indicator::{Better, Indicator, IndicatorId, Kind, Measured, Total};
pub use method::MethodId;
pub use plan::{
    Amendment, Background, Claim, Entitlement, Forecast, Identity, Owner, Owners, Plan, Undefined,
};
pub use region::{
    Faults, Group, Level, LevelId, Lost, Parts, Place, Region, RegionId, Regions, Unread,
};
pub use target::{
    Attribute, Bound, Combine, Comparison, Condition, Direction, Limit, Measure, Milestones,
    Missing, OwnBaseline, Path, Places, Quote, Relation, Rounding, Scope, Target, TargetId, Test,
    Threshold, Time,
};
