//! What is said beside a verdict: what decided it, or why there is none.

use crate::support::{Files, open_files};
use serde_json::Value;

fn files(rules: &str, data: &str) -> Files {
    [
        ("plan.yaml", "language: 1\nid: case\ntitle: 用例\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [case.rules]\ndata: [data.csv]\n".to_owned()),
        ("regions.yaml", "levels:\n  city: [市]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n".to_owned()),
        ("case.rules", format!("indicator x\n\n{rules}\n")),
        ("data.csv", format!("indicator,region,year,value\n{data}")),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .to_vec()
}

fn said(one: &Value) -> String {
    let remarks = one["remarks"].as_array().unwrap().iter();
    let said = std::iter::once(&one["reason"]).chain(remarks);
    let said: Vec<_> = said.filter_map(Value::as_str).collect();
    said.join("；")
}

/// A direction is rounded as a level is, and that this decided is said whatever reason comes first.
#[test]
fn rounding_that_decides_a_direction_is_told() {
    const DATA: &str =
        "x,乐山市,2020,8.1\nx,乐山市,2021,8.2\nx,乐山市,2022,8.3\nx,乐山市,2023,8.4\n";
    const ROUNDED: &str = "结论由修约决定，按全数值比较则不同";
    for (rule, verdict, kind, said_so) in [
        ("x rising throughout", "broken", "failed_years", true),
        ("x rising by 2025", "lagging", "rounded", true),
        // In full it fails as well.
        ("x falling throughout", "broken", "failed_years", false),
    ] {
        let rule = format!("{rule}\n    compare at 0 decimals half-up");
        let plan = open_files(&files(&rule, DATA));
        assert!(!plan.codes().contains(&"Y0415"), "{rule}");
        let json = plan.json(2023);
        let one = &json["results"][0];
        assert_eq!(one["verdict"], verdict, "{rule}");
        assert_eq!(one["reason_kind"], kind, "{rule}");
        assert_eq!(
            said(one).matches(ROUNDED).count(),
            usize::from(said_so),
            "{rule}"
        );
    }
}

/// Of a formula whose years are written there never was a baseline: none is asked for.
#[test]
fn written_years_have_no_baseline_that_is_missing() {
    const DATA: &str = "x,乐山市,2020,40\nx,乐山市,2023,44\n";
    const NEVER: &str = "算式的年份是写定的，没有基期，也就没有进度";
    for (rule, verdict, wanted) in [
        ("c: change(x, 2020..2023) >= 5 by 2025", "undecided", NEVER),
        ("c: change(x, 2020..2023) >= 4 by 2025", "reached", NEVER),
        ("c: change(x, 2020..2023) >= 5 by 2023", "missed", ""),
        ("c: change(x, 2020..2023) >= 4 in 2023", "met", ""),
    ] {
        let plan = open_files(&files(rule, DATA));
        let asked = plan.codes().contains(&"Y0447");
        assert_eq!(asked, !wanted.is_empty(), "{rule}");
        let json = plan.json(2023);
        let one = &json["results"][0];
        assert_eq!(one["verdict"], verdict, "{rule}");
        assert_eq!(said(one), wanted, "{rule}");
        let kind = (!wanted.is_empty()).then_some("no_baseline");
        assert_eq!(one["reason_kind"].as_str(), kind, "{rule}");
    }
}

/// A total begins at nothing and a rate at no growth: neither has a baseline that could be said to
/// keep the target.
#[test]
fn a_limit_without_a_baseline_speaks_of_none() {
    const DATA: &str = "x,乐山市,2020,40\nx,乐山市,2021,41\nx,乐山市,2022,42\nnet,乐山市,2021,-1\nnet,乐山市,2022,-2\n";
    const DECLARED: &str = "indicator net\n    kind net flow\n";
    for (rule, verdict, wanted) in [
        (
            "sum of net >= -10 over 2021..2025",
            "holding",
            "从零起就满足这一目标，按“只需保持”判定",
        ),
        (
            "sum of net >= -2 over 2021..2025",
            "off_course",
            "从零起就满足这一目标，按“只需保持”判定",
        ),
        (
            "annual growth of x <= 3% over 2021..2025",
            "holding",
            "不增长就满足这一目标，按“只需保持”判定",
        ),
        (
            "x >= 38 by 2025",
            "holding",
            "基期已经满足这一目标，按“只需保持”判定",
        ),
    ] {
        let json = open_files(&files(&format!("{DECLARED}{rule}"), DATA)).json(2022);
        let one = &json["results"][0];
        assert_eq!(one["verdict"], verdict, "{rule}");
        assert_eq!(one["reason_kind"], "limit", "{rule}");
        assert_eq!(said(one), wanted, "{rule}");
    }
}
