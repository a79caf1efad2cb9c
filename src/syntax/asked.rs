//! What a part of a sentence asks for, as a plan says it: `覆盖率保持在90%以上`, `性别比介于103和107之间`.
//! The direction is that of its words; where they leave it open, or say two things, there is none.

use super::cursor::{Cursor, TAILS};
use super::scan::{first_word, is_letter};

/// A part of a sentence that asks for a figure: `[到2025年][NAME][力争][VERB]FIGURE[—FIGURE][以上]`.
pub(super) struct Asked<'a> {
    time: &'a str,
    name: &'a str,
    pub(super) strives: bool,
    pub(super) verb: Option<Verb>,
    pub(super) figure: String,
    pub(super) range: Option<String>,
    pub(super) tail: Option<&'static str>,
    /// `（±2pp）`
    width: &'a str,
    /// Whether it says all of it in words of the language, and lacks only the spaces.
    pub(super) only_spaces: bool,
    /// What follows.
    pub(super) rest: &'a str,
}

impl<'a> Asked<'a> {
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (time, text) = solid_front(text);
        let (name, spelled, verb) = head(first_word(text))?;
        let behind = text.get(name.len() + spelled.len()..)?;
        let strives = name.ends_with("力争") || name.starts_with("力争");
        let mut name = name.trim_start_matches("力争").trim_end_matches("力争");
        while let Some(plain) = MANNERS.iter().find_map(|how| name.strip_suffix(how)) {
            name = verb.map(|_| plain)?;
        }
        if NO_NAMES.iter().any(|end| name.ends_with(end)) {
            return None;
        }
        let mut rest = Cursor(behind);
        rest.spaces();
        let before = rest.0;
        let low = rest.amount()?;
        let behind = rest.0;
        let high = rest.second();
        if high.is_none() {
            rest.0 = behind;
        }
        if high.is_some() && rest.0.trim_start().starts_with("之间") {
            rest.spaces();
        }
        let between = ("之间", "之间");
        let tail = std::iter::once(&between)
            .chain(TAILS)
            .find_map(|&(tail, says)| rest.eat(tail).map(|_| says));
        let width = width(rest.0);
        // 及以上 and 上下 are none of the language's words.
        let tails = ["以上", "以下", "以内"];
        let only_spaces = matches!(spelled, "达到" | "降至")
            && tails.into_iter().any(|tail| behind.starts_with(tail));
        let written = before.strip_suffix(rest.0).unwrap_or_default();
        Some(Self {
            time,
            name,
            strives,
            verb,
            figure: if only_spaces {
                format!("{spelled}{written}")
            } else {
                low.to_owned()
            },
            range: high.map(|high| in_one_unit(low, high)),
            tail,
            width,
            only_spaces,
            rest: rest.0.get(width.len()..)?,
        })
    }

    /// The time and the name, each with a space behind it.
    pub(super) fn named(&self) -> String {
        let parts = [self.time, self.name];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.map(|part| format!("{part} ")).collect()
    }

    /// What is kept is so each year, where the piece does not say when.
    pub(super) fn every_year(&self, piece: &str) -> &'static str {
        let kept = self.verb == Some(Verb::Hold) && !has_time(piece);
        if kept { " 每年" } else { "" }
    }

    /// How the language writes it, and how a message shows that.
    pub(super) fn as_a_rule(&self, every_year: &str) -> Option<(String, String)> {
        use Verb::{Control, Grow, Lower, Over, Raise, Under};
        let (mut name, figure, verb) = (self.named(), &self.figure, self.verb);
        if verb == Some(Grow) {
            name.push_str("年均增速 ");
        }
        let one = |says: String| Some((says.clone(), says));
        if self.only_spaces {
            let contrary = self.tail == Some("以上") && verb == Some(Lower);
            return (!contrary).then(|| one(format!("{name}{figure}")))?;
        }
        if let Some(range) = &self.range {
            let fits = matches!(self.tail, None | Some("之间" | "以内")) && self.width.is_empty();
            return fits.then(|| one(format!("{name}等于 {range}{every_year}")))?;
        }
        let relation = match (self.tail, verb) {
            // 提高到…以下 and 降至…以上 say two things.
            (Some(_), Some(Over | Under))
            | (Some("以上"), Some(Lower))
            | (Some("以下" | "以内"), Some(Raise)) => return None,
            (Some("以上"), _) => "不低于",
            (Some("以下" | "以内"), _) => "不高于",
            (Some("左右"), _) if self.width.is_empty() => {
                let says = |width| format!("{name}等于 {figure} 左右 ±{width}{every_year}");
                return Some((says("1"), says("…")));
            }
            (Some("左右"), _) => {
                let width = self.width;
                return one(format!("{name}等于 {figure}左右{width}{every_year}"));
            }
            (None, Some(Raise | Grow)) => "不低于",
            (None, Some(Over)) => "超过",
            (None, Some(Under)) => "低于",
            (None, Some(Lower | Control)) => "不高于",
            _ => return None,
        };
        let plain = self.width.is_empty();
        plain.then(|| one(format!("{name}{relation} {figure}{every_year}")))?
    }
}

/// How the language writes a part of a piece that says a name, a verb and a figure and nothing else.
pub(super) fn asked(piece: &str, text: &str) -> Option<String> {
    let asked = Asked::read(text).filter(|asked| asked.rest.is_empty() && !asked.strives)?;
    asked.verb?;
    let (_, shown) = asked.as_a_rule(asked.every_year(piece))?;
    Some(shown)
}

/// What a verb says before a figure that has nothing behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// Nothing: which side is good?
    Hold,
    /// No more than that, unless another side is said.
    Control,
    Raise,
    Lower,
    /// More than that, less than that.
    Over,
    Under,
    /// A growth rate of so much a year.
    Grow,
    /// Nothing, as 达到 does in the language.
    Reach,
    /// It wants something behind the figure.
    Is,
}

const VERBS: &[(&str, Verb)] = &[
    ("保持在", Verb::Hold),
    ("稳定在", Verb::Hold),
    ("维持在", Verb::Hold),
    ("巩固在", Verb::Hold),
    ("保持", Verb::Hold),
    ("稳定", Verb::Hold),
    ("维持", Verb::Hold),
    ("控制在", Verb::Control),
    ("提高到", Verb::Raise),
    ("提高至", Verb::Raise),
    ("提升到", Verb::Raise),
    ("提升至", Verb::Raise),
    ("增加到", Verb::Raise),
    ("增加至", Verb::Raise),
    ("增长到", Verb::Raise),
    ("增长至", Verb::Raise),
    ("上升到", Verb::Raise),
    ("上升至", Verb::Raise),
    ("增至", Verb::Raise),
    ("下降到", Verb::Lower),
    ("下降至", Verb::Lower),
    ("降低到", Verb::Lower),
    ("降低至", Verb::Lower),
    ("减少到", Verb::Lower),
    ("减少至", Verb::Lower),
    ("降到", Verb::Lower),
    ("降至", Verb::Lower),
    ("至少达到", Verb::Raise),
    ("最低", Verb::Raise),
    ("最高", Verb::Control),
    ("年均增长", Verb::Grow),
    ("突破", Verb::Over),
    ("超", Verb::Over),
    ("不足", Verb::Under),
    ("实现", Verb::Reach),
    ("完成", Verb::Reach),
    ("达到", Verb::Reach),
    ("达", Verb::Reach),
    ("介于", Verb::Is),
    ("处于", Verb::Is),
    ("为", Verb::Is),
    ("是", Verb::Is),
    ("在", Verb::Is),
];

/// How something is done, right before a verb.
const MANNERS: [&str; 6] = ["始终", "基本", "稳定", "持续", "严格", "逐步"];

/// Ends of a word that is no name: a verb that we do not know, or one that asks for a change.
const NO_NAMES: [&str; 14] = [
    "每年", "在", "到", "至", "提高", "提升", "增加", "增长", "上升", "降低", "下降", "减少", "约",
    "于",
];

/// The name and the verb before the figure of a word, and what the verb says.
fn head(word: &str) -> Option<(&str, &'static str, Option<Verb>)> {
    let digit = |c: char| c.is_ascii_digit();
    let starts = || {
        let all = word.char_indices().map(|(at, _)| word.split_at(at));
        all.filter(|(before, rest)| rest.starts_with(digit) && !before.ends_with(digit))
            .map(|(before, _)| before)
    };
    let with_verb = |before: &'_ str| {
        let &(verb, says) = VERBS.iter().find(|(verb, _)| before.ends_with(verb))?;
        let name = word.get(..before.len() - verb.len())?;
        Some((name, verb, Some(says)))
    };
    // A name may begin with a digit, so that a verb decides where there is one.
    starts()
        .find_map(with_verb)
        .or_else(|| with_verb(word))
        .or_else(|| starts().next().map(|name| (name, "", None)))
}

/// A time that touches what follows it: `到2025年覆盖率`.
fn solid_front(text: &str) -> (&str, &str) {
    let mut rest = Cursor(text);
    let each = rest.eat("每年").is_some();
    let time = rest
        .eat("到")
        .and_then(|_| rest.year())
        .and_then(|_| rest.eat("年"));
    if time.is_some() {
        let _ = ["底", "末"].into_iter().find_map(|end| rest.eat(end));
    }
    let touches = (each || time.is_some()) && rest.0.starts_with(is_letter);
    let (time, rest) = text
        .split_at_checked(text.len() - rest.0.len())
        .unwrap_or(("", text));
    if touches { (time, rest) } else { ("", text) }
}

/// Whether a piece says when: 每年 is not to be added then.
fn has_time(piece: &str) -> bool {
    let words = ["每年", "累计", "throughout", "over ", "by ", "in "];
    let years = piece.match_indices('年').any(|(at, _)| {
        piece
            .get(..at)
            .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
    });
    years || words.into_iter().any(|word| piece.contains(word))
}

/// A width at the start of a text: `（±2pp）`, `±2pp`.
fn width(text: &str) -> &str {
    let mut rest = Cursor(text);
    rest.spaces();
    let open = ["（", "("].into_iter().find_map(|open| rest.eat(open));
    if rest.eat("±").is_none() || rest.amount().is_none() {
        return "";
    }
    if open.is_some()
        && ["）", ")"]
            .into_iter()
            .all(|close| rest.eat(close).is_none())
    {
        return "";
    }
    text.strip_suffix(rest.0).unwrap_or_default()
}

/// `3—5万人` is 3万人..5万人: a bare figure would be in the unit of the indicator.
pub(super) fn in_one_unit(low: &str, high: &str) -> String {
    let number = |c: char| c.is_ascii_digit() || c == '.';
    let unit = high.trim_start_matches(number);
    let bare = low.trim_start_matches(number).is_empty();
    let unit = if bare { unit } else { "" };
    format!("{low}{unit}..{high}")
}
