//! Whether a figure of the text is one that a rule states, units converted.

use super::document::Document;
use super::stated::{Role, Stated, Way};
use super::tables::Table;
use crate::audit::agrees;
use crate::syntax::figures::{Amount, Figure, Says};
use crate::value::{Fit, Quantity, Rational, Unit, Units, Year, half_width};
use std::ops::Range;

/// Looks at figures with all that their place says of them.
pub(super) struct Gauge<'a> {
    pub document: &'a Document,
    pub units: &'a Units,
}

/// The unit that a figure is in.
enum Known {
    /// A unit, and how many of it one is: 万亿元 are ten thousand 亿元.
    Unit(Rational, Unit),
    /// 万, 亿 and their like, with no word of what is counted.
    Times(Rational),
    /// A part of the whole: 三分之二.
    Part,
    /// A word that is no unit we know, and how many of it one is.
    Word(Rational, String),
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
            Says::Times(times) => {
                // 增长1.6倍 is 2.6 times what there was.
                let times = if self.grows(figure) {
                    times.plus(&Quantity::whole(1))
                } else {
                    times.clone()
                };
                ways.any(|way| match way {
                    Way::Times(value) | Way::Bare(value) => *value == times,
                    Way::In(value, unit) => is_ratio(unit) && *value == times,
                    Way::Count(_) | Way::Percent(_) | Way::Difference(..) => false,
                })
            }
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
                let of_every = self.of_every(figure);
                ways.any(|way| {
                    let fits = is_amount(amount, &unit, way, falls) && may_be_of(of_every, way);
                    fits || (is_printed_so() && is_amount(amount, &Known::Nothing, way, falls))
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
                Way::Bare(_)
                | Way::Count(_)
                | Way::Times(_)
                | Way::Percent(_)
                | Way::Difference(..) => false,
            }),
            // A multiple of the base has no unit: a part or a share of it has none either.
            Says::Times(_) => ways.any(|way| match way {
                Way::In(_, unit) => is_ratio(unit),
                Way::Bare(_) | Way::Times(_) | Way::Percent(_) => true,
                Way::Count(_) | Way::Difference(..) => false,
            }),
            Says::Amount(amount) => {
                let known = self.unit(figure, amount);
                ways.any(|way| is_like(&known, way))
            }
            Says::Year(_) | Says::Date | Says::Ordinal | Says::Name | Says::RateBase => false,
        }
    }

    /// Whether a multiple is of what is added: 增长1.6倍.
    fn grows(&self, figure: &Figure) -> bool {
        let clause = self.clause(figure);
        let clause = clause.strip_suffix('了').unwrap_or(clause);
        // 翻倍 is twice whatever stands in front of it.
        let words = self.document.words(&figure.whole);
        let is_of_times = words.contains('倍') && !words.starts_with(['翻', '倍']);
        is_of_times
            && ["增长", "增加", "提高"]
                .iter()
                .any(|word| clause.ends_with(word))
    }

    /// Whether the text says that something becomes less by a figure: 比2010年减少75591人.
    fn falls(&self, figure: &Figure) -> bool {
        const WORDS: [&str; 9] = [
            "减少", "下降", "降低", "缩小", "回落", "收窄", "减", "降幅", "负",
        ];
        let clause = self.clause(figure);
        WORDS.iter().any(|word| clause.contains(word))
    }

    fn unit(&self, figure: &Figure, amount: &Amount) -> Known {
        match amount.unit.as_deref() {
            Some(unit) => self.known(unit),
            None if amount.denominator.is_some() => Known::Part,
            None => match self.unit_of_cell(&figure.at) {
                // What stands in a column of units need not be one: `-`, 等级.
                Some(unit) => match self.known(&unit) {
                    Known::Word(..) => Known::Nothing,
                    known => known,
                },
                None => Known::Nothing,
            },
        }
    }

    /// What stands behind a figure: a unit, a multiple of one, or a word of the plan's own.
    fn known(&self, unit: &str) -> Known {
        if let Some(unit) = self.units.parse(unit) {
            return Known::Unit(Rational::ONE, unit);
        }
        if let Some(times) = multiple(unit) {
            return Known::Times(times);
        }
        let (times, rest) = MULTIPLES
            .iter()
            .find_map(|(word, times)| Some((Rational::from(*times), unit.strip_prefix(word)?)))
            .unwrap_or((Rational::ONE, unit));
        match self.units.parse(rest) {
            Some(unit) => Known::Unit(times, unit),
            None => Known::Word(times, rest.to_owned()),
        }
    }

    /// Of how many something is counted, as the words in front of a figure say: 每千人口 is 1000.
    fn of_every(&self, figure: &Figure) -> Option<u64> {
        let clause = self.clause(figure);
        let (_, behind) = clause.rsplit_once('每')?;
        let behind: String = behind.chars().map(half_width).collect();
        let number_at = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        let (number, rest) = behind.split_at(number_at);
        let times = MULTIPLES
            .iter()
            .find_map(|(word, times)| rest.starts_with(word).then_some(*times));
        match (number.parse::<u64>(), times) {
            (Ok(number), times) => number.checked_mul(times.unwrap_or(1)),
            (Err(_), Some(times)) => Some(times),
            (Err(_), None) => rest.starts_with('十').then_some(100_000),
        }
    }

    /// The words in front of a figure, from the last comma on.
    pub fn clause(&self, figure: &Figure) -> &str {
        let before = self.document.text.get(..figure.whole.start);
        let ends = |c: char| matches!(c, '，' | '。' | '；' | '：' | '（' | '\n' | '\t');
        before
            .unwrap_or_default()
            .rsplit(ends)
            .next()
            .unwrap_or_default()
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
        let of_column = || {
            let mut headings: Vec<_> = cell.headings().collect();
            headings.reverse();
            let mut headings = headings.into_iter();
            headings.find_map(|heading| self.bracketed(words(heading)))
        };
        let of_row = || {
            let mut cells = cell.row().take(cell.column);
            cells.find_map(|cell| self.bracketed(words(&cell.at())))
        };
        own.or_else(of_column)
            .or_else(of_row)
            .or_else(|| self.over(cell.table))
    }

    /// The unit in the last brackets of a heading: 常住人口（万人）.
    fn bracketed(&self, heading: &str) -> Option<String> {
        let inner = heading.trim_end().strip_suffix(['）', ')'])?;
        let (_, unit) = inner.rsplit_once(['（', '('])?;
        let unit = unit
            .trim()
            .trim_start_matches("单位")
            .trim_start_matches(['：', ':']);
        // 县（市、区） is none.
        (!matches!(self.known(unit), Known::Word(..))).then(|| unit.to_owned())
    }

    /// The unit in a line above a table: 单位：万人.
    fn over(&self, table: &Table) -> Option<String> {
        /// The table's title and a blank line may stand between.
        const LINES: usize = 4;
        let before = self.document.text.get(..table.at().start)?;
        let mut lines = before.lines().rev().take(LINES);
        lines.find_map(|line| {
            let (_, unit) = line
                .split_once("单位：")
                .or_else(|| line.split_once("单位:"))?;
            let unit = unit.trim().trim_end_matches(['）', ')', '】']);
            (!matches!(self.known(unit), Known::Word(..))).then(|| unit.to_owned())
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
    let number = if falls && value.signum() < 0 && number.signum() > 0 {
        number.negated()
    } else {
        number
    };
    match way {
        Way::In(value, wanted) => is_in(&number, unit, value, wanted),
        Way::Difference(value, wanted) => match (unit, wanted) {
            (Known::Unit(_, unit), _) if unit.is_points() => number == *value,
            (_, Some(wanted)) => is_in(&number, unit, value, wanted),
            (_, None) => number == *value,
        },
        Way::Bare(_) => match unit {
            Known::Times(times) => number.converted(times) == *value,
            Known::Unit(times, _) | Known::Word(times, _) => number.converted(times) == *value,
            Known::Part | Known::Nothing => number == *value,
        },
        Way::Count(_) => counts(unit) && number == *value,
        Way::Times(_) => false,
        // 下降50% is not half as much again.
        Way::Percent(_) => is_percent(unit) && number == *value && !(falls && value.signum() > 0),
    }
}

/// Whether a number is a figure in a unit.
fn is_in(number: &Quantity, unit: &Known, value: &Quantity, wanted: &Unit) -> bool {
    match unit {
        // A difference is no level.
        Known::Unit(_, unit) if unit.is_points() != wanted.is_points() => false,
        Known::Unit(times, unit) => match unit.fit(wanted) {
            Fit::Factor(factor) => is_converted(number, &(times * factor), value),
            Fit::OtherBase(_) => false,
            // 所 and 个 both count whole things, and of every 10万人 so many 人.
            Fit::Different => {
                let counts = wanted.is_whole() || wanted.name().starts_with('/');
                unit.is_whole() && counts && number.converted(times) == *value
            }
        },
        Known::Times(times) => {
            !wanted.is_rate()
                && !wanted.is_points()
                && is_converted(number, &(times / wanted.factor()), value)
        }
        Known::Part => {
            wanted.dimension().is_ratio()
                && is_converted(number, &(&Rational::ONE / wanted.factor()), value)
        }
        Known::Word(times, word) => {
            // Counting words are of one character: 座, 条, 套; 公顷 is a unit of its own.
            let counts = word.chars().count() == 1 && !counts_kinds(word);
            wanted.is_whole() && counts && number.converted(times) == *value
        }
        Known::Nothing => number == value,
    }
}

/// How many digits make a rounded figure one that can be told from others.
const DIGITS: usize = 3;

/// Whether a number times a factor is a figure. Of two units one may have been rounded to fewer
/// digits than the other: 3480004人 is 348.0万人, and 45000人 is no 5万人.
fn is_converted(number: &Quantity, factor: &Rational, value: &Quantity) -> bool {
    let in_ours = number.converted(factor);
    if in_ours == *value {
        return true;
    }
    if factor.is_zero() || *factor == Rational::ONE {
        return false;
    }
    let in_theirs = value.converted(&(Rational::ONE / factor));
    (digits(value) >= DIGITS && agrees(&in_ours, value))
        || (digits(number) >= DIGITS && agrees(&in_theirs, number))
}

/// How many digits a figure was written with, leading zeros left out.
fn digits(figure: &Quantity) -> usize {
    let written = figure.to_string();
    let digits = written.chars().filter(char::is_ascii_digit);
    digits.skip_while(|digit| *digit == '0').count()
}

/// Whether words such as 每千人口 in front of a figure fit the rate that it shall be.
fn may_be_of(of_every: Option<u64>, way: &Way) -> bool {
    let (Some(of_every), Way::In(_, unit)) = (of_every, way) else {
        return true;
    };
    // Of 个/千人 the 千.
    match unit.step() {
        Some(step) => step == of_every,
        None => true,
    }
}

/// Whether a unit may count parts, regions, levels: people, money and lengths are none of these.
fn counts(unit: &Known) -> bool {
    match unit {
        Known::Unit(_, unit) => {
            let counts_people = matches!(unit.name(), "人" | "名" | "户" | "人次" | "次" | "例");
            unit.is_whole() && !counts_people
        }
        Known::Word(..) | Known::Nothing => true,
        Known::Times(_) | Known::Part => false,
    }
}

/// Words that count kinds of things and no things: 两级 are no two 所.
fn counts_kinds(word: &str) -> bool {
    matches!(word, "级" | "类" | "者" | "层")
}

fn is_percent(unit: &Known) -> bool {
    matches!(unit, Known::Unit(_, unit) if unit.name() == "%")
}

/// Whether something in a unit may have been meant where another way was stated.
fn is_like(known: &Known, way: &Way) -> bool {
    match (known, way) {
        (Known::Unit(_, unit), Way::In(_, wanted) | Way::Difference(_, Some(wanted))) => {
            !matches!(unit.fit(wanted), Fit::Different)
        }
        (Known::Unit(_, unit), Way::Bare(_) | Way::Difference(_, None)) => {
            !unit.is_rate() && !unit.is_points()
        }
        (Known::Part, Way::In(_, wanted)) => wanted.dimension().is_ratio(),
        (known, Way::Count(_)) => counts(known),
        (known, Way::Times(_) | Way::Percent(_)) => is_percent(known),
        (Known::Times(_) | Known::Word(..) | Known::Nothing | Known::Part, _) => true,
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
        Way::Bare(_) | Way::Count(_) | Way::Times(_) | Way::Percent(_) | Way::Difference(..) => {
            false
        }
    }
}

fn is_ratio(unit: &Unit) -> bool {
    unit.dimension().is_ratio() && *unit.factor() == Rational::ONE
}

/// Words that multiply what stands behind them; one that begins with another stands before it.
const MULTIPLES: [(&str, u64); 7] = [
    ("万亿", 1_000_000_000_000),
    ("百万", 1_000_000),
    ("千万", 10_000_000),
    ("百", 100),
    ("千", 1000),
    ("万", 10_000),
    ("亿", 100_000_000),
];

fn multiple(word: &str) -> Option<Rational> {
    let found = MULTIPLES.iter().find(|(name, _)| *name == word);
    found.map(|(_, times)| Rational::from(*times))
}
