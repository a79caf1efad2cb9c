//! Which columns of figures are what was measured: words between the years and the figures may say
//! that one is a target, a part of the whole, or a rate of change.

use super::axes::{Axes, Axis, Numbering};
use super::{Looker, put};
use crate::data::figure::{self, Said};
use crate::data::headings::{find_column, is_second_heading, year};
use crate::data::kinds::{Says, says};
use crate::data::manifest::{Origin, TableMap};
use crate::data::mapped::label;
use crate::data::observations::{COLUMNS, INDICATOR, REGION, UNIT, VALUE, YEAR};
use crate::data::said_unit;
use indexmap::IndexMap;

impl Looker<'_> {
    /// Takes from the columns of figures those that hold something else, and finds a row of units.
    pub(super) fn narrow(&mut self, map: &mut TableMap, axes: &Axes) {
        let across: Vec<u32> = axes.above.iter().map(|(_, row)| *row).collect();
        let mut whole: Vec<u32> = Vec::new();
        let mut dropped: Vec<u32> = Vec::new();
        let mut named: IndexMap<String, ((u32, u32), usize)> = IndexMap::new();
        for row in axes.first_heading..=axes.last_heading {
            if across.contains(&row) {
                continue;
            }
            let cells: Vec<(u32, String)> = map
                .values
                .iter()
                .map(|&column| (column, self.cell(row, column)))
                .filter(|(_, text)| !text.is_empty())
                .collect();
            if cells.is_empty() {
                continue;
            }
            if cells.iter().all(|(_, text)| self.is_unit(text)) {
                if map.origins.get(UNIT).is_some_and(Option::is_none) {
                    put(map, UNIT, Origin::Row(row));
                }
                continue;
            }
            for (column, text) in cells {
                // Units above the figures are read wherever they stand.
                if self.is_unit(&text) {
                    continue;
                }
                // 状态 for each year: no figures stand under it.
                if find_column(COLUMNS, &text).is_some_and(|at| at != VALUE) {
                    named.entry(text).or_insert(((row, column), 0)).1 += 1;
                    dropped.push(column);
                    continue;
                }
                let key = match says(&text) {
                    Says::Whole => {
                        whole.push(column);
                        continue;
                    }
                    Says::Promise => "promise_column",
                    Says::Part => "part_column",
                    Says::Unknown => "subheading",
                };
                self.doubt(key, Some((row, column)), &text, None);
                if key != "subheading" {
                    dropped.push(column);
                }
            }
        }
        for (text, (place, count)) in named {
            self.doubt_of("beside_heading", place, text, count);
        }
        map.values.retain(|column| !dropped.contains(column));
        self.one_of_a_kind(map, &across, &whole);
        self.unread(map, axes, &dropped);
    }

    /// Of several columns under the same years and names the one that says that it is the whole.
    fn one_of_a_kind(&mut self, map: &mut TableMap, across: &[u32], whole: &[u32]) {
        if across.is_empty() {
            return;
        }
        let heads = |column: u32| -> Vec<String> {
            let texts = across.iter().map(|row| self.cell(*row, column));
            texts
                .map(|text| label(&text, &self.plan.units).name)
                .collect()
        };
        let mut kept = Vec::new();
        let mut twice = Vec::new();
        for &column in &map.values {
            let own = heads(column);
            let same: Vec<u32> = map
                .values
                .iter()
                .copied()
                .filter(|other| heads(*other) == own)
                .collect();
            let wholes: Vec<u32> = same
                .iter()
                .copied()
                .filter(|one| whole.contains(one))
                .collect();
            match (same.as_slice(), wholes.as_slice()) {
                ([_], _) => kept.push(column),
                (_, [only]) if *only == column => kept.push(column),
                (_, [_]) => twice.push((column, own.join(" "))),
                _ => twice.push((column, own.join(" "))),
            }
        }
        let row = across.first().copied().unwrap_or_default();
        for (column, text) in twice {
            self.doubt("same_twice", Some((row, column)), &text, None);
        }
        map.values = kept;
    }

    /// Columns that are not read: those with numbers, and those with words that may say of which
    /// part the figures are.
    fn unread(&mut self, map: &TableMap, axes: &Axes, dropped: &[u32]) {
        let (first, last) = axes.body;
        let is_told = |column: &u32| {
            dropped.contains(column)
                || axes.values.contains(column)
                || axes.beside.iter().any(|(_, own)| own == column)
                || map.values.contains(column)
        };
        let others = (0..self.width).filter(|column| !is_told(column));
        let mut others: Vec<_> = others
            .map(|own| (own, Numbering::default(), [false; 2]))
            .collect();
        // Down the rows, for a row is cut into its fields as a whole.
        for row in (first..=last).filter(|row| self.has_figures(*row, &axes.values)) {
            for (column, numbers, [has_numbers, has_words]) in &mut others {
                let text = self.cell(row, *column);
                if matches!(figure::read(&text), Ok(Said::Number { .. })) {
                    numbers.see(&text);
                    *has_numbers = true;
                } else if !text.is_empty() {
                    *has_words = true;
                }
            }
        }
        for (column, numbers, [has_numbers, has_words]) in others {
            // 序号 stands before the figures and is none.
            let is_numbering = numbers.holds() && axes.values.iter().all(|value| *value > column);
            let key = match (has_numbers && !is_numbering, has_words) {
                (true, _) => "unread_column",
                (false, true) => "unread_words",
                (false, false) => continue,
            };
            let heading = (axes.first_heading..=axes.last_heading)
                .rev()
                .map(|row| (row, self.cell(row, column)))
                .find(|(_, text)| !text.is_empty());
            let (row, text) = heading.unwrap_or((first, String::new()));
            self.doubt(key, Some((row, column)), &text, None);
        }
    }

    /// A heading among the figures begins another table: the rows from there on are not read.
    pub(super) fn end_before_second(&mut self, map: &mut TableMap, axes: &Axes) {
        let (first, last) = axes.body;
        let names = axes.beside.iter().copied();
        let names = names.filter(|(at, _)| [INDICATOR, REGION].contains(at));
        let cells = |row: u32| -> Vec<String> {
            let values = map.values.iter();
            values.map(|&column| self.cell(row, column)).collect()
        };
        let years = axes.above.iter().find(|(axis, _)| *axis == Axis::Year);
        let above = years.map(|(_, row)| cells(*row));
        let is_heading = |row: u32| {
            let names = names.clone();
            let names: Vec<_> = names
                .map(|(at, column)| (at, self.cell(row, column)))
                .collect();
            let year_of = |text: &str| year(&label(text, &self.plan.units).name);
            is_second_heading(&names, &cells(row), above.as_deref(), year_of)
        };
        if let Some(row) = (first + 1..=last).find(|&row| is_heading(row)) {
            map.rows = Some((first, Some(row - 1)));
            self.doubt("second_table", Some((row, 0)), &self.cell(row, 0), None);
        }
    }

    /// A unit in the heading above the names, as in `指标（万人）`.
    pub(super) fn unit_of_heading(&mut self, map: &mut TableMap, axes: &Axes) {
        for (at, column) in &axes.beside {
            if *at != INDICATOR {
                continue;
            }
            for row in axes.first_heading..=axes.last_heading {
                let text = self.cell(row, *column);
                let lacks = map.origins.get(UNIT).is_some_and(Option::is_none);
                if let Some(unit) = label(&text, &self.plan.units).unit.filter(|_| lacks) {
                    put(map, UNIT, Origin::Is(self.placed(&unit)));
                    self.doubt("unit_of_heading", Some((row, *column)), &text, Some(&unit));
                }
            }
        }
    }

    /// The unit in a title: of several, each indicator takes the one that fits it.
    pub(super) fn unit_of_title(
        &mut self,
        map: &mut TableMap,
        titles: &[(Option<(u32, u32)>, String)],
        heading: u32,
    ) {
        let units = &self.plan.units;
        let own = match map.origins.get(UNIT) {
            Some(Some(Origin::Is(unit))) => Some(unit.text.clone()),
            _ => None,
        };
        let mut all: Vec<String> = own.into_iter().collect();
        let mut first: Option<(Option<(u32, u32)>, String)> = None;
        let mut before = "";
        for (place, title) in titles {
            let is_title = place.is_none_or(|(row, _)| row < heading);
            let unit = match is_title {
                true => said_unit::in_title(title, units),
                // Brackets in a heading are those of one column.
                false => said_unit::after_word(title, units),
            };
            let is_behind = before.trim_end_matches([':', '：', ' ']).ends_with("单位");
            let unit = unit.or_else(|| said_unit::whole(title, units).filter(|_| is_behind));
            if let Some(unit) = unit.filter(|unit| !all.contains(unit)) {
                first.get_or_insert_with(|| (*place, title.clone()));
                all.push(unit);
            }
            before = title;
        }
        let Some((place, title)) = first else {
            return;
        };
        let all = all.join("、");
        match map.origins.get(UNIT) {
            Some(Some(Origin::Column(_) | Origin::Row(_))) => {
                if self.lacks_units(map) {
                    self.doubt("unit_unused", place, &title, Some(&all));
                }
            }
            _ => {
                put(map, UNIT, Origin::Is(self.placed(&all)));
                let key = match all.contains('、') {
                    true => "units_of_title",
                    false => "unit_of_title",
                };
                self.doubt(key, place, &title, Some(&all));
            }
        }
    }

    /// Whether some figure has a blank where its unit is said.
    fn lacks_units(&self, map: &TableMap) -> bool {
        let Some((first, Some(last))) = map.rows else {
            return false;
        };
        match map.origins.get(UNIT) {
            Some(Some(Origin::Column(column))) => (first..=last).any(|row| {
                self.cell(row, *column).is_empty() && self.has_figures(row, &map.values)
            }),
            Some(Some(Origin::Row(row))) => {
                let mut values = map.values.iter();
                values.any(|&column| self.cell(*row, column).is_empty())
            }
            _ => false,
        }
    }

    /// A row without figures that names another indicator, region or year than what holds for all
    /// begins another section: the rows from there on are not read.
    pub(super) fn end_before_section(&mut self, map: &mut TableMap) {
        let Some((first, Some(last))) = map.rows else {
            return;
        };
        let is_for_all = |at: usize| {
            let origin = map.origins.get(at).and_then(Option::as_ref);
            !matches!(origin, Some(Origin::Column(_) | Origin::Heading(_)))
        };
        let names_other = |text: &str| {
            let name = label(text, &self.plan.units).name;
            is_for_all(INDICATOR) && self.is_indicator(text)
                || is_for_all(REGION) && self.is_region(&name)
                || is_for_all(YEAR) && self.is_year(text)
        };
        let section = (first + 1..=last)
            .filter(|row| !self.has_figures(*row, &map.values))
            .find_map(|row| {
                let cells = (0..self.width).map(|column| ((row, column), self.cell(row, column)));
                let mut cells: Vec<_> = cells.filter(|(_, text)| !text.is_empty()).collect();
                cells.dedup_by(|(_, text), (_, before)| text == before);
                match cells.as_slice() {
                    [(place, text)] if names_other(text) => Some((*place, text.clone())),
                    _ => None,
                }
            });
        if let Some((place, text)) = section {
            map.rows = Some((first, Some(place.0 - 1)));
            self.doubt("second_table", Some(place), &text, None);
        }
    }
}
