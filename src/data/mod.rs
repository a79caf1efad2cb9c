//! The files of a plan that are not rules.
mod yaml;
