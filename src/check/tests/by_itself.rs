//! Conditions that say their region or their years themselves.

use super::beside_declared;

/// What is asked of each of several regions is something that each has.
#[test]
fn the_verdict_of_one_region_is_not_asked_of_each() {
    for (rules, wanted) in [
        (
            "t: beds@市中区 >= 9 by 2025 for each county",
            &["Y0446 beds@市中区"][..],
        ),
        (
            "t: beds@市中区 >= 9 for at least 2 of county",
            &["Y0446 beds@市中区"],
        ),
        ("t: beds@市中区 >= 9 for 夹江县", &["Y0446 beds@市中区"]),
        ("t: each of towns >= 建成 for each county", &["Y0446 towns"]),
        (
            "indicator twice = beds@市中区 * 2\ntwice >= 9 for each county",
            &["Y0446 twice"],
        ),
        (
            "t: beds@市中区 >= 9 or beds@夹江县 >= 9 for each county",
            &["Y0446 beds@市中区"],
        ),
        (
            "t: count(county where beds@市中区 >= 9) >= 2",
            &["Y0446 beds@市中区"],
        ),
        (
            "t: count(county where beds >= 9) >= 2 for each county",
            &["Y0427 count(county where beds >= 9)"],
        ),
        (
            "t: beds >= 9 and count(county where beds >= 9) >= 2 for each county",
            &["Y0427 count(county where beds >= 9)"],
        ),
        // A count of counts is one of all, as a count is.
        (
            "indicator n = count(county where beds >= 9)\nn >= 2 for each county",
            &["Y0427 n"],
        ),
        (
            "indicator n = count(county where beds >= 9)\nt: count(city where n >= 2) >= 1",
            &[],
        ),
        // Each county has beds of its own beside the count.
        (
            "t: beds + count(county where beds >= 9) * 1张 >= 2 for each county",
            &[],
        ),
        ("t: beds@市中区 >= 9 by 2025", &[]),
        ("t: beds@市中区 >= 9 by 2025 for 市中区", &[]),
        ("t: beds / beds@市中区 >= 50% for each county", &[]),
        ("t: beds@市中区 >= 9 or beds >= 3 for each county", &[]),
        ("beds >= 9 for each county", &[]),
    ] {
        let told = beside_declared(rules).told("case.rules");
        assert_eq!(told, wanted, "{rules}");
    }
}

/// Wherever in the formula the last of them stands.
#[test]
fn the_last_of_all_written_years_counts() {
    for formula in [
        "change(beds, 2020..2022) + change(beds, 2020..2024)",
        "change(beds, 2020..2024) + change(beds, 2020..2022)",
    ] {
        for (year, told) in [(2023, true), (2024, false)] {
            let told_of = beside_declared(&format!("t: {formula} >= 5 by {year}"));
            let codes = told_of.told("case.rules");
            assert_eq!(
                codes.iter().any(|one| one.starts_with("Y0447")),
                told,
                "{formula} {year}"
            );
        }
    }
}

/// A formula of written years is judged in the last of them.
#[test]
fn written_years_are_settled_in_the_last_of_them() {
    const CHANGE: &str = "change(beds, 2020..2023)";
    for (rule, told) in [
        (">= 5 by 2025", true),
        (">= 5", true),
        (">= 5 throughout", true),
        (">= 5 by 2022", true),
        (">= 5 in 2022", true),
        (">= base by 2023", true),
        ("rising by 2023", true),
        (">= 5 by 2023", false),
        (">= 5 in 2023", false),
        (">= 5 in 2025", false),
        (">= 5 by 2025\n    from 1 in 2020", false),
    ] {
        let wanted: &[&str] = if told {
            &["Y0447 change(beds, 2020..2023)"]
        } else {
            &[]
        };
        let rule = format!("t: {CHANGE} {rule}");
        assert_eq!(beside_declared(&rule).told("case.rules"), wanted, "{rule}");
    }
    for (rule, told) in [
        ("t: beds@2023 - beds@2021 >= 5 by 2025", true),
        ("t: beds@base * 2 >= 5 by 2025", true),
        ("t: beds - beds@2021 >= 5 by 2025", false),
        ("t: beds - beds@base >= 5 by 2025", false),
        ("t: count(county where beds >= 5) >= 2 by 2025", false),
    ] {
        let codes = beside_declared(rule).told("case.rules");
        assert_eq!(
            codes.iter().any(|one| one.starts_with("Y0447")),
            told,
            "{rule}: {codes:?}"
        );
    }
}
