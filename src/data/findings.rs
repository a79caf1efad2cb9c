//! What is wrong in one file, and how many of its rows that keeps out.

use crate::diag::{Code, Diagnostic, Diagnostics, Tally};
use crate::text::{SourceId, Span, near_miss};
use std::collections::BTreeSet;

/// Findings of one file.
#[derive(Debug)]
pub(super) struct Findings<'d> {
    /// `None` while a file is read a second time, to find a cell again.
    diagnostics: Option<&'d mut Diagnostics>,
    source: Option<SourceId>,
    seen: Tally,
    kept_out: usize,
    adrift: bool,
    /// Where one cell is wrong for several figures.
    once: BTreeSet<(Code, u32, String)>,
}

impl<'d> Findings<'d> {
    /// Findings of a file.
    pub fn new(diagnostics: &'d mut Diagnostics, source: SourceId) -> Self {
        Self {
            diagnostics: Some(diagnostics),
            source: Some(source),
            seen: Tally::default(),
            kept_out: 0,
            adrift: false,
            once: BTreeSet::new(),
        }
    }

    /// Findings that nobody hears of.
    pub fn silent() -> Self {
        Self {
            diagnostics: None,
            source: None,
            seen: Tally::default(),
            kept_out: 0,
            adrift: false,
            once: BTreeSet::new(),
        }
    }

    /// Counts a finding and, if there were not too many, makes and tells it.
    pub fn push(&mut self, code: Code, span: Span, with: impl FnOnce(Diagnostic) -> Diagnostic) {
        let Some(diagnostics) = &mut self.diagnostics else {
            return;
        };
        if self.seen.tells(code) {
            diagnostics.push(with(Diagnostic::new(code, span)));
        }
    }

    /// The same for what is wrong with one cell for several figures, told once of each indicator.
    pub fn push_once(
        &mut self,
        code: Code,
        indicator: &str,
        span: Span,
        with: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let place = (code, span.start, indicator.to_owned());
        if self.once.contains(&place) {
            return;
        }
        // What is not told need not be remembered.
        if self.may_tell(code) {
            self.once.insert(place);
        }
        self.push(code, span, with);
    }

    /// The same for one that is made already.
    pub fn push_made(&mut self, diagnostic: Diagnostic) {
        if let Some(label) = diagnostic.labels.first() {
            self.push(diagnostic.code, label.span, |_| diagnostic.clone());
        }
    }

    /// Counts findings that are not told.
    pub fn count(&mut self, code: Code, more: usize) {
        self.seen.add(code, more);
    }

    /// Whether another finding of a code would be told.
    pub fn may_tell(&self, code: Code) -> bool {
        self.seen.has_room(code)
    }

    /// Whether there was a finding of a code, told or not.
    pub fn saw(&self, code: Code) -> bool {
        self.seen.saw(code)
    }

    /// Counts rows that are not in the cube because something is wrong with them.
    pub fn keep_out(&mut self, rows: usize) {
        self.kept_out += rows;
    }

    /// The same for rows of which nobody knows what they are about.
    pub fn keep_out_adrift(&mut self, rows: usize) {
        self.keep_out(rows);
        self.adrift |= rows > 0;
    }

    /// Whether a row was kept out of which nobody knows what it is about.
    pub fn is_adrift(&self) -> bool {
        self.adrift
    }

    /// Tells how many findings were not told, and returns how many rows were kept out.
    pub fn finish(self) -> usize {
        if let (Some(diagnostics), Some(source)) = (self.diagnostics, self.source) {
            self.seen.finish(source, diagnostics);
        }
        self.kept_out
    }
}

/// The finding with the near miss, or with the help for none.
pub(super) fn with_near<'a>(
    finding: Diagnostic,
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    match near_miss(wrong, known) {
        Some(near) => finding.help(Some("near")).with("near", near),
        None => finding,
    }
}

/// A text as a message shows it: what somebody typed is short, what is long is shown in part.
pub(super) fn clip(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
