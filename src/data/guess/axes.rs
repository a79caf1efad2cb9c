//! Where the figures of a table stand, and what stands above and beside them.

use super::{BESIDE, Looker, MOST_HEADING_ROWS};
use crate::data::headings::find_column;
use crate::data::observations::{COLUMNS, INDICATOR, REGION, UNIT, VALUE, YEAR};

/// So many rows show what a column holds.
const MOST_LOOKED_AT: u32 = 1000;

/// What may stand across, above the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Year,
    Region,
    Indicator,
}

/// The frame of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Axes {
    pub first_heading: u32,
    pub last_heading: u32,
    /// The first and the last row with figures.
    pub body: (u32, u32),
    pub values: Vec<u32>,
    /// What stands across, and in which row.
    pub above: Vec<(Axis, u32)>,
    /// Parts of an observation, and in which column each stands.
    pub beside: Vec<(usize, u32)>,
}

/// The frame of a table; `None` where there are no figures in it.
pub(super) fn axes(look: &Looker<'_>) -> Option<Axes> {
    let mut above = Vec::new();
    for axis in [Axis::Year, Axis::Region, Axis::Indicator] {
        above.extend(across(look, axis).map(|row| (axis, row)));
    }
    // A row is one thing: what more of its cells are goes before.
    above.sort_by_key(|(axis, row)| (*row, usize::MAX - hits(look, *axis, *row).len()));
    above.dedup_by_key(|(_, row)| *row);
    let values = match above.as_slice() {
        [] => vec![only_column(look)?],
        above => {
            let mut values: Vec<u32> = Vec::new();
            let (axis, row) = above
                .iter()
                .max_by_key(|(axis, row)| hits(look, *axis, *row).len())?;
            values.extend(hits(look, *axis, *row));
            for (axis, row) in above {
                let own = hits(look, *axis, *row);
                values.retain(|column| own.contains(column) || own.len() < 2);
            }
            values
        }
    };
    let last_across = above.iter().map(|(_, row)| *row).max();
    let start = last_across.map_or(0, |row| row + 1);
    let with_figures = |row: &u32| look.has_figures(*row, &values);
    let first = (start..look.grid.height()).find(with_figures)?;
    let last = (first..look.grid.height()).rev().find(with_figures)?;
    // Names with words in the place of figures (无, 待统计) are rows of the table, and no heading.
    let names = |row: &u32| {
        let others = (0..look.width).filter(|column| !values.contains(column));
        let names = others.map(|column| look.cell(*row, column));
        names
            .into_iter()
            .any(|text| look.is_indicator(&text) || look.is_region(&text))
            && values
                .iter()
                .any(|&column| !look.cell(*row, column).is_empty())
            && values
                .iter()
                .all(|&column| look.grid.area(*row, column).is_none())
    };
    let first = (start..first).find(names).unwrap_or(first);
    let first_heading = above
        .iter()
        .map(|(_, row)| *row)
        .min()
        .unwrap_or_else(|| first.saturating_sub(1));
    let last_heading = first.saturating_sub(1).max(last_across.unwrap_or(0));
    let beside = beside(look, &values, (first_heading, last_heading), (first, last));
    Some(Axes {
        first_heading,
        last_heading,
        body: (first, last),
        values,
        above,
        beside,
    })
}

/// The columns in which a row has cells of a kind.
fn hits(look: &Looker<'_>, axis: Axis, row: u32) -> Vec<u32> {
    (0..look.width)
        .filter(|&column| {
            let text = look.cell(row, column);
            let is = match axis {
                Axis::Year => look.is_year(&text),
                Axis::Region => look.is_region(&text),
                Axis::Indicator => look.is_indicator(&text),
            };
            !text.is_empty() && is
        })
        .collect()
}

/// The row in which years, regions or indicators stand across: above figures, at least two of
/// them, or one under a heading that is a year.
fn across(look: &Looker<'_>, axis: Axis) -> Option<u32> {
    let rows = 0..look.grid.height().min(MOST_HEADING_ROWS);
    let mut best: Option<(usize, u32)> = None;
    for row in rows {
        let columns = hits(look, axis, row);
        let least = match axis {
            Axis::Year => 1,
            Axis::Region | Axis::Indicator => 2,
        };
        // Below a heading stand figures; below a name in a column stand names.
        let over_figures = columns.iter().filter(|&&column| {
            let below = row + 1..look.grid.height().min(row + 1 + MOST_HEADING_ROWS);
            let is_figure = |row: &u32| look.is_figure(*row, column);
            let is_year = |row: &u32| look.is_year(&look.cell(*row, column));
            let figures = below.clone().filter(is_figure).count();
            let years = below.filter(is_year).count();
            figures > 0 && years < figures
        });
        let count = over_figures.count();
        let is_alone = count == 1 && axis == Axis::Year && !says_year(look, row, &columns);
        if count >= least && !is_alone && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, row));
        }
    }
    best.map(|(_, row)| row)
}

/// Whether a single year of a row is a heading, as `2023年` is and the figure 2023 is not.
fn says_year(look: &Looker<'_>, row: u32, columns: &[u32]) -> bool {
    let is_heading = |column: u32| find_column(COLUMNS, &look.cell(row, column)).is_some();
    columns
        .iter()
        .any(|&column| look.cell(row, column).contains('年'))
        || (0..look.width).any(is_heading)
}

/// The column with figures where nothing stands across: the one whose heading says so, or else the
/// only one with figures that are no years and no codes.
fn only_column(look: &Looker<'_>) -> Option<u32> {
    let rows = 0..look.grid.height().min(MOST_HEADING_ROWS);
    let headed = rows
        .flat_map(|row| (0..look.width).map(move |column| (row, column)))
        .find(|&(row, column)| find_column(COLUMNS, &look.cell(row, column)) == Some(VALUE));
    if let Some((_, column)) = headed {
        return Some(column);
    }
    let rows = 0..look.grid.height().min(MOST_LOOKED_AT);
    let mut columns = vec![(0, Numbering::default()); look.width as usize];
    // Down the rows, for a row is cut into its fields as a whole.
    for row in rows {
        for (column, (figures, numbering)) in (0..).zip(&mut columns) {
            if !look.is_figure(row, column) {
                continue;
            }
            let text = look.cell(row, column);
            numbering.see(&text);
            let is_value = look.is_number(&text) && !look.is_year(&text) && !look.is_region(&text);
            *figures += usize::from(is_value);
        }
    }
    // 序号 is a number, too.
    let counted = (0..)
        .zip(columns)
        .filter(|(_, (figures, numbering))| *figures > 0 && !numbering.holds());
    let most = counted.max_by_key(|(column, (figures, _))| (*figures, u32::MAX - column));
    most.map(|(column, _)| column)
}

/// Whether numbers are 1, 2, 3 and so on.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbering {
    numbers: usize,
    is_other: bool,
}

impl Numbering {
    pub fn see(&mut self, number: &str) {
        self.numbers += 1;
        self.is_other = self.is_other || number != self.numbers.to_string();
    }

    pub fn holds(&self) -> bool {
        !self.is_other
    }
}

/// How many of the first cells of each column are of a kind, and how many are not blank.
fn shares(
    look: &Looker<'_>,
    columns: Vec<u32>,
    body: (u32, u32),
    is: &dyn Fn(&str) -> bool,
) -> Vec<((usize, usize), u32)> {
    let mut shares: Vec<_> = columns.into_iter().map(|column| ((0, 0), column)).collect();
    for row in (body.0..=body.1).take(MOST_LOOKED_AT as usize) {
        for ((hits, all), column) in &mut shares {
            let text = look.cell(row, *column);
            if !text.is_empty() {
                *all += 1;
                *hits += usize::from(is(&text));
            }
        }
    }
    shares
}

/// What the other columns are: by their headings, and else by what stands in them.
fn beside(
    look: &Looker<'_>,
    values: &[u32],
    heading: (u32, u32),
    body: (u32, u32),
) -> Vec<(usize, u32)> {
    let mut found: Vec<(usize, u32)> = Vec::new();
    let others: Vec<u32> = (0..look.width)
        .filter(|column| !values.contains(column))
        .collect();
    let headings = |column: u32| {
        (heading.0..=heading.1)
            .map(move |row| look.cell(row, column))
            .filter(|text| !text.is_empty())
    };
    for &column in &others {
        let named = headings(column).find_map(|text| find_column(COLUMNS, &text));
        if let Some(at) = named.filter(|at| BESIDE.contains(at))
            && found.iter().all(|(own, _)| *own != at)
        {
            found.push((at, column));
        }
    }
    /// A part, whether a text is one, and the least share of a column's cells, in percent.
    type Kind<'k> = (usize, &'k dyn Fn(&str) -> bool, usize);
    let kinds: [Kind<'_>; 4] = [
        (REGION, &|text| look.is_region(text), 60),
        (YEAR, &|text| look.is_year(text), 90),
        (UNIT, &|text| look.is_unit(text), 60),
        (INDICATOR, &|text| look.is_indicator(text), 1),
    ];
    for (at, is, percent) in kinds {
        if found.iter().any(|(own, _)| *own == at) {
            continue;
        }
        let free = others
            .iter()
            .copied()
            .filter(|column| found.iter().all(|(_, own)| own != column));
        let best = shares(look, free.collect(), body, is)
            .into_iter()
            .filter(|((hits, all), _)| *hits > 0 && hits * 100 >= all * percent)
            .max_by_key(|((hits, _), column)| (*hits, u32::MAX - column));
        found.extend(best.map(|(_, column)| (at, column)));
    }
    // The words that offices use for the column of indicators, where the plan knows none of them.
    if found.iter().all(|(at, _)| *at != INDICATOR) {
        let is_word = |text: &str| {
            ["指标", "项目", "名称"]
                .iter()
                .any(|word| text.contains(word))
        };
        let column = others.iter().find(|&&column| {
            found.iter().all(|(_, own)| *own != column)
                && headings(column).any(|text| is_word(&text))
        });
        found.extend(column.map(|&column| (INDICATOR, column)));
    }
    found
}
