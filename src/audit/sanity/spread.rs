//! What a formula can come to, if each of its figures is off by a unit of its last printed digit.

use super::point::rounding;
use crate::data::Cube;
use crate::eval::{self, Read};
use crate::model::{CellKey, Expr, Fold, LONGEST_CHAIN, Plan, RegionId};
use crate::value::{Quantity, Rational, Year};

/// The least and the most that something can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spread {
    pub low: Rational,
    pub high: Rational,
}

impl Spread {
    pub fn exactly(value: Rational) -> Self {
        Self {
            low: value.clone(),
            high: value,
        }
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    fn plus(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            high: self.high + other.high,
        }
    }

    fn negated(self) -> Self {
        Self {
            low: -self.high,
            high: -self.low,
        }
    }

    fn times(&self, other: &Self) -> Self {
        Self::around([
            &self.low * &other.low,
            &self.low * &other.high,
            &self.high * &other.low,
            &self.high * &other.high,
        ])
    }

    /// The quotient; `None` where nothing may be divided by.
    pub fn over(&self, other: &Self) -> Option<Self> {
        let may_be_nothing = other.low <= Rational::ZERO && other.high >= Rational::ZERO;
        (!may_be_nothing).then(|| {
            Self::around([
                &self.low / &other.low,
                &self.low / &other.high,
                &self.high / &other.low,
                &self.high / &other.high,
            ])
        })
    }

    pub fn scaled(&self, factor: &Rational) -> Self {
        self.times(&Self::exactly(factor.clone()))
    }

    fn around(all: [Rational; 4]) -> Self {
        let [first, rest @ ..] = all;
        let start = Self::exactly(first);
        rest.into_iter().fold(start, |all, one| Self {
            low: all.low.min(one.clone()),
            high: all.high.max(one),
        })
    }
}

/// Reads formulas of one region and keeps the figures that it met.
pub(super) struct Reader<'a> {
    pub plan: &'a Plan,
    pub cube: &'a Cube,
    pub region: RegionId,
    pub met: Vec<CellKey>,
}

impl Reader<'_> {
    /// What a formula can come to; `None` where a figure is missing, was made up, or a series
    /// breaks.
    pub fn spread(&mut self, expr: &Expr, year: Year) -> Option<Spread> {
        self.within(expr, self.region, year, 0)
    }

    fn within(&mut self, expr: &Expr, own: RegionId, year: Year, depth: u8) -> Option<Spread> {
        if depth > LONGEST_CHAIN {
            return None;
        }
        match expr {
            Expr::Constant(figure) => Some(Spread::exactly(figure.value().clone())),
            Expr::Figure {
                indicator,
                moment,
                region,
            } => {
                let year = moment.year(year, self.plan.base);
                let region = region.unwrap_or(own);
                let plan = self.plan;
                match plan
                    .indicator(*indicator)
                    .and_then(|one| one.formula.as_ref())
                {
                    Some(formula) => self.within(formula, region, year, depth + 1),
                    None => self.figure(CellKey {
                        indicator: *indicator,
                        region,
                        year,
                    }),
                }
            }
            Expr::Scaled(factor, inner) => {
                Some(self.within(inner, own, year, depth)?.scaled(factor))
            }
            Expr::Negative(inner) => Some(self.within(inner, own, year, depth)?.negated()),
            Expr::Sum(first, rest) => {
                let mut sum = self.within(first, own, year, depth)?;
                for (minus, part) in rest {
                    let part = self.within(part, own, year, depth)?;
                    sum = sum.plus(if *minus { part.negated() } else { part });
                }
                Some(sum)
            }
            Expr::Product(first, rest) => {
                let mut product = self.within(first, own, year, depth)?;
                for (over, part) in rest {
                    let part = self.within(part, own, year, depth)?;
                    product = match over {
                        true => product.over(&part)?,
                        false => product.times(&part),
                    };
                }
                Some(product)
            }
            Expr::Fold(fold, inner, years) => {
                let mut all: Option<Spread> = None;
                for year in years.iter() {
                    let next = self.within(inner, own, year, depth)?;
                    all = Some(match (all, fold) {
                        (None, _) => next,
                        (Some(all), Fold::Sum | Fold::Mean) => all.plus(next),
                        (Some(all), Fold::Min) => Spread {
                            low: all.low.min(next.low),
                            high: all.high.min(next.high),
                        },
                        (Some(all), Fold::Max) => Spread {
                            low: all.low.max(next.low),
                            high: all.high.max(next.high),
                        },
                    });
                }
                match fold {
                    Fold::Mean => {
                        let part = Rational::ONE / Rational::from(i64::from(years.len()).max(1));
                        Some(all?.scaled(&part))
                    }
                    Fold::Sum | Fold::Min | Fold::Max => all,
                }
            }
            Expr::Change(inner, years) => {
                let from = self.within(inner, own, years.first, depth)?;
                let to = self.within(inner, own, years.last, depth)?;
                Some(to.plus(from.negated()))
            }
            Expr::Growth(inner, years) => {
                let from = self.within(inner, own, years.first, depth)?;
                let to = self.within(inner, own, years.last, depth)?;
                let all = to.over(&from)?.plus(Spread::exactly(-Rational::ONE));
                Some(all.scaled(&Rational::from(100)))
            }
            // What is counted is counted exactly.
            Expr::Count { .. } => match eval::read_figure(self.plan, self.cube, own, expr, year) {
                Read::Known(count) => Some(Spread::exactly(count.value().clone())),
                Read::Missing | Read::Undefined | Read::Nobody | Read::Broken => None,
            },
        }
    }

    fn figure(&mut self, key: CellKey) -> Option<Spread> {
        let figure = self.cube.figure(key.indicator, key.region, key.year)?;
        if figure.is_made_up() {
            return None;
        }
        let unit = self
            .plan
            .indicator(key.indicator)
            .and_then(|one| one.unit());
        self.met.push(key);
        Some(off(&figure.quantity(), rounding(&figure, unit)))
    }
}

/// A figure that may be off by so much, in parts of [`super::point::ONE`].
pub(super) fn off(figure: &Quantity, by: i128) -> Spread {
    let by = Rational::from(by) / Rational::from(super::point::ONE);
    Spread {
        low: figure.value() - &by,
        high: figure.value() + by,
    }
}
