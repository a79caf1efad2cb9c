//! How sure a figure is: the status letters of SDMX, and the words that offices use for them.

/// How doubtful a figure is, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Doubt {
    /// A: an observed figure.
    #[default]
    Normal,
    /// P: published before it was final (初步核算).
    Provisional,
    /// E: estimated.
    Estimated,
    /// D: made up to show how the tool works.
    Demonstration,
}

impl Doubt {
    /// The word of the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Provisional => "provisional",
            Self::Estimated => "estimated",
            Self::Demonstration => "demonstration",
        }
    }

    fn bits(self) -> u8 {
        match self {
            Self::Normal => 0,
            Self::Provisional => 1,
            Self::Estimated => 2,
            Self::Demonstration => 3,
        }
    }
}

/// The status of an observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Status {
    /// How doubtful it is.
    pub doubt: Doubt,
    /// B: the series breaks here, so that this figure does not compare with earlier ones.
    pub breaks: bool,
}

impl Status {
    /// A plain figure.
    pub const NORMAL: Self = Self::of(Doubt::Normal);

    /// A figure of a kind, in a series without a break.
    pub const fn of(doubt: Doubt) -> Self {
        Self {
            doubt,
            breaks: false,
        }
    }

    /// What holds of a figure for which both were said: the greater doubt.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            doubt: self.doubt.max(other.doubt),
            breaks: self.breaks || other.breaks,
        }
    }
}

/// Why there is no figure where one could be. None of them is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// Blank, or status M: not known.
    NotKnown,
    /// `…`: below the smallest unit of the table.
    BelowSmallestUnit,
    /// `—`: there is no such figure.
    NoSuchFigure,
    /// Something stands there that cannot be used; a finding says what.
    KeptOut,
}

impl Absence {
    /// The word of the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotKnown => "not_known",
            Self::BelowSmallestUnit => "below_smallest_unit",
            Self::NoSuchFigure => "no_such_figure",
            Self::KeptOut => "kept_out",
        }
    }

    /// Whether the file states it, so that a less trusted file cannot fill the gap.
    pub(super) fn is_stated(self) -> bool {
        matches!(self, Self::BelowSmallestUnit | Self::NoSuchFigure)
    }

    fn bits(self) -> u8 {
        match self {
            Self::NotKnown => 1,
            Self::BelowSmallestUnit => 2,
            Self::NoSuchFigure => 3,
            Self::KeptOut => 4,
        }
    }
}

/// A status and, where there is no figure, why: one byte a cell. Zero says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark(u8);

impl Mark {
    pub fn new(status: Status, absence: Option<Absence>) -> Self {
        let breaks = u8::from(status.breaks) << 2;
        Self(status.doubt.bits() | breaks | absence.map_or(0, Absence::bits) << 4)
    }

    /// The same of a figure that stands in no file and was made up from those of other regions.
    pub fn made_up(self) -> Self {
        Self(self.0 | 8)
    }

    pub fn is_made_up(self) -> bool {
        self.0 & 8 != 0
    }

    pub fn status(self) -> Status {
        Status {
            doubt: match self.0 & 3 {
                0 => Doubt::Normal,
                1 => Doubt::Provisional,
                2 => Doubt::Estimated,
                _ => Doubt::Demonstration,
            },
            breaks: self.0 & 4 != 0,
        }
    }

    pub fn absence(self) -> Option<Absence> {
        match self.0 >> 4 {
            1 => Some(Absence::NotKnown),
            2 => Some(Absence::BelowSmallestUnit),
            3 => Some(Absence::NoSuchFigure),
            4 => Some(Absence::KeptOut),
            _ => None,
        }
    }
}

/// What a status cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    pub status: Status,
    /// M: there should be no figure.
    pub missing: bool,
}

enum Sign {
    Of(Doubt),
    Break,
    Missing,
}

/// Words for a status, in the order of the reference.
const WORDS: &[(&[&str], Sign)] = &[
    (
        &[
            "normal",
            "final",
            "正常",
            "最终",
            "最终核实",
            "实绩",
            "实际",
            "正式",
        ],
        Sign::Of(Doubt::Normal),
    ),
    (
        &[
            "provisional",
            "preliminary",
            "初步",
            "初步核算",
            "初步数",
            "初步数据",
            "初步统计",
            "快报",
            "快报数",
            "快报数据",
            "暂定",
        ],
        Sign::Of(Doubt::Provisional),
    ),
    (
        &[
            "estimated",
            "estimate",
            "估计",
            "估算",
            "推算",
            "测算",
            "预计",
            "预计数",
            "预测",
            "预测数",
            "预测值",
            "估计数",
            "估算数",
            "推算数",
        ],
        Sign::Of(Doubt::Estimated),
    ),
    (
        &[
            "demonstration",
            "demo",
            "演示",
            "演示数据",
            "示例",
            "示例数据",
        ],
        Sign::Of(Doubt::Demonstration),
    ),
    (
        &[
            "break",
            "断点",
            "口径变化",
            "口径调整",
            "口径变更",
            "序列断裂",
            "不可比",
        ],
        Sign::Break,
    ),
    (&["missing", "缺失", "缺", "缺数据"], Sign::Missing),
];

/// Reads a status: letters (`PB`) or words (`初步核算、口径变化`). `None` where one is not known.
pub(super) fn parse(text: &str) -> Option<Said> {
    let mut said = Said {
        status: Status::NORMAL,
        missing: false,
    };
    // A dash is how tables leave a cell blank.
    let text = if matches!(text, "-" | "—" | "－" | "无") {
        ""
    } else {
        text
    };
    let words = text.split([' ', ',', '，', '、', ';', '；', '/', '\u{3000}']);
    for word in words.filter(|word| !word.is_empty()) {
        let is_word = |known: &&str| known.eq_ignore_ascii_case(word);
        let known = WORDS.iter().find(|(words, _)| words.iter().any(is_word));
        match known {
            Some((_, sign)) => said.add(sign),
            None => {
                for letter in word.chars() {
                    said.add(&letter_sign(letter)?);
                }
            }
        }
    }
    Some(said)
}

impl Said {
    fn add(&mut self, sign: &Sign) {
        match sign {
            Sign::Of(doubt) => self.status.doubt = self.status.doubt.max(*doubt),
            Sign::Break => self.status.breaks = true,
            Sign::Missing => self.missing = true,
        }
    }
}

fn letter_sign(letter: char) -> Option<Sign> {
    let plain = match letter {
        'Ａ'..='Ｚ' => char::from_u32(letter as u32 - 'Ａ' as u32 + 'A' as u32)?,
        letter => letter,
    };
    Some(match plain.to_ascii_uppercase() {
        'A' => Sign::Of(Doubt::Normal),
        'P' => Sign::Of(Doubt::Provisional),
        'E' => Sign::Of(Doubt::Estimated),
        'D' => Sign::Of(Doubt::Demonstration),
        'B' => Sign::Break,
        'M' => Sign::Missing,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_words_say_the_same() {
        use Doubt::*;
        for (text, doubt, breaks, missing) in [
            ("", Normal, false, false),
            ("A", Normal, false, false),
            ("p", Provisional, false, false),
            ("PB", Provisional, true, false),
            ("B", Normal, true, false),
            ("M", Normal, false, true),
            ("PE", Estimated, false, false),
            ("DP", Demonstration, false, false),
            ("初步核算", Provisional, false, false),
            ("演示数据", Demonstration, false, false),
            ("初步核算、口径变化", Provisional, true, false),
            ("Estimated, break", Estimated, true, false),
            ("缺失", Normal, false, true),
            ("Ａ", Normal, false, false),
            ("ＰＢ", Provisional, true, false),
            ("-", Normal, false, false),
            ("—", Normal, false, false),
            ("初步数据", Provisional, false, false),
            ("预测", Estimated, false, false),
        ] {
            let status = Status { doubt, breaks };
            assert_eq!(parse(text), Some(Said { status, missing }), "{text}");
        }
        for wrong in ["X", "PX", "约", "初核", "确定"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_mark_holds_all_of_it_in_one_byte() {
        use Doubt::*;
        let absences = [
            None,
            Some(Absence::NotKnown),
            Some(Absence::BelowSmallestUnit),
            Some(Absence::NoSuchFigure),
            Some(Absence::KeptOut),
        ];
        for doubt in [Normal, Provisional, Estimated, Demonstration] {
            for breaks in [false, true] {
                for absence in absences {
                    let status = Status { doubt, breaks };
                    let mark = Mark::new(status, absence);
                    assert_eq!((mark.status(), mark.absence()), (status, absence));
                }
            }
        }
        assert_eq!(std::mem::size_of::<Mark>(), 1);
    }
}
