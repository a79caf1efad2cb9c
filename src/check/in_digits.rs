//! Figures as people say them: 四点五, 一家, 百分之九十五, 1至3, 1e3. The language writes them in
//! digits; a message can then say how.

use crate::value::numeral::number;
use crate::value::{Quantity, Rational, Units};

/// How a figure that was written in words is written in digits, where that is plain: `95%` for
/// 百分之九十五, `1..3家` for 一至三家.
pub(super) fn in_digits(text: &str, units: &Units) -> Option<String> {
    if text == "翻一番" {
        return Some("2 * 基期".to_owned());
    }
    let tail = ["以上", "以下", "以内"]
        .into_iter()
        .find(|tail| text.ends_with(tail))
        .unwrap_or_default();
    let text = text.strip_suffix(tail)?;
    let meant = rate(text)
        .or_else(|| tenths(text))
        .or_else(|| scientific(text, units))
        .or_else(|| range(text, units))
        .or_else(|| counted(text, units))?;
    // What is in digits already has another mistake in it, if any.
    (meant != text).then(|| format!("{meant}{tail}"))
}

/// `百分之95`, `千分之五`
fn rate(text: &str) -> Option<String> {
    let (rest, unit) = match (text.strip_prefix("百分之"), text.strip_prefix("千分之")) {
        (Some(rest), _) => (rest, "%"),
        (_, Some(rest)) => (rest, "‰"),
        (None, None) => return None,
    };
    match number(rest)? {
        (number, "") => Some(format!("{number}{unit}")),
        _ => None,
    }
}

/// 八成 is 80%.
fn tenths(text: &str) -> Option<String> {
    let (number, "成") = number(text)? else {
        return None;
    };
    match number.fixed()? {
        (tenths @ 1..=9, 0) => Some(format!("{tenths}0%")),
        _ => None,
    }
}

/// `1e3`, `1.5E4人`
fn scientific(text: &str, units: &Units) -> Option<String> {
    let (digits, rest) = text.split_once(['e', 'E'])?;
    let end = rest.find(|c: char| !c.is_ascii_digit());
    let (power, unit) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
    let power = power
        .parse()
        .ok()
        .filter(|power| (0..=20).contains(power))?;
    let number = Quantity::parse(digits).ok()?;
    let number = number.value() * Rational::from(10).pow(power);
    is_unit(unit, units).then(|| format!("{}{unit}", Quantity::derived(number)))
}

/// `1至3`, 一到三家
fn range(text: &str, units: &Units) -> Option<String> {
    let (low, high) = text.split_once(['至', '到'])?;
    let ((low, below), (high, unit)) = (number(low)?, number(high)?);
    let same = below.is_empty() || below == unit;
    (same && is_unit(unit, units)).then(|| format!("{low}..{high}{unit}"))
}

/// 四点五, 一家; of 三万人 the unit is 万人.
fn counted(text: &str, units: &Units) -> Option<String> {
    let scale = text.find(['万', '亿']).unwrap_or(text.len());
    let in_scale = text.split_at_checked(scale).and_then(|(front, scale)| {
        let (number, between) = number(front)?;
        Some((number, format!("{between}{scale}")))
    });
    let whole = || number(text).map(|(number, unit)| (number, unit.to_owned()));
    let known = |(_, unit): &(Quantity, String)| is_unit(unit, units);
    let (number, unit) = in_scale.filter(known).or_else(whole).filter(known)?;
    Some(format!("{number}{unit}"))
}

fn is_unit(unit: &str, units: &Units) -> bool {
    unit.is_empty() || units.parse(unit).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_in_words_are_written_in_digits() {
        for (said, written) in [
            ("百分之95", Some("95%")),
            ("百分之九十五", Some("95%")),
            ("百分之九十五点五以上", Some("95.5%以上")),
            ("千分之五", Some("5‰")),
            ("八成", Some("80%")),
            ("四点五", Some("4.5")),
            ("一家", Some("1家")),
            ("两家", Some("2家")),
            ("十二家以上", Some("12家以上")),
            ("一千二百零三人", Some("1203人")),
            ("三万人", Some("3万人")),
            ("十二万三千人", Some("123000人")),
            ("3十家", None),
            ("1至3", Some("1..3")),
            ("一至三家", Some("1..3家")),
            ("4.5到5", Some("4.5..5")),
            ("1家至3家", Some("1..3家")),
            ("1e3", Some("1000")),
            ("1.5E3家", Some("1500家")),
            ("翻一番", Some("2 * 基期")),
            ("三四家", None),
            ("几家", None),
            ("三级甲等", None),
            ("一级", None),
            ("1e99", None),
            ("4.5", None),
            ("4.5家", None),
            ("建成", None),
            ("", None),
        ] {
            assert_eq!(
                in_digits(said, Units::standard()).as_deref(),
                written,
                "{said}"
            );
        }
    }
}
