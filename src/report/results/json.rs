//! Results as JSON. The field names, and what each holds, are fixed: others build on them.

use super::{Cells, Results, Row, Summary, attribute_word};
use crate::diag::{Diagnostics, Lang};
use crate::model::CellKey;
use crate::report::Lacks;
use crate::text::Sources;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

/// The document of `eval --format json`. Its rows are made while it is written: those of 40,000
/// regions would take gigabytes at once.
pub struct Document<'a> {
    /// Which document it is: that of `explain` has the same fields.
    pub schema: &'static str,
    /// The results.
    pub results: &'a Results<'a>,
    /// What was found on the way.
    pub diagnostics: &'a Diagnostics,
}

/// The document of `eval` as a value.
pub fn to_json(results: &Results<'_>, diagnostics: &Diagnostics) -> Value {
    let document = Document {
        schema: "yardstick.eval/1",
        results,
        diagnostics,
    };
    serde_json::to_value(document).unwrap_or_default()
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let results = self.results;
        let method = &results.assessment.method;
        let summary = Summary::of(results);
        let lacks = Lacks::of(results.plan, results.cube);
        let by_verdict: Map<_, _> = summary
            .by_verdict()
            .map(|(verdict, count)| (verdict.name().to_owned(), json!(count)))
            .collect();
        let judged = || results.assessment.judged.iter().map(|one| &one.outcome);
        let cells = results.cells(judged().flat_map(|one| one.cells.iter().copied()));
        let breaks = results.breaks(judged().flat_map(|one| one.breaks.iter().copied()));
        let known_on = results.known_on().map(|day| day.to_string());
        let diagnostics = diagnostics_json(self.diagnostics, results.sources, results.words.lang);
        let mut document = serializer.serialize_map(None)?;
        document.serialize_entry("schema", self.schema)?;
        document.serialize_entry("plan", &results.plan.id)?;
        document.serialize_entry("year", &results.assessment.year.0)?;
        document.serialize_entry("as_of", &known_on)?;
        document.serialize_entry("undated", &results.undated(&cells))?;
        document.serialize_entry(
            "method",
            &json!({
                "name": method.id.name(),
                "version": method.id.version(),
                "ahead": method.ahead_in_words(),
                "on_schedule": method.on_schedule_in_words(),
            }),
        )?;
        document.serialize_entry(
            "results",
            &Rows {
                results,
                found: Found { cells, breaks },
            },
        )?;
        document.serialize_entry(
            "summary",
            &json!({
                "targets": results.plan.targets.len(),
                "results": results.assessment.judged.len(),
                "left_out": lacks.left_out,
                "regions_left_out": lacks.lost_regions,
                "files_unreadable": lacks.unreadable,
                "rows_kept_out": lacks.faulty,
                "owners_unread": lacks.owners_unread,
                "by_verdict": by_verdict,
                "rates": summary.to_json(),
            }),
        )?;
        document.serialize_entry("diagnostics", &diagnostics)?;
        document.end()
    }
}

/// The rows, each made when it is written.
struct Rows<'a> {
    results: &'a Results<'a>,
    found: Found,
}

/// Where figures stand, and where it is said that series break.
struct Found {
    cells: Cells,
    breaks: Cells,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.results.rows();
        serializer.collect_seq(rows.map(|row| row_json(self.results, &self.found, &row)))
    }
}

/// All diagnostics as JSON.
pub fn diagnostics_json(diagnostics: &Diagnostics, sources: &Sources, lang: Lang) -> Value {
    diagnostics
        .iter()
        .map(|one| crate::diag::to_json(one, sources, lang))
        .collect()
}

fn row_json(results: &Results<'_>, found: &Found, row: &Row<'_>) -> Value {
    let target = row.target;
    let regions = &results.plan.regions;
    let region = row.region.and_then(|id| regions.get(id));
    let level = region.and_then(|region| regions.level(region.level));
    let facts = &row.outcome.facts;
    let rule = results.sources.get(target.places.head.source);
    let at = rule.position(target.places.head.start as usize);
    let known_baseline = facts.baseline.as_ref().map(|_| facts.baseline_year.0);
    let mut json = json!({
        "target": target.name,
        "indicator": row.indicator,
        "label": row.label,
        "section": target.section,
        "attribute": attribute_word(target.attribute),
        "strive": target.strive,
        "owner": target.owner.as_ref().map(|owner| &owner.lead),
        "owner_proposed": target.owner.as_ref().is_some_and(|owner| owner.proposed),
        "condition": row.condition,
        "threshold": row.threshold,
        "unit": row.unit,
        "deadline": target.time.deadline().0,
        "region": region.map(|region| &region.code),
        "region_name": region.map(|region| &region.name),
        "level": level.map(|level| &level.id),
        "verdict": row.verdict().name(),
        "reason": row.reason,
        "reason_kind": row.reason_kind,
        "method": results.assessment.method.id.to_string(),
        "holds": row.holds(),
        "value": row.value,
        "value_year": facts.value_year.map(|year| year.0),
        "baseline": row.baseline,
        "baseline_year": known_baseline,
        "distance": row.distance,
        "progress": row.progress,
        "elapsed": row.elapsed,
        "expected_now": row.expected_now,
        "needed_per_year": row.needed_per_year,
        "projected": row.projected,
        "last_held": facts.last_held.map(|year| year.0),
        "missing": missing_json(results, row),
        "remarks": row.remarks,
        "rests_on": row.rests_on,
        "sources": target.quotes.iter().map(|quote| json!({
            "place": quote.place,
            "quote": quote.words,
        })).collect::<Vec<_>>(),
        "rule": {"file": rule.path(), "line": at.line, "column": at.column},
        "cells": cells_json(results, &found.cells, row),
        "break_at": breaks_json(results, &found.breaks, row),
    });
    if let (Some(object), false) = (json.as_object_mut(), row.parts.is_empty()) {
        let parts: Vec<_> = row
            .parts
            .iter()
            .map(|part| row_json(results, found, part))
            .collect();
        object.insert("parts".to_owned(), Value::Array(parts));
    }
    json
}

fn missing_json(results: &Results<'_>, row: &Row<'_>) -> Value {
    let owner = row.target.owner.as_ref().map(|owner| &owner.lead);
    row.outcome
        .missing
        .iter()
        .map(|key| {
            json!({
                "indicator": results.plan.indicator(key.indicator).map(|one| &one.id),
                "region": results.plan.regions.get(key.region).map(|one| &one.code),
                "year": key.year.0,
                "owner": owner,
                "absence": results
                    .cube
                    .absence(key.indicator, key.region, key.year)
                    .map(|absence| absence.name()),
            })
        })
        .collect()
}

fn cells_json(results: &Results<'_>, cells: &Cells, row: &Row<'_>) -> Value {
    let keys = row.outcome.cells.iter();
    keys.filter_map(|key| cell_json(results, cells, *key))
        .collect()
}

fn breaks_json(results: &Results<'_>, breaks: &Cells, row: &Row<'_>) -> Value {
    row.outcome
        .breaks
        .iter()
        .filter_map(|key| {
            let cell = breaks.get(*key)?;
            Some(json!({
                "file": cell.file,
                "line": cell.line,
                "column": cell.column,
                "cell": cell.address,
                "indicator": results.plan.indicator(key.indicator).map(|one| &one.id),
                "region": results.plan.regions.get(key.region).map(|one| &one.code),
                "year": key.year.0,
            }))
        })
        .collect()
}

/// A cell of a file; for a figure that stands in none, what it was made up from.
fn cell_json(results: &Results<'_>, cells: &Cells, key: CellKey) -> Option<Value> {
    let mut json = json!({
        "file": null,
        "line": null,
        "column": null,
        "cell": null,
        "sha256": null,
        "indicator": results.plan.indicator(key.indicator).map(|one| &one.id),
        "region": results.plan.regions.get(key.region).map(|one| &one.code),
        "year": key.year.0,
        "status": null,
        "break": null,
        "source": null,
        "published": null,
        "made_up_of": null,
    });
    let fields = json.as_object_mut()?;
    let mut set = |field: &str, value: Value| fields.insert(field.to_owned(), value);
    let status = match cells.get(key) {
        Some(cell) => {
            set("file", json!(cell.file));
            set("line", json!(cell.line));
            set("column", json!(cell.column));
            set("cell", json!(cell.address));
            set("sha256", json!(results.sha256(cell)));
            set("source", json!(cell.source));
            set("published", json!(cell.published));
            cell.status
        }
        None => {
            let figure = results
                .cube
                .figure(key.indicator, key.region, key.year)
                .filter(|figure| figure.is_made_up())?;
            let parts = cells.parts(key).iter();
            let parts = parts.filter_map(|part| cell_json(results, cells, *part));
            set("source", json!(results.made_up_in_words(cells, key)));
            set("made_up_of", parts.collect());
            figure.status()
        }
    };
    set("status", json!(status.doubt.name()));
    set("break", json!(status.breaks));
    Some(json)
}
