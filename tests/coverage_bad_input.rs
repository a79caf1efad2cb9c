//! A text that is none: a clear error that names the file, and nothing is written.

use crate::support::{files_of, run, stderr, stdout, write_files};
use std::fs;
use std::io::Write;

/// A `.docx` of a few kilobytes that unpacks to 200 MB.
fn bomb() -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let how = zip::write::SimpleFileOptions::default();
    packed.start_file("word/document.xml", how).unwrap();
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..200 {
        packed.write_all(&spaces).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

#[test]
fn nothing_is_held_against_what_is_no_text() {
    let gbk = b"\xCD\xD0\xCE\xBB\xB4\xEF\xB5\xBD4.5\xB8\xF6\xA1\xA3\xCD\xD0\xCE".to_vec();
    let bomb = bomb();
    assert!(bomb.len() < 1 << 20);
    let noise: Vec<u8> = (0..3000_u32).map(|at| ((at * at) >> 3) as u8).collect();
    let cases: [(&str, &[u8], &str); 9] = [
        ("empty.txt", b"", "Y0901"),
        ("blank.txt", "\u{FEFF} \n\u{3000}\n".as_bytes(), "Y0901"),
        ("empty.docx", b"", "Y0901"),
        ("cut.txt", &gbk, "Y0902"),
        ("noise.txt", &noise, "Y0903"),
        ("plan.pdf", b"%PDF-1.7\n1 0 obj", "Y0903"),
        ("none.docx", &noise, "Y0904"),
        ("broken.docx", b"PK\x03\x04nothing", "Y0904"),
        ("bomb.docx", &bomb, "Y0905"),
    ];
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &files_of("tests/coverage"));
    for (name, bytes, code) in cases {
        fs::write(folder.path().join(name), bytes).unwrap();
        let page = folder.path().join("page.html");
        let line = ["coverage", name, "--html", "page.html"];
        let done = run(folder.path(), &line);
        assert_eq!(done.status.code(), Some(2), "{name}: {}", stderr(&done));
        assert_eq!(stdout(&done), "", "{name}");
        let said = stderr(&done);
        assert!(said.contains(code) && said.contains(name), "{name}: {said}");
        assert!(!said.contains("panicked"), "{name}: {said}");
        let json = run(folder.path(), &[&line[..], &["--format", "json"]].concat());
        assert_eq!(json.status.code(), Some(2), "{name}");
        let json: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
        assert_eq!(json["diagnostics"][0]["code"], code, "{name}");
        assert!(json["error"].is_string(), "{name}");
        assert!(!page.exists(), "{name}");
    }
    // What is not there, and what is a folder.
    for name in ["nowhere.txt", "data"] {
        let done = run(folder.path(), &["coverage", name]);
        assert_eq!(done.status.code(), Some(2), "{name}");
        assert!(stderr(&done).contains(name), "{name}: {}", stderr(&done));
    }
}
