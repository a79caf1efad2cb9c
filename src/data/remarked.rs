//! What the remark of a row says of how a figure was counted.

use crate::model::Indicator;

/// Words that say that a figure is counted in another way than those before it.
const CHANGED: &[&str] = &[
    "口径变化",
    "口径调整",
    "口径变更",
    "口径改变",
    "口径有变",
    "口径不同",
    "新口径",
    "不可比",
];

/// What turns them round, in the few letters before them.
const NOT: &[char] = &['无', '没', '未', '非', '不'];

/// The words of a remark by which the series breaks there.
pub(super) fn changed(note: &str) -> Option<&'static str> {
    if note.contains("可比") && !note.contains("不可比") {
        return None;
    }
    let said = |word: &&&str| {
        note.match_indices(**word).any(|(at, _)| {
            let before = note.get(..at).unwrap_or_default();
            !before.chars().rev().take(3).any(|c| NOT.contains(&c))
        })
    };
    CHANGED.iter().find(said).copied()
}

/// The words of a remark by which a figure counts another population than its indicator.
pub(super) fn other_basis(note: &str, indicator: &Indicator) -> Option<&'static str> {
    const SAID: [(&str, &[&str]); 2] = [
        ("户籍", &["户籍口径", "户籍人口口径", "按户籍"]),
        ("常住", &["常住口径", "常住人口口径", "按常住"]),
    ];
    let basis = indicator.basis.as_deref()?;
    let [one, other] = &SAID;
    let (own, other) = match () {
        () if basis.starts_with(one.0) => (one, other),
        () if basis.starts_with(other.0) => (other, one),
        () => return None,
    };
    // A remark that speaks of both compares them.
    if note.contains(own.0) {
        return None;
    }
    other.1.iter().find(|word| note.contains(**word)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_say_that_counting_changed() {
        for (note, wanted) in [
            ("", None),
            ("口径变化", Some("口径变化")),
            ("2022年起新口径", Some("新口径")),
            ("与上年不可比", Some("不可比")),
            ("口径无变化", None),
            ("无口径变化", None),
            ("未作口径调整", None),
            ("口径调整，已按可比口径换算", None),
            ("全口径", None),
        ] {
            assert_eq!(changed(note), wanted, "{note}");
        }
    }
}
