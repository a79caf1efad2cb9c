//! How many regions that could not be read may be among those that a condition counts.

use crate::model::{Condition, Expr, LONGEST_CHAIN, LevelId, Measure, Plan, Test};
use std::collections::BTreeSet;

/// How many regions a test counts, in any of its formulas, that could not be read.
pub(super) fn lost_of_counts(plan: &Plan, test: &Test) -> usize {
    if plan.regions.lost().is_empty() {
        return 0;
    }
    let mut levels = BTreeSet::new();
    levels_of_test(plan, test, 0, &mut levels);
    let lost = plan.regions.lost().iter();
    lost.filter(|one| levels.iter().any(|&level| one.may_be_of(level)))
        .count()
}

fn levels_of_test(plan: &Plan, test: &Test, depth: u8, levels: &mut BTreeSet<LevelId>) {
    match &test.measure {
        Measure::Level(expr) | Measure::Growth(expr) | Measure::Total { of: expr, .. } => {
            levels_of(plan, expr, depth, levels);
        }
    }
}

/// The levels of which a formula counts regions.
fn levels_of(plan: &Plan, expr: &Expr, depth: u8, levels: &mut BTreeSet<LevelId>) {
    if depth > LONGEST_CHAIN {
        return;
    }
    match expr {
        Expr::Constant(_) => {}
        Expr::Figure { indicator, .. } => {
            let formula = plan
                .indicator(*indicator)
                .and_then(|own| own.formula.as_ref());
            if let Some(formula) = formula {
                levels_of(plan, formula, depth + 1, levels);
            }
        }
        Expr::Scaled(_, inner)
        | Expr::Negative(inner)
        | Expr::Fold(_, inner, _)
        | Expr::Change(inner, _)
        | Expr::Growth(inner, _) => levels_of(plan, inner, depth, levels),
        Expr::Sum(first, rest) | Expr::Product(first, rest) => {
            levels_of(plan, first, depth, levels);
            for (_, other) in rest {
                levels_of(plan, other, depth, levels);
            }
        }
        Expr::Count {
            level, condition, ..
        } => {
            levels.insert(*level);
            levels_of_condition(plan, condition, depth, levels);
        }
    }
}

fn levels_of_condition(
    plan: &Plan,
    condition: &Condition,
    depth: u8,
    levels: &mut BTreeSet<LevelId>,
) {
    match condition {
        Condition::Test(test) => levels_of_test(plan, test, depth, levels),
        Condition::Parts { parts, .. } => {
            for part in parts {
                levels_of_condition(plan, part, depth, levels);
            }
        }
    }
}
