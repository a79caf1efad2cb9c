//! What somebody may have meant.

/// The name nearest to `name`, if one is near enough to be meant. Paths are compared piece by
/// piece: a wrong suggestion is worse than none.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .filter_map(|other| distance(name, other).map(|distance| (distance, other)))
        // People seldom get the beginning wrong: of two that are as near, the one that begins alike.
        .min_by_key(|(distance, other)| (*distance, usize::MAX - shared(name, other)))
        .map(|(_, other)| other)
}

/// How many letters two names begin with alike.
fn shared(name: &str, other: &str) -> usize {
    let pairs = name.chars().zip(other.chars());
    pairs.take_while(|(own, other)| own == other).count()
}

/// How many letters differ, where every piece between the dots is near.
fn distance(name: &str, other: &str) -> Option<usize> {
    if name.split('.').count() != other.split('.').count() {
        return None;
    }
    let pieces = name.split('.').zip(other.split('.'));
    let mut sum = 0;
    for (own, other) in pieces {
        let letters = own.chars().count().max(other.chars().count());
        let distance = strsim::damerau_levenshtein(own, other);
        if distance > letters / 3 {
            return None;
        }
        sum += distance;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_is_offered() {
        let known = ["plan.title", "plan.first", "summary", "year"];
        let near = |name| nearest(name, known.into_iter());
        assert_eq!(near("plan.titel"), Some("plan.title"));
        assert_eq!(near("sumary"), Some("summary"));
        assert_eq!(
            nearest("tite", ["time", "title"].into_iter()),
            Some("title")
        );
        assert_eq!(near("plan.owner"), None);
        assert_eq!(near("title"), None);
    }
}
