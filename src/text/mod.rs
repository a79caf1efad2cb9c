//! Source text and the places in it. Knows nothing of the rule language.

mod decode;
mod html;
mod lines;
mod near;
mod sheets;
mod sources;
mod strange;
mod width;

pub(crate) use decode::utf16;
pub use decode::{Encoding, NoPlanText, NotText, Place, UTF8_MARK, decode, plan_text, table_text};
pub use html::escape_html;
pub use lines::{LineIndex, Position};
pub use near::{near_miss, near_name, near_sibling, near_word};
pub use sheets::{
    Address, Area, Oddity, Sheet, Sheets, SheetsBuilder, cell_name, column_name, column_number,
};
pub use sources::{BadPath, Source, SourceId, Sources, Span, Unread, clean_path, is_reserved};
pub use strange::strange_name;
pub use width::{Fill, display_width, pad, wrapped};
