//! `yardstick check`: everything that can be said without judging.

use super::Exit;
use super::args::{Check, Format, Options};
use super::folder;
use super::output::Output;
use super::words::filled;
use crate::data::REPORTS;
use crate::diag::{Diagnostics, Severity};
use crate::open::{Opened, open};
use crate::report::Templates;
use crate::report::results::diagnostics_json;
use crate::text::Sources;
use serde_json::json;
use std::path::Path;

const SCHEMA: &str = "yardstick.check/1";

pub(super) fn run(command: &Check, options: &Options, output: &mut Output) -> Exit {
    let folder = match folder::open(options) {
        Ok(folder) => folder,
        Err(why) => return output.stop(SCHEMA, &why),
    };
    let mut sources = folder.sources;
    let mut diagnostics = Diagnostics::new();
    let opened = open(&sources, &mut diagnostics);
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

/// The findings whose primary place lies in one of the files.
fn only_in(
    diagnostics: &Diagnostics,
    sources: &Sources,
    files: &[std::path::PathBuf],
) -> Diagnostics {
    let named = |path: &str| {
        files
            .iter()
            .any(|file| file == Path::new(path) || file.ends_with(path))
    };
    let mut only = Diagnostics::new();
    for one in diagnostics.iter() {
        let file = one
            .labels
            .first()
            .map(|label| sources.get(label.span.source).path());
        if file.is_none_or(named) {
            only.push(one.clone());
        }
    }
    only
}
