//! Office packages in and out: a zip of XML parts, read within limits; and workbooks written. The
//! only home of `zip`, `cfb`, `quick-xml` and `rust_xlsxwriter`. Knows what office programs write and
//! nothing of plans; nothing is ever unpacked to a disk.

mod compound;
mod contents;
mod docx;
mod fault;
mod lines;
mod limits;
mod package;
pub mod sheets;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
mod workbook;
mod xml;

pub use compound::{Alone, workbook_alone};
pub use docx::docx_text;
pub use fault::{Fault, Instead, Limit, Why};
pub use limits::Limits;
pub use package::{is_compound, is_locked, is_package};
pub use workbook::{SheetNotes, WorkbookKind, survey_workbook};
