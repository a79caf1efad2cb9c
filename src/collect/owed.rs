//! Who owes which figures: what a plan asks of a year and does not have, by responsible office.

use crate::data::{Absence, Cube, Doubt};
use crate::eval::{Assessment, Method, Verdict, eval};
use crate::model::{CellKey, Owner, Plan, Scope, TargetId};
use crate::value::Year;
use indexmap::{IndexMap, IndexSet};
use std::cmp::Reverse;

/// How a figure that is owed stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// There is none.
    Missing,
    /// Something stands there that cannot be used; a finding says what.
    KeptOut,
    /// There is one that is not final.
    Doubtful(Doubt),
}

impl State {
    /// The word of the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::KeptOut => "kept_out",
            Self::Doubtful(doubt) => doubt.name(),
        }
    }
}

/// A figure that an office owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Which.
    pub key: CellKey,
    /// Whether there is none, or none that is final.
    pub state: State,
    /// How many undecided verdicts lack this figure and nothing else.
    pub alone: usize,
    /// How many undecided verdicts lack it, among others or alone.
    pub among: usize,
    /// The targets that ask for it, in the order of the plan.
    pub targets: Vec<TargetId>,
}

/// An office and the figures that it owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// What it is called; `None` for figures that nobody answers for. Several offices that answer
    /// for something together are one: a figure is asked for once.
    pub name: Option<String>,
    /// Whether it is only proposed, because the plan names nobody.
    pub proposed: bool,
    /// What it owes: what decides most verdicts first.
    pub figures: Vec<Owed>,
    /// How many undecided verdicts lack nothing but figures of this office.
    pub alone: usize,
    /// How many undecided verdicts lack a figure of this office.
    pub among: usize,
}

/// Everything that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debts {
    /// The year that is asked for.
    pub year: Year,
    /// The offices, whoever decides most verdicts first.
    pub offices: Vec<Office>,
    /// How many verdicts are undecided.
    pub undecided: usize,
    /// How many of them would be decided by the figures that are owed, as far as one can tell.
    pub within_reach: usize,
    /// How many figures are missing of which a data file says that there are none.
    pub stated: usize,
}

/// What is owed for a year: each figure of that year that a target asks for and that is not there,
/// or not final; and the figures of earlier years that an undecided verdict lacks. A figure of
/// which a data file says `—` or `…` is not owed: its office has answered.
pub fn owed(plan: &Plan, cube: &Cube, year: Year, method: &Method) -> Debts {
    let assessment = eval(plan, cube, year, method);
    let asked = eval(plan, &cube.blank(), year, method);
    let mut debts = Gathering {
        plan,
        cube,
        figures: IndexMap::new(),
        stated: IndexSet::new(),
    };
    // What verdicts of the year lack, whatever year it is of.
    let lacking = lacking(plan, &assessment);
    for lack in &lacking {
        for &key in &lack.keys {
            debts.add(key, lack.target);
        }
    }
    // What targets ask for of the year itself, whether or not a verdict was given without it.
    for judged in &asked.judged {
        for &key in judged.outcome.missing.iter().filter(|key| key.year == year) {
            debts.add(key, judged.target);
        }
    }
    debts.by_office(year, &lacking)
}

/// An undecided verdict and what it lacks.
struct Lack {
    target: TargetId,
    keys: IndexSet<CellKey>,
    /// Whether something else is unknown: a region that could not be read from the region file.
    more: bool,
}

fn lacking(plan: &Plan, assessment: &Assessment) -> Vec<Lack> {
    let undecided = assessment
        .judged
        .iter()
        .filter(|judged| judged.outcome.verdict == Verdict::Undecided);
    undecided
        .map(|judged| {
            let scope = plan.target(judged.target).map(|target| &target.scope);
            let loses = matches!(scope, Some(Scope::Regions { lost, .. }) if *lost > 0);
            Lack {
                target: judged.target,
                keys: judged.outcome.missing.iter().copied().collect(),
                more: loses && judged.region.is_none(),
            }
        })
        .collect()
}

struct Gathering<'a> {
    plan: &'a Plan,
    cube: &'a Cube,
    figures: IndexMap<CellKey, Owed>,
    /// Of which figures a file says that there are none.
    stated: IndexSet<CellKey>,
}

impl<'a> Gathering<'a> {
    fn add(&mut self, key: CellKey, target: TargetId) {
        let Some(state) = self.state(key) else {
            return;
        };
        let one = self.figures.entry(key).or_insert_with(|| Owed {
            key,
            state,
            alone: 0,
            among: 0,
            targets: Vec::new(),
        });
        if let Err(at) = one.targets.binary_search(&target) {
            one.targets.insert(at, target);
        }
    }

    /// How a figure stands; `None` where nobody owes it.
    fn state(&mut self, key: CellKey) -> Option<State> {
        let CellKey {
            indicator,
            region,
            year,
        } = key;
        if let Some(figure) = self.cube.figure(indicator, region, year) {
            let doubt = figure.status().doubt;
            return (doubt != Doubt::Normal).then_some(State::Doubtful(doubt));
        }
        match self.cube.absence(indicator, region, year) {
            Some(Absence::BelowSmallestUnit | Absence::NoSuchFigure) => {
                self.stated.insert(key);
                None
            }
            Some(Absence::KeptOut) => Some(State::KeptOut),
            Some(Absence::NotKnown) | None => Some(State::Missing),
        }
    }

    /// Who answers for a figure: whoever answers for a target about its indicator, or for the
    /// indicator itself, or else for the first target that asks for it.
    fn owner(&self, figure: &Owed) -> Option<&'a Owner> {
        let targets = || figure.targets.iter().filter_map(|id| self.plan.target(*id));
        let indicator = Some(figure.key.indicator);
        let measures = |target: &&crate::model::Target| {
            let tests = target.condition.tests();
            tests.iter().any(|test| test.indicator == indicator)
        };
        targets()
            .filter(measures)
            .find_map(|target| target.owner.as_ref())
            .or_else(|| self.plan.owner_of_indicator(figure.key.indicator))
            .or_else(|| targets().find_map(|target| target.owner.as_ref()))
    }

    fn by_office(mut self, year: Year, lacking: &[Lack]) -> Debts {
        for lack in lacking {
            for key in &lack.keys {
                if let Some(one) = self.figures.get_mut(key) {
                    one.among += 1;
                    one.alone += usize::from(lack.keys.len() == 1 && !lack.more);
                }
            }
        }
        let mut offices: IndexMap<Option<&str>, Office> = IndexMap::new();
        let mut office_of: IndexMap<CellKey, Option<&str>> = IndexMap::new();
        let mut figures: Vec<_> = self.figures.values().cloned().collect();
        figures.sort_by_key(|one| (Reverse((one.alone, one.among)), one.key));
        for figure in figures {
            let owner = self.owner(&figure);
            let name = owner.map(|owner| owner.lead.as_str());
            office_of.insert(figure.key, name);
            let office = offices.entry(name).or_insert_with(|| Office {
                name: name.map(str::to_owned),
                proposed: false,
                figures: Vec::new(),
                alone: 0,
                among: 0,
            });
            office.proposed |= owner.is_some_and(|owner| owner.proposed);
            office.figures.push(figure);
        }
        let mut within_reach = 0;
        for lack in lacking {
            let owe: IndexSet<_> = lack
                .keys
                .iter()
                .filter_map(|key| office_of.get(key))
                .collect();
            let complete = lack.keys.iter().all(|key| office_of.contains_key(key));
            let decides = complete && !lack.more && !lack.keys.is_empty();
            within_reach += usize::from(decides);
            for name in &owe {
                if let Some(office) = offices.get_mut(*name) {
                    office.among += 1;
                    office.alone += usize::from(decides && owe.len() == 1);
                }
            }
        }
        let mut offices: Vec<_> = offices.into_values().collect();
        // Nobody's figures come last: whoever reads on has somebody to ask.
        offices
            .sort_by_key(|office| (office.name.is_none(), Reverse((office.alone, office.among))));
        Debts {
            year,
            offices,
            undecided: lacking.len(),
            within_reach,
            stated: self.stated.len(),
        }
    }
}

impl Office {
    /// The figures of which there are none that can be used.
    pub fn missing(&self) -> impl Iterator<Item = &Owed> {
        let missing = |one: &&Owed| !matches!(one.state, State::Doubtful(_));
        self.figures.iter().filter(missing)
    }

    /// How many are there and not final.
    pub fn doubtful(&self) -> usize {
        self.figures.len() - self.missing().count()
    }
}
