//! `yardstick explain`: why this verdict, down to the data cells; or the page of a code.

use super::args::{Explain, Format, Options};
use super::check::impossible;
use super::columns::{Column, table};
use super::output::{self, Output};
use super::words::{filled, text};
use super::{Exit, folder, three_places};
use crate::diag::{Code, Diagnostics};
use crate::eval::Standing;
use crate::model::{Target, TargetId};
use crate::open::{Opened, open};
use crate::report::Words;
use crate::report::results::{Results, Row, to_json};
use crate::text::Fill;

const SCHEMA: &str = "yardstick.explain/1";

pub(super) fn run(command: &Explain, options: &Options, output: &mut Output) -> Exit {
    if let Some(code) = Code::find(&command.what) {
        return page(code, options, output);
    }
    let Some(folder) = folder::open(options) else {
        return impossible(options, output, SCHEMA);
    };
    let sources = &folder.sources;
    let mut diagnostics = Diagnostics::new();
    let Some(opened) = open(sources, &mut diagnostics) else {
        output.diagnostics(&diagnostics, sources);
        return impossible(options, output, SCHEMA);
    };
    let found = find(&opened, &command.what);
    let (id, target) = match found.as_slice() {
        [one] => *one,
        several => {
            not_one(&opened, &command.what, several, options);
            return impossible(options, output, SCHEMA);
        }
    };
    let year = command.year.unwrap_or_else(|| opened.latest_year());
    let mut assessment = opened.eval(year);
    assessment.judged.retain(|judged| judged.target == id);
    if let Some(region) = &command.region {
        assessment.judged.retain(|judged| {
            judged.region.is_some_and(|own| {
                matches!(opened.plan.regions.find(region),
                    Some(crate::model::Place::Region(named)) if *named == own)
            })
        });
        if assessment.judged.is_empty() {
            output::complain(
                options.lang,
                "error.no_region",
                &[("region", region.clone()), ("target", target.name.clone())],
            );
            return impossible(options, output, SCHEMA);
        }
    }
    let words = Words::load(sources, options.lang, &mut diagnostics);
    let results = Results::new(&opened.plan, &opened.cube, sources, &assessment, &words);
    if options.format == Format::Json {
        let mut json = to_json(&results, &Diagnostics::new());
        if let Some(object) = json.as_object_mut() {
            object.insert("schema".to_owned(), SCHEMA.into());
        }
        output.line(&json.to_string());
        return Exit::Clean;
    }
    rule(&results, target, options, output);
    let rows: Vec<_> = results.rows().collect();
    let (regions, whole): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.region.is_some());
    for row in &whole {
        derivation(&results, row, options, output);
    }
    // One region is told in full, many by their verdicts: `--region` tells one of them in full.
    match regions.as_slice() {
        [] => {}
        [one] => {
            derivation(&results, one, options, output);
            figures(&results, one, options, output);
        }
        many => regions_table(&results, many, options, output),
    }
    Exit::Clean
}

fn page(code: Code, options: &Options, output: &mut Output) -> Exit {
    if options.format == Format::Json {
        let json = serde_json::json!({
            "schema": SCHEMA,
            "code": code.id(),
            "name": code.name(),
            "severity": code.severity().name(),
            "page": code.page(),
        });
        output.line(&json.to_string());
    } else {
        output.print(code.page());
    }
    Exit::Clean
}

/// Targets of a name, or of an indicator by any of its names.
fn find<'a>(opened: &'a Opened, what: &str) -> Vec<(TargetId, &'a Target)> {
    let all = || (0..).map(TargetId).zip(&opened.plan.targets);
    let named: Vec<_> = all().filter(|(_, target)| target.name == what).collect();
    if !named.is_empty() {
        return named;
    }
    let indicator = opened.plan.indicator_names.get(what);
    all()
        .filter(|(_, target)| {
            target.label == what || (indicator.is_some() && target.indicator.as_ref() == indicator)
        })
        .collect()
}

fn not_one(opened: &Opened, what: &str, several: &[(TargetId, &Target)], options: &Options) {
    let lang = options.lang;
    let quoted = ("what", what.to_owned());
    if several.is_empty() {
        let names = opened
            .plan
            .targets
            .iter()
            .map(|target| target.name.as_str());
        match crate::text::near_miss(what, names) {
            Some(near) => output::complain(
                lang,
                "error.no_such_target_near",
                &[quoted, ("near", near.to_owned())],
            ),
            None => output::complain(lang, "error.no_such_target", &[quoted]),
        }
    } else {
        let names: Vec<_> = several
            .iter()
            .map(|(_, target)| target.name.clone())
            .collect();
        output::complain(
            lang,
            "error.several_targets",
            &[quoted, ("names", names.join(" "))],
        );
    }
}

/// The rule as it stands in its file, and the plan's words.
fn rule(results: &Results<'_>, target: &Target, options: &Options, output: &mut Output) {
    let lang = options.lang;
    let source = results.sources.get(target.places.whole.source);
    let at = source.position(target.places.whole.start as usize);
    output.line(&format!("{}  {}", target.name, target.label));
    output.line("");
    output.line(&filled(
        lang,
        "explain.rule",
        &[
            ("file", source.path().to_owned()),
            ("line", at.line.to_string()),
        ],
    ));
    for line in results.sources.slice(target.places.whole).lines() {
        output.line(&format!("    {line}"));
    }
    for quote in &target.quotes {
        output.line(&filled(
            lang,
            "explain.quote",
            &[
                ("place", quote.place.clone()),
                ("words", quote.words.clone()),
            ],
        ));
    }
    if let Some(owner) = results.owner_in_words(target) {
        output.line(&owner);
    }
    output.line("");
}

/// The facts, one a line, and the verdict that follows from them.
fn derivation(results: &Results<'_>, row: &Row<'_>, options: &Options, output: &mut Output) {
    let lang = options.lang;
    let words = results.words;
    let facts = &row.outcome.facts;
    let unit = row.unit.unwrap_or_default();
    let with_unit = |figure: &Option<String>| figure.as_ref().map(|one| format!("{one}{unit}"));
    let in_year = |figure: Option<String>, year: Option<crate::value::Year>| match (figure, year) {
        (Some(figure), Some(year)) => Some(filled(
            lang,
            "explain.in_year",
            &[("figure", figure), ("year", year.to_string())],
        )),
        (figure, _) => figure,
    };
    let region = row.region.map_or_else(
        || words.get("whole").to_owned(),
        |region| results.plan.regions.name(region).to_owned(),
    );
    output.line(&filled(
        lang,
        "explain.facts",
        &[
            ("region", region),
            ("year", results.assessment.year.to_string()),
        ],
    ));
    let lines = [
        ("explain.threshold", with_unit(&row.threshold)),
        (
            "explain.baseline",
            in_year(with_unit(&row.baseline), Some(facts.baseline_year)),
        ),
        (
            "explain.value",
            in_year(with_unit(&row.value), facts.value_year),
        ),
        (
            "explain.holds",
            row.holds()
                .map(|holds| words.get(if holds { "yes" } else { "no" }).to_owned()),
        ),
        ("explain.distance", with_unit(&row.distance)),
        ("explain.progress", row.progress.clone()),
        ("explain.elapsed", row.elapsed.clone()),
        ("explain.expected_now", with_unit(&row.expected_now)),
        ("explain.pace", results.pace(row)),
        ("explain.needed", with_unit(&row.needed_per_year)),
        ("explain.projected", with_unit(&row.projected)),
    ];
    let rows: Vec<_> = lines
        .into_iter()
        .filter_map(|(key, figure)| Some(vec![format!("  {}", text(lang, key)), figure?]))
        .collect();
    let column = Column {
        fill: Fill::Behind,
        most: 60,
    };
    for line in table(&[column, column], &rows) {
        output.line(&line);
    }
    output.line(&filled(
        lang,
        "explain.verdict",
        &[
            ("verdict", results.verdict(row.outcome).word),
            ("method", results.assessment.method.id()),
        ],
    ));
    if let Some(reason) = &row.reason {
        output.line(&format!("  {reason}"));
    }
    if row.verdict().standing() == Standing::Behind {
        output.line(&format!("  {}", three_places::sentence(results, row)));
    }
    for part in &row.parts {
        output.line("");
        output.line(&format!("· {}", part.label));
        derivation(results, part, options, output);
    }
    output.line("");
}

/// The figures with their cells.
fn figures(results: &Results<'_>, row: &Row<'_>, options: &Options, output: &mut Output) {
    let lang = options.lang;
    if row.outcome.cells.is_empty() && row.outcome.missing.is_empty() {
        return;
    }
    output.line(text(lang, "explain.figures"));
    let mut rows = Vec::new();
    for key in &row.outcome.cells {
        let (Some(cell), Some(figure)) = (
            results.cell(*key),
            results.cube.figure(key.indicator, key.region, key.year),
        ) else {
            continue;
        };
        rows.push(vec![
            format!("  {}", key.year),
            results.indicator_label(key.indicator).to_owned(),
            results.figure_in_words(key.indicator, &figure.quantity()),
            results.words.mark(cell.status.doubt.name()).word,
            format!("{}:{}:{}", cell.file, cell.line, cell.column),
        ]);
    }
    for key in &row.outcome.missing {
        rows.push(vec![
            format!("  {}", key.year),
            results.indicator_label(key.indicator).to_owned(),
            text(lang, "explain.missing").to_owned(),
            String::new(),
            String::new(),
        ]);
    }
    let column = |most| Column {
        fill: Fill::Behind,
        most,
    };
    let columns = [column(6), column(30), column(14), column(10), column(40)];
    for line in table(&columns, &rows) {
        output.line(&line);
    }
}

fn regions_table(results: &Results<'_>, rows: &[&Row<'_>], options: &Options, output: &mut Output) {
    let lang = options.lang;
    let none = || "—".to_owned();
    let mut cells = vec![vec![
        format!("  {}", text(lang, "column.region")),
        text(lang, "column.verdict").to_owned(),
        text(lang, "column.value").to_owned(),
        text(lang, "column.target").to_owned(),
        text(lang, "column.to_go").to_owned(),
    ]];
    for row in rows {
        cells.push(vec![
            format!(
                "  {}",
                row.region
                    .map(|region| results.plan.regions.name(region))
                    .unwrap_or_default()
            ),
            results.verdict(row.outcome).word,
            row.value.clone().unwrap_or_else(none),
            row.threshold.clone().unwrap_or_else(none),
            row.distance.clone().unwrap_or_else(none),
        ]);
    }
    let column = |fill| Column { fill, most: 24 };
    let columns = [
        column(Fill::Behind),
        column(Fill::Behind),
        column(Fill::Before),
        column(Fill::Before),
        column(Fill::Before),
    ];
    for line in table(&columns, &cells) {
        output.line(&line);
    }
}
