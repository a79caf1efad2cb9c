//! Figures that can hardly be what was measured, and figures that are odd and true.

use crate::support::{Files, open_files};
use yardstick::diag::Lang;

/// A city of two counties, with the rows of one data file.
fn files(rules: &str, data: &str) -> Files {
    [
        ("plan.yaml", "language: 1\nid: case\ntitle: 用例\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\nrules: [case.rules]\ndata: [data.csv]\n".to_owned()),
        ("regions.yaml", "levels:\n  city: [市]\n  county: [县]\nregions:\n  - {code: '511100', name: 乐山市, level: city}\n  - {code: '511101', name: 甲县, level: county, parent: '511100'}\n  - {code: '511102', name: 乙县, level: county, parent: '511100'}\n".to_owned()),
        ("case.rules", format!("{rules}\n")),
        ("data.csv", format!("indicator,region,year,value,status,note\n{data}")),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .to_vec()
}

/// What is said of a code: the text of each primary place, with the help.
fn told(rules: &str, data: &str, code: &str) -> Vec<String> {
    let plan = open_files(&files(rules, data));
    let found = plan.diagnostics.iter().filter(|one| one.code.id() == code);
    found
        .map(|one| {
            let label = one.label_text(Lang::Zh, &one.labels[0]).unwrap_or_default();
            let help = one.help_text(Lang::Zh).unwrap_or_default();
            // Whatever is said is said in both languages.
            for lang in Lang::ALL {
                let all = one
                    .labels
                    .iter()
                    .filter_map(|label| one.label_text(lang, label));
                let all: String = all.chain([one.message(lang)]).collect();
                assert!(!all.contains('{'), "{all}");
            }
            format!("{label}|{help}")
        })
        .collect()
}

/// One series: the figures from 2019 on, `_` for a gap, with a status behind a blank.
fn series(figures: &[&str]) -> String {
    let rows = (2019..).zip(figures).filter(|(_, figure)| **figure != "_");
    rows.map(|(year, figure)| {
        let (value, status) = figure.split_once(' ').unwrap_or((figure, ""));
        format!("x,乐山市,{year},{value},{status},\n")
    })
    .collect()
}

/// In which years a slip is told.
fn slips(kind: &str, figures: &[&str]) -> Vec<String> {
    let rules = format!("indicator x\n    {kind}\n\nx >= 1 by 2025");
    let all = told(&rules, &series(figures), "Y0620");
    all.iter()
        .map(|one| one.chars().take(4).collect())
        .collect()
}

#[test]
fn a_slip_of_the_unit_is_told_where_it_is() {
    const NONE: &[&str] = &[];
    let cases: &[(&str, &[&str], &[&str])] = &[
        // The four sizes, both ways.
        ("unit 万人", &["83.42", "834200"], &["2020"]),
        ("unit 万人", &["834200", "83.42"], &["2020"]),
        ("unit 万人", &["83.42", "834.5"], &["2020"]),
        ("unit 万人", &["83.42", "8.345"], &["2020"]),
        ("unit 亿元", &["2003.43", "201.1"], &["2020"]),
        ("unit %", &["53.2", "0.541"], &["2020"]),
        ("unit %", &["0.532", "54.1"], &["2020"]),
        ("unit 万元", &["1203", "12.4"], &["2020"]),
        ("unit 公里", &["120.5", "121000"], &["2020"]),
        ("unit 公里", &["120500", "121"], &["2020"]),
        ("unit 亿元", &["20.5", "2100000000"], &["2020"]),
        // The last one known, however long ago.
        ("unit 万人", &["83.42", "_", "_", "834200"], &["2022"]),
        // One odd year among good ones.
        (
            "unit 万人",
            &["83.1", "83.2", "832000", "83.5", "83.4"],
            &["2021"],
        ),
        (
            "unit 万人",
            &["831000", "83.2", "83.3", "83.5", "83.4"],
            &["2019"],
        ),
        ("unit 亿元", &["22052000", "2308.8", "2447.9"], &["2019"]),
        ("unit 万人", &["83.1", "83.2", "83.3", "834"], &["2022"]),
        // Two odd years together, and then the old size again.
        (
            "unit 万人",
            &["83.1", "832000", "833000", "83.5"],
            &["2020"],
        ),
        // Two that are odd by themselves.
        (
            "unit 万人",
            &["83.1", "832000", "83.3", "834000", "83.2"],
            &["2020", "2022"],
        ),
        // Another size for good.
        (
            "unit 万人",
            &["83.1", "83.2", "832000", "833000", "834000"],
            &["2021"],
        ),
        // Growth beside it does not hide a slip.
        ("unit 万人", &["60", "66", "720000"], &["2021"]),
        // What grows by itself.
        ("unit 个", &["1", "10"], NONE),
        ("unit 个", &["2", "190"], NONE),
        ("unit 个", &["12", "120", "1200"], NONE),
        ("unit 个", &["0", "8000"], NONE),
        ("unit 万人", &["83.4", "0", "83.3"], NONE),
        ("unit 万人", &["3.1", "6.4", "19.2", "192"], NONE),
        ("unit 万人", &["0.3", "3.1"], NONE),
        ("unit 万人", &["83.4", "249", "250"], NONE),
        ("unit 人", &["2657", "19490"], NONE),
        (
            "unit 人\n    kind net flow",
            &["-320", "3200", "-290", "-3000"],
            NONE,
        ),
        (
            "unit 人\n    kind net flow",
            &["-320", "-32000", "-290"],
            NONE,
        ),
        (
            "unit 人\n    kind net flow",
            &["-320", "-3200000", "-290"],
            &["2020"],
        ),
        // Nothing is compared across a break.
        ("unit 万人", &["83.42", "834200 B", "835000"], NONE),
    ];
    for (kind, figures, wanted) in cases {
        assert_eq!(slips(kind, figures), *wanted, "{kind} {figures:?}");
    }
}

#[test]
fn a_slip_is_told_with_the_figure_that_it_would_be() {
    for (unit, figures, wanted) in [
        (
            "万人",
            ["83.42", "834200"],
            "如果单位其实是人，写成 `834200人`，即 83.4200万人",
        ),
        (
            "人",
            ["834200", "83.42"],
            "如果单位其实是万人，写成 `83.42万人`，即 834200人",
        ),
        (
            "万人",
            ["83.42", "834.2"],
            "如果小数点错了位，应是 83.42万人",
        ),
        ("%", ["5.32", "53.4"], "如果是按‰算的，应是 5.34%"),
        ("%", ["53.2", "5340"], "如果小数点错了位，应是 53.40%"),
    ] {
        let rules = format!("indicator x\n    unit {unit}\n\nx >= 1 by 2025");
        let all = told(&rules, &series(&figures), "Y0620");
        assert_eq!(all.len(), 1, "{figures:?}");
        assert!(all[0].contains(wanted), "{all:?} {wanted}");
    }
}

#[test]
fn many_regions_that_slip_together_are_told_once() {
    let data =
        "x,甲县,2020,40.1,,\nx,乙县,2020,43.3,,\nx,甲县,2021,402000,,\nx,乙县,2021,434000,,\n";
    let rules = "indicator x\n    unit 万人\n\nx >= 1 by 2025";
    let all = told(rules, data, "Y0620");
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].contains("另有 1 个地区同年也是这样"), "{all:?}");
}

#[test]
fn what_was_looked_at_is_not_asked_about_again() {
    let rules = "indicator x\n    unit 万人\n\nx >= 1 by 2025";
    for (note, wanted) in [
        ("", 1),
        ("已核实", 0),
        ("数据无误", 0),
        ("confirmed with the bureau", 0),
        ("最终核实数", 1),
        ("未经核实", 1),
        ("待核实", 1),
        ("此数不属实，待改", 1),
        ("是否属实？", 1),
        ("请统计局看是否无误", 1),
        ("待核实，应无误", 1),
        ("经核实有误", 1),
        ("Not confirmed", 1),
        ("Confirmed", 0),
    ] {
        let data = format!("x,乐山市,2020,83.42,,\nx,乐山市,2021,834200,,{note}\n");
        assert_eq!(told(rules, &data, "Y0620").len(), wanted, "{note}");
    }
}

#[test]
fn what_was_looked_at_is_not_counted_either() {
    // Of every indicator the last figure is a slip; those of the first `confirmed` are confirmed.
    let plan = |all: usize, confirmed: usize| {
        let rules =
            (0..all).map(|at| format!("indicator x{at}\n    unit 万人\n\nx{at} >= 1 by 2025\n\n"));
        let rows = (0..all).map(|at| {
            let note = if at < confirmed { "已核实" } else { "" };
            format!("x{at},乐山市,2020,83.42,,\nx{at},乐山市,2021,834200,,{note}\n")
        });
        let rules: String = rules.collect();
        let files = files(rules.trim_end(), &rows.collect::<String>());
        let plan = open_files(&files);
        let count = |code: &str| {
            let found = plan.diagnostics.iter().filter(|one| one.code.id() == code);
            found.map(|one| one.message(Lang::Zh)).collect::<Vec<_>>()
        };
        (count("Y0620").len(), count("Y0526").concat())
    };
    assert_eq!(plan(250, 220), (30, String::new()));
    let (told, more) = plan(250, 147);
    assert_eq!(told, 100);
    assert!(more.contains(" 3 "), "{more}");
}

#[test]
fn a_share_is_a_part_of_a_whole() {
    for (kind, value, wanted) in [
        ("unit %\n    kind share", "100", 0),
        ("unit %\n    kind share", "100.0", 0),
        ("unit %\n    kind share", "100.1", 1),
        ("unit %\n    kind share", "0", 0),
        ("unit %\n    kind share", "-0.1", 1),
        ("unit ‰\n    kind share", "999", 0),
        ("unit ‰\n    kind share", "1001", 1),
        // A ratio or a rate of growth in % is no share.
        ("unit %", "105", 0),
        ("unit %", "-3", 0),
    ] {
        let rules = format!("indicator x\n    {kind}\n\nx >= 1 by 2025");
        let found = told(&rules, &series(&[value]), "Y0621");
        assert_eq!(found.len(), wanted, "{kind} {value}");
    }
}

#[test]
fn what_adds_up_does_not_fall() {
    for (head, figures, wanted) in [
        (
            "x \"累计培训人数\"\n    unit 人",
            vec!["_", "_", "_", "320", "280"],
            1,
        ),
        (
            "x \"累计培训人数\"\n    unit 人",
            vec!["_", "_", "_", "320", "_", "280"],
            1,
        ),
        (
            "x \"累计培训人数\"\n    unit 人",
            vec!["_", "_", "_", "320", "320", "400"],
            0,
        ),
        // Another five years begin.
        (
            "x \"累计培训人数\"\n    unit 人",
            vec!["_", "320", "28", "60"],
            0,
        ),
        (
            "x \"累计培训人数\"\n    unit 人",
            vec!["_", "_", "_", "320", "280 B"],
            0,
        ),
        (
            "x \"累计培训人数\"\n    unit 人\n    kind flow",
            vec!["_", "_", "_", "320", "280"],
            0,
        ),
        (
            "x \"累计增长率\"\n    unit %",
            vec!["_", "_", "_", "32", "28"],
            0,
        ),
        (
            "x \"培训人数\"\n    unit 人",
            vec!["_", "_", "_", "320", "280"],
            0,
        ),
    ] {
        let rules = format!("indicator {head}\n\nx >= 1 by 2025");
        let found = told(&rules, &series(&figures), "Y0622");
        assert_eq!(found.len(), wanted, "{head} {figures:?}");
    }
}

#[test]
fn identities_hold_up_to_the_last_digits() {
    let found = |unit: &str, identity: &str, values: [&str; 3]| {
        let one = |name: &str| format!("indicator {name}\n    unit {unit}\n\n");
        let rules = format!(
            "{}{}{}identity {identity}\n\na >= 1 by 2025",
            one("a"),
            one("b"),
            one("c")
        );
        let rows = ["a", "b", "c"].iter().zip(values);
        let rows = rows.filter(|(_, value)| !value.is_empty());
        let data: String = rows
            .map(|(name, value)| format!("{name},甲县,2021,{value},,\n"))
            .collect();
        told(&rules, &data, "Y0623").len()
    };
    for (unit, identity, values, wanted) in [
        ("万人", "a = b + c", ["83.4", "42.0", "41.4"], 0),
        ("万人", "a = b + c", ["83.4", "42.0", "41.2"], 0),
        ("万人", "a = b + c", ["83.4", "42.0", "41.1"], 0),
        ("万人", "a = b + c", ["83.4", "42.0", "41.0"], 1),
        // Whole things are counted.
        ("人", "a = b + c", ["834", "420", "414"], 0),
        ("人", "a = b + c", ["834", "420", "413"], 1),
        ("人", "a - b = c", ["834", "420", "413"], 1),
        // Nothing is known of what is missing.
        ("人", "a = b + c", ["834", "420", ""], 0),
        ("万人", "a = b * 2", ["83.4", "41.7", ""], 0),
        ("万人", "a = b * 2", ["83.4", "41.5", ""], 1),
    ] {
        assert_eq!(
            found(unit, identity, values),
            wanted,
            "{identity} {values:?}"
        );
    }
}

#[test]
fn regions_make_up_the_whole_that_is_measured() {
    let found = |total: &str, unit: &str, city: &str, counties: [&str; 2]| {
        let rules = format!("indicator x\n    unit {unit}\n    {total}\n\nx >= 1 by 2025");
        let rows = ["乐山市", "甲县", "乙县"]
            .iter()
            .zip([city, counties[0], counties[1]]);
        let rows = rows.filter(|(_, value)| !value.is_empty());
        let data: String = rows
            .map(|(name, value)| format!("x,{name},2021,{value},,\n"))
            .collect();
        let all = told(&rules, &data, "Y0624");
        assert!(all.len() < 2, "{all:?}");
        all.first().cloned().unwrap_or_default()
    };
    for (total, unit, city, counties, wanted) in [
        ("total sum", "万人", "83.4", ["40.1", "43.3"], ""),
        // A unit of the last digit of each of the three.
        ("total sum", "万人", "83.7", ["40.1", "43.3"], ""),
        (
            "total sum",
            "万人",
            "83.8",
            ["40.1", "43.3"],
            "合计 83.4万人，相差 0.4万人",
        ),
        (
            "total sum",
            "人",
            "834",
            ["401", "432"],
            "合计 833人，相差 1人",
        ),
        // Which would be a slip of the unit.
        (
            "total sum",
            "万人",
            "834100",
            ["40.1", "43.3"],
            "写成 `834100人`，即 83.4100万人",
        ),
        // Somebody rounded it.
        ("total sum", "人", "834000", ["401234", "432801"], ""),
        ("total sum", "万人", "83.4", ["40.1", ""], ""),
        (
            "total sum",
            "万人",
            "83.4",
            ["90.1", ""],
            "只是有数据的 1 个县就合计 90.1万人",
        ),
        (
            "total sum\n    kind net flow",
            "万人",
            "83.4",
            ["90.1", ""],
            "",
        ),
        ("total mean", "%", "83.0", ["82.0", "84.0"], ""),
        (
            "total mean",
            "%",
            "84.0",
            ["82.0", "84.0"],
            "平均 83%，相差 1%",
        ),
        ("total none", "万人", "1.0", ["82.0", "84.0"], ""),
        ("better higher", "万人", "1.0", ["82.0", "84.0"], ""),
        // There is nothing to compare a figure with that was made up.
        ("total sum", "万人", "", ["40.1", "43.3"], ""),
    ] {
        let said = found(total, unit, city, counties);
        assert_eq!(
            said.is_empty(),
            wanted.is_empty(),
            "{total} {city} {counties:?} {said}"
        );
        assert!(said.contains(wanted), "{said} {wanted}");
    }
}

#[test]
fn a_ratio_is_that_of_the_sums() {
    let rules = "indicator a\n    unit 人\n\nindicator b\n    unit 人\n\nindicator x\n    unit %\n    total ratio(a, b)\n\nx >= 1 by 2025";
    for (city, wanted) in [("50.0", 0), ("50.1", 0), ("50.2", 1), ("52.5", 1)] {
        let data = format!(
            "a,甲县,2021,300,,\na,乙县,2021,200,,\nb,甲县,2021,500,,\nb,乙县,2021,500,,\nx,乐山市,2021,{city},,\n"
        );
        assert_eq!(told(rules, &data, "Y0624").len(), wanted, "{city}");
    }
}

#[test]
fn a_break_of_some_is_worth_a_look() {
    let rules = "indicator x\n    unit 万人\n\nx >= 1 by 2025";
    for (one, other, before, wanted) in [
        ("B", "", true, 1),
        ("B", "B", true, 0),
        ("", "", true, 0),
        // A series that begins there has nothing to break with.
        ("B", "", false, 0),
    ] {
        let before = if before { "x,乙县,2020,43,,\n" } else { "" };
        let data =
            format!("x,甲县,2020,40,,\n{before}x,甲县,2021,40,{one},\nx,乙县,2021,43,{other},\n");
        assert_eq!(told(rules, &data, "Y0625").len(), wanted, "{data}");
    }
}
