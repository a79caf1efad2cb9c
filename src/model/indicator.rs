//! What is measured.

use super::Expr;
use crate::text::Span;
use crate::value::Unit;

/// An indicator, by its place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorId(pub u32);

/// How the figures of several years go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 存量: the state at a time; never added over years.
    Level,
    /// 流量: what happened in a year; never negative.
    Flow,
    /// 净流量: what came less what went.
    NetFlow,
    /// 占比: a part of a whole.
    Share,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Better {
    /// 越高越好
    Higher,
    /// 越低越好
    Lower,
    /// 不分优劣
    Neither,
}

/// How the regions of one level make up the value of the one above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Total {
    /// They are added.
    Sum,
    /// Their mean.
    Mean,
    /// They do not.
    None,
    /// The quotient of two sums.
    Ratio(IndicatorId, IndicatorId),
}

/// What figures of an indicator are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measured {
    /// Numbers in a unit; `None` where nobody said which.
    In(Option<Unit>),
    /// Places on a scale of the plan, by its place there.
    On(usize),
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// The id that rules and data use.
    pub id: String,
    /// What people call it; the id where nobody said.
    pub label: String,
    /// Other names, in rules and data files.
    pub also: Vec<String>,
    /// What its figures are.
    pub measured: Measured,
    /// How years go together.
    pub kind: Kind,
    /// Which way is good, if somebody said so.
    pub better: Option<Better>,
    /// The population or price basis that the figure is about.
    pub basis: Option<String>,
    /// How it is defined, in words.
    pub definition: Option<String>,
    /// How regions make up the whole.
    pub total: Total,
    /// For a derived indicator, from what.
    pub formula: Option<Expr>,
    /// The section that it was declared in.
    pub section: String,
    /// Where it was declared; `None` for one that only targets and data name.
    pub declared: Option<Span>,
}

impl Indicator {
    /// The unit, where its figures have one.
    pub fn unit(&self) -> Option<&Unit> {
        match &self.measured {
            Measured::In(unit) => unit.as_ref(),
            Measured::On(_) => None,
        }
    }
}
