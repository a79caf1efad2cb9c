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
                if let Some(word) = self.word_of_promise(&at) {
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

    /// What promises in the sentence of something that is waived: a word, or a year that was still
    /// to come when the plan was made; in a table the year of the column.
    fn word_of_promise(&self, at: &Range<usize>) -> Option<Range<usize>> {
        let column = self.gauge.years_of_column(at);
        if let Some((year, heading)) = column.last() {
            return (*year > self.plan.base).then(|| heading.clone());
        }
        let sentence = self.document.sentence_up_to(at.end);
        let words = self.document.words(&sentence);
        let word = ["确保", "力争", "争创"].iter().find_map(|word| {
            let found = sentence.start + words.find(word)?;
            Some(found..found + word.len())
        });
        word.or_else(|| {
            let years = self.gauge.years_in(&sentence);
            let (year, place) = years.last()?;
            (*year > self.plan.base).then(|| place.clone())
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
        } else if self.is_only_a_figure(&all) {
            self.diagnostics
                .push(Diagnostic::new(Code::NameIsFigure, span).with("words", words));
        } else if let Some((at, word)) = all.iter().find_map(|at| self.promised(at)) {
            self.diagnostics.push(
                Diagnostic::new(Code::WaiverOfPromise, span)
                    .primary("name")
                    .with("words", words)
                    .at(self.span(&at), "stands")
                    .at(self.span(&word), "word"),
            );
        }
        for figure in figures {
            self.waive(figure, Class::Name, span);
        }
    }

    /// Whether a figure with its unit is all that stands where a name shall be.
    fn is_only_a_figure(&self, all: &[Range<usize>]) -> bool {
        all.iter().any(|at| {
            let mut figures = self.counted(at).into_iter();
            figures.any(|figure| {
                let whole = self.whole(figure);
                whole.start <= at.start && at.end <= whole.end
            })
        })
    }

    /// An occurrence of a name that the plan seems to promise, with the word that says so: 力争建成
    /// 五大中心. In quotes (“五大中心”) it is a name whatever the sentence says, and what a rule
    /// states is told of where it is waived.
    fn promised(&self, at: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let is_open = |figure: &usize| {
            let mut claims = self.claims.get(*figure).into_iter().flatten();
            claims.all(|claim| claim.is_waiver || !claim.class.is_promise())
        };
        if self.is_in_quotes(at) || !self.counted(at).iter().any(is_open) {
            return None;
        }
        Some((at.clone(), self.word_of_promise(at)?))
    }

    fn is_in_quotes(&self, at: &Range<usize>) -> bool {
        let sentence = self.document.sentence_up_to(at.start);
        let before = self.document.words(&sentence);
        let last = before.rfind(['“', '”', '《', '》', '「', '」']);
        let last = last.and_then(|at| before.get(at..)).unwrap_or_default();
        last.starts_with(['“', '《', '「'])
            || self.document.words(at).starts_with(['“', '《', '「'])
    }
}
