//! Formulas.

use super::condition::Built;
use super::digits::{self, Digits};
use super::{Builder, half_width, is_punctuation};
use crate::diag::{Code, Diagnostic};
use crate::syntax::ast::{Argument, At, Expr, Figure, Function, Name, Place};
use crate::syntax::grammar::{Pair, Pairs, Rule};
use crate::syntax::words::{Word, is_reserved};
use crate::value::numeral;
use std::iter::Peekable;

/// A factor, and whether it is a division written without spaces: `5/beds`.
struct Factor {
    expr: Expr,
    divided_by: Option<Expr>,
}

impl Factor {
    fn plain(expr: Expr) -> Self {
        Self {
            expr,
            divided_by: None,
        }
    }
}

impl Builder<'_> {
    /// `a + b - c`
    pub(super) fn sum(&mut self, pair: Pair) -> Option<Expr> {
        let mut parts = pair.into_inner();
        let first = self.product(parts.next()?)?;
        let mut rest = Vec::new();
        while let (Some(sign), Some(product)) = (parts.next(), parts.next()) {
            rest.push((!matches!(sign.as_str(), "+" | "＋"), self.product(product)?));
        }
        Some(if rest.is_empty() {
            first
        } else {
            Expr::Sum(Box::new(first), rest)
        })
    }

    /// `-a * b / c`
    fn product(&mut self, pair: Pair) -> Option<Expr> {
        let mut parts = pair.into_inner().peekable();
        let mut rest = Vec::new();
        let Factor { expr, divided_by } = self.signed(&mut parts)?;
        rest.extend(divided_by.map(|divisor| (true, divisor)));
        while let Some(sign) = parts.next() {
            let divides = !matches!(sign.as_str(), "*" | "×" | "＊");
            let factor = self.signed(&mut parts)?;
            rest.push((divides, factor.expr));
            rest.extend(factor.divided_by.map(|divisor| (true, divisor)));
        }
        Some(if rest.is_empty() {
            expr
        } else {
            Expr::Product(Box::new(expr), rest)
        })
    }

    fn signed(&mut self, parts: &mut Peekable<Pairs>) -> Option<Factor> {
        let Some(sign) = parts.next_if(|pair| pair.as_rule() == Rule::negative) else {
            return self.primary(parts);
        };
        let place = self.place(&sign);
        let Factor { expr, divided_by } = self.primary(parts)?;
        Some(Factor {
            expr: Expr::Negative(Box::new(expr), place),
            divided_by,
        })
    }

    /// A bracket, a name with what follows it, or a figure.
    fn primary(&mut self, parts: &mut Peekable<Pairs>) -> Option<Factor> {
        let pair = parts.next()?;
        if pair.as_rule() == Rule::disjunction {
            parts.next_if(is_punctuation);
            return self.formula(pair).map(Factor::plain);
        }
        if let Some(arguments) = parts.next_if(|next| next.as_rule() == Rule::arguments) {
            return self.call(&pair, arguments).map(Factor::plain);
        }
        let mut at = Vec::new();
        while let Some(next) = parts.next_if(|next| next.as_rule() == Rule::at) {
            at.push(next);
        }
        if !at.is_empty() {
            let of = self.name(&pair)?;
            let at = at
                .into_iter()
                .map(|one| self.at(one))
                .collect::<Option<_>>()?;
            return Some(Factor::plain(Expr::At { of, at }));
        }
        match pair.as_rule() {
            Rule::figure_word => self.digits(pair.as_str(), pair.as_span().start()),
            _ => self.word(&pair).map(Factor::plain),
        }
    }

    /// A name, or the word for the baseline.
    pub(super) fn word(&mut self, pair: &Pair) -> Option<Expr> {
        if pair.as_rule() == Rule::word && matches!(pair.as_str(), "base" | "基期") {
            return Some(Expr::Base(self.place(pair)));
        }
        self.name(pair).map(Expr::Name)
    }

    /// A word that begins with a digit, where no sign or further factor can stand.
    pub(super) fn figure_word(&mut self, pair: &Pair) -> Option<Expr> {
        let Factor { expr, divided_by } = self.digits(pair.as_str(), pair.as_span().start())?;
        Some(match divided_by {
            Some(divisor) => Expr::Product(Box::new(expr), vec![(true, divisor)]),
            None => expr,
        })
    }

    /// A formula in brackets or in a call, where a condition could stand as well.
    pub(super) fn formula(&mut self, pair: Pair) -> Option<Expr> {
        let span = self.span_of(&pair);
        match self.disjunction(pair)? {
            Built::Expr(expr) => Some(expr),
            Built::Condition(_) => {
                self.report(Diagnostic::new(Code::FormulaExpected, span));
                None
            }
        }
    }

    /// A figure, a name that begins with a digit, or a division written without spaces.
    fn digits(&mut self, word: &str, start: usize) -> Option<Factor> {
        match digits::classify(word, self.units) {
            Digits::Figure { .. } => self
                .figure(word, start)
                .map(Expr::Figure)
                .map(Factor::plain),
            Digits::Name => Some(Factor::plain(self.name_at(word, start)?)),
            Digits::Division { slash } => {
                let (before, after) = word.split_at_checked(slash)?;
                let divisor = after.trim_start_matches(['/', '／']);
                let at = start + word.len() - divisor.len();
                Some(Factor {
                    expr: self.simple(before, start)?,
                    divided_by: Some(self.simple(divisor, at)?),
                })
            }
        }
    }

    /// One side of a division written without spaces.
    fn simple(&mut self, word: &str, start: usize) -> Option<Expr> {
        let begins_with_digit = word.starts_with(numeral::is_digit);
        match digits::classify(word, self.units) {
            Digits::Figure { .. } if begins_with_digit => {
                self.figure(word, start).map(Expr::Figure)
            }
            _ => self.name_at(word, start),
        }
    }

    fn name_at(&mut self, word: &str, start: usize) -> Option<Expr> {
        let place = Place(self.span(start..start + word.len()));
        if is_reserved(word) {
            return self.reserved(place.0, word);
        }
        Some(Expr::Name(Name {
            text: word.to_owned(),
            place,
        }))
    }

    /// A word that is known to be a figure.
    fn figure(&mut self, word: &str, start: usize) -> Option<Figure> {
        let Digits::Figure { number, unit, tail } = digits::classify(word, self.units) else {
            self.expected(self.span(start..start + word.len()), "expected.figure");
            return None;
        };
        let place = Place(self.span(start..start + unit));
        let number_text = word.get(..number)?;
        let unit_text = word.get(number..unit)?;
        if let Some(tail) = tail {
            if self.tail.is_some() {
                return self.misplaced_tail(start + unit..start + word.len());
            }
            self.tail = Some((tail, start + unit..start + word.len()));
        }
        Some(Figure {
            number: self.number(number_text, place.0)?,
            unit: (!unit_text.is_empty()).then(|| half_width(unit_text)),
            place,
        })
    }

    /// A figure where nothing else can stand.
    pub(super) fn only_figure(&mut self, pair: &Pair) -> Option<Figure> {
        self.figure(pair.as_str(), pair.as_span().start())
    }

    /// `@2020`, `@base`, `@市中区`
    fn at(&mut self, pair: Pair) -> Option<At> {
        let what = pair
            .into_inner()
            .find(|one| one.as_rule() != Rule::at_sign)?;
        Some(match (what.as_rule(), what.as_str()) {
            (Rule::year, _) => At::Year(self.year_in(&what)?, self.place(&what)),
            (Rule::word, "base" | "基期") => At::Base(self.place(&what)),
            (Rule::word, "prior" | "上年") => At::Prior(self.place(&what)),
            _ => At::Region(self.name(&what)?),
        })
    }

    /// `sum(x, 2021..2025)`, `count(county where …)`
    fn call(&mut self, name: &Pair, arguments: Pair) -> Option<Expr> {
        let span = self.span_of(name).to(self.span_of(&arguments));
        let called = name.as_str();
        let (Rule::word, Some(function)) = (name.as_rule(), function(called)) else {
            return self.unknown_function(name);
        };
        let mut given = arguments
            .into_inner()
            .filter(|pair| !is_punctuation(pair))
            .peekable();
        if let Some(of_level) = given.next_if(|pair| pair.as_rule() == Rule::where_level) {
            let share = match function {
                Callable::Function(Function::Share) => true,
                Callable::Count => false,
                Callable::Function(_) => {
                    self.expected(self.span_of(&of_level), "expected.formula");
                    return None;
                }
            };
            if let Some(more) = given.next() {
                self.expected(self.span_of(&more), "expected.close");
                return None;
            }
            let mut parts = of_level.into_inner();
            let level = self.level(&parts.next()?)?;
            let condition = self.condition(parts.nth(1)?)?;
            return Some(Expr::Where {
                share,
                level,
                condition: Box::new(condition),
                place: Place(span),
            });
        }
        let Callable::Function(function) = function else {
            self.expected(span, "expected.where");
            return None;
        };
        Some(Expr::Call {
            function,
            arguments: given.map(|one| self.argument(one)).collect::<Option<_>>()?,
            place: Place(span),
        })
    }

    fn argument(&mut self, pair: Pair) -> Option<Argument> {
        match pair.as_rule() {
            Rule::years => {
                let place = self.place(&pair);
                Some(Argument::Years(self.years_in(&pair)??, place))
            }
            Rule::where_level => {
                self.expected(self.span_of(&pair), "expected.formula");
                None
            }
            _ => self.formula(pair).map(Argument::Expr),
        }
    }

    fn unknown_function(&mut self, name: &Pair) -> Option<Expr> {
        let called = name.as_str();
        let span = self.span_of(name);
        let all = || FUNCTIONS.iter().flat_map(|(word, _)| word.spellings());
        let near = super::super::mistakes::other_function(called)
            .or_else(|| crate::text::near_word(&called.to_lowercase(), all()));
        let diagnostic = Diagnostic::new(Code::UnknownFunction, span).with("found", called);
        self.report(match near {
            Some(near) => diagnostic.with("near", near),
            None => diagnostic.help(Some("all")),
        });
        None
    }
}

/// What can stand before a bracket.
#[derive(Clone, Copy)]
enum Callable {
    Function(Function),
    /// `count`, which is only ever of a level.
    Count,
}

const FUNCTIONS: &[(Word, Callable)] = &[
    (Word::Sum, Callable::Function(Function::Sum)),
    (Word::Mean, Callable::Function(Function::Mean)),
    (Word::Min, Callable::Function(Function::Min)),
    (Word::Max, Callable::Function(Function::Max)),
    (Word::Change, Callable::Function(Function::Change)),
    (Word::Growth, Callable::Function(Function::Growth)),
    (Word::Share, Callable::Function(Function::Share)),
    (Word::Count, Callable::Count),
];

fn function(name: &str) -> Option<Callable> {
    FUNCTIONS
        .iter()
        .find(|(word, _)| word.spellings().any(|spelling| spelling == name))
        .map(|&(_, callable)| callable)
}
