//! `yardstick forms`: a workbook for each office with the figures that it owes.

use super::args::{Format, Forms, Options};
use super::output::Output;
use super::ready::{Ready, ready};
use super::words::{filled, of_key};
use super::{Exit, folder};
use crate::collect::{Desk, Form, Words, forms, owed};
use crate::report::results::diagnostics_json;
use crate::value::Years;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

const SCHEMA: &str = "yardstick.forms/1";

pub(super) fn run(command: &Forms, options: &Options, output: &mut Output) -> Exit {
    let lang = options.lang;
    let Ready {
        folder: plan,
        opened,
        diagnostics,
    } = match ready(SCHEMA, options, output) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let sources = &plan.sources;
    let year = command.year.unwrap_or_else(|| opened.latest_year());
    let one = Years {
        first: year,
        last: year,
    };
    output.remark_on_years(one, opened.plan.years);
    let debts = owed(&opened.plan, &opened.cube, year, &opened.method);
    let assessment = opened.eval(year);
    let words = |key: &str| of_key(lang, key);
    let desk = Desk {
        plan: &opened.plan,
        cube: &opened.cube,
        assessment: &assessment,
        words: Words(&words),
    };
    let all = match forms(desk, &debts) {
        Ok(all) => all,
        Err(why) => return output.stop(SCHEMA, &why.to_string()),
    };
    output.diagnostics(&diagnostics, sources);
    let paths: Vec<_> = all
        .iter()
        .map(|form| command.output.join(&form.file))
        .collect();
    let refused = paths.iter().find_map(|path| plan.refuses(path, lang));
    if let Some(why) = refused.or_else(|| in_the_way(command, &all, &paths, options)) {
        return output.stop(SCHEMA, &why);
    }
    for (form, path) in all.iter().zip(&paths) {
        // One that is there already may be open in front of somebody.
        if !is_there(path, form)
            && let Err(error) = folder::write_whole(path, &form.bytes)
        {
            return output.stop(SCHEMA, &folder::cannot_write(lang, path, &error));
        }
    }
    let nobody = debts.offices.iter().filter(|office| office.name.is_none());
    let nobody = nobody.flat_map(|office| &office.figures);
    let nobody = nobody.filter(|one| one.key.year == year).count();
    if options.format == Format::Json {
        let files: Vec<_> = all
            .iter()
            .zip(&paths)
            .map(|(form, path)| {
                json!({
                    "file": folder::shown(path),
                    "owner": form.office,
                    "figures": form.figures,
                })
            })
            .collect();
        output.json(&json!({
            "schema": SCHEMA,
            "plan": opened.plan.id,
            "year": year.0,
            "files": files,
            "without_owner": nobody,
            "diagnostics": diagnostics_json(&diagnostics, sources, lang),
        }));
    } else {
        for (form, path) in all.iter().zip(&paths) {
            let values = [
                ("file", folder::shown(path)),
                ("count", form.figures.to_string()),
            ];
            output.line(&filled(lang, "forms.written", &values));
        }
        if all.is_empty() {
            let values = [("year", year.to_string())];
            output.line(&filled(lang, "forms.nothing", &values));
        }
    }
    if nobody > 0 {
        let values = [("count", nobody.to_string())];
        output.remark(&filled(lang, "forms.nobody", &values));
    }
    if opened.incomplete() {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// Why nothing is written: a form of that name is there, and somebody may have filled it in.
fn in_the_way(
    command: &Forms,
    all: &[Form],
    paths: &[PathBuf],
    options: &Options,
) -> Option<String> {
    if command.force {
        return None;
    }
    let others: Vec<_> = all
        .iter()
        .zip(paths)
        .filter(|(form, path)| path.exists() && !is_there(path, form))
        .map(|(_, path)| folder::shown(path))
        .collect();
    let files = ("files", others.join(" "));
    (!others.is_empty()).then(|| filled(options.lang, "forms.in_the_way", &[files]))
}

/// Whether the very same form is there already.
fn is_there(path: &Path, form: &Form) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes == form.bytes)
}
