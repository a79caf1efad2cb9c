//! What figures show about rules and the plan, and what they must not be taken to show.

use crate::support::{Files, open_files, run, stdout, write_files};

fn files(rules: &str, data: &str) -> Files {
    [
        ("plan.yaml", "language: 1\nid: case\ntitle: 用例\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [case.rules]\ndata: [data.csv]\n".to_owned()),
        ("regions.yaml", "levels:\n  city: [市]\n  county: [县]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n  - {code: '511101', name: 甲县, level: county, parent: '511100'}\n  - {code: '511102', name: 乙县, level: county, parent: '511100'}\n".to_owned()),
        ("case.rules", format!("indicator x\n    total sum\n\n{rules}\n")),
        ("data.csv", format!("indicator,region,year,value\n{data}")),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .to_vec()
}

#[test]
fn baselines_speak_of_targets() {
    const CITY: &str = "x,乐山市,2020,3\n";
    const COUNTIES: &str = "x,甲县,2020,3\nx,乙县,2020,9\n";
    let cases = [
        ("x >= 5 by 2025", CITY, None),
        ("x >= 2 by 2025", CITY, Some("Y0601")),
        ("x >= 3 by 2025", CITY, Some("Y0602")),
        ("t: x = 2..5 by 2025", CITY, Some("Y0601")),
        ("x >= 2 by 2025\n    guard", CITY, None),
        ("x >= 2 by 2025\n    because \"守住\"", CITY, None),
        ("x >= 5 by 2025\n    guard", CITY, Some("Y0604")),
        ("x >= 2 throughout 2021..2025", CITY, None),
        ("x rising by 2025", CITY, None),
        // Something is promised as long as one county does not have it.
        ("x >= 5 by 2025 for each county", COUNTIES, None),
        ("x >= 2 by 2025 for each county", COUNTIES, Some("Y0601")),
        // Each county of a map has a figure of its own.
        (
            "t: x >= { 甲县: 5, 乙县: 8 } by 2025",
            COUNTIES,
            Some("Y0601"),
        ),
        ("t: x >= { 甲县: 5, 乙县: 10 } by 2025", COUNTIES, None),
        // A single condition that is kept says nothing about the others.
        ("t: x >= 2 or x >= 7 by 2025", CITY, None),
        // A guard is lost with the first county that does not keep it, or the first condition.
        (
            "x >= 5 by 2025 for each county\n    guard",
            COUNTIES,
            Some("Y0604"),
        ),
        ("x >= 2 by 2025 for each county\n    guard", COUNTIES, None),
        (
            "x >= 5 by 2025 for at least 1 of county\n    guard",
            COUNTIES,
            None,
        ),
        (
            "x >= 10 by 2025 for at least 1 of county\n    guard",
            COUNTIES,
            Some("Y0604"),
        ),
        (
            "t: x >= 5 and x >= 2 by 2025\n    guard",
            CITY,
            Some("Y0604"),
        ),
        (
            "t: x >= 2 and x >= 5 by 2025\n    guard",
            CITY,
            Some("Y0604"),
        ),
        ("t: x >= 2 and x >= 3 by 2025\n    guard", CITY, None),
        ("t: x >= 5 or x >= 2 by 2025\n    guard", CITY, None),
        (
            "t: x >= 5 or x >= 4 by 2025\n    guard",
            CITY,
            Some("Y0604"),
        ),
        // Of a county that is not known nothing is said, and the others speak for themselves.
        (
            "x >= 5 by 2025 for each county\n    guard",
            "x,乙县,2020,3\n",
            Some("Y0604"),
        ),
    ];
    for (rule, data, wanted) in cases {
        let codes = open_files(&files(rule, data)).codes();
        let found = codes.iter().find(|code| code.starts_with("Y060"));
        assert_eq!(found.copied(), wanted, "{rule}: {codes:?}");
    }
}

/// Directions have a good and a bad way as figures have.
#[test]
fn what_runs_against_better_is_told() {
    const DATA: &str = "x,乐山市,2020,3\nx,甲县,2020,3\nx,乙县,2020,9\n";
    const UP: &str = "higher";
    const DOWN: &str = "lower";
    for (better, rule, wanted) in [
        (UP, "x <= 2 by 2025", true),
        (UP, "x falling by 2025", true),
        (UP, "x falling throughout", true),
        (UP, "x not rising throughout", true),
        (UP, "x not rising by 2024", true),
        (UP, "x rising throughout", false),
        (UP, "x not falling by 2024", false),
        (UP, "x falling by 2025\n    because \"有意如此\"", false),
        (UP, "t: x <= { 甲县: 2, 乙县: 8 } by 2025", true),
        (UP, "t: x >= { 甲县: 4, 乙县: 10 } by 2025", false),
        (DOWN, "x rising by 2025", true),
        (DOWN, "x rising throughout", true),
        (DOWN, "x not falling throughout", true),
        (DOWN, "x not falling by 2025", true),
        (DOWN, "x falling throughout", false),
        (DOWN, "x not rising by 2025", false),
        ("neither", "x falling by 2025", false),
    ] {
        let mut files = files(rule, DATA);
        let declared = format!("total sum\n    better {better}");
        files[2].1 = files[2].1.replace("total sum", &declared);
        let codes = open_files(&files).codes();
        assert_eq!(
            codes.contains(&"Y0603"),
            wanted,
            "{better}: {rule}: {codes:?}"
        );
    }
}

/// Each region of a map that its baseline already satisfies is told, and no other.
#[test]
fn all_weak_figures_of_a_map_are_told() {
    const DATA: &str = "x,甲县,2020,3\nx,乙县,2020,9\n";
    for (map, wanted) in [("甲县: 2, 乙县: 8", 2), ("甲县: 2, 乙县: 10", 1)] {
        let rule = format!("t: x >= {{ {map} }} by 2025");
        let codes = open_files(&files(&rule, DATA)).codes();
        let weak = codes.iter().filter(|code| **code == "Y0601").count();
        assert_eq!(weak, wanted, "{map}: {codes:?}");
    }
}

/// A `from` is compared with the data of its year, as far as it is printed.
#[test]
fn a_baseline_of_its_own_is_that_of_the_data() {
    const CITY: &str = "x,乐山市,2020,80\n";
    const COUNTIES: &str = "x,甲县,2020,80\nx,乙县,2020,78\n";
    for (rule, data, wanted) in [
        ("x >= 90 by 2025\n    from 78 in 2020", CITY, true),
        ("x >= 90 by 2025\n    from 80.0 in 2020", CITY, false),
        ("x >= 90 by 2025\n    from 78 in 2019", CITY, false),
        (
            "x >= 90 by 2025\n    from 78 in 2020\n    because \"口径不同\"",
            CITY,
            false,
        ),
        (
            "x >= 90 by 2025\n    from 80 in 2020",
            "x,乐山市,2020,80.4\n",
            false,
        ),
        (
            "x >= 90 by 2025\n    from 80.0 in 2020",
            "x,乐山市,2020,80.4\n",
            true,
        ),
        (
            "x >= 90 by 2025 for each county\n    from 78 in 2020",
            COUNTIES,
            true,
        ),
        (
            "x >= 90 by 2025 for 乙县\n    from 78 in 2020",
            COUNTIES,
            false,
        ),
    ] {
        let codes = open_files(&files(rule, data)).codes();
        assert_eq!(codes.contains(&"Y0608"), wanted, "{rule}: {codes:?}");
    }
}

/// 女=100 stands in brackets behind a figure, in every finding.
#[test]
fn a_unit_that_says_of_what_stands_in_brackets() {
    let mut files = files(
        "x <= 107 by 2025\n\nclaim x@2020 = 104",
        "x,乐山市,2020,105\n",
    );
    files[2].1 = files[2].1.replace("total sum", "unit \"女=100\"");
    let plan = open_files(&files);
    let label = |one: &yardstick::diag::Diagnostic| {
        let label = one.labels.first()?;
        one.label_text(yardstick::diag::Lang::Zh, label)
    };
    let told: String = plan.diagnostics.iter().filter_map(label).collect();
    assert!(told.contains("105（女=100）"), "{told}");
    assert!(told.contains("104（女=100）"), "{told}");
    assert!(!told.contains("105女=100"), "{told}");
}

#[test]
fn parts_may_be_rounded() {
    const DATA: &str = "x,乐山市,2020,1\nx,甲县,2020,1\nx,乙县,2020,1\n";
    for (whole, wanted) in [
        ("30", false),
        ("30.02", false),
        ("30.03", true),
        ("31", true),
    ] {
        let rules =
            format!("x >= {whole} by 2025\n\nt: x = {{ 甲县: 20.00, 乙县: 10.00 }} ± 1% by 2025");
        let codes = open_files(&files(&rules, DATA)).codes();
        assert_eq!(codes.contains(&"Y0605"), wanted, "{whole}: {codes:?}");
    }
}

/// What is made of parts of two levels is not the sum of all of them.
#[test]
fn parts_of_one_level_are_added_up() {
    const DATA: &str = "x,乐山市,2020,1\n";
    for (map, wanted) in [
        ("甲县: 20, 乙县: 10", false),
        ("甲县: 20, 乙县: 5", true),
        ("甲县: 20, 乙县: 10, 城区: 5", false),
        ("城区: 5, 甲县: 20, 乙县: 10", false),
        ("甲县: 20", false),
    ] {
        let rules = format!("x >= 30 by 2025\n\nt: x >= {{ {map} }} by 2025");
        let mut files = files(&rules, DATA);
        let urban = "  - {code: '511190', name: 城区, level: urban, parent: '511100'}\n";
        files[1].1 = files[1].1.replace("levels:\n", "levels:\n  urban: [城]\n") + urban;
        let plan = open_files(&files);
        let codes = plan.codes();
        assert!(plan.opened.is_some(), "{map}: {codes:?}");
        assert_eq!(codes.contains(&"Y0605"), wanted, "{map}: {codes:?}");
    }
}

#[test]
fn by_a_method_that_there_is_not_nothing_is_judged() {
    for method in ["nonsense/7", "schedule/2"] {
        let mut files = files("x >= 5 by 2025", "x,乐山市,2020,3\n");
        files[0].1.push_str(&format!("method: {method}\n"));
        let plan = open_files(&files);
        assert!(plan.codes().contains(&"Y0425"), "{method}");
        assert!(plan.opened.is_none(), "{method}");
    }
}

#[test]
fn owners_that_are_lost_leave_the_results_incomplete() {
    for (owners, wanted) in [
        ("owners: {x: 市局}", false),
        ("owners:", false),
        ("owners: {x: 市局, x: 县局}", true),
        ("owners: {x: [市局]}", true),
        ("proposd: true\nowners: {x: 市局}", true),
        ("owners: [x]", true),
    ] {
        let mut files = files("x >= 5 by 2025", "x,乐山市,2020,3\n");
        files[0].1.push_str("owners: owners.yaml\n");
        files.push(("owners.yaml".to_owned(), owners.to_owned()));
        let plan = open_files(&files);
        let opened = plan.opened.as_ref().expect("the plan opens");
        assert_eq!(opened.incomplete(), wanted, "{owners}");
    }
}

/// Whatever stands in for the file, each output says that owners are missing.
#[test]
fn lost_owners_stand_on_the_face_of_every_output() {
    for (manifest, owners, lost) in [
        ("owners: owners.yaml\n", "owners: {x: 市局}\n", false),
        ("owners: owners.yaml\n", "owners: {x: [市局]}\n", true),
        ("owners: [owners.yaml]\n", "owners: {x: 市局}\n", true),
    ] {
        let mut files = files("x >= 5 by 2025", "x,乐山市,2020,3\nx,乐山市,2021,4\n");
        files[0].1.push_str(manifest);
        files.push(("owners.yaml".to_owned(), owners.to_owned()));
        let folder = tempfile::tempdir().unwrap();
        write_files(folder.path(), &files);
        let run = |arguments: &[&str]| run(folder.path(), arguments);

        let table = run(&["eval"]);
        let said = stdout(&table).contains("责任单位文件有没读出来的内容");
        assert_eq!((said, table.status.code()), (lost, Some(i32::from(lost))));
        let json = stdout(&run(&["eval", "--format", "json"]));
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["summary"]["owners_unread"], lost, "{manifest}");
        let report = run(&["report", "--to", "md"]);
        assert_eq!(report.status.code(), Some(i32::from(lost)));
        let report = std::fs::read_to_string(folder.path().join("out/case-midterm-2021.md"));
        let said = report.unwrap().contains("责任单位文件中有读不出来的内容");
        assert_eq!(said, lost, "{manifest}{owners}");
    }
}

#[test]
fn findings_stand_in_the_order_of_files_whatever_the_manifest_says() {
    let with_order = |rules: &str| {
        let mut files = files("x >> 1", "x,乐山市,2020,3\n");
        files[0].1 = files[0].1.replace("rules: [case.rules]", rules);
        files.push(("other.rules".to_owned(), "y >> 2\n".to_owned()));
        let plan = open_files(&files);
        let lines: Vec<_> = plan
            .diagnostics
            .iter()
            .map(|one| {
                yardstick::diag::to_json(one, &plan.sources, yardstick::diag::Lang::Zh).to_string()
            })
            .collect();
        lines
    };
    let one = with_order("rules: [case.rules, other.rules]");
    assert!(one.len() >= 2);
    assert_eq!(one, with_order("rules: [other.rules, case.rules]"));
}

/// A path goes from the baseline to the target, wherever the baseline is written.
#[test]
fn paths_are_held_against_the_baseline() {
    const CITY: &str = "x,乐山市,2020,3\n";
    for (rule, data, wanted) in [
        ("path { 2022: 2.5, 2023: 3.5 }", CITY, true),
        ("path { 2022: 3.5, 2023: 4 }", CITY, false),
        ("path { 2022: 3, 2023: 4 }", CITY, false),
        ("path { 2022: 2.5 }", CITY, true),
        ("path { 2023: 5, 2025: 4.5 }", CITY, true),
        ("path { 2023: 5 }", CITY, true),
        ("path { 2023: 5 }\n    because \"先多后少\"", CITY, false),
        ("path { 2022: 2.5, 2023: 3.5 }", "", false),
        ("path { 2022: 2.5 }\n    from 3 in 2020", "", true),
        ("path { 2022: 3.5 }\n    from 3 in 2020", "", false),
        // What the baseline keeps already has no path that could turn back.
        ("path { 2022: 3 }", "x,乐山市,2020,8\n", false),
        ("path { 2022: 9 }", "x,乐山市,2020,8\n", false),
    ] {
        let rules = format!("x >= 4.5 by 2025\n    {rule}");
        let codes = open_files(&files(&rules, data)).codes();
        assert_eq!(codes.contains(&"Y0413"), wanted, "{rule}: {codes:?}");
    }
}

#[test]
fn what_is_found_of_one_region_of_a_map_is_said_of_it() {
    let message = |rule: &str| {
        let plan = open_files(&files(rule, "x,甲县,2020,3\nx,乙县,2020,9\n"));
        let found = plan.diagnostics.iter().find(|one| one.code.id() == "Y0601");
        found.map(|one| one.message(yardstick::diag::Lang::Zh))
    };
    let part = message("t: x >= { 甲县: 5, 乙县: 8 } by 2025").unwrap();
    assert!(part.contains("`t（乙县）`"), "{part}");
    let first = message("t: x >= { 甲县: 2, 乙县: 8 } by 2025").unwrap();
    assert!(first.contains("`t（甲县）`"), "{first}");
}

/// What the baseline keeps already has nothing to reach, and no path to it.
#[test]
fn a_path_of_what_the_baseline_keeps_is_told() {
    const CITY: &str = "x,乐山市,2020,8\n";
    const COUNTIES: &str = "x,甲县,2020,8\nx,乙县,2020,12\n";
    const STONES: &str = "x <= { 2023: 9, 2025: 10 }";
    for (rule, data, wanted) in [
        (STONES, CITY, Some("Y0448")),
        (
            "x <= { 2023: 9, 2025: 10 }\n    because \"有意\"",
            CITY,
            Some("Y0448"),
        ),
        ("x <= 10 by 2025\n    path { 2023: 9 }", CITY, Some("Y0448")),
        ("x <= 10 by 2025\n    path linear", CITY, Some("Y0448")),
        ("x <= 10 by 2025\n    path compound", CITY, Some("Y0448")),
        (
            "t: each of { x, x@甲县 } <= { 2023: 9, 2025: 10 }",
            "x,乐山市,2020,8\nx,甲县,2020,8\n",
            Some("Y0448"),
        ),
        ("x <= { 2023: 9, 2025: 10 } for each county", COUNTIES, None),
        (
            "x <= { 2023: 11, 2025: 13 } for each county",
            COUNTIES,
            Some("Y0448"),
        ),
        // With `guard` the rule alone says it.
        ("x <= { 2023: 9, 2025: 10 }\n    guard", CITY, Some("Y0415")),
        (
            "x <= 10 by 2025\n    path linear\n    guard",
            CITY,
            Some("Y0415"),
        ),
        // One milestone is a figure with its year.
        ("x <= { 2025: 10 }", CITY, None),
        ("x <= { 2025: 10 }\n    guard", CITY, None),
        ("x <= { 2023: 7, 2025: 6 }", CITY, None),
        // Nobody knows whether it is kept already.
        (STONES, "x,乐山市,2021,8\n", None),
    ] {
        let codes = open_files(&files(rule, data)).codes();
        let told = |code: &&&str| ["Y0448", "Y0415"].contains(code);
        let found: Vec<_> = codes.iter().filter(told).copied().collect();
        assert_eq!(
            found,
            wanted.into_iter().collect::<Vec<_>>(),
            "{rule}: {codes:?}"
        );
    }
}

/// Rounding explains what is off by a unit of the last digit for each rounded part, and nothing
/// explains a wrong count of whole things.
#[test]
fn rounding_explains_the_last_digit() {
    const UNITS: &str = "indicator people \"人数\"\n    unit 人\nindicator rate \"率\"\n    unit %\nindicator wan \"万\"\n    unit 万人\nindicator people_wan \"人数（万）\" = people\n    unit 万人\n\n";
    const DATA: &str = "people,乐山市,2020,3160168\npeople,甲县,2020,38727\npeople,乙县,2020,416673\nrate,乐山市,2010,73.78\nrate,乐山市,2020,66.69\nwan,乐山市,2020,30.5\nwan,甲县,2020,10.2\nwan,乙县,2020,20.1\n";
    const FINE: Option<&str> = None;
    const OFF: Option<&str> = Some("Y0609");
    const WRONG: Option<&str> = Some("Y0606");
    for (claim, wanted) in [
        ("people@甲县 / people@乐山市 = 1.23% in 2020", FINE),
        ("people@甲县 / people@乐山市 = 1.22% in 2020", OFF),
        ("people@甲县 / people@乐山市 = 1.21% in 2020", WRONG),
        ("people@乙县 / people@乐山市 = 13.18% in 2020", OFF),
        ("people@乙县 / people@乐山市 = 13.20% in 2020", WRONG),
        // A difference of two rounded figures may be off by two.
        ("change(rate, 2010..2020) = -7.09pp", FINE),
        ("change(rate, 2010..2020) = -7.11pp", OFF),
        ("change(rate, 2010..2020) = -7.12pp", WRONG),
        ("growth(rate, 2010..2020) = -9.60%", OFF),
        ("growth(rate, 2010..2020) = -9.59%", WRONG),
        ("wan@甲县 + wan@乙县 = 30.5万人 in 2020", OFF),
        ("wan@甲县 + wan@乙县 = 30.6万人 in 2020", WRONG),
        // A figure that is printed twice is printed alike, unless it was shortened.
        ("wan = 30.4万人 in 2020", WRONG),
        ("wan = 31万人 in 2020", FINE),
        ("people_wan@甲县 = 3.87万人 in 2020", FINE),
        ("people_wan@乙县 = 41.66万人 in 2020", OFF),
        ("people_wan@乙县 = 41.65万人 in 2020", WRONG),
        // Nobody rounds people.
        ("people@甲县 + people@乙县 = 455400人 in 2020", FINE),
        ("people@甲县 + people@乙县 = 455401人 in 2020", WRONG),
    ] {
        let codes = open_files(&files(&format!("{UNITS}claim {claim}"), DATA)).codes();
        let found = codes
            .iter()
            .find(|code| ["Y0606", "Y0607", "Y0609"].contains(*code));
        assert_eq!(found.copied(), wanted, "{claim}: {codes:?}");
    }
}

/// One promise at two places, not equally strongly.
#[test]
fn places_that_differ_are_shown() {
    const BOX: &str = "\n    source \"专栏\" \"x另说\"";
    const TEXT: &str = "\n    source \"正文\" \"x\"";
    const NOTHING: Option<&str> = None;
    const SAME: Option<&str> = Some("Y0406");
    const DIFFER: Option<&str> = Some("Y0430");
    let towns = "list towns = 一镇@甲县, 二镇@乙县\nscale steps = 未启动 < 在建 < 建成\n\n";
    for (one, other, wanted) in [
        ("x >= 5 by 2025", "x >= 5 by 2025", SAME),
        ("x >= 5 by 2025", "x >= 5 by 2025\n    strive", DIFFER),
        ("x >= 5 by 2025\n    strive", "x >= 5 by 2025", DIFFER),
        (
            "x >= 5 by 2025\n    strive",
            "x >= 5 by 2025\n    strive",
            SAME,
        ),
        // 确保五、力争六 is one promise and a wish that goes beyond it.
        ("x >= 5 by 2025", "x >= 6 by 2025\n    strive", NOTHING),
        ("x >= 5 by 2025", "x >= 4 by 2025\n    strive", DIFFER),
        ("x >= 5 by 2025", "x >= 4 by 2025", DIFFER),
        ("x <= 5 by 2025", "x <= 4 by 2025", DIFFER),
        ("x <= 5 by 2025", "x < 5 by 2025", DIFFER),
        ("x >= 5 by 2025", "x >= 4 by 2024", NOTHING),
        // A floor and a ceiling.
        ("x >= 5 by 2025", "x <= 6 by 2025", NOTHING),
        ("x >= 5 by 2025", "x <= 4 by 2025", Some("Y0407")),
        (
            "x >= 5 by 2025\n    attribute binding",
            "x >= 5 by 2025\n    attribute expected",
            DIFFER,
        ),
        (
            "x >= 5 by 2025\n    attribute binding",
            "x >= 5 by 2025",
            SAME,
        ),
        (
            "x >= 5 by 2025\n    because \"两处\"",
            "x >= 4 by 2025",
            NOTHING,
        ),
        (
            "x >= 5 by 2025 for each county",
            "x >= 4 by 2025 for each county",
            DIFFER,
        ),
        // What is asked of one county may be more than of all, and not less.
        (
            "x >= 5 by 2025 for each county",
            "x >= 6 by 2025 for 甲县",
            NOTHING,
        ),
        (
            "x >= 5 by 2025 for each county",
            "x >= 4 by 2025 for 甲县",
            DIFFER,
        ),
        (
            "x >= 4 by 2025 for 甲县",
            "x >= 5 by 2025 for each county",
            DIFFER,
        ),
        (
            "x >= 5 by 2025 for 乙县",
            "x >= 4 by 2025 for 甲县",
            NOTHING,
        ),
        (
            "x >= 5 by 2025 for each county",
            "x >= 5 by 2025 for 甲县\n    strive",
            DIFFER,
        ),
        (
            "x >= 5 by 2025 for 甲县",
            "x >= 5 by 2025 for each county\n    strive",
            NOTHING,
        ),
        (
            "each of towns >= 建成",
            "each of towns >= 建成\n    strive",
            DIFFER,
        ),
        ("each of towns >= 建成", "each of towns >= 在建", DIFFER),
        (
            "each of towns >= 建成",
            "each of {二镇@乙县, 一镇@甲县} >= 建成",
            SAME,
        ),
        (
            "each of towns >= 建成",
            "at least 1 of towns >= 建成",
            NOTHING,
        ),
        // Levels of which no region is known are two levels all the same.
        (
            "x >= 5 by 2025 for each township",
            "x >= 5 by 2025 for each village",
            NOTHING,
        ),
        (
            "x >= 5 by 2025 for each township",
            "x >= 5 by 2025 for each township",
            SAME,
        ),
    ] {
        let rule = |name: &str, rule: &str, quote: &str| {
            let (head, clauses) = rule.split_once('\n').unwrap_or((rule, ""));
            format!("{name}: {head}{quote}\n{clauses}\n\n")
        };
        let rules = format!("{towns}{}{}", rule("a", one, TEXT), rule("b", other, BOX));
        let mut files = files(&rules, "");
        files[1].1 = files[1].1.replace(
            "regions:\n",
            "  township: [乡镇]\n  village: [村]\nregions:\n",
        );
        let codes = open_files(&files).codes();
        let found = codes.iter().find(|code| code.starts_with("Y04"));
        assert_eq!(found.copied(), wanted, "{one} | {other}: {codes:?}");
    }
    // Two figures that one sentence is read as are the author's, not the plan's.
    let rules = format!("a: x >= 5 by 2025{TEXT}\n\nb: x >= 4 by 2025{TEXT}");
    let codes = open_files(&files(&rules, "")).codes();
    assert!(!codes.contains(&"Y0430"), "{codes:?}");
}

#[test]
fn a_population_that_nothing_says_is_asked_for() {
    const OTHER: &str =
        "indicator residents \"常住人口\"\n    unit 人\n    basis 常住人口\n\nresidents >= 5人\n\n";
    for (label, basis, clauses, others, wanted) in [
        ("占比", "户籍人口", "", OTHER, true),
        ("占比", "户籍人口", "", "", false),
        ("占比", "常住人口", "", OTHER, false),
        ("占比", "儿童", "", OTHER, false),
        ("户籍人口占比", "户籍人口", "", OTHER, false),
        ("占比\"\n    also \"户籍占比", "户籍人口", "", OTHER, false),
        (
            "占比",
            "户籍人口",
            "\n    source \"一\" \"户籍人口占比\"",
            OTHER,
            false,
        ),
        (
            "占比",
            "户籍人口",
            "\n    source \"一\" \"占比5%\"",
            OTHER,
            true,
        ),
        (
            "占比",
            "户籍人口",
            "\n    because \"统计制度\"",
            OTHER,
            false,
        ),
    ] {
        let rules = format!(
            "indicator y \"{label}\"\n    unit %\n    basis {basis}\n\n{others}y >= 5% by 2025{clauses}"
        );
        let codes = open_files(&files(&rules, "")).codes();
        assert_eq!(codes.contains(&"Y0610"), wanted, "{rules}: {codes:?}");
    }
}

#[test]
fn what_cannot_be_in_its_unit_is_told() {
    for (label, limit, clauses, wanted) in [
        ("出生人口性别比", "<= 106.60%", "", true),
        ("出生人口性别比", "<= 1066‰", "", true),
        ("出生人口性别比", "<= 106.60女=100", "", false),
        ("出生缺陷发生率", "<= 20%", "", true),
        ("出生缺陷发生率", "<= 2%", "", false),
        ("出生缺陷发生率", "<= 20‰", "", false),
        (
            "出生缺陷发生率",
            "<= 20%",
            "\n    printed \"20%\" because \"应为‰\"",
            false,
        ),
        ("出生缺陷发生率", "<= 20%", "\n    because \"核过\"", false),
        ("孕产妇死亡率", "<= 5‰", "", false),
        ("孕产妇死亡率", "<= 5.56‰", "", true),
        ("孕产妇死亡率", "<= 5/10万", "", false),
        ("婴儿死亡率", "<= 5.2%", "", true),
        ("婴儿死亡率", "<= 5.2‰", "", false),
        ("人口出生率", "= 7%..9%", "", true),
        ("出生率", "= 7%..9%", "", true),
        ("早产儿出生率", "<= 7%", "", false),
        ("人口自然增长率", ">= -5%", "", true),
        ("人口自然增长率", ">= -5‰", "", false),
        // Of the sick and of saplings any part may die.
        ("住院新生儿死亡率", "<= 5%", "", false),
        ("参保率", ">= 95%", "", false),
    ] {
        let unit: String = limit
            .split("..")
            .last()
            .unwrap()
            .trim_start_matches(|c: char| " <>=.-".contains(c) || c.is_ascii_digit())
            .to_owned();
        let unit = if unit.starts_with('女') {
            "\"女=100\"".to_owned()
        } else {
            unit
        };
        let rules =
            format!("indicator y \"{label}\"\n    unit {unit}\n\nt: y {limit} by 2025{clauses}");
        let codes = open_files(&files(&rules, "")).codes();
        assert!(
            !codes
                .iter()
                .any(|code| code.starts_with("Y01") || code.starts_with("Y03")),
            "{rules}: {codes:?}"
        );
        assert_eq!(codes.contains(&"Y0611"), wanted, "{rules}: {codes:?}");
    }
}

/// The annex: what the plan's authors are asked, whether or not the rules have an answer.
#[test]
fn the_authors_of_the_plan_are_asked() {
    const RULES: &str = "x <= 5 by 2025\n    source \"第三章\" \"降至5以下\"\n    guard\n    because \"只能当作上限\"\n\n\
        y: x <= 3 by 2024\n    source \"第三章\" \"3以下\"\n\n\
        indicator defects \"出生缺陷发生率\"\n    unit ‰\n\ndefects <= 20‰ by 2025\n    source \"专栏2\" \"20%\"\n    printed \"20%\" because \"不可能\"\n\n\
        claim x + 1 = 9 in 2020\n    source \"第一章\" \"合计9\"\n\n\
        claim x / 7 = 0.42 in 2020\n    source \"第一章\" \"占0.42\"\n\n\
        claim x / 9 = 0.34 in 2020\n    source \"第一章\" \"占0.34\"\n    note \"只说这一个\"";
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &files(RULES, "x,乐山市,2020,3\n"));
    let report = run(folder.path(), &["report", "--to", "md", "--year", "2020"]);
    assert_eq!(report.status.code(), Some(0));
    let report = std::fs::read_to_string(folder.path().join("out/case-midterm-2020.md")).unwrap();
    let (body, annex) = report.split_once("　规划文本核对意见\n").unwrap();
    assert!(
        body.contains("对《规划》文本有5条核对意见，逐条列于附件2"),
        "{body}"
    );
    let asked: Vec<_> = annex
        .lines()
        .filter(|line| line.contains("答复事项"))
        .collect();
    for (at, wanted) in [
        "1. **复算不符**<br>原文：第一章“合计9”。<br>核对：规划印的是9，重算为4。<br>算法：x＋1。",
        "2. **单位或数字疑误：出生缺陷发生率**<br>原文：专栏2“20%”。<br>核对：规划印作“20%”，照字面不能成立。<br>处理：本报告按“出生缺陷发生率不高于20‰”评估。<br>编写规则时的说明：不可能。",
        "3. **目标弱于基期：x**<br>原文：第三章“降至5以下”。<br>核对：原文写“降至”，目标是不高于5，而乐山市x2020年已是3：照字面做到了，反而不如基期。",
        "4. **目标等于基期：x**<br>原文：第三章“3以下”。<br>核对：目标是不高于3，乐山市x2020年就是3，没有要走的路。",
        "5. **末位之差**<br>核对：“占0.42”印0.42，按x÷7重算为0.4286；“占0.34”印0.34，按x÷9重算为0.3333。<br>处理：",
    ]
    .into_iter()
    .enumerate()
    {
        assert!(asked[at].starts_with(wanted), "{}", asked[at]);
    }
    assert_eq!(asked.len(), 5, "{annex}");
    assert!(
        asked[2].contains("编写规则时的说明：只能当作上限。"),
        "{}",
        asked[2]
    );
    assert!(!asked[4].contains("只说这一个"), "{}", asked[4]);
}
