//! Model and cube to an assessment: facts first, then a method that turns them into verdicts.
//!
//! What each condition, time and scope means stands in `docs/language.md`; this folder says it
//! once. It does not know how rules are written.

mod case;
mod every_year;
mod facts;
mod growth;
mod interval;
mod level;
mod method;
mod path;
mod rate;
mod read;
mod stage;
mod total;
mod verdict;
mod whole;

pub use facts::{Facts, LimitBy, Mark, Pace, Shape};
pub use method::Method;
pub use read::Read;
pub use verdict::{Reason, ReasonKind, Standing, Verdict};

use crate::data::Cube;
use crate::model::{CellKey, Condition, Plan, RegionId, Scope, Target, TargetId, Time};
use crate::value::{Quantity, Year};
use case::Case;
use read::{Reader, Trail};
use whole::{EveryYear, Whole, with_years};

/// What is said of one condition in one region, or of a whole.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is undecided, or what there is to know about it.
    pub reason: Option<Reason>,
    /// What it was made from.
    pub facts: Facts,
    /// The outcomes of the conditions that it was put together from, in the author's order. The
    /// regions of a whole have entries of their own in the assessment.
    pub parts: Vec<Outcome>,
    /// The figures that it rests on.
    pub cells: Vec<CellKey>,
    /// The figures that are missing.
    pub missing: Vec<CellKey>,
    /// Where a series was broken, if that is why something cannot be said: the first figure of
    /// each new series.
    pub breaks: Vec<CellKey>,
    /// Whether the condition held at the baseline, where that is known.
    pub held_at_baseline: Option<bool>,
    /// Whether the full values would have another verdict, whatever reason is given.
    pub rounding_decided: bool,
}

/// A target's outcome in one region, or for all of them.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The target.
    pub target: TargetId,
    /// The region; `None` for the whole of several.
    pub region: Option<RegionId>,
    /// What is said.
    pub outcome: Outcome,
}

/// All targets of a plan, judged as of a year.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The year.
    pub year: Year,
    /// The method.
    pub method: Method,
    /// One entry per target and region, in the order of the plan, then of the region file; the
    /// whole of several regions comes after them.
    pub judged: Vec<Judged>,
}

impl Assessment {
    /// The entries of one target.
    pub fn of_target(&self, target: TargetId) -> &[Judged] {
        let first = self.judged.partition_point(|one| one.target < target);
        let end = self.judged.partition_point(|one| one.target <= target);
        self.judged.get(first..end).unwrap_or_default()
    }

    /// One entry per target: its only one, or the whole's.
    pub fn by_target(&self) -> impl Iterator<Item = &Judged> {
        let next = self.judged.iter().skip(1).map(Some).chain([None]);
        self.judged
            .iter()
            .zip(next)
            .filter(|(one, next)| next.is_none_or(|next| next.target != one.target))
            .map(|(one, _)| one)
    }
}

/// Judges every target of the plan as of `year`.
pub fn eval(plan: &Plan, cube: &Cube, year: Year, method: &Method) -> Assessment {
    let mut judged = Vec::with_capacity(plan.targets.len());
    for (id, target) in (0..).map(TargetId).zip(&plan.targets) {
        judge_target(plan, cube, year, method, target, |region, outcome| {
            judged.push(Judged {
                target: id,
                region,
                outcome,
            });
        });
    }
    Assessment {
        year,
        method: method.clone(),
        judged,
    }
}

/// Judges one target; `give` gets each region's outcome, then the whole's with no region.
pub fn judge_target(
    plan: &Plan,
    cube: &Cube,
    year: Year,
    method: &Method,
    target: &Target,
    mut give: impl FnMut(Option<RegionId>, Outcome),
) {
    let judge = Judge {
        plan,
        cube,
        year,
        method,
        target,
    };
    match &target.scope {
        Scope::Own => give(Some(plan.regions.own()), judge.region(plan.regions.own())),
        Scope::One(region) => give(Some(*region), judge.region(*region)),
        Scope::Regions {
            regions,
            need,
            lost,
            ..
        } => {
            let mut parts: Vec<_> = regions.iter().map(|region| judge.region(*region)).collect();
            if *lost > 0 {
                parts.resize(parts.len() + lost, judge.lost_region());
            }
            let whole = judge
                .whole(need.unwrap_or(parts.len()).max(1))
                .outcome(&parts);
            for (region, outcome) in regions.iter().zip(parts) {
                give(Some(*region), outcome);
            }
            give(None, whole);
        }
    }
}

/// One target in one year.
#[derive(Clone, Copy)]
struct Judge<'a> {
    plan: &'a Plan,
    cube: &'a Cube,
    year: Year,
    method: &'a Method,
    target: &'a Target,
}

impl<'a> Judge<'a> {
    fn region(&self, region: RegionId) -> Outcome {
        self.condition(&self.target.condition, region)
    }

    /// The outcome in a region that could not be read from the region file.
    fn lost_region(&self) -> Outcome {
        let mut facts = Facts::unknown(self.plan.base, Shape::Level);
        if let Some(test) = self.target.condition.first_test() {
            let own = self.case(test, self.plan.regions.own());
            facts.started = own.facts().0.started;
        }
        let reason = ReasonKind::MissingParts.into();
        Outcome::of(facts, Verdict::Undecided, Some(reason), &[])
    }

    fn condition(&self, condition: &'a Condition, region: RegionId) -> Outcome {
        match condition {
            Condition::Test(test) => self.test(test, region),
            Condition::Parts { need, parts, .. } => {
                let parts: Vec<_> = parts
                    .iter()
                    .map(|part| self.condition(part, region))
                    .collect();
                let whole = match (self.target.time, condition.first_test()) {
                    (Time::Throughout(years), Some(test)) => EveryYear {
                        case: self.case(test, region),
                        method: self.method,
                        years,
                    }
                    .outcome(condition, *need, &parts),
                    _ => self.whole(*need).outcome(&parts),
                };
                Outcome { parts, ..whole }
            }
        }
    }

    fn test(&self, test: &'a crate::model::Test, region: RegionId) -> Outcome {
        let case = self.case(test, region);
        let (facts, trail) = case.facts();
        let (verdict, mut reason) = self.method.judge(&facts);
        let in_full = Case {
            rounding: None,
            ..case
        };
        let rounding_decided =
            case.rounding.is_some() && self.method.judge(&in_full.facts().0).0 != verdict;
        if rounding_decided && reason.is_none_or(|kind| kind > ReasonKind::Rounded) {
            reason = Some(ReasonKind::Rounded);
        }
        let held_at_baseline = self.held_at_baseline(case, &facts);
        let reason = reason.map(|kind| with_years(kind, &facts));
        Outcome {
            cells: trail.found,
            breaks: if is_across_break(reason.as_ref(), &facts) {
                trail.breaks
            } else {
                Vec::new()
            },
            missing: if lacks(verdict, reason.as_ref()) {
                trail.missing
            } else {
                Vec::new()
            },
            held_at_baseline,
            rounding_decided,
            ..Outcome::of(facts, verdict, reason, &[])
        }
    }

    fn held_at_baseline(&self, case: Case<'_>, facts: &Facts) -> Option<bool> {
        let base = case.rounded(facts.baseline.as_ref()?);
        let interval = case.interval(Ok(&base)).ok()?;
        Some(interval.contains(&base))
    }

    fn case(&self, test: &'a crate::model::Test, region: RegionId) -> Case<'a> {
        Case {
            reader: Reader {
                plan: self.plan,
                cube: self.cube,
                region,
                base: self.target.base_year(self.plan),
                until: self.year.min(self.target.time.deadline()),
                as_zero: self.target.missing == crate::model::Missing::AsZero,
            },
            target: self.target,
            test,
            assessed: self.year,
            rounding: self.target.compare,
        }
    }

    fn whole(&self, need: usize) -> Whole<'a> {
        Whole {
            target: self.target,
            method: self.method,
            assessed: self.year,
            need,
            base_year: self.target.base_year(self.plan),
        }
    }
}

impl Outcome {
    /// An outcome put together from parts: it rests on what they rest on.
    fn of(facts: Facts, verdict: Verdict, reason: Option<Reason>, parts: &[Outcome]) -> Self {
        let mut trail = Trail::default();
        for part in parts {
            trail.found.extend_from_slice(&part.cells);
            trail.missing.extend_from_slice(&part.missing);
            trail.breaks.extend_from_slice(&part.breaks);
        }
        trail.tidy();
        Self {
            verdict,
            reason,
            facts,
            parts: Vec::new(),
            cells: trail.found,
            missing: trail.missing,
            breaks: trail.breaks,
            held_at_baseline: None,
            rounding_decided: false,
        }
    }

    /// Whether the condition is known to hold now.
    pub fn holds(&self) -> Option<bool> {
        self.facts.holds.known()
    }

    /// Whether it was decided although something is missing.
    fn is_known_in_part(&self) -> bool {
        let kind = self.reason.as_ref().map(|reason| reason.kind);
        kind == Some(ReasonKind::KnownPart)
    }
}

/// How one condition of a target stood at the baseline in one region.
#[derive(Debug, Clone)]
pub struct AtBaseline {
    /// The baseline.
    pub figure: Quantity,
    /// Its year.
    pub year: Year,
    /// Whether it satisfies the condition.
    pub kept: bool,
    /// What the condition asks for.
    pub threshold: Option<Mark>,
}

/// How a condition that is judged by a year stood at the baseline; `None` where that is unknown or
/// means nothing: for stages, totals, rates and directions.
pub fn at_baseline(
    plan: &Plan,
    cube: &Cube,
    target: &Target,
    test: &crate::model::Test,
    region: RegionId,
) -> Option<AtBaseline> {
    let (crate::model::Measure::Level(of), Time::By(_), None) =
        (&test.measure, target.time, test.scale)
    else {
        return None;
    };
    if matches!(test.limit, crate::model::Limit::Direction(_)) {
        return None;
    }
    let judge = Judge {
        plan,
        cube,
        year: target.time.deadline(),
        method: &Method::SCHEDULE,
        target,
    };
    let case = judge.case(test, region);
    let figure = case.baseline(of, &mut Trail::default()).ok()?;
    let compared = case.rounded(&figure);
    let interval = case.interval(Ok(&compared)).ok()?;
    Some(AtBaseline {
        kept: interval.contains(&compared),
        threshold: case::mark(&interval),
        year: case.base_year(),
        figure,
    })
}

/// The figure of a formula for a region in a year, for whoever needs one without a verdict.
pub fn read_figure(
    plan: &Plan,
    cube: &Cube,
    region: RegionId,
    expr: &crate::model::Expr,
    year: Year,
) -> Read {
    let reader = Reader {
        plan,
        cube,
        region,
        base: plan.base,
        until: Year(i16::MAX),
        as_zero: false,
    };
    reader.read(expr, year, &mut Trail::default())
}

/// Whether a reason is that a series was broken.
fn is_across_break(reason: Option<&Reason>, facts: &Facts) -> bool {
    reason.is_some_and(|reason| match reason.kind {
        ReasonKind::SeriesBreak => true,
        // A baseline is known and cannot be compared.
        ReasonKind::HoldsWithoutBaseline => facts.baseline.is_some(),
        _ => false,
    })
}

/// Whether a verdict lacks anything: it is not given, or a figure would tell more about it.
fn lacks(verdict: Verdict, reason: Option<&Reason>) -> bool {
    verdict == Verdict::Undecided
        || reason.is_some_and(|reason| {
            matches!(
                reason.kind,
                ReasonKind::KnownPart | ReasonKind::HoldsWithoutBaseline
            )
        })
}
