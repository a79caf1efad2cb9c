//! `yardstick coverage`: which figures of the plan's own text are encoded, and whether every quote
//! stands in it.

mod json;
mod read;
mod table;

use super::args::{Coverage as Command, Format, Options};
use super::output::Output;
use super::words::{filled, of_key, text};
use super::{Exit, folder};
use crate::coverage::{Coverage, Document, Page, account, html};
use crate::diag::{Diagnostics, Severity};
use crate::open::{Opened, open};
use crate::text::Sources;
use json::as_json;
use read::read;
use std::path::{Path, PathBuf};
use table::{left_out, say, summary};

const SCHEMA: &str = "yardstick.coverage/1";

pub(super) fn run(command: &Command, options: &Options, output: &mut Output) -> Exit {
    output.phase("progress.reading", &[]);
    let plan = match folder::open(options) {
        Ok(folder) => folder,
        Err(why) => return output.stop(SCHEMA, &why),
    };
    let mut sources = plan.sources.clone();
    let mut diagnostics = Diagnostics::new();
    output.phase("progress.checking", &[]);
    let Some(opened) = open(&sources, &mut diagnostics) else {
        output.diagnostics(&diagnostics, &sources);
        return output.stop(SCHEMA, text(options.lang, "error.unreadable"));
    };
    output.phase("progress.text", &[]);
    if let Some(path) = &command.html
        && let Some(why) = refused(path, command, &plan, options)
    {
        return output.stop(SCHEMA, &why);
    }
    // What is wrong with the rules otherwise is for `check` to say; what could not be read is in
    // the way of this too.
    let mut findings = errors_of(&diagnostics);
    let source = match read(command, &opened, &mut sources, &mut findings, options) {
        Ok(source) => source,
        Err(why) => {
            output.diagnostics(&findings, &sources);
            return output.stop(SCHEMA, &why);
        }
    };
    let whole = sources.get(source).text_or_empty().to_owned();
    let document = Document::new(source, &whole, &opened.plan.units);
    let covered = account(
        &opened.plan,
        &opened.cube,
        &sources,
        &document,
        &mut findings,
    );
    findings.sort(|one| {
        one.labels.first().map(|label| {
            let path = sources.get(label.span.source).path().to_owned();
            (path, label.span.start, label.span.end)
        })
    });
    // Written before anything is printed: where it cannot be, only that is said.
    let written = command.html.as_deref();
    if let Some(path) = written {
        let page = page(&covered, &document, &sources, &findings, &opened, options);
        if let Err(error) = folder::write_whole(path, page.as_bytes()) {
            let why = folder::cannot_write(options.lang, path, &error);
            return output.stop(SCHEMA, &why);
        }
    }
    if options.format == Format::Json {
        let mut json = as_json(&covered, &document, &sources, &findings, options);
        if let (Some(path), Some(fields)) = (written, json.as_object_mut()) {
            fields.insert("html".to_owned(), folder::shown(path).into());
        }
        output.line(&json.to_string());
    } else {
        output.diagnostics(&findings, &sources);
        say(&covered, &document, &sources, &opened, options, output);
        if let Some(path) = written {
            let values = [("file", folder::shown(path))];
            output.line(&filled(options.lang, "report.written", &values));
        }
    }
    let share = covered.share();
    if findings.count(Severity::Error) > 0 || share < command.min || opened.plan.left_out > 0 {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// Why a page may not be written to a path: it would take the place of a file that it is made from.
fn refused(
    path: &Path,
    command: &Command,
    plan: &folder::Folder,
    options: &Options,
) -> Option<String> {
    let is_text = |text: &PathBuf| folder::same_file(text, path);
    if command.text.as_ref().is_some_and(is_text) {
        let values = [("file", folder::shown(path))];
        return Some(filled(options.lang, "error.own_text", &values));
    }
    plan.refuses(path, options.lang)
}

fn page(
    covered: &Coverage,
    document: &Document,
    sources: &Sources,
    findings: &Diagnostics,
    opened: &Opened,
    options: &Options,
) -> String {
    let lang = options.lang;
    html(&Page {
        title: &opened.plan.title,
        summary: &summary(covered, document, sources, options),
        banner: &left_out(opened, options).into_iter().collect::<Vec<_>>(),
        document,
        coverage: covered,
        claimants: &covered.claimants,
        findings,
        sources,
        lang,
        words: &|key| of_key(lang, key),
    })
}

fn errors_of(diagnostics: &Diagnostics) -> Diagnostics {
    let mut errors = Diagnostics::new();
    for one in diagnostics.iter() {
        if one.severity() == Severity::Error {
            errors.push(one.clone());
        }
    }
    errors
}
