//! Help for tests.

use crate::diag::Diagnostics;
use crate::text::Sources;

/// Files by path and text.
pub(super) fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::new();
    for (path, text) in files {
        sources.insert(path, text.as_bytes()).unwrap();
    }
    sources
}

/// Each code with the text that its primary label covers, up to the end of its word or line.
pub(super) fn codes(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let shown: Vec<_> = diagnostics
        .iter()
        .map(|one| {
            let there = one
                .labels
                .first()
                .map_or("", |label| sources.slice(label.span));
            format!("{} {there}", one.code.id())
        })
        .collect();
    shown.join(" ")
}
