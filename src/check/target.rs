//! Targets: the condition with its time, scope and clauses, and the target's name.

use super::clauses::clause_place;
use super::condition::{Role, Setting};
use super::outline::Entry;
use super::scope::{Where, a_few};
use super::time::milestones_of;
use super::told::Checked;
use super::{Checker, Told};
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Attribute, Bound, Combine, Comparison, Condition, Indicator, Kind, Limit, Measure, MethodId,
    Milestones, Missing, OwnBaseline, Path, Places, RegionId, Relation, Rounding, Scope, Target,
    TargetId, Test, Threshold, Time,
};
use crate::syntax::ast::{self, Declaration, Say, Statement};
use crate::text::Span;
use crate::value::{Dimension, Quantity, Rational, Year, round_to, with_unit};
use std::collections::HashSet;

impl<'a> Checker<'a, '_> {
    /// Checks a target and adds it to the plan.
    pub(super) fn target(&mut self, entry: Entry<'a>, statement: &'a Statement) -> Checked<()> {
        let declaration = entry.declaration;
        let baseline = self.baseline_year(declaration);
        let time = self.target_time(statement, declaration.head_place.0, baseline);
        let scope = self.scope(statement.scope.as_ref());
        let region = scope
            .as_ref()
            .ok()
            .and_then(|made| self.one_asked(&made.scope));
        let time_of = time.ok().map(|(time, _)| time);
        let setting = Setting::of(time_of, Role::Target).asked_of(region);
        let condition = self.condition(&statement.condition, setting);
        let simple = self.simple_clauses(declaration);
        let ((time, dated), scope, condition) = (time?, scope?, condition?);
        let scope = self.map_scope(&condition, scope, statement)?;
        let own = self.own_baseline(declaration, &condition);
        let path = self.path(declaration, statement, &condition, (time, baseline.0));
        let name = self.target_name(statement, &condition, &scope, time, declaration);
        let (own, path, name) = (own?, path?, name?);
        let indicator = condition.first_test().and_then(|test| test.indicator);
        let simple = simple?;
        let target = Target {
            indicator,
            label: self.target_label(statement, &condition, &scope.scope, &name),
            section: self.section(entry),
            time,
            dated,
            scope: scope.scope,
            attribute: simple.attribute,
            strive: simple.strive,
            guard: simple.guard,
            baseline: own,
            path,
            compare: simple.compare,
            missing: simple.missing,
            weight: simple.weight,
            owner: self.owner(entry, &name, indicator),
            quotes: self.quotes(entry),
            printed: simple.printed,
            because: simple.because,
            notes: simple.notes,
            places: Places {
                head: declaration.head_place.0,
                whole: declaration.place.0,
                time: statement.time.as_ref().map(|time| time.place.0),
                scope: statement.scope.as_ref().map(|scope| scope.place.0),
                path: path_place(declaration, statement),
            },
            condition,
            name,
        };
        self.without_effect(&target, declaration);
        self.finer_than_compared(&target, declaration);
        self.beyond_the_whole(&target);
        self.depends_on_region(&target)?;
        self.depends_on_time(&target);
        let id = TargetId(u32::try_from(self.plan.targets.len()).unwrap_or(u32::MAX));
        self.targets_kept.insert(target.name.clone(), id);
        self.plan.targets.push(target);
        Ok(())
    }

    // ---- names

    /// The name of a target: its own, or that of its indicator, scope and deadline.
    fn target_name(
        &mut self,
        statement: &Statement,
        condition: &Condition,
        scope: &Where,
        time: Time,
        declaration: &Declaration,
    ) -> Checked<String> {
        let (name, place) = match &statement.name {
            Some(name) => (name.text.clone(), name.place.0),
            None => {
                let place = declaration.head_place.0;
                let indicator = self.named_indicator(statement, condition);
                let Some(id) = indicator.map(|indicator| indicator.id.clone()) else {
                    return Err(self.tell(Diagnostic::new(Code::NoTargetName, place)));
                };
                let scope = scope.name.as_ref();
                let scope = scope.map_or_else(String::new, |scope| format!("@{scope}"));
                (format!("{id}{scope}@{}", time.deadline()), place)
            }
        };
        if let Some(&first) = self.target_names.get(&name) {
            let help = if statement.name.is_some() {
                "named"
            } else {
                "help"
            };
            return Err(self.tell(
                Diagnostic::new(Code::TargetTwice, place)
                    .with("name", &name)
                    .at(first, "first")
                    .help(Some(help)),
            ));
        }
        self.target_names.insert(name.clone(), place);
        Ok(name)
    }

    /// The indicator after which a target is called, if it is one comparison of one indicator.
    fn named_indicator(&self, statement: &Statement, condition: &Condition) -> Option<&Indicator> {
        let ast::Condition::Compare(compare) = &statement.condition else {
            return None;
        };
        let (ast::Measure::Plain(ast::Expr::Name(_))
        | ast::Measure::Total(ast::Expr::Name(_))
        | ast::Measure::AnnualGrowth(ast::Expr::Name(_))) = &compare.measure
        else {
            return None;
        };
        match condition {
            Condition::Test(test) if !matches!(test.limit, Limit::PerRegion(_)) => {
                self.plan.indicator(test.indicator?)
            }
            _ => None,
        }
    }

    /// What reports call a target: what the author says, else its indicator or list, else its own
    /// name. A promise for one place alone carries the place.
    fn target_label(
        &self,
        statement: &Statement,
        condition: &Condition,
        scope: &Scope,
        name: &str,
    ) -> String {
        if let Some(label) = &statement.label {
            return label.text.clone();
        }
        if let Condition::Test(test) = condition
            && let Some(indicator) = test.indicator.and_then(|id| self.plan.indicator(id))
        {
            return match scope {
                Scope::One(region) => self.plan.in_region(&indicator.label, *region),
                Scope::Own | Scope::Regions { .. } => indicator.label.clone(),
            };
        }
        if let ast::Condition::Each(each) = &statement.condition
            && let ast::ListRef::Named(list) = &each.of
            && let Some(super::names::Meaning::List(at)) = self.names.meaning(&list.text)
            && let Some(label) = self.names.lists.get(at).and_then(|list| list.label)
        {
            return label.text.clone();
        }
        name.to_owned()
    }

    // ---- scope of a map

    /// The regions of a map are the target's scope; a scope that is written must say the same.
    fn map_scope(
        &mut self,
        condition: &Condition,
        scope: Where,
        statement: &Statement,
    ) -> Checked<Where> {
        let Condition::Test(test) = condition else {
            return Ok(scope);
        };
        let Limit::PerRegion(figures) = &test.limit else {
            return Ok(scope);
        };
        let own: Vec<RegionId> = figures.iter().map(|(region, _)| *region).collect();
        if let Some(written) = &statement.scope {
            let covered = match &scope.scope {
                Scope::Own => vec![self.frame.regions.own()],
                Scope::One(one) => vec![*one],
                Scope::Regions { regions, .. } => regions.clone(),
            };
            let (in_map, in_scope): (HashSet<_>, HashSet<_>) =
                (own.iter().collect(), covered.iter().collect());
            let missing: Vec<_> = covered.iter().filter(|one| !in_map.contains(one)).collect();
            let more: Vec<_> = own.iter().filter(|one| !in_scope.contains(one)).collect();
            if !missing.is_empty() || !more.is_empty() {
                let help = if missing.is_empty() {
                    "more"
                } else {
                    "missing"
                };
                let named = if missing.is_empty() { more } else { missing };
                let named = named
                    .into_iter()
                    .map(|&region| self.frame.regions.name(region).to_owned());
                let named = a_few(named);
                return Err(self.tell(
                    Diagnostic::new(Code::MapAndScope, written.place.0)
                        .with("regions", named)
                        .at(test.limit_place, "map")
                        .help(Some(help)),
                ));
            }
            // At least four of those counties: the map gives the figures, the scope the number.
            if matches!(scope.scope, Scope::Regions { .. }) {
                return Ok(scope);
            }
        }
        Ok(Where {
            scope: Scope::Regions {
                regions: own,
                need: None,
                levels: Vec::new(),
                lost: 0,
            },
            name: None,
        })
    }

    // ---- clauses

    fn simple_clauses(&mut self, declaration: &Declaration) -> Checked<Simple> {
        let mut simple = Simple::default();
        let mut outcome = Ok(());
        for clause in &declaration.clauses {
            match &clause.say {
                Say::Attribute(attribute) => simple.attribute = attribute_of(*attribute),
                Say::Strive => simple.strive = true,
                Say::Guard => simple.guard = true,
                Say::Compare(at) => {
                    simple.compare = at.map(|(decimals, mode)| Rounding { decimals, mode });
                }
                Say::Missing(missing) => {
                    simple.missing = match missing {
                        ast::Missing::CannotJudge => Missing::CannotJudge,
                        ast::Missing::UseLast(years) => Missing::UseLast(*years),
                        ast::Missing::AsZero => Missing::AsZero,
                    };
                }
                Say::Weight(figure) => match self.weight(figure) {
                    Ok(weight) => simple.weight = Some(weight),
                    Err(told) => outcome = Err(told),
                },
                Say::Method(method) if MethodId::find(method).is_some() => {}
                Say::Method(method) => {
                    outcome = Err(self.no_such_method(method, clause.place.0));
                }
                Say::Printed { words, because } => {
                    let because = because.as_ref().map(|because| because.text.clone());
                    simple.printed.push((words.text.clone(), because));
                }
                Say::Because(text) => simple.because.push(text.text.clone()),
                Say::Note(text) => simple.notes.push(text.text.clone()),
                // Read elsewhere, or reported as belonging to others.
                _ => {}
            }
        }
        outcome.map(|()| simple)
    }

    fn weight(&mut self, figure: &ast::Figure) -> Checked<Quantity> {
        if figure.unit.is_some() || figure.number.signum() < 0 {
            return Err(self.not_a_figure(figure.place.0, "weight"));
        }
        Ok(figure.number.clone())
    }

    fn no_such_method(&mut self, method: &str, place: Span) -> Told {
        let known = MethodId::ALL.map(|one| one.to_string());
        self.tell(
            Diagnostic::new(Code::NoSuchMethod, place)
                .with("method", method)
                .with("known", known.join(" ")),
        )
    }

    /// The year of a target's baseline, and where it is written.
    fn baseline_year(&self, declaration: &Declaration) -> (Year, Option<Span>) {
        let own = declaration
            .clauses
            .iter()
            .find_map(|clause| match &clause.say {
                Say::From { year, .. } => Some((*year, Some(clause.place.0))),
                _ => None,
            });
        own.unwrap_or((self.frame.base, None))
    }

    fn own_baseline(
        &mut self,
        declaration: &Declaration,
        condition: &Condition,
    ) -> Checked<Option<OwnBaseline>> {
        let from = declaration
            .clauses
            .iter()
            .find_map(|clause| match &clause.say {
                Say::From { figure, year } => Some((figure, *year, clause.place.0)),
                _ => None,
            });
        let Some((figure, year, place)) = from else {
            return Ok(None);
        };
        // One figure cannot be the baseline of several things.
        let Condition::Test(test) = condition else {
            return Err(self.clause_does_not_fit(place, "from"));
        };
        // The figure is one of what grows, and the clause is reported as without effect.
        if matches!(test.measure, Measure::Growth(_)) {
            return Ok(None);
        }
        let figure = match test.scale {
            Some(scale) => self.stage(figure, scale)?,
            None => {
                let yard = self.yard_of(test);
                self.fixed(figure, &yard)?
            }
        };
        Ok(Some(OwnBaseline {
            figure,
            year,
            place,
        }))
    }

    /// Reports a clause that says something which this target has not, or has several of.
    fn clause_does_not_fit(&mut self, place: Span, why: &'static str) -> Told {
        self.tell(
            Diagnostic::new(Code::ClauseDoesNotFit, place)
                .with("written", self.written(place))
                .help(Some(why)),
        )
    }

    // ---- paths

    fn path(
        &mut self,
        declaration: &Declaration,
        statement: &Statement,
        condition: &Condition,
        clock: (Time, Year),
    ) -> Checked<Path> {
        let clause = declaration
            .clauses
            .iter()
            .find_map(|clause| match &clause.say {
                Say::Path(path) => Some((path, clause.place.0)),
                _ => None,
            });
        let inline = milestones_of(&statement.condition);
        let milestones = match (clause, inline) {
            (Some((_, place)), Some(milestones)) => {
                let first = milestones.first().map_or(place, |one| one.place.0);
                return Err(self.said_twice(place, first));
            }
            (None, None) | (Some((ast::Path::Linear, _)), None) => return Ok(Path::Linear),
            (Some((ast::Path::Compound, place)), None) => {
                let staged = condition
                    .first_test()
                    .is_some_and(|test| test.scale.is_some());
                if staged {
                    return Err(self.clause_does_not_fit(place, "compound"));
                }
                return Ok(Path::Compound);
            }
            (Some((ast::Path::Milestones(milestones), _)), None) => milestones,
            (None, Some(milestones)) => milestones,
        };
        let Some(test) = self.one_measure(condition).cloned() else {
            let place = clause.map_or(declaration.head_place.0, |(_, place)| place);
            return Err(self.clause_does_not_fit(place, "path"));
        };
        let yard = self.yard_of(&test);
        let made = self.milestones(milestones, &yard, test.scale)?;
        self.within_the_time(&made, clock)?;
        self.ends_at_threshold(&made, &test, clock.0)?;
        let says_why = |say: &Say| matches!(say, Say::Because(_));
        if clause_place(declaration, says_why).is_none() {
            self.turns_back(&made, &test, clock.0);
        }
        Ok(Path::Milestones(made))
    }

    /// The test whose unit the milestones are in: the only one, or those of a list, which are all
    /// compared alike.
    fn one_measure<'c>(&self, condition: &'c Condition) -> Option<&'c Test> {
        match condition {
            Condition::Test(test) => match test.limit {
                Limit::Compare(_) => Some(test),
                Limit::PerRegion(_) | Limit::Direction(_) => None,
            },
            Condition::Parts {
                combine: Combine::Each | Combine::AtLeast,
                parts,
                ..
            } => {
                let tests: Option<Vec<_>> =
                    parts.iter().map(|part| self.one_measure(part)).collect();
                let tests = tests?;
                let first = *tests.first()?;
                let alike = |test: &&Test| {
                    test.unit == first.unit
                        && test.scale == first.scale
                        && test.limit == first.limit
                };
                tests.iter().all(alike).then_some(first)
            }
            Condition::Parts {
                combine: Combine::And | Combine::Or,
                ..
            } => None,
        }
    }

    fn within_the_time(
        &mut self,
        milestones: &Milestones,
        (time, baseline): (Time, Year),
    ) -> Checked<()> {
        for (year, _, place) in milestones {
            let key = if *year <= baseline {
                "early"
            } else if *year > time.deadline() {
                "late"
            } else {
                continue;
            };
            return Err(self.tell(
                Diagnostic::new(Code::MilestoneOutside, *place)
                    .primary(key)
                    .with("baseline", baseline)
                    .with("deadline", time.deadline())
                    .with("year", year)
                    .help(Some("outside")),
            ));
        }
        Ok(())
    }

    /// A milestone of the last year says the same as the target.
    fn ends_at_threshold(
        &mut self,
        milestones: &Milestones,
        test: &Test,
        time: Time,
    ) -> Checked<()> {
        let Some((year, figure, place)) = milestones.last() else {
            return Ok(());
        };
        let end = end_of_path(test).and_then(Threshold::figure);
        match end {
            Some(end) if *year == time.deadline() && end != figure => {
                let end = self.figure_in_words(end, test);
                Err(self.tell(
                    Diagnostic::new(Code::MilestoneOutside, *place)
                        .primary("differs")
                        .with("year", year)
                        .with("figure", end)
                        .at(test.limit_place, "target")
                        .help(Some("same")),
                ))
            }
            _ => Ok(()),
        }
    }

    fn figure_in_words(&self, figure: &Quantity, test: &Test) -> String {
        let stage = test.scale.and_then(|scale| self.plan.scales.get(scale));
        let place = figure
            .fixed()
            .and_then(|(place, _)| usize::try_from(place).ok());
        match (stage, place) {
            (Some(scale), Some(place)) => scale.stage(place).unwrap_or_default().to_owned(),
            _ => figure.to_string(),
        }
    }

    /// A path goes up or down; one that does both asks for something to be undone.
    fn turns_back(&mut self, milestones: &Milestones, test: &Test, time: Time) {
        let mut figures: Vec<(&Quantity, Span)> = milestones
            .iter()
            .map(|(_, figure, place)| (figure, *place))
            .collect();
        let ends = milestones
            .last()
            .is_some_and(|(year, ..)| *year == time.deadline());
        let end = end_of_path(test).and_then(Threshold::figure);
        if let (Some(end), false) = (end, ends) {
            figures.push((end, test.limit_place));
        }
        let mut direction = std::cmp::Ordering::Equal;
        for pair in figures.windows(2) {
            let [(one, _), (other, place)] = pair else {
                continue;
            };
            let step = other.cmp(one);
            if step.is_ne() && direction.is_ne() && step != direction {
                let finding = Diagnostic::new(Code::PathTurnsBack, *place)
                    .with("before", self.figure_in_words(one, test))
                    .with("figure", self.figure_in_words(other, test));
                return self.remark(finding);
            }
            if step.is_ne() {
                direction = step;
            }
        }
    }

    // ---- findings

    /// Clauses that say something about a path or a figure which the target does not have.
    fn without_effect(&mut self, target: &Target, declaration: &Declaration) {
        let test = match &target.condition {
            Condition::Test(test) => Some(test),
            Condition::Parts { .. } => None,
        };
        let direction = test.is_some_and(|test| matches!(test.limit, Limit::Direction(_)));
        let staged = test.is_some_and(|test| test.scale.is_some());
        let throughout = matches!(target.time, Time::Throughout(_));
        let no_path = target.guard || direction || throughout || matches!(target.time, Time::In(_));
        let quota = !target.guard
            && target.path != Path::Linear
            && target.condition.tests().into_iter().all(is_quota);
        let growth = test.is_some_and(|test| matches!(test.measure, Measure::Growth(_)));
        let total = test.is_some_and(|test| matches!(test.measure, Measure::Total { .. }));
        // Year by year, a direction begins with the figure of the year before, and a stage with
        // none.
        let no_baseline = growth || total || (throughout && (direction || staged));
        type Wanted = fn(&Say) -> bool;
        let cases: [(bool, Wanted, &'static str); 3] = [
            (no_baseline, |say| matches!(say, Say::From { .. }), "from"),
            (
                staged,
                |say| matches!(say, Say::Compare(Some(_))),
                "compare",
            ),
            (
                matches!(target.time, Time::In(_)),
                |say| matches!(say, Say::Missing(ast::Missing::UseLast(_))),
                "use_last",
            ),
        ];
        let clauses = cases.map(|(idle, wanted, why)| {
            let place = clause_place(declaration, wanted);
            (idle, place, why)
        });
        let paths = [(no_path || growth, "path"), (quota, "quota")];
        let paths = paths.map(|(idle, why)| (idle, target.places.path, why));
        for (idle, place, why) in paths.into_iter().chain(clauses) {
            if let (true, Some(place)) = (idle, place) {
                let finding = Diagnostic::new(Code::ClauseWithoutEffect, place)
                    .with("word", self.written(place))
                    .help(Some(why));
                self.remark(finding);
            }
        }
    }

    /// A threshold of more decimals than the figures are rounded to is never met exactly.
    fn finer_than_compared(&mut self, target: &Target, declaration: &Declaration) {
        let Some(rounding) = target.compare else {
            return;
        };
        let tests = target.condition.tests().into_iter();
        let finer = tests.filter(|test| test.scale.is_none()).find_map(|test| {
            let mut figures = thresholds(test).into_iter().filter_map(Threshold::figure);
            let figure = figures.find(|figure| is_finer(figure, rounding))?;
            Some((figure.clone(), test.limit_place))
        });
        if let Some((figure, place)) = finer {
            let diagnostic = Diagnostic::new(Code::FinerThanCompared, place)
                .with("figure", figure)
                .with("decimals", rounding.decimals);
            let clause = clause_place(declaration, |say| matches!(say, Say::Compare(_)));
            self.remark(match clause {
                Some(clause) => diagnostic.at(clause, "compare"),
                None => diagnostic,
            });
        }
    }
}

impl Checker<'_, '_> {
    /// A share of more than the whole.
    fn beyond_the_whole(&mut self, target: &Target) {
        if !target.because.is_empty() {
            return;
        }
        for test in target.condition.tests() {
            let indicator = test.indicator.and_then(|id| self.plan.indicator(id));
            let share = indicator.filter(|own| own.kind == Kind::Share);
            let (Some(indicator), Some(unit), Measure::Level(_)) =
                (share, &test.unit, &test.measure)
            else {
                continue;
            };
            if *unit.dimension() != Dimension::ratio() {
                continue;
            }
            // Of a width around the whole, one half lies beyond it.
            let asked = |one: &'_ Comparison| match one {
                Comparison::One(_, figure) | Comparison::Band(Bound::About, figure, _) => {
                    figure.figure().cloned()
                }
                Comparison::Band(_, _, high) => high.figure().cloned(),
            };
            let asked = match &test.limit {
                Limit::Compare(one) => vec![asked(one)],
                Limit::PerRegion(figures) => figures.iter().map(|(_, one)| asked(one)).collect(),
                Limit::Direction(_) => Vec::new(),
            };
            let beyond = asked
                .into_iter()
                .flatten()
                .find(|figure| figure.value() * unit.factor() > Rational::ONE);
            let Some(figure) = beyond else { continue };
            let mut finding = Diagnostic::new(Code::BeyondTheWhole, test.limit_place)
                .with("figure", with_unit(figure, unit.name()));
            if let Some(declared) = indicator.declared {
                finding = finding
                    .at(declared, "kind")
                    .label_with("label", &test.label);
            }
            self.remark(finding);
        }
    }
}

/// Whether a test is a ceiling on a total that nothing keeps: how fast it is used up is all that is
/// asked before its end.
fn is_quota(test: &Test) -> bool {
    let keeps_nothing = |one: &Comparison| match one {
        Comparison::One(relation, ceiling) => {
            let room = ceiling.figure().map(|figure| figure.signum());
            match relation {
                Relation::AtMost => room.is_some_and(|sign| sign >= 0),
                Relation::LessThan => room.is_some_and(|sign| sign > 0),
                Relation::AtLeast | Relation::MoreThan => false,
            }
        }
        Comparison::Band(..) => false,
    };
    matches!(test.measure, Measure::Total { .. })
        && match &test.limit {
            Limit::Compare(one) => keeps_nothing(one),
            Limit::PerRegion(all) => all.iter().all(|(_, one)| keeps_nothing(one)),
            Limit::Direction(_) => false,
        }
}

/// Where a path stands. The last of the milestones in place of the figure is the figure.
fn path_place(declaration: &Declaration, statement: &Statement) -> Option<Span> {
    let clause = clause_place(declaration, |say| matches!(say, Say::Path(_)));
    clause.or_else(|| {
        let (_, on_the_way) = milestones_of(&statement.condition)?.split_last()?;
        let (first, last) = (on_the_way.first()?, on_the_way.last()?);
        Some(first.place.0.to(last.place.0))
    })
}

/// The clauses of a target that only need to be read.
struct Simple {
    attribute: Attribute,
    strive: bool,
    guard: bool,
    compare: Option<Rounding>,
    missing: Missing,
    weight: Option<Quantity>,
    printed: Vec<(String, Option<String>)>,
    because: Vec<String>,
    notes: Vec<String>,
}

impl Default for Simple {
    fn default() -> Self {
        Self {
            attribute: Attribute::None,
            strive: false,
            guard: false,
            compare: None,
            missing: Missing::CannotJudge,
            weight: None,
            printed: Vec::new(),
            because: Vec::new(),
            notes: Vec::new(),
        }
    }
}

fn attribute_of(written: ast::Attribute) -> Attribute {
    match written {
        ast::Attribute::Binding => Attribute::Binding,
        ast::Attribute::Expected => Attribute::Expected,
        ast::Attribute::None => Attribute::None,
    }
}

fn thresholds(test: &Test) -> Vec<&Threshold> {
    match &test.limit {
        Limit::Compare(comparison) => ends(comparison),
        Limit::PerRegion(figures) => figures.iter().flat_map(|(_, one)| ends(one)).collect(),
        Limit::Direction(_) => Vec::new(),
    }
}

fn ends(comparison: &Comparison) -> Vec<&Threshold> {
    match comparison {
        Comparison::One(_, figure) => vec![figure],
        Comparison::Band(_, low, high) => vec![low, high],
    }
}

/// Where a path ends, where that is one figure.
fn end_of_path(test: &Test) -> Option<&Threshold> {
    match &test.limit {
        Limit::Compare(Comparison::One(_, figure)) => Some(figure),
        Limit::Compare(Comparison::Band(crate::model::Bound::Exact, figure, _)) => Some(figure),
        Limit::Compare(Comparison::Band(..)) | Limit::Direction(_) | Limit::PerRegion(_) => None,
    }
}

fn is_finer(figure: &Quantity, rounding: Rounding) -> bool {
    let tenth = Rational::ONE / Rational::from(10);
    let interval = tenth.pow(isize::from(rounding.decimals));
    round_to(figure.value(), &interval, rounding.mode) != *figure.value()
}
