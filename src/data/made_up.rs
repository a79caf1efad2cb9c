//! Figures that no file has and that those of the regions below come to: the least trusted layer.
//!
//! The cube marks them and keeps no list of what each was made from; [`parts_of`] says it again.

use super::column::{Content, Draft};
use super::figure::{MOST_DECIMALS, Number};
use super::layer::{Layer, speaks};
use super::reading::Book;
use super::{Cube, Doubt, Status};
use crate::model::{CellKey, IndicatorId, Measured, Parts, Plan, RegionId, Total};
use crate::value::{Quantity, Rational, Year};
use std::collections::BTreeSet;

/// Makes up what is missing of each region whose parts have figures, level by level, where the
/// indicator says how parts make up the whole. A measured figure, and one that is said not to be
/// there, goes before it.
pub(super) fn make_up(plan: &Plan, book: &Book, layer: &mut Layer) {
    let all = || (0..).map(IndicatorId).zip(&plan.indicators);
    // The sums that a quotient is made of come first.
    for ratios in [false, true] {
        for (id, indicator) in all() {
            let is_ratio = matches!(indicator.total, Total::Ratio(..));
            let measured = matches!(book.measured(id), Some(Measured::In(_)));
            if is_ratio != ratios || indicator.formula.is_some() || !measured {
                continue;
            }
            let Some(way) = Way::of(id, &indicator.total, book) else {
                continue;
            };
            let years: BTreeSet<Year> = way.reads().flat_map(|of| layer.years(of)).collect();
            let mut pending = vec![false; plan.regions.wholes().count()];
            for year in years {
                make_up_year(plan, id, &way, year, &mut pending, layer);
            }
        }
    }
}

fn make_up_year(
    plan: &Plan,
    id: IndicatorId,
    way: &Way,
    year: Year,
    pending: &mut [bool],
    layer: &mut Layer,
) {
    for ((whole, parts), pending) in plan.regions.wholes().zip(pending) {
        // A break that a part says of a year without a figure of the whole holds of the next one.
        *pending |= breaks(way, parts, year, layer);
        let own = layer.column(id, year).and_then(|own| own.get(at(whole)));
        if !parts.complete || own.as_ref().is_some_and(|(content, _)| speaks(content)) {
            continue;
        }
        let Some((number, status)) = way.figure(parts, year, layer) else {
            continue;
        };
        let status = Status {
            breaks: *pending || own.is_some_and(|(_, own)| own.breaks),
            ..status
        };
        *pending = false;
        if let Some(draft) = layer.column_mut(id, year) {
            draft.put_made_up(at(whole), number, status);
        }
    }
}

/// How the whole is made up, once all that it reads is known.
enum Way {
    Sum(IndicatorId),
    Mean(IndicatorId),
    /// Of two sums, times a factor between their units and its own.
    Quotient(IndicatorId, IndicatorId, Rational),
}

impl Way {
    fn of(id: IndicatorId, total: &Total, book: &Book) -> Option<Self> {
        match total {
            Total::Sum => Some(Self::Sum(id)),
            Total::Mean => Some(Self::Mean(id)),
            Total::Ratio(over, under) => {
                let unit = |of: IndicatorId| match book.measured(of)? {
                    Measured::In(Some(unit)) => Some(unit),
                    Measured::In(None) | Measured::On(_) => None,
                };
                let (over_unit, under_unit, own) = (unit(*over)?, unit(*under)?, unit(id)?);
                let dimension = over_unit.dimension().combine(under_unit.dimension(), -1);
                let factor = over_unit.factor() / under_unit.factor() / own.factor();
                (dimension == *own.dimension()).then_some(Self::Quotient(*over, *under, factor))
            }
            Total::None => None,
        }
    }

    /// The indicators of which it reads the parts' figures.
    fn reads(&self) -> impl Iterator<Item = IndicatorId> {
        let (first, second) = match self {
            Self::Sum(of) | Self::Mean(of) => (*of, None),
            Self::Quotient(over, under, _) => (*over, Some(*under)),
        };
        std::iter::once(first).chain(second)
    }

    /// The figure of the whole, where each part has one.
    fn figure(&self, parts: &Parts, year: Year, layer: &Layer) -> Option<(Number, Status)> {
        let sum = |of: IndicatorId| sum(layer.column(of, year)?, parts);
        match self {
            Self::Sum(of) => {
                let (sum, status) = sum(*of)?;
                Some((Number::new(&sum), status))
            }
            Self::Mean(of) => {
                let (sum, status) = sum(*of)?;
                let count = i64::try_from(parts.regions.len()).ok()?;
                let mean = sum.over(&Quantity::whole(count))?;
                Some((Number::new(&mean), status))
            }
            Self::Quotient(over, under, factor) => {
                let (over, doubt) = sum(*over)?;
                let (under, other) = sum(*under)?;
                let quotient = over.over(&under)?.times(factor);
                Some((Number::new(&quotient), doubt.and(other)))
            }
        }
    }
}

fn at(region: RegionId) -> usize {
    region.0 as usize
}

fn breaks(way: &Way, parts: &Parts, year: Year, layer: &Layer) -> bool {
    way.reads().any(|of| {
        let column = layer.column(of, year);
        column.is_some_and(|column| parts.regions.iter().any(|part| column.breaks(at(*part))))
    })
}

/// The sum over the parts, with the greatest doubt of any, and at least that of an estimate.
fn sum(column: &Draft, parts: &Parts) -> Option<(Quantity, Status)> {
    // Whole numbers of the smallest unit that a column keeps; what does not fit is added beside.
    let (mut units, mut decimals, mut rest) = (0_i128, 0, None::<Quantity>);
    let mut status = Status::of(Doubt::Estimated);
    for part in &parts.regions {
        let Some((Content::Figure(number), own)) = column.get(at(*part)) else {
            return None;
        };
        status = status.and(own);
        match number {
            Number::Fixed {
                mantissa,
                decimals: own,
            } => {
                let zeros = 10_i128.pow(u32::from(MOST_DECIMALS.saturating_sub(own)));
                units += i128::from(mantissa) * zeros;
                decimals = decimals.max(own);
            }
            Number::Exact(quantity) => {
                rest = Some(rest.map_or_else(|| quantity.clone(), |rest| rest.plus(&quantity)));
            }
        }
    }
    let zeros = 10_i128.pow(u32::from(MOST_DECIMALS.saturating_sub(decimals)));
    let sum = Quantity::written(units / zeros, decimals);
    Some((rest.map_or(sum.clone(), |rest| rest.plus(&sum)), status))
}

/// The figures that one that was made up was made from; those may be made up themselves.
pub(super) fn parts_of(cube: &Cube, plan: &Plan, key: CellKey) -> Vec<CellKey> {
    match cube.is_made_up(key) {
        true => of_parts(plan, key),
        false => Vec::new(),
    }
}

/// The cells with a break that make one begin a new series: its own first. A break of a part in a
/// year for which the whole was not made up holds of the next one for which it was.
pub(super) fn broken_by(cube: &Cube, plan: &Plan, key: CellKey) -> Vec<CellKey> {
    let mut all = vec![key];
    if !cube.is_made_up(key) {
        return all;
    }
    let parts = of_parts(plan, key);
    let mut read: Vec<_> = parts.iter().map(|part| part.indicator).collect();
    read.dedup();
    let series = read.into_iter().filter_map(|of| cube.series(of));
    let years = series.flat_map(|series| series.columns().map(|(year, _)| year));
    let years: BTreeSet<_> = years.filter(|year| *year <= key.year).collect();
    for year in years.into_iter().rev() {
        if year < key.year && cube.is_made_up(CellKey { year, ..key }) {
            break;
        }
        for part in parts.iter().map(|part| CellKey { year, ..*part }) {
            let column = cube.series(part.indicator).and_then(|all| all.column(year));
            if column.is_some_and(|column| column.breaks(part.region)) {
                all.extend(broken_by(cube, plan, part));
            }
        }
    }
    all
}

/// The cells that one is made up from, whether or not it is.
fn of_parts(plan: &Plan, key: CellKey) -> Vec<CellKey> {
    let Some(parts) = plan.regions.parts(key.region) else {
        return Vec::new();
    };
    let (first, second) = match plan.indicator(key.indicator).map(|one| &one.total) {
        Some(Total::Ratio(over, under)) => (*over, Some(*under)),
        Some(Total::Sum | Total::Mean | Total::None) | None => (key.indicator, None),
    };
    let of = |indicator: IndicatorId| {
        let regions = parts.regions.iter();
        regions.map(move |&region| CellKey {
            indicator,
            region,
            ..key
        })
    };
    of(first).chain(second.into_iter().flat_map(of)).collect()
}
