//! What must always be true of verdicts, on random plans.

use crate::support::{Files, open_files};
use proptest::prelude::*;
use serde_json::Value;
use std::fmt::Write;

/// Figures of three indicators in the city and three counties, by indicator, region and year;
/// hundredths, or nothing.
type Figures = Vec<Option<i32>>;

const INDICATORS: [&str; 3] = ["x", "y", "z"];
const REGIONS: [&str; 4] = ["乐山市", "甲县", "乙县", "丙县"];
const YEARS: std::ops::RangeInclusive<i16> = 2020..=2025;
const CELLS: usize = 3 * 4 * 6;

/// Conditions that a random figure makes interesting; `V` is replaced by it.
const CONDITIONS: [&str; 28] = [
    "x >= V by 2025",
    "x > V by 2025",
    "x <= V by 2025",
    "x < V by 2025",
    "t: x = V ± 3 by 2025",
    "x >= V in 2023",
    "x >= V throughout 2021..2025",
    "x <= V throughout 2021..2025",
    "x >= base by 2025",
    "x >= base + 2 by 2025",
    "x <= base - 10% by 2025",
    "x rising throughout 2021..2025",
    "x not falling throughout 2021..2025",
    "x rising by 2025",
    "flow >= V over 2021..2025",
    "flow <= V over 2021..2025",
    "t: sum of flow * (1 - 3) >= -V over 2021..2025",
    "t: sum of natural >= -V over 2021..2025",
    "annual growth of x >= 6% over 2021..2025",
    "annual growth of x >= 2% throughout 2021..2025",
    "t: x / y >= 55% by 2025",
    "x >= V by 2025 for each county",
    "x >= V throughout 2021..2025 for each county",
    "x >= V by 2025 for at least 2 of county",
    "t: count(county where x >= V) >= 2 by 2025",
    "t: share(county where x >= V) >= 60% by 2025",
    "t: at least 2 of (x >= V, y >= V, z >= V) by 2025",
    "t: x >= V or y >= V throughout 2021..2025",
];

/// Totals of which a year that is missing may say anything or only one thing.
const TOTALS: [&str; 8] = [
    "flow >= V over 2021..2025",
    "flow <= V over 2021..2025",
    "t: sum of flow * (1 - 3) >= -V over 2021..2025",
    "t: sum of -1 * flow >= -V over 2021..2025",
    "t: sum of -flow * -2 >= V over 2021..2025",
    "t: sum of flow - gone >= -V over 2021..2025",
    "t: sum of natural >= -V over 2021..2025",
    "t: sum of natural <= V over 2021..2025",
];

fn files(condition: &str, clauses: &str, figures: &Figures) -> Files {
    let mut data = String::from("indicator,region,year,value\n");
    let mut row = |indicator: &str, region: &str, year: i16, figure: i32| {
        let sign = if figure < 0 { "-" } else { "" };
        let (whole, part) = (figure.abs() / 100, figure.abs() % 100);
        writeln!(data, "{indicator},{region},{year},{sign}{whole}.{part:02}").unwrap();
    };
    let mut figures = figures.iter();
    for indicator in INDICATORS {
        for region in REGIONS {
            for year in YEARS {
                if let Some(figure) = figures.next().unwrap() {
                    row(indicator, region, year, *figure);
                    if indicator == "x" {
                        row("flow", region, year, figure.abs());
                    } else if indicator == "y" {
                        row("gone", region, year, figure.abs());
                    }
                }
            }
        }
    }
    [
        ("plan.yaml", "language: 1\nid: random\ntitle: 随机\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [random.rules]\ndata: [random.csv]\n".to_owned()),
        ("regions.yaml", "levels:\n  city: [市]\n  county: [县]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n  - {code: '511101', name: 甲县, level: county, parent: '511100'}\n  - {code: '511102', name: 乙县, level: county, parent: '511100'}\n  - {code: '511103', name: 丙县, level: county, parent: '511100'}\n".to_owned()),
        ("random.rules", format!("indicator x\nindicator y\nindicator z\nindicator flow\n    kind flow\nindicator gone\n    kind flow\nindicator natural = flow - gone\n    kind flow\n\n{condition}\n{clauses}")),
        ("random.csv", data),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .to_vec()
}

fn judged(condition: &str, clauses: &str, figures: &Figures, year: i16) -> Vec<Value> {
    let plan = open_files(&files(condition, clauses, figures));
    let json = plan.json(year);
    let results = json["results"].as_array().unwrap().clone();
    assert!(!results.is_empty(), "{condition}: {}", json["diagnostics"]);
    results
}

fn settled(result: &Value) -> bool {
    matches!(
        result["verdict"].as_str(),
        Some("met" | "missed" | "broken")
    )
}

fn figures(range: std::ops::Range<i32>) -> impl Strategy<Value = Figures> {
    let cell = prop_oneof![3 => range.prop_map(Some), 1 => Just(None)];
    proptest::collection::vec(cell, CELLS)
}

fn condition() -> impl Strategy<Value = String> {
    (0..CONDITIONS.len(), 1..40_u32)
        .prop_map(|(at, figure)| CONDITIONS[at].replace('V', &figure.to_string()))
}

const CLAUSES: [&str; 4] = [
    "",
    "    missing use last within 1 year\n",
    "    missing use last within 2 years\n",
    "    compare at 0 decimals half-even\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn filling_a_gap_or_waiting_settles_nothing_anew(
        condition in condition(),
        clauses in 0..CLAUSES.len(),
        figures in figures(-500..5000),
        year in 2020..2027_i16,
        gap in 0..CELLS,
        filled in -500..5000,
    ) {
        let before = judged(&condition, CLAUSES[clauses], &figures, year);
        let later = judged(&condition, CLAUSES[clauses], &figures, year + 1);
        let mut fuller = figures;
        let was_gap = fuller[gap].is_none();
        if was_gap {
            fuller[gap] = Some(filled);
        }
        let after = judged(&condition, CLAUSES[clauses], &fuller, year);
        for ((before, after), later) in before.iter().zip(&after).zip(&later) {
            if settled(before) {
                prop_assert_eq!(&before["verdict"], &after["verdict"], "{} {} {}", condition, before, after);
                prop_assert_eq!(&before["verdict"], &later["verdict"], "{} {} {}", condition, before, later);
            }
        }
    }

    /// A year of a total that is missing may be anything that its kind allows.
    #[test]
    fn filling_the_gap_of_a_total_settles_nothing_anew(
        which in 0..TOTALS.len(),
        limit in 1..300_u32,
        figures in proptest::collection::vec((0..5000).prop_map(Some), CELLS),
        gap in 1..6_usize,
        year in 2024..2027_i16,
    ) {
        let condition = TOTALS[which].replace('V', &limit.to_string());
        let mut with_gap = figures.clone();
        with_gap[gap] = None;
        let before = judged(&condition, "", &with_gap, year);
        let after = judged(&condition, "", &figures, year);
        for (before, after) in before.iter().zip(&after) {
            if settled(before) {
                prop_assert_eq!(&before["verdict"], &after["verdict"], "{} {} {}", condition, before, after);
            }
        }
    }

    #[test]
    fn what_is_undecided_says_why_and_names_its_cells(
        condition in condition(),
        clauses in 0..CLAUSES.len(),
        figures in figures(0..5000),
        year in 2020..2027_i16,
    ) {
        for result in judged(&condition, CLAUSES[clauses], &figures, year) {
            if result["verdict"] == "undecided" {
                prop_assert!(result["reason"].is_string() && result["reason_kind"].is_string(), "{}", result);
                let named = |list: &str| result[list].as_array().unwrap().len();
                prop_assert!(named("missing") + named("cells") > 0, "{} {}", condition, result);
                if result["reason_kind"] != "undefined" {
                    prop_assert!(named("missing") > 0, "{} {}", condition, result);
                }
            }
            if result["verdict"] == "met" || result["verdict"] == "holding" {
                prop_assert_eq!(&result["holds"], true);
            }
        }
    }

    /// Turning every sign and every direction changes neither verdict nor distance.
    #[test]
    fn both_directions_are_judged_alike(
        which in 0..8_usize,
        figure in 1..40_i32,
        figures in figures(-5000..5000),
        year in 2020..2027_i16,
    ) {
        let (up, down) = [
            (format!("x >= {figure} by 2025"), format!("x <= -{figure} by 2025")),
            (format!("x > {figure} by 2025"), format!("x < -{figure} by 2025")),
            (format!("x >= {figure} throughout 2021..2025"), format!("x <= -{figure} throughout 2021..2025")),
            (format!("t: x = {figure} ± 3 by 2025"), format!("t: x = -{figure} ± 3 by 2025")),
            ("x rising throughout 2021..2025".to_owned(), "x falling throughout 2021..2025".to_owned()),
            ("x not falling throughout 2021..2025".to_owned(), "x not rising throughout 2021..2025".to_owned()),
            (format!("x >= base + {figure} by 2025"), format!("x <= base - {figure} by 2025")),
            ("x rising by 2025".to_owned(), "x falling by 2025".to_owned()),
        ][which].clone();
        let mirrored: Figures = figures.iter().map(|figure| figure.map(|figure| -figure)).collect();
        let (one, other) = (judged(&up, "", &figures, year), judged(&down, "", &mirrored, year));
        for (one, other) in one.iter().zip(&other) {
            for field in ["verdict", "reason_kind", "holds", "distance", "progress", "elapsed"] {
                prop_assert_eq!(&one[field], &other[field], "{} {}: {} {}", up, field, one, other);
            }
        }
    }
}
