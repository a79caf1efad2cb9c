//! Every word of the language in both spellings: what the printer writes, what messages offer, what
//! `docs/language.md` lists. The grammar in `grammar/` reads the same words; a test holds the two
//! together.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Which of the two spellings is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// 中文.
    Zh,
    /// English.
    En,
}

impl Spelling {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];
}

/// Where a word stands and what it does there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// At the margin: it begins a declaration.
    Declaration,
    /// At the start of an indented line: it begins a clause.
    Clause,
    /// Behind the word of a clause or a declaration.
    Detail,
    /// In a condition, its time or its scope. These can never be names without quotes.
    Condition,
    /// In a test of rules, which this version recognises and does not run.
    Test,
}

macro_rules! words {
    ($($role:ident { $($word:ident $en:tt $zh:tt)* })*) => {
        /// A word of the language. `…` in a spelling stands for what the author puts there.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Word {
            $($(#[doc = concat!("`", stringify!($en), "`, `", stringify!($zh), "`")] $word,)*)*
        }

        impl Word {
            /// All words, in the order of the reference.
            pub const ALL: &'static [Self] = &[$($(Self::$word),*),*];

            /// Its English spellings, the printed one first.
            pub fn english(self) -> &'static [&'static str] {
                match self { $($(Self::$word => &$en),*),* }
            }

            /// Its Chinese spellings, the printed one first.
            pub fn chinese(self) -> &'static [&'static str] {
                match self { $($(Self::$word => &$zh),*),* }
            }

            /// Where it stands.
            pub fn role(self) -> Role {
                match self { $($(Self::$word => Role::$role),*),* }
            }
        }
    };
}

words! {
    Declaration {
        Section     ["section"]     ["章节"]
        Indicator   ["indicator"]   ["指标"]
        Scale       ["scale"]       ["分级"]
        List        ["list"]        ["名单"]
        Forecast    ["forecast"]    ["预计"]
        Claim       ["claim"]       ["复算"]
        Identity    ["identity"]    ["平衡关系"]
        Entitlement ["entitlement"] ["待遇"]
        Background  ["background"]  ["背景"]
        Name        ["name"]        ["名称"]
        Undefined   ["undefined"]   ["未量化"]
        Amend       ["amend"]       ["调整"]
        Test        ["test"]        ["测试"]
    }
    Clause {
        Source        ["source"]         ["出处"]
        Attribute     ["attribute"]      ["属性"]
        Strive        ["strive"]         ["力争"]
        Guard         ["guard"]          ["底线"]
        Owner         ["owner"]          ["责任单位"]
        From          ["from"]           ["基期"]
        Unit          ["unit"]           ["单位"]
        Basis         ["basis"]          ["口径"]
        Definition    ["definition"]     ["定义"]
        Also          ["also"]           ["别名"]
        BetterHigher  ["better higher"]  ["越高越好"]
        BetterLower   ["better lower"]   ["越低越好"]
        BetterNeither ["better neither"] ["不分优劣"]
        Kind          ["kind"]           ["类型"]
        Total         ["total"]          ["汇总"]
        Path          ["path"]           ["路径"]
        Compare       ["compare"]        ["比较"]
        Missing       ["missing"]        ["缺数据"]
        Method        ["method"]         ["方法"]
        Weight        ["weight"]         ["权重"]
        Printed       ["printed"]        ["原文"]
        Because       ["because"]        ["理由"]
        Note          ["note"]           ["备注"]
    }
    Detail {
        Table           ["table"]          ["表"]
        Binding         ["binding"]        ["约束性"]
        Expected        ["expected"]       ["预期性"]
        NoAttribute     ["none"]           ["无"]
        OwnerWith       ["with"]           ["配合"]
        OwnerBy         ["by"]             ["依据"]
        FromYear        ["in …"]           ["…年"]
        KindLevel       ["level"]          ["存量"]
        KindFlow        ["flow"]           ["流量"]
        KindNetFlow     ["net flow"]       ["净流量"]
        KindShare       ["share"]          ["占比"]
        TotalSum        ["sum"]            ["求和"]
        TotalMean       ["mean"]           ["平均"]
        TotalNone       ["none"]           ["不汇总"]
        TotalRatio      ["ratio"]          ["比值"]
        PathLinear      ["linear"]         ["匀速"]
        PathCompound    ["compound"]       ["等比"]
        CompareExactly  ["exactly"]        ["全数值"]
        CompareAt       ["at … decimal", "at … decimals"] ["修约到…位小数"]
        HalfEven        ["half-even"]      ["四舍六入五成双"]
        HalfUp          ["half-up"]        ["四舍五入"]
        CannotJudge     ["cannot judge"]   ["不判定"]
        UseLast         ["use last within … year", "use last within … years"] ["沿用…年内"]
        AsZero          ["as zero"]        ["按零"]
        PrintedBecause  ["because"]        ["因为"]
        UndefinedOf     ["of"]             ["的"]
        AmendFrom       ["from …"]         ["自 … 起"]
        AmendBy         ["by"]             ["依据"]
        AmendTo         ["->"]             ["改为"]
    }
    Condition {
        By           ["by …"]            ["到…年", "到…年末", "到…年底"]
        In           ["in …"]            ["…年"]
        Throughout   ["throughout"]      ["每年"]
        Over         ["over"]            ["累计"]
        For          ["for"]             ["在"]
        ForEach      ["for each"]        ["每个…"]
        ForAtLeast   ["for at least … of"] ["至少…个…"]
        Except       ["except …"]        ["除 … 外"]
        AtLeastOf    ["at least … of"]   ["至少…项"]
        EachOf       ["each of"]         ["各项", "下列各项"]
        SumOf        ["sum of …"]        ["… 合计"]
        GrowthOf     ["annual growth of …"] ["… 年均增速"]
        Rising       ["rising"]          ["逐年上升", "逐步提高"]
        Falling      ["falling"]         ["逐年下降", "逐步降低"]
        NotRising    ["not rising"]      ["不上升"]
        NotFalling   ["not falling"]     ["不下降"]
        AtLeast      [">=", "≥"]         ["不低于", "不少于", "达到…以上"]
        AtMost       ["<=", "≤"]         ["不高于", "不超过", "降至…以下", "降至…以内"]
        MoreThan     [">"]               ["超过", "高于"]
        LessThan     ["<"]               ["低于", "不满"]
        Equal        ["="]               ["等于"]
        About        ["±…"]              ["左右 ±…", "左右 (±…)"]
        And          ["and"]             ["且"]
        Or           ["or"]              ["或"]
        Base         ["base"]            ["基期"]
        Prior        ["prior"]           ["上年"]
        Sum          ["sum"]             ["合计"]
        Mean         ["mean"]            ["平均"]
        Min          ["min"]             ["最小"]
        Max          ["max"]             ["最大"]
        Change       ["change"]          ["增量"]
        Growth       ["growth"]          ["增幅"]
        Share        ["share"]           ["占比"]
        Count        ["count"]           ["个数"]
        Where        ["where"]           ["满足"]
    }
    Test {
        Given  ["given"]  ["给定"]
        At     ["at"]     ["截至"]
        Expect ["expect"] ["应为"]
        Needs  ["needs"]  ["需"]
    }
}

impl Word {
    /// How it is printed.
    pub fn spelled(self, spelling: Spelling) -> &'static str {
        let spellings = match spelling {
            Spelling::Zh => self.chinese(),
            Spelling::En => self.english(),
        };
        spellings.first().copied().unwrap_or_default()
    }

    /// All its spellings, the English ones first.
    pub fn spellings(self) -> impl Iterator<Item = &'static str> {
        self.english().iter().chain(self.chinese()).copied()
    }

    /// The word of a role that is spelled so.
    pub fn find(role: Role, text: &str) -> Option<Self> {
        Self::all_of(role).find(|word| word.spellings().any(|spelling| spelling == text))
    }

    /// The words of a role.
    pub fn all_of(role: Role) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |word| word.role() == role)
    }

    /// The clause that begins with this text. `better` is one word for three clauses.
    pub fn clause(text: &str) -> Option<Self> {
        first_words(Role::Clause).get(text).copied()
    }

    /// The declaration that begins with this text.
    pub fn declaration(text: &str) -> Option<Self> {
        first_words(Role::Declaration).get(text).copied()
    }
}

/// The first words of clauses or of declarations. Every line is looked up here.
fn first_words(role: Role) -> &'static HashMap<&'static str, Word> {
    static TABLES: [OnceLock<HashMap<&'static str, Word>>; 2] = [OnceLock::new(), OnceLock::new()];
    let [declarations, clauses] = &TABLES;
    let table = match role {
        Role::Declaration => declarations,
        _ => clauses,
    };
    table.get_or_init(|| {
        let mut words = HashMap::new();
        for word in Word::all_of(role) {
            for spelling in word.spellings() {
                let first = spelling.split(' ').next().unwrap_or(spelling);
                words.entry(first).or_insert(word);
            }
        }
        words
    })
}

/// The words a spelling is made of, without the `…`: `达到` and `以上` of `达到…以上`.
fn pieces(spelling: &'static str) -> impl Iterator<Item = &'static str> {
    spelling
        .split(['…', ' ', '(', ')', '±'])
        .filter(|piece| piece.chars().all(|c| c.is_alphanumeric()) && !piece.is_empty())
}

/// Whether a name without quotes cannot be this: it means something in a condition.
pub fn is_reserved(text: &str) -> bool {
    // A shorter list than that of the printer: `level` is a word of one clause and does no harm as
    // the name of an indicator. Kept by hand because it is asked for every name of every rule; a
    // test compares it with the table.
    matches!(
        text,
        "and"
            | "or"
            | "not"
            | "base"
            | "prior"
            | "by"
            | "in"
            | "throughout"
            | "over"
            | "for"
            | "each"
            | "except"
            | "at"
            | "rising"
            | "falling"
            | "where"
            | "且"
            | "或"
            | "基期"
            | "上年"
            | "每年"
            | "累计"
            | "在"
            | "每个"
            | "除"
            | "外"
            | "各项"
            | "下列各项"
            | "年均增速"
            | "逐年上升"
            | "逐步提高"
            | "逐年下降"
            | "逐步降低"
            | "不上升"
            | "不下降"
            | "不低于"
            | "不少于"
            | "达到"
            | "以上"
            | "不高于"
            | "不超过"
            | "降至"
            | "以下"
            | "以内"
            | "超过"
            | "高于"
            | "低于"
            | "不满"
            | "等于"
            | "左右"
            | "满足"
    )
}

/// Whether the printer puts a name in quotes because it is a word of the language.
pub(super) fn is_word(text: &str) -> bool {
    is_reserved(text)
        || Word::ALL.iter().any(|word| {
            let pieces_count = matches!(word.role(), Role::Condition);
            word.spellings().any(|spelling| {
                spelling == text || pieces_count && pieces(spelling).any(|piece| piece == text)
            })
        })
}

/// The time or word of the language that a name begins or ends with, and the name with a space put
/// in there: `到2025年每千人口托位数` was meant as `到2025年 每千人口托位数`. For the message about a
/// name that nothing knows.
pub fn spaced(name: &str) -> Option<String> {
    let split = leading_time(name).or_else(|| {
        let front = ["每年", "累计", "各项", "下列各项"];
        front
            .iter()
            .find_map(|word| name.strip_prefix(word).map(|_| word.len()))
    });
    let behind = || {
        Word::all_of(Role::Condition)
            .flat_map(|word| word.chinese().iter().copied())
            .map(|spelling| spelling.trim_start_matches("… "))
            .filter(|word| word.chars().count() > 1 && !word.contains('…'))
            .filter_map(|word| name.strip_suffix(word).map(str::len))
            .min()
    };
    let at = split.filter(|&at| at < name.len()).or_else(behind)?;
    let (before, after) = name.split_at_checked(at)?;
    (!before.is_empty() && !after.is_empty()).then(|| format!("{before} {after}"))
}

/// Whether two words have the same letters in another order: 标指 for 指标.
pub fn same_letters(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<_> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

/// The length of `到2025年`, `2023年` or `2021—2025年每年` at the start of a text.
fn leading_time(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('到').unwrap_or(text);
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    if digits != 4 {
        return None;
    }
    let rest = rest.get(4..)?.strip_prefix('年')?;
    let rest = rest.strip_prefix(['末', '底']).unwrap_or(rest);
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reserved_stands_in_the_table() {
        let known: Vec<_> = Word::all_of(Role::Condition)
            .flat_map(Word::spellings)
            .flat_map(pieces)
            .collect();
        let functions = [
            "sum", "mean", "min", "max", "change", "growth", "share", "count", "合计", "平均",
            "最小", "最大", "增量", "增幅", "占比", "个数",
        ];
        // Parts of phrases that cannot be mistaken for the phrase.
        let parts = [
            "of", "least", "annual", "到", "年", "年末", "年底", "至少", "个", "项",
        ];
        for piece in &known {
            assert!(
                is_reserved(piece) || functions.contains(piece) || parts.contains(piece),
                "{piece}"
            );
        }
    }

    #[test]
    fn no_two_words_of_a_role_are_spelled_the_same() {
        for role in [Role::Declaration, Role::Clause, Role::Condition] {
            let mut all: Vec<_> = Word::all_of(role).flat_map(Word::spellings).collect();
            all.sort_unstable();
            for pair in all.windows(2) {
                assert_ne!(pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn a_space_is_put_where_a_word_of_the_language_ends() {
        for (name, meant) in [
            ("到2025年每千人口托位数", Some("到2025年 每千人口托位数")),
            ("到2025年末托位数", Some("到2025年末 托位数")),
            ("2023年出生人口", Some("2023年 出生人口")),
            ("新增就业合计", Some("新增就业 合计")),
            ("文盲率逐年下降", Some("文盲率 逐年下降")),
            ("每年新增就业", Some("每年 新增就业")),
            ("托位数", None),
            ("合计", None),
        ] {
            assert_eq!(spaced(name).as_deref(), meant, "{name}");
        }
    }
}
