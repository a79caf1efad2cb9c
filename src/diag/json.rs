//! Diagnostics as JSON: lines and columns from 1, columns in characters.

use super::{Diagnostic, Label, Lang};
use crate::text::Sources;
use serde_json::{Value, json};

/// The JSON of one diagnostic.
pub fn to_json(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> Value {
    let labels: Vec<_> = diagnostic
        .labels
        .iter()
        .enumerate()
        .map(|(at, label)| label_json(diagnostic, label, at == 0, sources, lang))
        .collect();
    json!({
        "code": diagnostic.code.id(),
        "name": diagnostic.code.name(),
        "severity": diagnostic.severity().name(),
        "message": diagnostic.message(lang),
        "help": diagnostic.help_text(lang),
        "labels": labels,
        "related": [],
    })
}

fn label_json(
    diagnostic: &Diagnostic,
    label: &Label,
    primary: bool,
    sources: &Sources,
    lang: Lang,
) -> Value {
    let source = sources.get(label.span.source);
    let start = source.position(label.span.start as usize);
    let end = source.position(label.span.end as usize);
    let mut place = json!({
        "file": source.path(),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "text": diagnostic.label_text(lang, label),
        "primary": primary,
    });
    if let (Some(address), Some(fields)) = (
        source.address(label.span.start as usize),
        place.as_object_mut(),
    ) {
        fields.insert("cell".to_owned(), json!(address.to_string()));
    }
    place
}
