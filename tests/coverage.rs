//! A plan of two chapters with everything that misleads in a plan's text: all of its figures are
//! accounted for as what they are, and whatever is changed is found where it was changed.

use crate::support::Files;
use std::fs;
use yardstick::coverage::{Coverage, Document, account};
use yardstick::diag::{Diagnostic, Diagnostics};
use yardstick::open::open;
use yardstick::text::Sources;

const TEXT: &str = "plan.txt";
const GOALS: &str = "goals.rules";
const SERVICES: &str = "services.rules";
const DATA: &str = "data/plan.csv";

fn plan() -> Files {
    let paths = [
        "plan.yaml",
        "regions.yaml",
        GOALS,
        SERVICES,
        DATA,
        "data/census.csv",
        TEXT,
    ];
    let read = |path: &str| fs::read_to_string(format!("tests/coverage/{path}")).unwrap();
    paths.map(|path| (path.to_owned(), read(path))).to_vec()
}

/// A plan held against its text.
struct Held {
    sources: Sources,
    coverage: Coverage,
    findings: Vec<Diagnostic>,
}

fn hold(files: &Files) -> Held {
    let mut sources = Sources::new();
    for (path, text) in files {
        sources.insert(path, text.as_bytes()).unwrap();
    }
    let opened = open(&sources, &mut Diagnostics::new()).unwrap();
    assert_eq!(opened.plan.left_out, 0);
    let text = sources.find(TEXT).unwrap();
    let words = sources.get(text).text_or_empty().to_owned();
    let document = Document::new(text, &words, &opened.plan.units);
    let mut diagnostics = Diagnostics::new();
    let coverage = account(
        &opened.plan,
        &opened.cube,
        &sources,
        &document,
        &mut diagnostics,
    );
    Held {
        sources,
        coverage,
        findings: diagnostics.iter().cloned().collect(),
    }
}

impl Held {
    /// The findings, each as its code, its file and the words that it points at.
    fn told(&self) -> Vec<String> {
        let one = |finding: &Diagnostic| {
            let span = finding.labels[0].span;
            let file = self.sources.get(span.source).path();
            format!("{} {file} {}", finding.code.id(), self.sources.slice(span))
        };
        self.findings.iter().map(one).collect()
    }
}

/// Every figure of the text, what it is, and who says so.
const FIGURES: &str = r#"2021|date|
2025|date|
二〇三五|date|
三|ordinal|
1|ordinal|
２|ordinal|
一|ordinal|
一|ordinal|
2020|date|
3480004|baseline|data/census.csv
15|name|
2,612,930|background|background "15岁及以上人口2,612,930人"
2016|date|
2020|date|
1,260|baseline|data/plan.csv
１．８|background|background "达到１．８平方米"
5|name|
1|name|
1|ordinal|
七|ordinal|
2020|date|
60|name|
21.30|baseline|data/plan.csv
2010|date|
5.6|background|background "上升5.6个百分点"
10|name|
15,034|background|background "每10万人中拥有大学文化程度的达到15,034人"
2025|date|
60|name|
23.5|forecast|forecast ageing = 23.5% ± 0.5pp in 2025
五大|name|name "五大中心"
四级|name|name "市、县、乡镇、村四级服务网络"
1|ordinal|
2016|date|
2020|date|
二|ordinal|
2025|date|
345.2|commitment|registered@2025
4.5|commitment|childcare@2025
2020|date|
翻一番|commitment|income@2025
2025|date|
应保尽保|commitment|rural_insured@2025
全覆盖|commitment|elder_care@2025
三分之二|commitment|day_care@2025
百分之六十|commitment|canteens@2025
1|ordinal|
2020|date|
2025|date|
348.0|baseline|registered@2025; data/plan.csv
345.2|commitment|registered@2025
1.8|baseline|childcare@2025; data/plan.csv
4.5|commitment|childcare@2025
98|baseline|insured@2025; data/plan.csv
98|commitment|insured@2025
73.6|baseline|transfer@2025; data/plan.csv
70|commitment|transfer@2025
26.18|background|background "城镇新增就业人数 万人 〔26.18〕"
20|commitment|jobs@2025
五年|commitment|jobs@2025
二|ordinal|
一|ordinal|
63|commitment|inclusive@2025
68|commitment|inclusive@2025
2025|date|
消除|commitment|oversized_classes@2025
均|commitment|special_schools@county@2025
1|commitment|special_schools@county@2025
2023|date|
25|commitment|kindergartens
2025|date|
40|commitment|kindergartens
二|ordinal|
半小时|commitment|trip_to_hospital@2025
2025|date|
三者|commitment|two_of_three
其二|commitment|two_of_three
5|commitment|maternal_mortality@2025
10|commitment|maternal_mortality@2025
两级|commitment|rehabilitation_hospitals@city,county@2025
1|commitment|rehabilitation_hospitals@city,county@2025
2|commitment|hospitals
2025|date|
全部|commitment|hospitals
3|name|
10|entitlement|entitlement parental_leave = 10天
三|ordinal|
2025|date|
52|commitment|dongtang_share@2025
2025|date|
12|commitment|homes
7|commitment|homes
30|commitment|county_parks
18|commitment|county_parks
三个|commitment|counties
２|ordinal|
1|ordinal|
２|ordinal|
2020|date|
2025|date|
1|ordinal|
176.4|baseline|counties; data/plan.csv
179.5|commitment|counties
2|ordinal|
98.6|baseline|counties; data/plan.csv
95.4|commitment|counties
3|ordinal|
73.0|baseline|counties; data/plan.csv
70.3|commitment|counties
348.0|claim|registered@2025; claim registered@东塘区 + registered@西岭县 + registered@北渡县 = 348.0万人 in 2020
345.2|commitment|registered@2025"#;

/// What the rules say and the plan does not, and no note explains.
const OWN: [&str; 3] = [
    "Y0922 services.rules throughout 2021..2025",
    "Y0922 services.rules ± 2pp",
    "Y0922 services.rules ± 2%",
];

/// Who accounts for a figure: a target by its name, data by their file, any other declaration by
/// its first line.
fn who(by: &str, files: &Files) -> String {
    let Some((file, line)) = by.rsplit_once(':') else {
        return by.to_owned();
    };
    if !file.ends_with(".rules") {
        return file.to_owned();
    }
    let (_, text) = files.iter().find(|(path, _)| path == file).unwrap();
    let line: usize = line.parse().unwrap();
    text.lines().nth(line - 1).unwrap().to_owned()
}

#[test]
fn every_figure_is_what_it_is() {
    let files = plan();
    let held = hold(&files);
    let (_, text) = files.iter().find(|(path, _)| path == TEXT).unwrap();
    let told = held.coverage.figures.iter().map(|figure| {
        let by = figure.claimed_by.iter().map(|by| who(by, &files));
        let by: Vec<_> = by.collect();
        let words = &text[figure.at.clone()];
        format!("{words}|{}|{}", figure.class.name(), by.join("; "))
    });
    for (told, wanted) in told.zip(FIGURES.lines()) {
        assert_eq!(told, wanted);
    }
    assert_eq!(held.coverage.figures.len(), FIGURES.lines().count());
    assert_eq!(held.coverage.accounted(), held.coverage.figures.len());
    assert_eq!(held.coverage.quotes_missing(), 0);
    assert_eq!(held.told(), OWN);
}

/// A change of one file, and all that is told of it: the code, the file and the words it points at.
#[rustfmt::skip]
const BROKEN: &[(&str, &str, &str, &[&str])] = &[
    // A digit of a rule.
    (GOALS, "childcare >= 4.5个", "childcare >= 4.6个", &["Y0913 goals.rules 4.6个"]),
    (GOALS, "registered >= 345.2万人", "registered >= 345.3万人", &["Y0913 goals.rules 345.3万人"]),
    (GOALS, "jobs >= 20万人", "jobs >= 21万人", &["Y0913 goals.rules 21万人"]),
    (GOALS, "transfer >= 70%", "transfer >= 71%", &["Y0913 goals.rules 71%"]),
    (GOALS, "insured >= 98% by 2025\n    source    \"城镇", "insured >= 99% by 2025\n    source    \"城镇", &["Y0913 goals.rules 99%"]),
    (SERVICES, "63%..68%", "63%..69%", &["Y0913 services.rules 63%..69%"]),
    (SERVICES, "63%..68%", "62%..68%", &["Y0913 services.rules 62%..68%"]),
    (SERVICES, "<= 5/10万", "<= 6/10万", &["Y0913 services.rules 6/10万"]),
    (SERVICES, "52% ± 2pp", "53% ± 2pp", &["Y0913 services.rules 53% ± 2pp"]),
    (SERVICES, "西岭县: 95.4", "西岭县: 95.5", &["Y0913 services.rules 西岭县: 95.5"]),
    (GOALS, "23.5% ± 0.5pp", "23.6% ± 0.5pp", &["Y0913 goals.rules 23.6% ± 0.5pp"]),
    (SERVICES, "parental_leave = 10天", "parental_leave = 11天", &["Y0913 services.rules 11天"]),
    (SERVICES, "= 348.0万人", "= 348.1万人", &["Y0913 services.rules 348.1万人"]),
    // The figures of two regions, the one for the other.
    (SERVICES, "东塘区: 12家, 西岭县: 7家", "东塘区: 7家, 西岭县: 12家", &["Y0913 services.rules 东塘区: 7家", "Y0913 services.rules 西岭县: 12家"]),
    (SERVICES, "东塘区: 30个, 西岭县: 18个", "东塘区: 18个, 西岭县: 30个", &["Y0913 services.rules 西岭县: 30个", "Y0913 services.rules 东塘区: 18个"]),
    // What is said in words.
    (GOALS, "2 * base", "4 * base", &["Y0913 goals.rules 4 * base"]),
    (GOALS, "66.67%", "75%", &["Y0913 goals.rules 75%"]),
    (GOALS, "canteens >= 60%", "canteens >= 65%", &["Y0913 goals.rules 65%"]),
    (GOALS, "elder_care >= 100%", "elder_care >= 99%", &["Y0913 goals.rules 99%"]),
    (GOALS, "rural_insured >= 100%", "rural_insured >= 98%", &["Y0913 goals.rules 98%"]),
    (SERVICES, "oversized_classes = 0个", "oversized_classes <= 10个", &["Y0913 services.rules 10个", "Y0910 plan.txt 消除"]),
    (SERVICES, "30分钟", "60分钟", &["Y0913 services.rules 60分钟"]),
    (SERVICES, "special_schools >= 1所", "special_schools >= 2所", &["Y0913 services.rules 2所"]),
    (SERVICES, "at least 2 of", "at least 1 of", &["Y0913 services.rules 1"]),
    (SERVICES, "at least 2 of", "at least 3 of", &["Y0913 services.rules 3"]),
    (SERVICES, "for each city, county", "for each county", &["Y0910 plan.txt 两级"]),
    (SERVICES, "{ 北渡县人民医院, 西岭县中医医院 }", "{ 北渡县人民医院 }", &["Y0910 plan.txt 2家"]),
    (SERVICES, "2023: 25所", "2023: 26所", &["Y0913 services.rules 2023: 26所"]),
    (SERVICES, "2025: 40所", "2025: 41所", &["Y0913 services.rules 2025: 41所"]),
    (SERVICES, "2025: 40所", "2024: 40所", &["Y0916 services.rules 2024: 40所"]),
    // More for less.
    (GOALS, "registered >= 345.2万人", "registered <= 345.2万人", &["Y0913 goals.rules <= 345.2万人"]),
    (GOALS, "transfer >= 70%", "transfer <= 70%", &["Y0913 goals.rules <= 70%"]),
    (SERVICES, "<= 5/10万", ">= 5/10万", &["Y0913 services.rules >= 5/10万"]),
    // A digit of the data.
    (DATA, "2020,1.8,", "2020,1.9,", &["Y0913 data/plan.csv 1.9"]),
    (DATA, ",1260,", ",1261,", &["Y0913 data/plan.csv 1261"]),
    (DATA, ",98.6,", ",98.7,", &["Y0913 data/plan.csv 98.7"]),
    ("data/census.csv", "2020,3480004", "2020,3480014", &["Y0913 data/census.csv 3480014"]),
    // A word or a digit of a quote.
    (GOALS, "\"每千人口托位数达到4.5个\"", "\"每千人口托位数达到4.6个\"", &["Y0911 goals.rules \"每千人口托位数达到4.6个\"", "Y0910 plan.txt 4.5个"]),
    (GOALS, "\"户籍人口 万人 348.0 345.2\"", "\"户籍人口 348.0 345.2\"", &["Y0911 goals.rules \"户籍人口 348.0 345.2\"", "Y0910 plan.txt 345.2"]),
    (GOALS, "\"〔20〕\"", "\"[20]\"", &["Y0911 goals.rules \"[20]\"", "Y0910 plan.txt 〔20〕"]),
    (GOALS, "name \"五大中心\"", "name \"六大中心\"", &["Y0911 goals.rules \"六大中心\"", "Y0910 plan.txt 五大"]),
    (GOALS, "达到１．８平方米", "达到1.8平方米", &["Y0911 goals.rules \"达到1.8平方米\"", "Y0910 plan.txt １．８平方米"]),
    // Of two places where the same is promised.
    (TEXT, "1.8\n\t4.5", "1.8\n\t4.6", &["Y0911 goals.rules \"每千人口托位数 个 1.8 4.5\"", "Y0910 plan.txt 4.6"]),
    (GOALS, "    source    \"专栏1\" \"每千人口托位数 个 1.8 4.5\"\n", "", &["Y0910 plan.txt 4.5"]),
    // A place.
    (GOALS, "\"专栏1\" \"户籍人口", "\"专栏3\" \"户籍人口", &["Y0914 goals.rules \"专栏3\"", "Y0910 plan.txt 345.2"]),
    (GOALS, "\"专栏2\" \"合计", "\"第一章\" \"合计", &["Y0911 goals.rules \"合计 348.0 345.2\"", "Y0910 plan.txt 345.2"]),
    (GOALS, "\"专栏2\" \"合计", "\"第一节\" \"合计", &["Y0915 goals.rules \"第一节\"", "Y0910 plan.txt 345.2"]),
    (SERVICES, "table \"专栏2\"", "table \"专栏1\"", &["Y0917 services.rules 东塘区: 179.5", "Y0917 services.rules 西岭县: 95.4", "Y0917 services.rules 北渡县: 70.3", "Y0910 plan.txt 179.5", "Y0910 plan.txt 95.4", "Y0910 plan.txt 70.3"]),
    (GOALS, "\"城镇职工医疗保险参保率 % 98 98\"", "\"98\"", &["Y0912 goals.rules \"98\"", "Y0910 plan.txt 98"]),
    // A year.
    (GOALS, "childcare >= 4.5个 by 2025", "childcare >= 4.5个 by 2024", &["Y0916 goals.rules by 2024"]),
    (GOALS, "over 2021..2025", "over 2021..2024", &["Y0916 goals.rules over 2021..2024", "Y0910 plan.txt 五年"]),
    (GOALS, "0.5pp in 2025", "0.5pp in 2024", &["Y0916 goals.rules in 2024"]),
    (SERVICES, "± 2% by 2025", "± 2% by 2024", &["Y0916 services.rules by 2024"]),
    (DATA, "2020,1.8,", "2019,1.8,", &["Y0916 data/plan.csv 2019"]),
    (GOALS, "transfer >= 70%", "transfer >= 73.6%", &["Y0916 goals.rules by 2025", "Y0910 plan.txt 70%以上"]),
    // A name.
    (SERVICES, "西岭县中医医院 }", "西岭县中医院 }", &["Y0917 services.rules 西岭县中医院"]),
    (TEXT, "\t西岭县\n", "\t西岭\n", &["Y0917 services.rules 西岭县: 95.4", "Y0911 data/plan.csv 西岭县 98.6", "Y0910 plan.txt 98.6", "Y0910 plan.txt 95.4"]),
    // What is waved through.
    (GOALS, "name \"五大中心\"", "name \"五大中心\", \"“十四五”\"", &["Y0921 goals.rules \"“十四五”\""]),
    (GOALS, "background \"上升5.6", "background \"占21.30%，比2010年上升5.6", &["Y0918 goals.rules \"占21.30%，比2010年上升5.6个百分点\"", "Y0910 plan.txt 5.6个百分点"]),
    (GOALS, "name \"五大中心\"", "name \"五大中心\", \"五大中心建设\"", &["Y0925 goals.rules \"五大中心建设\""]),
    (GOALS, "section \"第一章/第二节\"\n", "section \"第一章/第二节\"\n\nbackground \"托位数达到4.5个\"\n", &["Y0919 goals.rules \"托位数达到4.5个\"", "Y0920 goals.rules \"托位数达到4.5个\""]),
    (SERVICES, "降至5/10万以下\"", "降至5/10万以下\"\n    printed \"5‰\"", &["Y0924 services.rules 5‰"]),
    // What was no figure becomes one.
    (TEXT, "建立健全覆盖城乡的", "建立全覆盖的", &["Y0910 plan.txt 全覆盖"]),
    (TEXT, "促进学前教育均衡发展", "促进学前教育均达到标准", &["Y0910 plan.txt 均"]),
    (TEXT, "5A级旅游景区", "5个旅游景区", &["Y0910 plan.txt 5个"]),
    (TEXT, "“1+N”服务体系", "1个服务体系", &["Y0910 plan.txt 1个"]),
    (TEXT, "见图1。", "见1张图。", &["Y0910 plan.txt 1张"]),
    (TEXT, "第三章的部署", "三章的部署，建成3个中心", &["Y0910 plan.txt 3个"]),
    // What the plan says stands over the target, and is about it.
    (TEXT, "第二节  发展目标", "第二节  人口增长目标", &["Y0932 goals.rules \"户籍人口不低于345.2万人\""]),
];

/// Changes of several files after which nothing is told that was not told before.
#[rustfmt::skip]
const SOUND: &[&[(&str, &str, &str)]] = &[
    // A column of units says that 20 are 20万.
    &[(GOALS, "新增就业\"\n    unit   万人", "新增就业\"\n    unit   人")],
    // 万 alone is 万 of what is measured.
    &[(TEXT, "不低于345.2万人", "不低于345.2万"), (GOALS, "不低于345.2万人", "不低于345.2万")],
    // Letters that nobody sees.
    &[(TEXT, "三分之二以上的社区", "三分之二以上的社区\u{200B}"), (GOALS, "三分之二以上的社区建成", "三分之二以上的社区 建成")],
    &[(TEXT, "居民收入比", "\u{200B}居民收入比")],
    // A heading that is about something else, one that says both, one over another place.
    &[(TEXT, "第二节  发展目标", "第二节  收入增长目标")],
    &[(TEXT, "第二节  发展目标", "第二节  人口增长和下降目标")],
    &[(TEXT, "第一节  发展基础", "第一节  人口增长基础")],
];

#[test]
fn what_is_said_otherwise_is_the_same() {
    for changes in SOUND {
        assert_eq!(told_of(changes), [""; 0], "{changes:?}");
    }
}

#[test]
fn a_word_that_says_on_which_side_is_held_against_the_rule() {
    let (words, rule) = ("户籍人口不低于345.2万人", "registered >= 345.2万人");
    for (word, asks) in [
        ("不低于", ">="),
        ("不少于", ">="),
        ("不小于", ">="),
        ("至少", ">="),
        ("不高于", "<="),
        ("不超过", "<="),
        ("不多于", "<="),
        ("不大于", "<="),
    ] {
        let said = words.replace("不低于", word);
        for relation in [">=", "<="] {
            let asked = rule.replace(">=", relation);
            let told = told_of(&[
                (TEXT, words, &said),
                (GOALS, words, &said),
                (GOALS, rule, &asked),
            ]);
            let wanted = match asks == relation {
                true => vec![],
                false => vec![format!("Y0913 goals.rules {relation} 345.2万人")],
            };
            assert_eq!(told, wanted, "{word} {relation}");
        }
    }
}

#[test]
fn an_item_lies_in_the_region_that_its_list_says() {
    let rule = "hospitals: each of { 北渡县人民医院, 西岭县中医医院 } >= 投用 by 2025\n    source \"北渡县人民医院、西岭县中医医院等2家医院，到2025年全部投用\"\n";
    let table = "\n专栏3  医院\n\n\t序号\n\t地区\n\t医院\n\n\t1\n\t北渡县\n\t县医院\n\n\t2\n\t西岭县\n\t县医院\n\n";
    let told = |items: &str| {
        let listed = format!(
            "hospitals: each of {{ {items} }} >= 投用 by 2025\n    source \"等2家医院，到2025年全部投用\"\n    source table \"专栏3\"\n"
        );
        let text = format!("{table}\n第三节  人口分布");
        told_of(&[
            (TEXT, "\n第三节  人口分布", &text),
            (SERVICES, rule, &listed),
        ])
    };
    let both = "北渡医院@北渡县 \"县医院\", 西岭医院@西岭县 \"县医院\"";
    assert_eq!(told(both), [""; 0]);
    let wrong = both.replace("@西岭县", "@东塘区");
    assert_eq!(told(&wrong), ["Y0917 services.rules 西岭医院"]);
}

#[test]
fn whatever_is_changed_is_found_and_told_once() {
    let mut wrong = Vec::new();
    for (file, from, to, wanted) in BROKEN {
        let mut told = told_of(&[(file, from, to)]);
        let mut wanted: Vec<_> = wanted.iter().map(|one| (*one).to_owned()).collect();
        told.sort();
        wanted.sort();
        if told != wanted {
            let (told, wanted) = (told.join("\n    "), wanted.join("\n    "));
            wrong.push(format!(
                "{file}: {from} -> {to}\n  wanted\n    {wanted}\n  told\n    {told}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_section_that_is_not_there_is_told_once() {
    let mut files = plan();
    let rules = files.iter_mut().find(|(path, _)| path == GOALS).unwrap();
    rules.1 = rules
        .1
        .replace("\"第一章/第二节\"\n", "\"第一章/第五节\"\n");
    let held = hold(&files);
    let told = held.told();
    let places: Vec<_> = told.iter().filter(|one| one.contains("Y0914")).collect();
    assert_eq!(places, ["Y0914 goals.rules \"户籍人口不低于345.2万人\""]);
    assert!(held.coverage.quotes_missing() > 1);
}

#[test]
fn a_rule_without_a_quote_is_told() {
    let mut files = plan();
    let rules = files.iter_mut().find(|(path, _)| path == GOALS).unwrap();
    rules.1 = rules.1.replace("    source \"基本养老服务全覆盖\"\n", "\n");
    let told = hold(&files).told();
    for wanted in [
        "Y0923 goals.rules elder_care >= 100% by 2025",
        "Y0910 plan.txt 全覆盖",
    ] {
        assert!(told.iter().any(|one| one == wanted), "{told:#?}");
    }
}

#[test]
fn a_figure_made_up_or_of_a_later_year_is_no_baseline() {
    for row in [
        "托位数,澄川市,2025,4.5,个/千人,A,统计局,,",
        "托位数,澄川市,2020,4.5,个/千人,D,演示,,",
    ] {
        let mut files = plan();
        let rules = files.iter_mut().find(|(path, _)| path == GOALS).unwrap();
        rules.1 = rules.1.replace("childcare >= 4.5个", "childcare >= 4.6个");
        let data = files
            .iter_mut()
            .find(|(path, _)| path == "data/plan.csv")
            .unwrap();
        let own = data.1.lines().filter(|line| !line.contains("托位数"));
        let own: Vec<_> = own.chain([row]).collect();
        data.1 = own.join("\n");
        let held = hold(&files);
        let slip = held.findings.iter().find(|one| one.code.id() == "Y0913");
        // The figure of the plan is shown beside that of the rule.
        let shown = slip.unwrap().labels.iter();
        let shown: Vec<_> = shown.map(|label| held.sources.slice(label.span)).collect();
        assert!(shown.contains(&"4.5个"), "{row}: {shown:?}");
    }
}

/// What is told beyond what is told of the plan as it is, of files that were changed.
fn told_of(changes: &[(&str, &str, &str)]) -> Vec<String> {
    let mut files = plan();
    for (file, from, to) in changes {
        let text = files.iter_mut().find(|(path, _)| path == file).unwrap();
        assert_eq!(text.1.matches(from).count(), 1, "{file}: {from}");
        text.1 = text.1.replace(from, to);
    }
    let mut told = hold(&files).told();
    told.retain(|one| !OWN.contains(&one.as_str()));
    told
}

#[test]
fn the_quote_of_a_row_without_a_figure_is_looked_for() {
    let row = |quote: &str| {
        let header = "indicator,region,year,value,unit,status,source,place,quote\n";
        let row = format!("{header}参保率,澄川市,2019,,%,A,规划,第一章/第一节,{quote}\n");
        told_of(&[(DATA, header, &row)])
    };
    assert_eq!(row("城乡均衡发展"), [""; 0]);
    assert_eq!(row("城乡均衡发晨"), ["Y0911 data/plan.csv 城乡均衡发晨"]);
}

#[test]
fn every_source_below_background_is_looked_for() {
    let background = "background \"上升5.6个百分点\"\n";
    let sources = |words: &str| {
        let more = format!(
            "{background}    source \"第一章/第一节\" \"比2010年上升5.6个百分点\"\n    source \"第一章\" \"{words}\"\n"
        );
        told_of(&[(GOALS, background, &more)])
    };
    assert_eq!(sources("五大中心建设取得进展"), [""; 0]);
    assert_eq!(
        sources("五大中心建设取得发展"),
        ["Y0911 goals.rules \"五大中心建设取得发展\""]
    );
    let table = format!(
        "{background}    source \"第一章/第一节\" \"上升5.6个\"\n    source table \"专栏7\"\n"
    );
    assert_eq!(
        told_of(&[(GOALS, background, &table)]),
        ["Y0914 goals.rules \"专栏7\""]
    );
}

#[test]
fn a_name_waves_no_promise_through() {
    let text = "五大中心建设取得进展";
    let name = "name \"五大中心\"";
    let told = |says: &str, name_is: &str| {
        let says = format!("{says}。");
        told_of(&[(TEXT, &format!("{text}，"), &says), (GOALS, name, name_is)])
    };
    let promise = "Y0920 goals.rules \"五大中心\"";
    for (says, wanted) in [
        ("力争建成五大中心", &[promise][..]),
        ("确保建成五大中心", &[promise]),
        ("争创五大中心", &[promise]),
        ("到2025年建成五大中心", &[promise]),
        // Said in another sentence, behind it, or of something that is called so.
        ("建成五大中心，力争争先", &[]),
        ("力争进步。建成五大中心", &[]),
        ("力争建成“五大中心”", &[]),
        ("力争实施《市域五大中心计划》", &[]),
        ("力争实施《计划》，建成五大中心", &[promise]),
    ] {
        assert_eq!(told(says, name), wanted, "{says}");
    }
    // A figure is no name, whether it is promised here or not.
    for says in ["力争新建养老院3.7万张", "新建养老院3.7万张"] {
        assert_eq!(
            told(says, "name \"3.7万张\""),
            ["Y0928 goals.rules \"3.7万张\""],
            "{says}"
        );
    }
    assert_eq!(told("新建养老院3.7万张", "name \"养老院3.7万张\""), [""; 0]);
    // What a rule states is no name, and that is all that is said.
    assert_eq!(
        told("建成五大中心", "name \"五大中心\", \"托位数达到4.5个\""),
        ["Y0919 goals.rules \"托位数达到4.5个\""]
    );
}

#[test]
fn an_open_figure_shows_the_quotes_that_hold_it() {
    let mut files = plan();
    let rules = files.iter_mut().find(|(path, _)| path == SERVICES).unwrap();
    rules.1 = rules.1.replace("for each city, county", "for each county");
    let held = hold(&files);
    let open = held.findings.iter().find(|one| one.code.id() == "Y0910");
    let shown = open.unwrap().labels.iter();
    let shown: Vec<_> = shown.map(|label| held.sources.slice(label.span)).collect();
    assert_eq!(shown, ["两级", "\"市、县两级各至少建成1所康复医院\""]);
}
