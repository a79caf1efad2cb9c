//! Collecting figures from the offices that have them: who owes which, the forms that ask for
//! them, and reading what comes back.
//!
//! It makes bytes and reads bytes; where files lie is for whoever talks to the world.

mod answers;
mod bounds;
mod collected;
mod file_name;
mod form;
mod listing;
mod opening;
mod owed;
mod returned;
mod words;

pub use answers::{Given, Refused, Remark, Returned, place_of, read_returned};
pub use collected::{COLLECTED, Changed, Collected, OtherColumns, collect};
pub use form::{Desk, Form, forms};
pub use listing::{Listing, list_collected};
pub use opening::open_form;
pub use owed::{Debts, Office, Owed, State, owed};
pub use words::Words;
