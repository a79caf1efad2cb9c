//! What is proposed to somebody who mistyped.

use super::*;

#[test]
fn a_name_that_is_meant_to_differ_is_not_offered() {
    // 出生人口 is births; 死亡人口 and 出土人口 are names of their own.
    let read = csv("死亡人口,,2020,1,,,\n孕产妇死亡律,,2020,1,,,");
    assert_eq!(read.found, "Y0507 死亡人口 Y0506 孕产妇死亡律");
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
        ("births,,2020,3。20,,,", "Y0511 3。20", "letter"),
        ("births,,2020,3。20万人,,,", "Y0511 3。20万人", "letter"),
        ("births,,2020,8x,,,", "Y0512 8x", "help"),
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
fn a_heading_is_not_cut_short_without_its_cells() {
    // Under 单位 alone blank cells would be in the unit of the indicator.
    for (heading, help) in [("单位（人）", "more"), ("units", "near")] {
        let text = format!("指标,年份,数值,{heading}\nbirths,2020,5,\n");
        let seen = first_help_of(&text, &plan());
        assert_eq!(seen, (format!("Y0534 {heading}"), Some(help)));
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
        let (_, diagnostics) = said_of(&text, &plan());
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
