//! One test binary; the cases are files.

mod bad_input;
mod bundled;
mod layout;
mod method_cases;
mod pages;
mod support;
