//! The finding that a file is not text, which every reader of files can have.

use super::{Code, Diagnostic};
use crate::text::{NotText, Source, SourceId, Span};

/// What is said of a file that cannot be read as text, and what to do about it.
pub fn not_text(id: SourceId, file: &Source, reason: NotText) -> Diagnostic {
    let finding = Diagnostic::new(Code::NotText, Span::new(id, 0..0)).with("file", file.path());
    match reason {
        NotText::Gbk => finding.primary("whole").help(Some("gbk")),
        NotText::Utf16 => finding.primary("whole").help(Some("utf16")),
        NotText::Unknown { at } => {
            let before = file.bytes().get(..at).unwrap_or_default();
            let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
            finding.with("line", line)
        }
    }
}
