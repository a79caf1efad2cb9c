//! Regions, their levels, and the groups that a plan speaks of.

use indexmap::IndexMap;

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
    own: Option<RegionId>,
    /// Of each region whether it is the plan's own or lies in it.
    within_own: Vec<bool>,
    /// The regions of each level within the plan's own.
    of_level: IndexMap<LevelId, Vec<RegionId>>,
    left_out: usize,
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
            own,
            within_own: Vec::new(),
            of_level: IndexMap::new(),
            left_out: 0,
        }
        .with_members()
    }

    /// The same regions for a plan whose own region is `own`.
    #[must_use]
    pub fn owned_by(self, own: RegionId) -> Self {
        Self {
            own: Some(own),
            ..self
        }
        .with_members()
    }

    /// The same regions of a file with so many more that are not among them, or not where they
    /// belong.
    #[must_use]
    pub fn with_left_out(self, left_out: usize) -> Self {
        Self { left_out, ..self }
    }

    /// How many regions of the file have something wrong with them, so that they are not here or
    /// in no scope that they belong to: what is said of all of a level is not said of them.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Works out what lies in the plan's own region: each chain of parents is walked once, however
    /// many regions hang on it and whatever circles it runs in.
    fn with_members(mut self) -> Self {
        let mut known: Vec<Option<bool>> = vec![None; self.regions.len()];
        if let Some(own) = known.get_mut(self.own().0 as usize) {
            *own = Some(true);
        }
        for start in 0..known.len() {
            let (mut way, mut at) = (Vec::new(), Some(start));
            let within = loop {
                let Some(here) = at else {
                    break false;
                };
                match known.get_mut(here) {
                    None => break false,
                    Some(Some(within)) => break *within,
                    // A circle comes back here and finds that it leads nowhere.
                    Some(open @ None) => *open = Some(false),
                }
                way.push(here);
                let parent = self.regions.get(here).and_then(|region| region.parent);
                at = parent.map(|parent| parent.0 as usize);
            };
            for one in way {
                if let Some(open) = known.get_mut(one) {
                    *open = Some(within);
                }
            }
        }
        self.within_own = known.into_iter().map(|one| one == Some(true)).collect();
        let mut of_level: IndexMap<LevelId, Vec<RegionId>> = IndexMap::new();
        for (id, region) in self.iter().filter(|(id, _)| self.within_own(*id)) {
            of_level.entry(region.level).or_default().push(id);
        }
        self.of_level = of_level;
        self
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

    /// Whether a region is the plan's own or lies in it.
    pub fn within_own(&self, id: RegionId) -> bool {
        self.within_own
            .get(id.0 as usize)
            .is_some_and(|&within| within)
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
        Regions::new(Vec::new(), all, Vec::new(), own.map(RegionId))
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
            let regions = regions(&parents, own);
            assert_eq!(members(&regions), wanted, "{own:?}");
            let other = regions.owned_by(RegionId(3));
            assert_eq!(members(&other), [3, 4]);
            assert!(!other.within_own(RegionId(0)) && !other.within_own(RegionId(99)));
        }
        assert!(members(&regions(&[], None)).is_empty());
    }

    #[test]
    fn long_chains_and_many_namesakes_are_walked_once() {
        let last = 200_000;
        let parents: Vec<_> = (0..=last).map(|at| (at < last).then_some(at + 1)).collect();
        let regions = regions(&parents, None);
        assert_eq!(members(&regions).len(), parents.len());
        assert_eq!(members(&regions.clone().owned_by(RegionId(0))), [0]);
        let Some(Place::Ambiguous(all)) = regions.find("甲") else {
            panic!("they are told apart");
        };
        assert_eq!(all.len(), parents.len());
    }
}
