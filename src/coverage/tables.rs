//! Tables of a plan's text: each cell is a line that begins with a tab, rows are apart by a blank
//! line, as a document saved as plain text has them.

use super::headings::{heading, is_note};
use std::ops::Range;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    at: Range<usize>,
    rows: Vec<Row>,
    /// How many of the rows are headings.
    headings: usize,
}

/// The cells of a row, in bytes of the text, without white space around them.
pub(super) type Row = Vec<Range<usize>>;

/// A cell in its table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell<'d> {
    pub table: &'d Table,
    pub row: usize,
    pub column: usize,
}

impl Table {
    /// From its first row to its last.
    pub fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    /// The rows that are headings.
    pub fn headings(&self) -> &[Row] {
        self.rows.get(..self.headings).unwrap_or_default()
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The rows below the headings.
    pub fn body(&self) -> &[Row] {
        self.rows.get(self.headings..).unwrap_or_default()
    }

    /// The cells that hold of a row of the body: its own and, where one is empty because the cell
    /// above is merged with it, that one.
    pub fn over(&self, row: usize) -> impl Iterator<Item = &Range<usize>> {
        let body = self.body();
        let width = body.get(row).map_or(0, Vec::len);
        (0..width).filter_map(move |column| {
            let above = body.get(..=row)?.iter().rev();
            let mut alike = above.take_while(|cells| cells.len() == width);
            alike.find_map(|cells| cells.get(column).filter(|cell| !cell.is_empty()))
        })
    }

    /// The cell that a byte lies in.
    pub fn cell(&self, at: usize) -> Option<Cell<'_>> {
        if !self.at.contains(&at) {
            return None;
        }
        self.rows.iter().enumerate().find_map(|(row, cells)| {
            let column = cells.iter().position(|cell| cell.contains(&at))?;
            Some(Cell {
                table: self,
                row,
                column,
            })
        })
    }
}

impl<'d> Cell<'d> {
    /// Whether it is one of the headings.
    pub fn is_heading(self) -> bool {
        self.row < self.table.headings
    }

    /// The headings above it, the nearest last. A row that is shorter than a heading has cells
    /// that were merged at its front, as that of a total has.
    pub fn headings(self) -> impl Iterator<Item = &'d Range<usize>> {
        let own = self.table.rows.get(self.row).map_or(0, Vec::len);
        let column = self.column;
        let above = self.table.rows.iter().take(self.table.headings);
        above.filter_map(move |heading| {
            let column = if heading.len() > own {
                column + (heading.len() - own)
            } else {
                column
            };
            // The last cell of a shorter heading lies over all that follow it.
            heading.get(column).or_else(|| heading.last())
        })
    }

    /// The other cells of its row with their headings.
    pub fn row(self) -> impl Iterator<Item = Cell<'d>> {
        let cells = self.table.rows.get(self.row).map_or(0, Vec::len);
        (0..cells).map(move |column| Cell { column, ..self })
    }

    /// The cells that hold of its row; see [`Table::over`].
    pub fn over(self) -> impl Iterator<Item = &'d Range<usize>> {
        let row = self.row.checked_sub(self.table.headings);
        row.into_iter().flat_map(move |row| self.table.over(row))
    }

    /// Where it stands.
    pub fn at(self) -> Range<usize> {
        let row = self.table.rows.get(self.row);
        row.and_then(|row| row.get(self.column))
            .cloned()
            .unwrap_or_default()
    }
}

/// The tables of a text.
pub(super) fn tables(text: &str) -> Vec<Table> {
    let mut reader = Reader {
        text,
        ..Reader::default()
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        reader.line(at, line);
        at += line.len();
    }
    reader.end();
    reader.done
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    done: Vec<Table>,
    rows: Vec<Row>,
    /// Whether the next cell goes on with the last row.
    in_row: bool,
    start: usize,
    end: usize,
    blank: usize,
}

impl Reader<'_> {
    fn line(&mut self, at: usize, line: &str) {
        let body = line.trim_end_matches(['\n', '\r']);
        // No cell goes on over a heading of the text, or over the note below a table.
        let is_heading = heading(body).is_some_and(|found| !found.rank.is_numbered());
        if !body.starts_with('\t') && (is_heading || is_note(body)) {
            self.end();
        }
        let cell = body.strip_prefix('\t').map(|cell| (at + 1, cell));
        match cell {
            Some((start, cell)) => {
                if self.blank >= 2 {
                    self.end();
                }
                if self.rows.is_empty() {
                    self.start = at;
                }
                if !self.in_row {
                    self.rows.push(Row::new());
                }
                let inner = trimmed(start, cell);
                if let Some(row) = self.rows.last_mut() {
                    row.push(inner);
                }
                self.in_row = true;
                self.end = at + body.len();
                self.blank = 0;
            }
            None if body.chars().all(super::squeezed::is_space) => {
                self.in_row = false;
                self.blank += 1;
            }
            None if self.rows.is_empty() => {}
            None if self.blank >= 2 => self.end(),
            // A further paragraph of the last cell.
            None => {
                self.end = at + body.len();
                self.blank = 0;
                let last = self.rows.last_mut().and_then(|row| row.last_mut());
                if let Some(last) = last {
                    last.end = trimmed(at, body).end;
                }
            }
        }
    }

    fn end(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        (self.in_row, self.blank) = (false, 0);
        if rows.is_empty() {
            return;
        }
        let is_figure = |cell: &Range<usize>| self.text.get(cell.clone()).is_some_and(is_figure);
        let headings = rows
            .iter()
            .position(|row| row.iter().any(is_figure))
            .unwrap_or(0);
        self.done.push(Table {
            at: self.start..self.end,
            rows,
            headings,
        });
    }
}

fn trimmed(start: usize, cell: &str) -> Range<usize> {
    let front = cell.trim_start_matches(super::squeezed::is_space);
    let start = start + cell.len() - front.len();
    start..start + front.trim_end_matches(super::squeezed::is_space).len()
}

/// Whether a cell holds a figure and is no heading: 348.0, 〔20〕, -2.11, 70%以上; 2020年 is one.
pub(super) fn is_figure(cell: &str) -> bool {
    let bare = cell.trim_start_matches(['〔', '（', '(', '-', '−', '－', '+', '≥', '≤', '>', '<']);
    bare.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        && !bare.contains('年')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "专栏8  人口\n\n\t序号\n\t地区\n\t2020年（万人）\n\t2025年（万人）\n\n\t1\n\t市中区\n\t81.46\n\t83.52\n\n\t合计\n\t316.01\n\t316.2\n\n\n注：甲\n";

    #[test]
    fn a_cell_knows_its_headings() {
        let all = tables(TEXT);
        assert_eq!(all.len(), 1);
        let heading = |figure: &str| {
            let cell = all[0].cell(TEXT.find(figure).unwrap()).unwrap();
            let above: Vec<_> = cell.headings().map(|at| &TEXT[at.clone()]).collect();
            above.join("|")
        };
        assert_eq!(heading("83.52"), "2025年（万人）");
        assert_eq!(heading("316.01"), "2020年（万人）");
        assert_eq!(heading("市中区"), "地区");
        assert!(all[0].cell(TEXT.find("注").unwrap()).is_none());
    }

    #[test]
    fn a_heading_or_a_note_ends_a_table() {
        for behind in ["注：甲", "第二章  任务", "第二节  任务", "专栏9  任务"] {
            let text = format!("\t甲\n\t1\n\n{behind}\n\n\t乙\n\t2\n");
            let all = tables(&text);
            assert_eq!(all.len(), 2, "{behind}");
            assert!(all[0].cell(text.find(behind).unwrap()).is_none());
        }
    }

    #[test]
    fn a_cell_may_have_several_paragraphs() {
        let text = "专栏3\n\t甲工程。一\r\n\r\n乙工程。二\r\n\r\n\r\n丙\n";
        let all = tables(text);
        assert_eq!(all.len(), 1);
        let cell = all[0].cell(text.find('二').unwrap()).unwrap();
        assert_eq!(&text[cell.at()], "甲工程。一\r\n\r\n乙工程。二");
        assert!(all[0].cell(text.find('丙').unwrap()).is_none());
    }
}
