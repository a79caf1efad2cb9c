//! The figures that verdicts rest on or wait for: whose they are, and which of them are doubtful.

use super::{Fill, split_section};
use crate::eval::Verdict;
use crate::model::CellKey;
use crate::model::RegionId;
use crate::report::results::Row;
use crate::report::view::{DataSource, Figure, Missing, Observation, Owed, Owner, Unjudged};
use crate::value::Year;
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeSet;

impl Fill<'_> {
    /// A target that cannot be judged, and why.
    pub(super) fn unjudged(&self, row: &Row<'_>) -> Unjudged {
        let (chapter, _) = split_section(&row.target.section);
        Unjudged {
            target: row.target.name.clone(),
            label: row.target.label.clone(),
            chapter: chapter.to_owned(),
            attribute: self.attribute(row.target),
            reason: row.note(self.results.words).unwrap_or_default(),
            cause: row.reason_kind.map_or_else(String::new, |kind| {
                self.results.words.get(&format!("reason.{kind}")).to_owned()
            }),
            reason_kind: row.reason_kind.unwrap_or_default().to_owned(),
            items: self.items(&row.outcome.missing),
            missing: row
                .outcome
                .missing
                .iter()
                .map(|key| self.missing(*key))
                .collect(),
            breaks: row
                .outcome
                .breaks
                .iter()
                .filter_map(|key| {
                    let cell = self.breaks.get(*key)?.at();
                    let named = self.results.cell_named(*key);
                    let values = [("cell", &*named), ("place", &*cell)];
                    Some(self.results.words.fill("break.at", &values))
                })
                .collect(),
            owner: self.owner(row.target),
        }
    }

    fn missing(&self, key: CellKey) -> Missing {
        let plan = self.results.plan;
        Missing {
            indicator: plan
                .indicator(key.indicator)
                .map(|one| one.id.clone())
                .unwrap_or_default(),
            label: self.results.indicator_label(key.indicator).to_owned(),
            region: plan.regions.name(key.region).to_owned(),
            year: key.year.0,
        }
    }

    /// The figures that are missing, under whoever owes them, in the order of the plan.
    pub(super) fn owed(&self, rows: &[Row<'_>]) -> Vec<Owed> {
        let mut by_owner: IndexMap<String, (Owner, Vec<CellKey>, usize)> = IndexMap::new();
        for row in rows
            .iter()
            .filter(|row| row.verdict() == Verdict::Undecided && !row.outcome.missing.is_empty())
        {
            let owner = self.owner(row.target);
            // Whoever leads owes, with whomever else; where nobody is named there is no name to
            // group by but what is printed.
            let key = match owner.lead.as_str() {
                "" => owner.text.clone(),
                lead => lead.to_owned(),
            };
            let (first, cells, targets) = by_owner
                .entry(key)
                .or_insert_with(|| (owner.clone(), Vec::new(), 0));
            if *first != owner {
                *first = self
                    .results
                    .words
                    .owner(&owner.lead, &[], None, owner.proposed);
            }
            *targets += 1;
            cells.extend_from_slice(&row.outcome.missing);
        }
        by_owner
            .into_values()
            .map(|(owner, mut cells, targets)| {
                cells.sort_unstable();
                cells.dedup();
                Owed {
                    owner,
                    figures: cells.len(),
                    targets,
                    items: self.items(&cells),
                }
            })
            .collect()
    }

    /// What is missing, of which regions and years; indicators of the same ones are told together.
    fn items(&self, cells: &[CellKey]) -> Vec<String> {
        let mut by_indicator: IndexMap<_, (BTreeSet<Year>, IndexSet<RegionId>)> = IndexMap::new();
        for key in cells {
            let (years, regions) = by_indicator.entry(key.indicator).or_default();
            years.insert(key.year);
            regions.insert(key.region);
        }
        let words = self.results.words;
        let mut together: IndexMap<(String, String), Vec<String>> = IndexMap::new();
        for (indicator, (years, regions)) in by_indicator {
            let years: Vec<_> = years.iter().map(Year::to_string).collect();
            let names = match regions.first() {
                Some(one) if regions.len() == 1 => self.results.plan.regions.name(*one).to_owned(),
                _ => words.fill("owed.regions", &[("count", &regions.len().to_string())]),
            };
            let label = self.results.indicator_label(indicator).to_owned();
            let same = together.entry((names, words.list(&years))).or_default();
            same.push(label);
        }
        together
            .into_iter()
            .map(|((names, years), labels)| {
                words.fill(
                    "owed.item",
                    &[
                        ("indicator", &words.list(&labels)),
                        ("years", &years),
                        ("regions", &names),
                    ],
                )
            })
            .collect()
    }

    /// The data files, in order of trust, with what was used of them.
    pub(super) fn sources(&self, rows: &[Row<'_>]) -> Vec<DataSource> {
        let mut used: Vec<CellKey> = rows
            .iter()
            .flat_map(|row| row.outcome.cells.iter().copied())
            .collect();
        used.sort_unstable();
        used.dedup();
        // Of one that was made up those count that it was made from, each once.
        let behind = used.into_iter().flat_map(|key| self.cells.behind(key));
        let used: BTreeSet<_> = behind
            .map(|cell| (cell.file.as_str(), cell.indicator, cell.region, cell.year))
            .collect();
        let mut used_of: IndexMap<&str, usize> = IndexMap::new();
        for (file, ..) in used {
            *used_of.entry(file).or_default() += 1;
        }
        let cube = self.results.cube;
        cube.files()
            .map(|(source, counts)| {
                let file = self.results.sources.get(source).path();
                DataSource {
                    file: file.to_owned(),
                    observations: counts.figures,
                    used: used_of.get(file).copied().unwrap_or_default(),
                    demonstration: counts.demonstration,
                    provisional: counts.provisional,
                    estimated: counts.estimated,
                    published: cube
                        .published(source)
                        .map(|date| date.to_string())
                        .unwrap_or_default(),
                    sha256: cube
                        .sha256(self.results.sources, source)
                        .unwrap_or_default()
                        .to_owned(),
                }
            })
            .collect()
    }

    /// Every figure that is not final and that a verdict rests on, in the order of indicators.
    pub(super) fn doubtful(&self, rows: &[Row<'_>]) -> Vec<Observation> {
        let mut by_cell: IndexMap<CellKey, Vec<String>> = IndexMap::new();
        for row in rows {
            for key in &row.outcome.cells {
                let labels = by_cell.entry(*key).or_default();
                if !labels.contains(&row.target.label) {
                    labels.push(row.target.label.clone());
                }
            }
        }
        let mut all: Vec<_> = by_cell.into_iter().collect();
        all.sort_by_key(|(key, _)| *key);
        all.into_iter()
            .filter_map(|(key, used_by)| {
                let figure = self
                    .results
                    .cube
                    .figure(key.indicator, key.region, key.year)?;
                let mark = self.doubt(figure.status().doubt)?;
                let cell = self.seen(key)?;
                let missing = self.missing(key);
                let text = self
                    .results
                    .figure_in_words(key.indicator, &figure.quantity());
                Some(Observation {
                    indicator: missing.indicator,
                    label: missing.label,
                    region: missing.region,
                    year: missing.year,
                    value: Figure::new(text, ""),
                    mark,
                    source: cell.source.clone(),
                    cell,
                    used_by,
                })
            })
            .collect()
    }
}
