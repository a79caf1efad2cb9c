//! Results as a table for Excel: with a byte-order mark, CRLF, and headings in words.

use super::{Cells, Results, Row, attribute_word};
use crate::data::csv_line;

/// The columns, by the keys of their headings.
pub(super) const COLUMNS: [&str; 25] = [
    "assessment_year",
    "target",
    "label",
    "section",
    "attribute",
    "strive",
    "owner",
    "region_code",
    "region",
    "condition",
    "threshold",
    "unit",
    "deadline",
    "verdict",
    "value",
    "value_year",
    "baseline",
    "distance",
    "progress",
    "expected_now",
    "needed_per_year",
    "rests_on",
    "reason",
    "as_of",
    "undated",
];

/// The whole table: the results of one year, or of several below one another.
pub fn to_csv(years: &[Results<'_>]) -> String {
    let mut text = String::from('\u{FEFF}');
    if let Some(first) = years.first() {
        let heading = |column| first.words.get(&format!("column.{column}")).to_owned();
        csv_line(&mut text, COLUMNS.map(heading));
    }
    for results in years {
        let cells = dated_cells(results);
        for row in results.rows() {
            csv_line(
                &mut text,
                COLUMNS.map(|column| cell(results, &cells, &row, column)),
            );
        }
    }
    text
}

/// The cells of all rows, where it matters when they were published: only of what was known on a
/// day anybody asks.
pub(super) fn dated_cells(results: &Results<'_>) -> Option<Cells> {
    let judged = results.assessment.judged.iter();
    let keys = judged.flat_map(|one| one.outcome.cells.iter().copied());
    results.known_on().map(|_| results.cells(keys))
}

/// What stands in a column of a row.
pub(super) fn cell(
    results: &Results<'_>,
    cells: &Option<Cells>,
    row: &Row<'_>,
    column: &str,
) -> String {
    let words = results.words;
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let region = row.region.and_then(|id| results.plan.regions.get(id));
    match column {
        "assessment_year" => results.assessment.year.to_string(),
        "target" => row.target.name.clone(),
        "label" => row.label.to_owned(),
        "section" => row.target.section.clone(),
        "attribute" => {
            let key = format!("attribute.{}", attribute_word(row.target.attribute));
            words.get(&key).to_owned()
        }
        "strive" => words
            .get(if row.target.strive { "yes" } else { "no" })
            .to_owned(),
        "owner" => results.owner_in_words(row.target).unwrap_or_default(),
        "region_code" => region.map(|region| region.code.clone()).unwrap_or_default(),
        "region" => region.map_or_else(
            || words.get("whole").to_owned(),
            |region| region.name.clone(),
        ),
        "condition" => results.condition_in_words(row),
        "threshold" => own(&row.threshold),
        "unit" => row.unit.unwrap_or_default().to_owned(),
        "deadline" => row.target.time.deadline().to_string(),
        "verdict" => results.verdict(row.outcome).word,
        "value" => own(&row.value),
        "value_year" => row
            .outcome
            .facts
            .value_year
            .map(|year| year.to_string())
            .unwrap_or_default(),
        "baseline" => own(&row.baseline),
        "distance" => own(&row.distance),
        "progress" => own(&row.progress),
        "expected_now" => own(&row.expected_now),
        "needed_per_year" => own(&row.needed_per_year),
        "rests_on" => {
            let kinds: Vec<_> = row
                .rests_on
                .iter()
                .map(|kind| words.mark(kind).word)
                .collect();
            words.list(&kinds)
        }
        "reason" => own(&row.note(words)),
        "as_of" => {
            let day = results.known_on().map(|day| day.to_string());
            own(&day)
        }
        "undated" => cells.as_ref().map_or_else(String::new, |cells| {
            let used = row.outcome.cells.iter();
            let undated = used.filter(|key| cells.get(**key).is_some_and(|cell| !cell.is_dated));
            undated.count().to_string()
        }),
        _ => String::new(),
    }
}
