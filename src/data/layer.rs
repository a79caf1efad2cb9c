//! The cells of one file, and how the layers of several files become one.

use super::column::{Column, Content, Draft};
use super::disagreement::coarser;
use super::reading::{Key, same};
use super::{Absence, Series, Status};
use crate::model::{IndicatorId, RegionId};
use crate::value::Year;

/// All that one file says, or several that were merged.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// By indicator.
    series: Vec<Years>,
}

/// The cells in which two layers do not say the same.
#[derive(Debug, Default)]
pub(super) struct Differences {
    /// Their figures differ.
    pub disagree: Vec<Key>,
    /// The less trusted one says that the series breaks there.
    pub breaks: Vec<Key>,
}

/// The columns of an indicator, from its first year on.
#[derive(Debug, Default)]
struct Years {
    first: i16,
    columns: Vec<Option<Draft>>,
}

impl Years {
    fn get_mut(&mut self, year: Year) -> Option<&mut Option<Draft>> {
        if self.columns.is_empty() {
            self.first = year.0;
        }
        while year.0 < self.first {
            self.columns.insert(0, None);
            self.first -= 1;
        }
        let at = usize::try_from(year.since(Year(self.first))).ok()?;
        while self.columns.len() <= at {
            self.columns.push(None);
        }
        self.columns.get_mut(at)
    }
}

impl Layer {
    /// Says something of a cell of which nothing was said yet; `false` where something was.
    pub fn add(&mut self, key: Key, content: Content, status: Status) -> bool {
        let at = key.region.0 as usize;
        match self.draft(key) {
            Some(draft) if draft.is_vacant(at) => {
                draft.put(at, content, status);
                true
            }
            Some(_) | None => false,
        }
    }

    /// Says something of a cell in place of what was said.
    pub fn put(&mut self, key: Key, content: Content, status: Status) {
        if let Some(draft) = self.draft(key) {
            draft.put(key.region.0 as usize, content, status);
        }
    }

    /// Whether something was said of a cell.
    pub fn speaks_of(&self, key: Key) -> bool {
        let column = self.series.get(key.indicator.0 as usize).and_then(|years| {
            let at = usize::try_from(key.year.since(Year(years.first))).ok()?;
            years.columns.get(at)?.as_ref()
        });
        column.is_some_and(|draft| !draft.is_vacant(key.region.0 as usize))
    }

    fn draft(&mut self, key: Key) -> Option<&mut Draft> {
        let indicator = key.indicator.0 as usize;
        if indicator >= self.series.len() {
            self.series.resize_with(indicator + 1, Years::default);
        }
        let column = self.series.get_mut(indicator)?.get_mut(key.year)?;
        Some(column.get_or_insert_with(Draft::default))
    }

    /// The years of an indicator of which anything is said.
    pub fn years(&self, indicator: IndicatorId) -> Vec<Year> {
        let years = self.series.get(indicator.0 as usize);
        let all = years.into_iter().flat_map(|years| {
            let columns = (years.first..).map(Year).zip(&years.columns);
            columns.filter(|(_, draft)| draft.is_some())
        });
        all.map(|(year, _)| year).collect()
    }

    /// What is said of an indicator in a year.
    pub fn column(&self, indicator: IndicatorId, year: Year) -> Option<&Draft> {
        let years = self.series.get(indicator.0 as usize)?;
        let at = usize::try_from(year.since(Year(years.first))).ok()?;
        years.columns.get(at)?.as_ref()
    }

    /// The same, to say more; begun where nothing was said yet.
    pub fn column_mut(&mut self, indicator: IndicatorId, year: Year) -> Option<&mut Draft> {
        self.draft(Key {
            indicator,
            region: RegionId(0),
            year,
        })
    }

    /// Lays a less trusted layer under this one. Where both speak, this one counts; returned are
    /// the cells in which they do not say the same. A break of the series that one of them says of
    /// the same figure holds, whichever it is.
    pub fn lay_under(&mut self, below: Self) -> Differences {
        let mut found = Differences::default();
        for (indicator, years) in (0..).map(IndicatorId).zip(below.series) {
            for (year, draft) in (years.first..).map(Year).zip(years.columns) {
                let Some(draft) = draft else {
                    continue;
                };
                let cell = |at: usize| Key {
                    indicator,
                    region: RegionId(u32::try_from(at).unwrap_or(u32::MAX)),
                    year,
                };
                let Some(above) = self.draft(cell(0)) else {
                    continue;
                };
                if above == &Draft::default() {
                    *above = draft;
                    continue;
                }
                for at in draft.said() {
                    let Some((content, status)) = draft.get(at) else {
                        continue;
                    };
                    match above.get(at) {
                        Some((trusted, own)) if speaks(&trusted) => {
                            let differ = differ(&trusted, &content);
                            if differ {
                                found.disagree.push(cell(at));
                            }
                            let agree = !differ || coarser(&trusted, &content).is_some();
                            if status.breaks && !own.breaks && agree {
                                found.breaks.push(cell(at));
                                let breaks = true;
                                above.put(at, trusted, Status { breaks, ..own });
                            }
                        }
                        Some((Content::Absent(Absence::KeptOut), _)) if !speaks(&content) => {}
                        Some((_, own)) => {
                            let breaks = status.breaks || own.breaks;
                            above.put(at, content, Status { breaks, ..status });
                        }
                        None => above.put(at, content, status),
                    }
                }
            }
        }
        found
    }

    /// The series of the cube: the point of all figures of an indicator at the same place.
    pub fn seal(self) -> Vec<Option<Series>> {
        let sealed = self.series.into_iter().map(|years| {
            let decimals = years.columns.iter().flatten().map(Draft::decimals);
            let scale = decimals.max()?;
            let columns = years.columns.into_iter();
            let columns: Vec<Option<Column>> = columns
                .map(|draft| draft.map(|draft| draft.seal(scale)))
                .collect();
            Some(Series::new(Year(years.first), columns))
        });
        sealed.collect()
    }
}

/// Whether a cell says something that a less trusted file cannot replace.
pub(super) fn speaks(content: &Content) -> bool {
    match content {
        Content::Figure(_) => true,
        Content::Absent(absence) => absence.is_stated(),
    }
}

/// Whether a less trusted file contradicts the trusted one. That it has no figure is no
/// contradiction; that it has one where the trusted file says that there is none, is.
fn differ(trusted: &Content, other: &Content) -> bool {
    matches!(other, Content::Figure(_)) && !same(trusted, other)
}
