//! What accounts for figures without stating them: history and names.

use super::Book;
use crate::coverage::Class;
use crate::coverage::nearest::nearest;
use crate::coverage::stated::Statement;
use crate::diag::{Code, Diagnostic};
use crate::text::Span;
use std::ops::Range;

impl Book<'_, '_> {
    /// `background`: history, one figure at a time.
    pub(super) fn background(&mut self, statement: &Statement<'_>) {
        let Some((&quote, sources)) = statement.quotes.split_first() else {
            return;
        };
        let Some(at) = self.locate(statement, quote) else {
            return;
        };
        for source in sources {
            if source.table {
                self.rows(statement, source);
            } else {
                self.locate(statement, source);
            }
        }
        match self.counted(&at).as_slice() {
            [] => self.diagnostics.push(
                Diagnostic::new(Code::WaiverNeedless, quote.span).with("words", &quote.words),
            ),
            [figure] => {
                if let Some(word) = self.reads_like_a_promise(&at) {
                    self.diagnostics.push(
                        Diagnostic::new(Code::WaiverOfPromise, quote.span)
                            .with("words", &quote.words)
                            .at(self.span(&word), "word"),
                    );
                }
                self.waive(*figure, Class::Background, quote.span);
            }
            [first, .., last] => {
                let (first, last) = (self.whole(*first), self.whole(*last));
                self.diagnostics.push(
                    Diagnostic::new(Code::WaiverTooWide, quote.span)
                        .with("words", &quote.words)
                        .at(self.span(&first), "first")
                        .at(self.span(&last), "last"),
                );
            }
        }
    }

    /// A word of promises in the sentence of something that is called history.
    fn reads_like_a_promise(&self, at: &Range<usize>) -> Option<Range<usize>> {
        let sentence = self.document.sentence_up_to(at.end);
        let words = self.document.words(&sentence);
        let deadline = format!("到{}年", self.plan.years.last);
        ["确保", "力争", "争创", &deadline].iter().find_map(|word| {
            let found = sentence.start + words.find(word)?;
            Some(found..found + word.len())
        })
    }

    /// `name`: figures within a name, wherever the name stands.
    pub(super) fn name(&mut self, words: &str, span: Span) {
        let squeezed = self.document.squeezed();
        let all = squeezed.find(words, &self.document.all());
        if all.is_empty() {
            let near = nearest(squeezed, words, &[self.document.all()]);
            let mut finding = Diagnostic::new(Code::QuoteMissing, span)
                .primary("name")
                .with("quote", words)
                .with("place", &self.plan.title);
            if let Some(at) = near {
                finding = finding.at(self.span(&at), "near");
            }
            self.diagnostics.push(finding);
            return;
        }
        let figures: Vec<usize> = all.iter().flat_map(|at| self.counted(at)).collect();
        if figures.is_empty() {
            self.diagnostics
                .push(Diagnostic::new(Code::WaiverNeedless, span).with("words", words));
        }
        for figure in figures {
            self.waive(figure, Class::Name, span);
        }
    }
}
