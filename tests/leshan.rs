//! `docs/leshan.md` counts what is encoded of each chapter; here it is counted from the rules.

use crate::support::{bundled, open_files};
use std::collections::BTreeMap;
use std::fs;
use yardstick::audit::recompute;
use yardstick::model::{Combine, Condition, Limit, Plan, Target};

const COLUMNS: [&str; 9] = [
    "目标",
    "数量",
    "阶段",
    "方向",
    "未量化",
    "待遇",
    "预计",
    "复算",
    "背景",
];

type Counts = [usize; COLUMNS.len()];

/// The table under a heading: the counts by chapter.
fn told() -> BTreeMap<String, Counts> {
    let text = fs::read_to_string("docs/leshan.md").unwrap();
    let mut rows = text
        .lines()
        .skip_while(|line| *line != "## 按章的数")
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells = line.trim_matches('|').split('|').map(str::trim);
            cells.map(str::to_owned).collect::<Vec<_>>()
        });
    assert_eq!(rows.next().unwrap()[1..], COLUMNS);
    rows.skip(1)
        .map(|row| {
            let counts = row[1..].iter().map(|cell| cell.parse().unwrap());
            let counts: Vec<usize> = counts.collect();
            (row[0].clone(), counts.try_into().unwrap())
        })
        .collect()
}

/// How many promises a target is: each item of a list, each region of a map.
fn weight(target: &Target) -> usize {
    match &target.condition {
        Condition::Parts {
            combine: Combine::Each,
            parts,
            ..
        } => parts.len(),
        Condition::Parts { .. } => 1,
        Condition::Test(test) => match &test.limit {
            Limit::PerRegion(figures) => figures.len(),
            Limit::Compare(_) | Limit::Direction(_) => 1,
        },
    }
}

/// The column that its promises are counted in.
fn column(target: &Target) -> usize {
    let test = target.condition.first_test().unwrap();
    match (&test.limit, test.scale) {
        (Limit::Direction(_), _) => 3,
        (_, Some(_)) => 2,
        (_, None) => 1,
    }
}

fn counted(plan: &Plan) -> BTreeMap<String, Counts> {
    let mut all: BTreeMap<String, Counts> = BTreeMap::new();
    let mut count = |section: &str, column: usize, number: usize| {
        for chapter in [section.split('/').next().unwrap(), "合计"] {
            all.entry(chapter.to_owned()).or_default()[column] += number;
        }
    };
    for target in &plan.targets {
        count(&target.section, 0, 1);
        count(&target.section, column(target), weight(target));
    }
    plan.undefined
        .iter()
        .for_each(|one| count(&one.section, 4, 1));
    plan.entitlements
        .iter()
        .for_each(|one| count(&one.section, 5, 1));
    plan.forecasts
        .iter()
        .for_each(|one| count(&one.section, 6, 1));
    plan.claims.iter().for_each(|one| count(&one.section, 7, 1));
    plan.background
        .iter()
        .for_each(|one| count(&one.section, 8, 1));
    all
}

#[test]
fn the_chapters_are_counted_as_the_page_says() {
    let plan = open_files(&bundled()).opened.unwrap().plan;
    let (told, counted) = (told(), counted(&plan));
    for (chapter, told) in &told {
        assert_eq!(counted.get(chapter), Some(told), "{chapter}: {COLUMNS:?}");
    }
    assert_eq!(counted.len(), told.len());
}

#[test]
fn the_claims_that_fail_are_those_that_the_page_names() {
    let opened = open_files(&bundled()).opened.unwrap();
    let (explained, failing): (Vec<_>, Vec<_>) = opened
        .plan
        .claims
        .iter()
        .filter(|claim| recompute(&opened.plan, &opened.cube, claim).agrees == Some(false))
        .partition(|claim| recompute(&opened.plan, &opened.cube, claim).last_digit);
    let failing = failing.iter();
    let failing: Vec<_> = failing
        .map(|claim| claim.quotes[0].words.as_str())
        .collect();
    assert!(
        failing.iter().any(|words| words.contains("108.40%")),
        "{failing:?}"
    );
    let page = fs::read_to_string("docs/leshan.md").unwrap();
    assert!(
        page.contains(&format!("复算73项里有{}项不符", failing.len())),
        "{failing:?}"
    );
    assert!(
        page.contains(&format!("另有{}项只差末位", explained.len())),
        "{explained:?}"
    );
    let open = opened.plan.claims.iter().filter(|claim| {
        recompute(&opened.plan, &opened.cube, claim)
            .agrees
            .is_none()
    });
    assert_eq!(open.count(), 0);
}
