//! A command line that was not understood: what was written, what is expected, and why.

use super::Exit;
use super::args::{COMMANDS, DATA};
use super::output::{stopped, to_stderr};
use super::words::filled;
use crate::diag::Lang;
use crate::eval::Verdict;
use crate::report::Words;
use crate::text::near_word;
use crate::value::{Date, Quantity, Rational, Year, Years};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;
use std::io::Write;

/// What is known of a command line before it is understood.
#[derive(Debug, Clone)]
pub(super) struct Given {
    lang: Lang,
    /// Whether results are asked for in JSON, which an error is then too.
    json: bool,
    /// The command that it seems to be.
    command: Option<String>,
}

/// Why there is nothing to run.
#[derive(Debug)]
pub(super) enum Stop {
    /// Help or the version was asked for: this text.
    Help(String),
    /// The line was not understood, for this reason.
    Usage(String, Given),
}

impl Stop {
    /// What `clap` has to say, in our words.
    pub fn of(error: clap::Error, given: Given) -> Self {
        match error.kind() {
            ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Self::Help(error.to_string()),
            _ => Self::Usage(told(&error, given.lang), given),
        }
    }

    /// Says it.
    pub fn say(&self) -> Exit {
        match self {
            Self::Help(help) => {
                let _ = write!(std::io::stdout().lock(), "{help}");
                Exit::Clean
            }
            Self::Usage(why, given) => {
                if given.json {
                    let command = given.command.as_deref().unwrap_or("usage");
                    let schema = format!("yardstick.{}/1", command.replace(' ', "_"));
                    let json = stopped(&schema, Vec::new(), why);
                    let _ = writeln!(std::io::stdout().lock(), "{json}");
                }
                let help = match &given.command {
                    Some(command) => format!("yardstick {command} --help"),
                    None => "yardstick --help".to_owned(),
                };
                to_stderr(why);
                to_stderr(&filled(given.lang, "usage.help", &[("help", help)]));
                Exit::Impossible
            }
        }
    }
}

impl Given {
    /// Looks at a command line without understanding it.
    pub fn of(line: &[OsString], lang: Lang) -> Self {
        let words: Vec<_> = line
            .iter()
            .skip(1)
            .filter_map(|word| word.to_str())
            .collect();
        let json = words.contains(&"--format=json")
            || words
                .windows(2)
                .any(|pair| matches!(pair, ["--format", "json"]));
        let at = words.iter().position(|word| COMMANDS.contains(word));
        let command = at.and_then(|at| {
            let (outer, rest) = words.get(at..)?.split_first()?;
            let mut inner = rest
                .iter()
                .filter(|word| *outer == "data" && DATA.contains(word));
            Some(
                inner
                    .next()
                    .map_or_else(|| (*outer).to_owned(), |inner| format!("{outer} {inner}")),
            )
        });
        Self {
            lang,
            json,
            command,
        }
    }

    /// The value of `--year`.
    pub fn year(&self, text: &str) -> Result<Year, Stop> {
        Year::parse(text).ok_or_else(|| self.wrong("usage.year", "--year", text))
    }

    /// The value of `--years`.
    pub fn years(&self, text: &str) -> Result<Years, Stop> {
        let years = text.split_once("..").and_then(|(first, last)| {
            Some(Years {
                first: Year::parse(first)?,
                last: Year::parse(last)?,
            })
        });
        let years = years.ok_or_else(|| self.wrong("usage.years", "--years", text))?;
        if !years.is_empty() {
            return Ok(years);
        }
        let turned = format!("{}..{}", years.last, years.first);
        let values = [("written", text.to_owned()), ("turned", turned)];
        let why = filled(self.lang, "usage.years_turned", &values);
        Err(Stop::Usage(why, self.clone()))
    }

    /// The value of `--date`: a day that there is.
    pub fn date(&self, text: &str) -> Result<String, Stop> {
        self.day("--date", text).map(|_| text.to_owned())
    }

    /// The value of an option that is a day.
    pub fn day(&self, option: &str, text: &str) -> Result<Date, Stop> {
        match day(text) {
            Some(Some(day)) => Ok(day),
            Some(None) => Err(self.wrong("usage.no_such_day", option, text)),
            None => Err(self.wrong("usage.date", option, text)),
        }
    }

    /// The value of `--min`: a share such as 100%, 99.5%. Without the sign 0.99 may be meant as 99%,
    /// and 1 as all of it.
    pub fn share(&self, text: &str) -> Result<Rational, Stop> {
        let number = text.trim_end_matches(['%', '％']);
        let says_percent = number.len() < text.len();
        let hundred = Rational::from(100_u8);
        Quantity::parse(number)
            .ok()
            .filter(|number| {
                says_percent || number.signum() == 0 || *number.value() > Rational::ONE
            })
            .map(|number| number.value() / &hundred)
            .filter(|share| *share >= Rational::ZERO && *share <= Rational::ONE)
            .ok_or_else(|| self.wrong("usage.share", "--min", text))
    }

    /// A value of `--fail-on`: a verdict by its id, or by a word that it is printed as.
    pub fn verdict(&self, text: &str) -> Result<Verdict, Stop> {
        let words = Lang::ALL.map(Words::bundled);
        let mut known: Vec<(&str, Verdict)> = Vec::new();
        let keys: Vec<_> = Verdict::ALL
            .into_iter()
            .flat_map(|verdict| {
                let name = verdict.name();
                [format!("verdict.{name}"), format!("brief.{name}")].map(|key| (key, verdict))
            })
            .chain(["verdict", "brief"].map(|group| {
                let key = format!("{group}.limit_broken");
                (key, Verdict::OffCourse)
            }))
            .collect();
        known.extend(Verdict::ALL.map(|verdict| (verdict.name(), verdict)));
        for words in &words {
            known.extend(keys.iter().map(|(key, verdict)| (words.get(key), *verdict)));
        }
        if let Some((_, verdict)) = known.iter().find(|(word, _)| *word == text) {
            return Ok(*verdict);
        }
        let values = [
            ("argument", "--fail-on <VERDICT>".to_owned()),
            ("written", text.to_owned()),
        ];
        let mut sentence = filled(self.lang, "usage.bad_value", &values);
        sentence.push_str(
            &match near_word(text, known.iter().map(|(word, _)| *word)) {
                Some(near) => filled(self.lang, "usage.near", &[("near", near.to_owned())]),
                None => {
                    let all = Verdict::ALL.map(Verdict::name).join(" ");
                    filled(self.lang, "usage.known", &[("known", all)])
                }
            },
        );
        Err(Stop::Usage(sentence, self.clone()))
    }

    /// A workbook is asked for, and no file to put it in.
    pub fn no_file(&self) -> Stop {
        Stop::Usage(filled(self.lang, "usage.no_file", &[]), self.clone())
    }

    fn wrong(&self, key: &'static str, option: &str, written: &str) -> Stop {
        let values = [
            ("option", option.to_owned()),
            ("written", written.to_owned()),
        ];
        Stop::Usage(filled(self.lang, key, &values), self.clone())
    }
}

/// The day, if there is such a one; `None` where it is not written as one.
fn day(text: &str) -> Option<Option<Date>> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year = Year::parse(year)?;
    let number = |text: &str| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u8>().ok()).flatten()
    };
    let (month, day) = (number(month)?, number(day)?);
    Some(Date::new(year, month, day))
}

/// A fault of the command line as a sentence.
fn told(error: &clap::Error, lang: Lang) -> String {
    let said = |kind| error.get(kind).map(listed).filter(|text| !text.is_empty());
    let argument = said(ContextKind::InvalidArg).unwrap_or_default();
    let value = said(ContextKind::InvalidValue);
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    // The nearest stands last.
    .find_map(|kind| said(kind)?.split(' ').next_back().map(str::to_owned));
    let known = said(ContextKind::ValidValue).or_else(|| said(ContextKind::ValidSubcommand));
    let key = match (error.kind(), &value) {
        (ErrorKind::UnknownArgument, _) => "usage.unknown_argument",
        (ErrorKind::InvalidSubcommand, _) => "usage.unknown_command",
        (ErrorKind::InvalidValue, Some(_)) => "usage.bad_value",
        (ErrorKind::InvalidValue, None) => "usage.no_value",
        (ErrorKind::MissingRequiredArgument, _) => "usage.missing",
        (ErrorKind::MissingSubcommand, _) => "usage.no_command",
        (ErrorKind::ArgumentConflict, _) => {
            let other = said(ContextKind::PriorArg);
            // An option that conflicts with itself was given twice.
            match other {
                Some(other) if other != argument => {
                    let values = [("argument", argument), ("other", other)];
                    return filled(lang, "usage.conflict", &values);
                }
                _ => "usage.twice",
            }
        }
        _ => "usage.other",
    };
    let command = said(ContextKind::InvalidSubcommand).unwrap_or_default();
    let values = [
        ("argument", argument),
        ("command", command),
        ("written", value.unwrap_or_default()),
    ];
    let mut sentence = filled(lang, key, &values);
    if let Some(near) = near {
        sentence.push_str(&filled(lang, "usage.near", &[("near", near)]));
    } else if let Some(known) = known {
        sentence.push_str(&filled(lang, "usage.known", &[("known", known)]));
    }
    sentence
}

/// What `clap` knows, without its decorations.
fn listed(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(all) => all.join(" "),
        ContextValue::Bool(_) | ContextValue::Number(_) => String::new(),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(all) => {
            let all: Vec<_> = all.iter().map(ToString::to_string).collect();
            all.join(" ")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_are_not_are_refused() {
        for (day, there) in [
            ("2023-06-30", Some(true)),
            ("2024-02-29", Some(true)),
            ("2023-02-29", Some(false)),
            ("2023-13-01", Some(false)),
            ("2023-06-00", Some(false)),
            ("2023-6-30", None),
            ("2023-06-+1", None),
            ("2023-06-30-1", None),
            ("30.6.2023", None),
        ] {
            assert_eq!(super::day(day).map(|day| day.is_some()), there, "{day}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said_in_our_words() {
        let said = |line: &str| {
            let line: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            match super::super::args::parse(line, Lang::Zh) {
                Err(Stop::Usage(why, _)) => why,
                Err(Stop::Help(_)) => "help".to_owned(),
                Ok(_) => "understood".to_owned(),
            }
        };
        for (line, wanted) in [
            ("y evla", "没有 `evla` 这个命令；是否要写 `eval`？"),
            (
                "y eval --yaer 2023",
                "没有 `--yaer` 这个选项；是否要写 `--year`？",
            ),
            (
                "y eval --format pdf",
                "`--format <FORMAT>` 不能写 `pdf`；可以写：human json csv xlsx",
            ),
            (
                "y eval --format",
                "`--format <FORMAT>` 后面没有写值；可以写：human json csv xlsx",
            ),
            (
                "y eval --year 99",
                "`--year` 写的是 `99`，应当是四位数的年份，如 `2023`",
            ),
            (
                "y eval --years 2021-2025",
                "`--years` 写的是 `2021-2025`，应当是两个年份、中间两个点，如 `2021..2025`",
            ),
            (
                "y eval --years 2025..2021",
                "`--years 2025..2021` 的后一年早于前一年，应当写 `2021..2025`",
            ),
            (
                "y eval --year 2023 --years 2021..2025",
                "`--year <Y>` 和 `--years <A..B>` 不能同时使用",
            ),
            (
                "y eval --format xlsx",
                "`--format xlsx` 要用 `-o` 写明文件名，如 `-o 进展.xlsx`",
            ),
            ("y eval --year 2023 --year 2024", "`--year <Y>` 写了两次"),
            ("y explain", "还缺少 `<TARGET|CODE>`"),
            (
                "y report --date 2023-6-30",
                "`--date` 写的是 `2023-6-30`，应当是“年-月-日”，月、日各两位，如 `2023-06-30`",
            ),
            (
                "y report --date 2023-02-30",
                "`--date` 写的是 `2023-02-30`，没有这一天",
            ),
            (
                "y eval --fail-on laging",
                "`--fail-on <VERDICT>` 不能写 `laging`；是否要写 `lagging`？",
            ),
            (
                "y eval --fail-on 滞后于预测",
                "`--fail-on <VERDICT>` 不能写 `滞后于预测`；是否要写 `滞后于预期`？",
            ),
            (
                "y eval --fail-on lagging,滞后,滞后于预期,突破限值,missed",
                "understood",
            ),
            ("y --help", "help"),
            ("y eval --year 2023", "understood"),
        ] {
            assert_eq!(said(line), wanted, "{line}");
        }
    }
}
