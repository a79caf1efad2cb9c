//! `yardstick coverage`: which figures of the plan's own text are encoded, and whether every quote
//! stands in it.

use super::args::{Coverage as Command, Format, Options};
use super::columns::{Column, table};
use super::output::Output;
use super::words::{filled, of_key, text};
use super::{Exit, folder, output as streams};
use crate::coverage::{Class, Coverage, Document, Page, account, claimants, html, read_plan_text};
use crate::diag::{Diagnostics, Severity};
use crate::open::{Opened, open};
use crate::report::results::diagnostics_json;
use crate::text::{BadPath, Fill, SourceId, Sources};
use crate::value::{Mode, Quantity, Rational};
use indexmap::IndexMap;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const SCHEMA: &str = "yardstick.coverage/1";

pub(super) fn run(command: &Command, options: &Options, output: &mut Output) -> Exit {
    let plan = match folder::open(options) {
        Ok(folder) => folder,
        Err(why) => return output.stop(SCHEMA, &why),
    };
    let mut sources = plan.sources.clone();
    let mut diagnostics = Diagnostics::new();
    let Some(opened) = open(&sources, &mut diagnostics) else {
        output.diagnostics(&diagnostics, &sources);
        return output.stop(SCHEMA, text(options.lang, "error.unreadable"));
    };
    if let Some(path) = &command.html
        && let Some(why) = refused(path, command, &plan, options)
    {
        return output.stop(SCHEMA, &why);
    }
    // What is wrong with the rules otherwise is for `check` to say; what could not be read is in
    // the way of this too.
    let mut findings = errors_of(&diagnostics);
    let source = match read(command, &opened, &mut sources, &mut findings, options) {
        Ok(source) => source,
        Err(why) => {
            output.diagnostics(&findings, &sources);
            return output.stop(SCHEMA, &why);
        }
    };
    let whole = sources.get(source).text_or_empty().to_owned();
    let document = Document::new(source, &whole, &opened.plan.units);
    let covered = account(
        &opened.plan,
        &opened.cube,
        &sources,
        &document,
        &mut findings,
    );
    findings.sort(|one| {
        one.labels.first().map(|label| {
            let path = sources.get(label.span.source).path().to_owned();
            (path, label.span.start, label.span.end)
        })
    });
    // Written before anything is printed: where it cannot be, only that is said.
    let written = command.html.as_deref();
    if let Some(path) = written {
        let page = page(&covered, &document, &sources, &findings, &opened, options);
        if let Err(error) = folder::write_whole(path, page.as_bytes()) {
            let why = folder::cannot_write(options.lang, path, &error);
            return output.stop(SCHEMA, &why);
        }
    }
    if options.format == Format::Json {
        let mut json = as_json(&covered, &document, &sources, &findings, options);
        if let (Some(path), Some(fields)) = (written, json.as_object_mut()) {
            fields.insert("html".to_owned(), folder::shown(path).into());
        }
        output.line(&json.to_string());
    } else {
        output.diagnostics(&findings, &sources);
        say(&covered, &document, &sources, &opened, options, output);
        if let Some(path) = written {
            let values = [("file", folder::shown(path))];
            output.line(&filled(options.lang, "report.written", &values));
        }
    }
    let share = covered.share();
    if findings.count(Severity::Error) > 0 || share < command.min || opened.plan.left_out > 0 {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// Why a page may not be written to a path: it would take the place of a file that it is made from.
fn refused(
    path: &Path,
    command: &Command,
    plan: &folder::Folder,
    options: &Options,
) -> Option<String> {
    let is_text = |text: &PathBuf| folder::same_file(text, path);
    if command.text.as_ref().is_some_and(is_text) {
        let values = [("file", folder::shown(path))];
        return Some(filled(options.lang, "error.own_text", &values));
    }
    plan.refuses(path, options.lang)
}

fn page(
    covered: &Coverage,
    document: &Document,
    sources: &Sources,
    findings: &Diagnostics,
    opened: &Opened,
    options: &Options,
) -> String {
    let lang = options.lang;
    html(&Page {
        title: &opened.plan.title,
        summary: &summary(covered, document, sources, options),
        banner: &left_out(opened, options).into_iter().collect::<Vec<_>>(),
        document,
        coverage: covered,
        claimants: &claimants(&opened.plan, &opened.cube, sources),
        findings,
        sources,
        lang,
        words: &|key| of_key(lang, key),
    })
}

/// What must not be overlooked: a rule that could not be read accounts for nothing.
fn left_out(opened: &Opened, options: &Options) -> Option<String> {
    let count = opened.plan.left_out;
    let values = [("count", count.to_string())];
    (count > 0).then(|| filled(options.lang, "face.left_out", &values))
}

fn errors_of(diagnostics: &Diagnostics) -> Diagnostics {
    let mut errors = Diagnostics::new();
    for one in diagnostics.iter() {
        if one.severity() == Severity::Error {
            errors.push(one.clone());
        }
    }
    errors
}

/// Reads the text and lays it among the sources, so that findings can point into it.
fn read(
    command: &Command,
    opened: &Opened,
    sources: &mut Sources,
    findings: &mut Diagnostics,
    options: &Options,
) -> Result<SourceId, String> {
    let lang = options.lang;
    let (path, bytes) = match (&command.text, &opened.manifest.text) {
        (Some(path), _) => {
            let bytes = fs::read(path).map_err(|error| {
                let why = streams::why(lang, &error);
                filled(
                    lang,
                    "error.read",
                    &[("file", folder::shown(path)), ("why", why)],
                )
            })?;
            (folder::shown(path), bytes)
        }
        (None, Some(listed)) => {
            let found = sources.find(&listed.path);
            let found = found.ok_or_else(|| {
                let why = text(lang, "why.not_found").to_owned();
                filled(
                    lang,
                    "error.read",
                    &[("file", listed.path.clone()), ("why", why)],
                )
            })?;
            (listed.path.clone(), sources.get(found).bytes().to_owned())
        }
        (None, None) => return Err(text(lang, "error.no_text").to_owned()),
    };
    // The plan's own file keeps its path; another one is called by its name.
    let own = opened.manifest.text.as_ref().map(|listed| &listed.path);
    let name = match &command.text {
        None => path.clone(),
        Some(path) => path.file_name().map_or_else(
            || "text".to_owned(),
            |name| name.to_string_lossy().into_owned(),
        ),
    };
    let may_replace = own == Some(&name);
    match read_plan_text(&path, &bytes) {
        Ok(whole) => lay(sources, &name, whole.as_bytes(), may_replace),
        Err(why) => {
            // The finding names the file; its bytes are nobody's business.
            if let Ok(source) = lay(sources, &name, b"", may_replace) {
                findings.push(why.diagnostic(source, sources.get(source)));
            }
            Err(BadPath::NoName)
        }
    }
    .map_err(|_| text(lang, "error.text_unread").to_owned())
}

/// Lays a text among the sources under its own name, or one like it where a file of the plan has
/// that name and may not be replaced.
fn lay(
    sources: &mut Sources,
    name: &str,
    whole: &[u8],
    may_replace: bool,
) -> Result<SourceId, BadPath> {
    let same = |id| sources.get(id).bytes() == whole;
    let taken = !may_replace && sources.find(name).is_some_and(|id| !same(id));
    let name = if taken {
        format!("text/{name}")
    } else {
        name.to_owned()
    };
    let clean = |c: char| {
        if ":<>\"|?*".contains(c) || c.is_control() {
            '_'
        } else {
            c
        }
    };
    let clean: String = name.chars().map(clean).collect();
    sources
        .insert(&clean, whole)
        .or_else(|_| sources.insert("text.txt", whole))
}

/// The document of `INTERFACE`: offsets in characters from 0, lines and columns from 1.
fn as_json(
    covered: &Coverage,
    document: &Document,
    sources: &Sources,
    findings: &Diagnostics,
    options: &Options,
) -> Value {
    let source = sources.get(document.source);
    let characters = Characters::of(&document.text);
    let figures: Vec<_> = covered
        .figures
        .iter()
        .map(|figure| {
            let place = source.position(figure.at.start);
            json!({
                "start": characters.at(figure.at.start),
                "end": characters.at(figure.at.end),
                "text": document.text.get(figure.at.clone()),
                "line": place.line,
                "column": place.column,
                "place": figure.place,
                "class": figure.class.name(),
                "claimed_by": figure.claimed_by,
            })
        })
        .collect();
    let quotes: Vec<_> = covered
        .quotes
        .iter()
        .map(|quote| {
            let at = quote.at.as_ref();
            json!({
                "target": quote.by,
                "quote": quote.words,
                "start": at.map(|at| characters.at(at.start)),
                "end": at.map(|at| characters.at(at.end)),
                "found": at.is_some(),
            })
        })
        .collect();
    let accounted = covered.accounted();
    json!({
        "schema": SCHEMA,
        "text": source.path(),
        "characters": document.text.chars().count(),
        "figures": figures,
        "quotes": quotes,
        "summary": {
            "figures": covered.figures.len(),
            "accounted": accounted,
            "unaccounted": covered.figures.len() - accounted,
            "quotes": covered.quotes.len(),
            "quotes_missing": covered.quotes_missing(),
        },
        "diagnostics": diagnostics_json(findings, sources, options.lang),
    })
}

/// From bytes to characters.
struct Characters {
    starts: Vec<usize>,
}

impl Characters {
    fn of(text: &str) -> Self {
        Self {
            starts: text.char_indices().map(|(at, _)| at).collect(),
        }
    }

    fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start < byte)
    }
}

/// A table of places and classes, and the share.
fn say(
    covered: &Coverage,
    document: &Document,
    sources: &Sources,
    opened: &Opened,
    options: &Options,
    output: &mut Output,
) {
    let lang = options.lang;
    let mut by_class: IndexMap<Class, usize> = IndexMap::new();
    let mut by_chapter: IndexMap<&str, (usize, usize)> = IndexMap::new();
    for figure in &covered.figures {
        *by_class.entry(figure.class).or_default() += 1;
        let chapter = figure.place.split('/').next().unwrap_or_default();
        let counts = by_chapter.entry(chapter).or_default();
        counts.0 += 1;
        counts.1 += usize::from(figure.class == Class::Unaccounted);
    }
    let heading = ["coverage.place", "coverage.figures", "coverage.open"];
    let mut rows = vec![heading.map(|key| text(lang, key).to_owned()).to_vec()];
    for (chapter, (all, open)) in by_chapter {
        let chapter = match chapter {
            "" => text(lang, "coverage.front").to_owned(),
            chapter => chapter.to_owned(),
        };
        rows.push(vec![chapter, all.to_string(), open.to_string()]);
    }
    let columns = [
        Column::words(40),
        Column::whole(Fill::Before),
        Column::whole(Fill::Before),
    ];
    for line in table(&columns, &rows) {
        output.line(&line);
    }
    output.line("");
    let classes: Vec<_> = Class::ALL
        .into_iter()
        .filter_map(|class| {
            let count = by_class.get(&class)?;
            Some(format!("{} {count}", text(lang, class_key(class))))
        })
        .collect();
    output.line(&classes.join(text(lang, "coverage.between")));
    output.line(&summary(covered, document, sources, options));
    if let Some(line) = left_out(opened, options) {
        output.line(&line);
    }
}

/// How much is accounted for, in one sentence.
fn summary(
    covered: &Coverage,
    document: &Document,
    sources: &Sources,
    options: &Options,
) -> String {
    filled(
        options.lang,
        "coverage.summary",
        &[
            ("text", sources.get(document.source).path().to_owned()),
            ("figures", covered.figures.len().to_string()),
            ("accounted", covered.accounted().to_string()),
            ("share", percent(&covered.share())),
            ("quotes", covered.quotes.len().to_string()),
            ("missing", covered.quotes_missing().to_string()),
        ],
    )
}

/// A share as a percentage that never rounds up to all of them.
fn percent(share: &Rational) -> String {
    let percent = Quantity::derived(share * Rational::from(100_u8));
    let rounded = percent.rounded(1, Mode::HalfUp);
    if *share < Rational::ONE && rounded == Quantity::whole(100) {
        return "99.9%".to_owned();
    }
    format!("{rounded}%")
}

fn class_key(class: Class) -> &'static str {
    match class {
        Class::Commitment => "class.commitment",
        Class::Entitlement => "class.entitlement",
        Class::Forecast => "class.forecast",
        Class::Claim => "class.claim",
        Class::Baseline => "class.baseline",
        Class::Background => "class.background",
        Class::Name => "class.name",
        Class::Ordinal => "class.ordinal",
        Class::Date => "class.date",
        Class::Unaccounted => "class.unaccounted",
    }
}
