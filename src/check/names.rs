//! Who is called what: the names that rules declare, and what an unknown one was meant to be.

use super::Checker;
use super::clauses::also;
use super::indicator::Slot;
use super::outline::Entry;
use super::told::{Checked, Told};
use crate::diag::{Code, Diagnostic, Value};
use crate::model::{IndicatorId, RegionId};
use crate::syntax::ast::{Head, ListItem, Name, Text};
use crate::syntax::words::{same_letters, spaced};
use crate::text::{Span, near_name, near_word};
use crate::value::Scale;
use indexmap::IndexMap;
use std::collections::HashMap;

/// Near misses cost a look at every name; a plan with this many unknown names has another trouble.
const MOST_SEARCHES: usize = 300;

/// The names of a plan.
#[derive(Default)]
pub(super) struct Names<'a> {
    by_name: IndexMap<String, Known>,
    /// Every stage of every scale.
    pub stages: IndexMap<String, Stage>,
    /// The scales, by their places in the plan.
    pub scales: Vec<Declared<'a>>,
    /// The indicators in the order of the plan.
    pub indicators: Vec<Slot<'a>>,
    /// The lists in the order of the plan.
    pub lists: Vec<List<'a>>,
    /// Indicators that no rule declares.
    pub implicit: IndexMap<String, IndicatorId>,
    /// Words of declarations that could not be read or checked: who uses them is told so, and not
    /// that they are unknown.
    half_read: IndexMap<String, Span>,
    /// Those of them that the declaration would have declared. A data file that has the name as
    /// well must not speak for it: its unit stood in what could not be read.
    lost: IndexMap<String, Span>,
    /// What was left out, by the place of its name.
    failed: IndexMap<Span, Told>,
    searches: usize,
    /// How many indicators are being checked, each because the one before asked for it.
    pub checking: usize,
}

/// What a name means, and where it was given.
#[derive(Clone, Copy)]
struct Known {
    span: Span,
    meaning: Meaning,
}

/// What a name means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// An indicator, by its slot.
    Indicator(usize),
    /// A scale that was declared, or tried.
    Scale,
    /// A list, by its place.
    List(usize),
}

impl Meaning {
    fn thing(self) -> Thing {
        match self {
            Self::Indicator(_) => Thing::Indicator,
            Self::Scale => Thing::Scale,
            Self::List(_) => Thing::List,
        }
    }
}

/// A stage of a scale.
#[derive(Clone, Copy)]
pub(super) struct Stage {
    /// The scale, by its place in the plan.
    pub scale: usize,
    /// The place of the stage on it.
    pub place: usize,
    /// Where it is declared.
    pub span: Span,
}

/// Something declared, and whether a rule uses it.
pub(super) struct Declared<'a> {
    /// Its name.
    pub name: &'a Name,
    /// Whether a rule uses it.
    pub used: bool,
}

/// A list.
pub(super) struct List<'a> {
    /// Its name.
    pub name: &'a Name,
    /// What people call it.
    pub label: Option<&'a Text>,
    /// What it names.
    pub items: &'a [ListItem],
    /// Whether a rule uses it.
    pub used: bool,
    /// Whether it has no error.
    pub good: Checked<()>,
}

/// What can be named, for messages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Indicator,
    Stage,
    Scale,
    List,
    Region,
    Level,
    Group,
    Target,
}

impl Thing {
    /// The word of the language files.
    pub fn phrase(self) -> Value {
        Value::Phrase(match self {
            Self::Indicator => "thing.indicator",
            Self::Stage => "thing.stage",
            Self::Scale => "thing.scale",
            Self::List => "thing.list",
            Self::Region => "thing.region",
            Self::Level => "thing.level",
            Self::Group => "thing.group",
            Self::Target => "thing.target",
        })
    }

    /// The same with its article, where a language has one.
    fn with_article(self) -> Value {
        Value::Phrase(match self {
            Self::Indicator => "a.indicator",
            Self::Stage => "a.stage",
            Self::Scale => "a.scale",
            Self::List => "a.list",
            Self::Region => "a.region",
            Self::Level => "a.level",
            Self::Group => "a.group",
            Self::Target => "a.target",
        })
    }

    /// What to do about a name of this kind that nothing is like.
    fn help(self) -> &'static str {
        match self {
            Self::Indicator => "declare",
            Self::Stage | Self::Scale => "scale",
            Self::List => "list",
            Self::Region | Self::Group | Self::Level => "regions",
            Self::Target => "target",
        }
    }
}

impl<'a> Names<'a> {
    /// Whether the declaration of a name was kept.
    pub fn outcome(&self, name: &Name) -> Checked<()> {
        self.failed
            .get(&name.place.0)
            .map_or(Ok(()), |&told| Err(told))
    }

    /// Remembers that the declaration of a name is left out.
    pub fn fail(&mut self, name: &Name, told: Told) {
        self.failed.insert(name.place.0, told);
    }

    /// Leaves a list out because of an item in it.
    pub fn spoil_list(&mut self, name: &str, told: Told) {
        if let Some(Meaning::List(at)) = self.meaning(name)
            && let Some(list) = self.lists.get_mut(at)
        {
            list.good = Err(told);
        }
    }

    /// What a name means, if a rule declares it.
    pub fn meaning(&self, name: &str) -> Option<Meaning> {
        self.by_name.get(name).map(|known| known.meaning)
    }

    /// The one name of an indicator under which all its other names are found.
    pub fn canonical<'n>(&'n self, name: &'n str) -> &'n str {
        match self.meaning(name) {
            Some(Meaning::Indicator(slot)) => self
                .indicators
                .get(slot)
                .map_or(name, |slot| &slot.name.text),
            _ => name,
        }
    }

    /// Whether a rule declares an indicator of this name and the unit of its figures.
    pub fn has_unit(&self, name: &str) -> bool {
        match self.meaning(name) {
            Some(Meaning::Indicator(slot)) => self.indicators.get(slot).is_some_and(Slot::has_unit),
            _ => false,
        }
    }

    /// The broken declaration that would have declared a name.
    pub fn lost(&self, name: &str) -> Option<Span> {
        self.lost.get(name).copied()
    }

    fn lose(&mut self, name: &str, span: Span) {
        self.lost.entry(name.to_owned()).or_insert(span);
        self.half_read(name, span);
    }

    fn half_read(&mut self, word: &str, span: Span) {
        self.half_read.entry(word.to_owned()).or_insert(span);
    }
}

impl<'a> Checker<'a, '_> {
    /// Collects every name that is declared anywhere.
    pub(super) fn collect(&mut self) {
        for &span in &self.outline.broken {
            self.collect_words_of(span);
        }
        for &entry in &self.outline.entries {
            match &entry.declaration.head {
                Head::Indicator { name, label, .. } => {
                    self.collect_indicator(entry, name, label.as_ref());
                }
                Head::Scale { name, stages } => self.collect_scale(name, stages),
                Head::List { name, label, items } => {
                    self.collect_list(entry, name, label.as_ref(), items);
                }
                _ => {}
            }
        }
    }

    /// The names of declarations that could not be read. One may stand in what was taken for
    /// another, where it is indented by mistake.
    fn collect_words_of(&mut self, span: Span) {
        let text = self.frame.sources.slice(span);
        let mut declaring = false;
        for line in text.lines() {
            let line = line.trim_start();
            let end = line.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            let first = line.get(..end.unwrap_or(line.len())).unwrap_or_default();
            if let Some(keyword) = declaring_word(first) {
                declaring = true;
                let behind = line.get(keyword..).unwrap_or_default();
                let formula = behind.find(['=', '＝', '#']).unwrap_or(behind.len());
                for word in words_in(behind.get(..formula).unwrap_or_default()) {
                    self.names.lose(word, span);
                }
            } else if declaring && ["also", "别名"].contains(&first) {
                for word in words_in(line) {
                    self.names.lose(word, span);
                }
            }
            if declaring {
                for quoted in quoted_in(line) {
                    self.names.lose(quoted, span);
                }
                for word in words_in(line) {
                    self.names.half_read(word, span);
                }
            }
        }
    }

    fn collect_indicator(&mut self, entry: Entry<'a>, name: &'a Name, label: Option<&'a Text>) {
        let mut good = Ok(());
        let meaning = Meaning::Indicator(self.names.indicators.len());
        let slot = Slot::new(entry, name, label);
        let mut given = vec![(name.text.as_str(), name.place.0)];
        given.extend(slot.other_names());
        self.names.indicators.push(slot);
        for (text, span) in given {
            good = self.give(text, span, meaning).and(good);
        }
        if let (Err(told), Some(slot)) = (good, self.names.indicators.last_mut()) {
            slot.fail(told);
            self.names.fail(name, told);
        }
    }

    fn collect_scale(&mut self, name: &'a Name, stages: &'a [Name]) {
        let scale = self.plan.scales.len();
        let mut good = self.give(&name.text, name.place.0, Meaning::Scale);
        let mut seen: HashMap<&str, Span> = HashMap::with_capacity(stages.len());
        for stage in stages {
            let earlier = seen.get(stage.text.as_str()).copied();
            seen.entry(&stage.text).or_insert(stage.place.0);
            let taken = earlier.or_else(|| {
                let elsewhere = self.names.stages.get(&stage.text);
                elsewhere.map(|known| known.span)
            });
            let known = self.names.by_name.get(&stage.text).copied();
            if let Some(first) = taken {
                let told = self.tell(
                    Diagnostic::new(Code::StageTwice, stage.place.0)
                        .with("stage", &stage.text)
                        .at(first, "first"),
                );
                good = Err(told);
            } else if let Some(known) = known {
                good = Err(self.name_taken(&stage.text, stage.place.0, known.span));
            }
        }
        match good {
            Ok(()) => {
                for (place, stage) in stages.iter().enumerate() {
                    let span = stage.place.0;
                    let stage_at = Stage { scale, place, span };
                    self.names.stages.insert(stage.text.clone(), stage_at);
                }
                self.names.scales.push(Declared { name, used: false });
                self.plan.scales.push(Scale {
                    name: name.text.clone(),
                    stages: stages.iter().map(|stage| stage.text.clone()).collect(),
                });
            }
            Err(told) => {
                for stage in stages {
                    self.names.half_read(&stage.text, name.place.0);
                }
                self.names.fail(name, told);
            }
        }
    }

    fn collect_list(
        &mut self,
        entry: Entry<'a>,
        name: &'a Name,
        label: Option<&'a Text>,
        items: &'a [ListItem],
    ) {
        let meaning = Meaning::List(self.names.lists.len());
        let mut good = self.give(&name.text, name.place.0, meaning);
        for other in label.into_iter().chain(also(entry.declaration)) {
            good = self.give(&other.text, other.place.0, meaning).and(good);
        }
        good = self.list_items(items, name.place.0).and(good);
        if let Err(told) = good {
            self.names.fail(name, told);
        }
        self.names.lists.push(List {
            name,
            label,
            items,
            used: false,
            good,
        });
    }

    /// Whether the things of a list are each there once, and where they say they are.
    pub(super) fn list_items(&mut self, items: &[ListItem], list: Span) -> Checked<()> {
        let mut good = Ok(());
        if items.is_empty() {
            good = Err(self.no_members(list, "list"));
        }
        let mut seen: IndexMap<(&str, Option<&str>), Span> = IndexMap::new();
        for item in items {
            let region = item.region.as_ref();
            let key = (
                item.name.text.as_str(),
                region.map(|name| name.text.as_str()),
            );
            match seen.get(&key) {
                None => drop(seen.insert(key, item.name.place.0)),
                Some(&first) => {
                    let twice = Diagnostic::new(Code::SaidTwice, item.name.place.0)
                        .with("word", &item.name.text)
                        .at(first, "first");
                    good = Err(self.tell(twice));
                }
            }
            if let Some(region) = region
                && let Err(told) = self.one_region(region)
            {
                good = Err(told);
            }
        }
        good
    }

    /// Gives a name to something, unless something else has it.
    fn give(&mut self, name: &str, span: Span, meaning: Meaning) -> Checked<()> {
        let known = self.names.by_name.get(name).copied();
        // Two scales are two things, so their meanings are never taken for the same.
        let same = |known: Known| known.meaning == meaning && meaning != Meaning::Scale;
        let taken = known.filter(|&known| !same(known)).map(|known| known.span);
        let stage = self.names.stages.get(name).map(|stage| stage.span);
        if let Some(first) = taken.or(stage) {
            return Err(self.name_taken(name, span, first));
        }
        if known.is_none() {
            let known = Known { span, meaning };
            self.names.by_name.insert(name.to_owned(), known);
        }
        Ok(())
    }

    fn name_taken(&mut self, name: &str, span: Span, first: Span) -> Told {
        self.tell(
            Diagnostic::new(Code::NameTaken, span)
                .with("name", name)
                .at(first, "first"),
        )
    }

    /// Reports a name that stands where another kind of thing belongs.
    pub(super) fn other_thing(&mut self, name: &Name, is: Thing, wanted: Thing) -> Told {
        let help = match (is, wanted) {
            (Thing::Level, Thing::Region) => "each",
            (Thing::Region | Thing::Group | Thing::List, Thing::Level) => "named",
            (Thing::List, Thing::Indicator) => "each_of",
            _ => "help",
        };
        self.tell(
            Diagnostic::new(Code::OtherThing, name.place.0)
                .with("name", &name.text)
                .with("is", is.with_article())
                .with("wanted", wanted.with_article())
                .help(Some(help)),
        )
    }

    /// Reports that something is left out because what it uses was.
    pub(super) fn left_out(&mut self, name: &Name, cause: Span) -> Told {
        self.tell(
            Diagnostic::new(Code::LeftOut, name.place.0)
                .with("name", &name.text)
                .at(cause, "cause"),
        )
    }

    /// Reports that something is left out because what it uses may stand in a rule file that could
    /// not be read.
    pub(super) fn perhaps_unread(&mut self, name: &Name) -> Told {
        let file = if self.frame.rules_unread {
            "file"
        } else {
            "data"
        };
        self.tell(
            Diagnostic::new(Code::LeftOut, name.place.0)
                .with("name", &name.text)
                .help(Some(file)),
        )
    }

    /// The list of a name.
    pub(super) fn list_named(&mut self, name: &Name) -> Checked<usize> {
        match self.names.meaning(&name.text) {
            Some(Meaning::List(at)) => {
                let Some(list) = self.names.lists.get_mut(at) else {
                    return Err(self.unknown(name, Thing::List));
                };
                list.used = true;
                let (good, declared) = (list.good, list.name.place.0);
                match good {
                    Ok(()) => Ok(at),
                    Err(_) => Err(self.left_out(name, declared)),
                }
            }
            Some(other) => Err(self.other_thing(name, other.thing(), Thing::List)),
            None => Err(self.unknown(name, Thing::List)),
        }
    }

    /// Reports a name that nothing has, with what was meant if that is plain.
    pub(super) fn unknown(&mut self, name: &Name, wanted: Thing) -> Told {
        if let Some(&cause) = self.names.half_read.get(&name.text) {
            return self.left_out(name, cause);
        }
        let span = name.place.0;
        let diagnostic = Diagnostic::new(Code::UnknownName, span)
            .with("name", &name.text)
            .with("what", wanted.phrase());
        if let Some(spaced) = self.apart(&name.text) {
            let diagnostic = diagnostic.with("spaced", &spaced).help(Some("space"));
            return self.tell(diagnostic.edit(span, spaced));
        }
        if let Some(plain) = without_strive(&name.text) {
            return self.tell(diagnostic.with("near", plain).help(Some("strive")));
        }
        self.names.searches += 1;
        let near = match self.names.searches {
            1..=MOST_SEARCHES => near_name(&name.text, self.candidates(wanted))
                .or_else(|| self.other_form(&name.text, wanted))
                .map(str::to_owned),
            _ => None,
        };
        let diagnostic = match near {
            Some(near) => diagnostic.with("near", &near).edit(span, near),
            // What a rule declares may stand in a file that could not be read; an indicator may have
            // its figures there.
            None if self.frame.rules_unread && !matches!(wanted, Thing::Region | Thing::Level)
                || self.frame.data_unread && wanted == Thing::Indicator =>
            {
                return self.perhaps_unread(name);
            }
            None => diagnostic.help(Some(wanted.help())),
        };
        self.tell(diagnostic)
    }

    /// An unknown name with the space that its author left out, where that is plain: what stands
    /// in front is a time, which is never a part of a name, or one side of the space is known.
    fn apart(&self, name: &str) -> Option<String> {
        let spaced = spaced(name)?;
        let (front, behind) = spaced.split_once(' ')?;
        let time = front.ends_with(['年', '末', '底']) && front.contains(|c: char| c.is_numeric());
        (time || self.is_known(front) || self.is_known(behind)).then_some(spaced)
    }

    fn is_known(&self, name: &str) -> bool {
        self.names.by_name.contains_key(name)
            || self.frame.names_in_data.contains(name)
            || self.frame.regions.find(name).is_some()
    }

    /// What an unknown name could be a slip for.
    fn candidates(&self, wanted: Thing) -> Box<dyn Iterator<Item = &str> + '_> {
        let declared = move |thing: Thing| {
            self.names
                .by_name
                .iter()
                .filter(move |(_, known)| known.meaning.thing() == thing)
                .map(|(name, _)| name.as_str())
        };
        match wanted {
            Thing::Indicator => Box::new(
                declared(Thing::Indicator)
                    .chain(self.frame.names_in_data.iter().map(String::as_str)),
            ),
            Thing::Stage => Box::new(self.names.stages.keys().map(String::as_str)),
            Thing::Scale => Box::new(declared(Thing::Scale)),
            Thing::List => Box::new(declared(Thing::List)),
            Thing::Region | Thing::Group => {
                Box::new(self.frame.regions.names().chain(declared(Thing::List)))
            }
            Thing::Level => Box::new(self.frame.regions.levels().iter().flat_map(|level| {
                std::iter::once(level.id.as_str()).chain(level.names.iter().map(String::as_str))
            })),
            Thing::Target => Box::new(self.target_names.keys().map(String::as_str)),
        }
    }

    /// The one place or level of which this is another form: 乐山 of 乐山市, `counties` of
    /// `county`, 县区 of 区县. A fact and no guess, so that short names are no harm.
    fn other_form(&self, name: &str, wanted: Thing) -> Option<&str> {
        let is_form: fn(&str, &str) -> bool = match wanted {
            Thing::Region | Thing::Group => {
                |name, known| short_of(name, known) || !name.is_ascii() && same_letters(name, known)
            }
            Thing::Level => |name, known| {
                plural_of(name, known) || !name.is_ascii() && same_letters(name, known)
            },
            _ => return None,
        };
        let mut forms = self.candidates(wanted).filter(|known| is_form(name, known));
        let first = forms.next()?;
        forms.all(|other| other == first).then_some(first)
    }

    /// What something that a rule declares is, for messages.
    pub(super) fn declared_thing(&self, name: &str) -> Option<Thing> {
        let meaning = self.names.meaning(name).map(Meaning::thing);
        meaning.or_else(|| self.names.stages.contains_key(name).then_some(Thing::Stage))
    }

    /// The region of a name that must mean one.
    pub(super) fn one_region(&mut self, name: &Name) -> Checked<RegionId> {
        match self.regions_named(name)?.as_slice() {
            [one] => Ok(*one),
            _ => Err(self.other_thing(name, Thing::Group, Thing::Region)),
        }
    }
}

/// How long the word is that begins a declaration of names, in a word that may be misspelt or
/// touch the name behind it.
fn declaring_word(word: &str) -> Option<usize> {
    const DECLARES: &[&str] = &["indicator", "指标", "scale", "分级", "list", "名单"];
    let glued = |known: &&&str| !known.is_ascii() && word.starts_with(**known);
    if let Some(known) = DECLARES.iter().find(glued) {
        return Some(known.len());
    }
    let known = DECLARES.contains(&word)
        || near_word(&word.to_lowercase(), DECLARES.iter().copied()).is_some();
    known.then_some(word.len())
}

fn words_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || "_（）".contains(c)))
        .filter(|word| !word.is_empty())
}

/// What stands in quotes in a line. Which of two signs are a pair is not known in what could not
/// be read, so that all between any two counts.
fn quoted_in(line: &str) -> impl Iterator<Item = &str> {
    line.split(['"', '“', '”'])
        .skip(1)
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// Whether a place is called by its name without what it is: 乐山 for 乐山市.
fn short_of(name: &str, known: &str) -> bool {
    const KINDS: &[&str] = &[
        "市",
        "县",
        "区",
        "州",
        "省",
        "乡",
        "镇",
        "街道",
        "地区",
        "盟",
        "旗",
        "自治县",
        "自治州",
    ];
    let kind = known.strip_prefix(name);
    !name.is_empty() && kind.is_some_and(|kind| KINDS.contains(&kind))
}

/// Whether a word is the plural of another: `counties` of `county`.
fn plural_of(name: &str, known: &str) -> bool {
    let stem = known.strip_suffix('y').map(|stem| format!("{stem}ies"));
    stem.as_deref() == Some(name) || name.strip_suffix('s') == Some(known)
}

/// What stands before a （力争） that a name or a figure ends with: it is a clause.
pub(super) fn without_strive(text: &str) -> Option<&str> {
    text.strip_suffix("（力争）")
        .filter(|plain| !plain.is_empty())
}
