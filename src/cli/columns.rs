//! Tables for a terminal, aligned by display width.

use crate::text::{Fill, display_width, pad};

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// On which side the text stands.
    pub fill: Fill,
    /// The most columns that it may take; longer text is cut with `…`.
    pub most: usize,
}

/// Lines of cells put under one another; trailing spaces are left out.
pub(super) fn table(columns: &[Column], rows: &[Vec<String>]) -> Vec<String> {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .zip(columns)
                .map(|(cell, column)| cut(cell, column.most))
                .collect()
        })
        .collect();
    let widths: Vec<_> = (0..columns.len())
        .map(|at| {
            cells
                .iter()
                .filter_map(|row| row.get(at))
                .map(|cell| display_width(cell))
                .max()
                .unwrap_or_default()
        })
        .collect();
    cells
        .iter()
        .map(|row| {
            let padded: Vec<_> = row
                .iter()
                .zip(columns)
                .zip(&widths)
                .map(|((cell, column), width)| pad(cell, *width, column.fill))
                .collect();
            padded.join("  ").trim_end().to_owned()
        })
        .collect()
}

/// `text` in at most so many columns.
pub(super) fn cut(text: &str, most: usize) -> String {
    if display_width(text) <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        let mut longer = short.clone();
        longer.push(c);
        if display_width(&longer) + 1 > most {
            break;
        }
        short = longer;
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_one_another() {
        let columns = [
            Column {
                fill: Fill::Behind,
                most: 10,
            },
            Column {
                fill: Fill::Before,
                most: 8,
            },
        ];
        let rows = [
            vec!["常住人口".to_owned(), "316.2".to_owned()],
            vec!["每千人口拥有托位数".to_owned(), "4.5".to_owned()],
        ];
        assert_eq!(
            table(&columns, &rows),
            ["常住人口   316.2", "每千人口…    4.5"]
        );
    }
}
