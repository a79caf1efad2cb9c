//! A first look over all conditions, before any is checked: what is compared with a stage is
//! measured on its scale, and what no declaration gives a unit has that of its first target.

use super::Checker;
use super::limit::{leading_figure, stage_name};
use super::names::Meaning;
use crate::syntax::ast::{
    Argument, Compare, Condition, Each, Expr, Head, ListRef, Measure, Name, Right, Statement, When,
};
use crate::text::Span;
use crate::value::Unit;
use std::collections::{HashMap, HashSet};

/// What conditions say about the things they measure, by canonical name.
#[derive(Default)]
pub(super) struct Survey {
    /// The scale of the first stage that it is compared with, and where.
    pub scales: HashMap<String, (usize, Span)>,
    /// The unit of its first target, and where.
    pub units: HashMap<String, (Unit, Span)>,
    /// What is added up over years.
    pub totals: HashSet<String>,
}

impl Checker<'_, '_> {
    /// Takes the survey: targets first, so that a forecast never decides a target's unit.
    pub(super) fn take_survey(&mut self) {
        for &entry in &self.outline.entries {
            if let Head::Target(statement) = &entry.declaration.head {
                self.survey_statement(statement);
            }
        }
        for &entry in &self.outline.entries {
            if let Head::Forecast(statement) | Head::Claim(statement) = &entry.declaration.head {
                self.survey_statement(statement);
            }
        }
    }

    fn survey_statement(&mut self, statement: &Statement) {
        let time = statement.time.as_ref().map(|time| time.when);
        let over = matches!(time, Some(When::Over(_)));
        self.survey_condition(&statement.condition, over);
    }

    fn survey_condition(&mut self, condition: &Condition, over: bool) {
        match condition {
            Condition::Compare(compare) => self.survey_compare(compare, over),
            Condition::And(parts) | Condition::Or(parts) | Condition::AtLeast { of: parts, .. } => {
                for part in parts {
                    self.survey_condition(part, over);
                }
            }
            Condition::Each(each) => self.survey_each(each),
        }
    }

    fn survey_compare(&mut self, compare: &Compare, over: bool) {
        let (expr, total) = match &compare.measure {
            Measure::Plain(expr) => (expr, over),
            Measure::Total(expr) => (expr, true),
            // A rate of growth says nothing about what grows.
            Measure::AnnualGrowth(_) => return,
        };
        match expr {
            Expr::Name(name) | Expr::At { of: name, .. } => {
                self.survey_name(name, compare.test.right.as_ref(), total);
            }
            expr => self.survey_formula(expr),
        }
    }

    fn survey_each(&mut self, each: &Each) {
        let right = each.test.right.as_ref();
        match &each.of {
            ListRef::Items(items) => {
                for item in items {
                    self.survey_name(&item.name, right, false);
                }
            }
            ListRef::Named(name) => {
                let Some(Meaning::List(at)) = self.names.meaning(&name.text) else {
                    return;
                };
                let items = self.names.lists.get(at).map_or(&[][..], |list| list.items);
                for item in items {
                    self.survey_name(&item.name, right, false);
                }
            }
        }
    }

    /// Conditions may stand inside a formula: `count(county where …)`.
    fn survey_formula(&mut self, expr: &Expr) {
        match expr {
            Expr::Figure(_) | Expr::Name(_) | Expr::Base(_) | Expr::At { .. } => {}
            Expr::Negative(inner, _) => self.survey_formula(inner),
            Expr::Sum(first, rest) | Expr::Product(first, rest) => {
                self.survey_formula(first);
                for (_, part) in rest {
                    self.survey_formula(part);
                }
            }
            Expr::Call { arguments, .. } => {
                for argument in arguments {
                    if let Argument::Expr(expr) = argument {
                        self.survey_formula(expr);
                    }
                }
            }
            Expr::Where { condition, .. } => self.survey_condition(condition, false),
        }
    }

    fn survey_name(&mut self, name: &Name, right: Option<&Right>, total: bool) {
        let key = self.names.canonical(&name.text).to_owned();
        if total {
            self.survey.totals.insert(key.clone());
        }
        let Some(right) = right else { return };
        let stage = stage_name(right).and_then(|stage| self.names.stages.get(&stage.text));
        if let Some(stage) = stage {
            let seen = (stage.scale, name.place.0);
            self.survey.scales.entry(key).or_insert(seen);
        } else if let Some(figure) = leading_figure(right)
            && let Some(unit) = figure.unit.as_deref()
            && let Some(unit) = self.level_unit(unit)
        {
            let seen = (unit, figure.place.0);
            self.survey.units.entry(key).or_insert(seen);
        }
    }

    /// The unit of a level that a figure in `unit` is about: of 百分点 that is %.
    fn level_unit(&self, unit: &str) -> Option<Unit> {
        let unit = self.frame.units.parse(unit)?;
        if !unit.is_points() {
            return Some(unit);
        }
        ["%", "‰"]
            .iter()
            .filter_map(|name| self.frame.units.parse(name))
            .find(|level| level.factor() == unit.factor())
    }
}
