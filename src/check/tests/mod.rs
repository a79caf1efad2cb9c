//! Rule text in, messages or compiled targets out.

mod by_itself;
mod findings;
mod mended;
mod multiples;
mod order;
mod property;
mod said;
mod targets;
mod twice;

use super::{Frame, check};
use crate::diag::{Diagnostic, Diagnostics, Lang};
use crate::model::{Group, Level, LevelId, Owner, Owners, Plan, Region, RegionId, Regions};
use crate::syntax::ast::File;
use crate::syntax::parse;
use crate::text::Sources;
use crate::value::{Units, Year, Years};
use indexmap::IndexSet;

/// What the rules of every case may use.
const DECLARED: &str = r#"
indicator slots "每千人口托位数"
    unit 个/千人
indicator resident "常住人口"
    unit 万人
    basis 常住人口
indicator registered "户籍人口"
    unit 万人
    basis 户籍人口
indicator mmr "孕产妇死亡率"
    unit /10万
indicator rate "参保率"
    unit %
indicator jobs "城镇新增就业"
    unit 万人
    kind flow
indicator moves "净迁移"
    unit 人
    kind net flow
indicator beds "护理床位"
    unit 张
indicator care "养老床位"
    unit 张
indicator centres "托育中心"
    unit 个
indicator guidance "指导中心"
    unit 个
indicator income "收入"
    unit 元
indicator bare "总和生育率"
scale construction = 未启动 < 在建 < 建成 < 投用
scale grade = 一级 < 二级 < 三级
list towns "县域中心镇" = 土主镇@市中区, 绥山镇@峨眉山市, 甘江镇@夹江县
list satellites = 沙湾区, 夹江县
"#;

/// A plan of 2021..2025 with base 2020, four counties, a level without regions, and a county of
/// the same name in another city.
pub(super) fn regions() -> Regions {
    let level = |id: &str, names: &[&str]| Level {
        id: id.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    let region = |code: &str, name: &str, level: u16, parent: Option<u32>| Region {
        code: code.to_owned(),
        name: name.to_owned(),
        also: Vec::new(),
        level: LevelId(level),
        parent: parent.map(RegionId),
    };
    let group = |name: &str, members: &[u32]| Group {
        name: name.to_owned(),
        members: members.iter().copied().map(RegionId).collect(),
        unknown: 0,
    };
    Regions::new(
        vec![
            level("city", &["市"]),
            level("county", &["县", "区县"]),
            level("township", &["乡镇"]),
        ],
        vec![
            region("511100", "乐山市", 0, None),
            Region {
                also: vec!["中区".to_owned()],
                ..region("511102", "市中区", 1, Some(0))
            },
            region("511111", "沙湾区", 1, Some(0)),
            region("511126", "夹江县", 1, Some(0)),
            region("511181", "峨眉山市", 1, Some(0)),
            region("511000", "内江市", 0, None),
            region("511002", "市中区", 1, Some(5)),
        ],
        vec![group("双核", &[1, 4]), group("空组", &[])],
        None,
    )
}

/// A plan that was checked, and what was said about it.
pub(super) struct Checked {
    pub sources: Sources,
    pub plan: Plan,
    pub diagnostics: Diagnostics,
}

/// Stands among the names in data files where one of these could not be read.
pub(super) const UNREAD: &str = "（读不了的文件）";

/// Checks files, the first of which are read first, with `data` as the names in data files.
pub(super) fn checked(files: &[(&str, &str)], data: &[&str]) -> Checked {
    checked_in(&regions(), files, data)
}

/// The same with other regions.
pub(super) fn checked_in(regions: &Regions, files: &[(&str, &str)], data: &[&str]) -> Checked {
    checked_while(regions, files, data, false)
}

/// The same while a rule file could not be read.
pub(super) fn checked_while(
    regions: &Regions,
    files: &[(&str, &str)],
    data: &[&str],
    rules_unread: bool,
) -> Checked {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let units = Units::default();
    let parsed: Vec<File> = files
        .iter()
        .map(|(path, text)| {
            let id = sources.insert(path, text.as_bytes()).unwrap();
            parse(id, sources.get(id), &units, &mut diagnostics)
        })
        .collect();
    let owner = |lead: &str| Owner {
        lead: lead.to_owned(),
        ..Owner::default()
    };
    let mut owners = Owners::new();
    owners.insert("第三章".to_owned(), owner("第三章的"));
    owners.insert("托育中心".to_owned(), owner("指标的"));
    owners.insert("slots@2025".to_owned(), owner("目标的"));
    let plan = check(
        &parsed,
        Frame {
            id: "test",
            title: "测试",
            years: Years {
                first: Year(2021),
                last: Year(2025),
            },
            base: Year(2020),
            regions,
            units: &units,
            owners: &owners,
            names_in_data: &data
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<IndexSet<_>>(),
            rules_unread,
            data_unread: data.contains(&UNREAD),
            sources: &sources,
        },
        &mut diagnostics,
    );
    Checked {
        sources,
        plan,
        diagnostics,
    }
}

/// Checks one file beside the declarations that every case may use.
pub(super) fn beside_declared(rules: &str) -> Checked {
    checked(
        &[("declared.rules", DECLARED), ("case.rules", rules)],
        &[
            "slots",
            "resident",
            "registered",
            "mmr",
            "rate",
            "jobs",
            "moves",
            "beds",
            "care",
            "centres",
            "guidance",
            "income",
            "bare",
            "from_data",
            "other_data",
            "数据里的",
        ],
    )
}

impl Checked {
    /// `Y0201 没有的` for each message whose first place lies in `path`, in the order of places.
    pub fn told(&self, path: &str) -> Vec<String> {
        let file = self.sources.find(path);
        let mut told: Vec<_> = self
            .diagnostics
            .iter()
            .filter_map(|one| Some((one.labels.first()?.span, one)))
            .filter(|(span, _)| Some(span.source) == file)
            .collect();
        told.sort_by_key(|(span, one)| (*span, one.code));
        told.into_iter()
            .map(|(span, one)| {
                let text = self.sources.slice(span);
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                format!("{} {text}", one.code.id())
            })
            .collect()
    }

    /// Every text of a message in a language, with nothing left unfilled.
    pub fn texts(&self, one: &Diagnostic, lang: Lang) -> Vec<String> {
        let mut texts = vec![one.message(lang)];
        texts.extend(one.help_text(lang));
        texts.extend(
            one.labels
                .iter()
                .filter_map(|label| one.label_text(lang, label)),
        );
        texts
    }
}
