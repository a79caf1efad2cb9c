//! What a condition says by itself: the region it is about, or the years. Whoever is asked for it,
//! and whenever, the answer is the same.

use super::Checker;
use super::told::Checked;
use crate::diag::{Code, Diagnostic};
use crate::model::{Condition, Expr, Measure, Moment, Scope, Target, Test, Time};
use crate::value::Year;

/// What a formula says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ByItself {
    /// It gives the same whatever region is asked.
    same_for_each: bool,
    /// It is made of counts over regions and of nothing that each region has.
    only_counts: bool,
    /// It looks at written years only.
    written_years: bool,
    /// The last of the written years.
    last: Option<Year>,
}

impl ByItself {
    /// A figure that is measured: each region has its own, in each year.
    pub const MEASURED: Self = Self {
        same_for_each: false,
        only_counts: false,
        written_years: false,
        last: None,
    };

    const CONSTANT: Self = Self {
        same_for_each: true,
        only_counts: false,
        written_years: true,
        last: None,
    };

    /// The same in a written year, or up to one.
    fn until(self, year: Year) -> Self {
        Self {
            written_years: true,
            last: Some(year),
            ..self
        }
    }
}

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
            tests.find(|test| self.test_by_itself(test).only_counts == counted)
        };
        // Beside a condition that each region keeps for itself, one of a single place may be meant.
        let alike = tests
            .iter()
            .all(|test| self.test_by_itself(test).same_for_each);
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
        let alike = tests
            .iter()
            .all(|test| self.test_by_itself(test).same_for_each);
        let mut named = tests
            .iter()
            .filter(|test| !self.test_by_itself(test).only_counts);
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

    /// A formula of written years is settled in the last of them, and never was anything else.
    pub(super) fn depends_on_time(&mut self, target: &Target) {
        for test in target.condition.tests() {
            let Measure::Level(expr) = &test.measure else {
                continue;
            };
            let own = self.by_itself(expr);
            let (true, Some(last)) = (own.written_years, own.last) else {
                continue;
            };
            let based = test.needs_base();
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

    /// What a formula says by itself. Each part is looked at once, and what is known of a derived
    /// indicator is kept with it.
    pub(super) fn by_itself(&self, expr: &Expr) -> ByItself {
        match expr {
            Expr::Constant(_) => ByItself::CONSTANT,
            Expr::Count { .. } => ByItself {
                same_for_each: true,
                only_counts: true,
                written_years: false,
                last: None,
            },
            Expr::Figure {
                indicator,
                region,
                moment,
                ..
            } => {
                let known = self.facts.get(indicator.0 as usize);
                let known = known.map_or(ByItself::MEASURED, |facts| facts.by_itself);
                let here = ByItself {
                    same_for_each: known.same_for_each || region.is_some(),
                    ..known
                };
                match moment {
                    Moment::In(year) => here.until(*year),
                    Moment::Base => here.until(self.frame.base),
                    Moment::Now | Moment::Prior => here,
                }
            }
            Expr::Scaled(_, inner) | Expr::Negative(inner) => self.by_itself(inner),
            Expr::Fold(_, inner, over) | Expr::Change(inner, over) | Expr::Growth(inner, over) => {
                self.by_itself(inner).until(over.last)
            }
            Expr::Sum(first, rest) | Expr::Product(first, rest) => {
                let rest = rest.iter().map(|(_, one)| one);
                let mut all = ByItself::CONSTANT;
                let mut each_has = false;
                for one in std::iter::once(first.as_ref()).chain(rest) {
                    let part = self.by_itself(one);
                    let constant = matches!(one, Expr::Constant(_));
                    each_has |= !constant && !part.only_counts;
                    all = ByItself {
                        same_for_each: all.same_for_each && part.same_for_each,
                        only_counts: all.only_counts || part.only_counts,
                        written_years: all.written_years && part.written_years,
                        last: all.last.max(part.last),
                    };
                }
                ByItself {
                    only_counts: all.only_counts && !each_has,
                    ..all
                }
            }
        }
    }

    fn test_by_itself(&self, test: &Test) -> ByItself {
        self.by_itself(of(test))
    }
}

fn of(test: &Test) -> &Expr {
    match &test.measure {
        Measure::Level(expr) | Measure::Growth(expr) | Measure::Total { of: expr, .. } => expr,
    }
}
