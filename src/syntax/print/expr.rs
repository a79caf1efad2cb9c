//! Formulas, with no more brackets than they need.

use super::Printer;
use crate::syntax::ast::*;
use crate::syntax::words::Word;

/// How tightly what is printed must hold together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hold {
    Sum,
    Product,
    Primary,
}

impl Printer<'_> {
    pub(super) fn expr(&mut self, expr: &Expr, hold: Hold) {
        let own = match expr {
            Expr::Sum(..) => Hold::Sum,
            Expr::Product(..) | Expr::Negative(..) => Hold::Product,
            _ => Hold::Primary,
        };
        if own < hold {
            self.put("(");
        }
        match expr {
            Expr::Figure(figure) => self.figure(figure),
            Expr::Name(name) => self.name(name),
            Expr::Base(_) => self.word(Word::Base),
            Expr::At { of, at } => {
                self.name(of);
                for at in at {
                    self.put("@");
                    self.at(at);
                }
            }
            Expr::Negative(inner, _) => {
                self.put("-");
                self.expr(inner, Hold::Primary);
            }
            Expr::Sum(first, rest) => {
                self.term(first);
                for (minus, part) in rest {
                    self.put(if *minus { " - " } else { " + " });
                    self.term(part);
                }
            }
            Expr::Product(first, rest) => {
                self.factor(first);
                for (divided, part) in rest {
                    self.put(if *divided { " / " } else { " * " });
                    self.factor(part);
                }
            }
            Expr::Call {
                function,
                arguments,
                ..
            } => {
                self.word(match function {
                    Function::Sum => Word::Sum,
                    Function::Mean => Word::Mean,
                    Function::Min => Word::Min,
                    Function::Max => Word::Max,
                    Function::Change => Word::Change,
                    Function::Growth => Word::Growth,
                    Function::Share => Word::Share,
                });
                self.put("(");
                self.joined(arguments, ", ", |printer, argument| match argument {
                    Argument::Expr(expr) => printer.expr(expr, Hold::Sum),
                    Argument::Years(years, _) => printer.put(&years.to_string()),
                });
                self.put(")");
            }
            Expr::Where {
                share,
                level,
                condition,
                ..
            } => {
                self.word(if *share { Word::Share } else { Word::Count });
                self.put("(");
                self.level(level);
                self.put(" ");
                self.word(Word::Where);
                self.put(" ");
                self.condition(condition, false);
                self.put(")");
            }
        }
        if own < hold {
            self.put(")");
        }
    }

    /// A part of a sum: a product stands as it is, a sum in brackets.
    fn term(&mut self, expr: &Expr) {
        self.expr(expr, Hold::Product);
    }

    /// A part of a product: only a sign stands as it is.
    fn factor(&mut self, expr: &Expr) {
        let hold = match expr {
            Expr::Negative(..) => Hold::Product,
            _ => Hold::Primary,
        };
        self.expr(expr, hold);
    }

    pub(super) fn figure(&mut self, figure: &Figure) {
        self.put(&figure.number.to_string());
        if let Some(unit) = &figure.unit {
            self.put(unit);
        }
    }

    fn at(&mut self, at: &At) {
        match at {
            At::Year(year, _) => self.put(&year.to_string()),
            At::Base(_) => self.word(Word::Base),
            At::Prior(_) => self.word(Word::Prior),
            At::Region(name) => self.name(name),
        }
    }
}
