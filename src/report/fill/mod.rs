//! From an assessment to what a template may see.

mod beside;
mod evidence;
mod review;

use crate::audit::Remark;
use crate::data::Doubt;
use crate::diag::{Diagnostic, Diagnostics};
use crate::eval::{self, Shape, Standing, Verdict};
use crate::model::{self, CellKey, Measure, Scope, Target, TargetId, Time};
use crate::report::results::{Cells, Results, Row, Summary, Tally, attribute_word, relation_of};
use crate::report::view::{
    Behind, Cell, Chapter, Counts, Facts, Failure, Figure, Finding, Form, Kept, KeptOut, Mark,
    Method, Owner, Place, Plan, Printed, Quote, RegionRow, Term, VerdictCount, View,
};
use crate::report::{Lacks, behind_sentence};
use crate::text::Span;
use crate::value::{Quantity, Year, decimal_string, shortest};
use beside::newest;
use indexmap::IndexMap;

/// How many failures of a broken whole are named.
const FAILURES: usize = 5;

/// Everything that a report of an assessment may show. `remarks` are what the plan's authors should
/// look at, whoever found it. `date` is printed as it is given.
pub fn view_of(
    results: &Results<'_>,
    diagnostics: &Diagnostics,
    remarks: &[Remark],
    date: Option<&str>,
) -> View {
    let cells = results.cells(keys_of(results));
    let judged = results.assessment.judged.iter();
    let breaks = results.breaks(judged.flat_map(|one| one.outcome.breaks.iter().copied()));
    let fill = Fill {
        results,
        cells: &cells,
        breaks: &breaks,
    };
    let rows: Vec<_> = results.rows_by_target().collect();
    let seen: Vec<_> = rows.iter().map(|row| (row, fill.row(row))).collect();
    let behind = fill.behind(&seen);
    let plan = results.plan;
    let (base, last) = (plan.base, plan.years.last);
    let passed = results.assessment.year.min(last).since(base).max(0);
    let elapsed = Quantity::whole(passed.into()).over(&Quantity::whole(last.since(base).into()));
    let doubtful = fill.doubtful(&rows);
    let lacks = Lacks::of(plan, results.cube);
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
        as_of: results.known_on().map(|day| day.to_string()),
        undated: results.undated(&cells),
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
        review: fill.review(remarks),
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
            faulty: lacks.faulty,
            unused: results.cube.kept_out().unused,
            files: lacks.unreadable,
            regions: lacks.lost_regions,
            owners: lacks.owners_unread,
        },
        doubtful,
        left_out: lacks.left_out,
        owner_heading: results.words.owner_heading(proposed).to_owned(),
    }
}

/// The row of a target as a sentence about it needs it: its figures without their cells.
pub fn target_row(results: &Results<'_>, row: &Row<'_>) -> crate::report::view::Row {
    let cells = Cells::default();
    let fill = Fill {
        results,
        cells: &cells,
        breaks: &cells,
    };
    fill.row_without_regions(row)
}

struct Fill<'a> {
    results: &'a Results<'a>,
    cells: &'a Cells,
    breaks: &'a Cells,
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

    fn summary(&self) -> crate::report::view::Summary {
        let summary = Summary::of(self.results);
        crate::report::view::Summary {
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

    fn chapters(&self, rows: Vec<(&Row<'_>, crate::report::view::Row)>) -> Vec<Chapter> {
        let mut chapters: IndexMap<String, (Tally, Vec<crate::report::view::Row>)> =
            IndexMap::new();
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
                title: match place.as_str() {
                    "" => self.results.words.get("chapter.none").to_owned(),
                    place => place.to_owned(),
                },
                place,
                counts: self.counts(&tally),
                rows,
            })
            .collect()
    }

    fn behind(&self, rows: &[(&Row<'_>, crate::report::view::Row)]) -> Vec<Behind> {
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
                row: crate::report::view::Row {
                    // They stand with the target in its chapter.
                    regions: Vec::new(),
                    ..seen.clone()
                },
            })
            .collect()
    }

    fn row(&self, row: &Row<'_>) -> crate::report::view::Row {
        let mut seen = self.row_without_regions(row);
        if row.region.is_none() {
            seen.regions = self.region_rows(row.id);
        }
        seen
    }

    fn row_without_regions(&self, row: &Row<'_>) -> crate::report::view::Row {
        let target = row.target;
        let (_, section) = split_section(&target.section);
        crate::report::view::Row {
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
            ceiling: is_ceiling(row),
            rate_since: self.results.rate_since(row).map(|year| year.0),
            kept: self.kept(row),
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

    fn kept(&self, row: &Row<'_>) -> Option<Kept> {
        let kept = self.results.kept(row)?;
        let failures = kept.failures.iter().take(FAILURES);
        Some(Kept {
            all: kept.all,
            kept: kept.kept,
            unknown: kept.unknown,
            failed: kept.failures.len(),
            failures: failures
                .map(|(failed, year)| self.failure(row, failed, *year))
                .collect(),
        })
    }

    /// The failure of one comparison: the region's, where the whole is one of regions.
    fn failure(&self, whole: &Row<'_>, row: &Row<'_>, year: Year) -> Failure {
        let label = self.results.label_in_words(row);
        let is_part = !matches!(row.target.condition, model::Condition::Test(_));
        let region = row.region.filter(|_| whole.region.is_none());
        let region = region.map(|region| self.results.plan.regions.name(region));
        let figure = self.results.value_in(row, year);
        let value = figure.map_or_else(Figure::unknown, |text| {
            let (cells, marks) = self.cells_of(row, Some(year));
            Figure::new(text, self.results.unit_in_words(row)).from_cells(cells, marks)
        });
        Failure {
            name: match region {
                Some(region) if is_part => {
                    let values = [("what", &*label), ("of", region)];
                    self.results.words.fill("formula.of", &values)
                }
                Some(region) => region.to_owned(),
                None => label,
            },
            year: year.0,
            value,
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
            // Of a whole without parts nobody knows how many are asked for.
            let whole = facts.threshold.as_ref().map(|_| "at_least");
            let key = row.test.map_or(whole, |test| relation_of(row, test));
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
            let Some(cell) = self.seen(*key) else {
                continue;
            };
            let figure = self
                .results
                .cube
                .figure(key.indicator, key.region, key.year);
            if let Some(mark) = figure.and_then(|figure| self.doubt(figure.status().doubt))
                && !marks.contains(&mark)
            {
                marks.push(mark);
            }
            cells.push(cell);
        }
        (cells, marks)
    }

    /// The cell of a figure as readers see it; of one that stands in no file, what it was made
    /// from.
    fn seen(&self, key: CellKey) -> Option<Cell> {
        if let Some(cell) = self.cells.get(key) {
            return Some(seen_cell(cell));
        }
        self.results.cube.is_made_up(key).then(|| {
            let made_up = self.results.made_up_in_words(self.cells, key);
            Cell {
                text: made_up.clone(),
                source: made_up,
                ..Cell::default()
            }
        })
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
            Time::By(year) => ("time.by", year, year),
            Time::In(year) => ("time.in", year, year),
            Time::Throughout(years) => ("time.throughout", years.first, years.last),
            Time::Over(years) => ("time.over", years.first, years.last),
        };
        let words = self.results.words;
        let (first, last) = (first.to_string(), last.to_string());
        let time = words.fill(key, &[("first", &first), ("last", &last)]);
        if dated {
            time
        } else {
            words.fill("time.undated", &[("time", &time)])
        }
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
            in_review: review::is_reviewed(one.code),
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
            text: source.line_in_words(span.start as usize),
        }
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
    let short = shortest(&short);
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

/// Whether the target is the most that may be, or a band whose upper end is passed.
fn is_ceiling(row: &Row<'_>) -> bool {
    let facts = &row.outcome.facts;
    let relation = row.test.and_then(|test| relation_of(row, test));
    match (&facts.threshold, &facts.value) {
        (Some(eval::Mark::Band(_, high)), Some(value)) => value.value() > high.value(),
        _ => matches!(relation, Some("at_most" | "less_than")),
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
        sheet: cell.address.clone(),
        text: cell.at(),
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
