//! What needs figures and no verdict: targets against their baselines, regional targets against
//! the whole, the plan's own arithmetic, figures that can hardly be what was measured; and what of
//! it is to be said to whoever wrote the plan.

mod baseline;
mod basis;
mod claims;
mod regions;
mod remark;
mod roundings;
mod sanity;
mod unlikely;

pub(crate) use claims::agrees;
pub use claims::{NotFound, Recomputed, recompute};
pub use remark::{About, Given, Remark, RemarkKind, remarks};

use crate::data::Cube;
use crate::diag::Diagnostics;
use crate::model::Plan;
use crate::text::Sources;

/// Looks for what figures show about the rules, the plan itself and one another.
pub fn audit(plan: &Plan, cube: &Cube, sources: &Sources, diagnostics: &mut Diagnostics) {
    baseline::audit(plan, cube, diagnostics);
    regions::audit(plan, diagnostics);
    claims::audit(plan, cube, diagnostics);
    unlikely::audit(plan, diagnostics);
    basis::audit(plan, diagnostics);
    sanity::audit(plan, cube, sources, diagnostics);
}
