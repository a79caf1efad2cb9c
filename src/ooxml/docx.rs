//! The text of a Word document, in the order in which it is read.
//!
//! What the reader of the printed document sees in its running text, and nothing else: headers,
//! footers, notes and comments are parts of their own and not read; what was struck out with
//! changes tracked is gone and what was put in is there; numbers that Word counts itself are
//! nowhere in the file.

use super::contents::{ContentsStyles, is_instruction_of_contents};
use super::lines::{Block, Cell, written};
use super::package::Package;
use super::xml::{Element, Space, Token, Xml, part_text};
use super::{Fault, Limits, Why};
use crate::value::numeral::is_digit;

/// The text of a `.docx`, in the form that `lines.rs` describes: each paragraph a line, each cell
/// of a table a line that begins with a tab.
pub fn docx_text(bytes: &[u8]) -> Result<String, Fault> {
    docx_text_within(bytes, Limits::USUAL)
}

/// The same under other limits.
pub(super) fn docx_text_within(bytes: &[u8], limits: Limits) -> Result<String, Fault> {
    let mut package = Package::open(bytes, limits)?;
    let name = document_name(&mut package, limits)?;
    let document = match package.part(&name)? {
        Some(bytes) if !["xl/", "ppt/"].iter().any(|other| name.starts_with(other)) => bytes,
        _ => {
            return Err(Fault::NoDocument {
                instead: package.instead(),
            });
        }
    };
    let beside = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let styles_name = format!("{beside}/styles.xml");
    let styles = match package.part(styles_name.trim_start_matches('/'))? {
        Some(bytes) => {
            let text = part_text(&styles_name, bytes)?;
            ContentsStyles::read(&styles_name, &text, limits)?
        }
        None => ContentsStyles::default(),
    };
    let text = part_text(&name, document)?;
    let xml = Xml::new(&name, &text, limits);
    Walk::new(styles).through(xml)
}

/// The name of the part with the text: what the package says, or else what it always is.
fn document_name(package: &mut Package<'_>, limits: Limits) -> Result<String, Fault> {
    const RELATIONSHIPS: &str = "_rels/.rels";
    const USUAL: &str = "word/document.xml";
    let Some(bytes) = package.part(RELATIONSHIPS)? else {
        return Ok(USUAL.to_owned());
    };
    let text = part_text(RELATIONSHIPS, bytes)?;
    let mut xml = Xml::new(RELATIONSHIPS, &text, limits);
    loop {
        match xml.next()? {
            Token::Done => return Ok(USUAL.to_owned()),
            Token::End | Token::Text(_) => {}
            Token::Start(element) => {
                let of_document = element
                    .attribute("Type")
                    .is_some_and(|kind| kind.ends_with("/officeDocument"));
                if element.space == Space::Relationships
                    && of_document
                    && let Some(target) = element.attribute("Target")
                {
                    return Ok(target.trim_start_matches('/').to_owned());
                }
            }
        }
    }
}

/// An element that is open, as far as what is within it depends on it.
enum Frame {
    /// What is within counts as if the element were not there: a link, an insertion, a group.
    Through,
    Paragraph,
    ParagraphProperties,
    /// The properties of the mark at the end of a paragraph.
    MarkProperties,
    Run(Look),
    RunProperties,
    /// Text; the spaces at its ends count only if that is said.
    Text {
        text: String,
        keeps_spaces: bool,
    },
    /// What a field is told to show; not text, but it says what kind of field it is.
    Instruction,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    TextBox,
    /// One content in several forms, of which the first is taken.
    Alternatives {
        taken: bool,
    },
}

/// How the text of a run is shown, as far as it changes what it says.
#[derive(Clone, Copy, Default)]
struct Look {
    hidden: bool,
    level: Level,
}

/// Where the text of a run stands in its line.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Level {
    #[default]
    Line,
    Above,
    Below,
}

/// A paragraph that is open.
struct Paragraph {
    id: usize,
    text: String,
    /// Where its text has come to.
    level: Level,
    /// What its text boxes hold.
    behind: Vec<Block>,
    of_contents: bool,
    /// The mark at its end was struck out: the next paragraph goes on in its line.
    goes_on: bool,
}

impl Paragraph {
    /// Puts text at its end. Above and below the line it gets the sign that it has in a formula,
    /// so that ten to the fourth does not become a hundred and four; m² is a unit with a
    /// character of its own.
    fn push(&mut self, text: &str, level: Level) {
        if text.trim().is_empty() {
            self.text.push_str(text);
            return;
        }
        let text = match (text, level) {
            ("2", Level::Above) if self.text.ends_with('m') => "²",
            ("3", Level::Above) if self.text.ends_with('m') => "³",
            _ => {
                let glued = self.text.ends_with(is_digit) && text.starts_with(is_digit);
                match level {
                    _ if level == self.level => {}
                    Level::Line if glued => self.text.push(' '),
                    Level::Line => {}
                    Level::Above => self.text.push('^'),
                    Level::Below => self.text.push('_'),
                }
                text
            }
        };
        self.text.push_str(text);
        self.level = level;
    }
}

/// Where blocks are put: the body, a cell, a text box.
struct Sink {
    id: usize,
    blocks: Vec<Block>,
    /// The text of a paragraph that goes on in the next one.
    begun: Option<String>,
}

impl Sink {
    fn new(id: usize) -> Self {
        Self {
            id,
            blocks: Vec::new(),
            begun: None,
        }
    }

    fn close(mut self, id: usize) -> Vec<Block> {
        if let Some(text) = self.begun.take() {
            self.blocks.push(Block::Paragraph { id, text });
        }
        self.blocks
    }
}

#[derive(Default)]
struct OpenTable {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    /// The row was struck out.
    row_gone: bool,
}

#[derive(Default)]
struct OpenCell {
    /// It belongs to the cell above.
    merged_up: bool,
    /// It belongs to the cell before it, or was struck out: there is no such cell.
    gone: bool,
}

/// A field: what it is told to show stands before its `separate`, what it shows behind that.
struct Field {
    start: Option<Mark>,
    instruction: String,
    shows: bool,
}

/// A place in the text so far, to which it can be cut back.
#[derive(Clone, Copy)]
struct Mark {
    sink: usize,
    /// Blocks of the sink before the paragraph.
    blocks: usize,
    paragraph: usize,
    /// Bytes of the paragraph before the place.
    bytes: usize,
}

struct Walk {
    styles: ContentsStyles,
    frames: Vec<Frame>,
    sinks: Vec<Sink>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<OpenTable>,
    cells: Vec<OpenCell>,
    fields: Vec<Field>,
    /// The content of the block that is open is a table of contents.
    contents_follow: bool,
    /// Numbers given to paragraphs and sinks.
    given: usize,
}

/// What is done with an element.
enum Step {
    Open(Frame),
    Skip,
}

impl Walk {
    fn new(styles: ContentsStyles) -> Self {
        Self {
            styles,
            frames: Vec::new(),
            sinks: vec![Sink::new(0)],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            cells: Vec::new(),
            fields: Vec::new(),
            contents_follow: false,
            given: 0,
        }
    }

    fn through(mut self, mut xml: Xml<'_>) -> Result<String, Fault> {
        loop {
            match xml.next()? {
                Token::Start(element) => {
                    let is_root = self.frames.is_empty();
                    if is_root && (element.space, element.name()) != (Space::Word, "document") {
                        return Err(xml.broken(Why::Foreign));
                    }
                    // Word would fetch this text; whoever leaves it out has not read the document.
                    if element.space == Space::Word
                        && matches!(element.name(), "altChunk" | "subDoc")
                    {
                        return Err(xml.broken(Why::Elsewhere));
                    }
                    match self.step(&element) {
                        Step::Open(frame) => self.frames.push(frame),
                        Step::Skip => xml.skip()?,
                    }
                }
                Token::End => self.end(),
                Token::Text(piece) => match self.frames.last_mut() {
                    Some(Frame::Text { text, .. }) => text.push_str(&piece),
                    Some(Frame::Instruction) => {
                        if let Some(field) = self.fields.last_mut() {
                            field.instruction.push_str(&piece);
                        }
                    }
                    _ => {}
                },
                Token::Done => break,
            }
        }
        let id = self.number();
        let blocks = self.sinks.pop().map(|sink| sink.close(id));
        Ok(written(&blocks.unwrap_or_default()))
    }

    fn step(&mut self, element: &Element<'_>) -> Step {
        match element.space {
            Space::Word => self.word(element),
            Space::Math => self.math(element),
            Space::Compatibility => self.alternative(element),
            Space::Relationships | Space::Other => Step::Open(Frame::Through),
        }
    }

    fn word(&mut self, element: &Element<'_>) -> Step {
        let name = element.name();
        // What a thing was like before a change that was tracked.
        if name.ends_with("PrChange") {
            return Step::Skip;
        }
        match self.frames.last() {
            Some(Frame::ParagraphProperties) => return self.paragraph_property(element),
            Some(
                Frame::MarkProperties
                | Frame::RunProperties
                | Frame::RowProperties
                | Frame::CellProperties,
            ) => {
                self.property(element);
                return Step::Skip;
            }
            _ => {}
        }
        Step::Open(match name {
            "p" => {
                self.open_paragraph();
                Frame::Paragraph
            }
            "r" => Frame::Run(Look::default()),
            "t" => Frame::Text {
                text: String::new(),
                keeps_spaces: self.keeps_spaces(element),
            },
            // Nothing but a cell begins with a tab, and a space is what every reader of a text
            // takes for the gap that a tab is; a wide one would be a character of its own.
            "tab" | "ptab" => return self.put(" "),
            "br" | "cr" => return self.put("\n"),
            // The plain one: it is what somebody types who looks for the words.
            "noBreakHyphen" => return self.put("-"),
            // A sign of a font of its own, which no text has; what stands around it stays apart.
            "sym" => return self.put(" "),
            "pPr" => Frame::ParagraphProperties,
            "rPr" => Frame::RunProperties,
            "tbl" => {
                self.tables.push(OpenTable::default());
                Frame::Table
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row.clear();
                    table.row_gone = false;
                }
                Frame::Row
            }
            "tc" => {
                self.open_sink();
                self.cells.push(OpenCell::default());
                Frame::Cell
            }
            "trPr" => Frame::RowProperties,
            "tcPr" => Frame::CellProperties,
            "txbxContent" => {
                self.open_sink();
                Frame::TextBox
            }
            "fldChar" => return self.field(element),
            "fldSimple" => {
                let instruction = element.attribute("instr").unwrap_or_default();
                if is_instruction_of_contents(&instruction) {
                    return Step::Skip;
                }
                Frame::Through
            }
            "instrText" => Frame::Instruction,
            "sdtPr" => {
                self.contents_follow = false;
                Frame::Through
            }
            "docPartGallery" => {
                let gallery = element.attribute("val").unwrap_or_default();
                self.contents_follow |= gallery == "Table of Contents";
                return Step::Skip;
            }
            "sdtContent" if std::mem::take(&mut self.contents_follow) => return Step::Skip,
            "del" | "moveFrom" | "delText" | "delInstrText" | "tblPr" | "tblPrEx" | "tblGrid"
            | "sectPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr" | "rubyPr" | "rt"
            | "fldData" => return Step::Skip,
            _ => Frame::Through,
        })
    }

    /// A formula in one line, as Word writes it when it is told to: a fraction has a stroke and
    /// a power its sign, so that one half does not become twelve.
    fn math(&mut self, element: &Element<'_>) -> Step {
        let sign = match element.name() {
            "t" => {
                return Step::Open(Frame::Text {
                    text: String::new(),
                    keeps_spaces: true,
                });
            }
            "den" => "/",
            "sup" => "^",
            "sub" => "_",
            _ => "",
        };
        self.push(sign);
        Step::Open(Frame::Through)
    }

    fn alternative(&mut self, element: &Element<'_>) -> Step {
        if element.name() == "AlternateContent" {
            return Step::Open(Frame::Alternatives { taken: false });
        }
        match self.frames.last_mut() {
            Some(Frame::Alternatives { taken }) if *taken => Step::Skip,
            Some(Frame::Alternatives { taken }) => {
                *taken = true;
                Step::Open(Frame::Through)
            }
            _ => Step::Open(Frame::Through),
        }
    }

    fn paragraph_property(&mut self, element: &Element<'_>) -> Step {
        match element.name() {
            "rPr" => Step::Open(Frame::MarkProperties),
            "pStyle" => {
                let id = element.attribute("val").unwrap_or_default();
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.of_contents = self.styles.has(&id);
                }
                Step::Skip
            }
            _ => Step::Skip,
        }
    }

    fn property(&mut self, element: &Element<'_>) {
        let continues = || {
            element
                .attribute("val")
                .is_none_or(|value| value == "continue")
        };
        match (self.frames.last(), element.name()) {
            (Some(Frame::MarkProperties), "del" | "moveFrom") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.goes_on = true;
                }
            }
            (Some(Frame::RunProperties), name) => {
                let Some(Frame::Run(look)) = self.frames.iter_mut().nth_back(1) else {
                    return;
                };
                match name {
                    "vanish" => look.hidden = element.is_on(),
                    "vertAlign" => {
                        look.level = match element.attribute("val").as_deref() {
                            Some("superscript") => Level::Above,
                            Some("subscript") => Level::Below,
                            _ => Level::Line,
                        }
                    }
                    _ => {}
                }
            }
            (Some(Frame::RowProperties), "del") => {
                if let Some(table) = self.tables.last_mut() {
                    table.row_gone = true;
                }
            }
            (Some(Frame::CellProperties), name) => {
                let Some(cell) = self.cells.last_mut() else {
                    return;
                };
                match name {
                    "vMerge" => cell.merged_up = continues(),
                    "hMerge" => cell.gone |= continues(),
                    "cellDel" => cell.gone = true,
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        match self.frames.pop() {
            Some(Frame::Text { text, keeps_spaces }) => {
                // A line end within the file is no line end of the author's.
                let text = text.replace(['\t', '\n', '\r'], " ");
                self.push(if keeps_spaces {
                    &text
                } else {
                    text.trim_matches(' ')
                });
            }
            Some(Frame::Paragraph) => self.close_paragraph(),
            Some(Frame::Cell) => self.close_cell(),
            Some(Frame::Row) => {
                if let Some(table) = self.tables.last_mut() {
                    let row = std::mem::take(&mut table.row);
                    if !row.is_empty() && !table.row_gone {
                        table.rows.push(row);
                    }
                }
            }
            Some(Frame::Table) => {
                if let Some(table) = self.tables.pop()
                    && !table.rows.is_empty()
                    && let Some(sink) = self.sinks.last_mut()
                {
                    sink.blocks.push(Block::Table(table.rows));
                }
            }
            Some(Frame::TextBox) => {
                let blocks = self.close_sink();
                match (self.paragraphs.last_mut(), self.sinks.last_mut()) {
                    (Some(paragraph), _) => paragraph.behind.extend(blocks),
                    (None, Some(sink)) => sink.blocks.extend(blocks),
                    (None, None) => {}
                }
            }
            Some(
                Frame::Through
                | Frame::ParagraphProperties
                | Frame::MarkProperties
                | Frame::Run(_)
                | Frame::RunProperties
                | Frame::Instruction
                | Frame::RowProperties
                | Frame::CellProperties
                | Frame::Alternatives { .. },
            )
            | None => {}
        }
    }

    fn keeps_spaces(&self, element: &Element<'_>) -> bool {
        element
            .attribute("space")
            .is_some_and(|value| value == "preserve")
    }

    /// Text of an element that has none within.
    fn put(&mut self, text: &str) -> Step {
        self.push(text);
        Step::Skip
    }

    fn push(&mut self, text: &str) {
        let run = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Run(look) => Some(*look),
            _ => None,
        });
        let look = run.unwrap_or_default();
        if let (false, Some(paragraph)) = (look.hidden, self.paragraphs.last_mut()) {
            paragraph.push(text, look.level);
        }
    }

    fn number(&mut self) -> usize {
        self.given += 1;
        self.given
    }

    fn open_sink(&mut self) {
        let id = self.number();
        self.sinks.push(Sink::new(id));
    }

    fn close_sink(&mut self) -> Vec<Block> {
        let id = self.number();
        self.sinks
            .pop()
            .map(|sink| sink.close(id))
            .unwrap_or_default()
    }

    fn open_paragraph(&mut self) {
        let id = self.number();
        let begun = self.sinks.last_mut().and_then(|sink| sink.begun.take());
        self.paragraphs.push(Paragraph {
            id,
            text: begun.unwrap_or_default(),
            level: Level::Line,
            behind: Vec::new(),
            of_contents: false,
            goes_on: false,
        });
    }

    fn close_paragraph(&mut self) {
        let (Some(paragraph), Some(sink)) = (self.paragraphs.pop(), self.sinks.last_mut()) else {
            return;
        };
        let Paragraph { id, text, .. } = paragraph;
        if paragraph.goes_on {
            sink.begun = Some(text);
        } else if !paragraph.of_contents {
            sink.blocks.push(Block::Paragraph { id, text });
        }
        sink.blocks.extend(paragraph.behind);
    }

    fn close_cell(&mut self) {
        let blocks = self.close_sink();
        let cell = self.cells.pop().unwrap_or_default();
        if cell.gone {
            return;
        }
        match self.tables.last_mut() {
            Some(table) if cell.merged_up => table.row.push(Cell::empty()),
            Some(table) => table.row.push(Cell::new(blocks)),
            None => {
                if let Some(sink) = self.sinks.last_mut() {
                    sink.blocks.extend(blocks);
                }
            }
        }
    }

    /// A field begins, begins to show something, or ends. What it is told to show may hold text,
    /// namely what fields within it show: that is cut off again when the outer one begins to
    /// show. A field that never ends, as a careless program leaves it, takes nothing with it.
    fn field(&mut self, element: &Element<'_>) -> Step {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => {
                let field = Field {
                    start: self.mark(),
                    instruction: String::new(),
                    shows: false,
                };
                self.fields.push(field);
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.shows = true;
                    let start = field.start;
                    self.cut_back(start);
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop()
                    && (!field.shows || is_instruction_of_contents(&field.instruction))
                {
                    self.cut_back(field.start);
                }
            }
            _ => {}
        }
        Step::Skip
    }

    fn mark(&self) -> Option<Mark> {
        let (sink, paragraph) = (self.sinks.last()?, self.paragraphs.last()?);
        Some(Mark {
            sink: sink.id,
            blocks: sink.blocks.len(),
            paragraph: paragraph.id,
            bytes: paragraph.text.len(),
        })
    }

    /// Takes out all that came after a place of the same sink. What was left of the paragraph
    /// there goes on in the one that is open now.
    fn cut_back(&mut self, mark: Option<Mark>) {
        let (Some(mark), Some(sink), Some(open)) =
            (mark, self.sinks.last_mut(), self.paragraphs.last_mut())
        else {
            return;
        };
        if sink.id != mark.sink {
            return;
        }
        if open.id == mark.paragraph {
            open.text.truncate(mark.bytes);
            return;
        }
        // Moved, not copied: it may be carried on from paragraph to paragraph.
        let begun = sink
            .blocks
            .drain(mark.blocks.min(sink.blocks.len())..)
            .next();
        open.text = match begun {
            Some(Block::Paragraph { id, mut text }) if id == mark.paragraph => {
                text.truncate(mark.bytes);
                text
            }
            _ => String::new(),
        };
    }
}
