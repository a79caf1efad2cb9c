//! A page per code: in both languages, with an example that fails with that code and one that
//! does not.

use crate::collecting::{returned, sheet_of};
use crate::support::{Files, TextPlan, open_files_as_of, run, stderr, write_files};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use yardstick::collect::open_form;
use yardstick::coverage::{Document, account, read_plan_text};
use yardstick::diag::{Code, Diagnostics, Severity};
use yardstick::ooxml::sheets::{Sheet, Workbook};
use yardstick::open::open;
use yardstick::text::{Area, Oddity, SheetsBuilder, Sources, Unread};

/// The files that an example may leave out.
fn small_plan() -> Files {
    [
        (
            "plan.yaml",
            "language: 1\nid: example\ntitle: 示例规划\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [RULES]\ndata: [DATA]\n",
        ),
        (
            "regions.yaml",
            "levels:\n  city: [市]\n  county: [县, 区县]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n  - {code: '511102', name: 市中区, level: county, parent: '511100'}\n  - {code: '511111', name: 沙湾区, level: county, parent: '511100'}\n  - {code: '511126', name: 夹江县, level: county, parent: '511100'}\n",
        ),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

/// The files of the examples of one kind, `fails` or `passes`.
fn example(page: &str, kind: &str) -> Option<Files> {
    let mut files = Files::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let words: Vec<_> = info.split_whitespace().collect();
        let body: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        let body = body.join("\n") + "\n";
        let Some((language, rest)) = words.split_first() else {
            continue;
        };
        if rest.last() != Some(&kind) {
            continue;
        }
        let path = match rest {
            [path, _] => (*path).to_owned(),
            _ if *language == "rules" => "example.rules".to_owned(),
            _ if *language == "csv" => "data/example.csv".to_owned(),
            _ => panic!("no file is named: {info}"),
        };
        // Bytes that are no text are written as escapes in the page.
        files.push((
            path,
            body.replace("\\u{0}", "\0")
                .replace("\\u{202E}", "\u{202E}")
                .replace("\\u{200B}", "\u{200B}"),
        ));
    }
    (!files.is_empty()).then(|| complete(files))
}

/// The example with the files that it leaves out.
fn complete(own: Files) -> Files {
    let listed = |ending: &[&str]| {
        let paths: Vec<_> = own
            .iter()
            .map(|(path, _)| path.as_str())
            .filter(|path| {
                !matches!(*path, "plan.yaml" | "regions.yaml" | "owners.yaml")
                    && !path.starts_with("reports/")
                    && !path.starts_with("forms/")
                    && ending.iter().any(|ending| path.ends_with(ending))
            })
            .collect();
        paths.join(", ")
    };
    let (rules, data) = (listed(&[".rules"]), listed(&[".csv", ".yaml"]));
    let mut files: Files = small_plan()
        .into_iter()
        .filter(|(path, _)| own.iter().all(|(own, _)| own != path))
        .map(|(path, text)| (path, text.replace("RULES", &rules).replace("DATA", &data)))
        .collect();
    files.extend(own);
    files
}

/// The plan that fails and the one that passes, of codes whose example no page can hold.
fn no_page_holds(code: Code) -> Option<[Sources; 2]> {
    const RULES: &str = "example.rules";
    let small = || {
        let mut sources = Sources::new();
        for (path, text) in complete(vec![(RULES.to_owned(), String::new())]) {
            if path != RULES {
                sources.insert(&path, text.as_bytes()).unwrap();
            }
        }
        sources
    };
    let with_rules = |bytes: Vec<u8>| {
        let mut sources = small();
        sources.insert(RULES, &bytes).unwrap();
        sources
    };
    let locked = || {
        let mut sources = small();
        sources.note_unread(RULES, Unread::Denied).unwrap();
        sources
    };
    let noted = |length| {
        let note = "字".repeat(length);
        format!("indicator x\n    unit %\n\nx >= 90% by 2025\n    note \"{note}\"\n").into_bytes()
    };
    let labelled = |label: &[u8]| {
        let parts: [&[u8]; 3] = [
            b"indicator x \"",
            label,
            b"\"\n    unit %\n\nx >= 90% by 2025\n",
        ];
        parts.concat()
    };
    match code {
        // 托位, in GBK and as it should be.
        Code::NotText => {
            let rules = [labelled(b"\xCD\xD0\xCE\xBB"), labelled("托位".as_bytes())];
            Some(rules.map(with_rules))
        }
        Code::TooLong => {
            let rules = [noted(512 * 1024 / 3 + 1), noted(512 * 1024 / 4)];
            Some(rules.map(with_rules))
        }
        Code::UnreadableFile => Some([locked(), with_rules(labelled(b"x"))]),
        _ => in_workbook(code),
    }
}

/// Workbooks of a sheet that fails and of one that passes.
fn in_workbook(code: Code) -> Option<[Sources; 2]> {
    const TABLES: &str =
        "    tables:\n      - {sheet: 甲, header: 1, indicator: A, year: row 1, value: B..C}\n";
    const BOOK: &str = "data/x.xlsx";
    let plan = |tables: &str| {
        let mut sources = Sources::new();
        let rules = "indicator share \"覆盖率\"\n    unit %\n\nshare >= 90% by 2025\n";
        for (path, text) in complete(vec![("example.rules".to_owned(), rules.to_owned())]) {
            let text = text.replace("data: []", &format!("data:\n  - file: {BOOK}\n{tables}"));
            sources.insert(&path, text.as_bytes()).unwrap();
        }
        sources
    };
    /// What is done to the sheet besides its cells.
    type Change<'c> = &'c dyn Fn(&mut SheetsBuilder);
    let book = |tables: &str, figure: &str, oddity: Option<Oddity>, change: Change<'_>| {
        let mut sources = plan(tables);
        let mut builder = SheetsBuilder::new(false);
        builder.sheet("甲", false);
        for (column, text) in [(0, "指标"), (1, "2022"), (2, "2023")] {
            builder.cell(0, column, text, None);
        }
        builder.cell(1, 0, "覆盖率", None);
        builder.cell(1, 1, "80", None);
        builder.cell(1, 2, figure, oddity);
        change(&mut builder);
        builder.end_sheet();
        let (text, sheets) = builder.finish();
        sources.insert_sheets(BOOK, text, sheets).unwrap();
        sources
    };
    let as_it_is: Change<'_> = &|_| {};
    let good = || book(TABLES, "83", None, as_it_is);
    let odd = |figure: &str, oddity| book(TABLES, figure, Some(oddity), as_it_is);
    let bytes = |bytes: &[u8]| {
        let mut sources = plan(TABLES);
        sources.insert(BOOK, bytes).unwrap();
        sources
    };
    let fails = match code {
        Code::WorkbookUnread => bytes(b"PK\x03\x04"),
        Code::WorkbookTooLarge => {
            let entries = b"PK\x01\x02".repeat(10_001);
            bytes(&[b"PK\x03\x04".as_slice(), &entries].concat())
        }
        Code::NoSuchSheet => book(&TABLES.replace("甲", "乙"), "83", None, as_it_is),
        Code::SheetNotRead => book(TABLES, "83", None, &|builder| {
            builder.end_sheet();
            builder.sheet("乙", false);
            builder.cell(0, 0, "说明", None);
        }),
        Code::NotCalculated => odd("=?", Oddity::NotCalculated),
        Code::NumberAsText => odd("83", Oddity::NumberAsText),
        Code::ShownOtherwise => odd(
            "83",
            Oddity::ShownOtherwise {
                holds: "83.4".to_owned(),
            },
        ),
        Code::UnreadFormat => odd(
            "83",
            Oddity::UnreadFormat {
                format: "0.0,".to_owned(),
            },
        ),
        Code::MayBePercent => odd("0.83", Oddity::MayBePercent),
        Code::HiddenCells => book(TABLES, "83", None, &|builder| {
            if let Some(sheet) = builder.last() {
                sheet.hidden_rows.push((1, 1));
            }
        }),
        Code::MergedFigure => book(TABLES, "", None, &|builder| {
            if let Some(sheet) = builder.last() {
                sheet.merged.push(Area {
                    top: 1,
                    left: 1,
                    bottom: 1,
                    right: 2,
                });
            }
        }),
        _ => return None,
    };
    Some([fails, good()])
}

/// The plan's own document that fails and one that passes, of codes whose example no page can
/// hold.
fn no_page_holds_document(code: Code) -> Option<[Vec<u8>; 2]> {
    let docx = |part: &str, xml: &[u8]| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(part, options).unwrap();
        writer.write_all(xml).unwrap();
        writer.finish().unwrap().into_inner()
    };
    let document = |body: &str| {
        let xml = format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
        );
        docx("word/document.xml", xml.as_bytes())
    };
    let good = document("<w:p><w:r><w:t>托位4.5个</w:t></w:r></w:p>");
    match code {
        // 托位 in GBK, cut within its last character and whole.
        Code::PlanTextEncoding => Some([b"\xCD\xD0\xCE".to_vec(), b"\xCD\xD0\xCE\xBB".to_vec()]),
        Code::PlanTextBinary => Some([docx("xl/workbook.xml", b"<workbook/>"), good]),
        Code::DocxBroken => Some([good[..good.len() - 1].to_vec(), good]),
        Code::DocxTooLarge => Some([document(&"<w:tbl>".repeat(300)), good]),
        _ => None,
    }
}

/// What opening a form that came back tells.
fn code_of_form(bytes: &[u8]) -> Option<&'static str> {
    let mut told = Diagnostics::new();
    open_form("x.xlsx", bytes, &mut Sources::new(), &mut told);
    told.last().map(|one| one.code.id())
}

/// What reading the plan's own document tells.
fn code_of_document(path: &str, bytes: &[u8]) -> Option<&'static str> {
    let mut sources = Sources::new();
    let id = sources.insert(path, bytes).unwrap();
    let unreadable = read_plan_text(path, bytes).err()?;
    Some(unreadable.diagnostic(id, sources.get(id)).code.id())
}

/// What holding the plan's own text against its rules tells.
fn codes_of_figures(plan: &TextPlan, path: &str) -> Vec<&'static str> {
    let opened = plan.opened.as_ref().expect("the example opens");
    let source = plan.sources.find(path).unwrap();
    let text = plan.sources.get(source).text_or_empty();
    let document = Document::new(source, text, &opened.plan.units);
    let mut told = Diagnostics::new();
    account(
        &opened.plan,
        &opened.cube,
        &plan.sources,
        &document,
        &mut told,
    );
    told.iter().map(|one| one.code.id()).collect()
}

/// Every code that opening a plan gives.
fn codes_of(sources: &Sources) -> BTreeSet<&'static str> {
    let mut diagnostics = Diagnostics::new();
    open(sources, &mut diagnostics).unwrap();
    diagnostics.iter().map(|one| one.code.id()).collect()
}

/// The command lines of a page that shows what no file can: `$ yardstick report midtrem`.
fn commands(page: &str, kind: &str) -> Vec<String> {
    let fence = format!("```console {kind}");
    page.lines()
        .skip_while(|line| *line != fence)
        .skip(1)
        .take_while(|line| *line != "```")
        .filter_map(|line| line.strip_prefix("$ yardstick "))
        .map(str::to_owned)
        .collect()
}

/// Whether running the command on a small plan tells of the code.
fn tells(command: &str, code: Code) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let files = complete(vec![(
        "example.rules".to_owned(),
        "indicator x\n    unit %\n\nx >= 90% by 2025\n".to_owned(),
    )]);
    write_files(folder.path(), &files);
    let arguments: Vec<_> = command.split_whitespace().collect();
    stderr(&run(folder.path(), &arguments)).contains(code.id())
}

/// What is told of forms that came back (```` ```csv forms/x.csv fails ````).
fn codes_of_forms(plan: &TextPlan, files: &Files) -> Vec<&'static str> {
    let mut sources = plan.sources.clone();
    let mut forms = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("forms/")) {
        forms.push(sheet_of(path, text, &mut sources));
    }
    let mut told = Diagnostics::new();
    if let Some(opened) = plan.opened.as_ref().filter(|_| !forms.is_empty()) {
        returned(opened, &forms, &sources, &mut told);
    }
    told.iter().map(|one| one.code.id()).collect()
}

/// Every code that opening the example, its templates and its own document (```` ```text plan.txt
/// fails ````) gives.
fn codes(files: &Files, page: &str) -> BTreeSet<&'static str> {
    // What was known on the day that the page names.
    let day = page.split_once("`--as-of ").map(|(_, day)| &day[..10]);
    let mut plan = open_files_as_of(files, day);
    let templates = yardstick::report::Templates::load(&mut plan.sources, &mut plan.diagnostics);
    templates.check(&mut plan.diagnostics);
    let mut codes: BTreeSet<_> = plan.codes().into_iter().collect();
    codes.extend(codes_of_forms(&plan, files));
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".txt")) {
        match code_of_document(path, text.as_bytes()) {
            Some(code) => {
                codes.insert(code);
            }
            None => codes.extend(codes_of_figures(&plan, path)),
        }
    }
    codes
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let pages: BTreeSet<_> = fs::read_dir("docs/codes")
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| name.starts_with('Y'))
        .collect();
    let codes: BTreeSet<_> = Code::ALL
        .iter()
        .map(|code| format!("{}.md", code.id()))
        .collect();
    assert_eq!(pages, codes);
    for code in Code::ALL {
        let title = code.page().lines().next().unwrap();
        assert!(
            title.starts_with(&format!("# {} ", code.id())) && title.ends_with(code.name()),
            "{title}"
        );
    }
}

#[test]
fn the_examples_of_every_page_show_what_they_say() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        if let Some([fails, passes]) = no_page_holds(*code) {
            assert_eq!(codes_of(&fails), BTreeSet::from([code.id()]));
            assert_eq!(codes_of(&passes), BTreeSet::new());
            continue;
        }
        if let Some([fails, passes]) = no_page_holds_document(*code) {
            assert_eq!(code_of_document("plan.txt", &fails), Some(code.id()));
            assert_eq!(code_of_document("plan.txt", &passes), None);
            continue;
        }
        if *code == Code::FormUnreadable {
            let book = Workbook {
                sheets: vec![Sheet::default()],
                ..Workbook::default()
            };
            assert_eq!(code_of_form(b"PK\x03\x04"), Some(code.id()));
            assert_eq!(code_of_form(&book.to_bytes().unwrap()), None);
            continue;
        }
        let (fails, passes) = (
            commands(code.page(), "fails"),
            commands(code.page(), "passes"),
        );
        if !fails.is_empty() {
            assert!(!passes.is_empty(), "{}", code.id());
            wrong.extend(
                fails
                    .iter()
                    .filter(|command| !tells(command, *code))
                    .chain(passes.iter().filter(|command| tells(command, *code)))
                    .map(|command| format!("{}: {command}", code.id())),
            );
            continue;
        }
        match example(code.page(), "fails") {
            None => wrong.push(format!("{}: no example that fails", code.id())),
            Some(files) => {
                let seen = codes(&files, code.page());
                if !seen.contains(code.id()) {
                    wrong.push(format!("{}: the failing example gives {seen:?}", code.id()));
                }
            }
        }
        match example(code.page(), "passes") {
            None => wrong.push(format!("{}: no example that passes", code.id())),
            Some(files) => {
                let seen = codes(&files, code.page());
                let bad: Vec<_> = Code::ALL
                    .iter()
                    .filter(|one| *one == code || one.severity() == Severity::Error)
                    .filter(|one| seen.contains(one.id()))
                    .map(|one| one.id())
                    .collect();
                if !bad.is_empty() {
                    wrong.push(format!("{}: the passing example gives {bad:?}", code.id()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
