//! Targets that say the same, and targets that cannot both be met.

use super::Checker;
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Combine, Comparison, Condition, Expr, IndicatorId, Limit, Measure, RegionId, Relation, Scope,
    Target, Test, Time,
};
use crate::value::{Quantity, Years};
use indexmap::IndexMap;
use std::cmp::Ordering;
use std::mem::{Discriminant, discriminant};

/// How many targets about the same figures are compared with one another. No plan has as many, and
/// a file that a machine wrote shall not cost their square.
const MOST_COMPARED: usize = 100;

/// What two targets must share to be about the same figures.
type About = (What, Vec<u32>, Years);

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
        let mut about: IndexMap<About, Vec<usize>> = IndexMap::new();
        for (at, target) in self.plan.targets.iter().enumerate() {
            if let Some(key) = key(target) {
                about.entry(key).or_default().push(at);
            }
        }
        let mut findings: Vec<_> = self
            .plan
            .targets
            .iter()
            .filter(|target| target.because.is_empty())
            .filter_map(|target| self.contradiction(&target.condition))
            .collect();
        for same in about.values().filter(|same| same.len() > 1) {
            let mut seen: Vec<(Span, &Target)> = Vec::new();
            for target in same.iter().filter_map(|&at| self.plan.targets.get(at)) {
                let Condition::Test(test) = &target.condition else {
                    continue;
                };
                let Some(span) = satisfied_by(test) else {
                    continue;
                };
                let finding = compared(target, &span, &seen);
                if let Some((code, first)) = finding {
                    findings.push(
                        Diagnostic::new(code, target.places.head)
                            .with("name", &target.name)
                            .with("first", &first.name)
                            .at(first.places.head, "first"),
                    );
                } else if seen.len() < MOST_COMPARED {
                    seen.push((span, target));
                }
            }
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

fn compared<'t>(
    target: &Target,
    span: &Span,
    seen: &[(Span, &'t Target)],
) -> Option<(Code, &'t Target)> {
    seen.iter().find_map(|(other, first)| {
        if other == span && first.time == target.time {
            Some((Code::SameTarget, *first))
        } else if apart(span, other) && target.because.is_empty() && first.because.is_empty() {
            Some((Code::ContraryTargets, *first))
        } else {
            None
        }
    })
}

fn key(target: &Target) -> Option<About> {
    let Condition::Test(test) = &target.condition else {
        return None;
    };
    let scope = match &target.scope {
        Scope::Own => vec![u32::MAX],
        Scope::One(one) => vec![one.0],
        // Some of the counties may do one thing and some another.
        Scope::Regions { need: Some(_), .. } => return None,
        Scope::Regions { regions, .. } => regions.iter().map(|one| one.0).collect(),
    };
    Some((what(test)?, scope, years(target, &test.measure)))
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
