//! Characters that nobody sees, or that hide what others are.

/// The key of the name of such a character, as the words of messages have it; `None` for a
/// character that belongs into a text.
///
/// Pasted text brings them along. Two names that look the same are then not the same.
pub fn strange_name(c: char) -> Option<&'static str> {
    Some(match c {
        '\t' | '\n' => return None,
        '\0' => "character.nul",
        '\r' => "character.carriage_return",
        '\u{AD}' => "character.soft_hyphen",
        '\u{200B}' => "character.zero_width_space",
        '\u{200C}' | '\u{200D}' | '\u{2060}' => "character.joiner",
        '\u{FEFF}' => "character.byte_order_mark",
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}' => {
            "character.direction"
        }
        '\u{2028}' | '\u{2029}' | '\u{85}' => "character.line_separator",
        '\u{FFFD}' => "character.replacement",
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => "character.variation",
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' => "character.private",
        c if c.is_control() => "character.control",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::strange_name;

    #[test]
    fn what_is_seen_is_not_strange() {
        let seen = "托位数 4.5\u{3000}（个）—“”\t\n①";
        assert!(seen.chars().all(|c| strange_name(c).is_none()));
        for hidden in [
            '\0', '\r', '\u{200B}', '\u{202E}', '\u{FEFF}', '\u{7}', '\u{E001}',
        ] {
            assert!(strange_name(hidden).is_some(), "{hidden:?}");
        }
    }
}
