//! A workbook as text: each sheet's rows as lines of CSV, one sheet after the other, so that a
//! place in a workbook is a stretch of text like any other. What a cell is besides its text is
//! kept beside, for the few cells of which there is anything to say.

use std::fmt;

/// The sheets of a workbook, whose text is kept by the [`Source`](super::Source).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheets {
    all: Vec<Sheet>,
    /// By where the cell begins in the text.
    oddities: Vec<(u32, Oddity)>,
    /// Whether the file shows how its numbers are displayed.
    shows_formats: bool,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Where its text stands.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// Whether Excel shows it.
    pub hidden: bool,
    /// Cells that are one.
    pub merged: Vec<Area>,
    /// Rows that nobody sees, from 0, each run with its last.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Columns that nobody sees.
    pub hidden_columns: Vec<(u32, u32)>,
}

impl Sheet {
    /// Whether a row, from 0, is one that nobody sees.
    pub fn hides_row(&self, row: u32) -> bool {
        let after = self.hidden_rows.partition_point(|(first, _)| *first <= row);
        let run = after.checked_sub(1).and_then(|at| self.hidden_rows.get(at));
        run.is_some_and(|(_, last)| row <= *last)
    }
}

/// A block of cells, rows and columns from 0, the last ones included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// The row of its first cell.
    pub top: u32,
    /// The column of its first cell.
    pub left: u32,
    /// The row of its last cell.
    pub bottom: u32,
    /// The column of its last cell.
    pub right: u32,
}

impl Area {
    /// Whether a cell lies in it.
    pub fn holds(&self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

/// What there is to say of a cell besides its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// It is a date.
    Date,
    /// It is text that reads as a number.
    NumberAsText,
    /// It is a formula that was never calculated.
    NotCalculated,
    /// It shows another number than it holds.
    ShownOtherwise {
        /// What it holds.
        holds: String,
    },
    /// It is displayed by a number format that is not read, so that nobody knows what it shows.
    UnreadFormat {
        /// The format.
        format: String,
    },
    /// A number that may be shown as a percentage, in a file that does not say so.
    MayBePercent,
}

/// A cell as Excel writes it: `Sheet1!F17`, `'2023 年'!F17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address<'s> {
    /// The name of the sheet.
    pub sheet: &'s str,
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

impl fmt::Display for Address<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cell = cell_name(self.row, self.column);
        if is_plain(self.sheet) {
            write!(f, "{}!{cell}", self.sheet)
        } else {
            write!(f, "'{}'!{cell}", self.sheet.replace('\'', "''"))
        }
    }
}

/// Whether a sheet's name stands in an address without quotes.
fn is_plain(name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let like_a_cell = |name: &str| {
        let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
        (1..=3).contains(&letters.len())
            && letters.len() < name.len()
            && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    name.chars().all(is_word)
        && name.starts_with(|c: char| !c.is_ascii_digit())
        && !like_a_cell(name)
}

/// `F17` of row 16 and column 5.
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_name(column), u64::from(row) + 1)
}

/// `A` of 0, `AA` of 26.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// 5 of `F`, in letters of any case; `None` for what is no column's name.
pub fn column_number(name: &str) -> Option<u32> {
    if name.is_empty() || name.len() > 3 {
        return None;
    }
    let number = name.bytes().try_fold(0_u32, |number, letter| {
        let letter = letter.to_ascii_uppercase();
        letter
            .is_ascii_uppercase()
            .then(|| number * 26 + u32::from(letter - b'A') + 1)
    })?;
    number.checked_sub(1).filter(|&column| column < 16_384)
}

impl Sheets {
    /// The sheets in the order of the workbook.
    pub fn iter(&self) -> impl Iterator<Item = &Sheet> {
        self.all.iter()
    }

    /// Whether the file shows how its numbers are displayed; `.xls` and `.ods` do not.
    pub fn shows_formats(&self) -> bool {
        self.shows_formats
    }

    /// The sheet that a byte of the text is of.
    pub fn sheet_at(&self, offset: usize) -> Option<&Sheet> {
        let after = self
            .all
            .partition_point(|sheet| sheet.start as usize <= offset);
        self.all.get(after.checked_sub(1)?)
    }

    /// What there is to say of the cell that begins at a byte.
    pub fn oddity(&self, offset: usize) -> Option<&Oddity> {
        let found = self
            .oddities
            .binary_search_by_key(&offset, |(at, _)| *at as usize);
        self.oddities.get(found.ok()?).map(|(_, oddity)| oddity)
    }

    /// Whether there is anything to say of a cell that begins in a stretch of text.
    pub fn is_odd(&self, range: std::ops::Range<usize>) -> bool {
        let first = self
            .oddities
            .partition_point(|(at, _)| (*at as usize) < range.start);
        let next = self.oddities.get(first);
        next.is_some_and(|(at, _)| (*at as usize) < range.end)
    }
}

/// The field of a line of CSV in which a byte lies, from 0. Fields of a made text have quotes only
/// around them.
pub(super) fn field_of(line: &str, within: usize) -> u32 {
    let mut quoted = false;
    let mut fields = 0;
    for byte in line.bytes().take(within) {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => fields += 1,
            _ => {}
        }
    }
    fields
}

/// More text than this is no table that an office keeps.
const MOST_TEXT: usize = 256 << 20;

/// Makes the text of a workbook, cell by cell.
#[derive(Debug, Default)]
pub struct SheetsBuilder {
    text: String,
    sheets: Sheets,
    row: u32,
    column: u32,
    /// Whether the row has a cell, at `column`.
    has_cell: bool,
    is_full: bool,
    is_muddled: bool,
}

impl SheetsBuilder {
    /// Begins with the first sheet. `shows_formats`: see [`Sheets::shows_formats`].
    pub fn new(shows_formats: bool) -> Self {
        Self {
            sheets: Sheets {
                shows_formats,
                ..Sheets::default()
            },
            ..Self::default()
        }
    }

    /// Begins a sheet.
    pub fn sheet(&mut self, name: &str, hidden: bool) {
        let start = self.here();
        self.sheets.all.push(Sheet {
            name: name.to_owned(),
            start,
            end: start,
            hidden,
            merged: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
        });
        (self.row, self.column, self.has_cell) = (0, 0, false);
    }

    /// The sheet that was begun last.
    pub fn last(&mut self) -> Option<&mut Sheet> {
        self.sheets.all.last_mut()
    }

    /// Adds a cell with text. Cells come row by row, in each row from left to right; one that does
    /// not come in order is left out, and so is everything once there is too much of it: `false`.
    pub fn cell(&mut self, row: u32, column: u32, text: &str, oddity: Option<Oddity>) -> bool {
        let next = self.column + u32::from(self.has_cell);
        let is_before = row < self.row || row == self.row && column < next;
        let rows = row.saturating_sub(self.row) as usize;
        let more = rows + column as usize + 2 * text.len() + 4;
        if is_before || self.is_full || self.text.len() + more > MOST_TEXT {
            self.is_full |= !is_before;
            self.is_muddled |= is_before;
            return false;
        }
        if rows > 0 {
            self.text.extend(std::iter::repeat_n('\n', rows));
            (self.row, self.column) = (row, 0);
        }
        self.has_cell = true;
        let commas = (column - self.column) as usize;
        self.text.extend(std::iter::repeat_n(',', commas));
        self.column = column;
        let start = self.here();
        let is_plain = |c: char| !matches!(c, ',' | '"' | '\n' | '\r' | '\t');
        if text.chars().all(is_plain) {
            self.text.push_str(text);
        } else {
            self.text.push('"');
            for c in text.chars() {
                match c {
                    '"' => self.text.push_str("\"\""),
                    // A row is a line.
                    '\n' | '\r' | '\t' => self.text.push(' '),
                    c => self.text.push(c),
                }
            }
            self.text.push('"');
        }
        if let Some(oddity) = oddity {
            self.sheets.oddities.push((start, oddity));
        }
        true
    }

    /// Ends the sheet that was begun last.
    pub fn end_sheet(&mut self) {
        let begun = self.sheets.all.last().map_or(0, |sheet| sheet.start);
        if self.here() > begun {
            self.text.push('\n');
        }
        let end = self.here();
        if let Some(sheet) = self.last() {
            sheet.end = end;
        }
    }

    /// Whether every cell came behind the one before it.
    pub fn is_in_order(&self) -> bool {
        !self.is_muddled
    }

    /// Whether there was too much of it.
    pub fn is_full(&self) -> bool {
        self.is_full
    }

    /// The text and the sheets in it.
    pub fn finish(self) -> (String, Sheets) {
        (self.text, self.sheets)
    }

    fn here(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sources;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        for (row, column, name) in [
            (0, 0, "A1"),
            (16, 5, "F17"),
            (0, 25, "Z1"),
            (0, 26, "AA1"),
            (1_048_575, 16_383, "XFD1048576"),
        ] {
            assert_eq!(cell_name(row, column), name);
            let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
            assert_eq!(column_number(letters), Some(column));
        }
        for none in ["", "A1", "XFE", "列", "AAAA"] {
            assert_eq!(column_number(none), None, "{none}");
        }
        for (sheet, wanted) in [
            ("Sheet1", "Sheet1!A1"),
            ("2023 年", "'2023 年'!A1"),
            ("2023年", "'2023年'!A1"),
            ("数据", "数据!A1"),
            ("it's", "'it''s'!A1"),
            ("AB12", "'AB12'!A1"),
            ("a-b", "'a-b'!A1"),
        ] {
            let address = Address {
                sheet,
                row: 0,
                column: 0,
            };
            assert_eq!(address.to_string(), wanted);
        }
    }

    #[test]
    fn a_place_in_the_text_is_a_cell() {
        let mut builder = SheetsBuilder::new(true);
        builder.sheet("甲", false);
        assert!(builder.cell(0, 1, "一,二", None));
        assert!(builder.cell(2, 0, "3\n4", Some(Oddity::Date)));
        assert!(builder.cell(2, 3, "说\"是\"", None));
        assert!(builder.is_in_order());
        assert!(!builder.cell(1, 0, "back", None));
        assert!(!builder.cell(2, 3, "twice", None));
        assert!(!builder.is_in_order());
        builder.end_sheet();
        builder.sheet("空", false);
        builder.end_sheet();
        builder.sheet("乙 丙", false);
        assert!(builder.cell(1, 2, "5", None));
        builder.end_sheet();
        let (text, sheets) = builder.finish();
        assert_eq!(text, ",\"一,二\"\n\n\"3 4\",,,\"说\"\"是\"\"\"\n\n,,5\n");
        let mut sources = Sources::new();
        let id = sources
            .insert_sheets("x.xlsx", text.clone(), sheets)
            .unwrap();
        let source = sources.get(id);
        let at = |words: &str| {
            let offset = text.find(words).unwrap();
            (
                source.address(offset).unwrap().to_string(),
                source.position(offset),
            )
        };
        for (words, address, line, column) in [
            ("一", "甲!B1", 1, 2),
            ("3 4", "甲!A3", 3, 1),
            ("是", "甲!D3", 3, 4),
            ("5", "'乙 丙'!C2", 2, 3),
        ] {
            let (found, position) = at(words);
            assert_eq!(found, address);
            assert_eq!((position.line, position.column), (line, column), "{words}");
            let offset = text.find(words).unwrap();
            let place = format!("x.xlsx:{address}");
            assert_eq!(source.place_in_words(offset), place);
            assert_eq!(source.line_in_words(offset), place);
        }
        let odd = text.find("\"3").unwrap();
        let sheets = source.sheets().unwrap();
        assert_eq!(sheets.oddity(odd), Some(&Oddity::Date));
        assert!(sheets.is_odd(0..odd + 1) && !sheets.is_odd(odd + 1..text.len()));
    }

    #[test]
    fn too_much_text_is_refused() {
        let mut builder = SheetsBuilder::new(true);
        builder.sheet("x", false);
        let mut taken = 0_u32;
        while builder.cell(taken, 16_383, "1", None) {
            taken += 1;
        }
        assert!(builder.is_full());
        assert!(taken > 10_000 && builder.finish().0.len() <= MOST_TEXT);
    }
}
