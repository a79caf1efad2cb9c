//! A place where the grammar could not go on, as a message: what could stand there, in words of the
//! language. Names of grammar rules never reach a reader.

use super::grammar::Rule;
use super::mistakes;
use super::scan::{first_word, is_letter};
use super::sentence;
use super::words::{Role, is_reserved};
use crate::diag::{Code, Diagnostic, Value};
use crate::text::Span;
use crate::value::Units;
use pest::error::{Error, ErrorVariant, InputLocation};
use std::ops::Range;

/// Where the parser stopped, as an offset into the piece.
pub(super) fn stopped_at(error: &Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

/// The message for a piece that could not be parsed. `end` is where its last word ends.
pub(super) fn explain(
    piece: &str,
    end: usize,
    rule: Rule,
    error: &Error<Rule>,
    units: &Units,
    span: impl Fn(Range<usize>) -> Span,
) -> Diagnostic {
    let at = stopped_at(error);
    if let Some(word) = taken_for_a_name(piece, at) {
        return Diagnostic::new(Code::Unreadable, span(word))
            .with("expected", Value::Phrase("expected.formula"));
    }
    if several_for_some(piece, at) {
        return Diagnostic::new(Code::Unreadable, span(word_at(piece, at)))
            .primary("plain")
            .help(Some("group"));
    }
    let found = sentence::find(piece, at, rule).or_else(|| mistakes::find(piece, at, units));
    if let Some(found) = found {
        let written = piece.get(found.range.clone()).unwrap_or_default();
        let here = span(found.range.clone());
        let diagnostic = Diagnostic::new(Code::OtherSpelling, here)
            .with("found", written)
            .with("instead", found.instead.as_str())
            .help(Some(found.help));
        return if found.safe {
            diagnostic.edit(here, found.instead)
        } else {
            diagnostic
        };
    }
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        // The only error of pest's own is that it ran out of stack.
        return Diagnostic::new(Code::TooDeep, span(at..at)).with("limit", super::inspect::DEEPEST);
    };
    let signed = piece
        .get(..at)
        .is_some_and(|before| before.trim_end().ends_with(['-', '－', '−']));
    let phrases = if signed {
        vec![Value::Phrase("expected.formula")]
    } else {
        phrases(positives)
    };
    let diagnostic = |at, key: &'static str| {
        let diagnostic = Diagnostic::new(Code::Unreadable, span(at));
        if phrases.is_empty() {
            diagnostic.primary("plain")
        } else {
            diagnostic
                .primary(key)
                .with("expected", Value::List(phrases.clone()))
        }
    };
    if at >= end {
        return diagnostic(last_word(piece, end), "after");
    }
    let here = word_at(piece, at);
    let role = if phrases.iter().any(is_of_a_clause) {
        Role::Detail
    } else {
        Role::Condition
    };
    let near = piece
        .get(here.clone())
        .and_then(|word| mistakes::other_word(word, role));
    let diagnostic = diagnostic(here, "here");
    match near {
        Some(near) => diagnostic.with("near", near).help(Some("near")),
        None => diagnostic.help(None),
    }
}

/// `for at least 1 of 沙湾区, 夹江县`: some of several places that have no name together.
fn several_for_some(piece: &str, at: usize) -> bool {
    let (Some(before), Some(rest)) = (piece.get(..at), piece.get(at..)) else {
        return false;
    };
    let before = before.trim_end();
    let name = last_word(before, before.len());
    let words = before.get(..name.start).unwrap_or_default();
    let english = words.split_whitespace().rev().take(4).collect::<Vec<_>>();
    let english = matches!(english.as_slice(), ["of", _, "least", "at"]);
    let chinese = before
        .get(name)
        .is_some_and(|name| name.starts_with("至少"));
    rest.starts_with([',', '，', '、']) && (english || chinese)
}

/// A word of the language right before the place, which the parser took for a name: in
/// `x >= by 2025` the trouble is not `2025`.
fn taken_for_a_name(piece: &str, at: usize) -> Option<Range<usize>> {
    let before = piece.get(..at)?.trim_end();
    let last = last_word(before, before.len());
    let word = before.get(last.clone())?;
    let named = [
        "by",
        "in",
        "over",
        "for",
        "throughout",
        "and",
        "or",
        "且",
        "或",
        "except",
    ];
    let behind = piece.get(at..)?;
    let is_name = !behind.is_empty() && is_reserved(word) && named.contains(&word);
    // Behind an operator only: elsewhere the word is itself.
    let operator = before
        .get(..last.start)?
        .trim_end()
        .ends_with(['>', '<', '=', '≥', '≤', '＝', '＞', '＜', '+', '*', '/']);
    (is_name && operator).then_some(last)
}

/// The word or sign at a place.
fn word_at(piece: &str, at: usize) -> Range<usize> {
    let rest = piece.get(at..).unwrap_or_default();
    let word = first_word(rest);
    let length = match rest.chars().next() {
        _ if !word.is_empty() => word.len(),
        Some('"') => rest
            .get(1..)
            .and_then(|inside| inside.find('"'))
            .map_or(1, |end| end + 2),
        Some('“') => rest
            .find('”')
            .map_or('“'.len_utf8(), |end| end + '”'.len_utf8()),
        Some(sign) => sign.len_utf8(),
        None => 0,
    };
    at..at + length
}

/// The word or sign that ends at a place.
fn last_word(piece: &str, end: usize) -> Range<usize> {
    let before = piece.get(..end).unwrap_or_default();
    let word = before.trim_end_matches(is_letter).len();
    let start = if word == before.len() {
        before.char_indices().next_back().map_or(0, |(at, _)| at)
    } else {
        word
    };
    start..before.len()
}

/// What could stand there, the most telling first, each once.
fn phrases(positives: &[Rule]) -> Vec<Value> {
    let mut found: Vec<_> = positives.iter().copied().filter_map(expectation).collect();
    found.sort_unstable();
    found.dedup();
    let has = |wanted: &str| found.iter().any(|(_, phrase)| *phrase == wanted);
    let (formula, name) = (has("expected.formula"), has("expected.name"));
    let (time, relation) = (has("expected.time"), has("expected.relation"));
    found
        .iter()
        .map(|&(_, phrase)| phrase)
        .filter(|&phrase| match phrase {
            // A formula may be a name, a name may stand in quotes, a time may begin with a year.
            "expected.name" => !formula,
            "expected.figure" => !(formula || name),
            "expected.text" => !(formula || name || relation || has("expected.level")),
            "expected.year" | "expected.years" => !time,
            // Nothing was compared yet, and that comes first.
            "expected.colon" | "expected.time" | "expected.scope" | "expected.end" => !relation,
            _ => true,
        })
        .take(4)
        .map(Value::Phrase)
        .collect()
}

/// Whether a phrase lists the words of a clause.
fn is_of_a_clause(phrase: &Value) -> bool {
    let Value::Phrase(key) = phrase else {
        return false;
    };
    matches!(
        *key,
        "expected.attribute"
            | "expected.better"
            | "expected.kind"
            | "expected.total"
            | "expected.path"
            | "expected.compare"
            | "expected.rounding"
            | "expected.missing"
    )
}

/// What a rule is in words, and how telling that is. `None` for what could stand nearly everywhere
/// and would only lengthen the message.
fn expectation(rule: Rule) -> Option<(u8, &'static str)> {
    Some(match rule {
        Rule::disjunction
        | Rule::conjunction
        | Rule::comparison
        | Rule::statement
        | Rule::sum
        | Rule::product
        | Rule::signed
        | Rule::primary
        | Rule::right => (1, "expected.formula"),
        Rule::test | Rule::relation | Rule::relation_word => (0, "expected.relation"),
        Rule::figure_word => (2, "expected.figure"),
        Rule::word | Rule::name | Rule::bare_name | Rule::target_name | Rule::listed => {
            (2, "expected.name")
        }
        Rule::level | Rule::level_word => (2, "expected.level"),
        Rule::text | Rule::texts | Rule::curly => (3, "expected.text"),
        Rule::count | Rule::digit => (2, "expected.count"),
        Rule::years | Rule::year_span => (2, "expected.years"),
        Rule::year | Rule::year_digits => (2, "expected.year"),
        Rule::date => (2, "expected.date"),
        Rule::time | Rule::by | Rule::in_year | Rule::throughout | Rule::over => {
            (4, "expected.time")
        }
        Rule::for_each
        | Rule::for_at_least
        | Rule::for_named
        | Rule::for_word
        | Rule::each_word => (5, "expected.scope"),
        Rule::close => (6, "expected.close"),
        Rule::unbrace => (6, "expected.unbrace"),
        Rule::colon => (1, "expected.colon"),
        Rule::equals => (1, "expected.equals"),
        Rule::less => (4, "expected.less"),
        Rule::arrow => (1, "expected.arrow"),
        Rule::of_word => (1, "expected.of"),
        Rule::by_word => (1, "expected.document"),
        Rule::since_word | Rule::from_word | Rule::onward_word => (1, "expected.since"),
        Rule::outside_word => (1, "expected.outside"),
        Rule::where_word | Rule::where_level => (1, "expected.where"),
        Rule::braced => (3, "expected.milestones"),
        Rule::items | Rule::item => (3, "expected.items"),
        Rule::entry => (3, "expected.map"),
        Rule::members => (1, "expected.members"),
        Rule::attribute_value => (1, "expected.attribute"),
        Rule::better_value | Rule::better_word => (1, "expected.better"),
        Rule::kind_value => (1, "expected.kind"),
        Rule::total_value | Rule::ratio_word => (1, "expected.total"),
        Rule::path_value => (1, "expected.path"),
        Rule::exactly | Rule::decimals => (1, "expected.compare"),
        Rule::rounding => (1, "expected.rounding"),
        Rule::missing_value | Rule::use_last => (1, "expected.missing"),
        Rule::method_name => (1, "expected.method"),
        Rule::unit_name => (1, "expected.unit"),
        Rule::EOI => (9, "expected.end"),
        // A list may always go on, and so may a formula.
        Rule::comma => (8, "expected.comma"),
        Rule::dots
        | Rule::term_sign
        | Rule::factor_sign
        | Rule::at
        | Rule::at_sign
        | Rule::arguments
        | Rule::argument
        | Rule::negative
        | Rule::and_word
        | Rule::or_word
        | Rule::tail
        | Rule::width
        | Rule::about_word
        | Rule::bounds
        | Rule::direction
        | Rule::in_range
        | Rule::in_word
        | Rule::sum_of
        | Rule::growth_of
        | Rule::total_after
        | Rule::growth_after
        | Rule::each_of
        | Rule::at_least_of
        | Rule::label
        | Rule::front
        | Rule::back
        | Rule::for_each_before
        | Rule::for_named_before
        | Rule::each_solid
        | Rule::except
        | Rule::except_before
        | Rule::except_word
        | Rule::beside_word
        | Rule::table_word
        | Rule::owner_with
        | Rule::owner_by
        | Rule::with_word
        | Rule::reason_word => return None,
        // Rules that stand for whole pieces or never make a place of their own.
        Rule::section
        | Rule::indicator
        | Rule::scale
        | Rule::list
        | Rule::target
        | Rule::simple_target
        | Rule::forecast
        | Rule::claim
        | Rule::identity
        | Rule::entitlement
        | Rule::background
        | Rule::names
        | Rule::undefined
        | Rule::amend
        | Rule::source
        | Rule::attribute
        | Rule::strive
        | Rule::guard
        | Rule::owner
        | Rule::from
        | Rule::unit
        | Rule::basis
        | Rule::definition
        | Rule::also
        | Rule::better
        | Rule::kind
        | Rule::total
        | Rule::path
        | Rule::compare
        | Rule::missing
        | Rule::method
        | Rule::weight
        | Rule::printed
        | Rule::because
        | Rule::note
        | Rule::WHITESPACE
        | Rule::space
        | Rule::open
        | Rule::brace
        | Rule::point
        | Rule::slash
        | Rule::letter
        | Rule::end
        | Rule::touch
        | Rule::group
        | Rule::bare_digits
        | Rule::bare_level
        | Rule::bare_unit
        | Rule::unit_letter
        | Rule::women
        | Rule::dash
        | Rule::minus
        | Rule::plus_minus => return None,
    })
}
