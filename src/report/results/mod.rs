//! The results of an assessment as rows of printed figures: what JSON, CSV, the terminal and
//! reports show, printed once.

mod csv;
mod json;
mod summary;

pub use self::csv::to_csv;
pub use json::{Document, diagnostics_json, to_json};
pub use summary::{Rate, Summary, Tally};

use crate::data::{Absence, Cell, Cube, Doubt};
use crate::eval::{Assessment, Judged, Mark, Outcome, Pace, ReasonKind, Verdict};
use crate::model::{
    Attribute, Bound, CellKey, Combine, Comparison, Condition, Direction, Expr, IndicatorId,
    LONGEST_CHAIN, LevelId, Limit, Measure, Measured, Plan, RegionId, Relation, Scope, Target,
    TargetId, Test, Time,
};
use crate::report::formula::Formulas;
use crate::report::{Words, view};
use crate::text::Sources;
use crate::value::{Quantity, Year, behind_figure, decimal_string};
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
pub struct Cells(BTreeMap<CellKey, Cell>);

impl Cells {
    /// Where a figure stands, if it was asked for and a file has it.
    pub fn get(&self, key: CellKey) -> Option<&Cell> {
        self.0.get(&key)
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

/// How many regions are named behind a label.
const NAMED: usize = 2;

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
        Cells(self.cube.cells(self.sources, keys))
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

    /// The sentence of an outcome's reason, with the years, figures or lost regions that it is
    /// about.
    fn sentence(&self, outcome: &Outcome, lost: usize) -> Option<String> {
        let sentence = self.sentence_of_figures(outcome)?;
        let known_part = outcome.reason.as_ref().map(|reason| reason.kind);
        let lacks =
            outcome.verdict == Verdict::Undecided || known_part == Some(ReasonKind::KnownPart);
        if lost == 0 || !lacks {
            return Some(sentence);
        }
        let values = [("reason", sentence.as_str()), ("count", &lost.to_string())];
        Some(self.words.fill("reason.lost", &values))
    }

    fn sentence_of_figures(&self, outcome: &Outcome) -> Option<String> {
        let reason = outcome.reason.as_ref()?;
        let key = match reason.kind {
            // A verdict that is given and one that is not are told apart in words.
            ReasonKind::HoldsWithoutBaseline if outcome.facts.baseline.is_some() => {
                "reason.holds_across_break".to_owned()
            }
            ReasonKind::HoldsWithoutBaseline => "reason.holds_without_baseline".to_owned(),
            ReasonKind::WrittenYears => "reason.written_years".to_owned(),
            kind => format!("reason.{}", kind.name()),
        };
        let years: Vec<_> = reason.years.iter().map(Year::to_string).collect();
        let sentence = self.words.fill(
            &key,
            &[
                ("years", &self.words.list(&years)),
                ("year", &self.as_of(outcome).to_string()),
                ("base", &outcome.facts.baseline_year.to_string()),
            ],
        );
        if outcome.verdict != Verdict::Undecided || outcome.missing.is_empty() {
            return Some(sentence);
        }
        let cells = self.cells_in_words(&outcome.missing);
        Some(
            self.words
                .fill("reason.cells", &[("reason", &sentence), ("cells", &cells)]),
        )
    }

    /// What a reader of the figures has to know besides the verdict and its reason.
    fn remarks(&self, outcome: &Outcome) -> Vec<String> {
        let facts = &outcome.facts;
        let held = facts.last_held.map(|year| {
            let year = year.to_string();
            self.words.fill("remark.last_held", &[("year", &year)])
        });
        let prints_like = facts
            .prints_like_the_target()
            .then(|| self.words.get("remark.prints_like").to_owned());
        // Where another reason comes first, that rounding decided is said beside it.
        let reason = outcome.reason.as_ref().map(|reason| reason.kind);
        let rounded = (outcome.rounding_decided && reason != Some(ReasonKind::Rounded))
            .then(|| self.words.get("reason.rounded").to_owned());
        held.into_iter().chain(prints_like).chain(rounded).collect()
    }

    /// Missing cells as a person would name them, three at most.
    fn cells_in_words(&self, cells: &[CellKey]) -> String {
        const SHOWN: usize = 3;
        let named: Vec<_> = cells
            .iter()
            .take(SHOWN)
            .map(|key| self.cell_in_words(*key))
            .collect();
        let named = self.words.list(&named);
        if cells.len() > SHOWN {
            let count = cells.len().to_string();
            self.words
                .fill("cells.more", &[("cells", &named), ("count", &count)])
        } else {
            named
        }
    }

    /// A missing cell, with what stands there instead of a figure where something does.
    fn cell_in_words(&self, key: CellKey) -> String {
        let cell = self.words.fill(
            "cell",
            &[
                ("region", self.plan.regions.name(key.region)),
                ("year", &key.year.to_string()),
                ("indicator", self.indicator_label(key.indicator)),
            ],
        );
        match self.cube.absence(key.indicator, key.region, key.year) {
            None | Some(Absence::NotKnown) => cell,
            Some(absence) => {
                let why = self.words.get(match absence {
                    Absence::BelowSmallestUnit => "absence.below_smallest_unit",
                    Absence::NoSuchFigure => "absence.no_such_figure",
                    Absence::KeptOut | Absence::NotKnown => "absence.kept_out",
                });
                self.words.fill("absence", &[("cell", &cell), ("why", why)])
            }
        }
    }

    /// The verdict in words; for a limit that is not kept, in its own.
    pub fn verdict(&self, outcome: &Outcome) -> view::Verdict {
        self.words
            .verdict(outcome.verdict.name(), outcome.facts.limit.is_some())
    }

    /// The verdict in one short word, for tables with many of them.
    pub fn brief(&self, outcome: &Outcome) -> &'a str {
        let limit = outcome.facts.limit.is_some();
        self.words.brief(outcome.verdict.name(), limit)
    }

    /// Who answers for a target, and that it is only proposed where it is.
    pub fn owner_in_words(&self, target: &Target) -> Option<String> {
        let owner = target.owner.as_ref()?;
        let heading = self.words.owner_heading(owner.proposed);
        let by = owner.by.as_deref();
        let text = self
            .words
            .owner(&owner.lead, &owner.with, by, owner.proposed)
            .text;
        Some(
            self.words
                .fill("owner.line", &[("heading", heading), ("owner", &text)]),
        )
    }

    /// What people call an indicator.
    pub fn indicator_label(&self, id: IndicatorId) -> &'a str {
        self.plan
            .indicator(id)
            .map_or("", |indicator| &indicator.label)
    }

    /// A figure of an indicator with its unit, or its stage.
    pub fn figure_in_words(&self, id: IndicatorId, figure: &Quantity) -> String {
        match self.plan.indicator(id).map(|one| &one.measured) {
            Some(Measured::On(scale)) => self.stage(Some(*scale), figure),
            Some(Measured::In(Some(unit))) => format!("{figure}{}", behind_figure(unit.name())),
            Some(Measured::In(None)) | None => figure.to_string(),
        }
    }

    /// A figure, or the stage at its place where it is on a scale.
    fn stage(&self, scale: Option<usize>, figure: &Quantity) -> String {
        scale
            .and_then(|at| self.plan.scales.get(at))
            .zip(place_of(figure))
            .and_then(|(scale, place)| scale.stage(place))
            .map_or_else(|| figure.to_string(), str::to_owned)
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

    /// What a part of a condition measures, in words.
    pub fn label_in_words(&self, part: &Row<'_>) -> String {
        let formulas = Formulas {
            plan: self.plan,
            words: self.words,
        };
        part.test
            .map_or_else(|| part.label.to_owned(), |test| formulas.label(test))
    }

    /// The unit of a row's figures; a whole counts its parts.
    pub fn unit_in_words(&self, row: &Row<'a>) -> &'a str {
        match (row.test, row.region) {
            (Some(_), _) => row.unit.unwrap_or_default(),
            (None, None) => self.words.get("count.regions"),
            (None, Some(_)) => self.words.get("count.conditions"),
        }
    }

    /// The sign before a threshold: ≥. A band and a stage have none.
    pub fn sign(&self, row: &Row<'_>) -> String {
        let test = row.test.filter(|test| test.scale.is_none());
        test.and_then(|test| relation_of(row, test))
            .map_or_else(String::new, |key| {
                self.words.get(&format!("relation.{key}")).to_owned()
            })
    }

    /// What kind of condition a row is of: 不低于, 每个.
    pub fn condition_in_words(&self, row: &Row<'_>) -> String {
        let Some(test) = row.test else {
            return self
                .words
                .get(&format!("condition.{}", row.condition))
                .to_owned();
        };
        let key = match (relation_of(row, test), test.comparison(row.region)) {
            (Some(key), _) => format!("said.{key}"),
            (None, Some(Comparison::Band(Bound::About, ..))) => "said.about".to_owned(),
            (None, Some(_)) => "condition.band".to_owned(),
            (None, None) => "condition.each".to_owned(),
        };
        self.words.get(&key).to_owned()
    }

    /// What a target is called, with where it applies if its label is only that of its indicator:
    /// 常住人口（每个县）.
    pub fn label_with_scope(&self, target: &Target) -> String {
        let indicator = target.indicator.and_then(|id| self.plan.indicator(id));
        let only_that = indicator.is_some_and(|one| one.label == target.label);
        if !only_that || matches!(target.scope, Scope::Own) {
            return target.label.clone();
        }
        let mut of = self.scope_in_words(&target.scope);
        if let Scope::Regions {
            regions,
            levels,
            lost,
            ..
        } = &target.scope
            && levels.is_empty()
            && (regions.len() > NAMED || *lost > 0)
        {
            let count = (regions.len() + lost).to_string();
            of = self.words.fill("owed.regions", &[("count", &count)]);
        }
        self.words
            .fill("formula.of", &[("what", &target.label), ("of", &of)])
    }

    /// Where a target applies: 每个县.
    pub fn scope_in_words(&self, scope: &Scope) -> String {
        let regions = &self.plan.regions;
        let words = self.words;
        match scope {
            Scope::Own => regions.name(regions.own()).to_owned(),
            Scope::One(region) => regions.name(*region).to_owned(),
            Scope::Regions {
                regions: all,
                need,
                levels,
                ..
            } => {
                let names: Vec<_> = if levels.is_empty() {
                    all.iter().map(|id| regions.name(*id).to_owned()).collect()
                } else {
                    levels
                        .iter()
                        .filter_map(|id| regions.level(*id))
                        .map(|level| level.names.first().unwrap_or(&level.id).clone())
                        .collect()
                };
                let names = words.list(&names);
                match need {
                    Some(need) => words.fill(
                        "scope.at_least",
                        &[("need", &need.to_string()), ("names", &names)],
                    ),
                    None if levels.is_empty() => names,
                    None => words.fill("scope.each", &[("names", &names)]),
                }
            }
        }
    }

    /// The threshold as people write it: a band as `103～107`.
    pub fn threshold_in_words(&self, row: &Row<'_>) -> Option<String> {
        let scale = row.test.and_then(|test| test.scale);
        let mark = row.outcome.facts.threshold.as_ref()?;
        Some(match mark {
            Mark::One(at) => self.stage(scale, at),
            Mark::Band(low, high) if low == high => self.stage(scale, low),
            Mark::Band(low, high) if scale.is_none() => self.band(low, high),
            Mark::Band(low, high) => self.words.fill(
                "band",
                &[
                    ("low", &self.stage(scale, low)),
                    ("high", &self.stage(scale, high)),
                ],
            ),
        })
    }

    /// From one figure to another.
    pub fn band(&self, low: &Quantity, high: &Quantity) -> String {
        if low == high {
            return low.to_string();
        }
        let (low, high) = (low.to_string(), high.to_string());
        self.words.fill("band", &[("low", &low), ("high", &high)])
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

/// How many regions a test counts, in any of its formulas, that could not be read.
fn lost_of_counts(plan: &Plan, test: &Test) -> usize {
    if plan.regions.lost().is_empty() {
        return 0;
    }
    let mut levels = BTreeSet::new();
    levels_of_test(plan, test, 0, &mut levels);
    let lost = plan.regions.lost().iter();
    lost.filter(|one| levels.iter().any(|&level| one.may_be_of(level)))
        .count()
}

fn levels_of_test(plan: &Plan, test: &Test, depth: u8, levels: &mut BTreeSet<LevelId>) {
    match &test.measure {
        Measure::Level(expr) | Measure::Growth(expr) | Measure::Total { of: expr, .. } => {
            levels_of(plan, expr, depth, levels);
        }
    }
}

/// The levels of which a formula counts regions.
fn levels_of(plan: &Plan, expr: &Expr, depth: u8, levels: &mut BTreeSet<LevelId>) {
    if depth > LONGEST_CHAIN {
        return;
    }
    match expr {
        Expr::Constant(_) => {}
        Expr::Figure { indicator, .. } => {
            let formula = plan
                .indicator(*indicator)
                .and_then(|own| own.formula.as_ref());
            if let Some(formula) = formula {
                levels_of(plan, formula, depth + 1, levels);
            }
        }
        Expr::Scaled(_, inner)
        | Expr::Negative(inner)
        | Expr::Fold(_, inner, _)
        | Expr::Change(inner, _)
        | Expr::Growth(inner, _) => levels_of(plan, inner, depth, levels),
        Expr::Sum(first, rest) | Expr::Product(first, rest) => {
            levels_of(plan, first, depth, levels);
            for (_, other) in rest {
                levels_of(plan, other, depth, levels);
            }
        }
        Expr::Count {
            level, condition, ..
        } => {
            levels.insert(*level);
            levels_of_condition(plan, condition, depth, levels);
        }
    }
}

fn levels_of_condition(
    plan: &Plan,
    condition: &Condition,
    depth: u8,
    levels: &mut BTreeSet<LevelId>,
) {
    match condition {
        Condition::Test(test) => levels_of_test(plan, test, depth, levels),
        Condition::Parts { parts, .. } => {
            for part in parts {
                levels_of_condition(plan, part, depth, levels);
            }
        }
    }
}

fn place_of(figure: &Quantity) -> Option<usize> {
    let (mantissa, decimals) = figure.fixed()?;
    (decimals == 0)
        .then(|| usize::try_from(mantissa).ok())
        .flatten()
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
