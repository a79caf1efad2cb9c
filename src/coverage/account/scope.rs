//! A promise of each place that is judged of the whole only.

use super::{Book, Located};
use crate::coverage::stated::Statement;
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
