//! A text with every run of white space counted as one space, and the way back to where each
//! character stands. Quotes are compared in this form.

use std::ops::Range;

/// A squeezed text.
#[derive(Debug, Clone)]
pub(super) struct Squeezed {
    text: String,
    /// Of each byte of `text` its byte in the original; one more for the end.
    origin: Vec<u32>,
}

impl Squeezed {
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        let mut in_space = false;
        for (at, c) in original.char_indices() {
            let is_space = is_space(c);
            if is_space && in_space {
                continue;
            }
            in_space = is_space;
            let c = if is_space { ' ' } else { c };
            text.push(c);
            origin.extend((at..at + c.len_utf8()).map(|at| u32::try_from(at).unwrap_or(u32::MAX)));
        }
        origin.push(u32::try_from(original.len()).unwrap_or(u32::MAX));
        Self { text, origin }
    }

    /// Where `words` stand within a stretch of the original, in bytes of the original.
    pub fn find(&self, words: &str, within: &Range<usize>) -> Vec<Range<usize>> {
        let words = squeeze(words);
        if words.is_empty() {
            return Vec::new();
        }
        let (start, stretch) = self.stretch(within);
        stretch
            .match_indices(&words)
            .filter_map(|(at, found)| self.back(start + at, start + at + found.len()))
            .collect()
    }

    /// A stretch of the original, squeezed, with where it begins in the squeezed text.
    pub fn stretch(&self, within: &Range<usize>) -> (usize, &str) {
        let start = self.forth(within.start);
        let end = self.forth(within.end);
        (start, self.text.get(start..end).unwrap_or_default())
    }

    /// A stretch of the squeezed text, neither end of which is a space, in the original.
    pub fn back(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let first = *self.origin.get(start)? as usize;
        let last = *self.origin.get(end.checked_sub(1)?)? as usize;
        Some(first..last + 1)
    }

    /// Where a byte of the original is in the squeezed text, or what follows it.
    fn forth(&self, at: usize) -> usize {
        let at = self
            .origin
            .partition_point(|&origin| (origin as usize) < at);
        at.min(self.text.len())
    }
}

/// Words with every run of white space as one space, and none around them.
pub(super) fn squeeze(words: &str) -> String {
    words
        .split(is_space)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// White space of any kind, and what is as invisible: documents from Word are full of both.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

/// A stretch that begins at a byte, without the white space around it.
pub(super) fn trimmed(start: usize, words: &str) -> Range<usize> {
    let front = words.trim_start_matches(is_space);
    let start = start + words.len() - front.len();
    start..start + front.trim_end_matches(is_space).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_any_kind_is_one_space() {
        let text = "\t户籍人口\r\n\t万人\n\n\t348.0\u{3000}\u{A0}342.2\n";
        let squeezed = Squeezed::new(text);
        let found = squeezed.find(" 户籍人口 万人\t348.0  342.2", &(0..text.len()));
        let found: Vec<_> = found.into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, ["户籍人口\r\n\t万人\n\n\t348.0\u{3000}\u{A0}342.2"]);
        // Where the plan has a space, so has the quote.
        assert!(squeezed.find("户籍人口万人", &(0..text.len())).is_empty());
    }

    #[test]
    fn what_is_looked_for_lies_within_the_stretch() {
        let text = "甲 1\n甲 1";
        let squeezed = Squeezed::new(text);
        assert_eq!(squeezed.find("甲 1", &(0..text.len())).len(), 2);
        let behind = squeezed.find("甲 1", &(3..text.len()));
        assert_eq!(behind.first(), Some(&(6..11)));
        assert!(squeezed.find("甲 1", &(0..4)).is_empty());
        assert!(squeezed.find("  ", &(0..text.len())).is_empty());
    }
}
