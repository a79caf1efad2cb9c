//! How a file is written, by the end of its name.

use super::manifest::{Listed, not_here};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::text::{Sources, Unread};

/// A form in which regions and data are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Yaml,
    /// `.xlsx`, `.xls`, `.ods`.
    Workbook,
}

impl Format {
    /// The format of a file; another one is a finding.
    pub fn of(file: &Listed, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        let format = Self::of_path(&file.path);
        if format.is_none() {
            diagnostics.push(match sources.unread(&file.path) {
                Some(Unread::Folder) => not_here(sources, file),
                Some(_) | None => {
                    Diagnostic::new(Code::OtherFormat, file.place).with("file", &file.path)
                }
            });
        }
        format
    }

    /// The format of a path.
    pub fn of_path(path: &str) -> Option<Self> {
        let (_, end) = path.rsplit_once('.')?;
        match end.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "yaml" | "yml" => Some(Self::Yaml),
            "xlsx" | "xlsm" | "xls" | "et" | "ods" => Some(Self::Workbook),
            _ => None,
        }
    }
}
