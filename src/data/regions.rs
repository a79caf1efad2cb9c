//! The region file, in YAML or CSV.

use super::findings::Findings;
use super::manifest::{Listed, Manifest, open};
use super::table::{Column, Row, Table};
use super::yaml::{self, Budget, Fields, Item, Placed};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Group, Level, LevelId, Place, Region, RegionId, Regions};
use crate::text::{SourceId, Sources, Span, near_miss};
use indexmap::IndexMap;

/// Reads the region file. `None` where no command could begin: the file cannot be read, has no
/// regions, or does not have the plan's own. A region that is wrong in a detail is kept.
pub fn read_regions(
    sources: &Sources,
    manifest: &Manifest,
    diagnostics: &mut Diagnostics,
) -> Option<Regions> {
    let (source, text) = open(sources, &manifest.regions, diagnostics)?;
    let written = match Format::of(&manifest.regions, diagnostics)? {
        Format::Yaml => read_yaml(source, text, diagnostics)?,
        Format::Csv => read_csv(source, text, diagnostics)?,
    };
    if written.regions.is_empty() {
        diagnostics.push(Diagnostic::new(Code::NoRegions, manifest.regions.place));
        return None;
    }
    let regions = written.put_together(diagnostics);
    let own = own_region(&regions, manifest.region.as_ref(), diagnostics)?;
    Some(regions.owned_by(own))
}

/// How a file of data is written, by the end of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Yaml,
}

impl Format {
    /// The format of a file; another one is a finding.
    pub fn of(file: &Listed, diagnostics: &mut Diagnostics) -> Option<Self> {
        let format = Self::of_path(&file.path);
        if format.is_none() {
            diagnostics
                .push(Diagnostic::new(Code::OtherFormat, file.place).with("file", &file.path));
        }
        format
    }

    /// The format of a path.
    pub fn of_path(path: &str) -> Option<Self> {
        let (_, end) = path.rsplit_once('.')?;
        match end.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }
}

/// The file as it is written, before names are resolved.
#[derive(Debug, Default)]
struct Written {
    levels: Vec<Level>,
    regions: Vec<WrittenRegion>,
    groups: IndexMap<String, WrittenGroup>,
}

#[derive(Debug)]
struct WrittenRegion {
    code: Option<Placed>,
    name: Placed,
    level: Option<Placed>,
    parent: Option<Placed>,
    also: Vec<String>,
    place: Span,
}

#[derive(Debug)]
struct WrittenGroup {
    place: Span,
    members: Vec<Member>,
}

/// A group of a YAML file names its members; a row of a CSV file names its groups.
#[derive(Debug)]
enum Member {
    Named(Placed),
    Row(usize),
}

/// The levels of Chinese administration, for files that declare none: ids and names.
const LEVELS: &[(&str, &[&str])] = &[
    ("country", &["全国", "国家", "国家级"]),
    ("province", &["省", "省级", "自治区", "直辖市"]),
    ("city", &["市", "地级市", "市级", "市（州）", "市州"]),
    (
        "county",
        &[
            "县",
            "区县",
            "县区",
            "县级",
            "县（市、区）",
            "区（市、县）",
            "县(市、区)",
            "区(市、县)",
        ],
    ),
    (
        "township",
        &[
            "乡镇",
            "镇",
            "乡",
            "街道",
            "镇街",
            "乡镇街道",
            "乡（镇、街道）",
            "乡镇（街道）",
            "乡镇级",
        ],
    ),
    ("village", &["村", "社区", "村社区", "村（社区）", "村级"]),
];

impl Written {
    fn put_together(mut self, diagnostics: &mut Diagnostics) -> Regions {
        let declared = !self.levels.is_empty();
        let mut regions = Vec::with_capacity(self.regions.len());
        let mut codes: IndexMap<String, Span> = IndexMap::new();
        for written in &self.regions {
            let level = level_of(&mut self.levels, declared, written, diagnostics);
            let code = code_of(written, diagnostics);
            let place = written.code.as_ref().unwrap_or(&written.name).span;
            match codes.get(&code) {
                Some(&first) => diagnostics.push(
                    Diagnostic::new(Code::DoubleRegion, place)
                        .with("code", &code)
                        .at(first, "first")
                        .help(Some(if written.code.is_some() {
                            "help"
                        } else {
                            "name"
                        })),
                ),
                None => drop(codes.insert(code.clone(), place)),
            }
            regions.push(Region {
                code,
                name: written.name.text.clone(),
                also: written.also.clone(),
                level,
                parent: None,
            });
        }
        // Parents and members may stand below, so they are looked up in all the names.
        let names = Regions::new(Vec::new(), regions.clone(), Vec::new(), None);
        for (at, written) in self.regions.iter().enumerate() {
            let parent = parent_of(at, written, &names, diagnostics);
            if let Some(region) = regions.get_mut(at) {
                region.parent = parent;
            }
        }
        break_circles(&mut regions, &self.regions, diagnostics);
        let groups = self.groups(&names, diagnostics);
        // The first that states no parent, not the first whose parent is not known.
        let own = self
            .regions
            .iter()
            .position(|region| region.parent.is_none())
            .map(region_id);
        Regions::new(self.levels, regions, groups, own)
    }

    fn groups(&self, names: &Regions, diagnostics: &mut Diagnostics) -> Vec<Group> {
        let mut groups = Vec::new();
        for (name, written) in &self.groups {
            if names.find(name).is_some() {
                diagnostics.push(
                    Diagnostic::new(Code::DoubleName, written.place)
                        .with("name", name)
                        .primary("region"),
                );
                continue;
            }
            let mut members: Vec<_> = written
                .members
                .iter()
                .filter_map(|member| match member {
                    Member::Row(at) => Some(region_id(*at)),
                    Member::Named(member) => match names.find(&member.text) {
                        Some(Place::Region(id)) => Some(*id),
                        Some(Place::Ambiguous(all)) => {
                            diagnostics.push(ambiguous(member, all, names));
                            None
                        }
                        Some(Place::Group(_)) | None => {
                            let finding = Diagnostic::new(Code::UnknownMember, member.span)
                                .with("name", &member.text)
                                .with("group", name);
                            diagnostics.push(with_near(finding, &member.text, names.names()));
                            None
                        }
                    },
                })
                .collect();
            members.sort_unstable();
            members.dedup();
            groups.push(Group {
                name: name.clone(),
                members,
            });
        }
        groups
    }
}

fn region_id(at: usize) -> RegionId {
    RegionId(u32::try_from(at).unwrap_or(u32::MAX))
}

/// The finding with the near miss, or with the help for none.
pub(super) fn with_near<'a>(
    finding: Diagnostic,
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    match near_miss(wrong, known) {
        Some(near) => finding.help(Some("near")).with("near", near),
        None => finding,
    }
}

/// A name that several regions bear; their codes tell them apart.
pub(super) fn ambiguous(name: &Placed, all: &[RegionId], regions: &Regions) -> Diagnostic {
    let codes = all
        .iter()
        .filter_map(|&id| regions.get(id))
        .map(|region| region.code.as_str().into())
        .collect();
    Diagnostic::new(Code::AmbiguousRegion, name.span)
        .with("name", &name.text)
        .with("codes", crate::diag::Value::List(codes))
}

/// A code as written, or the name of a region that has none.
fn code_of(written: &WrittenRegion, diagnostics: &mut Diagnostics) -> String {
    let Some(code) = &written.code else {
        return written.name.text.clone();
    };
    let digits = code.text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !matches!(code.text.len(), 6 | 9 | 12) {
        diagnostics.push(Diagnostic::new(Code::BadRegionCode, code.span).with("code", &code.text));
    }
    code.text.clone()
}

/// The level of a region. Where the file declares no levels, the usual ones are known and a new
/// word is a new level, unless it is nearly one that is known.
fn level_of(
    levels: &mut Vec<Level>,
    declared: bool,
    written: &WrittenRegion,
    diagnostics: &mut Diagnostics,
) -> LevelId {
    let none = LevelId(u16::MAX);
    let Some(level) = &written.level else {
        diagnostics.push(
            Diagnostic::new(Code::UnknownLevel, written.place)
                .primary("none")
                .with("level", "")
                .with("region", &written.name.text)
                .help(Some("none")),
        );
        return none;
    };
    let find = |levels: &[Level]| {
        levels
            .iter()
            .position(|one| one.id == level.text || one.names.contains(&level.text))
            .and_then(|at| u16::try_from(at).ok())
            .map(LevelId)
    };
    if let Some(id) = find(levels) {
        return id;
    }
    let standard = LEVELS
        .iter()
        .find(|(id, names)| *id == level.text || names.contains(&level.text.as_str()));
    let names = |levels: &[Level]| -> Vec<String> {
        let own = levels
            .iter()
            .flat_map(|level| std::iter::once(&level.id).chain(&level.names).cloned());
        let usual = LEVELS
            .iter()
            .flat_map(|(id, names)| std::iter::once(id).chain(*names))
            .map(|&name| name.to_owned());
        if declared {
            own.collect()
        } else {
            own.chain(usual).collect()
        }
    };
    let known = names(levels);
    let is_slip = near_miss(&level.text, known.iter().map(String::as_str)).is_some();
    if declared || (standard.is_none() && is_slip) {
        let finding = Diagnostic::new(Code::UnknownLevel, level.span)
            .with("level", &level.text)
            .with("region", &written.name.text);
        diagnostics.push(with_near(
            finding,
            &level.text,
            known.iter().map(String::as_str),
        ));
        return none;
    }
    levels.push(match standard {
        Some((id, names)) => Level {
            id: (*id).to_owned(),
            names: names.iter().map(|&name| name.to_owned()).collect(),
        },
        None => Level {
            id: level.text.clone(),
            names: Vec::new(),
        },
    });
    find(levels).unwrap_or(none)
}

fn parent_of(
    at: usize,
    written: &WrittenRegion,
    names: &Regions,
    diagnostics: &mut Diagnostics,
) -> Option<RegionId> {
    let parent = written.parent.as_ref()?;
    match names.find(&parent.text) {
        Some(Place::Region(id)) if *id == region_id(at) => {
            diagnostics.push(
                Diagnostic::new(Code::RegionCircle, parent.span)
                    .with("regions", &written.name.text),
            );
            None
        }
        Some(Place::Region(id)) => Some(*id),
        Some(Place::Ambiguous(all)) => {
            diagnostics.push(ambiguous(parent, all, names));
            None
        }
        Some(Place::Group(_)) | None => {
            let finding = Diagnostic::new(Code::UnknownParent, parent.span)
                .with("parent", &parent.text)
                .with("region", &written.name.text);
            diagnostics.push(with_near(finding, &parent.text, names.names()));
            None
        }
    }
}

/// Cuts each circle of parents at its first member in the file, and shows all of it.
fn break_circles(regions: &mut [Region], written: &[WrittenRegion], diagnostics: &mut Diagnostics) {
    /// Not looked at, on the way up that is being walked, or known to end at the top.
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        OnTheWay,
        Ends,
    }
    let mut seen = vec![Seen::No; regions.len()];
    for start in 0..regions.len() {
        let mut way = Vec::new();
        let mut at = Some(start);
        while let Some(here) = at {
            match seen.get_mut(here) {
                Some(state @ Seen::No) => *state = Seen::OnTheWay,
                Some(Seen::OnTheWay) => {
                    let circle: Vec<usize> =
                        way.iter().copied().skip_while(|&one| one != here).collect();
                    report_circle(&circle, written, diagnostics);
                    if let Some(region) = circle.iter().min().and_then(|&one| regions.get_mut(one))
                    {
                        region.parent = None;
                    }
                    break;
                }
                Some(Seen::Ends) | None => break,
            }
            way.push(here);
            at = regions
                .get(here)
                .and_then(|region| region.parent)
                .map(|id| id.0 as usize);
        }
        for one in way {
            if let Some(state) = seen.get_mut(one) {
                *state = Seen::Ends;
            }
        }
    }
}

fn report_circle(circle: &[usize], written: &[WrittenRegion], diagnostics: &mut Diagnostics) {
    /// More names do not help to see it.
    const MOST_SHOWN: usize = 8;
    let names = circle
        .iter()
        .take(MOST_SHOWN)
        .filter_map(|&at| written.get(at))
        .map(|region| region.name.text.as_str().into())
        .collect();
    let first = circle.iter().min().and_then(|&at| written.get(at));
    if let Some(parent) = first.and_then(|region| region.parent.as_ref()) {
        diagnostics.push(
            Diagnostic::new(Code::RegionCircle, parent.span)
                .with("regions", crate::diag::Value::List(names)),
        );
    }
}

/// The region that the manifest names as the plan's own, or the file's first.
fn own_region(
    regions: &Regions,
    named: Option<&Listed>,
    diagnostics: &mut Diagnostics,
) -> Option<RegionId> {
    let Some(named) = named else {
        return Some(regions.own());
    };
    let name = Placed {
        text: named.path.clone(),
        span: named.place,
    };
    match regions.find(&named.path) {
        Some(Place::Region(id)) => Some(*id),
        Some(Place::Ambiguous(all)) => {
            diagnostics.push(ambiguous(&name, all, regions));
            None
        }
        Some(Place::Group(_)) | None => {
            let finding =
                Diagnostic::new(Code::UnknownOwnRegion, name.span).with("name", &name.text);
            diagnostics.push(with_near(finding, &name.text, regions.names()));
            None
        }
    }
}

// ---- YAML

fn read_yaml(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Option<Written> {
    let root = yaml::read(source, text, Budget::Data, diagnostics)?;
    let fields = Fields::new(&root, &["levels", "regions", "groups"], diagnostics)?;
    let mut written = Written::default();
    if let Some(levels) = fields.get("levels") {
        written.levels = yaml_levels(levels, diagnostics);
    }
    let regions = fields.get("regions").map(|item| item.list(diagnostics));
    written.regions = regions
        .unwrap_or_default()
        .iter()
        .filter_map(|item| yaml_region(item, diagnostics))
        .collect();
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
        needed: false,
    },
    Column {
        names: &["name", "名称", "地区"],
        needed: true,
    },
    Column {
        names: &["level", "级别", "层级"],
        needed: true,
    },
    Column {
        names: &["parent", "上级", "上级代码"],
        needed: false,
    },
    Column {
        names: &["also", "别名", "简称"],
        needed: false,
    },
    Column {
        names: &["group", "分组", "片区"],
        needed: false,
    },
];

fn read_csv(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Option<Written> {
    let mut findings = Findings::new(diagnostics, source);
    let table = Table::open(source, text, COLUMNS, &mut findings);
    let mut written = Written::default();
    if let Some(table) = &table {
        table.rows(table.body(), &mut findings, |row, findings| {
            csv_region(row, &mut written, findings);
        });
    }
    findings.finish();
    table.map(|_| written)
}

fn csv_region(row: &Row<'_>, written: &mut Written, findings: &mut Findings<'_>) {
    let Some(name) = row.placed(NAME) else {
        findings.push(Code::MissingKey, || {
            Diagnostic::new(Code::MissingKey, row.whole()).with("key", "name")
        });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::read_manifest;
    use crate::data::testing::{codes, sources};
    use proptest::prelude::*;

    fn read_as(path: &str, text: &str, more: &str) -> (Option<Regions>, String) {
        let plan = format!("id: x\nyears: 2021..2025\nbase: 2020\nregions: {path}\n{more}");
        let sources = sources(&[("plan.yaml", &plan), (path, text)]);
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&sources, &mut diagnostics).unwrap();
        let regions = read_regions(&sources, &manifest, &mut diagnostics);
        (regions, codes(&diagnostics, &sources))
    }

    fn yaml(text: &str) -> (Option<Regions>, String) {
        read_as("regions.yaml", text, "")
    }

    fn csv(text: &str) -> (Option<Regions>, String) {
        read_as("regions.csv", text, "")
    }

    /// Regions as `code name level<parent`, groups as `name=members`.
    fn shown(regions: &Regions) -> String {
        let mut lines: Vec<_> = regions
            .iter()
            .map(|(_, region)| {
                let level = regions.level(region.level).map_or("?", |level| &level.id);
                let parent = region.parent.map_or("", |parent| regions.name(parent));
                format!("{} {} {level}<{parent}", region.code, region.name)
            })
            .collect();
        for group in regions.groups() {
            let members: Vec<_> = group.members.iter().map(|&id| regions.name(id)).collect();
            lines.push(format!("{}={}", group.name, members.join("+")));
        }
        lines.push(format!("own {}", regions.name(regions.own())));
        lines.join("; ")
    }

    const YAML: &str = "levels:\n  city: [市]\n  county: [县, 区县, 县（市、区）]\nregions:\n\
        - {code: 511100, name: 乐山市, level: city}\n\
        - {code: 511102, name: 市中区, level: 县, parent: 511100}\n\
        - {code: 511132, name: 峨边彝族自治县, level: county, parent: 乐山市, also: 峨边县}\n\
        - {name: 高新区, level: county, parent: 乐山市, also: [高新, 乐高新]}\n\
        groups:\n  中心城区: [高新区, 511102]\n";

    #[test]
    fn both_forms_come_to_the_same() {
        let (from_yaml, found) = yaml(YAML);
        assert_eq!(found, "");
        let (from_csv, found) = csv(
            "名称,代码,级别,上级,别名,分组\n乐山市,511100,市,,,\n市中区,511102,county,511100,,中心城区\n\
             峨边彝族自治县,511132,县,乐山市,峨边县,\n高新区,,县（市、区）,乐山市,高新、乐高新,中心城区\n",
        );
        assert_eq!(found, "");
        let (one, other) = (from_yaml.unwrap(), from_csv.unwrap());
        assert_eq!(shown(&one), shown(&other));
        assert_eq!(
            shown(&one),
            "511100 乐山市 city<; 511102 市中区 county<乐山市; 511132 峨边彝族自治县 county<乐山市; \
             高新区 高新区 county<乐山市; 中心城区=市中区+高新区; own 乐山市"
        );
        for regions in [&one, &other] {
            assert_eq!(regions.find("乐高新"), Some(&Place::Region(RegionId(3))));
            assert_eq!(
                regions.find_level("县（市、区）"),
                regions.find_level("county")
            );
        }
    }

    #[test]
    fn each_mistake_is_found_where_it_stands() {
        for (from, to, wanted) in [
            ("511102, name", "51110, name", "Y0721 51110 Y0726 511102"),
            ("level: 县,", "level: 县城,", "Y0722 县城"),
            ("level: 县,", "", "Y0722 {"),
            (
                "parent: 乐山市, also: 峨边县",
                "parent: 眉山市",
                "Y0723 眉山市",
            ),
            (
                "level: city}",
                "level: city, parent: 高新区}",
                "Y0724 高新区",
            ),
            (
                "level: city}",
                "level: city, parent: 乐山市}",
                "Y0724 乐山市",
            ),
            ("511132", "511102", "Y0725 511102 Y0509 511102"),
            ("also: 峨边县", "also: 市中区, x: y", "Y0705 x"),
            ("[高新区, 511102]", "[高新区, 沙湾区]", "Y0726 沙湾区"),
            ("中心城区:", "高新:", "Y0727 高新"),
            ("[市]", "[市, 区县]", "Y0727 区县"),
            ("name: 高新区, ", "", "Y0706 { Y0726 高新区"),
            ("groups:", "group:", "Y0705 group"),
        ] {
            let text = YAML.replace(from, to);
            assert_ne!(text, YAML, "{from}");
            let (regions, found) = yaml(&text);
            assert_eq!(found, wanted, "{from} -> {to}");
            assert!(regions.is_some());
        }
    }

    #[test]
    fn mistakes_in_a_table_are_found_too() {
        let head = "code,name,level,parent\n511100,乐山市,city,\n";
        for (rows, wanted) in [
            ("511102,市中区,conuty,511100", "Y0722 conuty"),
            ("511102,市中区,,511100", "Y0722 市中区"),
            ("511102,,county,511100", "Y0706 511102,,county,511100"),
            ("511102,市中区,county", "Y0504 511102,市中区,county"),
            ("5111O2,市中区,county,511100", "Y0721 5111O2"),
            ("511102,市中区,片区,511100", ""),
            (
                "甲,甲,county,乙\n乙,乙,county,甲",
                "Y0721 甲 Y0721 乙 Y0724 乙",
            ),
        ] {
            let (regions, found) = csv(&format!("{head}{rows}\n"));
            assert_eq!(found, wanted, "{rows}");
            assert_eq!(
                shown(&regions.unwrap()).rsplit("; ").next(),
                Some("own 乐山市")
            );
        }
    }

    #[test]
    fn without_regions_no_command_begins() {
        for (path, text, more, wanted) in [
            ("regions.yaml", "regions: []\n", "", "Y0720 regions.yaml"),
            ("regions.yaml", "regions: [\n", "", "Y0702 "),
            ("regions.csv", "", "", "Y0720 regions.csv"),
            ("regions.csv", "code,name\n", "", "Y0501 code,name"),
            ("regions.xlsx", "x", "", "Y0714 regions.xlsx"),
            (
                "regions.csv",
                "name,level\n乐山市,市\n",
                "region: 眉山市\n",
                "Y0728 眉山市",
            ),
        ] {
            let (regions, found) = read_as(path, text, more);
            assert!(regions.is_none(), "{text}");
            assert_eq!(found, wanted, "{text}");
        }
        let mut sources = sources(&[(
            "plan.yaml",
            "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\n",
        )]);
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&sources, &mut diagnostics).unwrap();
        assert!(read_regions(&sources, &manifest, &mut diagnostics).is_none());
        sources.insert("r.csv", b"\xC3\xFB\xB3\xC6").unwrap();
        assert!(read_regions(&sources, &manifest, &mut diagnostics).is_none());
        assert_eq!(codes(&diagnostics, &sources), "Y0711 r.csv Y0001 ");
    }

    #[test]
    fn the_plans_own_region_may_be_named() {
        let text = "name,level,parent\n四川省,省,\n乐山市,市,四川省\n";
        let own = |more: &str| {
            let regions = read_as("regions.csv", text, more).0.unwrap();
            regions.name(regions.own()).to_owned()
        };
        assert_eq!(own(""), "四川省");
        assert_eq!(own("region: 乐山市\n"), "乐山市");
    }

    #[test]
    fn a_long_circle_and_a_long_chain_end() {
        let row = |at: usize, parent: usize| format!("r{at},县,r{parent}\n");
        let chain: String = (1..20_000).map(|at| row(at, at + 1)).collect();
        let (regions, found) = csv(&format!("name,level,parent\n{chain}r20000,县,r1\n"));
        assert_eq!(found, "Y0724 r2");
        assert_eq!(regions.unwrap().len(), 20_000);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "(code,name,level,parent,also,group\n)?([甲乙丙,县市\n\"]){0,80}") {
            let _ = csv(&text);
        }

        #[test]
        fn parents_never_run_in_a_circle(parents in proptest::collection::vec(0_usize..8, 1..8)) {
            let rows: String = parents
                .iter()
                .enumerate()
                .map(|(at, parent)| format!("r{at},县,{}\n", if *parent < parents.len() { format!("r{parent}") } else { String::new() }))
                .collect();
            let (regions, _) = csv(&format!("name,level,parent\n{rows}"));
            let regions = regions.unwrap();
            for (id, _) in regions.iter() {
                let mut at = Some(id);
                for _ in 0..=regions.len() {
                    at = at.and_then(|id| regions.get(id)).and_then(|region| region.parent);
                }
                prop_assert_eq!(at, None);
            }
        }
    }
}
