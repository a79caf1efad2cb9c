//! A document as Markdown, of the kind that GitHub shows.

use super::document::{
    Align, Block, Document, Goal, Heading, Inline, Item, List, Mark, Table, Tone, walk,
};
use super::words::Words;
use crate::text::{Fill, display_width, pad};
use std::collections::HashSet;

/// The text of a document in Markdown, ending in a line break.
pub fn markdown(document: &Document, words: &Words) -> String {
    let writer = Writer {
        words,
        linked: linked(&document.blocks),
    };
    let mut parts = Vec::new();
    let mut blocks = document.blocks.as_slice();
    // The banner stands under the title, or on top where there is none.
    if let Some((Block::Heading(heading), rest)) = blocks.split_first()
        && heading.level == 1
    {
        parts.push(writer.heading(heading));
        blocks = rest;
    }
    if !document.banner.is_empty() {
        let lines = document
            .banner
            .iter()
            .map(|line| start_of_line(&escape(line)));
        parts.push(quote("WARNING", &lines.collect::<Vec<_>>().join("\n\n")));
    }
    parts.extend(writer.blocks(blocks));
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

struct Writer<'a> {
    words: &'a Words,
    /// The anchors that something links to; others would only be noise in the source.
    linked: HashSet<&'a str>,
}

impl Writer<'_> {
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &Block) -> String {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(content) | Block::Byline(content) => self.line(content),
            Block::List(list) => self.list(list, 0),
            Block::Table(table) => self.table(table),
            Block::Note(tone, blocks) => {
                let kind = match tone {
                    Tone::Note => "NOTE",
                    Tone::Warning => "WARNING",
                };
                quote(kind, &self.blocks(blocks).join("\n\n"))
            }
            // Readers of Markdown make their own contents, and pages there are none.
            Block::Contents | Block::PageBreak => String::new(),
            Block::Landscape(blocks) => self.blocks(blocks).join("\n\n"),
            Block::Signature(lines) => {
                let lines: Vec<_> = lines.iter().map(|line| self.line(line)).collect();
                lines.join("\\\n")
            }
            Block::Attachment {
                number,
                title,
                blocks,
            } => {
                let number = number.to_string();
                let title = self.inlines(title);
                let values = [("number", number.as_str()), ("title", title.as_str())];
                let heading = format!("## {}", self.words.fill("attachment", &values));
                let rest = self.blocks(blocks).join("\n\n");
                format!("---\n\n{heading}\n\n{rest}")
            }
        }
    }

    fn heading(&self, heading: &Heading) -> String {
        let hashes = "#".repeat(usize::from(heading.level));
        let number = heading.number.as_deref().map(escape).unwrap_or_default();
        let anchor = if self.linked.contains(heading.anchor.as_str()) {
            anchor(&heading.anchor)
        } else {
            String::new()
        };
        format!(
            "{hashes} {anchor}{number}{}",
            self.inlines(&heading.content)
        )
    }

    fn line(&self, content: &[Inline]) -> String {
        start_of_line(&self.inlines(content))
    }

    fn list(&self, list: &List, depth: usize) -> String {
        let mut lines = Vec::new();
        for (at, item) in list.items.iter().enumerate() {
            let Item { content, below } = item;
            let mark = if list.ordered {
                format!("{}. ", at + 1)
            } else {
                "- ".to_owned()
            };
            let indent = " ".repeat(depth);
            lines.push(format!("{indent}{mark}{}", self.line(content)));
            if let Some(below) = below {
                lines.push(self.list(below, depth + mark.len()));
            }
        }
        lines.join("\n")
    }

    fn table(&self, table: &Table) -> String {
        let head = self.head(table);
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| self.inlines(&cell.content)).collect())
            .collect();
        let all = || std::iter::once(&head).chain(&rows);
        let widths: Vec<usize> = (0..table.columns.len())
            .map(|column| {
                let cells = all().filter_map(|row| row.get(column));
                cells
                    .map(|cell| display_width(cell))
                    .max()
                    .unwrap_or(0)
                    .max(3)
            })
            .collect();
        let aligns: Vec<Align> = table.columns.iter().map(|column| column.align).collect();
        let row = |cells: &Vec<String>| {
            let cells = cells.iter().zip(widths.iter().zip(&aligns));
            let cells = cells.map(|(cell, (width, align))| pad(cell, *width, fill(*align)));
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        let rule = widths.iter().zip(&aligns);
        let rule: Vec<_> = rule
            .map(|(width, align)| rule_cell(*width, *align))
            .collect();
        let mut lines = Vec::new();
        if let Some(number) = table.number {
            let (number, caption) = (number.to_string(), self.inlines(&table.caption));
            let values = [("number", number.as_str()), ("caption", caption.as_str())];
            let caption = strong(&self.words.fill("table", &values), None, None);
            lines.push(format!("{caption}\n"));
        }
        lines.push(row(&head));
        lines.push(format!("| {} |", rule.join(" | ")));
        lines.extend(rows.iter().map(row));
        lines.join("\n")
    }

    /// Markdown has one row of head: what stands below each other is joined, what is equal once.
    fn head(&self, table: &Table) -> Vec<String> {
        (0..table.columns.len())
            .map(|column| {
                let mut parts: Vec<String> = Vec::new();
                for cell in table.head.iter().filter_map(|row| row.get(column)) {
                    let text = self.inlines(&cell.content);
                    if parts.last() != Some(&text) && !text.is_empty() {
                        parts.push(text);
                    }
                }
                parts.join("·")
            })
            .collect()
    }

    fn inlines(&self, content: &[Inline]) -> String {
        let mut text = String::new();
        for (at, inline) in content.iter().enumerate() {
            match inline {
                Inline::Strong(inner) => {
                    let next = content.get(at + 1).map(|next| self.inline(next));
                    let next = next.and_then(|next| next.chars().next());
                    let strong = strong(&self.inlines(inner), text.chars().next_back(), next);
                    text.push_str(&strong);
                }
                inline => text.push_str(&self.inline(inline)),
            }
        }
        text
    }

    fn inline(&self, inline: &Inline) -> String {
        match inline {
            Inline::Text(text) => escape(text),
            Inline::Strong(inner) => strong(&self.inlines(inner), None, None),
            Inline::Figure(figure) => {
                let marks: String = figure.marks.iter().map(mark).collect();
                format!("{}{}{marks}", escape(&figure.text), escape(&figure.unit))
            }
            Inline::Verdict { word, shape, .. } if shape.is_empty() => escape(word),
            Inline::Verdict { word, shape, .. } => format!("{shape} {}", escape(word)),
            Inline::Mark(one) => mark(one),
            Inline::Link(Goal::Anchor(goal), inner) => {
                format!("[{}](#{})", self.inlines(inner), destination(goal))
            }
            Inline::Link(Goal::Web(goal), inner) => {
                format!("[{}]({})", self.inlines(inner), destination(goal))
            }
            Inline::Anchor(name, inner) if self.linked.contains(name.as_str()) => {
                format!("{}{}", anchor(name), self.inlines(inner))
            }
            Inline::Anchor(_, inner) => self.inlines(inner),
            Inline::Break => "<br>".to_owned(),
        }
    }
}

/// Stars are strong only where Markdown can tell which side of a word they are on. It cannot
/// between a Chinese character and a bracket or a quote, so there it is said in HTML.
fn strong(inner: &str, before: Option<char>, after: Option<char>) -> String {
    const STOPS: &str = "，。；：、？！（）《》“”‘’…—";
    let open = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || STOPS.contains(c));
    let side = |own: Option<char>, other: Option<char>| {
        own.is_some_and(|own| {
            let word = own.is_alphanumeric() && other != Some('*');
            word || (!own.is_whitespace() && open(other))
        })
    };
    if inner.trim().is_empty() {
        return inner.to_owned();
    }
    if side(inner.chars().next(), before) && side(inner.chars().next_back(), after) {
        format!("**{inner}**")
    } else {
        format!("<strong>{inner}</strong>")
    }
}

fn mark(mark: &Mark) -> String {
    format!("［{}］", escape(&mark.short))
}

fn anchor(name: &str) -> String {
    format!("<a id=\"{}\"></a>", crate::text::escape_html(name))
}

/// A link's goal: what could end it is written as a percent code.
fn destination(goal: &str) -> String {
    let mut text = String::new();
    for c in goal.chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | ' ' | '|' | '*' | '`' | '"' => {
                text.push_str(&format!("%{:02X}", c as u32));
            }
            c => text.push(c),
        }
    }
    text
}

fn quote(kind: &str, text: &str) -> String {
    let lines = std::iter::once(format!("[!{kind}]")).chain(text.lines().map(str::to_owned));
    let lines = lines.map(|line| format!("> {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

fn fill(align: Align) -> Fill {
    match align {
        Align::Left => Fill::Behind,
        Align::Center => Fill::Around,
        Align::Right | Align::Decimal => Fill::Before,
    }
}

fn rule_cell(width: usize, align: Align) -> String {
    match align {
        Align::Left => format!(":{}", "-".repeat(width - 1)),
        Align::Center => format!(":{}:", "-".repeat(width - 2)),
        Align::Right | Align::Decimal => format!("{}:", "-".repeat(width - 1)),
    }
}

/// Text that no reader of Markdown takes for markup. Everything that could begin some is written
/// with a backslash; an underscore within a word begins nothing and stays, for the sake of names
/// like `resident_population@2025`.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let within_word = before.is_some_and(char::is_alphanumeric)
            && rest.peek().copied().is_some_and(char::is_alphanumeric);
        let marks = match c {
            '#' | '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '^' | '{'
            | '}' => true,
            '_' => !within_word,
            // Bare addresses become links.
            ':' => rest.peek() == Some(&'/'),
            '.' => text_ends_with_www(&out),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

fn text_ends_with_www(text: &str) -> bool {
    text.get(text.len().saturating_sub(3)..)
        .is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// A line of text that begins nothing: no heading, list, table, quote, rule or caption.
fn start_of_line(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{number}\\{rest}");
    }
    if text.starts_with(['-', '+', '=', ':', '!']) {
        return format!("\\{text}");
    }
    text.to_owned()
}

fn linked(blocks: &[Block]) -> HashSet<&str> {
    let mut goals = HashSet::new();
    walk(blocks, &mut |block| match block {
        Block::Heading(heading) => goals_in(&heading.content, &mut goals),
        Block::Paragraph(content) | Block::Byline(content) => goals_in(content, &mut goals),
        Block::List(list) => goals_in_list(list, &mut goals),
        Block::Table(table) => {
            for cell in table.head.iter().chain(&table.rows).flatten() {
                goals_in(&cell.content, &mut goals);
            }
        }
        Block::Signature(lines) => lines.iter().for_each(|line| goals_in(line, &mut goals)),
        Block::Attachment { title, .. } => goals_in(title, &mut goals),
        Block::Note(..) | Block::Contents | Block::PageBreak | Block::Landscape(_) => {}
    });
    goals
}

fn goals_in_list<'a>(list: &'a List, goals: &mut HashSet<&'a str>) {
    for item in &list.items {
        goals_in(&item.content, goals);
        if let Some(below) = &item.below {
            goals_in_list(below, goals);
        }
    }
}

fn goals_in<'a>(content: &'a [Inline], goals: &mut HashSet<&'a str>) {
    for inline in content {
        match inline {
            Inline::Link(Goal::Anchor(goal), inner) => {
                goals.insert(goal);
                goals_in(inner, goals);
            }
            Inline::Strong(inner) | Inline::Link(_, inner) | Inline::Anchor(_, inner) => {
                goals_in(inner, goals);
            }
            _ => {}
        }
    }
}
