//! The plan's own document.
