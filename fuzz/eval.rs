//! Whatever rules and data hold, a plan is opened and judged without a panic. The input is rules
//! and a data file, parted by a line of `---`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yardstick::diag::Diagnostics;
use yardstick::open::open;
use yardstick::text::Sources;
use yardstick::value::Year;

const PLAN: &str = "language: 1\nid: fuzz\ntitle: 试\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [fuzz.rules]\ndata: [fuzz.csv]\n";
const REGIONS: &str = "levels:\n  city: [市]\n  county: [县]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n  - {code: '511102', name: 市中区, level: county, parent: '511100'}\n";

fuzz_target!(|text: &str| {
    let (rules, data) = text.split_once("\n---\n").unwrap_or((text, ""));
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
    if let Some(opened) = open(&sources, &mut Diagnostics::new()) {
        for year in 2019..=2027 {
            opened.eval(Year(year));
        }
    }
});
