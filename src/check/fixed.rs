//! What a condition says by itself: the region it is about, or the years. Whoever is asked for it,
//! and whenever, the answer is the same.

use super::Checker;
use super::told::Checked;
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Condition, Expr, IndicatorId, Limit, Measure, Moment, RegionId, Scope, Target, Test, Time,
};
use crate::value::Year;

impl Checker<'_, '_> {
    /// What is asked of each of several regions must be something that each has.
    pub(super) fn depends_on_region(&mut self, target: &Target) -> Checked<()> {
        let elsewhere = match &target.scope {
            Scope::Own => false,
            Scope::One(region) => *region != self.frame.regions.own(),
            Scope::Regions { .. } => true,
        };
        if !elsewhere {
            return Ok(());
        }
        let tests = target.condition.tests();
        let find = |counted: bool| {
            let mut tests = tests.iter();
            tests.find(|test| self.only_counts(of(test)) == counted)
        };
        // Beside a condition that each region keeps for itself, one of a single place may be meant.
        let alike = tests.iter().all(|test| self.same_for_each(of(test)));
        let (code, test) = match (find(false), find(true)) {
            (Some(named), _) if alike && !self.is_of(&target.scope, &tests) => {
                (Code::SameForEach, named)
            }
            (_, Some(count)) => (Code::CountOfAll, count),
            (_, None) => return Ok(()),
        };
        let finding = Diagnostic::new(code, test.measure_place);
        let finding = match target.places.scope {
            Some(scope) => finding.at(scope, "scope"),
            None => finding,
        };
        if code == Code::SameForEach {
            return Err(self.tell(finding));
        }
        self.remark(finding);
        Ok(())
    }

    /// The same of the regions that are counted: all of them would be, or none.
    pub(super) fn counts_each_alike(&mut self, condition: &Condition) -> Checked<()> {
        let tests = condition.tests();
        let alike = tests.iter().all(|test| self.same_for_each(of(test)));
        let mut named = tests.iter().filter(|test| !self.only_counts(of(test)));
        match named.next() {
            Some(test) if alike => {
                let finding = Diagnostic::new(Code::SameForEach, test.measure_place);
                Err(self.tell(finding.help(Some("counted"))))
            }
            _ => Ok(()),
        }
    }

    /// Whether it is asked of the one region that it names.
    fn is_of(&self, scope: &Scope, tests: &[&Test]) -> bool {
        let Scope::One(region) = scope else {
            return false;
        };
        tests
            .iter()
            .all(|test| matches!(of(test), Expr::Figure { region: Some(own), .. } if own == region))
    }

    /// Whether a formula gives the same whatever region is asked.
    fn same_for_each(&self, expr: &Expr) -> bool {
        let depends = |id: IndicatorId, region: Option<RegionId>| match self.formula_of(id) {
            _ if region.is_some() => false,
            Some(formula) => !self.same_for_each(formula),
            None => true,
        };
        match expr {
            Expr::Constant(_) | Expr::Count { .. } => true,
            Expr::Figure {
                indicator, region, ..
            } => !depends(*indicator, *region),
            Expr::Scaled(_, inner)
            | Expr::Negative(inner)
            | Expr::Fold(_, inner, _)
            | Expr::Change(inner, _)
            | Expr::Growth(inner, _) => self.same_for_each(inner),
            Expr::Sum(first, rest) | Expr::Product(first, rest) => {
                self.same_for_each(first) && rest.iter().all(|(_, one)| self.same_for_each(one))
            }
        }
    }

    /// A formula of written years is settled in the last of them, and never was anything else.
    pub(super) fn depends_on_time(&mut self, target: &Target) {
        for test in target.condition.tests() {
            let mut years = Vec::new();
            let Measure::Level(expr) = &test.measure else {
                continue;
            };
            let (true, Some(last)) = (
                self.of_written_years(expr, &mut years),
                years.into_iter().max(),
            ) else {
                continue;
            };
            let based = match &test.limit {
                Limit::Direction(_) => true,
                Limit::Compare(one) => one.needs_base(),
                Limit::PerRegion(all) => all.iter().any(|(_, one)| one.needs_base()),
            };
            let stated = target.baseline.is_some();
            let why = match target.time {
                _ if based && !stated => "base",
                _ if last <= target.base_year(&self.plan) => "past",
                time if last > time.deadline() => "late",
                Time::By(year) if last < year && !stated => "help",
                Time::Throughout(_) => "help",
                Time::By(_) | Time::In(_) | Time::Over(_) => continue,
            };
            let finding = Diagnostic::new(Code::YearsOfItsOwn, test.measure_place)
                .with("year", last)
                .with("deadline", target.time.deadline())
                .help(Some(why));
            self.remark(match target.places.time {
                Some(time) => finding.at(time, "time"),
                None => finding,
            });
        }
    }

    /// Whether a formula looks at written years only, and at which.
    fn of_written_years(&self, expr: &Expr, years: &mut Vec<Year>) -> bool {
        match expr {
            Expr::Constant(_) => true,
            Expr::Fold(_, _, over) | Expr::Change(_, over) | Expr::Growth(_, over) => {
                years.push(over.last);
                true
            }
            Expr::Figure {
                indicator, moment, ..
            } => match (moment, self.formula_of(*indicator)) {
                (Moment::In(year), _) => {
                    years.push(*year);
                    true
                }
                (Moment::Base, _) => {
                    years.push(self.frame.base);
                    true
                }
                (Moment::Now | Moment::Prior, Some(formula)) => {
                    self.of_written_years(formula, years)
                }
                (Moment::Now | Moment::Prior, None) => false,
            },
            Expr::Scaled(_, inner) | Expr::Negative(inner) => self.of_written_years(inner, years),
            Expr::Sum(first, rest) | Expr::Product(first, rest) => {
                self.of_written_years(first, years)
                    && rest
                        .iter()
                        .all(|(_, one)| self.of_written_years(one, years))
            }
            Expr::Count { .. } => false,
        }
    }

    /// Whether a formula is made of counts over regions and of nothing that each region has.
    fn only_counts(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Count { .. } => true,
            Expr::Constant(_) => false,
            Expr::Figure { indicator, .. } => {
                let formula = self.formula_of(*indicator);
                formula.is_some_and(|formula| self.only_counts(formula))
            }
            Expr::Scaled(_, inner)
            | Expr::Negative(inner)
            | Expr::Fold(_, inner, _)
            | Expr::Change(inner, _)
            | Expr::Growth(inner, _) => self.only_counts(inner),
            Expr::Sum(first, rest) | Expr::Product(first, rest) => {
                let all = || std::iter::once(first.as_ref()).chain(rest.iter().map(|(_, one)| one));
                let constant = |one: &Expr| matches!(one, Expr::Constant(_));
                all().any(|one| self.only_counts(one))
                    && all().all(|one| constant(one) || self.only_counts(one))
            }
        }
    }

    fn formula_of(&self, id: IndicatorId) -> Option<&Expr> {
        self.plan.indicator(id)?.formula.as_ref()
    }
}

fn of(test: &Test) -> &Expr {
    match &test.measure {
        Measure::Level(expr) | Measure::Growth(expr) | Measure::Total { of: expr, .. } => expr,
    }
}
