//! `yardstick explain`: why this verdict, down to the data cells; or the page of a code.

use super::args::{Explain, Format, Options};
use super::columns::{Column, WIDTH, table};
use super::eval::known_on;
use super::output::Output;
use super::shown;
use super::words::{filled, text};
use super::{Exit, folder, named, three_places};
use crate::data::Absence;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::eval::{self, Assessment, Judged, Shape, Standing, Verdict};
use crate::model::{CellKey, Measure, Place, Target, TargetId, Time};
use crate::open::{Opened, open_as_of};
use crate::report::Words;
use crate::report::results::{Cells, Document, Results, Row};
use crate::text::{Fill, Span, wrapped};
use crate::value::{Year, Years, behind_figure};
use std::collections::BTreeSet;

const SCHEMA: &str = "yardstick.explain/1";

pub(super) fn run(command: &Explain, options: &Options, output: &mut Output) -> Exit {
    if let Some(code) = Code::find(&command.what) {
        return page(code, options, output);
    }
    output.phase("progress.reading", &[]);
    let folder = match folder::open(options) {
        Ok(folder) => folder,
        Err(why) => return output.stop(SCHEMA, &why),
    };
    let sources = &folder.sources;
    let mut diagnostics = Diagnostics::new();
    output.phase("progress.checking", &[]);
    let Some(opened) = open_as_of(sources, command.as_of, &mut diagnostics) else {
        output.diagnostics(&diagnostics, sources);
        return output.stop(SCHEMA, text(options.lang, "error.unreadable"));
    };
    let found = named::find(&opened, &command.what);
    let (id, target) = match found.as_slice() {
        [one] => *one,
        several => {
            // A rule that was left out is no target: why it was stands in the diagnostics.
            output.diagnostics(&diagnostics, sources);
            let why = named::not_one(&opened, &command.what, several, options);
            return output.stop(SCHEMA, &why);
        }
    };
    let year = command.year.unwrap_or_else(|| opened.latest_year());
    let one = Years {
        first: year,
        last: year,
    };
    output.remark_on_years(one, opened.plan.years);
    let mut assessment = judged(&opened, year, id, target);
    if let Some(name) = &command.region {
        let named = match opened.plan.regions.find(name) {
            Some(Place::Region(region)) => Some(*region),
            _ => None,
        };
        assessment
            .judged
            .retain(|judged| named.is_some() && judged.region == named);
        if assessment.judged.is_empty() {
            let values = [("region", name.clone()), ("target", target.name.clone())];
            return output.stop(SCHEMA, &filled(options.lang, "error.no_region", &values));
        }
    }
    let words = Words::load(sources, options.lang, &mut Diagnostics::new());
    let results = Results::new(&opened.plan, &opened.cube, sources, &assessment, &words);
    let cells = results.cells(
        assessment
            .judged
            .iter()
            .flat_map(|one| one.outcome.cells.iter().copied()),
    );
    let about = about(&results, target, &cells, &diagnostics);
    if options.format == Format::Json {
        output.json(&Document {
            schema: SCHEMA,
            results: &results,
            diagnostics: &about,
        });
        return Exit::Clean;
    }
    output.diagnostics(&about, sources);
    rule(&results, target, options, output);
    if results.known_on().is_some() {
        known_on(std::slice::from_ref(&results), options.lang, output);
        output.line("");
    }
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
            figures(&results, one, &cells, options, output);
        }
        many => {
            regions_table(&results, many, options, output);
            if let [whole] = whole.as_slice() {
                deciding(&results, whole, many, output);
            }
            let breaks = many
                .iter()
                .flat_map(|row| row.outcome.breaks.iter().copied());
            breaks_in(&results, breaks.collect(), options, output);
            let used = many
                .iter()
                .flat_map(|row| row.outcome.cells.iter().copied());
            files(&results, used, &cells, options, output);
        }
    }
    // What is counted within one region is told with its reason.
    for row in whole.iter().filter(|row| row.lost > 0) {
        let count = [("count", row.lost.to_string())];
        paragraph("", &filled(options.lang, "explain.lost", &count), output);
    }
    Exit::Clean
}

/// The assessment of one target.
fn judged(opened: &Opened, year: Year, id: TargetId, target: &Target) -> Assessment {
    let mut judged = Vec::new();
    let give = |region, outcome| {
        judged.push(Judged {
            target: id,
            region,
            outcome,
        });
    };
    eval::judge_target(
        &opened.plan,
        &opened.cube,
        year,
        &opened.method,
        target,
        give,
    );
    Assessment {
        year,
        method: opened.method.clone(),
        judged,
    }
}

/// What was found about a target: in its rule, in the rows of its figures, and in the rows that
/// were kept out although it needs them.
fn about(
    results: &Results<'_>,
    target: &Target,
    cells: &Cells,
    diagnostics: &Diagnostics,
) -> Diagnostics {
    let judged = results.assessment.judged.iter();
    let keys = judged.clone().flat_map(|one| one.outcome.cells.iter());
    let used: BTreeSet<_> = keys
        .flat_map(|key| cells.behind(*key))
        .map(|cell| line_of(results, cell.span))
        .collect();
    let missing: BTreeSet<CellKey> = judged
        .flat_map(|one| one.outcome.missing.iter().copied())
        .collect();
    let kept_out = missing.into_iter().filter(|key| is_kept_out(results, *key));
    let kept_out = results.cube.rows_of(results.sources, kept_out);
    let whole = target.places.whole;
    let concerns = |one: &Diagnostic| {
        one.labels.iter().any(|label| {
            let span = label.span;
            let in_rule =
                span.source == whole.source && whole.start <= span.start && span.start < whole.end;
            in_rule
                || used.contains(&line_of(results, span))
                || kept_out.iter().any(|row| lies_in(span, *row))
        })
    };
    let mut about = Diagnostics::new();
    for one in diagnostics.iter().filter(|one| concerns(one)) {
        about.push(one.clone());
    }
    about
}

fn lies_in(span: Span, row: Span) -> bool {
    span.source == row.source && row.start <= span.start && span.start <= row.end
}

fn line_of(results: &Results<'_>, span: Span) -> (crate::text::SourceId, usize) {
    let source = results.sources.get(span.source);
    (span.source, source.lines().line(span.start as usize))
}

fn is_kept_out(results: &Results<'_>, key: CellKey) -> bool {
    let absence = results.cube.absence(key.indicator, key.region, key.year);
    absence == Some(Absence::KeptOut)
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

/// The rule as it stands in its file, and the plan's words.
fn rule(results: &Results<'_>, target: &Target, options: &Options, output: &mut Output) {
    let lang = options.lang;
    let source = results.sources.get(target.places.whole.source);
    let at = source.position(target.places.whole.start as usize);
    paragraph("", &format!("{}  {}", target.name, target.label), output);
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
        for line in wrapped(&format!("    {line}"), WIDTH, "            ") {
            output.line(&line);
        }
    }
    for quote in &target.quotes {
        paragraph("", &three_places::quoted(quote, options), output);
    }
    if let Some(owner) = results.owner_in_words(target) {
        paragraph("", &owner, output);
    }
    output.line("");
}

/// A sentence in as many lines as it takes.
fn paragraph(indent: &str, text: &str, output: &mut Output) {
    for line in wrapped(&format!("{indent}{text}"), WIDTH, "  ") {
        output.line(&line);
    }
}

/// The facts, one a line, and the verdict that follows from them.
fn derivation(results: &Results<'_>, row: &Row<'_>, options: &Options, output: &mut Output) {
    let lang = options.lang;
    let words = results.words;
    let facts = &row.outcome.facts;
    let own_unit = results.unit_in_words(row);
    let unit = behind_figure(own_unit);
    let threshold = results.threshold_in_words(row);
    let with_unit = |figure: &Option<String>| figure.as_ref().map(|one| format!("{one}{unit}"));
    // What two percentages are apart is no percentage.
    let points = behind_figure(words.points(own_unit));
    let apart = |figure: &Option<String>| figure.as_ref().map(|one| format!("{one}{points}"));
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
    let yes_or_no = |yes| words.get(if yes { "yes" } else { "no" }).to_owned();
    // What the value is of, if it is of several years.
    let is_growth = row
        .test
        .is_some_and(|test| matches!(test.measure, Measure::Growth(_)));
    let over = match row.target.time {
        Time::Over(years) if is_growth => Some(("explain.rate", years.first)),
        Time::Over(years) => Some(("explain.total", years.first)),
        Time::Throughout(_) | Time::By(_) | Time::In(_) => results
            .rate_since(row)
            .filter(|since| Some(*since) != facts.value_year)
            .map(|since| ("explain.rate", since)),
    };
    let lines = [
        ("explain.threshold", with_unit(&threshold)),
        (
            "explain.baseline",
            in_year(with_unit(&row.baseline), Some(facts.baseline_year)),
        ),
        (
            "explain.value",
            match (over, facts.value_year) {
                (Some((key, first)), Some(year)) => with_unit(&row.value).map(|figure| {
                    let first = first.to_string();
                    let values = [
                        ("figure", figure),
                        ("first", first),
                        ("year", year.to_string()),
                    ];
                    filled(lang, key, &values)
                }),
                (_, year) => in_year(with_unit(&row.value), year),
            },
        ),
        (
            match row.target.time {
                Time::Throughout(_) => "explain.holds_now",
                Time::By(_) | Time::In(_) | Time::Over(_) => "explain.holds",
            },
            row.holds().map(yes_or_no),
        ),
        (
            "explain.every_year",
            match (row.target.time, row.verdict()) {
                (Time::Throughout(_), Verdict::Broken) => Some(yes_or_no(false)),
                (Time::Throughout(_), Verdict::Met | Verdict::Holding) => Some(yes_or_no(true)),
                _ => None,
            },
        ),
        (
            "explain.distance",
            apart(&row.distance).filter(|_| row.holds() == Some(false)),
        ),
        (
            "explain.margin",
            apart(&row.distance)
                .filter(|_| row.holds() == Some(true))
                .and_then(|far| far.strip_prefix('-').map(str::to_owned)),
        ),
        ("explain.progress", row.progress.clone()),
        ("explain.elapsed", row.elapsed.clone()),
        ("explain.expected_now", with_unit(&row.expected_now)),
        ("explain.pace", results.pace(row)),
        (
            "explain.needed",
            match facts.shape {
                Shape::Growth => with_unit(&row.needed_per_year),
                _ => apart(&row.needed_per_year),
            },
        ),
        ("explain.projected", with_unit(&row.projected)),
    ];
    let rows: Vec<_> = lines
        .into_iter()
        .filter_map(|(key, figure)| Some(vec![format!("  {}", text(lang, key)), figure?]))
        .collect();
    let columns = [Column::label(60), Column::whole(Fill::Behind)];
    for line in table(&columns, &rows) {
        output.line(&line);
    }
    output.line(&filled(
        lang,
        "explain.verdict",
        &[
            ("verdict", results.verdict(row.outcome).word),
            ("method", results.assessment.method.id.to_string()),
        ],
    ));
    // The sentence about what is behind tells the reason too.
    if row.verdict().standing() == Standing::Behind {
        paragraph("  ", &three_places::sentence(results, row), output);
    } else if let Some(note) = row.note(results.words) {
        paragraph("  ", &note, output);
    }
    if !row.rests_on.is_empty() {
        let kinds = kinds_in_words(results, row.rests_on.iter().copied());
        let said = filled(lang, "explain.rests_on", &[("kinds", kinds)]);
        paragraph("  ", &said, output);
    }
    output.line("");
    for part in &row.parts {
        paragraph("", &format!("· {}", results.label_in_words(part)), output);
        derivation(results, part, options, output);
    }
}

/// 演示数据、初步数据
fn kinds_in_words(results: &Results<'_>, kinds: impl Iterator<Item = &'static str>) -> String {
    let kinds: Vec<_> = kinds.map(|kind| results.words.mark(kind).word).collect();
    results.words.list(&kinds)
}

/// So many of the figures that another one was made up from are shown; JSON has all of them.
const PARTS: usize = 20;

/// A figure with its year, status and place; of one that stands in no file, what it was made from.
fn figure_line(results: &Results<'_>, cells: &Cells, key: CellKey) -> Option<Vec<String>> {
    let figure = results.cube.figure(key.indicator, key.region, key.year)?;
    let place = match cells.get(key) {
        Some(cell) => cell.at(),
        None if figure.is_made_up() => results.made_up_in_words(cells, key),
        None => return None,
    };
    let mut line = vec![
        format!("  {}", key.year),
        results.indicator_label(key.indicator).to_owned(),
        results.figure_in_words(key.indicator, &figure.quantity()),
        results.words.mark(figure.status().doubt.name()).word,
        place,
    ];
    // When it was published matters where not all that is known counts.
    if results.known_on().is_some() {
        let published = cells.get(key).and_then(|cell| cell.published.clone());
        line.push(published.unwrap_or_default());
    }
    Some(line)
}

/// The figures with their cells.
fn figures(
    results: &Results<'_>,
    row: &Row<'_>,
    cells: &Cells,
    options: &Options,
    output: &mut Output,
) {
    let lang = options.lang;
    if row.outcome.cells.is_empty() && row.outcome.missing.is_empty() {
        return;
    }
    output.line(text(lang, "explain.figures"));
    let mut rows = Vec::new();
    for key in &row.outcome.cells {
        let Some(line) = figure_line(results, cells, *key) else {
            continue;
        };
        rows.push(line);
        let parts = cells.parts(*key);
        rows.extend(parts.iter().take(PARTS).filter_map(|part| {
            let mut line = figure_line(results, cells, *part)?;
            let name = results.plan.regions.name(part.region);
            if let [year, label, ..] = line.as_mut_slice() {
                year.clear();
                *label = match part.indicator == key.indicator {
                    true => format!("+ {name}"),
                    false => format!("+ {name} {label}"),
                };
            }
            Some(line)
        }));
        if let Some(more) = parts.len().checked_sub(PARTS).filter(|&more| more > 0) {
            let more = filled(lang, "explain.more_parts", &[("count", more.to_string())]);
            rows.push(vec![
                String::new(),
                more,
                String::new(),
                String::new(),
                String::new(),
            ]);
        }
    }
    for key in &row.outcome.missing {
        rows.push(vec![
            format!("  {}", key.year),
            results.indicator_label(key.indicator).to_owned(),
            if is_kept_out(results, *key) {
                results.words.get("absence.kept_out").to_owned()
            } else {
                text(lang, "explain.missing").to_owned()
            },
            String::new(),
            String::new(),
        ]);
    }
    let whole = Column::whole(Fill::Behind);
    let columns = [whole, Column::label(18), whole, whole, whole, whole];
    let shown = if results.known_on().is_some() { 6 } else { 5 };
    let columns = columns.get(..shown).unwrap_or_default();
    for line in table(columns, &rows) {
        output.line(&line);
    }
    breaks_in(results, row.outcome.breaks.clone(), options, output);
    let used = row.outcome.cells.iter().copied();
    files(results, used, cells, options, output);
}

/// How many breaks are told.
const BREAKS: usize = 5;

/// Where the series are broken that were to be compared.
fn breaks_in(results: &Results<'_>, keys: Vec<CellKey>, options: &Options, output: &mut Output) {
    let found = results.breaks(keys.iter().copied());
    for key in keys.iter().take(BREAKS) {
        let Some(cell) = found.get(*key) else {
            continue;
        };
        let values = [("cell", results.cell_named(*key)), ("place", cell.at())];
        paragraph(
            "  ",
            &filled(options.lang, "explain.break", &values),
            output,
        );
    }
    if keys.len() > BREAKS {
        let count = [("count", (keys.len() - BREAKS).to_string())];
        paragraph(
            "  ",
            &filled(options.lang, "explain.breaks_more", &count),
            output,
        );
    }
}

/// The files that the figures stand in, or those that they were made up from, as they were when they were read.
fn files(
    results: &Results<'_>,
    used: impl Iterator<Item = CellKey>,
    cells: &Cells,
    options: &Options,
    output: &mut Output,
) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for cell in used.flat_map(|key| cells.behind(key)) {
        if rows
            .iter()
            .any(|row| row.first() == Some(&format!("  {}", cell.file)))
        {
            continue;
        }
        let digest = results.digest(cell.span.source).unwrap_or_default();
        rows.push(vec![
            format!("  {}", cell.file),
            format!("SHA-256 {digest}…"),
        ]);
    }
    if rows.is_empty() {
        return;
    }
    output.line(text(options.lang, "explain.files"));
    let whole = Column::whole(Fill::Behind);
    for line in table(&[whole, whole], &rows) {
        output.line(&line);
    }
}

fn regions_table(results: &Results<'_>, rows: &[&Row<'_>], options: &Options, output: &mut Output) {
    let lang = options.lang;
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
            results.verdict(row.outcome).word + shown::mark_of_verdict(row),
            shown::value(row),
            shown::threshold(results, row),
            shown::to_go(row),
        ]);
    }
    let columns = [
        Column::label(24),
        Column::words(24),
        Column::whole(Fill::Before),
        Column::whole(Fill::Before),
        Column::whole(Fill::Before),
    ];
    for line in table(&columns, &cells) {
        output.line(&line);
    }
    let marked: BTreeSet<_> = rows.iter().flat_map(|row| &row.rests_on).copied().collect();
    if !marked.is_empty() {
        let kinds = kinds_in_words(results, marked.into_iter());
        output.line(&filled(lang, "explain.marked", &[("kinds", kinds)]));
    }
}

/// How many regions are named that a whole has its verdict from.
const DECIDING: usize = 5;

/// The regions that have the verdict of the whole, which is that of the last one it needs; where
/// the number of regions is paced instead, no region decides.
fn deciding(results: &Results<'_>, whole: &Row<'_>, rows: &[&Row<'_>], output: &mut Output) {
    let by_number = eval::ReasonKind::ByNumber.name();
    let named: Vec<_> = rows
        .iter()
        .filter(|row| row.verdict() == whole.verdict())
        .filter_map(|row| row.region)
        .map(|region| results.plan.regions.name(region).to_owned())
        .collect();
    if named.is_empty() || whole.reason_kind == Some(by_number) {
        return;
    }
    let lang = results.words.lang;
    let shown: Vec<_> = named.iter().take(DECIDING).cloned().collect();
    let more = if named.len() > DECIDING { "…" } else { "" };
    let values = [
        ("verdict", results.verdict(whole.outcome).word),
        ("regions", format!("{}{more}", results.words.list(&shown))),
    ];
    paragraph("", &filled(lang, "explain.deciding", &values), output);
}
