//! What was known on a day, where figures come from, and where series break: on the command line.

use crate::support::{Files, run, stderr, stdout, write_files};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;
use yardstick::ooxml::sheets;

const RULES: &str = "indicator slots \"托位数\"\n    unit 个\nindicator beds \"床位\"\n    unit 张\n\n\
    slots >= base + 10% by 2025\nbeds >= base + 20% by 2025 for each county\n";

const DATA: &str = "indicator,region,year,value,status,source,published\n\
    slots,乐山市,2020,100,P,快报,2021-02\n\
    slots,乐山市,2020,90,,年鉴,2021-11-01\n\
    slots,乐山市,2022,95,E,,\n\
    slots,乐山市,2023,99,D,,2024-03-01\n\
    beds,市中区,2020,10,P,,2021-03-01\n\
    beds,市中区,2023,13,B,,2024-03-01\n\
    beds,沙湾区,2023,13,,,2024-03-01\n";

const OLD: &str = "indicator,region,year,value\nbeds,沙湾区,2020,12\nbeds,沙湾区,2022,12\n";

fn plan() -> TempDir {
    let files: Files = [
        (
            "plan.yaml",
            "id: case\ntitle: 用例\nyears: 2021..2025\nbase: 2020\nregions: r.yaml\nrules: [a.rules]\n\
             data:\n  - data/x.csv\n  - { file: data/old.csv, published: 2022-06, source: 统计年鉴2022 }\n",
        ),
        (
            "r.yaml",
            "levels: {city: [市], county: [县]}\nregions:\n\
             - {code: '511100', name: 乐山市, level: city}\n\
             - {code: '511102', name: 市中区, level: county, parent: '511100'}\n\
             - {code: '511111', name: 沙湾区, level: county, parent: '511100'}\n",
        ),
        ("a.rules", RULES),
        ("data/x.csv", DATA),
        ("data/old.csv", OLD),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec();
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &files);
    folder
}

fn said(arguments: &[&str]) -> String {
    stdout(&run(plan().path(), arguments))
}

fn json(arguments: &[&str]) -> Value {
    let mut all = arguments.to_vec();
    all.extend(["--format", "json"]);
    serde_json::from_str(&said(&all)).unwrap()
}

/// The result of a target, in a region or for the whole.
fn result<'j>(json: &'j Value, target: &str, region: Option<&str>) -> &'j Value {
    let results = json["results"].as_array().unwrap();
    let found = results
        .iter()
        .find(|one| one["target"] == target && one["region"].as_str() == region);
    found.unwrap_or_else(|| panic!("no {target} of {region:?}: {json}"))
}

const SLOTS: &str = "slots@2025";
const BEDS: &str = "beds@county@2025";

#[test]
fn each_day_has_the_figures_that_were_known() {
    let of = |day: &str| {
        let json = json(&["eval", "--year", "2023", "--as-of", day]);
        assert_eq!(json["as_of"], day);
        let one = result(&json, SLOTS, Some("511100"));
        let text = |field: &str| one[field].as_str().unwrap_or("none").to_owned();
        format!("{} {} {}", text("baseline"), text("value"), text("verdict"))
    };
    assert_eq!(of("2021-01-31"), "none none undecided");
    assert_eq!(of("2021-02-28"), "100 none undecided");
    assert_eq!(of("2021-10-31"), "100 none undecided");
    assert_eq!(of("2021-11-01"), "90 none undecided");
    assert_eq!(of("2024-02-29"), "90 none undecided");
    assert_eq!(of("2024-03-01"), "90 99 reached");
    let today = json(&["eval", "--year", "2023"]);
    assert_eq!(today["as_of"], Value::Null);
    assert_eq!(result(&today, SLOTS, Some("511100"))["value"], "99");
}

#[test]
fn the_row_that_counted_is_the_one_that_is_shown() {
    let of = |day: &str| {
        let json = json(&["explain", SLOTS, "--year", "2022", "--as-of", day]);
        let cells = &result(&json, SLOTS, Some("511100"))["cells"];
        (cells[0].clone(), json["undated"].clone())
    };
    let (cell, undated) = of("2021-10-31");
    assert_eq!(
        (&cell["line"], &cell["source"]),
        (&2.into(), &"快报".into())
    );
    assert_eq!(
        (&cell["published"], &cell["status"]),
        (&"2021-02".into(), &"provisional".into())
    );
    assert_eq!(undated, 1);
    let (cell, _) = of("2021-11-01");
    assert_eq!(
        (&cell["line"], &cell["source"]),
        (&3.into(), &"年鉴".into())
    );
    assert_eq!(
        (&cell["published"], &cell["status"]),
        (&"2021-11-01".into(), &"normal".into())
    );
}

#[test]
fn the_day_is_said_in_every_output() {
    let day = ["--as-of", "2023-12-31"];
    let with = |command: &[&'static str]| {
        let mut all = command.to_vec();
        all.extend(day);
        all
    };
    let line = "只使用 2023-12-31 及以前发布的数据；其中 1 个没有发布日期，视为当时已发布";
    assert!(said(&with(&["eval", "--year", "2022"])).contains(line));
    assert!(said(&with(&["eval", "--years", "2021..2022"])).contains(line));
    assert!(said(&with(&["explain", SLOTS, "--year", "2022"])).contains(line));
    let all_dated = said(&with(&["eval", "--year", "2021"]));
    assert!(
        all_dated.contains("只使用 2023-12-31 及以前发布的数据\n"),
        "{all_dated}"
    );
    assert!(!said(&["eval", "--year", "2022"]).contains("及以前发布"));
    let csv = said(&with(&["eval", "--year", "2022", "--format", "csv"]));
    let rows: Vec<_> = csv.lines().collect();
    assert!(
        rows[0].ends_with(",数据截至（发布日期）,无发布日期的数据"),
        "{csv}"
    );
    assert!(rows[1].ends_with(",2023-12-31,1"), "{csv}");
    assert!(rows[2].ends_with(",2023-12-31,0"), "{csv}");
    let csv = said(&["eval", "--year", "2022", "--format", "csv"]);
    assert!(csv.lines().nth(1).unwrap().ends_with(",,"), "{csv}");

    let folder = plan();
    let report = with(&["report", "--year", "2022", "--to", "md,html"]);
    assert_eq!(run(folder.path(), &report).status.code(), Some(0));
    for ending in ["md", "html"] {
        let page = format!("out/case-midterm-2022.{ending}");
        let page = fs::read_to_string(folder.path().join(page)).unwrap();
        assert!(
            page.contains("本报告只使用2023年12月31日及以前发布的数据"),
            "{page}"
        );
        assert!(page.contains("所用数据中有1个没有发布日期"), "{page}");
    }
}

#[test]
fn a_vague_date_is_told_with_the_day_and_never_counts() {
    let folder = plan();
    let output = run(
        folder.path(),
        &["eval", "--year", "2022", "--as-of", "2022-06-15"],
    );
    let told = stderr(&output);
    assert!(told.contains("Y0580") && told.contains("有 2 行"), "{told}");
    assert!(told.contains("plan.yaml:9:38"), "{told}");
    // It is an advice: nothing is wrong with the plan.
    assert_eq!(output.status.code(), Some(0));
    let json = json(&["eval", "--year", "2022", "--as-of", "2022-06-15"]);
    assert_eq!(result(&json, BEDS, Some("511111"))["value"], Value::Null);
    let json = self::json(&["eval", "--year", "2022", "--as-of", "2022-06-30"]);
    assert_eq!(result(&json, BEDS, Some("511111"))["value"], "12");
}

#[test]
fn only_a_day_is_a_day() {
    for (command, written, why) in [
        ("eval", "2023", "应当是“年-月-日”"),
        ("eval", "2023-12", "应当是“年-月-日”"),
        ("report", "2023年12月31日", "应当是“年-月-日”"),
        ("explain", "2023-02-29", "没有这一天"),
        ("eval", "", "应当是“年-月-日”"),
    ] {
        let folder = plan();
        let mut arguments = vec![command, "--as-of", written];
        if command == "explain" {
            arguments.insert(1, SLOTS);
        }
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{command} {written}");
        let told = stderr(&output);
        assert!(told.contains("--as-of") && told.contains(why), "{told}");
        assert_eq!(stdout(&output), "", "{command} {written}");
    }
}

#[test]
fn every_cell_says_where_it_comes_from() {
    let json = json(&["eval", "--year", "2023"]);
    let cells = result(&json, BEDS, None)["cells"].as_array().unwrap();
    let of = |file: &str| cells.iter().find(|cell| cell["file"] == file).unwrap();
    let own = of("data/x.csv");
    assert_eq!(own["published"], "2021-03-01");
    assert_eq!(own["source"], Value::Null);
    // What the row does not say, the manifest says of the file.
    let old = of("data/old.csv");
    assert_eq!(old["published"], "2022-06");
    assert_eq!(old["source"], "统计年鉴2022");
    // `sha256sum data/old.csv`
    let digest = "54a3fa9789c30eecea7e28267f8e4b477f145b37f6e34f09b37004e5bdd8b8f3";
    assert_eq!(old["sha256"], digest);
    assert_ne!(own["sha256"], old["sha256"]);
    // People see enough of it to compare.
    for arguments in [
        vec!["explain", BEDS, "--year", "2023"],
        vec!["explain", BEDS, "--year", "2023", "--region", "沙湾区"],
    ] {
        let told = said(&arguments);
        assert!(
            told.contains(&format!("data/old.csv  SHA-256 {}…", &digest[..12])),
            "{told}"
        );
    }
    let folder = plan();
    run(folder.path(), &["report", "--year", "2023", "--to", "md"]);
    let page = fs::read_to_string(folder.path().join("out/case-midterm-2023.md")).unwrap();
    assert!(page.contains(&digest[..12]), "{page}");
}

#[test]
fn the_digest_is_of_the_bytes_on_disk() {
    let folder = plan();
    let path = folder.path().join("data/old.csv");
    fs::write(&path, format!("\u{FEFF}{OLD}")).unwrap();
    let output = run(
        folder.path(),
        &["eval", "--year", "2023", "--format", "json"],
    );
    let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let cells = result(&json, BEDS, Some("511111"))["cells"].clone();
    // `sha256sum` of the file with its byte-order mark.
    assert_eq!(
        cells[0]["sha256"],
        "b875ccdfdd74a57b77ec847970281379669bfb5ed3132e04f68b404b2642f9c6"
    );
}

#[test]
fn a_doubt_is_said_wherever_a_verdict_is_given() {
    // A baseline is provisional, and there is no value that could bear the mark.
    let told = said(&["eval", "--year", "2021"]);
    let row = told
        .lines()
        .find(|line| line.starts_with("托位数"))
        .unwrap();
    assert!(!row.contains('*'), "{told}");
    let told = said(&["eval", "--year", "2021", "--as-of", "2021-10-31"]);
    let row = told
        .lines()
        .find(|line| line.starts_with("托位数"))
        .unwrap();
    assert!(row.contains("暂无法监测*"), "{told}");
    assert!(told.contains("使用了初步数据（带 *）"), "{told}");
    let told = said(&["explain", BEDS, "--year", "2021"]);
    assert!(told.contains("市中区  暂无法监测*"), "{told}");
    assert!(told.contains("带 * 的依据初步数据"), "{told}");
    // In every output, for each kind of doubt.
    for (year, kind, word) in [
        ("2022", "estimated", "估计数据"),
        ("2023", "demonstration", "演示数据"),
    ] {
        let told = said(&["eval", "--year", year]);
        assert!(told.contains(&format!("使用了{word}（带 *）")), "{told}");
        let json = json(&["eval", "--year", year]);
        let rests_on = &result(&json, SLOTS, Some("511100"))["rests_on"];
        assert_eq!(rests_on, &Value::from(vec![kind]));
        let csv = said(&["eval", "--year", year, "--format", "csv"]);
        assert!(
            csv.lines().nth(1).unwrap().contains(&format!(",{word},")),
            "{csv}"
        );
        let told = said(&["explain", SLOTS, "--year", year]);
        assert!(told.contains(&format!("依据的数据中有{word}")), "{told}");
        let folder = plan();
        run(folder.path(), &["report", "--year", year, "--to", "md"]);
        let page = folder.path().join(format!("out/case-midterm-{year}.md"));
        let page = fs::read_to_string(page).unwrap();
        assert!(page.contains(&format!("本报告使用了{word}")), "{page}");
    }
}

#[test]
fn a_break_is_named_with_its_place() {
    let json = json(&["eval", "--year", "2023"]);
    let one = result(&json, BEDS, Some("511102"));
    assert_eq!(one["verdict"], "undecided");
    assert_eq!(one["reason_kind"], "series_break");
    let reason = "统计口径中断，前后不可比；新口径始于市中区2023年“床位”";
    assert_eq!(one["reason"], reason);
    let place = serde_json::json!([{
        "file": "data/x.csv", "line": 7, "column": 18, "cell": null,
        "indicator": "beds", "region": "511102", "year": 2023,
    }]);
    assert_eq!(one["break_at"], place);
    // The whole has it too, and the other region has none.
    assert_eq!(result(&json, BEDS, None)["break_at"], place);
    assert_eq!(
        result(&json, BEDS, Some("511111"))["break_at"],
        serde_json::json!([])
    );
    assert_eq!(json["results"][0]["break_at"], serde_json::json!([]));

    let csv = said(&["eval", "--year", "2023", "--format", "csv"]);
    assert!(csv.contains(reason), "{csv}");
    for arguments in [
        vec!["explain", BEDS, "--year", "2023"],
        vec!["explain", BEDS, "--year", "2023", "--region", "市中区"],
    ] {
        let told = said(&arguments);
        assert!(told.contains("市中区2023年“床位”"), "{told}");
        assert!(told.contains("（data/x.csv:7:18）"), "{told}");
    }
    let folder = plan();
    run(folder.path(), &["report", "--year", "2023", "--to", "md"]);
    let page = fs::read_to_string(folder.path().join("out/case-midterm-2023.md")).unwrap();
    assert!(
        page.contains("新口径始于市中区2023年“床位”（data/x.csv:7:18）"),
        "{page}"
    );
    // Nobody knew of it before it was published.
    let early = self::json(&["eval", "--year", "2023", "--as-of", "2024-02-29"]);
    assert_eq!(
        result(&early, BEDS, Some("511102"))["break_at"],
        serde_json::json!([])
    );
}

#[test]
fn a_break_is_named_by_whatever_compares_across_it() {
    let conditions = [
        ("total", "x >= 90 over 2021..2025"),
        ("growth", "annual growth of x >= 2% over 2021..2025"),
        ("rising", "x rising throughout 2021..2025"),
        ("change", "change(x, 2020..2023) >= 9 by 2025"),
        ("pace", "x >= 99 by 2025"),
        ("base", "x >= base + 3 by 2025"),
    ];
    for (name, condition) in conditions {
        let flow = if name == "total" {
            "    kind flow\n"
        } else {
            ""
        };
        let files: Files = [
            ("plan.yaml", "id: c\nyears: 2021..2025\nbase: 2020\nregions: r.yaml\nrules: [a.rules]\ndata: [d.csv]\n".to_owned()),
            ("r.yaml", "levels: {city: [市]}\nregions:\n - {code: '511100', name: 乐山市, level: city}\n".to_owned()),
            ("a.rules", format!("indicator x\n{flow}\nx1: {condition}\n")),
            ("d.csv", "indicator,year,value,status\nx,2020,5,\nx,2021,6,\nx,2022,7,B\nx,2023,8,\n".to_owned()),
        ]
        .map(|(path, text)| (path.to_owned(), text))
        .to_vec();
        let folder = tempfile::tempdir().unwrap();
        write_files(folder.path(), &files);
        let output = run(
            folder.path(),
            &["eval", "--year", "2023", "--format", "json"],
        );
        let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
        let one = &json["results"][0];
        assert_eq!(one["reason_kind"], "series_break", "{name}: {json}");
        assert_eq!(one["break_at"][0]["line"], 4, "{name}: {one}");
        assert_eq!(
            one["break_at"].as_array().unwrap().len(),
            1,
            "{name}: {one}"
        );
        assert!(
            one["reason"].as_str().unwrap().contains("乐山市2022年“x”"),
            "{name}: {one}"
        );
    }
}

/// A plan whose only data file is a workbook: a figure in it is estimated, and a series breaks.
fn plan_with_workbook() -> TempDir {
    let files: Files = [
        ("plan.yaml", "id: c\nyears: 2021..2025\nbase: 2020\nregions: r.yaml\nrules: [a.rules]\ndata: [data/x.xlsx]\n"),
        ("r.yaml", "levels: {city: [市]}\nregions:\n - {code: '511100', name: 乐山市, level: city}\n"),
        ("a.rules", "indicator x\nindicator y\nx >= 90 by 2025\ny >= base + 3 by 2025\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec();
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &files);
    let rows = "指标,年份,数值,状态,发布日期\nx,2020,60,,2021-03-01\nx,2023,70,E,2024-03-01\n\
                y,2020,5,,2021-03-01\ny,2022,6,B,2023-03-01\ny,2023,7,,2024-03-01\nx,2024,7000,,2025-03-01\n";
    let cell = |text: &str| match text.parse::<u32>() {
        Ok(_) => sheets::Cell::number(text),
        Err(_) => sheets::Cell::text(text),
    };
    let rows = rows
        .lines()
        .map(|row| sheets::Row::of(row.split(',').map(cell)));
    let book = sheets::Workbook {
        sheets: vec![sheets::Sheet {
            name: "监测数据".to_owned(),
            rows: rows.collect(),
            ..sheets::Sheet::default()
        }],
        ..sheets::Workbook::default()
    };
    fs::create_dir_all(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("data/x.xlsx"), book.to_bytes().unwrap()).unwrap();
    folder
}

#[test]
fn in_a_workbook_a_figure_and_a_break_have_an_address() {
    let folder = plan_with_workbook();
    let said = |arguments: &[&str]| {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    let json = said(&["eval", "--year", "2023", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let cells = &result(&json, "x@2025", Some("511100"))["cells"];
    assert_eq!(cells[1]["file"], "data/x.xlsx");
    assert_eq!(cells[1]["cell"], "监测数据!C3");
    assert_eq!(
        (&cells[1]["line"], &cells[1]["column"]),
        (&3.into(), &3.into())
    );
    assert_eq!(cells[1]["published"], "2024-03-01");
    assert_eq!(cells[1]["sha256"].as_str().map(str::len), Some(64));
    let at = &result(&json, "y@2025", Some("511100"))["break_at"][0];
    assert_eq!(at["file"], "data/x.xlsx");
    assert_eq!(at["cell"], "监测数据!D5");
    assert_eq!((&at["line"], &at["column"]), (&5.into(), &4.into()));

    let told = said(&["explain", "x@2025", "--year", "2023"]);
    assert!(told.contains("data/x.xlsx:监测数据!C3\n"), "{told}");
    assert!(!told.contains("data/x.xlsx:3"), "{told}");
    let told = said(&[
        "explain",
        "x@2025",
        "--year",
        "2023",
        "--as-of",
        "2024-03-01",
    ]);
    assert!(
        told.contains("data/x.xlsx:监测数据!C3  2024-03-01\n"),
        "{told}"
    );
    let told = said(&["explain", "y@2025", "--year", "2023"]);
    assert!(told.contains("（data/x.xlsx:监测数据!D5）"), "{told}");
    said(&["report", "--year", "2023", "--to", "md"]);
    let page = fs::read_to_string(folder.path().join("out/c-midterm-2023.md")).unwrap();
    for place in ["data/x.xlsx:监测数据!C3", "（data/x.xlsx:监测数据!D5）"] {
        assert!(page.contains(place), "{place}\n{page}");
    }
    // What is wrong with a figure is told there, too.
    assert!(page.contains("Y0620，data/x.xlsx:监测数据!C7"), "{page}");
    let digest = &cells[1]["sha256"].as_str().unwrap()[..12];
    assert!(page.contains(digest), "{page}");
    // What was not out yet is not in it, whatever kind of file has it.
    let early = said(&[
        "eval",
        "--year",
        "2023",
        "--as-of",
        "2024-02-29",
        "--format",
        "json",
    ]);
    let early: Value = serde_json::from_str(&early).unwrap();
    assert_eq!(
        result(&early, "x@2025", Some("511100"))["value"],
        Value::Null
    );
}
