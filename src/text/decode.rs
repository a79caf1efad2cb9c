//! From bytes to text. The only home of `encoding_rs`.

/// Bytes that are not text in UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// They read as GBK without an error.
    Gbk,
    /// UTF-16, by its byte-order mark.
    Utf16,
    /// They read as nothing that is known; the first bad byte.
    Unknown {
        /// Offset of the first byte that is not UTF-8.
        at: usize,
    },
}

/// The text of `bytes` without its byte-order mark, or what else it seems to be.
pub fn decode(bytes: &[u8]) -> Result<&str, NotText> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(NotText::Utf16);
    }
    let body = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    std::str::from_utf8(body).map_err(|error| {
        if gb18030(body).is_some() {
            NotText::Gbk
        } else {
            NotText::Unknown {
                at: error.valid_up_to(),
            }
        }
    })
}

/// The text of bytes in GB18030, or `None` where a byte does not fit or a character is of the
/// private use area (a sign that the text is of another encoding, Big5 for one).
fn gb18030(bytes: &[u8]) -> Option<String> {
    let (text, _, broken) = encoding_rs::GB18030.decode(bytes);
    let private = |c: char| ('\u{E000}'..='\u{F8FF}').contains(&c);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    (!broken && !text.contains(private) && !text.contains(control)).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gbk_is_named_and_noise_is_not() {
        assert_eq!(decode("\u{FEFF}托位".as_bytes()), Ok("托位"));
        assert_eq!(decode(b"\xCD\xD0\xCE\xBB >= 4.5"), Err(NotText::Gbk));
        assert_eq!(decode(b"ab\xFF\xFF"), Err(NotText::Unknown { at: 2 }));
        assert_eq!(decode(b"\xFF\xFEa\0"), Err(NotText::Utf16));
    }
}
