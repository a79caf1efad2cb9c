//! Who accounts for which figure of the plan's text.

mod close;
mod figures;
mod heading;
mod quotes;
mod scope;
mod waivers;
mod years;

use super::arithmetic;
use super::claimants::claimants;
use super::document::Document;
use super::fits::{Gauge, is_counted};
use super::stated::{Kind, Name, Role, Statement};
use super::stating::statements;
use super::{Class, Coverage, FoundQuote};
use crate::data::Cube;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Plan, Quote};
use crate::syntax::figures::Figure;
use crate::text::{Sources, Span};
use std::ops::Range;

/// Finds every quote in the text, compares its figures with those of the rule, and says of each
/// figure of the text who accounts for it.
pub fn account(
    plan: &Plan,
    cube: &Cube,
    sources: &Sources,
    document: &Document,
    diagnostics: &mut Diagnostics,
) -> Coverage {
    let quoted = cube.quoted(sources);
    let statements = statements(plan, &quoted);
    let claimants = claimants(plan, &statements, sources);
    let mut book = Book {
        plan,
        cube,
        sources,
        document,
        gauge: Gauge {
            document,
            units: &plan.units,
        },
        claims: vec![Vec::new(); document.figures.figures.len()],
        quotes: Vec::new(),
        own: Vec::new(),
        beside: Vec::new(),
        located: Vec::new(),
        told: Vec::new(),
        told_sections: Vec::new(),
        shown: Vec::new(),
        looked_for: 0,
        diagnostics,
    };
    for statement in &statements {
        match statement.kind {
            Kind::Background => book.background(statement),
            _ => book.statement(statement),
        }
    }
    for (words, span) in &plan.names {
        book.name(words, *span);
    }
    arithmetic::check(document, book.diagnostics);
    book.close(claimants)
}

/// Who claims a figure, and as what.
#[derive(Debug, Clone)]
struct Claimed {
    class: Class,
    by: String,
    /// Where the one who claims it was written.
    place: Span,
    /// Whether it is waived rather than stated.
    is_waiver: bool,
}

/// A quote that was found.
struct Located<'q> {
    quote: &'q Quote,
    at: Range<usize>,
}

struct Book<'a, 'd> {
    plan: &'a Plan,
    cube: &'a Cube,
    sources: &'a Sources,
    document: &'a Document,
    gauge: Gauge<'a>,
    /// Of each figure of the text who claims it.
    claims: Vec<Vec<Claimed>>,
    quotes: Vec<FoundQuote>,
    /// What no quote holds of widths and dates.
    own: Vec<Span>,
    /// Years that only the sentences around quotes hold.
    beside: Vec<Span>,
    /// Where quotes stand, with where they were written.
    located: Vec<(Range<usize>, Span)>,
    /// The places of years that are told of already.
    told: Vec<Span>,
    /// The sections of the rules that the text does not have, or has more than once.
    told_sections: Vec<String>,
    /// The figures that an error shows: that nobody accounts for them is no news.
    shown: Vec<(Span, usize)>,
    /// How many nearest passages were looked for.
    looked_for: usize,
    diagnostics: &'d mut Diagnostics,
}

impl<'a> Book<'a, '_> {
    /// Everything but background: quotes are found, and each accounts for what the rule states.
    fn statement(&mut self, statement: &Statement<'a>) {
        if statement.quotes.is_empty() {
            self.diagnostics
                .push(Diagnostic::new(Code::NoQuote, statement.place));
            return;
        }
        let mut located = Vec::new();
        let mut open_table = false;
        let mut lost = false;
        for &quote in &statement.quotes {
            if quote.table {
                match self.rows(statement, quote) {
                    Some(mut rows) => located.append(&mut rows),
                    None => lost = true,
                }
                open_table = true;
            } else if let Some(at) = self.locate(statement, quote) {
                located.push(Located { quote, at });
            } else {
                lost = true;
            }
        }
        if !open_table && !lost {
            self.items(statement, &located);
        }
        let mut found = vec![false; statement.stated.len()];
        let mut odd = Vec::new();
        for one in &located {
            self.figures_of(statement, one, &mut found, &mut odd);
        }
        // A quote that is not there says nothing about the figures: that it is not is said.
        if lost {
            return;
        }
        self.differences(statement, &located, &found, &odd);
        self.printed(statement, &located);
        self.years(statement, &located, &found);
        self.heading(statement, &located);
        self.scope(statement, &located);
        self.region(statement, &located);
    }

    /// The figures of a stretch that somebody must account for, by their place among all.
    fn counted(&self, at: &Range<usize>) -> Vec<usize> {
        let within = self.document.figures_in(at);
        within
            .filter(|at| self.figure(*at).is_some_and(is_counted) && !self.is_row_number(*at))
            .collect()
    }

    fn figure(&self, at: usize) -> Option<&'a Figure> {
        self.document.figures.figures.get(at)
    }

    fn claim(&mut self, figure: usize, statement: &Statement<'_>, class: Class) {
        let claimed = Claimed {
            class,
            by: self.name_of(statement),
            place: statement.place,
            is_waiver: false,
        };
        if let Some(claims) = self.claims.get_mut(figure) {
            claims.push(claimed);
        }
    }

    fn waive(&mut self, figure: usize, class: Class, place: Span) {
        let claimed = Claimed {
            class,
            by: self.line(place),
            place,
            is_waiver: true,
        };
        if let Some(claims) = self.claims.get_mut(figure) {
            claims.push(claimed);
        }
    }

    fn name_of(&self, statement: &Statement<'_>) -> String {
        match statement.name {
            Name::Own(name) => name.to_owned(),
            Name::Line(span) => self.line(span),
        }
    }

    /// What a place is called; the text in front of the first heading, and the whole, have the
    /// plan's title.
    fn place_name<'n>(&'n self, place: &'n str) -> &'n str {
        if place.is_empty() {
            &self.plan.title
        } else {
            place
        }
    }

    /// A place as people write it: file and line, or cell.
    fn line(&self, span: Span) -> String {
        let source = self.sources.get(span.source);
        source.line_in_words(span.start as usize)
    }

    fn span(&self, at: &Range<usize>) -> Span {
        Span::new(self.document.source, at.clone())
    }

    fn whole(&self, figure: usize) -> Range<usize> {
        self.figure(figure)
            .map_or(0..0, |figure| figure.whole.clone())
    }

    /// Whether a figure only counts the rows of a table.
    fn is_row_number(&self, at: usize) -> bool {
        let cell = self
            .figure(at)
            .and_then(|figure| self.document.cell(figure.at.start));
        cell.is_some_and(|cell| self.document.counts_rows(cell))
    }
}

/// The wording of what a statement says: a rule, or a row of data.
fn who_says(kind: Kind) -> &'static str {
    match kind {
        Kind::Observation => "data",
        _ => "here",
    }
}

/// What a figure is that a statement accounts for.
fn class(kind: Kind, role: Role) -> Class {
    match (kind, role) {
        (Kind::Target, Role::Baseline) | (Kind::Observation, _) => Class::Baseline,
        (Kind::Target | Kind::Undefined, _) => Class::Commitment,
        (Kind::Claim, _) => Class::Claim,
        (Kind::Forecast, _) => Class::Forecast,
        (Kind::Entitlement, _) => Class::Entitlement,
        (Kind::Background, _) => Class::Background,
    }
}
