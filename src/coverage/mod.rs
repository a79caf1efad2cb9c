//! The plan's own document: what it says, beside what the rules make of it.

mod reading;

pub use reading::{Kind, Unreadable, read_plan_text};
