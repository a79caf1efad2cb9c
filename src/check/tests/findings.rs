//! Rules with something to say about, and what is said: the code and the text that it underlines.

use super::{UNREAD, beside_declared, checked, checked_while, regions};
use crate::diag::Lang;

/// Each rule gives these messages in its own file.
const CASES: &[(&str, &[&str])] = &[
    ("mmr <= 5‰ by 2025", &["Y0301 5‰"]),
    ("nothing_here >= 5 by 2025", &["Y0201 nothing_here"]),
    ("slotz >= 5 by 2025", &["Y0201 slotz"]),
    ("residant >= 5 by 2025", &["Y0201 residant"]),
    ("到2025年slots >= 5", &["Y0201 到2025年slots"]),
    ("jobs合计 >= 5 over", &["Y0201 jobs合计"]),
    ("towns >= 5 by 2025", &["Y0203 towns"]),
    ("construction >= 5 by 2025", &["Y0203 construction"]),
    ("建成 >= 5 by 2025", &["Y0203 建成"]),
    ("slots >= 建成 by 2025", &["Y0303 建成"]),
    ("slots >= 建城 by 2025", &["Y0409 建城"]),
    ("bare >= 建城 by 2025", &["Y0201 建城"]),
    ("rate 不低于 百分之95 到2025年", &["Y0409 百分之95"]),
    ("slots 不低于 四点五 到2025年", &["Y0409 四点五"]),
    ("unknown 不少于 一家 到2025年", &["Y0409 一家"]),
    ("centres = 1至3 by 2025", &["Y0409 1至3"]),
    ("centres >= 1e3 by 2025", &["Y0409 1e3"]),
    ("centres >= 1.5e3 by 2025", &["Y0409 1.5e3"]),
    ("医院 >= 建成 by 2025\nb: 医院 rising", &["Y0303 rising"]),
    ("医院 >= 建成 by 2025\nb: 医院 >= base", &["Y0303 base"]),
    ("医院 >= 3 by 2025", &["Y0201 医院"]),
    (
        "医院 >= 建成 by 2025\nb: 医院 >= 三级 by 2025",
        &["Y0313 三级"],
    ),
    ("c: 医院 + 1 >= 3 by 2025\nd: 医院 >= 建成", &["Y0303 医院"]),
    ("slots >= 4.5家 by 2025", &["Y0301 4.5家"]),
    ("beds >= 3家 by 2025", &["Y0301 3家"]),
    ("rate >= 5pp by 2025", &["Y0314 5pp"]),
    ("rate = 45% ± 2% by 2025", &["Y0302 2%"]),
    ("rate >= 50% - 10% by 2025", &["Y0302 10%"]),
    ("rate >= base + 5% by 2025", &["Y0302 5%"]),
    ("x: change(rate, 2020..2025) >= 5% by 2025", &["Y0302 5%"]),
    (
        "x: change(rate, 2020..2025) >= 5pp by 2025\n    from 1% in 2020",
        &["Y0302 1%"],
    ),
    (
        "x: beds / resident >= 6 by 2025",
        &["Y0305 beds / resident"],
    ),
    (
        "x: beds / resident >= 6% by 2025",
        &["Y0301 beds / resident"],
    ),
    (
        "x: beds / resident * 1000 >= 6张/千人 by 2025",
        &["Y0311 beds / resident * 1000"],
    ),
    (
        "x: beds / care * 100 >= 55% by 2025",
        &["Y0311 beds / care * 100"],
    ),
    (
        "indicator d = income / resident * 0.0001\n    unit 元/人\nd >= 5 by 2025",
        &["Y0311 income / resident * 0.0001", "Y0207 d"],
    ),
    ("x: beds + resident >= 6 by 2025", &["Y0306 resident"]),
    ("x: beds + 5个 >= 6 by 2025", &["Y0306 5个"]),
    (
        "x: resident + registered >= 6 by 2025",
        &["Y0307 registered"],
    ),
    ("x: 1 - rate >= 6% by 2025", &["Y0301 1"]),
    ("x: rate - 5% >= 6% by 2025", &["Y0302 5%"]),
    (
        "x: bare / bare@base >= 6张/千人 by 2025",
        &["Y0305 bare / bare@base"],
    ),
    ("x: sum(resident, 2021..2025) >= 5", &["Y0308 resident"]),
    ("x: sum(resident) >= 5", &["Y0312 sum(resident)"]),
    (
        "x: min(resident, registered) >= 5",
        &["Y0312 min(resident, registered)"],
    ),
    (
        "x: change(resident, 2025..2021) >= 5",
        &["Y0417 2025..2021"],
    ),
    ("x: share(resident) >= 5%", &["Y0312 share(resident)"]),
    ("x: base + 5 >= 5", &["Y0409 base"]),
    ("resident >= registered by 2025", &["Y0409 registered"]),
    ("resident >= base * base by 2025", &["Y0409 base"]),
    ("resident >= base / 0 by 2025", &["Y0409 0"]),
    ("resident >= 5万 by 2025", &["Y0301 5万"]),
    ("resident >= 5 over 2021..2025", &["Y0308 resident"]),
    ("slots rising in 2023", &["Y0403 slots rising"]),
    ("slots rising over", &["Y0403 slots rising"]),
    ("sum of jobs >= 5 by 2025", &["Y0403 sum of jobs >= 5"]),
    (
        "annual growth of income >= 6% by 2025",
        &["Y0403 annual growth of income >= 6%"],
    ),
    ("医院 >= 建成 over", &["Y0403 医院 >= 建成"]),
    ("annual growth of income >= base over", &["Y0409 base"]),
    ("jobs >= base over", &["Y0409 base"]),
    ("jobs >= -5 over", &["Y0309 -5"]),
    ("centres >= -1 by 2025", &["Y0309 -1"]),
    ("change_of: change(centres, 2020..2025) >= -1个", &[]),
    (
        "beds + care >= 5 by 2025",
        &["Y0404 beds + care >= 5 by 2025"],
    ),
    (
        "resident = {市中区: 5}",
        &["Y0404 resident = {市中区: 5}", "Y0410 ="],
    ),
    (
        "slots >= 5 by 2025\nslots >= 6 by 2025",
        &["Y0405 slots >= 6 by 2025"],
    ),
    (
        "a: slots >= 5 by 2025\nb: slots >= 5 by 2025",
        &["Y0406 b: slots >= 5 by 2025"],
    ),
    (
        "a: slots >= 5 by 2025\nb: slots <= 4 by 2025",
        &["Y0407 b: slots <= 4 by 2025"],
    ),
    (
        "a: slots = 5 ± 1 by 2025\nb: slots > 6 in 2025",
        &["Y0407 b: slots > 6 in 2025"],
    ),
    (
        "a: slots >= 5 by 2025\nb: slots <= 4 by 2025\n    because \"原文如此\"",
        &[],
    ),
    (
        "a: slots >= 5 by 2025\n    because \"原文如此\"\nb: slots <= 4 by 2025",
        &[],
    ),
    // Other years are another total, and another rate.
    (
        "a: sum of jobs >= 20 over 2021..2025\nb: sum of jobs <= 10 over 2024..2025",
        &[],
    ),
    (
        "a: sum of jobs >= 20 over 2021..2025\nb: sum of jobs <= 10",
        &["Y0407 b: sum of jobs <= 10"],
    ),
    (
        "a: annual growth of slots >= 5% over 2021..2025\n\
         b: annual growth of slots <= 3% over 2024..2025",
        &[],
    ),
    (
        "a: annual growth of slots >= 5% throughout 2021..2025\n\
         b: annual growth of slots <= 3% over 2021..2025",
        &["Y0407 b: annual growth of slots <= 3% over 2021..2025"],
    ),
    (
        "a: slots >= 5 throughout 2021..2025\nb: slots <= 4 by 2025",
        &["Y0407 b: slots <= 4 by 2025"],
    ),
    (
        "a: slots@市中区 >= 5 by 2025\nb: slots@夹江县 <= 4 by 2025",
        &[],
    ),
    (
        "a: slots >= 3 and slots <= 1 by 2025",
        &["Y0407 slots <= 1"],
    ),
    (
        "a: beds >= 1 or (slots < 3 and slots = 3..4) by 2025",
        &["Y0407 slots = 3..4"],
    ),
    ("a: slots >= 3 or slots <= 1 by 2025", &[]),
    ("a: slots >= 3 and rate <= 1 by 2025", &[]),
    (
        "a: slots >= 3 and slots <= 1 by 2025\n    because \"原文如此\"",
        &[],
    ),
    ("slots >= 5 by 2035", &["Y0401 by 2035"]),
    ("slots >= 5 by 2020", &["Y0402 by 2020"]),
    (
        "slots >= 5 throughout 2020..2025",
        &["Y0401 throughout 2020..2025"],
    ),
    (
        "slots >= 5 throughout 2025..2021",
        &["Y0417 throughout 2025..2021"],
    ),
    ("slots >= 5 by 2022\n    from 3 in 2022", &["Y0402 by 2022"]),
    (
        "slots >= 4.55 by 2025\n    compare at 1 decimal half-up",
        &["Y0412 4.55"],
    ),
    (
        "slots >= 4.5 by 2025\n    path { 2022: 3, 2023: 2 }",
        &["Y0413 4.5"],
    ),
    (
        "slots >= 4.5 by 2025\n    path { 2022: 3, 2023: 2 }\n    because \"原文如此\"",
        &[],
    ),
    (
        "slots >= 4.5 by 2025\n    path { 2020: 3, 2023: 4 }",
        &["Y0414 2020: 3"],
    ),
    (
        "slots >= 4.5 by 2023\n    path { 2022: 3, 2024: 4 }",
        &["Y0414 2024: 4"],
    ),
    (
        "slots >= 4.5 by 2025\n    path { 2022: 3, 2025: 4 }",
        &["Y0414 2025: 4"],
    ),
    ("slots >= { 2022: 3, 2023: 4 } by 2025", &["Y0414 2023: 4"]),
    (
        "slots >= 4.5 by 2025\n    guard\n    path { 2022: 4 }",
        &["Y0415 path { 2022: 4 }"],
    ),
    (
        "slots >= 4.5 in 2023\n    path linear\n    missing use last within 1 year",
        &["Y0415 path linear", "Y0415 missing use last within 1 year"],
    ),
    (
        "sum of jobs >= 4.5\n    from 3 in 2020",
        &["Y0415 from 3 in 2020"],
    ),
    (
        "annual growth of slots >= 5% over 2021..2025\n    from 3% in 2020",
        &["Y0415 from 3% in 2020"],
    ),
    // Of what the growth is counted, in its unit or any other: it is not read.
    (
        "annual growth of slots >= 5% throughout 2021..2025\n    from 3个/千人 in 2020",
        &["Y0415 from 3个/千人 in 2020"],
    ),
    // A ceiling on a total is used up evenly, whatever path is written.
    (
        "sum of jobs <= { 2022: 1, 2023: 2, 2025: 5 } over 2021..2025",
        &["Y0415 2022: 1, 2023: 2"],
    ),
    (
        "sum of jobs < 5\n    path { 2023: 2 }",
        &["Y0415 path { 2023: 2 }"],
    ),
    (
        "sum of jobs <= 5\n    path compound",
        &["Y0415 path compound"],
    ),
    (
        "sum of jobs <= 5\n    guard\n    path { 2023: 2 }",
        &["Y0415 path { 2023: 2 }"],
    ),
    ("sum of jobs <= 5\n    path linear", &[]),
    ("sum of jobs >= 5\n    path { 2023: 2 }", &[]),
    ("sum of moves <= -5\n    path { 2023: -2 }", &[]),
    (
        "slots rising throughout 2021..2025\n    from 3 in 2020",
        &["Y0415 from 3 in 2020"],
    ),
    (
        "医院 >= 建成 throughout 2021..2025\n    from 在建 in 2020",
        &["Y0415 from 在建 in 2020"],
    ),
    ("slots rising by 2025\n    from 3 in 2020", &[]),
    ("slots >= 5 throughout 2021..2025\n    from 3 in 2020", &[]),
    (
        "医院 >= 建成\n    compare at 1 decimal half-up",
        &["Y0415 compare at 1 decimal half-up"],
    ),
    ("医院 >= 建成\n    path compound", &["Y0408 path compound"]),
    (
        "e: slots >= 3 or rate >= 5%\n    from 3 in 2020",
        &["Y0408 from 3 in 2020"],
    ),
    (
        "e: slots >= 3 or rate >= 5%\n    path { 2022: 2 }",
        &["Y0408 path { 2022: 2 }"],
    ),
    ("slots >= 5 by 2025\n    weight 2个", &["Y0409 2个"]),
    (
        "slots >= 5 by 2025\n    method other/1",
        &["Y0425 method other/1"],
    ),
    ("centres >= 1 by 2025 for each 双核", &["Y0203 双核"]),
    ("centres >= 1 by 2025 for county", &["Y0203 county"]),
    (
        "centres >= 1 by 2025 for each county, township",
        &["Y0416 township"],
    ),
    ("centres >= 1 by 2025 for 空组", &["Y0416 空组"]),
    ("centres >= 1 by 2025 for 哪里县", &["Y0201 哪里县"]),
    ("centres >= 1 by 2025 for each 县城", &["Y0201 县城"]),
    ("centres >= 1 by 2025 for towns", &["Y0201 towns"]),
    (
        "centres >= 1 by 2025 for at least 5 of county",
        &["Y0411 5"],
    ),
    (
        "centres >= 1 by 2025 for at least 0 of county",
        &["Y0411 0"],
    ),
    (
        "centres >= 1 by 2025 for each county except 乐山市",
        &["Y0418 乐山市"],
    ),
    (
        "centres >= 1 by 2025 for 双核 except 市中区, 峨眉山市",
        &["Y0416 for 双核 except 市中区, 峨眉山市"],
    ),
    (
        "centres >= 1 by 2025 for 市中区 except 夹江县",
        &["Y0416 夹江县"],
    ),
    ("centres >= 1 by 2025 for 市中区, 市中区", &["Y0111 市中区"]),
    ("centres >= 1 by 2025 for slots", &["Y0203 slots"]),
    ("t: at least 4 of towns >= 建成", &["Y0411 4"]),
    ("t: each of slots >= 建成", &["Y0203 slots"]),
    ("t: each of nolist >= 建成", &["Y0201 nolist"]),
    ("t: each of { 甲, 甲 } >= 建成", &["Y0111 甲"]),
    ("t: each of { 甲@双核 } >= 建成", &["Y0203 双核"]),
    ("t: at least 4 of (beds >= 1, care >= 1)", &["Y0411 4"]),
    ("c: count(county where centres >= 1) >= 15", &["Y0411 15"]),
    (
        "c: share(county where centres >= 1) >= 150%",
        &["Y0411 150%"],
    ),
    ("c: count(county where centres >= 1) >= 60%", &["Y0301 60%"]),
    (
        "c: count(county where centres rising) >= 3",
        &["Y0403 centres rising"],
    ),
    ("c: count(双核 where centres >= 1) >= 3", &["Y0203 双核"]),
    (
        "m: resident = { 市中区: 3, 市中区: 4 } ± 2%",
        &["Y0111 市中区"],
    ),
    (
        "m: resident = { 市中区: 3, 夹江县: 4 } ± 2% for each county",
        &["Y0422 for each county"],
    ),
    (
        "m: resident = { 市中区: 3 } ± 2% and slots >= 3",
        &["Y0419 { 市中区: 3 } ± 2%"],
    ),
    ("m: resident >= { 市中区: 3 } ± 2%", &["Y0420 >="]),
    ("m: resident = { 市中区: 3, 夹江县: 5 }", &["Y0410 ="]),
    ("slots >= 3..4 by 2025", &["Y0420 >="]),
    ("slots = 4..3 by 2025", &["Y0417 4..3"]),
    ("centres 不少于 1-2个 到2025年", &["Y0426 1-2个"]),
    ("centres >= 1-2 by 2025", &["Y0426 1-2"]),
    ("centres = 1-3 by 2025", &["Y0426 1-3"]),
    ("centres >= 1个 - 2个 by 2025", &["Y0426 1个 - 2个"]),
    ("rate = 45-50% by 2025", &["Y0426 45-50%"]),
    ("rate = 45%-50% by 2025", &["Y0426 45%-50%"]),
    ("centres >= { 2022: 1-2, 2025: 3 }", &["Y0426 1-2"]),
    ("centres >= 3\n    from 1-2 in 2020", &["Y0426 1-2"]),
    ("centres = 100-5 by 2025", &["Y0426 100-5"]),
    ("slots >= 3 ± 1", &["Y0420 >="]),
    ("slots = 3 ± -1", &["Y0409 -1"]),
    ("x: slots@2020@2021 >= 3", &["Y0111 2021"]),
    ("x: slots@市中区@夹江县 >= 3", &["Y0111 夹江县"]),
    ("x: slots@双核 >= 3", &["Y0203 双核"]),
    ("x: slots@nirgends >= 3", &["Y0201 nirgends"]),
    ("resident >= 5万 by 2025", &["Y0301 5万"]),
    ("slots = 3 ± -1", &["Y0409 -1"]),
    ("centres >= 1 by 2025 for towns", &["Y0201 towns"]),
    (
        "m: resident = { 市中区: 3, 夹江县: 4 } ± 2% for each county",
        &["Y0422 for each county"],
    ),
    (
        "centres >= 1 by 2025 for at least 0 of county",
        &["Y0411 0"],
    ),
    (
        "indicator a = b + 1\nindicator b = a + 1\na >= 3 by 2025",
        &["Y0207 b", "Y0205 a", "Y0207 a"],
    ),
    (
        r#"indicator ratio "比" = beds / resident
ratio >= 6 by 2025"#,
        &["Y0305 beds / resident", "Y0207 ratio"],
    ),
    (
        r#"indicator ratio "比" = beds / resident
    unit %
ratio >= 6 by 2025"#,
        &["Y0301 beds / resident", "Y0207 ratio"],
    ),
    (
        "indicator wrong\n    unit 个/千米诺\nwrong >= 5 by 2025\nb: wrong + beds >= 5",
        &["Y0304 个/千米诺", "Y0207 wrong", "Y0207 wrong"],
    ),
    (
        r#"indicator s "份额"
    unit %
    kind share
    total sum
s >= 5%"#,
        &["Y0310 total sum"],
    ),
    (
        r#"indicator s "份额"
    unit %
    total ratio(beds, cares)
s >= 5%"#,
        &["Y0201 cares"],
    ),
    (
        "indicator unused_one\n    unit 人",
        &["Y0208 indicator unused_one"],
    ),
    (
        "indicator nope 单位 个\nnope >= 5 by 2025",
        &["Y0101 单位", "Y0207 nope"],
    ),
    ("scale s2 = 甲 < 甲", &["Y0211 甲"]),
    (
        "list empty_ones = 甲@哪里, 乙\nt: each of empty_ones >= 建成",
        &["Y0201 哪里", "Y0207 empty_ones"],
    ),
    ("list unused_list = 甲, 乙", &["Y0208 unused_list"]),
    ("scale unused_scale = 甲 < 乙", &["Y0208 unused_scale"]),
    // What is left out may have used it.
    (
        "list left_list = 甲, 乙\nt: each of left_list >= 没有",
        &["Y0201 没有"],
    ),
    (
        "indicator d0 = beds + 1\nindicator d1 = d0 + 1\nindicator d2 = d1 + 1\nindicator d3 = d2 + 1\nindicator d4 = d3 + 1\nindicator d5 = d4 + 1\nindicator d6 = d5 + 1\nindicator d7 = d6 + 1\nindicator d8 = d7 + 1\nindicator d9 = d8 + 1\nindicator e0 = d9 + 1\nindicator e1 = e0 + 1\nindicator e2 = e1 + 1\nindicator e3 = e2 + 1\nindicator e4 = e3 + 1\nindicator e5 = e4 + 1\nindicator e6 = e5 + 1\nindicator e7 = e6 + 1\ne7 >= 5",
        &["Y0206 e5 + 1", "Y0207 e6", "Y0207 e7"],
    ),
    (
        "forecast resident = { 市中区: 5 }",
        &["Y0421 forecast resident = { 市中区: 5 }"],
    ),
    ("forecast nothing = 5", &["Y0201 nothing"]),
    (
        "claim resident@市中区 + resident@夹江县 = 316.01万人",
        &["Y0424 claim resident@市中区 + resident@夹江县 = 316.01万人"],
    ),
    (
        "claim resident = 5 in 2020 for 市中区",
        &["Y0421 for 市中区"],
    ),
    ("claim income >= 50元 in 2020", &["Y0421 >="]),
    ("claim income = 45元 ± 2元 in 2020", &["Y0421 45元 ± 2元"]),
    ("claim income = 45..47元 in 2020", &["Y0421 45..47元"]),
    ("claim income rising in 2020", &["Y0421 rising"]),
    ("claim income = base + 5 in 2020", &["Y0421 base + 5"]),
    ("claim income = { 2021: 5 }", &["Y0421 { 2021: 5 }"]),
    ("claim income = { 市中区: 5 }", &["Y0421 { 市中区: 5 }"]),
    (
        "claim sum of jobs = 5 over 2021..2025",
        &["Y0421 sum of jobs"],
    ),
    ("claim jobs 合计 = 5 2021—2025年累计", &["Y0421 jobs 合计"]),
    (
        "claim annual growth of income = 5% over 2021..2025",
        &["Y0421 annual growth of income"],
    ),
    ("claim jobs = 5 over 2021..2025", &["Y0421 over 2021..2025"]),
    ("claim income = 5 throughout", &["Y0421 throughout"]),
    ("claim sum(jobs, 2021..2025) = 5万人", &[]),
    ("claim change(resident, 2015..2020) = -5万人", &[]),
    (
        "claim resident = 5 and beds = 4 in 2020",
        &["Y0421 claim resident = 5 and beds = 4 in 2020"],
    ),
    (
        "identity change(registered, 2020..2025) = jobs + resident",
        &["Y0307 jobs + resident"],
    ),
    (
        "identity resident >= jobs",
        &["Y0421 identity resident >= jobs"],
    ),
    ("identity resident = beds", &["Y0301 beds"]),
    (
        "entitlement leave >= 10天",
        &["Y0421 entitlement leave >= 10天"],
    ),
    (r#"undefined "合理区间" of ratee"#, &["Y0201 ratee"]),
    (
        r#"slots >= 4.5 by 2025
amend slots@2025 from 2023-02-30 by "文号": 4.5个 -> 4.3个"#,
        &["Y0101 2023-02-30"],
    ),
    (
        r#"slots >= 4.5 by 2025
amend slots@2025 from 2023-06-30 by "文号": 4.4个 -> 4.3家"#,
        &["Y0301 4.3家"],
    ),
    (
        r#"slots >= 4.5 by 2025
amend slots@2024 from 2023-06-30 by "文号": 4.4个 -> 4.3个"#,
        &["Y0201 slots@2024"],
    ),
    (
        r#"slots >= 4.5 by 2025
amend slots@2025 from 2023-06-30 by "文号": 4.4个 -> 4.3个"#,
        &["Y0423 4.4个"],
    ),
    (
        "x: from_data / other_data >= 55% by 2025",
        &["Y0204 from_data", "Y0204 other_data"],
    ),
    (
        "x: from_data * 2 + other_data >= 55% by 2025",
        &["Y0204 from_data", "Y0204 other_data"],
    ),
    (
        "from_data >= 40% by 2025\nb: from_data <= 3人 by 2024",
        &["Y0204 from_data", "Y0301 3人"],
    ),
    (
        "slots@市中区 >= 3 by 2025",
        &["Y0404 slots@市中区 >= 3 by 2025"],
    ),
    (
        "resident >= change(resident, 2020..2025)",
        &["Y0409 change(resident, 2020..2025)"],
    ),
    ("slots >= 3 and jobs >= 4 over", &["Y0308 slots"]),
    ("医院 rising", &["Y0201 医院"]),
    ("医院@2020 >= 建成", &["Y0409 医院@2020"]),
    ("医院 = 建成..投用", &["Y0409 建成..投用"]),
    ("sum of 医院 >= 建成", &["Y0303 建成"]),
    ("towns >= 建成", &["Y0203 towns"]),
    (
        r#"amend slots@2025 from 2023-06-30 by "文号": 4.4个 -> 4.3个"#,
        &["Y0201 slots@2025"],
    ),
    (
        "slots >= 5万 by 2025 for at least 0 of township",
        &["Y0301 5万", "Y0411 0"],
    ),
    (r#"undefined "x" of towns"#, &["Y0203 towns"]),
    (
        "count_it: count(towns where slots >= 3) >= 1",
        &["Y0203 towns"],
    ),
    (
        r#"slots >= 4.5个 by 2025 for 市中区
slots >= 4.5 by 2025 for "511102""#,
        &["Y0405 slots >= 4.5 by 2025 for \"511102\""],
    ),
    ("centres = 5个 by 2025", &["Y0410 ="]),
    ("from_data >= 40% by 2025", &["Y0204 from_data"]),
    ("from_data >= base + 2pp by 2025", &["Y0204 from_data"]),
    ("other_data >= 20 over", &["Y0204 other_data"]),
    ("数据里的 不低于 3人 到2025年", &["Y0204 数据里的"]),
];

#[test]
fn mistakes_are_named_at_their_place() {
    let mut wrong = Vec::new();
    for (rule, expected) in CASES {
        let told = beside_declared(rule).told("case.rules");
        if told != *expected {
            wrong.push(format!("{rule}\n  expected {expected:#?}\n  got {told:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// No label without words, no value without a name, in either language.
#[test]
fn every_message_can_be_said() {
    for (rule, _) in CASES {
        let checked = beside_declared(rule);
        let own = |id: &str| {
            ["Y02", "Y03", "Y04"]
                .iter()
                .any(|range| id.starts_with(range))
        };
        for one in checked.diagnostics.iter().filter(|one| own(one.code.id())) {
            for lang in Lang::ALL {
                let id = one.code.id();
                assert!(
                    one.help.is_none() || one.help_text(lang).is_some(),
                    "{id} {:?}",
                    one.help
                );
                for label in &one.labels {
                    assert!(one.label_text(lang, label).is_some(), "{id}.{}", label.key);
                }
                for text in checked.texts(one, lang) {
                    let mut names = text
                        .split('{')
                        .skip(1)
                        .filter_map(|rest| rest.split_once('}'));
                    let unfilled = names.find(|(name, _)| {
                        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                    });
                    assert_eq!(unfilled, None, "{id}: {text}");
                }
            }
        }
    }
}

/// What is offered in place of a name, by the help of its message in English.
#[test]
fn other_forms_of_places_and_levels_are_known() {
    for (scope, offered) in [
        ("for 乐山", Some("乐山市")),
        ("for 夹江", Some("夹江县")),
        ("for 市中", Some("市中区")),
        ("for 江夹县", Some("夹江县")),
        ("for each counties", Some("county")),
        ("for each citys", Some("city")),
        ("for each 县区", Some("区县")),
        ("for each 镇乡", Some("乡镇")),
        ("for 江", None),
        ("for each 高新区", None),
        ("for each ty", None),
    ] {
        let checked = beside_declared(&format!("centres >= 1 by 2025 {scope}"));
        let helps: Vec<_> = checked
            .diagnostics
            .iter()
            .filter(|one| one.code.id() == "Y0201")
            .filter_map(|one| one.help_text(Lang::En))
            .collect();
        let wanted = match offered {
            Some(name) => format!("did you mean `{name}`?"),
            None => "regions, groups and levels are called as in the region file".to_owned(),
        };
        assert_eq!(helps, [wanted], "{scope}");
    }
}

/// A name whose declaration was left out is never taken from the data, where nobody says its unit.
#[test]
fn what_a_broken_declaration_declares_is_not_taken_from_data() {
    for declaration in [
        "indicator p \"人口\"\n    unit 万人\n    better highr",
        "indicator p \"人口\" = p //\n    unit 万人",
        "indicator p \"人口\"\n    unit 万人\n    also \"总人口\"\n    and so on",
        "indicator p \"人口\"\n    also \"总人口\"\n    unit 万万人",
        "indicater p \"人口\"\n    also \"总人口\"\n    unit 万人",
        "指标p \"人口\"\n    别名 \"总人口\"\n    单位 万人",
        "指标 p “人口”\n    别名 “总人口”\n    单位：万人",
        "    indicator p \"人口\"\n    also \"总人口\"\n    unit 万人",
        "q >= 1 by 2025\n    indicator p \"人口\"\n    unit 万人",
    ] {
        for name in ["p", "人口", "总人口"] {
            if name == "总人口" && !declaration.contains(name) {
                continue;
            }
            let target = format!("{name} >= 310 by 2025\n");
            let checked = checked(
                &[("a.rules", declaration), ("b.rules", &target)],
                &["p", "人口", "总人口", "q"],
            );
            let told = checked.told("b.rules");
            assert_eq!(told, [format!("Y0207 {name}")], "{declaration}");
            assert!(checked.plan.targets.is_empty());
        }
    }
}

/// What a file that nobody could read uses is not known.
#[test]
fn nothing_is_unused_while_a_file_is_unread() {
    let files = [("a.rules", "indicator p \"人口\"\n    unit 万人\n")];
    assert_eq!(checked(&files, &[]).told("a.rules").len(), 1);
    assert!(checked(&files, &[UNREAD]).told("a.rules").is_empty());
    let unread = checked_while(&regions(), &files, &[], true);
    assert!(unread.told("a.rules").is_empty());
}

#[test]
fn nothing_is_taken_from_data_while_a_rule_file_is_unread() {
    let rules = "p >= 310 by 2025\n\nq >= 1 by 2025\n";
    let files = [("a.rules", rules)];
    let with = checked_while(&regions(), &files, &["p"], true);
    assert_eq!(with.told("a.rules"), ["Y0207 p", "Y0207 q"]);
    let without = checked_while(&regions(), &files, &["p"], false);
    assert_eq!(without.told("a.rules"), ["Y0204 p", "Y0201 q"]);
}

/// A name that nothing knows may have its figures in a data file that could not be read.
#[test]
fn no_name_is_unknown_while_a_data_file_is_unread() {
    let files = [(
        "a.rules",
        "p >= 310 by 2025\n\nq >= 1 by 2025\n\nr >= 1 for 无此地\n",
    )];
    let with = checked(&files, &["p", UNREAD]);
    assert_eq!(
        with.told("a.rules"),
        ["Y0204 p", "Y0207 q", "Y0207 r", "Y0201 无此地"]
    );
    let help = with.diagnostics.iter().find(|one| one.code.id() == "Y0207");
    let help = help.unwrap().help_text(Lang::En).unwrap();
    assert!(help.starts_with("a data file could not be read"), "{help}");
}

#[test]
fn sections_that_are_declared_again_have_one_owner() {
    let section = |owner: &str| format!("section \"第一章\"\n    owner {owner}\n\n");
    for (first, second, told) in [
        ("\"甲局\"", "\"乙局\"", true),
        ("\"甲局\"", "\"甲局\"", false),
        ("\"甲局\"", "\"甲局\" with \"乙局\"", true),
        ("\"甲局\"", "\"乙局\"\n    because \"分工\"", false),
    ] {
        let rules = format!(
            "{}slots >= 5 by 2025\n\n{}rate >= 95% by 2025\n",
            section(first),
            section(second)
        );
        let checked = beside_declared(&rules);
        let codes = checked.diagnostics.iter().map(|one| one.code.id());
        assert_eq!(
            codes.filter(|id| *id == "Y0212").count(),
            usize::from(told),
            "{rules}"
        );
    }
}

#[test]
fn a_share_is_no_more_than_the_whole() {
    const SHARE: &str = "indicator s \"占比\"\n    unit %\n    kind share\n\n";
    for (rule, told) in [
        ("s >= 120% by 2025", true),
        ("s = 110% ± 2pp by 2025", true),
        ("s <= 120% by 2025", true),
        ("s = 95%..105% by 2025", true),
        ("s = 99% ± 2pp by 2025", false),
        ("s >= 100% by 2025", false),
        ("s >= 120% by 2025\n    because \"原文如此\"", false),
        ("rate >= 120% by 2025", false),
        ("t: s >= { 沙湾区: 90, 夹江县: 101 } by 2025", true),
        ("s >= base + 5pp by 2025", false),
    ] {
        let checked = beside_declared(&format!("{SHARE}{rule}"));
        let mut codes = checked.diagnostics.iter().map(|one| one.code.id());
        assert_eq!(codes.any(|id| id == "Y0428"), told, "{rule}");
    }
}

/// A bare end of a range is in the unit of the indicator, whatever the other end has.
#[test]
fn the_unit_of_one_end_is_not_that_of_the_other() {
    for (rule, told) in [
        ("moves = 3..5万人 by 2025", true),
        ("moves = 3万人..5万人 by 2025", false),
        ("moves = 3..5人 by 2025", false),
        ("moves = 0..5万人 by 2025", false),
        ("jobs = 3..5万人 over 2021..2025", false),
        ("resident = 80..90 by 2025", false),
        ("slots = 3..5个 by 2025", false),
        ("rate = 43..47% by 2025", false),
    ] {
        let checked = beside_declared(rule);
        let mut codes = checked.diagnostics.iter().map(|one| one.code.id());
        assert_eq!(codes.any(|id| id == "Y0429"), told, "{rule}");
    }
}

/// A count over regions is the same for each of them.
#[test]
fn a_count_is_not_asked_of_each_region() {
    for (rule, told) in [
        (
            "t: count(county where centres >= 1) >= 2 by 2025 for each county",
            true,
        ),
        (
            "t: count(county where centres >= 1) >= 2 by 2025 for 沙湾区",
            true,
        ),
        (
            "t: share(county where centres >= 1) >= 50% by 2025 for 沙湾区, 夹江县",
            true,
        ),
        (
            "t: count(county where centres >= 1) / 4 >= 0.5 by 2025 for each county",
            true,
        ),
        ("t: count(county where centres >= 1) >= 2 by 2025", false),
        ("centres >= 2 by 2025 for each county", false),
    ] {
        let checked = beside_declared(rule);
        let mut codes = checked.diagnostics.iter().map(|one| one.code.id());
        assert_eq!(codes.any(|id| id == "Y0427"), told, "{rule}");
    }
}

#[test]
fn a_time_is_no_part_of_a_unit() {
    for (rule, help) in [
        (
            "slots 不低于 4.5个到2025年",
            "a space stands behind the unit: `4.5个 到2025年`",
        ),
        (
            "slots 不低于 4.5个每年",
            "a space stands behind the unit: `4.5个 每年`",
        ),
        (
            "slots 不低于 4.5啥到2025年",
            "in the unit of its indicator it is `4.5个/千人`; where it is another unit, add that \
             under `units` in plan.yaml",
        ),
    ] {
        let checked = beside_declared(rule);
        let helps: Vec<_> = checked
            .diagnostics
            .iter()
            .filter(|one| one.code.id() == "Y0304")
            .filter_map(|one| one.help_text(Lang::En))
            .collect();
        assert_eq!(helps, [help], "{rule}");
    }
}

#[test]
fn the_width_that_is_offered_fits_the_unit() {
    for (rule, width) in [
        ("rate = 55.3% by 2025", "`± 2pp`"),
        ("rate = 55.3 by 2025", "`± 2pp`"),
        ("resident = 55.3 by 2025", "`± 2%`"),
    ] {
        let checked = beside_declared(rule);
        let mut found = checked.diagnostics.iter();
        let exact = found.find(|one| one.code.id() == "Y0410").unwrap();
        let help = exact.help_text(Lang::En).unwrap();
        assert!(help.contains(width), "{rule}: {help}");
    }
}
