//! The heads of declarations.

use super::{Builder, half_width, is_punctuation};
use crate::syntax::ast::{Head, ListItem, Name, Text};
use crate::syntax::grammar::{Pair, Pairs, Rule};
use crate::value::{Date, Year};

impl Builder<'_> {
    /// The head that a rule found.
    pub(in crate::syntax) fn head(&mut self, rule: Rule, pairs: Pairs) -> Option<Head> {
        match rule {
            Rule::section => self.first_text(pairs).map(Head::Section),
            Rule::indicator => self.indicator(pairs),
            Rule::scale => {
                let mut names = self.all_names(pairs)?.into_iter();
                Some(Head::Scale {
                    name: names.next()?,
                    stages: names.collect(),
                })
            }
            Rule::list => self.list(pairs),
            Rule::forecast => self.statement(pairs).map(Head::Forecast),
            Rule::claim => self.statement(pairs).map(Head::Claim),
            Rule::identity => self.statement(pairs).map(Head::Identity),
            Rule::entitlement => self.statement(pairs).map(Head::Entitlement),
            Rule::background => Some(Head::Background(self.texts(pairs))),
            Rule::names => Some(Head::Names(self.texts(pairs))),
            Rule::undefined => self.undefined(pairs),
            Rule::amend => self.amend(pairs),
            Rule::simple_target => self.simple_target(pairs).map(Head::Target),
            _ => self.statement(pairs).map(Head::Target),
        }
    }

    fn first_text(&self, mut pairs: Pairs) -> Option<Text> {
        pairs
            .find(|pair| pair.as_rule() == Rule::text)
            .map(|pair| self.text(&pair))
    }

    pub(super) fn texts(&self, pairs: Pairs) -> Vec<Text> {
        pairs
            .filter(|pair| pair.as_rule() == Rule::text)
            .map(|pair| self.text(&pair))
            .collect()
    }

    pub(super) fn all_names(&mut self, pairs: Pairs) -> Option<Vec<Name>> {
        pairs
            .filter(|pair| matches!(pair.as_rule(), Rule::word | Rule::text | Rule::figure_word))
            .map(|pair| self.name(&pair))
            .collect()
    }

    fn indicator(&mut self, mut pairs: Pairs) -> Option<Head> {
        let name = self.name(&pairs.next()?)?;
        let (mut label, mut formula) = (None, None);
        for pair in pairs {
            match pair.as_rule() {
                Rule::text => label = Some(self.text(&pair)),
                Rule::sum => formula = Some(self.sum(pair)?),
                _ => {}
            }
        }
        Some(Head::Indicator {
            name,
            label,
            formula,
        })
    }

    fn list(&mut self, mut pairs: Pairs) -> Option<Head> {
        let name = self.name(&pairs.next()?)?;
        let mut label = None;
        let mut items: Vec<ListItem> = Vec::new();
        for pair in pairs {
            match pair.as_rule() {
                Rule::text => label = Some(self.text(&pair)),
                Rule::item => items.push(self.item(pair)?),
                _ => {}
            }
        }
        Some(Head::List { name, label, items })
    }

    fn undefined(&mut self, mut pairs: Pairs) -> Option<Head> {
        let words = self.text(&pairs.next()?);
        let of = pairs.nth(1)?;
        Some(Head::Undefined {
            words,
            of: self.name(&of)?,
        })
    }

    fn amend(&mut self, pairs: Pairs) -> Option<Head> {
        let (mut target, mut from, mut by) = (None, None, None);
        let mut figures = Vec::new();
        for pair in pairs {
            match pair.as_rule() {
                Rule::target_name => target = Some(self.target_name(pair)?),
                Rule::date => from = Some(self.date(&pair)?),
                Rule::text => by = Some(self.text(&pair)),
                Rule::sum => figures.push(self.sum(pair)?),
                _ => {}
            }
        }
        let mut figures = figures.into_iter();
        Some(Head::Amend {
            target: target?,
            from: from?,
            by: by?,
            old: figures.next()?,
            new: figures.next()?,
        })
    }

    /// The name that a target goes by: `x@2025`, `resident_population@中心城区@2025`.
    fn target_name(&mut self, pair: Pair) -> Option<Name> {
        let place = self.place(&pair);
        let mut text = String::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::at => {
                    let what = part
                        .into_inner()
                        .find(|one| one.as_rule() != Rule::at_sign)?;
                    text.push('@');
                    match what.as_rule() {
                        Rule::year => text.push_str(&self.year_in(&what)?.to_string()),
                        _ => text.push_str(&self.name(&what)?.text),
                    }
                }
                _ if is_punctuation(&part) => {}
                _ => text.push_str(&self.name(&part)?.text),
            }
        }
        Some(Name { text, place })
    }

    /// `2023-06-30`, `2023年6月30日`
    fn date(&mut self, pair: &Pair) -> Option<Date> {
        let text = half_width(pair.as_str());
        let mut parts = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|part| !part.is_empty());
        let year = parts.next().and_then(Year::parse);
        let mut small = || parts.next().and_then(|part| part.parse::<u8>().ok());
        let (month, day) = (small(), small());
        let date = year
            .zip(month.zip(day))
            .and_then(|(year, (month, day))| Date::new(year, month, day));
        if date.is_none() {
            self.expected(self.span_of(pair), "expected.date");
        }
        date
    }
}
