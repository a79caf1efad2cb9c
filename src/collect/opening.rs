//! Files that came back, taken in among the sources.

use crate::data::{NoWorkbook, sheets_of};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::ooxml::Fault;
use crate::text::{SourceId, Sources, Span};

/// More bytes than this are no form.
const MOST: usize = 64 << 20;

/// Takes in a workbook that came back, under its name. That it cannot be read is a finding; then
/// the second is false.
pub fn open_form(
    name: &str,
    bytes: &[u8],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(SourceId, bool)> {
    let why = if bytes.len() > MOST {
        "large"
    } else {
        match sheets_of(bytes) {
            Ok((text, sheets)) => {
                let id = sources.insert_sheets(name, text, sheets).ok()?;
                return Some((id, true));
            }
            Err(NoWorkbook::Package(Fault::Encrypted)) => "locked",
            Err(NoWorkbook::Text) => "text",
            Err(NoWorkbook::TooMuch) => "large",
            Err(NoWorkbook::Package(_) | NoWorkbook::Values(_)) => "here",
        }
    };
    let id = sources.insert_text(name, String::new()).ok()?;
    diagnostics.push(Diagnostic::new(Code::FormUnreadable, Span::new(id, 0..0)).primary(why));
    Some((id, false))
}
