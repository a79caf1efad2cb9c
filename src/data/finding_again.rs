//! Where a figure of the cube was written.
//!
//! The cube keeps no place per figure. Of each file it keeps blocks of rows with the cells they
//! can hold; when somebody asks, the few blocks that can hold a cell are read again.

use super::column::Content;
use super::findings::Findings;
use super::format::Format;
use super::manifest::TableMap;
use super::observations::{
    NOTE, Observations, PLACE, PUBLISHED, QUOTE, Row, SOURCE, STATUS, VALUE, YEAR,
};
use super::published::Published;
use super::reading::{Book, Key, OfFile, Reading, Settled, settle};
use super::{Absence, Doubt, Status, digest, status};
use crate::diag::Diagnostics;
use crate::model::{IndicatorId, Quote, RegionId};
use crate::text::{SourceId, Sources, Span};
use crate::value::{Quantity, Truth, Year};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

/// Rows in a block: about 50 kB of CSV, which is read in less than a millisecond.
const BLOCK: usize = 1024;

/// Beyond so many cells, looking each up in the blocks is slower than reading the file.
const FEW: usize = 64;

/// A place in a data file and what its row says besides the figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The path of the file.
    pub file: String,
    /// The line of the value, from 1.
    pub line: usize,
    /// The character of the value in its line, from 1.
    pub column: usize,
    /// The address in a workbook, as Excel writes it.
    pub address: Option<String>,
    /// The place of the value.
    pub span: Span,
    /// The value as it is written there.
    pub written: String,
    /// What it is a figure of.
    pub indicator: IndicatorId,
    /// Of which region.
    pub region: RegionId,
    /// Of which year.
    pub year: Year,
    /// How doubtful it is.
    pub status: Status,
    /// Where the figure comes from, as the row or the manifest says.
    pub source: Option<String>,
    /// When it was published, as the row says it or else the manifest.
    pub published: Option<String>,
    /// Whether that is a date.
    pub is_dated: bool,
    /// The place in the source.
    pub place: Option<String>,
    /// The words of the source.
    pub quote: Option<String>,
    /// The remark of its row.
    pub note: Option<String>,
}

impl Cell {
    /// The place as people name it: `data/demo.csv:18:4`, `data/demo.xlsx:Sheet1!F17`.
    pub fn at(&self) -> String {
        match &self.address {
            Some(address) => format!("{}:{address}", self.file),
            None => format!("{}:{}:{}", self.file, self.line, self.column),
        }
    }
}

/// A row of a data file with the words that it was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// What it is a figure of.
    pub indicator: IndicatorId,
    /// Of which region.
    pub region: RegionId,
    /// Of which year.
    pub year: Year,
    /// The figure, in the unit of the indicator; none where the row says that there is none.
    pub figure: Option<Quantity>,
    /// The words of the source, and its place there.
    pub quote: Quote,
    /// All of the row.
    pub row: Span,
    /// Where the figure stands.
    pub value: Span,
    /// Where the year stands.
    pub year_place: Span,
    /// Whether a remark stands in the row.
    pub is_noted: bool,
}

/// A data file and what it takes to find a cell of it again.
#[derive(Debug, Clone)]
pub(super) struct IndexedFile {
    pub source: SourceId,
    pub format: Format,
    pub tables: Vec<TableMap>,
    /// What is true of all its figures.
    pub of_file: OfFile,
    pub origin: Option<String>,
    pub blocks: Vec<Block>,
    pub counts: Counts,
    /// Made when it is asked for: it takes all bytes of the file.
    pub sha256: OnceLock<Option<String>>,
}

impl IndexedFile {
    /// The SHA-256 of the file as it is on disk, in hexadecimal digits.
    pub fn sha256(&self, sources: &Sources) -> Option<&str> {
        let digest = self.sha256.get_or_init(|| {
            let bytes = sources.get(self.source).original()?;
            Some(digest::sha256(&bytes))
        });
        digest.as_deref()
    }
}

/// How many figures a file holds, and how many of them are doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All figures that could be read.
    pub figures: usize,
    /// Those published before they were final.
    pub provisional: usize,
    /// Those estimated.
    pub estimated: usize,
    /// Those made up to show how the tool works.
    pub demonstration: usize,
}

impl Counts {
    /// Counts one more.
    pub(super) fn add(&mut self, status: Status) {
        self.figures += 1;
        match status.doubt {
            Doubt::Normal => {}
            Doubt::Provisional => self.provisional += 1,
            Doubt::Estimated => self.estimated += 1,
            Doubt::Demonstration => self.demonstration += 1,
        }
    }
}

/// A run of rows and the least and greatest of what they are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    rows: Range<usize>,
    least: Key,
    greatest: Key,
}

impl Block {
    fn may_hold(&self, key: &Key) -> bool {
        let within = |least, own, greatest| least <= own && own <= greatest;
        let (least, greatest) = (&self.least, &self.greatest);
        within(least.indicator.0, key.indicator.0, greatest.indicator.0)
            && within(least.region.0, key.region.0, greatest.region.0)
            && (least.year..=greatest.year).contains(&key.year)
    }
}

/// Makes the blocks of a file while it is read.
#[derive(Debug, Default)]
pub(super) struct Indexer {
    blocks: Vec<Block>,
    rows: usize,
    /// Whether the last block ends already.
    ended: bool,
}

impl Indexer {
    /// Takes in a row that begins at `at`.
    pub fn add(&mut self, at: usize, key: Key) {
        if self.rows.is_multiple_of(BLOCK) {
            self.end(at);
            self.ended = false;
            self.blocks.push(Block {
                rows: at..at,
                least: key,
                greatest: key,
            });
        }
        self.rows += 1;
        if let Some(Block {
            least, greatest, ..
        }) = self.blocks.last_mut()
        {
            least.indicator = least.indicator.min(key.indicator);
            least.region = least.region.min(key.region);
            least.year = least.year.min(key.year);
            greatest.indicator = greatest.indicator.max(key.indicator);
            greatest.region = greatest.region.max(key.region);
            greatest.year = greatest.year.max(key.year);
        }
    }

    /// Leaves out a row that begins at `at`: it stands in no block, so nobody reads it again.
    pub fn leave_out(&mut self, at: usize) {
        self.end(at);
        self.rows = 0;
    }

    fn end(&mut self, at: usize) {
        if let Some(last) = self.blocks.last_mut().filter(|_| !self.ended) {
            last.rows.end = at;
        }
        self.ended = true;
    }

    /// The blocks of a file whose rows end at `end`.
    pub fn finish(mut self, end: usize) -> Vec<Block> {
        self.end(end);
        self.blocks
    }
}

/// Rows of the same cells, in the order of the file.
pub(super) type Gathered = BTreeMap<Key, Vec<(usize, Reading)>>;

/// Reads the rows of a file that are about `keys` once more; `also` sees each that can be read.
pub(super) fn gather(
    rows: &Observations<'_>,
    file: &IndexedFile,
    book: &Book,
    keys: &BTreeSet<Key>,
    mut also: impl FnMut(Key, Row<'_>),
) -> Gathered {
    let mut gathered = Gathered::new();
    each_of(rows, file, book, keys, |key, row| {
        if let Ok(reading) = book.read(row, key, file.of_file) {
            gathered.entry(key).or_default().push((row.at(), reading));
            also(key, row);
        }
    });
    gathered
}

/// Goes through the rows of a file that are about `keys` and were out on the day whose knowledge
/// counts.
fn each_of(
    rows: &Observations<'_>,
    file: &IndexedFile,
    book: &Book,
    keys: &BTreeSet<Key>,
    mut see: impl FnMut(Key, Row<'_>),
) {
    for block in &file.blocks {
        if keys.len() <= FEW && !keys.iter().any(|key| block.may_hold(key)) {
            continue;
        }
        rows.each(block.rows.clone(), &mut Findings::silent(), |row, _| {
            if let Ok(key) = book.key(row)
                && keys.contains(&key)
                && book.was_out(row, file.of_file) == Truth::True
            {
                see(key, row);
            }
        });
    }
}

/// Finds out which row of which file a cell of the cube came from.
pub(super) struct Locator<'a> {
    sources: &'a Sources,
    files: &'a [IndexedFile],
    book: &'a Book,
}

impl<'a> Locator<'a> {
    pub fn new(sources: &'a Sources, files: &'a [IndexedFile], book: &'a Book) -> Self {
        Self {
            sources,
            files,
            book,
        }
    }

    /// The rows of a file, of which everything was said when it was read first.
    fn open(&self, file: &IndexedFile) -> Option<Observations<'a>> {
        let mut nobody = Diagnostics::new();
        Observations::open(
            file.source,
            self.sources.get(file.source),
            file.format,
            &file.tables,
            self.book.units(),
            &mut nobody,
        )
    }

    /// The cells of `keys`, as far as any file speaks of them.
    pub fn cells(&self, keys: &BTreeSet<Key>) -> BTreeMap<Key, Cell> {
        let found = self.found(keys).into_iter();
        found.map(|(key, found)| (key, found.cell)).collect()
    }

    /// Every row of every file that speaks of a cell of `keys`, whether a figure could be read
    /// there or not.
    pub fn rows_of(&self, keys: &BTreeSet<Key>) -> Vec<Span> {
        let mut all = Vec::new();
        for file in self.files {
            let Some(rows) = self.open(file) else {
                continue;
            };
            each_of(&rows, file, self.book, keys, |_, row| {
                all.push(row.whole());
            });
        }
        all
    }

    /// The first row, in the order of trust, that says of a cell of `keys` that the series breaks
    /// there, with a figure or without. It need not be the row whose figure counts.
    pub fn breaks(&self, keys: &BTreeSet<Key>) -> BTreeMap<Key, Cell> {
        let mut all = BTreeMap::new();
        for file in self.files {
            let Some(rows) = self.open(file) else {
                continue;
            };
            each_of(&rows, file, self.book, keys, |key, row| {
                let said = status::parse(row.get(STATUS));
                let own = said.is_some_and(|said| said.status.breaks);
                if (own || file.of_file.status.breaks) && !all.contains_key(&key) {
                    let at = if own { STATUS } else { VALUE };
                    let status = said.map_or(file.of_file.status, |said| {
                        said.status.and(file.of_file.status)
                    });
                    let columns = DETAILS.map(|column| row.get(column).to_owned());
                    let place = rows.span(row.at(), at);
                    all.insert(key, self.cell(file, key, place, status, columns));
                }
            });
        }
        all
    }

    /// Every row that has a quote, whether or not a more trusted file goes before it.
    pub fn quoted(&self) -> Vec<Quoted> {
        let mut all = Vec::new();
        for file in self.files {
            let Some(rows) = self.open(file) else {
                continue;
            };
            rows.each_of_all(&mut Findings::silent(), |row, _| {
                let was_out = self.book.was_out(row, file.of_file) == Truth::True;
                if row.get(QUOTE).is_empty() || !was_out {
                    return;
                }
                let Ok(key) = self.book.key(row) else {
                    return;
                };
                let Ok(reading) = self.book.read(row, key, file.of_file) else {
                    return;
                };
                let at = row.at();
                all.push(Quoted {
                    indicator: key.indicator,
                    region: key.region,
                    year: key.year,
                    figure: match reading.content {
                        Content::Figure(number) => Some(number.quantity()),
                        Content::Absent(_) => None,
                    },
                    quote: Quote {
                        place: row.get(PLACE).to_owned(),
                        words: row.get(QUOTE).to_owned(),
                        table: false,
                        span: rows.span(at, QUOTE),
                        place_at: Some(rows.span(at, PLACE)),
                    },
                    row: row.whole(),
                    value: rows.span(at, VALUE),
                    year_place: rows.span(at, YEAR),
                    is_noted: !row.get(NOTE).is_empty(),
                });
            });
        }
        all
    }

    /// The cells of `keys` with what was read there.
    pub fn found(&self, keys: &BTreeSet<Key>) -> BTreeMap<Key, Found> {
        let mut open = keys.clone();
        let mut all = BTreeMap::new();
        let mut blank = BTreeMap::new();
        for file in self.files {
            if open.is_empty() {
                break;
            }
            for (key, mut found) in self.found_in(file, &open) {
                // A break that a blank cell of a more trusted file says holds of the figure.
                let above = blank.get(&key);
                found.cell.status.breaks |=
                    above.is_some_and(|blank: &Found| blank.cell.status.breaks);
                if found.content == Content::Absent(Absence::NotKnown) {
                    blank.entry(key).or_insert(found);
                } else {
                    open.remove(&key);
                    all.insert(key, found);
                }
            }
        }
        // A blank cell is the answer only where no file has more to say.
        for (key, found) in blank {
            all.entry(key).or_insert(found);
        }
        all
    }

    fn found_in(&self, file: &IndexedFile, keys: &BTreeSet<Key>) -> BTreeMap<Key, Found> {
        let Some(rows) = self.open(file) else {
            return BTreeMap::new();
        };
        let mut details: BTreeMap<usize, [String; DETAILS.len()]> = BTreeMap::new();
        let note = |_, row: Row<'_>| {
            details.insert(row.at(), DETAILS.map(|column| row.get(column).to_owned()));
        };
        let gathered = gather(&rows, file, self.book, keys, note);
        let mut all = BTreeMap::new();
        for (key, readings) in gathered {
            let Some((at, reading)) = counting(readings) else {
                continue;
            };
            let columns = details.remove(&at).unwrap_or_default();
            let cell = self.cell(file, key, rows.span(at, VALUE), reading.status, columns);
            let content = reading.content;
            all.insert(key, Found { cell, content });
        }
        all
    }

    /// The cell at a place, with what its row says in the columns of [`DETAILS`].
    fn cell(
        &self,
        file: &IndexedFile,
        key: Key,
        span: Span,
        status: Status,
        [written, origin, published, place, quote, note]: [String; DETAILS.len()],
    ) -> Cell {
        let source = self.sources.get(file.source);
        let position = source.position(span.start as usize);
        let said = |text: String| (!text.is_empty()).then_some(text);
        let of_file = file.of_file.published;
        Cell {
            file: source.path().to_owned(),
            line: position.line,
            column: position.column,
            address: source
                .address(span.start as usize)
                .map(|address| address.to_string()),
            span,
            written,
            indicator: key.indicator,
            region: key.region,
            year: key.year,
            status,
            source: said(origin).or_else(|| file.origin.clone()),
            is_dated: match published.as_str() {
                "" => of_file.is_some(),
                text => Published::parse(text).is_some(),
            },
            published: said(published).or_else(|| of_file.map(|date| date.to_string())),
            place: said(place),
            quote: said(quote),
            note: said(note),
        }
    }
}

/// The columns that say more of a figure.
const DETAILS: [usize; 6] = [VALUE, SOURCE, PUBLISHED, PLACE, QUOTE, NOTE];

/// A cell and what was read there, in the unit of the indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub cell: Cell,
    pub content: Content,
}

/// The row that counts among rows of one cell; none where they contradict each other.
fn counting(readings: Vec<(usize, Reading)>) -> Option<(usize, Reading)> {
    let rows: Vec<_> = readings.iter().map(|(_, reading)| reading).collect();
    let Settled::One(counting) = settle(&rows)? else {
        return None;
    };
    let (at, reading) = readings.into_iter().nth(counting.row)?;
    let status = counting.status;
    Some((at, Reading { status, ..reading }))
}
