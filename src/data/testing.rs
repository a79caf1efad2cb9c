//! Help for tests: sources, a plan by hand, and diagnostics as short text.

use crate::diag::{Diagnostics, Lang, names_in, phrase};
use crate::model::{
    Attribute, Combine, Condition, Indicator, IndicatorId, Kind, Level, LevelId, Measured, Missing,
    Path, Places, Plan, Region, RegionId, Regions, Scope, Target, Time, Total,
};
use crate::text::{Sources, Span};
use crate::value::{Scale, Units, Year, Years};
use indexmap::IndexMap;

/// Files by path and text.
pub(super) fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::new();
    for (path, text) in files {
        sources.insert(path, text.as_bytes()).unwrap();
    }
    sources
}

/// Each code with the text that its primary label covers. Whatever is said is said in full.
pub(super) fn codes(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let shown: Vec<_> = diagnostics
        .iter()
        .map(|one| {
            let help = one.help.map(|help| (help, &[][..]));
            let labels = one
                .labels
                .iter()
                .map(|label| (label.key, &label.values[..]));
            let keys: Vec<_> = help
                .into_iter()
                .chain(labels)
                .chain([("", &[][..])])
                .collect();
            for (lang, (key, own)) in Lang::ALL
                .iter()
                .flat_map(|&lang| keys.iter().map(move |key| (lang, key)))
            {
                let key = format!("{}.{key}", one.code.id());
                let text = phrase(lang, key.trim_end_matches('.'));
                let text = text.unwrap_or_else(|| panic!("no words for {key}"));
                for name in names_in(text) {
                    let known = one
                        .values
                        .iter()
                        .chain(*own)
                        .any(|(known, _)| *known == name);
                    assert!(known, "{key} has no {name}");
                }
            }
            let there = one
                .labels
                .first()
                .map_or("", |label| sources.slice(label.span));
            format!("{} {there}", one.code.id())
        })
        .collect();
    shown.join(" ")
}

/// Indicators of [`plan`], by their place.
pub(super) const SLOTS: IndicatorId = IndicatorId(0);
pub(super) const POPULATION: IndicatorId = IndicatorId(2);
pub(super) const HOSPITAL: IndicatorId = IndicatorId(4);
pub(super) const FERTILITY: IndicatorId = IndicatorId(5);

/// A target of which only the name and the section matter.
pub(super) fn target(name: &str, section: &str) -> Target {
    let nowhere = Span::new(Sources::new().insert("x", b"").unwrap(), 0..0);
    Target {
        name: name.to_owned(),
        indicator: None,
        label: name.to_owned(),
        section: section.to_owned(),
        condition: Condition::Parts {
            combine: Combine::And,
            need: 0,
            parts: Vec::new(),
        },
        time: Time::By(Year(2025)),
        dated: true,
        scope: Scope::Own,
        attribute: Attribute::None,
        strive: false,
        guard: false,
        baseline: None,
        path: Path::Linear,
        compare: None,
        missing: Missing::CannotJudge,
        weight: None,
        owner: None,
        quotes: Vec::new(),
        printed: Vec::new(),
        because: Vec::new(),
        notes: Vec::new(),
        places: Places {
            head: nowhere,
            whole: nowhere,
            time: None,
            scope: None,
            path: None,
        },
    }
}

/// 乐山市 with three counties; a level, a rate, an amount, a flow, a stage, one without a unit, a
/// share.
pub(super) fn plan() -> Plan {
    let units = Units::default();
    let measured = |unit: &str| Measured::In(units.parse(unit));
    let indicator = |id: &str, also: &str, measured, kind| Indicator {
        id: id.to_owned(),
        label: id.to_owned(),
        also: vec![also.to_owned()],
        measured,
        kind,
        better: None,
        basis: None,
        definition: None,
        total: Total::None,
        formula: None,
        section: String::new(),
        declared: None,
    };
    let indicators = vec![
        indicator(
            "childcare_slots_per_1000",
            "每千人口托位数",
            measured("个/千人"),
            Kind::Level,
        ),
        indicator(
            "maternal_mortality",
            "孕产妇死亡率",
            measured("/10万"),
            Kind::Level,
        ),
        indicator(
            "resident_population",
            "常住人口",
            measured("人"),
            Kind::Level,
        ),
        indicator("births", "出生人口", measured("人"), Kind::Flow),
        indicator(
            "犍为县传染病医院",
            "传染病医院",
            Measured::On(0),
            Kind::Level,
        ),
        indicator("fertility", "总和生育率", Measured::In(None), Kind::Level),
        indicator("urban_share", "城镇化率", measured("%"), Kind::Share),
    ];
    let indicator_names: IndexMap<_, _> = (0..)
        .map(IndicatorId)
        .zip(&indicators)
        .flat_map(|(id, one)| [(one.id.clone(), id), (one.also[0].clone(), id)])
        .collect();
    let region = |code: &str, name: &str, level, parent: Option<u32>| Region {
        code: code.to_owned(),
        name: name.to_owned(),
        also: Vec::new(),
        level: LevelId(level),
        parent: parent.map(RegionId),
    };
    let level = |id: &str, name: &str| Level {
        id: id.to_owned(),
        names: vec![name.to_owned()],
    };
    let regions = Regions::new(
        vec![level("city", "市"), level("county", "县")],
        vec![
            region("511100", "乐山市", 0, None),
            region("511102", "市中区", 1, Some(0)),
            region("511111", "沙湾区", 1, Some(0)),
            region("511126", "夹江县", 1, Some(0)),
            region("511002", "市中区", 1, None),
        ],
        vec![crate::model::Group {
            name: "中心城区".to_owned(),
            members: vec![RegionId(1), RegionId(2)],
            unknown: 0,
        }],
        None,
    );
    let stages = ["未启动", "前期", "在建", "建成"];
    Plan {
        id: "x".to_owned(),
        title: "x".to_owned(),
        years: Years {
            first: Year(2021),
            last: Year(2025),
        },
        base: Year(2020),
        regions,
        units,
        scales: vec![Scale {
            name: "construction".to_owned(),
            stages: stages.map(str::to_owned).to_vec(),
        }],
        indicators,
        indicator_names,
        targets: Vec::new(),
        forecasts: Vec::new(),
        claims: Vec::new(),
        identities: Vec::new(),
        entitlements: Vec::new(),
        undefined: Vec::new(),
        background: Vec::new(),
        names: Vec::new(),
        amendments: Vec::new(),
        left_out: 0,
        owners: IndexMap::new(),
        owners_unread: false,
    }
}
