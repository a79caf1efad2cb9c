//! Which declarations there are, under which section each stands, and in which order a plan is
//! read: by section, then by file and place, whatever order the files were listed in.

use crate::syntax::ast::{Declaration, File, Head, Item};
use crate::text::{Sources, Span, near_word};
use crate::value::{Quantity, numeral};
use std::collections::HashMap;

/// All declarations of a plan.
pub(super) struct Outline<'a> {
    /// The sections as declared; the first is the one of what stands before any `section`.
    pub sections: Vec<Section<'a>>,
    /// The declarations in the order of the plan.
    pub entries: Vec<Entry<'a>>,
    /// What could not be read.
    pub broken: Vec<Span>,
    /// How many declarations could not be read.
    pub left_out: usize,
}

/// A `section` and what follows it in its file.
pub(super) struct Section<'a> {
    /// The place in the plan, without slashes at its ends.
    pub path: String,
    /// Where it is declared.
    pub declaration: Option<&'a Declaration>,
}

/// A declaration and its section.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    /// The declaration.
    pub declaration: &'a Declaration,
    /// Its section, by its place in the outline.
    pub section: usize,
}

impl<'a> Outline<'a> {
    /// Walks the files.
    pub fn read(files: &'a [File], sources: &Sources) -> Self {
        let mut files: Vec<_> = files.iter().collect();
        files.sort_by_key(|file| sources.get(file.source).path());
        let mut outline = Self {
            sections: vec![Section {
                path: String::new(),
                declaration: None,
            }],
            entries: Vec::new(),
            broken: Vec::new(),
            left_out: files.iter().map(|file| file.left_out).sum(),
        };
        for file in files {
            outline.walk(file, sources);
        }
        let order = outline.section_order();
        // Stable: within a section the files stay in the order of their paths.
        outline
            .entries
            .sort_by_key(|entry| order.get(entry.section).copied());
        outline
    }

    /// The path of a section.
    pub fn path(&self, section: usize) -> &str {
        self.sections
            .get(section)
            .map_or("", |section| &section.path)
    }

    fn walk(&mut self, file: &'a File, sources: &Sources) {
        let mut section = 0;
        for item in &file.items {
            match item {
                Item::Blank { .. } | Item::Comment(_) | Item::Test(_) => {}
                Item::Broken(place) => {
                    self.broken.push(place.0);
                    // Nobody knows in which section that stands which comes next: not in the one
                    // before, and its owner does not answer for it.
                    if begins_section(sources.slice(place.0)) {
                        section = self.sections.len();
                        self.sections.push(Section {
                            path: String::new(),
                            declaration: None,
                        });
                    }
                }
                Item::Declaration(declaration) => {
                    if let Head::Section(text) = &declaration.head {
                        section = self.sections.len();
                        self.sections.push(Section {
                            path: clean(&text.text),
                            declaration: Some(declaration),
                        });
                    }
                    self.entries.push(Entry {
                        declaration,
                        section,
                    });
                }
            }
        }
    }

    /// The place of each section in the order of the plan; equal for equal paths.
    fn section_order(&self) -> Vec<usize> {
        let mut paths: Vec<_> = self.sections.iter().map(|one| one.path.as_str()).collect();
        paths.sort_by_cached_key(|path| rank(path));
        paths.dedup();
        let order: HashMap<_, _> = paths.into_iter().zip(0..).collect();
        self.sections
            .iter()
            .map(|one| order.get(one.path.as_str()).copied().unwrap_or_default())
            .collect()
    }
}

/// Whether what could not be read was to begin a section, perhaps with its word misspelt, glued to
/// the words behind it, or indented so that it was taken for a part of something else.
fn begins_section(broken: &str) -> bool {
    const WORDS: [&str; 2] = ["section", "章节"];
    broken.lines().any(|line| {
        let line = line.trim_start();
        let end = line.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        let word = line.get(..end.unwrap_or(line.len())).unwrap_or_default();
        WORDS.contains(&word)
            || word.starts_with("章节")
            || near_word(&word.to_lowercase(), WORDS).is_some()
    })
}

/// A path as it is compared: half-width slashes, no spaces around its steps.
pub(super) fn clean(path: &str) -> String {
    let steps = path
        .split(['/', '／'])
        .map(str::trim)
        .filter(|step| !step.is_empty());
    steps.collect::<Vec<_>>().join("/")
}

/// A step of a path: numbered ones come first, in the order of their kinds and numbers.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Numbered {
        kind: usize,
        number: Quantity,
        text: String,
    },
    Text(String),
}

/// What divides a plan, from the largest to what stands beside the text.
const KINDS: &[&str] = &[
    "篇", "部分", "章", "节", "条", "款", "专栏", "附表", "表", "图", "附件", "附录",
];

fn rank(path: &str) -> Vec<Step> {
    // What stands before any section has no number either, and comes first among its like.
    path.split('/').map(step).collect()
}

fn step(text: &str) -> Step {
    let kind = KINDS.iter().position(|kind| text.contains(kind));
    let start = text.trim_start_matches(|c| "第（(【".contains(c));
    let behind_kind = KINDS.iter().find_map(|kind| start.strip_prefix(kind));
    match numeral::number(behind_kind.map_or(start, str::trim_start)) {
        Some((number, _)) => Step::Numbered {
            // `一、` and `（一）` are neither chapter nor box: they come with the articles.
            kind: kind.unwrap_or(4),
            number,
            text: text.to_owned(),
        },
        None => Step::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_read_in_the_order_of_its_numbers() {
        let in_order = [
            "第二章/第三节",
            "第二章/第三节/专栏2",
            "第三章/第一节",
            "第三章/第一节/专栏3",
            "第三章/第二节",
            "第三章/专栏12",
            "第十章",
            "第十一章/一、总体",
            "第二十三章",
            "",
            "前言",
        ];
        let mut sorted = in_order;
        sorted.reverse();
        sorted.sort_by_cached_key(|path| rank(path));
        assert_eq!(sorted, in_order);
    }

    #[test]
    fn paths_are_compared_without_their_ornaments() {
        assert_eq!(clean("/第三章 ／ 第一节/"), "第三章/第一节");
    }
}
