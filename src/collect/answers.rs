//! What offices answered: each figure of a returned form checked against the plan and against what
//! the form shows beside it, and taken or refused.

use super::Words;
use super::bounds::{Bounds, stages};
use super::form::{CHOICES, VERSION, unit_in_words};
use super::returned::{Entry, Field, Part, entries};
use crate::data::{Absence, Answer, Status, is_formula_error, read_answer, read_status};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{CellKey, Indicator, IndicatorId, Place, Plan, RegionId};
use crate::text::{Oddity, SourceId, Sources, Span};
use crate::value::{Fit, Rational, Year};
use indexmap::IndexMap;

/// A figure that an office gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Which.
    pub key: CellKey,
    /// The figure or the stage as it is written, or the sign for why there is none.
    pub value: String,
    /// How sure it is.
    pub status: Status,
    /// What the office remarks.
    pub note: String,
    /// The office.
    pub office: String,
    /// Where the figure stands in the form.
    pub span: Span,
}

/// A cell that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Where.
    pub span: Span,
    /// The office whose form it is in, as far as the form says.
    pub office: String,
    /// The place of the finding that says why, among those that were told.
    pub finding: usize,
}

/// A remark beside a figure that was left blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Which figure.
    pub key: CellKey,
    /// The office.
    pub office: String,
    /// What it remarks.
    pub note: String,
}

/// What came back.
#[derive(Debug, Clone, Default)]
pub struct Returned {
    /// The figures that can be used, in the order of the plan's indicators, regions and years.
    pub given: Vec<Given>,
    /// The cells that were refused.
    pub refused: Vec<Refused>,
    /// How many figures were left blank.
    pub blank: usize,
    /// The remarks beside them.
    pub remarks: Vec<Remark>,
}

/// Reads the forms that came back: workbooks among the sources, in their order. `words` are those
/// of every language that a form may be in.
pub fn read_returned(
    plan: &Plan,
    forms: &[SourceId],
    sources: &Sources,
    words: &[Words<'_>],
    diagnostics: &mut Diagnostics,
) -> Returned {
    let mut all = Returned::default();
    let mut given: IndexMap<CellKey, Vec<Given>> = IndexMap::new();
    for &form in forms {
        let before = diagnostics.len();
        let mut unseen = Unseen::default();
        let entries = entries(form, sources, words, diagnostics);
        let mut reader = Reader {
            plan,
            words,
            diagnostics,
            is_of_another: false,
        };
        if reader.diagnostics.len() > before {
            let span = reader.diagnostics.last().and_then(|one| one.labels.first());
            let span = span.map_or_else(|| Span::new(form, 0..0), |label| label.span);
            all.refused.push(Refused {
                span,
                office: String::new(),
                finding: before,
            });
        }
        for entry in entries {
            let office = entry.get(Part::OFFICE).to_owned();
            match reader.read(&entry) {
                Ok(Said::Given(one)) => {
                    unseen.see(one.span, sources);
                    given.entry(one.key).or_default().push(one);
                }
                Ok(Said::Blank(key)) => {
                    all.blank += 1;
                    let note = entry.get(Part::Note).to_owned();
                    if !note.is_empty() {
                        all.remarks.push(Remark { key, office, note });
                    }
                }
                Err(Fault::Refused(span)) => all.refused.push(Refused {
                    span,
                    office,
                    finding: reader.diagnostics.len().saturating_sub(1),
                }),
                Err(Fault::Told) => {}
            }
        }
        unseen.tell(diagnostics);
    }
    for copies in given.into_values() {
        if let Some(one) = one_of(copies, plan, sources, diagnostics, &mut all.refused) {
            all.given.push(one);
        }
    }
    all.given.sort_by_key(|one| one.key);
    all
}

/// The figure of several copies that say the same; none where they do not.
fn one_of(
    copies: Vec<Given>,
    plan: &Plan,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
    refused: &mut Vec<Refused>,
) -> Option<Given> {
    let mut all = copies.into_iter();
    let first = all.next()?;
    let others: Vec<_> = all
        .filter(|one| (&one.value, one.status) != (&first.value, first.status))
        .collect();
    let Some(other) = others.first() else {
        return Some(first);
    };
    let finding = diagnostics.len();
    let label = plan
        .indicator(first.key.indicator)
        .map_or("", |own| &own.label);
    diagnostics.push(
        Diagnostic::new(Code::ReturnedTwice, other.span)
            .with("indicator", plan.in_region(label, first.key.region))
            .with("value", &other.value)
            .with("other", &first.value)
            .with("first", place_of(sources, first.span))
            .at(first.span, "first"),
    );
    for one in std::iter::once(&first).chain(&others) {
        refused.push(Refused {
            span: one.span,
            office: one.office.clone(),
            finding,
        });
    }
    None
}

/// A cell of a form with the file that it is in.
pub fn place_of(sources: &Sources, span: Span) -> String {
    let file = sources.get(span.source);
    match file.address(span.start as usize) {
        Some(address) => format!("{} {address}", file.path()),
        None => file.path().to_owned(),
    }
}

/// Figures of a form in rows that nobody sees: the first, its sheet, and how many.
#[derive(Default)]
struct Unseen(Option<(Span, String, usize)>);

impl Unseen {
    fn see(&mut self, span: Span, sources: &Sources) {
        let file = sources.get(span.source);
        let offset = span.start as usize;
        let sheet = file.sheets().and_then(|all| all.sheet_at(offset));
        let (Some(sheet), Some(place)) = (sheet, file.address(offset)) else {
            return;
        };
        if !sheet.hides_row(place.row) {
            return;
        }
        match &mut self.0 {
            Some((_, _, count)) => *count += 1,
            None => self.0 = Some((span, sheet.name.clone(), 1)),
        }
    }

    fn tell(self, diagnostics: &mut Diagnostics) {
        if let Some((span, sheet, count)) = self.0 {
            diagnostics.push(
                Diagnostic::new(Code::HiddenCells, span)
                    .with("count", count)
                    .with("sheet", sheet),
            );
        }
    }
}

/// What a row says.
enum Said {
    Given(Given),
    Blank(CellKey),
}

/// Why a row says nothing.
enum Fault {
    /// What is wrong was told, at this place.
    Refused(Span),
    /// It was told of a row above.
    Told,
}

struct Reader<'a, 'd> {
    plan: &'a Plan,
    words: &'a [Words<'a>],
    diagnostics: &'d mut Diagnostics,
    /// Whether a row of the form belongs to something else, which is told once.
    is_of_another: bool,
}

impl Reader<'_, '_> {
    fn refuse<T>(&mut self, finding: Diagnostic) -> Result<T, Fault> {
        let span = finding.labels.first().map(|label| label.span);
        self.diagnostics.push(finding);
        span.map_or(Err(Fault::Told), |span| Err(Fault::Refused(span)))
    }

    fn read(&mut self, entry: &Entry) -> Result<Said, Fault> {
        self.check_form(entry)?;
        let key = self.key(entry)?;
        let Some(indicator) = self.plan.indicator(key.indicator) else {
            return Err(Fault::Told);
        };
        let is_blank = entry.get(Part::Value).is_empty() && entry.get(Part::Status).is_empty();
        if !is_blank {
            self.check_seen(entry, key, indicator)?;
        }
        self.check_note(entry)?;
        let status = self.status(entry)?;
        let value = match (entry.field(Part::Value), status) {
            (None, Choice::None(sign)) => Some(sign.to_owned()),
            (None, Choice::Status(_)) => None,
            (Some(field), choice) => {
                let value = self.value(field, indicator)?;
                match (value, choice) {
                    (value, Choice::None(sign)) if value.as_deref() != Some(sign) => {
                        return self.refuse(
                            Diagnostic::new(Code::NotAnAnswer, entry.span(Part::Status))
                                .primary("both")
                                .with("found", entry.get(Part::Status))
                                .with("value", &field.text)
                                .help(Some("both_help")),
                        );
                    }
                    (value, _) => value,
                }
            }
        };
        let Some(value) = value else {
            return Ok(Said::Blank(key));
        };
        Ok(Said::Given(Given {
            key,
            value,
            status: match status {
                Choice::Status(status) => status,
                Choice::None(_) => Status::NORMAL,
            },
            note: entry.get(Part::Note).to_owned(),
            office: entry.get(Part::OFFICE).to_owned(),
            span: match entry.field(Part::Value) {
                Some(field) => field.span,
                None => entry.span(Part::Status),
            },
        }))
    }

    /// Whether the form is one of this program's version and of this plan.
    fn check_form(&mut self, entry: &Entry) -> Result<(), Fault> {
        let keys = [Part::FORM, Part::PLAN];
        let wanted = [(VERSION, "version"), (self.plan.id.as_str(), "here")];
        for (part, (wanted, primary)) in keys.into_iter().zip(wanted) {
            let found = entry.get(part);
            if found == wanted || found.is_empty() {
                continue;
            }
            if std::mem::replace(&mut self.is_of_another, true) {
                return Err(Fault::Told);
            }
            return self.refuse(
                Diagnostic::new(Code::OtherForm, entry.span(part))
                    .primary(primary)
                    .with("found", found)
                    .with("wanted", wanted),
            );
        }
        Ok(())
    }

    /// Which figure a row is about.
    fn key(&mut self, entry: &Entry) -> Result<CellKey, Fault> {
        for part in [
            Part::INDICATOR,
            Part::REGION_CODE,
            Part::YEAR,
            Part::PLAN,
            Part::FORM,
        ] {
            if entry.get(part).is_empty() {
                let span = match entry.field(Part::Value) {
                    Some(field) => field.span,
                    None => entry.span(Part::Status),
                };
                return self.refuse(Diagnostic::new(Code::UnknownFormKey, span));
            }
        }
        let unknown = |part: Part, primary| {
            Diagnostic::new(Code::UnknownFormKey, entry.span(part))
                .primary(primary)
                .with("found", entry.get(part))
        };
        let Some(indicator) = self.indicator(entry.get(Part::INDICATOR)) else {
            return self.refuse(unknown(Part::INDICATOR, "indicator"));
        };
        let Some(region) = self.region(entry.get(Part::REGION_CODE)) else {
            return self.refuse(unknown(Part::REGION_CODE, "region"));
        };
        let Some(year) = Year::parse(entry.get(Part::YEAR)) else {
            return self.refuse(unknown(Part::YEAR, "year"));
        };
        if year != entry.heading_year {
            return self.refuse(
                Diagnostic::new(Code::OtherForm, entry.span(Part::YEAR))
                    .primary("year")
                    .with("found", year)
                    .with("wanted", entry.heading_year)
                    .help(Some("year_help")),
            );
        }
        Ok(CellKey {
            indicator,
            region,
            year,
        })
    }

    fn indicator(&self, id: &str) -> Option<IndicatorId> {
        self.plan.indicator_names.get(id).copied()
    }

    fn region(&self, code: &str) -> Option<RegionId> {
        match self.plan.regions.find(code)? {
            Place::Region(region) => Some(*region),
            Place::Ambiguous(_) | Place::Group(_) => None,
        }
    }

    /// Whether what people see says the same as the keys: one of them may have been moved alone.
    fn check_seen(
        &mut self,
        entry: &Entry,
        key: CellKey,
        indicator: &Indicator,
    ) -> Result<(), Fault> {
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let is_one_of = |found: &str, names: &[&str]| {
            let found = plain(found);
            names.iter().any(|name| plain(name) == found)
        };
        let region = self.plan.regions.get(key.region);
        let labels: Vec<_> = [&indicator.label, &indicator.id]
            .into_iter()
            .chain(&indicator.also)
            .map(String::as_str)
            .collect();
        let regions: Vec<_> = region
            .iter()
            .flat_map(|own| [&own.name, &own.code].into_iter().chain(&own.also))
            .map(String::as_str)
            .collect();
        let seen = [
            (Part::Label, &labels, "here"),
            (Part::Region, &regions, "region"),
        ];
        for (part, names, primary) in seen {
            let found = entry.get(part);
            if !is_one_of(found, names) {
                return self.refuse(
                    Diagnostic::new(Code::MovedKey, entry.span(part))
                        .primary(primary)
                        .with("found", found)
                        .with("wanted", names.first().copied().unwrap_or_default()),
                );
            }
        }
        let (found, wanted) = (entry.get(Part::Unit), unit_in_words(indicator));
        if !is_one_of(found, &[wanted]) {
            return self.refuse(
                Diagnostic::new(Code::UnitChanged, entry.span(Part::Unit))
                    .with("found", found)
                    .with("wanted", wanted)
                    .with("indicator", &indicator.label),
            );
        }
        Ok(())
    }

    /// A remark is what somebody wrote, not a formula that shows nothing.
    fn check_note(&mut self, entry: &Entry) -> Result<(), Fault> {
        let Some(field) = entry.field(Part::Note) else {
            return Ok(());
        };
        let primary = match &field.oddity {
            Some(Oddity::NotCalculated) => "not_calculated",
            _ if is_formula_error(&field.text) => "error",
            _ => return Ok(()),
        };
        self.refuse(
            Diagnostic::new(Code::NotAnAnswer, field.span)
                .primary(primary)
                .with("found", &field.text)
                .help(Some("note_help")),
        )
    }

    /// What was chosen as the status.
    fn status(&mut self, entry: &Entry) -> Result<Choice, Fault> {
        let Some(field) = entry.field(Part::Status) else {
            return Ok(Choice::Status(Status::NORMAL));
        };
        let chosen = self.choice(&field.text);
        if let Some("form.choice.none") = chosen {
            return Ok(Choice::None("—"));
        }
        if let Some("form.choice.small") = chosen {
            return Ok(Choice::None("…"));
        }
        match read_status(&field.text) {
            Some(status) => Ok(Choice::Status(status)),
            None => self.refuse(
                Diagnostic::new(Code::NotAnAnswer, field.span)
                    .primary("status")
                    .with("found", &field.text)
                    .help(Some("status_help")),
            ),
        }
    }

    /// The status of a form that a text is, in any language.
    fn choice(&self, text: &str) -> Option<&'static str> {
        let mut all = self.words.iter();
        all.find_map(|words| CHOICES.into_iter().find(|key| words.get(key) == text))
    }

    /// The figure, the stage, or the sign for why there is none; `None` for nothing.
    fn value(&mut self, field: &Field, indicator: &Indicator) -> Result<Option<String>, Fault> {
        let text = field.text.as_str();
        let unit = unit_in_words(indicator);
        let no = |primary: &'static str, help: &'static str| {
            Diagnostic::new(Code::NotAnAnswer, field.span)
                .primary(primary)
                .with("found", text)
                .with("unit", unit)
                .help(Some(help))
        };
        if is_formula_error(text) {
            return self.refuse(no("error", "error_help"));
        }
        match &field.oddity {
            Some(Oddity::NotCalculated) => return self.refuse(no("not_calculated", "error_help")),
            Some(Oddity::Date) => return self.refuse(no("date", "help")),
            Some(Oddity::UnreadFormat { .. }) => return self.refuse(no("format", "format_help")),
            // Half a percent and half of all look alike there.
            Some(Oddity::MayBePercent) if matches!(unit, "%" | "‰") => {
                return self.refuse(no("percent", "percent_help"));
            }
            // Whoever looks at the form sees another figure than the one that was typed.
            Some(Oddity::ShownOtherwise { holds }) => {
                return self.refuse(no("shown", "format_help").with("holds", holds));
            }
            Some(Oddity::MayBePercent | Oddity::NumberAsText) | None => {}
        }
        if let Some("form.choice.none" | "form.choice.small") = self.choice(text) {
            return self.refuse(no("choice", "choice_help"));
        }
        let answer = read_answer(text);
        if let Answer::Absent(absence) = answer {
            return Ok(match absence {
                Absence::NoSuchFigure => Some("—".to_owned()),
                Absence::BelowSmallestUnit => Some("…".to_owned()),
                Absence::NotKnown | Absence::KeptOut => None,
            });
        }
        if let Some(stages) = stages(self.plan, indicator) {
            if stages.iter().any(|stage| stage == text) {
                return Ok(Some(text.to_owned()));
            }
            let stages = stages.join("、");
            return self.refuse(no("stage", "stage_help").with("stages", stages));
        }
        let Answer::Number { figure, behind } = answer else {
            return self.refuse(no("here", "help"));
        };
        if !behind.is_empty() && !self.is_unit(&behind, indicator) {
            let own = indicator.unit();
            let fit = self.plan.units.parse(&behind).zip(own);
            let finding = match fit.map(|(found, own)| found.fit(own)) {
                None => no("behind", "help"),
                Some(Fit::Different) => no("other_unit", "unit_help"),
                Some(Fit::Factor(factor) | Fit::OtherBase(factor)) => {
                    let would_be = figure.converted(&factor);
                    no("other_unit", "convert_help").with("would_be", would_be)
                }
            };
            return self.refuse(finding.with("behind", behind));
        }
        let bounds = Bounds::of(indicator);
        if !bounds.hold(&figure) {
            let end = |end: &Option<crate::value::Quantity>| {
                end.as_ref().map(ToString::to_string).unwrap_or_default()
            };
            let help = if bounds.high.is_some() {
                "between"
            } else {
                "help"
            };
            return self.refuse(
                Diagnostic::new(Code::OutOfBounds, field.span)
                    .with("found", text)
                    .with("indicator", &indicator.label)
                    .with("low", end(&bounds.low))
                    .with("high", end(&bounds.high))
                    .help(Some(help)),
            );
        }
        Ok(Some(figure.to_string()))
    }

    /// Whether what stands behind a figure is the unit that the form names.
    fn is_unit(&self, behind: &str, indicator: &Indicator) -> bool {
        let named = self.plan.units.parse(behind).zip(indicator.unit());
        named.is_some_and(|(found, own)| found.fit(own) == Fit::Factor(Rational::ONE))
    }
}

/// What was chosen as the status of a figure.
#[derive(Clone, Copy)]
enum Choice {
    Status(Status),
    /// That there is none, with the sign of tables for it.
    None(&'static str),
}
