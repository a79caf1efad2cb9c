//! Formulas with everything resolved.

use super::{Condition, IndicatorId, LevelId, RegionId};
use crate::value::{Quantity, Rational, Year, Years};

/// How many derived indicators may stand on one another. The checker refuses more, and whoever
/// walks down a formula goes no deeper, so that a plan made by hand ends no stack either.
pub const LONGEST_CHAIN: u8 = 16;

/// A formula. Figures are in the units of their indicators; where units differ, a factor stands
/// between, so that the evaluator never sees a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// A constant.
    Constant(Quantity),
    /// The figure of an indicator.
    Figure {
        /// Which.
        indicator: IndicatorId,
        /// Of which year.
        moment: Moment,
        /// Of which region; of the one that is judged where it is not said.
        region: Option<RegionId>,
    },
    /// The same in another unit.
    Scaled(Rational, Box<Expr>),
    /// With the sign turned.
    Negative(Box<Expr>),
    /// The first, then each added, or taken away (`true`).
    Sum(Box<Expr>, Vec<(bool, Expr)>),
    /// The first, then each multiplied with, or divided by (`true`).
    Product(Box<Expr>, Vec<(bool, Expr)>),
    /// A formula over several years.
    Fold(Fold, Box<Expr>, Years),
    /// The last year's less the first's.
    Change(Box<Expr>, Years),
    /// The change as a part of the first year's, in %.
    Growth(Box<Expr>, Years),
    /// How many regions of a level satisfy a condition.
    Count {
        /// The level.
        level: LevelId,
        /// What each must satisfy, in the year that is looked at.
        condition: Box<Condition>,
        /// As a part of all regions of the level, in %.
        share: bool,
    },
}

/// How several years become one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fold {
    /// 合计
    Sum,
    /// 平均
    Mean,
    /// 最小
    Min,
    /// 最大
    Max,
}

/// Of which year a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Of the year that is looked at.
    Now,
    /// Of the year before it.
    Prior,
    /// Of the year of the baseline.
    Base,
    /// Of a year that is written.
    In(Year),
}

impl Moment {
    /// The year that is meant where `now` is looked at and the baseline is of `base`.
    pub fn year(self, now: Year, base: Year) -> Year {
        match self {
            Self::Now => now,
            Self::Prior => now.plus(-1),
            Self::Base => base,
            Self::In(year) => year,
        }
    }
}
