//! Which region lies in which, and what cannot be: circles, regions above their parents, second
//! cities.

use super::{find, region_id, with_ids};
use crate::data::findings::Findings;
use crate::data::levels::Levels;
use crate::data::region_file::{Written, WrittenRegion};
use crate::diag::{Code, Value};
use crate::model::{Faults, Region, RegionId, Regions};

/// A region lies in one of a higher level. Of another one either its level or its parent is not
/// what was meant, so that neither is known.
pub(super) fn tell_not_below(
    regions: &mut [Region],
    own: Option<RegionId>,
    written: &Written,
    levels: &Levels,
    faults: &mut Faults,
    findings: &mut Findings<'_>,
) {
    let at = |id: RegionId| id.0 as usize;
    let mut wrong = Vec::new();
    for ((id, region), placed) in with_ids(written).zip(regions.iter()) {
        // What runs in a circle has been told.
        if faults.adrift.contains(&id) {
            continue;
        }
        let Some((parent, above)) = placed
            .parent
            .and_then(|parent| Some((parent, regions.get(at(parent))?)))
            .filter(|(_, above)| ![above.level, placed.level].contains(&Levels::NONE))
        else {
            continue;
        };
        if placed.level != above.level && !levels.is_above(placed.level, above.level) {
            continue;
        }
        let level_of = |region: &WrittenRegion| region.level.clone();
        let (Some(level), Some(other)) = (
            level_of(region),
            written.regions.get(at(parent)).and_then(level_of),
        ) else {
            continue;
        };
        findings.push(Code::LevelNotBelow, level.span, |it| {
            it.with("region", &placed.name)
                .with("level", &level.text)
                .with("parent", &above.name)
                .with("other", &other.text)
                .at(other.span, "parent")
        });
        wrong.push(id);
    }
    // The plan's own region is what it is.
    for id in wrong.into_iter().filter(|id| own != Some(*id)) {
        faults.adrift.insert(id);
        if let Some(region) = regions.get_mut(at(id)) {
            (region.level, region.parent) = (Levels::NONE, None);
        }
    }
}

/// A region without a parent that is not the plan's own, nor its peer, nor above it, has lost its
/// parent: merged cells leave it to the first row only.
pub(super) fn tell_second_roots(
    regions: &[Region],
    (own, own_region): (RegionId, &Region),
    written: &Written,
    levels: &Levels,
    faults: &mut Faults,
    findings: &mut Findings<'_>,
) {
    let roots = with_ids(written)
        .zip(regions)
        .filter(|((_, written), _)| written.parent.is_none());
    for ((id, written), region) in roots {
        let is_peer =
            region.level == own_region.level || levels.is_above(region.level, own_region.level);
        if id == own || (is_peer && region.level != Levels::NONE) {
            continue;
        }
        faults.adrift.insert(id);
        // That its level is not known has been told.
        if region.level != Levels::NONE {
            findings.push(Code::NoParent, written.name.span, |it| {
                it.with("region", &region.name)
                    .with("own", &own_region.name)
            });
        }
    }
}

/// Which of several regions without a parent is the plan's own stands in its manifest. Where it
/// does not, a county-level city that has lost its parent looks like a neighbour.
pub(super) fn tell_neighbours(
    regions: &[Region],
    (own, own_region): (RegionId, &Region),
    written: &Written,
    findings: &mut Findings<'_>,
) {
    for ((id, written), region) in with_ids(written).zip(regions) {
        if id != own && written.parent.is_none() && region.level == own_region.level {
            findings.push(Code::TakenForNeighbour, written.name.span, |it| {
                it.with("region", &region.name)
                    .with("own", &own_region.name)
            });
        }
    }
}

pub(super) fn parent_of(
    own: RegionId,
    region: &WrittenRegion,
    names: &Regions,
    findings: &mut Findings<'_>,
) -> Option<RegionId> {
    let parent = region.parent.as_ref()?;
    let id = find(parent, names, Code::UnknownParent, findings, |it| {
        it.with("region", &region.name.text)
    })?;
    if id == own {
        findings.push(Code::RegionCircle, parent.span, |it| {
            it.with("regions", &region.name.text)
        });
        return None;
    }
    Some(id)
}

/// Cuts each circle of parents at its first member in the file, and shows all of it. Of none of its
/// members is it known where it lies.
pub(super) fn break_circles(
    regions: &mut [Region],
    written: &[WrittenRegion],
    faults: &mut Faults,
    findings: &mut Findings<'_>,
) {
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
                    faults.adrift.extend(circle.iter().copied().map(region_id));
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
