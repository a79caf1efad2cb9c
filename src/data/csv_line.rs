//! One line of a table for Excel: CSV with CRLF, in which no cell is a formula.

use crate::value::Quantity;

/// Adds a line.
pub fn csv_line(text: &mut String, cells: impl IntoIterator<Item = String>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let cell = if is_formula(&cell) {
            format!("'{cell}")
        } else {
            cell
        };
        if cell.contains(['"', ',', '\n', '\r']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

/// Whether Excel would take a cell for a formula by how it begins. A figure may begin with a minus.
fn is_formula(cell: &str) -> bool {
    match cell.chars().next() {
        // Before any of the others a tab or a line break is skipped by some programs.
        Some('=' | '+' | '@' | '\t' | '\r' | '\n') => true,
        Some('-') => Quantity::parse(cell).is_err(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, wanted) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1+1", "'-1+1"),
            ("-甲", "'-甲"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
            // Figures and words are as they are.
            ("-1.30", "-1.30"),
            ("1=1", "1=1"),
            ("甲@2025", "甲@2025"),
            ("", ""),
        ] {
            let mut text = String::new();
            csv_line(&mut text, [cell.to_owned(), "x".to_owned()]);
            assert_eq!(text, format!("{wanted},x\r\n"), "{cell:?}");
        }
    }
}
