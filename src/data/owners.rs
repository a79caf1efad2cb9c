//! The file of owners: who answers for which target, indicator or section.

use super::manifest::{Manifest, open};
use super::yaml::{self, Budget, Fields, Item};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Owner, Owners};
use crate::text::Sources;

/// Reads the owners file; none where the plan has no such file. Whether a key is a target, an
/// indicator or a section is for whoever knows the rules.
pub fn read_owners(
    sources: &Sources,
    manifest: &Manifest,
    diagnostics: &mut Diagnostics,
) -> Owners {
    read(sources, manifest, diagnostics).unwrap_or_default()
}

fn read(sources: &Sources, manifest: &Manifest, diagnostics: &mut Diagnostics) -> Option<Owners> {
    let (source, text) = open(sources, manifest.owners.as_ref()?, diagnostics)?;
    let root = yaml::read(source, text, Budget::Data, diagnostics)?;
    let fields = Fields::new(&root, &["proposed", "owners"], diagnostics)?;
    let proposed = is_proposed(fields, diagnostics);
    let entries = fields.get("owners")?.entries(diagnostics);
    let owners = entries.into_iter().filter_map(|(key, item)| {
        let owner = read_owner(item, proposed, diagnostics)?;
        Some((key.text, owner))
    });
    Some(owners.collect())
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
        let plan = "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\nowners: owners.yaml\n";
        let sources = sources(&[("plan.yaml", plan), ("owners.yaml", text)]);
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&sources, &mut diagnostics).unwrap();
        let owners = read_owners(&sources, &manifest, &mut diagnostics);
        (owners, codes(&diagnostics, &sources))
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
        ] {
            let (owners, found) = read(text);
            assert_eq!((found.as_str(), owners.len()), (wanted, left), "{text}");
        }
    }
}
