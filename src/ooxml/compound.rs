//! A compound file (`.xls`) made anew with its workbook alone in it: what is damaged between its
//! sectors is found here, and a reader of values gets nothing that it could stumble over.

use cfb::CompoundFile;
use std::io::{self, Cursor, Read, Write};

/// What the stream of a workbook is called, in newer files and in older ones.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// The record that says over how many rows and columns a sheet reaches. Nobody needs it for
/// reading, and readers make room for as many cells as it claims.
const DIMENSIONS: u16 = 0x0200;

/// The compound file of `bytes` with nothing but its workbook, which makes no claims about the size
/// of its sheets.
pub fn workbook_alone(bytes: &[u8]) -> io::Result<Vec<u8>> {
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
    claim_no_size(&mut stream);
    let mut alone = CompoundFile::create(Cursor::new(Vec::new()))?;
    alone
        .create_stream(format!("/{name}"))?
        .write_all(&stream)?;
    alone.flush()?;
    Ok(alone.into_inner().into_inner())
}

/// Records are their kind, their length and their bytes, one behind the other.
fn claim_no_size(mut records: &mut [u8]) {
    while let [kind, kind_high, length, length_high, rest @ ..] = records {
        let kind = u16::from_le_bytes([*kind, *kind_high]);
        let length = u16::from_le_bytes([*length, *length_high]);
        let Some((body, more)) = rest.split_at_mut_checked(length.into()) else {
            return;
        };
        if kind == DIMENSIONS {
            body.fill(0);
        }
        records = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_claims_no_size() {
        let mut records = [
            0x00, 0x02, 2, 0, 9, 9, 0x03, 0x02, 1, 0, 7, 0x00, 0x02, 9, 0, 5,
        ];
        claim_no_size(&mut records);
        let wanted = [
            0x00, 0x02, 2, 0, 0, 0, 0x03, 0x02, 1, 0, 7, 0x00, 0x02, 9, 0, 5,
        ];
        assert_eq!(records, wanted);
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
