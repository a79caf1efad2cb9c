//! What stands before a figure and makes another thing of it. The grammar reads forwards only.
//!
//! Each function is given the clause up to the figure.

/// Whether 均 is the end of a word: 人均, 年均, 平均.
pub(super) fn is_a_mean(before: &str) -> bool {
    // 所有学生均, 各地均 and 工作人员均 say all of them.
    const ALL_OF_THEM: [&str; 30] = [
        "老人",
        "病人",
        "个人",
        "工人",
        "学生",
        "医生",
        "考生",
        "新生",
        "师生",
        "农户",
        "用户",
        "住户",
        "商户",
        "贫困户",
        "脱贫户",
        "各户",
        "每户",
        "每人",
        "所有人",
        "残疾人",
        "各地",
        "当地",
        "基地",
        "土地",
        "工地",
        "青年",
        "少年",
        "全年",
        "每年",
        "汽车",
    ];
    const OF_EACH: [char; 15] = [
        '人', '平', '年', '户', '月', '日', '季', '时', '生', '地', '亩', '床', '次', '例', '车',
    ];
    before.ends_with(OF_EACH) && !ends_with_any(before, &ALL_OF_THEM)
}

/// Whether 全 is the end of a word: 健全覆盖城乡的制度. In 妇幼保健全覆盖 it is not.
pub(super) fn has_its_whole(before: &str) -> bool {
    const BEGIN: [char; 4] = ['健', '安', '完', '齐'];
    const WORDS: [&str; 8] = [
        "保健", "康健", "公安", "治安", "平安", "建完", "配齐", "补齐",
    ];
    before.ends_with(BEGIN) && !ends_with_any(before, &WORDS)
}

/// Whether a `-` or `+` can be a sign there: not in 3-5 and T-2, nor behind a word that a dash joins.
pub(super) fn lets_sign(before: &str) -> bool {
    let joins = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(
                c,
                '０'..='９' | '年' | '月' | '日' | '号' | '岁' | '%' | '％' | '‰'
            )
            || matches!(c, ')' | '）' | ']' | '”' | '》')
    };
    !before.ends_with(joins)
}

/// Whether letters are glued to the figure: PM2.5, G93, COVID-19; or a standard's, as in GB/T 9704.
pub(super) fn is_lettered(before: &str) -> bool {
    if ends_with_any(before.trim_end(), &["GB", "/T"]) {
        return true;
    }
    let before = before.strip_suffix(['-', '－', '/']).unwrap_or(before);
    before.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether an age there is reached: 提高到78岁.
pub(super) fn reaches(before: &str) -> bool {
    const WORDS: [&str; 14] = [
        "达",
        "达到",
        "提高到",
        "提高至",
        "增加到",
        "增加至",
        "延长到",
        "延长至",
        "上升到",
        "上升至",
        "降到",
        "降至",
        "不低于",
        "不少于",
    ];
    ends_with_any(before.trim_end(), &WORDS)
}

/// Whether a level of government stands there, so that 两级 and 三级 count such: 市、县, （村）”.
pub(super) fn is_a_level(before: &str) -> bool {
    const LEVELS: [char; 16] = [
        '国', '省', '州', '市', '县', '区', '旗', '乡', '镇', '村', '组', '户', '街', '社', '团',
        '队',
    ];
    let before = before.trim_end_matches(['”', '"', '）', ')', '级', '道', '区']);
    // What was trimmed may be the level itself: 社区.
    before.ends_with(LEVELS) || before.ends_with(['盟', '州'])
}

/// Whether a numeral there is the rest of a guess or of a word: 数十个, 第三, 上百家.
pub(super) fn is_a_guess(before: &str) -> bool {
    before.ends_with(['数', '几', '第', '初', '星'])
}

/// Whether 半 there is one of two halves or the rest of a number: 上半年, 一个半小时.
pub(super) fn is_half_of_two(before: &str) -> bool {
    // 不超过半小时 is a time.
    before.ends_with(['上', '下', '前', '后', '大', '小', '过', '个', '多'])
        && !before.ends_with("超过")
}

/// Whether the 倍 of 倍增 belongs to the word before: 成倍增加, 数倍增长; but 总数倍增.
pub(super) fn has_its_times(before: &str, after: &str) -> bool {
    before.ends_with(['成', '几']) || before.ends_with('数') && after.starts_with('长')
}

/// Whether 一 is the end of a word (统一, 每一, 一村一…) and counts nothing.
pub(super) fn has_its_one(before: &str) -> bool {
    const BEGIN: [char; 18] = [
        '统', '唯', '单', '专', '同', '某', '逐', '划', '如', '不', '另', '每', '任', '之', '第',
        '万', '下', '上',
    ];
    let mut last = before.chars().rev();
    before.ends_with(BEGIN) || last.nth(1) == Some('一')
}

/// Whether a time there has a length: 近一年, 为期一个月.
pub(super) fn is_a_span(before: &str) -> bool {
    const WORDS: [&str; 9] = [
        "近", "满", "为期", "未来", "过去", "提前", "延长", "缩短", "每",
    ];
    ends_with_any(before, &WORDS)
}

/// Whether a number is asked for there, so that even 一个, mostly no more than an article, is one.
pub(super) fn asks_for_number(before: &str) -> bool {
    const WORDS: [&str; 16] = [
        "至少",
        "不少于",
        "不低于",
        "不超过",
        "最多",
        "达到",
        "仅",
        "只",
        "各",
        "每年",
        "每月",
        "每季度",
        "每周",
        "每半年",
        "每天",
        "年内",
    ];
    let before = ends_with_made(before);
    ends_with_any(before, &WORDS)
}

/// Without the verb between what asks and the number: 至少建有一个.
fn ends_with_made(before: &str) -> &str {
    const VERBS: [&str; 14] = [
        "建有", "建成", "建设", "建立", "设立", "设置", "配备", "拥有", "开展", "举办", "组织",
        "打造", "培育", "有",
    ];
    VERBS
        .iter()
        .find_map(|verb| before.strip_suffix(verb))
        .unwrap_or(before)
}

/// Whether 图 or 表 there is the end of a word: 代表, 蓝图.
pub(super) fn is_no_chart(before: &str) -> bool {
    before.ends_with([
        '代', '发', '列', '外', '仪', '地', '蓝', '版', '意', '试', '企', '绘', '制',
    ])
}

/// Whether a number in brackets there is that of an item of a list, （1）家庭, or names one, 第（1）项.
pub(super) fn is_item(before: &str, unit: &str) -> bool {
    is_start(before)
        || before.ends_with(['第', '）', ')'])
        || before.ends_with(['、', '至', '和', '款']) && unit.starts_with(['项', '款', '条'])
}

/// Whether a sentence or the cell of a table begins there.
pub(super) fn is_start(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{3000}', '\u{a0}']);
    before.is_empty() || before.ends_with(['\t', ':', ';', '.', '!', '?', '！', '？'])
}

fn ends_with_any(before: &str, words: &[&str]) -> bool {
    words.iter().any(|word| before.ends_with(word))
}
