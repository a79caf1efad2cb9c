//! The cells of a sheet, or of a CSV file, by row and column.

use super::fields::{Fields, fields_at, inner};
use crate::text::{Area, Sheet, SourceId, Span};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// The cells of a table.
#[derive(Debug, Clone)]
pub(super) struct Grid<'t> {
    pub source: SourceId,
    pub text: &'t str,
    /// The bytes of the sheet.
    pub range: Range<usize>,
    /// Where each row of the sheet begins, blank ones included.
    rows: Vec<usize>,
    merged: Merged,
}

/// Areas of a sheet in which all cells are one, by the rows that they cover.
#[derive(Debug, Clone, Default)]
pub(super) struct Merged {
    by_row: HashMap<u32, Vec<Area>>,
    tall: Vec<Area>,
}

impl Merged {
    pub fn new(areas: &[Area]) -> Self {
        /// An area over more rows is looked at for every row.
        const TALL: u32 = 1000;
        let mut merged = Self::default();
        for area in areas {
            if area.bottom.saturating_sub(area.top) > TALL {
                merged.tall.push(*area);
                continue;
            }
            for row in area.top..=area.bottom {
                merged.by_row.entry(row).or_default().push(*area);
            }
        }
        merged
    }

    pub fn at(&self, row: u32, column: u32) -> Option<&Area> {
        let own = self.by_row.get(&row).into_iter().flatten();
        own.chain(&self.tall).find(|area| area.holds(row, column))
    }
}

impl<'t> Grid<'t> {
    /// The cells of a sheet; of all of the text where it is CSV.
    pub fn new(source: SourceId, text: &'t str, sheet: Option<&Sheet>) -> Self {
        let range = sheet.map_or(0..text.len(), |sheet| {
            sheet.start as usize..sheet.end as usize
        });
        Self {
            source,
            text,
            rows: row_starts(text, range.clone()),
            range,
            merged: Merged::new(sheet.map_or(&[], |sheet| &sheet.merged)),
        }
    }

    /// How many rows there are.
    pub fn height(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// The rows that have a byte of `range`.
    pub fn rows_in(&self, range: &Range<usize>) -> Range<u32> {
        let before = |at: usize| self.rows.partition_point(|&start| start <= at);
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        number(before(range.start).saturating_sub(1))..number(before(range.end.saturating_sub(1)))
    }

    /// The area that a cell is part of, where several are one.
    pub fn area(&self, row: u32, column: u32) -> Option<&Area> {
        self.merged.at(row, column)
    }

    /// The text of a cell; that of its area, where it is part of one.
    pub fn cell(&self, row: u32, column: u32) -> Cow<'t, str> {
        let (row, column) = match self.merged.at(row, column) {
            Some(area) => (area.top, area.left),
            None => (row, column),
        };
        let fields = self.fields(row);
        match fields.fields.get(column as usize) {
            Some(field) => unquoted_cell(self.text, field),
            None => Cow::Borrowed(""),
        }
    }

    pub fn span(&self, row: u32, column: u32) -> Span {
        let (row, column) = match self.merged.at(row, column) {
            Some(area) => (area.top, area.left),
            None => (row, column),
        };
        let fields = self.fields(row);
        match fields.fields.get(column as usize) {
            Some(field) => Span::new(self.source, inner(self.text, field)),
            None => Span::new(self.source, fields.end..fields.end),
        }
    }

    pub fn fields(&self, row: u32) -> Fields {
        let start = self.rows.get(row as usize).copied();
        let start = start.unwrap_or(self.range.end);
        let is_blank = self
            .text
            .as_bytes()
            .get(start)
            .is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
        if is_blank || start >= self.range.end {
            return Fields {
                fields: Vec::new(),
                end: start,
                open: None,
                loose: None,
            };
        }
        fields_at(self.text, start)
    }
}

/// Where a row of a sheet begins, by its number from 0.
pub(super) fn row_start(text: &str, range: Range<usize>, row: u32) -> usize {
    let end = range.end;
    let starts = row_starts(text, range);
    starts.get(row as usize).copied().unwrap_or(end)
}

/// Where each row begins. A line break within quotes is part of its row.
fn row_starts(text: &str, range: Range<usize>) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut quoted = false;
    let bytes = text.as_bytes().get(range.clone()).unwrap_or_default();
    let mut start = range.start;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                starts.push(start);
                start = range.start + at + 1;
            }
            _ => {}
        }
    }
    if start < range.end {
        starts.push(start);
    }
    starts
}

pub(super) fn unquoted_cell<'t>(text: &'t str, field: &Range<usize>) -> Cow<'t, str> {
    let raw = text.get(field.clone()).unwrap_or_default();
    match raw.strip_prefix('"') {
        None => Cow::Borrowed(raw),
        Some(rest) => {
            let body = rest.strip_suffix('"').unwrap_or(rest);
            match body.contains("\"\"") {
                true => Cow::Owned(body.replace("\"\"", "\"")),
                false => Cow::Borrowed(body),
            }
        }
    }
}
