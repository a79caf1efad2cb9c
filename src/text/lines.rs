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
}

impl LineIndex {
    /// Reads the line starts of `text`. Lines end with `\n`; a `\r` before it belongs to the line.
    pub fn new(text: &str) -> Self {
        let ends = memchr_newlines(text);
        let mut starts = Vec::with_capacity(ends.len() + 1);
        starts.push(0);
        starts.extend(ends.into_iter().map(|end| end + 1));
        Self { starts }
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
        let before = text.get(start..offset).unwrap_or_default();
        Position {
            line: line + 1,
            column: before.chars().count() + 1,
        }
    }
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
}
