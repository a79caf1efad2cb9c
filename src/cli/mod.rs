//! Arguments, streams, exit codes. The only home of input and output, and of `clap`.

mod args;
mod check;
mod columns;
mod coverage;
mod data;
mod eval;
mod explain;
mod folder;
mod forms;
mod named;
mod output;
mod progress;
mod ready;
mod report;
mod shown;
mod three_places;
mod usage;
mod words;

use crate::diag::Lang;
use args::{Command, Parsed};
use output::Output;
use std::ffi::OsString;
use std::process::ExitCode;

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing to object to.
    Clean,
    /// Findings.
    Findings,
    /// The command could not begin or finish.
    Impossible,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Impossible => 2,
        })
    }
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    run(std::env::args_os()).into()
}

/// Runs a command line.
pub fn run(line: impl IntoIterator<Item = OsString>) -> Exit {
    let line: Vec<_> = line.into_iter().collect();
    let lang = args::language(&line);
    match args::parse(line, lang) {
        Ok(parsed) => {
            let to_file = matches!(&parsed.command, Command::Eval(eval) if eval.output.is_some());
            let mut output = Output::new(&parsed.options, to_file);
            let exit = dispatch(&parsed, &mut output);
            match output.finish() {
                Ok(()) => exit,
                // Nobody reads on: `yardstick eval | head`.
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => exit,
                Err(error) => {
                    output::complain(lang, "error.stdout", &[("why", output::why(lang, &error))]);
                    Exit::Impossible
                }
            }
        }
        Err(stop) => stop.say(),
    }
}

fn dispatch(parsed: &Parsed, output: &mut Output) -> Exit {
    match &parsed.command {
        Command::Check(command) => check::run(command, &parsed.options, output),
        Command::Eval(command) => eval::run(command, &parsed.options, output),
        Command::Explain(command) => explain::run(command, &parsed.options, output),
        Command::Report(command) => report::run(command, &parsed.options, output),
        Command::Coverage(command) => coverage::run(command, &parsed.options, output),
        Command::Forms(command) => forms::run(command, &parsed.options, output),
        Command::Data(command) => data::run(command, &parsed.options, output),
    }
}

/// The words of forms in a language: what stands in the headings and cells of those that are
/// written, and what those that come back are read by.
pub fn form_words(lang: Lang, key: &str) -> &'static str {
    words::of_key(lang, key)
}

/// The language of a locale such as `en_US.UTF-8`: Chinese where none is set.
fn language_of(locale: Option<&str>) -> Lang {
    match locale {
        None | Some("" | "C" | "POSIX" | "C.UTF-8" | "C.utf8") => Lang::Zh,
        Some(locale) if locale.starts_with("zh") => Lang::Zh,
        Some(_) => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_the_default() {
        assert_eq!(language_of(None), Lang::Zh);
        assert_eq!(language_of(Some("C.UTF-8")), Lang::Zh);
        assert_eq!(language_of(Some("zh_CN.UTF-8")), Lang::Zh);
        assert_eq!(language_of(Some("en_GB.UTF-8")), Lang::En);
    }
}
