//! The house: the order of folders, and one home for each dependency.

use std::fs;
use std::path::{Path, PathBuf};

/// The phases, as `lib.rs` lists them.
fn phases() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// The code of a file without its tests: those may look further.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let is_test = path
        .file_name()
        .is_some_and(|name| name == "tests.rs" || name == "testing.rs");
    if is_test {
        return String::new();
    }
    // Tests that stand in a file of their own are only named here.
    let begins_tests = |(at, _): &(usize, &str)| {
        let line = text[*at..].lines().nth(1).unwrap_or_default();
        line.starts_with("mod ") && line.ends_with('{')
    };
    let tests = text.match_indices("#[cfg(test)]\n").find(begins_tests);
    text[..tests.map_or(text.len(), |(at, _)| at)].to_owned()
}

/// Folders whose neighbours they may not know although they stand later.
const STRANGERS: [(&str, &str); 3] = [("model", "syntax"), ("eval", "syntax"), ("data", "syntax")];

#[test]
fn imports_point_only_at_folders_that_stand_earlier() {
    let phases = phases();
    assert!(phases.len() >= 12, "{phases:?}");
    let mut seen = 0;
    for (at, phase) in phases.iter().enumerate() {
        let folder = Path::new("src").join(phase);
        assert!(folder.is_dir(), "{phase} has no folder");
        for file in rust_files(&folder) {
            let code = code_of(&file);
            for (later, other) in phases.iter().enumerate() {
                let uses = imports(&code, other);
                seen += usize::from(uses);
                assert!(
                    !(uses && later > at),
                    "{} imports {other}, which stands later",
                    file.display()
                );
                assert!(
                    !(uses && STRANGERS.contains(&(phase.as_str(), other.as_str()))),
                    "{} shall not know {other}",
                    file.display()
                );
            }
        }
    }
    assert!(seen > 50, "the test sees imports: {seen}");
}

/// Whether code names a folder: as `crate::other`, or in `use crate::{…, other::…}`.
fn imports(code: &str, other: &str) -> bool {
    let is = |piece: &str| {
        piece
            .strip_prefix(other)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    code.split("crate::").skip(1).any(|rest| {
        let Some(group) = rest.strip_prefix('{') else {
            return is(rest);
        };
        let mut depth = 1;
        let end = group.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        let group = &group[..end.unwrap_or(group.len())];
        // Names inside a deeper group belong to what stands before it; one of them that is called
        // like a folder would only make the test stricter.
        group.split([',', '{']).any(|piece| is(piece.trim()))
    })
}

#[test]
fn imports_are_seen_however_they_are_written() {
    for code in [
        "use crate::eval;",
        "use crate::eval::Facts;",
        "use crate::{data, eval};",
        "use crate::{\n    eval::{Facts, Mark},\n    text,\n};",
        "fn f(x: &crate::eval::Facts) {}",
    ] {
        assert!(imports(code, "eval"), "{code}");
    }
    for code in ["use crate::evaluate;", "use crate::data; use std::{eval};"] {
        assert!(!imports(code, "eval"), "{code}");
    }
}

/// Each dependency and the folder that is its home.
const HOMES: [(&str, &str); 20] = [
    ("calamine", "data"),
    ("cfb", "ooxml"),
    ("clap", "cli"),
    ("csv", "data"),
    ("dashu_int", "value"),
    ("dashu_ratio", "value"),
    ("encoding_rs", "text"),
    ("indicatif", "cli"),
    ("miette", "diag"),
    ("minijinja", "report"),
    ("pest", "syntax"),
    ("pest_derive", "syntax"),
    ("quick_xml", "ooxml"),
    ("rust_xlsxwriter", "ooxml"),
    ("serde_yaml", "data"),
    ("sha2", "data"),
    ("strsim", "text"),
    ("unicode_width", "text"),
    ("zip", "ooxml"),
    ("indexmap", ""),
];

/// Used wherever JSON or ordered maps are: they are part of the language we write in.
const EVERYWHERE: [&str; 3] = ["indexmap", "serde", "serde_json"];

#[test]
fn every_dependency_has_one_home() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let dependencies: Vec<_> = manifest
        .split("[dependencies]\n")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.replace('-', "_"))
        .collect();
    assert!(dependencies.len() > 10, "{dependencies:?}");
    for name in &dependencies {
        if EVERYWHERE.contains(&name.as_str()) {
            continue;
        }
        let (_, home) = HOMES
            .iter()
            .find(|(known, _)| known == name)
            .unwrap_or_else(|| panic!("{name} has no home"));
        let mut used = false;
        for file in rust_files(Path::new("src")) {
            let code = code_of(&file);
            let uses = [
                format!("use {name}::"),
                format!("use {name};"),
                format!(" {name}::"),
                format!("({name}::"),
                format!("<{name}::"),
                format!("&{name}::"),
            ]
            .iter()
            .any(|pattern| code.contains(pattern));
            if uses {
                used = true;
                assert!(
                    file.starts_with(Path::new("src").join(home)),
                    "{} uses {name}, whose home is {home}",
                    file.display()
                );
            }
        }
        assert!(used, "{name} is not used");
    }
}

#[test]
fn every_file_that_the_pages_name_is_there() {
    let folders = [Path::new("docs"), Path::new("docs/decisions")];
    let pages = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut named = 0;
    for page in pages.map(|page| page.unwrap().path()) {
        if page.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let text = fs::read_to_string(&page).unwrap();
        for name in text.split('`').skip(1).step_by(2) {
            let of_ours = [".rs", ".pest", ".words"];
            if !of_ours.iter().any(|ending| name.ends_with(ending)) || !name.contains('/') {
                continue;
            }
            named += 1;
            let is_there = ["", "src"].iter().any(|root| {
                let path = Path::new(root).join(name);
                path.is_file()
            });
            assert!(is_there, "{} names `{name}`", page.display());
        }
    }
    assert!(named > 15, "{named}");
}
