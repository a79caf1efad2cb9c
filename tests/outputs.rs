//! What is printed: parts speak of themselves, JSON is whole on every path, several years are all
//! there, and lines fit a terminal.

use crate::support::{Files, run, stderr, stdout, write_files};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;
use yardstick::text::display_width;

const PLAN: &str = "language: 1\nid: parts\ntitle: 部分\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [a.rules]\ndata: [data.csv]\n";
const REGIONS: &str = "levels:\n  city: [市]\n  county: [县, 区]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n  - {code: '511102', name: 市中区, level: county, parent: '511100'}\n  - {code: '511111', name: 沙湾区, level: county, parent: '511100'}\n  - {code: '511126', name: 夹江县, level: county, parent: '511100'}\n";
const RULES: &str = r#"indicator x "甲"
    unit 元

indicator y "乙"
    unit 元

indicator z "丙"
    unit 万人
    total sum

both: x >= 105元 and y <= 3元 by 2025
    source table "专栏8"
    because "这是很长很长的理由，长到一行八十栏的终端无论如何也放不下它，所以应当折到下一行去，而不是一直写到屏幕外面"

floors: z >= { 市中区: 10, 沙湾区: 20, 夹江县: 30 } by 2025

down: x falling throughout 2021..2025

forecast x >= 250元 in 2025
forecast y = 2..5 in 2025
claim z@市中区@2020 + z@沙湾区@2020 + z@夹江县@2020 = 56万人
"#;
const DATA: &str = "indicator,region,year,value,unit,status\nx,乐山市,2020,100,元,A\nx,乐山市,2021,104,元,D\nx,乐山市,2022,101,元,A\nx,乐山市,2023,abc,元,A\ny,乐山市,2020,5,元,A\ny,乐山市,2022,7,元,A\ny,乐山市,2023,xyz,元,A\nz,市中区,2020,9,万人,A\nz,沙湾区,2020,21,万人,A\nz,夹江县,2020,25,万人,A\nz,市中区,2022,9.5,万人,A\nz,沙湾区,2022,19.5,万人,A\nnobody,乐山市,2022,1,元,A\n";

fn files() -> Files {
    [
        ("plan.yaml", PLAN),
        ("regions.yaml", REGIONS),
        ("a.rules", RULES),
        ("data.csv", DATA),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

/// A folder with the plan, and with other files laid over it.
fn folder(others: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &files());
    let others: Files = others
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    write_files(folder.path(), &others);
    folder
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    stdout(&run(folder, arguments))
}

#[test]
fn a_part_is_told_with_its_own_relation() {
    let folder = folder(&[]);
    let told = said(folder.path(), &["explain", "both", "--year", "2022"]);
    assert!(told.contains("2022年为101元，目标为不低于105元"), "{told}");
    assert!(told.contains("目标为不高于3元"), "{told}");
    assert!(!told.contains("目标为不低于3元"), "{told}");
    assert!(told.contains("到2022年有0项达到要求，要求2项，还差2项"));
}

/// A quote outside of every section has no place to name.
#[test]
fn no_empty_brackets_stand_where_a_quote_has_no_place() {
    let rules =
        "indicator x \"甲\"\n    unit 元\n\nx >= 150元 by 2025\n    source \"甲达到150元\"\n";
    let folder = folder(&[("a.rules", rules)]);
    for command in [
        &["explain", "x@2025", "--year", "2022"][..],
        &["eval", "--year", "2022"],
    ] {
        let told = said(folder.path(), command);
        assert!(told.contains("规划原文：“甲达到150元”"), "{told}");
    }
}

#[test]
fn a_whole_points_at_the_parts_that_fail() {
    let folder = folder(&[]);
    let told = said(folder.path(), &["eval", "--year", "2022"]);
    for label in [
        "实际 101元",
        "实际 7元",
        "此时应达到 4.2元",
        "沙湾区实际 19.5万人",
    ] {
        assert!(told.contains(label), "{label}: {told}");
    }
    assert!(!told.contains("实际 0"), "{told}");
    assert!(
        told.contains("要求3个，还差3个（其中1个情况不明）"),
        "{told}"
    );
    assert!(told.contains("规划原文（专栏8）：见表") && !told.contains("“”"));
    assert!(
        !told.contains("，来源："),
        "a figure without a source: {told}"
    );
}

#[test]
fn a_region_of_a_map_is_told_with_its_relation() {
    let folder = folder(&[]);
    let told = said(
        folder.path(),
        &["explain", "floors", "--region", "沙湾区", "--year", "2022"],
    );
    assert!(told.contains("不低于20万人"), "{told}");
}

#[test]
fn what_is_kept_out_is_said_where_it_is_missed() {
    let folder = folder(&[]);
    let output = run(folder.path(), &["explain", "both", "--year", "2023"]);
    assert!(stdout(&output).contains("数据有误，未采用"));
    let told = stderr(&output);
    assert!(told.contains("`abc`") && told.contains("`xyz`"), "{told}");
    let diagnostics = |target| {
        let arguments = ["explain", target, "--year", "2023", "--format", "json"];
        let json: Value = serde_json::from_str(&said(folder.path(), &arguments)).unwrap();
        json["diagnostics"].to_string()
    };
    assert!(diagnostics("both").contains("`abc`"));
    // It is about other figures.
    assert!(!diagnostics("floors").contains("`abc`"));
}

#[test]
fn a_row_is_of_the_figure_that_it_was_read_as() {
    let plan = PLAN.replace("[data.csv]", "[data.csv, more.yaml]");
    let rules = "indicator x \"甲,一\"\n    unit 元\n\nindicator y \"乙\"\n    unit 元\n\n\
                 x >= 105元 by 2025\n\ny >= 105元 by 2025\n";
    // A name with a comma in quotes; words of a note that look like another row.
    let data = "indicator,region,year,value,note\n\
                \"甲,一\",乐山市,2022,abc,\n\
                \"甲,一\",沙湾区,2022,def,\"参见 乙,乐山市,2022\"\n";
    let more = "- indicator: y\n  region: 乐山市\n  year: 2022\n  value: ghi\n\
                - indicator: x\n  region: 乐山市\n  year: 2021\n  value: jkl\n";
    let folder = folder(&[
        ("plan.yaml", &plan),
        ("a.rules", rules),
        ("data.csv", data),
        ("more.yaml", more),
    ]);
    let told = |target: &str| {
        let arguments = ["explain", target, "--year", "2022", "--format", "json"];
        let json: Value = serde_json::from_str(&said(folder.path(), &arguments)).unwrap();
        let all = json["diagnostics"].to_string();
        let values = ["abc", "def", "ghi", "jkl"];
        values.map(|value| all.contains(&format!("`{value}`")))
    };
    assert_eq!(told("x"), [true, false, false, false]);
    assert_eq!(told("y"), [false, false, true, false]);
}

#[test]
fn a_command_that_stops_says_why_in_its_json() {
    let broken = folder(&[("reports/midterm.md", "# {{ plan.title\n")]);
    let no_manifest = folder(&[("plan.yaml", "language: [\n")]);
    let sound = folder(&[]);
    for (folder, arguments, schema, code) in [
        (
            &broken,
            &["report"][..],
            "yardstick.report/1",
            Some("Y0801"),
        ),
        (
            &no_manifest,
            &["explain", "both"],
            "yardstick.explain/1",
            Some("Y0702"),
        ),
        (
            &no_manifest,
            &["report"],
            "yardstick.report/1",
            Some("Y0702"),
        ),
        (&no_manifest, &["eval"], "yardstick.eval/1", Some("Y0702")),
        (
            &sound,
            &["explain", "bth"],
            "yardstick.explain/1",
            Some("Y0511"),
        ),
        (
            &sound,
            &["explain", "both", "--region", "哪里"],
            "yardstick.explain/1",
            None,
        ),
        (&sound, &["eval", "--year", "abc"], "yardstick.eval/1", None),
        (
            &sound,
            &["eval", "--year", "2023", "--years", "2021..2023"],
            "yardstick.eval/1",
            None,
        ),
        (
            &sound,
            &["eval", "--years", "2025..2021"],
            "yardstick.eval/1",
            None,
        ),
        (
            &sound,
            &["report", "--date", "2023-02-30"],
            "yardstick.report/1",
            None,
        ),
        (&sound, &["eval", "-p", "nowhere"], "yardstick.eval/1", None),
        (&sound, &["check", "--nothing"], "yardstick.check/1", None),
        (&sound, &["explain"], "yardstick.explain/1", None),
        (&sound, &["evla"], "yardstick.usage/1", None),
    ] {
        let with_format = [arguments, &["--format", "json"]].concat();
        let output = run(folder.path(), &with_format);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_eq!(json["schema"], schema, "{arguments:?}");
        let error = json["error"].as_str().unwrap();
        assert!(error.chars().any(|c| ('一'..='龥').contains(&c)), "{error}");
        assert!(stderr(&output).contains(error), "{arguments:?}");
        let codes: Vec<_> = json["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["code"].as_str().unwrap())
            .collect();
        match code {
            Some(code) => assert!(codes.contains(&code), "{arguments:?}: {codes:?}"),
            None => assert!(codes.is_empty(), "{arguments:?}: {codes:?}"),
        }
    }
}

#[test]
fn a_file_has_no_colours() {
    let folder = folder(&[]);
    let arguments = ["eval", "--year", "2022", "--color", "always"];
    assert!(said(folder.path(), &arguments).contains('\u{1B}'));
    run(
        folder.path(),
        &[&arguments[..], &["-o", "结果.txt"]].concat(),
    );
    let written = std::fs::read_to_string(folder.path().join("结果.txt")).unwrap();
    assert!(written.contains("还差") && !written.contains('\u{1B}'));
}

#[test]
fn every_year_is_in_the_table_for_excel() {
    let folder = folder(&[]);
    let csv = said(
        folder.path(),
        &["eval", "--years", "2021..2023", "--format", "csv"],
    );
    let csv = csv.trim_start_matches('\u{FEFF}');
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().starts_with("评估年度,目标,"));
    let years: Vec<_> = lines.map(|line| line.split(',').next().unwrap()).collect();
    for year in ["2021", "2022", "2023"] {
        // both, floors of three regions and their whole, down
        assert_eq!(
            years.iter().filter(|own| **own == year).count(),
            6,
            "{year}"
        );
    }
}

#[test]
fn many_years_stay_readable() {
    let folder = folder(&[]);
    for lang in ["zh", "en"] {
        for years in [
            "2021..2022",
            "2021..2023",
            "2020..2024",
            "2020..2027",
            "1990..2040",
        ] {
            let table = said(folder.path(), &["eval", "--years", years, "--lang", lang]);
            assert!(!table.contains('…') || lang == "zh", "{years}: {table}");
            for line in table.lines() {
                assert!(display_width(line) <= 80, "{years}: {line}");
            }
            let (first, last) = years.split_once("..").unwrap();
            let title = table.lines().next().unwrap();
            assert!(title.contains(first) && title.contains(last), "{title}");
            // The figure of 2021 is made up, and so is what rests on it in every year after.
            assert!(
                table.contains("(*)") || table.contains("（带 *）"),
                "{table}"
            );
        }
    }
    let legend = said(folder.path(), &["eval", "--years", "2020..2027"]);
    assert!(legend.contains("◇ 反向变化/突破限值"), "{legend}");
}

#[test]
fn what_is_explained_fits_a_terminal() {
    let folder = folder(&[]);
    for lang in ["zh", "en"] {
        for arguments in [
            &["explain", "both", "--year", "2022", "--lang", lang][..],
            &["explain", "floors", "--year", "2022", "--lang", lang],
            &["eval", "--year", "2022", "--lang", lang],
        ] {
            let told = said(folder.path(), arguments);
            for line in told.lines() {
                assert!(display_width(line) <= 80, "{arguments:?}: {line}");
            }
        }
    }
    let told = said(folder.path(), &["eval", "--year", "2022", "--lang", "en"]);
    assert!(told.contains("the target is falling every year;"), "{told}");
}

#[test]
fn a_report_tells_forecasts_claims_and_rows_that_are_not_used() {
    let folder = folder(&[]);
    run(folder.path(), &["report", "--year", "2022", "--to", "md"]);
    let path = folder.path().join("out/parts-midterm-2022.md");
    let report = std::fs::read_to_string(path).unwrap();
    for words in [
        "≥250元",
        "2～5元",
        "丙（市中区、2020年）…＋丙（夹江县、2020年）（共3项）",
        "另有数据3行没有采用：有错误的2行，规则未涉及的指标1行。",
        "情况不明的地区：夹江县。",
        "专栏8（见表）",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
    let row = report
        .lines()
        .find(|line| line.contains("　沙湾区"))
        .unwrap();
    assert!(row.contains("万人") && row.contains("≥20"), "{row}");
}

#[test]
fn faults_of_templates_are_told_in_chinese() {
    for (template, words) in [
        ("{% include \"sub/no.md\" %}\n", "`sub/no.md`"),
        (
            "{% include \"sub/a.md\" %}\n",
            "是否要写 `reports/sub/a.md`",
        ),
        ("{{ plan.title\n", "还没有 `}}`"),
        ("{{ \"plan }}\n", "引号没有收尾"),
        ("{% if year %}\n", "缺 `{% endif %}`"),
        ("{% fi year %}\n", "没有 `fi` 这个语句"),
        ("{% endfor %}\n", "没有与 `endfor` 配对的开头"),
        ("{{ “甲” }}\n", "不能有这个字符"),
        ("{% for x in year %}{% endfor %}\n", "这不是一串东西"),
        ("{{ year + plan.title }}\n", "不能一起算"),
        ("{{ plan.title }\n", "这里应当是 `}}`"),
        ("{{ plan，title }}\n", "不能有这个字符"),
        (
            "{% include [\"reports/no.md\", \"reports/neither.md\"] %}\n",
            "`reports/no.md`",
        ),
        ("{% include \"x.md\" %}\n", "没有这个片段"),
        (
            "{% include \"reports/sub/b.md\" %}\n",
            "是否要写 `reports/sub/a.md`",
        ),
    ] {
        let folder = folder(&[("reports/x.md", template), ("reports/sub/a.md", "甲\n")]);
        let told = stderr(&run(folder.path(), &["check", "--color", "never"]));
        assert!(told.contains(words), "{template}: {told}");
        for english in [
            "unexpected",
            "expected",
            "tried to",
            "not iterable",
            "unknown",
        ] {
            assert!(!told.contains(english), "{template}: {told}");
        }
    }
    let whole = "{% include \"reports/sub/a.md\" %}\n";
    let folder = folder(&[("reports/x.md", whole), ("reports/sub/a.md", "甲\n")]);
    let output = run(
        folder.path(),
        &["report", "x", "--year", "2022", "--to", "md"],
    );
    assert!(stdout(&output).contains("已生成"), "{}", stderr(&output));
}

#[test]
fn what_is_suggested_for_a_template_works_when_followed() {
    for (wrong, right) in [
        ("{{ plan.titel }}", "plan.title"),
        ("{% set s = summary.al %}{{ s.targets }}", "summary.all"),
        (
            "{% for c in chapters %}{{ c.titel }}{% endfor %}",
            "c.title",
        ),
        ("{{ yaer }}", "year"),
    ] {
        let folder = folder(&[("reports/x.md", wrong)]);
        let report = ["report", "x", "--year", "2022", "--color", "never"];
        let told = stderr(&run(folder.path(), &report));
        assert!(
            told.contains(&format!("是否要写 `{right}`")),
            "{wrong}: {told}"
        );
    }
    // No suggestion is a template that includes itself, or the field of a record for a name.
    for (wrong, never) in [
        ("{% include \"x.md\" %}", "是否要写 `reports/x.md`"),
        ("{{ row.x }}", "是否要写 `rows`"),
        ("{{ row }}", "是否要写 `rows`"),
    ] {
        let folder = folder(&[("reports/x.md", wrong)]);
        let report = ["report", "x", "--year", "2022", "--color", "never"];
        let told = stderr(&run(folder.path(), &report));
        assert!(told.contains("Y0802") && !told.contains(never), "{told}");
    }
}

#[test]
fn a_report_without_a_date_has_the_sign_of_what_is_absent() {
    let folder = folder(&[("reports/x.md", "# 甲\n\n日期{{ date|date }}。\n")]);
    let told = stderr(&run(folder.path(), &["check", "reports/x.md"]));
    assert!(!told.contains("Y0804"), "{told}");
    let report = ["report", "x", "--year", "2022", "--to", "md"];
    for (more, words) in [
        (&[][..], "日期—。"),
        (&["--date", "2024-03-15"], "日期2024年3月15日。"),
    ] {
        run(folder.path(), &[&report[..], more].concat());
        let text = std::fs::read_to_string(folder.path().join("out/parts-x-2022.md")).unwrap();
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn every_verdict_is_documented_for_templates() {
    let page = include_str!("../docs/templates.md");
    for verdict in yardstick::eval::Verdict::ALL {
        assert!(page.contains(&format!("\n| `{}` |", verdict.name())));
    }
}

#[test]
fn figures_are_never_cut() {
    let data = "indicator,region,year,value,unit,status\nx,乐山市,2020,98765432.12,元,A\nx,乐山市,2022,98765432.43,元,D\n";
    let rules = "indicator x \"一个很长很长的名称，长到表格里无论如何也放不下\"\n    unit 元\n\nx >= 198765432.99元 by 2025\n";
    let folder = folder(&[("data.csv", data), ("a.rules", rules)]);
    for lang in ["zh", "en"] {
        let arguments = ["eval", "--year", "2022", "--lang", lang];
        let told = said(folder.path(), &arguments);
        let line = told.lines().find(|line| line.starts_with("一个")).unwrap();
        for figure in ["98765432.43*", "≥198765432.99", "100000000.56"] {
            assert!(line.contains(figure), "{figure}: {line}");
        }
        assert!(line.contains('…') && display_width(line) <= 80, "{line}");
    }
}

#[test]
fn a_target_of_many_regions_says_so_in_the_table() {
    let rules = "indicator z \"人口\"\n    unit 万人\n    total sum\n\nz >= 10万人 for each county by 2025\n\nz >= 5万人 for 沙湾区 by 2024\n\nown \"另有名称\": z >= 11万人 for each county by 2023\n";
    let folder = folder(&[("a.rules", rules)]);
    for arguments in [
        &["eval", "--year", "2022"][..],
        &["eval", "--years", "2021..2022"],
    ] {
        let told = said(folder.path(), arguments);
        assert!(told.contains("人口（每个县）"), "{told}");
        assert!(told.contains("人口（沙湾区）"), "{told}");
        assert!(!told.contains("另有名称（每个"), "{told}");
    }
}

#[test]
fn a_threshold_that_is_worked_out_has_its_sign() {
    let rules = "indicator x \"甲\"\n    unit %\n\nx >= base + 5pp by 2025\n\nindicator y \"乙\"\n    unit 元\n\ny <= base - 10% by 2025\n";
    let data = "indicator,region,year,value,unit,status\nx,乐山市,2020,40,%,A\nx,乐山市,2022,41,%,A\ny,乐山市,2020,10,元,A\ny,乐山市,2022,9.9,元,A\n";
    let folder = folder(&[("data.csv", data), ("a.rules", rules)]);
    let told = said(folder.path(), &["eval", "--year", "2022"]);
    assert!(told.contains("≥45") && told.contains("≤9"), "{told}");
}

/// A rate of −100% has no root, and its pace is a fraction; but a rate has no way that it goes.
#[test]
fn what_has_no_progress_shows_no_pace() {
    let rules = "indicator x \"甲\"\n    unit 元\n\nrate: annual growth of x >= 5% over 2021..2025\n\nlevel: x >= 150元 by 2025\n";
    let data = "indicator,region,year,value,unit\nx,乐山市,2020,100,元\nx,乐山市,2022,0,元\n";
    let folder = folder(&[("a.rules", rules), ("data.csv", data)]);
    let told = said(folder.path(), &["eval", "--year", "2022"]);
    for (threshold, pace) in [(" ≥5 ", " —"), (" ≥150 ", " -5.00")] {
        let line = told.lines().find(|line| line.contains(threshold));
        let line = line.unwrap_or_else(|| panic!("{threshold}: {told}"));
        assert!(line.ends_with(pace), "{line}");
    }
}

#[test]
fn what_decides_a_whole_is_named() {
    let folder = folder(&[]);
    let told = said(folder.path(), &["explain", "floors", "--year", "2022"]);
    assert!(told.contains("取决于：沙湾区\n"), "{told}");
}

#[test]
fn the_conditions_of_the_table_for_excel_are_words() {
    let folder = folder(&[]);
    let csv = said(
        folder.path(),
        &["eval", "--year", "2022", "--format", "csv"],
    );
    for word in ["全部", "每个", "不低于", "逐年下降"] {
        assert!(csv.contains(&format!(",{word},")), "{word}: {csv}");
    }
    let arguments = ["eval", "--year", "2022", "--format", "json"];
    let json: Value = serde_json::from_str(&said(folder.path(), &arguments)).unwrap();
    let conditions = json["results"].to_string();
    for word in ["\"and\"", "\"each\"", "\"falling\""] {
        assert!(conditions.contains(word), "{conditions}");
    }
}

#[test]
fn rows_that_are_wrong_are_counted_on_the_face() {
    let folder = folder(&[]);
    let told = said(folder.path(), &["eval", "--year", "2022"]);
    assert!(told.contains("数据文件中有 2 行有错误，没有采用"), "{told}");
    assert!(told.contains("条结论（含分地区）使用了演示数据"), "{told}");
}

#[test]
fn rows_that_are_wrong_are_counted_in_a_report_of_any_template() {
    let folder = folder(&[("reports/own.md", "# {{ plan.title }}\n")]);
    run(
        folder.path(),
        &["report", "own", "--year", "2022", "--to", "md"],
    );
    let report = std::fs::read_to_string(folder.path().join("out/parts-own-2022.md")).unwrap();
    assert!(
        report.contains("数据文件中有2行有错误，没有采用"),
        "{report}"
    );
}

#[test]
fn a_projection_is_no_finer_than_what_is_known() {
    let data = "indicator,region,year,value,unit,status\nz,乐山市,2020,316.2,万人,A\nz,乐山市,2023,315.1,万人,A\n";
    let rules = "indicator z \"丙\"\n    unit 万人\n\nz >= 320万人 by 2027\n";
    let manifest = PLAN.replace("2021..2025", "2021..2027");
    let folder = folder(&[
        ("data.csv", data),
        ("a.rules", rules),
        ("plan.yaml", &manifest),
    ]);
    let told = said(folder.path(), &["eval", "--year", "2023"]);
    let told = told.replace("\n  ", "");
    assert!(told.contains("约为313.63万人"), "{told}");
    assert!(
        told.contains("需提高1.22万人") || told.contains("需提高1.23万人"),
        "{told}"
    );
    let arguments = ["eval", "--year", "2023", "--format", "json"];
    let json: Value = serde_json::from_str(&said(folder.path(), &arguments)).unwrap();
    assert_eq!(json["results"][0]["projected"], "313.6333");
    run(folder.path(), &["report", "--year", "2023", "--to", "md"]);
    let report = std::fs::read_to_string(folder.path().join("out/parts-midterm-2023.md")).unwrap();
    assert!(
        report.contains("313.63万人") && !report.contains("313.6333"),
        "{report}"
    );
}

/// Whoever leads owes, with whomever else; what is missing of the same regions and years is told
/// together.
#[test]
fn what_is_owed_is_told_by_who_leads() {
    let owners = "owners:\n  甲: 市卫健委（配合：市教育局）\n  乙: 市卫健委（配合：市民政局）\n  丙: 市民政局\n";
    let owners = owners
        .replace(
            "市卫健委（配合：市教育局）",
            "{lead: 市卫健委, with: [市教育局]}",
        )
        .replace(
            "市卫健委（配合：市民政局）",
            "{lead: 市卫健委, with: [市民政局]}",
        );
    let files = [
        (
            "plan.yaml",
            "language: 1\nid: owed\ntitle: 欠数\nyears: 2021..2025\nbase: 2020\nregions: r.csv\nowners: o.yaml\nrules: [a.rules]\ndata: [d.csv]\n",
        ),
        ("r.csv", "名称,级别\n乐山市,市\n"),
        ("o.yaml", &owners),
        (
            "a.rules",
            "indicator 甲\nindicator 乙\nindicator 丙\n\n甲 >= 5 by 2025\n\n乙 >= 5 by 2025\n\n丙 >= 5 by 2025\n",
        ),
        ("d.csv", "indicator,year,value\n丙,2020,1\n"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    write_files(folder.path(), &files.to_vec());
    run(folder.path(), &["report", "--year", "2023", "--to", "md"]);
    let report = std::fs::read_to_string(folder.path().join("out/owed-midterm-2023.md")).unwrap();
    let owed: Vec<String> = report
        .lines()
        .skip_while(|line| !line.contains("需要补报的数据"))
        .skip_while(|line| !line.starts_with('|'))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.split(' ').filter(|part| !part.is_empty()).collect())
        .collect();
    assert_eq!(owed.len(), 2, "{report}");
    assert!(
        owed[0].starts_with("|市卫健委|") && owed[0].contains("|2|甲、乙（乐山市，"),
        "{owed:?}"
    );
    assert!(
        owed[1].starts_with("|市民政局|") && owed[1].contains("|1|丙（乐山市，2023年）|"),
        "{owed:?}"
    );
}

/// An indicator of a region is told in words, as `x@甲县` stands in rules only.
#[test]
fn a_figure_of_a_region_is_told_in_words() {
    let files = [
        (
            "plan.yaml",
            "language: 1\nid: named\ntitle: 名称\nyears: 2021..2025\nbase: 2020\nregions: r.csv\nrules: [a.rules]\ndata: [d.csv]\n",
        ),
        (
            "r.csv",
            "代码,名称,级别,上级\n511100,乐山市,市,\n511102,市中区,县,511100\n",
        ),
        (
            "a.rules",
            "indicator x \"常住人口\"\n    unit 万人\n\nx >= 5万人 by 2025\n\nclaim x@市中区 = 7万人 in 2020\n",
        ),
        ("d.csv", "indicator,region,year,value\nx,市中区,2020,4\n"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    write_files(folder.path(), &files.to_vec());
    run(folder.path(), &["report", "--year", "2023", "--to", "md"]);
    let report = std::fs::read_to_string(folder.path().join("out/named-midterm-2023.md")).unwrap();
    assert!(report.contains("| 常住人口（市中区） |"), "{report}");
    assert!(!report.contains("x@市中区"), "{report}");
}

/// Of a level without regions nobody knows how many are asked for, and a sign alone says nothing.
#[test]
fn no_sign_stands_without_a_figure() {
    let files = [
        (
            "plan.yaml",
            "language: 1\nid: none\ntitle: 乡镇\nyears: 2021..2025\nbase: 2020\nregions: r.yaml\nrules: [a.rules]\ndata: [d.csv]\n",
        ),
        (
            "r.yaml",
            "levels:\n  city: [市]\n  township: [乡镇]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n",
        ),
        (
            "a.rules",
            "indicator x \"接种率\"\n    unit %\n\nx >= 90% by 2025 for each township\n",
        ),
        ("d.csv", "indicator,year,value\n"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    write_files(folder.path(), &files.to_vec());
    run(folder.path(), &["report", "--year", "2023", "--to", "md"]);
    let report = std::fs::read_to_string(folder.path().join("out/none-midterm-2023.md")).unwrap();
    let report: String = report.split(' ').filter(|part| !part.is_empty()).collect();
    assert!(
        report.contains("|[接种率](#target:x@township@2025)|"),
        "{report}"
    );
    assert!(!report.contains("|≥|"), "{report}");
}
