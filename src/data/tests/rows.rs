//! What a row says, and what is wrong with it.

use super::*;
use crate::text::{Area, SheetsBuilder};

#[test]
fn a_row_says_what_it_says() {
    for (row, wanted) in [
        (
            "childcare_slots_per_1000,乐山市,2023,3.20,个/千人,,",
            "0 0 2023=3.20",
        ),
        (
            "每千人口托位数,511102,2023,3.20,,P,",
            "0 1 2023=3.20 provisional",
        ),
        (
            "每千人口托位数,,２０２３年,4.5个,,初步核算,",
            "0 0 2023=4.5 provisional",
        ),
        (
            "常住人口,沙湾区,2020,316.0168万人,,PB,",
            "2 2 2020=3160168 provisional|",
        ),
        (
            "常住人口,沙湾区,2020,316.0168,万人,B,",
            "2 2 2020=3160168 |",
        ),
        (
            "常住人口,,2020,３１６,万人,演示,",
            "2 0 2020=3160000 demonstration",
        ),
        ("孕产妇死亡率,,2020,5.56,1/10万,A,", "1 0 2020=5.56"),
        ("犍为县传染病医院,,2023,在建,,,", "4 0 2023=2"),
        ("犍为县传染病医院,,2023,—,,,", "4 0 2023=no_such_figure"),
        ("总和生育率,,2020,1.24,-,,", "5 0 2020=1.24"),
        (
            "births,,2020,12345678901234567890.5,,E,",
            "3 0 2020=12345678901234567890.5 estimated",
        ),
        ("births,,2020,…,,,", "3 0 2020=below_smallest_unit"),
        ("births,,2020,一,,,", "3 0 2020=no_such_figure"),
        ("births,,2020,,,,", "3 0 2020=not_known"),
        ("births,,2020,,,M,", "3 0 2020=not_known"),
        ("births,,2020,0,,,2023-06-30", "3 0 2020=0"),
        ("resident_population,,2020,−3,,,", "2 0 2020=-3"),
    ] {
        let read = csv(row);
        assert_eq!(
            (read.shown().as_str(), read.found.as_str()),
            (wanted, ""),
            "{row}"
        );
        assert_eq!(read.cube.kept_out(), KeptOut::default(), "{row}");
    }
}

#[test]
fn each_mistake_is_found_at_its_cell() {
    for (row, wanted, faulty) in [
        ("births,乐山市,2020,1", "Y0504 births,乐山市,2020,1", 1),
        (
            "births,乐山市,2020,1,人,,,x",
            "Y0504 births,乐山市,2020,1,人,,,x",
            1,
        ),
        ("births,乐山市,23,1,,,", "Y0510 23", 1),
        ("births,乐山市,,1,,,", "Y0510 ", 1),
        ("births,乐山市,2020,\"2,03\",,,", "Y0511 2,03", 1),
        ("births,乐山市,2020,70%以上,,,", "Y0511 70%以上", 1),
        ("births,乐山市,2020,约70,,,", "Y0511 约70", 1),
        (
            "births,乐山市,2020,2003.43亿元左右,,,",
            "Y0511 2003.43亿元左右",
            1,
        ),
        ("births,乐山市,2020,〔20,,,", "Y0511 〔20", 1),
        ("births,乐山市,2020,#DIV/0!,,,", "Y0554 #DIV/0!", 1),
        ("births,乐山市,2020,#N/A,,,", "Y0554 #N/A", 1),
        ("births,乐山市,2020,####,,,", "Y0554 ####", 1),
        ("births,乐山市,2020,3月4日,,,", "Y0556 3月4日", 1),
        ("births,乐山市,2020,2023/3/4,,,", "Y0556 2023/3/4", 1),
        ("births,乐山市,2020,5-,,,", "Y0511 5-", 1),
        ("births,乐山市,2020,1e5,,,", "Y0511 1e5", 1),
        ("births,乐山市,2020,5头,,,", "Y0512 5头", 1),
        ("births,乐山市,2020,5,头,,", "Y0512 头", 1),
        ("births,乐山市,2020,5,%,,", "Y0513 %", 1),
        ("births,乐山市,2020,5,pp,,", "Y0528 pp", 1),
        ("城镇化率,乐山市,2020,5,个百分点,,", "Y0528 个百分点", 1),
        ("孕产妇死亡率,乐山市,2020,5百分点,,,", "Y0528 5百分点", 1),
        ("总和生育率,乐山市,2020,5,千分点,,", "Y0528 千分点", 1),
        ("bir\u{200B}ths,乐山市,2020,5,,,", "Y0002 bir\u{200B}ths", 1),
        ("births,乐山\0市,2020,5,,,", "Y0002 乐山\0市", 1),
        ("births,乐山市,20\u{200B}20,5,,,", "Y0002 20\u{200B}20", 1),
        ("births,乐山市,2020,5\u{200B},,,", "Y0002 5\u{200B}", 1),
        ("births,乐山市,2020,5,,\u{FEFF}P,", "Y0002 \u{FEFF}P", 1),
        ("births,乐山市,2020,5%,,,", "Y0513 5%", 1),
        ("孕产妇死亡率,乐山市,2020,0.0556,‰,,", "Y0514 ‰", 1),
        ("孕产妇死亡率,乐山市,2020,0.0556‰,,,", "Y0514 0.0556‰", 1),
        ("births,乐山市,2020,5万人,人,,", "Y0515 5万人", 1),
        ("总和生育率,乐山市,2020,5,个,,", "Y0516 个", 0),
        ("births,乐山市,2020,5,,X,", "Y0517 X", 1),
        ("births,乐山市,2020,5,,M,", "Y0518 M", 1),
        ("births,乐山市,2020,-5,,,", "Y0519 -5", 1),
        ("犍为县传染病医院,乐山市,2020,完工,,,", "Y0520 完工", 1),
        ("犍为县传染病医院,乐山市,2020,2,,,", "Y0520 2", 1),
        ("犍为县传染病医院,乐山市,2020,建成,人,,", "Y0513 人", 1),
        ("births,乐山市,2020,5,,,去年", "Y0521 去年", 0),
        ("births,眉山市,2020,5,,,", "Y0508 眉山市", 1),
        ("births,中心城区,2020,5,,,", "Y0508 中心城区", 1),
        ("births,市中区,2020,5,,,", "Y0509 市中区", 1),
        (",乐山市,2020,5,,,", "Y0527 ", 1),
    ] {
        let read = csv(row);
        assert_eq!(read.found, wanted, "{row}");
        assert_eq!(read.cube.kept_out().faulty, faulty, "{row}");
        let kept_out = read.shown().is_empty() || read.shown().ends_with("kept_out");
        assert_eq!(kept_out, faulty > 0, "{row}");
    }
    let long = "9".repeat(40);
    assert_eq!(
        csv(&format!("births,,2020,{long},,,")).found,
        format!("Y0107 {long}")
    );
}

#[test]
fn an_indicator_that_nobody_knows_is_counted() {
    let read =
        csv("birhts,,2020,1,,,\nbirhts,,2021,1,,,\nbirths,,2020,1,,,\n地区生产总值,,2020,1,亿元,,");
    assert_eq!(read.found, "Y0506 birhts Y0507 地区生产总值");
    assert_eq!(
        read.cube.kept_out(),
        KeptOut {
            faulty: 0,
            unused: 3
        }
    );
}

#[test]
fn a_million_unknown_names_are_looked_up_for_a_while_only() {
    let mut plan = plan();
    for at in 0..10_000 {
        let name = format!("indicator_of_some_length_{at}");
        plan.indicator_names.insert(name, SLOTS);
    }
    let rows: String = (0..20_000)
        .map(|at| format!("indicator_of_that_length_{at},2020,1\n"))
        .collect();
    let all = sources(&[
        (
            "plan.yaml",
            "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata: [x.csv]\n",
        ),
        ("x.csv", &format!("indicator,year,value\n{rows}")),
    ]);
    let mut diagnostics = Diagnostics::new();
    let manifest = read_manifest(&all, &mut diagnostics).unwrap();
    let cube = read_data(&plan, &all, &manifest, &mut diagnostics);
    assert_eq!(cube.kept_out().unused, 20_000);
}

#[test]
fn what_nobody_sees_is_told_and_the_row_counts() {
    let head = "指标,年份,数值,来源,备注\n";
    let rows = "births,2020,6,统计\0年鉴,\nbirths,2021,7,\"年鉴\r\n第二行\",\u{202E}x\n";
    let read = super::read(&[("x.csv", &format!("{head}{rows}"))]);
    assert_eq!(read.shown(), "3 0 2020=6; 3 0 2021=7");
    assert_eq!(read.found, "Y0530 统计\0年鉴 Y0530 \u{202E}x");
    let yaml = "- {indicator: births, year: 2020, value: 6, source: 统计\u{200B}年鉴}\n";
    let read = super::read(&[("x.yaml", yaml)]);
    assert_eq!(read.shown(), "3 0 2020=6");
    assert_eq!(read.found, "Y0530 统计\u{200B}年鉴");
}

const YAML: &str = "- {indicator: births, year: 2020, value: 63.90, unit: 万人}\n\
    - 指标: 常住人口\n  地区: 511102\n  年份: 2021\n  数值: 1_000\n  状态: 初步核算\n\
    - {indicator: births, year: 2021, value: , note: 待补}\n";

#[test]
fn yaml_has_the_same_keys() {
    let read = super::read(&[("x.yaml", YAML)]);
    assert_eq!(read.found, "Y0511 1_000");
    assert_eq!(
        read.shown(),
        "2 1 2021=kept_out; 3 0 2020=639000; 3 0 2021=not_known"
    );
    let cell = read.cell(IndicatorId(3), CITY, Year(2020)).unwrap();
    assert_eq!(
        (cell.line, cell.column, cell.written.as_str()),
        (1, 42, "63.90")
    );
    for (text, wanted) in [
        ("- {indicator: births, year: 2020}\n", "Y0706 {"),
        (
            "- {indicator: births, yaer: 2020, value: 1}\n",
            "Y0705 yaer Y0706 {",
        ),
        ("- {indicator: births, year: [2020], value: 1}\n", "Y0707 ["),
        (
            "- {indicator: births, 指标: births, year: 2020, value: 1}\n",
            "Y0703 指标",
        ),
        ("births: 1\n", "Y0707 births"),
        ("- births\n", "Y0707 births"),
        ("- [\n", "Y0702 "),
    ] {
        assert_eq!(super::read(&[("x.yaml", text)]).found, wanted, "{text}");
    }
}

#[test]
fn a_yaml_row_with_an_unknown_key_is_no_figure() {
    for (text, found, shown) in [
        // The comma cuts the number in two.
        (
            "- { indicator: births, year: 2023, value: 4,500 }\n",
            "Y0705 500",
            "3 0 2023=kept_out",
        ),
        (
            "- { indicator: births, year: 2023, value: 4,500.5 }\n",
            "Y0705 500.5",
            "3 0 2023=kept_out",
        ),
        (
            "- { indicator: births, year: 2023, value: 3,20 }\n",
            "Y0705 20",
            "3 0 2023=kept_out",
        ),
        // Nobody knows which region it is.
        (
            "- { 指标: births, 地域: 市中区, 年份: 2023, 数值: 120 }\n",
            "Y0705 地域",
            "",
        ),
        (
            "- { 指标: births, 地区: 沙湾区, 年份: 2023, 数值: 120, 状太: D }\n",
            "Y0705 状太",
            "3 2 2023=kept_out",
        ),
    ] {
        let read = super::read(&[("x.yaml", text)]);
        assert_eq!((read.found.as_str(), read.shown().as_str()), (found, shown));
        assert_eq!(read.cube.kept_out().faulty, 1, "{text}");
    }
}

#[test]
fn a_blank_region_under_another_name_is_not_the_own_one() {
    for (rows, wanted, shown) in [
        (
            "births,沙湾区,2021,1,,,\nbirths,,2022,2,,,\nbirths,,2023,3,,,",
            "Y0531 ",
            "3 2 2021=1",
        ),
        // What is kept out is not found again among rows of the cell that it would be.
        (
            "births,乐山市,2021,9,,,\nbirths,沙湾区,2021,1,,,\nbirths,,2021,2,,,\nbirths,乐山市,2021,9.0,,,",
            "Y0531  Y0522 9.0",
            "3 0 2021=9; 3 2 2021=1",
        ),
        // Nor is a figure of the city under a region that nobody knows.
        (
            "births,沙弯县,2021,1,,,\nbirths,,2022,2,,,",
            "Y0531  Y0508 沙弯县",
            "",
        ),
        (
            "births,沙湾区,20x1,1,,,\nbirths,,2022,2,,,",
            "Y0510 20x1 Y0531 ",
            "",
        ),
        (
            "births,沙湾区,2021,1,,,\n常住人口,,2021,9,,,\nbirths,,2021,9,,,",
            "Y0531  Y0539 ",
            "2 0 2021=9; 3 2 2021=1",
        ),
        // Nor is one under the city's name a custom.
        (
            "births,乐山市,2021,1,,,\n常住人口,,2021,9,,,\nbirths,沙湾区,2021,3,,,\n常住人口,,2020,2,,,",
            "Y0539 ",
            "2 0 2020=2; 2 0 2021=9; 3 0 2021=1; 3 2 2021=3",
        ),
        // A file in which a blank means the city from the first row on.
        (
            "births,,2021,9,,,\nbirths,沙湾区,2021,1,,,\n常住人口,,2021,9,,,",
            "",
            "2 0 2021=9; 3 0 2021=9; 3 2 2021=1",
        ),
        (
            "births,,2021,9,,,\nbirths,沙湾区,2021,1,,,\nbirths,,2022,9,,,\nbirths,沙湾区,2022,2,,,",
            "",
            "3 0 2021=9; 3 2 2021=1; 3 0 2022=9; 3 2 2022=2",
        ),
        (
            "常住人口,,2021,9,,,\nbirths,沙湾区,2021,1,,,\nbirths,沙湾区,2022,2,,,\nbirths,,2021,9,,,\nbirths,,2022,9,,,",
            "",
            "2 0 2021=9; 3 0 2021=9; 3 2 2021=1; 3 0 2022=9; 3 2 2022=2",
        ),
        // There, too, a blank may go on with the region above, which does not say that year itself.
        (
            "births,,2021,9,,,\nbirths,沙湾区,2021,1,,,\nbirths,,2022,9,,,",
            "Y0539 ",
            "3 0 2021=9; 3 2 2021=1; 3 0 2022=9",
        ),
        // A block that goes on as the one before did begins as it did, though 沙湾区 is left out.
        (
            "births,,2021,9,,,\nbirths,511102,2021,3,,,\nbirths,沙湾区,2021,1,,,\nbirths,,2022,9,,,\nbirths,511102,2022,3,,,",
            "",
            "3 0 2021=9; 3 1 2021=3; 3 2 2021=1; 3 0 2022=9; 3 1 2022=3",
        ),
        (
            "births,,2021,9,,,\nbirths,511102,2021,3,,,\nbirths,沙湾区,2021,1,,,\nbirths,,2022,9,,,\n常住人口,511102,2022,3,,,",
            "Y0539 ",
            "2 1 2022=3; 3 0 2021=9; 3 1 2021=3; 3 2 2021=1; 3 0 2022=9",
        ),
        // What is explained in one place explains no other.
        (
            "births,,2021,9,,,\nbirths,511102,2021,3,,,\nbirths,沙湾区,2021,1,,,\nbirths,,2022,9,,,\nbirths,511102,2022,3,,,\nbirths,,2024,9,,,",
            "Y0539 ",
            "3 0 2021=9; 3 1 2021=3; 3 2 2021=1; 3 0 2022=9; 3 1 2022=3; 3 0 2024=9",
        ),
        (
            "births,,2021,9,,,\nbirths,511102,2021,3,,,\nbirths,,2022,9,,,\nbirths,沙湾区,2021,1,,,\nbirths,,2024,9,,,\nbirths,沙湾区,2024,3,,,",
            "Y0539 ",
            "3 0 2021=9; 3 1 2021=3; 3 2 2021=1; 3 0 2022=9; 3 0 2024=9; 3 2 2024=3",
        ),
        (
            "births,,2021,9,,,\nbirths,沙弯县,2021,1,,,\nbirths,,2022,9,,,",
            "Y0539  Y0508 沙弯县",
            "3 0 2021=9; 3 0 2022=9",
        ),
        // Two counties of one table: of the city it would be said twice.
        (
            "births,,2021,9,,,\nbirths,511102,2021,3,,,\nbirths,,2022,4,,,\nbirths,沙湾区,2021,1,,,\nbirths,,2022,5,,,",
            "Y0539  Y0523 5",
            "3 0 2021=9; 3 1 2021=3; 3 2 2021=1; 3 0 2022=kept_out",
        ),
        (
            "births,乐山市,2021,9,,,\nbirths,,2022,9,,,",
            "",
            "3 0 2021=9; 3 0 2022=9",
        ),
    ] {
        let read = csv(rows);
        assert_eq!(
            (read.found.as_str(), read.shown().as_str()),
            (wanted, shown),
            "{rows}"
        );
        let kept_out = 2 * usize::from(rows.contains("2023"));
        let kept_out = kept_out.max(usize::from(wanted.contains("Y0531")));
        let kept_out = kept_out
            + usize::from(wanted.contains("Y0508") || wanted.contains("Y0510"))
            + 2 * usize::from(wanted.contains("Y0523"));
        assert_eq!(read.cube.kept_out().faulty, kept_out, "{rows}");
    }
}

#[test]
fn a_region_in_place_of_an_indicator_is_told() {
    let read = csv("沙湾区,births,2021,1,,,\n沙湾区,births,2022,1,,,\n市中区,births,2022,1,,,");
    assert_eq!(read.found, "Y0532 沙湾区 Y0532 市中区");
    assert_eq!(
        read.cube.kept_out(),
        KeptOut {
            faulty: 3,
            unused: 0
        }
    );
}

#[test]
fn a_year_long_after_the_plan_is_told_and_counted() {
    assert_eq!(csv("births,,2030,1,,,").found, "");
    let read = csv("births,,2032,1,,,\nbirths,,2033,1,,,");
    assert_eq!(read.found, "Y0533 2032");
    assert_eq!(read.cube.kept_out(), KeptOut::default());
}

#[test]
fn a_unit_behind_an_indicator_is_a_slip_and_no_other_indicator() {
    let read =
        csv("常住人口（万人）,,2020,316,,,\n常住人口(%),,2021,316,,,\n人口（万人）,,2021,1,,,");
    assert_eq!(
        read.found,
        "Y0506 常住人口（万人） Y0506 常住人口(%) Y0507 人口（万人）"
    );
    assert!(read.cube.may_lack(POPULATION));
}

/// Reads a table that `shape` describes, under a heading with a year over each figure.
fn mapped(shape: &str, text: &str) -> super::Read {
    let listed = format!("  - file: x.csv\n    tables: [{{{shape}}}]\n");
    super::read_listed(&listed, &[("x.csv", text)])
}

#[test]
fn wrong_quotes_in_a_described_table_are_told() {
    let shape = "header: 1, indicator: A, year: row 1, value: B..C";
    for (rows, found, shown) in [
        // A quote within a field is a character.
        (
            "5\" x,1,2\nbirths,6,7\n",
            "Y0507 5\" x",
            "3 0 2020=6; 3 0 2021=7",
        ),
        ("births,6,\"7\"8\n", "Y0543 8", ""),
        (
            "births,6,7\n\"x,1,2\nfoo,1,1\n",
            "Y0505 \"",
            "3 0 2020=6; 3 0 2021=7",
        ),
    ] {
        let read = mapped(shape, &format!("指标,2020,2021\n{rows}"));
        assert_eq!(read.shown(), shown, "{rows}");
        assert_eq!(read.found, found, "{rows}");
    }
    let read = mapped(shape, "指标,2020,2021\rbirths,6,7\r");
    assert_eq!(read.shown(), "3 0 2020=6; 3 0 2021=7");
}

#[test]
fn a_name_goes_on_over_any_number_of_blank_rows() {
    let shape = "header: 1, indicator: A, year: B, value: C, fill: [indicator]";
    let blank = ",2020,\n".repeat(3000);
    let read = mapped(
        shape,
        &format!("指标,年份,数值\nbirths,2020,6\n{blank},2021,7\n"),
    );
    assert_eq!(read.shown(), "3 0 2020=6; 3 0 2021=7");
}

#[test]
fn a_heading_goes_on_to_the_right_where_it_fills() {
    let text = "年份,2020,,2021,\n指标,合计,x,合计,x\nbirths,6,,7,\n常住人口,,1,,2\n";
    let shape = "header: 1..2, indicator: A, year: row 1, value: B..E, fill: [year]";
    let read = mapped(shape, text);
    assert_eq!(read.shown().matches("3 0 ").count(), 2, "{}", read.shown());
    // A year and a figure for each column; the corner is no year.
    assert!(!read.found.contains("年份"), "{}", read.found);
    let text = ",2020,\n,births,常住人口\n乐山市,6,7\n";
    let shape = "header: 1..2, region: A, year: row 1, indicator: row 2, value: B..C, fill: [year]";
    let read = mapped(shape, text);
    assert!(
        read.shown().contains("2020=7"),
        "{} {}",
        read.shown(),
        read.found
    );
}

#[test]
fn what_no_cell_leaves_blank_is_not_filled() {
    for fill in ["value", "region"] {
        let manifest = format!(
            "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata:\n  - file: x.csv\n    \
             tables: [{{header: 1, indicator: A, region: {{is: 乐山市}}, year: row 1, value: B, \
             fill: [{fill}]}}]\n"
        );
        let sources = sources(&[("plan.yaml", &manifest)]);
        let mut diagnostics = Diagnostics::new();
        read_manifest(&sources, &mut diagnostics);
        let found = codes(&diagnostics, &sources);
        assert!(found.contains(&format!("Y0563 {fill}")), "{found}");
    }
}

#[test]
fn a_cell_without_a_field_is_part_of_its_area() {
    let sheet = Area {
        top: 1,
        left: 1,
        bottom: 1,
        right: 2,
    };
    let mut builder = SheetsBuilder::new(true);
    builder.sheet("x", false);
    for (row, column, text) in [
        (0, 1, "2020"),
        (0, 2, "2021"),
        (1, 0, "births"),
        (1, 1, "6"),
    ] {
        builder.cell(row, column, text, None);
    }
    builder.last().unwrap().merged.push(sheet);
    builder.end_sheet();
    let (text, sheets) = builder.finish();
    let manifest = "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata:\n  - file: x.xlsx\n    \
        tables: [{header: 1, indicator: A, year: row 1, value: C}]\n";
    let mut all = sources(&[("plan.yaml", manifest)]);
    all.insert("x.xlsx", b"x").unwrap();
    all.insert_sheets("x.xlsx", text, sheets).unwrap();
    let mut diagnostics = Diagnostics::new();
    let manifest = read_manifest(&all, &mut diagnostics).unwrap();
    let cube = read_data(&plan(), &all, &manifest, &mut diagnostics);
    let found = codes(&diagnostics, &all);
    let read = super::Read {
        cube,
        sources: all,
        found,
    };
    assert_eq!(read.shown(), "3 0 2021=6", "{}", read.found);
}

/// A second heading in a described table would file its figures under the years of the first.
#[test]
fn a_second_heading_ends_a_described_table() {
    for (rest, wanted) in [
        ("指标,2021,2022\nbirths,7,8\n", "Y0542 指标,2021,2022"),
        (
            "分组,2021年,2022年\nbirths,7,8\n",
            "Y0542 分组,2021年,2022年",
        ),
        ("", ""),
    ] {
        let text = format!("指标,2022,2023\nbirths,5,6\n,,\n{rest}");
        let listed = "  - file: d.csv\n    tables: [{header: 1, rows: '2..', indicator: A, year: row 1, value: B..C}]\n";
        let read = read_listed(listed, &[("d.csv", text.as_str())]);
        assert_eq!(read.found, wanted);
        let births = IndicatorId(3);
        let series = read.cube.series(births).unwrap();
        let years: Vec<_> = series.columns().map(|(year, _)| year.0).collect();
        assert_eq!(years, [2022, 2023]);
    }
}
