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
    let lower = wrong.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    let mut tie = false;
    for name in known {
        if name == wrong || name.chars().count().abs_diff(length) > limit {
            continue;
        }
        if !digits(name).eq(digits(wrong)) {
            continue;
        }
        let distance = strsim::osa_distance(&name.to_lowercase(), &lower);
        match best {
            _ if distance > limit => {}
            Some((nearest, _)) if distance > nearest => {}
            Some((nearest, first)) if distance == nearest => tie = first != name,
            _ => (best, tie) = (Some((distance, name)), false),
        }
    }
    best.filter(|_| !tie).map(|(_, name)| name)
}

/// As [`near_miss`], for names that authors give to things side by side: 东部片区 is no slip for
/// 西部片区, nor `group_a` for `group_b`.
pub fn near_sibling<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near_miss(
        wrong,
        known.into_iter().filter(|name| !contrast(wrong, name)),
    )
}

/// Whether two names are told apart by a character that changes what is meant, or by a letter.
fn contrast(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return ascii_slip(one, other).is_none();
    }
    let letters = |a: char, b: char| a.is_ascii_alphabetic() && b.is_ascii_alphabetic();
    one.chars().count() == other.chars().count()
        && one
            .chars()
            .zip(other.chars())
            .filter(|(a, b)| !a.eq_ignore_ascii_case(b))
            .any(|(a, b)| telling(a) || telling(b) || letters(a, b))
}

/// The one known name that `unknown` is a slip of the keyboard away from, if there is exactly one.
///
/// For names that authors choose, where near neighbours are meant to be different: 户籍人口 is never
/// offered for 常住人口, nor `births` for `deaths`, however few letters differ. For words of ours,
/// which have no such neighbours, there is [`near_miss`].
pub fn near_name<'n>(unknown: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let length = unknown.chars().count();
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for name in known {
        if name == unknown || length.abs_diff(name.chars().count()) > 2 {
            continue;
        }
        let Some(distance) = slip(unknown, name) else {
            continue;
        };
        match best {
            Some((least, _)) if least < distance => {}
            Some((least, found)) if least == distance => tied |= found != name,
            _ => (best, tied) = (Some((distance, name)), false),
        }
    }
    best.filter(|_| !tied).map(|(_, name)| name)
}

/// How far the names are apart, where one can be a slip for the other.
fn slip(one: &str, other: &str) -> Option<usize> {
    if !digits(one).eq(digits(other)) {
        return None;
    }
    if one.to_lowercase() == other.to_lowercase() {
        return Some(0);
    }
    if one.is_ascii() && other.is_ascii() {
        return ascii_slip(one, other);
    }
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    han_slip(&one, &other)
}

/// Word by word: `male_population` is no slip for `female_population`.
fn ascii_slip(one: &str, other: &str) -> Option<usize> {
    let squeezed = |name: &str| name.replace('_', "").to_lowercase();
    if squeezed(one) == squeezed(other) {
        return Some(1);
    }
    let words = |name: &str| name.split('_').map(str::to_lowercase).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    if one.len() != other.len() {
        return None;
    }
    let mut total = 0;
    for (one, other) in one.iter().zip(&other) {
        let distance = strsim::damerau_levenshtein(one, other);
        let length = one.len().min(other.len());
        let limit = match length {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        // immigration and emigration, employment and unemployment differ at the front; a hand
        // that slips rarely does so on the first letter.
        if distance > limit || (distance > 0 && one.as_bytes().first() != other.as_bytes().first())
        {
            return None;
        }
        total += distance;
    }
    Some(total)
}

/// Characters whose exchange changes what is meant, so that it is no slip.
const OPPOSITES: &str = "男女城乡高低大中小初上下内外市县区省镇村街老幼青少户常新旧前后左右东西南北出死入增减升降甲乙丙丁公民一二三四五六七八九十";

fn telling(character: char) -> bool {
    OPPOSITES.contains(character)
}

/// One character too many or too few, two exchanged, or one wrong in a long name.
fn han_slip(one: &[char], other: &[char]) -> Option<usize> {
    /// What the last word of a measure may be: 出生率 is no slip for 出生数.
    const MEASURES: &str = "数率量额比值度口人户";
    let shorter = one.len().min(other.len());
    // Of three characters the last may be wrong, if it is no word for another measure.
    if let ([a, b, x], [c, d, y]) = (one, other)
        && a == c
        && b == d
    {
        let is_slip = !MEASURES.contains(*x) && MEASURES.contains(*y);
        return (is_slip && !telling(*x) && !telling(*y)).then_some(1);
    }
    if shorter < 4 || strsim::generic_damerau_levenshtein(one, other) != 1 {
        return None;
    }
    if one.len() != other.len() {
        return Some(1);
    }
    let differing: Vec<_> = one.iter().zip(other).filter(|(a, b)| a != b).collect();
    let contrasting = differing.iter().all(|(a, b)| telling(**a) || telling(**b));
    let exchanged = differing.len() == 2;
    (exchanged || (shorter >= 6 && !contrasting)).then_some(1)
}

/// Figures are never slips: 60岁 is not 65岁.
fn digits(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_digit)
}

/// The word of a short, closed list that a mistyped one was meant as. Where the list is all that
/// can stand there, more may differ than between names: a third of the letters, and of a word of
/// two letters one (出外 for 出处).
pub fn near_word<'a>(text: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = text.chars().count();
    let limit = (length / 3).max(usize::from(length > 1 && !text.is_ascii()));
    among
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(text, word), word))
        .filter(|&(distance, word)| distance <= limit && distance < word.chars().count())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::{near_miss, near_name, near_sibling, near_word};

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
    fn a_sibling_is_no_slip() {
        for (one, other, slip) in [
            ("双级核", "双极核", true),
            ("双级核心", "双极核心", true),
            ("东部片", "东部片区", true),
            ("mountain_countes", "mountain_counties", true),
            ("Core_Towns", "core_towns", true),
            ("东部片区", "西部片区", false),
            ("第一批", "第二批", false),
            ("上游县", "下游县", false),
            ("A片区", "B片区", false),
            ("group_a", "group_b", false),
            ("north_counties", "south_counties", false),
        ] {
            assert_eq!(near_sibling(one, [other]).is_some(), slip, "{one}");
            assert_eq!(near_sibling(other, [one]).is_some(), slip, "{other}");
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

    #[test]
    fn a_suggestion_is_right_or_there_is_none() {
        let known = [
            "resident_population",
            "female_population",
            "deaths",
            "emigration",
            "pop_65_up",
            "childcare_slots_per_1000",
            "户籍人口",
            "女性人口",
            "托位数",
            "60岁以上老年人口",
            "每千人口托位数",
            "常住人口城镇化率",
        ];
        for (unknown, suggestion) in [
            ("resident_populaton", Some("resident_population")),
            ("Resident_Population", Some("resident_population")),
            ("childcareslots_per_1000", Some("childcare_slots_per_1000")),
            ("childcare_slots_per_100", None),
            ("registered_population", None),
            ("male_population", None),
            ("births", None),
            ("immigration", None),
            ("pop_60_up", None),
            ("常住人口", None),
            ("男性人口", None),
            ("床位数", None),
            ("托位书", Some("托位数")),
            ("托位率", None),
            ("65岁以上老年人口", None),
            ("每千人囗托位数", Some("每千人口托位数")),
            ("每千人口托位", Some("每千人口托位数")),
            ("常住人口城镇率化", Some("常住人口城镇化率")),
            ("户籍人口城镇化率", None),
        ] {
            assert_eq!(
                near_name(unknown, known.into_iter()),
                suggestion,
                "{unknown}"
            );
        }
    }

    #[test]
    fn an_opposite_is_named_once() {
        for (at, one) in super::OPPOSITES.char_indices() {
            assert_eq!(super::OPPOSITES.rfind(one), Some(at), "{one}");
        }
    }

    #[test]
    fn of_two_that_are_as_near_none_is_offered() {
        assert_eq!(
            near_name("birth_rat", ["birth_rate", "birth_rata"].into_iter()),
            None
        );
    }

    #[test]
    fn a_word_of_a_short_list_may_be_further_off() {
        let clauses = ["source", "attribute", "owner", "出处", "属性", "责任单位"];
        assert_eq!(near_word("soruce", clauses), Some("source"));
        assert_eq!(near_word("出外", clauses), Some("出处"));
        assert_eq!(near_word("responsible", clauses), None);
        assert_eq!(near_word("人口", clauses), None);
    }
}
