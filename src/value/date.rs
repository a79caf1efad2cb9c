//! Days of the calendar.

use super::{Year, half_width};
use std::fmt;

/// A day that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: Year,
    month: u8,
    day: u8,
}

impl Date {
    /// The day; `None` where the calendar has none such.
    pub fn new(year: Year, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=days_in(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Reads `2023-06-30`: four, two and two digits, ASCII or full-width.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(['-', '－']);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        Self::new(Year::parse(year)?, two_digits(month)?, two_digits(day)?)
    }

    /// The year.
    pub fn year(self) -> Year {
        self.year
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }
}

/// How many days a month has; none where there is no such month.
pub fn days_in(year: Year, month: u8) -> u8 {
    let leap = year.0 % 4 == 0 && (year.0 % 100 != 0 || year.0 % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

fn two_digits(text: &str) -> Option<u8> {
    let mut digits = text.chars().map(|c| half_width(c).to_digit(10));
    let (tens, ones) = (digits.next()??, digits.next()??);
    let number = u8::try_from(tens * 10 + ones).ok()?;
    digits.next().is_none().then_some(number)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_if_there_is_such_a_day() {
        for (text, wanted) in [
            ("2023-06-30", Some("2023-06-30")),
            ("２０２３－０６－３０", Some("2023-06-30")),
            ("2024-02-29", Some("2024-02-29")),
            ("2000-02-29", Some("2000-02-29")),
            ("2100-02-29", None),
            ("2023-02-29", None),
            ("2023-06-31", None),
            ("2023-00-01", None),
            ("2023-13-01", None),
            ("2023-6-30", None),
            ("2023-006-30", None),
            ("2023-06-30-1", None),
            ("2023-06", None),
            ("2023-+6-30", None),
            ("23-06-30", None),
            ("", None),
        ] {
            let shown = Date::parse(text).map(|date| date.to_string());
            assert_eq!(shown.as_deref(), wanted, "{text}");
        }
        assert!(Date::parse("2022-12-31") < Date::parse("2023-01-01"));
    }
}
