//! One thing under two names is one thing.

use super::beside_declared;

#[test]
fn one_thing_under_two_names_is_said_twice() {
    for (rules, wanted) in [
        (
            "t: at least 2 of { beds, 护理床位 } >= 1 by 2025",
            &["Y0111 护理床位"][..],
        ),
        (
            "t: each of { beds, 护理床位 } >= 1 by 2025",
            &["Y0111 护理床位"],
        ),
        (
            "t: at least 2 of (beds >= 1, 护理床位 >= 1) by 2025",
            &["Y0111 护理床位 >= 1"],
        ),
        (
            "t: at least 2 of (beds >= 1, beds >= 1)",
            &["Y0111 beds >= 1"],
        ),
        (
            "t: beds >= 1 or care >= 1 or 护理床位 >= 1张",
            &["Y0111 护理床位 >= 1张"],
        ),
        (
            "t: at least 2 of (beds >= 1 and care >= 1, 护理床位 >= 1 and 养老床位 >= 1)",
            &["Y0111 护理床位 >= 1 and 养老床位 >= 1"],
        ),
        (
            "t: count(county where beds >= 1) >= 2 or count(县 where 护理床位 >= 1) >= 2",
            &["Y0111 count(县 where 护理床位 >= 1) >= 2"],
        ),
        (
            "t: at least 2 of { beds@市中区, beds@中区 } >= 1 by 2025",
            &["Y0111 beds@中区"],
        ),
        // The region that is asked may be named or not.
        (
            "t: at least 2 of { beds, beds@乐山市 } >= 1",
            &["Y0111 beds@乐山市"],
        ),
        (
            "t: beds >= 1 or beds@夹江县 >= 1 for 夹江县",
            &["Y0111 beds@夹江县 >= 1"],
        ),
        ("t: beds >= 1 or beds@夹江县 >= 1 for 市中区", &[]),
        ("t: beds >= 1 or beds@夹江县 >= 1 for each county", &[]),
        ("t: at least 2 of { beds, beds@夹江县 } >= 1", &[]),
        // A list is told of once, however often it is used.
        (
            "list both = beds, 护理床位\nt: at least 2 of both >= 1\nu: each of both >= 2",
            &["Y0111 护理床位", "Y0207 both"],
        ),
        (
            "list regions = 市中区, 中区\nbeds >= 1 by 2025 for at least 2 of regions",
            &["Y0111 中区"],
        ),
        ("beds >= 1 by 2025 for 市中区, 中区", &["Y0111 中区"]),
        // Different regions, figures and bounds are different things.
        ("t: at least 2 of { beds@市中区, beds@夹江县 } >= 1", &[]),
        ("t: at least 2 of { beds, care } >= 1", &[]),
        ("t: at least 2 of (beds >= 1, beds <= 9)", &[]),
        ("t: at least 1 of (beds >= 1, beds >= 2)", &[]),
        (
            "t: count(county where beds >= 1) >= 2 or count(county where beds >= 2) >= 2",
            &[],
        ),
        ("beds >= 1 by 2025 for 市中区, 夹江县", &[]),
        (
            "list regions = 市中区, 夹江县\nbeds >= 1 by 2025 for at least 2 of regions",
            &[],
        ),
    ] {
        let told = beside_declared(rules).told("case.rules");
        assert_eq!(told, wanted, "{rules}");
    }
}
