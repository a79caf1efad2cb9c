//! Plans of a given size, the same ones every time.

#![allow(dead_code, reason = "each benchmark takes its own")]

use std::fmt::Write;
use yardstick::ooxml::sheets::{Cell, Look, Row, Sheet, Workbook};
use yardstick::text::Sources;

/// A plan with so many targets: three in five ask for a level, the rest are ceilings, totals,
/// yearly promises and ratios; one figure in twenty is missing.
pub fn plan(targets: usize) -> Sources {
    let mut rules = String::new();
    let mut data = String::from("indicator,region,year,value,status,source\n");
    let mut noise = Noise(0x9E37_79B9_7F4A_7C15);
    for at in 0..targets {
        if at % 25 == 0 {
            writeln!(rules, "section \"第{}章/第一节\"", at / 25 + 1).unwrap();
        }
        writeln!(rules, "indicator x{at} \"指标{at}\"\n    unit 万人").unwrap();
        let limit = 50 + noise.below(50);
        match at % 20 {
            0..12 => writeln!(rules, "x{at} >= {limit}.5 by 2025"),
            12..15 => writeln!(rules, "x{at} <= {limit}.5 by 2025"),
            15..17 => writeln!(
                rules,
                "    kind flow\nx{at} >= {}万人 over 2021..2025",
                limit * 5
            ),
            17..18 => writeln!(rules, "x{at} >= {limit} throughout 2021..2025"),
            18..19 => writeln!(rules, "r{at}: x{at} / x{} >= 55% by 2025", at - 1),
            _ => writeln!(rules, "x{at} >= base by 2025"),
        }
        .unwrap();
        for year in 2020..=2025 {
            if noise.below(20) != 0 {
                let value = 40 + noise.below(60);
                writeln!(
                    data,
                    "x{at},乐山市,{year},{value}.{},A,统计公报",
                    noise.below(100)
                )
                .unwrap();
            }
        }
    }
    let mut sources = Sources::new();
    for (path, text) in [
        (
            "plan.yaml",
            "language: 1\nid: generated\ntitle: 生成的规划\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [all.rules]\ndata: [all.csv]\n",
        ),
        (
            "regions.yaml",
            "levels:\n  city: [市]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n",
        ),
        ("all.rules", &rules),
        ("all.csv", &data),
    ] {
        sources.insert(path, text.as_bytes()).unwrap();
    }
    sources
}

/// A rule file of so many targets and nothing else, as plans are mostly made of.
pub fn targets(count: usize) -> String {
    let mut rules = String::new();
    let mut noise = Noise(0x9E37_79B9_7F4A_7C15);
    for at in 0..count {
        let limit = 50 + noise.below(50);
        match at % 4 {
            0 => writeln!(rules, "每千人口托位数{at} 不低于 {limit}.5个 到2025年"),
            1 => writeln!(rules, "maternal_mortality_{at} <= {limit}/10万 by 2025"),
            2 => writeln!(rules, "resident_population_{at} >= {limit}.2万人 by 2025"),
            _ => writeln!(rules, "child_health_{at} >= {limit}% throughout 2021..2025"),
        }
        .unwrap();
    }
    rules
}

/// A plan of so many promises with its own text: a sentence for each, which its rule quotes.
pub fn quoted(targets: usize) -> (Sources, String) {
    let mut rules = String::new();
    let mut text = String::new();
    let mut noise = Noise(0x9E37_79B9_7F4A_7C15);
    for at in 0..targets {
        if at % 25 == 0 {
            let chapter = at / 25 + 1;
            writeln!(rules, "section \"第{chapter}章\"").unwrap();
            writeln!(text, "\n第{chapter}章  任务\n").unwrap();
        }
        let limit = 50 + noise.below(50);
        let said = format!("指标{at}达到{limit}.5万人");
        writeln!(rules, "indicator x{at} \"指标{at}\"\n    unit 万人").unwrap();
        writeln!(rules, "x{at} >= {limit}.5 by 2025\n    source \"{said}\"").unwrap();
        writeln!(
            text,
            "完善政策体系，健全工作机制，推动各项任务落实。到2025年，{said}。"
        )
        .unwrap();
    }
    let mut sources = plan(0);
    sources.insert("all.rules", rules.as_bytes()).unwrap();
    (sources, text)
}

/// 100,000 figures: 20 indicators of 1,000 regions in five years.
pub struct Observations {
    rows: Vec<[String; 4]>,
}

/// The figures, the same ones every time.
pub fn observations() -> Observations {
    let mut noise = Noise(0x9E37_79B9_7F4A_7C15);
    let mut rows = Vec::new();
    for indicator in 0..20 {
        for region in 0..1000 {
            for year in 2021..=2025 {
                rows.push([
                    format!("指标{indicator}"),
                    format!("{}", 511_101_000 + region),
                    year.to_string(),
                    format!("{}.{}", 40 + noise.below(60), 1 + noise.below(99)),
                ]);
            }
        }
    }
    Observations { rows }
}

const HEADINGS: [&str; 4] = ["指标", "地区代码", "年份", "数值"];

impl Observations {
    /// As CSV.
    pub fn csv(&self) -> Vec<u8> {
        let mut text = HEADINGS.join(",") + "\n";
        for row in &self.rows {
            text.push_str(&row.join(","));
            text.push('\n');
        }
        text.into_bytes()
    }

    /// As a workbook: years and figures as numbers, codes as text.
    pub fn workbook(&self) -> Vec<u8> {
        let headings = Row::of(HEADINGS.map(Cell::text));
        let rows = self.rows.iter().map(|[indicator, region, year, value]| {
            let cells = [
                Cell::text(indicator),
                Cell::text(region),
                Cell::number(year),
                Cell::number(value),
            ];
            Row::of(cells.map(|cell| cell.look(Look::Raw)))
        });
        let workbook = Workbook {
            sheets: vec![Sheet {
                name: "数据".to_owned(),
                rows: std::iter::once(headings).chain(rows).collect(),
                ..Sheet::default()
            }],
            ..Workbook::default()
        };
        workbook.to_bytes().unwrap()
    }

    /// A plan of these regions and indicators, with a data file of a name.
    pub fn plan(&self, file: &str) -> Sources {
        let manifest = format!(
            "id: many\nyears: 2021..2025\nbase: 2020\nregions: r.csv\nrules: [a.rules]\ndata: [{file}]\n"
        );
        let mut regions = "code,name,level,parent\n511101,县,county,\n".to_owned();
        for region in 0..1000 {
            writeln!(
                regions,
                "{},乡{region},township,511101",
                511_101_000 + region
            )
            .unwrap();
        }
        let mut rules = String::new();
        for at in 0..20 {
            writeln!(
                rules,
                "indicator x{at} \"指标{at}\"\n    unit 个\nx{at} >= 50 by 2025"
            )
            .unwrap();
        }
        let mut sources = Sources::new();
        for (path, text) in [
            ("plan.yaml", &manifest),
            ("r.csv", &regions),
            ("a.rules", &rules),
        ] {
            sources.insert(path, text.as_bytes()).unwrap();
        }
        sources
    }
}

/// Numbers without a pattern that matters (xorshift).
struct Noise(u64);

impl Noise {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
