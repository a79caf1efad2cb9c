//! Words and signs that are tried for those of the language.

use crate::syntax::words::{Role, Word};
use crate::text::near_word;

/// The clause that a word was probably meant as.
pub fn other_clause(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let meant = CLAUSES.iter().find(|(tried, _)| *tried == lower);
    meant.map(|&(_, clause)| clause).or_else(|| {
        let all = Word::all_of(Role::Clause).flat_map(Word::spellings);
        near_word(
            &lower,
            all.map(|word| word.split(' ').next().unwrap_or(word)),
        )
    })
}

/// The function that a word was probably meant as.
pub fn other_function(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    FUNCTIONS
        .iter()
        .find(|(tried, _)| *tried == lower)
        .map(|&(_, function)| function)
}

/// The declaration that a word was probably meant as.
pub fn other_declaration(word: &str) -> Option<&'static str> {
    let all = Word::all_of(Role::Declaration).flat_map(Word::spellings);
    near_word(&word.to_lowercase(), all)
}

/// The word of a role that a mistyped one was probably meant as.
pub fn other_word(word: &str, role: Role) -> Option<&'static str> {
    if word.chars().count() < 2 {
        return None;
    }
    let all = Word::all_of(role)
        .flat_map(Word::spellings)
        .flat_map(|spelling| spelling.split([' ', '…']))
        .filter(|word| word.chars().count() > 1);
    near_word(&word.to_lowercase(), all).filter(|near| *near != word)
}

/// Signs, with those first that others begin with.
pub(super) const SIGNS: &[(&str, &str, bool)] = &[
    ("===", "=", true),
    ("==", "=", true),
    ("＝＝", "=", true),
    ("=>", ">=", true),
    ("=＞", ">=", true),
    ("＝＞", ">=", true),
    ("=<", "<=", true),
    ("＝＜", "<=", true),
    ("!=", "x > 5 or x < 5", false),
    ("<>", "x > 5 or x < 5", false),
    ("≠", "x > 5 or x < 5", false),
    ("&&", "and", true),
    ("＆＆", "and", true),
    ("&", "and", true),
    ("＆", "and", true),
    ("||", "or", true),
    ("｜｜", "or", true),
    ("|", "or", true),
    ("｜", "or", true),
    ("//", "#", false),
    ("＃", "#", true),
    ("+/-", "±", true),
    ("+-", "±", true),
    ("'", "\"", false),
    ("‘", "“", false),
    ("「", "“", false),
    ("『", "“", false),
];

/// Words of a condition. A Chinese one may stand right before a figure; an English one is whole.
pub(super) const WORDS: &[(&str, &str, bool)] = &[
    ("大于等于", "不低于", true),
    ("大于或等于", "不低于", true),
    ("不小于", "不低于", true),
    ("至少", "不低于", false),
    ("小于等于", "不高于", true),
    ("小于或等于", "不高于", true),
    ("不大于", "不高于", true),
    ("不多于", "不超过", true),
    ("至多", "不超过", true),
    ("最多", "不超过", true),
    ("最高", "不超过", false),
    ("最低", "不低于", false),
    ("大于", "超过", true),
    ("多于", "超过", true),
    ("小于", "低于", true),
    ("少于", "低于", true),
    ("提高到", "达到…以上", false),
    ("提高至", "达到…以上", false),
    ("提升到", "达到…以上", false),
    ("提升至", "达到…以上", false),
    ("增加到", "达到…以上", false),
    ("增加至", "达到…以上", false),
    ("增长到", "达到…以上", false),
    ("增长至", "达到…以上", false),
    ("增至", "达到…以上", false),
    ("上升到", "达到…以上", false),
    ("上升至", "达到…以上", false),
    ("下降到", "降至…以下", false),
    ("下降至", "降至…以下", false),
    ("降低到", "降至…以下", false),
    ("降低至", "降至…以下", false),
    ("降到", "降至…以下", false),
    ("减少到", "降至…以下", false),
    ("减少至", "降至…以下", false),
    ("约为", "等于 … 左右 ±…", false),
    ("大约", "等于 … 左右 ±…", false),
    ("约", "等于 … 左右 ±…", false),
    ("为", "等于", true),
    ("是", "等于", true),
    ("并且", "且", true),
    ("而且", "且", true),
    ("同时", "且", true),
    ("以及", "且", true),
    ("和", "且", true),
    ("与", "且", true),
    ("及", "且", true),
    ("或者", "或", true),
    ("逐年提高", "逐年上升", true),
    ("逐年增长", "逐年上升", true),
    ("逐年增加", "逐年上升", true),
    ("持续上升", "逐年上升", true),
    ("稳步提高", "逐年上升", true),
    ("逐年降低", "逐年下降", true),
    ("逐年减少", "逐年下降", true),
    ("持续下降", "逐年下降", true),
    ("不断提高", "逐年上升", false),
    ("不断提升", "逐年上升", false),
    ("不断上升", "逐年上升", false),
    ("不断增长", "逐年上升", false),
    ("不断增加", "逐年上升", false),
    ("不断下降", "逐年下降", false),
    ("不断降低", "逐年下降", false),
    ("不断减少", "逐年下降", false),
    ("稳步提升", "逐年上升", false),
    ("稳步上升", "逐年上升", false),
    ("稳步下降", "逐年下降", false),
    ("稳步降低", "逐年下降", false),
    ("不降低", "不下降", true),
    ("不减少", "不下降", true),
    ("不提高", "不上升", true),
    ("不增加", "不上升", true),
    ("每一年", "每年", true),
    ("合计达到", "合计 达到…以上", false),
    ("不得低于", "不低于", true),
    ("不得少于", "不少于", true),
    ("不得高于", "不高于", true),
    ("不得超过", "不超过", true),
    ("不增长", "不上升", true),
    ("at least", ">=", true),
    ("not below", ">=", true),
    ("not under", ">=", true),
    ("not above", "<=", true),
    ("not over", "<=", true),
    ("not exceeding", "<=", true),
    ("exceeds", ">", true),
    ("higher than", ">", true),
    ("lower than", "<", true),
    ("fewer than", "<", true),
    ("no less than", ">=", true),
    ("not less than", ">=", true),
    ("at most", "<=", true),
    ("no more than", "<=", true),
    ("not more than", "<=", true),
    ("up to", "<=", true),
    ("more than", ">", true),
    ("greater than", ">", true),
    ("above", ">", true),
    ("less than", "<", true),
    ("below", "<", true),
    ("under", "<", true),
    ("reaches", ">=", false),
    ("reach", ">=", false),
    ("is", "=", true),
    ("equals", "=", true),
    ("about", "= … ± …", false),
    ("around", "= … ± …", false),
    ("not increasing", "not rising", true),
    ("not decreasing", "not falling", true),
    ("increasing", "rising", true),
    ("growing", "rising", true),
    ("decreasing", "falling", true),
    ("declining", "falling", true),
    ("until", "by", true),
    ("till", "by", true),
    ("every year", "throughout", true),
    ("each year", "throughout", true),
    ("annually", "throughout", true),
    ("in total", "over", true),
    ("for every", "for each", true),
    ("for all", "for each", true),
    ("in every", "for each", true),
    ("in each", "for each", true),
    ("every", "for each", false),
    ("excluding", "except", true),
    ("without", "except", true),
];

/// Clause words that are near in meaning and not in letters.
const CLAUSES: &[(&str, &str)] = &[
    ("来源", "出处"),
    ("引文", "出处"),
    ("牵头", "责任单位"),
    ("牵头单位", "责任单位"),
    ("责任部门", "责任单位"),
    ("负责", "责任单位"),
    ("基准", "基期"),
    ("基数", "基期"),
    ("基线", "基期"),
    ("说明", "备注"),
    ("注释", "备注"),
    ("原因", "理由"),
    ("因为", "理由"),
    ("计量单位", "单位"),
    ("性质", "属性"),
    ("quote", "source"),
    ("responsible", "owner"),
    ("department", "owner"),
    ("baseline", "from"),
    ("base", "from"),
    ("reason", "because"),
    ("comment", "note"),
    ("remark", "note"),
    ("alias", "also"),
    ("type", "kind"),
];

const FUNCTIONS: &[(&str, &str)] = &[
    ("avg", "mean"),
    ("average", "mean"),
    ("平均值", "平均"),
    ("total", "sum"),
    ("总和", "合计"),
    ("求和", "合计"),
    ("最大值", "最大"),
    ("最小值", "最小"),
    ("增长率", "增幅"),
    ("rate", "growth"),
    ("ratio", "share"),
    ("比重", "占比"),
    ("数量", "个数"),
    ("计数", "个数"),
];

/// Levels that plans speak of, the longer before those that they begin with.
pub const LEVELS: &[&str] = &[
    "区县", "县区", "市县", "县市", "乡镇", "街道", "社区", "县", "市", "区", "省", "乡", "镇",
    "村",
];

/// Relations that stand between a name and a figure.
pub(super) const RELATIONS: &[&str] = &[
    "不低于",
    "不少于",
    "不高于",
    "不超过",
    "达到",
    "降至",
    "超过",
    "高于",
    "低于",
    "等于",
    "大于",
    "小于",
];
