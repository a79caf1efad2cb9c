//! Targets against their baselines and against which way is good.

use super::claims::agrees;
use crate::data::Cube;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::eval::{self, Mark, Read};
use crate::model::{
    Better, Comparison, Condition, Direction, Limit, Measure, Path, Plan, RegionId, Relation,
    Scope, Target, Test,
};
use crate::text::Span;
use crate::value::{Quantity, with_unit};
use std::cmp::Ordering;

/// A target weaker than its baseline, equal to it, or against `better`; a `guard` that the
/// baseline does not keep. `guard` or `because` is how an author answers.
pub(super) fn audit(plan: &Plan, cube: &Cube, diagnostics: &mut Diagnostics) {
    for target in &plan.targets {
        for test in target.condition.tests() {
            against_better(plan, target, test, diagnostics);
        }
        for finding in against_baseline(plan, cube, target) {
            diagnostics.push(finding);
        }
        if let Some(finding) = other_baseline(plan, cube, target) {
            diagnostics.push(finding);
        }
        if let Some(finding) = path_from_baseline(plan, cube, target) {
            diagnostics.push(finding);
        }
        if let Some(finding) = path_of_a_limit(plan, cube, target) {
            diagnostics.push(finding);
        }
    }
}

/// A path to what every baseline keeps already. With `guard` this is known without figures, and was
/// found when the rule was checked.
fn path_of_a_limit(plan: &Plan, cube: &Cube, target: &Target) -> Option<Diagnostic> {
    let place = target.places.path.filter(|_| !target.guard)?;
    let regions = match &target.scope {
        Scope::Own => vec![plan.regions.own()],
        Scope::One(region) => vec![*region],
        // Nobody knows the baselines of those that are lost.
        Scope::Regions { lost, .. } if *lost > 0 => return None,
        Scope::Regions { regions, .. } => regions.clone(),
    };
    let mut first = None;
    for region in regions {
        for test in target.condition.tests() {
            let at = eval::at_baseline(plan, cube, target, test, region)?;
            if !at.kept {
                return None;
            }
            first.get_or_insert((region, test, at));
        }
    }
    let (region, test, at) = first?;
    let unit = test.unit.as_ref().map_or("", |unit| unit.name());
    Some(
        Diagnostic::new(Code::PathOfALimit, place)
            .at(test.measure_place, "base")
            .label_with("label", &test.label)
            .label_with("region", plan.regions.name(region))
            .label_with("base", with_unit(&at.figure, unit))
            .label_with("year", at.year),
    )
}

/// A path that starts on the far side of the baseline, or turns back once the baseline is known.
/// One that turns back by itself was found when the rule was checked.
fn path_from_baseline(plan: &Plan, cube: &Cube, target: &Target) -> Option<Diagnostic> {
    let (Path::Milestones(milestones), Condition::Test(test)) = (&target.path, &target.condition)
    else {
        return None;
    };
    // Of many regions each has a baseline of its own, and the path never asks for less than it.
    let region = match &target.scope {
        Scope::Own => plan.regions.own(),
        Scope::One(region) => *region,
        Scope::Regions { .. } => return None,
    };
    if !target.because.is_empty() {
        return None;
    }
    let at = eval::at_baseline(plan, cube, target, test, region)?;
    // The path of a limit has no effect, whichever way it goes; that is all there is to say of it.
    if at.kept {
        return None;
    }
    let mut figures: Vec<(&Quantity, Span)> = milestones
        .iter()
        .map(|(_, figure, place)| (figure, *place))
        .collect();
    if let Some(Mark::One(end)) = &at.threshold {
        figures.push((end, test.limit_place));
    }
    let ((first, place), (last, _)) = (figures.first()?, figures.last()?);
    let goes = (*last).cmp(&at.figure);
    let steps = || {
        figures
            .windows(2)
            .filter_map(|pair| <&[_; 2]>::try_from(pair).ok())
    };
    let by_itself = steps().map(|[(one, _), (other, _)]| other.cmp(one));
    if by_itself.clone().any(Ordering::is_lt) && by_itself.clone().any(Ordering::is_gt) {
        return None;
    }
    let turned = Diagnostic::new(Code::PathTurnsBack, *place);
    let begins = (*first).cmp(&at.figure);
    if goes.is_ne() && begins == goes.reverse() {
        return Some(
            turned
                .primary("base")
                .with("before", &at.figure)
                .with("year", at.year)
                .with("figure", *first),
        );
    }
    let back =
        steps().find(|[(one, _), (other, _)]| begins.is_ne() && other.cmp(one) == begins.reverse());
    let [(before, _), (figure, place)] = back?;
    Some(
        Diagnostic::new(Code::PathTurnsBack, *place)
            .with("before", *before)
            .with("figure", *figure),
    )
}

/// A `from` that says another figure than the data of its year do: the first region of which that
/// is so.
fn other_baseline(plan: &Plan, cube: &Cube, target: &Target) -> Option<Diagnostic> {
    let (Some(own), Condition::Test(test)) = (&target.baseline, &target.condition) else {
        return None;
    };
    let (Measure::Level(expr), None) = (&test.measure, test.scale) else {
        return None;
    };
    if !target.because.is_empty() {
        return None;
    }
    let regions = match &target.scope {
        Scope::Own => vec![plan.regions.own()],
        Scope::One(region) => vec![*region],
        Scope::Regions { regions, .. } => regions.clone(),
    };
    let (region, found) = regions.into_iter().find_map(|region| {
        match eval::read_figure(plan, cube, region, expr, own.year) {
            Read::Known(found) if !agrees(&found, &own.figure) => Some((region, found)),
            Read::Known(_) | Read::Missing | Read::Undefined | Read::Nobody | Read::Broken => None,
        }
    })?;
    let unit = test.unit.as_ref().map_or("", |unit| unit.name());
    Some(
        Diagnostic::new(Code::OtherBaseline, own.place)
            .with("label", &test.label)
            .with("region", plan.regions.name(region))
            .with("year", own.year)
            .with("written", with_unit(&own.figure, unit))
            .with("found", with_unit(found, unit)),
    )
}

/// What the baselines of a target's regions say about it.
fn against_baseline(plan: &Plan, cube: &Cube, target: &Target) -> Vec<Diagnostic> {
    let of = |condition: &Condition, region| found_in(plan, cube, target, condition, region);
    match &target.scope {
        Scope::Own => of(&target.condition, plan.regions.own())
            .into_iter()
            .collect(),
        Scope::One(region) => of(&target.condition, *region).into_iter().collect(),
        // Each region of a map has a figure of its own, which may be weak by itself: what is found
        // of one is said of it, and not of the target.
        Scope::Regions { regions, .. } if target.condition.has_map() => {
            let found = |region: &RegionId| {
                let mut finding = of(&target.condition, *region)?;
                let part = plan.in_region(&target.name, *region);
                finding.values.retain(|(name, _)| *name != "target");
                Some(finding.with("target", part))
            };
            regions.iter().filter_map(found).collect()
        }
        Scope::Regions {
            regions,
            need,
            lost,
            ..
        } => {
            let may_fail = need.map_or(0, |need| (regions.len() + lost).saturating_sub(need));
            let each = regions.iter().map(|region| of(&target.condition, *region));
            of_several(target, each, may_fail).into_iter().collect()
        }
    }
}

/// What is found of several regions or conditions together.
///
/// What is promised says something as long as one of them does not have it yet: only where all do
/// is there anything to say. A guard is not kept as soon as more of them fail than may.
fn of_several(
    target: &Target,
    each: impl Iterator<Item = Option<Diagnostic>>,
    may_fail: usize,
) -> Option<Diagnostic> {
    if !target.guard {
        let all: Vec<_> = each.collect::<Option<_>>()?;
        return all.into_iter().next();
    }
    let mut failed = each.flatten();
    let first = failed.next()?;
    (failed.take(may_fail).count() == may_fail).then_some(first)
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
    let relation = match &test.limit {
        Limit::Compare(comparison) => relation_of(comparison),
        // All of a map are compared alike.
        Limit::PerRegion(figures) => figures.first().and_then(|(_, one)| relation_of(one)),
        Limit::Direction(direction) => Some(match direction {
            Direction::Rising | Direction::NotFalling => Relation::AtLeast,
            Direction::Falling | Direction::NotRising => Relation::AtMost,
        }),
    };
    let against = match relation {
        Some(Relation::AtLeast | Relation::MoreThan) => better == Some(Better::Lower),
        Some(Relation::AtMost | Relation::LessThan) => better == Some(Better::Higher),
        None => false,
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

/// Which way a comparison of one bound asks for.
fn relation_of(comparison: &Comparison) -> Option<Relation> {
    match comparison {
        Comparison::One(relation, _) => Some(*relation),
        Comparison::Band(..) => None,
    }
}

/// What there is to say of one region.
fn found_in(
    plan: &Plan,
    cube: &Cube,
    target: &Target,
    condition: &Condition,
    region: RegionId,
) -> Option<Diagnostic> {
    let test = match condition {
        Condition::Parts { parts, need, .. } => {
            let each = parts
                .iter()
                .map(|part| found_in(plan, cube, target, part, region));
            return of_several(target, each, parts.len().saturating_sub(*need));
        }
        Condition::Test(test) => test,
    };
    let at = eval::at_baseline(plan, cube, target, test, region)?;
    let code = match (target.guard, at.kept) {
        (true, false) => Code::GuardNotKept,
        (true, true) | (false, false) => return None,
        (false, true) if answered(target) => return None,
        (false, true) if touches(&at.threshold, &at.figure) => Code::EqualToBaseline,
        (false, true) => Code::WeakerThanBaseline,
    };
    let unit = test.unit.as_ref().map_or("", |unit| unit.name());
    let within = matches!(at.threshold, Some(Mark::Band(..)));
    let finding = Diagnostic::new(code, test.limit_place)
        .with("target", &target.name)
        .with("label", &test.label)
        .with("region", plan.regions.name(region))
        .with("base", with_unit(&at.figure, unit))
        .with("year", at.year);
    // A band is neither weak nor strong: the baseline lies in it.
    Some(if code == Code::WeakerThanBaseline && within {
        finding.primary("within")
    } else {
        finding
    })
}

fn touches(threshold: &Option<Mark>, base: &Quantity) -> bool {
    match threshold {
        Some(Mark::One(at)) => at == base,
        Some(Mark::Band(low, high)) => low == base || high == base,
        None => false,
    }
}
