//! Exact numbers that remember how they were written.

use super::half_width;
use super::rounding::{Mode, nearest};
use dashu_int::{IBig, UBig};
use std::cmp::Ordering;
use std::fmt;

/// An exact fraction; every verdict is made on these.
pub type Rational = dashu_ratio::RBig;

/// More digits than any statistic has. A longer one is a slip of the keyboard, or an attack.
pub const MOST_DIGITS: usize = 30;

/// An exact number and the decimals it was written with.
///
/// Digits are printed as `docs/language.md` says: a written figure as written; a sum or difference
/// of written figures with as many decimals as the most precise of them; everything else rounded
/// once to four decimals, half to even, without trailing zeros.
///
/// Two quantities are equal when their values are, however they were written.
#[derive(Debug, Clone)]
pub struct Quantity {
    value: Rational,
    /// `None` for what was worked out.
    decimals: Option<u8>,
}

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// Not digits with at most one point among them.
    NotANumber,
    /// More digits than a figure can have.
    TooLong,
}

impl Quantity {
    /// Decimals printed of what is worked out rather than written.
    pub const DERIVED_DECIMALS: u8 = 4;

    /// Nothing, written as `0`.
    pub fn zero() -> Self {
        Self::whole(0)
    }

    /// A whole number as written.
    pub fn whole(number: i64) -> Self {
        Self::written(i128::from(number), 0)
    }

    /// `mantissa` × 10^−`decimals`, as written.
    pub fn written(mantissa: i128, decimals: u8) -> Self {
        Self {
            value: Rational::from_parts(IBig::from(mantissa), ubig_power_of_ten(decimals)),
            decimals: Some(decimals),
        }
    }

    /// A number that was worked out.
    pub fn derived(value: Rational) -> Self {
        Self {
            value,
            decimals: None,
        }
    }

    /// Reads digits with an optional sign and point, ASCII or full-width: `4.50`, `－３．２`.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let (mut mantissa, mut decimals, mut digits) = (0_i128, None::<u8>, 0_usize);
        let mut negative = false;
        for (at, c) in text.chars().enumerate() {
            match c {
                '-' | '−' | '－' if at == 0 => negative = true,
                '+' | '＋' if at == 0 => {}
                '.' | '．' if decimals.is_none() && digits > 0 => decimals = Some(0),
                _ => {
                    let digit = digit(c).ok_or(NumberError::NotANumber)?;
                    digits += 1;
                    if digits > MOST_DIGITS {
                        return Err(NumberError::TooLong);
                    }
                    mantissa = mantissa * 10 + digit;
                    decimals = decimals.map(|count| count.saturating_add(1));
                }
            }
        }
        if digits == 0 || decimals == Some(0) {
            return Err(NumberError::NotANumber);
        }
        Ok(Self::written(
            if negative { -mantissa } else { mantissa },
            decimals.unwrap_or(0),
        ))
    }

    /// The exact value.
    pub fn value(&self) -> &Rational {
        &self.value
    }

    /// How many decimals it was written with; `None` for what was worked out.
    pub fn decimals(&self) -> Option<u8> {
        self.decimals
    }

    /// The mantissa and decimals of a written figure, where they fit a fixed-point number.
    pub fn fixed(&self) -> Option<(i128, u8)> {
        let decimals = self.decimals?;
        let scaled = &self.value * Rational::from(ubig_power_of_ten(decimals));
        let mantissa = i128::try_from(scaled.numerator().clone()).ok()?;
        scaled.is_int().then_some((mantissa, decimals))
    }

    /// −1, 0 or 1.
    pub fn signum(&self) -> i8 {
        match self.value.cmp(&Rational::ZERO) {
            Ordering::Less => -1,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        }
    }

    /// The sum; written where both are.
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            value: &self.value + &other.value,
            decimals: more_precise(self.decimals, other.decimals),
        }
    }

    /// The difference; written where both are.
    pub fn minus(&self, other: &Self) -> Self {
        Self {
            value: &self.value - &other.value,
            decimals: more_precise(self.decimals, other.decimals),
        }
    }

    /// The number with its sign turned.
    pub fn negated(&self) -> Self {
        Self {
            value: -self.value.clone(),
            decimals: self.decimals,
        }
    }

    /// The product, worked out.
    pub fn times(&self, factor: &Rational) -> Self {
        Self::derived(&self.value * factor)
    }

    /// The quotient, worked out; `None` where nothing is divided by.
    pub fn over(&self, divisor: &Self) -> Option<Self> {
        (!divisor.value.is_zero()).then(|| Self::derived(&self.value / &divisor.value))
    }

    /// The same figure in another unit. A shift of the decimal point keeps it written: `3480004`
    /// in units of ten thousand is `348.0004`; any other factor makes it worked out.
    pub fn converted(&self, factor: &Rational) -> Self {
        let value = &self.value * factor;
        let decimals = self.decimals.and_then(|decimals| {
            let shifted = i16::from(decimals) - power_of_ten(factor)?;
            u8::try_from(shifted.max(0)).ok()
        });
        Self { value, decimals }
    }

    /// Rounded to `decimals` (GB/T 8170: once, from the full value). A written figure becomes one
    /// written with that many decimals; what was worked out stays so.
    pub fn rounded(&self, decimals: u8, mode: Mode) -> Self {
        let interval = Rational::from_parts(IBig::ONE, ubig_power_of_ten(decimals));
        Self {
            value: super::rounding::round_to(&self.value, &interval, mode),
            decimals: self.decimals.map(|_| decimals),
        }
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (text, trim) = match self.decimals {
            Some(decimals) => (decimal_string(&self.value, decimals), false),
            None => (decimal_string(&self.value, Self::DERIVED_DECIMALS), true),
        };
        f.write_str(if trim { shortest(&text) } else { &text })
    }
}

/// `value` rounded half to even to `decimals`, with all of them printed and no `-0`.
pub fn decimal_string(value: &Rational, decimals: u8) -> String {
    let scaled = value * Rational::from(ubig_power_of_ten(decimals));
    let whole = nearest(&scaled, Mode::HalfEven);
    let negative = whole < IBig::ZERO;
    let digits = format!(
        "{:0>width$}",
        whole.into_parts().1.to_string(),
        width = usize::from(decimals) + 1
    );
    let (before, after) = digits.split_at(digits.len() - usize::from(decimals));
    let sign = if negative { "-" } else { "" };
    if after.is_empty() {
        format!("{sign}{before}")
    } else {
        format!("{sign}{before}.{after}")
    }
}

/// `numerator / denominator`; `None` where nothing is divided by.
pub fn fraction(numerator: i64, denominator: u64) -> Option<Rational> {
    (denominator > 0).then(|| Rational::from_parts(IBig::from(numerator), UBig::from(denominator)))
}

/// `numerator / denominator` of two constants of the program, so the denominator is not zero. For
/// one that is only known when it runs there is [`fraction`].
pub fn rational(numerator: i64, denominator: u64) -> Rational {
    assert_ne!(denominator, 0, "a constant of the program");
    Rational::from_parts(IBig::from(numerator), UBig::from(denominator))
}

/// A printed figure without zeros at its end, so that `4.5` and `4.50` are alike. A printed figure
/// never begins with the sign of a zero, so nothing becomes `-0`.
pub fn shortest(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

/// The exponent of a power of ten: 4 for 10000, −2 for 0.01, `None` for anything else.
pub fn power_of_ten(value: &Rational) -> Option<i16> {
    let ten = UBig::from(10_u8);
    let exponent = |mut whole: UBig| {
        let mut exponent = 0_i16;
        while whole > UBig::ONE {
            if !(&whole % &ten).is_zero() {
                return None;
            }
            whole /= &ten;
            exponent = exponent.checked_add(1)?;
        }
        Some(exponent)
    };
    if *value <= Rational::ZERO {
        return None;
    }
    let (numerator, denominator) = value.clone().into_parts();
    Some(exponent(numerator.into_parts().1)? - exponent(denominator)?)
}

fn ubig_power_of_ten(exponent: u8) -> UBig {
    UBig::from(10_u8).pow(usize::from(exponent))
}

fn more_precise(one: Option<u8>, other: Option<u8>) -> Option<u8> {
    Some(one?.max(other?))
}

fn digit(c: char) -> Option<i128> {
    half_width(c).to_digit(10).map(i128::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    #[test]
    fn a_written_figure_is_printed_as_written() {
        for text in [
            "4.50",
            "0",
            "0.00",
            "-0.5",
            "348.0",
            "12345678901234567890.123",
        ] {
            assert_eq!(q(text).to_string(), text);
        }
        assert_eq!(q("－３．２０").to_string(), "-3.20");
        assert_eq!(q("-0.00").to_string(), "0.00");
    }

    #[test]
    fn a_difference_keeps_the_finest_decimals() {
        assert_eq!(q("4.5").minus(&q("3.20")).to_string(), "1.30");
        assert_eq!(q("4.5").minus(&q("4.50")).to_string(), "0.00");
    }

    #[test]
    fn the_rest_is_rounded_once() {
        assert_eq!(q("1.40").over(&q("2.70")).unwrap().to_string(), "0.5185");
        assert_eq!(q("3").over(&q("5")).unwrap().to_string(), "0.6");
        assert_eq!(q("-1").over(&q("100000")).unwrap().to_string(), "0");
        assert!(q("1").over(&q("0.0")).is_none());
    }

    #[test]
    fn a_shift_of_the_point_stays_written() {
        let to_ten_thousands = rational(1, 10_000);
        assert_eq!(
            q("3480004").converted(&to_ten_thousands).to_string(),
            "348.0004"
        );
        assert_eq!(
            q("316.2").converted(&rational(10_000, 1)).to_string(),
            "3162000"
        );
        assert_eq!(q("0.5").converted(&rational(60, 1)).to_string(), "30");
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        assert_eq!(fraction(1, 0), None);
        assert_eq!(fraction(-2, 4), Some(rational(-1, 2)));
    }

    #[test]
    fn what_is_no_number_is_said_to_be_none() {
        for text in ["", "-", ".5", "5.", "1.2.3", "4,500", "1e5", "五"] {
            assert_eq!(
                Quantity::parse(text),
                Err(NumberError::NotANumber),
                "{text}"
            );
        }
        assert_eq!(
            Quantity::parse(&"9".repeat(10_000)),
            Err(NumberError::TooLong)
        );
    }
}
