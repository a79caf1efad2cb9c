//! Verdicts that were once wrong, each with the rule of `docs/language.md` that it broke.

use crate::support::{Files, open_files};
use serde_json::Value;
use yardstick::eval::Verdict;
use yardstick::value::Year;

const REGIONS: &str = "levels:\n  city: [市]\n  county: [县]\n  township: [乡镇]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n  - {code: '511101', name: 甲县, level: county, parent: '511100'}\n  - {code: '511102', name: 乙县, level: county, parent: '511100'}\n";

pub fn files(rules: &str, data: &str) -> Files {
    [
        ("plan.yaml", "language: 1\nid: case\ntitle: 用例\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [case.rules]\ndata: [data.csv]\n".to_owned()),
        ("regions.yaml", REGIONS.to_owned()),
        ("case.rules", rules.to_owned()),
        ("data.csv", format!("indicator,region,year,value,status\n{data}")),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .to_vec()
}

/// `x,乐山市,2020,5,A` for each figure; `7B` begins a new series.
pub fn series(indicator: &str, first: i16, figures: &[&str]) -> String {
    (first..)
        .zip(figures)
        .filter(|(_, figure)| **figure != "_")
        .map(|(year, figure)| {
            let (figure, status) = figure
                .strip_suffix('B')
                .map_or((*figure, "A"), |own| (own, "B"));
            format!("{indicator},乐山市,{year},{figure},{status}\n")
        })
        .collect()
}

pub fn last(rules: &str, data: &str, year: i16) -> Value {
    let json = open_files(&files(rules, data)).json(year);
    json["results"]
        .as_array()
        .unwrap()
        .last()
        .cloned()
        .unwrap_or_else(|| panic!("{rules}: {}", json["diagnostics"]))
}

#[track_caller]
pub fn is(rules: &str, data: &str, year: i16, verdict: &str, reason: Option<&str>) {
    let result = last(rules, data, year);
    assert_eq!(result["verdict"], verdict, "{rules} {result}");
    assert_eq!(result["reason_kind"].as_str(), reason, "{rules} {result}");
}

#[test]
fn formulas_do_not_reach_across_a_break() {
    let data =
        series("g", 2020, &["80", "84", "88", "100B"]) + &series("f", 2020, &["_", "4", "4B", "4"]);
    for rule in [
        "k: growth(g, 2020..2023) >= 20% by 2023",
        "k: change(g, 2020..2023) >= 20 by 2023",
        "k: g - g@prior >= 10 by 2023",
        "k: g - g@base >= 10 by 2023",
        "k: g / g@2020 >= 1.2 by 2023",
        "k: sum(f, 2021..2023) >= 10 by 2023",
        "k: mean(g, 2021..2023) >= 100 by 2023",
    ] {
        let rules = format!("indicator g\nindicator f\n    kind flow\n{rule}\n");
        is(&rules, &data, 2023, "undecided", Some("series_break"));
    }
    let rules = "indicator g\nindicator d = (g - g@prior) / g@prior\nd >= 0.05 by 2023\n";
    is(rules, &data, 2023, "undecided", Some("series_break"));
    is(
        "indicator g\nk: g - g@prior >= 4 by 2022\n",
        &data,
        2022,
        "met",
        None,
    );
}

#[test]
fn a_break_of_a_year_without_a_figure_is_a_break() {
    let data = series("g", 2020, &["80", "B", "100"]);
    for rule in ["g >= base + 10 by 2022", "k: g / g@2020 >= 1.2 by 2022"] {
        let rules = format!("indicator g\n{rule}\n");
        is(&rules, &data, 2022, "undecided", Some("series_break"));
    }
}

#[test]
fn figures_of_later_years_are_not_looked_at() {
    let data = series("x", 2020, &["5", "6", "6", "7", "7", "9"]);
    for rule in [
        "k: x@2025 / x@2020 >= 1.2 by 2025",
        "k: change(x, 2020..2025) >= 3 by 2025",
        "k: growth(x, 2020..2023) >= 3% by 2025",
    ] {
        let rules = format!("indicator x\n{rule}\n");
        is(&rules, &data, 2021, "undecided", Some("no_observation"));
        is(&rules, &data, 2025, "met", None);
    }
    is(
        "indicator x\nk: x - x@2023 >= 0 throughout 2021..2025\n",
        &data,
        2021,
        "undecided",
        Some("missing_years"),
    );
}

#[test]
fn a_formula_about_written_years_has_no_baseline() {
    let data = series("x", 2020, &["5", "6", "6", "7", "7", "9"]);
    let rules = "indicator x\nk: change(x, 2020..2023) >= 1 by 2025\n";
    let result = last(rules, &data, 2024);
    assert_eq!(result["baseline"], Value::Null);
    assert_eq!(result["verdict"], "reached");
    let codes = open_files(&files(rules, &data)).codes();
    assert!(!codes.contains(&"Y0601"), "{codes:?}");
}

#[test]
fn a_milestone_as_far_off_as_the_baseline_divides_nothing() {
    let data = series("x", 2020, &["100", "100", "101"]);
    let rules = "indicator x\nx = 103..107 by 2025\n    path { 2022: 110 }\n";
    is(rules, &data, 2022, "lagging", None);
}

#[test]
fn only_what_a_verdict_lacks_is_missing() {
    let missing = |result: &Value| -> Vec<i64> {
        result["missing"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["year"].as_i64().unwrap())
            .collect()
    };
    let data = series("r", 2020, &["_", "50", "_", "50"]);
    let result = last("indicator r\nr >= 45 throughout 2021..2025\n", &data, 2023);
    assert_eq!(missing(&result), [2022], "{result}");
    let result = last("indicator r\nr >= 45 by 2023\n", &data, 2023);
    assert!(missing(&result).is_empty(), "{result}");
    let data = data + &series("q", 2020, &["_", "_", "_", "1"]);
    let result = last(
        "indicator r\nindicator q\nk: r >= 45 or q >= 1 throughout 2021..2025\n",
        &data,
        2023,
    );
    assert_eq!(missing(&result), [2022, 2022], "{result}");
}

#[test]
fn a_count_over_a_level_without_regions_says_that_parts_are_missing() {
    let data = series("x", 2020, &["1", "1", "1", "1"]);
    let rules = "indicator x\nk: share(township where x >= 1) >= 60% by 2025\n";
    is(rules, &data, 2023, "undecided", Some("missing_parts"));
    is(
        "indicator x\nx >= 1 by 2025 for each township\n",
        &data,
        2023,
        "undecided",
        Some("missing_parts"),
    );
}

#[test]
fn a_stated_absence_is_named_and_is_never_zero() {
    let data = "x,乐山市,2020,9,\nx,乐山市,2023,…,\n";
    let rules = "indicator x\nx <= 2 by 2025\n    missing as zero\n";
    let result = last(rules, data, 2023);
    assert_eq!(result["verdict"], "undecided", "{result}");
    assert_eq!(result["missing"][0]["absence"], "below_smallest_unit");
    assert!(
        result["reason"].as_str().unwrap().contains("小于最小单位"),
        "{result}"
    );
}

#[test]
fn what_was_reached_and_lost_again_is_said() {
    let data = series("x", 2020, &["1", "5", "6", "4"]);
    let result = last("indicator x\nx >= 5 by 2025\n", &data, 2023);
    assert_eq!(result["verdict"], "ahead", "{result}");
    assert_eq!(result["last_held"], 2022);
    assert_eq!(
        last("indicator x\nx >= 5 by 2025\n", &data, 2022)["last_held"],
        Value::Null
    );
    assert_eq!(result["remarks"][0], "2022年曾经达到");
}

#[test]
fn a_value_that_prints_like_the_target_and_is_not_it_is_told() {
    let rules =
        "indicator part\nindicator of\nindicator share = part / of\nshare >= 0.3333 by 2025\n";
    let below = "part,乐山市,2025,33329999,\nof,乐山市,2025,100000000,\n";
    let result = last(rules, below, 2025);
    assert_eq!(result["verdict"], "missed", "{result}");
    assert_eq!(result["value"], result["threshold"], "{result}");
    assert!(
        result["remarks"][0].as_str().unwrap().contains("修约"),
        "{result}"
    );
    // What is the target to the last digit does not only print like it.
    let result = last(
        "indicator x\nx > 4.5 by 2025\n",
        "x,乐山市,2025,4.50,\n",
        2025,
    );
    assert_eq!(result["verdict"], "missed", "{result}");
    assert_eq!(result["remarks"], serde_json::json!([]), "{result}");
    let above = "part,乐山市,2025,33334,\nof,乐山市,2025,100000,\n";
    let result = last(rules, above, 2025);
    assert_eq!(result["verdict"], "met", "{result}");
    assert_eq!(result["remarks"], serde_json::json!([]), "{result}");
}

#[test]
fn without_a_baseline_no_year_is_compared_with_the_year_before() {
    let data = series("x", 2021, &["3", "6", "4"]);
    for limit in ["base", "base + 1", "base - 2%", "2 * base"] {
        let rules = format!("indicator x\nx >= {limit} throughout 2021..2025\n");
        let result = last(&rules, &data, 2022);
        assert_eq!(result["reason_kind"], "no_baseline", "{result}");
        assert_eq!(result["holds"], Value::Null, "{result}");
        assert_eq!(result["value"], "6", "{result}");
    }
    let rules = "indicator x\nx >= 2 * base throughout 2021..2025\n";
    let data = series("x", 2020, &["0", "6"]);
    let result = last(rules, &data, 2021);
    assert_eq!(result["reason_kind"], "undefined", "{result}");
    assert_eq!(result["value"], "6", "{result}");
}

#[test]
fn a_total_below_zero_is_a_way_down_and_no_quota() {
    let rules = "indicator x\n    kind net flow\nx <= -10 over 2021..2025\n";
    let slow = series("x", 2021, &["-0.1", "-0.1", "-1"]);
    is(rules, &slow, 2022, "lagging", None);
    let result = last(rules, &slow, 2023);
    assert_eq!(result["verdict"], "lagging", "{result}");
    assert_eq!(result["expected_now"], "-6", "{result}");
    assert_eq!(result["progress"], "0.12", "{result}");
    let fast = series("x", 2021, &["-5", "-4", "-2"]);
    is(rules, &fast, 2022, "ahead", None);
    is(rules, &fast, 2023, "holding", None);
}

/// Line 8 compares a quota with the time that has passed, and so does what is expected by now: a
/// path beside it changes nothing and is reported.
#[test]
fn a_quota_has_no_path_but_the_straight_one() {
    let data = series("x", 2021, &["1000", "900", "900"]);
    let declared = "indicator x\n    kind flow\n";
    let even = last(
        &format!("{declared}sum of x <= 5000 over 2021..2025\n"),
        &data,
        2023,
    );
    assert_eq!(even["expected_now"], "3000", "{even}");
    assert_eq!(even["verdict"], "holding", "{even}");
    for rule in [
        "sum of x <= { 2023: 2000, 2025: 5000 } over 2021..2025",
        "sum of x <= 5000 over 2021..2025\n    path { 2023: 2000 }",
        "sum of x <= 5000 over 2021..2025\n    path compound",
    ] {
        let rules = format!("{declared}{rule}\n");
        let codes = open_files(&files(&rules, &data)).codes();
        assert!(codes.contains(&"Y0415"), "{rule} {codes:?}");
        let result = last(&rules, &data, 2023);
        for field in ["verdict", "expected_now", "progress"] {
            assert_eq!(result[field], even[field], "{rule}: {field}");
        }
    }
    // Of what is to be reached there is a path.
    let rules = format!("{declared}sum of x >= {{ 2023: 2000, 2025: 5000 }} over 2021..2025\n");
    assert_eq!(last(&rules, &data, 2023)["expected_now"], "2000");
}

/// The figure that grows stands in the plan beside the rate; it is no baseline of the rate.
#[test]
fn a_growth_rate_is_judged_whatever_baseline_is_written() {
    let data = series("生产总值", 2020, &["1000", "1080", "1170"]);
    let declared = "indicator 生产总值\n    unit 亿元\n";
    for (rule, verdict) in [
        ("生产总值 年均增速 不低于 8% 2021—2025年每年", "holding"),
        ("生产总值 年均增速 不低于 8% 2021—2025年累计", "on_schedule"),
    ] {
        let rules = format!("{declared}{rule}\n    基期 1000亿元 2020年\n");
        let codes = open_files(&files(&rules, &data)).codes();
        assert!(codes.contains(&"Y0415"), "{rule} {codes:?}");
        assert!(!codes.contains(&"Y0301"), "{rule} {codes:?}");
        is(&rules, &data, 2022, verdict, None);
    }
}

#[test]
fn a_total_lost_before_a_break_stays_lost() {
    let data = series("x", 2021, &["30", "1B", "1", "1", "1"]);
    let rules = "indicator x\n    kind flow\nx <= 20 over 2021..2025\n";
    is(rules, &data, 2021, "missed", None);
    for year in 2022..=2026 {
        is(rules, &data, year, "missed", Some("known_part"));
    }
    let rules = "indicator x\n    kind flow\nx <= 30 over 2021..2025\n";
    is(rules, &data, 2022, "undecided", Some("series_break"));
}

/// Two counties with a hospital under construction each, and figures of `x`.
fn hospitals(condition: &str, x: &str) -> Value {
    let rules = format!(
        "scale building = 未启动 < 在建 < 建成\nindicator x\nk: {condition} by 2025 for each county\n"
    );
    let data = "h,甲县,2020,未启动,\nh,甲县,2023,在建,\nh,乙县,2020,未启动,\nh,乙县,2023,在建,\n";
    whole(&rules, &format!("{data}{x}"), 2023)
}

#[test]
fn a_number_is_paced_only_where_it_is_known_which_parts_hold() {
    let condition = "h >= 建成 or x >= 5";
    let before = "x,甲县,2020,1,\nx,乙县,2020,1,\n";
    let result = hospitals(condition, before);
    assert_eq!(result["verdict"], "not_due", "{result}");
    assert_eq!(result["holds"], Value::Null, "{result}");
    assert_eq!(result["expected_now"], Value::Null, "{result}");
}

#[test]
fn a_part_held_at_the_baseline_or_not_as_soon_as_that_is_decided() {
    let result = hospitals("h >= 建成 and x >= 5", "x,甲县,2023,6,\nx,乙县,2023,6,\n");
    assert_eq!(result["baseline"], "0", "{result}");
    let result = hospitals("h >= 建成 or x >= 5", "x,甲县,2023,6,\nx,乙县,2023,6,\n");
    assert_eq!(result["baseline"], Value::Null, "{result}");
}

#[test]
fn a_certain_failure_across_a_gap_breaks_all_that_it_is_part_of() {
    let data = series("x", 2020, &["5", "_", "4", "7"]) + &series("y", 2020, &["1", "9", "1", "1"]);
    for (condition, verdict, reason) in [
        ("x rising", "broken", "failed_years"),
        ("x rising and y >= 1", "broken", "failed_years"),
        ("x rising and (y >= 1 or x >= 1)", "broken", "failed_years"),
        // In 2021 y may have held while x fell.
        ("x rising or y >= 5", "undecided", "missing_years"),
    ] {
        let rules = format!("indicator x\nindicator y\nk: {condition} throughout 2021..2025\n");
        is(&rules, &data, 2022, verdict, Some(reason));
        let result = last(&rules, &data, 2022);
        assert_eq!(result["holds"], Value::Null, "{result}");
    }
}

#[test]
fn a_fall_to_nothing_is_faster_than_any_fall_that_is_asked() {
    let data = series("x", 2020, &["100", "0"]);
    let rules = "indicator x\nk: annual growth of x <= -2% over 2021..2025\n";
    let result = last(rules, &data, 2021);
    assert_eq!(result["verdict"], "ahead", "{result}");
    assert_eq!(result["holds"], true, "{result}");
    let rules = "indicator x\nk: annual growth of x >= 6% over 2021..2025\n";
    is(rules, &data, 2021, "off_course", None);
}

#[test]
fn a_whole_of_parts_known_in_part_is_known_in_part() {
    let rules = "indicator x\n    kind flow\nk: x <= 5 over 2021..2025 for each county\n";
    let data = "x,甲县,2021,9,\nx,乙县,2021,1,\nx,乙县,2022,1,\n";
    let json = open_files(&files(rules, data)).json(2022);
    for result in json["results"].as_array().unwrap() {
        let known = result["region"] == "511102";
        let reason = (!known).then_some("known_part");
        assert_eq!(result["reason_kind"].as_str(), reason, "{result}");
    }
}

#[test]
fn a_path_that_lies_behind_the_baseline_is_not_rounded_past_it() {
    let rules = "indicator x\n    unit 个\nx < 5 by 2025\n    from 5.6 in 2019\n    path { 2021: 7.77, 2025: 5 }\n    because \"照录\"\n";
    let result = last(rules, "x,乐山市,2024,5,个\n", 2024);
    assert_eq!(result["expected_now"], "5.6", "{result}");
}

/// The whole of a target in all counties.
fn whole(rules: &str, data: &str, year: i16) -> Value {
    let json = open_files(&files(rules, data)).json(year);
    let results = json["results"].as_array().unwrap();
    let whole = results.iter().find(|one| one["region"].is_null());
    whole.unwrap().clone()
}

#[test]
fn a_number_is_paced_as_of_the_earliest_of_its_parts() {
    let rules = "indicator x\n    unit 个\nx >= 1个 by 2025 for each county\n    missing use last within 2 years\n";
    let data = "x,甲县,2020,0,\nx,甲县,2023,1,\nx,乙县,2020,0,\nx,乙县,2022,0,\n";
    let result = whole(rules, data, 2023);
    assert_eq!(result["reason_kind"], "by_number", "{result}");
    // Two of five years ask for none of the two yet; three would ask for one.
    assert_eq!(result["elapsed"], "0.4", "{result}");
    assert_eq!(result["expected_now"], "0", "{result}");
    assert_eq!(result["verdict"], "ahead", "{result}");
    assert_eq!(result["needed_per_year"], "0.3333", "{result}");
}

#[test]
fn a_whole_breaks_a_limit_only_where_every_part_does_that_is_off_course() {
    let rules = "indicator x\nx >= 5 by 2025 for each county\n";
    let limits = |data: &str| {
        let plan = open_files(&files(rules, data));
        let assessment = plan.opened.as_ref().unwrap().eval(Year(2023));
        let judged = assessment.judged.into_iter();
        let limits: Vec<_> = judged
            .map(|one| {
                assert_eq!(one.outcome.verdict, Verdict::OffCourse);
                (one.region.is_none(), one.outcome.facts.limit.is_some())
            })
            .collect();
        let (wholes, parts): (Vec<_>, Vec<_>) = limits.into_iter().partition(|(whole, _)| *whole);
        let only = |all: Vec<(bool, bool)>| all.into_iter().map(|(_, limit)| limit).collect();
        let (whole, parts): (Vec<_>, Vec<_>) = (only(wholes), only(parts));
        (whole, parts)
    };
    let kept = |county: &str| format!("x,{county},2020,9,\nx,{county},2023,4,\n");
    let behind = |county: &str| format!("x,{county},2020,4,\nx,{county},2023,3,\n");
    for (data, whole, parts) in [
        (kept("甲县") + &kept("乙县"), true, [true, true]),
        (kept("甲县") + &behind("乙县"), false, [true, false]),
        (behind("甲县") + &kept("乙县"), false, [false, true]),
        (behind("甲县") + &behind("乙县"), false, [false, false]),
    ] {
        assert_eq!(limits(&data), (vec![whole], parts.to_vec()), "{data}");
    }
}

#[test]
fn a_rise_of_what_cannot_be_worked_out_says_so() {
    let rules = "indicator p\nindicator q\nindicator r = p / q\nr rising throughout\n";
    let data = series("p", 2020, &["1", "2"]) + &series("q", 2020, &["1", "0"]);
    is(rules, &data, 2021, "undecided", Some("undefined"));
}

#[test]
fn what_held_before_a_break_had_not_been_reached() {
    let data = series("x", 2020, &["1", "6", "3B", "4"]);
    let result = last("indicator x\nx >= 5 by 2025\n", &data, 2023);
    assert_eq!(result["last_held"], Value::Null, "{result}");
    let data = series("x", 2020, &["1", "2B", "6", "4"]);
    let result = last("indicator x\nx >= 5 by 2025\n", &data, 2023);
    assert_eq!(result["last_held"], 2022, "{result}");
}

#[test]
fn a_row_that_may_be_the_figure_is_no_zero() {
    let rules = "indicator x\nx <= 2 by 2025\n    missing as zero\n";
    let other = "y,乐山市,2023,5,\n";
    let entry = "x,乐山市,2020,9,\n";
    is(rules, &format!("{entry}{other}"), 2023, "reached", None);
    for row in [
        "x,没有市,2023,5,\n",
        "x,乐山市,2O23,5,\n",
        "x,乐山市\n",
        ",乐山市,2023,5,\n",
        "乐山市,x,2023,5,\n",
    ] {
        let result = last(rules, &format!("{entry}{row}"), 2023);
        assert_eq!(result["verdict"], "undecided", "{row} {result}");
    }
    // What is wrong with another indicator says nothing of this one.
    let rules = format!("indicator y\ny >= 1 by 2025\n{rules}");
    let data = format!("{entry}y,没有市,2023,5,\n");
    is(&rules, &data, 2023, "reached", None);
}
