//! A target that runs against what stands over it: 人口总量适度增长, and then fewer people.

use super::{Book, Located};
use crate::coverage::stated::Statement;
use crate::diag::{Code, Diagnostic};
use crate::eval::{Mark, at_baseline};
use crate::model::{Scope, Target};
use crate::value::{Quantity, with_unit};
use std::cmp::Ordering;
use std::ops::Range;

/// Words of headings that say that something grows.
const UP: [&str; 8] = [
    "增长", "扩大", "提高", "提升", "增加", "上升", "回升", "壮大",
];
/// And that it becomes less.
const DOWN: [&str; 5] = ["下降", "减少", "降低", "缩小", "减轻"];

/// Longer than any heading.
const LONGEST: usize = 25;

impl Book<'_, '_> {
    /// Looks at the first sentence of the paragraph that each quote stands in, and at the heading
    /// of its place.
    pub(super) fn heading(&mut self, statement: &Statement<'_>, located: &[Located<'_>]) {
        let Some(target) = statement.target else {
            return;
        };
        let Some((goes, base, goal)) = self.way(target) else {
            return;
        };
        for one in located {
            let above = [
                self.first_sentence(one.at.start),
                self.document.heading_of(one.at.start),
            ];
            for heading in above.into_iter().flatten() {
                let words = self.document.words(&heading);
                let says =
                    |words: &str, list: &[&str]| list.iter().any(|word| words.contains(word));
                let against = match goes {
                    Ordering::Less => says(words, &UP) && !says(words, &DOWN),
                    Ordering::Greater => says(words, &DOWN) && !says(words, &UP),
                    Ordering::Equal => false,
                };
                if against && share_a_word(words, &statement.labels) {
                    let finding = Diagnostic::new(Code::HeadingContradicts, one.quote.span)
                        .with("target", &target.name)
                        .with("base", base)
                        .with("goal", goal)
                        .at(self.span(&heading), "heading");
                    self.diagnostics.push(finding);
                    return;
                }
            }
        }
    }

    /// Whether a target lies above or below its baseline, with both figures.
    fn way(&self, target: &Target) -> Option<(Ordering, String, String)> {
        let test = target.condition.first_test()?;
        let region = match target.scope {
            Scope::Own => self.plan.regions.own(),
            Scope::One(region) => region,
            Scope::Regions { .. } => return None,
        };
        let at = at_baseline(self.plan, self.cube, target, test, region)?;
        let Some(Mark::One(goal)) = &at.threshold else {
            return None;
        };
        let unit = test.unit.as_ref().map_or("", |unit| unit.name());
        let in_words = |figure: &Quantity| with_unit(figure, unit);
        Some((goal.cmp(&at.figure), in_words(&at.figure), in_words(goal)))
    }

    /// The first sentence of a paragraph, where it is short enough to be its heading.
    fn first_sentence(&self, at: usize) -> Option<Range<usize>> {
        let start = self
            .document
            .text
            .get(..at)?
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let line = self.document.text.get(start..)?;
        let end = start + line.find(['。', '\n'])?;
        let words = self.document.text.get(start..end)?;
        (end <= at && words.chars().count() <= LONGEST).then_some(start..end)
    }
}

/// Whether a heading names what a target is about: two characters side by side of its label.
fn share_a_word(heading: &str, labels: &[&str]) -> bool {
    labels.iter().any(|label| {
        let label: Vec<char> = label.chars().collect();
        label.windows(2).any(|pair| {
            let word: String = pair.iter().collect();
            !word.is_ascii() && heading.contains(&word)
        })
    })
}
