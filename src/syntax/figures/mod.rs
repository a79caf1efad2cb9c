//! Every figure in the running text of a plan, so that none of them is passed over in silence.
//!
//! The text is read clause by clause with `grammar/figures.pest` (`grammar`); `build` makes figures of
//! what was found, and `before` looks at what stands before one, which a grammar cannot do. Nothing
//! here knows rules or targets.

mod amount;
mod before;
mod build;
mod counting;
mod grammar;
#[cfg(test)]
mod tests;

use crate::value::{Quantity, Units, Year, Years};
use std::ops::Range;

/// All figures of a text, in its order. `units` are the plan's.
///
/// Each run of digits, ASCII or full-width, is one figure, whatever it says. Time is linear in the
/// length of the text.
pub fn figures(text: &str, units: &Units) -> Figures {
    build::figures(text, units)
}

/// What [`figures`] finds in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// The figures, in the order of the text.
    pub figures: Vec<Figure>,
    /// 十四五 and its like, in the order of the text.
    pub periods: Vec<Period>,
}

/// A figure of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Bytes of the run of digits with its decimal part and thousands separators (`4.5`,
    /// `1,182,406`), or of the Chinese numeral and what it counts (`两个`, `半小时`, `三分之二`), or of
    /// the word (`全覆盖`). No two of them overlap.
    pub at: Range<usize>,
    /// Bytes of it with its sign, unit, brackets and tail: `〔26.18〕`, `-2.11`, `70%以上`,
    /// `5/10万以下`.
    pub whole: Range<usize>,
    /// What it says.
    pub says: Says,
}

/// What a figure says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// A number with what it counts.
    Amount(Amount),
    /// 全覆盖, 应保尽保 and its like, 均, 全部: all of them.
    All,
    /// 消除, 清零, 零增长: none is left.
    NoneLeft,
    /// So many times its base: 1.6倍, 两倍; 翻一番 and 倍增 are 2, 翻两番 is 4, 减半 is 0.5.
    Times(Quantity),
    /// A year.
    Year(Year),
    /// A month or a day: 12月31日.
    Date,
    /// Which of several, a number that counts nothing: 第三章, 专栏2, 第七次, 一是, 二期, （1）.
    Ordinal,
    /// A part of a name or a grade, which promises nothing: 5A级, 1+N, the ages of 15岁及以上人口.
    Name,
    /// The base of a rate: the 10 of 5/10万 and of 每10万人.
    RateBase,
}

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The number with the digits and sign it is printed with; of 三分之二 the 2.
    pub number: Quantity,
    /// Of 三分之二 the 3.
    pub denominator: Option<Quantity>,
    /// What stands behind it as the name of a unit: 个, %, 万人, /10万, 个百分点. One that the plan's
    /// units do not know is the measure word itself (个点); 人口 is 人; 万 and 亿 may stand alone. The
    /// lower end of a range has the unit of the upper one where it has none of its own.
    pub unit: Option<String>,
    /// Whether more, less or about as much is meant, where it stands behind the figure.
    pub tail: Option<Tail>,
    /// Stands in 〔〕: a total over the years of the plan.
    pub accumulated: bool,
    /// Which end of a range it is.
    pub end: Option<End>,
    /// Written in Chinese numerals.
    pub chinese: bool,
}

/// What stands behind a figure and its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tail {
    /// 以上
    AtLeast,
    /// 以下, 以内
    AtMost,
    /// 左右
    About,
}

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// The 45 of 45—54.
    Low,
    /// The 54 of 45—54.
    High,
}

/// A five-year plan by its number, which is no figure: 十四五.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Its bytes, without quotes.
    pub at: Range<usize>,
    /// The years it means: 2021..2025.
    pub years: Years,
}
