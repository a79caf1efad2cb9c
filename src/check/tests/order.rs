//! What belongs to the plan as a whole: order, sections, owners, names in several files, and what
//! stands beside the targets.

use super::said::{condition, expr, said, scope};
use super::{Checked, beside_declared, checked, checked_in};
use crate::diag::Severity;
use crate::model::{Better, Kind, Level, LevelId, Region, RegionId, Regions, Total};

fn names(checked: &Checked) -> Vec<&str> {
    let targets = checked.plan.targets.iter();
    targets.map(|target| target.name.as_str()).collect()
}

const FILES: &[(&str, &str)] = &[
    (
        "a.rules",
        "section \"第三章/第二节\"\nlate: slots >= 1 by 2025\nsection \"第二章/第三节/专栏2\"\nbox: slots >= 2 by 2025\n",
    ),
    (
        "b.rules",
        "early: slots >= 3 by 2025\nsection \"第三章/第一节\"\nmiddle: ratio >= 4 by 2025\nwrong: slotz >= 1\n",
    ),
    (
        "c.rules",
        "indicator ratio = slots * 2\nindicator slots\n    unit 个/千人\nsection \"第二章/第三节\"\nfirst: x >= 建成\nscale s = 在建 < 建成\n",
    ),
];

#[test]
fn files_may_be_listed_in_any_order() {
    let one = checked(FILES, &["slots"]);
    assert_eq!(names(&one), ["first", "box", "middle", "late", "early"]);
    let mut turned = FILES.to_vec();
    turned.reverse();
    let other = checked(&turned, &["slots"]);
    assert_eq!(names(&one), names(&other));
    let lines = |checked: &Checked| {
        let plan = &checked.plan;
        let lines = plan.targets.iter().map(|target| said(plan, target));
        lines.collect::<Vec<_>>()
    };
    assert_eq!(lines(&one), lines(&other));
    for (path, _) in FILES {
        assert_eq!(one.told(path), other.told(path));
    }
    assert_eq!(one.plan.left_out, 1);
    assert_eq!(one.told("b.rules"), ["Y0201 slotz"]);
}

#[test]
fn a_name_in_two_files_shows_both() {
    for (second, told) in [
        ("indicator slots", "Y0202 slots"),
        ("indicator other \"托位\"", "Y0202 \"托位\""),
        ("indicator other\n    also \"托位\"", "Y0202 \"托位\""),
        ("list slots = 甲, 乙", "Y0202 slots"),
        ("scale slots = 甲 < 乙", "Y0202 slots"),
        ("scale other = 一 < slots", "Y0202 slots"),
        ("indicator 建成", "Y0202 建成"),
        ("scale other = 建成 < 关闭", "Y0211 建成"),
        ("scale stages = 一 < 二", "Y0202 stages"),
    ] {
        let first = "indicator slots \"托位\"\n    unit 个\nscale stages = 在建 < 建成\nx >= 建成\nslots >= 1";
        let checked = checked(&[("a.rules", first), ("b.rules", second)], &[]);
        assert_eq!(checked.told("b.rules"), [told], "{second}");
        let twice = checked.diagnostics.iter().next().unwrap();
        let first = twice.labels.last().unwrap().span;
        assert_eq!(
            checked.sources.get(first.source).path(),
            "a.rules",
            "{second}"
        );
        assert_eq!(names(&checked), ["x@2025", "slots@2025"], "{second}");
        assert_eq!(checked.plan.left_out, 1, "{second}");
    }
}

#[test]
fn one_mistake_is_told_once_and_its_followers_are_told_why() {
    let rules = "
indicator broken
    unit 张/什么
indicator derived = broken * 2
indicator unreadable 单位 个
scale bad = 甲 < 甲
list places = 一@哪里, 二
a: broken >= 1
b: derived >= 1
c: unreadable >= 1
d: x >= 甲
e: each of places >= 建成
f: slots >= 1 and broken >= 2
";
    let checked = beside_declared(rules);
    let told = checked.told("case.rules");
    let errors: Vec<_> = checked
        .diagnostics
        .iter()
        .filter(|one| one.severity() == Severity::Error)
        .map(|one| one.code.id())
        .collect();
    assert_eq!(errors.len(), 4, "{told:?}");
    let because: Vec<_> = told.iter().filter(|one| one.starts_with("Y0207")).collect();
    assert_eq!(because.len(), 7, "{told:?}");
    assert!(checked.plan.targets.is_empty());
    assert_eq!(checked.plan.left_out, 11);
}

#[test]
fn an_indicator_has_what_its_clauses_say() {
    let checked = beside_declared(
        "section \"第一章\"
indicator whole \"整体\"
    unit %
    kind share
    better lower
    basis 常住人口
    definition \"一除以二\"
    also \"总体\", \"全部\"
    total ratio(beds, care)
indicator formula = beds / care
    unit ‰
whole >= 5
总体 >= 6 by 2024
formula >= 100",
    );
    let plan = &checked.plan;
    assert_eq!(checked.told("case.rules"), [""; 0]);
    let id = plan.indicator_names["全部"];
    let whole = plan.indicator(id).unwrap();
    assert_eq!((whole.id.as_str(), whole.label.as_str()), ("whole", "整体"));
    assert_eq!(
        (whole.kind, whole.better),
        (Kind::Share, Some(Better::Lower))
    );
    assert_eq!(whole.unit().map(|unit| unit.name()), Some("%"));
    assert_eq!(whole.basis.as_deref(), Some("常住人口"));
    assert_eq!(whole.definition.as_deref(), Some("一除以二"));
    assert_eq!(whole.section, "第一章");
    let Total::Ratio(over, under) = whole.total else {
        panic!("{:?}", whole.total)
    };
    assert_eq!(plan.indicator(over).unwrap().id, "beds");
    assert_eq!(plan.indicator(under).unwrap().id, "care");
    let derived = plan.indicator(plan.indicator_names["formula"]).unwrap();
    let formula = expr(plan, derived.formula.as_ref().unwrap());
    assert_eq!(formula, "1000×(beds / care)");
    assert_eq!(
        names(&checked),
        ["whole@2025", "whole@2024", "formula@2025"]
    );
}

#[test]
fn the_nearest_says_who_owns() {
    let checked = beside_declared(
        "section \"第三章/第一节\"
a: rate >= 1
section \"第三章/第二节\"
    owner \"章节的\"
b: rate >= 2
c: rate >= 3
    owner \"自己的\" with \"配合的\" by \"文号\"
section \"第四章\"
centres >= 1
slots >= 1
d: rate >= 4
section \"第三章\"
e: centres >= 2",
    );
    let owners = checked.plan.targets.iter().map(|target| {
        let lead = target
            .owner
            .as_ref()
            .map_or("", |owner| owner.lead.as_str());
        (target.name.as_str(), lead)
    });
    assert_eq!(
        owners.collect::<Vec<_>>(),
        [
            ("e", "指标的"),
            ("a", "第三章的"),
            ("b", "章节的"),
            ("c", "自己的"),
            ("centres@2025", "指标的"),
            ("slots@2025", "目标的"),
            ("d", ""),
        ]
    );
    let own = checked.plan.targets[3].owner.as_ref().unwrap();
    assert_eq!(own.with, ["配合的"]);
    assert_eq!(own.by.as_deref(), Some("文号"));
}

#[test]
fn a_place_is_named_by_its_end() {
    let checked = beside_declared(
        "section \"第三章/第一节/专栏3\"
a: rate >= 1
    source \"一\"
    source \"第二节\" \"二\"
    source \"专栏8\" \"三\"
    source \"专栏5\" \"四\"
    source table \"专栏8\"
section \"第三章/第二节\"
section \"第四章/专栏8\"
section \"第二章/专栏5\"
section \"第三章/第一节/专栏3/专栏5\"",
    );
    let quotes = checked.plan.targets[0].quotes.iter();
    let quotes: Vec<_> = quotes
        .map(|quote| (quote.place.as_str(), quote.words.as_str(), quote.table))
        .collect();
    assert_eq!(
        quotes,
        [
            ("第三章/第一节/专栏3", "一", false),
            ("第三章/第二节", "二", false),
            ("第四章/专栏8", "三", false),
            ("第三章/第一节/专栏3/专栏5", "四", false),
            ("第四章/专栏8", "", true),
        ]
    );
}

#[test]
fn a_target_has_what_its_clauses_say() {
    let checked = beside_declared(
        "slots >= 4.5 by 2025
    from 1.8 in 2019
    attribute binding
    strive
    guard
    compare at 2 decimals half-even
    missing use last within 2 years
    weight 1.5
    printed \"45\" because \"少了一点\"
    because \"理由\"
    note \"一\"
    note \"二\"",
    );
    let target = &checked.plan.targets[0];
    let own = target.baseline.as_ref().unwrap();
    assert_eq!(
        (own.figure.to_string(), own.year.0),
        ("1.8".to_owned(), 2019)
    );
    assert!(target.strive && target.guard && target.dated);
    assert_eq!(target.attribute, crate::model::Attribute::Binding);
    assert_eq!(target.missing, crate::model::Missing::UseLast(2));
    assert_eq!(target.compare.map(|compare| compare.decimals), Some(2));
    assert_eq!(target.weight.as_ref().unwrap().to_string(), "1.5");
    assert_eq!(
        target.printed,
        [("45".to_owned(), Some("少了一点".to_owned()))]
    );
    assert_eq!((target.because.len(), target.notes.len()), (1, 2));
    assert_eq!(target.label, "每千人口托位数");
}

#[test]
fn what_a_plan_says_besides() {
    let checked = beside_declared(
        "section \"第一章\"
forecast rate = 25% ± 1pp in 2035
forecast resident = 5 for each county
claim growth(income, 2015..2020) = 108.40%
    source \"增长108.40%\"
identity change(resident, 2020..2025) = jobs - moves
entitlement leave = 10天
entitlement beds = 10张
background \"减少75591人\", \"下降2.34%\"
    source \"专栏1\"
name \"第七次全国人口普查\"
undefined \"合理区间\" of rate
slots >= 4.5 by 2025
amend slots@2025 from 2023-06-30 by \"文号\": 4.5个 -> 4.3个",
    );
    let plan = &checked.plan;
    assert_eq!(checked.told("case.rules"), [""; 0]);
    assert_eq!(plan.left_out, 0);
    let forecasts = plan.forecasts.iter();
    let forecasts: Vec<_> = forecasts
        .map(|one| (condition(plan, &one.condition), scope(plan, &one.scope)))
        .collect();
    assert_eq!(forecasts[0], ("rate 24..26 %".to_owned(), "own".to_owned()));
    assert_eq!(forecasts[1].1, "[市中区,沙湾区,夹江县,峨眉山市]");
    let claims: Vec<_> = plan
        .claims
        .iter()
        .map(|one| condition(plan, &one.condition))
        .collect();
    assert_eq!(claims, ["growth(income, 2015..2020) 108.40..108.40 %"]);
    assert_eq!(plan.claims[0].quotes[0].place, "第一章");
    let identity = &plan.identities[0];
    assert_eq!(
        (expr(plan, &identity.left), expr(plan, &identity.right)),
        (
            "change(resident, 2020..2025)".to_owned(),
            "(jobs - 0.0001×moves)".to_owned()
        )
    );
    let rights = plan.entitlements.iter();
    let rights: Vec<_> = rights
        .map(|one| {
            (
                one.label.as_str(),
                one.figure.as_str(),
                one.indicator.is_some(),
            )
        })
        .collect();
    assert_eq!(rights, [("leave", "10", false), ("护理床位", "10", true)]);
    assert_eq!(plan.background.len(), 2);
    assert_eq!(plan.background[0].quote.words, "减少75591人");
    assert_eq!(plan.names[0].0, "第七次全国人口普查");
    assert_eq!(plan.undefined[0].words, "合理区间");
    let amended = &plan.amendments[0];
    assert_eq!(plan.target(amended.target).unwrap().name, "slots@2025");
    assert_eq!(
        (amended.old.as_str(), amended.new.as_str()),
        ("4.5个", "4.3个")
    );
}

/// What a machine wrote may be long.
#[test]
fn a_scale_of_very_many_stages_is_checked() {
    let stages: Vec<_> = (0..30_000).map(|number| format!("s{number}")).collect();
    let rules = format!("scale long = {}\nroad >= s7 by 2025", stages.join(" < "));
    let checked = beside_declared(&rules);
    assert_eq!(checked.told("case.rules"), [""; 0]);
}

#[test]
fn a_message_names_a_few_regions_and_says_that_there_are_more() {
    let many = (0..20).map(|number| Region {
        code: format!("5111{number:02}"),
        name: "同名村".to_owned(),
        also: Vec::new(),
        level: LevelId(0),
        parent: None,
    });
    let regions = Regions::new(
        vec![Level {
            id: "village".to_owned(),
            names: Vec::new(),
        }],
        many.collect(),
        Vec::new(),
        Some(RegionId(99)),
    );
    let rules = [("a.rules", "x >= 1 by 2025 for 同名村")];
    let checked = checked_in(&regions, &rules, &["x"]);
    let message = checked
        .diagnostics
        .iter()
        .find(|one| one.code.id() == "Y0210")
        .unwrap();
    let help = message.help_text(crate::diag::Lang::En).unwrap();
    assert_eq!(help.matches("5111").count(), 8, "{help}");
    assert!(help.contains('…'), "{help}");
}

#[test]
fn what_is_wrong_in_the_same_way_is_told_a_hundred_times() {
    let rules: String = (0..250)
        .map(|number| format!("t{number}: nowhere >= {number} by 2025\n"))
        .collect();
    let checked = beside_declared(&rules);
    let told = checked.told("case.rules");
    let of = |code: &str| told.iter().filter(|one| one.starts_with(code)).count();
    assert_eq!((of("Y0201"), of("Y0526")), (100, 1));
    assert_eq!(checked.plan.left_out, 250);
    let rest = checked
        .diagnostics
        .iter()
        .find(|one| one.code.id() == "Y0526");
    assert_eq!(
        rest.unwrap().message(crate::diag::Lang::En),
        "this file has 150 more of Y0201 that are not listed"
    );
}

/// What stands behind a `section` that cannot be read does not stand in the section before it.
#[test]
fn a_broken_section_ends_the_one_before() {
    for line in [
        "章节 第二章",
        "章节第二章",
        "section \"第二章",
        "sectoin \"第二章\"",
        "章节 \"第二章\"\n    owner 市民政局",
        "mmr >= 1 by 2025\n    章节 第二章",
    ] {
        let rules = format!(
            "章节 \"第一章\"\n    责任单位 \"甲局\"\n\nslots >= 5 by 2025\n\n{line}\n\nrate >= 5% by 2025\n\n章节 \"第四章\"\n\nbeds >= 5 by 2025\n"
        );
        let checked = beside_declared(&rules);
        let of = |name: &str| {
            let mut targets = checked.plan.targets.iter();
            let target = targets.find(|target| target.name == name).unwrap();
            let owner = target.owner.as_ref().map(|owner| owner.lead.as_str());
            (target.section.as_str(), owner)
        };
        assert_eq!(of("slots@2025"), ("第一章", Some("甲局")), "{line}");
        assert_eq!(of("rate@2025"), ("", None), "{line}");
        assert_eq!(of("beds@2025"), ("第四章", None), "{line}");
    }
}
