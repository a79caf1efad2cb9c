//! The figures of one indicator in one year, over all regions.
//!
//! Whole numbers with a point at the same place in the whole series, so that two figures compare
//! as integers; one byte for the decimals each was written with, so that it prints as written;
//! one bit for whether there is a figure; one byte for how doubtful it is or why there is none.
//! What does not fit a whole number is kept beside, exactly.

use super::figure::Number;
use super::status::Mark;
use super::{Absence, Status};
use crate::model::RegionId;
use crate::value::Quantity;
use std::collections::BTreeMap;

/// In place of the decimals of a figure that is kept beside.
const BESIDE: u8 = u8::MAX;

/// A figure in the unit of its indicator; on a scale, the place of the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure<'c> {
    form: Form<'c>,
    mark: Mark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form<'c> {
    Fixed { units: i64, scale: u8, decimals: u8 },
    Exact(&'c Quantity),
}

impl Figure<'_> {
    /// The exact value with the digits that were written.
    pub fn quantity(&self) -> Quantity {
        match self.form {
            Form::Fixed {
                units,
                scale,
                decimals,
            } => {
                let zeros = 10_i64.pow(u32::from(scale.saturating_sub(decimals)));
                Quantity::written(i128::from(units / zeros), decimals)
            }
            Form::Exact(quantity) => quantity.clone(),
        }
    }

    /// The decimals that it was written with; `None` where it was worked out.
    pub fn decimals(&self) -> Option<u8> {
        match self.form {
            Form::Fixed { decimals, .. } => Some(decimals),
            Form::Exact(quantity) => quantity.decimals(),
        }
    }

    /// How doubtful it is, and whether the series breaks at it.
    pub fn status(&self) -> Status {
        self.mark.status()
    }

    /// Whether it stands in no file: it was made up from the figures of the regions below.
    pub fn is_made_up(&self) -> bool {
        self.mark.is_made_up()
    }

    /// The figure as so many units of the last place that its series has, where it is kept so: for
    /// whoever compares very many figures of one series.
    pub fn units(&self) -> Option<(i64, u8)> {
        match self.form {
            Form::Fixed { units, scale, .. } => Some((units, scale)),
            Form::Exact(_) => None,
        }
    }
}

/// The figures of one indicator and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    cells: Cells,
    scale: u8,
}

impl Column {
    /// The figure of a region.
    pub fn get(&self, region: RegionId) -> Option<Figure<'_>> {
        let at = region.0 as usize;
        if !self.cells.is_present(at) {
            return None;
        }
        let decimals = *self.cells.decimals.get(at)?;
        let form = if decimals == BESIDE {
            Form::Exact(self.cells.beside.get(&region.0)?)
        } else {
            Form::Fixed {
                units: *self.cells.values.get(at)?,
                scale: self.scale,
                decimals,
            }
        };
        Some(Figure {
            form,
            mark: self.cells.mark(at),
        })
    }

    /// Why a region has no figure, where a file says so.
    pub fn absence(&self, region: RegionId) -> Option<Absence> {
        self.cells.mark(region.0 as usize).absence()
    }

    /// Whether the figure of a region stands in no file and was made up.
    pub fn is_made_up(&self, region: RegionId) -> bool {
        self.cells.mark(region.0 as usize).is_made_up()
    }

    /// How many regions, from the first of the file on, the column reaches over.
    pub fn reach(&self) -> u32 {
        u32::try_from(self.cells.values.len()).unwrap_or(u32::MAX)
    }

    /// Whether the series of a region breaks here, with a figure or without.
    pub fn breaks(&self, region: RegionId) -> bool {
        self.cells.mark(region.0 as usize).status().breaks
    }
}

/// What is known of a cell while the cube is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Figure(Number),
    Absent(Absence),
}

/// A column while the cube is built: each value with its own decimals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft {
    cells: Cells,
}

impl Draft {
    /// What is said of a region so far.
    pub fn get(&self, at: usize) -> Option<(Content, Status)> {
        let mark = self.cells.mark(at);
        if !self.cells.is_present(at) {
            return Some((Content::Absent(mark.absence()?), mark.status()));
        }
        let number = match *self.cells.decimals.get(at)? {
            BESIDE => Number::Exact(self.cells.beside.get(&u32::try_from(at).ok()?)?.clone()),
            decimals => Number::Fixed {
                mantissa: *self.cells.values.get(at)?,
                decimals,
            },
        };
        Some((Content::Figure(number), mark.status()))
    }

    /// Whether nothing is said of a region.
    pub fn is_vacant(&self, at: usize) -> bool {
        !self.cells.is_present(at) && self.cells.mark(at).absence().is_none()
    }

    /// Says it, in place of what was said.
    pub fn put(&mut self, at: usize, content: Content, status: Status) {
        self.cells.reach(at);
        let Ok(region) = u32::try_from(at) else {
            return;
        };
        let (value, decimals, absence) = match content {
            Content::Figure(Number::Fixed { mantissa, decimals }) => (mantissa, decimals, None),
            Content::Figure(Number::Exact(quantity)) => {
                self.cells.beside.insert(region, quantity);
                (0, BESIDE, None)
            }
            Content::Absent(absence) => (0, 0, Some(absence)),
        };
        set(&mut self.cells.values, at, value);
        set(&mut self.cells.decimals, at, decimals);
        set(&mut self.cells.marks, at, Mark::new(status, absence));
        self.cells.set_present(at, absence.is_none());
    }

    /// Puts a figure that was made up where no file has one.
    pub fn put_made_up(&mut self, at: usize, number: Number, status: Status) {
        self.put(at, Content::Figure(number), status);
        set(&mut self.cells.marks, at, Mark::new(status, None).made_up());
    }

    /// Whether the series of a region breaks here, with a figure or without.
    pub fn breaks(&self, at: usize) -> bool {
        self.cells.mark(at).status().breaks
    }

    /// The regions of which anything is said.
    pub fn said(&self) -> impl Iterator<Item = usize> {
        (0..self.cells.values.len()).filter(|&at| !self.is_vacant(at))
    }

    /// The most decimals of any figure that is not kept beside.
    pub fn decimals(&self) -> u8 {
        let decimals = self.cells.decimals.iter().copied();
        decimals.filter(|&own| own != BESIDE).max().unwrap_or(0)
    }

    /// The column, with the point of all its figures at the same place.
    pub fn seal(self, scale: u8) -> Column {
        let mut cells = self.cells;
        for (at, value) in cells.values.iter_mut().enumerate() {
            let Some(decimals) = cells.decimals.get_mut(at).filter(|own| **own != BESIDE) else {
                continue;
            };
            let zeros = 10_i64.checked_pow(u32::from(scale.saturating_sub(*decimals)));
            match zeros.and_then(|zeros| value.checked_mul(zeros)) {
                Some(scaled) => *value = scaled,
                None => {
                    let quantity = Quantity::written(i128::from(*value), *decimals);
                    if let Ok(region) = u32::try_from(at) {
                        cells.beside.insert(region, quantity);
                    }
                    *decimals = BESIDE;
                }
            }
        }
        Column { cells, scale }
    }
}

/// The arrays of a column. They reach as far as the last region of which something is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Cells {
    values: Vec<i64>,
    decimals: Vec<u8>,
    marks: Vec<Mark>,
    present: Vec<u64>,
    beside: BTreeMap<u32, Quantity>,
}

impl Cells {
    fn mark(&self, at: usize) -> Mark {
        self.marks.get(at).copied().unwrap_or_default()
    }

    fn is_present(&self, at: usize) -> bool {
        let word = self.present.get(at / 64).copied().unwrap_or(0);
        word >> (at % 64) & 1 == 1
    }

    fn set_present(&mut self, at: usize, present: bool) {
        if let Some(word) = self.present.get_mut(at / 64) {
            let bit = 1 << (at % 64);
            *word = if present { *word | bit } else { *word & !bit };
        }
    }

    fn reach(&mut self, at: usize) {
        if at >= self.values.len() {
            self.values.resize(at + 1, 0);
            self.decimals.resize(at + 1, 0);
            self.marks.resize(at + 1, Mark::default());
            self.present.resize(at / 64 + 1, 0);
        }
    }
}

fn set<T>(cells: &mut [T], at: usize, value: T) {
    if let Some(cell) = cells.get_mut(at) {
        *cell = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Doubt;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_in_comes_out(
            cells in proptest::collection::btree_map(
                0_usize..300,
                ("-?[0-9]{1,20}(\\.[0-9]{1,9})?", 0_u8..4, any::<bool>()),
                0..40,
            )
        ) {
            let doubts = [Doubt::Normal, Doubt::Provisional, Doubt::Estimated, Doubt::Demonstration];
            let mut draft = Draft::default();
            for (&at, (text, doubt, breaks)) in &cells {
                let number = Number::new(&Quantity::parse(text).unwrap());
                let status = Status { doubt: doubts[usize::from(*doubt)], breaks: *breaks };
                draft.put(at, Content::Figure(number), status);
            }
            let scale = draft.decimals();
            let column = draft.seal(scale);
            for at in 0..320_usize {
                let figure = column.get(RegionId(u32::try_from(at).unwrap()));
                let got = figure.map(|figure| (figure.quantity().to_string(), figure.status()));
                let put = cells.get(&at).map(|(text, doubt, breaks)| {
                    let status = Status { doubt: doubts[usize::from(*doubt)], breaks: *breaks };
                    (Quantity::parse(text).unwrap().to_string(), status)
                });
                prop_assert_eq!(got, put);
            }
        }
    }

    #[test]
    fn a_later_word_replaces_the_first() {
        let mut draft = Draft::default();
        let one = Number::Fixed {
            mantissa: 1,
            decimals: 0,
        };
        assert!(draft.is_vacant(3));
        draft.put(3, Content::Absent(Absence::NotKnown), Status::NORMAL);
        assert!(!draft.is_vacant(3) && draft.is_vacant(2));
        draft.put(3, Content::Figure(one), Status::NORMAL);
        let column = draft.seal(2);
        let form = Form::Fixed {
            units: 100,
            scale: 2,
            decimals: 0,
        };
        assert_eq!(column.get(RegionId(3)).unwrap().form, form);
        assert_eq!(column.absence(RegionId(3)), None);
        assert_eq!(column.get(RegionId(64)), None);
    }
}
