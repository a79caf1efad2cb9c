//! Regions, their levels, and the groups that a plan speaks of.

use super::short_name;
use indexmap::IndexMap;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A region, by its place in the region file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionId(pub u32);

/// A level of administration, by its place in the region file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelId(pub u16);

/// A level of administration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its id, as in `for each county` and in JSON.
    pub id: String,
    /// Its names in the language of the plan: 县, 区县, 县（市、区）.
    pub names: Vec<String>,
}

/// A region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its code (GB/T 2260, GB/T 10114 or a statistical one); its name where it has none.
    pub code: String,
    /// Its full name.
    pub name: String,
    /// Short and former names.
    pub also: Vec<String>,
    /// Its level.
    pub level: LevelId,
    /// The region that it lies in.
    pub parent: Option<RegionId>,
}

/// A named set of regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is called.
    pub name: String,
    /// Its members, in the order of the region file.
    pub members: Vec<RegionId>,
    /// How many more it has of which it is not known which they are.
    pub unknown: usize,
}

/// What is wrong with a region file, as far as regions are not where they belong because of it.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    /// Regions of which it is not known where they lie. What lies in them is lost with them.
    pub adrift: BTreeSet<RegionId>,
    /// Regions with something else wrong with them. What lies in them is where it belongs.
    pub faulty: BTreeSet<RegionId>,
    /// Rows that are no regions.
    pub unread: Vec<Unread>,
    /// What else is wrong with the file: names that no region has, and names that mean two things.
    pub others: usize,
}

/// A row that is no region, with what can be read of it all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unread {
    /// Its level.
    pub level: Option<LevelId>,
    /// The region that it lies in.
    pub parent: Option<RegionId>,
}

/// A region that lies in the plan's own region, for all that is known, and is not in the scopes
/// that it may belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Which it is; `None` for a row that is no region.
    pub region: Option<RegionId>,
    level: Option<LevelId>,
    /// The levels of what it lies in, none of which is its own.
    above: Vec<LevelId>,
}

impl Lost {
    /// Whether it is of a level, for all that is known.
    pub fn may_be_of(&self, level: LevelId) -> bool {
        self.level
            .map_or_else(|| !self.above.contains(&level), |own| own == level)
    }
}

/// What a region is made up of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The regions, in the order of the file.
    pub regions: Vec<RegionId>,
    /// Whether they are all of them: none is lost that may be another one.
    pub complete: bool,
}

/// Where a region lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lies {
    WithinOwn,
    Outside,
    Nowhere,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// One region.
    Region(RegionId),
    /// Several regions bear the name; their codes tell them apart.
    Ambiguous(Vec<RegionId>),
    /// A group, by its place.
    Group(usize),
}

/// The region file.
#[derive(Debug, Clone, Default)]
pub struct Regions {
    levels: Vec<Level>,
    regions: Vec<Region>,
    groups: Vec<Group>,
    by_name: IndexMap<String, Place>,
    /// The short names that tables use, made when the first name is not known.
    by_short_name: OnceLock<IndexMap<String, Place>>,
    own: Option<RegionId>,
    faults: Faults,
    /// Of each region where it lies.
    lies: Vec<Lies>,
    /// The regions of each level within the plan's own.
    of_level: IndexMap<LevelId, Vec<RegionId>>,
    /// What each region within the plan's own is made up of.
    made_of: IndexMap<RegionId, Parts>,
    lost: Vec<Lost>,
    /// How many of the lost ones may be of each level.
    lost_of_level: Vec<usize>,
}

impl Regions {
    /// Puts a region file together. `own` is the plan's own region; left out, it is the first
    /// one without a parent.
    pub fn new(
        levels: Vec<Level>,
        regions: Vec<Region>,
        groups: Vec<Group>,
        own: Option<RegionId>,
    ) -> Self {
        let ids = || (0..).map(RegionId).zip(&regions);
        let own = own.or_else(|| {
            ids()
                .find(|(_, region)| region.parent.is_none())
                .map(|(id, _)| id)
        });
        let mut by_name: IndexMap<String, Place> = IndexMap::new();
        for (id, region) in ids() {
            for name in [&region.code, &region.name].into_iter().chain(&region.also) {
                match by_name.get_mut(name) {
                    None => {
                        by_name.insert(name.clone(), Place::Region(id));
                    }
                    Some(Place::Region(first)) if *first == id => {}
                    Some(Place::Region(first)) => {
                        let both = vec![*first, id];
                        by_name.insert(name.clone(), Place::Ambiguous(both));
                    }
                    // Regions come in order, so one that is in the list is the last of it.
                    Some(Place::Ambiguous(all)) => {
                        if all.last() != Some(&id) {
                            all.push(id);
                        }
                    }
                    Some(Place::Group(_)) => {}
                }
            }
        }
        for (at, group) in groups.iter().enumerate() {
            by_name
                .entry(group.name.clone())
                .or_insert(Place::Group(at));
        }
        Self {
            levels,
            regions,
            groups,
            by_name,
            by_short_name: OnceLock::new(),
            own,
            faults: Faults::default(),
            lies: Vec::new(),
            of_level: IndexMap::new(),
            made_of: IndexMap::new(),
            lost: Vec::new(),
            lost_of_level: Vec::new(),
        }
        .with_members()
    }

    /// The same regions of a file with mistakes in it.
    #[must_use]
    pub fn with_faults(self, faults: Faults) -> Self {
        Self { faults, ..self }.with_members()
    }

    /// How many entries of the file have something wrong with them, so that results lack
    /// something: lost regions, and names that nobody knows or that mean two things.
    pub fn left_out(&self) -> usize {
        self.lost.len() + self.faults.others
    }

    /// The regions that are in no scope of a level, each once.
    pub fn lost(&self) -> &[Lost] {
        &self.lost
    }

    /// How many regions more a level has, for all that is known, than there are `of_level`.
    pub fn lost_of_level(&self, level: LevelId) -> usize {
        let at = usize::from(level.0);
        self.lost_of_level.get(at).copied().unwrap_or_default()
    }

    /// Works out what lies in the plan's own region, and what is lost.
    fn with_members(mut self) -> Self {
        self.lies = self.where_they_lie();
        let mut of_level: IndexMap<LevelId, Vec<RegionId>> = IndexMap::new();
        let mut lost = Vec::new();
        for (id, region) in self.iter() {
            let level = Some(region.level).filter(|&level| self.level(level).is_some());
            let faulty = self.faults.faulty.contains(&id);
            match (self.lies(id), level) {
                (Lies::Outside, _) => {}
                (Lies::WithinOwn, Some(level)) if !faulty => {
                    of_level.entry(level).or_default().push(id);
                }
                _ => lost.push(Lost {
                    region: Some(id),
                    level,
                    above: self.levels_above(region.parent),
                }),
            }
        }
        for row in &self.faults.unread {
            let lies = row.parent.map(|parent| self.lies(parent));
            if lies != Some(Lies::Outside) {
                lost.push(Lost {
                    region: None,
                    level: row.level,
                    above: self.levels_above(row.parent),
                });
            }
        }
        self.lost_of_level = (0..)
            .map(LevelId)
            .take(self.levels.len())
            .map(|level| lost.iter().filter(|one| one.may_be_of(level)).count())
            .collect();
        self.of_level = of_level;
        self.lost = lost;
        self.made_of = self.what_makes_up();
        self
    }

    /// Of each region within the plan's own the regions that make it up, the deepest first.
    fn what_makes_up(&self) -> IndexMap<RegionId, Parts> {
        let mut within: IndexMap<RegionId, Vec<RegionId>> = IndexMap::new();
        for (id, region) in self.iter() {
            let parent = region.parent.filter(|&parent| self.within_own(parent));
            if let (Some(parent), true) = (parent, self.within_own(id)) {
                within.entry(parent).or_default().push(id);
            }
        }
        let has_code = |id: &RegionId| self.get(*id).is_some_and(|one| one.code != one.name);
        let level_of = |id: &RegionId| self.get(*id).map(|one| one.level);
        let mut all: IndexMap<RegionId, Parts> = IndexMap::new();
        for (whole, mut regions) in within {
            // An area that a plan draws across counties has no code, and counts nobody once more.
            if regions.iter().any(has_code) {
                regions.retain(has_code);
            }
            let Some(level) = regions.first().and_then(level_of) else {
                continue;
            };
            if regions.len() < 2 || !regions.iter().all(|id| level_of(id) == Some(level)) {
                continue;
            }
            let complete = self.lost_of_level(level) == 0;
            all.insert(whole, Parts { regions, complete });
        }
        all.sort_by(|one, _, other, _| level_of(other).cmp(&level_of(one)).then(one.cmp(other)));
        all
    }

    /// The regions that together are this one, as far as the region file says so: those that lie
    /// in it and in nothing between, at least two of them and all of one level. Nobody knows of
    /// neighbours and of what lies above the plan's own region whether all of it is in the file.
    pub fn parts(&self, whole: RegionId) -> Option<&Parts> {
        self.made_of.get(&whole)
    }

    /// Every region that has parts, the deepest first, so that each comes after its own parts.
    pub fn wholes(&self) -> impl Iterator<Item = (RegionId, &Parts)> {
        self.made_of.iter().map(|(whole, parts)| (*whole, parts))
    }

    /// Where each region lies: each chain of parents is walked once, however many regions hang on
    /// it and whatever circles it runs in. The plan's own region is what it is, wherever it lies.
    fn where_they_lie(&self) -> Vec<Lies> {
        let mut known: Vec<Option<Lies>> = vec![None; self.regions.len()];
        for &RegionId(at) in &self.faults.adrift {
            if let Some(one) = known.get_mut(at as usize) {
                *one = Some(Lies::Nowhere);
            }
        }
        if let Some(own) = known.get_mut(self.own().0 as usize) {
            *own = Some(Lies::WithinOwn);
        }
        for start in 0..known.len() {
            let (mut way, mut at) = (Vec::new(), Some(start));
            let lies = loop {
                let Some(here) = at else {
                    break Lies::Outside;
                };
                match known.get_mut(here) {
                    None => break Lies::Outside,
                    Some(Some(lies)) => break *lies,
                    // A circle comes back here and finds that it leads nowhere.
                    Some(open @ None) => *open = Some(Lies::Outside),
                }
                way.push(here);
                let parent = self.regions.get(here).and_then(|region| region.parent);
                at = parent.map(|parent| parent.0 as usize);
            };
            for one in way {
                if let Some(open) = known.get_mut(one) {
                    *open = Some(lies);
                }
            }
        }
        let known = known.into_iter();
        known.map(|one| one.unwrap_or(Lies::Outside)).collect()
    }

    fn lies(&self, id: RegionId) -> Lies {
        let lies = self.lies.get(id.0 as usize);
        lies.copied().unwrap_or(Lies::Outside)
    }

    /// The levels of a region and of what it lies in.
    fn levels_above(&self, first: Option<RegionId>) -> Vec<LevelId> {
        /// No administration has more levels.
        const DEEPEST: usize = 16;
        let up = |id: &RegionId| self.get(*id).and_then(|region| region.parent);
        std::iter::successors(first, up)
            .take(DEEPEST)
            .filter_map(|id| self.get(id))
            .map(|region| region.level)
            .collect()
    }

    /// The plan's own region; region 0 of an empty file.
    pub fn own(&self) -> RegionId {
        self.own.unwrap_or(RegionId(0))
    }

    /// How many regions there are.
    pub fn len(&self) -> usize {
        self.regions.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty()
    }

    /// A region by its id.
    pub fn get(&self, id: RegionId) -> Option<&Region> {
        self.regions.get(id.0 as usize)
    }

    /// The name of a region.
    pub fn name(&self, id: RegionId) -> &str {
        self.get(id).map_or("", |region| &region.name)
    }

    /// What a code, name or other name stands for.
    pub fn find(&self, name: &str) -> Option<&Place> {
        self.by_name.get(name)
    }

    /// The same of a name in a table, which may be a short one: 峨边县, 峨眉山. A name that the file
    /// says goes before.
    pub fn find_in_table(&self, name: &str) -> Option<&Place> {
        let short = || {
            self.by_short_name.get_or_init(|| {
                let own = self.own();
                short_name::all(
                    self.iter(),
                    |id| id != own && self.within_own(id),
                    |name| self.by_name.contains_key(name),
                )
            })
        };
        self.find(name).or_else(|| short().get(name))
    }

    /// Every code and name, for near misses.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// All levels.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// A level by its id.
    pub fn level(&self, id: LevelId) -> Option<&Level> {
        self.levels.get(usize::from(id.0))
    }

    /// The level of an id or a name.
    pub fn find_level(&self, name: &str) -> Option<LevelId> {
        self.levels
            .iter()
            .position(|level| level.id == name || level.names.iter().any(|own| own == name))
            .and_then(|at| u16::try_from(at).ok())
            .map(LevelId)
    }

    /// The regions of a level within the plan's own region, in the order of the file.
    pub fn of_level(&self, level: LevelId) -> impl Iterator<Item = RegionId> {
        self.of_level.get(&level).into_iter().flatten().copied()
    }

    /// How many there are `of_level`.
    pub fn count_of_level(&self, level: LevelId) -> usize {
        self.of_level.get(&level).map_or(0, Vec::len)
    }

    /// Whether a region is the plan's own or lies in it.
    pub fn within_own(&self, id: RegionId) -> bool {
        self.lies(id) == Lies::WithinOwn
    }

    /// All groups.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// All regions with their ids, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (RegionId, &Region)> {
        (0..).map(RegionId).zip(&self.regions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Regions of one level, each with the place of its parent.
    fn regions(parents: &[Option<u32>], own: Option<u32>) -> Regions {
        let region = |parent: &Option<u32>| Region {
            code: String::new(),
            name: "甲".to_owned(),
            also: Vec::new(),
            level: LevelId(0),
            parent: parent.map(RegionId),
        };
        let all = parents.iter().map(region).collect();
        Regions::new(vec![level("county")], all, Vec::new(), own.map(RegionId))
    }

    #[test]
    fn what_makes_up_a_region_is_of_one_level_and_has_codes() {
        let region = |code: &str, name: &str, level: u16, parent: Option<u32>| Region {
            code: code.to_owned(),
            name: name.to_owned(),
            also: Vec::new(),
            level: LevelId(level),
            parent: parent.map(RegionId),
        };
        let made = |all: Vec<Region>, faults: Faults| {
            let levels = ["city", "county", "township", "area"].map(level).to_vec();
            let regions = Regions::new(levels, all, Vec::new(), Some(RegionId(0)));
            let regions = regions.with_faults(faults);
            let wholes = regions.wholes().map(|(whole, parts)| {
                let parts_of: Vec<_> = parts.regions.iter().map(|id| id.0).collect();
                (whole.0, parts_of, parts.complete)
            });
            wholes.collect::<Vec<_>>()
        };
        let usual = || {
            vec![
                region("1", "市", 0, None),
                region("2", "甲县", 1, Some(0)),
                region("3", "乙县", 1, Some(0)),
                region("城区", "城区", 3, Some(0)),
                region("4", "甲镇", 2, Some(1)),
                region("5", "乙镇", 2, Some(1)),
                region("6", "丙镇", 2, Some(2)),
                region("7", "邻市", 0, None),
                region("8", "丙县", 1, Some(7)),
                region("9", "丁县", 1, Some(7)),
            ]
        };
        let all = vec![(1, vec![4, 5], true), (0, vec![1, 2], true)];
        assert_eq!(made(usual(), Faults::default()), all);
        // Another county may be among those that are lost.
        let unread = vec![Unread {
            level: Some(LevelId(1)),
            parent: None,
        }];
        let lost = Faults {
            unread,
            ..Faults::default()
        };
        assert!(!made(usual(), lost)[1].2);
        // Towns beside counties: which of the two levels is the city?
        let mut mixed = usual();
        mixed.push(region("10", "直管镇", 2, Some(0)));
        assert_eq!(made(mixed, Faults::default()), all[..1]);
    }

    fn level(id: &str) -> Level {
        Level {
            id: id.to_owned(),
            names: Vec::new(),
        }
    }

    fn members(regions: &Regions) -> Vec<u32> {
        regions.of_level(LevelId(0)).map(|id| id.0).collect()
    }

    #[test]
    fn what_lies_in_the_plans_own_region_is_found_up_the_parents() {
        let parents = [
            None,
            Some(0),
            Some(1),
            None,
            Some(3),
            Some(9),
            Some(7),
            Some(6),
        ];
        for (own, wanted) in [
            (None, vec![0, 1, 2]),
            (Some(1), vec![1, 2]),
            (Some(3), vec![3, 4]),
            // In a circle, and one that no parent leads out of.
            (Some(6), vec![6, 7]),
            (Some(5), vec![5]),
            (Some(99), vec![]),
        ] {
            assert_eq!(members(&regions(&parents, own)), wanted, "{own:?}");
        }
        let other = regions(&parents, Some(3));
        assert!(!other.within_own(RegionId(0)) && !other.within_own(RegionId(99)));
        assert!(members(&regions(&[], None)).is_empty());
    }

    #[test]
    fn long_chains_and_many_namesakes_are_walked_once() {
        let last = 200_000;
        let parents: Vec<_> = (0..=last).map(|at| (at < last).then_some(at + 1)).collect();
        let regions = regions(&parents, None);
        assert_eq!(members(&regions).len(), parents.len());
        let Some(Place::Ambiguous(all)) = regions.find("甲") else {
            panic!("they are told apart");
        };
        assert_eq!(all.len(), parents.len());
    }

    #[test]
    fn what_lies_in_no_known_place_is_lost_by_level() {
        let region = |level: u16, parent: Option<u32>| Region {
            code: String::new(),
            name: "甲".to_owned(),
            also: Vec::new(),
            level: LevelId(level),
            parent: parent.map(RegionId),
        };
        // A city, two counties with two townships each, another city with a county, and a region
        // of no level in the first county.
        let all = vec![
            region(0, None),
            region(1, Some(0)),
            region(1, Some(0)),
            region(2, Some(1)),
            region(2, Some(1)),
            region(2, Some(2)),
            region(2, Some(2)),
            region(0, None),
            region(1, Some(7)),
            region(9, Some(1)),
        ];
        let levels = ["city", "county", "township"].map(level).to_vec();
        let regions = Regions::new(levels, all, Vec::new(), None);
        let ids = |ids: &[u32]| ids.iter().copied().map(RegionId).collect();
        let row = |level: Option<u16>, parent: Option<u32>| Unread {
            level: level.map(LevelId),
            parent: parent.map(RegionId),
        };
        for (adrift, faulty, unread, wanted) in [
            // That of no level lies in a county and is none.
            (&[][..], &[][..], vec![], ([0, 0, 1], 1)),
            // What lies in a lost one is lost with it; each once.
            (&[2], &[], vec![], ([0, 1, 3], 4)),
            (&[2, 5], &[2], vec![], ([0, 1, 3], 4)),
            (&[], &[2], vec![], ([0, 1, 1], 2)),
            // The plan's own region is what it is, and what lies elsewhere is in no scope.
            (&[0, 7], &[], vec![], ([1, 1, 1], 3)),
            (&[], &[7, 8], vec![], ([0, 0, 1], 1)),
            (&[], &[0], vec![], ([1, 0, 1], 2)),
            (
                &[],
                &[],
                vec![row(None, None), row(Some(1), Some(0))],
                ([1, 2, 2], 3),
            ),
            (
                &[],
                &[],
                vec![row(None, Some(0)), row(Some(1), Some(7))],
                ([0, 1, 2], 2),
            ),
        ] {
            let case = format!("{adrift:?} {faulty:?} {unread:?}");
            let regions = regions.clone().with_faults(Faults {
                adrift: ids(adrift),
                faulty: ids(faulty),
                unread,
                others: 5,
            });
            let by_level = [0, 1, 2].map(|level| regions.lost_of_level(LevelId(level)));
            assert_eq!((by_level, regions.lost().len()), wanted, "{case}");
            assert_eq!(regions.left_out(), wanted.1 + 5, "{case}");
            for lost in regions.lost().iter().filter_map(|lost| lost.region) {
                let level = regions.get(lost).unwrap().level;
                assert!(regions.of_level(level).all(|one| one != lost), "{case}");
            }
        }
    }
}
