//! When a figure was published.

use crate::value::{Date, Truth, Year, days_in, half_width};
use std::cmp::Ordering;
use std::fmt;

/// A day, a month or a year of publication, as far as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Published {
    /// The year.
    pub year: Year,
    /// The month; 0 where only the year is said.
    pub month: u8,
    /// The day; 0 where it is not said.
    pub day: u8,
}

impl Published {
    /// Reads `2023-06-30`, `2023/6/30`, `2023年6月30日`, `2023-06` or `2023`.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().map(half_width).collect();
        let plain = plain.trim_end_matches(['日', '月', '年']);
        let mut parts = plain.split(['-', '/', '.', '年', '月']);
        let year = Year::parse(parts.next()?)?;
        let mut number = |most: u8| match parts.next() {
            None => Some(0),
            Some(part) if part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()) => part
                .parse()
                .ok()
                .filter(|number: &u8| (1..=most).contains(number)),
            Some(_) => None,
        };
        let (month, day) = (number(12)?, number(31)?);
        // Where only the year is said, there is no day either.
        let exists = day <= days_in(year, month);
        (parts.next().is_none() && exists).then_some(Self { year, month, day })
    }
}

impl Published {
    /// Whether it is surely before `other`. A year is neither before nor after a day in it.
    pub fn is_before(self, other: Self) -> bool {
        let said = |own: u8, other: u8| own != 0 && other != 0;
        match (self.year.cmp(&other.year), self.month.cmp(&other.month)) {
            (Ordering::Equal, _) if !said(self.month, other.month) => false,
            (Ordering::Equal, Ordering::Equal) => said(self.day, other.day) && self.day < other.day,
            (Ordering::Equal, month) => month == Ordering::Less,
            (year, _) => year == Ordering::Less,
        }
    }

    /// Whether it was out on a day. Of a month or a year that the day lies in, nobody knows.
    pub fn was_out_on(self, day: Date) -> Truth {
        let or = |said: u8, other: u8| if said == 0 { other } else { said };
        let last_month = or(self.month, 12);
        let earliest = Date::new(self.year, or(self.month, 1), or(self.day, 1));
        let last_day = or(self.day, days_in(self.year, last_month));
        let latest = Date::new(self.year, last_month, last_day);
        match (earliest, latest) {
            (_, Some(latest)) if latest <= day => Truth::True,
            (Some(earliest), _) if earliest > day => Truth::False,
            _ => Truth::Unknown,
        }
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(f, "{}", self.year),
            (month, 0) => write!(f, "{}-{month:02}", self.year),
            (month, day) => write!(f, "{}-{month:02}-{day:02}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_out_on_a_day_is_known_as_far_as_the_date_says() {
        use Truth::*;
        for (published, day, wanted) in [
            ("2023-12-31", "2023-12-31", True),
            ("2024-01-01", "2023-12-31", False),
            ("2023-06-30", "2023-12-31", True),
            ("2023-12", "2023-12-31", True),
            ("2023-12", "2023-12-30", Unknown),
            ("2023-12", "2023-12-01", Unknown),
            ("2023-12", "2023-11-30", False),
            ("2024-02", "2024-02-28", Unknown),
            ("2024-02", "2024-02-29", True),
            ("2023", "2023-12-31", True),
            ("2023", "2023-06-30", Unknown),
            ("2023", "2023-01-01", Unknown),
            ("2023", "2022-12-31", False),
            ("2023", "2024-01-01", True),
        ] {
            let read = Published::parse(published).zip(Date::parse(day));
            let known = read.map(|(published, day)| published.was_out_on(day));
            assert_eq!(known, Some(wanted), "{published} on {day}");
        }
    }

    #[test]
    fn dates_are_read_and_ordered() {
        let shown = |text| Published::parse(text).map(|date| date.to_string());
        for (text, wanted) in [
            ("2023-06-30", Some("2023-06-30")),
            ("2023/6/3", Some("2023-06-03")),
            ("2023年6月30日", Some("2023-06-30")),
            ("２０２３－06", Some("2023-06")),
            ("2023年6月", Some("2023-06")),
            ("2023", Some("2023")),
            ("2024-02-29", Some("2024-02-29")),
            ("2023-02-29", None),
            ("2023-13-01", None),
            ("2023-0-1", None),
            ("30.6.2023", None),
            ("去年", None),
            ("2023-06-30-1", None),
        ] {
            assert_eq!(shown(text).as_deref(), wanted, "{text}");
        }
        assert!(Published::parse("2023-06") < Published::parse("2023-06-01"));
        assert!(Published::parse("2022-12-31") < Published::parse("2023"));
    }
}
