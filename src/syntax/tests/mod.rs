//! The language as a whole: text in, tree or messages out.

mod errors;
mod pages;
mod pairs;
mod property;
mod samples;
mod spellings;
mod strange;

use super::ast::File;
use super::parse;
use crate::diag::{Diagnostic, Diagnostics, Lang};
use crate::text::{SourceId, Sources};
use crate::value::Units;

/// What a file gives, and what it is told.
struct Read {
    file: File,
    diagnostics: Diagnostics,
    sources: Sources,
}

fn read(text: impl AsRef<[u8]>) -> Read {
    let mut sources = Sources::new();
    let id: SourceId = sources.insert("x.rules", text.as_ref()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let file = parse(id, sources.get(id), Units::standard(), &mut diagnostics);
    Read {
        file,
        diagnostics,
        sources,
    }
}

impl Read {
    /// One line a finding: line, code, what is underlined, and the help in English.
    fn findings(&self) -> Vec<String> {
        self.diagnostics
            .iter()
            .map(|one| self.finding(one))
            .collect()
    }

    fn finding(&self, one: &Diagnostic) -> String {
        let label = one.labels.first().unwrap();
        let source = self.sources.get(label.span.source);
        let line = source.position(label.span.start as usize).line;
        let here = self.sources.slice(label.span);
        let mut told = one
            .help_text(Lang::En)
            .filter(|_| matches!(one.code.id(), "Y0102" | "Y0103" | "Y0119" | "Y0116"))
            .or_else(|| one.label_text(Lang::En, label))
            .unwrap_or_default();
        if matches!(one.help, Some("near" | "spaces")) && one.code.id() != "Y0103" {
            told = format!("{told}; {}", one.help_text(Lang::En).unwrap_or_default());
        }
        // Every message can be printed in both languages, with every value filled in.
        for lang in Lang::ALL {
            let mut all = vec![one.message(lang)];
            all.extend(one.help_text(lang));
            all.extend(
                one.labels
                    .iter()
                    .filter_map(|label| one.label_text(lang, label)),
            );
            for text in all {
                assert!(
                    !text.contains("{found}") && !text.contains("{expected}"),
                    "{text}"
                );
                assert!(!text.contains("expected."), "{text}");
                assert!(!text.is_empty());
            }
        }
        format!("{line} {} `{here}`: {told}", one.code.id())
    }
}

/// The tree of a text that has nothing wrong with it.
fn clean(text: &str) -> File {
    let read = read(text);
    assert!(
        read.diagnostics.is_empty(),
        "{text}\n{:#?}",
        read.findings()
    );
    assert_eq!(read.file.left_out, 0);
    read.file
}
