//! A compound file (`.xls`) made anew with its workbook alone in it: what is damaged between its
//! sectors is found here, and a reader of values gets nothing that it could stumble over.

use cfb::{CompoundFile, Version};
use std::io::{self, Cursor, Read, Write};

/// What the stream of a workbook is called, in newer files and in older ones.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// The kinds of records that matter here.
mod kind {
    pub const BEGIN: u16 = 0x0809;
    pub const END: u16 = 0x000A;
    /// Where a sheet stands in the stream.
    pub const SHEET: u16 = 0x0085;
    /// Over how many rows and columns a sheet reaches. Nobody needs it for reading, and readers
    /// make room for as many cells as it claims.
    pub const DIMENSIONS: u16 = 0x0200;
    /// The text of the formula before it.
    pub const STRING: u16 = 0x0207;
    pub const FORMULA: u16 = 0x0006;
    /// Several numbers in a row; the last two bytes are the last column.
    pub const NUMBERS: u16 = 0x00BD;
    /// A number (twice), texts (three times), a truth or an error.
    pub const CELLS: [u16; 6] = [0x0203, 0x027E, 0x0204, 0x00FD, 0x00D6, 0x0205];
}

/// A workbook alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alone {
    /// The compound file.
    pub bytes: Vec<u8>,
    /// How many cells its sheets have, blank ones between others among them.
    pub cells: u64,
}

/// The compound file of `bytes` with nothing but its workbook, which makes no claims about the size
/// of its sheets.
pub fn workbook_alone(bytes: &[u8]) -> io::Result<Alone> {
    let mut file = CompoundFile::open(Cursor::new(bytes))?;
    let is_stream = |name: &&str| file.is_stream(format!("/{name}"));
    let Some(name) = STREAMS.into_iter().find(is_stream) else {
        return Err(io::Error::other("no workbook in it"));
    };
    let mut stream = Vec::new();
    // No chain of its sectors is longer than the file.
    file.open_stream(format!("/{name}"))?
        .take(bytes.len() as u64)
        .read_to_end(&mut stream)?;
    let cells = claim_no_size(&mut stream);
    // In the version that programs write: of the newer one calamine loses what is not small.
    let mut alone = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    alone
        .create_stream(format!("/{name}"))?
        .write_all(&stream)?;
    alone.flush()?;
    Ok(Alone {
        bytes: alone.into_inner().into_inner(),
        cells,
    })
}

/// Takes from each sheet what it claims of its size, and counts the cells that it has instead. The
/// sheets stand where the first part of the stream says, as for any reader.
fn claim_no_size(stream: &mut [u8]) -> u64 {
    let mut places = Vec::new();
    each_record(stream, |kind, body| {
        if kind == kind::SHEET {
            places.extend(body.first_chunk().copied().map(u32::from_le_bytes));
        }
        kind != kind::END
    });
    let sheets = places.into_iter().map(|at| {
        let records = stream.get_mut(at as usize..).unwrap_or_default();
        cells_of(records)
    });
    sheets.fold(0, u64::saturating_add)
}

/// The cells of a sheet, blank ones between others among them, or its records where these are more.
fn cells_of(records: &mut [u8]) -> u64 {
    let mut extent: Option<[u16; 4]> = None;
    // Charts within the sheet begin and end as it does, and what is in them is no cell.
    let (mut count, mut depth, mut formula) = (0_u64, 0_u64, (0, 0));
    each_record(records, |kind, body| {
        count += 1;
        match kind {
            kind::BEGIN => depth += 1,
            kind::END => depth = depth.saturating_sub(1),
            kind::DIMENSIONS => body.fill(0),
            _ => {}
        }
        let number = |at: usize| {
            let bytes = body.get(at..at + 2)?;
            bytes.first_chunk().copied().map(u16::from_le_bytes)
        };
        let cell = number(0).zip(number(2));
        let last = match kind {
            kind::FORMULA => {
                formula = cell.unwrap_or(formula);
                cell
            }
            kind::STRING => Some(formula),
            kind::NUMBERS => number(0).zip(number(body.len().saturating_sub(2))),
            kind if kind::CELLS.contains(&kind) => cell,
            _ => None,
        };
        let first = if kind == kind::NUMBERS { cell } else { last };
        for (row, column) in [first, last].into_iter().flatten().filter(|_| depth < 2) {
            let [top, left, bottom, right] = extent.unwrap_or([row, column, row, column]);
            extent = Some([
                top.min(row),
                left.min(column),
                bottom.max(row),
                right.max(column),
            ]);
        }
        kind != kind::END || depth > 0
    });
    let cells = extent.map_or(0, |[top, left, bottom, right]| {
        (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
    });
    cells.max(count)
}

/// Records are their kind, their length and their bytes, one behind the other. Goes on while `each`
/// says so.
fn each_record(mut records: &mut [u8], mut each: impl FnMut(u16, &mut [u8]) -> bool) {
    while let [kind, kind_high, length, length_high, rest @ ..] = records {
        let kind = u16::from_le_bytes([*kind, *kind_high]);
        let length = u16::from_le_bytes([*length, *length_high]);
        let Some((body, more)) = rest.split_at_mut_checked(length.into()) else {
            return;
        };
        if !each(kind, body) {
            return;
        }
        records = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
    }

    fn cell(kind: u16, row: u16, column: u16, more: &[u8]) -> Vec<u8> {
        record(
            kind,
            &[&row.to_le_bytes(), &column.to_le_bytes(), more].concat(),
        )
    }

    /// A stream with a sheet of some records.
    fn stream(sheet: &[Vec<u8>]) -> Vec<u8> {
        let begin = record(kind::BEGIN, &[0, 6]);
        let end = record(kind::END, &[]);
        let own = |at: u32| record(kind::SHEET, &at.to_le_bytes());
        let at = [begin.clone(), own(0), end.clone()].concat().len();
        let at = own(u32::try_from(at).unwrap());
        let sheet = sheet.concat();
        [begin.clone(), at, end.clone(), begin, sheet, end].concat()
    }

    #[test]
    fn a_sheet_claims_no_size() {
        let mut claims = stream(&[record(kind::DIMENSIONS, &[9; 14])]);
        claim_no_size(&mut claims);
        assert_eq!(claims, stream(&[record(kind::DIMENSIONS, &[0; 14])]));
    }

    #[test]
    fn the_cells_of_a_sheet_are_counted() {
        let chart = || {
            let far = cell(0x0203, 999, 99, &[]);
            let (begin, end) = (record(kind::BEGIN, &[0, 6]), record(kind::END, &[]));
            [begin, far, end].concat()
        };
        for (sheet, wanted) in [
            (vec![], 2),
            (
                vec![cell(0x0203, 0, 0, &[]), cell(0x00FD, 99, 9, &[])],
                1000,
            ),
            (
                vec![cell(0x0203, 0, 0, &[]), cell(0x00FD, 65_535, 255, &[])],
                1 << 24,
            ),
            (vec![cell(0x00BD, 7, 3, &[0, 0, 12, 0])], 10),
            (vec![cell(0x0006, 9, 0, &[]), cell(0x0204, 0, 9, &[])], 100),
            (
                vec![cell(0x0203, 20, 20, &[]), record(kind::STRING, &[])],
                441,
            ),
            (
                vec![cell(0x0203, 0, 0, &[]), chart(), cell(0x027E, 4, 4, &[])],
                25,
            ),
            (vec![record(0x0203, &[1])], 3),
        ] {
            assert_eq!(claim_no_size(&mut stream(&sheet)), wanted, "{sheet:?}");
        }
    }

    #[test]
    fn a_file_without_a_workbook_is_none() {
        let mut other = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        other.create_stream("/WordDocument").unwrap();
        other.flush().unwrap();
        let bytes = other.into_inner().into_inner();
        assert!(workbook_alone(&bytes).is_err());
        assert!(workbook_alone(bytes.get(..600).unwrap()).is_err());
    }
}
