//! What a table says beside its figures, in cells that are described as no part of an observation,
//! that keeps them from being read.

use super::{Found, Mapped, label};
use crate::data::findings::{Findings, clip};
use crate::data::kinds::{cuts_up, is_kind, is_promise_title, part_of_year};
use crate::data::observations::INDICATOR;
use crate::diag::Code;
use crate::text::Span;
use crate::value::Units;

impl Mapped<'_> {
    /// Keeps out the figures of which a heading, a row or a column says that they were promised, or
    /// are those of a part of the year or of the people; each is told at the cell that says so.
    /// Whether there are any.
    pub(super) fn refuse(&mut self, headings: (u32, u32), findings: &mut Findings<'_>) -> bool {
        let all = self.values.len();
        self.refuse_columns(headings, findings);
        if self.is_cut_up(headings, findings) {
            return true;
        }
        self.refuse_rows(findings);
        self.values.len() < all || !self.refused.is_empty()
    }

    fn refuse_columns(&mut self, headings: (u32, u32), findings: &mut Findings<'_>) {
        let found = self.origins.iter().flatten();
        let rows: Vec<u32> = found
            .filter_map(|found| match found {
                Found::Row(row) => Some(*row),
                Found::Column(_) | Found::Is(_) => None,
            })
            .collect();
        let others: Vec<u32> = self
            .rows_of_heading(headings)
            .filter(|row| !rows.contains(row))
            .collect();
        let mut told: Vec<Span> = Vec::new();
        let mut kept = Vec::new();
        for &column in &self.values {
            let says = others.iter().find(|row| {
                let text = self.grid.cell(**row, column);
                is_promise_title(text.trim()) || part_of_year(text.trim())
            });
            let Some(&row) = says else {
                kept.push(column);
                continue;
            };
            let figures = self.body.clone().filter(|&row| self.is_said(row, column));
            findings.keep_out_adrift(figures.count());
            let span = self.grid.span(row, column);
            if !told.contains(&span) {
                told.push(span);
                self.tell_kind(row, column, findings);
            }
        }
        self.values = kept;
    }

    /// Whether a column says of which part of the year or of the people the figure of each row is.
    fn is_cut_up(&mut self, headings: (u32, u32), findings: &mut Findings<'_>) -> bool {
        const OF_YEAR: [&str; 4] = ["月", "季", "month", "quarter"];
        // Without its cells a heading is taken at its word.
        let anything = [String::from("?")];
        let headed = self.free_columns().into_iter().filter_map(|column| {
            let row = self.rows_of_heading(headings).find(|&row| {
                let heading = self.grid.cell(row, column);
                let is_of_year = OF_YEAR.iter().any(|word| heading.contains(word));
                (is_of_year || !self.names_its_part()) && cuts_up(&heading, &anything)
            });
            Some((row?, column))
        });
        let headed: Vec<(u32, u32)> = headed.collect();
        let found = headed.into_iter().find(|&(heading, column)| {
            let rows = self.body.clone().filter(|&row| self.has_figures(row));
            let cells = rows.map(|row| self.grid.cell(row, column).trim().to_owned());
            let cells: Vec<String> = cells.filter(|text| !text.is_empty()).collect();
            cuts_up(&self.grid.cell(heading, column), &cells)
        });
        let Some((row, column)) = found else {
            return false;
        };
        self.tell_kind(row, column, findings);
        let lost = self.body.clone().filter(|&row| self.has_figures(row));
        findings.keep_out_adrift(lost.count());
        self.body.end = self.body.start;
        true
    }

    fn refuse_rows(&mut self, findings: &mut Findings<'_>) {
        let free = self.free_columns();
        let mut told: Vec<String> = Vec::new();
        let mut refused = Vec::new();
        for row in self.body.clone().filter(|&row| self.has_figures(row)) {
            let says = free.iter().copied().find(|&column| {
                let text = self.grid.cell(row, column);
                let text = text.trim();
                let is_own =
                    self.names_its_part() && !(is_promise_title(text) || part_of_year(text));
                is_kind(text) && !is_own
            });
            let Some(column) = says else {
                continue;
            };
            let text = self.grid.cell(row, column).trim().to_owned();
            if !told.contains(&text) {
                told.push(text);
                self.tell_kind(row, column, findings);
            }
            findings.keep_out_adrift(1);
            refused.push(row);
        }
        self.refused = refused;
    }

    /// Whether one indicator is named for all of the table, which may be that of a part.
    fn names_its_part(&self) -> bool {
        matches!(self.origins.get(INDICATOR), Some(Some(Found::Is(_))))
    }

    /// A row without figures that names something in a unit, where the indicator stands above, is
    /// the title of another section: what it is of nobody has described, and it is not read.
    pub(super) fn end_before_section(&mut self, units: &Units, findings: &mut Findings<'_>) {
        if let Some(Some(Found::Column(_))) = self.origins.get(INDICATOR) {
            return;
        }
        let title = |row: u32| {
            let width = u32::try_from(self.grid.fields(row).fields.len()).unwrap_or(u32::MAX);
            let figures = self
                .values
                .iter()
                .any(|&column| self.grid.area(row, column).is_none() && self.is_said(row, column));
            if figures {
                return None;
            }
            let cells = (0..width).map(|column| (column, self.grid.cell(row, column)));
            let mut cells: Vec<_> = cells.filter(|(_, text)| !text.trim().is_empty()).collect();
            cells.dedup_by(|(_, text), (_, before)| text == before);
            match cells.as_slice() {
                [(column, text)] if label(text, units).unit.is_some() => Some(*column),
                _ => None,
            }
        };
        let found = self
            .body
            .clone()
            .skip(1)
            .find_map(|row| Some((row, title(row)?)));
        let Some((row, column)) = found else {
            return;
        };
        let lost = (row + 1..self.body.end).filter(|&row| self.has_figures(row));
        let lost = lost.count();
        if lost > 0 {
            let span = self.grid.span(row, column);
            findings.push(Code::SecondTable, span, |it| it);
            findings.keep_out_adrift(lost);
            self.body.end = row;
        }
    }

    fn tell_kind(&self, row: u32, column: u32, findings: &mut Findings<'_>) {
        let text = self.grid.cell(row, column);
        findings.push(Code::OtherKind, self.grid.span(row, column), |it| {
            it.with("found", clip(text.trim()))
        });
    }

    fn rows_of_heading(&self, (first, last): (u32, u32)) -> impl Iterator<Item = u32> + use<> {
        /// A heading has no more rows.
        const MOST: u32 = 20;
        let last = last.min(first.saturating_add(MOST));
        first..last.saturating_add(1).min(self.body.start.max(first))
    }

    /// The columns that are no part of an observation.
    fn free_columns(&self) -> Vec<u32> {
        /// Beyond these stand notes, if anything.
        const MOST: u32 = 256;
        let widths = self
            .body
            .clone()
            .map(|row| self.grid.fields(row).fields.len());
        let width = u32::try_from(widths.max().unwrap_or(0)).unwrap_or(u32::MAX);
        let is_used = |column: u32| {
            let mut found = self.origins.iter().flatten();
            self.values.contains(&column)
                || found.any(|found| matches!(found, Found::Column(own) if *own == column))
        };
        (0..width.min(MOST))
            .filter(|column| !is_used(*column))
            .collect()
    }

    fn is_said(&self, row: u32, column: u32) -> bool {
        !self.grid.cell(row, column).trim().is_empty()
    }
}
