//! What stands beside and above figures, taken apart: a name, with a number before it and a unit, a
//! status or the mark of a note behind it.

use crate::data::figure::is_note_mark;
use crate::data::{said_unit, status};
use crate::value::Units;

/// What a label says besides the name in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::data) struct Label {
    pub name: String,
    pub unit: Option<String>,
    pub status: Option<String>,
}

/// The part that a label names of the one above it: `其中：女`, `#女`.
pub(in crate::data) fn part_of(text: &str) -> Option<&str> {
    let text = text.trim();
    let rest = text
        .strip_prefix("其中")
        .or_else(|| text.strip_prefix('#'))
        .or_else(|| text.strip_prefix('＃'))?;
    Some(rest.trim_start_matches([':', '：', ' ', '\u{3000}', ',', '，']))
}

/// The name in a label, without its number, its footnote marks and the unit or the status in
/// brackets behind it.
pub(in crate::data) fn label(text: &str, units: &Units) -> Label {
    let mut label = Label::default();
    let mut name = without_number(text.trim());
    loop {
        let shorter = without_note(name.trim_end_matches(is_note_mark)).trim_end();
        if shorter != name {
            name = shorter;
            continue;
        }
        let Some((bare, within)) = bracketed(name) else {
            break;
        };
        let within = within.trim();
        if let Some(unit) = said_unit::whole(within, units) {
            label.unit = Some(unit);
        } else if !within.is_empty() && status::parse(within).is_some() {
            label.status = Some(within.to_owned());
        } else {
            break;
        }
        name = bare.trim_end();
    }
    name.clone_into(&mut label.name);
    label
}

/// The unit in a heading: all of it, or what stands in brackets behind its name.
pub(in crate::data) fn unit_in_heading(text: &str, units: &Units) -> Option<String> {
    said_unit::whole(text, units)
        .or_else(|| label(text, units).unit)
        .or_else(|| said_unit::after_word(text, units))
}

/// Without the number of a note: `[注2]`, `[1]`, `1)`.
fn without_note(text: &str) -> &str {
    if let Some((bare, note)) = text
        .strip_suffix([']', '］'])
        .and_then(|text| text.rsplit_once(['[', '［']))
    {
        let number = note.trim_start_matches('注');
        if number.chars().all(|c| c.is_ascii_digit()) && !note.is_empty() {
            return bare;
        }
    }
    if let Some(bare) = text.strip_suffix([')', '）']) {
        let digits = bare.trim_end_matches(|c: char| c.is_ascii_digit());
        // `（2）` is another bracket, and `x1)` a name.
        if digits.len() < bare.len() && digits.ends_with([')', '）', ' ', '\u{3000}']) {
            return digits;
        }
    }
    text
}

fn bracketed(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix([')', '）'])?;
    inner.rsplit_once(['(', '（'])
}

/// Without the number of a list before it: `1.`, `（一）`, `一、`.
fn without_number(text: &str) -> &str {
    let is_count = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some(rest) = text.strip_prefix(['(', '（'])
        && let Some((number, rest)) = rest.split_once([')', '）'])
        && !number.is_empty()
        && number.chars().all(is_count)
    {
        return rest.trim_start();
    }
    let rest = text.trim_start_matches(is_count);
    if rest.len() < text.len() {
        if let Some(bare) = rest.strip_prefix(['、', '．']) {
            return bare.trim_start();
        }
        // `1.5` is no number of a list.
        if let Some(bare) = rest.strip_prefix('.')
            && !bare.starts_with(|c: char| c.is_ascii_digit())
        {
            return bare.trim_start();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_its_unit_as_a_whole_or_behind_its_name() {
        for (heading, wanted) in [
            ("人", "人"),
            ("（万人）", "万人"),
            ("（单位：人）", "人"),
            ("单位：人", "人"),
            ("人数（人）", "人"),
            ("数值（单位：万人）", "万人"),
            ("指标（万人、%）", "万人、%"),
            ("万 人", "万人"),
            ("数值", ""),
            ("2023年", ""),
            ("单位", ""),
            ("", ""),
        ] {
            let found = unit_in_heading(heading, Units::standard());
            assert_eq!(found.as_deref().unwrap_or(""), wanted, "{heading}");
        }
    }
}
