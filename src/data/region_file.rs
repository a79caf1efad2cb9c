//! The two forms of a region file, read without resolving any name.

use super::findings::Findings;
use super::headings::{Column, Role};
use super::hidden;
use super::table::{Row, Table};
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
    pub unread: Vec<WrittenRow>,
    /// What else is wrong with the file, once each.
    pub others: usize,
}

/// What can be read of a row that is no region.
#[derive(Debug, Default)]
pub(super) struct WrittenRow {
    pub level: Option<Placed>,
    pub parent: Option<Placed>,
    /// The groups that it is in; `None` where it may be in any.
    pub groups: Option<Vec<String>>,
}

#[derive(Debug)]
pub(super) struct WrittenRegion {
    pub code: Option<Placed>,
    pub name: Placed,
    pub level: Option<Placed>,
    pub parent: Option<Placed>,
    pub also: Vec<String>,
    pub place: Span,
    /// Whether something of it was not understood: what was meant is not known.
    pub faulty: bool,
}

#[derive(Debug)]
pub(super) struct WrittenGroup {
    pub place: Span,
    pub members: Vec<Member>,
    /// How many more it has of which it cannot be read which they are.
    pub unknown: usize,
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
    let mut written = Written::default();
    let before = diagnostics.len();
    let fields = Fields::new(&root, &["levels", "regions", "groups"], diagnostics)?;
    if let Some(levels) = fields.get("levels") {
        written.levels = yaml_levels(levels, diagnostics);
    }
    written.others += usize::from(diagnostics.errors_since(before));
    let regions = fields.get("regions").map(|item| item.list(diagnostics));
    for item in regions.unwrap_or_default() {
        match yaml_region(item, diagnostics) {
            Ok(region) => written.regions.push(region),
            Err(row) => written.unread.push(row),
        }
    }
    if let Some(groups) = fields.get("groups") {
        let before = diagnostics.len();
        let groups = groups.entries(diagnostics);
        written.others += usize::from(diagnostics.errors_since(before));
        for (name, members) in groups {
            let before = diagnostics.len();
            let members = members.texts(diagnostics).into_iter().map(Member::Named);
            let group = WrittenGroup {
                place: name.span,
                members: members.collect(),
                unknown: usize::from(diagnostics.errors_since(before)),
            };
            written.others += group.unknown;
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

fn yaml_region(item: &Item, diagnostics: &mut Diagnostics) -> Result<WrittenRegion, WrittenRow> {
    let before = diagnostics.len();
    let keys = ["code", "name", "level", "parent", "also", "note", "备注"];
    // Groups name their members here, so that of this row's nothing is hidden.
    let groups = Some(Vec::new());
    let Some(fields) = Fields::new(item, &keys, diagnostics) else {
        return Err(WrittenRow {
            groups,
            ..WrittenRow::default()
        });
    };
    let name = fields.needed("name", diagnostics);
    let level = fields.text("level", diagnostics);
    let parent = fields.text("parent", diagnostics);
    let Some(name) = name else {
        return Err(WrittenRow {
            level,
            parent,
            groups,
        });
    };
    let also = fields.texts("also", diagnostics);
    Ok(WrittenRegion {
        code: fields.text("code", diagnostics),
        name,
        level,
        parent,
        also: also.into_iter().map(|name| name.text).collect(),
        place: fields.span(),
        faulty: diagnostics.errors_since(before),
    })
}

// ---- CSV

const CODE: usize = 0;
const NAME: usize = 1;
const LEVEL: usize = 2;
const PARENT: usize = 3;
const ALSO: usize = 4;
const GROUP: usize = 5;

pub(super) const COLUMNS: &[Column] = &[
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
    // For people.
    Column {
        names: &["note", "备注", "说明"],
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
            for column in (0..=GROUP).filter(|_| hides) {
                if let Some(field) = row.placed(column) {
                    hidden::tell(Code::HiddenCharacter, &field.text, field.span, findings);
                }
            }
            csv_region(row, &mut written, findings);
        });
    }
    let open_quote = findings.saw(Code::OpenQuote);
    let unreadable = findings.finish();
    if let Some(table) = &table {
        let mut lost = unreadable;
        if open_quote {
            // Whatever stands behind a quote that is never closed is lost with it.
            let body = text.get(table.body()).unwrap_or_default();
            let lines = body.lines().filter(|line| !line.trim().is_empty()).count();
            let read = written.regions.len() + written.unread.len();
            lost = lost.max(lines.saturating_sub(read));
        }
        let rows = std::iter::repeat_with(WrittenRow::default).take(lost);
        written.unread.extend(rows);
    }
    table.map(|_| written)
}

fn csv_region(row: &Row<'_>, written: &mut Written, findings: &mut Findings<'_>) {
    let list = |column| names_in(row.get(column));
    let at = written.regions.len();
    let name = row.placed(NAME);
    let place = || row.placed(GROUP).map_or(row.whole(), |group| group.span);
    for own in list(GROUP) {
        let group = written.groups.entry(own.clone());
        let group = group.or_insert_with(|| WrittenGroup {
            place: place(),
            members: Vec::new(),
            unknown: 0,
        });
        let Some(name) = &name else {
            continue;
        };
        // A row is in a group once, and one of the two seems to have been meant for another.
        if matches!(group.members.last(), Some(Member::Row(last)) if *last == at) {
            group.unknown += 1;
            written.others += 1;
            findings.push(Code::DoubleMember, place(), |it| {
                it.with("name", &name.text)
                    .with("group", &own)
                    .primary("cell")
            });
            continue;
        }
        group.members.push(Member::Row(at));
    }
    let (level, parent) = (row.placed(LEVEL), row.placed(PARENT));
    let Some(name) = name else {
        findings.push(Code::MissingKey, row.whole(), |it| it.with("key", "name"));
        written.unread.push(WrittenRow {
            level,
            parent,
            groups: Some(list(GROUP).collect()),
        });
        return;
    };
    written.regions.push(WrittenRegion {
        code: row.placed(CODE),
        level,
        parent,
        also: list(ALSO).collect(),
        place: name.span,
        name,
        faulty: false,
    });
}

/// The names in a cell, whatever people put between them: one that hides in another would leave a
/// group without its member.
fn names_in(cell: &str) -> impl Iterator<Item = String> {
    const BETWEEN: &[char] = &[
        '、', ';', '；', ',', '，', '/', '／', '|', '｜', '\n', '\r', '\t', '\u{3000}',
    ];
    // Names in Latin letters have spaces in them.
    let spaced = !cell.is_ascii();
    let parts = cell.split(move |c| BETWEEN.contains(&c) || spaced && c == ' ');
    parts
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}
