//! The files that a manifest lists: their paths, and which of them are there.

use super::{Manifest, REPORTS};
use crate::data::yaml::{Item, Placed};
use crate::diag::{Code, Diagnostic, Diagnostics, not_text};
use crate::text::{BadPath, SourceId, Sources, Span, Unread, clean_path};

/// A file or a name that the manifest lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The cleaned path, or the name.
    pub path: String,
    /// Where the manifest says so.
    pub place: Span,
}

/// The rule files of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleFiles {
    /// Those that can be read, in the author's order.
    pub sources: Vec<SourceId>,
    /// How many are not there, no text, or listed by a path that leads out of the folder. Whatever
    /// stands in them is left out.
    pub left_out: usize,
}

/// The rule files that the manifest lists. What is not there, or no text, is a finding.
pub fn open_rules(
    sources: &Sources,
    manifest: &Manifest,
    diagnostics: &mut Diagnostics,
) -> RuleFiles {
    let mut files = RuleFiles {
        left_out: manifest.refused_rules,
        ..RuleFiles::default()
    };
    for file in &manifest.rules {
        match open(sources, file, diagnostics) {
            Some((source, _)) => files.sources.push(source),
            None => files.left_out += 1,
        }
    }
    files
}

/// Tells of the files that other phases read when they are asked for (the plan's own text, its
/// templates), if they are not there. What they hold is for whoever reads them.
pub fn check_other_files(sources: &Sources, manifest: &Manifest, diagnostics: &mut Diagnostics) {
    if let Some(file) = &manifest.text {
        find(sources, file, diagnostics);
    }
    for file in &manifest.reports {
        if sources.find(&file.path).is_some() {
            continue;
        }
        let finding = not_here(sources, file);
        let within = format!("{REPORTS}{}", file.path);
        diagnostics.push(match sources.find(&within) {
            _ if finding.code != Code::NoSuchFile => finding,
            Some(_) => finding.help(Some("near")).with("near", within),
            None => finding.help(Some("template")),
        });
    }
}

/// The file that the manifest lists and its text. That it is not there, or is not text, is a
/// finding.
pub fn open<'s>(
    sources: &'s Sources,
    file: &Listed,
    diagnostics: &mut Diagnostics,
) -> Option<(SourceId, &'s str)> {
    let source = find(sources, file, diagnostics)?;
    Some((source, text_of(sources, source, diagnostics)?))
}

fn find(sources: &Sources, file: &Listed, diagnostics: &mut Diagnostics) -> Option<SourceId> {
    let source = sources.find(&file.path);
    if source.is_none() {
        diagnostics.push(not_here(sources, file));
    }
    source
}

/// That a listed file is not among the sources: it is not there, or it could not be read.
pub(in crate::data) fn not_here(sources: &Sources, file: &Listed) -> Diagnostic {
    let about = |code| Diagnostic::new(code, file.place).with("file", &file.path);
    let Some(why) = sources.unread(&file.path) else {
        return about(Code::NoSuchFile);
    };
    let unread = about(Code::UnreadableFile);
    match why {
        Unread::Denied => unread,
        Unread::Outside => Diagnostic::new(Code::BadPath, file.place)
            .with("path", &file.path)
            .primary("link")
            .help(Some("link_help")),
        Unread::Folder => unread.primary("folder").help(Some("folder_help")),
        Unread::Other(error) => unread.primary("other").with("error", error),
    }
}

/// The text of a file; that it is none is a finding.
pub(super) fn text_of<'s>(
    sources: &'s Sources,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Option<&'s str> {
    let file = sources.get(source);
    file.text()
        .map_err(|reason| diagnostics.push(not_text(source, file, reason)))
        .ok()
}

/// The file of a path that a plan names; one that leads out of the folder is refused.
pub(super) fn listed(path: Placed, diagnostics: &mut Diagnostics) -> Option<Listed> {
    match clean_path(&path.text) {
        Ok(clean) => Some(Listed {
            path: clean,
            place: path.span,
        }),
        Err(why) => {
            let code = match why {
                BadPath::Outside => Code::BadPath,
                BadPath::NoName => Code::BadFileName,
            };
            let finding = Diagnostic::new(code, path.span).with("path", &path.text);
            let is_pattern = code == Code::BadFileName && path.text.contains(['*', '?']);
            diagnostics.push(match is_pattern {
                true => finding.help(Some("pattern")),
                false => finding,
            });
            None
        }
    }
}

/// Files of a list, each once, and how many of its entries are none.
pub(super) fn files(
    (items, mut refused): (&[Item], usize),
    diagnostics: &mut Diagnostics,
) -> (Vec<Listed>, usize) {
    let mut files: Vec<Listed> = Vec::new();
    for item in items {
        let path = item.text(diagnostics);
        match path.and_then(|path| listed(path, diagnostics)) {
            Some(file) if is_twice(&file, files.iter(), diagnostics) => {}
            Some(file) => files.push(file),
            None => refused += 1,
        }
    }
    (files, refused)
}

/// Whether a file is listed before, which is a finding.
pub(super) fn is_twice<'a>(
    file: &Listed,
    mut before: impl Iterator<Item = &'a Listed>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let first = before.find(|one| one.path == file.path);
    if let Some(first) = first {
        diagnostics.push(
            Diagnostic::new(Code::ListedTwice, file.place)
                .with("file", &file.path)
                .at(first.place, "first"),
        );
    }
    first.is_some()
}
