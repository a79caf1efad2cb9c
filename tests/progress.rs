//! Long work shows what is going on at a terminal, and nowhere else.

use crate::support::tools::tool;
use crate::support::{stdout, write_files};
use std::path::Path;
use std::process::Command;

/// A plan that takes a while to read.
fn long_work(folder: &Path) {
    let mut data = "指标,地区,年份,数值\n".to_owned();
    for row in 0..120_000 {
        data.push_str(&format!("床位,511100,2023,{row}.5\n"));
    }
    let files = [
        (
            "plan.yaml",
            "id: long\nyears: 2021..2025\nbase: 2020\nregions: regions.csv\nrules: [a.rules]\n\
             data: [d.csv]\n",
        ),
        (
            "regions.csv",
            "code,name,level,parent\n511100,乐山市,city,\n",
        ),
        (
            "a.rules",
            "indicator 床位\n    unit 张\n床位 >= 1张 by 2025\n",
        ),
        ("d.csv", &data),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    write_files(folder, &files.to_vec());
}

#[test]
fn nothing_of_it_reaches_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    long_work(folder.path());
    let output = Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .current_dir(folder.path())
        .args(["eval", "--year", "2023", "--color", "always"])
        .env("LANG", "zh_CN.UTF-8")
        .env("TERM", "xterm")
        .output()
        .unwrap();
    let said = stdout(&output) + &String::from_utf8(output.stderr).unwrap();
    for never in ["正在", "\r", "\u{1B}[2K", "\u{1B}[?25"] {
        assert!(!said.contains(never), "{said:?}");
    }
    assert!(said.contains("床位"), "{said:?}");
}

#[test]
fn a_terminal_shows_it_unless_it_is_not_wanted() {
    let Some(script) = tool("script") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    long_work(folder.path());
    let at_a_terminal = |more: &str| {
        let program = env!("CARGO_BIN_EXE_yardstick");
        let line = format!(
            "TERM=xterm LANG=zh_CN.UTF-8 '{program}' eval --year 2023 {more} > results.txt; true"
        );
        script.run(folder.path(), &["-qec", &line, "/dev/null"])
    };
    assert!(at_a_terminal("").contains("正在检查规则和数据"));
    assert!(at_a_terminal("--lang en").contains("checking rules and data"));
    assert!(!at_a_terminal("--quiet").contains("正在"));
    let results = std::fs::read_to_string(folder.path().join("results.txt")).unwrap();
    assert!(
        results.contains("床位") && !results.contains("正在"),
        "{results}"
    );
}
