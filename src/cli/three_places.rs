//! What is behind, worst first: the plan's words, the rule with its parts underlined, the data
//! cell, and one sentence that says what is short.

use super::args::Options;
use super::output::Output;
use super::words::{filled, text};
use crate::diag::{Severity, Sketch};
use crate::eval::{Standing, Verdict};
use crate::model::{Condition, Test};
use crate::report::results::{Results, Row};
use crate::report::{behind_sentence, target_row};
use crate::text::Span;

/// How many are shown.
const MOST: usize = 10;

pub(super) fn print(results: &Results<'_>, options: &Options, output: &mut Output) {
    let mut behind: Vec<_> = results
        .rows_by_target()
        .filter(|row| row.verdict().standing() == Standing::Behind)
        .collect();
    if behind.is_empty() {
        return;
    }
    // Verdicts are ordered from best to worst; the order of the plan breaks ties.
    behind.sort_by_key(|row| std::cmp::Reverse(row.verdict()));
    output.line("");
    output.line(text(options.lang, "behind.title"));
    for row in behind.iter().take(MOST) {
        output.line("");
        let look = output.look();
        let drawn = sketch(results, row, options).draw(results.sources, options.lang, look);
        output.print(&drawn);
    }
    if behind.len() > MOST {
        let count = (behind.len() - MOST).to_string();
        output.line(&filled(options.lang, "behind.more", &[("count", count)]));
    }
}

fn sketch(results: &Results<'_>, row: &Row<'_>, options: &Options) -> Sketch {
    let lang = options.lang;
    let target = row.target;
    let mut labels = Vec::new();
    if let Some(test) = first_test(&target.condition) {
        labels.extend(rule_labels(results, row, test, options));
    }
    if let Some(time) = target.places.time {
        let key = if target.time.deadline() <= results.assessment.year {
            "place.due"
        } else {
            "place.time"
        };
        labels.push((time, Some(text(lang, key).to_owned())));
    }
    labels.extend(cell_label(results, row, options));
    let quotes: Vec<_> = target
        .quotes
        .iter()
        .map(|quote| {
            filled(
                lang,
                "place.quote",
                &[
                    ("place", quote.place.clone()),
                    ("words", quote.words.clone()),
                ],
            )
        })
        .collect();
    let heading = filled(
        lang,
        "behind.heading",
        &[
            ("verdict", results.verdict(row.outcome).word),
            ("label", target.label.clone()),
            ("target", target.name.clone()),
        ],
    );
    let mut heading_lines = vec![heading];
    heading_lines.extend(quotes);
    Sketch {
        code: String::new(),
        heading: heading_lines.join("\n"),
        severity: severity(row.verdict()),
        labels,
        help: Some(sentence(results, row)),
    }
}

/// What is short, and what each remaining year would have to bring.
pub(super) fn sentence(results: &Results<'_>, row: &Row<'_>) -> String {
    let seen = target_row(results, row);
    let phrase = behind_sentence(&seen, results.assessment.year.0, results.words);
    phrase.plain()
}

fn rule_labels(
    results: &Results<'_>,
    row: &Row<'_>,
    test: &Test,
    options: &Options,
) -> Vec<(Span, Option<String>)> {
    let lang = options.lang;
    let unit = row.unit.unwrap_or_default();
    let mut labels = Vec::new();
    let measured = row.value.as_ref().map(|value| {
        filled(
            lang,
            "place.value",
            &[
                ("value", format!("{value}{unit}")),
                ("year", results.as_of(row.outcome).to_string()),
            ],
        )
    });
    labels.push((test.measure_place, measured));
    if test.limit_place != test.relation_place {
        let asked = row.expected_now.as_ref().map_or_else(
            || text(lang, "place.limit").to_owned(),
            |expected| {
                filled(
                    lang,
                    "place.expected",
                    &[("expected", format!("{expected}{unit}"))],
                )
            },
        );
        labels.push((test.limit_place, Some(asked)));
    }
    labels
}

/// The cell of the value: the last year's figure of what is measured.
fn cell_label(
    results: &Results<'_>,
    row: &Row<'_>,
    options: &Options,
) -> Option<(Span, Option<String>)> {
    let year = row.outcome.facts.value_year?;
    let key = row
        .outcome
        .cells
        .iter()
        .filter(|key| key.year == year)
        .max_by_key(|key| worst_first(results, row, **key))?;
    let cell = results.cell(*key)?;
    let status = results.words.mark(cell.status.doubt.name()).word;
    let label = filled(
        options.lang,
        "place.cell",
        &[
            ("region", results.plan.regions.name(key.region).to_owned()),
            ("year", key.year.to_string()),
            ("status", status),
            ("source", cell.source.clone().unwrap_or_default()),
        ],
    );
    Some((cell.span, Some(label)))
}

/// Of a whole, the cell of a region that is behind says more than one that is not.
fn worst_first(results: &Results<'_>, row: &Row<'_>, key: crate::eval::CellKey) -> Option<Verdict> {
    results
        .assessment
        .of_target(row.id)
        .iter()
        .find(|judged| judged.region == Some(key.region))
        .map(|judged| judged.outcome.verdict)
}

fn first_test(condition: &Condition) -> Option<&Test> {
    match condition {
        Condition::Test(test) => Some(test),
        Condition::Parts { parts, .. } => parts.iter().find_map(first_test),
    }
}

fn severity(verdict: Verdict) -> Severity {
    match verdict {
        Verdict::Missed | Verdict::Broken => Severity::Error,
        Verdict::OffCourse | Verdict::Lagging => Severity::Warning,
        Verdict::Met
        | Verdict::Holding
        | Verdict::Reached
        | Verdict::Ahead
        | Verdict::OnSchedule
        | Verdict::NotDue
        | Verdict::Undecided => Severity::Advice,
    }
}
