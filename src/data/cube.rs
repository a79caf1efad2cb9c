//! The cube: every figure of a plan's data files, by indicator, year and region.
//!
//! One dense [`Column`] per indicator and year. A city with twelve regions and the country with
//! forty thousand townships are the same program.

use super::Absence;
use super::column::{Column, Figure};
use super::finding_again::{Cell, Counts, IndexedFile, Locator, Quoted};
use super::layer::Layer;
use super::made_up;
use super::published::Published;
use super::reading::Book;
use crate::model::{CellKey, IndicatorId, Plan, RegionId};
use crate::text::{SourceId, Sources, Span};
use crate::value::{Date, Year};
use std::collections::{BTreeMap, BTreeSet};

/// All figures of a plan.
#[derive(Debug, Clone)]
pub struct Cube {
    series: Vec<Option<Series>>,
    files: Vec<IndexedFile>,
    book: Book,
    kept_out: KeptOut,
    unreadable: usize,
    adrift: Adrift,
}

/// Rows that are kept out and leave no trace in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Adrift {
    /// What they are about.
    pub of: BTreeSet<IndicatorId>,
    /// Whether there are some of which not even that is known.
    pub any: bool,
}

/// Rows of data files that are not in the cube.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeptOut {
    /// Something is wrong with them; a finding says what.
    pub faulty: usize,
    /// No rule knows their indicator.
    pub unused: usize,
}

/// The figures of one indicator, by year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    first: Year,
    columns: Vec<Option<Column>>,
}

impl Series {
    pub(super) fn new(first: Year, columns: Vec<Option<Column>>) -> Self {
        Self { first, columns }
    }

    /// The figures of a year.
    pub fn column(&self, year: Year) -> Option<&Column> {
        let at = usize::try_from(year.since(self.first)).ok()?;
        self.columns.get(at)?.as_ref()
    }

    /// The years that have a column, with it.
    pub fn columns(&self) -> impl DoubleEndedIterator<Item = (Year, &Column)> {
        self.columns.iter().enumerate().filter_map(|(at, column)| {
            let year = self.first.plus(i16::try_from(at).ok()?);
            Some((year, column.as_ref()?))
        })
    }
}

impl Cube {
    /// The cube of what files say, and of what the regions of a plan come to besides.
    pub(super) fn new(mut layer: Layer, files: Vec<IndexedFile>, book: Book, plan: &Plan) -> Self {
        made_up::make_up(plan, &book, &mut layer);
        Self {
            series: layer.seal(),
            files,
            book,
            kept_out: KeptOut::default(),
            unreadable: 0,
            adrift: Adrift::default(),
        }
    }

    /// The cube of files of which so many rows, and so many as a whole, are not in it.
    pub(super) fn with_left_out(
        self,
        kept_out: KeptOut,
        unreadable: usize,
        adrift: Adrift,
    ) -> Self {
        Self {
            kept_out,
            unreadable,
            adrift,
            ..self
        }
    }

    /// The same plan's cube without any figure, of which nothing is known either: not even that
    /// there is none. What a verdict lacks here is all that it asks for.
    #[must_use]
    pub fn blank(&self) -> Self {
        Self {
            series: Vec::new(),
            files: Vec::new(),
            book: self.book.clone(),
            kept_out: KeptOut::default(),
            unreadable: 1,
            adrift: Adrift::default(),
        }
    }

    /// The figures of an indicator, if any file says anything of it.
    pub fn series(&self, indicator: IndicatorId) -> Option<&Series> {
        self.series.get(indicator.0 as usize)?.as_ref()
    }

    /// One figure. Whoever wants many of them asks for the column.
    pub fn figure(
        &self,
        indicator: IndicatorId,
        region: RegionId,
        year: Year,
    ) -> Option<Figure<'_>> {
        self.series(indicator)?.column(year)?.get(region)
    }

    /// Why there is no figure, where a file says so.
    pub fn absence(&self, indicator: IndicatorId, region: RegionId, year: Year) -> Option<Absence> {
        self.series(indicator)?.column(year)?.absence(region)
    }

    /// The last year up to `up_to` for which a region has any figure.
    pub fn latest_year(&self, region: RegionId, up_to: Year) -> Option<Year> {
        let last_of = |series: &Series| {
            let with_figure = |(_, column): &(Year, &Column)| column.get(region).is_some();
            let years = series.columns().rev();
            years
                .skip_while(|(year, _)| *year > up_to)
                .find(with_figure)
                .map(|(year, _)| year)
        };
        self.series.iter().flatten().filter_map(last_of).max()
    }

    /// Whether an indicator may have figures that are not here and leave no trace in their cells:
    /// in a file or a row that could not be read, or for a region or year that nobody knows.
    pub fn may_lack(&self, indicator: IndicatorId) -> bool {
        self.unreadable > 0 || self.adrift.any || self.adrift.of.contains(&indicator)
    }

    /// How many rows of the data files are not in the cube.
    pub fn kept_out(&self) -> KeptOut {
        self.kept_out
    }

    /// Of how many data files nothing could be read: they are not there, no text, of another
    /// form, or without a header that can be used, or their entry in the manifest has
    /// something in it that nobody understands. A finding says what, and whoever shows results
    /// says that figures are missing for it.
    pub fn unreadable_files(&self) -> usize {
        self.unreadable
    }

    /// The data files, the most trusted first, with how many figures each holds.
    pub fn files(&self) -> impl Iterator<Item = (SourceId, Counts)> {
        self.files.iter().map(|file| (file.source, file.counts))
    }

    /// The SHA-256 of a data file, in hexadecimal digits.
    pub fn sha256(&self, sources: &Sources, source: SourceId) -> Option<&str> {
        self.file(source)?.sha256(sources)
    }

    /// When the figures of a data file were published whose rows do not say.
    pub fn published(&self, source: SourceId) -> Option<Published> {
        self.file(source)?.of_file.published
    }

    fn file(&self, source: SourceId) -> Option<&IndexedFile> {
        self.files.iter().find(|file| file.source == source)
    }

    /// The day whose knowledge is in the cube: what was published later is not. `None` where all
    /// that the files say is in it.
    pub fn as_of(&self) -> Option<Date> {
        self.book.as_of()
    }

    /// Where it is said that series break: the row that says so, with a figure or without.
    pub fn breaks(
        &self,
        sources: &Sources,
        keys: impl IntoIterator<Item = CellKey>,
    ) -> BTreeMap<CellKey, Cell> {
        let keys: BTreeSet<_> = keys.into_iter().collect();
        if keys.is_empty() {
            return BTreeMap::new();
        }
        Locator::new(sources, &self.files, &self.book).breaks(&keys)
    }

    /// Where figures, or stated absences, were written: each file is read once for all of them.
    /// One that was made up is written nowhere, whatever blank row a file has in its place.
    pub fn cells(
        &self,
        sources: &Sources,
        keys: impl IntoIterator<Item = CellKey>,
    ) -> BTreeMap<CellKey, Cell> {
        let keys = keys.into_iter().filter(|key| !self.is_made_up(*key));
        Locator::new(sources, &self.files, &self.book).cells(&keys.collect())
    }

    /// Whether a figure stands in no file and was made up from those of the regions below.
    pub fn is_made_up(&self, key: CellKey) -> bool {
        let column = self
            .series(key.indicator)
            .and_then(|all| all.column(key.year));
        column.is_some_and(|column| column.is_made_up(key.region))
    }

    /// What a figure that was made up was made from: the figures of the regions that make up its
    /// own, which may be made up themselves. Nothing for one that stands in a file.
    pub fn parts_of(&self, plan: &Plan, key: CellKey) -> Vec<CellKey> {
        made_up::parts_of(self, plan, key)
    }

    /// The cells of which one says that a series breaks at a figure: its own; of one that was made
    /// up, those with a break that it was made from, too.
    pub fn broken_by(&self, plan: &Plan, key: CellKey) -> Vec<CellKey> {
        made_up::broken_by(self, plan, key)
    }

    /// Every row that has a quote.
    pub fn quoted(&self, sources: &Sources) -> Vec<Quoted> {
        Locator::new(sources, &self.files, &self.book).quoted()
    }

    /// The rows of data files that speak of figures, those among them of which nothing could be
    /// read. Each file is read once for all of them.
    pub fn rows_of(&self, sources: &Sources, keys: impl IntoIterator<Item = CellKey>) -> Vec<Span> {
        let keys: BTreeSet<_> = keys.into_iter().collect();
        if keys.is_empty() {
            return Vec::new();
        }
        Locator::new(sources, &self.files, &self.book).rows_of(&keys)
    }
}
