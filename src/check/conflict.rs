//! Targets that say the same, and targets that cannot both be met.

use super::Checker;
use crate::diag::{Code, Diagnostic};
use crate::model::{Comparison, Condition, IndicatorId, Limit, Measure, Relation, Scope, Target};
use crate::value::{Quantity, Year};
use indexmap::IndexMap;
use std::cmp::Ordering;
use std::mem::{Discriminant, discriminant};

/// What two targets must share to be about the same figures.
type About = (IndicatorId, Discriminant<Measure>, Vec<u32>, Year);

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
        let mut findings = Vec::new();
        for same in about.values().filter(|same| same.len() > 1) {
            let mut seen: Vec<(Span, &Target)> = Vec::new();
            for target in same.iter().filter_map(|&at| self.plan.targets.get(at)) {
                let Some(span) = satisfied_by(target) else {
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
                } else {
                    // Only what says something new narrows what is left, so this stays short.
                    seen.push((span, target));
                }
            }
        }
        for finding in findings {
            self.remark(finding);
        }
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
        } else if apart(span, other) {
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
    let measure = discriminant(&test.measure);
    Some((test.indicator?, measure, scope, target.time.deadline()))
}

/// What satisfies a target, where that needs no baseline.
fn satisfied_by(target: &Target) -> Option<Span> {
    let Condition::Test(test) = &target.condition else {
        return None;
    };
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
