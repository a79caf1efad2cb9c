//! Tree to model: names, units, times, everything that needs no figure. The one phase that knows
//! both the tree and the model.
//!
//! What has an error is left out of the plan and counted; the rest goes on. Nothing is left out in
//! silence: whoever gives up holds a [`told::Told`], and the only way to one is a diagnostic.

mod beside;
mod by_itself;
mod clauses;
mod condition;
mod conflict;
mod expr;
mod extent;
mod in_digits;
mod indicator;
mod limit;
mod names;
mod outline;
mod scope;
mod sign;
mod survey;
mod target;
#[cfg(test)]
mod tests;
mod time;
mod together;
mod told;
mod twice;
mod unit;
mod unused;

pub use conflict::{By, places_that_differ};

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{LevelId, Owners, Plan, RegionId, Regions, TargetId};
use crate::syntax::ast::{self, Head};
use crate::text::{Sources, Span};
use crate::value::{Units, Year, Years};
use indexmap::{IndexMap, IndexSet};
use names::Names;
use outline::{Entry, Outline};
use std::rc::Rc;
use survey::Survey;
use told::{Checked, Teller, Told};

/// What rules are checked against: the rest of the plan.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The manifest's id.
    pub id: &'a str,
    /// The title of the document.
    pub title: &'a str,
    /// The years that the plan is for.
    pub years: Years,
    /// The year of its baselines.
    pub base: Year,
    /// The region file.
    pub regions: &'a Regions,
    /// The usual units and the plan's own.
    pub units: &'a Units,
    /// Owners by target, indicator or section.
    pub owners: &'a Owners,
    /// Every name that a data file gives an indicator.
    pub names_in_data: &'a IndexSet<String>,
    /// Whether a rule file could not be read at all: nobody knows then what it declares.
    pub rules_unread: bool,
    /// Whether a data file could not be read at all: nobody knows then what it uses.
    pub data_unread: bool,
    /// The files, for their paths and the author's words.
    pub sources: &'a Sources,
}

/// Resolves names, units and times of all rule files. The order of the files does not matter.
pub fn check(files: &[ast::File], frame: Frame<'_>, diagnostics: &mut Diagnostics) -> Plan {
    let outline = Outline::read(files, frame.sources);
    let mut checker = Checker::new(frame, &outline, diagnostics);
    checker.collect();
    checker.take_survey();
    checker.declare_indicators();
    let mut amendments = Vec::new();
    for &entry in &outline.entries {
        let done = match &entry.declaration.head {
            Head::Amend { .. } => {
                // Targets may be amended before the file that declares them is read.
                amendments.push(entry);
                Ok(())
            }
            _ => checker.declaration(entry),
        };
        checker.count(done);
    }
    for entry in amendments {
        let done = checker.amendment(entry);
        checker.count(done);
    }
    checker.name_ratios();
    checker.find_conflicts();
    checker.owners_of_sections();
    checker.find_unused();
    checker.finish()
}

/// What is known while a plan is checked.
struct Checker<'a, 'd> {
    frame: Frame<'a>,
    outline: &'a Outline<'a>,
    teller: Teller<'d>,
    names: Names<'a>,
    survey: Survey,
    /// What the model does not keep about each indicator, by its id.
    facts: Vec<indicator::Facts>,
    /// Every target's name and where it was given.
    target_names: IndexMap<String, Span>,
    /// The targets that are in the plan, by name.
    targets_kept: IndexMap<String, TargetId>,
    /// Groups of the region file that a rule speaks of.
    groups_used: IndexSet<usize>,
    /// The regions of each level that was asked for; walking 40,000 of them is done once.
    levels: IndexMap<LevelId, Rc<[RegionId]>>,
    /// Sections by their last step, to name a place by its end.
    places: IndexMap<&'a str, Vec<&'a str>>,
    plan: Plan,
}

impl<'a, 'd> Checker<'a, 'd> {
    fn new(frame: Frame<'a>, outline: &'a Outline<'a>, diagnostics: &'d mut Diagnostics) -> Self {
        let mut places: IndexMap<&str, Vec<&str>> = IndexMap::new();
        for section in &outline.sections {
            let last = section.path.rsplit('/').next().unwrap_or_default();
            let same_end = places.entry(last).or_default();
            if !same_end.contains(&section.path.as_str()) {
                same_end.push(&section.path);
            }
        }
        Self {
            frame,
            outline,
            teller: Teller::new(diagnostics),
            names: Names::default(),
            survey: Survey::default(),
            facts: Vec::new(),
            target_names: IndexMap::new(),
            targets_kept: IndexMap::new(),
            groups_used: IndexSet::new(),
            levels: IndexMap::new(),
            places,
            plan: Plan {
                id: frame.id.to_owned(),
                title: frame.title.to_owned(),
                years: frame.years,
                base: frame.base,
                regions: frame.regions.clone(),
                units: frame.units.clone(),
                scales: Vec::new(),
                indicators: Vec::new(),
                indicator_names: IndexMap::new(),
                targets: Vec::new(),
                forecasts: Vec::new(),
                claims: Vec::new(),
                identities: Vec::new(),
                entitlements: Vec::new(),
                undefined: Vec::new(),
                background: Vec::new(),
                names: Vec::new(),
                amendments: Vec::new(),
                left_out: outline.left_out,
                owners: frame.owners.clone(),
                owners_unread: false,
            },
        }
    }

    /// Reports why something is left out.
    fn tell(&mut self, diagnostic: Diagnostic) -> Told {
        self.teller.tell(diagnostic)
    }

    /// Reports what leaves nothing out.
    fn remark(&mut self, diagnostic: Diagnostic) {
        self.teller.remark(diagnostic);
    }

    fn count(&mut self, done: Checked<()>) {
        if done.is_err() {
            self.plan.left_out += 1;
        }
    }

    /// What the author wrote at a place, in one line.
    fn written(&self, span: Span) -> String {
        let text = self.frame.sources.slice(span);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Checks one declaration and adds what it says to the plan.
    fn declaration(&mut self, entry: Entry<'a>) -> Checked<()> {
        let head = &entry.declaration.head;
        // Those that others refer to were checked when they were collected.
        if let Head::Indicator { name, .. } | Head::Scale { name, .. } | Head::List { name, .. } =
            head
        {
            return self.names.outcome(name);
        }
        match head {
            Head::Section(_)
            | Head::Indicator { .. }
            | Head::Scale { .. }
            | Head::List { .. }
            | Head::Amend { .. } => Ok(()),
            Head::Target(statement) => self.target(entry, statement),
            Head::Forecast(statement) => self.forecast(entry, statement),
            Head::Claim(statement) => self.claim(entry, statement),
            Head::Identity(statement) => self.identity(entry, statement),
            Head::Entitlement(statement) => self.entitlement(entry, statement),
            Head::Background(texts) => self.background(entry, texts),
            Head::Names(texts) => self.figure_names(texts),
            Head::Undefined { words, of } => self.undefined(entry, words, of),
        }
    }

    fn finish(self) -> Plan {
        self.teller.finish();
        self.plan
    }
}
