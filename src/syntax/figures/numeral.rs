//! What number a Chinese numeral is.

use super::before;
use crate::value::Quantity;

/// No plan writes a longer one out.
const MOST_CHARACTERS: usize = 16;

/// The number of a whole text: 三百二十 is 320, 五万 is 50000, 二〇 is 20. `None` where it is none: a
/// guess (三四个), or anything but numerals.
pub(super) fn value(text: &str) -> Option<i64> {
    if text.chars().nth(MOST_CHARACTERS).is_some() {
        return None;
    }
    let spelled = text.contains(['〇', '○']);
    // What is counted in 亿, in 万, below; and the digit that waits for its 十 or 百.
    let (mut above, mut total, mut below, mut digit) = (0_i64, 0_i64, 0_i64, None::<i64>);
    for c in text.chars() {
        if let Some(next) = of_digit(c) {
            digit = match digit {
                // 一百零三
                None | Some(0) => Some(next),
                Some(digit) if spelled => Some(digit.checked_mul(10)?.checked_add(next)?),
                Some(_) => return None,
            };
            continue;
        }
        let step = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' | '亿' => {
                below += digit.take().unwrap_or_default();
                let counted = if total == 0 && below == 0 { 1 } else { below };
                if c == '万' {
                    total += counted.checked_mul(10_000)?;
                } else {
                    above += (total + counted).checked_mul(100_000_000)?;
                    total = 0;
                }
                below = 0;
                continue;
            }
            _ => return None,
        };
        below += digit.take().unwrap_or(1).checked_mul(step)?;
    }
    above.checked_add(total + below + digit.unwrap_or_default())
}

/// 三点五, 六十
pub(super) fn decimal(text: &str) -> Option<Quantity> {
    match text.split_once('点') {
        None => value(text).map(Quantity::whole),
        Some((whole, decimals)) => {
            let text = format!("{}.{}", value(whole)?, digits(decimals)?);
            Quantity::parse(&text).ok()
        }
    }
}

/// The digits of 二〇三五 in ASCII.
pub(super) fn digits(text: &str) -> Option<String> {
    text.chars()
        .map(|c| of_digit(c).map(|digit| digit.to_string()))
        .collect()
}

/// How many a numeral counts of what follows it; `None` where it counts nothing.
///
/// `levels` is for 级 only: whether the words behind it speak of levels.
pub(super) fn count(
    text: &str,
    unit: &str,
    before: &str,
    after: &str,
    levels: Option<bool>,
) -> Option<i64> {
    // 百强县, 千家万户: the power of ten alone is a figure of speech.
    if text.starts_with(['百', '千']) || before::is_a_guess(before) {
        return None;
    }
    let number = value(text)?;
    let counts = match unit {
        "级" => {
            let grade = matches!(text, "一" | "二");
            !grade && (text == "两" || levels == Some(true) || before::is_a_level(before))
        }
        // 十九大 is a congress, 一大批 many.
        "大" => (2..16).contains(&number) && text != "二",
        // All around, and both ends.
        "周" | "处" if text == "四" => false,
        "头" if text == "两" => false,
        // 二类 is which, 两类 is how many.
        "者" => true,
        _ if text == "二" => false,
        _ if text == "一" => is_more_than_an_article(unit, before, after),
        _ => true,
    };
    counts.then_some(number)
}

/// 一 with a measure word is mostly no more than an article. It counts where nothing else can be
/// meant (一对夫妻, 一所医院), and where a number is asked for (每年一次, 至少一个).
fn is_more_than_an_article(unit: &str, before: &str, after: &str) -> bool {
    // 一对一, 一人一策, 一村一所
    if after.starts_with('一') || before::has_its_one(before) {
        return false;
    }
    if ["以上", "以下", "以内", "左右"]
        .iter()
        .any(|tail| after.starts_with(tail))
    {
        return true;
    }
    match unit {
        "对" | "所" | "家" | "名" | "座" | "小时" | "个小时" | "分钟" => true,
        // Not 新的一年.
        "年" | "天" | "个月" => before::is_a_span(before) || after.starts_with('内'),
        "批" | "种" | "道" | "起" | "笔" => false,
        _ => before::asks_for_number(before),
    }
}

fn of_digit(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn numerals_and_guesses() {
        for (text, wanted) in [
            ("五", Some(5)),
            ("两", Some(2)),
            ("十", Some(10)),
            ("十五", Some(15)),
            ("二十", Some(20)),
            ("二十三", Some(23)),
            ("一百", Some(100)),
            ("百", Some(100)),
            ("一百零三", Some(103)),
            ("一千二百零三", Some(1203)),
            ("三百二十", Some(320)),
            ("五万", Some(50_000)),
            ("十二万三千", Some(123_000)),
            ("三亿", Some(300_000_000)),
            ("一亿二千万", Some(120_000_000)),
            ("三四", None),
            ("十四五", None),
            ("两三", None),
            ("", Some(0)),
            ("五人", None),
            ("九九九九九九九九九九九九九九九九九", None),
            ("亿亿亿亿亿亿亿亿", Some(800_000_000)),
        ] {
            assert_eq!(value(text), wanted, "{text}");
        }
    }
}
