//! Conditions: what is measured, what it is compared with, and how they are put together.

use super::Printer;
use super::expr::Hold;
use crate::syntax::ast::*;
use crate::syntax::words::Word;

impl Printer<'_> {
    /// `inner` for a part of a chain, which needs brackets if it is a chain itself.
    pub(super) fn condition(&mut self, condition: &Condition, inner: bool) {
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

    pub(super) fn milestones(&mut self, milestones: &[Milestone]) {
        self.put("{ ");
        self.joined(milestones, ", ", |printer, one| {
            printer.put(&format!("{}: ", one.year));
            printer.expr(&one.figure, Hold::Sum);
        });
        self.put(" }");
    }
}
