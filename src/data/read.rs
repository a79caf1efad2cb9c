//! From the data files of a plan to its cube.

use super::column::Content;
use super::cube::{Adrift, Cube, KeptOut};
use super::faults::{self, NoCells};
use super::figure::{self, Said};
use super::finding_again::{Counts, IndexedFile, Indexer, gather};
use super::findings::{Findings, clip, with_near};
use super::format::Format;
use super::headings::Guess;
use super::kinds::cuts_up;
use super::layer::Layer;
use super::manifest::{DataFile, Manifest, open};
use super::observations::{
    Header, INDICATOR, NOTE, Observations, PUBLISHED, Part, REGION, REGION_CODE, Row, STATUS, UNIT,
    VALUE, WIDTH, YEAR,
};
use super::reading::{Book, Key, NoCell, OfFile, Reading, Settled, settle};
use super::workbook::{NOT_CALCULATED, open_workbook};
use super::{Absence, Status, disagreement, hidden, remarked, status};
use crate::diag::{Code, Diagnostics, MOST_OF_A_KIND};
use crate::model::{IndicatorId, Place, Plan, RegionId};
use crate::text::{Oddity, Source, SourceId, Sources, Span};
use crate::value::{Date, Truth, Units, Year};
use indexmap::IndexSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Reads the data files of a plan, the most trusted first. What is wrong in a row keeps that row
/// out, is told, and is counted in [`Cube::kept_out`].
pub fn read_data(
    plan: &Plan,
    sources: &Sources,
    manifest: &Manifest,
    diagnostics: &mut Diagnostics,
) -> Cube {
    read_data_as_of(plan, sources, manifest, None, diagnostics)
}

/// The same with what was known on a day: a row that was published later is as if it were not
/// there, and an earlier one of the same cell counts again. A row whose date does not say whether
/// it was out is left out as well, which is told. What has no date is taken to have been known.
pub fn read_data_as_of(
    plan: &Plan,
    sources: &Sources,
    manifest: &Manifest,
    as_of: Option<Date>,
    diagnostics: &mut Diagnostics,
) -> Cube {
    let mut reader = Reader {
        plan,
        sources,
        book: Book::new(plan, as_of),
        files: Vec::new(),
        layer: Layer::default(),
        kept_out: KeptOut::default(),
        unreadable: manifest.refused_data,
        adrift: Adrift::default(),
    };
    for file in &manifest.data {
        reader.read_file(file, diagnostics);
    }
    Cube::new(reader.layer, reader.files, reader.book, plan).with_left_out(
        reader.kept_out,
        reader.unreadable,
        reader.adrift,
    )
}

/// The names of indicators that stand in the data files.
#[derive(Debug, Clone, Default)]
pub struct NamesInData {
    /// Each once, in the order of the files.
    pub names: IndexSet<String>,
    /// Whether there may be more, in files that could not be read.
    pub unread: bool,
}

/// The names of indicators that stand in the data files; what is wrong with a file is for
/// [`read_data`] to say.
pub fn names_in_data(sources: &Sources, manifest: &Manifest) -> NamesInData {
    let mut names = IndexSet::new();
    let mut unread = manifest.refused_data > 0;
    let mut nobody = Diagnostics::new();
    for file in &manifest.data {
        let Some((_, _, rows)) = open_rows(sources, file, &manifest.units, &mut nobody) else {
            unread = true;
            continue;
        };
        let mut last = String::new();
        rows.each_of_all(&mut Findings::silent(), |row, _| {
            let name = row.get(INDICATOR);
            // Files are mostly sorted, so the last name is the likeliest.
            if name != last && !name.is_empty() {
                last = name.to_owned();
                if !names.contains(name) {
                    names.insert(name.to_owned());
                }
            }
        });
    }
    NamesInData { names, unread }
}

fn open_rows<'s>(
    sources: &'s Sources,
    file: &DataFile,
    units: &Units,
    diagnostics: &mut Diagnostics,
) -> Option<(SourceId, Format, Observations<'s>)> {
    let format = Format::of(&file.file, sources, diagnostics)?;
    let source = match format {
        Format::Workbook => open_workbook(sources, &file.file, diagnostics)?,
        Format::Csv | Format::Yaml => open(sources, &file.file, diagnostics)?.0,
    };
    let rows = Observations::open(
        source,
        sources.get(source),
        format,
        &file.tables,
        units,
        diagnostics,
    )?;
    Some((source, format, rows))
}

struct Reader<'a> {
    plan: &'a Plan,
    sources: &'a Sources,
    book: Book,
    files: Vec<IndexedFile>,
    layer: Layer,
    kept_out: KeptOut,
    unreadable: usize,
    adrift: Adrift,
}

impl Reader<'_> {
    fn read_file(&mut self, file: &DataFile, diagnostics: &mut Diagnostics) {
        let opened = open_rows(self.sources, file, &self.plan.units, diagnostics);
        let Some((source, format, rows)) = opened else {
            self.unreadable += 1;
            return;
        };
        let path = self.sources.get(source).path();
        let mut findings = Findings::new(diagnostics, source);
        if rows.is_blank() {
            findings.push(Code::EmptyData, Span::new(source, 0..0), |it| {
                it.with("file", path)
            });
        }
        let of_file = OfFile {
            status: file.status,
            published: file.published.map(|dated| dated.date),
        };
        let mut read = Layers::default();
        let mut is_whole = rows.is_whole();
        for part in rows.parts() {
            is_whole &= self.read_part(part, source, of_file, &mut read, &mut findings);
        }
        self.unreadable += usize::from(!is_whole);
        let Layers {
            mut layer,
            index,
            again,
            counts,
            vague,
        } = read;
        if let (Some((row, count)), Some(day)) = (vague.0, self.book.as_of()) {
            // The date stands in the row, or for all rows in the manifest.
            let in_manifest = file
                .published
                .filter(|_| self.sources.slice(row).is_empty());
            let span = in_manifest.map_or(row, |dated| dated.place);
            findings.push(Code::VaguelyPublished, span, |it| {
                it.with("found", self.sources.slice(span))
                    .with("day", day.to_string())
                    .with("count", count)
                    .with("file", path)
            });
        }
        let end = rows.parts().last().map_or(0, |part| part.all().end);
        let indexed = IndexedFile {
            source,
            format,
            tables: file.tables.clone(),
            of_file,
            origin: file.source.clone(),
            blocks: index.finish(end),
            counts,
            sha256: OnceLock::new(),
        };
        if !again.is_empty() {
            self.settle_all(&rows, &indexed, &again, &mut layer, &mut findings);
        }
        self.files.push(indexed);
        self.lay_under(layer, &mut findings);
        self.adrift.any |= findings.is_adrift();
        self.kept_out.faulty += findings.finish();
    }

    /// Reads one table of a file; `false` where nothing in it can be believed.
    fn read_part(
        &mut self,
        rows: &Part<'_>,
        source: SourceId,
        of_file: OfFile,
        read: &mut Layers,
        findings: &mut Findings<'_>,
    ) -> bool {
        let region = |name: &String| {
            matches!(
                self.plan.regions.find_in_table(name),
                Some(Place::Region(_))
            )
        };
        // A heading such as `数值（初步）` says of all figures what nobody knows.
        let unit = rows
            .unit()
            .filter(|unit| self.plan.units.parse(&unit.text).is_none());
        if let Some(unit) = unit {
            findings.push(Code::UnknownUnit, unit.span, |it| {
                with_near(
                    it.with("unit", clip(&unit.text)),
                    &unit.text,
                    self.plan.units.names(),
                )
            });
        }
        let usable = rows.tell_unknown(
            |heading, values, lacking| {
                let units = &self.plan.units;
                let fits = |column: &&usize| match **column {
                    // Without it all of them would be figures of the plan's own region, so one
                    // is enough, and so is a heading that speaks of places: the region file need
                    // not know every township.
                    REGION => speaks_of_places(heading) || values.iter().any(region),
                    UNIT => values.iter().all(|one| units.parse(one).is_some()),
                    STATUS => values.iter().all(|one| status::parse(one).is_some()),
                    _ => false,
                };
                if cuts_up(heading, values) {
                    return Some(Guess::Parts);
                }
                lacking.iter().find(fits).copied().map(Guess::Column)
            },
            findings,
        );
        if !usable || unit.is_some() {
            return false;
        }
        let text = self.sources.get(source).text_or_empty();
        let mut pass = Pass {
            plan: self.plan,
            book: &mut self.book,
            of_file,
            rows,
            source: self.sources.get(source),
            read,
            no_cells: NoCells::default(),
            adrift: &mut self.adrift.of,
            blanks: Blanks::default(),
            merged: Tally::default(),
            alone: Tally::default(),
            is_over: false,
            late: None,
            unseen: Unseen::default(),
            hides: hidden::stands_in(text),
        };
        rows.each(rows.all(), findings, |row, findings| {
            pass.row(row, findings);
        });
        let Pass {
            no_cells,
            merged,
            mut alone,
            blanks,
            late,
            unseen,
            ..
        } = pass;
        read.index.leave_out(rows.all().end);
        for Doubtful { at, key, region } in blanks.doubtful {
            // A region that has a row of its own for the year has not left this one to a blank.
            let speaks = |region| read.layer.speaks_of(Key { region, ..key });
            if !region.is_some_and(speaks) {
                alone.add(|| rows.span(at, REGION));
            }
        }
        let own = self.plan.regions.name(self.plan.regions.own());
        for (code, Tally(rows)) in [(Code::BlankRegion, merged), (Code::BlankAlone, alone)] {
            if let Some((span, count)) = rows {
                findings.push(code, span, |it| it.with("own", own).with("count", count));
            }
        }
        unseen.tell(findings);
        if let Some((span, year, count)) = late {
            let last = self.plan.years.last;
            findings.push(Code::LateYear, span, |it| {
                it.with("year", year)
                    .with("count", count)
                    .with("last", last)
            });
        }
        self.kept_out.unused += no_cells.tell(self.plan, &mut self.adrift.of, findings);
        true
    }

    /// Cells of which several rows of one file speak: revised, repeated or contradicted.
    fn settle_all(
        &self,
        rows: &Observations<'_>,
        file: &IndexedFile,
        keys: &BTreeSet<Key>,
        layer: &mut Layer,
        findings: &mut Findings<'_>,
    ) {
        let gathered = gather(rows, file, &self.book, keys, |_, _| {});
        for (key, readings) in gathered {
            let of_cell: Vec<&Reading> = readings.iter().map(|(_, reading)| reading).collect();
            let Some(settled) = settle(&of_cell) else {
                continue;
            };
            let at = |number: usize| readings.get(number).map_or(0, |(at, _)| *at);
            let counting = match settled {
                Settled::One(counting) => counting,
                Settled::Contradiction {
                    one,
                    other,
                    undecided,
                } => {
                    faults::tell_contradiction(rows, at(one), at(other), undecided, findings);
                    findings.keep_out(readings.len());
                    let breaks = of_cell.iter().any(|reading| reading.status.breaks);
                    let status = Status {
                        breaks,
                        ..Status::NORMAL
                    };
                    layer.put(key, Content::Absent(Absence::KeptOut), status);
                    continue;
                }
            };
            for (remark, other) in counting.remarks {
                faults::tell_remark(remark, rows, at(counting.row), at(other), findings);
            }
            if let Some((_, reading)) = readings.into_iter().nth(counting.row) {
                layer.put(key, reading.content, counting.status);
            }
        }
    }

    /// Puts a file under the more trusted ones and tells where they do not agree.
    fn lay_under(&mut self, layer: Layer, findings: &mut Findings<'_>) {
        let found = self.layer.lay_under(layer);
        let most = 2 * MOST_OF_A_KIND;
        let (told, more) = found.disagree.split_at(found.disagree.len().min(most));
        let (breaks, more_breaks) = found.breaks.split_at(found.breaks.len().min(most));
        disagreement::tell(
            self.sources,
            &self.files,
            &self.book,
            self.plan,
            &told.iter().chain(breaks).copied().collect(),
            findings,
        );
        for (code, more) in [
            (Code::FilesDisagree, more),
            (Code::StatusesDiffer, more_breaks),
        ] {
            if !more.is_empty() {
                findings.count(code, more.len());
            }
        }
    }
}

/// Whether a heading speaks of places, as 乡镇 and 所属县区名 do.
fn speaks_of_places(heading: &str) -> bool {
    const WHOLE: &[&str] = &["省", "市", "县", "区", "乡", "镇", "村", "社区", "园区"];
    const WITHIN: &[&str] = &[
        "地区", "区域", "辖区", "区划", "区县", "县区", "县市", "市县", "乡镇", "街道", "region",
        "county", "district", "township",
    ];
    let heading = heading.to_lowercase();
    WHOLE.contains(&heading.trim()) || WITHIN.iter().any(|word| heading.contains(word))
}

/// So many years after the plan's last one a figure may be for without a word: those that the next
/// plan is for.
const YEARS_AFTER: i16 = 5;

/// Finds blank regions that merged cells have left. That a blank means the plan's own region is a
/// custom of a file, which its first row shows: no merged cell leaves that one blank. In another
/// file a blank under another region's name is what is left of a merged cell.
#[derive(Debug, Default)]
struct Blanks {
    /// Whether a blank means the own region.
    custom: Option<bool>,
    /// The last row that names a region, where it names another than the own.
    above: Option<Above>,
    /// Of each indicator what a blank is, by its first row.
    kinds: BTreeMap<IndicatorId, Blank>,
    /// The row that ended the last blank ones by naming another region than the own.
    next: Option<Above>,
    /// Whether the row before was blank.
    is_blank: bool,
    /// Rows that are taken for the own region's and may be the ones of the region above them.
    doubtful: Vec<Doubtful>,
    /// How many of them stand above the blank rows that are being read.
    settled: usize,
}

/// A blank row, and the region that it may go on with.
#[derive(Debug)]
struct Doubtful {
    at: usize,
    key: Key,
    region: Option<RegionId>,
}

/// A row that names another region than the own, as far as it is known what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Above {
    region: Option<RegionId>,
    indicator: Option<IndicatorId>,
}

/// What stands for the region in a row.
#[derive(Debug, Clone, Copy)]
enum Named {
    Nothing,
    Own,
    /// Another one; `None` where nobody knows which.
    Other(Option<RegionId>),
}

/// A blank region under another region's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blank {
    /// Rows of the same indicator name their regions, so this one was meant to.
    Merged,
    /// The first row of the indicator names none either.
    Alone,
    /// The custom is to leave the own region blank, but the row may as well go on with this one,
    /// which the same indicator has above it.
    GoesOn(Option<RegionId>),
}

impl Blanks {
    /// Takes in a row: what it is about, and which region it names.
    fn see(&mut self, indicator: Option<IndicatorId>, named: Named) -> Option<Blank> {
        let is_blank = matches!(named, Named::Nothing);
        let means_own = *self.custom.get_or_insert(is_blank);
        let first = match named {
            Named::Nothing => Blank::Alone,
            Named::Own | Named::Other(_) => Blank::Merged,
        };
        if is_blank && !self.is_blank {
            self.settled = self.doubtful.len();
        }
        match named {
            Named::Nothing => {}
            Named::Own => self.above = None,
            Named::Other(region) => {
                let row = Above { region, indicator };
                self.above = Some(row);
                if self.is_blank {
                    self.comes_next(row);
                }
            }
        }
        self.is_blank = is_blank;
        let kind = *self.kinds.entry(indicator?).or_insert(first);
        let above = self.above.filter(|_| is_blank)?;
        match means_own {
            true => (above.indicator == indicator).then_some(Blank::GoesOn(above.region)),
            false => Some(kind),
        }
    }

    /// Takes in the first row after blank ones. Where the one after the blank rows before was about
    /// the same, each block of the file begins with the own region, and they are no one else's.
    fn comes_next(&mut self, row: Above) {
        let is_known = row.region.is_some() && row.indicator.is_some();
        if is_known && self.next == Some(row) {
            self.doubtful.truncate(self.settled);
        }
        self.next = Some(row);
    }
}

/// Rows of a kind: the place of the first, and how many there are.
#[derive(Debug, Default)]
struct Tally(Option<(Span, usize)>);

impl Tally {
    fn add(&mut self, span: impl FnOnce() -> Span) {
        match &mut self.0 {
            Some((_, count)) => *count += 1,
            None => self.0 = Some((span(), 1)),
        }
    }
}

/// Figures of a sheet in rows and columns that nobody sees: the first, and how many.
#[derive(Debug, Default)]
struct Unseen {
    tally: Tally,
    sheet: String,
}

impl Unseen {
    fn see(&mut self, row: Row<'_>, rows: &Part<'_>, source: &Source) {
        let Some(sheet) = source.sheets().and_then(|all| all.sheet_at(row.at())) else {
            return;
        };
        if sheet.hidden_rows.is_empty() && sheet.hidden_columns.is_empty() {
            return;
        }
        let cell = row.cell().or_else(|| {
            let span = rows.span(row.at(), VALUE);
            let address = source.address(span.start as usize)?;
            Some((address.row, address.column))
        });
        let Some((down, across)) = cell else {
            return;
        };
        let is_in = |runs: &[(u32, u32)], at: u32| {
            let after = runs.partition_point(|(first, _)| *first <= at);
            let run = after.checked_sub(1).and_then(|run| runs.get(run));
            run.is_some_and(|(_, last)| at <= *last)
        };
        if is_in(&sheet.hidden_rows, down) || is_in(&sheet.hidden_columns, across) {
            self.tally.add(|| rows.span(row.at(), VALUE));
            self.sheet.clone_from(&sheet.name);
        }
    }

    fn tell(self, findings: &mut Findings<'_>) {
        if let Tally(Some((span, count))) = self.tally {
            findings.push(Code::HiddenCells, span, |it| {
                it.with("count", count).with("sheet", &self.sheet)
            });
        }
    }
}

/// What the tables of one file say.
#[derive(Debug, Default)]
struct Layers {
    layer: Layer,
    index: Indexer,
    /// Cells of which several rows speak.
    again: BTreeSet<Key>,
    counts: Counts,
    /// Rows whose date does not say whether they were out on the day whose knowledge counts.
    vague: Tally,
}

/// One table of a file while its rows are read for the first time.
struct Pass<'p> {
    plan: &'p Plan,
    book: &'p mut Book,
    of_file: OfFile,
    rows: &'p Part<'p>,
    source: &'p Source,
    read: &'p mut Layers,
    no_cells: NoCells,
    /// The indicators that rows without a cell are about.
    adrift: &'p mut BTreeSet<IndicatorId>,
    blanks: Blanks,
    /// Rows left out for want of a region, and rows taken for the own region's under another name.
    merged: Tally,
    alone: Tally,
    /// Whether another table has begun, whose columns nobody knows.
    is_over: bool,
    /// The first year that is long after the plan, and how many rows are about such years.
    late: Option<(Span, Year, usize)>,
    /// Figures in rows and columns that nobody sees.
    unseen: Unseen,
    /// Whether a character that nobody sees stands anywhere in the file.
    hides: bool,
}

impl Pass<'_> {
    fn row(&mut self, row: Row<'_>, findings: &mut Findings<'_>) {
        if self.is_over {
            self.read.index.leave_out(row.at());
            findings.keep_out_adrift(1);
            return;
        }
        let was_out = self.book.was_out(row, self.of_file);
        if was_out != Truth::True && self.rows.header(row).is_none() {
            self.leave_for_later(row, was_out);
            return;
        }
        let (key, adopts) = self.book.learn(row, self.plan);
        if let Some(region) = self.book.take_short_name() {
            findings.push(Code::ShortRegion, self.rows.span(row.at(), REGION), |it| {
                it.with("region", self.plan.regions.name(region))
            });
        }
        if adopts {
            faults::tell_undeclared_unit(row, self.rows, self.plan, findings);
        }
        let key = match key {
            Ok(key) => key,
            Err(why) => {
                if why == NoCell::UnknownIndicator {
                    match self.rows.header(row) {
                        Some(Header::Again) => return,
                        Some(Header::Other(place)) => {
                            self.is_over = true;
                            findings.push(Code::SecondTable, place, |it| it);
                            return;
                        }
                        None => {}
                    }
                }
                self.adrift.extend(self.indicator(row));
                self.see_region(row, None);
                let columns: &[usize] = match why {
                    NoCell::NoIndicator | NoCell::UnknownIndicator => &[INDICATOR],
                    NoCell::UnknownRegion => &[REGION],
                    NoCell::UnknownCode => &[REGION_CODE],
                    NoCell::NotAYear => &[YEAR],
                    NoCell::TwoRegions | NoCell::UnknownKey => &[],
                };
                let is_open = |column: &&usize| row.get(**column) == NOT_CALCULATED;
                if let Some(column) = columns.iter().find(is_open) {
                    let place = self.rows.span(row.at(), *column);
                    findings.push(Code::NotCalculated, place, |it| it);
                    findings.keep_out(1);
                    return;
                }
                if self.tell_hidden(Code::StrangeCharacter, columns, row, findings) {
                    findings.keep_out(1);
                    return;
                }
                self.no_cells.add(why, row, self.rows, findings);
                return;
            }
        };
        let span = || self.rows.span(row.at(), REGION);
        let blank = self.see_region(row, Some(key));
        let blank = match row.lacks_region() {
            true => Some(Blank::Merged),
            false => blank,
        };
        match blank {
            Some(Blank::Merged) => {
                self.merged.add(span);
                self.adrift.insert(key.indicator);
                self.read.index.leave_out(row.at());
                findings.keep_out(1);
                return;
            }
            Some(Blank::Alone) => self.alone.add(span),
            Some(Blank::GoesOn(region)) => {
                let at = row.at();
                self.blanks.doubtful.push(Doubtful { at, key, region });
            }
            None => {}
        }
        self.read.index.add(row.at(), key);
        if key.year.since(self.plan.years.last) > YEARS_AFTER {
            match &mut self.late {
                Some((_, _, count)) => *count += 1,
                None => self.late = Some((self.rows.span(row.at(), YEAR), key.year, 1)),
            }
        }
        let (content, status) = match self.book.read(row, key, self.of_file) {
            Ok(reading) => {
                if reading.published.is_none() && !row.get(PUBLISHED).is_empty() {
                    faults::tell_not_a_date(row, self.rows, findings);
                }
                self.tell_oddity(row, &reading.content, findings);
                if !matches!(reading.content, Content::Absent(_)) {
                    self.unseen.see(row, self.rows, self.source);
                    self.read.counts.add(reading.status);
                }
                (reading.content, reading.status)
            }
            Err(fault) => {
                let said = [VALUE, UNIT, STATUS];
                if !self.tell_hidden(Code::StrangeCharacter, &said, row, findings) {
                    faults::tell(&fault, row, self.rows, key, self.plan, self.book, findings);
                }
                findings.keep_out(1);
                // A break that the row says holds of the figure that another file has.
                let said = status::parse(row.get(STATUS)).map(|said| said.status);
                let status = said.map_or(self.of_file.status, |said| said.and(self.of_file.status));
                (Content::Absent(Absence::KeptOut), status)
            }
        };
        self.tell_remark(row, key.indicator, status, findings);
        if content != Content::Absent(Absence::KeptOut) {
            for column in 0..WIDTH {
                self.tell_hidden(Code::HiddenCharacter, &[column], row, findings);
            }
        }
        if !self.read.layer.add(key, content, status) {
            self.read.again.insert(key);
        }
    }

    /// What there is to say of a cell that is read all the same.
    fn tell_oddity(&self, row: Row<'_>, content: &Content, findings: &mut Findings<'_>) {
        let span = || self.rows.span(row.at(), VALUE);
        match row.oddity() {
            // A number that stands for something else here is no number.
            Some(Oddity::NumberAsText) if matches!(content, Content::Absent(_)) => {}
            Some(Oddity::NumberAsText) => findings.push(Code::NumberAsText, span(), |it| {
                it.with("found", clip(row.get(VALUE)))
            }),
            Some(Oddity::ShownOtherwise { holds }) => {
                let shown = row.get(VALUE);
                let is_sign = matches!(figure::read(shown), Ok(Said::Absent(_)));
                findings.push(Code::ShownOtherwise, span(), |it| {
                    let it = it.with("shown", clip(shown)).with("holds", holds);
                    it.help(Some(if is_sign { "sign" } else { "help" }))
                });
            }
            Some(
                Oddity::Date
                | Oddity::NotCalculated
                | Oddity::UnreadFormat { .. }
                | Oddity::MayBePercent,
            )
            | None => {}
        }
    }

    /// Passes by a row that was not out on the day whose knowledge counts, or not for certain. What
    /// stands below it may still go on with its region.
    fn leave_for_later(&mut self, row: Row<'_>, was_out: Truth) {
        let key = self.book.cell_of(row, self.plan).ok();
        self.see_region(row, key);
        if was_out == Truth::Unknown {
            // It may have been an entry, so nobody can say that there was none.
            self.adrift.extend(self.indicator(row));
            self.read.vague.add(|| match row.get(PUBLISHED) {
                "" => Span {
                    end: row.whole().start,
                    ..row.whole()
                },
                _ => self.rows.span(row.at(), PUBLISHED),
            });
        }
    }

    /// Tells of a remark that says of the figure what its status or its indicator does not.
    fn tell_remark(
        &self,
        row: Row<'_>,
        of: IndicatorId,
        status: Status,
        findings: &mut Findings<'_>,
    ) {
        let note = row.get(NOTE);
        if note.is_empty() {
            return;
        }
        let place = || self.rows.span(row.at(), NOTE);
        if let (Some(words), false) = (remarked::changed(note), status.breaks) {
            findings.push(Code::BreakUnmarked, place(), |it| it.with("words", words));
        }
        let indicator = self.plan.indicator(of);
        if let Some((indicator, words)) =
            indicator.and_then(|one| Some((one, remarked::other_basis(note, one)?)))
        {
            findings.push(Code::OtherBasis, place(), |it| {
                it.with("words", words)
                    .with("label", &indicator.label)
                    .with("basis", indicator.basis.as_deref().unwrap_or_default())
            });
        }
    }

    /// The indicator that a row names, if it is known.
    fn indicator(&self, row: Row<'_>) -> Option<IndicatorId> {
        self.plan.indicator_names.get(row.get(INDICATOR)).copied()
    }

    /// Takes in which region a row names, whose cell is `key` if it has one.
    fn see_region(&mut self, row: Row<'_>, key: Option<Key>) -> Option<Blank> {
        let own = self.plan.regions.own();
        let named = match row.get(REGION) {
            "" => row.get(REGION_CODE),
            name => name,
        };
        let region = match key {
            Some(key) => Some(key.region),
            None => match self.plan.regions.find_in_table(named) {
                Some(Place::Region(id)) => Some(*id),
                Some(Place::Ambiguous(_) | Place::Group(_)) | None => None,
            },
        };
        let names = match region {
            _ if named.is_empty() => Named::Nothing,
            Some(region) if region == own => Named::Own,
            other => Named::Other(other),
        };
        let indicator = match key {
            Some(key) => Some(key.indicator),
            None => self.indicator(row),
        };
        self.blanks.see(indicator, names)
    }

    /// Tells of a character that nobody sees in the first of `columns` that has one. Where it
    /// keeps a name from being known, that is an error, and what is wrong with the name is not
    /// told as well.
    fn tell_hidden(
        &self,
        code: Code,
        columns: &[usize],
        row: Row<'_>,
        findings: &mut Findings<'_>,
    ) -> bool {
        self.hides
            && columns.iter().any(|&column| {
                let text = row.get(column);
                let span = || self.rows.span(row.at(), column);
                hidden::stands_in(text) && hidden::tell(code, text, span(), findings)
            })
    }
}
