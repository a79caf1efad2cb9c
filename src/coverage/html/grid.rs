//! A table of the plan's text. Saved as plain text it has lost which cells were merged; from what
//! is left most of that can be told.

use super::marks::Marks;
use crate::coverage::squeezed::trimmed;
use crate::coverage::tables::{Row, Table};
use std::fmt::Write;
use std::ops::Range;

/// How many rows a table may have and still be kept on one page.
const SHORT: usize = 16;

pub(super) fn table(out: &mut String, marks: &Marks<'_>, table: &Table) {
    let columns = table.columns();
    if columns <= 1 {
        // One column is how the words of a box are saved.
        for cell in table.headings().iter().chain(table.body()).flatten() {
            paragraphs(out, marks, cell);
        }
        return;
    }
    let shape = Shape::of(table, marks);
    let short = if table.body().len() <= SHORT {
        " short"
    } else {
        ""
    };
    let _ = write!(out, "<div class=\"table{short}\">\n<table>\n");
    if !table.headings().is_empty() {
        out.push_str("<thead>\n");
        head(out, marks, table.headings(), columns);
        out.push_str("</thead>\n");
    }
    out.push_str("<tbody>\n");
    for row in table.body() {
        body(out, marks, row, &shape);
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

/// The headings. A row that is shorter than the table has a last cell that goes over the rest;
/// what has only empty cells below it goes down over them.
fn head(out: &mut String, marks: &Marks<'_>, rows: &[Row], columns: usize) {
    let across = |row: &Row, column: usize| match column + 1 == row.len() {
        true => columns - column,
        false => 1,
    };
    for (at, row) in rows.iter().enumerate() {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let mut above = rows.iter().take(at);
            let is_covered =
                above.any(|row| row.get(column).is_some_and(|_| across(row, column) == 1));
            if cell.is_empty() && is_covered {
                continue;
            }
            let across = across(row, column);
            let below = rows.iter().skip(at + 1);
            let is_empty = |row: &&Row| row.get(column).is_some_and(Range::is_empty);
            let down = match across {
                1 => 1 + below.take_while(is_empty).count(),
                _ => 1,
            };
            let scope = if across > 1 { "colgroup" } else { "col" };
            open(out, "th", Some(scope), across, down, "");
            marks.inline(out, cell);
            out.push_str("</th>");
        }
        out.push_str("</tr>\n");
    }
}

/// A row below them. One that is shorter than the table, as that of a total, has a first cell that
/// goes over the columns in front.
fn body(out: &mut String, marks: &Marks<'_>, row: &Row, shape: &Shape) {
    out.push_str("<tr>");
    let lacking = shape.kinds.len().saturating_sub(row.len());
    for (at, cell) in row.iter().enumerate() {
        let (column, across) = match at {
            0 => (0, lacking + 1),
            at => (at + lacking, 1),
        };
        let covers = column..column + across;
        let is_name = !cell.is_empty() && shape.name.is_some_and(|name| covers.contains(&name));
        let kind = shape.kinds.get(column).copied().unwrap_or(Kind::Words);
        let look = match kind {
            _ if is_name => "",
            Kind::Figures => "r",
            // Merged with the cell above, as far as can be told.
            Kind::Short | Kind::Words if cell.is_empty() => "up",
            Kind::Short => "c",
            Kind::Words => "",
        };
        let (tag, scope) = if is_name {
            ("th", Some("row"))
        } else {
            ("td", None)
        };
        open(out, tag, scope, across, 1, look);
        match marks.words(cell.clone()).contains('\n') {
            true => paragraphs(out, marks, cell),
            false => marks.inline(out, cell),
        }
        let _ = write!(out, "</{tag}>");
    }
    out.push_str("</tr>\n");
}

fn open(out: &mut String, tag: &str, scope: Option<&str>, across: usize, down: usize, look: &str) {
    let _ = write!(out, "<{tag}");
    if let Some(scope) = scope {
        let _ = write!(out, " scope=\"{scope}\"");
    }
    if down > 1 {
        let _ = write!(out, " rowspan=\"{down}\"");
    }
    if across > 1 {
        let _ = write!(out, " colspan=\"{across}\"");
    }
    if !look.is_empty() {
        let _ = write!(out, " class=\"{look}\"");
    }
    out.push('>');
}

/// The lines of a cell.
fn paragraphs(out: &mut String, marks: &Marks<'_>, cell: &Range<usize>) {
    let mut start = cell.start;
    for line in marks.words(cell.clone()).split_inclusive('\n') {
        let inner = trimmed(start, line);
        if !inner.is_empty() {
            out.push_str("<p>");
            marks.inline(out, &inner);
            out.push_str("</p>\n");
        }
        start += line.len();
    }
}

/// What stands in the columns of a table.
struct Shape {
    kinds: Vec<Kind>,
    /// The column that names the rows: the first one of words that has no empty cell.
    name: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Figures,
    /// A few characters: a unit, an attribute.
    Short,
    Words,
}

/// No longer than 预期性 or 万人次.
const FEW: usize = 4;

impl Shape {
    fn of(table: &Table, marks: &Marks<'_>) -> Self {
        let columns = table.columns();
        let whole: Vec<_> = table
            .body()
            .iter()
            .filter(|row| row.len() == columns)
            .collect();
        let mut shape = Self {
            kinds: Vec::new(),
            name: None,
        };
        for column in 0..columns {
            let cells = whole.iter().filter_map(|row| row.get(column));
            let is_figure = |cell: &&Range<usize>| marks.page.document.is_figure(cell);
            let figures = cells.clone().filter(is_figure).count();
            let cells: Vec<_> = cells.map(|cell| marks.words(cell.clone())).collect();
            let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
            let kind = if figures * 2 > filled {
                Kind::Figures
            } else if filled > 0 && cells.iter().all(|cell| cell.chars().count() <= FEW) {
                Kind::Short
            } else {
                Kind::Words
            };
            let is_name = kind != Kind::Figures && filled > 0 && filled == cells.len();
            if is_name && shape.name.is_none() {
                shape.name = Some(column);
            }
            shape.kinds.push(kind);
        }
        shape
    }
}
