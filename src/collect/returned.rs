//! Forms that came back, as rows: wherever the table stands in the workbook, in whatever order its
//! rows and columns are.

use super::Words;
use super::form::KEYS;
use crate::data::{fields_at, unquoted};
use crate::diag::{Code, Diagnostic, Diagnostics, Value};
use crate::text::{Oddity, Sheet, SourceId, Sources, Span};
use crate::value::Year;
use std::collections::BTreeMap;
use std::ops::Range;

/// A column of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A key, by its place in [`KEYS`].
    Key(usize),
    Label,
    Region,
    Unit,
    Value,
    Status,
    Note,
}

impl Part {
    pub const INDICATOR: Self = Self::Key(0);
    pub const REGION_CODE: Self = Self::Key(1);
    pub const YEAR: Self = Self::Key(2);
    pub const PLAN: Self = Self::Key(3);
    pub const OFFICE: Self = Self::Key(4);
    pub const FORM: Self = Self::Key(5);

    /// Those that are seen, with the keys of their headings; without the first four nothing is
    /// known of a row.
    const SEEN: [(Self, &'static str); 6] = [
        (Self::Label, "form.column.indicator"),
        (Self::Region, "form.column.region"),
        (Self::Unit, "form.column.unit"),
        (Self::Value, "form.column.value"),
        (Self::Status, "form.column.status"),
        (Self::Note, "form.column.note"),
    ];

    const NEEDED: usize = 4;
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// Its text, without white space around it.
    pub text: String,
    pub span: Span,
    /// What there is to say of it besides.
    pub oddity: Option<Oddity>,
}

/// A row of a form.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    fields: BTreeMap<Part, Field>,
    /// The row, as far as there is any text in it.
    whole: Span,
    /// The year that the heading of the column of figures names.
    pub heading_year: Year,
}

impl Entry {
    pub fn get(&self, part: Part) -> &str {
        self.fields.get(&part).map_or("", |field| &field.text)
    }

    pub fn field(&self, part: Part) -> Option<&Field> {
        self.fields.get(&part)
    }

    /// Where a part of it stands; the row where it is blank.
    pub fn span(&self, part: Part) -> Span {
        self.fields
            .get(&part)
            .map_or(self.whole, |field| field.span)
    }
}

/// The rows of a form. That there is no table of a form in it is a finding.
pub(super) fn entries(
    source: SourceId,
    sources: &Sources,
    words: &[Words<'_>],
    diagnostics: &mut Diagnostics,
) -> Vec<Entry> {
    let file = sources.get(source);
    let (text, Some(sheets)) = (file.text_or_empty(), file.sheets()) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let (mut is_form, mut lacking) = (false, None);
    for sheet in sheets.iter() {
        let mut head: Option<Head> = None;
        for row in rows(source, text, sheet) {
            if row.iter().any(|field| field.text == KEYS[0]) {
                is_form = true;
                head = match Head::of(&row, words) {
                    Ok(head) => Some(head),
                    Err(lacks) => {
                        lacking = lacking.or(Some((row_span(source, &row), lacks)));
                        None
                    }
                };
                continue;
            }
            if let Some(head) = &head {
                all.extend(head.entry(source, row, |at| sheets.oddity(at).cloned()));
            }
        }
    }
    if let Some((span, lacks)) = lacking {
        let lacks = lacks.into_iter().map(Value::from).collect();
        diagnostics.push(
            Diagnostic::new(Code::NoForm, span)
                .primary("heading")
                .with("columns", Value::List(lacks)),
        );
    } else if !is_form {
        diagnostics.push(Diagnostic::new(Code::NoForm, Span::new(source, 0..0)));
    }
    all
}

/// Where the columns of a form stand.
struct Head {
    columns: Vec<Option<Part>>,
    year: Year,
}

impl Head {
    /// The columns of a row of headings; the names of those that are needed and not there.
    fn of(row: &[Field], words: &[Words<'_>]) -> Result<Self, Vec<String>> {
        let mut columns: Vec<Option<Part>> = Vec::new();
        let mut year = None;
        for field in row {
            let found = part_of(&field.text, words);
            let part = found.map(|(part, _)| part);
            // Of two columns with one heading the first is the form's.
            let part = part.filter(|part| !columns.contains(&Some(*part)));
            if part == Some(Part::Value) {
                year = found.and_then(|(_, year)| year);
            }
            columns.push(part);
        }
        let has = |part: Part| columns.contains(&Some(part));
        let seen = Part::SEEN.iter().take(Part::NEEDED);
        let name = |key: &str| {
            let own = words.first().map_or("", |words| words.get(key));
            own.replace("{year}", "")
        };
        let mut lacks: Vec<_> = seen
            .filter(|(part, _)| !has(*part))
            .map(|(_, key)| name(key))
            .collect();
        let keys = KEYS
            .iter()
            .enumerate()
            .filter(|(at, _)| !has(Part::Key(*at)));
        lacks.extend(keys.map(|(_, key)| (*key).to_owned()));
        match year {
            Some(year) if lacks.is_empty() => Ok(Self { columns, year }),
            _ => Err(lacks),
        }
    }

    /// The row as an entry; none where all that belongs to the form is blank.
    fn entry(
        &self,
        source: SourceId,
        row: Vec<Field>,
        odd: impl Fn(usize) -> Option<Oddity>,
    ) -> Option<Entry> {
        let whole = row_span(source, &row);
        let parts = self.columns.iter().zip(row);
        let fields: BTreeMap<_, _> = parts
            .filter_map(|(part, field)| {
                let oddity = odd(field.span.start as usize);
                (!field.text.is_empty())
                    .then_some((part.as_ref().copied()?, Field { oddity, ..field }))
            })
            .collect();
        // Notes around the table have neither keys nor an answer.
        let is_row = fields
            .keys()
            .any(|part| matches!(part, Part::Key(_) | Part::Value | Part::Status));
        is_row.then_some(Entry {
            fields,
            whole,
            heading_year: self.year,
        })
    }
}

/// Which column a heading is of; of the figures also the year.
fn part_of(heading: &str, words: &[Words<'_>]) -> Option<(Part, Option<Year>)> {
    if let Some(at) = KEYS.iter().position(|key| *key == heading) {
        return Some((Part::Key(at), None));
    }
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    let heading = plain(heading);
    words.iter().find_map(|words| {
        Part::SEEN.iter().find_map(|(part, key)| {
            let known = plain(words.get(key));
            match known.split_once("{year}") {
                None => (heading == known).then_some((*part, None)),
                Some((before, after)) => {
                    let year = heading.strip_prefix(before)?.strip_suffix(after)?;
                    Some((*part, Some(Year::parse(year)?)))
                }
            }
        })
    })
}

/// From the first to the last cell of a row with text in it.
fn row_span(source: SourceId, row: &[Field]) -> Span {
    let mut spans = row
        .iter()
        .filter(|field| !field.text.is_empty())
        .map(|field| field.span);
    let Some(first) = spans.next() else {
        return Span::new(source, 0..0);
    };
    first.to(spans.next_back().unwrap_or(first))
}

/// The rows of a sheet: lines of fields, in which quotes stand only around a field.
fn rows(source: SourceId, text: &str, sheet: &Sheet) -> impl Iterator<Item = Vec<Field>> {
    let range = sheet.start as usize..sheet.end as usize;
    let mut at = range.start;
    text.get(range)
        .unwrap_or_default()
        .split('\n')
        .map(move |line| {
            let start = at;
            at += line.len() + 1;
            fields(source, line, start)
        })
}

fn fields(source: SourceId, line: &str, start: usize) -> Vec<Field> {
    let cut = fields_at(line, 0);
    let field = |range: &Range<usize>| Field {
        text: unquoted(line, range),
        span: Span::new(source, start + range.start..start + range.end),
        oddity: None,
    };
    cut.fields.iter().map(field).collect()
}
