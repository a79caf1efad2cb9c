//! Regions that could not be read from the region file: what is asked of them is not known, and
//! nothing else is hurt.

use crate::support::{RegionPlan, run};

const HEAD: &str = "代码,名称,级别,上级,分组\n511100,乐山市,市,,\n511102,市中区,县,乐山市,核\n\
                    511111,沙湾区,县,乐山市,核\n";

fn csv(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

#[test]
fn what_is_asked_of_a_level_is_not_known_of_a_lost_region_of_it() {
    let rules = "every: 床位 >= 10 by 2025 for each 县\n\
                 three: 床位 >= 10 by 2025 for at least 3 of 县\n\
                 two: 床位 >= 10 by 2025 for at least 2 of 县\n\
                 few: count(县 where 床位 >= 10) <= 2个 by 2025\n\
                 many: count(县 where 床位 >= 10) >= 3个 by 2025\n\
                 part: share(县 where 床位 >= 10) >= 70% by 2025\n\
                 named: 床位 >= 10 by 2025 for 市中区, 沙湾区\n\
                 group: 床位 >= 10 by 2025 for 核\n\
                 one: 床位 >= 10 by 2025 for 市中区\n\
                 others: 床位 >= 10 by 2025 for each 县 except 夹江县";
    let targets = [
        "every", "three", "two", "few", "many", "part", "named", "group", "one",
    ];
    let said = |rows: &str, value: &str| {
        RegionPlan {
            own: "",
            regions: ("r.csv", &csv(rows)),
            rules,
            data: &[("市中区", "12"), ("沙湾区", value), ("夹江县", "0")],
        }
        .eval()
    };
    for rows in [
        // A parent that nobody knows, itself, a circle, none at all.
        "511126,夹江县,县,眉山市,\n",
        "511126,夹江县,县,夹江县,\n",
        "511126,夹江县,县,,\n",
        // A level that nobody knows; with a parent that nobody knows it is one row all the same.
        "511126,夹江县,,乐山市,\n",
        "511126,夹江县,,眉山市,\n",
        // A code that another one has.
        "511111,夹江县,县,乐山市,\n",
    ] {
        let one = said(rows, "12");
        assert_eq!(
            one.verdicts(&targets),
            "undecided undecided met undecided undecided undecided met met met",
            "{rows}"
        );
        // One that is named is not asked, and the others are all there.
        assert_eq!(one.whole("others")["verdict"], "met", "{rows}");
        assert_eq!(one.code, Some(1), "{rows}");
        assert_eq!(one.json["summary"]["regions_left_out"], 1, "{rows}");
        assert!(
            one.text().contains("有 1 个地区在区划文件中有错误"),
            "{rows}"
        );
        // What is known decides where it can.
        let two = said(rows, "1");
        assert_eq!(
            two.verdicts(&targets),
            "missed missed undecided met missed missed missed missed met",
            "{rows}"
        );
    }
    let rows = "511126,夹江县,县,沙湾区x,\n511100001,甲镇,镇,夹江县,\n";
    assert_eq!(said(rows, "12").json["summary"]["regions_left_out"], 2);
    let none = said("511126,夹江县,县,乐山市,\n", "12");
    assert_eq!(none.code, Some(0));
    assert_eq!(none.json["summary"]["regions_left_out"], 0);
}

#[test]
fn what_is_not_due_is_not_due_in_a_lost_region_either() {
    let rules = "year: 床位 >= 10 in 2025 for each 县\n\
                 every: 床位 >= 10 throughout 2024..2025 for each 县\n\
                 some: 床位 >= 10 by 2025 for each 县";
    let plan = RegionPlan {
        own: "",
        regions: ("r.csv", &csv("511126,夹江县,县,眉山市,\n")),
        rules,
        data: &[("市中区", "12"), ("沙湾区", "12")],
    };
    let targets = ["year", "every", "some"];
    let judged = |year| plan.said(&["eval", "--year", year]).verdicts(&targets);
    assert_eq!(judged("2023"), "not_due not_due undecided");
    assert_eq!(judged("2025"), "undecided undecided undecided");
}

#[test]
fn figures_of_regions_do_not_add_up_to_the_whole_without_a_lost_one() {
    let codes = |rows: &str| {
        let one = RegionPlan {
            own: "",
            regions: ("r.csv", &csv(rows)),
            rules: "    total sum\nwhole: 床位 >= 30 by 2025\n\
                    parts: 床位 = { 市中区: 10, 沙湾区: 10 } by 2025",
            data: &[],
        }
        .said(&["check"]);
        let codes = one.json["diagnostics"].as_array().unwrap().iter();
        codes.map(|one| one["code"].to_string()).collect::<String>()
    };
    assert!(codes("").contains("Y0605"));
    assert!(!codes("511126,夹江县,县,,\n").contains("Y0605"));
}

/// A lost region may be the one that keeps a guard.
#[test]
fn a_guard_is_not_called_lost_while_a_lost_region_may_keep_it() {
    let codes = |scope: &str, row: &str| {
        let one = RegionPlan {
            own: "",
            regions: ("r.csv", &csv(row)),
            rules: &format!("few: 床位 >= 10 by 2025 for {scope}\n    guard"),
            data: &[("市中区", "12"), ("沙湾区", "12")],
        }
        .said(&["check"]);
        one.json["diagnostics"].to_string()
    };
    let lost = "511126,夹江县,县,,\n";
    for (scope, row, wanted) in [
        ("at least 1 of 县", "", true),
        ("at least 1 of 县", lost, false),
        ("at least 2 of 县", lost, true),
        ("each 县", lost, true),
    ] {
        assert_eq!(codes(scope, row).contains("Y0604"), wanted, "{scope} {row}");
    }
}

#[test]
fn what_lies_in_a_lost_region_is_lost_and_nothing_of_another_level() {
    let rules = "towns: count(镇 where 床位 >= 10) <= 3个 by 2025\n\
                 some: 床位 >= 10 by 2025 for at least 4 of 镇\n\
                 counties: 床位 >= 1 by 2025 for each 县\n\
                 every: 床位 >= 10 by 2025 for each 镇\n\
                 more: count(镇 where 床位 >= 10) >= 6个 by 2025";
    let regions = "名称,级别,上级\n乐山市,市,\n市中区,县,乐山市\n沙湾区,县,乐山\n甲镇,镇,市中区\n\
                   乙镇,镇,市中区\n丙镇,镇,沙湾区\n丁镇,镇,沙湾区\n戊镇,镇,沙湾区\n";
    let plan = RegionPlan {
        own: "",
        regions: ("r.csv", regions),
        rules,
        data: &[("甲镇", "12"), ("乙镇", "12"), ("市中区", "1")],
    };
    let one = plan.eval();
    assert_eq!(
        one.verdicts(&["towns", "some", "counties"]),
        "undecided undecided undecided"
    );
    assert_eq!(one.json["summary"]["regions_left_out"], 4);
    // Each of those that are lost is one that has to keep it.
    assert_eq!(one.whole("every")["threshold"], "5");
    // Five may be there, and six are not.
    assert_eq!(one.json["summary"]["left_out"], 1);
    let codes = one.json["diagnostics"].as_array().unwrap().iter();
    let codes: Vec<_> = codes.map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["Y0411", "Y0723"]);
    // A township that is lost by itself is no county.
    let regions = regions.replace("县,乐山\n", "县,乐山市\n");
    let regions = regions.replace("甲镇,镇,市中区", "甲镇,,市中区");
    let two = RegionPlan {
        regions: ("r.csv", &regions),
        data: &[("市中区", "1"), ("沙湾区", "1")],
        ..plan
    }
    .eval();
    assert_eq!(two.verdicts(&["counties", "some"]), "met undecided");
}

#[test]
fn a_group_whose_member_is_not_known_is_not_met() {
    let yaml = "regions:\n- {name: 乐山市, level: city}\n- {name: 市中区, level: county, parent: 乐山市}\n\
                - {name: 峨眉山市, level: county, parent: 乐山市}\n\
                - {name: 夹江县, level: county, parent: 乐山市}\n\
                groups:\n  双极核: [市中区, 峨嵋山市]\n  山区: [夹江县]\n";
    let plan = RegionPlan {
        own: "",
        regions: ("r.yaml", yaml),
        rules: "both: 床位 >= 10 by 2025 for 双极核\n\
                all: 床位 >= 10 by 2025 for 双极核, 山区\n\
                one: 床位 >= 10 by 2025 for at least 1 of 双极核\n\
                two: 床位 >= 10 by 2025 for at least 2 of 双极核\n\
                hills: 床位 >= 10 by 2025 for 山区\n\
                every: 床位 >= 10 by 2025 for each 县\n\
                rest: 床位 >= 10 by 2025 for 双极核, 山区 except 市中区",
        data: &[("市中区", "12"), ("峨眉山市", "12"), ("夹江县", "12")],
    };
    let targets = ["both", "all", "one", "two", "hills", "every", "rest"];
    let one = plan.eval();
    assert_eq!(
        one.verdicts(&targets),
        "undecided undecided met undecided met met undecided"
    );
    assert_eq!(one.code, Some(1));
    assert_eq!(one.json["summary"]["regions_left_out"], 1);
    let failing = RegionPlan {
        data: &[("市中区", "1"), ("峨眉山市", "12"), ("夹江县", "12")],
        ..plan
    };
    assert_eq!(
        failing.eval().verdicts(&targets),
        "missed missed undecided missed met missed undecided"
    );
    // Who is excepted is not known, so that one of the others might be judged for it.
    let except = RegionPlan {
        rules: "few: 床位 >= 10 by 2025 for each 县 except 双极核\none: 床位 >= 10 by 2025 for 市中区",
        ..failing
    };
    let except = except.eval();
    assert_eq!(except.json["results"].as_array().unwrap().len(), 1);
    assert_eq!(except.json["summary"]["left_out"], 1);
    // A row that cannot be read may be of any group, one without a name is of its own.
    let in_csv = |row: &str| {
        RegionPlan {
            own: "",
            regions: ("r.csv", &csv(row)),
            rules: "group: 床位 >= 10 by 2025 for 核\nother: 床位 >= 10 by 2025 for 山",
            data: &[("市中区", "12"), ("沙湾区", "12"), ("夹江县", "12")],
        }
        .eval()
        .verdicts(&["group", "other"])
    };
    let hills = "511126,夹江县,县,乐山市,山\n";
    assert_eq!(in_csv(hills), "met met");
    for (row, wanted) in [
        ("511181,峨眉山市,县,乐山市\n", "undecided undecided"),
        ("511181,,县,乐山市,核\n", "undecided met"),
        // Where a member lies is nothing to its group.
        ("511181,峨眉山市,县,眉山市,\n", "met met"),
    ] {
        assert_eq!(in_csv(&format!("{hills}{row}")), wanted, "{row}");
    }
}

#[test]
fn a_region_is_in_each_group_that_its_row_names() {
    let verdict = |groups: &str| {
        let rows = format!("511126,夹江县,县,乐山市,{groups}\n");
        RegionPlan {
            own: "",
            regions: ("r.csv", &csv(&rows)),
            rules: "both: 床位 >= 10 by 2025 for 核",
            data: &[("市中区", "12"), ("沙湾区", "12"), ("夹江县", "1")],
        }
        .eval()
        .verdicts(&["both"])
    };
    for groups in [
        "核",
        "山、核",
        "核;山",
        "山；核",
        "\"核,山\"",
        "山，核",
        "山/核",
        "核|山",
        "山 核",
        "核\u{3000}山",
        "\"核\n山\"",
        "山 、核",
    ] {
        assert_eq!(verdict(groups), "missed", "{groups}");
    }
    assert_eq!(verdict("山"), "met");
    let latin = RegionPlan {
        own: "",
        regions: ("r.csv", &csv("511126,夹江县,县,乐山市,Old Town\n")),
        rules: "both: 床位 >= 10 by 2025 for \"Old Town\"",
        data: &[("夹江县", "12")],
    };
    assert_eq!(latin.eval().verdicts(&["both"]), "met");
}

#[test]
fn the_plans_own_region_has_neighbours_and_other_names() {
    let regions = "代码,名称,级别,上级,别名\n510000,四川省,省,,\n511100,乐山市,市,,乐山\n\
                   511400,眉山市,市,,\n511102,市中区,县,乐山市,\n";
    for own in ["乐山", "乐山市", "\"511100\""] {
        let one = RegionPlan {
            own: &format!("region: {own}\n"),
            regions: ("r.csv", regions),
            rules: "every: 床位 >= 10 by 2025 for each 县",
            data: &[("市中区", "12")],
        }
        .eval();
        assert_eq!(one.verdicts(&["every"]), "met", "{own}");
        assert_eq!(one.code, Some(0), "{own}");
        assert_eq!(one.json["diagnostics"], serde_json::json!([]), "{own}");
    }
}

#[test]
fn lost_regions_are_told_wherever_results_are() {
    let plan = RegionPlan {
        own: "",
        regions: ("r.csv", &csv("511126,夹江县,县,眉山市,\n")),
        rules: "every: 床位 >= 10 by 2025 for each 县\nmany: count(县 where 床位 >= 10) >= 3个 by 2025",
        data: &[("市中区", "12"), ("沙湾区", "12"), ("那里", "12")],
    };
    let eval = plan.eval();
    let why = "缺少部分地区或部分条件的数据；有 1 个地区在区划文件中有错误";
    for target in ["every", "many"] {
        assert_eq!(eval.whole(target)["reason"], why, "{target}");
        assert_eq!(eval.whole(target)["reason_kind"], "missing_parts");
    }
    let summary = &eval.json["summary"];
    assert_eq!(summary["regions_left_out"], 1);
    assert_eq!(summary["rows_kept_out"], 2);
    assert_eq!(summary["files_unreadable"], 0);
    assert!(eval.text().contains("有 1 个地区在区划文件中有错误"));
    let explained = plan.said(&["explain", "every", "--year", "2025"]).text();
    assert!(
        explained.contains("另有 1 个地区在区划文件中有错误"),
        "{explained}"
    );
    assert!(explained.contains(why), "{explained}");
    // Of those that are short, one may not be: nobody knows.
    let failing = RegionPlan {
        data: &[("市中区", "12"), ("沙湾区", "1")],
        ..plan
    };
    let explained = failing.said(&["explain", "every", "--year", "2025"]).text();
    assert!(explained.contains("（其中1个情况不明）"), "{explained}");
    // The page of a report says it before anything else.
    let folder = failing.folder();
    run(folder.path(), &["report", "--year", "2025", "-o", "out"]);
    let pages = std::fs::read_dir(folder.path().join("out")).unwrap();
    let mut seen = 0;
    for page in pages {
        let path = page.unwrap().path();
        if path
            .extension()
            .is_some_and(|end| end == "html" || end == "md")
        {
            let text = std::fs::read_to_string(&path).unwrap();
            let told = "有1个地区在区划文件中有错误，没有计入本报告";
            assert!(text.contains(told), "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 0);
}
