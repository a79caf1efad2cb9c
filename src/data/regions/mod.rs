//! The region file: names resolved, levels known, parents without circles.

mod parents;

use crate::data::findings::{Findings, with_near};
use crate::data::format::Format;
use crate::data::levels::Levels;
use crate::data::manifest::{Manifest, open};
use crate::data::region_file::{Member, Written, WrittenRegion, WrittenRow, read_csv, read_yaml};
use crate::data::yaml::Placed;
use crate::diag::{Code, Diagnostic, Diagnostics, Value};
use crate::model::{Faults, Group, Place, Region, RegionId, Regions, Unread};
use crate::text::{Sources, Span};
use indexmap::IndexMap;
use parents::{break_circles, parent_of, tell_neighbours, tell_not_below, tell_second_roots};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the region file. `None` where no command could begin: the file cannot be read, has no
/// regions, or does not have the plan's own. A region that is wrong in a detail is kept under its
/// name and lost to every level; see [`Faults`].
pub fn read_regions(
    sources: &Sources,
    manifest: &Manifest,
    diagnostics: &mut Diagnostics,
) -> Option<Regions> {
    let (source, text) = open(sources, &manifest.regions, diagnostics)?;
    let written = match Format::of(&manifest.regions, sources, diagnostics)? {
        Format::Yaml => read_yaml(source, text, diagnostics)?,
        Format::Csv => read_csv(source, text, diagnostics)?,
        Format::Workbook => {
            let place = manifest.regions.place;
            let finding = Diagnostic::new(Code::OtherFormat, place);
            diagnostics.push(finding.with("file", &manifest.regions.path));
            return None;
        }
    };
    if written.regions.is_empty() {
        diagnostics.push(Diagnostic::new(Code::NoRegions, manifest.regions.place));
        return None;
    }
    let mut findings = Findings::new(diagnostics, source);
    let regions = put_together(&written, manifest, &mut findings);
    findings.finish();
    regions
}

fn put_together(
    written: &Written,
    manifest: &Manifest,
    findings: &mut Findings<'_>,
) -> Option<Regions> {
    let mut levels = Levels::new(written.levels.clone());
    let mut regions = Vec::with_capacity(written.regions.len());
    let mut codes: IndexMap<String, Span> = IndexMap::new();
    let mut faults = Faults {
        others: written.others,
        ..Faults::default()
    };
    for (id, region) in with_ids(written) {
        let level = levels.of(region, findings);
        let code = code_of(region, findings);
        let place = region.code.as_ref().unwrap_or(&region.name).span;
        let mut faulty = region.faulty;
        match codes.get(&code) {
            Some(&first) => {
                faulty = true;
                findings.push(Code::DoubleRegion, place, |it| {
                    let help = if region.code.is_some() {
                        "help"
                    } else {
                        "name"
                    };
                    it.with("code", &code).at(first, "first").help(Some(help))
                });
            }
            None => drop(codes.insert(code.clone(), place)),
        }
        if faulty {
            faults.faulty.insert(id);
        }
        // Its parent may be what was not understood.
        if region.faulty && region.parent.is_none() {
            faults.adrift.insert(id);
        }
        regions.push(Region {
            code,
            name: region.name.text.clone(),
            also: region.also.clone(),
            level,
            parent: None,
        });
    }
    // Parents and members may stand below, so they are looked up in all the names.
    let names = Regions::new(Vec::new(), regions.clone(), Vec::new(), None);
    for (id, own) in with_ids(written) {
        let parent = parent_of(id, own, &names, findings);
        if own.parent.is_some() && parent.is_none() {
            faults.adrift.insert(id);
        }
        if let Some(region) = regions.get_mut(id.0 as usize) {
            region.parent = parent;
        }
    }
    break_circles(&mut regions, &written.regions, &mut faults, findings);
    let own = own_region(written, manifest, &names, findings);
    let root = own.clone().ok().flatten();
    tell_not_below(&mut regions, root, written, &levels, &mut faults, findings);
    let root = root.and_then(|id| Some((id, regions.get(id.0 as usize)?)));
    if let Some(own) = root {
        tell_second_roots(&regions, own, written, &levels, &mut faults, findings);
        if manifest.region.is_none() {
            tell_neighbours(&regions, own, written, findings);
        }
    }
    faults.unread = unread(written, &levels, &names);
    let groups = put_groups_together(written, &names, &mut faults, findings);
    let regions = Regions::new(levels.finish(), regions, groups, own.ok()?);
    Some(regions.with_faults(faults))
}

fn with_ids(written: &Written) -> impl Iterator<Item = (RegionId, &WrittenRegion)> {
    (0..).map(RegionId).zip(&written.regions)
}

/// The plan's own region: the one that the manifest names, or the first that states no parent (not
/// the first whose parent is not known).
fn own_region(
    written: &Written,
    manifest: &Manifest,
    names: &Regions,
    findings: &mut Findings<'_>,
) -> Result<Option<RegionId>, NotFound> {
    let Some(own) = &manifest.region else {
        let mut roots = with_ids(written).filter(|(_, region)| region.parent.is_none());
        return Ok(roots.next().map(|(id, _)| id));
    };
    let own = Placed {
        text: own.path.clone(),
        span: own.place,
    };
    let found = find(&own, names, Code::UnknownOwnRegion, findings, |it| it);
    found.map(Some).ok_or(NotFound)
}

/// A region that is not there has been told.
#[derive(Debug, Clone)]
struct NotFound;

/// Rows that are no regions. What they say of their level and parent is known, but not told again.
fn unread(written: &Written, levels: &Levels, names: &Regions) -> Vec<Unread> {
    let parent = |name: &Placed| match names.find(&name.text) {
        Some(Place::Region(id)) => Some(*id),
        _ => None,
    };
    let rows = written.unread.iter().map(|row| Unread {
        level: row.level.as_ref().and_then(|word| levels.find(&word.text)),
        parent: row.parent.as_ref().and_then(parent),
    });
    rows.collect()
}

fn put_groups_together(
    written: &Written,
    names: &Regions,
    faults: &mut Faults,
    findings: &mut Findings<'_>,
) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut unknown_names: BTreeSet<&str> = BTreeSet::new();
    for (name, group) in &written.groups {
        if names.find(name).is_some() {
            faults.others += 1;
            findings.push(Code::DoubleName, group.place, |it| {
                it.with("name", name).primary("region")
            });
            continue;
        }
        let may_be_in = |row: &&WrittenRow| match &row.groups {
            Some(groups) => groups.contains(name),
            None => true,
        };
        let mut unknown = written.unread.iter().filter(may_be_in).count() + group.unknown;
        let mut members: BTreeMap<RegionId, Option<&Placed>> = BTreeMap::new();
        for member in &group.members {
            let named = match member {
                Member::Row(at) => {
                    members.insert(region_id(*at), None);
                    continue;
                }
                Member::Named(named) => named,
            };
            let with = |it: Diagnostic| it.with("group", name);
            match find(named, names, Code::UnknownMember, findings, with) {
                Some(id) => match members.get(&id) {
                    None => drop(members.insert(id, Some(named))),
                    // One of the two was meant for another region, and nobody knows which.
                    Some(first) => {
                        unknown += 1;
                        faults.others += 1;
                        findings.push(Code::DoubleMember, named.span, |it| {
                            let it = with(it.with("name", names.name(id)));
                            match first {
                                Some(first) => it.at(first.span, "first"),
                                None => it,
                            }
                        });
                    }
                },
                None => {
                    unknown += 1;
                    unknown_names.insert(&named.text);
                }
            }
        }
        groups.push(Group {
            name: name.clone(),
            members: members.into_keys().collect(),
            unknown,
        });
    }
    faults.others += unknown_names.len();
    groups
}

fn region_id(at: usize) -> RegionId {
    RegionId(u32::try_from(at).unwrap_or(u32::MAX))
}

/// The one region that a name stands for. None is a finding of the code `unknown`.
fn find(
    name: &Placed,
    regions: &Regions,
    unknown: Code,
    findings: &mut Findings<'_>,
    with: impl FnOnce(Diagnostic) -> Diagnostic,
) -> Option<RegionId> {
    match regions.find(&name.text) {
        Some(Place::Region(id)) => return Some(*id),
        Some(Place::Ambiguous(all)) => {
            findings.push(Code::AmbiguousRegion, name.span, |it| {
                it.with("name", &name.text)
                    .with("codes", codes_of(all, regions))
            });
        }
        Some(Place::Group(_)) | None => findings.push(unknown, name.span, |it| {
            let it = with(it.with("name", &name.text));
            with_near(it, &name.text, regions.names())
        }),
    }
    None
}

/// The codes that tell apart regions of one name; of many the first ones.
pub(super) fn codes_of(all: &[RegionId], regions: &Regions) -> Value {
    /// Whoever has to choose among more looks into the region file.
    const MOST_SHOWN: usize = 8;
    let more = (all.len() > MOST_SHOWN).then(|| Value::from("…"));
    let codes = all
        .iter()
        .take(MOST_SHOWN)
        .filter_map(|&id| regions.get(id))
        .map(|region| Value::from(&region.code));
    Value::List(codes.chain(more).collect())
}

/// A code as written, or the name of a region that has none.
fn code_of(region: &WrittenRegion, findings: &mut Findings<'_>) -> String {
    let Some(code) = &region.code else {
        return region.name.text.clone();
    };
    let digits = code.text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !matches!(code.text.len(), 6 | 9 | 12) {
        findings.push(Code::BadRegionCode, code.span, |it| {
            it.with("code", &code.text)
        });
    }
    code.text.clone()
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

    /// How many entries are lost, and how many of them may be a city, a county or a township.
    fn lost(regions: &Regions) -> (usize, [usize; 3]) {
        let of = |level| {
            let level = regions.find_level(level);
            level.map_or(0, |level| regions.lost_of_level(level))
        };
        (regions.left_out(), ["city", "county", "township"].map(of))
    }

    #[test]
    fn a_region_that_is_lost_is_told_and_counted() {
        let head = "代码,名称,级别,上级\n511100,乐山市,市,\n511102,市中区,县,乐山市\n\
                    511102001,甲镇,镇,市中区\n";
        for (rows, wanted, left_out) in [
            ("511126,夹江县,县,乐山市", "", (0, [0, 0, 0])),
            ("511126,夹江县,县,", "Y0729 夹江县", (1, [0, 1, 0])),
            // A neighbour of the plan's own region, and what both lie in.
            ("511400,眉山市,市,", "Y0733 眉山市", (0, [0, 0, 0])),
            ("510000,四川省,省,", "", (0, [0, 0, 0])),
            ("511126,夹江县,县,眉山市", "Y0723 眉山市", (1, [0, 1, 0])),
            // One of unknown level is of none that it lies in.
            ("511126,夹江县,,乐山市", "Y0722 夹江县", (1, [0, 1, 1])),
            ("511126,夹江县,,市中区", "Y0722 夹江县", (1, [0, 0, 1])),
            ("511126,夹江县,,", "Y0722 夹江县", (1, [1, 1, 1])),
            ("511126,夹江县,县", "Y0504 511126,夹江县,县", (1, [1, 1, 1])),
            (
                "511126,,县,乐山市",
                "Y0706 511126,,县,乐山市",
                (1, [0, 1, 0]),
            ),
            // A row counts once, however much is wrong with it.
            (
                "511126,夹江县,,眉山市",
                "Y0722 夹江县 Y0723 眉山市",
                (1, [1, 1, 1]),
            ),
            // What lies in a lost region is lost.
            (
                "511126,夹江县,县,眉山市\n511126001,乙镇,镇,夹江县\n511126002,丙镇,镇,夹江县",
                "Y0723 眉山市",
                (3, [0, 1, 2]),
            ),
            (
                "511126,夹江县,县,夹江县\n511126001,乙镇,镇,夹江县",
                "Y0724 夹江县",
                (2, [0, 1, 1]),
            ),
            (
                "511126,夹江县,县,沙湾区\n511111,沙湾区,县,夹江县",
                "Y0724 沙湾区",
                (2, [0, 2, 0]),
            ),
            // The second one of a code; what lies in it is where it belongs.
            (
                "511102,夹江县,县,乐山市\n511126001,乙镇,镇,夹江县",
                "Y0725 511102",
                (1, [0, 1, 0]),
            ),
            // A quote that is never closed hides whatever stands behind it.
            (
                "511126,\"夹江县,县,乐山市\n511111,沙湾区,县,乐山市\n511112,五通桥区,县,乐山市",
                "Y0505 \"",
                (3, [3, 3, 3]),
            ),
            ("511126,夹江县,镇县,乐山市", "Y0730 镇县", (0, [0, 0, 0])),
            ("511111,沙湾区,区,乐山市", "", (0, [0, 0, 0])),
            // Whether its level or its parent is wrong is not known, so it may be of any level.
            (
                "511181,峨眉山市,市,乐山市\n511181001,乙镇,镇,峨眉山市",
                "Y0732 市",
                (2, [1, 1, 2]),
            ),
            ("511111,沙湾区,县,市中区", "Y0732 县", (1, [1, 1, 1])),
            // Of a level that nobody knows nothing more is said.
            (
                "511126,夹江县,conuty,乐山市\n511126001,乙镇,conuty,夹江县",
                "Y0722 conuty Y0722 conuty",
                (2, [0, 2, 2]),
            ),
            (
                "高新区,高新区,功能区,乐山市",
                "Y0721 高新区",
                (0, [0, 0, 0]),
            ),
        ] {
            let (regions, found) = csv(&format!("{head}{rows}\n"));
            assert_eq!(found, wanted, "{rows}");
            assert_eq!(lost(&regions.unwrap()), left_out, "{rows}");
        }
        for (from, to, wanted, left_out) in [
            // Not understood: the region is in no scope, and no other one is hurt.
            ("also: 峨边县", "aslo: 峨边县", "Y0705 aslo", (1, [0, 1, 0])),
            (
                "parent: 511100}",
                "prent: 511100}",
                "Y0705 prent Y0729 市中区",
                (1, [0, 1, 0]),
            ),
            (
                "level: city}",
                "level: city, x: y}",
                "Y0705 x",
                (1, [1, 0, 0]),
            ),
            (
                "parent: 511100}",
                "parent: [511100]}",
                "Y0707 [ Y0729 市中区",
                (1, [0, 1, 0]),
            ),
            ("name: 市中区, ", "", "Y0706 { Y0726 511102", (2, [0, 1, 0])),
            ("[高新区, ", "[高新区x, ", "Y0726 高新区x", (1, [0, 0, 0])),
            ("[高新区, ", "[市中区, ", "Y0736 511102", (1, [0, 0, 0])),
            ("[市]", "[市, 区县]", "Y0727 区县", (1, [0, 0, 0])),
            ("中心城区:", "高新:", "Y0727 高新", (1, [0, 0, 0])),
            ("groups:", "group:", "Y0705 group", (1, [0, 0, 0])),
            (
                "[高新区, 511102]",
                "高新区x\n  b: 高新区x",
                "Y0726 高新区x Y0726 高新区x",
                (1, [0, 0, 0]),
            ),
        ] {
            let text = YAML.replace(from, to);
            assert_ne!(text, YAML, "{from}");
            let (regions, found) = yaml(&text);
            assert_eq!(found, wanted, "{from} -> {to}");
            assert_eq!(lost(&regions.unwrap()), left_out, "{from} -> {to}");
        }
    }

    #[test]
    fn a_group_knows_that_a_member_is_not_known() {
        let unknown = |regions: Option<Regions>| {
            let regions = regions.unwrap();
            let groups = regions.groups().iter();
            groups
                .map(|one| format!("{}+{}", one.members.len(), one.unknown))
                .collect::<Vec<_>>()
        };
        for (members, wanted) in [
            ("[高新区, 511102]", "2+0"),
            ("[高新区, 高新区]", "1+1"),
            ("[高新区, 高新, 511102, 乐高新]", "2+2"),
            ("[高新区, 沙湾区]", "1+1"),
            ("[沙湾区, 沙弯区]", "0+2"),
            ("[高新区, {a: b}]", "1+1"),
        ] {
            let text = YAML.replace("[高新区, 511102]", members);
            assert_eq!(unknown(yaml(&text).0), [wanted], "{members}");
        }
        let head =
            "名称,级别,上级,分组\n乐山市,市,,\n市中区,县,乐山市,甲、乙\n沙湾区,县,乐山市,甲\n";
        for (row, wanted) in [
            ("夹江县,县,乐山市,乙", ["2+0", "2+0"]),
            ("夹江县,县,乐山市,乙、甲；乙", ["3+0", "2+1"]),
            // Which groups it is in stands in the row, or it may be in any.
            (",县,乐山市,乙", ["2+0", "1+1"]),
            ("夹江县,县,乐山市", ["2+1", "1+1"]),
            // Of a group it is a member, wherever it lies.
            ("夹江县,县,眉山市,乙", ["2+0", "2+0"]),
        ] {
            assert_eq!(unknown(csv(&format!("{head}{row}\n")).0), wanted, "{row}");
        }
    }

    #[test]
    fn the_plans_own_region_may_stand_anywhere() {
        // Its neighbours, what all of them lie in, and a county that has lost its parent.
        let file = "名称,级别,上级,别名\n四川省,省,,\n眉山市,市,,\n乐山市,市,,乐山\n夹江县,县,,\n";
        for own in ["乐山市", "乐山"] {
            let (regions, found) = read_as("regions.csv", file, &format!("region: {own}\n"));
            assert_eq!(found, "Y0729 夹江县", "{own}");
            assert_eq!(lost(&regions.unwrap()), (1, [0, 1, 0]), "{own}");
        }
        let (regions, found) = csv(file);
        assert_eq!(found, "Y0729 眉山市 Y0729 乐山市 Y0729 夹江县");
        assert_eq!(regions.unwrap().left_out(), 3);
        // What it lies in may be misspelt or itself, as long as it is known which it is.
        for (parent, wanted) in [("四川", "Y0723 四川"), ("乐山市", "Y0724 乐山市")] {
            let file = format!("名称,级别,上级\n乐山市,市,{parent}\n夹江县,县,乐山市\n");
            let (regions, found) = csv(&file);
            assert_eq!(found, wanted);
            assert_eq!(
                shown(regions.as_ref().unwrap()).rsplit("; ").next(),
                Some("own 乐山市")
            );
            assert_eq!(lost(&regions.unwrap()), (0, [0, 0, 0]));
        }
        let file = "名称,级别,上级\n眉山市,市,\n成都市,市,\n乐山市,市,眉山市\n夹江县,县,乐山市\n";
        let (regions, found) = read_as("regions.csv", file, "region: 乐山市\n");
        assert_eq!(found, "Y0732 市");
        assert_eq!(lost(&regions.unwrap()), (0, [0, 0, 0]));
        // Districts alone are one level.
        let (_, found) = csv("名称,级别,上级\n乐山市,市,\n市中区,区,乐山市\n沙湾区,区,乐山市\n");
        assert_eq!(found, "");
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
    fn a_code_without_quotes_and_a_byte_order_mark_are_nothing_special() {
        let rows = "code,name,level\r\n511100,乐山市,city\r\n";
        for (path, text) in [
            (
                "r.yaml",
                "regions: [{code: 511100, name: 乐山市, level: city}]\n".to_owned(),
            ),
            (
                "r.yaml",
                "\u{FEFF}regions: [{code: '511100', name: 乐山市, level: city}]\n".to_owned(),
            ),
            ("r.csv", rows.to_owned()),
            ("r.csv", format!("\u{FEFF}{rows}")),
            (
                "r.csv",
                format!("\u{FEFF}\"code\"{}", rows.trim_start_matches("code")),
            ),
        ] {
            let (regions, found) = read_as(path, &text, "");
            assert_eq!(found, "", "{text}");
            assert_eq!(
                shown(&regions.unwrap()),
                "511100 乐山市 city<; own 乐山市",
                "{text}"
            );
        }
    }

    #[test]
    fn a_hidden_character_in_a_name_is_told() {
        let (_, found) = csv("code,name,level\n511100,乐山\u{200B}市,city\n");
        assert_eq!(found, "Y0530 乐山\u{200B}市");
        let (_, found) = yaml("regions: [{name: 乐山\u{200B}市, level: city}] # \u{200B}\n");
        assert_eq!(found, "Y0530 乐山\u{200B}市");
    }

    #[test]
    fn of_many_namesakes_a_few_codes_are_shown() {
        let rows: String = (0..3000)
            .map(|at| format!("51{at:04},城关镇,镇,\n"))
            .collect();
        let text = format!("code,name,level,parent\n{rows}519999,甲村,村,城关镇\n");
        let plan = "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\nregion: '510000'\n";
        let sources = sources(&[("plan.yaml", plan), ("r.csv", &text)]);
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&sources, &mut diagnostics).unwrap();
        read_regions(&sources, &manifest, &mut diagnostics).unwrap();
        let told = diagnostics.last().unwrap();
        assert_eq!(told.code, Code::AmbiguousRegion);
        let Some((_, Value::List(codes))) = told.values.iter().find(|(name, _)| *name == "codes")
        else {
            panic!("{told:?}");
        };
        assert_eq!(codes.len(), 9);
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
