//! Who accounts for which figure of the plan's text.

use super::document::{Document, Found};
use super::fits::{Gauge, is_counted, year};
use super::nearest::nearest;
use super::stated::{Kind, Name, Role, Stated, Statement, StatedYear, statements};
use super::{Accounted, Class, Coverage, FoundQuote};
use crate::data::Cube;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Plan, Quote};
use crate::syntax::figures::{Figure, Says};
use crate::text::{Sources, Span};
use crate::value::{Year, Years, numeral};
use std::ops::Range;

/// How many places of a quote that stands more than once are shown.
const SHOWN: usize = 5;

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
    book.close()
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
    }

    /// Where a quote stands in its place.
    fn locate(&mut self, statement: &Statement<'_>, quote: &Quote) -> Option<Range<usize>> {
        let at = self.place_of(statement, quote).and_then(|stretches| {
            let squeezed = self.document.squeezed();
            let all: Vec<_> = stretches
                .iter()
                .flat_map(|stretch| squeezed.find(&quote.words, stretch))
                .collect();
            match all.as_slice() {
                [at] => Some(at.clone()),
                [] => {
                    self.missing(quote, &stretches);
                    None
                }
                several => {
                    let mut finding = Diagnostic::new(Code::QuoteDoubled, quote.span)
                        .with("quote", &quote.words)
                        .with("count", several.len());
                    for at in several.iter().take(SHOWN) {
                        finding = finding.at(self.span(at), "there");
                    }
                    self.diagnostics.push(finding);
                    None
                }
            }
        });
        self.note_quote(statement, &quote.words, at.clone());
        at
    }

    fn note_quote(&mut self, statement: &Statement<'_>, words: &str, at: Option<Range<usize>>) {
        self.quotes.push(FoundQuote {
            by: self.name_of(statement),
            words: words.to_owned(),
            at,
        });
    }

    /// The stretches of the place that a quote names.
    fn place_of(&mut self, statement: &Statement<'_>, quote: &Quote) -> Option<Vec<Range<usize>>> {
        match self.document.find_place(&quote.place, statement.section) {
            Found::One(_, stretches) => Some(stretches),
            Found::Nowhere => {
                let places = self.document.places();
                let near = crate::text::near_miss(&quote.place, places.iter().map(String::as_str));
                let mut finding =
                    Diagnostic::new(Code::PlaceUnknown, quote.span).with("place", &quote.place);
                if let Some(near) = near {
                    finding = finding.help(Some("near")).with("near", near);
                }
                self.diagnostics.push(finding);
                None
            }
            Found::Several(paths) => {
                self.diagnostics.push(
                    Diagnostic::new(Code::PlaceAmbiguous, quote.span)
                        .with("place", &quote.place)
                        .with("places", paths.join("、")),
                );
                None
            }
        }
    }

    /// Reports a quote that its place does not hold: where else it stands, or what comes nearest.
    fn missing(&mut self, quote: &Quote, stretches: &[Range<usize>]) {
        let squeezed = self.document.squeezed();
        let finding = Diagnostic::new(Code::QuoteMissing, quote.span)
            .with("quote", &quote.words)
            .with("place", &quote.place);
        let elsewhere = squeezed.find(&quote.words, &self.document.all());
        let finding = if let Some(at) = elsewhere.first() {
            let place = self.document.place(at.start);
            finding
                .at(self.span(at), "elsewhere")
                .label_with("other", place)
                .help(Some("move"))
        } else {
            let near = nearest(squeezed, &quote.words, stretches)
                .or_else(|| nearest(squeezed, &quote.words, &[self.document.all()]));
            match near {
                Some(at) => finding.at(self.span(&at), "near"),
                None => finding,
            }
        };
        self.diagnostics.push(finding);
    }

    /// The rows of a table that carry the items of a list or the regions of a map.
    fn rows<'q>(
        &mut self,
        statement: &Statement<'_>,
        quote: &'q Quote,
    ) -> Option<Vec<Located<'q>>> {
        let Some(stretches) = self.place_of(statement, quote) else {
            self.note_quote(statement, &quote.words, None);
            return None;
        };
        let document = self.document;
        let mut located = Vec::new();
        let rows: Vec<_> = document
            .tables_in(&stretches)
            .flat_map(|table| table.body())
            .collect();
        let mut all_found = true;
        for item in &statement.items {
            let is_named = |words: &str| item.names.contains(&words);
            let row = rows.iter().find(|row| {
                row.iter().any(|cell| is_named(document.words(cell)))
            });
            let at = row.and_then(|row| Some(row.first()?.start..row.last()?.end));
            let name = item.names.first().copied().unwrap_or_default();
            self.note_quote(statement, name, at.clone());
            let Some(at) = at else {
                all_found = false;
                self.diagnostics.push(
                    Diagnostic::new(Code::ItemMissing, item.place)
                        .primary("row")
                        .with("item", name)
                        .at(quote.span, "table")
                        .label_with("place", &quote.place),
                );
                continue;
            };
            if let Some(stated) = &item.figure {
                all_found &= self.figure_of_row(statement, name, stated, &at);
            }
            located.push(Located { quote, at });
        }
        all_found.then_some(located)
    }

    /// Whether the row of an item holds its figure.
    fn figure_of_row(
        &mut self,
        statement: &Statement<'_>,
        name: &str,
        stated: &Stated,
        row: &Range<usize>,
    ) -> bool {
        let free: Vec<usize> = self.counted(row);
        if let Some(at) = self.choose(statement, stated, &free) {
            self.claim(at, statement, class(statement.kind, stated.role));
            return true;
        }
        let finding = Diagnostic::new(Code::FigureDiffers, stated.place)
            .primary("item")
            .with("item", name)
            .with("written", &stated.ways.first().map_or_else(String::new, |(value, _)| value.to_string()))
            .at(self.span(row), "row");
        self.diagnostics.push(finding);
        false
    }

    /// Every item of a list stands in one of the quotes, under one of its names.
    fn items(&mut self, statement: &Statement<'_>, located: &[Located<'_>]) {
        for item in &statement.items {
            let squeezed = self.document.squeezed();
            let names_it = |one: &&Located<'_>| {
                item.names.iter().any(|name| !squeezed.find(name, &one.at).is_empty())
            };
            let named = located.iter().find(names_it).map(|one| one.at.clone());
            let name = item.names.first().copied().unwrap_or_default();
            match (named, &item.figure) {
                (Some(at), Some(stated)) => {
                    self.figure_of_row(statement, name, stated, &at);
                }
                (Some(_), None) => {}
                (None, _) => self.diagnostics.push(
                    Diagnostic::new(Code::ItemMissing, item.place).with("item", name),
                ),
            }
        }
    }

    /// Claims what a quote holds of what is stated. What it holds besides is gathered in `odd`,
    /// where it could have been meant for something that the quote does not hold.
    fn figures_of(
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
        for (stated, found) in statement.stated.iter().zip(found.iter_mut()) {
            if let Some(at) = self.choose(statement, stated, &free) {
                free.retain(|other| *other != at);
                self.claim(at, statement, class(statement.kind, stated.role));
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
    fn choose(&self, statement: &Statement<'_>, stated: &Stated, free: &[usize]) -> Option<usize> {
        let other_unit = !statement.printed.is_empty();
        let fits = |at: &&usize| {
            let Some(figure) = self.figure(**at) else {
                return false;
            };
            let years = self.gauge.years_of_column(&figure.at);
            let of_its_year = stated
                .year
                .is_none_or(|year| years.is_empty() || years.contains(&year));
            of_its_year && self.gauge.is(figure, stated, other_unit)
        };
        let is_first = statement.kind == Kind::Observation || stated.role == Role::Baseline;
        let mut fitting = free.iter().filter(fits);
        if is_first { fitting.next() } else { fitting.next_back() }.copied()
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
                if let Some(figure) = column.get(*region) {
                    known.push(Stated {
                        role: Role::Baseline,
                        ways: vec![(figure.quantity(), unit.cloned())],
                        place: statement.place,
                        year: Some(year),
                    });
                }
            }
        }
        free.retain(|at| {
            let is_known = known
                .iter()
                .any(|stated| self.choose(statement, stated, std::slice::from_ref(at)).is_some());
            if is_known {
                self.claim(*at, statement, Class::Baseline);
            }
            !is_known
        });
    }

    /// Reports what is stated and not quoted, and quotes that hold something else.
    fn differences(
        &mut self,
        statement: &Statement<'_>,
        located: &[Located<'_>],
        found: &[bool],
        odd: &[(Span, usize)],
    ) {
        let lacking = |(stated, found): &(&Stated, &bool)| stated.role.is_needed() && !**found;
        let all = statement.stated.iter().zip(found);
        let lacking: Vec<_> = all.filter(lacking).map(|(stated, _)| stated).collect();
        let mut told = Vec::new();
        for stated in &lacking {
            let mut finding = Diagnostic::new(Code::FigureDiffers, stated.place)
                .with("written", self.sources.slice(stated.place));
            let like = odd.iter().find(|(_, at)| {
                self.figure(*at)
                    .is_some_and(|figure| self.gauge.is_like(figure, stated))
            });
            finding = match (like, located.first()) {
                (Some((_, at)), _) => {
                    told.push(*at);
                    let whole = self.whole(*at);
                    finding
                        .at(self.span(&whole), "there")
                        .label_with("figure", self.document.words(&whole))
                }
                (None, Some(one)) => finding
                    .primary("unquoted")
                    .help(Some("quote_it"))
                    .at(self.span(&one.at), "quote"),
                (None, None) => finding.primary("unquoted").help(Some("quote_it")),
            };
            self.diagnostics.push(finding);
        }
        for (quote, at) in odd {
            if told.contains(at) {
                continue;
            }
            let whole = self.whole(*at);
            let needed = statement.stated.iter().find(|stated| stated.role.is_needed());
            let Some(stated) = needed.filter(|_| lacking.is_empty()) else {
                continue;
            };
            self.diagnostics.push(
                Diagnostic::new(Code::FigureDiffers, *quote)
                    .primary("source")
                    .with("written", self.sources.slice(stated.place))
                    .at(stated.place, "rule")
                    .at(self.span(&whole), "there")
                    .label_with("figure", self.document.words(&whole)),
            );
        }
    }

    /// What a rule says that the plan prints, the plan prints.
    fn printed(&mut self, statement: &Statement<'_>, located: &[Located<'_>]) {
        for words in &statement.printed {
            let printed = crate::syntax::figures::figures(words, &self.plan.units).figures;
            let Some(Says::Amount(wanted)) = printed.first().map(|figure| &figure.says) else {
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
                    Diagnostic::new(Code::PrintedOtherwise, statement.place)
                        .with("words", words)
                        .at(self.span(&one.at), "quote"),
                );
            }
        }
    }

    /// Compares the years of a rule with those of its quotes, of the sentences that they stand
    /// in, and of the columns of a table.
    fn years(&mut self, statement: &Statement<'_>, located: &[Located<'_>], found: &[bool]) {
        let mut seen = Seen::default();
        for one in located {
            seen.quoted.extend(self.years_within(&one.at));
            seen.periods.extend(self.periods_within(&one.at));
            for at in self.counted(&one.at) {
                let claims = self.claims.get(at).into_iter().flatten();
                if claims.into_iter().any(|claim| claim.place == statement.place)
                    && let Some(figure) = self.figure(at)
                {
                    let years = self.gauge.years_of_column(&figure.at);
                    let whole = self.whole(at);
                    seen.quoted.extend(years.into_iter().map(|year| (year, whole.clone())));
                }
            }
            let sentence = self.document.sentence_up_to(one.at.end);
            seen.beside.extend(self.years_within(&sentence));
            seen.periods_beside.extend(self.periods_within(&sentence));
        }
        let mut own = Vec::new();
        for stated in &statement.years {
            let Some(place) = stated.place else {
                continue;
            };
            match self.judge_year(statement, stated, &seen) {
                Evidence::Holds => {}
                Evidence::Nothing if !own.contains(&place) => own.push(place),
                Evidence::Nothing => {}
                Evidence::Other(year, at) => self.diagnostics.push(
                    Diagnostic::new(Code::YearDiffers, place)
                        .with("written", self.sources.slice(place))
                        .at(self.span(&at), "there")
                        .label_with("year", year),
                ),
            }
        }
        for (stated, found) in statement.stated.iter().zip(found) {
            if stated.role == Role::Width && !found {
                own.push(stated.place);
            }
        }
        for place in own {
            let written = self.sources.slice(place);
            self.diagnostics.push(
                Diagnostic::new(Code::AuthorsOwn, place).with("written", written),
            );
        }
    }

    fn judge_year(&self, statement: &Statement<'_>, stated: &StatedYear, seen: &Seen) -> Evidence {
        let is_promise = statement.kind != Kind::Observation;
        let fits = |year: &Year| {
            *year == stated.year || stated.of.is_some_and(|years| years.contains(*year))
        };
        let is_period = |years: &Years| match stated.of {
            Some(of) => *years == of,
            None => years.last == stated.year,
        };
        // Beside what is promised the plan prints where it comes from.
        let matters = |(year, _): &&(Year, Range<usize>)| !is_promise || *year > self.plan.base;
        let quoted: Vec<_> = seen.quoted.iter().filter(matters).collect();
        if quoted.iter().any(|(year, _)| fits(year)) || seen.periods.iter().any(is_period) {
            return Evidence::Holds;
        }
        if let Some((year, at)) = quoted.last() {
            return Evidence::Other(*year, at.clone());
        }
        let mut beside = seen.beside.iter();
        if beside.any(|(year, _)| fits(year)) || seen.periods_beside.iter().any(is_period) {
            return Evidence::Holds;
        }
        let is_deadline = |at: &Range<usize>| {
            let before = self.document.text.get(..at.start).unwrap_or_default();
            before.ends_with(['到', '至'])
        };
        let mut others = seen.beside.iter().filter(matters);
        match others.find(|(_, at)| is_promise && is_deadline(at)) {
            Some((year, at)) => Evidence::Other(*year, at.clone()),
            None => Evidence::Nothing,
        }
    }

    fn years_within(&self, at: &Range<usize>) -> Vec<(Year, Range<usize>)> {
        let within = self.document.figures_in(at);
        let figures = within.filter_map(|at| self.figure(at));
        figures
            .filter_map(|figure| Some((year(figure)?, figure.at.clone())))
            .collect()
    }

    fn periods_within(&self, at: &Range<usize>) -> Vec<Years> {
        let all = self.document.figures.periods.iter();
        let within = all.filter(|one| at.start <= one.at.start && one.at.end <= at.end);
        within.map(|one| one.years).collect()
    }

    /// `background`: history, one figure at a time.
    fn background(&mut self, statement: &Statement<'_>) {
        let Some(&quote) = statement.quotes.first() else {
            return;
        };
        let Some(at) = self.locate(statement, quote) else {
            return;
        };
        match self.counted(&at).as_slice() {
            [] => self.diagnostics.push(
                Diagnostic::new(Code::WaiverNeedless, quote.span).with("words", &quote.words),
            ),
            [figure] => {
                if let Some(word) = self.reads_like_a_promise(&at) {
                    self.diagnostics.push(
                        Diagnostic::new(Code::WaiverOfPromise, quote.span)
                            .with("words", &quote.words)
                            .at(self.span(&word), "word"),
                    );
                }
                self.waive(*figure, Class::Background, quote.span);
            }
            [first, .., last] => {
                let (first, last) = (self.whole(*first), self.whole(*last));
                self.diagnostics.push(
                    Diagnostic::new(Code::WaiverTooWide, quote.span)
                        .with("words", &quote.words)
                        .at(self.span(&first), "first")
                        .at(self.span(&last), "last"),
                );
            }
        }
    }

    /// A word of promises in the sentence of something that is called history.
    fn reads_like_a_promise(&self, at: &Range<usize>) -> Option<Range<usize>> {
        let sentence = self.document.sentence_up_to(at.end);
        let words = self.document.words(&sentence);
        let deadline = format!("到{}年", self.plan.years.last);
        ["确保", "力争", "争创", &deadline].iter().find_map(|word| {
            let found = sentence.start + words.find(word)?;
            Some(found..found + word.len())
        })
    }

    /// `name`: figures within a name, wherever the name stands.
    fn name(&mut self, words: &str, span: Span) {
        let squeezed = self.document.squeezed();
        let all = squeezed.find(words, &self.document.all());
        if all.is_empty() {
            let near = nearest(squeezed, words, &[self.document.all()]);
            let mut finding = Diagnostic::new(Code::QuoteMissing, span)
                .primary("name")
                .with("quote", words)
                .with("place", &self.plan.title);
            if let Some(at) = near {
                finding = finding.at(self.span(&at), "near");
            }
            self.diagnostics.push(finding);
            return;
        }
        let figures: Vec<usize> = all.iter().flat_map(|at| self.counted(at)).collect();
        if figures.is_empty() {
            self.diagnostics
                .push(Diagnostic::new(Code::WaiverNeedless, span).with("words", words));
        }
        for figure in figures {
            self.waive(figure, Class::Name, span);
        }
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

    /// A place as people write it: file and line.
    fn line(&self, span: Span) -> String {
        let source = self.sources.get(span.source);
        let line = source.position(span.start as usize).line;
        format!("{}:{line}", source.path())
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
        cell.is_some_and(|cell| {
            let mut headings = cell.headings();
            !cell.is_heading()
                && headings.any(|heading| {
                    let words: String = self.document.words(heading).split_whitespace().collect();
                    matches!(words.as_str(), "序号" | "编号")
                })
        })
    }

    /// Says of each figure what it is, and reports those that nobody accounts for.
    fn close(self) -> Coverage {
        let mut accounted = Vec::new();
        for (at, figure) in self.document.figures.figures.iter().enumerate() {
            let claims = self.claims.get(at).map_or(&[][..], Vec::as_slice);
            let class = claims
                .iter()
                .map(|claim| claim.class)
                .min()
                .unwrap_or_else(|| self.by_itself(at, figure));
            if class == Class::Unaccounted {
                self.diagnostics.push(
                    Diagnostic::new(Code::Unaccounted, self.span(&figure.whole))
                        .with("figure", self.document.words(&figure.whole))
                        .with("place", self.document.place(figure.at.start)),
                );
            }
            let promise = claims.iter().find(|claim| {
                !claim.is_waiver && claim.class.is_promise()
            });
            let waiver = claims.iter().find(|claim| claim.is_waiver);
            if let (Some(promise), Some(waiver)) = (promise, waiver) {
                self.diagnostics.push(
                    Diagnostic::new(Code::WaiverOverPromise, waiver.place)
                        .with("figure", self.document.words(&figure.whole))
                        .at(promise.place, "promise"),
                );
            }
            let mut claimed_by: Vec<String> = Vec::new();
            for claim in claims {
                if !claimed_by.contains(&claim.by) {
                    claimed_by.push(claim.by.clone());
                }
            }
            accounted.push(Accounted {
                at: figure.at.clone(),
                place: self.document.place(figure.at.start),
                class,
                claimed_by,
            });
        }
        Coverage {
            figures: accounted,
            quotes: self.quotes,
        }
    }

    /// What a figure is that nobody claims.
    fn by_itself(&self, at: usize, figure: &Figure) -> Class {
        match figure.says {
            Says::Year(_) | Says::Date => Class::Date,
            Says::Ordinal => Class::Ordinal,
            Says::Name => Class::Name,
            // The 10 of 5/10万 is what its figure is.
            Says::RateBase => {
                let before = at.checked_sub(1);
                let whose = before.and_then(|before| {
                    let of = self.figure(before)?;
                    (of.whole.end >= figure.at.end).then_some(before)
                });
                let claims = whose.and_then(|before| self.claims.get(before));
                match (whose, claims) {
                    (Some(_), Some(claims)) => claims
                        .iter()
                        .map(|claim| claim.class)
                        .min()
                        .unwrap_or(Class::Unaccounted),
                    _ => Class::Name,
                }
            }
            Says::Amount(_) | Says::All | Says::NoneLeft | Says::Times(_) => {
                if self.is_row_number(at) {
                    Class::Ordinal
                } else {
                    Class::Unaccounted
                }
            }
        }
    }
}

/// What the quotes of a statement say of years.
#[derive(Default)]
struct Seen {
    /// Years in a quote or in the heading of its column, with where.
    quoted: Vec<(Year, Range<usize>)>,
    periods: Vec<Years>,
    /// Years in the sentence that a quote stands in.
    beside: Vec<(Year, Range<usize>)>,
    periods_beside: Vec<Years>,
}

/// What is there for a year that is stated.
enum Evidence {
    Holds,
    Nothing,
    Other(Year, Range<usize>),
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
