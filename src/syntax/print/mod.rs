//! Tree to text in one canonical form. Comments are not part of it: the formatter, which keeps
//! them, prints from the text as well.

mod clause;
mod condition;
mod expr;

use super::ast::*;
use super::grammar::{Rule, fits};
use super::words::{Spelling, Word, is_word};
use crate::value::{Units, Years};
use expr::Hold;

/// A file in one spelling. Reading it again with the same units gives the same tree, comments
/// aside. What could not be read is not in it.
pub fn print(file: &File, spelling: Spelling, units: &Units) -> String {
    let mut printer = Printer {
        text: String::new(),
        spelling,
        units,
    };
    for item in &file.items {
        match item {
            Item::Blank { lines } => {
                for _ in 0..*lines {
                    printer.text.push('\n');
                }
            }
            Item::Comment(_) | Item::Test(_) | Item::Broken(_) => {}
            Item::Declaration(declaration) => printer.declaration(declaration),
        }
    }
    printer.text
}

struct Printer<'a> {
    text: String,
    spelling: Spelling,
    /// The units of the plan: they say which name could be a figure.
    units: &'a Units,
}

impl Printer<'_> {
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn word(&mut self, word: Word) {
        self.put(word.spelled(self.spelling));
    }

    /// The one for English or the other for Chinese.
    fn either(&mut self, english: &str, chinese: &str) {
        self.put(match self.spelling {
            Spelling::En => english,
            Spelling::Zh => chinese,
        });
    }

    fn is_chinese(&self) -> bool {
        self.spelling == Spelling::Zh
    }

    /// Each of `parts`, with `between` between them.
    fn joined<T>(&mut self, parts: &[T], between: &str, mut each: impl FnMut(&mut Self, &T)) {
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                self.put(between);
            }
            each(self, part);
        }
    }

    fn declaration(&mut self, declaration: &Declaration) {
        self.head(&declaration.head);
        self.put("\n");
        for clause in &declaration.clauses {
            self.put("    ");
            self.clause(&clause.say);
            self.put("\n");
        }
    }

    fn head(&mut self, head: &Head) {
        match head {
            Head::Section(title) => {
                self.word(Word::Section);
                self.spaced_text(title);
            }
            Head::Indicator {
                name,
                label,
                formula,
            } => {
                self.named(Word::Indicator, name, label.as_ref());
                if let Some(formula) = formula {
                    self.put(" = ");
                    self.expr(formula, Hold::Sum);
                }
            }
            Head::Scale { name, stages } => {
                self.named(Word::Scale, name, None);
                self.put(" = ");
                self.joined(stages, " < ", Self::name);
            }
            Head::List { name, label, items } => {
                self.named(Word::List, name, label.as_ref());
                self.put(" = ");
                self.joined(items, ", ", Self::item);
            }
            Head::Target(statement) => self.statement(statement),
            Head::Forecast(statement) => self.worded_statement(Word::Forecast, statement),
            Head::Claim(statement) => self.worded_statement(Word::Claim, statement),
            Head::Identity(statement) => self.worded_statement(Word::Identity, statement),
            Head::Entitlement(statement) => self.worded_statement(Word::Entitlement, statement),
            Head::Background(texts) => {
                self.word(Word::Background);
                self.put(" ");
                self.joined(texts, ", ", Self::quote);
            }
            Head::Names(texts) => {
                self.word(Word::Name);
                self.put(" ");
                self.joined(texts, ", ", Self::quote);
            }
            Head::Undefined { words, of } => {
                self.word(Word::Undefined);
                self.spaced_text(words);
                self.put(" ");
                self.word(Word::UndefinedOf);
                self.put(" ");
                self.name(of);
            }
            Head::Amend {
                target,
                from: date,
                by,
                old,
                new,
            } => {
                self.word(Word::Amend);
                self.put(" ");
                self.target_name(target);
                self.either(&format!(" from {date} "), &format!(" 自 {date} 起 "));
                self.word(Word::AmendBy);
                self.spaced_text(by);
                self.put(": ");
                self.expr(old, Hold::Sum);
                self.put(" ");
                self.word(Word::AmendTo);
                self.put(" ");
                self.expr(new, Hold::Sum);
            }
        }
    }

    fn named(&mut self, word: Word, name: &Name, label: Option<&Text>) {
        self.word(word);
        self.put(" ");
        self.name(name);
        if let Some(label) = label {
            self.spaced_text(label);
        }
    }

    fn worded_statement(&mut self, word: Word, statement: &Statement) {
        self.word(word);
        self.put(" ");
        self.statement(statement);
    }

    fn statement(&mut self, statement: &Statement) {
        if let Some(name) = &statement.name {
            self.name(name);
            if let Some(label) = &statement.label {
                self.spaced_text(label);
            }
            self.put(": ");
        }
        self.condition(&statement.condition, false);
        if let Some(time) = &statement.time {
            self.put(" ");
            self.when(time.when);
        }
        if let Some(scope) = &statement.scope {
            self.put(" ");
            self.who(&scope.who);
            if !scope.except.is_empty() {
                self.put(" ");
                self.either("except ", "除 ");
                self.places(&scope.except);
                self.either("", " 外");
            }
        }
    }

    fn when(&mut self, when: When) {
        match when {
            When::By(year) => self.either(&format!("by {year}"), &format!("到{year}年")),
            When::In(year) => self.either(&format!("in {year}"), &format!("{year}年")),
            When::Throughout(years) => self.span_of_years(Word::Throughout, years),
            When::Over(years) => self.span_of_years(Word::Over, years),
        }
    }

    fn span_of_years(&mut self, word: Word, years: Option<Years>) {
        if let (Some(years), Spelling::Zh) = (years, self.spelling) {
            self.put(&format!("{}—{}年", years.first, years.last));
        }
        self.word(word);
        if let (Some(years), Spelling::En) = (years, self.spelling) {
            self.put(&format!(" {years}"));
        }
    }

    fn who(&mut self, who: &Who) {
        match who {
            Who::Each(levels) => {
                self.either("for each ", "每个");
                self.levels(levels);
            }
            Who::AtLeast(count, level) => {
                let number = count.number;
                self.either(
                    &format!("for at least {number} of "),
                    &format!("至少{number}个"),
                );
                self.level(level);
            }
            Who::Named(names) => {
                self.word(Word::For);
                self.put(" ");
                self.places(names);
            }
        }
    }

    fn between_places(&self) -> &'static str {
        if self.is_chinese() { "、" } else { ", " }
    }

    fn places(&mut self, names: &[Name]) {
        self.joined(names, self.between_places(), Self::name);
    }

    fn levels(&mut self, names: &[Name]) {
        self.joined(names, self.between_places(), Self::level);
    }

    fn item(&mut self, item: &ListItem) {
        self.name(&item.name);
        if let Some(region) = &item.region {
            self.put("@");
            self.name(region);
        }
        if let Some(words) = &item.words {
            self.spaced_text(words);
        }
    }

    fn name(&mut self, name: &Name) {
        if is_plain(&name.text, self.units) {
            self.put(&name.text);
        } else {
            self.quoted(&name.text);
        }
    }

    fn level(&mut self, name: &Name) {
        let text = &name.text;
        let lists_kinds = text.contains('（') && fits(Rule::bare_level, text);
        if lists_kinds && !text.starts_with("每个") || is_plain(text, self.units) {
            self.put(text);
        } else {
            self.quoted(text);
        }
    }

    /// `x@2025`: each part is a name of its own.
    fn target_name(&mut self, name: &Name) {
        for (at, part) in name.text.split('@').enumerate() {
            if at > 0 {
                self.put("@");
            }
            let is_year = at > 0 && crate::value::Year::parse(part).is_some();
            if is_year || is_plain(part, self.units) {
                self.put(part);
            } else {
                self.quoted(part);
            }
        }
    }

    fn spaced_text(&mut self, text: &Text) {
        self.put(" ");
        self.quote(text);
    }

    fn quote(&mut self, text: &Text) {
        self.quoted(&text.text);
    }

    /// Text that holds `"` came out of `“…”`, where quotes pair up.
    fn quoted(&mut self, text: &str) {
        let (open, close) = if text.contains('"') {
            ("“", "”")
        } else {
            ("\"", "\"")
        };
        self.put(open);
        self.put(text);
        self.put(close);
    }
}

/// Whether a name can stand without quotes wherever a name can stand.
fn is_plain(text: &str, units: &Units) -> bool {
    if is_word(text) || text.starts_with("每个") {
        return false;
    }
    if fits(Rule::bare_name, text) {
        // `到2025年` and `至少2项` would be read as a time and a count.
        return !["到", "至少"].iter().any(|word| {
            text.strip_prefix(word)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric()))
        });
    }
    // A name that begins with a digit, unless it could be a figure.
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let unit = ["以上", "以下", "以内", "左右"]
        .iter()
        .find_map(|tail| rest.strip_suffix(tail))
        .unwrap_or(rest);
    let only_letters = !text.contains(['.', '．', '/', '／', '%', '％', '‰', '=', '＝', '㎡', '℃']);
    only_letters
        && !unit.is_empty()
        && units.parse(unit).is_none()
        && !unit.starts_with('年')
        && fits(Rule::bare_digits, text)
}
