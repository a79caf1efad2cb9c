//! What the plan's own text shows that its authors should look at: for the same list as what rules
//! and figures show.

use super::account::account;
use super::document::Document;
use super::reading::read_plan_text;
use crate::audit::{About, Given, Remark, RemarkKind};
use crate::data::Cube;
use crate::diag::{Code, Diagnostic, Diagnostics, Value};
use crate::model::{Plan, Quote, TargetId};
use crate::text::{Sources, Span};
use std::ops::Range;

/// The remarks that a plan's own text comes to: totals and differences of its tables that are
/// wrong, targets that run against the heading over them. Of a text that is not there, or cannot be
/// read, there is nothing to say here: `coverage` says why.
pub fn remarks(plan: &Plan, cube: &Cube, path: &str, sources: &mut Sources) -> Vec<Remark> {
    let read = |sources: &Sources| {
        let source = sources.get(sources.find(path)?);
        read_plan_text(path, source.bytes()).ok()
    };
    let Some(text) = read(sources) else {
        return Vec::new();
    };
    let Ok(source) = sources.insert(path, text.as_bytes()) else {
        return Vec::new();
    };
    let document = Document::new(source, &text, &plan.units);
    let mut findings = Diagnostics::new();
    account(plan, cube, sources, &document, &mut findings);
    let remark = |finding: &Diagnostic| match finding.code {
        Code::TableTotal => of_table(&document, finding),
        Code::HeadingContradicts => of_heading(plan, &document, finding),
        _ => None,
    };
    findings.iter().filter_map(remark).collect()
}

fn of_table(document: &Document, finding: &Diagnostic) -> Option<Remark> {
    let place = finding.labels.first()?.span;
    let row = document.row(place.range().start)?;
    Some(Remark {
        kind: RemarkKind::TableTotal,
        wording: "found",
        about: About::Text,
        values: given(finding, &["found", "printed"]),
        quotes: vec![quote(document, &row, place)],
        answers: Vec::new(),
        place,
    })
}

fn of_heading(plan: &Plan, document: &Document, finding: &Diagnostic) -> Option<Remark> {
    let heading = finding.labels.get(1)?.span;
    let Given::Text(name) = given(finding, &["target"]).into_iter().next()?.1 else {
        return None;
    };
    let at = plan.targets.iter().position(|target| target.name == name)?;
    let id = TargetId(u32::try_from(at).ok()?);
    let target = plan.target(id)?;
    let mut quotes = vec![quote(document, &heading.range(), heading)];
    quotes.extend(target.quotes.iter().cloned());
    Some(Remark {
        kind: RemarkKind::HeadingContradicts,
        wording: "found",
        about: About::Target(id),
        values: given(finding, &["base", "goal"]),
        quotes,
        answers: target.because.clone(),
        place: target.places.head,
    })
}

/// The words of a stretch with its place in the plan.
fn quote(document: &Document, at: &Range<usize>, span: Span) -> Quote {
    let words = document.words(at).split_whitespace();
    Quote {
        place: document.place(at.start),
        words: words.collect::<Vec<_>>().join(" "),
        table: false,
        span,
        place_at: None,
    }
}

fn given(finding: &Diagnostic, names: &[&'static str]) -> Vec<(&'static str, Given)> {
    let value = |name: &&'static str| {
        let value = finding.values.iter().find(|(own, _)| own == name)?;
        match &value.1 {
            Value::Text(text) => Some((*name, Given::Text(text.clone()))),
            Value::Phrase(_) | Value::List(_) => None,
        }
    };
    names.iter().filter_map(value).collect()
}
