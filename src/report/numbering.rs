//! Numbers of headings, and anchors that no two headings share.

use super::document::anchor_id;
use std::collections::HashMap;

/// How headings are numbered. The template says what stands in the document, the numbers follow:
/// a chapter that is left out leaves no gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// Not at all.
    #[default]
    None,
    /// As in official documents: 一、 （一） 1. （1）.
    Chinese,
    /// 1, 1.1, 1.1.1.
    Decimal,
}

impl Numbering {
    /// The numbering of a name, as `::: numbering` takes it.
    pub fn find(name: &str) -> Option<Self> {
        match name {
            "none" => Some(Self::None),
            "chinese" => Some(Self::Chinese),
            "decimal" => Some(Self::Decimal),
            _ => None,
        }
    }
}

/// The numbers given so far.
#[derive(Debug, Default)]
pub struct Numbers {
    /// How the next heading is numbered.
    pub numbering: Numbering,
    /// How many headings of levels 2 to 5 there are in the current one above.
    counts: [usize; 4],
    anchors: HashMap<String, usize>,
}

impl Numbers {
    /// The number and the anchor of the next heading. The title (level 1) has no number.
    pub fn next(&mut self, level: u8, text: &str) -> (Option<String>, String) {
        (self.number(level), self.anchor(text))
    }

    fn number(&mut self, level: u8) -> Option<String> {
        let place = usize::from(level).checked_sub(2)?;
        let (above, rest) = self.counts.split_at_mut_checked(place)?;
        let (own, below) = rest.split_first_mut()?;
        *own += 1;
        below.fill(0);
        let own = *own;
        match self.numbering {
            Numbering::None => None,
            Numbering::Chinese => Some(match level {
                2 => format!("{}、", chinese(own)),
                3 => format!("（{}）", chinese(own)),
                4 => format!("{own}. "),
                _ => format!("（{own}）"),
            }),
            Numbering::Decimal => {
                let above: String = above.iter().map(|count| format!("{count}.")).collect();
                Some(format!("{above}{own} "))
            }
        }
    }

    fn anchor(&mut self, text: &str) -> String {
        let id = anchor_id(text);
        let id = if id.is_empty() {
            "heading".to_owned()
        } else {
            id
        };
        let seen = self.anchors.entry(id.clone()).or_insert(0);
        *seen += 1;
        match *seen {
            1 => id,
            again => format!("{id}~{again}"),
        }
    }
}

/// A number below 10,000 in Chinese characters, as headings count: 十二, 二十, 一百零三.
pub fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if number == 0 || number >= 10_000 {
        return if number == 0 {
            "零".to_owned()
        } else {
            number.to_string()
        };
    }
    let mut text = String::new();
    let mut rest = number;
    let mut skipped = false;
    for (value, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = rest / value;
        rest %= value;
        if digit == 0 {
            skipped = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            text.push('零');
        }
        if !(digit == 1 && value == 10 && text.is_empty()) {
            text.push_str(DIGITS.get(digit).copied().unwrap_or_default());
        }
        text.push_str(name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_count_in_chinese() {
        let written: Vec<_> = [1, 10, 11, 20, 99, 100, 103, 110, 1010, 2005]
            .into_iter()
            .map(chinese)
            .collect();
        assert_eq!(
            written.join(" "),
            "一 十 十一 二十 九十九 一百 一百零三 一百一十 一千零一十 二千零五"
        );
    }

    #[test]
    fn a_heading_starts_what_is_below_it_anew() {
        let mut numbers = Numbers {
            numbering: Numbering::Chinese,
            ..Numbers::default()
        };
        let given: Vec<_> = [1, 2, 3, 3, 4, 5, 2, 3]
            .into_iter()
            .map(|level| numbers.next(level, "同名"))
            .collect();
        let shown: Vec<_> = given
            .iter()
            .map(|(number, _)| number.as_deref().unwrap_or("·"))
            .collect();
        assert_eq!(
            shown,
            [
                "·",
                "一、",
                "（一）",
                "（二）",
                "1. ",
                "（1）",
                "二、",
                "（一）"
            ]
        );
        assert_eq!(given[2].1, "同名~3");

        let mut numbers = Numbers {
            numbering: Numbering::Decimal,
            ..Numbers::default()
        };
        numbers.next(2, "");
        assert_eq!(numbers.next(3, "").0.as_deref(), Some("1.1 "));
    }
}
