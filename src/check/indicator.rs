//! Indicators: those that are declared, and those that only targets and data name.

use super::Checker;
use super::by_itself::ByItself;
use super::clauses::also;
use super::extent::Extent;
use super::names::{Meaning, Thing};
use super::outline::Entry;
use super::sign::is_never_negative;
use super::told::{Checked, Told};
use super::unit::Is;
use crate::diag::{Code, Diagnostic, Value};
use crate::model::{Better, Expr, Indicator, IndicatorId, Kind, LONGEST_CHAIN, Measured, Total};
use crate::syntax::ast::{self, Clause, Head, Name, Say, Text};
use crate::text::Span;
use crate::value::Unit;

/// An indicator that a rule declares, and how far it has been checked.
pub(super) struct Slot<'a> {
    /// Its id.
    pub name: &'a Name,
    label: Option<&'a Text>,
    entry: Entry<'a>,
    state: State,
}

#[derive(Clone, Copy)]
enum State {
    Waiting,
    /// It is being checked: whoever asks for it now stands in a circle.
    Checking,
    Done(IndicatorId),
    Failed(Told),
}

/// What the model does not keep about an indicator.
pub(super) struct Facts {
    /// Where its unit or scale was said, by declaration or by its first target.
    pub unit_place: Option<Span>,
    /// Where its `kind` was said.
    pub kind_place: Option<Span>,
    /// How much there is to it.
    pub extent: Extent,
    /// What its formula says by itself.
    pub by_itself: ByItself,
    /// Whether its figures are surely zero or more.
    pub never_negative: bool,
    /// Whether a rule uses it.
    pub used: bool,
    /// The names of a `total ratio(…)`, until all indicators are known.
    pub ratio: Option<(Name, Name)>,
}

impl<'a> Slot<'a> {
    /// One that waits to be checked.
    pub fn new(entry: Entry<'a>, name: &'a Name, label: Option<&'a Text>) -> Self {
        Self {
            name,
            label,
            entry,
            state: State::Waiting,
        }
    }

    /// Leaves it out.
    pub fn fail(&mut self, told: Told) {
        self.state = State::Failed(told);
    }

    /// What it is called besides its id.
    pub fn other_names(&self) -> Vec<(&'a str, Span)> {
        self.label
            .into_iter()
            .chain(also(self.entry.declaration))
            .map(|text| (text.text.as_str(), text.place.0))
            .collect()
    }

    /// Whether its declaration says the unit.
    pub fn has_unit(&self) -> bool {
        let says_unit = |clause: &Clause| matches!(clause.say, Say::Unit(_));
        self.clauses().iter().any(says_unit)
    }

    fn clauses(&self) -> &'a [Clause] {
        &self.entry.declaration.clauses
    }

    fn formula(&self) -> Option<&'a ast::Expr> {
        match &self.entry.declaration.head {
            Head::Indicator { formula, .. } => formula.as_ref(),
            _ => None,
        }
    }
}

/// What the clauses of an indicator say.
#[derive(Default)]
struct Said<'a> {
    unit: Option<(&'a Name, Span)>,
    basis: Option<&'a Name>,
    better: Option<ast::Better>,
    definition: Option<&'a Text>,
    also: Vec<String>,
    kind: Option<(ast::Kind, Span)>,
    total: Option<(&'a ast::Total, Span)>,
}

impl<'a> Said<'a> {
    fn read(clauses: &'a [Clause]) -> Self {
        let mut said = Self::default();
        for clause in clauses {
            let place = clause.place.0;
            match &clause.say {
                Say::Unit(name) => said.unit = Some((name, place)),
                Say::Basis(name) => said.basis = Some(name),
                Say::Better(better) => said.better = Some(*better),
                Say::Definition(text) => said.definition = Some(text),
                Say::Also(texts) => said.also.extend(texts.iter().map(|text| text.text.clone())),
                Say::Kind(kind) => said.kind = Some((*kind, place)),
                Say::Total(total) => said.total = Some((total, place)),
                // Those that belong to others were reported with the declaration.
                _ => {}
            }
        }
        said
    }
}

/// What the figures of a declared indicator are, and where they come from.
struct Made {
    measured: Measured,
    unit_place: Option<Span>,
    formula: Option<Expr>,
    extent: Extent,
    /// The formula, unless it says that it never falls below zero.
    may_be_negative: Option<Span>,
}

impl Made {
    /// What is read from data files, where a negative flow is found out.
    fn observed(measured: Measured, unit_place: Option<Span>) -> Self {
        Self {
            measured,
            unit_place,
            formula: None,
            extent: Extent::FIGURE,
            may_be_negative: None,
        }
    }
}

impl<'a> Checker<'a, '_> {
    /// Checks every declared indicator.
    pub(super) fn declare_indicators(&mut self) {
        for at in 0..self.names.indicators.len() {
            let waiting = self.names.indicators.get(at).map(|slot| slot.state);
            if matches!(waiting, Some(State::Waiting)) {
                // The outcome stays with the slot; `declaration` counts it.
                let _ = self.declare(at);
            }
        }
    }

    /// The indicator of a name, wherever the name comes from.
    pub(super) fn indicator_named(&mut self, name: &Name) -> Checked<IndicatorId> {
        let id = match self.names.meaning(&name.text) {
            Some(Meaning::Indicator(at)) => self.indicator_of_slot(at, name)?,
            Some(_) => {
                let is = self.declared_thing(&name.text).unwrap_or(Thing::List);
                return Err(self.other_thing(name, is, Thing::Indicator));
            }
            None => self.implicit(name)?,
        };
        if let Some(facts) = self.facts.get_mut(id.0 as usize) {
            facts.used = true;
        }
        Ok(id)
    }

    fn indicator_of_slot(&mut self, at: usize, name: &Name) -> Checked<IndicatorId> {
        let Some(slot) = self.names.indicators.get(at) else {
            return Err(self.unknown(name, Thing::Indicator));
        };
        let declared = slot.name.place.0;
        match slot.state {
            State::Done(id) => Ok(id),
            State::Failed(_) => Err(self.left_out(name, declared)),
            State::Checking => Err(self.tell(
                Diagnostic::new(Code::Circular, name.place.0)
                    .with("name", &name.text)
                    .at(declared, "declared"),
            )),
            State::Waiting if self.chain_too_long() => Err(self.too_long(name.place.0)),
            State::Waiting => match self.declare(at) {
                Ok(id) => Ok(id),
                Err(_) => Err(self.left_out(name, declared)),
            },
        }
    }

    /// Whether more indicators are being checked, each for the one before, than may stand on one
    /// another. Also what keeps the recursion short.
    fn chain_too_long(&self) -> bool {
        self.names.checking >= usize::from(LONGEST_CHAIN)
    }

    fn too_long(&mut self, span: Span) -> Told {
        self.tell(Diagnostic::new(Code::ChainTooLong, span).with("limit", LONGEST_CHAIN))
    }

    fn set_state(&mut self, at: usize, state: State) {
        if let Some(slot) = self.names.indicators.get_mut(at) {
            slot.state = state;
        }
    }

    fn declare(&mut self, at: usize) -> Checked<IndicatorId> {
        self.set_state(at, State::Checking);
        self.names.checking += 1;
        let made = self.make_declared(at);
        self.names.checking -= 1;
        match made {
            Ok((indicator, facts)) => {
                let id = self.add(indicator, facts);
                self.set_state(at, State::Done(id));
                Ok(id)
            }
            Err(told) => {
                self.set_state(at, State::Failed(told));
                if let Some(name) = self.names.indicators.get(at).map(|slot| slot.name) {
                    self.names.fail(name, told);
                }
                Err(told)
            }
        }
    }

    fn add(&mut self, indicator: Indicator, facts: Facts) -> IndicatorId {
        let id = IndicatorId(u32::try_from(self.plan.indicators.len()).unwrap_or(u32::MAX));
        for name in [&indicator.id, &indicator.label]
            .into_iter()
            .chain(&indicator.also)
        {
            self.plan.indicator_names.entry(name.clone()).or_insert(id);
        }
        self.plan.indicators.push(indicator);
        self.facts.push(facts);
        id
    }

    fn make_declared(&mut self, at: usize) -> Checked<(Indicator, Facts)> {
        let Some(slot) = self.names.indicators.get(at) else {
            // A slot is never taken away.
            return Err(self.tell(Diagnostic::nowhere(Code::UnknownName)));
        };
        let (name, label, formula) = (slot.name, slot.label, slot.formula());
        let (entry, clauses) = (slot.entry, slot.clauses());
        let said = Said::read(clauses);
        let unit = self.declared_unit(&said);
        let kind = self.declared_kind(&said);
        let unit_place = said.unit.map(|(_, place)| place);
        let made = self.measured(name, formula, unit?, unit_place)?;
        let kind = match (kind, said.kind, made.may_be_negative) {
            (Kind::Flow, Some((_, place)), Some(formula)) => {
                self.remark(Diagnostic::new(Code::MayBeNegative, formula).at(place, "kind"));
                Kind::NetFlow
            }
            _ => kind,
        };
        let (total, ratio) = match said.total.map(|(total, _)| total) {
            None | Some(ast::Total::None) => (Total::None, None),
            Some(ast::Total::Sum) => (Total::Sum, None),
            Some(ast::Total::Mean) => (Total::Mean, None),
            Some(ast::Total::Ratio(over, under)) => {
                (Total::None, Some((over.clone(), under.clone())))
            }
        };
        let indicator = Indicator {
            id: name.text.clone(),
            label: label.map_or_else(|| name.text.clone(), |label| label.text.clone()),
            also: said.also,
            measured: made.measured,
            kind,
            better: said.better.map(better),
            basis: said.basis.map(|name| name.text.clone()),
            definition: said.definition.map(|text| text.text.clone()),
            total,
            formula: made.formula,
            section: self.outline.path(entry.section).to_owned(),
            declared: Some(entry.declaration.place.0),
        };
        let formula = indicator.formula.as_ref();
        let facts = Facts {
            by_itself: formula.map_or(ByItself::MEASURED, |formula| self.by_itself(formula)),
            unit_place: made.unit_place,
            kind_place: said.kind.map(|(_, place)| place),
            extent: made.extent,
            never_negative: made.may_be_negative.is_none() && kind != Kind::NetFlow,
            used: false,
            ratio,
        };
        Ok((indicator, facts))
    }

    fn declared_unit(&mut self, said: &Said<'_>) -> Checked<Option<Unit>> {
        let Some((name, _)) = said.unit else {
            return Ok(None);
        };
        match self.frame.units.parse(&name.text) {
            Some(unit) => Ok(Some(unit)),
            None => Err(self.unknown_unit(name.place.0, &name.text, None)),
        }
    }

    fn declared_kind(&mut self, said: &Said<'_>) -> Kind {
        let kind = said.kind.map_or(Kind::Level, |(written, _)| kind(written));
        if let (Kind::Share, Some((ast::Total::Sum, total)), Some((_, place))) =
            (kind, said.total, said.kind)
        {
            self.remark(Diagnostic::new(Code::ShareSummed, total).at(place, "kind"));
        }
        kind
    }

    /// What the figures of a declared indicator are, where that was said, its formula in that
    /// unit, and how much there is to it.
    fn measured(
        &mut self,
        name: &Name,
        formula: Option<&'a ast::Expr>,
        unit: Option<Unit>,
        unit_place: Option<Span>,
    ) -> Checked<Made> {
        let Some(formula) = formula else {
            let seen = self.survey.scales.get(&name.text);
            if let (None, Some(&(scale, place))) = (&unit, seen) {
                return Ok(Made::observed(Measured::On(scale), Some(place)));
            }
            let (unit, place) = self.unit_or_first(&name.text, unit, unit_place);
            return Ok(Made::observed(Measured::In(unit), place));
        };
        let made = self.formula(formula)?;
        let written = made.place;
        let unit = match (unit, &made.is) {
            (Some(unit), _) => Some(unit),
            (None, Is::In(unit)) => Some(unit.clone()),
            (None, _) => None,
        };
        let (unit, place) = self.unit_or_first(&name.text, unit, unit_place);
        let expr = match &unit {
            Some(unit) => self.in_unit(made, unit, place)?,
            None => self.in_no_unit(made)?,
        };
        let may_be_negative = (!is_never_negative(&expr, &self.facts)).then_some(written);
        let extent = self.bounded(&expr, written)?.derived();
        if extent.depth > LONGEST_CHAIN {
            return Err(self.too_long(written));
        }
        Ok(Made {
            measured: Measured::In(unit),
            unit_place: place,
            formula: Some(expr),
            extent,
            may_be_negative,
        })
    }

    fn unit_or_first(
        &self,
        name: &str,
        unit: Option<Unit>,
        place: Option<Span>,
    ) -> (Option<Unit>, Option<Span>) {
        match (unit, self.survey.units.get(name)) {
            (Some(unit), _) => (Some(unit), place),
            (None, Some((unit, place))) => (Some(unit.clone()), Some(*place)),
            (None, None) => (None, None),
        }
    }

    /// An indicator that no rule declares: measured on the scale of the stage that it is compared
    /// with, or known from a data file.
    fn implicit(&mut self, name: &Name) -> Checked<IndicatorId> {
        if let Some(&id) = self.names.implicit.get(&name.text) {
            return Ok(id);
        }
        // What a rule declares, or may declare, is never taken from the data: its unit would be
        // anybody's guess.
        if let Some(cause) = self.names.lost(&name.text) {
            return Err(self.left_out(name, cause));
        }
        let in_data = self.frame.names_in_data.contains(&name.text);
        if self.frame.rules_unread && in_data {
            return Err(self.perhaps_unread(name));
        }
        let id = if let Some(&(scale, place)) = self.survey.scales.get(&name.text) {
            self.add_implicit(&name.text, Measured::On(scale), Kind::Level, Some(place))
        } else if in_data {
            self.known_from_data(name)
        } else if self.names.stages.contains_key(&name.text) {
            return Err(self.other_thing(name, Thing::Stage, Thing::Indicator));
        } else {
            return Err(self.unknown(name, Thing::Indicator));
        };
        self.names.implicit.insert(name.text.clone(), id);
        Ok(id)
    }

    fn known_from_data(&mut self, name: &Name) -> IndicatorId {
        let (unit, place) = self.unit_or_first(&name.text, None, None);
        // What a total asks about can only be a flow: a level is never added up.
        let flow = self.survey.totals.contains(&name.text);
        let (kind, phrase) = if flow {
            (Kind::Flow, "kind.flow")
        } else {
            (Kind::Level, "kind.level")
        };
        let in_unit = unit.as_ref().map_or(Value::Phrase("no_unit"), |unit| {
            Value::Text(unit.name().to_owned())
        });
        self.remark(
            Diagnostic::new(Code::Undeclared, name.place.0)
                .with("name", &name.text)
                .with("kind", Value::Phrase(phrase))
                .with("unit", in_unit),
        );
        self.add_implicit(&name.text, Measured::In(unit), kind, place)
    }

    fn add_implicit(
        &mut self,
        name: &str,
        measured: Measured,
        kind: Kind,
        unit_place: Option<Span>,
    ) -> IndicatorId {
        let indicator = Indicator {
            id: name.to_owned(),
            label: name.to_owned(),
            also: Vec::new(),
            measured,
            kind,
            better: None,
            basis: None,
            definition: None,
            total: Total::None,
            formula: None,
            section: String::new(),
            declared: None,
        };
        let facts = Facts {
            unit_place,
            kind_place: None,
            extent: Extent::FIGURE,
            by_itself: ByItself::MEASURED,
            never_negative: true,
            used: true,
            ratio: None,
        };
        self.add(indicator, facts)
    }

    /// Resolves `total ratio(…)`, which may name what is declared later and even the indicator
    /// that names it.
    pub(super) fn name_ratios(&mut self) {
        for at in 0..self.facts.len() {
            let ratio = self.facts.get_mut(at).and_then(|facts| facts.ratio.take());
            let Some((over, under)) = ratio else { continue };
            let named = (self.indicator_named(&over), self.indicator_named(&under));
            match named {
                (Ok(over), Ok(under)) => {
                    if let Some(indicator) = self.plan.indicators.get_mut(at) {
                        indicator.total = Total::Ratio(over, under);
                    }
                }
                (Err(told), _) | (_, Err(told)) => self.count(Err(told)),
            }
        }
    }
}

fn better(written: ast::Better) -> Better {
    match written {
        ast::Better::Higher => Better::Higher,
        ast::Better::Lower => Better::Lower,
        ast::Better::Neither => Better::Neither,
    }
}

fn kind(written: ast::Kind) -> Kind {
    match written {
        ast::Kind::Level => Kind::Level,
        ast::Kind::Flow => Kind::Flow,
        ast::Kind::NetFlow => Kind::NetFlow,
        ast::Kind::Share => Kind::Share,
    }
}
