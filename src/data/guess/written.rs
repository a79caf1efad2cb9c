//! A guess as `plan.yaml` writes it.

use super::{Guess, Shape, key_of};
use crate::data::manifest::{Origin, TableMap};
use crate::data::observations::VALUE;
use crate::text::column_name;
use std::fmt::Write as _;

/// The entry of `data` for a file with these tables, line by line, without indentation before the
/// dash. `None` where no table of it is understood.
pub fn entry(path: &str, guess: &Guess) -> Option<String> {
    let seen = || guess.tables.iter().filter(|table| !table.hidden);
    let plain: Vec<_> = seen().filter(|own| own.shape == Shape::Plain).collect();
    let maps: Vec<&TableMap> = seen()
        .filter_map(|table| match &table.shape {
            Shape::Mapped(map) => Some(map.as_ref()),
            Shape::Plain | Shape::Unclear => None,
        })
        .collect();
    if maps.is_empty() && plain.is_empty() {
        return None;
    }
    // Of a file without `tables` every sheet is read.
    if plain.len() == seen().count() {
        return Some(format!("- {}", quoted(path)));
    }
    let mut text = format!("- file: {}\n  tables:", quoted(path));
    for table in plain {
        if let Some(sheet) = &table.sheet {
            // Writing to a string does not fail.
            let _ = write!(text, "\n    - sheet: {}", quoted(sheet));
        }
    }
    for map in maps {
        let mut lines = Vec::new();
        lines.extend(
            map.sheet
                .as_ref()
                .map(|sheet| format!("sheet: {}", quoted(&sheet.text))),
        );
        lines.extend(
            map.header
                .map(|(first, last)| format!("header: {}", rows(first, Some(last)))),
        );
        if !map.is_by_headings() {
            lines.extend(
                map.rows
                    .map(|(first, last)| format!("rows: {}", rows(first, last))),
            );
        }
        for (at, found) in map.origins.iter().enumerate() {
            lines.extend(
                found
                    .as_ref()
                    .map(|found| format!("{}: {}", key_of(at), origin(found))),
            );
        }
        if !map.values.is_empty() {
            lines.push(format!("{}: {}", key_of(VALUE), columns(&map.values)));
        }
        if !map.fill.is_empty() {
            let names: Vec<_> = map.fill.iter().map(|&at| key_of(at)).collect();
            lines.push(format!("fill: [{}]", names.join(", ")));
        }
        if !map.names.is_empty() {
            lines.push("names:".to_owned());
            for (written, name) in &map.names {
                lines.push(format!("  {}: {}", quoted(written), quoted(name)));
            }
        }
        for (at, line) in lines.iter().enumerate() {
            let dash = if at == 0 { "    - " } else { "      " };
            let _ = write!(text, "\n{dash}{line}");
        }
    }
    Some(text)
}

/// Where a part is found.
pub(super) fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Column(column) if *column < 702 => column_name(*column),
        Origin::Column(column) => format!("{{column: {}}}", column_name(*column)),
        Origin::Row(row) => format!("row {}", u64::from(*row) + 1),
        Origin::Is(text) => format!("{{is: {}}}", quoted(&text.text)),
        Origin::Heading(text) => format!("{{heading: {}}}", quoted(&text.text)),
    }
}

fn rows(first: u32, last: Option<u32>) -> String {
    match last {
        Some(last) if last == first => (u64::from(first) + 1).to_string(),
        Some(last) => format!("{}..{}", u64::from(first) + 1, u64::from(last) + 1),
        None => format!("{}..", u64::from(first) + 1),
    }
}

/// `D..H`, `[D, F]`.
pub(super) fn columns(all: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &column in all {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == column => *last = column,
            _ => runs.push((column, column)),
        }
    }
    let shown: Vec<_> = runs
        .iter()
        .map(|(first, last)| match first == last {
            true => column_name(*first),
            false => format!("{}..{}", column_name(*first), column_name(*last)),
        })
        .collect();
    match shown.as_slice() {
        [only] => only.clone(),
        shown => format!("[{}]", shown.join(", ")),
    }
}

/// A text as YAML reads it back.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_./（）、年—-".contains(c);
    let first = text.chars().next();
    let is_safe = first.is_some_and(|c| c.is_alphabetic() || c.is_ascii_digit())
        && text.chars().all(is_plain);
    const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let is_word = WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    if text.contains(char::is_control) {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        let escaped = escaped
            .replace('\n', "\\n")
            .replace('\r', "\\r")
            .replace('\t', "\\t");
        return format!("\"{escaped}\"");
    }
    match is_safe && !is_word {
        true => text.to_owned(),
        // Single quotes know no escapes but themselves.
        false => format!("'{}'", text.replace('\'', "''")),
    }
}
