//! Reading formulas down the columns of the cube.

use super::interval::Interval;
use crate::data::{Absence, Cube};
use crate::model::{
    CellKey, Condition, Expr, Fold, IndicatorId, LONGEST_CHAIN, LevelId, Measure, Moment, Plan,
    RegionId, Test,
};
use crate::value::{Quantity, Rational, Truth, Year, Years};

/// What a formula gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// A figure.
    Known(Quantity),
    /// A figure is missing.
    Missing,
    /// Nothing can be worked out: a division by zero.
    Undefined,
    /// Nothing is counted: the level has no regions. Nothing is ever true of nobody.
    Nobody,
    /// The formula puts figures of several years together, and the series was broken in between.
    Broken,
}

impl Read {
    /// The figure, if there is one.
    pub fn known(self) -> Option<Quantity> {
        match self {
            Self::Known(quantity) => Some(quantity),
            Self::Missing | Self::Undefined | Self::Nobody | Self::Broken => None,
        }
    }

    fn map(self, change: impl FnOnce(Quantity) -> Self) -> Self {
        match self {
            Self::Known(quantity) => change(quantity),
            other => other,
        }
    }

    /// Two figures together; what is missing matters more than what is undefined.
    fn both(self, other: Self, put: impl FnOnce(Quantity, Quantity) -> Self) -> Self {
        match (self, other) {
            (Self::Known(one), Self::Known(two)) => put(one, two),
            (Self::Missing, _) | (_, Self::Missing) => Self::Missing,
            (Self::Nobody, _) | (_, Self::Nobody) => Self::Nobody,
            (Self::Broken, _) | (_, Self::Broken) => Self::Broken,
            (Self::Undefined, _) | (_, Self::Undefined) => Self::Undefined,
        }
    }
}

/// A value that may be known in part: it lies between `low` and `high`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measured {
    /// The known part, or all of it.
    pub value: Quantity,
    /// The least that it can be; `None` for no bound.
    pub low: Option<Quantity>,
    /// The most that it can be.
    pub high: Option<Quantity>,
}

impl Measured {
    pub fn exactly(value: Quantity) -> Self {
        Self {
            low: Some(value.clone()),
            high: Some(value.clone()),
            value,
        }
    }

    pub fn is_partial(&self) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => low != high,
            _ => true,
        }
    }

    /// Whether every, some or no possible value lies in the interval.
    pub fn within(&self, interval: &Interval) -> Truth {
        if !self.is_partial() {
            return interval.contains(&self.value).into();
        }
        let inside =
            |bound: &Option<Quantity>| bound.as_ref().is_some_and(|bound| interval.contains(bound));
        let unbounded_ok = |bound: &Option<Quantity>, end_missing: bool| {
            inside(bound) || (bound.is_none() && end_missing)
        };
        if unbounded_ok(&self.low, interval.low.is_none())
            && unbounded_ok(&self.high, interval.high.is_none())
        {
            return Truth::True;
        }
        let too_low = match (&self.high, &interval.low) {
            (Some(high), Some(end)) => high < &end.at || (end.open && high == &end.at),
            _ => false,
        };
        let too_high = match (&self.low, &interval.high) {
            (Some(low), Some(end)) => low > &end.at || (end.open && low == &end.at),
            _ => false,
        };
        if too_low || too_high {
            Truth::False
        } else {
            Truth::Unknown
        }
    }
}

/// The cells that were looked at, for the evidence behind a verdict.
#[derive(Debug, Clone, Default)]
pub(super) struct Trail {
    pub found: Vec<CellKey>,
    pub missing: Vec<CellKey>,
    /// Where a series began anew between figures that were to be compared.
    pub breaks: Vec<CellKey>,
}

impl Trail {
    /// Each cell once, in the order of indicators, regions and years.
    pub fn tidy(&mut self) {
        for list in [&mut self.found, &mut self.missing, &mut self.breaks] {
            list.sort_unstable();
            list.dedup();
        }
    }
}

/// Reads for one region and one rule about missing figures.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub plan: &'a Plan,
    pub cube: &'a Cube,
    /// The region that is judged.
    pub region: RegionId,
    /// The year of the baseline.
    pub base: Year,
    /// The last year whose figures are looked at.
    pub until: Year,
    /// Whether no entry means none.
    pub as_zero: bool,
}

impl<'a> Reader<'a> {
    /// The same for another region.
    pub fn of(self, region: RegionId) -> Self {
        Self { region, ..self }
    }

    /// The same without `as zero`, for baselines: they are stated or unknown, and known before the
    /// clock starts.
    pub fn strictly(self) -> Self {
        Self {
            as_zero: false,
            until: self.until.max(self.base),
            ..self
        }
    }

    /// The figure of a formula in a year.
    pub fn read(self, expr: &Expr, year: Year, trail: &mut Trail) -> Read {
        self.read_whole(expr, year, trail, 0)
    }

    /// The same `depth` derived indicators down.
    fn read_whole(self, expr: &Expr, year: Year, trail: &mut Trail, depth: u8) -> Read {
        let before = trail.found.len();
        let read = self.read_within(expr, year, trail, depth);
        if !matches!(read, Read::Known(_)) || !self.spans_years(expr, depth) {
            return read;
        }
        let found = trail.breaks.len();
        self.tell_breaks(trail, before);
        if trail.breaks.len() > found {
            Read::Broken
        } else {
            read
        }
    }

    /// Whether a formula puts figures of several years together.
    fn spans_years(self, expr: &Expr, depth: u8) -> bool {
        if depth > LONGEST_CHAIN {
            return false;
        }
        match expr {
            Expr::Constant(_) | Expr::Count { .. } => false,
            Expr::Fold(..) | Expr::Change(..) | Expr::Growth(..) => true,
            Expr::Figure {
                indicator, moment, ..
            } => {
                *moment != Moment::Now
                    || self
                        .plan
                        .indicator(*indicator)
                        .and_then(|own| own.formula.as_ref())
                        .is_some_and(|formula| self.spans_years(formula, depth + 1))
            }
            Expr::Scaled(_, inner) | Expr::Negative(inner) => self.spans_years(inner, depth),
            Expr::Sum(first, rest) | Expr::Product(first, rest) => {
                self.spans_years(first, depth)
                    || rest.iter().any(|(_, other)| self.spans_years(other, depth))
            }
        }
    }

    /// Notes every break of which the figures found since `before` include two of one series from
    /// both sides: the first of each series.
    fn tell_breaks(self, trail: &mut Trail, before: usize) {
        let mut found = trail.found.get(before..).unwrap_or_default().to_vec();
        // Sorted, the figures of a series stand together in the order of their years.
        found.sort_unstable();
        let series = found
            .chunk_by(|one, other| (one.indicator, one.region) == (other.indicator, other.region));
        for series in series {
            let ([first, ..], [.., last]) = (series, series) else {
                continue;
            };
            let since = Years {
                first: first.year.plus(1),
                last: last.year,
            };
            let broken = self.first_break(first.indicator, first.region, since);
            trail.breaks.extend(broken);
        }
    }

    /// Where the series of a region first breaks within years.
    fn first_break(
        self,
        indicator: IndicatorId,
        region: RegionId,
        years: Years,
    ) -> Option<CellKey> {
        let year = years
            .iter()
            .find(|&year| self.breaks(indicator, region, year))?;
        Some(CellKey {
            indicator,
            region,
            year,
        })
    }

    /// Whether the series of a region breaks in a year, with a figure of that year or without.
    fn breaks(self, indicator: IndicatorId, region: RegionId, year: Year) -> bool {
        let column = self.cube.series(indicator).and_then(|all| all.column(year));
        column.is_some_and(|column| column.breaks(region))
    }

    /// Whether a formula says something else in another year: all of its figures may be of years
    /// that are written.
    pub fn depends_on_year(self, expr: &Expr) -> bool {
        self.depends_within(expr, 0)
    }

    fn depends_within(self, expr: &Expr, depth: u8) -> bool {
        if depth > LONGEST_CHAIN {
            return true;
        }
        let depends = |expr: &Expr| self.depends_within(expr, depth);
        match expr {
            Expr::Constant(_) | Expr::Fold(..) | Expr::Change(..) | Expr::Growth(..) => false,
            Expr::Figure {
                indicator, moment, ..
            } => match moment {
                Moment::In(_) | Moment::Base => false,
                Moment::Now | Moment::Prior => self
                    .plan
                    .indicator(*indicator)
                    .and_then(|own| own.formula.as_ref())
                    .is_none_or(|formula| self.depends_within(formula, depth + 1)),
            },
            Expr::Scaled(_, inner) | Expr::Negative(inner) => depends(inner),
            Expr::Sum(first, rest) | Expr::Product(first, rest) => {
                depends(first) || rest.iter().any(|(_, other)| depends(other))
            }
            Expr::Count { .. } => true,
        }
    }

    /// The same, with bounds where a count is known in part. `None` when nothing is known.
    pub fn measure(self, expr: &Expr, year: Year, trail: &mut Trail) -> Result<Measured, Read> {
        self.measure_within(expr, year, trail, 0)
    }

    fn measure_within(
        self,
        expr: &Expr,
        year: Year,
        trail: &mut Trail,
        depth: u8,
    ) -> Result<Measured, Read> {
        if let Expr::Count {
            level,
            condition,
            share,
        } = expr
        {
            let count = self.count(*level, condition, year, trail, depth);
            if count.known == 0 && count.open > 0 {
                return Err(Read::Missing);
            }
            return count.measured(*share).ok_or(Read::Nobody);
        }
        match self.read_whole(expr, year, trail, depth) {
            Read::Known(value) => Ok(Measured::exactly(value)),
            other => Err(other),
        }
    }

    fn read_within(self, expr: &Expr, year: Year, trail: &mut Trail, depth: u8) -> Read {
        if depth > LONGEST_CHAIN {
            return Read::Undefined;
        }
        let read = |expr: &Expr, trail: &mut Trail| self.read_within(expr, year, trail, depth);
        match expr {
            Expr::Constant(quantity) => Read::Known(quantity.clone()),
            Expr::Figure {
                indicator,
                moment,
                region,
            } => {
                let year = moment.year(year, self.base);
                let reader = self.of(region.unwrap_or(self.region));
                match self
                    .plan
                    .indicator(*indicator)
                    .and_then(|own| own.formula.as_ref())
                {
                    Some(formula) => reader.read_within(formula, year, trail, depth + 1),
                    None => reader.observe(*indicator, year, trail),
                }
            }
            Expr::Scaled(factor, inner) => {
                read(inner, trail).map(|quantity| Read::Known(quantity.converted(factor)))
            }
            Expr::Negative(inner) => {
                read(inner, trail).map(|quantity| Read::Known(quantity.negated()))
            }
            Expr::Sum(first, rest) => {
                let mut sum = read(first, trail);
                for (minus, term) in rest {
                    sum = sum.both(read(term, trail), |sum, term| {
                        Read::Known(if *minus {
                            sum.minus(&term)
                        } else {
                            sum.plus(&term)
                        })
                    });
                }
                sum
            }
            Expr::Product(first, rest) => {
                let mut product = read(first, trail);
                for (over, factor) in rest {
                    product = product.both(read(factor, trail), |product, factor| {
                        if *over {
                            product.over(&factor).map_or(Read::Undefined, Read::Known)
                        } else {
                            Read::Known(product.times(factor.value()))
                        }
                    });
                }
                product
            }
            Expr::Fold(fold, inner, years) => self.fold(*fold, inner, *years, trail, depth),
            Expr::Change(inner, years) => {
                let from = self.read_within(inner, years.first, trail, depth);
                let to = self.read_within(inner, years.last, trail, depth);
                to.both(from, |to, from| Read::Known(to.minus(&from)))
            }
            Expr::Growth(inner, years) => {
                let from = self.read_within(inner, years.first, trail, depth);
                let to = self.read_within(inner, years.last, trail, depth);
                to.both(from, |to, from| {
                    if from.signum() <= 0 {
                        return Read::Undefined;
                    }
                    let part = to.minus(&from).value() / from.value();
                    Read::Known(Quantity::derived(part * Rational::from(100)))
                })
            }
            Expr::Count {
                level,
                condition,
                share,
            } => {
                let count = self.count(*level, condition, year, trail, depth);
                match count.measured(*share) {
                    None => Read::Nobody,
                    Some(measured) if measured.is_partial() => Read::Missing,
                    Some(measured) => Read::Known(measured.value),
                }
            }
        }
    }

    fn observe(self, indicator: IndicatorId, year: Year, trail: &mut Trail) -> Read {
        let key = CellKey {
            indicator,
            region: self.region,
            year,
        };
        // What is known only later is not known yet.
        let figure = if year > self.until {
            None
        } else {
            self.cube.figure(indicator, self.region, year)
        };
        match figure {
            Some(figure) => {
                trail.found.push(key);
                Read::Known(figure.quantity())
            }
            None if self.as_zero && self.is_no_entry(key) => Read::Known(Quantity::zero()),
            None => {
                trail.missing.push(key);
                Read::Missing
            }
        }
    }

    /// Whether nothing stands where the figure should be. A figure that could not be used, or a
    /// sign that says why there is none, is an entry, and never zero.
    fn is_no_entry(self, key: CellKey) -> bool {
        match self.cube.absence(key.indicator, key.region, key.year) {
            None => !self.cube.may_lack(key.indicator),
            Some(Absence::NotKnown) => true,
            Some(Absence::BelowSmallestUnit | Absence::NoSuchFigure | Absence::KeptOut) => false,
        }
    }

    fn fold(self, fold: Fold, inner: &Expr, years: Years, trail: &mut Trail, depth: u8) -> Read {
        let mut all = Read::Undefined;
        for (at, year) in years.iter().enumerate() {
            let next = self.read_within(inner, year, trail, depth);
            all = if at == 0 {
                next
            } else {
                all.both(next, |all, next| {
                    Read::Known(match fold {
                        Fold::Sum | Fold::Mean => all.plus(&next),
                        Fold::Min => all.min(next),
                        Fold::Max => all.max(next),
                    })
                })
            };
        }
        match fold {
            Fold::Mean => all.map(|sum| {
                sum.over(&Quantity::whole(i64::from(years.len())))
                    .map_or(Read::Undefined, Read::Known)
            }),
            Fold::Sum | Fold::Min | Fold::Max => all,
        }
    }

    fn count(
        self,
        level: LevelId,
        condition: &Condition,
        year: Year,
        trail: &mut Trail,
        depth: u8,
    ) -> Counted {
        // Of regions that could not be read from the region file nothing is known.
        let lost = self.plan.regions.lost_of_level(level);
        let lost = i64::try_from(lost).unwrap_or(i64::MAX);
        let mut counted = Counted {
            all: lost,
            open: lost,
            ..Counted::default()
        };
        for region in self.plan.regions.of_level(level) {
            counted.all += 1;
            match self.of(region).truth(condition, year, trail, depth) {
                Truth::True => {
                    counted.holding += 1;
                    counted.known += 1;
                }
                Truth::False => counted.known += 1,
                Truth::Unknown => counted.open += 1,
            }
        }
        counted
    }

    /// Whether a condition is true of a year's own figures.
    fn truth(self, condition: &Condition, year: Year, trail: &mut Trail, depth: u8) -> Truth {
        match condition {
            Condition::Test(test) => self.truth_of_test(test, year, trail, depth),
            Condition::Parts { need, parts, .. } => Truth::at_least(
                *need,
                parts
                    .iter()
                    .map(|part| self.truth(part, year, trail, depth)),
            ),
        }
    }

    fn truth_of_test(self, test: &Test, year: Year, trail: &mut Trail, depth: u8) -> Truth {
        let (Measure::Level(expr), Some(comparison)) = (&test.measure, self.comparison(test))
        else {
            return Truth::Unknown;
        };
        let baseline = comparison
            .needs_base()
            .then(|| {
                self.strictly()
                    .read_whole(expr, self.base, &mut Trail::default(), depth)
                    .known()
            })
            .flatten();
        let Ok(interval) = Interval::resolve(comparison, baseline.as_ref()) else {
            return Truth::Unknown;
        };
        match self.measure_within(expr, year, trail, depth) {
            Ok(measured) => measured.within(&interval),
            Err(_) => Truth::Unknown,
        }
    }

    /// The comparison of a test that holds for this region; `None` for a direction.
    pub fn comparison<'t>(&self, test: &'t Test) -> Option<&'t crate::model::Comparison> {
        test.comparison(Some(self.region))
    }

    /// Where figures of the formula begin a new series after `from`, up to `to`: the first place of
    /// each series.
    pub fn series_breaks(self, expr: &Expr, from: Year, to: Year) -> Vec<CellKey> {
        let years = Years {
            first: from.plus(1),
            last: to,
        };
        let mut found = Vec::new();
        self.each_figure(expr, 0, &mut |indicator, region| {
            found.extend(self.first_break(indicator, region, years));
        });
        found
    }

    /// Every indicator and region that a formula reads of the year that is looked at.
    fn each_figure(self, expr: &Expr, depth: u8, see: &mut dyn FnMut(IndicatorId, RegionId)) {
        if depth > LONGEST_CHAIN {
            return;
        }
        match expr {
            Expr::Constant(_) => {}
            Expr::Figure {
                indicator, region, ..
            } => {
                let region = region.unwrap_or(self.region);
                match self
                    .plan
                    .indicator(*indicator)
                    .and_then(|own| own.formula.as_ref())
                {
                    Some(formula) => self.of(region).each_figure(formula, depth + 1, see),
                    None => see(*indicator, region),
                }
            }
            Expr::Scaled(_, inner)
            | Expr::Negative(inner)
            | Expr::Fold(_, inner, _)
            | Expr::Change(inner, _)
            | Expr::Growth(inner, _) => self.each_figure(inner, depth, see),
            Expr::Sum(first, rest) | Expr::Product(first, rest) => {
                self.each_figure(first, depth, see);
                for (_, other) in rest {
                    self.each_figure(other, depth, see);
                }
            }
            Expr::Count {
                level, condition, ..
            } => {
                for region in self.plan.regions.of_level(*level) {
                    self.of(region).each_figure_of(condition, depth, see);
                }
            }
        }
    }

    fn each_figure_of(
        self,
        condition: &Condition,
        depth: u8,
        see: &mut dyn FnMut(IndicatorId, RegionId),
    ) {
        match condition {
            Condition::Test(test) => match &test.measure {
                Measure::Level(expr) | Measure::Growth(expr) | Measure::Total { of: expr, .. } => {
                    self.each_figure(expr, depth, see);
                }
            },
            Condition::Parts { parts, .. } => {
                for part in parts {
                    self.each_figure_of(part, depth, see);
                }
            }
        }
    }
}

/// How many regions of a level satisfy a condition.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    all: i64,
    holding: i64,
    known: i64,
    open: i64,
}

impl Counted {
    /// The number, or its share in %; `None` for the share of no regions.
    fn measured(self, share: bool) -> Option<Measured> {
        let figure = |number: i64| {
            if share {
                Quantity::whole(number * 100).over(&Quantity::whole(self.all))
            } else {
                Some(Quantity::whole(number))
            }
        };
        if self.all == 0 {
            return None;
        }
        Some(Measured {
            value: figure(self.holding)?,
            low: Some(figure(self.holding)?),
            high: Some(figure(self.holding + self.open)?),
        })
    }
}
