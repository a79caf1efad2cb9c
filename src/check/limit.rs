//! The right side of a comparison: figures, `base`, widths, ranges and maps, all in the unit of
//! what is measured.

use super::Checker;
use super::expr::{part_of_whole, percent};
use super::names::without_strive;
use super::told::{Checked, Told, all};
use super::unit::{Difference, Yard, multiplier, written_number};
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Bound, Comparison, Direction, Limit, Milestones, RegionId, Relation, Threshold,
};
use crate::syntax::ast::{self, At, Expr, Figure, Milestone, Name, Right};
use crate::text::Span;
use crate::value::{Dimension, Quantity, Rational, Unit, with_unit};

/// The figure of a right side whose unit is that of the level it speaks of.
pub(super) fn leading_figure(right: &Right) -> Option<&Figure> {
    match right {
        Right::Expr(expr) => leading(expr),
        Right::About { middle, width } => leading(middle).or_else(|| points(width)),
        Right::Range { low, high } => leading(low).or_else(|| leading(high)),
        Right::Map { entries, width } => entries
            .iter()
            .find_map(|(_, figure)| leading(figure))
            .or_else(|| width.as_ref().and_then(points)),
        Right::Milestones(milestones) => milestones.iter().find_map(|one| leading(&one.figure)),
    }
}

fn leading(expr: &Expr) -> Option<&Figure> {
    match expr {
        Expr::Figure(figure) => figure.unit.is_some().then_some(figure),
        Expr::Negative(inner, _) => leading(inner),
        // A % behind a sign is a part of what stands in front of it, and says nothing of its unit.
        Expr::Sum(first, rest) => leading(first).or_else(|| {
            rest.iter()
                .filter(|(_, part)| percent(part).is_none())
                .find_map(|(_, part)| leading(part))
        }),
        // Nor does a % that something is multiplied with.
        Expr::Product(first, rest) => std::iter::once(first.as_ref())
            .chain(rest.iter().map(|(_, part)| part))
            .filter(|part| percent(part).is_none())
            .find_map(leading),
        Expr::Name(_)
        | Expr::Base(_)
        | Expr::At { .. }
        | Expr::Call { .. }
        | Expr::Where { .. } => None,
    }
}

/// A width of 百分点, which only a rate in % can have.
fn points(width: &Expr) -> Option<&Figure> {
    leading(width).filter(|_| percent(width).is_none())
}

/// The name that a right side consists of, which may be a stage.
pub(super) fn stage_name(right: &Right) -> Option<&Name> {
    let name = |expr: &'_ Expr| matches!(expr, Expr::Name(_));
    let expr = match right {
        Right::Expr(expr) => expr,
        Right::About { middle, .. } => middle,
        Right::Range { low, .. } => low,
        Right::Map { entries, .. } => entries.iter().map(|(_, one)| one).find(|one| name(one))?,
        Right::Milestones(milestones) => milestones
            .iter()
            .map(|one| &one.figure)
            .find(|one| name(one))?,
    };
    match expr {
        Expr::Name(name) => Some(name),
        _ => None,
    }
}

/// What a part of a right side comes to.
enum Amount<'e> {
    /// A bare number; as a level it is in the unit of the test.
    Bare(Quantity),
    /// One bare number over another.
    Ratio(Rational),
    /// A figure in % or ‰, and the part that it is.
    Part(&'e Figure, Rational),
    /// A number such as 10万, which as a level leaves open whether it counts 人 or 万人.
    Multiple(Span, Quantity),
    /// 百分点, in the unit of the test.
    Points(&'e Figure, Quantity, Unit),
    /// A level in the unit of the test, or one counted from the baseline.
    Level(Threshold),
}

impl<'a> Checker<'a, '_> {
    /// What a comparison is made with; maps and milestones only where it is the `whole` condition.
    pub(super) fn limit(&mut self, test: &ast::Test, yard: &Yard, whole: bool) -> Checked<Limit> {
        let direction = match test.relation {
            ast::Relation::Rising => Some(Direction::Rising),
            ast::Relation::Falling => Some(Direction::Falling),
            ast::Relation::NotRising => Some(Direction::NotRising),
            ast::Relation::NotFalling => Some(Direction::NotFalling),
            ast::Relation::AtLeast
            | ast::Relation::MoreThan
            | ast::Relation::AtMost
            | ast::Relation::LessThan
            | ast::Relation::Equal => None,
        };
        if let Some(direction) = direction {
            return Ok(Limit::Direction(direction));
        }
        match &test.right {
            None => Err(self.not_a_figure(test.relation_place.0, "help")),
            Some(Right::Map { entries, width }) if whole => {
                self.map(test, entries, width.as_ref(), yard)
            }
            Some(Right::Milestones(milestones)) if whole => {
                match milestones.iter().max_by_key(|one| one.year) {
                    Some(last) => {
                        let figure = self.threshold(&last.figure, yard)?;
                        Ok(Limit::Compare(single(test.relation, figure)))
                    }
                    None => Err(self.not_a_figure(test.right_place.0, "help")),
                }
            }
            Some(Right::Map { .. } | Right::Milestones(_)) => {
                Err(self.tell(Diagnostic::new(Code::MapMisplaced, test.right_place.0)))
            }
            Some(Right::Expr(figure)) => {
                let figure = self.threshold(figure, yard)?;
                Ok(Limit::Compare(single(test.relation, figure)))
            }
            Some(Right::About { middle, width }) => {
                self.must_be_equal(test)?;
                let band = self.about(middle, width, yard)?;
                Ok(Limit::Compare(band))
            }
            Some(Right::Range { low, high }) => {
                self.must_be_equal(test)?;
                let place = test.right_place.0;
                Ok(Limit::Compare(self.range(low, high, place, yard)?))
            }
        }
    }

    /// A width or a range says both ends, so an operator with one direction says something else.
    fn must_be_equal(&mut self, test: &ast::Test) -> Checked<()> {
        if test.relation == ast::Relation::Equal {
            return Ok(());
        }
        Err(self.tell(
            Diagnostic::new(Code::BandWithDirection, test.relation_place.0)
                .at(test.right_place.0, "band"),
        ))
    }

    /// Reports a right side that is no figure.
    pub(super) fn not_a_figure(&mut self, place: Span, help: &'static str) -> Told {
        let written = self.written(place);
        let plain = without_strive(&written).map(str::to_owned);
        let diagnostic = Diagnostic::new(Code::NotAFigure, place).with("written", written);
        self.tell(match plain {
            Some(plain) => diagnostic.with("instead", plain).help(Some("strive")),
            None => diagnostic.help(Some(help)),
        })
    }

    fn map(
        &mut self,
        test: &ast::Test,
        entries: &[(Name, Expr)],
        width: Option<&Expr>,
        yard: &Yard,
    ) -> Checked<Limit> {
        if width.is_some() {
            self.must_be_equal(test)?;
        }
        let made = entries
            .iter()
            .map(|(name, figure)| {
                let region = self.one_region(name);
                let comparison = match width {
                    Some(width) => self.about(figure, width, yard),
                    None => self
                        .threshold(figure, yard)
                        .map(|figure| single(test.relation, figure)),
                };
                Ok((region?, name.place.0, comparison?))
            })
            .collect();
        let mut made: Vec<(RegionId, Span, Comparison)> = all(made)?;
        made.sort_by_key(|(region, ..)| *region);
        for pair in made.windows(2) {
            if let [(one, first, _), (other, second, _)] = pair
                && one == other
            {
                return Err(self.said_twice(*second.max(first), *first.min(second)));
            }
        }
        if made.is_empty() {
            return Err(self.not_a_figure(test.right_place.0, "help"));
        }
        let per_region = made
            .into_iter()
            .map(|(region, _, comparison)| (region, comparison));
        Ok(Limit::PerRegion(per_region.collect()))
    }

    fn about(&mut self, middle: &Expr, width: &Expr, yard: &Yard) -> Checked<Comparison> {
        let front = middle.span();
        let percent_in_front = percent(middle).is_some();
        let middle = self.threshold(middle, yard);
        let (low, high) = match percent(width) {
            Some((figure, part)) => {
                let in_percent = yard.unit.as_ref().is_some_and(Unit::is_part);
                if in_percent || percent_in_front {
                    return Err(self.percent_of_percent(figure, front));
                }
                let middle = middle?;
                (
                    times(&middle, &(Rational::ONE - &part)),
                    times(&middle, &(Rational::ONE + &part)),
                )
            }
            None => {
                let amount = self.amount(width, yard);
                let (middle, amount) = (middle?, amount?);
                let width = self.width(amount, yard, width.span())?;
                (moved(&middle, &width.negated()), moved(&middle, &width))
            }
        };
        // 2% less than −5 lies above 2% more.
        let turned = low.of_base == high.of_base && low.plus > high.plus;
        let (low, high) = if turned { (high, low) } else { (low, high) };
        Ok(Comparison::Band(Bound::About, low, high))
    }

    fn width(&mut self, amount: Amount<'_>, yard: &Yard, place: Span) -> Checked<Quantity> {
        let width = match amount {
            Amount::Bare(number) => number,
            Amount::Ratio(ratio) => ratio_in(yard, ratio),
            Amount::Multiple(place, number) => self.multiple(place, number, yard)?.plus,
            Amount::Points(_, points, _) => points,
            Amount::Part(figure, _) => return Err(self.percent_of_percent(figure, yard.measure)),
            Amount::Level(Threshold { of_base, plus, .. }) if of_base.is_zero() => plus,
            Amount::Level(_) => return Err(self.not_a_figure(place, "width")),
        };
        if width.signum() < 0 {
            return Err(self.not_a_figure(place, "width"));
        }
        Ok(width)
    }

    fn range(&mut self, low: &Expr, high: &Expr, at: Span, yard: &Yard) -> Checked<Comparison> {
        let ends = (low, high);
        let (low, high) = (self.threshold(low, yard), self.threshold(high, yard));
        let (low, high) = (low?, high?);
        self.one_unit(ends, &low, at, yard)?;
        if low.of_base == high.of_base && low.plus > high.plus {
            let (low, high) = (low.plus.to_string(), high.plus.to_string());
            return Err(self.turned_round(at, &low, &high));
        }
        Ok(Comparison::Band(Bound::Range, low, high))
    }

    /// Reports `3..5万人` where the bare figure is in another unit: it was hardly meant so.
    fn one_unit(
        &mut self,
        ends: (&Expr, &Expr),
        read: &Threshold,
        at: Span,
        yard: &Yard,
    ) -> Checked<()> {
        let (Expr::Figure(low), Expr::Figure(high)) = ends else {
            return Ok(());
        };
        let (None, Some(unit)) = (&low.unit, &high.unit) else {
            return Ok(());
        };
        let spelt_out = Figure {
            unit: Some(unit.clone()),
            ..low.clone()
        };
        if self.threshold(&Expr::Figure(spelt_out), yard)?.plus == read.plus {
            return Ok(());
        }
        let own = yard.unit.as_ref().map_or("", |unit| unit.name());
        Err(self.tell(
            Diagnostic::new(Code::UnitOfOneEnd, at)
                .with("low", with_unit(&low.number, own))
                .with("high", with_unit(&high.number, unit))
                .with(
                    "range",
                    format!("{0}{unit}..{1}{unit}", low.number, high.number),
                ),
        ))
    }

    /// A figure or formula of `base`, as a level in the unit of the test.
    pub(super) fn threshold(&mut self, expr: &Expr, yard: &Yard) -> Checked<Threshold> {
        if let Some((low, high)) = two_figures(expr) {
            return Err(self.range_or_difference(expr.span(), low, high));
        }
        let amount = self.amount(expr, yard)?;
        self.as_level(amount, yard)
    }

    /// Reports `1-2`: whoever means the range must not get its difference, and whoever means the
    /// difference can as well write it.
    fn range_or_difference(&mut self, place: Span, low: &Figure, high: &Figure) -> Told {
        let unit = high.unit.as_deref().or(low.unit.as_deref());
        let unit = unit.unwrap_or_default();
        let diagnostic = Diagnostic::new(Code::RangeOrDifference, place)
            .with("written", self.written(place))
            .with(
                "range",
                format!("{}{unit}..{}{unit}", low.number, high.number),
            )
            .with("low", format!("{}{unit}", low.number))
            .with("high", format!("{}{unit}", high.number));
        self.tell(if low.number < high.number {
            diagnostic
        } else {
            diagnostic.help(Some("difference"))
        })
    }

    /// A threshold that needs no baseline.
    pub(super) fn fixed(&mut self, expr: &Expr, yard: &Yard) -> Checked<Quantity> {
        let no_base = Yard {
            base: false,
            ..yard.clone()
        };
        Ok(self.threshold(expr, &no_base)?.plus)
    }

    fn as_level(&mut self, amount: Amount<'_>, yard: &Yard) -> Checked<Threshold> {
        match amount {
            Amount::Bare(number) => Ok(Threshold::fixed(number)),
            Amount::Ratio(ratio) => Ok(Threshold::fixed(ratio_in(yard, ratio))),
            Amount::Part(figure, _) => Ok(Threshold::fixed(self.level(figure, yard)?)),
            Amount::Multiple(place, number) => self.multiple(place, number, yard),
            Amount::Points(figure, points, unit) => match yard.difference {
                Difference::No => Err(self.points_as_level(figure, &unit)),
                Difference::Of | Difference::InTime => Ok(Threshold::fixed(points)),
            },
            Amount::Level(threshold) => Ok(threshold),
        }
    }

    fn amount<'e>(&mut self, expr: &'e Expr, yard: &Yard) -> Checked<Amount<'e>> {
        match expr {
            Expr::Figure(figure) => self.figure(figure, yard),
            Expr::Base(place) => self.base(place.0, yard),
            Expr::At { of, at } if self.is_own_baseline(of, at, yard) => {
                self.base(of.place.0, yard)
            }
            Expr::Negative(inner, _) => Ok(match self.amount(inner, yard)? {
                Amount::Bare(number) => Amount::Bare(number.negated()),
                Amount::Ratio(ratio) => Amount::Ratio(-ratio),
                Amount::Multiple(place, number) => Amount::Multiple(place, number.negated()),
                Amount::Points(figure, points, unit) => {
                    Amount::Points(figure, points.negated(), unit)
                }
                part @ Amount::Part(..) => {
                    let level = self.as_level(part, yard)?;
                    Amount::Level(negated(&level))
                }
                Amount::Level(level) => Amount::Level(negated(&level)),
            }),
            Expr::Sum(first, rest) => self.sum_of_amounts(first, rest, yard),
            Expr::Product(first, rest) => self.product_of_amounts(first, rest, yard),
            Expr::Name(name) => match written_number(&name.text) {
                Some(number) => Ok(Amount::Multiple(name.place.0, number)),
                None => Err(self.name_for_figure(name)),
            },
            Expr::At { .. } | Expr::Call { .. } | Expr::Where { .. } => {
                Err(self.not_a_figure(expr.span(), "formula"))
            }
        }
    }

    fn figure<'e>(&mut self, figure: &'e Figure, yard: &Yard) -> Checked<Amount<'e>> {
        let Some(name) = figure.unit.as_deref() else {
            return Ok(Amount::Bare(figure.number.clone()));
        };
        if let Some(part) = part_of_whole(figure) {
            return Ok(Amount::Part(figure, part));
        }
        match self.frame.units.parse(name) {
            None if multiplier(name).is_some() => {
                let factor = multiplier(name).unwrap_or(Rational::ONE);
                let number = figure.number.converted(&factor);
                Ok(Amount::Multiple(figure.place.0, number))
            }
            Some(unit) if unit.is_points() => {
                let points = self.points_in(figure, &unit, yard)?;
                Ok(Amount::Points(figure, points, unit))
            }
            _ => Ok(Amount::Level(Threshold::fixed(self.level(figure, yard)?))),
        }
    }

    /// 百分点 in the unit of the test, which must be a part of a whole.
    fn points_in(&mut self, figure: &Figure, unit: &Unit, yard: &Yard) -> Checked<Quantity> {
        match &yard.unit {
            None => Ok(figure.number.clone()),
            Some(wanted) if wanted.is_part() || wanted.is_points() => {
                let factor = unit.factor() / wanted.factor();
                Ok(figure.number.converted(&factor))
            }
            Some(wanted) => Err(self.tell(
                Diagnostic::new(Code::UnitMismatch, figure.place.0)
                    .with("unit", unit.name())
                    .with("wanted", wanted.name())
                    .with("instead", format!("{}{}", figure.number, wanted.name()))
                    .at(yard.measure, "indicator"),
            )),
        }
    }

    /// A figure such as `10万` as a level.
    fn multiple(&mut self, place: Span, number: Quantity, yard: &Yard) -> Checked<Threshold> {
        let Some(wanted) = &yard.unit else {
            return Ok(Threshold::fixed(number));
        };
        let written = self.written(place);
        Err(self.multiple_without_unit(&written, place, wanted, yard.measure))
    }

    /// Reports a figure such as `10万` without a unit beside what is measured in one.
    pub(super) fn multiple_without_unit(
        &mut self,
        written: &str,
        place: Span,
        wanted: &Unit,
        measure: Span,
    ) -> Told {
        let base = wanted.name().trim_start_matches(['百', '千', '万', '亿']);
        let diagnostic = Diagnostic::new(Code::UnitMismatch, place)
            .primary("multiple")
            .with("wanted", wanted.name())
            .with("instead", format!("{written}{base}"))
            .at(measure, "indicator");
        self.tell(diagnostic)
    }

    fn base<'e>(&mut self, place: Span, yard: &Yard) -> Checked<Amount<'e>> {
        if !yard.base {
            return Err(self.not_a_figure(place, "no_base"));
        }
        Ok(Amount::Level(Threshold {
            of_base: Rational::ONE,
            plus: Quantity::zero(),
            proportional: false,
        }))
    }

    /// Whether `x@base` stands on the right of a comparison of `x` itself.
    fn is_own_baseline(&self, of: &Name, at: &[At], yard: &Yard) -> bool {
        let own = yard.alone.and_then(|id| self.plan.indicator(id));
        let same = own.is_some_and(|own| own.id == self.names.canonical(&of.text));
        same && matches!(at, [At::Base(_)])
    }

    /// Reports a name where a figure belongs: a stage, an indicator, or nothing known.
    fn name_for_figure(&mut self, name: &Name) -> Told {
        if self.names.stages.contains_key(&name.text) {
            return self.tell(
                Diagnostic::new(Code::StageOrFigure, name.place.0)
                    .primary("stage")
                    .with("name", &name.text)
                    .help(Some("number")),
            );
        }
        let known = self.declared_thing(&name.text).is_some();
        if !known && let Some(told) = self.not_in_digits(&name.text, name.place.0) {
            return told;
        }
        match self.indicator_named(name) {
            Ok(_) => self.not_a_figure(name.place.0, "formula"),
            Err(told) => told,
        }
    }

    fn sum_of_amounts<'e>(
        &mut self,
        first: &'e Expr,
        rest: &'e [(bool, Expr)],
        yard: &Yard,
    ) -> Checked<Amount<'e>> {
        let percent_in_front = percent(first).is_some();
        let mut front = first.span();
        let first = self.amount(first, yard)?;
        if rest.is_empty() {
            return Ok(first);
        }
        // A sum of bare numbers is one; anything else is a level.
        if let Amount::Bare(number) = &first
            && rest.iter().all(|(_, part)| is_bare(part))
        {
            let mut sum = number.clone();
            for (minus, part) in rest {
                if let Amount::Bare(part) = self.amount(part, yard)? {
                    sum = if *minus {
                        sum.minus(&part)
                    } else {
                        sum.plus(&part)
                    };
                }
            }
            return Ok(Amount::Bare(sum));
        }
        let mut sum = self.as_level(first, yard)?;
        for (minus, part) in rest {
            let sign = if *minus {
                -Rational::ONE
            } else {
                Rational::ONE
            };
            sum = match percent(part) {
                Some((figure, part)) => {
                    let in_percent = yard.unit.as_ref().is_some_and(Unit::is_part);
                    if in_percent || percent_in_front {
                        return Err(self.percent_of_percent(figure, front));
                    }
                    times(&sum, &(Rational::ONE + sign * part))
                }
                None => {
                    let amount = self.amount(part, yard)?;
                    let part = match amount {
                        // Points may be added to a level, though they are none.
                        Amount::Points(_, points, _) => Threshold::fixed(points),
                        other => self.as_level(other, yard)?,
                    };
                    plus(&sum, &if *minus { negated(&part) } else { part })
                }
            };
            front = front.to(part.span());
        }
        Ok(Amount::Level(sum))
    }

    fn product_of_amounts<'e>(
        &mut self,
        first: &'e Expr,
        rest: &'e [(bool, Expr)],
        yard: &Yard,
    ) -> Checked<Amount<'e>> {
        let (mut number, mut level) = (Rational::ONE, None::<Threshold>);
        let (mut divided, mut multiple) = (false, false);
        let mut place = first.span();
        let parts = std::iter::once((false, first)).chain(rest.iter().map(|(d, part)| (*d, part)));
        for (divides, part) in parts {
            place = place.to(part.span());
            let amount = self.amount(part, yard)?;
            multiple |= matches!(amount, Amount::Multiple(..));
            let plain = match amount {
                Amount::Bare(bare) | Amount::Multiple(_, bare) => bare.value().clone(),
                Amount::Ratio(ratio) | Amount::Part(_, ratio) => ratio,
                Amount::Points(figure, _, unit) => return Err(self.points_as_level(figure, &unit)),
                Amount::Level(own) if !divides && level.is_none() => {
                    level = Some(own);
                    continue;
                }
                Amount::Level(_) => return Err(self.not_a_figure(part.span(), "product")),
            };
            if divides && plain.is_zero() {
                return Err(self.not_a_figure(part.span(), "zero"));
            }
            divided |= divides;
            number = if divides {
                number / plain
            } else {
                number * plain
            };
        }
        let parts = std::iter::once(first).chain(rest.iter().map(|(_, part)| part));
        let part_in_it = parts.clone().any(|part| percent(part).is_some());
        Ok(match level {
            Some(level) => Amount::Level(times(&level, &number)),
            None if divided || part_in_it => Amount::Ratio(number),
            None if multiple => Amount::Multiple(place, Quantity::derived(number)),
            None => Amount::Bare(Quantity::derived(number)),
        })
    }

    /// The milestones of a path, in the order of their years.
    pub(super) fn milestones(
        &mut self,
        milestones: &[Milestone],
        yard: &Yard,
        scale: Option<usize>,
    ) -> Checked<Milestones> {
        let made = milestones
            .iter()
            .map(|one| {
                let figure = match scale {
                    Some(scale) => self.stage(&one.figure, scale)?,
                    None => self.fixed(&one.figure, yard)?,
                };
                Ok((one.year, figure, one.place.0))
            })
            .collect();
        let mut made: Milestones = all(made)?;
        made.sort_by_key(|(year, ..)| *year);
        for pair in made.windows(2) {
            if let [(one, _, first), (other, _, second)] = pair
                && one == other
            {
                return Err(self.said_twice(*second, *first));
            }
        }
        Ok(made)
    }
}

/// The figures of `1-2`, unless a % behind the `-` makes them a part of one another: what `50% - 10%`
/// may mean has a message of its own.
fn two_figures(expr: &Expr) -> Option<(&Figure, &Figure)> {
    let Expr::Sum(first, rest) = expr else {
        return None;
    };
    let (Expr::Figure(low), [(true, Expr::Figure(high))]) = (first.as_ref(), rest.as_slice())
    else {
        return None;
    };
    let part = part_of_whole(high).is_some();
    let range = part_of_whole(low).is_some() || low.unit.is_none();
    (!part || range && low.number < high.number).then_some((low, high))
}

fn is_bare(expr: &Expr) -> bool {
    matches!(expr, Expr::Figure(Figure { unit: None, .. }))
}

/// A quotient of bare numbers: for a rate it is the part that it says, `5 / 10万` or `1 / 3`; for
/// anything else a number like any other.
fn ratio_in(yard: &Yard, ratio: Rational) -> Quantity {
    match &yard.unit {
        Some(unit) if unit.is_rate() && *unit.dimension() == Dimension::ratio() => {
            Quantity::derived(ratio / unit.factor())
        }
        _ => Quantity::derived(ratio),
    }
}

/// A comparison with one figure.
fn single(relation: ast::Relation, figure: Threshold) -> Comparison {
    match relation {
        ast::Relation::AtLeast | ast::Relation::Rising | ast::Relation::NotFalling => {
            Comparison::One(Relation::AtLeast, figure)
        }
        ast::Relation::MoreThan => Comparison::One(Relation::MoreThan, figure),
        ast::Relation::AtMost | ast::Relation::Falling | ast::Relation::NotRising => {
            Comparison::One(Relation::AtMost, figure)
        }
        ast::Relation::LessThan => Comparison::One(Relation::LessThan, figure),
        ast::Relation::Equal => Comparison::Band(Bound::Exact, figure.clone(), figure),
    }
}

fn plus(one: &Threshold, other: &Threshold) -> Threshold {
    Threshold {
        of_base: &one.of_base + &other.of_base,
        plus: one.plus.plus(&other.plus),
        proportional: one.proportional || other.proportional,
    }
}

fn moved(one: &Threshold, by: &Quantity) -> Threshold {
    Threshold {
        plus: one.plus.plus(by),
        ..one.clone()
    }
}

fn negated(one: &Threshold) -> Threshold {
    Threshold {
        of_base: -one.of_base.clone(),
        plus: one.plus.negated(),
        proportional: one.proportional,
    }
}

/// A part or multiple: of a baseline of nothing or less there is none.
fn times(one: &Threshold, factor: &Rational) -> Threshold {
    let of_base = &one.of_base * factor;
    let nothing = one.plus.signum() == 0 && one.plus.decimals().is_some();
    Threshold {
        proportional: one.proportional || !of_base.is_zero(),
        of_base,
        // Nothing times anything is nothing, and stays as written.
        plus: if nothing {
            one.plus.clone()
        } else {
            one.plus.times(factor)
        },
    }
}
