//! The places of a text by their names: each is found at once, however many there are.

use super::headings::normal;
use indexmap::IndexMap;
use std::collections::HashMap;
use std::ops::Range;

/// All places of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// By their steps, every number in the same digits, in the order of the text.
    all: IndexMap<Vec<String>, Place>,
    /// Which of them end with a step.
    by_end: HashMap<String, Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Place {
    /// The path as the text writes it.
    shown: String,
    /// What lies in it, the boxes in it left out.
    stretches: Vec<Range<usize>>,
}

/// What is found under the name of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FoundPlace {
    /// One place: its stretches, the boxes in it left out.
    One(Vec<Range<usize>>),
    /// None.
    Nowhere,
    /// Several, by their paths.
    Several(Vec<String>),
}

impl Places {
    /// Takes in a stretch of the text that lies in the place of a path. A chapter without a word of
    /// its own is a place too.
    pub fn add(&mut self, path: &[String], at: &Range<usize>) {
        let key: Vec<String> = path.iter().map(|step| normal(step)).collect();
        for depth in 1..=key.len() {
            let (own, beyond) = key.split_at(depth);
            let place = match self.all.get_index_of(own) {
                Some(place) => place,
                None => self.begin(own, path.get(..depth).unwrap_or_default()),
            };
            if let Some((_, place)) = self.all.get_index_mut(place)
                && !beyond.iter().any(|step| is_box(step))
            {
                place.stretches.push(at.clone());
            }
        }
    }

    fn begin(&mut self, key: &[String], path: &[String]) -> usize {
        let place = Place {
            shown: path.join("/"),
            stretches: Vec::new(),
        };
        let (at, _) = self.all.insert_full(key.to_vec(), place);
        if let Some(last) = key.last() {
            self.by_end.entry(last.clone()).or_default().push(at);
        }
        at
    }

    /// The place of a name, which may be the end of its path; of several that end so, the one in
    /// `section` is meant. `None` for no name at all.
    pub fn find(&self, name: &str, section: &str) -> Option<FoundPlace> {
        let wanted = steps(name);
        let last = wanted.last()?;
        let ends_so = |place: &&usize| {
            let key = self.all.get_index(**place).map(|(key, _)| key);
            key.is_some_and(|key| key.ends_with(&wanted))
        };
        let same_end = self.by_end.get(last).into_iter().flatten();
        let mut places: Vec<usize> = same_end.filter(ends_so).copied().collect();
        if places.len() > 1 {
            // What is named whole is meant; else what lies in the section of who names it.
            let section = steps(section);
            let whole = places
                .iter()
                .copied()
                .find(|place| self.key(*place) == wanted);
            let mut below = places.iter().copied();
            let mut below = below
                .by_ref()
                .filter(|place| self.key(*place).starts_with(&section));
            let only = match (below.next(), below.next()) {
                (Some(one), None) => Some(one),
                _ => None,
            };
            if let Some(one) = whole.or(only) {
                places = vec![one];
            }
        }
        let all = places.iter().filter_map(|place| self.all.get_index(*place));
        let mut all = all.map(|(_, place)| place);
        Some(match (all.next(), places.len()) {
            (None, _) => FoundPlace::Nowhere,
            (Some(one), 1) => FoundPlace::One(one.stretches.clone()),
            (Some(one), _) => {
                let shown = std::iter::once(one).chain(all);
                FoundPlace::Several(shown.map(|place| place.shown.clone()).collect())
            }
        })
    }

    fn key(&self, place: usize) -> &[String] {
        self.all
            .get_index(place)
            .map_or(&[], |(key, _)| key.as_slice())
    }
}

/// Whether a step is a box.
pub(super) fn is_box(step: &str) -> bool {
    step.starts_with("专栏")
}

/// The steps of a path, every number in the same digits.
fn steps(name: &str) -> Vec<String> {
    name.split('/')
        .map(normal)
        .filter(|step| !step.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        let mut places = Places::default();
        for (at, path) in [
            "第一章",
            "第一章/第一节",
            "第一章/第一节/专栏1",
            "第一章/第一节",
            "第二章/第一节",
            "第二章/第一节/专栏１",
            "第二章/第一节/专栏二",
        ]
        .iter()
        .enumerate()
        {
            let path: Vec<String> = path.split('/').map(str::to_owned).collect();
            places.add(&path, &(10 * at..10 * at + 10));
        }
        places
    }

    fn one(name: &str, section: &str) -> Option<Vec<usize>> {
        match places().find(name, section)? {
            FoundPlace::One(stretches) => Some(stretches.iter().map(|at| at.start).collect()),
            FoundPlace::Nowhere | FoundPlace::Several(_) => None,
        }
    }

    #[test]
    fn a_box_is_no_part_of_what_it_stands_in() {
        assert_eq!(one("第一章", ""), Some(vec![0, 10, 30]));
        assert_eq!(one("第一章/第一节", ""), Some(vec![10, 30]));
        assert_eq!(one("第一章/第一节/专栏1", ""), Some(vec![20]));
    }

    #[test]
    fn the_end_of_a_path_is_enough_where_it_is_one() {
        assert_eq!(one("专栏2", ""), Some(vec![60]));
        assert_eq!(one("专栏1", "第二章/第一节"), Some(vec![50]));
        assert_eq!(
            places().find("专栏1", "第三章"),
            Some(FoundPlace::Several(vec![
                "第一章/第一节/专栏1".to_owned(),
                "第二章/第一节/专栏１".to_owned()
            ]))
        );
        assert_eq!(places().find("专栏3", ""), Some(FoundPlace::Nowhere));
        assert_eq!(places().find(" / ", ""), None);
    }
}
