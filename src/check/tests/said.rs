//! A compiled target as one line of text, for tests.

use crate::model::{
    Combine, Comparison, Condition, Direction, Expr, Fold, Limit, Measure, Moment, Path, Plan,
    Relation, Scope, Target, Test, Threshold, Time,
};
use crate::value::{Quantity, Rational};

/// `name | condition | time | scope`, and what clauses added.
pub(super) fn said(plan: &Plan, target: &Target) -> String {
    let mut line = format!(
        "{} | {} | {} | {}",
        target.name,
        condition(plan, &target.condition),
        time(target.time, target.dated),
        scope(plan, &target.scope)
    );
    if let Some(own) = &target.baseline {
        line += &format!(" | from {} in {}", own.figure, own.year);
    }
    match &target.path {
        Path::Linear => {}
        Path::Compound => line += " | compound",
        Path::Milestones(milestones) => {
            let milestones: Vec<_> = milestones
                .iter()
                .map(|(year, figure, _)| format!("{year}: {figure}"))
                .collect();
            line += &format!(" | path {}", milestones.join(", "));
        }
    }
    line
}

pub(super) fn condition(plan: &Plan, one: &Condition) -> String {
    match one {
        Condition::Test(one) => test(plan, one),
        Condition::Parts {
            combine,
            need,
            parts,
        } => {
            let word = match combine {
                Combine::And => "and",
                Combine::Or => "or",
                Combine::Each => "each",
                Combine::AtLeast => "at least",
            };
            let parts: Vec<_> = parts.iter().map(|part| condition(plan, part)).collect();
            format!("{word} {need} ({})", parts.join("; "))
        }
    }
}

fn test(plan: &Plan, one: &Test) -> String {
    let measure = match &one.measure {
        Measure::Level(of) => expr(plan, of),
        Measure::Total { of, never_negative } => {
            let sign = if *never_negative {
                "total"
            } else {
                "net total"
            };
            format!("{sign} {}", expr(plan, of))
        }
        Measure::Growth(of) => format!("growth {}", expr(plan, of)),
    };
    let limit = match &one.limit {
        Limit::Compare(one) => comparison(one),
        Limit::Direction(Direction::Rising) => "rising".to_owned(),
        Limit::Direction(Direction::Falling) => "falling".to_owned(),
        Limit::Direction(Direction::NotRising) => "not rising".to_owned(),
        Limit::Direction(Direction::NotFalling) => "not falling".to_owned(),
        Limit::PerRegion(all) => {
            let all: Vec<_> = all
                .iter()
                .map(|(region, one)| format!("{} {}", plan.regions.name(*region), comparison(one)))
                .collect();
            format!("{{{}}}", all.join(", "))
        }
    };
    let unit = match (&one.unit, one.scale.and_then(|at| plan.scales.get(at))) {
        (_, Some(scale)) => format!(" on {}", scale.name),
        (Some(unit), None) => format!(" {}", unit.name()),
        (None, None) => String::new(),
    };
    format!("{measure} {limit}{unit}")
}

fn comparison(one: &Comparison) -> String {
    match one {
        Comparison::One(relation, figure) => {
            let sign = match relation {
                Relation::AtLeast => ">=",
                Relation::MoreThan => ">",
                Relation::AtMost => "<=",
                Relation::LessThan => "<",
            };
            format!("{sign} {}", threshold(figure))
        }
        Comparison::Band(_, low, high) => format!("{}..{}", threshold(low), threshold(high)),
    }
}

fn threshold(one: &Threshold) -> String {
    if !one.needs_base() {
        return one.plus.to_string();
    }
    let mut text = match &one.of_base {
        factor if *factor == Rational::ONE => "base".to_owned(),
        factor => format!("{}base", Quantity::derived(factor.clone())),
    };
    if one.plus.signum() != 0 {
        text += &format!(" + {}", one.plus);
    }
    if one.proportional {
        text += "!";
    }
    text
}

pub(super) fn expr(plan: &Plan, one: &Expr) -> String {
    let chain = |first: &Expr, rest: &[(bool, Expr)], signs: [&str; 2]| {
        let mut text = format!("({}", expr(plan, first));
        for (inverse, part) in rest {
            let sign = if *inverse { signs[1] } else { signs[0] };
            text += &format!(" {sign} {}", expr(plan, part));
        }
        text + ")"
    };
    match one {
        Expr::Constant(figure) => figure.to_string(),
        Expr::Figure {
            indicator,
            moment,
            region,
        } => {
            let mut text = plan.indicator(*indicator).unwrap().id.clone();
            match moment {
                Moment::Now => {}
                Moment::Prior => text += "@prior",
                Moment::Base => text += "@base",
                Moment::In(year) => text += &format!("@{year}"),
            }
            if let Some(region) = region {
                text += &format!("@{}", plan.regions.name(*region));
            }
            text
        }
        Expr::Scaled(factor, inner) => {
            format!(
                "{}×{}",
                Quantity::derived(factor.clone()),
                expr(plan, inner)
            )
        }
        Expr::Negative(inner) => format!("-{}", expr(plan, inner)),
        Expr::Sum(first, rest) => chain(first, rest, ["+", "-"]),
        Expr::Product(first, rest) => chain(first, rest, ["*", "/"]),
        Expr::Fold(fold, inner, years) => {
            let word = match fold {
                Fold::Sum => "sum",
                Fold::Mean => "mean",
                Fold::Min => "min",
                Fold::Max => "max",
            };
            format!("{word}({}, {years})", expr(plan, inner))
        }
        Expr::Change(inner, years) => format!("change({}, {years})", expr(plan, inner)),
        Expr::Growth(inner, years) => format!("growth({}, {years})", expr(plan, inner)),
        Expr::Count {
            level,
            condition: one,
            share,
        } => {
            let word = if *share { "share" } else { "count" };
            let level = &plan.regions.level(*level).unwrap().id;
            format!("{word}({level} where {})", condition(plan, one))
        }
    }
}

fn time(time: Time, dated: bool) -> String {
    let text = match time {
        Time::By(year) => format!("by {year}"),
        Time::In(year) => format!("in {year}"),
        Time::Throughout(years) => format!("throughout {years}"),
        Time::Over(years) => format!("over {years}"),
    };
    if dated { text } else { format!("({text})") }
}

pub(super) fn scope(plan: &Plan, scope: &Scope) -> String {
    match scope {
        Scope::Own => "own".to_owned(),
        Scope::One(one) => plan.regions.name(*one).to_owned(),
        Scope::Regions { regions, need, .. } => {
            let names: Vec<_> = regions.iter().map(|one| plan.regions.name(*one)).collect();
            match need {
                Some(need) => format!("{need} of [{}]", names.join(",")),
                None => format!("[{}]", names.join(",")),
            }
        }
    }
}
