//! Where quotes stand in the text, and what they must name.

use super::{Book, Located, class};
use crate::coverage::FoundQuote;
use crate::coverage::nearest::nearest;
use crate::coverage::places::FoundPlace;
use crate::coverage::stated::{Item, Stated, Statement};
use crate::coverage::tables::{Row, Table};
use crate::diag::{Code, Diagnostic};
use crate::model::Quote;
use crate::syntax::figures::Figure;
use crate::text::{Span, near_miss};
use crate::value::Year;
use std::ops::Range;

/// How many places of a quote that stands more than once are shown.
const SHOWN: usize = 5;

/// For how many quotes the nearest passage is looked for: each time the text is gone through.
const MOST_LOOKED_FOR: usize = 50;

impl Book<'_, '_> {
    /// Where a quote stands in its place.
    pub(super) fn locate(
        &mut self,
        statement: &Statement<'_>,
        quote: &Quote,
    ) -> Option<Range<usize>> {
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
        if let Some(at) = &at {
            self.located.push((at.clone(), quote.span));
        }
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
            FoundPlace::One(stretches) => Some(stretches),
            FoundPlace::Nowhere => {
                let finding = self.place_unknown(quote);
                self.tell_of_place(quote, finding);
                None
            }
            FoundPlace::Several(paths) => {
                let finding =
                    place_finding(Code::PlaceAmbiguous, quote).with("places", paths.join("、"));
                self.tell_of_place(quote, finding);
                None
            }
        }
    }

    /// A place that the text does not have, with the one that was meant or those of its chapter.
    fn place_unknown(&self, quote: &Quote) -> Diagnostic {
        let finding = place_finding(Code::PlaceUnknown, quote);
        let places = self.document.places();
        if let Some(near) = near_miss(&quote.place, places.iter().map(String::as_str)) {
            return finding.help(Some("near")).with("near", near);
        }
        let Some((parent, _)) = quote.place.rsplit_once('/') else {
            return finding;
        };
        let within: Vec<_> = places
            .iter()
            .filter_map(|place| place.strip_prefix(parent)?.strip_prefix('/'))
            .filter(|rest| !rest.contains('/'))
            .collect();
        if within.is_empty() {
            return finding;
        }
        finding
            .help(Some("within"))
            .with("parent", parent)
            .with("within", within.join("、"))
    }

    /// A section whose place is wrong is told of once, and not at each quote below it.
    fn tell_of_place(&mut self, quote: &Quote, finding: Diagnostic) {
        if quote.place_at.is_none() {
            if self.told_sections.contains(&quote.place) {
                return;
            }
            self.told_sections.push(quote.place.clone());
        }
        self.diagnostics.push(finding);
    }

    /// Reports a quote that its place does not hold: where else it stands, or what comes nearest.
    fn missing(&mut self, quote: &Quote, stretches: &[Range<usize>]) {
        let squeezed = self.document.squeezed();
        let finding = Diagnostic::new(Code::QuoteMissing, quote.span)
            .with("quote", &quote.words)
            .with("place", self.place_name(&quote.place));
        let elsewhere = squeezed.find(&quote.words, &self.document.all());
        let finding = if let Some(at) = elsewhere.first() {
            let place = self.document.place(at.start);
            finding
                .with("other", place)
                .at(self.span(at), "elsewhere")
                .help(Some("move"))
        } else {
            // Whoever has that many quotes to mend has been given another text.
            self.looked_for += 1;
            let near = (self.looked_for <= MOST_LOOKED_FOR).then(|| {
                nearest(squeezed, &quote.words, stretches)
                    .or_else(|| nearest(squeezed, &quote.words, &[self.document.all()]))
            });
            let near = near.flatten();
            match near {
                Some(at) => finding.at(self.span(&at), "near"),
                None => finding,
            }
        };
        self.diagnostics.push(finding);
    }

    /// The rows of a table that carry the items of a list or the regions of a map.
    pub(super) fn rows<'q>(
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
        let rows: Vec<(&Table, usize, &Row)> = document
            .tables_in(&stretches)
            .flat_map(|table| {
                let rows = table.body().iter().enumerate();
                rows.map(move |(at, row)| (table, at, row))
            })
            .collect();
        let mut all_found = true;
        for item in &statement.items {
            let is_named = |words: &str| item.names.contains(&words);
            let names_it = |(_, _, row): &&(&Table, usize, &Row)| {
                row.iter().any(|cell| is_named(document.words(cell)))
            };
            // Two things of one name lie in two regions.
            let is_there = |(table, at, _): &&(&Table, usize, &Row)| {
                let mut over = table.over(*at);
                item.region.is_empty()
                    || over.any(|cell| item.region.contains(&document.words(cell)))
            };
            let mut named = rows.iter().filter(names_it);
            let elsewhere = named.clone().next();
            let whole = |row: &Row| Some(row.first()?.start..row.last()?.end);
            let at = named.find(is_there).and_then(|(_, _, row)| whole(row));
            let name = item.names.first().copied().unwrap_or_default();
            self.note_quote(statement, name, at.clone());
            let Some(at) = at else {
                all_found = false;
                let mut finding = Diagnostic::new(Code::ItemMissing, self.entry(item))
                    .primary("row")
                    .with("item", name)
                    .at(quote.place_at.unwrap_or(quote.span), "table")
                    .label_with("place", &quote.place);
                if item.figure.is_some() {
                    finding = finding.help(Some("region"));
                }
                if let Some(row) = elsewhere.and_then(|(_, _, row)| whole(row)) {
                    finding = finding
                        .primary("other_region")
                        .at(self.span(&row), "its_row");
                }
                self.diagnostics.push(finding);
                continue;
            };
            if let Some(stated) = &item.figure {
                let figures = self.counted(&at);
                all_found &= self.figure_of_item(statement, item, stated, &figures, &at);
            }
            located.push(Located { quote, at });
        }
        if all_found {
            self.rows_left_out(quote, &rows, &located);
        }
        all_found.then_some(located)
    }

    /// Reports the rows of a table that no item of the list is in: somebody forgot them.
    fn rows_left_out(
        &mut self,
        quote: &Quote,
        rows: &[(&Table, usize, &Row)],
        located: &[Located<'_>],
    ) {
        let whole = |row: &Row| Some(row.first()?.start..row.last()?.end);
        let is_total = |row: &Row| {
            let words = row.iter().map(|cell| self.document.words(cell));
            let mut words = words.map(|words| words.split_whitespace().collect::<String>());
            words.any(|words| matches!(words.as_str(), "合计" | "总计" | "全市" | "总数"))
        };
        let holds_item = |table: &Table| {
            let mut items = located.iter();
            items.any(|one| table.at().contains(&one.at.start))
        };
        let left: Vec<_> = rows
            .iter()
            .filter(|(table, at, row)| {
                // Where no row has a figure the first one is the heading.
                let is_heading = *at == 0 && table.headings().is_empty();
                holds_item(table) && !is_total(row) && !is_heading
            })
            .filter_map(|(_, _, row)| whole(row))
            .filter(|row| !located.iter().any(|one| one.at == *row))
            .collect();
        if left.is_empty() {
            return;
        }
        let mut finding = Diagnostic::new(Code::RowLeftOut, quote.place_at.unwrap_or(quote.span))
            .with("place", &quote.place)
            .with("count", left.len());
        for row in left.iter().take(SHOWN) {
            finding = finding.at(self.span(row), "row");
        }
        self.diagnostics.push(finding);
    }

    /// Whether what the plan has for an item is its figure: the figures of its row, or those of a
    /// sentence that are its own.
    fn figure_of_item(
        &mut self,
        statement: &Statement<'_>,
        item: &Item<'_>,
        stated: &Stated,
        free: &[usize],
        row: &Range<usize>,
    ) -> bool {
        if let Some(at) = self.choose(statement, stated, free) {
            self.claim(at, statement, class(statement.kind, stated.role));
            self.direction(stated, at);
            return true;
        }
        if let Some(at) = self.in_other_column(statement, stated, free) {
            self.column_differs(statement, stated, at);
            return false;
        }
        let finding = Diagnostic::new(Code::FigureDiffers, self.entry(item))
            .primary("item")
            .with("item", item.names.first().copied().unwrap_or_default())
            .with(
                "written",
                stated
                    .ways
                    .first()
                    .map_or_else(String::new, |way| way.figure().to_string()),
            );
        // The figure that the row has instead, in the column of the same year.
        let is_instead = |at: &&usize| {
            let years = |figure: &Figure| self.gauge.years_of_column(&figure.at);
            let of_year = |figure: &Figure| {
                let years = years(figure);
                let is_it = |(year, _): &(Year, Range<usize>)| Some(*year) == stated.year;
                years.is_empty() || years.iter().any(is_it)
            };
            let figure = self.figure(**at);
            figure.is_some_and(|figure| self.gauge.is_like(figure, stated) && of_year(figure))
        };
        let instead = free.iter().rev().find(is_instead).copied();
        let finding = match instead {
            Some(at) => {
                self.shown.push((statement.place, at));
                let whole = self.whole(at);
                finding
                    .at(self.span(&whole), "there")
                    .label_with("figure", self.document.words(&whole))
            }
            None => finding.at(self.span(row), "row"),
        };
        self.diagnostics.push(finding);
        false
    }

    /// Every item of a list stands in one of the quotes, under one of its names; every region of a
    /// map with its figure.
    pub(super) fn items(&mut self, statement: &Statement<'_>, located: &[Located<'_>]) {
        let named: Vec<_> = located
            .iter()
            .map(|one| self.named(statement, one))
            .collect();
        for (at, item) in statement.items.iter().enumerate() {
            let mut quotes = located.iter().zip(&named);
            let quote = quotes.find(|(_, named)| named.iter().any(|(of, _)| *of == at));
            let name = item.names.first().copied().unwrap_or_default();
            match (quote, &item.figure) {
                (Some((one, named)), Some(stated)) => {
                    let own = self.figures_of_item(at, stated, named, &one.at);
                    self.figure_of_item(statement, item, stated, &own, &one.at);
                }
                (Some(_), None) => {}
                (None, figure) => {
                    let mut finding =
                        Diagnostic::new(Code::ItemMissing, self.entry(item)).with("item", name);
                    if figure.is_some() {
                        finding = finding.help(Some("region"));
                    }
                    self.diagnostics.push(finding);
                }
            }
        }
    }

    /// The items that a quote names, by their place among all, in the order of the text. A name
    /// within a longer one (东区 in 城东区) is no name.
    fn named(&self, statement: &Statement<'_>, one: &Located<'_>) -> Vec<(usize, Range<usize>)> {
        let squeezed = self.document.squeezed();
        let mut all: Vec<(usize, Range<usize>)> = Vec::new();
        for (at, item) in statement.items.iter().enumerate() {
            let places = item
                .names
                .iter()
                .flat_map(|name| squeezed.find(name, &one.at));
            all.extend(places.map(|place| (at, place)));
        }
        all.sort_by_key(|(_, place)| (place.start, std::cmp::Reverse(place.end)));
        let mut longest = 0..0;
        all.retain(|(_, place)| {
            let is_within = place.start < longest.end && *place != longest;
            if !is_within {
                longest = place.clone();
            }
            !is_within
        });
        all
    }

    /// The figures of a sentence that are an item's own: those between its name and the next one.
    /// 甲、乙分别达到5个、3个 has the figures behind all names, in their order; where there are
    /// more or fewer figures than names, nobody knows whose they are.
    fn figures_of_item(
        &self,
        item: usize,
        stated: &Stated,
        named: &[(usize, Range<usize>)],
        sentence: &Range<usize>,
    ) -> Vec<usize> {
        let may_be = |at: &usize| {
            let figure = self.figure(*at);
            figure.is_some_and(|figure| {
                self.gauge.is_like(figure, stated) && !self.counts_places(figure)
            })
        };
        let mut names: Vec<usize> = Vec::new();
        for (nth, (of, place)) in named.iter().enumerate() {
            names.push(*of);
            let next = named
                .get(nth + 1)
                .map_or(sentence.end, |(_, next)| next.start);
            let behind: Vec<usize> = self.counted(&(place.end..next));
            let behind: Vec<usize> = behind.into_iter().filter(may_be).collect();
            if behind.is_empty() && nth + 1 < named.len() {
                continue;
            }
            if let Some(at) = names.iter().position(|name| *name == item) {
                return match (names.as_slice(), behind.as_slice()) {
                    ([_], all) => all.to_vec(),
                    (names, all) if names.len() == all.len() => {
                        all.get(at).copied().into_iter().collect()
                    }
                    _ => Vec::new(),
                };
            }
            names.clear();
        }
        Vec::new()
    }

    /// Whether a figure counts places: 甲县、乙县2个县分别达到12个和7个.
    fn counts_places(&self, figure: &Figure) -> bool {
        let behind = self
            .document
            .text
            .get(figure.whole.end..)
            .unwrap_or_default();
        let places = ["县", "区", "市", "乡", "镇", "街道", "地区", "州"];
        places.iter().any(|place| behind.starts_with(place))
    }

    /// Where an item was written: a map is one place of the model, and the entry of a region stands
    /// in it from its name to the next comma.
    fn entry(&self, item: &Item<'_>) -> Span {
        let written = self.sources.slice(item.place);
        let name_at = |name: &&str| {
            let mut all = written.match_indices(*name);
            all.find_map(|(at, _)| {
                let behind = written.get(at + name.len()..)?;
                let is_key = behind.trim_start().starts_with([':', '：']);
                let end = behind.find([',', '，', '、', '}', '｝'])?;
                let entry = behind.get(..end)?.trim_end();
                is_key.then_some(at..at + name.len() + entry.len())
            })
        };
        let place = item.place;
        item.names.iter().find_map(name_at).map_or(place, |at| {
            let start = place.start as usize;
            Span::new(place.source, start + at.start..start + at.end)
        })
    }
}

/// A finding about the place of a quote, where it is named: by the quote or by its section.
fn place_finding(code: Code, quote: &Quote) -> Diagnostic {
    let finding = match quote.place_at {
        Some(at) => Diagnostic::new(code, at),
        None => Diagnostic::new(code, quote.span).primary("section"),
    };
    finding.with("place", &quote.place)
}
