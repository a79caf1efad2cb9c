//! What stands within a line: emphasis, links, breaks, and the values behind their fences.

use super::{CLOSE, Fault, OPEN, Reader, trimmed};
use crate::report::document::{Goal, Inline, anchor_id, clean, plain};
use crate::text::display_width;
use std::ops::Range;

impl<'a> Reader<'a> {
    /// What stands within a range of the text.
    pub(super) fn inlines(&mut self, range: Range<usize>) -> Vec<Inline> {
        let range = trimmed(self.text, range);
        let mut scan = Scan {
            at: range.start,
            end: range.end,
            strong: false,
            link: false,
            no_link: [range.start; 2],
        };
        let (content, _) = self.run(&mut scan, None);
        content
    }

    /// Reads up to `stop` or to the end of the scan; says whether the stop was met.
    fn run(&mut self, scan: &mut Scan, stop: Option<&str>) -> (Vec<Inline>, bool) {
        let mut run = Run::default();
        while scan.at < scan.end {
            let rest = self.text.get(scan.at..scan.end).unwrap_or_default();
            if let Some(stop) = stop
                && rest.starts_with(stop)
            {
                scan.at += stop.len();
                return (run.finish(), true);
            }
            let Some(c) = rest.chars().next() else {
                break;
            };
            match c {
                '\\' => scan.at += escape(rest, &mut run),
                '\n' => {
                    run.gap = true;
                    scan.at += rest.len() - rest.trim_ascii_start().len();
                }
                '\r' => scan.at += 1,
                OPEN | CLOSE => self.value(scan, rest, &mut run),
                '*' if rest.starts_with("**") && !scan.strong => {
                    self.strong(scan, ("**", "**"), &mut run);
                }
                '<' if rest.starts_with("<strong>") && !scan.strong => {
                    self.strong(scan, ("<strong>", "</strong>"), &mut run);
                }
                '[' if scan.may_begin_a_link() => self.link(scan, &mut run),
                '<' if rest.starts_with("<br>") => {
                    run.push(Inline::Break);
                    scan.at += 4;
                }
                c => {
                    run.letter(c);
                    scan.at += c.len_utf8();
                }
            }
        }
        (run.finish(), stop.is_none())
    }

    fn value(&mut self, scan: &mut Scan, rest: &str, run: &mut Run) {
        match self.find_value(rest) {
            Some((value, length)) => {
                for inline in value {
                    run.push(inline.clone());
                }
                scan.at += length;
            }
            None => {
                self.problem(scan.at..scan.at + OPEN.len_utf8(), Fault::CutValue);
                scan.at += OPEN.len_utf8();
            }
        }
    }

    /// The value whose fence `rest` begins with, and how long the fence is.
    fn find_value(&self, rest: &str) -> Option<(&'a [Inline], usize)> {
        let (number, _) = rest.strip_prefix(OPEN)?.split_once(CLOSE)?;
        let value = self.values.get(number.parse::<usize>().ok()?)?;
        Some((value, number.len() + OPEN.len_utf8() + CLOSE.len_utf8()))
    }

    /// `**` as people write it, `<strong>` as our writer does where `**` would not do.
    fn strong(&mut self, scan: &mut Scan, (open, close): (&str, &str), run: &mut Run) {
        let start = scan.at;
        scan.at += open.len();
        scan.strong = true;
        let (content, closed) = self.run(scan, Some(close));
        scan.strong = false;
        if !closed {
            self.problem(start..start + open.len(), Fault::NotClosed(open.to_owned()));
        }
        run.push(Inline::Strong(content));
    }

    /// `[words](#place)`, `[words](@place)` or `[words](https://…)`; anything else is only a
    /// bracket. Links do not stand within links, and no bracket is tried that an attempt has gone
    /// past in vain: it would come to the same end. So nothing is read more than three times, once
    /// of them within emphasis.
    fn link(&mut self, scan: &mut Scan, run: &mut Run) {
        let (start, problems) = (scan.at, self.problems.len());
        scan.at += 1;
        scan.link = true;
        let (content, closed) = self.run(scan, Some("]("));
        scan.link = false;
        let rest = self.text.get(scan.at..scan.end).unwrap_or_default();
        let goal = rest
            .split_once(')')
            .filter(|_| closed)
            .map(|(goal, _)| goal);
        let made = goal.and_then(|goal| self.goal(goal, content));
        match (made, goal) {
            (Some(inline), Some(goal)) => {
                run.push(inline);
                scan.at += goal.len() + 1;
            }
            _ => {
                self.problems.truncate(problems);
                scan.found_no_link();
                scan.at = start + 1;
                run.letter('[');
            }
        }
    }

    fn goal(&self, goal: &str, content: Vec<Inline>) -> Option<Inline> {
        if let Some(place) = goal.strip_prefix('#') {
            let anchor = anchor_id(&self.with_values(place));
            return Some(Inline::Link(Goal::Anchor(anchor), content));
        }
        if let Some(place) = goal.strip_prefix('@') {
            return Some(Inline::Anchor(anchor_id(&self.with_values(place)), content));
        }
        let web = ["http://", "https://", "mailto:"];
        let leads_out = web.iter().any(|scheme| goal.starts_with(scheme));
        leads_out.then(|| Inline::Link(Goal::Web(self.with_values(goal)), content))
    }

    fn with_values(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            match self.find_value(rest) {
                Some((value, length)) => {
                    filled.push_str(&plain(value));
                    rest = rest.get(length..).unwrap_or_default();
                }
                None => {
                    filled.push(c);
                    rest = rest.get(c.len_utf8()..).unwrap_or_default();
                }
            }
        }
        clean(&filled)
    }
}

/// Where the reading of a stretch of text stands.
struct Scan {
    at: usize,
    end: usize,
    strong: bool,
    link: bool,
    /// Before which place a bracket begins no link: outside of emphasis, and within.
    no_link: [usize; 2],
}

impl Scan {
    fn may_begin_a_link(&self) -> bool {
        let [outside, within] = self.no_link;
        let tried = if self.strong { within } else { outside };
        !self.link && self.at >= tried
    }

    /// An attempt that has come this far was none.
    fn found_no_link(&mut self) {
        let [outside, within] = &mut self.no_link;
        let tried = if self.strong { within } else { outside };
        *tried = self.at;
    }
}

/// Inlines being put together.
#[derive(Default)]
struct Run {
    done: Vec<Inline>,
    text: String,
    /// A line has ended, and whether that is a space depends on what comes.
    gap: bool,
}

impl Run {
    fn letter(&mut self, c: char) {
        self.close_gap(Some(c));
        // Tabs and the like in a template's own words; a fence never comes here.
        self.text.push(if c.is_control() { ' ' } else { c });
    }

    fn push(&mut self, inline: Inline) {
        let first = plain(std::slice::from_ref(&inline)).chars().next();
        self.close_gap(first);
        if let Inline::Text(own) = &inline {
            self.text.push_str(own);
        } else {
            self.flush();
            self.done.push(inline);
        }
    }

    /// Between Chinese characters the end of a line is nothing, between words it is a space.
    fn close_gap(&mut self, next: Option<char>) {
        if !std::mem::take(&mut self.gap) {
            return;
        }
        let last = self.text.chars().next_back().or_else(|| {
            let last = self.done.last()?;
            plain(std::slice::from_ref(last)).chars().next_back()
        });
        let tight = |c: Option<char>| c.is_none_or(|c| c == ' ' || is_chinese(c));
        if !tight(last) && !tight(next) {
            self.text.push(' ');
        }
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.done.push(Inline::Text(std::mem::take(&mut self.text)));
        }
    }

    fn finish(mut self) -> Vec<Inline> {
        self.flush();
        self.done
    }
}

fn is_chinese(c: char) -> bool {
    display_width(c.encode_utf8(&mut [0; 4])) == 2 || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// Takes `\` and what it protects; says how many bytes that was.
fn escape(rest: &str, run: &mut Run) -> usize {
    match rest.chars().nth(1) {
        Some('\n') => {
            run.push(Inline::Break);
            2
        }
        Some('\r') if rest.starts_with("\\\r\n") => {
            run.push(Inline::Break);
            3
        }
        Some(c) if c.is_ascii_punctuation() => {
            run.letter(c);
            2
        }
        _ => {
            run.letter('\\');
            1
        }
    }
}
