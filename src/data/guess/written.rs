//! A guess as `plan.yaml` writes it.

use super::{Guess, Shape, key_of};
use crate::data::manifest::{Origin, TableMap};
use crate::data::observations::VALUE;
use crate::data::yaml::Placed;
use crate::data::{MANIFEST, Manifest, read_manifest};
use crate::diag::Diagnostics;
use crate::text::{SourceId, Sources, Span, column_name};
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

/// The text of `plan.yaml` with an entry of `data` put in, or in the place of the one that names the
/// file; everything else, comments included, stays as it is. `None` where its place cannot be told
/// for certain.
pub fn written_into(text: &str, manifest: &Manifest, path: &str, entry: &str) -> Option<String> {
    let alone = tables_of(entry)?;
    let new_line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let indent_of = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let listed = manifest.data.iter().find(|data| data.file.path == path);
    let beside = listed.or(manifest.data.last());
    let (range, indent) = match beside {
        None => {
            let end = lines.len();
            (end..end, 2)
        }
        Some(data) => {
            let before = text.get(..data.file.place.start as usize)?;
            let at = before.matches('\n').count();
            // The line with the dash, which may stand above the one with the path.
            let dash = (0..=at).rev().find(|&at| {
                let line = lines.get(at);
                line.is_some_and(|line| line.trim_start().starts_with("- "))
            })?;
            let indent = indent_of(lines.get(dash)?);
            let rest = lines.get(dash + 1..)?.iter();
            let belongs = |line: &&&str| indent_of(line) > indent && !line.trim().is_empty();
            let end = dash + 1 + rest.take_while(belongs).count();
            match listed {
                // What else is said of the file would be lost.
                Some(_) if end > dash + 1 || lines.get(dash)?.contains(['{', '#']) => return None,
                Some(_) => (dash..end, indent),
                None => (end..end, indent),
            }
        }
    };
    let mut new: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    if let Some(above) = range.start.checked_sub(1).and_then(|at| new.get_mut(at))
        && !above.ends_with('\n')
    {
        above.push_str(new_line);
    }
    let mut entry: Vec<String> = entry
        .lines()
        .map(|line| format!("{}{line}{new_line}", " ".repeat(indent)))
        .collect();
    if manifest.data.is_empty() {
        if lines.iter().any(|line| line.starts_with("data:")) {
            return None;
        }
        entry.insert(0, format!("data:{new_line}"));
    }
    new.splice(range, entry);
    let new = new.concat();
    is_as_meant(&new, manifest, path, &alone).then_some(new)
}

/// The tables of an entry on its own.
fn tables_of(entry: &str) -> Option<Vec<TableMap>> {
    let entry = entry.replace('\n', "\n  ");
    let text = format!("id: x\nyears: 2021\nbase: 2020\nregions: r.yaml\ndata:\n  {entry}\n");
    let mut sources = Sources::new();
    sources.insert(MANIFEST, text.as_bytes()).ok()?;
    let manifest = read_manifest(&sources, &mut Diagnostics::new())?;
    let only = manifest.data.into_iter().next()?;
    Some(only.tables.iter().map(without_places).collect())
}

/// A table as it is meant, wherever it stands.
fn without_places(map: &TableMap) -> TableMap {
    let nowhere = Span::new(SourceId::default(), 0..0);
    let bare = |text: &Placed| Placed {
        text: text.text.clone(),
        span: nowhere,
    };
    let origin = |origin: &Origin| match origin {
        Origin::Is(text) => Origin::Is(bare(text)),
        Origin::Heading(text) => Origin::Heading(bare(text)),
        Origin::Column(_) | Origin::Row(_) => origin.clone(),
    };
    TableMap {
        sheet: map.sheet.as_ref().map(bare),
        origins: map
            .origins
            .iter()
            .map(|own| own.as_ref().map(origin))
            .collect(),
        place: nowhere,
        ..map.clone()
    }
}

/// Whether a text says what the manifest says, and of the file what its entry says.
fn is_as_meant(text: &str, manifest: &Manifest, path: &str, tables: &[TableMap]) -> bool {
    let mut sources = Sources::new();
    if sources.insert(MANIFEST, text.as_bytes()).is_err() {
        return false;
    }
    let Some(new) = read_manifest(&sources, &mut Diagnostics::new()) else {
        return false;
    };
    let paths = |manifest: &Manifest| -> Vec<String> {
        let all = manifest.listed_files().map(|file| file.path.clone());
        all.filter(|own| own != path).collect()
    };
    let own = new.data.iter().find(|data| data.file.path == path);
    own.is_some_and(|own| {
        own.tables
            .iter()
            .map(without_places)
            .eq(tables.iter().cloned())
    }) && paths(&new) == paths(manifest)
        && (new.refused_data, new.refused_rules) == (manifest.refused_data, manifest.refused_rules)
        && (&new.id, new.years, new.base) == (&manifest.id, manifest.years, manifest.base)
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
