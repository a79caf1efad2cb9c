//! What the plan says besides its targets.

use super::{Fill, quotes};
use crate::audit::{self, NotFound};
use crate::model::{self, CellKey, Comparison, Limit, Test};
use crate::report::formula::Formulas;
use crate::report::results::{Results, relation};
use crate::report::view::{Amendment, Claim, Entitlement, Figure, Forecast, Undefined};
use crate::value::Quantity;

impl Fill<'_> {
    /// The newest figure of an indicator, and its year.
    fn newest(&self, indicator: Option<model::IndicatorId>) -> (Figure, Option<i16>) {
        let found = indicator.and_then(|indicator| {
            let key = newest(self.results, indicator)?;
            let figure = self.results.cube.figure(indicator, key.region, key.year)?;
            let cells: Vec<_> = self.seen(key).into_iter().collect();
            let marks: Vec<_> = self.doubt(figure.status().doubt).into_iter().collect();
            let unit = self
                .results
                .plan
                .indicator(indicator)
                .and_then(|one| one.unit())
                .map_or("", |unit| unit.name());
            let text = figure.quantity().to_string();
            Some((
                Figure::new(text, unit).from_cells(cells, marks),
                Some(key.year.0),
            ))
        });
        found.unwrap_or_else(|| (Figure::unknown(), None))
    }

    pub(super) fn forecast(&self, one: &model::Forecast) -> Forecast {
        let test = one.condition.first_test();
        let (value, value_year) = self.newest(test.and_then(|test| test.indicator));
        let relation = test.and_then(|test| relation(test, None));
        let relation = relation.map_or_else(String::new, |key| {
            self.results
                .words
                .get(&format!("relation.{key}"))
                .to_owned()
        });
        Forecast {
            label: test.map(|test| self.label(test)).unwrap_or_default(),
            expected: test.map_or_else(Figure::unknown, |test| self.expected(test)),
            relation,
            time: self.time(one.time, true),
            value,
            value_year,
            section: one.section.clone(),
            quotes: quotes(&one.quotes),
        }
    }

    /// What a test measures, in words: a formula is told by the labels of its indicators.
    pub(super) fn label(&self, test: &Test) -> String {
        let formulas = Formulas {
            plan: self.results.plan,
            words: self.results.words,
        };
        formulas.label(test)
    }

    /// What is expected, where no baseline is needed to know it.
    fn expected(&self, test: &Test) -> Figure {
        let unit = test.unit.as_ref().map_or("", |unit| unit.name());
        let text = match &test.limit {
            Limit::Compare(Comparison::One(_, at)) => at.figure().map(Quantity::to_string),
            Limit::Compare(Comparison::Band(_, low, high)) => {
                let (low, high) = (low.figure(), high.figure());
                low.zip(high)
                    .map(|(low, high)| self.results.band(low, high))
            }
            Limit::Direction(_) | Limit::PerRegion(_) => None,
        };
        text.map_or_else(Figure::unknown, |text| Figure::new(text, unit))
    }

    pub(super) fn claim(&self, one: &model::Claim) -> Claim {
        let test = one.condition.first_test();
        let done = audit::recompute(self.results.plan, self.results.cube, one);
        let unit = test
            .and_then(|test| test.unit.as_ref())
            .map_or("", |unit| unit.name());
        let figure = |quantity: Option<Quantity>| {
            quantity.map_or_else(Figure::unknown, |one| Figure::new(one.to_string(), unit))
        };
        let key = match (done.agrees, &done.found) {
            (Some(true), _) => "claim.agrees",
            (Some(false), _) if done.last_digit => "claim.last_digit",
            (Some(false), _) => "claim.differs",
            (None, Err(NotFound::Broken)) => "claim.broken",
            (None, Err(NotFound::Undefined)) => "claim.undefined",
            (None, Err(NotFound::Missing) | Ok(_)) => "claim.missing",
        };
        Claim {
            label: test.map(|test| self.label(test)).unwrap_or_default(),
            printed: figure(done.claimed),
            recomputed: figure(done.found.ok()),
            agrees: done.agrees,
            outcome: self.results.words.get(key).to_owned(),
            section: one.section.clone(),
            quotes: quotes(&one.quotes),
            rule: self.place(one.place),
        }
    }

    pub(super) fn undefined(&self, one: &model::Undefined) -> Undefined {
        let (value, value_year) = self.newest(Some(one.indicator));
        Undefined {
            words: one.words.clone(),
            label: self.results.indicator_label(one.indicator).to_owned(),
            value,
            value_year,
            section: one.section.clone(),
            rule: self.place(one.place),
        }
    }

    pub(super) fn entitlement(&self, one: &model::Entitlement) -> Entitlement {
        let (value, value_year) = self.newest(one.indicator);
        let unit = one.unit.as_ref().map_or("", |unit| unit.name());
        Entitlement {
            label: one.label.clone(),
            figure: Figure::new(one.figure.clone(), unit),
            value,
            value_year,
            section: one.section.clone(),
            quotes: quotes(&one.quotes),
        }
    }

    pub(super) fn amendment(&self, one: &model::Amendment) -> Option<Amendment> {
        let target = self.results.plan.target(one.target)?;
        Some(Amendment {
            target: target.name.clone(),
            label: target.label.clone(),
            from: one.from.to_string(),
            by: one.by.clone(),
            old: one.old.clone(),
            new: one.new.clone(),
        })
    }
}

/// The newest figure of an indicator for the plan's own region, up to the year that is judged.
pub(super) fn newest(results: &Results<'_>, indicator: model::IndicatorId) -> Option<CellKey> {
    let region = results.plan.regions.own();
    let columns = results.cube.series(indicator)?.columns().rev();
    columns
        .skip_while(|(year, _)| *year > results.assessment.year)
        .find(|(_, column)| column.get(region).is_some())
        .map(|(year, _)| CellKey {
            indicator,
            region,
            year,
        })
}
