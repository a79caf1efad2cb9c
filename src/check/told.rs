//! The proof that nothing is left out in silence.

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::text::{SourceId, Span};
use indexmap::IndexMap;

/// How many findings of one code are told of one file. A file that a machine wrote wrongly is wrong
/// in the same way ten thousand times.
const MOST_OF_A_KIND: usize = 100;

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
    seen: IndexMap<(Code, SourceId), usize>,
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
            let key = (diagnostic.code, label.span.source);
            let seen = self.seen.entry(key).or_default();
            *seen += 1;
            if *seen > MOST_OF_A_KIND {
                return;
            }
        }
        self.diagnostics.push(diagnostic);
    }

    /// Says how many findings were not told.
    pub fn finish(self) {
        for ((code, source), seen) in self.seen {
            // Advice that is not told is not missed.
            if seen > MOST_OF_A_KIND && code.severity() != Severity::Advice {
                self.diagnostics.push(
                    Diagnostic::new(Code::MoreOfTheSame, Span::new(source, 0..0))
                        .with("count", seen - MOST_OF_A_KIND)
                        .with("code", code.id()),
                );
            }
        }
    }
}

/// All or nothing; every part is checked before the first failure counts, so that two mistakes in
/// one declaration are both seen.
pub(super) fn all<T>(parts: Vec<Checked<T>>) -> Checked<Vec<T>> {
    parts.into_iter().collect()
}
