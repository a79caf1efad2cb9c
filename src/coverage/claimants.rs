//! Those who can account for figures of the plan's text, and what they wrote.

use super::Class;
use super::stated::{Kind, Name, Statement};
use crate::model::Plan;
use crate::text::{Sources, Span};
use std::collections::HashSet;

/// A rule, a row of data or a waiver that can account for figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimant {
    /// What `claimed_by` calls it: a target by name, everything else by file and line.
    pub name: String,
    /// What it is about, in the words of the plan; empty where it is about nothing.
    pub label: String,
    /// What the figures are that it states first of all.
    pub class: Class,
    /// All that it is written as.
    pub place: Span,
    /// The line that it begins in.
    pub line: usize,
}

/// All who can account for figures, each name once. Those of one file stand together, in its order.
pub(super) fn claimants(
    plan: &Plan,
    statements: &[Statement<'_>],
    sources: &Sources,
) -> Vec<Claimant> {
    let mut all: Vec<Claimant> = statements
        .iter()
        .map(|statement| Claimant {
            name: match statement.name {
                Name::Own(name) => name.to_owned(),
                Name::Line(span) => line(sources, span),
            },
            label: statement
                .labels
                .first()
                .copied()
                .unwrap_or_default()
                .to_owned(),
            class: match statement.kind {
                Kind::Target | Kind::Undefined => Class::Commitment,
                Kind::Observation => Class::Baseline,
                Kind::Claim => Class::Claim,
                Kind::Forecast => Class::Forecast,
                Kind::Entitlement => Class::Entitlement,
                Kind::Background => Class::Background,
            },
            place: declaration(sources, statement.place),
            line: first_line(sources, statement.place),
        })
        .collect();
    all.extend(plan.names.iter().map(|(_, span)| Claimant {
        name: line(sources, *span),
        label: String::new(),
        class: Class::Name,
        place: declaration(sources, *span),
        line: first_line(sources, *span),
    }));
    let mut seen = HashSet::new();
    all.retain(|one| seen.insert(one.name.clone()));
    // A file that comes first with one of its statements comes first with all.
    let mut files = Vec::new();
    for one in &all {
        if !files.contains(&one.place.source) {
            files.push(one.place.source);
        }
    }
    all.sort_by_key(|one| {
        let file = files.iter().position(|file| *file == one.place.source);
        (file, one.line, one.place.start)
    });
    all
}

fn first_line(sources: &Sources, span: Span) -> usize {
    sources.get(span.source).position(span.start as usize).line
}

/// A place as people write it: file and line, or cell.
fn line(sources: &Sources, span: Span) -> String {
    let source = sources.get(span.source);
    source.line_in_words(span.start as usize)
}

/// The whole lines of what a span lies in: of a rule file the declaration, which begins in the
/// first column and goes on in the lines that do not.
fn declaration(sources: &Sources, span: Span) -> Span {
    let source = sources.get(span.source);
    let (text, lines) = (source.text_or_empty(), source.lines());
    let range = span.range();
    let mut first = lines.line(range.start);
    let mut last = lines.line(range.end.saturating_sub(1).max(range.start));
    let goes_on = |line: usize| {
        let words = text.get(lines.range(text, line)).unwrap_or_default();
        words.starts_with([' ', '\t']) && !words.trim().is_empty()
    };
    if source.path().ends_with(".rules") {
        while first > 0 && goes_on(first) {
            first -= 1;
        }
        while last + 1 < lines.len() && goes_on(last + 1) {
            last += 1;
        }
    }
    let start = lines.range(text, first).start;
    let end = lines.range(text, last).end;
    Span::new(span.source, start..end)
}
