//! The region that a title, or the name of a sheet, says a table is of.

use super::{Looker, REGION, put};
use crate::data::manifest::{Origin, TableMap};
use crate::model::{Place, RegionId};

/// A region that a title names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    /// As `plan.yaml` names it.
    name: String,
    /// None where several have the name.
    id: Option<RegionId>,
}

impl Looker<'_> {
    /// The region in a title, where it is not the plan's own. Where a title seems to speak of one
    /// that the plan does not have, that is a doubt.
    pub(super) fn region_of_title(
        &mut self,
        map: &mut TableMap,
        titles: &[(Option<(u32, u32)>, String)],
    ) {
        let own = self.plan.regions.own();
        let own_name = self.plan.regions.name(own).to_owned();
        let mut is_own = false;
        let mut unknown = None;
        let heading = map.header.map_or(0, |(first, _)| first);
        for (place, title) in titles {
            let mut named = self.named_in(title);
            let names_own = named.iter().any(|region| region.id == Some(own));
            named.retain(|region| region.id != Some(own));
            named.dedup();
            // A sheet's name is of the sheet, whatever its titles say of the book.
            let is_of_sheet = place.is_none() && self.region_called(title).is_some();
            match named.as_slice() {
                [only] if !is_own || is_of_sheet => {
                    put(map, REGION, Origin::Is(self.placed(&only.name)));
                    self.doubt("region_of_title", *place, title, Some(&only.name));
                    return;
                }
                [] if names_own => is_own = true,
                [] => {
                    let is_above = place.is_none_or(|(row, _)| row < heading);
                    if is_above && self.seems_elsewhere(title, place.is_none()) {
                        unknown.get_or_insert((*place, title));
                    }
                }
                [..] => {
                    unknown.get_or_insert((*place, title));
                }
            }
        }
        if let Some((place, title)) = unknown.filter(|_| !is_own) {
            self.doubt("place_of_title", place, title, Some(&own_name));
        }
    }

    /// Whether the sheet has the name of a region that is not the plan's own.
    pub(super) fn is_called_by_region(&self) -> bool {
        let own = self.plan.regions.own();
        let named = self.sheet.and_then(|sheet| self.region_called(&sheet.name));
        named.is_some_and(|named| named.id != Some(own))
    }

    /// The region that has a name, in full or a short one.
    fn region_called(&self, name: &str) -> Option<Named> {
        let regions = &self.plan.regions;
        match regions.find_in_table(name)? {
            Place::Region(id) => {
                let full = regions.name(*id);
                // Its full name may be that of others, too.
                let is_alone = matches!(regions.find(full), Some(Place::Region(_)));
                let name = if is_alone { full } else { name };
                Some(Named {
                    name: name.to_owned(),
                    id: Some(*id),
                })
            }
            Place::Ambiguous(_) => Some(Named {
                name: name.to_owned(),
                id: None,
            }),
            Place::Group(_) => None,
        }
    }

    /// The regions that a title names, from left to right. A short name counts only where no word
    /// stands before it: 市中 of 市中区 is none in 本市中等学校.
    fn named_in(&self, title: &str) -> Vec<Named> {
        /// No name is longer, and no title that names a region.
        const MOST: usize = 20;
        const LONGEST: usize = 80;
        let characters: Vec<char> = title.chars().take(LONGEST).collect();
        let mut all = Vec::new();
        let mut may_be_short = true;
        let mut at = 0;
        while let Some(c) = characters.get(at) {
            let longest = MOST.min(characters.len() - at);
            let found = (2..=longest).rev().find_map(|length| {
                let name: String = characters.get(at..at + length)?.iter().collect();
                let is_code = name.chars().all(|c| c.is_ascii_digit());
                let is_name = may_be_short || self.plan.regions.find(&name).is_some();
                let found = self.region_called(&name).filter(|_| is_name && !is_code);
                found.map(|found| (found, length))
            });
            match found {
                Some((found, length)) => {
                    all.push(found);
                    may_be_short = true;
                    at += length;
                }
                None => {
                    may_be_short = !c.is_alphabetic() || *c == '年';
                    at += 1;
                }
            }
        }
        all
    }

    /// Whether a title begins with the name of a place that the plan does not have, or a sheet has
    /// another name than those beside it, which are those of regions.
    fn seems_elsewhere(&self, title: &str, is_of_sheet: bool) -> bool {
        const KINDS: [char; 9] = ['省', '州', '盟', '市', '县', '区', '旗', '镇', '乡'];
        // Words that are no name, or go on behind one of the kinds to mean something else.
        const GENERAL: [char; 12] = [
            '各', '分', '全', '本', '地', '辖', '城', '社', '园', '农', '按', '表',
        ];
        const BEHIND: [char; 9] = ['域', '划', '间', '场', '村', '直', '级', '民', '别'];
        if is_of_sheet && self.has_sheets_of_regions {
            return true;
        }
        let start =
            title.trim_start_matches(|c: char| !c.is_alphabetic() || c == '年' || c == '度');
        let start: Vec<char> = start.chars().take(8).collect();
        let kind = start.iter().position(|c| KINDS.contains(c));
        kind.is_some_and(|at| {
            let name = start.get(..at).unwrap_or_default();
            let next = start.get(at + 1);
            at > 1
                && name
                    .iter()
                    .all(|c| c.is_alphabetic() && !GENERAL.contains(c))
                && next.is_none_or(|next| !BEHIND.contains(next))
        })
    }
}
