//! What came of it: of each figure what it is and who says so.

use super::Book;
use crate::coverage::{Accounted, Claimant, Class, Coverage};
use crate::diag::{Code, Diagnostic};
use crate::syntax::figures::{Figure, Says};
use crate::text::Span;
use indexmap::IndexSet;
use std::collections::{HashMap, HashSet};

impl Book<'_, '_> {
    /// Says of each figure what it is, and reports those that nobody accounts for.
    pub(super) fn close(self, claimants: Vec<Claimant>) -> Coverage {
        let mut accounted = Vec::new();
        let shown: HashSet<usize> = self.shown.iter().map(|(_, at)| *at).collect();
        let quoted = self.quotes_by_figure();
        for (at, figure) in self.document.figures.figures.iter().enumerate() {
            let claims = self.claims.get(at).map_or(&[][..], Vec::as_slice);
            // The 10 of 5/10万 is what its figure is, and whose that is.
            let whose = self.base_of(at, figure).and_then(|of| self.claims.get(of));
            let who = whose.map_or(claims, Vec::as_slice);
            let class = who
                .iter()
                .map(|claim| claim.class)
                .min()
                .unwrap_or_else(|| self.by_itself(at, figure));
            let is_told = shown.contains(&at) || whose.is_some();
            if class == Class::Unaccounted && !is_told {
                let mut finding = Diagnostic::new(Code::Unaccounted, self.span(&figure.whole))
                    .with("figure", self.document.words(&figure.whole))
                    .with(
                        "place",
                        self.place_name(&self.document.place(figure.at.start)),
                    );
                for span in quoted.get(&at).into_iter().flatten() {
                    finding = finding.at(*span, "quoted");
                }
                self.diagnostics.push(finding);
            }
            let promise = claims
                .iter()
                .find(|claim| !claim.is_waiver && claim.class.is_promise());
            let mut waivers = claims.iter().filter(|claim| claim.is_waiver);
            let waiver = waivers.next();
            let again = waivers.find(|other| waiver.is_some_and(|one| one.place != other.place));
            if let (Some(one), Some(other)) = (waiver, again) {
                self.diagnostics.push(
                    Diagnostic::new(Code::WaivedTwice, other.place)
                        .with("figure", self.document.words(&figure.whole))
                        .at(one.place, "first"),
                );
            }
            if let (Some(promise), Some(waiver)) = (promise, waiver) {
                self.diagnostics.push(
                    Diagnostic::new(Code::WaiverOverPromise, waiver.place)
                        .with("figure", self.document.words(&figure.whole))
                        .at(promise.place, "promise"),
                );
            }
            let claimed_by: IndexSet<&String> = who.iter().map(|claim| &claim.by).collect();
            accounted.push(Accounted {
                at: figure.at.clone(),
                place: self.document.place(figure.at.start),
                class,
                claimed_by: claimed_by.into_iter().cloned().collect(),
            });
        }
        Coverage {
            figures: accounted,
            quotes: self.quotes,
            claimants,
            own: self.own,
            beside: self.beside,
        }
    }

    /// Of each figure the quotes that hold it, by where they were written: each quote is gone
    /// through once, and not each quote for each figure.
    fn quotes_by_figure(&self) -> HashMap<usize, Vec<Span>> {
        let mut all: HashMap<usize, Vec<Span>> = HashMap::new();
        for (at, span) in &self.located {
            for figure in self.document.figures_in(at) {
                all.entry(figure).or_default().push(*span);
            }
        }
        all
    }

    /// What a figure is that nobody claims.
    fn by_itself(&self, at: usize, figure: &Figure) -> Class {
        match figure.says {
            Says::Year(_) | Says::Date => Class::Date,
            Says::Ordinal => Class::Ordinal,
            Says::Name => Class::Name,
            Says::RateBase => match self.base_of(at, figure) {
                Some(_) => Class::Unaccounted,
                None => Class::Name,
            },
            Says::Amount(_) | Says::All | Says::NoneLeft | Says::Times(_) => {
                if self.is_row_number(at) {
                    Class::Ordinal
                } else {
                    Class::Unaccounted
                }
            }
        }
    }

    /// The figure that another is the base of; none of 每10万人, which goes before its figure.
    fn base_of(&self, at: usize, figure: &Figure) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let of = self.figure(before)?;
        let is_base = figure.says == Says::RateBase && of.whole.end >= figure.at.end;
        is_base.then_some(before)
    }
}
