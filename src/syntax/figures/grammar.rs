//! The parser that pest makes of `grammar/figures.pest`.

use pest::Parser as _;
use pest::error::Error;
use pest::iterators::{Pair as PestPair, Pairs};

#[derive(pest_derive::Parser)]
#[grammar = "grammar/figures.pest"]
struct Grammar;

/// A piece of text that a rule of the grammar fits, with the pieces within it.
pub(super) type Pair<'a> = PestPair<'a, Rule>;

/// What is found in one clause, in its order. Only the first of a line may begin with the number of
/// an item.
pub(super) fn found(clause: &str, is_first: bool) -> impl Iterator<Item = Pair<'_>> {
    // The grammar fits any text: what is no figure is passed over character by character.
    parse(clause, is_first)
        .into_iter()
        .flatten()
        .flat_map(Pair::into_inner)
}

fn parse(clause: &str, is_first: bool) -> Result<Pairs<'_, Rule>, Box<Error<Rule>>> {
    let rule = if is_first { Rule::first } else { Rule::clause };
    Grammar::parse(rule, clause).map_err(Box::new)
}

#[cfg(test)]
mod tests {
    use super::parse;
    use std::num::NonZeroUsize;

    /// How many steps the parser takes, at the most, for each character.
    const STEPS: usize = 300;

    /// What is only one thing over and over is read in steps in proportion to its length. The
    /// limit holds for all that is parsed meanwhile, and is far beyond what other tests need.
    #[test]
    fn much_of_one_thing() {
        const CHARACTERS: usize = 20_000;
        pest::set_call_limit(NonZeroUsize::new(STEPS * CHARACTERS));
        for piece in [
            "1",
            "应",
            "应保",
            "〔",
            "第",
            "一",
            "十",
            "…",
            ".",
            "（",
            "每",
            "a",
            "至",
            " ",
            "\t",
            "1+",
            "均",
            "1,111,",
            "1.",
            "2021、",
            "图1",
            "1—",
            "两级）",
            "1 ",
            "……1 ",
            "全",
            "半",
            "女",
            "五成",
            "十千",
            "15岁的",
            "一至",
            "百分之",
            "三分之",
            "（1）万",
            "三点五",
            "五百多亿",
            "清",
            "过半",
            "翻了",
            "2025.1—",
            "1·",
            "7×24",
        ] {
            let text = piece.repeat(CHARACTERS / piece.chars().count());
            for is_first in [true, false] {
                assert!(parse(&text, is_first).is_ok(), "{piece}");
            }
        }
        pest::set_call_limit(None);
    }
}
