//! What stands under a head, a clause a line.

use super::Printer;
use super::expr::Hold;
use crate::syntax::ast::*;
use crate::syntax::grammar::{Rule, fits};
use crate::syntax::words::Word;
use crate::value::Mode;

impl Printer<'_> {
    pub(super) fn clause(&mut self, say: &Say) {
        match say {
            Say::Source { table, at, quote } => {
                self.word(Word::Source);
                if *table {
                    self.detail(Word::Table);
                }
                for text in at.iter().chain(quote) {
                    self.spaced_text(text);
                }
            }
            Say::Attribute(attribute) => self.worded(
                Word::Attribute,
                match attribute {
                    Attribute::Binding => Word::Binding,
                    Attribute::Expected => Word::Expected,
                    Attribute::None => Word::NoAttribute,
                },
            ),
            Say::Strive => self.word(Word::Strive),
            Say::Guard => self.word(Word::Guard),
            Say::Owner { lead, with, by } => {
                self.word(Word::Owner);
                self.spaced_text(lead);
                if !with.is_empty() {
                    self.detail(Word::OwnerWith);
                    self.put(" ");
                    self.joined(with, ", ", Self::quote);
                }
                if let Some(by) = by {
                    self.detail(Word::OwnerBy);
                    self.spaced_text(by);
                }
            }
            Say::From { figure, year } => {
                self.word(Word::From);
                self.put(" ");
                self.expr(figure, Hold::Sum);
                self.either(&format!(" in {year}"), &format!(" {year}年"));
            }
            Say::Path(path) => match path {
                Path::Linear => self.worded(Word::Path, Word::PathLinear),
                Path::Compound => self.worded(Word::Path, Word::PathCompound),
                Path::Milestones(milestones) => {
                    self.word(Word::Path);
                    self.put(" ");
                    self.milestones(milestones);
                }
            },
            Say::Compare(None) => self.worded(Word::Compare, Word::CompareExactly),
            Say::Compare(Some((decimals, mode))) => {
                self.word(Word::Compare);
                let plural = if *decimals == 1 { "" } else { "s" };
                self.either(
                    &format!(" at {decimals} decimal{plural}"),
                    &format!(" 修约到{decimals}位小数"),
                );
                self.detail(match mode {
                    Mode::HalfEven => Word::HalfEven,
                    Mode::HalfUp => Word::HalfUp,
                });
            }
            Say::Missing(missing) => match missing {
                Missing::CannotJudge => self.worded(Word::Missing, Word::CannotJudge),
                Missing::AsZero => self.worded(Word::Missing, Word::AsZero),
                Missing::UseLast(years) => {
                    self.word(Word::Missing);
                    let plural = if *years == 1 { "" } else { "s" };
                    self.either(
                        &format!(" use last within {years} year{plural}"),
                        &format!(" 沿用{years}年内"),
                    );
                }
            },
            Say::Method(method) => {
                self.word(Word::Method);
                self.put(" ");
                self.put(method);
            }
            Say::Weight(figure) => {
                self.word(Word::Weight);
                self.put(" ");
                self.figure(figure);
            }
            Say::Printed { words, because } => {
                self.word(Word::Printed);
                self.spaced_text(words);
                if let Some(because) = because {
                    self.detail(Word::PrintedBecause);
                    self.spaced_text(because);
                }
            }
            Say::Because(text) => self.worded_text(Word::Because, text),
            Say::Note(text) => self.worded_text(Word::Note, text),
            Say::Unit(unit) => {
                self.word(Word::Unit);
                self.put(" ");
                if fits(Rule::bare_unit, &unit.text) {
                    self.put(&unit.text);
                } else {
                    self.quoted(&unit.text);
                }
            }
            Say::Basis(name) => {
                self.word(Word::Basis);
                self.put(" ");
                self.name(name);
            }
            Say::Better(better) => self.word(match better {
                Better::Higher => Word::BetterHigher,
                Better::Lower => Word::BetterLower,
                Better::Neither => Word::BetterNeither,
            }),
            Say::Definition(text) => self.worded_text(Word::Definition, text),
            Say::Also(texts) => {
                self.word(Word::Also);
                self.put(" ");
                self.joined(texts, ", ", Self::quote);
            }
            Say::Kind(kind) => self.worded(
                Word::Kind,
                match kind {
                    Kind::Level => Word::KindLevel,
                    Kind::Flow => Word::KindFlow,
                    Kind::NetFlow => Word::KindNetFlow,
                    Kind::Share => Word::KindShare,
                },
            ),
            Say::Total(total) => match total {
                Total::Sum => self.worded(Word::Total, Word::TotalSum),
                Total::Mean => self.worded(Word::Total, Word::TotalMean),
                Total::None => self.worded(Word::Total, Word::TotalNone),
                Total::Ratio(above, below) => {
                    self.worded(Word::Total, Word::TotalRatio);
                    self.put("(");
                    self.name(above);
                    self.put(", ");
                    self.name(below);
                    self.put(")");
                }
            },
        }
    }

    fn detail(&mut self, word: Word) {
        self.put(" ");
        self.word(word);
    }

    fn worded(&mut self, word: Word, detail: Word) {
        self.word(word);
        self.detail(detail);
    }

    fn worded_text(&mut self, word: Word, text: &Text) {
        self.word(word);
        self.spaced_text(text);
    }
}
