//! The proof that nothing is left out in silence.

use crate::diag::{Diagnostic, Diagnostics, Tally};
use crate::text::SourceId;
use indexmap::IndexMap;

/// Something could not be made, and the author was told why.
///
/// Invariant: [`Teller::tell`] is the only way to one, so whoever gives up has said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told(());

/// What was made, or the proof that the author knows why it was not.
pub(super) type Checked<T> = Result<T, Told>;

/// Tells the author, and counts what is too often the same.
pub(super) struct Teller<'d> {
    diagnostics: &'d mut Diagnostics,
    seen: IndexMap<SourceId, Tally>,
}

impl<'d> Teller<'d> {
    /// One that has told nothing yet.
    pub fn new(diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            diagnostics,
            seen: IndexMap::new(),
        }
    }

    /// Tells the author why something is left out.
    pub fn tell(&mut self, diagnostic: Diagnostic) -> Told {
        self.remark(diagnostic);
        Told(())
    }

    /// Tells the author what leaves nothing out.
    pub fn remark(&mut self, diagnostic: Diagnostic) {
        if let Some(label) = diagnostic.labels.first() {
            let of_file = self.seen.entry(label.span.source).or_default();
            if !of_file.tells(diagnostic.code) {
                return;
            }
        }
        self.diagnostics.push(diagnostic);
    }

    /// Says how many findings were not told.
    pub fn finish(self) {
        for (source, of_file) in self.seen {
            of_file.finish(source, self.diagnostics);
        }
    }
}

/// All or nothing; every part is checked before the first failure counts, so that two mistakes in
/// one declaration are both seen.
pub(super) fn all<T>(parts: Vec<Checked<T>>) -> Checked<Vec<T>> {
    parts.into_iter().collect()
}
