//! What clauses say that several declarations may have: quotes and owners.

use super::Checker;
use super::outline::{Entry, clean};
use crate::diag::{Code, Diagnostic};
use crate::model::{IndicatorId, Owner, Quote};
use crate::syntax::ast::{Clause, Declaration, Say, Text};
use crate::text::Span;
use std::collections::HashMap;

impl<'a> Checker<'a, '_> {
    /// The quotes of a declaration.
    pub(super) fn quotes(&self, entry: Entry<'a>) -> Vec<Quote> {
        let section = self.outline.path(entry.section);
        let clauses = &entry.declaration.clauses;
        let quote = |clause: &Clause| match &clause.say {
            Say::Source { table, at, quote } => Some(Quote {
                place: match at {
                    Some(at) => self.full_place(&at.text, section),
                    None => section.to_owned(),
                },
                words: quote
                    .as_ref()
                    .map_or_else(String::new, |quote| quote.text.clone()),
                table: *table,
                span: quote
                    .as_ref()
                    .or(at.as_ref())
                    .map_or(clause.place.0, |text| text.place.0),
                place_at: at.as_ref().map(|at| at.place.0),
            }),
            _ => None,
        };
        clauses.iter().filter_map(quote).collect()
    }

    /// The whole path of a place that is named by its end, where the sections of the rules know
    /// one: the one below `section` first, as 专栏1 may stand in every chapter.
    fn full_place(&self, written: &str, section: &str) -> String {
        let written = clean(written);
        let last = written.rsplit('/').next().unwrap_or_default();
        let ends_so = |path: &&&str| {
            let front = path.strip_suffix(written.as_str());
            front.is_some_and(|front| front.is_empty() || front.ends_with('/'))
        };
        let same_end: Vec<_> = self
            .places
            .get(last)
            .into_iter()
            .flatten()
            .filter(ends_so)
            .collect();
        let below = |path: &&&&str| {
            path.strip_prefix(section)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let mut inside = same_end.iter().filter(below);
        match (same_end.as_slice(), inside.next(), inside.next()) {
            ([one], _, _) => (**one).to_owned(),
            (_, Some(one), None) => (**one).to_owned(),
            // What the rules do not know is looked up in the plan's own text.
            _ => written,
        }
    }

    /// Who answers for a target: its own clause, its section's, or the plan's list of owners.
    pub(super) fn owner(
        &self,
        entry: Entry<'a>,
        target: &str,
        indicator: Option<IndicatorId>,
    ) -> Option<Owner> {
        let section = self.outline.sections.get(entry.section);
        let declared = section.and_then(|section| section.declaration);
        owner_clause(entry.declaration)
            .or_else(|| declared.and_then(owner_clause))
            .or_else(|| {
                let owners = self.frame.owners;
                owners
                    .get(target)
                    .or_else(|| indicator.and_then(|id| self.plan.owner_of_indicator(id)))
                    .or_else(|| self.owner_of_section(self.outline.path(entry.section)))
                    .cloned()
            })
    }

    /// Reports a section that is declared again with another owner: nobody reads both at once.
    pub(super) fn owners_of_sections(&mut self) {
        let mut seen: HashMap<&str, (Owner, &'a Declaration)> = HashMap::new();
        let mut findings = Vec::new();
        for section in &self.outline.sections {
            let Some(declaration) = section.declaration else {
                continue;
            };
            let Some(owner) = owner_clause(declaration) else {
                continue;
            };
            let Some((first, before)) = seen.get(section.path.as_str()) else {
                seen.insert(&section.path, (owner, declaration));
                continue;
            };
            let place =
                |declaration| clause_place(declaration, |say| matches!(say, Say::Owner { .. }));
            let says_why = |declaration| {
                clause_place(declaration, |say| matches!(say, Say::Because(_))).is_some()
            };
            if *first == owner || says_why(declaration) || says_why(before) {
                continue;
            }
            if let (Some(here), Some(there)) = (place(declaration), place(before)) {
                findings.push(
                    Diagnostic::new(Code::OwnersDiffer, here)
                        .with("section", &section.path)
                        .with("owner", in_words(&owner))
                        .at(there, "first")
                        .with("other", in_words(first)),
                );
            }
        }
        for finding in findings {
            self.remark(finding);
        }
    }

    /// The owner of the longest path that a section lies in.
    fn owner_of_section(&self, path: &str) -> Option<&'a Owner> {
        let mut path = path;
        loop {
            if let Some(owner) = self.frame.owners.get(path) {
                return Some(owner);
            }
            path = path.rsplit_once('/')?.0;
        }
    }
}

fn in_words(owner: &Owner) -> String {
    let all = std::iter::once(&owner.lead).chain(&owner.with);
    all.map(String::as_str).collect::<Vec<_>>().join("、")
}

fn owner_clause(declaration: &Declaration) -> Option<Owner> {
    declaration
        .clauses
        .iter()
        .find_map(|clause| match &clause.say {
            Say::Owner { lead, with, by } => Some(Owner {
                lead: lead.text.clone(),
                with: with.iter().map(|text| text.text.clone()).collect(),
                by: by.as_ref().map(|by| by.text.clone()),
                proposed: false,
            }),
            _ => None,
        })
}

/// Where the words of a clause stand.
pub(super) fn clause_place(declaration: &Declaration, wanted: fn(&Say) -> bool) -> Option<Span> {
    let mut clauses = declaration.clauses.iter();
    clauses
        .find(|clause| wanted(&clause.say))
        .map(|clause| clause.place.0)
}

/// What reasons and notes say.
pub(super) fn notes(declaration: &Declaration) -> Vec<String> {
    let clauses = declaration.clauses.iter();
    clauses
        .filter_map(|clause| match &clause.say {
            Say::Because(text) | Say::Note(text) => Some(text.text.clone()),
            _ => None,
        })
        .collect()
}

/// The names of an `also`.
pub(super) fn also(declaration: &Declaration) -> impl Iterator<Item = &Text> {
    let texts = declaration
        .clauses
        .iter()
        .filter_map(|clause| match &clause.say {
            Say::Also(texts) => Some(texts),
            _ => None,
        });
    texts.flatten()
}
