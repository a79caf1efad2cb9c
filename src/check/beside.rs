//! What a plan says besides its targets: forecasts, claims, identities, entitlements, history,
//! names with figures in them, promises without a figure, amendments.

use super::clauses::notes;
use super::condition::{Role, Setting};
use super::expr::Formula;
use super::names::Thing;
use super::outline::Entry;
use super::told::{Checked, Told};
use super::unit::{Is, Yard};
use super::{Checker, Head};
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Amendment, Background, Claim, Comparison, Condition, Entitlement, Forecast, Identity, Limit,
    Measure, Quote, TargetId, Test, Threshold, Time, Undefined,
};
use crate::syntax::ast::{self, Name, Relation, Right, Statement, Text, When};
use crate::text::Span;
use crate::value::Quantity;

impl<'a> Checker<'a, '_> {
    /// `forecast ageing_rate = 25% ± 1pp in 2025`
    pub(super) fn forecast(&mut self, entry: Entry<'a>, statement: &Statement) -> Checked<()> {
        let head = entry.declaration.head_place.0;
        let time = match &statement.time {
            Some(time) => self.written_time(time),
            None => Ok(Time::By(self.frame.years.last)),
        };
        let scope = self.scope(statement.scope.as_ref());
        let setting = Setting::of(time.ok(), Role::Beside);
        let condition = self.condition(&statement.condition, setting);
        let (time, scope, condition) = (time?, scope?, condition?);
        if condition.has_map() {
            return Err(self.wrong_form(head, "map"));
        }
        self.plan.forecasts.push(Forecast {
            condition,
            time,
            time_place: place_of(statement),
            scope: scope.scope,
            section: self.section(entry),
            quotes: self.quotes(entry),
            notes: notes(entry.declaration),
            place: entry.declaration.place.0,
        });
        Ok(())
    }

    /// `claim growth(visitors, 2015..2020) = 108.40%`
    pub(super) fn claim(&mut self, entry: Entry<'a>, statement: &Statement) -> Checked<()> {
        let head = entry.declaration.head_place.0;
        let time = statement.time.as_ref().map(|time| self.written_time(time));
        let time = time.transpose();
        self.no_scope(statement)?;
        let ast::Condition::Compare(compare) = &statement.condition else {
            return Err(self.wrong_form(head, "claim"));
        };
        self.can_be_recomputed(compare, statement.time.as_ref())?;
        let setting = Setting::of(time.ok().flatten(), Role::Beside);
        let condition = self.condition(&statement.condition, setting);
        let (time, condition) = (time?, condition?);
        if time.is_none() && needs_a_year(&condition) {
            let no_year = Diagnostic::new(Code::NoYear, head);
            return Err(self.tell(no_year.with("year", self.frame.base)));
        }
        self.plan.claims.push(Claim {
            condition,
            time,
            time_place: place_of(statement),
            section: self.section(entry),
            quotes: self.quotes(entry),
            notes: notes(entry.declaration),
            place: entry.declaration.place.0,
        });
        Ok(())
    }

    /// A claim is one figure of one year: nobody could say of anything else whether it comes out.
    fn can_be_recomputed(
        &mut self,
        compare: &ast::Compare,
        time: Option<&ast::Time>,
    ) -> Checked<()> {
        let measure = compare.measure_place.0;
        match compare.measure {
            ast::Measure::Plain(_) => {}
            ast::Measure::Total(_) => return Err(self.wrong_form(measure, "claim_total")),
            ast::Measure::AnnualGrowth(_) => return Err(self.wrong_form(measure, "claim_growth")),
        }
        let test = &compare.test;
        match &test.right {
            Some(Right::Map { .. }) => return Err(self.wrong_form(test.right_place.0, "map")),
            Some(Right::Expr(figure)) if is_one_figure(figure) => {}
            _ => return Err(self.wrong_form(test.right_place.0, "claim_figure")),
        }
        if test.relation != Relation::Equal {
            return Err(self.wrong_form(test.relation_place.0, "claim_equal"));
        }
        match time {
            Some(time) if matches!(time.when, When::Throughout(_) | When::Over(_)) => {
                Err(self.wrong_form(time.place.0, "claim_time"))
            }
            _ => Ok(()),
        }
    }

    /// `identity change(registered_population, 2020..2025) = births - deaths + net_migration`
    pub(super) fn identity(&mut self, entry: Entry<'a>, statement: &Statement) -> Checked<()> {
        let head = entry.declaration.head_place.0;
        let time = statement.time.as_ref().map(|time| self.written_time(time));
        let time = time.transpose();
        self.no_scope(statement)?;
        let Some((left, right)) = equation(&statement.condition) else {
            return Err(self.wrong_form(head, "identity"));
        };
        let (left, right) = (self.formula(left), self.formula(right));
        let (left, right, time) = (left?, right?, time?);
        let places = (left.place, right.place);
        let (left, right) = self.same_unit(left, right)?;
        let left_bounded = self.bounded(&left, places.0);
        left_bounded.and(self.bounded(&right, places.1))?;
        self.plan.identities.push(Identity {
            left,
            right,
            time,
            place: entry.declaration.place.0,
        });
        Ok(())
    }

    /// Both sides in the unit of the first that has one.
    fn same_unit(
        &mut self,
        left: Formula,
        right: Formula,
    ) -> Checked<(crate::model::Expr, crate::model::Expr)> {
        if let (Some(one), Some(other)) = (&left.basis, &right.basis)
            && one != other
        {
            return Err(self.tell(
                Diagnostic::new(Code::BasisMixed, right.place)
                    .with("basis", other)
                    .at(left.place, "other")
                    .label_with("other", one),
            ));
        }
        let unit = [&left, &right].into_iter().find_map(|side| match &side.is {
            Is::In(unit) => Some((unit.clone(), side.place)),
            _ => None,
        });
        match unit {
            Some((unit, place)) => {
                let left = self.in_unit(left, &unit, Some(place));
                let right = self.in_unit(right, &unit, Some(place));
                Ok((left?, right?))
            }
            None => {
                let (left, right) = (self.in_no_unit(left), self.in_no_unit(right));
                Ok((left?, right?))
            }
        }
    }

    /// `entitlement parental_leave = 10天`
    pub(super) fn entitlement(&mut self, entry: Entry<'a>, statement: &Statement) -> Checked<()> {
        let head = entry.declaration.head_place.0;
        self.no_scope(statement)?;
        let right = equation(&statement.condition);
        let Some((ast::Expr::Name(name), ast::Expr::Figure(figure))) = right else {
            return Err(self.wrong_form(head, "entitlement"));
        };
        let time = statement.time.as_ref().map(|time| self.written_time(time));
        let time = time.transpose()?;
        let unit = match figure.unit.as_deref() {
            Some(unit) => self.unit_of(figure, unit).map(Some),
            None => Ok(None),
        };
        // A right need not be an indicator: most have no figures but their own.
        let indicator = match self.declared_thing(&name.text) {
            Some(Thing::Indicator) => Some(self.indicator_named(name)),
            _ => None,
        };
        let (unit, indicator) = (unit?, indicator.transpose()?);
        let label = match indicator.and_then(|id| self.plan.indicator(id)) {
            Some(indicator) => indicator.label.clone(),
            None => name.text.clone(),
        };
        self.plan.entitlements.push(Entitlement {
            label,
            indicator,
            figure: figure.number.to_string(),
            unit,
            figure_place: figure.place.0,
            time,
            time_place: place_of(statement),
            section: self.section(entry),
            quotes: self.quotes(entry),
            notes: notes(entry.declaration),
            place: entry.declaration.place.0,
        });
        Ok(())
    }

    /// `background "减少75591人", "下降2.34%"`
    pub(super) fn background(&mut self, entry: Entry<'a>, texts: &[Text]) -> Checked<()> {
        let section = self.section(entry);
        // The first `source` says in which place the words stand, if not in the section.
        let mut sources = self.quotes(entry);
        let (place, place_at) = sources.first().map_or_else(
            || (section.clone(), None),
            |quote| (quote.place.clone(), quote.place_at),
        );
        for text in texts {
            let quote = Quote {
                place: place.clone(),
                words: text.text.clone(),
                table: false,
                span: text.place.0,
                place_at,
            };
            self.plan.background.push(Background {
                section: section.clone(),
                quote,
                sources: std::mem::take(&mut sources),
            });
        }
        Ok(())
    }

    /// `name "第七次全国人口普查", "“十四五”"`
    pub(super) fn figure_names(&mut self, texts: &[Text]) -> Checked<()> {
        let names = texts.iter().map(|text| (text.text.clone(), text.place.0));
        self.plan.names.extend(names);
        Ok(())
    }

    /// `undefined "合理区间" of working_age_share`
    pub(super) fn undefined(&mut self, entry: Entry<'a>, words: &Text, of: &Name) -> Checked<()> {
        let indicator = self.indicator_named(of);
        let section = self.section(entry);
        let mut quotes = self.quotes(entry);
        if !quotes.iter().any(|quote| quote.words.contains(&words.text)) {
            quotes.push(Quote {
                place: section.clone(),
                words: words.text.clone(),
                table: false,
                span: words.place.0,
                place_at: None,
            });
        }
        self.plan.undefined.push(Undefined {
            words: words.text.clone(),
            indicator: indicator?,
            section,
            quotes,
            place: entry.declaration.place.0,
        });
        Ok(())
    }

    /// `amend childcare_slots_per_1000@2025 from 2023-06-30 by "文号": 4.5个 -> 4.3个`
    pub(super) fn amendment(&mut self, entry: Entry<'a>) -> Checked<()> {
        let Head::Amend {
            target,
            from,
            by,
            old,
            new,
        } = &entry.declaration.head
        else {
            return Ok(());
        };
        let Some(&id) = self.targets_kept.get(&target.text) else {
            return Err(match self.target_names.get(&target.text).copied() {
                // Its name was given, and the target left out afterwards.
                Some(cause) => self.left_out(target, cause),
                None => self.unknown(target, Thing::Target),
            });
        };
        if let Some(amended) = self.amended(id) {
            self.amended_figures(&amended, old, new)?;
        }
        self.plan.amendments.push(Amendment {
            target: id,
            from: *from,
            by: by.text.clone(),
            old: self.written(old.span()),
            new: self.written(new.span()),
            place: entry.declaration.place.0,
        });
        Ok(())
    }

    /// What the figures of an amendment are held against, where the target is one comparison.
    fn amended(&self, id: TargetId) -> Option<Amended> {
        let target = self.plan.targets.get(id.0 as usize)?;
        let Condition::Test(test) = &target.condition else {
            return None;
        };
        Some(Amended {
            scale: test.scale,
            yard: self.yard_of(test),
            figure: match &test.limit {
                Limit::Compare(Comparison::One(_, figure)) => figure.figure().cloned(),
                _ => None,
            },
            place: test.limit_place,
        })
    }

    /// The figures of an amendment are in the unit of its target, and the old one is the target's.
    fn amended_figures(
        &mut self,
        target: &Amended,
        old: &ast::Expr,
        new: &ast::Expr,
    ) -> Checked<()> {
        let (was, becomes) = match target.scale {
            Some(scale) => (self.stage(old, scale), self.stage(new, scale)),
            None => (self.fixed(old, &target.yard), self.fixed(new, &target.yard)),
        };
        let was = was?;
        becomes?;
        if target.figure.as_ref().is_some_and(|figure| *figure != was) {
            let finding = Diagnostic::new(Code::AmendedOtherwise, old.span())
                .with("figure", self.written(target.place))
                .at(target.place, "target");
            self.remark(finding);
        }
        Ok(())
    }

    fn no_scope(&mut self, statement: &Statement) -> Checked<()> {
        match &statement.scope {
            None => Ok(()),
            Some(scope) => Err(self.wrong_form(scope.place.0, "scope")),
        }
    }

    /// Reports a statement of another form than its word asks for.
    fn wrong_form(&mut self, place: Span, form: &'static str) -> Told {
        self.tell(
            Diagnostic::new(Code::WrongForm, place)
                .with("written", self.written(place))
                .help(Some(form)),
        )
    }
}

/// What an amendment must know of its target.
struct Amended {
    scale: Option<usize>,
    yard: Yard,
    figure: Option<Quantity>,
    place: Span,
}

/// A figure as a plan prints one; a name may be `10万` or a stage, which is seen to later.
fn is_one_figure(expr: &ast::Expr) -> bool {
    match expr {
        ast::Expr::Figure(_) | ast::Expr::Name(_) => true,
        ast::Expr::Negative(inner, _) => matches!(inner.as_ref(), ast::Expr::Figure(_)),
        _ => false,
    }
}

/// Where the time of a statement was written.
fn place_of(statement: &Statement) -> Option<Span> {
    statement.time.as_ref().map(|time| time.place.0)
}

/// The two sides of `left = right`.
fn equation(condition: &ast::Condition) -> Option<(&ast::Expr, &ast::Expr)> {
    let ast::Condition::Compare(compare) = condition else {
        return None;
    };
    match (&compare.measure, compare.test.relation, &compare.test.right) {
        (ast::Measure::Plain(left), Relation::Equal, Some(Right::Expr(right))) => {
            Some((left, right))
        }
        _ => None,
    }
}

/// Whether a condition cannot be worked out without being told of which year.
fn needs_a_year(condition: &Condition) -> bool {
    let measure_needs = |test: &Test| match &test.measure {
        Measure::Level(expr) => super::expr::looks_at_now(expr),
        // They add up years, or go from one to another.
        Measure::Total { .. } | Measure::Growth(_) => true,
    };
    let mut tests = condition.tests().into_iter();
    tests.any(|test| measure_needs(test) || thresholds_need_base(test))
}

fn thresholds_need_base(test: &Test) -> bool {
    match &test.limit {
        Limit::Compare(Comparison::One(_, figure)) => Threshold::needs_base(figure),
        Limit::Compare(Comparison::Band(_, low, high)) => low.needs_base() || high.needs_base(),
        Limit::Direction(_) | Limit::PerRegion(_) => false,
    }
}
