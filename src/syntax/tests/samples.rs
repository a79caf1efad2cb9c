//! Every example of the language's description can be read.

use super::super::ast::{Head, Item, Say};
use super::{clean, read};

#[test]
fn the_first_example() {
    clean("childcare_slots_per_1000 >= 4.5 by 2025\n");
    let file = clean(
        r#"section "第三章/第一节"                         # the place in the plan, for all that follows
    owner "市卫生健康委"                        # a default for the targets of this section

indicator childcare_slots_per_1000 "每千人口拥有3岁以下婴幼儿托位数"
    unit   个/千人
    better higher                              # higher | lower | neither
    basis  常住人口                             # the population the figure is about
    definition "3岁以下婴幼儿托位数 / 常住人口 × 1000"
    also   "每千人口托位数"                      # other names, in rules and in data files

childcare_slots_per_1000 >= 4.5个 by 2025
    source   "托位数达到4.5个"                   # the plan's own words, verified against its text
    source   "专栏3" "托位数达到4.5个"           # the same promise, made a second time
    attribute expected                         # binding 约束性 | expected 预期性 | none
"#,
    );
    assert_eq!(file.items.len(), 5);
    let Item::Declaration(section) = &file.items[0] else {
        panic!()
    };
    assert_eq!(section.comments.len(), 2);
    let Item::Declaration(target) = &file.items[4] else {
        panic!()
    };
    let Say::Source {
        at: Some(at),
        quote: Some(quote),
        table: false,
    } = &target.clauses[1].say
    else {
        panic!()
    };
    assert_eq!(
        (at.text.as_str(), quote.text.as_str()),
        ("专栏3", "托位数达到4.5个")
    );
    clean("每千人口托位数 不低于 4.5个 到2025年\n    出处 \"托位数达到4.5个\"\n    属性 预期性\n");
}

#[test]
fn every_condition_of_the_table() {
    for line in [
        "registered_population >= 342.2万人 by 2025",
        "maternal_mortality <= 5/10万 by 2025",
        "oversized_classes = 0个 by 2025",
        "x > 3",
        "x < 3",
        "women_in_employment = 45% ± 2pp throughout",
        "birth_sex_ratio = 103..107 by 2025",
        "child_health_management >= 96% throughout 2021..2025",
        "new_urban_jobs >= 20万人 over 2021..2025",
        "resident_population >= base by 2025",
        "energy_use <= base - 13.5% by 2025",
        "gdp >= 2 * base",
        "breast_cancer_screening rising throughout 2021..2025",
        "annual growth of gdp >= 6% over 2021..2025",
        "nursing: nursing_beds / care_beds >= 55% by 2025",
        "counties: resident_population = { 市中区: 83.52, 五通桥区: 22.32 } ± 2% by 2025",
        "childcare_slots_per_1000 >= { 2022: 2.5, 2023: 3.2, 2025: 4.5 }",
        "犍为县传染病医院 >= 建成 by 2025",
        "乐山市妇幼保健院等级 >= 三级甲等 by 2025",
        "hospitals: each of { 市中区人民医院, 井研县中医医院 \"中医医院\" } >= 投用",
        "towns: each of central_towns >= 已培育",
        "towns32: at least 32 of central_towns >= 已培育",
        "two_of_three: at least 2 of (rehab_centres >= 1, care_centres >= 1, service_centres >= 1) by 2025 for each county",
        "either: guidance_centres >= 1 or inclusive_centres >= 1 by 2025 for each county",
        "places: share(township where care_institutions >= 1) >= 60% by 2025",
        "certified: count(county where inclusive >= 1 and safe >= 1) >= 4",
        "到2025年，每个县 产前筛查机构 不少于 1家",
        "5岁以下儿童死亡率 <= 4.5‰ by 2025",
        "15分钟健身圈 >= 100% by 2025",
        "每千名儿童拥有儿科执业（助理）医生 >= 0.85名 by 2025",
        "\"康复、托养机构\" >= 1 for each city, county",
        "x >= 1 for at least 4 of county",
        "x >= 1 for 峨眉山市, 夹江县",
        "x >= 1 for 中心城区 by 2025",
        "x >= 1 for each county except 金口河区",
        "x >= 1 in 2023",
        "x >= 1 over",
        "x@2020 + x@base - x@prior * x@市中区 >= 0",
        "change(x, 2010..2020) >= growth(x, 2015..2020)",
        "share(x, y) >= mean(x, 2021..2025) + min(x, y) / max(x, y)",
        "urban_share >= base + 6.89pp by 2025",
        "annual growth of people >= -0.24% over 2021..2025",
        "use <= 0 by 2025",
    ] {
        let file = clean(line);
        assert!(
            matches!(&file.items[..], [Item::Declaration(one)] if matches!(one.head, Head::Target(_)))
        );
    }
}

#[test]
fn every_clause() {
    clean(
        r#"x >= 4.5 by 2025
    source table "专栏8"
    source "专栏2" "出生缺陷发生率 % 22.94 20"
    attribute binding
    strive
    guard
    owner "市卫生健康委" with "市民政局", "市医保局" by "乐府发〔2021〕1号"
    from 3.28‰ in 2020
    path { 2022: 2.5, 2025: 4.5 }
    compare at 1 decimal half-even
    missing use last within 1 year
    method schedule/1
    weight 2
    printed "20%" because "单位印错"
    because "本来如此"
    note "随记"
"#,
    );
    for clause in [
        "path linear",
        "path compound",
        "compare exactly",
        "compare at 0 decimals half-up",
        "missing cannot judge",
        "missing as zero",
        "from 前期 in 2020",
        "attribute none",
    ] {
        clean(&format!("x >= 1\n    {clause}\n"));
    }
    for clause in [
        "unit %",
        "unit /10万",
        "unit 名/百张",
        "unit 女=100",
        "unit 1/10万",
        "kind net flow",
        "total ratio(deaths, births)",
        "total none",
        "better neither",
        "also \"a\", \"b\"",
    ] {
        clean(&format!("indicator x\n    {clause}\n"));
    }
}

#[test]
fn every_other_declaration() {
    for line in [
        "forecast ageing_rate = 25% ± 1pp in 2025",
        "claim growth(visitors, 2015..2020) = 108.40%",
        "identity change(registered_population, 2020..2025) = births - deaths + net_migration",
        "background \"减少75591人\", \"下降2.34%\"",
        "name \"第七次全国人口普查\", \"“十四五”\"",
        "entitlement parental_leave = 10天",
        "undefined \"合理区间\" of working_age_share",
        "amend childcare_slots_per_1000@2025 from 2023-06-30 by \"文号\": 4.5个 -> 4.3个",
        "indicator dependency_ratio \"人口抚养比\" = (pop_0_14 + pop_65_up) / pop_15_64",
        "scale construction = 未启动 < 前期 < 在建 < 基本建成 < 建成 < 投用",
        "list central_towns \"县域中心镇\" = 土主镇@市中区, 竹根镇@五通桥区,\n  苏稽镇@市中区\n",
    ] {
        clean(line);
    }
}

#[test]
fn a_test_is_recognised_and_not_run() {
    let read = read(
        "test \"托位数滞后\"\n    given x = 1.8 2.0 2.5 _ in 2020..2023\n    at 2022\n    expect x lagging, needs 0.6667 a year\nx >= 1\n",
    );
    assert_eq!(read.findings(), ["1 Y0122 `test`: read and not run"]);
    assert_eq!(read.file.left_out, 0);
    assert!(matches!(
        read.file.items[..],
        [Item::Test(_), Item::Declaration(_)]
    ));
}

#[test]
fn windows_lines_and_full_width_spaces_change_nothing() {
    let unix = "x >= { 2022: 2.5,\n  2025: 4.5 }\n\n    source \"a\"\n# end\n";
    assert_eq!(clean(unix), clean(&unix.replace('\n', "\r\n")));
    assert_eq!(
        clean("\u{FEFF}x　>=\u{A0}4.5\n　　备注 \"a\""),
        clean("x >= 4.5\n\tnote \"a\"")
    );
}

#[test]
fn places_are_bytes_of_the_file() {
    let text = "# 前\n托位数 不低于 4.5个以上 # 注\n";
    let text = text.replace("以上", "");
    let read = read(&text);
    let Item::Declaration(one) = &read.file.items[1] else {
        panic!()
    };
    assert_eq!(&text[one.place.0.range()], "托位数 不低于 4.5个");
    let Head::Target(statement) = &one.head else {
        panic!()
    };
    assert_eq!(
        &text[statement.condition.span().unwrap().range()],
        "托位数 不低于 4.5个"
    );
}

#[test]
fn every_comment_and_blank_line_is_kept() {
    let text = "# 1\n\nx >= { # 2\n  2022: 1, # 3\n  # 4\n\n  2025: 2 } # 5\n# 6\n\n\n    note \"# not one\" # 7\n    # 8\n\n# 9\n";
    let file = clean(text);
    let slice = |place: &super::super::ast::Place| &text[place.0.range()];
    let [
        Item::Comment(first),
        Item::Blank { lines: 1 },
        Item::Declaration(one),
        Item::Blank { lines: 1 },
        Item::Comment(last),
    ] = &file.items[..]
    else {
        panic!("{:#?}", file.items)
    };
    let mut all = vec![slice(first)];
    all.extend(one.comments.iter().map(slice));
    all.push(slice(last));
    assert_eq!(
        all,
        [
            "# 1", "# 2", "# 3", "# 4", "# 5", "# 6", "# 7", "# 8", "# 9"
        ]
    );
    let blanks: Vec<_> = one.blanks.iter().map(slice).collect();
    assert_eq!(blanks, ["\n", "\n\n"]);
    assert!(slice(&one.place).ends_with("\"# not one\""));
    assert!(slice(&one.head_place).ends_with("2025: 2 }"));
}
