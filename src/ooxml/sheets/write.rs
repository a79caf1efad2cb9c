//! From the model to bytes. The only home of `rust_xlsxwriter`.

use super::decimal::Decimal;
use super::name::clean_names;
use super::{Align, Allowed, Cell, Check, Column, Look, MOST_ROWS, Print, Row, Sheet, Value};
use crate::text::{display_width, wrapped};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, IgnoreError, Note, ProtectionOptions, Worksheet, XlsxError,
};
use std::collections::HashMap;
use std::fmt;

/// The fonts: both are on every Windows that speaks Chinese, and every office program of Linux has
/// a stand-in for them.
const SONG: &str = "宋体";
const HEI: &str = "黑体";

/// The size of a table's text in points.
const SIZE: u16 = 10;

/// The most letters that a cell may hold, as Excel counts them.
const LONGEST_TEXT: usize = 32_767;

/// The most letters of a note: a cell's, less what a name before it may take.
const LONGEST_NOTE: usize = 32_700;

/// The number that Excel gives the charset GB 2312; programs in other languages choose fonts by it.
const CHARSET: u8 = 134;

/// Why a workbook cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwritable {
    /// A sheet has more rows than there can be.
    Rows {
        /// Its name.
        sheet: String,
    },
    /// What the writer says, in its words.
    Other(String),
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rows { sheet } => write!(f, "{sheet}: > {MOST_ROWS}"),
            Self::Other(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Unwritable {}

impl From<XlsxError> for Unwritable {
    fn from(error: XlsxError) -> Self {
        Self::Other(error.to_string())
    }
}

impl super::Workbook {
    /// The bytes of the file. Takes the workbook, since a large one should not be there twice.
    pub fn to_bytes(self) -> Result<Vec<u8>, Unwritable> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let properties = DocProperties::new()
            .set_title(clipped(&self.title, 255))
            .set_creation_datetime(&day(self.created)?);
        book.set_properties(&properties);
        let mut formats = Formats::default();
        let names = clean_names(self.sheets.iter().map(|sheet| sheet.name.as_str()));
        // A workbook opens at a sheet that can be seen, and one of them must be.
        let first = self.sheets.iter().position(|sheet| !sheet.hidden);
        for (at, (sheet, name)) in self.sheets.into_iter().zip(&names).enumerate() {
            let page = book.add_worksheet();
            page.set_name(name)?;
            let opens = at == first.unwrap_or(0);
            if sheet.hidden && !opens {
                page.set_hidden(true);
            }
            if opens {
                page.set_active(true).set_first_tab(true);
            }
            write_sheet(page, sheet, name, &mut formats)?;
        }
        Ok(book.save_to_buffer()?)
    }
}

/// The day of a workbook. The first that the list of a package can name stands for none.
fn day(created: Option<crate::value::Date>) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day) = created.map_or((1980, 1, 1), |date| {
        (date.year().0, date.month(), date.day())
    });
    let year = u16::try_from(year).unwrap_or(1980);
    // Dates of a workbook begin in 1900 and end in 9999.
    ExcelDateTime::from_ymd(year, month, day).or_else(|_| ExcelDateTime::from_ymd(1980, 1, 1))
}

fn write_sheet(
    page: &mut Worksheet,
    sheet: Sheet,
    name: &str,
    formats: &mut Formats,
) -> Result<(), Unwritable> {
    let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    if sheet.rows.len() > MOST_ROWS {
        return Err(Unwritable::Rows {
            sheet: name.to_owned(),
        });
    }
    let columns = wide_enough(&sheet);
    for (at, column) in (0u16..).zip(&columns) {
        page.set_column_width_pixels(at, pixels(column.width))?;
        if column.hidden {
            page.set_column_hidden(at)?;
        }
    }
    let widest = sheet.rows.iter().map(|row| row.cells.len()).max();
    let widest = u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX);
    let last = (rows.saturating_sub(1), widest.saturating_sub(1));
    let mut joined = Vec::new();
    for (at, row) in (0u32..).zip(sheet.rows) {
        write_row(page, at, row, &columns, formats, &mut joined)?;
    }
    for Joined {
        from: (row, column),
        to,
        cell,
    } in joined
    {
        let format = formats.of(&cell);
        page.merge_range(row, column, to.0, to.1, "", format)?;
        write_cell(page, row, column, &cell, formats)?;
    }
    // Codes are text and shall be: no program need warn of it.
    page.ignore_error_range(0, 0, last.0, last.1, IgnoreError::NumberStoredAsText)?;
    page.set_freeze_panes(sheet.frozen_rows, sheet.frozen_columns)?;
    if let Some(row) = sheet.filter.filter(|row| *row <= last.0) {
        page.autofilter(row, 0, last.0, last.1)?;
    }
    if sheet.protected {
        page.protect_with_options(&ProtectionOptions {
            // Too narrow and too low is no reason not to be able to read.
            format_columns: true,
            format_rows: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        });
    }
    set_up_print(page, &sheet.print)?;
    Ok(())
}

/// A cell over several others.
struct Joined {
    from: (u32, u16),
    to: (u32, u16),
    cell: Cell,
}

fn write_row(
    page: &mut Worksheet,
    at: u32,
    row: Row,
    columns: &[Column],
    formats: &mut Formats,
    joined: &mut Vec<Joined>,
) -> Result<(), Unwritable> {
    let mut lines = row.lines;
    let mut tallest = SIZE;
    for (column, cell) in (0u16..).zip(row.cells) {
        let more = cell.more.as_deref();
        let across = more.map_or(1, |more| more.across.max(1));
        let down = more.map_or(1, |more| more.down.max(1));
        if let Some(more) = more {
            beside(page, at, column, more)?;
        }
        // Programs fit the height of a row to its text when they like, and never to that of a
        // joined cell: the height is told to them.
        if down == 1
            && row.lines.is_none()
            && is_wrapped(cell.look)
            && let Value::Text(text) = &cell.value
        {
            let needed = lines_of(text, column, across, columns, cell.look);
            if needed > 1 || size(cell.look) > SIZE {
                tallest = tallest.max(size(cell.look));
                lines = lines.max(Some(needed));
            }
        }
        if across == 1 && down == 1 {
            write_cell(page, at, column, &cell, formats)?;
            continue;
        }
        joined.push(Joined {
            from: (at, column),
            to: (
                at.saturating_add(down - 1),
                column.saturating_add(across - 1),
            ),
            cell,
        });
    }
    if let Some(lines) = lines {
        // A third of a line stands between lines, a bit more around them.
        let height = f64::from(lines) * f64::from(tallest) * 1.3 + 4.0;
        // No row is higher.
        page.set_row_height(at, height.min(409.0))?;
    }
    Ok(())
}

/// How many lines a text takes in a cell over some columns.
fn lines_of(text: &str, from: u16, across: u16, columns: &[Column], look: Look) -> u16 {
    const UNTOLD: u16 = 8;
    let covered = (from..from.saturating_add(across)).map(|at| {
        columns.get(usize::from(at)).map_or(
            UNTOLD,
            |column| if column.hidden { 0 } else { column.width },
        )
    });
    let width = usize::from(covered.fold(0, u16::saturating_add));
    let fits = (width * usize::from(SIZE) / usize::from(size(look))).max(1);
    // A word that is longer than a line goes on in the next.
    let of_line = |line: &String| display_width(line).div_ceil(fits).max(1);
    let lines = text.split('\n').map(|line| {
        let wrapped = wrapped(&as_wide_as_printed(line), fits, "");
        wrapped.iter().map(of_line).sum::<usize>()
    });
    u16::try_from(lines.sum::<usize>()).unwrap_or(u16::MAX)
}

/// A text that takes the columns that this one takes in a Chinese font: there quotes, dashes and
/// signs are as wide as a character.
fn as_wide_as_printed(text: &str) -> String {
    let wide = |c: char| !c.is_ascii() && display_width(c.encode_utf8(&mut [0; 4])) == 1;
    let as_printed = |c| if wide(c) { '一' } else { c };
    text.chars().map(as_printed).collect()
}

/// The columns, none narrower than its figures: a figure that does not fit is shown as `####`.
fn wide_enough(sheet: &Sheet) -> Vec<Column> {
    let mut columns = sheet.columns.clone();
    for row in &sheet.rows {
        for (column, cell) in columns.iter_mut().zip(&row.cells) {
            if let Value::Number(printed) | Value::Percent(printed) = &cell.value
                && cell.more.as_ref().is_none_or(|more| more.across < 2)
            {
                let needed = u16::try_from(printed.len() + 1).unwrap_or(u16::MAX);
                column.width = column.width.max(needed.min(40));
            }
        }
    }
    columns
}

/// What stands beside a cell: its note and its check.
fn beside(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    more: &super::More,
) -> Result<(), Unwritable> {
    if let Some(note) = &more.note {
        let lines = note
            .split('\n')
            .map(|line| display_width(line).div_ceil(36));
        let lines = u32::try_from(lines.sum::<usize>()).unwrap_or(20).min(20);
        let note = Note::new(clipped(note, LONGEST_NOTE))
            .set_author("")
            .add_author_prefix(false)
            .set_font_name(SONG)
            .set_font_size(9)
            .set_width(240)
            .set_height(24 + 16 * lines);
        page.insert_note(row, column, &note)?;
    }
    if let Some(check) = &more.check
        && let Some(rule) = rule_of(&check.allowed)?
    {
        let rule = worded(rule, check)?;
        page.add_data_validation(row, column, row, column, &rule)?;
    }
    Ok(())
}

/// The rule; `None` of what cannot be one.
fn rule_of(allowed: &Allowed) -> Result<Option<DataValidation>, XlsxError> {
    let new = DataValidation::new();
    let number = |bound: &Option<String>| -> Option<f64> { bound.as_ref()?.parse().ok() };
    Ok(match allowed {
        Allowed::Decimal { low, high } => {
            // There is no rule that only wants a number.
            const MOST: f64 = 9e99;
            let (low, high) = (number(low), number(high));
            Some(new.allow_decimal_number(match (low, high) {
                (Some(low), None) => DataValidationRule::GreaterThanOrEqualTo(low),
                (None, Some(high)) => DataValidationRule::LessThanOrEqualTo(high),
                (low, high) => {
                    DataValidationRule::Between(low.unwrap_or(-MOST), high.unwrap_or(MOST))
                }
            }))
        }
        Allowed::OneOf(words) => {
            let letters: usize = words
                .iter()
                .map(|word| word.encode_utf16().count() + 1)
                .sum();
            let fits = letters <= 255 && !words.is_empty();
            let whole = words.iter().all(|word| !word.contains([',', '"']));
            (fits && whole)
                .then(|| new.allow_list_strings(words))
                .transpose()?
        }
    })
}

/// A rule with what it says.
fn worded(rule: DataValidation, check: &Check) -> Result<DataValidation, XlsxError> {
    const TITLE: usize = 32;
    const TEXT: usize = 255;
    let (title, text) = &check.error;
    let rule = rule
        .set_error_title(clipped(title, TITLE))?
        .set_error_message(clipped(text, TEXT))?;
    match &check.prompt {
        None => Ok(rule),
        Some((title, text)) => rule
            .set_input_title(clipped(title, TITLE))?
            .set_input_message(clipped(text, TEXT)),
    }
}

fn write_cell(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    formats: &mut Formats,
) -> Result<(), Unwritable> {
    let format = formats.of(cell);
    match &cell.value {
        Value::Blank => {
            page.write_blank(row, column, format)?;
        }
        Value::Text(text) => {
            page.write_string_with_format(row, column, clipped(text, LONGEST_TEXT), format)?;
        }
        Value::Number(printed) | Value::Percent(printed) => match decimal_of(&cell.value) {
            Some(decimal) => {
                page.write_number_with_format(row, column, decimal.number, format)?;
            }
            None => {
                let percent = matches!(cell.value, Value::Percent(_));
                let sign = if percent { "%" } else { "" };
                let text = format!("{printed}{sign}");
                page.write_string_with_format(row, column, clipped(&text, LONGEST_TEXT), format)?;
            }
        },
    }
    Ok(())
}

fn decimal_of(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(printed) => Decimal::of(printed),
        Value::Percent(printed) => Decimal::of_percent(printed),
        Value::Blank | Value::Text(_) => None,
    }
}

/// The start of a text, of so many letters as Excel counts them; with `…` where that is not all.
/// What XML does not have is left out.
fn clipped(text: &str, most: usize) -> String {
    let known = |c: &char| !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if text.encode_utf16().count() <= most {
        return text.chars().filter(known).collect();
    }
    let mut left = most.saturating_sub(1);
    let mut start: String = text
        .chars()
        .filter(known)
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    start.push('…');
    start
}

fn set_up_print(page: &mut Worksheet, print: &Print) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    page.set_paper_size(A4);
    if print.landscape {
        page.set_landscape();
    }
    page.set_print_fit_to_pages(1, 0);
    page.set_print_center_horizontally(true);
    // In inches: about 12 mm at the sides, 15 above, 18 below with the footer in it.
    page.set_margins(0.47, 0.47, 0.6, 0.7, 0.3, 0.35);
    if !print.footer.is_empty() {
        page.set_footer(format!("&C&9{}", not_a_digit(&print.footer)));
    }
    if let Some((first, last)) = print.repeated {
        page.set_repeat_rows(first, last)?;
    }
    Ok(())
}

/// A footer that begins with a digit would be read as a size.
fn not_a_digit(footer: &str) -> String {
    let space = if footer.starts_with(|c: char| c.is_ascii_digit()) {
        " "
    } else {
        ""
    };
    format!("{space}{footer}")
}

/// The width of a column, at the size of a table's text and with what stands at the sides of it.
fn pixels(width: u16) -> u32 {
    // 96 pixels are 72 points, and a letter is half as wide as high.
    (u32::from(width) * u32::from(SIZE) * 96).div_ceil(72 * 2) + 8
}

/// The formats that are in use.
#[derive(Default)]
struct Formats(HashMap<Key, Format>);

/// What a format depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    look: Look,
    align: Align,
    /// Decimals, and whether in percent.
    figure: Option<(u8, bool)>,
    /// Whether it is a figure that stands as text.
    long: bool,
}

impl Formats {
    fn of(&mut self, cell: &Cell) -> &Format {
        let percent = matches!(cell.value, Value::Percent(_));
        let figure = decimal_of(&cell.value).map(|decimal| (decimal.decimals, percent));
        let is_figure = percent || matches!(cell.value, Value::Number(_));
        let key = Key {
            look: cell.look,
            align: cell.align,
            figure,
            long: is_figure && figure.is_none(),
        };
        self.0.entry(key).or_insert_with(|| format_of(key))
    }
}

fn is_wrapped(look: Look) -> bool {
    !matches!(look, Look::Raw | Look::Section)
}

fn size(look: Look) -> u16 {
    match look {
        Look::Title => 16,
        _ => SIZE,
    }
}

fn format_of(key: Key) -> Format {
    let look = key.look;
    let hei = matches!(
        look,
        Look::Title | Look::Heading | Look::Section | Look::Strong | Look::Warning
    );
    let mut format = Format::new()
        .set_font_name(if hei { HEI } else { SONG })
        .set_font_size(size(look))
        .set_font_charset(CHARSET)
        // What Excel itself says of both fonts.
        .set_font_family(3)
        .set_align(FormatAlign::VerticalCenter);
    if is_wrapped(look) {
        format = format.set_text_wrap();
    }
    format = match look {
        Look::Title | Look::Note | Look::Warning | Look::Raw => format,
        // Its text runs on into the cells beside it.
        Look::Section => format
            .set_border_top(FormatBorder::Thin)
            .set_border_bottom(FormatBorder::Thin),
        _ => format.set_border(FormatBorder::Thin),
    };
    let shade = match look {
        Look::Heading => Some(0x00D9_E2EC),
        Look::Section | Look::Label => Some(0x00F0_F2F5),
        Look::Input | Look::InputText => Some(0x00FF_F8DC),
        _ => None,
    };
    if let Some(shade) = shade {
        format = format.set_background_color(shade);
    }
    if matches!(look, Look::Input | Look::InputText) {
        format = format.set_unlocked();
    }
    let align = match (key.align, look) {
        (Align::Left, _) => FormatAlign::Left,
        (Align::Centre, _) | (Align::Natural, Look::Title | Look::Heading) => FormatAlign::Center,
        (Align::Right, _) => FormatAlign::Right,
        (Align::Natural, _) if key.figure.is_some() || key.long => FormatAlign::Right,
        (Align::Natural, Look::Input) => FormatAlign::Right,
        (Align::Natural, _) => FormatAlign::Left,
    };
    format = format.set_align(align);
    match key.figure {
        Some((decimals, percent)) => {
            let mut shown = "0".to_owned();
            if decimals > 0 {
                shown.push('.');
                shown.push_str(&"0".repeat(usize::from(decimals)));
            }
            if percent {
                shown.push('%');
            }
            format.set_num_format(shown)
        }
        // The format of text: what is typed over it stays text, too.
        None if look == Look::InputText || key.long => format.set_num_format("@"),
        None => format,
    }
}
