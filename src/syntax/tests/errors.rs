//! What is said about what cannot be read.

use super::super::ast::Item;
use super::read;
use crate::diag::Lang;

/// Each text, and what is said about it.
fn said(cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, findings) in cases {
        let got = read(text).findings();
        if got != *findings {
            wrong.push(format!("{text:?}, &{got:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn another_spelling_is_named() {
    said(&[
        ("x == 5", &["1 Y0103 `==`: write `=`"]),
        ("x >= 1 && y >= 1", &["1 Y0103 `&&`: write `and`"]),
        ("x => 5", &["1 Y0103 `=>`: write `>=`"]),
        ("x >= 4,500 by 2025", &["1 Y0103 `4,500`: write `4500`"]),
        (
            "x 达到4.5 %以上",
            &["1 Y0103 `4.5 %以上`: write `4.5%以上`"],
        ),
        ("x >= 5 %", &["1 Y0103 `5 %`: write `5%`"]),
        ("x in 103..107", &["1 Y0117 `in`: read as `=`"]),
        ("x 降至5‰", &["1 Y0103 `降至`: write `降至…以下`"]),
        (
            "x ==5\n   soruce \"a\"\n   attribute expekted",
            &[
                "1 Y0103 `==`: write `=`",
                "2 Y0102 `soruce`: did you mean `source`?",
                "3 Y0101 `expekted`: expected `binding`, `expected` or `none`; did you mean `expected`?",
            ],
        ),
        ("x >= 5 BY 2025", &["1 Y0103 `BY`: write `by`"]),
        ("x 大于5", &["1 Y0103 `大于`: write `超过`"]),
        ("x 不低于 4.5个。", &["1 Y0103 `。`: leave it out"]),
        (
            "x >= 5; y >= 2",
            &["1 Y0103 `;`: begin a new line at the margin"],
        ),
        ("x >= 'a'", &["1 Y0103 `'`: write `\"`"]),
        ("x ”a”", &["1 Y0103 `”`: write `“…”`"]),
        (
            "每个县产前筛查机构 不少于 1家",
            &["1 Y0103 `每个县产前筛查机构`: spaces separate words: `每个县 产前筛查机构`"],
        ),
        (
            "x >= 3 every year",
            &["1 Y0103 `every year`: write `throughout`"],
        ),
        ("各县 x >= 1", &["1 Y0103 `各县`: write `每个县`"]),
        ("n: each of a, b >= 1", &["1 Y0103 `,`: leave it out"]),
        ("x >= 5 到2025", &["1 Y0103 `到2025`: write `到2025年`"]),
        ("x >= 5 在2025年", &["1 Y0103 `在2025年`: write `到2025年`"]),
        (
            "x in 2021..2025",
            &[
                "1 Y0103 `in 2021..2025`: write `throughout 2021..2025` for each of the years, `over 2021..2025` for all together",
            ],
        ),
        ("x ≠ 5", &["1 Y0103 `≠`: write `x > 5 or x < 5`"]),
        ("x > = 5", &["1 Y0103 `> =`: write `>=`"]),
        (
            "x >= 1 at least 3 of county",
            &["1 Y0103 `at least`: write `for at least`"],
        ),
        ("x >= 5 全部县", &["1 Y0103 `全部县`: write `每个县`"]),
        ("x >= 1,\n  by 2025", &["1 Y0103 `,`: leave it out"]),
    ]);
}

/// What a plan says in a sentence and a rule says otherwise; each with what is offered.
#[test]
fn sentences_of_a_plan_are_put_right() {
    let mut wrong = Vec::new();
    for (text, help) in [
        ("2021—2025年，就业 合计 不低于 5", "write `2021—2025年累计`"),
        (
            "2021—2025年 就业 不低于 5",
            "write the years: `2021—2025年每年` for each of them, `2021—2025年累计` for all together; for the end alone its year, as in `到2025年`",
        ),
        (
            "就业 不低于 5 2021—2025年",
            "write the years: `2021—2025年每年` for each of them, `2021—2025年累计` for all together; for the end alone its year, as in `到2025年`",
        ),
        (
            "x >= 5 during 2021..2025",
            "write `throughout 2021..2025` for each of the years, `over 2021..2025` for all together",
        ),
        ("每县 机构 不少于 1家", "write `每个县`"),
        ("机构 不少于 1家 每县", "write `每个县`"),
        ("x >= 1 by end of 2025", "write `by 2025`"),
        ("x >= 1 by the end of 2025", "write `by 2025`"),
        ("机构 至少 1家", "write `不少于`"),
        (
            "机构 不少于 1家 到 2025年",
            "no space within it: `到2025年`",
        ),
        (
            "机构 不少于 1家 到 2025 年末",
            "no space within it: `到2025年末`",
        ),
        (
            "到 2025年，机构 不少于 1家",
            "no space within it: `到2025年`",
        ),
        (
            "机构 不少于 1家 至少 4 个县",
            "no space within it: `至少4个`",
        ),
        ("在甲区 机构 不少于 1家", "spaces separate words: `在 甲区`"),
        ("机构 不少于 1家 在甲区", "spaces separate words: `在 甲区`"),
        (
            "在每个县，机构 不少于 1家",
            "without `在` in front of it: `每个县`",
        ),
        ("覆盖率 95%以上 到2025年", "write `不低于 95%`"),
        ("覆盖率95%以上 到2025年", "write `覆盖率 不低于 95%`"),
        (
            "覆盖率 45%左右（±2个百分点）",
            "write `等于 45%左右（±2个百分点）`",
        ),
        (
            "到2025年，甲区、乙区 甲指标 不低于 1",
            "several places are written with `在` in front: `在 甲区、乙区`",
        ),
        (
            "托位数不低于4.5个到2025年",
            "spaces separate words: `托位数 不低于4.5个 到2025年`",
        ),
        ("参保率 提高5个百分点", "write `不低于 基期 + 5个百分点`"),
        (
            "参保率提高5.5个百分点以上",
            "write `参保率 不低于 基期 + 5.5个百分点`",
        ),
        (
            "死亡率 降低2个千分点 到2025年",
            "write `不高于 基期 - 2个千分点`",
        ),
        ("托位数 约4.5 到2025年", "write `等于 4.5 左右 ±…`"),
        (
            "托位数 不低于 约4.5个",
            "a bound is no estimate: `4.5个`; if about is meant, write `等于 4.5个 左右 ±…`",
        ),
        (
            "托位数 不低于 4.5 2025年前",
            "write the last year: `到2025年` if that year counts, else the year before",
        ),
        (
            "“十四五”期间 托位数 不低于 4",
            "write the years: `2021—2025年每年` for each of them, `2021—2025年累计` for all together; for the end alone its year, as in `到2025年`",
        ),
        (
            "“十四五”期间，就业 合计 不低于 4",
            "write the years: `2021—2025年每年` for each of them, `2021—2025年累计` for all together; for the end alone its year, as in `到2025年`",
        ),
        (
            "托位数 不低于 4 “十四五”期间",
            "write the years: `2021—2025年每年` for each of them, `2021—2025年累计` for all together; for the end alone its year, as in `到2025年`",
        ),
        (
            "十四五期间 托位数 不低于 4",
            "write the years: `2021—2025年每年` for each of them, `2021—2025年累计` for all together; for the end alone its year, as in `到2025年`",
        ),
        ("// 说明", "write `#`"),
        ("x >= 5 // 说明", "write `#`"),
        ("＃ 说明", "write `#`"),
        ("章节 第二章", "text stands in quotes: `\"第二章\"`"),
        (
            "section 第二章/第一节",
            "text stands in quotes: `\"第二章/第一节\"`",
        ),
        (
            "x >= 1\n    责任单位 市民政局",
            "text stands in quotes: `\"市民政局\"`",
        ),
        (
            "指标 甲\n    别名 乙、丙 丁",
            "text stands in quotes: `\"乙\" \"丙\" \"丁\"`",
        ),
        (
            "指标 甲\n    越高越好 是",
            "the word stands alone: `越高越好`",
        ),
        (
            "x >= 1\n    力争 否",
            "leave the line out: without it the answer is no",
        ),
        (
            "x 保持在5",
            "say on which side: `不低于 5` (at least), `不高于 5` (at most) or `等于 5 左右 ±…`; if it is for each year, `每年` behind it",
        ),
        ("院 达到建成以上", "write `不低于 建成`"),
        ("院 达到 建成以上", "write `不低于 建成`"),
        ("x >= 1\n    出处：“甲”", "write a space instead"),
        ("x >= 1\n    属性：约束性", "write a space instead"),
        ("章节：“甲”", "write a space instead"),
        (
            "x >= 1\n    缺数据 沿用 2 年内",
            "no space within it: `沿用2年内`",
        ),
        ("机构 翻一番", "write `不低于 2 * 基期`"),
        (
            "就业 累计 不少于 5",
            "the time and the scope stand in front of everything or behind it, as in `就业 不少于 5 累计`",
        ),
        (
            "就业 到2025年 不少于 5",
            "the time and the scope stand in front of everything or behind it, as in `就业 不少于 5 到2025年`",
        ),
        (
            "在校生 到2025年 不少于 5",
            "the time and the scope stand in front of everything or behind it, as in `在校生 不少于 5 到2025年`",
        ),
        (
            "机构 每个县 不少于 1家",
            "the time and the scope stand in front of everything or behind it, as in `机构 不少于 1家 每个县`",
        ),
        (
            "x >= 1 for at least 1 of 甲区, 丙县",
            "for some of several places declare them as a list, `list … = 沙湾区, 夹江县`, and write the name of the list, a group or a level here",
        ),
    ] {
        let read = read(text);
        let got: Vec<_> = read
            .diagnostics
            .iter()
            .map(|one| one.help_text(Lang::En).unwrap_or_default())
            .collect();
        if got != [help] {
            wrong.push(format!("{text}: {got:?}"));
        }
        // What is shown can also be said.
        read.findings();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn directions_and_widths_are_asked_for() {
    said(&[
        ("x 达到4.5个", &["1 Y0104 `达到`: at least or at most?"]),
        (
            "x 等于45%左右",
            &["1 Y0105 `左右`: how far is still about?"],
        ),
        (
            "x 等于 45% 左右",
            &["1 Y0105 `左右`: how far is still about?"],
        ),
        (
            "x >= 5个以上",
            &["1 Y0113 `以上`: the direction was already said, or nothing is asked for here"],
        ),
        (
            "x 不低于5个以上",
            &["1 Y0113 `以上`: the direction was already said, or nothing is asked for here"],
        ),
        (
            "5个以上 >= x",
            &["1 Y0113 `以上`: the direction was already said, or nothing is asked for here"],
        ),
        (
            "x >= 5以上",
            &["1 Y0113 `以上`: the direction was already said, or nothing is asked for here"],
        ),
    ]);
}

#[test]
fn formulas_and_conditions_are_told_apart() {
    said(&[
        ("x by 2025", &["1 Y0115 `x`: compared with nothing"]),
        ("x", &["1 Y0115 `x`: compared with nothing"]),
        ("x >= (y >= 1)", &["1 Y0114 `y >= 1`: this is a condition"]),
        ("x + 1", &["1 Y0115 `x + 1`: compared with nothing"]),
        ("n: x and y >= 1", &["1 Y0115 `x`: compared with nothing"]),
        (
            "n: at least 2 of (x, y >= 1)",
            &["1 Y0115 `x`: compared with nothing"],
        ),
        ("x >= avg(y, z)", &["1 Y0116 `avg`: did you mean `mean`?"]),
        (
            "x >= summ(y, 2021..2025)",
            &["1 Y0116 `summ`: did you mean `sum`?"],
        ),
        (
            "x >= foo(y)",
            &[
                "1 Y0116 `foo`: the functions are `sum`, `mean`, `min`, `max`, `change`, `growth`, `share` and `count`",
            ],
        ),
        ("claim x", &["1 Y0115 `x`: compared with nothing"]),
        (
            "identity a - b",
            &["1 Y0115 `a - b`: compared with nothing"],
        ),
        (
            "x达到5以上",
            &["1 Y0115 `x达到5以上`: compared with nothing; spaces separate words: `x 达到5以上`"],
        ),
    ]);
}

#[test]
fn clauses_and_declarations() {
    said(&[
        (
            "x >= 5\n    soruce \"a\"\n    attribute expected",
            &["2 Y0102 `soruce`: did you mean `source`?"],
        ),
        (
            "x >= 5\n    responsible \"a\"\n    atribute expected\n    note \"b\"",
            &[
                "2 Y0102 `responsible`: did you mean `owner`?",
                "3 Y0102 `atribute`: did you mean `attribute`?",
            ],
        ),
        (
            "x >= 5\n    something \"a\"",
            &[
                "2 Y0102 `something`: an indented line begins with the word of a clause, such as `source`, `attribute`, `owner`, `note`; a name with spaces or signs in it stands in quotes; another target begins at the margin",
            ],
        ),
        (
            "indicater x \"y\"",
            &["1 Y0119 `indicater`: did you mean `indicator`?"],
        ),
        (
            "sectoin \"a\"",
            &["1 Y0119 `sectoin`: did you mean `section`?"],
        ),
        ("标指 甲", &["1 Y0119 `标指`: did you mean `指标`?"]),
        ("章结 \"a\"", &["1 Y0119 `章结`: did you mean `章节`?"]),
        ("分极 a = b < c", &["1 Y0119 `分极`: did you mean `分级`?"]),
        (
            "指栎 甲\n    单位 个",
            &[
                "1 Y0119 `指栎`: did you mean `指标`?",
                "2 Y0121 `单位`: has no meaning here",
            ],
        ),
        ("source \"a\"", &["1 Y0120 `source`: this is a clause"]),
        (
            "x >= 1\nsource \"a\"\n",
            &["2 Y0120 `source`: this is a clause"],
        ),
        (
            "  x >= 1\n  y >= 1\nz >= 1",
            &["1 Y0110 `x >= 1`: no declaration stands before it"],
        ),
        (
            "x >= 1\n  unit 个",
            &["2 Y0121 `unit`: has no meaning here"],
        ),
        (
            "section \"a\"\n  guard",
            &["2 Y0121 `guard`: has no meaning here"],
        ),
    ]);
}

/// A word of two characters that shares one with a word of ours is a name like any other, and what
/// is wrong behind it is what is said.
#[test]
fn names_are_not_taken_for_slips_of_our_words() {
    for name in [
        "床位", "托位", "岗位", "名额", "指数", "分类", "学位", "名次", "口岸",
    ] {
        for (behind, said) in [
            ("达到4.5张 到2025年", "Y0104 `达到`: at least or at most?"),
            ("达到 4.5张 到2025年", "Y0104 `达到`: at least or at most?"),
            (
                "4.5张 到2025年",
                "Y0101 `4`: expected a comparison (such as `>=` or `rising`)",
            ),
            (
                "努力 增加",
                "Y0101 `努力`: expected a comparison (such as `>=` or `rising`)",
            ),
        ] {
            said_of(&format!("{name} {behind}"), said);
        }
    }
}

fn said_of(text: &str, said: &str) {
    assert_eq!(read(text).findings(), [format!("1 {said}")], "{text}");
}

#[test]
fn once_is_enough_and_words_are_no_names() {
    said(&[
        (
            "x >= 5 except a",
            &["1 Y0118 `except a`: left out of which places?"],
        ),
        ("x >= (1", &["1 Y0109 `(`: it begins here"]),
        (
            "x >= 1 by 2025 by 2026",
            &["1 Y0111 `by 2026`: the second time"],
        ),
        (
            "到2025年 x >= 1 到2025年",
            &["1 Y0111 `到2025年`: the second time"],
        ),
        ("sum of x 合计 >= 1", &["1 Y0111 `合计`: the second time"]),
        ("and >= 5", &["1 Y0112 `and`: a name is needed here"]),
        (
            "x >= 1\n guard\n guard",
            &["3 Y0111 `guard`: the second time"],
        ),
        ("list >= 5", &["1 Y0112 `list`: a name is needed here"]),
        ("name: x >= 1", &["1 Y0112 `name`: a name is needed here"]),
        (
            "x >= 5 2025年 2024年",
            &["1 Y0111 `2024年`: the second time"],
        ),
    ]);
}

#[test]
fn what_could_stand_there_is_said() {
    said(&[
        (
            "x y z",
            &["1 Y0101 `y`: expected a comparison (such as `>=` or `rising`)"],
        ),
        (
            "x >= by 2025",
            &["1 Y0101 `by`: expected a figure, an indicator or a formula"],
        ),
        (
            "x >=",
            &["1 Y0101 `=`: a figure, an indicator or a formula should follow this"],
        ),
        (
            "x >= 5 by",
            &[
                "1 Y0101 `by`: expected a time (such as `by 2025`), a scope (such as `for each county`), the end",
            ],
        ),
        (
            "x >= 5 by 25",
            &["1 Y0101 `25`: expected a year from 1900 to 2199"],
        ),
        (
            "x >= 5 by 2525",
            &["1 Y0101 `2525`: expected a year from 1900 to 2199"],
        ),
        ("x >= 5 for", &["1 Y0101 `for`: a name should follow this"]),
        (
            "x >= 5 for each",
            &["1 Y0101 `each`: a level of regions (such as `county`) should follow this"],
        ),
        (
            "x >= 5 for each county except",
            &["1 Y0101 `except`: a name should follow this"],
        ),
        (
            "x >= 1)",
            &[
                "1 Y0101 `)`: expected a time (such as `by 2025`), a scope (such as `for each county`), the end",
            ],
        ),
        (
            "x >= count(county)",
            &[
                "1 Y0101 `count(county)`: expected `where` and a condition (such as `county where x >= 1`)",
            ],
        ),
        (
            "x >= { 2022: 1, a: 2 }",
            &["1 Y0101 `a`: expected a year from 1900 to 2199"],
        ),
        (
            "x = { 2022: 1, 2025: 2 } ± 1",
            &["1 Y0101 `± 1`: expected the end"],
        ),
        (
            "x >= 1\n path { a: 1 }",
            &["2 Y0101 `a`: expected a year from 1900 to 2199"],
        ),
        (
            "x = { a: 1, 2022: 2 }",
            &["1 Y0101 `2022`: expected a name"],
        ),
        ("x = { a 1 }", &["1 Y0101 `1`: expected `:`"]),
        ("x = { a: 1 b: 2 }", &["1 Y0101 `b`: expected `}`, `,`"]),
        (
            "scale s = a < b > c",
            &["1 Y0101 `>`: expected `<`, the end"],
        ),
        (
            "list x a, b",
            &["1 Y0101 `a`: expected `=`, text in quotes"],
        ),
        (
            "amend x@2025 from 2023-13-30 by \"a\": 1 -> 2",
            &["1 Y0101 `2023-13-30`: expected a date (such as `2023-06-30`)"],
        ),
        (
            "amend x@2025 by \"a\": 1 -> 2",
            &["1 Y0101 `by`: expected the day from which it holds (such as `from 2023-06-30`)"],
        ),
        (
            "x >= 5 bye 2025",
            &[
                "1 Y0101 `bye`: expected a time (such as `by 2025`), a scope (such as `for each county`), the end; did you mean `by`?",
            ],
        ),
        (
            "x grater 5",
            &["1 Y0101 `grater`: expected a comparison (such as `>=` or `rising`)"],
        ),
        (
            "x 不底于 5",
            &[
                "1 Y0101 `不底于`: expected a comparison (such as `>=` or `rising`); did you mean `不低于`?",
            ],
        ),
        (
            "x >= 1\n attribute expeted",
            &[
                "2 Y0101 `expeted`: expected `binding`, `expected` or `none`; did you mean `expected`?",
            ],
        ),
        (
            "x >= 1\n compare at 1 decimal",
            &["2 Y0101 `decimal`: `half-even` or `half-up` should follow this"],
        ),
        (
            "x >= 1\n missing",
            &[
                "2 Y0101 `missing`: `cannot judge`, `as zero` or `use last within 1 year` should follow this",
            ],
        ),
        (
            "x >= 1\n from 3",
            &["2 Y0101 `3`: a year from 1900 to 2199 should follow this"],
        ),
        (
            "x = 1 2",
            &[
                "1 Y0101 `2`: expected a time (such as `by 2025`), a scope (such as `for each county`), the end",
            ],
        ),
        (
            "x >= 1 for county >= 2",
            &[
                "1 Y0101 `>`: expected a time (such as `by 2025`), a scope (such as `for each county`), `,`, the end",
            ],
        ),
        (
            "undefined \"a\" x",
            &["1 Y0101 `x`: expected `of` and an indicator"],
        ),
        (
            "x = 100 ± ",
            &["1 Y0101 `±`: a figure, an indicator or a formula should follow this"],
        ),
        (
            "x rising 5",
            &[
                "1 Y0101 `5`: expected a time (such as `by 2025`), a scope (such as `for each county`), the end",
            ],
        ),
        ("\"\" >= 1", &["1 Y0101 `\"\"`: expected a name"]),
        (
            "x >= -",
            &["1 Y0101 `-`: a figure, an indicator or a formula should follow this"],
        ),
        (
            "在校生 5 到2025年",
            &["1 Y0101 `5`: expected a comparison (such as `>=` or `rising`)"],
        ),
        (
            "甲、乙 = 3",
            &["1 Y0101 `、`: expected a comparison (such as `>=` or `rising`)"],
        ),
        (
            "保持在 x >= 5",
            &["1 Y0101 `x`: expected a comparison (such as `>=` or `rising`)"],
        ),
    ]);
}

#[test]
fn each_bad_line_is_reported_and_counted_once() {
    let text =
        "x >= 1\n    soruce \"a\"\n    attribute expeted\n    note \"b\ny >= 2\nz == 3\n# end\n";
    let read = read(text);
    assert_eq!(
        read.findings(),
        [
            "2 Y0102 `soruce`: did you mean `source`?",
            "3 Y0101 `expeted`: expected `binding`, `expected` or `none`; did you mean `expected`?",
            "4 Y0109 `\"`: it begins here",
            "6 Y0103 `==`: write `=`",
        ]
    );
    assert_eq!(read.file.left_out, 2);
    assert!(matches!(
        read.file.items[..],
        [
            Item::Broken(_),
            Item::Declaration(_),
            Item::Broken(_),
            Item::Comment(_)
        ]
    ));
}

#[test]
fn a_clause_at_the_margin_takes_its_declaration_with_it() {
    // Otherwise the target would be judged as if it were no `strive`.
    let read = read("x >= 1\n\nstrive\n  note \"a\"\ny >= 1\n");
    assert_eq!(read.findings(), ["3 Y0120 `strive`: this is a clause"]);
    assert_eq!(read.file.left_out, 1);
    assert!(matches!(
        read.file.items[..],
        [Item::Broken(_), Item::Declaration(_)]
    ));
}

/// A clause that cannot be read ends where the next line was meant as another.
#[test]
fn a_clause_that_cannot_be_read_hides_no_other() {
    said(&[
        (
            "x >= 1\n attribute must\n atribute binding\n note \"x\"",
            &[
                "2 Y0101 `must`: expected `binding`, `expected` or `none`",
                "3 Y0102 `atribute`: did you mean `attribute`?",
            ],
        ),
        (
            "x >= 1\n missing zero\n atribute binding\n compar exactly\n path linea\n soure \"x\"",
            &[
                "2 Y0101 `zero`: expected `cannot judge`, `as zero` or `use last within 1 year`",
                "3 Y0102 `atribute`: did you mean `attribute`?",
                "4 Y0102 `compar`: did you mean `compare`?",
                "5 Y0101 `linea`: expected `linear` or `compound`, figures by year (such as `{ 2022: 2.5 }`); did you mean `linear`?",
                "6 Y0102 `soure`: did you mean `source`?",
            ],
        ),
        (
            "indicator x\n better hiher\n bassis 甲\n unt 个\n kind level",
            &[
                "2 Y0101 `hiher`: expected `higher`, `lower` or `neither`",
                "3 Y0102 `bassis`: did you mean `basis`?",
                "4 Y0102 `unt`: did you mean `unit`?",
            ],
        ),
        (
            "x >= 1\n attribute must\n quantum \"x\"\n sorce \"x",
            &[
                "2 Y0101 `must`: expected `binding`, `expected` or `none`",
                "3 Y0102 `quantum`: an indented line begins with the word of a clause, such as `source`, `attribute`, `owner`, `note`; a name with spaces or signs in it stands in quotes; another target begins at the margin",
                "4 Y0109 `\"`: it begins here",
            ],
        ),
        (
            "x == 1\n atribute binding\n sorce \"a\"",
            &[
                "1 Y0103 `==`: write `=`",
                "2 Y0102 `atribute`: did you mean `attribute`?",
                "3 Y0102 `sorce`: did you mean `source`?",
            ],
        ),
        (
            "x >= 1\n note \"a\n atribute binding",
            &[
                "2 Y0109 `\"`: it begins here",
                "3 Y0102 `atribute`: did you mean `attribute`?",
            ],
        ),
        (
            "x == 1\n 公式 \"x\"\n attribute must",
            &[
                "1 Y0103 `==`: write `=`",
                "2 Y0102 `公式`: an indented line begins with the word of a clause, such as `source`, `attribute`, `owner`, `note`; a name with spaces or signs in it stands in quotes; another target begins at the margin",
                "3 Y0101 `must`: expected `binding`, `expected` or `none`",
            ],
        ),
        // What a clause goes on with is no clause.
        (
            "x >= 1\n owner 甲\n with \"乙\"\n path { 2022: 1,\n z: 2 }",
            &[
                "2 Y0103 `甲`: text stands in quotes: `\"甲\"`",
                "5 Y0101 `z`: expected a year from 1900 to 2199",
            ],
        ),
    ]);
}

#[test]
fn an_unknown_clause_is_never_a_continuation() {
    said(&[
        ("x >= 1 by\n    2025", &[]),
        ("list a = b,\n    c", &[]),
        (
            "list a = b\n    soruce \"c\"",
            &["2 Y0102 `soruce`: did you mean `source`?"],
        ),
        (
            "x >= 1 and\n    sourse \"c\"",
            &[
                "1 Y0101 `and`: a figure, an indicator or a formula should follow this",
                "2 Y0102 `sourse`: did you mean `source`?",
            ],
        ),
        (
            "x >= 1\n    by 2025\n    by",
            &[
                "3 Y0101 `by`: expected a time (such as `by 2025`), a scope (such as `for each county`), the end",
            ],
        ),
        (
            "x >= 1\n    source \"a\n    b c\"\n    d \"e\"",
            &[
                "4 Y0102 `d`: an indented line begins with the word of a clause, such as `source`, `attribute`, `owner`, `note`; a name with spaces or signs in it stands in quotes; another target begins at the margin",
            ],
        ),
    ]);
}

#[test]
fn repairs_are_offered_where_they_are_safe() {
    for (text, repaired) in [
        ("x == 5", "x = 5"),
        ("x >= 4,500 by 2025", "x >= 4500 by 2025"),
        ("x 达到4.5 %以上", "x 达到4.5%以上"),
        ("x in 103..107", "x = 103..107"),
        ("x >= 1\nstrive", "x >= 1\n    strive"),
        ("托位\u{200B}数 >= 1", "托位数 >= 1"),
        ("x 降至5‰ 到2025年", "x 降至5‰以下 到2025年"),
    ] {
        let read = read(text);
        let one = read.diagnostics.iter().next().unwrap();
        let edit = one.edits.first().unwrap();
        let mut mended = text.to_owned();
        mended.replace_range(edit.span.range(), &edit.text);
        assert_eq!(mended, repaired);
        super::clean(&mended);
    }
}
