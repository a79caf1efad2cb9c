//! What programs read.

use super::SCHEMA;
use crate::cli::args::Options;
use crate::coverage::{Coverage, Document};
use crate::diag::Diagnostics;
use crate::report::results::diagnostics_json;
use crate::text::{Sources, Span};
use serde_json::{Value, json};

/// The document that `docs/coverage.md` describes: offsets in characters from 0, lines and columns
/// from 1.
pub(super) fn as_json(
    covered: &Coverage,
    document: &Document,
    sources: &Sources,
    findings: &Diagnostics,
    options: &Options,
) -> Value {
    let source = sources.get(document.source);
    let characters = Characters::of(&document.text);
    let figures: Vec<_> = covered
        .figures
        .iter()
        .map(|figure| {
            let place = source.position(figure.at.start);
            json!({
                "start": characters.at(figure.at.start),
                "end": characters.at(figure.at.end),
                "text": document.text.get(figure.at.clone()),
                "line": place.line,
                "column": place.column,
                "place": figure.place,
                "class": figure.class.name(),
                "claimed_by": figure.claimed_by,
            })
        })
        .collect();
    let quotes: Vec<_> = covered
        .quotes
        .iter()
        .map(|quote| {
            let at = quote.at.as_ref();
            json!({
                "target": quote.by,
                "quote": quote.words,
                "start": at.map(|at| characters.at(at.start)),
                "end": at.map(|at| characters.at(at.end)),
                "found": at.is_some(),
            })
        })
        .collect();
    let written = |spans: &[Span]| -> Vec<Value> {
        let all = spans.iter().map(|&span| {
            let source = sources.get(span.source);
            let place = source.position(span.start as usize);
            json!({
                "file": source.path(),
                "line": place.line,
                "column": place.column,
                "text": sources.slice(span),
            })
        });
        all.collect()
    };
    let accounted = covered.accounted();
    json!({
        "schema": SCHEMA,
        "text": source.path(),
        "characters": document.text.chars().count(),
        "figures": figures,
        "quotes": quotes,
        "authors_own": written(&covered.own),
        "years_beside": written(&covered.beside),
        "summary": {
            "figures": covered.figures.len(),
            "accounted": accounted,
            "unaccounted": covered.figures.len() - accounted,
            "quotes": covered.quotes.len(),
            "quotes_missing": covered.quotes_missing(),
        },
        "diagnostics": diagnostics_json(findings, sources, options.lang),
    })
}

/// From bytes to characters.
struct Characters {
    starts: Vec<usize>,
}

impl Characters {
    fn of(text: &str) -> Self {
        Self {
            starts: text.char_indices().map(|(at, _)| at).collect(),
        }
    }

    fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start < byte)
    }
}
