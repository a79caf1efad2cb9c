//! What a word that begins with a digit is: `4.5个`, `70%以上`, `5岁以下儿童死亡率`, `5/beds`.

use super::Tail;
use crate::value::Units;
use crate::value::numeral::is_digit;

/// What it is. All lengths are in bytes of the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// A number with a unit (possibly none, possibly one that nobody knows) and a tail.
    Figure {
        /// The end of the number.
        number: usize,
        /// The end of the unit.
        unit: usize,
        /// What follows it to the end of the word.
        tail: Option<Tail>,
    },
    /// A name: the whole rest is no unit.
    Name,
    /// What stands before the `/` divided by what stands behind it, written without spaces.
    Division {
        /// Where the `/` is.
        slash: usize,
    },
}

const TAILS: [&str; 4] = ["以上", "以下", "以内", "左右"];

/// Says what `word` is, which depends on the units of the plan.
pub(super) fn classify(word: &str, units: &Units) -> Digits {
    let is_number = |c| is_digit(c) || matches!(c, '.' | '．');
    let number = word.find(|c| !is_number(c)).unwrap_or(word.len());
    let (digits, rest) = word.split_at(number);
    let is_unit = |text: &str| text.is_empty() || units.parse(text).is_some();
    let figure = |unit: &str, tail| Digits::Figure {
        number,
        unit: number + unit.len(),
        tail,
    };
    if is_unit(rest) {
        return figure(rest, None);
    }
    let (unit, tail) = without_tail(rest);
    if tail.is_some() && is_unit(unit) {
        return figure(unit, tail);
    }
    if let Some((counted, _)) = rest.split_once(['/', '／']) {
        // `4.5个/千米诺` is a figure in a unit that does not exist; `5/beds` and
        // `3岁以下人数/人口` are divisions.
        if counted.is_empty() || !is_unit(counted) {
            return Digits::Division {
                slash: number + counted.len(),
            };
        }
        return figure(unit, tail);
    }
    if digits.contains(['.', '．']) {
        return figure(unit, tail);
    }
    Digits::Name
}

fn without_tail(rest: &str) -> (&str, Option<Tail>) {
    TAILS
        .iter()
        .find_map(|tail| Some((rest.strip_suffix(tail)?, Tail::find(tail))))
        .unwrap_or((rest, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_begins_with_a_digit() {
        for (word, means) in [
            ("4.5", "4.5||"),
            ("4.5个", "4.5|个|"),
            ("４．５％", "４．５|％|"),
            ("70%以上", "70|%|以上"),
            ("5/10万以下", "5|/10万|以下"),
            ("5／10万", "5|／10万|"),
            ("4.5个/千人", "4.5|个/千人|"),
            ("30分钟以内", "30|分钟|以内"),
            ("45%左右", "45|%|左右"),
            ("100以上", "100||以上"),
            ("107女=100", "107|女=100|"),
            ("10天", "10|天|"),
            ("2pp", "2|pp|"),
            ("4.5米诺", "4.5|米诺|"),
            ("5米诺", "name"),
            ("5岁以下儿童死亡率", "name"),
            ("15分钟健身圈", "name"),
            ("2020", "2020||"),
            ("5/beds", "5 / beds"),
            ("5/10", "5 / 10"),
            ("5岁以下儿童死亡数/活产数", "5岁以下儿童死亡数 / 活产数"),
            ("4个/千米诺", "4|个/千米诺|"),
        ] {
            let got = match classify(word, Units::standard()) {
                Digits::Figure { number, unit, .. } => {
                    format!(
                        "{}|{}|{}",
                        &word[..number],
                        &word[number..unit],
                        &word[unit..]
                    )
                }
                Digits::Name => "name".to_owned(),
                Digits::Division { slash } => {
                    format!(
                        "{} / {}",
                        &word[..slash],
                        word[slash..].trim_start_matches('/')
                    )
                }
            };
            assert_eq!(got, means, "{word}");
        }
    }
}
