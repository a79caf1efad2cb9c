//! Tables for a terminal, aligned by display width.

use crate::text::{Fill, display_width, pad};

/// The columns of a terminal that everything fits into.
pub(super) const WIDTH: usize = 80;

/// A label that gives way keeps so much of itself.
const LEAST: usize = 8;

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// On which side the text stands.
    pub fill: Fill,
    /// The most columns that it may take; longer text is cut with `…`.
    pub most: usize,
    /// Whether it gives way where the others leave too little room.
    pub gives_way: bool,
}

impl Column {
    /// Words that may be cut.
    pub const fn words(most: usize) -> Self {
        Self {
            fill: Fill::Behind,
            most,
            gives_way: false,
        }
    }

    /// Words that may be cut to what the others leave.
    pub const fn label(most: usize) -> Self {
        Self {
            fill: Fill::Behind,
            most,
            gives_way: true,
        }
    }

    /// What is never cut: half a figure is another figure.
    pub const fn whole(fill: Fill) -> Self {
        Self {
            fill,
            most: usize::MAX,
            gives_way: false,
        }
    }
}

/// Lines of cells put under one another; trailing spaces are left out.
pub(super) fn table(columns: &[Column], rows: &[Vec<String>]) -> Vec<String> {
    let mut most: Vec<_> = columns.iter().map(|column| column.most).collect();
    let widths = widths_of(&cut_to(&most, rows));
    let between = 2 * columns.len().saturating_sub(1);
    let over = (widths.iter().sum::<usize>() + between).saturating_sub(WIDTH);
    let giving = columns.iter().position(|column| column.gives_way);
    if over > 0
        && let Some(at) = giving
        && let (Some(most), Some(width)) = (most.get_mut(at), widths.get(at))
    {
        *most = width.saturating_sub(over).max(LEAST);
    }
    let cells = cut_to(&most, rows);
    let widths = widths_of(&cells);
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

fn cut_to(most: &[usize], rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let cells = |row: &Vec<String>| {
        let cells = row.iter().zip(most);
        cells.map(|(cell, most)| cut(cell, *most)).collect()
    };
    rows.iter().map(cells).collect()
}

fn widths_of(rows: &[Vec<String>]) -> Vec<usize> {
    let mut widths = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = display_width(cell).max(*width);
        }
    }
    widths
}

/// `text` in at most so many columns. What stands in brackets at its end says which one of several
/// it is, so it stays where it leaves room for the rest.
pub(super) fn cut(text: &str, most: usize) -> String {
    if display_width(text) <= most {
        return text.to_owned();
    }
    let bracket = text
        .rfind(['（', '('])
        .filter(|_| text.ends_with(['）', ')']))
        .and_then(|at| text.split_at_checked(at));
    match bracket {
        Some((before, which)) if display_width(which) + LEAST / 2 < most => {
            let before = shortened(before.trim_end(), most - display_width(which));
            format!("{before}{which}")
        }
        _ => shortened(text, most),
    }
}

fn shortened(text: &str, most: usize) -> String {
    let mut short = String::new();
    let mut width = 1;
    for c in text.chars() {
        width += display_width(c.encode_utf8(&mut [0; 4]));
        if width > most {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_one_another() {
        let columns = [Column::words(10), Column::whole(Fill::Before)];
        let rows = [
            vec!["常住人口".to_owned(), "316.2".to_owned()],
            vec!["每千人口拥有托位数".to_owned(), "4.5".to_owned()],
        ];
        assert_eq!(
            table(&columns, &rows),
            ["常住人口   316.2", "每千人口…    4.5"]
        );
    }

    #[test]
    fn figures_are_whole_and_labels_give_way() {
        let long = "98765432109876.54321";
        let columns = [
            Column::label(40),
            Column::whole(Fill::Before),
            Column::whole(Fill::Before),
        ];
        let rows = [vec![
            "每千人口拥有3岁以下婴幼儿托位数（每个县）".to_owned(),
            long.to_owned(),
            format!("≥{long}"),
        ]];
        let lines = table(&columns, &rows);
        let line = lines.first().unwrap();
        assert!(line.contains(&format!("  ≥{long}")), "{line}");
        assert!(line.contains("…（每个县）"), "{line}");
        assert!(display_width(line) <= WIDTH, "{line}");
    }
}
