//! Files as a whole, and how much is said of one.

use super::*;

#[test]
fn a_file_that_cannot_be_read_leaves_the_others() {
    let mut all = sources(&[
        (
            "plan.yaml",
            "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.csv\n\
             data: [gbk.csv, none.csv, x.pdf, open.csv, head.csv, ok.csv]\n",
        ),
        ("x.pdf", "x"),
        (
            "open.csv",
            "指标,年份,数值\nbirths,2020,6\nbirths,2021,\"7\n",
        ),
        ("head.csv", "指标;年份;数值\nbirths;2020;6\n"),
        ("ok.csv", "指标,年份,数值\nbirths,2022,8\n"),
    ]);
    all.insert("gbk.csv", b"\xD6\xB8\xB1\xEA,\xC4\xEA\xB7\xDD")
        .unwrap();
    let mut diagnostics = Diagnostics::new();
    let manifest = read_manifest(&all, &mut diagnostics).unwrap();
    let cube = read_data(&plan(), &all, &manifest, &mut diagnostics);
    assert_eq!(
        codes(&diagnostics, &all),
        "Y0001  Y0711 none.csv Y0714 x.pdf Y0505 \" Y0501 指标;年份;数值"
    );
    // Of the one with the open quote only a row is left out.
    assert_eq!(cube.unreadable_files(), 4);
    let years: Vec<_> = cube
        .series(IndicatorId(3))
        .unwrap()
        .columns()
        .map(|(year, _)| year.0)
        .collect();
    assert_eq!(years, [2020, 2022]);
    assert_eq!(cube.latest_year(CITY, Year(2025)), Some(Year(2022)));
    assert_eq!(cube.latest_year(CITY, Year(2021)), Some(Year(2020)));
    assert_eq!(cube.latest_year(RegionId(1), Year(2025)), None);
    let names = names_in_data(&all, &manifest);
    assert_eq!(names.names.iter().collect::<Vec<_>>(), ["births"]);
    // Not all files could be read, so nobody knows whether that is all.
    assert!(names.unread);
}

#[test]
fn a_file_of_nothing_is_told() {
    for (path, text, wanted) in [
        ("x.csv", "", "Y0529 "),
        ("x.csv", " \r\n\n", "Y0529 "),
        ("x.yaml", "", "Y0529 "),
        ("x.yaml", "# 待填\n", "Y0529 "),
        // A form that nobody has filled in yet.
        ("x.csv", "指标,年份,数值\n", ""),
        ("x.yaml", "[]\n", ""),
    ] {
        let read = super::read(&[(path, text)]);
        assert_eq!(read.found, wanted, "{path} {text:?}");
        assert_eq!(read.cube.unreadable_files(), 0);
    }
}

#[test]
fn noise_ends_and_is_told_in_few_words() {
    let noise: String = (0..1_000_000_u32)
        .map(|at| char::from_u32(33 + at.wrapping_mul(2_654_435_761) % 90).unwrap())
        .collect();
    let lines = noise.replace('~', "\n");
    for text in [
        noise.clone(),
        format!("indicator,year,value\n{lines}"),
        format!("indicator,year,value\n{}", "births,2020,x\n".repeat(20_000)),
        format!("indicator,year,value\n{}", "\"".repeat(100_000)),
        format!(
            "indicator,year,value\n{}",
            (0..20_000)
                .map(|at| format!("n{at},2020,1\n"))
                .collect::<String>()
        ),
    ] {
        let read = super::read(&[("x.csv", &text)]);
        assert!(
            read.found.len() < 1_000_000 + 200_000,
            "{}",
            read.found.len()
        );
    }
    let many = csv(&"births,,2020,x,,,\n".repeat(150));
    assert!(many.found.ends_with("Y0526 "), "{}", many.found);
    assert_eq!(many.found.matches("Y0511").count(), 100);
    assert_eq!(many.cube.kept_out().faulty, 150);
}

#[test]
fn a_data_entry_that_is_not_understood_keeps_its_file_out() {
    for (entry, found) in [
        ("{ file: x.csv, stauts: D }", "Y0705 stauts"),
        ("{ file: x.csv, status: 示列 }", "Y0517 示列"),
        ("../x.csv", "Y0710 ../x.csv"),
    ] {
        let read = read_listed(
            &format!("  - {entry}\n"),
            &[("x.csv", "指标,年份,数值\nbirths,2020,6\n")],
        );
        assert_eq!((read.found.as_str(), read.shown().as_str()), (found, ""));
        assert_eq!(read.cube.unreadable_files(), 1, "{entry}");
    }
}
