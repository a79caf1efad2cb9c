//! Conditions. They share the grammar's ladder with formulas; here the two are told apart.

use super::{Builder, Tail, inside, is_punctuation};
use crate::diag::{Code, Diagnostic};
use crate::syntax::ast::{
    Compare, Condition, Each, Expr, ListItem, ListRef, Measure, Milestone, Name, Place, Relation,
    Right, Test,
};
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::{asked, mistakes};
use crate::text::Span;
use crate::value::Year;
use std::ops::Range;

/// What a step of the ladder turned out to be.
pub(super) enum Built {
    Condition(Condition),
    Expr(Expr),
}

/// The operator of a comparison before its right side is known: 达到 waits for 以上 or 以下.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Relation(Relation),
    /// 达到
    Reach,
    /// 降至
    FallTo,
}

/// Figures in braces.
enum Braced {
    Milestones(Vec<Milestone>),
    Map(Vec<(Name, Expr)>),
}

impl Builder<'_> {
    /// A condition, where a formula could stand as well.
    pub(super) fn condition(&mut self, pair: Pair) -> Option<Condition> {
        let range = self.range_of(&pair);
        let built = self.disjunction(pair)?;
        self.as_condition(built, range)
    }

    fn as_condition(&mut self, built: Built, range: Range<usize>) -> Option<Condition> {
        match built {
            Built::Condition(condition) => Some(condition),
            Built::Expr(expr) => {
                let text = self.piece.get(range.clone()).unwrap_or_default();
                let diagnostic = Diagnostic::new(Code::ConditionExpected, self.span(range));
                let glued = match &expr {
                    Expr::Name(name) => mistakes::spaced_relation(&name.text),
                    _ => None,
                };
                // `死亡率控制在5/10万以内` reads as a division.
                let asked = asked::asked(self.piece, text);
                self.report(match (glued, asked) {
                    (Some(instead), _) => diagnostic.with("instead", instead).help(Some("spaces")),
                    (None, Some(instead)) => {
                        diagnostic.with("instead", instead).help(Some("instead"))
                    }
                    (None, None) => diagnostic,
                });
                None
            }
        }
    }

    /// `a or b or c`
    pub(super) fn disjunction(&mut self, pair: Pair) -> Option<Built> {
        self.chain(pair, Rule::conjunction, Self::conjunction, Condition::Or)
    }

    /// `a and b and c`
    fn conjunction(&mut self, pair: Pair) -> Option<Built> {
        self.chain(pair, Rule::comparison, Self::comparison, Condition::And)
    }

    fn chain(
        &mut self,
        pair: Pair,
        link: Rule,
        build: impl Fn(&mut Self, Pair) -> Option<Built>,
        join: impl Fn(Vec<Condition>) -> Condition,
    ) -> Option<Built> {
        let mut links = pair.into_inner().filter(|one| one.as_rule() == link);
        let first = links.next()?;
        let range = self.range_of(&first);
        let built = build(self, first)?;
        let mut links = links.peekable();
        if links.peek().is_none() {
            return Some(built);
        }
        let mut all = vec![self.as_condition(built, range)?];
        for one in links {
            let range = self.range_of(&one);
            let built = build(self, one)?;
            all.push(self.as_condition(built, range)?);
        }
        Some(Built::Condition(join(all)))
    }

    /// One comparison, or the formula that it would be about.
    fn comparison(&mut self, pair: Pair) -> Option<Built> {
        let whole = self.place(&pair);
        let mut parts = pair.into_inner();
        let first = parts.next()?;
        match first.as_rule() {
            Rule::each_of => {
                let of = self.listed(parts.next()?)?;
                self.each(None, of, parts.next()?, whole)
            }
            Rule::at_least_of => {
                let count = inside(&first, Rule::count).next()?;
                let count = self.count(&count)?;
                let of = parts.next()?;
                if of.as_rule() == Rule::members {
                    let of = of
                        .into_inner()
                        .filter(|one| !is_punctuation(one))
                        .map(|one| self.condition(one))
                        .collect::<Option<_>>()?;
                    let place = whole;
                    return Some(Built::Condition(Condition::AtLeast { count, of, place }));
                }
                let of = self.listed(of)?;
                self.each(Some(count), of, parts.next()?, whole)
            }
            _ => self.compare(first, parts, whole),
        }
    }

    fn each(
        &mut self,
        count: Option<crate::syntax::ast::Count>,
        of: ListRef,
        test: Pair,
        place: Place,
    ) -> Option<Built> {
        let test = self.test(test)?;
        Some(Built::Condition(Condition::Each(Box::new(Each {
            count,
            of,
            test,
            place,
        }))))
    }

    fn compare<'a>(
        &mut self,
        first: Pair<'a>,
        mut parts: impl Iterator<Item = Pair<'a>>,
        place: Place,
    ) -> Option<Built> {
        let is_word = |pair: &Pair| !matches!(pair.as_rule(), Rule::sum | Rule::test);
        let start = self.span_of(&first);
        let before = is_word(&first).then_some(first.as_rule());
        let sum = if before.is_some() {
            parts.next()?
        } else {
            first
        };
        let sum_span = self.span_of(&sum);
        let mut parts = parts.peekable();
        if let (None, None, Some(inner)) = (before, parts.peek(), only_a_bracket(&sum)) {
            return self.disjunction(inner);
        }
        let expr = self.sum(sum)?;
        let (behind, test) = match parts.next() {
            Some(word) if is_word(&word) => (Some(word), parts.next()),
            test => (None, test),
        };
        let end = behind.as_ref().map_or(sum_span, |word| self.span_of(word));
        if let (Some(_), Some(word)) = (before, &behind) {
            return self.said_twice(self.span_of(word), start, word.as_str());
        }
        let Some(test) = test else {
            if before.or(behind.map(|word| word.as_rule())).is_none() {
                return Some(Built::Expr(expr));
            }
            self.report(Diagnostic::new(Code::ConditionExpected, place.0));
            return None;
        };
        let measure = match before.or(behind.map(|word| word.as_rule())) {
            Some(Rule::sum_of | Rule::total_after) => Measure::Total(expr),
            Some(_) => Measure::AnnualGrowth(expr),
            None => Measure::Plain(expr),
        };
        let test = self.test(test)?;
        Some(Built::Condition(Condition::Compare(Box::new(Compare {
            measure,
            measure_place: Place(start.to(end)),
            test,
            place,
        }))))
    }

    /// `name RELATION figure`, without the ladder.
    pub(super) fn simple_compare(
        &mut self,
        name: &Pair,
        sign: &Pair,
        figure: &Pair,
    ) -> Option<Condition> {
        let measure_place = self.place(name);
        let right_place = self.place(figure);
        let measure = Measure::Plain(self.word(name)?);
        let range = self.range_of(figure);
        let right = self.figure_word(figure)?;
        let tail = self.tail_at(range.end);
        let (about, tail): (Option<_>, Option<_>) = match tail {
            Some((Tail::About, about)) => (Some((Tail::About, about)), None),
            tail => (None, tail),
        };
        let right = self.with_width(Right::Expr(right), None, about)?;
        let relation = self.relation(operator(sign.as_str())?, sign, tail, false, range)?;
        Some(Condition::Compare(Box::new(Compare {
            measure,
            measure_place,
            test: Test {
                relation,
                relation_place: self.place(sign),
                right: Some(right),
                right_place,
            },
            place: Place(measure_place.0.to(right_place.0)),
        })))
    }

    /// Says that a thing can be said only once.
    pub(super) fn said_twice<T>(
        &mut self,
        second: Span,
        first: Span,
        word: impl Into<String>,
    ) -> Option<T> {
        self.report(
            Diagnostic::new(Code::SaidTwice, second)
                .at(first, "first")
                .with("word", word.into()),
        );
        None
    }

    /// An operator with its right side, or a direction.
    fn test(&mut self, pair: Pair) -> Option<Test> {
        let mut parts = pair.into_inner();
        let first = parts.next()?;
        let relation_place = self.place(&first);
        match first.as_rule() {
            Rule::direction => Some(Test {
                relation: direction(first.as_str())?,
                relation_place,
                right: None,
                right_place: relation_place,
            }),
            Rule::in_range => self.in_range(first),
            _ => {
                let operator = operator(first.as_str())?;
                let right = parts.next()?;
                let right_place = self.place(&right);
                let (relation, right) = self.right(operator, &first, right)?;
                Some(Test {
                    relation,
                    relation_place,
                    right: Some(right),
                    right_place,
                })
            }
        }
    }

    /// `in 103..107`, which rules write as `= 103..107`.
    fn in_range(&mut self, pair: Pair) -> Option<Test> {
        let mut parts = pair.into_inner().filter(|one| one.as_rule() != Rule::dots);
        let (word, low, high) = (parts.next()?, parts.next()?, parts.next()?);
        let word_span = self.span_of(&word);
        let right_place = Place(self.span_of(&low).to(self.span_of(&high)));
        // `x in 2021..2025` speaks of years.
        let years = (
            Year::parse(self.slice(&low)),
            Year::parse(self.slice(&high)),
        );
        if let (Some(first), Some(last)) = years {
            let span = word_span.to(right_place.0);
            self.report(
                Diagnostic::new(Code::OtherSpelling, span)
                    .with("found", format!("in {first}..{last}"))
                    .with("instead", format!("{first}..{last}"))
                    .help(Some("span")),
            );
            return None;
        }
        let right = Right::Range {
            low: self.sum(low)?,
            high: self.sum(high)?,
        };
        self.report(Diagnostic::new(Code::InRange, word_span).edit(word_span, "="));
        Some(Test {
            relation: Relation::Equal,
            relation_place: Place(word_span),
            right: Some(right),
            right_place,
        })
    }

    fn right(&mut self, operator: Operator, sign: &Pair, pair: Pair) -> Option<(Relation, Right)> {
        let whole = self.range_of(&pair);
        let mut parts = pair
            .into_inner()
            .filter(|one| one.as_rule() != Rule::dots)
            .peekable();
        let first = parts.next()?;
        let mut tail = None;
        let width;
        let right = match first.as_rule() {
            Rule::braced => {
                width = parts.next_if(|next| next.as_rule() == Rule::width);
                match self.braced(first)? {
                    Braced::Map(entries) => Right::Map {
                        entries,
                        width: None,
                    },
                    Braced::Milestones(milestones) => {
                        if let Some(width) = &width {
                            self.expected(self.span_of(width), "expected.end");
                            return None;
                        }
                        Right::Milestones(milestones)
                    }
                }
            }
            _ => {
                let end = self.range_of(&first).end;
                let middle = self.sum(first)?;
                tail = self.tail_at(end);
                width = parts.next_if(|next| next.as_rule() == Rule::width);
                match parts.next_if(|next| next.as_rule() == Rule::sum) {
                    None => Right::Expr(middle),
                    Some(high) => Right::Range {
                        low: middle,
                        high: self.sum(high)?,
                    },
                }
            }
        };
        if let Some(word) = parts.next() {
            let range = self.range_of(&word);
            if let Some((_, first)) = &tail {
                let first = self.span(first.clone());
                return self.said_twice(self.span_of(&word), first, word.as_str());
            }
            tail = Some((Tail::find(word.as_str())?, range));
        }
        if let (Operator::Reach | Operator::FallTo, None, Right::Expr(Expr::Name(name))) =
            (operator, &tail, &right)
            && let Some(instead) = solid_stage(operator, &name.text)
        {
            let span = self.span_of(sign).to(name.place.0);
            let found = format!("{} {}", sign.as_str(), name.text);
            let diagnostic = Diagnostic::new(Code::OtherSpelling, span)
                .with("found", found)
                .with("instead", &instead);
            self.report(diagnostic.edit(span, instead));
            return None;
        }
        let about = tail.clone().filter(|(tail, _)| *tail == Tail::About);
        let right = self.with_width(right, width, about)?;
        let about = matches!(
            right,
            Right::About { .. } | Right::Map { width: Some(_), .. }
        );
        let tail = tail.filter(|(tail, _)| *tail != Tail::About);
        let relation = self.relation(
            operator,
            sign,
            tail,
            about || matches!(right, Right::Range { .. }),
            whole,
        )?;
        Some((relation, right))
    }

    /// The tail of a figure that ends exactly here.
    fn tail_at(&mut self, end: usize) -> Option<(Tail, Range<usize>)> {
        self.tail.take_if(|(_, range)| range.end == end)
    }

    /// Puts a width to the right side, and asks for one where 左右 stands alone.
    fn with_width(
        &mut self,
        right: Right,
        width: Option<Pair>,
        glued: Option<(Tail, Range<usize>)>,
    ) -> Option<Right> {
        let mut about = glued.map(|(_, range)| self.span(range));
        let mut bound = None;
        for part in width.into_iter().flat_map(Pair::into_inner) {
            match part.as_rule() {
                Rule::about_word => {
                    let span = self.span_of(&part);
                    if let Some(first) = about {
                        return self.said_twice(span, first, part.as_str());
                    }
                    about = Some(span);
                }
                Rule::sum => bound = Some(self.sum(part)?),
                _ => {}
            }
        }
        match (right, bound, about) {
            (right, None, None) => Some(right),
            (Right::Expr(middle), Some(width), _) => Some(Right::About { middle, width }),
            (Right::Map { entries, .. }, width @ Some(_), _) => Some(Right::Map { entries, width }),
            (_, Some(_), Some(span)) => {
                self.expected(span, "expected.end");
                None
            }
            (right, Some(_), None) => Some(right),
            (_, None, Some(span)) => {
                self.report(Diagnostic::new(Code::NoWidth, span));
                None
            }
        }
    }

    /// The relation of an operator once it is known what stands behind the figure.
    fn relation(
        &mut self,
        operator: Operator,
        sign: &Pair,
        tail: Option<(Tail, Range<usize>)>,
        two_sided: bool,
        whole: Range<usize>,
    ) -> Option<Relation> {
        let sign_text = sign.as_str();
        match (operator, tail) {
            (Operator::Relation(relation), None) => Some(relation),
            (Operator::Reach | Operator::FallTo, None) if two_sided => Some(Relation::Equal),
            (Operator::Reach, Some((Tail::AndMore, _))) => Some(Relation::AtLeast),
            (Operator::Reach | Operator::FallTo, Some((Tail::AndLess, _))) => {
                Some(Relation::AtMost)
            }
            (Operator::Reach, None) => {
                self.report(
                    Diagnostic::new(Code::NoDirection, self.span_of(sign)).with("found", sign_text),
                );
                None
            }
            (Operator::FallTo, None) => {
                let end = self.span(whole.end..whole.end);
                self.report(
                    Diagnostic::new(Code::OtherSpelling, self.span_of(sign))
                        .with("found", sign_text)
                        .with("instead", "降至…以下")
                        .edit(end, "以下"),
                );
                None
            }
            (_, Some((_, range))) => self.misplaced_tail(range),
        }
    }

    /// Figures in braces, by year or by region as the first of them is.
    fn braced(&mut self, pair: Pair) -> Option<Braced> {
        let by_year = inside(&pair, Rule::entry)
            .next()
            .and_then(|first| first.into_inner().next())
            .is_some_and(|key| key.as_rule() == Rule::year);
        if by_year {
            self.milestones(pair).map(Braced::Milestones)
        } else {
            self.map(pair).map(Braced::Map)
        }
    }

    /// `{ 2022: 2.5, 2025: 4.5 }`
    pub(super) fn milestones(&mut self, pair: Pair) -> Option<Vec<Milestone>> {
        self.entries(pair, |builder, year, figure, place| {
            if year.as_rule() != Rule::year {
                builder.expected(builder.span_of(&year), "expected.year");
                return None;
            }
            Some(Milestone {
                year: builder.year_in(&year)?,
                figure: builder.sum(figure)?,
                place,
            })
        })
    }

    /// `{ 市中区: 83.52, … }`
    fn map(&mut self, pair: Pair) -> Option<Vec<(Name, Expr)>> {
        self.entries(pair, |builder, name, figure, _| {
            if name.as_rule() == Rule::year {
                builder.expected(builder.span_of(&name), "expected.name");
                return None;
            }
            Some((builder.name(&name)?, builder.sum(figure)?))
        })
    }

    /// The entries between braces, each built of its key and its figure.
    fn entries<T>(
        &mut self,
        pair: Pair,
        build: impl Fn(&mut Self, Pair, Pair, Place) -> Option<T>,
    ) -> Option<Vec<T>> {
        pair.into_inner()
            .filter(|one| one.as_rule() == Rule::entry)
            .map(|one| {
                let place = self.place(&one);
                let mut parts = one.into_inner().filter(|part| !is_punctuation(part));
                build(self, parts.next()?, parts.next()?, place)
            })
            .collect()
    }

    /// A list by name or spelt out.
    fn listed(&mut self, pair: Pair) -> Option<ListRef> {
        match pair.as_rule() {
            Rule::items => pair
                .into_inner()
                .filter(|one| one.as_rule() == Rule::item)
                .map(|one| self.item(one))
                .collect::<Option<_>>()
                .map(ListRef::Items),
            _ => self.name(&pair).map(ListRef::Named),
        }
    }

    /// `土主镇@市中区 "土主"`
    pub(super) fn item(&mut self, pair: Pair) -> Option<ListItem> {
        let mut parts = pair.into_inner();
        let name = self.name(&parts.next()?)?;
        let (mut region, mut words) = (None, None);
        for part in parts {
            match part.as_rule() {
                Rule::at => {
                    let place = part
                        .into_inner()
                        .find(|one| one.as_rule() != Rule::at_sign)?;
                    match place.as_rule() {
                        Rule::year => {
                            self.expected(self.span_of(&place), "expected.region");
                            return None;
                        }
                        _ => region = Some(self.name(&place)?),
                    }
                }
                _ => words = Some(self.text(&part)),
            }
        }
        Some(ListItem {
            name,
            region,
            words,
        })
    }
}

/// What stands in brackets, where a formula is nothing but a bracket: it may be a condition.
fn only_a_bracket<'a>(sum: &Pair<'a>) -> Option<Pair<'a>> {
    let mut products = sum.clone().into_inner();
    let mut factors = products.next()?.into_inner();
    let inner = factors
        .next()
        .filter(|one| one.as_rule() == Rule::disjunction)?;
    let alone = products.next().is_none() && factors.all(|one| one.as_rule() == Rule::close);
    alone.then_some(inner)
}

/// `达到 建成以上`: 以上 is solid with figures only, so that it was read as a part of the stage.
fn solid_stage(operator: Operator, name: &str) -> Option<String> {
    let (relation, stage) = match operator {
        Operator::Reach => ("不低于", name.strip_suffix("以上")?),
        _ => ("不高于", name.strip_suffix("以下")?),
    };
    (!stage.is_empty()).then(|| format!("{relation} {stage}"))
}

fn operator(text: &str) -> Option<Operator> {
    let relation = match text {
        "达到" => return Some(Operator::Reach),
        "降至" => return Some(Operator::FallTo),
        "不低于" | "不少于" | "≥" | "≧" => Relation::AtLeast,
        "不高于" | "不超过" | "≤" | "≦" => Relation::AtMost,
        "高于" | "超过" => Relation::MoreThan,
        "低于" | "不满" => Relation::LessThan,
        "等于" => Relation::Equal,
        text => {
            let mut signs = text.chars();
            match (signs.next()?, signs.next()) {
                ('>' | '＞', Some(_)) => Relation::AtLeast,
                ('<' | '＜', Some(_)) => Relation::AtMost,
                ('>' | '＞', None) => Relation::MoreThan,
                ('<' | '＜', None) => Relation::LessThan,
                _ => Relation::Equal,
            }
        }
    };
    Some(Operator::Relation(relation))
}

fn direction(text: &str) -> Option<Relation> {
    Some(match text {
        "rising" | "逐年上升" | "逐步提高" => Relation::Rising,
        "falling" | "逐年下降" | "逐步降低" => Relation::Falling,
        "不上升" => Relation::NotRising,
        "不下降" => Relation::NotFalling,
        text if text.ends_with("rising") => Relation::NotRising,
        _ => Relation::NotFalling,
    })
}
