//! Units as sheets write them: in a cell of their own, in brackets behind a name, in a title; one,
//! or several of which each figure takes the one that fits it.

use crate::value::{Unit, Units};

/// What stands between several units: `万人、%`.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '、' | ',' | '，' | ';' | '；')
}

/// Whether a cell for a unit says that there is none, as in the column of a ratio without one.
pub(super) fn is_none(text: &str) -> bool {
    text.is_empty() || matches!(text, "-" | "—" | "－" | "/" | "无")
}

/// A unit without `单位：` before it and brackets around it: `（万人）`, `（单位：万人）`.
pub(super) fn bare(text: &str) -> &str {
    let is_around = |c: char| matches!(c, '(' | ')' | '（' | '）');
    let text = text.trim();
    let within = text
        .strip_prefix(['(', '（'])
        .and_then(|text| text.strip_suffix([')', '）']))
        .filter(|within| !within.contains(is_around));
    let text = within.unwrap_or(text).trim();
    let rest = text
        .strip_prefix("计量单位")
        .or_else(|| text.strip_prefix("单位"));
    let rest = rest.map(|rest| rest.trim_start().trim_start_matches([':', '：']).trim());
    rest.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// The unit that a text is, or the several that it lists, as they are read.
pub(super) fn whole(text: &str, units: &Units) -> Option<String> {
    let text = bare(text);
    let dense: String = text.split_whitespace().collect();
    if units.parse(&dense).is_some() {
        return Some(dense);
    }
    all_of(text, units).map(|_| {
        let parts: Vec<_> = parts(text).collect();
        parts.join("、")
    })
}

/// Several units in one text.
pub(super) fn all_of(text: &str, units: &Units) -> Option<Vec<Unit>> {
    let all: Vec<Unit> = parts(text)
        .map(|part| units.parse(part))
        .collect::<Option<_>>()?;
    (all.len() > 1).then_some(all)
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_between).filter(|part| !part.is_empty())
}

/// The unit in a title: behind `单位`, or in brackets, wherever they stand.
pub(super) fn in_title(text: &str, units: &Units) -> Option<String> {
    after_word(text, units).or_else(|| {
        let opened = text.split(['(', '（']).skip(1);
        opened
            .filter_map(|rest| rest.split_once([')', '）']))
            .find_map(|(within, _)| whole(within, units))
    })
}

/// The units behind `单位`. Where a list goes on with what is no unit, it is given as it stands,
/// for the first unit is not that of all.
pub(super) fn after_word(text: &str, units: &Units) -> Option<String> {
    text.split("单位").skip(1).find_map(|rest| {
        let rest = rest.trim_start().trim_start_matches([':', '：']);
        let end = rest.find([')', '）']).unwrap_or(rest.len());
        let rest = rest.get(..end)?;
        let mut said: Vec<&str> = Vec::new();
        let mut goes_on = true;
        for word in rest.split_whitespace() {
            let known: Vec<bool> = parts(word)
                .map(|part| units.parse(part).is_some())
                .collect();
            if !goes_on && !known.first().is_some_and(|known| *known) {
                break;
            }
            said.extend(parts(word));
            goes_on = word.ends_with(is_between);
        }
        units.parse(said.first()?)?;
        Some(said.join("、"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_its_unit_in_many_ways() {
        for (title, wanted) in [
            ("分县常住人口（人）", "人"),
            ("2023年分县（市、区）常住人口（人）", "人"),
            ("分县常住人口(万人)（2023年）", "万人"),
            ("单位：人", "人"),
            ("单位:万人", "万人"),
            ("（计量单位：万人）", "万人"),
            ("乐山市常住人口（单位：万人）", "万人"),
            ("填报单位：市统计局 计量单位：万人", "万人"),
            ("单位：万人、%", "万人、%"),
            ("单位：万人， %", "万人、%"),
            ("单位：万人 %", "万人、%"),
            ("单位：张/千人", "张/千人"),
            ("单位：万人 制表：张三", "万人"),
            ("单位：万人、百分之几", "万人、百分之几"),
            ("主要指标（万人、%）", "万人、%"),
            ("填报单位：市统计局", ""),
            ("分县（市、区）指标", ""),
            ("全市单位人数", ""),
            ("单位：", ""),
        ] {
            let found = in_title(title, Units::standard());
            assert_eq!(found.as_deref().unwrap_or(""), wanted, "{title}");
        }
    }
}
