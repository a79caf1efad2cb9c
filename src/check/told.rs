//! The proof that nothing is left out in silence.

use crate::diag::{Diagnostic, Diagnostics};

/// Something could not be made, and the author was told why.
///
/// Invariant: [`tell`] is the only way to one, so whoever gives up has said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told(());

/// What was made, or the proof that the author knows why it was not.
pub(super) type Checked<T> = Result<T, Told>;

/// Tells the author.
pub(super) fn tell(diagnostics: &mut Diagnostics, diagnostic: Diagnostic) -> Told {
    diagnostics.push(diagnostic);
    Told(())
}

/// All or nothing; every part is checked before the first failure counts, so that two mistakes in
/// one declaration are both seen.
pub(super) fn all<T>(parts: Vec<Checked<T>>) -> Checked<Vec<T>> {
    parts.into_iter().collect()
}
