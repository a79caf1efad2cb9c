//! A document as one HTML file that needs nothing else: style inside, no network, no script.

use super::document::{
    Align, Block, Cell, Column, Document, Figure, Goal, Heading, Inline, List, Mark, Merge, Table,
    Tone, plain, walk,
};
use super::words::Words;
use crate::diag::Lang;
use crate::text::escape_html as escape;
use std::collections::HashSet;
use std::fmt::Write;

/// The page of a document.
pub fn html(document: &Document, words: &Words) -> String {
    let mut page = Page {
        document,
        words,
        out: String::new(),
        ids: HashSet::new(),
    };
    page.whole();
    page.out
}

/// How many places a figure names as its source; a sum over a county's towns has hundreds.
const CELLS_SHOWN: usize = 3;

/// How many rows a table may have and still be kept on one page.
const SHORT: usize = 12;

struct Page<'a> {
    document: &'a Document,
    words: &'a Words,
    out: String,
    /// Ids that are given: a figure that stands twice has its id the first time.
    ids: HashSet<String>,
}

impl Page<'_> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn text(&mut self, text: &str) {
        let text = escape(text);
        self.out.push_str(&text);
    }

    fn whole(&mut self) {
        let document = self.document;
        let lang = match document.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        };
        let _ = write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n",
            escape(&document.title),
            include_str!("../../reports/report.css"),
        );
        let mut blocks = document.blocks.as_slice();
        if let Some((Block::Heading(heading), rest)) = blocks.split_first()
            && heading.level == 1
        {
            self.heading(heading);
            blocks = rest;
        }
        self.banner();
        self.blocks(blocks);
        self.push("</main>\n</body>\n</html>\n");
    }

    fn banner(&mut self) {
        let lines = &self.document.banner;
        if lines.is_empty() {
            return;
        }
        self.push("<aside class=\"banner\" role=\"note\">\n");
        for line in lines {
            self.push("<p>");
            self.text(line);
            self.push("</p>\n");
        }
        self.push("</aside>\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(content) => self.wrapped("<p>", content, "</p>\n"),
            Block::Byline(content) => self.wrapped("<p class=\"byline\">", content, "</p>\n"),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Note(tone, blocks) => self.note(*tone, blocks),
            Block::Contents => self.contents(),
            Block::PageBreak => self.push("<div class=\"page-break\"></div>\n"),
            Block::Landscape(blocks) => {
                self.push("<div class=\"landscape\">\n");
                self.blocks(blocks);
                self.push("</div>\n");
            }
            Block::Signature(lines) => {
                self.push("<div class=\"signature\">\n");
                for line in lines {
                    self.wrapped("<p>", line, "</p>\n");
                }
                self.push("</div>\n");
            }
            Block::Attachment {
                number,
                title,
                blocks,
            } => {
                self.attachment(*number, title, blocks);
            }
        }
    }

    fn wrapped(&mut self, open: &str, content: &[Inline], close: &str) {
        self.push(open);
        self.inlines(content);
        self.push(close);
    }

    /// `id="…"` the first time that it is asked for, nothing later.
    fn id(&mut self, id: &str) {
        if !id.is_empty() && self.ids.insert(id.to_owned()) {
            let _ = write!(self.out, " id=\"{}\"", escape(id));
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let level = heading.level.clamp(1, 5);
        let _ = write!(self.out, "<h{level}");
        self.id(&heading.anchor);
        self.push(">");
        if let Some(number) = &heading.number {
            self.text(number);
        }
        self.inlines(&heading.content);
        let _ = writeln!(self.out, "</h{level}>");
    }

    fn list(&mut self, list: &List) {
        let tag = if list.ordered { "ol" } else { "ul" };
        let _ = writeln!(self.out, "<{tag}>");
        for item in &list.items {
            self.push("<li>");
            self.inlines(&item.content);
            if let Some(below) = &item.below {
                self.push("\n");
                self.list(below);
            }
            self.push("</li>\n");
        }
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn note(&mut self, tone: Tone, blocks: &[Block]) {
        let (class, word) = match tone {
            Tone::Note => ("note", "note"),
            Tone::Warning => ("note warning", "warning"),
        };
        let _ = write!(
            self.out,
            "<aside class=\"{class}\" role=\"note\">\n<p class=\"tone\">{}</p>\n",
            escape(self.words.get(word))
        );
        self.blocks(blocks);
        self.push("</aside>\n");
    }

    fn attachment(&mut self, number: usize, title: &[Inline], blocks: &[Block]) {
        let number = number.to_string();
        let line = self.words.fill(
            "attachment",
            &[
                ("number", number.as_str()),
                ("title", plain(title).as_str()),
            ],
        );
        self.push("<section class=\"attachment\">\n<h2");
        self.id(&attachment_id(&number));
        self.push(">");
        self.text(&line);
        self.push("</h2>\n");
        self.blocks(blocks);
        self.push("</section>\n");
    }

    fn contents(&mut self) {
        let mut lines = Vec::new();
        walk(&self.document.blocks, &mut |block| match block {
            Block::Heading(heading) if matches!(heading.level, 2 | 3) => {
                let number = heading.number.as_deref().unwrap_or_default();
                let text = format!("{number}{}", plain(&heading.content));
                lines.push((heading.level, heading.anchor.clone(), text));
            }
            Block::Attachment { number, title, .. } => {
                let number = number.to_string();
                let values = [("number", number.as_str()), ("title", &plain(title))];
                let text = self.words.fill("attachment", &values);
                lines.push((2, attachment_id(&number), text));
            }
            _ => {}
        });
        let word = self.words.get("contents").to_owned();
        self.push("<nav class=\"contents\" aria-label=\"");
        self.text(&word);
        self.push("\">\n<p class=\"contents-title\">");
        self.text(&word);
        self.push("</p>\n<ul>\n");
        for (level, anchor, text) in lines {
            let _ = writeln!(
                self.out,
                "<li class=\"level-{level}\"><a href=\"#{}\">{}</a></li>",
                escape(&anchor),
                escape(&text)
            );
        }
        self.push("</ul>\n</nav>\n");
    }

    // ---- tables

    fn table(&mut self, table: &Table) {
        // A short table moves to the next page as a whole; a long one repeats its head there.
        let class = if table.rows.len() <= SHORT {
            "table short"
        } else {
            "table"
        };
        let _ = writeln!(self.out, "<div class=\"{class}\">\n<table>");
        if let Some(number) = table.number {
            let number = number.to_string();
            let caption = plain(&table.caption);
            let values = [("number", number.as_str()), ("caption", caption.as_str())];
            let line = self.words.fill("table", &values);
            self.push("<caption>");
            self.text(&line);
            self.push("</caption>\n");
        }
        let whole: usize = table.columns.iter().map(|column| column.width).sum();
        self.push("<colgroup>");
        for column in &table.columns {
            // In tenths of a percent, in whole numbers: the same on every machine.
            let share = column.width * 1000 / whole.max(1);
            let _ = write!(
                self.out,
                "<col style=\"width:{}.{}%\">",
                share / 10,
                share % 10
            );
        }
        self.push("</colgroup>\n<thead>\n");
        for row in &table.head {
            self.row(table, row, None);
        }
        self.push("</thead>\n<tbody>\n");
        let fills = decimals(table);
        for row in &table.rows {
            self.row(table, row, Some(&fills));
        }
        self.push("</tbody>\n</table>\n</div>\n");
    }

    /// A row of the head, or of the body with the longest decimals of each column.
    fn row(&mut self, table: &Table, row: &[Cell], decimals: Option<&[usize]>) {
        self.push("<tr>");
        // The first column that does not merge names its row; those before it name groups.
        let names = table.columns.iter().position(|column| !column.merge);
        for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
            let Merge::Covers(rows, columns) = cell.merge else {
                continue;
            };
            let scope = match (decimals, names) {
                (None, _) if columns > 1 => Some("colgroup"),
                (None, _) => Some("col"),
                (Some(_), Some(names)) if at < names => Some("rowgroup"),
                (Some(_), Some(names)) if at == names => Some("row"),
                (Some(_), _) => None,
            };
            let tag = if scope.is_some() { "th" } else { "td" };
            let _ = write!(self.out, "<{tag}");
            if let Some(scope) = scope {
                let _ = write!(self.out, " scope=\"{scope}\"");
            }
            if rows > 1 {
                let _ = write!(self.out, " rowspan=\"{rows}\"");
            }
            if columns > 1 {
                let _ = write!(self.out, " colspan=\"{columns}\"");
            }
            // What stands in the head is centred whatever stands below it.
            if let Some(decimals) = decimals {
                self.stand(column, cell, decimals.get(at).copied().unwrap_or(0));
            }
            self.push(">");
            self.inlines(&cell.content);
            let _ = write!(self.out, "</{tag}>");
        }
        self.push("</tr>\n");
    }

    /// How a cell stands. Decimal points stand below each other because shorter decimals are
    /// filled up with digits that are not there: drawn by the style, unseen, and in no copied text.
    fn stand(&mut self, column: &Column, cell: &Cell, longest: usize) {
        let class = match column.align {
            Align::Left => return,
            Align::Center => "c",
            Align::Right => "r",
            Align::Decimal => "r d",
        };
        let _ = write!(self.out, " class=\"{class}\"");
        let own = places(&plain(&cell.content));
        let (Align::Decimal, Some(own)) = (column.align, own) else {
            return;
        };
        let point = if own == 0 && longest > 0 { "." } else { "" };
        let missing = format!("{point}{}", "0".repeat(longest.saturating_sub(own)));
        if !missing.is_empty() {
            let _ = write!(self.out, " data-fill=\"{missing}\"");
        }
    }

    // ---- what stands within a line

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Strong(inner) => self.wrapped("<strong>", inner, "</strong>"),
            Inline::Figure(figure) => self.figure(figure),
            Inline::Verdict { id, word, shape } => {
                let _ = write!(
                    self.out,
                    "<span class=\"verdict v-{}\"><span class=\"shape\" aria-hidden=\"true\">{}\
                     </span>{}</span>",
                    escape(id),
                    escape(shape),
                    escape(word)
                );
            }
            Inline::Mark(mark) => self.mark(mark),
            Inline::Link(goal, inner) => {
                let href = match goal {
                    Goal::Anchor(anchor) => format!("#{anchor}"),
                    Goal::Web(address) => address.clone(),
                };
                let open = format!("<a href=\"{}\">", escape(&href));
                self.wrapped(&open, inner, "</a>");
            }
            Inline::Anchor(name, inner) => {
                self.push("<span");
                self.id(name);
                self.push(">");
                self.inlines(inner);
                self.push("</span>");
            }
            Inline::Break => self.push("<br>"),
        }
    }

    fn figure(&mut self, figure: &Figure) {
        self.push("<span class=\"figure\"");
        if !figure.identity.is_empty() {
            let id = format!("f:{}", super::document::anchor_id(&figure.identity));
            self.id(&id);
            let _ = write!(self.out, " data-figure=\"{}\"", escape(&figure.identity));
        }
        let title = self.title(figure);
        if !title.is_empty() {
            let _ = write!(self.out, " title=\"{}\"", escape(&title));
        }
        self.push(">");
        self.text(&figure.text);
        self.text(&figure.unit);
        for mark in &figure.marks {
            self.mark(mark);
        }
        self.push("</span>");
    }

    /// Where the figure comes from and what is doubtful about it.
    fn title(&self, figure: &Figure) -> String {
        let mut parts: Vec<String> = figure.marks.iter().map(|mark| mark.word.clone()).collect();
        if !figure.cells.is_empty() {
            let shown: Vec<_> = figure.cells.iter().take(CELLS_SHOWN).cloned().collect();
            let mut cells = self.words.list(&shown);
            let count = figure.cells.len();
            if count > CELLS_SHOWN {
                let count = count.to_string();
                let values = [("cells", cells.as_str()), ("count", count.as_str())];
                cells = self.words.fill("source.more", &values);
            }
            parts.push(self.words.fill("source", &[("cells", cells.as_str())]));
        }
        parts.join("; ")
    }

    fn mark(&mut self, mark: &Mark) {
        let _ = write!(
            self.out,
            "<sup class=\"mark\" title=\"{}\">{}</sup>",
            escape(&mark.word),
            escape(&mark.short)
        );
    }
}

fn attachment_id(number: &str) -> String {
    format!("attachment:{number}")
}

/// For each column that stands on its decimal point, the longest decimals in it.
fn decimals(table: &Table) -> Vec<usize> {
    (0..table.columns.len())
        .map(|column| {
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            let places = cells.filter_map(|cell| places(&plain(&cell.content)));
            places.max().unwrap_or(0)
        })
        .collect()
}

/// How many decimals a text ends with, a percent sign not counted; `None` where it ends in no
/// number.
fn places(text: &str) -> Option<usize> {
    let text = text.trim_end_matches(['%', '‰']);
    let ends = text.chars().next_back().is_some_and(|c| c.is_ascii_digit());
    let number = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let decimals = number.rsplit_once('.').map_or(0, |(_, part)| part.len());
    let range = ["..", "～", "–"].iter().any(|sign| text.contains(sign));
    (ends && !range).then_some(decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_decimals_of_a_cell_are_counted() {
        let cases = [
            ("4.50", Some(2)),
            ("≥4.5", Some(1)),
            ("96", Some(0)),
            ("51.85%", Some(2)),
            ("—", None),
            ("三级甲等", None),
            ("", None),
            ("43..47", None),
            ("43.5～47.25", None),
            ("43.5–47.25", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(places(text), wanted, "{text}");
        }
    }
}
