//! What needs figures and no verdict: targets against their baselines, regional targets against
//! the whole, the plan's own arithmetic.

mod baseline;
mod claims;
mod regions;

pub(crate) use claims::agrees;
pub use claims::{NotFound, Recomputed, recompute};

use crate::data::Cube;
use crate::diag::Diagnostics;
use crate::model::Plan;

/// Looks for what figures show about the rules and the plan itself.
pub fn audit(plan: &Plan, cube: &Cube, diagnostics: &mut Diagnostics) {
    baseline::audit(plan, cube, diagnostics);
    regions::audit(plan, diagnostics);
    claims::audit(plan, cube, diagnostics);
}
