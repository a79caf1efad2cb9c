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
    pub fn is(&self, figure: &Figure, stated: &Stated) -> bool {
        let mut ways = stated.ways.iter();
        match &figure.says {
            Says::All => stated.role == Role::Whole || ways.any(is_whole),
            Says::NoneLeft => {
                let is_none = |way: &Way| way.figure().signum() == 0;
                stated.role == Role::Figure && ways.any(is_none)
            }
            Says::Times(times) => ways.any(|way| match way {
                Way::Times(value) | Way::Bare(value) => value == times,
                Way::In(value, unit) => is_ratio(unit) && value == times,
                Way::Count(_) | Way::Percent(_) => false,
            }),
            Says::Amount(amount) => {
                let unit = self.unit(figure, amount);
                let is_printed_so = || {
                    let name = amount
                        .unit
                        .clone()
                        .or_else(|| self.unit_of_cell(&figure.at));
                    name.is_some_and(|name| stated.printed_in.contains(&name))
                };
                let falls = self.falls(figure);
                ways.any(|way| {
                    is_amount(amount, &unit, way, falls)
                        || (is_printed_so() && is_amount(amount, &Known::Nothing, way, falls))
                })
            }
            Says::Year(_) | Says::Date | Says::Ordinal | Says::Name | Says::RateBase => false,
        }
    }

    /// Whether it is of the same kind as what is stated, so that one may have been meant for the
    /// other.
    pub fn is_like(&self, figure: &Figure, stated: &Stated) -> bool {
        let mut ways = stated.ways.iter();
        match &figure.says {
            Says::All | Says::NoneLeft => ways.any(|way| match way {
                Way::In(_, unit) => unit.dimension().is_ratio(),
                Way::Bare(_) | Way::Count(_) | Way::Times(_) | Way::Percent(_) => false,
            }),
            // A multiple of the base has no unit: a part or a share of it has none either.
            Says::Times(_) => ways.any(|way| match way {
                Way::In(_, unit) => is_ratio(unit),
                Way::Bare(_) | Way::Times(_) | Way::Percent(_) => true,
                Way::Count(_) => false,
            }),
            Says::Amount(amount) => {
                let known = self.unit(figure, amount);
                ways.any(|way| is_like(&known, way))
            }
            Says::Year(_) | Says::Date | Says::Ordinal | Says::Name | Says::RateBase => false,
        }
    }

    /// Whether the text says that something becomes less by a figure: 比2010年减少75591人.
    fn falls(&self, figure: &Figure) -> bool {
        const WORDS: [&str; 9] = [
            "减少", "下降", "降低", "缩小", "回落", "收窄", "减", "降幅", "负",
        ];
        let before = self.document.text.get(..figure.whole.start);
        let before = before.unwrap_or_default();
        let ends_clause = |c: char| matches!(c, '，' | '。' | '；' | '：' | '（' | '\n' | '\t');
        let clause = before.rsplit(ends_clause).next().unwrap_or_default();
        WORDS.iter().any(|word| clause.contains(word))
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

/// Whether an amount is a figure that is printed in a way.
fn is_amount(amount: &Amount, unit: &Known, way: &Way, falls: bool) -> bool {
    let Some(number) = number(amount) else {
        return false;
    };
    let value = way.figure();
    // What falls by so much is stated as a negative change.
    let is = |number: &Quantity, value: &Quantity| {
        number == value || (falls && number.signum() > 0 && number.negated() == *value)
    };
    let same = |number: &Quantity| is(number, value);
    match way {
        Way::In(_, wanted) => {
            let converted = |factor: &Rational| {
                let number = number.converted(factor);
                // Of two units one may have been rounded to fewer digits than the other.
                let rounded = || {
                    let number = if falls && value.signum() < 0 {
                        number.negated()
                    } else {
                        number.clone()
                    };
                    agrees(&number, value) || agrees(value, &number)
                };
                same(&number) || (*factor != Rational::ONE && rounded())
            };
            match unit {
                Known::Unit(unit) => match unit.fit(wanted) {
                    Fit::Factor(factor) => converted(&factor),
                    Fit::OtherBase(_) => false,
                    // 所 and 个 both count whole things, and of every 10万人 so many 人.
                    Fit::Different => {
                        let counts = wanted.is_whole() || wanted.name().starts_with('/');
                        unit.is_whole() && counts && same(&number)
                    }
                },
                Known::Times(times) => {
                    !wanted.is_rate()
                        && !wanted.is_points()
                        && converted(&(times / wanted.factor()))
                }
                Known::Part => {
                    wanted.dimension().is_ratio() && converted(&(&Rational::ONE / wanted.factor()))
                }
                Known::Word(word) => wanted.is_whole() && !counts_kinds(word) && same(&number),
                Known::Nothing => same(&number),
            }
        }
        Way::Bare(_) => match unit {
            Known::Times(times) => same(&number.converted(times)),
            Known::Unit(_) | Known::Part | Known::Word(_) | Known::Nothing => same(&number),
        },
        Way::Count(_) => counts(unit) && number == *value,
        Way::Times(_) => false,
        Way::Percent(_) => is_percent(unit) && same(&number),
    }
}

/// Whether a unit may count parts, regions, levels: people, money and lengths are none of these.
fn counts(unit: &Known) -> bool {
    match unit {
        Known::Unit(unit) => {
            let counts_people = matches!(unit.name(), "人" | "名" | "户" | "人次" | "次" | "例");
            unit.is_whole() && !counts_people
        }
        Known::Word(_) | Known::Nothing => true,
        Known::Times(_) | Known::Part => false,
    }
}

/// Words that count kinds of things and no things: 两级 are no two 所.
fn counts_kinds(word: &str) -> bool {
    matches!(word, "级" | "类" | "者" | "层")
}

fn is_percent(unit: &Known) -> bool {
    matches!(unit, Known::Unit(unit) if unit.name() == "%")
}

/// Whether something in a unit may have been meant where another way was stated.
fn is_like(known: &Known, way: &Way) -> bool {
    match (known, way) {
        (Known::Unit(unit), Way::In(_, wanted)) => !matches!(unit.fit(wanted), Fit::Different),
        (Known::Unit(unit), Way::Bare(_)) => !unit.is_rate() && !unit.is_points(),
        (Known::Part, Way::In(_, wanted)) => wanted.dimension().is_ratio(),
        (known, Way::Count(_)) => counts(known),
        (known, Way::Times(_) | Way::Percent(_)) => is_percent(known),
        (Known::Times(_) | Known::Word(_) | Known::Nothing | Known::Part, _) => true,
    }
}

/// The number of an amount: of 三分之二 the quotient.
fn number(amount: &Amount) -> Option<Quantity> {
    match &amount.denominator {
        Some(denominator) => amount.number.over(denominator),
        None => Some(amount.number.clone()),
    }
}

/// Whether a figure is all of a whole: 100%.
fn is_whole(way: &Way) -> bool {
    match way {
        Way::In(value, unit) => {
            unit.dimension().is_ratio() && value.value() * unit.factor() == Rational::ONE
        }
        Way::Bare(_) | Way::Count(_) | Way::Times(_) | Way::Percent(_) => false,
    }
}

fn is_ratio(unit: &Unit) -> bool {
    unit.dimension().is_ratio() && *unit.factor() == Rational::ONE
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
