//! Whatever rules, data and text of a plan hold, the text is held against them without a panic; no
//! digit of it is passed over, and every place is one in the text. The input is rules, a data file
//! and a text, parted by lines of `---`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yardstick::coverage::{Document, account};
use yardstick::diag::{Diagnostics, Lang, Look, render};
use yardstick::open::open;
use yardstick::text::Sources;

const PLAN: &str = "language: 1\nid: fuzz\ntitle: 试\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [fuzz.rules]\ndata: [fuzz.csv]\n";
const REGIONS: &str = "levels:\n  city: [市]\n  county: [县]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n  - {code: '511102', name: 市中区, level: county, parent: '511100'}\n";

fuzz_target!(|input: &str| {
    let mut parts = input.splitn(3, "\n---\n");
    let (rules, data, text) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let mut sources = Sources::new();
    for (path, text) in [
        ("plan.yaml", PLAN),
        ("regions.yaml", REGIONS),
        ("fuzz.rules", rules),
        ("fuzz.csv", data),
    ] {
        if sources.insert(path, text.as_bytes()).is_err() {
            return;
        }
    }
    let Ok(source) = sources.insert("text.txt", text.as_bytes()) else {
        return;
    };
    let text = sources.get(source).text_or_empty().to_owned();
    let mut findings = Diagnostics::new();
    let Some(opened) = open(&sources, &mut Diagnostics::new()) else {
        return;
    };
    let document = Document::new(source, &text, &opened.plan.units);
    let covered = account(
        &opened.plan,
        &opened.cube,
        &sources,
        &document,
        &mut findings,
    );
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let held = covered
        .figures
        .iter()
        .filter_map(|figure| text.get(figure.at.clone()));
    let held: usize = held
        .map(|figure| figure.chars().filter(char::is_ascii_digit).count())
        .sum();
    assert_eq!(held, digits);
    for quote in covered.quotes.iter().filter_map(|quote| quote.at.clone()) {
        assert!(text.get(quote).is_some());
    }
    for finding in findings.iter() {
        let look = Look {
            color: false,
            ascii: false,
            width: 80,
        };
        render(finding, &sources, Lang::Zh, look);
    }
});
