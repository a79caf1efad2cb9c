//! The plan's arithmetic on its own figures: recomputed, rounded to the printed digits, compared.

use super::roundings::Roundings;
use crate::data::Cube;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::eval::{self, Read};
use crate::model::{Claim, Comparison, Condition, Limit, Measure, Plan, Test};
use crate::value::{Mode, Quantity, with_unit};

/// What a claim comes to.
#[derive(Debug, Clone)]
pub struct Recomputed {
    /// What the plan prints.
    pub claimed: Option<Quantity>,
    /// What its figures give, or why they give nothing.
    pub found: Result<Quantity, NotFound>,
    /// Whether that is the same, rounded to the printed digits.
    pub agrees: Option<bool>,
    /// Whether it is not the same, and rounding explains it: shares forced to 100, totals of
    /// rounded parts.
    pub last_digit: bool,
}

/// Why a claim cannot be worked out again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotFound {
    /// A figure is missing.
    Missing,
    /// The series was broken between its years.
    Broken,
    /// The formula has no value, as a division by zero.
    Undefined,
}

/// Works a claim out again.
pub fn recompute(plan: &Plan, cube: &Cube, claim: &Claim) -> Recomputed {
    let nothing = Recomputed {
        claimed: None,
        found: Err(NotFound::Missing),
        agrees: None,
        last_digit: false,
    };
    let Condition::Test(test) = &claim.condition else {
        return nothing;
    };
    let claimed = claimed(test).cloned();
    let Measure::Level(expr) = &test.measure else {
        return Recomputed { claimed, ..nothing };
    };
    let year = claim.time.map_or(plan.base, |time| time.deadline());
    let found = match eval::read_figure(plan, cube, plan.regions.own(), expr, year) {
        Read::Known(found) => Ok(found),
        Read::Missing | Read::Nobody => Err(NotFound::Missing),
        Read::Undefined => Err(NotFound::Undefined),
        Read::Broken => Err(NotFound::Broken),
    };
    let agrees = claimed
        .as_ref()
        .zip(found.as_ref().ok())
        .map(|(claimed, found)| agrees(found, claimed));
    let last_digit = agrees == Some(false)
        && claimed
            .as_ref()
            .zip(found.as_ref().ok())
            .is_some_and(|(claimed, found)| {
                let reader = Roundings { plan, cube, year };
                reader.explain(expr, claimed, found)
            });
    Recomputed {
        claimed,
        found,
        agrees,
        last_digit,
    }
}

/// Claims that fail are findings about the plan; claims that nobody can recompute are said too.
pub(super) fn audit(plan: &Plan, cube: &Cube, diagnostics: &mut Diagnostics) {
    for claim in &plan.claims {
        let Condition::Test(test) = &claim.condition else {
            continue;
        };
        let unit = test.unit.as_ref().map_or("", |unit| unit.name());
        let done = recompute(plan, cube, claim);
        let code = if done.last_digit {
            Code::ClaimLastDigit
        } else {
            Code::ClaimFails
        };
        match (done.claimed, done.found, done.agrees) {
            (Some(claimed), Ok(found), Some(false)) => diagnostics.push(
                Diagnostic::new(code, test.limit_place)
                    .with("claimed", with_unit(claimed, unit))
                    .with("found", with_unit(found, unit))
                    .at(test.measure_place, "measure"),
            ),
            (_, Err(why), _) => {
                let (label, help) = match why {
                    NotFound::Missing => ("missing", "add"),
                    NotFound::Broken => ("broken", "convert"),
                    NotFound::Undefined => ("undefined", "formula"),
                };
                diagnostics.push(
                    Diagnostic::new(Code::ClaimOpen, test.measure_place)
                        .primary(label)
                        .help(Some(help)),
                );
            }
            _ => {}
        }
    }
}

fn claimed(test: &Test) -> Option<&Quantity> {
    match &test.limit {
        Limit::Compare(Comparison::Band(_, low, _)) => low.figure(),
        Limit::Compare(Comparison::One(_, at)) => at.figure(),
        Limit::Direction(_) | Limit::PerRegion(_) => None,
    }
}

/// Whether the figure, rounded to the digits of what is claimed, is that: 四舍五入 as yearbooks
/// round, or half to even as the standard does.
pub(crate) fn agrees(found: &Quantity, claimed: &Quantity) -> bool {
    let Some(decimals) = claimed.decimals() else {
        return found == claimed;
    };
    [Mode::HalfUp, Mode::HalfEven]
        .into_iter()
        .any(|mode| found.rounded(decimals, mode) == *claimed)
}
