//! Results as a workbook: a table for the meeting for each year, all results for whoever works on
//! with them, and what has to be known of the data.

mod all;
mod meeting;
mod notes;

use super::{Results, Row};
use crate::diag::Diagnostics;
use crate::ooxml::sheets::{
    Align, Cell, Column, Look, PAGE, PAGES, Print, Row as Line, Sheet, Workbook,
};
use crate::report::{Lacks, Words};

/// The workbook of the results of one year or of several, with what was found on the way.
pub fn to_workbook(years: &[Results<'_>], diagnostics: &Diagnostics) -> Workbook {
    let Some(first) = years.first() else {
        return Workbook::default();
    };
    let mut sheets: Vec<_> = years
        .iter()
        .map(|results| meeting::sheet(results, years.len() > 1))
        .collect();
    sheets.extend(all::sheets(years));
    sheets.push(notes::sheet(years, diagnostics));
    Workbook {
        title: first.plan.title.clone(),
        created: None,
        sheets,
    }
}

/// How every sheet is printed, with the row of its headings on each page.
fn print(words: &Words, headings: Option<u32>) -> Print {
    let page = [("page", PAGE), ("pages", PAGES)];
    Print {
        landscape: true,
        repeated: headings.map(|row| (row, row)),
        footer: words.fill("sheet.footer", &page),
    }
}

/// What stands on the face of a result: which figures it rests on, and what it lacks.
fn warnings(years: &[Results<'_>]) -> Vec<String> {
    let Some(first) = years.first() else {
        return Vec::new();
    };
    let words = first.words;
    let said = |key: &str, count: usize| {
        words.fill(&format!("sheet.{key}"), &[("count", &count.to_string())])
    };
    let mut counts = [("demonstration", 0), ("provisional", 0), ("estimated", 0)];
    for results in years {
        for judged in &results.assessment.judged {
            let kinds = results.rests_on(&judged.outcome);
            for (kind, count) in &mut counts {
                *count += usize::from(kinds.contains(kind));
            }
        }
    }
    let doubts = counts.into_iter().filter(|(_, count)| *count > 0);
    let lacks = Lacks::of(first.plan, first.cube).said();
    let mut all = Vec::new();
    if let Some(day) = first.known_on() {
        all.push(words.fill("sheet.as_of", &[("day", &day.to_string())]));
    }
    all.extend(doubts.chain(lacks).map(|(key, count)| said(key, count)));
    if any_proposed(first) {
        all.push(words.get("sheet.owners").to_owned());
    }
    all
}

/// Whether an owner is only proposed.
fn any_proposed(results: &Results<'_>) -> bool {
    let mut owners = results.plan.targets.iter().flat_map(|one| &one.owner);
    owners.any(|owner| owner.proposed)
}

/// A heading for each of some words.
fn headings<'a>(words: &'a Words, keys: impl IntoIterator<Item = &'a str>) -> Line {
    Line::of(keys.into_iter().map(|key| {
        let text = words.get(key);
        Cell::text(text).look(Look::Heading)
    }))
}

/// A figure as it is printed, a stage as its word, or the sign that there is none.
fn figure(printed: Option<&str>, words: &Words) -> Cell {
    match printed {
        Some(printed) => Cell::number(printed),
        None => Cell::text(words.get("absent")).align(Align::Centre),
    }
}

/// What kinds of figures a row rests on that are not final.
fn doubts(row: &Row<'_>, words: &Words) -> String {
    let kinds: Vec<_> = row
        .rests_on
        .iter()
        .map(|kind| words.mark(kind).word)
        .collect();
    words.list(&kinds)
}
