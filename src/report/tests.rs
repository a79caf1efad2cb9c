//! Templates to documents to files, on the example.

use super::document::{Block, Document, Inline, clean, plain};
use super::view::{Row, View};
use super::{Templates, Words, example, html, markdown, reading};
use crate::diag::{Code, Diagnostics, Lang, Look, render};
use crate::text::Sources;
use proptest::prelude::*;

/// The templates of a plan that has these files.
fn templates(files: &[(&str, &str)]) -> (Sources, Templates, Diagnostics) {
    let mut sources = Sources::new();
    for (path, text) in files {
        sources.insert(path, text.as_bytes()).unwrap();
    }
    let mut diagnostics = Diagnostics::new();
    let templates = Templates::load(&mut sources, &mut diagnostics);
    (sources, templates, diagnostics)
}

fn document(template: &str, view: &View) -> Document {
    let (sources, templates, mut diagnostics) = templates(&[("reports/x.md", template)]);
    let document = templates.render("x", Lang::Zh, view, &mut diagnostics);
    document.unwrap_or_else(|| panic!("{}", shown(&sources, &diagnostics, Lang::En)))
}

fn shown(sources: &Sources, diagnostics: &Diagnostics, lang: Lang) -> String {
    let look = Look {
        color: false,
        ascii: false,
        width: 100,
    };
    diagnostics
        .iter()
        .map(|diagnostic| render(diagnostic, sources, lang, look))
        .collect()
}

fn report(name: &str, lang: Lang, view: impl Fn(&Words) -> View) -> (Document, Words) {
    let (sources, templates, mut diagnostics) = templates(&[]);
    let words = templates.words(templates.lang(name, lang)).clone();
    let document = templates.render(name, lang, &view(&words), &mut diagnostics);
    let document = document.unwrap_or_else(|| panic!("{}", shown(&sources, &diagnostics, lang)));
    (document, words)
}

// ---- the bundled reports

#[test]
fn the_midterm_report_in_chinese() {
    let (document, words) = report("midterm", Lang::Zh, example);
    insta::assert_snapshot!("midterm.md", markdown(&document, &words));
    insta::assert_snapshot!("midterm.html", html(&document, &words));
}

#[test]
fn the_midterm_report_in_english() {
    let (document, words) = report("midterm", Lang::En, example);
    assert_eq!(document.lang, Lang::En);
    insta::assert_snapshot!("midterm.en.md", markdown(&document, &words));
}

#[test]
fn a_report_about_nothing_is_a_report() {
    let (document, words) = report("midterm", Lang::Zh, |_| View::default());
    insta::assert_snapshot!("empty.md", markdown(&document, &words));
}

#[test]
fn the_bundled_templates_pass_their_own_check() {
    let (sources, templates, mut diagnostics) = templates(&[]);
    templates.check(&mut diagnostics);
    assert_eq!(shown(&sources, &diagnostics, Lang::En), "");
    assert_eq!(templates.names(), ["midterm"]);
}
