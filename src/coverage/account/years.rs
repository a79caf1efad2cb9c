//! The years of a rule against those of its quotes, of the sentences that they stand in, and of
//! the columns of tables.

use super::{Book, Located, who_says};
use crate::coverage::stated::{Kind, Role, Stated, StatedYear, Statement};
use crate::diag::{Code, Diagnostic};
use crate::model::Limit;
use crate::text::Span;
use crate::value::{Year, Years, numeral};
use std::ops::Range;

/// What the quotes of a statement say of years.
#[derive(Default)]
struct Seen {
    /// Years in a quote or in the heading of its column, with where.
    quoted: Vec<(Year, Range<usize>)>,
    periods: Vec<(Years, Range<usize>)>,
    /// Years in the sentence that a quote stands in.
    beside: Vec<(Year, Range<usize>)>,
    periods_beside: Vec<(Years, Range<usize>)>,
}

/// What is there for a year that is stated.
enum Evidence {
    Holds,
    /// The sentence that a quote stands in.
    Beside,
    Nothing,
    Other(Year, Range<usize>),
}

impl Book<'_, '_> {
    /// Compares the years of a rule with those of its quotes, of the sentences that they stand
    /// in, and of the columns of a table.
    pub(super) fn years(
        &mut self,
        statement: &Statement<'_>,
        located: &[Located<'_>],
        found: &[bool],
    ) {
        let mut seen = Seen::default();
        for one in located {
            seen.quoted.extend(self.years_within(&one.at));
            seen.periods.extend(self.periods_within(&one.at));
            for at in self.counted(&one.at) {
                let claims = self.claims.get(at).into_iter().flatten();
                if claims
                    .into_iter()
                    .any(|claim| claim.place == statement.place)
                    && let Some(figure) = self.figure(at)
                {
                    seen.quoted.extend(self.gauge.years_of_column(&figure.at));
                }
            }
            let sentence = self.document.sentence_up_to(one.at.end);
            seen.beside.extend(self.years_within(&sentence));
            seen.periods_beside.extend(self.periods_within(&sentence));
        }
        if statement.kind == Kind::Claim {
            self.years_of_formula(statement, &seen);
        }
        self.base_year(statement, &seen);
        let mut stated_and_found = statement.stated.iter().zip(found);
        let has_length =
            stated_and_found.any(|(stated, found)| stated.role == Role::Length && *found);
        let mut own = Vec::new();
        for stated in &statement.years {
            // Both ends of several years stand at one place, which is told of once.
            let Some(place) = stated.place.filter(|place| !self.told.contains(place)) else {
                continue;
            };
            if stated.is_first && has_length {
                continue;
            }
            match self.judge_year(statement, stated, &seen) {
                Evidence::Holds => {}
                Evidence::Beside => self.beside.push(place),
                Evidence::Nothing => own.push(place),
                Evidence::Other(year, at) => {
                    self.told.push(place);
                    self.diagnostics.push(
                        Diagnostic::new(Code::YearDiffers, place)
                            .primary(who_says(statement.kind))
                            .with("written", self.sources.slice(place))
                            .at(self.span(&at), "there")
                            .label_with("year", year),
                    );
                }
            }
        }
        for (stated, found) in statement.stated.iter().zip(found) {
            if stated.role == Role::Width && !found {
                own.push(self.width_of(stated.place));
            }
        }
        own.dedup();
        // Of a figure that is not the plan's there is more to say than of its date.
        let mut all = statement.stated.iter().zip(found);
        let has_all = all.all(|(stated, found)| *found || stated.role != Role::Figure);
        for place in own {
            let written = self.sources.slice(place);
            // 每年 alone is the plan's 保持, and no date that somebody made up.
            if !written.contains(numeral::is_numeral) {
                continue;
            }
            if !statement.is_noted && has_all {
                let mut finding = Diagnostic::new(Code::AuthorsOwn, place).with("written", written);
                if statement.kind == Kind::Observation {
                    finding = finding.help(Some("data"));
                }
                self.diagnostics.push(finding);
            }
            self.own.push(place);
        }
    }

    /// Reports that a figure stands in the column of another year than the rule or the row says.
    pub(super) fn column_differs(
        &mut self,
        statement: &Statement<'_>,
        stated: &Stated,
        figure: usize,
    ) {
        let of_figure = statement.years.iter().rev();
        let place = of_figure
            .filter(|year| Some(year.year) == stated.year)
            .find_map(|year| year.place)
            .unwrap_or(stated.place);
        self.shown.push((statement.place, figure));
        if self.told.contains(&place) {
            return;
        }
        self.told.push(place);
        let whole = self.whole(figure);
        let mut finding = Diagnostic::new(Code::YearDiffers, place)
            .primary(who_says(statement.kind))
            .with("written", self.sources.slice(place))
            .at(self.span(&whole), "figure")
            .label_with("figure", self.document.words(&whole));
        for (year, at) in self.gauge.years_of_column(&whole) {
            finding = finding.at(self.span(&at), "there").label_with("year", year);
        }
        self.diagnostics.push(finding);
    }

    /// Of a figure and its width the width.
    fn width_of(&self, place: Span) -> Span {
        let written = self.sources.slice(place);
        let at = ["±", "左右"].iter().find_map(|sign| written.rfind(sign));
        let start = place.range().start;
        let end = written.trim_end_matches([')', '）']).len();
        Span::new(place.source, start + at.unwrap_or(0)..start + end)
    }

    /// 比2015年翻一番 counts from 2015, and so does the rule.
    fn base_year(&mut self, statement: &Statement<'_>, seen: &Seen) {
        let Some(target) = statement.target else {
            return;
        };
        let relative = target.condition.tests().into_iter();
        let relative = relative.filter(|test| test.needs_base());
        let own = target.baseline.as_ref().map(|own| own.place);
        let place = own.or_else(|| {
            let is_figure = |test: &&crate::model::Test| !matches!(test.limit, Limit::Direction(_));
            relative
                .filter(is_figure)
                .map(|test| test.limit_place)
                .next()
        });
        let Some(place) = place else {
            return;
        };
        let base = target.base_year(self.plan);
        let earlier = |(year, _): &&(Year, Range<usize>)| *year <= self.plan.base;
        let mut printed = seen.quoted.iter().filter(earlier);
        let last = printed.clone().next_back();
        if let Some((year, at)) = last
            && !printed.any(|(year, _)| *year == base)
        {
            self.diagnostics.push(
                Diagnostic::new(Code::YearDiffers, place)
                    .primary("base")
                    .with("base", base)
                    .at(self.span(at), "there")
                    .label_with("year", year),
            );
        }
    }

    /// What a claim is worked out from is of the years that its quotes name, and no others.
    fn years_of_formula(&mut self, statement: &Statement<'_>, seen: &Seen) {
        let stated = |year: &Year| statement.years.iter().any(|stated| stated.year == *year);
        let other = seen.quoted.iter().find(|(year, _)| !stated(year));
        if let Some((year, at)) = other {
            let place = statement
                .stated
                .first()
                .map_or(statement.place, |stated| stated.place);
            self.diagnostics.push(
                Diagnostic::new(Code::YearDiffers, place)
                    .primary("formula")
                    .at(self.span(at), "there")
                    .label_with("year", year),
            );
        }
    }

    fn judge_year(&self, statement: &Statement<'_>, stated: &StatedYear, seen: &Seen) -> Evidence {
        let is_promise = matches!(statement.kind, Kind::Target | Kind::Forecast);
        let fits = |year: &Year| *year == stated.year;
        let is_period = |years: &Years| match stated.of {
            Some(of) => *years == of,
            None => years.last == stated.year,
        };
        // Beside what is promised the plan prints where it comes from.
        let matters = |(year, _): &&(Year, Range<usize>)| !is_promise || *year > self.plan.base;
        let holds = |years: &[(Year, Range<usize>)], periods: &[(Years, Range<usize>)]| {
            years.iter().any(|(year, _)| fits(year))
                || periods.iter().any(|(years, _)| is_period(years))
        };
        if holds(&seen.quoted, &seen.periods) {
            return Evidence::Holds;
        }
        let of_plan = |(years, _): &&(Years, Range<usize>)| *years == self.plan.years;
        let other_period = |periods: &[(Years, Range<usize>)]| {
            let other = periods.iter().find(of_plan)?;
            Some(Evidence::Other(other.0.last, other.1.clone()))
        };
        let other_year = |years: &[(Year, Range<usize>)]| {
            let (year, at) = years.iter().rev().find(matters)?;
            (!stated.is_first).then(|| Evidence::Other(*year, at.clone()))
        };
        if let Some(other) = other_year(&seen.quoted) {
            return other;
        }
        if holds(&seen.beside, &seen.periods_beside) {
            return Evidence::Beside;
        }
        // What stands in the sentence need not be meant, where the author says why.
        let other = match (is_promise, statement.is_noted) {
            (true, _) => other_period(&seen.periods)
                .or_else(|| other_period(&seen.periods_beside))
                .or_else(|| other_year(&seen.beside)),
            (false, false) => other_year(&seen.beside),
            (false, true) => None,
        };
        other.unwrap_or(Evidence::Nothing)
    }

    fn years_within(&self, at: &Range<usize>) -> Vec<(Year, Range<usize>)> {
        self.gauge.years_in(at)
    }

    fn periods_within(&self, at: &Range<usize>) -> Vec<(Years, Range<usize>)> {
        let all = self.document.figures.periods.iter();
        let within = all.filter(|one| at.start <= one.at.start && one.at.end <= at.end);
        within.map(|one| (one.years, one.at.clone())).collect()
    }
}
