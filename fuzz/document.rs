//! Whatever is given as the plan's own document, its text is read or it is said why not; and what
//! was read is text that somebody can go through.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yardstick::coverage::read_plan_text;
use yardstick::text::Sources;

fuzz_target!(|bytes: &[u8]| {
    match read_plan_text("plan.docx", bytes) {
        Ok(text) => assert!(text.chars().any(|c| !c.is_whitespace())),
        Err(unreadable) => {
            let mut sources = Sources::new();
            let Ok(id) = sources.insert("plan.docx", bytes) else {
                return;
            };
            assert!(!unreadable.diagnostic(id, sources.get(id)).labels.is_empty());
        }
    }
});
