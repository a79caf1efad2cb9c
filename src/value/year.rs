//! Calendar years and runs of them.

use super::half_width;
use std::fmt;

/// A calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(pub i16);

impl Year {
    /// The years that a figure of a plan can be about. What lies outside is a slip of the keyboard.
    pub const SENSIBLE: std::ops::RangeInclusive<i16> = 1900..=2199;

    /// Reads four digits, ASCII or full-width.
    pub fn parse(text: &str) -> Option<Self> {
        let mut digits = text.chars().map(|c| half_width(c).to_digit(10));
        let mut year = 0_i16;
        for _ in 0..4 {
            year = year * 10 + i16::try_from(digits.next()??).ok()?;
        }
        let whole = digits.next().is_none() && Self::SENSIBLE.contains(&year);
        whole.then_some(Self(year))
    }

    /// The year `years` later, or earlier where negative.
    pub fn plus(self, years: i16) -> Self {
        Self(self.0.saturating_add(years))
    }

    /// How many years from `earlier` to this one.
    pub fn since(self, earlier: Self) -> i16 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A run of years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Years {
    /// The first year.
    pub first: Year,
    /// The last year.
    pub last: Year,
}

impl Years {
    /// Each year of the run; none where the last comes before the first.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Year> {
        (self.first.0..=self.last.0).map(Year)
    }

    /// Whether `year` lies in the run.
    pub fn contains(self, year: Year) -> bool {
        self.first <= year && year <= self.last
    }

    /// How many years the run has.
    pub fn len(self) -> i16 {
        self.last.since(self.first).saturating_add(1).max(0)
    }

    /// The same as a number of things.
    pub fn count(self) -> usize {
        usize::try_from(self.len()).unwrap_or_default()
    }

    /// Whether the last year comes before the first.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::Year;

    #[test]
    fn a_year_has_four_digits_and_is_not_absurd() {
        for (text, wanted) in [
            ("2023", Some(2023)),
            ("２０２3", Some(2023)),
            ("202", None),
            ("20230", None),
            ("+202", None),
            ("1899", None),
            ("2200", None),
            ("2023年", None),
            ("", None),
        ] {
            assert_eq!(Year::parse(text).map(|year| year.0), wanted, "{text}");
        }
    }
}
