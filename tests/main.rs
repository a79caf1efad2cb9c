//! One test binary; the cases are files.

mod layout;
mod method_cases;
mod pages;
mod support;
