//! `yardstick report`: official documents, each written whole.

use super::args::{Format, Options, Report};
use super::eval::judgeable;
use super::output::Output;
use super::words::{filled, text};
use super::{Exit, folder};
use crate::audit;
use crate::coverage;
use crate::diag::Diagnostics;
use crate::open::open_as_of;
use crate::report::results::{Results, diagnostics_json};
use crate::report::{self, Document, Templates, Words, view_of};
use crate::value::{Year, Years};
use indexmap::IndexSet;
use serde_json::json;
use std::path::PathBuf;

const SCHEMA: &str = "yardstick.report/1";

/// Where reports go when nobody says.
const OUT: &str = "out";

pub(super) fn run(command: &Report, options: &Options, output: &mut Output) -> Exit {
    let lang = options.lang;
    output.phase("progress.reading", &[]);
    let plan = match folder::open(options) {
        Ok(folder) => folder,
        Err(why) => return output.stop(SCHEMA, &why),
    };
    let mut sources = plan.sources.clone();
    let mut diagnostics = Diagnostics::new();
    let templates = Templates::load(&mut sources, &mut diagnostics);
    output.phase("progress.checking", &[]);
    let opened = match judgeable(open_as_of(&sources, command.as_of, &mut diagnostics)) {
        Ok(opened) => opened,
        Err(key) => {
            output.diagnostics(&diagnostics, &sources);
            return output.stop(SCHEMA, text(lang, key));
        }
    };
    let year = command.year.unwrap_or_else(|| opened.latest_year());
    let one = Years {
        first: year,
        last: year,
    };
    output.remark_on_years(one, opened.plan.years);
    if let Some(date) = &command.date
        && date.split('-').next().and_then(Year::parse) < Some(year)
    {
        let values = [("date", date.clone()), ("year", year.to_string())];
        output.remark(&filled(lang, "remark.date", &values));
    }
    output.phase("progress.judging", &[("year", year.to_string())]);
    let assessment = opened.eval(year);
    let mut remarks = audit::remarks(&opened.plan, &opened.cube);
    // Where plan.yaml names the plan's own text, that is looked at too.
    if let Some(text) = &opened.manifest.text {
        let of_text = coverage::remarks(&opened.plan, &opened.cube, &text.path, &mut sources);
        remarks.extend(of_text);
    }
    remarks.sort_by_key(|remark| remark.kind);
    // Each once, in the order of the command line.
    let mut names: IndexSet<&str> = command.names.iter().map(String::as_str).collect();
    if names.is_empty() {
        names.insert("midterm");
    }
    let formats = formats(command);

    // All documents are made before the first is written.
    let mut documents = Vec::new();
    let findings = diagnostics.clone();
    for &name in &names {
        output.phase("progress.report", &[("name", name.to_owned())]);
        let words = templates.words(templates.lang(name, lang));
        let results = Results::new(&opened.plan, &opened.cube, &sources, &assessment, words);
        let view = view_of(&results, &findings, &remarks, command.date.as_deref());
        if let Some(document) = templates.render(name, lang, &view, &mut diagnostics) {
            documents.push((name, document, words));
        }
    }
    output.diagnostics(&diagnostics, &sources);
    if documents.len() < names.len() {
        return output.stop(SCHEMA, text(lang, "error.no_report"));
    }
    let folder = command.output.clone().unwrap_or_else(|| PathBuf::from(OUT));
    let mut written = Vec::new();
    // Every path is looked at before the first is written to.
    for (name, ..) in &documents {
        for &format in &formats {
            let path = folder.join(file_name(&opened.plan.id, name, year.0, format));
            if let Some(why) = plan.refuses(&path, lang) {
                return output.stop(SCHEMA, &why);
            }
        }
    }
    for (name, document, words) in &documents {
        for &format in &formats {
            let path = folder.join(file_name(&opened.plan.id, name, year.0, format));
            let page = format.write(document, words);
            if let Err(error) = folder::write_whole(&path, page.as_bytes()) {
                return output.stop(SCHEMA, &folder::cannot_write(lang, &path, &error));
            }
            written.push(path);
        }
    }
    say(&written, &diagnostics, &sources, options, output);
    if opened.incomplete() {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// A format that a document can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum As {
    Html,
    Markdown,
}

impl As {
    fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }

    fn write(self, document: &Document, words: &Words) -> String {
        match self {
            Self::Html => report::html(document, words),
            Self::Markdown => report::markdown(document, words),
        }
    }
}

/// Each format once, in the order of the command line.
fn formats(command: &Report) -> IndexSet<As> {
    let mut formats: IndexSet<_> = command
        .to
        .iter()
        .filter_map(|name| match name.as_str() {
            "html" => Some(As::Html),
            "md" => Some(As::Markdown),
            _ => None,
        })
        .collect();
    if formats.is_empty() {
        formats.insert(As::Html);
    }
    formats
}

/// A name that every system can store.
fn file_name(plan: &str, report: &str, year: i16, format: As) -> String {
    let safe = |text: &str| -> String {
        text.chars()
            .map(|c| {
                if c.is_control() || "<>:\"/\\|?*".contains(c) {
                    '_'
                } else {
                    c
                }
            })
            .collect()
    };
    format!(
        "{}-{}-{year}.{}",
        safe(plan),
        safe(report),
        format.extension()
    )
}

fn say(
    written: &[PathBuf],
    diagnostics: &Diagnostics,
    sources: &crate::text::Sources,
    options: &Options,
    output: &mut Output,
) {
    if options.format == Format::Json {
        let files: Vec<_> = written.iter().map(|path| folder::shown(path)).collect();
        let json = json!({
            "schema": SCHEMA,
            "files": files,
            "diagnostics": diagnostics_json(diagnostics, sources, options.lang),
        });
        output.line(&json.to_string());
        return;
    }
    for path in written {
        output.line(&filled(
            options.lang,
            "report.written",
            &[("file", folder::shown(path))],
        ));
    }
}
