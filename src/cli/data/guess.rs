//! `yardstick data guess`: how a table that somebody made for people would be read.

use crate::cli::args::{Format, Guess as Command, Options};
use crate::cli::folder::{cannot_write, write_whole};
use crate::cli::output::{self, Output};
use crate::cli::ready::{Ready, ready};
use crate::cli::words::{filled, filled_of_group, of_key, text};
use crate::cli::{Exit, folder};
use crate::data::guess::{Doubt, Guess, GuessedTable, Shape, entry, guess};
use crate::data::{MANIFEST, take_in_as, unread, with_entry};
use crate::diag::{Diagnostics, Lang};
use crate::report::results::diagnostics_json;
use crate::text::{Fill, display_width, pad};
use crate::value::with_unit;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const SCHEMA: &str = "yardstick.data_guess/1";

pub(super) fn run(command: &Command, options: &Options, output: &mut Output) -> Exit {
    let lang = options.lang;
    let Ready {
        folder: mut plan,
        opened,
        ..
    } = match ready(SCHEMA, options, output) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let shown = folder::shown(&command.file);
    let bytes = match fs::read(&command.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let values = [("file", shown), ("why", output::why(lang, &error))];
            return output.stop(SCHEMA, &filled(lang, "error.read", &values));
        }
    };
    let within = plan.path_of(&command.file);
    if command.write && within.is_none() {
        return output.stop(SCHEMA, &filled(lang, "guess.outside", &[("file", shown)]));
    }
    let path = within.unwrap_or_else(|| {
        let name = command.file.file_name().unwrap_or_default();
        format!("data/{}", name.to_string_lossy())
    });
    let mut listed = opened.manifest.data.iter();
    let listed = listed.find(|data| data.file.path == path);
    let encoding = listed.and_then(|data| data.encoding);
    let Ok(source) = take_in_as(&mut plan.sources, &path, encoding, &bytes) else {
        let values = [("file", shown), ("why", text(lang, "why.name").to_owned())];
        return output.stop(SCHEMA, &filled(lang, "error.read", &values));
    };
    if let Some(fault) = unread(&plan.sources, source) {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(fault);
        output.diagnostics(&diagnostics, &plan.sources);
        if options.format == Format::Json {
            output.json(&json!({
                "schema": SCHEMA,
                "file": path,
                "tables": [],
                "diagnostics": diagnostics_json(&diagnostics, &plan.sources, lang),
            }));
        }
        return Exit::Findings;
    }
    let found = guess(&opened.plan, source, plan.sources.get(source));
    let entry = entry(&path, &found);
    let mut written = false;
    if let (true, Some(entry)) = (command.write, &entry) {
        let Some(new) = with_entry(&plan.sources, &opened.manifest, &path, entry, None) else {
            let lines = entry.lines().map(|line| format!("\n  {line}"));
            let entry: String = lines.collect();
            return output.stop(SCHEMA, &format!("{}\n{entry}", text(lang, "guess.by_hand")));
        };
        if let Err(error) = write_whole(&plan.path(MANIFEST), new.as_bytes()) {
            let why = cannot_write(lang, Path::new(MANIFEST), &error);
            return output.stop(SCHEMA, &why);
        }
        written = true;
    }
    if options.format == Format::Json {
        output.json(&json!({
            "schema": SCHEMA,
            "file": path,
            "tables": found.tables.iter().map(table_json).collect::<Vec<_>>(),
            "entry": entry,
            "written": written,
            "diagnostics": [],
        }));
    } else {
        tell(output, &path, &found, entry.as_deref(), lang);
        if written {
            output.line("");
            output.line(text(lang, "guess.written"));
        }
        // Why stands above.
        if command.write && entry.is_none() {
            output.line("");
            output.line(&filled(lang, "guess.nothing", &[("file", shown)]));
        }
    }
    match entry {
        Some(_) => Exit::Clean,
        None => Exit::Findings,
    }
}

fn tell(output: &mut Output, path: &str, found: &Guess, entry: Option<&str>, lang: Lang) {
    output.line(path);
    for table in &found.tables {
        output.line("");
        tell_table(output, table, lang);
    }
    if found.tables.is_empty() {
        output.line(text(lang, "guess.empty"));
    }
    if let Some(entry) = entry {
        output.line("");
        output.line(text(lang, "guess.entry"));
        output.line("");
        for line in entry.lines() {
            output.line(&format!("  {line}"));
        }
    }
}

fn tell_table(output: &mut Output, table: &GuessedTable, lang: Lang) {
    let mut head = match &table.sheet {
        Some(sheet) => filled(lang, "guess.sheet", &[("sheet", sheet.clone())]),
        None => text(lang, "guess.table").to_owned(),
    };
    if table.hidden {
        head += text(lang, "guess.hidden");
    }
    let shape = match &table.shape {
        Shape::Plain => text(lang, "guess.plain").to_owned(),
        Shape::Unclear => text(lang, "guess.unclear").to_owned(),
        Shape::Mapped(map) => {
            let row = |at: u32| (u64::from(at) + 1).to_string();
            let values = [
                (
                    "first",
                    map.rows.map_or(String::new(), |(first, _)| row(first)),
                ),
                (
                    "last",
                    map.rows
                        .and_then(|(_, last)| last)
                        .map_or(String::new(), row),
                ),
                (
                    "heading",
                    map.header.map_or(String::new(), |(first, _)| row(first)),
                ),
                ("count", table.figures.to_string()),
            ];
            let key = match map.is_by_headings() {
                true => "guess.headed",
                false => "guess.mapped",
            };
            filled(lang, key, &values)
        }
    };
    output.line(&format!("{head}{shape}"));
    let label = |key: &str| of_key(lang, &format!("guess.part.{key}"));
    for part in &table.parts {
        let line = [
            pad(label(part.key), 10, Fill::Behind),
            pad(&format!("{}  ", part.place), 16, Fill::Behind),
            part.examples.join("、"),
        ];
        output.line(format!("  {}", line.concat()).trim_end());
    }
    if !table.first.is_empty() {
        output.line(&format!("  {}", text(lang, "guess.first")));
        let widest = table
            .first
            .iter()
            .map(|one| display_width(&one.address))
            .max();
        for one in &table.first {
            let said = [&one.indicator, &one.region, &one.year];
            let said: Vec<&str> = said
                .into_iter()
                .map(String::as_str)
                .filter(|text| !text.is_empty())
                .collect();
            let address = pad(&one.address, widest.unwrap_or(0) + 2, Fill::Behind);
            output.line(&format!(
                "    {address}{} = {}",
                said.join(" "),
                with_unit(&one.value, &one.unit)
            ));
        }
    }
    for doubt in &table.doubts {
        output.line(&format!("  ? {}", sentence(doubt, lang)));
    }
}

fn sentence(doubt: &Doubt, lang: Lang) -> String {
    let values = [
        ("cell", doubt.address.clone().unwrap_or_default()),
        ("text", doubt.text.clone()),
        ("near", doubt.near.clone().unwrap_or_default()),
        ("count", doubt.count.to_string()),
    ];
    filled_of_group(lang, "guess.doubt", doubt.key, &values)
}

fn table_json(table: &GuessedTable) -> Value {
    json!({
        "sheet": table.sheet,
        "hidden": table.hidden,
        "shape": match table.shape {
            Shape::Plain => "plain",
            Shape::Mapped(_) => "mapped",
            Shape::Unclear => "unclear",
        },
        "parts": table.parts.iter().map(|part| json!({
            "part": part.key,
            "place": part.place,
            "examples": part.examples,
        })).collect::<Vec<_>>(),
        "figures": table.figures,
        "first": table.first.iter().map(|one| json!({
            "cell": one.address,
            "indicator": one.indicator,
            "region": one.region,
            "year": one.year,
            "value": one.value,
            "unit": one.unit,
        })).collect::<Vec<_>>(),
        "doubts": table.doubts.iter().map(|doubt| json!({
            "kind": doubt.key,
            "cell": doubt.address,
            "text": doubt.text,
            "near": doubt.near,
            "count": doubt.count,
        })).collect::<Vec<_>>(),
    })
}
