//! Whatever is put together of the language's pieces: nothing panics, nothing vanishes, and the
//! order of files does not show.

use super::beside_declared;
use super::said::said;
use crate::model::{Comparison, Condition, Limit};
use proptest::prelude::*;
use proptest::sample::select;

const MEASURES: &[&str] = &[
    "slots",
    "resident",
    "jobs",
    "rate",
    "mmr",
    "bare",
    "医院",
    "nowhere",
    "towns",
    "from_data",
    "sum of jobs",
    "annual growth of income",
    "beds / care",
    "beds + resident",
    "-moves",
    "resident@市中区",
    "change(rate, 2020..2025)",
    "share(beds, care)",
    "1 - rate",
    "count(county where centres >= 1)",
    "share(township where 建设 >= 建成)",
    "mean(rate, 2021..2025)",
    "beds * 2 / resident",
    "each of towns",
    "at least 2 of towns",
    "each of { 甲, 乙 }",
];
const LIMITS: &[&str] = &[
    ">= 4.5",
    "<= 5/10万",
    "= 45% ± 2pp",
    "= 3 ± 2%",
    "= 103..107",
    "> 5pp",
    ">= 20万人",
    "< -3",
    ">= base",
    "<= base - 13.5%",
    ">= 2 * base + 1",
    ">= base + 2pp",
    "rising",
    "not falling",
    ">= 建成",
    "= 三级",
    ">= { 2022: 2, 2025: 4 }",
    ">= { 2022: 在建, 2025: 建成 }",
    "= { 市中区: 3, 夹江县: 4 } ± 1",
    ">= 5 / 10万",
    ">= 50% - 10%",
    ">= resident",
    ">= 5个",
    ">= -5%",
];
const TIMES: &[&str] = &[
    "",
    "by 2025",
    "by 2020",
    "by 2035",
    "in 2023",
    "throughout",
    "throughout 2025..2021",
    "over 2021..2025",
    "over",
];
const SCOPES: &[&str] = &[
    "",
    "for 市中区",
    "for each county",
    "for each county, township",
    "for at least 3 of county",
    "for at least 9 of county",
    "for satellites",
    "for towns",
    "for 双核 except 市中区",
    "for each township",
    "for 空组",
    "for county",
    "for each county except 内江市",
];
const CLAUSES: &[&str] = &[
    "",
    "from 3 in 2019",
    "from 建成 in 2022",
    "guard",
    "path compound",
    "path { 2022: 3, 2024: 2 }",
    "path { 2022: 在建 }",
    "compare at 1 decimal half-up",
    "missing use last within 1 year",
    "weight 2",
    "method other/2",
    "source \"专栏8\" \"话\"",
];

fn a_target() -> impl Strategy<Value = String> {
    let pieces = (
        select(MEASURES),
        select(LIMITS),
        select(TIMES),
        select(SCOPES),
        select(CLAUSES),
    );
    (pieces, any::<bool>()).prop_map(|((measure, limit, time, scope, clause), named)| {
        let name = if named { "name: " } else { "" };
        format!("{name}{measure} {limit} {time} {scope}\n    {clause}\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// One declaration is one target or one thing left out, and what is left out was explained.
    #[test]
    fn nothing_is_left_out_in_silence(rule in a_target()) {
        let checked = beside_declared(&rule);
        let plan = &checked.plan;
        prop_assert_eq!(plan.targets.len() + plan.left_out, 1, "{}", rule);
        if plan.left_out > 0 {
            let told = checked.told("case.rules");
            prop_assert!(told.iter().any(|one| !one.starts_with("Y0204")), "{} {:?}", rule, told);
        }
        for target in &plan.targets {
            prop_assert!(!target.name.is_empty());
            let Condition::Test(test) = &target.condition else { continue };
            let Limit::Compare(Comparison::Band(_, low, high)) = &test.limit else { continue };
            if low.of_base == high.of_base {
                prop_assert!(low.plus <= high.plus, "{}", said(plan, target));
            }
        }
    }

    /// Targets of several files come out the same whichever file is listed first.
    #[test]
    fn the_order_of_files_does_not_show(rules in prop::collection::vec(a_target(), 2..5)) {
        let named: Vec<(String, &str)> = rules
            .iter()
            .enumerate()
            .map(|(at, rule)| (format!("{at}.rules"), rule.as_str()))
            .collect();
        let mut files: Vec<(&str, &str)> =
            named.iter().map(|(path, rule)| (path.as_str(), *rule)).collect();
        files.push(("declared.rules", super::DECLARED));
        let all = |files: &[(&str, &str)]| {
            let checked = super::checked(files, &["slots", "rate", "from_data"]);
            let plan = &checked.plan;
            let lines: Vec<_> = plan.targets.iter().map(|target| said(plan, target)).collect();
            let mut told: Vec<_> = named.iter().flat_map(|(path, _)| checked.told(path)).collect();
            told.extend(checked.told("declared.rules"));
            (lines, told, plan.left_out)
        };
        let forwards = all(&files);
        files.reverse();
        prop_assert_eq!(forwards, all(&files));
    }
}
