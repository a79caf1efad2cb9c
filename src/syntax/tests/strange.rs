//! Files that are no rules, or hardly: one clear message each. No time is measured here: what
//! works in proportion is done at once, and what does not would not be done in an hour.

use super::super::ast::Item;
use super::read;

/// Reads a file that must give one finding.
fn one_finding(bytes: impl AsRef<[u8]>) -> String {
    let read = read(bytes);
    let findings: Vec<_> = read
        .diagnostics
        .iter()
        .map(|one| {
            let position = one.labels[0].span.start;
            format!("{} at {position}, help {:?}", one.code.id(), one.help)
        })
        .collect();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(read.file.left_out <= 1);
    findings.concat()
}

#[test]
fn files_that_are_not_text() {
    let (gbk, _, _) = encoding("托位数 >= 4.5 by 2025\n");
    assert_eq!(one_finding(gbk), "Y0001 at 0, help Some(\"gbk\")");
    assert_eq!(
        one_finding(b"\xFF\xFEx\0"),
        "Y0001 at 0, help Some(\"utf16\")"
    );
    let mut state = 1_u32;
    let noise: Vec<u8> = (0..1_000_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    assert_eq!(one_finding(noise), "Y0001 at 0, help Some(\"help\")");
    // What cannot be read is left out, and the count says so.
    assert_eq!(read(b"\xFF\xFE").file.left_out, 1);
}

/// `text` in GBK, for the few characters of the test.
fn encoding(text: &str) -> (Vec<u8>, (), ()) {
    let mut bytes = Vec::new();
    for c in text.chars() {
        match c {
            '托' => bytes.extend([0xCD, 0xD0]),
            '位' => bytes.extend([0xCE, 0xBB]),
            '数' => bytes.extend([0xCA, 0xFD]),
            c => bytes.extend(c.to_string().bytes()),
        }
    }
    (bytes, (), ())
}

#[test]
fn files_without_rules() {
    for text in ["", "\u{FEFF}", "\r\n\r\n", "# only a comment", "　\n"] {
        assert_eq!(one_finding(text), "Y0003 at 0, help Some(\"help\")");
    }
}

#[test]
fn too_much_of_one_thing() {
    for (text, finding) in [
        ("(".repeat(20_000), "Y0106 at 64"),
        (format!("x >= {}", "(".repeat(20_000)), "Y0106 at 69"),
        (format!("x >= {}", "{".repeat(20_000)), "Y0106 at 69"),
        (format!("x >= {}", "9".repeat(10_000)), "Y0107 at 5"),
        (format!("x >= 9.{}", "9".repeat(10_000)), "Y0107 at 7"),
        (format!("x >= 1.{}", "9".repeat(30)), "Y0107 at 5"),
        ("n".repeat(1_000_000), "Y0108 at 0"),
        ("名".repeat(1_000_000), "Y0108 at 0"),
        (format!("\"{}\" >= 1", "n".repeat(1_000_000)), "Y0123 at 0"),
        (format!("\"{}\" >= 1", "n".repeat(1000)), "Y0108 at 0"),
        (
            format!("x >= 1{}", " and x >= 1".repeat(100_000)),
            "Y0123 at 0",
        ),
        (format!("x >= {}", "- ".repeat(5000)), "Y0101 at 7"),
        (format!("x >= {}", "“".repeat(20_000)), "Y0106 at 5"),
        (format!("x >= 1 by 2025 {}", "\"".repeat(3)), "Y0109 at 17"),
        ("x >= 1 \u{7}".to_owned(), "Y0002 at 7"),
        ("x >= 1\0".to_owned(), "Y0002 at 6"),
        ("x \u{202E}>= 1".to_owned(), "Y0002 at 2"),
        (
            "x >= 1 # \u{202E}\n    note \"\u{200B}\"".to_owned(),
            "Y0002 at 23",
        ),
        ("x >= 1\ry >= 1".to_owned(), "Y0002 at 6"),
    ] {
        let got = one_finding(&text);
        let start: String = text.chars().take(20).collect();
        assert!(got.starts_with(&format!("{finding},")), "{start}: {got}");
    }
}

#[test]
fn many_lines_of_nonsense_take_no_longer_than_they_are() {
    let read = read(")( \"x\" 5 5 5 ,,, \u{3000} [] \n".repeat(20_000));
    assert_eq!(read.file.left_out, 1);
    let bad = super::read("] x\n".repeat(20_000));
    assert_eq!(bad.file.left_out, 20_000);
}

#[test]
fn as_deep_as_is_allowed() {
    let deep = |n: usize| format!("x >= {}y{}", "(".repeat(n), ")".repeat(n));
    assert!(read(deep(64)).diagnostics.is_empty());
    assert_eq!(one_finding(deep(65)), "Y0106 at 69, help Some(\"help\")");
    let counted = |n: usize| {
        format!(
            "n: {}z >= 1{}",
            "count(c where ".repeat(n),
            ") >= 1".repeat(n)
        )
    };
    assert!(read(counted(64)).diagnostics.is_empty());
    let nested = |n: usize| {
        let mut text = "y >= 1".to_owned();
        for _ in 0..n {
            text = format!("({text} or at least 1 of (count(c where {text}) >= 1)) and z >= 1");
        }
        format!("n: {text}")
    };
    // Each level holds the one below twice: what is read is never read again.
    assert!(read(nested(10)).diagnostics.is_empty());
}

#[test]
fn a_name_of_a_hundred_characters_is_read() {
    let text = format!("{} >= 1", "名".repeat(100));
    assert!(matches!(read(&text).file.items[..], [Item::Declaration(_)]));
}

/// A mistake at the bottom of a nest: what is read twice on the way down costs 2⁶⁰ steps.
#[test]
fn deep_nests_with_a_mistake_in_them_end_at_once() {
    for (open, close) in [
        ("x >= {2021: (", ")}"),
        ("x >= {a: (", ")}"),
        ("x >= (", ")"),
        ("x = 1 ± (", ")"),
        ("(x >= 1 or ", ")"),
        ("-(", ")"),
        ("min(", ")"),
        ("share(", ", y)"),
        ("share(县 满足 ", ")"),
        ("count(county where x >= ", ")"),
        ("至少2项 (", ")"),
        ("at least 2 of (", ")"),
        ("sum of (", ")"),
        ("x@2020 + (", ")"),
        ("n: (", ")"),
        ("到2025年，每个县 (", ")"),
        ("“", "”"),
    ] {
        // Braces and brackets count, and both are capped at 64.
        let per_level = open.matches(['(', '{', '“']).count();
        for depth in [20, 60 / per_level] {
            for slip in ["1 2", "x >= y >=", "x ~ 1", "x", "x >= 1"] {
                let text = format!("{}{slip}{}", open.repeat(depth), close.repeat(depth));
                read(&text);
            }
        }
    }
}
