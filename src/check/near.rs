//! What an unknown name was meant to be. A wrong suggestion is worse than none: 户籍人口 is never
//! offered for 常住人口, nor births for deaths, however few letters differ.

use strsim::damerau_levenshtein;

/// The one known name that `unknown` is a slip of the keyboard away from, if there is exactly one.
pub(super) fn near<'n>(unknown: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
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
    if digits(one) != digits(other) {
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

/// Figures are never slips: 60岁 is not 65岁.
fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
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
        let distance = damerau_levenshtein(one, other);
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
const OPPOSITES: &str = "男女城乡高低大中小初上下内外市县区省镇村街老幼青少户常新旧前后左右东西南北出死入增减升降甲乙丙丁男女公民一二三四五六七八九十";

/// One character too many or too few, two exchanged, or one wrong in a long name.
fn han_slip(one: &[char], other: &[char]) -> Option<usize> {
    let shorter = one.len().min(other.len());
    if shorter < 4 || strsim::generic_damerau_levenshtein(one, other) != 1 {
        return None;
    }
    if one.len() != other.len() {
        return Some(1);
    }
    let differing: Vec<_> = one.iter().zip(other).filter(|(a, b)| a != b).collect();
    let telling = differing
        .iter()
        .all(|(a, b)| OPPOSITES.contains(**a) || OPPOSITES.contains(**b));
    let exchanged = differing.len() == 2;
    (exchanged || (shorter >= 6 && !telling)).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("65岁以上老年人口", None),
            ("每千人囗托位数", Some("每千人口托位数")),
            ("每千人口托位", Some("每千人口托位数")),
            ("常住人口城镇率化", Some("常住人口城镇化率")),
            ("户籍人口城镇化率", None),
        ] {
            assert_eq!(near(unknown, known.into_iter()), suggestion, "{unknown}");
        }
    }

    #[test]
    fn of_two_that_are_as_near_none_is_offered() {
        assert_eq!(near("birth_rat", ["birth_rate", "birth_rata"].into_iter()), None);
    }
}
