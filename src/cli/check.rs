//! `yardstick check`: everything that can be said without judging.

use super::Exit;
use super::args::{Check, Format, Options};
use super::folder::{self, Folder, shown};
use super::output::Output;
use super::words::filled;
use crate::data::REPORTS;
use crate::diag::{Code, Diagnostics, Severity, Value};
use crate::model::Target;
use crate::open::{Opened, open};
use crate::report::Templates;
use crate::report::results::diagnostics_json;
use crate::text::{Sources, near_miss};
use indexmap::IndexSet;
use serde_json::json;
use std::path::{Path, PathBuf};

const SCHEMA: &str = "yardstick.check/1";

pub(super) fn run(command: &Check, options: &Options, output: &mut Output) -> Exit {
    output.phase("progress.reading", &[]);
    let folder = match folder::open(options) {
        Ok(folder) => folder,
        Err(why) => return output.stop(SCHEMA, &why),
    };
    let mut sources = folder.sources.clone();
    let mut diagnostics = Diagnostics::new();
    output.phase("progress.checking", &[]);
    let opened = open(&sources, &mut diagnostics);
    let known = known_paths(&folder, opened.as_ref());
    if opened.is_some()
        && let Some(why) = not_of_the_plan(&command.files, &folder, &known, options)
    {
        return output.stop(SCHEMA, &why);
    }
    // Our own templates are tried out by our tests; a plan's own are tried out here.
    if sources
        .iter()
        .any(|(_, file)| file.path().starts_with(REPORTS))
    {
        Templates::load(&mut sources, &mut diagnostics).check(&mut diagnostics);
    }
    let mut targets: Vec<_> = opened.iter().flat_map(|one| &one.plan.targets).collect();
    let mut files = opened.as_ref().map_or(0, files_of);
    // Of a plan that cannot be opened all is told: no file of it was looked into.
    if !command.files.is_empty() && opened.is_some() {
        let named = |path: &&String| command.files.iter().any(|file| folder.is_file(file, path));
        let named: IndexSet<_> = known.iter().filter(named).map(String::as_str).collect();
        diagnostics = only_in(&diagnostics, &sources, &named);
        // What is said of these files is not said of the others.
        files = named.len();
        let file_of = |target: &&Target| sources.get(target.places.whole.source).path();
        targets.retain(|target| named.contains(file_of(target)));
    }
    let targets = targets.len();
    let left_out = opened.as_ref().map_or(0, |one| one.plan.left_out);
    let errors = diagnostics.count(Severity::Error);
    let warnings = diagnostics.count(Severity::Warning);
    if options.format == Format::Json {
        let json = json!({
            "schema": SCHEMA,
            "diagnostics": diagnostics_json(&diagnostics, &sources, options.lang),
            "summary": {
                "errors": errors,
                "warnings": warnings,
                "files": files,
                "targets": targets,
                "left_out": left_out,
            },
        });
        output.line(&json.to_string());
    } else {
        output.diagnostics(&diagnostics, &sources);
        let key = if errors + warnings == 0 {
            "check.clean"
        } else {
            "check.summary"
        };
        output.line(&filled(
            options.lang,
            key,
            &[
                ("errors", errors.to_string()),
                ("warnings", warnings.to_string()),
                ("files", files.to_string()),
                ("targets", targets.to_string()),
            ],
        ));
        if left_out > 0 {
            output.line(&filled(
                options.lang,
                "face.left_out",
                &[("count", left_out.to_string())],
            ));
        }
    }
    match opened {
        None => Exit::Impossible,
        Some(_) if errors > 0 => Exit::Findings,
        Some(_) => Exit::Clean,
    }
}

fn files_of(opened: &Opened) -> usize {
    opened.manifest.rules.len() + opened.manifest.data.len()
}

/// The files of the plan, those that are listed and not there among them.
fn known_paths(folder: &Folder, opened: Option<&Opened>) -> IndexSet<String> {
    let read = folder.sources.iter();
    let read = read.map(|(_, source)| source.path().to_owned());
    let listed = opened.iter().flat_map(|one| one.manifest.listed_files());
    read.chain(listed.map(|one| one.path.clone())).collect()
}

/// Why nothing can be said of one of the files: it is none of the plan's. To say that nothing was
/// found in it would be to call it right.
fn not_of_the_plan(
    files: &[PathBuf],
    folder: &Folder,
    known: &IndexSet<String>,
    options: &Options,
) -> Option<String> {
    let is_of_none = |file: &&PathBuf| !known.iter().any(|path| folder.is_file(file, path));
    let file = files.iter().find(is_of_none)?;
    let quoted = ("file", shown(file));
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let near = near_miss(&shown(file), known.iter().map(String::as_str)).or_else(|| {
        // By its name alone, wherever it was said to be.
        let wrong = name(file)?;
        let has = |path: &&String| name(Path::new(path)).is_some_and(|own| is_like(&wrong, &own));
        let mut like = known.iter().filter(has);
        like.next()
            .filter(|_| like.next().is_none())
            .map(String::as_str)
    });
    Some(match near {
        None => filled(options.lang, "error.not_of_the_plan", &[quoted]),
        Some(near) => {
            let values = [quoted, ("near", near.to_owned())];
            filled(options.lang, "error.not_of_the_plan_near", &values)
        }
    })
}

fn is_like(wrong: &str, name: &str) -> bool {
    wrong == name || near_miss(wrong, [name]).is_some()
}

/// The findings whose primary place lies in one of the files, and those that it is not there or cannot be read.
fn only_in(diagnostics: &Diagnostics, sources: &Sources, named: &IndexSet<&str>) -> Diagnostics {
    let mut only = Diagnostics::new();
    for one in diagnostics.iter() {
        let file = one
            .labels
            .first()
            .map(|label| sources.get(label.span.source).path());
        let is_absent = |(name, value): &(&str, Value)| {
            *name == "file" && matches!(value, Value::Text(path) if named.contains(path.as_str()))
        };
        let absent = matches!(one.code, Code::NoSuchFile | Code::UnreadableFile)
            && one.values.iter().any(is_absent);
        if absent || file.is_none_or(|path| named.contains(path)) {
            only.push(one.clone());
        }
    }
    only
}
