//! What a sheet displays for a number: its number format applied to the 15 digits that Excel keeps.

use crate::data::Absence;
use crate::data::figure::{self, Said};
use crate::text::Oddity;

/// The text of a cell, and what there is to say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub text: String,
    pub oddity: Option<Oddity>,
}

impl Shown {
    pub fn plain(text: String) -> Self {
        Self { text, oddity: None }
    }

    /// A cell of text, which may read as a number.
    pub fn text(text: &str) -> Self {
        let trimmed = text.trim();
        let is_number = trimmed.starts_with(|c: char| c.is_ascii_digit() || c == '-')
            && trimmed.ends_with(|c: char| c.is_ascii_digit())
            && trimmed.bytes().filter(|&byte| byte == b'.').count() <= 1
            && trimmed
                .bytes()
                .enumerate()
                .all(|(at, byte)| byte.is_ascii_digit() || byte == b'.' || at == 0);
        Self {
            text: text.to_owned(),
            oddity: is_number.then_some(Oddity::NumberAsText),
        }
    }

    pub fn date(text: String) -> Self {
        Self {
            text,
            oddity: Some(Oddity::Date),
        }
    }
}

/// Year, month, day, hour, minute, second, millisecond, as calamine gives them.
type Moment = (u16, u8, u8, u8, u8, u8, u16);

/// The day of a date; where its format shows only the year or the month, that alone.
pub(super) fn date(parts: Moment, format: &NumberFormat) -> Shown {
    let (year, month, day, ..) = parts;
    let code = format.code.to_ascii_lowercase();
    let unquoted: String = code.split('"').step_by(2).collect();
    let has = |letter| unquoted.contains(letter);
    let text = if has('y') && !has('m') && !has('d') {
        format!("{year}")
    } else if has('y') && !has('d') && !has('h') {
        format!("{year}-{month:02}")
    } else {
        format!("{year}-{month:02}-{day:02}")
    };
    Shown::date(text)
}

/// A number format, understood as far as it says how digits are displayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberFormat {
    code: String,
    /// For numbers above zero, below zero, and zero.
    sections: Option<Vec<Section>>,
}

/// One section of a format.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Section {
    before: String,
    after: String,
    /// Digits shown before the point at least.
    whole: usize,
    /// Digits behind the point that are always shown, and those that are shown where they are not 0.
    decimals: usize,
    optional: usize,
    grouped: bool,
    percent: bool,
    /// No digits at all.
    is_text_only: bool,
    general: bool,
}

impl NumberFormat {
    pub fn new(code: &str) -> Self {
        let mut sections = Vec::new();
        let mut readable = true;
        let mut all = split_sections(code);
        // One for text may stand behind them.
        if all.len() > 1 && all.last().is_some_and(|last| has_text(last)) {
            all.pop();
        }
        for section in all.into_iter().take(3) {
            match read_section(&section) {
                Some(section) => sections.push(section),
                None => readable = false,
            }
        }
        Self {
            code: code.to_owned(),
            sections: (readable && !sections.is_empty()).then_some(sections),
        }
    }

    /// What a number looks like.
    pub fn show(&self, number: f64) -> Shown {
        let exact = fifteen_digits(number);
        let unread = || Shown {
            text: exact.clone(),
            oddity: Some(Oddity::UnreadFormat {
                format: self.code.clone(),
            }),
        };
        let negative = exact.starts_with('-');
        let zero = number == 0.0;
        let sections = self.sections.as_deref().unwrap_or_default();
        let own = match (negative, zero) {
            (true, _) if sections.len() > 1 => sections.get(1),
            (_, true) if sections.len() > 2 => sections.get(2),
            _ => sections.first(),
        };
        let Some(section) = own else {
            return unread();
        };
        let magnitude = exact.trim_start_matches('-');
        let scaled = match section.percent {
            true => times_hundred(magnitude),
            false => magnitude.to_owned(),
        };
        let digits = match section.general {
            true => scaled.clone(),
            false => rounded(
                &scaled,
                section.decimals + section.optional,
                section.decimals,
            ),
        };
        let is_zero = digits.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        if section.is_text_only || is_zero && section.hides_zero() {
            // Accounts show zero as a dash, which in a table says that there is no figure. What
            // else shows words or nothing in the place of a figure hides it.
            let shows = format!("{}{}", section.before, section.after);
            return match figure::read(shows.trim()) {
                Ok(Said::Absent(absence)) if zero && absence != Absence::NotKnown => Shown {
                    text: shows.trim().to_owned(),
                    oddity: Some(Oddity::ShownOtherwise { holds: exact }),
                },
                _ => unread(),
            };
        }
        // Only below zero do a minus or brackets say what the number says. Elsewhere they show
        // another number, or they are no sign at all.
        if !negative && section.before.contains(SIGNS) {
            return unread();
        }
        let mut text = String::new();
        if negative && (section.general || !is_zero) {
            text.push('-');
        }
        let around = |c| c == ' ' || c == '+' || negative && SIGNS.contains(&c);
        text.push_str(section.before.trim_matches(around));
        text.push_str(&grouped(&padded(&digits, section.whole), section.grouped));
        if section.percent {
            text.push('%');
        }
        let behind = |c| c == ' ' || negative && matches!(c, ')' | '）');
        text.push_str(section.after.trim_matches(behind));
        let differs = trimmed(&digits) != trimmed(&scaled);
        let holds = match section.percent {
            true => format!("{}{scaled}%", if negative { "-" } else { "" }),
            false => exact,
        };
        Shown {
            text,
            oddity: differs.then_some(Oddity::ShownOtherwise { holds }),
        }
    }
}

/// What says of a number that it is below zero.
const SIGNS: &[char] = &['-', '−', '－', '–', '—', '(', '（'];

impl Section {
    /// Whether it shows no digit for zero: `#` and `?` stand for digits that say something.
    fn hides_zero(&self) -> bool {
        !self.general && self.whole == 0 && self.decimals == 0
    }
}

/// Whether a section says how text is shown.
fn has_text(section: &str) -> bool {
    section.split('"').step_by(2).any(|part| part.contains('@'))
}

fn split_sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        if c == ';' && !quoted && !escaped {
            sections.push(String::new());
            continue;
        }
        quoted ^= c == '"' && !escaped;
        escaped = !escaped && matches!(c, '\\' | '!');
        if let Some(last) = sections.last_mut() {
            last.push(c);
        }
    }
    sections
}

/// Reads a section; `None` for one that scales, splits or otherwise changes the digits.
fn read_section(code: &str) -> Option<Section> {
    let mut section = Section::default();
    let mut chars = code.chars().peekable();
    let (mut has_digits, mut point, mut ended) = (false, false, false);
    let mut commas = 0;
    let put = |section: &mut Section, has_digits: bool, c: char| match has_digits {
        true => section.after.push(c),
        false => section.before.push(c),
    };
    while let Some(c) = chars.next() {
        let is_digit = matches!(c, '0' | '#' | '?');
        if has_digits && !is_digit && !matches!(c, '.' | ',') {
            ended = true;
        }
        match c {
            '0' | '#' | '?' => {
                if ended {
                    return None;
                }
                section.grouped |= commas > 0;
                commas = 0;
                has_digits = true;
                match (point, c) {
                    (false, '0') => section.whole += 1,
                    (false, _) => {}
                    // A place that is always shown behind one that is not: shown, too.
                    (true, '0') => {
                        section.decimals += 1 + section.optional;
                        section.optional = 0;
                    }
                    (true, _) => section.optional += 1,
                }
            }
            '.' if !point && !ended => {
                has_digits = true;
                point = true;
            }
            ',' if has_digits && !ended => commas += 1,
            '%' => section.percent = true,
            '"' => {
                for c in chars.by_ref() {
                    if c == '"' {
                        break;
                    }
                    put(&mut section, has_digits, c);
                }
            }
            '\\' | '!' => {
                let literal = chars.next()?;
                put(&mut section, has_digits, literal);
            }
            // The width of a character, or one that fills the cell.
            '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|&c| c != ']').collect();
                // A condition chooses between sections in another way than their order.
                if inside.starts_with(['<', '>', '=']) {
                    return None;
                }
                let currency = inside
                    .strip_prefix('$')
                    .map(|rest| rest.split('-').next().unwrap_or_default().to_owned());
                for c in currency.unwrap_or_default().chars() {
                    put(&mut section, has_digits, c);
                }
            }
            'G' | 'g' => {
                let rest: String = chars.by_ref().take(6).collect();
                if !rest.eq_ignore_ascii_case("eneral") {
                    return None;
                }
                section.general = true;
                has_digits = true;
            }
            '@' => section.general = true,
            'E' | 'e' | '/' => return None,
            c => put(&mut section, has_digits, c),
        }
    }
    // Commas behind the last digit divide by thousands, and no format shows all digits of a
    // percentage.
    if commas > 0 || section.general && section.percent {
        return None;
    }
    section.is_text_only = !has_digits && !section.general;
    Some(section)
}

/// A number as a decimal with the 15 significant digits that Excel keeps.
pub(super) fn fifteen_digits(number: f64) -> String {
    const WHOLE: f64 = 1e15;
    if number == 0.0 {
        return "0".to_owned();
    }
    if number.fract() == 0.0 && number.abs() < WHOLE {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 10^15")]
        let whole = number as i64;
        return whole.to_string();
    }
    let shortest = number.to_string();
    let digits = shortest
        .bytes()
        .filter(u8::is_ascii_digit)
        .skip_while(|&digit| digit == b'0')
        .count();
    if digits <= 15 || !number.is_finite() {
        return shortest;
    }
    // `-1.23456789012345e-3`
    let scientific = format!("{number:.14e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let point = exponent + 1;
    let text = match usize::try_from(point) {
        Ok(point) if point >= digits.len() => {
            format!("{digits}{}", "0".repeat(point - digits.len()))
        }
        Ok(point) if point > 0 => {
            let (whole, rest) = digits.split_at(point);
            format!("{whole}.{rest}")
        }
        Ok(_) | Err(_) => {
            let zeros = usize::try_from(-point).unwrap_or(0);
            format!("0.{}{digits}", "0".repeat(zeros))
        }
    };
    format!("{sign}{}", trimmed(&text))
}

/// Without zeros behind the last digit that says something.
fn trimmed(text: &str) -> &str {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text,
    }
}

/// The point moved by two places to the right.
fn times_hundred(text: &str) -> String {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mut decimals = decimals.chars();
    let mut digits = whole.to_owned();
    for _ in 0..2 {
        digits.push(decimals.next().unwrap_or('0'));
    }
    let rest = decimals.as_str();
    let whole = digits.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    match rest.is_empty() {
        true => whole.to_owned(),
        false => format!("{whole}.{rest}"),
    }
}

/// A decimal without a sign, rounded half up to at most `most` places, at least `least` of them
/// shown.
fn rounded(text: &str, most: usize, least: usize) -> String {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let kept: String = decimals.chars().take(most).collect();
    let up = decimals.chars().nth(most).is_some_and(|digit| digit >= '5');
    let mut digits: Vec<u8> = whole.bytes().chain(kept.bytes()).collect();
    let mut carry = up;
    for digit in digits.iter_mut().rev() {
        if !carry {
            break;
        }
        (*digit, carry) = match *digit {
            b'9' => (b'0', true),
            other => (other + 1, false),
        };
    }
    let mut text: String = digits.iter().map(|&digit| char::from(digit)).collect();
    if carry {
        text.insert(0, '1');
    }
    let point = text.len() - kept.len();
    let (whole, shown) = text.split_at(point);
    let mut shown = shown.to_owned();
    while shown.len() > least && shown.ends_with('0') {
        shown.pop();
    }
    while shown.len() < least {
        shown.push('0');
    }
    match shown.is_empty() {
        true => whole.to_owned(),
        false => format!("{whole}.{shown}"),
    }
}

/// With zeros before it, to so many digits before the point.
fn padded(text: &str, whole: usize) -> String {
    let own = text.find('.').unwrap_or(text.len());
    format!("{}{text}", "0".repeat(whole.saturating_sub(own)))
}

fn grouped(text: &str, grouped: bool) -> String {
    if !grouped {
        return text.to_owned();
    }
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut shown = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        for (number, code, wanted) in [
            (4.5, "General", "4.5"),
            (0.1 + 0.2, "General", "0.3"),
            (1.0 / 3.0, "General", "0.333333333333333"),
            (2.0 / 3.0, "General", "0.666666666666667"),
            (-1.0 / 3.0, "0.00", "-0.33 ≠ -0.333333333333333"),
            (123_456_789_012_345_680.0, "General", "123456789012346000"),
            (0.000_012_5, "General", "0.0000125"),
            (4.5, "0.00", "4.50"),
            (4.496, "0.00", "4.50 ≠ 4.496"),
            (4.495, "0.00", "4.50 ≠ 4.495"),
            (0.736, "0.0%", "73.6%"),
            (0.736, "0%", "74% ≠ 73.6%"),
            (1.0, "0.00%", "100.00%"),
            (0.005, "0.0%", "0.5%"),
            (834_200.0, "#,##0", "834,200"),
            (834_200.0, "#,##0.00_);[Red](#,##0.00)", "834,200.00"),
            (-834_200.5, "#,##0.00_);[Red](#,##0.00)", "-834,200.50"),
            (-3.0, "0.0;-0.0", "-3.0"),
            (-3.0, "(0.0)", "-3.0"),
            (3.5, "\"-\"0.0", "3.5 ?\"-\"0.0"),
            (3.5, "(0.0)", "3.5 ?(0.0)"),
            (3.5, "\\（0.0\\）", "3.5 ?\\（0.0\\）"),
            (0.0, "0.0;-0.0;-0.0", "0 ?0.0;-0.0;-0.0"),
            (3.5, "+0.0;-0.0", "3.5"),
            (3.5, "0.0-", "3.5-"),
            (3.5, "0.0\")\"", "3.5)"),
            (83.4, "0.0\"（万人）\"", "83.4（万人）"),
            (-316.1, "General;-General", "-316.1"),
            (-316.1, "General;(General)", "-316.1"),
            (316.1, "-General", "316.1 ?-General"),
            (0.5, "General%", "0.5 ?General%"),
            (-316.126, "0.00;@", "-316.13 ≠ -316.126"),
            (316.126, "0.00_ ;_ @_ ", "316.13 ≠ 316.126"),
            (83.42, "0.00\"万人\"", "83.42万人"),
            (83.42, "0.00\\万", "83.42万"),
            (834_200.0, "0.00,", "834200 ?0.00,"),
            (834_200.0, "0!.0,\"万\"", "834200 ?0!.0,\"万\""),
            (0.5, "# ?/?", "0.5 ?# ?/?"),
            (5.0, "0.00E+00", "5 ?0.00E+00"),
            (5.0, "[>100]0;0.0", "5 ?[>100]0;0.0"),
            (0.0, "#,##0;-#,##0;\"-\"", "- ≠ 0"),
            (
                0.0,
                "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "- ≠ 0",
            ),
            (0.0, "0.00;-0.00;\"—\"", "— ≠ 0"),
            (0.0, "0.00;-0.00;\"无\"", "0 ?0.00;-0.00;\"无\""),
            (0.0, "#", "0 ?#"),
            (0.3, "#,###", "0.3 ?#,###"),
            (0.5, "#.0", "0.5"),
            (0.0, ";;;", "0 ?;;;"),
            (5.0, ";;;", "5 ?;;;"),
            (0.0, "0.00", "0.00"),
            (-0.001, "0.00", "0.00 ≠ -0.001"),
            (511_100.0, "000000", "511100"),
            (7.0, "000", "007"),
            (9.995, "0.00", "10.00 ≠ 9.995"),
            (99.96, "0.0", "100.0 ≠ 99.96"),
            (3.25, "0.0#", "3.25"),
            (3.1, "0.0#", "3.1"),
            (3.0, "0.0#", "3.0"),
            (12.0, "@", "12"),
            (12.0, "G/通用格式", "12 ?G/通用格式"),
            (
                12.5,
                "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "12.50",
            ),
            (12.5, "[$¥-804]#,##0.00", "¥12.50"),
            (1e20, "General", "100000000000000000000"),
        ] {
            let shown = NumberFormat::new(code).show(number);
            let said = match &shown.oddity {
                None => shown.text.clone(),
                Some(Oddity::ShownOtherwise { holds }) => format!("{} ≠ {holds}", shown.text),
                Some(Oddity::UnreadFormat { format }) => format!("{} ?{format}", shown.text),
                Some(other) => format!("{other:?}"),
            };
            assert_eq!(said, wanted, "{number} {code}");
        }
    }

    #[test]
    fn a_date_shows_what_its_format_shows() {
        let parts = (2023, 4, 10, 0, 0, 0, 0);
        for (code, wanted) in [
            ("yyyy-mm-dd", "2023-04-10"),
            ("yyyy\"年\"", "2023"),
            ("yyyy\"年\"m\"月\"", "2023-04"),
            ("m/d/yy h:mm", "2023-04-10"),
            ("General", "2023-04-10"),
        ] {
            assert_eq!(date(parts, &NumberFormat::new(code)).text, wanted, "{code}");
        }
    }

    proptest! {
        #[test]
        fn a_decimal_of_at_most_15_digits_is_itself(
            mantissa in -999_999_999_999_999_i64..=999_999_999_999_999,
            decimals in 0_usize..=9,
        ) {
            let digits = format!("{:0>1$}", mantissa.abs(), decimals + 1);
            let (whole, rest) = digits.split_at(digits.len() - decimals);
            let sign = if mantissa < 0 { "-" } else { "" };
            let text = match decimals {
                0 => format!("{sign}{whole}"),
                _ => format!("{sign}{whole}.{rest}"),
            };
            let plain = trimmed(&text).to_owned();
            let wanted = if mantissa == 0 { "0".to_owned() } else { plain };
            prop_assert_eq!(fifteen_digits(text.parse().unwrap()), wanted);
        }

        #[test]
        fn no_format_makes_it_panic(code in "[-0#?.,%;\"\\\\!_*\\[\\]$<>GgE@/y ()万]{0,20}", number: f64) {
            let _ = NumberFormat::new(&code).show(number);
        }
    }
}
