//! A data file as rows of observations, whatever its form.

use super::findings::{Findings, clip, with_near};
use super::format::Format;
use super::grid::row_start;
use super::headings::{Bracketed, Column, Guess, Role, find_column};
use super::manifest::TableMap;
use super::mapped::{Mapped, MappedRow, SaidUnit};
use super::table::{self, Table};
use super::yaml::{self, Budget, Item, Node, Placed};
use crate::diag::{Code, Diagnostics, Value};
use crate::text::{Oddity, Sheet, Sheets, Source, SourceId, Span};
use crate::value::Units;
use std::ops::Range;

pub(super) const INDICATOR: usize = 0;
pub(super) const REGION: usize = 1;
pub(super) const YEAR: usize = 2;
pub(super) const VALUE: usize = 3;
pub(super) const UNIT: usize = 4;
pub(super) const STATUS: usize = 5;
pub(super) const SOURCE: usize = 6;
pub(super) const PUBLISHED: usize = 7;
pub(super) const PLACE: usize = 8;
pub(super) const QUOTE: usize = 9;
/// Remarks, which nobody reads but people.
pub(super) const NOTE: usize = 10;
/// The code of the region, where its name stands in a column of its own; alone it is the region.
pub(super) const REGION_CODE: usize = NOTE + 1;
pub(super) const WIDTH: usize = REGION_CODE + 1;

/// The columns of a CSV file and the keys of a YAML file.
pub(super) const COLUMNS: &[Column; WIDTH] = &[
    Column {
        names: &["indicator", "指标", "指标名称"],
        role: Role::Needed,
    },
    Column {
        names: &[
            "region",
            "地区",
            "地区名称",
            "区域",
            "行政区划",
            "区县",
            "行政区",
            "区域名称",
            "区划",
            "区划名称",
            "行政区划名称",
            "县区",
            "县区名称",
            "区县名称",
            "县市区",
            "县（市、区）",
            "区（市、县）",
            "市县",
            "市州",
            "市（州）",
            "辖区",
            "county",
            "area",
        ],
        role: Role::Telling,
    },
    Column {
        names: &["year", "年份", "年度", "统计年度", "统计年份"],
        role: Role::Needed,
    },
    Column {
        names: &[
            "value",
            "数值",
            "指标值",
            "完成值",
            "实际值",
            "实际完成值",
            "值",
            "数据",
        ],
        role: Role::Needed,
    },
    Column {
        names: &["unit", "单位", "计量单位", "量纲"],
        role: Role::Telling,
    },
    Column {
        names: &["status", "状态", "数据状态", "性质", "数据性质"],
        role: Role::Telling,
    },
    Column {
        names: &["source", "来源", "数据来源"],
        role: Role::Beside,
    },
    Column {
        names: &["published", "发布日期", "公布日期", "发布时间", "公布时间"],
        role: Role::Beside,
    },
    Column {
        names: &["place", "位置"],
        role: Role::Beside,
    },
    Column {
        names: &["quote", "引文"],
        role: Role::Beside,
    },
    Column {
        names: &["note", "备注", "说明"],
        role: Role::Beside,
    },
    Column {
        names: &[
            "region_code",
            "地区代码",
            "区划代码",
            "行政区划代码",
            "区域代码",
            "行政区代码",
        ],
        role: Role::Check,
    },
];

/// A data file, opened: its tables, of which most files have one.
pub(super) struct Observations<'t> {
    parts: Vec<Part<'t>>,
    is_whole: bool,
}

/// One table of a data file.
pub(super) enum Part<'t> {
    Table(Table<'t>),
    Mapped(Box<Mapped<'t>>),
    Tree(Tree),
}

impl<'t> Observations<'t> {
    /// Understands a file as a whole; what keeps it from being read is a finding.
    pub fn open(
        source: SourceId,
        file: &'t Source,
        format: Format,
        tables: &[TableMap],
        units: &Units,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        if format == Format::Yaml {
            let tree = Tree::open(source, file.text_or_empty(), diagnostics)?;
            return Some(Self {
                parts: vec![Part::Tree(tree)],
                is_whole: true,
            });
        }
        let mut findings = Findings::new(diagnostics, source);
        let mut opener = Opener {
            source,
            text: file.text_or_empty(),
            path: file.path(),
            sheets: file.sheets(),
            units,
        };
        let opened: Vec<_> = match opener.sheets {
            _ if !tables.is_empty() => opener.mapped(tables, &mut findings),
            Some(sheets) => opener.by_headings(sheets, &mut findings),
            None => vec![opener.table(None, 0..file.text_or_empty().len(), &mut findings)],
        };
        findings.finish();
        let is_whole = opened.iter().all(Option::is_some);
        let parts: Vec<_> = opened.into_iter().flatten().collect();
        (!parts.is_empty() || is_whole).then_some(Self { parts, is_whole })
    }

    /// Whether every table of the file could be understood.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The tables.
    pub fn parts(&self) -> &[Part<'t>] {
        &self.parts
    }

    /// Whether the file holds nothing at all, not even a header.
    pub fn is_blank(&self) -> bool {
        self.parts.iter().all(Part::is_blank)
    }

    /// Reads the rows of all tables.
    pub fn each_of_all(
        &self,
        findings: &mut Findings<'_>,
        mut each: impl FnMut(Row<'_>, &mut Findings<'_>),
    ) {
        for part in &self.parts {
            part.each(part.all(), findings, &mut each);
        }
    }

    /// Reads the rows that begin in `range`, which lies in one table.
    pub fn each(
        &self,
        range: Range<usize>,
        findings: &mut Findings<'_>,
        each: impl FnMut(Row<'_>, &mut Findings<'_>),
    ) {
        if let Some(part) = self.part_at(range.start) {
            part.each(range, findings, each);
        }
    }

    /// The place of a field of the row at `at`; of the row where it has no such field.
    pub fn span(&self, at: usize, column: usize) -> Span {
        match self.part_at(at) {
            Some(part) => part.span(at, column),
            None => self.parts.first().map_or_else(
                || Span::new(SourceId::default(), at..at),
                |part| part.span(at, column),
            ),
        }
    }

    /// The table in which a row begins.
    fn part_at(&self, at: usize) -> Option<&Part<'t>> {
        if let [only] = self.parts.as_slice() {
            return Some(only);
        }
        let holding = || self.parts.iter().filter(|part| part.all().contains(&at));
        if holding().nth(1).is_none() {
            return holding().next();
        }
        // Tables whose shape is described may lie beside each other: the one that has the figure.
        // Others have their rows for themselves.
        let has = |part: &&Part<'t>| matches!(part, Part::Mapped(table) if table.has(at));
        let is_described = |part: &&Part<'t>| matches!(part, Part::Mapped(_));
        let found = holding().find(has);
        found.or_else(|| holding().find(|part| !is_described(part)))
    }
}

/// Opens the tables of a file.
struct Opener<'t, 'm> {
    source: SourceId,
    text: &'t str,
    path: &'t str,
    sheets: Option<&'t Sheets>,
    units: &'m Units,
}

impl<'t> Opener<'t, '_> {
    /// A table under its own headings, in some bytes of a sheet or of the file.
    fn table(
        &mut self,
        sheet: Option<&'t Sheet>,
        range: Range<usize>,
        findings: &mut Findings<'_>,
    ) -> Option<Part<'t>> {
        let unit = Bracketed {
            of: VALUE,
            fills: UNIT,
        };
        let text = self.text.get(..range.end).unwrap_or_default();
        let start = range.start;
        let sheets = sheet.and(self.sheets);
        let table = Table::open_at(self.source, text, start, COLUMNS, Some(unit), findings);
        let mut table = table?;
        if let Some(sheets) = sheets {
            table.is_of(sheets);
        }
        table.stand_in(REGION, REGION_CODE);
        Some(Part::Table(table))
    }

    /// The sheets of a workbook of which nobody says anything: each that is seen is a table.
    fn by_headings(
        &mut self,
        sheets: &'t Sheets,
        findings: &mut Findings<'_>,
    ) -> Vec<Option<Part<'t>>> {
        let mut opened = Vec::new();
        for sheet in sheets.iter().filter(|sheet| sheet.start < sheet.end) {
            if sheet.hidden {
                self.tell_not_read(sheet, "hidden", findings);
                continue;
            }
            opened.push(self.table(Some(sheet), self.whole(Some(sheet)), findings));
        }
        opened
    }

    /// The bytes of a sheet; of the file, where it has none.
    fn whole(&self, sheet: Option<&Sheet>) -> Range<usize> {
        sheet.map_or(0..self.text.len(), |sheet| {
            sheet.start as usize..sheet.end as usize
        })
    }

    fn mapped(
        &mut self,
        tables: &[TableMap],
        findings: &mut Findings<'_>,
    ) -> Vec<Option<Part<'t>>> {
        let mut opened = Vec::new();
        let mut used = Vec::new();
        let mut placed = Vec::new();
        for map in tables {
            let sheet = self.sheet_of(map, findings);
            used.extend(sheet.ok().flatten().map(|sheet| sheet.start));
            placed.push((map, sheet));
        }
        for (map, sheet) in &placed {
            let Ok(sheet) = *sheet else {
                opened.push(None);
                continue;
            };
            opened.push(if map.is_by_headings() {
                let whole = self.whole(sheet);
                let start_of = |row| row_start(self.text, whole.clone(), row);
                // The next table of the sheet ends it.
                let here = whole.start;
                let others = placed
                    .iter()
                    .filter(|(_, other)| other.is_ok_and(|other| self.whole(other).start == here));
                let begins = others.map(|(other, _)| other.first_row());
                let next = begins.filter(|row| *row > map.first_row()).min();
                let range = start_of(map.first_row())..next.map_or(whole.end, start_of);
                self.table(sheet, range, findings)
            } else {
                Mapped::open(self.source, self.text, sheet, map, self.units, findings)
                    .map(|table| match self.sheets {
                        Some(sheets) => table.of(sheets),
                        None => table,
                    })
                    .map(|table| Part::Mapped(Box::new(table)))
            });
        }
        // A sheet that was not found is one of the rest, under another name.
        let is_missing = used.len() < tables.len();
        let rest = self.sheets.into_iter().flat_map(Sheets::iter);
        let rest = rest.filter(|_| !is_missing);
        for sheet in rest.filter(|sheet| sheet.start < sheet.end) {
            if !used.contains(&sheet.start) {
                self.tell_not_read(sheet, "unlisted", findings);
            }
        }
        opened
    }

    /// The sheet that a table stands on; none in CSV.
    fn sheet_of(
        &self,
        map: &TableMap,
        findings: &mut Findings<'_>,
    ) -> Result<Option<&'t Sheet>, ()> {
        let Some(sheets) = self.sheets else {
            return match &map.sheet {
                None => Ok(None),
                Some(name) => {
                    findings.push(Code::NoSuchSheet, name.span, |it| {
                        it.with("file", self.path)
                            .with("sheet", clip(&name.text))
                            .help(Some("not_a_workbook"))
                    });
                    Err(())
                }
            };
        };
        let Some(name) = &map.sheet else {
            let seen: Vec<_> = sheets.iter().filter(|sheet| !sheet.hidden).collect();
            let with_cells = seen.iter().find(|sheet| sheet.start < sheet.end);
            let found = with_cells.or(seen.first()).copied();
            if found.is_none() {
                self.tell_nothing_seen(sheets, map, findings);
            }
            return found.map(Some).ok_or(());
        };
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let found = sheets
            .iter()
            .find(|sheet| sheet.name == name.text)
            .or_else(|| {
                let mut alike = sheets
                    .iter()
                    .filter(|sheet| plain(&sheet.name) == plain(&name.text));
                alike.next().filter(|_| alike.next().is_none())
            });
        if found.is_none() {
            findings.push(Code::NoSuchSheet, name.span, |it| {
                let names: Vec<_> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
                let all: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
                let it = it
                    .with("file", self.path)
                    .with("sheet", clip(&name.text))
                    .with("sheets", all.join("、"));
                with_near(it, &name.text, names)
            });
        }
        found.map(Some).ok_or(())
    }

    /// Tells that a workbook has no sheet that anybody sees.
    fn tell_nothing_seen(&self, sheets: &Sheets, map: &TableMap, findings: &mut Findings<'_>) {
        let filled: Vec<_> = sheets.iter().filter(|one| one.start < one.end).collect();
        for sheet in &filled {
            self.tell_not_read(sheet, "hidden", findings);
        }
        if filled.is_empty() {
            findings.push(Code::EmptyData, map.place, |it| it.with("file", self.path));
        }
    }

    fn tell_not_read(&self, sheet: &Sheet, why: &'static str, findings: &mut Findings<'_>) {
        let start = sheet.start as usize;
        let body = self.text.get(start..sheet.end as usize).unwrap_or_default();
        let start = start + body.len() - body.trim_start_matches(['\n', ',']).len();
        let span = Span::new(self.source, start..start);
        findings.push(Code::SheetNotRead, span, |it| {
            it.with("sheet", &sheet.name).primary(why)
        });
    }
}

impl<'t> Part<'t> {
    /// Whether it holds nothing at all, not even a header.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Table(table) => table.is_blank(),
            Self::Mapped(_) => false,
            Self::Tree(tree) => tree.is_blank,
        }
    }

    /// The unit that stands in the heading of the figures.
    pub fn unit(&self) -> Option<&Placed> {
        match self {
            Self::Table(table) => table.unit(),
            Self::Mapped(_) | Self::Tree(_) => None,
        }
    }

    /// Tells of columns that are not known, and says whether the rows can be read without them.
    /// What the columns that the file lacks may hold is for `guess` to say.
    pub fn tell_unknown(
        &self,
        guess: impl Fn(&str, &[String], &[usize]) -> Option<Guess>,
        findings: &mut Findings<'_>,
    ) -> bool {
        match self {
            Self::Table(table) => table.tell_unknown(COLUMNS, guess, findings),
            // What they have was told when they were opened.
            Self::Mapped(_) | Self::Tree(_) => true,
        }
    }

    /// All rows.
    pub fn all(&self) -> Range<usize> {
        match self {
            Self::Table(table) => table.body(),
            Self::Mapped(table) => table.range(),
            Self::Tree(tree) => 0..tree.rows.len(),
        }
    }

    /// Reads the rows that begin in `range`.
    pub fn each(
        &self,
        range: Range<usize>,
        findings: &mut Findings<'_>,
        mut each: impl FnMut(Row<'_>, &mut Findings<'_>),
    ) {
        match self {
            Self::Table(table) => {
                table.rows(range, findings, |row, findings| {
                    each(Row::Record(row), findings);
                });
            }
            Self::Mapped(table) => {
                table.each(range, findings, |row, findings| {
                    each(Row::Mapped(row), findings)
                });
            }
            Self::Tree(tree) => {
                findings.keep_out_adrift(tree.kept_out);
                for at in range {
                    if let Some(row) = tree.rows.get(at) {
                        each(Row::Map(at, row), findings);
                    }
                }
            }
        }
    }

    /// The header that a row is: that of this table said again, or that of another one which stands
    /// below it. `None` where the row is no header.
    pub fn header(&self, row: Row<'_>) -> Option<Header> {
        let (Self::Table(table), Row::Record(record)) = (self, row) else {
            return None;
        };
        let is_one = find_column(COLUMNS, row.get(INDICATOR)) == Some(INDICATOR);
        is_one.then(|| match table.is_header(record) {
            true => Header::Again,
            false => Header::Other(record.whole()),
        })
    }

    /// The place of a field of the row at `at`; of the row where it has no such field.
    pub fn span(&self, at: usize, column: usize) -> Span {
        match self {
            Self::Table(table) => table.span(at, column),
            Self::Mapped(table) => table.span(at, column),
            Self::Tree(tree) => tree.span(at, column),
        }
    }

    /// The place of a unit that is said of a figure.
    pub fn place_of(&self, unit: &SaidUnit) -> Option<Span> {
        match self {
            Self::Mapped(table) => Some(table.place_of(unit)),
            Self::Table(_) | Self::Tree(_) => None,
        }
    }
}

/// A header below the first row.
pub(super) enum Header {
    /// It says what the first one says.
    Again,
    /// It stands at this place and says something else.
    Other(Span),
}

/// A row of either form.
#[derive(Clone, Copy)]
pub(super) enum Row<'r> {
    Record(&'r table::Row<'r>),
    Mapped(&'r MappedRow<'r>),
    Map(usize, &'r TreeRow),
}

impl<'r> Row<'r> {
    /// The text of a column; empty where there is none.
    pub fn get(self, column: usize) -> &'r str {
        match self {
            Self::Record(row) => row.get(column),
            Self::Mapped(row) => row.get(column),
            Self::Map(_, row) => row.get(column),
        }
    }

    /// Whether a key of the row is not known.
    pub fn has_unknown_key(self) -> bool {
        match self {
            Self::Record(_) | Self::Mapped(_) => false,
            Self::Map(_, row) => row.has_unknown_key,
        }
    }

    /// Whether that key may have been the region's, so that the row has no cell.
    pub fn is_nowhere(self) -> bool {
        match self {
            Self::Record(_) | Self::Mapped(_) => false,
            Self::Map(_, row) => row.is_nowhere,
        }
    }

    /// All of the row.
    pub fn whole(self) -> Span {
        match self {
            Self::Record(row) => row.whole(),
            Self::Mapped(row) => row.whole(),
            Self::Map(_, row) => {
                let fields = row.fields.iter().flatten();
                fields.fold(row.span, |whole, field| whole.to(field.span))
            }
        }
    }

    /// From where the row can be found again.
    pub fn at(self) -> usize {
        match self {
            Self::Record(row) => row.at(),
            Self::Mapped(row) => row.at(),
            Self::Map(at, _) => at,
        }
    }

    /// The row and the column of the figure, in a table whose shape is described.
    pub fn cell(self) -> Option<(u32, u32)> {
        match self {
            Self::Mapped(row) => Some(row.cell()),
            Self::Record(_) | Self::Map(..) => None,
        }
    }

    /// What there is to say of the cell of the figure besides its text.
    pub fn oddity(self) -> Option<&'r Oddity> {
        match self {
            Self::Record(row) => row.oddity(VALUE),
            Self::Mapped(row) => row.oddity(),
            Self::Map(..) => None,
        }
    }

    /// The units that are said of the figure in a described table, the one that counts first.
    pub fn units(self) -> &'r [SaidUnit] {
        match self {
            Self::Record(_) | Self::Map(..) => &[],
            Self::Mapped(row) => row.units(),
        }
    }

    /// Whether the region is blank where it should go on with one above, and there is none.
    pub fn lacks_region(self) -> bool {
        match self {
            Self::Record(_) | Self::Map(..) => false,
            Self::Mapped(row) => row.lacks_region(),
        }
    }

    /// Whether the figure stands in a cell that covers the places of several.
    pub fn is_merged(self) -> bool {
        match self {
            Self::Record(_) | Self::Map(..) => false,
            Self::Mapped(row) => row.is_merged(),
        }
    }
}

/// A YAML file: a list of maps with the same keys as a CSV file has columns.
pub(super) struct Tree {
    source: SourceId,
    rows: Vec<TreeRow>,
    kept_out: usize,
    is_blank: bool,
}

pub(super) struct TreeRow {
    span: Span,
    /// A key that nobody knows: something of this row was not understood, so it is no figure.
    has_unknown_key: bool,
    /// The key may have been meant for the region, so that nobody knows which cell this is.
    is_nowhere: bool,
    fields: [Option<Placed>; WIDTH],
}

impl TreeRow {
    fn get(&self, column: usize) -> &str {
        let field = self.fields.get(column).and_then(Option::as_ref);
        field.map_or("", |field| field.text.trim())
    }
}

impl Tree {
    fn open(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let root = yaml::read(source, text, Budget::Data, diagnostics)?;
        let mut findings = Findings::new(diagnostics, source);
        let mut tree = Self {
            source,
            rows: Vec::new(),
            kept_out: 0,
            is_blank: root.node == Node::Nothing,
        };
        let mut is_list = true;
        match &root.node {
            Node::Nothing => {}
            Node::List(items) => {
                for item in items {
                    match tree_row(item, &mut findings) {
                        Some(row) => tree.rows.push(row),
                        None => tree.kept_out += 1,
                    }
                }
            }
            Node::Text(_) | Node::Map(_) => {
                findings.push_made(root.wrong_shape("shape.list"));
                is_list = false;
            }
        }
        findings.finish();
        is_list.then_some(tree)
    }

    fn span(&self, at: usize, column: usize) -> Span {
        let row = self.rows.get(at);
        let field = row.and_then(|row| row.fields.get(column)?.as_ref());
        field
            .map(|field| field.span)
            .or_else(|| row.map(|row| row.span))
            .unwrap_or_else(|| Span::new(self.source, 0..0))
    }
}

fn tree_row(item: &Item, findings: &mut Findings<'_>) -> Option<TreeRow> {
    let Node::Map(entries) = &item.node else {
        findings.push_made(item.wrong_shape("shape.map"));
        return None;
    };
    let mut row = TreeRow {
        span: item.span,
        has_unknown_key: false,
        is_nowhere: false,
        fields: [const { None }; WIDTH],
    };
    let mut whole = true;
    for (key, value) in entries {
        let Node::Text(name) = &key.node else {
            findings.push_made(key.wrong_shape("shape.text"));
            whole = false;
            continue;
        };
        let Some(column) = find_column(COLUMNS, name) else {
            let rest = rest_of_number(name, value);
            unknown_key(name, rest, key.span, findings);
            row.has_unknown_key = true;
            row.is_nowhere |= rest.is_none();
            continue;
        };
        let Some(field) = row.fields.get_mut(column) else {
            continue;
        };
        if field.is_some() {
            findings.push(Code::DoubleKey, key.span, |it| it.with("key", name));
            whole = false;
        }
        match &value.node {
            // A key with nothing behind it is a cell that is blank.
            Node::Nothing => {
                *field = Some(Placed {
                    text: String::new(),
                    span: key.span,
                });
            }
            Node::Text(text) => {
                *field = Some(Placed {
                    text: text.clone(),
                    span: value.span,
                });
            }
            Node::List(_) | Node::Map(_) => {
                findings.push_made(value.wrong_shape("shape.text"));
                whole = false;
            }
        }
    }
    if let [None, Some(code)] =
        [REGION, REGION_CODE].map(|at| row.fields.get(at).cloned().flatten())
        && let Some(region) = row.fields.get_mut(REGION)
    {
        *region = Some(code);
        if let Some(code) = row.fields.get_mut(REGION_CODE) {
            *code = None;
        }
    }
    row.is_nowhere &= row.get(REGION).is_empty();
    // A field that is there and cannot be read is not missing as well.
    let complete = whole;
    for (column, field) in COLUMNS.iter().zip(&row.fields) {
        if complete && column.role == Role::Needed && field.is_none() {
            findings.push(Code::MissingKey, row.span, |it| {
                it.with("key", column.names.first().copied().unwrap_or_default())
            });
            whole = false;
        }
    }
    whole.then_some(row)
}

/// The help for a key that a comma has cut off from a number: YAML reads `{ value: 4,500 }` as a
/// value of 4 and a key 500 with nothing behind it.
fn rest_of_number(name: &str, value: &Item) -> Option<&'static str> {
    let (whole, rest) = name.split_once('.').unwrap_or((name, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_rest = value.node == Node::Nothing && !whole.is_empty() && digits(whole) && digits(rest);
    let help = if whole.len() == 3 {
        "grouped"
    } else {
        "decimal"
    };
    is_rest.then_some(help)
}

fn unknown_key(name: &str, rest: Option<&'static str>, span: Span, findings: &mut Findings<'_>) {
    findings.push(Code::UnknownKey, span, |it| {
        if rest.is_some() {
            return it.with("key", name).help(rest);
        }
        let names = COLUMNS
            .iter()
            .flat_map(|column| column.names.iter().copied());
        let known = COLUMNS
            .iter()
            .filter_map(|column| column.names.first().copied())
            .map(Value::from);
        let it = it
            .with("key", name)
            .with("known", Value::List(known.collect()))
            .help(Some("known"));
        with_near(it, name, names)
    });
}
