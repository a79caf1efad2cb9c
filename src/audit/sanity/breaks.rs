//! A series that breaks in some regions of a whole and not in the others.

use super::{Suspect, Suspects, measured};
use crate::data::{Cube, Series};
use crate::diag::Code;
use crate::model::{CellKey, Plan, RegionId};
use crate::value::Year;

/// A new way of counting begins in all regions of an indicator, or in none. New borders do not, so
/// it is only worth a look.
pub(super) fn audit(plan: &Plan, cube: &Cube, suspects: &mut Suspects) {
    for (id, indicator) in measured(plan) {
        let Some(series) = cube.series(id) else {
            continue;
        };
        for (year, column) in series.columns() {
            if !(0..column.reach()).any(|region| column.breaks(RegionId(region))) {
                continue;
            }
            for (whole, parts) in plan.regions.wholes() {
                let of = |region: &RegionId| {
                    let measured = column.get(*region).filter(|figure| !figure.is_made_up());
                    measured.map(|figure| (*region, figure.status().breaks))
                };
                let all = || parts.regions.iter().chain([&whole]).filter_map(of);
                let marked = all().filter(|(_, breaks)| *breaks).count();
                let goes_on = |(region, breaks): &(RegionId, bool)| {
                    !breaks && has_earlier(series, *region, year)
                };
                let other = all().find(goes_on);
                let first = all().find(|(_, breaks)| *breaks);
                let (Some((region, _)), Some((other, _))) = (first, other) else {
                    continue;
                };
                let key = |region| CellKey {
                    indicator: id,
                    region,
                    year,
                };
                suspects.add(Code::BreakInSome, || {
                    let name = plan.regions.name(other).to_owned();
                    let told = Suspect::of(Code::BreakInSome, key(region))
                        .with("label", &indicator.label)
                        .with("region", plan.regions.name(region))
                        .with("year", year)
                        .with("marked", marked)
                        .with("others", all().filter(goes_on).count())
                        .and(key(other), "other", vec![("name", name)]);
                    Some(told)
                });
            }
        }
    }
}

/// Whether a region has a figure before a year.
fn has_earlier(series: &Series, region: RegionId, year: Year) -> bool {
    let mut before = series.columns().take_while(|(own, _)| *own < year);
    before.any(|(_, column)| column.get(region).is_some())
}
