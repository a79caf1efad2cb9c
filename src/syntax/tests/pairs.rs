//! Two spellings, one tree.

use super::super::ast::{Condition, Expr, Figure, Head, Item, Right};
use super::clean;
use crate::diag::Diagnostics;
use crate::syntax::{Spelling, parse, print};
use crate::text::Sources;
use crate::value::Units;

#[test]
fn chinese_and_english_say_the_same() {
    for (english, chinese) in [
        ("x >= 4.5个 by 2025", "x 不低于4.5个 到2025年"),
        ("x >= 4.5个 by 2025", "x 不少于 4.5个 到2025年末"),
        ("x >= 4.5个 by 2025", "x 达到4.5个以上 到2025年底"),
        ("x >= 4.5个 by 2025", "到2025年，x 达到 4.5个 以上"),
        ("x >= 4.5个 by 2025", "到2025年 x ≥ ４．５个"),
        ("x <= 5.2‰ by 2025", "x 降至5.2‰以下 到2025年"),
        ("x <= 30分钟 by 2025", "x 降至30分钟以内 到2025年"),
        ("x <= 5/10万 by 2025", "x 不高于 5／10万 到2025年"),
        ("x <= 5 by 2025", "x 不超过5 到2025年"),
        ("x > 3 in 2023", "x 超过3 2023年"),
        ("x > 3 in 2023", "2023年，x 高于 3"),
        ("x < 3", "x 低于3"),
        ("x < 3", "x 不满3"),
        ("x = 0个", "x 等于0个"),
        ("x = 45% ± 2pp throughout", "x 等于 45% 左右 ±2pp 每年"),
        ("x = 45% ± 2pp throughout", "x ＝ ４５％左右（±2pp） 每年"),
        ("x = 45% ± 2pp throughout", "每年 x 等于 45%左右 ±2pp"),
        ("x = 45% ± 2pp", "x 达到45%左右±2pp"),
        ("x = 103..107", "x 等于 103..107"),
        (
            "x >= 96% throughout 2021..2025",
            "x 不低于 96% 2021—2025年每年",
        ),
        (
            "x >= 96% throughout 2021..2025",
            "2021－2025年每年，x 不低于 96%",
        ),
        (
            "x >= 96% throughout 2021..2025",
            "x 不低于 96% 2021..2025年每年",
        ),
        (
            "x >= 96% throughout 2021–2025",
            "x 不低于 96% 2021–2025年每年",
        ),
        (
            "sum of x >= 20万人 over 2021..2025",
            "x 合计 不低于 20万人 2021—2025年累计",
        ),
        ("x >= 20万人 over", "累计 x 不低于 20万人"),
        ("x >= base by 2025", "x 不低于 基期 到2025年"),
        (
            "x <= base - 13.5% by 2025",
            "x 不高于 基期 － 13.5％ 到2025年",
        ),
        ("x rising throughout", "x 逐年上升 每年"),
        ("x rising", "x 逐步提高"),
        ("x falling", "x 逐年下降"),
        ("x not rising", "x 不上升"),
        ("x not falling", "x 不下降"),
        (
            "annual growth of gdp >= 6% over 2021..2025",
            "gdp 年均增速 不低于 6% 2021—2025年累计",
        ),
        ("n: a / b >= 55%", "n：a ÷ b 不低于 55%"),
        (
            "n: x = { 市中区: 83.52, 五通桥区: 22.32 } ± 2%",
            "n: x 等于 ｛市中区：83.52、五通桥区：22.32｝ 左右 ±2%",
        ),
        (
            "x >= { 2022: 2.5, 2025: 4.5 }",
            "x 不低于 { 2022年：2.5，2025年：4.5 }",
        ),
        (
            "h: each of { a, b \"c\" } >= 投用",
            "h: 各项 { a、b “c” } 不低于 投用",
        ),
        (
            "h: each of towns >= 投用",
            "h: 下列各项 towns 达到 投用 以上",
        ),
        (
            "h: at least 32 of towns >= 已培育",
            "h: 至少32项 towns 不低于 已培育",
        ),
        (
            "h: at least 2 of (a >= 1, b >= 1) by 2025 for each county",
            "h: 到2025年，每个county 至少2项（a 不低于 1、b 不低于 1）",
        ),
        (
            "h: a >= 1 or b >= 1 and c >= 1",
            "h: a 不低于1 或 b 不低于1 且 c 不低于1",
        ),
        (
            "h: share(乡镇 where a >= 1) >= 60%",
            "h: 占比(乡镇 满足 a 不低于 1) 不低于 60%",
        ),
        (
            "h: count(县 where a >= 1) >= 4",
            "h: 个数（县 满足 a 不低于 1） 不低于 4",
        ),
        (
            "x >= sum(y, 2021..2025) + mean(y, 2021..2025)",
            "x 不低于 合计(y，2021—2025年) + 平均(y, 2021..2025)",
        ),
        (
            "x >= min(a, b) + max(a, b)",
            "x 不低于 最小(a, b) + 最大(a, b)",
        ),
        (
            "change(y, 2010..2020) >= growth(y, 2010..2020) + share(a, b)",
            "增量(y, 2010..2020) 不低于 增幅(y, 2010..2020) + 占比(a, b)",
        ),
        (
            "x@base >= x@prior + x@2020",
            "x＠基期 不低于 x@上年 ＋ x@2020",
        ),
        ("x >= 1家 for each 市, 县", "每个市、县，x 不少于 1家"),
        (
            "x >= 1家 for each \"县（市、区）\" by 2025",
            "每个县（市、区） x 不少于 1家 到2025年",
        ),
        (
            "x >= 1家 for each 县（市、区）",
            "x 不少于 1家 每个县(市、区)",
        ),
        ("x >= 1 for at least 4 of 县", "x 不少于 1 至少4个县"),
        (
            "x >= 1 for 峨眉山市, 夹江县",
            "在 峨眉山市、夹江县，x 不少于 1",
        ),
        (
            "x >= 1 for each 县 except 金口河区, 沙湾区",
            "每个县 除 金口河区、沙湾区 外，x 不少于 1",
        ),
        ("by 2025, for each 县 x >= 1", "x 不少于 1 每个县 到2025年"),
        (
            "section \"a\"\n  owner \"b\" with \"c\" by \"d\"",
            "章节 \"a\"\n  责任单位 \"b\" 配合 \"c\" 依据 \"d\"",
        ),
        (
            "indicator x \"y\" = a / b\n unit 个/千人\n basis 常住人口\n definition \"d\"\n also \"e\"\n better higher\n kind net flow\n total ratio(a, b)",
            "指标 x \"y\" = a / b\n 单位 个／千人\n 口径 常住人口\n 定义 \"d\"\n 别名 \"e\"\n 越高越好\n 类型 净流量\n 汇总 比值(a, b)",
        ),
        (
            "indicator x\n better lower\n kind share\n total none",
            "指标 x\n 越低越好\n 类型 占比\n 汇总 不汇总",
        ),
        (
            "indicator x\n better neither\n kind flow\n total mean",
            "指标 x\n 不分优劣\n 类型 流量\n 汇总 平均",
        ),
        (
            "indicator x\n kind level\n total sum",
            "指标 x\n 类型 存量\n 汇总 求和",
        ),
        ("scale s = a < b", "分级 s = a ＜ b"),
        ("list t \"l\" = a@b, c", "名单 t \"l\" = a@b、c"),
        (
            "x >= 1\n source table \"t\"\n attribute expected\n strive\n guard\n from 3.28‰ in 2020\n path linear\n compare exactly\n missing cannot judge\n method schedule/1\n weight 2\n printed \"p\" because \"q\"\n because \"r\"\n note \"s\"",
            "x 不低于 1\n 出处 表 \"t\"\n 属性 预期性\n 力争\n 底线\n 基期3.28‰ 2020年\n 路径 匀速\n 比较 全数值\n 缺数据 不判定\n 方法 schedule/1\n 权重2\n 原文 \"p\" 因为 \"q\"\n 理由 \"r\"\n 备注 \"s\"",
        ),
        (
            "x >= 1\n attribute binding\n path compound\n compare at 1 decimal half-even\n missing use last within 1 year",
            "x 不低于 1\n 属性 约束性\n 路径 等比\n 比较 修约到1位小数 四舍六入五成双\n 缺数据 沿用1年内",
        ),
        (
            "x >= 1\n attribute none\n path { 2022: 1 }\n compare at 2 decimals half-up\n missing as zero",
            "x 不低于 1\n 属性 无\n 路径 { 2022: 1 }\n 比较 修约到２位小数 四舍五入\n 缺数据 按零",
        ),
        (
            "forecast x = 25% ± 1pp in 2025",
            "预计 x 等于 25% 左右 ±1pp 2025年",
        ),
        (
            "claim growth(x, 2015..2020) = 108.40%",
            "复算 增幅(x, 2015..2020) 等于 108.40%",
        ),
        (
            "identity change(x, 2020..2025) = a - b + c",
            "平衡关系 增量(x, 2020..2025) 等于 a － b ＋ c",
        ),
        ("background \"a\", \"b\"", "背景 “a”、“b”"),
        ("name \"a\", \"“b”\"", "名称 “a”，““b””"),
        ("entitlement x = 10天", "待遇 x 等于10天"),
        ("undefined \"a\" of x", "未量化 \"a\" 的 x"),
        (
            "amend x@2025 from 2023-06-30 by \"w\": 4.5个 -> 4.3个",
            "调整 x@2025 自2023年6月30日 起 依据 \"w\"：4.5个 改为4.3个",
        ),
    ] {
        assert_eq!(clean(english).items, clean(chinese).items, "{chinese}");
    }
}

#[test]
fn a_bare_figure_differs_only_in_its_unit() {
    let figure = |text: &str| -> (Figure, Item) {
        let mut item = clean(text).items.remove(0);
        let Item::Declaration(one) = &mut item else {
            panic!()
        };
        let Head::Target(statement) = &mut one.head else {
            panic!()
        };
        let Condition::Compare(compare) = &mut statement.condition else {
            panic!()
        };
        let Some(Right::Expr(Expr::Figure(figure))) = &mut compare.test.right else {
            panic!()
        };
        let found = figure.clone();
        figure.unit = None;
        (found, item)
    };
    let (bare, one) = figure("每千人口托位数 >= 4.5 by 2025");
    let (full_width, two) = figure("每千人口托位数 ≥ ４．５ 到2025年");
    let (with_unit, three) = figure("每千人口托位数 >= 4.5个 by 2025");
    let (sentence, four) = figure("到2025年，每千人口托位数 达到4.5个以上");
    assert_eq!(bare, full_width);
    assert_eq!(with_unit, sentence);
    assert_eq!(with_unit.unit.as_deref(), Some("个"));
    assert!(one == two && two == three && three == four);
}

#[test]
fn a_fraction_is_a_figure_or_a_division() {
    assert_ne!(clean("x <= 5/10万").items, clean("x <= 5 / 10万").items);
    assert_eq!(clean("x <= 5/beds").items, clean("x <= 5 / beds").items);
    assert_eq!(clean("x <= a / 5/b").items, clean("x <= a / 5 / b").items);
    assert_eq!(clean("x <= 2*base").items, clean("x <= 2 * base").items);
    assert_eq!(clean("x <= 5/1.5").items, clean("x <= 5 / 1.5").items);
    assert_eq!(clean("x <= 103-1").items, clean("x <= 103 - 1").items);
}

#[test]
fn a_name_that_a_unit_of_the_plan_makes_a_figure_is_printed_in_quotes() {
    let mut units = Units::default();
    units.add("标准化托位", None).unwrap();
    for name in [
        "5标准化托位",
        "5标准化托位以上",
        "5标准化托位数",
        "5头",
        "5岁",
    ] {
        let text = format!("\"{name}\" >= 1 by 2025\n");
        let read = |text: &str| {
            let mut sources = Sources::new();
            let id = sources.insert("x.rules", text.as_bytes()).unwrap();
            let mut diagnostics = Diagnostics::new();
            let file = parse(id, sources.get(id), &units, &mut diagnostics);
            assert!(diagnostics.is_empty(), "{text}");
            file
        };
        let file = read(&text);
        for spelling in Spelling::ALL {
            let printed = print(&file, spelling, &units);
            assert!(read(&printed).items == file.items, "{printed}");
        }
    }
}
