//! From what a template wrote to a document. Reads the Markdown that `docs/templates.md` lists and
//! nothing else.
//!
//! The reader is our own because a value must never be read. A template's output holds, in place of
//! each value, a fence: U+FDD0, a number, U+FDD1 ([`fenced`]). Both are noncharacters, which no
//! text of a plan may hold, and the value itself waits in a table. A Markdown library would have to
//! be given the values as text, escaped, and each of its extensions would be a way in; it would
//! also not know merged cells, decimal columns and the places that our diagnostics point at.

mod inlines;

use crate::report::document::{
    Align, Block, Cell, Column, Heading, Inline, Item, List, Merge, Table, Tone, clean, plain,
};
use crate::report::numbering::{Numbering, Numbers};
use std::ops::Range;

/// Begins the fence around the number of a value.
pub const OPEN: char = '\u{FDD0}';
/// Ends it.
pub const CLOSE: char = '\u{FDD1}';

/// What stands in a template's output for the value of that number.
pub fn fenced(number: usize) -> String {
    format!("{OPEN}{number}{CLOSE}")
}

/// Something that cannot be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where in the text that was read.
    pub at: Range<usize>,
    /// What.
    pub fault: Fault,
}

/// What is wrong with the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A row has another number of cells than the line under the head.
    Columns {
        /// Cells of the row.
        found: usize,
        /// Columns of the table.
        wanted: usize,
    },
    /// A table has no line under its head.
    NoRule,
    /// There is no such directive.
    Directive(String),
    /// A directive has no such setting.
    Setting(String),
    /// Directives stand within each other too deep.
    Deep,
    /// Something is opened and never closed: `**` or a directive.
    NotClosed(String),
    /// `:::` closes nothing.
    NothingOpen,
    /// A filter has cut a value in two.
    CutValue,
}

/// How deep directives and lists may stand within each other. The reader calls itself for each.
const DEPTH: usize = 8;

/// The directives, by name.
pub const DIRECTIVES: [&str; 9] = [
    "numbering",
    "contents",
    "pagebreak",
    "byline",
    "note",
    "warning",
    "landscape",
    "signature",
    "attachment",
];

/// The blocks of `text`, in which fences stand for `values`, and what could not be laid out.
pub fn read(text: &str, values: &[Vec<Inline>]) -> (Vec<Block>, Vec<Problem>) {
    let mut reader = Reader {
        text,
        values,
        lines: lines(text),
        next: 0,
        problems: Vec::new(),
        numbers: Numbers::default(),
        tables: 0,
        attachments: 0,
    };
    let blocks = reader.blocks(0, None);
    (blocks, reader.problems)
}

/// A line without its line break, and where it begins.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl Line<'_> {
    fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    fn is_blank(&self) -> bool {
        self.text.trim_ascii().is_empty()
    }

    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// What the line begins.
    fn kind(&self) -> Kind {
        let body = self.text.trim_start_matches(' ');
        let hashes = body.len() - body.trim_start_matches('#').len();
        if self.is_blank() {
            Kind::Blank
        } else if body.starts_with(":::") {
            Kind::Directive
        } else if (1..=5).contains(&hashes)
            && body.get(hashes..).is_some_and(|rest| rest.starts_with(' '))
        {
            Kind::Heading(hashes)
        } else if body.starts_with('|') {
            Kind::Row
        } else if body.starts_with("- ") {
            Kind::Bullet(2)
        } else {
            let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            match body.get(digits..) {
                Some(rest) if digits > 0 && rest.starts_with(". ") => Kind::Number(digits + 2),
                _ => Kind::Words,
            }
        }
    }
}

enum Kind {
    Blank,
    Directive,
    Heading(usize),
    Row,
    /// With how much stands before the words.
    Bullet(usize),
    Number(usize),
    Words,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|whole| {
            let line = Line {
                start,
                text: whole.trim_end_matches(['\n', '\r']),
            };
            start += whole.len();
            line
        })
        .collect()
}

struct Reader<'a> {
    text: &'a str,
    values: &'a [Vec<Inline>],
    lines: Vec<Line<'a>>,
    next: usize,
    problems: Vec<Problem>,
    numbers: Numbers,
    tables: usize,
    attachments: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<Line<'a>> {
        self.lines.get(self.next).copied()
    }

    fn problem(&mut self, at: Range<usize>, fault: Fault) {
        self.problems.push(Problem { at, fault });
    }

    /// Blocks up to the `:::` that closes `open`, or to the end.
    fn blocks(&mut self, depth: usize, open: Option<(Line<'a>, &str)>) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some(line) = self.peek() {
            match line.kind() {
                Kind::Blank => self.next += 1,
                Kind::Directive => {
                    self.next += 1;
                    let (name, rest) = directive(&line);
                    if !name.is_empty() {
                        blocks.extend(self.directive(depth, line, name, rest));
                    } else if open.is_some() {
                        return blocks;
                    } else {
                        self.problem(line.range(), Fault::NothingOpen);
                    }
                }
                Kind::Heading(level) => {
                    self.next += 1;
                    blocks.push(self.heading(line, level));
                }
                Kind::Row => blocks.push(self.table()),
                Kind::Bullet(_) | Kind::Number(_) => {
                    blocks.push(Block::List(self.list(line.indent(), 0)));
                }
                Kind::Words => blocks.push(Block::Paragraph(self.paragraph())),
            }
        }
        if let Some((line, name)) = open {
            self.problem(line.range(), Fault::NotClosed(format!("::: {name}")));
        }
        blocks
    }

    fn heading(&mut self, line: Line<'a>, hashes: usize) -> Block {
        let level = u8::try_from(hashes).unwrap_or(5);
        let skip = line.indent() + hashes;
        let content = self.inlines(line.start + skip..line.range().end);
        let (number, anchor) = self.numbers.next(level, &plain(&content));
        Block::Heading(Heading {
            level,
            number,
            content,
            anchor,
        })
    }

    /// The lines up to a blank one or one that begins something else.
    fn paragraph(&mut self) -> Vec<Inline> {
        let range = self.take_lines(|line| matches!(line.kind(), Kind::Words));
        self.inlines(range)
    }

    /// The first line, whatever it is, and those after it that `more` wants.
    fn take_lines(&mut self, more: impl Fn(&Line) -> bool) -> Range<usize> {
        let Some(first) = self.peek() else {
            return self.text.len()..self.text.len();
        };
        let mut range = first.range();
        self.next += 1;
        while let Some(line) = self.peek().filter(&more) {
            range.end = line.range().end;
            self.next += 1;
        }
        range
    }

    fn list(&mut self, indent: usize, depth: usize) -> List {
        let mut list = List {
            ordered: matches!(self.peek().map(|line| line.kind()), Some(Kind::Number(_))),
            items: Vec::new(),
        };
        while let Some(line) = self.peek() {
            let (Kind::Bullet(skip) | Kind::Number(skip)) = line.kind() else {
                break;
            };
            let deeper = line.indent() >= indent + 2;
            if line.indent() < indent {
                break;
            }
            if deeper && depth < DEPTH {
                let below = self.list(line.indent(), depth + 1);
                if let Some(item) = list.items.last_mut() {
                    item.below = Some(below);
                    continue;
                }
            }
            let mut range =
                self.take_lines(|line| matches!(line.kind(), Kind::Words) && line.indent() >= 2);
            range.start += line.indent() + skip;
            let content = self.inlines(range);
            list.items.push(Item {
                content,
                below: None,
            });
        }
        list
    }

    fn directive(
        &mut self,
        depth: usize,
        line: Line<'a>,
        name: &'a str,
        rest: Range<usize>,
    ) -> Option<Block> {
        if depth >= DEPTH {
            self.problem(line.range(), Fault::Deep);
            return None;
        }
        match name {
            "contents" => Some(Block::Contents),
            "pagebreak" => Some(Block::PageBreak),
            "numbering" => {
                let setting = self.text.get(rest.clone()).unwrap_or_default();
                match Numbering::find(setting) {
                    Some(numbering) => self.numbers.numbering = numbering,
                    None => self.problem(rest, Fault::Setting(clean(setting))),
                }
                None
            }
            "byline" => Some(Block::Byline(self.inlines(rest))),
            "note" => Some(Block::Note(Tone::Note, self.inner(depth, line, name))),
            "warning" => Some(Block::Note(Tone::Warning, self.inner(depth, line, name))),
            "landscape" => Some(Block::Landscape(self.inner(depth, line, name))),
            "attachment" => {
                self.attachments += 1;
                Some(Block::Attachment {
                    number: self.attachments,
                    title: self.inlines(rest),
                    blocks: self.inner(depth, line, name),
                })
            }
            "signature" => Some(Block::Signature(self.signature(line))),
            _ => {
                self.problem(line.range(), Fault::Directive(clean(name)));
                None
            }
        }
    }

    /// Lines that stay lines.
    fn signature(&mut self, open: Line<'a>) -> Vec<Vec<Inline>> {
        let mut lines = Vec::new();
        while let Some(line) = self.peek() {
            self.next += 1;
            match line.kind() {
                Kind::Blank => {}
                Kind::Directive => return lines,
                _ => lines.push(self.inlines(line.range())),
            }
        }
        self.problem(open.range(), Fault::NotClosed("::: signature".to_owned()));
        lines
    }

    fn inner(&mut self, depth: usize, line: Line<'a>, name: &str) -> Vec<Block> {
        self.blocks(depth + 1, Some((line, name)))
    }

    fn table(&mut self) -> Block {
        let mut head: Vec<Vec<Cell>> = Vec::new();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut columns: Option<Vec<Column>> = None;
        let mut whole = self.peek().map(|line| line.range()).unwrap_or_default();
        let mut read: Vec<(Range<usize>, usize, bool)> = Vec::new();
        while let Some(line) = self.peek().filter(|line| matches!(line.kind(), Kind::Row)) {
            self.next += 1;
            whole.end = line.range().end;
            let cells = split_row(self.text, line.range());
            if columns.is_none()
                && let Some(rule) = rule(self.text, &cells)
            {
                columns = Some(rule);
                continue;
            }
            let row: Vec<_> = cells.into_iter().map(|cell| self.cell(cell)).collect();
            read.push((line.range(), row.len(), columns.is_some()));
            if columns.is_some() {
                rows.push(row);
            } else {
                head.push(row);
            }
        }
        let columns = columns.unwrap_or_else(|| {
            self.problem(whole, Fault::NoRule);
            Vec::new()
        });
        let wanted = columns.len();
        for (at, found, _) in read {
            if found != wanted && wanted > 0 {
                self.problem(at, Fault::Columns { found, wanted });
            }
        }
        for row in head.iter_mut().chain(&mut rows) {
            row.resize_with(wanted, || Cell {
                content: Vec::new(),
                merge: Merge::Covers(1, 1),
            });
        }
        let caption = self.caption();
        let number = (!caption.is_empty()).then(|| {
            self.tables += 1;
            self.tables
        });
        let mut table = Table {
            number,
            caption,
            columns,
            head,
            rows,
        };
        table.merge_equal();
        Block::Table(table)
    }

    fn cell(&mut self, range: Range<usize>) -> Cell {
        Cell {
            content: self.inlines(range),
            merge: Merge::Covers(1, 1),
        }
    }

    /// `: what the table shows`, right under it.
    fn caption(&mut self) -> Vec<Inline> {
        match self.peek() {
            Some(line) if line.text.starts_with(": ") => {
                self.next += 1;
                self.inlines(line.start + 1..line.range().end)
            }
            _ => Vec::new(),
        }
    }
}

/// The name behind `:::` and where the rest of the line is.
fn directive<'a>(line: &Line<'a>) -> (&'a str, Range<usize>) {
    let colons = line.indent() + 3;
    let after = line.text.get(colons..).unwrap_or_default();
    let name = after.trim_ascii_start();
    let skipped = colons + after.len() - name.len();
    let name = name.split(' ').next().unwrap_or_default();
    let rest = line.start + skipped + name.len()..line.range().end;
    let text = line.text.get(skipped + name.len()..).unwrap_or_default();
    (name, trim_range(text, rest))
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    trim_range(text.get(range.clone()).unwrap_or_default(), range)
}

fn trim_range(text: &str, range: Range<usize>) -> Range<usize> {
    let behind = text.len() - text.trim_ascii_end().len();
    let before = text.len() - text.trim_ascii_start().len();
    if before == text.len() {
        return range.end..range.end;
    }
    range.start + before..range.end - behind
}

/// The cells of a row, each without the space around it.
fn split_row(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let line = trimmed(text, line);
    let body = text.get(line.clone()).unwrap_or_default();
    let mut cells = Vec::new();
    let mut start = None;
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        if c == '|' && !escaped {
            if let Some(start) = start {
                cells.push(trimmed(text, line.start + start..line.start + at));
            }
            start = Some(at + 1);
        }
        escaped = c == '\\' && !escaped;
    }
    // A row may do without its last `|`.
    match start {
        Some(start) if start < body.len() => {
            cells.push(trimmed(text, line.start + start..line.end));
        }
        _ => {}
    }
    cells
}

/// The columns, if the cells are the line under a head: `:--` left, `:-:` middle, `--:` right,
/// `--.` on the decimal point; drawn with `=` equal cells merge. The length is the width.
fn rule(text: &str, cells: &[Range<usize>]) -> Option<Vec<Column>> {
    let column = |cell: &Range<usize>| {
        let mark = text.get(cell.clone())?;
        let left = mark.starts_with(':');
        let line = mark.strip_prefix(':').unwrap_or(mark);
        let align = match (left, line.chars().next_back()?) {
            (true, ':') => Align::Center,
            (false, ':') => Align::Right,
            (false, '.') => Align::Decimal,
            _ => Align::Left,
        };
        let line = line.trim_end_matches([':', '.']);
        let drawn = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '='));
        drawn.then(|| Column {
            align,
            merge: line.contains('='),
            width: line.len(),
        })
    };
    let columns: Option<Vec<_>> = cells.iter().map(column).collect();
    columns.filter(|columns| !columns.is_empty())
}
