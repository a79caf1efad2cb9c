//! Who owes which figures, the forms that ask for them, and what comes back.

use crate::support::tools::tool;
use crate::support::{Files, bundled, open_files, run, stderr, stdout, write_files};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use yardstick::collect::{Debts, Returned, Words, owed, read_returned};
use yardstick::data::sheets_of;
use yardstick::diag::{Diagnostics, Lang};
use yardstick::model::Measured;
use yardstick::ooxml::sheets::{Cell, Row, Sheet, Workbook};
use yardstick::open::Opened;
use yardstick::text::{Oddity, SheetsBuilder, SourceId, Sources, display_width};
use yardstick::value::Year;

/// A form as the CSV that a spreadsheet would make of it, taken in as a workbook.
pub fn sheet_of(path: &str, text: &str, sources: &mut Sources) -> SourceId {
    let mut builder = SheetsBuilder::new(true);
    builder.sheet("数据填报表", false);
    for (row, line) in (0..).zip(text.lines()) {
        for (column, field) in (0..).zip(line.split(',')) {
            if !field.is_empty() {
                builder.cell(row, column, field, None);
            }
        }
    }
    builder.end_sheet();
    let (text, sheets) = builder.finish();
    sources.insert_sheets(path, text, sheets).unwrap()
}

/// What forms say, in the words of both languages.
pub fn returned(
    opened: &Opened,
    forms: &[SourceId],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Returned {
    let words = Lang::ALL.map(|lang| move |key: &str| yardstick::cli::form_words(lang, key));
    let words = words.each_ref().map(|words| Words(words));
    read_returned(&opened.plan, forms, sources, &words, diagnostics)
}

/// A plan with a share, a flow, a level in two counties and a project on a scale.
fn plan() -> Files {
    [
        (
            "plan.yaml",
            "# 计划\nid: case\ntitle: 用例规划\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nowners: owners.yaml\nrules: [case.rules]\ndata:\n  - data.csv # 已公布\n  # 演示\n  - demo.csv\n",
        ),
        (
            "regions.yaml",
            "levels:\n  city: [市]\n  county: [县]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n  - {code: '511102', name: 市中区, level: county, parent: '511100'}\n  - {code: '511111', name: 沙湾区, level: county, parent: '511100'}\n",
        ),
        (
            "owners.yaml",
            "proposed: true\nowners:\n  screening: {lead: 市卫生健康委, with: [市妇联]}\n  births: 市卫生健康委\n  beds: '民政/局: 一'\n  中心: 市卫生健康委\n",
        ),
        (
            "case.rules",
            "scale building = 在建 < 建成\n\nindicator screening \"产前筛查率\"\n    unit %\n    kind share\n    definition \"接受筛查的孕产妇 / 全部孕产妇\"\nindicator births \"出生人数\"\n    unit 人\n    kind flow\nindicator beds \"床位\"\n    unit 张\nindicator loose \"无主指标\"\n    unit 个\n\nscreening >= 90% by 2025\nbirths >= 100人 over 2021..2025\nbeds >= 5张 by 2025 for each county\n中心 >= 建成 by 2025\nloose >= 1个 by 2025\n",
        ),
        (
            "data.csv",
            "indicator,region,year,value,status\nscreening,乐山市,2020,70,\nscreening,乐山市,2023,81.50,\nbeds,市中区,2020,0,\nbeds,沙湾区,2020,0,\nbirths,乐山市,2021,20,\n",
        ),
        (
            "demo.csv",
            "indicator,region,year,value,status\nbirths,乐山市,2024,21,D\n",
        ),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_files(folder.path(), &plan());
        Self(folder)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    #[track_caller]
    fn exits(&self, arguments: &[&str], code: i32) -> (String, String) {
        let output = run(self.0.path(), arguments);
        let said = (stdout(&output), stderr(&output));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said:?}");
        said
    }

    #[track_caller]
    fn json(&self, arguments: &[&str], code: i32) -> Value {
        let mut all = arguments.to_vec();
        all.extend(["--format", "json"]);
        serde_json::from_str(&self.exits(&all, code).0).unwrap()
    }

    /// The forms for 2024.
    fn forms(&self) {
        self.exits(&["forms", "--year", "2024", "-o", "forms"], 0);
    }
}

const HEALTH: &str = "forms/2024-市卫生健康委.xlsx";
const CIVIL: &str = "forms/2024-民政_局_ 一.xlsx";

#[test]
fn whoever_decides_most_verdicts_comes_first() {
    let folder = Folder::new();
    let json = folder.json(&["data", "status", "--year", "2024"], 0);
    let said = |office: &Value| {
        let figures = office["figures"].as_array().unwrap().iter();
        let figures: Vec<_> = figures
            .map(|one| {
                let text = |key: &str| one[key].as_str().unwrap_or("-").to_owned();
                format!(
                    "{} {} {} {} {}/{}",
                    text("indicator"),
                    text("region_name"),
                    one["year"],
                    text("state"),
                    one["decides"],
                    one["takes_part"]
                )
            })
            .collect();
        let counts = format!("{}/{}", office["decides"], office["takes_part"]);
        (office["owner"].as_str().map(str::to_owned), counts, figures)
    };
    let offices: Vec<_> = json["offices"]
        .as_array()
        .unwrap()
        .iter()
        .map(said)
        .collect();
    let figures = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        offices,
        [
            (
                Some("民政/局: 一".to_owned()),
                "3/3".to_owned(),
                figures(&[
                    "beds 市中区 2024 missing 1/2",
                    "beds 沙湾区 2024 missing 1/2"
                ]),
            ),
            (
                Some("市卫生健康委".to_owned()),
                "3/3".to_owned(),
                figures(&[
                    "screening 乐山市 2024 missing 1/1",
                    "births 乐山市 2022 missing 0/1",
                    "births 乐山市 2023 missing 0/1",
                    "中心 乐山市 2020 missing 0/1",
                    "中心 乐山市 2024 missing 0/1",
                    "births 乐山市 2024 demonstration 0/0",
                ]),
            ),
            (
                None,
                "1/1".to_owned(),
                figures(&[
                    "loose 乐山市 2020 missing 0/1",
                    "loose 乐山市 2024 missing 0/1"
                ]),
            ),
        ]
    );
    assert_eq!(json["schema"], "yardstick.data_status/1");
    assert_eq!(json["summary"]["undecided"], 7);
    assert_eq!(json["offices"][0]["owner_proposed"], true);
    let (text, _) = folder.exits(&["data", "status", "--year", "2024"], 0);
    assert!(text.contains("市卫生健康委（建议责任单位）"), "{text}");
    assert!(text.contains("未明确责任单位"), "{text}");
    assert!(text.lines().all(|line| display_width(line) <= 80), "{text}");
    let (csv, _) = folder.exits(&["data", "status", "--year", "2024", "--format", "csv"], 0);
    assert!(
        csv.starts_with('\u{FEFF}') && csv.lines().count() == 11,
        "{csv}"
    );
    // Without a year it is the last one with a figure.
    assert_eq!(folder.json(&["data", "status"], 0)["year"], 2024);
}

#[test]
fn what_is_stated_not_to_exist_is_not_owed() {
    let folder = Folder::new();
    let data = folder.read("data.csv") + "beds,市中区,2024,—,\nbeds,沙湾区,2024,很多,\n";
    fs::write(folder.path("data.csv"), data).unwrap();
    let json = folder.json(&["data", "status", "--year", "2024"], 0);
    assert_eq!(json["summary"]["stated_absent"], 1);
    let civil = json["offices"].as_array().unwrap().iter();
    let civil: Vec<_> = civil.filter(|one| one["owner"] == "民政/局: 一").collect();
    assert_eq!(civil[0]["figures"][0]["state"], "kept_out");
    assert_eq!(civil[0]["missing"], 1);
}

#[test]
fn a_form_asks_for_what_its_office_owes_and_for_nothing_else() {
    let folder = Folder::new();
    let json = folder.json(&["forms", "--year", "2024", "-o", "forms"], 0);
    let files = json["files"].as_array().unwrap().iter();
    let files: Vec<_> = files
        .map(|one| (one["file"].as_str().unwrap(), &one["figures"]))
        .collect();
    assert_eq!(files, [(CIVIL, &json!(2)), (HEALTH, &json!(3))]);
    assert_eq!(json["without_owner"], 1);
    let rows = grid(&folder.path(HEALTH));
    let table: Vec<_> = rows
        .iter()
        .skip(3)
        .take(4)
        .map(|row| row.join("|"))
        .collect();
    assert_eq!(
        table,
        [
            "序号|指标|定义|单位|地区|2023年数值|目标|现有数值（待核实）|2024年数值（填写）|数据状态|备注|yardstick:indicator|yardstick:region|yardstick:year|yardstick:plan|yardstick:office|yardstick:form",
            "1|产前筛查率|接受筛查的孕产妇 / 全部孕产妇|%|乐山市|81.50|≥90（2025年）|||||screening|511100|2024|case|市卫生健康委|1",
            "2|出生人数||人|乐山市||≥100（2021—2025年累计）|21（演示）||||births|511100|2024|case|市卫生健康委|1",
            "3|中心|填以下之一：在建、建成||乐山市||建成（2025年）|||||中心|511100|2024|case|市卫生健康委|1",
        ]
    );
    // Only what is to be filled in can be, and codes are text.
    let xml = part(&folder.path(HEALTH), "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<sheetProtection"), "{xml}");
    assert!(xml.contains("orientation=\"landscape\""), "{xml}");
    assert!(xml.contains("hidden=\"1\""), "{xml}");
    assert!(
        xml.contains("type=\"decimal\"") && xml.contains("type=\"list\""),
        "{xml}"
    );
    assert!(!xml.contains("<f>"), "{xml}");
    // The same again is no news; another form in its place is somebody's.
    folder.forms();
    fs::write(folder.path(HEALTH), "filled in").unwrap();
    let (_, why) = folder.exits(&["forms", "--year", "2024", "-o", "forms"], 2);
    assert!(why.contains(HEALTH) && why.contains("--force"), "{why}");
    assert_eq!(folder.read(HEALTH), "filled in");
    folder.exits(&["forms", "--year", "2024", "-o", "forms", "--force"], 0);
    assert_eq!(grid(&folder.path(HEALTH)).len(), rows.len());
    folder.exits(&["forms", "--year", "2024"], 2);
}

/// The rows of the first sheet of a workbook.
fn grid(path: &Path) -> Vec<Vec<String>> {
    let (text, sheets) = sheets_of(&fs::read(path).unwrap()).unwrap();
    let first = sheets.iter().next().unwrap();
    text[first.start as usize..first.end as usize]
        .lines()
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

/// A part of a package.
fn part(path: &Path, name: &str) -> String {
    let mut package = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    package
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// Writes a workbook of texts, as an office might send it back.
fn write_grid(path: &Path, sheet: &str, rows: &[Vec<String>]) {
    let rows = rows
        .iter()
        .map(|row| Row::of(row.iter().map(|text| Cell::text(text.clone()))));
    let book = Workbook {
        sheets: vec![Sheet {
            name: sheet.to_owned(),
            rows: rows.collect(),
            ..Sheet::default()
        }],
        ..Workbook::default()
    };
    fs::write(path, book.to_bytes().unwrap()).unwrap();
}

/// Fills in the rows of an indicator and a region: value, status, note.
fn fill(rows: &mut [Vec<String>], answers: &[(&str, &str, [&str; 3])]) {
    let head = rows
        .iter()
        .find(|row| row.contains(&KEY.to_owned()))
        .unwrap()
        .clone();
    let at = |name: &str| head.iter().position(|own| own.starts_with(name)).unwrap();
    let places = [at("2024年"), at("数据状态"), at("备注")];
    let (indicator, region) = (at(KEY), at("地区"));
    for (id, place, answer) in answers {
        let row = rows
            .iter_mut()
            .find(|row| row.get(indicator).is_some_and(|own| own == id) && row[region] == *place);
        let row = row.unwrap_or_else(|| panic!("{id} {place}"));
        for (at, text) in places.iter().zip(answer) {
            row[*at] = (*text).to_owned();
        }
    }
}

const KEY: &str = "yardstick:indicator";

/// The collected figures: indicator, region, value, status, office, note.
fn collected(folder: &Folder) -> Vec<String> {
    let text = folder.read("data/collected.csv");
    let rows = text.lines().skip(1).map(|line| {
        let fields: Vec<_> = line.split(',').collect();
        [0, 1, 3, 4, 5, 6, 7, 10].map(|at| fields[at]).join("|")
    });
    rows.collect()
}

#[test]
fn what_was_filled_in_comes_back_whatever_was_done_to_the_form() {
    let folder = Folder::new();
    folder.forms();
    let mut rows = grid(&folder.path(HEALTH));
    fill(
        &mut rows,
        &[
            ("screening", "乐山市", ["85.20", "初步", "=1+1"]),
            ("births", "乐山市", ["1,234", "", ""]),
            ("中心", "乐山市", ["建成", "最终", ""]),
        ],
    );
    // Rows and columns stand elsewhere, and a column and the title are gone.
    rows.drain(..3);
    for row in &mut rows {
        row.reverse();
        row.retain(|text| text != "定义");
    }
    rows[1..4].reverse();
    let head = rows[0].len();
    rows.truncate(4);
    // The definition went from the heading only, so the other rows lose theirs here.
    for row in &mut rows[1..] {
        let definition = row.len() - 3;
        row.remove(definition);
        assert_eq!(row.len(), head);
    }
    write_grid(&folder.path(HEALTH), "Sheet 9", &rows);
    let mut rows = grid(&folder.path(CIVIL));
    fill(
        &mut rows,
        &[
            ("beds", "市中区", ["", "无此数据", ""]),
            ("beds", "沙湾区", ["", "", "正在统计"]),
        ],
    );
    write_grid(&folder.path(CIVIL), "表", &rows);
    fs::write(folder.path("forms/~$2024.xlsx"), "").unwrap();
    fs::write(folder.path("forms/.~lock.xlsx"), "").unwrap();
    fs::write(folder.path("forms/说明.docx"), "").unwrap();
    let json = folder.json(&["data", "import", "forms"], 0);
    assert_eq!(json["skipped"], json!(["说明.docx"]));
    assert_eq!(
        json["summary"],
        json!({"accepted": 4, "added": 4, "changed": 0, "unchanged": 0, "refused": 0, "blank": 1})
    );
    assert_eq!(json["remarks"][0]["note"], "正在统计");
    assert_eq!(
        collected(&folder),
        [
            "screening|乐山市|2024|85.20|%|P|市卫生健康委|'=1+1",
            "births|乐山市|2024|1234|人||市卫生健康委|",
            "beds|市中区|2024|—|张||民政/局: 一|",
            "中心|乐山市|2024|建成|||市卫生健康委|",
        ]
    );
    let text = folder.read("data/collected.csv");
    assert!(
        text.starts_with('\u{FEFF}') && text.contains("市卫生健康委.xlsx 'Sheet 9'!"),
        "{text}"
    );
    assert_eq!(text.matches(" sha256:").count(), 4, "{text}");
    let plan = folder.read("plan.yaml");
    assert!(
        plan.ends_with("  - data.csv # 已公布\n  - data/collected.csv\n  # 演示\n  - demo.csv\n"),
        "{plan}"
    );
    // The plan reads them, and again changes nothing.
    folder.exits(&["check"], 0);
    folder.exits(&["data", "import", "forms", "--date", "2025-03-01"], 0);
    assert_eq!(folder.read("data/collected.csv"), text);
    assert_eq!(folder.read("plan.yaml"), plan);
    let status = folder.json(&["data", "status", "--year", "2024"], 0);
    assert_eq!(status["summary"]["stated_absent"], 1);
}

#[test]
fn a_figure_that_changes_is_told_and_what_was_known_before_stays() {
    let folder = Folder::new();
    folder.forms();
    let import = |value: &str, date: &[&str]| {
        let mut rows = grid(&folder.path(HEALTH));
        fill(&mut rows, &[("screening", "乐山市", [value, "", ""])]);
        write_grid(&folder.path(HEALTH), "表", &rows);
        let mut line = vec!["data", "import", "forms"];
        line.extend(date);
        folder.exits(&line, 0).0
    };
    import("85.2", &[]);
    let said = import("85.3", &[]);
    assert!(said.contains("85.2 % 改为 85.3 %"), "{said}");
    assert_eq!(collected(&folder).len(), 1);
    import("85.4", &["--date", "2025-03-01"]);
    assert_eq!(collected(&folder).len(), 1);
    // Both have a day now: the old one is what was known until then.
    import("85.5", &["--date", "2025-06-01"]);
    let all = collected(&folder);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(
        all[0].contains("85.4") && all[1].contains("85.5"),
        "{all:?}"
    );
    let before = folder.read("data/collected.csv");
    import("85.5", &["--date", "2025-07-01"]);
    assert_eq!(folder.read("data/collected.csv"), before);
    folder.exits(&["data", "import", "forms", "--date", "2025-3-1"], 2);
}

#[test]
fn refused_cells_are_told_by_address_and_office() {
    let folder = Folder::new();
    folder.forms();
    let whole = grid(&folder.path(HEALTH));
    let head = whole[3].clone();
    let column = |name: &str| head.iter().position(|own| own.starts_with(name)).unwrap();
    // In row 5 of the sheet: what is written where, and which code names which cell.
    for (name, text, code, cell) in [
        ("2024年", "70%以上", "Y0595", "表!I5"),
        ("2024年", "约70", "Y0595", "表!I5"),
        ("2024年", "#DIV/0!", "Y0595", "表!I5"),
        ("2024年", "85万人", "Y0595", "表!I5"),
        ("2024年", "850‰", "Y0595", "表!I5"),
        ("2024年", "无此数据", "Y0595", "表!I5"),
        ("备注", "#REF!", "Y0595", "表!K5"),
        ("2024年", "101", "Y0596", "表!I5"),
        ("2024年", "-1", "Y0596", "表!I5"),
        ("数据状态", "大概", "Y0595", "表!J5"),
        ("数据状态", "无此数据", "Y0595", "表!J5"),
        ("单位", "‰", "Y0594", "表!D5"),
        ("指标", "出生人数", "Y0593", "表!B5"),
        ("地区", "市中区", "Y0593", "表!E5"),
        (KEY, "screenings", "Y0592", "表!L5"),
        (KEY, "", "Y0592", "表!I5"),
        ("yardstick:region", "511199", "Y0592", "表!M5"),
        ("yardstick:year", "2023", "Y0591", "表!N5"),
        ("yardstick:plan", "other", "Y0591", "表!O5"),
        ("yardstick:form", "9", "Y0591", "表!Q5"),
        ("单位", "%", "", ""),
        ("2024年", "85.2%", "", ""),
        ("2024年", "８５．２", "", ""),
        ("2024年", "—", "", ""),
        ("2024年", "〔20〕", "", ""),
    ] {
        let mut rows = whole.clone();
        fill(&mut rows, &[("screening", "乐山市", ["85", "", ""])]);
        rows[4][column(name)] = text.to_owned();
        write_grid(&folder.path(HEALTH), "表", &rows);
        let exit = i32::from(!code.is_empty());
        let json = folder.json(&["data", "import", "forms"], exit);
        let refused = json["refused"].as_array().unwrap();
        let found: Vec<_> = refused
            .iter()
            .map(|one| (&one["code"], &one["cell"]))
            .collect();
        match code {
            "" => assert_eq!(found, [], "{name} {text}"),
            code => {
                assert_eq!(found, [(&json!(code), &json!(cell))], "{name} {text}");
                assert_eq!(refused[0]["owner"], "市卫生健康委", "{name} {text}");
                let (said, _) = folder.exits(&["data", "import", "forms"], 1);
                assert!(
                    said.contains("市卫生健康委：退回 1 处") && said.contains(cell),
                    "{said}"
                );
                // What is wrong, and what to write instead.
                let (_, why) = folder.exits(&["data", "import", "forms"], 1);
                let wanted = match text {
                    "850‰" => "按“%”计是 85.0；核对后只填这个数字",
                    "85万人" => "填以“%”计的数字，不带别的单位",
                    "无此数据" if name == "2024年" => "在“数据状态”中选“无此数据”",
                    "#REF!" => "备注写文字，不写公式",
                    _ => "办法：",
                };
                assert!(why.contains(wanted), "{name} {text}: {why}");
            }
        }
    }
    // A second copy that says something else, with a good figure beside: that one is taken.
    let _ = fs::remove_file(folder.path("data/collected.csv"));
    let mut rows = whole.clone();
    fill(
        &mut rows,
        &[
            ("screening", "乐山市", ["85", "", ""]),
            ("births", "乐山市", ["7", "", ""]),
        ],
    );
    write_grid(&folder.path(HEALTH), "表", &rows);
    fill(&mut rows, &[("screening", "乐山市", ["86", "", ""])]);
    write_grid(&folder.path("forms/副本.xlsx"), "表", &rows);
    let json = folder.json(&["data", "import", "forms"], 1);
    assert_eq!(json["refused"][0]["code"], "Y0597");
    assert_eq!(json["summary"]["refused"], 2);
    assert_eq!(
        collected(&folder),
        ["births|乐山市|2024|7|人||市卫生健康委|"]
    );
}

#[test]
fn a_figure_that_is_shown_otherwise_comes_back_to_its_office() {
    let folder = Folder::new();
    folder.forms();
    let mut rows = grid(&folder.path(HEALTH));
    fill(&mut rows, &[("screening", "乐山市", ["3", "", ""])]);
    let plan = open_files(&plan());
    let opened = plan.opened.as_ref().unwrap();
    let value = rows[3]
        .iter()
        .position(|own| own.starts_with("2024年"))
        .unwrap();
    let note = rows[3].iter().position(|own| own.starts_with("备注"));
    let note = note.unwrap();
    rows[4][note] = "=?".to_owned();
    let shown = |holds: &str| Oddity::ShownOtherwise {
        holds: holds.to_owned(),
    };
    // A cell of the row and what there is to say of it, hidden rows, and what becomes of it.
    for (odd, hidden, given, found) in [
        (None, None, 1, None),
        (Some((value, shown("3.1"))), None, 0, Some("Y0595")),
        (Some((note, Oddity::NotCalculated)), None, 0, Some("Y0595")),
        (None, Some((2, 3)), 1, None),
        (None, Some((4, 4)), 1, Some("Y0561")),
    ] {
        let mut builder = SheetsBuilder::new(true);
        builder.sheet("表", false);
        for (row, cells) in (0..).zip(&rows) {
            for (column, text) in cells.iter().enumerate() {
                let is_it = |own: &&(usize, Oddity)| row == 4 && own.0 == column;
                let oddity = odd.as_ref().filter(is_it).map(|(_, oddity)| oddity.clone());
                if !text.is_empty() {
                    builder.cell(row, u32::try_from(column).unwrap(), text, oddity);
                }
            }
        }
        builder.last().unwrap().hidden_rows.extend(hidden);
        builder.end_sheet();
        let (text, sheets) = builder.finish();
        let mut sources = plan.sources.clone();
        let id = sources.insert_sheets("f.xlsx", text, sheets).unwrap();
        let mut told = Diagnostics::new();
        let said = returned(opened, &[id], &sources, &mut told);
        let codes: Vec<_> = told.iter().map(|one| one.code.id()).collect();
        assert_eq!(
            codes,
            found.into_iter().collect::<Vec<_>>(),
            "{odd:?} {hidden:?}"
        );
        assert_eq!(said.given.len(), given, "{odd:?} {hidden:?}");
        assert_eq!(said.refused.len(), 1 - given, "{odd:?} {hidden:?}");
    }
}

#[test]
fn what_is_no_form_is_told_and_hinders_nothing() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path("empty")).unwrap();
    folder.exits(&["data", "import", "empty"], 2);
    folder.exits(&["data", "import", "nowhere"], 2);
    folder.exits(&["data", "import"], 2);
    folder.forms();
    let mut rows = grid(&folder.path(HEALTH));
    fill(&mut rows, &[("screening", "乐山市", ["85", "", ""])]);
    write_grid(&folder.path(HEALTH), "表", &rows);
    fs::write(folder.path("forms/坏.xlsx"), b"PK\x03\x04").unwrap();
    write_grid(
        &folder.path("forms/抄.xlsx"),
        "表",
        &[vec!["指标".to_owned(), "85".to_owned()]],
    );
    let json = folder.json(&["data", "import", "forms"], 1);
    let codes: Vec<_> = json["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["code"])
        .collect();
    assert_eq!(codes, ["Y0598", "Y0590"]);
    assert_eq!(json["summary"]["added"], 1);
    // A file of that name with other columns is somebody's own.
    fs::write(folder.path("data/collected.csv"), "a,b\n1,2\n").unwrap();
    let (_, why) = folder.exits(&["data", "import", "forms"], 2);
    assert!(why.contains("\ndata/collected.csv "), "{why}");
    assert_eq!(folder.read("data/collected.csv"), "a,b\n1,2\n");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_outside_of_the_plans_folder() {
    let folder = Folder::new();
    folder.forms();
    let mut rows = grid(&folder.path(HEALTH));
    fill(&mut rows, &[("screening", "乐山市", ["85", "", ""])]);
    write_grid(&folder.path(HEALTH), "表", &rows);
    let other = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(other.path(), folder.path("data")).unwrap();
    folder.exits(&["data", "import", "forms"], 2);
    assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
}

/// What each of the three commands says where it has something to say in every field.
pub fn every_field() -> [Value; 3] {
    let folder = Folder::new();
    let status = folder.json(&["data", "status", "--year", "2024"], 0);
    let forms = folder.json(&["forms", "--year", "2024", "-o", "forms"], 0);
    let import = |value: &str| {
        let mut rows = grid(&folder.path(HEALTH));
        let answers = [
            ("screening", "乐山市", [value, "", ""]),
            ("births", "乐山市", ["-1", "", ""]),
            ("中心", "乐山市", ["", "", "在等"]),
        ];
        fill(&mut rows, &answers);
        write_grid(&folder.path(HEALTH), "表", &rows);
        folder.json(&["data", "import", "forms"], 1)
    };
    import("80");
    [status, forms, import("81")]
}

const FILL: &str = "
import glob, openpyxl
for path in sorted(glob.glob('forms/*.xlsx')):
    book = openpyxl.load_workbook(path)
    sheet = book.active
    head = [cell.value for cell in sheet[4]]
    value, status, note = (head.index(x) for x in ('2024年数值（填写）', '数据状态', '备注'))
    key = head.index('yardstick:indicator')
    for row in sheet.iter_rows(min_row=5):
        given = {'screening': (85.25, '初步', '备\\n注'), 'births': (1234, '最终', None),
                 '中心': ('在建', None, None), 'beds': (3, None, None)}.get(row[key].value)
        if given:
            for at, text in zip((value, status, note), given):
                assert not row[at].protection.locked
                row[at].value = text
    book.save(path)
";

#[test]
fn forms_that_openpyxl_and_libreoffice_filled_in_come_back() {
    let (Some(python), Some(office)) = (tool("openpyxl"), tool("soffice")) else {
        return;
    };
    let wanted = [
        "screening|乐山市|2024|85.25|%|P|市卫生健康委|备 注",
        "births|乐山市|2024|1234|人||市卫生健康委|",
        "beds|市中区|2024|3|张||民政/局: 一|",
        "beds|沙湾区|2024|3|张||民政/局: 一|",
        "中心|乐山市|2024|在建|||市卫生健康委|",
    ];
    for ending in ["xlsx", "ods", "xls"] {
        let folder = Folder::new();
        folder.forms();
        python.run(folder.0.path(), &["-c", FILL]);
        let mut from = "forms".to_owned();
        if ending != "xlsx" {
            // Saved by another program, in its own form and back.
            from = "back".to_owned();
            fs::create_dir_all(folder.path("back")).unwrap();
            for file in [HEALTH, CIVIL] {
                office.convert(folder.0.path(), file, ending);
                let name = Path::new(file).with_extension(ending);
                let name = name.file_name().unwrap();
                fs::rename(folder.0.path().join(name), folder.path("back").join(name)).unwrap();
            }
        }
        folder.exits(&["data", "import", &from], 0);
        assert_eq!(collected(&folder), wanted, "{ending}");
        if ending == "ods" {
            let names: Vec<_> = fs::read_dir(folder.path("back"))
                .unwrap()
                .flatten()
                .collect();
            fs::create_dir_all(folder.path("again")).unwrap();
            for name in names {
                let file = format!("back/{}", name.file_name().to_str().unwrap());
                office.convert(folder.0.path(), &file, "xlsx");
            }
            for file in [HEALTH, CIVIL] {
                let name = Path::new(file).file_name().unwrap();
                fs::rename(folder.0.path().join(name), folder.path("again").join(name)).unwrap();
            }
            let before = folder.read("data/collected.csv");
            folder.exits(&["data", "import", "again"], 0);
            assert_eq!(folder.read("data/collected.csv"), before);
        }
    }
}

/// What is owed for a year.
fn debts(files: &Files, year: i16) -> Debts {
    let plan = open_files(files);
    let opened = plan.opened.as_ref().unwrap();
    owed(&opened.plan, &opened.cube, Year(year), &opened.method)
}

#[test]
fn what_is_said_to_decide_decides() {
    let mut files = bundled();
    let plan = open_files(&files);
    let model = &plan.opened.as_ref().unwrap().plan;
    let before = debts(&files, 2024);
    let mut data = "indicator,region_code,year,value\n".to_owned();
    let figures = before.offices.iter().flat_map(|office| office.missing());
    let mut count = 0;
    for one in figures {
        let indicator = model.indicator(one.key.indicator).unwrap();
        let value = match indicator.measured {
            Measured::On(scale) => model.scales[scale].stages.last().unwrap().clone(),
            Measured::In(_) => "50".to_owned(),
        };
        let region = &model.regions.get(one.key.region).unwrap().code;
        let row = format!("{},{region},{},{value}\n", indicator.id, one.key.year);
        data.push_str(&row);
        count += 1;
    }
    assert!(count > 300, "{count}");
    files.push(("data/more.csv".to_owned(), data));
    for (path, text) in &mut files {
        if path == "plan.yaml" {
            *text = text.replace("data:", "data:\n  - data/more.csv\n#");
        }
    }
    let after = debts(&files, 2024);
    assert_eq!(after.undecided, before.undecided - before.within_reach);
    assert_eq!(
        after
            .offices
            .iter()
            .map(|one| one.missing().count())
            .sum::<usize>(),
        0
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_that_comes_back_makes_it_panic(
        rows in proptest::collection::vec(
            proptest::collection::vec("|x|screening|511100|2024|case|1|—|[0-9]{1,3}(\\.[0-9])?%?|\\PC{0,6}", 12), 0..5
        )
    ) {
        let plan = open_files(&plan());
        let opened = plan.opened.as_ref().unwrap();
        let mut sources = Sources::new();
        let mut builder = SheetsBuilder::new(true);
        builder.sheet("表", false);
        let head = "指标,单位,地区,2024年数值（填写）,数据状态,备注,yardstick:indicator,yardstick:region,yardstick:year,yardstick:plan,yardstick:office,yardstick:form";
        for (column, text) in (0..).zip(head.split(',')) {
            builder.cell(0, column, text, None);
        }
        for (row, fields) in (1..).zip(&rows) {
            for (column, text) in (0..).zip(fields) {
                builder.cell(row, column, text, None);
            }
        }
        builder.end_sheet();
        let (text, sheets) = builder.finish();
        let id = sources.insert_sheets("x.xlsx", text, sheets).unwrap();
        let mut told = Diagnostics::new();
        let said = returned(opened, &[id], &sources, &mut told);
        prop_assert!(said.given.len() + said.blank + said.refused.len() <= 2 * rows.len());
        for one in &said.refused {
            prop_assert!(told.iter().nth(one.finding).is_some());
        }
    }
}
