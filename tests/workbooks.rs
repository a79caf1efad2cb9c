//! A corpus of odd and broken data files. `tests/workbooks/cases.txt` says of each how it is
//! mapped, what is found in it and where, and which figures are read; `make.py` makes the files.
//!
//! To write down what is found now, and then read every line of what has changed:
//! `YARDSTICK_WRITE_CASES=1 cargo test --test all -- workbooks::`

use crate::support::{Files, run, stderr, stdout, write_files};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use yardstick::data::{Absence, Doubt, read_manifest, sheets_of, take_in};
use yardstick::diag::Diagnostics;
use yardstick::model::{CellKey, IndicatorId, RegionId};
use yardstick::ooxml::sheets;
use yardstick::open::{Opened, open};
use yardstick::text::{Sources, Span};
use yardstick::value::Year;

const FOLDER: &str = "tests/workbooks";
const CASES: &str = "tests/workbooks/cases.txt";

const REGIONS: &str = "levels:\n  city: [市]\n  county: [县]\nregions:\n\
    \x20 - {code: '511100', name: 乐山市, level: city, also: [全市]}\n\
    \x20 - {code: '511102', name: 市中区, level: county, parent: '511100'}\n\
    \x20 - {code: '511111', name: 沙湾区, level: county, parent: '511100'}\n\
    \x20 - {code: '511126', name: 夹江县, level: county, parent: '511100'}\n\
    \x20 - {code: '511132', name: 峨边彝族自治县, level: county, parent: '511100', also: [峨边县]}\n";

const RULES: &str = "indicator population \"常住人口\"\n    unit 万人\npopulation >= 1 by 2025\n\
    indicator women \"常住人口其中：女\"\n    unit 万人\nwomen >= 1 by 2025\n\
    indicator men \"常住人口其中：男\"\n    unit 万人\nmen >= 1 by 2025\n\
    indicator urban \"城镇化率\"\n    unit %\nurban >= 1 by 2025\n\
    indicator slots \"托位数\"\n    unit 个/千人\nslots >= 1 by 2025\n\
    indicator births \"出生人口\"\n    unit 人\n    kind flow\nbirths >= 1 by 2025\n";

/// A file, what `plan.yaml` says of it, and what is wanted.
struct Case<'t> {
    file: &'t str,
    said: String,
    wanted: String,
}

/// The cases of the table: `== file`, lines of the entry in `plan.yaml`, `--`, what comes of it.
fn cases(table: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut is_wanted = false;
    for line in table.lines().filter(|line| !line.starts_with("//")) {
        if let Some(file) = line.strip_prefix("== ") {
            is_wanted = false;
            cases.push(Case {
                file,
                said: String::new(),
                wanted: String::new(),
            });
        } else if line == "--" {
            is_wanted = true;
        } else if let Some(case) = cases.last_mut().filter(|_| !line.trim().is_empty()) {
            let text = match is_wanted {
                true => &mut case.wanted,
                false => &mut case.said,
            };
            text.push_str(line);
            text.push('\n');
        }
    }
    cases
}

impl Case<'_> {
    fn plan(&self) -> String {
        let said: String = self
            .said
            .lines()
            .map(|line| format!("    {line}\n"))
            .collect();
        format!(
            "id: corpus\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\n\
             rules: [a.rules]\ndata:\n  - file: {}\n{said}",
            self.file
        )
    }

    fn files(&self) -> Files {
        [
            ("plan.yaml", self.plan().as_str()),
            ("regions.yaml", REGIONS),
            ("a.rules", RULES),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .to_vec()
    }

    /// What comes of it, in the words of the table.
    fn found(&self) -> String {
        let mut sources = Sources::new();
        for (path, text) in self.files() {
            sources.insert(&path, text.as_bytes()).unwrap();
        }
        let mut nobody = Diagnostics::new();
        let manifest = read_manifest(&sources, &mut nobody).unwrap();
        if let Some(file) = manifest.data.first() {
            let bytes = fs::read(Path::new(FOLDER).join(self.file)).unwrap();
            take_in(&mut sources, file, &bytes).unwrap();
        }
        let mut diagnostics = Diagnostics::new();
        let opened = open(&sources, &mut diagnostics).unwrap();
        let mut text = String::new();
        let is_of_data = |path: &str| path == self.file || path == "plan.yaml";
        for one in diagnostics.iter() {
            let span = one.labels.first().map(|label| label.span).unwrap();
            if is_of_data(sources.get(span.source).path()) {
                writeln!(text, "{} {}", one.code.id(), place(&sources, span)).unwrap();
            }
        }
        for (indicator, _) in opened.plan.indicators.iter().enumerate() {
            let indicator = IndicatorId(u32::try_from(indicator).unwrap());
            for (region, name) in REGION_NAMES.into_iter().enumerate() {
                let region = RegionId(u32::try_from(region).unwrap());
                for year in 2015..=2040 {
                    let figure = one_figure(&opened, &sources, (indicator, region, Year(year)));
                    if let Some(said) = figure {
                        let indicator = &opened.plan.indicators[indicator.0 as usize].id;
                        writeln!(text, "{indicator} {name} {year} = {said}").unwrap();
                    }
                }
            }
        }
        text
    }
}

const REGION_NAMES: [&str; 5] = ["乐山市", "市中区", "沙湾区", "夹江县", "峨边县"];

/// A place as the table writes it: a cell, or a line and a column of a text.
fn place(sources: &Sources, span: Span) -> String {
    let source = sources.get(span.source);
    match source.address(span.start as usize) {
        Some(address) => address.to_string(),
        None => {
            let at = source.position(span.start as usize);
            format!("{}:{}:{}", source.path(), at.line, at.column)
        }
    }
}

/// A figure, its status where it is not plain, and where it stands.
fn one_figure(
    opened: &Opened,
    sources: &Sources,
    (indicator, region, year): (IndicatorId, RegionId, Year),
) -> Option<String> {
    let cube = &opened.cube;
    let key = CellKey {
        indicator,
        region,
        year,
    };
    let said = match cube.figure(indicator, region, year) {
        Some(figure) => {
            let status = figure.status();
            let letter = match status.doubt {
                Doubt::Normal => "",
                Doubt::Provisional => " P",
                Doubt::Estimated => " E",
                Doubt::Demonstration => " D",
            };
            let breaks = if status.breaks { " B" } else { "" };
            format!("{}{letter}{breaks}", figure.quantity())
        }
        None => match cube.absence(indicator, region, year)? {
            Absence::NotKnown => return None,
            absence => absence.name().to_owned(),
        },
    };
    let cells = cube.cells(sources, [key]);
    let at = cells.values().next().map(|cell| place(sources, cell.span));
    Some(format!("{said} @ {}", at.unwrap_or_default()))
}

#[test]
fn every_file_is_read_as_the_table_says() {
    let table = fs::read_to_string(CASES).unwrap();
    let cases = cases(&table);
    if std::env::var_os("YARDSTICK_WRITE_CASES").is_some() {
        let mut new: String = table
            .lines()
            .take_while(|line| !line.starts_with("== "))
            .map(|line| format!("{line}\n"))
            .collect();
        for case in &cases {
            let found = case.found();
            writeln!(new, "== {}\n{}--\n{found}", case.file, case.said).unwrap();
        }
        fs::write(CASES, new).unwrap();
        return;
    }
    assert!(cases.len() >= 100, "{}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, case.found()))
        .filter(|(case, found)| case.wanted != *found)
        .map(|(case, found)| format!("{}\nwanted\n{}found\n{found}", case.file, case.wanted))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_has_its_case() {
    let table = fs::read_to_string(CASES).unwrap();
    let cases = cases(&table);
    for entry in fs::read_dir(FOLDER).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        let is_own = ["cases.txt", "make.py"].contains(&name.as_str());
        let has = cases.iter().any(|case| case.file == name);
        assert!(is_own || has, "{name} has no case");
    }
}
