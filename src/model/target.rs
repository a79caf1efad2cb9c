//! Targets: typed, units and scales resolved, constants in the units of their indicators.
//!
//! This is the one compiled form: the evaluator walks it and `explain` narrates it. What it means
//! stands in `docs/language.md`.

use super::{Expr, IndicatorId, LevelId, Owner, Plan, RegionId};
use crate::text::Span;
use crate::value::{Mode, Quantity, Rational, Unit, Year, Years};
use std::borrow::Cow;

/// A target, by its place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetId(pub u32);

/// A promise with a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its name: given, or made of indicator, scope and deadline.
    pub name: String,
    /// The indicator of a single comparison, or the first one of several.
    pub indicator: Option<IndicatorId>,
    /// What reports call it.
    pub label: String,
    /// The place in the plan.
    pub section: String,
    /// What shall hold.
    pub condition: Condition,
    /// When.
    pub time: Time,
    /// Whether the author wrote a time.
    pub dated: bool,
    /// Where.
    pub scope: Scope,
    /// 约束性 or 预期性.
    pub attribute: Attribute,
    /// 力争: a miss is no breach.
    pub strive: bool,
    /// 底线: a limit that the baseline already keeps.
    pub guard: bool,
    /// A baseline that is written in the rule.
    pub baseline: Option<OwnBaseline>,
    /// What is asked on the way.
    pub path: Path,
    /// How figures are compared.
    pub compare: Option<Rounding>,
    /// What a missing figure means.
    pub missing: Missing,
    /// The weight in a summary.
    pub weight: Option<Quantity>,
    /// Who answers for it, as the rules say.
    pub owner: Option<Owner>,
    /// The plan's words.
    pub quotes: Vec<Quote>,
    /// What the plan prints that cannot be meant, and why.
    pub printed: Vec<(String, Option<String>)>,
    /// Reasons, in the author's words.
    pub because: Vec<String>,
    /// Notes.
    pub notes: Vec<String>,
    /// Where it was written.
    pub places: Places,
}

impl Target {
    /// The year of its baseline: its own, or the plan's.
    pub fn base_year(&self, plan: &Plan) -> Year {
        self.baseline.as_ref().map_or(plan.base, |own| own.year)
    }
}

/// Where the parts of a target stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// The first part, without clauses.
    pub head: Span,
    /// All of it.
    pub whole: Span,
    /// The time.
    pub time: Option<Span>,
    /// The scope.
    pub scope: Option<Span>,
    /// The path, as a clause or as milestones in place of the figure.
    pub path: Option<Span>,
}

/// What shall hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// One comparison.
    Test(Box<Test>),
    /// `need` of the parts; each of them may be of parts again.
    Parts {
        /// Which word put them together.
        combine: Combine,
        /// How many must hold.
        need: usize,
        /// The parts, in the author's order.
        parts: Vec<Condition>,
    },
}

impl Condition {
    /// Its comparisons, in the author's order.
    pub fn tests(&self) -> Vec<&Test> {
        let mut tests = Vec::new();
        self.gather(&mut tests);
        tests
    }

    /// The first of its comparisons; a condition without any has no parts.
    pub fn first_test(&self) -> Option<&Test> {
        match self {
            Self::Test(test) => Some(test),
            Self::Parts { parts, .. } => parts.iter().find_map(Self::first_test),
        }
    }

    /// Whether one of its comparisons has a figure for each region.
    pub fn has_map(&self) -> bool {
        let is_map = |test: &&Test| matches!(test.limit, Limit::PerRegion(_));
        self.tests().iter().any(is_map)
    }

    fn gather<'c>(&'c self, tests: &mut Vec<&'c Test>) {
        match self {
            Self::Test(test) => tests.push(test),
            Self::Parts { parts, .. } => parts.iter().for_each(|part| part.gather(tests)),
        }
    }
}

/// The words that put conditions together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Combine {
    /// 且
    And,
    /// 或
    Or,
    /// 各项
    Each,
    /// 至少k项
    AtLeast,
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// What is measured, in the unit of `unit`.
    pub measure: Measure,
    /// What it is measured against.
    pub limit: Limit,
    /// The unit that all its figures are in, if it is known.
    pub unit: Option<Unit>,
    /// The scale, by its place in the plan, where figures are stages.
    pub scale: Option<usize>,
    /// What reports call what is measured.
    pub label: String,
    /// The plan's words for an item of a list, where they differ from its name.
    pub words: Option<String>,
    /// The indicator, where a single one is measured.
    pub indicator: Option<IndicatorId>,
    /// Where what is measured stands.
    pub measure_place: Span,
    /// Where the operator stands.
    pub relation_place: Span,
    /// Where the figure stands; the operator's place for a direction.
    pub limit_place: Span,
}

impl Test {
    /// What a figure of a region is compared with: of a map, the region's own. `None` for a
    /// direction, which compares years instead, and for a region that a map does not name.
    pub fn comparison(&self, region: Option<RegionId>) -> Option<&Comparison> {
        match &self.limit {
            Limit::Compare(comparison) => Some(comparison),
            Limit::PerRegion(all) => {
                let at = all.binary_search_by_key(&region?, |(own, _)| *own).ok()?;
                all.get(at).map(|(_, comparison)| comparison)
            }
            Limit::Direction(_) => None,
        }
    }

    /// Whether what it is measured against counts from the baseline.
    pub fn needs_base(&self) -> bool {
        match &self.limit {
            Limit::Compare(comparison) => comparison.needs_base(),
            Limit::PerRegion(all) => all.iter().any(|(_, one)| one.needs_base()),
            Limit::Direction(_) => true,
        }
    }
}

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// The figure of a year: a level, a formula, a count, a stage.
    Level(Expr),
    /// The figures of all years of the time together.
    Total {
        /// Of what.
        of: Expr,
        /// Whether it can never be negative, so that the known part is a lower bound.
        never_negative: bool,
    },
    /// The rate of growth a year, in %.
    Growth(Expr),
}

/// Operators of one bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `>=`
    AtLeast,
    /// `>`
    MoreThan,
    /// `<=`
    AtMost,
    /// `<`
    LessThan,
}

impl Relation {
    /// The key of its words.
    pub fn name(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::MoreThan => "more_than",
            Self::AtMost => "at_most",
            Self::LessThan => "less_than",
        }
    }
}

/// How a band was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// `= 5`
    Exact,
    /// `= 45% ± 2pp`
    About,
    /// `= 103..107`
    Range,
}

/// Directions without a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 逐年上升
    Rising,
    /// 逐年下降
    Falling,
    /// 不上升
    NotRising,
    /// 不下降
    NotFalling,
}

impl Direction {
    /// The key of its words, and what the JSON calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rising => "rising",
            Self::Falling => "falling",
            Self::NotRising => "not_rising",
            Self::NotFalling => "not_falling",
        }
    }
}

/// What a measure is measured against.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every target has the large one, and a box would be one more step to each figure"
)]
pub enum Limit {
    /// The same for every region.
    Compare(Comparison),
    /// Only the direction counts.
    Direction(Direction),
    /// One comparison per region, in the order of regions: the target's scope names exactly these.
    PerRegion(Vec<(RegionId, Comparison)>),
}

/// What a value is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// At least, at most, more or less than one figure.
    One(Relation, Threshold),
    /// Between two figures, both included.
    Band(Bound, Threshold, Threshold),
}

impl Comparison {
    /// Whether the baseline must be known to know what satisfies it.
    pub fn needs_base(&self) -> bool {
        match self {
            Self::One(_, at) => at.needs_base(),
            Self::Band(_, low, high) => low.needs_base() || high.needs_base(),
        }
    }
}

/// A figure to compare with, in the unit of the test: `of_base` × baseline + `plus`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// How often the baseline goes into it; zero for a plain figure.
    pub of_base: Rational,
    /// What is added.
    pub plus: Quantity,
    /// Whether it is a part or a multiple of the baseline, which of nothing or less there is none.
    pub proportional: bool,
}

impl Threshold {
    /// A plain figure.
    pub fn fixed(figure: Quantity) -> Self {
        Self {
            of_base: Rational::ZERO,
            plus: figure,
            proportional: false,
        }
    }

    /// Whether the baseline must be known to know it.
    pub fn needs_base(&self) -> bool {
        !self.of_base.is_zero()
    }

    /// The figure where it needs no baseline.
    pub fn figure(&self) -> Option<&Quantity> {
        (!self.needs_base()).then_some(&self.plus)
    }
}

/// When.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Time {
    /// The value of that year; earlier years show the way.
    By(Year),
    /// That year only.
    In(Year),
    /// Every year.
    Throughout(Years),
    /// The years together.
    Over(Years),
}

impl Time {
    /// The last year that counts.
    pub fn deadline(self) -> Year {
        match self {
            Self::By(year) | Self::In(year) => year,
            Self::Throughout(years) | Self::Over(years) => years.last,
        }
    }
}

/// Where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The plan's own region.
    Own,
    /// One region that is named.
    One(RegionId),
    /// Several regions: one verdict each, and one for all.
    Regions {
        /// Which, in the order of the region file. Empty where a level has none.
        regions: Vec<RegionId>,
        /// How many must pass; `None` for all.
        need: Option<usize>,
        /// The levels, where the scope names levels.
        levels: Vec<LevelId>,
        /// How many more it is of that could not be read from the region file: of them nothing is
        /// known. None where regions are named one by one.
        lost: usize,
    },
}

impl Scope {
    /// The regions that it is of, as far as they could be read; `own` is the plan's own.
    pub fn regions(&self, own: RegionId) -> Cow<'_, [RegionId]> {
        match self {
            Self::Own => Cow::Owned(vec![own]),
            Self::One(region) => Cow::Borrowed(std::slice::from_ref(region)),
            Self::Regions { regions, .. } => Cow::Borrowed(regions),
        }
    }
}

/// How binding a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribute {
    /// 约束性
    Binding,
    /// 预期性
    Expected,
    /// Not said.
    None,
}

/// A baseline that stands in the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnBaseline {
    /// The figure in the unit of the test; on a scale, the place of the stage.
    pub figure: Quantity,
    /// Its year, from which the clock runs.
    pub year: Year,
    /// Where it stands.
    pub place: Span,
}

/// What is asked on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Path {
    /// A straight line.
    Linear,
    /// The same rate every year.
    Compound,
    /// Figures or stages of single years, joined by straight lines.
    Milestones(Milestones),
}

/// The milestones of a path in the order of their years, with where they stand.
pub type Milestones = Vec<(Year, Quantity, Span)>;

/// `compare at 1 decimal half-even`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rounding {
    /// To how many decimals.
    pub decimals: u8,
    /// Which way a tie goes.
    pub mode: Mode,
}

/// What a missing figure means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// There is no verdict.
    CannotJudge,
    /// The last figure counts, if it is at most so many years old.
    UseLast(u8),
    /// No entry means none.
    AsZero,
}

/// The plan's own words for a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The place in the plan.
    pub place: String,
    /// The words; empty for a table whose rows carry the items.
    pub words: String,
    /// Whether each item stands in a row of a table.
    pub table: bool,
    /// Where the words stand in the rule or the row; of a table without words its place.
    pub span: Span,
    /// Where the place is named; none where it is that of the section.
    pub place_at: Option<Span>,
}
