//! What a workbook's XML says besides its values: which rows and columns nobody sees, which cells
//! are one, which formulas were never calculated, and, in OpenDocument, which numbers are shown as
//! percentages. A second, small pass over the parts that the reader of values reads; and the place
//! where their size is counted before anything else unpacks them.

use super::package::Package;
use super::xml::{Element, Token, Xml, part_text};
use super::{Fault, Instead, Limits, Why};
use crate::text::{Area, column_number};

/// What is known of one sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetNotes {
    /// The name of the sheet.
    pub name: String,
    /// Cells that are one.
    pub merged: Vec<Area>,
    /// Rows that nobody sees, each run with its last, from 0.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Columns that nobody sees.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Formulas without a value, by row and column.
    pub not_calculated: Vec<(u32, u32)>,
    /// Cells whose numbers are shown as percentages.
    pub percentages: Vec<Area>,
    /// How many cells lie between its first and its last one, in OpenDocument, where a few bytes
    /// can say of a cell that it stands there a million times.
    pub cells: u64,
}

/// A kind of workbook that is a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkbookKind {
    /// `.xlsx`, and what Excel and WPS save in its form.
    Xlsx,
    /// `.ods`.
    Ods,
}

/// The most that is taken of a workbook. A table of a million rows has some 300 MB of XML.
const LIMITS: Limits = Limits {
    parts: 10_000,
    part: 320 << 20,
    all: 512 << 20,
    depth: 256,
};

/// More runs, areas or cells of a kind than this are those of no table.
const MOST: usize = 1 << 20;

/// A sheet has no row beyond this one, from 0, nor a column beyond that.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

/// Surveys the workbook of `bytes`: of which kind it is and what its sheets have besides values.
pub fn survey_workbook(bytes: &[u8]) -> Result<(WorkbookKind, Vec<SheetNotes>), Fault> {
    survey_within(bytes, LIMITS)
}

/// The same under other limits.
pub(super) fn survey_within(
    bytes: &[u8],
    limits: Limits,
) -> Result<(WorkbookKind, Vec<SheetNotes>), Fault> {
    let mut package = Package::open(bytes, limits)?;
    let workbook = workbook_part(&mut package, limits)?;
    if package.has("xl/") || package.has(&workbook) {
        let sheets = survey_xlsx(&mut package, &workbook, limits)?;
        return Ok((WorkbookKind::Xlsx, sheets));
    }
    if !package.has("content.xml") {
        return Err(Fault::NoDocument {
            instead: match package.has("word/") {
                true => Instead::Document,
                false => package.instead(),
            },
        });
    }
    const CONTENT: &str = "content.xml";
    let content = package.part(CONTENT)?.unwrap_or_default();
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    // What is locked has its means of unlocking in the list of parts.
    if holds(&manifest, b"encryption-data") {
        return Err(Fault::Encrypted);
    }
    let text = part_text(CONTENT, content)?;
    let notes = survey_ods(Xml::new(CONTENT, &text, limits))?;
    Ok((WorkbookKind::Ods, notes))
}

/// The part that the package says is its workbook: mostly `xl/workbook.xml`. Whoever reads the
/// values goes by the same word, so what is counted here is what is unpacked there.
fn workbook_part(package: &mut Package<'_>, limits: Limits) -> Result<String, Fault> {
    const USUAL: &str = "xl/workbook.xml";
    const RELATIONS: &str = "_rels/.rels";
    // A document of another kind has its own word for what it is.
    if package.has("word/") || package.has("ppt/") {
        return Ok(USUAL.to_owned());
    }
    let Some(relations) = package.part(RELATIONS)? else {
        return Ok(USUAL.to_owned());
    };
    let names = ["Type", "Target"];
    let all = attributes_of(RELATIONS, relations, limits, "Relationship", names)?;
    let is_document = |[kind, _]: &&[String; 2]| kind.ends_with("/relationships/officeDocument");
    let target = all.iter().rfind(is_document);
    Ok(target
        .map_or(USUAL, |[_, target]| target)
        .trim_start_matches('/')
        .to_owned())
}

fn survey_xlsx(
    package: &mut Package<'_>,
    workbook: &str,
    limits: Limits,
) -> Result<Vec<SheetNotes>, Fault> {
    let (folder, file) = match workbook.rfind('/') {
        Some(at) => workbook.split_at_checked(at + 1).unwrap_or(("", workbook)),
        None => ("", workbook),
    };
    let no_workbook = || Fault::Broken {
        part: workbook.to_owned(),
        why: Why::Foreign,
    };
    let bytes = package.part(workbook)?.ok_or_else(no_workbook)?;
    let named = attributes_of(workbook, bytes, limits, "sheet", ["name", "id"])?;
    let relations = format!("{folder}_rels/{file}.rels");
    let targets = match package.part(&relations)? {
        None => Vec::new(),
        Some(bytes) => attributes_of(&relations, bytes, limits, "Relationship", ["Id", "Target"])?,
    };
    // Counted here, before somebody else unpacks them.
    for part in ["sharedStrings.xml", "styles.xml", "theme/theme1.xml"] {
        package.part(&format!("{folder}{part}"))?;
    }
    let mut sheets = Vec::new();
    for [name, id] in named {
        let target = targets.iter().find(|[own, _]| *own == id);
        let part = target.map(|[_, target]| match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("{folder}{target}"),
        });
        let bytes = match &part {
            Some(part) => package.part(part)?,
            None => None,
        };
        let mut notes = SheetNotes {
            name,
            ..SheetNotes::default()
        };
        // Most sheets have nothing of the kind, and are not read a second time.
        let is_told: [&[u8]; 3] = [b"hidden", b"<f", b"mergeCell"];
        let prefixed = |bytes: &[u8]| holds(bytes, b":sheetData");
        if let (Some(part), Some(bytes)) = (part, bytes)
            && (is_told.iter().any(|word| holds(&bytes, word)) || prefixed(&bytes))
        {
            let text = part_text(&part, bytes)?;
            survey_sheet(Xml::new(&part, &text, limits), &mut notes)?;
        }
        sheets.push(notes);
    }
    Ok(sheets)
}

/// Two attributes of every element of a name.
fn attributes_of(
    part: &str,
    bytes: Vec<u8>,
    limits: Limits,
    name: &str,
    attributes: [&str; 2],
) -> Result<Vec<[String; 2]>, Fault> {
    let text = part_text(part, bytes)?;
    let mut xml = Xml::new(part, &text, limits);
    let mut all = Vec::new();
    loop {
        match xml.next()? {
            Token::Done => return Ok(all),
            Token::Start(element) if element.name() == name && all.len() < MOST => {
                let of = |name| element.attribute(name).unwrap_or_default().into_owned();
                all.push(attributes.map(of));
            }
            Token::Start(_) | Token::End | Token::Text(_) => {}
        }
    }
}

/// Reads one sheet of an `.xlsx`.
fn survey_sheet(mut xml: Xml<'_>, notes: &mut SheetNotes) -> Result<(), Fault> {
    let (mut row, mut column) = (0_u32, 0_u32);
    // A cell with a formula, and whether its value has come.
    let mut formula = None;
    let mut in_value = false;
    let mut is_text = false;
    loop {
        match xml.next()? {
            Token::Done => break,
            Token::Text(_) => {
                if in_value {
                    formula = None;
                }
            }
            Token::End => in_value = false,
            Token::Start(element) => match element.name() {
                "col" if is_hidden(&element) => {
                    let of = |name| number(&element, name);
                    if let (Some(first), Some(last)) = (of("min"), of("max")) {
                        let from_0 = |number: u32| number.saturating_sub(1).min(LAST_COLUMN);
                        push_run(&mut notes.hidden_columns, from_0(first), from_0(last));
                    }
                }
                "row" => {
                    close(&mut formula, notes);
                    row = number(&element, "r")
                        .map_or(row, |row| row.saturating_sub(1))
                        .min(LAST_ROW);
                    column = 0;
                    if is_hidden(&element) {
                        push_run(&mut notes.hidden_rows, row, row);
                    }
                    // The next row without a number.
                    row = row.saturating_add(1);
                }
                "c" => {
                    close(&mut formula, notes);
                    let place = element.attribute("r").and_then(|name| place(&name));
                    if let Some((_, own)) = place {
                        column = own;
                    }
                    column = column.saturating_add(1);
                    is_text = element.attribute("t").is_some_and(|kind| kind == "str");
                }
                "f" => formula = Some((row.saturating_sub(1), column.saturating_sub(1))),
                // A formula may give a text without a letter; it is then calculated, and blank.
                "v" if is_text => formula = None,
                "v" | "t" => in_value = true,
                "mergeCell" => {
                    let area = element.attribute("ref").and_then(|area| area_of(&area));
                    if let Some(area) = area.filter(|_| notes.merged.len() < MOST) {
                        notes.merged.push(area);
                    }
                }
                _ => {}
            },
        }
    }
    close(&mut formula, notes);
    Ok(())
}

/// Notes a formula whose cell has ended without a value.
fn close(formula: &mut Option<(u32, u32)>, notes: &mut SheetNotes) {
    if let Some(cell) = formula.take()
        && notes.not_calculated.len() < MOST
    {
        notes.not_calculated.push(cell);
    }
}

fn is_hidden(element: &Element<'_>) -> bool {
    let hidden = element.attribute("hidden");
    hidden.is_some_and(|hidden| matches!(hidden.as_ref(), "1" | "true"))
}

fn number(element: &Element<'_>, name: &str) -> Option<u32> {
    element.attribute(name)?.parse().ok()
}

/// Adds a run, to the last one where it goes on with it.
fn push_run(runs: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    let room = runs.len() < MOST;
    match runs.last_mut() {
        Some((_, end)) if first == end.saturating_add(1) => *end = last,
        _ if room => runs.push((first, last)),
        _ => {}
    }
}

/// Row and column of `F17`.
fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at_checked(digits)?;
    let row: u32 = row.parse().ok()?;
    Some((row.checked_sub(1)?.min(LAST_ROW), column_number(letters)?))
}

fn area_of(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    Some(Area {
        top,
        left,
        bottom,
        right,
    })
}

/// Reads the content of an `.ods`.
fn survey_ods(mut xml: Xml<'_>) -> Result<Vec<SheetNotes>, Fault> {
    let mut sheets: Vec<SheetNotes> = Vec::new();
    let (mut row, mut column, mut own_column) = (0_u32, 0_u32, 0_u32);
    let mut repeated = 1;
    // The first row with a cell, the first column and the last one.
    let mut span: Option<(u32, u32, u32)> = None;
    loop {
        let element = match xml.next()? {
            Token::Done => return Ok(sheets),
            Token::End | Token::Text(_) => continue,
            Token::Start(element) => element,
        };
        let times = |name| number(&element, name).unwrap_or(1).clamp(1, 1 << 20);
        let invisible = || {
            let seen = element.attribute("visibility");
            seen.is_some_and(|seen| matches!(seen.as_ref(), "collapse" | "filter"))
        };
        if element.name() == "table" {
            let name = element.attribute("name").unwrap_or_default().into_owned();
            sheets.push(SheetNotes {
                name,
                ..SheetNotes::default()
            });
            (row, own_column, repeated) = (0, 0, 0);
            span = None;
            continue;
        }
        let Some(notes) = sheets.last_mut() else {
            continue;
        };
        match element.name() {
            "table-column" => {
                let more = times("number-columns-repeated");
                if invisible() {
                    let last = own_column.saturating_add(more - 1);
                    push_run(&mut notes.hidden_columns, own_column, last);
                }
                own_column = own_column.saturating_add(more);
            }
            "table-row" => {
                row = row.saturating_add(repeated);
                repeated = times("number-rows-repeated");
                column = 0;
                if invisible() {
                    push_run(
                        &mut notes.hidden_rows,
                        row,
                        row.saturating_add(repeated - 1),
                    );
                }
            }
            "table-cell" | "covered-table-cell" => {
                let (right, down) = (
                    times("number-columns-spanned"),
                    times("number-rows-spanned"),
                );
                if (right > 1 || down > 1) && notes.merged.len() < MOST {
                    notes.merged.extend(on_sheet((row, down), (column, right)));
                }
                let more = times("number-columns-repeated");
                if let Some(kind) = element.attribute("value-type") {
                    let (right, down) = (
                        column.saturating_add(more - 1),
                        row.saturating_add(repeated.max(1) - 1),
                    );
                    let (top, left, last) = *span.get_or_insert((row, column, column));
                    let (left, last) = (left.min(column), last.max(right));
                    span = Some((top, left, last));
                    let rows = u64::from(down.saturating_sub(top)) + 1;
                    notes.cells = rows * (u64::from(last.saturating_sub(left)) + 1);
                    if kind == "percentage" {
                        let area = on_sheet((row, repeated.max(1)), (column, more));
                        push_area(&mut notes.percentages, area);
                    }
                }
                column = column.saturating_add(more);
            }
            _ => {}
        }
    }
}

/// The area of so many rows and columns, as far as a sheet goes.
fn on_sheet((top, down): (u32, u32), (left, right): (u32, u32)) -> Option<Area> {
    (top <= LAST_ROW && left <= LAST_COLUMN).then(|| Area {
        top,
        left,
        bottom: top.saturating_add(down.saturating_sub(1)).min(LAST_ROW),
        right: left
            .saturating_add(right.saturating_sub(1))
            .min(LAST_COLUMN),
    })
}

/// Adds an area, to the last one where it goes on with it to the right.
fn push_area(areas: &mut Vec<Area>, area: Option<Area>) {
    let Some(area) = area else {
        return;
    };
    match areas.last_mut() {
        Some(last)
            if (last.top, last.bottom) == (area.top, area.bottom)
                && last.right.saturating_add(1) == area.left =>
        {
            last.right = area.right;
        }
        _ => areas.push(area),
    }
}

/// Whether a word stands anywhere in bytes.
fn holds(bytes: &[u8], word: &[u8]) -> bool {
    let Some(first) = word.first() else {
        return true;
    };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with(word) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(top: u32, left: u32, bottom: u32, right: u32) -> Area {
        Area {
            top,
            left,
            bottom,
            right,
        }
    }

    fn ods(rows: &str) -> SheetNotes {
        let text = format!("<table name='表'>{rows}</table>");
        let mut sheets = survey_ods(Xml::new("content.xml", &text, LIMITS)).unwrap();
        sheets.remove(0)
    }

    #[test]
    fn repeated_percentages_are_one_area() {
        let cell = "<table-cell value-type='percentage' number-columns-repeated='16384'/>";
        let row = format!("<table-row number-rows-repeated='1048576'>{cell}</table-row>");
        let notes = ods(&row.repeat(3));
        assert_eq!(notes.percentages, [area(0, 0, LAST_ROW, LAST_COLUMN)]);
        let one = "<table-cell value-type='percentage'/>";
        let other = "<table-cell value-type='float'/>";
        let notes = ods(&format!(
            "<table-row>{one}{one}{other}{one}</table-row><table-row>{one}</table-row>"
        ));
        let wanted = [area(0, 0, 0, 1), area(0, 3, 0, 3), area(1, 0, 1, 0)];
        assert_eq!(notes.percentages, wanted);
    }

    #[test]
    fn no_number_of_rows_is_too_large() {
        let row = "<table-row number-rows-repeated='4294967295'>\
            <table-cell value-type='percentage'/></table-row>";
        let notes = ods(&row.repeat(5000));
        assert!(notes.cells >= 1 << 32);
        let mut notes = SheetNotes::default();
        let rows = "<sheetData><row r='4294967295' hidden='1'/><row hidden='1'/><row><c><f/></c></row>\
            </sheetData><mergeCell ref='A1:A4294967295'/>";
        survey_sheet(Xml::new("sheet.xml", rows, LIMITS), &mut notes).unwrap();
        assert_eq!(notes.merged, [area(0, 0, LAST_ROW, 0)]);
    }
}
