//! Every digit that the rules and the data take from the plan is held by a quote: change any one,
//! and `coverage` fails at the rule that it stands in.

use crate::support::{Files, bundled, bytes_of, files_of};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use yardstick::coverage::{Coverage, Document, account};
use yardstick::data::take_in_as;
use yardstick::diag::{Code, Diagnostic, Diagnostics, Severity};
use yardstick::open::{Opened, open};
use yardstick::syntax::ast::{Clause, Head, Item, Say};
use yardstick::syntax::parse;
use yardstick::text::{SourceId, Sources, Span};

/// A declaration, or a row of data, and where its digits stand.
struct Part {
    whole: Span,
    digits: Vec<u32>,
}

/// A plan held against its text.
struct Held {
    opened: Opened,
    coverage: Coverage,
    findings: Vec<Diagnostic>,
}

/// Runs everything that `coverage` runs over sources.
fn held(sources: &Sources, document: &Document) -> Option<Held> {
    let mut diagnostics = Diagnostics::new();
    let opened = open(sources, &mut diagnostics)?;
    let coverage = account(
        &opened.plan,
        &opened.cube,
        sources,
        document,
        &mut diagnostics,
    );
    let findings = diagnostics.iter().cloned().collect();
    Some(Held {
        opened,
        coverage,
        findings,
    })
}

/// Whether a finding fails the command and points at a part.
fn is_at(finding: &Diagnostic, part: &Part) -> bool {
    let fails = finding.severity() == Severity::Error || finding.code == Code::Unaccounted;
    fails
        && finding
            .labels
            .iter()
            .any(|label| is_within(label.span, part))
}

fn is_within(span: Span, part: &Part) -> bool {
    span.source == part.whole.source && part.whole.start <= span.start && span.end <= part.whole.end
}

/// The digits of a stretch that are no part of a name: `age_65_share` holds none.
fn digits(sources: &Sources, span: Span, digits: &mut Vec<u32>) {
    let mut in_name = false;
    for (at, c) in sources.slice(span).char_indices() {
        if c.is_ascii_digit() && !in_name {
            digits.push(span.start + u32::try_from(at).unwrap());
        }
        in_name = c.is_ascii_alphabetic() || c == '_' || (in_name && c.is_ascii_digit());
    }
}

/// Without what stands in quotes: labels, and comments behind a line.
fn unquoted(sources: &Sources, span: Span, out: &mut Vec<u32>) {
    let text = sources.slice(span);
    let mut depth = 0_i32;
    let mut straight = false;
    let mut comment = false;
    let mut from = 0;
    let piece = |range: Range<usize>, out: &mut Vec<u32>| {
        let start = span.start + u32::try_from(range.start).unwrap();
        let end = span.start + u32::try_from(range.end).unwrap();
        digits(sources, Span { start, end, ..span }, out);
    };
    for (at, c) in text.char_indices() {
        let outside = depth == 0 && !straight && !comment;
        match c {
            '"' if depth == 0 && !comment => straight = !straight,
            '“' if !straight && !comment => depth += 1,
            '”' if !straight && !comment => depth -= 1,
            '#' if outside => comment = true,
            '\n' => comment = false,
            _ => {}
        }
        let now = depth == 0 && !straight && !comment;
        if outside && !now {
            piece(from..at, out);
        } else if !outside && now {
            from = at;
        }
    }
    if depth == 0 && !straight && !comment {
        piece(from..text.len(), out);
    }
}

/// The digits of a rule that come from the plan: figures, years, quotes and places. Notes,
/// reasons, labels and comments are the author's.
fn of_rules(sources: &Sources, id: SourceId, opened: &Opened, parts: &mut Vec<Part>) {
    let mut nobody = Diagnostics::new();
    let file = parse(id, sources.get(id), &opened.plan.units, &mut nobody);
    for item in &file.items {
        let Item::Declaration(declaration) = item else {
            continue;
        };
        let mut all = Vec::new();
        let head = declaration.head_place.0;
        match &declaration.head {
            Head::Section(_)
            | Head::Indicator { .. }
            | Head::Scale { .. }
            | Head::List { .. }
            | Head::Identity(_)
            | Head::Amend { .. } => continue,
            Head::Target(_) | Head::Forecast(_) | Head::Claim(_) | Head::Entitlement(_) => {
                unquoted(sources, head, &mut all);
            }
            Head::Background(_) | Head::Names(_) | Head::Undefined { .. } => {
                digits(sources, head, &mut all);
            }
        }
        for Clause { say, place, .. } in &declaration.clauses {
            match say {
                Say::Source { at, quote, .. } => {
                    for text in at.iter().chain(quote) {
                        digits(sources, text.place.0, &mut all);
                    }
                }
                Say::Printed { words, .. } => digits(sources, words.place.0, &mut all),
                Say::From { .. } | Say::Path(_) => unquoted(sources, place.0, &mut all),
                _ => {}
            }
        }
        parts.push(Part {
            whole: declaration.place.0,
            digits: all,
        });
    }
}

/// The digits of the figures, years and quotes of data that the plan prints.
fn of_data(sources: &Sources, opened: &Opened, parts: &mut Vec<Part>) {
    for row in opened.cube.quoted(sources) {
        let mut all = Vec::new();
        for span in [row.value, row.year_place, row.quote.span] {
            digits(sources, span, &mut all);
        }
        parts.push(Part {
            whole: row.row,
            digits: all,
        });
    }
}

/// Why no quote holds a digit.
fn reason(base: &Held, changed: &Held, part: &Part, at: u32) -> Option<&'static str> {
    let holds =
        |span: &&Span| span.source == part.whole.source && span.start <= at && at < span.end;
    if base.coverage.own.iter().any(|span| holds(&span)) {
        return Some("the author's own");
    }
    if base.coverage.beside.iter().any(|span| holds(&span)) {
        return Some("only the sentence around the quote holds it, and a note says why");
    }
    let plan = &base.opened.plan;
    let mut targets = plan.targets.iter().flat_map(|one| one.condition.tests());
    if targets.any(|test| test.scale.is_some() && holds(&&test.measure_place)) {
        return Some("the name of what is measured, which its label says again");
    }
    let in_formula = plan
        .claims
        .iter()
        .flat_map(|claim| {
            let tests = claim.condition.tests().into_iter();
            let formulas = tests.map(|test| test.measure_place);
            formulas.chain(claim.time_place)
        })
        .any(|span| holds(&&span));
    if !in_formula {
        return None;
    }
    let told = |held: &Held| {
        let all = held.findings.iter().flat_map(|one| &one.labels);
        all.filter(|label| is_within(label.span, part)).count()
    };
    Some(match told(changed) > told(base) {
        true => "what a claim is worked out from, and when: more is told than before",
        false => "what a claim is worked out from, and when: no more is told than before",
    })
}

/// What came of changing every digit.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    digits: usize,
    /// By the code of the finding.
    caught: BTreeMap<&'static str, usize>,
    /// With such a digit the plan no longer opens, which is no finding of `coverage`.
    unopened: usize,
    /// By the reason why no quote holds them.
    uncovered: BTreeMap<&'static str, usize>,
    /// Those that should have been caught.
    unexplained: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.digits += other.digits;
        self.unopened += other.unopened;
        for (code, count) in other.caught {
            *self.caught.entry(code).or_default() += count;
        }
        for (why, count) in other.uncovered {
            *self.uncovered.entry(why).or_default() += count;
        }
        self.unexplained.extend(other.unexplained);
    }

    fn share_uncovered(&self) -> f64 {
        let uncovered: usize = self.uncovered.values().sum();
        uncovered as f64 / self.digits as f64
    }
}

/// Changes every digit and says by what each was caught.
fn change_every_digit(files: &Files, text: &str) -> Tally {
    let mut sources = Sources::new();
    for (path, text) in files {
        let bytes = bytes_of(path, text);
        take_in_as(&mut sources, path, None, &bytes).unwrap();
    }
    let source = sources.insert("plan-text.txt", text.as_bytes()).unwrap();
    let mut nobody = Diagnostics::new();
    let opened = open(&sources, &mut nobody).unwrap();
    let document = Document::new(source, text, &opened.plan.units);
    let base = held(&sources, &document).unwrap();
    let errors: Vec<_> = base
        .findings
        .iter()
        .filter(|one| one.severity() == Severity::Error)
        .map(|one| (one.code.id(), one.message(yardstick::diag::Lang::En)))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(base.coverage.accounted(), base.coverage.figures.len());

    let mut parts = Vec::new();
    for rules in &base.opened.manifest.rules {
        let id = sources.find(&rules.path).unwrap();
        of_rules(&sources, id, &base.opened, &mut parts);
    }
    of_data(&sources, &base.opened, &mut parts);
    let most = parts.iter().map(|part| part.digits.len()).max().unwrap();
    let next = AtomicUsize::new(0);
    let round = || {
        let mut tally = Tally::default();
        loop {
            let nth = next.fetch_add(1, Ordering::Relaxed);
            if nth >= most {
                return tally;
            }
            tally.add(change_one_of_each(&base, &sources, &document, &parts, nth));
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut all = Tally::default();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(round)).collect();
        for thread in threads {
            all.add(thread.join().unwrap());
        }
    });
    println!(
        "{} digits of {} parts were changed",
        all.digits,
        parts.len()
    );
    for (code, count) in &all.caught {
        println!("{count} are caught by {code}");
    }
    assert_eq!(all.unopened, 0, "there is no plan to hold against anything");
    for (why, count) in &all.uncovered {
        println!("{count} are held by no quote: {why}");
    }
    assert!(
        all.unexplained.is_empty(),
        "{} of {} digits are held by no quote:\n{}",
        all.unexplained.len(),
        all.digits,
        all.unexplained.join("\n")
    );
    all
}

/// Changes one digit of each part in the same run. What is then told of a part first of all, by a
/// code of `coverage`, is its own; whatever else is told may come of another part, so that this
/// digit is changed once more alone.
fn change_one_of_each(
    base: &Held,
    sources: &Sources,
    document: &Document,
    parts: &[Part],
    nth: usize,
) -> Tally {
    // A digit for a digit: nothing moves, so that places stay what they are.
    let mut texts: BTreeMap<SourceId, Vec<u8>> = BTreeMap::new();
    for part in parts {
        if let Some(&at) = part.digits.get(nth) {
            let id = part.whole.source;
            let bytes = texts
                .entry(id)
                .or_insert_with(|| sources.get(id).text_or_empty().as_bytes().to_vec());
            another_digit(&mut bytes[at as usize]);
        }
    }
    let together = held(&with_texts(sources, texts), document);
    let mut tally = Tally::default();
    for part in parts {
        let Some(&at) = part.digits.get(nth) else {
            continue;
        };
        tally.digits += 1;
        let own = together.as_ref().and_then(|held| caught(held, part, true));
        if let Some(code) = own {
            *tally.caught.entry(code).or_default() += 1;
            continue;
        }
        let Some(alone) = held(&changed_alone(sources, part, at), document) else {
            tally.unopened += 1;
            continue;
        };
        if let Some(code) = caught(&alone, part, true).or_else(|| caught(&alone, part, false)) {
            *tally.caught.entry(code).or_default() += 1;
        } else if let Some(why) = reason(base, &alone, part, at) {
            *tally.uncovered.entry(why).or_default() += 1;
        } else {
            tally.unexplained.push(line_of(sources, part, at));
        }
    }
    tally
}

/// The code of a finding that fails the command and points at a part; `first` where it is one of
/// `coverage` and points there before anywhere else.
fn caught(held: &Held, part: &Part, first: bool) -> Option<&'static str> {
    let mut findings = held.findings.iter();
    let is_own =
        |one: &Diagnostic| one.code.id().starts_with("Y09") && is_within(one.labels[0].span, part);
    let found = findings.find(|one| is_at(one, part) && (!first || is_own(one)))?;
    Some(found.code.id())
}

/// The sources with other texts of some files.
fn with_texts(sources: &Sources, texts: BTreeMap<SourceId, Vec<u8>>) -> Sources {
    let mut changed = sources.clone();
    for (id, bytes) in texts {
        let path = sources.get(id).path().to_owned();
        changed.insert(&path, &bytes).unwrap();
    }
    changed
}

fn changed_alone(sources: &Sources, part: &Part, at: u32) -> Sources {
    let id = part.whole.source;
    let mut bytes = sources.get(id).text_or_empty().as_bytes().to_vec();
    another_digit(&mut bytes[at as usize]);
    with_texts(sources, BTreeMap::from([(id, bytes)]))
}

fn another_digit(digit: &mut u8) {
    *digit = if *digit == b'9' { b'0' } else { *digit + 1 };
}

/// A line with the place of a digit, for who mends it.
fn line_of(sources: &Sources, part: &Part, at: u32) -> String {
    let source = sources.get(part.whole.source);
    let place = source.position(at as usize);
    let range = source.lines().range(source.text_or_empty(), place.line - 1);
    let line = &source.text_or_empty()[range];
    format!("{}:{}:{} {line}", source.path(), place.line, place.column)
}

#[test]
fn every_digit_of_the_bundled_plan_is_held_by_a_quote() {
    let Some(path) = std::env::var_os("YARDSTICK_PLAN_TEXT") else {
        println!("not run: the plan's own text is not here (YARDSTICK_PLAN_TEXT)");
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let tally = change_every_digit(&bundled(), &text);
    let uncovered = tally.share_uncovered();
    assert!(uncovered < 0.1, "{uncovered}");
}

#[test]
fn every_digit_of_the_plan_of_traps_is_held_by_a_quote() {
    let files = files_of("tests/coverage");
    let text = files.iter().find(|(path, _)| path == "plan.txt");
    let (_, text) = text.unwrap();
    let tally = change_every_digit(&files, text);
    let authors = BTreeMap::from([("the author's own", 11)]);
    assert_eq!(tally.uncovered, authors);
}
