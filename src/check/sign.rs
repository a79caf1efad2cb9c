//! Whether the figures of a formula can fall below zero, as far as it says so itself.
//!
//! What is measured is taken to be zero or more: amounts, rates and counts of things are, and an
//! author says of the rest that it is a net flow.

use super::indicator::Facts;
use super::together::constant;
use crate::model::{Expr, IndicatorId, Moment, RegionId};
use crate::value::Rational;
use std::collections::HashMap;

/// On which side of zero the figures of a formula lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Zero or more.
    Plus,
    /// Zero or less.
    Minus,
    /// Nobody can say.
    Either,
}

impl Sign {
    fn of(number: &Rational) -> Self {
        if *number < Rational::ZERO {
            Self::Minus
        } else {
            Self::Plus
        }
    }

    fn times(self, other: Self) -> Self {
        match (self, other) {
            (Self::Either, _) | (_, Self::Either) => Self::Either,
            (one, other) if one == other => Self::Plus,
            _ => Self::Minus,
        }
    }

    fn plus(self, other: Self) -> Self {
        if self == other { self } else { Self::Either }
    }
}

/// A number times what is multiplied, or divided by (`true`).
struct Term<'e> {
    by: Rational,
    factors: Vec<(bool, &'e Expr)>,
}

/// What two terms have in common that are multiples of one thing.
type Factors = Vec<(bool, (IndicatorId, Moment, Option<RegionId>))>;

impl Term<'_> {
    /// `None` where it is not figures alone that are multiplied.
    fn figures(&self) -> Option<Factors> {
        let figures = self.factors.iter().map(|(under, factor)| match factor {
            Expr::Figure {
                indicator,
                moment,
                region,
            } => Some((*under, (*indicator, *moment, *region))),
            _ => None,
        });
        figures.collect()
    }

    fn sign(&self, facts: &[Facts]) -> Sign {
        let factors = self.factors.iter();
        factors.fold(Sign::of(&self.by), |sign, (_, factor)| {
            sign.times(of_factor(factor, facts))
        })
    }
}

/// Whether a formula says of its figures that none is below zero.
pub(super) fn is_never_negative(expr: &Expr, facts: &[Facts]) -> bool {
    sign(expr, facts) == Sign::Plus
}

fn sign(expr: &Expr, facts: &[Facts]) -> Sign {
    let mut terms = Vec::new();
    flatten(expr, Rational::ONE, &mut terms);
    let signs = together(terms).into_iter().map(|term| term.sign(facts));
    signs.reduce(Sign::plus).unwrap_or(Sign::Plus)
}

fn of_factor(expr: &Expr, facts: &[Facts]) -> Sign {
    match expr {
        Expr::Figure { indicator, .. } => match facts.get(indicator.0 as usize) {
            Some(own) if own.never_negative => Sign::Plus,
            _ => Sign::Either,
        },
        Expr::Count { .. } => Sign::Plus,
        Expr::Fold(_, inner, _) => sign(inner, facts),
        Expr::Change(..) | Expr::Growth(..) => Sign::Either,
        Expr::Constant(_)
        | Expr::Scaled(..)
        | Expr::Negative(_)
        | Expr::Sum(..)
        | Expr::Product(..) => sign(expr, facts),
    }
}

/// The terms that a formula adds up.
fn flatten<'e>(expr: &'e Expr, by: Rational, terms: &mut Vec<Term<'e>>) {
    if let Some(number) = constant(expr) {
        let factors = Vec::new();
        return terms.push(Term {
            by: by * number,
            factors,
        });
    }
    match expr {
        Expr::Scaled(factor, inner) => flatten(inner, by * factor, terms),
        Expr::Negative(inner) => flatten(inner, -by, terms),
        Expr::Sum(first, rest) => {
            flatten(first, by.clone(), terms);
            for (minus, part) in rest {
                let by = if *minus { -by.clone() } else { by.clone() };
                flatten(part, by, terms);
            }
        }
        Expr::Product(first, rest) => {
            let mut term = Term {
                by,
                factors: Vec::new(),
            };
            let rest = rest.iter().map(|(under, part)| (*under, part));
            for (under, part) in std::iter::once((false, &**first)).chain(rest) {
                match constant(part) {
                    Some(number) if !under => term.by *= number,
                    Some(number) if !number.is_zero() => term.by /= number,
                    _ => term.factors.push((under, part)),
                }
            }
            match *term.factors {
                [(false, only)] => flatten(only, term.by, terms),
                _ => terms.push(term),
            }
        }
        Expr::Constant(_)
        | Expr::Figure { .. }
        | Expr::Fold(..)
        | Expr::Change(..)
        | Expr::Growth(..)
        | Expr::Count { .. } => terms.push(Term {
            by,
            factors: vec![(false, expr)],
        }),
    }
}

/// Multiples of one thing as one: `x - x * 30%` is 0.7 x.
fn together(terms: Vec<Term<'_>>) -> Vec<Term<'_>> {
    let mut places = HashMap::new();
    let mut all: Vec<Term<'_>> = Vec::new();
    for term in terms {
        let known = term
            .figures()
            .map(|figures| *places.entry(figures).or_insert(all.len()));
        match known.and_then(|at| all.get_mut(at)) {
            Some(same) => same.by += term.by,
            None => all.push(term),
        }
    }
    all
}
