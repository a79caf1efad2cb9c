//! Regional targets against the target of the region that they make up.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Comparison, Condition, IndicatorId, Limit, Measure, Plan, RegionId, Scope, Target, Test, Time,
    Total,
};
use crate::text::Span;
use crate::value::{Quantity, Rational, Year, with_unit};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Regional figures that do not add up to the whole's, beyond what rounding of the parts allows.
pub(super) fn audit(plan: &Plan, diagnostics: &mut Diagnostics) {
    let mut wholes: IndexMap<IndicatorId, Vec<Whole>> = IndexMap::new();
    for whole in plan.targets.iter().filter_map(whole_of) {
        wholes.entry(whole.indicator).or_default().push(whole);
    }
    for parts in &plan.targets {
        let (Some((test, figures)), Time::By(_) | Time::In(_)) = (map_of(parts), parts.time) else {
            continue;
        };
        let Some(indicator) = test.indicator.filter(|id| adds_up(plan, *id)) else {
            continue;
        };
        if !covers_own_region(plan, &parts.scope) {
            continue;
        }
        let figures_count = figures.len();
        let mut figures = figures.iter().map(|(_, comparison)| middle(comparison));
        let Some(sum) = figures.try_fold(Quantity::zero(), |sum, figure| Some(sum.plus(&figure?)))
        else {
            continue;
        };
        for whole in wholes.get(&indicator).into_iter().flatten() {
            if whole.deadline != parts.time.deadline() {
                continue;
            }
            let off = sum.minus(&whole.figure);
            if absolute(off.value()) > tolerance(&sum, figures_count) {
                let unit = test.unit.as_ref().map_or("", |unit| unit.name());
                diagnostics.push(
                    Diagnostic::new(Code::PartsDoNotAddUp, test.limit_place)
                        .with("sum", with_unit(&sum, unit))
                        .with("whole", with_unit(&whole.figure, unit))
                        .with("off", with_unit(&off, unit))
                        .at(whole.place, "whole"),
                );
            }
        }
    }
}

/// A target for the plan's own region.
struct Whole {
    indicator: IndicatorId,
    figure: Quantity,
    deadline: Year,
    place: Span,
}

/// The map of a target that has one.
fn map_of(target: &Target) -> Option<(&Test, &[(RegionId, Comparison)])> {
    match &target.condition {
        Condition::Test(test) => match &test.limit {
            Limit::PerRegion(figures) => Some((test, figures)),
            Limit::Compare(_) | Limit::Direction(_) => None,
        },
        Condition::Parts { .. } => None,
    }
}

/// The figure of a target for the plan's own region.
fn whole_of(target: &Target) -> Option<Whole> {
    let Condition::Test(test) = &target.condition else {
        return None;
    };
    let (Scope::Own, Limit::Compare(comparison), Measure::Level(_)) =
        (&target.scope, &test.limit, &test.measure)
    else {
        return None;
    };
    Some(Whole {
        indicator: test.indicator?,
        figure: middle(comparison)?,
        deadline: target.time.deadline(),
        place: test.limit_place,
    })
}

fn adds_up(plan: &Plan, indicator: IndicatorId) -> bool {
    plan.indicator(indicator)
        .is_some_and(|indicator| indicator.total == Total::Sum)
}

/// Whether the regions of a scope are all of a level that the plan's own region is made of, and no
/// others: what lies in two levels would be added twice.
fn covers_own_region(plan: &Plan, scope: &Scope) -> bool {
    let Scope::Regions { regions, .. } = scope else {
        return false;
    };
    let level_of = |id: &RegionId| plan.regions.get(*id).map(|region| region.level);
    let Some(level) = regions.first().and_then(level_of) else {
        return false;
    };
    let covered: BTreeSet<_> = regions.iter().collect();
    // Of one that is lost nobody knows what it adds.
    plan.regions.lost_of_level(level) == 0
        && plan
            .regions
            .of_level(level)
            .all(|region| covered.contains(&region))
        && regions.iter().all(|region| level_of(region) == Some(level))
}

/// The figure itself, or the middle of a band.
fn middle(comparison: &Comparison) -> Option<Quantity> {
    match comparison {
        Comparison::One(_, at) => at.figure().cloned(),
        Comparison::Band(_, low, high) => {
            let sum = low.figure()?.plus(high.figure()?);
            let middle = sum.value() / Rational::from(2);
            Some(Quantity::derived(middle))
        }
    }
}

/// One unit of the last printed digit a part: tables round each part by itself, not always the same
/// way, and the whole besides.
fn tolerance(sum: &Quantity, parts: usize) -> Rational {
    // The middle of a band has no digits of its own; two decimals are what plans print.
    let digit = Quantity::written(1, sum.decimals().unwrap_or(2));
    digit.value() * Rational::from(parts)
}

fn absolute(value: &Rational) -> Rational {
    if *value < Rational::ZERO {
        -value.clone()
    } else {
        value.clone()
    }
}
