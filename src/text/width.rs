//! How wide text is where letters stand in a grid. The only home of `unicode-width`.

use unicode_width::UnicodeWidthStr;

/// The columns that `text` takes in a terminal or in an editor with a fixed-width font: two for a
/// Chinese character, one for a letter, none for a combining mark.
///
/// Characters of ambiguous width (`—`, `≥`, `“`) count as one: so do terminals, unless somebody
/// asks them not to.
pub fn display_width(text: &str) -> usize {
    text.width()
}

/// On which side of the text [`pad`] puts the spaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Behind it: the text stands left.
    Behind,
    /// In front of it: the text stands right.
    Before,
    /// On both sides, the odd one behind.
    Around,
}

/// `text` with spaces to `columns`; as it is where it is already that wide.
pub fn pad(text: &str, columns: usize, fill: Fill) -> String {
    let missing = columns.saturating_sub(display_width(text));
    let before = match fill {
        Fill::Behind => 0,
        Fill::Before => missing,
        Fill::Around => missing / 2,
    };
    let spaces = |count| " ".repeat(count);
    format!("{}{text}{}", spaces(before), spaces(missing - before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(display_width("托位数 4.5"), 10);
        assert_eq!(pad("托位", 6, Fill::Behind), "托位  ");
        assert_eq!(pad("4.5", 6, Fill::Before), "   4.5");
        assert_eq!(pad("万", 5, Fill::Around), " 万  ");
        assert_eq!(pad("乐山市", 2, Fill::Before), "乐山市");
    }
}
