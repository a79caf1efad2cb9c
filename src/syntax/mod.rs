//! Text to tree and tree to canonical text. The only home of `pest`.
//!
//! [`parse`] cuts a file into declarations at the lines that start at the margin (`scan`), looks
//! over the characters of each piece (`inspect`), has the grammar read it (`grammar`) and builds
//! the tree from what was found (`build`). Where the grammar cannot go on, `explain` says what could
//! stand there, `mistakes`, `sentence` and `asked` what was probably meant. [`print()`] writes a tree in one
//! of the two spellings of [`words`].
//!
//! [`figures`](figures::figures) has a grammar of its own: it finds every figure in the running text
//! of a plan.

mod asked;
pub mod ast;
mod build;
mod cursor;
mod explain;
pub mod figures;
mod grammar;
mod inspect;
mod mistakes;
mod parse;
mod places;
mod print;
mod scan;
mod sentence;
#[cfg(test)]
mod tests;
pub mod words;

pub use parse::parse;
pub use print::print;
pub use words::Spelling;
