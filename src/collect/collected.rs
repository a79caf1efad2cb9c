//! The data file of what offices gave. A figure that came back before keeps its line as it is, so
//! that importing the same forms again changes nothing.

use super::{Given, place_of};
use crate::data::{csv_line, fields_at, unquoted};
use crate::model::{CellKey, Place, Plan};
use crate::text::Sources;
use crate::value::{Date, Year};
use std::collections::BTreeMap;

/// The path of the file in a plan's folder.
pub const COLLECTED: &str = "data/collected.csv";

/// The columns, in their order.
const COLUMNS: [&str; 11] = [
    "indicator",
    "region",
    "region_code",
    "year",
    "value",
    "unit",
    "status",
    "source",
    "published",
    "place",
    "note",
];

const INDICATOR: usize = 0;
const REGION_CODE: usize = 2;
const YEAR: usize = 3;
const VALUE: usize = 4;
const UNIT: usize = 5;
const STATUS: usize = 6;
const PUBLISHED: usize = 8;
const NOTE: usize = 10;

/// A figure that was another one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Which.
    pub key: CellKey,
    /// The office.
    pub office: String,
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
}

/// The file with what came back in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collected {
    /// The file.
    pub text: String,
    /// How many figures are new.
    pub added: usize,
    /// How many were there already.
    pub unchanged: usize,
    /// Those that were others before.
    pub changed: Vec<Changed>,
}

/// The file of `before` is none of ours: another hand gave it other columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherColumns;

/// Puts what came back into the file that there was before, if there was one. `published` is the
/// day that figures which are new or changed are said to be of; where both the old figure and the
/// new one have a day, and the new one's is later, the old line stays above it as what was known
/// until then. `digests` are the SHA-256 of the forms, by their paths.
pub fn collect(
    plan: &Plan,
    before: Option<&str>,
    given: &[Given],
    published: Option<Date>,
    sources: &Sources,
    digests: &BTreeMap<String, String>,
) -> Result<Collected, OtherColumns> {
    let mut rows = match before {
        None => Vec::new(),
        Some(text) => read(plan, text)?,
    };
    let mut collected = Collected {
        text: String::new(),
        added: 0,
        unchanged: 0,
        changed: Vec::new(),
    };
    // The last line of each figure.
    let keyed = rows.iter().enumerate();
    let mut last: BTreeMap<CellKey, usize> =
        keyed.filter_map(|(at, row)| Some((row.key?, at))).collect();
    for one in given {
        let row = row_of(plan, one, published, sources, digests);
        let at = last.get(&one.key);
        let Some(old) = at.and_then(|at| rows.get_mut(*at)) else {
            last.insert(one.key, rows.len());
            rows.push(row);
            collected.added += 1;
            continue;
        };
        if old.says() == row.says() {
            collected.unchanged += 1;
            continue;
        }
        collected.changed.push(Changed {
            key: one.key,
            office: one.office.clone(),
            old: old.figure(),
            new: row.figure(),
        });
        let since = |row: &Row| row.fields.get(PUBLISHED).and_then(|text| Date::parse(text));
        if since(old)
            .zip(since(&row))
            .is_some_and(|(old, new)| old < new)
        {
            last.insert(one.key, rows.len());
            rows.push(row);
        } else {
            *old = row;
        }
    }
    // In the order of the plan; what somebody wrote in by hand and the plan does not know comes last.
    rows.sort_by_key(|row| (row.key.is_none(), row.key));
    collected.text.push('\u{FEFF}');
    csv_line(&mut collected.text, COLUMNS.map(str::to_owned));
    for row in &rows {
        collected.text.push_str(&row.line);
    }
    Ok(collected)
}

/// A line of the file.
struct Row {
    /// What it is about; `None` where the plan does not know it.
    key: Option<CellKey>,
    fields: Vec<String>,
    /// As it stands in the file, with its end.
    line: String,
}

impl Row {
    /// What makes one answer another one: not where it stood, nor who sent it when.
    fn says(&self) -> [Option<&str>; 4] {
        [VALUE, UNIT, STATUS, NOTE].map(|at| self.fields.get(at).map(String::as_str))
    }

    /// The figure with its status and remark, where it has them.
    fn figure(&self) -> String {
        let parts =
            [VALUE, UNIT, STATUS, NOTE].map(|at| self.fields.get(at).map_or("", String::as_str));
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn row_of(
    plan: &Plan,
    one: &Given,
    published: Option<Date>,
    sources: &Sources,
    digests: &BTreeMap<String, String>,
) -> Row {
    let indicator = plan.indicator(one.key.indicator);
    let region = plan.regions.get(one.key.region);
    let unit = indicator
        .and_then(|own| own.unit())
        .map_or("", |unit| unit.name());
    let file = sources.get(one.span.source).path();
    let digest = digests.get(file).map(|digest| format!(" sha256:{digest}"));
    let place = format!(
        "{}{}",
        place_of(sources, one.span),
        digest.unwrap_or_default()
    );
    let own = |text: Option<&String>| text.cloned().unwrap_or_default();
    let fields = [
        own(indicator.map(|own| &own.id)),
        own(region.map(|own| &own.name)),
        own(region.map(|own| &own.code)),
        one.key.year.to_string(),
        one.value.clone(),
        unit.to_owned(),
        one.status.letters(),
        one.office.clone(),
        published.map(|date| date.to_string()).unwrap_or_default(),
        place,
        one.note.clone(),
    ];
    let mut line = String::new();
    csv_line(&mut line, fields);
    // As it will be read again: what a spreadsheet would take for a formula is written otherwise.
    let fields = records(&line)
        .next()
        .map(|(fields, _)| fields)
        .unwrap_or_default();
    Row {
        key: Some(one.key),
        fields,
        line,
    }
}

fn read(plan: &Plan, text: &str) -> Result<Vec<Row>, OtherColumns> {
    let mut records = records(text.trim_start_matches('\u{FEFF}'));
    let heads = records.next().map(|(fields, _)| fields).unwrap_or_default();
    if heads != COLUMNS {
        return Err(OtherColumns);
    }
    let rows = records.filter(|(fields, _)| fields.iter().any(|field| !field.is_empty()));
    let rows = rows.map(|(fields, line)| {
        if fields.len() != COLUMNS.len() {
            return Err(OtherColumns);
        }
        let line = match line.ends_with('\n') {
            true => line.to_owned(),
            false => format!("{line}\r\n"),
        };
        Ok(Row {
            key: key_of(plan, &fields),
            fields,
            line,
        })
    });
    rows.collect()
}

fn key_of(plan: &Plan, fields: &[String]) -> Option<CellKey> {
    let region = match plan.regions.find(fields.get(REGION_CODE)?)? {
        Place::Region(region) => *region,
        Place::Ambiguous(_) | Place::Group(_) => return None,
    };
    Some(CellKey {
        indicator: *plan.indicator_names.get(fields.get(INDICATOR)?)?,
        region,
        year: Year::parse(fields.get(YEAR)?)?,
    })
}

/// The records of CSV, each with its line or lines as they stand; blank lines are none.
fn records(text: &str) -> impl Iterator<Item = (Vec<String>, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(['\r', '\n']);
        let cut = fields_at(rest, 0);
        let end = rest.get(cut.end..)?.find('\n').map(|at| cut.end + at + 1);
        let (line, more) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        rest = more;
        let fields = cut.fields.iter().map(|field| unquoted(line, field));
        (!line.is_empty()).then(|| (fields.collect(), line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_lines_with_their_quotes() {
        let text = "a,\"b,\"\"c\"\"\",\r\n\"d\ne\",f\r\n\r\nlast";
        let all: Vec<_> = records(text).collect();
        let fields: Vec<_> = all.iter().map(|(fields, _)| fields.join("|")).collect();
        assert_eq!(fields, ["a|b,\"c\"|", "d\ne|f", "last"]);
        let lines: String = all.iter().map(|(_, line)| *line).collect();
        assert_eq!(lines, text.replace("\r\n\r\n", "\r\n"));
    }
}
