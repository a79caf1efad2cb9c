//! The short names that tables use of a region: 峨边县 of 峨边彝族自治县, 峨眉山 of 峨眉山市.

use super::{Place, Region, RegionId};
use indexmap::IndexMap;

/// Peoples as names of autonomous places have them, with or without 族 behind them. One that ends
/// like another's stands before it.
const PEOPLES: &[&str] = &[
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
    "各",
];

/// What the name of an autonomous place ends with, and what is left of that when it is short.
const AUTONOMOUS: [(&str, &str); 4] = [
    ("自治县", "县"),
    ("自治州", "州"),
    ("自治旗", "旗"),
    ("自治区", "区"),
];

/// Kinds that are left off.
const KINDS: [&str; 7] = ["街道", "市", "县", "区", "旗", "镇", "乡"];

/// Places whose bare names are those of others that no region file of a city has: a province, or a
/// city that lies elsewhere.
const TAKEN: &[&str] = &[
    "吉林", "海南", "河南", "江西", "河北", "山西", "陕西", "西藏",
];

/// The short names of a region. The kind is left off below the plan's own region and of cities
/// only: 长沙 is the city, even where a file knows no more than 长沙县.
fn short_names(region: &Region, is_below_own: bool) -> Vec<String> {
    let mut short = Vec::new();
    let name = region.name.as_str();
    let long = AUTONOMOUS.iter().find(|(long, _)| name.ends_with(long));
    let bare = match long {
        Some((long, kind)) => {
            let place = name.strip_suffix(long).and_then(without_peoples);
            short.extend(place.map(|place| format!("{place}{kind}")));
            place
        }
        None => KINDS.iter().find_map(|kind| name.strip_suffix(kind)),
    };
    let bare = bare.filter(|bare| is_below_own || name.ends_with('市') && !bare.is_empty());
    if let Some(bare) = bare.filter(|bare| bare.chars().count() >= 2 && !TAKEN.contains(bare)) {
        short.push(bare.to_owned());
    }
    short
}

/// The place without the peoples behind it; `None` where it has none.
fn without_peoples(name: &str) -> Option<&str> {
    let shorter = |name: &str| {
        let bare = name.strip_suffix('族').unwrap_or(name);
        // A people of one letter is told from the end of a name only by its 族.
        let may_be = |people: &&&str| bare != name || people.chars().count() > 1;
        let people = PEOPLES.iter().filter(may_be).find(|people| {
            bare.strip_suffix(**people)
                .is_some_and(|rest| rest.chars().count() >= 2)
        })?;
        bare.strip_suffix(people).map(str::len)
    };
    let mut place = name;
    while let Some(end) = shorter(place) {
        place = name.get(..end)?;
    }
    (place.len() < name.len()).then_some(place)
}

/// Every short name that is no name in the file. Several regions may have one.
pub(super) fn all<'r>(
    regions: impl Iterator<Item = (RegionId, &'r Region)>,
    is_below_own: impl Fn(RegionId) -> bool,
    is_taken: impl Fn(&str) -> bool,
) -> IndexMap<String, Place> {
    let mut short: IndexMap<String, Place> = IndexMap::new();
    for (id, region) in regions {
        for name in short_names(region, is_below_own(id)) {
            if is_taken(&name) {
                continue;
            }
            let place = match short.get(&name) {
                None => Place::Region(id),
                Some(Place::Region(first)) => Place::Ambiguous(vec![*first, id]),
                Some(Place::Ambiguous(all)) => {
                    Place::Ambiguous(all.iter().copied().chain([id]).collect())
                }
                Some(Place::Group(at)) => Place::Group(*at),
            };
            short.insert(name, place);
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LevelId;

    #[test]
    fn names_are_short_as_tables_have_them() {
        for (name, below, wanted) in [
            ("峨边彝族自治县", true, "峨边县 峨边"),
            ("凉山彝族自治州", false, "凉山州"),
            ("阿坝藏族羌族自治州", true, "阿坝州 阿坝"),
            ("恩施土家族苗族自治州", true, "恩施州 恩施"),
            ("积石山保安族东乡族撒拉族自治县", true, "积石山县 积石山"),
            ("木垒哈萨克自治县", true, "木垒县 木垒"),
            ("龙胜各族自治县", true, "龙胜县 龙胜"),
            ("莫力达瓦达斡尔族自治旗", true, "莫力达瓦旗 莫力达瓦"),
            ("海南藏族自治州", true, "海南州"),
            ("内蒙古自治区", true, ""),
            ("峨眉山市", true, "峨眉山"),
            ("乐山市", false, "乐山"),
            ("吉林市", true, ""),
            ("长沙县", false, ""),
            ("长沙县", true, "长沙"),
            ("市中区", true, "市中"),
            ("沙县", true, ""),
            ("苏稽镇", true, "苏稽"),
            ("通江街道", true, "通江"),
            ("甲", true, ""),
        ] {
            let region = Region {
                code: String::new(),
                name: name.to_owned(),
                also: Vec::new(),
                level: LevelId(0),
                parent: None,
            };
            assert_eq!(short_names(&region, below).join(" "), wanted, "{name}");
        }
    }
}
