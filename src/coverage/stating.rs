//! From the checked plan and the data to what they state.

use super::stated::{Item, Kind, Name, Role, Stated, StatedYear, Statement, Way};
use crate::data::Quoted;
use crate::model::{
    Bound, Combine, Comparison, Condition, Expr, IndicatorId, Limit, Measure, Moment, Path, Plan,
    Quote, RegionId, Relation, Scope, Target, Test, Threshold, Time,
};
use crate::syntax::figures::{Amount, Says, figures};
use crate::text::Span;
use crate::value::{Quantity, Rational, Unit, Year};
use std::collections::BTreeMap;

/// Everything that accounts for figures but names, which stand in no place.
pub(super) fn statements<'p>(plan: &'p Plan, quoted: &'p [Quoted]) -> Vec<Statement<'p>> {
    let targets = plan.targets.iter().map(|target| of_target(plan, target));
    let forecasts = plan.forecasts.iter().map(|one| {
        let mut statement = Statement::new(Kind::Forecast, one.place, &one.section, &one.quotes);
        statement.is_noted = !one.notes.is_empty();
        statement.condition(plan, &one.condition, Some(one.time.deadline()));
        statement.scope(&one.scope);
        statement.time(plan, one.time, one.time_place);
        statement
    });
    let claims = plan.claims.iter().map(|one| {
        let mut statement = Statement::new(Kind::Claim, one.place, &one.section, &one.quotes);
        statement.is_noted = !one.notes.is_empty();
        // Of which year its result is, its formula says.
        statement.condition(plan, &one.condition, None);
        if let Some(time) = one.time {
            // 与2010年相比 leaves the other year unsaid; a wrong one makes another result.
            statement.time(plan, time, None);
        }
        statement
    });
    let entitlements = plan.entitlements.iter().map(|one| {
        let mut statement = Statement::new(Kind::Entitlement, one.place, &one.section, &one.quotes);
        statement.is_noted = !one.notes.is_empty();
        if let Some(time) = one.time {
            statement.time(plan, time, one.time_place);
        }
        statement.labels.push(&one.label);
        if let Some(id) = one.indicator {
            statement.indicator(plan, id);
        }
        if let Ok(figure) = Quantity::parse(&one.figure) {
            let way = Way::new(figure, one.unit.clone());
            statement.state(Role::Figure, vec![way], one.figure_place, None);
        }
        statement
    });
    let background = plan.background.iter().map(|one| {
        let quotes = std::slice::from_ref(&one.quote);
        let mut statement = Statement::new(Kind::Background, one.quote.span, &one.section, quotes);
        statement.quotes.extend(&one.sources);
        statement
    });
    let undefined = plan.undefined.iter().map(|one| {
        let mut statement = Statement::new(Kind::Undefined, one.place, &one.section, &one.quotes);
        statement.indicator(plan, one.indicator);
        statement
    });
    let printed = printed_units(plan);
    let observations = quoted.iter().map(|row| {
        let mut statement = of_row(plan, row);
        // What the rules say of the unit that is printed holds of the baseline beside it.
        if let Some(units) = printed.get(&row.indicator) {
            for stated in &mut statement.stated {
                stated.printed_in.clone_from(units);
            }
        }
        statement
    });
    targets
        .chain(forecasts)
        .chain(claims)
        .chain(entitlements)
        .chain(background)
        .chain(undefined)
        .chain(observations)
        .collect()
}

/// The units in which the plan prints figures of an indicator and cannot mean them.
fn printed_units(plan: &Plan) -> BTreeMap<IndicatorId, Vec<String>> {
    let mut units: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for target in &plan.targets {
        let Some(indicator) = target.indicator else {
            continue;
        };
        let printed = target.printed.iter();
        let printed = printed.filter_map(|(words, _)| printed_amount(words, plan)?.unit);
        units.entry(indicator).or_default().extend(printed);
    }
    units.retain(|_, units| !units.is_empty());
    units
}

/// The figure in the words of a `printed`.
pub(super) fn printed_amount(words: &str, plan: &Plan) -> Option<Amount> {
    let all = figures(words, &plan.units).figures;
    all.into_iter().find_map(|figure| match figure.says {
        Says::Amount(amount) => Some(amount),
        _ => None,
    })
}

fn of_target<'p>(plan: &'p Plan, target: &'p Target) -> Statement<'p> {
    let whole = target.places.whole;
    let mut statement = Statement::new(Kind::Target, whole, &target.section, &target.quotes);
    statement.name = Name::Own(&target.name);
    statement.target = Some(target);
    // What is on a stage has no other name; of figures and lists the label is the author's own, and
    // 32个中心镇 in it shall not stand for the 32 of the plan.
    if matches!(&target.condition, Condition::Test(test) if test.scale.is_some()) {
        statement.labels.push(&target.label);
    }
    let deadline = target.time.deadline();
    statement.condition(plan, &target.condition, Some(deadline));
    statement.scope(&target.scope);
    if let Scope::One(region) = target.scope {
        statement.region = Some(region).filter(|region| *region != plan.regions.own());
    }
    if let Some(place) = target.places.time {
        statement.time(plan, target.time, Some(place));
    }
    let test = target.condition.first_test();
    let unit = test
        .filter(|test| test.scale.is_none())
        .map(|test| &test.unit);
    if let (Some(own), Some(unit)) = (&target.baseline, unit) {
        let way = Way::new(own.figure.clone(), unit.clone());
        statement.state(Role::Baseline, vec![way], own.place, Some(own.year));
    }
    if let (Path::Milestones(milestones), Some(unit)) = (&target.path, unit) {
        statement.has_milestones = milestones.len() > 1;
        // The last of them is the threshold, which was written nowhere else.
        let is_within = |stated: &Stated| {
            milestones.iter().any(|(.., place)| {
                stated.place.source == place.source
                    && stated.place.start < place.start
                    && place.end < stated.place.end
            })
        };
        statement
            .stated
            .retain(|stated| stated.role != Role::Figure || !is_within(stated));
        for (year, figure, place) in milestones {
            let way = Way::new(figure.clone(), unit.clone());
            statement.state(Role::Figure, vec![way], *place, Some(*year));
            if let (Some(test), Some(stated)) = (test, statement.stated.last_mut()) {
                stated.asks = asks(test);
            }
            statement.years.push(StatedYear {
                year: *year,
                place: Some(*place),
                of: None,
                is_first: false,
            });
        }
    }
    let regions = target.scope.regions(plan.regions.own());
    for test in target.condition.tests() {
        if let Some(indicator) = test.indicator {
            let of = regions.iter().map(|region| (indicator, *region));
            statement.past.extend(of);
        }
    }
    statement.is_noted = !target.notes.is_empty() || !target.because.is_empty();
    statement.printed = target
        .printed
        .iter()
        .map(|(words, _)| words.as_str())
        .collect();
    for amount in statement
        .printed
        .iter()
        .filter_map(|words| printed_amount(words, plan))
    {
        let is_it =
            |stated: &&mut Stated| stated.ways.iter().any(|way| *way.figure() == amount.number);
        for stated in statement.stated.iter_mut().filter(is_it) {
            stated.printed_in.extend(amount.unit.clone());
        }
    }
    statement
}

fn of_row<'p>(plan: &'p Plan, row: &'p Quoted) -> Statement<'p> {
    let quotes = std::slice::from_ref(&row.quote);
    let mut statement = Statement::new(Kind::Observation, row.row, &row.quote.place, quotes);
    statement.region = Some(row.region).filter(|region| *region != plan.regions.own());
    statement.is_noted = row.is_noted;
    statement.indicator(plan, row.indicator);
    let Some(figure) = &row.figure else {
        return statement;
    };
    let unit = plan.indicator(row.indicator).and_then(|one| one.unit());
    let way = Way::new(figure.clone(), unit.cloned());
    statement.state(Role::Figure, vec![way], row.value, Some(row.year));
    statement.years.push(StatedYear {
        year: row.year,
        place: Some(row.year_place),
        of: None,
        is_first: false,
    });
    statement
}

impl<'p> Statement<'p> {
    fn new(kind: Kind, place: Span, section: &'p str, quotes: &'p [Quote]) -> Self {
        Self {
            kind,
            name: Name::Line(place),
            place,
            section,
            quotes: quotes.iter().collect(),
            stated: Vec::new(),
            years: Vec::new(),
            labels: Vec::new(),
            items: Vec::new(),
            past: Vec::new(),
            printed: Vec::new(),
            has_milestones: false,
            region: None,
            target: None,
            is_noted: false,
            group: None,
        }
    }

    fn state(&mut self, role: Role, ways: Vec<Way>, place: Span, year: Option<Year>) {
        self.stated.push(Stated {
            role,
            ways,
            place,
            year,
            asks: None,
            printed_in: Vec::new(),
            group: self.group,
        });
    }

    fn indicator(&mut self, plan: &'p Plan, id: IndicatorId) {
        if let Some(indicator) = plan.indicator(id) {
            self.labels.push(&indicator.label);
            self.labels
                .extend(indicator.also.iter().map(String::as_str));
        }
    }

    fn condition(&mut self, plan: &'p Plan, condition: &'p Condition, year: Option<Year>) {
        match condition {
            Condition::Test(test) => self.test(plan, test, year, false),
            Condition::Parts {
                combine,
                need,
                parts,
            } => {
                let place = condition
                    .first_test()
                    .map_or(self.place, |test| test.measure_place);
                let count = |count: usize| vec![counted(count)];
                match combine {
                    Combine::And | Combine::Or => {}
                    Combine::Each => {
                        self.state(Role::Besides, count(parts.len()), place, None);
                        self.whole();
                    }
                    Combine::AtLeast => {
                        // 三者有其二: of how many, then how many.
                        self.state(Role::Besides, count(parts.len()), place, None);
                        self.state(Role::Need, count(*need), place, None);
                    }
                }
                // The items of a list are compared alike: their figure is stated once.
                let is_list = matches!(combine, Combine::Each)
                    || parts.iter().all(|part| matches!(part, Condition::Test(test) if test.words.is_some() || test.scale.is_some()));
                let outer = self.group;
                if *combine == Combine::Or {
                    self.group = outer.or(Some(self.stated.len()));
                }
                for (at, part) in parts.iter().enumerate() {
                    match part {
                        Condition::Test(test) if is_list => {
                            self.item(plan, test);
                            if at == 0 {
                                self.test(plan, test, year, true);
                            }
                        }
                        part => self.condition(plan, part, year),
                    }
                }
                self.group = outer;
            }
        }
    }

    /// One thing of a list, which the quotes name.
    fn item(&mut self, plan: &'p Plan, test: &'p Test) {
        let mut names = vec![test.label.as_str()];
        names.extend(test.words.as_deref());
        self.items.push(Item {
            names,
            place: test.measure_place,
            region: match &test.measure {
                Measure::Level(Expr::Figure {
                    region: Some(region),
                    ..
                }) => names_of(plan, *region),
                _ => Vec::new(),
            },
            figure: None,
        });
    }

    fn test(&mut self, plan: &'p Plan, test: &'p Test, year: Option<Year>, in_list: bool) {
        if !in_list {
            self.labels.push(&test.label);
            self.labels.extend(test.words.as_deref());
            if let Some(id) = test.indicator {
                self.indicator(plan, id);
            }
        }
        let of = match &test.measure {
            Measure::Level(of) | Measure::Growth(of) | Measure::Total { of, .. } => of,
        };
        self.expr(plan, of, test.measure_place);
        if test.scale.is_some() {
            return;
        }
        match &test.limit {
            Limit::Compare(comparison) => self.comparison(test, comparison, year),
            Limit::Direction(_) => {}
            Limit::PerRegion(figures) => {
                for (region, comparison) in figures {
                    self.region(plan, test, *region, comparison, year);
                }
                // It was written once for all of them.
                if let Some((middle, width)) = figures.first().and_then(|(_, one)| middle(one)) {
                    self.width(test, &middle, width);
                }
            }
        }
    }

    fn comparison(&mut self, test: &Test, comparison: &Comparison, year: Option<Year>) {
        let place = test.limit_place;
        match middle(comparison) {
            Some((middle, width)) => {
                self.state(
                    Role::Figure,
                    vec![Way::new(middle.clone(), test.unit.clone())],
                    place,
                    year,
                );
                self.width(test, &middle, width);
            }
            None => match comparison {
                Comparison::One(relation, at) => {
                    let role = if is_presence(*relation, at, test.unit.as_ref()) {
                        Role::Present
                    } else {
                        Role::Figure
                    };
                    self.threshold(test, at, role, place, year);
                    // 下降13.5%以上 is less than the base, and so is less than nothing.
                    let is_level = at.of_base.is_zero() && at.plus.signum() > 0;
                    if let Some(stated) = self.stated.last_mut().filter(|_| is_level) {
                        stated.asks = Some((*relation, behind(test.measure_place, place)));
                    }
                }
                Comparison::Band(_, low, high) => {
                    self.threshold(test, low, Role::Figure, place, year);
                    if high != low {
                        self.threshold(test, high, Role::Figure, place, year);
                    }
                }
            },
        }
    }

    /// How far from a figure is near enough, in its unit or as a part of it.
    fn width(&mut self, test: &Test, middle: &Quantity, width: Quantity) {
        let mut ways = Vec::new();
        if let Some(part) = width.over(middle) {
            ways.push(Way::Percent(part.times(&Rational::from(100_u8))));
        }
        ways.push(Way::Difference(width, test.unit.clone()));
        self.state(Role::Width, ways, test.limit_place, None);
    }

    fn threshold(
        &mut self,
        test: &Test,
        at: &Threshold,
        role: Role,
        place: Span,
        year: Option<Year>,
    ) {
        let plus = Way::new(at.plus.clone(), test.unit.clone());
        if at.of_base.is_zero() {
            return self.state(role, vec![plus], place, year);
        }
        if at.plus.signum() != 0 {
            let difference = Way::Difference(at.plus.clone(), test.unit.clone());
            self.state(Role::Figure, vec![difference], place, year);
        }
        if at.of_base != Rational::ONE {
            // 2倍, and 增长100%.
            let more = (&at.of_base - Rational::ONE) * Rational::from(100_u8);
            let ways = vec![
                Way::Percent(Quantity::derived(more)),
                Way::Times(Quantity::derived(at.of_base.clone())),
            ];
            self.state(Role::Figure, ways, place, year);
        }
    }

    fn region(
        &mut self,
        plan: &'p Plan,
        test: &Test,
        region: RegionId,
        comparison: &Comparison,
        year: Option<Year>,
    ) {
        let figure = match (middle(comparison), comparison) {
            (Some((middle, _)), _) => Some(middle),
            (None, Comparison::One(_, at)) => at.figure().cloned(),
            (None, Comparison::Band(..)) => None,
        };
        let figure = figure.map(|value| Stated {
            role: Role::Figure,
            ways: vec![Way::new(value, test.unit.clone())],
            place: test.limit_place,
            year,
            asks: match comparison {
                Comparison::One(relation, _) => Some((*relation, test.relation_place)),
                Comparison::Band(..) => None,
            },
            printed_in: Vec::new(),
            group: None,
        });
        let names = names_of(plan, region);
        self.items.push(Item {
            names,
            place: test.limit_place,
            region: Vec::new(),
            figure,
        });
    }

    fn scope(&mut self, scope: &Scope) {
        let Scope::Regions {
            regions,
            need,
            levels,
            lost,
        } = scope
        else {
            return;
        };
        let count = |count: usize| vec![counted(count)];
        match need {
            Some(need) => self.state(Role::Need, count(*need), self.place, None),
            None => self.whole(),
        }
        self.state(Role::Besides, count(regions.len() + lost), self.place, None);
        if levels.len() > 1 {
            self.state(Role::Besides, count(levels.len()), self.place, None);
        }
    }

    fn whole(&mut self) {
        self.state(Role::Whole, Vec::new(), self.place, None);
    }

    fn time(&mut self, plan: &Plan, time: Time, place: Option<Span>) {
        match time {
            Time::By(year) | Time::In(year) => self.years.push(StatedYear {
                year,
                place,
                of: None,
                is_first: false,
            }),
            Time::Throughout(years) | Time::Over(years) => {
                let length = i64::from(years.last.0) - i64::from(years.first.0) + 1;
                let way = Way::new(Quantity::whole(length), plan.units.parse("年"));
                self.state(Role::Length, vec![way], self.place, None);
                for year in [years.first, years.last] {
                    self.years.push(StatedYear {
                        year,
                        place,
                        of: Some(years),
                        is_first: year == years.first,
                    });
                }
            }
        }
    }

    /// The figures, years and names in a formula.
    fn expr(&mut self, plan: &'p Plan, expr: &'p Expr, place: Span) {
        match expr {
            Expr::Constant(figure) => {
                self.state(Role::Besides, vec![Way::Bare(figure.clone())], place, None);
            }
            Expr::Figure {
                indicator,
                moment,
                region,
            } => {
                self.indicator(plan, *indicator);
                let region = region.unwrap_or(plan.regions.own());
                self.past.push((*indicator, region));
                if let Moment::In(year) = moment {
                    self.year_of_formula(*year);
                }
            }
            Expr::Scaled(_, of) | Expr::Negative(of) => self.expr(plan, of, place),
            Expr::Sum(first, rest) | Expr::Product(first, rest) => {
                self.expr(plan, first, place);
                for (_, part) in rest {
                    self.expr(plan, part, place);
                }
            }
            Expr::Fold(_, of, years) | Expr::Change(of, years) | Expr::Growth(of, years) => {
                self.year_of_formula(years.first);
                self.year_of_formula(years.last);
                self.expr(plan, of, place);
            }
            Expr::Count { condition, .. } => {
                self.whole();
                self.condition(plan, condition, None);
            }
        }
    }

    fn year_of_formula(&mut self, year: Year) {
        self.years.push(StatedYear {
            year,
            place: None,
            of: None,
            is_first: false,
        });
    }
}

/// All names of a region, its full one first.
pub(super) fn names_of(plan: &Plan, region: RegionId) -> Vec<&str> {
    plan.regions.get(region).map_or_else(Vec::new, |region| {
        let also = region.also.iter().map(String::as_str);
        std::iter::once(region.name.as_str()).chain(also).collect()
    })
}

/// From behind one place to the end of another.
fn behind(one: Span, other: Span) -> Span {
    if one.source == other.source && one.end <= other.start {
        Span::new(one.source, one.end as usize..other.end as usize)
    } else {
        other
    }
}

/// Of a band around a figure the figure and how far it goes.
fn middle(comparison: &Comparison) -> Option<(Quantity, Quantity)> {
    let Comparison::Band(Bound::About, low, high) = comparison else {
        return None;
    };
    let (low, high) = (low.figure()?, high.figure()?);
    let half = Rational::from_parts(1.into(), 2_u8.into());
    Some((low.plus(high).times(&half), high.minus(low).times(&half)))
}

/// Whether a comparison says no more than that there is one.
fn is_presence(relation: Relation, at: &Threshold, unit: Option<&Unit>) -> bool {
    let of_things = unit.is_none_or(Unit::is_whole);
    let is = |number: i64| {
        at.figure()
            .is_some_and(|figure| *figure == Quantity::whole(number))
    };
    match relation {
        Relation::AtLeast => of_things && is(1),
        Relation::MoreThan => is(0),
        Relation::AtMost | Relation::LessThan => false,
    }
}

fn counted(count: usize) -> Way {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    Way::Count(Quantity::whole(count))
}

/// On which side of its figures a test asks for, and where that was written.
fn asks(test: &Test) -> Option<(Relation, Span)> {
    match &test.limit {
        Limit::Compare(Comparison::One(relation, _)) => Some((*relation, test.relation_place)),
        Limit::Compare(Comparison::Band(..)) | Limit::Direction(_) | Limit::PerRegion(_) => None,
    }
}
