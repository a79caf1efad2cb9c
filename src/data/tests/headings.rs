//! The headings of columns, and columns that nobody knows.

use super::*;

#[test]
fn headings_of_forms_and_tables_are_known() {
    for heading in [
        "地区代码",
        "区域名称",
        "区划代码",
        "行政区划代码",
        "县(市、区)",
        "市县",
        "辖区",
        "县区名称",
        "市州",
        "county",
        "area",
        " 地 区",
        "地\u{3000}区",
        "地区*",
        "地区（必填）",
        "地区(必填)",
    ] {
        let text = format!("指标,{heading},年份,数值\nbirths,511102,2020,5\n");
        let read = super::read(&[("x.csv", &text)]);
        let seen = (read.shown(), read.found);
        assert_eq!(seen, ("3 1 2020=5".to_owned(), String::new()), "{heading}");
    }
    for (year, value) in [
        ("统计年度", "完成值"),
        ("年度", "实际值"),
        ("年份*", "值"),
        ("年份", "数据"),
    ] {
        let text = format!("指标,{year},{value}\nbirths,2020,5\n");
        let read = super::read(&[("x.csv", &text)]);
        assert_eq!(
            (read.shown().as_str(), read.found.as_str()),
            ("3 0 2020=5", "")
        );
    }
}

#[test]
fn a_unit_in_the_heading_is_that_of_the_figures() {
    for (text, wanted, found) in [
        (
            "指标,年份,数值（万人）\nbirths,2020,5\n",
            "3 0 2020=50000",
            "",
        ),
        (
            "指标,年份,数值 (单位：万人)\nbirths,2020,5\n",
            "3 0 2020=50000",
            "",
        ),
        (
            "指标,年份,数值（%）\nbirths,2020,5\n",
            "3 0 2020=kept_out",
            "Y0513 births,2020,5",
        ),
        (
            "指标,年份,数值（万人）\nbirths,2020,5人\n",
            "3 0 2020=kept_out",
            "Y0515 5人",
        ),
        (
            "指标,年份,数值（初步）\nbirths,2020,5\n",
            "",
            "Y0512 数值（初步）",
        ),
        (
            "指标,年份,数值（人）,单位\nbirths,2020,5,万人\n",
            "",
            "Y0502 数值（人） Y0501 指标,年份,数值（人）,单位",
        ),
    ] {
        let read = super::read(&[("x.csv", text)]);
        let seen = (read.shown(), read.found);
        assert_eq!(seen, (wanted.to_owned(), found.to_owned()), "{text}");
    }
}

#[test]
fn a_heading_that_says_what_belongs_into_the_cells_keeps_the_file_out() {
    for heading in [
        "单位（人）",
        "单位(人)",
        "单位：人",
        "单位:人",
        "单位 人",
        "（单位：人）",
        "单位/人",
        "计量单位（人）",
        "Unit (persons)",
        "地区（乐山市）",
        "县(市、区)：沙湾区",
        "*状态：P",
    ] {
        for value in ["", "x"] {
            let text = format!("指标,年份,数值,{heading}\nbirths,2020,5,{value}\n");
            let read = super::read(&[("x.csv", &text)]);
            let seen = (read.shown(), read.found);
            let found = format!("Y0534 {heading}");
            assert_eq!(seen, (String::new(), found), "{heading}");
            assert_eq!(read.cube.unreadable_files(), 1);
        }
    }
    for header in [
        "指标,年份,数值,单位负责人",
        "指标,年份,数值,status_note",
        "指标,年份,数值,地区生产总值",
        "指标,年份,数值,来源（网址）",
        "指标,年份,数值（人）,地区 , 地区（全称）",
    ] {
        let commas = ",".repeat(header.matches(',').count() - 2);
        let text = format!("{header}\nbirths,2020,5{commas}\n");
        let read = super::read(&[("x.csv", &text)]);
        assert_eq!(read.shown(), "3 0 2020=5", "{header}");
        assert!(read.found.starts_with("Y0502"), "{header} {}", read.found);
    }
}

#[test]
fn a_heading_may_be_the_column_that_is_missing() {
    let (_, diagnostics) = said_of("指标,年份,结果\nbirths,2020,5\n", &plan());
    let helps: Vec<_> = diagnostics
        .iter()
        .map(|one| (one.code.id(), one.help))
        .collect();
    assert_eq!(helps, [("Y0502", Some("missing")), ("Y0501", Some("help"))]);
}

#[test]
fn a_code_beside_a_name_is_a_check() {
    for (row, wanted, found) in [
        ("511102,市中区", "3 1 2020=5", ""),
        ("511002,市中区", "3 4 2020=5", ""),
        ("511102000000,沙湾区", "", "Y0508 511102000000"),
        ("511111000000,沙湾区", "3 2 2020=5", ""),
        (",沙湾区", "3 2 2020=5", ""),
        ("511111,", "3 2 2020=5", ""),
        (",", "3 0 2020=5", ""),
        ("511102,沙湾区", "", "Y0535 沙湾区"),
        ("511111,市中区", "", "Y0535 市中区"),
        ("999999,沙湾区", "", "Y0508 999999"),
        ("999999,", "", "Y0508 999999"),
        ("511102,眉山市", "", "Y0508 眉山市"),
    ] {
        let text = format!("指标,地区代码,地区,年份,数值\nbirths,{row},2020,5\n");
        let read_csv = super::read(&[("x.csv", &text)]);
        let seen = (read_csv.shown(), read_csv.found);
        assert_eq!(seen, (wanted.to_owned(), found.to_owned()), "{row}");
        let kept_out = read_csv.cube.kept_out().faulty;
        assert_eq!(kept_out, usize::from(!found.is_empty()), "{row}");
        assert_eq!(
            read_csv.cube.may_lack(IndicatorId(3)),
            !found.is_empty(),
            "{row}"
        );
        let (code, name) = row.split_once(',').unwrap();
        let text =
            format!("- {{指标: births, 地区代码: {code}, 地区: {name}, 年份: 2020, 数值: 5}}\n");
        let read_yaml = super::read(&[("x.yaml", &text)]);
        assert_eq!(read_yaml.shown(), wanted, "{row}");
    }
    let found = |header: &str| {
        super::read(&[("x.csv", &format!("{header}\nbirths,511102,511102,2020,5\n"))]).found
    };
    assert_eq!(found("指标,地区,区县,年份,数值"), "Y0503 区县");
    assert_eq!(found("指标,地区代码,区划代码,年份,数值"), "Y0503 区划代码");
}

#[test]
fn a_column_that_is_not_known_is_guessed_by_what_it_holds() {
    for (header, values, wanted) in [
        ("所在地", "沙湾区 市中区区 乐山市", "Y0534"),
        ("所在地", "沙湾区 夹江县 乐山市", "Y0534"),
        ("口径", "人 人 万人", "Y0534"),
        ("核定", "A P P", "Y0534"),
        ("statsu", "P P A", "Y0534"),
        ("口径", "常住 常住 户籍", "Y0502"),
        // The region file need not know every township.
        ("乡镇", "某镇 某乡 某镇", "Y0534"),
        ("所属县区名", "某镇 某乡 某镇", "Y0534"),
        ("责任单位", "市局 市局 市局", "Y0502"),
        ("月份", "1 2 12", "Y0541"),
        ("性别", "合计 男 女", "Y0541"),
        ("性别", "合计 合计 总计", "Y0502"),
    ] {
        let rows: String = (2021..)
            .zip(values.split(' '))
            .map(|(year, value)| format!("births,{year},5,{value}\n"))
            .collect();
        let text = format!("指标,年份,数值,{header}\n{rows}");
        let all = sources(&[
            (
                "plan.yaml",
                "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata: [x.csv]\n",
            ),
            ("x.csv", &text),
        ]);
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&all, &mut diagnostics).unwrap();
        let cube = read_data(&plan(), &all, &manifest, &mut diagnostics);
        let found: Vec<_> = diagnostics.iter().map(|one| one.code.id()).collect();
        assert_eq!(found, [wanted], "{text}");
        // What is read without its region or its status says another thing, so it is not read.
        let unreadable = usize::from(wanted != "Y0502");
        assert_eq!(cube.unreadable_files(), unreadable, "{text}");
        codes(&diagnostics, &all);
    }
}

#[test]
fn columns_may_be_called_by_usual_words() {
    let text = "指标,区县,年份,数值,量纲,数据性质\nbirths,沙湾区,2020,5,人,P\n";
    let read = super::read(&[("x.csv", text)]);
    assert_eq!(
        (read.shown().as_str(), read.found.as_str()),
        ("3 2 2020=5 provisional", "")
    );
}

#[test]
fn only_a_column_that_a_verdict_rests_on_keeps_a_file_out() {
    for (text, found, unreadable) in [
        ("indicator,year,value,notes\nbirths,2020,5,甲\n", "Y0502", 0),
        (
            "indicator,year,value,备注,note\nbirths,2020,5,甲,乙\n",
            "Y0503",
            0,
        ),
        ("indicator,year,value,regoin\nbirths,2020,5,\n", "Y0534", 1),
        (
            "indicator,地区,region,year,value\nbirths,,沙湾区,2020,5\n",
            "Y0503",
            1,
        ),
        ("indicator,year,value,数值\nbirths,2020,5,6\n", "Y0503", 1),
    ] {
        let read = super::read(&[("x.csv", text)]);
        assert_eq!(read.found.split(' ').next(), Some(found), "{text}");
        assert_eq!(read.cube.unreadable_files(), unreadable, "{text}");
    }
}

#[test]
fn what_was_promised_is_never_offered_as_what_was_reached() {
    for (header, wanted) in [
        ("指标,年份,目标值,完成值", &[("Y0502", Some("help"))][..]),
        (
            "指标,年份,目标值",
            &[("Y0502", Some("help")), ("Y0501", Some("help"))],
        ),
        ("指标,年份,数值,数据值", &[("Y0502", Some("help"))]),
        (
            "指标,年份,vlaue",
            &[("Y0502", Some("near")), ("Y0501", Some("help"))],
        ),
    ] {
        let text = format!("{header}\nbirths,2020,5,6\n");
        let (_, diagnostics) = said_of(&text, &plan());
        let found: Vec<_> = diagnostics
            .iter()
            .map(|one| (one.code.id(), one.help.or(Some("help"))))
            .filter(|(code, _)| *code != "Y0504")
            .collect();
        assert_eq!(found, wanted, "{header}");
    }
}

#[test]
fn what_stands_under_another_header_is_not_read() {
    for (header, wanted, found, kept_out) in [
        (
            "指标,年份,目标值",
            "3 0 2023=6",
            "Y0542 指标,年份,目标值",
            2,
        ),
        (
            "指标,年份,数值（万人）",
            "3 0 2023=6",
            "Y0542 指标,年份,数值（万人）",
            2,
        ),
        (
            "指标, 年份,数值",
            "3 0 2023=6; 3 0 2024=9; 3 0 2025=9",
            "",
            0,
        ),
    ] {
        let text =
            format!("指标,年份,数值\nbirths,2023,6\n{header}\nbirths,2024,9\nbirths,2025,9\n");
        let read = super::read(&[("x.csv", &text)]);
        assert_eq!(
            (read.shown().as_str(), read.found.as_str()),
            (wanted, found)
        );
        assert_eq!(read.cube.kept_out().faulty, kept_out);
        let cell = read.cell(IndicatorId(3), CITY, Year(2024));
        assert_eq!(cell.is_some(), kept_out == 0, "{header}");
    }
}

/// `docs/data.md` names every heading that a column may have, and no other.
#[test]
fn the_page_names_every_heading() {
    let page = std::fs::read_to_string("docs/data.md").unwrap();
    let named = |head: &str, cells: std::ops::RangeInclusive<usize>| -> Vec<Vec<String>> {
        let rows = page.lines().skip_while(|line| !line.starts_with(head));
        let rows = rows.skip(2).take_while(|line| line.starts_with('|'));
        let names = |row: &str| {
            let cells = row.split('|').take(cells.end() + 1).skip(*cells.start());
            let cells: Vec<_> = cells.map(|cell| cell.replace('`', "")).collect();
            let mut names: Vec<_> = cells
                .iter()
                .flat_map(|cell| cell.split(", "))
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect();
            names.sort();
            names
        };
        let mut rows: Vec<_> = rows.map(names).collect();
        rows.sort();
        rows
    };
    let known = |columns: &[crate::data::headings::Column]| -> Vec<Vec<String>> {
        let names = columns.iter().map(|column| {
            let mut names: Vec<_> = column.names.iter().map(|name| (*name).to_owned()).collect();
            names.sort();
            names
        });
        let mut rows: Vec<_> = names.collect();
        rows.sort();
        rows
    };
    assert_eq!(named("| column |", 1..=2), known(observations::COLUMNS));
    assert_eq!(
        named("| key | CSV column", 2..=2),
        known(region_file::COLUMNS)
    );
}
