//! The files of a plan, by path, and spans in them.

use super::sheets::field_of;
use super::{Address, LineIndex, NotText, Position, Sheet, Sheets, UTF8_MARK, decode};
use indexmap::IndexMap;
use std::sync::{Arc, OnceLock};

/// A file of [`Sources`], by the order in which it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceId(u32);

/// A stretch of a file's text, in bytes, the end exclusive. The byte-order mark is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `source`; offsets beyond 4 GiB are cut to that.
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Self {
        let cut = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            source,
            start: cut(range.start),
            end: cut(range.end),
        }
    }

    /// The bytes of the file that it covers.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From the start of this span to the end of `other`, in the same file.
    pub fn to(self, other: Self) -> Self {
        Self {
            source: self.source,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// One file: its path within the plan's folder and its bytes.
#[derive(Debug, Clone)]
pub struct Source {
    path: String,
    content: Content,
    brought: Brought,
    lines: OnceLock<LineIndex>,
}

/// Text is checked once, when it comes in; asking for it again is free.
#[derive(Debug, Clone)]
enum Content {
    Text(Arc<str>),
    Sheets(Arc<str>, Arc<Sheets>),
    Bytes(Arc<[u8]>),
}

/// The bytes of a file as they are on disk.
#[derive(Debug, Clone)]
enum Brought {
    /// Those of the content, behind a byte-order mark.
    Marked,
    /// Those of the content.
    Plain,
    /// Others, of which the content was made.
    Other(Arc<[u8]>),
    /// Nobody brought them: only a text that was made of them.
    Unknown,
}

impl Source {
    fn new(path: String, bytes: &[u8]) -> Self {
        let content = match decode(bytes) {
            Ok(text) => Content::Text(Arc::from(text)),
            Err(_) => Content::Bytes(Arc::from(bytes)),
        };
        let is_marked = matches!(content, Content::Text(_)) && bytes.starts_with(UTF8_MARK);
        Self {
            path,
            content,
            brought: if is_marked {
                Brought::Marked
            } else {
                Brought::Plain
            },
            lines: OnceLock::new(),
        }
    }

    /// A text that was made of the bytes of `before`.
    fn made(path: String, content: Content, before: Option<&Self>) -> Self {
        Self {
            path,
            content,
            brought: before.map_or(Brought::Unknown, |before| match before.original() {
                Some([[], whole]) => match &before.content {
                    Content::Bytes(bytes) => Brought::Other(Arc::clone(bytes)),
                    Content::Text(_) | Content::Sheets(..) => Brought::Other(Arc::from(whole)),
                },
                Some(parts) => Brought::Other(Arc::from(parts.concat())),
                None => Brought::Unknown,
            }),
            lines: OnceLock::new(),
        }
    }

    /// The path relative to the plan's folder, `/` between.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The bytes of the file, without a byte-order mark.
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) | Content::Sheets(text, _) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }

    /// The bytes of the file as they are on disk: a byte-order mark, or nothing, and the rest.
    /// `None` for a text that was made of others, if those were not brought before it.
    pub fn original(&self) -> Option<[&[u8]; 2]> {
        match &self.brought {
            Brought::Marked => Some([UTF8_MARK, self.bytes()]),
            Brought::Plain => Some([&[], self.bytes()]),
            Brought::Other(bytes) => Some([&[], bytes]),
            Brought::Unknown => None,
        }
    }

    /// The text, without a byte-order mark; spans count from its first byte.
    pub fn text(&self) -> Result<&str, NotText> {
        match &self.content {
            Content::Text(text) | Content::Sheets(text, _) => Ok(text),
            Content::Bytes(bytes) => decode(bytes),
        }
    }

    /// The text, or nothing where the file is not text. For quoting a place that is known.
    pub fn text_or_empty(&self) -> &str {
        match &self.content {
            Content::Text(text) | Content::Sheets(text, _) => text,
            Content::Bytes(_) => "",
        }
    }

    /// The index of its lines, made when first asked for.
    pub fn lines(&self) -> &LineIndex {
        self.lines
            .get_or_init(|| LineIndex::new(self.text_or_empty()))
    }

    /// The position of a byte offset; in a workbook, the row of its sheet and the column.
    pub fn position(&self, offset: usize) -> Position {
        match self.address(offset) {
            Some(address) => Position {
                line: address.row as usize + 1,
                column: address.column as usize + 1,
            },
            None => self.lines().position(self.text_or_empty(), offset),
        }
    }

    /// The sheets of a workbook.
    pub fn sheets(&self) -> Option<&Sheets> {
        match &self.content {
            Content::Sheets(_, sheets) => Some(sheets),
            Content::Text(_) | Content::Bytes(_) => None,
        }
    }

    /// The cell of a workbook in which a byte of its text lies.
    pub fn address(&self, offset: usize) -> Option<Address<'_>> {
        let sheet = self.sheets()?.sheet_at(offset)?;
        let line = self.lines().line(offset);
        let range = self.lines().range(self.text_or_empty(), line);
        let whole = self.text_or_empty().get(range.clone()).unwrap_or_default();
        Some(Address {
            sheet: &sheet.name,
            row: u32::try_from(line - self.first_line(sheet)).unwrap_or(u32::MAX),
            column: field_of(whole, offset.saturating_sub(range.start)),
        })
    }

    /// A place as people write it: `data/demo.csv:18:4`, `data/demo.xlsx:Sheet1!F17`.
    pub fn place_in_words(&self, offset: usize) -> String {
        match self.address(offset) {
            Some(address) => format!("{}:{address}", self.path),
            None => {
                let at = self.position(offset);
                format!("{}:{}:{}", self.path, at.line, at.column)
            }
        }
    }

    /// The same with no more than the line where there are lines: `03-fertility.rules:14`.
    pub fn line_in_words(&self, offset: usize) -> String {
        match self.address(offset) {
            Some(address) => format!("{}:{address}", self.path),
            None => format!("{}:{}", self.path, self.position(offset).line),
        }
    }

    /// The line of the text at which a sheet begins, from 0.
    pub fn first_line(&self, sheet: &Sheet) -> usize {
        self.lines().line(sheet.start as usize)
    }
}

/// Why a plan cannot have a file of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPath {
    /// It leads out of the plan's folder.
    Outside,
    /// Some system would take it for something else than that file.
    NoName,
}

/// Why a file that is there could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It may not be read, or another program holds it.
    Denied,
    /// It is a folder.
    Folder,
    /// It is a link, or lies behind one, that leads out of the plan's folder.
    Outside,
    /// What the system said.
    Other(String),
}

/// The files of a plan, by path. The library reads no file: whoever talks to the world fills this,
/// and an editor or a test may lay its own text over a file.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: IndexMap<String, Source>,
    unread: IndexMap<String, Unread>,
}

impl Sources {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file or replaces its bytes; the path is cleaned first (see [`clean_path`]).
    pub fn insert(&mut self, path: &str, bytes: &[u8]) -> Result<SourceId, BadPath> {
        let path = clean_path(path)?;
        self.unread.shift_remove(&path);
        let source = Source::new(path.clone(), bytes);
        let (index, _) = self.files.insert_full(path, source);
        Ok(SourceId(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// Adds a file that is read as another text than its bytes are: of another encoding. The bytes
    /// are those that were added under its path before.
    pub fn insert_text(&mut self, path: &str, text: String) -> Result<SourceId, BadPath> {
        self.insert_made(path, Content::Text(Arc::from(text)))
    }

    /// Adds a workbook as the text that was made of it, whose bytes were added before.
    pub fn insert_sheets(
        &mut self,
        path: &str,
        text: String,
        sheets: Sheets,
    ) -> Result<SourceId, BadPath> {
        self.insert_made(path, Content::Sheets(Arc::from(text), Arc::new(sheets)))
    }

    fn insert_made(&mut self, path: &str, content: Content) -> Result<SourceId, BadPath> {
        let path = clean_path(path)?;
        self.unread.shift_remove(&path);
        let source = Source::made(path.clone(), content, self.files.get(&path));
        let (index, _) = self.files.insert_full(path, source);
        Ok(SourceId(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// Notes that a file is there and could not be read, so that nobody calls it absent.
    pub fn note_unread(&mut self, path: &str, why: Unread) -> Result<(), BadPath> {
        self.unread.insert(clean_path(path)?, why);
        Ok(())
    }

    /// Why the file of a path could not be read; `None` for one that is here or nowhere.
    pub fn unread(&self, path: &str) -> Option<&Unread> {
        self.unread.get(&clean_path(path).ok()?)
    }

    /// The file of a path, if it is here.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        let path = clean_path(path).ok()?;
        let index = self.files.get_index_of(&path)?;
        u32::try_from(index).ok().map(SourceId)
    }

    /// The file of an id. An id of other sources gives an empty file.
    pub fn get(&self, id: SourceId) -> &Source {
        static NOTHING: OnceLock<Source> = OnceLock::new();
        self.files
            .get_index(id.0 as usize)
            .map(|(_, source)| source)
            .unwrap_or_else(|| NOTHING.get_or_init(|| Source::new(String::new(), b"")))
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source)
            .text_or_empty()
            .get(span.range())
            .unwrap_or_default()
    }

    /// All files, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.files
            .values()
            .enumerate()
            .map(|(index, source)| (SourceId(u32::try_from(index).unwrap_or(u32::MAX)), source))
    }
}

/// A path within the plan's folder, `/` between and no `.` in it. Refuses absolute paths, drive
/// letters and `..`: the one place where a plan is kept inside its folder. Refuses also what one of
/// the usual systems does not take for a file's name, so that a plan is the same on all of them.
pub fn clean_path(path: &str) -> Result<String, BadPath> {
    let slashed = path.replace('\\', "/");
    let on_a_drive = slashed.chars().nth(1) == Some(':');
    if slashed.starts_with('/') || on_a_drive {
        return Err(BadPath::Outside);
    }
    let mut parts = Vec::new();
    for part in slashed.split('/') {
        match part {
            "" | "." => {}
            ".." => return Err(BadPath::Outside),
            part => parts.push(part),
        }
    }
    let is_sign = |sign: char| sign.is_control() || ":<>\"|?*".contains(sign);
    let no_name = |part: &&str| part.contains(is_sign) || is_reserved(part);
    if parts.is_empty() || parts.iter().any(no_name) {
        return Err(BadPath::NoName);
    }
    Ok(parts.join("/"))
}

/// Whether Windows takes a name for something else: a device, whatever stands behind the first dot,
/// or the name without the dots and spaces at its end.
pub fn is_reserved(name: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end().to_ascii_lowercase();
    let port = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    name.ends_with(['.', ' '])
        || DEVICES.contains(&stem.as_str())
        || port.is_some_and(|port| matches!(port, "¹" | "²" | "³") || is_digit_of_a_port(port))
}

/// Ports are counted from 1.
fn is_digit_of_a_port(port: &str) -> bool {
    matches!(port.as_bytes(), [b'1'..=b'9'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_people_write_them() {
        let mut sources = Sources::new();
        let id = sources
            .insert("a/b.csv", "甲,乙\n丙,丁\n".as_bytes())
            .unwrap();
        let source = sources.get(id);
        let offset = source.text_or_empty().find('丁').unwrap();
        assert_eq!(source.place_in_words(offset), "a/b.csv:2:3");
        assert_eq!(source.line_in_words(offset), "a/b.csv:2");
    }

    #[test]
    fn a_plan_stays_in_its_folder() {
        assert_eq!(clean_path("data\\甲.csv").as_deref(), Ok("data/甲.csv"));
        assert_eq!(clean_path("./a//b").as_deref(), Ok("a/b"));
        for out in ["/etc/passwd", "C:\\x", "../x", "a/../../x"] {
            assert_eq!(clean_path(out), Err(BadPath::Outside), "{out}");
        }
    }

    #[test]
    fn a_name_is_one_on_every_system() {
        for none in [
            "",
            ".",
            "a|b",
            "a\nb",
            "https://x/y.csv",
            "nul",
            "Con",
            "data/aux.csv",
            "PRN.tar.gz",
            "con .csv",
            "com1",
            "lpt9.txt",
            "LPT².txt",
            "x.",
            "x ",
            ".. ",
            "...",
            "data /x.csv",
        ] {
            assert_eq!(clean_path(none), Err(BadPath::NoName), "{none}");
        }
        for name in [
            "console.csv",
            "nul数据.csv",
            "com.csv",
            "com0",
            "com10.csv",
            "x.con",
            " x",
            "a..b",
            ".hidden",
        ] {
            assert_eq!(clean_path(name).as_deref(), Ok(name));
        }
    }

    #[test]
    fn what_was_brought_is_kept_with_its_mark() {
        let brought: [&[u8]; 6] = [
            b"",
            b"a,b\n",
            "\u{FEFF}a".as_bytes(),
            "\u{FEFF}\u{FEFF}a".as_bytes(),
            b"\xEF\xBB\xBF\xD6\xD0",
            b"\xFF\xFEa\0",
        ];
        for bytes in brought {
            let mut sources = Sources::new();
            let id = sources.insert("a", bytes).unwrap();
            let original = |sources: &Sources| sources.get(id).original().map(|it| it.concat());
            assert_eq!(original(&sources).as_deref(), Some(bytes));
            // What is read instead of the bytes leaves them what they are.
            for text in ["甲", "乙"] {
                sources.insert_text("a", text.to_owned()).unwrap();
                assert_eq!(sources.get(id).text(), Ok(text));
                assert_eq!(original(&sources).as_deref(), Some(bytes));
            }
            sources.insert("a", b"x").unwrap();
            assert_eq!(original(&sources).as_deref(), Some(&b"x"[..]));
        }
        let mut sources = Sources::new();
        let id = sources.insert_text("a", "甲".to_owned()).unwrap();
        assert_eq!(sources.get(id).original(), None);
    }

    #[test]
    fn what_could_not_be_read_is_not_absent_until_somebody_brings_it() {
        let mut sources = Sources::new();
        assert_eq!(sources.unread("a.csv"), None);
        sources.note_unread("./a.csv", Unread::Denied).unwrap();
        assert_eq!(sources.find("a.csv"), None);
        assert_eq!(sources.unread("a.csv"), Some(&Unread::Denied));
        sources.insert("a.csv", b"").unwrap();
        assert_eq!(sources.unread("a.csv"), None);
    }

    #[test]
    fn a_later_text_lies_over_the_first() {
        let mut sources = Sources::new();
        let id = sources.insert("a.rules", b"one").unwrap();
        assert_eq!(sources.insert("./a.rules", b"two").unwrap(), id);
        assert_eq!(sources.get(id).text(), Ok("two"));
        assert_eq!(sources.slice(Span::new(id, 1..3)), "wo");
        assert_eq!(std::mem::size_of::<Span>(), 12);
    }
}
