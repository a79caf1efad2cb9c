//! The files of a plan that are not rules.
mod figure;
mod status;
mod date;
mod findings;
mod table;
mod yaml;
pub use date::Date;
pub use status::{Absence, Doubt, Status};
