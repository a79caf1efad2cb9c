//! What the command line says, one file per language.

use crate::diag::{Lang, entries, fill};
use std::collections::HashMap;
use std::sync::OnceLock;

const FILES: [&str; 2] = [
    include_str!("words/zh.words"),
    include_str!("words/en.words"),
];

fn table(lang: Lang) -> &'static HashMap<&'static str, &'static str> {
    static TABLES: [OnceLock<HashMap<&'static str, &'static str>>; 2] =
        [OnceLock::new(), OnceLock::new()];
    let ([zh, en], [zh_file, en_file]) = (&TABLES, &FILES);
    let (table, file) = match lang {
        Lang::Zh => (zh, zh_file),
        Lang::En => (en, en_file),
    };
    table.get_or_init(|| entries(file).collect())
}

/// The text of a key; the key itself if it is missing, which a test forbids.
pub(super) fn text(lang: Lang, key: &'static str) -> &'static str {
    table(lang).get(key).copied().unwrap_or(key)
}

/// The text of a key that somebody else asks for: a page's own words.
pub(super) fn of_key(lang: Lang, key: &str) -> &'static str {
    table(lang).get(key).copied().unwrap_or_default()
}

/// The text of a key that is put together: what a group calls one of its members.
pub(super) fn of_group(lang: Lang, group: &str, member: &str) -> &'static str {
    of_key(lang, &format!("{group}.{member}"))
}

/// The text of a key with its values filled in.
pub(super) fn filled(lang: Lang, key: &'static str, values: &[(&str, String)]) -> String {
    with(text(lang, key), values)
}

/// What a group says of one of its members, with the values filled in.
pub(super) fn filled_of_group(
    lang: Lang,
    group: &str,
    member: &str,
    values: &[(&str, String)],
) -> String {
    with(of_group(lang, group, member), values)
}

fn with(text: &str, values: &[(&str, String)]) -> String {
    fill(text, |name| {
        let value = values.iter().find(|(known, _)| *known == name);
        value.map(|(_, value)| value.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::Class;
    use crate::data::guess;
    use crate::diag::names_in;
    use crate::report::Lacks;
    use crate::report::results::Summary;
    use std::collections::BTreeSet;

    #[test]
    fn both_languages_say_the_same_things_with_the_same_values() {
        let keys = |lang| table(lang).keys().copied().collect::<BTreeSet<_>>();
        assert_eq!(keys(Lang::Zh), keys(Lang::En));
        for (key, said) in table(Lang::Zh) {
            assert_eq!(names_in(said), names_in(text(Lang::En, key)), "{key}");
        }
    }

    #[test]
    fn every_key_that_is_asked_for_is_there_and_none_besides() {
        let code = [
            include_str!("args.rs"),
            include_str!("check.rs"),
            include_str!("columns.rs"),
            include_str!("coverage/json.rs"),
            include_str!("coverage/mod.rs"),
            include_str!("coverage/read.rs"),
            include_str!("coverage/table.rs"),
            include_str!("data/import.rs"),
            include_str!("data/mod.rs"),
            include_str!("data/status.rs"),
            include_str!("eval.rs"),
            include_str!("explain.rs"),
            include_str!("folder.rs"),
            include_str!("mod.rs"),
            include_str!("forms.rs"),
            include_str!("named.rs"),
            include_str!("output.rs"),
            include_str!("ready.rs"),
            include_str!("report.rs"),
            include_str!("shown.rs"),
            include_str!("data/guess.rs"),
            include_str!("three_places.rs"),
            include_str!("usage.rs"),
            include_str!("../collect/form.rs"),
            include_str!("../collect/returned.rs"),
            include_str!("../coverage/html.rs"),
            include_str!("../coverage/html/annex.rs"),
            include_str!("../coverage/html/found.rs"),
            include_str!("../coverage/html/front.rs"),
            include_str!("../coverage/html/marks.rs"),
        ]
        .concat();
        let summary = Summary::default();
        let tallies = summary.tallies().map(|(name, _)| format!("summary.{name}"));
        let lacks = Lacks {
            left_out: 1,
            lost_regions: 1,
            unreadable: 1,
            faulty: 1,
            owners_unread: true,
        };
        let lacks = lacks.said().map(|(part, _)| format!("face.{part}"));
        let parts = ["classes", "chapters", "open", "findings", "rules"];
        let parts = parts.into_iter().map(|part| format!("page.{part}"));
        let of_classes = Class::ALL.into_iter().flat_map(|class| {
            ["class", "page.sign", "page.means"].map(|group| format!("{group}.{}", class.name()))
        });
        let states = [
            "missing",
            "kept_out",
            "provisional",
            "estimated",
            "demonstration",
        ];
        let states = states.map(|state| format!("status.state.{state}"));
        let directions = ["rising", "falling", "not_rising", "not_falling"];
        let directions = directions.map(|name| format!("form.direction.{name}"));
        let of_groups: Vec<_> = tallies
            .into_iter()
            .chain(states)
            .chain(directions)
            .chain(guess::DOUBTS.map(|kind| format!("guess.doubt.{kind}")))
            .chain(guess::parts_found().map(|part| format!("guess.part.{part}")))
            .chain(lacks)
            .chain(parts)
            .chain(of_classes)
            .collect();
        for key in table(Lang::Zh).keys() {
            let is_said = code.contains(&format!("\"{key}\""));
            let is_of_group = of_groups.iter().any(|one| one == key);
            assert!(is_said || is_of_group, "{key} is never said");
        }
        let calls = code.split("text(").chain(code.split("filled(")).skip(1);
        // The key is in quotes right behind the language.
        let literal = |call: &str| {
            let (before, rest) = call.split_once('"')?;
            let key = rest.split_once('"')?.0.to_owned();
            before.trim_end().ends_with("lang,").then_some(key)
        };
        let asked: Vec<_> = calls.filter_map(literal).collect();
        assert!(asked.len() > 50, "{asked:?}");
        for key in asked.into_iter().chain(of_groups) {
            assert!(table(Lang::Zh).contains_key(key.as_str()), "{key}");
        }
    }
}
