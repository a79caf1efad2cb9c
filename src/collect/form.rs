//! Forms: a workbook for each office with the figures that it owes for a year.
//!
//! What people read and what programs read stand side by side. The keys of a row are in columns
//! that nobody sees, so that a row is known wherever it is moved to; what is seen beside them says
//! the same, so that a key that was moved alone is noticed.

use super::bounds::{Bounds, stages};
use super::file_name::file_names;
use super::{Debts, Office, Owed, State, Words};
use crate::data::{Cube, Doubt};
use crate::eval::{Assessment, Mark, Outcome};
use crate::model::{
    Bound, Comparison, Condition, Indicator, IndicatorId, Limit, Plan, RegionId, Relation, Target,
    Test, Time,
};
use crate::ooxml::sheets::{
    Align, Allowed, Cell, Check, Column, Look, PAGE, PAGES, Print, Row, Sheet, Unwritable, Value,
    Workbook,
};
use crate::text::wrapped;
use crate::value::{Quantity, Year};

/// The version of the form, which stands in each row.
pub(super) const VERSION: &str = "1";

/// The headings of the columns that nobody sees, the same in every language.
pub(super) const KEYS: [&str; 6] = [
    "yardstick:indicator",
    "yardstick:region",
    "yardstick:year",
    "yardstick:plan",
    "yardstick:office",
    "yardstick:form",
];

/// What may stand as the status of a figure, by the keys of its words.
pub(super) const CHOICES: [&str; 4] = [
    "form.choice.final",
    "form.choice.provisional",
    "form.choice.none",
    "form.choice.small",
];

/// A form, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The name of its file.
    pub file: String,
    /// The office that it is for.
    pub office: String,
    /// How many figures it asks for.
    pub figures: usize,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Everything that forms are made from.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its data.
    pub cube: &'a Cube,
    /// The verdicts of the year, for what targets ask for.
    pub assessment: &'a Assessment,
    /// The words.
    pub words: Words<'a>,
}

/// A form for each office that owes a figure of the year itself. What nobody answers for is in
/// none.
pub fn forms(desk: Desk<'_>, debts: &Debts) -> Result<Vec<Form>, Unwritable> {
    let of_year = |office: &Office| -> Vec<Owed> {
        let own = office
            .figures
            .iter()
            .filter(|one| one.key.year == debts.year);
        let mut figures: Vec<_> = own.cloned().collect();
        // In the order of the plan, as an office works through it.
        figures.sort_by_key(|one| (one.targets.first().copied(), one.key));
        figures
    };
    let asked: Vec<_> = debts
        .offices
        .iter()
        .filter_map(|office| Some((office.name.as_deref()?, office, of_year(office))))
        .filter(|(_, _, figures)| !figures.is_empty())
        .collect();
    let before = format!("{}-", debts.year);
    let names = file_names(&before, asked.iter().map(|(name, ..)| *name), ".xlsx");
    asked
        .into_iter()
        .zip(names)
        .map(|((name, office, figures), file)| {
            let paper = Paper {
                desk,
                year: debts.year,
                office: name,
                proposed: office.proposed,
                has_present: figures.iter().any(|one| desk.present(one).is_some()),
            };
            Ok(Form {
                file,
                office: name.to_owned(),
                figures: figures.len(),
                bytes: paper.workbook(&figures).to_bytes()?,
            })
        })
        .collect()
}

/// One form.
struct Paper<'a> {
    desk: Desk<'a>,
    year: Year,
    office: &'a str,
    proposed: bool,
    /// Whether it has a column for figures that are there and not final.
    has_present: bool,
}

impl Paper<'_> {
    fn workbook(&self, figures: &[Owed]) -> Workbook {
        let words = self.desk.words;
        let title = self.title();
        let seen = u16::try_from(self.headings().len()).unwrap_or(u16::MAX);
        let wide = |text: String, look| Row::of([Cell::text(text).look(look).across(seen)]);
        let office = match self.proposed {
            true => words.fill("form.office_proposed", &[("office", self.office)]),
            false => words.fill("form.office", &[("office", self.office)]),
        };
        let mut rows = vec![
            wide(title.clone(), Look::Title),
            wide(office, Look::Note),
            wide(words.get("form.return").to_owned(), Look::Note),
            self.heading(),
        ];
        let head = u32::try_from(rows.len()).unwrap_or(0);
        rows.extend(
            figures
                .iter()
                .zip(1..)
                .map(|(one, number)| self.row(one, number)),
        );
        rows.push(Row::default());
        let notes = [
            "form.note.value",
            "form.note.status",
            "form.note.none",
            "form.note.keep",
        ];
        rows.extend(notes.map(|key| wide(words.get(key).to_owned(), Look::Note)));
        let sheet = Sheet {
            name: words.get("form.sheet").to_owned(),
            columns: self.columns(),
            rows,
            frozen_rows: head,
            frozen_columns: 2,
            filter: None,
            protected: true,
            hidden: false,
            print: Print {
                landscape: true,
                repeated: Some((head - 1, head - 1)),
                footer: words.fill("form.footer", &[("page", PAGE), ("pages", PAGES)]),
            },
        };
        Workbook {
            title,
            created: None,
            sheets: vec![sheet],
        }
    }

    fn title(&self) -> String {
        let values = [
            ("title", self.desk.plan.title.as_str()),
            ("year", &self.year.to_string()),
        ];
        self.desk.words.fill("form.title", &values)
    }

    /// The headings that are seen.
    fn headings(&self) -> Vec<String> {
        let words = self.desk.words;
        let before = self.year.plus(-1).to_string();
        let mut all = vec![
            words.get("form.column.number").to_owned(),
            words.get("form.column.indicator").to_owned(),
            words.get("form.column.definition").to_owned(),
            words.get("form.column.unit").to_owned(),
            words.get("form.column.region").to_owned(),
            words.fill("form.column.before", &[("year", &before)]),
            words.get("form.column.target").to_owned(),
        ];
        if self.has_present {
            all.push(words.get("form.column.present").to_owned());
        }
        let year = self.year.to_string();
        all.extend([
            words.fill("form.column.value", &[("year", &year)]),
            words.get("form.column.status").to_owned(),
            words.get("form.column.note").to_owned(),
        ]);
        all
    }

    fn columns(&self) -> Vec<Column> {
        let seen = self.widths().into_iter().map(Column::wide);
        seen.chain(KEYS.map(|_| Column::hidden())).collect()
    }

    /// The widths of the columns that are seen.
    fn widths(&self) -> Vec<u16> {
        let mut widths = vec![5, 24, 22, 9, 16, 14, 27];
        if self.has_present {
            widths.push(14);
        }
        widths.extend([19, 14, 18]);
        widths
    }

    fn heading(&self) -> Row {
        let seen = self
            .headings()
            .into_iter()
            .map(|text| Cell::text(text).look(Look::Heading));
        let keys = KEYS.map(|key| Cell::text(key).look(Look::Raw));
        self.fitted(Row::of(seen.chain(keys)))
    }

    /// A row as high as its text: programs do not fit the rows of a sheet that is locked.
    fn fitted(&self, row: Row) -> Row {
        let lines = row.cells.iter().zip(self.widths()).map(|(cell, width)| {
            let Value::Text(text) = &cell.value else {
                return 1;
            };
            // Some of the width is the margin of the cell.
            let fits = usize::from(width.saturating_sub(1));
            let lines = text.split('\n').map(|line| wrapped(line, fits, "").len());
            lines.sum::<usize>()
        });
        let lines = lines.max().unwrap_or(1);
        Row {
            lines: u16::try_from(lines).ok(),
            ..row
        }
    }

    fn row(&self, one: &Owed, number: usize) -> Row {
        let (plan, words) = (self.desk.plan, self.desk.words);
        let label = |text: String| Cell::text(text).look(Look::Label);
        let region = plan.regions.get(one.key.region);
        let Some(indicator) = plan.indicator(one.key.indicator) else {
            return Row::default();
        };
        let before = self
            .desk
            .figure(one.key.indicator, one.key.region, self.year.plus(-1));
        let mut cells = vec![
            Cell::number(number.to_string())
                .look(Look::Label)
                .align(Align::Centre),
            label(indicator.label.clone()),
            label(self.definition(indicator)),
            label(unit_in_words(indicator).to_owned()).align(Align::Centre),
            label(region.map(|own| own.name.clone()).unwrap_or_default()),
            label(before.unwrap_or_default()).align(Align::Right),
            label(self.desk.targets(one)),
        ];
        if self.has_present {
            let present = self.desk.present(one).unwrap_or_default();
            cells.push(label(present).align(Align::Right));
        }
        let choices = CHOICES.map(|key| words.get(key).to_owned());
        cells.extend([
            self.value_cell(indicator),
            Cell::blank()
                .look(Look::InputText)
                .align(Align::Centre)
                .check(Check {
                    allowed: Allowed::OneOf(choices.to_vec()),
                    error: (
                        words.get("form.error.title").to_owned(),
                        words.get("form.error.status").to_owned(),
                    ),
                    prompt: None,
                }),
            Cell::blank().look(Look::InputText),
        ]);
        let key = |text: &str| Cell::text(text).look(Look::Raw);
        cells.extend([
            key(&indicator.id),
            key(region.map(|own| own.code.as_str()).unwrap_or_default()),
            key(&self.year.to_string()),
            key(&plan.id),
            key(self.office),
            key(VERSION),
        ]);
        self.fitted(Row::of(cells))
    }

    fn definition(&self, indicator: &Indicator) -> String {
        let basis = indicator.basis.as_deref();
        let basis = basis.map(|basis| self.desk.words.fill("form.basis", &[("basis", basis)]));
        let stages = stages(self.desk.plan, indicator).map(|all| {
            let values = [("stages", all.join("、"))];
            let values = values.each_ref().map(|(name, all)| (*name, all.as_str()));
            self.desk.words.fill("form.stages", &values)
        });
        let said = indicator
            .definition
            .clone()
            .into_iter()
            .chain(basis)
            .chain(stages);
        said.collect::<Vec<_>>().join("\n")
    }

    /// The cell that is to be filled in.
    fn value_cell(&self, indicator: &Indicator) -> Cell {
        let words = self.desk.words;
        let title = words.get("form.error.title").to_owned();
        let blank = Cell {
            value: Value::Blank,
            ..Cell::default()
        };
        if let Some(stages) = stages(self.desk.plan, indicator) {
            let list = stages.join("、");
            return blank
                .look(Look::InputText)
                .align(Align::Centre)
                .check(Check {
                    allowed: Allowed::OneOf(stages.to_vec()),
                    error: (title, words.fill("form.error.stage", &[("stages", &list)])),
                    prompt: None,
                });
        }
        let bounds = Bounds::of(indicator);
        let printed = |end: &Option<Quantity>| end.as_ref().map(Quantity::to_string);
        let (low, high) = (printed(&bounds.low), printed(&bounds.high));
        let unit = unit_in_words(indicator);
        let error = match (&low, &high) {
            (Some(low), Some(high)) => words.fill(
                "form.error.between",
                &[("low", low), ("high", high), ("unit", unit)],
            ),
            (Some(low), None) => words.fill("form.error.least", &[("low", low), ("unit", unit)]),
            (None, _) => words.fill("form.error.number", &[("unit", unit)]),
        };
        blank.look(Look::Input).check(Check {
            allowed: Allowed::Decimal { low, high },
            error: (title, error),
            prompt: None,
        })
    }
}

/// The unit of an indicator as a form shows it.
pub(super) fn unit_in_words(indicator: &Indicator) -> &str {
    indicator.unit().map_or("", |unit| unit.name())
}

impl Desk<'_> {
    /// A figure with what is doubtful about it.
    fn figure(self, indicator: IndicatorId, region: RegionId, year: Year) -> Option<String> {
        let figure = self.cube.figure(indicator, region, year)?;
        let written = self.plan.written(indicator, &figure.quantity());
        let key = match figure.status().doubt {
            Doubt::Normal => return Some(written),
            Doubt::Provisional => "form.provisional",
            Doubt::Estimated => "form.estimated",
            Doubt::Demonstration => "form.demonstration",
        };
        Some(self.words.fill(key, &[("figure", &written)]))
    }

    /// The figure that is there and not final.
    fn present(self, one: &Owed) -> Option<String> {
        match one.state {
            State::Doubtful(_) => self.figure(one.key.indicator, one.key.region, one.key.year),
            State::Missing | State::KeptOut => None,
        }
    }

    /// What targets ask of a figure; of one that is only a part of what they ask for, what for.
    fn targets(self, one: &Owed) -> String {
        /// More do not fit into a cell.
        const MOST: usize = 3;
        let mut said: Vec<String> = Vec::new();
        for id in &one.targets {
            let Some(target) = self.plan.target(*id) else {
                continue;
            };
            let entries = self.assessment.of_target(*id).iter();
            let mut entries = entries.filter(|entry| entry.region == Some(one.key.region));
            let text = entries
                .find_map(|entry| self.threshold(target, &target.condition, &entry.outcome, one))
                .unwrap_or_else(|| self.words.fill("form.part_of", &[("label", &target.label)]));
            if !said.contains(&text) {
                said.push(text);
            }
        }
        said.truncate(MOST);
        said.join("\n")
    }

    fn threshold(
        self,
        target: &Target,
        condition: &Condition,
        outcome: &Outcome,
        one: &Owed,
    ) -> Option<String> {
        match condition {
            Condition::Parts { parts, .. } => parts
                .iter()
                .zip(&outcome.parts)
                .find_map(|(part, outcome)| self.threshold(target, part, outcome, one)),
            Condition::Test(test) if test.indicator == Some(one.key.indicator) => {
                let asked = self.asked(test, outcome, one)?;
                let (key, first, last) = match target.time {
                    Time::By(year) | Time::In(year) => ("form.target.by", year, year),
                    Time::Throughout(years) => ("form.target.each", years.first, years.last),
                    Time::Over(years) => ("form.target.over", years.first, years.last),
                };
                let (first, last) = (first.to_string(), last.to_string());
                let values = [
                    ("asked", asked.as_str()),
                    ("first", &first),
                    ("last", &last),
                ];
                Some(self.words.fill(key, &values))
            }
            Condition::Test(_) => None,
        }
    }

    fn asked(self, test: &Test, outcome: &Outcome, one: &Owed) -> Option<String> {
        if let Limit::Direction(direction) = &test.limit {
            return Some(
                self.words
                    .get(&format!("form.direction.{}", direction.name()))
                    .to_owned(),
            );
        }
        let sign = match test.comparison(Some(one.key.region))? {
            // A stage is reached or it is not.
            Comparison::One(Relation::AtLeast, _) if test.scale.is_some() => "",
            Comparison::One(Relation::AtLeast, _) => "≥",
            Comparison::One(Relation::MoreThan, _) => ">",
            Comparison::One(Relation::AtMost, _) => "≤",
            Comparison::One(Relation::LessThan, _) => "<",
            Comparison::Band(Bound::Exact, ..) => "=",
            Comparison::Band(..) => "",
        };
        let figure = |figure: &Quantity| self.plan.written(one.key.indicator, figure);
        let unit = test.unit.as_ref().map_or("", |unit| unit.name());
        let own = self
            .plan
            .indicator(one.key.indicator)
            .map_or("", unit_in_words);
        let unit = if unit == own { "" } else { unit };
        Some(match outcome.facts.threshold.as_ref()? {
            Mark::One(at) => format!("{sign}{}{unit}", figure(at)),
            Mark::Band(low, high) if low == high => format!("{sign}{}{unit}", figure(low)),
            Mark::Band(low, high) => format!("{}—{}{unit}", figure(low), figure(high)),
        })
    }
}
