//! Numbers as texts write them, in digits or in Chinese numerals: `23`, `２３`, 二十三, 四点五.

use super::Quantity;

/// The number at the start of a text, and what follows it: of 四点五家 the 4.5. `None` where there
/// is none, or one that nobody writes: a guess (三四), 二十百, `3十`.
pub fn number(text: &str) -> Option<(Quantity, &str)> {
    if text.starts_with(is_digit) {
        in_digits(text)
    } else {
        in_words(text)
    }
}

/// The whole number that a text of Chinese numerals is: 三百二十, 五万, 二〇三五.
pub fn whole(text: &str) -> Option<i64> {
    if text.contains(is_digit) || text.chars().nth(MOST_CHARACTERS).is_some() {
        return None;
    }
    sum(text, &STEPS)
}

/// The digit that a character is, ASCII, full-width or Chinese.
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '０'..='９' => u32::from(c) - u32::from('０'),
        // The round sign is what input methods give for 〇.
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
        _ => return c.to_digit(10),
    })
}

/// The digits of a text that names them one by one, in ASCII: of 二〇三五 `2035`.
pub fn digits(text: &str) -> Option<String> {
    let ascii = text.chars().map(|c| char::from_digit(digit(c)?, 10));
    ascii.collect()
}

/// Whether a character is a digit, ASCII or full-width.
pub fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Whether a character can be part of a number: a digit of any kind, 十, 百, 千.
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '百' | '千')
}

/// No plan writes a longer one out.
const MOST_CHARACTERS: usize = 16;

/// What the digits of a numeral are multiplied with, in the order in which they stand in it.
const STEPS: [(char, i64); 5] = [
    ('亿', 100_000_000),
    ('万', 10_000),
    ('千', 1000),
    ('百', 100),
    ('十', 10),
];

fn in_digits(text: &str) -> Option<(Quantity, &str)> {
    let behind = text.trim_start_matches(is_digit);
    let decimals = behind
        .strip_prefix(['.', '．'])
        .filter(|decimals| decimals.starts_with(is_digit));
    let rest = decimals.map_or(behind, |decimals| decimals.trim_start_matches(is_digit));
    let (number, rest) = text.split_at_checked(text.len() - rest.len())?;
    // 5千亿元 counts in 千亿元; in tens nothing is counted.
    let goes_on = rest.starts_with(|c| c == '十' || digit(c).is_some());
    let number = Quantity::parse(number).ok().filter(|_| !goes_on)?;
    Some((number, rest))
}

fn in_words(text: &str) -> Option<(Quantity, &str)> {
    let spoken = |c: char| !is_digit(c) && (is_numeral(c) || matches!(c, '万' | '亿'));
    let rest = text.trim_start_matches(spoken);
    let (numeral, rest) = text.split_at_checked(text.len() - rest.len())?;
    let whole = whole(numeral)?;
    let (number, rest) = match rest.strip_prefix('点') {
        None => (Quantity::whole(whole), rest),
        Some(behind) => {
            let rest = behind.trim_start_matches(|c| !is_digit(c) && digit(c).is_some());
            let (decimals, rest) = behind.split_at_checked(behind.len() - rest.len())?;
            let decimals = digits(decimals).filter(|digits| !digits.is_empty())?;
            (Quantity::parse(&format!("{whole}.{decimals}")).ok()?, rest)
        }
    };
    (!rest.starts_with(is_digit)).then_some((number, rest))
}

/// What a numeral is whose largest step is the first of these or a smaller one.
fn sum(text: &str, steps: &[(char, i64)]) -> Option<i64> {
    let Some(((sign, step), smaller)) = steps.split_first() else {
        return spelled(text);
    };
    let Some((many, rest)) = text.split_once(*sign) else {
        return sum(text, smaller);
    };
    let many = match many {
        "" if *step <= 1000 => 1,
        // 三千万; but of thousands and less there are up to nine.
        _ if *step >= 10_000 => sum(many, smaller)?,
        _ => spelled(many).filter(|many| (1..10).contains(many))?,
    };
    many.checked_mul(*step)?
        .checked_add(below(rest, *step, smaller)?)
}

/// What stands behind a step.
fn below(rest: &str, step: i64, smaller: &[(char, i64)]) -> Option<i64> {
    let mut one = rest.chars();
    match (one.next().map(|c| (c, digit(c))), one.as_str()) {
        (None, _) => Some(0),
        // 一百零三
        (Some((_, Some(0))), behind) => sum(behind, smaller),
        // 一万二 is 12000.
        (Some((_, Some(digit))), "") if step > 10 => i64::from(digit).checked_mul(step / 10),
        (Some(('百' | '千', _)), _) => None,
        _ => sum(rest, smaller),
    }
}

/// One digit, or several that are named one by one, as they are only with a 〇 among them: 三四 is
/// a guess.
fn spelled(text: &str) -> Option<i64> {
    let digits = digits(text)?;
    let is_one = digits.len() == 1;
    digits
        .parse()
        .ok()
        .filter(|_| is_one || digits.contains('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_and_guesses() {
        for (text, wanted) in [
            ("五", Some(5)),
            ("两", Some(2)),
            ("零", Some(0)),
            ("十", Some(10)),
            ("十五", Some(15)),
            ("二十", Some(20)),
            ("二十三", Some(23)),
            ("一百", Some(100)),
            ("百", Some(100)),
            ("一百零三", Some(103)),
            ("一百十五", Some(115)),
            ("一千二百零三", Some(1203)),
            ("三百二十", Some(320)),
            ("一百五", Some(150)),
            ("一万二", Some(12_000)),
            ("五万", Some(50_000)),
            ("十二万三千", Some(123_000)),
            ("一万零五十", Some(10_050)),
            ("三亿", Some(300_000_000)),
            ("一亿二千万", Some(120_000_000)),
            ("三万五千亿", Some(3_500_000_000_000)),
            ("二〇三五", Some(2035)),
            ("二○", Some(20)),
            ("三四", None),
            ("十四五", None),
            ("两三", None),
            ("二十百", None),
            ("十百", None),
            ("零十", None),
            ("五千百", None),
            ("三万五万", None),
            ("一百零", None),
            ("万", None),
            ("亿亿亿亿亿亿亿亿", None),
            ("九二二三三七二〇三六八亿一亿一", None),
            (
                "九千九百九十九万九千九百九十九亿",
                Some(9_999_999_900_000_000),
            ),
            ("九九九九九九九九九九九九九九九九九", None),
            ("五人", None),
            ("3十", None),
            ("5", None),
            ("", None),
        ] {
            assert_eq!(whole(text), wanted, "{text}");
        }
    }

    #[test]
    fn numbers_and_what_follows_them() {
        for (text, wanted) in [
            ("二十三章", Some(("23", "章"))),
            ("２３", Some(("23", ""))),
            ("4.50家", Some(("4.50", "家"))),
            ("４．５家", Some(("4.5", "家"))),
            ("4.家", Some(("4", ".家"))),
            ("5千亿元", Some(("5", "千亿元"))),
            ("二〇三五年", Some(("2035", "年"))),
            ("四点五家", Some(("4.5", "家"))),
            ("一点〇五", Some(("1.05", ""))),
            ("三万人", Some(("30000", "人"))),
            ("〇", Some(("0", ""))),
            ("四点家", None),
            ("3十", None),
            ("3五", None),
            ("三5", None),
            ("三四家", None),
            ("章", None),
            ("", None),
        ] {
            let read = number(text).map(|(number, rest)| (number.to_string(), rest));
            let read = read.as_ref().map(|(number, rest)| (number.as_str(), *rest));
            assert_eq!(read, wanted, "{text}");
        }
    }

    /// Nothing that is made of numerals goes over the end of a number.
    #[test]
    fn any_numeral_is_a_number_or_none() {
        let signs: Vec<char> = "九〇十百千万亿".chars().collect();
        for code in 0..7_usize.pow(6) {
            let text: String = (0..6).map(|at| signs[code / 7_usize.pow(at) % 7]).collect();
            assert!(whole(&text).is_none_or(|number| number >= 0), "{text}");
        }
    }
}
