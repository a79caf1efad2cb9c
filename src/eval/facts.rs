//! Facts about a target, apart from any grade.

use super::ReasonKind;
use crate::value::{Quantity, Rational, Root, Truth, Year, shortest};
use std::cmp::Ordering;

/// What a figure is compared with, as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// One figure; on a scale, the place of a stage.
    One(Quantity),
    /// Both ends of a band.
    Band(Quantity, Quantity),
}

/// The facts of one condition in one region, or of many parts together.
///
/// The first group is printed; what each field holds in each case stands in `docs/language.md`.
/// The second is what methods ask.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The threshold; of a whole, how many parts must hold.
    pub threshold: Option<Mark>,
    /// The measured value; of a whole, how many parts hold.
    pub value: Option<Quantity>,
    /// The year of the value.
    pub value_year: Option<Year>,
    /// The baseline.
    pub baseline: Option<Quantity>,
    /// Its year.
    pub baseline_year: Year,
    /// Whether the condition is true of the value.
    pub holds: Truth,
    /// What is still to go, in the unit; zero or less when it holds.
    pub distance: Option<Quantity>,
    /// What part of the way has been gone.
    pub progress: Option<Quantity>,
    /// What part of the time has passed.
    pub elapsed: Option<Quantity>,
    /// What the path asks for by now.
    pub expected_now: Option<Quantity>,
    /// What each remaining year would have to bring; signed.
    pub needed_per_year: Option<Quantity>,
    /// The value at the deadline if the pace so far goes on.
    pub projected: Option<Quantity>,
    /// The last year in which it held, where it no longer does: what was reached and lost again.
    pub last_held: Option<Year>,

    /// Whether the first year has come.
    pub started: bool,
    /// Whether this is as of the deadline.
    pub due: bool,
    /// Whether it is as of an earlier year than it was asked for.
    pub carried: bool,
    /// Why the threshold or the value cannot be put together at all.
    pub unknown: Option<ReasonKind>,
    /// Why there is no value, or not enough of one.
    pub absent: Option<ReasonKind>,
    /// Whether the value is known only in part.
    pub partial: bool,
    /// The years in which it failed (`throughout`).
    pub failed: Vec<Year>,
    /// The years in which it is unknown (`throughout`).
    pub open: Vec<Year>,
    /// What kind of condition it is.
    pub shape: Shape,
    /// Whether there is nothing to reach, only something to keep.
    pub limit: Option<LimitBy>,
    /// Whether the value can be compared with a baseline, so that it is known whether there was
    /// anything to reach.
    pub comparable: bool,
    /// Of a ceiling on a total: what is used over what may be used by now.
    pub usage: Option<Rational>,
    /// Whether the value is further from holding than the baseline was.
    pub receded: bool,
    /// How what was done compares with what was asked by now.
    pub pace: Pace,
}

/// The kinds of condition that methods treat apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A level by a year.
    Level,
    /// One year only.
    Once,
    /// Every year.
    EveryYear,
    /// A total over years.
    Total {
        /// It has an upper end.
        upper: bool,
        /// It is beyond its upper end and can never come back.
        lost: bool,
    },
    /// A yearly rate.
    Growth,
    /// Any change in one direction by a year.
    Direction,
    /// A stage on a scale.
    Stage,
}

/// Why a target is a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitBy {
    /// The author wrote `guard`.
    Guard,
    /// The baseline satisfies it already.
    Baseline,
}

/// What has been done of what is asked by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pace {
    /// It cannot be said, and why.
    Unknown(ReasonKind),
    /// The path asks for nothing yet; whether something was done.
    NothingAsked {
        /// The value differs from the baseline.
        moved: bool,
    },
    /// A fraction.
    Ratio(Rational),
    /// The fraction `done` / |expected − base|, where what is expected is a root.
    OnCompoundPath {
        /// What was done.
        done: Rational,
        /// The baseline.
        base: Rational,
        /// Whether the path goes up.
        up: bool,
        /// What is expected.
        expected: Root,
    },
    /// A yearly rate against the one that is asked, compared on powers: the root is one and the
    /// rate as a fraction of one.
    OfRate {
        /// One plus the rate.
        factor: Root,
        /// The rate that is asked, as a fraction.
        asked: Rational,
    },
    /// A stage against the one that is due.
    Stage(Ordering),
    /// Nothing has a path here; whether there was any change at all.
    Standstill,
}

impl Pace {
    /// What was done of what was asked. A path that asks for a place as far away as the baseline
    /// asks for nothing that could be divided by.
    pub(super) fn of(done: Rational, asked: &Rational) -> Self {
        if asked.is_zero() {
            Self::Standstill
        } else {
            Self::Ratio(done / asked)
        }
    }

    /// Whether the pace is at least `share`, which is positive.
    pub fn at_least(&self, share: &Rational) -> bool {
        match self {
            Self::Unknown(_) | Self::NothingAsked { .. } | Self::Standstill => false,
            Self::Ratio(ratio) => ratio >= share,
            Self::OnCompoundPath {
                done,
                base,
                up,
                expected,
            } => {
                let way = done / share;
                if *up {
                    expected.compare(&(base + way)) != Ordering::Greater
                } else {
                    expected.compare(&(base - way)) != Ordering::Less
                }
            }
            Self::OfRate { factor, asked } => {
                let needed = factor.compare(&(Rational::ONE + asked * share));
                if *asked > Rational::ZERO {
                    needed != Ordering::Less
                } else {
                    needed != Ordering::Greater
                }
            }
            Self::Stage(ordering) => *ordering != Ordering::Less,
        }
    }
}

impl Facts {
    /// Whether the value is not the target and not on its good side, and yet prints like it.
    pub fn prints_like_the_target(&self) -> bool {
        let (Some(value), Some(mark), Truth::False) = (&self.value, &self.threshold, self.holds)
        else {
            return false;
        };
        let prints_like = |end: &Quantity| {
            value != end && shortest(&value.to_string()) == shortest(&end.to_string())
        };
        match mark {
            Mark::One(at) => prints_like(at),
            Mark::Band(low, high) => prints_like(low) || prints_like(high),
        }
    }

    /// Nothing but the year of the baseline.
    pub(super) fn unknown(baseline_year: Year, shape: Shape) -> Self {
        Self {
            threshold: None,
            value: None,
            value_year: None,
            baseline: None,
            baseline_year,
            holds: Truth::Unknown,
            distance: None,
            progress: None,
            elapsed: None,
            expected_now: None,
            needed_per_year: None,
            projected: None,
            last_held: None,
            started: true,
            due: false,
            carried: false,
            unknown: None,
            absent: None,
            partial: false,
            failed: Vec::new(),
            open: Vec::new(),
            shape,
            limit: None,
            comparable: false,
            usage: None,
            receded: false,
            pace: Pace::Unknown(ReasonKind::NoBaseline),
        }
    }
}
