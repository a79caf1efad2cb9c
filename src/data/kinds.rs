//! What kind of figures words speak of: what was measured, what was promised, a part of the people
//! or of the year, or a change.

use super::headings::{is_promise, plain_heading};

/// What a word above or beside figures says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    Whole,
    Promise,
    Part,
    Unknown,
}

/// Words for a part of the people or the year, or for a change.
const PARTS: [&str; 22] = [
    "男",
    "女",
    "城镇",
    "乡村",
    "农村",
    "城市",
    "增长",
    "增幅",
    "增速",
    "增减",
    "同比",
    "环比",
    "比重",
    "占比",
    "位次",
    "排名",
    "完成率",
    "进度",
    "季度",
    "月",
    "累计",
    "较上年",
];

/// Words for all of it, as it was measured.
const WHOLES: [&str; 15] = [
    "全年",
    "合计",
    "总计",
    "小计",
    "全部",
    "全市",
    "实际",
    "完成",
    "实绩",
    "绝对额",
    "绝对数",
    "总量",
    "数值",
    "数量",
    "基期",
];

/// What a heading says of the figures under it.
pub(super) fn says(text: &str) -> Says {
    if is_promise(text) {
        Says::Promise
    } else if part_of_year(text) {
        Says::Part
    } else if WHOLES.iter().any(|word| text.contains(word)) {
        Says::Whole
    } else if PARTS.iter().any(|word| text.contains(word)) {
        Says::Part
    } else {
        Says::Unknown
    }
}

/// Whether a text is nothing but a word for a promise or for a part: a name that has such a word in
/// it, as 农村局 has, says nothing of figures.
pub(super) fn is_kind(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "计划", "目标", "任务", "预期", "男", "女", "男性", "女性", "城镇", "乡村", "农村", "城市",
        "增长", "增速", "增幅", "同比", "占比", "比重",
    ];
    const ENDS: [&str; 8] = ["数", "值", "量", "率", "（%）", "人口", "其中：", "其中"];
    let plain = plain_heading(text);
    let mut bare = plain.as_str();
    while let Some(shorter) = ENDS
        .iter()
        .find_map(|end| bare.strip_suffix(end).or_else(|| bare.strip_prefix(end)))
    {
        bare = shorter;
    }
    WORDS.contains(&bare) || part_of_year(&plain)
}

/// Whether a title says that the figures below it were promised and not measured.
pub(super) fn is_promise_title(title: &str) -> bool {
    const MEASURED: [&str; 6] = ["完成", "实际", "实绩", "执行", "进展", "监测"];
    // What these speak of is no plan that figures were taken from.
    let title = ["计划生育", "计划单列", "计划委员会"]
        .iter()
        .fold(title.to_owned(), |title, name| title.replace(name, ""));
    is_promise(&title) && !MEASURED.iter().any(|word| title.contains(word))
}

/// Whether a text speaks of a part of a year: `1—6月`, `上半年`, `截至6月30日`. The year up to its end
/// is all of it (`1—12月`, `12月底`), and a day is a date.
pub(super) fn part_of_year(text: &str) -> bool {
    const NUMBERS: [&str; 12] = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    const TO: [char; 8] = ['-', '—', '–', '～', '~', '至', '到', '－'];
    if ["季度", "上半年", "下半年"]
        .iter()
        .any(|word| text.contains(word))
    {
        return true;
    }
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let number = |text: &str| match text.parse::<usize>() {
        Ok(number) => Some(number),
        Err(_) => NUMBERS.iter().position(|own| *own == text).map(|at| at + 1),
    };
    text.match_indices('月').any(|(at, sign)| {
        let (before, after) = text.split_at(at);
        let after = after.get(sign.len()..).unwrap_or_default().trim_start();
        let before = before.trim_end();
        let start = before.trim_end_matches(is_number);
        let Some(month) = before.get(start.len()..).and_then(number) else {
            return false;
        };
        if after.starts_with(TO)
            || after.starts_with('份') && after.chars().nth(1).is_some_and(|c| TO.contains(&c))
        {
            // The end of the range decides.
            return false;
        }
        let digits = after.trim_start_matches(|c: char| c.is_ascii_digit());
        let day = after.strip_suffix(digits).filter(|day| !day.is_empty());
        if let Some(day) = day {
            let is_end = (month, day) == (12, "31");
            return !is_end && ["截至", "截止"].iter().any(|word| text.contains(word));
        }
        let from = start.trim_end().trim_end_matches(TO);
        let from = from.trim_end().trim_end_matches('月');
        let first = from.trim_end_matches(is_number);
        let from = from.get(first.len()..).and_then(number);
        let is_range = start.trim_end().ends_with(TO);
        let is_whole =
            month == 12 && (after.starts_with(['末', '底']) || is_range && from == Some(1));
        !is_whole
    })
}

/// Whether a column says of which part of the year or of the people a figure is: read without it,
/// the births of one month would be those of the year.
pub(super) fn cuts_up(heading: &str, values: &[String]) -> bool {
    const HEADINGS: &[&str] = &[
        "月",
        "月份",
        "月度",
        "季",
        "季度",
        "month",
        "quarter",
        "性别",
        "sex",
        "gender",
        "年龄",
        "年龄段",
        "年龄组",
        "age",
        "城乡",
        "民族",
        "分组",
        "组别",
        "学段",
    ];
    const WHOLES: &[&str] = &[
        "全年", "年度", "合计", "总计", "全部", "不分", "total", "all",
    ];
    let is_whole = |value: &String| WHOLES.contains(&value.to_lowercase().as_str());
    HEADINGS.contains(&plain_heading(heading).as_str()) && !values.iter().all(is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_year_is_told_from_a_year_and_a_date() {
        for (text, is_part) in [
            ("1-6月", true),
            ("2024年1—6月分县情况", true),
            ("2024年1月至9月", true),
            ("2024年6月", true),
            ("截至2024年6月底分县情况", true),
            ("截至6月30日", true),
            ("一季度", true),
            ("2024年上半年", true),
            ("前三季度", true),
            ("七月", true),
            ("7-12月", true),
            ("1-12月", false),
            ("2024年1—12月", false),
            ("2023年12月底", false),
            ("截至2023年12月31日", false),
            ("制表：2024年3月5日", false),
            ("2023年", false),
            ("全年", false),
            ("月份", false),
            ("每月统计", false),
        ] {
            assert_eq!(part_of_year(text), is_part, "{text}");
        }
    }

    #[test]
    fn a_word_for_a_kind_is_no_part_of_a_name() {
        for text in [
            "计划",
            "计划数",
            "目标值",
            "城镇",
            "城镇人口",
            "其中：女",
            "1-6月",
            "增长率（%）",
        ] {
            assert!(is_kind(text), "{text}");
        }
        for text in [
            "",
            "实际",
            "合计",
            "市农业农村局",
            "城镇新增就业",
            "人",
            "率",
            "2023年",
        ] {
            assert!(!is_kind(text), "{text}");
        }
    }

    #[test]
    fn a_title_of_promises_is_told_from_one_of_how_they_were_kept() {
        for (title, is_promise) in [
            ("2025年分县目标任务", true),
            ("2023年计划表", true),
            ("2023年目标任务完成情况", false),
            ("计划生育情况", false),
            ("2023年分县情况", false),
        ] {
            assert_eq!(is_promise_title(title), is_promise, "{title}");
        }
    }
}
