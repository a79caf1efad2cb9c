//! What a table that somebody made for people seems to say: a proposal for its `tables` in
//! `plan.yaml`, with every doubt.
//!
//! The plan is the measure: cells that are its indicators, regions and years show what a row or a
//! column is. Nothing is read because of a guess; a person looks at it first.

mod axes;
mod columns;
mod refused;
mod regions;
#[cfg(test)]
mod tests;
mod written;

use super::figure::{self, Said};
use super::findings::Findings;
use super::grid::Grid;
use super::headings::{find_column, year};
use super::kinds::part_of_year;
use super::manifest::{Origin, TableMap};
use super::mapped::{Mapped, label};
use super::observations::{
    COLUMNS, INDICATOR, NOTE, PLACE, PUBLISHED, REGION, SOURCE, STATUS, UNIT, VALUE, WIDTH, YEAR,
};
use super::said_unit;
use super::yaml::Placed;
use crate::model::{Measured, Place, Plan};
use crate::text::{Address, Sheet, Source, SourceId, Span, near_name};
use crate::value::Fit;
use axes::{Axes, Axis, axes};
use indexmap::IndexMap;
use std::collections::BTreeMap;

pub use written::entry;

/// What a file seems to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// Its tables; a sheet without figures has none.
    pub tables: Vec<GuessedTable>,
}

/// A table, as far as it is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuessedTable {
    /// The name of its sheet; none in CSV.
    pub sheet: Option<String>,
    /// Whether nobody sees the sheet.
    pub hidden: bool,
    /// What it is.
    pub shape: Shape,
    /// Where the parts of an observation are found, with some of what stands there.
    pub parts: Vec<Part>,
    /// How many figures there are, and the first of them as they would be read.
    pub figures: usize,
    /// See there.
    pub first: Vec<Reading>,
    /// What somebody should look at.
    pub doubts: Vec<Doubt>,
}

/// What a table is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Its headings say everything: it can be read as it is.
    Plain,
    /// It needs to be described.
    Mapped(Box<TableMap>),
    /// There are no figures of which it could be said what they are.
    Unclear,
}

/// Where a part of an observation is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The key in `plan.yaml`.
    pub key: &'static str,
    /// The column, row or text, as `plan.yaml` writes it.
    pub place: String,
    /// Some of what stands there.
    pub examples: Vec<String>,
}

/// A figure as it would be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Where it stands.
    pub address: String,
    /// Of what, as the table writes it.
    pub indicator: String,
    /// Where; blank for the plan's own region.
    pub region: String,
    /// When.
    pub year: String,
    /// How much.
    pub value: String,
    /// In which unit; blank for the indicator's.
    pub unit: String,
}

/// Something that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What it is about; the key of the words for it.
    pub key: &'static str,
    /// Where.
    pub address: Option<String>,
    /// What stands there.
    pub text: String,
    /// What may be meant.
    pub near: Option<String>,
    /// How often.
    pub count: usize,
}

/// What a doubt may be about.
pub const DOUBTS: [&str; 34] = [
    "beside_heading",
    "kind_column",
    "no_unit",
    "part_column",
    "part_of_year",
    "place_of_title",
    "promise_column",
    "promise_title",
    "region_of_title",
    "same_twice",
    "second_table",
    "subheading",
    "unit_of_heading",
    "unread_column",
    "unread_words",
    "ambiguous_region",
    "blank_name",
    "filled",
    "indicator_of_title",
    "near_indicator",
    "near_region",
    "no_figure",
    "no_indicator",
    "no_year",
    "own_region",
    "part",
    "sign",
    "some_no_unit",
    "unit_of_title",
    "unit_unused",
    "units_of_title",
    "unknown_indicator",
    "unknown_region",
    "year_of_title",
];

/// The parts of an observation that a proposal may say the place of.
pub fn parts_found() -> impl Iterator<Item = &'static str> {
    BESIDE.into_iter().map(key_of)
}

/// Looks at a data file that was taken in.
pub fn guess(plan: &Plan, source: SourceId, file: &Source) -> Guess {
    let text = file.text_or_empty();
    let tables = match file.sheets() {
        None => vec![Looker::new(plan, source, text, None).table()],
        Some(sheets) => {
            let lookers = sheets
                .iter()
                .filter(|sheet| sheet.start < sheet.end)
                .map(|sheet| Looker::new(plan, source, text, Some(sheet)));
            let mut lookers: Vec<_> = lookers.collect();
            let has_sheets_of_regions = lookers.iter().any(Looker::is_called_by_region);
            for look in &mut lookers {
                look.has_sheets_of_regions = has_sheets_of_regions;
            }
            lookers.into_iter().map(Looker::table).collect()
        }
    };
    Guess { tables }
}

/// Rows of a heading stand above this one.
const MOST_HEADING_ROWS: u32 = 20;

/// Columns of a table stand before this one.
const MOST_COLUMNS: u32 = 256;

/// Looks at one table.
struct Looker<'a> {
    plan: &'a Plan,
    source: SourceId,
    text: &'a str,
    sheet: Option<&'a Sheet>,
    grid: Grid<'a>,
    width: u32,
    /// Whether sheets of the file are called by regions.
    has_sheets_of_regions: bool,
    doubts: Vec<Doubt>,
}

impl<'a> Looker<'a> {
    fn new(plan: &'a Plan, source: SourceId, text: &'a str, sheet: Option<&'a Sheet>) -> Self {
        let grid = Grid::new(source, text, sheet);
        let widths = (0..grid.height()).map(|row| grid.fields(row).fields.len());
        let width = u32::try_from(widths.max().unwrap_or(0)).unwrap_or(u32::MAX);
        Self {
            plan,
            source,
            text,
            sheet,
            grid,
            width: width.min(MOST_COLUMNS),
            has_sheets_of_regions: false,
            doubts: Vec::new(),
        }
    }

    fn table(mut self) -> GuessedTable {
        let map = match self.plain_header() {
            Some(0) => None,
            Some(row) if self.is_refused_by_title(row) => {
                return self.told(Shape::Unclear, Vec::new());
            }
            Some(row) => Some(self.below_title(row)),
            None => match self.mapped() {
                Some(map) => Some(map),
                None => return self.told(Shape::Unclear, Vec::new()),
            },
        };
        let Some(map) = map else {
            return self.told(Shape::Plain, Vec::new());
        };
        let parts = self.parts(&map);
        self.told(Shape::Mapped(Box::new(map)), parts)
    }

    fn told(mut self, shape: Shape, parts: Vec<Part>) -> GuessedTable {
        /// So many figures show whether it was understood.
        const SHOWN: usize = 6;
        let mut figures = 0;
        let mut first = Vec::new();
        let mut has_unit = false;
        // The first figure without a unit, and how many there are.
        let mut without: Option<(usize, usize)> = None;
        if let Shape::Mapped(map) = &shape
            && !map.is_by_headings()
            && let Some(table) = Mapped::open(
                self.source,
                self.text,
                self.sheet,
                map,
                &self.plan.units,
                &mut Findings::silent(),
            )
        {
            table.each(table.range(), &mut Findings::silent(), |row, _| {
                figures += 1;
                let unit = self.fitting(row.get(INDICATOR), row.get(UNIT));
                let is_bare = unit.is_empty() && self.needs_unit(row.get(INDICATOR));
                let (value, unit) = self.value_and_unit(row.get(VALUE), &unit);
                has_unit |= !unit.is_empty();
                if is_bare
                    && matches!(figure::read(&value), Ok(Said::Number { unit: "", .. }))
                    && unit.is_empty()
                {
                    let (_, count) = without.get_or_insert((row.at(), 0));
                    *count += 1;
                }
                if first.len() < SHOWN {
                    let get = |column| row.get(column).to_owned();
                    first.push(Reading {
                        address: self.address_of(table.span(row.at(), VALUE)),
                        indicator: get(INDICATOR),
                        region: get(REGION),
                        year: get(YEAR),
                        value,
                        unit,
                    });
                }
            });
            if let Some((at, count)) = without {
                let address = has_unit.then(|| self.address_of(table.span(at, VALUE)));
                self.doubts.push(Doubt {
                    key: if has_unit { "some_no_unit" } else { "no_unit" },
                    address,
                    text: String::new(),
                    near: None,
                    count: if has_unit { count } else { 1 },
                });
            }
        }
        // A table of which nothing would be read is no proposal.
        let is_empty =
            matches!(&shape, Shape::Mapped(map) if !map.is_by_headings() && figures == 0);
        let (shape, parts) = match is_empty {
            true => (Shape::Unclear, Vec::new()),
            false => (shape, parts),
        };
        GuessedTable {
            sheet: self.sheet.map(|sheet| sheet.name.clone()),
            hidden: self.sheet.is_some_and(|sheet| sheet.hidden),
            shape,
            parts,
            figures,
            first,
            doubts: self.doubts,
        }
    }

    /// Whether the plan gives the figures of an indicator a unit.
    fn needs_unit(&self, indicator: &str) -> bool {
        let id = self.plan.indicator_names.get(indicator);
        let indicator = id.and_then(|id| self.plan.indicator(*id));
        indicator.is_some_and(|it| matches!(it.measured, Measured::In(Some(_))))
    }

    /// Of several units the one that fits an indicator; all of them where none or more do.
    fn fitting(&self, indicator: &str, unit: &str) -> String {
        let id = self.plan.indicator_names.get(indicator);
        let measured = id
            .and_then(|id| self.plan.indicator(*id))
            .map(|it| &it.measured);
        let all = said_unit::all_of(unit, &self.plan.units);
        if let (Some(Measured::In(Some(own))), Some(all)) = (measured, all) {
            let mut fits = all
                .iter()
                .filter(|one| matches!(one.fit(own), Fit::Factor(_)));
            if let (Some(only), None) = (fits.next(), fits.next()) {
                return only.name().to_owned();
            }
        }
        unit.to_owned()
    }

    /// A figure and its unit as they would be read; what is no figure as it stands.
    fn value_and_unit(&self, value: &str, unit: &str) -> (String, String) {
        let Ok(Said::Number { unit: behind, .. }) = figure::read(value) else {
            let unit = if self.is_stage(value) { unit } else { "" };
            return (value.to_owned(), unit.to_owned());
        };
        let bare = value.trim_end_matches(figure::is_note_mark).trim_end();
        if behind.is_empty() {
            return (bare.to_owned(), unit.to_owned());
        }
        match bare.strip_suffix(behind) {
            Some(number) if self.is_unit(behind) => (number.trim().to_owned(), behind.to_owned()),
            _ => (value.to_owned(), String::new()),
        }
    }

    fn empty_map(&self) -> TableMap {
        TableMap {
            sheet: self.sheet.map(|sheet| self.placed(&sheet.name)),
            header: None,
            rows: None,
            origins: vec![None; WIDTH],
            values: Vec::new(),
            fill: Vec::new(),
            names: IndexMap::new(),
            signs: Vec::new(),
            place: Span::new(self.source, 0..0),
        }
    }

    fn placed(&self, text: &str) -> Placed {
        Placed {
            text: text.to_owned(),
            span: Span::new(self.source, 0..0),
        }
    }

    /// The row whose headings name all that an observation needs.
    fn plain_header(&self) -> Option<u32> {
        let rows = 0..self.grid.height().min(MOST_HEADING_ROWS);
        let first = rows.clone().find(|row| !self.is_blank(*row))?;
        let is_header = |row: &u32| {
            let known: Vec<_> = (0..self.width)
                .filter_map(|column| find_column(COLUMNS, &self.cell(*row, column)))
                .collect();
            [INDICATOR, YEAR, VALUE].iter().all(|at| known.contains(at))
        };
        let row = rows.into_iter().find(is_header)?;
        // Blank rows above it do not matter.
        Some(if row == first { 0 } else { row })
    }

    /// A table that needs to be described.
    fn mapped(&mut self) -> Option<TableMap> {
        let axes = axes(self)?;
        if self.is_refused_by_title(axes.first_heading) || self.is_refused_by_column(&axes) {
            return None;
        }
        let mut map = self.empty_map();
        map.header = Some((axes.first_heading, axes.last_heading));
        map.rows = Some((axes.body.0, Some(axes.body.1)));
        map.values.clone_from(&axes.values);
        for (axis, row) in &axes.above {
            let at = match axis {
                Axis::Year => YEAR,
                Axis::Region => REGION,
                Axis::Indicator => INDICATOR,
            };
            put(&mut map, at, Origin::Row(*row));
        }
        for (at, column) in &axes.beside {
            if map.origins.get(*at).is_some_and(Option::is_none) {
                put(&mut map, *at, Origin::Column(*column));
            }
        }
        self.narrow(&mut map, &axes);
        self.end_before_second(&mut map, &axes);
        if map.values.is_empty() {
            return None;
        }
        self.unit_of_heading(&mut map, &axes);
        self.read_title(&mut map, &axes);
        self.end_before_section(&mut map);
        let has = |at: usize| map.origins.get(at).is_some_and(Option::is_some);
        for (at, key) in [(INDICATOR, "no_indicator"), (YEAR, "no_year")] {
            if !has(at) {
                self.doubt(key, None, "", None);
                return None;
            }
        }
        let is_told = |doubt: &Doubt| doubt.key == "place_of_title";
        if !has(REGION) && !self.doubts.iter().any(is_told) {
            let own = self.plan.regions.name(self.plan.regions.own()).to_owned();
            self.doubt("own_region", None, &own, None);
        }
        self.fill(&mut map);
        self.name(&mut map);
        self.look_at_values(&map);
        Some(map)
    }

    /// A table whose headings say everything but perhaps the unit, which the title may say.
    fn below_title(&mut self, row: u32) -> TableMap {
        let by_headings = TableMap {
            header: Some((row, row)),
            ..self.empty_map()
        };
        let mut described = by_headings.clone();
        for column in 0..self.width {
            match find_column(COLUMNS, &self.cell(row, column)) {
                Some(VALUE) => described.values.push(column),
                Some(at) => put(&mut described, at, Origin::Column(column)),
                None => {}
            }
        }
        let last = self.grid.height().saturating_sub(1).max(row + 1);
        described.rows = Some((row + 1, Some(last)));
        let is_said = described.origins.get(UNIT).is_some_and(Option::is_some);
        let titles = self.titles(row);
        self.unit_of_title(&mut described, &titles, row);
        match described.origins.get(UNIT) {
            Some(Some(_)) if !is_said => described,
            _ => by_headings,
        }
    }

    /// The texts above a row, and the name of the sheet.
    fn titles(&self, below: u32) -> Vec<(Option<(u32, u32)>, String)> {
        let mut titles: Vec<(Option<(u32, u32)>, String)> = Vec::new();
        for row in 0..below.min(MOST_HEADING_ROWS) {
            for column in 0..self.width {
                let text = self.cell(row, column);
                let is_again = titles.last().is_some_and(|(_, last)| *last == text);
                if !text.is_empty() && !is_again {
                    titles.push((Some((row, column)), text));
                }
            }
        }
        titles.extend(self.sheet.map(|sheet| (None, sheet.name.clone())));
        titles
    }

    /// What stands in the title, or in the sheet's name, for all of the table.
    fn read_title(&mut self, map: &mut TableMap, axes: &Axes) {
        let titles = self.titles(axes.body.0);
        let lacks = |map: &TableMap, at: usize| map.origins.get(at).is_some_and(Option::is_none);
        if lacks(map, REGION) {
            self.region_of_title(map, &titles);
        }
        self.unit_of_title(map, &titles, axes.first_heading);
        for (place, title) in &titles {
            if lacks(map, YEAR)
                && let Some(year) = year_in(title)
            {
                put(map, YEAR, Origin::Is(self.placed(&year)));
                self.doubt("year_of_title", *place, title, Some(&year));
            }
            if lacks(map, INDICATOR) {
                let names = self.plan.indicator_names.keys();
                let within = names.filter(|name| title.contains(name.as_str()));
                if let Some(name) = within.max_by_key(|name| name.len()).cloned() {
                    put(map, INDICATOR, Origin::Is(self.placed(&name)));
                    self.doubt("indicator_of_title", *place, title, Some(&name));
                }
            }
        }
    }

    /// Names whose blank cells go on with the one above.
    fn fill(&mut self, map: &mut TableMap) {
        let Some((first, Some(last))) = map.rows else {
            return;
        };
        for at in [INDICATOR, REGION, YEAR] {
            let Some(Some(Origin::Column(column))) = map.origins.get(at) else {
                continue;
            };
            let column = *column;
            let (goes_on, stands_alone): (Vec<u32>, Vec<u32>) = (first..=last)
                .filter(|&row| {
                    self.cell(row, column).is_empty() && self.has_figures(row, &map.values)
                })
                // The first row has nothing to go on with.
                .partition(|&row| row != first && !self.begins_anew(map, (row, column)));
            if let Some(row) = stands_alone.first() {
                self.doubt("blank_name", Some((*row, column)), key_of(at), None);
            }
            if let Some(row) = goes_on.first().filter(|row| **row > first) {
                map.fill.push(at);
                self.doubt("filled", Some((*row, column)), key_of(at), None);
            }
        }
        self.fill_unit(map, first, last);
    }

    /// A unit goes on over blank cells as far as the name does that it stands beside.
    fn fill_unit(&mut self, map: &mut TableMap, first: u32, last: u32) {
        let (Some(Some(Origin::Column(unit))), Some(Some(Origin::Column(name)))) = (
            map.origins.get(UNIT).cloned(),
            map.origins.get(INDICATOR).cloned(),
        ) else {
            return;
        };
        let fills = map.fill.contains(&INDICATOR);
        let (mut last_name, mut has_unit) = (String::new(), false);
        for row in first..=last {
            let text = self.cell(row, name);
            let goes_on = text == last_name || text.is_empty() && fills;
            if !goes_on {
                has_unit = false;
                last_name = text;
            }
            if !self.cell(row, unit).is_empty() {
                has_unit = true;
            } else if has_unit && self.has_figures(row, &map.values) {
                map.fill.push(UNIT);
                self.doubt("filled", Some((row, unit)), key_of(UNIT), None);
                return;
            }
        }
    }

    /// Whether an indicator begins in a row to the left of a cell: what stands there for the one
    /// above does not go on.
    fn begins_anew(&self, map: &TableMap, (row, column): (u32, u32)) -> bool {
        let Some(Some(Origin::Column(names))) = map.origins.get(INDICATOR) else {
            return false;
        };
        let own = self.cell(row, *names);
        let above = (map.rows.map_or(0, |(first, _)| first)..row)
            .rev()
            .filter(|above| self.has_figures(*above, &map.values))
            .map(|above| self.cell(above, *names))
            .find(|text| !text.is_empty());
        *names < column && !own.is_empty() && above.is_some_and(|above| above != own)
    }

    /// Names that the plan does not know as they stand.
    fn name(&mut self, map: &mut TableMap) {
        let Some((first, Some(last))) = map.rows else {
            return;
        };
        let cells = |at: usize| -> Vec<(u32, u32)> {
            match map.origins.get(at) {
                Some(Some(Origin::Column(column))) => {
                    (first..=last).map(|row| (row, *column)).collect()
                }
                Some(Some(Origin::Row(row))) => {
                    map.values.iter().map(|column| (*row, *column)).collect()
                }
                _ => Vec::new(),
            }
        };
        let mut unknown: BTreeMap<(usize, String), ((u32, u32), usize)> = BTreeMap::new();
        for at in [INDICATOR, REGION] {
            for place in cells(at) {
                let text = self.cell(place.0, place.1);
                if text.is_empty() {
                    continue;
                }
                let name = label(&text, &self.plan.units).name;
                let is_known = match at {
                    INDICATOR => self.is_indicator(&text),
                    _ => self.is_region(&name) && !self.is_ambiguous(&name),
                };
                if !is_known {
                    unknown.entry((at, text)).or_insert((place, 0)).1 += 1;
                }
            }
        }
        for ((at, text), (place, count)) in unknown {
            let near = match at {
                INDICATOR => {
                    let name = label(&text, &self.plan.units).name;
                    let names = self.plan.indicator_names.keys().map(String::as_str);
                    near_name(&name, names).map(str::to_owned)
                }
                _ if self.is_ambiguous(&text) => None,
                _ => {
                    let names = self.plan.regions.names();
                    near_name(&text, names).map(str::to_owned)
                }
            };
            if let Some(near) = &near {
                map.names.insert(text.trim().to_owned(), near.clone());
            }
            let key = match (at, &near) {
                (INDICATOR, Some(_)) => "near_indicator",
                (INDICATOR, None) if super::mapped::part_of(&text).is_some() => "part",
                (INDICATOR, None) => "unknown_indicator",
                _ if self.is_ambiguous(&text) => "ambiguous_region",
                (_, Some(_)) => "near_region",
                (_, None) => "unknown_region",
            };
            self.doubts.push(Doubt {
                key,
                address: Some(self.address(place)),
                text,
                near,
                count,
            });
        }
    }

    /// Signs, and what is no figure in its place.
    fn look_at_values(&mut self, map: &TableMap) {
        let Some((first, Some(last))) = map.rows else {
            return;
        };
        let mut signs: BTreeMap<String, ((u32, u32), usize)> = BTreeMap::new();
        let mut others: Option<((u32, u32), String, usize)> = None;
        for row in first..=last {
            for &column in &map.values {
                let text = self.cell(row, column);
                match figure::read(&text) {
                    _ if text.is_empty() => {}
                    Ok(Said::Absent(_)) => {
                        signs.entry(text).or_insert(((row, column), 0)).1 += 1;
                    }
                    Ok(Said::Number { unit, .. })
                        if unit.is_empty() || self.plan.units.parse(unit).is_some() => {}
                    // A stage of a project is a figure of its own.
                    _ if self.is_stage(&text) => {}
                    Ok(Said::Number { .. }) | Err(_) => match &mut others {
                        Some((_, _, count)) => *count += 1,
                        None => others = Some(((row, column), text, 1)),
                    },
                }
            }
        }
        for (text, (place, count)) in signs {
            self.doubt_of("sign", place, text, count);
        }
        if let Some((place, text, count)) = others {
            self.doubt_of("no_figure", place, text, count);
        }
    }

    fn parts(&self, map: &TableMap) -> Vec<Part> {
        /// So many examples show what a column holds.
        const SHOWN: usize = 4;
        let mut parts = Vec::new();
        let body = map.rows.map(|(first, last)| first..=last.unwrap_or(first));
        for (at, origin) in map.origins.iter().enumerate() {
            let Some(origin) = origin else {
                continue;
            };
            let texts: Vec<String> = match (origin, &body) {
                (Origin::Column(column), Some(body)) => {
                    body.clone().map(|row| self.cell(row, *column)).collect()
                }
                (Origin::Row(row), _) => {
                    let columns = map.values.iter();
                    columns.map(|column| self.cell(*row, *column)).collect()
                }
                (Origin::Is(text) | Origin::Heading(text), _) => vec![text.text.clone()],
                (Origin::Column(_), None) => Vec::new(),
            };
            let mut examples: Vec<String> = Vec::new();
            for text in texts {
                if !text.is_empty() && !examples.contains(&text) && examples.len() < SHOWN {
                    examples.push(text);
                }
            }
            parts.push(Part {
                key: key_of(at),
                place: written::origin(origin),
                examples,
            });
        }
        parts
    }

    fn cell(&self, row: u32, column: u32) -> String {
        self.grid.cell(row, column).trim().to_owned()
    }

    fn is_blank(&self, row: u32) -> bool {
        (0..self.width).all(|column| self.cell(row, column).is_empty())
    }

    fn has_figures(&self, row: u32, values: &[u32]) -> bool {
        values.iter().any(|&column| self.is_figure(row, column))
    }

    /// Whether a figure stands in a cell, and not in one that covers others.
    fn is_figure(&self, row: u32, column: u32) -> bool {
        if self.grid.area(row, column).is_some() {
            return false;
        }
        let text = self.cell(row, column);
        if part_of_year(&text) {
            return false;
        }
        matches!(figure::read(&text), Ok(Said::Number { .. })) || self.is_stage(&text)
    }

    /// Whether a text is a number, alone or with a unit behind it, and no title that begins with a year.
    fn is_number(&self, text: &str) -> bool {
        match figure::read(text) {
            Ok(Said::Number { unit, .. }) => unit.is_empty() || self.is_unit(unit),
            Ok(Said::Absent(_)) | Err(_) => self.is_stage(text),
        }
    }

    fn is_stage(&self, text: &str) -> bool {
        let scales = self.plan.scales.iter();
        !text.is_empty() && scales.into_iter().any(|scale| scale.place(text).is_some())
    }

    fn is_indicator(&self, text: &str) -> bool {
        let name = label(text, &self.plan.units).name;
        let names = &self.plan.indicator_names;
        names.contains_key(text) || names.contains_key(&name)
    }

    /// Whether a text is a region's name, perhaps that of several.
    fn is_region(&self, text: &str) -> bool {
        matches!(
            self.plan.regions.find_in_table(text),
            Some(Place::Region(_) | Place::Ambiguous(_))
        )
    }

    fn is_ambiguous(&self, text: &str) -> bool {
        let place = self.plan.regions.find_in_table(text);
        matches!(place, Some(Place::Ambiguous(_)))
    }

    fn is_year(&self, text: &str) -> bool {
        year(&label(text, &self.plan.units).name).is_some()
    }

    fn is_unit(&self, text: &str) -> bool {
        said_unit::whole(text, &self.plan.units).is_some()
    }

    fn doubt(
        &mut self,
        key: &'static str,
        place: Option<(u32, u32)>,
        text: &str,
        near: Option<&str>,
    ) {
        let address = place.map(|place| self.address(place));
        self.doubts.push(Doubt {
            key,
            address,
            text: text.to_owned(),
            near: near.map(str::to_owned),
            count: 1,
        });
    }

    /// A doubt about so many cells, of which one is named.
    fn doubt_of(&mut self, key: &'static str, place: (u32, u32), text: String, count: usize) {
        let address = Some(self.address(place));
        self.doubts.push(Doubt {
            key,
            address,
            text,
            near: None,
            count,
        });
    }

    /// A cell as Excel names it; without a sheet in CSV.
    fn address(&self, (row, column): (u32, u32)) -> String {
        match self.sheet {
            Some(sheet) => Address {
                sheet: &sheet.name,
                row,
                column,
            }
            .to_string(),
            None => crate::text::cell_name(row, column),
        }
    }

    fn address_of(&self, span: Span) -> String {
        let row = self
            .grid
            .rows_in(&(span.start as usize..span.start as usize + 1))
            .start;
        let fields = self.grid.fields(row);
        let column = fields
            .fields
            .iter()
            .position(|field| field.end >= span.start as usize);
        self.address((row, u32::try_from(column.unwrap_or(0)).unwrap_or(0)))
    }
}

fn put(map: &mut TableMap, at: usize, origin: Origin) {
    if let Some(own) = map.origins.get_mut(at) {
        *own = Some(origin);
    }
}

/// The key of a part in `plan.yaml`.
fn key_of(at: usize) -> &'static str {
    let names = COLUMNS.get(at).map(|column| column.names);
    names.and_then(|names| names.first().copied()).unwrap_or("")
}

/// The parts that a column may have beside the figures.
const BESIDE: [usize; 9] = [
    INDICATOR, REGION, YEAR, UNIT, STATUS, SOURCE, PUBLISHED, PLACE, NOTE,
];

/// The one year in a title: `2023年`.
fn year_in(title: &str) -> Option<String> {
    let mut years: Vec<String> = Vec::new();
    let characters: Vec<char> = title.chars().collect();
    for (at, window) in characters.windows(5).enumerate() {
        let [digits @ .., '年'] = window else {
            continue;
        };
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        let text: String = digits.iter().collect();
        if text.bytes().all(|byte| byte.is_ascii_digit())
            && before.is_none_or(|c| !c.is_ascii_digit())
            && year(&text).is_some()
        {
            years.push(text);
        }
    }
    years.dedup();
    match years.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}
