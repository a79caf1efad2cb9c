//! CSV as rows under a header, each field with its place when somebody asks. The only home of
//! `csv`.
//!
//! Rows are read at full speed without places; only their first byte is kept. The place of a
//! field is found by reading its one row again ([`fields_at`]), by the same rule.

use super::fields::{fields_at, inner, other_sign, separator, unquoted};
use super::findings::{Findings, clip};
use super::headings::{
    Bracketed, Column, Guess, Role, begun_with, find_column, is_year, may_be_missing, shown_names,
    stands_below, take_unit, unknown_column,
};
use super::yaml::Placed;
use crate::diag::{Code, Value};
use crate::text::{Oddity, Sheets, SourceId, Span, near_miss};
use std::ops::Range;

/// A CSV file whose header is understood.
#[derive(Debug, Clone)]
pub(super) struct Table<'t> {
    source: SourceId,
    text: &'t str,
    /// For each known column the field in which it stands.
    columns: Vec<Option<usize>>,
    fields: usize,
    /// Where its header begins.
    start: usize,
    body: usize,
    /// The workbook that it is of, whose rows need not have every field.
    sheets: Option<&'t Sheets>,
    /// Headings that are not known, with the field in which they stand.
    unknown: Vec<(usize, Placed)>,
    /// The unit that stands in brackets behind a heading, as in `数值（万人）`, and the column that
    /// it fills.
    unit: Option<(usize, Placed)>,
}

impl<'t> Table<'t> {
    /// Understands the header. A file of nothing but white space is a table without rows.
    pub fn open(
        source: SourceId,
        text: &'t str,
        known: &[Column],
        findings: &mut Findings<'_>,
    ) -> Option<Self> {
        Self::open_at(source, text, 0, known, None, findings)
    }

    /// The same for a table that begins behind byte `from` and ends with the text, in which the
    /// unit of a column may stand in brackets in its heading.
    pub fn open_at(
        source: SourceId,
        text: &'t str,
        from: usize,
        known: &[Column],
        bracketed: Option<Bracketed>,
        findings: &mut Findings<'_>,
    ) -> Option<Self> {
        let start = text.len() - text.get(from..).unwrap_or_default().trim_start().len();
        let mut columns = vec![None; known.len()];
        if start == text.len() {
            return Some(Self {
                source,
                text,
                columns,
                fields: 0,
                start,
                body: text.len(),
                sheets: None,
                unknown: Vec::new(),
                unit: None,
            });
        }
        let header = fields_at(text, start);
        let mut unknown = Vec::new();
        let mut firsts: Vec<Option<Placed>> = vec![None; known.len()];
        // Up to the last heading: spreadsheets like to end every row with commas.
        let mut fields = 0;
        let mut usable = header.loose.is_none();
        if let Some(loose) = &header.loose {
            tell_loose(source, text, loose, findings);
        }
        for (at, field) in header.fields.iter().enumerate() {
            let heading = Placed {
                text: unquoted(text, field),
                span: Span::new(source, inner(text, field)),
            };
            if heading.text.is_empty() {
                continue;
            }
            fields = at + 1;
            match find_column(known, &heading.text) {
                None => unknown.push((at, heading)),
                Some(column) => match (columns.get_mut(column), firsts.get_mut(column)) {
                    (Some(place @ None), Some(first)) => {
                        *place = Some(at);
                        *first = Some(heading);
                    }
                    (_, Some(Some(first))) => {
                        // Of two regions or statuses nobody knows which is meant.
                        let role = known.get(column).map(|column| column.role);
                        usable &= role == Some(Role::Beside);
                        findings.push(Code::DoubleColumn, heading.span, |it| {
                            it.with("column", clip(&heading.text))
                                .with("other", clip(&first.text))
                                .at(first.span, "first")
                        });
                    }
                    _ => {}
                },
            }
        }
        let unit = bracketed.and_then(|which| take_unit(which, known, &mut columns, &mut unknown));
        let missing: Vec<_> = known
            .iter()
            .zip(&columns)
            .filter(|(column, place)| column.role == Role::Needed && place.is_none())
            .map(|(column, _)| Value::from(shown_names(column)))
            .collect();
        let complete = missing.is_empty();
        if !complete {
            let span = Span::new(source, start..header.end);
            let separated = separator(text.get(start..header.end).unwrap_or_default());
            let years = unknown.iter().filter(|(_, heading)| is_year(heading));
            let is_wide = years.count() > 1;
            let has_title = columns.iter().all(Option::is_none) && stands_below(text, start, known);
            let help = match separated {
                Some(_) => "separator",
                None if has_title => "title",
                None if is_wide => "wide",
                None => {
                    for (_, heading) in &unknown {
                        may_be_missing(known, &missing, heading, findings);
                    }
                    "help"
                }
            };
            findings.push(Code::MissingColumn, span, |it| {
                it.with("columns", Value::List(missing))
                    .with("sign", separated.unwrap_or_default())
                    .help(Some(help))
            });
        }
        (complete && usable).then_some(Self {
            source,
            text,
            columns,
            fields,
            start,
            body: header.end,
            sheets: None,
            unknown,
            unit,
        })
    }

    /// Tells of the headings that are not known. `guess` is given a heading, some values under it
    /// and the columns that the header lacks.
    ///
    /// Returns whether the table can be read without them: not where one of them seems to be a
    /// column that the header lacks, for without their status or region figures say another thing.
    pub fn tell_unknown(
        &self,
        known: &[Column],
        guess: impl Fn(&str, &[String], &[usize]) -> Option<Guess>,
        findings: &mut Findings<'_>,
    ) -> bool {
        /// A column that holds one thing shows it soon.
        const LOOKED_AT: usize = 1 << 14;
        /// Of a file with more unknown columns than this nobody guesses the rest.
        const MOST_GUESSED: usize = 20;
        let rest = self.text.get(self.body..).unwrap_or_default();
        let mut later = rest.bytes().enumerate().skip(LOOKED_AT);
        let end = later.find(|(_, byte)| *byte == b'\n');
        let end = end.map_or(self.text.len(), |(at, _)| self.body + at + 1);
        let mut usable = true;
        for (at, (field, heading)) in self.unknown.iter().enumerate() {
            let mut values: Vec<String> = Vec::new();
            if at < MOST_GUESSED {
                self.rows(self.body..end, &mut Findings::silent(), |row, _| {
                    let value = row.record.get(*field).unwrap_or_default().trim();
                    if !value.is_empty() {
                        values.push(value.to_owned());
                    }
                });
            }
            let lacks = |at: usize| self.columns.get(at).is_some_and(Option::is_none);
            let lacking = || (0..).zip(known).filter(|(at, _)| lacks(*at));
            let telling = || lacking().filter(|(_, column)| column.role == Role::Telling);
            let names = || telling().flat_map(|(_, column)| column.names.iter().copied());
            let says_more = begun_with(&heading.text, names());
            let near = says_more.or_else(|| near_miss(&heading.text, names()));
            let columns: Vec<_> = telling().map(|(at, _)| at).collect();
            let guessed = (!values.is_empty()).then(|| guess(&heading.text, &values, &columns));
            let seems = match guessed.flatten() {
                Some(Guess::Parts) => {
                    usable = false;
                    findings.push(Code::PartsColumn, heading.span, |it| {
                        it.with("column", clip(&heading.text))
                    });
                    continue;
                }
                Some(Guess::Column(at)) => known.get(at).map(shown_names),
                None => None,
            };
            if near.is_none() && seems.is_none() {
                // Of a column that stands, another one is no slip.
                unknown_column(lacking().map(|(_, column)| column), heading, findings);
                continue;
            }
            usable = false;
            findings.push(Code::MisnamedColumn, heading.span, |it| {
                let it = it.with("column", clip(&heading.text));
                match (near, seems) {
                    (Some(near), _) => {
                        let help = says_more.map_or("near", |_| "more");
                        it.help(Some(help)).with("near", near)
                    }
                    (None, Some(seems)) => it.with("seems", seems),
                    (None, None) => it,
                }
            });
        }
        usable
    }

    /// Where `other` stands and `column` does not, the one is the other.
    pub fn stand_in(&mut self, column: usize, other: usize) {
        if let [Some(None), Some(Some(field))] = [column, other].map(|at| self.columns.get(at)) {
            let field = *field;
            for (at, place) in [(column, Some(field)), (other, None)] {
                if let Some(own) = self.columns.get_mut(at) {
                    *own = place;
                }
            }
        }
    }

    /// The table is one of a workbook.
    pub fn is_of(&mut self, sheets: &'t Sheets) {
        self.sheets = Some(sheets);
    }

    /// Whether a row says what the header says.
    pub fn is_header(&self, row: &Row<'_>) -> bool {
        let header = fields_at(self.text, self.start);
        let headings = header.fields.iter().map(|field| unquoted(self.text, field));
        headings.eq(row.record.iter().map(str::trim))
    }

    /// The unit that stands in a heading.
    pub fn unit(&self) -> Option<&Placed> {
        self.unit.as_ref().map(|(_, unit)| unit)
    }

    /// Whether there is not even a header.
    pub fn is_blank(&self) -> bool {
        self.fields == 0
    }

    /// The bytes of all rows.
    pub fn body(&self) -> Range<usize> {
        self.body..self.text.len()
    }

    /// Reads the rows that begin in `range`, which begins where a row does. Rows without any text
    /// are no rows; rows with a wrong number of fields are findings.
    pub fn rows(
        &self,
        range: Range<usize>,
        findings: &mut Findings<'_>,
        mut each: impl FnMut(&Row<'_>, &mut Findings<'_>),
    ) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        // The text is UTF-8 and in memory, so reading does not fail.
        while matches!(reader.read_record(&mut record), Ok(true)) {
            let offset = record.position().map_or(0, csv::Position::byte);
            let at = range.start + usize::try_from(offset).unwrap_or(usize::MAX);
            let row = Row {
                table: self,
                record: &record,
                at,
            };
            let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            let ends_file = end >= text.len();
            let written = self.text.get(at..range.start.saturating_add(end));
            let is_quoted = written.is_some_and(|row| row.contains('"'));
            if record.len() != self.fields || ends_file || is_quoted {
                match self.fault(&row) {
                    Some(Fault::Blank) => continue,
                    Some(fault) => {
                        self.report(&row, &fault, findings);
                        continue;
                    }
                    None => {}
                }
            }
            if !row.is_blank() {
                each(&row, findings);
            }
        }
    }

    fn fault(&self, row: &Row<'_>) -> Option<Fault> {
        let extra_is_blank = row
            .record
            .iter()
            .skip(self.fields)
            .all(|field| field.trim().is_empty());
        let here = fields_at(self.text, row.at);
        if let Some(open) = here.open {
            return Some(Fault::OpenQuote(open));
        }
        if row.is_blank() {
            return Some(Fault::Blank);
        }
        if let Some(loose) = here.loose {
            return Some(Fault::Loose(loose));
        }
        if self.sheets.is_some() {
            return None;
        }
        let fits = row.record.len() >= self.fields && extra_is_blank;
        (!fits).then_some(Fault::Count(row.record.len()))
    }

    fn report(&self, row: &Row<'_>, fault: &Fault, findings: &mut Findings<'_>) {
        findings.keep_out_adrift(1);
        match fault {
            Fault::Blank => {}
            Fault::Loose(loose) => tell_loose(self.source, self.text, loose, findings),
            &Fault::OpenQuote(at) => {
                let span = Span::new(self.source, at..at + 1);
                findings.push(Code::OpenQuote, span, |it| it);
            }
            &Fault::Count(found) => {
                let span = row.whole();
                let written = self.text.get(span.start as usize..span.end as usize);
                let sign = other_sign(written.unwrap_or_default());
                findings.push(Code::FieldCount, span, |it| {
                    let help = match sign {
                        _ if found > self.fields => "more",
                        Some(_) => "separator",
                        None => "help",
                    };
                    it.with("found", found)
                        .with("wanted", self.fields)
                        .with("sign", sign.unwrap_or_default())
                        .help(Some(help))
                });
            }
        }
    }

    /// The place of a field of the row that begins at `at`; the row's own where it has none.
    pub fn span(&self, at: usize, column: usize) -> Span {
        let row = fields_at(self.text, at);
        let field = self
            .columns
            .get(column)
            .copied()
            .flatten()
            .and_then(|field| row.fields.get(field));
        match field {
            Some(field) => Span::new(self.source, inner(self.text, field)),
            None => self.row_span(at),
        }
    }

    /// The place of the row that begins at `at`, without its line break.
    pub fn row_span(&self, at: usize) -> Span {
        let row = fields_at(self.text, at);
        let start = row.fields.first().map_or(at, |first| first.start);
        Span::new(self.source, start..row.end.max(start))
    }
}

/// What is wrong with a row as such.
enum Fault {
    Blank,
    Count(usize),
    OpenQuote(usize),
    Loose(Range<usize>),
}

/// Tells of text behind a closing quote: glued to what the quotes hold, `"11"5` would be 115.
pub(super) fn tell_loose(
    source: SourceId,
    text: &str,
    loose: &Range<usize>,
    findings: &mut Findings<'_>,
) {
    let written = text.get(loose.clone()).unwrap_or_default();
    let span = Span::new(source, loose.clone());
    findings.push(Code::TextAfterQuote, span, |it| {
        it.with("text", clip(written))
    });
}

/// A row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'r> {
    table: &'r Table<'r>,
    record: &'r csv::StringRecord,
    at: usize,
}

impl<'r> Row<'r> {
    /// The text of a column without the white space around it; empty where the file has none.
    pub fn get(&self, column: usize) -> &'r str {
        match self.table.columns.get(column) {
            Some(Some(field)) => self.record.get(*field).unwrap_or_default().trim(),
            _ => match &self.table.unit {
                Some((filled, unit)) if *filled == column => &unit.text,
                Some(_) | None => "",
            },
        }
    }

    /// The text of a column with its place; `None` where it is empty.
    pub fn placed(&self, column: usize) -> Option<Placed> {
        let text = self.get(column);
        (!text.is_empty()).then(|| Placed {
            text: text.to_owned(),
            span: self.table.span(self.at, column),
        })
    }

    /// What there is to say of the cell of a column besides its text.
    pub fn oddity(&self, column: usize) -> Option<&'r Oddity> {
        let sheets = self.table.sheets?;
        let field = self.table.columns.get(column).copied().flatten()?;
        let bytes: usize = self.record.iter().map(|field| 2 * field.len() + 3).sum();
        if !sheets.is_odd(self.at..self.at + bytes) {
            return None;
        }
        let row = fields_at(self.table.text, self.at);
        sheets.oddity(row.fields.get(field)?.start)
    }

    /// Where it begins, from which [`Table::span`] finds its fields again.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The place of the row.
    pub fn whole(&self) -> Span {
        self.table.row_span(self.at)
    }

    fn is_blank(&self) -> bool {
        self.record.iter().all(|field| field.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::text::Sources;
    use proptest::prelude::*;

    const KNOWN: &[Column] = &[
        Column {
            names: &["name", "名称"],
            role: Role::Needed,
        },
        Column {
            names: &["value", "数值"],
            role: Role::Needed,
        },
        Column {
            names: &["unit", "单位"],
            role: Role::Telling,
        },
    ];

    /// Rows as `name=value(unit)` with what the spans cover, and the codes that were found.
    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let mut sources = Sources::new();
        let id = sources.insert("x.csv", text.as_bytes()).unwrap();
        let mut diagnostics = Diagnostics::new();
        let mut rows = Vec::new();
        let mut findings = Findings::new(&mut diagnostics, id);
        if let Some(table) = Table::open(id, text, KNOWN, &mut findings) {
            table.tell_unknown(KNOWN, |_, _, _| None, &mut findings);
            table.rows(table.body(), &mut findings, |row, _| {
                for column in 0..3 {
                    if let Some(placed) = row.placed(column) {
                        // How quotes are cut has a property of its own, below.
                        if !text.contains('"') {
                            assert_eq!(sources.slice(placed.span), placed.text);
                        }
                    }
                }
                rows.push(format!("{}={}({})", row.get(0), row.get(1), row.get(2)));
            });
        }
        findings.finish();
        let found = diagnostics
            .iter()
            .map(|one| format!("{} {}", one.code.id(), sources.slice(one.labels[0].span)))
            .collect();
        (rows, found)
    }

    #[test]
    fn columns_stand_in_any_order_and_either_language() {
        for text in [
            "name,value,unit\n甲,1,人\n乙,2,\n",
            "\u{3000}数值, Name ,单位\r\n1,甲,人\r\n2,乙,\r\n",
            "\n\nunit,数值,名称\n\n人,1,甲\n,,\n,2,乙",
            "name,value,unit,,\n甲,1,人,,\n乙,2,\n,,,\n",
            "\"name\",\"value\",\"unit\"\n\"甲\",\" 1\",人\n乙,\"2\",\"\"\n",
        ] {
            let (rows, found) = read(text);
            assert_eq!(rows.first().map(String::as_str), Some("甲=1(人)"), "{text}");
            assert!(found.is_empty(), "{text} {found:?}");
        }
        assert_eq!(read("").0.len() + read(" \r\n").1.len(), 0);
    }

    #[test]
    fn a_header_that_cannot_be_used_is_named() {
        for (text, wanted) in [
            ("name,unit\n", "Y0501 name,unit"),
            ("name;value;unit\n", "Y0501 name;value;unit"),
            ("name，value\n", "Y0501 name，value"),
            ("name,value,units\n", "Y0534 units"),
            ("name,value,color\n", "Y0502 color"),
            ("name,value,名称\n", "Y0503 名称"),
        ] {
            assert_eq!(read(text).1.join(" "), wanted, "{text}");
        }
    }

    #[test]
    fn another_separator_is_named() {
        for (header, sign) in [
            ("name;value;unit\n甲;1;人\n", Some(";")),
            ("name；value\n", Some("；")),
            ("name\tvalue\n", Some("Tab")),
            ("name，value\n", Some("，")),
            ("name|value\n", Some("|")),
            ("name,unit\n", None),
            ("nonsense\n", None),
        ] {
            let id = Sources::new().insert("x.csv", header.as_bytes()).unwrap();
            let mut diagnostics = Diagnostics::new();
            let mut findings = Findings::new(&mut diagnostics, id);
            assert!(Table::open(id, header, KNOWN, &mut findings).is_none());
            let missing = diagnostics.last().unwrap();
            assert_eq!(missing.code, Code::MissingColumn);
            let said = missing.values.iter().find(|(name, _)| *name == "sign");
            assert_eq!(
                said.map(|(_, sign)| sign),
                Some(&Value::from(sign.unwrap_or_default())),
                "{header}"
            );
            assert_eq!(
                missing.help,
                Some(if sign.is_some() { "separator" } else { "help" })
            );
        }
    }

    #[test]
    fn a_table_of_another_shape_is_one_finding() {
        for (text, help) in [
            ("表1 托位情况,,\n名称,数值,单位\n甲,1,人\n", "title"),
            ("表1,,\n,,\n单位：人,,\n名称,数值,单位\n甲,1,人\n", "title"),
            ("名称,2021,2022,2023\n甲,1,2,3\n", "wide"),
            ("名称,2021年,2022年\n甲,1,2\n", "wide"),
        ] {
            let id = Sources::new().insert("x.csv", text.as_bytes()).unwrap();
            let mut diagnostics = Diagnostics::new();
            let mut findings = Findings::new(&mut diagnostics, id);
            assert!(Table::open(id, text, KNOWN, &mut findings).is_none());
            let found: Vec<_> = diagnostics.iter().map(|one| (one.code, one.help)).collect();
            assert_eq!(found, [(Code::MissingColumn, Some(help))], "{text}");
        }
    }

    #[test]
    fn a_row_of_another_length_is_left_out() {
        let (rows, found) =
            read("name,value,unit\n甲,1,人\n乙,2\n丙,3,人,4\n丁,5,人,,\n,,\n戊,6,\"人\n己,7,人\n");
        assert_eq!(rows, ["甲=1(人)", "丁=5(人)"]);
        assert_eq!(found, ["Y0504 乙,2", "Y0504 丙,3,人,4", "Y0505 \""]);
    }

    #[test]
    fn a_quoted_field_may_hold_anything() {
        let (rows, found) = read("name,value,unit\n\"甲,\"\"乙\"\"\n丙\",1,人\n");
        assert_eq!(rows, ["甲,\"乙\"\n丙=1(人)"]);
        assert!(found.is_empty());
    }

    #[test]
    fn text_behind_a_closing_quote_is_not_glued_to_the_field() {
        for (row, wanted) in [
            ("甲,\"11\"5,人", "Y0543 5"),
            ("甲,\"1\"1,", "Y0543 1"),
            ("甲,\"\"\u{e000},", "Y0543 \u{e000}"),
            ("甲,\"1\" x \"2\" ,人", "Y0543 x \"2\""),
            ("\"甲\"乙,\"1\"2,", "Y0543 乙"),
            // Of too many fields it is the reason.
            ("甲,\"1\"2,人,x", "Y0543 2"),
            ("甲,\"11\" ,人", ""),
            ("甲,\"11\"\u{3000},人\r", ""),
        ] {
            for text in [
                format!("name,value,unit\n{row}"),
                format!("name,value,unit\n{row}\n乙,1,人\n"),
            ] {
                let (rows, found) = read(&text);
                assert_eq!(found.join(" "), wanted, "{text}");
                let first = rows.first().map_or("", String::as_str);
                assert_eq!(first.starts_with("甲=11"), wanted.is_empty(), "{text}");
            }
        }
        let (rows, found) = read("name,\"value\"x,\"unit\"x\n甲,1,人\n");
        assert!(rows.is_empty());
        assert_eq!(found.first().map(String::as_str), Some("Y0543 x"));
    }

    proptest! {
        #[test]
        fn places_are_cut_where_the_reader_cuts(text in "[a甲,\"\r\n ]{0,60}") {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let mut record = csv::StringRecord::new();
            while reader.read_record(&mut record).unwrap() {
                let at = record.position().unwrap().byte() as usize;
                let here = fields_at(&text, at);
                prop_assert_eq!(here.fields.len(), record.len(), "{:?} at {}", &text, at);
                for (field, range) in record.iter().zip(&here.fields) {
                    let raw = &text[range.clone()];
                    if !raw.starts_with('"') {
                        prop_assert_eq!(field, raw);
                        continue;
                    }
                    let Some(body) = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) else {
                        continue;
                    };
                    // Quotes that are neither doubled nor at an end are read as they may be.
                    if !body.replace("\"\"", "").contains('"') {
                        prop_assert_eq!(field, body.replace("\"\"", "\""));
                    }
                }
            }
        }

        #[test]
        fn nothing_makes_it_panic(text in "(name,value,unit)?[\\s\\S]{0,200}") {
            let _ = read(&text);
        }
    }
}
