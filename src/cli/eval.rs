//! `yardstick eval`: a table by section for a terminal, or JSON, or CSV.

use super::args::{Eval, Format, Options};
use super::columns::{Column, WIDTH, table};
use super::output::Output;
use super::shown;
use super::words::{filled, filled_of_group, of_group, text};
use super::{Exit, folder, three_places};
use crate::diag::{Diagnostics, Lang};
use crate::eval::{Assessment, Verdict};
use crate::model::Target;
use crate::open::{Opened, open_as_of};
use crate::report::results::{Document, Results, Row, Summary, Tally, to_csv, to_workbook};
use crate::report::{Lacks, Words};
use crate::text::{Fill, display_width, wrapped};
use crate::value;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const SCHEMA: &str = "yardstick.eval/1";

pub(super) fn run(command: &Eval, options: &Options, output: &mut Output) -> Exit {
    output.phase("progress.reading", &[]);
    let folder = match folder::open(options) {
        Ok(folder) => folder,
        Err(why) => return output.stop(SCHEMA, &why),
    };
    let refused = command.output.as_ref();
    if let Some(why) = refused.and_then(|path| folder.refuses(path, options.lang)) {
        return output.stop(SCHEMA, &why);
    }
    let sources = &folder.sources;
    let mut diagnostics = Diagnostics::new();
    output.phase("progress.checking", &[]);
    let opened = match judgeable(open_as_of(sources, command.as_of, &mut diagnostics)) {
        Ok(opened) => opened,
        Err(key) => {
            output.diagnostics(&diagnostics, sources);
            return output.stop(SCHEMA, text(options.lang, key));
        }
    };
    let years = command.years.unwrap_or_else(|| {
        let year = opened.latest_year();
        value::Years {
            first: year,
            last: year,
        }
    });
    output.remark_on_years(years, opened.plan.years);
    let words = Words::load(sources, options.lang, &mut diagnostics);
    let assessments: Vec<_> = years
        .iter()
        .map(|year| {
            output.phase("progress.judging", &[("year", year.to_string())]);
            opened.eval(year)
        })
        .collect();
    output.phase("progress.writing", &[]);
    let results: Vec<_> = assessments
        .iter()
        .map(|assessment| Results::new(&opened.plan, &opened.cube, sources, assessment, &words))
        .collect();
    let mut workbook = None;
    match (options.format, results.as_slice()) {
        (Format::Json, years) => {
            let document = |results| Document {
                schema: SCHEMA,
                results,
                diagnostics: &diagnostics,
            };
            match years {
                [only] => output.json(&document(only)),
                years => output.json(&Years {
                    schema: "yardstick.eval-years/1",
                    years: years.iter().map(document).collect(),
                }),
            }
        }
        (Format::Csv, years) => {
            output.diagnostics(&diagnostics, sources);
            output.print(&to_csv(years));
        }
        (Format::Xlsx, years) => {
            output.diagnostics(&diagnostics, sources);
            match to_workbook(years, &diagnostics).to_bytes() {
                Ok(bytes) => workbook = Some(bytes),
                Err(why) => {
                    let why = [("why", why.to_string())];
                    return output.stop(SCHEMA, &filled(options.lang, "error.workbook", &why));
                }
            }
        }
        (Format::Human, _) => {
            output.diagnostics(&diagnostics, sources);
            human(&opened, &results, options, output);
        }
    }
    if let Some(path) = &command.output
        && let Err(error) = match &workbook {
            Some(bytes) => output.write_bytes(path, bytes),
            None => output.write_to(path),
        }
    {
        return output.stop(SCHEMA, &folder::cannot_write(options.lang, path, &error));
    }
    let failed = assessments
        .iter()
        .any(|assessment| fails(&opened, assessment, &command.fail_on));
    if failed || opened.incomplete() {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// A plan with something to judge, or the words for why there is none.
pub(super) fn judgeable(opened: Option<Opened>) -> Result<Opened, &'static str> {
    match opened {
        None => Err("error.unreadable"),
        Some(opened) if opened.plan.targets.is_empty() => Err("error.no_target"),
        Some(opened) => Ok(opened),
    }
}

/// The document of several years.
#[derive(Serialize)]
struct Years<'a> {
    schema: &'static str,
    years: Vec<Document<'a>>,
}

/// Whether a target that is promised has one of the verdicts; `strive` is no breach.
fn fails(opened: &Opened, assessment: &Assessment, verdicts: &[Verdict]) -> bool {
    assessment.by_target().any(|judged| {
        let strive = opened
            .plan
            .target(judged.target)
            .is_some_and(|target| target.strive);
        !strive && verdicts.contains(&judged.outcome.verdict)
    })
}

fn human(opened: &Opened, results: &[Results<'_>], options: &Options, output: &mut Output) {
    let lang = options.lang;
    let (Some(first), Some(last)) = (results.first(), results.last()) else {
        return;
    };
    let one = results.len() == 1;
    let key = if one {
        "eval.title"
    } else {
        "eval.title_years"
    };
    let title = filled(
        lang,
        key,
        &[
            ("title", opened.plan.title.clone()),
            ("first", first.assessment.year.to_string()),
            ("year", last.assessment.year.to_string()),
            ("method", last.assessment.method.id.to_string()),
        ],
    );
    for line in wrapped(&title, WIDTH, "  ") {
        output.line(&line);
    }
    face(opened, results, lang, output);
    output.line("");
    if one {
        one_year(last, lang, output);
        summary(last, lang, output);
        three_places::print(last, options, output);
    } else {
        side_by_side(results, lang, output);
        summary_of_years(results, lang, output);
    }
}

/// What stands on the face of every result: of which day its figures are, those that are not
/// final, and what it lacks.
fn face(opened: &Opened, years: &[Results<'_>], lang: Lang, output: &mut Output) {
    known_on(years, lang, output);
    let mut counts = [
        ("demonstration", "face.demonstration", 0),
        ("provisional", "face.provisional", 0),
        ("estimated", "face.estimated", 0),
    ];
    for results in years {
        for judged in &results.assessment.judged {
            let kinds = results.rests_on(&judged.outcome);
            for (kind, _, count) in &mut counts {
                *count += usize::from(kinds.contains(kind));
            }
        }
    }
    for (_, key, count) in counts {
        if count > 0 {
            let line = filled(lang, key, &[("count", count.to_string())]);
            for line in wrapped(&line, WIDTH, "  ") {
                output.line(&line);
            }
        }
    }
    for (part, count) in Lacks::of(&opened.plan, &opened.cube).said() {
        let count = [("count", count.to_string())];
        output.line(&filled_of_group(lang, "face", part, &count));
    }
    let proposed = |target: &Target| target.owner.as_ref().is_some_and(|one| one.proposed);
    if opened.plan.targets.iter().any(proposed) {
        output.line(text(lang, "face.owners"));
    }
}

/// The day whose knowledge the figures are, and how many of them have no date.
pub(super) fn known_on(years: &[Results<'_>], lang: Lang, output: &mut Output) {
    let Some((last, day)) = years.last().and_then(|last| Some((last, last.known_on()?))) else {
        return;
    };
    let judged = years.iter().flat_map(|one| &one.assessment.judged);
    let used: BTreeSet<_> = judged
        .flat_map(|one| one.outcome.cells.iter().copied())
        .collect();
    let cells = last.cells(used.iter().copied());
    let undated = used.into_iter().filter_map(|key| cells.get(key));
    let undated = undated.filter(|cell| !cell.is_dated).count();
    let mut said = filled(lang, "face.as_of", &[("day", day.to_string())]);
    if undated > 0 {
        said += &filled(lang, "face.undated", &[("count", undated.to_string())]);
    }
    for line in wrapped(&said, WIDTH, "  ") {
        output.line(&line);
    }
}

const COLUMNS: [Column; 6] = [
    Column::label(40),
    Column::words(17),
    Column::whole(Fill::Before),
    Column::whole(Fill::Before),
    Column::whole(Fill::Before),
    Column::whole(Fill::Before),
];

fn one_year(results: &Results<'_>, lang: Lang, output: &mut Output) {
    let mut cells = vec![vec![
        text(lang, "column.indicator").to_owned(),
        text(lang, "column.verdict").to_owned(),
        text(lang, "column.value").to_owned(),
        text(lang, "column.target").to_owned(),
        text(lang, "column.to_go").to_owned(),
        text(lang, "column.pace").to_owned(),
    ]];
    let rows: Vec<_> = results.rows_by_target().collect();
    cells.extend(rows.iter().map(|row| cells_of(results, row)));
    by_section(&rows, &COLUMNS, &cells, output);
}

fn cells_of(results: &Results<'_>, row: &Row<'_>) -> Vec<String> {
    vec![
        results.label_with_scope(row.target),
        verdict_cell(results, row),
        shown::value(row),
        shown::threshold(results, row),
        shown::to_go(row),
        shown::pace(results, row),
    ]
}

/// The verdict with its shape, which tells it apart without colour.
fn verdict_cell(results: &Results<'_>, row: &Row<'_>) -> String {
    let verdict = results.verdict(row.outcome);
    format!(
        "{} {}{}",
        verdict.shape,
        verdict.word,
        shown::mark_of_verdict(row)
    )
}

/// Lines of the table with a heading above each section.
fn by_section(rows: &[Row<'_>], columns: &[Column], cells: &[Vec<String>], output: &mut Output) {
    let mut lines = table(columns, cells).into_iter();
    if let Some(head) = lines.next() {
        output.line(&head);
    }
    let mut section = None;
    for (row, line) in rows.iter().zip(lines) {
        if section != Some(&row.target.section) {
            section = Some(&row.target.section);
            output.line("");
            output.line(&row.target.section);
        }
        output.line(&line);
    }
    output.line("");
}

/// How verdicts of several years are told: the full words of more than three years do not fit
/// beside one another, and of more than five not even short ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Full,
    Brief,
    Shape,
}

/// How many years stand side by side; more of them go on below.
const YEARS: usize = 10;

fn side_by_side(years: &[Results<'_>], lang: Lang, output: &mut Output) {
    let told = match years.len() {
        ..=3 => Told::Full,
        4..=5 => Told::Brief,
        _ => Told::Shape,
    };
    for some in years.chunks(YEARS) {
        some_side_by_side(some, told, lang, output);
    }
    if told != Told::Full {
        legend(years, output);
    }
}

fn some_side_by_side(years: &[Results<'_>], told: Told, lang: Lang, output: &mut Output) {
    const LABEL: usize = 20;
    let mut head = vec![text(lang, "column.indicator").to_owned()];
    head.extend(years.iter().map(|one| one.assessment.year.to_string()));
    let all: Vec<Vec<_>> = years
        .iter()
        .map(|one| one.rows_by_target().collect())
        .collect();
    let Some(first) = all.first() else {
        return;
    };
    let mut cells = vec![head];
    for (at, row) in first.iter().enumerate() {
        let label = years.first().map(|one| one.label_with_scope(row.target));
        let mut line = vec![label.unwrap_or_default()];
        line.extend(
            years
                .iter()
                .zip(&all)
                .filter_map(|(results, rows)| Some(told_verdict(results, rows.get(at)?, told))),
        );
        cells.push(line);
    }
    let width = (WIDTH - LABEL) / years.len().max(1);
    let mut columns = vec![Column::label(LABEL)];
    columns.extend(years.iter().map(|_| Column::words(width.saturating_sub(2))));
    by_section(first, &columns, &cells, output);
}

fn told_verdict(results: &Results<'_>, row: &Row<'_>, told: Told) -> String {
    let verdict = results.verdict(row.outcome);
    let doubtful = shown::mark(row);
    match told {
        Told::Full => format!("{} {}{doubtful}", verdict.shape, verdict.word),
        Told::Brief => {
            let brief = results.brief(row.outcome);
            format!("{} {brief}{doubtful}", verdict.shape)
        }
        Told::Shape => format!("{}{doubtful}", verdict.shape),
    }
}

/// The shapes that were printed, with their full words.
fn legend(years: &[Results<'_>], output: &mut Output) {
    let mut words: BTreeMap<Verdict, (String, Vec<String>)> = BTreeMap::new();
    for results in years {
        for judged in results.assessment.by_target() {
            let verdict = results.verdict(&judged.outcome);
            let (_, words) = words
                .entry(judged.outcome.verdict)
                .or_insert_with(|| (verdict.shape, Vec::new()));
            if !words.contains(&verdict.word) {
                words.push(verdict.word);
            }
        }
    }
    // A shape and its word stay together.
    let mut line = String::new();
    for (shape, words) in words.into_values() {
        let entry = format!("{shape} {}", words.join("/"));
        if display_width(&line) + 2 + display_width(&entry) > WIDTH {
            output.line(&line);
            line.clear();
        }
        line.push_str(&entry);
        line.push_str("  ");
    }
    output.line(&line);
    output.line("");
}

/// How much of what was promised is kept, year by year.
fn summary_of_years(years: &[Results<'_>], lang: Lang, output: &mut Output) {
    let mut rows = vec![vec![
        text(lang, "summary.promised").to_owned(),
        text(lang, "summary.of_judged").to_owned(),
        text(lang, "summary.of_all").to_owned(),
    ]];
    for results in years {
        let name = format!("  {}", results.assessment.year);
        rows.push(tally_cells(&name, &Summary::of(results).promised));
    }
    tallies(&rows, output);
}

fn tallies(rows: &[Vec<String>], output: &mut Output) {
    let columns = [
        Column::label(30),
        Column::whole(Fill::Before),
        Column::whole(Fill::Before),
    ];
    for line in table(&columns, rows) {
        output.line(&line);
    }
}

fn summary(results: &Results<'_>, lang: Lang, output: &mut Output) {
    let summary = Summary::of(results);
    let words = results.words;
    let counts: Vec<_> = summary
        .by_verdict()
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| format!("{} {count}", words.verdict(verdict.name(), false).word))
        .collect();
    let counts = filled(
        lang,
        "summary.counts",
        &[
            ("targets", summary.all.all().to_string()),
            ("counts", words.list(&counts)),
        ],
    );
    for line in wrapped(&counts, WIDTH, "  ") {
        output.line(&line);
    }
    let mut rows = vec![vec![
        String::new(),
        text(lang, "summary.of_judged").to_owned(),
        text(lang, "summary.of_all").to_owned(),
    ]];
    for (name, tally) in summary.tallies() {
        if tally.all() > 0 {
            let name = of_group(lang, "summary", name);
            rows.push(tally_cells(name, tally));
        }
    }
    tallies(&rows, output);
}

fn tally_cells(name: &str, tally: &Tally) -> Vec<String> {
    let rate = |rate: crate::report::results::Rate| match rate.percent() {
        Some(percent) => format!("{}/{} = {percent}%", rate.good, rate.of),
        None => format!("{}/{}", rate.good, rate.of),
    };
    vec![
        name.to_owned(),
        rate(tally.of_judged()),
        rate(tally.of_all()),
    ]
}
