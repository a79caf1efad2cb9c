//! Every spelling of the table of words really has its place.

use super::super::ast::Item;
use super::super::words::{Role, Word};
use super::{clean, read};

/// A text in which the word stands in its place, spelled so; `…` filled in.
fn example(word: Word, spelling: &str) -> String {
    let chinese = spelling.chars().any(char::is_alphabetic)
        && !spelling.contains(|c: char| c.is_ascii_alphabetic());
    let fill = |what: &str| spelling.replace('…', what);
    let clause = |text: String| format!("x >= 1\n    {text}\n");
    let of_indicator = |text: String| format!("indicator x\n    {text}\n");
    match word {
        Word::Section => format!("{spelling} \"a\""),
        Word::Indicator => format!("{spelling} x \"a\""),
        Word::Scale => format!("{spelling} s = a < b"),
        Word::List => format!("{spelling} l = a, b"),
        Word::Forecast | Word::Claim | Word::Identity | Word::Entitlement => {
            format!("{spelling} x = 1")
        }
        Word::Background | Word::Name => format!("{spelling} \"a\""),
        Word::Undefined => format!("{spelling} \"a\" of x"),
        Word::Amend => format!("{spelling} x@2025 from 2023-06-30 by \"a\": 1 -> 2"),
        Word::Test => format!("{spelling} \"a\"\n    given x = 1 in 2020..2021"),
        Word::Source | Word::Printed | Word::Because | Word::Note | Word::Owner => {
            clause(format!("{spelling} \"a\""))
        }
        Word::Attribute => clause(format!("{spelling} none")),
        Word::Strive | Word::Guard => clause(spelling.to_owned()),
        Word::From => clause(format!("{spelling} 1 in 2020")),
        Word::Unit => of_indicator(format!("{spelling} 个/千人")),
        Word::Basis => of_indicator(format!("{spelling} 常住人口")),
        Word::Definition | Word::Also => of_indicator(format!("{spelling} \"a\"")),
        Word::BetterHigher | Word::BetterLower | Word::BetterNeither => {
            of_indicator(spelling.to_owned())
        }
        Word::Kind => of_indicator(format!("{spelling} flow")),
        Word::Total => of_indicator(format!("{spelling} mean")),
        Word::Path => clause(format!("{spelling} linear")),
        Word::Compare => clause(format!("{spelling} exactly")),
        Word::Missing => clause(format!("{spelling} as zero")),
        Word::Method => clause(format!("{spelling} schedule/1")),
        Word::Weight => clause(format!("{spelling} 2")),
        Word::Table => clause(format!("source {spelling} \"a\"")),
        Word::Binding | Word::Expected | Word::NoAttribute => {
            clause(format!("attribute {spelling}"))
        }
        Word::OwnerWith | Word::OwnerBy => clause(format!("owner \"a\" {spelling} \"b\"")),
        Word::FromYear => clause(format!("from 1 {}", fill("2020"))),
        Word::KindLevel | Word::KindFlow | Word::KindNetFlow | Word::KindShare => {
            of_indicator(format!("kind {spelling}"))
        }
        Word::TotalSum | Word::TotalMean | Word::TotalNone => {
            of_indicator(format!("total {spelling}"))
        }
        Word::TotalRatio => of_indicator(format!("total {spelling}(a, b)")),
        Word::PathLinear | Word::PathCompound => clause(format!("path {spelling}")),
        Word::CompareExactly => clause(format!("compare {spelling}")),
        Word::CompareAt => clause(format!("compare {} half-up", fill("1"))),
        Word::HalfEven | Word::HalfUp => clause(format!("compare at 1 decimal {spelling}")),
        Word::CannotJudge | Word::AsZero => clause(format!("missing {spelling}")),
        Word::UseLast => clause(format!("missing {}", fill("1"))),
        Word::PrintedBecause => clause(format!("printed \"a\" {spelling} \"b\"")),
        Word::UndefinedOf => format!("undefined \"a\" {spelling} x"),
        Word::AmendFrom => format!("amend x {} by \"a\": 1 -> 2", fill("2023-06-30")),
        Word::AmendBy => format!("amend x from 2023-06-30 {spelling} \"a\": 1 -> 2"),
        Word::AmendTo => format!("amend x from 2023-06-30 by \"a\": 1 {spelling} 2"),
        Word::By | Word::In => format!("x >= 1 {}", fill("2025")),
        Word::Throughout
        | Word::Over
        | Word::Rising
        | Word::Falling
        | Word::NotRising
        | Word::NotFalling => {
            let before = if matches!(word, Word::Throughout | Word::Over) {
                ">= 1 "
            } else {
                ""
            };
            format!("x {before}{spelling}")
        }
        Word::For => format!("x >= 1 {spelling} a, b"),
        Word::ForEach if chinese => format!("x >= 1 {}", fill("county")),
        Word::ForEach => format!("x >= 1 {spelling} county"),
        Word::ForAtLeast if chinese => format!(
            "x >= 1 {}",
            spelling.replacen('…', "4", 1).replace('…', "county")
        ),
        Word::ForAtLeast => format!("x >= 1 {} county", fill("4")),
        Word::Except => format!("x >= 1 for each county {}", fill("a")),
        Word::AtLeastOf => format!("n: {} (x >= 1, y >= 1)", fill("1")),
        Word::EachOf => format!("n: {spelling} {{ a, b }} >= 1"),
        Word::SumOf | Word::GrowthOf => format!("{} >= 1", fill("x")),
        Word::AtLeast | Word::AtMost | Word::MoreThan | Word::LessThan | Word::Equal => {
            if spelling.contains('…') {
                format!("x {}", fill("1"))
            } else {
                format!("x {spelling} 1")
            }
        }
        Word::About => format!("x = 45% {}", fill("2pp")),
        Word::And | Word::Or => format!("n: x >= 1 {spelling} y >= 1"),
        Word::Base => format!("x >= {spelling}"),
        Word::Prior => format!("x@{spelling} >= 1"),
        Word::Sum | Word::Mean | Word::Change | Word::Growth => {
            format!("{spelling}(x, 2021..2025) >= 1")
        }
        Word::Min | Word::Max | Word::Share => format!("{spelling}(x, y) >= 1"),
        Word::Count => format!("{spelling}(county where x >= 1) >= 1"),
        Word::Where => format!("count(county {spelling} x >= 1) >= 1"),
        Word::Given | Word::At | Word::Expect | Word::Needs => {
            format!("test \"a\"\n    {spelling} x")
        }
    }
}

#[test]
fn each_spelling_is_read_as_the_first() {
    for &word in Word::ALL {
        let printed = example(word, word.english()[0]);
        for spelling in word.spellings() {
            let text = example(word, spelling);
            if word.role() == Role::Test || word == Word::Test {
                assert!(
                    matches!(read(&text).file.items[..], [Item::Test(_)]),
                    "{text}"
                );
            } else {
                assert_eq!(clean(&text).items, clean(&printed).items, "{text}");
            }
        }
    }
}

#[test]
fn no_two_words_are_read_alike() {
    let trees: Vec<_> = Word::ALL
        .iter()
        // `where` is only ever seen in a `count` or a `share`.
        .filter(|&&word| word.role() == Role::Condition && word != Word::Where)
        .map(|&word| (word, clean(&example(word, word.english()[0])).items))
        .collect();
    for (at, (word, tree)) in trees.iter().enumerate() {
        for (other, same) in &trees[..at] {
            assert_ne!(tree, same, "{word:?} {other:?}");
        }
    }
}
