//! A number with a multiplier stands for nothing until its unit is said.

use super::beside_declared;
use crate::model::{Condition, Expr, Measure};

#[test]
fn a_multiple_beside_a_unit_needs_one() {
    // `resident` is in 万人, `moves` in 人, `mmr` in /10万, `bare` in nothing that is known.
    for (rule, wanted) in [
        ("t: resident + 1万 >= 9 by 2025", &["Y0301 1万"][..]),
        ("t: 1万 + resident >= 9 by 2025", &["Y0301 1万"]),
        ("t: resident + -1万 >= 9 by 2025", &["Y0301 -1万"]),
        ("t: moves + 1万 >= 2万人 by 2025", &["Y0301 1万"]),
        ("t: resident - 2 * 1万 >= 9 by 2025", &["Y0301 2 * 1万"]),
        ("t: resident + 1万 / 2 >= 9 by 2025", &["Y0301 1万 / 2"]),
        ("resident >= 9万 by 2025", &["Y0301 9万"]),
        ("resident >= 2 * 1万 by 2025", &["Y0301 2 * 1万"]),
        ("resident >= base + 2 * 1万 by 2025", &["Y0301 2 * 1万"]),
        ("t: resident + 1万人 >= 9 by 2025", &[]),
        // A number has the unit of what it stands beside.
        ("t: resident + 1 >= 9 by 2025", &[]),
        ("resident >= 2 * 3 by 2025", &[]),
        ("t: resident * 1万 >= 9万人 by 2025", &[]),
        ("t: bare + 1万 >= 9 by 2025", &[]),
        ("t: mmr + 5 / 10万 >= 9/10万 by 2025", &[]),
        ("mmr <= 5 / 10万 by 2025", &[]),
    ] {
        assert_eq!(beside_declared(rule).told("case.rules"), wanted, "{rule}");
    }
}

/// 5 / 10万 beside a rate of /10万 is 5 of it.
#[test]
fn a_quotient_beside_a_rate_is_a_part() {
    for (rule, factor) in [
        ("t: mmr + 5 / 10万 >= 9/10万 by 2025", 100_000),
        ("t: rate + 1 / 2 >= 90% by 2025", 100),
    ] {
        let checked = beside_declared(rule);
        let Condition::Test(test) = &checked.plan.targets[0].condition else {
            panic!("{rule}");
        };
        let Measure::Level(Expr::Sum(_, parts)) = &test.measure else {
            panic!("{rule}: {:?}", test.measure);
        };
        let Expr::Scaled(by, _) = &parts[0].1 else {
            panic!("{rule}: {parts:?}");
        };
        assert_eq!(*by, factor.into(), "{rule}");
    }
}
