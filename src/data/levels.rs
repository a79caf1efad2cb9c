//! The levels of administration that a region file uses.

use super::findings::{Findings, with_near};
use super::region_file::WrittenRegion;
use crate::model::{Level, LevelId};
use crate::text::near_miss;

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
    ("village", &["村", "社区", "村社区", "村（社区）", "村级"]),
];

/// More levels than any administration has: beyond them, a column holds something else.
const MOST_LEVELS: usize = 32;

/// The levels of a file while it is read.
pub(super) struct Levels {
    levels: Vec<Level>,
    /// Whether the file says which levels there are.
    declared: bool,
}

impl Levels {
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
        use crate::diag::Code::UnknownLevel;
        let none = LevelId(u16::MAX);
        let Some(word) = &region.level else {
            findings.push(UnknownLevel, region.place, |it| {
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
                self.levels.push(level);
                self.find(&word.text).unwrap_or(none)
            }
            None => {
                findings.push(UnknownLevel, word.span, |it| {
                    let it = it
                        .with("level", &word.text)
                        .with("region", &region.name.text);
                    with_near(it, &word.text, self.known())
                });
                none
            }
        }
    }

    fn find(&self, word: &str) -> Option<LevelId> {
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
