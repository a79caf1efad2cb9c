//! Collecting figures from the offices that have them: who owes which, the forms that ask for
//! them, and reading what comes back.
//!
//! It makes bytes and reads bytes; where files lie is for whoever talks to the world.

mod bounds;
mod file_name;
mod form;
mod owed;
mod words;

pub use form::{Desk, Form, forms};
pub use owed::{Debts, Office, Owed, State, owed};
pub use words::Words;
