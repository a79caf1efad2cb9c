//! Results in words: the sentence of a reason, what a reader has to know besides, and what the
//! things of a row are called.

use super::{Cells, Results, Row, relation_of};
use crate::data::Absence;
use crate::eval::{Mark, Outcome, ReasonKind, Shape, Verdict};
use crate::model::{Bound, CellKey, Comparison, IndicatorId, Measured, Scope, Target};
use crate::report::formula::Formulas;
use crate::report::view;
use crate::value::{Quantity, Year, behind_figure};
use std::collections::BTreeSet;

/// How many regions are named behind a label.
const NAMED: usize = 2;

impl<'a> Results<'a> {
    /// The sentence of an outcome's reason, with the years, figures or lost regions that it is
    /// about.
    pub(super) fn sentence(&self, outcome: &Outcome, lost: usize) -> Option<String> {
        if lost == 0 && is_of_nobody(outcome) {
            return Some(self.words.get("reason.nobody").to_owned());
        }
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
            // Neither has a baseline: a total begins at nothing, a rate at no growth.
            ReasonKind::Limit if matches!(outcome.facts.shape, Shape::Total { .. }) => {
                "reason.limit_of_total".to_owned()
            }
            ReasonKind::Limit if outcome.facts.shape == Shape::Growth => {
                "reason.limit_of_growth".to_owned()
            }
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
        // Where the series was broken says more than what is missing besides.
        let broken = match reason.kind {
            ReasonKind::SeriesBreak | ReasonKind::HoldsWithoutBaseline => true,
            kind => kind == ReasonKind::MissingParts && outcome.missing.is_empty(),
        };
        if broken && !outcome.breaks.is_empty() {
            let cells = self.listed(&outcome.breaks, |key| self.cell_named(key));
            let values = [("reason", sentence.as_str()), ("cells", &cells)];
            return Some(self.words.fill("reason.breaks", &values));
        }
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
    pub(super) fn remarks(&self, outcome: &Outcome) -> Vec<String> {
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

    /// Missing cells as a person would name them.
    fn cells_in_words(&self, cells: &[CellKey]) -> String {
        self.listed(cells, |key| self.cell_in_words(key))
    }

    /// Cells by their names, three at most.
    fn listed(&self, cells: &[CellKey], name: impl Fn(CellKey) -> String) -> String {
        const SHOWN: usize = 3;
        let named: Vec<_> = cells.iter().take(SHOWN).map(|key| name(*key)).collect();
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
        let cell = self.cell_named(key);
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

    /// 乐山市2023年“出生人口”
    pub fn cell_named(&self, key: CellKey) -> String {
        self.words.fill(
            "cell",
            &[
                ("region", self.plan.regions.name(key.region)),
                ("year", &key.year.to_string()),
                ("indicator", self.indicator_label(key.indicator)),
            ],
        )
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

    /// Where a figure comes from that stands in no file: from how many regions of which level.
    pub fn made_up_in_words(&self, cells: &Cells, key: CellKey) -> String {
        let regions: BTreeSet<_> = cells.parts(key).iter().map(|part| part.region).collect();
        let level = regions
            .first()
            .and_then(|id| self.plan.regions.get(*id))
            .and_then(|region| self.plan.regions.level(region.level))
            .map(|level| level.names.first().unwrap_or(&level.id).as_str());
        let count = regions.len().to_string();
        let values = [
            ("count", count.as_str()),
            ("level", level.unwrap_or_default()),
        ];
        self.words.fill("made_up", &values)
    }

    /// A figure, or the stage at its place where it is on a scale.
    pub(in crate::report) fn stage(&self, scale: Option<usize>, figure: &Quantity) -> String {
        scale
            .and_then(|at| self.plan.scales.get(at))
            .zip(place_of(figure))
            .and_then(|(scale, place)| scale.stage(place))
            .map_or_else(|| figure.to_string(), str::to_owned)
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
}

fn place_of(figure: &Quantity) -> Option<usize> {
    let (mantissa, decimals) = figure.fixed()?;
    (decimals == 0)
        .then(|| usize::try_from(mantissa).ok())
        .flatten()
}

/// Whether an outcome is of regions of which the region file lists none: nothing was read for it,
/// and nothing is missing that somebody could bring.
fn is_of_nobody(outcome: &Outcome) -> bool {
    let reason = outcome.reason.as_ref().map(|reason| reason.kind);
    outcome.verdict == Verdict::Undecided
        && reason == Some(ReasonKind::MissingParts)
        && outcome.missing.is_empty()
        && outcome.cells.is_empty()
}
