//! Running text with its marks: figures, the quotes around them, and the places that findings
//! point at.

use super::Page;
use crate::coverage::squeezed::is_space;
use crate::coverage::{Accounted, Claimant, Class};
use crate::text::{Span, escape_html as escape};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::ops::Range;

/// How many names a tooltip gives.
const NAMED: usize = 5;

/// What is marked in the text.
pub(super) struct Marks<'a> {
    pub page: &'a Page<'a>,
    /// Of each who can account for figures the place among all.
    entries: HashMap<&'a str, usize>,
    /// Those who do account for a figure, or whose quote was found.
    named: HashSet<&'a str>,
    /// Of those the places, in the order of the files, with which entry is theirs.
    written: Vec<(Span, usize)>,
    /// Stretches that are quoted, in order. Invariant: no two overlap, and no figure lies across
    /// an end of one.
    quoted: Vec<Quoted<'a>>,
    /// Bytes that findings point at and that have no mark otherwise, in order.
    anchors: Vec<usize>,
}

/// A stretch that is quoted, by one or by several.
struct Quoted<'a> {
    at: Range<usize>,
    by: Vec<&'a str>,
}

impl<'a> Marks<'a> {
    pub fn new(page: &'a Page<'a>) -> Self {
        let entries = page.claimants.iter().enumerate();
        let figures = page.coverage.figures.iter();
        let claimed = figures.flat_map(|figure| figure.claimed_by.iter().map(String::as_str));
        let quotes = page.coverage.quotes.iter();
        let found = quotes.filter(|quote| quote.at.is_some());
        let mut marks = Self {
            page,
            entries: entries.map(|(at, one)| (one.name.as_str(), at)).collect(),
            named: claimed
                .chain(found.map(|quote| quote.by.as_str()))
                .collect(),
            quoted: quoted(page),
            written: Vec::new(),
            anchors: Vec::new(),
        };
        let all = page.claimants.iter().enumerate();
        let written = all.filter(|(_, one)| marks.has_entry(one));
        marks.written = written.map(|(entry, one)| (one.place, entry)).collect();
        marks
            .written
            .sort_by_key(|(place, _)| (place.source, place.start));
        let labels = page.findings.iter().flat_map(|one| &one.labels);
        let own = labels.filter(|label| label.span.source == page.document.source);
        let mut anchors: Vec<_> = own
            .filter_map(|label| marks.visible(label.span.range().start))
            .filter(|at| marks.marked(*at).is_none())
            .collect();
        anchors.sort_unstable();
        anchors.dedup();
        marks.anchors = anchors;
        marks
    }

    /// The words of a stretch.
    pub fn words(&self, at: Range<usize>) -> &'a str {
        self.page.document.text.get(at).unwrap_or_default()
    }

    /// The figures with their number on the page, which counts from 1.
    pub fn figures(&self) -> impl Iterator<Item = (usize, &'a Accounted)> + use<'a> {
        (1..).zip(&self.page.coverage.figures)
    }

    /// The stretch of the text as it is shown.
    pub fn inline(&self, out: &mut String, at: &Range<usize>) {
        let mut from = at.start;
        let first = self
            .quoted
            .partition_point(|quote| quote.at.end <= at.start);
        let within = self.quoted.iter().enumerate().skip(first);
        for (number, quote) in within.take_while(|(_, quote)| quote.at.start < at.end) {
            let start = quote.at.start.max(at.start);
            let end = quote.at.end.min(at.end);
            self.unquoted(out, from..start);
            out.push_str("<span class=\"quote\"");
            // Of a quote that goes through several cells the first has its name.
            if start == quote.at.start {
                let _ = write!(out, " id=\"q-{number}\"");
            }
            let by = self.names(&quote.by);
            let title = self.page.filled("page.quoted_by", &[("by", &by)]);
            let _ = write!(out, " title=\"{}\">", escape(&title));
            self.unquoted(out, start..end);
            out.push_str("</span>");
            from = end;
        }
        self.unquoted(out, from..at.end);
    }

    fn unquoted(&self, out: &mut String, at: Range<usize>) {
        let figures = &self.page.coverage.figures;
        let first = figures.partition_point(|figure| figure.at.start < at.start);
        let mut from = at.start;
        for (index, figure) in figures.iter().enumerate().skip(first) {
            if figure.at.end > at.end {
                break;
            }
            self.plain(out, from..figure.at.start);
            self.figure(out, index + 1, figure);
            from = figure.at.end;
        }
        self.plain(out, from..at.end);
    }

    fn plain(&self, out: &mut String, at: Range<usize>) {
        let first = self.anchors.partition_point(|anchor| *anchor < at.start);
        let mut from = at.start;
        let anchors = self.anchors.iter().skip(first).copied();
        for anchor in anchors.take_while(|anchor| *anchor < at.end) {
            shown(out, self.words(from..anchor));
            let _ = write!(out, "<span id=\"a-{anchor}\"></span>");
            from = anchor;
        }
        shown(out, self.words(from..at.end));
    }

    /// A figure leads to who accounts for it; one that nobody accounts for to the list of those.
    fn figure(&self, out: &mut String, number: usize, figure: &Accounted) {
        let page = self.page;
        let class = figure.class;
        let goal = match (class, self.entry_of(figure)) {
            (Class::Unaccounted, _) => Some(format!("u-{number}")),
            (_, Some(entry)) => Some(format!("r-{entry}")),
            (_, None) => None,
        };
        let (open, close) = match goal {
            Some(goal) => (format!("<a href=\"#{goal}\""), "</a>"),
            None => ("<mark".to_owned(), "</mark>"),
        };
        let _ = write!(
            out,
            "{open} class=\"f c-{}\" id=\"f-{number}\" data-s=\"{}\" title=\"{}\">{}{close}",
            class.name(),
            escape(page.of_class("page.sign", class)),
            escape(&self.title(figure)),
            escape(self.words(figure.at.clone())),
        );
    }

    /// What a figure is and who accounts for it, in words.
    fn title(&self, figure: &Accounted) -> String {
        let page = self.page;
        let word = page.of_class("class", figure.class);
        if figure.claimed_by.is_empty() {
            let means = page.of_class("page.means", figure.class);
            return page.filled("page.by_itself", &[("class", word), ("means", means)]);
        }
        let by: Vec<_> = figure.claimed_by.iter().map(String::as_str).collect();
        let by = self.names(&by);
        page.filled("page.claimed_by", &[("class", word), ("by", &by)])
    }

    /// Names with what they are about.
    fn names(&self, names: &[&str]) -> String {
        let with_label = |name: &&str| match self.claimant(name) {
            Some(one) if !one.label.is_empty() => {
                let values = [("name", *name), ("label", one.label.as_str())];
                self.page.filled("page.named", &values)
            }
            _ => (*name).to_owned(),
        };
        let both = |before: String, name: String| {
            let values = [("before", before.as_str()), ("name", name.as_str())];
            self.page.filled("page.and", &values)
        };
        let shown = names.iter().take(NAMED).map(with_label).reduce(both);
        let shown = shown.unwrap_or_default();
        if names.len() <= NAMED {
            return shown;
        }
        let values = [
            ("names", shown.as_str()),
            ("count", &names.len().to_string()),
        ];
        self.page.filled("page.more", &values)
    }

    fn claimant(&self, name: &str) -> Option<&'a Claimant> {
        let at = self.entries.get(name)?;
        self.page.claimants.get(*at)
    }

    /// Whose entry a figure leads to: the first of those that say what it is.
    fn entry_of(&self, figure: &Accounted) -> Option<usize> {
        let names = figure.claimed_by.iter().map(String::as_str);
        let says_it = |name: &&str| {
            let claimant = self.claimant(name);
            claimant.is_some_and(|one| one.class == figure.class)
        };
        let name = names.clone().find(says_it).or(names.clone().next())?;
        self.entries.get(name).copied()
    }

    /// The part of the page that shows a place: in the text the place itself, elsewhere the entry
    /// of what is written there.
    pub fn goal(&self, span: Span) -> Option<String> {
        let start = span.range().start;
        if span.source == self.page.document.source {
            let at = self.visible(start)?;
            return Some(self.marked(at).unwrap_or_else(|| format!("a-{at}")));
        }
        // Declarations do not overlap; of several claims in one the first is meant.
        let key = |span: Span| (span.source, span.start);
        let before = |(place, _): &(Span, usize)| key(*place) <= key(span);
        let last = self.written.partition_point(before).checked_sub(1)?;
        let (place, _) = self.written.get(last)?;
        if place.source != span.source || !place.range().contains(&start) {
            return None;
        }
        let first = self
            .written
            .partition_point(|(other, _)| key(*other) < key(*place));
        let (_, entry) = self.written.get(first)?;
        Some(format!("r-{entry}"))
    }

    /// Whether the annex tells of somebody: only of those who account for something.
    pub fn has_entry(&self, claimant: &Claimant) -> bool {
        self.named.contains(claimant.name.as_str())
    }

    /// The mark that a byte has anyway: of the figure that it is in, or of the quote that it begins.
    fn marked(&self, at: usize) -> Option<String> {
        let figures = &self.page.coverage.figures;
        let number = figures.partition_point(|figure| figure.at.start <= at);
        let figure = number.checked_sub(1).and_then(|before| figures.get(before));
        if figure.is_some_and(|figure| figure.at.contains(&at)) {
            return Some(format!("f-{number}"));
        }
        let (number, quote) = self.quote_at(at)?;
        (quote.at.start == at).then(|| format!("q-{number}"))
    }

    /// The mark of the quoted stretch that a byte lies in.
    pub fn quote_mark(&self, at: usize) -> Option<String> {
        self.quote_at(at).map(|(number, _)| format!("q-{number}"))
    }

    fn quote_at(&self, at: usize) -> Option<(usize, &Quoted<'a>)> {
        let after = self.quoted.partition_point(|quote| quote.at.start <= at);
        let number = after.checked_sub(1)?;
        let quote = self.quoted.get(number)?;
        quote.at.contains(&at).then_some((number, quote))
    }

    /// The first byte from there on that is shown: white space around lines is not.
    fn visible(&self, at: usize) -> Option<usize> {
        let rest = self.page.document.text.get(at..)?;
        let ahead = rest.find(|c| !is_space(c))?;
        Some(at + ahead)
    }
}

/// Words as they are shown. A control character, as Word has for its own line breaks, has no place
/// in HTML and would be drawn as a box.
fn shown(out: &mut String, words: &str) {
    out.push_str(&escape(words).replace(|c: char| c.is_control() && c != '\n', " "));
}

/// The stretches that quotes stand in: those that overlap are one, and one that ends within a
/// figure has all of it.
fn quoted<'a>(page: &'a Page<'a>) -> Vec<Quoted<'a>> {
    let figures = &page.coverage.figures;
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for quote in &page.coverage.quotes {
        let Some(mut at) = quote.at.clone().filter(|at| !at.is_empty()) else {
            continue;
        };
        let first = figures.partition_point(|figure| figure.at.end <= at.start);
        let touched = figures.iter().skip(first);
        let end = at.end;
        for figure in touched.take_while(|figure| figure.at.start < end) {
            at = at.start.min(figure.at.start)..at.end.max(figure.at.end);
        }
        found.push((at, &quote.by));
    }
    found.sort_by_key(|(at, _)| at.start);
    let mut merged: Vec<Quoted<'_>> = Vec::new();
    for (at, by) in found {
        match merged.last_mut() {
            Some(last) if at.start < last.at.end => {
                last.at.end = last.at.end.max(at.end);
                if !last.by.contains(&by) {
                    last.by.push(by);
                }
            }
            _ => merged.push(Quoted { at, by: vec![by] }),
        }
    }
    merged
}
