//! Who owes which figures, the forms that ask for them, and what comes back.

use yardstick::collect::{Returned, Words, read_returned};
use yardstick::diag::{Diagnostics, Lang};
use yardstick::open::Opened;
use yardstick::text::{SheetsBuilder, SourceId, Sources};

/// A form as the CSV that a spreadsheet would make of it, taken in as a workbook.
pub fn sheet_of(path: &str, text: &str, sources: &mut Sources) -> SourceId {
    let mut builder = SheetsBuilder::new(true);
    builder.sheet("数据填报表", false);
    for (row, line) in (0..).zip(text.lines()) {
        for (column, field) in (0..).zip(line.split(',')) {
            if !field.is_empty() {
                builder.cell(row, column, field, None);
            }
        }
    }
    builder.end_sheet();
    let (text, sheets) = builder.finish();
    sources.insert_sheets(path, text, sheets).unwrap()
}

/// What forms say, in the words of both languages.
pub fn returned(
    opened: &Opened,
    forms: &[SourceId],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Returned {
    let words = Lang::ALL.map(|lang| move |key: &str| yardstick::cli::form_words(lang, key));
    let words = words.each_ref().map(|words| Words(words));
    read_returned(&opened.plan, forms, sources, &words, diagnostics)
}
