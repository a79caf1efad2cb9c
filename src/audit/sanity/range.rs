//! Shares beyond the whole, or below nothing.

use super::point::{of_quantity, size};
use super::{Suspect, Suspects, measured, shown};
use crate::data::Cube;
use crate::diag::Code;
use crate::model::{CellKey, Indicator, Kind, Plan, RegionId};
use crate::value::{Quantity, Rational};

/// Looks at every indicator that says of itself that it is a share. Of another one in % nobody
/// knows: a rate of growth may be any number, a ratio of two things above a hundred.
pub(super) fn audit(plan: &Plan, cube: &Cube, suspects: &mut Suspects) {
    for (id, indicator) in measured(plan) {
        let (Some(whole), Some(all)) = (whole(indicator), cube.series(id)) else {
            continue;
        };
        let Some(most) = of_quantity(&whole) else {
            continue;
        };
        for (year, column) in all.columns() {
            for region in (0..column.reach()).map(RegionId) {
                let Some(figure) = column.get(region).filter(|one| !one.is_made_up()) else {
                    continue;
                };
                let Some(value) = size(&figure).filter(|value| !(0..=most).contains(value)) else {
                    continue;
                };
                let key = CellKey {
                    indicator: id,
                    region,
                    year,
                };
                suspects.add(Code::BeyondShare, || {
                    let told = Suspect::of(Code::BeyondShare, key)
                        .with("label", &indicator.label)
                        .with("region", plan.regions.name(region))
                        .with("year", year)
                        .with("figure", shown(indicator, &figure.quantity()))
                        .with("whole", shown(indicator, &whole));
                    Some(told.wording(if value < 0 { "below" } else { "here" }))
                });
            }
        }
    }
}

/// The whole in the unit of a share.
fn whole(indicator: &Indicator) -> Option<Quantity> {
    let unit = indicator.unit()?;
    let fits = indicator.kind == Kind::Share && unit.dimension().is_ratio() && !unit.is_points();
    let whole = Quantity::derived(Rational::ONE / unit.factor());
    fits.then(|| whole.rounded(0, crate::value::Mode::HalfEven))
}
