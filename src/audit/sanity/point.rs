//! Figures as whole numbers of one size, so that very many of them are compared quickly.

use crate::data::{Column, Figure};
use crate::model::RegionId;
use crate::value::{Mode, Quantity, Rational, Unit, Year};

/// Decimals of a [`Point`]: more than any column keeps as whole numbers.
const DECIMALS: u8 = 8;

/// One.
pub(super) const ONE: i128 = 100_000_000;

/// A figure of a series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub year: Year,
    /// In parts of [`ONE`].
    pub value: i128,
    /// Whether the series breaks at it, or since the figure before.
    pub breaks: bool,
    /// Whether it stands in no file.
    pub made_up: bool,
}

/// The size of a figure; `None` of one that is beyond all sizes.
pub(super) fn size(figure: &Figure<'_>) -> Option<i128> {
    match figure.units() {
        Some((units, scale)) => {
            let zeros = 10_i128.checked_pow(u32::from(DECIMALS.checked_sub(scale)?))?;
            i128::from(units).checked_mul(zeros)
        }
        None => of_quantity(&figure.quantity()),
    }
}

/// The same of a number.
pub(super) fn of_quantity(quantity: &Quantity) -> Option<i128> {
    /// Beyond it, a few factors more would not fit.
    const MOST: i128 = 1 << 100;
    let scaled = Quantity::derived(quantity.value() * Rational::from(ONE));
    let whole = scaled.rounded(0, Mode::HalfEven);
    let whole = i128::try_from(whole.value().numerator().clone()).ok()?;
    (-MOST..MOST).contains(&whole).then_some(whole)
}

/// By how much a figure may be off: a unit of the last digit that it is printed with. Whole things
/// are counted, unless the figure ends in so many zeros that somebody rounded it.
pub(super) fn rounding(figure: &Figure<'_>, unit: Option<&Unit>) -> i128 {
    let decimals = figure.decimals();
    let Some(decimals) = decimals.filter(|&decimals| decimals <= DECIMALS) else {
        return 1;
    };
    let last = 10_i128.pow(u32::from(DECIMALS - decimals));
    let counts = unit.is_none_or(Unit::is_whole);
    if !counts || decimals > 0 {
        return last;
    }
    let mut place = ONE;
    let value = size(figure).unwrap_or_default();
    while value != 0 && value % (place * 10) == 0 {
        place *= 10;
    }
    if place >= 1000 * ONE { place } else { 0 }
}

/// The figures of a region in the order of their years.
pub(super) fn series(columns: &[(Year, &Column)], region: RegionId, into: &mut Vec<Point>) {
    into.clear();
    let mut breaks = false;
    for (year, column) in columns {
        breaks |= column.breaks(region);
        if let Some(figure) = column.get(region)
            && let Some(value) = size(&figure)
        {
            into.push(Point {
                year: *year,
                value,
                breaks,
                made_up: figure.is_made_up(),
            });
            breaks = false;
        }
    }
}
