//! `yardstick eval`: a table by section for a terminal, or JSON, or CSV.

use super::args::{Eval, Format, Options};
use super::check::impossible;
use super::columns::{Column, table};
use super::output::Output;
use super::words::{filled, text};
use super::{Exit, folder, three_places};
use crate::diag::{Diagnostics, Lang};
use crate::eval::{Assessment, Verdict};
use crate::open::{Opened, open};
use crate::report::Words;
use crate::report::results::{Results, Row, Summary, Tally, to_csv, to_json};
use crate::text::{Fill, Sources, wrapped};
use crate::value::{Year, Years};
use serde_json::Value;

/// The columns of a terminal that everything fits into.
const WIDTH: usize = 80;

const SCHEMA: &str = "yardstick.eval/1";

pub(super) fn run(command: &Eval, options: &Options, output: &mut Output) -> Exit {
    let Some(folder) = folder::open(options) else {
        return impossible(options, output, SCHEMA);
    };
    let sources = &folder.sources;
    let mut diagnostics = Diagnostics::new();
    let opened = open(sources, &mut diagnostics);
    let Some(opened) = opened.filter(|opened| !opened.plan.targets.is_empty()) else {
        return nothing_to_judge(options, output, sources, &diagnostics);
    };
    let years = command.years.unwrap_or_else(|| {
        let year = opened.latest_year();
        Years {
            first: year,
            last: year,
        }
    });
    let words = Words::load(sources, options.lang, &mut diagnostics);
    let assessments: Vec<_> = years.iter().map(|year| opened.eval(year)).collect();
    let results: Vec<_> = assessments
        .iter()
        .map(|assessment| Results::new(&opened.plan, &opened.cube, sources, assessment, &words))
        .collect();
    let Some(last) = results.last() else {
        return Exit::Impossible;
    };
    match options.format {
        Format::Json if results.len() == 1 => {
            output.line(&to_json(last, &diagnostics).to_string());
        }
        Format::Json => {
            let all: Value = results
                .iter()
                .map(|results| to_json(results, &diagnostics))
                .collect();
            let json = serde_json::json!({"schema": "yardstick.eval-years/1", "years": all});
            output.line(&json.to_string());
        }
        Format::Csv => output.print(&to_csv(last)),
        Format::Human => {
            output.diagnostics(&diagnostics, sources);
            human(&opened, &results, options, output);
        }
    }
    if let Some(path) = &command.output
        && let Err(error) = output.write_to(path)
    {
        folder::cannot_write(options.lang, path, &error);
        return Exit::Impossible;
    }
    let failed = assessments
        .iter()
        .any(|assessment| fails(&opened, assessment, &command.fail_on));
    if failed || opened.plan.left_out > 0 {
        Exit::Findings
    } else {
        Exit::Clean
    }
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

fn nothing_to_judge(
    options: &Options,
    output: &mut Output,
    sources: &Sources,
    diagnostics: &Diagnostics,
) -> Exit {
    if options.format == Format::Json {
        let json = serde_json::json!({
            "schema": SCHEMA,
            "results": [],
            "diagnostics": crate::report::results::diagnostics_json(diagnostics, sources, options.lang),
        });
        output.line(&json.to_string());
    } else {
        output.diagnostics(diagnostics, sources);
    }
    super::output::complain(options.lang, "error.no_target", &[]);
    Exit::Impossible
}

fn human(opened: &Opened, results: &[Results<'_>], options: &Options, output: &mut Output) {
    let lang = options.lang;
    let Some(last) = results.last() else {
        return;
    };
    output.line(&filled(
        lang,
        "eval.title",
        &[
            ("title", opened.plan.title.clone()),
            ("year", last.assessment.year.to_string()),
            ("method", last.assessment.method.id()),
        ],
    ));
    face(opened, last, lang, output);
    output.line("");
    if results.len() == 1 {
        one_year(last, lang, output);
    } else {
        side_by_side(results, lang, output);
    }
    summary(last, lang, output);
    if results.len() == 1 {
        three_places::print(last, options, output);
    }
}

/// What stands on the face of every result: figures that are not final, rules that were left out.
fn face(opened: &Opened, results: &Results<'_>, lang: Lang, output: &mut Output) {
    let rows: Vec<_> = results.rows().collect();
    let resting_on = |kind| {
        rows.iter()
            .filter(|row| row.rests_on.contains(&kind))
            .count()
    };
    for (kind, key) in [
        ("demonstration", "face.demonstration"),
        ("provisional", "face.provisional"),
        ("estimated", "face.estimated"),
    ] {
        let count = resting_on(kind);
        if count > 0 {
            output.line(&filled(lang, key, &[("count", count.to_string())]));
        }
    }
    if opened.plan.left_out > 0 {
        let count = opened.plan.left_out.to_string();
        output.line(&filled(lang, "left_out", &[("count", count)]));
    }
    let proposed = rows
        .iter()
        .any(|row| row.target.owner.as_ref().is_some_and(|one| one.proposed));
    if proposed {
        output.line(text(lang, "face.owners"));
    }
}

const COLUMNS: [Column; 6] = [
    Column {
        fill: Fill::Behind,
        most: 24,
    },
    Column {
        fill: Fill::Behind,
        most: 14,
    },
    Column {
        fill: Fill::Before,
        most: 10,
    },
    Column {
        fill: Fill::Before,
        most: 13,
    },
    Column {
        fill: Fill::Before,
        most: 8,
    },
    Column {
        fill: Fill::Before,
        most: 6,
    },
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
    let none = || "—".to_owned();
    let doubtful = if row.rests_on.is_empty() { "" } else { "*" };
    vec![
        row.target.label.clone(),
        verdict_cell(results, row),
        row.value
            .as_ref()
            .map_or_else(none, |value| format!("{value}{doubtful}")),
        row.threshold
            .as_ref()
            .map_or_else(none, |at| format!("{}{at}", relation(row))),
        row.distance
            .clone()
            .filter(|_| row.holds() == Some(false))
            .unwrap_or_else(none),
        results.pace(row).unwrap_or_else(none),
    ]
}

/// The verdict with its shape, which tells it apart without colour.
fn verdict_cell(results: &Results<'_>, row: &Row<'_>) -> String {
    let verdict = results.verdict(row.outcome);
    format!("{} {}", verdict.shape, verdict.word)
}

/// The same in a word of two or three characters.
fn brief_cell(results: &Results<'_>, row: &Row<'_>) -> String {
    let verdict = results.verdict(row.outcome);
    format!("{} {}", verdict.shape, results.brief(row.outcome))
}

fn relation(row: &Row<'_>) -> &'static str {
    match row.condition {
        ">=" => "≥",
        "<=" => "≤",
        ">" => ">",
        "<" => "<",
        _ => "",
    }
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

fn side_by_side(results: &[Results<'_>], lang: Lang, output: &mut Output) {
    let years: Vec<Year> = results.iter().map(|one| one.assessment.year).collect();
    let mut head = vec![text(lang, "column.indicator").to_owned()];
    head.extend(years.iter().map(Year::to_string));
    let all: Vec<Vec<_>> = results
        .iter()
        .map(|one| one.rows_by_target().collect())
        .collect();
    let Some(first) = all.first() else {
        return;
    };
    // The full words of more than three years do not fit beside one another.
    let cell = if years.len() > 3 {
        brief_cell
    } else {
        verdict_cell
    };
    let mut cells = vec![head];
    for (at, row) in first.iter().enumerate() {
        let mut line = vec![row.target.label.clone()];
        line.extend(
            results
                .iter()
                .zip(&all)
                .filter_map(|(results, rows)| Some(cell(results, rows.get(at)?))),
        );
        cells.push(line);
    }
    let width = WIDTH.saturating_sub(22) / years.len().max(1);
    let mut columns = vec![Column {
        fill: Fill::Behind,
        most: 20,
    }];
    columns.extend(years.iter().map(|_| Column {
        fill: Fill::Behind,
        most: width.saturating_sub(2).max(4),
    }));
    by_section(first, &columns, &cells, output);
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
    for (key, tally) in [
        ("summary.promised", &summary.promised),
        ("summary.binding", &summary.binding),
        ("summary.expected", &summary.expected),
        ("summary.unspecified", &summary.unspecified),
        ("summary.strive", &summary.strive),
    ] {
        if tally.all() > 0 {
            rows.push(tally_cells(text(lang, key), tally));
        }
    }
    let column = |fill| Column { fill, most: 30 };
    let columns = [
        column(Fill::Behind),
        column(Fill::Before),
        column(Fill::Before),
    ];
    for line in table(&columns, &rows) {
        output.line(&line);
    }
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
