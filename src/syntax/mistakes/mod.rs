//! What people try instead of what the language has, so that a message can name the right spelling.
//!
//! Only a piece that could not be parsed is compared with these: nothing here makes a rule mean
//! something else than the grammar says.

mod tried;

pub(super) use tried::{LEVELS, other_clause, other_declaration, other_function, other_word};

use super::asked::in_one_unit;
use super::cursor::Cursor;
use super::scan::{first_word, is_letter};
use super::words::{Role, Word};
use crate::value::Units;
use crate::value::numeral::is_digit;
use std::ops::Range;
use tried::{RELATIONS, SIGNS, WORDS};

/// Something written another way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    /// What was written.
    pub(super) range: Range<usize>,
    /// How it is written.
    pub(super) instead: String,
    /// The help of the message.
    pub(super) help: &'static str,
    /// Whether putting one in place of the other says the same for certain.
    pub(super) safe: bool,
}

/// A name with a relation in it, and a space before the relation: `托位数 达到4`.
pub(super) fn spaced_relation(word: &str) -> Option<String> {
    let at = RELATIONS
        .iter()
        .filter_map(|relation| {
            let at = word.find(relation)?;
            let behind = word.get(at + relation.len()..)?;
            (at > 0 && behind.starts_with(is_digit)).then_some(at)
        })
        .min()?;
    let (name, rest) = word.split_at_checked(at)?;
    Some(format!("{name} {}", spaced_time(rest)))
}

/// A figure with a time glued to its unit, and a space between them: `不低于4.5个 到2025年`.
pub(super) fn spaced_time(text: &str) -> String {
    match text
        .char_indices()
        .find(|&(at, c)| at > 0 && begins_time(c, text, at))
    {
        Some((at, _)) => {
            let (figure, time) = text.split_at_checked(at).unwrap_or((text, ""));
            format!("{figure} {time}")
        }
        None => text.to_owned(),
    }
}

fn begins_time(c: char, text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let year = |text: &str| {
        let digits = first_digits(text);
        digits.chars().count() == 4
            && text
                .get(digits.len()..)
                .is_some_and(|rest| rest.starts_with('年'))
    };
    match c {
        '到' => rest.strip_prefix('到').is_some_and(year),
        '每' => rest.starts_with("每年") || rest.starts_with("每个"),
        '累' => rest.starts_with("累计"),
        _ => false,
    }
}

/// What still belongs to a figure that was cut at its point.
fn figure_rest(rest: &str) -> &str {
    let end = rest
        .find(|c: char| !(is_letter(c) || matches!(c, '.' | '%' | '％' | '‰' | '/')))
        .unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// What was tried where a piece could not be read on.
pub(super) fn find(piece: &str, at: usize, units: &Units) -> Option<Mistake> {
    let (before, rest) = piece.split_at_checked(at)?;
    let here = Here {
        before,
        rest,
        at,
        units,
    };
    here.thousands()
        .or_else(|| here.loose_unit())
        .or_else(|| here.loose_operator())
        .or_else(|| here.year())
        .or_else(|| here.range())
        .or_else(|| here.sign())
        .or_else(|| here.stop())
        .or_else(|| here.glued())
        .or_else(|| here.glued_level())
        .or_else(|| here.word())
        .or_else(|| here.capitals())
        .or_else(|| here.front_list())
}

struct Here<'a> {
    before: &'a str,
    rest: &'a str,
    at: usize,
    units: &'a Units,
}

/// The digits at the end of a text.
fn last_digits(text: &str) -> &str {
    let start = text.trim_end_matches(is_digit).len();
    text.get(start..).unwrap_or_default()
}

fn first_digits(text: &str) -> &str {
    let end = text.find(|c| !is_digit(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

impl Here<'_> {
    fn replace(
        &self,
        range: Range<usize>,
        instead: impl Into<String>,
        safe: bool,
    ) -> Option<Mistake> {
        Some(Mistake {
            range,
            instead: instead.into(),
            help: "help",
            safe,
        })
    }

    /// `4,500`: a comma separates, so the number is written without. The parser stopped at the
    /// comma, or behind the three digits, which it took for something else.
    fn thousands(&self) -> Option<Mistake> {
        let kept = self.before.trim_end();
        let behind_digits = kept.len() - last_digits(kept).len();
        [
            self.at,
            behind_digits,
            self.at - last_digits(self.before).len(),
        ]
        .into_iter()
        .find_map(|at| self.grouped(at))
    }

    /// The number with a comma right before or behind a place.
    fn grouped(&self, at: usize) -> Option<Mistake> {
        let whole = format!("{}{}", self.before, self.rest);
        let (before, rest) = whole.split_at_checked(at)?;
        let before = before.strip_suffix([',', '，']).unwrap_or(before);
        let first = last_digits(before);
        let mut rest = rest.strip_prefix([',', '，']).unwrap_or(rest);
        if before.len() + rest.len() == whole.len() || !(1..=3).contains(&first.chars().count()) {
            return None;
        }
        let mut number = first.to_owned();
        loop {
            let digits = first_digits(rest);
            if digits.chars().count() != 3 {
                return None;
            }
            number.push_str(digits);
            rest = rest.get(digits.len()..)?;
            match rest.strip_prefix([',', '，']) {
                Some(more) if first_digits(more).chars().count() == 3 => rest = more,
                _ => break,
            }
        }
        let start = before.len() - first.len();
        self.replace(start..whole.len() - rest.len(), number, true)
    }

    /// `4.5 %以上`, `4.5 个`: a figure and its unit are written without a space.
    fn loose_unit(&self) -> Option<Mistake> {
        let figure = self.before.trim_end();
        let gap = figure.len()..self.at;
        let start = figure
            .trim_end_matches(|c: char| is_digit(c) || matches!(c, '.' | '．'))
            .len();
        let number = figure.get(start..)?;
        // `x4 %` ends in a name; a Chinese word may touch its figure.
        let named = |c: char| c.is_ascii_alphabetic() || c == '_';
        if gap.is_empty() || number.is_empty() || figure.get(..start)?.ends_with(named) {
            return None;
        }
        let end = self
            .rest
            .find(|c: char| !(is_letter(c) || matches!(c, '%' | '％' | '‰' | '/' | '／')))
            .unwrap_or(self.rest.len());
        let unit = self.rest.get(..end)?;
        let bare = ["以上", "以下", "以内", "左右"]
            .iter()
            .find_map(|tail| unit.strip_suffix(tail))
            .unwrap_or(unit);
        self.units.parse(bare)?;
        self.replace(start..self.at + end, format!("{number}{unit}"), true)
    }

    /// `> =`
    fn loose_operator(&self) -> Option<Mistake> {
        self.rest.strip_prefix(['=', '＝'])?;
        let kept = self.before.trim_end();
        let sign = kept.chars().next_back()?;
        let instead = match sign {
            '>' | '＞' => ">=",
            '<' | '＜' => "<=",
            _ => return None,
        };
        let end = self.at + self.rest.chars().next()?.len_utf8();
        self.replace(kept.len() - sign.len_utf8()..end, instead, true)
    }

    /// Deadlines in other forms.
    fn year(&self) -> Option<Mistake> {
        let chinese = !self.before.is_ascii() || !first_word(self.rest).is_ascii();
        // `by 2025-12-31`
        let kept = self.before.trim_end();
        let written = last_digits(kept);
        if written.chars().count() == 4 && self.rest.starts_with(['-', '/', '.']) {
            let month = first_digits(self.rest.get(1..)?);
            if (1..=2).contains(&month.chars().count()) {
                let end = self
                    .rest
                    .find(|c: char| !is_digit(c) && !matches!(c, '-' | '/' | '.'));
                let start = kept.len() - written.len();
                let end = self.at + end.unwrap_or(self.rest.len());
                return self.replace(start..end, written, true);
            }
        }
        // `in 2021..2025`
        if written.chars().count() == 4 {
            let after = ["..", "—", "–", "-", "~", "～"]
                .iter()
                .find_map(|dash| self.rest.strip_prefix(dash));
            let first = first_digits(after.unwrap_or_default());
            let word = kept.get(..kept.len() - written.len())?.trim_end();
            let start = ["in", "by", "from"]
                .iter()
                .find_map(|time| word.strip_suffix(time))?;
            if first.chars().count() == 4 {
                let end = self.at + self.rest.len() - after?.len() + first.len();
                return Some(Mistake {
                    range: start.len()..end,
                    instead: format!("{written}..{first}"),
                    help: "span",
                    safe: false,
                });
            }
        }
        // `到 2025 年`, `到2025`, `2025年底前`, `2025`
        let word = first_word(self.rest);
        let rest = self
            .rest
            .strip_prefix('到')
            .unwrap_or(self.rest)
            .trim_start();
        let rest = ["截至", "截止", "至", "在"]
            .iter()
            .find_map(|before| rest.strip_prefix(before))
            .unwrap_or(rest)
            .trim_start();
        let digits = first_digits(rest);
        if digits.chars().count() != 4 || word.is_empty() {
            return None;
        }
        let rest = rest.get(digits.len()..)?;
        if rest
            .starts_with(["—", "–", "-", "～", "~"].map(|dash| dash.chars().next().unwrap_or('-')))
        {
            return self.year_span(digits, rest);
        }
        let behind = rest.trim_start();
        let behind = ["年底前", "年末前", "年底", "年末", "年前", "年"]
            .iter()
            .find_map(|year| behind.strip_prefix(year))
            .unwrap_or(rest);
        if behind.starts_with(|c: char| is_letter(c) || c == '.') {
            return None;
        }
        let end = self.at + self.rest.len() - behind.len();
        let before = self.rest.get(..end - self.at)?;
        if before.ends_with("年前") {
            // Whether the year itself counts is for the author to say.
            return Some(Mistake {
                range: self.at..end,
                instead: format!("到{digits}年"),
                help: "before",
                safe: false,
            });
        }
        let instead = if chinese {
            format!("到{digits}年")
        } else {
            format!("by {digits}")
        };
        self.replace(self.at..end, instead, word.starts_with('到'))
    }

    /// `2021—2025年` says neither each year nor all together.
    fn year_span(&self, first: &str, rest: &str) -> Option<Mistake> {
        let mut behind = rest.chars();
        behind.next();
        let last = first_digits(behind.as_str());
        let behind = behind.as_str().get(last.len()..)?;
        let behind = behind.strip_prefix('年').unwrap_or(behind);
        if last.chars().count() != 4 || behind.starts_with(is_letter) {
            return None;
        }
        let end = self.at + self.rest.len() - behind.len();
        Some(Mistake {
            range: self.at..end,
            instead: format!("{first}—{last}年"),
            help: "period",
            safe: false,
        })
    }

    /// `103~107`, `103—107`, `103...107`
    fn range(&self) -> Option<Mistake> {
        let dash = ["...", "…", "——", "—", "–", "~", "～", "至", "到", "to "]
            .iter()
            .find(|dash| self.rest.starts_with(**dash))?;
        let behind = self.rest.get(dash.len()..)?.trim_start();
        let figure_before = self
            .before
            .trim_end()
            .ends_with(|c: char| is_digit(c) || matches!(c, '%' | '‰' | '％'));
        if !figure_before || !behind.starts_with(is_digit) {
            return None;
        }
        // `3—5万人`: a bare figure would be in the unit of the indicator.
        let kept = self.before.trim_end();
        let low = kept
            .trim_end_matches(|c: char| is_digit(c) || c == '.')
            .len();
        let figure = Cursor(behind).amount().unwrap_or_default();
        let range = in_one_unit(kept.get(low..)?, figure);
        let end = self.at + self.rest.len() - behind.len() + figure.len();
        if low < kept.len() && !figure.ends_with(is_digit) {
            return self.replace(low..end, range, true);
        }
        self.replace(self.at..self.at + dash.trim_end().len(), "..", true)
    }

    fn sign(&self) -> Option<Mistake> {
        // The first stroke was read as a division.
        if self.rest.starts_with('/') && self.before.ends_with('/') {
            return self.replace(self.at - 1..self.at + 1, "#", false);
        }
        let &(sign, instead, safe) = SIGNS
            .iter()
            .find(|(sign, ..)| self.rest.starts_with(sign))?;
        self.replace(self.at..self.at + sign.len(), instead, safe)
    }

    /// Marks of the page that end a sentence or a part of it.
    fn stop(&self) -> Option<Mistake> {
        let mark = self.rest.chars().next()?;
        let behind = self.rest.get(mark.len_utf8()..)?;
        let help = match mark {
            '。' => "drop",
            // `x >= 4,5` is no such slip.
            ',' | '，' if !behind.starts_with(is_digit) => "drop",
            ';' | '；' if behind.trim().is_empty() => "drop",
            ';' | '；' => "line",
            _ => return None,
        };
        Some(Mistake {
            range: self.at..self.at + mark.len_utf8(),
            instead: String::new(),
            help,
            safe: false,
        })
    }

    /// `托位数达到4.5个`: the word is read as one name up to the point.
    fn glued(&self) -> Option<Mistake> {
        let start = self.before.trim_end_matches(is_letter).len();
        let word = self.before.get(start..)?;
        let instead = spaced_relation(word)?;
        let rest = figure_rest(self.rest);
        Some(Mistake {
            range: start..self.at + rest.len(),
            instead: spaced_time(&format!("{instead}{rest}")),
            help: "spaces",
            safe: false,
        })
    }

    /// `每个县产前筛查机构 不少于 1家`: which part is the level is a guess.
    fn glued_level(&self) -> Option<Mistake> {
        let start = self.before.find("每个")?;
        let word = first_word(self.before.get(start..)?);
        let behind = word.strip_prefix("每个")?;
        let level = LEVELS.iter().find(|level| {
            behind
                .strip_prefix(**level)
                .is_some_and(|rest| !rest.is_empty())
        })?;
        Some(Mistake {
            range: start..start + word.len(),
            instead: format!("每个{level} {}", behind.get(level.len()..)?),
            help: "spaces",
            safe: false,
        })
    }

    fn word(&self) -> Option<Mistake> {
        if let Some(scope) = self.missing_for() {
            return Some(scope);
        }
        let lower = self.rest.to_ascii_lowercase();
        let stands_here = |word: &str| starts_with_word(&lower, word);
        if let Some(&(word, instead, safe)) = WORDS.iter().find(|(word, ..)| stands_here(word)) {
            let behind = lower.get(word.len()..)?;
            let gap = behind.len() - behind.trim_start().len();
            // `is at least`: the second word says it.
            if instead == "="
                && let Some(&(second, instead, safe)) = WORDS
                    .iter()
                    .find(|(second, ..)| starts_with_word(behind.trim_start(), second))
            {
                let end = self.at + word.len() + gap + second.len();
                return self.replace(self.at..end, instead, safe);
            }
            return self.replace(self.at..self.at + word.len(), instead, safe);
        }
        if let Some(years) = lower.strip_prefix("during ") {
            let mut rest = Cursor(years.trim_start());
            let first = rest.year()?;
            rest.spaces();
            rest.dash()?;
            rest.spaces();
            let last = rest.year()?;
            return Some(Mistake {
                range: self.at..self.at + lower.len() - rest.0.len(),
                instead: format!("{first}..{last}"),
                help: "span",
                safe: false,
            });
        }
        if let Some(year) = lower.strip_prefix("before ") {
            let digits = first_digits(year.trim_start());
            let end = self.at + lower.len() - year.trim_start().len() + digits.len();
            // Whether the year itself counts is for the author to say.
            return (digits.len() == 4).then(|| Mistake {
                range: self.at..end,
                instead: format!("by {digits}"),
                help: "before",
                safe: false,
            });
        }
        // A phrase whose first words could be read: `for every` and then something unexpected.
        let kept = self.before.trim_end();
        let stood_before = |word: &str| {
            word.contains(' ')
                && kept
                    .strip_suffix(word)
                    .is_some_and(|start| !start.ends_with(is_letter))
        };
        if let Some(&(word, instead, safe)) = WORDS.iter().find(|(word, ..)| stood_before(word)) {
            return self.replace(kept.len() - word.len()..kept.len(), instead, safe);
        }
        // `各县 x 不少于 1家`
        let start = kept.rfind(|c: char| !is_letter(c)).map_or(0, |at| {
            at + kept
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8)
        });
        let last = kept.get(start..)?;
        self.all_places(last, start)
            .or_else(|| self.all_places(first_word(self.rest), self.at))
    }

    /// `各县`, `全部乡镇`
    fn all_places(&self, word: &str, start: usize) -> Option<Mistake> {
        let level = ["各", "所有", "全部"]
            .iter()
            .find_map(|all| word.strip_prefix(all))?;
        let short = (1..=3).contains(&level.chars().count());
        short.then(|| self.replace(start..start + word.len(), format!("每个{level}"), false))?
    }

    /// `at least 3 of county` behind a condition
    fn missing_for(&self) -> Option<Mistake> {
        let lower = self.rest.to_ascii_lowercase();
        let count = lower.strip_prefix("at least")?.trim_start();
        let of = count.get(first_digits(count).len()..)?.trim_start();
        let is_scope = count.starts_with(is_digit) && of.starts_with("of ");
        is_scope.then(|| self.replace(self.at..self.at + "at least".len(), "for at least", true))?
    }

    /// `在 峨眉山市，夹江县 x`: in front a comma ends the places.
    fn front_list(&self) -> Option<Mistake> {
        let names = ["for ", "在"]
            .iter()
            .find_map(|word| self.before.strip_prefix(word))?;
        let comma = names.find([',', '，'])?;
        let only_names =
            |c: char| is_letter(c) || c.is_whitespace() || matches!(c, ',' | '，' | '、');
        if !names.chars().all(only_names) || !self.rest.starts_with(is_letter) {
            return None;
        }
        let at = self.before.len() - names.len() + comma;
        let length = names.get(comma..)?.chars().next()?.len_utf8();
        self.replace(at..at + length, "、", false)
    }

    /// `BY 2025`
    fn capitals(&self) -> Option<Mistake> {
        let word = first_word(self.rest);
        let lower = word.to_ascii_lowercase();
        let known = Word::all_of(Role::Condition)
            .flat_map(|word| word.english().iter())
            .any(|spelling| spelling.split(' ').next() == Some(lower.as_str()));
        (lower != word && known)
            .then(|| self.replace(self.at..self.at + word.len(), lower, true))?
    }
}

/// Whether a text begins with a whole word; a Chinese one may touch a figure.
fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|behind| {
        let touches = behind.starts_with(is_letter);
        !touches || !word.is_ascii() && behind.starts_with(is_digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mistake found at `^` and the text it gives way to.
    fn at(marked: &str) -> Option<String> {
        let at = marked.find('^').unwrap();
        let piece = marked.replace('^', "");
        let mistake = find(&piece, at, Units::standard())?;
        Some(format!("{} -> {}", &piece[mistake.range], mistake.instead))
    }

    #[test]
    fn what_people_try() {
        for (marked, says) in [
            ("x ^== 5", "== -> ="),
            ("x ^=> 5", "=> -> >="),
            ("x >= 1 ^&& y >= 1", "&& -> and"),
            ("x >= 1 ^|| y >= 1", "|| -> or"),
            ("x >= 4^,500 by 2025", "4,500 -> 4500"),
            ("x >= 1^,234,500 by 2025", "1,234,500 -> 1234500"),
            ("x = { a: 4,500^, b: 3 }", "4,500 -> 4500"),
            ("x >= ４^，５００", "４，５００ -> ４５００"),
            ("x 达到4.5 ^%以上", "4.5 %以上 -> 4.5%以上"),
            ("x >= 5 ^% by 2025", "5 % -> 5%"),
            ("x >= 5 ^个/千人", "5 个/千人 -> 5个/千人"),
            ("x > ^= 5", "> = -> >="),
            ("x = 103^~107", "~ -> .."),
            ("x = 103^—107", "— -> .."),
            ("x = 45% ^+/- 2pp", "+/- -> ±"),
            ("x ^大于等于4.5", "大于等于 -> 不低于"),
            ("x ^At Least 4.5", "At Least -> >="),
            ("x >= 1 for every ^county", "for every -> for each"),
            ("各县 ^x 不少于 1", "各县 -> 每个县"),
            ("x >= 5 ^BY 2025", "BY -> by"),
            ("x >= 1 ^at least 3 of county", "at least -> for at least"),
            ("x >= 1 ^全部乡镇", "全部乡镇 -> 每个乡镇"),
            (
                "托位数达到4^.5个以上 到2025年",
                "托位数达到4.5个以上 -> 托位数 达到4.5个以上",
            ),
            (
                "每个县产前筛查机构 不少于 ^1家",
                "每个县产前筛查机构 -> 每个县 产前筛查机构",
            ),
            ("x >= 5^。", "。 -> "),
            ("在 峨眉山市，夹江县 ^x >= 1", "， -> 、"),
            ("x >= 5 ^到2025", "到2025 -> 到2025年"),
            ("x >= 5 by 2025^-12-31", "2025-12-31 -> 2025"),
            ("x >= 5 in 2021^..2025", "in 2021..2025 -> 2021..2025"),
            ("x >= 5 ^2025", "2025 -> by 2025"),
            ("托位 >= 5 ^到 2025 年", "到 2025 年 -> 到2025年"),
            ("托位 >= 5 ^2025年底前", "2025年底前 -> 到2025年"),
            ("托位 >= 5 ^2021—2025年", "2021—2025年 -> 2021—2025年"),
        ] {
            assert_eq!(at(marked).as_deref(), Some(says), "{marked}");
        }
    }

    #[test]
    fn what_is_no_known_mistake() {
        for marked in [
            "x >= 5 ^foo",
            "x >= ^",
            "x ^y",
            "x >= 5^,50",
            "x >= 5 ^isle",
        ] {
            assert_eq!(at(marked), None, "{marked}");
        }
    }
}
