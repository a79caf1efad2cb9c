//! What the plan's tables say of themselves: a total is the sum of its parts, shares make up 100,
//! and a column of differences is the difference of two others.
//!
//! Figures that were rounded each for itself need not add up: one unit of the last digit for each
//! part is tolerance, and is said.

use super::document::Document;
use super::tables::{Cell, Table};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::syntax::figures::{End, Says};
use crate::text::Span;
use crate::value::{Quantity, Rational, Year};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

/// Looks through all tables of a text.
pub(super) fn check(document: &Document, diagnostics: &mut Diagnostics) {
    let reader = Reader { document };
    for table in document.tables_in(&[document.all()]) {
        let columns = reader.columns(table);
        for column in &columns {
            reader.total(column, diagnostics);
            reader.shares(column, diagnostics);
        }
        let mut of_year = HashMap::new();
        for column in &columns {
            reader.difference(column, &mut of_year, diagnostics);
        }
    }
}

struct Reader<'d> {
    document: &'d Document,
}

/// A column of a table that holds figures.
struct Column<'d> {
    /// The words of its headings, the uppermost first.
    headings: Vec<&'d str>,
    /// The figures of its parts, by row.
    parts: Vec<(usize, Range<usize>, Quantity)>,
    /// The figure in the row of the total.
    total: Option<(Range<usize>, Quantity)>,
}

impl<'d> Reader<'d> {
    /// The columns of which every row holds one figure.
    fn columns(&self, table: &'d Table) -> Vec<Column<'d>> {
        let width = table.body().iter().map(Vec::len).max().unwrap_or_default();
        let columns = (0..width).filter_map(|at| self.column(table, at, width));
        columns.collect()
    }

    fn column(&self, table: &'d Table, at: usize, width: usize) -> Option<Column<'d>> {
        let mut counts_rows = false;
        let mut column = Column {
            headings: Vec::new(),
            parts: Vec::new(),
            total: None,
        };
        for (row, cells) in table.body().iter().enumerate() {
            // A row with fewer cells has merged ones at its front.
            let merged = width - cells.len().min(width);
            let cell = cells.get(at.checked_sub(merged)?)?;
            let figure = self.figure(cell)?;
            if column.headings.is_empty()
                && let Some(cell) = table.cell(cell.start)
            {
                column.headings = self.headings(cell);
                counts_rows = self.document.counts_rows(cell);
            }
            // In front of the name of a total may be the number that it does not have.
            let name = cells.iter().find(|cell| !cell.is_empty());
            if name.is_some_and(|name| self.is_total(name)) {
                // Totals of parts of the table are another matter.
                if column.total.is_some() {
                    return None;
                }
                column.total = Some((cell.clone(), figure));
            } else {
                column.parts.push((row, cell.clone(), figure));
            }
        }
        (column.parts.len() > 1 && !counts_rows).then_some(column)
    }

    fn headings(&self, cell: Cell<'d>) -> Vec<&'d str> {
        cell.headings().map(|at| self.document.words(at)).collect()
    }

    fn is_total(&self, name: &Range<usize>) -> bool {
        let name: String = self.document.words(name).split_whitespace().collect();
        matches!(name.as_str(), "合计" | "总计" | "总数")
    }

    /// The figure that a cell is, if it is one and no more.
    fn figure(&self, cell: &Range<usize>) -> Option<Quantity> {
        let all = &self.document.figures.figures;
        match all.get(self.document.figures_in(cell))? {
            [figure] => match &figure.says {
                Says::Amount(amount) if amount.denominator.is_none() && !amount.chinese => {
                    (amount.end != Some(End::Low)).then(|| amount.number.clone())
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The parts of a total.
    fn total(&self, column: &Column<'_>, diagnostics: &mut Diagnostics) {
        let Some((at, total)) = &column.total else {
            return;
        };
        let sum = sum(column);
        let finding = |code| {
            Diagnostic::new(code, self.span(at))
                .with("found", &sum)
                .with("printed", total)
                .with("count", column.parts.len())
        };
        if let Some(code) = fault(&sum, total, column.parts.len()) {
            diagnostics.push(finding(code));
        }
    }

    /// Shares of one whole.
    fn shares(&self, column: &Column<'_>, diagnostics: &mut Diagnostics) {
        let is_share = column.headings.iter().any(|heading| {
            let names = ["比重", "占比", "构成", "份额"];
            names.iter().any(|name| heading.contains(name))
        });
        let hundred = Quantity::whole(100);
        let is_difference = column
            .headings
            .iter()
            .any(|heading| two_years(heading).is_some());
        // Shares of several wholes, or of some parts only, are far from it.
        let sum = sum(column);
        let near = |sum: &Quantity| {
            let off = magnitude(&sum.minus(&hundred));
            off <= Quantity::whole(5)
        };
        if !is_share || is_difference || column.total.is_some() || !near(&sum) {
            return;
        }
        let (Some((_, first, _)), Some((_, last, _))) = (column.parts.first(), column.parts.last())
        else {
            return;
        };
        let finding = |code| {
            Diagnostic::new(code, self.span(last))
                .primary("shares")
                .at(self.span(first), "first")
                .with("found", &sum)
                .with("printed", "100")
                .with("count", column.parts.len())
        };
        if let Some(code) = fault(&sum, &hundred, column.parts.len()) {
            diagnostics.push(finding(code));
        }
    }

    /// 2020年比2010年增减: the difference of two other columns, row by row. `of_year` are the
    /// nearest columns in front of it.
    fn difference<'c>(
        &self,
        column: &'c Column<'_>,
        of_year: &mut HashMap<Year, &'c Column<'c>>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut headings = column.headings.iter().rev();
        let Some((later, earlier)) = headings.find_map(|heading| two_years(heading)) else {
            let year = column.headings.last().and_then(|heading| one_year(heading));
            if let Some(year) = year {
                of_year.insert(year, column);
            }
            return;
        };
        let (Some(later), Some(earlier)) = (of_year.get(&later), of_year.get(&earlier)) else {
            return;
        };
        for (row, at, printed) in &column.parts {
            let value = |column: &Column<'_>| {
                let at = column.parts.binary_search_by_key(row, |(row, ..)| *row);
                let (_, at, figure) = column.parts.get(at.ok()?)?;
                Some((at.clone(), figure.clone()))
            };
            let (Some((later_at, later)), Some((earlier_at, earlier))) =
                (value(later), value(earlier))
            else {
                continue;
            };
            let found = later.minus(&earlier);
            let finding = |code| {
                Diagnostic::new(code, self.span(at))
                    .primary("difference")
                    .at(self.span(&later_at), "later")
                    .at(self.span(&earlier_at), "earlier")
                    .with("found", &found)
                    .with("printed", printed)
            };
            if let Some(code) = fault(&found, printed, 1) {
                let help = (code == Code::TableRounded).then_some("one");
                diagnostics.push(finding(code).help(help));
            }
        }
    }

    fn span(&self, at: &Range<usize>) -> Span {
        Span::new(self.document.source, at.clone())
    }
}

fn sum(column: &Column<'_>) -> Quantity {
    let figures = column.parts.iter().map(|(_, _, figure)| figure);
    figures.fold(Quantity::zero(), |sum, figure| sum.plus(figure))
}

/// What is wrong with a printed figure where another was found, if anything: no more than one unit
/// of the last digit for each part is rounding.
fn fault(found: &Quantity, printed: &Quantity, parts: usize) -> Option<Code> {
    let off = found.minus(printed);
    if off.signum() == 0 {
        return None;
    }
    let decimals = off.decimals().unwrap_or_default();
    let unit = Quantity::written(1, decimals);
    let parts = Rational::from(u64::try_from(parts).unwrap_or(u64::MAX));
    Some(match magnitude(&off).cmp(&unit.times(&parts)) {
        Ordering::Less | Ordering::Equal => Code::TableRounded,
        Ordering::Greater => Code::TableTotal,
    })
}

fn magnitude(figure: &Quantity) -> Quantity {
    if figure.signum() < 0 {
        figure.negated()
    } else {
        figure.clone()
    }
}

/// The years of a heading such as 2020年比2010年增减, the later first.
fn two_years(heading: &str) -> Option<(Year, Year)> {
    // Of 比重2020年比2010年增减 the second 比 compares.
    let mut places = heading.match_indices('比');
    places.find_map(|(at, sign)| {
        let rest = heading.get(at + sign.len()..)?;
        Some((one_year(heading.get(..at)?)?, one_year(rest)?))
    })
}

/// The first year in a heading.
fn one_year(heading: &str) -> Option<Year> {
    let (before, _) = heading.split_once('年')?;
    let digits = before.len().checked_sub(4)?;
    Year::parse(before.get(digits..)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sources;
    use crate::value::Units;

    /// The codes and figures that a table gives: its rows by `/`, its cells by `|`.
    fn found(table: &str) -> Vec<String> {
        let row = |row: &str| {
            let cells = row.split('|').map(|cell| format!("\t{cell}\n"));
            cells.collect::<String>()
        };
        let rows: Vec<_> = table.split('/').map(row).collect();
        let text = format!("专栏1  表\n\n{}\n\n", rows.join("\n"));
        let mut sources = Sources::new();
        let id = sources.insert("text.txt", text.as_bytes()).unwrap();
        let document = Document::new(id, &text, Units::standard());
        let mut diagnostics = Diagnostics::new();
        check(&document, &mut diagnostics);
        let value = |one: &Diagnostic| match one.values.iter().find(|(name, _)| *name == "found") {
            Some((_, crate::diag::Value::Text(found))) => found.clone(),
            _ => String::new(),
        };
        let all = diagnostics.iter();
        all.map(|one| format!("{} {}", one.code.id(), value(one)))
            .collect()
    }

    #[test]
    fn a_total_is_the_sum_of_its_parts() {
        for (table, wanted) in [
            ("地区|人口（万人）/甲|1.25/乙|2.5/合计|3.75", &[][..]),
            ("地区|人口（万人）/甲|1.2/乙|2.5/合计|3.8", &["Y0931 3.7"]),
            ("地区|人口（万人）/甲|1.2/乙|2.5/合计|4.0", &["Y0930 3.7"]),
            ("地区|人口（万人）/合计|4.0/甲|1.2/乙|2.5", &["Y0930 3.7"]),
            // Merged cells at the front of the total, and a column that counts rows.
            ("序号|地区|人口/1|甲|12/2|乙|25/合计|38", &["Y0931 37"]),
            ("序号|地区|人口/1|甲|12/2|乙|25/合计|40", &["Y0930 37"]),
            // A total has no number of its own.
            ("序号|地区|人口/1|甲|12/2|乙|25/|合计|40", &["Y0930 37"]),
            // Nobody knows what is in a cell without a figure.
            ("地区|人口/甲|12/乙|…/合计|40", &[]),
            // Parts of the total have totals of their own.
            ("地区|人口/甲|12/合计|12/乙|25/合计|40", &[]),
        ] {
            assert_eq!(found(table), wanted, "{table}");
        }
    }

    #[test]
    fn shares_make_up_a_hundred() {
        for (table, wanted) in [
            ("地区|比重（%）/甲|60.5/乙|39.5", &[][..]),
            ("地区|比重（%）/甲|60.5/乙|39.6", &["Y0931 100.1"]),
            ("地区|比重（%）/甲|60.5/乙|41.5", &["Y0930 102.0"]),
            // Of some parts only.
            ("地区|比重（%）/甲|20.5/乙|39.6", &[]),
            ("地区|覆盖率（%）/甲|60.5/乙|41.5", &[]),
            // The heading lies over the columns that follow it.
            (
                "地区|比重（%）/|2020年|2010年/甲|60.0|50.0/乙|40.0|52.0",
                &["Y0930 102.0"],
            ),
        ] {
            assert_eq!(found(table), wanted, "{table}");
        }
    }

    #[test]
    fn a_difference_is_that_of_the_columns_it_names() {
        for (table, wanted) in [
            (
                "地区|2020年|2010年|2020年比2010年增减/甲|6.2|5.1|1.1/乙|3|4.5|-1.5",
                &[][..],
            ),
            (
                "地区|2020年|2010年|2020年比2010年增减/甲|6.2|5.1|1.2/乙|3|4.5|-1.5",
                &["Y0931 1.1"],
            ),
            (
                "地区|2020年|2010年|2020年比2010年增减/甲|6.2|5.1|1.1/乙|3|4.5|1.5",
                &["Y0930 -1.5"],
            ),
            (
                "地区|2020年|2010年|比重2020年比2010年增减/甲|6.2|5.1|1.1/乙|3|4.5|1.5",
                &["Y0930 -1.5"],
            ),
            (
                "地区|2020年|2015年|2020年比2010年增减/甲|6.2|5.1|9/乙|3|4.5|9",
                &[],
            ),
        ] {
            assert_eq!(found(table), wanted, "{table}");
        }
    }
}
