//! The text of a value: a number and perhaps its unit, or one of the signs for no number.

use super::Absence;
use crate::value::numeral::is_digit;
use crate::value::{NumberError, Quantity, Rational, power_of_ten};

/// A number as a column keeps it: whole, with a point, where it fits; exact otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Number {
    /// `mantissa` × 10^−`decimals`, as written.
    Fixed { mantissa: i64, decimals: u8 },
    /// Too long for that, or of a unit that no shift of the point leads to.
    Exact(Quantity),
}

/// More decimals than this do not stay in a column of whole numbers.
pub(super) const MOST_DECIMALS: u8 = 8;

impl Number {
    pub fn new(quantity: &Quantity) -> Self {
        match quantity.fixed() {
            Some((mantissa, decimals)) if decimals <= MOST_DECIMALS => i64::try_from(mantissa)
                .map_or_else(
                    |_| Self::Exact(quantity.clone()),
                    |mantissa| Self::Fixed { mantissa, decimals },
                ),
            _ => Self::Exact(quantity.clone()),
        }
    }

    pub fn quantity(&self) -> Quantity {
        match self {
            Self::Fixed { mantissa, decimals } => {
                Quantity::written(i128::from(*mantissa), *decimals)
            }
            Self::Exact(quantity) => quantity.clone(),
        }
    }

    pub fn is_negative(&self) -> bool {
        match self {
            Self::Fixed { mantissa, .. } => *mantissa < 0,
            Self::Exact(quantity) => quantity.signum() < 0,
        }
    }

    /// The same figure in another unit.
    pub fn converted(self, conversion: &Conversion) -> Self {
        match (self, conversion) {
            (number, Conversion::Same) => number,
            (Self::Fixed { mantissa, decimals }, Conversion::Shift(shift)) => {
                shifted(mantissa, decimals, *shift).unwrap_or_else(|| {
                    let quantity = Quantity::written(i128::from(mantissa), decimals);
                    Self::Exact(quantity.converted(&conversion.factor()))
                })
            }
            (number, conversion) => Self::new(&number.quantity().converted(&conversion.factor())),
        }
    }
}

/// The point moved by `shift` places to the right.
fn shifted(mantissa: i64, decimals: u8, shift: i16) -> Option<Number> {
    let decimals = i16::from(decimals) - shift;
    if decimals >= 0 {
        let decimals = u8::try_from(decimals).ok()?;
        return (decimals <= MOST_DECIMALS).then_some(Number::Fixed { mantissa, decimals });
    }
    let factor = 10_i64.checked_pow(u32::try_from(-decimals).ok()?)?;
    Some(Number::Fixed {
        mantissa: mantissa.checked_mul(factor)?,
        decimals: 0,
    })
}

/// From the unit of a figure to that of its indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Conversion {
    Same,
    /// By so many places of the decimal point.
    Shift(i16),
    By(Rational),
}

impl Conversion {
    pub fn new(factor: &Rational) -> Self {
        match power_of_ten(factor) {
            Some(0) => Self::Same,
            Some(shift) => Self::Shift(shift),
            None => Self::By(factor.clone()),
        }
    }

    pub fn factor(&self) -> Rational {
        let ten = |exponent: i16| Rational::from(10).pow(isize::from(exponent));
        match self {
            Self::Same => Rational::ONE,
            Self::Shift(shift) => ten(*shift),
            Self::By(factor) => factor.clone(),
        }
    }
}

/// What a value cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said<'a> {
    /// A number, and what stands behind it.
    Number { number: Number, unit: &'a str },
    /// No number, and why.
    Absent(Absence),
}

/// Why a value cell says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// No digits to begin with, or something odd among them.
    NotANumber,
    /// `3,20`, in which the comma is none of thousands.
    Comma,
    /// More digits than a figure can have.
    TooLong { digits: usize },
}

/// Reads a value cell.
pub(super) fn read(text: &str) -> Result<Said<'_>, Wrong> {
    if let Some(absence) = absence(text) {
        return Ok(Said::Absent(absence));
    }
    // Plans and yearbooks put totals over years into brackets of their own: `〔20〕`.
    if let Some((inner, behind)) = text
        .strip_prefix('〔')
        .and_then(|rest| rest.split_once('〕'))
    {
        return match (read(inner.trim())?, behind.trim()) {
            (said, "") => Ok(said),
            (Said::Number { number, unit: "" }, unit) => Ok(Said::Number { number, unit }),
            _ => Err(Wrong::NotANumber),
        };
    }
    let text = text.trim_end_matches(is_note_mark).trim_end();
    let end = text
        .char_indices()
        .find(|&(at, c)| !(is_digit(c) || is_point(c) || at == 0 && is_sign(c)))
        .map_or(text.len(), |(at, _)| at);
    let (digits, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    if rest.starts_with(is_separator) && rest.trim_start_matches(is_separator).starts_with(is_digit)
    {
        return grouped(text).ok_or(Wrong::Comma)?;
    }
    Ok(Said::Number {
        number: number(digits)?,
        unit: rest.trim(),
    })
}

fn number(digits: &str) -> Result<Number, Wrong> {
    if let Some((mantissa, decimals)) = short(digits) {
        return Ok(Number::Fixed { mantissa, decimals });
    }
    match Quantity::parse(digits) {
        Ok(quantity) => Ok(Number::new(&quantity)),
        Err(NumberError::NotANumber) => Err(Wrong::NotANumber),
        Err(NumberError::TooLong) => {
            let digits = digits.chars().filter(|&c| is_digit(c)).count();
            Err(Wrong::TooLong { digits })
        }
    }
}

/// Signs behind a figure that lead to a note below the table.
pub(super) fn is_note_mark(c: char) -> bool {
    matches!(c, '*' | '＊' | '①'..='⑳' | '¹' | '²' | '³' | '†' | '※')
}

/// A figure whose digits stand in groups of three, as in `2,003.43万`; `None` where they do not.
/// Without its comma `3,20` would be another figure.
fn grouped(text: &str) -> Option<Result<Said<'_>, Wrong>> {
    if !is_grouped(text) {
        return None;
    }
    let within = |c: char| is_digit(c) || is_point(c) || is_separator(c) || is_sign(c);
    let end = text.find(|c| !within(c)).unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end)?;
    let point = digits.find(is_point).unwrap_or(digits.len());
    // `3.2,003` is nothing.
    if digits.get(point..)?.contains(is_separator) {
        return None;
    }
    let digits: String = digits.chars().filter(|&c| !is_separator(c)).collect();
    let unit = unit.trim();
    Some(number(&digits).map(|number| Said::Number { number, unit }))
}

/// What may stand between groups of digits.
fn is_separator(c: char) -> bool {
    matches!(c, ',' | '，')
}

/// Whether digits stand in groups of three, as in `2,003.43万`. Without its comma `3,20` would be
/// another figure.
fn is_grouped(text: &str) -> bool {
    let within = |c: char| is_digit(c) || is_separator(c);
    let whole = text.trim_start_matches(is_sign);
    let end = whole.find(|c| !within(c)).unwrap_or(whole.len());
    let whole = whole.get(..end).unwrap_or_default();
    let Some((first, rest)) = whole.split_once(is_separator) else {
        return false;
    };
    let is_group = |group: &str| group.chars().count() == 3;
    (1..=3).contains(&first.chars().count()) && rest.split(is_separator).all(is_group)
}

/// The signs of statistical tables for no figure.
fn absence(text: &str) -> Option<Absence> {
    match text {
        "" => Some(Absence::NotKnown),
        "…" | "……" | "..." | ".." | "⋯" | "。。。" => Some(Absence::BelowSmallestUnit),
        "—" | "——" | "-" | "--" | "一" | "－" | "–" | "―" | "─" | "−" => {
            Some(Absence::NoSuchFigure)
        }
        _ => None,
    }
}

/// The usual case, quickly: ASCII, at most 18 digits, few decimals. `None` for all else, which is
/// then read slowly.
fn short(text: &str) -> Option<(i64, u8)> {
    let (negative, body) = match text.as_bytes() {
        [b'-', body @ ..] => (true, body),
        body => (false, body),
    };
    let (mut mantissa, mut decimals, mut point, mut digits) = (0_i64, 0_u8, false, 0_u8);
    for &byte in body {
        match byte {
            b'0'..=b'9' => {
                digits = digits.checked_add(1).filter(|&count| count <= 18)?;
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                decimals += u8::from(point);
            }
            b'.' if !point && digits > 0 => point = true,
            _ => return None,
        }
    }
    let whole = digits > 0 && point == (decimals > 0) && decimals <= MOST_DECIMALS;
    whole.then_some((if negative { -mantissa } else { mantissa }, decimals))
}

fn is_point(c: char) -> bool {
    matches!(c, '.' | '．')
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '−' | '－' | '+' | '＋')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::rational;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        match read(text) {
            Ok(Said::Number { number, unit: "" }) => number.quantity().to_string(),
            Ok(Said::Number { number, unit }) => format!("{} {unit}", number.quantity()),
            Ok(Said::Absent(absence)) => absence.name().to_owned(),
            Err(wrong) => format!("{wrong:?}"),
        }
    }

    #[test]
    fn values_are_read_as_tables_write_them() {
        for (text, wanted) in [
            ("4.50", "4.50"),
            ("0", "0"),
            ("-3.2", "-3.2"),
            ("−3.2", "-3.2"),
            ("－３．２０", "-3.20"),
            ("７３．６％", "73.6 ％"),
            ("73.6%", "73.6 %"),
            ("342.2 万人", "342.2 万人"),
            ("5/10万", "5 /10万"),
            ("12345678901234567890.123", "12345678901234567890.123"),
            ("0.123456789012", "0.123456789012"),
            ("…", "below_smallest_unit"),
            ("...", "below_smallest_unit"),
            ("—", "no_such_figure"),
            ("-", "no_such_figure"),
            ("一", "no_such_figure"),
            ("－", "no_such_figure"),
            ("", "not_known"),
            ("70%以上", "70 %以上"),
            ("约70", "NotANumber"),
            ("建成", "NotANumber"),
            ("〔20〕", "20"),
            ("〔20〕万人", "20 万人"),
            ("〔20万人〕", "20 万人"),
            ("〔20", "NotANumber"),
            ("〔20〕〔30〕", "20 〔30〕"),
            ("3.2①", "3.2"),
            ("3.2 *", "3.2"),
            ("*", "NotANumber"),
            ("1.2.3", "NotANumber"),
            (".5", "NotANumber"),
            ("5.", "NotANumber"),
            ("2,003.43", "2003.43"),
            ("2，003", "2003"),
            ("-２，００３", "-2003"),
            ("12,345,678万人", "12345678 万人"),
            ("3,20", "Comma"),
            ("3，20", "Comma"),
            ("3,2003", "Comma"),
            ("1234,567", "Comma"),
            ("1,234,5", "Comma"),
            ("3.2,003", "Comma"),
            ("3,,200", "Comma"),
            ("+", "NotANumber"),
            ("1e5", "1 e5"),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
        assert_eq!(
            read(&"9".repeat(100_000)),
            Err(Wrong::TooLong { digits: 100_000 })
        );
    }

    #[test]
    fn a_unit_moves_the_point_or_multiplies() {
        let by = |text: &str, factor: Rational| {
            let Ok(Said::Number { number, .. }) = read(text) else {
                panic!("{text}");
            };
            number
                .converted(&Conversion::new(&factor))
                .quantity()
                .to_string()
        };
        assert_eq!(by("3480004", rational(1, 10_000)), "348.0004");
        assert_eq!(by("342.20", rational(10_000, 1)), "3422000");
        assert_eq!(by("0.5", rational(60, 1)), "30");
        assert_eq!(by("1", rational(1, 60)), "0.0167");
        assert_eq!(by("0.12345678", rational(1, 10_000)), "0.000012345678");
        assert_eq!(
            by("999999999999999999", rational(100_000_000, 1)),
            "99999999999999999900000000"
        );
    }

    proptest! {
        #[test]
        fn the_quick_way_and_the_slow_way_agree(text in "-?[0-9]{1,20}(\\.[0-9]{1,10})?") {
            let Ok(Said::Number { number, unit }) = read(&text) else {
                panic!("{text}");
            };
            prop_assert_eq!(unit, "");
            let slow = Quantity::parse(&text).unwrap();
            prop_assert_eq!(number.quantity().to_string(), slow.to_string());
            prop_assert_eq!(number.quantity(), slow);
        }

        #[test]
        fn nothing_makes_it_panic(text in "[-−.０-９0-9%…—一,，万人]{0,40}") {
            let _ = read(&text);
        }
    }
}
