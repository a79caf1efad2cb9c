//! A look at the characters of a piece before it is parsed: what no grammar should meet. One pass,
//! so that the largest nonsense costs no more than reading it.

use super::scan::{first_word, is_letter};
use crate::text::strange_name;
use crate::value::MOST_DIGITS;
use crate::value::numeral::is_digit;
use std::borrow::Cow;
use std::ops::Range;

/// How deep brackets and quotes may nest. Deeper is a slip or an attack; what walks the tree relies
/// on it.
pub(super) const DEEPEST: usize = 64;
/// The longest name, in characters.
pub(super) const LONGEST_NAME: usize = 100;
/// The longest head or clause, in bytes. A list of ten thousand places fits.
pub(super) const LONGEST_PIECE: usize = 512 * 1024;

/// What is known of a piece that can be parsed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Inspected {
    /// Its comments.
    pub(super) comments: Vec<Range<usize>>,
    /// Where lines begin in it that are not within quotes or brackets; without the first.
    pub(super) lines: Vec<usize>,
    /// The end of the last thing in it that is no comment.
    pub(super) end: usize,
}

impl Inspected {
    /// The piece with spaces in place of its comments, so that whatever stands in it stands where it
    /// stood.
    pub(super) fn without_comments<'a>(&self, piece: &'a str) -> Cow<'a, str> {
        if self.comments.is_empty() {
            return Cow::Borrowed(piece);
        }
        let mut blanked = String::with_capacity(piece.len());
        for comment in &self.comments {
            let before = piece.get(blanked.len()..comment.start);
            blanked.push_str(before.unwrap_or_default());
            blanked.extend(std::iter::repeat_n(' ', comment.len()));
        }
        blanked.push_str(piece.get(blanked.len()..).unwrap_or_default());
        Cow::Owned(blanked)
    }
}

/// What keeps a piece from being parsed, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A character that nobody sees, and the key of its name.
    Strange(char, &'static str),
    /// `…”` without a beginning.
    WrongQuote,
    /// A bracket or quote that nothing closes, and what would.
    NotClosed(&'static str),
    /// Brackets or quotes nest too deep.
    TooDeep,
    /// A name of so many characters.
    NameTooLong(usize),
    /// A number of so many digits.
    NumberTooLong(usize),
    /// More than a declaration can be.
    TooLong,
}

/// Looks a piece over.
pub(super) fn inspect(piece: &str) -> Result<Inspected, Trouble> {
    let mut look = Look {
        piece,
        at: 0,
        brackets: Vec::new(),
        found: Inspected::default(),
    };
    while let Some(c) = look.next() {
        look.character(c)?;
    }
    if let Some(open) = look.brackets.pop() {
        return Err(open.not_closed());
    }
    if piece.len() > LONGEST_PIECE {
        return Err(Trouble {
            kind: Kind::TooLong,
            at: 0..piece.find('\n').unwrap_or(80).min(80),
        });
    }
    Ok(look.found)
}

struct Look<'a> {
    piece: &'a str,
    at: usize,
    brackets: Vec<Open>,
    found: Inspected,
}

#[derive(Clone)]
struct Open {
    at: Range<usize>,
    close: &'static str,
}

impl Open {
    fn not_closed(self) -> Trouble {
        Trouble {
            kind: Kind::NotClosed(self.close),
            at: self.at,
        }
    }
}

impl Look<'_> {
    fn rest(&self) -> &str {
        self.piece.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn character(&mut self, c: char) -> Result<(), Trouble> {
        let start = self.at - c.len_utf8();
        match c {
            c if is_letter(c) => self.word(start)?,
            '\n' => {
                if self.brackets.is_empty() && !self.rest().is_empty() {
                    self.found.lines.push(self.at);
                }
                return Ok(());
            }
            ' ' | '\t' => return Ok(()),
            '\r' if self.rest().starts_with('\n') => return Ok(()),
            '#' => {
                let end = self.at + self.rest().find('\n').unwrap_or(self.rest().len());
                let comment = self.piece.get(start..end).unwrap_or_default();
                self.found
                    .comments
                    .push(start..start + comment.trim_end().len());
                self.at = end;
                return Ok(());
            }
            '"' => self.straight_quote(start)?,
            '“' => self.curly_quote(start)?,
            '”' => return Err(self.trouble(start, Kind::WrongQuote)),
            '(' => self.open(start, ")")?,
            '{' => self.open(start, "}")?,
            '（' => self.open(start, "）")?,
            '｛' => self.open(start, "｝")?,
            ')' | '）' | '}' | '｝' => self.close(c)?,
            c => {
                if let Some(name) = strange_name(c) {
                    return Err(self.trouble(start, Kind::Strange(c, name)));
                }
                if c.is_whitespace() {
                    return Ok(());
                }
            }
        }
        self.found.end = self.at;
        Ok(())
    }

    fn trouble(&self, start: usize, kind: Kind) -> Trouble {
        Trouble {
            kind,
            at: start..self.at,
        }
    }

    /// A run of letters and digits, the first of which was read.
    fn word(&mut self, start: usize) -> Result<(), Trouble> {
        let word = first_word(self.piece.get(start..).unwrap_or_default());
        let end = start + word.len();
        self.at = end;
        if word.len() <= MOST_DIGITS {
            return Ok(());
        }
        let length = word.chars().count();
        let digits = word.chars().take_while(|c| is_digit(*c)).count();
        if digits > MOST_DIGITS {
            Err(Trouble {
                kind: Kind::NumberTooLong(digits),
                at: start..end,
            })
        } else if length > LONGEST_NAME {
            Err(self.trouble(start, Kind::NameTooLong(length)))
        } else {
            Ok(())
        }
    }

    fn straight_quote(&mut self, start: usize) -> Result<(), Trouble> {
        let Some(length) = self.rest().find('"') else {
            return Err(self.trouble(start, Kind::NotClosed("\"")));
        };
        self.quoted(self.at + length + 1)
    }

    /// Quotes in quotes pair up.
    fn curly_quote(&mut self, start: usize) -> Result<(), Trouble> {
        let (mut depth, mut end) = (1_usize, None);
        for (at, c) in self.rest().char_indices() {
            match c {
                '“' => depth += 1,
                '”' => depth -= 1,
                _ => {}
            }
            if depth > DEEPEST {
                return Err(self.trouble(start, Kind::TooDeep));
            }
            if depth == 0 {
                end = Some(self.at + at + c.len_utf8());
                break;
            }
        }
        match end {
            Some(end) => self.quoted(end),
            None => Err(self.trouble(start, Kind::NotClosed("”"))),
        }
    }

    /// Goes to the end of a quote. Strange characters in it matter as well: the words of a plan
    /// would never be found with one in them.
    fn quoted(&mut self, end: usize) -> Result<(), Trouble> {
        let inside = self.piece.get(self.at..end).unwrap_or_default();
        for (at, c) in inside.char_indices() {
            let line_break = c == '\r'
                && inside
                    .get(at + 1..)
                    .is_some_and(|rest| rest.starts_with('\n'));
            if let Some(name) = strange_name(c).filter(|_| !line_break) {
                let start = self.at + at;
                return Err(Trouble {
                    kind: Kind::Strange(c, name),
                    at: start..start + c.len_utf8(),
                });
            }
        }
        self.at = end;
        Ok(())
    }

    fn open(&mut self, start: usize, close: &'static str) -> Result<(), Trouble> {
        if self.brackets.len() >= DEEPEST {
            return Err(self.trouble(start, Kind::TooDeep));
        }
        self.brackets.push(Open {
            at: start..self.at,
            close,
        });
        Ok(())
    }

    /// `(` may be closed by `）`. A closing bracket too many is left to the grammar, which knows
    /// what could stand there instead.
    fn close(&mut self, c: char) -> Result<(), Trouble> {
        let round = |c| matches!(c, ')' | '）');
        match self.brackets.pop() {
            Some(open) if open.close.chars().all(round) != round(c) => Err(open.not_closed()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(piece: &str) -> (Kind, &str) {
        let trouble = inspect(piece).unwrap_err();
        (trouble.kind, &piece[trouble.at])
    }

    #[test]
    fn comments_and_lines_are_found_outside_quotes() {
        let piece = "x >= 1 # a\r\n  source \"# b\n c\" “d “# e” f” # g  ";
        let found = inspect(piece).unwrap();
        let comments: Vec<_> = found.comments.into_iter().map(|at| &piece[at]).collect();
        assert_eq!(comments, ["# a", "# g"]);
        assert_eq!(found.lines, [12]);
        assert!(piece[..found.end].ends_with("f”"));
    }

    #[test]
    fn what_no_grammar_should_meet() {
        assert_eq!(kind("a\0b").0, Kind::Strange('\0', "character.nul"));
        assert_eq!(kind("a \"b\u{202E}\"").1, "\u{202E}");
        assert_eq!(kind("托位\u{200B}数").1, "\u{200B}");
        assert_eq!(kind("x >= \"a").0, Kind::NotClosed("\""));
        assert_eq!(kind("x “a “b” c"), (Kind::NotClosed("”"), "“"));
        assert_eq!(kind("x ”a”"), (Kind::WrongQuote, "”"));
        assert_eq!(kind("(a { b )"), (Kind::NotClosed("}"), "{"));
        assert_eq!(kind("（a"), (Kind::NotClosed("）"), "（"));
        assert_eq!(kind(&"(".repeat(20_000)).0, Kind::TooDeep);
        assert_eq!(kind(&"“".repeat(20_000)).0, Kind::TooDeep);
        assert_eq!(
            kind(&"名".repeat(1_000_000)).0,
            Kind::NameTooLong(1_000_000)
        );
        assert_eq!(kind(&"9".repeat(10_000)).0, Kind::NumberTooLong(10_000));
        assert_eq!(kind(&"a, ".repeat(300_000)).0, Kind::TooLong);
    }

    #[test]
    fn what_is_allowed() {
        for piece in [
            "# \u{202E} \0",
            "(a））",
            "((a）)",
            "a\u{3000}b\u{A0}c",
            "\"a\r\nb\"",
            &"(".repeat(DEEPEST)
                .chars()
                .chain(")".repeat(DEEPEST).chars())
                .collect::<String>(),
        ] {
            assert!(inspect(piece).is_ok(), "{piece:?}");
        }
    }
}
