//! What a table says of itself that keeps it from being read: that its figures were promised, or
//! that they are those of a part of the year or of the people.

use super::Looker;
use super::axes::Axes;
use crate::data::kinds::{cuts_up, is_kind, is_promise_title, part_of_year};

impl Looker<'_> {
    /// Whether a title above the heading, or the sheet's name, says that the figures are none of a
    /// year that was measured; told.
    pub(super) fn is_refused_by_title(&mut self, heading: u32) -> bool {
        let cells = (0..heading).flat_map(|row| (0..self.width).map(move |column| (row, column)));
        let mut titles: Vec<_> = cells
            .map(|place| (Some(place), self.cell(place.0, place.1)))
            .collect();
        titles.extend(self.sheet.map(|sheet| (None, sheet.name.clone())));
        // A note speaks of something else.
        titles.retain(|(_, title)| {
            !["注", "说明", "备注"]
                .iter()
                .any(|it| title.starts_with(it))
        });
        let says = |title: &str| match title {
            title if is_promise_title(title) => Some("promise_title"),
            title if part_of_year(title) => Some("part_of_year"),
            _ => None,
        };
        let found = titles
            .into_iter()
            .find_map(|(place, title)| Some((says(&title)?, place, title)));
        let Some((key, place, title)) = found else {
            return false;
        };
        self.doubt(key, place, &title, None);
        true
    }

    /// Whether a column that is no part of an observation says of which kind or part the figures
    /// are; told.
    pub(super) fn is_refused_by_column(&mut self, axes: &Axes) -> bool {
        let is_free = |column: &u32| {
            !axes.values.contains(column) && axes.beside.iter().all(|(_, own)| own != column)
        };
        let rows: Vec<u32> = (axes.body.0..=axes.body.1)
            .filter(|row| self.has_figures(*row, &axes.values))
            .collect();
        let found = (0..self.width).filter(is_free).find_map(|column| {
            let cells = rows
                .iter()
                .map(|row| ((*row, column), self.cell(*row, column)));
            let cells: Vec<_> = cells.filter(|(_, text)| !text.is_empty()).collect();
            let kind = cells.iter().find(|(_, text)| is_kind(text)).cloned();
            kind.or_else(|| {
                let texts: Vec<_> = cells.into_iter().map(|(_, text)| text).collect();
                (axes.first_heading..=axes.last_heading)
                    .map(|row| ((row, column), self.cell(row, column)))
                    .find(|(_, heading)| cuts_up(heading, &texts))
            })
        });
        let Some((place, text)) = found else {
            return false;
        };
        self.doubt("kind_column", Some(place), &text, None);
        true
    }
}
