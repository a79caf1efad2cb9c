//! The two forms of a region file, read without resolving any name.

use super::findings::Findings;
use super::hidden;
use super::table::{Column, Role, Row, Table};
use super::yaml::{self, Budget, Fields, Item, Placed};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Level;
use crate::text::{SourceId, Span};
use indexmap::IndexMap;

/// The file as it is written, before names are resolved.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub levels: Vec<Level>,
    pub regions: Vec<WrittenRegion>,
    pub groups: IndexMap<String, WrittenGroup>,
    /// Rows that are no regions because something is wrong with them.
    pub left_out: usize,
}

#[derive(Debug)]
pub(super) struct WrittenRegion {
    pub code: Option<Placed>,
    pub name: Placed,
    pub level: Option<Placed>,
    pub parent: Option<Placed>,
    pub also: Vec<String>,
    pub place: Span,
}

#[derive(Debug)]
pub(super) struct WrittenGroup {
    pub place: Span,
    pub members: Vec<Member>,
}

/// A group of a YAML file names its members; a row of a CSV file names its groups.
#[derive(Debug)]
pub(super) enum Member {
    Named(Placed),
    Row(usize),
}

// ---- YAML

pub(super) fn read_yaml(
    source: SourceId,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Written> {
    let root = yaml::read(source, text, Budget::Data, diagnostics)?;
    hidden::tell_in(&root, source, diagnostics);
    let fields = Fields::new(&root, &["levels", "regions", "groups"], diagnostics)?;
    let mut written = Written::default();
    if let Some(levels) = fields.get("levels") {
        written.levels = yaml_levels(levels, diagnostics);
    }
    let regions = fields.get("regions").map(|item| item.list(diagnostics));
    for item in regions.unwrap_or_default() {
        match yaml_region(item, diagnostics) {
            Some(region) => written.regions.push(region),
            None => written.left_out += 1,
        }
    }
    if let Some(groups) = fields.get("groups") {
        for (name, members) in groups.entries(diagnostics) {
            let members = members.texts(diagnostics).into_iter().map(Member::Named);
            let group = WrittenGroup {
                place: name.span,
                members: members.collect(),
            };
            written.groups.insert(name.text, group);
        }
    }
    Some(written)
}

/// Levels, each name of one level only.
fn yaml_levels(item: &Item, diagnostics: &mut Diagnostics) -> Vec<Level> {
    let mut taken: IndexMap<String, Span> = IndexMap::new();
    let mut levels = Vec::new();
    for (id, names) in item.entries(diagnostics) {
        let mut level = Level {
            id: id.text.clone(),
            names: Vec::new(),
        };
        let names = names.texts(diagnostics);
        for name in std::iter::once(id).chain(names) {
            if let Some(&first) = taken.get(&name.text) {
                if name.text != level.id {
                    diagnostics.push(
                        Diagnostic::new(Code::DoubleName, name.span)
                            .with("name", &name.text)
                            .at(first, "first"),
                    );
                }
                continue;
            }
            taken.insert(name.text.clone(), name.span);
            if name.text != level.id {
                level.names.push(name.text);
            }
        }
        levels.push(level);
    }
    levels
}

fn yaml_region(item: &Item, diagnostics: &mut Diagnostics) -> Option<WrittenRegion> {
    let keys = ["code", "name", "level", "parent", "also"];
    let fields = Fields::new(item, &keys, diagnostics)?;
    let name = fields.needed("name", diagnostics)?;
    Some(WrittenRegion {
        code: fields.text("code", diagnostics),
        level: fields.text("level", diagnostics),
        parent: fields.text("parent", diagnostics),
        also: fields
            .texts("also", diagnostics)
            .into_iter()
            .map(|name| name.text)
            .collect(),
        place: fields.span(),
        name,
    })
}

// ---- CSV

const CODE: usize = 0;
const NAME: usize = 1;
const LEVEL: usize = 2;
const PARENT: usize = 3;
const ALSO: usize = 4;
const GROUP: usize = 5;

const COLUMNS: &[Column] = &[
    Column {
        names: &["code", "代码", "行政区划代码", "区划代码"],
        role: Role::Beside,
    },
    Column {
        names: &["name", "名称", "地区", "地区名称", "区划名称"],
        role: Role::Needed,
    },
    Column {
        names: &["level", "级别", "层级", "行政级别"],
        role: Role::Needed,
    },
    Column {
        names: &["parent", "上级", "上级代码", "上级地区", "上级名称"],
        role: Role::Telling,
    },
    Column {
        names: &["also", "别名", "简称"],
        role: Role::Beside,
    },
    Column {
        names: &["group", "分组", "片区"],
        role: Role::Beside,
    },
];

pub(super) fn read_csv(
    source: SourceId,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Written> {
    let mut findings = Findings::new(diagnostics, source);
    let table = Table::open(source, text, COLUMNS, &mut findings);
    let mut written = Written::default();
    if let Some(table) = &table {
        if !table.tell_unknown(COLUMNS, |_, _, _| None, &mut findings) {
            findings.finish();
            return None;
        }
        let hides = hidden::stands_in(text);
        table.rows(table.body(), &mut findings, |row, findings| {
            for column in (0..COLUMNS.len()).filter(|_| hides) {
                if let Some(field) = row.placed(column) {
                    hidden::tell(Code::HiddenCharacter, &field.text, field.span, findings);
                }
            }
            csv_region(row, &mut written, findings);
        });
    }
    written.left_out = findings.finish();
    table.map(|_| written)
}

fn csv_region(row: &Row<'_>, written: &mut Written, findings: &mut Findings<'_>) {
    let Some(name) = row.placed(NAME) else {
        findings.push(Code::MissingKey, row.whole(), |it| it.with("key", "name"));
        findings.keep_out(1);
        return;
    };
    let list = |column| {
        row.get(column)
            .split(['、', ';', '；'])
            .map(str::trim)
            .filter(|name| !name.is_empty())
    };
    let at = written.regions.len();
    for group in list(GROUP) {
        written
            .groups
            .entry(group.to_owned())
            .or_insert_with(|| WrittenGroup {
                place: row.placed(GROUP).map_or(name.span, |group| group.span),
                members: Vec::new(),
            })
            .members
            .push(Member::Row(at));
    }
    written.regions.push(WrittenRegion {
        code: row.placed(CODE),
        level: row.placed(LEVEL),
        parent: row.placed(PARENT),
        also: list(ALSO).map(str::to_owned).collect(),
        place: name.span,
        name,
    });
}
