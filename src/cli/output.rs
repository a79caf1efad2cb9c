//! Streams: results to stdout, diagnostics and progress to stderr.

use super::args::{Format, Options};
use super::words;
use crate::diag::{self, Diagnostics, Lang, Look};
use crate::text::Sources;
use std::io::{self, IsTerminal, Write};

/// Where a command says what it has to say. Results are gathered and written once, so that a
/// reader who goes away is noticed and nothing is printed after a failure.
pub(super) struct Output {
    lang: Lang,
    quiet: bool,
    format: Format,
    look: Look,
    results: String,
}

impl Output {
    pub fn new(options: &Options) -> Self {
        let color = options.color.unwrap_or_else(|| {
            std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty())
                && io::stderr().is_terminal()
        });
        Self {
            lang: options.lang,
            quiet: options.quiet,
            format: options.format,
            look: Look {
                color,
                ascii: false,
                width: 80,
            },
            results: String::new(),
        }
    }

    /// Adds to the results.
    pub fn print(&mut self, text: &str) {
        self.results.push_str(text);
    }

    /// Adds a line to the results.
    pub fn line(&mut self, text: &str) {
        self.results.push_str(text.trim_end());
        self.results.push('\n');
    }

    /// Shows diagnostics, unless they are part of a JSON document.
    pub fn diagnostics(&self, diagnostics: &Diagnostics, sources: &Sources) {
        if self.format == Format::Json {
            return;
        }
        let mut all = String::new();
        for one in diagnostics.iter() {
            let advice = one.severity() == diag::Severity::Advice;
            if !(self.quiet && advice) {
                all.push_str(&diag::render(one, sources, self.lang, self.look));
                all.push('\n');
            }
        }
        to_stderr(all.trim_end());
    }

    /// Writes the results to a file instead, whole or not at all.
    pub fn write_to(&mut self, path: &std::path::Path) -> io::Result<()> {
        super::folder::write_whole(path, self.results.as_bytes())?;
        self.results.clear();
        Ok(())
    }

    /// How a terminal wants its drawings.
    pub fn look(&self) -> Look {
        self.look
    }

    /// Writes the results.
    pub fn finish(self) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(self.results.as_bytes())?;
        stdout.flush()
    }
}

/// Says a sentence on stderr. A closed stderr is nobody's trouble.
pub(super) fn to_stderr(text: &str) {
    if !text.is_empty() {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

/// Says why a command cannot begin or finish.
pub(super) fn complain(lang: Lang, key: &'static str, values: &[(&str, String)]) {
    to_stderr(&words::filled(lang, key, values));
}

/// Why the system refused, in words for the common cases.
pub(super) fn why(lang: Lang, error: &io::Error) -> String {
    let key = match error.kind() {
        io::ErrorKind::NotFound => "why.not_found",
        // Windows says so of a file that is open in WPS or Excel.
        io::ErrorKind::PermissionDenied => "why.denied",
        io::ErrorKind::StorageFull => "why.full",
        io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => "why.folder",
        _ if error.raw_os_error() == Some(32) && cfg!(windows) => "why.denied",
        _ => return error.to_string(),
    };
    words::text(lang, key).to_owned()
}
