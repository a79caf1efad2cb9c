//! The examples of the pages about data.

use super::*;
use crate::value::Date;

/// What a page does not give: the tiny plan of all pages.
const TINY: [(&str, &str); 2] = [
    (
        "plan.yaml",
        "id: x\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\ndata: [data/x.csv]\n",
    ),
    (
        "regions.yaml",
        "levels: {city: [市], county: [县]}\nregions:\n\
         - {code: 511100, name: 乐山市, level: city}\n\
         - {code: 511102, name: 市中区, level: county, parent: 511100}\n\
         - {code: 511111, name: 沙湾区, level: county, parent: 511100}\n\
         - {code: 511126, name: 夹江县, level: county, parent: 511100}\n",
    ),
];

/// The codes that the files of a page's example come to. Rules are not read here: the plan of
/// the tests has the indicators that the pages declare.
fn example(page: &str, kind: &str) -> String {
    let mut all = sources(&TINY);
    for block in page.split("\n```").skip(1).step_by(2) {
        let (info, text) = block.split_once('\n').unwrap_or((block, ""));
        let words: Vec<_> = info.split(' ').collect();
        if let [_, path, own] = words[..]
            && own == kind
        {
            // What nobody sees is written as an escape in the page.
            let text = text.replace("\\u{200B}", "\u{200B}");
            all.insert(path, text.as_bytes()).unwrap();
        }
    }
    let mut diagnostics = Diagnostics::new();
    if let Some(manifest) = read_manifest(&all, &mut diagnostics)
        && let Some(regions) = read_regions(&all, &manifest, &mut diagnostics)
    {
        check_own_region(&manifest, &regions, &mut diagnostics);
        let mut plan = plan();
        plan.regions = regions;
        let is_declared = page.contains("indicator fertility") && kind == "passes";
        if let (true, Some(fertility)) = (is_declared, plan.indicators.get_mut(5)) {
            fertility.measured = crate::model::Measured::In(plan.units.parse("个"));
        }
        let owners = read_owners(&all, &manifest, &mut diagnostics);
        check_owners(&owners, &plan, &mut diagnostics);
        let day = page.split_once("`--as-of ").map(|(_, day)| day);
        let day = day.and_then(|day| Date::parse(day.get(..10)?));
        read_data_as_of(&plan, &all, &manifest, day, &mut diagnostics);
    }
    codes(&diagnostics, &all)
}

#[test]
fn every_page_keeps_its_promise() {
    use crate::diag::Code;
    for code in Code::ALL {
        let (id, page) = (code.id(), code.page());
        // That of a kind is told of rules.
        if !id.starts_with("Y05") && !id.starts_with("Y07") || *code == Code::KindOfLevel {
            continue;
        }
        // What offices send back is no data file yet.
        if page.contains("```csv forms/") {
            continue;
        }
        assert!(page.starts_with(&format!("# {id} ")), "{id}");
        assert!(page.contains(code.name()), "{id}");
        let (fails, passes) = (example(page, "fails"), example(page, "passes"));
        let has_example = page.contains("```");
        assert_eq!(fails.contains(id), has_example, "{id}: {fails}");
        let left: Vec<_> = passes
            .split(' ')
            .filter(|word| word.starts_with("Y0"))
            .collect();
        assert!(
            left.iter()
                .all(|word| matches!(*word, "Y0711" if id.starts_with("Y07")))
                || !has_example,
            "{id}: {passes}"
        );
    }
}
