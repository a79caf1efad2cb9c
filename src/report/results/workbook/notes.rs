//! What has to be known of the data: how many verdicts there are and what they mean, the files
//! and how far they can be trusted, and what the checks found.

use super::{Align, Cell, Column, Line, Look, Results, Sheet, headings, print, warnings};
use crate::diag::{Diagnostic, Diagnostics};
use crate::report::Words;
use crate::report::results::{Rate, Summary};
use crate::report::view;
use crate::text::Sources;

/// The letters that fit into each column.
const WIDTHS: [u16; 5] = [24, 16, 50, 26, 40];

/// The number of the columns, for rows that are one cell.
const ACROSS: u16 = WIDTHS.len() as u16;

/// The most findings that are listed: a file in which each row is wrong needs no workbook.
const MOST_FINDINGS: usize = 10_000;

pub(super) fn sheet(years: &[Results<'_>], diagnostics: &Diagnostics) -> Sheet {
    let mut sheet = Sheet {
        columns: WIDTHS.map(Column::wide).to_vec(),
        ..Sheet::default()
    };
    let Some(first) = years.first() else {
        return sheet;
    };
    let words = first.words;
    words.get("sheet.notes").clone_into(&mut sheet.name);
    sheet.print = print(words, None);
    let rows = &mut sheet.rows;
    rows.push(over_all(&sheet.name, Look::Title));
    for warning in warnings(years) {
        rows.push(over_all(&warning, Look::Warning));
    }
    for results in years {
        rows.push(title("sheet.summary", years, results));
        summary(results, rows);
    }
    rows.push(over_all(words.get("sheet.verdicts"), Look::Warning));
    verdicts(first, rows);
    rows.push(over_all(words.get("sheet.files"), Look::Warning));
    files(first, rows);
    rows.push(over_all(words.get("sheet.findings"), Look::Warning));
    findings(first, diagnostics, rows);
    sheet
}

fn over_all(text: &str, look: Look) -> Line {
    Line::of([Cell::text(text).look(look).across(ACROSS)])
}

/// The title of a part, with the year where there are several.
fn title(key: &str, years: &[Results<'_>], results: &Results<'_>) -> Line {
    let mut title = results.words.get(key).to_owned();
    if years.len() > 1 {
        title = format!("{title} {}", results.assessment.year);
    }
    over_all(&title, Look::Warning)
}

fn summary(results: &Results<'_>, rows: &mut Vec<Line>) {
    let words = results.words;
    rows.push(headings(
        words,
        ["sheet.summary_of", "sheet.judged", "sheet.of_all"],
    ));
    for (name, tally) in Summary::of(results).tallies() {
        if tally.all() == 0 {
            continue;
        }
        let key = match name {
            "strive" => "sheet.strive_apart".to_owned(),
            name => format!("sheet.{name}"),
        };
        rows.push(Line::of([
            Cell::text(words.get(&key)),
            Cell::text(rate(tally.of_judged(), words)).align(Align::Right),
            Cell::text(rate(tally.of_all(), words)),
        ]));
    }
}

fn rate(rate: Rate, words: &Words) -> String {
    let (good, of) = (rate.good.to_string(), rate.of.to_string());
    match rate.percent() {
        None => words.get("absent").to_owned(),
        Some(percent) => words.fill(
            "sheet.share",
            &[("good", &good), ("of", &of), ("percent", &percent)],
        ),
    }
}

fn verdicts(results: &Results<'_>, rows: &mut Vec<Line>) {
    let words = results.words;
    let method = &results.assessment.method;
    let method = view::Method {
        name: method.id.name().to_owned(),
        version: method.id.version().to_string(),
        ahead: method.ahead_in_words(),
        on_schedule: method.on_schedule_in_words(),
    };
    let keys = ["sheet.verdict", "sheet.count", "sheet.meaning"];
    rows.push(headings(words, keys));
    for (verdict, count) in Summary::of(results).by_verdict() {
        let said = words.verdict(verdict.name(), false);
        rows.push(Line::of([
            Cell::text(format!("{} {}", said.shape, said.word)),
            Cell::number(count.to_string()),
            Cell::text(words.meaning(verdict.name(), &method)),
        ]));
    }
}

fn files(results: &Results<'_>, rows: &mut Vec<Line>) {
    let words = results.words;
    rows.push(headings(
        words,
        [
            "sheet.file",
            "sheet.figures",
            "sheet.status",
            "sheet.sha256",
        ],
    ));
    for (source, counts) in results.cube.files() {
        let kinds: Vec<_> = [
            ("demonstration", counts.demonstration),
            ("provisional", counts.provisional),
            ("estimated", counts.estimated),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{} {count}", words.mark(kind).word))
        .collect();
        let status = if kinds.is_empty() {
            words.get("status.normal").to_owned()
        } else {
            words.list(&kinds)
        };
        rows.push(Line::of([
            Cell::text(results.sources.get(source).path()),
            Cell::number(counts.figures.to_string()),
            Cell::text(status),
            Cell::text(results.digest(source).unwrap_or_default()),
        ]));
    }
}

fn findings(results: &Results<'_>, diagnostics: &Diagnostics, rows: &mut Vec<Line>) {
    let words = results.words;
    if diagnostics.is_empty() {
        rows.push(over_all(words.get("sheet.no_findings"), Look::Note));
        return;
    }
    rows.push(headings(
        words,
        [
            "sheet.severity",
            "sheet.code",
            "sheet.message",
            "sheet.place",
            "sheet.help",
        ],
    ));
    for one in diagnostics.iter().take(MOST_FINDINGS) {
        let severity = format!("severity.{}", one.severity().name());
        rows.push(Line::of([
            Cell::text(words.get(&severity)),
            Cell::text(one.code.id()),
            Cell::text(one.message(words.lang)),
            Cell::text(place(one, results.sources)),
            Cell::text(one.help_text(words.lang).unwrap_or_default()),
        ]));
    }
    let more = diagnostics.len().saturating_sub(MOST_FINDINGS);
    if more > 0 {
        let more = words.fill("sheet.more_findings", &[("count", &more.to_string())]);
        rows.push(over_all(&more, Look::Warning));
    }
}

/// Where a finding is: the file with line and column, or the cell.
fn place(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let Some(label) = diagnostic.labels.first() else {
        return String::new();
    };
    let source = sources.get(label.span.source);
    source.place_in_words(label.span.start as usize)
}
