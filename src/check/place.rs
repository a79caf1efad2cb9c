//! Where a formula stands, from its first character to its last.

use crate::syntax::ast::{At, Expr};
use crate::text::Span;

/// The place of a formula.
pub(super) fn span(expr: &Expr) -> Span {
    match expr {
        Expr::Figure(figure) => figure.place.0,
        Expr::Name(name) => name.place.0,
        Expr::Base(place) | Expr::Negative(_, place) => place.0,
        Expr::At { of, at } => match at.last() {
            Some(At::Year(_, place) | At::Base(place) | At::Prior(place)) => of.place.0.to(place.0),
            Some(At::Region(name)) => of.place.0.to(name.place.0),
            None => of.place.0,
        },
        Expr::Sum(first, rest) | Expr::Product(first, rest) => {
            let start = span(first);
            rest.last().map_or(start, |(_, last)| start.to(span(last)))
        }
        Expr::Call { place, .. } | Expr::Where { place, .. } => place.0,
    }
}
