//! Numbers in digits with what is glued to them.

use super::build::range;
use super::grammar::{Pair, Rule};
use super::{Tail, before};
use crate::value::numeral::is_digit;
use crate::value::{Quantity, half_width};
use std::ops::Range;

/// A number in digits with what belongs to it, in bytes of its clause.
pub(super) struct Draft {
    /// Its digits.
    pub(super) at: Range<usize>,
    /// All of it.
    pub(super) whole: Range<usize>,
    pub(super) unit: Option<String>,
    pub(super) tail: Option<Tail>,
    /// Of `3级`: whether what follows says that levels are meant and no grade.
    pub(super) counts_levels: Option<bool>,
    /// Stands in 〔〕.
    pub(super) accumulated: bool,
    /// Stands in （） with its unit behind.
    pub(super) in_brackets: bool,
    /// The base of its rate with what that counts: the 10 and 10万 of `5/10万`.
    pub(super) base: Option<(Range<usize>, Range<usize>)>,
}

/// The numbers of a pair.
pub(super) fn drafts(pair: &Pair, clause: &str) -> Vec<Draft> {
    let accumulated = pair.as_rule() == Rule::accumulated;
    let mut drafts: Vec<Draft> = Vec::new();
    let mut sign = None;
    for inner in pair.clone().into_inner() {
        let at = range(&inner);
        match (inner.as_rule(), drafts.last_mut()) {
            (Rule::sign, _) => {
                let before = clause.get(..at.start).unwrap_or_default();
                sign = before::lets_sign(before).then_some(at.start);
            }
            (Rule::number, _) => drafts.push(Draft {
                whole: sign.take().unwrap_or(at.start)..at.end,
                at,
                unit: None,
                tail: None,
                counts_levels: None,
                accumulated,
                in_brackets: false,
                base: None,
            }),
            (Rule::unit | Rule::word | Rule::age, Some(draft)) => {
                draft.whole.end = at.end;
                draft.unit = Some(unit_name(inner.as_str()));
                draft.counts_levels = counts_levels(&inner);
                draft.base = inner
                    .into_inner()
                    .flatten()
                    .find(|inner| inner.as_rule() == Rule::base)
                    .map(|base| (range(&base), range(&base).start..at.end));
            }
            (Rule::tail, Some(draft)) => {
                draft.whole.end = at.end;
                draft.tail = Some(tail(inner.as_str()));
            }
            _ => {}
        }
    }
    if let (true, Some(draft)) = (accumulated, drafts.last_mut()) {
        draft.whole = range(pair);
    }
    if let (Rule::bracketed, [draft]) = (pair.as_rule(), drafts.as_mut_slice()) {
        draft.in_brackets = true;
        draft.whole = range(pair);
    }
    drafts
}

impl Draft {
    /// Its number with its sign; `None` where it has more digits than a figure can have.
    pub(super) fn number(&self, clause: &str) -> Option<Quantity> {
        let number = quantity(clause.get(self.at.clone())?)?;
        let sign = clause
            .get(self.whole.start..self.at.start)
            .unwrap_or_default();
        let negative = sign.contains(['-', '−', '－']);
        Some(if negative { number.negated() } else { number })
    }

    /// Whether it is the lower end of a range: not in 编号5-3, and not in 提高2.5个百分点至60%.
    pub(super) fn begins_range_to(&self, high: &Self, clause: &str) -> bool {
        let rises = matches!((self.number(clause), high.number(clause)),
            (Some(low), Some(high)) if low <= high);
        rises && (self.unit == high.unit || self.has_unit_of(high))
    }

    /// The lower end of 10—15亿元 is in 亿元, and so is that of 10亿—15亿元.
    pub(super) fn take_unit_of_range(&mut self, of_upper: Option<&str>) {
        if let Some(unit) = of_upper {
            self.unit = Some(unit.to_owned());
        }
    }

    /// Whether its own unit is left out or cut short.
    fn has_unit_of(&self, high: &Self) -> bool {
        let own = self.unit.as_deref().unwrap_or_default();
        let is_scale = own.chars().all(|c| matches!(c, '百' | '千' | '万' | '亿'));
        let of_high = high.unit.as_deref().unwrap_or_default();
        is_scale && of_high.starts_with(own)
    }

    /// A unit of the plan's own that says more than the grammar knew.
    pub(super) fn take_own_unit(&mut self, clause: &str, own: &[&str]) {
        if own.is_empty() || self.base.is_some() || self.accumulated || self.in_brackets {
            return;
        }
        let behind = clause.get(self.at.end..).unwrap_or_default();
        let rest = behind.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
        let known = self.unit.as_ref().map_or(0, String::len);
        let Some(unit) = own
            .iter()
            .filter(|unit| {
                unit.len() > known && !unit.contains(is_digit) && rest.starts_with(**unit)
            })
            .max_by_key(|unit| unit.len())
        else {
            return;
        };
        let end = self.at.end + behind.len() - rest.len() + unit.len();
        let behind = clause.get(end..).unwrap_or_default();
        let tail_length = ["以上", "以下", "以内", "左右"]
            .into_iter()
            .find(|word| behind.starts_with(word))
            .map_or(0, str::len);
        self.unit = Some((*unit).to_owned());
        self.counts_levels = None;
        self.tail = behind
            .get(..tail_length)
            .filter(|word| !word.is_empty())
            .map(tail);
        self.whole.end = end + tail_length;
    }
}

/// Digits with separators, ASCII or full-width.
pub(super) fn quantity(digits: &str) -> Option<Quantity> {
    Quantity::parse(&digits.replace(',', "")).ok()
}

/// A unit as the plan's units are named: of `万余人` 万人, of `／10万人口` /10万人.
pub(super) fn unit_name(text: &str) -> String {
    text.replace("人口", "人")
        .chars()
        .filter(|c| !matches!(c, '余' | '多') && !c.is_whitespace())
        .map(half_width)
        .collect()
}

/// Of what has 级 behind it: whether more of the text says that levels are counted.
pub(super) fn counts_levels(pair: &Pair) -> Option<bool> {
    let tier = pair
        .clone()
        .into_inner()
        .find(|inner| inner.as_rule() == Rule::tier)?;
    Some(tier.into_inner().next().is_some())
}

/// What the words behind a figure say.
pub(super) fn tail(text: &str) -> Tail {
    match text {
        text if text.ends_with("左右") || text.ends_with("上下") => Tail::About,
        text if text.ends_with("以上") => Tail::AtLeast,
        _ => Tail::AtMost,
    }
}
