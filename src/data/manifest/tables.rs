//! What `tables` says of a data file: on which sheet a table stands, and where in it each part of
//! an observation is found.

use super::super::observations::{COLUMNS, INDICATOR, REGION, VALUE, WIDTH, YEAR};
use super::super::yaml::{Fields, Item, Node, Placed};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::text::{Span, column_number};
use indexmap::IndexMap;

/// A table in a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableMap {
    /// The sheet; the only one where nobody says.
    pub sheet: Option<Placed>,
    /// The rows of the heading, from 0, the last one included.
    pub header: Option<(u32, u32)>,
    /// The rows with figures, from 0; to the end of the sheet where no last one is said.
    pub rows: Option<(u32, Option<u32>)>,
    /// Where the parts of an observation are found, by their place in a row; nothing where the
    /// headings say it.
    pub origins: Vec<Option<Origin>>,
    /// The columns with figures.
    pub values: Vec<u32>,
    /// Parts whose blank cells go on with the one above.
    pub fill: Vec<usize>,
    /// Other words for indicators and regions, as the table writes them.
    pub names: IndexMap<String, String>,
    /// What signs in place of figures mean in this table.
    pub signs: Vec<(String, Sign)>,
    /// Where the manifest says so.
    pub place: Span,
}

/// Where a part of an observation is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In a column, from 0.
    Column(u32),
    /// In the column under a heading.
    Heading(Placed),
    /// In a row of the heading, from 0, above each figure.
    Row(u32),
    /// The same for all.
    Is(Placed),
}

/// What a sign in place of a figure means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Not known.
    Unknown,
    /// Below the smallest unit of the table.
    Below,
    /// There is no such figure.
    Nothing,
}

impl Sign {
    /// The sign that always means it.
    pub fn usual(self) -> &'static str {
        match self {
            Self::Unknown => "",
            Self::Below => "…",
            Self::Nothing => "—",
        }
    }
}

impl TableMap {
    /// Whether the headings say where everything is.
    pub fn is_by_headings(&self) -> bool {
        self.values.is_empty() && self.origins.iter().all(Option::is_none)
    }

    /// The row in which it begins, from 0.
    pub fn first_row(&self) -> u32 {
        let rows = self.rows.map(|(first, _)| first);
        self.header.map(|(first, _)| first).or(rows).unwrap_or(0)
    }
}

/// The parts of an observation that a table may say the place of, with their keys.
fn parts() -> impl Iterator<Item = (usize, &'static str)> {
    COLUMNS.iter().enumerate().filter_map(|(at, column)| {
        let name = column.names.first().copied()?;
        Some((at, name))
    })
}

/// Reads the tables of an entry of `data`. `None` where one of them cannot be understood: what it
/// was meant to say nobody knows.
pub(super) fn read_tables(
    fields: Fields<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<TableMap>> {
    if fields.get("tables").is_none() {
        return Some(Vec::new());
    }
    let (items, refused) = fields.list("tables", diagnostics);
    let tables: Vec<_> = items
        .iter()
        .map(|item| read_table(item, diagnostics))
        .collect();
    let all: Option<Vec<_>> = tables.into_iter().collect();
    all.filter(|_| refused == 0)
}

fn read_table(item: &Item, diagnostics: &mut Diagnostics) -> Option<TableMap> {
    let mut keys = vec!["sheet", "header", "rows", "fill", "names", "signs"];
    keys.extend(parts().map(|(_, name)| name));
    let fields = Fields::new(item, &keys, diagnostics)?;
    let mut lost = false;
    let sheet = fields.text("sheet", diagnostics);
    let header = rows_of(fields, "header", diagnostics, &mut lost);
    let rows = rows_of(fields, "rows", diagnostics, &mut lost);
    let mut origins = vec![None; WIDTH];
    let mut values = Vec::new();
    for (at, name) in parts() {
        let Some(item) = fields.get(name) else {
            continue;
        };
        if at == VALUE {
            match columns(item) {
                Some(columns) => values = columns,
                None => {
                    bad(item, "value", diagnostics);
                    lost = true;
                }
            }
            continue;
        }
        match origin(item) {
            Some(found) => {
                if let Some(own) = origins.get_mut(at) {
                    *own = Some(found);
                }
            }
            None => {
                bad(item, "origin", diagnostics);
                lost = true;
            }
        }
    }
    let mut fill = Vec::new();
    for name in fields.texts("fill", diagnostics) {
        match parts().find(|(_, known)| *known == name.text) {
            // A figure goes on over nothing, and what is said of all has no blanks.
            Some((at, _))
                if at != VALUE && !matches!(origins.get(at), Some(Some(Origin::Is(_)))) =>
            {
                fill.push(at);
            }
            Some(_) | None => {
                let finding = Diagnostic::new(Code::BadTable, name.span);
                diagnostics.push(finding.with("found", &name.text).primary("fill"));
                lost = true;
            }
        }
    }
    let names = pairs(fields, "names", diagnostics, &mut lost);
    let mut signs = Vec::new();
    for (written, meaning) in pairs(fields, "signs", diagnostics, &mut lost) {
        let sign = match meaning.as_str() {
            "unknown" | "" => Sign::Unknown,
            "below" => Sign::Below,
            "none" => Sign::Nothing,
            _ => {
                let place = fields.get("signs").map_or(item.span, |signs| signs.span);
                let finding = Diagnostic::new(Code::BadTable, place);
                diagnostics.push(finding.with("found", &meaning).primary("sign"));
                lost = true;
                continue;
            }
        };
        signs.push((written, sign));
    }
    let table = TableMap {
        sheet,
        header: header.map(|(first, last)| (first, last.unwrap_or(first))),
        rows,
        origins,
        values,
        fill,
        names,
        signs,
        place: item.span,
    };
    if table.is_by_headings() {
        // What these say has nothing to say it of.
        let idle = ["rows", "fill", "names", "signs"]
            .into_iter()
            .find_map(|key| fields.get(key).map(|item| (key, item.span)));
        if let Some((key, span)) = idle.filter(|_| !lost) {
            let finding = Diagnostic::new(Code::BadTable, span).with("found", key);
            diagnostics.push(finding.primary("by_headings").help(Some("lacks_help")));
            lost = true;
        }
    } else {
        let has = |at: usize| table.origins.get(at).is_some_and(Option::is_some);
        let lacks = [INDICATOR, YEAR].into_iter().find(|&at| !has(at));
        let lacks = lacks.or(table.values.is_empty().then_some(VALUE));
        if let Some(at) = lacks.filter(|_| !lost) {
            let name = parts().find(|(own, _)| *own == at);
            let finding = Diagnostic::new(Code::BadTable, item.span);
            let name = name.map_or("", |(_, name)| name);
            diagnostics.push(
                finding
                    .with("found", name)
                    .primary("lacks")
                    .help(Some("lacks_help")),
            );
            lost = true;
        }
    }
    (!lost && fields.all_known()).then_some(table)
}

fn bad(item: &Item, key: &'static str, diagnostics: &mut Diagnostics) {
    let found = match &item.node {
        Node::Text(text) => text.clone(),
        Node::Nothing | Node::List(_) | Node::Map(_) => String::new(),
    };
    let finding = Diagnostic::new(Code::BadTable, item.span);
    diagnostics.push(finding.with("found", found).primary(key));
}

/// `3`, `2..3`, `4..`, counted from 1 as spreadsheets do.
fn rows_of(
    fields: Fields<'_>,
    key: &str,
    diagnostics: &mut Diagnostics,
    lost: &mut bool,
) -> Option<(u32, Option<u32>)> {
    let item = fields.get(key)?;
    let read = match &item.node {
        Node::Text(text) => {
            let number = |text: &str| text.trim().parse::<u32>().ok()?.checked_sub(1);
            match split_range(text) {
                None => number(text).map(|row| (row, Some(row))),
                Some((first, "")) => number(first).map(|row| (row, None)),
                Some((first, last)) => number(first)
                    .zip(number(last))
                    .filter(|(first, last)| first <= last)
                    .map(|(first, last)| (first, Some(last))),
            }
        }
        Node::Nothing | Node::List(_) | Node::Map(_) => None,
    };
    if read.is_none() {
        bad(item, "rows", diagnostics);
        *lost = true;
    }
    read
}

fn split_range(text: &str) -> Option<(&str, &str)> {
    ["..", "—", "~", "-", ":"]
        .iter()
        .find_map(|sign| text.split_once(sign))
        .map(|(first, last)| (first.trim(), last.trim()))
}

/// `D`, `D..H`, or a list of these.
fn columns(item: &Item) -> Option<Vec<u32>> {
    let texts: Vec<&str> = match &item.node {
        Node::Text(text) => text.split([',', '，', '、']).map(str::trim).collect(),
        Node::List(items) => items
            .iter()
            .map(|item| match &item.node {
                Node::Text(text) => Some(text.as_str()),
                Node::Nothing | Node::List(_) | Node::Map(_) => None,
            })
            .collect::<Option<_>>()?,
        Node::Nothing | Node::Map(_) => return None,
    };
    let mut all = Vec::new();
    for text in texts {
        match split_range(text) {
            None => all.push(column_number(text)?),
            Some((first, last)) => {
                let (first, last) = (column_number(first)?, column_number(last)?);
                if first > last {
                    return None;
                }
                all.extend(first..=last);
            }
        }
    }
    let mut seen = all.clone();
    seen.sort_unstable();
    seen.dedup();
    (!all.is_empty() && seen.len() == all.len()).then_some(all)
}

/// `B`, `row 3`, `第3行`, the text of a heading, or a map of `is`, `row`, `column` or `heading`.
fn origin(item: &Item) -> Option<Origin> {
    match &item.node {
        Node::Text(text) => {
            let text = text.trim();
            let placed = || Placed {
                text: text.to_owned(),
                span: item.span,
            };
            let row = text
                .strip_prefix("row ")
                .or_else(|| text.strip_prefix('第')?.strip_suffix('行'));
            if let Some(row) = row {
                return row_number(row).map(Origin::Row);
            }
            // Longer words are headings: GDP is a column of no table.
            match column_number(text).filter(|_| text.len() <= 2) {
                Some(column) => Some(Origin::Column(column)),
                None if text.is_empty() => None,
                None => Some(Origin::Heading(placed())),
            }
        }
        Node::Map(entries) => {
            let [(key, value)] = entries.as_slice() else {
                return None;
            };
            let (Node::Text(key), Node::Text(text)) = (&key.node, &value.node) else {
                return None;
            };
            let placed = Placed {
                text: text.clone(),
                span: value.span,
            };
            match key.as_str() {
                "is" => Some(Origin::Is(placed)),
                "row" => row_number(text).map(Origin::Row),
                "column" => column_number(text).map(Origin::Column),
                "heading" => Some(Origin::Heading(placed)),
                _ => None,
            }
        }
        Node::Nothing | Node::List(_) => None,
    }
}

fn row_number(text: &str) -> Option<u32> {
    text.trim().parse::<u32>().ok()?.checked_sub(1)
}

/// A map of texts.
fn pairs(
    fields: Fields<'_>,
    key: &str,
    diagnostics: &mut Diagnostics,
    lost: &mut bool,
) -> IndexMap<String, String> {
    let mut all = IndexMap::new();
    let Some(item) = fields.get(key) else {
        return all;
    };
    let Node::Map(entries) = &item.node else {
        bad(item, "pairs", diagnostics);
        *lost = true;
        return all;
    };
    for (key, value) in entries {
        let key = match &key.node {
            Node::Text(text) => text.clone(),
            Node::Nothing | Node::List(_) | Node::Map(_) => String::new(),
        };
        match &value.node {
            Node::Text(text) => {
                all.insert(key, text.trim().to_owned());
            }
            Node::Nothing => {
                all.insert(key, String::new());
            }
            Node::List(_) | Node::Map(_) => {
                bad(value, "pairs", diagnostics);
                *lost = true;
            }
        }
    }
    all
}

/// The parts of an observation that `names` has other words for.
pub(in crate::data) const NAMED: [usize; 2] = [INDICATOR, REGION];
