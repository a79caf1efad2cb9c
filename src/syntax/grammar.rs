//! The parser that pest makes of the files in `grammar/`.

use pest::Parser as _;
use pest::error::Error;
use pest::iterators::{Pair as PestPair, Pairs as PestPairs};

#[derive(pest_derive::Parser)]
#[grammar = "grammar/lexical.pest"]
#[grammar = "grammar/expression.pest"]
#[grammar = "grammar/rules.pest"]
struct Grammar;

/// A piece of text that a grammar rule fits, with the pieces within it.
pub(super) type Pair<'a> = PestPair<'a, Rule>;
/// Several of them in a row.
pub(super) type Pairs<'a> = PestPairs<'a, Rule>;

/// Parses a whole piece of a file by the rule of its first word. Gives what stands under the rule.
pub(super) fn parse(rule: Rule, piece: &str) -> Result<Pairs<'_>, Box<Error<Rule>>> {
    let mut pairs = Grammar::parse(rule, piece).map_err(Box::new)?;
    Ok(pairs.next().map_or(pairs, Pair::into_inner))
}

/// Whether a whole text fits a rule.
pub(super) fn fits(rule: Rule, text: &str) -> bool {
    Grammar::parse(rule, text).is_ok()
}
