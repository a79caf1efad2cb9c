//! Commands, streams and exit codes.

use crate::support::{Files, run, stderr, stdout, write_files};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn plan(rules: &str) -> Files {
    [
        ("plan.yaml", "language: 1\nid: case\ntitle: 用例\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [case.rules]\ndata: [data.csv]\n"),
        ("regions.yaml", "levels:\n  city: [市]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n"),
        ("case.rules", rules),
        ("data.csv", "indicator,year,value,unit,status\nx,2020,10,%,A\nx,2023,8,%,P\n=y,2020,1,个,A\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

const RULES: &str = "indicator x \"指标,甲\"\n    unit %\n\nx >= 20% by 2025\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn with(files: &Files) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_files(folder.path(), files);
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    #[track_caller]
    fn exits(&self, arguments: &[&str], code: i32) -> (String, String) {
        let output = run(self.path(), arguments);
        let (out, err) = (stdout(&output), stderr(&output));
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {out} {err}"
        );
        (out, err)
    }
}

#[test]
fn a_verdict_that_is_named_fails_the_command() {
    let folder = Folder::with(&plan(RULES));
    folder.exits(&["eval", "--year", "2023"], 0);
    folder.exits(
        &["eval", "--year", "2023", "--fail-on", "missed,lagging"],
        0,
    );
    folder.exits(
        &["eval", "--year", "2023", "--fail-on", "missed,off_course"],
        1,
    );
    let strive = Folder::with(&plan(&format!("{RULES}    strive\n")));
    strive.exits(&["eval", "--year", "2023", "--fail-on", "off_course"], 0);
    folder.exits(&["eval", "--fail-on", "late"], 2);
}

#[test]
fn csv_opens_in_excel() {
    let folder = Folder::with(&plan(RULES));
    let (out, _) = folder.exits(&["eval", "--year", "2023", "--format", "csv"], 0);
    assert!(out.starts_with('\u{FEFF}'));
    assert!(out.ends_with("\r\n"));
    assert!(out.contains("\"指标,甲\""), "{out}");
    assert!(out.contains("初步数据"), "{out}");
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines.len(), 2);
}

#[test]
fn results_go_where_they_are_sent() {
    let folder = Folder::with(&plan(RULES));
    let (out, _) = folder.exits(&["eval", "--format", "json", "-o", "结果/一.json"], 0);
    assert!(out.is_empty());
    let written = fs::read_to_string(folder.path().join("结果/一.json")).unwrap();
    let json: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(json["schema"], "yardstick.eval/1");
    // The year that is judged where none is named is the last one with a figure.
    assert_eq!(json["year"], 2023);
    // A folder stands where the file should go: a sentence, and nothing written.
    fs::create_dir(folder.path().join("占用")).unwrap();
    fs::write(folder.path().join("占用/x"), "").unwrap();
    let (_, err) = folder.exits(&["eval", "--format", "json", "-o", "占用"], 2);
    assert!(err.contains("占用"), "{err}");
    assert!(!folder.path().join("占用.part").exists());
}

#[test]
fn every_verdict_is_counted_once() {
    let folder = Folder::with(&plan(RULES));
    let (out, _) = folder.exits(&["eval", "--format", "json", "--year", "2023"], 0);
    let json: Value = serde_json::from_str(&out).unwrap();
    let counts = json["summary"]["by_verdict"].as_object().unwrap();
    assert_eq!(counts.len(), 11);
    let all: u64 = counts.values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(all, 1);
    assert_eq!(json["results"][0]["rests_on"][0], "provisional");
    assert_eq!(json["results"][0]["cells"][1]["line"], 3);
    assert_eq!(json["results"][0]["cells"][1]["column"], 8);
}

#[test]
fn a_plan_is_found_upwards_by_name_and_under_rules() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("rules/某规划");
    write_files(&inner, &plan(RULES));
    let code = |at: &Path, arguments: &[&str]| run(at, arguments).status.code();
    assert_eq!(code(folder.path(), &["check"]), Some(0));
    assert_eq!(code(&inner, &["check"]), Some(0));
    fs::create_dir(inner.join("深")).unwrap();
    assert_eq!(code(&inner.join("深"), &["check"]), Some(0));
    assert_eq!(
        code(folder.path(), &["check", "-p", "rules/某规划"]),
        Some(0)
    );
    assert_eq!(
        code(folder.path(), &["check", "-p", "rules/某规划/plan.yaml"]),
        Some(0)
    );
    write_files(&folder.path().join("rules/另一个"), &plan(RULES));
    let output = run(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("另一个"));
}

#[test]
fn a_closed_pipe_is_nobodys_trouble() {
    use std::process::{Command, Stdio};
    let folder = Folder::with(&plan(RULES));
    let mut child = Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .current_dir(folder.path())
        .args(["eval", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[test]
fn a_broken_template_is_a_message_at_its_place_and_nothing_is_written() {
    let mut files = plan(RULES);
    files.push((
        "reports/midterm.md".to_owned(),
        "# {{ plan.title }}\n\n{{ plan.titel }}\n".to_owned(),
    ));
    let folder = Folder::with(&files);
    let (_, err) = folder.exits(&["report", "--year", "2023"], 2);
    assert!(err.contains("reports/midterm.md:3"), "{err}");
    assert!(!folder.path().join("out").exists());
    let (_, err) = folder.exits(&["check"], 1);
    assert!(err.contains("plan.titel"), "{err}");
}

#[test]
fn a_plans_own_template_and_words_are_used() {
    let mut files = plan(RULES);
    files.push(("reports/简报.md".to_owned(), "# {{ plan.title }}简报\n\n{% for one in behind %}\n* {{ one.row.label }}：{{ one.row.verdict }}\n{% endfor %}\n".to_owned()));
    files.push((
        "reports/words/zh.words".to_owned(),
        "verdict.off_course = 倒退\n".to_owned(),
    ));
    let folder = Folder::with(&files);
    folder.exits(&["report", "简报", "--year", "2023", "--to", "md,html"], 0);
    let text = fs::read_to_string(folder.path().join("out/case-简报-2023.md")).unwrap();
    assert!(text.contains("用例简报") && text.contains("倒退"), "{text}");
    assert!(folder.path().join("out/case-简报-2023.html").exists());
}

#[test]
fn reports_have_no_clock() {
    let folder = Folder::with(&plan(RULES));
    folder.exits(&["report", "--date", "2024-03-01", "-o", "一"], 0);
    folder.exits(&["report", "--date", "2024-03-01", "-o", "二"], 0);
    let read = |at: &str| fs::read(folder.path().join(at).join("case-midterm-2023.html")).unwrap();
    assert_eq!(read("一"), read("二"));
    assert!(
        String::from_utf8(read("一"))
            .unwrap()
            .contains("2024年3月1日")
    );
}

/// All files of a folder with their bytes.
fn contents(at: &Path) -> std::collections::BTreeMap<std::path::PathBuf, Vec<u8>> {
    let mut all = std::collections::BTreeMap::new();
    for entry in fs::read_dir(at).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(contents(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            all.insert(path, bytes);
        }
    }
    all
}

#[test]
fn a_plans_own_files_are_never_written_over() {
    let outer = tempfile::tempdir().unwrap();
    let plan_folder = outer.path().join("w");
    let mut files = plan(RULES);
    files.push((
        "out/case-midterm-2023.html".to_owned(),
        "indicator,year,value\n".to_owned(),
    ));
    for (path, text) in &mut files {
        if path == "plan.yaml" {
            *text = text.replace(
                "[data.csv]",
                "[data.csv, out/case-midterm-2023.html, no.csv]",
            );
        }
    }
    write_files(&plan_folder, &files);
    fs::create_dir(plan_folder.join("sub")).unwrap();
    let before = contents(outer.path());
    let absolute = plan_folder.join("data.csv");
    for path in [
        "data.csv",
        "plan.yaml",
        "case.rules",
        "regions.yaml",
        "./data.csv",
        "../w/data.csv",
        "sub/../data.csv",
        "nowhere/../data.csv",
        "no.csv",
        absolute.to_str().unwrap(),
    ] {
        for format in ["csv", "json", "human"] {
            let output = run(&plan_folder, &["eval", "--format", format, "-o", path]);
            assert_eq!(output.status.code(), Some(2), "{path}");
            assert!(stderr(&output).contains("自己的文件"), "{path}");
        }
    }
    let output = run(&plan_folder, &["report", "--year", "2023"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("自己的文件"),
        "{}",
        stderr(&output)
    );
    assert_eq!(contents(outer.path()), before);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&absolute, plan_folder.join("link.csv")).unwrap();
        let output = run(&plan_folder, &["eval", "-o", "link.csv"]);
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn every_path_is_looked_at_before_the_first_is_written_to() {
    for (own, arguments) in [
        ("out/case-midterm-2023.md", &["--to", "html,md"][..]),
        ("out/case-乙-2023.html", &["midterm", "乙"]),
    ] {
        let mut files = plan(RULES);
        files[0].1.push_str(&format!("text: {own}\n"));
        files.push((own.to_owned(), "正文\n".to_owned()));
        files.push(("reports/乙.md".to_owned(), "# 乙\n".to_owned()));
        let folder = Folder::with(&files);
        let before = contents(folder.path());
        let arguments = [&["report", "--year", "2023"], arguments].concat();
        let (_, err) = folder.exits(&arguments, 2);
        assert!(err.contains("自己的文件"), "{err}");
        assert_eq!(contents(folder.path()), before, "{own}");
    }
}

#[test]
fn a_report_is_written_once_in_each_format() {
    let mut files = plan(RULES);
    files.push(("reports/乙.md".to_owned(), "# 乙\n".to_owned()));
    let folder = Folder::with(&files);
    let names = ["report", "乙", "midterm", "乙", "--year", "2023"];
    let (out, _) = folder.exits(&[&names[..], &["--to", "md,html,md"]].concat(), 0);
    let written: Vec<_> = out
        .lines()
        .map(|line| line.split(['/', '\\']).next_back().unwrap())
        .collect();
    let wanted = [
        "case-乙-2023.md",
        "case-乙-2023.html",
        "case-midterm-2023.md",
        "case-midterm-2023.html",
    ];
    assert_eq!(written, wanted);
}

#[test]
fn only_files_of_the_plan_are_called_clean() {
    let mut files = plan(RULES);
    files[0].1 = files[0]
        .1
        .replace("[case.rules]", "[case.rules, sub/absent.rules]");
    files.push(("elsewhere/case.rules".to_owned(), "x >=\n".to_owned()));
    let folder = Folder::with(&files);
    for (file, near) in [
        ("no.rules", None),
        ("case.rule", Some("case.rules")),
        ("elsewhere/caes.rules", Some("case.rules")),
        ("absent.rules", Some("sub/absent.rules")),
        // It is there, and has the name of one that is the plan's.
        ("elsewhere/case.rules", Some("case.rules")),
    ] {
        let (out, err) = folder.exits(&["check", "case.rules", file], 2);
        assert!(out.is_empty(), "{out}");
        assert!(err.contains("不是这个规划的文件"), "{err}");
        let offered = near.map(|near| format!("是否要看 `{near}`"));
        assert_eq!(err.contains("是否要看"), offered.is_some(), "{err}");
        assert!(
            offered.is_none_or(|offered| err.contains(&offered)),
            "{err}"
        );
    }
    let (out, _) = folder.exits(&["check", "no.rules", "--format", "json"], 2);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert!(
        json["error"]
            .as_str()
            .is_some_and(|why| why.contains("no.rules")),
        "{json}"
    );
    for clean in ["case.rules", "./case.rules", "regions.yaml"] {
        let (out, _) = folder.exits(&["check", clean], 0);
        assert!(out.contains("没有发现问题"), "{out}");
    }
    // By its whole path, and from elsewhere.
    let whole = folder.path().join("case.rules");
    folder.exits(&["check", whole.to_str().unwrap()], 0);
    let within = run(
        &folder.path().join("elsewhere"),
        &["check", "../case.rules"],
    );
    assert_eq!(within.status.code(), Some(0), "{}", stderr(&within));
    // Of one that is named and not there, that is what is found.
    let (_, err) = folder.exits(&["check", "sub/absent.rules"], 1);
    assert!(err.contains("Y0711"), "{err}");
}

#[test]
fn what_is_said_of_one_file_is_not_said_of_the_others() {
    let mut files = plan(RULES);
    files[0].1 = files[0]
        .1
        .replace("[case.rules]", "[case.rules, other.rules]");
    files.push((
        "other.rules".to_owned(),
        "x >= 1% by 2024\n\nx >=\n".to_owned(),
    ));
    let folder = Folder::with(&files);
    let said = |arguments: &[&str], code| folder.exits(arguments, code).0;
    let clean = said(&["check", "case.rules"], 0);
    assert!(
        clean.contains("1 个文件、1 项目标，没有发现问题"),
        "{clean}"
    );
    let whole = said(&["check"], 1);
    assert!(whole.contains("3 个文件、2 项目标：错误 1 个"), "{whole}");
    let json = said(&["check", "case.rules", "--format", "json"], 0);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["summary"]["files"], 1, "{json}");
    assert_eq!(json["summary"]["targets"], 1, "{json}");
    assert_eq!(json["summary"]["left_out"], 1, "{json}");
}

#[test]
fn of_a_plan_that_cannot_be_opened_no_file_is_called_clean() {
    let mut files = plan(RULES);
    files[0].1 = files[0].1.replace("base: 2020\n", "");
    let folder = Folder::with(&files);
    for file in ["case.rules", "no.rules", "plan.yaml"] {
        let (out, err) = folder.exits(&["check", file], 2);
        assert!(
            err.contains("Y0706") && !out.contains("没有发现问题"),
            "{out} {err}"
        );
        let (out, _) = folder.exits(&["check", file, "--format", "json"], 2);
        assert!(out.contains("Y0706"), "{out}");
    }
}

#[test]
#[cfg(unix)]
fn a_template_of_the_plan_that_cannot_be_read_is_not_replaced_by_ours() {
    let folder = Folder::with(&plan(RULES));
    let reports = folder.path().join("reports");
    fs::create_dir_all(&reports).unwrap();
    // What an editor leaves beside an open file, and what a system does.
    std::os::unix::fs::symlink("nobody@nowhere", reports.join(".#midterm.md")).unwrap();
    fs::write(reports.join("._midterm.md"), b"\0\x05\x16\x07").unwrap();
    folder.exits(&["check"], 0);
    folder.exits(&["report", "--year", "2023"], 0);
    std::os::unix::fs::symlink("gone.md", reports.join("midterm.md")).unwrap();
    for command in [&["check"][..], &["report", "--year", "2023"]] {
        let (_, err) = folder.exits(command, 2);
        assert!(
            err.contains("midterm.md") && err.contains("读不了"),
            "{err}"
        );
    }
}

#[test]
fn what_eval_wrote_is_said() {
    let folder = Folder::with(&plan(RULES));
    let (out, err) = folder.exits(&["eval", "--format", "csv", "-o", "结果.csv"], 0);
    assert!(out.is_empty() && err.contains("已生成：结果.csv"), "{err}");
    let quiet = ["eval", "--format", "csv", "-o", "结果.csv", "--quiet"];
    let (_, err) = folder.exits(&quiet, 0);
    assert!(!err.contains("已生成"), "{err}");
}

#[test]
fn no_report_becomes_a_template() {
    let mut files = plan(RULES);
    files.push(("reports/parts/a.md".to_owned(), "甲\n".to_owned()));
    let folder = Folder::with(&files);
    let before = contents(folder.path());
    for arguments in [
        &["report", "-o", "reports", "--to", "md"][..],
        &["report", "-o", "./reports/parts/new", "--to", "html"],
        &["eval", "-o", "reports/table.md"],
    ] {
        let (_, err) = folder.exits(arguments, 2);
        assert!(err.contains("被当作模板"), "{err}");
    }
    assert_eq!(contents(folder.path()), before);
    // A folder whose name only begins the same is another folder.
    folder.exits(&["report", "-o", "reports2", "--to", "md"], 0);
}

#[test]
fn what_stands_in_the_way_is_told_in_our_words() {
    let folder = Folder::with(&plan(RULES));
    fs::write(folder.path().join("占用"), "").unwrap();
    for (arguments, words) in [
        (&["report", "-o", "data.csv"][..], "有一个同名的文件"),
        (&["report", "-o", "占用"], "有一个同名的文件"),
        (&["eval", "-o", "占用/甲.csv"], "有一个同名的文件"),
        (&["eval", "-o", "."], "这是一个文件夹"),
        (&["eval", "-o", "新/"], "这是一个文件夹"),
        (&["eval", "-o", ".."], "这是一个文件夹"),
    ] {
        let (_, err) = folder.exits(arguments, 2);
        assert!(err.contains(words), "{arguments:?}: {err}");
        assert!(!err.contains("os error"), "{err}");
    }
    assert!(!folder.path().join("新").exists());
}

#[test]
fn verdicts_are_named_as_they_are_printed() {
    let folder = Folder::with(&plan(RULES));
    let year = ["eval", "--year", "2023", "--fail-on"];
    folder.exits(&[&year[..], &["反向变化"]].concat(), 1);
    folder.exits(&[&year[..], &["滞后于预期,未实现"]].concat(), 0);
    let (_, err) = folder.exits(&[&year[..], &["反向变換"]].concat(), 2);
    assert!(err.contains("是否要写 `反向变化`"), "{err}");
}

#[test]
fn years_that_are_not_the_plans_are_remarked_on() {
    let folder = Folder::with(&plan(RULES));
    for arguments in [
        &["eval", "--year", "2019"][..],
        &["eval", "--year", "2035"],
        &["eval", "--years", "1990..2090"],
        &["explain", "x@2025", "--year", "2035"],
        &["report", "--year", "2035"],
    ] {
        let (_, err) = folder.exits(arguments, 0);
        assert!(err.contains("规划期（2021—2025）"), "{arguments:?}: {err}");
        let (_, err) = folder.exits(&[arguments, &["-q"]].concat(), 0);
        assert!(!err.contains("规划期"), "{err}");
    }
    let dated = |date| {
        let arguments = ["report", "--year", "2023", "--date", date];
        folder.exits(&arguments, 0).1
    };
    assert!(dated("2020-01-01").contains("早于评估年度 2023"));
    assert!(!dated("2024-01-01").contains("早于"));
    let (_, err) = folder.exits(&["eval", "--years", "2021..2025"], 0);
    assert!(!err.contains("规划期"), "{err}");
}

#[test]
fn explain_offers_the_name_that_was_meant() {
    let rules = "indicator population \"人口\"\n    unit %\n\npopulation >= 20% by 2025\n\nx \"每千人口托位数\": population >= 10% by 2023\n";
    let mut files = plan(rules);
    for (path, text) in &mut files {
        if path == "data.csv" {
            "indicator,year,value,unit,status\npopulation,2020,10,%,A\n".clone_into(text);
        }
    }
    let folder = Folder::with(&files);
    for (what, near) in [
        ("population@2052", "`population@2025`"),
        ("population@县@2025", "`population@2025`"),
        ("populaton@2052", "`population@2025`"),
        ("populaton", "`population`"),
        ("人囗", "`人口`"),
        ("每千人囗托位数", "`每千人口托位数`"),
    ] {
        let (_, err) = folder.exits(&["explain", what], 2);
        assert!(err.contains(near), "{what}: {err}");
    }
}

#[test]
fn a_page_of_the_text_is_written_whole_beside_the_findings() {
    let rules = format!("{RULES}    source \"达到20%\"\n");
    let folder = Folder::with(&plan(&rules));
    let text = "第一章 甲\n到2025年达到20%，另有<77>人。\n";
    fs::write(folder.path().join("t.txt"), text).unwrap();
    let (out, _) = folder.exits(&["coverage", "t.txt", "--html", "页/甲.html"], 1);
    assert!(out.trim_end().ends_with("已生成：页/甲.html"), "{out}");
    let path = folder.path().join("页/甲.html");
    let page = fs::read_to_string(&path).unwrap();
    assert!(page.ends_with("</html>\n"));
    assert!(page.contains("&lt;") && page.contains("lang=\"zh-CN\""));
    // Another language takes its place, and JSON stays one document.
    let json = [
        "coverage",
        "t.txt",
        "--html",
        "页/甲.html",
        "--format",
        "json",
        "--lang",
        "en",
    ];
    let (out, _) = folder.exits(&json, 1);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["html"], "页/甲.html");
    let page = fs::read_to_string(&path).unwrap();
    assert!(page.contains("<html lang=\"en\">"), "{page}");
    // Nobody asked for a page.
    let (out, _) = folder.exits(&["coverage", "t.txt", "--format", "json"], 1);
    assert!(!out.contains("\"html\""), "{out}");
}

#[test]
fn coverage_ends_with_0_only_where_all_is_held() {
    let quoted = format!("{RULES}    source \"达到20%\"\n");
    let with = |rules: &str, text: &str| {
        let folder = Folder::with(&plan(rules));
        fs::write(folder.path().join("t.txt"), text).unwrap();
        folder
    };
    let all = "第一章 甲\n到2025年达到20%。\n";
    let half = "第一章 甲\n到2025年达到20%，另有77人。\n";
    let command = ["coverage", "t.txt"];
    with(&quoted, all).exits(&command, 0);
    with(&quoted, half).exits(&command, 1);
    // 一, 2025, 20% and 77: three of four.
    with(&quoted, half).exits(&["coverage", "t.txt", "--min", "75%"], 0);
    with(&quoted, half).exits(&["coverage", "t.txt", "--min", "75.1%"], 1);
    // It may be meant as 99%, and would pass as less than one.
    with(&quoted, half).exits(&["coverage", "t.txt", "--min", "0.99"], 2);
    // All figures of the text, but not all of the rules.
    let (_, err) = with(RULES, "第一章 甲\n到2025年。\n").exits(&command, 1);
    assert!(err.contains("Y0923"), "{err}");
    let (out, _) = with(&format!("{quoted}\nbroken >=\n"), all).exits(&command, 1);
    assert!(out.contains("100%"), "{out}");
}

#[test]
fn a_page_that_cannot_be_written_is_all_that_is_said() {
    let folder = Folder::with(&plan(RULES));
    let text = "第一章 甲\n另有77人。\n";
    fs::write(folder.path().join("t.txt"), text).unwrap();
    fs::create_dir(folder.path().join("占用")).unwrap();
    // A folder in its place, a folder under a file, the text itself, a file of the plan.
    for path in [
        "占用",
        "t.txt/a.html",
        "t.txt",
        "占用/../t.txt",
        "case.rules",
    ] {
        let (out, err) = folder.exits(&["coverage", "t.txt", "--html", path], 2);
        assert_eq!(out, "", "{path}");
        assert_eq!(err.trim_end().lines().count(), 1, "{path}: {err}");
        assert!(err.contains(path), "{path}: {err}");
        let json = ["coverage", "t.txt", "--format", "json", "--html", path];
        let (out, _) = folder.exits(&json, 2);
        let json: Value = serde_json::from_str(&out).unwrap();
        assert!(json["error"].as_str().unwrap().contains(path), "{json}");
    }
    assert_eq!(
        fs::read_to_string(folder.path().join("t.txt")).unwrap(),
        text
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("case.rules")).unwrap(),
        RULES
    );
    assert!(!folder.path().join("占用.part").exists());
}
