//! Levels as region files of real offices write them: with the kind of each region in the column.

use crate::support::RegionPlan;
use serde_json::Value;

const FIGURES: &[(&str, &str)] = &[
    ("市中区", "12"),
    ("峨眉山市", "12"),
    ("夹江县", "12"),
    ("马边彝族自治县", "1"),
];

/// A plan of these rules and regions, judged as of 2025: the exit code and the document.
fn judged(regions: (&str, &str), rules: &str) -> (Option<i32>, Value) {
    let here = |(region, _): &&(&str, &str)| regions.1.contains(region);
    let data: Vec<_> = FIGURES.iter().filter(here).copied().collect();
    let plan = RegionPlan {
        own: "",
        regions,
        rules,
        data: &data,
    };
    let said = plan.eval();
    (said.code, said.json)
}

/// The regions that one rule was judged in with their verdicts, or the codes of what is wrong.
fn covered(regions: (&str, &str), rule: &str) -> String {
    // Something to judge whatever becomes of the rule.
    let rules = format!("rule: {rule}\nown: 床位 >= 0 by 2025");
    let (_, json) = judged(regions, &rules);
    let rows = json["results"].as_array().unwrap().iter();
    let rows = rows.filter(|row| row["target"] == "rule");
    let shown: Vec<_> = rows
        .map(|row| {
            let region = row["region_name"].as_str().unwrap_or("whole");
            format!("{region} {}", row["verdict"].as_str().unwrap())
        })
        .collect();
    if shown.is_empty() {
        codes(&json)
    } else {
        shown.join(", ")
    }
}

/// The codes of errors.
fn codes(json: &Value) -> String {
    let all = json["diagnostics"].as_array().unwrap().iter();
    let all = all.filter(|one| one["severity"] == "error");
    let all: Vec<_> = all.map(|one| one["code"].as_str().unwrap()).collect();
    all.join(" ")
}

const KINDS: &str = "代码,名称,级别,上级\n511100,乐山市,地级市,\n511102,市中区,区,乐山市\n\
                     511181,峨眉山市,县级市,乐山市\n511126,夹江县,县,乐山市\n\
                     511133,马边彝族自治县,自治县,乐山市\n";

#[test]
fn a_level_covers_all_its_kinds_or_the_rule_is_an_error() {
    let all = "市中区 met, 峨眉山市 met, 夹江县 met, 马边彝族自治县 missed, whole missed";
    for level in ["county", "区县", "县区", "县市区", "县级"] {
        let rule = format!("床位 >= 10 by 2025 for each {level}");
        assert_eq!(covered(("r.csv", KINDS), &rule), all, "{level}");
    }
    for rule in [
        "床位 不低于 10 到2025年 每个县（市、区）",
        "床位 不低于 10 到2025年 每个区县",
        "床位 不低于 10 到2025年 每个县(市、区)",
        "到2025年，每个县（市、区） 床位 不少于 10",
    ] {
        assert_eq!(covered(("r.csv", KINDS), rule), all, "{rule}");
    }
    // One kind is not all of them, and nobody asked for it alone.
    for level in ["县", "区", "市辖区", "县级市", "自治县", "旗"] {
        for rule in [
            format!("床位 >= 10 by 2025 for each {level}"),
            format!("床位 >= 10 by 2025 for at least 2 of {level}"),
            format!("床位 >= 10 by 2025 for each county, {level}"),
            format!("count({level} where 床位 >= 10) >= 1个 by 2025"),
        ] {
            assert_eq!(covered(("r.csv", KINDS), &rule), "Y0731", "{rule}");
        }
    }
    let count = "count(区县 where 床位 >= 10) = 3个 ± 0个 by 2025";
    assert_eq!(covered(("r.csv", KINDS), count), "乐山市 met");
}

#[test]
fn the_word_of_all_regions_of_a_level_is_its_name() {
    let city = "名称,级别,上级\n乐山市,市,\n";
    let two = "市中区 met, 峨眉山市 met, whole met";
    for (word, works, fails) in [
        ("县", "县 区县 county", "区 县级市"),
        ("区县", "县 区县 county", "区 县级市"),
        ("区", "区 市辖区 区县 县市区", "县 县级市"),
        ("县级市", "县级市 区县", "县 区"),
        ("自治县", "自治县 县市区", "县 区"),
        ("县市区", "县 县（市、区）", "旗"),
        ("county", "县 区县", "区"),
        // Put otherwise than anybody thought of.
        ("区/县", "区县 县", "区"),
        ("区（县、市）", "区（县、市） 县（市、区） county", "区"),
        ("县-区-市", "区县", "县级市"),
    ] {
        let file = format!("{city}市中区,{word},乐山市\n峨眉山市,{word},乐山市\n");
        for level in works.split(' ') {
            let rule = format!("床位 >= 10 by 2025 for each {level}");
            assert_eq!(covered(("r.csv", &file), &rule), two, "{word} {level}");
        }
        for level in fails.split(' ') {
            let rule = format!("床位 >= 10 by 2025 for each {level}");
            assert_eq!(covered(("r.csv", &file), &rule), "Y0731", "{word} {level}");
        }
    }
    let english = "name,level,parent\n乐山市,prefecture-level city,\n市中区,district,乐山市\n\
                   峨眉山市,county-level city,乐山市\n夹江县,county,乐山市\n";
    for (level, wanted) in [
        ("county", "市中区 met, 峨眉山市 met, 夹江县 met, whole met"),
        ("district", "Y0731"),
    ] {
        let rule = format!("床位 >= 10 by 2025 for each {level}");
        assert_eq!(covered(("r.csv", english), &rule), wanted, "{level}");
    }
    // A word for all and one for some.
    let file = format!("{city}市中区,区县,乐山市\n峨眉山市,区,乐山市\n");
    for (level, wanted) in [("区县", two), ("区", "Y0731"), ("县", "Y0731")] {
        let rule = format!("床位 >= 10 by 2025 for each {level}");
        assert_eq!(covered(("r.csv", &file), &rule), wanted, "{level}");
    }
    // The other levels have kinds as well.
    let file = "名称,级别,上级\n四川省,省,\n市中区,地级市,四川省\n峨眉山市,自治州,四川省\n\
                夹江县,镇,市中区\n马边彝族自治县,街道,市中区\n";
    let towns = "夹江县 met, 马边彝族自治县 missed, whole missed";
    for (level, wanted) in [
        ("市（州）", two),
        ("市州", two),
        ("city", two),
        ("市", "Y0731"),
        ("自治州", "Y0731"),
        ("乡镇", towns),
        ("乡镇街道", towns),
        ("镇", "Y0731"),
        ("街道", "Y0731"),
    ] {
        let rule = format!("床位 >= 10 by 2025 for each {level}");
        assert_eq!(covered(("r.csv", file), &rule), wanted, "{level}");
    }
}

#[test]
fn a_file_that_declares_its_levels_says_what_a_word_means() {
    let yaml = |levels: &str, county: &str| {
        format!(
            "levels: {levels}\nregions:\n- {{name: 乐山市, level: 市}}\n\
             - {{name: 市中区, level: 区, parent: 乐山市}}\n\
             - {{name: 夹江县, level: {county}, parent: 乐山市}}\n"
        )
    };
    let one = yaml("{city: [市], district: [区], county: [县]}", "县");
    let all = yaml("{city: [市], county: [区县, 区, 县]}", "县");
    let rule = |level: &str| format!("床位 >= 10 by 2025 for each {level}");
    for (file, level, wanted) in [
        (&one, "区", "市中区 met, whole met"),
        (&one, "县", "夹江县 met, whole met"),
        (&all, "区", "市中区 met, 夹江县 met, whole met"),
        (&all, "county", "市中区 met, 夹江县 met, whole met"),
        (&one, "高新区", "Y0201"),
        // Nothing of this file is all counties.
        (&one, "旗", "Y0201"),
        (&all, "旗", "Y0731"),
    ] {
        assert_eq!(covered(("r.yaml", file), &rule(level)), wanted, "{level}");
    }
    // A level that the file does not have.
    let other = yaml("{city: [市], county: [区, 县]}", "自治县");
    assert_eq!(
        covered(("r.yaml", &other), &rule("county")),
        "市中区 met, whole undecided"
    );
}

#[test]
fn a_region_that_does_not_stand_below_its_parent_is_told_and_lost() {
    for (from, to) in [
        // A county-level city is no city; a county lies in no other.
        ("峨眉山市,县级市,乐山市", "峨眉山市,市,乐山市"),
        ("夹江县,县,乐山市", "夹江县,县,市中区"),
        ("夹江县,县,乐山市", "夹江县,省,乐山市"),
        ("夹江县,县,乐山市", "夹江县,县,峨眉山市"),
    ] {
        let file = KINDS
            .replace(from, to)
            .replace("511133,马边彝族自治县,自治县,乐山市\n", "");
        let rules = "every: 床位 >= 10 by 2025 for each 区县\n\
                     two: 床位 >= 10 by 2025 for at least 2 of 区县\n\
                     three: 床位 >= 10 by 2025 for at least 3 of 区县";
        let (code, json) = judged(("r.csv", &file), rules);
        assert_eq!(codes(&json), "Y0732", "{to}");
        assert_eq!(json["summary"]["regions_left_out"], 1, "{to}");
        assert_eq!(json["summary"]["by_verdict"]["met"], 1, "{to}");
        assert_eq!(json["summary"]["by_verdict"]["undecided"], 2, "{to}");
        assert_eq!(code, Some(1), "{to}");
    }
    // Levels of the author's own have no order, and a part of a region may be of any size.
    let file = "名称,级别,上级\n乐山市,市,\n市中区,片区,乐山市\n峨眉山市,县,市中区\n\
                夹江县,功能区,峨眉山市\n马边彝族自治县,县,夹江县\n";
    let (_, json) = judged(("r.csv", file), "every: 床位 >= 10 by 2025 for each 县");
    assert_eq!(codes(&json), "");
}

#[test]
fn no_other_administration_is_offered_for_the_one_that_was_meant() {
    let help = |regions: (&str, &str), rule: &str| {
        let rules = format!("{rule}\nown: 床位 >= 0 by 2025");
        let (_, json) = judged(regions, &rules);
        let all = json["diagnostics"].as_array().unwrap().iter();
        let helps = all.filter_map(|one| one["help"].as_str());
        helps.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    let zones = "名称,级别,上级\n乐山市,市,\n市中区,新区,乐山市\n夹江县,县,乐山市\n\
                 马边彝族自治县,高新区,乐山市\n";
    let yaml = "levels: {province: [自治区], city: [市], county: [新区]}\nregions:\n\
                - {name: 乐山市, level: 市}\n- {name: 市中区, level: 自治县, parent: 乐山市}\n\
                - {name: 夹江县, level: 高新区, parent: 乐山市}\n";
    for (regions, rule) in [
        (("r.csv", zones), "床位 >= 10 by 2025 for each 经开区"),
        (("r.csv", zones), "床位 >= 10 by 2025 for each 高新区"),
        (("r.yaml", yaml), "床位 >= 10 by 2025 for each 自治县"),
        (("r.yaml", yaml), "床位 >= 10 by 2025 for each 高新区"),
    ] {
        let said = help(regions, rule);
        assert!(!said.contains("是否要写"), "{rule}: {said}");
    }
    let strange = zones.replace("高新区", "矿区");
    let said = help(("r.csv", &strange), "床位 >= 10 by 2025 for each 县");
    assert!(
        said.contains("确有这一级") && !said.contains("是否要写"),
        "{said}"
    );
    let only_new = zones.replace("马边彝族自治县,高新区,乐山市\n", "");
    let said = help(("r.csv", &only_new), "床位 >= 10 by 2025 for each 高新区");
    assert!(!said.contains("新区`"), "{said}");
    let (code, json) = judged(
        ("r.csv", zones),
        "every: 床位 >= 10 by 2025 for each 高新区",
    );
    assert_eq!((code, codes(&json).as_str()), (Some(0), ""));
}

#[test]
fn a_note_is_nobodys_mistake() {
    let csv = "名称,级别,上级,备注\n乐山市,市,,\n市中区,区县,乐山市,\"含高新区，2021年调整\"\n";
    let yaml = |key: &str| {
        format!(
            "regions:\n- {{name: 乐山市, level: city}}\n\
             - {{name: 市中区, level: county, parent: 乐山市, {key}: 含高新区}}\n"
        )
    };
    let rule = "every: 床位 >= 10 by 2025 for each 区县";
    for regions in [
        ("r.csv", csv.to_owned()),
        ("r.csv", csv.replace("备注", "note")),
        ("r.csv", csv.replace("备注", "说明")),
        ("r.yaml", yaml("note")),
        ("r.yaml", yaml("备注")),
    ] {
        let (path, file) = (regions.0, regions.1.as_str());
        let (code, json) = judged((path, file), rule);
        assert_eq!((code, codes(&json).as_str()), (Some(0), ""), "{file}");
        assert_eq!(json["summary"]["by_verdict"]["met"], 1, "{file}");
    }
}

/// Groups that stand side by side resemble each other and are no slips.
#[test]
fn a_group_beside_another_is_only_unused() {
    let regions = "名称,级别,上级,分组\n乐山市,市,,\n市中区,县,乐山市,东部片区\n峨眉山市,县,乐山市,西部片区\n";
    let (_, json) = judged(("r.csv", regions), "床位 >= 10 by 2025 for 东部片区");
    let all = json["diagnostics"].as_array().unwrap().iter();
    let told: Vec<_> = all.filter_map(|one| one["code"].as_str()).collect();
    assert!(told.contains(&"Y0209"), "{told:?}");
    assert!(!told.contains(&"Y0213"), "{told:?}");
}

/// In CSV a mistyped group is one of its own: the one that is meant lacks the region.
#[test]
fn a_mistyped_group_is_told() {
    for (group, wanted) in [("双级核", "Y0213"), ("双极核", ""), ("六县", "Y0209")] {
        let regions = format!(
            "名称,级别,上级,分组\n乐山市,市,,\n市中区,县,乐山市,双极核\n峨眉山市,县,乐山市,{group}\n"
        );
        let (_, json) = judged(("r.csv", &regions), "床位 >= 10 by 2025 for 双极核");
        let all = json["diagnostics"].as_array().unwrap().iter();
        let told: Vec<_> = all.filter_map(|one| one["code"].as_str()).collect();
        let told = told.into_iter().filter(|code| code.starts_with("Y02"));
        assert_eq!(told.collect::<String>(), wanted, "{group}");
    }
}
