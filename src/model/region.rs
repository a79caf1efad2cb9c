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
                    Some(Place::Ambiguous(all)) => {
                        if !all.contains(&id) {
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
        }
    }

    /// The same regions for a plan whose own region is `own`.
    #[must_use]
    pub fn owned_by(self, own: RegionId) -> Self {
        Self {
            own: Some(own),
            ..self
        }
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
        (0..)
            .map(RegionId)
            .zip(&self.regions)
            .filter(move |(id, region)| region.level == level && self.within_own(*id))
            .map(|(id, _)| id)
    }

    /// Whether a region is the plan's own or lies in it.
    pub fn within_own(&self, id: RegionId) -> bool {
        let mut at = Some(id);
        // A chain of parents is never longer than the file, even where it runs in a circle.
        for _ in 0..=self.regions.len() {
            match at {
                Some(here) if here == self.own() => return true,
                Some(here) => at = self.get(here).and_then(|region| region.parent),
                None => return false,
            }
        }
        false
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
