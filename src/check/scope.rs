//! Where a target holds: regions, groups, lists and levels.

use super::Checker;
use super::names::{Meaning, Thing};
use super::told::{Checked, Told, all};
use crate::data::level_of_kind;
use crate::diag::{Code, Diagnostic, Value};
use crate::model::{LevelId, Place, RegionId, Scope};
use crate::syntax::ast::{self, Name, Who};
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// How many regions a message names; a county has hundreds of villages.
const MOST_NAMED: usize = 8;

/// A scope, and what a target's own name says of it.
pub(super) struct Where {
    /// The scope.
    pub scope: Scope,
    /// The part of a target's name; none for the plan's own region.
    pub name: Option<String>,
}

impl<'a> Checker<'a, '_> {
    /// The scope of a statement.
    pub(super) fn scope(&mut self, scope: Option<&ast::Scope>) -> Checked<Where> {
        let Some(scope) = scope else {
            return Ok(Where {
                scope: Scope::Own,
                name: None,
            });
        };
        let except = scope
            .except
            .iter()
            .map(|name| Ok((name.place.0, self.all_named(name)?)))
            .collect();
        let except = all(except);
        let covered = match &scope.who {
            Who::Each(names) => self.each_of_levels(names),
            Who::AtLeast(count, name) => self.some_of(count, name),
            Who::Named(names) => self.those_named(names),
        };
        let (covered, except) = (covered?, except?);
        self.without(covered, except, scope)
    }

    fn each_of_levels(&mut self, names: &[Name]) -> Checked<Where> {
        let made = names
            .iter()
            .map(|name| {
                let level = self.level_named(name)?;
                Ok((level, name.place.0))
            })
            .collect();
        let made: Vec<(LevelId, Span)> = all(made)?;
        for (at, &(level, place)) in made.iter().enumerate() {
            let first = made.iter().take(at).find(|(one, _)| *one == level);
            if let Some(&(_, first)) = first {
                return Err(self.said_twice(place, first));
            }
        }
        // One level that the region file does not list may be judged undecided; beside another it
        // would go unnoticed.
        for &(level, place) in made.iter().filter(|_| made.len() > 1) {
            if self.how_many_of(level) == 0 {
                return Err(self.no_members(place, "level"));
            }
        }
        let levels: Vec<_> = made.into_iter().map(|(level, _)| level).collect();
        let name = levels.iter().map(|&level| self.level_id(level));
        let name = name.collect::<Vec<_>>().join(",");
        let mut regions = Vec::new();
        for &level in &levels {
            regions.extend_from_slice(&self.of_level(level));
        }
        Ok(Where {
            scope: Scope::Regions {
                regions: in_order(regions),
                need: None,
                lost: self.lost_of(&levels, &HashSet::new()),
                levels,
            },
            name: Some(name),
        })
    }

    fn some_of(&mut self, count: &ast::Count, name: &Name) -> Checked<Where> {
        let level = self.frame.regions.find_level(&name.text);
        let (regions, levels, said) = match level {
            Some(level) => (
                self.of_level(level).to_vec(),
                vec![level],
                self.level_id(level),
            ),
            None => {
                if self.frame.regions.find(&name.text).is_none()
                    && self.declared_thing(&name.text).is_none()
                    && let Some(told) = self.kind_of_level(name)
                {
                    return Err(told);
                }
                (self.regions_named(name)?, Vec::new(), name.text.clone())
            }
        };
        let lost = match levels.as_slice() {
            [] => self.unknown_in(&name.text),
            levels => self.lost_of(levels, &HashSet::new()),
        };
        // How many townships there are is not known where the region file lists none.
        let there_are = regions.len() + lost;
        let need = if there_are == 0 && count.number > 0 {
            usize::try_from(count.number).unwrap_or(usize::MAX)
        } else {
            self.how_many(count, there_are)?
        };
        Ok(Where {
            scope: Scope::Regions {
                regions: in_order(regions),
                need: Some(need),
                levels,
                lost,
            },
            name: Some(said),
        })
    }

    fn those_named(&mut self, names: &[Name]) -> Checked<Where> {
        let made = names
            .iter()
            .map(|name| Ok((name, self.regions_named(name)?)))
            .collect();
        let made: Vec<(&Name, Vec<RegionId>)> = all(made)?;
        // One region under two names is said twice, and so is a group.
        let mut seen: HashMap<&[RegionId], Span> = HashMap::with_capacity(made.len());
        for (name, regions) in &made {
            if let Some(first) = seen.insert(regions, name.place.0) {
                return Err(self.same_thing(name.place.0, first));
            }
        }
        let said = made.iter().map(|(name, regions)| match regions.as_slice() {
            [one] if self.is_region(&name.text) => self.frame.regions.name(*one).to_owned(),
            _ => name.text.clone(),
        });
        let said = said.collect::<Vec<_>>().join(",");
        let single = matches!(made.as_slice(), [(name, _)] if self.is_region(&name.text));
        let lost = names.iter().map(|name| self.unknown_in(&name.text)).sum();
        let regions = in_order(made.into_iter().flat_map(|(_, regions)| regions).collect());
        let scope = match regions.as_slice() {
            [one] if single => Scope::One(*one),
            _ => Scope::Regions {
                regions,
                need: None,
                levels: Vec::new(),
                lost,
            },
        };
        Ok(Where {
            scope,
            name: Some(said),
        })
    }

    /// Leaves out those that are excepted.
    fn without(
        &mut self,
        covered: Where,
        except: Vec<(Span, Vec<RegionId>)>,
        written: &ast::Scope,
    ) -> Checked<Where> {
        if except.is_empty() {
            return Ok(covered);
        }
        let Scope::Regions {
            regions,
            need,
            levels,
            lost,
        } = covered.scope
        else {
            let (place, _) = except
                .into_iter()
                .next()
                .unwrap_or((written.place.0, Vec::new()));
            return Err(self.no_members(place, "except"));
        };
        let lost_ones = self.frame.regions.lost().iter();
        let lost_ones = lost_ones.filter(|one| levels.iter().any(|&level| one.may_be_of(level)));
        let covers: HashSet<_> = lost_ones
            .filter_map(|one| one.region)
            .chain(regions.iter().copied())
            .collect();
        for (place, left_out) in &except {
            if !left_out.iter().any(|region| covers.contains(region)) {
                let finding = Diagnostic::new(Code::ExceptNotCovered, *place)
                    .with("name", self.written(*place))
                    .at(written.place.0, "scope");
                self.remark(finding);
            }
        }
        let left_out: HashSet<_> = except.iter().flat_map(|(_, some)| some).copied().collect();
        let before = regions.len() + lost;
        // One that is named is not asked, whether or not it could be read.
        let lost = match levels.as_slice() {
            [] => lost,
            levels => self.lost_of(levels, &left_out),
        };
        let regions: Vec<_> = regions
            .into_iter()
            .filter(|one| !left_out.contains(one))
            .collect();
        let there_are = regions.len() + lost;
        if there_are == 0 && before > 0 {
            return Err(self.no_members(written.place.0, "except"));
        }
        if let (Some(need), Who::AtLeast(count, _)) = (need, &written.who)
            && need > there_are
            && before > 0
        {
            self.how_many(count, there_are)?;
        }
        Ok(Where {
            scope: Scope::Regions {
                regions,
                need,
                levels,
                lost,
            },
            name: covered.name,
        })
    }

    /// Reports a level, group or list that covers nobody.
    pub(super) fn no_members(&mut self, place: Span, help: &'static str) -> Told {
        self.tell(
            Diagnostic::new(Code::NoMembers, place)
                .with("name", self.written(place))
                .help(Some(help)),
        )
    }

    /// The regions of a level within the plan's own region.
    pub(super) fn of_level(&mut self, level: LevelId) -> Rc<[RegionId]> {
        let regions = self.frame.regions;
        let known = self
            .levels
            .entry(level)
            .or_insert_with(|| regions.of_level(level).collect());
        Rc::clone(known)
    }

    /// How many regions a level has, for all that is known: those that could not be read from the
    /// region file are of it, too.
    pub(super) fn how_many_of(&mut self, level: LevelId) -> usize {
        self.of_level(level).len() + self.frame.regions.lost_of_level(level)
    }

    /// How many regions that could not be read are of one of these levels, each counted once, save
    /// those that are excepted by name.
    fn lost_of(&self, levels: &[LevelId], except: &HashSet<RegionId>) -> usize {
        let lost = self.frame.regions.lost().iter();
        lost.filter(|one| levels.iter().any(|&level| one.may_be_of(level)))
            .filter(|one| one.region.is_none_or(|region| !except.contains(&region)))
            .count()
    }

    /// How many members a group has of which it is not known which they are.
    fn unknown_in(&self, name: &str) -> usize {
        match self.frame.regions.find(name) {
            Some(Place::Group(at)) => {
                let group = self.frame.regions.groups().get(*at);
                group.map_or(0, |group| group.unknown)
            }
            _ => 0,
        }
    }

    /// The level of a name.
    pub(super) fn level_named(&mut self, name: &Name) -> Checked<LevelId> {
        if let Some(level) = self.frame.regions.find_level(&name.text) {
            return Ok(level);
        }
        let is = match self.frame.regions.find(&name.text) {
            Some(Place::Group(_)) => Some(Thing::Group),
            Some(Place::Region(_) | Place::Ambiguous(_)) => Some(Thing::Region),
            None => self.declared_thing(&name.text),
        };
        Err(match is {
            Some(is) => self.other_thing(name, is, Thing::Level),
            None => match self.kind_of_level(name) {
                Some(told) => told,
                None => self.unknown(name, Thing::Level),
            },
        })
    }

    /// Reports the name of one kind of a level that has other kinds, too.
    fn kind_of_level(&mut self, name: &Name) -> Option<Told> {
        let usual = level_of_kind(&name.text)?;
        let level = self.frame.regions.find_level(usual)?;
        let level = self.frame.regions.level(level)?;
        // A file may keep the kinds apart as levels, and then none of them is all.
        let is_kind = |word: &String| level_of_kind(word) == Some(usual);
        let mut others = self.frame.regions.levels().iter();
        if others.any(|one| one.id != usual && (is_kind(&one.id) || one.names.iter().any(is_kind)))
        {
            return None;
        }
        let level = level.names.first().unwrap_or(&level.id).clone();
        Some(
            self.tell(
                Diagnostic::new(Code::KindOfLevel, name.place.0)
                    .with("name", &name.text)
                    .with("level", level),
            ),
        )
    }

    fn level_id(&self, level: LevelId) -> String {
        let level = self.frame.regions.level(level);
        level.map_or_else(String::new, |level| level.id.clone())
    }

    fn is_region(&self, name: &str) -> bool {
        matches!(
            self.frame.regions.find(name),
            Some(Place::Region(_) | Place::Ambiguous(_))
        )
    }

    /// The regions that a name stands for, where one that is not known would be judged instead of
    /// excepted.
    fn all_named(&mut self, name: &Name) -> Checked<Vec<RegionId>> {
        let regions = self.regions_named(name)?;
        if self.unknown_in(&name.text) == 0 {
            return Ok(regions);
        }
        Err(self.tell(
            Diagnostic::new(Code::LeftOut, name.place.0)
                .with("name", &name.text)
                .help(Some("group")),
        ))
    }

    /// The regions that a name stands for: one, those of a group, or those of a list.
    pub(super) fn regions_named(&mut self, name: &Name) -> Checked<Vec<RegionId>> {
        match self.frame.regions.find(&name.text) {
            Some(Place::Region(one)) => Ok(vec![*one]),
            Some(Place::Ambiguous(several)) => Ok(vec![self.the_one_within(name, several)?]),
            Some(Place::Group(at)) => {
                self.groups_used.insert(*at);
                let members = self.frame.regions.groups().get(*at);
                match members.map(|group| group.members.clone()) {
                    Some(members) if !members.is_empty() => Ok(members),
                    _ => Err(self.no_members(name.place.0, "group")),
                }
            }
            None => self.regions_of_list(name),
        }
    }

    fn regions_of_list(&mut self, name: &Name) -> Checked<Vec<RegionId>> {
        let items = match self.names.meaning(&name.text) {
            Some(Meaning::List(_)) => {
                let at = self.list_named(name)?;
                self.names.lists.get(at).map_or(&[][..], |list| list.items)
            }
            Some(_) => {
                let is = self.declared_thing(&name.text).unwrap_or(Thing::Indicator);
                return Err(self.other_thing(name, is, Thing::Region));
            }
            None if self.frame.regions.find_level(&name.text).is_some() => {
                return Err(self.other_thing(name, Thing::Level, Thing::Region));
            }
            None => return Err(self.unknown(name, Thing::Region)),
        };
        // A list that names no regions is one mistake, however long it is.
        let regions = items.iter().map(|item| self.region_in_list(item, name));
        let regions: Vec<_> = regions.collect::<Checked<_>>()?;
        self.regions_once(items, name, &regions)?;
        Ok(regions)
    }

    fn region_in_list(&mut self, item: &ast::ListItem, list: &Name) -> Checked<RegionId> {
        match self.frame.regions.find(&item.name.text) {
            Some(Place::Region(one)) => Ok(*one),
            Some(Place::Ambiguous(several)) => self.the_one_within(&item.name, several),
            Some(Place::Group(_)) => Err(self.other_thing(&item.name, Thing::Group, Thing::Region)),
            // The list may be right for `each of`; it is here that it names no regions.
            None => Err(self.unknown_in_list(item, list, Thing::Region, "regions")),
        }
    }

    /// Reports an item that is not what the use of its list asks for.
    pub(super) fn unknown_in_list(
        &mut self,
        item: &ast::ListItem,
        list: &Name,
        wanted: Thing,
        help: &'static str,
    ) -> Told {
        self.tell(
            Diagnostic::new(Code::UnknownName, list.place.0)
                .primary("list_with")
                .with("name", &item.name.text)
                .with("what", wanted.phrase())
                .at(item.name.place.0, "item")
                .help(Some(help)),
        )
    }

    /// Of several regions of a name the one within the plan's own region. Names alone are not
    /// keys: 市中区 exists in more than one city.
    fn the_one_within(&mut self, name: &Name, several: &[RegionId]) -> Checked<RegionId> {
        let regions = self.frame.regions;
        let within: Vec<_> = several
            .iter()
            .copied()
            .filter(|&region| regions.within_own(region))
            .collect();
        if let [one] = within.as_slice() {
            return Ok(*one);
        }
        let codes = several
            .iter()
            .filter_map(|&region| regions.get(region))
            .map(|region| format!("\"{}\"", region.code));
        let codes = a_few(codes);
        Err(self.tell(
            Diagnostic::new(Code::SeveralRegions, name.place.0)
                .with("name", &name.text)
                .with("codes", codes),
        ))
    }
}

/// The first names of a row for a message, and `…` where there are more.
pub(super) fn a_few(mut names: impl Iterator<Item = String>) -> Value {
    let mut few: Vec<_> = names.by_ref().take(MOST_NAMED).collect();
    few.extend(names.next().map(|_| "…".to_owned()));
    Value::List(few.into_iter().map(Value::Text).collect())
}

fn in_order(mut regions: Vec<RegionId>) -> Vec<RegionId> {
    regions.sort_unstable();
    regions.dedup();
    regions
}
