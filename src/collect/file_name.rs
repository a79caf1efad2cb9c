//! Names of files that every system can store, whatever an office is called.

use std::collections::BTreeSet;

/// More characters of an office's name than this are left out of a file's.
const LONGEST: usize = 60;

/// The names of files for offices, one each, in their order: no two are the same to a system that
/// does not tell `A` from `a`.
pub(super) fn file_names<'n>(
    before: &str,
    offices: impl IntoIterator<Item = &'n str>,
    ending: &str,
) -> Vec<String> {
    let mut taken = BTreeSet::new();
    offices
        .into_iter()
        .map(|office| {
            let clean = clean(office);
            let name = (1..)
                .map(|number| match number {
                    1 => format!("{before}{clean}{ending}"),
                    number => format!("{before}{clean}-{number}{ending}"),
                })
                .find(|name| taken.insert(name.to_lowercase()));
            name.unwrap_or_default()
        })
        .collect()
}

/// A name without what some system does not store in one.
fn clean(office: &str) -> String {
    let letters = office.trim().chars().map(|c| match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
        c if c.is_control() || is_unseen(c) => '_',
        c => c,
    });
    let short: String = letters.take(LONGEST).collect();
    // Windows drops dots and spaces at an end, and others hide a file that begins with a dot.
    let clean = short.trim_matches(['.', ' ', '\u{3000}']);
    if clean.is_empty() {
        "_".to_owned()
    } else {
        clean.to_owned()
    }
}

/// Characters that turn or hide what stands beside them.
fn is_unseen(c: char) -> bool {
    crate::text::strange_name(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_can_store_them() {
        let names = |offices: &[&str]| file_names("2024-", offices.iter().copied(), ".xlsx");
        assert_eq!(
            names(&[
                "市卫生健康委",
                "市妇联、市教育局",
                "a/b:c*?\"<>|\\d",
                "A_b_c_______d",
                "a_b_c_______d.",
                "con",
                "nul.",
                "...",
                "",
                "局\n二\u{202E}室",
                " 局. ",
            ]),
            [
                "2024-市卫生健康委.xlsx",
                "2024-市妇联、市教育局.xlsx",
                "2024-a_b_c_______d.xlsx",
                "2024-A_b_c_______d-2.xlsx",
                "2024-a_b_c_______d-3.xlsx",
                "2024-con.xlsx",
                "2024-nul.xlsx",
                "2024-_.xlsx",
                "2024-_-2.xlsx",
                "2024-局_二_室.xlsx",
                "2024-局.xlsx",
            ]
        );
        let long = "局".repeat(300);
        for name in names(&[&long, &long]) {
            assert!(name.len() < 255, "{name}");
            assert!(!crate::text::is_reserved(&name));
        }
    }
}
