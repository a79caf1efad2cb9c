//! What is wrong in a row, told at the cell where it is wrong.

use super::figure::{self, Wrong};
use super::findings::{Findings, clip, with_near};
use super::headings::year;
use super::mapped::SaidUnit;
use super::observations::{
    INDICATOR, Observations, PUBLISHED, Part, REGION, REGION_CODE, Row, STATUS, UNIT, VALUE, YEAR,
};
use super::reading::{Book, Fault, Key, NoCell, Remark, Undecided};
use super::regions::codes_of;
use crate::diag::{Code, Diagnostic, Value};
use crate::model::{IndicatorId, Measured, Place, Plan};
use crate::text::{Span, near_name};
use crate::value::numeral::is_digit;
use crate::value::{Fit, MOST_DIGITS, Quantity, Rational, rational};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Tells what is wrong with what a row says of its cell.
pub(super) fn tell(
    fault: &Fault,
    row: Row<'_>,
    rows: &Part<'_>,
    key: Key,
    plan: &Plan,
    book: &Book,
    findings: &mut Findings<'_>,
) {
    let span = |column| rows.span(row.at(), column);
    let value = row.get(VALUE);
    match fault {
        // The file was read whole before its rows were, and said it then.
        Fault::UnknownKey => {}
        Fault::NotANumber(Wrong::TooLong { digits }) => {
            findings.push(Code::NumberTooLong, span(VALUE), |it| {
                it.with("digits", *digits).with("limit", MOST_DIGITS)
            });
        }
        Fault::NotANumber(wrong) => findings.push(Code::NotANumber, span(VALUE), |it| {
            let it = it.with("found", clip(value));
            if let Some(meant) = without_letters(value, book) {
                return it.help(Some("letter")).with("near", clip(&meant));
            }
            it.help(Some(match wrong {
                _ if is_marked(value) => "marked",
                Wrong::Comma => "decimal",
                Wrong::NotANumber | Wrong::TooLong { .. } => "help",
            }))
        }),
        Fault::Qualified => findings.push(Code::NotANumber, span(VALUE), |it| {
            it.with("found", clip(value)).help(Some("qualified"))
        }),
        Fault::UnknownStage => findings.push(Code::UnknownStage, span(VALUE), |it| {
            let scale = match book.measured(key.indicator) {
                Some(Measured::On(scale)) => book.scale(*scale),
                Some(Measured::In(_)) | None => None,
            };
            let stages = scale
                .map(|scale| scale.stages.as_slice())
                .unwrap_or_default();
            let known = stages.iter().map(Value::from).collect();
            let it = it
                .with("found", clip(value))
                .with("scale", scale.map_or("", |scale| &scale.name))
                .with("stages", Value::List(known));
            with_near(it, value, stages.iter().map(String::as_str))
        }),
        Fault::UnknownUnit(column) => {
            // What the description says is wrong there, and not in the sheet.
            let place = said_of_all(row, *column).unwrap_or(span(*column));
            findings.push_once(Code::UnknownUnit, row.get(INDICATOR), place, |it| {
                let unit = unit_of(row, *column);
                let it = it.with("unit", clip(unit));
                if *column == VALUE
                    && let Some(meant) = without_letters(value, book)
                {
                    return it.help(Some("letter")).with("near", clip(&meant));
                }
                if *column == VALUE
                    && let Some(whole) = begun_unit(unit, book, key)
                {
                    let figure = value.trim_end().strip_suffix(unit).unwrap_or(value);
                    return it
                        .help(Some("whole"))
                        .with("near", clip(&format!("{figure}{whole}")));
                }
                let plain = plain_unit(unit);
                if book.units().parse(&plain).is_some() {
                    return it.help(Some("near")).with("near", plain);
                }
                with_near(it, unit, book.units().names())
            });
        }
        Fault::OtherUnit(column) => {
            findings.push_once(Code::OtherUnit, row.get(INDICATOR), span(*column), |it| {
                let it = it
                    .with("unit", clip(unit_of(row, *column)))
                    .with("indicator", row.get(INDICATOR))
                    .with("wanted", wanted(book, key));
                at_map(it, row, *column)
            })
        }
        Fault::Points(column) => findings.push_once(
            Code::PointsInData,
            row.get(INDICATOR),
            span(*column),
            |it| {
                let unit = unit_of(row, *column);
                let wanted = wanted(book, key);
                let level = match book.units().parse(unit) {
                    _ if !wanted.is_empty() => wanted.as_str(),
                    Some(unit) if unit.factor() == &rational(1, 1000) => "‰",
                    Some(_) | None => "%",
                };
                let it = it
                    .with("unit", clip(unit))
                    .with("indicator", row.get(INDICATOR))
                    .with("level", level);
                at_map(it, row, *column)
            },
        ),
        Fault::OtherBase(column, factor) => {
            findings.push_once(Code::OtherBase, row.get(INDICATOR), span(*column), |it| {
                let it = it
                    .with("unit", clip(unit_of(row, *column)))
                    .with("indicator", row.get(INDICATOR))
                    .with("wanted", wanted(book, key))
                    .with("found", number_of(value))
                    .with("converted", converted(value, factor));
                at_map(it, row, *column)
            });
        }
        Fault::TwoUnits(None) => findings.push(Code::TwoUnits, span(VALUE), |it| {
            it.with("one", clip(unit_of(row, VALUE)))
                .with("other", clip(row.get(UNIT)))
                .at(span(UNIT), "column")
        }),
        Fault::TwoUnits(Some(other)) => findings.push(Code::TwoUnits, span(VALUE), |it| {
            let behind = unit_of(row, VALUE);
            let first = row.units().first().filter(|_| behind.is_empty());
            let one = first.map_or(behind, |unit| &unit.text);
            let other = row.units().get(*other);
            let it = it
                .with("one", clip(one))
                .with("other", clip(other.map_or("", |unit| &unit.text)));
            let place = |unit| rows.place_of(unit);
            let it = match first.and_then(place) {
                Some(place) => it.primary("figure").at(place, "one"),
                None => it,
            };
            match other.and_then(place) {
                Some(place) => it.at(place, "other"),
                None => it,
            }
        }),
        Fault::UnclearUnit => findings.push(Code::TwoUnits, span(VALUE), |it| {
            let it = it
                .with("one", clip(row.get(UNIT)))
                .primary("figure")
                .help(Some("unclear"));
            let first = row.units().first();
            let place = first.and_then(|unit| rows.place_of(unit));
            it.at(place.unwrap_or(span(UNIT)), "one")
        }),
        Fault::UnknownStatus => findings.push(Code::UnknownStatus, span(STATUS), |it| {
            it.with("found", clip(row.get(STATUS)))
        }),
        Fault::StatusAndValue => findings.push(Code::StatusAndValue, span(STATUS), |it| {
            it.with("status", clip(row.get(STATUS)))
                .with("value", clip(value))
                .at(span(VALUE), "value")
        }),
        Fault::FormulaError => findings.push(Code::FormulaError, span(VALUE), |it| {
            it.with("found", clip(value))
        }),
        Fault::NotCalculated => findings.push(Code::NotCalculated, span(VALUE), |it| it),
        Fault::Date => findings.push(Code::DateForFigure, span(VALUE), |it| {
            it.with("found", clip(value))
        }),
        Fault::UnreadFormat(format) => findings.push(Code::UnreadFormat, span(VALUE), |it| {
            it.with("format", clip(format))
        }),
        Fault::MayBePercent => findings.push(Code::MayBePercent, span(VALUE), |it| {
            it.with("found", clip(value))
                .with("percent", converted(value, &rational(100, 1)))
        }),
        Fault::Merged => findings.push(Code::MergedFigure, span(VALUE), |it| it),
        Fault::NegativeFlow => findings.push(Code::NegativeFlow, span(VALUE), |it| {
            let declared = plan
                .indicator(key.indicator)
                .and_then(|indicator| indicator.declared);
            let it = it
                .with("indicator", row.get(INDICATOR))
                .with("found", clip(value));
            match declared {
                Some(place) => it.at(place, "declared"),
                None => it,
            }
        }),
    }
}

/// The place in `plan.yaml` that says the unit of all of a table, where that is the one of a figure.
fn said_of_all(row: Row<'_>, column: usize) -> Option<Span> {
    let unit = row.units().first().filter(|_| column == UNIT);
    unit.and_then(SaidUnit::place_in_map)
}

/// Shows where the unit is said, if that is not where the finding is.
fn at_map(finding: Diagnostic, row: Row<'_>, column: usize) -> Diagnostic {
    match said_of_all(row, column) {
        Some(place) => finding.primary("of_all").at(place, "said"),
        None => finding,
    }
}

/// The unit of which somebody wrote the beginning: `344万` of people are 万人.
fn begun_unit<'b>(text: &str, book: &'b Book, key: Key) -> Option<&'b str> {
    let Some(Measured::In(Some(own))) = book.measured(key.indicator) else {
        return None;
    };
    let units = book.units();
    let begun = units.names().filter(|name| name.starts_with(text));
    let mut same = begun.filter(|name| {
        let unit = units.parse(name);
        unit.is_some_and(|unit| matches!(unit.fit(own), Fit::Factor(_)))
    });
    same.next()
}

/// A name without the brackets at its end, in which forms write the unit: `常住人口（万人）`.
fn without_brackets(name: &str) -> Option<&str> {
    let inner = name.strip_suffix([')', '）'])?;
    inner.rsplit_once(['(', '（']).map(|(bare, _)| bare.trim())
}

/// The figure that is meant where letters stand for digits that look the same, as in `8O`, or a
/// full stop for the point, as a Chinese keyboard gives it: `3。20`.
fn without_letters(value: &str, book: &Book) -> Option<String> {
    let digit = |c: char| match c {
        'O' | 'o' | 'Ｏ' | '〇' | '○' => '0',
        'l' | 'I' | 'Ｉ' => '1',
        '。' | '｡' => '.',
        c => c,
    };
    let meant: String = value.chars().map(digit).collect();
    let is_figure = match figure::read(&meant) {
        Ok(figure::Said::Number { unit, .. }) => {
            unit.is_empty() || book.units().parse(unit).is_some()
        }
        Ok(figure::Said::Absent(_)) | Err(_) => false,
    };
    let has_digits = value.contains(is_digit);
    (meant != value && is_figure && has_digits).then_some(meant)
}

/// Whether a quote stands before a figure, as spreadsheets mark what they shall not reckon with.
fn is_marked(value: &str) -> bool {
    let rest = value.strip_prefix(['\'', '’', '‘', '`']);
    rest.is_some_and(|rest| figure::read(rest).is_ok())
}

/// A unit without the brackets around it and the spaces in it: `（万人）`, `万 人`.
pub(super) fn plain_unit(unit: &str) -> String {
    let is_around = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）');
    unit.chars().filter(|&c| !is_around(c)).collect()
}

/// A name as `indicator` takes it: with quotes where it is no single word.
fn declared(name: &str) -> String {
    let is_word = name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_numeric());
    match name {
        name if is_word => name.to_owned(),
        name if name.contains('"') => format!("“{name}”"),
        name => format!("\"{name}\""),
    }
}

/// The unit as the row writes it.
fn unit_of<'r>(row: Row<'r>, column: usize) -> &'r str {
    if column == UNIT {
        return row.get(UNIT);
    }
    match figure::read(row.get(VALUE)) {
        Ok(figure::Said::Number { unit, .. }) => unit,
        Ok(figure::Said::Absent(_)) | Err(_) => "",
    }
}

fn quantity_of(value: &str) -> Option<Quantity> {
    match figure::read(value) {
        Ok(figure::Said::Number { number, .. }) => Some(number.quantity()),
        Ok(figure::Said::Absent(_)) | Err(_) => None,
    }
}

fn number_of(value: &str) -> String {
    quantity_of(value).map_or_else(|| value.to_owned(), |number| number.to_string())
}

fn converted(value: &str, factor: &Rational) -> String {
    quantity_of(value)
        .map(|number| number.converted(factor).to_string())
        .unwrap_or_default()
}

/// What figures of the indicator are in: a unit, or a scale.
fn wanted(book: &Book, key: Key) -> String {
    match book.measured(key.indicator) {
        Some(Measured::In(Some(unit))) => unit.name().to_owned(),
        Some(Measured::On(scale)) => book
            .scale(*scale)
            .map_or_else(String::new, |scale| scale.name.clone()),
        Some(Measured::In(None)) | None => String::new(),
    }
}

/// A day that cannot be read; the row is kept, as one without a date.
pub(super) fn tell_not_a_date(row: Row<'_>, rows: &Part<'_>, findings: &mut Findings<'_>) {
    let span = rows.span(row.at(), PUBLISHED);
    findings.push(Code::NotADate, span, |it| {
        it.with("found", clip(row.get(PUBLISHED)))
    });
}

/// An indicator that nobody gave a unit takes that of its first figure.
pub(super) fn tell_undeclared_unit(
    row: Row<'_>,
    rows: &Part<'_>,
    plan: &Plan,
    findings: &mut Findings<'_>,
) {
    let column = if unit_of(row, VALUE).is_empty() {
        UNIT
    } else {
        VALUE
    };
    findings.push(Code::UndeclaredUnit, rows.span(row.at(), column), |it| {
        let id = plan.indicator_names.get(row.get(INDICATOR));
        let indicator = id.and_then(|&id| plan.indicator(id));
        it.with("indicator", indicator.map_or("", |indicator| &indicator.id))
            .with("unit", unit_of(row, column))
    });
}

/// What is to be said of another row of a cell than the one that counts.
pub(super) fn tell_remark(
    remark: Remark,
    rows: &Observations<'_>,
    counts: usize,
    other: usize,
    findings: &mut Findings<'_>,
) {
    let value = |at| rows.span(at, VALUE);
    let (code, here, there) = match remark {
        Remark::Again => (Code::SaidAgain, value(other), value(counts)),
        Remark::Blank => (Code::BlankBeside, value(other), value(counts)),
        Remark::Withdrawn => (Code::Withdrawn, value(counts), value(other)),
        Remark::Status => (
            Code::StatusesDiffer,
            rows.span(other, STATUS),
            value(counts),
        ),
    };
    findings.push(code, here, |it| it.at(there, "first"));
}

/// Two rows that contradict each other.
pub(super) fn tell_contradiction(
    rows: &Observations<'_>,
    one: usize,
    other: usize,
    undecided: Undecided,
    findings: &mut Findings<'_>,
) {
    findings.push(Code::Contradiction, rows.span(other, VALUE), |it| {
        it.at(rows.span(one, VALUE), "first")
            .help(Some(match undecided {
                Undecided::NoDates => "help",
                Undecided::Vague => "dates",
                Undecided::SameDay => "same_day",
            }))
    });
}

/// Rows without a cell. A name that is not known is told once, with how often it stands there.
#[derive(Debug, Default)]
pub(super) struct NoCells {
    indicators: IndexMap<String, (Span, usize)>,
    regions: IndexMap<String, (Span, usize)>,
}

impl NoCells {
    /// Counts a row, and tells what no other row can have.
    pub fn add(&mut self, why: NoCell, row: Row<'_>, rows: &Part<'_>, findings: &mut Findings<'_>) {
        let count = |names: &mut IndexMap<String, (Span, usize)>, column| match names
            .get_mut(row.get(column))
        {
            Some((_, count)) => *count += 1,
            None => {
                let span = rows.span(row.at(), column);
                names.insert(row.get(column).to_owned(), (span, 1));
            }
        };
        match why {
            NoCell::UnknownIndicator => count(&mut self.indicators, INDICATOR),
            NoCell::UnknownRegion => {
                findings.keep_out(1);
                count(&mut self.regions, REGION);
            }
            NoCell::UnknownCode => {
                findings.keep_out(1);
                count(&mut self.regions, REGION_CODE);
            }
            NoCell::TwoRegions => {
                findings.keep_out(1);
                findings.push(Code::CodeAndName, rows.span(row.at(), REGION), |it| {
                    it.with("name", clip(row.get(REGION)))
                        .with("code", clip(row.get(REGION_CODE)))
                        .at(rows.span(row.at(), REGION_CODE), "code")
                });
            }
            NoCell::UnknownKey => findings.keep_out(1),
            NoCell::NoIndicator => {
                findings.keep_out_adrift(1);
                let span = rows.span(row.at(), INDICATOR);
                findings.push(Code::NoIndicator, span, |it| it);
            }
            NoCell::NotAYear => {
                findings.keep_out(1);
                let span = rows.span(row.at(), YEAR);
                findings.push(Code::NotAYear, span, |it| {
                    let found = row.get(YEAR);
                    let it = it.with("found", clip(found));
                    if found.is_empty() {
                        it.help(Some("blank"))
                    } else {
                        it
                    }
                });
            }
        }
    }

    /// Tells of the names, and returns how many rows are about indicators that no rule knows.
    ///
    /// What the names may be slips of goes to `adrift`.
    pub fn tell(
        self,
        plan: &Plan,
        adrift: &mut BTreeSet<IndicatorId>,
        findings: &mut Findings<'_>,
    ) -> usize {
        /// Names to compare with in all. A plan of two hundred names comes to five thousand
        /// unknown ones before anything is taken for unused that could be a slip.
        const MOST_COMPARED: usize = 1_000_000;
        let mut unused = 0;
        let mut left = MOST_COMPARED;
        for (name, (span, count)) in self.indicators {
            unused += count;
            let names = plan.indicator_names.keys().map(String::as_str);
            let bare =
                without_brackets(&name).and_then(|bare| plan.indicator_names.get_key_value(bare));
            let near = match left.checked_sub(names.len()) {
                _ if bare.is_some() => bare.map(|(bare, _)| bare.as_str()),
                Some(rest) if findings.may_tell(Code::UnknownIndicator) => {
                    left = rest;
                    near_name(&name, names)
                }
                Some(_) | None => None,
            };
            match near {
                _ if plan.regions.find(&name).is_some() => {
                    unused -= count;
                    findings.keep_out_adrift(count);
                    findings.push(Code::RegionForIndicator, span, |it| {
                        it.with("name", clip(&name)).with("count", count)
                    });
                }
                Some(near) => {
                    adrift.extend(plan.indicator_names.get(near));
                    findings.push(Code::UnknownIndicator, span, |it| {
                        it.with("name", clip(&name))
                            .with("count", count)
                            .with("near", near)
                    });
                }
                // A rule that cannot be read may be the one that uses it.
                None if plan.left_out > 0 => {}
                None => findings.push(Code::UnusedIndicator, span, |it| {
                    it.with("name", clip(&name))
                        .with("count", count)
                        .with("declared", declared(&clip(&name)))
                }),
            }
        }
        for (name, (span, count)) in self.regions {
            match plan.regions.find_in_table(&name) {
                Some(Place::Ambiguous(all)) => findings.push(Code::AmbiguousRegion, span, |it| {
                    it.with("name", clip(&name))
                        .with("codes", codes_of(all, &plan.regions))
                }),
                Some(Place::Group(_)) => findings.push(Code::UnknownRegion, span, |it| {
                    it.with("name", clip(&name))
                        .with("count", count)
                        .help(Some("group"))
                }),
                Some(Place::Region(_)) | None => {
                    findings.push(Code::UnknownRegion, span, |it| {
                        let it = it.with("name", clip(&name)).with("count", count);
                        if year(&name).is_some() {
                            return it.help(Some("year"));
                        }
                        with_near(it, &name, plan.regions.names())
                    });
                }
            }
        }
        unused
    }
}
