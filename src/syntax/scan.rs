//! Cuts a file into declarations and these into heads and clauses, by looking at the starts of
//! lines only. A declaration that cannot be read therefore never spoils the next one.

use super::words::Word;
use crate::value::numeral::is_digit;
use std::ops::Range;

/// A piece of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chunk {
    /// A run of blank lines between declarations.
    Blank {
        /// How many.
        lines: u32,
    },
    /// A comment on a line of its own, between declarations.
    Comment(Range<usize>),
    /// A declaration, from its first line to the last that is not blank.
    Block(Block),
}

/// The lines of a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// From the start of the line at the margin to the first clause.
    pub(super) head: Range<usize>,
    /// The clauses, each up to the next.
    pub(super) clauses: Vec<Piece>,
    /// The runs of blank lines inside it.
    pub(super) blanks: Vec<Range<usize>>,
    /// Whether its first line stands at the margin. Only indented lines at the top of a file do not.
    pub(super) at_margin: bool,
}

/// A clause, from its word on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Which clause it is.
    pub(super) word: Word,
    /// How long its word is, in bytes.
    pub(super) word_length: usize,
    /// The whole of it.
    pub(super) range: Range<usize>,
}

impl Block {
    /// The whole of it.
    pub(super) fn range(&self) -> Range<usize> {
        let end = self
            .clauses
            .last()
            .map_or(self.head.end, |last| last.range.end);
        self.head.start..end
    }

    fn new(start: usize, at_margin: bool) -> Self {
        Self {
            head: start..start,
            clauses: Vec::new(),
            blanks: Vec::new(),
            at_margin,
        }
    }

    fn extend(&mut self, end: usize) {
        match self.clauses.last_mut() {
            Some(clause) => clause.range.end = end,
            None => self.head.end = end,
        }
    }

    fn begin_clause(&mut self, word: Word, word_length: usize, start: usize) {
        self.extend(start);
        self.clauses.push(Piece {
            word,
            word_length,
            range: start..start,
        });
    }
}

/// Cuts `text` and hands the pieces over in order.
pub(super) fn scan(text: &str, each: impl FnMut(Chunk)) {
    let mut scan = Scan {
        block: None,
        trivia: Vec::new(),
        each,
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        scan.line(line, start);
        start += line.len();
    }
    scan.finish();
}

struct Scan<F> {
    block: Option<Block>,
    /// Blank lines and comments at the margin that may turn out to lie inside a declaration.
    trivia: Vec<Trivia>,
    each: F,
}

enum Trivia {
    Blank(Range<usize>, u32),
    Comment(Range<usize>),
}

impl<F: FnMut(Chunk)> Scan<F> {
    fn line(&mut self, line: &str, start: usize) {
        let content = line.trim_end_matches(['\n', '\r']);
        let end = start + content.len();
        let rest = content.trim_start();
        let indent = content.len() - rest.len();
        let Some(first) = rest.chars().next() else {
            return self.blank(start..start + line.len());
        };
        match first {
            '#' if indent == 0 || self.block.is_none() => {
                self.trivia.push(Trivia::Comment(start + indent..end));
            }
            '#' => self.inside(end),
            '}' | ')' | '）' | '｝' if self.block.is_some() => self.inside(end),
            _ if indent == 0 => {
                self.finish();
                let mut block = Block::new(start, true);
                block.extend(end);
                self.block = Some(block);
            }
            _ => {
                if self.block.is_none() {
                    self.finish();
                    self.block = Some(Block::new(start, false));
                }
                // What comes before belongs to the piece before.
                self.settle();
                if let (Some(block), Some((word, length))) = (&mut self.block, clause_word(rest)) {
                    block.begin_clause(word, length, start + indent);
                }
                self.inside(end);
            }
        }
    }

    fn blank(&mut self, range: Range<usize>) {
        match self.trivia.last_mut() {
            Some(Trivia::Blank(run, lines)) => {
                run.end = range.end;
                *lines = lines.saturating_add(1);
            }
            _ => self.trivia.push(Trivia::Blank(range, 1)),
        }
    }

    /// A line that belongs to the declaration: so does all that stands before it.
    fn inside(&mut self, end: usize) {
        self.settle();
        if let Some(block) = &mut self.block {
            block.extend(end);
        }
    }

    fn settle(&mut self) {
        let Some(block) = &mut self.block else { return };
        for trivia in self.trivia.drain(..) {
            // Comments inside are found again when the piece is inspected.
            if let Trivia::Blank(range, _) = trivia {
                block.blanks.push(range);
            }
        }
    }

    /// The end of a declaration: what stands behind it is not part of it.
    fn finish(&mut self) {
        if let Some(block) = self.block.take() {
            (self.each)(Chunk::Block(block));
        }
        for trivia in self.trivia.drain(..) {
            (self.each)(match trivia {
                Trivia::Blank(_, lines) => Chunk::Blank { lines },
                Trivia::Comment(range) => Chunk::Comment(range),
            });
        }
    }
}

/// The clause word at the start of a text, and its length. A Chinese one may touch a figure:
/// `基期3.28‰`.
pub(super) fn clause_word(text: &str) -> Option<(Word, usize)> {
    let word = first_word(text);
    let known = |word: &str| Word::clause(word).map(|found| (found, word.len()));
    known(word).or_else(|| {
        let (before, _) = word.split_once(is_digit)?;
        (!before.is_ascii()).then(|| known(before)).flatten()
    })
}

/// The letters, digits and `_` at the start of a text.
pub(super) fn first_word(text: &str) -> &str {
    // Most words are ASCII throughout; the rest is asked character by character.
    let ascii = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let start = text
        .bytes()
        .position(|byte| !ascii(&byte))
        .unwrap_or(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
    text.get(..start + end).unwrap_or_default()
}

/// Whether a character can stand in a name. The grammar goes by the Unicode property XID_Continue,
/// which differs for a few signs that no word of the language has.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a piece: `h` head, `c` clause, `b` blank, `#` comment.
    fn cut(text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        scan(text, |chunk| match chunk {
            Chunk::Blank { lines: n } => lines.push(format!("b {n}")),
            Chunk::Comment(range) => lines.push(text[range].to_owned()),
            Chunk::Block(block) => {
                lines.push(format!("h {:?}", &text[block.head]));
                for clause in block.clauses {
                    lines.push(format!("c {:?} {:?}", clause.word, &text[clause.range]));
                }
                for blank in block.blanks {
                    lines.push(format!("  blank {:?}", &text[blank]));
                }
            }
        });
        lines
    }

    #[test]
    fn lines_at_the_margin_begin_declarations() {
        assert_eq!(
            cut("# one\n\n\nx >= 1\r\n    by 2025\r\n\r\n  source \"a\"\n# two\ny >= 2"),
            [
                "# one",
                "b 2",
                "h \"x >= 1\\r\\n    by 2025\\r\\n\\r\\n  \"",
                "c Source \"source \\\"a\\\"\"",
                "  blank \"\\r\\n\"",
                "# two",
                "h \"y >= 2\"",
            ]
        );
    }

    #[test]
    fn closing_brackets_and_comments_at_the_margin_end_nothing() {
        assert_eq!(
            cut("list a = {\n  b\n}\n# c\n　备注 \"d\"\n  # e\n\n\n"),
            [
                "h \"list a = {\\n  b\\n}\\n# c\\n\\u{3000}\"",
                "c Note \"备注 \\\"d\\\"\\n  # e\"",
                "b 2",
            ]
        );
    }

    #[test]
    fn clause_words_are_whole_words() {
        let word = |text| clause_word(text).map(|(word, length)| (word, &text[..length]));
        assert_eq!(word("基期3.28‰ 2020年"), Some((Word::From, "基期")));
        assert_eq!(word("better  higher"), Some((Word::BetterHigher, "better")));
        assert_eq!(word("sources \"a\""), None);
        assert_eq!(word("weight2"), None);
        assert_eq!(word("\"source\""), None);
        assert_eq!(
            cut("  source \"a\"\n"),
            ["h \"  \"", "c Source \"source \\\"a\\\"\""]
        );
    }
}
