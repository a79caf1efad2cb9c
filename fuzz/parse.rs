//! Whatever a rule file holds, reading it says what is wrong and does not panic; what was read
//! without an error is printed and read again as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yardstick::diag::{Diagnostics, Severity};
use yardstick::syntax::ast::{Declaration, File, Item};
use yardstick::syntax::{self, Spelling};
use yardstick::text::Sources;
use yardstick::value::Units;

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::new();
    let Ok(id) = sources.insert("fuzz.rules", bytes) else {
        return;
    };
    let mut said = Diagnostics::new();
    let file = syntax::parse(id, sources.get(id), Units::standard(), &mut said);
    for spelling in [Spelling::En, Spelling::Zh] {
        let printed = syntax::print(&file, spelling);
        let Ok(id) = sources.insert("printed.rules", printed.as_bytes()) else {
            panic!("what was printed is no text: {printed:?}");
        };
        let again = syntax::parse(
            id,
            sources.get(id),
            Units::standard(),
            &mut Diagnostics::new(),
        );
        if said.count(Severity::Error) == 0 {
            assert_eq!(
                declarations(&again),
                declarations(&file),
                "printed as\n{printed}"
            );
        }
    }
});

/// What a file says: comments and blank lines are not printed as they stood.
fn declarations(file: &File) -> Vec<Declaration> {
    let items = file.items.iter();
    items
        .filter_map(|item| match item {
            Item::Declaration(declaration) => Some(Declaration {
                comments: Vec::new(),
                blanks: Vec::new(),
                ..(**declaration).clone()
            }),
            _ => None,
        })
        .collect()
}
