//! A limit on findings of one kind: a file that a machine wrote wrongly is wrong in the same way
//! ten thousand times, and nobody reads the hundredth.

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::text::{SourceId, Span};
use std::collections::BTreeMap;

/// So many findings of one code are told of a file; the rest are counted.
pub const MOST_OF_A_KIND: usize = 100;

/// How often each code was found in one file.
#[derive(Debug, Default)]
pub struct Tally {
    seen: BTreeMap<Code, usize>,
}

impl Tally {
    /// Counts a finding, and says whether it is one of those that are told.
    pub fn tells(&mut self, code: Code) -> bool {
        let tells = self.has_room(code);
        self.add(code, 1);
        tells
    }

    /// Counts findings that are not told.
    pub fn add(&mut self, code: Code, more: usize) {
        *self.seen.entry(code).or_default() += more;
    }

    /// Counts what another one counted, as not told.
    pub fn add_all(&mut self, other: Self) {
        for (code, more) in other.seen {
            self.add(code, more);
        }
    }

    /// Whether another finding of a code would be told.
    pub fn has_room(&self, code: Code) -> bool {
        self.seen
            .get(&code)
            .is_none_or(|&seen| seen < MOST_OF_A_KIND)
    }

    /// Whether there was a finding of a code, told or not.
    pub fn saw(&self, code: Code) -> bool {
        self.seen.contains_key(&code)
    }

    /// Says of the file how many findings were not told. Advice that is not told is not missed.
    pub fn finish(self, source: SourceId, diagnostics: &mut Diagnostics) {
        for (code, seen) in self.seen {
            if seen > MOST_OF_A_KIND && code.severity() != Severity::Advice {
                diagnostics.push(
                    Diagnostic::new(Code::MoreOfTheSame, Span::new(source, 0..0))
                        .with("count", seen - MOST_OF_A_KIND)
                        .with("code", code.id()),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sources;

    #[test]
    fn a_hundred_are_told_and_the_rest_counted() {
        let source = Sources::new().insert("a.csv", b"").unwrap();
        for (code, seen, told, more) in [
            (Code::NoSuchFile, 99, 99, None),
            (Code::NoSuchFile, 100, 100, None),
            (Code::NoSuchFile, 103, 100, Some("3")),
        ] {
            let mut tally = Tally::default();
            assert!(!tally.saw(code));
            assert_eq!((0..seen).filter(|_| tally.tells(code)).count(), told);
            assert_eq!(tally.has_room(code), seen < MOST_OF_A_KIND);
            assert!(tally.saw(code));
            let mut diagnostics = Diagnostics::new();
            tally.finish(source, &mut diagnostics);
            let all: Vec<_> = diagnostics.iter().collect();
            assert_eq!(all.len(), usize::from(more.is_some()), "{seen}");
            if let Some(more) = more {
                assert_eq!(all[0].code, Code::MoreOfTheSame);
                assert!(all[0].values.contains(&("count", more.into())));
            }
        }
    }
}
