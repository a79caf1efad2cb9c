//! Yardstick 准绳.

pub mod text;
pub mod value;
pub mod diag;
pub mod model;
pub mod syntax;
pub mod data;
