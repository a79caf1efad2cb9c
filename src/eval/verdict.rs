//! Verdicts and the reasons beside them.

use crate::value::Year;

/// What is said of a target, from best to worst: the order in which wholes are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// 已实现
    Met,
    /// 持续达标
    Holding,
    /// 提前实现
    Reached,
    /// 快于预期
    Ahead,
    /// 基本符合预期
    OnSchedule,
    /// 未到考核时点
    NotDue,
    /// 暂无法监测
    Undecided,
    /// 滞后于预期
    Lagging,
    /// 反向变化, for a limit 突破限值
    OffCourse,
    /// 未持续达标
    Broken,
    /// 未实现
    Missed,
}

impl Verdict {
    /// All of them, in the order in which summaries print them.
    pub const ALL: [Self; 11] = [
        Self::Met,
        Self::Reached,
        Self::Ahead,
        Self::OnSchedule,
        Self::Holding,
        Self::NotDue,
        Self::Lagging,
        Self::OffCourse,
        Self::Broken,
        Self::Missed,
        Self::Undecided,
    ];

    /// The word of the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Holding => "holding",
            Self::Reached => "reached",
            Self::Ahead => "ahead",
            Self::OnSchedule => "on_schedule",
            Self::NotDue => "not_due",
            Self::Undecided => "undecided",
            Self::Lagging => "lagging",
            Self::OffCourse => "off_course",
            Self::Broken => "broken",
            Self::Missed => "missed",
        }
    }

    /// The verdict of a word.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// What it counts as in a rate.
    pub fn standing(self) -> Standing {
        match self {
            Self::Met | Self::Reached | Self::Ahead | Self::OnSchedule | Self::Holding => {
                Standing::Good
            }
            Self::Missed | Self::Lagging | Self::OffCourse | Self::Broken => Standing::Behind,
            Self::NotDue | Self::Undecided => Standing::Open,
        }
    }
}

/// What a verdict counts as in a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Reached, or on the way there.
    Good,
    /// Short of what was promised, or of its path.
    Behind,
    /// Nothing is said yet.
    Open,
}

/// Why a target is undecided, or what there is to know about a verdict that is given. Where two
/// apply, the first in this order is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReasonKind {
    /// There is no figure.
    NoObservation,
    /// There is one, older than the rule allows.
    TooOld,
    /// No baseline is known.
    NoBaseline,
    /// The formula is about written years: no baseline ever was.
    WrittenYears,
    /// Years are missing.
    MissingYears,
    /// Regions or conditions are unknown.
    MissingParts,
    /// A division by zero, a percentage of nothing, a compound path through zero.
    Undefined,
    /// The series was broken in between.
    SeriesBreak,
    /// Years in which it failed.
    FailedYears,
    /// Decided although something is missing.
    KnownPart,
    /// As of an earlier year.
    Carried,
    /// Rounding decided.
    Rounded,
    /// The baseline satisfies it, and nobody wrote `guard`.
    Limit,
    /// It holds, so whether it is a limit is unknown.
    HoldsWithoutBaseline,
    /// The number of parts was paced.
    ByNumber,
}

impl ReasonKind {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::NoObservation,
        Self::TooOld,
        Self::NoBaseline,
        Self::WrittenYears,
        Self::MissingYears,
        Self::MissingParts,
        Self::Undefined,
        Self::SeriesBreak,
        Self::FailedYears,
        Self::KnownPart,
        Self::Carried,
        Self::Rounded,
        Self::Limit,
        Self::HoldsWithoutBaseline,
        Self::ByNumber,
    ];

    /// The word of the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoObservation => "no_observation",
            Self::TooOld => "too_old",
            Self::NoBaseline | Self::WrittenYears | Self::HoldsWithoutBaseline => "no_baseline",
            Self::MissingYears => "missing_years",
            Self::MissingParts => "missing_parts",
            Self::Undefined => "undefined",
            Self::SeriesBreak => "series_break",
            Self::FailedYears => "failed_years",
            Self::KnownPart => "known_part",
            Self::Carried => "carried",
            Self::Rounded => "rounded",
            Self::Limit => "limit",
            Self::ByNumber => "by_number",
        }
    }
}

/// A reason with the years that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Which.
    pub kind: ReasonKind,
    /// The years that failed, are missing, or began a new series.
    pub years: Vec<Year>,
}

impl From<ReasonKind> for Reason {
    fn from(kind: ReasonKind) -> Self {
        Self {
            kind,
            years: Vec::new(),
        }
    }
}
