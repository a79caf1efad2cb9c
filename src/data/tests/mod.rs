//! Data files in, the cube and the findings out.

mod as_of;
mod cells;
mod files;
mod headings;
mod help;
mod pages;
mod round_trip;
mod rows;
mod taken_in;

use super::testing::{FERTILITY, HOSPITAL, POPULATION, SLOTS, codes, plan, sources};
use super::*;
use crate::diag::Diagnostics;
use crate::model::{CellKey, IndicatorId, RegionId};
use crate::text::Sources;
use crate::value::{Quantity, Year};
use proptest::prelude::*;
use std::collections::BTreeMap;

const CITY: RegionId = RegionId(0);

struct Read {
    cube: Cube,
    sources: Sources,
    found: String,
}

/// Reads files in the order given, with lines of the manifest for those that need more.
fn read(files: &[(&str, &str)]) -> Read {
    let listed: Vec<_> = files
        .iter()
        .map(|(path, _)| format!("  - {path}\n"))
        .collect();
    read_listed(&listed.concat(), files)
}

fn read_listed(listed: &str, files: &[(&str, &str)]) -> Read {
    let manifest = format!("id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata:\n{listed}");
    let mut all = vec![("plan.yaml", manifest.as_str())];
    all.extend(files);
    let sources = sources(&all);
    let mut diagnostics = Diagnostics::new();
    let manifest = read_manifest(&sources, &mut diagnostics).unwrap();
    let cube = read_data(&plan(), &sources, &manifest, &mut diagnostics);
    let found = codes(&diagnostics, &sources);
    Read {
        cube,
        sources,
        found,
    }
}

impl Read {
    /// Where a figure was written.
    fn cell(&self, indicator: IndicatorId, region: RegionId, year: Year) -> Option<Cell> {
        let key = CellKey {
            indicator,
            region,
            year,
        };
        self.cube.cells(&self.sources, [key]).remove(&key)
    }

    /// Everything in the cube as `indicator region year = figure status`.
    fn shown(&self) -> String {
        let mut lines = Vec::new();
        for indicator in (0..7).map(IndicatorId) {
            let Some(series) = self.cube.series(indicator) else {
                continue;
            };
            for (year, column) in series.columns() {
                for region in (0..5).map(RegionId) {
                    let said = match (column.get(region), column.absence(region)) {
                        (Some(figure), None) => {
                            let status = figure.status();
                            let doubt = match status.doubt {
                                Doubt::Normal => "",
                                doubt => doubt.name(),
                            };
                            let breaks = if status.breaks { "|" } else { "" };
                            format!("{} {doubt}{breaks}", figure.quantity())
                        }
                        (None, Some(absence)) if column.breaks(region) => {
                            format!("{} |", absence.name())
                        }
                        (None, Some(absence)) => absence.name().to_owned(),
                        (None, None) => continue,
                        (Some(_), Some(_)) => panic!("a figure and none"),
                    };
                    lines.push(format!(
                        "{} {} {year}={}",
                        indicator.0,
                        region.0,
                        said.trim()
                    ));
                }
            }
        }
        lines.join("; ")
    }
}

fn csv(rows: &str) -> Read {
    let text = format!("indicator,region,year,value,unit,status,published\n{rows}\n");
    read(&[("x.csv", &text)])
}

/// The first finding of the rows, with its help.
fn first_help(rows: &str, plan: &crate::model::Plan) -> (String, Option<&'static str>) {
    let text = format!("indicator,region,year,value,unit,status,published\n{rows}\n");
    first_help_of(&text, plan)
}

/// What is said of one file, with the files.
fn said_of(text: &str, plan: &crate::model::Plan) -> (Sources, Diagnostics) {
    let manifest = "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata: [x.csv]\n";
    let all = sources(&[("plan.yaml", manifest), ("x.csv", text)]);
    let mut diagnostics = Diagnostics::new();
    let manifest = read_manifest(&all, &mut diagnostics).unwrap();
    read_data(plan, &all, &manifest, &mut diagnostics);
    (all, diagnostics)
}

/// The first finding of a file, with its help.
fn first_help_of(text: &str, plan: &crate::model::Plan) -> (String, Option<&'static str>) {
    let (all, diagnostics) = said_of(text, plan);
    let help = diagnostics.iter().next().and_then(|one| one.help);
    (codes(&diagnostics, &all), help)
}
