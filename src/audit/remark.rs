//! What there is to say to whoever wrote the plan: about its text, not about the rules, and whether
//! or not the author of the rules has an answer to it already.
//!
//! A remark is data. Its words stand with those of reports, under `review.` and the name of its
//! kind, and whoever finds something elsewhere, as in the plan's own text, puts a remark of its own
//! kind into the same list.

use super::{baseline, basis, claims, unlikely};
use crate::check::places_that_differ;
use crate::data::Cube;
use crate::model::{Claim, Condition, Plan, Quote, RegionId, Target, TargetId};
use crate::text::Span;
use crate::value::{Quantity, Unit};

/// Something that the plan's authors should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What kind of thing.
    pub kind: RemarkKind,
    /// Which wording of its kind, where there are several: a key behind that of the kind.
    pub wording: &'static str,
    /// What it is about.
    pub about: About,
    /// What the wording names in braces, beside `label` and `limit` of a target, `label` of a claim.
    pub values: Vec<(&'static str, Given)>,
    /// The plan's words, with their places.
    pub quotes: Vec<Quote>,
    /// What the author of the rules says to it.
    pub answers: Vec<String>,
    /// Where the rule stands.
    pub place: Span,
}

/// The kinds of remarks, in the order in which they are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemarkKind {
    /// The plan's arithmetic comes to something else.
    ClaimFails,
    /// A total of a table, or a column of differences, that is another.
    TableTotal,
    /// A target that runs against the heading over it.
    HeadingContradicts,
    /// One promise at two places in two ways.
    PlacesDiffer,
    /// A unit or a figure that cannot be meant, and what the rule says instead.
    Printed,
    /// A figure that cannot be in its unit.
    UnitUnlikely,
    /// The baseline goes beyond the target.
    Weaker,
    /// The baseline is the target.
    Equal,
    /// Nobody says of which population.
    BasisUnsaid,
    /// Off by what rounding explains.
    LastDigit,
}

impl RemarkKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::ClaimFails,
        Self::TableTotal,
        Self::HeadingContradicts,
        Self::PlacesDiffer,
        Self::Printed,
        Self::UnitUnlikely,
        Self::Weaker,
        Self::Equal,
        Self::BasisUnsaid,
        Self::LastDigit,
    ];

    /// The key of its words.
    pub fn name(self) -> &'static str {
        match self {
            Self::ClaimFails => "claim_fails",
            Self::TableTotal => "table_total",
            Self::HeadingContradicts => "heading_contradicts",
            Self::PlacesDiffer => "places_differ",
            Self::Printed => "printed",
            Self::UnitUnlikely => "unit_unlikely",
            Self::Weaker => "weaker",
            Self::Equal => "equal",
            Self::BasisUnsaid => "basis_unsaid",
            Self::LastDigit => "last_digit",
        }
    }
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A target.
    Target(TargetId),
    /// A claim, by its place in the plan.
    Claim(usize),
    /// Words of the plan that no rule stands for: a table, a heading. Its remark has them as
    /// quotes, and everything that its wording names as values.
    Text,
}

/// A value of a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Words of the plan or of the author.
    Text(String),
    /// A figure with its unit.
    Figure(String, String),
    /// What a target asks for, of a map in that region.
    Limit(TargetId, Option<RegionId>),
}

impl Given {
    fn figure(figure: &Quantity, unit: Option<&Unit>) -> Self {
        let unit = unit.map_or_else(String::new, |unit| unit.name().to_owned());
        Self::Figure(figure.to_string(), unit)
    }
}

/// Everything that rules and figures show about the plan's text, kind by kind, each in the order of
/// the plan.
pub fn remarks(plan: &Plan, cube: &Cube) -> Vec<Remark> {
    let mut all = Vec::new();
    for (at, claim) in plan.claims.iter().enumerate() {
        all.extend(of_claim(plan, cube, at, claim));
    }
    for (at, target) in plan.targets.iter().enumerate() {
        let id = TargetId(u32::try_from(at).unwrap_or(u32::MAX));
        of_target(plan, cube, id, target, &mut all);
    }
    for (later, first, by) in places_that_differ(plan) {
        if let (Some(later_target), Some(first_target)) = (plan.target(later), plan.target(first)) {
            let mut remark = about_target(RemarkKind::PlacesDiffer, later, later_target);
            remark.wording = by.name();
            remark.quotes.splice(0..0, first_target.quotes.clone());
            remark.answers.extend(first_target.because.iter().cloned());
            remark.values = vec![("first", Given::Limit(first, None))];
            all.push(remark);
        }
    }
    all.sort_by_key(|remark| remark.kind);
    all
}

fn of_claim(plan: &Plan, cube: &Cube, at: usize, claim: &Claim) -> Option<Remark> {
    let Condition::Test(test) = &claim.condition else {
        return None;
    };
    let done = claims::recompute(plan, cube, claim);
    let (Some(false), Some(claimed), Ok(found)) = (done.agrees, done.claimed, done.found) else {
        return None;
    };
    let unit = test.unit.as_ref();
    Some(Remark {
        kind: if done.last_digit {
            RemarkKind::LastDigit
        } else {
            RemarkKind::ClaimFails
        },
        wording: "found",
        about: About::Claim(at),
        values: vec![
            ("claimed", Given::figure(&claimed, unit)),
            ("found", Given::figure(&found, unit)),
        ],
        quotes: claim.quotes.clone(),
        answers: claim.notes.clone(),
        place: claim.place,
    })
}

fn of_target(plan: &Plan, cube: &Cube, id: TargetId, target: &Target, all: &mut Vec<Remark>) {
    for (words, because) in &target.printed {
        let mut remark = about_target(RemarkKind::Printed, id, target);
        remark.values = vec![("words", Given::Text(words.clone()))];
        remark.answers = because.iter().cloned().collect();
        all.push(remark);
    }
    if target.printed.is_empty()
        && let Some(unlikely) = unlikely::unlikely(plan, target)
    {
        let mut remark = about_target(RemarkKind::UnitUnlikely, id, target);
        remark.values = vec![
            ("figure", Given::Text(unlikely.figure)),
            ("usual", Given::Text(unlikely.usual.to_owned())),
        ];
        all.push(remark);
    }
    for kept in baseline::kept(plan, cube, target) {
        // The width of 左右 is the author's, so the plan says nothing there.
        if kept.is_about() {
            continue;
        }
        let (kind, wording) = match (kept.standing(), kept.moved(target)) {
            (baseline::Standing::Equal, _) => (RemarkKind::Equal, "found"),
            (_, Some(_)) => (RemarkKind::Weaker, "moved"),
            (baseline::Standing::Weaker, None) => (RemarkKind::Weaker, "found"),
            (baseline::Standing::Within, None) => (RemarkKind::Weaker, "within"),
        };
        let mut remark = about_target(kind, id, target);
        remark.wording = wording;
        remark.values = vec![
            (
                "region",
                Given::Text(plan.regions.name(kept.region).to_owned()),
            ),
            ("what", Given::Text(kept.test.label.clone())),
            (
                "base",
                Given::figure(&kept.at.figure, kept.test.unit.as_ref()),
            ),
            ("year", Given::Text(kept.at.year.to_string())),
            ("limit", Given::Limit(id, Some(kept.region))),
        ];
        if let Some(word) = kept.moved(target) {
            remark.values.push(("word", Given::Text(word.to_owned())));
        }
        all.push(remark);
    }
    if let Some(unsaid) = basis::unsaid(plan, target) {
        let mut remark = about_target(RemarkKind::BasisUnsaid, id, target);
        remark.values = vec![
            ("basis", Given::Text(unsaid.basis.to_owned())),
            ("other", Given::Text(unsaid.other.to_owned())),
        ];
        all.push(remark);
    }
}

fn about_target(kind: RemarkKind, id: TargetId, target: &Target) -> Remark {
    Remark {
        kind,
        wording: "found",
        about: About::Target(id),
        values: Vec::new(),
        quotes: target.quotes.clone(),
        answers: target.because.clone(),
        place: target.places.head,
    }
}
