//! The fields of one row of CSV by where they stand. The rule is that of the crate which reads the
//! rows: a test holds the two to each other.

use std::ops::Range;

/// Another sign than a comma that a header seems to be separated by.
pub(super) fn separator(header: &str) -> Option<&'static str> {
    if header.contains(',') {
        return None;
    }
    other_sign(header)
}

/// A sign that some tables have between their columns and ours have not.
pub(super) fn other_sign(text: &str) -> Option<&'static str> {
    [
        ("\t", "Tab"),
        ("，", "，"),
        (";", ";"),
        ("；", "；"),
        ("|", "|"),
    ]
    .into_iter()
    .find(|(sign, _)| text.contains(sign))
    .map(|(_, name)| name)
}

/// One row as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fields {
    /// The bytes of each field, quotes included.
    pub fields: Vec<Range<usize>>,
    /// Where the row ends, before its line break.
    pub end: usize,
    /// A quote that is never closed.
    pub open: Option<usize>,
    /// Text between a closing quote and the end of its field.
    pub loose: Option<Range<usize>>,
}

/// The fields of the row that begins at `at`, as the `csv` crate cuts them: a quote counts only
/// where a field begins, and within quotes two of them are one.
pub(crate) fn fields_at(text: &str, at: usize) -> Fields {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied();
    let mut pos = at;
    while matches!(byte(pos), Some(b'\r' | b'\n')) {
        pos += 1;
    }
    let (mut fields, mut open, mut loose) = (Vec::new(), None, None);
    loop {
        let start = pos;
        let mut closed = None;
        if byte(pos) == Some(b'"') {
            pos += 1;
            loop {
                match byte(pos) {
                    Some(b'"') if byte(pos + 1) == Some(b'"') => pos += 2,
                    Some(b'"') => {
                        pos += 1;
                        closed = Some(pos);
                        break;
                    }
                    Some(_) => pos += 1,
                    None => {
                        open = Some(start);
                        break;
                    }
                }
            }
        }
        while !matches!(byte(pos), None | Some(b',' | b'\r' | b'\n')) {
            pos += 1;
        }
        loose = loose.or_else(|| {
            let behind = inner(text, &(closed?..pos));
            (!behind.is_empty()).then_some(behind)
        });
        fields.push(start..pos);
        if byte(pos) != Some(b',') {
            return Fields {
                fields,
                end: pos,
                open,
                loose,
            };
        }
        pos += 1;
    }
}

/// The bytes of a field without quotes and white space around it.
pub(super) fn inner(text: &str, field: &Range<usize>) -> Range<usize> {
    let whole = text.get(field.clone()).unwrap_or_default();
    let (mut start, mut body) = (field.start, whole);
    if let Some(rest) = body.strip_prefix('"') {
        start += 1;
        body = rest.strip_suffix('"').unwrap_or(rest);
    }
    let trimmed = body.trim_start();
    start += body.len() - trimmed.len();
    start..start + trimmed.trim_end().len()
}

/// The text of a field.
pub(crate) fn unquoted(text: &str, field: &Range<usize>) -> String {
    text.get(inner(text, field))
        .unwrap_or_default()
        .replace("\"\"", "\"")
}
