//! From an assessment to what a template may see.

use super::behind_sentence;
use super::formula::Formulas;
use super::results::{Cells, Results, Row, Summary, Tally, attribute_word, relation};
use super::view::{
    Behind, Cell, Chapter, Claim, Counts, DataSource, Entitlement, Facts, Figure, Finding,
    Forecast, Form, KeptOut, Mark, Method, Missing, Observation, Owed, Owner, Place, Plan, Printed,
    Quote, RegionRow, Term, Undefined, Unjudged, VerdictCount, View,
};
use crate::audit;
use crate::data::Doubt;
use crate::diag::{Diagnostic, Diagnostics};
use crate::eval::{self, CellKey, Shape, Standing, Verdict};
use crate::model::{self, Measure, RegionId, Scope, Target, TargetId, Test, Time};
use crate::text::Span;
use crate::value::{Quantity, Year, decimal_string};
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeSet;

/// Everything that a report of an assessment may show. `date` is printed as it is given.
pub fn view_of(results: &Results<'_>, diagnostics: &Diagnostics, date: Option<&str>) -> View {
    let cells = results.cells(keys_of(results));
    let fill = Fill {
        results,
        cells: &cells,
    };
    let rows: Vec<_> = results.rows_by_target().collect();
    let seen: Vec<_> = rows.iter().map(|row| (row, fill.row(row))).collect();
    let behind = fill.behind(&seen);
    let plan = results.plan;
    let (base, last) = (plan.base, plan.years.last);
    let passed = results.assessment.year.min(last).since(base).max(0);
    let elapsed = Quantity::whole(passed.into()).over(&Quantity::whole(last.since(base).into()));
    let doubtful = fill.doubtful(&rows);
    let proposed = rows
        .iter()
        .any(|row| row.target.owner.as_ref().is_some_and(|one| one.proposed));
    View {
        plan: Plan {
            id: plan.id.clone(),
            title: plan.title.clone(),
            region: plan.regions.name(plan.regions.own()).to_owned(),
            first: plan.years.first.0,
            last: last.0,
            base: base.0,
        },
        year: results.assessment.year.0,
        date: date.map(str::to_owned),
        elapsed: elapsed.map_or_else(Figure::unknown, |part| Figure::new(part.to_string(), "")),
        method: fill.method(),
        summary: fill.summary(),
        chapters: fill.chapters(seen),
        behind,
        undecided: rows
            .iter()
            .filter(|row| row.verdict() == Verdict::Undecided)
            .map(|row| fill.unjudged(row))
            .collect(),
        owed: fill.owed(&rows),
        findings: diagnostics
            .iter()
            .filter(|one| one.code.id().starts_with("Y06"))
            .map(|one| fill.finding(one))
            .collect(),
        forecasts: plan
            .forecasts
            .iter()
            .map(|one| fill.forecast(one))
            .collect(),
        claims: plan.claims.iter().map(|one| fill.claim(one)).collect(),
        undefined: plan
            .undefined
            .iter()
            .map(|one| fill.undefined(one))
            .collect(),
        entitlements: plan
            .entitlements
            .iter()
            .map(|one| fill.entitlement(one))
            .collect(),
        amendments: plan
            .amendments
            .iter()
            .filter_map(|one| fill.amendment(one))
            .collect(),
        sources: fill.sources(&rows),
        kept_out: KeptOut {
            faulty: results.cube.kept_out().faulty,
            unused: results.cube.kept_out().unused,
            files: results.cube.unreadable_files(),
            regions: plan.regions.left_out(),
        },
        doubtful,
        left_out: plan.left_out,
        owner_heading: results.words.owner_heading(proposed).to_owned(),
    }
}

/// The row of a target as a sentence about it needs it: its figures without their cells.
pub fn target_row(results: &Results<'_>, row: &Row<'_>) -> super::view::Row {
    let cells = Cells::default();
    let fill = Fill {
        results,
        cells: &cells,
    };
    fill.row_without_regions(row)
}

struct Fill<'a> {
    results: &'a Results<'a>,
    cells: &'a Cells,
}

/// Every figure of which a report says where it stands.
fn keys_of(results: &Results<'_>) -> Vec<CellKey> {
    let plan = results.plan;
    let judged = results.assessment.judged.iter();
    let rested_on = judged.flat_map(|one| one.outcome.cells.iter().copied());
    let forecasts = plan.forecasts.iter().filter_map(|one| {
        let test = one.condition.first_test();
        test.and_then(|test| test.indicator)
    });
    let entitlements = plan.entitlements.iter().filter_map(|one| one.indicator);
    let undefined = plan.undefined.iter().map(|one| one.indicator);
    let beside = forecasts.chain(entitlements).chain(undefined);
    rested_on
        .chain(beside.filter_map(|indicator| newest(results, indicator)))
        .collect()
}

/// The newest figure of an indicator for the plan's own region, up to the year that is judged.
fn newest(results: &Results<'_>, indicator: model::IndicatorId) -> Option<CellKey> {
    let region = results.plan.regions.own();
    let columns = results.cube.series(indicator)?.columns().rev();
    columns
        .skip_while(|(year, _)| *year > results.assessment.year)
        .find(|(_, column)| column.get(region).is_some())
        .map(|(year, _)| CellKey {
            indicator,
            region,
            year,
        })
}

impl Fill<'_> {
    fn method(&self) -> Method {
        let method = &self.results.assessment.method;
        Method {
            name: method.id.name().to_owned(),
            version: method.id.version().to_string(),
            ahead: method.ahead_in_words(),
            on_schedule: method.on_schedule_in_words(),
        }
    }

    fn summary(&self) -> super::view::Summary {
        let summary = Summary::of(self.results);
        super::view::Summary {
            all: self.counts(&summary.promised),
            binding: self.counts(&summary.binding),
            expected: self.counts(&summary.expected),
            unmarked: self.counts(&summary.unspecified),
            strive: self.counts(&summary.strive),
        }
    }

    fn counts(&self, tally: &Tally) -> Counts {
        let rate = |rate: super::results::Rate| {
            rate.percent()
                .map_or_else(Figure::unknown, |percent| Figure::new(percent, "%"))
        };
        let judged = tally.of_judged();
        Counts {
            targets: tally.all(),
            judged: judged.of,
            kept: judged.good,
            behind: judged.of - judged.good,
            not_due: tally.count(Verdict::NotDue),
            undecided: tally.count(Verdict::Undecided),
            by_verdict: Verdict::ALL
                .into_iter()
                .map(|verdict| VerdictCount {
                    verdict: self.results.words.verdict(verdict.name(), false),
                    meaning: self.results.words.meaning(verdict.name(), &self.method()),
                    count: tally.count(verdict),
                })
                .collect(),
            rate_judged: rate(judged),
            rate_all: rate(tally.of_all()),
        }
    }

    fn chapters(&self, rows: Vec<(&Row<'_>, super::view::Row)>) -> Vec<Chapter> {
        let mut chapters: IndexMap<String, (Tally, Vec<super::view::Row>)> = IndexMap::new();
        for (row, seen) in rows {
            let (place, _) = split_section(&row.target.section);
            let (tally, all) = chapters.entry(place.to_owned()).or_default();
            if !row.target.strive {
                tally.add(row.verdict());
            }
            all.push(seen);
        }
        chapters
            .into_iter()
            .map(|(place, (tally, rows))| Chapter {
                title: place.clone(),
                place,
                counts: self.counts(&tally),
                rows,
            })
            .collect()
    }

    fn behind(&self, rows: &[(&Row<'_>, super::view::Row)]) -> Vec<Behind> {
        rows.iter()
            .filter(|(row, _)| row.verdict().standing() == Standing::Behind)
            .map(|(_, seen)| Behind {
                sentence: behind_sentence(seen, self.results.assessment.year.0, self.results.words),
                regions: seen
                    .regions
                    .iter()
                    .filter(|region| {
                        Verdict::find(&region.facts.verdict.id)
                            .is_some_and(|verdict| verdict.standing() == Standing::Behind)
                    })
                    .map(|region| region.name.clone())
                    .collect(),
                unknown: seen
                    .regions
                    .iter()
                    .filter(|region| region.facts.holds.is_none())
                    .map(|region| region.name.clone())
                    .collect(),
                row: super::view::Row {
                    // They stand with the target in its chapter.
                    regions: Vec::new(),
                    ..seen.clone()
                },
            })
            .collect()
    }

    fn row(&self, row: &Row<'_>) -> super::view::Row {
        let mut seen = self.row_without_regions(row);
        if row.region.is_none() {
            seen.regions = self.region_rows(row.id);
        }
        seen
    }

    fn row_without_regions(&self, row: &Row<'_>) -> super::view::Row {
        let target = row.target;
        let (_, section) = split_section(&target.section);
        super::view::Row {
            target: target.name.clone(),
            label: target.label.clone(),
            section: section.to_owned(),
            unit: self.results.unit_in_words(row).to_owned(),
            attribute: self.attribute(target),
            strive: target.strive,
            deadline: target.time.deadline().0,
            time: self.time(target.time, target.dated),
            dated: target.dated,
            scope: self.results.scope_in_words(&target.scope),
            form: form(row),
            facts: self.facts(row),
            owner: self.owner(target),
            rests_on: row.rests_on.iter().map(|id| self.mark(id)).collect(),
            quotes: quotes(&target.quotes),
            printed: target
                .printed
                .iter()
                .map(|(words, because)| Printed {
                    words: words.clone(),
                    because: because.clone(),
                })
                .collect(),
            because: target.because.clone(),
            notes: target.notes.clone(),
            rule: self.place(target.places.head),
            regions: Vec::new(),
        }
    }

    fn region_rows(&self, target: TargetId) -> Vec<RegionRow> {
        self.results
            .rows_of(target)
            .filter_map(|row| {
                let region = self.results.plan.regions.get(row.region?)?;
                Some(RegionRow {
                    code: region.code.clone(),
                    name: region.name.clone(),
                    unit: self.results.unit_in_words(&row).to_owned(),
                    facts: self.facts(&row),
                    owner: None,
                })
            })
            .collect()
    }

    fn facts(&self, row: &Row<'_>) -> Facts {
        let facts = &row.outcome.facts;
        let name = &row.target.name;
        let code = row
            .region
            .and_then(|id| self.results.plan.regions.get(id))
            .filter(|_| !matches!(row.target.scope, Scope::Own))
            .map(|region| region.code.clone());
        let unit = self.results.unit_in_words(row);
        // What two percentages are apart is no percentage.
        let points = self.results.words.points(unit);
        let needed_unit = match facts.shape {
            Shape::Growth => unit,
            _ => points,
        };
        let figure = |text: &Option<String>, unit: &str, field: &str| {
            let figure = text
                .as_ref()
                .map_or_else(Figure::unknown, |text| Figure::new(text.clone(), unit))
                .of(name, field);
            match &code {
                Some(code) => figure.in_region(code),
                None => figure,
            }
        };
        let with_cells = |figure: Figure, year: Option<Year>| {
            let (cells, marks) = self.cells_of(row, year);
            figure.from_cells(cells, marks)
        };
        let said = |group: &str| {
            let key = row
                .test
                .map_or(Some("at_least"), |test| relation(test, row.region));
            key.map_or_else(String::new, |key| {
                self.results.words.get(&format!("{group}.{key}")).to_owned()
            })
        };
        let is_baseline = |figure: Figure| with_cells(figure, Some(facts.baseline_year));
        let value = figure(&row.value, unit, "value");
        let value = match row.target.time {
            // A total is made of all its years, a whole of all its parts.
            Time::Over(_) => with_cells(value, None),
            _ if row.region.is_none() => with_cells(value, None),
            _ => with_cells(value, facts.value_year),
        };
        let ends = match &facts.threshold {
            Some(eval::Mark::One(at)) => vec![at],
            Some(eval::Mark::Band(low, high)) => vec![low, high],
            None => Vec::new(),
        };
        let known: Vec<_> = ends.into_iter().chain(&facts.value).collect();
        Facts {
            relation: said("relation"),
            relation_words: said("said"),
            threshold: figure(&self.results.threshold_in_words(row), unit, "threshold"),
            baseline: is_baseline(figure(&row.baseline, unit, "baseline")),
            baseline_year: facts.baseline.as_ref().map(|_| facts.baseline_year.0),
            value,
            value_year: facts.value_year.map(|year| year.0),
            progress: figure(&row.progress, "", "progress"),
            elapsed: figure(&row.elapsed, "", "elapsed"),
            expected_now: figure(&row.expected_now, unit, "expected_now"),
            distance: figure(&row.distance, points, "distance"),
            needed_per_year: figure(
                &estimate(&known, &facts.needed_per_year, &row.needed_per_year),
                needed_unit,
                "needed_per_year",
            ),
            projected: figure(
                &estimate(&known, &facts.projected, &row.projected),
                unit,
                "projected",
            ),
            holds: row.holds(),
            unknown_parts: self.results.unknown_parts(row),
            verdict: self.results.verdict(row.outcome),
            reason: row.note(self.results.words),
            reason_kind: row.reason_kind.map(str::to_owned),
        }
    }

    /// The cells of an outcome, of one year where one is named, and what is doubtful about them.
    fn cells_of(&self, row: &Row<'_>, year: Option<Year>) -> (Vec<Cell>, Vec<Mark>) {
        let mut cells = Vec::new();
        let mut marks: Vec<Mark> = Vec::new();
        for key in &row.outcome.cells {
            if year.is_some_and(|year| year != key.year) {
                continue;
            }
            let Some(cell) = self.cells.get(*key) else {
                continue;
            };
            if let Some(mark) = self.doubt(cell.status.doubt)
                && !marks.contains(&mark)
            {
                marks.push(mark);
            }
            cells.push(seen_cell(cell));
        }
        (cells, marks)
    }

    fn doubt(&self, kind: Doubt) -> Option<Mark> {
        match kind {
            Doubt::Normal => None,
            Doubt::Provisional | Doubt::Estimated | Doubt::Demonstration => {
                Some(self.mark(kind.name()))
            }
        }
    }

    fn mark(&self, id: &str) -> Mark {
        self.results.words.mark(id)
    }

    fn attribute(&self, target: &Target) -> Term {
        self.results
            .words
            .term("attribute", attribute_word(target.attribute))
    }

    fn owner(&self, target: &Target) -> Owner {
        match &target.owner {
            None => self.results.words.owner("", &[], None, false),
            Some(owner) => self.results.words.owner(
                &owner.lead,
                &owner.with,
                owner.by.as_deref(),
                owner.proposed,
            ),
        }
    }

    fn time(&self, time: Time, dated: bool) -> String {
        let (key, first, last) = match time {
            Time::By(year) if !dated => ("time.undated", year, year),
            Time::By(year) => ("time.by", year, year),
            Time::In(year) => ("time.in", year, year),
            Time::Throughout(years) => ("time.throughout", years.first, years.last),
            Time::Over(years) => ("time.over", years.first, years.last),
        };
        self.results.words.fill(
            key,
            &[("first", &first.to_string()), ("last", &last.to_string())],
        )
    }

    fn unjudged(&self, row: &Row<'_>) -> Unjudged {
        let (chapter, _) = split_section(&row.target.section);
        Unjudged {
            target: row.target.name.clone(),
            label: row.target.label.clone(),
            chapter: chapter.to_owned(),
            attribute: self.attribute(row.target),
            reason: row.note(self.results.words).unwrap_or_default(),
            reason_kind: row.reason_kind.unwrap_or_default().to_owned(),
            missing: row
                .outcome
                .missing
                .iter()
                .map(|key| self.missing(*key))
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
    fn owed(&self, rows: &[Row<'_>]) -> Vec<Owed> {
        let mut by_owner: IndexMap<String, (Owner, Vec<CellKey>, usize)> = IndexMap::new();
        for row in rows
            .iter()
            .filter(|row| row.verdict() == Verdict::Undecided && !row.outcome.missing.is_empty())
        {
            let owner = self.owner(row.target);
            let (_, cells, targets) = by_owner
                .entry(owner.text.clone())
                .or_insert_with(|| (owner, Vec::new(), 0));
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

    /// By indicator: of which years, and of how many regions.
    fn items(&self, cells: &[CellKey]) -> Vec<String> {
        let mut by_indicator: IndexMap<_, (BTreeSet<Year>, IndexSet<RegionId>)> = IndexMap::new();
        for key in cells {
            let (years, regions) = by_indicator.entry(key.indicator).or_default();
            years.insert(key.year);
            regions.insert(key.region);
        }
        let words = self.results.words;
        by_indicator
            .into_iter()
            .map(|(indicator, (years, regions))| {
                let years: Vec<_> = years.iter().map(Year::to_string).collect();
                let label = self.results.indicator_label(indicator);
                let names = match regions.first() {
                    Some(one) if regions.len() == 1 => {
                        self.results.plan.regions.name(*one).to_owned()
                    }
                    _ => words.fill("owed.regions", &[("count", &regions.len().to_string())]),
                };
                words.fill(
                    "owed.item",
                    &[
                        ("indicator", label),
                        ("years", &words.list(&years)),
                        ("regions", &names),
                    ],
                )
            })
            .collect()
    }

    fn finding(&self, one: &Diagnostic) -> Finding {
        let lang = self.results.words.lang;
        let first = one.labels.first();
        Finding {
            code: one.code.id().to_owned(),
            severity: self.results.words.term("severity", one.severity().name()),
            message: one.message(lang),
            detail: first.and_then(|label| one.label_text(lang, label)),
            help: one.help_text(lang),
            place: first
                .map(|label| self.place(label.span))
                .unwrap_or_default(),
        }
    }

    fn place(&self, span: Span) -> Place {
        let source = self.results.sources.get(span.source);
        let at = source.position(span.start as usize);
        Place {
            file: source.path().to_owned(),
            line: at.line,
            column: at.column,
            text: format!("{}:{}", source.path(), at.line),
        }
    }

    /// The newest figure of an indicator, and its year.
    fn newest(&self, indicator: Option<model::IndicatorId>) -> (Figure, Option<i16>) {
        let found = indicator.and_then(|indicator| {
            let key = newest(self.results, indicator)?;
            let figure = self.results.cube.figure(indicator, key.region, key.year)?;
            let cells: Vec<_> = self.cells.get(key).into_iter().map(seen_cell).collect();
            let marks: Vec<_> = self.doubt(figure.status().doubt).into_iter().collect();
            let unit = self
                .results
                .plan
                .indicator(indicator)
                .and_then(|one| one.unit())
                .map_or("", |unit| unit.name());
            let text = figure.quantity().to_string();
            Some((
                Figure::new(text, unit).from_cells(cells, marks),
                Some(key.year.0),
            ))
        });
        found.unwrap_or_else(|| (Figure::unknown(), None))
    }

    fn forecast(&self, one: &model::Forecast) -> Forecast {
        let test = one.condition.first_test();
        let (value, value_year) = self.newest(test.and_then(|test| test.indicator));
        let relation = test.and_then(|test| relation(test, None));
        let relation = relation.map_or_else(String::new, |key| {
            self.results
                .words
                .get(&format!("relation.{key}"))
                .to_owned()
        });
        Forecast {
            label: test.map(|test| self.label(test)).unwrap_or_default(),
            expected: test.map_or_else(Figure::unknown, |test| self.expected(test)),
            relation,
            time: self.time(one.time, true),
            value,
            value_year,
            section: one.section.clone(),
            quotes: quotes(&one.quotes),
        }
    }

    /// What a test measures, in words: a formula is told by the labels of its indicators.
    fn label(&self, test: &Test) -> String {
        let formulas = Formulas {
            plan: self.results.plan,
            words: self.results.words,
        };
        formulas.label(test)
    }

    /// What is expected, where no baseline is needed to know it.
    fn expected(&self, test: &Test) -> Figure {
        use model::{Comparison, Limit};
        let unit = test.unit.as_ref().map_or("", |unit| unit.name());
        let text = match &test.limit {
            Limit::Compare(Comparison::One(_, at)) => at.figure().map(Quantity::to_string),
            Limit::Compare(Comparison::Band(_, low, high)) => {
                let (low, high) = (low.figure(), high.figure());
                low.zip(high)
                    .map(|(low, high)| self.results.band(low, high))
            }
            Limit::Direction(_) | Limit::PerRegion(_) => None,
        };
        text.map_or_else(Figure::unknown, |text| Figure::new(text, unit))
    }

    fn claim(&self, one: &model::Claim) -> Claim {
        let test = one.condition.first_test();
        let done = audit::recompute(self.results.plan, self.results.cube, one);
        let unit = test
            .and_then(|test| test.unit.as_ref())
            .map_or("", |unit| unit.name());
        let figure = |quantity: Option<Quantity>| {
            quantity.map_or_else(Figure::unknown, |one| Figure::new(one.to_string(), unit))
        };
        let key = match done.agrees {
            Some(true) => "claim.agrees",
            Some(false) => "claim.differs",
            None => "claim.unknown",
        };
        Claim {
            label: test.map(|test| self.label(test)).unwrap_or_default(),
            printed: figure(done.claimed),
            recomputed: figure(done.found),
            agrees: done.agrees,
            outcome: self.results.words.get(key).to_owned(),
            section: one.section.clone(),
            quotes: quotes(&one.quotes),
            rule: self.place(one.place),
        }
    }

    fn undefined(&self, one: &model::Undefined) -> Undefined {
        let (value, value_year) = self.newest(Some(one.indicator));
        Undefined {
            words: one.words.clone(),
            label: self.results.indicator_label(one.indicator).to_owned(),
            value,
            value_year,
            section: one.section.clone(),
            rule: self.place(one.place),
        }
    }

    fn entitlement(&self, one: &model::Entitlement) -> Entitlement {
        let (value, value_year) = self.newest(one.indicator);
        let unit = one.unit.as_ref().map_or("", |unit| unit.name());
        Entitlement {
            label: one.label.clone(),
            figure: Figure::new(one.figure.clone(), unit),
            value,
            value_year,
            section: one.section.clone(),
            quotes: quotes(&one.quotes),
        }
    }

    fn amendment(&self, one: &model::Amendment) -> Option<super::view::Amendment> {
        let target = self.results.plan.target(one.target)?;
        Some(super::view::Amendment {
            target: target.name.clone(),
            label: target.label.clone(),
            from: one.from.to_string(),
            by: one.by.clone(),
            old: one.old.clone(),
            new: one.new.clone(),
        })
    }

    /// The data files, in order of trust, with what was used of them.
    fn sources(&self, rows: &[Row<'_>]) -> Vec<DataSource> {
        let mut used: Vec<CellKey> = rows
            .iter()
            .flat_map(|row| row.outcome.cells.iter().copied())
            .collect();
        used.sort_unstable();
        used.dedup();
        let mut used_of: IndexMap<&str, usize> = IndexMap::new();
        for key in used {
            if let Some(cell) = self.cells.get(key) {
                *used_of.entry(cell.file.as_str()).or_default() += 1;
            }
        }
        self.results
            .cube
            .files()
            .map(|(source, counts)| {
                let file = self.results.sources.get(source).path();
                DataSource {
                    file: file.to_owned(),
                    observations: counts.figures,
                    used: used_of.get(file).copied().unwrap_or_default(),
                    demonstration: counts.demonstration,
                    provisional: counts.provisional,
                    estimated: counts.estimated,
                }
            })
            .collect()
    }

    /// Every figure that is not final and that a verdict rests on, in the order of indicators.
    fn doubtful(&self, rows: &[Row<'_>]) -> Vec<Observation> {
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
                let cell = self.cells.get(key)?;
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
                    source: cell.source.clone().unwrap_or_default(),
                    cell: seen_cell(cell),
                    used_by,
                })
            })
            .collect()
    }
}

/// The chapter of a section's path, and the rest of it; the chapter again where there is no rest.
fn split_section(section: &str) -> (&str, &str) {
    section.split_once('/').unwrap_or((section, section))
}

/// A figure that is worked out ahead, as sentences print it: with one decimal more than the value
/// or the target has. More would say that the future is known better than the present.
fn estimate(
    known: &[&Quantity],
    figure: &Option<Quantity>,
    printed: &Option<String>,
) -> Option<String> {
    let printed = printed.as_ref()?;
    let decimals = known.iter().filter_map(|one| one.decimals()).max();
    let (Some(decimals), Some(figure)) = (decimals, figure) else {
        return Some(printed.clone());
    };
    let short = decimal_string(figure.value(), decimals.saturating_add(1));
    let short = match short.split_once('.') {
        Some(_) => short.trim_end_matches('0').trim_end_matches('.'),
        None => &short,
    };
    // What is not zero, or not the target, is not printed as if it were, and no digit is added.
    let short_of = Quantity::parse(short).ok();
    let hides = |one: &Quantity| {
        one.value() != figure.value()
            && short_of
                .as_ref()
                .is_some_and(|short| short.value() == one.value())
    };
    let keeps = short.len() >= printed.len()
        || hides(&Quantity::zero())
        || known.iter().any(|one| hides(one));
    Some(if keeps {
        printed.clone()
    } else {
        short.to_owned()
    })
}

fn form(row: &Row<'_>) -> Form {
    let Some(test) = row.test else {
        return Form::Count;
    };
    match (row.outcome.facts.shape, &test.measure, &test.limit) {
        _ if test.scale.is_some() => Form::Stage,
        (_, _, model::Limit::Direction(_)) => Form::Direction,
        (_, Measure::Growth(_), _) => Form::Growth,
        (Shape::Total { .. }, ..) => Form::Total,
        _ => Form::Level,
    }
}

fn quotes(all: &[model::Quote]) -> Vec<Quote> {
    all.iter()
        .map(|quote| Quote {
            place: quote.place.clone(),
            words: quote.words.clone(),
        })
        .collect()
}

fn seen_cell(cell: &crate::data::Cell) -> Cell {
    Cell {
        file: cell.file.clone(),
        line: cell.line,
        column: cell.column,
        sheet: None,
        text: format!("{}:{}:{}", cell.file, cell.line, cell.column),
        source: cell.source.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::rational;

    #[test]
    fn an_estimate_is_short_and_hides_nothing() {
        let (target, value) = (Quantity::written(45, 1), Quantity::written(31, 1));
        for (ten_thousandths, wanted) in [
            (43_333, "4.33"),
            (-43_333, "-4.33"),
            (43_000, "4.3"),
            // Not the target, and not nothing.
            (44_993, "4.4993"),
            (45_000, "4.5"),
            (12, "0.0012"),
        ] {
            let figure = Quantity::derived(rational(ten_thousandths, 10_000));
            let printed = Some(figure.to_string());
            let told = estimate(&[&target, &value], &Some(figure), &printed);
            assert_eq!(told.as_deref(), Some(wanted));
        }
    }
}
