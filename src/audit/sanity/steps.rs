//! The unit alarm: a figure that is ten, a hundred, a thousand or ten thousand times the last one
//! known before it, or such a part of it; and cumulative series that fall.

use super::point::{ONE, Point, series};
use super::{Suspect, Suspects, measured, shown};
use crate::data::{Column, Cube};
use crate::diag::Code;
use crate::model::{CellKey, Indicator, IndicatorId, Kind, Plan, RegionId};
use crate::value::{Quantity, Rational, Unit, Year};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Looks at every series. Returns the figures of which a slip is told.
pub(super) fn audit(plan: &Plan, cube: &Cube, suspects: &mut Suspects) -> BTreeSet<CellKey> {
    let mut slips = BTreeSet::new();
    for (id, indicator) in measured(plan) {
        let Some(all) = cube.series(id) else {
            continue;
        };
        let columns: Vec<_> = all.columns().collect();
        let reach = columns.iter().map(|(_, column)| column.reach()).max();
        let is_cumulative = is_cumulative(indicator);
        let mut found: IndexMap<(Year, i8), Vec<(RegionId, Year)>> = IndexMap::new();
        let mut points = Vec::new();
        for region in (0..reach.unwrap_or(0)).map(RegionId) {
            series(&columns, region, &mut points);
            let of = Series {
                indicator,
                columns: &columns,
                region,
                points: &points,
            };
            for slip in of.slips() {
                let regions = found.entry((slip.year, slip.power)).or_default();
                regions.push((region, slip.before));
                slips.insert(CellKey {
                    indicator: id,
                    region,
                    year: slip.year,
                });
            }
            if is_cumulative {
                of.falls(id, plan, suspects);
            }
        }
        // A file that was read in the wrong unit is wrong in all of its regions.
        for ((year, power), regions) in found {
            let first = regions.first().copied();
            let more = regions.len() - 1;
            suspects.add(Code::UnitSlip, || {
                let (region, before) = first?;
                let key = CellKey {
                    indicator: id,
                    region,
                    year,
                };
                Some(slip(plan, cube, indicator, key, before, power)?.and_more(more))
            });
        }
    }
    slips
}

impl Suspect {
    fn and_more(self, more: usize) -> Self {
        match more {
            0 => self,
            more => self.wording("many").with("more", more),
        }
    }
}

/// The figures of a region.
struct Series<'a> {
    indicator: &'a Indicator,
    columns: &'a [(Year, &'a Column)],
    region: RegionId,
    points: &'a [Point],
}

/// A figure that is so many powers of ten away from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slip {
    year: Year,
    before: Year,
    power: i8,
}

/// The powers of ten that a slip may be off by: 8 lie between 元 and 亿元.
const MOST_POWERS: u8 = 8;

/// How many powers of ten one figure is from another. Something may grow tenfold, so ten is near
/// only between 8 and 12.5; what is a thousand times as much is so for no other reason.
pub(super) fn power(before: i128, after: i128) -> Option<i8> {
    if before == 0 || after == 0 || (before < 0) != (after < 0) {
        return None;
    }
    let (small, big) = if before.abs() < after.abs() {
        (before.abs(), after.abs())
    } else {
        (after.abs(), before.abs())
    };
    // Nearly all figures end here.
    if big < small.checked_mul(8)? {
        return None;
    }
    let near = (1..=MOST_POWERS).find(|&power| {
        let (low, high) = match power {
            1 => (80, 125),
            2 => (50, 200),
            _ => (30, 300),
        };
        let times = 10_i128.pow(u32::from(power));
        let least = small.checked_mul(times / 10 * low / 10);
        let most = small
            .checked_mul(times / 10)
            .and_then(|it| it.checked_mul(high));
        least.is_some_and(|least| big >= least) && most.is_none_or(|most| big <= most / 10)
    });
    let power = i8::try_from(near?).ok()?;
    Some(if after.abs() > before.abs() {
        power
    } else {
        -power
    })
}

impl Series<'_> {
    /// The odd figures: where a run of figures leaves the size of those before it, and not where it
    /// comes back to it.
    fn slips(&self) -> Vec<Slip> {
        let steps: Vec<i8> = self
            .pairs()
            .map(|(before, after)| match after.breaks {
                true => 0,
                false => power(before.value, after.value).unwrap_or(0),
            })
            .collect();
        if steps.iter().all(|&step| step == 0) {
            return Vec::new();
        }
        let mut slips = Vec::new();
        let mut off = 0_i8;
        let alone = self.is_first_odd(&steps);
        for (at, ((before, after), &step)) in self.pairs().zip(&steps).enumerate() {
            if after.breaks {
                off = 0;
            }
            if step == 0 || !self.is_likely(at, &steps) {
                continue;
            }
            off += step;
            // Back at the size of the figures before the odd ones.
            if off == 0 {
                continue;
            }
            let (odd, other, power) = match alone && at == 0 {
                true => (before, after, -step),
                false => (after, before, step),
            };
            if alone && at == 0 {
                off = 0;
            }
            if !odd.made_up {
                slips.push(Slip {
                    year: odd.year,
                    before: other.year,
                    power,
                });
            }
        }
        slips
    }

    fn pairs(&self) -> impl Iterator<Item = (Point, Point)> {
        let pairs = self.points.windows(2);
        pairs
            .filter_map(|pair| <[Point; 2]>::try_from(pair).ok())
            .map(|[one, two]| (one, two))
    }

    /// Whether the first figure is off and those after it, two at least, are not.
    fn is_first_odd(&self, steps: &[i8]) -> bool {
        matches!(steps, [first, rest @ ..]
            if *first != 0 && !rest.is_empty() && rest.iter().all(|step| *step == 0))
    }

    /// Whether a step is not what grows or shrinks all by itself: a new programme that had few of
    /// anything, cases that are counted one by one, what goes up and down tenfold anyway.
    fn is_likely(&self, at: usize, steps: &[i8]) -> bool {
        let Some((before, after)) = self.pairs().nth(at) else {
            return false;
        };
        let power = steps.get(at).map_or(0, |step| step.unsigned_abs());
        if self.indicator.kind == Kind::NetFlow && power < 3 {
            return false;
        }
        let small = if before.value.abs() < after.value.abs() {
            before
        } else {
            after
        };
        let counts = self.indicator.unit().is_some_and(Unit::is_whole);
        if counts && small.value.abs() < 20 * ONE {
            return power >= 4;
        }
        if power >= 3 {
            return true;
        }
        // One digit says little: 0.3 may be anything up to 0.35.
        if power == 1 && self.digits(small.year).is_some_and(|digits| digits < 10) {
            return false;
        }
        // What changes so much in other years may as well in this one.
        let most = if power == 1 { 2 } else { 5 };
        let same_way = |step: i8| power == 1 && steps.get(at) == Some(&step);
        self.pairs()
            .zip(steps)
            .enumerate()
            .all(|(other, ((one, two), &step))| {
                let (one, two) = (one.value.abs(), two.value.abs());
                let is_calm = one <= most * two && two <= most * one;
                other == at || if step == 0 { is_calm } else { !same_way(step) }
            })
    }

    /// The digits of a figure as a whole number.
    fn digits(&self, year: Year) -> Option<i128> {
        let column = self.columns.iter().find(|(own, _)| *own == year)?.1;
        let (mantissa, _) = column.get(self.region)?.quantity().fixed()?;
        let mut digits = mantissa.abs();
        while digits != 0 && digits % 10 == 0 {
            digits /= 10;
        }
        // The zeros of 300 count as digits of a whole number, those of 0.30 as well.
        Some(if mantissa.abs() >= 10 {
            mantissa.abs()
        } else {
            digits
        })
    }

    /// Where a cumulative series falls.
    fn falls(&self, id: IndicatorId, plan: &Plan, suspects: &mut Suspects) {
        for (before, after) in self.pairs() {
            if after.breaks
                || after.made_up
                || after.value >= before.value
                || starts_again(before.year, after.year)
                || power(before.value, after.value).is_some()
            {
                continue;
            }
            suspects.add(Code::CumulativeFell, || {
                let key = |year| CellKey {
                    indicator: id,
                    region: self.region,
                    year,
                };
                let figure = |year: Year| {
                    let column = self.columns.iter().find(|(own, _)| *own == year)?.1;
                    Some(shown(self.indicator, &column.get(self.region)?.quantity()))
                };
                let values = vec![
                    ("before", figure(before.year)?),
                    ("before_year", before.year.to_string()),
                ];
                let told = Suspect::of(Code::CumulativeFell, key(after.year))
                    .with("label", &self.indicator.label)
                    .with("region", plan.regions.name(self.region))
                    .with("year", after.year)
                    .with("figure", figure(after.year)?)
                    .and(key(before.year), "before", values);
                Some(told)
            });
        }
    }
}

/// Whether a five-year plan begins between two years, with which plans count anew.
fn starts_again(before: Year, after: Year) -> bool {
    (before.0 + 1..=after.0).any(|year| year.rem_euclid(5) == 1)
}

/// Whether the figures of an indicator add up what has been so far: 累计 says so of a level. A flow
/// is what happened in its year, and a rate of growth since some year may fall.
fn is_cumulative(indicator: &Indicator) -> bool {
    const NOT: &[&str] = &[
        "率",
        "增速",
        "增长",
        "增幅",
        "下降",
        "减少",
        "比上年",
        "比例",
        "占比",
    ];
    let label = &indicator.label;
    indicator.kind == Kind::Level
        && label.contains("累计")
        && !NOT.iter().any(|word| label.contains(word))
        && indicator
            .unit()
            .is_none_or(|unit| !unit.is_rate() && !unit.is_points())
}

fn slip(
    plan: &Plan,
    cube: &Cube,
    indicator: &Indicator,
    key: CellKey,
    before: Year,
    power: i8,
) -> Option<Suspect> {
    let figure = |year| {
        let figure = cube.figure(key.indicator, key.region, year)?;
        Some(figure.quantity())
    };
    let (own, other) = (figure(key.year)?, figure(before)?);
    let times = 10_i64.checked_pow(u32::from(power.unsigned_abs()))?;
    let told = Suspect::of(Code::UnitSlip, key)
        .with("label", &indicator.label)
        .with("region", plan.regions.name(key.region))
        .with("year", key.year)
        .with("before_year", before)
        .with("times", times)
        .with("figure", shown(indicator, &own))
        .with("before", shown(indicator, &other));
    let before = CellKey {
        year: before,
        ..key
    };
    Some(converted(told, plan, indicator, &own, power).and(before, "before", Vec::new()))
}

/// Proposes what a figure would be that is so many powers of ten too large: in the unit that its
/// digits fit, where there is one.
pub(super) fn converted(
    told: Suspect,
    plan: &Plan,
    indicator: &Indicator,
    figure: &Quantity,
    power: i8,
) -> Suspect {
    let ten = Rational::from(10).pow(isize::from(power.unsigned_abs()));
    let moved = if power > 0 { Rational::ONE / &ten } else { ten };
    let would_be = shown(indicator, &figure.converted(&moved));
    let told = told.with("would_be", would_be);
    let Some((own, unit)) = indicator
        .unit()
        .and_then(|own| Some((own, fitting(plan, own, &moved)?)))
    else {
        return told.help("moved");
    };
    let told = told.with("unit", unit.name());
    if own.is_rate() {
        // A rate in another base is not converted when it is read.
        return told.help("rate");
    }
    told.with("written", crate::value::with_unit(figure, unit.name()))
        .help("unit")
}

/// A unit that is `moved` times `own`, preferably one of which the name says so.
fn fitting(plan: &Plan, own: &Unit, moved: &Rational) -> Option<Unit> {
    let wanted = own.factor() * moved;
    let fits = |unit: &Unit| {
        unit.dimension() == own.dimension()
            && *unit.factor() == wanted
            && unit.is_rate() == own.is_rate()
            && !unit.is_points()
    };
    let all = plan.units.names().filter_map(|name| plan.units.parse(name));
    let all: Vec<Unit> = all.filter(fits).collect();
    let alike = |unit: &&Unit| own.name().contains(unit.name()) || unit.name().contains(own.name());
    all.iter().find(alike).or(all.first()).cloned()
}
