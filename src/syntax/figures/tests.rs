use super::{Amount, End, Figure, Says, Tail, figures};
use crate::value::numeral::is_digit;
use crate::value::{Quantity, Units, rational};
use proptest::prelude::*;
use std::ops::Range;

/// The figures and periods of a text in its order, as `4.5: 4.5|个`.
fn shown(text: &str) -> String {
    shown_in(text, Units::standard())
}

fn shown_in(text: &str, units: &Units) -> String {
    let found = figures(text, units);
    let mut shown: Vec<(usize, String)> = found
        .figures
        .iter()
        .map(|figure| {
            let at = &text[figure.at.clone()];
            let says = match &figure.says {
                Says::Amount(amount) => with_amount(amount),
                Says::All => "all".to_owned(),
                Says::NoneLeft => "none".to_owned(),
                Says::Times(times) => format!("×{times}"),
                Says::Year(year) => format!("year {year}"),
                Says::Date => "date".to_owned(),
                Says::Ordinal => "ordinal".to_owned(),
                Says::Name => "name".to_owned(),
                Says::RateBase => "base".to_owned(),
            };
            (figure.at.start, format!("{at}: {says}"))
        })
        .collect();
    shown.extend(found.periods.iter().map(|period| {
        let at = &text[period.at.clone()];
        (period.at.start, format!("{at}: {}", period.years))
    }));
    shown.sort();
    let shown: Vec<_> = shown.into_iter().map(|(_, shown)| shown).collect();
    shown.join("; ")
}

/// Compares what is found with what is wanted, all at once.
fn compare(cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, wanted)| (*text, shown(text), *wanted))
        .filter(|(_, got, wanted)| got != wanted)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn with_amount(amount: &Amount) -> String {
    let mut shown = amount.number.to_string();
    if let Some(denominator) = &amount.denominator {
        shown += &format!("/{denominator}");
    }
    if let Some(unit) = &amount.unit {
        shown += &format!("|{unit}");
    }
    match amount.tail {
        Some(Tail::AtLeast) => shown += " or more",
        Some(Tail::AtMost) => shown += " or less",
        Some(Tail::About) => shown += " about",
        None => {}
    }
    match amount.end {
        Some(End::Low) => shown += " low",
        Some(End::High) => shown += " high",
        None => {}
    }
    if amount.accumulated {
        shown += " over the years";
    }
    if amount.chinese {
        shown += " in words";
    }
    shown
}

#[test]
fn amounts_with_their_units() {
    compare(&[
        ("托位数达到4.5个，床位3.17张", "4.5: 4.5|个; 3.17: 3.17|张"),
        ("死亡率降至5/10万以下", "5: 5|/10万 or less; 10: base"),
        (
            "死亡率降至5.56／10万、下降13.82个点",
            "5.56: 5.56|/10万; 10: base; 13.82: 13.82|个点",
        ),
        (
            "覆盖率达70%以上、６５．５％左右",
            "70: 70|% or more; ６５．５: 65.5|% about",
        ),
        (
            "比重上升13.64 个百分点，下降1.13个千分点",
            "13.64: 13.64|个百分点; 1.13: 1.13|个千分点",
        ),
        (
            "技能人才15.8万（其中，高技能人才3.25万人）",
            "15.8: 15.8|万; 3.25: 3.25|万人",
        ),
        (
            "迈上2000亿台阶，达到2003.43亿元",
            "2000: 2000|亿; 2003.43: 2003.43|亿元",
        ),
        ("中心城区100万人口以上", "100: 100|万人 or more"),
        (
            "户籍1,182,406户，编号1,182,40",
            "1,182,406: 1182406|户; 1,182: 1182; 40: 40",
        ),
        ("人口2万余人、村庄30多个", "2: 2|万人; 30: 30|个"),
        (
            "建有1所以农村老人为主的敬老院，示范校30所以上",
            "1: 1|所; 30: 30|所 or more",
        ),
        ("达到3个以上述为准，30所以下属单位", "3: 3|个; 30: 30|所"),
        ("100%，95%的社区和85%的村", "100: 100|%; 95: 95|%; 85: 85|%"),
        (
            "不低于55%、下降到12例 5.2‰和6.6‰以下",
            "55: 55|%; 12: 12|例; 5.2: 5.2|‰; 6.6: 6.6|‰ or less",
        ),
        ("增减-2.11，增长+5.3%", "2.11: -2.11; 5.3: 5.3|%"),
        (
            "〔26.18〕 〔20〕 〔20万人〕 〔-3〕",
            "26.18: 26.18 over the years; 20: 20 over the years; 20: 20|万人 over the years; 3: -3 over the years",
        ),
        (
            "[20] （20） （20）加强 川办发[2021]3号 （川府发（2021）3号）",
            "20: 20 over the years; 20: ordinal; 20: ordinal; 2021: name; 3: name; 2021: name; 3: name",
        ),
        (
            "每千人口4.5个/千人、30元/平方米",
            "4.5: 4.5|个/千人; 30: 30|元/平方米",
        ),
        (
            "6大提升工程 11个县（市、区） 5镇 四川e治采3 3万亩 20公顷 4.5万千瓦",
            "6: 6|大; 11: 11|个; 5: 5; 3: 3; 3: 3|万亩; 20: 20|公顷; 4.5: 4.5|万千瓦",
        ),
        (
            "培训班2期 三次产业 两位数增长 5千亿元 10亿—15亿元 60万—80万人",
            "2: 2|期; 5: 5|千亿元; 10: 10|亿元 low; 15: 15|亿元 high; 60: 60|万人 low; 80: 80|万人 high",
        ),
        (
            "地区生产总值年均增长6.5%以上，R&D经费投入强度2.5%，每万人口发明专利12件",
            "6.5: 6.5|% or more; 2.5: 2.5|%; 12: 12|件",
        ),
        (
            "全市2个县、3区，15—59岁为180万人 10余家 二十五条 近百个 前100名 改革开放四十年",
            "2: 2|个; 3: 3; 15: 15|岁 low; 59: 59|岁 high; 180: 180|万人; 10: 10|家; 二十五条: 25|条 in words; 100: 100|名; 四十年: 40|年 in words",
        ),
        (
            "CO2减排 H7N9 8K 100G 0.6元/千瓦时 ±2% ≥95% GB 3838-2002",
            "2: name; 7: name; 9: name; 8: name; 100: 100|G; 0.6: 0.6|元/千瓦时; 2: 2|%; 95: 95|%; 3838: name; 2002: name",
        ),
        (
            "PM10年均浓度35微克/立方米，5G基站1.2万个，“最多跑一次”，7×24小时，12.8:75.2:12",
            "10: name; 35: 35|微克/立方米; 5: name; 1.2: 1.2|万个; 7: 7; 24: 24|小时; 12.8: 12.8; 75.2: 75.2; 12: 12",
        ),
        (
            "123456789012345678901234567890123",
            "123456789012345678901234567890123: name",
        ),
    ]);
}

#[test]
fn ranges_have_two_ends() {
    compare(&[
        (
            "占比63 %~68 %，项目10—12项，投资10至15亿元",
            "63: 63|% low; 68: 68|% high; 10: 10|项 low; 12: 12|项 high; 10: 10|亿元 low; 15: 15|亿元 high",
        ),
        ("编号5-3，T2线", "5: 5; 3: 3; 2: name"),
        (
            "增加5万人至2025年 提高2.5个百分点至60% 10%—2025年 2至3个月 3—5月",
            "5: 5|万人; 2025: year 2025; 2.5: 2.5|个百分点; 60: 60|%; 10: 10|%; 2025: year 2025; 2: 2|个月 low; 3: 3|个月 high; 3: date; 5: date",
        ),
    ]);
}

#[test]
fn times_and_parts() {
    compare(&[
        (
            "是2015年的1.6倍，翻一番，翻两番，翻2番，力争翻番，增长两倍、一倍",
            "2015: year 2015; 1.6: ×1.6; 翻一番: ×2; 翻两番: ×4; 2: ×4; 翻番: ×2; 两倍: ×2; 一倍: ×1",
        ),
        (
            "1/3以上的村，2/3，三分之二以上，百分之六十五点五，百分之60，千分之三，百分之百",
            "1: 1/3 or more; 3: base; 2: 2/3; 3: base; 三分之二: 2/3 or more in words; 百分之六十五点五: 65.5|% in words; 60: 60|%; 千分之三: 3|‰ in words; 百分之百: 100|% in words",
        ),
    ]);
}

#[test]
fn bases_of_rates() {
    compare(&[
        ("每10万人中拥有6668人", "10: base; 6668: 6668|人"),
        (
            "每1000名儿童、每百张床位、每千人口、每15分钟",
            "1000: base; 15: 15|分钟",
        ),
        ("性别比107（女=100）", "107: 107; 100: base"),
    ]);
}

#[test]
fn which_of_several() {
    compare(&[
        (
            "第3章 第三章 专栏2 图1 表3-2 附件4 图四",
            "3: ordinal; 三: ordinal; 2: ordinal; 1: ordinal; 3: ordinal; 2: ordinal; 4: ordinal; 四: ordinal",
        ),
        (
            "代表10名，代表三个民族，蓝图2035年",
            "10: 10|名; 三个: 3|个 in words; 2035: year 2035",
        ),
        (
            "（1）加强；(2)提高；（一）目标",
            "1: ordinal; 2: ordinal; 一: ordinal",
        ),
        ("1. 加强", "1: ordinal"),
        ("一、问题与挑战", "一: ordinal"),
        ("3、提高", "3: ordinal"),
        (
            "第七次全国人口普查，第十四个五年规划，第14个五年规划",
            "七: ordinal; 第十四个五年规划: 2021..2025; 第14个五年规划: 2021..2025; 14: ordinal",
        ),
        (
            "一是加强，二是提高，二期工程，3期工程，培训班2期",
            "一: ordinal; 二: ordinal; 二: ordinal; 3: ordinal; 2: 2|期",
        ),
        ("第一节 规划背景……………12", "一: ordinal; 12: ordinal"),
        ("第二节 形势.......... 3", "二: ordinal; 3: ordinal"),
        ("内容包括……5个方面", "5: 5|个"),
    ]);
}

/// A unit behind the bracket, or a measure word behind the number, makes an amount.
#[test]
fn amounts_in_brackets_and_boxes() {
    compare(&[
        (
            "新建学校（20）所，投资（5）亿元，下降（3）%，达到（4.5）个以上，（5）亿元，招聘(30)名",
            "20: 20|所; 5: 5|亿元; 3: 3|%; 4.5: 4.5|个 or more; 5: 5|亿元; 30: 30|名",
        ),
        ("投资（5-8）亿元", "5: 5|亿元 low; 8: 8|亿元 high"),
        ("规模\t（20）所", "20: 20|所"),
        ("（3）人口", "3: ordinal"),
        (
            "（1）家庭；（2）个人账户；(3)人口；（4）百分之五；加强（5）大力推进（6）千方百计",
            "1: ordinal; 2: ordinal; 3: ordinal; 4: ordinal; 百分之五: 5|% in words; 5: ordinal; 6: ordinal",
        ),
        (
            "第（1）项，第（1）、（2）项，（1）至（3）项",
            "1: ordinal; 1: ordinal; 2: ordinal; 1: ordinal; 3: ordinal",
        ),
        (
            "设专栏12个，附图20张，附件十二份，专栏2 目标，附件2项目表，专栏3个人所得税",
            "12: 12|个; 20: 20|张; 十二份: 12|份 in words; 2: ordinal; 2: ordinal; 3: ordinal",
        ),
    ]);
}

#[test]
fn years_and_days() {
    compare(&[
        (
            "2020年 2016至2020年 （2016-2030年） （2021—2025） 2021、2022年 2025 年",
            "2020: year 2020; 2016: year 2016; 2020: year 2020; 2016: year 2016; 2030: year 2030; 2021: year 2021; 2025: year 2025; 2021: year 2021; 2022: year 2022; 2025: year 2025",
        ),
        (
            "投资2000元，人口2025人，预算2000—2100元",
            "2000: 2000|元; 2025: 2025|人; 2000: 2000|元 low; 2100: 2100|元 high",
        ),
        (
            "2010年-2013年，2021年—2025年",
            "2010: year 2010; 2013: year 2013; 2021: year 2021; 2025: year 2025",
        ),
        (
            "12月31日 2025年6月30日前 1—6月 6月1日至30日 3个月 2025-06-30",
            "12: date; 31: date; 2025: year 2025; 6: date; 30: date; 1: date; 6: date; 6: date; 1: date; 30: date; 3: 3|个月; 2025: year 2025; 06: date; 30: date",
        ),
        (
            "二〇三五年远景目标 二○二五年",
            "二〇三五: year 2035; 二○二五: year 2025",
        ),
        (
            "“十四五”时期 十三五末 十五年 “十五”时期",
            "十四五: 2021..2025; 十三五: 2016..2020; 十五年: 15|年 in words; 十五: 2001..2005",
        ),
        (
            "2025年均达到100% 2021—2025年年均增长 2021学年 1949年10月1日",
            "2025: year 2025; 100: 100|%; 2021: year 2021; 2025: year 2025; 2021: year 2021; 1949: year 1949; 10: date; 1: date",
        ),
    ]);
}

#[test]
fn names_and_grades() {
    compare(&[
        ("国发〔2021〕15号", "2021: name; 15: name"),
        (
            "5A级景区，“1+N”机制，1+6+X，5G网络，30km，PM2.5浓度，COVID-19，人均GDP6万元",
            "5: name; 1: name; 1: name; 6: name; 5: name; 30: 30|km; 2.5: name; 19: name; 6: 6|万元",
        ),
        (
            "九年义务教育 9年义务教育 十五年免费教育 15年免费教育",
            "九: name; 9: name; 十五年: 15|年 in words; 15: 15|年",
        ),
        (
            "5星级酒店 3级以上医院 市、县2级平台 80年代 3年级 12345热线",
            "5: name; 3: name; 2: 2|级; 80: name; 3: name; 12345: name",
        ),
    ]);
}

/// What is measured in letters is a promise; only what everybody reads as a name is one.
#[test]
fn units_in_letters() {
    compare(&[
        (
            "储能20MWh、20 MWh，算力500P，数据50EB，5GWh，主变220MVA，20ppm，存储3T，1.5 GDP",
            "20: 20|MWh; 20: 20|MWh; 500: 500|P; 50: 50|EB; 5: 5|GWh; 220: 220|MVA; 20: 20|ppm; 3: 3|T; 1.5: 1.5",
        ),
        (
            "5G、5.5G、15G，4K/8K，5A级、4A景区，3D打印，４Ｋ，3C产品，4S店，3x3篮球，1v1",
            "5: name; 5.5: name; 15: 15|G; 4: name; 8: name; 5: name; 4: name; 3: name; ４: name; 3: name; 4: name; 3: name; 3: name; 1: name; 1: name",
        ),
        (
            "5mg/L，0.3kWh/年，10万kW以上，5—8MWh，220kV3座，〔500P〕",
            "5: 5|mg/L; 0.3: 0.3|kWh/年; 10: 10|万kW or more; 5: 5|MWh low; 8: 8|MWh high; 220: 220|kV; 3: 3|座; 500: 500|P over the years",
        ),
    ]);
}

#[test]
fn ages_before_people_are_names() {
    compare(&[
        (
            "15岁及以上人口 65岁以上人口比重 45—54岁扩张期人口 0—6岁儿童 2至3岁幼儿 3周岁以下的夫妻 三岁以下婴幼儿",
            "15: name; 65: name; 45: name; 54: name; 0: name; 6: name; 2: name; 3: name; 3: name; 三: name",
        ),
        (
            "预期寿命达到80岁以上。 提高到78.67岁 退休年龄延长到65岁 60岁，和女性",
            "80: 80|岁 or more; 78.67: 78.67|岁; 65: 65|岁; 60: 60|岁",
        ),
        ("男性60岁和女性55岁退休", "60: 60|岁; 55: 55|岁"),
        (
            "0—14岁占16% 为65岁以上老年人提供 18周岁以下未成年人 6—23月龄婴幼儿",
            "0: name; 14: name; 16: 16|%; 65: name; 18: name; 6: name; 23: name",
        ),
    ]);
}

#[test]
fn chinese_numerals_that_count() {
    compare(&[
        (
            "一半以上的村，半数以上，一半",
            "一半: 1/2 or more in words; 半数: 1/2 or more in words; 一半: 1/2 in words",
        ),
        (
            "两个类别 五项制度 三个子女 一对夫妻 两大景区 五大计划 十大工程",
            "两个: 2|个 in words; 五项: 5|项 in words; 三个: 3|个 in words; 一对: 1|对 in words; 两大: 2|大 in words; 五大: 5|大 in words; 十大: 10|大 in words",
        ),
        (
            "构建“城区－镇”四级体系；乡镇、村四级；市、县两级；县乡村三级网络；（村）”三级社区",
            "四级: 4|级 in words; 四级: 4|级 in words; 两级: 2|级 in words; 三级: 3|级 in words; 三级: 3|级 in words",
        ),
        (
            "县、乡、村三级妇幼卫生服务网络，构建四级养老服务网络",
            "三级: 3|级 in words; 四级: 4|级 in words",
        ),
        (
            "三者有其二 未来十年 五年累计 前三位 十余个",
            "三者: 3|者 in words; 其二: 2 in words; 十年: 10|年 in words; 五年: 5|年 in words; 三位: 3|位 in words; 十余个: 10|个 in words",
        ),
        (
            "15分钟健身圈 半小时交通圈 上半年 一个半小时 半年内 半数以上 后半篇 半失能",
            "15: 15|分钟; 半小时: 0.5|小时 in words; 半年: 0.5|年 in words; 半数: 1/2 or more in words",
        ),
        (
            "每一个 统一项目 每年一次 至少建有一个 一次新的高峰 建成一所医院 近一年 一年一度",
            "一次: 1|次 in words; 一个: 1|个 in words; 一所: 1|所 in words; 一年: 1|年 in words",
        ),
        (
            "三个百分点 两个月 四周 四处 两头 新的一年 一年内 九成以上 十五五",
            "三个百分点: 3|个百分点 in words; 两个月: 2|个月 in words; 一年: 1|年 in words; 九成: 9/10 or more in words; 十五五: 2026..2030",
        ),
        (
            "三农 两山 三产 双一流 三位一体 两个确立 千家万户 三四个 数十个 两三年 三至五年 五百名 十二万人",
            "三位一体: name; 两个确立: name; 三: 3|年 low in words; 五年: 5|年 high in words; 五百名: 500|名 in words; 十二万人: 120000|人 in words",
        ),
    ]);
}

#[test]
fn words_that_are_figures() {
    compare(&[
        (
            "存量清零，归零，零增长，零发生，零就业家庭，零距离",
            "清零: none; 归零: none; 零增长: none; 零发生: none",
        ),
        (
            "事故减半，收入倍增，翻两番，翻了两番，翻倍增长，成倍增加，数倍增长，总数倍增，减半年",
            "减半: ×0.5; 倍增: ×2; 翻两番: ×4; 翻了两番: ×4; 翻倍: ×2; 倍增: ×2; 半年: 0.5|年 in words",
        ),
        (
            "任务过半，超过半数，超半数，不超过半数，超过半小时，半径，半数以上，一半以上",
            "过半: 1/2 or more in words; 过半数: 1/2 or more in words; 超半数: 1/2 or more in words; 过半数: 1/2 or less in words; 半小时: 0.5|小时 in words; 半数: 1/2 or more in words; 一半: 1/2 or more in words",
        ),
        (
            "占八成，占八成以上，占到八成。近八成人口",
            "八成: 8/10 in words; 八成: 8/10 or more in words; 八成: 8/10 in words; 八成: 8/10 in words",
        ),
        (
            "达到五百亿，三千万以上，一亿二千万，三万五千亿，五百多亿元，五百亿级产业，两万亿",
            "五百亿: 500|亿 in words; 三千万: 3000|万 or more in words; 一亿二千万: 120000000 in words; 三万五千亿: 3500000000000 in words; 五百多亿元: 500|亿元 in words; 五百亿: 500|亿 in words; 两万亿: 2|万亿 in words",
        ),
        ("数十亿 上百亿 百亿 千万工程 万一 每十万", ""),
    ]);
}

#[test]
fn decimals_in_words() {
    compare(&[
        (
            "投资二点五亿元以上，十二点五万人，增长一点五倍，提高零点八个百分点，二点五成，一点〇五%",
            "二点五亿元: 2.5|亿元 or more in words; 十二点五万人: 12.5|万人 in words; 一点五倍: ×1.5; 零点八个百分点: 0.8|个百分点 in words; 二点五成: 2.5/10 in words; 一点〇五%: 1.05|% in words",
        ),
        (
            "三点五至五个百分点，三至五点五亿元，三点五亿元至五亿元",
            "三点五: 3.5|个百分点 low in words; 五个百分点: 5|个百分点 high in words; 三: 3|亿元 low in words; 五点五亿元: 5.5|亿元 high in words; 三点五: 3.5|亿元 low in words; 五亿元: 5|亿元 high in words",
        ),
        (
            "三点一线 四个重点五项",
            "四个: 4|个 in words; 五项: 5|项 in words",
        ),
    ]);
}

#[test]
fn chinese_numerals_that_count_nothing() {
    compare(&[
        (
            "四个自信，三类：一是，两头，另一个",
            "四个自信: name; 三类: 3|类 in words; 一: ordinal",
        ),
        (
            "三级甲等 二级以上医院 三级医院 四星级 二级公路 县三级医院",
            "",
        ),
        (
            "一批 一种 一定 一系列 一体 一线 一流 统一 进一步 唯一 一些 一般公共预算 一方面 一站式",
            "",
        ),
        (
            "一村一幼 一事一议 一人一策 一老一小 两不愁三保障 一对一帮扶 一件事一次办",
            "",
        ),
        (
            "一孩 二孩 三孩 两孩 双极核 十九大 十九届二中 二十大报告 三中心三基地两城",
            "",
        ),
        (
            "每千人口 每百张 四川 九里镇 双福镇 三江 五通桥 三门峡 五台县 五家渠市",
            "",
        ),
        (
            "五年行动 三年攻坚 一个中心、三大工程 四个一批 六稳六保 两会 百强县 千兆 万户 第一书记",
            "五年: 5|年 in words; 三年: 3|年 in words; 三大: 3|大 in words; 四个一批: name; 一: ordinal",
        ),
        (
            "三区三线 四好农村路 七山二水一分田 四类人员 百千万工程 零就业家庭 六大员 五险一金 八项规定",
            "四类: 4|类 in words; 六大: 6|大 in words; 八项规定: name",
        ),
    ]);
}

#[test]
fn words_for_all_and_none() {
    compare(&[
        ("应当尽快完成，应该尽力，应保尽保", "应保尽保: all"),
        (
            "城乡全覆盖 建立健全覆盖城乡的体系 完全覆盖 安全覆盖 妇幼保健全覆盖 公安全覆盖 确保全覆盖 全部门 全部退出",
            "全覆盖: all; 全覆盖: all; 全覆盖: all; 全覆盖: all; 全部: all",
        ),
        (
            "均建有 均达到 均衡 人均 年均 户均 均等化 均价 月均 各学校均 学生均 优质均衡 占比均提升",
            "均: all; 均: all; 均: all; 均: all; 均: all",
        ),
        (
            "应保尽保 应救尽救 应检尽检 应有尽有 消除大班额",
            "应保尽保: all; 应救尽救: all; 应检尽检: all; 消除: none",
        ),
    ]);
}

#[test]
fn runs_of_digits_in_strange_places() {
    compare(&[(
        "1.2.3 版 5. 3...5 2021,2025 １２，３４５",
        "1.2: 1.2; 3: 3; 5: 5; 3: 3; 5: 5; 2021: 2021; 2025: 2025; １２: 12; ３４５: 345",
    )]);
}

#[test]
fn sentences_of_other_plans() {
    compare(&[
        (
            "规上工业增加值年均增长8%左右，社会消费品零售总额达到1500亿元，增速高于全省0.5个百分点以上",
            "8: 8|% about; 1500: 1500|亿元; 0.5: 0.5|个百分点 or more",
        ),
        (
            "森林覆盖率稳定在58.6%以上，国省考断面水质优良率100%，全市建成高速公路12条、总里程600公里",
            "58.6: 58.6|% or more; 100: 100|%; 12: 12|条; 600: 600|公里",
        ),
        (
            "到2025年底前，建成三级综合医院3所、二级甲等妇幼保健院2所，每县建成1所标准化疾控中心",
            "2025: year 2025; 3: 3|所; 2: 2|所; 1: 1|所",
        ),
        (
            "培育年产值超百亿元企业3家、超十亿元企业20家，高新技术企业数量翻一番",
            "3: 3|家; 十亿元: 1000000000|元 in words; 20: 20|家; 翻一番: ×2",
        ),
        (
            "“十四五”期间累计新增就业20万人次，城镇登记失业率控制在4%以内",
            "十四五: 2021..2025; 20: 20|万人次; 4: 4|% or less",
        ),
        (
            "实施“三年行动计划”，打造“一核两翼三带”，推进“四好农村路”建设500公里",
            "三年: 3|年 in words; 500: 500|公里",
        ),
        (
            "力争到2030年实现碳达峰，非化石能源消费比重达25%左右，单位GDP能耗降低14.5%",
            "2030: year 2030; 25: 25|% about; 14.5: 14.5|%",
        ),
        (
            "全面落实“两个维护”，一年内完成，每三年一次，每两年开展一次评估",
            "两个维护: name; 一年: 1|年 in words; 三年: 3|年 in words; 两年: 2|年 in words",
        ),
        (
            "建设5个100万千瓦级抽水蓄能电站、3座110千伏变电站，500千伏线路2回",
            "5: 5|个; 100: 100|万千瓦; 3: 3|座; 110: 110|千伏; 500: 500|千伏; 2: 2",
        ),
        (
            "村卫生室“五有三统一”，每村一所，一村一所标准化卫生室",
            "一所: 1|所 in words",
        ),
        (
            "预防接种率以街道为单位均达到95%以上，三项指标均值，两项指标均有提升",
            "均: all; 95: 95|% or more; 三项: 3|项 in words; 两项: 2|项 in words; 均: all",
        ),
        (
            "县（市、区）、乡镇（街道）、村（社区）三级书记抓，四级联动，三级联防",
            "三级: 3|级 in words; 四级: 4|级 in words; 三级: 3|级 in words",
        ),
        (
            "普惠性幼儿园在园幼儿占比85％，九年义务教育巩固率98.5%，高中阶段毛入学率≥96%",
            "85: 85|%; 九: name; 98.5: 98.5|%; 96: 96|%",
        ),
        (
            "居民人均可支配收入年均增长7%，达到4.2万元，城乡收入比缩小到2.2:1",
            "7: 7|%; 4.2: 4.2|万元; 2.2: 2.2; 1: 1",
        ),
        (
            "老年人口抚养比为（65岁及以上人口/15—64岁人口）×100%",
            "65: name; 15: name; 64: name; 100: 100|%",
        ),
        (
            "三次产业结构调整为12:38:50，第三产业占比50%，一二三产业融合",
            "12: 12; 38: 38; 50: 50; 三: ordinal; 50: 50|%",
        ),
        (
            "至少有一家养老机构，不少于两家，有一个以上社区，设立不少于1个",
            "一家: 1|家 in words; 两家: 2|家 in words; 一个: 1|个 or more in words; 1: 1|个",
        ),
        (
            "第2批、第三批，前5年，后3年，近3年，3年期，5年级，3—5年",
            "2: ordinal; 三: ordinal; 5: 5|年; 3: 3|年; 3: 3|年; 3: 3|年; 5: name; 3: 3|年 low; 5: 5|年 high",
        ),
        (
            "2021—2023年每年新增2个，2024年、2025年各1个，2022-2025 年",
            "2021: year 2021; 2023: year 2023; 2: 2|个; 2024: year 2024; 2025: year 2025; 1: 1|个; 2022: year 2022; 2025: year 2025",
        ),
        (
            "市委一号文件，国发[2019]13号，GB/T 9704—2012，发改〔2020〕 7 号",
            "2019: name; 13: name; 9704: name; 2012: name; 2020: name; 7: name",
        ),
        (
            "0.618、.5、5.、1,000.50元、1，000元、10,000,00",
            "0.618: 0.618; 5: 5; 5: 5; 1,000.50: 1000.50|元; 1: 1; 000: 0|元; 10,000: 10000; 00: 0",
        ),
        (
            "“85后”“90后”干部，985、211高校，12315热线，G5高速，3D打印，4K/8K",
            "85: name; 90: name; 985: 985; 211: 211; 12315: name; 5: name; 3: name; 4: name; 8: name",
        ),
        (
            "婴儿死亡率（‰） 3.28 3.0；托位数（个/千人） 1.8 4.5",
            "3.28: 3.28; 3.0: 3.0; 1.8: 1.8; 4.5: 4.5",
        ),
        (
            "不超过10个，超过80%，约30万人，近50家，30余万人，200多亿元，上千亿元",
            "10: 10|个; 80: 80|%; 30: 30|万人; 50: 50|家; 30: 30|万人; 200: 200|亿元",
        ),
        (
            "妇女常见病筛查率70%，每5年，每年2次，每月1次，每周不少于150分钟",
            "70: 70|%; 5: 5|年; 2: 2|次; 1: 1|次; 150: 150|分钟",
        ),
        (
            "降低到10/10万，维持在6.5‰以下，8/10万左右，控制在12/100000以内",
            "10: 10|/10万; 10: base; 6.5: 6.5|‰ or less; 8: 8|/10万 about; 10: base; 12: 12|/100000 or less; 100000: base",
        ),
    ]);
}

/// Each figure of a text with all that belongs to it.
fn wholes(text: &str) -> String {
    let found = figures(text, Units::standard());
    let wholes: Vec<_> = found
        .figures
        .iter()
        .map(|figure| &text[figure.whole.clone()])
        .collect();
    wholes.join("; ")
}

#[test]
fn what_belongs_to_a_figure() {
    for (text, wanted) in [
        ("共〔26.18〕，为-2.11", "〔26.18〕; -2.11"),
        ("达70%以上、4.5个", "70%以上; 4.5个"),
        ("降到5/10万以下", "5/10万以下; 10万"),
        ("上升13.64 个百分点", "13.64 个百分点"),
        ("占63 %~68 %左右", "63 %; 68 %左右"),
        ("每10万人", "每10万人"),
        ("15岁及以上人口", "15岁及以上"),
        ("2016-2030年", "2016; 2030年"),
        ("两个类别、三年以内", "两个; 三年以内"),
        ("2/3以上", "2/3以上; 3"),
        ("第三章", "第三"),
        ("增长1.6倍以上", "1.6倍以上"),
    ] {
        assert_eq!(wholes(text), wanted, "{text}");
    }
}

/// What goes beyond every number is none, and is not worked out.
#[test]
fn numerals_beyond_every_number() {
    compare(&[
        ("九二二三三七二〇三六八亿一亿一个", ""),
        ("九九九九亿九千万亿个 十亿亿亿亿元", ""),
        (
            "翻九千万番 九千九百九十九万亿个",
            "九千九百九十九万亿个: 9999000000000000|个 in words",
        ),
    ]);
}

#[test]
fn tenths_and_parts() {
    compare(&[
        (
            "五成农户、两成五、八成以上的村、8成左右、降低一成、七成五以上",
            "五成: 5/10 in words; 两成五: 2.5/10 in words; 八成: 8/10 or more in words; 8: 8/10 about; 一成: 1/10 in words; 七成五: 7.5/10 or more in words",
        ),
        (
            "三成成员 统一成了 一成不变 三五成群 几成",
            "三成: 3/10 in words",
        ),
        ("2025成都 3成套设备 20成", "2025: 2025; 3: 3; 20: 20"),
        (
            "增加到三分之四、二分之三以上、零分之一",
            "三分之四: 4/3 in words; 二分之三: 3/2 or more in words",
        ),
        (
            "达到八十岁以上老人 达到80岁以上老人 六十岁以上老人 达到三至6岁儿童 达到二岁儿童",
            "八十岁: 80|岁 or more in words; 80: 80|岁 or more; 六十: name; 三: name; 6: name; 二: name",
        ),
    ]);
}

/// A numeral in front of a word that counts is a figure, whatever number and word they are.
#[test]
fn every_numeral_with_a_measure_word_is_a_figure() {
    const MEASURES: &str = "人次 人天 人份 人口 人 个月 个小时 个工作日 个 名 位 户 家 所 项 件 例 种 类 张 套 座 处 条 对 批         支 只 辆 间 栋 幢 棵 株 头 台 篇 册 份 幅 枚 颗 艘 架次 架 班次 班 场次 场 次 轮 道 款 笔 宗 起 标准箱 吨标准煤 吨公里 吨         公斤 千克 毫克 微克 克 平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 米 公顷 亩 美元 欧元 港元 元 周岁 岁 月龄 年         学时 课时 天 日 小时 分钟 秒 周 层 千瓦时 千瓦 兆瓦 千伏 剂次 剂 床位 床 者 个百分点 万人 亿元 岁老人 岁以上儿童         成 成以上 倍 番 分之三";
    let digit = |at: usize| "零一二三四五六七八九".chars().nth(at).unwrap().to_string();
    let numeral = |number: usize| match (number / 10, number % 10) {
        (0, ones) => digit(ones),
        (1, 0) => "十".to_owned(),
        (1, ones) => "十".to_owned() + &digit(ones),
        (tens, 0) => digit(tens) + "十",
        (tens, ones) => digit(tens) + "十" + &digit(ones),
    };
    let says_number = |says: &Says, number: usize| match says {
        Says::Amount(amount) => {
            let of = amount.denominator.as_ref().unwrap_or(&amount.number);
            [of, &amount.number]
                .iter()
                .any(|one| one.to_string() == number.to_string())
        }
        Says::Times(times) => {
            *times == Quantity::whole(i64::try_from(number).unwrap())
                || number <= 10 && *times == Quantity::whole(1 << number)
        }
        _ => false,
    };
    for number in (3..=99).filter(|number| !matches!(number, 11..=15)) {
        for measure in MEASURES.split_whitespace() {
            let is_odd = matches!(
                (measure, number),
                ("成" | "成以上" | "番", 11..) | ("周" | "处", 4)
            );
            if is_odd {
                continue;
            }
            let turned = if measure == "番" { "翻" } else { "达到" };
            let text = format!("新增{turned}{}{measure}。", numeral(number));
            let found = figures(&text, Units::standard()).figures;
            // Of 三万人 the ten thousand is a part of the number.
            let number = match measure {
                "万人" => number * 10_000,
                "亿元" => number * 100_000_000,
                _ => number,
            };
            assert!(
                matches!(found.as_slice(), [one] if says_number(&one.says, number)),
                "{text} {found:?}"
            );
        }
    }
}

#[test]
fn units_of_the_plans_own() {
    let mut units = Units::default();
    units.add("标准间", None).unwrap();
    units
        .add("百台套", Some(("台套", rational(100, 1))))
        .unwrap_err();
    units.add("台套", None).unwrap();
    units
        .add("百台套", Some(("台套", rational(100, 1))))
        .unwrap();
    for (text, wanted) in [
        ("新增30标准间以上", "30: 30|标准间 or more"),
        // The grammar alone would find 百 with nothing behind it.
        ("购置5百台套", "5: 5|百台套"),
        ("新增30间", "30: 30|间"),
    ] {
        assert_eq!(shown_in(text, &units), wanted, "{text}");
    }
    assert_eq!(shown("新增30标准间"), "30: 30");
}

#[test]
fn places_are_those_of_the_whole_text() {
    let text = "第一行，2个。\n　　第二行，3个；\r\n5%\n";
    let found = figures(text, Units::standard());
    let at: Vec<_> = found
        .figures
        .iter()
        .map(|figure| &text[figure.at.clone()])
        .collect();
    assert_eq!(at, ["一", "2", "二", "3", "5"]);
}

/// Every run of digits with its decimal part and thousands separators, found without a grammar.
fn runs_of_digits(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let char_at = |at: usize| chars.get(at).map_or('\0', |(_, c)| *c);
    let digits_at = |at: usize| (at..).take_while(|at| is_digit(char_at(*at))).count();
    let place = |at: usize| chars.get(at).map_or(text.len(), |(place, _)| *place);
    let (mut runs, mut at) = (Vec::new(), 0);
    while at < chars.len() {
        let start = at;
        let mut grouped = 0;
        at += digits_at(at);
        if at == start {
            at += 1;
            continue;
        }
        while at - start <= 3 + grouped && char_at(at) == ',' && digits_at(at + 1) == 3 {
            at += 4;
            grouped += 4;
        }
        if matches!(char_at(at), '.' | '．') && digits_at(at + 1) > 0 {
            at += 1 + digits_at(at + 1);
        }
        runs.push(place(start)..place(at));
    }
    runs
}

/// Texts of pieces that mean something to the grammar, and of any characters.
fn texts() -> impl Strategy<Value = String> {
    const PIECES: &str = "1 2 3 10 100 2021 2025 0 ５ ８ 1,234 ,345 . ． , 、 ， 。 \n \r \t - － — ~ 至 + / ／ =         % ‰ 〔 〕 [ ] （ ） ( ) “ ” 年 月 日 号 期 岁 级 大 倍 番 个 人 万 亿 千 百 十 一 二 两 三 四 五 六 九 〇 半         第 章 专栏 图 表 每 均 全 覆盖 部 应 尽 保 消除 翻 以上 以下 左右 及 余 多 分之 百分之 百分点 个点 公里 km A N PM         者 其 有 的 儿童 人口 规划 时期 个五年 义务教育 网络 县 ○ é 😀 …… ...";
    let pieces: Vec<&'static str> = PIECES
        .split(' ')
        .filter(|piece| !piece.is_empty())
        .collect();
    let piece = prop_oneof![
        12 => proptest::sample::select(pieces).prop_map(str::to_owned),
        1 => Just(" ".to_owned()),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_run_of_digits_is_one_figure(text in texts()) {
        let found = figures(&text, Units::standard());
        let in_digits: Vec<_> = found
            .figures
            .iter()
            .map(|figure| figure.at.clone())
            .filter(|at| text[at.clone()].starts_with(is_digit))
            .collect();
        prop_assert_eq!(in_digits, runs_of_digits(&text));
    }

    #[test]
    fn figures_stand_in_order_and_do_not_overlap(text in texts()) {
        let found = figures(&text, Units::standard());
        let mut end = 0;
        for Figure { at, whole, .. } in &found.figures {
            prop_assert!(end <= at.start && at.start < at.end, "{at:?} after {end}");
            prop_assert!(whole.start <= at.start && at.end <= whole.end, "{at:?} in {whole:?}");
            prop_assert!(text.get(at.clone()).is_some() && text.get(whole.clone()).is_some());
            end = at.end;
        }
        for period in &found.periods {
            prop_assert!(text.get(period.at.clone()).is_some());
        }
    }
}
