//! XML, as far as a part of a package needs it: elements by what they mean and not by their
//! prefix, text with its entities put in, and an end to depth. A document type is refused: it is
//! not allowed in a package, and what it can declare has no limits.

use super::{Fault, Limit, Limits, Why};
use crate::text;
use quick_xml::NsReader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use std::borrow::Cow;

/// Prefixes that may be declared at once. Word declares some forty.
const MOST_PREFIXES: usize = 512;

/// The vocabulary that an element is of. The strict form of the standard has addresses of its
/// own for the same vocabularies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// Text, tables, all that Word is about.
    Word,
    /// Formulas.
    Math,
    /// One content in several forms, for old and new programs.
    Compatibility,
    /// Which part belongs to which.
    Relationships,
    /// Drawings, and whatever else.
    Other,
}

impl Space {
    fn of(address: &str) -> Self {
        match address {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "http://schemas.openxmlformats.org/package/2006/relationships" => Self::Relationships,
            _ => Self::Other,
        }
    }
}

/// What comes next in a part. An empty element has a start and an end like any other.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// The element that began last ends.
    End,
    /// Text, or a piece of one.
    Text(Cow<'a, str>),
    /// There is no more.
    Done,
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Its vocabulary.
    pub(super) space: Space,
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// An attribute by its name without the prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        // The check for doubles compares each with each.
        let attribute = attributes
            .with_checks(false)
            .flatten()
            .find(|one| one.key.local_name().into_inner() == name)?;
        Some(
            quick_xml::escape::unescape(&attribute.value)
                .map(|value| Cow::Owned(value.into_owned()))
                .unwrap_or(Cow::Owned(attribute.value.into_owned())),
        )
    }

    /// What its `val` says of a thing that is on or off, and is on where nothing is said.
    pub(super) fn is_on(&self) -> bool {
        let off = |value: Cow<'_, str>| matches!(value.as_ref(), "0" | "false" | "off");
        !self.attribute("val").is_some_and(off)
    }
}

/// The text of a part's bytes: UTF-8, or UTF-16 as its mark or its first bytes say.
pub(super) fn part_text(part: &str, bytes: Vec<u8>) -> Result<String, Fault> {
    let broken = || Fault::Broken {
        part: part.to_owned(),
        why: Why::Encoding,
    };
    let wide = [&[0xFF, 0xFE], &[0xFE, 0xFF], &[b'<', 0], &[0, b'<']];
    if wide.iter().any(|start| bytes.starts_with(*start)) {
        return text::utf16(&bytes).map_err(|_| broken());
    }
    String::from_utf8(bytes).map_err(|_| broken())
}

/// A part, read from front to back.
pub(super) struct Xml<'a> {
    part: &'a str,
    reader: NsReader<&'a [u8]>,
    depth: usize,
    deepest: usize,
    begun: bool,
}

impl<'a> Xml<'a> {
    /// Reads `text`, the text of the part called `part`.
    pub(super) fn new(part: &'a str, text: &'a str, limits: Limits) -> Self {
        let mut reader = NsReader::from_str(text.trim_start_matches('\u{FEFF}'));
        reader.config_mut().expand_empty_elements = true;
        reader
            .resolver_mut()
            .set_max_namespace_bindings(MOST_PREFIXES);
        Self {
            part,
            reader,
            depth: 0,
            deepest: limits.depth,
            begun: false,
        }
    }

    /// The fault of this part.
    pub(super) fn broken(&self, why: Why) -> Fault {
        Fault::Broken {
            part: self.part.to_owned(),
            why,
        }
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Result<Token<'a>, Fault> {
        loop {
            let (part, at) = (self.part, self.reader.buffer_position());
            let broken = |why| Fault::Broken {
                part: part.to_owned(),
                why,
            };
            let no_xml = |at| broken(Why::Xml { at });
            let event = self.reader.read_event().map_err(|error| match error {
                quick_xml::Error::Syntax(_) => broken(Why::Cut),
                _ => no_xml(at),
            })?;
            let text = match event {
                Event::Start(start) => return self.start(start, at).map(Token::Start),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Token::End);
                }
                Event::Text(text) => text.xml10_content(),
                Event::CData(text) => text.xml10_content(),
                Event::GeneralRef(entity) => {
                    let character = entity.resolve_char_ref().map_err(|_| no_xml(at))?;
                    match (character, resolve_xml_entity(&entity)) {
                        (Some(character), _) => Cow::Owned(character.to_string()),
                        (None, Some(text)) => Cow::Borrowed(text),
                        (None, None) => return Err(no_xml(at)),
                    }
                }
                Event::Eof if self.begun && self.depth == 0 => return Ok(Token::Done),
                Event::Eof => return Err(broken(Why::Cut)),
                // `expand_empty_elements` leaves none of the first.
                Event::Empty(_) | Event::DocType(_) => return Err(no_xml(at)),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            if text.contains(never_in_xml) {
                return Err(no_xml(at));
            }
            return Ok(Token::Text(text));
        }
    }

    /// Reads on to the end of the element that began last.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    fn start(&mut self, start: BytesStart<'a>, at: u64) -> Result<Element<'a>, Fault> {
        self.begun = true;
        self.depth += 1;
        if self.depth > self.deepest {
            return Err(Fault::TooLarge {
                limit: Limit::Depth(self.deepest),
            });
        }
        let space = match self.reader.resolver().resolve_element(start.name()).0 {
            ResolveResult::Bound(Namespace(address)) => Space::of(address),
            ResolveResult::Unbound => Space::Other,
            ResolveResult::Unknown(_) => return Err(self.broken(Why::Xml { at })),
        };
        Ok(Element { space, start })
    }
}

/// Characters that XML does not have.
fn never_in_xml(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}
