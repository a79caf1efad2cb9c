//! What a report is before it is a file: headings, paragraphs, tables, and figures that know what
//! they are. Text in it is text; no writer takes any of it for markup.

use crate::diag::Lang;

/// A report, laid out but in no format yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The language that it is written in.
    pub lang: Lang,
    /// Its title, as plain text; the first heading of level 1.
    pub title: String,
    /// What must stand on its face whatever the template says: doubtful figures, rules left out.
    pub banner: Vec<String>,
    /// The rest, in order.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A line under the title, centred: the date, the office.
    Byline(Vec<Inline>),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// A remark that is set apart.
    Note(Tone, Vec<Block>),
    /// The table of contents.
    Contents,
    /// What follows begins on a new page.
    PageBreak,
    /// Pages that lie on their side, for wide tables.
    Landscape(Vec<Block>),
    /// Who signs, and the date, a line each.
    Signature(Vec<Vec<Inline>>),
    /// An attachment, on a new page.
    Attachment {
        /// Which it is, from 1.
        number: usize,
        /// What it is called.
        title: Vec<Inline>,
        /// What is in it.
        blocks: Vec<Block>,
    },
}

/// How a remark is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// By the way.
    Note,
    /// Mind this.
    Warning,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 for the title, 2 for 一、, 3 for （一）, and so on to 5.
    pub level: u8,
    /// 一、 or （一）, where the document is numbered.
    pub number: Option<String>,
    /// What it says.
    pub content: Vec<Inline>,
    /// By what links find it: unique within the document.
    pub anchor: String,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Numbered from 1.
    pub ordered: bool,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub content: Vec<Inline>,
    /// A list below it.
    pub below: Option<List>,
}

/// A table. Every row has a cell for every column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Which it is, from 1, where it has a caption.
    pub number: Option<usize>,
    /// What it shows.
    pub caption: Vec<Inline>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The rows of its head; writers repeat them on every page.
    pub head: Vec<Vec<Cell>>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// How its cells stand.
    pub align: Align,
    /// Whether equal cells that follow each other become one.
    pub merge: bool,
    /// Its share of the width, beside those of the others.
    pub width: usize,
}

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// With their decimal points below each other.
    Decimal,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub content: Vec<Inline>,
    /// Whether it covers others, or is covered.
    pub merge: Merge,
}

/// Whether a cell stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Merge {
    /// It covers so many rows and columns, itself included: `1, 1` is a plain cell.
    Covers(usize, usize),
    /// An equal cell above it or to its left covers it.
    Covered,
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain text, without line breaks.
    Text(String),
    /// 黑体
    Strong(Vec<Inline>),
    /// A figure.
    Figure(Figure),
    /// A verdict.
    Verdict {
        /// `lagging`
        id: String,
        /// 滞后于预期
        word: String,
        /// ▽
        shape: String,
    },
    /// A doubt, standing alone: in a legend, or beside a verdict.
    Mark(Mark),
    /// A link.
    Link(Goal, Vec<Inline>),
    /// A place that links lead to.
    Anchor(String, Vec<Inline>),
    /// A new line.
    Break,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// To an anchor of the document.
    Anchor(String),
    /// Out of it.
    Web(String),
}

/// A figure on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The digits, as they are printed.
    pub text: String,
    /// The unit, where it is printed behind them.
    pub unit: String,
    /// Which figure it is: `target.field`; empty where it is nobody's.
    pub identity: String,
    /// Where it comes from, place by place.
    pub cells: Vec<String>,
    /// What is doubtful about it.
    pub marks: Vec<Mark>,
}

/// A doubt about a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// 示
    pub short: String,
    /// 演示数据
    pub word: String,
}

impl Inline {
    /// A value as text. The one door through which names come in: line breaks, tabs and other
    /// control characters become a space, and what is no character at all becomes `�`.
    pub fn text(value: &str) -> Self {
        Self::Text(clean(value))
    }
}

/// An anchor made of any text: what a browser or a shell could stumble over is written as its
/// number, so that two texts never make one anchor.
pub fn anchor_id(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | ':') {
            id.push(c);
        } else {
            id.push_str(&format!("~{:x}~", c as u32));
        }
    }
    id
}

/// `value` on one line, without space at its ends.
pub fn clean(value: &str) -> String {
    one_line(value).trim_matches(' ').to_owned()
}

/// `value` on one line: runs of ASCII space and control characters are one space.
pub fn one_line(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        let gap = c.is_control() || matches!(c, ' ' | '\u{2028}' | '\u{2029}');
        match c {
            _ if !gap && is_noncharacter(c) => text.push('\u{FFFD}'),
            _ if !gap => text.push(c),
            _ if text.ends_with(' ') => {}
            _ => text.push(' '),
        }
    }
    text
}

/// Code points that Unicode keeps for a program's own use: no text has them, so here they can
/// fence off values (see [`reading`](super::reading)).
fn is_noncharacter(c: char) -> bool {
    let point = c as u32;
    (0xFDD0..=0xFDEF).contains(&point) || point & 0xFFFE == 0xFFFE
}

/// The text of inlines without anything that only a page can show.
pub fn plain(content: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(content, &mut text);
    text
}

fn push_plain(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(own) => text.push_str(own),
            Inline::Strong(inner) | Inline::Link(_, inner) | Inline::Anchor(_, inner) => {
                push_plain(inner, text);
            }
            Inline::Figure(figure) => {
                text.push_str(&figure.text);
                text.push_str(&figure.unit);
            }
            Inline::Verdict { word, .. } => text.push_str(word),
            Inline::Mark(mark) => text.push_str(&mark.short),
            Inline::Break => text.push(' '),
        }
    }
}

impl Table {
    /// Merges what is equal: in the head everything that touches, in the rows what stands in a
    /// column that says so. A cell joins the one above only where the merging columns to its left
    /// do too, so that a group never reaches into the next.
    pub fn merge_equal(&mut self) {
        merge_head(&mut self.head);
        let columns: Vec<_> = self.columns.iter().map(|column| column.merge).collect();
        merge_rows(&mut self.rows, &columns);
    }
}

/// How many rows become one cell at most. A taller cell would stand on one page with its words, and
/// nobody would know on the next what it is about; browsers do not break it either.
const TALLEST: usize = 8;

fn merge_rows(rows: &mut [Vec<Cell>], merging: &[bool]) {
    // For each column, the row whose cell covers the current one.
    let mut tops: Vec<usize> = vec![0; merging.len()];
    let texts: Vec<Vec<String>> = rows.iter().map(|row| row_texts(row)).collect();
    for (at, own) in texts.iter().enumerate() {
        let above = at.checked_sub(1).and_then(|above| texts.get(above));
        let mut joined = above.is_some();
        for (column, merge) in merging.iter().enumerate() {
            if !merge {
                continue;
            }
            joined = joined
                && own.get(column).is_some_and(|text| !text.is_empty())
                && above.and_then(|above| above.get(column)) == own.get(column);
            let Some(top) = tops.get_mut(column) else {
                continue;
            };
            joined = joined && at - *top < TALLEST;
            if joined {
                cover(rows, *top, at, column);
            } else {
                *top = at;
            }
        }
    }
}

fn cover(rows: &mut [Vec<Cell>], top: usize, at: usize, column: usize) {
    if let Some(cell) = rows.get_mut(at).and_then(|row| row.get_mut(column)) {
        cell.merge = Merge::Covered;
    }
    if let Some(cell) = rows.get_mut(top).and_then(|row| row.get_mut(column)) {
        cell.merge = Merge::Covers(at - top + 1, 1);
    }
}

fn row_texts(row: &[Cell]) -> Vec<String> {
    row.iter().map(|cell| plain(&cell.content)).collect()
}

/// A head has few rows, and no cell of it covers both ways: to the right first, then what is left
/// alone downwards.
fn merge_head(head: &mut [Vec<Cell>]) {
    for row in head.iter_mut() {
        let texts = row_texts(row);
        let mut first = 0;
        for at in 1..texts.len() {
            let same = texts.get(at) == texts.get(first);
            if same && texts.get(at).is_some_and(|text| !text.is_empty()) {
                if let Some(cell) = row.get_mut(at) {
                    cell.merge = Merge::Covered;
                }
                if let Some(cell) = row.get_mut(first) {
                    cell.merge = Merge::Covers(1, at - first + 1);
                }
            } else {
                first = at;
            }
        }
    }
    let width = head.iter().map(Vec::len).max().unwrap_or(0);
    for column in 0..width {
        let mut top = 0;
        for at in 1..head.len() {
            let cell = |row: usize| head.get(row).and_then(|row| row.get(column));
            let alone = |cell: Option<&Cell>| cell.is_some_and(|cell| cell.merge != Merge::Covered);
            let text = |cell: Option<&Cell>| cell.map(|cell| plain(&cell.content));
            let narrow = |cell: Option<&Cell>| {
                cell.is_some_and(|cell| matches!(cell.merge, Merge::Covers(_, 1)))
            };
            let same = alone(cell(top))
                && narrow(cell(top))
                && narrow(cell(at))
                && text(cell(at)) == text(cell(top));
            if same {
                cover(head, top, at, column);
            } else {
                top = at;
            }
        }
    }
}

/// Every block, those within others included, in the order of the document.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match block {
            Block::Note(_, inner)
            | Block::Landscape(inner)
            | Block::Attachment { blocks: inner, .. } => walk(inner, visit),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Byline(_)
            | Block::List(_)
            | Block::Table(_)
            | Block::Contents
            | Block::PageBreak
            | Block::Signature(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(texts: &[&str]) -> Vec<Cell> {
        texts
            .iter()
            .map(|text| Cell {
                content: vec![Inline::text(text)],
                merge: Merge::Covers(1, 1),
            })
            .collect()
    }

    fn merges(rows: &[Vec<Cell>]) -> Vec<String> {
        let show = |cell: &Cell| match cell.merge {
            Merge::Covers(1, 1) => "·".to_owned(),
            Merge::Covers(rows, columns) => format!("{rows}x{columns}"),
            Merge::Covered => "-".to_owned(),
        };
        rows.iter()
            .map(|row| row.iter().map(show).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn a_name_is_one_line_of_characters() {
        assert_eq!(clean("a\r\n\t b"), "a b");
        assert_eq!(clean("  x\u{2028}"), "x");
        assert_eq!(clean("\u{FDD0}1\u{FDD1}"), "\u{FFFD}1\u{FFFD}");
        assert_eq!(clean("　市中区"), "　市中区");
    }

    #[test]
    fn equal_cells_merge_within_their_group() {
        let mut rows = vec![
            cells(&["一", "人", "1"]),
            cells(&["一", "人", "1"]),
            cells(&["二", "人", "1"]),
            cells(&["", "人", "1"]),
            cells(&["", "人", "1"]),
        ];
        merge_rows(&mut rows, &[true, true, false]);
        assert_eq!(
            merges(&rows),
            ["2x1 2x1 ·", "- - ·", "· · ·", "· · ·", "· · ·"]
        );
    }

    #[test]
    fn no_cell_is_taller_than_a_reader_can_follow() {
        let mut rows = vec![cells(&["一", "人", "1"]); TALLEST * 2 + 1];
        merge_rows(&mut rows, &[true, true, false]);
        let told = merges(&rows);
        let whole = format!("{TALLEST}x1 {TALLEST}x1 ·");
        assert_eq!(told[0], whole);
        assert_eq!(told[TALLEST], whole);
        assert_eq!(told[TALLEST * 2], "· · ·");
        assert_eq!(
            told.iter().filter(|row| *row == "- - ·").count(),
            2 * TALLEST - 2
        );
    }

    #[test]
    fn a_head_of_two_rows_merges_both_ways() {
        let mut head = vec![
            cells(&["指标", "基期", "基期", "结论"]),
            cells(&["指标", "年份", "数值", "结论"]),
        ];
        merge_head(&mut head);
        assert_eq!(merges(&head), ["2x1 1x2 - 2x1", "- · · -"]);
    }
}
