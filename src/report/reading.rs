//! From what a template wrote to a document. Reads the Markdown that `docs/templates.md` lists and
//! nothing else.
//!
//! The reader is our own because a value must never be read. A template's output holds, in place of
//! each value, a fence: U+FDD0, a number, U+FDD1 ([`fenced`]). Both are noncharacters, which no
//! text of a plan may hold, and the value itself waits in a table. A Markdown library would have to
//! be given the values as text, escaped, and each of its extensions would be a way in; it would
//! also not know merged cells, decimal columns and the places that our diagnostics point at.

use super::document::{
    Align, Block, Cell, Column, Goal, Heading, Inline, Item, List, Merge, Table, Tone, clean, plain,
};
use super::numbering::{Numbering, Numbers};
use crate::text::display_width;
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

    // ---- tables

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

    // ---- what stands within a line

    fn inlines(&mut self, range: Range<usize>) -> Vec<Inline> {
        let range = trimmed(self.text, range);
        let mut scan = Scan {
            at: range.start,
            end: range.end,
            strong: false,
            link: false,
        };
        let (content, _) = self.run(&mut scan, None);
        content
    }

    /// Reads up to `stop` or to the end of the scan; says whether the stop was met.
    fn run(&mut self, scan: &mut Scan, stop: Option<&str>) -> (Vec<Inline>, bool) {
        let mut run = Run::default();
        while scan.at < scan.end {
            let rest = self.text.get(scan.at..scan.end).unwrap_or_default();
            if let Some(stop) = stop
                && rest.starts_with(stop)
            {
                scan.at += stop.len();
                return (run.finish(), true);
            }
            let Some(c) = rest.chars().next() else {
                break;
            };
            match c {
                '\\' => scan.at += escape(rest, &mut run),
                '\n' => {
                    run.gap = true;
                    scan.at += rest.len() - rest.trim_ascii_start().len();
                }
                '\r' => scan.at += 1,
                OPEN | CLOSE => self.value(scan, rest, &mut run),
                '*' if rest.starts_with("**") && !scan.strong => {
                    self.strong(scan, ("**", "**"), &mut run);
                }
                '<' if rest.starts_with("<strong>") && !scan.strong => {
                    self.strong(scan, ("<strong>", "</strong>"), &mut run);
                }
                '[' if !scan.link && rest.contains("](") => self.link(scan, &mut run),
                '<' if rest.starts_with("<br>") => {
                    run.push(Inline::Break);
                    scan.at += 4;
                }
                c => {
                    run.letter(c);
                    scan.at += c.len_utf8();
                }
            }
        }
        (run.finish(), stop.is_none())
    }

    fn value(&mut self, scan: &mut Scan, rest: &str, run: &mut Run) {
        match self.find_value(rest) {
            Some((value, length)) => {
                for inline in value {
                    run.push(inline.clone());
                }
                scan.at += length;
            }
            None => {
                self.problem(scan.at..scan.at + OPEN.len_utf8(), Fault::CutValue);
                scan.at += OPEN.len_utf8();
            }
        }
    }

    /// The value whose fence `rest` begins with, and how long the fence is.
    fn find_value(&self, rest: &str) -> Option<(&'a [Inline], usize)> {
        let (number, _) = rest.strip_prefix(OPEN)?.split_once(CLOSE)?;
        let value = self.values.get(number.parse::<usize>().ok()?)?;
        Some((value, number.len() + OPEN.len_utf8() + CLOSE.len_utf8()))
    }

    /// `**` as people write it, `<strong>` as our writer does where `**` would not do.
    fn strong(&mut self, scan: &mut Scan, (open, close): (&str, &str), run: &mut Run) {
        let start = scan.at;
        scan.at += open.len();
        scan.strong = true;
        let (content, closed) = self.run(scan, Some(close));
        scan.strong = false;
        if !closed {
            self.problem(start..start + open.len(), Fault::NotClosed(open.to_owned()));
        }
        run.push(Inline::Strong(content));
    }

    /// `[words](#place)`, `[words](@place)` or `[words](https://…)`; anything else is only a
    /// bracket. Links do not stand within links, so nothing is read more than twice.
    fn link(&mut self, scan: &mut Scan, run: &mut Run) {
        let (start, problems) = (scan.at, self.problems.len());
        scan.at += 1;
        scan.link = true;
        let (content, closed) = self.run(scan, Some("]("));
        scan.link = false;
        let rest = self.text.get(scan.at..scan.end).unwrap_or_default();
        let goal = rest
            .split_once(')')
            .filter(|_| closed)
            .map(|(goal, _)| goal);
        let made = goal.and_then(|goal| self.goal(goal, content));
        match (made, goal) {
            (Some(inline), Some(goal)) => {
                run.push(inline);
                scan.at += goal.len() + 1;
            }
            _ => {
                self.problems.truncate(problems);
                scan.at = start + 1;
                run.letter('[');
            }
        }
    }

    fn goal(&self, goal: &str, content: Vec<Inline>) -> Option<Inline> {
        if let Some(place) = goal.strip_prefix('#') {
            let anchor = anchor_id(&self.with_values(place));
            return Some(Inline::Link(Goal::Anchor(anchor), content));
        }
        if let Some(place) = goal.strip_prefix('@') {
            return Some(Inline::Anchor(anchor_id(&self.with_values(place)), content));
        }
        let web = ["http://", "https://", "mailto:"];
        let leads_out = web.iter().any(|scheme| goal.starts_with(scheme));
        leads_out.then(|| Inline::Link(Goal::Web(self.with_values(goal)), content))
    }

    fn with_values(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            match self.find_value(rest) {
                Some((value, length)) => {
                    filled.push_str(&plain(value));
                    rest = rest.get(length..).unwrap_or_default();
                }
                None => {
                    filled.push(c);
                    rest = rest.get(c.len_utf8()..).unwrap_or_default();
                }
            }
        }
        clean(&filled)
    }
}

/// Where the reading of a stretch of text stands.
struct Scan {
    at: usize,
    end: usize,
    strong: bool,
    link: bool,
}

/// Inlines being put together.
#[derive(Default)]
struct Run {
    done: Vec<Inline>,
    text: String,
    /// A line has ended, and whether that is a space depends on what comes.
    gap: bool,
}

impl Run {
    fn letter(&mut self, c: char) {
        self.close_gap(Some(c));
        // Tabs and the like in a template's own words; a fence never comes here.
        self.text.push(if c.is_control() { ' ' } else { c });
    }

    fn push(&mut self, inline: Inline) {
        let first = plain(std::slice::from_ref(&inline)).chars().next();
        self.close_gap(first);
        if let Inline::Text(own) = &inline {
            self.text.push_str(own);
        } else {
            self.flush();
            self.done.push(inline);
        }
    }

    /// Between Chinese characters the end of a line is nothing, between words it is a space.
    fn close_gap(&mut self, next: Option<char>) {
        if !std::mem::take(&mut self.gap) {
            return;
        }
        let last = self.text.chars().next_back().or_else(|| {
            let last = self.done.last()?;
            plain(std::slice::from_ref(last)).chars().next_back()
        });
        let tight = |c: Option<char>| c.is_none_or(|c| c == ' ' || is_chinese(c));
        if !tight(last) && !tight(next) {
            self.text.push(' ');
        }
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.done.push(Inline::Text(std::mem::take(&mut self.text)));
        }
    }

    fn finish(mut self) -> Vec<Inline> {
        self.flush();
        self.done
    }
}

fn is_chinese(c: char) -> bool {
    display_width(c.encode_utf8(&mut [0; 4])) == 2 || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// Takes `\` and what it protects; says how many bytes that was.
fn escape(rest: &str, run: &mut Run) -> usize {
    match rest.chars().nth(1) {
        Some('\n') => {
            run.push(Inline::Break);
            2
        }
        Some(c) if c.is_ascii_punctuation() => {
            run.letter(c);
            2
        }
        _ => {
            run.letter('\\');
            1
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
