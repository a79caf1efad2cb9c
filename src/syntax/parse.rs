//! A file, declaration by declaration.

use super::ast::{Clause, Declaration, File, Item, Place, Say};
use super::build::Builder;
use super::explain::{explain, stopped_at};
use super::grammar::{self, Pairs, Rule};
use super::inspect::{self, Inspected, Kind, Trouble, inspect};
use super::mistakes;
use super::scan::{Block, Chunk, Piece, clause_word, first_word, scan};
use super::words::{Role, Word, is_reserved, same_letters};
use crate::diag::{Code, Diagnostic, Diagnostics, Value, not_text};
use crate::text::{Source, SourceId, Span};
use crate::value::{MOST_DIGITS, Units};
use std::ops::Range;

/// Reads a rule file. What cannot be read is told to the collector and stands in the tree as
/// [`Item::Broken`]; the rest is read all the same.
pub fn parse(id: SourceId, source: &Source, units: &Units, diagnostics: &mut Diagnostics) -> File {
    let mut reader = Reader {
        file: File {
            source: id,
            items: Vec::new(),
            left_out: 0,
        },
        text: "",
        units,
        diagnostics,
    };
    match source.text() {
        Ok(text) => {
            reader.text = text;
            scan(text, |chunk| reader.chunk(chunk));
            let empty = |item: &Item| matches!(item, Item::Blank { .. } | Item::Comment(_));
            if reader.file.items.iter().all(empty) {
                let start = Span::new(id, 0..0);
                reader.report(Diagnostic::new(Code::EmptyFile, start).with("file", source.path()));
            }
        }
        Err(reason) => {
            reader.report(not_text(id, source, reason));
            // Whatever stood in the file is left out, and the count says so.
            reader.broken(Span::new(id, 0..0));
        }
    }
    reader.file
}

/// Signs that show that the word before them is meant as a name.
const AFTER_A_NAME: &[char] = &[
    ':', '：', '@', '＠', '>', '<', '=', '≥', '≤', '＝', '＞', '＜',
];

struct Reader<'a> {
    file: File,
    text: &'a str,
    units: &'a Units,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file.source, range)
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    fn broken(&mut self, span: Span) {
        self.file.left_out += 1;
        self.file.items.push(Item::Broken(Place(span)));
    }

    fn chunk(&mut self, chunk: Chunk) {
        match chunk {
            Chunk::Blank { lines } => self.file.items.push(Item::Blank { lines }),
            Chunk::Comment(range) => {
                let place = Place(self.span(range));
                self.file.items.push(Item::Comment(place));
            }
            Chunk::Block(block) => self.block(&block),
        }
    }

    fn block(&mut self, block: &Block) {
        if !block.at_margin {
            let line = self.slice(block.range());
            let indent = line.len() - line.trim_start().len();
            let start = block.range().start + indent;
            let end = start
                + self
                    .slice(start..block.range().end)
                    .lines()
                    .next()
                    .map_or(0, str::len);
            let here = self.span(start..end);
            self.report(Diagnostic::new(Code::NoDeclaration, here));
            return self.broken(self.span(block.range()));
        }
        let head = self.slice(block.head.clone());
        let word = first_word(head);
        let behind = head.get(word.len()..).unwrap_or_default().trim_start();
        let kind = Word::declaration(word);
        if kind == Some(Word::Test) && behind.starts_with(['"', '“']) {
            let here = self.span(block.head.start..block.head.start + word.len());
            self.report(Diagnostic::new(Code::TestsNotRun, here));
            let place = Place(self.span(block.range()));
            return self.file.items.push(Item::Test(place));
        }
        if let Some(kind) = kind.filter(|_| behind.starts_with(AFTER_A_NAME)) {
            if let Some(colon) = needless_colon(kind, head, word) {
                let start = block.head.start;
                let here = self.span(start + colon.start..start + colon.end);
                let diagnostic = Diagnostic::new(Code::OtherSpelling, here)
                    .with("found", self.slice(here.range()))
                    .help(Some("colon"));
                self.report(diagnostic);
                return self.broken(self.span(block.range()));
            }
            let here = self.span(block.head.start..block.head.start + word.len());
            self.report(Diagnostic::new(Code::ReservedWord, here).with("word", word));
            return self.broken(self.span(block.range()));
        }
        let is_ascii = word.is_ascii();
        if kind.is_none()
            && (!is_ascii || Word::clause(word).is_some())
            && self.is_stray_clause(block)
        {
            return self.stray_clause(block);
        }
        let seen = self.diagnostics.len();
        let declaration = self.declaration(block, kind);
        match declaration {
            Some(declaration) if !self.diagnostics.errors_since(seen) => {
                self.file
                    .items
                    .push(Item::Declaration(Box::new(declaration)));
            }
            _ => {
                let span = self.span(block.range());
                // Whatever happened, a declaration is never dropped without a word.
                if !self.diagnostics.errors_since(seen) {
                    self.report(
                        Diagnostic::new(Code::Unreadable, span)
                            .primary("plain")
                            .help(None),
                    );
                }
                self.broken(span);
            }
        }
    }

    /// A clause that starts at the margin by mistake: it reads as a clause and not as a target.
    fn is_stray_clause(&self, block: &Block) -> bool {
        let head = self.slice(block.head.clone()).trim_end();
        let Some((word, length)) = clause_word(head) else {
            return false;
        };
        let behind = head.get(length..).unwrap_or_default();
        !behind.trim_start().starts_with(AFTER_A_NAME)
            && inspect(head).is_ok()
            && grammar::parse(clause_rule(word), head).is_ok()
    }

    /// Without its clause a target could get a verdict that its author never meant (think of
    /// `strive`), so that the declaration before it is left out.
    fn stray_clause(&mut self, block: &Block) {
        let head = self.slice(block.head.clone());
        let length = clause_word(head).map_or(0, |(_, length)| length);
        let word = head.get(..length).unwrap_or_default().to_owned();
        let start = block.head.start;
        let here = self.span(start..start + length);
        self.report(
            Diagnostic::new(Code::StrayClause, here)
                .with("word", word)
                .edit(self.span(start..start), "    "),
        );
        let owner = self.file.items.iter().rposition(|item| {
            matches!(item, Item::Declaration(_) | Item::Broken(_) | Item::Test(_))
        });
        let span = self.span(block.range());
        match owner.and_then(|at| self.file.items.get(at).cloned().map(|item| (at, item))) {
            Some((at, Item::Declaration(declaration))) => {
                self.file.items.truncate(at);
                self.broken(declaration.place.0.to(span));
            }
            Some((at, Item::Broken(place))) => {
                self.file.items.truncate(at);
                self.file.items.push(Item::Broken(Place(place.0.to(span))));
            }
            _ => self.broken(span),
        }
    }

    fn declaration(&mut self, block: &Block, kind: Option<Word>) -> Option<Declaration> {
        let mut comments = Vec::new();
        let rule = kind.map_or(Rule::target, head_rule);
        let is_target = rule == Rule::target;
        let head = self.piece(
            block.head.clone(),
            rule,
            &mut comments,
            |builder, rule, pairs| builder.head(rule, pairs),
        );
        if head.is_none() && is_target {
            self.perhaps_a_declaration(block);
        }
        let mut clauses: Vec<Clause> = Vec::with_capacity(block.clauses.len());
        let mut whole = true;
        for piece in &block.clauses {
            match self.clause(piece, &mut comments) {
                Some(clause) => {
                    self.said_twice(&clauses, &clause, piece);
                    self.belongs(rule, &clause, piece.word);
                    clauses.push(clause);
                }
                None => whole = false,
            }
        }
        let (head, head_place) = head?;
        let place = clauses.last().map_or(head_place, |last| last.place);
        whole.then(|| Declaration {
            place: Place(head_place.0.to(place.0)),
            head,
            head_place,
            clauses,
            comments,
            blanks: block
                .blanks
                .iter()
                .map(|blank| Place(self.span(blank.clone())))
                .collect(),
        })
    }

    /// The head could not be read as a target: perhaps its first word was meant as a declaration.
    fn perhaps_a_declaration(&mut self, block: &Block) {
        let head = self.slice(block.head.clone());
        let word = first_word(head);
        let unread = |one: &Diagnostic| one.code == Code::Unreadable;
        if Word::declaration(word).is_some() || !self.diagnostics.last().is_some_and(unread) {
            return;
        }
        let meant = [
            mistakes::other_declaration(word),
            mistakes::other_clause(word),
        ];
        let Some(near) = meant
            .into_iter()
            .flatten()
            .find(|near| reads_as(near, word, head, block))
        else {
            return;
        };
        let start = block.head.start;
        let here = self.span(start..start + word.len());
        let diagnostic = Diagnostic::new(Code::UnknownDeclaration, here)
            .with("found", word)
            .with("near", near);
        // Instead of the message about what stands behind it.
        self.diagnostics.pop();
        self.report(diagnostic);
    }

    fn clause(&mut self, piece: &Piece, comments: &mut Vec<Place>) -> Option<Clause> {
        let rule = clause_rule(piece.word);
        let range = piece.range.clone();
        let (say, place) = self.piece(range, rule, comments, |builder, rule, pairs| {
            builder.clause(rule, pairs)
        })?;
        Some(Clause {
            say,
            word: self.word_place(piece),
            place,
        })
    }

    fn word_place(&self, piece: &Piece) -> Place {
        let start = piece.range.start;
        Place(self.span(start..start + piece.word_length))
    }

    /// Reads one piece: a head or a clause. Gives what was built and its place without comments
    /// behind it.
    fn piece<T>(
        &mut self,
        range: Range<usize>,
        rule: Rule,
        comments: &mut Vec<Place>,
        build: impl Fn(&mut Builder, Rule, Pairs) -> Option<T>,
    ) -> Option<(T, Place)> {
        let text: &str = self.text;
        let piece = text.get(range.clone()).unwrap_or_default().trim_end();
        let base = range.start;
        let inspected = match inspect(piece) {
            Ok(inspected) => inspected,
            Err(trouble) => {
                self.before_trouble(&trouble, piece, base, rule);
                let diagnostic = self.trouble(&trouble, piece, base);
                self.report(diagnostic);
                if trouble.kind != Kind::TooLong {
                    let lines = piece.match_indices('\n').map(|(at, _)| at + 1);
                    let later = lines.filter(|&line| line > trouble.at.start);
                    // These may well stand in a quote that nothing closes.
                    self.unknown_clauses(piece, base, later, false);
                }
                return None;
            }
        };
        for comment in &inspected.comments {
            comments.push(Place(self.span(base + comment.start..base + comment.end)));
        }
        let piece = &*inspected.without_comments(piece);
        match parse_piece(rule, piece) {
            Ok((rule, pairs)) => {
                let mut builder = Builder {
                    source: self.file.source,
                    base,
                    piece,
                    units: self.units,
                    diagnostics: self.diagnostics,
                    tail: None,
                };
                let built = build(&mut builder, rule, pairs)?;
                builder.no_tail()?;
                Some((built, Place(self.span(base..base + inspected.end))))
            }
            Err(error) => {
                self.unreadable(piece, base, rule, &inspected, &error);
                None
            }
        }
    }

    /// What is wrong on the lines before that of a trouble, where that one was meant as a clause.
    fn before_trouble(&mut self, trouble: &Trouble, piece: &str, base: usize, rule: Rule) {
        let before = piece.get(..trouble.at.start).unwrap_or_default();
        let Some(line) = before.rfind('\n').map(|at| at + 1) else {
            return;
        };
        if meant_as_a_clause(piece, line, is_clause(rule)).is_none() {
            return;
        }
        let before = before.get(..line).unwrap_or_default().trim_end();
        let Ok(inspected) = inspect(before) else {
            return;
        };
        let before = &*inspected.without_comments(before);
        if let Err(error) = parse_piece(rule, before) {
            self.unreadable(before, base, rule, &inspected, &error);
        }
    }

    /// Reports why a piece cannot be parsed: unknown clauses first, then what is wrong before them.
    fn unreadable(
        &mut self,
        piece: &str,
        base: usize,
        rule: Rule,
        inspected: &Inspected,
        error: &pest::error::Error<Rule>,
    ) {
        let span =
            |range: Range<usize>| Span::new(self.file.source, base + range.start..base + range.end);
        let of_a_clause = is_clause(rule);
        let Some(unknown) = unknown_clause(piece, &inspected.lines, stopped_at(error)) else {
            // What is wrong ends where a line begins that was meant as another clause.
            let others = || {
                let later = inspected.lines.iter().copied();
                later.filter(|&line| line > stopped_at(error))
            };
            let next = others().find_map(|line| meant_as_a_clause(piece, line, of_a_clause));
            let alone = next
                .and_then(|next| piece.get(..next.start))
                .map(str::trim_end);
            let alone = alone.and_then(|alone| {
                let inspected = inspect(alone).ok()?;
                let error = parse_piece(rule, alone).err()?;
                Some((alone, inspected.end, error))
            });
            let diagnostic = match &alone {
                Some((alone, end, error)) => explain(alone, *end, rule, error, self.units, span),
                None => explain(piece, inspected.end, rule, error, self.units, span),
            };
            self.report(diagnostic);
            return self.unknown_clauses(piece, base, others(), of_a_clause);
        };
        let before = piece.get(..unknown.start).unwrap_or_default().trim_end();
        // Comments are blanked by now.
        if let (Ok(inspected), Err(error)) = (inspect(before), parse_piece(rule, before)) {
            self.unreadable(before, base, rule, &inspected, &error);
        }
        self.unknown_clause(piece, base, unknown.clone());
        let later = inspected.lines.iter().copied();
        self.unknown_clauses(piece, base, later.filter(|&line| line > unknown.end), true);
    }

    /// Reports each of these lines that was meant as a clause.
    fn unknown_clauses(
        &mut self,
        piece: &str,
        base: usize,
        lines: impl Iterator<Item = usize>,
        of_a_clause: bool,
    ) {
        for line in lines {
            if let Some(word) = meant_as_a_clause(piece, line, of_a_clause) {
                self.unknown_clause(piece, base, word);
            }
        }
    }

    fn unknown_clause(&mut self, piece: &str, base: usize, word: Range<usize>) {
        let found = piece.get(word.clone()).unwrap_or_default();
        let here = self.span(base + word.start..base + word.end);
        let diagnostic = Diagnostic::new(Code::UnknownClause, here).with("found", found);
        self.report(match mistakes::other_clause(found) {
            Some(near) => diagnostic.with("near", near),
            None => diagnostic.help(Some("none")),
        });
    }

    fn trouble(&self, trouble: &Trouble, piece: &str, base: usize) -> Diagnostic {
        let here = self.span(base + trouble.at.start..base + trouble.at.end);
        let found = piece.get(trouble.at.clone()).unwrap_or_default();
        match trouble.kind {
            Kind::Strange(c, name) => {
                let diagnostic = Diagnostic::new(Code::StrangeCharacter, here)
                    .with("character", format!("U+{:04X}", u32::from(c)))
                    .with("name", Value::Phrase(name));
                // These leave nothing behind; in the place of others something was meant.
                match name {
                    "character.zero_width_space"
                    | "character.joiner"
                    | "character.soft_hyphen"
                    | "character.byte_order_mark"
                    | "character.direction"
                    | "character.variation" => diagnostic.edit(here, ""),
                    _ => diagnostic,
                }
            }
            Kind::WrongQuote => Diagnostic::new(Code::OtherSpelling, here)
                .with("found", found)
                .with("instead", "“…”"),
            Kind::NotClosed(close) => Diagnostic::new(Code::NotClosed, here)
                .with("open", found)
                .with("close", close),
            Kind::TooDeep => Diagnostic::new(Code::TooDeep, here).with("limit", inspect::DEEPEST),
            Kind::NameTooLong(length) => Diagnostic::new(Code::NameTooLong, here)
                .with("length", length)
                .with("limit", inspect::LONGEST_NAME),
            Kind::NumberTooLong(digits) => Diagnostic::new(Code::NumberTooLong, here)
                .with("digits", digits)
                .with("limit", MOST_DIGITS),
            Kind::TooLong => Diagnostic::new(Code::TooLong, here)
                .with("length", piece.len() / 1024)
                .with("limit", inspect::LONGEST_PIECE / 1024),
        }
    }

    /// Most clauses are said once; a second one would leave open which counts.
    fn said_twice(&mut self, before: &[Clause], clause: &Clause, piece: &Piece) {
        if matches!(
            clause.say,
            Say::Source { .. }
                | Say::Note(_)
                | Say::Because(_)
                | Say::Also(_)
                | Say::Printed { .. }
        ) {
            return;
        }
        let same = |other: &&Clause| {
            std::mem::discriminant(&other.say) == std::mem::discriminant(&clause.say)
        };
        if let Some(first) = before.iter().find(same) {
            let word = self.slice(clause.word.0.range());
            let diagnostic = Diagnostic::new(Code::SaidTwice, self.word_place(piece).0)
                .at(first.word.0, "first")
                .with("word", word);
            self.report(diagnostic);
        }
    }

    /// A clause that means nothing here would be ignored, and nothing is ever ignored.
    fn belongs(&mut self, rule: Rule, clause: &Clause, word: Word) {
        if clauses_of(rule).contains(&word) {
            return;
        }
        let written = self.slice(clause.word.0.range());
        let diagnostic = Diagnostic::new(Code::MisplacedClause, clause.word.0)
            .with("word", written)
            .with("declaration", Value::Phrase(declaration_phrase(rule)));
        self.report(diagnostic);
    }
}

/// Parses a piece by its rule, and a target by the quick one first. Says which it was.
fn parse_piece(
    rule: Rule,
    piece: &str,
) -> Result<(Rule, Pairs<'_>), Box<pest::error::Error<Rule>>> {
    if rule == Rule::target
        && let Ok(pairs) = grammar::parse(Rule::simple_target, piece)
    {
        return Ok((Rule::simple_target, pairs));
    }
    grammar::parse(rule, piece).map(|pairs| (rule, pairs))
}

/// Whether a head is what `near` stands for once that word stands in place of its first.
///
/// Two Chinese words of two characters that share one are mostly two words (床位 and 单位, 名额 and
/// 名单), so that such a head must also have what no target has: text in quotes, a row of things, a
/// clause of that declaration.
fn reads_as(near: &str, word: &str, head: &str, block: &Block) -> bool {
    let behind = head.get(word.len()..).unwrap_or_default();
    let declaration = Word::declaration(near);
    let rule = match (declaration, Word::clause(near)) {
        (Some(word), _) => head_rule(word),
        (None, Some(word)) => clause_rule(word),
        (None, None) => return false,
    };
    let meant = format!("{near}{}", behind.trim_end());
    let fits = inspect(&meant)
        .is_ok_and(|inspected| grammar::parse(rule, &inspected.without_comments(&meant)).is_ok());
    if !fits {
        return false;
    }
    let alone = clauses_of(Rule::target);
    let own =
        |clause: &Piece| !alone.contains(&clause.word) && clauses_of(rule).contains(&clause.word);
    word.is_ascii()
        || same_letters(word, near)
        || near.chars().count() > 2
        || behind.contains(['"', '“', '<', '＜', '、', '，', ','])
        || declaration.is_some() && block.clauses.iter().any(own)
}

/// The first word of a continuation line that was probably meant as a clause.
fn unknown_clause(piece: &str, lines: &[usize], stopped: usize) -> Option<Range<usize>> {
    let line = *lines.iter().rfind(|&&line| line <= stopped)?;
    let word = word_of_line(piece, line);
    let text = piece.get(word.clone())?;
    let is_word = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if !is_word || is_reserved(text) || clause_word(text).is_some() {
        return None;
    }
    let at_its_start = stopped <= word.start;
    (at_its_start || mistakes::other_clause(text).is_some()).then_some(word)
}

/// The first word of a continuation line in a piece that cannot be read, if the line was meant as a
/// clause of its own. Behind a clause that is any word that no clause goes on with; a head goes on
/// with names, so that there the word must be like one of ours, or have a text behind it.
fn meant_as_a_clause(piece: &str, line: usize, of_a_clause: bool) -> Option<Range<usize>> {
    let word = word_of_line(piece, line);
    let text = piece.get(word.clone())?;
    let is_word = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if !is_word || is_reserved(text) || goes_on(piece.get(..line)?) {
        return None;
    }
    let details = || Word::all_of(Role::Detail).flat_map(Word::spellings);
    let behind = piece.get(word.end..)?.trim_start();
    let alone = of_a_clause || behind.starts_with(['"', '“']);
    let new = alone && !details().any(|detail| detail.split(' ').next() == Some(text));
    (new || mistakes::other_clause(text).is_some()).then_some(word)
}

/// Whether what stands before a line asks for more.
fn goes_on(before: &str) -> bool {
    before.trim_end().ends_with([
        ',', '，', '、', '=', '＝', '<', '＜', '{', '｛', '(', '（', '+', '*', '/', ':', '：',
    ])
}

fn word_of_line(piece: &str, line: usize) -> Range<usize> {
    let rest = piece.get(line..).unwrap_or_default();
    let start = line + rest.len() - rest.trim_start().len();
    start..start + first_word(rest.trim_start()).len()
}

fn head_rule(word: Word) -> Rule {
    match word {
        Word::Section => Rule::section,
        Word::Indicator => Rule::indicator,
        Word::Scale => Rule::scale,
        Word::List => Rule::list,
        Word::Forecast => Rule::forecast,
        Word::Claim => Rule::claim,
        Word::Identity => Rule::identity,
        Word::Entitlement => Rule::entitlement,
        Word::Background => Rule::background,
        Word::Name => Rule::names,
        Word::Undefined => Rule::undefined,
        Word::Amend => Rule::amend,
        // `test` without a name in quotes is the name of an indicator.
        _ => Rule::target,
    }
}

fn is_clause(rule: Rule) -> bool {
    Word::all_of(Role::Clause).any(|word| clause_rule(word) == rule)
}

fn clause_rule(word: Word) -> Rule {
    match word {
        Word::Source => Rule::source,
        Word::Attribute => Rule::attribute,
        Word::Strive => Rule::strive,
        Word::Guard => Rule::guard,
        Word::Owner => Rule::owner,
        Word::From => Rule::from,
        Word::Unit => Rule::unit,
        Word::Basis => Rule::basis,
        Word::Definition => Rule::definition,
        Word::Also => Rule::also,
        Word::BetterHigher | Word::BetterLower | Word::BetterNeither => Rule::better,
        Word::Kind => Rule::kind,
        Word::Total => Rule::total,
        Word::Path => Rule::path,
        Word::Compare => Rule::compare,
        Word::Missing => Rule::missing,
        Word::Method => Rule::method,
        Word::Weight => Rule::weight,
        Word::Printed => Rule::printed,
        Word::Because => Rule::because,
        _ => Rule::note,
    }
}

/// The colon of `章节：“第三章”`, where without it the head is what its word says.
fn needless_colon(kind: Word, head: &str, word: &str) -> Option<Range<usize>> {
    let behind = head.get(word.len()..)?;
    let gap = behind.len() - behind.trim_start().len();
    let colon = behind.trim_start().chars().next()?;
    let rest = behind.trim_start().strip_prefix([':', '：'])?;
    let start = word.len() + gap;
    let without = format!("{word} {}", rest.trim_end());
    (inspect(&without).is_ok() && grammar::parse(head_rule(kind), &without).is_ok())
        .then(|| start..start + colon.len_utf8())
}

/// The clauses that mean something to a declaration.
fn clauses_of(rule: Rule) -> &'static [Word] {
    match rule {
        Rule::section => &[Word::Owner, Word::Source, Word::Because, Word::Note],
        Rule::indicator => &[
            Word::Unit,
            Word::Basis,
            Word::Definition,
            Word::Also,
            Word::BetterHigher,
            Word::BetterLower,
            Word::BetterNeither,
            Word::Kind,
            Word::Total,
            Word::Source,
            Word::Because,
            Word::Note,
        ],
        Rule::list => &[Word::Also, Word::Source, Word::Because, Word::Note],
        Rule::target => &[
            Word::Source,
            Word::Attribute,
            Word::Strive,
            Word::Guard,
            Word::Owner,
            Word::From,
            Word::Path,
            Word::Compare,
            Word::Missing,
            Word::Method,
            Word::Weight,
            Word::Printed,
            Word::Because,
            Word::Note,
        ],
        _ => &[Word::Source, Word::Because, Word::Note],
    }
}

fn declaration_phrase(rule: Rule) -> &'static str {
    match rule {
        Rule::section => "declaration.section",
        Rule::indicator => "declaration.indicator",
        Rule::scale => "declaration.scale",
        Rule::list => "declaration.list",
        Rule::forecast => "declaration.forecast",
        Rule::claim => "declaration.claim",
        Rule::identity => "declaration.identity",
        Rule::entitlement => "declaration.entitlement",
        Rule::background => "declaration.background",
        Rule::names => "declaration.names",
        Rule::undefined => "declaration.undefined",
        Rule::amend => "declaration.amend",
        _ => "declaration.target",
    }
}
