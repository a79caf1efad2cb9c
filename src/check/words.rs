//! Words of the language that an author may have run together with a name: 到2025年每千人口托位数.
//! The message then says where the space goes.

/// Words that stand in front of a name.
const IN_FRONT: &[&str] = &[
    "指标", "预计", "复算", "待遇", "名单", "分级", "在", "除", "且", "或", "各项", "逐年",
];

/// Words that stand behind a name.
const BEHIND: &[&str] = &[
    "合计",
    "年均增速",
    "逐年上升",
    "逐年下降",
    "逐步提高",
    "每年上升",
    "每年下降",
    "不上升",
    "不下降",
    "不低于",
    "不少于",
    "不高于",
    "不超过",
    "高于",
    "低于",
    "超过",
    "不满",
    "等于",
    "达到",
    "降至",
    "每年",
    "累计",
];

/// An unknown name cut where a space belongs, if what is left of it is `known` or what is cut off
/// is a time, which is never a part of a name.
pub(super) fn apart(name: &str, known: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    if let Some(end) = time_in_front(name)
        && let Some((time, rest)) = name.split_at_checked(end)
        && !rest.is_empty()
    {
        return Some((time, rest));
    }
    let front = IN_FRONT.iter().find_map(|word| {
        let rest = name.strip_prefix(word)?;
        known(rest).then_some((*word, rest))
    });
    front.or_else(|| {
        BEHIND.iter().find_map(|word| {
            let at = name.strip_suffix(word)?.len();
            let (rest, word) = name.split_at_checked(at)?;
            known(rest).then_some((rest, word))
        })
    })
}

/// Where 到2025年, 2023年 or 2021—2025年每年 ends at the front of a name.
fn time_in_front(name: &str) -> Option<usize> {
    let rest = name.strip_prefix('到').unwrap_or(name);
    let digits = rest.chars().take_while(|c| c.is_numeric()).count();
    let year: String = rest.chars().take(digits).collect();
    crate::value::Year::parse(&year)?;
    let behind = rest.get(year.len()..)?;
    let end = ["年末", "年底", "年每年", "年累计", "年"]
        .iter()
        .find(|word| behind.starts_with(*word))?;
    Some(name.len() - behind.len() + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_only_where_a_space_belongs() {
        let known = |name: &str| ["每千人口托位数", "x"].contains(&name);
        for (name, cut) in [
            ("到2025年每千人口托位数", Some(("到2025年", "每千人口托位数"))),
            ("2025年底托位数", Some(("2025年底", "托位数"))),
            ("x合计", Some(("x", "合计"))),
            ("每千人口托位数逐年上升", Some(("每千人口托位数", "逐年上升"))),
            ("y合计", None),
            ("在园幼儿", None),
            ("到2025年", None),
            ("15分钟健身圈", None),
        ] {
            assert_eq!(apart(name, known), cut, "{name}");
        }
    }
}
