//! The tables of `docs/language.md` and `docs/coverage.md` against the code: words, units,
//! functions, fields; and the prose against the lists it must not lose.

use crate::support::{files_of, open_files, run, stdout, write_files};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use yardstick::coverage::Class;
use yardstick::data::Absence;
use yardstick::eval::{ReasonKind, Verdict};
use yardstick::syntax::words::Word;
use yardstick::value::{Units, spelled_rates};

fn reference() -> String {
    fs::read_to_string("docs/language.md").unwrap()
}

/// The rows of the table under a heading or a line: for each column, what stands in backticks.
fn table(heading: &str) -> Vec<Vec<Vec<String>>> {
    table_of(&reference(), heading)
}

fn table_of(text: &str, heading: &str) -> Vec<Vec<Vec<String>>> {
    let rows: Vec<_> = text
        .lines()
        .skip_while(|line| *line != heading)
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(|cell| {
                    cell.split('`')
                        .skip(1)
                        .step_by(2)
                        .map(str::to_owned)
                        .collect()
                })
                .collect()
        })
        .collect();
    assert!(!rows.is_empty(), "{heading}");
    rows
}

#[test]
fn words_are_those_of_the_parser_in_both_spellings() {
    let written: Vec<_> = table("## Words")
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let known: Vec<_> = Word::ALL
        .iter()
        .map(|word| (owned(word.english()), owned(word.chinese())))
        .collect();
    for (written, known) in written.iter().zip(&known) {
        assert_eq!(written, known);
    }
    assert_eq!(written.len(), known.len());
}

#[test]
fn units_are_those_that_are_known() {
    let written: BTreeSet<_> = table("### Units")
        .into_iter()
        .flat_map(|row| row[0].clone())
        .collect();
    let known: BTreeSet<_> = Units::standard().names().map(str::to_owned).collect();
    let single: BTreeSet<_> = written
        .iter()
        .filter(|name| known.contains(*name))
        .cloned()
        .collect();
    assert_eq!(single, known);
    assert!(spelled_rates().all(|rate| written.contains(rate)));
    for name in &written {
        assert!(Units::standard().parse(name).is_some(), "{name} is no unit");
    }
    // What one of it is, and whether it counts whole things.
    for row in fs::read_to_string("docs/language.md")
        .unwrap()
        .lines()
        .filter(|line| line.ends_with("| whole things |"))
    {
        let name = row.split('`').nth(1).unwrap();
        assert!(Units::standard().parse(name).unwrap().is_whole(), "{name}");
    }
}

#[test]
fn functions_are_those_of_formulas() {
    let written: Vec<_> = table("### Functions")
        .into_iter()
        .map(|row| (row[0][0].clone(), row[1][0].clone()))
        .collect();
    let known = [
        ("sum", "合计"),
        ("mean", "平均"),
        ("min", "最小"),
        ("max", "最大"),
        ("change", "增量"),
        ("growth", "增幅"),
        ("share", "占比"),
        ("count", "个数"),
    ];
    assert_eq!(written.len(), known.len());
    for ((english, chinese), (en, zh)) in written.iter().zip(known) {
        assert_eq!((english.as_str(), chinese.as_str()), (en, zh));
        let words =
            |spellings: &'static [&'static str]| spellings.contains(&en) || spellings.contains(&zh);
        assert!(Word::ALL.iter().any(|word| words(word.english())), "{en}");
        assert!(Word::ALL.iter().any(|word| words(word.chinese())), "{zh}");
    }
}

#[test]
fn every_verdict_and_every_reason_is_told() {
    let text = reference();
    for verdict in Verdict::ALL {
        assert!(
            text.contains(&format!("`{}`", verdict.name())),
            "{}",
            verdict.name()
        );
    }
    for reason in ReasonKind::ALL {
        assert!(
            text.contains(&format!("`{}`", reason.name())),
            "{}",
            reason.name()
        );
    }
}

/// A plan whose results have every field: parts, cells, a break, and a figure that is missing.
fn results_with_every_field() -> Value {
    let files = [
        (
            "plan.yaml",
            "language: 1\nid: case\ntitle: 用例\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [case.rules]\ndata: [data.csv]\n",
        ),
        (
            "regions.yaml",
            "levels:\n  city: [市]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n",
        ),
        (
            "case.rules",
            "indicator x\nindicator y\nindicator z\n\nboth: x >= 9 and y >= 9 and z >= base + 1 by 2025\n",
        ),
        (
            "data.csv",
            "indicator,year,value,status\nx,2020,5,\nx,2023,6,\nz,2020,5,\nz,2023,6,B\n",
        ),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()));
    open_files(&files.to_vec()).json(2023)
}

/// The fields of the table under a line.
fn fields(line: &str) -> BTreeSet<String> {
    fields_of(&reference(), line)
}

fn fields_of(text: &str, line: &str) -> BTreeSet<String> {
    let rows = table_of(text, line).into_iter();
    rows.flat_map(|row| row.into_iter().next().unwrap())
        .collect()
}

#[test]
fn every_field_of_the_results_is_told_and_no_other() {
    let json = results_with_every_field();
    let keys = |value: &Value| -> BTreeSet<String> {
        let object = value.as_object().unwrap_or_else(|| panic!("{json}"));
        object.keys().cloned().collect()
    };
    let result = &json["results"][0];
    assert_eq!(keys(result), fields("### Every field"));
    // A part is a result of the same shape.
    let mut of_a_part = keys(&result["parts"][0]);
    of_a_part.insert("parts".to_owned());
    assert_eq!(of_a_part, keys(result));
    for (entry, line) in [
        (&result["missing"][0], "Of an entry of `missing`:"),
        (&result["cells"][0], "Of an entry of `cells`:"),
        (&json["summary"], "Of `summary`:"),
        (&json, "Of the whole document:"),
    ] {
        assert_eq!(keys(entry), fields(line), "{line}");
    }
    assert_eq!(
        keys(&result["parts"][2]["break_at"][0]),
        fields("Of an entry of `break_at`:")
    );
    // What their values are made of stands there too.
    let text = reference();
    let rates = keys(&json["summary"]["rates"]);
    let rate = keys(&json["summary"]["rates"]["promised"]["all"]);
    for word in rates.iter().chain(&rate) {
        assert!(text.contains(&format!("`{word}`")), "{word}");
    }
    for absence in [
        Absence::NotKnown,
        Absence::BelowSmallestUnit,
        Absence::NoSuchFigure,
        Absence::KeptOut,
    ] {
        assert!(text.contains(&format!("`{}`", absence.name())));
    }
}

#[test]
fn every_field_of_collecting_is_told_and_no_other() {
    let keys = |value: &Value| -> BTreeSet<String> {
        let object = value.as_object().unwrap_or_else(|| panic!("{value}"));
        object.keys().cloned().collect()
    };
    let [status, forms, import] = crate::collecting::every_field();
    let line = "`data status` lists what is owed ([how](data.md#collecting)):";
    for (value, line) in [
        (&status["offices"][0], "Of an entry of `offices`:"),
        (
            &status["offices"][0]["figures"][0],
            "Of an entry of its `figures`:",
        ),
    ] {
        assert_eq!(keys(value), fields(line), "{line}");
    }
    // What is within a field stands behind its name.
    let told = |line| -> BTreeSet<String> {
        let rows = table_of(&reference(), line).into_iter();
        rows.flatten().flatten().collect()
    };
    for (value, line, within) in [
        (&status, line, &["summary"][..]),
        (&forms, "`forms` says what it wrote:", &["files"]),
        (
            &import,
            "`data import` says what came back:",
            &["changed", "remarks", "refused", "summary"],
        ),
    ] {
        assert_eq!(keys(value), fields(line), "{line}");
        for name in within {
            let inner = &value[*name];
            let inner = inner.get(0).unwrap_or(inner);
            let told = told(line);
            assert!(keys(inner).is_subset(&told), "{name}: {inner}");
        }
    }
}

/// What `coverage` says of the plan of traps, with a page besides; and its text.
fn coverage_with_every_field() -> (Value, String) {
    let files = files_of("tests/coverage");
    let (_, text) = files.iter().find(|(path, _)| path == "plan.txt").unwrap();
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &files);
    let command = ["coverage", "--format", "json", "--html", "a.html"];
    let json = stdout(&run(folder.path(), &command));
    (serde_json::from_str(&json).unwrap(), text.clone())
}

#[test]
fn every_field_of_coverage_is_told_and_no_other() {
    let (json, _) = coverage_with_every_field();
    let text = fs::read_to_string("docs/coverage.md").unwrap();
    for (value, line) in [
        (&json, "## The JSON"),
        (&json["figures"][0], "Of an entry of `figures`:"),
        (&json["quotes"][0], "Of an entry of `quotes`:"),
        (&json["authors_own"][0], "Of an entry of `authors_own`:"),
        (&json["years_beside"][0], "Of an entry of `authors_own`:"),
        (&json["summary"], "Of `summary`:"),
    ] {
        let fields = value.as_object().unwrap_or_else(|| panic!("{line}"));
        let fields: BTreeSet<_> = fields.keys().cloned().collect();
        assert_eq!(fields, fields_of(&text, line), "{line}");
    }
    let classes = table_of(&text, "## Who accounts for a figure");
    let told: BTreeSet<_> = classes.iter().flat_map(|row| row[0].clone()).collect();
    let known = Class::ALL.map(|class| class.name().to_owned());
    assert_eq!(told, BTreeSet::from(known));
}

#[test]
fn places_in_the_text_are_characters_that_lead_to_its_words() {
    let (json, text) = coverage_with_every_field();
    let characters: Vec<char> = text.chars().collect();
    assert_eq!(json["characters"], characters.len());
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let words = |entry: &Value| -> String {
        characters[number(&entry["start"])..number(&entry["end"])]
            .iter()
            .collect()
    };
    for figure in json["figures"].as_array().unwrap() {
        assert_eq!(words(figure), figure["text"].as_str().unwrap(), "{figure}");
        let line = text.lines().nth(number(&figure["line"]) - 1).unwrap();
        let rest: String = line.chars().skip(number(&figure["column"]) - 1).collect();
        assert!(
            rest.starts_with(figure["text"].as_str().unwrap()),
            "{figure}"
        );
    }
    let squeezed = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = 0;
    for quote in json["quotes"].as_array().unwrap() {
        if quote["found"] == true {
            let wanted = squeezed(quote["quote"].as_str().unwrap());
            assert!(squeezed(&words(quote)).contains(&wanted), "{quote}");
            found += 1;
        }
    }
    assert!(found > 40, "{found}");
    let own = &json["authors_own"][0];
    let rules = fs::read_to_string(format!("tests/coverage/{}", own["file"].as_str().unwrap()));
    let rules = rules.unwrap();
    let line = rules.lines().nth(number(&own["line"]) - 1).unwrap();
    let rest: String = line.chars().skip(number(&own["column"]) - 1).collect();
    assert!(rest.starts_with(own["text"].as_str().unwrap()), "{own}");
}
