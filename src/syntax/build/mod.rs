//! From what the grammar found to the tree, one function per grammar rule.
//!
//! A function gives `None` when it has told the collector why there is nothing to give.

mod clause;
mod condition;
mod digits;
mod expr;
mod head;
mod time;

use super::ast::{Count, Name, Place, Text};
use super::grammar::{Pair, Rule};
use super::inspect::LONGEST_NAME;
use super::words::is_reserved;
use crate::diag::{Code, Diagnostic, Diagnostics, Value};
use crate::text::{SourceId, Span};
use crate::value::{self, MOST_DIGITS, NumberError, Quantity, Units, Year, Years};
use digits::Digits;
use std::ops::Range;

/// Builds the tree of one piece.
pub(super) struct Builder<'a> {
    /// The file that the piece is from.
    pub(super) source: SourceId,
    /// Where the piece begins in it.
    pub(super) base: usize,
    /// The piece, comments blanked.
    pub(super) piece: &'a str,
    /// The units of the plan: they say what is a figure and what a name.
    pub(super) units: &'a Units,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// An 以上, 以下, 以内 or 左右 glued to the last figure, until whoever may have one takes it.
    pub(super) tail: Option<(Tail, Range<usize>)>,
}

/// What may be glued to a figure behind its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// 以上
    AndMore,
    /// 以下, 以内
    AndLess,
    /// 左右
    About,
}

impl Tail {
    fn find(text: &str) -> Option<Self> {
        match text {
            "以上" => Some(Self::AndMore),
            "以下" | "以内" => Some(Self::AndLess),
            "左右" => Some(Self::About),
            _ => None,
        }
    }
}

impl Builder<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, self.base + range.start..self.base + range.end)
    }

    fn span_of(&self, pair: &Pair) -> Span {
        self.span(self.range_of(pair))
    }

    /// Where a pair stands in its piece. pest lets the white space behind a part into the span of
    /// the whole; it is no part of what the author would call it.
    fn range_of(&self, pair: &Pair) -> Range<usize> {
        let span = pair.as_span();
        span.start()..span.start() + span.as_str().trim_end().len()
    }

    /// The text of a pair.
    fn slice(&self, pair: &Pair) -> &str {
        self.piece.get(self.range_of(pair)).unwrap_or_default()
    }

    fn place(&self, pair: &Pair) -> Place {
        Place(self.span_of(pair))
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Says what should stand where something else does.
    fn expected(&mut self, span: Span, phrase: &'static str) {
        self.report(
            Diagnostic::new(Code::Unreadable, span).with("expected", Value::Phrase(phrase)),
        );
    }

    /// A 以上 that nobody took stands where none belongs.
    pub(super) fn no_tail(&mut self) -> Option<()> {
        match self.tail.take() {
            Some((_, range)) => self.misplaced_tail(range),
            None => Some(()),
        }
    }

    fn misplaced_tail<T>(&mut self, range: Range<usize>) -> Option<T> {
        let span = self.span(range.clone());
        let tail = self.piece.get(range).unwrap_or_default().to_owned();
        self.report(Diagnostic::new(Code::MisplacedTail, span).with("tail", tail));
        None
    }

    /// A name with or without quotes, or one that begins with a digit.
    fn name(&mut self, pair: &Pair) -> Option<Name> {
        let text = pair.as_str();
        match pair.as_rule() {
            Rule::text => self.quoted_name(pair),
            Rule::figure_word => match digits::classify(text, self.units) {
                Digits::Name => Some(self.bare(pair)),
                Digits::Figure { .. } | Digits::Division { .. } => {
                    self.expected(self.span_of(pair), "expected.name");
                    None
                }
            },
            _ if is_reserved(text) => self.reserved(self.span_of(pair), text),
            _ => Some(self.bare(pair)),
        }
    }

    fn bare(&self, pair: &Pair) -> Name {
        Name {
            text: pair.as_str().to_owned(),
            place: self.place(pair),
        }
    }

    /// Text in quotes that is a name.
    fn quoted_name(&mut self, pair: &Pair) -> Option<Name> {
        let Text { text, place } = self.text(pair);
        let length = text.chars().count();
        if length > LONGEST_NAME {
            self.report(
                Diagnostic::new(Code::NameTooLong, place.0)
                    .with("length", length)
                    .with("limit", LONGEST_NAME),
            );
            return None;
        }
        if text.trim().is_empty() {
            self.expected(place.0, "expected.name");
            return None;
        }
        Some(Name { text, place })
    }

    /// Says that a word of the language is no name.
    fn reserved<T>(&mut self, span: Span, word: &str) -> Option<T> {
        self.report(Diagnostic::new(Code::ReservedWord, span).with("word", word));
        None
    }

    /// A level: `county`, `县（市、区）`.
    fn level(&mut self, pair: &Pair) -> Option<Name> {
        let mut name = match pair.as_rule() {
            Rule::text => return self.quoted_name(pair),
            _ => self.bare(pair),
        };
        if is_reserved(&name.text) {
            return self.reserved(name.place.0, pair.as_str());
        }
        // Half-width brackets are typed, full-width ones stand in region files.
        name.text = name.text.replace('(', "（").replace(')', "）");
        Some(name)
    }

    /// What stands in quotes.
    fn text(&self, pair: &Pair) -> Text {
        let quoted = pair.as_str();
        let mut inside = quoted.chars();
        inside.next();
        inside.next_back();
        Text {
            text: inside.as_str().to_owned(),
            place: self.place(pair),
        }
    }

    /// A whole number.
    fn count(&mut self, pair: &Pair) -> Option<Count> {
        let number = half_width(pair.as_str()).parse().ok();
        if number.is_none() {
            self.expected(self.span_of(pair), "expected.count");
        }
        Some(Count {
            number: number?,
            place: self.place(pair),
        })
    }

    /// A small whole number, such as a number of decimals or years.
    fn small(&mut self, pair: &Pair) -> Option<u8> {
        let number = half_width(pair.as_str())
            .parse()
            .ok()
            .filter(|&number| number <= 20);
        if number.is_none() {
            self.expected(self.span_of(pair), "expected.small");
        }
        number
    }

    /// Four digits that are a year.
    fn year(&mut self, digits: &Pair) -> Option<Year> {
        let year = Year::parse(digits.as_str());
        if year.is_none() {
            self.expected(self.span_of(digits), "expected.year");
        }
        year
    }

    /// The only year within a pair.
    fn year_in(&mut self, pair: &Pair) -> Option<Year> {
        let digits = inside(pair, Rule::year_digits).next()?;
        self.year(&digits)
    }

    /// The run of years within a pair, if there is one.
    fn years_in(&mut self, pair: &Pair) -> Option<Option<Years>> {
        let mut digits = inside(pair, Rule::year_digits);
        Some(match (digits.next(), digits.next()) {
            (Some(first), Some(last)) => Some(Years {
                first: self.year(&first)?,
                last: self.year(&last)?,
            }),
            _ => None,
        })
    }

    /// A number with its digits.
    fn number(&mut self, digits: &str, span: Span) -> Option<Quantity> {
        match Quantity::parse(digits) {
            Ok(number) => Some(number),
            Err(NumberError::TooLong) => {
                self.report(
                    Diagnostic::new(Code::NumberTooLong, span)
                        .with(
                            "digits",
                            digits.chars().filter(|c| !matches!(c, '.' | '．')).count(),
                        )
                        .with("limit", MOST_DIGITS),
                );
                None
            }
            Err(NumberError::NotANumber) => {
                self.expected(span, "expected.figure");
                None
            }
        }
    }
}

/// The pairs of a rule within another, at any depth.
fn inside<'a>(pair: &Pair<'a>, rule: Rule) -> impl Iterator<Item = Pair<'a>> + use<'a> {
    pair.clone()
        .into_inner()
        .flatten()
        .filter(move |inner| inner.as_rule() == rule)
}

/// Whether a pair is only there so that messages can name it.
fn is_punctuation(pair: &Pair) -> bool {
    matches!(
        pair.as_rule(),
        Rule::comma
            | Rule::colon
            | Rule::equals
            | Rule::less
            | Rule::dots
            | Rule::close
            | Rule::unbrace
    )
}

/// Full-width digits and signs as half-width ones.
fn half_width(text: &str) -> String {
    text.chars().map(value::half_width).collect()
}
