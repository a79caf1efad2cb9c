//! Diagnostics in a terminal, drawn by `miette` over our own line index.

use super::snippet::Snippet;
use super::{Diagnostic, Lang, Severity, fill, phrase};
use crate::text::{SourceId, Sources, Span, wrapped};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, SourceSpan};
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

/// Something to draw: a heading, places with what they are, and what to do.
#[derive(Debug, Clone)]
pub struct Sketch {
    /// The code, or the word that stands for one.
    pub code: String,
    /// What is said.
    pub heading: String,
    /// How much it matters.
    pub severity: Severity,
    /// The places, the primary one first; they may lie in several files.
    pub labels: Vec<(Span, Option<String>)>,
    /// The last sentence: what to do, or what is short. `miette` would lead it with an English
    /// word, so it is written below the drawing.
    pub help: Option<String>,
}

impl Sketch {
    /// A diagnostic in a language.
    pub fn of(diagnostic: &Diagnostic, lang: Lang) -> Self {
        Self {
            code: diagnostic.code.id().to_owned(),
            heading: diagnostic.message(lang),
            severity: diagnostic.severity(),
            labels: diagnostic
                .labels
                .iter()
                .map(|label| (label.span, diagnostic.label_text(lang, label)))
                .collect(),
            help: diagnostic.help_text(lang).map(|help| {
                fill(phrase(lang, "help").unwrap_or("{help}"), |_| {
                    Some(help.clone())
                })
            }),
        }
    }

    /// As lines of text, ending in a line break.
    pub fn draw(&self, sources: &Sources, lang: Lang, look: Look) -> String {
        let theme = match (look.ascii, look.color) {
            (true, _) => GraphicalTheme::none(),
            (false, true) => GraphicalTheme::unicode(),
            (false, false) => GraphicalTheme::unicode_nocolor(),
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(look.width)
            .with_context_lines(0)
            .with_links(false);
        // Writing to a string does not fail; a span that lies outside its file would, and then
        // the message alone is better than nothing.
        let mut text = String::new();
        for (at, drawn) in self.drawn(sources, lang).iter().enumerate() {
            if handler.render_report(&mut text, drawn).is_err() {
                text.push_str(drawn.message);
                text.push('\n');
            }
            if at == 0 {
                // What has no text to draw is said in a line of its own.
                let without = |span: &Span| sources.get(span.source).text_or_empty().is_empty();
                let said = self.labels.iter().filter(|(span, _)| without(span));
                for said in said.filter_map(|(_, said)| said.as_deref()) {
                    for line in wrapped(&format!("  {said}"), look.width, "  ") {
                        text.push_str(&line);
                        text.push('\n');
                    }
                }
            }
            if at == 0
                && let Some(help) = &self.help
            {
                for line in wrapped(&format!("  {help}"), look.width, "  ") {
                    text.push_str(&line);
                    text.push('\n');
                }
            }
        }
        self.with_addresses(text, sources)
    }

    /// The heads of drawings with the address of the cell alone, where a label is in a workbook:
    /// row and column say the same again.
    fn with_addresses(&self, mut text: String, sources: &Sources) -> String {
        for (span, _) in &self.labels {
            let source = sources.get(span.source);
            if let Some(address) = source.address(span.start as usize) {
                let (row, column) = (address.row + 1, address.column + 1);
                text = text.replace(
                    &format!(":{address}:{row}:{column}]"),
                    &format!(":{address}]"),
                );
            }
        }
        text
    }

    /// One drawing a file, the primary one first: `miette` draws one file at a time, and its own
    /// way of relating others speaks English.
    fn drawn<'a>(&'a self, sources: &'a Sources, lang: Lang) -> Vec<Drawn<'a>> {
        // A sheet of a workbook is a file of its own: its rows are counted from its beginning.
        let sheet_of = |span: &Span| {
            let sheets = sources.get(span.source).sheets();
            let sheet = sheets.and_then(|all| all.sheet_at(span.start as usize));
            (span.source, sheet.map(|sheet| sheet.start))
        };
        let mut files: Vec<(SourceId, Option<u32>)> = Vec::new();
        for (span, _) in &self.labels {
            if !files.contains(&sheet_of(span)) {
                files.push(sheet_of(span));
            }
        }
        let mut drawn = vec![Drawn {
            code: (!self.code.is_empty()).then_some(self.code.as_str()),
            message: &self.heading,
            severity: self.severity,
            file: None,
            labels: Vec::new(),
        }];
        for (at, file) in files.into_iter().enumerate() {
            let (source, _) = file;
            let own: Vec<_> = self
                .labels
                .iter()
                .enumerate()
                .filter(|(_, (span, _))| sheet_of(span) == file)
                .collect();
            let spans: Vec<_> = own.iter().map(|(_, (span, _))| *span).collect();
            let (file, places) = Snippet::new(sources, source, &spans);
            let file = Some(file);
            let labels = own
                .iter()
                .zip(places)
                .map(|((at, (_, text)), place)| labeled(place, text.clone(), *at == 0))
                .collect();
            match drawn.first_mut() {
                Some(first) if at == 0 => {
                    first.file = file;
                    first.labels = labels;
                }
                _ => drawn.push(Drawn {
                    code: None,
                    message: phrase(lang, "elsewhere").unwrap_or_default(),
                    severity: Severity::Advice,
                    file,
                    labels,
                }),
            }
        }
        drawn
    }
}

/// The diagnostic as lines of text, ending in a line break.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, lang: Lang, look: Look) -> String {
    Sketch::of(diagnostic, lang).draw(sources, lang, look)
}

/// What `miette` draws: a message with one file.
#[derive(Debug)]
struct Drawn<'a> {
    code: Option<&'a str>,
    message: &'a str,
    severity: Severity,
    file: Option<Snippet<'a>>,
    labels: Vec<LabeledSpan>,
}

fn labeled(place: SourceSpan, text: Option<String>, primary: bool) -> LabeledSpan {
    if primary {
        LabeledSpan::new_primary_with_span(text, place)
    } else {
        LabeledSpan::new_with_span(text, place)
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as _)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.file.as_ref().map(|file| file as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
