//! `yardstick check`: everything that can be said without judging.

use super::Exit;
use super::args::{Check, Format, Options};
use super::folder::{self, shown};
use super::output::Output;
use super::words::filled;
use crate::data::REPORTS;
use crate::diag::{Code, Diagnostics, Severity, Value};
use crate::open::{Opened, open};
use crate::report::Templates;
use crate::report::results::diagnostics_json;
use crate::text::{Sources, near_miss};
use indexmap::IndexSet;
use serde_json::json;
use std::path::{Path, PathBuf};

const SCHEMA: &str = "yardstick.check/1";

pub(super) fn run(command: &Check, options: &Options, output: &mut Output) -> Exit {
    let folder = match folder::open(options) {
        Ok(folder) => folder,
        Err(why) => return output.stop(SCHEMA, &why),
    };
    let mut sources = folder.sources;
    let mut diagnostics = Diagnostics::new();
    let opened = open(&sources, &mut diagnostics);
    if let Some(opened) = &opened
        && let Some(why) = not_of_the_plan(&command.files, &sources, opened, options)
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
    if !command.files.is_empty() {
        diagnostics = only_in(&diagnostics, &sources, &command.files);
    }
    let targets = opened.as_ref().map_or(0, |one| one.plan.targets.len());
    let left_out = opened.as_ref().map_or(0, |one| one.plan.left_out);
    let files = opened.as_ref().map_or(0, files_of);
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
                "left_out",
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

/// Whether what somebody named is the file of a path of the plan.
fn is_named(file: &Path, path: &str) -> bool {
    file == Path::new(path) || file.ends_with(path)
}

/// Why nothing can be said of one of the files: it is none of the plan's. To say that nothing was
/// found in it would be to call it right.
fn not_of_the_plan(
    files: &[PathBuf],
    sources: &Sources,
    opened: &Opened,
    options: &Options,
) -> Option<String> {
    let read = sources.iter().map(|(_, source)| source.path());
    let listed = opened.manifest.listed_files();
    let known: IndexSet<&str> = read.chain(listed.map(|one| one.path.as_str())).collect();
    let is_of_none = |file: &&PathBuf| !known.iter().any(|path| is_named(file, path));
    let file = files.iter().find(is_of_none)?;
    let quoted = ("file", shown(file));
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let near = near_miss(&shown(file), known.iter().copied()).or_else(|| {
        // By its name alone, wherever it was said to be.
        let wrong = name(file)?;
        let has = |path: &&&str| name(Path::new(path)).is_some_and(|own| is_like(&wrong, &own));
        let mut like = known.iter().filter(has);
        like.next().copied().filter(|_| like.next().is_none())
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

/// The findings whose primary place lies in one of the files, and those that it is not there.
fn only_in(diagnostics: &Diagnostics, sources: &Sources, files: &[PathBuf]) -> Diagnostics {
    let named = |path: &str| files.iter().any(|file| is_named(file, path));
    let mut only = Diagnostics::new();
    for one in diagnostics.iter() {
        let file = one
            .labels
            .first()
            .map(|label| sources.get(label.span.source).path());
        let is_absent = |(name, value): &(&str, Value)| {
            *name == "file" && matches!(value, Value::Text(path) if named(path))
        };
        let absent = one.code == Code::NoSuchFile && one.values.iter().any(is_absent);
        if absent || file.is_none_or(named) {
            only.push(one.clone());
        }
    }
    only
}
