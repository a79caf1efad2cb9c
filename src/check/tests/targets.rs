//! Rules that are right, and what they are compiled to:
//! `name | what is measured, limit, unit | time | scope`, then what clauses add. A time in brackets
//! was not written; `!` marks a threshold that is a part of the baseline.

use super::beside_declared;
use super::said::said;

/// Each rule gives the lines behind it, and nothing worth a message of its own but advice.
const CASES: &[(&str, &[&str])] = &[
    (
        "slots >= 4.5 by 2025",
        &["slots@2025 | slots >= 4.5 个/千人 | by 2025 | own"],
    ),
    (
        "每千人口托位数 不低于 4.5个 到2025年",
        &["slots@2025 | slots >= 4.5 个/千人 | by 2025 | own"],
    ),
    (
        "slots >= 4.5",
        &["slots@2025 | slots >= 4.5 个/千人 | (by 2025) | own"],
    ),
    (
        "slots > 3 in 2023",
        &["slots@2023 | slots > 3 个/千人 | in 2023 | own"],
    ),
    (
        "slots < 3 throughout",
        &["slots@2025 | slots < 3 个/千人 | throughout 2021..2025 | own"],
    ),
    (
        "slots = 0 by 2025",
        &["slots@2025 | slots 0..0 个/千人 | by 2025 | own"],
    ),
    (
        "centres = 0个 by 2025",
        &["centres@2025 | centres 0..0 个 | by 2025 | own"],
    ),
    (
        "centres = 5个 by 2025",
        &["centres@2025 | centres 5..5 个 | by 2025 | own"],
    ),
    (
        "rate = 100% by 2025",
        &["rate@2025 | rate 100..100 % | by 2025 | own"],
    ),
    (
        "mmr <= 5/10万 by 2025",
        &["mmr@2025 | mmr <= 5 /10万 | by 2025 | own"],
    ),
    (
        "mmr <= 5 / 10万 by 2025",
        &["mmr@2025 | mmr <= 5 /10万 | by 2025 | own"],
    ),
    (
        "resident >= 3162000人 by 2025",
        &["resident@2025 | resident >= 316.2000 万人 | by 2025 | own"],
    ),
    (
        "resident >= 316.2 by 2025 for 市中区",
        &["resident@市中区@2025 | resident >= 316.2 万人 | by 2025 | 市中区"],
    ),
    (
        "resident >= 100 by 2025 for 双核",
        &["resident@双核@2025 | resident >= 100 万人 | by 2025 | [市中区,峨眉山市]"],
    ),
    (
        "resident >= 100 by 2025 for 乐山市",
        &["resident@乐山市@2025 | resident >= 100 万人 | by 2025 | 乐山市"],
    ),
    (
        "rate = 45% ± 2pp throughout",
        &["rate@2025 | rate 43..47 % | throughout 2021..2025 | own"],
    ),
    (
        "rate = 45% ± 2 by 2025",
        &["rate@2025 | rate 43..47 % | by 2025 | own"],
    ),
    (
        "resident = 83.52 ± 2% by 2025",
        &["resident@2025 | resident 81.8496..85.1904 万人 | by 2025 | own"],
    ),
    (
        "resident = base ± 5% by 2025",
        &["resident@2025 | resident 0.95base!..1.05base! 万人 | by 2025 | own"],
    ),
    (
        "bare = 103..107 by 2025",
        &["bare@2025 | bare 103..107 | by 2025 | own"],
    ),
    (
        "indicator d = income / resident\n    unit 元/人\nd >= 5 by 2025",
        &["d@2025 | d >= 5 元/人 | by 2025 | own"],
    ),
    (
        "x: income / resident >= 5元/人 by 2025",
        &["x | 0.0001×(income / resident) >= 5 元/人 | by 2025 | own"],
    ),
    (
        "x: care / beds >= 0.5张/张 by 2025",
        &["x | (care / beds) >= 0.5 张/张 | by 2025 | own"],
    ),
    (
        "rate = 43%..47% by 2025",
        &["rate@2025 | rate 43..47 % | by 2025 | own"],
    ),
    (
        "rate >= 96% throughout 2021..2025",
        &["rate@2025 | rate >= 96 % | throughout 2021..2025 | own"],
    ),
    (
        "jobs >= 20万人 over 2021..2025",
        &["jobs@2025 | total jobs >= 20 万人 | over 2021..2025 | own"],
    ),
    (
        "sum of jobs >= 20万人 over 2021..2025",
        &["jobs@2025 | total jobs >= 20 万人 | over 2021..2025 | own"],
    ),
    (
        "sum of jobs >= 20",
        &["jobs@2025 | total jobs >= 20 万人 | (over 2021..2025) | own"],
    ),
    (
        "jobs 合计 不低于 20万人 2021—2025年累计",
        &["jobs@2025 | total jobs >= 20 万人 | over 2021..2025 | own"],
    ),
    (
        "moves >= -5 over",
        &["moves@2025 | net total moves >= -5 人 | over 2021..2025 | own"],
    ),
    (
        "jobs >= 3 by 2025",
        &["jobs@2025 | jobs >= 3 万人 | by 2025 | own"],
    ),
    (
        "resident >= base by 2025",
        &["resident@2025 | resident >= base 万人 | by 2025 | own"],
    ),
    (
        "resident >= base - 3 by 2025",
        &["resident@2025 | resident >= base + -3 万人 | by 2025 | own"],
    ),
    (
        "resident <= base - 13.5% by 2025",
        &["resident@2025 | resident <= 0.865base! 万人 | by 2025 | own"],
    ),
    (
        "rate >= base + 6.89pp by 2025",
        &["rate@2025 | rate >= base + 6.89 % | by 2025 | own"],
    ),
    (
        "resident >= 2 * base by 2025",
        &["resident@2025 | resident >= 2base! 万人 | by 2025 | own"],
    ),
    (
        "resident >= base * 95% + 1 by 2025",
        &["resident@2025 | resident >= 0.95base + 1! 万人 | by 2025 | own"],
    ),
    (
        "resident >= resident@base + 3 by 2025",
        &["resident@2025 | resident >= base + 3 万人 | by 2025 | own"],
    ),
    (
        "resident >= -3 by 2025",
        &["resident@2025 | resident >= -3 万人 | by 2025 | own"],
    ),
    (
        "rate rising throughout 2021..2025",
        &["rate@2025 | rate rising % | throughout 2021..2025 | own"],
    ),
    (
        "rate not falling by 2025",
        &["rate@2025 | rate not falling % | by 2025 | own"],
    ),
    (
        "rate 逐年上升 每年",
        &["rate@2025 | rate rising % | throughout 2021..2025 | own"],
    ),
    (
        "annual growth of income >= 6% over 2021..2025",
        &["income@2025 | growth income >= 6 % | over 2021..2025 | own"],
    ),
    (
        "annual growth of income >= 6% throughout",
        &["income@2025 | growth income >= 6 % | throughout 2021..2025 | own"],
    ),
    (
        "annual growth of income >= 6",
        &["income@2025 | growth income >= 6 % | (over 2021..2025) | own"],
    ),
    (
        "annual growth of resident >= -0.24% over 2021..2025",
        &["resident@2025 | growth resident >= -0.24 % | over 2021..2025 | own"],
    ),
    (
        "nursing: beds / care >= 55% by 2025",
        &["nursing | 100×(beds / care) >= 55 % | by 2025 | own"],
    ),
    (
        "nursing: beds / care >= 0.55 by 2025",
        &["nursing | (beds / care) >= 0.55 | by 2025 | own"],
    ),
    (
        "n2: beds / resident >= 6张/千人 by 2025",
        &["n2 | 0.1×(beds / resident) >= 6 张/千人 | by 2025 | own"],
    ),
    (
        "n4: share(beds, care) >= 55% by 2025",
        &["n4 | 100×(beds / care) >= 55 % | by 2025 | own"],
    ),
    (
        "n5: beds + care >= 100 by 2025",
        &["n5 | (beds + care) >= 100 张 | by 2025 | own"],
    ),
    (
        "n6: resident@2025 - resident@2020 >= 3万人 by 2025",
        &["n6 | (resident@2025 - resident@2020) >= 3 万人 | by 2025 | own"],
    ),
    (
        "n7: change(resident, 2020..2025) >= 3 by 2025",
        &["n7 | change(resident, 2020..2025) >= 3 万人 | by 2025 | own"],
    ),
    (
        "n8: growth(income, 2020..2025) >= 30% by 2025",
        &["n8 | growth(income, 2020..2025) >= 30 % | by 2025 | own"],
    ),
    (
        "n9: mean(rate, 2021..2025) >= 50% by 2025",
        &["n9 | mean(rate, 2021..2025) >= 50 % | by 2025 | own"],
    ),
    (
        "n10: sum(jobs, 2021..2025) >= 20 by 2025",
        &["n10 | sum(jobs, 2021..2025) >= 20 万人 | by 2025 | own"],
    ),
    (
        "n11: change(rate, 2020..2025) >= 5pp by 2025",
        &["n11 | change(rate, 2020..2025) >= 5 个百分点 | by 2025 | own"],
    ),
    (
        "n12: 100% - rate <= 5% by 2025",
        &["n12 | (100 - rate) <= 5 % | by 2025 | own"],
    ),
    (
        "n13: resident * rate >= 100万人 by 2025",
        &["n13 | 0.01×(resident * rate) >= 100 万人 | by 2025 | own"],
    ),
    (
        "n14: resident@市中区 / resident >= 20% by 2025",
        &["n14 | 100×(resident@市中区 / resident) >= 20 % | by 2025 | own"],
    ),
    (
        "n15: -moves >= 3 by 2025",
        &["n15 | -moves >= 3 人 | by 2025 | own"],
    ),
    (
        "n16: jobs * 2 >= 20 over",
        &["n16 | total (jobs * 2) >= 20 万人 | over 2021..2025 | own"],
    ),
    (
        "n17: jobs - moves >= 20万人 over",
        &["n17 | net total (jobs - 0.0001×moves) >= 20 万人 | over 2021..2025 | own"],
    ),
    (
        "n18: resident / registered >= 90% by 2025",
        &["n18 | 100×(resident / registered) >= 90 % | by 2025 | own"],
    ),
    (
        "n19: bare / bare@base >= 90% by 2025",
        &["n19 | 100×(bare / bare@base) >= 90 % | by 2025 | own"],
    ),
    (
        "n20: (beds + care) / (resident * 2) >= 6张/千人 by 2025",
        &["n20 | 0.1×((beds + care) / (resident * 2)) >= 6 张/千人 | by 2025 | own"],
    ),
    (
        "n21: income@prior / income <= 1 by 2025",
        &["n21 | (income@prior / income) <= 1 | by 2025 | own"],
    ),
    (
        "m: resident = { 市中区: 83.52, 夹江县: 22.32 } ± 2% by 2025",
        &[
            "m | resident {市中区 81.8496..85.1904, 夹江县 21.8736..22.7664} 万人 | by 2025 | [市中区,夹江县]",
        ],
    ),
    (
        "m2: resident >= { 夹江县: 22.32, 市中区: 83.52 } by 2025 for 市中区, 夹江县",
        &["m2 | resident {市中区 >= 83.52, 夹江县 >= 22.32} 万人 | by 2025 | [市中区,夹江县]"],
    ),
    (
        "slots >= { 2022: 2.5, 2023: 3.2, 2025: 4.5 }",
        &[
            "slots@2025 | slots >= 4.5 个/千人 | (by 2025) | own | path 2022: 2.5, 2023: 3.2, 2025: 4.5",
        ],
    ),
    (
        "slots >= { 2022: 2.5, 2023: 3.2 } by 2023",
        &["slots@2023 | slots >= 3.2 个/千人 | by 2023 | own | path 2022: 2.5, 2023: 3.2"],
    ),
    (
        "犍为县传染病医院 >= 建成 by 2025",
        &["犍为县传染病医院@2025 | 犍为县传染病医院 >= 2 on construction | by 2025 | own"],
    ),
    (
        "乐山市妇幼保健院等级 >= 三级 by 2025",
        &["乐山市妇幼保健院等级@2025 | 乐山市妇幼保健院等级 >= 2 on grade | by 2025 | own"],
    ),
    (
        "犍为县传染病医院 >= { 2022: 在建, 2025: 投用 }",
        &[
            "犍为县传染病医院@2025 | 犍为县传染病医院 >= 3 on construction | (by 2025) | own | path 2022: 1, 2025: 3",
        ],
    ),
    (
        "犍为县传染病医院 = 投用 throughout",
        &[
            "犍为县传染病医院@2025 | 犍为县传染病医院 3..3 on construction | throughout 2021..2025 | own",
        ],
    ),
    (
        r#"h: each of { 甲医院, 乙医院 "医院" } >= 投用"#,
        &[
            "h | each 2 (甲医院 >= 3 on construction; 乙医院 >= 3 on construction) | (by 2025) | own",
        ],
    ),
    (
        "t: each of towns >= 建成 by 2025",
        &[
            "t | each 3 (土主镇@市中区 >= 2 on construction; 绥山镇@峨眉山市 >= 2 on construction; 甘江镇@夹江县 >= 2 on construction) | by 2025 | own",
        ],
    ),
    (
        "t2: at least 2 of towns >= 建成 by 2025",
        &[
            "t2 | at least 2 (土主镇@市中区 >= 2 on construction; 绥山镇@峨眉山市 >= 2 on construction; 甘江镇@夹江县 >= 2 on construction) | by 2025 | own",
        ],
    ),
    (
        "t3: 各项 县域中心镇 不低于 建成 到2025年",
        &[
            "t3 | each 3 (土主镇@市中区 >= 2 on construction; 绥山镇@峨眉山市 >= 2 on construction; 甘江镇@夹江县 >= 2 on construction) | by 2025 | own",
        ],
    ),
    (
        "t4: each of { centres, guidance } >= 1个 by 2025 for each county",
        &[
            "t4 | each 2 (centres >= 1 个; guidance >= 1 个) | by 2025 | [市中区,沙湾区,夹江县,峨眉山市]",
        ],
    ),
    (
        "two: at least 2 of (beds >= 1, care >= 1, centres >= 1) by 2025 for each county",
        &[
            "two | at least 2 (beds >= 1 张; care >= 1 张; centres >= 1 个) | by 2025 | [市中区,沙湾区,夹江县,峨眉山市]",
        ],
    ),
    (
        "e: centres >= 1 or guidance >= 1 and beds >= 2 by 2025 for each county",
        &[
            "e | or 1 (centres >= 1 个; and 2 (guidance >= 1 个; beds >= 2 张)) | by 2025 | [市中区,沙湾区,夹江县,峨眉山市]",
        ],
    ),
    (
        "p: share(county where centres >= 1) >= 60% by 2025",
        &["p | share(county where centres >= 1 个) >= 60 % | by 2025 | own"],
    ),
    (
        "c: count(county where centres >= 1 and guidance >= 1) >= 4 by 2025",
        &["c | count(county where and 2 (centres >= 1 个; guidance >= 1 个)) >= 4 | by 2025 | own"],
    ),
    (
        "c2: count(county where 建设 >= 建成) = 4 by 2025",
        &["c2 | count(county where 建设 >= 2 on construction) 4..4 | by 2025 | own"],
    ),
    (
        "c3: count(township where centres >= 1) >= 40个 by 2025",
        &["c3 | count(township where centres >= 1 个) >= 40 个 | by 2025 | own"],
    ),
    (
        "c4: count(county where centres >= 1) / 4 >= 60% by 2025",
        &["c4 | 100×(count(county where centres >= 1 个) / 4) >= 60 % | by 2025 | own"],
    ),
    (
        "centres >= 1 by 2025 for each city, county",
        &[
            "centres@city,county@2025 | centres >= 1 个 | by 2025 | [乐山市,市中区,沙湾区,夹江县,峨眉山市]",
        ],
    ),
    (
        "centres >= 1 by 2025 for each township",
        &["centres@township@2025 | centres >= 1 个 | by 2025 | []"],
    ),
    (
        "centres >= 1 by 2025 for at least 3 of county",
        &["centres@county@2025 | centres >= 1 个 | by 2025 | 3 of [市中区,沙湾区,夹江县,峨眉山市]"],
    ),
    (
        "centres >= 1 by 2025 for at least 3 of township",
        &["centres@township@2025 | centres >= 1 个 | by 2025 | 3 of []"],
    ),
    (
        "centres >= 1 by 2025 for at least 1 of 双核",
        &["centres@双核@2025 | centres >= 1 个 | by 2025 | 1 of [市中区,峨眉山市]"],
    ),
    (
        "centres >= 1 by 2025 for satellites",
        &["centres@satellites@2025 | centres >= 1 个 | by 2025 | [沙湾区,夹江县]"],
    ),
    (
        "centres >= 1 by 2025 for 市中区, 夹江县",
        &["centres@市中区,夹江县@2025 | centres >= 1 个 | by 2025 | [市中区,夹江县]"],
    ),
    (
        "centres >= 1 by 2025 for each county except 沙湾区, 双核",
        &["centres@county@2025 | centres >= 1 个 | by 2025 | [夹江县]"],
    ),
    (
        "到2025年，每个县 centres 不少于 1个",
        &["centres@county@2025 | centres >= 1 个 | by 2025 | [市中区,沙湾区,夹江县,峨眉山市]"],
    ),
    (
        "在 市中区、夹江县 到2025年，centres 不少于 1个",
        &["centres@市中区,夹江县@2025 | centres >= 1 个 | by 2025 | [市中区,夹江县]"],
    ),
    (
        "from_data >= 40% by 2025",
        &["from_data@2025 | from_data >= 40 % | by 2025 | own"],
    ),
    (
        "from_data >= base + 2pp by 2025",
        &["from_data@2025 | from_data >= base + 2 % | by 2025 | own"],
    ),
    (
        "other_data >= 20 over",
        &["other_data@2025 | total other_data >= 20 | over 2021..2025 | own"],
    ),
    (
        "数据里的 不低于 3人 到2025年",
        &["数据里的@2025 | 数据里的 >= 3 人 | by 2025 | own"],
    ),
    (
        "jobs >= 20万人 by 2025 for each county except 沙湾区",
        &["jobs@county@2025 | jobs >= 20 万人 | by 2025 | [市中区,夹江县,峨眉山市]"],
    ),
    (
        "b: slots >= 1 and rate >= 5% throughout",
        &["b | and 2 (slots >= 1 个/千人; rate >= 5 %) | throughout 2021..2025 | own"],
    ),
    (
        r#"slots >= 3 by 2025 for "511100""#,
        &["slots@乐山市@2025 | slots >= 3 个/千人 | by 2025 | 乐山市"],
    ),
    (
        "mmr <= 5 / 10万 by 2025",
        &["mmr@2025 | mmr <= 5 /10万 | by 2025 | own"],
    ),
    (
        "x: resident - 5% >= 6 by 2025",
        &["x | 0.95×resident >= 6 万人 | by 2025 | own"],
    ),
    (
        "resident >= 2 * 3 by 2025",
        &["resident@2025 | resident >= 6 万人 | by 2025 | own"],
    ),
    (
        "slots >= 5 by 2025\n    method schedule/1",
        &["slots@2025 | slots >= 5 个/千人 | by 2025 | own"],
    ),
    (
        "x: resident / 10万 >= 5人 by 2025",
        &["x | (resident / 100000) >= 0.0005 万人 | by 2025 | own"],
    ),
    (
        r#"indicator ratio "比" = (beds + care) / resident
    unit 张/千人
ratio >= 6 by 2025"#,
        &["ratio@2025 | ratio >= 6 张/千人 | by 2025 | own"],
    ),
    (
        r#"indicator ratio "比" = beds / care
ratio >= 60% by 2025"#,
        &["ratio@2025 | ratio >= 60 % | by 2025 | own"],
    ),
    (
        r#"indicator ratio "比" = beds / care
ratio >= 0.6 by 2025"#,
        &["ratio@2025 | ratio >= 0.6 | by 2025 | own"],
    ),
    (
        r#"indicator s "份额"
    unit %
    total ratio(resident, s2)
s >= 5%
indicator s2
    unit 万人"#,
        &["s@2025 | s >= 5 % | (by 2025) | own"],
    ),
    (
        "list l = 市中区\ncentres >= 1 by 2025 for l",
        &["centres@l@2025 | centres >= 1 个 | by 2025 | [市中区]"],
    ),
    (
        r#"slots >= 4.5 by 2025
amend slots@2025 from 2023-06-30 by "文号": 4.5个 -> 4.3个"#,
        &["slots@2025 | slots >= 4.5 个/千人 | by 2025 | own"],
    ),
    ("x: 5 >= 3", &["x | 5 >= 3 | (by 2025) | own"]),
    (
        "x: slots@prior >= 3",
        &["x | slots@prior >= 3 个/千人 | (by 2025) | own"],
    ),
];

#[test]
fn rules_are_compiled() {
    let mut wrong = Vec::new();
    for (rule, expected) in CASES {
        let checked = beside_declared(rule);
        let plan = &checked.plan;
        let lines: Vec<_> = plan
            .targets
            .iter()
            .map(|target| said(plan, target))
            .collect();
        if lines != *expected || plan.left_out > 0 {
            let told = checked.told("case.rules");
            wrong.push(format!(
                "{rule}\n  expected {expected:#?}\n  got {lines:#?}\n  told {told:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
