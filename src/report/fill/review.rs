//! What the authors of the plan should look at, in words.

use super::{Fill, quotes};
use crate::audit::{About, Given, Remark, RemarkKind};
use crate::diag::Code;
use crate::model::{Comparison, RegionId, Test};
use crate::report::results::relation;
use crate::report::view::{self, Figure, Phrase, Quote};
use crate::value::Quantity;

/// Whether what a code finds is told in the remarks to the plan's authors, more fully.
pub(super) fn is_reviewed(code: Code) -> bool {
    matches!(
        code,
        Code::WeakerThanBaseline
            | Code::EqualToBaseline
            | Code::ClaimFails
            | Code::ClaimLastDigit
            | Code::BasisUnsaid
            | Code::UnitUnlikely
    )
}

impl Fill<'_> {
    /// The remarks in their order; those that need no answer are one.
    pub(super) fn review(&self, remarks: &[Remark]) -> Vec<view::Remark> {
        let mut seen: Vec<view::Remark> = Vec::new();
        for remark in remarks {
            let one = self.remark(remark);
            match seen.last_mut() {
                Some(last)
                    if remark.kind == RemarkKind::LastDigit && last.kind.id == one.kind.id =>
                {
                    last.quotes.extend(one.quotes);
                    last.found.extend(one.found);
                    last.rules.extend(one.rules);
                    // What is said of one of them alone would be read as said of all.
                    last.answers.clear();
                }
                _ => seen.push(one),
            }
        }
        seen
    }

    fn remark(&self, remark: &Remark) -> view::Remark {
        let words = self.results.words;
        let plan = self.results.plan;
        let kind = remark.kind.name();
        let mut values: Vec<(&str, Phrase)> = remark
            .values
            .iter()
            .map(|(name, value)| (*name, self.given(value)))
            .collect();
        let mut label = String::new();
        let mut formula = None;
        match remark.about {
            About::Target(id) => {
                if let Some(target) = plan.target(id) {
                    label.clone_from(&target.label);
                    let test = target.condition.first_test();
                    let limit = test.map(|test| self.limit(test, None));
                    // A remark about one region of a map names its own.
                    values.push(("limit", limit.unwrap_or_default()));
                }
            }
            About::Claim(at) => {
                let claim = plan.claims.get(at);
                let test = claim.and_then(|claim| claim.condition.first_test());
                formula = test.map(|test| self.label(test));
            }
            About::Text => {}
        }
        values.push(("label", Phrase::text(label.as_str())));
        if let Some(formula) = &formula {
            values.push(("formula", Phrase::text(formula.as_str())));
        }
        let first = remark.quotes.first().map(|quote| quote.words.as_str());
        values.push(("quote", Phrase::text(first.unwrap_or_default())));
        let said = |part: &str| words.phrase(&format!("review.{kind}.{part}"), &values);
        view::Remark {
            kind: words.term("review", kind),
            label,
            quotes: each_once(quotes(&remark.quotes)),
            found: vec![said(remark.wording)],
            formula,
            treated: said("treated"),
            answers: remark.answers.clone(),
            ask: said("ask"),
            rules: vec![self.place(remark.place)],
        }
    }

    fn given(&self, value: &Given) -> Phrase {
        match value {
            Given::Text(text) => Phrase::text(text.as_str()),
            Given::Figure(text, unit) => Phrase::figure(&Figure::new(text.as_str(), unit)),
            Given::Limit(id, region) => {
                let target = self.results.plan.target(*id);
                let test = target.and_then(|target| target.condition.first_test());
                test.map(|test| self.limit(test, *region))
                    .unwrap_or_default()
            }
        }
    }

    /// What a test asks for, in words: 不高于20‰.
    fn limit(&self, test: &Test, region: Option<RegionId>) -> Phrase {
        let words = self.results.words;
        let said = relation(test, region)
            .filter(|_| test.scale.is_none())
            .map_or_else(String::new, |key| {
                words.get(&format!("said.{key}")).to_owned()
            });
        let text = match test.comparison(region) {
            Some(Comparison::One(_, at)) => {
                at.figure().map(|at| self.results.stage(test.scale, at))
            }
            Some(Comparison::Band(_, low, high)) => {
                let band = |(low, high): (&Quantity, &Quantity)| self.results.band(low, high);
                low.figure().zip(high.figure()).map(band)
            }
            None => None,
        };
        let unit = test.unit.as_ref().map_or("", |unit| unit.name());
        let figure = text.map(|text| Phrase::figure(&Figure::new(text, unit)));
        let values = [
            ("relation", Phrase::text(said)),
            ("threshold", figure.unwrap_or_default()),
        ];
        words.phrase("review.limit", &values)
    }
}

/// A quote that two targets share is shown once.
fn each_once(all: Vec<Quote>) -> Vec<Quote> {
    let mut once: Vec<Quote> = Vec::new();
    for quote in all {
        if !once.contains(&quote) {
            once.push(quote);
        }
    }
    once
}
