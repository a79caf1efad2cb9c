//! Near misses: the name that somebody probably meant. The only home of `strsim`.

/// The known name that `wrong` is a slip of, if exactly one is near enough.
///
/// A wrong suggestion is worse than none, so whole names are compared and little may differ: one
/// character in four, at most three. Names that differ in their digits (`pop_0_14`, `pop_0_15`)
/// are different names and no slip, and so are two-character names.
pub fn near_miss<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wrong.chars().count();
    let limit = (length / 4).clamp(1, 3);
    if !(3..=64).contains(&length) {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    let mut tie = false;
    for name in known {
        if name == wrong || name.chars().count().abs_diff(length) > limit {
            continue;
        }
        if !digits(name).eq(digits(wrong)) {
            continue;
        }
        let distance = strsim::osa_distance(&name.to_lowercase(), &wrong.to_lowercase());
        match best {
            _ if distance > limit => {}
            Some((nearest, _)) if distance > nearest => {}
            Some((nearest, first)) if distance == nearest => tie = first != name,
            _ => (best, tie) = (Some((distance, name)), false),
        }
    }
    best.filter(|_| !tie).map(|(_, name)| name)
}

fn digits(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::near_miss;

    #[test]
    fn a_slip_is_recognised_and_another_name_is_not_offered() {
        let known = [
            "childcare_slots_per_1000",
            "常住人口",
            "每千人口托位数",
            "pop_0_14",
            "region",
            "status",
        ];
        for (wrong, meant) in [
            ("childcare_slot_per_1000", Some("childcare_slots_per_1000")),
            ("每千人口托位", Some("每千人口托位数")),
            ("statsu", Some("status")),
            ("Region", Some("region")),
            ("户籍人口", None),
            ("pop_0_15", None),
            ("childcare_slots_per_100", None),
            ("县", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(near_miss(wrong, known), meant, "{wrong}");
        }
    }

    #[test]
    fn between_two_equally_near_names_nobody_chooses() {
        assert_eq!(near_miss("births_c", ["births_a", "births_b"]), None);
        assert_eq!(
            near_miss("births_c", ["births_a", "births_a"]),
            Some("births_a")
        );
    }
}
