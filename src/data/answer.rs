//! What somebody wrote into a form, read as a data file would be.

use super::figure::{self, Said, Wrong};
use super::status::{self, Absence, Doubt, Status};
use crate::value::Quantity;

/// What stands where a figure should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A figure, and what stands behind it.
    Number {
        /// The figure.
        figure: Quantity,
        /// What stands behind it: its unit, or words.
        behind: String,
    },
    /// No figure, and why.
    Absent(Absence),
    /// Neither.
    Neither,
}

/// Reads it.
pub fn read_answer(text: &str) -> Answer {
    match figure::read(text) {
        Ok(Said::Number { number, unit }) => Answer::Number {
            figure: number.quantity(),
            behind: unit.to_owned(),
        },
        Ok(Said::Absent(absence)) => Answer::Absent(absence),
        Err(Wrong::NotANumber | Wrong::Comma | Wrong::TooLong { .. }) => Answer::Neither,
    }
}

/// The status that somebody wrote beside a figure; `None` for words that nobody knows, and for one
/// that says that there is no figure.
pub fn read_status(text: &str) -> Option<Status> {
    let said = status::parse(text)?;
    (!said.missing).then_some(said.status)
}

impl Status {
    /// The letters that a data file has for it; none for a plain figure.
    pub fn letters(self) -> String {
        let doubt = match self.doubt {
            Doubt::Normal => "",
            Doubt::Provisional => "P",
            Doubt::Estimated => "E",
            Doubt::Demonstration => "D",
        };
        format!("{doubt}{}", if self.breaks { "B" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_spreadsheets_show_them() {
        let shown = |text: &str| match read_answer(text) {
            Answer::Number { figure, behind } => format!("{figure}|{behind}"),
            Answer::Absent(absence) => absence.name().to_owned(),
            Answer::Neither => "neither".to_owned(),
        };
        for (text, wanted) in [
            ("3.20", "3.20|"),
            ("73.6%", "73.6|%"),
            ("70%以上", "70|%以上"),
            ("2,003.43", "2003.43|"),
            ("12,345,678 万人", "12345678|万人"),
            ("3,20", "neither"),
            ("〔20〕", "20|"),
            ("约70", "neither"),
            ("#DIV/0!", "neither"),
            ("—", "no_such_figure"),
            ("…", "below_smallest_unit"),
            ("", "not_known"),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_status_comes_back_from_its_letters() {
        for (text, letters) in [
            ("最终", ""),
            ("初步", "P"),
            ("估计", "E"),
            ("PB", "PB"),
            ("", ""),
        ] {
            let status = read_status(text).unwrap();
            assert_eq!(status.letters(), letters);
            assert_eq!(read_status(letters), Some(status));
        }
        assert_eq!(read_status("缺失"), None);
        assert_eq!(read_status("也许"), None);
    }
}
