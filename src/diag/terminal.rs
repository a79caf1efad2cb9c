//! Diagnostics in a terminal, drawn by `miette` over our own line index.

use super::{Diagnostic, Label, Lang, Severity};
use crate::text::{SourceId, Sources, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};
use std::fmt;

/// How a terminal wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Colours, as terminals know them.
    pub color: bool,
    /// Boxes drawn in ASCII.
    pub ascii: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// The diagnostic as lines of text, ending in a line break.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, lang: Lang, look: Look) -> String {
    let theme = match (look.ascii, look.color) {
        (true, _) => GraphicalTheme::none(),
        (false, true) => GraphicalTheme::unicode(),
        (false, false) => GraphicalTheme::unicode_nocolor(),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(look.width)
        .with_links(false);
    let mut text = String::new();
    // Writing to a string does not fail; a span that lies outside its file would, and then the
    // message alone is better than nothing.
    if handler
        .render_report(&mut text, &Drawn::new(diagnostic, sources, lang))
        .is_err()
    {
        text = format!("{}: {}\n", diagnostic.code.id(), diagnostic.message(lang));
    }
    text
}

/// What `miette` draws: one file with its labels, and a related one for each other file.
#[derive(Debug)]
struct Drawn<'a> {
    code: Option<&'static str>,
    message: String,
    help: Option<String>,
    severity: miette::Severity,
    file: Option<File<'a>>,
    labels: Vec<LabeledSpan>,
    related: Vec<Drawn<'a>>,
}

impl<'a> Drawn<'a> {
    fn new(diagnostic: &Diagnostic, sources: &'a Sources, lang: Lang) -> Self {
        let own = diagnostic.labels.first().map(|label| label.span.source);
        let mut others: Vec<SourceId> = Vec::new();
        for label in &diagnostic.labels {
            let source = label.span.source;
            if Some(source) != own && !others.contains(&source) {
                others.push(source);
            }
        }
        let labels_in = |source: Option<SourceId>| {
            diagnostic
                .labels
                .iter()
                .enumerate()
                .filter(|(_, label)| Some(label.span.source) == source)
                .map(|(at, label)| labeled(diagnostic, label, at == 0, lang))
                .collect::<Vec<_>>()
        };
        let severity = match diagnostic.severity() {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        };
        let related = others
            .into_iter()
            .map(|source| Drawn {
                code: None,
                message: super::phrase(lang, "elsewhere")
                    .unwrap_or_default()
                    .to_owned(),
                help: None,
                severity: miette::Severity::Advice,
                file: Some(File { sources, source }),
                labels: labels_in(Some(source)),
                related: Vec::new(),
            })
            .collect();
        Self {
            code: Some(diagnostic.code.id()),
            message: diagnostic.message(lang),
            help: diagnostic.help_text(lang),
            severity,
            file: own.map(|source| File { sources, source }),
            labels: labels_in(own),
            related,
        }
    }
}

fn labeled(diagnostic: &Diagnostic, label: &Label, primary: bool, lang: Lang) -> LabeledSpan {
    let Span { start, end, .. } = label.span;
    let text = diagnostic.label_text(lang, label);
    let span = (start as usize, end.saturating_sub(start) as usize);
    if primary {
        LabeledSpan::new_primary_with_span(text, span)
    } else {
        LabeledSpan::new_with_span(text, span)
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.map(|code| Box::new(code) as _)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as _)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.file.as_ref().map(|file| file as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        Some(Box::new(self.related.iter().map(|one| one as _)))
    }
}

/// A file for `miette`. Its own `NamedSource` scans from the first byte for every label and counts
/// columns in bytes; this one asks the line index and counts characters.
#[derive(Debug)]
struct File<'a> {
    sources: &'a Sources,
    source: SourceId,
}

impl SourceCode for File<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let source = self.sources.get(self.source);
        let (text, lines) = (source.text_or_empty(), source.lines());
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let first = lines.line(start).saturating_sub(before);
        let last = (lines.line(end) + after).min(lines.len() - 1);
        let shown = lines.range(text, first).start..lines.range(text, last).end;
        let data = text.as_bytes().get(shown.clone()).unwrap_or_default();
        // miette prints these as they are, plus one: the place of the label, in characters.
        let position = source.position(start);
        let column = if before == 0 && after == 0 || first + 1 == position.line {
            position.column - 1
        } else {
            0
        };
        Ok(Box::new(MietteSpanContents::new_named(
            source.path().to_owned(),
            data,
            (shown.start, shown.len()).into(),
            first,
            column,
            lines.len(),
        )))
    }
}
