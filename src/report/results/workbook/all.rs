//! All results, one row for each region and each whole: the columns of the CSV, for whoever works
//! on with them.

use super::{Cell, Column, Line, Look, Results, Sheet, headings, print};
use crate::ooxml::sheets::MOST_ROWS;
use crate::report::results::csv::{COLUMNS, cell as csv_cell, dated_cells};

/// The letters that fit into a column; of those that are not here, ten.
const WIDTHS: [(&str, u16); 8] = [
    ("target", 28),
    ("label", 28),
    ("section", 22),
    ("owner", 24),
    ("region", 14),
    ("verdict", 13),
    ("rests_on", 12),
    ("reason", 60),
];

/// The columns whose cells are figures.
const FIGURES: [&str; 11] = [
    "assessment_year",
    "threshold",
    "deadline",
    "value",
    "value_year",
    "baseline",
    "distance",
    "progress",
    "expected_now",
    "needed_per_year",
    "undated",
];

/// The sheet, or several where one cannot hold them all.
pub(super) fn sheets(years: &[Results<'_>]) -> Vec<Sheet> {
    sheets_of(years, MOST_ROWS)
}

fn sheets_of(years: &[Results<'_>], most: usize) -> Vec<Sheet> {
    let Some(first) = years.first() else {
        return Vec::new();
    };
    let mut sheets = vec![empty(first)];
    for results in years {
        let cells = dated_cells(results);
        for row in results.rows() {
            let line = Line::of(COLUMNS.map(|column| {
                let text = csv_cell(results, &cells, &row, column);
                let cell = match text.as_str() {
                    "" => Cell::blank(),
                    _ if FIGURES.contains(&column) => Cell::number(text),
                    _ => Cell::text(text),
                };
                cell.look(Look::Raw)
            }));
            if sheets.last().is_none_or(|sheet| sheet.rows.len() >= most) {
                sheets.push(empty(first));
            }
            if let Some(sheet) = sheets.last_mut() {
                sheet.rows.push(line);
            }
        }
    }
    sheets
}

/// The sheet with its headings.
fn empty(results: &Results<'_>) -> Sheet {
    let words = results.words;
    let keys = COLUMNS.map(|column| format!("column.{column}"));
    Sheet {
        name: words.get("sheet.all").to_owned(),
        columns: COLUMNS.map(width).to_vec(),
        rows: vec![headings(words, keys.iter().map(String::as_str))],
        frozen_rows: 1,
        frozen_columns: 3,
        filter: Some(0),
        print: print(words, Some(0)),
        ..Sheet::default()
    }
}

fn width(column: &str) -> Column {
    let known = WIDTHS.iter().find(|(key, _)| *key == column);
    Column::wide(known.map_or(10, |(_, width)| *width))
}
