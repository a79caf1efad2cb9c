//! Where the parts of a tree stand that have no field for it.

use super::ast::{At, Condition, Expr};
use crate::text::Span;

impl Expr {
    /// From its first word to its last; brackets around it are not part of it.
    pub fn span(&self) -> Span {
        match self {
            Self::Figure(figure) => figure.place.0,
            Self::Name(name) => name.place.0,
            Self::Base(place) => place.0,
            Self::At { of, at } => at.iter().fold(of.place.0, |span, at| span.to(at.span())),
            Self::Negative(inner, sign) => sign.0.to(inner.span()),
            Self::Sum(first, rest) | Self::Product(first, rest) => rest
                .iter()
                .fold(first.span(), |span, (_, part)| span.to(part.span())),
            Self::Call { place, .. } | Self::Where { place, .. } => place.0,
        }
    }
}

impl At {
    /// What stands behind the `@`.
    pub fn span(&self) -> Span {
        match self {
            Self::Year(_, place) | Self::Base(place) | Self::Prior(place) => place.0,
            Self::Region(name) => name.place.0,
        }
    }
}

impl Condition {
    /// From its first word to its last. `None` for a chain without parts, which no text gives.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Compare(compare) => Some(compare.place.0),
            Self::AtLeast { place, .. } => Some(place.0),
            Self::Each(each) => Some(each.place.0),
            Self::And(parts) | Self::Or(parts) => {
                parts.iter().filter_map(Self::span).reduce(Span::to)
            }
        }
    }
}
