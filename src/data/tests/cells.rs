//! Rows and files that speak of one cell, and finding it again.

use super::*;

#[test]
fn rows_of_one_cell_are_revised_repeated_or_contradict() {
    for (rows, wanted, found) in [
        (
            "births,,2020,5,,P,2021-02\nbirths,,2020,6,,,2021-11",
            "3 0 2020=6",
            "",
        ),
        (
            "births,,2020,6,,,2021-11\nbirths,,2020,5,,P,2021-02",
            "3 0 2020=6",
            "",
        ),
        (
            "births,,2020,6,,,\nbirths,乐山市,2020,6.0,人,,",
            "3 0 2020=6",
            "Y0522 6.0",
        ),
        (
            "births,,2020,6,,,\nbirths,,2020,7,,,",
            "3 0 2020=kept_out",
            "Y0523 7",
        ),
        (
            "births,,2020,6,,,\nbirths,,2020,7,,,2021",
            "3 0 2020=kept_out",
            "Y0523 7",
        ),
        (
            "births,,2020,,,,\nbirths,,2020,7,,,",
            "3 0 2020=7",
            "Y0536 ",
        ),
        (
            "births,,2020,7,,,2021-02\nbirths,,2020,,,,2021-11",
            "3 0 2020=7",
            "Y0536 ",
        ),
        (
            "births,,2020,7,,,2021-02\nbirths,,2020,,,M,2021-11",
            "3 0 2020=not_known",
            "Y0537 ",
        ),
        (
            "births,,2020,7,,,2021-02\nbirths,,2020,…,,,2021-11",
            "3 0 2020=below_smallest_unit",
            "Y0537 …",
        ),
        (
            "births,,2020,7,,B,\nbirths,,2020,7,,,",
            "3 0 2020=7 |",
            "Y0538 ",
        ),
        (
            "births,,2020,7,,,\nbirths,,2020,7,,BE,",
            "3 0 2020=7 estimated|",
            "Y0538 BE",
        ),
        ("births,,2020,,,B,", "3 0 2020=not_known |", ""),
        (
            "births,,2020,,,B,\nbirths,,2020,7,,,",
            "3 0 2020=7 |",
            "Y0538 B",
        ),
        (
            "births,,2020,x,,,\nbirths,,2020,7,,,",
            "3 0 2020=7",
            "Y0511 x",
        ),
        (
            "births,,2020,7,,,\nbirths,,2020,x,,,",
            "3 0 2020=7",
            "Y0511 x",
        ),
    ] {
        let read = csv(rows);
        assert_eq!(
            (read.shown().as_str(), read.found.as_str()),
            (wanted, found),
            "{rows}"
        );
    }
    let read = csv("births,,2020,6,,,\nbirths,,2020,7,,,\nbirths,,2020,6,,,");
    assert_eq!(read.cube.kept_out().faulty, 3);
}

#[test]
fn the_first_file_counts_and_a_contradiction_is_shown() {
    let file = |rows: &str| format!("指标,年份,数值,单位\n{rows}\n");
    for (trusted, other, wanted, found) in [
        (
            "births,2020,6,人",
            "births,2020,7,人",
            "3 0 2020=6",
            "Y0524 7",
        ),
        ("births,2020,6,人", "births,2020,6.0,人", "3 0 2020=6", ""),
        (
            "births,2020,0.0006,万人",
            "births,2020,6,人",
            "3 0 2020=6",
            "",
        ),
        (
            "births,2020,6,人",
            "births,2021,7,人",
            "3 0 2020=6; 3 0 2021=7",
            "",
        ),
        ("births,2020,,人", "births,2020,7,人", "3 0 2020=7", ""),
        (
            "births,2020,x,人",
            "births,2020,7,人",
            "3 0 2020=7",
            "Y0511 x",
        ),
        (
            "births,2020,x,人",
            "births,2020,,人",
            "3 0 2020=kept_out",
            "Y0511 x",
        ),
        ("births,2020,7,人", "births,2020,,人", "3 0 2020=7", ""),
        ("births,2020,7,人", "births,2020,—,人", "3 0 2020=7", ""),
        (
            "births,2020,…,人",
            "births,2020,7,人",
            "3 0 2020=below_smallest_unit",
            "Y0524 7",
        ),
        (
            "births,2020,7.3,人",
            "births,2020,7.26,人",
            "3 0 2020=7.3",
            "Y0525 7.26",
        ),
        (
            "births,2020,7.26,人",
            "births,2020,7.3,人",
            "3 0 2020=7.26",
            "",
        ),
    ] {
        let read = super::read(&[("a.csv", &file(trusted)), ("b.csv", &file(other))]);
        assert_eq!(
            (read.shown().as_str(), read.found.as_str()),
            (wanted, found),
            "{trusted} | {other}"
        );
    }
}

#[test]
fn a_break_holds_whichever_file_says_it() {
    let file = |row: &str| format!("指标,年份,数值,状态\nbirths,2020,{row}\n");
    for (trusted, other, wanted, found) in [
        ("6,B", "6,", "3 0 2020=6 |", ""),
        ("6,", "6,B", "3 0 2020=6 |", "Y0538 6"),
        ("6.0,", "6.01,B", "3 0 2020=6.0 |", "Y0538 6.01 Y0525 6.01"),
        ("6.01,", "6.0,B", "3 0 2020=6.01 |", "Y0538 6.0"),
        ("6,", "7,B", "3 0 2020=6", "Y0524 7"),
        (",B", "6,", "3 0 2020=6 |", ""),
        ("x,B", "6,", "3 0 2020=6 |", "Y0511 x"),
        ("5,B\nbirths,2020,7,", "6,", "3 0 2020=6 |", "Y0523 7"),
        ("6,", ",B", "3 0 2020=6 |", "Y0538 "),
        ("6,", "6,P", "3 0 2020=6", ""),
    ] {
        let read = super::read(&[("a.csv", &file(trusted)), ("b.csv", &file(other))]);
        assert_eq!(
            (read.shown().as_str(), read.found.as_str()),
            (wanted, found),
            "{trusted} | {other}"
        );
    }
}

#[test]
fn three_files_are_laid_one_under_the_other() {
    let file = |value: &str| format!("指标,年份,数值\nbirths,2020,{value}\n");
    let (a, b, c) = (file(""), file("7"), file("8"));
    let read = super::read(&[("a.csv", &a), ("b.csv", &b), ("c.csv", &c)]);
    assert_eq!(
        (read.shown().as_str(), read.found.as_str()),
        ("3 0 2020=7", "Y0524 8")
    );
    let cell = read.cell(IndicatorId(3), CITY, Year(2020)).unwrap();
    assert_eq!(cell.file, "b.csv");
}

#[test]
fn a_break_that_a_blank_cell_says_is_found_with_the_figure() {
    let file =
        |value: &str, status: &str| format!("指标,年份,数值,状态\nbirths,2020,{value},{status}\n");
    for (status, breaks, shown) in [("B", true, "3 0 2020=7 |"), ("", false, "3 0 2020=7")] {
        let read = super::read(&[("a.csv", &file("", status)), ("b.csv", &file("7", ""))]);
        assert_eq!((read.shown().as_str(), read.found.as_str()), (shown, ""));
        let cell = read.cell(IndicatorId(3), CITY, Year(2020)).unwrap();
        assert_eq!((cell.file.as_str(), cell.status.breaks), ("b.csv", breaks));
    }
}

#[test]
fn a_file_is_doubted_as_a_whole() {
    let read = read_listed(
        "  - {file: x.csv, status: D, source: 演示数据}\n",
        &[(
            "x.csv",
            "指标,年份,数值,状态,来源\nbirths,2020,6,P,\nbirths,2021,7,,年鉴\n",
        )],
    );
    assert_eq!(
        read.shown(),
        "3 0 2020=6 demonstration; 3 0 2021=7 demonstration"
    );
    let source = |year| {
        let cell = read.cell(IndicatorId(3), CITY, Year(year));
        cell.unwrap().source.unwrap()
    };
    assert_eq!(
        (source(2020).as_str(), source(2021).as_str()),
        ("演示数据", "年鉴")
    );
}

#[test]
fn a_cell_is_found_again_with_all_that_stands_there() {
    let text = "\u{FEFF}指标,地区,年份,来源,位置,引文,数值,发布日期\r\n\
        births,,2020,年鉴,表3-1,\"出生,\"\"6\"\"人\",6,2021-02-03\r\n\
        \r\n\
        births,沙湾区,2020,,,,\" 7\",\r\n";
    let read = super::read(&[("d/x.csv", text)]);
    assert_eq!(read.found, "");
    let cell = |region| {
        let key = (IndicatorId(3), RegionId(region), Year(2020));
        read.cell(key.0, key.1, key.2)
    };
    let first = cell(0).unwrap();
    assert_eq!(
        (first.file.as_str(), first.line, first.column),
        ("d/x.csv", 2, 34)
    );
    assert_eq!(first.quote.as_deref(), Some("出生,\"6\"人"));
    assert_eq!(first.place.as_deref(), Some("表3-1"));
    assert_eq!(first.published.as_deref(), Some("2021-02-03"));
    let second = cell(2).unwrap();
    assert_eq!((second.line, second.column), (4, 22));
    assert_eq!(read.sources.slice(second.span), "7");
    assert_eq!(cell(1), None);
}

#[test]
fn a_revised_cell_is_found_where_it_was_revised() {
    let rows = "births,,2020,5,,P,2021-02\nbirths,,2020,6,,,2021-11\nbirths,,2020,4,,E,2020";
    let read = csv(rows);
    let cell = read.cell(IndicatorId(3), CITY, Year(2020)).unwrap();
    assert_eq!((cell.line, cell.written.as_str()), (3, "6"));
}

#[test]
fn dates_that_do_not_say_which_is_later_settle_nothing() {
    let read = csv("births,,2020,5,,,2024\nbirths,,2020,6,,,2024-04-10");
    assert_eq!(
        (read.shown().as_str(), read.found.as_str()),
        ("3 0 2020=kept_out", "Y0523 6")
    );
}
