//! From the files of a plan to the plan with its data: all phases up to the figures, in order.

use crate::audit;
use crate::check::{self, Frame};
use crate::data::{self, Cube, Manifest};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::eval::{self, Assessment, Method};
use crate::model::Plan;
use crate::syntax;
use crate::text::Sources;
use crate::value::{Date, Year};

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
/// regions, a method that there is not.
pub fn open(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Opened> {
    open_as_of(sources, None, diagnostics)
}

/// The same with the figures that were known on a day.
pub fn open_as_of(
    sources: &Sources,
    as_of: Option<Date>,
    diagnostics: &mut Diagnostics,
) -> Option<Opened> {
    let manifest = data::read_manifest(sources, diagnostics)?;
    let regions = data::read_regions(sources, &manifest, diagnostics)?;
    data::check_own_region(&manifest, &regions, diagnostics);
    let owners = data::read_owners(sources, &manifest, diagnostics);
    let in_data = data::names_in_data(sources, &manifest);
    let rules = data::open_rules(sources, &manifest, diagnostics);
    data::check_other_files(sources, &manifest, diagnostics);
    let files: Vec<_> = rules
        .sources
        .iter()
        .map(|&id| syntax::parse(id, sources.get(id), &manifest.units, diagnostics))
        .collect();
    let frame = Frame {
        id: &manifest.id,
        title: &manifest.title,
        years: manifest.years,
        base: manifest.base,
        regions: &regions,
        units: &manifest.units,
        owners: &owners.owners,
        names_in_data: &in_data.names,
        rules_unread: rules.left_out > 0,
        data_unread: in_data.unread,
        sources,
    };
    let mut plan = check::check(&files, frame, diagnostics);
    plan.left_out += rules.left_out;
    let has_doubles = data::check_owners(&owners, &plan, diagnostics);
    plan.owners_unread = owners.unread || has_doubles;
    let cube = data::read_data_as_of(&plan, sources, &manifest, as_of, diagnostics);
    audit::audit(&plan, &cube, sources, diagnostics);
    let method = method(&manifest, diagnostics);
    // By place, so that neither the order of files in the manifest nor that of the phases shows.
    diagnostics.sort(|one| {
        one.labels.first().map(|label| {
            let path = sources.get(label.span.source).path().to_owned();
            (path, label.span.start, label.span.end)
        })
    });
    Some(Opened {
        manifest,
        plan,
        cube,
        method: method?,
    })
}

/// The method that the manifest names. Where there is none of that name and version nothing is
/// judged: what another one says is not what was asked for.
fn method(manifest: &Manifest, diagnostics: &mut Diagnostics) -> Option<Method> {
    let Some(choice) = &manifest.method else {
        return Some(Method::SCHEDULE);
    };
    let name = match choice.version {
        Some(version) => format!("{}/{version}", choice.name),
        None => choice.name.clone(),
    };
    let method = Method::find(&name);
    if method.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::NoSuchMethod, choice.place)
                .with("method", name)
                .with("known", Method::SCHEDULE.id.to_string()),
        );
    }
    method
}

impl Opened {
    /// The year that is judged where none is named: the last one of the plan with a figure of the
    /// plan's own region, or its first year where there is none.
    pub fn latest_year(&self) -> Year {
        self.cube
            .latest_year(self.plan.regions.own(), self.plan.years.last)
            .unwrap_or(self.plan.years.first)
    }

    /// Whether something that should be in a result is not: a declaration that was left out, a
    /// data file that nothing could be read of, a region that is in no scope it belongs to, an owner.
    pub fn incomplete(&self) -> bool {
        self.plan.left_out > 0
            || self.cube.unreadable_files() > 0
            || self.plan.regions.left_out() > 0
            || self.plan.owners_unread
    }

    /// Judges every target.
    pub fn eval(&self, year: Year) -> Assessment {
        eval::eval(&self.plan, &self.cube, year, &self.method)
    }
}
