//! A table whose shape `plan.yaml` describes: each figure with the cells beside it and above it
//! that say what it is a figure of.

mod labels;
mod refused;
mod units;

use super::fields::{Fields, inner};
use super::figure::{self, Wrong};
use super::findings::{Findings, clip, with_near};
use super::grid::{Grid, unquoted_cell};
use super::headings::{is_second_heading, plain_heading, year};
use super::manifest::{NAMED, Origin, TableMap};
use super::observations::{INDICATOR, REGION, STATUS, UNIT, VALUE, WIDTH, YEAR};
use super::table::tell_loose;
use super::yaml::Placed;
use crate::diag::Code;
use crate::text::{Area, Oddity, Sheet, Sheets, SourceId, Span, column_name};
use crate::value::Units;
pub(super) use labels::{Label, label, part_of, unit_in_heading};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
pub(super) use units::SaidUnit;
use units::UnitPlace;

/// A table of a data file, as it is mapped.
#[derive(Debug, Clone)]
pub(super) struct Mapped<'t> {
    grid: Grid<'t>,
    sheets: Option<&'t Sheets>,
    body: Range<u32>,
    origins: Vec<Option<Found>>,
    values: Vec<u32>,
    fill: Vec<usize>,
    /// The rows of the body that are not read, because of what stands beside their figures.
    refused: Vec<u32>,
    map: TableMap,
    /// For each row of the body the one that fills it, by the columns that go on over blank cells.
    sources: HashMap<u32, Vec<u32>>,
    /// For a cell of a heading the column of the one that fills it, by row and column.
    leftwards: HashMap<(u32, u32), u32>,
    /// What the indicator's column says in each row.
    beside: HashMap<u32, Label>,
    /// For a row that is a part of another one that row.
    wholes: HashMap<u32, u32>,
    /// What the cells above the figures say, by row and column.
    above: HashMap<(u32, u32), Label>,
    /// The units in the other headings above the figures, by column.
    headed: HashMap<u32, Vec<SaidUnit>>,
    /// The unit that holds for figures which say none of their own.
    of_all: Option<SaidUnit>,
}

/// Where a part of an observation is found, with nothing left to look up.
#[derive(Debug, Clone)]
enum Found {
    Column(u32),
    Row(u32),
    Is(Placed),
}

/// One figure of the table with all that is said of it.
#[derive(Debug, Clone)]
pub(super) struct MappedRow<'t> {
    at: usize,
    /// Its row and column.
    cell: (u32, u32),
    fields: [Cow<'t, str>; WIDTH],
    /// The figure stands in a cell that covers several figures.
    is_merged: bool,
    /// The region is blank where it should go on with one above, and there is none.
    lacks_region: bool,
    oddity: Option<&'t Oddity>,
    /// The units that are said of it, the one that counts first.
    units: Vec<SaidUnit>,
    whole: Span,
}

impl<'t> MappedRow<'t> {
    pub fn get(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", |text| text.trim())
    }

    pub fn at(&self) -> usize {
        self.at
    }

    pub fn cell(&self) -> (u32, u32) {
        self.cell
    }

    pub fn whole(&self) -> Span {
        self.whole
    }

    pub fn lacks_region(&self) -> bool {
        self.lacks_region
    }

    pub fn is_merged(&self) -> bool {
        self.is_merged
    }

    pub fn units(&self) -> &[SaidUnit] {
        &self.units
    }

    pub fn oddity(&self) -> Option<&'t Oddity> {
        self.oddity
    }
}

impl<'t> Mapped<'t> {
    /// Understands a table as `map` describes it, on a sheet or, in CSV, in all of the text. What
    /// is not there is a finding.
    pub fn open(
        source: SourceId,
        text: &'t str,
        sheet: Option<&Sheet>,
        map: &TableMap,
        units: &Units,
        findings: &mut Findings<'_>,
    ) -> Option<Self> {
        let grid = Grid::new(source, text, sheet);
        let count = grid.height();
        let heading_rows = map.header.unwrap_or_else(|| {
            let first = map.rows.map_or(0, |(first, _)| first);
            (0, first.saturating_sub(1))
        });
        let (first, last) = match map.rows {
            Some((first, last)) => (first, last.map_or(count, |last| last.saturating_add(1))),
            None => (heading_rows.1.saturating_add(1), count),
        };
        let mut table = Self {
            grid,
            sheets: None,
            body: first..last.min(count),
            origins: vec![None; WIDTH],
            values: map.values.clone(),
            fill: map.fill.clone(),
            refused: Vec::new(),
            map: map.clone(),
            sources: HashMap::new(),
            leftwards: HashMap::new(),
            beside: HashMap::new(),
            wholes: HashMap::new(),
            above: HashMap::new(),
            headed: HashMap::new(),
            of_all: None,
        };
        let mut whole = true;
        for (at, origin) in map.origins.iter().enumerate() {
            let found = match origin {
                None => None,
                Some(Origin::Column(column)) => Some(Found::Column(*column)),
                Some(Origin::Row(row)) => Some(Found::Row(*row)),
                Some(Origin::Is(text)) => Some(Found::Is(text.clone())),
                Some(Origin::Heading(heading)) => {
                    let column = table.column_under(&heading.text, heading_rows);
                    if column.is_none() {
                        whole = false;
                        let all = table.all_headings(heading_rows);
                        findings.push(Code::BadTable, heading.span, |it| {
                            let it = it.with("found", clip(&heading.text)).primary("heading");
                            with_near(it.help(None), &heading.text, all.iter().map(String::as_str))
                        });
                    }
                    column.map(Found::Column)
                }
            };
            if let Some(own) = table.origins.get_mut(at) {
                *own = found;
            }
        }
        if !whole {
            return None;
        }
        table.learn_fill();
        table.learn_labels(units);
        table.learn_units(units, heading_rows.0);
        table.end_before_second(units, findings);
        table.end_before_section(units, findings);
        let is_refused = table.refuse(heading_rows, findings);
        let is_empty = !table.body.clone().any(|row| table.has_figures(row));
        if is_empty && !is_refused {
            let names = table.values.iter().map(|&column| column_name(column));
            let names: Vec<_> = names.collect();
            findings.push(Code::EmptyTable, map.place, |it| {
                it.with("first", u64::from(first) + 1)
                    .with("last", u64::from(last.min(count)))
                    .with("columns", names.join("、"))
            });
        }
        Some(table)
    }

    /// A heading among the figures begins another table, whose columns nobody has described: it is
    /// told, and nothing is read from there on.
    fn end_before_second(&mut self, units: &Units, findings: &mut Findings<'_>) {
        let origin = |at: usize| self.origins.get(at).and_then(Option::as_ref);
        let names = [INDICATOR, REGION].map(|part| match origin(part) {
            Some(Found::Column(column)) => Some((part, *column)),
            Some(Found::Row(_) | Found::Is(_)) | None => None,
        });
        let names: Vec<_> = names.into_iter().flatten().collect();
        let values = || self.values.iter().copied();
        let above: Option<Vec<_>> = match origin(YEAR) {
            Some(Found::Row(row)) => {
                let over = values().map(|column| self.over(YEAR, *row, column));
                Some(over.map(|column| self.grid.cell(*row, column)).collect())
            }
            Some(Found::Column(_) | Found::Is(_)) | None => None,
        };
        let is_heading = |&row: &u32| {
            let cell = |column| self.grid.cell(row, column);
            let names = names.iter().map(|(part, column)| (*part, cell(*column)));
            let names: Vec<_> = names.collect();
            let cells: Vec<_> = values().map(cell).collect();
            is_second_heading(&names, &cells, above.as_deref(), |text| {
                year(&label(text, units).name)
            })
        };
        let Some(row) = self.body.clone().find(is_heading) else {
            return;
        };
        let fields = self.grid.fields(row);
        let start = fields
            .fields
            .first()
            .map_or(fields.end, |field| field.start);
        let span = Span::new(self.grid.source, start..fields.end.max(start));
        findings.push(Code::SecondTable, span, |it| it);
        let lost = (row + 1..self.body.end).filter(|&row| self.has_figures(row));
        findings.keep_out_adrift(lost.count());
        self.body.end = row;
    }

    /// The table of a workbook.
    pub fn of(self, sheets: &'t Sheets) -> Self {
        Self {
            sheets: Some(sheets),
            ..self
        }
    }

    /// The bytes that its figures stand in.
    pub fn range(&self) -> Range<usize> {
        self.grid.range.clone()
    }

    /// Whether a figure begins at a byte.
    pub fn has(&self, at: usize) -> bool {
        let mut found = false;
        self.each(at..at + 1, &mut Findings::silent(), |row, _| {
            found |= row.at() == at;
        });
        found
    }

    /// Reads the figures that begin in `range`. A row whose quotes are wrong is a finding.
    pub fn each(
        &self,
        range: Range<usize>,
        findings: &mut Findings<'_>,
        mut each: impl FnMut(&MappedRow<'t>, &mut Findings<'_>),
    ) {
        for row in self.rows_in(&range) {
            let fields = self.grid.fields(row);
            if self.refused.binary_search(&row).is_ok() || self.is_torn(&fields, &range, findings) {
                continue;
            }
            for &column in &self.values {
                let field = match fields.fields.get(column as usize) {
                    Some(field) => field.clone(),
                    None => fields.end..fields.end,
                };
                let ends_all = field.start == range.end && range.end == self.grid.range.end;
                if !range.contains(&field.start) && !ends_all {
                    continue;
                }
                let is_nothing = match self.grid.area(row, column) {
                    None => inner(self.grid.text, &field).is_empty(),
                    Some(area) => self.is_no_figure(area),
                };
                if is_nothing {
                    continue;
                }
                each(&self.row(row, column, &field, &fields), findings);
            }
        }
    }

    /// Whether cells that are one hold no figure, wherever they lie: they are blank, or words that
    /// reach over what stands beside the figures, as titles of groups and notes do.
    fn is_no_figure(&self, area: &Area) -> bool {
        let text = self.grid.cell(area.top, area.left);
        let text = text.trim();
        let mut beside = self.origins.iter().filter_map(|found| match found {
            Some(Found::Column(column)) => Some(*column),
            Some(Found::Row(_) | Found::Is(_)) | None => None,
        });
        text.is_empty()
            || beside.any(|column| area.holds(area.top, column))
                && matches!(figure::read(text), Err(Wrong::NotANumber))
    }

    /// Whether a row has a quote that is never closed, or text behind one, so that nobody knows
    /// what its cells are; told where it begins in `range`.
    fn is_torn(&self, row: &Fields, range: &Range<usize>, findings: &mut Findings<'_>) -> bool {
        if row.open.is_none() && row.loose.is_none() {
            return false;
        }
        if row
            .fields
            .first()
            .is_some_and(|first| range.contains(&first.start))
        {
            findings.keep_out_adrift(1);
            if let Some(at) = row.open {
                let span = Span::new(self.grid.source, at..at + 1);
                findings.push(Code::OpenQuote, span, |it| it);
            } else if let Some(loose) = &row.loose {
                tell_loose(self.grid.source, self.grid.text, loose, findings);
            }
        }
        true
    }

    /// The rows of the body that have a byte of `range`.
    fn rows_in(&self, range: &Range<usize>) -> Range<u32> {
        let rows = self.grid.rows_in(range);
        rows.start.max(self.body.start)..rows.end.min(self.body.end)
    }

    /// The place of a part of the figure at a byte.
    pub fn span(&self, at: usize, column: usize) -> Span {
        let Some((row, own)) = self.cell_at(at) else {
            return Span::new(self.grid.source, at..at);
        };
        if column == VALUE {
            return self.grid.span(row, own);
        }
        if column == UNIT {
            let unit = self.units_of(row, own).into_iter().next();
            return match unit.map(|unit| unit.place) {
                Some(UnitPlace::Cell(row, column)) => self.grid.span(row, column),
                // What is wrong is wrong with one indicator and not with what holds for all.
                Some(UnitPlace::Map(_)) if !self.is_said_of_all(INDICATOR) => {
                    self.span(at, INDICATOR)
                }
                Some(UnitPlace::Map(_)) | None => self.grid.span(row, own),
            };
        }
        match self.origins.get(column).and_then(Option::as_ref) {
            Some(Found::Column(beside)) => {
                let row = match self.fill.contains(&column) {
                    true => self.filled_from(row, *beside),
                    false => row,
                };
                self.grid.span(row, *beside)
            }
            Some(Found::Row(row)) => self.grid.span(*row, self.over(column, *row, own)),
            Some(Found::Is(text)) => text.span,
            None => self.grid.span(row, own),
        }
    }

    /// The name of a row, that above it where it goes on.
    fn name_in(&self, row: u32, column: u32) -> String {
        let row = match self.fill.contains(&INDICATOR) {
            true => self.filled_from(row, column),
            false => row,
        };
        self.grid.cell(row, column).trim().to_owned()
    }

    fn cell_at(&self, at: usize) -> Option<(u32, u32)> {
        let row = self.grid.rows_in(&(at..at + 1)).start;
        let fields = self.grid.fields(row);
        let column = fields.fields.partition_point(|field| field.start < at);
        if column == fields.fields.len() {
            // Behind the last field stand cells that are part of another.
            let length = u32::try_from(column).ok()?;
            let mut behind = self.values.iter().copied().filter(|own| *own >= length);
            let covered = behind.find(|own| self.grid.area(row, *own).is_some());
            return covered.map(|column| (row, column));
        }
        Some((row, u32::try_from(column).ok()?))
    }

    fn row(&self, row: u32, column: u32, value: &Range<usize>, fields: &Fields) -> MappedRow<'t> {
        let mut said: [Cow<'t, str>; WIDTH] = Default::default();
        for (at, found) in self.origins.iter().enumerate() {
            let text = match found {
                None => Cow::Borrowed(""),
                Some(Found::Column(own)) => {
                    let from = match self.fill.contains(&at) {
                        true => self.filled_from(row, *own),
                        false => row,
                    };
                    self.grid.cell(from, *own)
                }
                Some(Found::Row(heading)) => {
                    self.grid.cell(*heading, self.over(at, *heading, column))
                }
                Some(Found::Is(text)) => Cow::Owned(text.text.clone()),
            };
            if let Some(own) = said.get_mut(at) {
                *own = text;
            }
        }
        // What stands above or beside a figure is a name, and perhaps a unit and a status.
        let mut labels: Vec<&Label> = Vec::new();
        for at in [INDICATOR, REGION, YEAR] {
            let label = match self.origins.get(at) {
                Some(Some(Found::Row(heading))) => {
                    let over = self.over(at, *heading, column);
                    self.above.get(&(*heading, over))
                }
                Some(Some(Found::Column(_))) if at == INDICATOR => self.beside.get(&row),
                _ => None,
            };
            if let Some((label, own)) = label.zip(said.get_mut(at)) {
                *own = Cow::Owned(label.name.clone());
                labels.push(label);
            }
        }
        let status = labels.iter().find_map(|label| label.status.as_ref());
        if let Some((text, own)) = status.zip(said.get_mut(STATUS))
            && own.trim().is_empty()
        {
            *own = Cow::Owned(text.clone());
        }
        let units = self.units_of(row, column);
        if let Some(own) = said.get_mut(UNIT) {
            let unit = units.first().map(|unit| unit.text.clone());
            *own = Cow::Owned(unit.unwrap_or_default());
        }
        for at in NAMED {
            if let Some(own) = said.get_mut(at)
                && let Some(name) = self.map.names.get(own.trim())
            {
                *own = Cow::Owned(name.clone());
            }
        }
        let area = self.grid.area(row, column);
        let is_first = area.is_none_or(|area| (area.top, area.left) == (row, column));
        let covers = |area: &&Area| {
            let columns = self.values.iter().filter(|&&own| area.holds(area.top, own));
            let end = self.body.end.min(area.bottom.saturating_add(1));
            let rows = end.saturating_sub(self.body.start.max(area.top));
            rows > 0 && columns.take(2).count().saturating_mul(rows as usize) > 1
        };
        let is_merged = area.filter(covers).is_some();
        let written = match area.filter(|_| !is_first) {
            Some(area) => self.grid.cell(area.top, area.left),
            None => unquoted_cell(self.grid.text, value),
        };
        let sign = self
            .map
            .signs
            .iter()
            .find(|(sign, _)| *sign == written.trim());
        let written = match sign {
            Some((_, sign)) => Cow::Borrowed(sign.usual()),
            None => written,
        };
        if let Some(own) = said.get_mut(VALUE) {
            *own = written;
        }
        let first = fields
            .fields
            .first()
            .map_or(value.start, |field| field.start);
        // Of cells that are one the first holds what there is to say of it.
        let (top, left) = area.map_or((row, column), |area| (area.top, area.left));
        let start = match is_first {
            true => value.start,
            false => self.grid.start(top, left),
        };
        let lacks_region = self.fill.contains(&REGION)
            && said.get(REGION).is_some_and(|text| text.trim().is_empty());
        MappedRow {
            at: value.start,
            cell: (row, column),
            fields: said,
            is_merged,
            lacks_region,
            oddity: self.sheets.and_then(|sheets| sheets.oddity(start)),
            units,
            whole: Span::new(self.grid.source, first..fields.end.max(first)),
        }
    }

    /// Whether a row has any figure.
    fn has_figures(&self, row: u32) -> bool {
        let fields = self.grid.fields(row);
        self.values.iter().any(|&column| {
            let field = fields.fields.get(column as usize);
            field.is_some_and(|field| !inner(self.grid.text, field).is_empty())
        })
    }

    /// The row in which a part of an observation stands that goes on over blank cells.
    fn filled_from(&self, row: u32, column: u32) -> u32 {
        let at = row.checked_sub(self.body.start);
        let rows = self.sources.get(&column);
        let from = at.and_then(|at| rows?.get(at as usize));
        from.copied().unwrap_or(row)
    }

    /// The column in which a heading stands that goes on over blank cells to its right.
    fn over(&self, part: usize, row: u32, column: u32) -> u32 {
        let from = self.leftwards.get(&(row, column));
        let from = from.filter(|_| self.fill.contains(&part));
        from.copied().unwrap_or(column)
    }

    /// The rows in which another indicator begins to the left of a column: what stands there for
    /// the one above does not go on.
    fn beginnings(&self, column: u32) -> HashSet<u32> {
        let Some(Some(Found::Column(names))) = self.origins.get(INDICATOR) else {
            return HashSet::new();
        };
        let mut above = None;
        let mut begins_anew = |&row: &u32| {
            let own = self.grid.cell(row, *names);
            let is_other = !own.trim().is_empty() && above.as_deref() != Some(own.trim());
            is_other && above.replace(own.trim().to_owned()).is_some()
        };
        let rows = self.body.clone().filter(|_| *names < column);
        rows.filter(|&row| self.has_figures(row))
            .filter(|row| begins_anew(row))
            .collect()
    }

    /// Finds for each row of the body the last one at or above it that says something, in the
    /// columns that go on over blank cells.
    fn learn_fill(&mut self) {
        for &part in &self.fill {
            let mut last = None;
            if let Some(Some(Found::Row(row))) = self.origins.get(part) {
                // A heading may begin before the first figure under it, and never over the names.
                let beside = self.origins.iter().filter_map(|found| match found {
                    Some(Found::Column(column)) => Some(*column),
                    Some(Found::Row(_) | Found::Is(_)) | None => None,
                });
                let least = self.values.iter().min().copied().unwrap_or(0);
                let before = beside.filter(|&column| column < least).max();
                let first = before.map_or(0, |column| column + 1);
                let end = self.values.iter().max().map_or(0, |last| last + 1);
                for column in first..end {
                    if !self.grid.cell(*row, column).trim().is_empty() {
                        last = Some(column);
                    }
                    let from = last.unwrap_or(column);
                    self.leftwards.insert((*row, column), from);
                }
            }
            let Some(Some(Found::Column(column))) = self.origins.get(part) else {
                continue;
            };
            last = None;
            let anew = self.beginnings(*column);
            let sources = self.body.clone().map(|row| {
                if anew.contains(&row) {
                    last = None;
                }
                if !self.grid.cell(row, *column).trim().is_empty() {
                    last = Some(row);
                }
                last.unwrap_or(row)
            });
            let sources = sources.collect();
            self.sources.insert(*column, sources);
        }
    }

    /// The column under a heading, in whichever of the heading's rows it stands.
    fn column_under(&self, heading: &str, (first, last): (u32, u32)) -> Option<u32> {
        let wanted = plain_heading(heading);
        (first..=last).find_map(|row| {
            let fields = self.grid.fields(row);
            let found = fields
                .fields
                .iter()
                .position(|field| plain_heading(&unquoted_cell(self.grid.text, field)) == wanted);
            u32::try_from(found?).ok()
        })
    }

    fn all_headings(&self, (first, last): (u32, u32)) -> Vec<String> {
        /// Rows that may hold headings; a table with more is none.
        const MOST: u32 = 10;
        (first..=last.min(first + MOST))
            .flat_map(|row| {
                let fields = self.grid.fields(row);
                let text = |field| unquoted_cell(self.grid.text, field).trim().to_owned();
                fields.fields.iter().map(text).collect::<Vec<_>>()
            })
            .filter(|text| !text.is_empty())
            .collect()
    }

    /// Understands the labels of all rows and the headings of all columns.
    fn learn_labels(&mut self, units: &Units) {
        if let Some(Some(Found::Column(column))) = self.origins.get(INDICATOR).cloned() {
            let fills = self.fill.contains(&INDICATOR);
            let (mut parent, mut parent_row) = (String::new(), None);
            let mut wholes = HashMap::new();
            let mut is_within = false;
            let mut labels = HashMap::new();
            for row in self.body.clone() {
                let from = if fills {
                    self.filled_from(row, column)
                } else {
                    row
                };
                let text = self.grid.cell(from, column);
                if text.trim().is_empty() {
                    continue;
                }
                let own = self.label(&text, units);
                let is_named = self.map.names.contains_key(text.trim());
                let part = part_of(&text).filter(|_| !is_named);
                let is_indented = text.starts_with([' ', '\u{3000}', '\t']);
                let own = match part {
                    Some(part) => {
                        is_within = true;
                        self.part(&parent, label(part, units))
                    }
                    None if is_within && is_indented && !is_named => self.part(&parent, own),
                    None => {
                        is_within = false;
                        parent.clone_from(&own.name);
                        parent_row = Some(row);
                        own
                    }
                };
                if is_within && let Some(whole) = parent_row {
                    wholes.insert(row, whole);
                }
                labels.insert(row, own);
            }
            self.beside = labels;
            self.wholes = wholes;
        }
        let rows: Vec<u32> = self
            .origins
            .iter()
            .filter_map(|found| match found {
                Some(Found::Row(row)) => Some(*row),
                Some(Found::Column(_) | Found::Is(_)) | None => None,
            })
            .collect();
        let mut above = HashMap::new();
        for row in rows {
            let filled = self.leftwards.iter();
            let filled = filled.filter_map(|((own, _), from)| (*own == row).then_some(*from));
            for column in self.values.iter().copied().chain(filled) {
                let text = self.grid.cell(row, column);
                above.insert((row, column), self.label(&text, units));
            }
        }
        self.above = above;
    }

    fn label(&self, text: &str, units: &Units) -> Label {
        if self.map.names.contains_key(text.trim()) {
            let name = text.trim().to_owned();
            return Label {
                name,
                ..Label::default()
            };
        }
        label(text, units)
    }

    /// The name of a part of an indicator: 常住人口其中：女.
    fn part(&self, parent: &str, own: Label) -> Label {
        let name = format!("{parent}其中：{}", own.name);
        Label { name, ..own }
    }
}
