//! The plan's text laid out as a document: headings, boxes, paragraphs. How a table looks is said
//! elsewhere.

use super::grid;
use super::marks::Marks;
use crate::coverage::headings::{Heading, Rank};
use crate::coverage::places::is_box;
use crate::coverage::squeezed::{is_space, squeeze, trimmed};
use crate::value::numeral;
use std::fmt::Write;
use std::ops::Range;

/// The text as it is shown.
pub(super) struct Body {
    pub html: String,
    /// The headings of chapters, sections and boxes.
    pub headings: Vec<Shown>,
}

/// A heading as it is shown.
pub(super) struct Shown {
    /// 2 of a chapter, 3 of a section, 4 of a box.
    pub level: usize,
    /// What links lead to.
    pub id: String,
    /// The path of its place.
    pub path: String,
    pub words: String,
}

impl Body {
    pub fn new(marks: &Marks<'_>) -> Self {
        let mut writer = Writer {
            marks,
            body: Self {
                html: String::new(),
                headings: Vec::new(),
            },
            done: 0,
        };
        for (number, (path, at)) in marks.page.document.parts().enumerate() {
            writer.part(number, path, &at);
        }
        writer.body
    }

    /// The heading of a place.
    pub fn heading(&self, path: &str) -> Option<&Shown> {
        self.headings.iter().find(|heading| heading.path == path)
    }
}

struct Writer<'m> {
    marks: &'m Marks<'m>,
    body: Body,
    /// Up to where the text is written: a table is written as a whole.
    done: usize,
}

impl Writer<'_> {
    /// What lies between two headings.
    fn part(&mut self, number: usize, path: &[String], at: &Range<usize>) {
        let is_box = path.last().is_some_and(|step| is_box(step));
        if is_box {
            let _ = writeln!(
                self.body.html,
                "<section class=\"box\" aria-labelledby=\"p-{number}\">"
            );
        }
        let mut start = at.start;
        for line in self.marks.words(at.clone()).split_inclusive('\n') {
            let found = self
                .marks
                .page
                .document
                .heading_in(&(start..start + line.len()));
            let opens = |found: &&Heading| start == at.start && path.last() == Some(&found.step);
            match found.filter(opens) {
                Some(found) if start >= self.done => {
                    self.heading(number, path, found, start, line);
                }
                _ => self.line(found, start, line),
            }
            start += line.len();
        }
        if is_box {
            self.body.html.push_str("</section>\n");
        }
    }

    /// The heading that opens a place.
    fn heading(
        &mut self,
        number: usize,
        path: &[String],
        found: &Heading,
        start: usize,
        line: &str,
    ) {
        let level = match found.rank {
            Rank::Chapter | Rank::Numbered => 2,
            Rank::Section | Rank::Bracketed => 3,
            Rank::Box => 4,
        };
        let id = format!("p-{number}");
        let open = format!("<h{level} id=\"{id}\">");
        self.within(&open, &trimmed(start, line), &format!("</h{level}>\n"));
        self.body.headings.push(Shown {
            level,
            id,
            path: path.join("/"),
            words: squeeze(line),
        });
    }

    fn line(&mut self, found: Option<&Heading>, start: usize, line: &str) {
        if start < self.done {
            return;
        }
        if let Some(table) = self.marks.page.document.table_at(start) {
            self.done = table.at().end;
            grid::table(&mut self.body.html, self.marks, table);
            return;
        }
        let inner = trimmed(start, line);
        if inner.is_empty() {
            return;
        }
        // Numbered lines are no places where a plan has chapters; headings they are.
        match found.map(|found| found.rank) {
            Some(Rank::Bracketed) => self.within("<h5>", &inner, "</h5>\n"),
            Some(_) => self.within("<h4>", &inner, "</h4>\n"),
            None if is_caption(line) => {
                self.within("<p class=\"caption\">", &inner, "</p>\n");
            }
            None => self.within("<p>", &inner, "</p>\n"),
        }
    }

    fn within(&mut self, open: &str, at: &Range<usize>, close: &str) {
        self.body.html.push_str(open);
        self.marks.inline(&mut self.body.html, at);
        self.body.html.push_str(close);
    }
}

/// 图1 and its title.
fn is_caption(line: &str) -> bool {
    let rest = line.trim_start_matches(is_space).strip_prefix('图');
    rest.is_some_and(|rest| rest.starts_with(numeral::is_numeral) && !rest.contains('。'))
}
