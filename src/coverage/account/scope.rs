//! A promise of each place that is judged of the whole only.

use super::{Book, Located};
use crate::coverage::stated::Statement;
use crate::coverage::stating::names_of;
use crate::diag::{Code, Diagnostic};
use crate::model::{Condition, Expr, Measure, Scope, Target};
use std::ops::Range;

impl Book<'_, '_> {
    /// Looks for 每个县, 各县（市、区） and their like in the quotes of a rule without a scope.
    pub(super) fn scope(&mut self, statement: &Statement<'_>, located: &[Located<'_>]) {
        let Some(target) = statement.target else {
            return;
        };
        if target.scope != Scope::Own || !target.because.is_empty() || counts_places(target) {
            return;
        }
        let found = located.iter().find_map(|one| self.each_of(&one.at));
        if let Some(at) = found {
            self.diagnostics.push(
                Diagnostic::new(Code::ScopeUnsaid, target.places.head)
                    .with("words", self.document.words(&at))
                    .at(self.span(&at), "there"),
            );
        }
    }

    /// A rule or a row of data of one region has quotes that name it, if they name any.
    pub(super) fn region(&mut self, statement: &Statement<'_>, located: &[Located<'_>]) {
        let Some(region) = statement.region else {
            return;
        };
        let own = names_of(self.plan, region);
        let said: Vec<&str> = located
            .iter()
            .flat_map(|one| self.words_over(&one.at))
            .collect();
        let names = |all: &[&str]| {
            all.iter()
                .any(|name| said.iter().any(|words| words.contains(name)))
        };
        if names(&own) {
            return;
        }
        let level = self.plan.regions.get(region).map(|region| region.level);
        let mut others = self
            .plan
            .regions
            .iter()
            .filter(|(_, other)| Some(other.level) == level);
        let other = others.find(|(id, _)| names(&names_of(self.plan, *id)));
        if let (Some((_, other)), Some(one)) = (other, located.first()) {
            let place = match statement.target {
                Some(target) => target.places.scope.unwrap_or(statement.place),
                None => one.quote.span,
            };
            self.diagnostics.push(
                Diagnostic::new(Code::ItemMissing, place)
                    .primary("of_region")
                    .with("item", self.plan.regions.name(region))
                    .at(self.span(&one.at), "of_other")
                    .label_with("other", &other.name)
                    .help(Some("region")),
            );
        }
    }

    /// The words of a stretch and, in a table, of the cells that hold of its row.
    fn words_over(&self, at: &Range<usize>) -> Vec<&str> {
        let mut words = vec![self.document.words(at)];
        if let Some(cell) = self.document.cell(at.start) {
            let cells = cell.over().map(|cell| self.document.words(cell));
            words.extend(cells);
        }
        words
    }

    /// Where a stretch speaks of each region of a level.
    fn each_of(&self, at: &Range<usize>) -> Option<Range<usize>> {
        let words = self.document.words(at);
        let levels = self.plan.regions.levels().iter();
        let names = levels.flat_map(|level| &level.names);
        names
            .filter_map(|name| {
                ["每个", "各"].iter().find_map(|each| {
                    let said = format!("{each}{name}");
                    let start = at.start + words.find(&said)?;
                    Some(start..start + said.len())
                })
            })
            .max_by_key(|at| at.len())
    }
}

/// Whether a target counts regions itself, or adds them up.
fn counts_places(target: &Target) -> bool {
    let of_regions = |condition: &Condition| {
        condition.tests().iter().any(|test| match &test.measure {
            Measure::Level(expr) | Measure::Growth(expr) | Measure::Total { of: expr, .. } => {
                counts(expr)
            }
        })
    };
    target.condition.has_map() || of_regions(&target.condition)
}

fn counts(expr: &Expr) -> bool {
    match expr {
        Expr::Count { .. } => true,
        Expr::Constant(_) | Expr::Figure { .. } => false,
        Expr::Scaled(_, of)
        | Expr::Negative(of)
        | Expr::Fold(_, of, _)
        | Expr::Change(of, _)
        | Expr::Growth(of, _) => counts(of),
        Expr::Sum(first, rest) | Expr::Product(first, rest) => {
            counts(first) || rest.iter().any(|(_, part)| counts(part))
        }
    }
}
