//! Which clauses belong to which declaration, and which may be said more than once.

use super::outline::{Entry, clean};
use super::told::Checked;
use super::{Checker, Told};
use crate::diag::{Code, Diagnostic, Value};
use crate::model::{Owner, Quote};
use crate::syntax::ast::{Clause, Declaration, Head, Say};
use crate::text::Span;

/// Who may have a clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Section,
    Indicator,
    Target,
    /// `forecast`, `claim` and the rest of what a plan says besides, scales and lists.
    Besides,
}

const ALL_BUT_SECTIONS: &[For] = &[For::Indicator, For::Target, For::Besides];
const ALL: &[For] = &[For::Section, For::Indicator, For::Target, For::Besides];

fn kind_of(head: &Head) -> For {
    match head {
        Head::Section(_) => For::Section,
        Head::Indicator { .. } => For::Indicator,
        Head::Target(_) => For::Target,
        Head::Scale { .. }
        | Head::List { .. }
        | Head::Forecast(_)
        | Head::Claim(_)
        | Head::Identity(_)
        | Head::Entitlement(_)
        | Head::Background(_)
        | Head::Names(_)
        | Head::Undefined { .. }
        | Head::Amend { .. } => For::Besides,
    }
}

fn belongs_to(say: &Say) -> &'static [For] {
    match say {
        Say::Source { .. } | Say::Because(_) => ALL_BUT_SECTIONS,
        Say::Note(_) => ALL,
        Say::Owner { .. } => &[For::Section, For::Target],
        Say::Attribute(_)
        | Say::Strive
        | Say::Guard
        | Say::From { .. }
        | Say::Path(_)
        | Say::Compare(_)
        | Say::Missing(_)
        | Say::Method(_)
        | Say::Weight(_)
        | Say::Printed { .. } => &[For::Target],
        Say::Unit(_)
        | Say::Basis(_)
        | Say::Better(_)
        | Say::Definition(_)
        | Say::Also(_)
        | Say::Kind(_)
        | Say::Total(_) => &[For::Indicator],
    }
}

fn may_repeat(say: &Say) -> bool {
    matches!(
        say,
        Say::Source { .. } | Say::Because(_) | Say::Note(_) | Say::Printed { .. } | Say::Also(_)
    )
}

impl For {
    fn phrase(self) -> Value {
        Value::Phrase(match self {
            Self::Section => "thing.section",
            Self::Indicator => "thing.indicator",
            Self::Target => "thing.target",
            Self::Besides => "thing.statement",
        })
    }
}

impl<'a> Checker<'a, '_> {
    /// Whether every clause belongs to its declaration and is said as often as it may be.
    pub(super) fn clauses(&mut self, declaration: &Declaration) -> Checked<()> {
        let own = kind_of(&declaration.head);
        let mut outcome = Ok(());
        for (at, clause) in declaration.clauses.iter().enumerate() {
            let belongs = belongs_to(&clause.say);
            if !belongs.contains(&own) {
                outcome = Err(self.misplaced(clause, own, belongs));
                continue;
            }
            let same = |other: &&Clause| {
                std::mem::discriminant(&other.say) == std::mem::discriminant(&clause.say)
            };
            let first = declaration.clauses.iter().take(at).find(same);
            if let (Some(first), false) = (first, may_repeat(&clause.say)) {
                outcome = Err(self.said_twice(clause.word.0, first.word.0));
            }
        }
        outcome
    }

    fn misplaced(&mut self, clause: &Clause, own: For, belongs: &[For]) -> Told {
        let belongs = belongs.iter().map(|one| one.phrase()).collect();
        self.tell(
            Diagnostic::new(Code::ClauseMisplaced, clause.word.0)
                .with("word", self.written(clause.word.0))
                .with("own", own.phrase())
                .with("belongs", Value::List(belongs)),
        )
    }

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
                words: quote.as_ref().map_or_else(String::new, |quote| quote.text.clone()),
                table: *table,
                span: clause.place.0,
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
    pub(super) fn owner(&self, entry: Entry<'a>, names: &[&str]) -> Option<Owner> {
        let section = self.outline.sections.get(entry.section);
        let declared = section.and_then(|section| section.declaration);
        owner_clause(entry.declaration)
            .or_else(|| declared.and_then(owner_clause))
            .or_else(|| {
                let owners = self.frame.owners;
                let named = names.iter().find_map(|name| owners.get(*name));
                named
                    .or_else(|| self.owner_of_section(self.outline.path(entry.section)))
                    .cloned()
            })
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

fn owner_clause(declaration: &Declaration) -> Option<Owner> {
    declaration.clauses.iter().find_map(|clause| match &clause.say {
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
