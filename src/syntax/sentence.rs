//! Sentences as a plan has them and a rule does not: another space, another place of the time, a
//! figure without its relation. What is offered was tried: with it the piece can be read on.

use super::asked::{Asked, Verb, in_one_unit};
use super::cursor::Cursor;
use super::explain::stopped_at;
use super::grammar::{self, Rule};
use super::mistakes::{LEVELS, Mistake};
use super::scan::{first_word, is_letter};
use super::words::Word;
use std::ops::Range;

/// The longest piece that is tried with other words in it. No sentence is as long; a list is.
const LONGEST: usize = 2000;
/// How many rewritings are tried.
const MOST_TRIED: usize = 24;

/// What to write instead, where a piece could not be read beyond `at` and can be with it.
pub(super) fn find(piece: &str, at: usize, rule: Rule) -> Option<Mistake> {
    if piece.len() > LONGEST {
        return None;
    }
    let mut candidates = Vec::new();
    for (start, _) in piece.char_indices().filter(|&(start, _)| start <= at) {
        let sentence = Sentence { piece, start };
        candidates.extend(sentence.rewritings());
    }
    candidates.truncate(MOST_TRIED);
    // One that puts everything right is better than one that only comes first.
    let mut further = None;
    let mut whole = None;
    for one in candidates {
        match reads_on(piece, at, rule, &one) {
            Reads::Whole => {
                whole = Some(one);
                break;
            }
            Reads::Further => further = further.or(Some(one)),
            Reads::NoFurther => {}
        }
    }
    let one = whole.or(further)?;
    Some(Mistake {
        range: one.range,
        instead: one.shown.unwrap_or(one.instead),
        help: one.help,
        safe: false,
    })
}

/// How far a piece can be read once it is rewritten.
enum Reads {
    Whole,
    Further,
    NoFurther,
}

/// One way to write a part of a piece.
struct Rewriting {
    /// What gives way.
    range: Range<usize>,
    /// What stands there then.
    instead: String,
    /// What is put behind the piece.
    behind: String,
    /// What a message shows, where that is more than `instead`.
    shown: Option<String>,
    help: &'static str,
    /// Whether it is right only if nothing else is wrong: 在校生 is a name.
    guess: bool,
}

impl Rewriting {
    fn new(range: Range<usize>, instead: impl Into<String>, help: &'static str) -> Self {
        Self {
            range,
            instead: instead.into(),
            behind: String::new(),
            shown: None,
            help,
            guess: false,
        }
    }

    fn guess(self) -> Self {
        Self {
            guess: true,
            ..self
        }
    }

    /// The same, shown as the whole line.
    fn for_the_whole_line(self, piece: &str, help: &'static str) -> Option<Self> {
        let text = self.apply(piece)?;
        let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Self {
            shown: Some(shown),
            help,
            ..self
        })
    }

    fn apply(&self, piece: &str) -> Option<String> {
        let before = piece.get(..self.range.start)?;
        let after = piece.get(self.range.end..)?;
        Some(format!("{before}{}{after}{}", self.instead, self.behind))
    }
}

fn reads_on(piece: &str, at: usize, rule: Rule, one: &Rewriting) -> Reads {
    let Some(text) = one.apply(piece) else {
        return Reads::NoFurther;
    };
    match grammar::parse(rule, &text) {
        Ok(_) => Reads::Whole,
        Err(error) => {
            // Counted from the end, which is where it was.
            let rest = text.len() - stopped_at(&error).min(text.len());
            let further = rest < piece.len() - at.max(one.range.end);
            if further && !one.guess {
                Reads::Further
            } else {
                Reads::NoFurther
            }
        }
    }
}

/// A piece, looked at from one place on.
#[derive(Clone, Copy)]
struct Sentence<'a> {
    piece: &'a str,
    start: usize,
}

impl<'a> Sentence<'a> {
    fn rest(self) -> &'a str {
        self.piece.get(self.start..).unwrap_or_default()
    }

    fn before(self) -> &'a str {
        self.piece.get(..self.start).unwrap_or_default()
    }

    /// Whether a word begins here.
    fn at_a_word(self) -> bool {
        self.rest().starts_with(is_letter) && !self.before().ends_with(is_letter)
    }

    fn range(self, length: usize) -> Range<usize> {
        self.start..self.start + length
    }

    fn rewritings(self) -> Vec<Rewriting> {
        let mut all = Vec::new();
        if self.at_a_word() {
            all.extend(self.solid_time());
            all.extend(self.end_of_a_year());
            all.extend(self.solid_count());
            all.extend(self.at_least());
            all.extend(self.every_level());
            all.extend(self.glued_place());
            all.extend(self.bare_list());
            all.extend(self.years_of_what());
            all.extend(self.doubled());
            all.extend(self.reached_stage());
            all.extend(self.time_in_the_middle());
            all.extend(self.raised_by());
            all.extend(self.roughly());
            all.extend(self.between());
            all.extend(self.compared());
            all.extend(self.held());
            all.extend(self.strives());
            all.extend(self.without_quotes());
        }
        all.extend(self.said_yes());
        all.extend(self.colon());
        all.extend(self.period());
        all
    }

    /// `到 2025 年`, `到2025 年末`
    fn solid_time(self) -> Option<Rewriting> {
        let mut rest = Cursor(self.rest());
        rest.eat("到")?;
        rest.spaces();
        let year = rest.year()?;
        rest.spaces();
        rest.eat("年")?;
        let end = ["末", "底"].into_iter().find_map(|end| rest.eat(end));
        let written = self.rest().len() - rest.0.len();
        let instead = format!("到{year}年{}", end.unwrap_or_default());
        (instead.len() < written).then(|| Rewriting::new(self.range(written), instead, "solid"))
    }

    /// `by the end of 2025`
    fn end_of_a_year(self) -> Option<Rewriting> {
        let mut rest = Cursor(self.rest());
        rest.eat("by")?;
        let mut more = false;
        loop {
            rest.spaces();
            let words = ["the ", "end ", "late ", "of ", "year-end ", "year end "];
            match words.into_iter().find_map(|word| rest.eat(word)) {
                Some(_) => more = true,
                None => break,
            }
        }
        let year = rest.year()?;
        let written = self.rest().len() - rest.0.len();
        more.then(|| Rewriting::new(self.range(written), format!("by {year}"), "help"))
    }

    /// `沿用 2 年内`, `修约到 1 位小数`, `至少 4 个县`, `至少 2 项`
    fn solid_count(self) -> Option<Rewriting> {
        let phrases = [
            ("沿用", "年内", "年内"),
            ("沿用", "年", "年内"),
            ("修约到", "位小数", "位小数"),
            ("至少", "个", "个"),
            ("至少", "项", "项"),
        ];
        phrases.into_iter().find_map(|(front, behind, meant)| {
            let mut rest = Cursor(self.rest());
            rest.eat(front)?;
            rest.spaces();
            let count = rest.digits()?;
            rest.spaces();
            rest.eat(behind)?;
            let written = self.rest().len() - rest.0.len();
            let instead = format!("{front}{count}{meant}");
            let other = self.rest().get(..written) != Some(&instead);
            other.then(|| Rewriting::new(self.range(written), instead, "solid"))
        })
    }

    /// `机构 至少 1家`
    fn at_least(self) -> Option<Rewriting> {
        let word = ["至少", "最少"]
            .into_iter()
            .find(|word| first_word(self.rest()) == *word)?;
        Some(Rewriting::new(self.range(word.len()), "不少于", "help"))
    }

    /// `每县`
    fn every_level(self) -> Option<Rewriting> {
        let word = first_word(self.rest());
        let level = word.strip_prefix('每')?;
        let known = LEVELS.contains(&level);
        known.then(|| Rewriting::new(self.range(word.len()), format!("每个{level}"), "help"))
    }

    /// `在沙湾区 …`, `在每个县 …`
    fn glued_place(self) -> Option<Rewriting> {
        let word = first_word(self.rest());
        let place = word
            .strip_prefix('在')
            .filter(|place| !place.is_empty() && !place.starts_with(char::is_numeric))?;
        // 在校生 is a name, and a figure behind it wants a relation.
        let behind = self.rest().get(word.len()..)?.trim_start();
        if behind.starts_with(char::is_numeric) {
            return None;
        }
        let range = self.range(word.len());
        Some(if place.starts_with("每个") {
            Rewriting::new(range, place, "needless")
        } else {
            Rewriting::new(range, format!("在 {place}"), "spaces").guess()
        })
    }

    /// `到2025年，沙湾区、夹江县 机构 …`
    fn bare_list(self) -> Option<Rewriting> {
        let end = self.rest().find(|c: char| !is_letter(c) && c != '、');
        let places = self.rest().get(..end.unwrap_or(self.rest().len()))?;
        let list = places.contains('、') && !places.ends_with('、');
        let named = !places.starts_with(|c: char| c.is_numeric() || matches!(c, '在' | '每'));
        let range = self.range(places.len());
        (list && named).then(|| Rewriting::new(range, format!("在 {places}"), "places").guess())
    }

    /// `2021—2025年，就业 合计 …`: the years of a total, or each of them.
    fn years_of_what(self) -> Option<Rewriting> {
        let mut rest = Cursor(self.rest());
        let first = rest.year()?;
        rest.spaces();
        let dash = rest.dash()?;
        rest.spaces();
        let last = rest.year()?;
        rest.spaces();
        rest.eat("年");
        let written = self.rest().len() - rest.0.len();
        rest.spaces();
        let whole = ["每年", "累计"]
            .into_iter()
            .find(|word| rest.0.starts_with(word));
        let together = ["合计", "累计", "新增", "sum of"];
        let word = match whole {
            Some(_) => return None,
            None if together.into_iter().any(|word| self.piece.contains(word)) => "累计",
            None => "每年",
        };
        // `103..107` is a range of figures and no time.
        (dash != "..").then(|| {
            let years = format!("{first}—{last}年");
            let instead = format!("{years}{word}");
            Rewriting {
                // Each year or all together is for the author to say.
                shown: (word == "每年").then_some(years),
                help: if word == "每年" { "period" } else { "help" },
                ..Rewriting::new(self.range(written), instead, "help")
            }
        })
    }

    /// `翻一番`
    fn doubled(self) -> Option<Rewriting> {
        let word = first_word(self.rest());
        let times = match word {
            "翻一番" | "翻番" => 2,
            "翻两番" | "翻二番" => 4,
            _ => return None,
        };
        let instead = format!("不低于 {times} * 基期");
        Some(Rewriting::new(self.range(word.len()), instead, "help"))
    }

    /// `达到建成以上`: 以上 is solid with figures only.
    fn reached_stage(self) -> Option<Rewriting> {
        let word = first_word(self.rest());
        let stage = word.strip_prefix("达到")?;
        let stage = stage.strip_suffix("以上").unwrap_or(stage);
        let is_stage = !stage.is_empty() && !stage.contains(|c: char| c.is_numeric());
        is_stage.then(|| Rewriting::new(self.range(word.len()), format!("不低于 {stage}"), "help"))
    }

    /// `就业 累计 不少于 5`, `机构 每个县 不少于 1家`: the time and the scope stand in front of
    /// everything, or behind it.
    fn time_in_the_middle(self) -> Option<Rewriting> {
        if self.before().trim().is_empty() {
            return None;
        }
        let word = first_word(self.rest());
        let relation = ["不少于", "不低于", "不高于", "不超过", "达到", "超过"]
            .into_iter()
            .find_map(|relation| word.find(relation))
            .filter(|&at| at > 0);
        let word = word.get(..relation.unwrap_or(word.len()))?;
        let is_time = word.starts_with('到') && word.contains('年')
            || matches!(word, "累计" | "每年")
            || word.len() > "每个".len() && word.starts_with("每个");
        if !is_time {
            return None;
        }
        let behind = format!(" {word}");
        let gap = self.rest().get(word.len()..)?;
        let gap = gap.len() - gap.trim_start().len();
        let moved = Rewriting {
            behind,
            ..Rewriting::new(self.range(word.len() + gap), "", "behind")
        };
        moved.guess().for_the_whole_line(self.piece, "behind")
    }

    /// `出处：“甲”`
    fn colon(self) -> Option<Rewriting> {
        let colon = self
            .rest()
            .chars()
            .next()
            .filter(|c| matches!(c, ':' | '：'))?;
        let word = self.before().trim();
        (Word::clause(word).is_some() || Word::declaration(word).is_some())
            .then(|| Rewriting::new(self.range(colon.len_utf8()), " ", "colon"))
    }

    /// `“十四五”期间`: the years of a plan, in figures.
    fn period(self) -> Option<Rewriting> {
        let mut rest = Cursor(self.rest());
        let open = ["“", "\""].into_iter().find_map(|quote| rest.eat(quote));
        let years = [
            ("十三五", "2016—2020年"),
            ("十四五", "2021—2025年"),
            ("十五五", "2026—2030年"),
        ];
        let (_, years) = years
            .into_iter()
            .find(|(name, _)| rest.eat(name).is_some())?;
        if open.is_some() {
            ["”", "\""].into_iter().find_map(|quote| rest.eat(quote))?;
        }
        ["规划期间", "期间", "时期"]
            .into_iter()
            .find_map(|word| rest.eat(word))?;
        let written = self.rest().len() - rest.0.len();
        Some(Rewriting {
            shown: Some(years.to_owned()),
            ..Rewriting::new(self.range(written), format!("{years}每年"), "period")
        })
    }

    /// `参保率 提高5个百分点`: so much more than the baseline.
    fn raised_by(self) -> Option<Rewriting> {
        let up = ["提高", "提升", "增加", "上升"];
        let down = ["降低", "下降", "减少"];
        let word = first_word(self.rest());
        let (at, verb) = up.iter().chain(&down).find_map(|verb| {
            let at = word.find(verb)?;
            word.get(at + verb.len()..)?
                .starts_with(|c: char| c.is_ascii_digit())
                .then_some((at, *verb))
        })?;
        let written = figure(self.rest().get(at + verb.len()..)?)?;
        let (bare, at_most) = match written.strip_suffix("以上") {
            Some(bare) => (bare, false),
            None => match ["以内", "以下"]
                .into_iter()
                .find_map(|tail| written.strip_suffix(tail))
            {
                Some(bare) => (bare, true),
                None => (written, false),
            },
        };
        // Of a percentage, 5% is no points.
        if bare.ends_with(['%', '％', '‰']) || bare.ends_with("左右") {
            return None;
        }
        // A fall of no more than that ends above.
        let up = up.contains(&verb);
        let sign = if up { '+' } else { '-' };
        let relation = if up == at_most {
            "不高于"
        } else {
            "不低于"
        };
        let name = word.get(..at).filter(|name| !name.is_empty());
        let name = name.map_or_else(String::new, |name| format!("{name} "));
        let range = self.range(at + verb.len() + written.len());
        let instead = format!("{name}{relation} 基期 {sign} {bare}");
        Some(Rewriting::new(range, instead, "help"))
    }

    /// `约4.5`: how far is still about is written, and a bound is no estimate.
    fn roughly(self) -> Option<Rewriting> {
        let word = first_word(self.rest());
        let about = ["大约", "约"]
            .into_iter()
            .find(|about| word.starts_with(about))?;
        let written = figure(self.rest().get(about.len()..)?)?;
        let figure = ["左右", "上下"]
            .into_iter()
            .find_map(|tail| written.strip_suffix(tail))
            .unwrap_or(written);
        let range = self.range(about.len() + written.len());
        let before = self.before().trim_end();
        let bound = !before.ends_with(is_letter)
            || [
                "不低于",
                "不少于",
                "不高于",
                "不超过",
                "超过",
                "低于",
                "等于",
            ]
            .into_iter()
            .any(|relation| before.ends_with(relation));
        Some(if bound {
            Rewriting::new(range, figure, "about")
        } else {
            Rewriting {
                shown: Some(format!("等于 {figure} 左右 ±…")),
                ..Rewriting::new(range, format!("等于 {figure} 左右 ±1"), "help")
            }
        })
    }

    /// `章节 第二章`, `责任单位 市民政局`: text stands in quotes.
    fn without_quotes(self) -> Option<Rewriting> {
        let texts = [
            Word::Source,
            Word::Owner,
            Word::Definition,
            Word::Also,
            Word::Because,
            Word::Note,
        ];
        let word = self.before().trim();
        let takes_text = Word::declaration(word) == Some(Word::Section)
            || Word::clause(word).is_some_and(|word| texts.contains(&word));
        if !takes_text {
            return None;
        }
        let text = self.rest().lines().next()?.trim_end();
        let quoted = text.contains(['"', '“', '”']);
        let instead = if Word::clause(word) == Some(Word::Also) {
            // Each name in its own.
            let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、');
            let names = text.split(apart).filter(|name| !name.is_empty());
            names
                .map(|name| format!("\"{name}\""))
                .collect::<Vec<_>>()
                .join(" ")
        } else {
            format!("\"{text}\"")
        };
        (!quoted).then(|| Rewriting::new(self.range(text.len()), instead, "quotes").guess())
    }

    /// `覆盖率 95%以上`, `覆盖率95%以上`, `性别比 介于103和107之间`, `到2025年覆盖率力争达到90%以上`
    fn compared(self) -> Option<Rewriting> {
        let asked = Asked::read(self.rest())?;
        let written = self.rest().len() - asked.rest.len();
        let (instead, shown) = asked.as_a_rule(asked.every_year(self.piece))?;
        let rewriting = Rewriting::new(self.range(written), instead, "help");
        if asked.strives {
            // The word goes below, so the whole line is shown without it.
            return rewriting.for_the_whole_line(self.piece, "strive");
        }
        Some(Rewriting {
            shown: Some(shown).filter(|shown| *shown != rewriting.instead),
            help: if asked.only_spaces { "spaces" } else { "help" },
            ..rewriting
        })
    }

    /// `覆盖率 保持在90%`: on which side of it?
    fn held(self) -> Option<Rewriting> {
        let asked = Asked::read(self.rest())?;
        let open = asked.verb == Some(Verb::Hold) && asked.range.is_none() && asked.tail.is_none();
        let written = self.rest().len() - asked.rest.len();
        let name = asked.named();
        open.then(|| Rewriting {
            shown: Some(asked.figure.clone()),
            ..Rewriting::new(
                self.range(written),
                format!("{name}等于 {}", asked.figure),
                "held",
            )
        })
    }

    /// `力争 覆盖率 不低于 90%`
    fn strives(self) -> Option<Rewriting> {
        self.rest().strip_prefix("力争")?;
        let range = self.range("力争".len());
        Rewriting::new(range, "", "strive").for_the_whole_line(self.piece, "strive")
    }

    /// `力争 是`, `strive: yes`
    fn said_yes(self) -> Option<Rewriting> {
        let word = self.before().trim();
        let alone = matches!(
            Word::clause(word),
            Some(
                Word::Strive
                    | Word::Guard
                    | Word::BetterHigher
                    | Word::BetterLower
                    | Word::BetterNeither
            )
        );
        let help = match self.rest().trim_start_matches([':', '：']).trim() {
            "是" | "有" | "yes" | "true" => "alone",
            "否" | "无" | "no" | "false" => "no",
            _ => return None,
        };
        let written = self.piece.trim_end().len();
        alone.then(|| Rewriting::new(0..written, word, help))
    }

    /// `between 103 and 107`, `is from 103 to 107`
    fn between(self) -> Option<Rewriting> {
        let mut rest = Cursor(self.rest());
        for word in ["is ", "stays ", "remains "] {
            if rest.eat(word).is_some() {
                rest.spaces();
            }
        }
        let and = match rest.eat("between ") {
            Some(_) => "and ",
            None => {
                rest.eat("from ")?;
                "to "
            }
        };
        rest.spaces();
        let low = rest.amount()?;
        rest.spaces();
        rest.eat(and)?;
        rest.spaces();
        let high = rest.amount()?;
        let written = self.rest().len() - rest.0.len();
        let is_year = |figure: &str| Cursor(figure).year().is_some_and(|year| year == figure);
        let compared = ['=', '<', '>', '≥', '≤'];
        if self.before().contains(compared) {
            // Figures stand there already: these are years.
            let years = format!("{low}..{high}");
            return (is_year(low) && is_year(high)).then(|| Rewriting {
                shown: Some(years.clone()),
                ..Rewriting::new(self.range(written), format!("over {years}"), "span")
            });
        }
        let instead = format!("= {}", in_one_unit(low, high));
        Some(Rewriting::new(self.range(written), instead, "help"))
    }
}

/// A figure with its unit and 以上 or the like at the start of a text.
fn figure(text: &str) -> Option<&str> {
    let inside = |c: char| is_letter(c) || matches!(c, '.' | '%' | '％' | '‰' | '/');
    let end = text.find(|c| !inside(c)).unwrap_or(text.len());
    text.get(..end)
        .filter(|figure| figure.starts_with(|c: char| c.is_ascii_digit()))
}
