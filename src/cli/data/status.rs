//! `yardstick data status`: who owes which figures, and how many verdicts wait for them.

use crate::cli::Exit;
use crate::cli::args::{Format, Options, Status};
use crate::cli::columns::{Column, WIDTH, table};
use crate::cli::output::Output;
use crate::cli::ready::{Ready, ready};
use crate::cli::words::{filled, of_group, text};
use crate::collect::{Debts, Office, Owed, State, owed};
use crate::data::csv_line;
use crate::diag::Lang;
use crate::model::RegionId;
use crate::open::Opened;
use crate::report::results::diagnostics_json;
use crate::text::{Fill, wrapped};
use crate::value::{Year, Years};
use indexmap::IndexMap;
use serde_json::{Value, json};

const SCHEMA: &str = "yardstick.data_status/1";

pub(super) fn run(command: &Status, options: &Options, output: &mut Output) -> Exit {
    let Ready {
        folder,
        opened,
        diagnostics,
    } = match ready(SCHEMA, options, output) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let sources = &folder.sources;
    let year = command.year.unwrap_or_else(|| opened.latest_year());
    let one = Years {
        first: year,
        last: year,
    };
    output.remark_on_years(one, opened.plan.years);
    let debts = owed(&opened.plan, &opened.cube, year, &opened.method);
    let list = List {
        opened: &opened,
        debts: &debts,
        lang: options.lang,
    };
    match options.format {
        Format::Json => {
            let mut json = list.json();
            if let Some(fields) = json.as_object_mut() {
                let all = diagnostics_json(&diagnostics, sources, options.lang);
                fields.insert("diagnostics".to_owned(), all);
            }
            output.json(&json);
        }
        Format::Csv => {
            output.diagnostics(&diagnostics, sources);
            output.print(&list.csv());
        }
        Format::Human | Format::Xlsx => {
            output.diagnostics(&diagnostics, sources);
            list.human(output);
        }
    }
    if opened.incomplete() {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// What is owed, to be printed.
struct List<'a> {
    opened: &'a Opened,
    debts: &'a Debts,
    lang: Lang,
}

/// The columns of the table for Excel.
const COLUMNS: [&str; 12] = [
    "status.column.office",
    "status.column.proposed",
    "status.column.id",
    "status.column.indicator",
    "status.column.code",
    "status.column.region",
    "status.column.year",
    "status.column.state",
    "status.column.value",
    "status.column.alone",
    "status.column.among",
    "status.column.targets",
];

impl List<'_> {
    fn human(&self, output: &mut Output) {
        let debts = self.debts;
        let title = filled(
            self.lang,
            "status.title",
            &[
                ("title", self.opened.plan.title.clone()),
                ("year", debts.year.to_string()),
            ],
        );
        say(&title, output);
        for office in &debts.offices {
            output.line("");
            self.office(office, output);
        }
        output.line("");
        for line in self.summary() {
            say(&line, output);
        }
    }

    fn office(&self, office: &Office, output: &mut Output) {
        let lang = self.lang;
        let missing = office.missing().count();
        let mut said = match missing {
            0 => self.name(office),
            _ => filled(
                lang,
                "status.office",
                &[
                    ("office", self.name(office)),
                    ("missing", missing.to_string()),
                    ("alone", office.alone.to_string()),
                    ("among", office.among.to_string()),
                ],
            ),
        };
        if office.doubtful() > 0 {
            let count = [("count", office.doubtful().to_string())];
            said.push_str(&filled(lang, "status.doubtful", &count));
        }
        say(&said, output);
        if missing == 0 {
            return;
        }
        let heading = [
            "status.column.indicator",
            "status.column.region",
            "status.column.year",
            "status.column.alone",
            "status.column.among",
        ];
        let mut rows = vec![heading.map(|key| text(lang, key).to_owned()).to_vec()];
        rows.extend(self.lines(office).map(|line| {
            let label = match line.state {
                State::KeptOut => filled(lang, "status.kept_out", &[("label", line.label)]),
                State::Missing | State::Doubtful(_) => line.label,
            };
            vec![
                format!("  {label}"),
                self.places(&line.regions),
                in_words(&line.years),
                line.alone.to_string(),
                line.among.to_string(),
            ]
        }));
        let columns = [
            Column::label(40),
            Column::words(20),
            Column::whole(Fill::Before),
            Column::whole(Fill::Before),
            Column::whole(Fill::Before),
        ];
        for line in table(&columns, &rows) {
            output.line(&line);
        }
    }

    /// The missing figures of an office: regions and years of one indicator with the same weight
    /// stand in one line.
    fn lines(&self, office: &Office) -> impl Iterator<Item = Line> {
        let mut regions: IndexMap<_, Vec<RegionId>> = IndexMap::new();
        for one in office.missing() {
            let weight = (one.state, one.alone, one.among);
            let like = (one.key.indicator, weight, one.key.year);
            regions.entry(like).or_default().push(one.key.region);
        }
        let mut lines: IndexMap<_, Vec<Year>> = IndexMap::new();
        for ((indicator, weight, year), regions) in regions {
            lines
                .entry((indicator, weight, regions))
                .or_default()
                .push(year);
        }
        let plan = &self.opened.plan;
        lines
            .into_iter()
            .map(|((indicator, weight, regions), mut years)| {
                years.sort_unstable();
                let (state, alone, among) = weight;
                Line {
                    label: plan
                        .indicator(indicator)
                        .map(|own| own.label.clone())
                        .unwrap_or_default(),
                    regions,
                    years,
                    state,
                    alone,
                    among,
                }
            })
    }

    fn places(&self, regions: &[RegionId]) -> String {
        let name = |region: &RegionId| self.opened.plan.regions.name(*region).to_owned();
        match regions {
            [first, _, _, ..] => filled(
                self.lang,
                "status.regions",
                &[("first", name(first)), ("count", regions.len().to_string())],
            ),
            few => few.iter().map(name).collect::<Vec<_>>().join("、"),
        }
    }

    fn summary(&self) -> Vec<String> {
        let debts = self.debts;
        let missing: usize = debts.offices.iter().map(|one| one.missing().count()).sum();
        let mut said = vec![filled(
            self.lang,
            "status.summary",
            &[
                ("missing", missing.to_string()),
                ("undecided", debts.undecided.to_string()),
                ("reach", debts.within_reach.to_string()),
            ],
        )];
        if debts.stated > 0 {
            let count = [("count", debts.stated.to_string())];
            said.push(filled(self.lang, "status.stated", &count));
        }
        said
    }

    fn name(&self, office: &Office) -> String {
        match &office.name {
            None => text(self.lang, "status.nobody").to_owned(),
            Some(name) if office.proposed => {
                filled(self.lang, "status.proposed", &[("office", name.clone())])
            }
            Some(name) => name.clone(),
        }
    }

    fn label(&self, one: &Owed) -> String {
        let indicator = self.opened.plan.indicator(one.key.indicator);
        indicator.map(|own| own.label.clone()).unwrap_or_default()
    }

    fn json(&self) -> Value {
        let (plan, debts) = (&self.opened.plan, self.debts);
        let offices: Vec<_> = debts
            .offices
            .iter()
            .map(|office| {
                json!({
                    "owner": office.name,
                    "owner_proposed": office.proposed,
                    "missing": office.missing().count(),
                    "doubtful": office.doubtful(),
                    "decides": office.alone,
                    "takes_part": office.among,
                    "figures": office.figures.iter().map(|one| self.figure_json(one)).collect::<Vec<_>>(),
                })
            })
            .collect();
        let figures = debts.offices.iter().map(|office| office.figures.len());
        let missing = debts.offices.iter().map(|office| office.missing().count());
        json!({
            "schema": SCHEMA,
            "plan": plan.id,
            "year": debts.year.0,
            "offices": offices,
            "summary": {
                "figures": figures.sum::<usize>(),
                "missing": missing.sum::<usize>(),
                "stated_absent": debts.stated,
                "undecided": debts.undecided,
                "within_reach": debts.within_reach,
            },
        })
    }

    fn figure_json(&self, one: &Owed) -> Value {
        let plan = &self.opened.plan;
        let region = plan.regions.get(one.key.region);
        let targets = one.targets.iter().filter_map(|id| plan.target(*id));
        json!({
            "indicator": plan.indicator(one.key.indicator).map(|own| &own.id),
            "label": self.label(one),
            "region": region.map(|own| &own.code),
            "region_name": region.map(|own| &own.name),
            "year": one.key.year.0,
            "state": one.state.name(),
            "value": self.value(one),
            "decides": one.alone,
            "takes_part": one.among,
            "targets": targets.map(|target| &target.name).collect::<Vec<_>>(),
        })
    }

    /// The figure that is there and not final.
    fn value(&self, one: &Owed) -> Option<String> {
        let key = one.key;
        let figure = self
            .opened
            .cube
            .figure(key.indicator, key.region, key.year)?;
        let plan = &self.opened.plan;
        Some(plan.written(key.indicator, &figure.quantity()))
    }

    fn csv(&self) -> String {
        let plan = &self.opened.plan;
        let mut all = String::from('\u{FEFF}');
        csv_line(&mut all, COLUMNS.map(|key| text(self.lang, key).to_owned()));
        for office in &self.debts.offices {
            for one in &office.figures {
                let region = plan.regions.get(one.key.region);
                let targets = one.targets.iter().filter_map(|id| plan.target(*id));
                let targets: Vec<_> = targets.map(|target| target.name.as_str()).collect();
                let id = plan.indicator(one.key.indicator).map(|own| own.id.clone());
                let office_name = office.name.clone();
                let nobody = || text(self.lang, "status.nobody").to_owned();
                let proposed = match office.proposed {
                    true => text(self.lang, "status.yes"),
                    false => text(self.lang, "status.no"),
                };
                let cells = [
                    office_name.unwrap_or_else(nobody),
                    proposed.to_owned(),
                    id.unwrap_or_default(),
                    self.label(one),
                    region.map(|own| own.code.clone()).unwrap_or_default(),
                    region.map(|own| own.name.clone()).unwrap_or_default(),
                    one.key.year.to_string(),
                    of_group(self.lang, "status.state", one.state.name()).to_owned(),
                    self.value(one).unwrap_or_default(),
                    one.alone.to_string(),
                    one.among.to_string(),
                    targets.join(" "),
                ];
                csv_line(&mut all, cells);
            }
        }
        all
    }
}

/// A line of the table.
struct Line {
    label: String,
    regions: Vec<RegionId>,
    years: Vec<Year>,
    state: State,
    alone: usize,
    among: usize,
}

/// Years in a row as a range.
fn in_words(years: &[Year]) -> String {
    let runs = years.chunk_by(|one, next| one.plus(1) == *next);
    let runs: Vec<_> = runs
        .filter_map(|run| match (run.first()?, run.last()?) {
            (first, last) if run.len() > 2 => Some(format!("{first}—{last}")),
            _ => Some(
                run.iter()
                    .map(Year::to_string)
                    .collect::<Vec<_>>()
                    .join("、"),
            ),
        })
        .collect();
    runs.join("、")
}

fn say(said: &str, output: &mut Output) {
    for line in wrapped(said, WIDTH, "  ") {
        output.line(&line);
    }
}
