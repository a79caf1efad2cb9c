//! The headings of columns: which name which column, and what one that nobody knows may be.

use super::fields::{fields_at, unquoted};
use super::findings::{Findings, clip, with_near};
use super::observations::COLUMNS;
use super::yaml::Placed;
use crate::diag::{Code, Value};
use crate::text::near_miss;
use crate::value::Year;

/// A column that a kind of file may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// How its heading may be written: the first is the English word, the second the Chinese one.
    pub names: &'static [&'static str],
    /// What depends on it.
    pub role: Role,
}

/// What depends on a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The file is useless without it.
    Needed,
    /// A file that has it, but not under its name, would be read as something else.
    Telling,
    /// Another word for a column that stands: what contradicts it is told, and of two of them
    /// nobody knows which to believe.
    Check,
    /// No verdict rests on it.
    Beside,
}

/// What a column that is not known seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guess {
    /// One that the header lacks.
    Column(usize),
    /// Of which part of the whole a figure is.
    Parts,
}

/// The column whose heading may have a unit in brackets behind it, and the one that the unit
/// fills.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bracketed {
    pub of: usize,
    pub fills: usize,
}

/// Which of the known columns a heading names.
pub(super) fn find_column(known: &[Column], heading: &str) -> Option<usize> {
    let plain = plain_heading(heading);
    known
        .iter()
        .position(|column| column.names.contains(&plain.as_str()))
}

/// A heading without what forms and spreadsheets put into it: spaces, a star or a word for what
/// must be filled in; its brackets as Chinese writes them.
pub(super) fn plain_heading(heading: &str) -> String {
    let plain: String = heading
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            c => c,
        })
        .collect();
    let mut rest = plain.as_str();
    while let Some(shorter) = ["*", "＊", "（必填）", "【必填】", "（必填项）"]
        .iter()
        .find_map(|mark| rest.strip_suffix(mark).or_else(|| rest.strip_prefix(mark)))
    {
        rest = shorter;
    }
    rest.to_owned()
}

/// The name that a heading begins with, where a sign and more follow: `单位（人）` and `状态：P` say in
/// the heading what should stand in the cells.
pub(super) fn begun_with<'n>(
    heading: &str,
    names: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    // Words of Latin letters go on behind these: `status_note` is another heading.
    const WITHIN: &[char] = &['_', '-', ' '];
    let is_sign = |c: char| !c.is_alphanumeric();
    let plain = plain_heading(heading);
    let spaced = heading.to_lowercase();
    let is_begun = |name: &&str| {
        [plain.as_str(), spaced.as_str()].iter().any(|whole| {
            let rest = whole.trim_start_matches(is_sign).strip_prefix(*name);
            rest.and_then(|rest| rest.chars().next())
                .is_some_and(|c| is_sign(c) && !(name.is_ascii() && WITHIN.contains(&c)))
        })
    };
    names.filter(is_begun).max_by_key(|name| name.len())
}

/// Finds `数值（万人）` among the headings that are not known, where neither a figure nor a unit has
/// a column of its own.
pub(super) fn take_unit(
    which: Bracketed,
    known: &[Column],
    columns: &mut [Option<usize>],
    unknown: &mut Vec<(usize, Placed)>,
) -> Option<(usize, Placed)> {
    let has = |at: usize| columns.get(at).copied().flatten().is_some();
    if has(which.of) || has(which.fills) {
        return None;
    }
    let unit_of = |heading: &Placed| {
        let whole = heading.text.strip_suffix([')', '）'])?;
        let (name, unit) = whole.rsplit_once(['(', '（'])?;
        let unit = unit
            .trim()
            .trim_start_matches("单位")
            .trim_start_matches([':', '：'])
            .trim();
        (find_column(known, name) == Some(which.of)).then(|| unit.to_owned())
    };
    let mut all = unknown
        .iter()
        .enumerate()
        .filter_map(|(at, (_, heading))| Some((at, unit_of(heading)?)));
    let (at, text) = all.next()?;
    // Of two nobody knows which is meant.
    if all.next().is_some() {
        return None;
    }
    let (field, heading) = unknown.remove(at);
    *columns.get_mut(which.of)? = Some(field);
    let span = heading.span;
    Some((which.fills, Placed { text, span }))
}

/// The names of a column that a message offers: more than a few are nobody's help.
pub(super) fn shown_names(column: &Column) -> String {
    const MOST_SHOWN: usize = 6;
    let names: Vec<_> = column.names.iter().take(MOST_SHOWN).copied().collect();
    names.join(" / ")
}

/// A heading that is not known in a table that lacks a column: it may be the one.
pub(super) fn may_be_missing(
    known: &[Column],
    missing: &[Value],
    heading: &Placed,
    findings: &mut Findings<'_>,
) {
    let names = known.iter().flat_map(|column| column.names.iter().copied());
    if near_miss(&heading.text, names).is_some() || is_promise(&heading.text) {
        unknown_column(known.iter(), heading, findings);
        return;
    }
    findings.push(Code::UnknownColumn, heading.span, |it| {
        it.with("column", clip(&heading.text))
            .with("columns", Value::List(missing.to_vec()))
            .help(Some("missing"))
    });
}

pub(super) fn unknown_column<'c>(
    known: impl Iterator<Item = &'c Column>,
    heading: &Placed,
    findings: &mut Findings<'_>,
) {
    findings.push(Code::UnknownColumn, heading.span, |it| {
        let it = it.with("column", clip(&heading.text));
        if is_promise(&heading.text) {
            return it;
        }
        let names = known.flat_map(|column| column.names.iter().copied());
        with_near(it, &heading.text, names)
    });
}

/// Whether a column holds what was promised, which is never what was reached: 目标值 is no slip of
/// 指标值.
pub(super) fn is_promise(heading: &str) -> bool {
    ["目标", "计划", "任务", "target", "plan"]
        .iter()
        .any(|word| heading.to_lowercase().contains(word))
}

/// Reads a year as tables write it: `2023`, `2023年`, `2023年度`, `2023年末`.
pub(super) fn year(text: &str) -> Option<Year> {
    let ends = ["年度", "年末", "年底", "年"];
    let bare = ends.iter().find_map(|end| text.strip_suffix(end));
    Year::parse(bare.unwrap_or(text).trim_end())
}

/// Whether a heading is a year, as in a table that has a column for each.
pub(super) fn is_year(heading: &Placed) -> bool {
    year(&heading.text).is_some()
}

/// Whether a row among the figures is the heading of another table: what stands in its columns of
/// names, with the part that each is, and in those of figures. `above` is what stands above these
/// in a row of years, and `year_of` reads it.
///
/// Years alone do not make a heading, for figures may look like them: `床位数,2010,2023` is data.
pub(super) fn is_second_heading(
    names: &[(usize, impl AsRef<str>)],
    figures: &[impl AsRef<str>],
    above: Option<&[impl AsRef<str>]>,
    year_of: impl Fn(&str) -> Option<Year>,
) -> bool {
    let names: Vec<_> = names
        .iter()
        .map(|(at, text)| (*at, text.as_ref()))
        .collect();
    if names
        .iter()
        .any(|(at, text)| find_column(COLUMNS, text) == Some(*at))
    {
        return true;
    }
    let Some(above) = above else {
        return false;
    };
    let cells = figures.iter().map(AsRef::as_ref).map(str::trim);
    let cells = cells.zip(above.iter().map(AsRef::as_ref));
    let filled = || cells.clone().filter(|(text, _)| !text.is_empty());
    filled().count() > 1
        && filled().all(|(text, _)| year_of(text).is_some())
        && (names.iter().all(|(_, text)| text.trim().is_empty())
            || filled().any(|(text, _)| text.contains('年'))
            || filled().all(|(text, above)| year_of(text) == year_of(above)))
}

/// Whether one of the next rows is the header: what stands above it is the title of the table.
pub(super) fn stands_below(text: &str, start: usize, known: &[Column]) -> bool {
    /// Titles, remarks and units of a table; more rows stand above no header.
    const MOST_ROWS: usize = 6;
    let mut at = start;
    for _ in 0..MOST_ROWS {
        at = fields_at(text, at).end;
        let row = fields_at(text, at);
        let headings: Vec<_> = row
            .fields
            .iter()
            .filter_map(|field| find_column(known, &unquoted(text, field)))
            .collect();
        let mut needed = (0..)
            .zip(known)
            .filter(|(_, column)| column.role == Role::Needed);
        if needed.all(|(column, _)| headings.contains(&column)) {
            return true;
        }
    }
    false
}
