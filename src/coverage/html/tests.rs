use super::*;
use crate::coverage::{Accounted, FoundQuote, account};
use crate::diag::{Code, Diagnostic, entries};
use crate::open::{Opened, open};
use crate::text::Span;
use std::collections::{HashMap, HashSet};

const PLAN: &str = "language: 1\nid: case\ntitle: <甲> & “乙”\nyears: 2021..2025\nbase: 2020\n\
    regions: regions.yaml\nrules: [a.rules]\ndata: [data.csv]\n";
const REGIONS: &str =
    "levels:\n  city: [市]\nregions:\n  - {code: '511100', name: 甲市, level: city}\n";
const DATA: &str = "indicator,year,value,unit,status,source,place,quote\n\
    beds,2020,3,张,A,规划,第一章/专栏1,床位 张 3\n";
const RULES: &str = "indicator beds \"床位<数>\"\n    unit 张\nindicator rate \"参保率\"\n    unit %\n\n\
    name \"3岁以下\"\n\nsection \"第一章\"\n\nbeds >= 5张 by 2025\n    source \"床位达到5张\"\n\n\
    rate >= 95% by 2025\n    source \"参保率达到90%\"\n";
const TEXT: &str = "前  言\n甲<script>alert(1)</script> & \"乙\"。\u{b}\n\n第一章  目标\n\n\
    到2025年，3岁以下床位达到5张，新增77人。参保率达到90%。\n一、问题\n\
    图1  床位<数>\n专栏1  指标\n\n\t领域\n\t指标\n\t单位\n\t数量\n\n\t\n\t\n\t\n\t2020年\n\t2025年\n\n\
    \t床位\n\t床位\n\t张\n\t3\n\t<5>\n\n\t\n\t另\n\t人\n\t12\n\t13\n\n\t合计\n\t人\n\t15\n\t18\n\n\n\
    注：丙\n\n后文。\n专栏2\n\t一段<b>。\n\n二段8个。\n\n\n末。\n";

/// A plan with a text of its own.
struct Case {
    sources: Sources,
    opened: Opened,
    document: Document,
}

impl Case {
    fn new(text: &str) -> Self {
        let mut sources = Sources::new();
        for (path, words) in [
            ("plan.yaml", PLAN),
            ("regions.yaml", REGIONS),
            ("a.rules", RULES),
            ("data.csv", DATA),
        ] {
            sources.insert(path, words.as_bytes()).unwrap();
        }
        let opened = open(&sources, &mut Diagnostics::new()).unwrap();
        let source = sources.insert("plan.txt", text.as_bytes()).unwrap();
        let document = Document::new(source, text, &opened.plan.units);
        Self {
            sources,
            opened,
            document,
        }
    }

    fn page(&self, coverage: &Coverage, findings: &Diagnostics, lang: Lang) -> String {
        let file = match lang {
            Lang::Zh => include_str!("../../cli/words/zh.words"),
            Lang::En => include_str!("../../cli/words/en.words"),
        };
        let words: HashMap<&str, &'static str> = entries(file).collect();
        html(&Page {
            title: &self.opened.plan.title,
            summary: "一句话",
            banner: &["有<1>条规则没有读懂".to_owned()],
            document: &self.document,
            coverage,
            claimants: &coverage.claimants,
            findings,
            sources: &self.sources,
            lang,
            words: &|key| {
                let word = words.get(key);
                word.copied().unwrap_or_else(|| panic!("no word for {key}"))
            },
        })
    }

    /// The span of the first place of some words in the text.
    fn span(&self, words: &str) -> Span {
        let start = self.document.text.find(words).unwrap();
        Span::new(self.document.source, start..start + words.len())
    }
}

/// The page of a text and what came of holding it against the rules.
fn page_of(text: &str, lang: Lang) -> (String, Coverage) {
    let case = Case::new(text);
    let mut findings = Diagnostics::new();
    let (plan, cube) = (&case.opened.plan, &case.opened.cube);
    let coverage = account(plan, cube, &case.sources, &case.document, &mut findings);
    (case.page(&coverage, &findings, lang), coverage)
}

/// A page must not depend on what is taken for a figure, so this one says it itself: each figure
/// with the words in front of it, what it is, and who says so.
const FIGURES: [(&str, &str, Class, &[&str]); 9] = [
    ("到", "2025", Class::Date, &[]),
    ("，", "3", Class::Name, &["a.rules:6"]),
    (
        "床位达到",
        "5",
        Class::Commitment,
        &["data.csv:2", "beds@2025"],
    ),
    ("新增", "77", Class::Unaccounted, &[]),
    ("参保率达到", "90", Class::Unaccounted, &[]),
    ("专栏", "1", Class::Ordinal, &[]),
    ("张\n\t", "3", Class::Baseline, &["data.csv:2"]),
    ("人\n\t", "12", Class::Unaccounted, &[]),
    ("二段", "8", Class::Background, &["gone.rules:1"]),
];

/// What stands in quotes behind each of some words.
fn all<'p>(page: &'p str, before: &str) -> Vec<&'p str> {
    let pieces = page.split(before).skip(1);
    pieces
        .map(|piece| piece.split('"').next().unwrap())
        .collect()
}

#[test]
fn a_plan_as_a_page() {
    let case = Case::new(TEXT);
    let figures = FIGURES.map(|(before, words, class, by)| {
        let start = TEXT.find(&format!("{before}{words}")).unwrap() + before.len();
        Accounted {
            at: start..start + words.len(),
            place: case.document.place(start),
            class,
            claimed_by: by.iter().map(|by| (*by).to_owned()).collect(),
        }
    });
    // One through several cells, two that overlap, one that ends within a figure, one not there.
    let quotes = [
        ("data.csv:2", "床位\n\t张\n\t3"),
        ("beds@2025", "床位达到5张"),
        ("a.rules:6", "达到5张，新增7"),
        ("rate@2025", "没有"),
    ];
    let quotes = quotes.map(|(by, words)| FoundQuote {
        by: by.to_owned(),
        words: words.to_owned(),
        at: TEXT.find(words).map(|start| start..start + words.len()),
    });
    let coverage = Coverage {
        own: Vec::new(),
        beside: Vec::new(),
        claimants: page_of(TEXT, Lang::Zh).1.claimants,
        figures: figures.to_vec(),
        quotes: quotes.to_vec(),
    };
    let mut findings = Diagnostics::new();
    let rules = case.sources.find("a.rules").unwrap();
    let rule = RULES.find("beds >=").unwrap();
    let missing = Diagnostic::new(Code::QuoteMissing, Span::new(rules, rule..rule + 4))
        .with("quote", "没有<1>")
        .with("place", "第一章")
        .at(case.span("问题"), "near");
    findings.push(missing);
    findings.push(Diagnostic::new(Code::Unaccounted, case.span("77")));
    let page = case.page(&coverage, &findings, Lang::Zh);
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    insta::with_settings!({snapshot_path => "../snapshots", omit_expression => true}, {
        insta::assert_snapshot!("page", format!("{before}<style></style>{after}"));
    });
}

#[test]
fn every_link_leads_somewhere_and_every_mark_is_there_once() {
    for lang in [Lang::Zh, Lang::En] {
        let (page, coverage) = page_of(TEXT, lang);
        let ids = all(&page, " id=\"");
        let unique: HashSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len());
        let goals = all(&page, "href=\"#");
        assert!(goals.len() > 20, "{goals:?}");
        for goal in goals {
            assert!(unique.contains(&goal), "{goal}");
        }
        for number in 1..=coverage.figures.len() {
            assert!(unique.contains(&format!("f-{number}").as_str()), "{number}");
        }
        // Names with braces are places that a word left open.
        let (_, words) = page.split_once("</style>").unwrap();
        assert!(!words.contains('{'), "{words}");
    }
}

#[test]
fn what_a_text_says_is_only_text() {
    let (page, _) = page_of(TEXT, Lang::Zh);
    for markup in ["<script", "<b>", "<甲>", "<数>", "<5>", "<1>", "\u{b}"] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(page.contains("&lt;script&gt;alert("));
}

/// A text without its marks: what is between the tags of the plan's own text.
fn plain(page: &str) -> String {
    let (_, article) = page.split_once("<article").unwrap();
    let (article, _) = article.split_once("</article>").unwrap();
    let pieces = article
        .split('<')
        .map(|piece| piece.split_once('>').unwrap().1);
    let text: String = pieces.collect();
    let text = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text, |text, (from, to)| text.replace(from, to));
    bare(&text)
}

fn bare(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .collect()
}

#[test]
fn nothing_of_a_text_is_lost() {
    let cells = "\t甲\n\t乙\n\n\t第一章 丙\n\t3\n\t4\n\n\t5\n";
    for text in [
        TEXT,
        "",
        "\n\n",
        cells,
        "第一章 甲\n第二章 乙\n",
        "专栏1 甲\n\t1\n\n丁\n\n第二章 乙\n\t\n\t\n",
        "一、甲\n（一）乙\n1、丙\n\t5\n\t\t6\n",
        "第一章 甲\r\n\r\n床位达到5张\r\n\t1\r\n\t2\r\n",
    ] {
        let (page, _) = page_of(text, Lang::Zh);
        assert_eq!(plain(&page), bare(text), "{text:?}");
    }
}
