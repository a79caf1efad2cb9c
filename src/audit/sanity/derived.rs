//! Figures that a file has of an indicator with a formula, against what the formula gives.

use super::point::rounding;
use super::spread::{Reader, off};
use super::{Suspect, Suspects, shown};
use crate::data::Cube;
use crate::diag::Code;
use crate::eval::{self, Read};
use crate::model::{CellKey, Expr, IndicatorId, Moment, Plan, RegionId};

/// The formula counts, and such a figure only says that one of them is wrong.
pub(super) fn audit(plan: &Plan, cube: &Cube, suspects: &mut Suspects) {
    for (id, indicator) in (0..).map(IndicatorId).zip(&plan.indicators) {
        let (Some(formula), Some(series)) = (&indicator.formula, cube.series(id)) else {
            continue;
        };
        for (year, column) in series.columns() {
            for region in (0..column.reach()).map(RegionId) {
                let Some(figure) = column.get(region) else {
                    continue;
                };
                let mut reader = Reader {
                    plan,
                    cube,
                    region,
                    met: Vec::new(),
                };
                let own = off(&figure.quantity(), rounding(&figure, indicator.unit()));
                let Some(given) = reader.spread(formula, year) else {
                    continue;
                };
                if given.meets(&own) {
                    continue;
                }
                let key = CellKey {
                    indicator: id,
                    region,
                    year,
                };
                suspects.add(Code::FormulaDiffers, || {
                    let expr = Expr::Figure {
                        indicator: id,
                        moment: Moment::Now,
                        region: None,
                    };
                    let Read::Known(given) = eval::read_figure(plan, cube, region, &expr, year)
                    else {
                        return None;
                    };
                    let mut told = Suspect::of(Code::FormulaDiffers, key)
                        .with("label", &indicator.label)
                        .with("region", plan.regions.name(region))
                        .with("year", year)
                        .with("figure", shown(indicator, &figure.quantity()))
                        .with("given", shown(indicator, &given));
                    if let Some(first) = reader.met.first() {
                        let label = plan.indicator(first.indicator).map(|one| &one.label);
                        let values = vec![("of", label.cloned().unwrap_or_default())];
                        told = told.and(*first, "part", values);
                    }
                    Some(told)
                });
            }
        }
    }
}
