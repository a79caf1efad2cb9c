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

/// `text` in lines of at most so many columns; every line after the first begins with `indent`.
///
/// Lines break at spaces, behind punctuation and between Chinese characters, never before a
/// closing mark and never within a number or a word of letters.
pub fn wrapped(text: &str, most: usize, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let full = display_width(&line) + display_width(piece.trim_end()) > most;
        if full && display_width(&line) > display_width(indent) {
            lines.push(line.trim_end().to_owned());
            line = indent.to_owned();
        }
        line.push_str(if line == indent {
            piece.trim_start()
        } else {
            piece
        });
    }
    lines.push(line);
    lines
}

/// The shortest stretches that a line break may stand between.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices();
        let (_, mut last) = chars.next()?;
        let end = chars
            .find(|&(_, next)| {
                let may = may_break(last, next);
                last = next;
                may
            })
            .map_or(rest.len(), |(at, _)| at);
        let (piece, tail) = rest.split_at_checked(end)?;
        rest = tail;
        Some(piece)
    })
}

fn may_break(before: char, after: char) -> bool {
    const CLOSING: &str = "，。；：、！？）》】”’…％,.;:!?)%";
    const OPENING: &str = "（《【“‘(";
    let wide = |c: char| display_width(c.encode_utf8(&mut [0; 4])) == 2;
    if CLOSING.contains(after) || OPENING.contains(before) {
        return false;
    }
    before == ' ' || wide(before) || wide(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_go_on_below() {
        assert_eq!(
            wrapped("共 20 项：已实现 3、未实现 4", 18, "  "),
            ["共 20 项：已实现", "  3、未实现 4"]
        );
        assert_eq!(
            wrapped("目标为不低于316.2万人，还差1.2", 14, ""),
            ["目标为不低于", "316.2万人，还", "差1.2"]
        );
        assert_eq!(wrapped("", 10, ""), [""]);
    }

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(display_width("托位数 4.5"), 10);
        assert_eq!(pad("托位", 6, Fill::Behind), "托位  ");
        assert_eq!(pad("4.5", 6, Fill::Before), "   4.5");
        assert_eq!(pad("万", 5, Fill::Around), " 万  ");
        assert_eq!(pad("乐山市", 2, Fill::Before), "乐山市");
    }
}
