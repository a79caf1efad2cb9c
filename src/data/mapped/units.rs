//! The units that a described table says of a figure, wherever it says them.

use super::{Found, Mapped, unit_in_heading};
use crate::data::fields::inner;
use crate::data::observations::{INDICATOR, REGION, UNIT, YEAR};
use crate::data::said_unit;
use crate::text::Span;
use crate::value::Units;
use std::collections::HashMap;

/// A unit that is said of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::data) struct SaidUnit {
    pub text: String,
    /// It is said of all of the table, and holds for what has no unit of its own.
    pub of_all: bool,
    pub(super) place: UnitPlace,
}

/// Where a unit is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitPlace {
    Cell(u32, u32),
    /// In `plan.yaml`.
    Map(Span),
}

impl SaidUnit {
    fn at(text: &str, row: u32, column: u32) -> Self {
        Self {
            text: text.to_owned(),
            of_all: false,
            place: UnitPlace::Cell(row, column),
        }
    }

    /// The place in `plan.yaml` that says it of all of the table.
    pub fn place_in_map(&self) -> Option<Span> {
        match self.place {
            UnitPlace::Cell(..) => None,
            UnitPlace::Map(span) => Some(span),
        }
    }
}

impl Mapped<'_> {
    pub(super) fn is_said_of_all(&self, part: usize) -> bool {
        matches!(self.origins.get(part), Some(None | Some(Found::Is(_))))
    }

    /// The place of a unit that is said of a figure.
    pub fn place_of(&self, unit: &SaidUnit) -> Span {
        match unit.place {
            UnitPlace::Cell(row, column) => self.grid.span(row, column),
            UnitPlace::Map(span) => span,
        }
    }

    /// The units that are said of the figure in a cell: in a column or a row for them, in the names
    /// beside and above it, in other headings, and for all of the table.
    pub(super) fn units_of(&self, row: u32, column: u32) -> Vec<SaidUnit> {
        let mut all: Vec<SaidUnit> = Vec::new();
        let mut add = |unit: SaidUnit| {
            let is_new = all.iter().all(|own| own.text != unit.text);
            if is_new && !said_unit::is_none(&unit.text) {
                all.push(unit);
            }
        };
        let own = match self.origins.get(UNIT) {
            Some(Some(Found::Column(own))) => Some((self.unit_row(row, *own), *own)),
            Some(Some(Found::Row(own))) => Some((*own, self.unit_column(*own, column))),
            Some(Some(Found::Is(_)) | None) | None => None,
        };
        if let Some((row, column)) = own {
            let text = self.grid.cell(row, column);
            add(SaidUnit::at(said_unit::bare(&text), row, column));
        }
        if let Some(Some(Found::Column(beside))) = self.origins.get(INDICATOR)
            && let Some(unit) = self.beside.get(&row).and_then(|label| label.unit.as_ref())
        {
            let from = match self.fill.contains(&INDICATOR) {
                true => self.filled_from(row, *beside),
                false => row,
            };
            add(SaidUnit::at(unit, from, *beside));
        }
        for at in [INDICATOR, REGION, YEAR] {
            if let Some(Some(Found::Row(heading))) = self.origins.get(at) {
                let over = self.over(at, *heading, column);
                let label = self.above.get(&(*heading, over));
                // `2023（年）` is a year.
                let unit = label.and_then(|label| label.unit.as_ref());
                if let Some(unit) = unit.filter(|unit| at != YEAR || *unit != "年") {
                    add(SaidUnit::at(unit, *heading, over));
                }
            }
        }
        let headed = self.headed.get(&column).into_iter().flatten();
        headed.cloned().for_each(&mut add);
        // `其中：女` is counted as what it is a part of, unless it says otherwise.
        if all.is_empty()
            && let Some(whole) = self.wholes.get(&row)
        {
            return self.units_of(*whole, column);
        }
        if let Some(unit) = &self.of_all
            && all.iter().all(|own| own.text != unit.text)
        {
            all.push(unit.clone());
        }
        all
    }

    /// The row in which the unit of a row stands: where the name goes on over blank cells, so does
    /// its unit, and never on to another name.
    fn unit_row(&self, row: u32, column: u32) -> u32 {
        if !self.grid.cell(row, column).trim().is_empty() {
            return row;
        }
        let name = match self.origins.get(INDICATOR) {
            Some(Some(Found::Column(name))) => Some(*name),
            _ => None,
        };
        if self.fill.contains(&UNIT) {
            let from = self.filled_from(row, column);
            let names = |row: u32| name.map(|name| self.name_in(row, name));
            return if names(from) == names(row) { from } else { row };
        }
        match name {
            Some(name) if self.fill.contains(&INDICATOR) => self.filled_from(row, name),
            _ => row,
        }
    }

    /// The same across.
    fn unit_column(&self, heading: u32, column: u32) -> u32 {
        let own = self.over(UNIT, heading, column);
        if !self.grid.cell(heading, column).trim().is_empty() {
            return column;
        }
        let Some(Some(Found::Row(names))) = self.origins.get(INDICATOR) else {
            return own;
        };
        let from = |column| self.over(INDICATOR, *names, column);
        let name = |column| self.grid.cell(*names, from(column));
        if own != column && name(own).trim() == name(column).trim() {
            own
        } else {
            from(column)
        }
    }

    /// Finds the units in the headings above the figures that are no names, and the one that holds
    /// for all: what the description says, or a heading above the names.
    pub(super) fn learn_units(&mut self, units: &Units, first: u32) {
        let is_taken = |row: u32| {
            let mut origins = self.origins.iter().flatten();
            origins.any(|origin| matches!(origin, Found::Row(own) if *own == row))
        };
        let rows = self.heading_rows(first);
        let mut headed: HashMap<u32, Vec<SaidUnit>> = HashMap::new();
        let mut of_all = match self.origins.get(UNIT) {
            Some(Some(Found::Is(text))) => Some(SaidUnit {
                text: said_unit::bare(&text.text).to_owned(),
                of_all: true,
                place: UnitPlace::Map(text.span),
            }),
            _ => None,
        };
        for &row in &rows {
            for &column in self.values.iter().filter(|_| !is_taken(row)) {
                let Some(unit) = unit_in_heading(&self.grid.cell(row, column), units) else {
                    continue;
                };
                let unit = SaidUnit::at(&unit, row, column);
                // A cell that begins beside the figures is the title of the table.
                let area = self.grid.area(row, column);
                if area.is_none_or(|area| self.values.contains(&area.left)) {
                    headed.entry(column).or_default().push(unit);
                } else {
                    of_all.get_or_insert(SaidUnit {
                        of_all: true,
                        ..unit
                    });
                }
            }
            for at in [INDICATOR, REGION] {
                if let Some(Some(Found::Column(column))) = self.origins.get(at)
                    && let Some(unit) = unit_in_heading(&self.grid.cell(row, *column), units)
                {
                    let unit = SaidUnit::at(&unit, row, *column);
                    of_all.get_or_insert(SaidUnit {
                        of_all: true,
                        ..unit
                    });
                }
            }
        }
        self.headed = headed;
        self.of_all = of_all;
    }

    /// The rows above the figures that belong to them: from the first of the heading on, and where
    /// that is not said those that no blank row parts from them.
    fn heading_rows(&self, first: u32) -> Vec<u32> {
        /// A heading has not more rows.
        const MOST: usize = 10;
        let rows = (first..self.body.start).rev();
        let is_blank = |row: u32| {
            let fields = self.grid.fields(row);
            let mut fields = fields.fields.iter();
            fields.all(|field| inner(self.grid.text, field).is_empty())
        };
        rows.take_while(|&row| self.map.header.is_some() || !is_blank(row))
            .take(MOST)
            .collect()
    }
}
