//! What is said in words beside a figure is true of it.

use crate::support::{run, stdout, write_files};
use serde_json::Value;

const RULES: &str = "\
indicator went_down \"降\"
    unit 万人

indicator stood_still \"平\"
    unit 万人

indicator births \"流\"
    unit 万人
    kind flow
    total sum

indicator broken_off \"断\"
    unit 万人

indicator rate \"率\"
    unit %

indicator too_old \"旧率\"
    unit %

up: went_down rising by 2025
flat: stood_still rising by 2025
nothing_known: too_old falling by 2025
growth: annual growth of went_down >= 6% over 2021..2025
ceiling: births <= 12 over 2021..2025
old: too_old >= 45% by 2025
    missing use last within 1 year
across: broken_off >= 5 by 2025
all: rate = 100% by 2025
points: change(rate, 2020..2023) >= 5pp by 2023
steps: change(rate, 2020..2023) >= { 2022: 3pp, 2023: 6pp }
claim growth(broken_off, 2020..2023) = 12.5%
claim change(rate, 2020..2023) = 4pp
claim growth(too_old, 2020..2021) = 1%
forecast rate = 50% in 2025
";

const DATA: &str = "\
indicator,year,value,status
went_down,2020,8,
went_down,2021,7.8,
went_down,2022,7.5,
went_down,2023,7,
stood_still,2020,8,
stood_still,2023,8,
births,2021,4,
births,2022,4,
births,2023,4.5,
too_old,2021,40,
broken_off,2020,8,
broken_off,2023,9,B
rate,2020,40,
rate,2023,44,
";

fn folder() -> tempfile::TempDir {
    let files = [
        (
            "plan.yaml",
            "id: said\nyears: 2021..2025\nbase: 2020\nregions: r.csv\nrules: [a.rules]\ndata: [d.csv]\n",
        ),
        ("r.csv", "名称,级别\n乐山市,市\n"),
        ("a.rules", RULES),
        ("d.csv", DATA),
    ];
    let folder = tempfile::tempdir().unwrap();
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    write_files(folder.path(), &files.to_vec());
    folder
}

#[test]
fn reasons_and_units_are_those_of_the_figures() {
    let folder = folder();
    let json = run(
        folder.path(),
        &["eval", "--year", "2023", "--format", "json"],
    );
    let json: Value = serde_json::from_str(&stdout(&json)).unwrap();
    let of = |target: &str, field: &str| {
        let mut results = json["results"].as_array().unwrap().iter();
        results.find(|one| one["target"] == target).unwrap()[field].clone()
    };
    for (target, field, wanted) in [
        (
            "old",
            "reason",
            "已有的数据年份过早，不能用；缺少数据：乐山市2020年“旧率”、乐山市2023年“旧率”",
        ),
        (
            "across",
            "reason",
            "2020 年以后统计口径中断，前后不可比，无法知道基期是否已经满足",
        ),
        ("points", "unit", "个百分点"),
        ("steps", "threshold", "6"),
    ] {
        assert_eq!(of(target, field), wanted, "{target} {field}");
    }
}

#[test]
fn the_report_says_what_is_so() {
    let folder = folder();
    run(folder.path(), &["report", "--year", "2023", "--to", "md"]);
    let report = std::fs::read_to_string(folder.path().join("out/said-midterm-2023.md")).unwrap();
    // Spaces only make the columns of a table meet.
    let report: String = report.split(' ').filter(|part| !part.is_empty()).collect();
    for wanted in [
        "###（一）未注明章节",
        // A direction by some year is no promise for each year.
        "2023年为7万人，比基期（2020年8万人）离目标更远，目标为高于8万人，还差1万人；",
        "2023年为8万人，目标为高于8万人。",
        "|低于基期|",
        "到2023年年均-4.3534%，目标为不低于6%，还差10.3534个百分点；",
        // Nothing that comes can take back what was too much.
        "到2023年累计12.5万人，突破了不高于12万人的限值，相差0.5万人。",
        "2023年为44%，目标为等于100%，还差56个百分点；",
        "2023年为4个百分点，目标为不低于5个百分点，还差1个百分点；",
        "|12.5%|—|统计口径中断，未复算|",
        "|4个百分点|4个百分点|一致|",
        "|1%|—|缺少数据，未复算|",
        "|=50%|",
    ] {
        assert!(report.contains(wanted), "{wanted}\n{report}");
    }
    assert!(
        !report.contains("逐年上升") && !report.contains("逐年下降"),
        "{report}"
    );
}
