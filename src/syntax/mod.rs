//! Text to tree and tree to canonical text. The only home of `pest`.

pub mod ast;
