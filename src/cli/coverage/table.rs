//! What is said in words: of each chapter how much is open, of each class how much there is, and
//! the share of all that is accounted for.

use crate::cli::args::Options;
use crate::cli::columns::{Column, WIDTH, table};
use crate::cli::output::Output;
use crate::cli::words::{filled, text};
use crate::coverage::{Class, Coverage, Document};
use crate::open::Opened;
use crate::text::{Fill, Sources, wrapped};
use crate::value::{Mode, Quantity, Rational};
use indexmap::IndexMap;

/// A table of places and classes, and the share.
pub(super) fn say(
    covered: &Coverage,
    document: &Document,
    sources: &Sources,
    opened: &Opened,
    options: &Options,
    output: &mut Output,
) {
    let lang = options.lang;
    let mut by_class: IndexMap<Class, usize> = IndexMap::new();
    let mut by_chapter: IndexMap<&str, (usize, usize)> = IndexMap::new();
    for figure in &covered.figures {
        *by_class.entry(figure.class).or_default() += 1;
        let chapter = figure.place.split('/').next().unwrap_or_default();
        let counts = by_chapter.entry(chapter).or_default();
        counts.0 += 1;
        counts.1 += usize::from(figure.class == Class::Unaccounted);
    }
    let heading = ["coverage.place", "coverage.figures", "coverage.open"];
    let mut rows = vec![heading.map(|key| text(lang, key).to_owned()).to_vec()];
    for (chapter, (all, open)) in by_chapter {
        let chapter = match chapter {
            "" => text(lang, "coverage.front").to_owned(),
            chapter => chapter.to_owned(),
        };
        rows.push(vec![chapter, all.to_string(), open.to_string()]);
    }
    let columns = [
        Column::words(40),
        Column::whole(Fill::Before),
        Column::whole(Fill::Before),
    ];
    for line in table(&columns, &rows) {
        output.line(&line);
    }
    output.line("");
    let classes: Vec<_> = Class::ALL
        .into_iter()
        .filter_map(|class| {
            let count = by_class.get(&class)?;
            Some(format!("{} {count}", text(lang, class_key(class))))
        })
        .collect();
    let one = |list: String, next: &String| {
        filled(
            lang,
            "coverage.between",
            &[("list", list), ("next", next.clone())],
        )
    };
    let classes = classes.iter().fold(String::new(), |list, next| {
        if list.is_empty() {
            next.clone()
        } else {
            one(list, next)
        }
    });
    for said in [classes, summary(covered, document, sources, options)] {
        for line in wrapped(&said, WIDTH, "  ") {
            output.line(&line);
        }
    }
    if let Some(line) = left_out(opened, options) {
        output.line(&line);
    }
}

/// What must not be overlooked: a rule that could not be read accounts for nothing.
pub(super) fn left_out(opened: &Opened, options: &Options) -> Option<String> {
    let count = opened.plan.left_out;
    let values = [("count", count.to_string())];
    (count > 0).then(|| filled(options.lang, "face.left_out", &values))
}

/// How much is accounted for, in one sentence.
pub(super) fn summary(
    covered: &Coverage,
    document: &Document,
    sources: &Sources,
    options: &Options,
) -> String {
    filled(
        options.lang,
        "coverage.summary",
        &[
            ("text", sources.get(document.source).path().to_owned()),
            ("figures", covered.figures.len().to_string()),
            ("accounted", covered.accounted().to_string()),
            ("share", percent(&covered.share())),
            ("quotes", covered.quotes.len().to_string()),
            ("missing", covered.quotes_missing().to_string()),
        ],
    )
}

/// A share as a percentage that never rounds up to all of them.
fn percent(share: &Rational) -> String {
    let percent = Quantity::derived(share * Rational::from(100_u8));
    let rounded = percent.rounded(1, Mode::HalfUp);
    if *share < Rational::ONE && rounded == Quantity::whole(100) {
        return "99.9%".to_owned();
    }
    format!("{rounded}%")
}

fn class_key(class: Class) -> &'static str {
    match class {
        Class::Commitment => "class.commitment",
        Class::Entitlement => "class.entitlement",
        Class::Forecast => "class.forecast",
        Class::Claim => "class.claim",
        Class::Baseline => "class.baseline",
        Class::Background => "class.background",
        Class::Name => "class.name",
        Class::Ordinal => "class.ordinal",
        Class::Date => "class.date",
        Class::Unaccounted => "class.unaccounted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_never_rounds_up_to_all() {
        for (some, all, said) in [
            (0_u32, 7_u32, "0%"),
            (1, 3, "33.3%"),
            (999, 1000, "99.9%"),
            (1999, 2000, "99.9%"),
            (99_999, 100_000, "99.9%"),
            (7, 7, "100%"),
        ] {
            let share = Rational::from(some) / Rational::from(all);
            assert_eq!(percent(&share), said, "{some} of {all}");
        }
    }
}
