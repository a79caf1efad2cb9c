//! Targets that say the same, and targets that cannot both be met.

use super::Checker;
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Attribute, Combine, Comparison, Condition, Expr, IndicatorId, LevelId, Limit, Measure, Plan,
    RegionId, Relation, Scope, Target, TargetId, Test, Time,
};
use crate::value::{Quantity, Years};
use indexmap::IndexMap;
use std::cmp::Ordering;
use std::mem::{Discriminant, discriminant};

/// How many targets about the same figures are compared with one another. No plan has as many, and
/// a file that a machine wrote shall not cost their square.
const MOST_COMPARED: usize = 100;

/// What two targets must share to be about the same figures: what is measured, how a list of it goes
/// together, and when.
type About = (Vec<What>, Option<(Combine, usize)>, Years);

/// What two conditions must share to be about the same figures of a year.
type What = (IndicatorId, Discriminant<Measure>, Option<RegionId>);

/// One end of what satisfies a target.
#[derive(Clone, PartialEq, Eq)]
struct End {
    figure: Quantity,
    included: bool,
}

/// What satisfies a target: from `low` to `high`, either of which may be absent.
#[derive(Clone, PartialEq, Eq)]
struct Span {
    low: Option<End>,
    high: Option<End>,
}

impl Checker<'_, '_> {
    /// Looks for targets of one indicator, scope and year that repeat or contradict one another.
    /// A plan may hold such targets, so they are reported and stay.
    pub(super) fn find_conflicts(&mut self) {
        let mut findings: Vec<_> = self
            .plan
            .targets
            .iter()
            .filter(|target| target.because.is_empty())
            .filter_map(|target| self.contradiction(&target.condition))
            .collect();
        for (found, promise, first) in pairs(&self.plan) {
            let (target, first) = (promise.target, first.target);
            let answered = !target.because.is_empty() || !first.because.is_empty();
            let finding = |code| {
                Diagnostic::new(code, target.places.head)
                    .with("name", &target.name)
                    .with("first", &first.name)
            };
            findings.push(match found {
                Pair::Same => finding(Code::SameTarget).at(first.places.head, "first"),
                Pair::Contrary | Pair::Differ(_) if answered => continue,
                Pair::Contrary => finding(Code::ContraryTargets).at(first.places.head, "first"),
                Pair::Differ(by) => finding(Code::PlacesDiffer)
                    .primary(by.name())
                    .label_with("said", said(target))
                    .at(first.places.head, "first")
                    .label_with("said", said(first)),
            });
        }
        for finding in findings {
            self.remark(finding);
        }
    }

    /// Two conditions of one target that shall both hold and cannot.
    fn contradiction(&self, condition: &Condition) -> Option<Diagnostic> {
        let Condition::Parts { combine, parts, .. } = condition else {
            return None;
        };
        let inside = parts.iter().find_map(|part| self.contradiction(part));
        if inside.is_some() || *combine != Combine::And {
            return inside;
        }
        let mut seen: Vec<(What, Span, &Test)> = Vec::new();
        for part in parts {
            let Condition::Test(test) = part else {
                continue;
            };
            let (Some(what), Some(span)) = (what(test), satisfied_by(test)) else {
                continue;
            };
            let other = seen
                .iter()
                .find(|(other, satisfied, _)| *other == what && apart(satisfied, &span));
            if let Some((_, _, first)) = other {
                let place = |test: &Test| test.measure_place.to(test.limit_place);
                let (here, first) = (place(test), place(first));
                let finding = Diagnostic::new(Code::ContraryTargets, here)
                    .with("name", self.written(here))
                    .with("first", self.written(first));
                return Some(finding.at(first, "first"));
            }
            if seen.len() < MOST_COMPARED {
                seen.push((what, span, test));
            }
        }
        None
    }
}

/// How a plan says one promise at two places in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// 力争 at one of them.
    Strive,
    /// Another figure.
    Threshold,
    /// 约束性 at one and 预期性 at the other.
    Attribute,
}

impl By {
    /// The key of its words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Strive => "strive",
            Self::Threshold => "threshold",
            Self::Attribute => "attribute",
        }
    }
}

/// The promises that the plan makes at two places in two ways, whether or not a `because` of the
/// author answers for it: the later one, the earlier one, and what differs.
pub fn places_that_differ(plan: &Plan) -> Vec<(TargetId, TargetId, By)> {
    let id = |promise: &Promise<'_>| TargetId(u32::try_from(promise.at).unwrap_or(u32::MAX));
    pairs(plan)
        .into_iter()
        .filter_map(|(found, later, first)| match found {
            Pair::Differ(by) => Some((id(&later), id(&first), by)),
            Pair::Same | Pair::Contrary => None,
        })
        .collect()
}

/// What there is to say of two targets about the same figures.
#[derive(Clone, Copy)]
enum Pair {
    Same,
    Contrary,
    Differ(By),
}

/// A target, and what can be compared of it.
#[derive(Clone)]
struct Promise<'t> {
    at: usize,
    target: &'t Target,
    /// What satisfies each of its conditions.
    spans: Vec<Span>,
    /// Of which regions, in the order of their ids; of none where a level has none.
    regions: Vec<RegionId>,
    /// The levels that its scope names. They tell apart what has no regions.
    levels: &'t [LevelId],
}

/// The pairs of targets of which there is something to say, each later target with the first one.
fn pairs(plan: &Plan) -> Vec<(Pair, Promise<'_>, Promise<'_>)> {
    let mut about: IndexMap<About, Vec<Promise<'_>>> = IndexMap::new();
    for (at, target) in plan.targets.iter().enumerate() {
        if let Some((key, promise)) = promise(plan, at, target) {
            about.entry(key).or_default().push(promise);
        }
    }
    let mut found = Vec::new();
    for same in about.into_values().filter(|same| same.len() > 1) {
        let mut seen: Vec<Promise<'_>> = Vec::new();
        for promise in same {
            let pair = seen
                .iter()
                .find_map(|first| Some((compared(&promise, first)?, first)));
            if let Some((pair, first)) = pair {
                found.push((pair, promise, first.clone()));
            } else if seen.len() < MOST_COMPARED {
                seen.push(promise);
            }
        }
    }
    found
}

fn compared(one: &Promise<'_>, other: &Promise<'_>) -> Option<Pair> {
    if let Some(by) = differ(one, other) {
        return Some(Pair::Differ(by));
    }
    if !same_scope(one, other) {
        return None;
    }
    let same_figures = one.spans == other.spans && one.target.time == other.target.time;
    if same_figures && one.target.strive == other.target.strive {
        return Some(Pair::Same);
    }
    match (one.spans.as_slice(), other.spans.as_slice()) {
        ([one], [other]) if apart(one, other) => Some(Pair::Contrary),
        _ => None,
    }
}

/// Whether two places say one promise in two ways. A part of the regions may be promised more than
/// all are, and 力争 may go beyond what is promised firmly: neither takes anything back.
fn differ(one: &Promise<'_>, other: &Promise<'_>) -> Option<By> {
    let by_one_year = |time| matches!(time, Time::By(_) | Time::In(_));
    let (time, other_time) = (one.target.time, other.target.time);
    if time != other_time && !(by_one_year(time) && by_one_year(other_time)) {
        return None;
    }
    // Whose words would have to be weaker for there to be a difference: of the part, or of either.
    let may_be_weaker: (bool, bool) = if same_scope(one, other) {
        (true, true)
    } else {
        (is_part(one, other), is_part(other, one))
    };
    let (one_strives, other_strives) = (one.target.strive, other.target.strive);
    let figures = stronger(&one.spans, &other.spans)?;
    // Weaker by the word or by the figure, and not made up for by the other of the two.
    let one_weaker = figures.is_le() && one_strives && !other_strives
        || figures.is_lt() && one_strives == other_strives;
    let other_weaker = figures.is_ge() && other_strives && !one_strives
        || figures.is_gt() && one_strives == other_strives;
    if one_weaker && may_be_weaker.0 || other_weaker && may_be_weaker.1 {
        return if one_strives != other_strives {
            Some(By::Strive)
        } else {
            // Two figures of one sentence are the author's own reading of it.
            at_two_places(one.target, other.target).then_some(By::Threshold)
        };
    }
    let (said, other_said) = (one.target.attribute, other.target.attribute);
    let both_say = said != Attribute::None && other_said != Attribute::None;
    (both_say && said != other_said && figures.is_eq() && same_scope(one, other))
        .then_some(By::Attribute)
}

/// Which of two asks for more: the same way by each of its figures. `None` where that cannot be
/// said, as of a floor and a ceiling.
fn stronger(one: &[Span], other: &[Span]) -> Option<Ordering> {
    let mut all = Ordering::Equal;
    for (one, other) in one.iter().zip(other) {
        let this = match (one, other) {
            _ if one == other => Ordering::Equal,
            (
                Span {
                    low: Some(one),
                    high: None,
                },
                Span {
                    low: Some(other),
                    high: None,
                },
            ) => (&one.figure, !one.included).cmp(&(&other.figure, !other.included)),
            (
                Span {
                    low: None,
                    high: Some(one),
                },
                Span {
                    low: None,
                    high: Some(other),
                },
            ) => (&other.figure, other.included).cmp(&(&one.figure, one.included)),
            _ => return None,
        };
        match (all, this) {
            (Ordering::Equal, this) => all = this,
            (_, Ordering::Equal) => {}
            (all, this) if all == this => {}
            _ => return None,
        }
    }
    Some(all)
}

fn same_scope(one: &Promise<'_>, other: &Promise<'_>) -> bool {
    one.regions == other.regions && (!one.regions.is_empty() || one.levels == other.levels)
}

/// Whether the regions of one are some of the other's, and not all.
fn is_part(one: &Promise<'_>, other: &Promise<'_>) -> bool {
    !one.regions.is_empty()
        && one.regions.len() < other.regions.len()
        && one
            .regions
            .iter()
            .all(|region| other.regions.binary_search(region).is_ok())
}

/// Whether both have words of the plan, and none in common.
fn at_two_places(one: &Target, other: &Target) -> bool {
    let shared = one.quotes.iter().any(|quote| {
        let mut others = other.quotes.iter();
        others.any(|other| quote.place == other.place && quote.words == other.words)
    });
    !one.quotes.is_empty() && !other.quotes.is_empty() && !shared
}

/// The plan's words for a target with their place; its name where no words are quoted.
fn said(target: &Target) -> String {
    match target.quotes.first() {
        Some(quote) if quote.words.is_empty() => quote.place.clone(),
        Some(quote) => format!("{}“{}”", quote.place, quote.words),
        None => target.name.clone(),
    }
}

/// What can be compared of a target: one condition, or a list of which each counts.
fn promise<'t>(plan: &Plan, at: usize, target: &'t Target) -> Option<(About, Promise<'t>)> {
    let (parts, together) = match &target.condition {
        Condition::Test(_) => (std::slice::from_ref(&target.condition), None),
        Condition::Parts {
            combine,
            need,
            parts,
        } => (parts.as_slice(), Some((*combine, *need))),
    };
    let mut tests = parts
        .iter()
        .map(|part| match part {
            Condition::Test(test) => Some((what(test)?, satisfied_by(test)?)),
            Condition::Parts { .. } => None,
        })
        .collect::<Option<Vec<_>>>()?;
    // Two lists of the same are the same in whatever order.
    tests.sort_by_key(|((indicator, _, region), _)| (*indicator, *region));
    let (whats, spans): (Vec<_>, Vec<_>) = tests.into_iter().unzip();
    let levels: &[LevelId] = match &target.scope {
        // Some of the counties may do one thing and some another.
        Scope::Regions { need: Some(_), .. } => return None,
        Scope::Regions { levels, .. } => levels,
        Scope::Own | Scope::One(_) => &[],
    };
    let mut regions = target.scope.regions(plan.regions.own()).into_owned();
    regions.sort_unstable();
    let measure = &target.condition.first_test()?.measure;
    let promise = Promise {
        at,
        target,
        spans,
        regions,
        levels,
    };
    Some(((whats, together, years(target, measure)), promise))
}

/// The years that two targets must share to be about the same figures: of a level its last year is
/// enough, a total or a rate of other years is another figure.
fn years(target: &Target, measure: &Measure) -> Years {
    match (measure, target.time) {
        (
            Measure::Total { .. } | Measure::Growth(_),
            Time::Over(years) | Time::Throughout(years),
        ) => years,
        (Measure::Level(_), _) | (_, Time::By(_) | Time::In(_)) => {
            let last = target.time.deadline();
            Years { first: last, last }
        }
    }
}

/// What is measured, where that is an indicator alone.
fn what(test: &Test) -> Option<What> {
    let (Measure::Level(expr) | Measure::Total { of: expr, .. } | Measure::Growth(expr)) =
        &test.measure;
    let region = match expr {
        Expr::Figure { region, .. } => *region,
        _ => None,
    };
    Some((test.indicator?, discriminant(&test.measure), region))
}

/// What satisfies a comparison, where that needs no baseline.
fn satisfied_by(test: &Test) -> Option<Span> {
    let Limit::Compare(comparison) = &test.limit else {
        return None;
    };
    let end = |figure: &Quantity, included| {
        Some(End {
            figure: figure.clone(),
            included,
        })
    };
    Some(match comparison {
        Comparison::One(relation, figure) => {
            let figure = figure.figure()?;
            match relation {
                Relation::AtLeast => from(end(figure, true)),
                Relation::MoreThan => from(end(figure, false)),
                Relation::AtMost => up_to(end(figure, true)),
                Relation::LessThan => up_to(end(figure, false)),
            }
        }
        Comparison::Band(_, low, high) => Span {
            low: end(low.figure()?, true),
            high: end(high.figure()?, true),
        },
    })
}

fn from(low: Option<End>) -> Span {
    Span { low, high: None }
}

fn up_to(high: Option<End>) -> Span {
    Span { low: None, high }
}

/// Whether nothing satisfies both.
fn apart(one: &Span, other: &Span) -> bool {
    above(&one.low, &other.high) || above(&other.low, &one.high)
}

fn above(low: &Option<End>, high: &Option<End>) -> bool {
    match (low, high) {
        (Some(low), Some(high)) => match low.figure.cmp(&high.figure) {
            Ordering::Greater => true,
            Ordering::Equal => !(low.included && high.included),
            Ordering::Less => false,
        },
        (None, _) | (_, None) => false,
    }
}
