//! One thing under two names is one: parts of a condition that ask for the same, items of a list
//! that are the same. What is written alike is seen before names are resolved; this looks after.

use super::Checker;
use super::told::{Checked, Told};
use crate::diag::{Code, Diagnostic};
use crate::model::{Condition, Expr, IndicatorId, Measure, RegionId, Scope, Test};
use crate::syntax::ast::{ListItem, Name};
use crate::text::Span;
use std::collections::HashMap;
use std::hash::Hash;

impl Checker<'_, '_> {
    /// Reports a part that asks for what one before it asks for: it would count twice.
    pub(super) fn parts_once(
        &mut self,
        parts: &[Condition],
        here: Option<RegionId>,
    ) -> Checked<()> {
        for (at, part) in parts.iter().enumerate() {
            let first = parts.iter().take(at).find(|one| same(one, part, here));
            if let Some((first, second)) = first.and_then(place).zip(place(part)) {
                return Err(self.same_thing(second, first));
            }
        }
        Ok(())
    }

    /// Reports an item that measures what one before it measures; all are compared alike.
    pub(super) fn items_once(
        &mut self,
        items: &[ListItem],
        list: Option<&Name>,
        parts: &[Condition],
        here: Option<RegionId>,
    ) -> Checked<()> {
        let measured = parts.iter().map(|part| match part {
            Condition::Test(test) => figure(test).map(|(of, region)| (of, region.or(here))),
            Condition::Parts { .. } => None,
        });
        let places = items.iter().map(|item| {
            let region = item.region.as_ref().unwrap_or(&item.name);
            item.name.place.0.to(region.place.0)
        });
        match second_of(measured.zip(places)) {
            Some((first, second)) => Err(self.item_twice(first, second, list)),
            None => Ok(()),
        }
    }

    /// Reports an item of a list of regions that is one before it under another name.
    pub(super) fn regions_once(
        &mut self,
        items: &[ListItem],
        list: &Name,
        regions: &[RegionId],
    ) -> Checked<()> {
        let places = items.iter().map(|item| item.name.place.0);
        match second_of(regions.iter().map(Some).zip(places)) {
            Some((first, second)) => Err(self.item_twice(first, second, Some(list))),
            None => Ok(()),
        }
    }

    /// The region that a target is asked of, where it is one.
    pub(super) fn one_asked(&self, scope: &Scope) -> Option<RegionId> {
        match scope {
            Scope::Own => Some(self.frame.regions.own()),
            Scope::One(region) => Some(*region),
            Scope::Regions { .. } => None,
        }
    }

    /// Reports a second name of what stands before it.
    pub(super) fn same_thing(&mut self, second: Span, first: Span) -> Told {
        let (word, other) = (self.written(second), self.written(first));
        let diagnostic = Diagnostic::new(Code::SaidTwice, second)
            .with("word", &word)
            .at(first, "first");
        self.tell(if word == other {
            diagnostic
        } else {
            diagnostic.with("other", other).help(Some("names"))
        })
    }

    /// A list that names a thing twice is left out wherever it is used, and told of once.
    fn item_twice(&mut self, first: Span, second: Span, list: Option<&Name>) -> Told {
        let told = self.same_thing(second, first);
        if let Some(list) = list {
            self.names.spoil_list(&list.text, told);
        }
        told
    }
}

/// The places of the first two that are the same; what is `None` is like nothing else.
fn second_of<K: Eq + Hash>(all: impl Iterator<Item = (Option<K>, Span)>) -> Option<(Span, Span)> {
    let mut seen = HashMap::new();
    for (key, place) in all {
        if let Some(first) = key.and_then(|key| seen.insert(key, place)) {
            return Some((first, place));
        }
    }
    None
}

/// The figure that an item of a list is about.
fn figure(test: &Test) -> Option<(IndicatorId, Option<RegionId>)> {
    match &test.measure {
        Measure::Level(Expr::Figure {
            indicator, region, ..
        })
        | Measure::Total {
            of: Expr::Figure {
                indicator, region, ..
            },
            ..
        } => Some((*indicator, *region)),
        _ => None,
    }
}

/// Where a condition stands.
fn place(condition: &Condition) -> Option<Span> {
    let tests = condition.tests();
    let (first, last) = (tests.first()?, tests.last()?);
    Some(first.measure_place.to(last.limit_place))
}

/// Whether two conditions ask for the same of the region that is asked, wherever they stand and
/// whatever they call it.
fn same(one: &Condition, other: &Condition, here: Option<RegionId>) -> bool {
    match (one, other) {
        (Condition::Test(one), Condition::Test(other)) => {
            one.limit == other.limit && same_measure(&one.measure, &other.measure, here)
        }
        (
            Condition::Parts { need, parts, .. },
            Condition::Parts {
                need: other_need,
                parts: others,
                ..
            },
        ) => {
            need == other_need
                && parts.len() == others.len()
                && parts
                    .iter()
                    .zip(others)
                    .all(|(one, other)| same(one, other, here))
        }
        (Condition::Test(_), Condition::Parts { .. })
        | (Condition::Parts { .. }, Condition::Test(_)) => false,
    }
}

fn same_measure(one: &Measure, other: &Measure, here: Option<RegionId>) -> bool {
    match (one, other) {
        (Measure::Level(one), Measure::Level(other))
        | (Measure::Growth(one), Measure::Growth(other))
        | (Measure::Total { of: one, .. }, Measure::Total { of: other, .. }) => {
            same_expr(one, other, here)
        }
        (Measure::Level(_) | Measure::Growth(_) | Measure::Total { .. }, _) => false,
    }
}

/// Formulas know no places, but the conditions that they count do.
fn same_expr(one: &Expr, other: &Expr, here: Option<RegionId>) -> bool {
    match (one, other) {
        (
            Expr::Count {
                level,
                condition,
                share,
            },
            Expr::Count {
                level: other_level,
                condition: other,
                share: other_share,
            },
        ) => level == other_level && share == other_share && same(condition, other, None),
        // The figure of the region that is asked needs no `@`.
        (
            Expr::Figure {
                indicator,
                moment,
                region,
            },
            Expr::Figure {
                indicator: other_indicator,
                moment: other_moment,
                region: other_region,
            },
        ) => {
            indicator == other_indicator
                && moment == other_moment
                && region.or(here) == other_region.or(here)
        }
        _ => one == other,
    }
}
