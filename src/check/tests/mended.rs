//! What a help proposes is a rule: it is read, it checks, and it says what was typed.

use super::beside_declared;
use crate::diag::{Diagnostic, Severity, Value};
use crate::syntax::{Spelling, parse, print};
use crate::text::Sources;
use crate::value::Units;

/// A rule as somebody types it, and as it is after every help was followed.
const TYPED: &[(&str, &str)] = &[
    // 保持在, 稳定在: each year, where no other time is said.
    ("rate 保持在90%以上", "rate 不低于 90% 每年"),
    ("rate保持在90%以上", "rate 不低于 90% 每年"),
    ("rate 保持在 90%以上", "rate 不低于 90% 每年"),
    ("rate 保持在90%以上 每个县", "rate 不低于 90% 每年 每个县"),
    ("rate 保持在90%以上 到2025年", "rate 不低于 90% 到2025年"),
    ("rate 稳定在90%以下", "rate 不高于 90% 每年"),
    ("rate 稳定在90%左右", "rate 等于 90% 左右 ±2pp 每年"),
    ("rate 稳定在45%左右（±3pp）", "rate 等于 45% 左右 ±3pp 每年"),
    ("bare 稳定在 1.3—1.7之间", "bare 等于 1.3..1.7 每年"),
    ("rate巩固在90%以上", "rate 不低于 90% 每年"),
    ("rate 始终保持在90%以上", "rate 不低于 90% 每年"),
    ("rate稳定保持在90%以上", "rate 不低于 90% 每年"),
    ("rate基本稳定在90%左右", "rate 等于 90% 左右 ±2pp 每年"),
    ("每年rate保持在90%以上", "rate 不低于 90% 每年"),
    ("mmr严格控制在5/10万以内", "mmr 不高于 5/10万"),
    (
        "2021—2025年，rate保持在90%以上",
        "rate 不低于 90% 2021—2025年每年",
    ),
    // 控制在: no more than that, unless another side is said.
    ("mmr 控制在5/10万", "mmr 不高于 5/10万"),
    ("mmr 控制在5/10万以内", "mmr 不高于 5/10万"),
    ("mmr控制在5/10万以下 到2024年", "mmr 不高于 5/10万 到2024年"),
    ("rate 控制在5%以上", "rate 不低于 5%"),
    ("rate 控制在5%左右", "rate 等于 5% 左右 ±2pp"),
    ("rate 控制在43%—47%", "rate 等于 43%..47%"),
    ("到2025年mmr控制在5/10万以内", "mmr 不高于 5/10万 到2025年"),
    // 介于, between
    ("bare 介于1.3和1.7之间", "bare 等于 1.3..1.7"),
    ("bare 介于 1.3 和 1.7 之间", "bare 等于 1.3..1.7"),
    ("bare 介于1.3~1.7", "bare 等于 1.3..1.7"),
    ("bare 在1.3—1.7之间", "bare 等于 1.3..1.7"),
    ("bare between 1.3 and 1.7", "bare 等于 1.3..1.7"),
    (
        "bare is between 1.3 and 1.7 by 2024",
        "bare 等于 1.3..1.7 到2024年",
    ),
    ("bare from 1.3 to 1.7", "bare 等于 1.3..1.7"),
    (
        "rate >= 90% between 2021 and 2024",
        "rate 不低于 90% 2021—2024年每年",
    ),
    // A range, with the unit at one end or at both.
    ("bare 1.3—1.7", "bare 等于 1.3..1.7"),
    ("rate = 43%—47%", "rate 等于 43%..47%"),
    ("rate = 43—47%", "rate 等于 43%..47%"),
    ("moves = 3—5万人", "moves 等于 3万人..5万人"),
    ("moves 控制在3—5万人", "moves 等于 3万人..5万人"),
    // 达到, 提高到, 降至, touching what stands before them.
    ("到2025年，rate达到90%以上", "rate 达到90%以上 到2025年"),
    ("到2025年，rate达到90%以上。", "rate 达到90%以上 到2025年"),
    ("到2025年rate达到90%以上", "rate 达到90%以上 到2025年"),
    ("到2024年，rate达90%以上", "rate 不低于 90% 到2024年"),
    ("到2024年，rate提高到90%", "rate 不低于 90% 到2024年"),
    ("到2024年，rate提高到90%以上", "rate 不低于 90% 到2024年"),
    ("到2025年，mmr降至5/10万以下", "mmr 降至5/10万以下 到2025年"),
    ("到2025年，mmr降到5/10万", "mmr 不高于 5/10万 到2025年"),
    ("rate 为90%以上", "rate 不低于 90%"),
    ("rate 为90%", "rate 等于 90%"),
    ("rate is at least 90%", "rate 不低于 90%"),
    ("rate 不得低于90%", "rate 不低于 90%"),
    ("rate not exceeding 5%", "rate 不高于 5%"),
    ("rate not below 5%", "rate 不低于 5%"),
    ("rate >= 90% before 2024", "rate 不低于 90% 到2024年"),
    ("rate 90%及以上", "rate 不低于 90%"),
    ("rate达到90%及以上", "rate 不低于 90%"),
    ("rate 90%上下", "rate 等于 90% 左右 ±2pp"),
    ("rate 约90%左右", "rate 等于 90% 左右 ±2pp"),
    ("rate 最高90%", "rate 不高于 90%"),
    ("rate 最低 90%", "rate 不低于 90%"),
    ("rate 突破90%", "rate 超过 90%"),
    ("rate 不足5%", "rate 低于 5%"),
    ("jobs年均增长6%以上", "jobs 年均增速 不低于 6%"),
    ("jobs 年均增长 6%左右", "jobs 年均增速 等于 6% 左右 ±2pp"),
    // Which way.
    ("mmr 不断下降", "mmr 逐年下降"),
    ("rate 不断提高", "rate 逐年上升"),
    ("rate 稳步提升", "rate 逐年上升"),
    // So much more or less than the baseline.
    ("rate 提高5个百分点", "rate 不低于 基期 + 5个百分点"),
    ("rate 提高5个百分点以内", "rate 不高于 基期 + 5个百分点"),
    ("rate 降低5个百分点以上", "rate 不高于 基期 - 5个百分点"),
    ("rate 降低5个百分点以内", "rate 不低于 基期 - 5个百分点"),
    // A stage.
    ("医院 达到建成以上", "医院 不低于 建成"),
    ("医院 达到建成", "医院 不低于 建成"),
    // 力争 is a clause.
    ("rate（力争） 不低于 90%", "rate 不低于 90%\n    力争"),
    ("rate 不低于 90%（力争）", "rate 不低于 90%\n    力争"),
    ("力争 rate 不低于 90%", "rate 不低于 90%\n    力争"),
    ("rate 力争 达到90%以上", "rate 达到90%以上\n    力争"),
    ("rate 力争达到90%以上", "rate 达到90%以上\n    力争"),
    (
        "到2025年，rate力争达到90%以上",
        "rate 达到90%以上 到2025年\n    力争",
    ),
    ("rate 不低于 90%\n    力争 是", "rate 不低于 90%\n    力争"),
    ("rate 不低于 90%\n    力争：是", "rate 不低于 90%\n    力争"),
    (
        "rate 不低于 90%\n    strive: yes",
        "rate 不低于 90%\n    力争",
    ),
    ("rate 不低于 90%\n    底线 是", "rate 不低于 90%\n    底线"),
];

#[test]
fn what_is_proposed_says_what_was_typed() {
    let wrong: Vec<_> = TYPED
        .iter()
        .map(|&(typed, meant)| (typed, meant, mended(typed)))
        .filter(|(_, meant, mended)| canonical(mended) != canonical(meant))
        .map(|(typed, meant, mended)| format!("{typed} -> {mended}, and not {meant}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for &(_, meant) in TYPED {
        assert_eq!(trouble(meant), None, "{meant}");
    }
}

/// What says two things at once, or leaves the direction open, is answered by no rule.
#[test]
fn no_direction_is_made_up() {
    for typed in [
        "rate 保持在90%",
        "rate 提高到90%以下",
        "mmr 降到5/10万以上",
        "rate 提高5个百分点左右",
        "rate 突破90%以下",
        "rate 达到90%",
        "rate 90%",
    ] {
        let mended = mended(typed);
        assert!(trouble(&mended).is_some(), "{typed} -> {mended}");
    }
}

/// A rule after what its messages propose was done, one after another.
fn mended(typed: &str) -> String {
    let mut rule = typed.to_owned();
    for _ in 0..4 {
        match trouble(&rule).and_then(|(one, _)| follow(&rule, &one)) {
            Some(better) => rule = better,
            None => break,
        }
    }
    rule
}

/// The first error of a rule, with where its text begins.
fn trouble(rule: &str) -> Option<(Diagnostic, String)> {
    let checked = beside_declared(rule);
    let error = |one: &&Diagnostic| one.code.severity() == Severity::Error;
    let one = checked.diagnostics.iter().find(error)?.clone();
    let label = one.labels.first()?;
    let here = checked.sources.slice(label.span).to_owned();
    Some((one, here))
}

fn follow(rule: &str, one: &Diagnostic) -> Option<String> {
    let mut done = rule.to_owned();
    if let Some(edit) = one.edits.first() {
        done.replace_range(edit.span.range(), &edit.text);
        return Some(done);
    }
    let here = one.labels.first()?.span.range();
    if one.help == Some("drop") {
        done.replace_range(here, "");
        return Some(done);
    }
    let proposed = |key: &str| match one.values.iter().find(|(name, _)| *name == key)? {
        (_, Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let instead = ["instead", "spaced", "near"]
        .into_iter()
        .find_map(proposed)?
        .replace('…', "2pp");
    match one.help? {
        "strive" if one.code.id() == "Y0103" => return Some(format!("{instead}\n    力争")),
        "behind" => return Some(instead),
        "held" => return None,
        "period" => done.replace_range(here, &format!("{instead}每年")),
        "span" => done.replace_range(here, &format!("throughout {instead}")),
        _ => done.replace_range(here, &instead),
    }
    if one.help == Some("strive") {
        done.push_str("\n    力争");
    }
    Some(done)
}

/// A rule as the formatter writes it, or as it stands if it cannot be read.
fn canonical(rule: &str) -> String {
    let mut sources = Sources::new();
    let mut diagnostics = crate::diag::Diagnostics::new();
    let id = sources.insert("case.rules", rule.as_bytes()).unwrap();
    let file = parse(id, sources.get(id), &Units::default(), &mut diagnostics);
    if diagnostics.is_empty() {
        print(&file, Spelling::Zh, Units::standard())
    } else {
        rule.to_owned()
    }
}
