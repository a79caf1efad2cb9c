//! The lines of a file that a drawing shows, cut to what a reader can take in.
//!
//! Only lines with labels are kept, and those between labels that stand close together. Of a very
//! long line only the surroundings of its labels are kept, with `…` for the rest. The file itself
//! is never handed on, so that neither its size nor the length of its lines matters.

use crate::text::{Source, SourceId, Sources, Span};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::ops::Range;

/// Labels with more lines than this between them are shown apart.
const GAP: usize = 6;

/// A label that covers more lines than this is shown at its first line only.
const TALL: usize = 12;

/// Lines of more bytes than this are cut.
const LONG: usize = 400;

/// How many bytes around a label, and how many of a long label itself, are kept.
const AROUND: usize = 90;

/// What stands for what was cut.
const CUT: &str = "…";

/// Part of a file, with the labels' places in it.
#[derive(Debug)]
pub struct Snippet<'a> {
    file: &'a Source,
    text: String,
    lines: Vec<Line>,
    labels: Vec<Place>,
}

/// Where a label begins.
#[derive(Debug)]
struct Place {
    /// In the snippet's text.
    at: usize,
    /// Its column in the file, from 0.
    column: usize,
    /// The cell of a workbook.
    cell: Option<String>,
    /// The lines above its sheet, which do not count in it.
    above: usize,
}

/// A line of a snippet.
#[derive(Debug)]
struct Line {
    /// Its number in the file, from 0.
    number: usize,
    /// Where it stands in the snippet's text, without its line break.
    at: Range<usize>,
    /// The stretches that were kept: where they stand in the file and in the snippet.
    kept: Vec<(Range<usize>, usize)>,
}

impl<'a> Snippet<'a> {
    /// The snippet of a file for spans in it, and where each of them is in the snippet.
    pub fn new(sources: &'a Sources, source: SourceId, spans: &[Span]) -> (Self, Vec<SourceSpan>) {
        let file = sources.get(source);
        let text = file.text_or_empty();
        let spans: Vec<_> = spans.iter().map(|span| shown(file, span.range())).collect();
        let mut snippet = Self {
            file,
            text: String::new(),
            lines: Vec::new(),
            labels: Vec::new(),
        };
        for number in numbers(file, &spans) {
            snippet.push(number, text, file.lines().range(text, number), &spans);
        }
        let places = spans
            .iter()
            .map(|span| {
                let start = snippet.place(file.lines().line(span.start), span.start);
                let end = snippet.place(file.lines().line(span.end), span.end);
                let sheet = file.sheets().and_then(|all| all.sheet_at(span.start));
                snippet.labels.push(Place {
                    at: start,
                    column: file.position(span.start).column - 1,
                    cell: file.address(span.start).map(|cell| cell.to_string()),
                    above: sheet.map_or(0, |sheet| file.first_line(sheet)),
                });
                (start, end.saturating_sub(start)).into()
            })
            .collect();
        (snippet, places)
    }

    /// Adds a line of the file.
    fn push(&mut self, number: usize, text: &str, line: Range<usize>, spans: &[Range<usize>]) {
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        let mut kept = Vec::new();
        let mut end = line.start;
        for part in stretches(text, &line, spans) {
            if part.start > end {
                self.text.push_str(CUT);
            }
            kept.push((part.clone(), self.text.len()));
            self.text
                .push_str(text.get(part.clone()).unwrap_or_default());
            end = part.end;
        }
        if end < line.end {
            self.text.push_str(CUT);
        }
        self.lines.push(Line {
            number,
            at: start..self.text.len(),
            kept,
        });
    }

    /// Where a byte of the file is in the snippet: the nearest place that was kept.
    fn place(&self, number: usize, offset: usize) -> usize {
        let Ok(at) = self.lines.binary_search_by_key(&number, |line| line.number) else {
            return 0;
        };
        let Some(line) = self.lines.get(at) else {
            return 0;
        };
        let mut place = line.at.start;
        for (kept, start) in &line.kept {
            if offset >= kept.start {
                place = start + (offset.min(kept.end) - kept.start);
            }
        }
        place
    }

    /// The line of a byte of the snippet.
    fn line(&self, offset: usize) -> Option<(usize, &Line)> {
        let after = self.lines.partition_point(|line| line.at.start <= offset);
        let at = after.checked_sub(1)?;
        Some((at, self.lines.get(at)?))
    }
}

/// What of a span is shown.
fn shown(file: &Source, span: Range<usize>) -> Range<usize> {
    let text = file.text_or_empty();
    // There is nothing to draw below the end of a file: it is shown at its last character.
    let written = text.trim_end().len();
    let start = span.start.min(written);
    let span = start..span.end.min(written).max(start);
    let (first, last) = (file.lines().line(span.start), file.lines().line(span.end));
    let line = file.lines().range(text, first);
    if span.is_empty() && span.start == line.end && !line.is_empty() {
        return boundary(text, line.end - 1)..line.end;
    }
    if last - first < TALL {
        return span;
    }
    span.start..line.end.max(span.start)
}

/// The numbers of the lines that are kept, in their order.
fn numbers(file: &Source, spans: &[Range<usize>]) -> Vec<usize> {
    let mut covered: Vec<_> = spans
        .iter()
        .map(|span| file.lines().line(span.start)..file.lines().line(span.end) + 1)
        .collect();
    covered.sort_by_key(|lines| lines.start);
    let mut runs: Vec<Range<usize>> = Vec::new();
    for lines in covered {
        match runs.last_mut() {
            Some(run) if lines.start <= run.end + GAP => run.end = run.end.max(lines.end),
            _ => runs.push(lines),
        }
    }
    runs.into_iter().flatten().collect()
}

/// The stretches of a line that are kept: all of it, or what stands around the ends of labels.
fn stretches(text: &str, line: &Range<usize>, spans: &[Range<usize>]) -> Vec<Range<usize>> {
    if line.len() <= LONG {
        return vec![line.clone()];
    }
    let mut wanted: Vec<_> = spans
        .iter()
        .flat_map(|span| {
            let around = |at: usize| at.saturating_sub(AROUND)..at + AROUND;
            [span.start, span.end]
                .into_iter()
                .filter(|at| line.start <= *at && *at <= line.end)
                .map(around)
        })
        .collect();
    if wanted.is_empty() {
        wanted.push(line.start..line.start + 2 * AROUND);
    }
    wanted.sort_by_key(|range| range.start);
    let mut kept: Vec<Range<usize>> = Vec::new();
    for range in wanted {
        let start = boundary(text, range.start.max(line.start));
        let end = boundary(text, range.end.min(line.end));
        match kept.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => kept.push(start..end),
        }
    }
    kept
}

/// The character boundary at or before a byte.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) && at > 0 {
        at -= 1;
    }
    at
}

impl SourceCode for Snippet<'_> {
    /// `miette` asks for a label and, where contexts run into each other, for both together.
    /// Context lines are not asked for.
    fn read_span<'s>(
        &'s self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'s> + 's>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let ((first, from), (last, to)) = self
            .line(start)
            .zip(self.line(end))
            .ok_or(MietteError::OutOfBounds)?;
        let shown = from.at.start..to.at.end;
        let data = self
            .text
            .get(shown.clone())
            .ok_or(MietteError::OutOfBounds)?;
        let label = self.labels.iter().find(|label| label.at == start);
        let name = match label.and_then(|label| label.cell.as_ref()) {
            Some(cell) => format!("{}:{cell}", self.file.path()),
            None => self.file.path().to_owned(),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            name,
            data.as_bytes(),
            (shown.start, shown.len()).into(),
            from.number
                .saturating_sub(label.map_or(0, |label| label.above)),
            label.map_or(0, |label| label.column),
            // What begins within so many lines of this is drawn together with it.
            last - first + 1 + GAP,
        )))
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::{Lang, Look, Severity, Sketch};
    use crate::text::{Sources, Span};

    /// What is drawn of a file with labels at the given stretches.
    fn drawn(text: &str, wanted: &[&str]) -> String {
        let mut sources = Sources::new();
        let id = sources.insert("a.rules", text.as_bytes()).unwrap();
        let labels = wanted.iter().map(|wanted| {
            let start = text.find(wanted).unwrap();
            let span = Span::new(id, start..start + wanted.len());
            (span, Some("这里".to_owned()))
        });
        let sketch = Sketch {
            code: String::new(),
            heading: "头".to_owned(),
            severity: Severity::Error,
            labels: labels.collect(),
            help: None,
        };
        let look = Look {
            color: false,
            ascii: false,
            width: 80,
        };
        sketch.draw(&sources, Lang::Zh, look)
    }

    #[test]
    fn labels_far_apart_are_shown_apart() {
        let lines: Vec<_> = (1..=1000).map(|at| format!("第{at}行")).collect();
        let text = lines.join("\n");
        let near = drawn(&text, &["第10行", "第14行"]);
        assert!(near.contains("第12行"), "{near}");
        let far = drawn(&text, &["第900行", "第10行"]);
        assert!(far.contains("[a.rules:10:1]") && far.contains("[a.rules:900:1]"));
        assert!(
            !far.contains("第500行") && far.lines().count() < 16,
            "{far}"
        );
        let tall = drawn(&text, &[&text]);
        assert!(
            tall.contains("第1行") && tall.lines().count() < 10,
            "{tall}"
        );
    }

    #[test]
    fn each_sheet_of_a_workbook_is_drawn_alone() {
        let mut builder = crate::text::SheetsBuilder::new(true);
        for sheet in ["甲", "乙 丙"] {
            builder.sheet(sheet, false);
            builder.cell(2, 1, sheet, None);
            builder.end_sheet();
        }
        let (text, sheets) = builder.finish();
        let places = ["甲", "乙"].map(|wanted| text.find(wanted).unwrap());
        let mut sources = Sources::new();
        let id = sources.insert_sheets("a.xlsx", text, sheets).unwrap();
        let labels = places.map(|at| (Span::new(id, at..at + 3), Some("这里".to_owned())));
        let sketch = Sketch {
            code: String::new(),
            heading: "头".to_owned(),
            severity: Severity::Error,
            labels: labels.into(),
            help: None,
        };
        let look = Look {
            color: false,
            ascii: false,
            width: 80,
        };
        let seen = sketch.draw(&sources, Lang::Zh, look);
        assert!(seen.contains("[a.xlsx:甲!B3]"), "{seen}");
        assert!(seen.contains("[a.xlsx:'乙 丙'!B3]"), "{seen}");
        assert_eq!(seen.matches(" 3 │").count(), 2, "{seen}");
    }

    #[test]
    fn a_long_line_is_shown_around_its_labels() {
        let filling = "人口，".repeat(200_000);
        let text = format!("{filling}甲{filling}乙{filling}\n丙");
        let seen = drawn(&text, &["甲", "乙"]);
        assert!(seen.len() < 4000, "{}", seen.len());
        assert!(seen.contains("[a.rules:1:600001]"), "{seen}");
        let (cuts, marks) = (seen.matches('…').count(), seen.matches("这里").count());
        assert_eq!((cuts, marks), (3, 2), "{seen}");
        // The marks stand below what they are about.
        let line = seen.lines().find(|line| line.contains('甲')).unwrap();
        let marks = seen.lines().find(|line| line.contains('┬')).unwrap();
        let column = |line: &str, at: usize| crate::text::display_width(&line[..at]);
        let (label, mark) = (line.find('甲').unwrap(), marks.find('┬').unwrap());
        let (label, mark) = (column(line, label), column(marks, mark));
        assert!((label..label + 2).contains(&mark), "{seen}");
        let below = drawn(&text, &["丙"]);
        assert!(
            below.contains("[a.rules:2:1]") && below.len() < 400,
            "{below}"
        );
    }

    #[test]
    fn a_place_at_the_end_of_a_file_is_shown() {
        for (text, wanted) in [("甲", "甲"), ("甲", ""), ("甲\r\n乙\r\n", "乙")] {
            assert!(drawn(text, &[wanted]).contains("这里"), "{text:?}");
        }
        let mut sources = Sources::new();
        let id = sources.insert("a.rules", "甲\n\n".as_bytes()).unwrap();
        let end = Span::new(id, 5..5);
        let (_, places) = super::Snippet::new(&sources, id, &[end]);
        assert_eq!(places, [(0, 3).into()]);
    }
}
