//! The pages of our codes: the failing example fails with that code, the good one does not fail.

use super::read;
use crate::diag::{Code, Severity};

/// The fenced blocks of a page that hold rules, by what they show.
fn blocks<'a>(page: &'a str, shows: &str) -> Vec<&'a str> {
    let fence = format!("```rules {shows}\n");
    page.split(&fence)
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect()
}

#[test]
fn the_examples_of_the_pages_show_what_they_say() {
    // What no page can hold: other encodings, and half a megabyte.
    let without = [Code::NotText, Code::TooLong];
    let ours = |code: &&Code| code.id() < "Y0200";
    for &code in Code::ALL.iter().filter(ours) {
        let page = code.page();
        assert!(
            page.starts_with(&format!("# {} ", code.id())),
            "{}",
            code.id()
        );
        assert!(
            page.lines().next().unwrap().ends_with(code.name()),
            "{}",
            code.id()
        );
        let (bad, good) = (blocks(page, "fails"), blocks(page, "passes"));
        assert!(
            without.contains(&code) || bad.len() == 1 && good.len() == 1,
            "{}",
            code.id()
        );
        for text in bad {
            let codes: Vec<_> = read(text).diagnostics.iter().map(|one| one.code).collect();
            assert_eq!(codes, [code], "{text}");
        }
        for text in good {
            let read = read(text);
            assert_eq!(
                read.diagnostics.count(Severity::Error),
                0,
                "{:?}",
                read.findings()
            );
            assert!(read.diagnostics.is_empty(), "{:?}", read.findings());
        }
    }
}
