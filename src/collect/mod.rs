//! Collecting figures from the offices that have them: who owes which, the forms that ask for
//! them, and reading what comes back.
//!
//! It makes bytes and reads bytes; where files lie is for whoever talks to the world.

mod owed;

pub use owed::{Debts, Office, Owed, State, owed};
