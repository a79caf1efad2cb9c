//! Which figures of its quotes a statement accounts for, and which of its own they do not hold.

use super::{Book, Located, class, who_says};
use crate::coverage::Class;
use crate::coverage::stated::{Kind, Role, Stated, Statement, Way};
use crate::coverage::stating::printed_amount;
use crate::data::{self, Doubt};
use crate::diag::{Code, Diagnostic};
use crate::model::Relation;
use crate::syntax::figures::{Figure, Says, Tail};
use crate::text::Span;
use crate::value::numeral;
use std::ops::Range;

impl Book<'_, '_> {
    /// Claims what a quote holds of what is stated. What it holds besides is gathered in `odd`,
    /// where it could have been meant for something that the quote does not hold.
    pub(super) fn figures_of(
        &mut self,
        statement: &Statement<'_>,
        one: &Located<'_>,
        found: &mut [bool],
        odd: &mut Vec<(Span, usize)>,
    ) {
        let mut free = self.counted(&one.at);
        free.retain(|at| {
            let claims = self.claims.get(*at);
            !claims.is_some_and(|all| all.iter().any(|claim| claim.place == statement.place))
        });
        let in_names = self.within_labels(statement, &one.at);
        free.retain(|at| !in_names.contains(at));
        for at in in_names {
            self.claim(at, statement, Class::Name);
        }
        let mut holds_one = false;
        let mut taken = Vec::new();
        // 全覆盖 is the 100% of a rule, where it has one, before it is all of its regions.
        let mut all: Vec<_> = statement.stated.iter().zip(found.iter_mut()).collect();
        all.sort_by_key(|(stated, _)| stated.role == Role::Whole);
        for (stated, found) in all {
            let fresh = self.choose(statement, stated, &free);
            // 至少建有1个甲或乙: one figure of the plan for several of the rule.
            let again = || {
                stated.group?;
                let alike = taken.iter().filter(|(group, _)| *group == stated.group);
                let alike: Vec<_> = alike.map(|(_, at)| *at).collect();
                self.choose(statement, stated, &alike)
            };
            if let Some(at) = fresh.or_else(again) {
                free.retain(|other| *other != at);
                taken.push((stated.group, at));
                self.claim(at, statement, class(statement.kind, stated.role));
                self.direction(stated, at);
                *found = true;
                holds_one |= stated.role.is_needed();
            }
        }
        self.past(statement, &mut free);
        if !holds_one {
            let needed = |stated: &&Stated| stated.role.is_needed();
            let like = |at: &&usize| {
                self.figure(**at).is_some_and(|figure| {
                    let mut stated = statement.stated.iter().filter(needed);
                    stated.any(|stated| self.gauge.is_like(figure, stated))
                })
            };
            if let Some(at) = free.iter().rev().find(like) {
                odd.push((one.quote.span, *at));
            }
        }
    }

    /// Reports 70%以上 where the rule asks for less, and 不高于5‰ where it asks for more.
    pub(super) fn direction(&mut self, stated: &Stated, at: usize) {
        let Some((relation, place)) = stated.asks else {
            return;
        };
        let Some((asks_more, words)) = self.bound(at) else {
            return;
        };
        if asks_more == matches!(relation, Relation::AtLeast | Relation::MoreThan) {
            return;
        }
        let written = self.sources.slice(place);
        let start = place.end as usize - written.trim_start().len();
        let finding = Diagnostic::new(
            Code::FigureDiffers,
            Span::new(place.source, start..place.end as usize),
        )
        .with("written", written.trim())
        .at(self.span(&words), "there")
        .label_with("figure", self.document.words(&words))
        .help(Some("direction"));
        self.diagnostics.push(finding);
    }

    /// Whether the text asks for more than a figure or for less, and the words that say so.
    fn bound(&self, at: usize) -> Option<(bool, Range<usize>)> {
        const MORE: [&str; 10] = [
            "不低于",
            "不少于",
            "不小于",
            "至少",
            "超过",
            "高于",
            "大于",
            "突破",
            "≥",
            ">",
        ];
        const LESS: [&str; 9] = [
            "不高于",
            "不超过",
            "不多于",
            "不大于",
            "低于",
            "小于",
            "少于",
            "≤",
            "<",
        ];
        /// Between the word and its figure stands a verb at most: 至少建成, 超过了.
        const MOST: usize = 4;
        let figure = self.figure(at)?;
        let before = self.gauge.clause(figure);
        let from = figure.whole.start.checked_sub(before.len())?;
        // Of 不低于 and 低于, which end alike, the longer is meant.
        let last = |words: &[&str]| {
            let word = |word: &&str| {
                let at = before.rfind(*word)?;
                let between = before.get(at + word.len()..)?;
                let is_verb = between.chars().count() <= MOST
                    && between
                        .chars()
                        .all(|c| c.is_alphabetic() && !numeral::is_numeral(c));
                is_verb.then_some((at + word.len(), word.len()))
            };
            words.iter().filter_map(word).max()
        };
        let words = |(end, length): (usize, usize)| from + end - length..figure.whole.end;
        match (last(&MORE), last(&LESS)) {
            (Some(more), less) if less < Some(more) => return Some((true, words(more))),
            (_, Some(less)) => return Some((false, words(less))),
            (_, None) => {}
        }
        let Says::Amount(amount) = &figure.says else {
            return None;
        };
        match amount.tail? {
            Tail::AtLeast => Some((true, figure.whole.clone())),
            Tail::AtMost => Some((false, figure.whole.clone())),
            Tail::About => None,
        }
    }

    /// The figures that stand in names of what is stated.
    fn within_labels(&self, statement: &Statement<'_>, at: &Range<usize>) -> Vec<usize> {
        let squeezed = self.document.squeezed();
        let holds_figure = |label: &&&str| label.contains(numeral::is_numeral);
        let labels = statement.labels.iter().filter(holds_figure);
        labels
            .flat_map(|label| squeezed.find(label, at))
            .flat_map(|name| self.counted(&name))
            .collect()
    }

    /// Which of several figures is the stated one: a table's column says of which year each is;
    /// else a promise is the last of those that are equal and a baseline the first.
    pub(super) fn choose(
        &self,
        statement: &Statement<'_>,
        stated: &Stated,
        free: &[usize],
    ) -> Option<usize> {
        let fits = |at: &&usize| {
            let Some(figure) = self.figure(**at) else {
                return false;
            };
            self.is_of_year(statement, stated, figure) && self.gauge.is(figure, stated)
        };
        let is_first = statement.kind == Kind::Observation || stated.role == Role::Baseline;
        let mut fitting = free.iter().filter(fits);
        if is_first {
            fitting.next()
        } else {
            fitting.next_back()
        }
        .copied()
    }

    /// Whether a figure may be of the year that is stated: the headings of its column say so or,
    /// of milestones, the last year before it in its sentence.
    fn is_of_year(&self, statement: &Statement<'_>, stated: &Stated, figure: &Figure) -> bool {
        let Some(year) = stated.year else {
            return true;
        };
        let column = self.gauge.years_of_column(&figure.at);
        if !column.is_empty() {
            return column.iter().any(|(of, _)| *of == year);
        }
        let is_promise = matches!(statement.kind, Kind::Target | Kind::Forecast);
        if !is_promise || stated.role != Role::Figure {
            return true;
        }
        // 到2025年达到2%，到2030年达到5%: of those before it the last year is its own.
        let sentence = self.document.sentence_up_to(figure.at.start);
        let years = self.gauge.years_in(&sentence);
        let mut later = years.iter().filter(|(year, _)| *year > self.plan.base);
        let Some((last, at)) = later.next_back() else {
            return true;
        };
        // 2023年、2025年分别达到25所、40所 names the years first.
        let between = self.document.words(&(at.end..figure.at.start));
        *last == year || (statement.has_milestones && between.contains("分别"))
    }

    /// The stated figure where the table has it in the column of another year.
    pub(super) fn in_other_column(
        &self,
        statement: &Statement<'_>,
        stated: &Stated,
        within: &[usize],
    ) -> Option<usize> {
        stated.year?;
        let is_of_other = |at: &usize| {
            let figure = self.figure(*at);
            figure.is_some_and(|figure| !self.is_of_year(statement, stated, figure))
        };
        let others: Vec<usize> = within.iter().copied().filter(is_of_other).collect();
        let of_any_year = Stated {
            year: None,
            ..stated.clone()
        };
        self.choose(statement, &of_any_year, &others)
    }

    /// Earlier figures beside what is promised: those that the data print the same.
    fn past(&mut self, statement: &Statement<'_>, free: &mut Vec<usize>) {
        if free.is_empty() || statement.past.is_empty() {
            return;
        }
        let mut known = Vec::new();
        for (indicator, region) in &statement.past {
            let unit = self.plan.indicator(*indicator).and_then(|one| one.unit());
            let columns = self.cube.series(*indicator).into_iter();
            for (year, column) in columns.flat_map(|series| series.columns()) {
                // What came later, or was made up in whatever way, is not where the plan starts from.
                let vouches = |figure: &data::Figure<'_>| {
                    year <= self.plan.base
                        && figure.status().doubt != Doubt::Demonstration
                        && !figure.is_made_up()
                };
                if let Some(figure) = column.get(*region).filter(vouches) {
                    known.push(Stated {
                        asks: None,
                        role: Role::Baseline,
                        ways: vec![Way::new(figure.quantity(), unit.cloned())],
                        place: statement.place,
                        year: Some(year),
                        printed_in: Vec::new(),
                        group: None,
                    });
                }
            }
        }
        free.retain(|at| {
            let is_known = known.iter().any(|stated| {
                self.choose(statement, stated, std::slice::from_ref(at))
                    .is_some()
            });
            if is_known {
                self.claim(*at, statement, Class::Baseline);
            }
            !is_known
        });
    }

    /// Reports what is stated and not quoted, and quotes that hold something else.
    pub(super) fn differences(
        &mut self,
        statement: &Statement<'_>,
        located: &[Located<'_>],
        found: &[bool],
        odd: &[(Span, usize)],
    ) {
        // 全覆盖, 三者有其二: one is there where something else says of how many that holds.
        let excused = |stated: &Stated| {
            let all = statement.stated.iter().zip(found);
            let mut others = all.filter(|(other, found)| **found && other.role != Role::Present);
            stated.role == Role::Present && others.next().is_some()
        };
        let lacking = |(stated, found): &(&Stated, &bool)| {
            stated.role.is_needed() && !**found && !excused(stated)
        };
        let all = statement.stated.iter().zip(found);
        let lacking: Vec<_> = all.filter(lacking).map(|(stated, _)| stated).collect();
        for stated in &lacking {
            let other_column = located.iter().find_map(|one| {
                let within = self.counted(&one.at);
                self.in_other_column(statement, stated, &within)
            });
            if let Some(at) = other_column {
                self.column_differs(statement, stated, at);
                continue;
            }
            let (place, written) = self.written(statement, stated);
            let mut finding = Diagnostic::new(Code::FigureDiffers, place)
                .primary(who_says(statement.kind))
                .with("written", written);
            // Each place where the plan makes the promise shows its own figure.
            let is_like = |at: &usize| {
                let figure = self.figure(*at);
                figure.is_some_and(|figure| self.gauge.is_like(figure, stated))
            };
            let mut there: Vec<usize> = odd.iter().map(|(_, at)| *at).filter(is_like).collect();
            if there.is_empty() {
                there.extend(self.left_over(statement, located).into_iter().find(is_like));
            }
            let has_like = !there.is_empty();
            for at in there {
                self.shown.push((statement.place, at));
                let whole = self.whole(at);
                finding = finding
                    .at(self.span(&whole), "there")
                    .label_with("figure", self.document.words(&whole));
            }
            if !has_like {
                finding = finding.primary("unquoted").help(Some("quote_it"));
                if let Some(one) = located.first() {
                    finding = finding.at(self.span(&one.at), "quote");
                }
            }
            self.diagnostics.push(finding);
        }
        for (quote, at) in odd {
            if self.shown.contains(&(statement.place, *at)) {
                continue;
            }
            let mut all = statement.stated.iter();
            let of_year = |stated: &&Stated| {
                let found = self.in_other_column(statement, stated, std::slice::from_ref(at));
                stated.role.is_needed() && found.is_some()
            };
            if let Some(stated) = all.find(of_year) {
                self.column_differs(statement, stated, *at);
                continue;
            }
            let whole = self.whole(*at);
            let needed = statement
                .stated
                .iter()
                .find(|stated| stated.role.is_needed());
            let Some(stated) = needed.filter(|_| lacking.is_empty()) else {
                continue;
            };
            let (place, written) = self.written(statement, stated);
            self.shown.push((statement.place, *at));
            self.diagnostics.push(
                Diagnostic::new(Code::FigureDiffers, *quote)
                    .primary("source")
                    .with("written", written)
                    .at(place, "rule")
                    .at(self.span(&whole), "there")
                    .label_with("figure", self.document.words(&whole)),
            );
        }
    }

    /// What quotes hold that nothing of their statement is, the last first.
    fn left_over(&self, statement: &Statement<'_>, located: &[Located<'_>]) -> Vec<usize> {
        let is_free = |at: &usize| {
            let claims = self.claims.get(*at).into_iter().flatten();
            claims
                .into_iter()
                .all(|claim| claim.place != statement.place)
        };
        let all = located.iter().flat_map(|one| self.counted(&one.at));
        let mut free: Vec<usize> = all.filter(is_free).collect();
        free.sort_unstable();
        free.reverse();
        free
    }

    /// Where a figure was written, and how. How many of how many has no place of its own in the
    /// model: it stands behind `at least` of its rule.
    fn written(&self, statement: &Statement<'_>, stated: &Stated) -> (Span, String) {
        let as_it_stands = || (stated.place, self.sources.slice(stated.place).to_owned());
        let (Role::Need, Some(need)) = (stated.role, stated.ways.first()) else {
            return as_it_stands();
        };
        let need = need.figure().to_string();
        let rule = self.sources.slice(statement.place);
        let number_at = ["at least", "至少"].iter().find_map(|word| {
            rule.match_indices(word).find_map(|(at, _)| {
                let at = at + word.len();
                let behind = rule.get(at..)?;
                let number = behind.trim_start();
                let at = at + behind.len() - number.len();
                let behind = number.strip_prefix(need.as_str())?;
                (!behind.starts_with(|c: char| c.is_ascii_digit())).then_some(at)
            })
        });
        let start = statement.place.start as usize;
        let place = number_at.map_or(stated.place, |at| {
            Span::new(statement.place.source, start + at..start + at + need.len())
        });
        (place, need)
    }

    /// What a rule says that the plan prints, the plan prints.
    pub(super) fn printed(&mut self, statement: &Statement<'_>, located: &[Located<'_>]) {
        for words in &statement.printed {
            let place = self.printed_at(statement, words);
            let Some(wanted) = printed_amount(words, self.plan) else {
                self.diagnostics.push(
                    Diagnostic::new(Code::PrintedOtherwise, place)
                        .primary("no_figure")
                        .with("words", words),
                );
                continue;
            };
            let stands = located
                .iter()
                .flat_map(|one| self.counted(&one.at))
                .filter_map(|at| self.figure(at))
                .any(|figure| match &figure.says {
                    Says::Amount(amount) => {
                        let of_cell = || self.gauge.unit_of_cell(&figure.at);
                        let unit = amount.unit.clone().or_else(of_cell);
                        amount.number == wanted.number && unit == wanted.unit
                    }
                    _ => false,
                });
            if !stands && let Some(one) = located.first() {
                self.diagnostics.push(
                    Diagnostic::new(Code::PrintedOtherwise, place)
                        .with("words", words)
                        .at(self.span(&one.at), "quote"),
                );
            }
        }
    }

    /// Where in a rule the words stand that it says the plan prints.
    fn printed_at(&self, statement: &Statement<'_>, words: &str) -> Span {
        let place = statement.place;
        let written = self.sources.slice(place);
        let is_clause = |(at, _): &(usize, &str)| {
            let before = written.get(..*at).unwrap_or_default();
            let before = before.trim_end_matches(['"', '“', ' ', '\t', '\u{3000}']);
            before.ends_with("printed") || before.ends_with("原文")
        };
        let start = place.start as usize;
        written
            .match_indices(words)
            .find(is_clause)
            .map_or(place, |(at, _)| {
                Span::new(place.source, start + at..start + at + words.len())
            })
    }
}
