//! A small model of a workbook, for tables that people print and forms that they fill in.
//!
//! What stands in it is written as it is: text is never a formula, a figure has the digits that it
//! was given, and the same workbook makes the same bytes.

mod decimal;
mod name;
mod write;
#[cfg(test)]
mod tests;

pub use name::{LONGEST_NAME, clean_names};
pub use write::Unwritable;

use crate::value::Date;

/// The most rows that a sheet may have.
pub const MOST_ROWS: usize = 1_048_576;

/// In the text of a footer: the number of the page.
pub const PAGE: &str = "&P";

/// In the text of a footer: how many pages there are.
pub const PAGES: &str = "&N";

/// A workbook.
#[derive(Debug, Clone, Default)]
pub struct Workbook {
    /// What it is, for the properties of the file.
    pub title: String,
    /// The day it was made, for the properties of the file. Without one it is the first day that a
    /// package can name, never today.
    pub created: Option<Date>,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name; what no name may hold is put right as [`clean_names`] does.
    pub name: String,
    /// Its columns from the left; those that are not here have the width that the program likes.
    pub columns: Vec<Column>,
    /// Its rows from the top.
    pub rows: Vec<Row>,
    /// How many rows from the top stay in view.
    pub frozen_rows: u32,
    /// How many columns from the left stay in view.
    pub frozen_columns: u16,
    /// The row of the headings that are filtered by, counted from 0; the filter covers all rows
    /// below it.
    pub filter: Option<u32>,
    /// Whether only [`Look::Input`] and [`Look::InputText`] may be changed. There is no password:
    /// this keeps from mistakes and not from intent.
    pub protected: bool,
    /// Whether the sheet is not seen.
    pub hidden: bool,
    /// How it is printed.
    pub print: Print,
}

/// How a sheet is printed: on A4, as wide as the page and as long as need be.
#[derive(Debug, Clone, Default)]
pub struct Print {
    /// Whether the long side lies below.
    pub landscape: bool,
    /// The first and the last row that stand on every page, counted from 0.
    pub repeated: Option<(u32, u32)>,
    /// What stands below each page, with [`PAGE`] and [`PAGES`] in it; any other `&` is doubled by
    /// whoever writes it.
    pub footer: String,
}

/// A column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Column {
    /// How many letters fit in, as [`display_width`](crate::text::display_width) counts them. A
    /// column with wider figures in it is as wide as they are.
    pub width: u16,
    /// Whether it is not seen.
    pub hidden: bool,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its cells from the left. What another cell covers is left out of the file, but counted.
    pub cells: Vec<Cell>,
    /// How many lines it is high; as high as its text where nothing is said.
    pub lines: Option<u16>,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// What stands in it.
    pub value: Value,
    /// How it looks.
    pub look: Look,
    /// Where its value stands in it.
    pub align: Align,
    /// What few cells have.
    pub more: Option<Box<More>>,
}

/// What few cells have.
#[derive(Debug, Clone, Default)]
pub struct More {
    /// How many columns it covers; 0 is 1.
    pub across: u16,
    /// How many rows it covers; 0 is 1.
    pub down: u32,
    /// What is said to whoever points at it.
    pub note: Option<String>,
    /// What may be written into it.
    pub check: Option<Check>,
}

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    #[default]
    Blank,
    /// Text, whatever it looks like.
    Text(String),
    /// A figure as it is printed, `-1.30`, shown with just these decimals. What is no plain decimal,
    /// or has more digits than a workbook keeps (15), is text: nothing is lost.
    Number(String),
    /// The same in percent: `73.6` is shown as `73.6%`.
    Percent(String),
}

/// How a cell looks. All but [`Look::Raw`] and [`Look::Section`] break their lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Look {
    /// A cell of a table, with lines around it.
    #[default]
    Table,
    /// The same in bold: what a reader should see first.
    Strong,
    /// The same, shaded: what is not to be changed in a form.
    Label,
    /// The head of a column.
    Heading,
    /// A row that begins a part of a table; its text runs on into the blank cells beside it.
    Section,
    /// The title of a sheet.
    Title,
    /// Text around a table.
    Note,
    /// The same in bold, for what must not be overlooked.
    Warning,
    /// To be filled in with a figure.
    Input,
    /// To be filled in with text; what looks like a figure or a date stays text.
    InputText,
    /// For programs: in one line and without lines around it.
    Raw,
}

/// Where a value stands in its cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// A figure on the right, a title in the middle, other text on the left.
    #[default]
    Natural,
    /// On the left.
    Left,
    /// In the middle.
    Centre,
    /// On the right.
    Right,
}

/// What may be written into a cell. Blank is allowed always.
#[derive(Debug, Clone)]
pub struct Check {
    /// What is allowed.
    pub allowed: Allowed,
    /// What is said when something else is written: a few words, and a sentence or two. 32 and 255
    /// letters are shown of them.
    pub error: (String, String),
    /// The same to whoever enters the cell.
    pub prompt: Option<(String, String)>,
}

/// What may be written into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// A figure between two, both allowed; decimals as they are printed.
    Decimal {
        /// The least.
        low: Option<String>,
        /// The most.
        high: Option<String>,
    },
    /// One of these. What is more than 255 letters with its commas, or has commas in it, cannot be
    /// offered in a cell: then all is allowed.
    OneOf(Vec<String>),
}

impl Column {
    /// A column that is seen.
    pub fn wide(width: u16) -> Self {
        Self {
            width,
            hidden: false,
        }
    }

    /// A column that is not.
    pub fn hidden() -> Self {
        Self {
            width: 8,
            hidden: true,
        }
    }
}

impl Row {
    /// A row that is as high as its text.
    pub fn of(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            cells: cells.into_iter().collect(),
            lines: None,
        }
    }
}

impl Cell {
    /// Nothing.
    pub fn blank() -> Self {
        Self::default()
    }

    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Value::Text(text.into()))
    }

    /// A figure as it is printed.
    pub fn number(printed: impl Into<String>) -> Self {
        Self::new(Value::Number(printed.into()))
    }

    /// A figure in percent as it is printed.
    pub fn percent(printed: impl Into<String>) -> Self {
        Self::new(Value::Percent(printed.into()))
    }

    fn new(value: Value) -> Self {
        Self {
            value,
            ..Self::default()
        }
    }

    /// The cell with another look.
    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// The cell with its value elsewhere.
    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// The cell over so many columns.
    pub fn across(mut self, columns: u16) -> Self {
        self.more().across = columns;
        self
    }

    /// The cell over so many rows.
    pub fn down(mut self, rows: u32) -> Self {
        self.more().down = rows;
        self
    }

    /// The cell with a note.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.more().note = Some(note.into());
        self
    }

    /// The cell with a check of what is written into it.
    pub fn check(mut self, check: Check) -> Self {
        self.more().check = Some(check);
        self
    }

    fn more(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }
}
