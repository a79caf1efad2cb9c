//! Yardstick 准绳: a plan's numeric promises as rules, checked against yearly data.
//!
//! A folder per phase, in reading order; a module imports only from those that stand before it.

pub mod text;
pub mod value;
pub mod diag;
pub mod model;
pub mod syntax;
pub mod ooxml;
pub mod data;
pub mod check;
pub mod eval;
pub mod audit;
pub mod coverage;
pub mod collect;
pub mod open;
pub mod report;
pub mod cli;
