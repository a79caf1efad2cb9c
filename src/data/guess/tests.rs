//! Tables in, the proposal and its doubts out. What is proposed is read back as it stands.

use super::*;
use crate::data::testing::plan;
use crate::data::with_entry;
use crate::diag::Diagnostics;
use crate::text::{Area, SheetsBuilder, Sources};

/// The proposal for a file, and its doubts.
fn guessed(sources: &Sources, path: &str) -> (String, String) {
    let id = sources.find(path).unwrap();
    let guess = guess(&plan(), id, sources.get(id));
    let doubts: Vec<_> = guess
        .tables
        .iter()
        .flat_map(|table| &table.doubts)
        .map(|doubt| {
            let address = doubt.address.clone().unwrap_or_default();
            let near = doubt
                .near
                .clone()
                .map_or(String::new(), |near| format!("→{near}"));
            format!(
                "{} {address} {}{near} ×{}",
                doubt.key, doubt.text, doubt.count
            )
        })
        .collect();
    let entry = entry(path, &guess).unwrap_or_default();
    if !entry.is_empty() {
        read_back(path, &entry);
    }
    (entry, doubts.join("\n"))
}

/// The manifest takes the proposal without a word.
fn read_back(path: &str, entry: &str) {
    let mut sources = Sources::new();
    let listed = entry.replace('\n', "\n  ");
    let manifest =
        format!("id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata:\n  {listed}\n");
    sources.insert("plan.yaml", manifest.as_bytes()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let read = super::super::read_manifest(&sources, &mut diagnostics).unwrap();
    assert_eq!(diagnostics.iter().count(), 0, "{manifest}");
    assert_eq!(read.data[0].file.path, path);
}

fn of_csv(text: &str) -> (String, String) {
    let mut sources = Sources::new();
    sources.insert("data/x.csv", text.as_bytes()).unwrap();
    guessed(&sources, "data/x.csv")
}

#[test]
fn a_long_table_needs_no_description() {
    let (entry, doubts) = of_csv("指标,地区,年份,数值\nbirths,乐山市,2021,5\n");
    assert_eq!((entry.as_str(), doubts.as_str()), ("- data/x.csv", ""));
    let (entry, _) = of_csv("表1 人口,,,\n指标,地区,年份,数值\nbirths,乐山市,2021,5\n");
    assert_eq!(entry, "- file: data/x.csv\n  tables:\n    - header: 2");
}

#[test]
fn beside_a_sheet_of_words_the_table_is_named() {
    let of = |others: &[(&str, bool, &str)]| {
        let mut builder = SheetsBuilder::new(true);
        let long = "指标,年份,数值/births,2021,5";
        for (name, hidden, text) in [("数据", false, long)].iter().chain(others) {
            builder.sheet(name, *hidden);
            for (row, line) in (0..).zip(text.split('/')) {
                for (column, text) in (0..).zip(line.split(',')) {
                    builder.cell(row, column, text, None);
                }
            }
            builder.end_sheet();
        }
        let (text, sheets) = builder.finish();
        let mut sources = Sources::new();
        sources.insert_sheets("data/x.xlsx", text, sheets).unwrap();
        guessed(&sources, "data/x.xlsx").0
    };
    let bare = "- data/x.xlsx";
    assert_eq!(of(&[]), bare);
    assert_eq!(of(&[("二", false, "指标,年份,数值/births,2022,5")]), bare);
    // Hidden sheets are not read anyway.
    assert_eq!(of(&[("附注", true, "本表由市统计局填报")]), bare);
    assert_eq!(
        of(&[("说明", false, "本表由市统计局填报")]),
        "- file: data/x.xlsx\n  tables:\n    - sheet: 数据"
    );
}

#[test]
fn years_stand_across() {
    let (entry, doubts) = of_csv(
        "表1 人口情况,,,,\n指标名称,单位,2021年,2022年,2023年（预计）\n\
         births,人,5,…,7\n新事,人,1,2,70%以上\n注：演示,,,,\n",
    );
    assert_eq!(
        entry,
        "- file: data/x.csv\n  tables:\n    - header: 2\n      rows: 3..4\n      indicator: A\n      \
         year: row 2\n      unit: B\n      value: C..E"
    );
    assert_eq!(
        doubts,
        "own_region  乐山市 ×1\nunknown_indicator A4 新事 ×1\nsign D3 … ×1\nno_figure E4 70%以上 ×1"
    );
}

#[test]
fn regions_stand_across_and_the_title_says_the_rest() {
    let (entry, doubts) = of_csv("2023年births,（单位：人）,\n地区,市中区,夹江县\n数量,5,7\n");
    assert!(entry.contains("region: row 2"), "{entry} {doubts}");
    assert!(
        entry.contains("year: {is: 2023}") && entry.contains("unit: {is: 人}"),
        "{entry}"
    );
    assert!(entry.contains("indicator: {is: births}"), "{entry}");
    assert!(doubts.contains("year_of_title A1"), "{doubts}");
    assert!(doubts.contains("ambiguous_region B2 市中区"), "{doubts}");
}

#[test]
fn merged_headings_and_blank_names_are_seen() {
    let mut builder = SheetsBuilder::new(true);
    builder.sheet("2023 年", false);
    for (row, cells) in [
        (0, vec![(0, "领域"), (1, "指标"), (2, "年份"), (4, "备注")]),
        (1, vec![(2, "2021年"), (3, "2022年")]),
        (2, vec![(0, "人口"), (1, "births"), (2, "5"), (3, "6")]),
        (3, vec![(2, "7"), (3, "8")]),
    ] {
        for (column, text) in cells {
            builder.cell(row, column, text, None);
        }
    }
    if let Some(sheet) = builder.last() {
        sheet.merged.push(Area {
            top: 0,
            left: 2,
            bottom: 0,
            right: 3,
        });
    }
    builder.end_sheet();
    let (text, sheets) = builder.finish();
    let mut sources = Sources::new();
    sources.insert_sheets("data/x.xlsx", text, sheets).unwrap();
    let (entry, doubts) = guessed(&sources, "data/x.xlsx");
    assert_eq!(
        entry,
        "- file: data/x.xlsx\n  tables:\n    - sheet: '2023 年'\n      header: 2\n      rows: 3..4\n      \
         indicator: B\n      year: row 2\n      value: C..D\n      fill: [indicator]"
    );
    assert!(doubts.contains("filled '2023 年'!B4 indicator"), "{doubts}");
}

#[test]
fn what_says_nothing_is_left_alone() {
    for text in ["", "说明\n本表为空\n", "a,b\nc,d\n"] {
        assert_eq!(of_csv(text).0, "", "{text}");
    }
}

#[test]
fn the_entry_goes_into_the_manifest() {
    let head = "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\n";
    let entry = "- file: data/x.csv\n  tables:\n    - header: 2";
    for (before, after) in [
        (
            "",
            Some("data:\n  - file: data/x.csv\n    tables:\n      - header: 2\n"),
        ),
        (
            "data: # 次序\n  - a.csv\n  # 尾\ntitle: t\n",
            Some(
                "data: # 次序\n  - a.csv\n  - file: data/x.csv\n    tables:\n      - header: 2\n  # 尾\ntitle: t\n",
            ),
        ),
        (
            "data:\n- data/x.csv\n- b.csv\n",
            Some("data:\n- file: data/x.csv\n  tables:\n    - header: 2\n- b.csv\n"),
        ),
        ("data:\n  - {file: data/x.csv, status: D}\n", None),
        ("data: [a.csv]\n", None),
    ] {
        let text = format!("{head}{before}");
        let mut sources = Sources::new();
        sources.insert("plan.yaml", text.as_bytes()).unwrap();
        let mut nobody = Diagnostics::new();
        let manifest = super::super::read_manifest(&sources, &mut nobody).unwrap();
        let new = with_entry(&sources, &manifest, "data/x.csv", entry, None);
        let new = new.as_deref().map(|new| new.strip_prefix(head).unwrap());
        assert_eq!(new, after, "{before}");
    }
}

#[test]
fn odd_names_of_sheets_come_back_as_they_are() {
    for name in ["null", "是", "it's", "a: b", "#1", "2023", "甲\"乙", "- x"] {
        let mut builder = SheetsBuilder::new(true);
        builder.sheet(name, false);
        for (row, cells) in [
            (0, ["表", "", ""]),
            (1, ["指标", "2021年", "2022年"]),
            (2, ["births", "1", "2"]),
        ] {
            for (column, text) in (0..).zip(cells) {
                if !text.is_empty() {
                    builder.cell(row, column, text, None);
                }
            }
        }
        builder.end_sheet();
        let (text, sheets) = builder.finish();
        let mut sources = Sources::new();
        sources.insert_sheets("data/x.xlsx", text, sheets).unwrap();
        let (entry, _) = guessed(&sources, "data/x.xlsx");
        let manifest = "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\n";
        sources.insert("plan.yaml", manifest.as_bytes()).unwrap();
        let mut nobody = Diagnostics::new();
        let read = super::super::read_manifest(&sources, &mut nobody).unwrap();
        let new = with_entry(&sources, &read, "data/x.xlsx", &entry, None).unwrap();
        sources.insert("plan.yaml", new.as_bytes()).unwrap();
        let read = super::super::read_manifest(&sources, &mut nobody).unwrap();
        let sheet = read.data[0].tables[0].sheet.as_ref().unwrap();
        assert_eq!(sheet.text, name, "{new}");
    }
}

#[test]
fn what_has_nothing_to_say_it_of_is_refused() {
    let text = "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\n\
        data:\n  - file: x.csv\n    tables: [{header: 1, rows: 2}]\n";
    let mut sources = Sources::new();
    sources.insert("plan.yaml", text.as_bytes()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let read = super::super::read_manifest(&sources, &mut diagnostics).unwrap();
    assert_eq!((read.data.len(), read.refused_data), (0, 1));
    let told: Vec<_> = diagnostics.iter().map(|one| one.code.id()).collect();
    assert_eq!(told, ["Y0563"]);
}

#[test]
fn what_is_no_measurement_is_left_out_and_said() {
    for (table, values, doubt) in [
        // A target beside what was measured.
        (
            "指标,单位,2020年,2023年,2025年\n,,基期,完成,目标\nbirths,人,316,314,400\n",
            "value: C..D",
            "promise_column E2 目标",
        ),
        // Men and women under one year.
        (
            "指标,2023年,,2022年,\n,男,女,男,女\nbirths,160,154,160,155\n",
            "",
            "part_column B2 男",
        ),
        // The change beside the figure.
        (
            "指标,单位,2023年,增长（%）\nbirths,人,5,-0.3\n",
            "value: C",
            "unread_column D1 增长（%）",
        ),
        (
            "指标,单位,2022年,2023年1—9月,2024年\nbirths,人,5,6,7\n",
            "value: [C, E]",
            "unread_column D1",
        ),
        // Another table below.
        (
            "指标（人）,2022,2023\nbirths,5,6\n,,\n指标,2021,2022\nbirths,7,8\n",
            "rows: 2..3",
            "second_table A4 指标",
        ),
        (
            "指标（人）,2022年,2023年\nbirths,5,6\n",
            "unit: {is: 人}",
            "unit_of_heading A1",
        ),
        ("地区,年份,births\n,,人\n乐山市,2023,5\n", "unit: row 2", ""),
        ("指标,2022,2023\nbirths,5,6\n", "value: B..C", "no_unit"),
        (
            "夹江县2023年情况,,\n指标,2022,2023\nbirths,5,6\n",
            "region: {is: 夹江县}",
            "region_of_title A1",
        ),
        (
            "四川省情况,,\n指标,2022,2023\nbirths,5,6\n",
            "value: B..C",
            "place_of_title A1",
        ),
        ("指标,单位,2023\nbirths,人,5\n", "value: C", "own_region"),
    ] {
        let (entry, doubts) = of_csv(table);
        let is_as_wanted = match values {
            "" => entry.is_empty(),
            values => entry.contains(values),
        };
        assert!(is_as_wanted, "{table}\n{entry}\n{doubts}");
        assert!(doubts.contains(doubt), "{table}\n{doubts}");
    }
}

#[test]
fn what_is_no_whole_year_that_was_measured_is_not_read() {
    for (table, doubt) in [
        (
            "项目,类别,2022年,2023年\nbirths,计划,3,4\n城镇化率,实际,54,55\n",
            "kind_column B2 计划",
        ),
        (
            "指标,分类,2021年,2022年\n常住人口,城镇,170,175\n城镇化率,,54,55\n",
            "kind_column B2 城镇",
        ),
        (
            "监测数据,,,\n年份,月份,births,城镇化率\n2022,12,3,54\n2023,6,1,55\n",
            "kind_column B2 月份",
        ),
        (
            "2025年分县目标任务,,\n地区,births,城镇化率\n沙湾区,4,71\n夹江县,1,61\n",
            "promise_title A1 2025年分县目标任务",
        ),
        (
            "2023年计划表,,,\n指标,地区,年份,数值\nbirths,沙湾区,2023,4\n",
            "promise_title A1 2023年计划表",
        ),
        (
            "2024年1—6月分县情况,,\n地区,births,城镇化率\n沙湾区,4,71\n夹江县,1,61\n",
            "part_of_year A1 2024年1—6月分县情况",
        ),
        (
            "截至2024年6月底分县情况,,\n地区,births,城镇化率\n沙湾区,4,71\n夹江县,1,61\n",
            "part_of_year A1",
        ),
    ] {
        let (entry, doubts) = of_csv(table);
        assert_eq!(entry, "", "{table}\n{doubts}");
        assert!(doubts.contains(doubt), "{table}\n{doubts}");
    }
}

#[test]
fn what_is_left_of_a_table_is_read_and_the_rest_is_said() {
    for (table, values, doubts) in [
        // Half a year under a year.
        (
            "指标,单位,2022年,2023年,2024年\n,,全年,全年,1-6月\nbirths,人,5,6,7\n",
            ["header: 1..2", "value: C..D"],
            "part_column E2 1-6月 ×1\nown_region  乐山市 ×1",
        ),
        // A status for each year.
        (
            "指标,单位,2022年,2022年,2023年,2023年\n,,数值,状态,数值,状态\nbirths,人,5,,6,估计\n",
            ["header: 1..2", "value: [C, E]"],
            "beside_heading D2 状态 ×2\nown_region  乐山市 ×1",
        ),
        // Words in the place of the first figures.
        (
            "指标,单位,2022年,2023年\nbirths,人,无,/\n常住人口,人,N/A,5\n",
            ["header: 1", "rows: 2..3"],
            "own_region  乐山市 ×1\nno_figure C2 无 ×3",
        ),
        // Ranks look like numbers of rows.
        (
            "2023年,,,\n地区,births（人）,位次,城镇化率（%）\n沙湾区,5,1,60\n夹江县,3,2,50\n",
            ["rows: 3..4", "value: [B, D]"],
            "unread_column C2 位次 ×1\nyear_of_title A1 2023年→2023 ×1",
        ),
        // Words that may say what the figures are of.
        (
            "序号,指标（人）,口径,2022年,2023年\n1,births,甲,5,6\n2,常住人口,乙,7,8\n",
            ["rows: 2..3", "value: D..E"],
            "unread_words C1 口径 ×1\nunit_of_heading B1 指标（人）→人 ×1\nown_region  乐山市 ×1",
        ),
        // Another section.
        (
            "地区,2022年,2023年\n一、常住人口（人）,,\n乐山市,315,316\n沙湾区,17,18\n\
             二、城镇化率（%）,,\n沙湾区,61,62\n",
            ["rows: 3..4", "indicator: {is: 常住人口}"],
            "second_table A5 二、城镇化率（%）",
        ),
        (
            "指标,单位,2022年,2023年\nbirths,人,5,6\n夹江县,,,\nbirths,人,1,2\n",
            ["rows: 2", "indicator: A"],
            "second_table A3 夹江县",
        ),
        // A blank beside a new indicator goes on with nothing.
        (
            "指标,地区,单位,2022,2023\nbirths,夹江县,人,8,9\nbirths,沙湾区,人,1,2\n城镇化率,,%,7,8\n",
            ["rows: 2..4", "region: B"],
            "blank_name B4 region",
        ),
    ] {
        let (entry, told) = of_csv(table);
        let is_as_wanted = values.iter().all(|value| entry.contains(value));
        assert!(
            is_as_wanted && !entry.contains("fill"),
            "{table}\n{entry}\n{told}"
        );
        assert!(told.contains(doubts), "{table}\n{told}");
    }
    let (entry, told) =
        of_csv("指标,地区,单位,2022,2023\nbirths,夹江县,人,8,9\nbirths,,人,1,2\n城镇化率,,%,7,8\n");
    assert!(entry.contains("fill: [region]"), "{entry}");
    assert!(
        told.contains("blank_name B4 region ×1\nfilled B3 region ×1"),
        "{told}"
    );
}

/// A title names a region as a cell does, and a place that the plan does not have is a doubt.
#[test]
fn a_title_says_of_which_region_a_table_is() {
    for (title, region, doubt) in [
        ("夹江县主要指标", "{is: 夹江县}", "region_of_title A1"),
        ("2023年夹江主要指标", "{is: 夹江县}", "region_of_title A1"),
        ("乐山市夹江县主要指标", "{is: 夹江县}", "region_of_title A1"),
        ("五通桥区主要指标", "", "place_of_title A1"),
        ("沙湾区、夹江县主要指标", "", "place_of_title A1"),
        ("乐山市主要指标", "", "own_region"),
        ("各县（市、区）主要指标", "", "own_region"),
        ("市场主体主要指标", "", "own_region"),
    ] {
        let (entry, doubts) = of_csv(&format!("{title},,\n指标（人）,2022,2023\nbirths,5,6\n"));
        let is_as_wanted = match region {
            "" => !entry.contains("region"),
            region => entry.contains(&format!("region: {region}")),
        };
        assert!(is_as_wanted, "{title}\n{entry}\n{doubts}");
        assert!(doubts.contains(doubt), "{title}\n{doubts}");
        let both = doubts.contains("_title A1") && doubts.contains("own_region");
        assert!(!both, "{title}\n{doubts}");
    }
}

#[test]
fn the_sheets_of_a_book_are_called_by_regions() {
    let mut builder = SheetsBuilder::new(true);
    for name in ["沙湾区", "夹江", "五通桥"] {
        builder.sheet(name, false);
        for (row, cells) in [
            (0, ["指标（人）", "2021年", "2022年"]),
            (1, ["births", "1", "2"]),
        ] {
            for (column, text) in (0..).zip(cells) {
                builder.cell(row, column, text, None);
            }
        }
        builder.end_sheet();
    }
    let (text, sheets) = builder.finish();
    let mut sources = Sources::new();
    sources.insert_sheets("data/x.xlsx", text, sheets).unwrap();
    let (entry, doubts) = guessed(&sources, "data/x.xlsx");
    let regions: Vec<_> = entry.matches("region: {is: ").collect();
    assert_eq!(regions.len(), 2, "{entry}");
    assert!(entry.contains("region: {is: 夹江县}"), "{entry}");
    assert!(doubts.contains("place_of_title  五通桥→乐山市"), "{doubts}");
}

#[test]
fn marks_and_numbers_around_a_label_do_not_matter() {
    let units = crate::value::Units::standard();
    for (text, name, unit) in [
        ("（一）常住人口（万人）①", "常住人口", Some("万人")),
        ("1. 常住人口（万人）1)", "常住人口", Some("万人")),
        ("城镇化率（%）[注2]", "城镇化率", Some("%")),
        ("城镇化率 [1]", "城镇化率", None),
        ("5岁以下儿童死亡率", "5岁以下儿童死亡率", None),
        (
            "每千名儿童拥有儿科执业（助理）医生",
            "每千名儿童拥有儿科执业（助理）医生",
            None,
        ),
        ("工程（2）", "工程（2）", None),
    ] {
        let label = label(text, units);
        assert_eq!(
            (label.name.as_str(), label.unit.as_deref()),
            (name, unit),
            "{text}"
        );
    }
}

#[test]
fn a_unit_that_stands_in_the_sheet_is_taken() {
    for (table, wanted, doubt) in [
        (
            "分县births（人）,,\n地区,2022年,2023年\n夹江县,5,6\n",
            "unit: {is: 人}",
            "unit_of_title A1",
        ),
        // The heading says it, and reading looks there.
        (
            "2023年births,,\n地区,人数（人）,比重（%）\n夹江县,5,60\n",
            "value: B",
            "unread_column C2",
        ),
        (
            "地区,年份,births\n,,（人）\n乐山市,2023,5\n",
            "unit: row 2",
            "",
        ),
        (
            "主要指标,,单位：人、%\n指标,2022年,2023年\nbirths,5,6\n",
            "unit: {is: '人、%'}",
            "units_of_title C1",
        ),
        (
            "主要指标（人）,,单位：万人\n指标,2022年,2023年\nbirths,5,6\n",
            "unit: {is: 人、万人}",
            "units_of_title A1",
        ),
        (
            "主要指标,单位：,人\n指标,2022年,2023年\nbirths,5,6\n",
            "unit: {is: 人}",
            "unit_of_title C1",
        ),
        // A column of units has blanks, and the title says what they may be.
        (
            "主要指标,,,单位：万人\n指标,单位,2022年,2023年\nbirths,,5,6\nx,人,5,6\n",
            "unit: B",
            "unit_unused D1",
        ),
        (
            "指标,单位,2022年,2023年\nbirths,,5,6\nbirths,人,5,6\n",
            "unit: B",
            "some_no_unit C2",
        ),
        (
            "人口（单位：万人）,,,\n指标,地区,年份,数值\nbirths,夹江县,2023,5\n",
            "unit: {is: 万人}",
            "unit_of_title A1",
        ),
        (
            "指标,地区,单位,2022,2023\nbirths,夹江县,万人,5,6\n,峨眉山市,,7,8\n",
            "fill: [indicator, unit]",
            "filled C3 unit",
        ),
        (
            "指标,地区,单位,2022,2023\nbirths,夹江县,万人,5,6\nbirths,峨眉山市,,7,8\n",
            "fill: [unit]",
            "filled C3 unit",
        ),
    ] {
        let (entry, doubts) = of_csv(table);
        assert!(entry.contains(wanted), "{table}\n{entry}\n{doubts}");
        assert!(doubts.contains(doubt), "{table}\n{doubts}");
        let is_denied = doubts.lines().any(|doubt| doubt.starts_with("no_unit"));
        assert!(!is_denied, "{table}\n{doubts}");
    }
}

#[test]
fn a_figure_is_shown_as_it_would_be_read() {
    let table = "主要指标,,单位：人、%\n指标,2022年,2023年\nbirths,5①,6人\n\
        births,7(初步),待统计\nbirths,\"1,234*\",…\n";
    let mut sources = Sources::new();
    let id = sources.insert("data/x.csv", table.as_bytes()).unwrap();
    let guess = guess(&plan(), id, sources.get(id));
    let shown = guess.tables.iter().flat_map(|table| &table.first);
    let shown: Vec<_> = shown
        .map(|one| format!("{}|{}", one.value, one.unit))
        .collect();
    let wanted = ["5|人", "6|人", "7(初步)|", "待统计|", "1,234|人", "…|"];
    assert_eq!(shown, wanted);
}

#[test]
fn figures_that_look_like_years_are_no_second_heading() {
    let (entry, doubts) = of_csv(
        "指标,2018,2023\nbirths,2010,2022\nbirths,2019,2020\nbirths,5,6\n指标,2018,2023\nbirths,7,8\n",
    );
    assert!(entry.contains("rows: 2..4\n"), "{entry}\n{doubts}");
    assert!(doubts.contains("second_table A5 指标"), "{doubts}");
    for heading in [",2018年,2023年", ",2019,2024", "births,2018年,2023年"] {
        let (entry, doubts) = of_csv(&format!(
            "指标,2018,2023\nbirths,2010,2022\nbirths,5,6\n{heading}\nbirths,7,8\n"
        ));
        assert!(entry.contains("rows: 2..3\n"), "{entry}\n{doubts}");
    }
}
