//! Rules that are right, and what they are compiled to.

use super::beside_declared;
use super::said::said;

/// Each rule gives the lines behind it.
const CASES: &[(&str, &[&str])] = &[
    // ---- conditions
    ("slots >= 4.5 by 2025", &["slots@2025 | slots >= 4.5 个/千人 | by 2025 | own"]),
];

#[test]
fn rules_are_compiled() {
    let mut wrong = Vec::new();
    for (rule, expected) in CASES {
        let checked = beside_declared(rule);
        let lines: Vec<_> = checked
            .plan
            .targets
            .iter()
            .map(|target| said(&checked.plan, target))
            .collect();
        let told = checked.told("case.rules");
        if lines != *expected {
            wrong.push(format!("{rule}\n  got {lines:#?}\n  told {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
