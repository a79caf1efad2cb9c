//! The wording of messages, one file per language.
//!
//! A line is `key = text`; `{name}` stands for a value of the diagnostic. Keys of a code are the
//! code itself (the message), `code.help` and `code.label`; other keys are phrases.

use super::message::Value;
use super::{Diagnostic, Label};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The language that a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// 中文.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    fn file(self) -> &'static str {
        match self {
            Self::Zh => include_str!("words/zh.words"),
            Self::En => include_str!("words/en.words"),
        }
    }

    fn separator(self) -> &'static str {
        match self {
            Self::Zh => "、",
            Self::En => ", ",
        }
    }

    fn table(self) -> &'static HashMap<&'static str, &'static str> {
        static TABLES: [OnceLock<HashMap<&'static str, &'static str>>; 2] =
            [OnceLock::new(), OnceLock::new()];
        let [zh, en] = &TABLES;
        let table = match self {
            Self::Zh => zh,
            Self::En => en,
        };
        table.get_or_init(|| entries(self.file()).collect())
    }
}

/// The lines of a word file: a key and its text. What has no ` = ` is no line.
pub fn entries(file: &str) -> impl Iterator<Item = (&str, &str)> {
    placed_entries(file).map(|(_, key, text)| (key, text))
}

/// The same, each with the byte of the file at which its key begins.
pub fn placed_entries(file: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut end = 0;
    file.split_inclusive('\n').filter_map(move |line| {
        let start = end;
        end += line.len();
        let empty = || line.trim_end().strip_suffix(" =").map(|key| (key, ""));
        let (key, text) = line.split_once(" = ").or_else(empty)?;
        let indent = key.len() - key.trim_start().len();
        (!line.starts_with('#')).then(|| (start + indent, key.trim(), text.trim()))
    })
}

/// The text of a key, if the language has it.
pub fn phrase(lang: Lang, key: &str) -> Option<&'static str> {
    lang.table().get(key).copied()
}

impl Diagnostic {
    /// The message: what is wrong.
    pub fn message(&self, lang: Lang) -> String {
        self.filled(lang, self.code.id(), &[]).unwrap_or_default()
    }

    /// The help: what to do.
    pub fn help_text(&self, lang: Lang) -> Option<String> {
        let key = format!("{}.{}", self.code.id(), self.help?);
        self.filled(lang, &key, &[])
    }

    /// What the text at a label is.
    pub fn label_text(&self, lang: Lang, label: &Label) -> Option<String> {
        let key = format!("{}.{}", self.code.id(), label.key);
        self.filled(lang, &key, &label.values)
    }

    fn filled(&self, lang: Lang, key: &str, own: &[(&'static str, Value)]) -> Option<String> {
        let text = phrase(lang, key)?;
        Some(fill(text, |name| {
            own.iter()
                .chain(&self.values)
                .find(|(known, _)| *known == name)
                .map(|(_, value)| spelled(value, lang))
        }))
    }
}

/// `text` with each `{name}` replaced; a name without a value stays as it is.
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) => {
                match value(name) {
                    Some(value) => filled.push_str(&value),
                    None => filled.push_str(&format!("{{{name}}}")),
                }
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// The names that `text` has a `{name}` of.
#[cfg(test)]
pub fn names_in(text: &str) -> std::collections::BTreeSet<String> {
    let names = std::cell::RefCell::default();
    fill(text, |name| {
        std::collections::BTreeSet::insert(&mut names.borrow_mut(), name.to_owned());
        None
    });
    names.into_inner()
}

fn spelled(value: &Value, lang: Lang) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Phrase(key) => phrase(lang, key).unwrap_or(key).to_owned(),
        Value::List(values) => {
            let values: Vec<_> = values.iter().map(|value| spelled(value, lang)).collect();
            values.join(lang.separator())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    #[test]
    fn both_languages_say_the_same_things() {
        let keys = |lang: Lang| {
            let mut keys: Vec<_> = entries(lang.file()).map(|(key, _)| key).collect();
            keys.sort_unstable();
            for pair in keys.windows(2) {
                assert_ne!(pair[0], pair[1], "said twice");
            }
            keys
        };
        assert_eq!(keys(Lang::Zh), keys(Lang::En));
        for code in Code::ALL {
            assert!(phrase(Lang::Zh, code.id()).is_some(), "{}", code.id());
        }
    }

    #[test]
    fn the_same_values_are_named_in_both_languages() {
        for (key, text) in entries(Lang::Zh.file()) {
            let english = phrase(Lang::En, key).unwrap();
            assert_eq!(names_in(text), names_in(english), "{key}");
        }
    }

    #[test]
    fn braces_are_filled_once() {
        let text = fill("{a} and {b}, {c", |name| {
            (name == "a").then(|| "{b}".to_owned())
        });
        assert_eq!(text, "{b} and {b}, {c");
    }
}
