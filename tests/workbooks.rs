//! A corpus of odd and broken data files. `tests/workbooks/cases.txt` says of each how it is
//! mapped, what is found in it and where, and which figures are read; `make.py` makes the files.
//!
//! To write down what is found now, and then read every line of what has changed:
//! `YARDSTICK_WRITE_CASES=1 cargo test --test all -- workbooks::`

use crate::support::{Files, run, stderr, stdout, write_files};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use yardstick::data::{Absence, Doubt, read_manifest, sheets_of, take_in};
use yardstick::diag::Diagnostics;
use yardstick::model::{CellKey, IndicatorId, RegionId};
use yardstick::ooxml::sheets;
use yardstick::open::{Opened, open};
use yardstick::text::{Sources, Span};
use yardstick::value::Year;

const FOLDER: &str = "tests/workbooks";
const CASES: &str = "tests/workbooks/cases.txt";

const REGIONS: &str = "levels:\n  city: [市]\n  county: [县]\nregions:\n\
    \x20 - {code: '511100', name: 乐山市, level: city, also: [全市]}\n\
    \x20 - {code: '511102', name: 市中区, level: county, parent: '511100'}\n\
    \x20 - {code: '511111', name: 沙湾区, level: county, parent: '511100'}\n\
    \x20 - {code: '511126', name: 夹江县, level: county, parent: '511100'}\n\
    \x20 - {code: '511132', name: 峨边彝族自治县, level: county, parent: '511100', also: [峨边县]}\n";

const RULES: &str = "indicator population \"常住人口\"\n    unit 万人\npopulation >= 1 by 2025\n\
    indicator women \"常住人口其中：女\"\n    unit 万人\nwomen >= 1 by 2025\n\
    indicator men \"常住人口其中：男\"\n    unit 万人\nmen >= 1 by 2025\n\
    indicator urban \"城镇化率\"\n    unit %\nurban >= 1 by 2025\n\
    indicator slots \"托位数\"\n    unit 个/千人\nslots >= 1 by 2025\n\
    indicator births \"出生人口\"\n    unit 人\n    kind flow\nbirths >= 1 by 2025\n";

/// A file, what `plan.yaml` says of it, and what is wanted.
struct Case<'t> {
    file: &'t str,
    said: String,
    wanted: String,
}

/// The cases of the table: `== file`, lines of the entry in `plan.yaml`, `--`, what comes of it.
fn cases(table: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut is_wanted = false;
    for line in table.lines().filter(|line| !line.starts_with("//")) {
        if let Some(file) = line.strip_prefix("== ") {
            is_wanted = false;
            cases.push(Case {
                file,
                said: String::new(),
                wanted: String::new(),
            });
        } else if line == "--" {
            is_wanted = true;
        } else if let Some(case) = cases.last_mut().filter(|_| !line.trim().is_empty()) {
            let text = match is_wanted {
                true => &mut case.wanted,
                false => &mut case.said,
            };
            text.push_str(line);
            text.push('\n');
        }
    }
    cases
}

impl Case<'_> {
    fn plan(&self) -> String {
        let said: String = self
            .said
            .lines()
            .map(|line| format!("    {line}\n"))
            .collect();
        format!(
            "id: corpus\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\n\
             rules: [a.rules]\ndata:\n  - file: {}\n{said}",
            self.file
        )
    }

    fn files(&self) -> Files {
        [
            ("plan.yaml", self.plan().as_str()),
            ("regions.yaml", REGIONS),
            ("a.rules", RULES),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .to_vec()
    }

    /// What comes of it, in the words of the table.
    fn found(&self) -> String {
        let mut sources = Sources::new();
        for (path, text) in self.files() {
            sources.insert(&path, text.as_bytes()).unwrap();
        }
        let mut nobody = Diagnostics::new();
        let manifest = read_manifest(&sources, &mut nobody).unwrap();
        if let Some(file) = manifest.data.first() {
            let bytes = fs::read(Path::new(FOLDER).join(self.file)).unwrap();
            take_in(&mut sources, file, &bytes).unwrap();
        }
        let mut diagnostics = Diagnostics::new();
        let opened = open(&sources, &mut diagnostics).unwrap();
        let mut text = String::new();
        let is_of_data = |path: &str| path == self.file || path == "plan.yaml";
        // What audits think of the figures is for their own tests.
        let is_audit = |id: &str| id.starts_with("Y06");
        for one in diagnostics.iter().filter(|one| !is_audit(one.code.id())) {
            let span = one.labels.first().map(|label| label.span).unwrap();
            if is_of_data(sources.get(span.source).path()) {
                writeln!(text, "{} {}", one.code.id(), place(&sources, span)).unwrap();
            }
        }
        for (indicator, _) in opened.plan.indicators.iter().enumerate() {
            let indicator = IndicatorId(u32::try_from(indicator).unwrap());
            for (region, name) in REGION_NAMES.into_iter().enumerate() {
                let region = RegionId(u32::try_from(region).unwrap());
                for year in 2015..=2040 {
                    let figure = one_figure(&opened, &sources, (indicator, region, Year(year)));
                    if let Some(said) = figure {
                        let indicator = &opened.plan.indicators[indicator.0 as usize].id;
                        writeln!(text, "{indicator} {name} {year} = {said}").unwrap();
                    }
                }
            }
        }
        text
    }
}

const REGION_NAMES: [&str; 5] = ["乐山市", "市中区", "沙湾区", "夹江县", "峨边县"];

/// A place as the table writes it: a cell, or a line and a column of a text.
fn place(sources: &Sources, span: Span) -> String {
    let source = sources.get(span.source);
    match source.address(span.start as usize) {
        Some(address) => address.to_string(),
        None => {
            let at = source.position(span.start as usize);
            format!("{}:{}:{}", source.path(), at.line, at.column)
        }
    }
}

/// A figure, its status where it is not plain, and where it stands.
fn one_figure(
    opened: &Opened,
    sources: &Sources,
    (indicator, region, year): (IndicatorId, RegionId, Year),
) -> Option<String> {
    let cube = &opened.cube;
    let key = CellKey {
        indicator,
        region,
        year,
    };
    let said = match cube.figure(indicator, region, year) {
        Some(figure) => {
            let status = figure.status();
            let letter = match status.doubt {
                Doubt::Normal => "",
                Doubt::Provisional => " P",
                Doubt::Estimated => " E",
                Doubt::Demonstration => " D",
            };
            let breaks = if status.breaks { " B" } else { "" };
            format!("{}{letter}{breaks}", figure.quantity())
        }
        None => match cube.absence(indicator, region, year)? {
            Absence::NotKnown => return None,
            absence => absence.name().to_owned(),
        },
    };
    let cells = cube.cells(sources, [key]);
    let at = cells.values().next().map(|cell| place(sources, cell.span));
    Some(format!("{said} @ {}", at.unwrap_or_default()))
}

#[test]
fn every_file_is_read_as_the_table_says() {
    let table = fs::read_to_string(CASES).unwrap();
    let cases = cases(&table);
    if std::env::var_os("YARDSTICK_WRITE_CASES").is_some() {
        let mut new: String = table
            .lines()
            .take_while(|line| !line.starts_with("== "))
            .map(|line| format!("{line}\n"))
            .collect();
        for case in &cases {
            let found = case.found();
            writeln!(new, "== {}\n{}--\n{found}", case.file, case.said).unwrap();
        }
        fs::write(CASES, new).unwrap();
        return;
    }
    assert!(cases.len() >= 100, "{}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, case.found()))
        .filter(|(case, found)| case.wanted != *found)
        .map(|(case, found)| format!("{}\nwanted\n{}found\n{found}", case.file, case.wanted))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_has_its_case() {
    let table = fs::read_to_string(CASES).unwrap();
    let cases = cases(&table);
    for entry in fs::read_dir(FOLDER).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        let is_own = ["cases.txt", "make.py"].contains(&name.as_str());
        let has = cases.iter().any(|case| case.file == name);
        assert!(is_own || has, "{name} has no case");
    }
}

/// A plan of one data file with other bytes, or none where `put` puts something else there. Whatever
/// is wrong: a located error, the exit code as fixed, JSON that is valid, no panic, nothing written.
fn refused(file: &str, put: impl Fn(&Path)) -> Vec<String> {
    let case = Case {
        file,
        said: String::new(),
        wanted: String::new(),
    };
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &case.files());
    put(folder.path());
    let before = listing(folder.path());
    let mut codes = Vec::new();
    for command in [vec!["check"], vec!["eval", "--year", "2023"]] {
        let in_words = run(folder.path(), &command);
        let said = stdout(&in_words) + &stderr(&in_words);
        assert!(!said.contains("panicked"), "{said}");
        assert!(said.contains("办法"), "{file}: {said}");
        let json = [command.as_slice(), &["--format", "json"]].concat();
        let output = run(folder.path(), &json);
        assert_eq!(stderr(&output), "", "{file}");
        assert_eq!(output.status.code(), Some(1), "{file} {command:?}");
        let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
        let all = json["diagnostics"].as_array().unwrap();
        codes = all
            .iter()
            .filter(|one| one["severity"] == "error")
            .map(|one| {
                let label = &one["labels"][0];
                let line = label["line"].as_u64().unwrap();
                assert!(line > 0, "{one}");
                format!(
                    "{} {}:{line}",
                    one["code"].as_str().unwrap(),
                    label["file"].as_str().unwrap()
                )
            })
            .collect();
    }
    assert_eq!(listing(folder.path()), before, "something was written");
    codes
}

fn listing(folder: &Path) -> Vec<String> {
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    all.sort();
    all
}

fn with_bytes(file: &str, bytes: &[u8]) -> Vec<String> {
    refused(file, |folder| fs::write(folder.join(file), bytes).unwrap())
}

fn corpus(file: &str) -> Vec<u8> {
    fs::read(Path::new(FOLDER).join(file)).unwrap()
}

#[test]
fn what_is_no_workbook_is_refused() {
    for entry in fs::read_dir(FOLDER).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        // Its table is whole; only what stands behind it is not.
        if name.starts_with("bad-") && name != "bad-sheet.xlsx" {
            assert_eq!(
                with_bytes(&name, &corpus(&name)),
                ["Y0550 plan.yaml:7"],
                "{name}"
            );
        }
    }
}

#[test]
fn a_cut_workbook_is_refused() {
    for name in ["op-long.xlsx", "lo-long.ods", "lo-long.xls"] {
        let whole = corpus(name);
        for part in [1, 10, 30, 60, 90, 99] {
            let cut = &whole[..whole.len() * part / 100];
            let found = sheets_of(cut);
            // An old workbook has its sheets at the front and something else behind them.
            assert!(found.is_err() || name.ends_with(".xls"), "{name} {part}");
        }
        let cut = &whole[..whole.len() / 2];
        if sheets_of(cut).is_err() {
            assert_eq!(with_bytes(name, cut), ["Y0550 plan.yaml:7"], "{name}");
        }
    }
}

/// A package as the corpus has it, with other bytes in the place of one part.
fn with_part(name: &str, part: &str, bytes: &[u8]) -> Vec<u8> {
    let whole = corpus(name);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(whole)).unwrap();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let own = entry.name().unwrap().to_string();
        writer.start_file(&own, options).unwrap();
        match own == part {
            true => writer.write_all(bytes).unwrap(),
            false => {
                std::io::copy(&mut entry, &mut writer).unwrap();
            }
        }
    }
    writer.finish().unwrap().into_inner()
}

fn part_of(name: &str, part: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(corpus(name))).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(part).unwrap(), &mut text).unwrap();
    text
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_bomb_is_not_unpacked() {
    let sheet = part_of("raw-no-strings.xlsx", SHEET);
    let (start, end) = sheet.split_once("</sheetData>").unwrap();
    let spaces = " ".repeat(340 << 20);
    let bomb = format!("{start}{spaces}</sheetData>{end}");
    let bomb = with_part("raw-no-strings.xlsx", SHEET, bomb.as_bytes());
    assert!(bomb.len() < 2 << 20, "{}", bomb.len());
    assert_eq!(with_bytes("x.xlsx", &bomb), ["Y0551 plan.yaml:7"]);
    // The same behind a workbook of another name, beside one that is small.
    let sheet = "book/worksheets/sheet1.xml";
    let bomb = with_part("raw-elsewhere.xlsx", sheet, spaces.as_bytes());
    assert_eq!(with_bytes("x.xlsx", &bomb), ["Y0551 plan.yaml:7"]);
}

#[test]
fn a_million_cells_of_nothing_are_nothing() {
    let sheet = part_of("raw-no-strings.xlsx", SHEET);
    let (start, end) = sheet.split_once("</sheetData>").unwrap();
    let columns: String = (0..16_384)
        .map(|at| format!("<c r=\"{}3\" s=\"1\"/>", yardstick::text::column_name(at)))
        .collect();
    let rows: String = (3..=1_000_000)
        .map(|row| format!("<row r=\"{row}\"/>"))
        .collect();
    let styled: String = (0..64).map(|_| columns.as_str()).collect();
    for more in [format!("<row r=\"3\">{styled}</row>"), rows] {
        let wide = format!("{start}{more}</sheetData>{end}");
        let bytes = with_part("raw-no-strings.xlsx", SHEET, wide.as_bytes());
        let (text, _) = sheets_of(&bytes).unwrap();
        assert_eq!(text, "指标,2022,2023\n常住人口,315.1,314.5\n");
    }
}

/// In OpenDocument a few bytes say of a cell that it stands there a million times.
#[test]
fn a_cell_that_repeats_without_end_is_refused() {
    let content = part_of("lo-long.ods", "content.xml");
    let at = content.find("<table:table-row").unwrap();
    let (start, end) = content.split_at(at);
    let cell = |kind: &str, rows: u32, columns: u32| {
        format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
             office:value-type=\"{kind}\" office:value=\"1\" \
             table:number-columns-repeated=\"{columns}\"/></table:table-row>"
        )
    };
    for (kind, rows, columns) in [
        ("float", 1_048_000, 16_384),
        ("percentage", u32::MAX, u32::MAX),
        ("percentage", 1_000, 16_384),
    ] {
        let text = format!("{start}{}{end}", cell(kind, rows, columns));
        let bytes = with_part("lo-long.ods", "content.xml", text.as_bytes());
        assert_eq!(
            with_bytes("x.ods", &bytes),
            ["Y0551 plan.yaml:7"],
            "{kind} {rows}"
        );
    }
    // One that stands far away from the others.
    let far = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/>\
        </table:table-row><table:table-row><table:table-cell table:number-columns-repeated=\"16000\"/>\
        <table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>";
    let text = content.replacen("</table:table>", far, 1);
    let bytes = with_part("lo-long.ods", "content.xml", text.as_bytes());
    assert_eq!(with_bytes("x.ods", &bytes), ["Y0551 plan.yaml:7"]);
}

/// calamine subtracts the first of these from the last; where that is checked, it panics.
#[test]
fn a_reader_that_panics_says_nothing() {
    let sheet = part_of("raw-no-strings.xlsx", SHEET);
    let backwards = sheet.replace("<sheetData>", "<dimension ref=\"C9:A1\"/><sheetData>");
    assert_ne!(sheet, backwards);
    let bytes = with_part("raw-no-strings.xlsx", SHEET, backwards.as_bytes());
    if cfg!(debug_assertions) {
        assert_eq!(with_bytes("x.xlsx", &bytes), ["Y0550 plan.yaml:7"]);
    } else {
        assert!(sheets_of(&bytes).is_ok());
    }
}

/// A sector of a compound file that follows itself: read for ever, it would fill the memory.
#[test]
fn an_old_workbook_that_never_ends_is_refused() {
    let whole = corpus("lo-long.xls");
    let number = |at: usize| u32::from_le_bytes(whole[at..at + 4].try_into().unwrap());
    let table = 512 * (number(76) as usize + 1);
    let directory = number(48);
    let mut bytes = whole.clone();
    let at = table + 4 * directory as usize;
    bytes[at..at + 4].copy_from_slice(&directory.to_le_bytes());
    assert_eq!(with_bytes("x.xls", &bytes), ["Y0550 plan.yaml:7"]);
}

/// What a sheet says of its own size is not believed: room for so many cells nobody has.
#[test]
fn an_old_workbook_that_claims_a_huge_sheet_is_read() {
    let mut bytes = corpus("lo-long.xls");
    let head = [0x00, 0x02, 14, 0];
    let at = bytes.windows(4).position(|four| four == head).unwrap() + 4;
    // Rows up to the largest number that fits, and columns too.
    bytes[at + 4..at + 8].copy_from_slice(&[0xFF; 4]);
    bytes[at + 10..at + 12].copy_from_slice(&[0xFF; 2]);
    let (text, _) = sheets_of(&bytes).unwrap();
    assert_eq!(text, sheets_of(&corpus("lo-long.xls")).unwrap().0);
}

#[test]
fn a_field_without_end_is_refused() {
    let case = Case {
        file: "x.csv",
        said: String::new(),
        wanted: String::new(),
    };
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &case.files());
    for (bytes, end, code) in [(100 << 20, "", "Y0505"), (1 << 20, "\"\n", "Y0107")] {
        let field = "9".repeat(bytes);
        let text = format!("指标,年份,数值\npopulation,2023,\"{field}{end}");
        fs::write(folder.path().join("x.csv"), text).unwrap();
        let output = run(folder.path(), &["check", "--format", "json"]);
        assert_eq!(
            (output.status.code(), stderr(&output)),
            (Some(1), String::new())
        );
        assert!(output.stdout.len() < 10_000, "{}", output.stdout.len());
        let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
        let told = json["diagnostics"].as_array().unwrap();
        let errors: Vec<_> = told
            .iter()
            .filter(|one| one["severity"] == "error")
            .collect();
        assert_eq!(errors.len(), 1, "{json}");
        assert_eq!(errors[0]["code"], code);
        assert_eq!(errors[0]["labels"][0]["line"], 2);
    }
}

#[test]
fn a_path_out_of_the_folder_is_refused() {
    for out in ["../x.csv", "/etc/passwd", "'C:\\x.csv'", "data/../../x.csv"] {
        assert_eq!(refused(out, |_| {}), ["Y0710 plan.yaml:7"], "{out}");
    }
}

/// What leads out of the folder is not read, whatever kind of file it would be; what leads about in
/// it is.
#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let data = "指标,年份,数值\npopulation,2023,314.5\n";
    for (name, text) in [
        ("x.csv", data),
        ("a.rules", RULES),
        ("regions.yaml", REGIONS),
    ] {
        fs::write(outside.path().join(name), text).unwrap();
    }
    fs::write(outside.path().join("x.xlsx"), corpus("op-long.xlsx")).unwrap();
    for name in ["x.csv", "x.xlsx"] {
        let found = refused(name, |folder| {
            symlink(outside.path().join(name), folder.join(name)).unwrap();
        });
        assert_eq!(found, ["Y0710 plan.yaml:7"], "{name}");
        let found = refused(&format!("data/{name}"), |folder| {
            symlink(outside.path(), folder.join("data")).unwrap();
        });
        assert_eq!(found, ["Y0710 plan.yaml:7"], "behind a folder, {name}");
    }
    let case = Case {
        file: "x.csv",
        said: String::new(),
        wanted: String::new(),
    };
    let plan = |name: &str, more: &str| {
        let folder = tempfile::tempdir().unwrap();
        write_files(folder.path(), &case.files());
        fs::write(folder.path().join("own.csv"), data).unwrap();
        symlink("own.csv", folder.path().join("x.csv")).unwrap();
        let manifest = format!("{}{more}", case.plan());
        fs::write(folder.path().join("plan.yaml"), manifest).unwrap();
        if !name.is_empty() {
            let link = folder.path().join(name);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            let _ = fs::remove_file(&link);
            let file = Path::new(name).file_name().unwrap();
            fs::write(
                outside.path().join(file),
                fs::read(outside.path().join(file)).unwrap_or_default(),
            )
            .unwrap();
            symlink(outside.path().join(file), link).unwrap();
        }
        folder
    };
    let inside = plan("", "");
    assert_eq!(run(inside.path(), &["check"]).status.code(), Some(0));
    // The plan's own folder may be reached through a link, and by any spelling.
    let link = outside.path().join("plan");
    symlink(inside.path(), &link).unwrap();
    let by_link = run(outside.path(), &["check", "--plan", "plan"]);
    assert_eq!(by_link.status.code(), Some(0), "{}", stdout(&by_link));
    let by_file = run(inside.path(), &["check", "--plan", "plan.yaml"]);
    assert_eq!(by_file.status.code(), Some(0), "{}", stdout(&by_file));
    for (name, more, line, code) in [
        ("a.rules", "", 5, 1),
        ("regions.yaml", "", 4, 2),
        ("text.txt", "text: text.txt\n", 8, 1),
        ("owners.yaml", "owners: owners.yaml\n", 8, 1),
    ] {
        let folder = plan(name, more);
        let output = run(folder.path(), &["check", "--format", "json"]);
        assert_eq!(output.status.code(), Some(code), "{name}");
        let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
        let told = json["diagnostics"].as_array().unwrap().iter();
        let told: Vec<_> = told.filter(|one| one["code"] == "Y0710").collect();
        assert_eq!(told.len(), 1, "{name}");
        assert_eq!(told[0]["labels"][0]["line"], line, "{name}");
        let words = stderr(&run(folder.path(), &["check"]));
        assert!(words.contains("链接"), "{words}");
    }
    let folder = plan("reports/own.md", "");
    let output = run(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("通到规划文件夹之外的链接"),
        "{}",
        stderr(&output)
    );
}

/// Numbers without a pattern that matters (xorshift).
struct Noise(u64);

impl Noise {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}

/// Whatever becomes of a file: no panic, and no end of memory. In packages the parts are changed, for
/// a package itself is checked by sums.
#[test]
fn no_damage_makes_it_panic() {
    let mut noise = Noise(0x9E37_79B9_7F4A_7C15);
    let mut names: Vec<_> = fs::read_dir(FOLDER)
        .unwrap()
        .flatten()
        .map(|it| it.file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in names
        .iter()
        .filter(|name| !name.contains(".txt") && !name.ends_with(".py"))
    {
        let whole = corpus(name);
        for _ in 0..6 {
            let cut = noise.below(whole.len() + 1);
            let _ = sheets_of(&whole[..cut]);
            let mut bytes = whole.clone();
            for _ in 0..=noise.below(8).min(bytes.len()) {
                let at = noise.below(bytes.len().max(1));
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << noise.below(8);
                }
            }
            let _ = sheets_of(&bytes);
        }
        for part in [SHEET, "xl/workbook.xml", "xl/styles.xml", "content.xml"] {
            let archive = zip::ZipArchive::new(std::io::Cursor::new(&whole));
            if !archive.is_ok_and(|archive| archive.index_for_name(part).is_some()) {
                continue;
            }
            let text = part_of(name, part);
            for _ in 0..4 {
                let mut bytes = text.clone().into_bytes();
                match noise.below(3) {
                    0 => bytes.truncate(noise.below(bytes.len())),
                    1 => {
                        let at = noise.below(bytes.len());
                        bytes[at] = b"<>/\"=0&;\xff"[noise.below(9)];
                    }
                    _ => {
                        let (one, other) = (noise.below(bytes.len()), noise.below(bytes.len()));
                        bytes.drain(one.min(other)..one.max(other).min(one.min(other) + 40));
                    }
                }
                let _ = sheets_of(&with_part(name, part, &bytes));
            }
        }
    }
}

/// The files of the corpus that are of this project's own writer, which writes them the same again.
#[test]
fn own_files_are_as_the_writer_writes_them() {
    let text = |text: &str| sheets::Cell::text(text);
    let number = |printed: &str| sheets::Cell::number(printed);
    let heading = |of: &str| text(of).look(sheets::Look::Heading);
    let book = |name: &str, rows: Vec<sheets::Row>| {
        let workbook = sheets::Workbook {
            sheets: vec![sheets::Sheet {
                name: "数据".to_owned(),
                rows,
                ..sheets::Sheet::default()
            }],
            ..sheets::Workbook::default()
        };
        let (path, bytes) = (Path::new(FOLDER).join(name), workbook.to_bytes().unwrap());
        if std::env::var_os("YARDSTICK_WRITE_CASES").is_some() {
            fs::write(&path, &bytes).unwrap();
        }
        assert!(fs::read(&path).unwrap() == bytes, "{name}");
    };
    book(
        "ours-years-across.xlsx",
        vec![
            sheets::Row::of([
                heading("指标"),
                heading("2022年"),
                heading("2023年（初步）"),
            ]),
            sheets::Row::of([text("常住人口"), number("315.10"), number("314.5")]),
            sheets::Row::of([
                text("城镇化率"),
                sheets::Cell::percent("54.2"),
                sheets::Cell::percent("55.30"),
            ]),
            sheets::Row::of([text("出生人口"), text("=1+1"), number("12345678901234567")]),
        ],
    );
    book(
        "ours-merged.xlsx",
        vec![
            sheets::Row::of([
                heading("领域").down(2),
                heading("指标").down(2),
                heading("2023").across(2),
            ]),
            sheets::Row::of([
                sheets::Cell::blank(),
                sheets::Cell::blank(),
                heading("市中区"),
                heading("沙湾区"),
            ]),
            sheets::Row::of([
                text("人口").down(2),
                text("常住人口"),
                number("83.4"),
                number("18.2"),
            ]),
            sheets::Row::of([
                sheets::Cell::blank(),
                text("托位数"),
                number("-0"),
                text("—"),
            ]),
        ],
    );
}
