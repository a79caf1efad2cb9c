//! The cells of a sheet, or of a CSV file, by row and column.

use super::fields::{Fields, fields_at, inner};
use crate::text::{Area, Sheet, SourceId, Span};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::rc::Rc;

/// The cells of a table.
#[derive(Debug, Clone)]
pub(super) struct Grid<'t> {
    pub source: SourceId,
    pub text: &'t str,
    /// The bytes of the sheet.
    pub range: Range<usize>,
    /// Where each row of the sheet begins, blank ones included.
    rows: Vec<usize>,
    merged: Areas,
    /// The rows that were looked at last: whoever asks for a cell asks for those beside it.
    recent: RefCell<VecDeque<(u32, Rc<Fields>)>>,
}

/// Areas of a sheet that do not overlap, each found by any of its cells.
///
/// Each is kept once, at the one of its rows whose number, from 1, has most factors of 2: a row has
/// one such place for each power of 2, and the areas at one place lie beside each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Areas {
    by_place: BTreeMap<(u64, u32), Area>,
    /// The powers of 2 that are in use, as bits.
    powers: u64,
}

impl Areas {
    /// Of areas that overlap, the first that begins in a cell counts.
    pub fn new(areas: &[Area]) -> Self {
        let mut found = Self::default();
        for area in areas.iter().filter(|area| area.top <= area.bottom) {
            let (above, last) = (u64::from(area.top), u64::from(area.bottom) + 1);
            let power = (above ^ last).ilog2();
            let place = last >> power << power;
            found.powers |= 1 << place.trailing_zeros();
            found.by_place.entry((place, area.left)).or_insert(*area);
        }
        found
    }

    /// The area that a cell lies in.
    pub fn at(&self, row: u32, column: u32) -> Option<&Area> {
        let number = u64::from(row) + 1;
        let mut powers = self.powers;
        while powers != 0 {
            let power = powers & powers.wrapping_neg();
            powers ^= power;
            let place = number & !(2 * power - 1) | power;
            let beside = self.by_place.range((place, 0)..=(place, column));
            let area = beside.last().map(|(_, area)| area);
            if let Some(area) = area.filter(|area| area.holds(row, column)) {
                return Some(area);
            }
        }
        None
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
            merged: Areas::new(sheet.map_or(&[], |sheet| &sheet.merged)),
            recent: RefCell::default(),
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

    /// Where the field of a cell begins, whatever area it is part of.
    pub fn start(&self, row: u32, column: u32) -> usize {
        let fields = self.fields(row);
        let field = fields.fields.get(column as usize);
        field.map_or(fields.end, |field| field.start)
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

    /// The fields of a row.
    pub fn fields(&self, row: u32) -> Rc<Fields> {
        /// A figure has what stands beside it, and above it in a few rows.
        const KEPT: usize = 24;
        let mut recent = self.recent.borrow_mut();
        if let Some((_, fields)) = recent.iter().find(|(own, _)| *own == row) {
            return Rc::clone(fields);
        }
        let fields = Rc::new(self.cut(row));
        recent.truncate(KEPT - 1);
        recent.push_front((row, Rc::clone(&fields)));
        fields
    }

    fn cut(&self, row: u32) -> Fields {
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
        let text = self.text.get(..self.range.end).unwrap_or_default();
        fields_at(text, start)
    }
}

/// Where a row of a sheet begins, by its number from 0.
pub(super) fn row_start(text: &str, range: Range<usize>, row: u32) -> usize {
    let end = range.end;
    let starts = row_starts(text, range);
    starts.get(row as usize).copied().unwrap_or(end)
}

/// Where each row begins, by the rule by which its fields are cut: a line break within quotes is
/// part of its row. A blank line is a row.
fn row_starts(text: &str, range: Range<usize>) -> Vec<usize> {
    let mut starts = Vec::new();
    let text = text.get(..range.end).unwrap_or_default();
    let byte = |at: usize| text.as_bytes().get(at).copied();
    let mut at = range.start;
    while at < text.len() {
        starts.push(at);
        if !matches!(byte(at), Some(b'\r' | b'\n')) {
            at = fields_at(text, at).end;
        }
        at += match (byte(at), byte(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            _ => 1,
        };
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

#[cfg(test)]
mod tests {
    use super::*;

    fn area([top, left, bottom, right]: [u32; 4]) -> Area {
        Area {
            top,
            left,
            bottom,
            right,
        }
    }

    #[test]
    fn each_cell_finds_the_area_that_holds_it() {
        let all = [
            [0, 0, 0, 3],
            [1, 0, 6, 0],
            [1, 1, 2, 2],
            [3, 1, 9, 1],
            [7, 0, 15, 0],
            [4, 3, 4, 9],
            [16, 0, u32::MAX, 5],
            [9, 9, 8, 9],
        ]
        .map(area);
        let areas = Areas::new(&all);
        for row in (0..40).chain([u32::MAX]) {
            for column in 0..12 {
                let wanted = all.iter().find(|area| area.holds(row, column));
                assert_eq!(areas.at(row, column), wanted, "{row} {column}");
            }
        }
    }

    #[test]
    fn rows_begin_where_the_fields_of_the_last_one_end() {
        for (text, wanted) in [
            ("a\n\nb", &[0, 2, 3][..]),
            ("a\rb\r\nc\r\r\n", &[0, 2, 5, 7]),
            // A quote counts only where a field begins.
            ("5\" x,1\n2\n3\n", &[0, 7, 9]),
            ("\"a\nb\",\"\"\"\n\"\n3", &[0, 12]),
            ("\"a\nb\n", &[0]),
        ] {
            assert_eq!(row_starts(text, 0..text.len()), wanted, "{text:?}");
        }
    }

    #[test]
    fn many_tall_areas_are_no_burden() {
        let all: Vec<_> = (0..1 << 17)
            .map(|at| (at / 16_384 * 1001, at % 16_384))
            .map(|(top, left)| area([top, left, top + 1000, left]))
            .collect();
        let areas = Areas::new(&all);
        // Each is kept once, and found in as many steps as there are powers of 2.
        assert_eq!(areas.by_place.len(), all.len());
        assert!(areas.powers.count_ones() <= 10, "{:b}", areas.powers);
        for one in &all {
            assert_eq!(areas.at(one.bottom - 7, one.left), Some(one));
        }
    }
}
