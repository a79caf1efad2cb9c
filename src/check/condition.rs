//! Conditions: what is measured, against what, and how several go together.

use super::Checker;
use super::expr::Formula;
use super::in_digits::in_digits;
use super::limit::{leading_figure, stage_name};
use super::names::Thing;
use super::outline::Entry;
use super::together::Together;
use super::told::{Checked, Told, all};
use super::unit::{Difference, Is, Yard, written_number};
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Combine, Comparison, Condition, Expr, IndicatorId, Kind, Limit, Measure, Measured, Moment,
    RegionId, Relation, Test, Threshold, Time,
};
use crate::syntax::ast::{self, At, Count, Each, ListItem, ListRef, Name, Right};
use crate::text::Span;
use crate::value::{Quantity, Rational, Unit};

/// Where a condition stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// The time of the statement, if it has one that could be read.
    pub time: Option<Time>,
    /// Whether it is the whole condition of its statement.
    pub whole: bool,
    /// Whose condition it is.
    pub role: Role,
    /// The one region that is asked, where it is one.
    region: Option<RegionId>,
    /// Whether it is compared like the item of a list before it, of which everything was said.
    repeated: bool,
}

/// Whose condition it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A target's, which is judged.
    Target,
    /// Of a forecast or a claim, which are not.
    Beside,
    /// Of the regions that are counted.
    Counted,
}

impl Setting {
    /// The setting of a statement.
    pub fn of(time: Option<Time>, role: Role) -> Self {
        Self {
            time,
            whole: true,
            role,
            region: None,
            repeated: false,
        }
    }

    /// The same asked of one region.
    pub fn asked_of(self, region: Option<RegionId>) -> Self {
        Self { region, ..self }
    }

    /// The setting within `count(county where …)`.
    pub fn counted() -> Self {
        Self {
            time: None,
            whole: false,
            role: Role::Counted,
            region: None,
            repeated: false,
        }
    }

    fn part(self) -> Self {
        Self {
            whole: false,
            ..self
        }
    }
}

impl<'a> Checker<'a, '_> {
    /// Checks a condition.
    pub(super) fn condition(
        &mut self,
        condition: &ast::Condition,
        setting: Setting,
    ) -> Checked<Condition> {
        match condition {
            ast::Condition::Compare(compare) => {
                let test = self.compare(compare, setting)?;
                Ok(Condition::Test(Box::new(test)))
            }
            ast::Condition::And(parts) => self.parts(Combine::And, parts.len(), parts, setting),
            ast::Condition::Or(parts) => self.parts(Combine::Or, 1, parts, setting),
            ast::Condition::AtLeast { count, of, .. } => {
                let need = self.how_many(count, of.len());
                let parts = self.parts(Combine::AtLeast, 0, of, setting)?;
                Ok(with_need(parts, need?))
            }
            ast::Condition::Each(each) => self.each(each, setting),
        }
    }

    fn parts(
        &mut self,
        combine: Combine,
        need: usize,
        parts: &[ast::Condition],
        setting: Setting,
    ) -> Checked<Condition> {
        let parts = parts
            .iter()
            .map(|part| self.condition(part, setting.part()))
            .collect();
        let parts = all(parts)?;
        self.parts_once(&parts, setting.region)?;
        Ok(Condition::Parts {
            combine,
            need,
            parts,
        })
    }

    /// A `k` that is at least one and at most as many as there are.
    pub(super) fn how_many(&mut self, count: &Count, of: usize) -> Checked<usize> {
        let number = usize::try_from(count.number).unwrap_or(usize::MAX);
        if (1..=of).contains(&number) {
            return Ok(number);
        }
        let help = if number == 0 { "zero" } else { "help" };
        Err(self.tell(
            Diagnostic::new(Code::MoreThanThereAre, count.place.0)
                .with("count", count.number)
                .with("of", of)
                .help(Some(help)),
        ))
    }

    // ---- lists

    fn each(&mut self, each: &Each, setting: Setting) -> Checked<Condition> {
        let place = each.place.0;
        let (items, named): (&[ListItem], Option<&Name>) = match &each.of {
            ListRef::Items(items) => {
                self.list_items(items, place)?;
                (items, None)
            }
            ListRef::Named(name) => {
                let at = self.list_named(name)?;
                let items = self.names.lists.get(at).map_or(&[][..], |list| list.items);
                (items, Some(name))
            }
        };
        if let Some(Right::Map { .. }) = each.test.right {
            let place = each.test.right_place.0;
            return Err(self.tell(Diagnostic::new(Code::MapMisplaced, place)));
        }
        let need = match &each.count {
            Some(count) => self.how_many(count, items.len()),
            None => Ok(items.len()),
        };
        // A stage that nobody knows is one mistake, and so is a figure in the wrong unit, however
        // long the list.
        self.known_stage(each.test.right.as_ref(), None)?;
        self.items_are_measured(items, named)?;
        let parts = items.iter().enumerate().map(|(at, item)| {
            let setting = Setting {
                repeated: at > 0,
                ..setting
            };
            let test = self.item(item, named, each, setting)?;
            Ok(Condition::Test(Box::new(test)))
        });
        let parts: Vec<_> = parts.collect::<Checked<_>>()?;
        self.items_once(items, named, &parts, setting.region)?;
        Ok(Condition::Parts {
            combine: match each.count {
                Some(_) => Combine::AtLeast,
                None => Combine::Each,
            },
            parts,
            need: need?,
        })
    }

    /// A list is declared elsewhere and may be right there: that nobody measures what it names is
    /// said where it is used, and once.
    fn items_are_measured(&mut self, items: &[ListItem], list: Option<&Name>) -> Checked<()> {
        let mut outcome = Ok(());
        for item in items {
            let name = &item.name.text;
            if self.declared_thing(name).is_some()
                || self.survey.scales.contains_key(name)
                || self.frame.names_in_data.contains(name)
            {
                continue;
            }
            match list {
                None => outcome = Err(self.unknown(&item.name, Thing::Indicator)),
                Some(list) => {
                    return Err(self.unknown_in_list(item, list, Thing::Indicator, "declare"));
                }
            }
        }
        outcome
    }

    /// The comparison of one item. The items of a list that is declared elsewhere stand where the
    /// list is used.
    fn item(
        &mut self,
        item: &ListItem,
        list: Option<&Name>,
        each: &Each,
        setting: Setting,
    ) -> Checked<Test> {
        let here = |name: &Name| Name {
            text: name.text.clone(),
            place: list.map_or(name.place, |list| list.place),
        };
        let of = here(&item.name);
        let place = of.place;
        let measure = match &item.region {
            None => ast::Expr::Name(of),
            Some(region) => ast::Expr::At {
                of,
                at: vec![At::Region(here(region))],
            },
        };
        let compare = ast::Compare {
            measure: ast::Measure::Plain(measure),
            measure_place: place,
            test: each.test.clone(),
            place: each.place,
        };
        // A list may carry milestones, the same for all its items.
        let made = self.compare(&compare, setting)?;
        Ok(Test {
            label: self.label_of(made.indicator, place.0),
            words: item.words.as_ref().map(|words| words.text.clone()),
            ..made
        })
    }

    // ---- one comparison

    fn compare(&mut self, compare: &ast::Compare, setting: Setting) -> Checked<Test> {
        let right = compare.test.right.as_ref();
        let stage = self.known_stage(right, Some(&compare.measure))?;
        match (&compare.measure, stage) {
            (ast::Measure::Plain(ast::Expr::Name(name)), Some(stage)) => {
                self.stage_test(name, &[], &stage, compare, setting)
            }
            (ast::Measure::Plain(ast::Expr::At { of, at }), Some(stage)) => {
                self.stage_test(of, at, &stage, compare, setting)
            }
            (_, Some(stage)) => Err(self.tell(
                Diagnostic::new(Code::StageOrFigure, stage.place.0)
                    .primary("stage")
                    .with("name", &stage.text)
                    .at(compare.measure_place.0, "measure")
                    .help(Some("number")),
            )),
            (_, None) => {
                self.not_on_a_scale(compare)?;
                self.figure_test(compare, setting)
            }
        }
    }

    /// Stages go neither up nor down by the year, and nothing is worked out from one.
    fn not_on_a_scale(&mut self, compare: &ast::Compare) -> Checked<()> {
        let Some(name) = plain_name(&compare.measure) else {
            return Ok(());
        };
        let key = match &compare.test.right {
            None => "directed",
            Some(right) if counts_from_base(right) => "based",
            Some(_) => return Ok(()),
        };
        let id = self.indicator_named(name)?;
        let measured = self.plan.indicator(id).map(|one| one.measured.clone());
        let Some(Measured::On(scale)) = measured else {
            return Ok(());
        };
        let diagnostic = Diagnostic::new(Code::StageOrFigure, compare.test.right_place.0)
            .primary(key)
            .with("name", &name.text)
            .with("stages", self.stages_of(scale));
        let place = self
            .facts
            .get(id.0 as usize)
            .and_then(|facts| facts.unit_place);
        Err(self.tell(match place {
            Some(place) => diagnostic.at(place, "scale"),
            None => diagnostic,
        }))
    }

    /// The stage that a right side names, if it names one. A name that is neither stage nor
    /// indicator was meant to be a figure where the measure has a unit, and else a stage.
    fn known_stage(
        &mut self,
        right: Option<&Right>,
        measure: Option<&ast::Measure>,
    ) -> Checked<Option<Name>> {
        let Some(name) = right.and_then(stage_name) else {
            return Ok(None);
        };
        if self.names.stages.contains_key(&name.text) {
            return Ok(Some(name.clone()));
        }
        if written_number(&name.text).is_some() {
            return Ok(None);
        }
        let known = self.declared_thing(&name.text).is_some()
            || self.frame.names_in_data.contains(&name.text)
            || self.survey.scales.contains_key(&name.text);
        if known {
            return Ok(None);
        }
        if let Some(told) = self.not_in_digits(&name.text, name.place.0) {
            return Err(told);
        }
        Err(match measure {
            Some(measure) if self.has_a_unit(measure) => self.not_a_figure(name.place.0, "help"),
            _ => self.unknown(name, Thing::Stage),
        })
    }

    /// Reports a figure that is written in words or otherwise than in plain digits.
    pub(super) fn not_in_digits(&mut self, text: &str, place: Span) -> Option<Told> {
        let instead = in_digits(text, self.frame.units)?;
        let diagnostic = Diagnostic::new(Code::NotAFigure, place)
            .with("written", text)
            .with("instead", &instead)
            .help(Some("digits"))
            .edit(place, instead);
        Some(self.tell(diagnostic))
    }

    /// Whether something is surely measured in figures.
    fn has_a_unit(&self, measure: &ast::Measure) -> bool {
        match plain_name(measure) {
            None => true,
            Some(name) => {
                let key = self.names.canonical(&name.text);
                self.survey.units.contains_key(key) || self.names.has_unit(key)
            }
        }
    }

    fn figure_test(&mut self, compare: &ast::Compare, setting: Setting) -> Checked<Test> {
        let (ast::Measure::Plain(written)
        | ast::Measure::Total(written)
        | ast::Measure::AnnualGrowth(written)) = &compare.measure;
        let formula = self.formula(written)?;
        let formula = Formula {
            place: compare.measure_place.0,
            ..formula
        };
        let shape = self.shape(compare, &formula, setting)?;
        let right = compare.test.right.as_ref().and_then(leading_figure);
        let (alone, years, counts) = (formula.alone, formula.years, formula.counts);
        let mut yard = self.yard(&formula, None);
        let expr = match shape {
            Shape::Growth => {
                yard.unit = match self.percent() {
                    Is::In(percent) => Some(percent),
                    _ => None,
                };
                yard.difference = Difference::No;
                yard.declared = None;
                formula.expr
            }
            Shape::Level | Shape::Total => {
                let (expr, unit) = self.measured_in(formula, right)?;
                yard.unit = unit;
                expr
            }
        };
        self.bounded(&expr, compare.measure_place.0)?;
        yard.base = shape == Shape::Level;
        let limit = self.limit(&compare.test, &yard, setting.whole)?;
        let measure = match shape {
            Shape::Level => Measure::Level(expr),
            Shape::Growth => Measure::Growth(expr),
            Shape::Total => Measure::Total {
                of: expr,
                never_negative: years == Together::Flow,
            },
        };
        let test = Test {
            measure,
            limit,
            unit: self.printed_unit(&yard),
            scale: None,
            // Of a region that is written, the author's words say more than the indicator.
            label: match written {
                ast::Expr::At { .. } => self.written(compare.measure_place.0),
                _ => self.label_of(alone, compare.measure_place.0),
            },
            words: None,
            indicator: alone,
            measure_place: compare.measure_place.0,
            relation_place: compare.test.relation_place.0,
            limit_place: compare.test.right_place.0,
        };
        if let Some(level) = counts {
            self.more_than_regions(level, &test)?;
        }
        if setting.role != Role::Beside && !setting.repeated {
            self.findings(&test, years == Together::Flow, counts);
        }
        Ok(test)
    }

    fn label_of(&self, alone: Option<IndicatorId>, place: Span) -> String {
        match alone.and_then(|id| self.plan.indicator(id)) {
            Some(indicator) => indicator.label.clone(),
            None => self.written(place),
        }
    }

    /// What is measured at the time of the statement.
    fn shape(
        &mut self,
        compare: &ast::Compare,
        formula: &Formula,
        setting: Setting,
    ) -> Checked<Shape> {
        let direction = compare.test.right.is_none();
        let time = setting.time;
        let single_year = setting.role == Role::Counted;
        let over = matches!(time, Some(Time::Over(_)));
        let refused = match &compare.measure {
            ast::Measure::Plain(_) => match time {
                _ if direction && single_year => Some("counted"),
                Some(Time::Over(_) | Time::In(_)) if direction => Some("direction"),
                Some(Time::Over(_)) if formula.counts.is_some() => Some("counts"),
                _ => None,
            },
            _ if single_year => Some("counted"),
            ast::Measure::Total(_) if direction => Some("direction"),
            ast::Measure::Total(_) if time.is_some() && !over => Some("total"),
            ast::Measure::Total(_) => None,
            ast::Measure::AnnualGrowth(_) if direction => Some("direction"),
            ast::Measure::AnnualGrowth(_) => match time {
                Some(Time::By(_) | Time::In(_)) => Some("growth"),
                Some(Time::Over(_) | Time::Throughout(_)) | None => None,
            },
        };
        if let Some(why) = refused {
            return Err(self.time_does_not_fit(compare.place.0, why));
        }
        match &compare.measure {
            ast::Measure::AnnualGrowth(_) => Ok(Shape::Growth),
            ast::Measure::Plain(_) if !over => Ok(Shape::Level),
            ast::Measure::Plain(_) | ast::Measure::Total(_) => {
                self.must_add_up(formula)?;
                Ok(Shape::Total)
            }
        }
    }

    fn time_does_not_fit(&mut self, place: Span, why: &'static str) -> Told {
        self.tell(
            Diagnostic::new(Code::TimeDoesNotFit, place)
                .with("years", self.frame.years)
                .help(Some(why)),
        )
    }

    /// `count(county where …) >= 15` of eleven counties.
    fn more_than_regions(&mut self, level: crate::model::LevelId, test: &Test) -> Checked<()> {
        let regions = self.how_many_of(level);
        let whole = match test.unit {
            Some(ref unit) if unit.is_part() => Rational::ONE / unit.factor(),
            _ => Rational::from(regions),
        };
        let (Limit::Compare(Comparison::One(Relation::AtLeast | Relation::MoreThan, asked)), true) =
            (&test.limit, regions > 0)
        else {
            return Ok(());
        };
        match asked.figure() {
            Some(asked) if *asked.value() > whole => Err(self.tell(
                Diagnostic::new(Code::MoreThanThereAre, test.limit_place)
                    .with("count", asked)
                    .with("of", Quantity::derived(whole)),
            )),
            _ => Ok(()),
        }
    }

    /// What is probably not meant: a figure hit exactly, a negative flow.
    fn findings(&mut self, test: &Test, flow: bool, counts: Option<crate::model::LevelId>) {
        let comparisons: Vec<_> = match &test.limit {
            Limit::Compare(comparison) => vec![comparison],
            Limit::PerRegion(all) => all.iter().map(|(_, one)| one).collect(),
            Limit::Direction(_) => Vec::new(),
        };
        let regions = counts.map(|level| self.how_many_of(level));
        let exact = comparisons.iter().any(|one| match one {
            Comparison::Band(crate::model::Bound::Exact, figure, _) => {
                !ends_its_range(figure, test, regions)
            }
            _ => false,
        });
        let below_nothing =
            |figure: &Threshold| figure.figure().is_some_and(|figure| figure.signum() < 0);
        let negative = !matches!(test.measure, Measure::Growth(_))
            && comparisons.iter().any(|one| match one {
                Comparison::One(_, figure) => below_nothing(figure),
                Comparison::Band(_, low, _) => below_nothing(low),
            });
        if exact {
            let finding = Diagnostic::new(Code::ExactFigure, test.relation_place)
                .with("figure", self.written(test.limit_place))
                .at(test.limit_place, "figure");
            let whole = test.unit.as_ref().is_some_and(Unit::is_whole);
            // A share of a percentage could be read as points.
            let part = test.unit.as_ref().is_some_and(Unit::is_part);
            self.remark(match (whole, part) {
                (true, _) => finding.help(Some("whole")),
                (_, true) => finding.help(Some("part")),
                _ => finding,
            });
        }
        if negative && (flow || self.counts_things(test)) {
            let finding = Diagnostic::new(Code::NegativeTarget, test.limit_place)
                .with("name", &test.label)
                .at(test.measure_place, if flow { "flow" } else { "things" });
            self.remark(finding);
        }
    }

    /// Whether what is measured is how many there are of something, of which there cannot be less
    /// than none.
    fn counts_things(&self, test: &Test) -> bool {
        let whole = test.unit.as_ref().is_some_and(Unit::is_whole);
        let indicator = test.indicator.and_then(|id| self.plan.indicator(id));
        whole && indicator.is_some_and(|indicator| indicator.kind != Kind::NetFlow)
    }

    // ---- stages

    fn stage_test(
        &mut self,
        name: &Name,
        at: &[At],
        stage: &Name,
        compare: &ast::Compare,
        setting: Setting,
    ) -> Checked<Test> {
        if matches!(setting.time, Some(Time::Over(_))) {
            return Err(self.time_does_not_fit(compare.place.0, "stage"));
        }
        let region = at.iter().find_map(|one| match one {
            At::Region(name) => Some(name),
            At::Year(..) | At::Base(_) | At::Prior(_) => None,
        });
        if at.iter().any(|one| !matches!(one, At::Region(_))) {
            return Err(self.not_a_figure(compare.measure_place.0, "stage_year"));
        }
        let region = region.map(|name| self.one_region(name)).transpose();
        let id = self.indicator_named(name)?;
        let region = region?;
        let scale = self.same_scale(id, name, stage)?;
        let limit = self.stage_limit(&compare.test, scale, setting.whole)?;
        Ok(Test {
            measure: Measure::Level(Expr::Figure {
                indicator: id,
                moment: Moment::Now,
                region,
            }),
            limit,
            unit: None,
            scale: Some(scale),
            label: self.label_of(Some(id), name.place.0),
            words: None,
            indicator: Some(id),
            measure_place: compare.measure_place.0,
            relation_place: compare.test.relation_place.0,
            limit_place: compare.test.right_place.0,
        })
    }

    /// The scale that an indicator is measured on, which must be that of the stage.
    fn same_scale(&mut self, id: IndicatorId, name: &Name, stage: &Name) -> Checked<usize> {
        let Some(known) = self.names.stages.get(&stage.text).copied() else {
            return Err(self.unknown(stage, Thing::Stage));
        };
        if let Some(scale) = self.names.scales.get_mut(known.scale) {
            scale.used = true;
        }
        let measured = self.plan.indicator(id).map(|one| one.measured.clone());
        let place = self
            .facts
            .get(id.0 as usize)
            .and_then(|facts| facts.unit_place);
        let diagnostic = match measured {
            Some(Measured::On(scale)) if scale == known.scale => return Ok(scale),
            Some(Measured::On(scale)) => Diagnostic::new(Code::OtherScale, stage.place.0)
                .with("name", &name.text)
                .with("stage", &stage.text)
                .with("stages", self.stages_of(scale)),
            _ => Diagnostic::new(Code::StageOrFigure, stage.place.0)
                .primary("stage")
                .with("name", &stage.text)
                .at(name.place.0, "measure")
                .help(Some("number")),
        };
        Err(self.tell(match place {
            Some(place) => diagnostic.at(place, "scale"),
            None => diagnostic,
        }))
    }

    fn stage_limit(&mut self, test: &ast::Test, scale: usize, whole: bool) -> Checked<Limit> {
        match &test.right {
            Some(Right::Expr(stage)) => {
                let stage = self.stage(stage, scale)?;
                Ok(Limit::Compare(stage_comparison(test.relation, stage)))
            }
            Some(Right::Milestones(milestones)) if whole => {
                match milestones.iter().max_by_key(|one| one.year) {
                    Some(last) => {
                        let stage = self.stage(&last.figure, scale)?;
                        Ok(Limit::Compare(stage_comparison(test.relation, stage)))
                    }
                    None => Err(self.not_a_figure(test.right_place.0, "help")),
                }
            }
            Some(Right::Milestones(_)) => {
                Err(self.tell(Diagnostic::new(Code::MapMisplaced, test.right_place.0)))
            }
            Some(Right::About { .. } | Right::Range { .. } | Right::Map { .. }) | None => {
                Err(self.not_a_figure(test.right_place.0, "stage_band"))
            }
        }
    }

    /// The place of a stage on the scale that is wanted.
    pub(super) fn stage(&mut self, expr: &ast::Expr, scale: usize) -> Checked<Quantity> {
        let ast::Expr::Name(name) = expr else {
            let place = expr.span();
            return Err(self.tell(
                Diagnostic::new(Code::StageOrFigure, place)
                    .primary("figure")
                    .with("name", self.written(place))
                    .with("stages", self.stages_of(scale)),
            ));
        };
        match self.names.stages.get(&name.text).copied() {
            Some(stage) if stage.scale == scale => Ok(Quantity::whole(
                i64::try_from(stage.place).unwrap_or(i64::MAX),
            )),
            Some(stage) => Err(self.tell(
                Diagnostic::new(Code::OtherScale, name.place.0)
                    .with("name", &name.text)
                    .with("stage", &name.text)
                    .with("stages", self.stages_of(scale))
                    .at(stage.span, "scale"),
            )),
            None => Err(self.unknown(name, Thing::Stage)),
        }
    }

    /// The scale of an indicator that is measured on one.
    pub(super) fn scale_of(&self, id: IndicatorId) -> usize {
        match self.plan.indicator(id).map(|one| &one.measured) {
            Some(Measured::On(scale)) => *scale,
            _ => usize::MAX,
        }
    }

    /// The stages of a scale, for messages: `未启动 < 建成`.
    pub(super) fn stages_of(&self, scale: usize) -> String {
        let scale = self.plan.scales.get(scale);
        scale.map_or_else(String::new, |scale| scale.stages.join(" < "))
    }

    /// What the figures of a target's own clauses must be in: those of its first test.
    pub(super) fn yard_of(&self, test: &Test) -> Yard {
        let facts = test.indicator.and_then(|id| self.facts.get(id.0 as usize));
        Yard {
            unit: test.unit.clone(),
            measure: test.measure_place,
            declared: facts.and_then(|facts| facts.unit_place),
            difference: match &test.unit {
                Some(unit) if unit.is_points() => Difference::InTime,
                _ => Difference::No,
            },
            base: false,
            alone: test.indicator,
        }
    }

    /// What figures of a comparison are printed in: how a rate changed is said in 百分点, since %
    /// would be read as a rate of growth.
    fn printed_unit(&self, yard: &Yard) -> Option<Unit> {
        let unit = yard.unit.as_ref()?;
        let points = match (yard.difference, unit.name()) {
            (Difference::InTime, "%") => "百分点",
            (Difference::InTime, "‰") => "千分点",
            _ => return Some(unit.clone()),
        };
        self.frame.units.parse(points)
    }

    /// The section's place in the plan.
    pub(super) fn section(&self, entry: Entry<'_>) -> String {
        self.outline.path(entry.section).to_owned()
    }
}

/// The name of what is measured, where it is one thing and no formula.
fn plain_name(measure: &ast::Measure) -> Option<&Name> {
    match measure {
        ast::Measure::Plain(ast::Expr::Name(name) | ast::Expr::At { of: name, .. }) => Some(name),
        _ => None,
    }
}

/// Whether a right side is the baseline, or worked out from it.
fn counts_from_base(right: &Right) -> bool {
    let is_base = |expr: &ast::Expr| matches!(expr, ast::Expr::Base(_));
    match right {
        Right::Expr(ast::Expr::Sum(first, _) | ast::Expr::Product(first, _)) => is_base(first),
        Right::Expr(expr) => is_base(expr),
        _ => false,
    }
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Level,
    Total,
    Growth,
}

fn with_need(condition: Condition, need: usize) -> Condition {
    match condition {
        Condition::Parts { combine, parts, .. } => Condition::Parts {
            combine,
            need,
            parts,
        },
        test @ Condition::Test(_) => test,
    }
}

fn stage_comparison(relation: ast::Relation, stage: Quantity) -> Comparison {
    let stage = Threshold::fixed(stage);
    match relation {
        ast::Relation::AtLeast | ast::Relation::Rising | ast::Relation::NotFalling => {
            Comparison::One(Relation::AtLeast, stage)
        }
        ast::Relation::MoreThan => Comparison::One(Relation::MoreThan, stage),
        ast::Relation::AtMost | ast::Relation::Falling | ast::Relation::NotRising => {
            Comparison::One(Relation::AtMost, stage)
        }
        ast::Relation::LessThan => Comparison::One(Relation::LessThan, stage),
        ast::Relation::Equal => Comparison::Band(crate::model::Bound::Exact, stage.clone(), stage),
    }
}

/// Whether a figure is one beyond which nothing can be: none, all, 100%.
fn ends_its_range(figure: &Threshold, test: &Test, regions: Option<usize>) -> bool {
    let Some(figure) = figure.figure() else {
        return false;
    };
    let all = match &test.unit {
        Some(unit) if unit.is_part() => Some(Rational::ONE / unit.factor()),
        _ => regions.map(Rational::from),
    };
    figure.signum() == 0 || all.is_some_and(|all| *figure.value() == all)
}
