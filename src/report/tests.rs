//! Templates to documents to files, on the example.

use super::document::{Block, Document, Inline, clean, plain};
use super::view::{Row, View};
use super::{Templates, Words, example, html, markdown, reading};
use crate::diag::{Code, Diagnostics, Lang, Look, render};
use crate::text::Sources;
use proptest::prelude::*;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The templates of a plan that has these files.
fn templates(files: &[(&str, &str)]) -> (Sources, Templates, Diagnostics) {
    let mut sources = Sources::new();
    for (path, text) in files {
        sources.insert(path, text.as_bytes()).unwrap();
    }
    let mut diagnostics = Diagnostics::new();
    let templates = Templates::load(&mut sources, &mut diagnostics);
    (sources, templates, diagnostics)
}

fn document(template: &str, view: &View) -> Document {
    let (sources, templates, mut diagnostics) = templates(&[("reports/x.md", template)]);
    let document = templates.render("x", Lang::Zh, view, &mut diagnostics);
    document.unwrap_or_else(|| panic!("{}", shown(&sources, &diagnostics, Lang::En)))
}

fn shown(sources: &Sources, diagnostics: &Diagnostics, lang: Lang) -> String {
    let look = Look {
        color: false,
        ascii: false,
        width: 100,
    };
    diagnostics
        .iter()
        .map(|diagnostic| render(diagnostic, sources, lang, look))
        .collect()
}

fn report(name: &str, lang: Lang, view: impl Fn(&Words) -> View) -> (Document, Words) {
    let (sources, templates, mut diagnostics) = templates(&[]);
    let words = templates.words(templates.lang(name, lang)).clone();
    let document = templates.render(name, lang, &view(&words), &mut diagnostics);
    let document = document.unwrap_or_else(|| panic!("{}", shown(&sources, &diagnostics, lang)));
    (document, words)
}

// ---- the bundled reports

#[test]
fn the_midterm_report_in_chinese() {
    let (document, words) = report("midterm", Lang::Zh, example);
    insta::assert_snapshot!("midterm.md", markdown(&document, &words));
    insta::assert_snapshot!("midterm.html", html(&document, &words));
}

#[test]
fn the_midterm_report_in_english() {
    let (document, words) = report("midterm", Lang::En, example);
    assert_eq!(document.lang, Lang::En);
    insta::assert_snapshot!("midterm.en.md", markdown(&document, &words));
}

#[test]
fn a_report_about_nothing_is_a_report() {
    let (document, words) = report("midterm", Lang::Zh, |_| View::default());
    insta::assert_snapshot!("empty.md", markdown(&document, &words));
}

#[test]
fn the_bundled_templates_pass_their_own_check() {
    let (sources, templates, mut diagnostics) = templates(&[]);
    templates.check(&mut diagnostics);
    assert_eq!(shown(&sources, &diagnostics, Lang::En), "");
    assert_eq!(templates.names(), ["midterm"]);
}

// ---- values are never markup

const CELL: &str = "# {{ plan.title }}\n\n{{ plan.region }}\n\n- {{ plan.id }}\n\n| 名称 | 数 |\n|:---|---:|\n| {{ plan.id }} | **{{ plan.title }}** |\n: {{ plan.region }}\n";

fn named(name: &str) -> View {
    let mut view = View::default();
    for field in [
        &mut view.plan.id,
        &mut view.plan.title,
        &mut view.plan.region,
    ] {
        name.clone_into(field);
    }
    view
}

/// What there is in HTML between the tags, character references undone, and the names of the tags.
fn parsed(html: &str) -> (Vec<String>, Vec<String>) {
    let body = html.split_once("<main>").unwrap().1;
    let (mut texts, mut tags) = (Vec::new(), Vec::new());
    let mut rest = body;
    while let Some((text, after)) = rest.split_once('<') {
        let plain = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
        texts.push(plain);
        let (tag, after) = after.split_once('>').unwrap();
        tags.push(tag.split(' ').next().unwrap().to_owned());
        rest = after;
    }
    (texts, tags)
}

/// What another reader of Markdown sees, one that knows more kinds of markup than ours.
fn events(text: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let mut events: Vec<String> = Vec::new();
    let mut joined = false;
    // Curly quotes are the one extension that changes text; GitHub has it not.
    let options = Options::all().difference(Options::ENABLE_SMART_PUNCTUATION);
    for event in Parser::new_ext(text, options) {
        let (line, text) = match event {
            Event::Start(Tag::Heading { level, .. }) => (format!("<{level}>"), false),
            Event::Start(tag) => (
                format!("<{}>", format!("{tag:?}").split(['(', ' ']).next().unwrap()),
                false,
            ),
            Event::End(_) => (String::new(), false),
            Event::InlineHtml(tag) if &*tag == "<strong>" => ("<Strong>".to_owned(), false),
            Event::InlineHtml(tag) if &*tag == "</strong>" => (String::new(), false),
            Event::Text(text) => (text.to_string(), true),
            other => (format!("{other:?}"), false),
        };
        match events.last_mut() {
            Some(last) if text && joined => last.push_str(&line),
            _ => events.push(line),
        }
        joined = text;
    }
    events.retain(|event| !event.is_empty());
    events
}

fn survives(name: &str) {
    let (name, words) = (name.to_owned(), Words::bundled(Lang::Zh));
    let document = document(CELL, &named(&name));
    let wanted = clean(&name);

    // In the document itself, it is what it was.
    let blocks = &document.blocks;
    let [
        Block::Heading(heading),
        Block::Paragraph(paragraph),
        Block::List(list),
        Block::Table(table),
    ] = blocks.as_slice()
    else {
        panic!("{blocks:?}");
    };
    for content in [
        &heading.content,
        paragraph,
        &list.items[0].content,
        &table.caption,
    ] {
        assert_eq!(plain(content), wanted);
    }
    assert_eq!(plain(&table.rows[0][0].content), wanted);

    // In HTML, it makes the tags that a plain name makes, and is text between them.
    let (texts, tags) = parsed(&html(&document, &words));
    let (_, plain_tags) = parsed(&html(&self::document(CELL, &named("x")), &words));
    assert_eq!(tags, plain_tags);
    assert_eq!(texts.iter().filter(|text| **text == wanted).count(), 5);

    // In Markdown, our own reader and a stranger's see a name.
    let text = markdown(&document, &words);
    let (again, problems) = reading::read(&text, &[]);
    assert_eq!(problems, [], "{text}");
    let [
        Block::Heading(heading),
        Block::Paragraph(paragraph),
        Block::List(list),
        _,
        Block::Table(table),
    ] = again.as_slice()
    else {
        panic!("{text}\n{again:?}");
    };
    for content in [
        &heading.content,
        paragraph,
        &list.items[0].content,
        &table.rows[0][0].content,
    ] {
        assert_eq!(plain(content), wanted, "{text}");
    }
    let bold = [Inline::Strong(vec![Inline::Text(wanted.clone())])];
    assert_eq!(table.rows[0][1].content, bold, "{text}");
    let caption = format!("表1　{wanted}");
    let seen = events(&text);
    let expected: Vec<&str> = vec![
        "<h1>",
        &wanted,
        "<Paragraph>",
        &wanted,
        "<List>",
        "<Item>",
        &wanted,
        "<Paragraph>",
        "<Strong>",
        &caption,
        "<Table>",
        "<TableHead>",
        "<TableCell>",
        "名称",
        "<TableCell>",
        "数",
        "<TableRow>",
        "<TableCell>",
        &wanted,
        "<TableCell>",
        "<Strong>",
        &wanted,
    ];
    assert_eq!(seen, expected, "{text}");
}

#[test]
fn names_that_look_like_markup_are_names() {
    for name in [
        "a|b",
        "**粗**",
        "*",
        "_x_",
        "x_y@2025",
        "<b>",
        "<script>alert(1)</script>",
        "`x`",
        "{{ x }}",
        "{% x %}",
        "a\nb",
        "# 一",
        "#",
        "C#",
        "- 一",
        "1. 一",
        "2) x",
        "1.",
        "+ x",
        "==",
        "---",
        "::: note",
        ": x",
        "> x",
        "~~x~~",
        "[x](y)",
        "[^1]",
        "![x](y)",
        "&lt;",
        "&amp;",
        "$x$",
        "^x^",
        "x~2~",
        "http://a.b",
        "www.a.b",
        "a\\",
        "\\|",
        "\\",
        "|",
        "||",
        "\u{FDD0}0\u{FDD1}",
        "\u{FDD1}",
        "[[x]]",
        "{#x}",
        "x {.y}",
        ":smile:",
        "“引号”",
        "'\"",
        "--",
        "...",
        "(c)",
        "[ ] x",
        "[!NOTE]",
        "[]",
        "=x",
        "\u{feff}x",
        "a:/b",
        "10.",
        "```",
        "~~~",
        "    x",
        "\t",
        "x  ",
        "100%",
    ] {
        if !clean(name).is_empty() {
            survives(name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_name_is_a_name(name in ".{1,12}") {
        if !clean(&name).trim().is_empty() {
            survives(&name);
        }
    }

    #[test]
    fn marks_in_any_order_are_names(name in "[-|*_<>`~\\\\\\[\\](){}#+.!:&$^=/\"' a1一]{1,10}") {
        if !clean(&name).trim().is_empty() {
            survives(&name);
        }
    }

    /// Whatever a template writes, it is laid out or reported; nothing is lost without a word.
    #[test]
    fn the_reader_takes_anything(text in "([-|*\\[\\](){}#:=. a一\n\u{FDD0}\u{FDD1}0<>\\\\]|::: note|<br>|\\*\\*){0,40}") {
        let values = vec![vec![Inline::Text("值".to_owned())]];
        let (blocks, _) = reading::read(&text, &values);
        let document = Document { lang: Lang::Zh, title: String::new(), banner: Vec::new(), blocks };
        let words = Words::bundled(Lang::Zh);
        markdown(&document, &words);
        html(&document, &words);
    }
}

// ---- what a template can do

const LAYOUT: &str = "\
::: numbering chinese
# 题目
::: byline 二〇二四年
## 第一
一段话
接着说 and
so on。
### 其一
1. 甲
   续行
2. 乙
   - 子项
::: pagebreak
::: landscape
| 领域 | 基期 | 基期 |
| 领域 | 年份 | 数 |
|:==|:-:|--.|
| 人口 | 2020 | 1.5 |
| 人口 | 2021 | 12 |
:::
## 第二
见[第一](#第一)。a\\*b<br>c
::: signature
乐山市统计局
2024年3月15日
:::
::: attachment 清单
::: note
**说明**
:::
:::
";

#[test]
fn a_template_lays_out() {
    let document = document(LAYOUT, &View::default());
    insta::assert_debug_snapshot!("layout", document.blocks);
    let words = Words::bundled(Lang::Zh);
    insta::assert_snapshot!("layout.md", markdown(&document, &words));
    let page = html(&document, &words);
    insta::assert_snapshot!("layout.html", page.split_once("<main>").unwrap().1);
}

#[test]
fn windows_line_ends_change_nothing() {
    let midterm = include_str!("../../reports/midterm.md");
    let english = include_str!("../../reports/midterm.en.md");
    let words = Words::bundled(Lang::Zh);
    let page = |template: &str| html(&document(template, &example(&words)), &words);
    let breaks = "# 题\n\n甲\\\n乙<br>丙\n丁\n\n- 一\n  二\n- 三\n\n::: signature\n甲\n乙\n:::\n";
    for template in [midterm, english, LAYOUT, breaks] {
        let template = template.replace("\r\n", "\n");
        assert!(
            page(&template) == page(&template.replace('\n', "\r\n")),
            "{template}"
        );
    }
}

#[test]
fn brackets_that_begin_no_link_are_brackets() {
    let words = Words::bundled(Lang::Zh);
    for (template, wanted) in [
        ("[[甲](#乙)", r"[\[甲](#乙)"),
        ("[甲](乙)[丙](#丁)", r"\[甲\](乙)[丙](#丁)"),
        ("[甲[乙](丙)[丁](#戊)", r"\[甲\[乙\](丙)[丁](#戊)"),
        ("[甲 **乙[丙](#丁)** 戊", r"\[甲 **乙[丙](#丁)** 戊"),
        (
            "**[甲](乙)[丙](#丁)**[戊](己)[庚](#辛)",
            r"<strong>\[甲\](乙)[丙](#丁)</strong>\[戊\](己)[庚](#辛)",
        ),
        ("[甲", r"\[甲"),
        ("[甲](#乙", r"\[甲\](\#乙"),
    ] {
        let written = markdown(&document(template, &View::default()), &words);
        assert_eq!(written.trim_end(), wanted, "{template}");
    }
}

#[test]
fn many_brackets_are_read_a_few_times_each() {
    // No time is measured: trying every bracket to the end would go on for a quarter of an hour.
    for (before, after) in [
        ("[", "](x)"),
        ("[**", "](x)"),
        ("[**a**", "](x)"),
        ("[", ""),
        ("[a](x ", ")"),
        ("[a](#x ", ""),
    ] {
        let text = before.repeat(100_000) + after;
        let (blocks, _) = reading::read(&text, &[]);
        assert_eq!(blocks.len(), 1);
    }
}

#[test]
fn macros_and_set_blocks_keep_values_values() {
    let template = "\
{% macro twice(x) %}{{ x }}和**{{ x }}**{% endmacro %}
{% set both %}{{ twice(plan.title) }}{% endset %}
{{ both }}、{{ both|upper }}、{{ twice(plan.id) ~ plan.title }}、{{ [plan.id, plan.title]|join('|') }}
";
    let mut view = View::default();
    view.plan.title = "*a*".to_owned();
    view.plan.id = "<b>".to_owned();
    let document = document(template, &view);
    let words = Words::bundled(Lang::Zh);
    assert_eq!(
        markdown(&document, &words),
        "\\*a\\*和<strong>\\*a\\*</strong>、\\*a\\*和<strong>\\*a\\*</strong>、\\<b\\>和<strong>\\<b\\></strong>\\*a\\*、\\<b\\>\\|\\*a\\*\n"
    );
}

#[test]
fn a_figure_has_its_identity_once() {
    let template = "{% for c in chapters %}{% for row in c.rows %}\n- {{ row.value|unit }} {{ row.value }}\n{% endfor %}{% endfor %}\n";
    let words = Words::bundled(Lang::Zh);
    let page = html(&document(template, &example(&words)), &words);
    let id = "id=\"f:childcare_slots_per_1000@2025.value\"";
    let data = "data-figure=\"childcare_slots_per_1000@2025.value\"";
    assert_eq!(page.matches(id).count(), 1);
    assert_eq!(page.matches(data).count(), 2);
    assert!(page.contains("title=\"演示数据; 来源：data/demo.csv:21:4\""));
    assert!(!page.contains("http"));
}

#[test]
fn the_banner_does_not_depend_on_the_template() {
    let words = Words::bundled(Lang::Zh);
    let document = document("# 题\n", &example(&words));
    assert_eq!(document.banner.len(), 7);
    assert!(html(&document, &words).contains("class=\"banner\""));
    assert!(markdown(&document, &words).contains("演示数据"));
}

#[test]
fn the_banner_says_all_that_results_lack() {
    let mut view = View {
        left_out: 11,
        ..View::default()
    };
    view.kept_out.regions = 12;
    view.kept_out.files = 13;
    view.kept_out.faulty = 14;
    view.kept_out.owners = true;
    assert_eq!(
        document("# 题\n", &view).banner,
        [
            "有11条规则因读不懂或有错误没有计入本报告，规划的承诺没有全部得到评估。",
            "有12个地区在区划文件中有错误，没有计入本报告；对全部地区的要求不能判为达到。",
            "有13个数据文件读不出来，其中的数据没有计入本报告。",
            "数据文件中有14行有错误，没有采用，其中的数据没有计入本报告。",
            "责任单位文件中有读不出来的内容，其中的单位没有列入本报告。",
        ]
    );
    // What was known on a day is said whether or not the template asks.
    view = View {
        as_of: Some("2023-12-31".to_owned()),
        ..View::default()
    };
    assert_eq!(
        document("# 题\n", &view).banner,
        ["本报告只使用2023年12月31日及以前发布的数据，以后发布和修订的数据没有采用。"]
    );
    view.undated = 15;
    let banner = document("# 题\n", &view).banner;
    assert!(banner[0].ends_with("所用数据中有15个没有发布日期，视为当时已发布。"));
    // Rows about what no rule knows lack nothing.
    view = View::default();
    view.kept_out.unused = 5;
    assert!(document("# 题\n", &view).banner.is_empty());
}

#[test]
fn a_plan_has_its_own_template_and_its_own_words() {
    let (sources, templates, mut diagnostics) = templates(&[
        ("reports/midterm.md", "{{ 'lagging'|verdict }}"),
        ("reports/words/zh.words", "verdict.lagging = 进度偏慢"),
        ("reports/parts/x.md", "{{ nonsense }}"),
    ]);
    templates.check(&mut diagnostics);
    assert_eq!(shown(&sources, &diagnostics, Lang::En), "");
    let document = templates
        .render("midterm", Lang::Zh, &View::default(), &mut diagnostics)
        .unwrap();
    let words = templates.words(Lang::Zh);
    assert_eq!(markdown(&document, words), "▽ 进度偏慢\n");
    // The English one is still ours.
    assert_eq!(templates.lang("midterm", Lang::En), Lang::En);
    assert_eq!(templates.lang("x", Lang::En), Lang::En);
}

// ---- what can go wrong in one

/// The findings of `check` on a template, each as its code and the text that it points at.
fn found(template: &str) -> Vec<(Code, String)> {
    let (sources, templates, mut diagnostics) = templates(&[("reports/x.md", template)]);
    templates.check(&mut diagnostics);
    diagnostics
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.labels.first().map(|label| label.span);
            let text = place.map(|span| sources.slice(span)).unwrap_or_default();
            (diagnostic.code, text.to_owned())
        })
        .collect()
}

#[test]
fn a_fault_in_a_template_has_a_code_and_a_place() {
    use Code::{
        TemplateDirective, TemplateMisuse, TemplateName, TemplateNotClosed, TemplateSyntax,
        TemplateTable, TemplateTooLong,
    };
    let cases = [
        ("{{ plan.title ", TemplateSyntax, ""),
        ("{% if year %}", TemplateSyntax, ""),
        ("{{ plan.titel }}", TemplateName, "plan.titel"),
        ("{{ planet }}", TemplateName, "planet"),
        (
            "{% for c in chapters %}{{ c.titel }}{% endfor %}",
            TemplateName,
            "c.titel",
        ),
        (
            "{% for c in chapters %}{% for r in c.rows %}{{ r.value|unti }}{% endfor %}{% endfor %}",
            TemplateName,
            "unti",
        ),
        ("{{ plan.title|safe }}", TemplateName, "safe"),
        ("{% include 'no.md' %}", TemplateName, "include 'no.md'"),
        ("{{ plan }}", TemplateMisuse, "plan"),
        ("{{ chapters }}", TemplateMisuse, "chapters"),
        ("{{ left_out > 0 }}", TemplateMisuse, "left_out > 0"),
        ("{{ plan.title|percent }}", TemplateMisuse, "percent"),
        ("{{ plan.title|chinese }}", TemplateMisuse, "chinese"),
        ("{{ 'late'|verdict }}", TemplateMisuse, "verdict"),
        ("{{ plan.title + 1 }}", TemplateMisuse, "plan.title + 1"),
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
            TemplateTooLong,
            "",
        ),
        ("| a | b |\n|---|---|\n| c |\n", TemplateTable, "| c |"),
        (
            "文字\n\n| a | b |\n| c | d |\n",
            TemplateTable,
            "| a | b |\n| c | d |",
        ),
        ("::: nota\n:::\n", TemplateDirective, "::: nota"),
        ("::: numbering roman\n", TemplateDirective, "roman"),
        ("a **b\n", TemplateNotClosed, "**"),
        ("::: note\n\nx\n", TemplateNotClosed, "::: note"),
        (":::\n", TemplateNotClosed, ":::"),
        (
            "{% set x %}{{ year }}{% endset %}{{ x|replace('0', '77') }}",
            TemplateMisuse,
            "x|replace('0', '77')",
        ),
    ];
    for (template, code, place) in cases {
        let found = found(template);
        assert!(!found.is_empty(), "{template}");
        assert_eq!(found[0].0, code, "{template}");
        if !place.is_empty() {
            assert_eq!(found[0].1, place, "{template}");
        }
    }
}

#[test]
fn what_is_said_about_templates_reads_well() {
    let template = "\
# {{ plan.titel }}

{{ sumary.all.targets }}

{% for one in chapters %}
| 指标 | 结论 |
|:---|:---|
| {{ one.title }} |
{% endfor %}
";
    let (sources, templates, mut diagnostics) = templates(&[
        ("reports/x.md", template),
        (
            "reports/y.md",
            "{% for one in chapters %}\n{{ one.tite }}\n{% endfor %}\n",
        ),
        ("reports/z.md", "{{ plan }}\n\n{{ plan.title"),
        (
            "reports/t.md",
            "| 指标 | 结论 |\n|:---|:---|\n{% for one in chapters %}\n| {{ one.title }} |\n{% endfor %}\n",
        ),
        ("reports/p.md", "截至{{ year }}年，{{ plan }}\n"),
        ("reports/bad.md", "x"),
    ]);
    templates.check(&mut diagnostics);
    templates.render("midtern", Lang::Zh, &View::default(), &mut diagnostics);
    templates.render("全部", Lang::Zh, &View::default(), &mut diagnostics);
    insta::assert_snapshot!("faults.zh", shown(&sources, &diagnostics, Lang::Zh));
    insta::assert_snapshot!("faults.en", shown(&sources, &diagnostics, Lang::En));
}

#[test]
fn a_file_that_is_no_text_is_named() {
    let mut sources = Sources::new();
    sources.insert("reports/x.md", b"\xCD\xD0\xCE\xBB").unwrap();
    let mut diagnostics = Diagnostics::new();
    Templates::load(&mut sources, &mut diagnostics);
    let codes: Vec<_> = diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::NotText]);
}

/// Names are looked up in the example, and templates are tried out on it: a list that is empty
/// there would hide what its items have.
#[test]
fn every_list_of_the_example_has_something_in_it() {
    fn visit(json: &Json, name: &str, filled: &mut BTreeMap<String, bool>) {
        match json {
            Json::Object(fields) => {
                for (key, field) in fields {
                    visit(field, key, filled);
                }
            }
            Json::Array(items) => {
                *filled.entry(name.to_owned()).or_default() |= !items.is_empty();
                for item in items {
                    visit(item, name, filled);
                }
            }
            _ => {}
        }
    }
    let words = Words::bundled(Lang::Zh);
    let json = serde_json::to_value(example(&words)).unwrap();
    let mut filled = BTreeMap::new();
    visit(&json, "", &mut filled);
    let empty: Vec<_> = filled.iter().filter(|(_, filled)| !**filled).collect();
    assert!(empty.is_empty(), "{empty:?}");
    assert!(filled.len() > 20);
}

#[test]
fn rows_of_a_view_have_their_facts_at_hand() {
    let json = serde_json::to_value(Row::default()).unwrap();
    assert_eq!(json["value"]["is"], "figure");
    assert_eq!(json["verdict"]["is"], "verdict");
}

#[test]
fn the_page_about_templates_names_everything() {
    let page = include_str!("../../docs/templates.md");
    let named = |name: &str| {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        page.split(|c| !part(c)).any(|word| word == name)
    };
    let words = Words::bundled(Lang::Zh);
    let Json::Object(fields) = serde_json::to_value(example(&words)).unwrap() else {
        panic!("a view is a record");
    };
    for name in fields.keys().map(String::as_str) {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
    let Json::Object(row) = serde_json::to_value(Row::default()).unwrap() else {
        panic!("a row is a record");
    };
    for name in row.keys().map(String::as_str).chain(reading::DIRECTIVES) {
        assert!(named(name), "{name}");
    }
}

/// The examples of the pages, each as its info string and its text.
fn examples(page: &str) -> Vec<(Vec<&str>, &str)> {
    page.split("```")
        .skip(1)
        .step_by(2)
        .filter_map(|block| block.split_once('\n'))
        .map(|(info, text)| (info.split(' ').collect(), text))
        .collect()
}

#[test]
fn the_pages_of_these_codes_tell_the_truth() {
    let codes = Code::ALL.iter().filter(|code| code.id().starts_with("Y08"));
    for code in codes.filter(|code| **code != Code::UnknownReport) {
        let examples = examples(code.page());
        assert_eq!(examples.len(), 2, "{code:?}");
        for (info, text) in examples {
            let (sources, templates, mut diagnostics) = templates(&[(info[1], text)]);
            templates.check(&mut diagnostics);
            let found = diagnostics.iter().any(|one| one.code == *code);
            let said = shown(&sources, &diagnostics, Lang::En);
            assert_eq!(found, info[2] == "fails", "{code:?} {info:?}\n{said}");
        }
    }
}
