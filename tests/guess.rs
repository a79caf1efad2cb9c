//! A table as an office keeps it: looked at, written into the plan, read. On the command line.

use crate::support::{Files, run, stderr, stdout, write_files};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const TABLE: &str = "表1 人口情况,,,,\n指标名称,单位,2021年,2022年,2023年\n\
    （一）常住人口（万人）①,,83.4,83.2,83.5\n其中：女,万人,41,42,43\n托位数,个,1，200,—,70%以上\n\
    注：①年末数。,,,,\n";

fn plan(data: &str) -> TempDir {
    let files: Files = [
        (
            "plan.yaml",
            format!(
                "id: case # 用例\nyears: 2021..2025\nbase: 2020\nregions: r.yaml\nrules: [a.rules]\n{data}"
            ),
        ),
        (
            "r.yaml",
            "regions:\n  - {code: '511100', name: 乐山市, level: city}\n".to_owned(),
        ),
        (
            "a.rules",
            "indicator population \"常住人口\"\n    unit 万人\nindicator slots \"托位数\"\n    unit 个\n\n\
             population >= 80 by 2025\nslots >= 1300 by 2025\n"
                .to_owned(),
        ),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .to_vec();
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &files);
    fs::create_dir_all(folder.path().join("data")).unwrap();
    folder
}

fn manifest(folder: &Path) -> String {
    fs::read_to_string(folder.join("plan.yaml")).unwrap()
}

#[test]
fn a_wide_table_is_understood_written_down_and_read() {
    let folder = plan("data:\n  - data/年报.csv # 市统计局\n  # 完\n");
    let root = folder.path();
    fs::write(root.join("data/年报.csv"), TABLE).unwrap();
    // With a remark behind its line, what else is said of the file is not touched.
    let before = manifest(root);
    let refused = run(root, &["data", "guess", "data/年报.csv", "--write"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(manifest(root), before);
    fs::write(root.join("plan.yaml"), before.replace(" # 市统计局", "")).unwrap();

    let looked = stdout(&run(root, &["data", "guess", "data/年报.csv"]));
    for wanted in [
        "C3  常住人口 2021年 = 83.4万人",
        "? A4“其中：女”是上一行的一部分",
        "? D5 等 1 处是“—”",
        "? E5 等 1 处不是数：“70%以上”",
        "rows: 3..5",
    ] {
        assert!(looked.contains(wanted), "{wanted}\n{looked}");
    }
    assert_eq!(manifest(root), before.replace(" # 市统计局", ""));

    let written = run(root, &["data", "guess", "data/年报.csv", "--write"]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let after = manifest(root);
    assert!(
        after.starts_with("id: case # 用例\n") && after.ends_with("\n  # 完\n"),
        "{after}"
    );
    assert!(
        after.contains("  - file: data/年报.csv\n    tables:\n      - header: 2\n"),
        "{after}"
    );

    let json = run(root, &["eval", "--year", "2023", "--format", "json"]);
    let json: Value = serde_json::from_str(&stdout(&json)).unwrap();
    let population = &json["results"][0];
    assert_eq!(population["value"], "83.5");
    assert_eq!(population["cells"][0]["line"], 3);
    let told: Vec<_> = json["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["code"].as_str().unwrap(),
                one["labels"][0]["line"].clone(),
            )
        })
        .collect();
    assert!(told.contains(&("Y0511", 5.into())), "{told:?}");
}

#[test]
fn what_cannot_be_looked_at_is_said() {
    let folder = plan("");
    let root = folder.path();
    fs::write(root.join("data/x.xlsx"), "<html>").unwrap();
    fs::write(root.join("data/empty.csv"), "说明\n").unwrap();
    for (file, code, wanted) in [
        ("data/x.xlsx", 1, "Y0550"),
        ("data/none.csv", 2, "data/none.csv"),
    ] {
        let said = run(root, &["data", "guess", file]);
        assert_eq!(said.status.code(), Some(code), "{file}");
        assert!(stderr(&said).contains(wanted), "{}", stderr(&said));
        let json = run(root, &["data", "guess", file, "--format", "json"]);
        let json: Value = serde_json::from_str(&stdout(&json)).unwrap();
        assert_eq!(json["schema"], "yardstick.data_guess/1");
    }
    let nothing = run(root, &["data", "guess", "data/empty.csv"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(stdout(&nothing).contains("看不出可以照读的数"));
    // A file from elsewhere can be looked at, and not be written.
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("表.csv");
    fs::write(&file, TABLE).unwrap();
    let file = file.to_str().unwrap();
    assert_eq!(run(root, &["data", "guess", file]).status.code(), Some(0));
    let refused = run(root, &["data", "guess", file, "--write"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(!manifest(root).contains("data:"));
}

#[test]
fn what_stands_in_a_cell_is_told_as_it_is() {
    let folder = plan("");
    let root = folder.path();
    let table = "指标,2022年,2023年\n常住人口,83,84\n{near}{count}事,1,2\n";
    fs::write(root.join("data/x.csv"), table).unwrap();
    let said = stdout(&run(root, &["data", "guess", "data/x.csv"]));
    assert!(said.contains("A3“{near}{count}事”"), "{said}");
}

#[test]
fn a_listed_file_is_looked_at_in_its_own_encoding() {
    let folder = plan("data:\n  - {file: data/x.csv, encoding: gb18030}\n");
    let root = folder.path();
    // Bytes that are text in both encodings, and another one in each.
    let table = "indicator,2022,2023\npopulation,83,84\n人口,1,2\n";
    fs::write(root.join("data/x.csv"), table).unwrap();
    let said = stdout(&run(root, &["data", "guess", "data/x.csv"]));
    assert!(said.contains("A3“浜哄彛”"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_name_that_no_plan_can_list_is_said() {
    let folder = plan("");
    let root = folder.path();
    fs::write(root.join("data/年报 #1: 表.csv"), TABLE).unwrap();
    let arguments = ["data", "guess", "data/年报 #1: 表.csv", "--write"];
    let refused = run(root, &arguments);
    assert_eq!(refused.status.code(), Some(2));
    let why = stderr(&refused);
    assert!(why.contains("文件名") && !why.contains("文件夹里"), "{why}");
}
