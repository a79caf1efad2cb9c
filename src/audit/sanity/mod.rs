//! Figures that can hardly be what was measured: a slip of the unit, a share beyond the whole, a
//! cumulative series that falls, sums that do not come out.
//!
//! No verdict changes by any of it. What somebody looked at and found right is told by a remark in
//! its row (已核实), and is not asked about again. Each series and each column is walked once.

mod breaks;
mod derived;
mod identities;
mod point;
mod range;
mod spread;
mod steps;
mod wholes;

use crate::data::{Cell, Cube};
use crate::diag::{Code, Diagnostic, Diagnostics, MOST_OF_A_KIND, Tally};
use crate::model::{CellKey, Indicator, IndicatorId, Measured, Plan};
use crate::text::{Sources, Span};
use crate::value::{Quantity, with_unit};
use std::collections::{BTreeMap, BTreeSet};

/// Looks at every figure of the data files.
pub(super) fn audit(plan: &Plan, cube: &Cube, sources: &Sources, diagnostics: &mut Diagnostics) {
    let mut suspects = Suspects::default();
    let slips = steps::audit(plan, cube, &mut suspects);
    range::audit(plan, cube, &mut suspects);
    identities::audit(plan, cube, &mut suspects);
    derived::audit(plan, cube, &mut suspects);
    wholes::audit(plan, cube, &slips, &mut suspects);
    breaks::audit(plan, cube, &mut suspects);
    suspects.tell(cube, sources, diagnostics);
}

/// What is told of a figure, before anybody knows where that stands.
struct Suspect {
    code: Code,
    /// The figure; a rule's place goes before it.
    key: Option<CellKey>,
    place: Option<Span>,
    /// Which wording, and which help.
    wording: &'static str,
    help: &'static str,
    values: Vec<(&'static str, String)>,
    /// Other figures, with the wording of each and what it says.
    others: Vec<Other>,
}

struct Other {
    key: CellKey,
    wording: &'static str,
    values: Vec<(&'static str, String)>,
}

impl Suspect {
    fn of(code: Code, key: CellKey) -> Self {
        Self {
            key: Some(key),
            ..Self::new(code)
        }
    }

    fn at(code: Code, place: Span) -> Self {
        Self {
            place: Some(place),
            ..Self::new(code)
        }
    }

    fn new(code: Code) -> Self {
        Self {
            code,
            key: None,
            place: None,
            wording: "here",
            help: "help",
            values: Vec::new(),
            others: Vec::new(),
        }
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    fn wording(self, wording: &'static str) -> Self {
        Self { wording, ..self }
    }

    fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    fn and(
        mut self,
        key: CellKey,
        wording: &'static str,
        values: Vec<(&'static str, String)>,
    ) -> Self {
        self.others.push(Other {
            key,
            wording,
            values,
        });
        self
    }

    fn keys(&self) -> impl Iterator<Item = CellKey> {
        self.key
            .into_iter()
            .chain(self.others.iter().map(|one| one.key))
    }

    fn finding(&self, cells: &BTreeMap<CellKey, Cell>) -> Option<Diagnostic> {
        let own = self.key.and_then(|key| cells.get(&key));
        if self
            .keys()
            .filter_map(|key| cells.get(&key))
            .any(is_confirmed)
        {
            return None;
        }
        let place = self.place.or_else(|| own.map(|cell| cell.span))?;
        let mut finding = Diagnostic::new(self.code, place)
            .primary(self.wording)
            .help(Some(self.help));
        for (name, value) in &self.values {
            finding = finding.with(name, value.clone());
        }
        for other in &self.others {
            if let Some(cell) = cells.get(&other.key) {
                finding = finding.at(cell.span, other.wording);
                for (name, value) in &other.values {
                    finding = finding.label_with(name, value.clone());
                }
            }
        }
        Some(finding)
    }
}

/// Whether the row of a figure says that somebody looked at it and found it right.
fn is_confirmed(cell: &Cell) -> bool {
    const WORDS: &[&str] = &["已核实", "经核实", "属实", "无误", "confirmed"];
    // What asks, denies or puts off has the same words in it.
    const NOT: &[&str] = &[
        "不属实",
        "不实",
        "有误",
        "是否",
        "能否",
        "未核实",
        "未经核实",
        "待核实",
        "待改",
        "not confirmed",
        "unconfirmed",
        "to be confirmed",
    ];
    let note = cell.note.as_deref().unwrap_or_default().to_lowercase();
    WORDS.iter().any(|word| note.contains(word)) && !NOT.iter().any(|word| note.contains(word))
}

/// Everything that is suspected; of each code a hundred findings are told, and how many more there
/// are.
#[derive(Default)]
struct Suspects {
    all: Vec<Suspect>,
    /// Those of which nobody looks whether somebody confirmed them.
    beyond: Tally,
}

impl Suspects {
    /// Takes one in; made only where it is looked at.
    fn add(&mut self, code: Code, suspect: impl FnOnce() -> Option<Suspect>) {
        /// Nobody confirms so many by hand.
        const LOOKED_AT: usize = 100 * MOST_OF_A_KIND;
        match self.all.len() < LOOKED_AT {
            true => self.all.extend(suspect()),
            false => self.beyond.add(code, 1),
        }
    }

    fn tell(self, cube: &Cube, sources: &Sources, diagnostics: &mut Diagnostics) {
        if self.all.is_empty() {
            return;
        }
        let keys: BTreeSet<_> = self.all.iter().flat_map(Suspect::keys).collect();
        let cells = cube.cells(sources, keys);
        let mut seen = Tally::default();
        let mut first = None;
        for finding in self.all.iter().filter_map(|one| one.finding(&cells)) {
            first = first.or_else(|| finding.labels.first().map(|label| label.span.source));
            if seen.tells(finding.code) {
                diagnostics.push(finding);
            }
        }
        seen.add_all(self.beyond);
        if let Some(source) = first {
            seen.finish(source, diagnostics);
        }
    }
}

/// The indicators that data files have numbers of.
fn measured(plan: &Plan) -> impl Iterator<Item = (IndicatorId, &Indicator)> {
    let all = (0..).map(IndicatorId).zip(&plan.indicators);
    all.filter(|(_, one)| matches!(one.measured, Measured::In(_)) && one.formula.is_none())
}

/// A figure of an indicator with its unit.
fn shown(indicator: &Indicator, figure: &Quantity) -> String {
    with_unit(figure, indicator.unit().map_or("", |unit| unit.name()))
}
