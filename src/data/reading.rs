//! From a row to an observation.
//!
//! A row is read twice: once for the cube, and once more when somebody asks where a figure came
//! from. [`Book`] holds what both need: the names, units and scales that the files were read with.

use super::column::Content;
use super::faults::plain_unit;
use super::figure::{self, Conversion, Number, Wrong};
use super::observations::{
    INDICATOR, PUBLISHED, REGION, REGION_CODE, Row, STATUS, UNIT, VALUE, YEAR,
};
use super::published::Published;
use super::status::{self, Absence, Status};
use super::table::year;
use crate::model::{IndicatorId, Kind, Measured, Place, Plan, RegionId};
use crate::value::{Fit, Rational, Scale, Unit, Units, Year};
use indexmap::IndexMap;

/// Which cell of the cube.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    pub indicator: IndicatorId,
    pub region: RegionId,
    pub year: Year,
}

/// What a row says of its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub content: Content,
    pub status: Status,
    pub published: Option<Published>,
}

/// Why a row has no cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoCell {
    /// The indicator is blank.
    NoIndicator,
    /// No rule knows the indicator.
    UnknownIndicator,
    /// The region file does not know the region, or its name is not enough.
    UnknownRegion,
    /// The region file does not know the code that stands beside the name.
    UnknownCode,
    /// The code and the name are different regions.
    TwoRegions,
    NotAYear,
    /// A key of the row is not known, and it may have been the region's.
    UnknownKey,
}

/// What is wrong with what a row says of its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// A key of the row is not known.
    UnknownKey,
    NotANumber(Wrong),
    /// `70%以上`, `约70`
    Qualified,
    /// Not a stage of the indicator's scale.
    UnknownStage,
    /// The unit of a column: `UNIT`, or `VALUE` where it stands behind the figure.
    UnknownUnit(usize),
    OtherUnit(usize),
    /// Another base, and by what a figure would be converted.
    OtherBase(usize, Rational),
    /// Points are differences, and the indicator is a level.
    Points(usize),
    /// The figure and the column name different units.
    TwoUnits,
    UnknownStatus,
    /// Said to be missing, and there is a figure.
    StatusAndValue,
    NegativeFlow,
}

/// How a unit fits an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fitting {
    Fits(Conversion),
    Unknown,
    Other,
    /// 百分点 for a level.
    Points,
    OtherBase(Rational),
}

/// What the files are read with.
#[derive(Debug, Clone)]
pub(super) struct Book {
    indicators: Vec<Known>,
    units: Units,
    scales: Vec<Scale>,
    indicators_named: Names<IndicatorId>,
    regions_named: Names<RegionId>,
    /// Names and codes of files that have a column of each.
    regions_coded: Names<Result<RegionId, NoCell>>,
    own: RegionId,
}

/// Names as files write them, each resolved once.
#[derive(Debug, Clone)]
struct Names<T> {
    all: IndexMap<String, Option<T>>,
    /// Files are mostly sorted, so the last name is the likeliest.
    last: usize,
}

impl<T: Copy> Names<T> {
    fn new() -> Self {
        Self {
            all: IndexMap::new(),
            last: 0,
        }
    }

    /// What a name that was learnt stands for.
    fn get(&self, name: &str) -> Option<T> {
        self.all.get(name).copied().flatten()
    }

    /// What a name stands for.
    fn learn(&mut self, name: &str, resolve: impl FnOnce() -> Option<T>) -> Option<T> {
        match self.all.get_index(self.last) {
            Some((last, known)) if last == name => return *known,
            Some(_) | None => {}
        }
        self.last = match self.all.get_index_of(name) {
            Some(at) => at,
            None => self.all.insert_full(name.to_owned(), resolve()).0,
        };
        *self.all.get_index(self.last)?.1
    }
}

#[derive(Debug, Clone)]
struct Known {
    measured: Measured,
    kind: Kind,
    /// Units as files write them, each fitted once. There are few, so a list is quickest.
    fittings: Vec<(String, Fitting)>,
}

impl Book {
    pub fn new(plan: &Plan) -> Self {
        let known = |indicator: &crate::model::Indicator| Known {
            measured: indicator.measured.clone(),
            kind: indicator.kind,
            fittings: Vec::new(),
        };
        Self {
            indicators: plan.indicators.iter().map(known).collect(),
            units: plan.units.clone(),
            scales: plan.scales.clone(),
            indicators_named: Names::new(),
            regions_named: Names::new(),
            regions_coded: Names::new(),
            own: plan.regions.own(),
        }
    }

    /// Takes in the names and the unit of a row, those that are new: the cell that it is about,
    /// and whether its indicator had no unit and takes the row's.
    pub fn learn(&mut self, row: Row<'_>, plan: &Plan) -> (Result<Key, NoCell>, bool) {
        let (name, place) = (row.get(INDICATOR), row.get(REGION));
        let indicator = self
            .indicators_named
            .learn(name, || plan.indicator_names.get(name).copied());
        let own = self.own;
        let code = row.get(REGION_CODE);
        let region = if code.is_empty() || place.is_empty() {
            let only = if place.is_empty() { code } else { place };
            let region = self.regions_named.learn(only, || {
                if only.is_empty() {
                    return Some(own);
                }
                match plan.regions.find(only) {
                    Some(Place::Region(id)) => Some(*id),
                    Some(Place::Ambiguous(_) | Place::Group(_)) | None => None,
                }
            });
            region.ok_or(unknown_region(place))
        } else {
            let both = both(code, place);
            let region = self
                .regions_coded
                .learn(&both, || Some(coded(code, place, plan)));
            region.unwrap_or(Err(NoCell::UnknownRegion))
        };
        let known = indicator.and_then(|id| self.indicators.get_mut(id.0 as usize));
        let adopts =
            !row.has_unknown_key() && known.is_some_and(|known| known.learn(row, &self.units));
        (key(row, indicator, region), adopts)
    }

    /// The cell that a row is about, whose names were learnt.
    pub fn key(&self, row: Row<'_>) -> Result<Key, NoCell> {
        let indicator = self.indicators_named.get(row.get(INDICATOR));
        let (place, code) = (row.get(REGION), row.get(REGION_CODE));
        let region = if code.is_empty() || place.is_empty() {
            let only = if place.is_empty() { code } else { place };
            self.regions_named.get(only).ok_or(unknown_region(place))
        } else {
            let both = self.regions_coded.get(&both(code, place));
            both.unwrap_or(Err(NoCell::UnknownRegion))
        };
        key(row, indicator, region)
    }

    /// What the row says of the cell `key`. `of_file` is said of all figures of its file.
    pub fn read(&self, row: Row<'_>, key: Key, of_file: Status) -> Result<Reading, Fault> {
        if row.has_unknown_key() {
            return Err(Fault::UnknownKey);
        }
        let said = status::parse(row.get(STATUS)).ok_or(Fault::UnknownStatus)?;
        let known = self.indicators.get(key.indicator.0 as usize);
        let content = match known {
            Some(known) => self.content(row, known)?,
            None => Content::Absent(Absence::NotKnown),
        };
        if let (true, Content::Figure(_)) = (said.missing, &content) {
            return Err(Fault::StatusAndValue);
        }
        Ok(Reading {
            content,
            status: said.status.and(of_file),
            published: Published::parse(row.get(PUBLISHED)),
        })
    }

    fn content(&self, row: Row<'_>, known: &Known) -> Result<Content, Fault> {
        let text = row.get(VALUE);
        if let Measured::On(scale) = known.measured {
            return self.stage(row, scale);
        }
        let said = figure::read(text).map_err(|wrong| match wrong {
            Wrong::NotANumber if is_qualified(text) => Fault::Qualified,
            wrong => Fault::NotANumber(wrong),
        })?;
        let (number, unit) = match said {
            figure::Said::Absent(absence) => return Ok(Content::Absent(absence)),
            figure::Said::Number { number, unit } => (number, unit),
        };
        let behind = match known.conversion(unit, VALUE) {
            Err(Fault::UnknownUnit(_)) => {
                return Err(if is_qualified(unit) {
                    Fault::Qualified
                } else if unit.chars().all(char::is_alphabetic)
                    || self.units.parse(&plain_unit(unit)).is_some()
                {
                    Fault::UnknownUnit(VALUE)
                } else {
                    Fault::NotANumber(Wrong::NotANumber)
                });
            }
            other => other?,
        };
        let column = known.conversion(row.get(UNIT), UNIT)?;
        let conversion = match (behind, column) {
            (Some(one), Some(other)) if one != other => return Err(Fault::TwoUnits),
            (Some(one), _) | (None, Some(one)) => one,
            (None, None) => &Conversion::Same,
        };
        let number = number.converted(conversion);
        if known.kind == Kind::Flow && number.is_negative() {
            return Err(Fault::NegativeFlow);
        }
        Ok(Content::Figure(number))
    }

    fn stage(&self, row: Row<'_>, scale: usize) -> Result<Content, Fault> {
        let text = row.get(VALUE);
        if !is_no_unit(row.get(UNIT), UNIT) {
            return Err(Fault::OtherUnit(UNIT));
        }
        let stages = self.scales.get(scale);
        if let Some(place) = stages.and_then(|scale| scale.place(text)) {
            return Ok(Content::Figure(Number::Fixed {
                mantissa: i64::try_from(place).unwrap_or(i64::MAX),
                decimals: 0,
            }));
        }
        match figure::read(text) {
            Ok(figure::Said::Absent(absence)) => Ok(Content::Absent(absence)),
            _ => Err(Fault::UnknownStage),
        }
    }

    /// What an indicator's figures are, as the files were read.
    pub fn measured(&self, id: IndicatorId) -> Option<&Measured> {
        self.indicators
            .get(id.0 as usize)
            .map(|known| &known.measured)
    }

    /// A scale by its place.
    pub fn scale(&self, at: usize) -> Option<&Scale> {
        self.scales.get(at)
    }

    /// All units.
    pub fn units(&self) -> &Units {
        &self.units
    }
}

impl Known {
    /// Fits the units that the row names, those that are new.
    fn learn(&mut self, row: Row<'_>, units: &Units) -> bool {
        let Measured::In(own) = &mut self.measured else {
            return false;
        };
        let value = row.get(VALUE);
        // In the usual case nothing can stand behind the figure.
        let behind = if value.ends_with(|last: char| last.is_ascii_digit()) {
            ""
        } else {
            match figure::read(value) {
                Ok(figure::Said::Number { unit, .. }) => unit,
                Ok(figure::Said::Absent(_)) | Err(_) => "",
            }
        };
        let mut adopts = false;
        for (text, column) in [(behind, VALUE), (row.get(UNIT), UNIT)] {
            if is_no_unit(text, column) || self.fittings.iter().any(|(known, _)| known == text) {
                continue;
            }
            let unit = units.parse(text);
            if own.is_none() && unit.as_ref().is_some_and(|unit| !unit.is_points()) {
                own.clone_from(&unit);
                adopts = true;
            }
            let fitting = unit.map_or(Fitting::Unknown, |unit| fitting(&unit, own.as_ref()));
            // A file in which every row has another unit is noise and not worth remembering.
            if self.fittings.len() < 100 {
                self.fittings.push((text.to_owned(), fitting));
            }
        }
        adopts
    }

    /// From the unit of a column to the indicator's; `None` where no unit is said.
    fn conversion(&self, text: &str, column: usize) -> Result<Option<&Conversion>, Fault> {
        if is_no_unit(text, column) {
            return Ok(None);
        }
        let fitted = self.fittings.iter().find(|(known, _)| known == text);
        match fitted.map(|(_, fitting)| fitting) {
            Some(Fitting::Fits(conversion)) => Ok(Some(conversion)),
            Some(Fitting::Other) => Err(Fault::OtherUnit(column)),
            Some(Fitting::Points) => Err(Fault::Points(column)),
            Some(Fitting::OtherBase(factor)) => Err(Fault::OtherBase(column, factor.clone())),
            Some(Fitting::Unknown) | None => Err(Fault::UnknownUnit(column)),
        }
    }
}

/// What cannot be known of a region of which one word is said: its name, or where that is blank
/// the code beside it.
fn unknown_region(place: &str) -> NoCell {
    if place.is_empty() {
        NoCell::UnknownCode
    } else {
        NoCell::UnknownRegion
    }
}

/// A code and a name as one text to look up.
fn both(code: &str, place: &str) -> String {
    format!("{code}\n{place}")
}

/// The region of which both the code and the name are said.
fn coded(code: &str, place: &str, plan: &Plan) -> Result<RegionId, NoCell> {
    let by_code = match plan.regions.find(code) {
        Some(Place::Region(id)) => Some(*id),
        Some(Place::Ambiguous(_) | Place::Group(_)) | None => None,
    };
    match (plan.regions.find(place), by_code) {
        (Some(Place::Region(named)), Some(coded)) if *named == coded => Ok(coded),
        (Some(Place::Ambiguous(all)), Some(coded)) if all.contains(&coded) => Ok(coded),
        (Some(Place::Region(_) | Place::Ambiguous(_)), Some(_)) => Err(NoCell::TwoRegions),
        (Some(Place::Region(named)), None) => {
            let own = plan.regions.get(*named).map(|region| region.code.as_str());
            // Of a region without a code nobody can say that another one is wrong; a code of
            // statistics is that of the region with zeros behind it.
            match own {
                Some(own) if own == plan.regions.name(*named) || is_same_code(own, code) => {
                    Ok(*named)
                }
                Some(_) | None => Err(NoCell::UnknownCode),
            }
        }
        (Some(Place::Ambiguous(_) | Place::Group(_)) | None, _) => Err(NoCell::UnknownRegion),
    }
}

fn is_same_code(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    long.strip_prefix(short)
        .is_some_and(|rest| rest.bytes().all(|byte| byte == b'0'))
}

fn key(
    row: Row<'_>,
    indicator: Option<IndicatorId>,
    region: Result<RegionId, NoCell>,
) -> Result<Key, NoCell> {
    if row.is_nowhere() {
        return Err(NoCell::UnknownKey);
    }
    let indicator = indicator.ok_or_else(|| {
        if row.get(INDICATOR).is_empty() {
            NoCell::NoIndicator
        } else {
            NoCell::UnknownIndicator
        }
    })?;
    Ok(Key {
        indicator,
        region: region?,
        year: year(row.get(YEAR)).ok_or(NoCell::NotAYear)?,
    })
}

fn fitting(unit: &Unit, own: Option<&Unit>) -> Fitting {
    let is_points = own.is_some_and(Unit::is_points);
    if unit.is_points() && !is_points {
        return Fitting::Points;
    }
    if is_points && !unit.is_points() {
        return Fitting::Other;
    }
    match own.map(|own| unit.fit(own)) {
        Some(Fit::Factor(factor)) => Fitting::Fits(Conversion::new(&factor)),
        Some(Fit::OtherBase(factor)) => Fitting::OtherBase(factor),
        Some(Fit::Different) | None => Fitting::Other,
    }
}

/// A unit column of a ratio without a unit often holds a dash. Behind a figure it means something
/// else, and nobody knows what.
fn is_no_unit(text: &str, column: usize) -> bool {
    text.is_empty() || column == UNIT && matches!(text, "-" | "—" | "－" | "/" | "无")
}

/// Words that make of a figure something that is not one figure.
fn is_qualified(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "以上", "以下", "以内", "左右", "上下", "约", "超", "近", "逾", "余", "多", "±", "~", "～",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// What rows of one cell in one file come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settled {
    /// One row counts; the others are blank or were revised by it.
    One(usize),
    /// Rows say the same again.
    Again {
        /// The one that counts.
        first: usize,
        /// The last that repeats it.
        again: usize,
    },
    /// Two rows contradict each other.
    Contradiction(usize, usize),
}

/// Which of the rows of one cell counts. Where every row has a date, the latest publication
/// revises the earlier ones; where one has none, nobody knows which revises which.
pub(super) fn settle(rows: &[&Reading]) -> Option<Settled> {
    let latest = rows.iter().map(|row| row.published).max()?;
    // A year that holds the latest day may be before it or after it.
    let may_be_latest = |row: &Reading| {
        row.published
            .zip(latest)
            .is_none_or(|(own, latest)| !own.is_before(latest))
    };
    let all_dated = rows.iter().all(|row| row.published.is_some());
    let group = || {
        rows.iter()
            .enumerate()
            .filter(|(_, row)| !all_dated || may_be_latest(row))
    };
    let blank = Content::Absent(Absence::NotKnown);
    let mut said = group().filter(|(_, row)| row.content != blank);
    let Some((first, reading)) = said.next() else {
        let (first, _) = group().next()?;
        return Some(Settled::One(first));
    };
    let mut last = None;
    for (at, other) in said {
        if !same(&reading.content, &other.content) {
            return Some(Settled::Contradiction(first, at));
        }
        last = Some(at);
    }
    let again = last.or_else(|| group().map(|(at, _)| at).find(|&at| at != first));
    Some(match again {
        Some(again) => Settled::Again { first, again },
        None => Settled::One(first),
    })
}

/// Whether two cells say the same; 3.2 and 3.20 do.
pub(super) fn same(one: &Content, other: &Content) -> bool {
    match (one, other) {
        (Content::Figure(one), Content::Figure(other)) => {
            one == other || one.quantity() == other.quantity()
        }
        (Content::Absent(one), Content::Absent(other)) => one == other,
        (Content::Figure(_), Content::Absent(_)) | (Content::Absent(_), Content::Figure(_)) => {
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Quantity;

    fn reading(text: &str) -> Reading {
        let (value, date) = text.split_once(' ').unwrap_or((text, ""));
        Reading {
            content: match figure::read(value).unwrap() {
                figure::Said::Number { number, .. } => Content::Figure(number),
                figure::Said::Absent(absence) => Content::Absent(absence),
            },
            status: Status::NORMAL,
            published: Published::parse(date),
        }
    }

    #[test]
    fn rows_of_one_cell_are_settled() {
        for (rows, wanted) in [
            (vec!["3.2"], Some(Settled::One(0))),
            (
                vec!["3.2", "3.20"],
                Some(Settled::Again { first: 0, again: 1 }),
            ),
            (vec!["3.2", "3.3"], Some(Settled::Contradiction(0, 1))),
            (vec!["3.2 2023-02", "3.3 2023-10"], Some(Settled::One(1))),
            (vec!["3.3 2023-10", "3.2 2023-02"], Some(Settled::One(0))),
            (
                vec!["3.3 2023-10", "3.2 2023-10", "1 2022"],
                Some(Settled::Contradiction(0, 1)),
            ),
            (
                vec!["3.2", "3.3 2023-10"],
                Some(Settled::Contradiction(0, 1)),
            ),
            (
                vec!["3.2 2024", "3.3 2024-04-10"],
                Some(Settled::Contradiction(0, 1)),
            ),
            (
                vec!["3.3 2024-04-10", "3.2 2024-04"],
                Some(Settled::Contradiction(0, 1)),
            ),
            (vec!["3.2 2024-03", "3.3 2024-04-10"], Some(Settled::One(1))),
            (vec!["3.2 2023", "3.3 2024-04-10"], Some(Settled::One(1))),
            (vec!["", "3.3"], Some(Settled::Again { first: 1, again: 0 })),
            (vec!["", ""], Some(Settled::One(0))),
            (vec!["—", "3.3"], Some(Settled::Contradiction(0, 1))),
            (vec!["3.2 2023-02", "… 2023-10"], Some(Settled::One(1))),
            (vec![], None),
        ] {
            let readings: Vec<_> = rows.iter().map(|row| reading(row)).collect();
            let rows_of: Vec<_> = readings.iter().collect();
            assert_eq!(settle(&rows_of), wanted, "{rows:?}");
        }
    }

    #[test]
    fn digits_do_not_make_a_difference() {
        let long = Number::new(&Quantity::parse("3.200000000000").unwrap());
        let short = Number::new(&Quantity::parse("3.2").unwrap());
        assert_ne!(long, short);
        assert!(same(&Content::Figure(long), &Content::Figure(short)));
    }
}
