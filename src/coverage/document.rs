//! The plan's own text with its structure: chapters, sections, boxes, tables, and the figures in
//! them.

use super::headings::{Heading, Line, Rank, is_note, lines};
use super::places::{FoundPlace, Places};
use super::squeezed::{Squeezed, is_space, trimmed};
use super::tables::{Cell, Table, is_figure, tables};
use crate::syntax::figures::{Figures, figures};
use crate::text::SourceId;
use crate::value::Units;
use std::collections::HashSet;
use std::ops::Range;

/// The plan's own text, read once.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file that it is among the sources.
    pub source: SourceId,
    /// The text.
    pub text: String,
    /// Its figures.
    pub figures: Figures,
    squeezed: Squeezed,
    /// The text from its first to its last byte, cut at every heading and at the end of every box.
    stretches: Vec<Stretch>,
    /// The places that they lie in.
    places: Places,
    tables: Vec<Table>,
    /// The lines that are headings, without white space around them.
    headings: Vec<(Range<usize>, Heading)>,
}

/// A part of the text that lies in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    /// The steps of the place: 第三章, 第一节, 专栏3. None in front of the first heading.
    path: Vec<String>,
    at: Range<usize>,
}

impl Document {
    /// Reads the structure and the figures of a text.
    pub fn new(source: SourceId, text: &str, units: &Units) -> Self {
        let lines = lines(text);
        let figures = figures(text, units);
        let tables = tables(text, &lines, &figures);
        let stretches = stretches(&lines, &tables, text.len());
        let mut places = Places::default();
        for stretch in &stretches {
            places.add(&stretch.path, &stretch.at);
        }
        Self {
            source,
            figures,
            squeezed: Squeezed::new(text),
            stretches,
            places,
            tables,
            headings: headings(lines),
            text: text.to_owned(),
        }
    }

    /// The text with its white space squeezed.
    pub(super) fn squeezed(&self) -> &Squeezed {
        &self.squeezed
    }

    /// The whole text.
    pub(super) fn all(&self) -> Range<usize> {
        0..self.text.len()
    }

    /// The words of a stretch.
    pub(super) fn words(&self, at: &Range<usize>) -> &str {
        self.text.get(at.clone()).unwrap_or_default()
    }

    /// The place that a byte lies in; empty in front of the first heading.
    pub fn place(&self, at: usize) -> String {
        let after = self
            .stretches
            .partition_point(|stretch| stretch.at.start <= at);
        let stretch = after.checked_sub(1).and_then(|at| self.stretches.get(at));
        stretch.map_or_else(String::new, |stretch| stretch.path.join("/"))
    }

    /// The whole text, cut at every heading and at the end of every box: the path of each part
    /// and where it stands.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&[String], Range<usize>)> {
        let all = self.stretches.iter();
        all.map(|stretch| (stretch.path.as_slice(), stretch.at.clone()))
    }

    /// The table that begins at a byte.
    pub(super) fn table_at(&self, start: usize) -> Option<&Table> {
        last_before(&self.tables, start).filter(|table| table.at().start == start)
    }

    /// The paths of all places, in the order of the text.
    pub fn places(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let all = self.stretches.iter();
        all.filter(|stretch| !stretch.path.is_empty() && seen.insert(&stretch.path))
            .map(|stretch| stretch.path.join("/"))
            .collect()
    }

    /// The place of a name, which may be the end of its path; of several that end so, the one in
    /// `section` is meant. No name at all is the whole text.
    pub(super) fn find_place(&self, name: &str, section: &str) -> FoundPlace {
        let found = self.places.find(name, section);
        found.unwrap_or_else(|| FoundPlace::One(vec![self.all()]))
    }

    /// The line of the heading over a byte.
    pub(super) fn heading_of(&self, at: usize) -> Option<Range<usize>> {
        let after = self
            .headings
            .partition_point(|(heading, _)| heading.start <= at);
        let (heading, _) = self.headings.get(after.checked_sub(1)?)?;
        Some(heading.clone())
    }

    /// The heading that a line is.
    pub(super) fn heading_in(&self, line: &Range<usize>) -> Option<&Heading> {
        let before = self
            .headings
            .partition_point(|(heading, _)| heading.start < line.start);
        let (at, heading) = self.headings.get(before)?;
        (at.end <= line.end).then_some(heading)
    }

    /// The sentence up to a byte: from behind the last full stop, or from the start of the line.
    pub(super) fn sentence_up_to(&self, end: usize) -> Range<usize> {
        let before = self.text.get(..end).unwrap_or_default();
        // 到2025年，甲…；乙… is of one year: what stands behind a semicolon goes on.
        let stop = |c: char| matches!(c, '。' | '！' | '？' | '\n');
        let start = before
            .char_indices()
            .rev()
            .find(|(_, c)| stop(*c))
            .map_or(0, |(at, c)| at + c.len_utf8());
        start..end
    }

    /// The row of a table that a byte lies in, from its first cell to its last.
    pub(super) fn row(&self, at: usize) -> Option<Range<usize>> {
        let mut cells = self.cell(at)?.row();
        let first = cells.next()?.at();
        let last = cells.last().map_or(first.end, |cell| cell.at().end);
        Some(first.start..last)
    }

    /// The cell of a table that a byte lies in.
    pub(super) fn cell(&self, at: usize) -> Option<Cell<'_>> {
        last_before(&self.tables, at)?.cell(at)
    }

    /// Whether a cell of a table begins with a figure.
    pub(super) fn is_figure(&self, cell: &Range<usize>) -> bool {
        is_figure(&self.text, &self.figures, cell)
    }

    /// Whether a cell stands in a column that only counts the rows.
    pub(super) fn counts_rows(&self, cell: Cell<'_>) -> bool {
        let mut headings = cell.headings();
        !cell.is_heading()
            && headings.any(|heading| {
                let words: String = self.words(heading).split_whitespace().collect();
                matches!(words.as_str(), "序号" | "编号")
            })
    }

    /// The tables that lie in one of some stretches.
    pub(super) fn tables_in<'d>(
        &'d self,
        stretches: &'d [Range<usize>],
    ) -> impl Iterator<Item = &'d Table> {
        let within = |table: &&Table| {
            let start = table.at().start;
            stretches.iter().any(|stretch| stretch.contains(&start))
        };
        self.tables.iter().filter(within)
    }

    /// The figures that lie in a stretch, by their place among all.
    pub(super) fn figures_in(&self, at: &Range<usize>) -> Range<usize> {
        let all = &self.figures.figures;
        let first = all.partition_point(|figure| figure.at.start < at.start);
        let end = all.partition_point(|figure| figure.at.end <= at.end);
        first..end.max(first)
    }
}

/// The last table that begins at a byte or before it.
fn last_before(tables: &[Table], at: usize) -> Option<&Table> {
    let after = tables.partition_point(|table| table.at().start <= at);
    tables.get(after.checked_sub(1)?)
}

fn headings(lines: Vec<Line<'_>>) -> Vec<(Range<usize>, Heading)> {
    let all = lines.into_iter();
    all.filter_map(|line| Some((trimmed(line.at, line.text), line.heading?)))
        .collect()
}

/// Cuts a text at its headings.
fn stretches(lines: &[Line<'_>], tables: &[Table], end: usize) -> Vec<Stretch> {
    let mut cutter = Cutter::default();
    let mut blank_lines = 0;
    let is_chapter = |heading: &Heading| heading.rank == Rank::Chapter;
    let has_chapters = lines
        .iter()
        .any(|line| line.heading.as_ref().is_some_and(is_chapter));
    for line in lines {
        let is_blank = line.text.chars().all(is_space);
        let heading = line.heading.as_ref();
        if let Some(found) = heading.filter(|found| !found.rank.is_numbered() || !has_chapters) {
            cutter.heading(line.at, found.clone());
        } else if !is_blank {
            let table = last_before(tables, line.at);
            let in_table = table.is_some_and(|table| table.at().contains(&line.at));
            cutter.line(line.at, blank_lines, in_table, line.text);
        }
        blank_lines = if is_blank && !line.text.starts_with('\t') {
            blank_lines + 1
        } else {
            0
        };
    }
    cutter.finish(end)
}

/// Where the cutting has come to.
#[derive(Default)]
struct Cutter {
    done: Vec<Stretch>,
    /// The headings that are open, with their ranks.
    open: Vec<(Rank, String)>,
    since: usize,
    /// Within a box: whether a table has begun in it.
    in_box: bool,
    seen_table: bool,
    /// Or any other line.
    seen_line: bool,
}

impl Cutter {
    fn heading(&mut self, at: usize, found: Heading) {
        self.cut(at);
        self.open.retain(|(rank, _)| *rank < found.rank);
        self.in_box = found.rank == Rank::Box;
        (self.seen_table, self.seen_line) = (false, false);
        self.open.push((found.rank, found.step));
    }

    /// A line that is no heading. A box ends where its table does, or at two blank lines; a note
    /// directly below it is part of it.
    fn line(&mut self, at: usize, blank_lines: usize, in_table: bool, line: &str) {
        if !self.in_box {
            return;
        }
        self.seen_table |= in_table;
        let ends = match self.seen_table {
            true => !in_table,
            false => self.seen_line && blank_lines >= 2,
        };
        self.seen_line = true;
        if ends && !is_note(line) {
            self.cut(at);
            self.open.retain(|(rank, _)| *rank != Rank::Box);
            self.in_box = false;
        }
    }

    fn cut(&mut self, at: usize) {
        if at > self.since {
            let path: Vec<_> = self.open.iter().map(|(_, step)| step.clone()).collect();
            self.done.push(Stretch {
                path,
                at: self.since..at,
            });
            self.since = at;
        }
    }

    fn finish(mut self, end: usize) -> Vec<Stretch> {
        self.cut(end);
        self.done
    }
}
