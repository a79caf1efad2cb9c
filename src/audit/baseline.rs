//! Targets against their baselines and against which way is good.

use super::claims::agrees;
use crate::data::Cube;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::eval::{self, AtBaseline, Mark, Read};
use crate::model::{
    Better, Bound, Comparison, Condition, Direction, Limit, Measure, Path, Plan, RegionId,
    Relation, Scope, Target, Test,
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
    // Nobody knows the baselines of those that are lost.
    if matches!(target.scope, Scope::Regions { lost, .. } if lost > 0) {
        return None;
    }
    let mut first = None;
    for &region in target.scope.regions(plan.regions.own()).iter() {
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
    let regions = target.scope.regions(plan.regions.own());
    let (region, found) = regions.iter().find_map(|&region| {
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

/// A condition that the baseline of a region satisfies already.
pub(super) struct Kept<'t> {
    pub test: &'t Test,
    pub region: RegionId,
    pub at: AtBaseline,
}

/// How what is asked for stands to a baseline that satisfies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Standing {
    /// The baseline goes beyond it.
    Weaker,
    /// The baseline lies in the band that is asked for.
    Within,
    /// They are the same.
    Equal,
}

impl Kept<'_> {
    pub fn standing(&self) -> Standing {
        match &self.at.threshold {
            threshold if touches(threshold, &self.at.figure) => Standing::Equal,
            // A band is neither weak nor strong.
            Some(Mark::Band(..)) => Standing::Within,
            Some(Mark::One(_)) | None => Standing::Weaker,
        }
    }

    /// Whether it is a band whose width the author of the rule chose.
    pub fn is_about(&self) -> bool {
        matches!(
            self.test.comparison(Some(self.region)),
            Some(Comparison::Band(Bound::About, ..))
        )
    }

    /// Words of the plan that promise a change towards the target, where the baseline lies beyond
    /// it: 降至 what it was below already.
    pub fn moved(&self, target: &Target) -> Option<&'static str> {
        if self.standing() != Standing::Weaker {
            return None;
        }
        let words = match self
            .test
            .comparison(Some(self.region))
            .and_then(relation_of)?
        {
            Relation::AtMost | Relation::LessThan => REDUCED,
            Relation::AtLeast | Relation::MoreThan => RAISED,
        };
        let said = |word: &&&str| {
            target
                .quotes
                .iter()
                .any(|quote| quote.words.contains(**word))
        };
        words.iter().find(said).copied()
    }
}

/// How plans say that something shall come down to a figure.
const REDUCED: &[&str] = &[
    "降至",
    "降到",
    "下降到",
    "下降至",
    "降低到",
    "降低至",
    "减少到",
    "减少至",
    "减至",
    "压减到",
    "压减至",
    "控制在",
];

/// How plans say that something shall come up to a figure.
const RAISED: &[&str] = &[
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "增至",
    "上升到",
    "上升至",
    "升至",
    "扩大到",
    "扩大至",
];

/// What of a target its baselines satisfy already: something only where nothing is left to reach.
/// Each region of a map has a figure of its own, which may be weak by itself.
pub(super) fn kept<'t>(plan: &Plan, cube: &Cube, target: &'t Target) -> Vec<Kept<'t>> {
    let of = |region: &RegionId| kept_in(plan, cube, target, &target.condition, *region);
    let regions = target.scope.regions(plan.regions.own());
    if target.condition.has_map() {
        return regions.iter().filter_map(of).collect();
    }
    // What is promised says something as long as one of them does not have it yet.
    let all: Option<Vec<_>> = regions.iter().map(of).collect();
    all.into_iter().flatten().take(1).collect()
}

fn kept_in<'t>(
    plan: &Plan,
    cube: &Cube,
    target: &'t Target,
    condition: &'t Condition,
    region: RegionId,
) -> Option<Kept<'t>> {
    match condition {
        Condition::Test(test) => {
            let at = eval::at_baseline(plan, cube, target, test, region)?;
            at.kept.then_some(Kept { test, region, at })
        }
        Condition::Parts { parts, .. } => {
            let each = parts
                .iter()
                .map(|part| kept_in(plan, cube, target, part, region));
            let all: Vec<_> = each.collect::<Option<_>>()?;
            all.into_iter().next()
        }
    }
}

/// What the baselines of a target's regions say about it.
fn against_baseline(plan: &Plan, cube: &Cube, target: &Target) -> Vec<Diagnostic> {
    if target.guard {
        return not_kept_by_regions(plan, cube, target);
    }
    if answered(target) {
        return Vec::new();
    }
    let told = kept(plan, cube, target).into_iter().map(|kept| {
        let code = match kept.standing() {
            Standing::Equal => Code::EqualToBaseline,
            Standing::Weaker | Standing::Within => Code::WeakerThanBaseline,
        };
        let finding = of_baseline(code, plan, target, kept.test, kept.region, &kept.at);
        match (kept.moved(target), kept.standing()) {
            (Some(word), _) => finding.primary("moved").with("word", word),
            (None, Standing::Within) => finding.primary("within"),
            (None, Standing::Weaker | Standing::Equal) => finding,
        }
    });
    told.collect()
}

/// A guard that baselines do not keep: in each region of a map, or as soon as more of the regions
/// fail than may.
fn not_kept_by_regions(plan: &Plan, cube: &Cube, target: &Target) -> Vec<Diagnostic> {
    let of = |region: &RegionId| not_kept(plan, cube, target, &target.condition, *region);
    match &target.scope {
        Scope::Regions { regions, .. } if target.condition.has_map() => {
            regions.iter().filter_map(of).collect()
        }
        Scope::Regions {
            regions,
            need,
            lost,
            ..
        } => {
            let may_fail = need.map_or(0, |need| (regions.len() + lost).saturating_sub(need));
            let failed = more_than(regions.iter().map(of), may_fail);
            failed.into_iter().collect()
        }
        Scope::Own => of(&plan.regions.own()).into_iter().collect(),
        Scope::One(region) => of(region).into_iter().collect(),
    }
}

fn not_kept(
    plan: &Plan,
    cube: &Cube,
    target: &Target,
    condition: &Condition,
    region: RegionId,
) -> Option<Diagnostic> {
    match condition {
        Condition::Test(test) => {
            let at = eval::at_baseline(plan, cube, target, test, region)?;
            let finding = || of_baseline(Code::GuardNotKept, plan, target, test, region, &at);
            (!at.kept).then(finding)
        }
        Condition::Parts { parts, need, .. } => {
            let each = parts
                .iter()
                .map(|part| not_kept(plan, cube, target, part, region));
            more_than(each, parts.len().saturating_sub(*need))
        }
    }
}

/// The first of those that failed, where more did than may.
fn more_than(
    each: impl Iterator<Item = Option<Diagnostic>>,
    may_fail: usize,
) -> Option<Diagnostic> {
    let mut failed = each.flatten();
    let first = failed.next()?;
    (failed.take(may_fail).count() == may_fail).then_some(first)
}

fn of_baseline(
    code: Code,
    plan: &Plan,
    target: &Target,
    test: &Test,
    region: RegionId,
    at: &AtBaseline,
) -> Diagnostic {
    let unit = test.unit.as_ref().map_or("", |unit| unit.name());
    // What is found of one region of a map is said of it, and not of the target.
    let name = if target.condition.has_map() {
        plan.in_region(&target.name, region)
    } else {
        target.name.clone()
    };
    Diagnostic::new(code, test.limit_place)
        .with("target", name)
        .with("label", &test.label)
        .with("region", plan.regions.name(region))
        .with("base", with_unit(&at.figure, unit))
        .with("year", at.year)
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

fn touches(threshold: &Option<Mark>, base: &Quantity) -> bool {
    match threshold {
        Some(Mark::One(at)) => at == base,
        Some(Mark::Band(low, high)) => low == base || high == base,
        None => false,
    }
}
