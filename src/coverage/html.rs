//! The plan's text as one HTML page in which every figure shows what it is and leads to who
//! accounts for it. It needs nothing else: style inside, no network, no script. Which word says
//! what is not its business: the words are handed in.

mod annex;
mod body;
mod found;
mod front;
mod grid;
mod marks;

use super::{Claimant, Class, Coverage, Document};
use crate::diag::{Diagnostics, Lang, fill};
use crate::text::{Sources, escape_html as escape};
use body::Body;
use marks::Marks;
use std::fmt::Write;

/// What a page is made of.
pub struct Page<'a> {
    /// What the plan is called.
    pub title: &'a str,
    /// One sentence that says how much is accounted for.
    pub summary: &'a str,
    /// What must be said on its face: that rules were left out.
    pub banner: &'a [String],
    /// The plan's text.
    pub document: &'a Document,
    /// What came of holding it against the rules.
    pub coverage: &'a Coverage,
    /// Who can account for figures.
    pub claimants: &'a [Claimant],
    /// What was found besides.
    pub findings: &'a Diagnostics,
    /// All files, the text among them.
    pub sources: &'a Sources,
    /// The language of the page's own words.
    pub lang: Lang,
    /// The word of a key.
    pub words: &'a dyn Fn(&str) -> &'static str,
}

/// The page.
pub fn html(page: &Page<'_>) -> String {
    let marks = Marks::new(page);
    let body = Body::new(&marks);
    let lang = match page.lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let mut out = String::new();
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{}{}{}</style>\n</head>\n<body class=\"coverage\">\n",
        escape(&page.filled("page.title", &[("plan", page.title)])),
        include_str!("../../reports/report.css"),
        include_str!("../../reports/coverage.css"),
        switches(),
    );
    let _ = writeln!(
        out,
        "<a class=\"skip\" href=\"#text\">{}</a>\n<main>",
        escape(page.word("page.skip"))
    );
    front::front(&mut out, &marks, &body);
    let _ = write!(
        out,
        "<article id=\"text\" lang=\"zh-CN\" aria-label=\"{}\">\n{}</article>\n",
        escape(page.word("page.text")),
        body.html
    );
    annex::annex(&mut out, &marks);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// What hides the marks of a class where its box is not ticked.
fn switches() -> String {
    let rule = |class: Class| {
        let name = class.name();
        format!("body:has(#show-{name}:not(:checked)) article .c-{name}")
    };
    let all = Class::ALL.map(rule);
    let before: Vec<_> = all.iter().map(|one| format!("{one}::after")).collect();
    format!(
        "@media screen {{\n{} {{ all: unset; }}\n{} {{ content: none; }}\n}}\n",
        all.join(",\n"),
        before.join(",\n")
    )
}

impl Page<'_> {
    fn word(&self, key: &str) -> &'static str {
        (self.words)(key)
    }

    /// A word that is of a class.
    fn of_class(&self, group: &str, class: Class) -> &'static str {
        self.word(&format!("{group}.{}", class.name()))
    }

    fn filled(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.word(key), |name| {
            let value = values.iter().find(|(known, _)| *known == name);
            value.map(|(_, value)| (*value).to_owned())
        })
    }
}

#[cfg(test)]
mod tests;
