//! What accounts for figures of the plan's text: rules, rows of data and waivers, each with what it
//! states and the quotes that shall show it.

use crate::model::{IndicatorId, Quote, RegionId, Relation, Target};
use crate::text::Span;
use crate::value::{Quantity, Unit, Year, Years};

/// Something that accounts for figures of the plan's text.
#[derive(Debug, Clone)]
pub(super) struct Statement<'p> {
    pub kind: Kind,
    /// The target's name; of what has none the file and line.
    pub name: Name<'p>,
    /// Where it was written.
    pub place: Span,
    /// The section that it stands in.
    pub section: &'p str,
    pub quotes: Vec<&'p Quote>,
    /// The figures that it states.
    pub stated: Vec<Stated>,
    /// The years that it states.
    pub years: Vec<StatedYear>,
    /// The names of what it is about: figures in them are theirs.
    pub labels: Vec<&'p str>,
    /// What its quotes must name.
    pub items: Vec<Item<'p>>,
    /// The indicators whose earlier figures its quotes may print, and where.
    pub past: Vec<(IndicatorId, RegionId)>,
    /// What the plan prints that cannot be meant.
    pub printed: Vec<&'p str>,
    /// Whether its figures are of several years, so that each has its own in the text.
    pub has_milestones: bool,
    /// The one region that it is of, where that is not the plan's own.
    pub region: Option<RegionId>,
    /// The target that it is, if it is one.
    pub target: Option<&'p Target>,
    /// Whether the author says in a note or a reason what is their own.
    pub is_noted: bool,
    /// The alternatives that are being read.
    pub group: Option<usize>,
}

/// What something is called where it is said who accounts for a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name<'p> {
    Own(&'p str),
    /// By its place.
    Line(Span),
}

/// What kind of statement it is, which says what its figures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Target,
    Observation,
    Claim,
    Forecast,
    Entitlement,
    Background,
    Undefined,
}

/// A way in which the plan may print a figure.
#[derive(Debug, Clone)]
pub(super) enum Way {
    /// In a unit, or any that it is converted from.
    In(Quantity, Unit),
    /// Of something whose unit nobody knows.
    Bare(Quantity),
    /// So many parts, regions, levels: 三者, 两级, 6个县.
    Count(Quantity),
    /// So many times the base: 翻一番, 2倍.
    Times(Quantity),
    /// So much of the base or of a figure, in %.
    Percent(Quantity),
    /// So much more or less than something, which a share is in points.
    Difference(Quantity, Option<Unit>),
}

impl Way {
    /// A figure in a unit, if one is known.
    pub fn new(figure: Quantity, unit: Option<Unit>) -> Self {
        match unit {
            Some(unit) => Self::In(figure, unit),
            None => Self::Bare(figure),
        }
    }

    /// The figure.
    pub fn figure(&self) -> &Quantity {
        match self {
            Self::In(figure, _)
            | Self::Bare(figure)
            | Self::Count(figure)
            | Self::Times(figure)
            | Self::Percent(figure)
            | Self::Difference(figure, _) => figure,
        }
    }
}

/// A figure that is stated.
#[derive(Debug, Clone)]
pub(super) struct Stated {
    pub role: Role,
    /// The ways in which the plan may print it.
    pub ways: Vec<Way>,
    /// Where it was written.
    pub place: Span,
    /// The year that it is of, where a table has a column for each.
    pub year: Option<Year>,
    /// On which side of it what is measured shall lie, and where that and the figure were written.
    pub asks: Option<(Relation, Span)>,
    /// The units in which the plan prints it and cannot mean it.
    pub printed_in: Vec<String>,
    /// Alternatives (甲或乙) may be one figure in the plan: those of one number.
    pub group: Option<usize>,
}

/// What a figure is in its statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// What is promised, claimed, measured: a quote must hold it.
    Figure,
    /// That there is one (`>= 1个`, `> 0`): 全覆盖 and 均 say it as well as 1个.
    Present,
    /// How many of how many: a quote must hold it.
    Need,
    /// A baseline of the rule's own: a quote must hold it.
    Baseline,
    /// How many years are stated together: 五年累计 says of which year the first is.
    Length,
    /// A number that comes with the rule: of its parts, regions, levels, or in its formula.
    Besides,
    /// All of them: 均, 全部.
    Whole,
    /// How far from a figure is near enough: the author's own where no quote holds it.
    Width,
}

impl Role {
    /// Whether one of the quotes must hold it.
    pub fn is_needed(self) -> bool {
        match self {
            Self::Figure | Self::Present | Self::Need | Self::Baseline => true,
            Self::Length | Self::Besides | Self::Whole | Self::Width => false,
        }
    }
}

/// A year that is stated.
#[derive(Debug, Clone, Copy)]
pub(super) struct StatedYear {
    pub year: Year,
    /// Where it was written; none for one that follows from another, as those of a formula.
    pub place: Option<Span>,
    /// All of them, where several years are stated together.
    pub of: Option<Years>,
    /// Whether it is the first of several, which plans seldom print: 〔20〕 stands under 2025年.
    pub is_first: bool,
}

/// What must be named in the quotes.
#[derive(Debug, Clone)]
pub(super) struct Item<'p> {
    /// The names by which it may stand there.
    pub names: Vec<&'p str>,
    /// Where it was written.
    pub place: Span,
    /// The names of the region that it lies in, where a list says so.
    pub region: Vec<&'p str>,
    /// The figure that stands in its row.
    pub figure: Option<Stated>,
}
