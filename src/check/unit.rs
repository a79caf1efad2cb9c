//! Figures and their units: what a figure is in the unit that is wanted.

use super::Checker;
use super::told::Checked;
use crate::diag::{Code, Diagnostic};
use crate::model::IndicatorId;
use crate::syntax::ast::Figure;
use crate::text::{Span, near_name};
use crate::value::{Dimension, Fit, Quantity, Rational, Unit};

/// What a formula's figures are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Is {
    /// A bare number.
    Number,
    /// How many: it may be compared with `4`, `4个` and `4家`.
    Count,
    /// Nobody said in what, so it fits anything.
    Unknown,
    /// One unknown over another: a part, if they are in the same unit.
    UnknownPart,
    /// In a unit.
    In(Unit),
    /// What a product or quotient comes to, in base units times a factor.
    Of(Compound),
}

/// What a product or quotient is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Compound {
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units one of it is.
    pub factor: Rational,
    /// For messages: 个/万人.
    pub name: String,
}

/// What the figures of a comparison must be in.
#[derive(Debug, Clone)]
pub(super) struct Yard {
    /// The unit; `None` where nobody said, which any figure fits.
    pub unit: Option<Unit>,
    /// Where what is measured stands.
    pub measure: Span,
    /// Where its unit is declared.
    pub declared: Option<Span>,
    /// Whether it is a difference of rates, of which 百分点 are the unit.
    pub difference: Difference,
    /// Whether there is a baseline to count from: a total and a rate of growth have none.
    pub base: bool,
    /// The indicator, where nothing else is measured: `x@base` is then the same as `base`.
    pub alone: Option<IndicatorId>,
}

/// Whether a measure is the difference of two figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference {
    /// It is not.
    No,
    /// Of two formulas: both % and 百分点 are said of it.
    Of,
    /// Of the same figure at two times: there % would be read as a rate of growth.
    InTime,
}

/// A number of a unit's name alone: 10万 is a hundred thousand.
pub(super) fn multiplier(unit: &str) -> Option<Rational> {
    let factor = match unit {
        "百" => 100,
        "千" => 1000,
        "万" => 10_000,
        "百万" => 1_000_000,
        "千万" => 10_000_000,
        "亿" => 100_000_000,
        _ => return None,
    };
    Some(Rational::from(factor))
}

/// A number with a multiplier that stands alone, as in `5 / 10万`: the parser cannot tell it from a
/// name that begins with a digit.
pub(super) fn written_number(name: &str) -> Option<Quantity> {
    let at = name.find(|c: char| !(c.is_numeric() || ".．".contains(c)))?;
    let (digits, word) = name.split_at_checked(at)?;
    let number = Quantity::parse(digits).ok()?;
    Some(number.converted(&multiplier(word)?))
}

impl Checker<'_, '_> {
    /// The unit of a figure that has one.
    pub(super) fn unit_of(&mut self, figure: &Figure, name: &str) -> Checked<Unit> {
        self.unit_beside(figure, name, None)
    }

    /// The same of a figure that is compared with what is measured in `wanted`.
    fn unit_beside(&mut self, figure: &Figure, name: &str, wanted: Option<&Unit>) -> Checked<Unit> {
        match self.frame.units.parse(name) {
            Some(unit) => Ok(unit),
            None => {
                let place = figure.place.0;
                let in_words = self.not_in_digits(&self.written(place), place);
                let instead = wanted.map(|wanted| format!("{}{}", figure.number, wanted.name()));
                Err(in_words.unwrap_or_else(|| self.unknown_unit(place, name, instead)))
            }
        }
    }

    /// Reports a unit that nobody knows; `instead` is the figure with the unit of its indicator.
    pub(super) fn unknown_unit(
        &mut self,
        span: Span,
        name: &str,
        instead: Option<String>,
    ) -> super::Told {
        let near = near_name(name, self.frame.units.names()).map(str::to_owned);
        let diagnostic = Diagnostic::new(Code::NoSuchUnit, span).with("unit", name);
        if let Some(spaced) = self.glued_time(&self.written(span), name) {
            let diagnostic = diagnostic.with("spaced", &spaced).help(Some("space"));
            return self.tell(diagnostic.edit(span, spaced));
        }
        self.tell(match (near, instead) {
            (Some(near), _) => diagnostic.with("near", near).help(Some("near")),
            (None, Some(instead)) => diagnostic.with("instead", instead).help(Some("instead")),
            (None, None) => diagnostic,
        })
    }

    /// `4.5个到2025年` with the space between the unit and the time.
    fn glued_time(&self, written: &str, unit: &str) -> Option<String> {
        let times = ["到", "至", "每年", "每个", "累计", "在", "除"];
        let (at, _) = unit.char_indices().skip(1).find(|&(at, _)| {
            let (front, behind) = unit.split_at_checked(at).unwrap_or_default();
            times.iter().any(|time| behind.starts_with(time))
                && self.frame.units.parse(front).is_some()
        })?;
        let time = unit.get(at..)?;
        let figure = written.strip_suffix(time)?;
        Some(format!("{figure} {time}"))
    }

    /// A figure as a level in the unit of a comparison.
    pub(super) fn level(&mut self, figure: &Figure, yard: &Yard) -> Checked<Quantity> {
        let Some(name) = figure.unit.as_deref() else {
            return Ok(figure.number.clone());
        };
        let unit = self.unit_beside(figure, name, yard.unit.as_ref())?;
        if unit.is_points() && yard.difference == Difference::No {
            return Err(self.points_as_level(figure, &unit));
        }
        let Some(wanted) = &yard.unit else {
            return Ok(figure.number.clone());
        };
        if yard.difference == Difference::InTime
            && unit.is_part()
            && (wanted.is_part() || wanted.is_points())
        {
            return Err(self.percent_of_percent(figure, yard.measure));
        }
        match unit.fit(wanted) {
            Fit::Factor(factor) => Ok(figure.number.converted(&factor)),
            // A difference is no level that somebody printed with the wrong base.
            Fit::OtherBase(factor) if unit.is_points() => Ok(figure.number.converted(&factor)),
            Fit::OtherBase(factor) => {
                let same = figure.number.converted(&factor);
                Err(self.other_unit(figure, &unit, wanted, yard, Some(same)))
            }
            Fit::Different => Err(self.other_unit(figure, &unit, wanted, yard, None)),
        }
    }

    /// Reports a figure whose unit is not that of what it is compared with.
    fn other_unit(
        &mut self,
        figure: &Figure,
        unit: &Unit,
        wanted: &Unit,
        yard: &Yard,
        same: Option<Quantity>,
    ) -> super::Told {
        let instead = format!("{}{}", figure.number, wanted.name());
        let diagnostic = Diagnostic::new(Code::UnitMismatch, figure.place.0)
            .with("figure", format!("{}{}", figure.number, unit.name()))
            .with("unit", unit.name())
            .with("wanted", wanted.name())
            .with("instead", instead);
        let diagnostic = match same {
            Some(same) => diagnostic
                .with("same", format!("{same}{}", wanted.name()))
                .help(Some("base")),
            None => diagnostic,
        };
        let diagnostic = self.with_measure(diagnostic, yard);
        self.tell(diagnostic)
    }

    fn with_measure(&self, diagnostic: Diagnostic, yard: &Yard) -> Diagnostic {
        let diagnostic = diagnostic.at(yard.measure, "indicator");
        match yard.declared {
            Some(declared) => diagnostic.at(declared, "declared"),
            None => diagnostic,
        }
    }

    /// Reports 百分点 where a level stands.
    pub(super) fn points_as_level(&mut self, figure: &Figure, unit: &Unit) -> super::Told {
        let level = if unit.factor() == &crate::value::rational(1, 1000) {
            "‰"
        } else {
            "%"
        };
        self.tell(
            Diagnostic::new(Code::PointsAsLevel, figure.place.0)
                .with("level", format!("{}{level}", figure.number))
                .with("points", self.written(figure.place.0)),
        )
    }

    /// Reports a % of a %, which nobody reads one way.
    pub(super) fn percent_of_percent(&mut self, figure: &Figure, front: Span) -> super::Told {
        let points = match figure.unit.as_deref() {
            Some("‰" | "千分之") => "千分点",
            _ => "pp",
        };
        let instead = format!("{}{points}", figure.number);
        self.tell(
            Diagnostic::new(Code::PercentOfPercent, figure.place.0)
                .with("instead", &instead)
                .at(front, "front")
                .edit(figure.place.0, instead),
        )
    }
}
