//! The passage of a text that comes nearest to words which are not in it.

use super::squeezed::{Squeezed, squeeze};
use std::ops::Range;

/// Of longer words so much is looked for: it tells the passage from all others.
const MOST: usize = 60;

/// The nearest passage within stretches of the original, in bytes of the original: the one that
/// the fewest characters put in, left out or replaced make of the words (Sellers 1980). `None`
/// where nothing is even half like them.
pub(super) fn nearest(
    text: &Squeezed,
    words: &str,
    stretches: &[Range<usize>],
) -> Option<Range<usize>> {
    let words: Vec<char> = squeeze(words).chars().take(MOST).collect();
    let best = stretches
        .iter()
        .filter_map(|stretch| {
            let (start, stretch) = text.stretch(stretch);
            let (distance, found) = in_stretch(&words, stretch)?;
            Some((distance, start + found.start..start + found.end))
        })
        // The first of several that are as near.
        .min_by_key(|(distance, _)| *distance)?;
    let (distance, found) = best;
    (2 * distance <= words.len()).then(|| text.back(found.start, found.end))?
}

/// How far the nearest passage is, and its bytes.
fn in_stretch(words: &[char], stretch: &str) -> Option<(usize, Range<usize>)> {
    // Of each prefix of the words: how far it is from a passage that ends here, and where that
    // passage begins.
    let mut row: Vec<(usize, usize)> = (0..=words.len()).map(|left_out| (left_out, 0)).collect();
    let mut best: Option<(usize, Range<usize>)> = None;
    for (at, c) in stretch.char_indices() {
        let mut diagonal = (0, at);
        // An empty prefix ends everywhere at no cost.
        *row.get_mut(0)? = (0, at + c.len_utf8());
        for (count, word) in (1..).zip(words) {
            let above = row.get(count).copied()?;
            let before = row.get(count - 1).copied()?;
            let replaced = (diagonal.0 + usize::from(*word != c), diagonal.1);
            let left_out = (before.0 + 1, before.1);
            let put_in = (above.0 + 1, above.1);
            // Of several that are as near the longest, which begins where the words do.
            let cheapest = [replaced, left_out, put_in].into_iter().min()?;
            *row.get_mut(count)? = cheapest;
            diagonal = above;
        }
        let &(distance, start) = row.last()?;
        if best.as_ref().is_none_or(|(least, _)| distance < *least) && c != ' ' {
            best = Some((distance, start..at + c.len_utf8()));
        }
    }
    let (distance, found) = best?;
    // A passage that begins with a space begins behind it.
    let spaces = stretch.get(found.clone())?.len() - stretch.get(found.clone())?.trim_start().len();
    Some((distance, found.start + spaces..found.end)).filter(|(_, found)| !found.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near<'t>(text: &'t str, words: &str) -> Option<&'t str> {
        let all = 0..text.len();
        let found = nearest(&Squeezed::new(text), words, std::slice::from_ref(&all))?;
        text.get(found)
    }

    #[test]
    fn the_nearest_passage_is_found() {
        let text = "到2025年，每千人口拥有3岁以下婴幼儿托位数达到4.5个。到2025年，人均预期寿命达到78.67岁。";
        for (words, wanted) in [
            ("托位数达到4.6个", Some("托位数达到4.5个")),
            ("托位数达4.5个", Some("托位数达到4.5个")),
            ("人均期望寿命达到78.67岁", Some("人均预期寿命达到78.67岁")),
            ("养老机构床位", None),
        ] {
            assert_eq!(near(text, words), wanted, "{words}");
        }
    }

    #[test]
    fn a_row_with_a_cell_left_out_is_found_whole() {
        let row = "\t户籍人口\n\t万人\n\t348.0\n\t345.2\n";
        assert_eq!(near(row, "户籍人口 348.0 345.2"), Some(row.trim()));
    }

    #[test]
    fn white_space_is_not_part_of_it() {
        assert_eq!(near("甲\n\t乙丙丁\n戊", "乙丙丁 戊己"), Some("乙丙丁\n戊"));
        assert_eq!(near("", "甲"), None);
    }
}
