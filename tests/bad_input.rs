//! Whatever is wrong with the input: a clear located error, the exit code as fixed, JSON that is
//! valid, no panic, and nothing written.

use crate::support::{Files, run, stderr, stdout, write_files};
use serde_json::Value;
use std::fs;
use std::path::Path;

const PLAN: &str = "language: 1\nid: bad\ntitle: 坏输入\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [bad.rules, good.rules]\ndata: [data.csv]\n";
const REGIONS: &str =
    "levels:\n  city: [市]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n";
const GOOD: &str = "indicator good \"好指标\"\n    unit %\n\ngood >= 90% by 2025\n";
const DATA: &str = "indicator,year,value\ngood,2020,80\ngood,2023,90\n";

fn plan() -> Files {
    [
        ("plan.yaml", PLAN),
        ("regions.yaml", REGIONS),
        ("bad.rules", "# 空的\n"),
        ("good.rules", GOOD),
        ("data.csv", DATA),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

struct Seen {
    code: Option<i32>,
    json: Value,
    stderr: String,
}

impl Seen {
    /// The ids, files and lines of all diagnostics.
    fn places(&self) -> Vec<(String, String, u64)> {
        self.json["diagnostics"]
            .as_array()
            .unwrap_or_else(|| panic!("no diagnostics: {} {}", self.json, self.stderr))
            .iter()
            .map(|one| {
                let label = &one["labels"][0];
                (
                    one["code"].as_str().unwrap().to_owned(),
                    label["file"].as_str().unwrap_or_default().to_owned(),
                    label["line"].as_u64().unwrap_or_default(),
                )
            })
            .collect()
    }

    fn has(&self, code: &str, file: &str, line: u64) {
        let places = self.places();
        assert!(
            places.contains(&(code.to_owned(), file.to_owned(), line)),
            "{code} in {file}:{line} is not among {places:?}"
        );
    }
}

/// Runs every command on a plan in which one file has other bytes, and looks at what all of them
/// must keep to.
fn with_bytes(path: &str, bytes: &[u8]) -> (Seen, Seen) {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &plan());
    fs::write(folder.path().join(path), bytes).unwrap();
    let before = listing(folder.path());
    let seen = |arguments: &[&str]| {
        let output = run(folder.path(), arguments);
        let (out, err) = (stdout(&output), stderr(&output));
        assert!(!err.contains("panicked"), "{arguments:?}: {err}");
        let json = serde_json::from_str(&out)
            .unwrap_or_else(|error| panic!("{arguments:?} {error}: {out} {err}"));
        Seen {
            code: output.status.code(),
            json,
            stderr: err,
        }
    };
    let check = seen(&["check", "--format", "json"]);
    let eval = seen(&["eval", "--format", "json", "--year", "2023"]);
    assert_eq!(listing(folder.path()), before, "something was written");
    // In words, too: no panic, and something is said.
    let output = run(folder.path(), &["check"]);
    assert_eq!(output.status.code(), check.code);
    (check, eval)
}

fn listing(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn an_empty_rule_file_is_a_warning() {
    let (check, eval) = with_bytes("bad.rules", b"");
    assert_eq!((check.code, eval.code), (Some(0), Some(0)));
    check.has("Y0003", "bad.rules", 1);
    assert_eq!(check.json["summary"]["warnings"], 1);
}

#[test]
fn gbk_is_named() {
    let (check, eval) = with_bytes("bad.rules", b"\xCD\xD0\xCE\xBB >= 4.5 by 2025\n");
    assert_eq!((check.code, eval.code), (Some(1), Some(1)));
    check.has("Y0001", "bad.rules", 1);
    assert!(check.json["diagnostics"].to_string().contains("GBK"));
    assert_eq!(eval.json["results"][0]["verdict"], "reached");
}

#[test]
fn what_nobody_can_see_is_named() {
    let strange = [
        ("x\u{202E}y", "U+202E"),
        ("x\u{200B}y", "U+200B"),
        ("x\0y", "U+0000"),
    ];
    for (name, point) in strange {
        let (check, _) = with_bytes("bad.rules", format!("{name} >= 4.5 by 2025\n").as_bytes());
        assert_eq!(check.code, Some(1));
        check.has("Y0002", "bad.rules", 1);
        assert!(
            check.json["diagnostics"].to_string().contains(point),
            "{}",
            check.json
        );
    }
}

#[test]
fn noise_is_refused() {
    let mut noise = Vec::with_capacity(1 << 20);
    let mut state = 88_172_645_463_325_252_u64;
    while noise.len() < 1 << 20 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        noise.extend_from_slice(&state.to_le_bytes());
    }
    for path in ["bad.rules", "data.csv"] {
        let (check, eval) = with_bytes(path, &noise);
        assert_eq!(check.code, Some(1), "{path}");
        check.has("Y0001", path, 1);
        assert_eq!(eval.code, Some(1), "{path}");
    }
    for path in ["plan.yaml", "regions.yaml"] {
        let (check, eval) = with_bytes(path, &noise);
        assert_eq!((check.code, eval.code), (Some(2), Some(2)), "{path}");
        check.has("Y0001", path, 1);
    }
}

#[test]
fn what_cannot_be_read_stands_on_the_face() {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &plan());
    fs::remove_file(folder.path().join("data.csv")).unwrap();
    let eval = run(folder.path(), &["eval", "--year", "2023"]);
    assert_eq!(eval.status.code(), Some(1));
    let face = "有 1 个数据文件读不出来";
    assert!(stdout(&eval).contains(face), "{}", stdout(&eval));
    let report = run(
        folder.path(),
        &["report", "--year", "2023", "--output", "made", "--to", "md"],
    );
    assert_eq!(report.status.code(), Some(1));
    let mut pages = fs::read_dir(folder.path().join("made")).unwrap();
    let page = fs::read_to_string(pages.next().unwrap().unwrap().path()).unwrap();
    assert!(page.contains("有1个数据文件读不出来"), "{page}");

    write_files(folder.path(), &plan());
    fs::remove_file(folder.path().join("bad.rules")).unwrap();
    let check = run(folder.path(), &["check", "--format", "json"]);
    assert!(stdout(&check).contains("Y0711"), "{}", stdout(&check));
    let eval = run(folder.path(), &["eval", "--year", "2023"]);
    assert_eq!(eval.status.code(), Some(1));
    assert!(stdout(&eval).contains("有 1 条声明"), "{}", stdout(&eval));
}

/// What is there and cannot be read is not called absent, and whatever it holds is missed.
#[test]
fn a_file_that_cannot_be_read_is_not_called_absent() {
    for (file, code) in [("bad.rules", 1), ("data.csv", 1), ("regions.yaml", 2)] {
        let folder = tempfile::tempdir().unwrap();
        write_files(folder.path(), &plan());
        fs::remove_file(folder.path().join(file)).unwrap();
        fs::create_dir(folder.path().join(file)).unwrap();
        for arguments in [&["check"][..], &["check", file], &["eval"]] {
            let seen = run(folder.path(), arguments);
            let said = stderr(&seen);
            assert!(said.contains("Y0734") && !said.contains("Y0711"), "{said}");
            assert!(said.contains("这是一个文件夹"), "{said}");
            assert_eq!(seen.status.code(), Some(code), "{arguments:?}: {said}");
        }
    }
    // A folder of data files is not one in another format.
    let mut files = plan();
    files[0].1 = files[0].1.replace("[data.csv]", "[data]");
    files.push(("data/data.csv".to_owned(), DATA.to_owned()));
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &files);
    let said = stderr(&run(folder.path(), &["check"]));
    assert!(
        said.contains("Y0734") && said.contains("逐个列出其中的文件"),
        "{said}"
    );
}

#[test]
fn nothing_is_written_under_a_name_that_is_none_on_windows() {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &plan());
    for arguments in [
        &["eval", "-o", "nul"][..],
        &["eval", "--output", "aux.csv"],
        &["report", "-o", "out."],
        &["report", "-o", "con/out"],
    ] {
        let before = fs::read_dir(folder.path()).unwrap().count();
        let seen = run(folder.path(), arguments);
        assert_eq!(seen.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&seen).contains("不能用这样的文件名"),
            "{}",
            stderr(&seen)
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), before);
    }
}

#[test]
fn brackets_without_end_are_counted() {
    let text = format!(
        "deep: {}x{} >= 1 by 2025\n",
        "(".repeat(20_000),
        ")".repeat(20_000)
    );
    let (check, eval) = with_bytes("bad.rules", text.as_bytes());
    assert_eq!((check.code, eval.code), (Some(1), Some(1)));
    check.has("Y0106", "bad.rules", 1);
    let (check, _) = with_bytes("bad.rules", "(".repeat(20_000).as_bytes());
    assert_eq!(check.code, Some(1));
    assert_eq!(check.json["summary"]["left_out"], 1);
}

#[test]
fn numbers_and_names_without_end_are_cut() {
    let number = format!("good >= {} by 2025\n", "9".repeat(10_000));
    let (check, _) = with_bytes("bad.rules", number.as_bytes());
    check.has("Y0107", "bad.rules", 1);
    let name = format!("{} >= 1 by 2025\n", "x".repeat(1 << 20));
    let (check, eval) = with_bytes("bad.rules", name.as_bytes());
    assert_eq!((check.code, eval.code), (Some(1), Some(1)));
    assert_eq!(check.json["summary"]["errors"], 1, "{}", check.json);
    assert!(
        check.json.to_string().len() < 10_000,
        "the message does not repeat the name"
    );
    let figure = format!("indicator,year,value\ngood,2023,{}\n", "9".repeat(10_000));
    let (check, _) = with_bytes("data.csv", figure.as_bytes());
    assert_eq!(check.code, Some(1));
    check.has("Y0107", "data.csv", 2);
}

#[test]
fn a_declaration_without_end_is_refused() {
    let text = format!("good >= 1 by 2025\n    note \"{}\"\n", "字".repeat(300_000));
    let (check, eval) = with_bytes("bad.rules", text.as_bytes());
    assert_eq!((check.code, eval.code), (Some(1), Some(1)));
    check.has("Y0123", "bad.rules", 2);
    assert!(check.json.to_string().len() < 10_000);
}

#[test]
fn a_yaml_bomb_is_defused() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (this, last) in ["b", "c", "d", "e", "f", "g", "h", "i"]
        .iter()
        .zip(["a", "b", "c", "d", "e", "f", "g", "h"])
    {
        bomb.push_str(&format!(
            "{this}: &{this} [{}]\n",
            format!("*{last},").repeat(10)
        ));
    }
    for path in ["plan.yaml", "regions.yaml"] {
        let (check, eval) = with_bytes(path, bomb.as_bytes());
        assert_eq!((check.code, eval.code), (Some(2), Some(2)), "{path}");
        assert!(
            check.places().iter().any(|(_, file, _)| file == path),
            "{path}"
        );
    }
}

#[test]
fn a_row_with_too_few_fields_is_kept_out() {
    let (check, eval) = with_bytes(
        "data.csv",
        b"indicator,region,year,value\ngood,\xE4\xB9\x90\xE5\xB1\xB1\xE5\xB8\x82,2023\n",
    );
    assert_eq!(check.code, Some(1));
    check.has("Y0504", "data.csv", 2);
    assert_eq!(eval.json["results"][0]["verdict"], "undecided");
    assert_eq!(eval.code, Some(0));
}

#[test]
fn a_name_declared_in_two_files_shows_both() {
    let (check, _) = with_bytes("bad.rules", b"indicator good\n    unit %\n");
    assert_eq!(check.code, Some(1));
    let one = &check.json["diagnostics"][0];
    let files: Vec<_> = one["labels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| label["file"].as_str().unwrap())
        .collect();
    assert!(
        files.contains(&"bad.rules") && files.contains(&"good.rules"),
        "{one}"
    );
}

#[test]
fn a_plan_without_a_target_cannot_be_judged() {
    let (check, eval) = with_bytes("good.rules", b"good >== 5\n");
    assert_eq!((check.code, eval.code), (Some(1), Some(2)));
    assert!(!eval.stderr.is_empty());
}

#[test]
fn five_broken_declarations_give_five_errors_and_the_rest_is_checked() {
    let rules = "a >> 1 by 2025\n\nb >= 2 by\n\ngood <= 99% by 2025\n    becuase \"x\"\n\nc >= by 2025\n\nd: each of { } >= 1\n\nindicator fine\n    unit %\n\nfine >= 10% by 2025\n";
    let (check, eval) = with_bytes("bad.rules", rules.as_bytes());
    assert_eq!(check.code, Some(1));
    let lines: Vec<_> = check
        .places()
        .iter()
        .filter(|(_, file, _)| file == "bad.rules")
        .map(|(_, _, line)| *line)
        .collect();
    assert_eq!(lines, [1, 3, 6, 8, 10], "{}", check.json);
    assert_eq!(check.json["summary"]["left_out"], 5);
    assert_eq!(check.json["summary"]["targets"], 2);
    assert_eq!(eval.code, Some(1));
    assert_eq!(eval.json["results"].as_array().unwrap().len(), 2);
    assert_eq!(eval.json["summary"]["left_out"], 5);
}

#[test]
fn the_wrong_words_on_the_command_line_are_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["evla"][..],
        &["eval", "--yaer", "2023"],
        &["eval", "--year", "23"],
        &["eval", "-p", "nowhere"],
        &["eval"],
        &["explain"],
        &["report", "--date", "2023-02-30"],
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stdout(&output).is_empty(), "{arguments:?}");
        let said = stderr(&output);
        assert!(
            said.chars().any(|c| ('一'..='龥').contains(&c)),
            "{arguments:?}: {said}"
        );
    }
    assert!(listing(folder.path()).is_empty());
}

#[test]
fn an_unknown_key_of_the_plan_stops_everything() {
    let plan = format!("{PLAN}regoin: 市中区\n");
    let (check, eval) = with_bytes("plan.yaml", plan.as_bytes());
    check.has("Y0705", "plan.yaml", 9);
    assert_eq!((check.code, eval.code), (Some(2), Some(2)));
    assert!(eval.json["targets"].is_null(), "{}", eval.json);
}

#[test]
fn a_data_file_with_an_unknown_key_beside_it_is_missing() {
    let plan = PLAN.replace("[data.csv]", "[{ file: data.csv, stauts: D }]");
    let (check, eval) = with_bytes("plan.yaml", plan.as_bytes());
    check.has("Y0705", "plan.yaml", 8);
    assert_eq!((check.code, eval.code), (Some(1), Some(1)));
}

#[test]
fn a_region_that_is_left_out_makes_results_incomplete() {
    let regions =
        format!("{REGIONS}  - {{code: '511102', name: 市中区, level: xian, parent: 乐山市}}\n");
    let (check, eval) = with_bytes("regions.yaml", regions.as_bytes());
    check.has("Y0722", "regions.yaml", 5);
    assert_eq!((check.code, eval.code), (Some(1), Some(1)));

    // What is asked of all of them is not true of all of them because one is not there.
    let folder = tempfile::tempdir().unwrap();
    write_files(
        folder.path(),
        &[
            ("plan.yaml", "id: lost\nyears: 2021..2025\nbase: 2020\nregions: r.csv\nrules: [a.rules]\ndata: [d.csv]\n"),
            ("r.csv", "代码,名称,级别,上级\n330100,青山市,市,\n330102,市中区,县,青山市\n330103,河西区,,青山市\n"),
            ("a.rules", "indicator p\n\nall_counties: p >= 1 by 2025 for each 县\nmany: count(县 where p >= 1) <= 1 by 2025\n"),
            ("d.csv", "indicator,region,year,value\np,市中区,2025,4\np,河西区,2025,0.1\n"),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .to_vec(),
    );
    let output = run(
        folder.path(),
        &["eval", "--year", "2025", "--format", "json"],
    );
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let results = json["results"].as_array().unwrap();
    let last_of = |target: &str| {
        let mut of_target = results.iter().filter(|row| row["target"] == target);
        of_target.next_back().unwrap()
    };
    for target in ["all_counties", "many"] {
        let result = last_of(target);
        assert_eq!(result["verdict"], "undecided", "{result}");
        assert_eq!(result["reason_kind"], "missing_parts", "{result}");
    }
    let output = run(folder.path(), &["eval", "--year", "2025"]);
    assert!(stdout(&output).contains("有 1 个地区在区划文件中有错误"));
}

#[test]
fn nothing_is_unused_while_a_data_file_cannot_be_read() {
    let rules = format!("{GOOD}\nindicator only_in_data\n    unit %\n");
    let mut files = plan();
    for (path, text) in &mut files {
        match path.as_str() {
            "good.rules" => text.clone_from(&rules),
            "plan.yaml" => *text = text.replace("[data.csv]", "[data.csv, more.csv]"),
            _ => {}
        }
    }
    let figures = "2023,1\n";
    for (header, unused) in [
        // It can be read, and has a figure for it.
        ("indicator,year,value\nonly_in_data,", false),
        // What it has figures for is not known.
        ("indicator,when,value\nonly_in_data,", false),
        // It can be read, and has none.
        ("indicator,year,value\ngood,", true),
    ] {
        let mut files = files.clone();
        files.push(("more.csv".to_owned(), format!("{header}{figures}")));
        let folder = tempfile::tempdir().unwrap();
        write_files(folder.path(), &files);
        let output = run(folder.path(), &["check"]);
        let told = stderr(&output);
        assert_eq!(told.contains("Y0208"), unused, "{header}: {told}");
        assert_eq!(
            told.contains("Y0501"),
            header.contains("when"),
            "{header}: {told}"
        );
    }
}

/// What cannot be opened and what has nothing in it are told apart.
#[test]
fn a_plan_that_does_not_open_is_not_called_empty() {
    const CLOSED: &str = "规划打不开";
    for (old, new, why) in [
        ("good >= 90% by 2025\n", "", "没有可以评估的目标"),
        ("years: 2021..2025", "years: soon", CLOSED),
        ("base: 2020\n", "base: 2020\nmethod: schedule/7\n", CLOSED),
        ("regions:\n", "places:\n", CLOSED),
    ] {
        let mut files = plan();
        for (_, text) in &mut files {
            *text = text.replace(old, new);
        }
        let folder = tempfile::tempdir().unwrap();
        write_files(folder.path(), &files);
        for command in ["eval", "report"] {
            let output = run(folder.path(), &[command]);
            assert_eq!(output.status.code(), Some(2), "{command} {new}");
            let said = stderr(&output);
            assert!(said.contains(why), "{command} {new}: {said}");
        }
    }
}
