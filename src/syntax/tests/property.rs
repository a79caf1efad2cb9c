//! What holds for every tree and every text.

use super::super::ast::*;
use super::super::words::Word;
use super::super::{Spelling, print};
use super::{clean, read};
use crate::text::{SourceId, Sources, Span};
use crate::value::{Date, Mode, Quantity, Units, Year, Years};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Enough to find what was ever found here within a few runs, and done in seconds.
const CASES: u32 = 400;

fn nowhere() -> Place {
    let mut sources = Sources::new();
    let id: SourceId = sources.insert("x.rules", b"").unwrap();
    Place(Span::new(id, 0..0))
}

fn file(items: Vec<Item>) -> File {
    File {
        source: nowhere().0.source,
        items,
        left_out: 0,
    }
}

/// Names of all sorts: plain ones, those that need quotes, and every word of the language.
fn name() -> impl Strategy<Value = Name> {
    let words: Vec<_> = Word::ALL.iter().flat_map(|word| word.spellings()).collect();
    prop_oneof![
        4 => "[a-z_]{1,8}",
        4 => "[一-龥]{1,6}",
        1 => "[0-9]{1,4}[岁年个分人%/a-z]{1,3}(以下)?[一-龥]{0,4}",
        1 => "[一-龥]{1,3}（[一-龥]{1,2}）[一-龥]{0,2}",
        1 => "(到|至少|不低于|每个)[0-9]{0,4}[年个项县]{0,2}",
        1 => "[a-zA-Z一-龥0-9 ,、：@+.%—“”-]{0,6}[a-z]",
        1 => select(words).prop_map(str::to_owned),
    ]
    .prop_map(|text| Name {
        // Quotes in a name pair up or stand in straight ones, either of which can be written.
        text,
        place: nowhere(),
    })
}

fn text() -> impl Strategy<Value = Text> {
    prop_oneof![
        "[^\"\\p{C}\\p{Z}]{0,12}",
        "[^\"“”\\p{C}\\p{Z}]{0,4}“[^“”\\p{C}\\p{Z}]{0,6}”\"[^“”\\p{C}\\p{Z}]{0,4}",
        Just("说“好 的” # 5%".to_owned()),
    ]
    .prop_filter("marks that nobody sees", |text: &String| {
        !text.contains(|c: char| {
            ('\u{FE00}'..='\u{FE0F}').contains(&c)
                || ('\u{E0100}'..='\u{E01EF}').contains(&c)
                || c == '\u{FFFD}'
        })
    })
    .prop_map(|text| Text {
        text,
        place: nowhere(),
    })
}

fn year() -> impl Strategy<Value = Year> {
    (1900_i16..=2199).prop_map(Year)
}

fn years() -> impl Strategy<Value = Years> {
    (year(), year()).prop_map(|(first, last)| Years { first, last })
}

fn figure() -> impl Strategy<Value = Figure> {
    let unit = option::of(select(vec![
        "个",
        "%",
        "‰",
        "pp",
        "/10万",
        "个/千人",
        "名/百张",
        "女=100",
        "万人",
        "天",
    ]));
    let unknown = Just(Some("米诺"));
    (0_i64..1_000_000, 0_u8..4, unit, unknown, any::<bool>()).prop_map(
        |(digits, decimals, unit, unknown, odd)| Figure {
            number: Quantity::written(i128::from(digits), decimals),
            // Only a number with a point keeps a unit that nobody knows.
            unit: if odd && decimals > 0 { unknown } else { unit }.map(str::to_owned),
            place: nowhere(),
        },
    )
}

fn count() -> impl Strategy<Value = Count> {
    (0_u32..100).prop_map(|number| Count {
        number,
        place: nowhere(),
    })
}

fn at() -> impl Strategy<Value = At> {
    prop_oneof![
        year().prop_map(|year| At::Year(year, nowhere())),
        Just(At::Base(nowhere())),
        Just(At::Prior(nowhere())),
        name().prop_map(At::Region),
    ]
}

fn expr() -> BoxedStrategy<Expr> {
    let leaf = prop_oneof![
        figure().prop_map(Expr::Figure),
        name().prop_map(Expr::Name),
        Just(Expr::Base(nowhere())),
        (name(), vec(at(), 1..3)).prop_map(|(of, at)| Expr::At { of, at }),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let rest = vec((any::<bool>(), inner.clone()), 1..3);
        let function = select(vec![
            Function::Sum,
            Function::Mean,
            Function::Min,
            Function::Max,
            Function::Change,
            Function::Growth,
            Function::Share,
        ]);
        let argument = prop_oneof![
            inner.clone().prop_map(Argument::Expr),
            years().prop_map(|years| Argument::Years(years, nowhere())),
        ];
        prop_oneof![
            inner
                .clone()
                .prop_map(|one| Expr::Negative(Box::new(one), nowhere())),
            (inner.clone(), rest.clone())
                .prop_map(|(first, rest)| Expr::Sum(Box::new(first), rest)),
            (inner.clone(), rest).prop_map(|(first, rest)| Expr::Product(Box::new(first), rest)),
            (function, vec(argument, 0..3)).prop_map(|(function, arguments)| Expr::Call {
                function,
                arguments,
                place: nowhere(),
            }),
            (any::<bool>(), name(), inner.clone(), inner).prop_map(
                |(share, level, left, right)| {
                    Expr::Where {
                        share,
                        level,
                        condition: Box::new(compare(
                            Measure::Plain(left),
                            Test {
                                relation: Relation::AtMost,
                                relation_place: nowhere(),
                                right: Some(Right::Expr(right)),
                                right_place: nowhere(),
                            },
                        )),
                        place: nowhere(),
                    }
                }
            ),
        ]
    })
    .boxed()
}

fn compare(measure: Measure, test: Test) -> Condition {
    Condition::Compare(Box::new(Compare {
        measure,
        measure_place: nowhere(),
        test,
        place: nowhere(),
    }))
}

fn milestones() -> impl Strategy<Value = Vec<Milestone>> {
    let one = (year(), expr()).prop_map(|(year, figure)| Milestone {
        year,
        figure,
        place: nowhere(),
    });
    vec(one, 1..3)
}

fn test() -> impl Strategy<Value = Test> {
    let relation = select(vec![
        Relation::AtLeast,
        Relation::MoreThan,
        Relation::AtMost,
        Relation::LessThan,
        Relation::Equal,
    ]);
    let direction = select(vec![
        Relation::Rising,
        Relation::Falling,
        Relation::NotRising,
        Relation::NotFalling,
    ]);
    let right = prop_oneof![
        3 => expr().prop_map(Right::Expr),
        1 => (expr(), expr()).prop_map(|(middle, width)| Right::About { middle, width }),
        1 => (expr(), expr()).prop_map(|(low, high)| Right::Range { low, high }),
        1 => (vec((name(), expr()), 1..3), option::of(expr()))
            .prop_map(|(entries, width)| Right::Map { entries, width }),
        1 => milestones().prop_map(Right::Milestones),
    ];
    let whole = |relation, right| Test {
        relation,
        relation_place: nowhere(),
        right,
        right_place: nowhere(),
    };
    prop_oneof![
        4 => (relation, right).prop_map(move |(relation, right)| whole(relation, Some(right))),
        1 => direction.prop_map(move |relation| whole(relation, None)),
    ]
}

fn item() -> impl Strategy<Value = ListItem> {
    (name(), option::of(name()), option::of(text())).prop_map(|(name, region, words)| ListItem {
        name,
        region,
        words,
    })
}

fn condition() -> BoxedStrategy<Condition> {
    let measure = prop_oneof![
        3 => expr().prop_map(Measure::Plain),
        1 => expr().prop_map(Measure::Total),
        1 => expr().prop_map(Measure::AnnualGrowth),
    ];
    let listed = prop_oneof![
        name().prop_map(ListRef::Named),
        vec(item(), 1..3).prop_map(ListRef::Items),
    ];
    let leaf = prop_oneof![
        3 => (measure, test()).prop_map(|(measure, test)| compare(measure, test)),
        1 => (option::of(count()), listed, test()).prop_map(|(count, of, test)| {
            Condition::Each(Box::new(Each { count, of, test, place: nowhere() }))
        }),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(Condition::And),
            vec(inner.clone(), 2..4).prop_map(Condition::Or),
            (count(), vec(inner, 1..3)).prop_map(|(count, of)| Condition::AtLeast {
                count,
                of,
                place: nowhere(),
            }),
        ]
    })
    .boxed()
}

fn statement() -> impl Strategy<Value = Statement> {
    let when = prop_oneof![
        year().prop_map(When::By),
        year().prop_map(When::In),
        option::of(years()).prop_map(When::Throughout),
        option::of(years()).prop_map(When::Over),
    ];
    let time = when.prop_map(|when| Time {
        when,
        place: nowhere(),
    });
    let who = prop_oneof![
        vec(level(), 1..3).prop_map(Who::Each),
        (count(), level()).prop_map(|(count, level)| Who::AtLeast(count, level)),
        vec(name(), 1..3).prop_map(Who::Named),
    ];
    let scope = (who, vec(name(), 0..3)).prop_map(|(who, except)| Scope {
        who,
        except,
        place: nowhere(),
    });
    let called = option::of((name(), option::of(text())));
    (called, condition(), option::of(time), option::of(scope)).prop_map(
        |(called, condition, time, scope)| Statement {
            label: called.as_ref().and_then(|(_, label)| label.clone()),
            name: called.map(|(name, _)| name),
            condition,
            time,
            scope,
        },
    )
}

fn level() -> impl Strategy<Value = Name> {
    prop_oneof![
        name(),
        Just(Name {
            text: "县（市、区）".to_owned(),
            place: nowhere(),
        }),
    ]
}

fn head() -> impl Strategy<Value = Head> {
    let date = (year(), 1_u8..=12, 1_u8..=31)
        .prop_filter_map("no such day", |(year, month, day)| {
            Date::new(year, month, day)
        });
    let target = vec("[a-z]{1,3}|2025|[一-龥]{1,2}", 1..3).prop_map(|parts| Name {
        text: parts.join("@"),
        place: nowhere(),
    });
    prop_oneof![
        6 => statement().prop_map(Head::Target),
        1 => text().prop_map(Head::Section),
        1 => (name(), option::of(text()), option::of(expr()))
            .prop_map(|(name, label, formula)| Head::Indicator { name, label, formula }),
        1 => (name(), vec(name(), 1..4)).prop_map(|(name, stages)| Head::Scale { name, stages }),
        1 => (name(), option::of(text()), vec(item(), 1..4))
            .prop_map(|(name, label, items)| Head::List { name, label, items }),
        1 => statement().prop_map(Head::Forecast),
        1 => statement().prop_map(Head::Claim),
        1 => statement().prop_map(Head::Identity),
        1 => statement().prop_map(Head::Entitlement),
        1 => vec(text(), 1..3).prop_map(Head::Background),
        1 => vec(text(), 1..3).prop_map(Head::Names),
        1 => (text(), name()).prop_map(|(words, of)| Head::Undefined { words, of }),
        1 => (target, date, text(), expr(), expr())
            .prop_map(|(target, from, by, old, new)| Head::Amend { target, from, by, old, new }),
    ]
}

/// Clauses that go with any target or any indicator, each at most once.
fn clauses(indicator: bool) -> BoxedStrategy<Vec<Say>> {
    let common = prop_oneof![
        text().prop_map(Say::Note),
        text().prop_map(Say::Because),
        (any::<bool>(), text(), option::of(text())).prop_map(|(table, first, second)| {
            match (table, second) {
                // One text alone is the quote, and behind `table` the place.
                (false, None) => Say::Source {
                    table,
                    at: None,
                    quote: Some(first),
                },
                (_, second) => Say::Source {
                    table,
                    at: Some(first),
                    quote: second,
                },
            }
        }),
    ];
    let own = if indicator {
        prop_oneof![
            select(vec!["个/千人", "%", "女=100", "a b", "1/10万"]).prop_map(|unit| Say::Unit(
                Name {
                    text: unit.to_owned(),
                    place: nowhere(),
                }
            )),
            name().prop_map(Say::Basis),
            text().prop_map(Say::Definition),
            vec(text(), 1..3).prop_map(Say::Also),
            select(vec![Better::Higher, Better::Lower, Better::Neither]).prop_map(Say::Better),
            select(vec![Kind::Level, Kind::Flow, Kind::NetFlow, Kind::Share]).prop_map(Say::Kind),
            select(vec![Total::Sum, Total::Mean, Total::None]).prop_map(Say::Total),
            (name(), name()).prop_map(|(above, below)| Say::Total(Total::Ratio(above, below))),
        ]
        .boxed()
    } else {
        prop_oneof![
            select(vec![
                Attribute::Binding,
                Attribute::Expected,
                Attribute::None
            ])
            .prop_map(Say::Attribute),
            Just(Say::Strive),
            Just(Say::Guard),
            (text(), vec(text(), 0..3), option::of(text()))
                .prop_map(|(lead, with, by)| Say::Owner { lead, with, by }),
            (expr(), year()).prop_map(|(figure, year)| Say::From { figure, year }),
            milestones().prop_map(|milestones| Say::Path(Path::Milestones(milestones))),
            select(vec![Path::Linear, Path::Compound]).prop_map(Say::Path),
            option::of((0_u8..5, select(vec![Mode::HalfEven, Mode::HalfUp])))
                .prop_map(Say::Compare),
            prop_oneof![
                Just(Missing::CannotJudge),
                Just(Missing::AsZero),
                (0_u8..20).prop_map(Missing::UseLast)
            ]
            .prop_map(Say::Missing),
            Just(Say::Method("schedule/1".to_owned())),
            figure().prop_map(Say::Weight),
            (text(), option::of(text()))
                .prop_map(|(words, because)| Say::Printed { words, because }),
        ]
        .boxed()
    };
    vec(prop_oneof![common, own], 0..4)
        .prop_map(|says| {
            let mut kept: Vec<Say> = Vec::new();
            for say in says {
                let said = kept
                    .iter()
                    .any(|other| std::mem::discriminant(other) == std::mem::discriminant(&say));
                if !said {
                    kept.push(say);
                }
            }
            kept
        })
        .boxed()
}

fn declaration() -> impl Strategy<Value = Declaration> {
    head().prop_flat_map(|head| {
        let says = match head {
            Head::Target(_) => clauses(false),
            Head::Indicator { .. } => clauses(true),
            _ => Just(Vec::new()).boxed(),
        };
        says.prop_map(move |says| Declaration {
            place: nowhere(),
            head: head.clone(),
            head_place: nowhere(),
            clauses: says
                .into_iter()
                .map(|say| Clause {
                    say,
                    word: nowhere(),
                    place: nowhere(),
                })
                .collect(),
            comments: Vec::new(),
            blanks: Vec::new(),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    /// What is printed says what the tree says, in both spellings.
    #[test]
    fn a_printed_tree_is_read_again(declarations in vec(declaration(), 1..3), lines in 1_u32..3) {
        let mut items = Vec::new();
        for one in declarations {
            items.push(Item::Declaration(Box::new(one)));
            items.push(Item::Blank { lines });
        }
        let file = file(items);
        for spelling in Spelling::ALL {
            let printed = print(&file, spelling, Units::standard());
            let again = read(&printed);
            prop_assert!(again.diagnostics.is_empty(), "{printed}\n{:#?}", again.findings());
            prop_assert!(again.file.items == file.items, "{printed}\n{:#?}", print(&again.file, spelling, Units::standard()));
            // One canonical text: printing again changes nothing.
            prop_assert_eq!(print(&again.file, spelling, Units::standard()), printed);
        }
    }

    /// The rule that most targets are read by says the same as the rule for all of them, which a
    /// name of its own makes a target go through.
    #[test]
    fn a_simple_target_is_a_target(
        word in prop_oneof![
            name().prop_map(|name| name.text),
            select(vec!["base", "基期", "到2025年", "每个县", "至少2项", "到2025年数", "x"]).prop_map(str::to_owned),
        ],
        relation in select(vec![">=", "≥", "=", "不低于", "达到", "降至", "<", "等于", ">=5"]),
        right in prop_oneof![
            figure().prop_map(|figure| print_figure(&figure)),
            select(vec!["4.5个以上", "5/beds", "5岁以下", "45%左右", "5岁以下人数", "4.5米诺以下", "5以内"])
                .prop_map(str::to_owned),
        ],
        time in select(vec!["", "by 2025", "到2025年末", "每年", "over 2021..2025", "in 2525"]),
    ) {
        // At the margin these begin something else.
        let first = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        prop_assume!(Word::declaration(first).is_none() && Word::clause(first).is_none());
        prop_assume!(!word.starts_with(' ') && !word.contains([':', '：']));
        let text = format!("{word} {relation} {right} {time}");
        let (simple, whole) = (read(&text), read(format!("n: {text}")));
        let mut items = whole.file.items;
        if let Some(Item::Declaration(one)) = items.first_mut()
            && let Head::Target(statement) = &mut one.head
        {
            statement.name = None;
        }
        // Both give the same tree, or neither can be read, though the words about it may differ.
        prop_assert!(simple.file.items == items, "{text}");
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,60}", wild in any::<String>(), bytes in vec(any::<u8>(), 0..60)) {
        read(text).findings();
        read(wild).findings();
        read(bytes);
    }

    /// Pieces of the language in any order: nearer to what goes wrong in life than noise.
    #[test]
    fn no_mixture_of_words_is_too_strange(parts in vec((part(), select(vec!["", " ", "\n", "\n    "])), 0..24)) {
        let text: String = parts.into_iter().flat_map(|(part, space)| [part, space.to_owned()]).collect();
        let read = read(&text);
        let broken = read.file.items.iter().filter(|item| matches!(item, Item::Broken(_))).count();
        prop_assert_eq!(read.file.left_out, broken);
        read.findings();
    }

    /// A valid file with a few characters changed.
    #[test]
    fn no_slip_of_the_keyboard_is_too_strange(
        slips in vec((any::<prop::sample::Index>(), 0..3_u8, any::<char>()), 1..4),
        sample in select(SAMPLES.to_vec()),
    ) {
        let mut text: Vec<char> = sample.chars().collect();
        for (at, what, c) in slips {
            let at = at.index(text.len());
            match what {
                0 => { text.remove(at); }
                1 => text.insert(at, c),
                _ => text[at] = c,
            }
            if text.is_empty() {
                break;
            }
        }
        let text: String = text.into_iter().collect();
        let read = read(&text);
        prop_assert_eq!(read.file.left_out > 0, read.diagnostics.errors_since(0));
        read.findings();
    }
}

fn print_figure(figure: &Figure) -> String {
    format!(
        "{}{}",
        figure.number,
        figure.unit.as_deref().unwrap_or_default()
    )
}

fn part() -> impl Strategy<Value = String> {
    let mut words: Vec<_> = Word::ALL.iter().flat_map(|word| word.spellings()).collect();
    words.extend([
        "\"",
        "“",
        "”",
        "(",
        ")",
        "（",
        "）",
        "{",
        "}",
        "{ ",
        "x",
        "托位数",
        "4.5",
        "5%",
        "5/10万",
        "2025",
        "2021..2025",
        "2021—2025年",
        ",",
        "、",
        ":",
        "@",
        "+",
        "-",
        "*",
        "/",
        "±",
        "..",
        "\"a\"",
        "#",
        "以上",
    ]);
    select(words).prop_map(str::to_owned)
}

const SAMPLES: &[&str] = &[
    "childcare_slots_per_1000 >= 4.5个 by 2025\n    source \"托位数达到4.5个\"\n    attribute expected\n",
    "到2025年，每个县 产前筛查机构 不少于 1家\n    出处 “专栏3” “各1家”\n    基期3.28‰ 2020年\n",
    "n: at least 2 of (a >= 1, b >= 1) by 2025 for each county except 金口河区\n",
    "counties: x = { 市中区: 83.52, 五通桥区: 22.32 } ± 2% by 2025\n\n# end\n",
    "list towns \"镇\" = 土主镇@市中区, 竹根镇\nclaim growth(v, 2015..2020) = 108.40%\n",
    "amend x@2025 from 2023-06-30 by \"文号\": 4.5个 -> 4.3个\n",
];

#[test]
fn the_samples_are_clean() {
    for sample in SAMPLES {
        clean(sample);
    }
}
