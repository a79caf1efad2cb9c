//! Diagnostics: what is wrong, where, and what to do. A message is data (a code, named values,
//! places, edits); the words stand in `words/zh.words` and `words/en.words`. The only home of
//! `miette`.

mod code;
mod json;
mod message;
mod not_text;
mod snippet;
mod tally;
mod terminal;
mod words;

pub use code::{Code, Severity};
pub use json::to_json;
pub use message::{Diagnostic, Diagnostics, Edit, Label, Value};
pub use not_text::not_text;
pub use tally::{MOST_OF_A_KIND, Tally};
pub use terminal::{Look, Sketch, render};
#[cfg(test)]
pub use words::names_in;
pub use words::{Lang, entries, fill, phrase, placed_entries};
