//! From the files of a plan to the plan with its data: all phases up to the figures, in order.

use crate::audit;
use crate::check::{self, Frame};
use crate::data::{self, Cube, Manifest};
use crate::diag::Diagnostics;
use crate::eval::{self, Assessment, Method};
use crate::model::Plan;
use crate::syntax;
use crate::text::Sources;
use crate::value::Year;

/// A plan that is ready to be judged.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What `plan.yaml` says.
    pub manifest: Manifest,
    /// The checked plan.
    pub plan: Plan,
    /// Its data.
    pub cube: Cube,
    /// How its targets are judged.
    pub method: Method,
}

/// Reads, checks and audits a plan. `None` when nothing can be said of it: no manifest, no
/// regions.
pub fn open(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Opened> {
    let manifest = data::read_manifest(sources, diagnostics)?;
    let regions = data::read_regions(sources, &manifest, diagnostics)?;
    let owners = data::read_owners(sources, &manifest, diagnostics);
    let names_in_data = data::names_in_data(sources, &manifest);
    let files: Vec<_> = manifest
        .rules
        .iter()
        .filter_map(|listed| sources.find(&listed.path))
        .map(|id| syntax::parse(id, sources.get(id), &manifest.units, diagnostics))
        .collect();
    let frame = Frame {
        id: &manifest.id,
        title: &manifest.title,
        years: manifest.years,
        base: manifest.base,
        regions: &regions,
        units: &manifest.units,
        owners: &owners.owners,
        names_in_data: &names_in_data,
        sources,
    };
    let plan = check::check(&files, frame, diagnostics);
    data::check_owners(&owners, &plan, diagnostics);
    let cube = data::read_data(&plan, sources, &manifest, diagnostics);
    audit::audit(&plan, &cube, diagnostics);
    Some(Opened {
        manifest,
        plan,
        cube,
        method: Method::SCHEDULE,
    })
}

impl Opened {
    /// The year that is judged where none is named: the last one of the plan with a figure of the
    /// plan's own region, or its first year where there is none.
    pub fn latest_year(&self) -> Year {
        self.cube
            .latest_year(self.plan.regions.own(), self.plan.years.last)
            .unwrap_or(self.plan.years.first)
    }

    /// Judges every target.
    pub fn eval(&self, year: Year) -> Assessment {
        eval::eval(&self.plan, &self.cube, year, &self.method)
    }
}
