//! The region file: names resolved, levels known, parents without circles.

use super::findings::{Findings, with_near};
use super::format::Format;
use super::levels::Levels;
use super::manifest::{Manifest, open};
use super::region_file::{Member, Written, WrittenRegion, read_csv, read_yaml};
use super::yaml::Placed;
use crate::diag::{Code, Diagnostic, Diagnostics, Value};
use crate::model::{Group, Place, Region, RegionId, Regions};
use crate::text::{Sources, Span};
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
    let mut findings = Findings::new(diagnostics, source);
    let regions = put_together(&written, manifest, &mut findings);
    let regions = match &manifest.region {
        None => Some(regions),
        Some(own) => {
            let own = Placed {
                text: own.path.clone(),
                span: own.place,
            };
            find(
                &own,
                &regions,
                Code::UnknownOwnRegion,
                &mut findings,
                |it| it,
            )
            .map(|own| regions.owned_by(own))
        }
    };
    let left_out = written.left_out + findings.finish();
    regions.map(|regions| regions.with_left_out(left_out))
}

fn put_together(written: &Written, manifest: &Manifest, findings: &mut Findings<'_>) -> Regions {
    let mut levels = Levels::new(written.levels.clone());
    let mut regions = Vec::with_capacity(written.regions.len());
    let mut codes: IndexMap<String, Span> = IndexMap::new();
    for region in &written.regions {
        let level = levels.of(region, findings);
        let code = code_of(region, findings);
        let place = region.code.as_ref().unwrap_or(&region.name).span;
        match codes.get(&code) {
            Some(&first) => findings.push(Code::DoubleRegion, place, |it| {
                let help = if region.code.is_some() {
                    "help"
                } else {
                    "name"
                };
                it.with("code", &code).at(first, "first").help(Some(help))
            }),
            None => drop(codes.insert(code.clone(), place)),
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
    for (at, own) in written.regions.iter().enumerate() {
        let parent = parent_of(at, own, &names, findings);
        if let Some(region) = regions.get_mut(at) {
            region.parent = parent;
        }
    }
    break_circles(&mut regions, &written.regions, findings);
    tell_second_roots(&regions, written, &levels, manifest, findings);
    levels.tell_mixed(&regions, &written.regions, findings);
    let groups = put_groups_together(written, &names, findings);
    // The first that states no parent, not the first whose parent is not known.
    let own = written
        .regions
        .iter()
        .position(|region| region.parent.is_none())
        .map(region_id);
    Regions::new(levels.finish(), regions, groups, own)
}

/// The first region without a parent is the whole of the file. Another one that is neither its
/// peer, nor above it, nor the plan's own, has lost its parent: merged cells leave it to the first
/// row only.
fn tell_second_roots(
    regions: &[Region],
    written: &Written,
    levels: &Levels,
    manifest: &Manifest,
    findings: &mut Findings<'_>,
) {
    let own = manifest.region.as_ref().map(|own| &own.path);
    let mut roots = regions
        .iter()
        .zip(&written.regions)
        .filter(|(_, written)| written.parent.is_none());
    let Some((first, _)) = roots.next() else {
        return;
    };
    for (region, written) in roots {
        // That its level is not known has been told.
        let is_told = region.level == Levels::NONE;
        let is_own = own == Some(&region.name) || own == Some(&region.code);
        let is_peer = region.level == first.level || levels.is_above(region.level, first.level);
        if is_told || is_own || is_peer {
            continue;
        }
        findings.keep_out(1);
        findings.push(Code::NoParent, written.name.span, |it| {
            it.with("region", &region.name).with("first", &first.name)
        });
    }
}

fn put_groups_together(
    written: &Written,
    names: &Regions,
    findings: &mut Findings<'_>,
) -> Vec<Group> {
    let mut groups = Vec::new();
    for (name, group) in &written.groups {
        if names.find(name).is_some() {
            findings.push(Code::DoubleName, group.place, |it| {
                it.with("name", name).primary("region")
            });
            continue;
        }
        let members = group.members.iter().filter_map(|member| match member {
            Member::Row(at) => Some(region_id(*at)),
            Member::Named(member) => find(member, names, Code::UnknownMember, findings, |it| {
                it.with("group", name)
            }),
        });
        let mut members: Vec<_> = members.collect();
        members.sort_unstable();
        members.dedup();
        groups.push(Group {
            name: name.clone(),
            members,
        });
    }
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

fn parent_of(
    at: usize,
    region: &WrittenRegion,
    names: &Regions,
    findings: &mut Findings<'_>,
) -> Option<RegionId> {
    let parent = region.parent.as_ref()?;
    let Some(id) = find(parent, names, Code::UnknownParent, findings, |it| {
        it.with("region", &region.name.text)
    }) else {
        findings.keep_out(1);
        return None;
    };
    if id == region_id(at) {
        findings.push(Code::RegionCircle, parent.span, |it| {
            it.with("regions", &region.name.text)
        });
        return None;
    }
    Some(id)
}

/// Cuts each circle of parents at its first member in the file, and shows all of it.
fn break_circles(regions: &mut [Region], written: &[WrittenRegion], findings: &mut Findings<'_>) {
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
                    report_circle(&circle, written, findings);
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

fn report_circle(circle: &[usize], written: &[WrittenRegion], findings: &mut Findings<'_>) {
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
        findings.push(Code::RegionCircle, parent.span, |it| {
            it.with("regions", Value::List(names))
        });
    }
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
    fn a_region_that_is_lost_is_told_and_counted() {
        let head = "代码,名称,级别,上级\n511100,乐山市,市,\n511102,市中区,县,乐山市\n";
        for (rows, wanted, left_out) in [
            ("511126,夹江县,县,乐山市", "", 0),
            ("511126,夹江县,县,", "Y0729 夹江县", 1),
            // A neighbour of the plan's own region, and what both lie in.
            ("511400,眉山市,市,", "", 0),
            ("510000,四川省,省,", "", 0),
            ("511126,夹江县,县,眉山市", "Y0723 眉山市", 1),
            ("511126,夹江县,,乐山市", "Y0722 夹江县", 1),
            ("511126,夹江县,县", "Y0504 511126,夹江县,县", 1),
            ("511126,,县,乐山市", "Y0706 511126,,县,乐山市", 1),
            ("511126,夹江县,镇县,乐山市", "Y0730 镇县", 0),
            ("511111,沙湾区,区,乐山市", "Y0731 区", 0),
            ("511181,峨眉山市,市,乐山市", "Y0731 市", 0),
            ("高新区,高新区,功能区,乐山市", "Y0721 高新区", 0),
        ] {
            let (regions, found) = csv(&format!("{head}{rows}\n"));
            assert_eq!(found, wanted, "{rows}");
            assert_eq!(regions.unwrap().left_out(), left_out, "{rows}");
        }
        // The plan's own region may stand anywhere.
        let file = "名称,级别,上级\n四川省,省,\n乐山市,市,\n";
        assert_eq!(read_as("regions.csv", file, "region: 乐山市\n").1, "");
        assert_eq!(csv(file).1, "Y0729 乐山市");
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
        let plan = "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\n";
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
