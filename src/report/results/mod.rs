//! The results of an assessment as rows of printed figures: what JSON, CSV, the terminal and
//! reports show, printed once.

mod csv;
mod every_year;
mod in_words;
mod json;
mod lost;
mod summary;
mod workbook;

pub use self::csv::to_csv;
pub use every_year::Kept;
pub use json::{Document, diagnostics_json, to_json};
pub use summary::{Rate, Summary, Tally};
pub use workbook::to_workbook;

use crate::data::{Cell, Cube, Doubt};
use crate::eval::{Assessment, Judged, Mark, Outcome, Pace, Verdict};
use crate::model::{
    Attribute, Bound, CellKey, Combine, Comparison, Condition, Direction, Limit, Measure, Plan,
    RegionId, Relation, Scope, Target, TargetId, Test, Time,
};
use crate::report::Words;
use crate::text::{SourceId, Sources};
use crate::value::{Date, Quantity, Year, decimal_string};
use lost::lost_of_counts;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that results are printed from.
pub struct Results<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its data.
    pub cube: &'a Cube,
    /// Its files, for the places of rules and cells.
    pub sources: &'a Sources,
    /// What was said of it.
    pub assessment: &'a Assessment,
    /// The words of sentences.
    pub words: &'a Words,
}

/// Where figures stand: found for all that are asked for together, since a file is read for them.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    found: BTreeMap<CellKey, Cell>,
    /// Of those that stand in no file: what they were made up from.
    parts: BTreeMap<CellKey, Vec<CellKey>>,
}

impl Cells {
    /// Where a figure stands, if it was asked for and a file has it.
    pub fn get(&self, key: CellKey) -> Option<&Cell> {
        self.found.get(&key)
    }

    /// What a figure that stands in no file was made up from: figures of the regions below, which
    /// may be made up themselves. Nothing for any other.
    pub fn parts(&self, key: CellKey) -> &[CellKey] {
        self.parts.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Where a figure stands, or those that it was made up from, down to the files.
    pub fn behind(&self, key: CellKey) -> Vec<&Cell> {
        match self.parts.get(&key) {
            Some(parts) => parts.iter().flat_map(|part| self.behind(*part)).collect(),
            None => self.found.get(&key).into_iter().collect(),
        }
    }
}

/// One result, printed. Fields that do not apply are `None`; what each holds in each case stands
/// in `docs/language.md`.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The target's place in the plan.
    pub id: TargetId,
    /// The target.
    pub target: &'a Target,
    /// The comparison it is about; `None` for a whole, whose figures count its parts.
    pub test: Option<&'a Test>,
    /// The outcome it was printed from.
    pub outcome: &'a Outcome,
    /// The region; `None` for a whole.
    pub region: Option<RegionId>,
    /// The id of the indicator.
    pub indicator: Option<&'a str>,
    /// What is measured, in words.
    pub label: &'a str,
    /// Which kind of condition it is, as JSON spells it.
    pub condition: &'static str,
    /// The threshold, or how many parts must hold.
    pub threshold: Option<String>,
    /// The unit of the figures.
    pub unit: Option<&'a str>,
    /// The value.
    pub value: Option<String>,
    /// The baseline.
    pub baseline: Option<String>,
    /// What the path asks for by now.
    pub expected_now: Option<String>,
    /// What is still to go.
    pub distance: Option<String>,
    /// What part of the way has been gone.
    pub progress: Option<String>,
    /// What part of the time has passed.
    pub elapsed: Option<String>,
    /// What each remaining year would have to bring.
    pub needed_per_year: Option<String>,
    /// The value at the deadline if the pace so far goes on.
    pub projected: Option<String>,
    /// The sentence of the reason.
    pub reason: Option<String>,
    /// Its kind.
    pub reason_kind: Option<&'static str>,
    /// What else a reader of the figures has to know, as sentences: that the target had been
    /// reached, that a figure prints like the target and is not it.
    pub remarks: Vec<String>,
    /// The doubtful kinds of figures that it rests on.
    pub rests_on: Vec<&'static str>,
    /// How many regions it is asked of, or counts, that could not be read from the region file.
    pub lost: usize,
    /// The results of the parts of a condition, in the author's order.
    pub parts: Vec<Row<'a>>,
}

/// What a row is of.
#[derive(Clone, Copy)]
struct Of<'a> {
    id: TargetId,
    target: &'a Target,
    region: Option<RegionId>,
}

impl<'a> Results<'a> {
    /// The results of an assessment, in the words of a language.
    pub fn new(
        plan: &'a Plan,
        cube: &'a Cube,
        sources: &'a Sources,
        assessment: &'a Assessment,
        words: &'a Words,
    ) -> Self {
        Self {
            plan,
            cube,
            sources,
            assessment,
            words,
        }
    }

    /// All rows, in the order of the assessment.
    pub fn rows(&self) -> impl Iterator<Item = Row<'a>> {
        self.assessment
            .judged
            .iter()
            .filter_map(|judged| self.row(judged))
    }

    /// One row per target: its only one, or the whole's.
    pub fn rows_by_target(&self) -> impl Iterator<Item = Row<'a>> {
        self.assessment
            .by_target()
            .filter_map(|judged| self.row(judged))
    }

    /// The row of an entry.
    pub fn row(&self, judged: &'a Judged) -> Option<Row<'a>> {
        let of = Of {
            id: judged.target,
            target: self.plan.target(judged.target)?,
            region: judged.region,
        };
        let row = match (judged.region, &of.target.scope) {
            (None, scope) => {
                let lost = match scope {
                    Scope::Regions { lost, .. } => *lost,
                    Scope::Own | Scope::One(_) => 0,
                };
                self.whole(of, &judged.outcome, scope_word(scope), lost)
            }
            (Some(_), _) => self.condition(of, &of.target.condition, &judged.outcome),
        };
        Some(Row {
            label: &of.target.label,
            ..row
        })
    }

    /// The rows of one target: each region's, then the whole's.
    pub fn rows_of(&self, target: TargetId) -> impl Iterator<Item = Row<'a>> {
        self.assessment
            .of_target(target)
            .iter()
            .filter_map(|judged| self.row(judged))
    }

    fn condition(&self, of: Of<'a>, condition: &'a Condition, outcome: &'a Outcome) -> Row<'a> {
        match condition {
            Condition::Test(test) => self.test(of, test, outcome),
            Condition::Parts { combine, parts, .. } => Row {
                parts: parts
                    .iter()
                    .zip(&outcome.parts)
                    .map(|(part, outcome)| self.condition(of, part, outcome))
                    .collect(),
                ..self.whole(of, outcome, combine_word(*combine), 0)
            },
        }
    }

    fn whole(&self, of: Of<'a>, outcome: &'a Outcome, word: &'static str, lost: usize) -> Row<'a> {
        let printed = |figure: &Option<Quantity>| figure.as_ref().map(Quantity::to_string);
        let facts = &outcome.facts;
        Row {
            id: of.id,
            target: of.target,
            test: None,
            outcome,
            region: of.region,
            indicator: of
                .target
                .indicator
                .and_then(|id| self.plan.indicator(id))
                .map(|indicator| indicator.id.as_str()),
            label: &of.target.label,
            condition: word,
            threshold: facts.threshold.as_ref().map(|mark| match mark {
                Mark::One(figure) => figure.to_string(),
                Mark::Band(low, high) => format!("{low}..{high}"),
            }),
            unit: None,
            value: printed(&facts.value),
            baseline: printed(&facts.baseline),
            expected_now: printed(&facts.expected_now),
            distance: printed(&facts.distance),
            progress: printed(&facts.progress),
            elapsed: printed(&facts.elapsed),
            needed_per_year: printed(&facts.needed_per_year),
            projected: printed(&facts.projected),
            reason: self.sentence(outcome, lost),
            reason_kind: outcome.reason.as_ref().map(|reason| reason.kind.name()),
            remarks: self.remarks(outcome),
            rests_on: self.rests_on(outcome),
            lost,
            parts: Vec::new(),
        }
    }

    fn test(&self, of: Of<'a>, test: &'a Test, outcome: &'a Outcome) -> Row<'a> {
        let facts = &outcome.facts;
        let figure = |figure: &Quantity| self.stage(test.scale, figure);
        let own = |quantity: &Option<Quantity>| quantity.as_ref().map(figure);
        Row {
            test: Some(test),
            indicator: test
                .indicator
                .and_then(|id| self.plan.indicator(id))
                .map(|indicator| indicator.id.as_str()),
            label: &test.label,
            threshold: facts.threshold.as_ref().map(|mark| match mark {
                Mark::One(at) => figure(at),
                Mark::Band(low, high) => format!("{}..{}", figure(low), figure(high)),
            }),
            unit: test.unit.as_ref().map(|unit| unit.name()),
            value: own(&facts.value),
            baseline: own(&facts.baseline),
            expected_now: own(&facts.expected_now),
            ..self.whole(
                of,
                outcome,
                test_word(test, of.region),
                lost_of_counts(self.plan, test),
            )
        }
    }

    /// Where figures stand; each file is read once for all of them.
    pub fn cells(&self, keys: impl IntoIterator<Item = CellKey>) -> Cells {
        let mut wanted: BTreeSet<CellKey> = BTreeSet::new();
        let mut parts = BTreeMap::new();
        let mut open: Vec<CellKey> = keys.into_iter().collect();
        while let Some(key) = open.pop() {
            if !wanted.insert(key) || !self.cube.is_made_up(key) {
                continue;
            }
            let of = self.cube.parts_of(self.plan, key);
            open.extend_from_slice(&of);
            parts.insert(key, of);
        }
        let found = self.cube.cells(self.sources, wanted);
        Cells { found, parts }
    }

    /// Where it is said that series break; each file is read once for all of them. Of a figure that
    /// stands in no file that is where one breaks that it was made up from.
    pub fn breaks(&self, keys: impl IntoIterator<Item = CellKey>) -> Cells {
        let broken_by = |key| (key, self.cube.broken_by(self.plan, key));
        let wanted: BTreeMap<_, _> = keys.into_iter().map(broken_by).collect();
        let all = wanted.values().flatten().copied();
        let said = self.cube.breaks(self.sources, all);
        let first = |(key, by): (CellKey, Vec<CellKey>)| {
            let cell = by.iter().find_map(|key| said.get(key))?;
            Some((key, cell.clone()))
        };
        Cells {
            found: wanted.into_iter().filter_map(first).collect(),
            parts: BTreeMap::new(),
        }
    }

    /// The day whose knowledge the figures are, where not all that the files say counts.
    pub fn known_on(&self) -> Option<Date> {
        self.cube.as_of()
    }

    /// How many of the figures that the results rest on have no date of publication. Of one that
    /// was made up those count that it was made from, each once.
    pub fn undated(&self, cells: &Cells) -> usize {
        let judged = self.assessment.judged.iter();
        let used: BTreeSet<_> = judged.flat_map(|one| &one.outcome.cells).collect();
        let behind = used.into_iter().flat_map(|key| cells.behind(*key));
        let undated = behind.filter(|cell| !cell.is_dated);
        let undated: BTreeSet<_> = undated
            .map(|cell| (cell.indicator, cell.region, cell.year))
            .collect();
        undated.len()
    }

    /// The SHA-256 of the file in which a figure stands.
    pub fn sha256(&self, cell: &Cell) -> Option<&'a str> {
        self.cube.sha256(self.sources, cell.span.source)
    }

    /// The first characters of the SHA-256 of a data file: so many tell two states of it apart at a
    /// glance.
    pub fn digest(&self, source: SourceId) -> Option<&'a str> {
        const SHOWN: usize = 12;
        self.cube.sha256(self.sources, source)?.get(..SHOWN)
    }

    /// The kinds of figures an outcome rests on that are not final.
    pub fn rests_on(&self, outcome: &Outcome) -> Vec<&'static str> {
        const KINDS: [Doubt; 3] = [Doubt::Provisional, Doubt::Estimated, Doubt::Demonstration];
        let mut seen = [false; 3];
        for key in &outcome.cells {
            let figure = self.cube.figure(key.indicator, key.region, key.year);
            let doubt = figure.map_or(Doubt::Normal, |figure| figure.status().doubt);
            for (seen, kind) in seen.iter_mut().zip(KINDS) {
                *seen |= kind == doubt;
            }
            if seen == [true; 3] {
                break;
            }
        }
        let named = KINDS.into_iter().zip(seen).filter(|(_, seen)| *seen);
        named.map(|(kind, _)| kind.name()).collect()
    }

    /// Of how many parts of a whole it is not known whether they hold: regions where it is of
    /// several, else conditions.
    pub fn unknown_parts(&self, row: &Row<'_>) -> usize {
        let unknown = |outcome: &Outcome| outcome.holds().is_none();
        if row.region.is_some() {
            return row.outcome.parts.iter().filter(|one| unknown(one)).count();
        }
        let entries = self.assessment.of_target(row.id).iter();
        let open = entries.filter(|one| one.region.is_some() && unknown(&one.outcome));
        open.count() + row.lost
    }

    /// The pace, to two decimals, where it is a fraction.
    pub fn pace(&self, row: &Row<'_>) -> Option<String> {
        match &row.outcome.facts.pace {
            Pace::Ratio(ratio) if row.progress.is_some() => Some(decimal_string(ratio, 2)),
            _ => None,
        }
    }

    /// The year that an outcome is as of.
    pub fn as_of(&self, outcome: &Outcome) -> Year {
        outcome.facts.value_year.unwrap_or(self.assessment.year)
    }
}

/// How a figure of a region is compared, as the keys of words name it; `None` where the threshold
/// says it all. A direction is that of every year.
pub fn relation(test: &Test, region: Option<RegionId>) -> Option<&'static str> {
    if let Limit::Direction(direction) = &test.limit {
        return Some(direction.name());
    }
    match test.comparison(region)? {
        Comparison::One(relation, _) => Some(relation.name()),
        Comparison::Band(Bound::Exact, ..) => Some("equal"),
        Comparison::Band(..) => None,
    }
}

/// The same for a row, where a direction by some year is a comparison with the baseline.
pub fn relation_of(row: &Row<'_>, test: &Test) -> Option<&'static str> {
    match (&test.limit, row.target.time) {
        (Limit::Direction(direction), Time::By(_) | Time::In(_)) => {
            let known = row.outcome.facts.threshold.is_some();
            Some(match (direction, known) {
                (Direction::Rising, true) => "more_than",
                (Direction::Rising, false) => "risen",
                (Direction::Falling, true) => "less_than",
                (Direction::Falling, false) => "fallen",
                (Direction::NotRising, true) => "at_most",
                (Direction::NotRising, false) => "not_risen",
                (Direction::NotFalling, true) => "at_least",
                (Direction::NotFalling, false) => "not_fallen",
            })
        }
        _ => relation(test, row.region),
    }
}

fn scope_word(scope: &Scope) -> &'static str {
    match scope {
        Scope::Regions { need: Some(_), .. } => "k_of_n",
        Scope::Regions { need: None, .. } | Scope::Own | Scope::One(_) => "each",
    }
}

fn combine_word(combine: Combine) -> &'static str {
    match combine {
        Combine::And => "and",
        Combine::Or => "or",
        Combine::Each => "each",
        Combine::AtLeast => "k_of_n",
    }
}

fn test_word(test: &Test, region: Option<RegionId>) -> &'static str {
    if test.scale.is_some() {
        return "stage";
    }
    if matches!(test.measure, Measure::Growth(_)) {
        return "growth";
    }
    match &test.limit {
        Limit::Direction(direction) => direction.name(),
        Limit::Compare(_) | Limit::PerRegion(_) => {
            test.comparison(region).map_or("each", comparison_word)
        }
    }
}

fn comparison_word(comparison: &Comparison) -> &'static str {
    match comparison {
        Comparison::One(_, at) if at.needs_base() => "base",
        Comparison::Band(_, low, _) if low.needs_base() => "base",
        Comparison::One(Relation::AtLeast, _) => ">=",
        Comparison::One(Relation::MoreThan, _) => ">",
        Comparison::One(Relation::AtMost, _) => "<=",
        Comparison::One(Relation::LessThan, _) => "<",
        Comparison::Band(Bound::Exact, ..) => "=",
        Comparison::Band(Bound::About, ..) => "about",
        Comparison::Band(Bound::Range, ..) => "band",
    }
}

/// The word of the JSON for an attribute.
pub fn attribute_word(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::Binding => "binding",
        Attribute::Expected => "expected",
        Attribute::None => "none",
    }
}

impl Row<'_> {
    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        self.outcome.verdict
    }

    /// The reason and the remarks in one, where there are any.
    pub fn note(&self, words: &Words) -> Option<String> {
        let said = self.reason.iter().chain(&self.remarks).cloned();
        said.reduce(|said, next| words.fill("note.and", &[("said", &said), ("next", &next)]))
    }

    /// Whether the condition holds, where that is known.
    pub fn holds(&self) -> Option<bool> {
        self.outcome.holds()
    }
}
