//! The 252 cases of the method `schedule/1`: every field, through the library and through the
//! command line; and the tables of GB/T 8170.

use crate::support::{Files, open_files, run, stdout, write_files};
use serde_json::{Map, Value};
use std::fmt::Write;
use yardstick::value::{Mode, Quantity, Rational, round_to};

struct Case {
    json: Value,
}

impl Case {
    fn all() -> Vec<Self> {
        let cases: Vec<_> = include_str!("cases/method/schedule.jsonl")
            .lines()
            .map(|line| Self {
                json: serde_json::from_str(line).unwrap(),
            })
            .collect();
        assert_eq!(cases.len(), 252);
        cases
    }

    fn text(&self, key: &str) -> &str {
        self.json[key].as_str().unwrap()
    }

    fn assess(&self) -> i16 {
        i16::try_from(self.json["assess"].as_i64().unwrap()).unwrap()
    }

    /// The counties of the case: those it lists, and those it has data for.
    fn counties(&self) -> Vec<String> {
        let mut names: Vec<String> = self.json["county"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect();
        for name in self.json["data"]
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
        {
            if name != "乐山市" && !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// The indicator of a case that has one.
    fn only_indicator(&self) -> String {
        let rule = self.text("rule");
        let rule = rule
            .strip_prefix("sum of ")
            .or_else(|| rule.strip_prefix("annual growth of "))
            .unwrap_or(rule);
        rule.split_whitespace().next().unwrap().to_owned()
    }

    fn rules(&self) -> String {
        let mut rules = String::new();
        let mut scales = Vec::new();
        let mut declared = Vec::new();
        for (name, what) in self.json["indicators"].as_object().into_iter().flatten() {
            if let Some(stages) = what["scale"].as_array() {
                let stages: Vec<_> = stages.iter().map(|one| one.as_str().unwrap()).collect();
                let scale = stages.join(" < ");
                if !scales.contains(&scale) {
                    scales.push(scale);
                }
                continue;
            }
            declared.push(name.clone());
            writeln!(rules, "indicator {name}").unwrap();
            if let Some(unit) = what["unit"].as_str() {
                writeln!(rules, "    unit {unit}").unwrap();
            }
            if let Some(kind) = what["kind"].as_str() {
                writeln!(rules, "    kind {kind}").unwrap();
            }
        }
        for (at, scale) in scales.iter().enumerate() {
            writeln!(rules, "scale scale{at} = {scale}").unwrap();
        }
        let rule = self.text("rule");
        // A total is one of a flow; the cases do not repeat that each time.
        if rule.starts_with("sum of ") && !declared.contains(&self.only_indicator()) {
            writeln!(rules, "indicator {}\n    kind flow", self.only_indicator()).unwrap();
        }
        let head = rule.lines().next().unwrap();
        let nameless = [
            " and ",
            " or ",
            " / ",
            "each of",
            "at least 2 of (",
            "count(",
            "share(",
        ]
        .iter()
        .any(|word| head.contains(word))
            || head.contains("{ 甲县");
        if nameless {
            rules.push_str("case: ");
        }
        writeln!(rules, "{rule}").unwrap();
        rules
    }

    fn data(&self) -> String {
        let mut csv = String::from("indicator,region,year,value,status\n");
        let mut row = |region: &str, indicator: &str, years: &Value| {
            for (year, figure) in years.as_object().unwrap() {
                let Some(figure) = figure.as_str() else {
                    continue;
                };
                let (figure, status) = match figure.strip_suffix(" B") {
                    Some(figure) => (figure, "B"),
                    None => (figure, "A"),
                };
                writeln!(csv, "{indicator},{region},{year},{figure},{status}").unwrap();
            }
        };
        if self.json["years"].is_object() {
            row("乐山市", &self.only_indicator(), &self.json["years"]);
        }
        for (region, indicators) in self.json["data"].as_object().into_iter().flatten() {
            for (indicator, years) in indicators.as_object().unwrap() {
                row(region, indicator, years);
            }
        }
        csv
    }

    fn files(&self) -> Files {
        let plan = &self.json["plan"];
        assert!(plan.is_null(), "no case changes the plan: {plan}");
        let last = if self.text("rule").contains("2027") {
            2027
        } else {
            2025
        };
        let mut regions = String::from(
            "levels:\n  city: [市]\n  county: [县]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n",
        );
        for (at, name) in self.counties().iter().enumerate() {
            writeln!(
                regions,
                "  - {{code: '{}', name: {name}, level: county, parent: '511100'}}",
                511_101 + at
            )
            .unwrap();
        }
        vec![
            (
                "plan.yaml".to_owned(),
                format!(
                    "language: 1\nid: case\ntitle: 用例\nyears: 2021..{last}\nbase: 2020\nregions: regions.yaml\nrules: [case.rules]\ndata: [data.csv]\n"
                ),
            ),
            ("regions.yaml".to_owned(), regions),
            ("case.rules".to_owned(), self.rules()),
            ("data.csv".to_owned(), self.data()),
        ]
    }

    /// What differs between the expectation and the results.
    fn differences(&self, json: &Value) -> Vec<String> {
        let mut differences = Vec::new();
        let results = json["results"].as_array().unwrap();
        if results.is_empty() {
            return vec![format!("no result: {}", json["diagnostics"])];
        }
        let whole = results
            .iter()
            .find(|result| result["region"].is_null())
            .unwrap_or(&results[0]);
        let expect = self.json["expect"].as_object().unwrap();
        compare("", expect, whole, &mut differences);
        for (name, expect) in expect
            .get("regions")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let region = results
                .iter()
                .find(|result| result["region_name"] == name.as_str())
                .unwrap();
            compare(name, expect.as_object().unwrap(), region, &mut differences);
        }
        differences
    }
}

fn compare(place: &str, expect: &Map<String, Value>, got: &Value, differences: &mut Vec<String>) {
    for (field, wanted) in expect {
        if field != "regions" && got[field] != *wanted {
            differences.push(format!(
                "{place} {field}: wanted {wanted}, got {}",
                got[field]
            ));
        }
    }
}

fn check(judge: impl Fn(&Case, &Files) -> Value) {
    let mut failures = String::new();
    for case in Case::all() {
        let json = judge(&case, &case.files());
        let differences = case.differences(&json);
        if !differences.is_empty() {
            writeln!(
                failures,
                "{} ({})\n  {}\n  {}",
                case.text("name"),
                case.text("note"),
                case.text("rule").replace('\n', " "),
                differences.join("\n  ")
            )
            .unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_case_passes_through_the_library() {
    check(|case, files| open_files(files).json(case.assess()));
}

#[test]
fn every_case_passes_through_the_command_line() {
    check(|case, files| {
        let folder = tempfile::tempdir().unwrap();
        write_files(folder.path(), files);
        let year = case.assess().to_string();
        let output = run(
            folder.path(),
            &["eval", "--format", "json", "--year", &year],
        );
        serde_json::from_str(&stdout(&output)).unwrap()
    });
}

#[test]
fn rounding_is_that_of_the_standard() {
    let mut rows = 0;
    for line in include_str!("cases/method/gbt8170_rounding.csv")
        .lines()
        .skip(1)
    {
        let fields: Vec<_> = line
            .split(',')
            .map(|field| Quantity::parse(field).unwrap())
            .collect();
        let [value, interval, expected] = fields.as_slice() else {
            panic!("{line}");
        };
        assert_eq!(
            round_to(value.value(), interval.value(), Mode::HalfEven),
            *expected.value(),
            "{line}"
        );
        rows += 1;
    }
    assert_eq!(rows, 31);
}

/// A row of the table of limits.
struct LimitRow {
    limit: String,
    interval: Quantity,
    measured: Quantity,
    full_ok: bool,
    rounded: Quantity,
    rounded_ok: bool,
}

fn limit_rows() -> Vec<LimitRow> {
    let rows: Vec<_> = include_str!("cases/method/gbt8170_limits.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<_> = line.split(',').collect();
            let [_, limit, interval, measured, full_ok, rounded, rounded_ok] = fields.as_slice()
            else {
                panic!("{line}");
            };
            LimitRow {
                limit: (*limit).to_owned(),
                interval: Quantity::parse(interval).unwrap(),
                measured: Quantity::parse(measured).unwrap(),
                full_ok: *full_ok == "1",
                rounded: Quantity::parse(rounded).unwrap(),
                rounded_ok: *rounded_ok == "1",
            }
        })
        .collect();
    assert_eq!(rows.len(), 32);
    rows
}

#[test]
fn limits_are_compared_as_in_the_standard() {
    for row in limit_rows() {
        let rounded = round_to(row.measured.value(), row.interval.value(), Mode::HalfEven);
        assert_eq!(
            rounded,
            *row.rounded.value(),
            "{} {}",
            row.limit,
            row.measured
        );
        assert_eq!(satisfies(&row.limit, row.measured.value()), row.full_ok);
        assert_eq!(satisfies(&row.limit, &rounded), row.rounded_ok);
    }
}

/// Whether a value satisfies a limit as the table writes it.
fn satisfies(limit: &str, value: &Rational) -> bool {
    let figure = |text: &str| Quantity::parse(text).unwrap().value().clone();
    if let Some(low) = limit.strip_prefix(">=") {
        return *value >= figure(low);
    }
    if let Some(high) = limit.strip_prefix("<=") {
        return *value <= figure(high);
    }
    if let Some((low, high)) = limit.split_once("..") {
        return figure(low) <= *value && *value <= figure(high);
    }
    let (middle, rest) = limit.split_once('±').unwrap();
    let (width, without) = rest.split_once("(不含").unwrap_or((rest, ""));
    let low = figure(middle) - figure(width);
    let high = figure(middle) + figure(width);
    let without_low = without.starts_with('-') || without.starts_with(char::is_numeric);
    let without_high = without.starts_with('+') || without.starts_with(char::is_numeric);
    (low < *value || (low == *value && !without_low))
        && (*value < high || (high == *value && !without_high))
}

/// The rows that the language can say: whole decimals, both ends included.
#[test]
fn limits_are_judged_so_through_rules() {
    let mut judged = 0;
    for row in limit_rows() {
        let (limit, decimals) = (&row.limit, row.interval.decimals().unwrap());
        let power_of_ten = matches!(row.interval.to_string().as_str(), "1" | "0.1" | "0.01");
        if limit.contains('不') || !power_of_ten {
            continue;
        }
        let condition = match limit.split_once('±') {
            Some((middle, width)) => format!("= {middle} ± {width}"),
            None if limit.contains("..") => format!("= {limit}"),
            None => limit.clone(),
        };
        for (compare, ok) in [
            ("exactly".to_owned(), row.full_ok),
            (format!("at {decimals} decimal half-even"), row.rounded_ok),
        ] {
            let files = vec![
                ("plan.yaml".to_owned(), "language: 1\nid: case\ntitle: 用例\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [case.rules]\ndata: [data.csv]\n".to_owned()),
                ("regions.yaml".to_owned(), "levels:\n  city: [市]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n".to_owned()),
                ("case.rules".to_owned(), format!("measured {condition} by 2025\n    compare {compare}\n")),
                ("data.csv".to_owned(), format!("indicator,year,value\nmeasured,2025,{}\n", row.measured)),
            ];
            let json = open_files(&files).json(2025);
            let verdict = if ok { "met" } else { "missed" };
            assert_eq!(
                json["results"][0]["verdict"], verdict,
                "{limit} {} {compare}: {json}",
                row.measured
            );
            judged += 1;
        }
    }
    assert_eq!(judged, 32);
}
