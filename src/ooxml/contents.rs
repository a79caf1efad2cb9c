//! What belongs to a table of contents: its headings stand in the text again, and a figure in
//! them would be taken twice.

use super::xml::{Space, Token, Xml};
use super::{Fault, Limits};
use std::collections::HashSet;

/// The ids of the styles that only a table of contents has.
///
/// A style's id says nothing: Word in Chinese calls them `11` and `21`. The name is the same in
/// every language of Word's (`toc 1`); other programs have names of their own.
#[derive(Debug, Default)]
pub(super) struct ContentsStyles {
    known: HashSet<String>,
    of_contents: HashSet<String>,
}

impl ContentsStyles {
    /// From the text of the part that has the styles.
    pub(super) fn read(part: &str, text: &str, limits: Limits) -> Result<Self, Fault> {
        let mut styles = Self::default();
        let mut xml = Xml::new(part, text, limits);
        let mut id = None;
        loop {
            match xml.next()? {
                Token::Done => return Ok(styles),
                Token::End | Token::Text(_) => {}
                Token::Start(element) if element.space != Space::Word => {}
                Token::Start(element) => match element.name() {
                    "style" => id = element.attribute("styleId").map(|id| id.into_owned()),
                    "name" => {
                        let name = element.attribute("val").unwrap_or_default();
                        if let Some(id) = id.take() {
                            if is_of_contents(&name) {
                                styles.of_contents.insert(id.clone());
                            }
                            styles.known.insert(id);
                        }
                    }
                    _ => {}
                },
            }
        }
    }

    /// Whether a paragraph of this style belongs to a table of contents. An id that the document
    /// does not explain is taken for the name.
    pub(super) fn has(&self, id: &str) -> bool {
        self.of_contents.contains(id) || (!self.known.contains(id) && is_of_contents(id))
    }
}

/// Whether the field that an instruction makes is a table of contents or of figures.
pub(super) fn is_instruction_of_contents(instruction: &str) -> bool {
    let word = instruction.split_whitespace().next().unwrap_or_default();
    word.eq_ignore_ascii_case("TOC")
}

fn is_of_contents(style: &str) -> bool {
    let style = style.trim().to_lowercase();
    let numbered = style.strip_prefix("toc").is_some_and(|rest| {
        rest.trim_start().starts_with("heading") || !rest.starts_with(char::is_alphabetic)
    });
    numbered || style.contains("目录") || style == "table of figures"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_of_contents_are_told_by_their_names() {
        for name in [
            "toc 1",
            "TOC2",
            "TOC Heading",
            "TOCHeading",
            "TOC 标题",
            "目录 3",
            "WPSOffice手动目录 1",
            "table of figures",
        ] {
            assert!(is_of_contents(name), "{name}");
        }
        for name in ["Normal", "heading 1", "标题 1", "tocqueville", "正文"] {
            assert!(!is_of_contents(name), "{name}");
        }
        assert!(is_instruction_of_contents(" TOC \\o \"1-3\" \\h"));
        assert!(!is_instruction_of_contents(" PAGEREF _Toc1 \\h"));
    }
}
