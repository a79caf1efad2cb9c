//! What `identity` says must be true of any data, held against the data.

use super::spread::Reader;
use super::{Suspect, Suspects};
use crate::data::Cube;
use crate::diag::Code;
use crate::eval::{self, Read};
use crate::model::{Expr, Identity, Plan, RegionId, Time};
use crate::value::{Year, Years};

/// Works both sides out for every region and year that has all of their figures.
pub(super) fn audit(plan: &Plan, cube: &Cube, suspects: &mut Suspects) {
    for identity in &plan.identities {
        let regions = plan.regions.iter().map(|(id, _)| id);
        for region in regions.filter(|id| plan.regions.within_own(*id)) {
            let mut last = None;
            for year in years(plan, identity.time).iter() {
                let found = differ(plan, cube, identity, region, year);
                // Two sides that name their years say the same in all others.
                if let Some(differ) = found.filter(|one| last.as_ref() != Some(one)) {
                    suspects.add(Code::IdentityFails, || {
                        let mut told = Suspect::at(Code::IdentityFails, identity.place)
                            .with("region", plan.regions.name(region))
                            .with("year", year)
                            .with("left", &differ.left)
                            .with("right", &differ.right)
                            .with("off", &differ.off);
                        for key in differ.met.iter().take(MOST_PLACES) {
                            let label = plan.indicator(key.indicator).map(|one| &one.label);
                            let values = vec![
                                ("label", label.cloned().unwrap_or_default()),
                                ("of_year", key.year.to_string()),
                            ];
                            told = told.and(*key, "figure", values);
                        }
                        Some(told)
                    });
                    last = Some(differ);
                }
            }
        }
    }
}

/// So many of the figures of an identity are shown in their files.
const MOST_PLACES: usize = 4;

/// Two sides that do not come to the same, whatever was rounded.
#[derive(PartialEq, Eq)]
struct Differ {
    left: String,
    right: String,
    off: String,
    met: Vec<crate::model::CellKey>,
}

fn differ(
    plan: &Plan,
    cube: &Cube,
    identity: &Identity,
    region: RegionId,
    year: Year,
) -> Option<Differ> {
    let mut reader = Reader {
        plan,
        cube,
        region,
        met: Vec::new(),
    };
    let left = reader.spread(&identity.left, year)?;
    let right = reader.spread(&identity.right, year)?;
    if left.meets(&right) {
        return None;
    }
    let read = |expr: &Expr| match eval::read_figure(plan, cube, region, expr, year) {
        Read::Known(figure) => Some(figure),
        Read::Missing | Read::Undefined | Read::Nobody | Read::Broken => None,
    };
    let (left, right) = (read(&identity.left)?, read(&identity.right)?);
    reader.met.sort_unstable();
    reader.met.dedup();
    Some(Differ {
        off: left.minus(&right).to_string(),
        left: left.to_string(),
        right: right.to_string(),
        met: reader.met,
    })
}

/// Of which years it is; of all from the baseline on where nothing is said.
fn years(plan: &Plan, time: Option<Time>) -> Years {
    match time {
        None => Years {
            first: plan.base,
            last: plan.years.last,
        },
        Some(Time::Throughout(years) | Time::Over(years)) => years,
        Some(Time::By(year) | Time::In(year)) => Years {
            first: year,
            last: year,
        },
    }
}
