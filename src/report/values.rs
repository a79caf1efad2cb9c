//! What a template sees of a view, and what its values become on a page.

use super::document::{Figure, Inline, Mark, clean, one_line, plain};
use super::words::Words;
use crate::diag::Lang;
use crate::eval;
use crate::value::Date;
use minijinja::value::{Enumerator, Object, Value, ValueKind};
use minijinja::{Error, ErrorKind};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A value that cannot be used where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misuse {
    /// A yes or no is printed.
    YesNo,
    /// A list is printed.
    List,
    /// A record is printed; its fields.
    Record(Vec<String>),
    /// The filter of that name wants a figure.
    NotFigure(&'static str),
    /// The filter of that name wants a whole number.
    NotWhole(&'static str),
    /// There is no such verdict.
    Verdict(String),
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Misuse {}

impl From<Misuse> for Error {
    fn from(misuse: Misuse) -> Self {
        Self::new(ErrorKind::InvalidOperation, "").with_source(misuse)
    }
}

/// The view as the template engine holds it: records that may be printed become [`Printable`].
pub fn lift(json: &Json) -> Value {
    match json {
        Json::Null => Value::from(()),
        Json::Bool(yes) => Value::from(*yes),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::from(whole),
            None => Value::from(number.to_string()),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => items.iter().map(lift).collect(),
        Json::Object(fields) => match printed(fields) {
            Some(content) => Value::from_object(Printable {
                content,
                fields: fields
                    .iter()
                    .map(|(key, field)| (key.clone(), lift(field)))
                    .collect(),
            }),
            None => Value::from_pairs(
                fields
                    .iter()
                    .map(|(key, field)| (key.as_str(), lift(field))),
            ),
        },
    }
}

/// A record that can stand on a page: a figure, a verdict, a mark, a phrase.
#[derive(Debug)]
pub struct Printable {
    content: Vec<Inline>,
    fields: BTreeMap<String, Value>,
}

impl Object for Printable {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.fields.get(key.as_str()?).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(
            self.fields
                .keys()
                .map(|key| Value::from(key.as_str()))
                .collect(),
        )
    }

    /// As text, where a template joins it to other text: `~` and `join` know no figures.
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&plain(&self.content))
    }
}

/// What a value is on a page.
pub fn content(value: &Value, absent: &str) -> Result<Vec<Inline>, Misuse> {
    if let Some(printable) = value.downcast_object_ref::<Printable>() {
        return Ok(printable.content.clone());
    }
    match value.kind() {
        ValueKind::None => Ok(vec![Inline::text(absent)]),
        ValueKind::Bool => Err(Misuse::YesNo),
        ValueKind::Map | ValueKind::Plain => {
            let keys = value.try_iter().into_iter().flatten();
            Err(Misuse::Record(keys.map(|key| key.to_string()).collect()))
        }
        ValueKind::Seq | ValueKind::Iterable => Err(Misuse::List),
        _ => Ok(vec![Inline::text(&value.to_string())]),
    }
}

fn printed(fields: &Map<String, Json>) -> Option<Vec<Inline>> {
    match text(fields, "is").as_str() {
        "figure" => Some(vec![Inline::Figure(figure(fields, false))]),
        "verdict" => Some(vec![Inline::Verdict {
            id: text(fields, "id"),
            word: text(fields, "word"),
            shape: text(fields, "shape"),
        }]),
        "mark" => Some(vec![Inline::Mark(mark(fields))]),
        "phrase" => Some(items(fields, "parts").map(part).collect()),
        _ => None,
    }
}

fn part(json: &Json) -> Inline {
    match json {
        Json::Object(fields) => Inline::Figure(figure(fields, true)),
        // A stretch of a sentence keeps the spaces that part it from its neighbours.
        Json::String(words) => Inline::Text(one_line(words)),
        _ => Inline::text(""),
    }
}

fn figure(fields: &Map<String, Json>, with_unit: bool) -> Figure {
    let known = fields.get("known").and_then(Json::as_bool).unwrap_or(false);
    let (target, field) = (text(fields, "target"), text(fields, "field"));
    let identity = match fields.get("region").and_then(Json::as_str) {
        _ if target.is_empty() => String::new(),
        Some(region) => format!("{target}.{region}.{field}"),
        None => format!("{target}.{field}"),
    };
    let cells = items(fields, "cells").filter_map(Json::as_object);
    let marks = items(fields, "marks").filter_map(Json::as_object);
    Figure {
        text: text(fields, "text"),
        unit: if with_unit && known {
            text(fields, "unit")
        } else {
            String::new()
        },
        identity,
        cells: cells.map(|cell| text(cell, "text")).collect(),
        marks: marks.map(mark).collect(),
    }
}

fn mark(fields: &Map<String, Json>) -> Mark {
    Mark {
        short: text(fields, "short"),
        word: text(fields, "word"),
    }
}

fn text(fields: &Map<String, Json>, key: &str) -> String {
    let value = fields.get(key).and_then(Json::as_str).unwrap_or_default();
    clean(value)
}

fn items<'a>(fields: &'a Map<String, Json>, key: &str) -> impl Iterator<Item = &'a Json> {
    fields
        .get(key)
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
}

// ---- filters

/// `{{ row.value|unit }}`: the figure with its unit behind it.
pub fn with_unit(value: &Value) -> Result<Value, Error> {
    let (mut figure, fields) = figure_of(value, "unit")?;
    let known = fields.get("known").is_some_and(Value::is_true);
    if let Some(unit) = fields.get("unit").filter(|_| known) {
        figure.unit = unit.to_string();
    }
    Ok(again(figure, fields))
}

/// `{{ row.progress|percent }}`: `0.5185` as 51.85%. The decimal point moves, nothing is rounded:
/// the figure has been rounded once already.
pub fn percent(value: &Value) -> Result<Value, Error> {
    let (mut figure, fields) = figure_of(value, "percent")?;
    if fields.get("known").is_some_and(Value::is_true) {
        figure.text = shifted(&figure.text).ok_or(Misuse::NotFigure("percent"))?;
        figure.unit = "%".to_owned();
    }
    Ok(again(figure, fields))
}

fn figure_of<'a>(
    value: &'a Value,
    filter: &'static str,
) -> Result<(Figure, &'a BTreeMap<String, Value>), Misuse> {
    let printable = value.downcast_object_ref::<Printable>();
    match printable.map(|printable| (printable.content.as_slice(), &printable.fields)) {
        Some(([Inline::Figure(figure)], fields)) => Ok((figure.clone(), fields)),
        _ => Err(Misuse::NotFigure(filter)),
    }
}

fn again(figure: Figure, fields: &BTreeMap<String, Value>) -> Value {
    Value::from_object(Printable {
        content: vec![Inline::Figure(figure)],
        fields: fields.clone(),
    })
}

/// A decimal times a hundred, digit by digit.
fn shifted(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !all(whole) || !all(part) {
        return None;
    }
    let part = format!("{part:0<2}");
    let (moved, rest) = part.split_at_checked(2)?;
    let whole = format!("{whole}{moved}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let point = if rest.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{rest}"))
}

/// `{{ loop.index|chinese }}`: 十二.
pub fn in_chinese(value: &Value) -> Result<String, Error> {
    match value.as_usize() {
        Some(number) => Ok(super::numbering::chinese(number)),
        None => Err(Misuse::NotWhole("chinese").into()),
    }
}

/// `{{ "lagging"|verdict }}`: the verdict of an id, with its word and shape.
pub fn verdict(words: &Words, id: &str) -> Result<Value, Error> {
    if eval::Verdict::find(id).is_none() {
        return Err(Misuse::Verdict(id.to_owned()).into());
    }
    let verdict = words.verdict(id, false);
    let json = serde_json::to_value(&verdict).unwrap_or_default();
    Ok(lift(&json))
}

/// `{{ date|date }}`; a report without a date has the sign of what is absent.
pub fn date_of(words: &Words, value: &Value) -> Result<Value, Error> {
    if value.is_none() {
        return Ok(Value::from(()));
    }
    let not_text = || Error::new(ErrorKind::InvalidOperation, "value is not a string");
    let text = value.as_str().ok_or_else(not_text)?;
    Ok(Value::from(date(words, text)))
}

/// `2023-08-31` as 2023年8月31日; what is no such date, as it is.
pub fn date(words: &Words, text: &str) -> String {
    let Some(date) = Date::parse(text) else {
        return text.to_owned();
    };
    let spelled = |number: u8| match words.lang {
        Lang::Zh => number.to_string(),
        Lang::En => format!("{number:02}"),
    };
    words.fill(
        "date",
        &[
            ("year", &date.year().to_string()),
            ("month", &spelled(date.month())),
            ("day", &spelled(date.day())),
        ],
    )
}

/// The words as templates see them: `words.verdict.met`.
pub fn words_value(words: &Words) -> Json {
    let mut tree = Map::new();
    for (key, text) in words.iter() {
        let mut branch = &mut tree;
        let mut pieces = key.split('.').peekable();
        while let Some(piece) = pieces.next() {
            if pieces.peek().is_none() {
                branch.insert(piece.to_owned(), Json::String(text.to_owned()));
                break;
            }
            let next = branch
                .entry(piece)
                .or_insert_with(|| Json::Object(Map::new()));
            let Json::Object(next) = next else {
                break;
            };
            branch = next;
        }
    }
    Json::Object(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_becomes_percent_without_rounding() {
        let cases = [
            ("0.5185", "51.85"),
            ("0.6", "60"),
            ("1", "100"),
            ("0", "0"),
            ("-0.0312", "-3.12"),
            ("12.3456", "1234.56"),
            ("0.005", "0.5"),
        ];
        for (part, percent) in cases {
            assert_eq!(shifted(part).as_deref(), Some(percent), "{part}");
        }
        for no in ["", "三级甲等", "43..47", ".5", "1e3"] {
            assert_eq!(shifted(no), None, "{no}");
        }
    }

    #[test]
    fn only_days_are_dates() {
        let [zh, en] = Lang::ALL.map(Words::bundled);
        for (text, chinese, english) in [
            ("2023-08-31", "2023年8月31日", "2023-08-31"),
            ("2023-12-01", "2023年12月1日", "2023-12-01"),
            ("2023-02-30", "2023-02-30", "2023-02-30"),
            ("甲-乙-丙", "甲-乙-丙", "甲-乙-丙"),
            ("2023", "2023", "2023"),
        ] {
            assert_eq!(date(&zh, text), chinese);
            assert_eq!(date(&en, text), english);
        }
    }
}
