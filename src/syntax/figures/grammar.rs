//! The parser that pest makes of `grammar/figures.pest`.

use pest::Parser as _;
use pest::iterators::Pair as PestPair;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/figures.pest"]
struct Grammar;

/// A piece of text that a rule of the grammar fits, with the pieces within it.
pub(super) type Pair<'a> = PestPair<'a, Rule>;

/// What is found in one clause, in its order. Only the first of a line may begin with the number of
/// an item.
pub(super) fn found(clause: &str, is_first: bool) -> impl Iterator<Item = Pair<'_>> {
    let rule = if is_first { Rule::first } else { Rule::clause };
    // The grammar fits any text: what is no figure is passed over character by character.
    Grammar::parse(rule, clause)
        .into_iter()
        .flatten()
        .flat_map(Pair::into_inner)
}
