//! Formulas: names resolved, and factors put between figures of different units, so that whoever
//! evaluates never sees a unit.

use super::Checker;
use super::condition::Setting;
use super::names::Thing;
use super::together::{Together, added, product_years};
use super::told::{Checked, Told, all};
use super::unit::{Compound, Difference, Is, Yard, multiplier, written_number};
use crate::diag::{Code, Diagnostic};
use crate::model::{Expr, Fold, IndicatorId, Kind, LevelId, Measured, Moment};
use crate::syntax::ast::{self, Argument, At, Figure, Function, Name};
use crate::text::Span;
use crate::value::{Dimension, Quantity, Rational, Unit, Years};

/// A formula with what its figures are.
#[derive(Debug, Clone)]
pub(super) struct Formula {
    /// The formula itself.
    pub expr: Expr,
    /// What its figures are.
    pub is: Is,
    /// How its years go together.
    pub years: Together,
    /// The population or prices that it is about, if all of it is about one.
    pub basis: Option<String>,
    /// The indicator, where it is nothing but one.
    pub alone: Option<IndicatorId>,
    /// Whether it is a difference.
    pub difference: Difference,
    /// The bare numbers that it is multiplied with: of `x / y * 1000` the 1000.
    pub bare: Rational,
    /// Whether it is a number with a multiplier, such as `1万`, or worked out from one: nobody can
    /// say of what.
    pub multiple: bool,
    /// Whether it is one number over another, which of a rate is a part: `5 / 10万`.
    pub quotient: bool,
    /// The level whose regions it counts.
    pub counts: Option<LevelId>,
    /// Where it stands.
    pub place: Span,
}

impl Formula {
    fn new(expr: Expr, is: Is, years: Together, place: Span) -> Self {
        Self {
            expr,
            is,
            years,
            basis: None,
            alone: None,
            difference: Difference::No,
            bare: Rational::ONE,
            multiple: false,
            quotient: false,
            counts: None,
            place,
        }
    }

    /// The indicator and moment of a bare figure of an indicator.
    fn figure(&self) -> Option<(IndicatorId, Moment)> {
        match &self.expr {
            Expr::Figure {
                indicator, moment, ..
            } => Some((*indicator, *moment)),
            _ => None,
        }
    }

    /// What it is in, for messages.
    fn unit_name(&self) -> String {
        match &self.is {
            Is::In(unit) => unit.name().to_owned(),
            Is::Of(compound) => compound.name.clone(),
            Is::Number | Is::Count | Is::Unknown | Is::UnknownPart => String::new(),
        }
    }
}

/// `expr` × `factor`, or `expr` where that changes nothing.
fn scaled(expr: Expr, factor: Rational) -> Expr {
    if factor == Rational::ONE {
        expr
    } else {
        Expr::Scaled(factor, Box::new(expr))
    }
}

/// A bare number.
fn bare(number: Quantity, place: Span) -> Formula {
    let bare = number.value().clone();
    let number = Expr::Constant(number);
    Formula {
        bare,
        ..Formula::new(number, Is::Number, Together::Same, place)
    }
}

/// A bare number with a multiplier.
fn multiple(number: Quantity, place: Span) -> Formula {
    Formula {
        multiple: true,
        ..bare(number, place)
    }
}

impl<'a> Checker<'a, '_> {
    /// Checks a formula.
    pub(super) fn formula(&mut self, expr: &ast::Expr) -> Checked<Formula> {
        let place = expr.span();
        match expr {
            ast::Expr::Figure(figure) => self.constant(figure),
            ast::Expr::Name(name) => match written_number(&name.text) {
                Some(number) => Ok(multiple(number, place)),
                None => self.figure_of(name, &[]),
            },
            ast::Expr::At { of, at } => self.figure_of(of, at),
            ast::Expr::Base(_) => Err(self.not_a_figure(place, "base")),
            ast::Expr::Negative(inner, _) => {
                let inner = self.formula(inner)?;
                Ok(Formula {
                    expr: Expr::Negative(Box::new(inner.expr)),
                    years: inner.years.turned(),
                    alone: None,
                    bare: -inner.bare,
                    place,
                    ..inner
                })
            }
            ast::Expr::Sum(first, rest) => self.sum(first, rest, place),
            ast::Expr::Product(first, rest) => self.product(first, rest, place),
            ast::Expr::Call {
                function,
                arguments,
                ..
            } => self.call(*function, arguments, place),
            ast::Expr::Where {
                share,
                level,
                condition,
                ..
            } => self.places(*share, level, condition, place),
        }
    }

    fn constant(&mut self, figure: &Figure) -> Checked<Formula> {
        let place = figure.place.0;
        let number = figure.number.clone();
        let Some(name) = figure.unit.as_deref() else {
            return Ok(bare(number, place));
        };
        if let (Some(factor), None) = (multiplier(name), self.frame.units.parse(name)) {
            return Ok(multiple(number.converted(&factor), place));
        }
        let unit = self.unit_of(figure, name)?;
        let number = Expr::Constant(number);
        Ok(Formula::new(number, Is::In(unit), Together::Same, place))
    }

    /// The figure of an indicator, of a year and a region if it says so.
    fn figure_of(&mut self, name: &Name, at: &[At]) -> Checked<Formula> {
        let place = at
            .iter()
            .fold(name.place.0, |place, at| place.to(at.span()));
        let moment = self.moment(at);
        let region = self.region_of(at);
        let id = self.indicator_named(name)?;
        let (moment, region) = (moment?, region?);
        let Some(indicator) = self.plan.indicator(id) else {
            return Err(self.unknown(name, Thing::Indicator));
        };
        let is = match &indicator.measured {
            Measured::In(unit) => unit.clone().map_or(Is::Unknown, Is::In),
            Measured::On(_) => return Err(self.stage_in_formula(name, id)),
        };
        let years = match (moment, indicator.kind) {
            (Moment::Now, Kind::Level | Kind::Share) => Together::Level,
            (Moment::Now, Kind::Flow) => Together::Flow,
            (Moment::Now, Kind::NetFlow) => Together::NetFlow,
            _ => Together::Mixed,
        };
        let basis = indicator.basis.clone();
        let expr = Expr::Figure {
            indicator: id,
            moment,
            region,
        };
        Ok(Formula {
            basis,
            alone: (moment == Moment::Now).then_some(id),
            ..Formula::new(expr, is, years, place)
        })
    }

    fn stage_in_formula(&mut self, name: &Name, id: IndicatorId) -> Told {
        let scale = self.scale_of(id);
        let diagnostic = Diagnostic::new(Code::StageOrFigure, name.place.0)
            .primary("formula")
            .with("name", &name.text)
            .with("stages", self.stages_of(scale));
        let place = self
            .facts
            .get(id.0 as usize)
            .and_then(|facts| facts.unit_place);
        self.tell(match place {
            Some(place) => diagnostic.at(place, "scale"),
            None => diagnostic,
        })
    }

    fn moment(&mut self, at: &[At]) -> Checked<Moment> {
        let mut found: Option<(Moment, Span)> = None;
        for one in at {
            let (moment, place) = match one {
                At::Year(year, place) => (Moment::In(*year), place.0),
                At::Base(place) => (Moment::Base, place.0),
                At::Prior(place) => (Moment::Prior, place.0),
                At::Region(_) => continue,
            };
            if let Some((_, first)) = found {
                return Err(self.said_twice(place, first));
            }
            found = Some((moment, place));
        }
        Ok(found.map_or(Moment::Now, |(moment, _)| moment))
    }

    fn region_of(&mut self, at: &[At]) -> Checked<Option<crate::model::RegionId>> {
        let mut found: Option<&Name> = None;
        for one in at {
            if let At::Region(name) = one {
                if let Some(first) = found {
                    return Err(self.said_twice(name.place.0, first.place.0));
                }
                found = Some(name);
            }
        }
        found.map(|name| self.one_region(name)).transpose()
    }

    /// Reports something that may be said once and is said again.
    pub(super) fn said_twice(&mut self, second: Span, first: Span) -> Told {
        self.tell(
            Diagnostic::new(Code::SaidTwice, second)
                .with("word", self.written(second))
                .at(first, "first"),
        )
    }

    // ---- sums

    fn sum(
        &mut self,
        first: &ast::Expr,
        rest: &[(bool, ast::Expr)],
        place: Span,
    ) -> Checked<Formula> {
        let first = self.formula(first);
        let parts = rest
            .iter()
            .map(|(minus, part)| Ok((*minus, part, self.formula(part)?)))
            .collect();
        let (mut sum, parts) = (first?, all(parts)?);
        // A bare number or an unknown unit takes that of the first part that has one.
        let leading = parts.iter().map(|(_, _, part)| part);
        let leading = std::iter::once(&sum)
            .chain(leading)
            .find(|part| matches!(part.is, Is::In(_) | Is::Of(_)))
            .cloned();
        if let Some(leading) = &leading {
            sum = self.as_part_of(sum, leading)?;
        }
        for (minus, written, part) in parts {
            sum = match percent(written) {
                Some((figure, part)) => self.proportion(sum, minus, figure, &part, place)?,
                None => {
                    let part = match &leading {
                        Some(leading) => self.as_part_of(part, leading)?,
                        None => part,
                    };
                    self.add_part(sum, minus, part, place)?
                }
            };
        }
        Ok(Formula { place, ..sum })
    }

    /// `sum ± 13.5%`: a part of what stands in front of it.
    fn proportion(
        &mut self,
        sum: Formula,
        minus: bool,
        figure: &Figure,
        part: &Rational,
        place: Span,
    ) -> Checked<Formula> {
        if matches!(&sum.is, Is::In(unit) if unit.is_part()) {
            return Err(self.percent_of_percent(figure, sum.place));
        }
        let factor = if minus {
            Rational::ONE - part
        } else {
            Rational::ONE + part
        };
        let years = if factor < Rational::ZERO {
            sum.years.turned()
        } else {
            sum.years
        };
        let bare = if sum.is == Is::Number {
            &sum.bare * &factor
        } else {
            sum.bare
        };
        Ok(Formula {
            expr: scaled(sum.expr, factor),
            years,
            bare,
            alone: None,
            place,
            ..sum
        })
    }

    fn add_part(
        &mut self,
        sum: Formula,
        minus: bool,
        part: Formula,
        place: Span,
    ) -> Checked<Formula> {
        if let (Some(one), Some(other)) = (&sum.basis, &part.basis)
            && one != other
        {
            return Err(self.tell(
                Diagnostic::new(Code::BasisMixed, part.place)
                    .with("basis", other)
                    .at(sum.place, "other")
                    .label_with("other", one),
            ));
        }
        let difference = match (minus, sum.figure(), part.figure()) {
            (true, Some((one, _)), Some((other, _))) if one == other => Difference::InTime,
            (true, _, _) => Difference::Of,
            (false, _, _) => sum.difference,
        };
        let years = added(sum.years, minus, part.years);
        let bare = match (&sum.is, &part.is) {
            (Is::Number, Is::Number) if minus => &sum.bare - &part.bare,
            (Is::Number, Is::Number) => &sum.bare + &part.bare,
            _ => Rational::ONE,
        };
        let expr = match sum.expr {
            Expr::Sum(first, mut parts) => {
                parts.push((minus, part.expr));
                Expr::Sum(first, parts)
            }
            first => Expr::Sum(Box::new(first), vec![(minus, part.expr)]),
        };
        Ok(Formula {
            expr,
            is: sum.is,
            years,
            basis: sum.basis.or(part.basis),
            alone: None,
            difference,
            bare,
            multiple: sum.multiple || part.multiple,
            quotient: sum.quotient || part.quotient,
            counts: None,
            place,
        })
    }

    /// A part of a sum in the unit of the part that leads.
    fn as_part_of(&mut self, part: Formula, leading: &Formula) -> Checked<Formula> {
        let (dimension, factor) = match &leading.is {
            Is::In(unit) => (unit.dimension().clone(), unit.factor().clone()),
            Is::Of(compound) => (compound.dimension.clone(), Rational::ONE),
            Is::Number | Is::Count | Is::Unknown | Is::UnknownPart => return Ok(part),
        };
        let is = match &leading.is {
            Is::Of(compound) => Is::Of(Compound {
                factor: Rational::ONE,
                ..compound.clone()
            }),
            other => other.clone(),
        };
        let own = match &part.is {
            Is::Number => return self.number_beside(part, leading, is),
            Is::Unknown | Is::UnknownPart => return Ok(Formula { is, ..part }),
            Is::Count if dimension.is_ratio() => return Ok(Formula { is, ..part }),
            Is::Count => (Dimension::default(), Rational::ONE),
            Is::In(unit) if matches!(&leading.is, Is::In(wanted) if unit.name() == wanted.name()) =>
            {
                return Ok(Formula { is, ..part });
            }
            Is::In(unit) => (unit.dimension().clone(), unit.factor().clone()),
            Is::Of(compound) => (compound.dimension.clone(), compound.factor.clone()),
        };
        if own.0 != dimension {
            return Err(self.do_not_add(&part, leading));
        }
        let expr = scaled(part.expr, own.1 / factor);
        Ok(Formula { expr, is, ..part })
    }

    /// A bare number beside figures that have a unit has that unit; but 1 beside a % is meant to
    /// be the whole, which is written `100%`, and `1万` beside 万人 may be 1万人 or 1万万人. One number
    /// over another is beside a rate the part that it says, as it is in what a rate is compared with.
    fn number_beside(&mut self, number: Formula, leading: &Formula, is: Is) -> Checked<Formula> {
        let whole = number.bare == Rational::ONE;
        match &leading.is {
            Is::In(unit) if number.quotient && unit.is_rate() && unit.dimension().is_ratio() => {
                let expr = scaled(number.expr, Rational::ONE / unit.factor());
                Ok(Formula { expr, is, ..number })
            }
            Is::In(unit) if whole && unit.is_part() => Err(self.tell(
                Diagnostic::new(Code::UnitMismatch, number.place)
                    .primary("number")
                    .with("wanted", unit.name())
                    .with(
                        "instead",
                        if unit.name() == "%" {
                            "100%"
                        } else {
                            "1000‰"
                        },
                    )
                    .at(leading.place, "indicator"),
            )),
            Is::In(unit) if number.multiple => {
                let written = self.written(number.place);
                Err(self.multiple_without_unit(&written, number.place, unit, leading.place))
            }
            Is::Of(compound) if !compound.dimension.is_ratio() => {
                Err(self.do_not_add(&number, leading))
            }
            _ => Ok(Formula { is, ..number }),
        }
    }

    fn do_not_add(&mut self, part: &Formula, leading: &Formula) -> Told {
        let diagnostic = Diagnostic::new(Code::UnitsDoNotAdd, part.place);
        let diagnostic = match part.unit_name() {
            name if name.is_empty() => diagnostic.primary("number"),
            name => diagnostic.with("unit", name),
        };
        self.tell(
            diagnostic
                .at(leading.place, "other")
                .label_with("other", leading.unit_name()),
        )
    }

    // ---- products

    fn product(
        &mut self,
        first: &ast::Expr,
        rest: &[(bool, ast::Expr)],
        place: Span,
    ) -> Checked<Formula> {
        let parts = std::iter::once(Ok((false, self.formula(first))))
            .chain(
                rest.iter()
                    .map(|(under, part)| Ok((*under, self.formula(part)))),
            )
            .map(|part: Checked<_>| part.and_then(|(under, part)| Ok((under, part?))))
            .collect();
        let parts = all(parts)?;
        Ok(product_of(parts, place))
    }

    // ---- functions

    fn call(
        &mut self,
        function: Function,
        arguments: &[Argument],
        place: Span,
    ) -> Checked<Formula> {
        match (function, arguments) {
            (Function::Share, [Argument::Expr(part), Argument::Expr(whole)]) => {
                self.share(part, whole, place)
            }
            (Function::Change, [Argument::Expr(of), Argument::Years(years, at)]) => {
                let years = self.in_order(*years, at.0);
                let of = self.formula(of)?;
                let expr = Expr::Change(Box::new(of.expr), years?);
                Ok(Formula {
                    expr,
                    years: Together::Mixed,
                    alone: None,
                    difference: Difference::InTime,
                    place,
                    ..of
                })
            }
            (Function::Growth, [Argument::Expr(of), Argument::Years(years, at)]) => {
                let years = self.in_order(*years, at.0);
                let of = self.formula(of)?;
                let expr = Expr::Growth(Box::new(of.expr), years?);
                Ok(Formula::new(expr, self.percent(), Together::Mixed, place))
            }
            (Function::Sum, [Argument::Expr(of), Argument::Years(years, at)]) => {
                let years = self.in_order(*years, at.0);
                let of = self.formula(of)?;
                self.must_add_up(&of)?;
                Ok(folded(Fold::Sum, of, years?, place))
            }
            (
                Function::Mean | Function::Min | Function::Max,
                [Argument::Expr(of), Argument::Years(years, at)],
            ) => {
                let years = self.in_order(*years, at.0);
                let of = self.formula(of)?;
                let fold = match function {
                    Function::Min => Fold::Min,
                    Function::Max => Fold::Max,
                    _ => Fold::Mean,
                };
                Ok(folded(fold, of, years?, place))
            }
            _ => Err(self.wrong_arguments(function, place)),
        }
    }

    fn wrong_arguments(&mut self, function: Function, place: Span) -> Told {
        let help = match function {
            Function::Share => "share",
            _ => "help",
        };
        let word = match function {
            Function::Sum => "sum",
            Function::Mean => "mean",
            Function::Min => "min",
            Function::Max => "max",
            Function::Change => "change",
            Function::Growth => "growth",
            Function::Share => "share",
        };
        self.tell(
            Diagnostic::new(Code::WrongArguments, place)
                .with("function", word)
                .with("years", self.frame.years)
                .help(Some(help)),
        )
    }

    fn share(&mut self, part: &ast::Expr, whole: &ast::Expr, place: Span) -> Checked<Formula> {
        let (part, whole) = (self.formula(part), self.formula(whole));
        let quotient = product_of(vec![(false, part?), (true, whole?)], place);
        let percent = self.percent();
        match &percent {
            Is::In(unit) => {
                let unit = unit.clone();
                let expr = self.in_unit(quotient, &unit, None)?;
                Ok(Formula::new(expr, percent, Together::Mixed, place))
            }
            _ => Ok(quotient),
        }
    }

    /// The unit of growth rates and shares.
    pub(super) fn percent(&self) -> Is {
        self.frame.units.parse("%").map_or(Is::Unknown, Is::In)
    }

    fn in_order(&mut self, years: Years, place: Span) -> Checked<Years> {
        if years.first < years.last {
            return Ok(years);
        }
        Err(self.turned_round(place, &years.first.to_string(), &years.last.to_string()))
    }

    /// Reports ends that stand the wrong way round.
    pub(super) fn turned_round(&mut self, place: Span, first: &str, last: &str) -> Told {
        self.tell(
            Diagnostic::new(Code::TurnedRound, place)
                .with("first", first)
                .with("last", last),
        )
    }

    /// Reports a formula whose years cannot be added up.
    pub(super) fn must_add_up(&mut self, of: &Formula) -> Checked<Together> {
        if let Together::Flow | Together::NetFlow = of.years {
            return Ok(of.years);
        }
        let diagnostic = Diagnostic::new(Code::LevelSummed, of.place);
        let Some(id) = of.alone else {
            return Err(self.tell(diagnostic.primary("formula")));
        };
        let name = self.plan.indicator(id).map_or("", |one| one.id.as_str());
        let diagnostic = diagnostic.with("name", name);
        let place = self.facts.get(id.0 as usize).and_then(|one| one.kind_place);
        Err(self.tell(match place {
            Some(place) => diagnostic.at(place, "kind"),
            None => diagnostic,
        }))
    }

    /// `count(county where …)` and `share(county where …)`.
    fn places(
        &mut self,
        share: bool,
        level: &Name,
        condition: &ast::Condition,
        place: Span,
    ) -> Checked<Formula> {
        let level = self.level_named(level);
        let condition = self.condition(condition, Setting::counted());
        let (level, condition) = (level?, condition?);
        self.counts_each_alike(&condition)?;
        let expr = Expr::Count {
            level,
            condition: Box::new(condition),
            share,
        };
        let is = if share { self.percent() } else { Is::Count };
        Ok(Formula {
            counts: Some(level),
            ..Formula::new(expr, is, Together::Level, place)
        })
    }

    // ---- the unit that a formula comes out in

    /// The formula in `unit`; `declared` is where the unit is said.
    pub(super) fn in_unit(
        &mut self,
        formula: Formula,
        unit: &Unit,
        declared: Option<Span>,
    ) -> Checked<Expr> {
        let factor = match &formula.is {
            // A sum or figure that is not known in what is taken as it is.
            Is::Unknown => Rational::ONE,
            Is::Count if !unit.dimension().is_ratio() => Rational::ONE,
            Is::Number | Is::Count | Is::UnknownPart => {
                if !unit.dimension().is_ratio() {
                    return Err(self.unit_not_known(&formula, declared));
                }
                Rational::ONE / unit.factor()
            }
            Is::In(own) if own.name() == unit.name() => Rational::ONE,
            Is::In(own) => {
                if own.dimension() != unit.dimension() {
                    return Err(self.formula_in_other_unit(&formula, unit, declared));
                }
                own.factor() / unit.factor()
            }
            Is::Of(compound) => {
                if compound.dimension != *unit.dimension() {
                    return Err(self.formula_in_other_unit(&formula, unit, declared));
                }
                &compound.factor / unit.factor()
            }
        };
        let quotient = matches!(formula.is, Is::Of(_) | Is::UnknownPart);
        // A factor of one is that of no `*`: 元/人 of 亿元 and 万人.
        let multiplied = formula.bare != Rational::ONE;
        let twice = formula.bare == Rational::ONE / unit.factor() || formula.bare == factor;
        if quotient && unit.is_rate() && multiplied && twice {
            return Err(self.factor_twice(&formula, unit));
        }
        Ok(scaled(formula.expr, factor))
    }

    /// The formula as a plain number or ratio, where nobody said in what it shall be.
    pub(super) fn in_no_unit(&mut self, formula: Formula) -> Checked<Expr> {
        match &formula.is {
            Is::Of(compound) if compound.dimension.is_ratio() => {
                let factor = compound.factor.clone();
                Ok(scaled(formula.expr, factor))
            }
            Is::Of(_) => Err(self.unit_not_written(&formula)),
            _ => Ok(formula.expr),
        }
    }

    /// Reports a formula whose operands have no unit, where one is needed.
    fn unit_not_known(&mut self, formula: &Formula, declared: Option<Span>) -> Told {
        let diagnostic = Diagnostic::new(Code::UnitNotKnown, formula.place).help(Some("declare"));
        self.tell(match declared {
            Some(declared) => diagnostic.at(declared, "wanted"),
            None => diagnostic,
        })
    }

    /// Reports a figure without a unit beside a formula that has one.
    pub(super) fn unit_not_written(&mut self, formula: &Formula) -> Told {
        self.tell(
            Diagnostic::new(Code::UnitNotKnown, formula.place)
                .primary("of")
                .with("unit", formula.unit_name()),
        )
    }

    fn formula_in_other_unit(
        &mut self,
        formula: &Formula,
        unit: &Unit,
        declared: Option<Span>,
    ) -> Told {
        let diagnostic = Diagnostic::new(Code::UnitMismatch, formula.place)
            .primary("formula")
            .with("unit", formula.unit_name())
            .with("wanted", unit.name())
            .help(Some("change"));
        self.tell(match declared {
            Some(declared) => diagnostic.at(declared, "wanted"),
            None => diagnostic,
        })
    }

    fn factor_twice(&mut self, formula: &Formula, unit: &Unit) -> Told {
        self.tell(
            Diagnostic::new(Code::FactorTwice, formula.place)
                .with("factor", Quantity::derived(formula.bare.clone()))
                .with("unit", unit.name()),
        )
    }

    /// A formula in the unit of a comparison: its own where it has a name, else that of the first
    /// figure that it is compared with.
    pub(super) fn measured_in(
        &mut self,
        formula: Formula,
        right: Option<&Figure>,
    ) -> Checked<(Expr, Option<Unit>)> {
        if let Is::In(unit) = &formula.is {
            let unit = unit.clone();
            return Ok((formula.expr, Some(unit)));
        }
        let written = right.and_then(|figure| Some((figure, figure.unit.as_deref()?)));
        let Some((figure, name)) = written.filter(|(_, name)| {
            self.frame.units.parse(name).is_some() || multiplier(name).is_none()
        }) else {
            return Ok((self.in_no_unit(formula)?, None));
        };
        let mut unit = self.unit_of(figure, name)?;
        if unit.is_points()
            && let Is::In(percent) = self.percent()
        {
            unit = percent;
        }
        if formula.is == Is::Count && !unit.is_whole() {
            return Err(self.tell(
                Diagnostic::new(Code::UnitMismatch, figure.place.0)
                    .with("unit", unit.name())
                    .at(formula.place, "counted")
                    .help(Some("count")),
            ));
        }
        let expr = self.in_unit(formula, &unit, Some(figure.place.0))?;
        Ok((expr, Some(unit)))
    }

    /// What the figures that a formula is compared with must be in.
    pub(super) fn yard(&self, formula: &Formula, unit: Option<Unit>) -> Yard {
        let facts = formula.alone.and_then(|id| self.facts.get(id.0 as usize));
        Yard {
            unit,
            measure: formula.place,
            declared: facts.and_then(|facts| facts.unit_place),
            difference: formula.difference,
            base: true,
            alone: formula.alone,
        }
    }
}

/// Whether a formula looks at the year that is judged.
pub(super) fn looks_at_now(expr: &Expr) -> bool {
    match expr {
        Expr::Constant(_) | Expr::Fold(..) | Expr::Change(..) | Expr::Growth(..) => false,
        Expr::Figure { moment, .. } => matches!(moment, Moment::Now | Moment::Prior),
        Expr::Scaled(_, inner) | Expr::Negative(inner) => looks_at_now(inner),
        Expr::Sum(first, rest) | Expr::Product(first, rest) => {
            looks_at_now(first) || rest.iter().any(|(_, part)| looks_at_now(part))
        }
        Expr::Count { .. } => true,
    }
}

/// A figure in % or ‰ and the part that it is: behind `+` and `-` it is a part of what stands in
/// front of it.
pub(super) fn percent(expr: &ast::Expr) -> Option<(&Figure, Rational)> {
    match expr {
        ast::Expr::Figure(figure) => Some((figure, part_of_whole(figure)?)),
        _ => None,
    }
}

/// The part of a whole that a figure in % or ‰ is.
pub(super) fn part_of_whole(figure: &Figure) -> Option<Rational> {
    let factor = match figure.unit.as_deref()? {
        "%" | "％" | "百分之" => 100,
        "‰" | "千分之" => 1000,
        _ => return None,
    };
    Some(figure.number.value() / Rational::from(factor))
}

fn folded(fold: Fold, of: Formula, years: Years, place: Span) -> Formula {
    Formula {
        expr: Expr::Fold(fold, Box::new(of.expr), years),
        years: Together::Mixed,
        alone: None,
        difference: Difference::No,
        bare: Rational::ONE,
        counts: None,
        place,
        ..of
    }
}

/// A product of formulas; `true` for those that it is divided by.
fn product_of(parts: Vec<(bool, Formula)>, place: Span) -> Formula {
    let is = product_is(&parts);
    let basis = shared_basis(&parts);
    let years = product_years(&parts);
    let bare = parts
        .iter()
        .filter(|(under, part)| !under && part.is == Is::Number)
        .fold(Rational::ONE, |product, (_, part)| product * &part.bare);
    let number = is.0 == Is::Number;
    let multiple = number && parts.iter().any(|(_, part)| part.multiple);
    let quotient = number && parts.iter().any(|(under, part)| *under || part.quotient);
    let mut parts = parts.into_iter().map(|(under, part)| (under, part.expr));
    let first = parts.next().map(|(_, first)| first);
    let product = Expr::Product(
        Box::new(first.unwrap_or_else(|| Expr::Constant(Quantity::zero()))),
        parts.collect(),
    );
    let (is, expr) = match is {
        (is, Some(factor)) => (is, scaled(product, factor)),
        (is, None) => (is, product),
    };
    Formula {
        basis,
        bare,
        multiple,
        quotient,
        ..Formula::new(expr, is, years, place)
    }
}

/// What a product is in, with the factor that brings it there.
fn product_is(parts: &[(bool, Formula)]) -> (Is, Option<Rational>) {
    let mut dimension = Dimension::ratio();
    let mut factor = Rational::ONE;
    let (mut over, mut under, mut unknown) = (Vec::new(), Vec::new(), false);
    for (divides, part) in parts {
        let (own, times) = match &part.is {
            Is::Number => continue,
            Is::Count => (Dimension::ratio(), Rational::ONE),
            Is::Unknown | Is::UnknownPart => {
                unknown = true;
                (Dimension::ratio(), Rational::ONE)
            }
            Is::In(unit) => (unit.dimension().clone(), unit.factor().clone()),
            Is::Of(compound) => (compound.dimension.clone(), compound.factor.clone()),
        };
        let power = if *divides { -1 } else { 1 };
        dimension = dimension.combine(&own, power);
        factor = if *divides {
            factor / times
        } else {
            factor * times
        };
        if *divides { &mut under } else { &mut over }.push(part);
    }
    if unknown {
        let part = over.len() == under.len();
        return (if part { Is::UnknownPart } else { Is::Unknown }, None);
    }
    match (over.as_slice(), under.as_slice()) {
        ([], []) => return (Is::Number, None),
        // Doubled or halved, it stays in its unit.
        ([one], []) if matches!(one.is, Is::In(_)) => return (one.is.clone(), None),
        // A part of an amount is in the unit of the amount.
        (parts, []) => {
            if let Some(unit) = the_amount(parts) {
                let factor = factor / unit.factor();
                return (Is::In(unit.clone()), Some(factor));
            }
        }
        _ => {}
    }
    let names = |parts: &[&Formula]| {
        let names: Vec<_> = parts.iter().map(|part| part.unit_name()).collect();
        names.join("·")
    };
    let name = match (names(&over), names(&under)) {
        (over, under) if under.is_empty() => over,
        (over, under) => format!("{over}/{under}"),
    };
    let compound = Compound {
        dimension,
        factor,
        name,
    };
    (Is::Of(compound), None)
}

/// The unit of the one part of a product that is no ratio.
fn the_amount<'f>(parts: &[&'f Formula]) -> Option<&'f Unit> {
    let mut amounts = parts.iter().filter_map(|part| match &part.is {
        Is::In(unit) if unit.dimension().is_ratio() => None,
        Is::In(unit) => Some(Some(unit)),
        _ => Some(None),
    });
    match (amounts.next(), amounts.next()) {
        (Some(unit), None) => unit,
        _ => None,
    }
}

/// The basis that all parts of a product share; a ratio of two bases has none.
fn shared_basis(parts: &[(bool, Formula)]) -> Option<String> {
    let mut bases = parts.iter().filter_map(|(_, part)| part.basis.as_ref());
    let first = bases.next()?;
    bases.all(|other| other == first).then(|| first.clone())
}
