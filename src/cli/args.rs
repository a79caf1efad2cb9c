//! The command line. The only home of `clap`.

use super::language_of;
use super::usage::{Given, Stop};
use super::words::{filled, text};
use crate::diag::Lang;
use crate::eval::Verdict;
use crate::value::{Date, Rational, Year, Years};
use clap::builder::PossibleValuesParser;
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
    /// A workbook, which no terminal can show: it needs a file.
    Xlsx,
}

/// A command with its own arguments.
#[derive(Debug, Clone)]
pub(super) enum Command {
    Check(Check),
    Eval(Eval),
    Explain(Explain),
    Report(Report),
    Coverage(Coverage),
    Data(Data),
    Forms(Forms),
}

#[derive(Debug, Clone)]
pub(super) struct Check {
    /// Only findings in these files; all where none is named.
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Clone)]
pub(super) struct Eval {
    pub years: Option<Years>,
    pub as_of: Option<Date>,
    pub fail_on: Vec<Verdict>,
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone)]
pub(super) struct Explain {
    pub what: String,
    pub year: Option<Year>,
    pub as_of: Option<Date>,
    pub region: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Report {
    pub names: Vec<String>,
    pub year: Option<Year>,
    pub as_of: Option<Date>,
    pub date: Option<String>,
    pub to: Vec<String>,
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone)]
pub(super) struct Coverage {
    /// The text; that of the manifest where none is named.
    pub text: Option<PathBuf>,
    /// The least share that there is nothing to object to.
    pub min: Rational,
    pub html: Option<PathBuf>,
}

/// What there is to do with data files.
#[derive(Debug, Clone)]
pub(super) enum Data {
    Guess(Guess),
    Import(Import),
    Status(Status),
}

#[derive(Debug, Clone)]
pub(super) struct Guess {
    /// The file whose tables are looked at.
    pub file: PathBuf,
    /// Whether the proposal goes into `plan.yaml`.
    pub write: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Import {
    /// Where the forms are that came back.
    pub folder: PathBuf,
    /// The day that new figures are said to be of.
    pub date: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Status {
    pub year: Option<Year>,
}

#[derive(Debug, Clone)]
pub(super) struct Forms {
    pub year: Option<Year>,
    pub output: PathBuf,
    /// Whether forms that are there are written over.
    pub force: bool,
}

/// A command line that was understood.
#[derive(Debug, Clone)]
pub(super) struct Parsed {
    pub command: Command,
    pub options: Options,
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
    let given = Given::of(&line, lang);
    let understood = command(lang)
        .try_get_matches_from(line)
        .map_err(|error| Stop::of(error, given.clone()))?;
    let missing = || {
        Stop::of(
            clap::Error::new(ErrorKind::MissingSubcommand),
            given.clone(),
        )
    };
    let (mut name, mut own) = understood.subcommand().ok_or_else(missing)?;
    // Of `data` what is to be done with it.
    if let Some((inner, its_own)) = own.subcommand() {
        (name, own) = (inner, its_own);
    }
    let year = || -> Result<Option<Year>, Stop> {
        let text = one::<String>(own, "year");
        text.map(|text| given.year(&text)).transpose()
    };
    let date = || -> Result<Option<String>, Stop> {
        let text = one::<String>(own, "date");
        text.map(|text| given.date(&text)).transpose()
    };
    let as_of = || -> Result<Option<Date>, Stop> {
        let text = one::<String>(own, "as-of");
        text.map(|text| given.day("--as-of", &text)).transpose()
    };
    let command = match name {
        "check" => Command::Check(Check {
            files: many(own, "files"),
        }),
        "eval" => {
            let one_year = year()?.map(|year| Years {
                first: year,
                last: year,
            });
            let several = one::<String>(own, "years");
            Command::Eval(Eval {
                years: several
                    .map(|text| given.years(&text))
                    .transpose()?
                    .or(one_year),
                as_of: as_of()?,
                fail_on: many::<String>(own, "fail-on")
                    .iter()
                    .map(|name| given.verdict(name))
                    .collect::<Result<_, _>>()?,
                output: one(own, "output"),
            })
        }
        "explain" => Command::Explain(Explain {
            what: one(own, "what").unwrap_or_default(),
            year: year()?,
            as_of: as_of()?,
            region: one(own, "region"),
        }),
        "report" => Command::Report(Report {
            names: many(own, "names"),
            year: year()?,
            as_of: as_of()?,
            date: date()?,
            to: many(own, "to"),
            output: one(own, "output"),
        }),
        "coverage" => Command::Coverage(Coverage {
            text: one(own, "text"),
            min: one::<String>(own, "min")
                .map(|text| given.share(&text))
                .transpose()?
                .unwrap_or(Rational::ONE),
            html: one(own, "html"),
        }),
        "forms" => Command::Forms(Forms {
            year: year()?,
            output: one(own, "output").unwrap_or_default(),
            force: own.get_flag("force"),
        }),
        "guess" => Command::Data(Data::Guess(Guess {
            file: one(own, "file").unwrap_or_default(),
            write: own.get_flag("write"),
        })),
        "import" => Command::Data(Data::Import(Import {
            folder: one(own, "folder").unwrap_or_default(),
            date: date()?,
        })),
        "status" => Command::Data(Data::Status(Status { year: year()? })),
        _ => return Err(missing()),
    };
    let options = options(own, lang);
    if let Command::Eval(eval) = &command
        && options.format == Format::Xlsx
        && eval.output.is_none()
    {
        return Err(given.no_file());
    }
    Ok(Parsed { command, options })
}

fn options(own: &ArgMatches, lang: Lang) -> Options {
    let format = match one::<String>(own, "format").as_deref() {
        Some("json") => Format::Json,
        Some("csv") => Format::Csv,
        Some("xlsx") => Format::Xlsx,
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

/// The commands.
pub(super) const COMMANDS: [&str; 7] = [
    "check", "eval", "explain", "report", "coverage", "forms", "data",
];

/// The commands within `data`.
pub(super) const DATA: [&str; 3] = ["guess", "import", "status"];

const DOCUMENTS: [&str; 2] = ["html", "md"];
const LANGS: [&str; 2] = ["zh", "en"];
const COLORS: [&str; 3] = ["auto", "always", "never"];

fn command(lang: Lang) -> clap::Command {
    let say = |key| text(lang, key);
    let year = || {
        Arg::new("year")
            .long("year")
            .value_name("Y")
            .help(say("arg.year"))
    };
    let as_of = || {
        Arg::new("as-of")
            .long("as-of")
            .value_name("YYYY-MM-DD")
            .help(say("arg.as_of"))
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
        let command = in_our_words(clap::Command::new(name).about(say(about)), lang);
        common(command, lang, formats)
    };
    in_our_words(clap::Command::new("yardstick"), lang)
        .about(say("about"))
        .subcommand_help_heading(say("help.commands"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(say("arg.version")),
        )
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(
            own("check", "about.check", &["human", "json"]).arg(
                Arg::new("files")
                    .help_heading(say("help.arguments"))
                    .value_name("FILE")
                    .num_args(0..)
                    .value_parser(clap::value_parser!(PathBuf))
                    .help(say("arg.files")),
            ),
        )
        .subcommand(
            own("eval", "about.eval", &["human", "json", "csv", "xlsx"])
                .arg(year().conflicts_with("years"))
                .arg(
                    Arg::new("years")
                        .long("years")
                        .value_name("A..B")
                        .help(say("arg.years")),
                )
                .arg(as_of())
                .arg(
                    Arg::new("fail-on")
                        .long("fail-on")
                        .value_name("VERDICT")
                        .value_delimiter(',')
                        .help(with_values(
                            lang,
                            "arg.fail_on",
                            &Verdict::ALL.map(Verdict::name),
                        )),
                )
                .arg(output("arg.output_file")),
        )
        .subcommand(
            own("explain", "about.explain", &["human", "json"])
                .arg(
                    Arg::new("what")
                        .help_heading(say("help.arguments"))
                        .value_name("TARGET|CODE")
                        .required(true)
                        .help(say("arg.what")),
                )
                .arg(year())
                .arg(as_of())
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
                        .help_heading(say("help.arguments"))
                        .value_name("NAME")
                        .num_args(0..)
                        .help(say("arg.names")),
                )
                .arg(year())
                .arg(as_of())
                .arg(
                    Arg::new("date")
                        .long("date")
                        .value_name("YYYY-MM-DD")
                        .help(say("arg.date")),
                )
                .arg(
                    Arg::new("to")
                        .long("to")
                        .value_name("FORMAT")
                        .value_delimiter(',')
                        .value_parser(PossibleValuesParser::new(DOCUMENTS))
                        .hide_possible_values(true)
                        .help(with_values(lang, "arg.to", &DOCUMENTS)),
                )
                .arg(output("arg.output_folder")),
        )
        .subcommand(
            own("coverage", "about.coverage", &["human", "json"])
                .arg(
                    Arg::new("text")
                        .help_heading(say("help.arguments"))
                        .value_name("TEXT")
                        .value_parser(clap::value_parser!(PathBuf))
                        .help(say("arg.text")),
                )
                .arg(
                    Arg::new("min")
                        .long("min")
                        .value_name("100%")
                        .help(say("arg.min")),
                )
                .arg(
                    Arg::new("html")
                        .long("html")
                        .value_name("FILE")
                        .value_parser(clap::value_parser!(PathBuf))
                        .help(say("arg.html")),
                ),
        )
        .subcommand(
            own("forms", "about.forms", &["human", "json"])
                .arg(year())
                .arg(output("arg.forms_folder").required(true))
                .arg(
                    Arg::new("force")
                        .long("force")
                        .action(ArgAction::SetTrue)
                        .help(say("arg.force")),
                ),
        )
        .subcommand(data(lang, own, year))
}

/// `data` with the commands within it.
fn data(
    lang: Lang,
    own: impl Fn(&'static str, &'static str, &'static [&'static str]) -> clap::Command,
    year: impl Fn() -> Arg,
) -> clap::Command {
    let say = |key| text(lang, key);
    in_our_words(clap::Command::new("data").about(say("about.data")), lang)
        .subcommand_help_heading(say("help.commands"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(
            own("guess", "about.guess", &["human", "json"])
                .arg(
                    Arg::new("file")
                        .help_heading(say("help.arguments"))
                        .value_name("FILE")
                        .required(true)
                        .value_parser(clap::value_parser!(PathBuf))
                        .help(say("arg.table")),
                )
                .arg(
                    Arg::new("write")
                        .long("write")
                        .action(ArgAction::SetTrue)
                        .help(say("arg.write")),
                ),
        )
        .subcommand(
            own("import", "about.import", &["human", "json"])
                .arg(
                    Arg::new("folder")
                        .help_heading(say("help.arguments"))
                        .value_name("DIR")
                        .required(true)
                        .value_parser(clap::value_parser!(PathBuf))
                        .help(say("arg.returned")),
                )
                .arg(
                    Arg::new("date")
                        .long("date")
                        .value_name("YYYY-MM-DD")
                        .help(say("arg.published")),
                ),
        )
        .subcommand(own("status", "about.status", &["human", "json", "csv"]).arg(year()))
}

/// The help of a command without a word of clap's own.
fn in_our_words(command: clap::Command, lang: Lang) -> clap::Command {
    command
        .help_template(format!(
            "{{about}}\n\n{} {{usage}}\n\n{{all-args}}",
            text(lang, "help.usage")
        ))
        .next_help_heading(text(lang, "help.options"))
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(text(lang, "arg.help")),
        )
}

/// The help of an argument that takes one of some words.
fn with_values(lang: Lang, key: &'static str, values: &[&str]) -> String {
    filled(lang, key, &[("values", values.join(", "))])
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
                .hide_possible_values(true)
                .hide_default_value(true)
                .help(with_values(lang, "arg.format", formats)),
        )
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name("LANG")
                .value_parser(PossibleValuesParser::new(LANGS))
                .hide_possible_values(true)
                .help(with_values(lang, "arg.lang", &LANGS)),
        )
        .arg(
            Arg::new("color")
                .long("color")
                .value_name("WHEN")
                .value_parser(PossibleValuesParser::new(COLORS))
                .hide_possible_values(true)
                .help(with_values(lang, "arg.color", &COLORS)),
        )
        .arg(
            Arg::new("quiet")
                .short('q')
                .long("quiet")
                .action(ArgAction::SetTrue)
                .help(text(lang, "arg.quiet")),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_sound_in_both_languages() {
        for lang in Lang::ALL {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn help_is_in_our_words() {
        for name in COMMANDS {
            let mut command = command(Lang::Zh);
            let help = command
                .find_subcommand_mut(name)
                .map(|command| command.render_long_help().to_string())
                .unwrap_or_default();
            assert!(help.contains("用法："), "{help}");
            for word in [
                "Usage",
                "Options",
                "Arguments",
                "default",
                "possible",
                "Print",
            ] {
                assert!(!help.contains(word), "{word}: {help}");
            }
        }
    }
}
