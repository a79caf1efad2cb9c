//! Printed figures as a workbook keeps them: a binary number and a format with its decimals.

/// The digits that every program keeps.
const DIGITS: usize = 15;

/// The decimals that a format may show.
const DECIMALS: usize = 30;

/// A figure that a workbook shows as it was printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Decimal {
    /// The number whose shortest digits are those that were printed.
    pub(super) number: f64,
    /// The decimals that are shown.
    pub(super) decimals: u8,
}

impl Decimal {
    /// The figure; `None` of what is no plain decimal or has more digits than are kept.
    pub(super) fn of(printed: &str) -> Option<Self> {
        let (whole, decimals) = parts(printed)?;
        if whole.is_empty() || decimals.len() > DECIMALS || digits(whole, decimals) > DIGITS {
            return None;
        }
        Some(Self {
            number: printed.parse().ok()?,
            decimals: u8::try_from(decimals.len()).ok()?,
        })
    }

    /// The same of a figure in percent: the number is a hundredth of what was printed, by moving its
    /// point and not by division.
    pub(super) fn of_percent(printed: &str) -> Option<Self> {
        let decimals = Self::of(printed)?.decimals;
        let number = format!("{printed}e-2").parse().ok()?;
        Some(Self { number, decimals })
    }
}

/// What stands before and behind the point, without the sign.
fn parts(printed: &str) -> Option<(&str, &str)> {
    let unsigned = printed.strip_prefix('-').unwrap_or(printed);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let lone_point = unsigned.ends_with('.');
    (all_digits(whole) && all_digits(decimals) && !lone_point).then_some((whole, decimals))
}

/// How many digits a figure has between its first and its last that is not zero.
fn digits(whole: &str, decimals: &str) -> usize {
    let all = format!("{whole}{decimals}");
    all.trim_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_decimals_are_numbers() {
        for (printed, number, decimals) in [
            ("3.20", 3.2, 2),
            ("-1.30", -1.3, 2),
            ("0", 0.0, 0),
            ("511100", 511_100.0, 0),
            ("0.1", 0.1, 1),
            ("123456789.012345", 123_456_789.012_345, 6),
            ("1000000000000000000", 1e18, 0),
            ("0.00000", 0.0, 5),
        ] {
            let wanted = Some(Decimal { number, decimals });
            assert_eq!(Decimal::of(printed), wanted, "{printed}");
        }
        assert_eq!(
            Decimal::of_percent("73.6").map(|one| one.number),
            Some(0.736)
        );
        assert_eq!(
            Decimal::of_percent("-0.7").map(|one| one.number),
            Some(-0.007)
        );
    }

    #[test]
    fn what_would_lose_a_digit_is_none() {
        for printed in [
            "",
            "-",
            ".",
            ".5",
            "1.",
            "1.2.3",
            "1e5",
            "+1",
            "--1",
            "NaN",
            "inf",
            "1/3",
            "１",
            " 1",
            "1 ",
            "1,000",
            "1234567890123456",
            "0.1234567890123456",
            "9007199254740993",
            "0.0000000000000000000000000000001",
        ] {
            assert_eq!(Decimal::of(printed), None, "{printed:?}");
            assert_eq!(Decimal::of_percent(printed), None, "{printed:?}");
        }
    }

    proptest! {
        /// What is kept comes back from the digits in the file, at the decimals of its format.
        #[test]
        fn a_number_prints_as_it_was(printed in "-?(0|[1-9][0-9]{0,9})(\\.[0-9]{1,5})?") {
            let decimal = Decimal::of(&printed).unwrap();
            let shown = format!("{:.*}", usize::from(decimal.decimals), decimal.number);
            prop_assert_eq!(&shown, &printed);
            // The shortest digits, as they are written into the file, are the same figure.
            let shortest: f64 = decimal.number.to_string().parse().unwrap();
            prop_assert_eq!(shortest, decimal.number);
        }
    }
}
