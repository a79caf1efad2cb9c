//! Words, years and figures, eaten from the front of a text.

use super::scan::is_letter;

/// What is left of a text while it is read.
pub(super) struct Cursor<'a>(pub(super) &'a str);

impl<'a> Cursor<'a> {
    pub(super) fn eat(&mut self, word: &'static str) -> Option<&'static str> {
        self.0 = self.0.strip_prefix(word)?;
        Some(word)
    }

    pub(super) fn spaces(&mut self) {
        self.0 = self.0.trim_start();
    }

    pub(super) fn digits(&mut self) -> Option<&'a str> {
        let rest = self.0.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = self.0.strip_suffix(rest)?;
        self.0 = rest;
        (!digits.is_empty()).then_some(digits)
    }

    pub(super) fn year(&mut self) -> Option<&'a str> {
        self.digits().filter(|digits| digits.len() == 4)
    }

    /// A figure with its unit, up to what is no part of it: 以上, 到2025年, a second figure.
    pub(super) fn amount(&mut self) -> Option<&'a str> {
        let inside = |c: char| is_letter(c) || matches!(c, '.' | '%' | '％' | '‰' | '/');
        if !self.0.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let end = self.0.char_indices().find(|&(at, c)| {
            let rest = self.0.get(at..).unwrap_or_default();
            let behind = rest.get(c.len_utf8()..).unwrap_or_default();
            let joins = matches!(c, '至' | '到' | '和' | '与')
                && behind
                    .trim_start()
                    .starts_with(|c: char| c.is_ascii_digit());
            let ends = ["之间", "每年", "累计", "每个", ".."];
            let tails = TAILS.iter().map(|&(tail, _)| tail);
            let mut ends = ends.into_iter().chain(tails);
            !inside(c) || joins || ends.any(|end| rest.starts_with(end))
        });
        let (amount, rest) = self
            .0
            .split_at_checked(end.map_or(self.0.len(), |(at, _)| at))?;
        self.0 = rest;
        Some(amount)
    }

    /// The second figure of a range.
    pub(super) fn second(&mut self) -> Option<&'a str> {
        self.spaces();
        match self.dash() {
            Some(_) => {}
            None => {
                ["到", "和", "与", "-"]
                    .into_iter()
                    .find_map(|join| self.eat(join))?;
            }
        }
        self.spaces();
        let high = self.amount()?;
        // `到2025年`, `至2025年` are times.
        (!high.ends_with('年')).then_some(high)
    }

    pub(super) fn dash(&mut self) -> Option<&'static str> {
        let dashes = ["—", "–", "-", "－", "～", "~", "至", ".."];
        dashes.into_iter().find_map(|dash| self.eat(dash))
    }
}

/// What stands behind a figure, and which of the words of the language says the same.
pub(super) const TAILS: &[(&str, &str)] = &[
    ("及以上", "以上"),
    ("及以下", "以下"),
    ("以上", "以上"),
    ("以下", "以下"),
    ("以内", "以内"),
    ("左右", "左右"),
    ("上下", "左右"),
];
