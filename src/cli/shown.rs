//! What a row of results shows in the columns of tables.

use crate::report::results::{Results, Row};

/// The value, marked where it rests on a doubtful figure.
pub(super) fn value(row: &Row<'_>) -> String {
    let marked = |value: &String| format!("{value}{}", mark(row));
    row.value.as_ref().map_or_else(nothing, marked)
}

/// `*` where the verdict rests on a doubtful figure.
pub(super) fn mark(row: &Row<'_>) -> &'static str {
    if row.rests_on.is_empty() { "" } else { "*" }
}

/// The same behind the verdict, where there is no value to bear it.
pub(super) fn mark_of_verdict(row: &Row<'_>) -> &'static str {
    if row.value.is_some() { "" } else { mark(row) }
}

/// What must be reached, with its sign.
pub(super) fn threshold(results: &Results<'_>, row: &Row<'_>) -> String {
    let signed = |at| format!("{}{at}", results.sign(row));
    results.threshold_in_words(row).map_or_else(nothing, signed)
}

/// How much there is still to go.
pub(super) fn to_go(row: &Row<'_>) -> String {
    let distance = row.distance.clone();
    distance
        .filter(|_| row.holds() == Some(false))
        .unwrap_or_else(nothing)
}

/// How fast it goes.
pub(super) fn pace(results: &Results<'_>, row: &Row<'_>) -> String {
    results.pace(row).unwrap_or_else(nothing)
}

/// What stands where there is nothing to show.
fn nothing() -> String {
    "—".to_owned()
}
