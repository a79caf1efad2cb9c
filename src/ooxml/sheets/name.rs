//! Names of sheets that every program takes.

use std::collections::HashSet;

/// The most letters in a name, as Excel counts them.
pub const LONGEST_NAME: usize = 31;

/// The names as they may stand in a workbook: without signs that none may hold (the full-width ones
/// stand for them), not empty, not too long, none twice.
pub fn clean_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut clean = Vec::new();
    for name in names {
        let name = without_signs(name);
        let mut free = cut(&name, LONGEST_NAME);
        let mut count = 2;
        // Programs compare names without regard to case.
        while !taken.insert(free.to_lowercase()) {
            let behind = format!(" ({count})");
            free = cut(&name, LONGEST_NAME - behind.len()) + &behind;
            count += 1;
        }
        clean.push(free);
    }
    clean
}

fn without_signs(name: &str) -> String {
    let clean: String = name
        .chars()
        .filter_map(|c| match c {
            '[' => Some('［'),
            ']' => Some('］'),
            ':' => Some('：'),
            '*' => Some('＊'),
            '?' => Some('？'),
            '/' => Some('／'),
            '\\' => Some('＼'),
            // One at an end is taken for a quote around the name.
            '\'' => Some('’'),
            '\t' | '\n' | '\r' => Some(' '),
            '\u{FFFE}' | '\u{FFFF}' => None,
            c => (!c.is_control()).then_some(c),
        })
        .collect();
    let clean = clean.trim();
    match clean.to_lowercase().as_str() {
        "" => "Sheet".to_owned(),
        // Excel keeps this name for itself.
        "history" => format!("{clean}_"),
        _ => clean.to_owned(),
    }
}

/// The start of a name, of so many letters at most.
fn cut(name: &str, most: usize) -> String {
    let mut left = most;
    let start: String = name
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    start.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_put_right() {
        for (name, wanted) in [
            ("主要指标", "主要指标"),
            ("a/b\\c:d*e?f[g]", "a／b＼c：d＊e？f［g］"),
            ("'甲'", "’甲’"),
            ("  ", "Sheet"),
            ("", "Sheet"),
            ("\u{0}\u{7}\n", "Sheet"),
            ("History", "History_"),
            (
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三",
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
            ),
            // Signs outside the first plane are two letters to Excel.
            (
                "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷",
                "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷",
            ),
        ] {
            assert_eq!(clean_names([name]), [wanted], "{name:?}");
        }
    }

    #[test]
    fn no_name_stands_twice() {
        let long = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三";
        let names = clean_names(["甲", "甲", "a", "A", "a/", "a：", "a (2)", long, long]);
        let again: HashSet<_> = names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(again.len(), names.len(), "{names:?}");
        assert_eq!(names[..4], ["甲", "甲 (2)", "a", "A (2)"]);
        for name in names {
            assert!(name.encode_utf16().count() <= LONGEST_NAME, "{name}");
        }
    }
}
