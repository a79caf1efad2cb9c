//! YAML as a tree of texts and their places. The only home of `serde_yaml`.
//!
//! Nothing is typed here: `2020`, `63.90` and `no` are the texts that stand in the file, so an
//! exact decimal stays exact and a name stays a name. Whoever knows what should stand there walks
//! the tree with [`Fields`] and reports everything that is wrong in it, not the first thing only.

use super::findings::with_near;
use crate::diag::{Code, Diagnostic, Diagnostics, Value};
use crate::text::{SourceId, Span};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::{ExternalMessageSource, Location, Spanned};
use std::fmt;

/// How much a file may hold. A manifest is written by hand; data and regions come from machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Budget {
    Manifest,
    Data,
}

impl Budget {
    /// Scalars, lists and maps together.
    fn nodes(self) -> usize {
        match self {
            Self::Manifest => 20_000,
            Self::Data => 3_000_000,
        }
    }

    fn bytes(self) -> usize {
        match self {
            Self::Manifest => 1 << 20,
            Self::Data => 64 << 20,
        }
    }
}

/// No file of a plan is nested deeper than a list of maps of lists.
const MOST_LEVELS: usize = 16;

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A node with its place. The place of a list or a map is its bracket, or what comes first in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub node: Node,
    pub span: Span,
}

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Nothing behind the colon, `~` or `null`.
    Nothing,
    Text(String),
    List(Vec<Item>),
    Map(Vec<(Item, Item)>),
}

/// Reads a file; what keeps it from being read is the one finding that YAML allows.
pub(super) fn read(
    source: SourceId,
    text: &str,
    budget: Budget,
    diagnostics: &mut Diagnostics,
) -> Option<Item> {
    if text.len() > budget.bytes() {
        diagnostics.push(Diagnostic::new(Code::TooLarge, Span::new(source, 0..0)));
        return None;
    }
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options(budget)) {
        Ok(raw) => Some(Item::new(raw, text, source)),
        Err(error) => {
            diagnostics.push(unreadable(&error, text, source));
            None
        }
    }
}

fn options(budget: Budget) -> serde_yaml::Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_nodes: budget.nodes(),
            max_events: budget.nodes().saturating_mul(3),
            max_depth: MOST_LEVELS,
            flow_nesting_limit: MOST_LEVELS,
            max_documents: 2,
            // Nobody needs many of them, and a bomb is made of nothing else.
            max_anchors: 100,
            max_aliases: 1000,
        },
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: 20_000,
        },
        strict_booleans: true,
        emit_comments: false,
        // `<<` is then an unknown key, and the author is told so.
        merge_keys: serde_yaml::MergeKeyPolicy::AsOrdinary,
        // What looks like a number beyond all bounds is a text like any other.
        non_finite_float_policy: serde_yaml::NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    }
}

fn unreadable(error: &serde_yaml::Error, text: &str, source: SourceId) -> Diagnostic {
    use serde_yaml::Error;
    let at = error.location().map_or(0..0, |place| range(place, text));
    let new = |code| Diagnostic::new(code, Span::new(source, at.clone()));
    match innermost(error) {
        Error::DuplicateMappingKey { key, .. } => {
            let finding = new(Code::DoubleKey).help(Some("unread"));
            finding.with("key", key.as_deref().unwrap_or_default())
        }
        Error::Budget { .. }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => new(Code::TooLarge),
        Error::ExternalMessage { source, .. } => match &**source {
            ExternalMessageSource::Parser(error) => match error.kind() {
                ErrorKind::RecursionLimitExceeded => new(Code::TooLarge),
                kind => match full_width_colon(text, at.start) {
                    Some(key) => new(Code::NotYaml)
                        .help(Some("colon"))
                        .with("near", format!("{key}: ")),
                    None => new(Code::NotYaml).help(Some(help(kind))),
                },
            },
            _ => new(Code::NotYaml),
        },
        _ => new(Code::NotYaml),
    }
}

/// Which help fits what the parser stumbled over.
fn help(kind: &ErrorKind) -> &'static str {
    use ErrorKind::*;
    match kind {
        TabNotAllowed
        | TabInBlockIndentation
        | TabAtBlockScalarStart
        | TabInIndentation
        | TabInPlainScalar => "tab",
        UnclosedQuotedScalar
        | DocumentIndicatorInQuotedScalar
        | InvalidTrailingSingleQuotedScalar
        | InvalidTrailingDoubleQuotedScalar
        | UnknownQuotedScalarEscape
        | InvalidQuotedScalarHexEscape => "quote",
        UnclosedFlowCollection { .. }
        | MismatchedFlowCollectionEnd { .. }
        | MisplacedFlowCollectionEnd
        | ExpectedFlowMappingSeparator
        | ExpectedFlowSequenceSeparator
        | UnexpectedEofFlowSequence
        | UnexpectedEofFlowMapping
        | UnexpectedEofImplicitFlowMapping
        | BlockEntryInFlowCollection
        | InvalidFlowScalarIndent => "bracket",
        ExpectedBlockMappingKey
        | ExpectedBlockSequenceEntry
        | UnexpectedEofBlockSequence
        | UnexpectedEofBlockMapping
        | InvalidIndentation
        | InvalidQuotedScalarIndent
        | InvalidBlockScalarIndent
        | BlockSequenceEntryNotAllowed
        | InvalidBlockEntryWhitespace
        | SimpleKeyExpected
        | InvalidSimpleKey
        | MappingKeyNotAllowed
        | MappingValueNotAllowed
        | InvalidMappingValueWhitespace
        | InvalidColonPlacement => "indent",
        _ => "help",
    }
}

/// What stands before a full-width colon in the line at `at` or the one above it, where there is no
/// other: `id：x` is no key, and the parser stumbles over the next line only.
fn full_width_colon(text: &str, at: usize) -> Option<&str> {
    let (before, _) = text.split_at_checked(at)?;
    let line = before.lines().count().max(1);
    let mut lines = text.lines().skip(line.saturating_sub(2)).take(2);
    lines.find_map(|line| {
        let (key, _) = line.split_once('：')?;
        let key = key.trim().trim_start_matches("- ");
        (!key.is_empty() && !key.contains([':', '#', '"', '\''])).then_some(key)
    })
}

fn innermost(error: &serde_yaml::Error) -> &serde_yaml::Error {
    match error.without_snippet() {
        serde_yaml::Error::AliasError { error, .. } => innermost(error),
        other => other,
    }
}

/// The bytes of a location; an empty range at its line and column where it says no more.
fn range(place: Location, text: &str) -> std::ops::Range<usize> {
    let span = place.span();
    let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let (Some(start), Some(length)) = (span.byte_offset(), span.byte_len()) else {
        let at = offset(text, whole(place.line()), whole(place.column()));
        return at..at;
    };
    let start = floor_boundary(text, whole(start));
    let end = floor_boundary(text, start.saturating_add(whole(length)));
    start..end.max(start)
}

/// The byte at a line and a column, both from 1, the column in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(before..).unwrap_or_default();
    let within = rest.char_indices().nth(column.saturating_sub(1));
    before + within.map_or(rest.len(), |(at, _)| at)
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A node as `serde` hands it over.
#[derive(Debug)]
enum Raw {
    Nothing,
    /// A number or a boolean: what was written is taken from the file.
    Plain,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list or a map")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

impl Item {
    fn new(raw: Spanned<Raw>, text: &str, source: SourceId) -> Self {
        let mut span = Span::new(source, range(raw.referenced, text));
        let node = match raw.value {
            Raw::Nothing => Node::Nothing,
            Raw::Plain => Node::Text(
                text.get(range(raw.defined, text))
                    .unwrap_or_default()
                    .trim()
                    .to_owned(),
            ),
            Raw::Text(text) => Node::Text(text),
            Raw::List(items) => Node::List(
                items
                    .into_iter()
                    .map(|item| Self::new(item, text, source))
                    .collect(),
            ),
            Raw::Map(entries) => Node::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| {
                        (Self::new(key, text, source), Self::new(value, text, source))
                    })
                    .collect(),
            ),
        };
        if span.start == span.end {
            let first = match &node {
                Node::List(items) => items.first(),
                Node::Map(entries) => entries.first().map(|(key, _)| key),
                Node::Nothing | Node::Text(_) => None,
            };
            span = first.map_or(span, |first| first.span);
        }
        Self { node, span }
    }

    /// The text that stands here, or a finding that says what does.
    pub fn text(&self, diagnostics: &mut Diagnostics) -> Option<Placed> {
        match &self.node {
            Node::Text(text) => Some(Placed {
                text: text.clone(),
                span: self.span,
            }),
            _ => {
                diagnostics.push(self.wrong_shape("shape.text"));
                None
            }
        }
    }

    /// The members of a list; a single text is a list of one.
    pub fn list(&self, diagnostics: &mut Diagnostics) -> &[Self] {
        match &self.node {
            Node::List(items) => items,
            Node::Text(_) => std::slice::from_ref(self),
            Node::Nothing => &[],
            Node::Map(_) => {
                diagnostics.push(self.wrong_shape("shape.list"));
                &[]
            }
        }
    }

    /// The texts of a list.
    pub fn texts(&self, diagnostics: &mut Diagnostics) -> Vec<Placed> {
        let items = self.list(diagnostics);
        items
            .iter()
            .filter_map(|item| item.text(diagnostics))
            .collect()
    }

    /// The entries of a map whose keys are the author's own.
    pub fn entries(&self, diagnostics: &mut Diagnostics) -> Vec<(Placed, &Self)> {
        match &self.node {
            Node::Map(entries) => entries
                .iter()
                .filter_map(|(key, value)| Some((key.text(diagnostics)?, value)))
                .collect(),
            Node::Nothing => Vec::new(),
            _ => {
                diagnostics.push(self.wrong_shape("shape.map"));
                Vec::new()
            }
        }
    }

    /// The finding that says what stands here instead of what is wanted.
    pub fn wrong_shape(&self, wanted: &'static str) -> Diagnostic {
        let found = match self.node {
            Node::Nothing => "shape.nothing",
            Node::Text(_) => "shape.text",
            Node::List(_) => "shape.list",
            Node::Map(_) => "shape.map",
        };
        Diagnostic::new(Code::WrongShape, self.span)
            .with("wanted", Value::Phrase(wanted))
            .with("found", Value::Phrase(found))
    }
}

/// A map whose keys are ours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    entries: &'a [(Item, Item)],
    span: Span,
    all_known: bool,
}

impl<'a> Fields<'a> {
    /// The fields of `item`; a key that is not `known` is a finding, with the near miss.
    pub fn new(item: &'a Item, known: &[&str], diagnostics: &mut Diagnostics) -> Option<Self> {
        let Node::Map(entries) = &item.node else {
            diagnostics.push(item.wrong_shape("shape.map"));
            return None;
        };
        let mut all_known = true;
        for (key, _) in entries {
            let Some(key) = key.text(diagnostics) else {
                all_known = false;
                continue;
            };
            if known.contains(&key.text.as_str()) {
                continue;
            }
            all_known = false;
            let finding = Diagnostic::new(Code::UnknownKey, key.span).with("key", &key.text);
            let all = known.iter().map(|&key| Value::from(key)).collect();
            let finding = finding.with("known", Value::List(all)).help(Some("known"));
            diagnostics.push(match key.text.as_str() {
                "备注" | "说明" | "note" | "notes" | "remark" => finding.help(Some("remark")),
                _ => with_near(finding, &key.text, known.iter().copied()),
            });
        }
        Some(Self {
            entries,
            span: item.span,
            all_known,
        })
    }

    /// Whether every key is known. What stands behind one that is not may have been meant for
    /// anything that is left out.
    pub fn all_known(&self) -> bool {
        self.all_known
    }

    /// Where the map begins.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What stands behind a key, if anything does.
    pub fn get(&self, key: &str) -> Option<&'a Item> {
        self.entries
            .iter()
            .find(|(own, _)| matches!(&own.node, Node::Text(text) if text == key))
            .map(|(_, item)| item)
            .filter(|item| item.node != Node::Nothing)
    }

    /// The text behind a key.
    pub fn text(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<Placed> {
        self.get(key)?.text(diagnostics)
    }

    /// Whether something else than a text stands behind a key. Whoever asks for the text says so;
    /// what was meant is then unknown, and not what a key that is not there means.
    pub fn is_no_text(&self, key: &str) -> bool {
        self.get(key)
            .is_some_and(|item| !matches!(item.node, Node::Text(_)))
    }

    /// The text behind a key that must be there.
    pub fn needed(&self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Placed> {
        match self.get(key) {
            Some(item) => item.text(diagnostics),
            None => {
                diagnostics.push(Diagnostic::new(Code::MissingKey, self.span).with("key", key));
                None
            }
        }
    }

    /// The texts of the list behind a key.
    pub fn texts(&self, key: &str, diagnostics: &mut Diagnostics) -> Vec<Placed> {
        self.get(key)
            .map(|item| item.texts(diagnostics))
            .unwrap_or_default()
    }

    /// The members of the list behind a key, and how many of them are lost: one, where it is no
    /// list.
    pub fn list(&self, key: &str, diagnostics: &mut Diagnostics) -> (&'a [Item], usize) {
        match self.get(key) {
            None => (&[], 0),
            Some(item) => {
                let lost = usize::from(matches!(item.node, Node::Map(_)));
                (item.list(diagnostics), lost)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sources;
    use proptest::prelude::*;

    fn tree(text: &str) -> Result<(Item, Sources), Vec<&'static str>> {
        let mut sources = Sources::new();
        let id = sources.insert("x.yaml", text.as_bytes()).unwrap();
        let mut diagnostics = Diagnostics::new();
        read(id, text, Budget::Manifest, &mut diagnostics)
            .map(|item| (item, sources))
            .ok_or_else(|| diagnostics.iter().map(|one| one.code.id()).collect())
    }

    fn code(text: &str) -> &'static str {
        tree(text).err().map_or("read", |codes| codes[0])
    }

    #[test]
    fn texts_are_those_of_the_file() {
        let text = "甲: 63.90\n乙: no\n'丙': 007\n丁: \"4.5 个\"\n戊: 1_000\n己: [1e999, .nan, 0x1F]\n庚:\n辛: true\n";
        let (item, sources) = tree(text).unwrap();
        let mut diagnostics = Diagnostics::new();
        let shown: Vec<_> = item
            .entries(&mut diagnostics)
            .iter()
            .map(|(key, value)| {
                assert_eq!(sources.slice(key.span).trim_matches('\''), key.text);
                let said: Vec<_> = match &value.node {
                    Node::List(items) => items.iter().map(|one| sources.slice(one.span)).collect(),
                    Node::Text(text) => vec![text.as_str()],
                    _ => vec![],
                };
                said.join(" ")
            })
            .collect();
        assert_eq!(
            shown,
            [
                "63.90",
                "no",
                "007",
                "4.5 个",
                "1_000",
                "1e999 .nan 0x1F",
                "",
                "true"
            ]
        );
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn an_alias_has_the_text_of_its_anchor_and_its_own_place() {
        let (item, sources) = tree("a: &x 63.90\nb: *x\n").unwrap();
        let mut diagnostics = Diagnostics::new();
        let entries = item.entries(&mut diagnostics);
        let (_, b) = &entries[1];
        assert_eq!(b.node, Node::Text("63.90".to_owned()));
        assert_eq!(sources.slice(b.span), "*x");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let bomb: String = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned()
            + &('b'..='i')
                .map(|c| {
                    let before = char::from_u32(c as u32 - 1).unwrap();
                    format!("{c}: &{c} [{}]\n", vec![format!("*{before}"); 9].join(", "))
                })
                .collect::<String>();
        for (text, wanted) in [
            ("a: 1\na: 2\n", "Y0703"),
            ("a: [1, 2\n", "Y0702"),
            ("a: 1\n\tb: 2\n", "Y0702"),
            ("a: 'x\n", "Y0702"),
            ("a: 1\n b: 2\n", "Y0702"),
            (&bomb, "Y0704"),
            (&"[".repeat(20_000), "Y0704"),
            (&format!("[{}]", "1,".repeat(30_000)), "Y0704"),
            (&"x".repeat(2 << 20), "Y0704"),
            ("a: *nobody\n", "Y0702"),
            ("--- 1\n--- 2\n", "Y0702"),
            ("a: !!binary x\n", "Y0702"),
            ("", "read"),
            ("<<: {a: 1}\n", "read"),
        ] {
            let short: String = text.chars().take(40).collect();
            assert_eq!(code(text), wanted, "{short}");
        }
    }

    #[test]
    fn the_help_fits_the_mistake() {
        for (text, wanted) in [
            ("a: 1\n\tb: 2\n", "tab"),
            ("a:\n\t- 1\n", "tab"),
            ("a: 'x\n", "quote"),
            ("a: \"x\n", "quote"),
            ("a: 'x' y\n", "quote"),
            ("a: \"x\" y\n", "quote"),
            ("a: 1\n b: 2\n", "indent"),
            ("a:\n  b: 1\n c: 2\n", "indent"),
            ("- a\nb: 1\n", "indent"),
            ("a: b: c\n", "indent"),
            ("a:1\nb: 2\n", "indent"),
            ("a: 1\nb\n", "indent"),
            ("id：x\nyears: 2\n", "colon"),
            ("a: 1\nid：x\nyears: 2\n", "colon"),
            ("a: 1\nb: '甲：乙'\n c: 2\n", "indent"),
            // Whoever writes of tables, blocks and quotes has no trouble with them.
            ("a: table\n b: 1\n", "indent"),
            ("a: [1, 2\n", "bracket"),
            ("a: [1, 2}\n", "bracket"),
            ("a: {b: 1]\n", "bracket"),
            ("a: ]\n", "bracket"),
            ("&table x: [\n", "bracket"),
            ("a: @x\n", "help"),
            ("a: *table\n", "help"),
            ("--- quote\n--- 2\n", "help"),
        ] {
            let mut sources = Sources::new();
            let id = sources.insert("x.yaml", text.as_bytes()).unwrap();
            let mut diagnostics = Diagnostics::new();
            read(id, text, Budget::Manifest, &mut diagnostics);
            let found = diagnostics.iter().next().unwrap();
            assert_eq!(
                (found.code, found.help),
                (Code::NotYaml, Some(wanted)),
                "{text}"
            );
        }
    }

    #[test]
    fn a_mistake_is_found_where_it_stands() {
        for (text, line, column) in [
            ("甲: 1\n乙: 'x\n", 2, 4),
            ("甲: 1\n乙: [[[[[[[[[[[[[[[[[[[[x]\n", 2, 20),
            ("甲: 1\n乙: 2\n甲: 3\n", 3, 1),
            ("甲: 1\n  乙: 2\n", 2, 4),
        ] {
            let mut sources = Sources::new();
            let id = sources.insert("x.yaml", text.as_bytes()).unwrap();
            let mut diagnostics = Diagnostics::new();
            read(id, text, Budget::Manifest, &mut diagnostics);
            let span = diagnostics.iter().next().unwrap().labels[0].span;
            let at = sources.get(id).position(span.start as usize);
            assert_eq!((at.line, at.column), (line, column), "{text}");
        }
    }

    #[test]
    fn an_unknown_key_is_found_with_its_near_miss() {
        let (item, sources) = tree("tilte: 1\nyear: 2\nx: 3\n备注: 4\n").unwrap();
        let mut diagnostics = Diagnostics::new();
        Fields::new(&item, &["title", "years"], &mut diagnostics).unwrap();
        let found: Vec<_> = diagnostics
            .iter()
            .map(|one| (sources.slice(one.labels[0].span), one.help))
            .collect();
        assert_eq!(
            found,
            [
                ("tilte", Some("near")),
                ("year", Some("near")),
                ("x", Some("known")),
                ("备注", Some("remark")),
            ]
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(?s).{0,200}") {
            let _ = tree(&text);
        }

        #[test]
        fn nothing_like_yaml_makes_it_panic(
            parts in proptest::collection::vec(
                prop_oneof![
                    Just("- "), Just("\n"), Just("  "), Just("a: "), Just("{"), Just("}"),
                    Just("["), Just("]"), Just("&x "), Just("*x"), Just("\""), Just("'"),
                    Just("|"), Just(">"), Just("!!int "), Just("? "), Just("# "), Just("甲"),
                    Just("63.90"), Just(","), Just("\t"), Just("---"), Just("<<: "), Just("~"),
                ],
                0..40,
            )
        ) {
            let _ = tree(&parts.concat());
        }
    }
}
