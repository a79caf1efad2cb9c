//! The figures of regions against that of the region which they make up, where `total` says how.

use super::point::{ONE, of_quantity, rounding, size};
use super::spread::{Spread, off};
use super::steps::{converted, power};
use super::{Suspect, Suspects, measured, shown};
use crate::data::{Column, Cube};
use crate::diag::Code;
use crate::model::{CellKey, Indicator, IndicatorId, Kind, Parts, Plan, RegionId, Total};
use crate::value::{Quantity, Rational, Unit, Year};
use std::collections::BTreeSet;

/// Holds each measured figure against those of its parts. One that was made up is those figures,
/// and one of which a slip is told already does not need to be told twice.
pub(super) fn audit(plan: &Plan, cube: &Cube, slips: &BTreeSet<CellKey>, suspects: &mut Suspects) {
    for (id, indicator) in measured(plan) {
        let Some(all) = cube.series(id).filter(|_| indicator.total != Total::None) else {
            continue;
        };
        for (year, column) in all.columns() {
            for (whole, parts) in plan.regions.wholes() {
                let figure = column.get(whole).filter(|figure| !figure.is_made_up());
                let Some(figure) = figure else {
                    continue;
                };
                let key = |region| CellKey {
                    indicator: id,
                    region,
                    year,
                };
                let mut all = parts.regions.iter().copied().chain([whole]).map(key);
                if !slips.is_empty() && all.any(|key| slips.contains(&key)) {
                    continue;
                }
                let own = off(&figure.quantity(), rounding(&figure, indicator.unit()));
                let of = Of {
                    plan,
                    cube,
                    id,
                    indicator,
                    parts,
                    year,
                };
                if let Some(found) = of.against(column, &own) {
                    suspects.add(Code::WholeDiffers, || {
                        Some(found.told(&of, key(whole), &figure.quantity()))
                    });
                }
            }
        }
    }
}

/// The parts of a whole in a year.
struct Of<'a> {
    plan: &'a Plan,
    cube: &'a Cube,
    id: IndicatorId,
    indicator: &'a Indicator,
    parts: &'a Parts,
    year: Year,
}

/// What the parts come to, where the whole cannot be that.
struct Found {
    wording: &'static str,
    figure: Quantity,
    /// How many parts have a figure.
    count: usize,
    /// The greatest of them.
    part: RegionId,
}

/// The sum of the figures that parts have.
struct Summed {
    sum: Quantity,
    spread: Spread,
    count: usize,
    greatest: RegionId,
    has_negative: bool,
}

impl Of<'_> {
    fn against(&self, column: &Column, own: &Spread) -> Option<Found> {
        let all = self.parts.regions.len();
        if let Total::Ratio(over, under) = &self.indicator.total {
            return self.quotient(*over, *under, own);
        }
        let summed = self.sum(column, self.indicator.unit())?;
        let is_all = self.parts.complete && summed.count == all;
        let found = |wording, figure| Found {
            wording,
            figure,
            count: summed.count,
            part: summed.greatest,
        };
        match (&self.indicator.total, is_all) {
            (Total::Sum, true) => {
                (!summed.spread.meets(own)).then(|| found("here", summed.sum.clone()))
            }
            // Others can only add to it.
            (Total::Sum, false) => {
                let only_adds = self.indicator.kind != Kind::NetFlow && !summed.has_negative;
                let is_more = only_adds && summed.spread.low > own.high;
                is_more.then(|| found("known", summed.sum.clone()))
            }
            (Total::Mean, true) => {
                let count = Quantity::whole(i64::try_from(all).ok()?);
                let mean = summed.sum.over(&count)?;
                let part = Rational::ONE / count.value();
                let differs = !summed.spread.scaled(&part).meets(own);
                differs.then(|| found("mean", mean))
            }
            (Total::Mean, false) | (Total::None | Total::Ratio(..), _) => None,
        }
    }

    /// The quotient of two sums, where every part has both.
    fn quotient(&self, over: IndicatorId, under: IndicatorId, own: &Spread) -> Option<Found> {
        let unit = |id| self.plan.indicator(id).and_then(Indicator::unit);
        let sum = |id: IndicatorId| {
            let summed = self.sum(self.cube.series(id)?.column(self.year)?, unit(id))?;
            (summed.count == self.parts.regions.len()).then_some(summed)
        };
        let (over_unit, under_unit, unit) = (unit(over)?, unit(under)?, self.indicator.unit()?);
        let dimension = over_unit.dimension().combine(under_unit.dimension(), -1);
        if !self.parts.complete || dimension != *unit.dimension() {
            return None;
        }
        let factor = over_unit.factor() / under_unit.factor() / unit.factor();
        let (over, under) = (sum(over)?, sum(under)?);
        let figure = over.sum.over(&under.sum)?.times(&factor);
        let spread = over.spread.over(&under.spread)?.scaled(&factor);
        (!spread.meets(own)).then_some(Found {
            wording: "ratio",
            figure,
            count: over.count,
            part: over.greatest,
        })
    }

    /// What parts come to; `None` where none of them has a figure.
    fn sum(&self, column: &Column, unit: Option<&Unit>) -> Option<Summed> {
        let (mut sum, mut by, mut count, mut decimals) = (0_i128, 0_i128, 0, Some(0_u8));
        let mut greatest: Option<(i128, RegionId)> = None;
        let mut has_negative = false;
        for &part in &self.parts.regions {
            let Some(figure) = column.get(part) else {
                continue;
            };
            let value = size(&figure)?;
            sum = sum.checked_add(value)?;
            by = by.checked_add(rounding(&figure, unit))?;
            decimals = decimals
                .zip(figure.decimals())
                .map(|(one, other)| one.max(other));
            has_negative |= value < 0;
            count += 1;
            if greatest.is_none_or(|(most, _)| value > most) {
                greatest = Some((value, part));
            }
        }
        let exact = Rational::from(sum) / Rational::from(ONE);
        let sum = Quantity::derived(exact);
        let written = decimals.and_then(|decimals| {
            let shift = Rational::from(10).pow(isize::from(decimals));
            let mantissa = sum.value() * shift;
            let mantissa = mantissa.is_int().then(|| mantissa.numerator().clone())?;
            Some(Quantity::written(i128::try_from(mantissa).ok()?, decimals))
        });
        let sum = written.unwrap_or(sum);
        Some(Summed {
            spread: off(&sum, by),
            sum,
            count,
            greatest: greatest?.1,
            has_negative,
        })
    }
}

impl Found {
    fn told(&self, of: &Of<'_>, key: CellKey, figure: &Quantity) -> Suspect {
        let regions = &of.plan.regions;
        let level = regions
            .get(self.part)
            .and_then(|one| regions.level(one.level));
        let level = level.map(|level| level.names.first().unwrap_or(&level.id));
        // A quotient is made of two other indicators' figures.
        let first = match &of.indicator.total {
            Total::Ratio(over, _) => *over,
            Total::Sum | Total::Mean | Total::None => of.id,
        };
        let part = CellKey {
            indicator: first,
            region: self.part,
            ..key
        };
        let of_part = of
            .cube
            .figure(first, self.part, of.year)
            .zip(of.plan.indicator(first))
            .map(|(figure, indicator)| shown(indicator, &figure.quantity()));
        let values = vec![
            ("part", regions.name(self.part).to_owned()),
            ("of_part", of_part.unwrap_or_default()),
        ];
        let told = Suspect::of(Code::WholeDiffers, key)
            .wording(self.wording)
            .with("label", &of.indicator.label)
            .with("region", regions.name(key.region))
            .with("year", of.year)
            .with("whole", shown(of.indicator, figure))
            .with("parts", shown(of.indicator, &self.figure))
            .with("off", shown(of.indicator, &figure.minus(&self.figure)))
            .with("count", self.count)
            .with("level", level.map_or("", String::as_str))
            .and(part, "part", values);
        // A slip of the unit says what the figure would be.
        let power = of_quantity(&self.figure)
            .zip(of_quantity(figure))
            .and_then(|(parts, whole)| power(parts, whole));
        match power {
            Some(power) => converted(told, of.plan, of.indicator, figure, power),
            None => told,
        }
    }
}
