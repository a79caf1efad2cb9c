//! The command line. The only home of `clap`.

use super::words::text;
use super::{Exit, language_of, output};
use crate::diag::Lang;
use crate::eval::Verdict;
use crate::value::{Year, Years};
use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, error::ErrorKind};
use std::ffi::OsString;
use std::path::PathBuf;

/// What every command may be told.
#[derive(Debug, Clone)]
pub(super) struct Options {
    pub plan: Option<PathBuf>,
    pub lang: Lang,
    pub format: Format,
    pub color: Option<bool>,
    pub quiet: bool,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Human,
    Json,
    Csv,
}

/// A command with its own arguments.
#[derive(Debug, Clone)]
pub(super) enum Command {
    Check(Check),
    Eval(Eval),
    Explain(Explain),
    Report(Report),
}

#[derive(Debug, Clone)]
pub(super) struct Check {
    /// Only findings in these files; all where none is named.
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Clone)]
pub(super) struct Eval {
    pub years: Option<Years>,
    pub fail_on: Vec<Verdict>,
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone)]
pub(super) struct Explain {
    pub what: String,
    pub year: Option<Year>,
    pub region: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Report {
    pub names: Vec<String>,
    pub year: Option<Year>,
    pub date: Option<String>,
    pub to: Vec<String>,
    pub output: Option<PathBuf>,
}

/// A command line that was understood.
#[derive(Debug, Clone)]
pub(super) struct Parsed {
    pub command: Command,
    pub options: Options,
}

/// Why there is nothing to run: help was asked for, or the line was not understood.
pub(super) struct Stop(Box<clap::Error>, Lang);

impl Stop {
    /// Says it.
    pub fn say(&self) -> Exit {
        let asked_for = matches!(
            self.0.kind(),
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
        );
        if asked_for {
            use std::io::Write;
            let _ = write!(std::io::stdout().lock(), "{}", self.0);
            return Exit::Clean;
        }
        let key = match self.0.kind() {
            ErrorKind::UnknownArgument => "usage.unknown_argument",
            ErrorKind::InvalidSubcommand => "usage.unknown_command",
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage.bad_value",
            ErrorKind::MissingRequiredArgument => "usage.missing",
            ErrorKind::ArgumentConflict => "usage.conflict",
            _ => "usage.other",
        };
        output::complain(self.1, key, &[]);
        output::to_stderr(self.0.to_string().trim_end());
        Exit::Impossible
    }
}

/// The language of a command line, before the rest of it is read: its help is in it too.
pub(super) fn language(line: &[OsString]) -> Lang {
    let words: Vec<_> = line.iter().filter_map(|word| word.to_str()).collect();
    let named = words
        .iter()
        .enumerate()
        .find_map(|(at, word)| match word.strip_prefix("--lang") {
            Some("") => words.get(at + 1).copied(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        });
    match named {
        Some("en") => Lang::En,
        Some("zh") => Lang::Zh,
        _ => {
            let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
            let locale = set("LC_ALL")
                .or_else(|| set("LC_MESSAGES"))
                .or_else(|| set("LANG"));
            language_of(locale.as_deref())
        }
    }
}

/// Reads a command line.
pub(super) fn parse(line: Vec<OsString>, lang: Lang) -> Result<Parsed, Stop> {
    let matches = command(lang)
        .try_get_matches_from(line)
        .map_err(|error| Stop(Box::new(error), lang))?;
    let missing = || {
        Stop(
            Box::new(clap::Error::new(ErrorKind::MissingSubcommand)),
            lang,
        )
    };
    let (name, own) = matches.subcommand().ok_or_else(missing)?;
    let command = match name {
        "check" => Command::Check(Check {
            files: many(own, "files"),
        }),
        "eval" => Command::Eval(Eval {
            years: one::<Years>(own, "years").or_else(|| {
                one::<Year>(own, "year").map(|year| Years {
                    first: year,
                    last: year,
                })
            }),
            fail_on: many::<String>(own, "fail-on")
                .iter()
                .filter_map(|name| Verdict::find(name))
                .collect(),
            output: one(own, "output"),
        }),
        "explain" => Command::Explain(Explain {
            what: one(own, "what").unwrap_or_default(),
            year: one(own, "year"),
            region: one(own, "region"),
        }),
        "report" => Command::Report(Report {
            names: many(own, "names"),
            year: one(own, "year"),
            date: one(own, "date"),
            to: many(own, "to"),
            output: one(own, "output"),
        }),
        _ => return Err(missing()),
    };
    Ok(Parsed {
        command,
        options: options(own, lang),
    })
}

fn options(own: &ArgMatches, lang: Lang) -> Options {
    let format = match one::<String>(own, "format").as_deref() {
        Some("json") => Format::Json,
        Some("csv") => Format::Csv,
        _ => Format::Human,
    };
    let color = match one::<String>(own, "color").as_deref() {
        Some("always") => Some(true),
        Some("never") => Some(false),
        _ => None,
    };
    Options {
        plan: one(own, "plan"),
        lang,
        format,
        color,
        quiet: own.get_flag("quiet"),
    }
}

fn one<T: Clone + Send + Sync + 'static>(own: &ArgMatches, name: &str) -> Option<T> {
    own.try_get_one::<T>(name).ok().flatten().cloned()
}

fn many<T: Clone + Send + Sync + 'static>(own: &ArgMatches, name: &str) -> Vec<T> {
    own.try_get_many::<T>(name)
        .ok()
        .flatten()
        .map(|all| all.cloned().collect())
        .unwrap_or_default()
}

fn command(lang: Lang) -> clap::Command {
    let say = |key| text(lang, key);
    let year = || {
        Arg::new("year")
            .long("year")
            .value_name("Y")
            .value_parser(ValueParser::new(year_of))
            .help(say("arg.year"))
    };
    let output = |key| {
        Arg::new("output")
            .short('o')
            .long("output")
            .value_parser(clap::value_parser!(PathBuf))
            .value_name("PATH")
            .help(say(key))
    };
    let own = |name: &'static str, about, formats: &'static [&'static str]| {
        let command = clap::Command::new(name).about(say(about));
        common(command, lang, formats)
    };
    clap::Command::new("yardstick")
        .about(say("about"))
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(
            own("check", "about.check", &["human", "json"]).arg(
                Arg::new("files")
                    .value_name("FILE")
                    .num_args(0..)
                    .value_parser(clap::value_parser!(PathBuf))
                    .help(say("arg.files")),
            ),
        )
        .subcommand(
            own("eval", "about.eval", &["human", "json", "csv"])
                .arg(year().conflicts_with("years"))
                .arg(
                    Arg::new("years")
                        .long("years")
                        .value_name("A..B")
                        .value_parser(ValueParser::new(years_of))
                        .help(say("arg.years")),
                )
                .arg(
                    Arg::new("fail-on")
                        .long("fail-on")
                        .value_name("VERDICT")
                        .value_delimiter(',')
                        .value_parser(PossibleValuesParser::new(Verdict::ALL.map(Verdict::name)))
                        .help(say("arg.fail_on")),
                )
                .arg(output("arg.output_file")),
        )
        .subcommand(
            own("explain", "about.explain", &["human", "json"])
                .arg(
                    Arg::new("what")
                        .value_name("TARGET|CODE")
                        .required(true)
                        .help(say("arg.what")),
                )
                .arg(year())
                .arg(
                    Arg::new("region")
                        .long("region")
                        .value_name("R")
                        .help(say("arg.region")),
                ),
        )
        .subcommand(
            own("report", "about.report", &["human", "json"])
                .arg(
                    Arg::new("names")
                        .value_name("NAME")
                        .num_args(0..)
                        .help(say("arg.names")),
                )
                .arg(year())
                .arg(
                    Arg::new("date")
                        .long("date")
                        .value_name("YYYY-MM-DD")
                        .value_parser(ValueParser::new(date_of))
                        .help(say("arg.date")),
                )
                .arg(
                    Arg::new("to")
                        .long("to")
                        .value_name("FORMAT")
                        .value_delimiter(',')
                        .value_parser(PossibleValuesParser::new(["html", "md"]))
                        .help(say("arg.to")),
                )
                .arg(output("arg.output_folder")),
        )
}

/// What every command takes.
fn common(command: clap::Command, lang: Lang, formats: &'static [&'static str]) -> clap::Command {
    command
        .arg(
            Arg::new("plan")
                .short('p')
                .long("plan")
                .value_name("PLAN")
                .value_parser(clap::value_parser!(PathBuf))
                .help(text(lang, "arg.plan")),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(PossibleValuesParser::new(formats))
                .default_value("human")
                .help(text(lang, "arg.format")),
        )
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name("LANG")
                .value_parser(PossibleValuesParser::new(["zh", "en"]))
                .help(text(lang, "arg.lang")),
        )
        .arg(
            Arg::new("color")
                .long("color")
                .value_name("WHEN")
                .value_parser(PossibleValuesParser::new(["auto", "always", "never"]))
                .help(text(lang, "arg.color")),
        )
        .arg(
            Arg::new("quiet")
                .short('q')
                .long("quiet")
                .action(ArgAction::SetTrue)
                .help(text(lang, "arg.quiet")),
        )
}

fn year_of(text: &str) -> Result<Year, String> {
    Year::parse(text).ok_or_else(|| "2021".to_owned())
}

fn years_of(text: &str) -> Result<Years, String> {
    let years = text.split_once("..").and_then(|(first, last)| {
        Some(Years {
            first: Year::parse(first)?,
            last: Year::parse(last)?,
        })
    });
    years
        .filter(|years| !years.is_empty())
        .ok_or_else(|| "2021..2025".to_owned())
}

/// A day that there is.
fn date_of(text: &str) -> Result<String, String> {
    let sample = || "2023-06-30".to_owned();
    let parts: Vec<_> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return Err(sample());
    };
    let year = Year::parse(year).ok_or_else(sample)?;
    let number = |text: &str| {
        (text.len() == 2)
            .then(|| text.parse::<u8>().ok())
            .flatten()
            .ok_or_else(sample)
    };
    let (month, day) = (number(month)?, number(day)?);
    let leap = year.0 % 4 == 0 && (year.0 % 100 != 0 || year.0 % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    if (1..=days).contains(&day) {
        Ok(text.to_owned())
    } else {
        Err(sample())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_are_not_are_refused() {
        for (day, there) in [
            ("2023-06-30", true),
            ("2024-02-29", true),
            ("2023-02-29", false),
            ("2023-13-01", false),
            ("2023-6-30", false),
            ("30.6.2023", false),
        ] {
            assert_eq!(date_of(day).is_ok(), there, "{day}");
        }
    }

    #[test]
    fn the_commands_are_sound_in_both_languages() {
        for lang in Lang::ALL {
            command(lang).debug_assert();
        }
    }
}
