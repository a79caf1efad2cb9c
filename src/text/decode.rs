//! From bytes to text. The only home of `encoding_rs`.

use encoding_rs::DecoderResult;
use std::borrow::Cow;

/// The byte-order mark of UTF-8.
pub const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

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
    let body = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    std::str::from_utf8(body).map_err(|error| {
        if gb18030(body).is_ok_and(|text| !text.contains(is_no_text)) {
            NotText::Gbk
        } else {
            NotText::Unknown {
                at: error.valid_up_to(),
            }
        }
    })
}

/// Why bytes are not the text of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPlanText {
    /// They have what no text has: a picture, a program, a packed file.
    Binary {
        /// Where the first of it is.
        at: Place,
    },
    /// They are text in an encoding that is known, and end in the middle of a character.
    Cut {
        /// Where that character begins.
        at: Place,
        /// The encoding of the rest.
        encoding: Encoding,
    },
    /// From here on they fit no encoding that is known.
    Unknown {
        /// Where.
        at: Place,
        /// The encoding that fits longest.
        encoding: Encoding,
    },
}

/// A place in bytes that are not a text yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Bytes before it.
    pub offset: usize,
    /// Its line, from 1.
    pub line: usize,
}

/// An encoding that a plan's text is read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// GB18030, of which GBK and GB 2312 are parts.
    Gb18030,
    /// UTF-16, as Windows calls "Unicode".
    Utf16,
}

impl Encoding {
    /// The name that people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GBK",
            Self::Utf16 => "UTF-16",
        }
    }
}

/// The text of a plan, which need not be written for this program: UTF-8, UTF-16 with its mark,
/// or GB18030, whichever fits without an error. Nothing is put in place of what does not fit.
pub fn plan_text(bytes: &[u8]) -> Result<Cow<'_, str>, NoPlanText> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return wide_plan_text(bytes).map(Cow::Owned);
    }
    let body = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let mark = bytes.len() - body.len();
    let at = |offset: usize| place(bytes, mark + offset);
    let is_binary = |byte: &u8| is_no_text(char::from(*byte));
    // First of all: in noise, some byte fits no encoding either, and that says less.
    if let Some(offset) = body.iter().position(is_binary) {
        return Err(NoPlanText::Binary { at: at(offset) });
    }
    let utf8 = match std::str::from_utf8(body) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => Misfit {
            at: error.valid_up_to(),
            is_cut: error.error_len().is_none(),
            encoding: Encoding::Utf8,
        },
    };
    let misfit = if mark > 0 || is_damaged_utf8(body) {
        utf8
    } else {
        match gb18030(body) {
            Ok(text) => return Ok(Cow::Owned(text)),
            Err(other) if other.at > utf8.at => other,
            Err(_) => utf8,
        }
    };
    let (at, encoding) = (at(misfit.at), misfit.encoding);
    Err(if misfit.is_cut {
        NoPlanText::Cut { at, encoding }
    } else {
        NoPlanText::Unknown { at, encoding }
    })
}

/// The text of a table that an office keeps: in the encoding that somebody names, or in UTF-8 or
/// GB18030, whichever it is. `None` for UTF-8, which is read as it is, and for what is no text.
pub fn table_text(bytes: &[u8], named: Option<Encoding>) -> Option<String> {
    let text = encoded_table_text(bytes, named);
    // Rows that end as those of old Macs did: a line is a row for whoever looks for it.
    let old = |text: &str| text.contains('\r') && !text.contains('\n');
    match &text {
        Some(decoded) if old(decoded) => Some(decoded.replace('\r', "\n")),
        None if bytes.contains(&b'\r') => match decode(bytes) {
            Ok(own) if old(own) => Some(own.replace('\r', "\n")),
            Ok(_) | Err(_) => None,
        },
        Some(_) | None => text,
    }
}

fn encoded_table_text(bytes: &[u8], named: Option<Encoding>) -> Option<String> {
    let is_marked = bytes.starts_with(&[0xEF, 0xBB, 0xBF]);
    match named {
        Some(Encoding::Utf8) => None,
        Some(Encoding::Gb18030) if !is_marked => gb18030(bytes).ok(),
        Some(Encoding::Gb18030 | Encoding::Utf16) | None => match plan_text(bytes).ok()? {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => None,
        },
    }
}

/// Whether bytes are UTF-8 but for a few. Such a text, cut or with one byte lost, can fit GB18030
/// from end to end, and every character of it would be another; in GB18030, on the other hand,
/// hardly any three bytes are a character of UTF-8.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut damaged) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|&c| c >= '\u{800}').count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    whole >= damaged
}

/// Where an encoding does not fit.
pub(crate) struct Misfit {
    at: usize,
    is_cut: bool,
    encoding: Encoding,
}

/// One character in so many may be of the private use area: Word leaves single signs there, and
/// Big5 read as GB18030 is full of them.
const PRIVATE: usize = 500;

/// The text of bytes in GB18030. Where many characters are of the private use area the first is a
/// misfit, too.
fn gb18030(bytes: &[u8]) -> Result<String, Misfit> {
    let misfit = |at, is_cut| Misfit {
        at,
        is_cut,
        encoding: Encoding::Gb18030,
    };
    let mut decoder = encoding_rs::GB18030.new_decoder_without_bom_handling();
    let mut text = String::new();
    let most = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    text.reserve(most.unwrap_or(bytes.len()));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    let end = match result {
        DecoderResult::InputEmpty => bytes.len(),
        // `reserve` has seen to it that the first kind does not come.
        DecoderResult::OutputFull => read,
        DecoderResult::Malformed(length, beyond) => {
            read.saturating_sub(usize::from(length) + usize::from(beyond))
        }
    };
    let private = |c: char| ('\u{E000}'..='\u{F8FF}').contains(&c);
    let is_full = text.matches(private).count() * PRIVATE > text.chars().count();
    let misfits = |c: char| matches!(c, '\u{80}'..='\u{9F}') || (is_full && private(c));
    if let Some((before, _)) = text.split_once(misfits) {
        // The same text back in bytes, to count them.
        let (before, ..) = encoding_rs::GB18030.encode(before);
        return Err(misfit(before.len(), false));
    }
    if end == bytes.len() && matches!(result, DecoderResult::InputEmpty) {
        return Ok(text);
    }
    Err(misfit(
        end,
        is_start_of_gb18030(bytes.get(end..).unwrap_or_default()),
    ))
}

/// Whether bytes are the start of a character in GB18030 that has more of them.
fn is_start_of_gb18030(bytes: &[u8]) -> bool {
    let lead = |byte: &u8| (0x81..=0xFE).contains(byte);
    match bytes {
        [first] => lead(first),
        [first, second] => lead(first) && second.is_ascii_digit(),
        [first, second, third] => lead(first) && second.is_ascii_digit() && lead(third),
        _ => false,
    }
}

fn wide_plan_text(bytes: &[u8]) -> Result<String, NoPlanText> {
    // Lines are counted in what is read: a byte 0x0A is no line end there.
    let at = |offset: usize| Place {
        offset,
        line: match bytes.get(..offset).map(utf16) {
            Some(Ok(before)) => before.matches('\n').count() + 1,
            _ => 1,
        },
    };
    let encoding = Encoding::Utf16;
    let text = utf16(bytes).map_err(|misfit| {
        let at = at(misfit.at);
        if misfit.is_cut {
            NoPlanText::Cut { at, encoding }
        } else {
            NoPlanText::Unknown { at, encoding }
        }
    })?;
    if let Some((before, _)) = text.split_once(is_no_text) {
        let offset = 2 + 2 * before.encode_utf16().count();
        return Err(NoPlanText::Binary { at: at(offset) });
    }
    Ok(text)
}

/// Controls that no text has. Old texts have some: what Word calls a cell, a line, a page, a
/// column, a field or a hyphen, and the end of a file under DOS.
fn is_no_text(c: char) -> bool {
    matches!(c, '\0'..='\u{6}' | '\u{8}' | '\u{F}'..='\u{12}' | '\u{16}'..='\u{19}' | '\u{1B}'..='\u{1D}' | '\u{7F}')
}

fn place(bytes: &[u8], offset: usize) -> Place {
    let before = bytes.get(..offset).unwrap_or(bytes);
    Place {
        offset,
        line: before.iter().filter(|&&byte| byte == b'\n').count() + 1,
    }
}

/// The text of bytes in UTF-16 without its mark; without one, the low byte comes first unless
/// the first byte is zero.
pub(crate) fn utf16(bytes: &[u8]) -> Result<String, Misfit> {
    let (body, big) = match bytes {
        [0xFF, 0xFE, body @ ..] => (body, false),
        [0xFE, 0xFF, body @ ..] => (body, true),
        [first, ..] => (bytes, *first == 0),
        [] => (bytes, false),
    };
    let misfit = |at, is_cut| Misfit {
        at,
        is_cut,
        encoding: Encoding::Utf16,
    };
    let (pairs, rest) = body.as_chunks::<2>();
    let start = bytes.len() - body.len();
    let units = pairs.iter().map(|pair| {
        if big {
            u16::from_be_bytes(*pair)
        } else {
            u16::from_le_bytes(*pair)
        }
    });
    let mut text = String::with_capacity(body.len());
    let mut at = start;
    for character in char::decode_utf16(units) {
        match character {
            Ok(c) => {
                text.push(c);
                at += 2 * c.len_utf16();
            }
            Err(_) => return Err(misfit(at, at + 2 + rest.len() == bytes.len())),
        }
    }
    if !rest.is_empty() {
        return Err(misfit(at, true));
    }
    Ok(text)
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

    const PROMISE: &str = "托位数\n达到4.5个\n";

    fn gbk(text: &str) -> Vec<u8> {
        let (bytes, _, unmappable) = encoding_rs::GB18030.encode(text);
        assert!(!unmappable);
        bytes.into_owned()
    }

    fn wide(text: &str, pair: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(pair).collect()
    }

    #[test]
    fn a_plan_is_read_in_the_encodings_that_people_save_in() {
        let marked = format!("\u{FEFF}{PROMISE}");
        for bytes in [
            PROMISE.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            gbk(PROMISE),
            wide(&marked, u16::to_le_bytes),
            wide(&marked, u16::to_be_bytes),
        ] {
            assert_eq!(plan_text(&bytes).as_deref(), Ok(PROMISE), "{bytes:?}");
        }
        // Four bytes in GB18030, two units in UTF-16.
        let rare = "𠮷林㐂";
        assert_eq!(plan_text(&gbk(rare)).as_deref(), Ok(rare));
        let bytes = wide(&format!("\u{FEFF}{rare}"), u16::to_le_bytes);
        assert_eq!(plan_text(&bytes).as_deref(), Ok(rare));
        assert_eq!(plan_text(b"").as_deref(), Ok(""));
        // What Word and DOS leave in old texts.
        let old = "一\u{C}二\u{B}三\t\u{7}\r\n\u{1F}四\u{1A}";
        assert_eq!(plan_text(old.as_bytes()).as_deref(), Ok(old));
        assert_eq!(plan_text(&gbk(old)).as_deref(), Ok(old));
    }

    #[test]
    fn a_text_cut_within_a_character_is_named_and_not_mended() {
        let line = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let marked = format!("\u{FEFF}{PROMISE}{PROMISE}");
        // Of one character alone nobody can know what it was the start of.
        for (encoding, text, whole, from) in [
            (Encoding::Utf8, PROMISE, PROMISE.as_bytes().to_vec(), 4),
            (Encoding::Utf8, &marked[3..], marked.as_bytes().to_vec(), 4),
            (Encoding::Gb18030, PROMISE, gbk(PROMISE), 2),
            (Encoding::Gb18030, "托位4.5𠮷", gbk("托位4.5𠮷"), 2),
        ] {
            let mut cuts = 0;
            for length in from..whole.len() {
                let bytes = &whole[..length];
                match plan_text(bytes) {
                    // Between two characters.
                    Ok(read) => assert!(text.starts_with(read.as_ref()), "{length} {read}"),
                    Err(NoPlanText::Cut { at, encoding: seen }) => {
                        cuts += 1;
                        assert!(
                            at.offset < length && length - at.offset < 4,
                            "{at:?} {length}"
                        );
                        assert_eq!(at.line, line(&bytes[..at.offset]));
                        assert_eq!(seen, encoding, "{length}");
                    }
                    Err(other) => panic!("{length}: {other:?}"),
                }
            }
            assert!(cuts > 2, "{encoding:?} {cuts}");
        }
        let whole = wide(&marked, u16::to_le_bytes);
        let at = Place {
            offset: 20,
            line: 2,
        };
        let encoding = Encoding::Utf16;
        assert_eq!(
            plan_text(&whole[..21]),
            Err(NoPlanText::Cut { at, encoding })
        );
        let half = wide("\u{FEFF}林𠮷", u16::to_le_bytes);
        let at = Place { offset: 4, line: 1 };
        for length in [5, 6, 7] {
            let seen = plan_text(&half[..length]);
            assert_eq!(seen, Err(NoPlanText::Cut { at, encoding }), "{length}");
        }
    }

    #[test]
    fn what_fits_no_encoding_is_placed() {
        let unknown = |offset, line, encoding| {
            let at = Place { offset, line };
            Err(NoPlanText::Unknown { at, encoding })
        };
        // A character of GBK whose second half is lost, before the end of its line.
        let mut lost = gbk(PROMISE);
        lost.remove(5);
        assert_eq!(plan_text(&lost), unknown(4, 1, Encoding::Gb18030));
        let lost = [&gbk(PROMISE)[..], b"\xCD\n", &gbk(PROMISE)].concat();
        assert_eq!(
            plan_text(&lost),
            unknown(gbk(PROMISE).len(), 3, Encoding::Gb18030)
        );
        // One stray byte in UTF-8.
        let stray = [PROMISE.as_bytes(), b"ab\xFF \n"].concat();
        assert_eq!(
            plan_text(&stray),
            unknown(PROMISE.len() + 2, 3, Encoding::Utf8)
        );
        // One byte lost from UTF-8, so that all of it fits GB18030 as other characters.
        let mut lost = "托位数达到每千人口".as_bytes().to_vec();
        lost.remove(10);
        assert!(gb18030(&lost).is_ok());
        assert_eq!(plan_text(&lost), unknown(9, 1, Encoding::Utf8));
        // With a mark of UTF-8, GBK is not guessed at.
        let marked = [b"\xEF\xBB\xBFa"[..].to_vec(), gbk("托位")].concat();
        assert_eq!(plan_text(&marked), unknown(4, 1, Encoding::Utf8));
        // Big5: as GB18030 it would be text, with characters that nobody has.
        let few = gbk(&format!("{}\u{E5D2}", "林".repeat(500)));
        assert!(plan_text(&few).is_ok());
        let private = gbk("林\u{E000}");
        assert_eq!(plan_text(&private), unknown(2, 1, Encoding::Gb18030));
        // Half of a pair in UTF-16, in the middle.
        let half = [
            wide("\u{FEFF}a\n", u16::to_le_bytes),
            vec![0x42, 0xD8, b'b', 0],
        ]
        .concat();
        assert_eq!(plan_text(&half), unknown(6, 2, Encoding::Utf16));
    }

    #[test]
    fn what_is_no_text_is_called_so() {
        for (bytes, offset, line) in [
            (&b"\0\0\0"[..], 0, 1),
            (b"ab\nc\0", 4, 2),
            (b"GIF8\x01", 4, 1),
            (b"ab\xFF\x10", 3, 1),
            (b"\xEF\xBB\xBFa\0", 4, 1),
            (b"\xFF\xFEa\0\0\0", 4, 1),
            (b"\xFF\xFE\n\0\x01\0", 4, 2),
        ] {
            let at = Place { offset, line };
            assert_eq!(
                plan_text(bytes),
                Err(NoPlanText::Binary { at }),
                "{bytes:?}"
            );
        }
    }
}
