//! The levels of administration that a region file uses.

use super::findings::{Findings, with_near};
use super::region_file::WrittenRegion;
use super::yaml::Placed;
use crate::diag::Code;
use crate::model::{Level, LevelId, Region, RegionId};
use crate::text::{near_miss, near_word};
use std::collections::BTreeMap;

/// The levels of Chinese administration, for files that declare none: ids and names.
const USUAL: &[(&str, &[&str])] = &[
    ("country", &["全国", "国家", "国家级"]),
    ("province", &["省", "省级", "自治区", "直辖市"]),
    ("city", &["市", "地级市", "市级", "市（州）", "市州"]),
    (
        "county",
        &[
            "县",
            "区县",
            "县区",
            "县级",
            "县（市、区）",
            "区（市、县）",
            "县(市、区)",
            "区(市、县)",
        ],
    ),
    (
        "township",
        &[
            "乡镇",
            "镇",
            "乡",
            "街道",
            "镇街",
            "乡镇街道",
            "乡（镇、街道）",
            "乡镇（街道）",
            "乡镇级",
        ],
    ),
    ("area", &["片区"]),
    ("village", &["村", "社区", "村社区", "村（社区）", "村级"]),
];

/// Kinds of counties. A file that gives them levels of their own may mean just that.
const KINDS: &[&str] = &[
    "区",
    "市辖区",
    "县级市",
    "自治县",
    "旗",
    "自治旗",
    "林区",
    "特区",
];

/// What is no usual level and needs no explanation: nobody takes them for a county.
const OTHERS: &[&str] = &[
    "功能区",
    "开发区",
    "高新区",
    "经开区",
    "新区",
    "园区",
    "组团",
];

/// More levels than any administration has: beyond them, a column holds something else.
const MOST_LEVELS: usize = 32;

/// The levels of a file while it is read.
pub(super) struct Levels {
    levels: Vec<Level>,
    /// Whether the file says which levels there are.
    declared: bool,
}

/// Whether a level that is none of the usual ones explains itself.
fn is_plain(word: &str) -> bool {
    KINDS.contains(&word) || OTHERS.contains(&word)
}

impl Levels {
    /// That of a region whose level is not known.
    pub const NONE: LevelId = LevelId(u16::MAX);

    pub fn new(levels: Vec<Level>) -> Self {
        Self {
            declared: !levels.is_empty(),
            levels,
        }
    }

    pub fn finish(self) -> Vec<Level> {
        self.levels
    }

    /// The level of a region. Where the file declares no levels, the usual ones are known and a
    /// new word is a new level, unless it is nearly one that is known. A region whose level is
    /// not known belongs to none.
    pub fn of(&mut self, region: &WrittenRegion, findings: &mut Findings<'_>) -> LevelId {
        let none = Self::NONE;
        let Some(word) = &region.level else {
            findings.push(Code::UnknownLevel, region.place, |it| {
                it.primary("none")
                    .with("level", "")
                    .with("region", &region.name.text)
                    .help(Some("level"))
            });
            return none;
        };
        if let Some(id) = self.find(&word.text) {
            return id;
        }
        match self.new_level(&word.text) {
            Some(level) => {
                if level.names.is_empty() && !is_plain(&level.id) {
                    self.tell_unusual(word, findings);
                }
                self.levels.push(level);
                self.find(&word.text).unwrap_or(none)
            }
            None => {
                findings.push(Code::UnknownLevel, word.span, |it| {
                    let it = it
                        .with("level", &word.text)
                        .with("region", &region.name.text);
                    with_near(it, &word.text, self.known())
                });
                none
            }
        }
    }

    /// Whether of two usual levels the first is the higher one.
    pub fn is_above(&self, one: LevelId, other: LevelId) -> bool {
        let rank = |level: LevelId| {
            let id = &self.levels.get(usize::from(level.0))?.id;
            USUAL.iter().position(|(usual, _)| usual == id)
        };
        rank(one)
            .zip(rank(other))
            .is_some_and(|(one, other)| one < other)
    }

    fn tell_unusual(&self, word: &Placed, findings: &mut Findings<'_>) {
        findings.push(Code::UnusualLevel, word.span, |it| {
            let it = it.with("level", &word.text);
            match near_word(&word.text, self.known().filter(|name| !name.is_ascii())) {
                Some(near) => it.help(Some("near")).with("near", near),
                None => it,
            }
        });
    }

    /// Tells where counties of one parent are on several levels, so that none of them means all of
    /// them. A file that declares its levels knows what it does.
    pub fn tell_mixed(
        &self,
        regions: &[Region],
        written: &[WrittenRegion],
        findings: &mut Findings<'_>,
    ) {
        if self.declared {
            return;
        }
        let id_of = |region: &Region| {
            let level = self.levels.get(usize::from(region.level.0));
            level.map_or("", |level| level.id.as_str())
        };
        let mut counties: BTreeMap<RegionId, &WrittenRegion> = BTreeMap::new();
        for (region, written) in regions.iter().zip(written) {
            if let (Some(parent), "county") = (region.parent, id_of(region)) {
                counties.entry(parent).or_insert(written);
            }
        }
        for (region, written) in regions.iter().zip(written) {
            let id = id_of(region);
            let Some((word, county)) = region
                .parent
                .filter(|_| id == "city" || KINDS.contains(&id))
                .and_then(|parent| Some((written.level.as_ref()?, counties.remove(&parent)?)))
            else {
                continue;
            };
            let Some(other) = &county.level else {
                continue;
            };
            findings.push(Code::MixedLevels, word.span, |it| {
                it.with("region", &region.name)
                    .with("level", &word.text)
                    .with("other", &other.text)
                    .with("county", &county.name.text)
                    .at(other.span, "other")
            });
        }
    }

    /// The level of an id or a name, if a region or the file has named it.
    pub fn find(&self, word: &str) -> Option<LevelId> {
        self.levels
            .iter()
            .position(|level| level.id == word || level.names.iter().any(|name| name == word))
            .and_then(|at| u16::try_from(at).ok())
            .map(LevelId)
    }

    fn new_level(&self, word: &str) -> Option<Level> {
        if self.declared || self.levels.len() >= MOST_LEVELS {
            return None;
        }
        let usual = USUAL
            .iter()
            .find(|(id, names)| *id == word || names.contains(&word));
        match usual {
            Some((id, names)) => Some(Level {
                id: (*id).to_owned(),
                names: names.iter().map(|&name| name.to_owned()).collect(),
            }),
            None => near_miss(word, self.known()).is_none().then(|| Level {
                id: word.to_owned(),
                names: Vec::new(),
            }),
        }
    }

    /// Every id and name that a file could mean.
    fn known(&self) -> impl Iterator<Item = &str> {
        let own = self.levels.iter().flat_map(|level| {
            std::iter::once(&level.id)
                .chain(&level.names)
                .map(String::as_str)
        });
        let usual = USUAL
            .iter()
            .filter(|_| !self.declared)
            .flat_map(|(id, names)| std::iter::once(*id).chain(names.iter().copied()));
        own.chain(usual)
    }
}
