//! Whole numbers in digits or in Chinese numerals: 二十三 is 23.

/// The whole number at the start of a text, in digits or in Chinese numerals, and what follows it:
/// 二十三 is 23, and so is `23`.
pub fn whole_number(text: &str) -> Option<(u32, &str)> {
    let numerals: Vec<_> = text.chars().map_while(|c| Some((c, numeral(c)?))).collect();
    let length = numerals.iter().map(|(c, _)| c.len_utf8()).sum();
    // Two digits side by side are one number in figures; in words (三四家) they are a guess.
    let spoken = |c: char| !c.is_ascii_digit() && !('０'..='９').contains(&c);
    let guess = numerals.windows(2).any(|pair| match pair {
        [(one, Numeral::Digit(first)), (other, Numeral::Digit(_))] => {
            spoken(*one) && spoken(*other) && *first != 0
        }
        _ => false,
    });
    let numerals: Vec<_> = numerals.into_iter().map(|(_, numeral)| numeral).collect();
    let number = value(&numerals).filter(|_| !guess)?;
    Some((number, text.get(length..)?))
}

/// The digit that a character is, ASCII, full-width or Chinese.
pub fn digit(c: char) -> Option<u32> {
    match numeral(c) {
        Some(Numeral::Digit(digit)) => Some(digit),
        Some(Numeral::Times(_)) | None => None,
    }
}

/// Whether a character can be part of a number: a digit of any kind, 十, 百, 千.
pub fn is_numeral(c: char) -> bool {
    numeral(c).is_some()
}

#[derive(Clone, Copy)]
enum Numeral {
    Digit(u32),
    Times(u32),
}

fn numeral(c: char) -> Option<Numeral> {
    Some(match c {
        '0'..='9' => Numeral::Digit(c as u32 - '0' as u32),
        '０'..='９' => Numeral::Digit(c as u32 - '０' as u32),
        '零' | '〇' => Numeral::Digit(0),
        '一' => Numeral::Digit(1),
        '二' | '两' => Numeral::Digit(2),
        '三' => Numeral::Digit(3),
        '四' => Numeral::Digit(4),
        '五' => Numeral::Digit(5),
        '六' => Numeral::Digit(6),
        '七' => Numeral::Digit(7),
        '八' => Numeral::Digit(8),
        '九' => Numeral::Digit(9),
        '十' => Numeral::Times(10),
        '百' => Numeral::Times(100),
        '千' => Numeral::Times(1000),
        _ => return None,
    })
}

fn value(numerals: &[Numeral]) -> Option<u32> {
    if numerals.is_empty() || numerals.len() > 9 {
        return None;
    }
    let (mut total, mut digits) = (0_u32, None::<u32>);
    for numeral in numerals {
        match *numeral {
            Numeral::Digit(digit) => {
                digits = Some(digits.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
            }
            Numeral::Times(times) => {
                total = total.checked_add(digits.take().unwrap_or(1).checked_mul(times)?)?;
            }
        }
    }
    total.checked_add(digits.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read() {
        for (text, wanted) in [
            ("二十三章", Some((23, "章"))),
            ("２３", Some((23, ""))),
            ("二〇三五年", None),
            ("〇", Some((0, ""))),
            ("三四家", None),
            ("章", None),
        ] {
            assert_eq!(whole_number(text), wanted, "{text}");
        }
    }
}
