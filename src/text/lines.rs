//! From byte offsets to lines and columns.

/// A place as a person counts it: both from 1, the column in characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// Where each line of a text begins, so that a place is found without reading from the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before every `BLOCK`th byte, so that a column far out in a long
    /// line is not counted from its start.
    characters: Vec<u32>,
}

/// Bytes that are counted for one position at most, twice.
const BLOCK: usize = 1024;

impl LineIndex {
    /// Reads the line starts of `text`. Lines end with `\n`; a `\r` before it belongs to the line.
    pub fn new(text: &str) -> Self {
        let ends = memchr_newlines(text);
        let mut starts = Vec::with_capacity(ends.len() + 1);
        starts.push(0);
        starts.extend(ends.into_iter().map(|end| end + 1));
        let mut before = 0;
        let mut characters = Vec::with_capacity(text.len() / BLOCK + 1);
        for block in text.as_bytes().chunks(BLOCK) {
            characters.push(u32::try_from(before).unwrap_or(u32::MAX));
            before += characters_in(block);
        }
        Self { starts, characters }
    }

    /// The number of lines; a text that ends with a line break has an empty last one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: even an empty text has one line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The line of a byte offset, from 0.
    pub fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|&start| start as usize <= offset)
            .saturating_sub(1)
    }

    /// The byte range of a line (from 0) without its line break.
    pub fn range(&self, text: &str, line: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(line).map_or(text.len(), |&at| at as usize);
        let end = self
            .starts
            .get(line + 1)
            .map_or(text.len(), |&at| at as usize);
        let body = text.get(start..end).unwrap_or_default();
        start..start + body.trim_end_matches(['\n', '\r']).len()
    }

    /// The position of a byte offset of `text`.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.line(offset);
        let start = self.starts.get(line).map_or(0, |&at| at as usize);
        let is_there = text.is_char_boundary(offset);
        let before = |at| self.characters_before(text, at);
        Position {
            line: line + 1,
            column: if is_there {
                before(offset).saturating_sub(before(start)) + 1
            } else {
                1
            },
        }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, text: &str, at: usize) -> usize {
        let last = self.characters.len().saturating_sub(1);
        let block = last.min(at / BLOCK);
        let counted = self
            .characters
            .get(block)
            .map_or(0, |&count| count as usize);
        let rest = text.as_bytes().get(block * BLOCK..at).unwrap_or_default();
        counted + characters_in(rest)
    }
}

/// How many characters begin in some bytes of UTF-8.
fn characters_in(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    bytes.iter().filter(begins).count()
}

fn memchr_newlines(text: &str) -> Vec<u32> {
    text.bytes()
        .enumerate()
        .filter(|&(_, byte)| byte == b'\n')
        .filter_map(|(at, _)| u32::try_from(at).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        let text = "托位 >= 4.5\r\n𠮷 x\n";
        let lines = LineIndex::new(text);
        let at = |offset| lines.position(text, offset);
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(
            at(text.find(">=").unwrap()),
            Position { line: 1, column: 4 }
        );
        assert_eq!(at(text.find('x').unwrap()), Position { line: 2, column: 3 });
        assert_eq!(at(text.len()), Position { line: 3, column: 1 });
        assert_eq!(lines.range(text, 0), 0..13);
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn a_long_line_has_the_columns_of_a_short_one() {
        for letter in ["a", "托", "𠮷", "é位x"] {
            for length in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
                let text = format!("一\n{}\n二", letter.repeat(length));
                let index = LineIndex::new(&text);
                for (line, words) in text.split('\n').enumerate() {
                    let start = words.as_ptr() as usize - text.as_ptr() as usize;
                    let at = words.char_indices().map(|(at, _)| at).chain([words.len()]);
                    for (column, at) in at.enumerate() {
                        let wanted = Position {
                            line: line + 1,
                            column: column + 1,
                        };
                        assert_eq!(
                            index.position(&text, start + at),
                            wanted,
                            "{letter} {length}"
                        );
                    }
                }
            }
        }
    }
}
