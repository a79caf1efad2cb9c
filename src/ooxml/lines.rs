//! The form of the text: how paragraphs and tables become lines.
//!
//! A paragraph is a line. A cell begins a line with one tab; its further paragraphs are lines of
//! their own, a blank line before each; a cell with nothing in it is the tab alone. A blank line
//! stands between rows, and two behind a table. No other line begins with a tab.

/// What stands one below another.
#[derive(Debug)]
pub(super) enum Block {
    /// A paragraph, with the number by which it can be found again.
    Paragraph {
        /// The number.
        id: usize,
        /// Its text; a `\n` where the author broke the line.
        text: String,
    },
    /// Rows of cells.
    Table(Vec<Vec<Cell>>),
}

/// The paragraphs of a cell, none of them empty.
#[derive(Debug)]
pub(super) struct Cell(Vec<String>);

impl Cell {
    /// A cell with these blocks in it. A break within a paragraph begins a paragraph here: in
    /// this form a line below a cell that nothing sets apart would be one below the table. The
    /// cells of a table within a cell follow each other as its paragraphs.
    pub(super) fn new(blocks: Vec<Block>) -> Self {
        let mut paragraphs = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph { text, .. } => {
                    let lines = text.lines().filter(|line| !line.trim().is_empty());
                    paragraphs.extend(lines.map(str::to_owned));
                }
                Block::Table(rows) => {
                    paragraphs.extend(rows.into_iter().flatten().flat_map(|Self(inner)| inner));
                }
            }
        }
        Self(paragraphs)
    }

    /// A cell with nothing in it.
    pub(super) fn empty() -> Self {
        Self(Vec::new())
    }
}

/// The text of a document.
pub(super) fn written(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Paragraph { text: line, .. } => {
                text.push_str(line);
                text.push('\n');
            }
            Block::Table(rows) => {
                for (at, row) in rows.iter().enumerate() {
                    if at > 0 {
                        text.push('\n');
                    }
                    for Cell(paragraphs) in row {
                        text.push('\t');
                        text.push_str(&paragraphs.join("\n\n"));
                        text.push('\n');
                    }
                }
                text.push_str("\n\n");
            }
        }
    }
    text
}
