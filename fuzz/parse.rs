//! Whatever a rule file holds, reading it says what is wrong and does not panic; what was read
//! without an error is printed and read again as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yardstick::diag::Diagnostics;
use yardstick::syntax::{self, Spelling};
use yardstick::text::Sources;
use yardstick::value::Units;

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::new();
    let Ok(id) = sources.insert("fuzz.rules", bytes) else {
        return;
    };
    let file = syntax::parse(id, sources.get(id), Units::standard(), &mut Diagnostics::new());
    let printed = syntax::print(&file, Spelling::En, Units::standard());
    if let Ok(id) = sources.insert("printed.rules", printed.as_bytes()) {
        syntax::parse(id, sources.get(id), Units::standard(), &mut Diagnostics::new());
    }
});
