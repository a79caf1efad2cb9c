//! The bundled plan: the same however it is spelt, listed, and wherever it is run.

use crate::support::{BUNDLED, Files, bundled, open_files, run, stdout, write_files};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use yardstick::diag::Severity;

fn with(path: &str, change: impl Fn(&str) -> String) -> Files {
    let mut files = bundled();
    let file = files.iter_mut().find(|(own, _)| own == path).unwrap();
    let changed = change(&file.1);
    assert_ne!(changed, file.1, "{path} was not changed");
    file.1 = changed;
    files
}

#[test]
fn nothing_is_wrong_with_it() {
    let plan = open_files(&bundled());
    let errors: Vec<_> = plan
        .diagnostics
        .iter()
        .filter(|one| one.severity() == Severity::Error)
        .map(|one| one.message(yardstick::diag::Lang::En))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(plan.opened.unwrap().plan.left_out, 0);
}

#[test]
fn every_target_has_a_verdict_or_says_what_is_missing() {
    let plan = open_files(&bundled());
    let mut of_nobody = BTreeSet::new();
    for year in 2021..=2025 {
        let json = plan.json(year);
        for result in json["results"].as_array().unwrap() {
            if result["verdict"] != "undecided" {
                continue;
            }
            let reason = result["reason"].as_str().unwrap();
            if result["missing"].as_array().unwrap().is_empty() {
                // What nobody can bring is not missing: the region file lists no townships.
                assert!(reason.contains("没有列出"), "{result}");
                assert!(result["value"].is_null(), "{result}");
                of_nobody.insert(result["target"].as_str().unwrap().to_owned());
            }
        }
    }
    assert!(of_nobody.contains("child_immunization_coverage@township@2025"));
    let targets = &plan.opened.as_ref().unwrap().plan.targets;
    for name in &of_nobody {
        let target = targets.iter().find(|one| one.name == *name).unwrap();
        let rule = plan.sources.slice(target.places.whole);
        assert!(rule.contains("township"), "{rule}");
    }
}

#[test]
fn three_years_show_every_verdict() {
    let plan = open_files(&bundled());
    let mut seen = BTreeSet::new();
    for year in [2021, 2023, 2025] {
        let json = plan.json(year);
        for result in json["results"].as_array().unwrap() {
            if result["region"].is_null() || result["region"] == "511100" {
                seen.insert(result["verdict"].as_str().unwrap().to_owned());
            }
        }
    }
    assert_eq!(seen.len(), 11, "{seen:?}");
}

#[test]
fn one_promise_in_four_spellings_gives_the_same_results() {
    const RULE: &str = "childcare_slots_per_1000 >= 4.5个 by 2025\n";
    // Spans inside the rule differ, so of the findings only codes and lines are compared.
    let json = |files: &Files| {
        let mut json = open_files(files).json(2023);
        for finding in json["diagnostics"].as_array_mut().unwrap() {
            let (code, line) = (finding["code"].take(), finding["line"].take());
            assert!(code.is_string(), "{finding}");
            *finding = serde_json::json!([code, line]);
        }
        json
    };
    let own = json(&bundled());
    for spelling in [
        "childcare_slots_per_1000 >= 4.5 by 2025\n",
        "childcare_slots_per_1000 ≥ ４．５ by 2025\n",
        "每千人口托位数 不低于 4.5个 到2025年\n",
        "到2025年，每千人口托位数 不低于4.5个\n",
        "每千人口托位数 达到4.5个以上 到2025年\n",
    ] {
        let files = with("03-fertility.rules", |text| text.replace(RULE, spelling));
        assert_eq!(json(&files), own, "{spelling}");
    }
}

#[test]
fn the_order_of_files_and_the_folder_do_not_matter() {
    // Both lists the other way round, each line with what stands on it.
    let shuffled = with("plan.yaml", |text| {
        let mut lines: Vec<_> = text.lines().collect();
        for ending in [".rules", "}"] {
            let listed: Vec<_> = (0..lines.len())
                .filter(|&at| lines[at].starts_with("  - ") && lines[at].ends_with(ending))
                .collect();
            assert!(listed.len() > 2, "{ending}");
            for (one, other) in listed
                .iter()
                .zip(listed.iter().rev())
                .take(listed.len() / 2)
            {
                lines.swap(*one, *other);
            }
        }
        lines.join("\n") + "\n"
    });
    let mut outputs = BTreeSet::new();
    for files in [bundled(), bundled(), shuffled] {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("规划");
        write_files(&plan, &files);
        let output = run(&plan, &["eval", "--format", "json", "--year", "2023"]);
        outputs.insert(stdout(&output));
    }
    let folder = tempfile::tempdir().unwrap();
    write_files(&folder.path().join("rules/一个"), &bundled());
    let output = run(
        folder.path(),
        &["eval", "--format", "json", "--year", "2023"],
    );
    outputs.insert(stdout(&output));
    assert_eq!(outputs.len(), 1);
}

fn without_digests(json: &mut Value) {
    match json {
        Value::Object(fields) => {
            fields.remove("sha256");
            fields.values_mut().for_each(without_digests);
        }
        Value::Array(items) => items.iter_mut().for_each(without_digests),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn windows_line_ends_and_a_mark_change_nothing() {
    let files: Files = bundled()
        .into_iter()
        .map(|(path, text)| {
            if path.ends_with(".xlsx") {
                return (path, text);
            }
            (
                path,
                format!(
                    "\u{FEFF}{}",
                    text.trim_start_matches('\u{FEFF}').replace('\n', "\r\n")
                ),
            )
        })
        .collect();
    let (mut one, mut other) = (
        open_files(&bundled()).json(2023),
        open_files(&files).json(2023),
    );
    // They are other files, which their digests show, and nothing else does.
    assert_ne!(one, other);
    without_digests(&mut one);
    without_digests(&mut other);
    assert_eq!(one, other);
}

#[test]
fn every_output_with_demonstration_figures_says_so() {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &bundled());
    let said = |arguments: &[&str]| stdout(&run(folder.path(), arguments));
    assert!(said(&["eval", "--year", "2023"]).contains("演示数据"));
    assert!(said(&["eval", "--year", "2023", "--format", "csv"]).contains("演示数据"));
    assert!(said(&["eval", "--year", "2023", "--format", "json"]).contains("\"demonstration\""));
    // Every target whose results rest on such figures says it, whatever its shape.
    let json = open_files(&bundled()).json(2023);
    let results = json["results"].as_array().unwrap();
    let resting = |row: &&serde_json::Value| {
        let kinds = row["rests_on"].as_array().unwrap();
        kinds.iter().any(|kind| kind == "demonstration")
    };
    let names: BTreeSet<_> = results
        .iter()
        .filter(resting)
        .map(|row| row["target"].as_str().unwrap())
        .collect();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        let told = said(&["explain", name, "--year", "2023"]);
        assert!(told.contains("演示数据"), "{name}: {told}");
    }
    run(
        folder.path(),
        &["report", "--year", "2023", "--to", "html,md"],
    );
    for ending in ["html", "md"] {
        let path = folder
            .path()
            .join(format!("out/leshan-2021-2025-midterm-2023.{ending}"));
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains("演示数据"));
        assert!(text.contains("建议责任单位（规划未明确）"));
    }
}

#[test]
fn a_terminal_of_80_columns_holds_the_table() {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &bundled());
    for arguments in [
        &["eval", "--year", "2023"][..],
        &["eval", "--years", "2021..2025"],
    ] {
        let table = stdout(&run(folder.path(), arguments));
        for line in table.lines().take_while(|line| !line.contains("落后")) {
            assert!(yardstick::text::display_width(line) <= 80, "{line}");
        }
    }
}

/// Where the plan's own text is at hand, every quote stands in it.
#[test]
fn every_quote_stands_in_the_plan() {
    let Some(path) = std::env::var_os("YARDSTICK_PLAN_TEXT") else {
        println!("not run: the plan's text is not here");
        return;
    };
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = squeeze(&fs::read_to_string(path).unwrap());
    let plan = open_files(&bundled()).opened.unwrap().plan;
    let mut quotes = 0;
    for target in &plan.targets {
        for quote in target.quotes.iter().filter(|quote| !quote.words.is_empty()) {
            assert!(
                text.contains(&squeeze(&quote.words)),
                "{}: {}",
                target.name,
                quote.words
            );
            quotes += 1;
        }
    }
    assert!(quotes > 20, "{quotes}");
    for row in rows("plan.csv") {
        assert!(text.contains(&squeeze(&row[8])), "{row:?}");
    }
}

/// The rows of a data file of the bundled plan, without its heading.
fn rows(file: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(Path::new(BUNDLED).join("data").join(file)).unwrap();
    let cells = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().skip(1).map(cells).collect()
}

#[test]
fn each_data_file_holds_what_its_name_says() {
    for row in rows("plan.csv") {
        let figure = row[3].trim_end_matches('0').trim_end_matches('.');
        assert!(row[8].contains(figure) && !row[8].contains('。'), "{row:?}");
        assert_eq!(row[5], "A", "{row:?}");
    }
    for row in rows("published.csv") {
        assert!(row[5] == "A" || row[5] == "P", "{row:?}");
    }
    for row in rows("second_hand.csv") {
        assert_eq!(row[5], "P", "{row:?}");
        assert!(!row[6].is_empty(), "{row:?}");
    }
    let plan = open_files(&bundled());
    let cube = &plan.opened.as_ref().unwrap().cube;
    let made_up = plan.sources.find("data/demonstration.xlsx").unwrap();
    let (_, counts) = cube.files().find(|(id, _)| *id == made_up).unwrap();
    assert_eq!((counts.figures, counts.demonstration), (280, 280));
}

/// The demonstration figures stand in a workbook of the kind that offices send. As a plain table
/// they come to the same, verdict for verdict and figure for figure.
#[test]
fn the_workbook_says_what_a_plain_table_says() {
    let plain = fs::read_to_string("tests/leshan/demonstration.csv").unwrap();
    let mut files = bundled();
    files.retain(|(path, _)| path != "data/demonstration.xlsx");
    for (path, text) in &mut files {
        if path == "plan.yaml" {
            let at = text.find("  - file: data/demonstration.xlsx").unwrap();
            text.truncate(at);
            text.push_str("  - {file: data/demonstration.csv, trust: 4}\n");
        }
    }
    files.push(("data/demonstration.csv".to_owned(), plain));
    let (workbook, table) = (open_files(&bundled()), open_files(&files));
    for year in 2020..=2025 {
        let (mut one, mut other) = (workbook.json(year), table.json(year));
        let mut figures = 0;
        for json in [&mut one, &mut other] {
            json["diagnostics"].take();
            figures += without_places(json);
        }
        assert!(figures > 100, "{figures}");
        assert_eq!(one, other, "{year}");
    }
}

/// Takes from every cell what differs between two files that hold the same, and counts them.
fn without_places(json: &mut Value) -> usize {
    match json {
        Value::Array(items) => items.iter_mut().map(without_places).sum(),
        Value::Object(fields) => {
            let is_cell = fields.contains_key("file") && fields.contains_key("status");
            if is_cell {
                for name in ["file", "line", "column", "cell", "sha256"] {
                    fields.remove(name);
                }
            }
            usize::from(is_cell) + fields.values_mut().map(without_places).sum::<usize>()
        }
        _ => 0,
    }
}
