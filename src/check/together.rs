//! How the figures of several years go together, and which of them are never negative: of a total
//! with missing years only these say something.

use super::expr::Formula;
use crate::model::Expr;
use crate::value::Rational;

/// How the figures of several years go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Together {
    /// A number, the same in every year.
    Same,
    /// They are never added.
    Level,
    /// They are added; none is negative.
    Flow,
    /// They are added.
    NetFlow,
    /// What is put together of things that do not add.
    Mixed,
}

impl Together {
    /// That of the same figures with their signs turned.
    pub fn turned(self) -> Self {
        match self {
            Self::Flow => Self::NetFlow,
            Self::Same | Self::Level | Self::NetFlow | Self::Mixed => self,
        }
    }
}

/// How the years of a sum go together.
pub(super) fn added(one: Together, minus: bool, other: Together) -> Together {
    use Together::{Flow, Level, Mixed, NetFlow, Same};
    match (one, other) {
        (Same, Same) => Same,
        (Level, Level | Same) | (Same, Level) => Level,
        (Flow, Flow) if !minus => Flow,
        (Flow | NetFlow, Flow | NetFlow) => NetFlow,
        // A flow and a constant each year, a flow and a level: nobody can say what their total is.
        (Flow | NetFlow, Same | Level) | (Same | Level, Flow | NetFlow) => Mixed,
        (Mixed, _) | (_, Mixed) => Mixed,
    }
}

/// A flow doubled or halved is still one, unless the constants turn its sign; a quotient of flows
/// is not.
pub(super) fn product_years(parts: &[(bool, Formula)]) -> Together {
    let years = parts.iter().fold(Together::Same, |years, (under, part)| {
        match (years, part.years) {
            (Together::Same, own) if !under => own,
            (own, Together::Same) => own,
            (Together::Same | Together::Level, Together::Level) => Together::Level,
            _ => Together::Mixed,
        }
    });
    let constants = parts
        .iter()
        .filter(|(_, part)| part.years == Together::Same);
    let turns = constants
        .filter(|(_, part)| constant(&part.expr).is_none_or(|number| number < Rational::ZERO));
    if turns.count() % 2 == 1 {
        years.turned()
    } else {
        years
    }
}

/// What a formula of constants comes to; `None` for any other, and where nothing is divided by.
pub(super) fn constant(expr: &Expr) -> Option<Rational> {
    match expr {
        Expr::Constant(quantity) => Some(quantity.value().clone()),
        Expr::Scaled(factor, inner) => Some(constant(inner)? * factor),
        Expr::Negative(inner) => Some(-constant(inner)?),
        Expr::Sum(first, rest) => rest
            .iter()
            .try_fold(constant(first)?, |sum, (minus, part)| {
                let part = constant(part)?;
                Some(if *minus { sum - part } else { sum + part })
            }),
        Expr::Product(first, rest) => {
            rest.iter()
                .try_fold(constant(first)?, |product, (under, part)| {
                    let part = constant(part)?;
                    match under {
                        true if part.is_zero() => None,
                        true => Some(product / part),
                        false => Some(product * part),
                    }
                })
        }
        Expr::Figure { .. }
        | Expr::Fold(..)
        | Expr::Change(..)
        | Expr::Growth(..)
        | Expr::Count { .. } => None,
    }
}
