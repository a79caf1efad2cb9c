//! The table for the meeting: one row for each target, under the sections of the plan.

use super::{
    Align, Cell, Column, Line, Look, Results, Row, Sheet, any_proposed, doubts, figure, headings,
    print, warnings,
};
use crate::eval::Mark;
use crate::report::results::{Summary, attribute_word};
use crate::value::{Quantity, Rational, decimal_string};

/// The columns by the keys of their headings, with the letters that fit in. Together they stand on
/// a page of A4 in a size that can be read.
const COLUMNS: [(&str, u16); 14] = [
    ("sheet.number", 4),
    ("sheet.label", 26),
    ("sheet.owner", 14),
    ("sheet.attribute", 9),
    ("sheet.unit", 8),
    ("sheet.threshold", 10),
    ("sheet.deadline", 6),
    ("sheet.baseline", 8),
    ("sheet.value", 8),
    ("sheet.value_year", 6),
    ("sheet.progress", 8),
    ("sheet.projected", 9),
    ("sheet.verdict", 14),
    ("sheet.reason", 30),
];

/// The number of the columns, for rows that are one cell.
const ACROSS: u16 = COLUMNS.len() as u16;

pub(super) fn sheet(results: &Results<'_>, of_several: bool) -> Sheet {
    let words = results.words;
    let year = results.assessment.year.to_string();
    let name = if of_several {
        words.fill("sheet.meeting_of", &[("year", &year)])
    } else {
        words.get("sheet.meeting").to_owned()
    };
    let title = words.fill(
        "sheet.title",
        &[("plan", &results.plan.title), ("year", &year)],
    );
    let mut rows = vec![
        over_all(title, Look::Title),
        over_all(method(results), Look::Note),
    ];
    let warnings = warnings(std::slice::from_ref(results));
    if !warnings.is_empty() {
        rows.push(over_all(warnings.join("\n"), Look::Warning));
    }
    let heading = u32::try_from(rows.len()).unwrap_or_default();
    rows.push(headings(
        words,
        COLUMNS.map(|(key, _)| match key {
            "sheet.owner" if any_proposed(results) => "sheet.owner_proposed",
            key => key,
        }),
    ));
    let mut section = None;
    for (at, row) in results.rows_by_target().enumerate() {
        if section != Some(&row.target.section) {
            section = Some(&row.target.section);
            rows.push(section_row(
                &row.target.section,
                words.get("sheet.unsectioned"),
            ));
        }
        rows.push(line(results, &row, at + 1));
    }
    Sheet {
        name,
        columns: COLUMNS.map(|(_, width)| Column::wide(width)).to_vec(),
        rows,
        frozen_rows: heading + 1,
        frozen_columns: 2,
        filter: Some(heading),
        print: print(words, Some(heading)),
        ..Sheet::default()
    }
}

fn over_all(text: String, look: Look) -> Line {
    Line::of([Cell::text(text).look(look).across(ACROSS)])
}

/// Cells are not joined here: a filter needs each.
fn section_row(section: &str, none: &str) -> Line {
    let section = if section.is_empty() { none } else { section };
    let mut cells = vec![Cell::text(section).look(Look::Section)];
    cells.extend((1..ACROSS).map(|_| Cell::blank().look(Look::Section)));
    Line {
        cells,
        lines: Some(1),
    }
}

/// How it was judged, and what came out.
fn method(results: &Results<'_>) -> String {
    let words = results.words;
    let summary = Summary::of(results);
    let counts: Vec<_> = summary
        .by_verdict()
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| format!("{} {count}", words.verdict(verdict.name(), false).word))
        .collect();
    let said = words.fill(
        "sheet.method",
        &[
            ("year", &results.assessment.year.to_string()),
            ("method", &results.assessment.method.id.to_string()),
            ("targets", &summary.all.all().to_string()),
            ("counts", &words.list(&counts)),
        ],
    );
    let rate = summary.promised.of_judged();
    match rate.percent() {
        None => said,
        Some(percent) => words.fill(
            "sheet.rate",
            &[
                ("said", &said),
                ("of", &rate.of.to_string()),
                ("good", &rate.good.to_string()),
                ("percent", &percent),
            ],
        ),
    }
}

fn line(results: &Results<'_>, row: &Row<'_>, number: usize) -> Line {
    Line::of(COLUMNS.map(|(column, _)| cell(results, row, number, column)))
}

fn cell(results: &Results<'_>, row: &Row<'_>, number: usize, column: &str) -> Cell {
    let words = results.words;
    let centred = |text: String| Cell::text(text).align(Align::Centre);
    match column {
        "sheet.number" => Cell::number(number.to_string()).align(Align::Centre),
        "sheet.label" => Cell::text(results.label_with_scope(row.target)),
        "sheet.owner" => Cell::text(row.target.owner.as_ref().map_or_else(
            || words.get("absent").to_owned(),
            |owner| owner.lead.clone(),
        )),
        "sheet.attribute" => {
            let word = words.term("attribute", attribute_word(row.target.attribute));
            centred(if row.target.strive {
                words.fill("sheet.strive", &[("attribute", &word.word)])
            } else {
                word.word
            })
        }
        "sheet.unit" => centred(results.unit_in_words(row).to_owned()),
        "sheet.threshold" => match results.threshold_in_words(row) {
            Some(at) => Cell::text(format!("{}{at}", results.sign(row))).align(Align::Right),
            // A direction is said in words.
            None => {
                let sign = results.sign(row);
                centred(if sign.is_empty() {
                    words.get("absent").to_owned()
                } else {
                    sign
                })
            }
        },
        "sheet.deadline" => {
            Cell::number(row.target.time.deadline().to_string()).align(Align::Centre)
        }
        "sheet.baseline" => figure(row.baseline.as_deref(), words),
        "sheet.value" => figure(row.value.as_deref(), words),
        "sheet.value_year" => {
            let year = row.outcome.facts.value_year.map(|year| year.to_string());
            figure(year.as_deref(), words).align(Align::Centre)
        }
        "sheet.progress" => match &row.outcome.facts.progress {
            Some(progress) => {
                let hundred = progress.value() * Rational::from(100_u8);
                Cell::percent(decimal_string(&hundred, 1))
            }
            None => figure(None, words),
        },
        "sheet.projected" => figure(projected(row).as_deref(), words),
        "sheet.verdict" => {
            let verdict = results.verdict(row.outcome);
            Cell::text(format!("{} {}", verdict.shape, verdict.word)).look(Look::Strong)
        }
        "sheet.reason" => Cell::text(reason(results, row)),
        _ => Cell::blank(),
    }
}

/// The value at the deadline, to the decimals that the figures beside it have: what goes on as a
/// pace has no more. Where that would print like the target and is not it, it is as it is.
fn projected(row: &Row<'_>) -> Option<String> {
    let facts = &row.outcome.facts;
    let exact = facts.projected.as_ref()?;
    let beside = [&facts.value, &facts.baseline].into_iter().flatten();
    let Some(decimals) = beside.filter_map(Quantity::decimals).max() else {
        return row.projected.clone();
    };
    if exact.decimals().is_some_and(|own| own <= decimals) {
        return row.projected.clone();
    }
    let rounded = decimal_string(exact.value(), decimals);
    let is_like = |mark: &Quantity| {
        mark.value() != exact.value() && decimal_string(mark.value(), decimals) == rounded
    };
    let like_target = facts.threshold.as_ref().is_some_and(|mark| match mark {
        Mark::One(at) => is_like(at),
        Mark::Band(low, high) => is_like(low) || is_like(high),
    });
    if like_target {
        row.projected.clone()
    } else {
        Some(rounded)
    }
}

/// What the figures are, and why the verdict is what it is.
fn reason(results: &Results<'_>, row: &Row<'_>) -> String {
    let words = results.words;
    let doubts = Some(doubts(row, words)).filter(|text| !text.is_empty());
    match (doubts, row.note(words)) {
        (Some(doubts), Some(note)) => words.fill("note.and", &[("said", &doubts), ("next", &note)]),
        (doubts, note) => doubts.or(note).unwrap_or_default(),
    }
}
