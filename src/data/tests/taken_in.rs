//! Files as they are on disk, whose text is made of other bytes: where figures stand in them, and
//! that their digest is that of the bytes.

use super::*;
use crate::data::digest::sha256;
use crate::ooxml::sheets;

/// The only figure of a file that is taken in: where it stands, and the digest of the file.
fn taken_in(path: &str, bytes: &[u8]) -> (String, String) {
    let manifest =
        format!("id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata:\n  - {path}\n");
    let mut sources = sources(&[("plan.yaml", &manifest)]);
    let mut diagnostics = Diagnostics::new();
    let manifest = read_manifest(&sources, &mut diagnostics).unwrap();
    // Whoever takes a file in again has what is on disk now.
    take_in(&mut sources, &manifest.data[0], b"old").unwrap();
    let source = take_in(&mut sources, &manifest.data[0], bytes).unwrap();
    let cube = read_data(&plan(), &sources, &manifest, &mut diagnostics);
    assert_eq!(codes(&diagnostics, &sources), "", "{path}");
    let births = CellKey {
        indicator: IndicatorId(3),
        region: CITY,
        year: Year(2020),
    };
    let cells = cube.cells(&sources, [births]);
    let digest = cube.sha256(&sources, source).unwrap();
    (cells[&births].at(), digest.to_owned())
}

/// A workbook of the rows of a text, one sheet.
fn workbook(rows: &str) -> Vec<u8> {
    let cells = |row: &str| sheets::Row::of(row.split(',').map(sheets::Cell::text));
    let mut rows: Vec<_> = rows.lines().map(cells).collect();
    if let Some(figure) = rows.last_mut().and_then(|row| row.cells.last_mut()) {
        *figure = sheets::Cell::number("6");
    }
    let book = sheets::Workbook {
        sheets: vec![sheets::Sheet {
            name: "监测数据".to_owned(),
            rows,
            ..sheets::Sheet::default()
        }],
        ..sheets::Workbook::default()
    };
    book.to_bytes().unwrap()
}

#[test]
fn the_digest_is_of_the_bytes_whatever_text_is_made_of_them() {
    let rows = "指标,年份,数值\nbirths,2020,6\n";
    let gb18030 = b"\xD6\xB8\xB1\xEA,\xC4\xEA\xB7\xDD,\xCA\xFD\xD6\xB5\nbirths,2020,6\n";
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(rows.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let marked = format!("\u{FEFF}{rows}");
    let book = workbook(rows);
    for (path, bytes, place) in [
        ("x.csv", rows.as_bytes(), "x.csv:2:13"),
        ("x.csv", marked.as_bytes(), "x.csv:2:13"),
        ("x.csv", gb18030, "x.csv:2:13"),
        ("x.csv", &utf16, "x.csv:2:13"),
        ("x.xlsx", &book, "x.xlsx:监测数据!C2"),
    ] {
        let wanted = (place.to_owned(), sha256(&[bytes]));
        assert_eq!(taken_in(path, bytes), wanted);
    }
}
