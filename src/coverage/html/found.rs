//! What was found besides figures that nobody accounts for, with the way to each place.

use super::front::part;
use super::marks::Marks;
use crate::diag::{Code, Diagnostic, Label, Severity};
use crate::text::escape_html as escape;
use std::fmt::Write;

pub(super) fn findings(out: &mut String, marks: &Marks<'_>) {
    let page = marks.page;
    part(out, page, "findings");
    // Those have a list of their own.
    let others = page.findings.iter().filter(|one| one.code != Code::Unaccounted);
    let others: Vec<&Diagnostic> = others.collect();
    if others.is_empty() {
        let _ = writeln!(out, "<p>{}</p>\n</section>", escape(page.word("page.none_found")));
        return;
    }
    out.push_str("<ol class=\"findings\">\n");
    for one in others {
        finding(out, marks, one);
    }
    out.push_str("</ol>\n</section>\n");
}

fn finding(out: &mut String, marks: &Marks<'_>, one: &Diagnostic) {
    let page = marks.page;
    let tone = match one.severity() {
        Severity::Error => "page.error",
        Severity::Warning => "page.warning",
        Severity::Advice => "page.advice",
    };
    let _ = write!(
        out,
        "<li><p><span class=\"code\">{} {}</span> {}</p>\n",
        escape(page.word(tone)),
        one.code.id(),
        coded(&one.message(page.lang))
    );
    if !one.labels.is_empty() {
        out.push_str("<ul>\n");
        for label in &one.labels {
            place(out, marks, one, label);
        }
        out.push_str("</ul>\n");
    }
    if let Some(help) = one.help_text(page.lang) {
        let _ = writeln!(out, "<p class=\"help\">{}</p>", coded(&help));
    }
    out.push_str("</li>\n");
}

fn place(out: &mut String, marks: &Marks<'_>, one: &Diagnostic, label: &Label) {
    let page = marks.page;
    let source = page.sources.get(label.span.source);
    let line = source.position(label.span.range().start).line;
    let place = escape(&format!("{}:{line}", source.path()));
    let place = match marks.goal(label.span) {
        Some(goal) => format!("<a href=\"#{goal}\">{place}</a>"),
        None => place,
    };
    let words = one.label_text(page.lang, label).unwrap_or_default();
    let _ = writeln!(out, "<li>{place} {}</li>", coded(&words));
}

/// Words in which what stands between backticks was written by somebody.
fn coded(words: &str) -> String {
    let pieces: Vec<_> = words.split('`').collect();
    if pieces.len() % 2 == 0 {
        return escape(words);
    }
    let pieces = pieces.iter().enumerate().map(|(at, piece)| match at % 2 {
        0 => escape(piece),
        _ => format!("<code>{}</code>", escape(piece)),
    });
    pieces.collect()
}
