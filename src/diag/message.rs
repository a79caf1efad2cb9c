//! One finding, and the collector that every phase tells what it saw.

use super::{Code, Severity};
use crate::text::Span;

/// A value named in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Something that the author wrote or that was worked out: the same in every language.
    Text(String),
    /// A phrase of ours, by its key in the word files.
    Phrase(&'static str),
    /// Several, joined as the language joins them.
    List(Vec<Value>),
}

impl<T: ToString> From<T> for Value {
    fn from(text: T) -> Self {
        Self::Text(text.to_string())
    }
}

/// A place that matters, with what the text there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// Which wording: `figure` is looked up as `Y0301.figure`. Empty for a bare underline.
    pub key: &'static str,
    /// Values that only this label names, beside those of the diagnostic.
    pub values: Vec<(&'static str, Value)>,
}

/// A repair: this text in place of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}

/// A finding. The first label is the primary one: the place where the author would mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The fault.
    pub code: Code,
    /// What the wording names in braces.
    pub values: Vec<(&'static str, Value)>,
    /// The places, the primary one first; they may lie in several files.
    pub labels: Vec<Label>,
    /// Which help: the key behind the code, as in `Y0301.help`; `None` for none.
    pub help: Option<&'static str>,
    /// The repair that is offered.
    pub edits: Vec<Edit>,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn new(code: Code, span: Span) -> Self {
        Self {
            labels: vec![Label {
                span,
                key: "here",
                values: Vec::new(),
            }],
            ..Self::nowhere(code)
        }
    }

    /// A finding that has no place in a file.
    pub fn nowhere(code: Code) -> Self {
        Self {
            code,
            values: Vec::new(),
            labels: Vec::new(),
            help: Some("help"),
            edits: Vec::new(),
        }
    }

    /// Names a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, span: Span, key: &'static str) -> Self {
        self.labels.push(Label {
            span,
            key,
            values: Vec::new(),
        });
        self
    }

    /// Names a value of the last label only.
    #[must_use]
    pub fn label_with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        if let Some(label) = self.labels.last_mut() {
            label.values.push((name, value.into()));
        }
        self
    }

    /// Chooses another wording for the primary place.
    #[must_use]
    pub fn primary(mut self, key: &'static str) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.key = key;
        }
        self
    }

    /// Chooses the help, or none.
    #[must_use]
    pub fn help(mut self, key: Option<&'static str>) -> Self {
        self.help = key;
        self
    }

    /// Offers a repair.
    #[must_use]
    pub fn edit(mut self, span: Span, text: impl Into<String>) -> Self {
        self.edits.push(Edit {
            span,
            text: text.into(),
        });
        self
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// What all phases saw, in the order in which they saw it.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one in.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// The last one.
    pub fn last(&self) -> Option<&Diagnostic> {
        self.all.last()
    }

    /// Takes the last one back, for who can say it better.
    pub fn pop(&mut self) -> Option<Diagnostic> {
        self.all.pop()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// How many of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|one| one.severity() == severity).count()
    }

    /// How many there are: what a phase compares before and after to know whether it saw any.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nothing was seen.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether any error was seen since there were `len` of them.
    pub fn errors_since(&self, len: usize) -> bool {
        self.all
            .iter()
            .skip(len)
            .any(|one| one.severity() == Severity::Error)
    }

    /// Puts them in the order of files and places, so that the order of phases does not show.
    pub fn sort<K: Ord>(&mut self, key: impl Fn(&Diagnostic) -> K) {
        self.all.sort_by_cached_key(key);
    }
}
