//! The levels of administration that a region file uses.

use super::findings::{Findings, with_near};
use super::region_file::WrittenRegion;
use super::yaml::Placed;
use crate::diag::Code;
use crate::model::{Level, LevelId};
use crate::text::{near_miss, near_word};
use std::collections::{BTreeMap, BTreeSet};

/// A level of Chinese administration.
struct Usual {
    id: &'static str,
    /// Names for all of it; the first one is that of reports.
    names: &'static [&'static str],
    /// Its kinds, each with the words for it. A word that stands under `names`, too, is used for
    /// all of it where nobody tells kinds apart: 每个县 of a file of 区县.
    kinds: &'static [&'static [&'static str]],
}

/// The levels for files that declare none, from the highest to the lowest.
const USUAL: &[Usual] = &[
    Usual {
        id: "country",
        names: &["全国", "国家", "国家级"],
        kinds: &[],
    },
    Usual {
        id: "province",
        names: &[
            "省",
            "省级",
            "省（区、市）",
            "省(区、市)",
            "省区市",
            "省（自治区、直辖市）",
            "省(自治区、直辖市)",
        ],
        kinds: &[
            &["省"],
            &["自治区", "autonomous region"],
            &["直辖市", "municipality"],
            &["特别行政区"],
        ],
    },
    Usual {
        id: "city",
        names: &[
            "市",
            "市级",
            "市（州）",
            "市(州)",
            "市州",
            "市（地、州、盟）",
            "市(地、州、盟)",
            "地市",
            "地市级",
            "地级",
        ],
        kinds: &[
            &[
                "市",
                "地级市",
                "设区市",
                "设区的市",
                "副省级市",
                "prefecture-level city",
            ],
            &["自治州", "州", "autonomous prefecture"],
            &["地区", "prefecture"],
            &["盟"],
        ],
    },
    Usual {
        id: "county",
        names: &[
            "县",
            "区县",
            "县区",
            "县级",
            "区级",
            "区县级",
            "县区级",
            "县（市、区）",
            "县(市、区)",
            "区（市、县）",
            "区(市、县)",
            "县（区、市）",
            "县(区、市)",
            "县（区）",
            "县(区)",
            "区（县）",
            "区(县)",
            "县市区",
            "区市县",
            "县区市",
            "市县区",
            "旗县",
            "旗县区",
            "旗县市区",
            "旗县（市、区）",
            "旗县(市、区)",
        ],
        kinds: &[
            &["县"],
            &["区", "市辖区", "district"],
            &["县级市", "county-level city"],
            &["自治县", "autonomous county"],
            &["旗", "banner"],
            &["自治旗"],
            &["林区"],
            &["特区"],
        ],
    },
    Usual {
        id: "township",
        names: &[
            "乡镇",
            "镇街",
            "街镇",
            "乡镇街道",
            "乡（镇、街道）",
            "乡(镇、街道)",
            "乡镇（街道）",
            "乡镇(街道)",
            "镇（街道）",
            "镇(街道)",
            "镇（乡、街道）",
            "镇(乡、街道)",
            "乡镇级",
            "乡级",
        ],
        kinds: &[
            &["镇", "town"],
            &["乡"],
            &["街道", "街道办", "街道办事处", "subdistrict"],
            &["民族乡"],
            &["苏木"],
            &["民族苏木"],
        ],
    },
    Usual {
        id: AREA,
        names: &["片区"],
        kinds: &[],
    },
    Usual {
        id: "village",
        names: &["村", "村社区", "村（社区）", "村(社区)", "村居", "村级"],
        kinds: &[
            &["村", "行政村", "建制村"],
            &["社区", "community"],
            &["嘎查"],
        ],
    },
];

/// A part of a region of any level: neither above nor below another.
const AREA: &str = "area";

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

impl Usual {
    /// The kind of a word.
    fn kind(&self, word: &str) -> Option<usize> {
        self.kinds.iter().position(|words| words.contains(&word))
    }

    fn words(&self) -> impl Iterator<Item = &'static str> {
        let kinds = self.kinds.iter().copied().flatten();
        let kinds = kinds.filter(|word| !self.names.contains(word));
        self.names.iter().chain(kinds).copied()
    }

    fn of(word: &str) -> Option<&'static Self> {
        let mut all = USUAL.iter();
        let of_word = all.find(|usual| usual.id == word || usual.words().any(|one| one == word));
        of_word.or_else(|| Self::put_otherwise(word))
    }

    /// The level of a name in other order or with other signs between: 区/县, 区（县、市）.
    fn put_otherwise(word: &str) -> Option<&'static Self> {
        /// No name of a level is longer.
        const LONGEST: usize = 16;
        let letters = |name: &str| {
            let mut letters: Vec<_> = name.chars().filter(|one| one.is_alphanumeric()).collect();
            letters.sort_unstable();
            letters
        };
        let wanted = Some(word)
            .filter(|word| word.chars().nth(LONGEST).is_none())
            .map(letters)
            .filter(|wanted| wanted.len() > 1)?;
        let mut all = USUAL.iter();
        all.find(|usual| usual.names.iter().any(|name| letters(name) == wanted))
    }
}

/// The usual level that a word names a kind of: 区 is a kind of county.
pub fn level_of_kind(word: &str) -> Option<&'static str> {
    let mut all = USUAL.iter();
    all.find(|usual| usual.kind(word).is_some())
        .map(|usual| usual.id)
}

/// Whether a word is known to name one kind of administration, so that it is no slip of another
/// one: 新区 is not meant by 高新区, nor 自治区 by 自治县.
fn names_a_kind(word: &str) -> bool {
    level_of_kind(word).is_some() || OTHERS.contains(&word)
}

/// More levels than any administration has: beyond them, a column holds something else.
const MOST_LEVELS: usize = 32;

/// The levels of a file while it is read.
pub(super) struct Levels {
    levels: Vec<Level>,
    /// Whether the file says which levels there are.
    declared: bool,
    /// The words that regions have for their levels, as far as they are known.
    written: BTreeMap<String, LevelId>,
}

impl Levels {
    /// That of a region whose level is not known.
    pub const NONE: LevelId = LevelId(u16::MAX);

    pub fn new(levels: Vec<Level>) -> Self {
        Self {
            declared: !levels.is_empty(),
            levels,
            written: BTreeMap::new(),
        }
    }

    /// The levels, without the words that do not stand for all regions of one: where some counties
    /// are districts, neither 区 nor 县 is every county.
    pub fn finish(mut self) -> Vec<Level> {
        if self.declared {
            return self.levels;
        }
        for (level, id) in self.levels.iter_mut().zip((0..).map(LevelId)) {
            let Some(usual) = Usual::of(&level.id) else {
                continue;
            };
            let written = self.written.iter().filter(|&(_, of)| *of == id);
            let kinds: BTreeSet<_> = written.map(|(word, _)| usual.kind(word)).collect();
            level.names.retain(|name| match usual.kind(name) {
                None => true,
                kind if usual.names.contains(&name.as_str()) => {
                    kinds.iter().all(|one| one.is_none() || *one == kind)
                }
                kind => kinds.iter().all(|one| *one == kind),
            });
        }
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
        if let Some(&id) = self.written.get(&word.text) {
            return id;
        }
        if let Some(id) = self.find(&word.text).or_else(|| self.added(&word.text)) {
            self.written.insert(word.text.clone(), id);
            return id;
        }
        match self.new_level(&word.text) {
            Some(level) => {
                if !names_a_kind(&level.id) {
                    self.tell_unusual(word, findings);
                }
                self.levels.push(level);
                self.of(region, findings)
            }
            None => {
                findings.push(Code::UnknownLevel, word.span, |it| {
                    let it = it
                        .with("level", &word.text)
                        .with("region", &region.name.text);
                    if names_a_kind(&word.text) {
                        return it;
                    }
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
            let mut ranks = USUAL.iter().filter(|usual| usual.id != AREA);
            ranks.position(|usual| usual.id == *id)
        };
        rank(one)
            .zip(rank(other))
            .is_some_and(|(one, other)| one < other)
    }

    fn tell_unusual(&self, word: &Placed, findings: &mut Findings<'_>) {
        findings.push(Code::UnusualLevel, word.span, |it| {
            let it = it.with("level", &word.text);
            // A zone of some sort is none of another.
            let among = USUAL.iter().filter(|_| !word.text.ends_with('区'));
            match near_word(&word.text, among.flat_map(|usual| usual.names).copied()) {
                Some(near) => it.help(Some("near")).with("near", near),
                None => it,
            }
        });
    }

    /// The level of an id or a name, if a region or the file has named it.
    pub fn find(&self, word: &str) -> Option<LevelId> {
        self.levels
            .iter()
            .position(|level| level.id == word || level.names.iter().any(|name| name == word))
            .and_then(|at| u16::try_from(at).ok())
            .map(LevelId)
    }

    /// The usual level of a word that it has not had so far.
    fn added(&mut self, word: &str) -> Option<LevelId> {
        if self.declared {
            return None;
        }
        let usual = Usual::of(word)?;
        let id = match self.find(usual.id) {
            Some(id) => id,
            None => {
                self.levels.push(Level {
                    id: usual.id.to_owned(),
                    names: usual.words().map(str::to_owned).collect(),
                });
                self.find(usual.id)?
            }
        };
        let level = self.levels.get_mut(usize::from(id.0))?;
        if level.id != word && level.names.iter().all(|name| name != word) {
            level.names.push(word.to_owned());
        }
        Some(id)
    }

    /// A level that is none of the usual ones.
    fn new_level(&self, word: &str) -> Option<Level> {
        if self.declared || self.levels.len() >= MOST_LEVELS {
            return None;
        }
        if !names_a_kind(word) && near_miss(word, self.known()).is_some() {
            return None;
        }
        Some(Level {
            id: word.to_owned(),
            names: Vec::new(),
        })
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
            .flat_map(|usual| std::iter::once(usual.id).chain(usual.words()))
            .map(|word: &str| word);
        own.chain(usual)
    }
}
