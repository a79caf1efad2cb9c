//! One test binary; the cases are files.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test says what is wrong by failing"
)]

mod allocations;
mod as_of;
mod audit_cases;
mod bad_input;
mod bundled;
mod collecting;
mod command_line;
mod coverage;
mod coverage_bad_input;
mod coverage_digits;
mod coverage_statements;
mod coverage_structure;
mod eval_cases;
mod formula_cases;
mod guess;
mod layout;
mod leshan;
mod levels_of_regions;
mod lost_regions;
mod made_up;
mod method_cases;
mod outputs;
mod pages;
mod progress;
mod properties;
mod readme;
mod reference;
mod said_beside;
mod sanity;
mod sentences;
mod support;
mod workbook;
mod workbooks;
