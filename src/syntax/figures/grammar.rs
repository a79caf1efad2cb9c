//! The parser that pest makes of `grammar/figures.pest`.

use pest::Parser as _;
use pest::iterators::Pair as PestPair;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/figures.pest"]
struct Grammar;

/// A piece of text that a rule of the grammar fits, with the pieces within it.
pub(super) type Pair<'a> = PestPair<'a, Rule>;

/// What is found in one line, in its order.
pub(super) fn found(line: &str) -> impl Iterator<Item = Pair<'_>> {
    // The grammar fits any line: what is no figure is passed over character by character.
    Grammar::parse(Rule::line, line)
        .into_iter()
        .flatten()
        .flat_map(Pair::into_inner)
}
