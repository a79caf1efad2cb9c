//! Whatever is given as a workbook, it becomes a text of rows in which every place is a cell, or it is
//! said why not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yardstick::data::sheets_of;
use yardstick::text::Sources;

fuzz_target!(|bytes: &[u8]| {
    let Ok((text, sheets)) = sheets_of(bytes) else {
        return;
    };
    let mut sources = Sources::new();
    let Ok(id) = sources.insert_sheets("x.xlsx", text, sheets) else {
        return;
    };
    let source = sources.get(id);
    let end = source.text_or_empty().len();
    for sheet in source.sheets().into_iter().flat_map(|all| all.iter()) {
        assert!(sheet.start <= sheet.end && sheet.end as usize <= end);
    }
    for offset in [0, end / 3, end / 2, end.saturating_sub(1)] {
        if offset < end {
            assert!(source.address(offset).is_some());
        }
    }
});
