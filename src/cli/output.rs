//! Streams: results to stdout, diagnostics and progress to stderr.

use super::Exit;
use super::args::{Format, Options};
use super::progress::{Progress, is_watched};
use super::words;
use crate::diag::{self, Diagnostics, Lang, Look};
use crate::report::results::diagnostics_json;
use crate::text::Sources;
use crate::value::Years;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Where a command says what it has to say. Results are gathered and written once, so that a
/// reader who goes away is noticed and nothing is printed after a failure.
pub(super) struct Output {
    lang: Lang,
    quiet: bool,
    format: Format,
    /// How diagnostics are drawn.
    spoken: Look,
    /// How results are drawn: they go elsewhere than diagnostics.
    written: Look,
    results: String,
    /// The diagnostics that were seen, for the JSON of a command that stops.
    seen: Vec<Value>,
    /// What is going on, where somebody watches.
    progress: Option<Progress>,
}

impl Output {
    /// `to_file` where results go to a file of their own.
    pub fn new(options: &Options, to_file: bool) -> Self {
        let quiet_colors = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
        let look = |terminal| Look {
            color: colors(options.color, quiet_colors, terminal),
            ascii: false,
            width: 80,
        };
        let stdout = if to_file {
            Goal::File
        } else {
            Goal::of(io::stdout().is_terminal())
        };
        let terminal = std::env::var("TERM").ok();
        let watched = is_watched(
            io::stderr().is_terminal(),
            options.quiet,
            terminal.as_deref(),
        );
        Self {
            lang: options.lang,
            quiet: options.quiet,
            format: options.format,
            spoken: look(Goal::of(io::stderr().is_terminal())),
            written: look(stdout),
            results: String::new(),
            seen: Vec::new(),
            progress: watched.then(Progress::new),
        }
    }

    /// Says what begins now, to whoever watches.
    pub fn phase(&self, key: &'static str, values: &[(&str, String)]) {
        if let Some(progress) = &self.progress {
            progress.phase(words::filled(self.lang, key, values));
        }
    }

    /// Says something on stderr, with the line of progress out of its way.
    fn say(&self, text: &str) {
        match &self.progress {
            Some(progress) => progress.aside(|| to_stderr(text)),
            None => to_stderr(text),
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

    /// Adds a JSON document to the results.
    pub fn json(&mut self, document: &impl Serialize) {
        // Our documents have no keys that are not text, which is all that could go wrong.
        let text = serde_json::to_string(document).unwrap_or_default();
        self.line(&text);
    }

    /// Shows diagnostics; of a JSON document they are a part.
    pub fn diagnostics(&mut self, diagnostics: &Diagnostics, sources: &Sources) {
        if self.format == Format::Json {
            let all = diagnostics_json(diagnostics, sources, self.lang);
            self.seen = all.as_array().cloned().unwrap_or_default();
            return;
        }
        let mut all = String::new();
        for one in diagnostics.iter() {
            let advice = one.severity() == diag::Severity::Advice;
            if !(self.quiet && advice) {
                all.push_str(&diag::render(one, sources, self.lang, self.spoken));
                all.push('\n');
            }
        }
        self.say(all.trim_end());
    }

    /// Says why a command cannot begin or finish: a sentence on stderr and, in JSON, a document
    /// with it and with the diagnostics that were shown. Nothing else is printed then.
    pub fn stop(&mut self, schema: &str, why: &str) -> Exit {
        self.results.clear();
        if self.format == Format::Json {
            let seen = std::mem::take(&mut self.seen);
            self.line(&stopped(schema, seen, why));
        }
        self.say(why);
        Exit::Impossible
    }

    /// Writes the results to a file instead, whole or not at all, and says so.
    pub fn write_to(&mut self, path: &Path) -> io::Result<()> {
        let results = std::mem::take(&mut self.results);
        self.write_bytes(path, results.as_bytes())
    }

    /// The same for results that are no text.
    pub fn write_bytes(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        super::folder::write_whole(path, bytes)?;
        let values = [("file", super::folder::shown(path))];
        self.remark(&words::filled(self.lang, "report.written", &values));
        Ok(())
    }

    /// Says that years are judged which are not the plan's.
    pub fn remark_on_years(&self, judged: Years, plan: Years) {
        if judged.first < plan.first || judged.last > plan.last {
            let of = |years: Years| {
                if years.first == years.last {
                    years.first.to_string()
                } else {
                    format!("{}—{}", years.first, years.last)
                }
            };
            let values = [("years", of(judged)), ("plan", of(plan))];
            self.remark(&words::filled(self.lang, "remark.years", &values));
        }
    }

    /// Says a sentence beside the results, which stand all the same.
    pub fn remark(&self, sentence: &str) {
        if !self.quiet {
            self.say(sentence);
        }
    }

    /// How results are drawn.
    pub fn look(&self) -> Look {
        self.written
    }

    /// Writes the results.
    pub fn finish(mut self) -> io::Result<()> {
        drop(self.progress.take());
        let mut stdout = io::stdout().lock();
        stdout.write_all(self.results.as_bytes())?;
        stdout.flush()
    }
}

/// The JSON of a command that stopped.
pub(super) fn stopped(schema: &str, diagnostics: Vec<Value>, why: &str) -> String {
    json!({"schema": schema, "diagnostics": diagnostics, "error": why}).to_string()
}

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    Terminal,
    Pipe,
    File,
}

impl Goal {
    fn of(terminal: bool) -> Self {
        if terminal { Self::Terminal } else { Self::Pipe }
    }
}

/// Whether text is coloured. A file that was asked for by name never is: nobody reads one in a
/// terminal first.
fn colors(asked: Option<bool>, quiet_colors: bool, goal: Goal) -> bool {
    match goal {
        Goal::File => false,
        Goal::Terminal => asked.unwrap_or(!quiet_colors),
        Goal::Pipe => asked.unwrap_or(false),
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
        _ if is_outside(error) => "why.outside",
        _ if is_denied(error) => "why.denied",
        io::ErrorKind::StorageFull => "why.full",
        io::ErrorKind::IsADirectory => "why.folder",
        io::ErrorKind::Unsupported => "why.no_file",
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "why.in_the_way",
        io::ErrorKind::InvalidFilename => "why.name",
        _ => {
            let values = [("error", error.to_string())];
            return words::filled(lang, "why.other", &values);
        }
    };
    words::text(lang, key).to_owned()
}

/// A link that leads out of the plan's folder.
#[derive(Debug)]
struct Outside;

impl std::fmt::Display for Outside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a link out of the folder")
    }
}

impl std::error::Error for Outside {}

/// The error of a file that lies behind such a link.
pub(super) fn outside() -> io::Error {
    io::Error::other(Outside)
}

/// Whether an error is that one.
pub(super) fn is_outside(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Outside>())
}

/// Whether a file may not be touched, or another program holds it: what Windows says of one that is
/// open in WPS or Excel has several numbers.
pub(super) fn is_denied(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied
        || (cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_for_terminals_and_for_those_who_ask() {
        for (asked, quiet, goal, wanted) in [
            (None, false, Goal::Terminal, true),
            (None, true, Goal::Terminal, false),
            (None, false, Goal::Pipe, false),
            (Some(true), true, Goal::Terminal, true),
            (Some(true), false, Goal::Pipe, true),
            (Some(false), false, Goal::Terminal, false),
            (Some(true), false, Goal::File, false),
        ] {
            assert_eq!(colors(asked, quiet, goal), wanted, "{asked:?} {goal:?}");
        }
    }
}
