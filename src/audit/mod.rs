//! What needs figures and no verdict: targets against their baselines, regional targets against
//! the whole, the plan's own arithmetic; and what of it is to be said to whoever wrote the plan.

mod baseline;
mod basis;
mod claims;
mod regions;
mod remark;
mod roundings;
mod unlikely;

pub(crate) use claims::agrees;
pub use claims::{NotFound, Recomputed, recompute};
pub use remark::{About, Given, Remark, RemarkKind, remarks};

use crate::data::Cube;
use crate::diag::Diagnostics;
use crate::model::Plan;

/// Looks for what figures show about the rules and the plan itself.
pub fn audit(plan: &Plan, cube: &Cube, diagnostics: &mut Diagnostics) {
    baseline::audit(plan, cube, diagnostics);
    regions::audit(plan, diagnostics);
    claims::audit(plan, cube, diagnostics);
    unlikely::audit(plan, diagnostics);
    basis::audit(plan, diagnostics);
}
