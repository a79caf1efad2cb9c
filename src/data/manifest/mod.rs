//! `plan.yaml`: what belongs to a plan.

mod edit;
mod listed;
mod tables;
mod units;

pub use edit::with_entry;
pub(super) use listed::not_here;
pub use listed::{Listed, RuleFiles, check_other_files, open, open_rules};
pub(super) use tables::NAMED;
pub use tables::{Origin, Sign, TableMap};

use super::hidden;
use super::published::Published;
use super::status::{self, Status};
use super::yaml::{self, Budget, Fields, Item, Node, Placed};
use crate::diag::{Code, Diagnostic, Diagnostics, Value};
use crate::model::{RegionId, Regions};
use crate::text::{Encoding, Sources, Span};
use crate::value::{Units, Year, Years};
use listed::{files, is_twice, listed, text_of};
use tables::read_tables;
use units::read_units;

/// The name of the manifest in a plan's folder.
pub const MANIFEST: &str = "plan.yaml";

/// The folder of a plan's own templates and words, as their paths begin.
pub const REPORTS: &str = "reports/";

/// The newest version of the rule language that this program reads.
pub const LANGUAGE: u32 = 1;

/// The manifest of a plan.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// What machines call the plan.
    pub id: String,
    /// The title of the document; the id where it has none.
    pub title: String,
    /// The years that the plan is for.
    pub years: Years,
    /// The year of its baselines.
    pub base: Year,
    /// The plan's own region, by name or code; left out, the first without a parent.
    pub region: Option<Listed>,
    /// The region file.
    pub regions: Listed,
    /// The file of owners.
    pub owners: Option<Listed>,
    /// Whether something stands for the file of owners that is no file.
    pub owners_lost: bool,
    /// The rule files, in the author's order.
    pub rules: Vec<Listed>,
    /// How many entries of `rules` cannot be used as they are written.
    pub refused_rules: usize,
    /// The data files, the most trusted first.
    pub data: Vec<DataFile>,
    /// How many entries of `data` cannot be used as they are written, so that their files are left
    /// out.
    pub refused_data: usize,
    /// The plan's own text.
    pub text: Option<Listed>,
    /// The method that turns facts into verdicts.
    pub method: Option<MethodChoice>,
    /// The usual units and the plan's own.
    pub units: Units,
    /// Templates of the plan's own reports.
    pub reports: Vec<Listed>,
}

/// A data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Which.
    pub file: Listed,
    /// The smaller, the more it is trusted; its place in the list, from 1, where nobody says.
    pub trust: u32,
    /// What is true of all its figures, beside what a row says.
    pub status: Status,
    /// Where its figures come from, where a row does not say.
    pub source: Option<String>,
    /// When they were published, where a row does not say.
    pub published: Option<Dated>,
    /// The encoding that somebody names; it is found out where nobody does.
    pub encoding: Option<Encoding>,
    /// Where its tables stand; the headings say it where there is none.
    pub tables: Vec<TableMap>,
}

/// A date of publication, and where the manifest says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The date.
    pub date: Published,
    /// Where it stands.
    pub place: Span,
}

/// A method and its version, as in `schedule/1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodChoice {
    /// The name.
    pub name: String,
    /// The version; `None` for the newest.
    pub version: Option<u32>,
    /// Where the manifest says so.
    pub place: Span,
}

const KEYS: &[&str] = &[
    "language", "id", "title", "years", "base", "region", "regions", "owners", "rules", "data",
    "text", "method", "units", "reports",
];

/// Reads `plan.yaml`. `None` where no command could begin: there is no such file, it is
/// empty or cannot be read, it does not say which plan it is, its years, its base year or its
/// region file, or it has a key that nobody knows, or a region or a method that cannot be read: what
/// that was meant for would be left at its default, and everything be judged by the wrong region,
/// year or method.
pub fn read_manifest(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Manifest> {
    let Some(source) = sources.find(MANIFEST) else {
        diagnostics.push(Diagnostic::nowhere(Code::NoPlan));
        return None;
    };
    let text = text_of(sources, source, diagnostics)?;
    let root = yaml::read(source, text, Budget::Manifest, diagnostics)?;
    if root.node == Node::Nothing {
        diagnostics.push(Diagnostic::new(Code::NoPlan, Span::new(source, 0..0)));
        return None;
    }
    hidden::tell_in(&root, source, diagnostics);
    let fields = Fields::new(&root, KEYS, diagnostics)?;
    if !language_is_known(fields, diagnostics) {
        return None;
    }
    let id = fields.needed("id", diagnostics);
    let years = fields.needed("years", diagnostics);
    let years = years.and_then(|years| read_years(&years, diagnostics));
    let base = fields.needed("base", diagnostics);
    let base = base.and_then(|base| read_base(&base, years, diagnostics));
    let regions = fields
        .needed("regions", diagnostics)
        .and_then(|path| listed(path, diagnostics));
    let title = fields.text("title", diagnostics);
    let region = fields.text("region", diagnostics).map(|name| Listed {
        path: name.text,
        place: name.span,
    });
    let file = |key, diagnostics: &mut Diagnostics| {
        let path = fields.text(key, diagnostics)?;
        listed(path, diagnostics)
    };
    let owners = file("owners", diagnostics);
    let text = file("text", diagnostics);
    let (rules, refused_rules) = files(fields.list("rules", diagnostics), diagnostics);
    let (reports, _) = files(fields.list("reports", diagnostics), diagnostics);
    let (data, refused_data) = read_data_files(fields, diagnostics);
    let method = fields
        .text("method", diagnostics)
        .and_then(|method| read_method(&method, diagnostics));
    let units = read_units(fields, diagnostics);
    let is_lost = region.is_none() && fields.get("region").is_some()
        || method.is_none() && fields.get("method").is_some();
    if is_lost || !fields.all_known() {
        return None;
    }
    let id = id?.text;
    Some(Manifest {
        title: title.map_or_else(|| id.clone(), |title| title.text),
        id,
        years: years?,
        base: base?,
        region,
        regions: regions?,
        owners_lost: owners.is_none() && fields.get("owners").is_some(),
        owners,
        rules,
        refused_rules,
        data,
        refused_data,
        text,
        method,
        units,
        reports,
    })
}

impl Manifest {
    /// The files that the manifest lists, the manifest left out: what whoever talks to the world
    /// puts into the [`Sources`] next.
    pub fn listed_files(&self) -> impl Iterator<Item = &Listed> {
        std::iter::once(&self.regions)
            .chain(&self.owners)
            .chain(&self.rules)
            .chain(self.data.iter().map(|data| &data.file))
            .chain(&self.text)
            .chain(&self.reports)
    }
}

/// Tells that `region` is left out where the region file begins above the plan: the province, and
/// under it the one city whose counties follow. Figures without a region would be the province's.
pub fn check_own_region(manifest: &Manifest, regions: &Regions, diagnostics: &mut Diagnostics) {
    // A second city may be among the regions that could not be read.
    if manifest.region.is_some() || !regions.lost().is_empty() {
        return;
    }
    let own = regions.own();
    let children = |of: RegionId| {
        let all = regions.iter();
        all.filter(move |(_, region)| region.parent == Some(of))
    };
    let mut within = children(own);
    let (Some((only, child)), None) = (within.next(), within.next()) else {
        return;
    };
    if children(only).next().is_some() {
        diagnostics.push(
            Diagnostic::new(Code::OwnRegion, manifest.regions.place)
                .with("own", regions.name(own))
                .with("child", &child.name)
                .with("key", &child.code),
        );
    }
}

/// A newer language is refused as a whole: what is new in it cannot be told from a mistake.
fn language_is_known(fields: Fields<'_>, diagnostics: &mut Diagnostics) -> bool {
    let Some(language) = fields.text("language", diagnostics) else {
        return !fields.is_no_text("language");
    };
    let known = language
        .text
        .parse::<u32>()
        .is_ok_and(|number| (1..=LANGUAGE).contains(&number));
    if !known {
        diagnostics.push(
            Diagnostic::new(Code::NewerLanguage, language.span)
                .with("found", &language.text)
                .with("known", LANGUAGE),
        );
    }
    known
}

fn read_years(text: &Placed, diagnostics: &mut Diagnostics) -> Option<Years> {
    let said = ["..", "—", "－", "-", "~", "～", "至"]
        .iter()
        .find_map(|sign| text.text.split_once(sign))
        .unwrap_or((&text.text, &text.text));
    let years = Year::parse(said.0.trim())
        .zip(Year::parse(said.1.trim_matches(['.', '—', ' '])))
        .map(|(first, last)| Years { first, last })
        .filter(|years| !years.is_empty());
    if years.is_none() {
        diagnostics.push(Diagnostic::new(Code::BadYears, text.span).with("found", &text.text));
    }
    years
}

/// The base year comes before the plan's last; a plan that ends before it begins has no pace.
fn read_base(text: &Placed, years: Option<Years>, diagnostics: &mut Diagnostics) -> Option<Year> {
    let year = Year::parse(&text.text);
    let Some(base) = year else {
        diagnostics.push(
            Diagnostic::new(Code::BadYears, text.span)
                .primary("base_year")
                .with("found", &text.text)
                .help(Some("base")),
        );
        return None;
    };
    if let Some(years) = years.filter(|years| base >= years.last) {
        diagnostics.push(
            Diagnostic::new(Code::BadYears, text.span)
                .primary("late")
                .with("found", &text.text)
                .with("last", years.last)
                .help(Some("base")),
        );
        return None;
    }
    Some(base)
}

/// The data files, and how many entries cannot be used.
fn read_data_files(fields: Fields<'_>, diagnostics: &mut Diagnostics) -> (Vec<DataFile>, usize) {
    let (items, mut refused) = fields.list("data", diagnostics);
    let mut files: Vec<DataFile> = Vec::new();
    for (item, place) in items.iter().zip(1..) {
        let Some(file) = read_data_file(item, place, diagnostics) else {
            refused += 1;
            continue;
        };
        if !is_twice(&file.file, files.iter().map(|one| &one.file), diagnostics) {
            files.push(file);
        }
    }
    // What a file does not say itself is its place in the list.
    files.sort_by_key(|file| file.trust);
    (files, refused)
}

const KEYS_OF_DATA: &[&str] = &[
    "file",
    "trust",
    "status",
    "source",
    "published",
    "encoding",
    "tables",
];

/// A path, or a map of a path and what is true of all its figures.
fn read_data_file(item: &Item, place: u32, diagnostics: &mut Diagnostics) -> Option<DataFile> {
    if let Node::Text(_) = item.node {
        return Some(DataFile {
            file: listed(item.text(diagnostics)?, diagnostics)?,
            trust: place,
            status: Status::NORMAL,
            source: None,
            published: None,
            encoding: None,
            tables: Vec::new(),
        });
    }
    let fields = Fields::new(item, KEYS_OF_DATA, diagnostics)?;
    let path = fields.needed("file", diagnostics)?;
    let file = listed(path, diagnostics)?;
    let status = fields.text("status", diagnostics).map(|text| {
        status::parse(&text.text)
            .filter(|said| !said.missing)
            .map(|said| said.status)
            .or_else(|| {
                diagnostics.push(
                    Diagnostic::new(Code::UnknownStatus, text.span).with("found", &text.text),
                );
                None
            })
    });
    let source = fields.text("source", diagnostics).map(|text| text.text);
    let trust = fields.text("trust", diagnostics).map(|text| {
        let trust = text.text.parse();
        if trust.is_err() {
            let finding = Diagnostic::new(Code::WrongShape, text.span);
            diagnostics.push(
                finding
                    .with("wanted", Value::Phrase("shape.whole_number"))
                    .with("found", &text.text),
            );
        }
        trust.ok()
    });
    let published = fields.text("published", diagnostics).map(|text| {
        let place = text.span;
        let date = Published::parse(&text.text);
        if date.is_none() {
            diagnostics.push(Diagnostic::new(Code::BadPublished, place).with("found", &text.text));
        }
        date.map(|date| Dated { date, place })
    });
    let encoding = match fields.text("encoding", diagnostics) {
        None => None,
        Some(name) => Some(read_encoding(&name, diagnostics)?),
    };
    let tables = read_tables(fields, diagnostics)?;
    // With a status or a trust that cannot be read nobody knows how far the file may be believed;
    // with a date that cannot, not when.
    let status = match status {
        Some(said) => said?,
        None => Status::NORMAL,
    };
    let trust = match trust {
        Some(said) => said?,
        None => place,
    };
    let published = match published {
        Some(said) => Some(said?),
        None => None,
    };
    let is_lost = ["status", "trust", "encoding", "published"]
        .iter()
        .any(|key| fields.is_no_text(key));
    // Nor with a key that nobody knows: it may have been the status.
    if is_lost || !fields.all_known() {
        return None;
    }
    Some(DataFile {
        file,
        trust,
        status,
        source,
        published,
        encoding,
        tables,
    })
}

fn read_encoding(name: &Placed, diagnostics: &mut Diagnostics) -> Option<Encoding> {
    let plain: String = name.text.to_ascii_lowercase();
    let plain: String = plain.chars().filter(char::is_ascii_alphanumeric).collect();
    match plain.as_str() {
        "utf8" => Some(Encoding::Utf8),
        "gb18030" | "gbk" | "gb2312" => Some(Encoding::Gb18030),
        "utf16" | "unicode" => Some(Encoding::Utf16),
        _ => {
            let finding = Diagnostic::new(Code::BadTable, name.span);
            diagnostics.push(
                finding
                    .with("found", &name.text)
                    .primary("encoding")
                    .help(Some("encoding_help")),
            );
            None
        }
    }
}

fn read_method(text: &Placed, diagnostics: &mut Diagnostics) -> Option<MethodChoice> {
    let (name, version) = match text.text.split_once('/') {
        Some((name, version)) => (name, Some(version.parse::<u32>())),
        None => (text.text.as_str(), None),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if name.is_empty() || !name.chars().all(is_name) || matches!(version, Some(Err(_))) {
        diagnostics.push(Diagnostic::new(Code::BadMethod, text.span).with("found", &text.text));
        return None;
    }
    Some(MethodChoice {
        name: name.to_owned(),
        version: version.and_then(Result::ok),
        place: text.span,
    })
}

#[cfg(test)]
mod tests {
    use super::units::MOST_UNITS;
    use super::*;
    use crate::data::Doubt;
    use crate::data::testing::{codes, sources};
    use crate::value::Fit;

    const SMALL: &str = "id: x\nyears: 2021..2025\nbase: 2020\nregions: regions.yaml\n";

    fn read(text: &str) -> (Option<Manifest>, String) {
        let sources = sources(&[("plan.yaml", text)]);
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&sources, &mut diagnostics);
        (manifest, codes(&diagnostics, &sources))
    }

    #[test]
    fn the_manifest_of_the_reference_is_read() {
        let (manifest, found) = read(
            "language: 1\nid: leshan-2021-2025\ntitle: 乐山市“十四五”人口发展规划\n\
             years: 2021..2025\nbase: 2020\nregions: regions.yaml\nowners: owners.yaml\n\
             rules: [02-goals.rules, 03-fertility.rules]\n\
             data:\n  - data/plan.csv\n  - {file: data/demo.csv, status: D, source: 演示数据}\n\
             method: schedule/1\nunits:\n  万亩: {of: 亩, factor: 10000}\n  亩: {}\ntext: plan.txt\n",
        );
        assert_eq!(found, "");
        let plan = manifest.unwrap();
        assert_eq!(plan.years.to_string(), "2021..2025");
        assert_eq!(plan.base, Year(2020));
        let paths: Vec<_> = plan.listed_files().map(|file| file.path.as_str()).collect();
        assert_eq!(
            paths.join(" "),
            "regions.yaml owners.yaml 02-goals.rules 03-fertility.rules data/plan.csv \
             data/demo.csv plan.txt"
        );
        assert_eq!(plan.data[1].status.doubt, Doubt::Demonstration);
        assert_eq!(plan.data[1].source.as_deref(), Some("演示数据"));
        let method = plan.method.unwrap();
        assert_eq!(
            (method.name.as_str(), method.version),
            ("schedule", Some(1))
        );
        let unit = |name| plan.units.parse(name).unwrap();
        assert!(matches!(unit("万亩").fit(&unit("亩")), Fit::Factor(_)));
    }

    #[test]
    fn what_is_left_out_has_a_default() {
        let (manifest, found) = read(SMALL);
        assert_eq!(found, "");
        let plan = manifest.unwrap();
        assert_eq!(plan.title, "x");
        assert!(plan.rules.is_empty() && plan.data.is_empty() && plan.region.is_none());
        for years in [
            "2021—2025",
            "2021-2025",
            "2021～2025",
            "'2021..2025'",
            "２０２１..2025",
        ] {
            let (manifest, found) = read(&SMALL.replace("2021..2025", years));
            assert_eq!(
                (found.as_str(), manifest.unwrap().years.len()),
                ("", 5),
                "{years}"
            );
        }
    }

    #[test]
    fn each_mistake_is_found_where_it_stands() {
        for (line, wanted) in [
            ("language: 2", "Y0708 2"),
            ("language: zwei", "Y0708 zwei"),
            ("tilte: x", "Y0705 tilte"),
            ("rules: {a: b}", "Y0707 {"),
            ("rules: [[a]]", "Y0707 ["),
            ("rules: [a.rules, ./a.rules]", "Y0715 ./a.rules"),
            ("data: [../secret.csv]", "Y0710 ../secret.csv"),
            ("text: /etc/passwd", "Y0710 /etc/passwd"),
            ("rules: [con]", "Y0735 con"),
            ("data: ['a/../*.csv']", "Y0710 'a/../*.csv'"),
            ("data: ['*.csv']", "Y0735 '*.csv'"),
            ("data: [{file: a.csv, status: X}]", "Y0517 X"),
            ("data: [{status: D}]", "Y0706 {"),
            ("data: [a.csv, {file: a.csv}]", "Y0715 a.csv"),
            ("method: 'best of all'", "Y0713 'best of all'"),
            ("method: schedule/one", "Y0713 schedule/one"),
            ("units: {人: {}}", "Y0712 人"),
            ("units: {1亩: {}}", "Y0712 1亩"),
            ("units: {亩: {of: 垧, factor: 2}}", "Y0712 垧"),
            ("units: {千分个: {of: 个/千人, factor: 2}}", "Y0712 个/千人"),
            ("units: {半点: {of: 百分点, factor: 0.5}}", "Y0712 百分点"),
            (
                "units: {甲: {of: 元, factor: 9999999999999999}, 乙: {of: 甲, factor: 9999999999999999}}",
                "Y0712 甲",
            ),
            (
                "units: {甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲: {}}",
                "Y0712 甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲",
            ),
            ("units: {亩: {of: 平方米, factor: many}}", "Y0712 many"),
            ("units: {亩: {of: 平方米, factor: 0}}", "Y0712 0"),
            ("units: {亩: {factor: 3}}", "Y0712 3"),
            (
                "units: {甲: {of: 乙, factor: 2}, 乙: {of: 甲, factor: 2}}",
                "Y0712 乙 Y0712 甲",
            ),
            ("id: y", "Y0703 id"),
            ("<<: {title: x}", "Y0705 <<"),
        ] {
            assert_eq!(read(&format!("{SMALL}{line}\n")).1, wanted, "{line}");
        }
    }

    #[test]
    fn without_the_necessary_there_is_no_plan() {
        for (text, wanted) in [
            ("", "Y0701 "),
            ("# nothing yet\n", "Y0701 "),
            ("x", "Y0707 x"),
            ("years: 2021..2025\nbase: 2020\n", "Y0706 years Y0706 years"),
            (
                "id: x\nyears: 2025..2021\nbase: 2020\nregions: r\n",
                "Y0709 2025..2021",
            ),
            (
                "id: x\nyears: 21-25\nbase: 2020\nregions: r\n",
                "Y0709 21-25",
            ),
            (
                "id: x\nyears: 2021..2025\nbase: 2025\nregions: r\n",
                "Y0709 2025",
            ),
            (
                "id: x\nyears: 2021..2025\nbase: last\nregions: r\n",
                "Y0709 last",
            ),
            (
                "id: x\nyears: 2021..2025\nbase: 2020\nregions: ../r\n",
                "Y0710 ../r",
            ),
        ] {
            let (manifest, found) = read(text);
            assert!(manifest.is_none(), "{text}");
            assert_eq!(found, wanted, "{text}");
        }
        let mut diagnostics = Diagnostics::new();
        assert!(read_manifest(&Sources::new(), &mut diagnostics).is_none());
        assert_eq!(diagnostics.iter().next().unwrap().code, Code::NoPlan);
    }

    #[test]
    fn units_beyond_number_are_one_finding() {
        let name = |at: u32| {
            let digit = |at: u32| char::from_u32(0x4E00 + at % 100).unwrap();
            format!("{}{}单位: {{}}, ", digit(at), digit(at / 100))
        };
        let all: String = (0..5000).map(name).collect();
        let (manifest, found) = read(&format!("{SMALL}units: {{{all}}}\n"));
        assert_eq!(found.matches("Y0712").count(), 1, "{found}");
        let own = manifest.unwrap().units.names().count() - Units::default().names().count();
        assert_eq!(own, MOST_UNITS);
    }

    #[test]
    fn files_that_are_not_there_are_told_where_they_are_listed() {
        let plan = format!(
            "{SMALL}rules: [a.rules, b.rules, c.rules]\ntext: plan.txt\nreports: [reports/x.md]\n"
        );
        let mut all = sources(&[("plan.yaml", &plan), ("c.rules", "# 待写\n")]);
        all.insert("b.rules", b"\xCD\xD0\xCE\xBB").unwrap();
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&all, &mut diagnostics).unwrap();
        let rules = open_rules(&all, &manifest, &mut diagnostics);
        assert_eq!(rules.sources, [all.find("c.rules").unwrap()]);
        assert_eq!(rules.left_out, 2);
        assert_eq!(codes(&diagnostics, &all), "Y0711 a.rules Y0001 ");
        check_other_files(&all, &manifest, &mut diagnostics);
        assert_eq!(
            codes(&diagnostics, &all),
            "Y0711 a.rules Y0001  Y0711 plan.txt Y0711 reports/x.md"
        );
        // Neither a text in Word nor one in another encoding is looked into here.
        all.insert("plan.txt", b"\xCD\xD0\xCE\xBB").unwrap();
        all.insert("reports/x.md", b"").unwrap();
        let mut diagnostics = Diagnostics::new();
        check_other_files(&all, &manifest, &mut diagnostics);
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn files_that_could_not_be_read_are_not_called_absent() {
        use crate::text::Unread::{Denied, Folder, Other};
        let plan =
            format!("{SMALL}rules: [a.rules]\ntext: plan.txt\nreports: [reports, reports/x.md]\n");
        let mut all = sources(&[("plan.yaml", &plan)]);
        all.note_unread("a.rules", Denied).unwrap();
        all.note_unread("plan.txt", Other("disk".to_owned()))
            .unwrap();
        all.note_unread("reports", Folder).unwrap();
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&all, &mut diagnostics).unwrap();
        assert_eq!(open_rules(&all, &manifest, &mut diagnostics).left_out, 1);
        check_other_files(&all, &manifest, &mut diagnostics);
        assert_eq!(
            codes(&diagnostics, &all),
            "Y0734 a.rules Y0734 plan.txt Y0734 reports Y0711 reports/x.md"
        );
        let help: Vec<_> = diagnostics.iter().map(|one| one.help).collect();
        let folder = Some("folder_help");
        assert_eq!(help, [Some("help"), Some("help"), folder, Some("template")]);
    }

    #[test]
    fn a_rule_file_outside_is_counted() {
        let plan = format!("{SMALL}rules: [../a.rules, b.rules]\n");
        let all = sources(&[("plan.yaml", &plan), ("b.rules", "")]);
        let mut diagnostics = Diagnostics::new();
        let manifest = read_manifest(&all, &mut diagnostics).unwrap();
        let rules = open_rules(&all, &manifest, &mut diagnostics);
        assert_eq!((rules.sources.len(), rules.left_out), (1, 1));
        assert_eq!(codes(&diagnostics, &all), "Y0710 ../a.rules");
    }

    #[test]
    fn a_pattern_is_told_as_one() {
        for (path, wanted) in [
            ("*.csv", "pattern"),
            ("20?1.csv", "pattern"),
            ("a|b", "help"),
        ] {
            let plan = format!("{SMALL}data: ['{path}']\n");
            let all = sources(&[("plan.yaml", &plan)]);
            let mut diagnostics = Diagnostics::new();
            let manifest = read_manifest(&all, &mut diagnostics).unwrap();
            assert_eq!(manifest.refused_data, 1);
            assert_eq!(codes(&diagnostics, &all), format!("Y0735 '{path}'"));
            let help = diagnostics.last().and_then(|one| one.help);
            assert_eq!(help, Some(wanted), "{path}");
        }
    }

    #[test]
    fn reports_are_listed_by_their_paths() {
        let help = |listed: &str| {
            let plan = format!("{SMALL}reports: {listed}\n");
            let all = sources(&[("plan.yaml", &plan), ("reports/年报.md", "")]);
            let mut diagnostics = Diagnostics::new();
            let manifest = read_manifest(&all, &mut diagnostics).unwrap();
            check_other_files(&all, &manifest, &mut diagnostics);
            codes(&diagnostics, &all);
            diagnostics.iter().next().and_then(|one| one.help)
        };
        assert_eq!(help("[reports/年报.md]"), None);
        assert_eq!(help("[年报.md]"), Some("near"));
        assert_eq!(help("reports"), Some("template"));
    }

    #[test]
    fn what_cannot_be_read_is_not_taken_for_its_default() {
        for (more, wanted) in [
            ("method: schedule/one\n", "Y0713 schedule/one"),
            ("method: [schedule/1]\n", "Y0707 ["),
            ("region: [市中区]\n", "Y0707 ["),
            ("language: [2]\n", "Y0707 ["),
        ] {
            let (manifest, found) = read(&format!("{SMALL}{more}"));
            assert_eq!(found, wanted);
            assert!(manifest.is_none(), "{more}");
        }
        for (more, wanted, refused) in [
            ("data: [{file: a.csv, trust: high}]\n", "Y0707 high", (0, 1)),
            ("data: [{file: a.csv, trust: -1}]\n", "Y0707 -1", (0, 1)),
            ("data: [{file: a.csv, trust: [1]}]\n", "Y0707 [", (0, 1)),
            ("data: [{file: a.csv, status: [D]}]\n", "Y0707 [", (0, 1)),
            ("data: {file: a.csv}\n", "Y0707 {", (0, 1)),
            ("rules: [[a.rules]]\n", "Y0707 [", (1, 0)),
            ("rules: {a: a.rules}\n", "Y0707 {", (1, 0)),
        ] {
            let (manifest, found) = read(&format!("{SMALL}{more}"));
            assert_eq!(found, wanted);
            let manifest = manifest.unwrap();
            assert!(manifest.data.is_empty(), "{more}");
            let counts = (manifest.refused_rules, manifest.refused_data);
            assert_eq!(counts, refused, "{more}");
        }
    }

    #[test]
    fn a_file_that_is_refused_moves_no_other_one_up() {
        let (manifest, _) = read(&format!(
            "{SMALL}data: [../x.csv, b.csv, {{file: a.csv, trust: 1}}]\n"
        ));
        let manifest = manifest.unwrap();
        let trust: Vec<_> = manifest
            .data
            .iter()
            .map(|one| (one.file.path.as_str(), one.trust))
            .collect();
        assert_eq!(trust, [("a.csv", 1), ("b.csv", 2)]);
    }

    #[test]
    fn with_an_unknown_key_nothing_is_judged() {
        for (more, wanted) in [
            ("regoin: 市中区\n", "Y0705 regoin"),
            ("methods: schedule/1\n", "Y0705 methods"),
            ("备注: 待审\n", "Y0705 备注"),
        ] {
            let (manifest, found) = read(&format!("{SMALL}{more}"));
            assert_eq!(found, wanted);
            assert!(manifest.is_none(), "{more}");
        }
    }

    #[test]
    fn a_manifest_in_gbk_is_named() {
        let mut sources = Sources::new();
        sources
            .insert("plan.yaml", b"title: \xCD\xD0\xCE\xBB\n")
            .unwrap();
        let mut diagnostics = Diagnostics::new();
        assert!(read_manifest(&sources, &mut diagnostics).is_none());
        let found = diagnostics.iter().next().unwrap();
        assert_eq!((found.code, found.help), (Code::NotText, Some("gbk")));
    }
}
