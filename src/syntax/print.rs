//! Tree to text in one canonical form. Comments are not part of it: the formatter, which keeps
//! them, prints from the text as well.

use super::ast::*;
use super::grammar::{Rule, fits};
use super::words::{Spelling, Word, is_word};
use crate::value::{Mode, Units, Years};

/// A file in one spelling. Reading it again gives the same tree, comments aside. What could not be
/// read is not in it.
pub fn print(file: &File, spelling: Spelling) -> String {
    let mut printer = Printer {
        text: String::new(),
        spelling,
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

struct Printer {
    text: String,
    spelling: Spelling,
}

/// How tightly what is printed must hold together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Sum,
    Product,
    Primary,
}

impl Printer {
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

    // ---- Heads

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

    // ---- Conditions

    /// `inner` for a part of a chain, which needs brackets if it is a chain itself.
    fn condition(&mut self, condition: &Condition, inner: bool) {
        match condition {
            Condition::Compare(compare) => self.compare(compare),
            Condition::And(parts) => self.chain(parts, Word::And, inner),
            Condition::Or(parts) => self.chain(parts, Word::Or, inner),
            Condition::AtLeast { count, of, .. } => {
                self.at_least(count);
                self.put("(");
                self.joined(of, ", ", |printer, one| printer.condition(one, false));
                self.put(")");
            }
            Condition::Each(each) => {
                match &each.count {
                    Some(count) => self.at_least(count),
                    None => {
                        self.word(Word::EachOf);
                        self.put(" ");
                    }
                }
                match &each.of {
                    ListRef::Named(name) => self.name(name),
                    ListRef::Items(items) => {
                        self.put("{ ");
                        self.joined(items, ", ", Self::item);
                        self.put(" }");
                    }
                }
                self.test(&each.test);
            }
        }
    }

    fn chain(&mut self, parts: &[Condition], word: Word, inner: bool) {
        if inner {
            self.put("(");
        }
        let between = format!(" {} ", word.spelled(self.spelling));
        self.joined(parts, &between, |printer, part| {
            printer.condition(part, true)
        });
        if inner {
            self.put(")");
        }
    }

    fn at_least(&mut self, count: &Count) {
        let number = count.number;
        self.either(
            &format!("at least {number} of "),
            &format!("至少{number}项 "),
        );
    }

    fn compare(&mut self, compare: &Compare) {
        match &compare.measure {
            Measure::Plain(expr) => self.expr(expr, Hold::Sum),
            Measure::Total(expr) => self.worded_measure("sum of ", expr, " 合计"),
            Measure::AnnualGrowth(expr) => {
                self.worded_measure("annual growth of ", expr, " 年均增速")
            }
        }
        self.test(&compare.test);
    }

    fn worded_measure(&mut self, before: &str, expr: &Expr, behind: &str) {
        self.either(before, "");
        self.expr(expr, Hold::Sum);
        self.either("", behind);
    }

    fn test(&mut self, test: &Test) {
        self.put(" ");
        self.word(match test.relation {
            Relation::AtLeast => Word::AtLeast,
            Relation::MoreThan => Word::MoreThan,
            Relation::AtMost => Word::AtMost,
            Relation::LessThan => Word::LessThan,
            Relation::Equal => Word::Equal,
            Relation::Rising => Word::Rising,
            Relation::Falling => Word::Falling,
            Relation::NotRising => Word::NotRising,
            Relation::NotFalling => Word::NotFalling,
        });
        if let Some(right) = &test.right {
            self.put(" ");
            self.right(right);
        }
    }

    fn right(&mut self, right: &Right) {
        match right {
            Right::Expr(expr) => self.expr(expr, Hold::Sum),
            Right::About { middle, width } => {
                self.expr(middle, Hold::Sum);
                self.width(width);
            }
            Right::Range { low, high } => {
                self.expr(low, Hold::Sum);
                self.put("..");
                self.expr(high, Hold::Sum);
            }
            Right::Map { entries, width } => {
                self.put("{ ");
                self.joined(entries, ", ", |printer, (name, figure)| {
                    printer.name(name);
                    printer.put(": ");
                    printer.expr(figure, Hold::Sum);
                });
                self.put(" }");
                if let Some(width) = width {
                    self.width(width);
                }
            }
            Right::Milestones(milestones) => self.milestones(milestones),
        }
    }

    fn width(&mut self, width: &Expr) {
        self.either(" ± ", " 左右 ±");
        self.expr(width, Hold::Sum);
    }

    fn milestones(&mut self, milestones: &[Milestone]) {
        self.put("{ ");
        self.joined(milestones, ", ", |printer, one| {
            printer.put(&format!("{}: ", one.year));
            printer.expr(&one.figure, Hold::Sum);
        });
        self.put(" }");
    }

    // ---- Formulas

    fn expr(&mut self, expr: &Expr, hold: Hold) {
        let own = match expr {
            Expr::Sum(..) => Hold::Sum,
            Expr::Product(..) | Expr::Negative(..) => Hold::Product,
            _ => Hold::Primary,
        };
        if own < hold {
            self.put("(");
        }
        match expr {
            Expr::Figure(figure) => self.figure(figure),
            Expr::Name(name) => self.name(name),
            Expr::Base(_) => self.word(Word::Base),
            Expr::At { of, at } => {
                self.name(of);
                for at in at {
                    self.put("@");
                    self.at(at);
                }
            }
            Expr::Negative(inner, _) => {
                self.put("-");
                self.expr(inner, Hold::Primary);
            }
            Expr::Sum(first, rest) => {
                self.term(first);
                for (minus, part) in rest {
                    self.put(if *minus { " - " } else { " + " });
                    self.term(part);
                }
            }
            Expr::Product(first, rest) => {
                self.factor(first);
                for (divided, part) in rest {
                    self.put(if *divided { " / " } else { " * " });
                    self.factor(part);
                }
            }
            Expr::Call {
                function,
                arguments,
                ..
            } => {
                self.word(match function {
                    Function::Sum => Word::Sum,
                    Function::Mean => Word::Mean,
                    Function::Min => Word::Min,
                    Function::Max => Word::Max,
                    Function::Change => Word::Change,
                    Function::Growth => Word::Growth,
                    Function::Share => Word::Share,
                });
                self.put("(");
                self.joined(arguments, ", ", |printer, argument| match argument {
                    Argument::Expr(expr) => printer.expr(expr, Hold::Sum),
                    Argument::Years(years, _) => printer.put(&years.to_string()),
                });
                self.put(")");
            }
            Expr::Where {
                share,
                level,
                condition,
                ..
            } => {
                self.word(if *share { Word::Share } else { Word::Count });
                self.put("(");
                self.level(level);
                self.put(" ");
                self.word(Word::Where);
                self.put(" ");
                self.condition(condition, false);
                self.put(")");
            }
        }
        if own < hold {
            self.put(")");
        }
    }

    /// A part of a sum: a product stands as it is, a sum in brackets.
    fn term(&mut self, expr: &Expr) {
        self.expr(expr, Hold::Product);
    }

    /// A part of a product: only a sign stands as it is.
    fn factor(&mut self, expr: &Expr) {
        let hold = match expr {
            Expr::Negative(..) => Hold::Product,
            _ => Hold::Primary,
        };
        self.expr(expr, hold);
    }

    fn figure(&mut self, figure: &Figure) {
        self.put(&figure.number.to_string());
        if let Some(unit) = &figure.unit {
            self.put(unit);
        }
    }

    fn at(&mut self, at: &At) {
        match at {
            At::Year(year, _) => self.put(&year.to_string()),
            At::Base(_) => self.word(Word::Base),
            At::Prior(_) => self.word(Word::Prior),
            At::Region(name) => self.name(name),
        }
    }

    // ---- Clauses

    fn clause(&mut self, say: &Say) {
        match say {
            Say::Source { table, at, quote } => {
                self.word(Word::Source);
                if *table {
                    self.detail(Word::Table);
                }
                for text in at.iter().chain(quote) {
                    self.spaced_text(text);
                }
            }
            Say::Attribute(attribute) => self.worded(
                Word::Attribute,
                match attribute {
                    Attribute::Binding => Word::Binding,
                    Attribute::Expected => Word::Expected,
                    Attribute::None => Word::NoAttribute,
                },
            ),
            Say::Strive => self.word(Word::Strive),
            Say::Guard => self.word(Word::Guard),
            Say::Owner { lead, with, by } => {
                self.word(Word::Owner);
                self.spaced_text(lead);
                if !with.is_empty() {
                    self.detail(Word::OwnerWith);
                    self.put(" ");
                    self.joined(with, ", ", Self::quote);
                }
                if let Some(by) = by {
                    self.detail(Word::OwnerBy);
                    self.spaced_text(by);
                }
            }
            Say::From { figure, year } => {
                self.word(Word::From);
                self.put(" ");
                self.expr(figure, Hold::Sum);
                self.either(&format!(" in {year}"), &format!(" {year}年"));
            }
            Say::Path(path) => match path {
                Path::Linear => self.worded(Word::Path, Word::PathLinear),
                Path::Compound => self.worded(Word::Path, Word::PathCompound),
                Path::Milestones(milestones) => {
                    self.word(Word::Path);
                    self.put(" ");
                    self.milestones(milestones);
                }
            },
            Say::Compare(None) => self.worded(Word::Compare, Word::CompareExactly),
            Say::Compare(Some((decimals, mode))) => {
                self.word(Word::Compare);
                let plural = if *decimals == 1 { "" } else { "s" };
                self.either(
                    &format!(" at {decimals} decimal{plural}"),
                    &format!(" 修约到{decimals}位小数"),
                );
                self.detail(match mode {
                    Mode::HalfEven => Word::HalfEven,
                    Mode::HalfUp => Word::HalfUp,
                });
            }
            Say::Missing(missing) => match missing {
                Missing::CannotJudge => self.worded(Word::Missing, Word::CannotJudge),
                Missing::AsZero => self.worded(Word::Missing, Word::AsZero),
                Missing::UseLast(years) => {
                    self.word(Word::Missing);
                    let plural = if *years == 1 { "" } else { "s" };
                    self.either(
                        &format!(" use last within {years} year{plural}"),
                        &format!(" 沿用{years}年内"),
                    );
                }
            },
            Say::Method(method) => {
                self.word(Word::Method);
                self.put(" ");
                self.put(method);
            }
            Say::Weight(figure) => {
                self.word(Word::Weight);
                self.put(" ");
                self.figure(figure);
            }
            Say::Printed { words, because } => {
                self.word(Word::Printed);
                self.spaced_text(words);
                if let Some(because) = because {
                    self.detail(Word::PrintedBecause);
                    self.spaced_text(because);
                }
            }
            Say::Because(text) => self.worded_text(Word::Because, text),
            Say::Note(text) => self.worded_text(Word::Note, text),
            Say::Unit(unit) => {
                self.word(Word::Unit);
                self.put(" ");
                if fits(Rule::bare_unit, &unit.text) {
                    self.put(&unit.text);
                } else {
                    self.quoted(&unit.text);
                }
            }
            Say::Basis(name) => {
                self.word(Word::Basis);
                self.put(" ");
                self.name(name);
            }
            Say::Better(better) => self.word(match better {
                Better::Higher => Word::BetterHigher,
                Better::Lower => Word::BetterLower,
                Better::Neither => Word::BetterNeither,
            }),
            Say::Definition(text) => self.worded_text(Word::Definition, text),
            Say::Also(texts) => {
                self.word(Word::Also);
                self.put(" ");
                self.joined(texts, ", ", Self::quote);
            }
            Say::Kind(kind) => self.worded(
                Word::Kind,
                match kind {
                    Kind::Level => Word::KindLevel,
                    Kind::Flow => Word::KindFlow,
                    Kind::NetFlow => Word::KindNetFlow,
                    Kind::Share => Word::KindShare,
                },
            ),
            Say::Total(total) => match total {
                Total::Sum => self.worded(Word::Total, Word::TotalSum),
                Total::Mean => self.worded(Word::Total, Word::TotalMean),
                Total::None => self.worded(Word::Total, Word::TotalNone),
                Total::Ratio(above, below) => {
                    self.worded(Word::Total, Word::TotalRatio);
                    self.put("(");
                    self.name(above);
                    self.put(", ");
                    self.name(below);
                    self.put(")");
                }
            },
        }
    }

    fn detail(&mut self, word: Word) {
        self.put(" ");
        self.word(word);
    }

    fn worded(&mut self, word: Word, detail: Word) {
        self.word(word);
        self.detail(detail);
    }

    fn worded_text(&mut self, word: Word, text: &Text) {
        self.word(word);
        self.spaced_text(text);
    }

    // ---- Names and text

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
        if is_plain(&name.text) {
            self.put(&name.text);
        } else {
            self.quoted(&name.text);
        }
    }

    fn level(&mut self, name: &Name) {
        let text = &name.text;
        let lists_kinds = text.contains('（') && fits(Rule::bare_level, text);
        if lists_kinds && !text.starts_with("每个") || is_plain(text) {
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
            if is_year || is_plain(part) {
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
fn is_plain(text: &str) -> bool {
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
    // A name that begins with a digit, unless it could be a figure. Which units a plan adds is not
    // known here; none is longer than four letters.
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let unit = ["以上", "以下", "以内", "左右"]
        .iter()
        .find_map(|tail| rest.strip_suffix(tail))
        .unwrap_or(rest);
    let only_letters = !text.contains(['.', '．', '/', '／', '%', '％', '‰', '=', '＝', '㎡', '℃']);
    only_letters
        && unit.chars().count() > 4
        && Units::standard().parse(unit).is_none()
        && !unit.starts_with('年')
        && fits(Rule::bare_digits, text)
}
