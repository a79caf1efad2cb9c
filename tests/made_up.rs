//! Figures of the city that no file has and that those of its counties come to.

use crate::support::{Files, open_files, open_files_as_of, run, stdout, write_files};
use serde_json::Value;

const REGIONS: &str = "代码,名称,级别,上级\n511100,乐山市,市,\n511101,甲县,县,乐山市\n511102,乙县,县,乐山市\n511101001,东镇,乡镇,甲县\n511101002,西镇,乡镇,甲县\n,城区,片区,乐山市\n";

fn files(regions: &str, rules: &str, data: &str) -> Files {
    [
        ("plan.yaml", "language: 1\nid: case\ntitle: 用例\nyears: 2021..2025\nbase: 2020\nregions: regions.csv\nrules: [case.rules]\ndata: [data.csv]\n"),
        ("regions.csv", regions),
        ("case.rules", rules),
        ("data.csv", &format!("indicator,region,year,value,status\n{data}")),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

/// The result of the only target in 2021.
fn result(total: &str, data: &str) -> Value {
    result_of(REGIONS, total, data)
}

fn result_of(regions: &str, total: &str, data: &str) -> Value {
    let rules = format!(
        "indicator a\n    unit 人\n    total sum\n\nindicator b\n    unit 人\n    total sum\n\nindicator x\n    {total}\n\nx >= 1 by 2025\n"
    );
    open_files(&files(regions, &rules, data)).json(2021)["results"][0].clone()
}

/// The value, and what is doubtful about it.
fn value(total: &str, data: &str) -> String {
    let one = result(total, data);
    let Some(value) = one["value"].as_str() else {
        return "none".to_owned();
    };
    let on: Vec<_> = one["rests_on"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    format!("{value} {}", on.join(" "))
}

#[test]
fn counties_make_up_what_the_city_has_not() {
    const BOTH: &str = "x,甲县,2021,40.1,\nx,乙县,2021,43.25,\n";
    for (total, data, wanted) in [
        ("total sum", BOTH.to_owned(), "83.35 estimated"),
        ("total mean", BOTH.to_owned(), "41.675 estimated"),
        ("total none", BOTH.to_owned(), "none"),
        ("better higher", BOTH.to_owned(), "none"),
        // What is measured goes before, and so does that there is no such figure.
        ("total sum", format!("{BOTH}x,乐山市,2021,84,\n"), "84 "),
        (
            "total sum",
            format!("{BOTH}x,乐山市,2021,,\n"),
            "83.35 estimated",
        ),
        (
            "total sum",
            format!("{BOTH}x,乐山市,2021,,M\n"),
            "83.35 estimated",
        ),
        ("total sum", format!("{BOTH}x,乐山市,2021,…,\n"), "none"),
        ("total sum", format!("{BOTH}x,乐山市,2021,—,\n"), "none"),
        // The greater doubt.
        (
            "total sum",
            "x,甲县,2021,40,P\nx,乙县,2021,43,\n".to_owned(),
            "83 estimated",
        ),
        (
            "total sum",
            "x,甲县,2021,40,D\nx,乙县,2021,43,\n".to_owned(),
            "83 demonstration",
        ),
        // One of them is missing, in whatever way.
        ("total sum", "x,甲县,2021,40,\n".to_owned(), "none"),
        (
            "total sum",
            "x,甲县,2021,40,\nx,乙县,2021,…,\n".to_owned(),
            "none",
        ),
        (
            "total sum",
            "x,甲县,2021,40,\nx,乙县,2021,约43,\n".to_owned(),
            "none",
        ),
        (
            "total sum",
            "x,甲县,2021,40,\nx,乙县,2020,43,\n".to_owned(),
            "none",
        ),
        // Zero is a figure.
        (
            "total sum",
            "x,甲县,2021,40,\nx,乙县,2021,0,\n".to_owned(),
            "40 estimated",
        ),
        // Towns make up a county, and with the other county the city.
        (
            "total sum",
            "x,东镇,2021,15,\nx,西镇,2021,5.5,\nx,乙县,2021,43,\n".to_owned(),
            "63.5 estimated",
        ),
        // An area across counties counts nobody again.
        (
            "total sum",
            format!("{BOTH}x,城区,2021,20,\n"),
            "83.35 estimated",
        ),
        (
            "unit %\n    total ratio(a, b)",
            "a,甲县,2021,10,\na,乙县,2021,20,\nb,甲县,2021,50,\nb,乙县,2021,50,\n".to_owned(),
            "30 estimated",
        ),
        // Nothing is divided by nobody.
        (
            "unit %\n    total ratio(a, b)",
            "a,甲县,2021,10,\na,乙县,2021,20,\nb,甲县,2021,0,\nb,乙县,2021,0,\n".to_owned(),
            "none",
        ),
        (
            "unit %\n    total ratio(a, b)",
            "a,甲县,2021,10,\na,乙县,2021,20,\nb,甲县,2021,50,\n".to_owned(),
            "none",
        ),
        (
            "unit %\n    total ratio(a, b)",
            "a,东镇,2021,4,\na,西镇,2021,6,\na,乙县,2021,20,\nb,甲县,2021,50,\nb,乙县,2021,50,\n"
                .to_owned(),
            "30 estimated",
        ),
    ] {
        assert_eq!(value(total, &data), wanted, "{total}\n{data}");
    }
}

#[test]
fn nothing_is_made_up_where_a_part_may_be_lost() {
    const DATA: &str = "x,甲县,2021,40,\nx,乙县,2021,43,\n";
    for (more, wanted) in [
        ("", "\"83\""),
        // Another county that could not be read, one that no level is known of.
        ("511103,丙县,县,眉山市\n", "null"),
        ("511103,丙县,,乐山市\n", "null"),
        // A town is no county; towns beside counties leave open what makes up the city.
        ("511101003,南镇,乡镇,丁县\n", "\"83\""),
        ("511103,直管镇,乡镇,乐山市\n", "null"),
    ] {
        let regions = format!("{REGIONS}{more}");
        let one = result_of(&regions, "total sum", DATA);
        assert_eq!(one["value"].to_string(), wanted, "{more}");
    }
    // What lies above the plan's own region has other parts that the file does not list.
    let regions =
        "代码,名称,级别,上级\n510000,四川省,省,\n511100,乐山市,市,四川省\n511101,甲县,县,乐山市\n";
    let one = result_of(regions, "total sum", "x,甲县,2021,40,\n");
    assert_eq!(one["value"], Value::Null, "one part may not be all");
}

#[test]
fn a_break_of_a_part_is_one_of_the_whole() {
    let data = |year: &str| {
        format!("x,甲县,2020,40,\nx,乙县,2020,43,\nx,甲县,2021,41,\nx,乙县,2021,44,\n{year}")
            .replace(
                "2021,44,",
                if year.is_empty() {
                    "2021,44,B"
                } else {
                    "2021,44,"
                },
            )
    };
    let rules = |total: &str| format!("total {total}");
    let broken = result(&rules("sum"), &data(""));
    assert_eq!(broken["cells"][1]["break"], true, "{broken}");
    assert_eq!(broken["progress"], Value::Null);
    let whole = result(&rules("sum"), &data("x,甲县,2019,1,\n"));
    assert_eq!(whole["cells"][1]["break"], false);
    // The break is of a year in which the other part has no figure: the next figure begins anew.
    let gap =
        "x,甲县,2019,40,\nx,乙县,2019,43,\nx,甲县,2020,41,B\nx,甲县,2021,41,\nx,乙县,2021,44,\n";
    let rules = "indicator x\n    total sum\n\nx rising throughout 2020..2021\n";
    let json = open_files(&files(REGIONS, rules, gap)).json(2021);
    let cells = json["results"][0]["cells"].as_array().unwrap();
    assert!(
        cells
            .iter()
            .all(|cell| (cell["year"] == 2021) == (cell["break"] == true)),
        "{json}"
    );
}

#[test]
fn a_figure_that_was_made_up_says_from_what() {
    let one = result(
        "total sum",
        "x,甲县,2021,40.1,P\nx,乙县,2021,43,\nx,乐山市,2021,,\n",
    );
    let cell = &one["cells"][0];
    for (field, wanted) in [
        ("file", Value::Null),
        ("line", Value::Null),
        ("column", Value::Null),
        ("cell", Value::Null),
        ("sha256", Value::Null),
        ("published", Value::Null),
        ("status", "estimated".into()),
        ("region", "511100".into()),
        ("source", "由 2 个县的数据汇总".into()),
    ] {
        assert_eq!(cell[field], wanted, "{field}");
    }
    let parts = cell["made_up_of"].as_array().unwrap();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0]["file"], "data.csv");
    assert_eq!(parts[0]["line"], 2);
    assert_eq!(parts[0]["status"], "provisional");
    assert_eq!(parts[0]["made_up_of"], Value::Null);
    assert_eq!(parts[0]["sha256"].as_str().map(str::len), Some(64));
}

/// Rows with a date of publication.
const DATED: &str = "x,甲县,2021,40,,2022-03-01\nx,甲县,2021,41,,2023-06-01\n\
    x,乙县,2021,43,,2022-05-01\nx,乐山市,2021,90,,2024-01-01\nx,乙县,2021,43,,2022-05-01\n";

fn dated(rules: &str, data: &str) -> Files {
    let mut files = files(REGIONS, rules, data);
    for (path, text) in &mut files {
        if path == "data.csv" {
            *text = text.replace("value,status", "value,status,published");
        }
    }
    files
}

#[test]
fn a_figure_is_made_up_of_what_was_known() {
    let files = dated("indicator x\n    total sum\n\nx >= 1 by 2025\n", DATED);
    let of = |day: &str| {
        let json = open_files_as_of(&files, Some(day)).json(2021);
        let one = &json["results"][0];
        let cells = &one["cells"];
        let parts = cells[0]["made_up_of"].as_array();
        let lines = parts.map(|parts| {
            let lines = parts.iter().map(|part| part["line"].to_string());
            lines.collect::<Vec<_>>().join("+")
        });
        format!("{} of {}", one["value"], lines.unwrap_or_default())
    };
    // Not all parts are known; the earlier publication of one; the later; the city's own.
    assert_eq!(of("2022-04-30"), "null of ");
    assert_eq!(of("2022-05-01"), "\"83\" of 2+4");
    assert_eq!(of("2023-05-31"), "\"83\" of 2+4");
    assert_eq!(of("2023-06-01"), "\"84\" of 3+4");
    assert_eq!(of("2024-01-01"), "\"90\" of ");
}

#[test]
fn what_has_no_date_counts_in_what_is_made_up() {
    let rules = "indicator x\n    total sum\n\nx >= 1 by 2025\nx <= 99 by 2025\n";
    let data = "x,东镇,2021,15,,\nx,西镇,2021,5,,2022-03-01\nx,乙县,2021,43,,\n";
    let json = open_files_as_of(&dated(rules, data), Some("2022-12-31")).json(2021);
    assert_eq!(json["results"][0]["value"], "63");
    assert_eq!(json["undated"], 2, "{json}");
}

#[test]
fn a_break_is_told_where_a_part_says_it() {
    let rules = "indicator a\n    unit 人\n    total sum\n\nindicator x\n    total sum\n\n\
                 x >= base + 3 by 2025\n";
    let gap = "x,甲县,2020,40,,\nx,乙县,2020,43,,\nx,甲县,2021,41,,\nx,乙县,2022,44,B,2024-02-01\n\
               x,甲县,2023,42,,\nx,乙县,2023,45,,\n";
    for (case, data, line) in [
        (
            "its own year",
            "x,甲县,2020,40,,\nx,乙县,2020,43,,\nx,甲县,2023,41,,\nx,乙县,2023,44,B,\n",
            5,
        ),
        ("a year without a figure", gap, 5),
        (
            "a part of a part",
            "x,东镇,2020,1,,\nx,西镇,2020,2,,\nx,乙县,2020,3,,\nx,东镇,2023,2,,\nx,西镇,2023,3,B,\nx,乙县,2023,4,,\n",
            6,
        ),
        (
            "a row of its own without a figure",
            "x,甲县,2020,40,,\nx,乙县,2020,43,,\nx,乐山市,2023,,B,\nx,甲县,2023,41,,\nx,乙县,2023,44,,\n",
            4,
        ),
    ] {
        let json = open_files(&dated(rules, data)).json(2023);
        let one = &json["results"][0];
        let at = one["break_at"].as_array().unwrap();
        let place = |field: &str| at[0][field].clone();
        assert_eq!(at.len(), 1, "{case}: {one}");
        assert_eq!(place("file"), "data.csv", "{case}");
        assert_eq!(place("line"), line, "{case}");
        assert_eq!(
            (place("region"), place("year")),
            ("511100".into(), 2023.into()),
            "{case}"
        );
    }
    let early = open_files_as_of(&dated(rules, gap), Some("2024-01-31")).json(2023);
    assert_eq!(
        early["results"][0]["break_at"].as_array().map(Vec::len),
        Some(0)
    );
}

#[test]
fn a_short_name_is_told_at_the_row_that_counts() {
    let rules = "indicator x\n    total sum\n\nx >= 1 by 2025\n";
    let data = "x,夹江,2021,40,,2024-03-01\nx,乙县,2021,43,,\nx,夹江,2020,39,,2021-03-01\n";
    let mut named = dated(rules, data);
    named[1].1 = REGIONS.replace("甲县", "夹江县");
    let told = |day: &str| {
        let plan = open_files_as_of(&named, Some(day));
        let found = plan.diagnostics.iter().find(|one| one.code.id() == "Y0628");
        found.map(|one| {
            let label = &one.labels[0];
            plan.sources
                .get(label.span.source)
                .position(label.span.start as usize)
                .line
        })
    };
    assert_eq!(told("2024-03-01"), Some(2));
    assert_eq!(told("2023-12-31"), Some(4));
    assert_eq!(told("2021-01-01"), None);
}

#[test]
fn explain_and_reports_say_that_a_figure_was_made_up() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "indicator x \"床位\"\n    total sum\n\nx >= 100 by 2025\n";
    let data = "x,乐山市,2020,62,\nx,东镇,2021,15,\nx,西镇,2021,5,\nx,乙县,2021,43,\n";
    write_files(folder.path(), &files(REGIONS, rules, data));
    let said = stdout(&run(
        folder.path(),
        &["explain", "x@2025", "--year", "2021"],
    ));
    for wanted in [
        "63",
        "由 2 个县的数据汇总",
        "+ 甲县",
        "由 2 个乡镇的数据汇总",
        "+ 乙县",
        "data.csv:5:",
        "data.csv  SHA-256 ",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    let english = stdout(&run(
        folder.path(),
        &["explain", "x@2025", "--year", "2021", "--lang", "en"],
    ));
    assert!(
        english.contains("made up from 2 regions below"),
        "{english}"
    );
    let eval = stdout(&run(folder.path(), &["eval", "--year", "2021"]));
    assert!(
        eval.contains("63*") && eval.contains("由 2 个县的数据汇总"),
        "{eval}"
    );
    for (language, wanted) in [
        ("zh", "由 2 个县的数据汇总"),
        ("en", "made up from 2 regions below"),
    ] {
        let out = folder.path().join(language);
        let out = out.to_str().unwrap().to_owned();
        let done = run(
            folder.path(),
            &["report", "--year", "2021", "--lang", language, "-o", &out],
        );
        let all: String = std::fs::read_dir(&out)
            .unwrap_or_else(|_| panic!("{done:?}"))
            .map(|one| std::fs::read_to_string(one.unwrap().path()).unwrap())
            .collect();
        assert!(all.contains(wanted), "{language}: {done:?}");
    }
}

/// The plan's arithmetic on a sum of rounded figures may be off by as many last digits.
#[test]
fn a_claim_on_a_figure_that_was_made_up_allows_for_its_parts() {
    let rules = |claimed: &str| {
        format!(
            "indicator x\n    unit 万人\n    total sum\n\nx >= 1 by 2025\n\nclaim x = {claimed} in 2021\n"
        )
    };
    const DATA: &str = "x,甲县,2021,40.1,\nx,乙县,2021,43.3,\n";
    for (claimed, wanted) in [
        ("83.4", None),
        ("83.6", Some("Y0609")),
        ("83.7", Some("Y0606")),
    ] {
        let codes = open_files(&files(REGIONS, &rules(claimed), DATA)).codes();
        let claims: Vec<_> = codes
            .into_iter()
            .filter(|code| ["Y0606", "Y0607", "Y0609"].contains(code))
            .collect();
        assert_eq!(claims, wanted.into_iter().collect::<Vec<_>>(), "{claimed}");
    }
}

#[test]
fn tables_may_use_short_names() {
    const OTHER: &str = "代码,名称,级别,上级\n511100,乐山市,市,\n511132,峨边彝族自治县,县,乐山市\n511181,峨眉山市,县,乐山市\n511126,夹江县,县,乐山市\n511102,江东区,县,乐山市\n511103,江东县,县,乐山市\n";
    let rules = "indicator x\n\nx >= 1 by 2025 for each county\n";
    for (name, wanted) in [
        ("峨边县", "Y0628"),
        ("峨边", "Y0628"),
        ("峨眉山", "Y0628"),
        ("夹江", "Y0628"),
        ("乐山", "Y0628"),
        ("峨边彝族自治县", ""),
        // Two regions may be meant; one has the name as it stands.
        ("江东", "Y0509"),
        ("江东县", ""),
        ("峨眉", "Y0508"),
        ("县", "Y0508"),
    ] {
        let codes = open_files(&files(OTHER, rules, &format!("x,{name},2021,40,\n"))).codes();
        let told: Vec<_> = codes
            .into_iter()
            .filter(|code| ["Y0628", "Y0508", "Y0509"].contains(code))
            .collect();
        assert_eq!(told.join(" "), wanted, "{name}");
    }
}

/// The year that is judged where none is named: a figure that was made up is one of the city's own.
#[test]
fn a_figure_that_was_made_up_is_judged_as_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "indicator x\n    total sum\n\nx >= 100 by 2025\n";
    for (data, wanted) in [
        (
            "x,乐山市,2021,62,\nx,甲县,2023,15,\nx,乙县,2023,43,\n",
            "2023",
        ),
        ("x,乐山市,2021,62,\nx,甲县,2023,15,\n", "2021"),
    ] {
        write_files(folder.path(), &files(REGIONS, rules, data));
        let said = stdout(&run(folder.path(), &["eval"]));
        assert!(said.contains(&format!("{wanted} 年度评估")), "{said}");
    }
}
