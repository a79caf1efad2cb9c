//! Targets against their baselines and against which way is good.

use crate::data::Cube;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::eval::{self, LimitBy, Mark, Method, Outcome, Shape};
use crate::model::{Better, Comparison, Condition, Limit, Plan, Relation, Target, Test};
use crate::value::{Quantity, Year};

/// A target weaker than its baseline, equal to it, or against `better`; a `guard` that the
/// baseline does not keep. `guard` or `because` is how an author answers.
pub(super) fn audit(plan: &Plan, cube: &Cube, diagnostics: &mut Diagnostics) {
    for target in &plan.targets {
        each_test(&target.condition, &mut |test| {
            against_better(plan, target, test, diagnostics);
        });
        // As of the deadline every fact about the baseline is known that can be.
        let year = target.time.deadline().max(Year(plan.base.0 + 1));
        let mut regions = Vec::new();
        eval::judge_target(
            plan,
            cube,
            year,
            &Method::SCHEDULE,
            target,
            |region, outcome| {
                if region.is_some() {
                    regions.push(outcome);
                }
            },
        );
        // A promise for many regions is for those that do not keep it yet: it says something as
        // long as there is one.
        let found: Vec<_> = regions
            .iter()
            .map(|outcome| against_baseline(target, &target.condition, outcome))
            .collect();
        if found.iter().all(Option::is_some)
            && let Some(finding) = found.into_iter().flatten().next()
        {
            diagnostics.push(finding);
        }
    }
}

fn answered(target: &Target) -> bool {
    target.guard || !target.because.is_empty()
}

fn against_better(plan: &Plan, target: &Target, test: &Test, diagnostics: &mut Diagnostics) {
    if answered(target) {
        return;
    }
    let better = test
        .indicator
        .and_then(|id| plan.indicator(id))
        .and_then(|indicator| indicator.better);
    let Limit::Compare(Comparison::One(relation, _)) = &test.limit else {
        return;
    };
    let against = match relation {
        Relation::AtLeast | Relation::MoreThan => better == Some(Better::Lower),
        Relation::AtMost | Relation::LessThan => better == Some(Better::Higher),
    };
    if against {
        let declared = test
            .indicator
            .and_then(|id| plan.indicator(id))
            .and_then(|indicator| indicator.declared);
        let mut finding = Diagnostic::new(Code::AgainstBetter, test.relation_place)
            .with("target", &target.name)
            .with("label", &test.label);
        if let Some(declared) = declared {
            finding = finding.at(declared, "declared");
        }
        diagnostics.push(finding);
    }
}

/// What there is to say of one outcome.
fn against_baseline(
    target: &Target,
    condition: &Condition,
    outcome: &Outcome,
) -> Option<Diagnostic> {
    match condition {
        // One of several conditions may well be kept already: the others are what is promised.
        Condition::Parts { parts, .. } => {
            let found: Vec<_> = parts
                .iter()
                .zip(&outcome.parts)
                .map(|(part, outcome)| against_baseline(target, part, outcome))
                .collect();
            if found.iter().all(Option::is_some) {
                found.into_iter().flatten().next()
            } else {
                None
            }
        }
        Condition::Test(test) => {
            let facts = &outcome.facts;
            // Stages and totals begin where they begin; whoever has reached a stage keeps it.
            if !matches!(facts.shape, Shape::Level) || test.scale.is_some() {
                return None;
            }
            let base = facts.baseline.as_ref()?;
            let code = match (facts.limit, outcome.held_at_baseline) {
                (Some(LimitBy::Guard), Some(false)) => Code::GuardNotKept,
                (Some(LimitBy::Baseline), _) if answered(target) => return None,
                (Some(LimitBy::Baseline), _) if touches(&facts.threshold, base) => {
                    Code::EqualToBaseline
                }
                (Some(LimitBy::Baseline), _) => Code::WeakerThanBaseline,
                _ => return None,
            };
            let unit = test.unit.as_ref().map_or("", |unit| unit.name());
            Some(
                Diagnostic::new(code, test.limit_place)
                    .with("target", &target.name)
                    .with("label", &test.label)
                    .with("base", format!("{base}{unit}"))
                    .with("year", facts.baseline_year),
            )
        }
    }
}

fn touches(threshold: &Option<Mark>, base: &Quantity) -> bool {
    match threshold {
        Some(Mark::One(at)) => at == base,
        Some(Mark::Band(low, high)) => low == base || high == base,
        None => false,
    }
}

fn each_test(condition: &Condition, see: &mut dyn FnMut(&Test)) {
    match condition {
        Condition::Test(test) => see(test),
        Condition::Parts { parts, .. } => {
            for part in parts {
                each_test(part, see);
            }
        }
    }
}
