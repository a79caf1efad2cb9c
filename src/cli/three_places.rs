//! What is behind, worst first: the plan's words, the rule with its parts underlined, the data
//! cell, and one sentence that says what is short.

use super::args::Options;
use super::output::Output;
use super::words::{filled, text};
use crate::diag::{Severity, Sketch};
use crate::eval::{Judged, Outcome, Standing, Verdict};
use crate::model::{CellKey, Measure};
use crate::report::results::{Cells, Results, Row, relation};
use crate::report::{behind_sentence, target_row};
use crate::text::{Span, wrapped};
use crate::value::behind_figure;

/// How many are shown.
const MOST: usize = 10;

/// How many parts of one whole are pointed at.
const PARTS: usize = 3;

/// How wide a label may be: it hangs below the place that it is about.
const LABEL: usize = 56;

pub(super) fn print(results: &Results<'_>, options: &Options, output: &mut Output) {
    let mut behind: Vec<&Judged> = results
        .assessment
        .by_target()
        .filter(|judged| judged.outcome.verdict.standing() == Standing::Behind)
        .collect();
    if behind.is_empty() {
        return;
    }
    // Verdicts are ordered from best to worst; the order of the plan breaks ties.
    behind.sort_by_key(|judged| std::cmp::Reverse(judged.outcome.verdict));
    output.line("");
    output.line(text(options.lang, "behind.title"));
    let shown: Vec<_> = behind
        .iter()
        .take(MOST)
        .filter_map(|judged| results.row(judged))
        .map(|row| {
            let evidence = evidence(results, &row);
            (row, evidence)
        })
        .collect();
    let all = shown.iter().flat_map(|(_, evidence)| evidence);
    let cells = results.cells(all.filter_map(|row| key_of(results, row)));
    for (row, evidence) in &shown {
        output.line("");
        let sketch = sketch(results, &cells, row, evidence, options);
        output.print(&sketch.draw(results.sources, options.lang, output.look()));
    }
    if behind.len() > MOST {
        let count = (behind.len() - MOST).to_string();
        output.line(&filled(options.lang, "behind.more", &[("count", count)]));
    }
}

/// The rows of single comparisons that show why: the row itself, or of a whole the parts that are
/// behind, or of many regions the one that is furthest behind.
fn evidence<'a>(results: &Results<'a>, row: &Row<'a>) -> Vec<Row<'a>> {
    if row.test.is_some() {
        return vec![row.clone()];
    }
    if row.region.is_some() {
        return failing(&row.parts)
            .into_iter()
            .flat_map(|part| evidence(results, part))
            .take(PARTS)
            .collect();
    }
    let regions = results.assessment.of_target(row.id).iter();
    // What has been broken is not mended by holding again.
    let is_short =
        |outcome: &Outcome| outcome.holds() != Some(true) || outcome.verdict == Verdict::Broken;
    let short = regions.filter(|one| one.region.is_some() && is_short(&one.outcome));
    // The first of the worst, which the last of `max_by_key` would not be.
    let worst = short.rev().max_by_key(|one| one.outcome.verdict);
    let worst = worst.and_then(|one| results.row(one));
    worst.map_or_else(Vec::new, |worst| evidence(results, &worst))
}

/// The parts that are behind; where none is, those that do not hold yet.
fn failing<'r, 'a>(parts: &'r [Row<'a>]) -> Vec<&'r Row<'a>> {
    let with = |wanted: &dyn Fn(&Row<'_>) -> bool| -> Vec<&'r Row<'a>> {
        parts.iter().filter(|part| wanted(part)).collect()
    };
    let behind = with(&|part| part.verdict().standing() == Standing::Behind);
    if behind.is_empty() {
        with(&|part| part.holds() != Some(true))
    } else {
        behind
    }
}

fn sketch(
    results: &Results<'_>,
    cells: &Cells,
    row: &Row<'_>,
    evidence: &[Row<'_>],
    options: &Options,
) -> Sketch {
    let lang = options.lang;
    let target = row.target;
    let mut labels = Vec::new();
    for one in evidence {
        labels.extend(rule_labels(results, row, one, options));
    }
    if row.region.is_none() {
        labels.extend(whole_label(results, row, &labels, options));
    }
    if let Some(time) = target.places.time {
        let key = if target.time.deadline() <= results.assessment.year {
            "place.due"
        } else {
            "place.time"
        };
        labels.push((time, Some(text(lang, key).to_owned())));
    }
    if labels.is_empty() {
        labels.push((target.places.head, None));
    }
    for one in evidence {
        let label = cell_label(results, cells, one, options);
        // Two parts may be about one figure.
        labels.extend(label.filter(|label| !labels.contains(label)));
    }
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
    heading_lines.extend(target.quotes.iter().map(|quote| quoted(quote, options)));
    Sketch {
        code: String::new(),
        heading: heading_lines.join("\n"),
        severity: severity(row.verdict()),
        labels: labels
            .into_iter()
            .map(|(span, label)| (span, label.map(|label| in_lines(&label))))
            .collect(),
        help: Some(sentence(results, row)),
    }
}

/// The plan's words with their place; of a table, that its rows carry them.
pub(super) fn quoted(quote: &crate::model::Quote, options: &Options) -> String {
    let key = match (quote.words.is_empty(), quote.place.is_empty()) {
        (true, _) => "place.table",
        (false, false) => "place.quote",
        (false, true) => "place.words",
    };
    let place = ("place", quote.place.clone());
    let words = ("words", quote.words.clone());
    filled(options.lang, key, &[place, words])
}

/// A label that is wider than its column goes on below.
fn in_lines(label: &str) -> String {
    wrapped(label, LABEL, "").join("\n")
}

/// What is short, and what each remaining year would have to bring.
pub(super) fn sentence(results: &Results<'_>, row: &Row<'_>) -> String {
    let seen = target_row(results, row);
    let phrase = behind_sentence(&seen, results.assessment.year.0, results.words);
    phrase.plain()
}

type Labels = Vec<(Span, Option<String>)>;

/// What is measured and what it is measured against, with the figures of one comparison.
fn rule_labels(results: &Results<'_>, whole: &Row<'_>, row: &Row<'_>, options: &Options) -> Labels {
    let lang = options.lang;
    let Some(test) = row.test else {
        return Vec::new();
    };
    let unit = behind_figure(row.unit.unwrap_or_default());
    let region = row.region.filter(|_| whole.region.is_none());
    let region = region.map_or("", |region| results.plan.regions.name(region));
    let year = results.telling_year(row);
    let value = match year {
        Some(year) => results.value_in(row, year),
        None => row.value.clone(),
    };
    let measured = value.map_or_else(
        || text(lang, "place.no_value").to_owned(),
        |value| {
            filled(
                lang,
                "place.value",
                &[
                    ("value", format!("{value}{unit}")),
                    ("year", year.unwrap_or(results.assessment.year).to_string()),
                ],
            )
        },
    );
    let of_region = |said: String| {
        if region.is_empty() {
            return said;
        }
        let values = [("region", region.to_owned()), ("said", said)];
        filled(lang, "place.of_region", &values)
    };
    let mut labels = vec![(test.measure_place, Some(of_region(measured)))];
    if test.limit_place != test.relation_place {
        // Of one region among many, the figure is not what the text there says.
        let figure = results.threshold_in_words(row);
        let mut asked = match figure.filter(|_| !region.is_empty()) {
            Some(figure) => {
                let figure = [("figure", format!("{figure}{unit}"))];
                filled(lang, "place.limit_of", &figure)
            }
            None => text(lang, "place.limit").to_owned(),
        };
        if let Some(expected) = &row.expected_now {
            let expected = [("expected", format!("{expected}{unit}"))];
            // Of what may be used up, the path asks for nothing.
            let is_ceiling = matches!(test.measure, Measure::Total { .. })
                && matches!(relation(test, row.region), Some("at_most" | "less_than"));
            let key = if is_ceiling {
                "place.share_of_time"
            } else {
                "place.expected"
            };
            asked.push_str(&filled(lang, key, &expected));
        }
        labels.push((test.limit_place, Some(of_region(asked))));
    }
    labels
}

/// How many regions hold and how many have to, at the words that ask for them; a map asks for
/// them by itself.
fn whole_label<'a>(
    results: &Results<'a>,
    row: &Row<'a>,
    taken: &Labels,
    options: &Options,
) -> Option<(Span, Option<String>)> {
    let place = row.target.places.scope?;
    if taken.iter().any(|(span, _)| *span == place) {
        return None;
    }
    let unit = results.unit_in_words(row);
    let value = row.value.as_ref()?;
    let need = row.threshold.as_ref()?;
    let need = ("need", format!("{need}{unit}"));
    let label = match results.kept(row) {
        None => {
            let value = ("value", format!("{value}{unit}"));
            filled(options.lang, "place.scope", &[value, need])
        }
        Some(kept) => {
            let value = ("value", format!("{}{unit}", kept.kept));
            filled(options.lang, "place.scope_kept", &[value, need])
        }
    };
    Some((place, Some(label)))
}

/// The figure of the value: that of the year that shows the verdict.
fn key_of(results: &Results<'_>, row: &Row<'_>) -> Option<CellKey> {
    let year = results.telling_year(row)?;
    let mut keys = row.outcome.cells.iter().copied();
    keys.find(|key| key.year == year)
}

fn cell_label(
    results: &Results<'_>,
    cells: &Cells,
    row: &Row<'_>,
    options: &Options,
) -> Option<(Span, Option<String>)> {
    let key = key_of(results, row)?;
    let made_up = results.cube.is_made_up(key);
    let cell = *cells.behind(key).first()?;
    let doubt = results
        .cube
        .figure(key.indicator, key.region, key.year)
        .filter(|_| made_up)
        .map_or(cell.status.doubt, |figure| figure.status().doubt);
    let status = results.words.mark(doubt.name()).word;
    let mut values = vec![
        ("region", results.plan.regions.name(key.region).to_owned()),
        ("year", key.year.to_string()),
        ("status", status),
    ];
    if made_up {
        values.push(("made_up", results.made_up_in_words(cells, key)));
        let label = filled(options.lang, "place.made_up", &values);
        return Some((cell.span, Some(label)));
    }
    let mut label = filled(options.lang, "place.cell", &values);
    if let Some(source) = cell.source.as_ref().filter(|one| !one.trim().is_empty()) {
        let source = [("source", source.clone())];
        label.push_str(&filled(options.lang, "place.source", &source));
    }
    Some((cell.span, Some(label)))
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
