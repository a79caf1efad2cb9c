//! What stands in front of the text: how much is accounted for, of what kind, in which chapter,
//! and what is not.

use super::body::Body;
use super::marks::Marks;
use super::{Page, found};
use crate::coverage::Class;
use crate::text::escape_html as escape;
use indexmap::IndexMap;
use std::fmt::Write;
use std::ops::Range;

/// How many characters are shown on each side of a figure that is listed.
const BESIDE: usize = 9;

pub(super) fn front(out: &mut String, marks: &Marks<'_>, body: &Body) {
    let page = marks.page;
    let _ = write!(
        out,
        "<header>\n<h1>{}</h1>\n<p class=\"byline\">{}</p>\n</header>\n",
        escape(&page.filled("page.title", &[("plan", page.title)])),
        escape(page.summary),
    );
    if !page.banner.is_empty() {
        out.push_str("<aside class=\"banner\" role=\"note\">\n");
        for line in page.banner {
            let _ = writeln!(out, "<p>{}</p>", escape(line));
        }
        out.push_str("</aside>\n");
    }
    contents(out, page, body);
    legend(out, marks);
    chapters(out, marks, body);
    unaccounted(out, marks);
    found::findings(out, marks);
}

fn contents(out: &mut String, page: &Page<'_>, body: &Body) {
    let title = escape(page.word("page.contents"));
    let _ = write!(
        out,
        "<nav class=\"contents\" aria-label=\"{title}\">\n\
         <p class=\"contents-title\">{title}</p>\n<ul>\n"
    );
    for id in ["classes", "chapters", "open", "findings"] {
        link(out, 2, id, page.word(&format!("page.{id}")));
    }
    for heading in body.headings.iter().filter(|heading| heading.level < 4) {
        link(out, heading.level, &heading.id, &heading.words);
    }
    link(out, 2, "rules", page.word("page.rules"));
    out.push_str("</ul>\n</nav>\n");
}

fn link(out: &mut String, level: usize, id: &str, words: &str) {
    let words = escape(words);
    let _ = writeln!(
        out,
        "<li class=\"level-{level}\"><a href=\"#{id}\">{words}</a></li>"
    );
}

/// Opens a part of the page.
pub(super) fn part(out: &mut String, page: &Page<'_>, id: &str) {
    let title = escape(page.word(&format!("page.{id}")));
    let _ = writeln!(
        out,
        "<section class=\"part\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>"
    );
}

/// The classes with their signs and how many figures each has.
fn legend(out: &mut String, marks: &Marks<'_>) {
    let page = marks.page;
    part(out, page, "classes");
    out.push_str("<div class=\"table short\">\n<table class=\"legend\">\n<thead>\n<tr>");
    let _ = write!(
        out,
        "<th scope=\"col\" class=\"show\">{}</th>",
        escape(page.word("page.show"))
    );
    for key in ["page.mark", "page.class", "page.count", "page.meaning"] {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(page.word(key)));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for class in Class::ALL {
        let name = class.name();
        let word = page.of_class("class", class);
        let count = marks
            .figures()
            .filter(|(_, figure)| figure.class == class)
            .count();
        let shown = page.filled("page.show_class", &[("class", word)]);
        let _ = writeln!(
            out,
            "<tr><td class=\"c show\"><input type=\"checkbox\" id=\"show-{name}\" \
             aria-label=\"{}\" checked></td>\
             <td class=\"c\"><span class=\"f c-{name}\" data-s=\"{}\">12.3</span></td>\
             <th scope=\"row\">{}</th><td class=\"r\">{count}</td><td>{}</td></tr>",
            escape(&shown),
            escape(page.of_class("page.sign", class)),
            escape(word),
            escape(page.of_class("page.means", class)),
        );
    }
    let sample = escape(page.word("page.quote_sample"));
    let sample = format!("<span class=\"quote\">{sample}</span>");
    // Only the sample is markup; the sentence is ours and has none.
    let hint = page.filled("page.quote_hint", &[("sample", &sample)]);
    let _ = write!(
        out,
        "</tbody>\n</table>\n</div>\n<p class=\"hint\">{hint}</p>\n</section>\n"
    );
}

/// Of each chapter how many figures of each class it has.
fn chapters(out: &mut String, marks: &Marks<'_>, body: &Body) {
    let page = marks.page;
    part(out, page, "chapters");
    let mut chapters: IndexMap<&str, Vec<Class>> = IndexMap::new();
    for (_, figure) in marks.figures() {
        let chapter = figure.place.split('/').next().unwrap_or_default();
        chapters.entry(chapter).or_default().push(figure.class);
    }
    let all: Vec<Class> = chapters.values().flatten().copied().collect();
    let used: Vec<Class> = Class::ALL
        .into_iter()
        .filter(|class| all.contains(class))
        .collect();
    out.push_str("<div class=\"table\">\n<table class=\"chapters\">\n<thead>\n<tr>");
    let heads = ["page.chapter", "coverage.figures"].map(|key| page.word(key));
    let classes = used.iter().map(|class| page.of_class("class", *class));
    for word in heads.into_iter().chain(classes) {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(word));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for (chapter, classes) in &chapters {
        let name = match (body.heading(chapter), *chapter) {
            (Some(heading), _) => {
                format!("<a href=\"#{}\">{}</a>", heading.id, escape(&heading.words))
            }
            (None, "") => escape(page.word("coverage.front")),
            (None, chapter) => escape(chapter),
        };
        counts(out, &name, classes, &used);
    }
    out.push_str("</tbody>\n<tfoot>\n");
    counts(out, &escape(page.word("page.all")), &all, &used);
    out.push_str("</tfoot>\n</table>\n</div>\n</section>\n");
}

fn counts(out: &mut String, name: &str, classes: &[Class], used: &[Class]) {
    let all = classes.len();
    let _ = write!(
        out,
        "<tr><th scope=\"row\">{name}</th><td class=\"r\">{all}</td>"
    );
    for class in used {
        let count = classes.iter().filter(|other| *other == class).count();
        let look = match (count, class) {
            (0, _) => "r none",
            (_, Class::Unaccounted) => "r open",
            _ => "r",
        };
        let _ = write!(out, "<td class=\"{look}\">{count}</td>");
    }
    out.push_str("</tr>\n");
}

/// The figures that nobody accounts for, by where they stand, each with the words around it.
fn unaccounted(out: &mut String, marks: &Marks<'_>) {
    let page = marks.page;
    part(out, page, "open");
    let mut places: IndexMap<&str, Vec<(usize, Range<usize>)>> = IndexMap::new();
    for (number, figure) in marks.figures() {
        if figure.class == Class::Unaccounted {
            let place = places.entry(figure.place.as_str()).or_default();
            place.push((number, figure.at.clone()));
        }
    }
    if places.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", escape(page.word("page.none_open")));
    }
    for (place, figures) in places {
        let place = if place.is_empty() {
            page.word("coverage.front")
        } else {
            place
        };
        let values = [("place", place), ("count", &figures.len().to_string())];
        let _ = writeln!(
            out,
            "<details class=\"listed\" open>\n<summary>{}</summary>\n<ul>",
            escape(&page.filled("page.place_count", &values))
        );
        for (number, at) in figures {
            let words = beside(marks, &at);
            let _ = writeln!(
                out,
                "<li id=\"u-{number}\"><a href=\"#f-{number}\">{words}</a></li>"
            );
        }
        out.push_str("</ul>\n</details>\n");
    }
    out.push_str("</section>\n");
}

/// A figure with the words of its line around it; of a table, with the other cells of its row.
fn beside(marks: &Marks<'_>, at: &Range<usize>) -> String {
    let document = marks.page.document;
    let figure = format!("<strong>{}</strong>", escape(marks.words(at.clone())));
    let lines = marks.page.sources.get(document.source).lines();
    let mut line = lines.range(&document.text, lines.line(at.start));
    if let Some(cell) = document.cell(at.start) {
        let own = cell.at();
        let row: Vec<_> = cell.row().map(|cell| cell.at()).collect();
        let is_short = |cell: &Range<usize>| !marks.words(cell.clone()).contains('\n');
        if row.len() > 1 && row.iter().all(is_short) {
            let (before, after) = (
                marks.words(own.start..at.start),
                marks.words(at.end..own.end),
            );
            let own_words = format!("{}{figure}{}", escape(before), escape(after));
            let cells = row.into_iter().filter(|cell| !cell.is_empty());
            let cells: Vec<_> = cells
                .map(|cell| {
                    if cell == own {
                        own_words.clone()
                    } else {
                        escape(marks.words(cell))
                    }
                })
                .collect();
            return cells.join(" | ");
        }
        line = line.start.max(own.start)..line.end.min(own.end);
    }
    let before = marks.words(line.start..at.start).trim_start();
    let after = marks.words(at.end..line.end).trim_end();
    let skipped = before.chars().count().saturating_sub(BESIDE);
    let from = before
        .char_indices()
        .nth(skipped)
        .map_or(before.len(), |(at, _)| at);
    let to = after
        .char_indices()
        .nth(BESIDE)
        .map_or(after.len(), |(at, _)| at);
    format!(
        "{}{}{figure}{}{}",
        if from > 0 { "…" } else { "" },
        escape(before.get(from..).unwrap_or_default()),
        escape(after.get(..to).unwrap_or_default()),
        if to < after.len() { "…" } else { "" },
    )
}
