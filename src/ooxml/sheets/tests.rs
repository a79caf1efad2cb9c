//! What is written, read again with the reader of packages.

use super::*;
use crate::ooxml::Limits;
use crate::ooxml::package::Package;
use crate::ooxml::xml::{Token, Xml, part_text};
use crate::value::Year;

fn book(rows: Vec<Row>) -> Workbook {
    Workbook {
        title: "表".to_owned(),
        sheets: vec![Sheet {
            name: "甲".to_owned(),
            rows,
            ..Sheet::default()
        }],
        ..Workbook::default()
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = Package::open(bytes, Limits::USUAL).unwrap();
    let part = package.part(name).unwrap();
    part_text(name, part.unwrap_or_else(|| panic!("no {name}"))).unwrap()
}

fn sheet_xml(workbook: Workbook) -> String {
    part(&workbook.to_bytes().unwrap(), "xl/worksheets/sheet1.xml")
}

/// The shared strings of a workbook, as an XML reader has them.
fn strings(bytes: &[u8]) -> Vec<String> {
    let name = "xl/sharedStrings.xml";
    let text = part(bytes, name);
    let mut xml = Xml::new(name, &text, Limits::USUAL);
    let mut all = Vec::new();
    loop {
        match xml.next().unwrap() {
            Token::Start(element) if element.name() == "si" => all.push(String::new()),
            // Before the first of them stands the end of the line of the declaration.
            Token::Text(text) => {
                if let Some(last) = all.last_mut() {
                    last.push_str(&text);
                }
            }
            Token::Done => return all,
            Token::Start(_) | Token::End => {}
        }
    }
}

#[test]
fn text_is_never_a_formula_and_stays_as_it_is() {
    let texts = [
        "=1+1",
        "=HYPERLINK(\"http://x\")",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "{=1}",
        "http://example.org/",
        "mailto:a@b.c",
        "511100",
        "2023-01-01",
        "1E5",
        "TRUE",
        "#DIV/0!",
        " 两边 ",
        "一\n二",
        "<a & \"b\">",
        "",
    ];
    let rows = texts.map(|text| Row::of([Cell::text(text)])).to_vec();
    let bytes = book(rows).to_bytes().unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for never in ["<f", "t=\"str\"", "t=\"b\"", "t=\"e\"", "hyperlink"] {
        assert!(!sheet.contains(never), "{never}: {sheet}");
    }
    assert_eq!(sheet.matches("t=\"s\"").count(), texts.len() - 1);
    assert_eq!(strings(&bytes), texts[..texts.len() - 1]);
}

#[test]
fn what_xml_cannot_hold_is_written_as_excel_does() {
    for (text, wanted) in [
        ("\r=1", "_x000D_=1"),
        ("a\u{0}b", "a_x0000_b"),
        // Whoever writes this means it.
        ("_x000D_", "_x005F_x000D_"),
        ("a\u{FFFE}b", "ab"),
    ] {
        let bytes = book(vec![Row::of([Cell::text(text)])]).to_bytes().unwrap();
        assert_eq!(strings(&bytes), [wanted], "{text:?}");
    }
}

#[test]
fn figures_have_their_digits_and_a_format_of_their_decimals() {
    for (cell, value, format) in [
        (Cell::number("3.20"), "<v>3.2</v>", "0.00"),
        (Cell::number("-1.3000"), "<v>-1.3</v>", "0.0000"),
        (Cell::number("0.1"), "<v>0.1</v>", "0.0"),
        (Cell::percent("73.6"), "<v>0.736</v>", "0.0%"),
        (
            Cell::number("123456789012345"),
            "<v>123456789012345</v>",
            "0",
        ),
    ] {
        let bytes = book(vec![Row::of([cell])]).to_bytes().unwrap();
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains(value), "{value}: {sheet}");
        let styles = part(&bytes, "xl/styles.xml");
        let shown = format!("formatCode=\"{format}\"");
        assert!(styles.contains(&shown), "{format}: {styles}");
    }
    let long = book(vec![Row::of([
        Cell::number("1234567890.1234567"),
        Cell::number("不详"),
        Cell::percent("1234567890.1234567"),
    ])]);
    let long = strings(&long.to_bytes().unwrap());
    assert_eq!(long, ["1234567890.1234567", "不详", "1234567890.1234567%"]);
}

fn everything() -> Workbook {
    let check = |allowed| Check {
        allowed,
        error: ("请填数字".to_owned(), "应填 0～100 的数".to_owned()),
        prompt: Some(("填写".to_owned(), "空着表示暂缺".to_owned())),
    };
    let low_high = Allowed::Decimal {
        low: Some("0".to_owned()),
        high: Some("100".to_owned()),
    };
    let words = ["初步", "最终"].map(str::to_owned).to_vec();
    let rows = vec![
        Row::of([Cell::text("标题".repeat(30)).look(Look::Title).across(3)]),
        Row::of([
            Cell::text("指标").look(Look::Heading).note("说明"),
            Cell::text("数值").look(Look::Heading),
            Cell::text("状态").look(Look::Heading),
        ]),
        Row::of([
            Cell::text("出生率").look(Look::Label).down(2),
            Cell::blank().look(Look::Input).check(check(low_high)),
            Cell::blank()
                .look(Look::InputText)
                .check(check(Allowed::OneOf(words))),
        ]),
        Row::of([Cell::blank(), Cell::number("1.5")]),
    ];
    Workbook {
        title: "表".to_owned(),
        created: Date::new(Year(2024), 3, 5),
        sheets: vec![
            Sheet {
                name: "keys".to_owned(),
                hidden: true,
                rows: vec![Row::of([Cell::text("511100").look(Look::Raw)])],
                ..Sheet::default()
            },
            Sheet {
                name: "填报/表".to_owned(),
                columns: vec![Column::wide(20), Column::wide(8), Column::hidden()],
                rows,
                frozen_rows: 2,
                frozen_columns: 1,
                filter: Some(1),
                protected: true,
                hidden: false,
                print: Print {
                    landscape: true,
                    repeated: Some((1, 1)),
                    footer: format!("第 {PAGE} 页 共 {PAGES} 页"),
                },
            },
        ],
    }
}

#[test]
fn a_form_has_all_that_was_asked_for() {
    let bytes = everything().to_bytes().unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    for wanted in [
        "<pane xSplit=\"1\" ySplit=\"2\" topLeftCell=\"B3\"",
        "<sheetProtection sheet=\"1\"",
        "<autoFilter ref=\"A2:C4\"/>",
        "<mergeCell ref=\"A1:C1\"/>",
        "<mergeCell ref=\"A3:A4\"/>",
        "type=\"decimal\"",
        "sqref=\"B3\"",
        "<formula1>0</formula1><formula2>100</formula2>",
        "type=\"list\"",
        "<formula1>\"初步,最终\"</formula1>",
        "error=\"应填 0～100 的数\"",
        "prompt=\"空着表示暂缺\"",
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "<pageSetUpPr fitToPage=\"1\"/>",
        "<oddFooter>&amp;C&amp;9第 &amp;P 页 共 &amp;N 页</oddFooter>",
        "hidden=\"1\"",
        "numberStoredAsText=\"1\"",
        "legacyDrawing",
        // A title of 120 letters at 16 points over 28 letters' width stands in 8 lines.
        "<row r=\"1\" spans=\"1:3\" ht=\"",
    ] {
        assert!(sheet.contains(wanted), "{wanted}: {sheet}");
    }
    assert!(!sheet.contains("password"));
    let workbook = part(&bytes, "xl/workbook.xml");
    for wanted in [
        "name=\"填报／表\"",
        "name=\"keys\" sheetId=\"1\" state=\"hidden\"",
        "_xlnm.Print_Titles",
        "填报／表'!$2:$2",
        "activeTab=\"1\"",
    ] {
        assert!(workbook.contains(wanted), "{wanted}: {workbook}");
    }
    assert!(part(&bytes, "xl/comments1.xml").contains("说明"));
    assert!(part(&bytes, "xl/styles.xml").contains("<protection locked=\"0\"/>"));
}

#[test]
fn the_same_workbook_makes_the_same_bytes() {
    let bytes = everything().to_bytes().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(bytes, everything().to_bytes().unwrap());
    let core = part(&bytes, "docProps/core.xml");
    assert_eq!(core.matches("2024-03-05T00:00:00Z").count(), 2, "{core}");
    assert!(core.contains("<dc:creator></dc:creator>"), "{core}");
    let undated = Workbook {
        created: None,
        ..everything()
    };
    let core = part(&undated.to_bytes().unwrap(), "docProps/core.xml");
    assert_eq!(core.matches("1980-01-01T00:00:00Z").count(), 2, "{core}");
}

#[test]
fn what_is_too_long_is_cut_where_it_can_be_seen() {
    let long = "长".repeat(40_000);
    let bytes = book(vec![Row::of([Cell::text(&long).note(&long)])])
        .to_bytes()
        .unwrap();
    let [cell] = strings(&bytes).try_into().unwrap();
    assert_eq!(cell.chars().count(), 32_767);
    assert!(cell.ends_with("长…"));

    let check = |allowed| Check {
        allowed,
        error: (long.clone(), long.clone()),
        prompt: Some((long.clone(), long.clone())),
    };
    let many: Vec<_> = (0..200).map(|at| format!("阶段{at}")).collect();
    let with_comma = vec!["a,b".to_owned()];
    for allowed in [many, with_comma, Vec::new()] {
        let cell = Cell::blank().check(check(Allowed::OneOf(allowed)));
        assert!(!sheet_xml(book(vec![Row::of([cell])])).contains("dataValidation"));
    }
    let any = Allowed::Decimal {
        low: None,
        high: None,
    };
    let cell = Cell::blank().check(check(any));
    assert!(sheet_xml(book(vec![Row::of([cell])])).contains("type=\"decimal\""));
}

#[test]
fn odd_workbooks_are_written_too() {
    // Nothing in it, all sheets hidden, names that clash, cells that cover one another's rest.
    for workbook in [
        Workbook::default(),
        book(Vec::new()),
        Workbook {
            sheets: vec![
                Sheet {
                    hidden: true,
                    filter: Some(3),
                    ..Sheet::default()
                },
                Sheet {
                    hidden: true,
                    ..Sheet::default()
                },
            ],
            ..Workbook::default()
        },
    ] {
        let bytes = workbook.to_bytes().unwrap();
        let workbook = part(&bytes, "xl/workbook.xml");
        let sheets = workbook.matches("<sheet ").count();
        assert!(
            sheets > workbook.matches("state=\"hidden\"").count(),
            "{workbook}"
        );
    }
    let overlapping = book(vec![
        Row::of([Cell::text("a").across(2).down(2)]),
        Row::of([Cell::blank(), Cell::text("b").across(2)]),
    ]);
    assert!(matches!(overlapping.to_bytes(), Err(Unwritable::Other(_))));
}

#[test]
fn more_rows_than_there_can_be_are_refused() {
    let rows = vec![Row::default(); MOST_ROWS + 1];
    let error = book(rows).to_bytes().unwrap_err();
    assert_eq!(
        error,
        Unwritable::Rows {
            sheet: "甲".to_owned()
        }
    );
}
