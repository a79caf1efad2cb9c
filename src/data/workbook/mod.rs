//! Workbooks as text: `.xlsx`, `.xls` and `.ods`. The only home of `calamine`.
//!
//! The values are calamine's; what it does not tell (hidden rows, formulas that were never
//! calculated, percentages in `.ods`) is known from a survey of the XML, which also counts the
//! unpacked size before anything is unpacked here. A cell becomes the text that Excel displays.

mod display;

use super::format::Format;
use super::grid::Areas;
use super::manifest::{DataFile, Listed, not_here};
use crate::diag::{Code, Diagnostic, Diagnostics, Value, not_text};
use crate::ooxml::{
    self, Fault, Instead, Limit, SheetNotes, WorkbookKind, is_compound, is_package, survey_workbook,
};
use crate::text::{
    Area, BadPath, Encoding, Oddity, Sheets, SheetsBuilder, SourceId, Sources, Span, table_text,
};
use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xls, Xlsx};
use display::{NumberFormat, Shown};
use std::cell::Cell;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

/// The workbook that the manifest lists; why it cannot be read is a finding.
pub(super) fn open_workbook(
    sources: &Sources,
    file: &Listed,
    diagnostics: &mut Diagnostics,
) -> Option<SourceId> {
    let Some(source) = sources.find(&file.path) else {
        diagnostics.push(not_here(sources, file));
        return None;
    };
    let content = sources.get(source);
    if content.sheets().is_some() {
        return Some(source);
    }
    // Whoever filled the sources could not make a text of it: the reason is found out again.
    let fault = match sheets_of(content.bytes()) {
        Ok(_) => NoWorkbook::Text,
        Err(fault) => fault,
    };
    diagnostics.push(fault.diagnostic(file));
    None
}

/// Why a workbook could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoWorkbook {
    /// The package is not one of a workbook, or not whole.
    Package(Fault),
    /// It is a text, and only its name says workbook: programs save tables so.
    Text,
    /// The values in it do not hang together.
    Values(String),
    /// There is more text in it than in any table.
    TooMuch,
}

impl NoWorkbook {
    fn diagnostic(&self, file: &Listed) -> Diagnostic {
        const MEGABYTE: u64 = 1 << 20;
        let about = |code| Diagnostic::new(code, file.place).with("file", &file.path);
        let unread = |key| about(Code::WorkbookUnread).primary(key);
        let large = |key| about(Code::WorkbookTooLarge).primary(key);
        let kind = |kind| {
            unread("document")
                .with("kind", Value::Phrase(kind))
                .help(Some("help"))
        };
        match self {
            Self::Text => unread("text").help(Some("csv")),
            Self::Values(_) => unread("values"),
            Self::TooMuch => large("text"),
            Self::Package(fault) => match fault {
                Fault::NotAPackage => unread("other").help(Some("again")),
                Fault::Old => unread("old"),
                Fault::Encrypted => unread("locked").help(Some("unlock")),
                Fault::Torn => unread("torn").help(Some("again")),
                Fault::NoDocument { instead } => kind(match instead {
                    Instead::Document => "Y0550.kind_document",
                    Instead::Slides => "Y0550.kind_slides",
                    Instead::OpenDocument => "Y0550.kind_open_document",
                    Instead::Ofd => "Y0550.kind_ofd",
                    Instead::Workbook | Instead::Archive => "Y0550.kind_archive",
                }),
                Fault::Broken { part, .. } => {
                    unread("broken").with("part", part).help(Some("again"))
                }
                Fault::TooLarge { limit } => match limit {
                    Limit::Parts(most) => large("parts").with("most", *most),
                    Limit::Part { part, bytes } => large("part")
                        .with("part", part)
                        .with("most", bytes / MEGABYTE),
                    Limit::All(bytes) => large("all").with("most", bytes / MEGABYTE),
                    Limit::Depth(most) => large("depth").with("most", *most),
                },
            },
        }
    }
}

/// Why nothing can be read of a file that was taken in, told at the file; `None` where it can.
pub fn unread(sources: &Sources, source: SourceId) -> Option<Diagnostic> {
    let file = sources.get(source);
    let place = Span::new(source, 0..0);
    match Format::of_path(file.path()) {
        Some(Format::Workbook) if file.sheets().is_none() => {
            let listed = Listed {
                path: file.path().to_owned(),
                place,
            };
            Some(sheets_of(file.bytes()).err()?.diagnostic(&listed))
        }
        Some(Format::Csv) => file
            .text()
            .err()
            .map(|reason| not_text(source, file, reason)),
        Some(Format::Workbook) => None,
        Some(Format::Yaml) | None => {
            Some(Diagnostic::new(Code::OtherFormat, place).with("file", file.path()))
        }
    }
}

/// Adds a data file to the sources as the text that it is read as: of a workbook, the text that is
/// made of it; of CSV, what its encoding gives. What cannot be read so is added as it is, and told
/// when the data are read.
pub fn take_in(sources: &mut Sources, file: &DataFile, bytes: &[u8]) -> Result<SourceId, BadPath> {
    take_in_as(sources, &file.file.path, file.encoding, bytes)
}

/// The same of a file that the manifest need not list.
pub fn take_in_as(
    sources: &mut Sources,
    path: &str,
    encoding: Option<Encoding>,
    bytes: &[u8],
) -> Result<SourceId, BadPath> {
    // The bytes come first, so that the text that is made of them keeps them.
    let as_it_is = sources.insert(path, bytes)?;
    match Format::of_path(path) {
        Some(Format::Workbook) => match sheets_of(bytes) {
            Ok((text, sheets)) => sources.insert_sheets(path, text, sheets),
            Err(_) => Ok(as_it_is),
        },
        Some(Format::Csv) => match table_text(bytes, encoding) {
            Some(text) => sources.insert_text(path, text),
            None => Ok(as_it_is),
        },
        Some(Format::Yaml) | None => Ok(as_it_is),
    }
}

/// The text of the workbook of `bytes`, and where its sheets and cells are in it.
pub fn sheets_of(bytes: &[u8]) -> Result<(String, Sheets), NoWorkbook> {
    if is_package(bytes) {
        return guarded(|| {
            let (kind, notes) = survey_workbook(bytes).map_err(NoWorkbook::Package)?;
            match kind {
                WorkbookKind::Xlsx => read_xlsx(bytes, &notes),
                WorkbookKind::Ods => read_ods(bytes, &notes),
            }
        });
    }
    if is_compound(bytes) {
        if ooxml::is_locked(bytes) {
            return Err(NoWorkbook::Package(Fault::Encrypted));
        }
        return guarded(|| {
            let alone = ooxml::workbook_alone(bytes).map_err(wrong)?;
            if alone.cells > MOST_CELLS {
                return Err(NoWorkbook::TooMuch);
            }
            read_xls(&alone.bytes)
        });
    }
    let looks_like_text =
        std::str::from_utf8(bytes.get(..bytes.len().min(256)).unwrap_or_default())
            .is_ok_and(|start| !start.contains('\0') && !start.is_empty());
    Err(match looks_like_text {
        true => NoWorkbook::Text,
        false => NoWorkbook::Package(Fault::NotAPackage),
    })
}

thread_local! {
    /// Whether this thread reads a workbook, and a panic in it is told as a finding.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What a reader of another's makes of a broken file is no reason to end, nor to print anything:
/// the hook of panics is silent for this thread meanwhile, and for every other as it was.
fn guarded<T>(read: impl FnOnce() -> Result<T, NoWorkbook>) -> Result<T, NoWorkbook> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_GUARDED.try_with(Cell::get).unwrap_or(false) {
                usual(panic);
            }
        }));
    });
    IS_GUARDED.set(true);
    let read = catch_unwind(AssertUnwindSafe(read));
    IS_GUARDED.set(false);
    read.unwrap_or_else(|_| Err(NoWorkbook::Values(String::new())))
}

fn wrong(error: impl std::fmt::Display) -> NoWorkbook {
    NoWorkbook::Values(error.to_string())
}

fn read_xlsx(bytes: &[u8], notes: &[SheetNotes]) -> Result<(String, Sheets), NoWorkbook> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(wrong)?;
    let sheets = workbook.sheets_metadata().to_vec();
    let mut builder = SheetsBuilder::new(true);
    for sheet in sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
    {
        builder.sheet(&sheet.name, sheet.visible != SheetVisible::Visible);
        let noted = notes.iter().find(|notes| notes.name == sheet.name);
        let mut beside = Beside::new(noted);
        let mut cells = workbook
            .worksheet_cells_reader(&sheet.name)
            .map_err(wrong)?;
        let formats: Vec<_> = cells
            .styles()
            .iter()
            .map(|style| {
                let code = style.number_format.as_ref();
                NumberFormat::new(code.map_or("General", |format| &format.format_code))
            })
            .collect();
        let general = NumberFormat::new("General");
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(wrong)? {
            let (row, column) = cell.get_position();
            if !beside.not_calculated_before(row, column, &mut builder) {
                continue;
            }
            let format = formats.get(style).unwrap_or(&general);
            let shown = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::Float(number) => format.show(*number),
                DataRef::Int(number) => Shown::plain(number.to_string()),
                DataRef::SharedString(text) => Shown::text(text),
                DataRef::String(text) => Shown::text(text),
                DataRef::Bool(is) => Shown::plain(if *is { "TRUE" } else { "FALSE" }.to_owned()),
                DataRef::DateTime(date) => match date.is_datetime() {
                    true => display::date(date.to_ymd_hms_milli(), format),
                    false => Shown::date(display::fifteen_digits(date.as_f64())),
                },
                DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                    Shown::date(text.clone())
                }
                DataRef::Error(error) => Shown::plain(error.to_string()),
            };
            put(&mut builder, row, column, shown);
        }
        beside.finish(&mut builder);
    }
    whole(builder)
}

/// More cells than this, blank ones between others among them, are those of no table that an office
/// keeps as `.ods` or `.xls`; calamine has all of them in memory at once.
const MOST_CELLS: u64 = 5_000_000;

fn read_ods(bytes: &[u8], notes: &[SheetNotes]) -> Result<(String, Sheets), NoWorkbook> {
    if notes.iter().map(|notes| notes.cells).sum::<u64>() > MOST_CELLS {
        return Err(NoWorkbook::TooMuch);
    }
    let mut workbook = calamine::Ods::new(Cursor::new(bytes)).map_err(wrong)?;
    let mut builder = SheetsBuilder::new(false);
    let percent = NumberFormat::new("0.############%");
    for sheet in workbook.sheets_metadata().to_vec() {
        builder.sheet(&sheet.name, sheet.visible != SheetVisible::Visible);
        let noted = notes.iter().find(|notes| notes.name == sheet.name);
        let percentages = Areas::new(noted.map_or(&[], |notes| &notes.percentages));
        let range = workbook.worksheet_range(&sheet.name).map_err(wrong)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (at(top, row), at(left, column));
            let shown = match value {
                Data::Float(number) if percentages.at(row, column).is_some() => {
                    percent.show(*number)
                }
                value => plain_value(value),
            };
            put(&mut builder, row, column, shown);
        }
        Beside::new(noted).finish(&mut builder);
    }
    whole(builder)
}

fn read_xls(bytes: &[u8]) -> Result<(String, Sheets), NoWorkbook> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => NoWorkbook::Package(Fault::Encrypted),
        error => wrong(error),
    })?;
    let mut builder = SheetsBuilder::new(false);
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        builder.sheet(&sheet.name, sheet.visible != SheetVisible::Visible);
        let range = workbook.worksheet_range(&sheet.name).map_err(wrong)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let mut shown = plain_value(value);
            if let Data::Float(number) = value
                && number.abs() <= 1.0
                && *number != 0.0
            {
                shown.oddity = Some(Oddity::MayBePercent);
            }
            if let Data::Int(1 | -1) = value {
                shown.oddity = Some(Oddity::MayBePercent);
            }
            put(&mut builder, at(top, row), at(left, column), shown);
        }
        let merged = workbook.merge_cells_by_sheet_name(&sheet.name);
        let area = |one: calamine::Dimensions| Area {
            top: one.start.0,
            left: one.start.1,
            bottom: one.end.0,
            right: one.end.1,
        };
        let merged = merged.unwrap_or_default().into_iter().map(area).collect();
        let notes = SheetNotes {
            merged,
            ..SheetNotes::default()
        };
        Beside::new(Some(&notes)).finish(&mut builder);
    }
    whole(builder)
}

fn at(start: u32, more: usize) -> u32 {
    start.saturating_add(u32::try_from(more).unwrap_or(u32::MAX))
}

fn plain_value(value: &Data) -> Shown {
    match value {
        Data::Empty => Shown::plain(String::new()),
        Data::Int(number) => Shown::plain(number.to_string()),
        Data::Float(number) => Shown::plain(display::fifteen_digits(*number)),
        Data::String(text) => Shown::text(text),
        Data::Bool(is) => Shown::plain(if *is { "TRUE" } else { "FALSE" }.to_owned()),
        Data::DateTime(date) => match date.is_datetime() {
            true => display::date(date.to_ymd_hms_milli(), &NumberFormat::new("General")),
            false => Shown::date(display::fifteen_digits(date.as_f64())),
        },
        Data::DateTimeIso(text) => {
            // `2023-04-10T00:00:00` is a day.
            let day = text.strip_suffix("T00:00:00").unwrap_or(text);
            Shown::date(day.to_owned())
        }
        Data::DurationIso(text) => Shown::date(text.clone()),
        Data::Error(error) => Shown::plain(error.to_string()),
    }
}

fn put(builder: &mut SheetsBuilder, row: u32, column: u32, shown: Shown) {
    if !shown.text.trim().is_empty() {
        builder.cell(row, column, &shown.text, shown.oddity);
    }
}

fn whole(builder: SheetsBuilder) -> Result<(String, Sheets), NoWorkbook> {
    if builder.is_full() {
        return Err(NoWorkbook::TooMuch);
    }
    // Which of two cells at one place counts, nobody can say.
    if !builder.is_in_order() {
        return Err(wrong("cells do not come in order"));
    }
    Ok(builder.finish())
}

/// What is known of a sheet besides its values, put in while they come.
struct Beside<'n> {
    notes: Option<&'n SheetNotes>,
    /// Formulas without a value that have not come yet.
    not_calculated: &'n [(u32, u32)],
}

impl<'n> Beside<'n> {
    fn new(notes: Option<&'n SheetNotes>) -> Self {
        Self {
            notes,
            not_calculated: notes.map_or(&[], |notes| &notes.not_calculated),
        }
    }

    /// Puts in the formulas without a value up to a cell; `false` where it is one itself.
    fn not_calculated_before(
        &mut self,
        row: u32,
        column: u32,
        builder: &mut SheetsBuilder,
    ) -> bool {
        while let Some((first, rest)) = self.not_calculated.split_first()
            && *first <= (row, column)
        {
            self.not_calculated = rest;
            builder.cell(
                first.0,
                first.1,
                NOT_CALCULATED,
                Some(Oddity::NotCalculated),
            );
            if *first == (row, column) {
                return false;
            }
        }
        true
    }

    fn finish(mut self, builder: &mut SheetsBuilder) {
        self.not_calculated_before(u32::MAX, u32::MAX, builder);
        if let (Some(notes), Some(sheet)) = (self.notes, builder.last()) {
            sheet.merged.clone_from(&notes.merged);
            sheet.hidden_rows.clone_from(&notes.hidden_rows);
            sheet.hidden_columns.clone_from(&notes.hidden_columns);
        }
        builder.end_sheet();
    }
}

/// What stands for a formula that has no value.
pub(super) const NOT_CALCULATED: &str = "=?";
