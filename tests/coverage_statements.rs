//! What a rule states and what it does not: of each line of a small plan, what `coverage` says of
//! one rule and one sentence.

use crate::support::{open_files, run, write_files};
use yardstick::coverage::{Document, account};
use yardstick::diag::Diagnostics;

const DECLARED: &str = "
indicator parks \"公园\"
    unit 个
    better higher

indicator people \"人口\"
    unit 万人
    better neither

indicator homes \"养老院\"
    unit 家
    better higher

indicator income \"收入\"
    unit 元
    better higher

indicator insured \"参保率\"
    unit %
    better higher

";

/// The codes that are told of a rule, besides that a date is its author's own.
fn told(rule: &str, sentence: &str) -> Vec<&'static str> {
    let rules = format!("{DECLARED}{rule}\n");
    let text = format!("第一章  目标\n\n{sentence}\n");
    let files = [
        (
            "plan.yaml",
            "id: small\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [a.rules]\ntext: text.txt\n",
        ),
        (
            "regions.yaml",
            "levels:\n  city: [市]\n  county: [县]\nregions:\n  - {code: '511100', name: 甲市, level: city}\n  - {code: '511102', name: 东区, level: county, parent: '511100'}\n  - {code: '511111', name: 城东区, level: county, parent: '511100'}\n  - {code: '511126', name: 西县, level: county, parent: '511100'}\n",
        ),
        ("a.rules", &rules),
        ("text.txt", &text),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let plan = open_files(&files.to_vec());
    let opened = plan.opened.unwrap();
    assert_eq!(opened.plan.left_out, 0, "{rule}: {:?}", plan.diagnostics);
    let source = plan.sources.find("text.txt").unwrap();
    let document = Document::new(source, &text, &opened.plan.units);
    let mut findings = Diagnostics::new();
    account(
        &opened.plan,
        &opened.cube,
        &plan.sources,
        &document,
        &mut findings,
    );
    let codes = findings.iter().map(|one| one.code.id());
    let mut codes: Vec<_> = codes.filter(|code| *code != "Y0922").collect();
    codes.sort_unstable();
    codes
}

fn check(rows: &[(&str, &str, &[&str])]) {
    for (rule, sentence, wanted) in rows {
        assert_eq!(told(rule, sentence), *wanted, "{rule}\n{sentence}");
    }
}

#[test]
fn a_number_of_parts_accounts_for_parts_only() {
    check(&[
        (
            "parks >= 5个 by 2025 for each county\n    source \"3个县均建成5个公园\"",
            "到2025年，3个县均建成5个公园。",
            &[],
        ),
        (
            "parks >= 5个 by 2025 for each county\n    source \"各县均建成5个公园，投资3亿元\"",
            "到2025年，各县均建成5个公园，投资3亿元。",
            &["Y0910"],
        ),
        (
            "two: at least 2 of (parks >= 5, homes >= 7) by 2025\n    source \"公园5个，养老院7家，增加2倍\"",
            "到2025年，公园5个，养老院7家，增加2倍。",
            &["Y0910", "Y0913"],
        ),
        (
            "income >= 2 * base by 2025\n    source \"收入翻一番\"",
            "到2025年，收入翻一番。",
            &[],
        ),
        (
            "income >= 2 * base by 2025\n    source \"收入达到2元\"",
            "到2025年，收入达到2元。",
            &["Y0910", "Y0913"],
        ),
        (
            "income >= base + 50% by 2025\n    source \"收入增长50%\"",
            "到2025年，收入增长50%。",
            &[],
        ),
    ]);
}

#[test]
fn what_falls_is_a_negative_change_and_nothing_else_is() {
    check(&[
        (
            "claim change(people, 2010..2020) = -7.5万人\n    source \"比2010年减少7.5万人\"",
            "2020年人口比2010年减少7.5万人。",
            &[],
        ),
        (
            "claim change(people, 2010..2020) = -7.5万人\n    source \"比2010年增加7.5万人\"",
            "2020年人口比2010年增加7.5万人。",
            &["Y0913"],
        ),
        (
            "people >= -7.5万人 by 2025\n    source \"人口不低于7.5万人\"",
            "到2025年，人口不低于7.5万人。",
            &["Y0913"],
        ),
    ]);
}

#[test]
fn none_left_is_not_more_than_none() {
    check(&[
        (
            "parks = 0个 by 2025\n    source \"消除公园\"",
            "到2025年，消除公园。",
            &[],
        ),
        (
            "parks > 0个 by 2025\n    source \"消除公园\"",
            "到2025年，消除公园。",
            &["Y0910", "Y0913"],
        ),
    ]);
}

#[test]
fn milestones_are_each_of_their_year() {
    const SAID: &str = "公园2023年达到25个，2025年达到40个";
    let source = format!("source \"{SAID}\"");
    let sentence = format!("{SAID}。");
    check(&[
        (
            &format!("parks >= {{ 2023: 25, 2025: 40 }}\n    {source}"),
            &sentence,
            &[],
        ),
        (
            &format!("parks >= {{ 2023: 40, 2025: 25 }}\n    because \"试\"\n    {source}"),
            &sentence,
            &["Y0916", "Y0916"],
        ),
        (
            "parks >= { 2023: 25, 2025: 40 }\n    source \"2023年、2025年公园分别达到25个、40个\"",
            "2023年、2025年公园分别达到25个、40个。",
            &[],
        ),
    ]);
}

#[test]
fn each_region_of_a_map_has_the_figure_behind_its_name() {
    let map = |east: u8, town: u8, west: u8, said: &str| {
        format!(
            "map: parks >= {{ 东区: {east}, 城东区: {town}, 西县: {west} }} by 2025\n    source \"{said}\""
        )
    };
    let one_by_one = "东区公园达到30个，城东区、西县分别达到18个和9个";
    let counted = "东区、城东区、西县3个县公园分别达到30个、18个和9个";
    for said in [one_by_one, counted] {
        let sentence = format!("到2025年，{said}。");
        check(&[
            (&map(30, 18, 9, said), &sentence, &[]),
            (&map(30, 9, 18, said), &sentence, &["Y0913", "Y0913"]),
            (&map(18, 30, 9, said), &sentence, &["Y0913", "Y0913"]),
        ]);
    }
    // Two figures for three names: nobody knows whose they are.
    let few = "东区、城东区、西县公园分别达到30个和18个";
    let sentence = format!("到2025年，{few}。");
    check(&[(
        &map(30, 18, 18, few),
        &sentence,
        &["Y0910", "Y0910", "Y0913", "Y0913", "Y0913"],
    )]);
}

#[test]
fn the_side_that_is_asked_for_is_that_of_the_plan() {
    check(&[
        (
            "parks >= 5个 by 2025\n    source \"公园至少建成5个\"",
            "到2025年，公园至少建成5个。",
            &[],
        ),
        (
            "parks <= 5个 by 2025\n    source \"公园至少建成5个\"",
            "到2025年，公园至少建成5个。",
            &["Y0913"],
        ),
        (
            "parks <= { 2023: 3, 2025: 5 }\n    source \"公园2023年3个以上，2025年5个以上\"",
            "公园2023年3个以上，2025年5个以上。",
            &["Y0913", "Y0913"],
        ),
        (
            "map: parks <= { 东区: 3, 西县: 5 } by 2025\n    source \"东区公园不低于3个，西县不低于5个\"",
            "到2025年，东区公园不低于3个，西县不低于5个。",
            &["Y0913", "Y0913"],
        ),
    ]);
}

#[test]
fn alternatives_may_be_one_figure_and_two_promises_are_two() {
    check(&[
        (
            "either: parks >= 5 or homes >= 5 by 2025\n    source \"公园或养老院达到5个\"",
            "到2025年，公园或养老院达到5个。",
            &[],
        ),
        (
            "both: parks >= 5 and homes >= 5 by 2025\n    source \"公园达到5个\"",
            "到2025年，公园达到5个。",
            &["Y0913"],
        ),
    ]);
}

#[test]
fn a_baseline_is_the_first_of_equal_figures() {
    // Only of the last one does the plan say on which side it shall lie.
    let rule = |sign: &str| {
        format!(
            "insured {sign} 98% by 2025\n    source \"由98%保持到98%以上\"\n    from 98% in 2020"
        )
    };
    let sentence = "到2025年，参保率由98%保持到98%以上。";
    check(&[
        (&rule(">="), sentence, &[]),
        (&rule("<="), sentence, &["Y0913"]),
    ]);
}

#[test]
fn what_is_printed_in_another_unit_is_told_by_its_figure() {
    check(&[
        (
            "insured >= 95% by 2025\n    source \"参保率达到95‰\"\n    printed \"95‰\" because \"单位有误\"",
            "到2025年，参保率达到95‰。",
            &[],
        ),
        (
            "insured >= 95% by 2025\n    source \"参保率达到95‰\"\n    printed \"消除\" because \"单位有误\"",
            "到2025年，参保率达到95‰。",
            &["Y0913", "Y0924"],
        ),
        (
            "insured >= 95% by 2025\n    source \"参保率达到95人\"\n    printed \"96人\" because \"单位有误\"",
            "到2025年，参保率达到95人。",
            &["Y0910", "Y0913", "Y0924"],
        ),
    ]);
}

#[test]
fn two_rules_are_told_of_one_figure_in_either_order() {
    let one = "parks >= 6个 by 2025\n    source \"公园达到5个\"\n";
    let other = "homes >= 7家 by 2025\n    source \"公园达到5个\"\n";
    let sentence = "到2025年，公园达到5个。";
    check(&[
        (&format!("{one}\n{other}"), sentence, &["Y0913", "Y0913"]),
        (&format!("{other}\n{one}"), sentence, &["Y0913", "Y0913"]),
    ]);
}

#[test]
fn a_promise_of_each_place_is_not_judged_of_the_whole() {
    check(&[
        (
            "parks >= 5个 by 2025\n    source \"每个县建成5个公园\"",
            "到2025年，每个县建成5个公园。",
            &["Y0927"],
        ),
        (
            "parks >= 5个 by 2025 for each county\n    source \"每个县建成5个公园\"",
            "到2025年，每个县建成5个公园。",
            &[],
        ),
        (
            "parks >= 5个 by 2025\n    source \"每个县建成5个公园\"\n    because \"只看全市\"",
            "到2025年，每个县建成5个公园。",
            &[],
        ),
        (
            "all: share(county where parks >= 5个) >= 100% by 2025\n    source \"每个县都建成5个公园，全覆盖\"",
            "到2025年，每个县都建成5个公园，全覆盖。",
            &[],
        ),
    ]);
}

#[test]
fn a_list_has_every_row_of_its_table() {
    const TABLE: &str = "专栏1  中心镇\n\n\t序号\n\t县\n\t镇\n\n\t1\n\t东区\n\t甲镇\n\n\t2\n\t\n\t乙镇\n\n\t3\n\t西县\n\t丙镇\n\n\t合计\n\t3";
    let list = |items: &str| {
        format!(
            "scale growing = 未培育 < 已培育\n\ntowns: each of {{ {items} }} >= 已培育 by 2025\n    source table \"专栏1\""
        )
    };
    check(&[
        (&list("甲镇@东区, 乙镇@东区, 丙镇@西县"), TABLE, &["Y0910"]),
        (&list("甲镇@东区, 丙镇@西县"), TABLE, &["Y0910", "Y0926"]),
        (
            &list("甲镇@东区, 丙镇@西县"),
            "专栏1  中心镇\n\n\t县\n\t镇\n\n\t东区\n\t甲镇\n\n\t西县\n\t丙镇\n",
            &[],
        ),
        (
            &list("甲镇@东区, 乙镇@西县, 丙镇@西县"),
            TABLE,
            &["Y0910", "Y0917"],
        ),
        (
            &list("甲镇@东区, 乙镇@东区, 丁镇@西县"),
            TABLE,
            &["Y0910", "Y0917"],
        ),
    ]);
}

#[test]
fn a_label_of_the_authors_holds_no_figure_of_the_plan() {
    const SAID: &str = "培育3个中心镇：甲镇、乙镇、丙镇";
    let list = |items: &str| {
        format!(
            "scale growing = 未培育 < 已培育\n\ntowns \"3个中心镇\": each of {{ {items} }} >= 已培育 by 2025\n    source \"{SAID}\""
        )
    };
    let sentence = format!("到2025年，{SAID}。");
    check(&[
        (&list("甲镇, 乙镇, 丙镇"), &sentence, &[]),
        (&list("甲镇, 乙镇"), &sentence, &["Y0910"]),
    ]);
}

#[test]
fn what_a_figure_counts_is_compared() {
    let homes = |figure: &str, said: &str| {
        let rule = format!("homes >= {figure} by 2025\n    source \"养老院{said}\"");
        (rule, format!("到2025年，养老院{said}。"))
    };
    let people = |figure: &str, said: &str| {
        let rule = format!("people >= {figure} by 2025\n    source \"人口{said}\"");
        (rule, format!("到2025年，人口{said}。"))
    };
    for ((rule, sentence), wanted) in [
        (people("348.0万人", "3480004人"), &[][..]),
        (people("5万人", "45000人"), &["Y0913"]),
        (people("0亿人", "3480004人"), &["Y0913"]),
        (people("15000万人", "1.5亿人"), &[]),
        (homes("15家", "15万件"), &["Y0913"]),
        (homes("15家", "15公顷"), &["Y0913"]),
        (homes("15家", "15座"), &[]),
    ] {
        assert_eq!(told(&rule, &sentence), wanted, "{rule}\n{sentence}");
    }
    check(&[
        (
            "insured >= 5% by 2025\n    source \"参保率提高5个百分点\"",
            "到2025年，参保率提高5个百分点。",
            &["Y0913"],
        ),
        (
            "insured >= base + 5pp by 2025\n    source \"参保率提高5个百分点\"",
            "到2025年，参保率提高5个百分点。",
            &[],
        ),
        (
            "income >= 2.6 * base by 2025\n    source \"收入增长1.6倍\"",
            "到2025年，收入增长1.6倍。",
            &[],
        ),
        (
            "income >= 2 * base by 2025\n    source \"收入增长翻倍\"",
            "到2025年，收入增长翻倍。",
            &[],
        ),
        (
            "income >= 1.6 * base by 2025\n    source \"收入增长1.6倍\"",
            "到2025年，收入增长1.6倍。",
            &["Y0913"],
        ),
        (
            "income <= base + 50% by 2025\n    source \"收入下降50%\"",
            "到2025年，收入下降50%。",
            &["Y0913"],
        ),
    ]);
}

#[test]
fn a_rate_is_of_as_many_as_the_plan_says() {
    let beds = |unit: &str, every: &str| {
        let rule = format!(
            "indicator beds \"床位\"\n    unit {unit}\n\nbeds >= 7.5张 by 2025\n    source \"{every}床位7.5张\""
        );
        (rule, format!("到2025年，{every}床位7.5张。"))
    };
    for ((rule, sentence), wanted) in [
        (beds("张/千人", "每千人口"), &[][..]),
        (beds("张/万人", "每千人口"), &["Y0913"]),
        (beds("张/10万人", "每10万人"), &[]),
        (beds("张/万人", "每10万人"), &["Y0913"]),
    ] {
        assert_eq!(told(&rule, &sentence), wanted, "{rule}\n{sentence}");
    }
}

#[test]
fn each_figure_is_of_the_year_before_it() {
    const SAID: &str = "到2024年参保率达到92%，到2025年达到95%";
    let rule = |figure: &str, year: u16| {
        let words = match figure {
            "92%" => "参保率达到92%",
            _ => "达到95%",
        };
        format!("insured >= {figure} by {year}\n    source \"{words}\"")
    };
    let both = |one: u16, other: u16| format!("{}\n\n{}", rule("92%", one), rule("95%", other));
    let sentence = format!("{SAID}。");
    check(&[
        (&both(2024, 2025), &sentence, &[]),
        (&both(2025, 2024), &sentence, &["Y0916", "Y0916"]),
        // What stands behind a semicolon is of the same year.
        (
            "income >= 7元 by 2024\n    source \"收入达到7元\"",
            "到2025年，参保率稳步提高；收入达到7元。",
            &["Y0916"],
        ),
    ]);
}

#[test]
fn what_is_counted_from_a_base_names_its_year() {
    check(&[
        (
            "income >= 2 * base by 2025\n    source \"收入比2015年翻一番\"",
            "到2025年，收入比2015年翻一番。",
            &["Y0916"],
        ),
        (
            "income >= 2 * base by 2025\n    source \"收入比2020年翻一番\"",
            "到2025年，收入比2020年翻一番。",
            &[],
        ),
        (
            "insured >= 95% by 2025\n    source \"由2019年的91%提高到95%\"\n    from 91% in 2020",
            "到2025年，参保率由2019年的91%提高到95%。",
            &["Y0916"],
        ),
    ]);
}

#[test]
fn the_unit_of_a_table_is_that_of_its_column_its_row_or_the_line_above_it() {
    const TABLES: [&str; 4] = [
        "专栏1  指标\n\n\t指标\n\t单位\n\t2025年\n\n\t人口\n\t万人\n\t120\n",
        "专栏1  指标\n\n\t指标\n\t2025年（万人）\n\n\t人口\n\t120\n",
        "专栏1  指标\n\n\t指标\n\t2025年\n\n\t人口（万人）\n\t120\n",
        "专栏1  指标\n单位：万人\n\n\t指标\n\t2025年\n\n\t人口\n\t120\n",
    ];
    for table in TABLES {
        let quote = table.split("\n\n").nth(2).unwrap().replace("\n\t", " ");
        let rule = |figure: &str| {
            let quote = quote.trim();
            format!("people >= {figure} by 2025\n    source \"专栏1\" \"{quote}\"")
        };
        assert_eq!(told(&rule("120万人"), table), [""; 0], "{table}");
        assert_eq!(told(&rule("120人"), table), ["Y0913"], "{table}");
    }
}

#[test]
fn a_rule_of_one_region_quotes_what_is_said_of_it() {
    let rule = |region: &str, said: &str| {
        format!("parks >= 5个 by 2025 for {region}\n    source \"{said}公园达到5个\"")
    };
    let sentence = "到2025年，东区公园达到5个，全市公园达到5个。";
    check(&[
        (&rule("东区", "东区"), sentence, &["Y0910"]),
        (&rule("西县", "东区"), sentence, &["Y0910", "Y0917"]),
        // A quote that names no region is believed.
        (&rule("西县", "全市"), sentence, &["Y0910"]),
    ]);
}

#[test]
fn what_the_text_shows_of_itself_stands_in_the_report() {
    const TEXT: &str = "第一章  目标\n\n人口适度增长。到2025年，人口达到342.2万人。\n\n专栏1  人口\n\n\t地区\n\t2020年（万人）\n\n\t东区\n\t100.0\n\n\t西县\n\t248.0\n\n\t合计\n\t358.0\n";
    let rules = format!(
        "{DECLARED}section \"第一章\"\n\npeople >= 342.2万人 by 2025\n    source \"人口达到342.2万人\"\n    from 348.0万人 in 2020\n    guard\n"
    );
    let folder = tempfile::tempdir().unwrap();
    let files = [
        (
            "plan.yaml",
            "id: small\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [a.rules]\ntext: text.txt\n",
        ),
        (
            "regions.yaml",
            "regions:\n  - {code: '511100', name: 甲市, level: city}\n",
        ),
        ("a.rules", &rules),
        ("text.txt", TEXT),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    write_files(folder.path(), &files.to_vec());
    let done = run(folder.path(), &["report", "--year", "2023", "--to", "md"]);
    assert_eq!(done.status.code(), Some(0));
    let report = std::fs::read_to_string(folder.path().join("out/small-midterm-2023.md")).unwrap();
    for wanted in [
        "规划印的是358.0，按表中各数算得348.0",
        "目标与标题方向相反：人口",
        "“人口适度增长”",
    ] {
        assert!(report.contains(wanted), "{wanted}");
    }
}

#[test]
fn a_rate_has_the_base_that_the_plan_prints() {
    let dead = |unit: &str, figure: &str, said: &str| {
        let rule = format!(
            "indicator deaths \"死亡率\"\n    unit {unit}\n\ndeaths <= {figure} by 2025\n    source \"死亡率降至{said}\""
        );
        told(&rule, &format!("到2025年，死亡率降至{said}。"))
    };
    assert_eq!(dead("‰", "5‰", "5‰以下"), [""; 0]);
    assert_eq!(dead("‰", "50‰", "5%以下"), ["Y0913"]);
    assert_eq!(dead("/10万", "12", "每10万人12人"), [""; 0]);
    // 1.2万 is a number of things and no rate.
    assert_eq!(dead("‰", "1.2‰", "1.2万"), ["Y0913"]);
}

#[test]
fn a_box_is_no_part_of_its_section() {
    const SAID: &str =
        "第一节  任务\n\n建设公园。\n\n专栏1  工程\n\n\t公园建设。到2025年，公园达到5个。\n\n\n";
    check(&[
        (
            "section \"第一章/第一节\"\n\nparks >= 5个 by 2025\n    source \"公园达到5个\"",
            SAID,
            &["Y0910", "Y0911"],
        ),
        (
            "section \"第一章/第一节\"\n\nparks >= 5个 by 2025\n    source \"专栏1\" \"公园达到5个\"",
            SAID,
            &[],
        ),
    ]);
}

#[test]
fn the_years_of_a_total_are_those_of_the_plan_or_are_said() {
    const FLOW: &str = "indicator jobs \"就业\"\n    unit 万人\n    kind flow\n\n";
    let jobs = |years: &str, said: &str| {
        let rule = format!("{FLOW}jobs >= 20万人 over {years}\n    source \"{said}就业20万人\"");
        told(&rule, &format!("{said}就业20万人。"))
    };
    assert_eq!(jobs("2021..2025", "“十四五”期间，新增"), [""; 0]);
    assert_eq!(jobs("2022..2025", "“十四五”期间，新增"), ["Y0916"]);
    assert_eq!(jobs("2021..2025", "2021—2025年累计"), [""; 0]);
    assert_eq!(jobs("2021..2024", "2021—2025年累计"), ["Y0916"]);
    // Who says only when it ends leaves it to the rule when it begins.
    assert_eq!(jobs("2021..2025", "到2025年，累计"), [""; 0]);
}

#[test]
fn what_is_still_to_come_is_no_history() {
    check(&[
        ("background \"新建5所学校\"", "2020年，新建5所学校。", &[]),
        (
            "background \"新建5所学校\"",
            "2023年，新建5所学校。",
            &["Y0920"],
        ),
        (
            "section \"专栏1\"\n\nbackground \"人口 100\"",
            "专栏1  指标\n\n\t指标\n\t2020年\n\t2025年\n\n\t人口\n\t100\n\t120\n",
            &["Y0910"],
        ),
        (
            "section \"专栏1\"\n\nbackground \"120\"",
            "专栏1  指标\n\n\t指标\n\t2020年\n\t2025年\n\n\t人口\n\t100\n\t120\n",
            &["Y0910", "Y0920"],
        ),
    ]);
}
