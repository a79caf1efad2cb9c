//! Formulas: their signs, how much may stand in one, and what they read of which years.

use crate::eval_cases::{files, is, last, series};
use crate::support::open_files;
use std::fmt::Write;
use yardstick::eval::Verdict;
use yardstick::value::Year;

/// The codes of rules that nothing else is wrong with.
fn codes(rules: &str) -> Vec<&'static str> {
    open_files(&files(rules, "")).codes()
}

/// `x1`, `x2` and so on, each made of the one before it by `formula`, in which `@` stands for it.
fn chain(length: usize, formula: &str) -> String {
    let mut rules = String::from("indicator x0\n");
    for at in 1..=length {
        let before = format!("x{}", at - 1);
        writeln!(rules, "indicator x{at} = {}", formula.replace('@', &before)).unwrap();
    }
    writeln!(rules, "t: x{length} >= 1 by 2025").unwrap();
    rules
}

#[test]
fn a_chain_is_as_long_through_counts_as_without_them() {
    for formula in ["@ + 1", "count(city where @ >= 1)", "(@ + 1) / 2"] {
        let too_long = |length| codes(&chain(length, formula)).contains(&"Y0206");
        assert!(!too_long(16), "{formula}");
        assert!(too_long(17), "{formula}");
        assert!(too_long(20_000), "{formula}");
    }
}

#[test]
fn the_last_of_a_longest_chain_of_counts_is_worked_out() {
    let rules = chain(16, "count(city where @ >= 1)");
    is(&rules, "x0,乐山市,2025,1,\n", 2025, "met", None);
}

#[test]
fn a_formula_that_reads_too_many_figures_is_refused() {
    // Four to the power of nine are 262,144, and of ten more than a million.
    let too_many = |rules: &str| codes(rules).contains(&"Y0436");
    assert!(!too_many(&chain(9, "@ + @ + @ + @")));
    assert!(too_many(&chain(10, "@ + @ + @ + @")));
    assert!(too_many(&chain(16, "@ + @ + @ + @")));
    // A hundred years each: fifty figures are too many the third time.
    let mean = |of: &str| format!("mean({of}, 1921..2020)");
    let twice = mean(&mean("x"));
    let rules = |of: &str| format!("indicator x\nt: {of} >= 1 by 2025\n");
    assert!(!too_many(&rules(&twice)));
    let thrice = mean(&twice);
    assert!(!too_many(&rules(&thrice)));
    assert!(too_many(&rules(&format!("{thrice} + x"))));
    // Two counties each, and the baseline beside the figure.
    let counted = |times: usize, limit: &str| {
        let counts = (0..times).fold(String::from("x >= 1"), |inner, _| {
            format!("count(county where {inner}) >= {limit}")
        });
        let test = counts.strip_suffix(&format!(" >= {limit}")).unwrap();
        format!("indicator x\nt: {test} >= 1 by 2025\n")
    };
    assert!(!too_many(&counted(19, "1")));
    assert!(too_many(&counted(20, "1")));
    assert!(!too_many(&counted(10, "base")));
    assert!(too_many(&counted(11, "base")));
    let sides = format!("indicator x\nidentity x = {thrice} + x\n");
    assert!(too_many(&sides));
}

#[test]
fn a_formula_of_many_parts_over_many_years_comes_to_an_end() {
    let sum = ["x"; 1000].join(" + ");
    let rules = format!("indicator x\nt: mean({sum}, 1900..2024) >= 1000 by 2024\n");
    let figures: String = (1900..=2024)
        .map(|year| format!("x,乐山市,{year},1,\n"))
        .collect();
    is(&rules, &figures, 2024, "met", None);
    let broken = figures.replace("1950,1,", "1950,1,B");
    is(&rules, &broken, 2024, "undecided", Some("series_break"));
}

/// Two flows, of which the figures of 2024 are missing.
fn flows(condition: &str) -> (String, String) {
    let rules = format!(
        "indicator births\n    unit 人\n    kind flow\nindicator deaths\n    unit 人\n    kind flow\n{condition}\n"
    );
    let births = series("births", 2021, &["20", "2", "2", "_", "2"]);
    let deaths = series("deaths", 2021, &["0", "0", "0", "_", "0"]);
    (rules, births + &deaths)
}

#[test]
fn of_a_flow_that_may_be_turned_a_part_says_nothing_of_the_whole() {
    for negative in [
        "births * -2",
        "births * (1 - 3)",
        "(1 - 3) * births",
        "-1 * births",
        "-births",
        "births - 300%",
        "births * (1 - 3) * 2",
        "births / (1 - 3)",
        "births * -1 * -1 * -1",
        "births - deaths",
        "births * (1 - 1 / 0.5)",
    ] {
        let (rules, data) = flows(&format!("t: sum of {negative} >= -1000人 over 2021..2025"));
        is(&rules, &data, 2025, "undecided", Some("missing_years"));
    }
    for positive in [
        "births",
        "births * 2",
        "births * (3 - 1)",
        "births * -1 * -2",
        "(1 - 3) * births / (1 - 2)",
        "births - 30%",
        "births + deaths",
        "births * 0",
    ] {
        let (rules, data) = flows(&format!("t: sum of {positive} >= -1000人 over 2021..2025"));
        is(&rules, &data, 2025, "met", Some("known_part"));
    }
}

#[test]
fn a_derived_flow_that_may_be_negative_is_a_net_flow() {
    for (formula, kind, told, verdict) in [
        ("births - deaths", "flow", true, "undecided"),
        ("births - deaths", "net flow", false, "undecided"),
        ("births * -1", "flow", true, "undecided"),
        ("births - births@prior", "flow", true, "undecided"),
        ("births + deaths", "flow", false, "met"),
        ("births / 2 + deaths", "flow", false, "undecided"),
    ] {
        let (rules, data) = flows(&format!(
            "indicator natural = {formula}\n    unit 人\n    kind {kind}\nt: sum of natural >= 20人 over 2021..2025"
        ));
        let codes = open_files(&files(&rules, &data)).codes();
        assert_eq!(codes.contains(&"Y0437"), told, "{formula} {codes:?}");
        assert_eq!(last(&rules, &data, 2025)["verdict"], verdict, "{formula}");
    }
}

#[test]
fn a_sum_of_numbers_is_the_number_that_it_comes_to() {
    let rules = |formula: &str| {
        format!(
            "indicator x\n    unit 个\nindicator y\n    unit 人\nindicator z = {formula}\n    unit 个/千人\n"
        )
    };
    assert!(!codes(&rules("x / y * (999 + 2)")).contains(&"Y0311"));
    assert!(codes(&rules("x / y * (999 + 1)")).contains(&"Y0311"));
}

#[test]
fn a_width_around_a_negative_figure_has_its_ends_in_order() {
    let rules = "indicator x\nx = base - 3 ± 2% by 2025\n";
    for (value, verdict) in [
        ("-2", "met"),
        ("-1.96", "met"),
        ("-2.04", "met"),
        ("-1.95", "missed"),
        ("-2.05", "missed"),
    ] {
        let data = series("x", 2020, &["1", "_", "_", "_", "_", value]);
        let result = last(rules, &data, 2025);
        assert_eq!(result["verdict"], verdict, "{value} {result}");
        assert_eq!(result["threshold"], "-2.04..-1.96", "{result}");
    }
}

#[test]
fn a_range_that_the_baseline_turns_round_is_undefined() {
    let rules = "indicator x\nx = 5..base by 2025\n";
    let with_base = |base: &str| series("x", 2020, &[base, "_", "_", "_", "_", "6"]);
    is(rules, &with_base("1"), 2025, "undecided", Some("undefined"));
    is(rules, &with_base("6"), 2025, "met", None);
    is(rules, &with_base("5"), 2025, "missed", None);
}

#[test]
fn what_had_been_reached_is_compared_as_the_rule_says() {
    let rules = "indicator x\nx >= 5 by 2025\n    compare at 0 decimals half-up\n";
    let data = series("x", 2020, &["1", "4.6", "4"]);
    let result = last(rules, &data, 2022);
    assert_eq!(result["last_held"], 2021, "{result}");
}

#[test]
fn a_total_may_begin_with_a_new_series() {
    let rules = "indicator f\n    kind flow\nf >= 5 over 2021..2025\n";
    let data = series("f", 2020, &["9", "1B", "1", "1", "1", "1"]);
    is(rules, &data, 2025, "met", None);
    let data = series("f", 2020, &["9", "1", "1B", "1", "1", "1"]);
    is(rules, &data, 2025, "undecided", Some("series_break"));
}

#[test]
fn a_circle_through_counts_that_somebody_made_by_hand_comes_to_an_end() {
    let rules = "indicator a\nindicator b = count(city where a >= 1)\nt: b >= 1 by 2025\n";
    let mut opened = open_files(&files(rules, "")).opened.unwrap();
    let [a, b] = ["a", "b"].map(|name| opened.plan.indicator_names[name].0 as usize);
    opened.plan.indicators[a].formula = opened.plan.indicators[b].formula.clone();
    let outcome = &opened.eval(Year(2025)).judged[0].outcome;
    assert_eq!(outcome.verdict, Verdict::Undecided);
}

/// What a nest says by itself is worked out part by part: anything else would not end here.
#[test]
fn a_deep_nest_of_counts_is_looked_at_once() {
    let nest = (0..28).fold("count(county where x >= 1)".to_owned(), |nest, _| {
        format!("({nest} + 1) * 2")
    });
    let rules = format!("indicator x\nt: {nest} >= 1 by 2025 for each county\n");
    let codes = open_files(&files(&rules, "")).codes();
    assert!(codes.contains(&"Y0427"), "{codes:?}");
}
