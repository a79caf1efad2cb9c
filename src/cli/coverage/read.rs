//! The plan's own text, brought among the sources so that findings can point into it.

use crate::cli::args::{Coverage as Command, Options};
use crate::cli::words::{filled, text};
use crate::cli::{folder, output as streams};
use crate::coverage::read_plan_text;
use crate::diag::Diagnostics;
use crate::open::Opened;
use crate::text::{SourceId, Sources};
use std::fs;

/// Reads the text that the command or the plan names. Why there is none is a sentence for whoever
/// called; what is wrong with it as a text is a finding besides.
pub(super) fn read(
    command: &Command,
    opened: &Opened,
    sources: &mut Sources,
    findings: &mut Diagnostics,
    options: &Options,
) -> Result<SourceId, String> {
    let lang = options.lang;
    let cannot_read = |file: &str, why: &str| {
        let values = [("file", file.to_owned()), ("why", why.to_owned())];
        filled(lang, "error.read", &values)
    };
    let own = opened.manifest.text.as_ref().map(|listed| &listed.path);
    let (path, name, bytes) = match (&command.text, own) {
        (Some(file), _) => {
            let path = folder::shown(file);
            let bytes =
                fs::read(file).map_err(|error| cannot_read(&path, &streams::why(lang, &error)))?;
            // Another text than the plan's own is called by its name.
            let name = file.file_name().map(|name| name.to_string_lossy());
            let name = name.map_or_else(|| path.clone(), |name| name.into_owned());
            (path, name, bytes)
        }
        (None, Some(own)) => {
            let found = sources.find(own);
            let found = found.ok_or_else(|| cannot_read(own, text(lang, "why.not_found")))?;
            (
                own.clone(),
                own.clone(),
                sources.get(found).bytes().to_owned(),
            )
        }
        (None, None) => return Err(text(lang, "error.no_text").to_owned()),
    };
    let whole = read_plan_text(&path, &bytes);
    // What is no text is named and not shown.
    let shown = whole.as_deref().unwrap_or_default();
    let source = lay(sources, &name, shown.as_bytes(), own == Some(&name))
        .ok_or_else(|| text(lang, "error.text_unread").to_owned())?;
    match whole {
        Ok(_) => Ok(source),
        Err(why) => {
            findings.push(why.diagnostic(source, sources.get(source)));
            Err(text(lang, "error.text_unread").to_owned())
        }
    }
}

/// Lays a text among the sources under its own name; where that is no name within a plan, or a
/// file of the plan has it and may not be replaced, under one that is free.
fn lay(sources: &mut Sources, name: &str, whole: &[u8], may_replace: bool) -> Option<SourceId> {
    let clean = |c: char| {
        if ":<>\"|?*".contains(c) || c.is_control() {
            '_'
        } else {
            c
        }
    };
    let name: String = name.chars().map(clean).collect();
    let others = (1..=u32::MAX).map(|number| format!("text/{number}.txt"));
    let names = [name.clone(), format!("text/{name}")]
        .into_iter()
        .chain(others);
    let mut is_own = may_replace;
    for name in names {
        let is_free = std::mem::take(&mut is_own) || sources.find(&name).is_none();
        if is_free && let Ok(source) = sources.insert(&name, whole) {
            return Some(source);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_no_file_of_the_plan_away() {
        let mut sources = Sources::new();
        for path in ["a.txt", "text/a.txt", "text/1.txt", "text.txt"] {
            sources.insert(path, b"of the plan").unwrap();
        }
        for (name, may_replace, wanted) in [
            ("b.txt", false, "b.txt"),
            ("a.txt", false, "text/2.txt"),
            ("text.txt", false, "text/text.txt"),
            ("nul", false, "text/3.txt"),
            ("..", false, "text/4.txt"),
            ("甲:乙.txt", false, "甲_乙.txt"),
            ("a.txt", true, "a.txt"),
        ] {
            let source = lay(&mut sources, name, b"laid", may_replace).unwrap();
            assert_eq!(sources.get(source).path(), wanted, "{name}");
        }
        for path in ["text/a.txt", "text/1.txt", "text.txt"] {
            let source = sources.find(path).unwrap();
            assert_eq!(sources.get(source).bytes(), b"of the plan", "{path}");
        }
    }
}
