//! What was known on a day.

use super::*;
use crate::value::Date;

fn known_on(day: &str, listed: &str, files: &[(&str, &str)]) -> Read {
    let manifest = format!("id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\ndata:\n{listed}");
    let mut all = vec![("plan.yaml", manifest.as_str())];
    all.extend(files);
    let sources = sources(&all);
    let mut diagnostics = Diagnostics::new();
    let manifest = read_manifest(&sources, &mut diagnostics).unwrap();
    let day = Date::parse(day);
    let cube = read_data_as_of(&plan(), &sources, &manifest, day, &mut diagnostics);
    let found = codes(&diagnostics, &sources);
    Read {
        cube,
        sources,
        found,
    }
}

fn rows_on(day: &str, rows: &str) -> Read {
    let text = format!("indicator,region,year,value,unit,status,published\n{rows}");
    known_on(day, "  - x.csv\n", &[("x.csv", &text)])
}

const REVISED: &str = "births,,2020,6,,P,2021-03-20\n\
    births,,2020,7,,,2021-11-01\n\
    births,,2020,8,,,2023\n";

#[test]
fn a_revision_counts_from_the_day_on_which_it_was_published() {
    for (day, shown, found, place) in [
        ("2020-12-31", "", "", None),
        ("2021-03-19", "", "", None),
        ("2021-03-20", "3 0 2020=6 provisional", "", Some((2, "6"))),
        ("2021-10-31", "3 0 2020=6 provisional", "", Some((2, "6"))),
        ("2021-11-01", "3 0 2020=7", "", Some((3, "7"))),
        ("2022-12-31", "3 0 2020=7", "", Some((3, "7"))),
        ("2023-06-30", "3 0 2020=7", "Y0580 2023", Some((3, "7"))),
        ("2023-12-31", "3 0 2020=8", "", Some((4, "8"))),
    ] {
        let read = rows_on(day, REVISED);
        assert_eq!((read.shown().as_str(), read.found.as_str()), (shown, found));
        // The row that is found again is the one that counted.
        let cell = read.cell(IndicatorId(3), CITY, Year(2020));
        let cell = cell.map(|cell| (cell.line, cell.written));
        let cell = cell.as_ref().map(|(line, text)| (*line, text.as_str()));
        assert_eq!(cell, place, "{day}");
    }
}

#[test]
fn what_was_not_out_yet_is_as_if_it_were_not_there() {
    for (day, rows, shown, found) in [
        // A withdrawal.
        (
            "2021-12-31",
            "births,,2020,6,,,2021-03\nbirths,,2020,—,,,2022-03\n",
            "3 0 2020=6",
            "",
        ),
        (
            "2022-03-31",
            "births,,2020,6,,,2021-03\nbirths,,2020,—,,,2022-03\n",
            "3 0 2020=no_such_figure",
            "Y0537 —",
        ),
        // A contradiction.
        (
            "2021-12-31",
            "births,,2020,6,,,2021-03\nbirths,,2020,7,,,2022\nbirths,,2020,8,,,2022\n",
            "3 0 2020=6",
            "",
        ),
        // What is wrong with a row, its unit, its break.
        ("2021-12-31", "births,,2020,约6,,,2022-03\n", "", ""),
        ("2021-12-31", "births,,2020,6,%,X,2022-03\n", "", ""),
        (
            "2021-12-31",
            "births,,2020,6,,,2021-03\nbirths,,2020,6,,B,2022-03\n",
            "3 0 2020=6",
            "",
        ),
        ("2021-12-31", "nobody,,2020,6,,,2022-03\n", "", ""),
        // What has no date is taken to have been known; a date that is none is no date.
        ("2000-01-01", "births,,2020,6,,,\n", "3 0 2020=6", ""),
        (
            "2000-01-01",
            "births,,2020,6,,,去年\n",
            "3 0 2020=6",
            "Y0521 去年",
        ),
    ] {
        let read = rows_on(day, rows);
        assert_eq!(
            (read.shown().as_str(), read.found.as_str()),
            (shown, found),
            "{rows}"
        );
        assert_eq!(read.cube.kept_out(), KeptOut::default(), "{rows}");
    }
}

#[test]
fn a_blank_region_goes_on_with_the_row_above_it_whenever_that_was_published() {
    let rows = "births,,2020,1,,,2021\nbirths,511102,2020,2,,,2024\nbirths,,2021,3,,,2021\n";
    let all = csv(rows.trim_end()).found;
    assert!(all.contains("Y0539"), "{all}");
    assert_eq!(rows_on("2021-12-31", rows).found, all);
    // A header below is none of the rows.
    let header =
        "births,,2020,1,,,2021\n指标,地区,2020,2021,2022,2023,2024\nbirths,,2020,2,,,2020\n";
    let read = rows_on("2021-12-31", header);
    assert!(read.found.contains("Y0542"), "{}", read.found);
}

#[test]
fn an_earlier_file_speaks_where_the_trusted_one_was_not_out_yet() {
    let trusted = (
        "a.csv",
        "indicator,year,value,published\nbirths,2020,7,\nbirths,2021,9,2021-05-01\n",
    );
    let other = (
        "b.csv",
        "indicator,year,value\nbirths,2020,6\nbirths,2021,8\n",
    );
    let listed =
        "  - { file: a.csv, published: 2022-05-10 }\n  - { file: b.csv, published: 2021-06 }\n";
    let read = known_on("2021-12-31", listed, &[trusted, other]);
    assert_eq!(read.shown(), "3 0 2020=6; 3 0 2021=9");
    // Where both speak they are compared, and nowhere else.
    assert_eq!(read.found, "Y0524 8");
    let read = known_on("2022-05-10", listed, &[trusted, other]);
    assert_eq!(read.shown(), "3 0 2020=7; 3 0 2021=9");
    assert_eq!(read.found, "Y0524 6 Y0524 8");
    let cell = read.cell(IndicatorId(3), CITY, Year(2020)).unwrap();
    assert_eq!(cell.published.as_deref(), Some("2022-05-10"));
    let cell = read.cell(IndicatorId(3), CITY, Year(2021)).unwrap();
    assert_eq!(cell.published.as_deref(), Some("2021-05-01"));
}

#[test]
fn a_vague_date_is_told_once_a_file_where_it_stands() {
    let rows = "births,,2020,6,,,2021\nbirths,,2021,7,,,2021-06\nbirths,,2022,8,,,2021-06-15\n";
    let read = rows_on("2021-06-15", rows);
    assert_eq!(
        (read.shown().as_str(), read.found.as_str()),
        ("3 0 2022=8", "Y0580 2021")
    );
    // Nobody can say that there was no entry.
    assert!(read.cube.may_lack(IndicatorId(3)));
    assert!(!rows_on("2021-12-31", rows).cube.may_lack(IndicatorId(3)));
    let listed = "  - { file: x.csv, published: 2021年6月 }\n";
    let file = (
        "x.csv",
        "indicator,year,value\nbirths,2020,6\nbirths,2021,7\n",
    );
    let read = known_on("2021-06-15", listed, &[file]);
    assert_eq!(
        (read.shown().as_str(), read.found.as_str()),
        ("", "Y0580 2021年6月")
    );
    let yaml = ("x.yaml", "- {indicator: births, year: 2020, value: 6}\n");
    let listed = "  - { file: x.yaml, published: 2021 }\n";
    assert_eq!(known_on("2021-06-15", listed, &[yaml]).found, "Y0580 2021");
}

#[test]
fn the_date_of_a_file_is_that_of_rows_that_name_none() {
    let listed = "  - { file: x.csv, published: 2021-03-01 }\n";
    let text = "indicator,year,value,published\nbirths,2020,6,\nbirths,2020,7,2021-11-01\n";
    let read = read_listed(listed, &[("x.csv", text)]);
    assert_eq!(
        (read.shown().as_str(), read.found.as_str()),
        ("3 0 2020=7", "")
    );
    for wrong in ["去年", "2021-13", "[2021]"] {
        let listed = format!("  - {{ file: x.csv, published: {wrong} }}\n");
        let read = read_listed(&listed, &[("x.csv", text)]);
        let code = if wrong.starts_with('[') {
            "Y0707"
        } else {
            "Y0581"
        };
        assert!(read.found.starts_with(code), "{}", read.found);
        assert_eq!(read.shown(), "");
        assert_eq!(read.cube.unreadable_files(), 1);
    }
}

#[test]
fn a_break_is_found_at_the_row_that_says_it() {
    let place = |read: &Read| {
        let key = CellKey {
            indicator: IndicatorId(3),
            region: CITY,
            year: Year(2020),
        };
        let cell = read.cube.breaks(&read.sources, [key]).remove(&key);
        cell.map(|cell| format!("{}:{}:{}", cell.file, cell.line, cell.column))
    };
    // An earlier publication says it, and a later one has the figure.
    let rows = "births,,2020,6,,B,2021-03\nbirths,,2020,7,,,2021-11";
    assert_eq!(place(&csv(rows)).as_deref(), Some("x.csv:2:17"));
    // A blank row, a row that is kept out, a whole file.
    assert_eq!(
        place(&csv("births,,2020,,,PB,")).as_deref(),
        Some("x.csv:2:16")
    );
    assert_eq!(
        place(&csv("births,,2020,约6,,B,")).as_deref(),
        Some("x.csv:2:18")
    );
    let file = ("x.csv", "indicator,year,value\nbirths,2020,6\n");
    let read = read_listed("  - { file: x.csv, status: B }\n", &[file]);
    assert_eq!(place(&read).as_deref(), Some("x.csv:2:13"));
    assert_eq!(place(&csv("births,,2020,6,,,")), None);
    assert_eq!(place(&rows_on("2020-12-31", &format!("{rows}\n"))), None);
}

#[test]
fn a_file_has_the_digest_of_its_bytes_on_disk() {
    let text = "indicator,year,value\nbirths,2020,6\n";
    let marked = format!("\u{FEFF}{text}");
    let digest = |text: &str| {
        let read = super::read(&[("x.csv", text)]);
        let source = read.sources.find("x.csv").unwrap();
        read.cube.sha256(&read.sources, source).unwrap().to_owned()
    };
    assert_eq!(
        digest(text),
        super::super::digest::sha256(&[text.as_bytes()])
    );
    assert_eq!(
        digest(&marked),
        super::super::digest::sha256(&[marked.as_bytes()])
    );
    assert_ne!(digest(text), digest(&marked));
}
