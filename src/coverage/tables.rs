//! Tables of a plan's text: each cell is a line that begins with a tab, rows are apart by a blank
//! line, as a document saved as plain text has them.

use super::headings::{Line, is_note};
use super::squeezed::{is_space, trimmed};
use crate::syntax::figures::{Figures, Says};
use crate::value::numeral::is_digit;
use std::ops::Range;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    at: Range<usize>,
    rows: Vec<Row>,
    /// How many of the rows are headings.
    headings: usize,
    /// The rows below them with, where a cell is empty, the one above that it is merged with.
    filled: Vec<Row>,
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
        let cells = self.filled.get(row).into_iter().flatten();
        cells.filter(|cell| !cell.is_empty())
    }

    /// The cell that a byte lies in.
    pub fn cell(&self, at: usize) -> Option<Cell<'_>> {
        if !self.at.contains(&at) {
            return None;
        }
        let begins = |row: &Row| row.first().is_some_and(|cell| cell.start <= at);
        let row = self.rows.partition_point(begins).checked_sub(1)?;
        let cells = self.rows.get(row)?;
        let column = cells
            .partition_point(|cell| cell.start <= at)
            .checked_sub(1)?;
        cells.get(column)?.contains(&at).then_some(Cell {
            table: self,
            row,
            column,
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
        let above = self.table.rows.iter().take(self.table.headings);
        above.filter_map(move |heading| {
            let column = if heading.len() > own {
                self.column + (heading.len() - own)
            } else {
                self.under(heading.len(), own)
            };
            // The last cell of a shorter heading lies over all that follow it.
            heading.get(column).or_else(|| heading.last())
        })
    }

    /// Which cell of a heading of so many cells lies over it. Where a whole heading follows, the
    /// cells that have one of its own below them share its columns: 2020年 and 2025年 over
    /// 城镇, 农村, 城镇, 农村 are two columns each.
    fn under(self, cells: usize, own: usize) -> usize {
        let mut headings = self.table.headings().iter();
        let whole = headings.find(|heading| heading.len() == own);
        let front = whole.map_or(0, |whole| {
            whole.iter().take_while(|cell| cell.is_empty()).count()
        });
        let (shared, columns) = (cells.saturating_sub(front), own.saturating_sub(front));
        let is_even = shared > 0 && whole.is_some() && columns.checked_rem(shared) == Some(0);
        match self.column.checked_sub(front) {
            Some(behind) if is_even => front + behind / (columns / shared).max(1),
            _ => self.column,
        }
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
pub(super) fn tables(text: &str, lines: &[Line<'_>], figures: &Figures) -> Vec<Table> {
    let mut reader = Reader {
        is_figure: &|cell| is_figure(text, figures, cell),
        done: Vec::new(),
        rows: Vec::new(),
        start: 0,
        end: 0,
        blank: 0,
        behind: None,
    };
    for line in lines {
        reader.line(line);
    }
    reader.end();
    reader.done
}

struct Reader<'t> {
    is_figure: &'t dyn Fn(&Range<usize>) -> bool,
    done: Vec<Table>,
    rows: Vec<Row>,
    start: usize,
    end: usize,
    /// Blank lines since the last line that was none.
    blank: usize,
    /// The end of the lines below the last cell that are further paragraphs of it, if what
    /// follows lets them be.
    behind: Option<usize>,
}

impl Reader<'_> {
    fn line(&mut self, line: &Line<'_>) {
        let body = line.text.trim_end_matches(['\n', '\r']);
        if let Some(cell) = body.strip_prefix('\t') {
            if self.blank >= 2 {
                self.end();
            }
            self.take_behind();
            if self.rows.is_empty() {
                self.start = line.at;
            }
            if self.rows.is_empty() || self.blank > 0 {
                self.rows.push(Row::new());
            }
            if let Some(row) = self.rows.last_mut() {
                row.push(trimmed(line.at + 1, cell));
            }
            self.end = line.at + body.len();
            self.blank = 0;
            return;
        }
        if body.chars().all(is_space) {
            self.blank += 1;
            // A table ends with two; but below a figure alone stands what is no part of its cell.
            let last = self.rows.last().and_then(|row| row.last());
            if self.blank == 2 && last.is_some_and(|last| !(self.is_figure)(last)) {
                self.take_behind();
            }
            return;
        }
        // The words of a box are saved as the one cell of a table, however they go on.
        let is_box = self.rows.iter().all(|row| row.len() == 1);
        // No cell goes on over a heading of the text, or over the note below a table.
        let is_heading = line
            .heading
            .as_ref()
            .is_some_and(|one| !one.rank.is_numbered());
        // Paragraphs of a cell stand apart; what follows line upon line is the text below.
        let is_text = self.behind.is_some() && self.blank == 0 && !is_box;
        if self.blank >= 2 || is_heading || is_note(body) || is_text {
            self.end();
        } else {
            self.behind = Some(trimmed(line.at, body).end);
            if is_box {
                self.take_behind();
            }
        }
        self.blank = 0;
    }

    /// What stands below the last cell is of it.
    fn take_behind(&mut self) {
        let last = self.rows.last_mut().and_then(|row| row.last_mut());
        if let (Some(end), Some(last)) = (self.behind.take(), last) {
            last.end = end;
            self.end = end;
        }
    }

    fn end(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        self.behind = None;
        if rows.is_empty() {
            return;
        }
        let holds_figure = |row: &Row| row.iter().any(self.is_figure);
        let headings = rows.iter().position(holds_figure).unwrap_or(0);
        let mut filled: Vec<Row> = Vec::new();
        for row in rows.iter().skip(headings) {
            let above = filled.last().filter(|above| above.len() == row.len());
            let cells = row.iter().enumerate().map(|(column, cell)| {
                let merged = above.filter(|_| cell.is_empty());
                merged
                    .and_then(|above| above.get(column))
                    .unwrap_or(cell)
                    .clone()
            });
            let cells = cells.collect();
            filled.push(cells);
        }
        self.done.push(Table {
            at: self.start..self.end,
            rows,
            headings,
            filled,
        });
    }
}

/// Whether a cell begins with a figure and is no heading: 348.0, 〔20〕, -2.11, 70%以上. 2020年 is
/// one, and so is 60岁以上人口.
pub(super) fn is_figure(text: &str, figures: &Figures, cell: &Range<usize>) -> bool {
    const SIGNS: &str = "〔〕[]【】（）()-−－+＋±≥≤><＞＜";
    let all = &figures.figures;
    let first = all.partition_point(|figure| figure.at.start < cell.start);
    let Some(figure) = all.get(first).filter(|figure| figure.at.end <= cell.end) else {
        return false;
    };
    let front = text.get(cell.start..figure.at.start).unwrap_or_default();
    front.chars().all(|c| is_space(c) || SIGNS.contains(c))
        && match &figure.says {
            Says::Amount(amount) => !amount.chinese && amount.unit.as_deref() != Some("年"),
            Says::Times(_) => text
                .get(figure.at.clone())
                .is_some_and(|at| at.starts_with(is_digit)),
            Says::All
            | Says::NoneLeft
            | Says::Year(_)
            | Says::Date
            | Says::Ordinal
            | Says::Name
            | Says::RateBase => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::headings::lines;
    use crate::coverage::squeezed::squeeze;
    use crate::syntax::figures::figures;
    use crate::value::Units;

    fn tables(text: &str) -> Vec<Table> {
        let figures = figures(text, Units::standard());
        super::tables(text, &lines(text), &figures)
    }

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

    /// The rows of the tables of a text, as `甲|乙/丙|丁`, the headings in front of `=`.
    fn shown(text: &str) -> Vec<String> {
        let row = |row: &Row| {
            let cells: Vec<_> = row
                .iter()
                .map(|cell| squeeze(&text[cell.clone()]))
                .collect();
            cells.join("|")
        };
        let rows = |rows: &[Row]| rows.iter().map(row).collect::<Vec<_>>().join("/");
        let all = tables(text);
        all.iter()
            .map(|table| format!("{}={}", rows(table.headings()), rows(table.body())))
            .collect()
    }

    #[test]
    fn cells_of_a_heading_share_the_columns_below_them() {
        let text = "\t指标\n\t2020年\n\t2025年\n\n\t\n\t城镇\n\t农村\n\t城镇\n\t农村\n\n\t收入\n\t11\n\t12\n\t13\n\t14\n";
        let table = &tables(text)[0];
        let heading = |figure: &str| {
            let cell = table.cell(text.find(figure).unwrap()).unwrap();
            let above: Vec<_> = cell.headings().map(|at| &text[at.clone()]).collect();
            above.join("|")
        };
        for (figure, wanted) in [
            ("11", "2020年|城镇"),
            ("12", "2020年|农村"),
            ("13", "2025年|城镇"),
            ("14", "2025年|农村"),
            ("收入", "指标|"),
        ] {
            assert_eq!(heading(figure), wanted);
        }
    }

    #[test]
    fn a_cell_may_have_several_paragraphs() {
        for (text, wanted) in [
            // A box.
            (
                "\t甲。一\r\n\r\n乙。二\r\n\r\n\r\n丙\n",
                &["=甲。一 乙。二"][..],
            ),
            ("\t甲\n\n乙\n丙\n", &["=甲 乙 丙"]),
            // Within a row, at its end, and at the end of the table, as Word's documents have it.
            ("\t甲\n\n乙\n\t丙\n\n\t丁\n\t1\n\n\n", &["甲 乙|丙=丁|1"]),
            ("\t甲\n\t乙\n\n丙\n\n\t丁\n\t1\n\n\n", &["甲|乙 丙=丁|1"]),
            (
                "\t甲\n\t1\n\n\t乙\n\t丙\n\n丁\n\n戊\n\n\n己\n",
                &["=甲|1/乙|丙 丁 戊"],
            ),
            // The text below a table.
            (
                "\t合计\n\t345.2\n\n以下是正文：一\n\n\n二\n",
                &["=合计|345.2"],
            ),
            ("\t合计\n\t无\n\n以下是正文：一\n二\n\n\n", &["=合计|无"]),
            ("\t合计\n\t无\n\n以下是正文：一\n", &["=合计|无"]),
            (
                "\t合计\n\t无\n以下是正文：一\n二\n\t三\n\t四\n",
                &["=合计|无", "=三|四"],
            ),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn headings_end_at_the_first_figure() {
        for (heading, is_heading) in [
            ("2020年（万人）", true),
            ("60岁以上人口", true),
            ("5岁以下儿童死亡率", true),
            ("5年累计", true),
            ("1+N体系", true),
            ("3.2", false),
            ("〔20〕", false),
            ("≥-2.11%", false),
            ("1.6倍", false),
            ("3.2（2020年）", false),
        ] {
            let text = format!("\t地区\n\t{heading}\n\n\t甲\n\t1.5\n\n\n");
            let wanted = match is_heading {
                true => format!("地区|{heading}=甲|1.5"),
                false => format!("=地区|{heading}/甲|1.5"),
            };
            assert_eq!(shown(&text), [wanted]);
        }
    }
}
