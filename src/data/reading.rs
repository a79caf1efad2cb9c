//! From a row to an observation.
//!
//! A row is read twice: once for the cube, and once more when somebody asks where a figure came
//! from. [`Book`] holds what both need: the names, units and scales that the files were read with.

use super::column::Content;
use super::faults::plain_unit;
use super::figure::{self, Conversion, Number, Wrong};
use super::headings::year;
use super::observations::{
    INDICATOR, PUBLISHED, REGION, REGION_CODE, Row, STATUS, UNIT, VALUE, YEAR,
};
use super::published::Published;
use super::said_unit;
use super::status::{self, Absence, Status};
use crate::model::{IndicatorId, Kind, Measured, Place, Plan, RegionId};
use crate::text::Oddity;
use crate::value::{Date, Fit, Rational, Scale, Truth, Unit, Units};
use indexmap::IndexMap;

pub(super) use crate::model::CellKey as Key;

/// What a row says of its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub content: Content,
    pub status: Status,
    pub published: Option<Published>,
    /// M: said to be missing, which a blank alone does not say.
    pub missing: bool,
}

impl Reading {
    /// Whether it says anything of the figure.
    fn speaks(&self) -> bool {
        self.missing || self.content != Content::Absent(Absence::NotKnown)
    }

    fn is_surely_before(&self, other: &Self) -> bool {
        let dates = self.published.zip(other.published);
        dates.is_some_and(|(own, other)| own.is_before(other))
    }
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
    /// The figure and the column name different units, or the unit that counts and one of the
    /// others that are said in the table.
    TwoUnits(Option<usize>),
    /// Of several units more than one fits.
    UnclearUnit,
    UnknownStatus,
    /// Said to be missing, and there is a figure.
    StatusAndValue,
    NegativeFlow,
    /// An error of a formula: `#DIV/0!`.
    FormulaError,
    /// A formula without a value.
    NotCalculated,
    /// A date in the place of a figure.
    Date,
    /// What the cell shows is not known.
    UnreadFormat(String),
    /// A number that may be shown as a percentage.
    MayBePercent,
    /// A cell that covers the places of several figures.
    Merged,
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
    /// Of several units more than one.
    Unclear,
}

/// What is said of all figures of a file, beside what its rows say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OfFile {
    pub status: Status,
    /// When the figures were published whose rows do not say.
    pub published: Option<Published>,
}

impl OfFile {
    /// When the figure of a row was published, as far as that can be read.
    pub fn published(self, row: Row<'_>) -> Option<Published> {
        match row.get(PUBLISHED) {
            "" => self.published,
            text => Published::parse(text),
        }
    }
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
    /// The region that the last new name is a short one of.
    short_name: Option<RegionId>,
    own: RegionId,
    /// The day whose knowledge counts; none where all that the files say counts.
    as_of: Option<Date>,
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
    pub fn new(plan: &Plan, as_of: Option<Date>) -> Self {
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
            short_name: None,
            own: plan.regions.own(),
            as_of,
        }
    }

    /// The day whose knowledge counts.
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// Whether what a row says was out on the day whose knowledge counts. What has no date is
    /// taken to have been.
    pub fn was_out(&self, row: Row<'_>, of_file: OfFile) -> Truth {
        let Some(day) = self.as_of else {
            return Truth::True;
        };
        let published = of_file.published(row);
        published.map_or(Truth::True, |published| published.was_out_on(day))
    }

    /// Takes in the names and the unit of a row, those that are new: the cell that it is about,
    /// and whether its indicator had no unit and takes the row's.
    pub fn learn(&mut self, row: Row<'_>, plan: &Plan) -> (Result<Key, NoCell>, bool) {
        let (indicator, region) = self.learn_names(row, plan);
        let known = indicator.and_then(|id| self.indicators.get_mut(id.0 as usize));
        let adopts =
            !row.has_unknown_key() && known.is_some_and(|known| known.learn(row, &self.units));
        (key(row, indicator, region), adopts)
    }

    /// The cell of a row of which nothing is taken in.
    pub fn cell_of(&self, row: Row<'_>, plan: &Plan) -> Result<Key, NoCell> {
        let indicator = plan.indicator_names.get(row.get(INDICATOR)).copied();
        let (code, place) = (row.get(REGION_CODE), row.get(REGION));
        let region = match (code, place) {
            ("", "") => Ok(self.own),
            ("", only) | (only, "") => named(only, plan).ok_or(unknown_region(place)),
            (code, place) => coded(code, place, plan),
        };
        key(row, indicator, region)
    }

    fn learn_names(
        &mut self,
        row: Row<'_>,
        plan: &Plan,
    ) -> (Option<IndicatorId>, Result<RegionId, NoCell>) {
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
                let region = named(only, plan)?;
                if plan.regions.find(only).is_none() {
                    self.short_name = Some(region);
                }
                Some(region)
            });
            region.ok_or(unknown_region(place))
        } else {
            let both = both(code, place);
            let region = self
                .regions_coded
                .learn(&both, || Some(coded(code, place, plan)));
            region.unwrap_or(Err(NoCell::UnknownRegion))
        };
        (indicator, region)
    }

    /// The region that was learnt by a short name, told once.
    pub fn take_short_name(&mut self) -> Option<RegionId> {
        self.short_name.take()
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

    /// What the row says of the cell `key`.
    pub fn read(&self, row: Row<'_>, key: Key, of_file: OfFile) -> Result<Reading, Fault> {
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
            status: said.status.and(of_file.status),
            published: of_file.published(row),
            missing: said.missing,
        })
    }

    fn content(&self, row: Row<'_>, known: &Known) -> Result<Content, Fault> {
        let text = row.get(VALUE);
        self.odd(row, known)?;
        if let Measured::On(scale) = known.measured {
            return self.stage(row, scale);
        }
        let said = figure::read(text).map_err(|wrong| match wrong {
            Wrong::NotANumber if is_formula_error(text) => Fault::FormulaError,
            Wrong::NotANumber if is_date(text) => Fault::Date,
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
                } else if is_date(text) {
                    Fault::Date
                } else {
                    Fault::NotANumber(Wrong::NotANumber)
                });
            }
            other => other?,
        };
        let conversion = known.one_of(behind, row)?;
        let conversion = conversion.unwrap_or(&Conversion::Same);
        let number = number.converted(conversion);
        if known.kind == Kind::Flow && number.is_negative() {
            return Err(Fault::NegativeFlow);
        }
        Ok(Content::Figure(number))
    }

    /// What a cell is besides its text may keep it from being a figure.
    fn odd(&self, row: Row<'_>, known: &Known) -> Result<(), Fault> {
        if row.is_merged() {
            return Err(Fault::Merged);
        }
        match row.oddity() {
            Some(Oddity::NotCalculated) => Err(Fault::NotCalculated),
            Some(Oddity::Date) => Err(Fault::Date),
            Some(Oddity::UnreadFormat { format }) => Err(Fault::UnreadFormat(format.clone())),
            Some(Oddity::MayBePercent) if known.is_in_percent() => Err(Fault::MayBePercent),
            Some(Oddity::MayBePercent | Oddity::NumberAsText | Oddity::ShownOtherwise { .. })
            | None => Ok(()),
        }
    }

    fn stage(&self, row: Row<'_>, scale: usize) -> Result<Content, Fault> {
        let text = row.get(VALUE);
        if beside(row).any(|(unit, of_all)| !of_all && !said_unit::is_none(unit)) {
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
    /// Whether figures are shares of a hundred, which a sheet may show as percentages.
    fn is_in_percent(&self) -> bool {
        match &self.measured {
            Measured::In(Some(unit)) => unit.name() == "%",
            Measured::In(None) | Measured::On(_) => false,
        }
    }

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
        let beside = beside(row).map(|(text, _)| (text, UNIT));
        for (text, column) in std::iter::once((behind, VALUE)).chain(beside) {
            if is_no_unit(text, column) || self.fittings.iter().any(|(known, _)| known == text) {
                continue;
            }
            let unit = units.parse(text);
            if own.is_none() && unit.as_ref().is_some_and(|unit| !unit.is_points()) {
                own.clone_from(&unit);
                adopts = true;
            }
            let fitting = match unit {
                Some(unit) => fitting(&unit, own.as_ref()),
                None if column == UNIT => fitting_of(text, own.as_ref(), units),
                None => Fitting::Unknown,
            };
            // A file in which every row has another unit is noise and not worth remembering.
            if self.fittings.len() < 100 {
                self.fittings.push((text.to_owned(), fitting));
            }
        }
        adopts
    }

    /// From all the units that are said of a figure, which must agree, to the indicator's. What is
    /// said of all of a table holds for an indicator that it fits, or that has no other.
    fn one_of<'k>(
        &'k self,
        behind: Option<&'k Conversion>,
        row: Row<'_>,
    ) -> Result<Option<&'k Conversion>, Fault> {
        let mut first = behind;
        for (at, (text, of_all)) in beside(row).enumerate() {
            let rival = Some(at).filter(|at| behind.is_some() || *at > 0);
            match (self.conversion(text, UNIT), first) {
                (Ok(None), _) => {}
                (Ok(Some(one)), None) => first = Some(one),
                (Ok(Some(one)), Some(other)) if one == other => {}
                (Err(_), Some(_)) if of_all => {}
                // A unit that is wrong by itself is told as that.
                (Err(fault), _) if at == 0 => return Err(fault),
                (Ok(Some(_)) | Err(_), _) => {
                    let is_column = at == 0 && row.units().is_empty();
                    return Err(Fault::TwoUnits(rival.filter(|_| !is_column)));
                }
            }
        }
        Ok(first)
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
            Some(Fitting::Unclear) => Err(Fault::UnclearUnit),
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

/// The region of which one word is said.
fn named(only: &str, plan: &Plan) -> Option<RegionId> {
    match plan.regions.find_in_table(only)? {
        Place::Region(id) => Some(*id),
        Place::Ambiguous(_) | Place::Group(_) => None,
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
    match (plan.regions.find_in_table(place), by_code) {
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

/// How several units in one text fit, of which each figure takes the one that does.
fn fitting_of(text: &str, own: Option<&Unit>, units: &Units) -> Fitting {
    let Some(all) = said_unit::all_of(text, units) else {
        return Fitting::Unknown;
    };
    if own.is_none() {
        return Fitting::Unclear;
    }
    let mut fitting = all.iter().filter_map(|unit| match fitting(unit, own) {
        Fitting::Fits(conversion) => Some(conversion),
        _ => None,
    });
    match fitting.next() {
        None => Fitting::Other,
        Some(first) if fitting.all(|other| other == first) => Fitting::Fits(first),
        Some(_) => Fitting::Unclear,
    }
}

/// The units that are said of a figure beside it, and whether each is said of all of the table.
fn beside(row: Row<'_>) -> impl Iterator<Item = (&str, bool)> {
    let units = row.units();
    let own = units.is_empty().then(|| (row.get(UNIT), false));
    let said = units.iter().map(|unit| (unit.text.as_str(), unit.of_all));
    own.into_iter().chain(said)
}

/// A unit column of a ratio without a unit often holds a dash. Behind a figure it means something
/// else, and nobody knows what.
fn is_no_unit(text: &str, column: usize) -> bool {
    text.is_empty() || column == UNIT && said_unit::is_none(text)
}

/// Whether a text is what a spreadsheet shows for a formula that comes to nothing.
pub(crate) fn is_formula_error(text: &str) -> bool {
    const LIBRE_OFFICE: [&str; 3] = ["Err:", "错误:", "錯誤:"];
    let of_excel = text.strip_prefix('#').is_some_and(|rest| {
        rest.ends_with(['!', '?']) || matches!(rest, "N/A" | "SPILL" | "GETTING_DATA")
    });
    of_excel || LIBRE_OFFICE.iter().any(|start| text.starts_with(start)) || is_full_of_signs(text)
}

/// A column too narrow to show its figures, copied as it was shown.
fn is_full_of_signs(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|byte| byte == b'#')
}

/// Whether a text is a day of some year.
fn is_date(text: &str) -> bool {
    Published::parse(text).is_some_and(|date| date.day != 0) || is_day_of_month(text)
}

/// `3月4日`, which spreadsheets make of `3-4`.
fn is_day_of_month(text: &str) -> bool {
    let Some((month, day)) = text
        .strip_suffix('日')
        .and_then(|text| text.split_once('月'))
    else {
        return false;
    };
    let is_number = |text: &str| text.len() <= 2 && text.parse::<u8>().is_ok();
    is_number(month) && is_number(day)
}

/// Words that make of a figure something that is not one figure.
fn is_qualified(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "以上", "以下", "以内", "左右", "上下", "约", "超", "近", "逾", "余", "多", "±", "~", "～",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// What rows of one cell in one file come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Settled {
    /// One row counts.
    One(Counting),
    /// Two rows contradict each other.
    Contradiction {
        /// The first of them.
        one: usize,
        /// The other.
        other: usize,
        /// Why neither is the later.
        undecided: Undecided,
    },
}

/// Why nobody knows which of two rows revises the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undecided {
    /// A row has no date of publication.
    NoDates,
    /// The dates are a month or a year in which the other one lies.
    Vague,
    /// Both were published on one day.
    SameDay,
}

/// The row that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counting {
    /// Which.
    pub row: usize,
    /// What holds of its figure by all that the rows say.
    pub status: Status,
    /// What its author should know of the other rows.
    pub remarks: Vec<(Remark, usize)>,
}

/// What is to be said of a row beside the one that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remark {
    /// It says the same again.
    Again,
    /// It is blank and withdraws nothing.
    Blank,
    /// It has a figure, which the one that counts withdraws.
    Withdrawn,
    /// It says another status of the same figure, or a break that the one that counts does not
    /// say: both hold.
    Status,
}

/// Which of the rows of one cell counts. Where every row has a date, the latest publication
/// revises the earlier ones; where one has none, nobody knows which revises which. A blank revises
/// nothing, and a break of the series holds whichever row says it.
pub(super) fn settle(rows: &[&Reading]) -> Option<Settled> {
    let breaks = rows.iter().position(|row| row.status.breaks);
    let speaking = || rows.iter().enumerate().filter(|(_, row)| row.speaks());
    let all_dated = speaking().all(|(_, row)| row.published.is_some());
    let latest = speaking().filter_map(|(_, row)| row.published).max();
    // A year that holds the latest day may be before it or after it.
    let may_be_latest = |row: &Reading| {
        row.published
            .zip(latest)
            .is_none_or(|(own, latest)| !own.is_before(latest))
    };
    let mut group = speaking().filter(|(_, row)| !all_dated || may_be_latest(row));
    let mut remarks = Vec::new();
    let (row, counting) = match group.next() {
        Some((at, row)) => (at, *row),
        None => (0, *rows.first()?),
    };
    let mut status = counting.status;
    let (mut again, mut other_status) = (None, None);
    for (at, other) in group {
        if !same(&counting.content, &other.content) {
            let day = counting.published.filter(|date| date.day != 0);
            let undecided = match day {
                _ if !all_dated => Undecided::NoDates,
                Some(_) if counting.published == other.published => Undecided::SameDay,
                Some(_) | None => Undecided::Vague,
            };
            return Some(Settled::Contradiction {
                one: row,
                other: at,
                undecided,
            });
        }
        if other.status == counting.status {
            again = Some(at);
        } else {
            other_status = Some(at);
        }
        status = status.and(other.status);
    }
    status.breaks |= breaks.is_some();
    let unsaid = breaks.filter(|_| !counting.status.breaks);
    if let Some(at) = other_status.or(unsaid) {
        remarks.push((Remark::Status, at));
    } else if let Some(at) = again {
        remarks.push((Remark::Again, at));
    }
    if counting.content != Content::Absent(Absence::NotKnown) {
        let mut others = rows.iter().enumerate();
        let blank = others.rfind(|(_, other)| !other.speaks() && !other.is_surely_before(counting));
        if let Some((at, _)) = blank.filter(|(at, _)| unsaid != Some(*at)) {
            remarks.push((Remark::Blank, at));
        }
    }
    if let Content::Absent(_) = counting.content {
        let figure = |row: &Reading| matches!(row.content, Content::Figure(_));
        let mut others = rows.iter().enumerate();
        if let Some((at, _)) = others.rfind(|(_, other)| figure(other)) {
            remarks.push((Remark::Withdrawn, at));
        }
    }
    Some(Settled::One(Counting {
        row,
        status,
        remarks,
    }))
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

    /// `3.2 2023-02 B`: a value, a date or `.`, a status.
    fn reading(text: &str) -> Reading {
        let mut words = text.split(' ');
        let [value, date, status] = [(); 3].map(|()| words.next().unwrap_or_default());
        let said = status::parse(status).unwrap();
        Reading {
            content: match figure::read(value).unwrap() {
                figure::Said::Number { number, .. } => Content::Figure(number),
                figure::Said::Absent(absence) => Content::Absent(absence),
            },
            status: said.status,
            published: Published::parse(date),
            missing: said.missing,
        }
    }

    fn settled(rows: &[&str]) -> String {
        let readings: Vec<_> = rows.iter().map(|row| reading(row)).collect();
        match settle(&readings.iter().collect::<Vec<_>>()) {
            None => "nothing".to_owned(),
            Some(Settled::Contradiction {
                one,
                other,
                undecided,
            }) => format!("{one} against {other} {undecided:?}"),
            Some(Settled::One(counting)) => {
                let mut shown = counting.row.to_string();
                if counting.status != Status::NORMAL {
                    shown += &format!(" {}", counting.status.doubt.name());
                }
                if counting.status.breaks {
                    shown += "|";
                }
                for (remark, at) in counting.remarks {
                    shown += &format!(" {remark:?} {at}");
                }
                shown
            }
        }
    }

    #[test]
    fn rows_of_one_cell_are_settled() {
        for (rows, wanted) in [
            (vec!["3.2"], "0"),
            (vec!["3.2", "3.20"], "0 Again 1"),
            (vec!["3.2", "3.3"], "0 against 1 NoDates"),
            (vec!["3.2 2023-02", "3.3 2023-10"], "1"),
            (vec!["3.3 2023-10", "3.2 2023-02"], "0"),
            (
                vec!["3.3 2023-10", "3.2 2023-10", "1 2022"],
                "0 against 1 Vague",
            ),
            (vec!["3.2", "3.3 2023-10"], "0 against 1 NoDates"),
            (vec!["3.2 2024", "3.3 2024-04-10"], "0 against 1 Vague"),
            (
                vec!["3.2 2024-04-10", "3.3 2024-04-10"],
                "0 against 1 SameDay",
            ),
            (vec!["3.3 2024-04-10", "3.2 2024-04"], "0 against 1 Vague"),
            (vec!["3.2 2024-03", "3.3 2024-04-10"], "1"),
            (vec!["3.2 2023", "3.3 2024-04-10"], "1"),
            (vec!["", "3.3"], "1 Blank 0"),
            (vec!["", ""], "0"),
            (vec!["—", "3.3"], "0 against 1 NoDates"),
            (vec!["3.2 2023-02", "… 2023-10"], "1 Withdrawn 0"),
            (vec![], "nothing"),
        ] {
            assert_eq!(settled(&rows), wanted, "{rows:?}");
        }
    }

    #[test]
    fn a_blank_withdraws_nothing_and_a_sign_does() {
        for (rows, wanted) in [
            (vec!["3.2 2023-02", " 2023-10"], "0 Blank 1"),
            (vec![" 2023-10", "3.2 2023-02"], "1 Blank 0"),
            (vec!["3.2", " 2023-10"], "0 Blank 1"),
            (vec![" 2023-02", "3.2 2023-10"], "1"),
            (vec!["3.2 2023-02", " 2023-10 M"], "1 Withdrawn 0"),
            (vec!["3.2 2023-02", "— 2023-10"], "1 Withdrawn 0"),
            (vec!["3.2 2023-10", " 2023-02 M"], "0"),
            (vec!["3.2", " . M"], "0 against 1 NoDates"),
            (vec![" . M", ""], "0"),
        ] {
            assert_eq!(settled(&rows), wanted, "{rows:?}");
        }
    }

    #[test]
    fn no_doubt_and_no_break_is_lost() {
        for (rows, wanted) in [
            (vec!["3.2 . B", "3.2"], "0 normal| Status 1"),
            (vec!["3.2", "3.2 . B"], "0 normal| Status 1"),
            (vec!["3.2 . B", "3.20 . B"], "0 normal| Again 1"),
            (vec!["3.2 . P", "3.2 . E"], "0 estimated Status 1"),
            (vec!["3.2 . D", "3.2"], "0 demonstration Status 1"),
            (vec!["3.2", "3.2 . D"], "0 demonstration Status 1"),
            (vec!["3.2", " . B"], "0 normal| Status 1"),
            (vec![" . B", "3.2"], "1 normal| Status 0"),
            (vec![" . B"], "0 normal|"),
            (vec!["", " . B"], "0 normal| Status 1"),
            // A revision may end a doubt; that the series breaks it does not take back.
            (vec!["3.2 2023-02 P", "3.2 2023-10"], "1"),
            (vec!["3.1 2023-02 B", "3.2 2023-10"], "1 normal| Status 0"),
        ] {
            assert_eq!(settled(&rows), wanted, "{rows:?}");
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
