//! What stands behind the text: everybody who accounts for something, in their own words, with the
//! way back to the figures.

use super::front::part;
use super::marks::Marks;
use crate::coverage::Claimant;
use crate::text::escape_html as escape;
use std::collections::HashMap;
use std::fmt::Write;

pub(super) fn annex(out: &mut String, marks: &Marks<'_>) {
    let page = marks.page;
    part(out, page, "rules");
    let mut figures: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, figure) in marks.figures() {
        for name in &figure.claimed_by {
            figures.entry(name).or_default().push(number);
        }
    }
    let mut file = None;
    for (at, claimant) in page.claimants.iter().enumerate() {
        if !marks.has_entry(claimant) {
            continue;
        }
        if file != Some(claimant.place.source) {
            file = Some(claimant.place.source);
            let path = page.sources.get(claimant.place.source).path();
            let _ = writeln!(out, "<h3>{}</h3>", escape(path));
        }
        let figures = figures
            .get(claimant.name.as_str())
            .map_or(&[][..], Vec::as_slice);
        entry(out, marks, at, claimant, figures);
    }
    if file.is_none() {
        let _ = writeln!(out, "<p>{}</p>", escape(page.word("page.no_rules")));
    }
    out.push_str("</section>\n");
}

fn entry(out: &mut String, marks: &Marks<'_>, at: usize, claimant: &Claimant, figures: &[usize]) {
    let page = marks.page;
    let path = page.sources.get(claimant.place.source).path();
    let place = format!("{path}:{}", claimant.line);
    let _ = write!(
        out,
        "<section class=\"entry\" id=\"r-{at}\" aria-labelledby=\"r-{at}-name\">\n\
         <h4 id=\"r-{at}-name\">{}</h4>\n<p class=\"where\"><span class=\"kind\">{}</span>",
        escape(&claimant.name),
        escape(page.of_class("class", claimant.class)),
    );
    if !claimant.label.is_empty() {
        let _ = write!(out, " {}", escape(&claimant.label));
    }
    // What has no name of its own is called by its place.
    if claimant.name != place {
        let _ = write!(out, " <span class=\"place\">{}</span>", escape(&place));
    }
    let _ = writeln!(
        out,
        "</p>\n<pre><code>{}</code></pre>",
        escape(page.sources.slice(claimant.place))
    );
    back(out, marks, claimant, figures);
    out.push_str("</section>\n");
}

/// The way back: to the figures, or to the quotes of what has none.
fn back(out: &mut String, marks: &Marks<'_>, claimant: &Claimant, figures: &[usize]) {
    let page = marks.page;
    let mut links = Vec::new();
    for number in figures {
        let figure = page.coverage.figures.get(number.saturating_sub(1));
        if let Some(figure) = figure {
            let words = marks.words(figure.at.clone());
            links.push((format!("f-{number}"), words, figure.place.clone()));
        }
    }
    if links.is_empty() {
        let own = page
            .coverage
            .quotes
            .iter()
            .filter(|quote| quote.by == claimant.name);
        for quote in own {
            let start = quote.at.as_ref().map(|at| at.start);
            let goal = start.and_then(|start| Some((start, marks.quote_mark(start)?)));
            if let Some((start, goal)) = goal {
                links.push((goal, quote.words.as_str(), page.document.place(start)));
            }
        }
    }
    let _ = write!(
        out,
        "<p class=\"back\">{}",
        escape(page.word("page.in_text"))
    );
    let mut last = None;
    for (goal, words, place) in links {
        if last.as_ref() != Some(&place) {
            let shown = if place.is_empty() {
                page.word("coverage.front")
            } else {
                &place
            };
            let _ = write!(out, " <span class=\"place\">{}</span>", escape(shown));
        }
        let _ = write!(out, " <a href=\"#{goal}\">{}</a>", escape(words));
        last = Some(place);
    }
    out.push_str("</p>\n");
}
