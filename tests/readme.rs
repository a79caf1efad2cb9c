//! What the README shows is what a run prints.

use crate::support::{run, stdout};
use std::fs;
use std::path::Path;

#[test]
fn the_readme_shows_real_runs() {
    let readme = fs::read_to_string("README.md").unwrap();
    let printed = |arguments: &[&str]| stdout(&run(Path::new("."), arguments));
    let all = [
        printed(&["eval", "--year", "2023"]),
        printed(&["explain", "childcare_slots_per_1000@2025", "--year", "2023"]),
    ]
    .concat();
    let mut shown = 0;
    for block in readme.split("```text\n").skip(1) {
        let block = block.split("```").next().unwrap().trim_end();
        assert!(all.contains(block), "this is not what is printed:\n{block}");
        shown += 1;
    }
    assert_eq!(shown, 3);
}

#[test]
fn the_two_commands_are_there_and_ci_runs_that_test_command() {
    let readme = fs::read_to_string("README.md").unwrap();
    let ci = fs::read_to_string(".ci/run").unwrap();
    assert!(readme.contains("$ cargo run --release -- report\n"));
    assert!(readme.contains("$ cargo test\n"));
    assert!(ci.lines().any(|line| line == "cargo test"));
}
