//! When a Chinese numeral counts, and is no name, article or grade. What number it is
//! `value::numeral` says.

use super::before;
use crate::value::numeral;

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
    let number = numeral::whole(text)?;
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
