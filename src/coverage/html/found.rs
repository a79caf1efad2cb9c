//! What was found besides figures that nobody accounts for, with the way to each place.

use super::front::part;
use super::marks::Marks;
use crate::diag::{Code, Diagnostic, Label, Severity};
use crate::text::escape_html as escape;
use indexmap::IndexMap;
use std::fmt::Write;

pub(super) fn findings(out: &mut String, marks: &Marks<'_>) {
    let page = marks.page;
    part(out, page, "findings");
    // Those have a list of their own.
    let others = page
        .findings
        .iter()
        .filter(|one| one.code != Code::Unaccounted);
    let others: Vec<&Diagnostic> = others.collect();
    if others.is_empty() {
        let _ = writeln!(
            out,
            "<p>{}</p>\n</section>",
            escape(page.word("page.none_found"))
        );
        return;
    }
    let mut kinds: IndexMap<Code, Vec<&Diagnostic>> = IndexMap::new();
    for one in others {
        kinds.entry(one.code).or_default().push(one);
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
        let kinds = kinds.iter().filter(|(code, _)| code.severity() == severity);
        for (code, all) in kinds {
            kind(out, marks, *code, all);
        }
    }
    out.push_str("</section>\n");
}

/// The findings of a code. What to do is mostly the same for all, and said where it changes.
fn kind(out: &mut String, marks: &Marks<'_>, code: Code, all: &[&Diagnostic]) {
    let page = marks.page;
    let tone = match code.severity() {
        Severity::Error => page.word("page.error"),
        Severity::Warning => page.word("page.warning"),
        Severity::Advice => page.word("page.advice"),
    };
    let count = all.len().to_string();
    let values = [("tone", tone), ("code", code.id()), ("count", &count)];
    let title = escape(&page.filled("page.code", &values));
    let _ = writeln!(out, "<h3>{title}</h3>\n<ul class=\"findings\">");
    let mut said = None;
    for one in all {
        let _ = write!(out, "<li>{}", coded(&one.message(page.lang)));
        for label in &one.labels {
            place(out, marks, one, label);
        }
        let help = one.help_text(page.lang);
        if help != said
            && let Some(help) = &help
        {
            let _ = write!(out, "<br><span class=\"help\">{}</span>", coded(help));
        }
        said = help;
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn place(out: &mut String, marks: &Marks<'_>, one: &Diagnostic, label: &Label) {
    let page = marks.page;
    let source = page.sources.get(label.span.source);
    let place = escape(&source.line_in_words(label.span.range().start));
    let place = match marks.goal(label.span) {
        Some(goal) => format!("<a href=\"#{goal}\">{place}</a>"),
        None => place,
    };
    let words = one.label_text(page.lang, label).unwrap_or_default();
    let _ = write!(out, " <span class=\"at\">{place} {}</span>", coded(&words));
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
