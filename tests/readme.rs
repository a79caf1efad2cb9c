//! What the README shows is what a run prints.

use crate::support::{run, stdout};
use std::fs;
use std::path::Path;

#[test]
fn the_readme_shows_real_runs() {
    let readme = fs::read_to_string("README.md").unwrap();
    let printed = |arguments: &[&str]| stdout(&run(Path::new("."), arguments));
    let mut all = [
        printed(&["eval", "--year", "2023"]),
        printed(&["explain", "childcare_slots_per_1000@2025", "--year", "2023"]),
    ]
    .concat();
    let text = std::env::var("YARDSTICK_PLAN_TEXT");
    match &text {
        Ok(text) => all += &printed(&["coverage", text]),
        Err(_) => println!("not run: coverage, as the plan's own text is not here"),
    }
    let mut shown = 0;
    for block in readme.split("```text\n").skip(1) {
        let block = block.split("```").next().unwrap().trim_end();
        let is_coverage = block.contains(" 个数字，");
        assert!(
            all.contains(block) || (is_coverage && text.is_err()),
            "this is not what is printed:\n{block}"
        );
        shown += 1;
    }
    assert_eq!(shown, 5);
}

#[test]
fn the_two_commands_are_there_and_ci_runs_that_test_command() {
    let readme = fs::read_to_string("README.md").unwrap();
    let ci = fs::read_to_string(".ci/run").unwrap();
    assert!(readme.contains("$ cargo run --release -- report\n"));
    assert!(readme.contains("$ cargo test\n"));
    assert!(ci.lines().any(|line| line == "cargo test"));
}
