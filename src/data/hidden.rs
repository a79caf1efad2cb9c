//! Characters that nobody sees, in what the files of a plan say. They come with pasted text, and
//! two names that look the same are then not the same.

use super::findings::Findings;
use super::yaml::{Item, Node};
use crate::diag::{Code, Diagnostic, Diagnostics, Value};
use crate::text::{SourceId, Span, strange_name};

/// The first such character of a text and the key of its name. A line break within quotes is
/// seen well enough, whatever system wrote it.
fn first(text: &str) -> Option<(char, &'static str)> {
    text.chars()
        .filter(|&c| c != '\r')
        .find_map(|c| Some((c, strange_name(c)?)))
}

/// Whether one stands in a text.
pub(super) fn stands_in(text: &str) -> bool {
    // Most of a table is digits and commas, of which none can be strange.
    let plain = |&byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t');
    !text.as_bytes().iter().all(plain) && first(text).is_some()
}

/// Tells of the one in the text at `span`; `true` where there is one.
pub(super) fn tell(code: Code, text: &str, span: Span, findings: &mut Findings<'_>) -> bool {
    let Some((c, name)) = first(text) else {
        return false;
    };
    findings.push(code, span, |it| named(it, c, name));
    true
}

fn named(finding: Diagnostic, c: char, name: &'static str) -> Diagnostic {
    finding
        .with("character", format!("U+{:04X}", u32::from(c)))
        .with("name", Value::Phrase(name))
}

/// Tells of those in the texts of a YAML file; comments may hold what they like.
pub(super) fn tell_in(root: &Item, source: SourceId, diagnostics: &mut Diagnostics) {
    let mut findings = Findings::new(diagnostics, source);
    tell_all(root, &mut findings);
    findings.finish();
}

fn tell_all(item: &Item, findings: &mut Findings<'_>) {
    match &item.node {
        Node::Nothing => {}
        Node::Text(text) => {
            tell(Code::HiddenCharacter, text, item.span, findings);
        }
        Node::List(items) => {
            for item in items {
                tell_all(item, findings);
            }
        }
        Node::Map(entries) => {
            for (key, value) in entries {
                tell_all(key, findings);
                tell_all(value, findings);
            }
        }
    }
}
