//! Whether a figure of the text is one that a rule states, units converted.

use super::document::Document;
use super::stated::{Role, Stated, Way};
use crate::audit::agrees;
use crate::syntax::figures::{Amount, Figure, Says};
use crate::value::{Fit, Quantity, Rational, Unit, Units, Year};
use std::ops::Range;

/// Looks at figures with all that their place says of them.
pub(super) struct Gauge<'a> {
    pub document: &'a Document,
    pub units: &'a Units,
}

/// The unit that a figure is in.
enum Known {
    Unit(Unit),
    /// 万, 亿 and their like, with no word of what is counted.
    Times(Rational),
    /// A part of the whole: 三分之二.
    Part,
    /// A word that is no unit we know.
    Word(String),
    /// Nobody says.
    Nothing,
}

impl Gauge<'_> {
    /// Whether `figure` is what is stated. Where the plan prints a unit that cannot be meant, and
    /// the rule says so, only the number counts.
    pub fn is(&self, figure: &Figure, stated: &Stated, other_unit: bool) -> bool {
        match &figure.says {
            Says::All => stated.role == Role::Whole || stated.ways.iter().any(is_whole),
            Says::NoneLeft => stated.ways.iter().any(|(value, _)| value.signum() == 0),
            Says::Times(times) => {
                let mut ways = stated.ways.iter();
                ways.any(|(value, unit)| is_ratio(unit.as_ref()) && value == times)
            }
            Says::Amount(amount) => {
                let unit = if other_unit {
                    Known::Nothing
                } else {
                    self.unit(figure, amount)
                };
                let mut ways = stated.ways.iter();
                ways.any(|way| is_amount(amount, &unit, way, stated.role))
            }
            Says::Year(_) | Says::Date | Says::Ordinal | Says::Name | Says::RateBase => false,
        }
    }

    /// Whether it is of the same kind as what is stated, so that one may have been meant for the
    /// other.
    pub fn is_like(&self, figure: &Figure, stated: &Stated) -> bool {
        let alike = |unit: &Unit, (_, wanted): &Way| match wanted {
            Some(wanted) => !matches!(unit.fit(wanted), Fit::Different),
            None => !unit.is_rate() && !unit.is_points(),
        };
        match &figure.says {
            Says::All | Says::NoneLeft => {
                let mut ways = stated.ways.iter();
                ways.any(|(_, unit)| {
                    unit.as_ref()
                        .is_some_and(|unit| unit.dimension().is_ratio())
                })
            }
            // A multiple of the base has no unit: a part or a share of it has none either.
            Says::Times(_) => {
                let mut ways = stated.ways.iter();
                ways.any(|(_, unit)| is_ratio(unit.as_ref()))
            }
            Says::Amount(amount) => match self.unit(figure, amount) {
                Known::Unit(unit) => stated.ways.iter().any(|way| alike(&unit, way)),
                Known::Part => stated
                    .ways
                    .iter()
                    .any(|(_, unit)| unit.as_ref().is_none_or(|unit| unit.dimension().is_ratio())),
                Known::Times(_) | Known::Word(_) | Known::Nothing => true,
            },
            Says::Year(_) | Says::Date | Says::Ordinal | Says::Name | Says::RateBase => false,
        }
    }

    fn unit(&self, figure: &Figure, amount: &Amount) -> Known {
        match amount.unit.as_deref() {
            Some(unit) => match self.units.parse(unit) {
                Some(unit) => Known::Unit(unit),
                None => multiple(unit).map_or_else(|| Known::Word(unit.to_owned()), Known::Times),
            },
            None if amount.denominator.is_some() => Known::Part,
            None => self
                .unit_of_cell(&figure.at)
                .and_then(|unit| self.units.parse(&unit))
                .map_or(Known::Nothing, Known::Unit),
        }
    }

    /// The unit that a table gives a figure: in the column of units of its row, or in brackets in
    /// the heading of its column.
    pub fn unit_of_cell(&self, at: &Range<usize>) -> Option<String> {
        let cell = self.document.cell(at.start)?;
        let words = |at: &Range<usize>| self.document.words(at);
        let is_of_units = |heading: &Range<usize>| matches!(words(heading), "单位" | "计量单位");
        let own = cell
            .row()
            .find(|cell| cell.headings().any(is_of_units))
            .map(|cell| words(&cell.at()).to_owned());
        own.or_else(|| {
            let mut headings: Vec<_> = cell.headings().collect();
            headings.reverse();
            let mut headings = headings.into_iter();
            headings.find_map(|heading| bracketed(words(heading)))
        })
    }

    /// The years in the headings of a figure's column, with where they stand.
    pub fn years_of_column(&self, at: &Range<usize>) -> Vec<(Year, Range<usize>)> {
        let headings = self.document.cell(at.start).into_iter();
        let headings = headings.flat_map(|cell| cell.headings());
        headings
            .flat_map(|heading| self.years_in(heading))
            .collect()
    }

    /// The years that are written in a stretch, with where.
    pub fn years_in(&self, at: &Range<usize>) -> Vec<(Year, Range<usize>)> {
        let all = &self.document.figures.figures;
        let within = all.get(self.document.figures_in(at)).unwrap_or_default();
        within
            .iter()
            .filter_map(|figure| Some((year(figure)?, figure.at.clone())))
            .collect()
    }
}

/// The year that a figure is.
pub(super) fn year(figure: &Figure) -> Option<Year> {
    match figure.says {
        Says::Year(year) => Some(year),
        _ => None,
    }
}

/// Whether a figure is one that a rule or an observation must account for.
pub(super) fn is_counted(figure: &Figure) -> bool {
    match figure.says {
        Says::Amount(_) | Says::All | Says::NoneLeft | Says::Times(_) => true,
        Says::Year(_) | Says::Date | Says::Ordinal | Says::Name | Says::RateBase => false,
    }
}

fn is_amount(amount: &Amount, unit: &Known, (value, wanted): &Way, role: Role) -> bool {
    let Some(number) = number(amount) else {
        return false;
    };
    // What is said to fall by so much may be stated as a negative change.
    let same =
        |number: &Quantity| number == value || (number.signum() > 0 && number.negated() == *value);
    let converted = |factor: &Rational| {
        let number = number.converted(factor);
        let magnitude = if value.signum() < 0 && number.signum() > 0 {
            value.negated()
        } else {
            value.clone()
        };
        // Of two units one may have been rounded to fewer digits than the other.
        same(&number)
            || (*factor != Rational::ONE
                && (agrees(&number, &magnitude) || agrees(&magnitude, &number)))
    };
    match (unit, wanted) {
        (Known::Unit(unit), Some(wanted)) => match unit.fit(wanted) {
            Fit::Factor(factor) => converted(&factor),
            Fit::OtherBase(_) => false,
            // 所 and 个 both count whole things, and of every 10万人 so many 人 are counted.
            Fit::Different => {
                let counts = wanted.is_whole() || wanted.name().starts_with('/');
                unit.is_whole() && counts && same(&number)
            }
        },
        (Known::Times(times), Some(wanted)) if !wanted.is_rate() && !wanted.is_points() => {
            converted(&(times / wanted.factor()))
        }
        (Known::Times(_), Some(_)) => false,
        (Known::Part, Some(wanted)) => {
            wanted.dimension().is_ratio() && converted(&(&Rational::ONE / wanted.factor()))
        }
        (Known::Part, None) => same(&number),
        (Known::Times(times), None) => same(&number.converted(times)),
        // 两级 are no two 所; what else is counted in a word of its own may be.
        (Known::Word(word), Some(wanted)) => {
            wanted.is_whole()
                && !matches!(word.as_str(), "级" | "类" | "者" | "层")
                && same(&number)
        }
        (Known::Word(_), None) | (Known::Nothing, _) => same(&number),
        (Known::Unit(unit), None) => {
            let is_share = unit.is_rate() || unit.is_points();
            (!is_share || matches!(role, Role::Figure | Role::Width)) && same(&number)
        }
    }
}

/// The number of an amount: of 三分之二 the quotient.
fn number(amount: &Amount) -> Option<Quantity> {
    match &amount.denominator {
        Some(denominator) => amount.number.over(denominator),
        None => Some(amount.number.clone()),
    }
}

fn is_whole((value, unit): &Way) -> bool {
    unit.as_ref().is_some_and(|unit| {
        unit.dimension().is_ratio() && value.value() * unit.factor() == Rational::ONE
    })
}

fn is_ratio(unit: Option<&Unit>) -> bool {
    unit.is_none_or(|unit| unit.dimension().is_ratio() && *unit.factor() == Rational::ONE)
}

fn multiple(word: &str) -> Option<Rational> {
    let times: u64 = match word {
        "百" => 100,
        "千" => 1000,
        "万" => 10_000,
        "百万" => 1_000_000,
        "亿" => 100_000_000,
        _ => return None,
    };
    Some(Rational::from(times))
}

/// What stands in the last brackets of a heading: 常住人口（万人）.
fn bracketed(heading: &str) -> Option<String> {
    let inner = heading.trim_end().strip_suffix(['）', ')'])?;
    let (_, unit) = inner.rsplit_once(['（', '('])?;
    let unit = unit
        .trim()
        .trim_start_matches("单位")
        .trim_start_matches(['：', ':']);
    Some(unit.to_owned())
}
