//! What goes wrong in a template, as diagnostics at its place there.

use super::reading::{self, DIRECTIVES};
use super::values::{self, Misuse};
use super::words::Words;
use crate::data::REPORTS;
use crate::diag::{Code, Diagnostic, Lang};
use crate::text::near_miss;
use crate::text::{SourceId, Span};
use minijinja::{ErrorKind, OutputSpan, OutputSpanKind};
use serde_json::Value as Json;
use std::ops::Range;
use std::sync::OnceLock;

/// Looks a template up by its path.
type Find<'a> = dyn Fn(&str) -> Option<(SourceId, &'a str)> + 'a;

/// Where the texts of templates are.
pub struct Places<'a> {
    /// The template that is filled.
    pub main: &'a str,
    /// The file and the text of a template, by its path.
    pub find: Box<Find<'a>>,
    /// The paths of all templates.
    pub known: Vec<&'a str>,
}

impl Places<'_> {
    /// The place of a range in a template; the start of the one that is filled where that is not
    /// known.
    fn span(&self, path: &str, at: Option<Range<usize>>) -> Option<Span> {
        let known = (self.find)(path).zip(at);
        let start = || (self.find)(self.main).map(|(source, _)| Span::new(source, 0..0));
        known
            .map(|((source, _), at)| Span::new(source, at))
            .or_else(start)
    }

    /// The place in a template that wrote a range of the output.
    pub fn of_output(&self, spans: &[OutputSpan], at: &Range<usize>) -> Option<Span> {
        let own = spans
            .iter()
            .filter(|span| span.output_range().start < at.end.max(at.start + 1))
            .filter(|span| span.output_range().end > at.start);
        let mut ranges = own.map(|span| (span.name(), source_range(span, at)));
        let (name, mut range) = ranges.next()?;
        for (other, next) in ranges {
            // Of a loop, the pieces come in any order; they are one place all the same.
            if other == name && next.start >= range.start {
                range.end = range.end.max(next.end);
            }
        }
        self.span(name, Some(range))
    }
}

/// The part of a span's source that wrote the part of `at` that lies in it.
fn source_range(span: &OutputSpan, at: &Range<usize>) -> Range<usize> {
    let (output, source) = (span.output_range(), span.source_range());
    match span.kind() {
        OutputSpanKind::Raw => {
            let before = at.start.saturating_sub(output.start);
            let after = output.end.saturating_sub(at.end);
            source.start + before..source.end.saturating_sub(after)
        }
        _ => source,
    }
}

/// The diagnostic of an error of the template engine.
pub fn diagnostic(error: &minijinja::Error, places: &Places) -> Diagnostic {
    let error = innermost(error);
    let path = error.name().unwrap_or(places.main);
    let at = error.range().or_else(|| line_of(error, places, path));
    let written = (places.find)(path)
        .zip(at.clone())
        .and_then(|((_, text), at)| text.get(at))
        .unwrap_or_default();
    let detail = error.detail().unwrap_or_default();
    let diagnostic = match error.kind() {
        ErrorKind::SyntaxError | ErrorKind::BadEscape | ErrorKind::InvalidDelimiter => {
            let (key, word) = syntax(detail);
            let diagnostic = Diagnostic::nowhere(Code::TemplateSyntax)
                .with("word", word)
                // The wording has braces of its own.
                .with("open", "{{")
                .with("close", "}}");
            return match places.span(path, at) {
                Some(span) => diagnostic.at(span, key),
                None => diagnostic,
            };
        }
        ErrorKind::UndefinedError => {
            // "`row.labl` is undefined"
            let name = detail.split('`').nth(1).unwrap_or(written);
            undefined(name)
        }
        ErrorKind::UnknownFilter => unknown(quoted(detail, written), FILTERS.iter().copied()),
        ErrorKind::UnknownTest
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownMethod
        | ErrorKind::UnknownBlock => unknown(quoted(detail, written), std::iter::empty()),
        ErrorKind::TemplateNotFound => {
            let diagnostic = no_part(in_quotes(detail).or_else(|| in_quotes(written)), places);
            return match places.span(path, at) {
                Some(span) => diagnostic.at(span, "no_part"),
                None => diagnostic,
            };
        }
        ErrorKind::OutOfFuel => Diagnostic::nowhere(Code::TemplateTooLong),
        _ => misuse(error, detail),
    };
    located(diagnostic, places.span(path, at))
}

/// An error of an included template carries the one that caused it.
fn innermost(error: &minijinja::Error) -> &minijinja::Error {
    let mut error = error;
    while let Some(cause) = std::error::Error::source(error).and_then(|e| e.downcast_ref()) {
        error = cause;
    }
    error
}

fn located(mut diagnostic: Diagnostic, span: Option<Span>) -> Diagnostic {
    if let Some(span) = span {
        diagnostic = diagnostic.at(span, "here");
    }
    diagnostic
}

/// `filter foo is unknown`, `template "x.md" does not exist`, `non-existing template 'x.md'`: the
/// name in it.
fn quoted<'a>(detail: &'a str, written: &'a str) -> &'a str {
    detail
        .split(['"', '\''])
        .nth(1)
        .or_else(|| detail.split(' ').nth(1))
        .unwrap_or(written)
}

/// What stands in quotes: `tried to include non-existing template "x.md"`.
fn in_quotes(text: &str) -> Option<&str> {
    text.split(['"', '\'']).nth(1)
}

/// A part that there is not. Templates are named by their paths in the plan's folder.
fn no_part(name: Option<&str>, places: &Places) -> Diagnostic {
    let name = name.unwrap_or("include");
    let whole = format!("{REPORTS}{name}");
    let others = || places.known.iter().filter(|path| **path != places.main);
    let near = others()
        .find(|path| **path == whole)
        .copied()
        .or_else(|| near_miss(name, others().copied()))
        .or_else(|| near_miss(&whole, others().copied()));
    let diagnostic = Diagnostic::nowhere(Code::TemplateName).with("name", name);
    match near {
        Some(near) => diagnostic.with("near", near),
        None => diagnostic.help(Some("no_file")),
    }
}

/// A name that stands for nothing. What is suggested can be written in its place: a path from the
/// top, or a field behind what comes before it, which is a name of the template's own.
fn undefined(name: &str) -> Diagnostic {
    let known = known_names();
    let diagnostic = Diagnostic::nowhere(Code::TemplateName).with("name", name);
    let own = || {
        let (before, last) = name.rsplit_once('.')?;
        let root = name.split('.').next().unwrap_or_default();
        let fields = known.fields().filter(|field| *field != last);
        let near = near_miss(last, fields).filter(|_| !known.has(root))?;
        Some(format!("{before}.{near}"))
    };
    let near = near_miss(name, known.paths());
    match near.map(str::to_owned).or_else(own) {
        Some(near) => diagnostic.with("near", near),
        None => diagnostic.help(Some("none")),
    }
}

/// The line of an error of which the engine knows no more.
fn line_of(error: &minijinja::Error, places: &Places, path: &str) -> Option<Range<usize>> {
    let (_, text) = (places.find)(path)?;
    let mut start = 0;
    let before = error.line()?.checked_sub(1)?;
    for line in text.split_inclusive('\n').take(before) {
        start += line.len();
    }
    let line = text.get(start..)?.lines().next()?;
    Some(start..start + line.len())
}

/// What the text is that breaks the rules of the language, as the label that says so, and the word
/// that it is about. The engine says it in English; what is not in this table is only pointed at.
fn syntax(detail: &str) -> (&'static str, &str) {
    let says = |part: &str| detail.contains(part);
    if let Some(word) = detail.strip_prefix("unknown statement ") {
        let key = if word.starts_with("end") {
            "stray_end"
        } else {
            "no_statement"
        };
        return (key, word);
    }
    let key = if says("end of string") {
        "open_text"
    } else if says("end of comment") {
        "open_comment"
    } else if detail.starts_with("unexpected end of input") {
        if says("expected end of variable block") {
            "open_value"
        } else {
            "open_block"
        }
    } else if detail.starts_with("unexpected end of") {
        "too_early"
    } else if says("expected end of variable block") {
        "value_goes_on"
    } else if says("expected end of block") {
        "block_goes_on"
    } else if says("unexpected character") {
        "character"
    } else if detail.ends_with("expected in") {
        "no_in"
    } else if detail.ends_with("expected assignment operator") {
        "no_equals"
    } else if says("inside a loop") {
        "no_loop"
    } else {
        "here"
    };
    (key, "")
}

/// What a thing is that is used the wrong way, as a phrase.
fn misused(error: &minijinja::Error, detail: &str) -> &'static str {
    let says = |part: &str| detail.contains(part);
    match error.kind() {
        ErrorKind::MissingArgument => "Y0804.is_short",
        ErrorKind::TooManyArguments => "Y0804.is_long",
        _ if says("not callable") => "Y0804.is_no_call",
        _ if says("iterable") || says("convert value") => "Y0804.is_no_list",
        _ if says("item from value") || says("cannot join") || says("length of") => {
            "Y0804.is_no_list"
        }
        _ if says("operator on") || says("unable to calculate") => "Y0804.is_no_sum",
        _ if says("not a string") => "Y0804.is_no_text",
        _ if says("round") || says("to integer") || says("to float") => "Y0804.is_no_figure",
        _ => "Y0804.is_other",
    }
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let last = name.rsplit('.').next().unwrap_or(name);
    let diagnostic = Diagnostic::nowhere(Code::TemplateName).with("name", name);
    match near_miss(last, known.filter(|known| *known != last)) {
        Some(near) => diagnostic.with("near", near),
        None => diagnostic.help(Some("none")),
    }
}

fn misuse(error: &minijinja::Error, detail: &str) -> Diagnostic {
    let diagnostic = Diagnostic::nowhere(Code::TemplateMisuse);
    let own = std::error::Error::source(error).and_then(|e| e.downcast_ref::<Misuse>());
    let list = |names: &[String]| {
        crate::diag::Value::List(names.iter().map(|name| name.as_str().into()).collect())
    };
    let Some(own) = own else {
        let what = crate::diag::Value::Phrase(misused(error, detail));
        return diagnostic.with("what", what).help(Some("engine"));
    };
    let (key, diagnostic) = match own {
        Misuse::YesNo => ("yes_no", diagnostic),
        Misuse::List => ("list", diagnostic),
        Misuse::Record(fields) => ("record", diagnostic.with("fields", list(fields))),
        Misuse::NotFigure(filter) => ("not_figure", diagnostic.with("filter", filter)),
        Misuse::NotWhole(filter) => ("not_whole", diagnostic.with("filter", filter)),
        Misuse::Verdict(id) => ("verdict", diagnostic.with("id", id)),
    };
    let what = match own {
        Misuse::YesNo => "Y0804.is_yes_no",
        Misuse::List => "Y0804.is_list",
        Misuse::Record(_) => "Y0804.is_record",
        Misuse::NotFigure(_) => "Y0804.is_no_figure",
        Misuse::NotWhole(_) => "Y0804.is_no_number",
        Misuse::Verdict(_) => "Y0804.is_no_verdict",
    };
    diagnostic
        .with("what", crate::diag::Value::Phrase(what))
        .help(Some(key))
}

/// The diagnostic of something that cannot be laid out.
pub fn layout(fault: &reading::Fault, place: Option<Span>) -> Diagnostic {
    let diagnostic = match fault {
        reading::Fault::Columns { found, wanted } => Diagnostic::nowhere(Code::TemplateTable)
            .with("found", found)
            .with("wanted", wanted),
        reading::Fault::NoRule => {
            let diagnostic = Diagnostic::nowhere(Code::TemplateTable);
            return match place {
                Some(span) => diagnostic.at(span, "whole").help(Some("no_rule")),
                None => diagnostic.help(Some("no_rule")),
            };
        }
        reading::Fault::Directive(name) => {
            let diagnostic = Diagnostic::nowhere(Code::TemplateDirective).with("name", name);
            match near_miss(name, DIRECTIVES) {
                Some(near) => diagnostic.with("near", near),
                None => diagnostic.help(Some("known")),
            }
        }
        reading::Fault::Setting(name) => Diagnostic::nowhere(Code::TemplateDirective)
            .with("name", name)
            .help(Some("numbering")),
        reading::Fault::Deep => Diagnostic::nowhere(Code::TemplateDirective)
            .with("name", ":::")
            .help(Some("deep")),
        reading::Fault::NotClosed(what) => {
            Diagnostic::nowhere(Code::TemplateNotClosed).with("what", what)
        }
        reading::Fault::NothingOpen => Diagnostic::nowhere(Code::TemplateNotClosed)
            .with("what", ":::")
            .help(Some("nothing_open")),
        reading::Fault::CutValue => Diagnostic::nowhere(Code::TemplateMisuse)
            .with("what", crate::diag::Value::Phrase("Y0804.is_cut"))
            .help(Some("cut")),
    };
    located(diagnostic, place)
}

/// The filters that templates may use, for near misses.
const FILTERS: [&str; 28] = [
    "date",
    "unit",
    "percent",
    "verdict",
    "chinese",
    "join",
    "map",
    "select",
    "selectattr",
    "reject",
    "rejectattr",
    "first",
    "last",
    "length",
    "sort",
    "unique",
    "groupby",
    "default",
    "replace",
    "trim",
    "lower",
    "upper",
    "reverse",
    "list",
    "batch",
    "slice",
    "items",
    "round",
];

/// The names that a template may look up.
pub struct Known {
    paths: Vec<String>,
    fields: Vec<String>,
    /// Paths to what is no record: nothing can be looked up in it by a path.
    ends: Vec<String>,
}

impl Known {
    /// Whether a path leads somewhere.
    pub fn has(&self, path: &str) -> bool {
        let within = |end: &String| {
            path.strip_prefix(end.as_str())
                .is_some_and(|rest| rest.starts_with('.'))
        };
        self.paths.iter().any(|known| known == path) || self.ends.iter().any(within)
    }

    /// All paths from the top.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// All names of fields, wherever they are.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(String::as_str)
    }
}

/// What the example view has, every field of which is filled.
pub fn known_names() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let words = Words::bundled(Lang::Zh);
        let mut json = serde_json::to_value(super::example(&words)).unwrap_or_default();
        if let Json::Object(fields) = &mut json {
            fields.insert("words".to_owned(), values::words_value(&words));
        }
        let mut known = Known {
            paths: Vec::new(),
            fields: Vec::new(),
            ends: Vec::new(),
        };
        collect(&json, "", &mut known);
        known.fields.sort();
        known.fields.dedup();
        known
    })
}

fn collect(json: &Json, path: &str, known: &mut Known) {
    match json {
        Json::Object(fields) => {
            for (key, field) in fields {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                known.fields.push(key.clone());
                known.paths.push(path.clone());
                collect(field, &path, known);
            }
        }
        Json::Array(items) => {
            known.ends.push(path.to_owned());
            // Paths end at a list, but what its items have is known for near misses.
            let mut below = Known {
                paths: Vec::new(),
                fields: Vec::new(),
                ends: Vec::new(),
            };
            for item in items {
                collect(item, "", &mut below);
            }
            known.fields.extend(below.fields);
        }
        _ => known.ends.push(path.to_owned()),
    }
}

/// Where a template uses a name: within `{{ }}` and `{% %}`, as a whole word. The engine says that
/// it does, but not where.
pub fn uses(text: &str, name: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(name)) {
        let range = from + at..from + at + name.len();
        from = range.end;
        let before = text.get(..range.start).unwrap_or_default();
        let after = text.get(range.end..).unwrap_or_default();
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        let whole = !before.ends_with(part) && !after.starts_with(part);
        let opened = before.rfind("{{").max(before.rfind("{%"));
        let closed = before.rfind("}}").max(before.rfind("%}"));
        if whole && opened.is_some() && opened > closed {
            found.push(range);
        }
    }
    found
}
