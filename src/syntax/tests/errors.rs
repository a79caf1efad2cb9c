//! What is said about what cannot be read.

use super::super::ast::Item;
use super::read;

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
fn explore() {
    for text in [
        "x == 5", "x >= 1 && y >= 1", "x => 5", "x >= 4,500 by 2025", "x 达到4.5 %以上", "x >= 5 %", "x in 103..107", "x 达到4.5个", "x 降至5‰", "x 等于45%左右", "x 等于 45% 左右", "x >= 5个以上", "x 不低于5个以上", "5个以上 >= x", "x by 2025", "x", "x y z", "x >= by 2025", "x >=", "x >= 5 by", "x >= 5 by 25", "x >= 5 by 2525", "x >= 5 for", "x >= 5 for each", "x >= 5 for each county except", "x >= 5 except a", "x >= (1", "x >= 1)", "x >= (y >= 1)", "x + 1", "n: x and y >= 1", "n: at least 2 of (x, y >= 1)", "x >= avg(y, z)", "x >= summ(y, 2021..2025)", "x >= foo(y)", "x >= count(county)", "x >= 1 by 2025 by 2026", "到2025年 x >= 1 到2025年", "sum of x 合计 >= 1", "and >= 5", "base >= 5", "x >= 5\n    soruce \"a\"\n    attribute expected", "x >= 5\n    responsible \"a\"\n    atribute expected\n    note \"b\"", "x >= 5\n    something \"a\"", "x ==5\n   soruce \"a\"\n   attribute expekted", "indicater x \"y\"", "source \"a\"", "x >= 1\nsource \"a\"\n", "  x >= 1\n  y >= 1\nz >= 1", "x >= 1\n  unit 个", "section \"a\"\n  guard", "x >= 1\n guard\n guard", "x >= { 2022: 1, a: 2 }", "x = { a: 1, 2022: 2 }", "x = { a 1 }", "x = { a: 1 b: 2 }", "scale s = a", "scale s = a < b > c", "list x a, b", "amend x@2025 from 2023-13-30 by \"a\": 1 -> 2", "amend x@2025 by \"a\": 1 -> 2", "x >= 5 BY 2025", "x >= 5 bye 2025", "x grater 5", "x 不底于 5", "x 大于5", "x >= 1\n attribute expeted", "x >= 1\n compare at 1 decimal", "x >= 1\n missing", "x >= 1\n from 3", "x 不低于 4.5个。", "x >= 5; y >= 2", "x >= 'a'", "x ”a”", "list >= 5", "每个县产前筛查机构 不少于 1家", "x >= 3 every year", "各县 x >= 1", "x = 1 2", "n: each of a, b >= 1", "claim x", "identity a - b", "x >= 5 到2025", "x >= 5 在2025年", "x in 2021..2025", "name: x >= 1", "x >= 1 for county >= 2", "undefined \"a\" x", "owner: x >= 1", "x ≠ 5", "x = 100 ± ", "x >= 5以上", "x > = 5", "x rising 5", "x >= 1 at least 3 of county", "x >= 5 全部县", "\"\" >= 1", "x >= -", "x >= 1,\n  by 2025", "x >= 5 2025年 2024年", "x达到5以上", "保持在 x >= 5",
    ] {
        println!("{text:?}, &{:#?}", read(text).findings());
    }
    let _ = Item::Blank { lines: 0 };
    said(&[]);
}
