//! Data files in, the cube and the findings out.

use super::testing::{FERTILITY, HOSPITAL, POPULATION, SLOTS, codes, plan, sources};
use super::*;
use crate::diag::Diagnostics;
use crate::model::{CellKey, IndicatorId, RegionId};
use crate::text::Sources;
use crate::value::{Quantity, Year};
use proptest::prelude::*;
use std::collections::BTreeMap;

const CITY: RegionId = RegionId(0);

struct Read {
    cube: Cube,
    sources: Sources,
    found: String,
}

/// Reads files in the order given, with lines of the manifest for those that need more.
fn read(files: &[(&str, &str)]) -> Read {
    let listed: Vec<_> = files
        .iter()
        .map(|(path, _)| format!("  - {path}\n"))
        .collect();
    read_listed(&listed.concat(), files)
}

fn read_listed(listed: &str, files: &[(&str, &str)]) -> Read {
    let manifest = format!("id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata:\n{listed}");
    let mut all = vec![("plan.yaml", manifest.as_str())];
    all.extend(files);
    let sources = sources(&all);
    let mut diagnostics = Diagnostics::new();
    let manifest = read_manifest(&sources, &mut diagnostics).unwrap();
    let cube = read_data(&plan(), &sources, &manifest, &mut diagnostics);
    let found = codes(&diagnostics, &sources);
    Read {
        cube,
        sources,
        found,
    }
}

impl Read {
    /// Everything in the cube as `indicator region year = figure status`.
    fn shown(&self) -> String {
        let mut lines = Vec::new();
        for indicator in (0..7).map(IndicatorId) {
            let Some(series) = self.cube.series(indicator) else {
                continue;
            };
            for (year, column) in series.columns() {
                for region in (0..5).map(RegionId) {
                    let said = match (column.get(region), column.absence(region)) {
                        (Some(figure), None) => {
                            let status = figure.status();
                            let doubt = if status.name() == "normal" {
                                ""
                            } else {
                                status.name()
                            };
                            let breaks = if status.breaks { "|" } else { "" };
                            format!("{} {doubt}{breaks}", figure.quantity())
                        }
                        (None, Some(absence)) if column.breaks(region) => {
                            format!("{} |", absence.name())
                        }
                        (None, Some(absence)) => absence.name().to_owned(),
                        (None, None) => continue,
                        (Some(_), Some(_)) => panic!("a figure and none"),
                    };
                    lines.push(format!(
                        "{} {} {year}={}",
                        indicator.0,
                        region.0,
                        said.trim()
                    ));
                }
            }
        }
        lines.join("; ")
    }
}

fn csv(rows: &str) -> Read {
    let text = format!("indicator,region,year,value,unit,status,published\n{rows}\n");
    read(&[("x.csv", &text)])
}

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
        ("births,乐山市,2020,\"2,003\",,,", "Y0511 2,003", 1),
        ("births,乐山市,2020,70%以上,,,", "Y0511 70%以上", 1),
        ("births,乐山市,2020,约70,,,", "Y0511 约70", 1),
        (
            "births,乐山市,2020,2003.43亿元左右,,,",
            "Y0511 2003.43亿元左右",
            1,
        ),
        ("births,乐山市,2020,〔20〕,,,", "Y0511 〔20〕", 1),
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
    assert_eq!(read.cube.kept_out().rows(), 3);
}

#[test]
fn a_name_that_is_meant_to_differ_is_not_offered() {
    // 出生人口 is births; 死亡人口 and 出土人口 are names of their own.
    let read = csv("死亡人口,,2020,1,,,\n孕产妇死亡律,,2020,1,,,");
    assert_eq!(read.found, "Y0507 死亡人口 Y0506 孕产妇死亡律");
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
        let read = read(&[("a.csv", &file(trusted)), ("b.csv", &file(other))]);
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
        let read = read(&[("a.csv", &file(trusted)), ("b.csv", &file(other))]);
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
    let read = read(&[("a.csv", &a), ("b.csv", &b), ("c.csv", &c)]);
    assert_eq!(
        (read.shown().as_str(), read.found.as_str()),
        ("3 0 2020=7", "Y0524 8")
    );
    let cell = read
        .cube
        .cell(&read.sources, IndicatorId(3), CITY, Year(2020))
        .unwrap();
    assert_eq!(cell.file, "b.csv");
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
        let cell = read
            .cube
            .cell(&read.sources, IndicatorId(3), CITY, Year(year));
        cell.unwrap().source.unwrap()
    };
    assert_eq!(
        (source(2020).as_str(), source(2021).as_str()),
        ("演示数据", "年鉴")
    );
}

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
        let read = read(&[("x.csv", &text)]);
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
        let read = read(&[("x.csv", &text)]);
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
        let read = read(&[("x.csv", text)]);
        let seen = (read.shown(), read.found);
        assert_eq!(seen, (wanted.to_owned(), found.to_owned()), "{text}");
    }
}

#[test]
fn a_heading_may_be_the_column_that_is_missing() {
    let all = sources(&[
        (
            "plan.yaml",
            "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata: [x.csv]\n",
        ),
        ("x.csv", "指标,年份,结果\nbirths,2020,5\n"),
    ]);
    let mut diagnostics = Diagnostics::new();
    let manifest = read_manifest(&all, &mut diagnostics).unwrap();
    read_data(&plan(), &all, &manifest, &mut diagnostics);
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
        let read_csv = read(&[("x.csv", &text)]);
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
        let read_yaml = read(&[("x.yaml", &text)]);
        assert_eq!(read_yaml.shown(), wanted, "{row}");
    }
    let found = |header: &str| {
        read(&[("x.csv", &format!("{header}\nbirths,511102,511102,2020,5\n"))]).found
    };
    assert_eq!(found("指标,地区,区县,年份,数值"), "Y0503 区县");
    assert_eq!(found("指标,地区代码,区划代码,年份,数值"), "Y0503 区划代码");
}

const YAML: &str = "- {indicator: births, year: 2020, value: 63.90, unit: 万人}\n\
    - 指标: 常住人口\n  地区: 511102\n  年份: 2021\n  数值: 1_000\n  状态: 初步核算\n\
    - {indicator: births, year: 2021, value: , note: 待补}\n";

#[test]
fn yaml_has_the_same_keys() {
    let read = read(&[("x.yaml", YAML)]);
    assert_eq!(read.found, "Y0511 1_000");
    assert_eq!(
        read.shown(),
        "2 1 2021=kept_out; 3 0 2020=639000; 3 0 2021=not_known"
    );
    let cell = read
        .cube
        .cell(&read.sources, IndicatorId(3), CITY, Year(2020))
        .unwrap();
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
        assert_eq!(
            super::tests::read(&[("x.yaml", text)]).found,
            wanted,
            "{text}"
        );
    }
}

#[test]
fn a_cell_is_found_again_with_all_that_stands_there() {
    let text = "\u{FEFF}指标,地区,年份,来源,位置,引文,数值,发布日期\r\n\
        births,,2020,年鉴,表3-1,\"出生,\"\"6\"\"人\",6,2021-02-03\r\n\
        \r\n\
        births,沙湾区,2020,,,,\" 7\",\r\n";
    let read = read(&[("d/x.csv", text)]);
    assert_eq!(read.found, "");
    let cell = |region| {
        let key = (IndicatorId(3), RegionId(region), Year(2020));
        read.cube.cell(&read.sources, key.0, key.1, key.2)
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
    let cell = read
        .cube
        .cell(&read.sources, IndicatorId(3), CITY, Year(2020))
        .unwrap();
    assert_eq!((cell.line, cell.written.as_str()), (3, "6"));
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_others() {
    let mut all = sources(&[
        (
            "plan.yaml",
            "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\n\
             data: [gbk.csv, none.csv, x.xlsx, open.csv, head.csv, ok.csv]\n",
        ),
        ("x.xlsx", "x"),
        (
            "open.csv",
            "指标,年份,数值\nbirths,2020,6\nbirths,2021,\"7\n",
        ),
        ("head.csv", "指标;年份;数值\nbirths;2020;6\n"),
        ("ok.csv", "指标,年份,数值\nbirths,2022,8\n"),
    ]);
    all.insert("gbk.csv", b"\xD6\xB8\xB1\xEA,\xC4\xEA\xB7\xDD")
        .unwrap();
    let mut diagnostics = Diagnostics::new();
    let manifest = read_manifest(&all, &mut diagnostics).unwrap();
    let cube = read_data(&plan(), &all, &manifest, &mut diagnostics);
    assert_eq!(
        codes(&diagnostics, &all),
        "Y0001  Y0711 none.csv Y0714 x.xlsx Y0505 \" Y0501 指标;年份;数值"
    );
    // Of the one with the open quote only a row is left out.
    assert_eq!(cube.unreadable_files(), 4);
    let years: Vec<_> = cube
        .series(IndicatorId(3))
        .unwrap()
        .columns()
        .map(|(year, _)| year.0)
        .collect();
    assert_eq!(years, [2020, 2022]);
    assert_eq!(cube.latest_year(CITY, Year(2025)), Some(Year(2022)));
    assert_eq!(cube.latest_year(CITY, Year(2021)), Some(Year(2020)));
    assert_eq!(cube.latest_year(RegionId(1), Year(2025)), None);
    let names = names_in_data(&all, &manifest);
    assert_eq!(names.names.iter().collect::<Vec<_>>(), ["births"]);
    // Not all files could be read, so nobody knows whether that is all.
    assert!(names.unread);
}

#[test]
fn what_nobody_sees_is_told_and_the_row_counts() {
    let head = "指标,年份,数值,来源,备注\n";
    let rows = "births,2020,6,统计\0年鉴,\nbirths,2021,7,\"年鉴\r\n第二行\",\u{202E}x\n";
    let read = read(&[("x.csv", &format!("{head}{rows}"))]);
    assert_eq!(read.shown(), "3 0 2020=6; 3 0 2021=7");
    assert_eq!(read.found, "Y0530 统计\0年鉴 Y0530 \u{202E}x");
    let yaml = "- {indicator: births, year: 2020, value: 6, source: 统计\u{200B}年鉴}\n";
    let read = super::tests::read(&[("x.yaml", yaml)]);
    assert_eq!(read.shown(), "3 0 2020=6");
    assert_eq!(read.found, "Y0530 统计\u{200B}年鉴");
}

#[test]
fn a_file_of_nothing_is_told() {
    for (path, text, wanted) in [
        ("x.csv", "", "Y0529 "),
        ("x.csv", " \r\n\n", "Y0529 "),
        ("x.yaml", "", "Y0529 "),
        ("x.yaml", "# 待填\n", "Y0529 "),
        // A form that nobody has filled in yet.
        ("x.csv", "指标,年份,数值\n", ""),
        ("x.yaml", "[]\n", ""),
    ] {
        let read = read(&[(path, text)]);
        assert_eq!(read.found, wanted, "{path} {text:?}");
        assert_eq!(read.cube.unreadable_files(), 0);
    }
}

#[test]
fn noise_ends_and_is_told_in_few_words() {
    let noise: String = (0..1_000_000_u32)
        .map(|at| char::from_u32(33 + at.wrapping_mul(2_654_435_761) % 90).unwrap())
        .collect();
    let lines = noise.replace('~', "\n");
    for text in [
        noise.clone(),
        format!("indicator,year,value\n{lines}"),
        format!("indicator,year,value\n{}", "births,2020,x\n".repeat(20_000)),
        format!("indicator,year,value\n{}", "\"".repeat(100_000)),
        format!(
            "indicator,year,value\n{}",
            (0..20_000)
                .map(|at| format!("n{at},2020,1\n"))
                .collect::<String>()
        ),
    ] {
        let read = read(&[("x.csv", &text)]);
        assert!(
            read.found.len() < 1_000_000 + 200_000,
            "{}",
            read.found.len()
        );
    }
    let many = csv(&"births,,2020,x,,,\n".repeat(150));
    assert!(many.found.ends_with("Y0526 "), "{}", many.found);
    assert_eq!(many.found.matches("Y0511").count(), 100);
    assert_eq!(many.cube.kept_out().faulty, 150);
}

#[test]
fn a_builder_makes_the_same_cube() {
    let quantity = |text| Quantity::parse(text).unwrap();
    let cube = CubeBuilder::new(&plan())
        .set(SLOTS, CITY, Year(2020), &quantity("1.80"), Status::NORMAL)
        .set(
            SLOTS,
            CITY,
            Year(2023),
            &quantity("3.2"),
            Status::of(Doubt::Estimated),
        )
        .set_absent(POPULATION, CITY, Year(2023), Absence::NoSuchFigure)
        .build();
    let figure = cube.figure(SLOTS, CITY, Year(2020)).unwrap();
    assert_eq!(
        (figure.quantity().to_string().as_str(), figure.fixed()),
        ("1.80", Some((180, 2)))
    );
    let figure = cube.figure(SLOTS, CITY, Year(2023)).unwrap();
    assert_eq!(
        (figure.quantity().to_string().as_str(), figure.fixed()),
        ("3.2", Some((320, 2)))
    );
    assert_eq!(figure.status().name(), "estimated");
    assert_eq!(
        cube.absence(POPULATION, CITY, Year(2023)),
        Some(Absence::NoSuchFigure)
    );
    assert!(cube.series(HOSPITAL).is_none() && cube.series(FERTILITY).is_none());
    assert_eq!(cube.cell(&Sources::new(), SLOTS, CITY, Year(2020)), None);
}

/// What a row of the property test says.
#[derive(Debug, Clone)]
struct Said {
    value: String,
    status: &'static str,
    quoted: bool,
}

fn said() -> impl Strategy<Value = Said> {
    let value = prop_oneof![
        4 => "-?[0-9]{1,9}(\\.[0-9]{1,6})?",
        1 => "[0-9]{10,25}(\\.[0-9]{1,4})?",
        1 => Just("…".to_owned()),
        1 => Just(String::new()),
    ];
    let status = prop_oneof![Just(""), Just("P"), Just("E"), Just("D"), Just("PB")];
    (value, status, any::<bool>()).prop_map(|(value, status, quoted)| Said {
        value,
        status,
        quoted,
    })
}

proptest! {
    #[test]
    fn the_cube_gives_back_what_the_file_says(
        cells in proptest::collection::btree_map((1900_i16..2031, 0_u32..5), said(), 0..60),
        end in prop_oneof![Just("\n"), Just("\r\n")],
    ) {
        let codes = ["511100", "511102", "511111", "511126", "511002"];
        let mut text = format!("备注,value,地区,year,指标,status{end}");
        for ((year, region), said) in &cells {
            let quote = if said.quoted { "\"" } else { "" };
            let code = codes[*region as usize];
            text += &format!("\"多,行\",{quote}{}{quote},{code},{year},常住人口,{}{end}", said.value, said.status);
        }
        let read = read(&[("x.csv", &text)]);
        prop_assert_eq!(&read.found, "");
        let keys = cells.keys().map(|&(year, region)| CellKey { indicator: POPULATION, region: RegionId(region), year: Year(year) });
        let found = read.cube.cells(&read.sources, keys);
        prop_assert_eq!(found.len(), cells.len());
        let expected: BTreeMap<_, _> = cells.iter().zip(2..).map(|(cell, line)| (cell.0, (cell.1, line))).collect();
        for (&&(year, region), &(said, line)) in &expected {
            let key = CellKey { indicator: POPULATION, region: RegionId(region), year: Year(year) };
            let cell = &found[&key];
            let column = 7 + usize::from(said.quoted);
            prop_assert_eq!((cell.line, cell.column, &cell.written), (line, column, &said.value));
            let alone = read.cube.cell(&read.sources, key.indicator, key.region, key.year);
            prop_assert_eq!(alone.as_ref(), Some(cell));
            let figure = read.cube.figure(key.indicator, key.region, key.year);
            match Quantity::parse(&said.value) {
                Ok(wanted) => {
                    let figure = figure.unwrap();
                    prop_assert_eq!(figure.quantity().to_string(), wanted.to_string());
                    prop_assert_eq!(figure.status(), cell.status);
                    prop_assert_eq!(figure.status().breaks, said.status == "PB");
                }
                Err(_) => {
                    prop_assert_eq!(figure, None);
                    prop_assert!(read.cube.absence(key.indicator, key.region, key.year).is_some());
                }
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for path in ["x.csv", "x.yaml"] {
            let mut all = sources(&[(
                "plan.yaml",
                &format!("id: x\nyears: 2021..2025\nbase: 2020\nregions: {path}\nowners: {path}\ndata: [{path}]\n"),
            )]);
            for head in ["", "indicator,year,value\n", "name,level\n"] {
                let mut whole = head.as_bytes().to_vec();
                whole.extend(&bytes);
                all.insert(path, &whole).unwrap();
                let mut diagnostics = Diagnostics::new();
                let manifest = read_manifest(&all, &mut diagnostics).unwrap();
                let _ = read_regions(&all, &manifest, &mut diagnostics);
                let owners = read_owners(&all, &manifest, &mut diagnostics);
                check_owners(&owners, &plan(), &mut diagnostics);
                let _ = names_in_data(&all, &manifest);
                let _ = read_data(&plan(), &all, &manifest, &mut diagnostics);
                let _ = codes(&diagnostics, &all);
            }
        }
    }

    #[test]
    fn no_rows_make_it_panic(
        rows in proptest::collection::vec(
            proptest::collection::vec(
                prop_oneof![
                    Just("births"), Just("常住人口"), Just("市中区"), Just("511102"), Just("2020"),
                    Just("2021"), Just("5"), Just("5.50"), Just("万人"), Just("—"), Just("P"),
                    Just("\"x"), Just(""), Just("70%以上"), Just("2021-02-03"),
                ],
                5..8,
            ),
            0..30,
        )
    ) {
        let rows: Vec<_> = rows.iter().map(|row| row.join(",")).collect();
        let read = csv(&rows.join("\n"));
        let keys = (0..6).flat_map(|one| (0..5).flat_map(move |region| {
            [2020, 2021].map(|year| CellKey { indicator: IndicatorId(one), region: RegionId(region), year: Year(year) })
        }));
        for (key, cell) in read.cube.cells(&read.sources, keys) {
            // What is found again is what the cube holds.
            let figure = read.cube.figure(key.indicator, key.region, key.year);
            prop_assert!(figure.is_some() || read.cube.absence(key.indicator, key.region, key.year).is_some());
            if let Some(figure) = figure {
                prop_assert_eq!(figure.status(), cell.status);
            }
        }
    }
}

/// What a page does not give: the tiny plan of all pages.
const TINY: [(&str, &str); 2] = [
    (
        "plan.yaml",
        "id: x\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\ndata: [data/x.csv]\n",
    ),
    (
        "regions.yaml",
        "levels: {city: [市], county: [县]}\nregions:\n\
         - {code: 511100, name: 乐山市, level: city}\n\
         - {code: 511102, name: 市中区, level: county, parent: 511100}\n\
         - {code: 511111, name: 沙湾区, level: county, parent: 511100}\n\
         - {code: 511126, name: 夹江县, level: county, parent: 511100}\n",
    ),
];

/// The codes that the files of a page's example come to. Rules are not read here: the plan of
/// the tests has the indicators that the pages declare.
fn example(page: &str, kind: &str) -> String {
    let mut all = sources(&TINY);
    for block in page.split("\n```").skip(1).step_by(2) {
        let (info, text) = block.split_once('\n').unwrap_or((block, ""));
        let words: Vec<_> = info.split(' ').collect();
        if let [_, path, own] = words[..]
            && own == kind
        {
            // What nobody sees is written as an escape in the page.
            let text = text.replace("\\u{200B}", "\u{200B}");
            all.insert(path, text.as_bytes()).unwrap();
        }
    }
    let mut diagnostics = Diagnostics::new();
    if let Some(manifest) = read_manifest(&all, &mut diagnostics)
        && let Some(regions) = read_regions(&all, &manifest, &mut diagnostics)
    {
        check_own_region(&manifest, &regions, &mut diagnostics);
        let mut plan = plan();
        plan.regions = regions;
        let is_declared = page.contains("indicator fertility") && kind == "passes";
        if let (true, Some(fertility)) = (is_declared, plan.indicators.get_mut(5)) {
            fertility.measured = crate::model::Measured::In(plan.units.parse("个"));
        }
        let owners = read_owners(&all, &manifest, &mut diagnostics);
        check_owners(&owners, &plan, &mut diagnostics);
        read_data(&plan, &all, &manifest, &mut diagnostics);
    }
    codes(&diagnostics, &all)
}

#[test]
fn every_page_keeps_its_promise() {
    use crate::diag::Code;
    for code in Code::ALL {
        let (id, page) = (code.id(), code.page());
        // That of a kind is told of rules.
        if !id.starts_with("Y05") && !id.starts_with("Y07") || *code == Code::KindOfLevel {
            continue;
        }
        assert!(page.starts_with(&format!("# {id} ")), "{id}");
        assert!(page.contains(code.name()), "{id}");
        let (fails, passes) = (example(page, "fails"), example(page, "passes"));
        let has_example = page.contains("```");
        assert_eq!(fails.contains(id), has_example, "{id}: {fails}");
        let left: Vec<_> = passes
            .split(' ')
            .filter(|word| word.starts_with("Y0"))
            .collect();
        assert!(
            left.iter()
                .all(|word| matches!(*word, "Y0711" if id.starts_with("Y07")))
                || !has_example,
            "{id}: {passes}"
        );
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
        let read = read(&[("x.yaml", text)]);
        assert_eq!((read.found.as_str(), read.shown().as_str()), (found, shown));
        assert_eq!(read.cube.kept_out().faulty, 1, "{text}");
    }
}

#[test]
fn a_data_entry_that_is_not_understood_keeps_its_file_out() {
    for (entry, found) in [
        ("{ file: x.csv, stauts: D }", "Y0705 stauts"),
        ("{ file: x.csv, status: 示列 }", "Y0517 示列"),
        ("../x.csv", "Y0710 ../x.csv"),
    ] {
        let read = read_listed(
            &format!("  - {entry}\n"),
            &[("x.csv", "指标,年份,数值\nbirths,2020,6\n")],
        );
        assert_eq!((read.found.as_str(), read.shown().as_str()), (found, ""));
        assert_eq!(read.cube.unreadable_files(), 1, "{entry}");
    }
}

/// The first finding of the rows, with its help.
fn first_help(rows: &str, plan: &crate::model::Plan) -> (String, Option<&'static str>) {
    let text = format!("indicator,region,year,value,unit,status,published\n{rows}\n");
    let all = sources(&[
        (
            "plan.yaml",
            "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata: [x.csv]\n",
        ),
        ("x.csv", &text),
    ]);
    let mut diagnostics = Diagnostics::new();
    let manifest = read_manifest(&all, &mut diagnostics).unwrap();
    read_data(plan, &all, &manifest, &mut diagnostics);
    let help = diagnostics.iter().next().and_then(|one| one.help);
    (codes(&diagnostics, &all), help)
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
            "births,,2021,9,,,\nbirths,沙湾区,2021,1,,,\nbirths,,2022,9,,,",
            "",
            "3 0 2021=9; 3 2 2021=1; 3 0 2022=9",
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
        let kept_out = kept_out + usize::from(wanted.contains("Y0508") || wanted.contains("Y0510"));
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
fn dates_that_do_not_say_which_is_later_settle_nothing() {
    let read = csv("births,,2020,5,,,2024\nbirths,,2020,6,,,2024-04-10");
    assert_eq!(
        (read.shown().as_str(), read.found.as_str()),
        ("3 0 2020=kept_out", "Y0523 6")
    );
}

#[test]
fn help_can_be_followed_as_it_stands() {
    let plan = plan();
    for (row, wanted, help) in [
        ("births,,2020,5,(万人),,", "Y0512 (万人)", "near"),
        ("births,,2020,5,（万人）,,", "Y0512 （万人）", "near"),
        ("births,,2020,5,万 人,,", "Y0512 万 人", "near"),
        ("births,,2020,5（万人）,,,", "Y0512 5（万人）", "near"),
        ("births,,2020,'304,,,", "Y0511 '304", "marked"),
        ("births,,2020,8O,,,", "Y0512 8O", "letter"),
        ("births,,2020,8O万人,,,", "Y0512 8O万人", "letter"),
        ("births,,2020,l2.5,,,", "Y0511 l2.5", "letter"),
        ("births,,2020,8x,,,", "Y0512 8x", "help"),
        ("births,,2020,\"3,200\",,,", "Y0511 3,200", "grouped"),
        ("births,,2020,\"3,20\",,,", "Y0511 3,20", "decimal"),
        ("births,,2020,3，20,,,", "Y0511 3，20", "decimal"),
        ("births,,,304,,,", "Y0510 ", "blank"),
        ("births,2020,沙湾区,304,,,", "Y0508 2020", "year"),
        (
            "births，，2020，5，，，",
            "Y0504 births，，2020，5，，，",
            "separator",
        ),
        (
            "births,,2020,5,,,2024-03-01\nbirths,,2020,6,,,2024-03-01",
            "Y0523 6",
            "same_day",
        ),
    ] {
        let (found, given) = first_help(row, &plan);
        assert_eq!((found.as_str(), given), (wanted, Some(help)), "{row}");
    }
}

#[test]
fn an_indicator_that_no_rule_uses_is_declared_as_the_language_wants() {
    for (name, wanted) in [
        ("托位情况", "托位情况"),
        ("托位 数", "\"托位 数\""),
        ("3岁以下幼儿", "\"3岁以下幼儿\""),
        ("“医养”机构", "\"“医养”机构\""),
    ] {
        let text = format!("指标,年份,数值\n{name},2020,1\n");
        let all = sources(&[
            (
                "plan.yaml",
                "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata: [x.csv]\n",
            ),
            ("x.csv", &text),
        ]);
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&all, &mut diagnostics).unwrap();
        read_data(&plan(), &all, &manifest, &mut diagnostics);
        let declared = diagnostics
            .iter()
            .next()
            .and_then(|one| one.values.iter().find(|(key, _)| *key == "declared"))
            .map(|(_, value)| value.clone());
        assert_eq!(declared, Some(crate::diag::Value::from(wanted)), "{name}");
    }
}

#[test]
fn while_a_rule_is_left_out_no_indicator_is_called_unused() {
    let mut plan = plan();
    plan.left_out = 1;
    let (found, _) = first_help("地区生产总值,,2020,1,,,\nbirhts,,2020,1,,,", &plan);
    assert_eq!(found, "Y0506 birhts");
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
    let read = read(&[("x.csv", text)]);
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
        let read = read(&[("x.csv", text)]);
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
        let all = sources(&[
            (
                "plan.yaml",
                "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata: [x.csv]\n",
            ),
            ("x.csv", &text),
        ]);
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&all, &mut diagnostics).unwrap();
        read_data(&plan(), &all, &manifest, &mut diagnostics);
        let found: Vec<_> = diagnostics
            .iter()
            .map(|one| (one.code.id(), one.help.or(Some("help"))))
            .filter(|(code, _)| *code != "Y0504")
            .collect();
        assert_eq!(found, wanted, "{header}");
    }
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
        let read = read(&[("x.csv", &text)]);
        assert_eq!(
            (read.shown().as_str(), read.found.as_str()),
            (wanted, found)
        );
        assert_eq!(read.cube.kept_out().faulty, kept_out);
        let cell = read
            .cube
            .cell(&read.sources, IndicatorId(3), CITY, Year(2024));
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
    let known = |columns: &[table::Column]| -> Vec<Vec<String>> {
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
    assert_eq!(named("| key |", 2..=2), known(region_file::COLUMNS));
}
