//! How much is allocated on the way from the columns of the cube to a verdict.

use crate::support::{Files, open_files};
use std::io::Write;
use yardstick::coverage::read_plan_text;
use yardstick::data::sheets_of;
use yardstick::diag::Diagnostics;
use yardstick::eval::{Method, judge_target};
use yardstick::ooxml::sheets::{Cell, Look, Row, Sheet, Workbook};
use yardstick::open::open;
use yardstick::text::Sources;
use yardstick::value::Year;

fn files(rule: &str, regions: usize) -> Files {
    let mut region_file = String::from(
        "levels:\n  city: [市]\n  county: [县]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n",
    );
    let mut data = String::from("indicator,region,year,value\n");
    for at in 0..regions {
        let code = 200_000 + at;
        region_file.push_str(&format!(
            "  - {{code: '{code}', name: 县{code}, level: county, parent: '511100'}}\n"
        ));
        for year in 2020..=2025 {
            let (whole, part) = (40 + at % 50, at % 100);
            data.push_str(&format!(
                "x,{code},{year},{whole}.{part:02}\nf,{code},{year},{whole}.{part:02}\n"
            ));
        }
    }
    vec![
        ("plan.yaml".to_owned(), "language: 1\nid: case\ntitle: 用例\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [case.rules]\ndata: [data.csv]\n".to_owned()),
        ("regions.yaml".to_owned(), region_file),
        ("case.rules".to_owned(), format!("indicator x\n    unit %\nindicator f\n    kind flow\n\n{rule}\n")),
        ("data.csv".to_owned(), data),
    ]
}

/// A result keeps the cells it rests on, which takes a list or two; nothing is allocated for an
/// observation, whatever is worked out from it.
#[test]
fn nothing_is_allocated_per_observation() {
    const REGIONS: usize = 1000;
    for (rule, year, observations, allowed) in [
        ("x >= 95% by 2025 for each county", 2023, 4, 2),
        ("x >= 95% throughout 2021..2025 for each county", 2025, 6, 3),
        ("f >= 300 over 2021..2025 for each county", 2025, 5, 2),
        ("t: x / f >= 55% by 2025 for each county", 2023, 4, 1),
        ("t: x / f >= 155% by 2025 for each county", 2023, 8, 2),
    ] {
        let plan = open_files(&files(rule, REGIONS)).opened.unwrap();
        let target = &plan.plan.targets[0];
        let mut results = 0;
        let info = allocation_counter::measure(|| {
            judge_target(
                &plan.plan,
                &plan.cube,
                Year(year),
                &Method::SCHEDULE,
                target,
                |_, _| {
                    results += 1;
                },
            );
        });
        assert_eq!(results, REGIONS + 1);
        let per_result = info.count_total as f64 / REGIONS as f64;
        println!("{rule}: {per_result} allocations a result, {observations} observations");
        assert!(per_result < f64::from(allowed) + 0.1, "{rule}: {info:?}");
        assert!(allowed < observations, "the test shows something");
    }
}

/// 200 MB of spaces in a Word document of 200 kB, under a header that says so and under one that
/// says there are 100 bytes.
#[test]
fn a_document_that_is_small_only_while_packed_takes_no_memory() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("word/document.xml", options).unwrap();
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..200 {
        writer.write_all(&spaces).unwrap();
    }
    let honest = writer.finish().unwrap().into_inner();
    let mut lying = honest.clone();
    let entry = honest
        .windows(4)
        .rposition(|four| four == b"PK\x01\x02")
        .unwrap();
    for at in [entry + 24, 22] {
        lying[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    for bytes in [honest, lying] {
        let mut text = None;
        let info = allocation_counter::measure(|| text = Some(read_plan_text("a.docx", &bytes)));
        assert!(text.unwrap().is_err());
        assert!(info.bytes_max < 1 << 20, "{}", info.bytes_max);
    }
}

/// A workbook is not there twice while it is written, and its cells are small.
#[test]
fn a_workbook_of_many_rows_fits_into_memory() {
    const ROWS: usize = 100_000;
    const COLUMNS: usize = 10;
    let mut length = 0;
    let info = allocation_counter::measure(|| {
        let rows = (0..ROWS).map(|row| {
            Row::of((0..COLUMNS).map(|column| match column {
                0..4 => Cell::text(format!("名称{column}-{}", row % 1000)).look(Look::Raw),
                _ => Cell::number(format!("{row}.{column}")).look(Look::Raw),
            }))
        });
        let workbook = Workbook {
            sheets: vec![Sheet {
                rows: rows.collect(),
                ..Sheet::default()
            }],
            ..Workbook::default()
        };
        length = workbook.to_bytes().unwrap().len();
    });
    let cells = (ROWS * COLUMNS) as u64;
    println!("{} bytes a cell, {length} bytes", info.bytes_max / cells);
    assert!(info.bytes_max / cells < 150, "{}", info.bytes_max / cells);
}

/// What a workbook or a CSV file takes while it is read, against its unpacked size.
#[test]
fn data_are_read_within_ten_times_their_size() {
    const ROWS: usize = 20_000;
    let row = |row: usize| {
        [
            format!("指标{}", row / 1000),
            format!("{}", 511_101_000 + row % 1000),
            "2023".to_owned(),
            format!("{}.{}", 40 + row % 60, 1 + row % 9),
        ]
    };
    let rows = (0..ROWS).map(|at| {
        let [indicator, region, year, value] = row(at);
        let texts = [Cell::text(indicator), Cell::text(region)];
        let numbers = [Cell::number(year), Cell::number(value)];
        Row::of(
            texts
                .into_iter()
                .chain(numbers)
                .map(|cell| cell.look(Look::Raw)),
        )
    });
    let workbook = Workbook {
        sheets: vec![Sheet {
            rows: rows.collect(),
            ..Sheet::default()
        }],
        ..Workbook::default()
    };
    let bytes = workbook.to_bytes().unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let unpacked: u64 = (0..archive.len())
        .map(|at| archive.by_index(at).unwrap().size())
        .sum();
    let mut text = String::new();
    let info = allocation_counter::measure(|| text = sheets_of(&bytes).unwrap().0);
    assert_eq!(text.lines().count(), ROWS);
    println!("workbook: {} bytes for {unpacked}", info.bytes_max);
    assert!(
        info.bytes_max < 10 * unpacked,
        "{} for {unpacked}",
        info.bytes_max
    );

    let csv = format!("指标,地区代码,年份,数值\n{text}");
    let manifest = "id: many\nyears: 2021..2025\nbase: 2020\nregions: r.csv\nrules: [a.rules]\n\
                    data: [d.csv]\n";
    let mut regions = "code,name,level,parent\n511101,县,county,\n".to_owned();
    for region in 0..1000 {
        let code = 511_101_000 + region;
        regions.push_str(&format!("{code},乡{region},township,511101\n"));
    }
    let rules: String = (0..20)
        .map(|at| format!("indicator x{at} \"指标{at}\"\n    unit 个\nx{at} >= 50 by 2025\n"))
        .collect();
    let mut sources = Sources::new();
    for (path, text) in [
        ("plan.yaml", manifest),
        ("r.csv", &regions),
        ("a.rules", &rules),
        ("d.csv", &csv),
    ] {
        sources.insert(path, text.as_bytes()).unwrap();
    }
    let mut figures = 0;
    let info = allocation_counter::measure(|| {
        let opened = open(&sources, &mut Diagnostics::new()).unwrap();
        figures = opened.cube.files().map(|(_, counts)| counts.figures).sum();
    });
    assert_eq!(figures, ROWS);
    println!("plan: {} bytes for {}", info.bytes_max, csv.len());
    assert!(
        info.bytes_max < 10 * csv.len() as u64,
        "{} for {}",
        info.bytes_max,
        csv.len()
    );
}
