//! The file of owners: who answers for which target, indicator or section.

use super::findings::{Findings, clip};
use super::hidden;
use super::manifest::{Manifest, open};
use super::yaml::{self, Budget, Fields, Item};
use crate::diag::{Code, Diagnostic, Diagnostics, Value};
use crate::model::{Owner, Owners, Plan};
use crate::text::{Sources, Span, near_name};
use indexmap::IndexSet;
use std::collections::BTreeSet;

/// What the owners file says.
#[derive(Debug, Clone, Default)]
pub struct OwnersFile {
    /// Who answers for what.
    pub owners: Owners,
    /// Where the file names what each of them answers for, in the same order.
    places: Vec<Span>,
    /// Whether something of it could not be read, so that whoever it names is named nowhere.
    pub unread: bool,
}

/// Reads the owners file; none where the plan has no such file. Whether a key is a target, an
/// indicator or a section is for [`check_owners`], when the rules are known.
pub fn read_owners(
    sources: &Sources,
    manifest: &Manifest,
    diagnostics: &mut Diagnostics,
) -> OwnersFile {
    if manifest.owners.is_none() {
        return OwnersFile {
            unread: manifest.owners_lost,
            ..OwnersFile::default()
        };
    }
    read(sources, manifest, diagnostics).unwrap_or_else(|| OwnersFile {
        unread: true,
        ..OwnersFile::default()
    })
}

/// Tells of each key that is no target, indicator or section of the plan: whoever is named there
/// answers for nothing.
///
/// Where declarations were left out, a key could be the name of one of them, and only what is
/// nearly another name is told.
///
/// Returns whether an indicator has several owners, under one name each, so that all but one of
/// them are named nowhere.
pub fn check_owners(file: &OwnersFile, plan: &Plan, diagnostics: &mut Diagnostics) -> bool {
    let Some(first) = file.places.first() else {
        return false;
    };
    let known = names_of(plan);
    let mut findings = Findings::new(diagnostics, first.source);
    tell_doubles(file, plan, &mut findings);
    let has_doubles = findings.saw(Code::DoubleOwner);
    for (key, &place) in file.owners.keys().zip(&file.places) {
        if known.contains(key.as_str()) {
            continue;
        }
        // A near miss costs a look at every name, so nobody looks for one that is not told.
        if !findings.may_tell(Code::OwnerOfNothing) {
            findings.count(Code::OwnerOfNothing, 1);
            continue;
        }
        let near = near_name(key, known.iter().copied());
        if near.is_none() && plan.left_out > 0 {
            continue;
        }
        let targets = targets_of(key, plan);
        findings.push(Code::OwnerOfNothing, place, |it| {
            let it = it.with("key", clip(key));
            match near {
                Some(near) => it.help(Some("near")).with("near", near),
                None if targets.is_empty() => it,
                None => it
                    .help(Some("targets"))
                    .with("targets", Value::List(targets)),
            }
        });
    }
    findings.finish();
    has_doubles
}

/// Tells of keys that are one indicator. The first of its names (id, label, others) counts,
/// wherever it stands: so it is looked up when the rules are checked.
fn tell_doubles(file: &OwnersFile, plan: &Plan, findings: &mut Findings<'_>) {
    for indicator in &plan.indicators {
        let names = [&indicator.id, &indicator.label];
        let names: IndexSet<&String> = names.into_iter().chain(&indicator.also).collect();
        let mut keys = names.into_iter().filter_map(|name| {
            let at = file.owners.get_index_of(name)?;
            Some((name, *file.places.get(at)?))
        });
        let Some((other, counts)) = keys.next() else {
            continue;
        };
        for (key, place) in keys {
            findings.push(Code::DoubleOwner, place, |it| {
                it.with("key", key).with("other", other).at(counts, "first")
            });
        }
    }
}

/// Everything that an owner can be named for. Of a section also the places that it lies in.
fn names_of(plan: &Plan) -> BTreeSet<&str> {
    let mut names: BTreeSet<&str> = plan.indicator_names.keys().map(String::as_str).collect();
    names.extend(plan.targets.iter().map(|target| target.name.as_str()));
    for section in sections_of(plan) {
        let mut path = Some(section);
        while let Some(here) = path.filter(|here| !here.is_empty()) {
            if !names.insert(here) {
                break;
            }
            path = here.rsplit_once('/').map(|(above, _)| above);
        }
    }
    names
}

fn sections_of(plan: &Plan) -> impl Iterator<Item = &str> {
    let targets = plan.targets.iter().map(|one| &one.section);
    let sections = targets
        .chain(plan.indicators.iter().map(|one| &one.section))
        .chain(plan.forecasts.iter().map(|one| &one.section))
        .chain(plan.claims.iter().map(|one| &one.section))
        .chain(plan.entitlements.iter().map(|one| &one.section))
        .chain(plan.undefined.iter().map(|one| &one.section))
        .chain(plan.background.iter().map(|one| &one.section))
        .chain(plan.names.iter().map(|(section, _)| section));
    sections.map(String::as_str)
}

/// The targets that begin as `key` does, up to the first `@`.
fn targets_of(key: &str, plan: &Plan) -> Vec<Value> {
    /// More do not help to find the right one.
    const MOST_SHOWN: usize = 8;
    let Some((indicator, _)) = key.split_once('@') else {
        return Vec::new();
    };
    let names = plan.targets.iter().map(|target| target.name.as_str());
    names
        .filter(|name| {
            name.split_once('@')
                .is_some_and(|(own, _)| own == indicator)
        })
        .take(MOST_SHOWN)
        .map(Value::from)
        .collect()
}

fn read(
    sources: &Sources,
    manifest: &Manifest,
    diagnostics: &mut Diagnostics,
) -> Option<OwnersFile> {
    let (source, text) = open(sources, manifest.owners.as_ref()?, diagnostics)?;
    let root = yaml::read(source, text, Budget::Data, diagnostics)?;
    hidden::tell_in(&root, source, diagnostics);
    let fields = Fields::new(&root, &["proposed", "owners"], diagnostics)?;
    // A key that nobody knows may have been meant to say that they are proposed.
    let proposed = is_proposed(fields, diagnostics) || !fields.all_known();
    let mut file = OwnersFile {
        unread: !fields.all_known(),
        ..OwnersFile::default()
    };
    let Some(owners) = fields.get("owners") else {
        return Some(file);
    };
    file.unread |= !matches!(owners.node, yaml::Node::Map(_));
    for (key, item) in owners.entries(diagnostics) {
        match read_owner(item, proposed, diagnostics) {
            Some(owner) => {
                // A key that stands twice was refused with the whole file.
                file.owners.insert(key.text, owner);
                file.places.push(key.span);
            }
            None => file.unread = true,
        }
    }
    Some(file)
}

/// What is said of all owners of the file. What cannot be read is taken as proposed: nobody is
/// named as responsible who may not be.
fn is_proposed(fields: Fields<'_>, diagnostics: &mut Diagnostics) -> bool {
    let Some(item) = fields.get("proposed") else {
        return false;
    };
    let Some(said) = item.text(diagnostics) else {
        return true;
    };
    match said.text.as_str() {
        "true" => true,
        "false" => false,
        _ => {
            diagnostics.push(
                Diagnostic::new(Code::WrongShape, said.span)
                    .with("wanted", crate::diag::Value::Phrase("shape.truth"))
                    .with("found", crate::diag::Value::Phrase("shape.text")),
            );
            true
        }
    }
}

/// An owner: a name alone, or a map.
fn read_owner(item: &Item, proposed: bool, diagnostics: &mut Diagnostics) -> Option<Owner> {
    if let yaml::Node::Text(lead) = &item.node {
        return Some(Owner {
            lead: lead.clone(),
            proposed,
            ..Owner::default()
        });
    }
    let fields = Fields::new(item, &["lead", "with", "by"], diagnostics)?;
    let lead = fields.needed("lead", diagnostics)?;
    let with = fields.texts("with", diagnostics);
    Some(Owner {
        lead: lead.text,
        with: with.into_iter().map(|name| name.text).collect(),
        by: fields.text("by", diagnostics).map(|by| by.text),
        proposed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::read_manifest;
    use crate::data::testing::{codes, sources};

    fn read(text: &str) -> (Owners, String) {
        read_with(text, None)
    }

    /// The owners and the findings, those of a plan's names included where one is given.
    fn read_with(text: &str, known: Option<&Plan>) -> (Owners, String) {
        let plan = "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\nowners: owners.yaml\n";
        let sources = sources(&[("plan.yaml", plan), ("owners.yaml", text)]);
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&sources, &mut diagnostics).unwrap();
        let owners = read_owners(&sources, &manifest, &mut diagnostics);
        if let Some(known) = known {
            check_owners(&owners, known, &mut diagnostics);
        }
        (owners.owners, codes(&diagnostics, &sources))
    }

    #[test]
    fn who_answers_for_nothing_is_told() {
        let mut plan = crate::data::testing::plan();
        let target = crate::data::testing::target("births@2025", "第三章/第一节/专栏2");
        plan.targets.push(target);
        let mut with_left_out = plan.clone();
        with_left_out.left_out = 1;
        for (key, all, some) in [
            ("births@2025", "", ""),
            ("births", "", ""),
            ("出生人口", "", ""),
            ("第三章", "", ""),
            ("第三章/第一节", "", ""),
            ("第三章/第一节/专栏2", "", ""),
            ("专栏2", "Y0716 专栏2", ""),
            ("第三", "Y0716 第三", ""),
            ("第九章", "Y0716 第九章", ""),
            ("births@2024", "Y0716 births@2024", ""),
            ("birhts", "Y0716 birhts", "Y0716 birhts"),
            ("比绿", "Y0716 比绿", ""),
        ] {
            let text = format!("owners: {{{key}: 市局}}\n");
            assert_eq!(read_with(&text, Some(&plan)).1, all, "{key}");
            assert_eq!(read_with(&text, Some(&with_left_out)).1, some, "{key}");
        }
        let many: String = (0..5000).map(|at| format!("  x{at}: 市局\n")).collect();
        let (_, found) = read_with(&format!("owners:\n{many}"), Some(&plan));
        assert_eq!(found.matches("Y0716").count(), 100);
        assert!(found.ends_with("Y0526 "), "{found}");
    }

    #[test]
    fn one_indicator_under_two_names_has_two_owners() {
        let plan = crate::data::testing::plan();
        for (owners, wanted) in [
            ("births: 甲局, 出生人口: 丙局", "Y0737 出生人口"),
            // The id counts, wherever it stands.
            ("出生人口: 丙局, births: 甲局", "Y0737 出生人口"),
            ("births: 甲局, 出生人口: 甲局", "Y0737 出生人口"),
            ("births: 甲局, 常住人口: 丙局", ""),
        ] {
            let text = format!("owners: {{{owners}}}\n");
            assert_eq!(read_with(&text, Some(&plan)).1, wanted, "{owners}");
        }
    }

    #[test]
    fn the_targets_that_could_be_meant_are_shown() {
        let mut plan = crate::data::testing::plan();
        for at in 0..20 {
            let name = format!("births@{}", 2021 + at);
            plan.targets.push(crate::data::testing::target(&name, ""));
        }
        assert_eq!(targets_of("births@county@2025", &plan).len(), 8);
        assert!(targets_of("births", &plan).is_empty());
    }

    #[test]
    fn owners_are_read_in_their_order() {
        let (owners, found) = read(
            "proposed: true\nowners:\n  第三章/第一节: 市卫生健康委\n  childcare_slots_per_1000@2025:\n    \
             lead: 市卫生健康委\n    with: [市发展改革委, 市教育局]\n    by: 乐府办发〔2023〕1号\n",
        );
        assert_eq!(found, "");
        assert_eq!(
            owners.keys().collect::<Vec<_>>(),
            ["第三章/第一节", "childcare_slots_per_1000@2025"]
        );
        let owner = &owners["childcare_slots_per_1000@2025"];
        assert_eq!(owner.with, ["市发展改革委", "市教育局"]);
        assert_eq!(owner.by.as_deref(), Some("乐府办发〔2023〕1号"));
        assert!(owner.proposed);
    }

    #[test]
    fn each_mistake_is_found_where_it_stands() {
        for (text, wanted, left) in [
            ("owners: {a: {led: x}}", "Y0705 led Y0706 {", 0),
            ("owners: {a: {lead: x, with: {b: c}}}", "Y0707 {", 1),
            ("owners: {a: [x]}", "Y0707 [", 0),
            ("owners: {a: x, a: y}", "Y0703 a", 0),
            ("owners: [a]", "Y0707 [", 0),
            ("proposed: maybe\nowners: {a: x}", "Y0707 maybe", 1),
            ("proposed: true", "", 0),
            ("owner: {a: x}", "Y0705 owner", 0),
            ("proposd: true\nowners: {a: x}", "Y0705 proposd", 1),
        ] {
            let (owners, found) = read(text);
            assert_eq!((found.as_str(), owners.len()), (wanted, left), "{text}");
            // Nobody is named as responsible who may only be proposed.
            let proposed = text.starts_with("propos");
            assert!(
                owners.values().all(|one| one.proposed == proposed),
                "{text}"
            );
        }
    }
}
