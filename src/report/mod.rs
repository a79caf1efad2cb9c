//! From an assessment to a document. A [`View`] is what a template may see; a template makes a
//! [`Document`] of it; a writer makes a file of that. Nothing here judges, and nothing here reads
//! a file or a clock.

pub mod document;
mod example;
mod fault;
mod fill;
mod formula;
mod html;
mod lacks;
mod markdown;
mod numbering;
mod reading;
pub mod results;
mod sentence;
mod template;
mod values;
pub mod view;
mod words;

pub use document::Document;
pub use example::example;
pub use fill::{target_row, view_of};
pub use html::html;
pub use lacks::Lacks;
pub use markdown::markdown;
pub use sentence::behind_sentence;
pub use template::Templates;
pub use view::View;
pub use words::Words;

#[cfg(test)]
mod tests;
