//! The plan's own document: which of its figures the rules and the data account for, and whether
//! every quote stands where it is said to stand. What the numbers of verdicts are is not its
//! business.

mod account;
mod arithmetic;
mod claimants;
mod document;
mod fits;
mod headings;
mod html;
mod nearest;
mod places;
mod reading;
mod remarks;
mod squeezed;
mod stated;
mod stating;
mod tables;

pub use account::account;
pub use claimants::Claimant;
pub use document::Document;
pub use html::{Page, html};
pub use reading::{FileKind, Unreadable, read_plan_text};
pub use remarks::remarks;

use crate::text::Span;
use crate::value::Rational;
use std::ops::Range;

/// What came of holding a plan's text against its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Every figure of the text, in its order.
    pub figures: Vec<Accounted>,
    /// Every quote, in the order of the statements that have it.
    pub quotes: Vec<FoundQuote>,
    /// All who can account for figures, each name once; those of one file together, in its order.
    pub claimants: Vec<Claimant>,
    /// Widths and dates of the rules that no quote holds, whether or not a note says why.
    pub own: Vec<Span>,
    /// Years of the rules that no quote holds, but the sentence that it stands in.
    pub beside: Vec<Span>,
}

/// A figure of the text and who accounts for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounted {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// In which chapter, section or box.
    pub place: String,
    /// What it is.
    pub class: Class,
    /// Targets by name, everything else by file and line.
    pub claimed_by: Vec<String>,
}

/// A quote and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundQuote {
    /// Whose it is: a target by name, everything else by file and line.
    pub by: String,
    /// The words.
    pub words: String,
    /// Where they stand, in bytes; `None` where they do not stand once in their place.
    pub at: Option<Range<usize>>,
}

/// What a figure of the text is. Of several claims on one figure the first in this order says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Promised: a target states it.
    Commitment,
    /// A right with a figure.
    Entitlement,
    /// Expected, not promised.
    Forecast,
    /// Worked out by the plan from its other figures.
    Claim,
    /// Measured: a baseline or another observation.
    Baseline,
    /// History that is not judged.
    Background,
    /// Within a name, a grade, an age group.
    Name,
    /// A number of a chapter, a box, a row.
    Ordinal,
    /// A year or a day.
    Date,
    /// Nobody accounts for it.
    Unaccounted,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Commitment,
        Self::Entitlement,
        Self::Forecast,
        Self::Claim,
        Self::Baseline,
        Self::Background,
        Self::Name,
        Self::Ordinal,
        Self::Date,
        Self::Unaccounted,
    ];

    /// The word of the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Commitment => "commitment",
            Self::Entitlement => "entitlement",
            Self::Forecast => "forecast",
            Self::Claim => "claim",
            Self::Baseline => "baseline",
            Self::Background => "background",
            Self::Name => "name",
            Self::Ordinal => "ordinal",
            Self::Date => "date",
            Self::Unaccounted => "unaccounted",
        }
    }

    /// Whether the plan promises it, so that nothing may wave it away.
    fn is_promise(self) -> bool {
        matches!(self, Self::Commitment | Self::Entitlement | Self::Forecast)
    }
}

impl Coverage {
    /// How many figures somebody accounts for.
    pub fn accounted(&self) -> usize {
        let all = self.figures.iter();
        all.filter(|figure| figure.class != Class::Unaccounted)
            .count()
    }

    /// The share of them; all of none.
    pub fn share(&self) -> Rational {
        let count = |count: usize| Rational::from(u64::try_from(count).unwrap_or(u64::MAX));
        match self.figures.len() {
            0 => Rational::ONE,
            all => count(self.accounted()) / count(all),
        }
    }

    /// How many quotes do not stand once in their place.
    pub fn quotes_missing(&self) -> usize {
        self.quotes
            .iter()
            .filter(|quote| quote.at.is_none())
            .count()
    }
}
