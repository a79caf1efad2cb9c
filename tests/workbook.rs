//! `eval --format xlsx`: the table for the meeting, as its model has it, and as other programs
//! read the file.

use crate::support::tools::{ALL_SHEETS_AS_CSV, tool};
use crate::support::{
    BUNDLED, Files, TextPlan, bundled, open_files, open_files_as_of, run, stdout, write_files,
};
use std::fs;
use std::path::Path;
use yardstick::diag::Lang;
use yardstick::ooxml::sheets::{
    Allowed, Cell, Check, Column, Look, PAGE, PAGES, Print, Row, Sheet, Value, Workbook,
};
use yardstick::report::Words;
use yardstick::report::results::{Results, to_csv, to_workbook};
use yardstick::value::Year;

/// The workbook of some years, and the CSV of the same.
fn made(plan: &TextPlan, years: &[i16], lang: Lang) -> (Workbook, String) {
    let opened = plan.opened.as_ref().unwrap();
    let words = Words::bundled(lang);
    let assessments: Vec<_> = years.iter().map(|year| opened.eval(Year(*year))).collect();
    let results: Vec<_> = assessments
        .iter()
        .map(|one| Results::new(&opened.plan, &opened.cube, &plan.sources, one, &words))
        .collect();
    (to_workbook(&results, &plan.diagnostics), to_csv(&results))
}

fn text(cell: &Cell) -> &str {
    match &cell.value {
        Value::Blank => "",
        Value::Text(text) | Value::Number(text) | Value::Percent(text) => text,
    }
}

fn texts(row: &Row) -> Vec<&str> {
    row.cells.iter().map(text).collect()
}

fn names(workbook: &Workbook) -> Vec<&str> {
    workbook
        .sheets
        .iter()
        .map(|one| one.name.as_str())
        .collect()
}

/// A plan whose words all begin as formulas do.
fn of_formulas() -> Files {
    [
        (
            "plan.yaml",
            "id: odd\ntitle: \"@SUM(A1)\"\nyears: 2021..2025\nbase: 2020\nregions: regions.csv\n\
             rules: [a.rules]\ndata: [d.csv]\n",
        ),
        (
            "regions.csv",
            "code,name,level,parent\n511100,乐山市,city,\n",
        ),
        (
            "a.rules",
            "section \"=1+1\"\nindicator a \"-甲\"\n    unit 个\n\
             a >= 4.50个 by 2025\nindicator b \"+1\"\n    unit 个\nb >= 1个 by 2025\n",
        ),
        (
            "d.csv",
            "指标,地区,年份,数值\na,511100,2020,1.5\na,511100,2023,3.20\n\
             b,511100,2020,0\nb,511100,2023,12345678901234567\n",
        ),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

#[test]
fn the_table_for_the_meeting() {
    let plan = open_files(&bundled());
    let (workbook, _) = made(&plan, &[2023], Lang::Zh);
    assert_eq!(names(&workbook), ["主要指标进展", "全部结果", "数据说明"]);
    let meeting = &workbook.sheets[0];
    let face: Vec<_> = meeting
        .rows
        .iter()
        .take(3)
        .map(|row| text(&row.cells[0]))
        .collect();
    assert!(face[0].contains("2023年主要指标进展"), "{face:?}");
    assert!(
        face[1].contains("schedule/1") && face[1].contains("暂无法监测"),
        "{face:?}"
    );
    for said in ["演示数据，不代表实际情况", "均为建议责任单位"] {
        assert!(face[2].contains(said), "{face:?}");
    }
    let heading = meeting.filter.unwrap();
    assert_eq!(meeting.frozen_rows, heading + 1);
    assert_eq!(meeting.print.repeated, Some((heading, heading)));
    assert!(meeting.print.landscape);
    let headings = texts(&meeting.rows[heading as usize]);
    assert_eq!(headings.len(), 14);
    assert_eq!(headings[..3], ["序号", "指标", "建议责任单位"]);
    // Wide enough for its headings, and not too wide for a page that can be read.
    let width: u16 = meeting.columns.iter().map(|one| one.width).sum();
    assert!((120..=175).contains(&width), "{width}");

    let targets = plan.opened.as_ref().unwrap().plan.targets.len();
    let numbered = meeting.rows.iter().filter(|row| row.cells.len() == 14);
    let numbered = numbered.filter(|row| matches!(row.cells[0].value, Value::Number(_)));
    assert_eq!(numbered.count(), targets);
    let row = meeting
        .rows
        .iter()
        .map(texts)
        .find(|row| row.get(1) == Some(&"每千人口拥有3岁以下婴幼儿托位数"))
        .unwrap();
    let wanted = [
        "市卫生健康委",
        "预期性",
        "个/千人",
        "≥4.5",
        "2025",
        "1.80",
        "3.20",
        "2023",
        "51.9",
    ];
    assert_eq!(row[2..11], wanted, "{row:?}");
    // To the decimals of the figures beside it: it is 4.1333…
    assert_eq!(row[11], "4.13");
    assert_eq!(row[12], "▽ 滞后于预期");
    assert_eq!(row[13], "演示数据");
}

#[test]
fn all_results_are_those_of_the_csv() {
    let plan = open_files(&bundled());
    let (workbook, csv) = made(&plan, &[2022, 2023], Lang::Zh);
    assert_eq!(
        names(&workbook),
        [
            "主要指标进展2022",
            "主要指标进展2023",
            "全部结果",
            "数据说明"
        ]
    );
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.trim_start_matches('\u{FEFF}').as_bytes());
    let all = &workbook.sheets[2];
    let mut rows = all.rows.iter();
    for record in reader.records() {
        let record = record.unwrap();
        // What the CSV has to mark as no formula is text here anyway.
        let wanted: Vec<_> = record
            .iter()
            .map(|text| text.trim_start_matches('\''))
            .collect();
        assert_eq!(texts(rows.next().unwrap()), wanted);
    }
    assert!(rows.next().is_none());
    assert_eq!((all.frozen_rows, all.filter), (1, Some(0)));
    let codes = all.rows.iter().skip(1).map(|row| &row.cells[7].value);
    let of_text = codes.filter(|code| matches!(code, Value::Text(code) if code == "511100"));
    assert!(of_text.count() > 100);
}

#[test]
fn what_is_left_out_stands_on_the_face() {
    let mut files = of_formulas();
    for (path, text) in &mut files {
        match path.as_str() {
            "a.rules" => text.push_str("c >= 1个 by 2025\n"),
            "d.csv" => text.push_str("a,511100,2022,很多\n"),
            _ => {}
        }
    }
    let plan = open_files(&files);
    for (lang, said) in [
        (Lang::Zh, ["1条声明因有错误", "有1行有错误"]),
        (
            Lang::En,
            ["1 declarations were left out", "1 rows of the data files"],
        ),
    ] {
        let (workbook, _) = made(&plan, &[2023], lang);
        for sheet in [&workbook.sheets[0], &workbook.sheets[2]] {
            let all: String = sheet.rows.iter().flat_map(texts).collect();
            for said in said {
                assert!(all.contains(said), "{said}: {all}");
            }
        }
        // What the checks found is listed with its place.
        let notes: String = workbook.sheets[2].rows.iter().flat_map(texts).collect();
        assert!(notes.contains("d.csv:6:"), "{notes}");
    }
}

#[test]
fn the_day_whose_knowledge_counts_stands_on_the_face() {
    for (lang, said) in [
        (Lang::Zh, "只使用 2023-12-31 及以前发布的数据"),
        (Lang::En, "only figures published by 2023-12-31 are used"),
    ] {
        for (day, wanted) in [(Some("2023-12-31"), true), (None, false)] {
            let plan = open_files_as_of(&of_formulas(), day);
            let (workbook, _) = made(&plan, &[2023], lang);
            for sheet in [&workbook.sheets[0], &workbook.sheets[2]] {
                let face: String = sheet.rows.iter().take(5).flat_map(texts).collect();
                assert_eq!(face.contains(said), wanted, "{face}");
            }
        }
    }
}

#[test]
fn data_files_are_listed_with_their_digests() {
    let plan = open_files(&of_formulas());
    let cube = &plan.opened.as_ref().unwrap().cube;
    let (file, _) = cube.files().next().unwrap();
    let digest = cube.sha256(&plan.sources, file).unwrap();
    assert_eq!(digest.len(), 64);
    for (lang, heading) in [
        (Lang::Zh, "SHA-256（前 12 位）"),
        (Lang::En, "SHA-256 (first 12)"),
    ] {
        let (workbook, _) = made(&plan, &[2023], lang);
        let rows: Vec<_> = workbook.sheets[2].rows.iter().map(texts).collect();
        let at = rows.iter().position(|row| row.last() == Some(&heading));
        let listed = &rows[at.unwrap() + 1];
        assert_eq!(listed[..2], ["d.csv", "4"]);
        assert_eq!(listed[3], &digest[..12]);
    }
}

#[test]
fn in_english_no_word_of_ours_is_chinese() {
    let plan = open_files(&of_formulas());
    let (workbook, _) = made(&plan, &[2023], Lang::En);
    assert_eq!(
        names(&workbook),
        ["Progress", "All results", "Notes on the data"]
    );
    for sheet in &workbook.sheets {
        for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
            let own = ["乐山市", "个", "-甲", "？"];
            let rest = own
                .iter()
                .fold(text(cell).to_owned(), |rest, own| rest.replace(own, ""));
            let chinese = rest.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
            assert!(!chinese, "{rest}");
        }
        assert_eq!(sheet.print.footer, "Page &P of &N");
    }
}

/// The bundled plan in a folder, with its workbook beside it.
fn bundled_workbook(year: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join(BUNDLED);
    let output = run(
        folder.path(),
        &[
            "eval",
            "-p",
            plan.to_str().unwrap(),
            "--year",
            year,
            "--format",
            "xlsx",
            "-o",
            "book.xlsx",
        ],
    );
    assert_eq!(stdout(&output), "");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("book.xlsx"), "{said}");
    folder
}

#[test]
fn the_same_results_make_the_same_file() {
    let one = fs::read(bundled_workbook("2023").path().join("book.xlsx")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let other = fs::read(bundled_workbook("2023").path().join("book.xlsx")).unwrap();
    assert!(one.starts_with(b"PK"));
    assert!(one == other);
    let here = env!("CARGO_MANIFEST_DIR").as_bytes();
    assert!(!one.windows(here.len()).any(|some| some == here));
}

#[test]
fn a_workbook_needs_a_file() {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &of_formulas());
    for (arguments, said) in [
        (&["eval", "--format", "xlsx"][..], "要用 `-o` 写明文件名"),
        (
            &["eval", "--format", "xlsx", "--lang", "en"],
            "needs a file to write to",
        ),
        (
            &["eval", "--format", "xlsx", "-o", "d.csv"],
            "d.csv 是这个规划自己的文件",
        ),
        (&["eval", "--format", "xlsx", "-o", "."], "写不了"),
        (
            &["check", "--format", "xlsx"],
            "`--format <FORMAT>` 不能写 `xlsx`",
        ),
    ] {
        let output = run(folder.path(), arguments);
        let told = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(said), "{told}");
        assert_eq!(stdout(&output), "");
    }
}

/// A form with all that one has: what `openpyxl` and LibreOffice should see of it.
fn form() -> Workbook {
    let check = |allowed| Check {
        allowed,
        error: ("请填数字".to_owned(), "应填 0～100 的数".to_owned()),
        prompt: None,
    };
    let range = Allowed::Decimal {
        low: Some("0".to_owned()),
        high: Some("100".to_owned()),
    };
    let words = Allowed::OneOf(vec!["初步".to_owned(), "最终".to_owned()]);
    Workbook {
        title: "填报表".to_owned(),
        created: yardstick::value::Date::new(Year(2024), 3, 5),
        sheets: vec![
            Sheet {
                name: "填报".to_owned(),
                columns: vec![Column::wide(20), Column::wide(10), Column::wide(10)],
                rows: vec![
                    Row::of([Cell::text("填报表").look(Look::Title).across(3)]),
                    Row::of(
                        ["指标", "数值", "状态"].map(|head| Cell::text(head).look(Look::Heading)),
                    ),
                    Row::of([
                        Cell::text("511100").look(Look::Label).note("区划代码"),
                        Cell::number("3.20").look(Look::Input).check(check(range)),
                        Cell::blank().look(Look::InputText).check(check(words)),
                    ]),
                    Row::of([
                        Cell::text("=1+1").look(Look::Label),
                        Cell::percent("73.6"),
                        Cell::number("1234567890.1234567"),
                    ]),
                ],
                frozen_rows: 2,
                frozen_columns: 1,
                protected: true,
                print: Print {
                    landscape: true,
                    repeated: Some((1, 1)),
                    footer: format!("第 {PAGE} 页 共 {PAGES} 页"),
                },
                ..Sheet::default()
            },
            Sheet {
                name: "keys".to_owned(),
                rows: vec![Row::of([Cell::text("511100").look(Look::Raw)])],
                hidden: true,
                protected: true,
                ..Sheet::default()
            },
        ],
    }
}

#[test]
fn openpyxl_sees_all_of_a_form() {
    let Some(python) = tool("openpyxl") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("form.xlsx"), form().to_bytes().unwrap()).unwrap();
    let script = r#"
import openpyxl
book = openpyxl.load_workbook("form.xlsx")
print(book.sheetnames, book["keys"].sheet_state, book.properties.title, book.properties.created)
sheet = book["填报"]
for row in sheet.iter_rows(min_row=3):
    for cell in row:
        print(cell.coordinate, repr(cell.value), cell.data_type, cell.number_format,
              "locked" if cell.protection.locked else "open", cell.font.name)
print(sheet.freeze_panes, sheet.print_title_rows, sheet.protection.sheet, sheet.protection.password)
print(*sheet.merged_cells.ranges)
print(sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight,
      sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.oddFooter.center.text)
for rule in sheet.data_validations.dataValidation:
    print(rule.sqref, rule.type, rule.formula1, rule.formula2, rule.error, rule.allow_blank)
print(sheet["A3"].comment.text)
"#;
    let told = python.run(folder.path(), &["-c", script]);
    let wanted = "['填报', 'keys'] hidden 填报表 2024-03-05 00:00:00
A3 '511100' s General locked 宋体
B3 3.2 n 0.00 open 宋体
C3 None n @ open 宋体
A4 '=1+1' s General locked 宋体
B4 0.736 n 0.0% locked 宋体
C4 '1234567890.1234567' s @ locked 宋体
B3 $2:$2 True None
A1:C1
landscape 9 0 True 第 &P 页 共 &N 页
B3 decimal 0 100 应填 0～100 的数 True
C3 list \"初步,最终\" None 应填 0～100 的数 True
区划代码
";
    assert_eq!(told, wanted);
}

#[test]
fn openpyxl_sees_no_formula_in_a_workbook() {
    let Some(python) = tool("openpyxl") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &of_formulas());
    let arguments = [
        "eval",
        "--year",
        "2023",
        "--format",
        "xlsx",
        "-o",
        "book.xlsx",
    ];
    run(folder.path(), &arguments);
    let script = r#"
import openpyxl
book = openpyxl.load_workbook("book.xlsx")
sheet = book.worksheets[0]
cells = [cell for one in book for row in one.iter_rows() for cell in row]
print([cell.data_type for cell in cells if cell.data_type not in "sn"])
print(sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows)
for row in sheet.iter_rows(min_row=3, max_col=9):
    print([cell.value for cell in row])
print([cell.number_format for cell in sheet[5]][7:9])
"#;
    let told = python.run(folder.path(), &["-c", script]);
    let wanted = "[]
A3:N6 C4 $3:$3
['序号', '指标', '责任单位', '属性', '单位', '目标', '期限', '基期值', '当前值']
['=1+1', None, None, None, None, None, None, None, None]
[1, '-甲', '—', '未注明', '个', '≥4.50', 2025, 1.5, 3.2]
[2, '+1', '—', '未注明', '个', '≥1', 2025, 0, '12345678901234567']
['0.0', '0.00']
";
    assert_eq!(told, wanted);
}

#[test]
fn libreoffice_shows_the_same_text() {
    let Some(office) = tool("soffice") else {
        return;
    };
    let folder = bundled_workbook("2023");
    let plan = open_files(&bundled());
    let (workbook, _) = made(&plan, &[2023], Lang::Zh);
    office.convert(folder.path(), "book.xlsx", ALL_SHEETS_AS_CSV);
    for sheet in &workbook.sheets {
        let file = folder.path().join(format!("book-{}.csv", sheet.name));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_path(file)
            .unwrap();
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), sheet.rows.len(), "{}", sheet.name);
        for (record, row) in records.iter().zip(&sheet.rows) {
            for (shown, cell) in record.iter().zip(&row.cells) {
                let wanted = match &cell.value {
                    Value::Percent(printed) => format!("{printed}%"),
                    _ => text(cell).to_owned(),
                };
                assert_eq!(shown, wanted, "{}", sheet.name);
            }
        }
    }
}

#[test]
fn every_page_has_its_headings_and_its_number() {
    let (Some(office), Some(pdf)) = (tool("soffice"), tool("pdftotext")) else {
        return;
    };
    let folder = bundled_workbook("2023");
    office.convert(folder.path(), "book.xlsx", "pdf");
    let text = pdf.run(folder.path(), &["-layout", "book.pdf", "-"]);
    let pages: Vec<_> = text
        .split('\u{C}')
        .filter(|page| !page.trim().is_empty())
        .collect();
    assert!((8..=20).contains(&pages.len()), "{}", pages.len());
    for (at, page) in pages.iter().enumerate() {
        let number: String = page.chars().filter(|c| !c.is_whitespace()).collect();
        let wanted = format!("第{}页共{}页", at + 1, pages.len());
        assert!(number.contains(&wanted), "{wanted}: {page}");
        // The last ones are of the notes.
        if at < 6 {
            assert!(number.contains("序号指标建议责任单位"), "{page}");
        }
        assert!(!page.contains("###"), "{page}");
    }
}
