//! Which targets a person means by a name.

use super::args::Options;
use super::words::filled;
use crate::model::{Target, TargetId};
use crate::open::Opened;
use crate::text::near_miss;

/// Targets of a name, or of an indicator by any of its names.
pub(super) fn find<'a>(opened: &'a Opened, what: &str) -> Vec<(TargetId, &'a Target)> {
    let all = || (0..).map(TargetId).zip(&opened.plan.targets);
    let named: Vec<_> = all().filter(|(_, target)| target.name == what).collect();
    if !named.is_empty() {
        return named;
    }
    let indicator = opened.plan.indicator_names.get(what);
    all()
        .filter(|(_, target)| {
            target.label == what || (indicator.is_some() && target.indicator.as_ref() == indicator)
        })
        .collect()
}

/// Why a name is not that of one target.
pub(super) fn not_one(
    opened: &Opened,
    what: &str,
    several: &[(TargetId, &Target)],
    options: &Options,
) -> String {
    let lang = options.lang;
    let quoted = ("what", what.to_owned());
    if several.is_empty() {
        let near = near(opened, what);
        if near.is_empty() {
            return filled(lang, "error.no_such_target", &[quoted]);
        }
        let near = ("near", near.join("` `"));
        return filled(lang, "error.no_such_target_near", &[quoted, near]);
    }
    let names: Vec<_> = several
        .iter()
        .map(|(_, target)| target.name.clone())
        .collect();
    let values = [quoted, ("names", names.join(" "))];
    filled(lang, "error.several_targets", &values)
}

/// How many names are suggested at most.
const SUGGESTED: usize = 5;

/// What a name that nothing has was probably meant as: a target, an indicator or a label; the
/// targets of what stands before `@`, where the rest is wrong.
fn near(opened: &Opened, what: &str) -> Vec<String> {
    let plan = &opened.plan;
    let mut known: Vec<&str> = Vec::new();
    for target in &plan.targets {
        known.extend([target.name.as_str(), target.label.as_str()]);
    }
    // Only what has a target can be explained.
    let measured = |id| plan.targets.iter().any(|one| one.indicator == Some(id));
    let names = plan.indicator_names.iter();
    known.extend(names.filter_map(|(name, id)| measured(*id).then_some(name.as_str())));
    known.sort_unstable();
    known.dedup();
    let nearest = |what: &str| {
        let near = near_miss(what, known.iter().copied());
        near.or_else(|| of_two(what, &known)).map(str::to_owned)
    };
    if let Some(near) = nearest(what) {
        return vec![near];
    }
    let Some((head, _)) = what.split_once('@') else {
        return Vec::new();
    };
    let mut targets = find(opened, head);
    if targets.is_empty() {
        targets = nearest(head).map_or_else(Vec::new, |near| find(opened, &near));
    }
    let names = targets.iter().map(|(_, target)| target.name.clone());
    names.take(SUGGESTED).collect()
}

/// A name of two characters, one of which is another: 人囗 for 人口.
fn of_two<'k>(what: &str, known: &[&'k str]) -> Option<&'k str> {
    let what: Vec<char> = what.chars().collect();
    let mut like = known.iter().filter(|name| {
        let same = name.chars().zip(&what).filter(|(one, other)| one == *other);
        what.len() == 2 && name.chars().count() == 2 && !name.is_ascii() && same.count() == 1
    });
    like.next().copied().filter(|_| like.next().is_none())
}
