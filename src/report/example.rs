//! A made-up assessment in which every field of a view is filled and every list has something in
//! it. Templates are tried out on it, names that templates use are looked up in it, and the tests
//! print it. None of its figures is anybody's.

use super::sentence::behind_sentence;
use super::view::{
    Amendment, Behind, Cell, Chapter, Claim, Counts, DataSource, Entitlement, Facts, Figure,
    Finding, Forecast, Form, KeptOut, Mark, Method, Missing, Observation, Owed, Phrase, Place,
    Plan, Printed, Quote, RegionRow, Remark, Row, Summary, Undefined, Unjudged, VerdictCount, View,
};
use super::words::Words;
use crate::eval;

/// The example, in the words of a language.
pub fn example(words: &Words) -> View {
    Example { words }.view()
}

struct Example<'a> {
    words: &'a Words,
}

const YEAR: i16 = 2023;

/// The facts of a row, as text; an empty one is unknown.
struct Given {
    target: &'static str,
    region: Option<&'static str>,
    unit: &'static str,
    relation: &'static str,
    threshold: &'static str,
    baseline: &'static str,
    value: &'static str,
    progress: &'static str,
    distance: &'static str,
    needed: &'static str,
    projected: &'static str,
    verdict: &'static str,
    limit: bool,
    doubt: Option<&'static str>,
    line: usize,
}

const GIVEN: Given = Given {
    target: "",
    region: None,
    unit: "",
    relation: "",
    threshold: "",
    baseline: "",
    value: "",
    progress: "",
    distance: "",
    needed: "",
    projected: "",
    verdict: "undecided",
    limit: false,
    doubt: None,
    line: 2,
};

impl Example<'_> {
    fn view(&self) -> View {
        let chapters = vec![self.first_chapter(), self.second_chapter()];
        let method = Method {
            name: "schedule".to_owned(),
            version: "1".to_owned(),
            ahead: "1.05".to_owned(),
            on_schedule: "0.95".to_owned(),
        };
        let behind = self.behind(&chapters);
        View {
            plan: Plan {
                id: "example-2021-2025".to_owned(),
                title: "乐山市“十四五”人口发展规划".to_owned(),
                region: "乐山市".to_owned(),
                first: 2021,
                last: 2025,
                base: 2020,
            },
            year: YEAR,
            date: Some("2024-03-15".to_owned()),
            as_of: Some("2024-02-29".to_owned()),
            undated: 3,
            elapsed: Figure::new("0.6", ""),
            summary: self.summary(&method),
            method,
            chapters,
            behind,
            undecided: self.undecided(),
            owed: self.owed(),
            findings: self.findings(),
            review: self.review(),
            forecasts: self.forecasts(),
            claims: self.claims(),
            undefined: self.undefined(),
            entitlements: self.entitlements(),
            amendments: vec![Amendment {
                target: "childcare_slots_per_1000@2025".to_owned(),
                label: "每千人口拥有3岁以下婴幼儿托位数".to_owned(),
                from: "2023-06-30".to_owned(),
                by: "乐府发〔2023〕8号".to_owned(),
                old: "4.6个".to_owned(),
                new: "4.5个".to_owned(),
            }],
            sources: self.sources(),
            doubtful: self.doubtful(),
            kept_out: KeptOut {
                faulty: 2,
                unused: 5,
                files: 1,
                regions: 0,
                owners: true,
            },
            left_out: 1,
            owner_heading: self.words.owner_heading(true).to_owned(),
        }
    }

    // ---- targets

    fn first_chapter(&self) -> Chapter {
        let slots = self.row(
            "每千人口拥有3岁以下婴幼儿托位数",
            "第一节",
            "expected",
            "卫生健康委",
            &Given {
                target: "childcare_slots_per_1000@2025",
                unit: "个/千人",
                relation: "≥",
                threshold: "4.5",
                baseline: "1.80",
                value: "3.20",
                progress: "0.5185",
                distance: "1.30",
                needed: "0.65",
                projected: "4.1333",
                verdict: "lagging",
                doubt: Some("demonstration"),
                line: 18,
                ..GIVEN
            },
        );
        let mortality = self.row(
            "孕产妇死亡率",
            "第二节",
            "binding",
            "卫生健康委",
            &Given {
                target: "maternal_mortality@2025",
                unit: "/10万",
                relation: "≤",
                threshold: "14",
                baseline: "9.48",
                value: "6.1",
                distance: "-7.9",
                verdict: "holding",
                limit: true,
                line: 31,
                ..GIVEN
            },
        );
        let population = self.row(
            "户籍人口",
            "第二节",
            "expected",
            "公安局",
            &Given {
                target: "registered_population@2025",
                unit: "万人",
                relation: "≥",
                threshold: "342.2",
                baseline: "348.0",
                value: "341.57",
                distance: "0.63",
                needed: "0.315",
                verdict: "off_course",
                limit: true,
                doubt: Some("provisional"),
                line: 40,
                ..GIVEN
            },
        );
        let centres = self.counties();
        let rows = vec![slots, mortality, population, centres];
        Chapter {
            place: "第三章".to_owned(),
            title: "第三章　促进人口长期均衡发展".to_owned(),
            counts: self.counts(&["holding", "lagging", "lagging", "off_course"]),
            rows,
        }
    }

    /// A target of several regions.
    fn counties(&self) -> Row {
        let whole = Given {
            target: "childcare_centres@county@2025",
            unit: "个",
            relation: "≥",
            threshold: "3",
            baseline: "0",
            value: "1",
            progress: "0.3333",
            distance: "2",
            needed: "1",
            projected: "1.6667",
            verdict: "lagging",
            doubt: Some("demonstration"),
            line: 52,
            ..GIVEN
        };
        let mut row = self.row("普惠托育服务机构", "第二节", "binding", "", &whole);
        row.form = Form::Count;
        row.scope = "每个县".to_owned();
        row.because = vec!["原文“每个县至少1家”".to_owned()];
        let regions = [
            ("511102", "市中区", "1", "-1", "reached"),
            ("511111", "沙湾区", "0", "1", "not_due"),
            ("511126", "夹江县", "", "", "undecided"),
        ];
        row.regions = regions
            .into_iter()
            .map(|(code, name, value, distance, verdict)| RegionRow {
                code: code.to_owned(),
                name: name.to_owned(),
                unit: "个".to_owned(),
                owner: Some(
                    self.words
                        .owner(&format!("{name}人民政府"), &[], None, true),
                ),
                facts: self.facts(&Given {
                    target: "childcare_centres@county@2025",
                    region: Some(code),
                    unit: "家",
                    relation: "≥",
                    threshold: "1",
                    baseline: "0",
                    value,
                    distance,
                    verdict,
                    doubt: Some("demonstration"),
                    line: 53,
                    ..GIVEN
                }),
            })
            .collect();
        row
    }

    fn second_chapter(&self) -> Chapter {
        let growth = self.row(
            "城镇新增就业",
            "第一节",
            "expected",
            "人力资源社会保障局",
            &Given {
                target: "new_urban_jobs@2021..2025",
                unit: "万人",
                relation: "≥",
                threshold: "20",
                value: "12.96",
                progress: "0.648",
                distance: "7.04",
                needed: "3.52",
                projected: "21.6",
                verdict: "ahead",
                line: 60,
                ..GIVEN
            },
        );
        let hospital = self.row(
            "犍为县传染病医院",
            "第二节",
            "none",
            "卫生健康委",
            &Given {
                target: "hospital@2025",
                threshold: "建成",
                baseline: "未启动",
                value: "在建",
                verdict: "not_due",
                line: 71,
                ..GIVEN
            },
        );
        let beds = self.row(
            "护理型床位占比",
            "第二节",
            "binding",
            "民政局",
            &Given {
                target: "nursing_share@2025",
                unit: "%",
                relation: "≥",
                threshold: "55",
                verdict: "undecided",
                line: 80,
                ..GIVEN
            },
        );
        let mut festival = self.row(
            "全国文明城市",
            "第二节",
            "none",
            "",
            &Given {
                target: "civilised_city@2025",
                threshold: "获得",
                baseline: "提名",
                value: "提名",
                verdict: "not_due",
                line: 85,
                ..GIVEN
            },
        );
        festival.strive = true;
        festival.dated = false;
        festival.time = self.words.fill("time.undated", &[("time", &festival.time)]);
        Chapter {
            place: "第四章".to_owned(),
            title: "第四章　完善服务体系".to_owned(),
            counts: self.counts(&["ahead", "not_due", "undecided"]),
            rows: vec![growth, hospital, beds, festival],
        }
    }

    fn row(&self, label: &str, section: &str, attribute: &str, owner: &str, given: &Given) -> Row {
        let with = if owner == "民政局" {
            vec!["卫生健康委".to_owned(), "医疗保障局".to_owned()]
        } else {
            Vec::new()
        };
        let mut facts = self.facts(given);
        if given.verdict == "undecided" {
            facts.reason = Some(self.words.get("reason.no_observation").to_owned());
            facts.reason_kind = Some("no_observation".to_owned());
        }
        let form = match given.target {
            "new_urban_jobs@2021..2025" => Form::Total,
            "hospital@2025" | "civilised_city@2025" => Form::Stage,
            _ => Form::Level,
        };
        let time = if form == Form::Total {
            let years = [("first", "2021"), ("last", "2025")];
            self.words.fill("time.over", &years)
        } else {
            self.words.fill("time.by", &[("last", "2025")])
        };
        let printed = (given.target == "registered_population@2025").then(|| Printed {
            words: "人口总量适度增长".to_owned(),
            because: Some("目标低于基期".to_owned()),
        });
        Row {
            target: given.target.to_owned(),
            label: label.to_owned(),
            section: section.to_owned(),
            unit: given.unit.to_owned(),
            attribute: self.words.term("attribute", attribute),
            strive: false,
            deadline: 2025,
            time,
            dated: true,
            scope: "乐山市".to_owned(),
            form,
            ceiling: false,
            rate_since: None,
            kept: None,
            facts,
            owner: self
                .words
                .owner(owner, &with, Some("乐府办发〔2022〕3号"), true),
            rests_on: given
                .doubt
                .map(|id| self.words.mark(id))
                .into_iter()
                .collect(),
            quotes: vec![Quote {
                place: format!("第三章/{section}"),
                words: format!("{label}达到{}{}", given.threshold, given.unit),
            }],
            printed: printed.into_iter().collect(),
            because: Vec::new(),
            notes: vec!["示例".to_owned()],
            rule: Place {
                file: "03-example.rules".to_owned(),
                line: given.line,
                column: 1,
                text: format!("03-example.rules:{}", given.line),
            },
            regions: Vec::new(),
        }
    }

    fn facts(&self, given: &Given) -> Facts {
        let marks: Vec<Mark> = given
            .doubt
            .map(|id| self.words.mark(id))
            .into_iter()
            .collect();
        let figure = |text: &str, unit: &str, field: &str| {
            let figure = if text.is_empty() {
                Figure::unknown()
            } else {
                Figure::new(text, unit)
            };
            let figure = figure.of(given.target, field);
            match given.region {
                Some(code) => figure.in_region(code),
                None => figure,
            }
        };
        let difference = if given.unit == "%" {
            "百分点"
        } else {
            given.unit
        };
        let measured = |text: &str, field: &str, line: usize| {
            let figure = figure(text, given.unit, field);
            if text.is_empty() {
                figure
            } else {
                figure.from_cells(vec![cell(line)], marks.clone())
            }
        };
        let known = !given.value.is_empty();
        let said = match given.relation {
            "≤" => "said.at_most",
            _ => "said.at_least",
        };
        Facts {
            relation: given.relation.to_owned(),
            relation_words: self.words.get(said).to_owned(),
            threshold: figure(given.threshold, given.unit, "threshold"),
            baseline: measured(given.baseline, "baseline", given.line),
            baseline_year: (!given.baseline.is_empty()).then_some(2020),
            value: measured(given.value, "value", given.line + 3),
            value_year: known.then_some(YEAR),
            progress: figure(given.progress, "", "progress"),
            elapsed: figure("0.6", "", "elapsed"),
            expected_now: figure("", given.unit, "expected_now"),
            distance: figure(given.distance, difference, "distance"),
            needed_per_year: figure(given.needed, difference, "needed_per_year"),
            projected: figure(given.projected, given.unit, "projected"),
            holds: known.then_some(given.distance.starts_with('-')),
            unknown_parts: 0,
            verdict: self.words.verdict(given.verdict, given.limit),
            reason: None,
            reason_kind: None,
        }
    }

    fn behind(&self, chapters: &[Chapter]) -> Vec<Behind> {
        let behind = ["lagging", "off_course", "broken", "missed"];
        let rows = chapters.iter().flat_map(|chapter| &chapter.rows);
        rows.filter(|row| behind.contains(&row.facts.verdict.id.as_str()))
            .map(|row| Behind {
                sentence: behind_sentence(row, YEAR, self.words),
                regions: row
                    .regions
                    .iter()
                    .filter(|region| region.facts.holds == Some(false))
                    .map(|region| region.name.clone())
                    .collect(),
                unknown: row
                    .regions
                    .iter()
                    .filter(|region| region.facts.holds.is_none())
                    .map(|region| region.name.clone())
                    .collect(),
                row: Row {
                    regions: Vec::new(),
                    ..row.clone()
                },
            })
            .collect()
    }

    // ---- counts

    fn summary(&self, method: &Method) -> Summary {
        let with_meaning = |mut counts: Counts| {
            for one in &mut counts.by_verdict {
                one.meaning = self.words.meaning(&one.verdict.id, method);
            }
            counts
        };
        Summary {
            all: with_meaning(self.counts(&[
                "holding",
                "ahead",
                "lagging",
                "lagging",
                "off_course",
                "not_due",
                "undecided",
            ])),
            binding: with_meaning(self.counts(&["holding", "lagging", "undecided"])),
            expected: with_meaning(self.counts(&["lagging", "off_course", "ahead"])),
            unmarked: with_meaning(self.counts(&["not_due"])),
            strive: with_meaning(self.counts(&["not_due"])),
        }
    }

    fn counts(&self, verdicts: &[&str]) -> Counts {
        let of = |ids: &[&str]| verdicts.iter().filter(|id| ids.contains(id)).count();
        let kept = of(&["met", "reached", "ahead", "on_schedule", "holding"]);
        let behind = of(&["missed", "lagging", "off_course", "broken"]);
        // Rounded to whole per mille, which is enough for an example.
        let rate = |whole: usize| match (kept * 2000 + whole).checked_div(whole) {
            Some(rate) => Figure::new(format!("{}.{}", rate / 20, rate / 2 % 10), "%"),
            None => Figure::unknown(),
        };
        Counts {
            targets: verdicts.len(),
            judged: kept + behind,
            kept,
            behind,
            not_due: of(&["not_due"]),
            undecided: of(&["undecided"]),
            by_verdict: eval::Verdict::ALL
                .map(eval::Verdict::name)
                .into_iter()
                .map(|id| VerdictCount {
                    verdict: self.words.verdict(id, false),
                    meaning: String::new(),
                    count: of(&[id]),
                })
                .collect(),
            rate_judged: rate(kept + behind),
            rate_all: rate(verdicts.len()),
        }
    }

    // ---- the rest

    fn undecided(&self) -> Vec<Unjudged> {
        let missing = ["护理型床位数", "养老床位数"].map(|label| Missing {
            indicator: "beds".to_owned(),
            label: label.to_owned(),
            region: "乐山市".to_owned(),
            year: YEAR,
        });
        vec![Unjudged {
            target: "nursing_share@2025".to_owned(),
            label: "护理型床位占比".to_owned(),
            chapter: "第四章".to_owned(),
            attribute: self.words.term("attribute", "binding"),
            reason: self.words.get("reason.no_observation").to_owned(),
            cause: self.words.get("reason.no_observation").to_owned(),
            reason_kind: "no_observation".to_owned(),
            items: vec!["护理型床位数、养老床位数（乐山市，2023年）".to_owned()],
            missing: missing.to_vec(),
            breaks: vec!["乐山市2022年“养老床位数”（data/plan.csv:9:30）".to_owned()],
            owner: self
                .words
                .owner("民政局", &["卫生健康委".to_owned()], None, true),
        }]
    }

    fn owed(&self) -> Vec<Owed> {
        vec![Owed {
            owner: self
                .words
                .owner("民政局", &["卫生健康委".to_owned()], None, true),
            figures: 2,
            targets: 1,
            items: vec![
                "护理型床位数，2023年".to_owned(),
                "养老床位数，2023年".to_owned(),
            ],
        }]
    }

    fn findings(&self) -> Vec<Finding> {
        let other = Finding {
            code: "Y0605".to_owned(),
            severity: self.words.term("severity", "warning"),
            message: "各地区的目标加起来不等于总目标".to_owned(),
            place: Place {
                file: "03-example.rules".to_owned(),
                line: 52,
                column: 1,
                text: "03-example.rules:52".to_owned(),
            },
            ..Finding::default()
        };
        let weak = Finding {
            code: "Y0601".to_owned(),
            severity: self.words.term("severity", "warning"),
            message: "户籍人口的目标低于基期".to_owned(),
            detail: Some("目标342.2万人，2020年348.0万人".to_owned()),
            help: Some("请确认是底线还是印错".to_owned()),
            in_review: true,
            place: Place {
                file: "03-example.rules".to_owned(),
                line: 40,
                column: 1,
                text: "03-example.rules:40".to_owned(),
            },
        };
        vec![weak, other]
    }

    fn review(&self) -> Vec<Remark> {
        let phrase = |text: &str| Phrase::text(text);
        let remark = |kind: &str, found: &[&str]| Remark {
            kind: self.words.term("review", kind),
            found: found.iter().map(|one| phrase(one)).collect(),
            treated: phrase("本报告同时列出两个数"),
            ask: phrase("请核实"),
            rules: vec![Place {
                file: "01-example.rules".to_owned(),
                line: 7,
                column: 1,
                text: "01-example.rules:7".to_owned(),
            }],
            ..Remark::default()
        };
        vec![
            Remark {
                quotes: quotes("第一章/第三节", "增长率达到108.40%"),
                formula: Some("增加的人次÷2015年的人次".to_owned()),
                answers: vec!["推算2015年3920.41万人次".to_owned()],
                ..remark("claim_fails", &["规划印的是108.40%，重算为80.3814%"])
            },
            Remark {
                label: "户籍人口".to_owned(),
                quotes: quotes("第二章/第三节/专栏2", "户籍人口 万人 348.0 342.2"),
                ..remark("weaker", &["2020年为348.0万人，基期就已满足"])
            },
            Remark {
                quotes: quotes("第一章/第二节/专栏1", "金口河区 38727 1.22"),
                ..remark(
                    "last_digit",
                    &["印1.22%，重算为1.2255%", "印9.66%，重算为9.6653%"],
                )
            },
        ]
    }

    fn forecasts(&self) -> Vec<Forecast> {
        vec![Forecast {
            label: "老龄化率".to_owned(),
            expected: Figure::new("24..26", "%").of("forecast:1", "expected"),
            relation: "≈".to_owned(),
            time: self.words.fill("time.in", &[("last", "2025")]),
            value: Figure::new("23.1", "%").of("forecast:1", "value"),
            value_year: Some(2023),
            section: "第一章".to_owned(),
            quotes: quotes("第一章/第二节", "老龄化率将达25%左右"),
        }]
    }

    fn claims(&self) -> Vec<Claim> {
        let claim = |label: &str, printed: &str, recomputed: &str, agrees: bool| Claim {
            label: label.to_owned(),
            printed: Figure::new(printed, "%"),
            recomputed: Figure::new(recomputed, "%"),
            agrees: Some(agrees),
            outcome: self
                .words
                .get(if agrees {
                    "claim.agrees"
                } else {
                    "claim.differs"
                })
                .to_owned(),
            section: "第一章".to_owned(),
            quotes: quotes("第一章/第一节", &format!("增长{printed}%")),
            rule: Place::default(),
        };
        vec![
            claim("2015—2020年接待游客增幅", "108.40", "108.40", true),
            claim("2010—2020年常住人口增幅", "-2.34", "-2.33", false),
        ]
    }

    fn undefined(&self) -> Vec<Undefined> {
        vec![Undefined {
            words: "合理区间".to_owned(),
            label: "劳动年龄人口占比".to_owned(),
            value: Figure::new("65.4", "%"),
            value_year: Some(2022),
            section: "第二章/第三节".to_owned(),
            rule: Place::default(),
        }]
    }

    fn entitlements(&self) -> Vec<Entitlement> {
        vec![Entitlement {
            label: "育儿假".to_owned(),
            figure: Figure::new("10", "天"),
            value: Figure::new("10", "天"),
            value_year: Some(2023),
            section: "第三章".to_owned(),
            quotes: quotes("第三章/第一节", "每年累计10天的育儿假"),
        }]
    }

    fn sources(&self) -> Vec<DataSource> {
        let source = |file: &str, observations, used, demonstration, provisional| DataSource {
            file: file.to_owned(),
            observations,
            used,
            demonstration,
            provisional,
            estimated: 0,
            published: "2024-04-10".to_owned(),
            sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned(),
        };
        vec![
            source("data/plan.csv", 82, 9, 0, 0),
            source("data/published.csv", 123, 4, 0, 6),
            source("data/demo.csv", 281, 3, 281, 0),
        ]
    }

    fn doubtful(&self) -> Vec<Observation> {
        let one = |label: &str, value: &str, unit: &str, id: &str, line: usize| Observation {
            indicator: "example".to_owned(),
            label: label.to_owned(),
            region: "乐山市".to_owned(),
            year: YEAR,
            value: Figure::new(value, unit),
            mark: self.words.mark(id),
            source: "为试用工具而编的数".to_owned(),
            cell: cell(line),
            used_by: vec![label.to_owned()],
        };
        vec![
            one(
                "每千人口拥有3岁以下婴幼儿托位数",
                "3.20",
                "个/千人",
                "demonstration",
                21,
            ),
            one("户籍人口", "341.57", "万人", "provisional", 43),
        ]
    }
}

fn quotes(place: &str, words: &str) -> Vec<Quote> {
    vec![Quote {
        place: place.to_owned(),
        words: words.to_owned(),
    }]
}

fn cell(line: usize) -> Cell {
    Cell {
        file: "data/demo.csv".to_owned(),
        line,
        column: 4,
        sheet: Some("Sheet1!F17".to_owned()),
        text: format!("data/demo.csv:{line}:4"),
        source: "为试用工具而编的数".to_owned(),
    }
}
