//! `yardstick explain`: why this verdict, down to the data cells; or the page of a code.

use super::args::{Explain, Format, Options};
use super::columns::{Column, WIDTH, table};
use super::output::Output;
use super::words::{filled, text};
use super::{Exit, folder, three_places};
use crate::data::Absence;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::eval::{self, Assessment, CellKey, Judged, Shape, Standing};
use crate::model::{Place, RegionId, Target, TargetId, Time};
use crate::open::{Opened, open};
use crate::report::Words;
use crate::report::results::{Cells, Document, Results, Row};
use crate::text::{Fill, Span, wrapped};
use crate::value::{Year, Years, behind_figure};
use std::collections::BTreeSet;

const SCHEMA: &str = "yardstick.explain/1";

pub(super) fn run(command: &Explain, options: &Options, output: &mut Output) -> Exit {
    if let Some(code) = Code::find(&command.what) {
        return page(code, options, output);
    }
    let folder = match folder::open(options) {
        Ok(folder) => folder,
        Err(why) => return output.stop(SCHEMA, &why),
    };
    let sources = &folder.sources;
    let mut diagnostics = Diagnostics::new();
    let Some(opened) = open(sources, &mut diagnostics) else {
        output.diagnostics(&diagnostics, sources);
        return output.stop(SCHEMA, text(options.lang, "error.unreadable"));
    };
    let found = find(&opened, &command.what);
    let (id, target) = match found.as_slice() {
        [one] => *one,
        several => {
            // A rule that was left out is no target: why it was stands in the diagnostics.
            output.diagnostics(&diagnostics, sources);
            let why = not_one(&opened, &command.what, several, options);
            return output.stop(SCHEMA, &why);
        }
    };
    let year = command.year.unwrap_or_else(|| opened.latest_year());
    let one = Years {
        first: year,
        last: year,
    };
    output.remark_on_years(one, opened.plan.years);
    let mut assessment = judged(&opened, year, id, target);
    if let Some(name) = &command.region {
        let named = match opened.plan.regions.find(name) {
            Some(Place::Region(region)) => Some(*region),
            _ => None,
        };
        assessment
            .judged
            .retain(|judged| named.is_some() && judged.region == named);
        if assessment.judged.is_empty() {
            let values = [("region", name.clone()), ("target", target.name.clone())];
            return output.stop(SCHEMA, &filled(options.lang, "error.no_region", &values));
        }
    }
    let words = Words::load(sources, options.lang, &mut Diagnostics::new());
    let results = Results::new(&opened.plan, &opened.cube, sources, &assessment, &words);
    let cells = results.cells(
        assessment
            .judged
            .iter()
            .flat_map(|one| one.outcome.cells.iter().copied()),
    );
    let about = about(&results, target, &cells, &diagnostics);
    if options.format == Format::Json {
        output.json(&Document {
            schema: SCHEMA,
            results: &results,
            diagnostics: &about,
        });
        return Exit::Clean;
    }
    output.diagnostics(&about, sources);
    rule(&results, target, options, output);
    let rows: Vec<_> = results.rows().collect();
    let (regions, whole): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.region.is_some());
    for row in &whole {
        derivation(&results, row, options, output);
    }
    // One region is told in full, many by their verdicts: `--region` tells one of them in full.
    match regions.as_slice() {
        [] => {}
        [one] => {
            derivation(&results, one, options, output);
            figures(&results, one, &cells, options, output);
        }
        many => {
            regions_table(&results, many, options, output);
            if let [whole] = whole.as_slice() {
                deciding(&results, whole, many, output);
            }
        }
    }
    // What is counted within one region is told with its reason.
    for row in whole.iter().filter(|row| row.lost > 0) {
        let count = [("count", row.lost.to_string())];
        paragraph("", &filled(options.lang, "explain.lost", &count), output);
    }
    Exit::Clean
}

/// The assessment of one target.
fn judged(opened: &Opened, year: Year, id: TargetId, target: &Target) -> Assessment {
    let mut judged = Vec::new();
    let give = |region, outcome| {
        judged.push(Judged {
            target: id,
            region,
            outcome,
        });
    };
    eval::judge_target(
        &opened.plan,
        &opened.cube,
        year,
        &opened.method,
        target,
        give,
    );
    Assessment {
        year,
        method: opened.method.clone(),
        judged,
    }
}

/// What was found about a target: in its rule, in the rows of its figures, and in the rows that
/// were kept out although it needs them.
fn about(
    results: &Results<'_>,
    target: &Target,
    cells: &Cells,
    diagnostics: &Diagnostics,
) -> Diagnostics {
    let judged = results.assessment.judged.iter();
    let keys = judged.clone().flat_map(|one| one.outcome.cells.iter());
    let used: BTreeSet<_> = keys
        .filter_map(|key| Some(line_of(results, cells.get(*key)?.span)))
        .collect();
    let kept_out: BTreeSet<CellKey> = judged
        .flat_map(|one| one.outcome.missing.iter().copied())
        .filter(|key| is_kept_out(results, *key))
        .collect();
    let whole = target.places.whole;
    let concerns = |one: &Diagnostic| {
        one.labels.iter().any(|label| {
            let span = label.span;
            let in_rule =
                span.source == whole.source && whole.start <= span.start && span.start < whole.end;
            in_rule
                || used.contains(&line_of(results, span))
                || kept_out.iter().any(|key| row_is_of(results, span, *key))
        })
    };
    let mut about = Diagnostics::new();
    for one in diagnostics.iter().filter(|one| concerns(one)) {
        about.push(one.clone());
    }
    about
}

fn line_of(results: &Results<'_>, span: Span) -> (crate::text::SourceId, usize) {
    let source = results.sources.get(span.source);
    (span.source, source.lines().line(span.start as usize))
}

fn is_kept_out(results: &Results<'_>, key: CellKey) -> bool {
    let absence = results.cube.absence(key.indicator, key.region, key.year);
    absence == Some(Absence::KeptOut)
}

/// Whether the row of a data file at a place names the indicator, the year and the region of a
/// figure. Such a row could not be read as a figure, so its fields are all that is known of it.
fn row_is_of(results: &Results<'_>, span: Span, key: CellKey) -> bool {
    let source = results.sources.get(span.source);
    let text = source.text_or_empty();
    let line = source.lines().range(text, line_of(results, span).1);
    let row = text.get(line).unwrap_or_default();
    let fields: Vec<_> = row
        .split([',', '{', '}', ':', '\r', '\n'])
        .map(|field| field.trim_matches(['"', '\'', ' ', '\t']))
        .collect();
    let plan = results.plan;
    let region = |name: &&str| match plan.regions.find(name) {
        Some(Place::Region(region)) => Some(*region),
        _ => None,
    };
    let regions: Vec<RegionId> = fields.iter().filter_map(region).collect();
    let is_indicator =
        |field: &&str| plan.indicator_names.get(*field).copied() == Some(key.indicator);
    fields.iter().any(is_indicator)
        && fields
            .iter()
            .any(|field| Year::parse(field) == Some(key.year))
        && (regions.contains(&key.region)
            || (regions.is_empty() && key.region == plan.regions.own()))
}

fn page(code: Code, options: &Options, output: &mut Output) -> Exit {
    if options.format == Format::Json {
        let json = serde_json::json!({
            "schema": SCHEMA,
            "code": code.id(),
            "name": code.name(),
            "severity": code.severity().name(),
            "page": code.page(),
        });
        output.line(&json.to_string());
    } else {
        output.print(code.page());
    }
    Exit::Clean
}

/// Targets of a name, or of an indicator by any of its names.
fn find<'a>(opened: &'a Opened, what: &str) -> Vec<(TargetId, &'a Target)> {
    let all = || (0..).map(TargetId).zip(&opened.plan.targets);
    let named: Vec<_> = all().filter(|(_, target)| target.name == what).collect();
    if !named.is_empty() {
        return named;
    }
    let indicator = opened.plan.indicator_names.get(what);
    all()
        .filter(|(_, target)| {
            target.label == what || (indicator.is_some() && target.indicator.as_ref() == indicator)
        })
        .collect()
}

/// Why a name is not that of one target.
fn not_one(
    opened: &Opened,
    what: &str,
    several: &[(TargetId, &Target)],
    options: &Options,
) -> String {
    let lang = options.lang;
    let quoted = ("what", what.to_owned());
    if several.is_empty() {
        let near = near(opened, what);
        if near.is_empty() {
            return filled(lang, "error.no_such_target", &[quoted]);
        }
        let near = ("near", near.join("` `"));
        return filled(lang, "error.no_such_target_near", &[quoted, near]);
    }
    let names: Vec<_> = several
        .iter()
        .map(|(_, target)| target.name.clone())
        .collect();
    let values = [quoted, ("names", names.join(" "))];
    filled(lang, "error.several_targets", &values)
}

/// How many names are suggested at most.
const SUGGESTED: usize = 5;

/// What a name that nothing has was probably meant as: a target, an indicator or a label; the
/// targets of what stands before `@`, where the rest is wrong.
fn near(opened: &Opened, what: &str) -> Vec<String> {
    let plan = &opened.plan;
    let mut known: Vec<&str> = Vec::new();
    for target in &plan.targets {
        known.extend([target.name.as_str(), target.label.as_str()]);
    }
    // Only what has a target can be explained.
    let measured = |id| plan.targets.iter().any(|one| one.indicator == Some(id));
    let names = plan.indicator_names.iter();
    known.extend(names.filter_map(|(name, id)| measured(*id).then_some(name.as_str())));
    known.sort_unstable();
    known.dedup();
    let nearest = |what: &str| {
        let near = crate::text::near_miss(what, known.iter().copied());
        near.or_else(|| of_two(what, &known)).map(str::to_owned)
    };
    if let Some(near) = nearest(what) {
        return vec![near];
    }
    let Some((head, _)) = what.split_once('@') else {
        return Vec::new();
    };
    let mut targets = find(opened, head);
    if targets.is_empty() {
        targets = nearest(head).map_or_else(Vec::new, |near| find(opened, &near));
    }
    let names = targets.iter().map(|(_, target)| target.name.clone());
    names.take(SUGGESTED).collect()
}

/// A name of two characters, one of which is another: 人囗 for 人口.
fn of_two<'k>(what: &str, known: &[&'k str]) -> Option<&'k str> {
    let what: Vec<char> = what.chars().collect();
    let mut like = known.iter().filter(|name| {
        let same = name.chars().zip(&what).filter(|(one, other)| one == *other);
        what.len() == 2 && name.chars().count() == 2 && !name.is_ascii() && same.count() == 1
    });
    like.next().copied().filter(|_| like.next().is_none())
}

/// The rule as it stands in its file, and the plan's words.
fn rule(results: &Results<'_>, target: &Target, options: &Options, output: &mut Output) {
    let lang = options.lang;
    let source = results.sources.get(target.places.whole.source);
    let at = source.position(target.places.whole.start as usize);
    paragraph("", &format!("{}  {}", target.name, target.label), output);
    output.line("");
    output.line(&filled(
        lang,
        "explain.rule",
        &[
            ("file", source.path().to_owned()),
            ("line", at.line.to_string()),
        ],
    ));
    for line in results.sources.slice(target.places.whole).lines() {
        for line in wrapped(&format!("    {line}"), WIDTH, "            ") {
            output.line(&line);
        }
    }
    for quote in &target.quotes {
        paragraph("", &three_places::quoted(quote, options), output);
    }
    if let Some(owner) = results.owner_in_words(target) {
        paragraph("", &owner, output);
    }
    output.line("");
}

/// A sentence in as many lines as it takes.
fn paragraph(indent: &str, text: &str, output: &mut Output) {
    for line in wrapped(&format!("{indent}{text}"), WIDTH, "  ") {
        output.line(&line);
    }
}

/// The facts, one a line, and the verdict that follows from them.
fn derivation(results: &Results<'_>, row: &Row<'_>, options: &Options, output: &mut Output) {
    let lang = options.lang;
    let words = results.words;
    let facts = &row.outcome.facts;
    let own_unit = results.unit_in_words(row);
    let unit = behind_figure(own_unit);
    let threshold = results.threshold_in_words(row);
    let with_unit = |figure: &Option<String>| figure.as_ref().map(|one| format!("{one}{unit}"));
    // What two percentages are apart is no percentage.
    let points = behind_figure(words.points(own_unit));
    let apart = |figure: &Option<String>| figure.as_ref().map(|one| format!("{one}{points}"));
    let in_year = |figure: Option<String>, year: Option<crate::value::Year>| match (figure, year) {
        (Some(figure), Some(year)) => Some(filled(
            lang,
            "explain.in_year",
            &[("figure", figure), ("year", year.to_string())],
        )),
        (figure, _) => figure,
    };
    let region = row.region.map_or_else(
        || words.get("whole").to_owned(),
        |region| results.plan.regions.name(region).to_owned(),
    );
    output.line(&filled(
        lang,
        "explain.facts",
        &[
            ("region", region),
            ("year", results.assessment.year.to_string()),
        ],
    ));
    let lines = [
        ("explain.threshold", with_unit(&threshold)),
        (
            "explain.baseline",
            in_year(with_unit(&row.baseline), Some(facts.baseline_year)),
        ),
        (
            "explain.value",
            match (row.target.time, facts.value_year) {
                (Time::Over(years), Some(year)) => with_unit(&row.value).map(|figure| {
                    let first = years.first.to_string();
                    let values = [
                        ("figure", figure),
                        ("first", first),
                        ("year", year.to_string()),
                    ];
                    filled(lang, "explain.total", &values)
                }),
                (_, year) => in_year(with_unit(&row.value), year),
            },
        ),
        (
            "explain.holds",
            row.holds()
                .map(|holds| words.get(if holds { "yes" } else { "no" }).to_owned()),
        ),
        (
            "explain.distance",
            apart(&row.distance).filter(|_| row.holds() == Some(false)),
        ),
        (
            "explain.margin",
            apart(&row.distance)
                .filter(|_| row.holds() == Some(true))
                .and_then(|far| far.strip_prefix('-').map(str::to_owned)),
        ),
        ("explain.progress", row.progress.clone()),
        ("explain.elapsed", row.elapsed.clone()),
        ("explain.expected_now", with_unit(&row.expected_now)),
        ("explain.pace", results.pace(row)),
        (
            "explain.needed",
            match facts.shape {
                Shape::Growth => with_unit(&row.needed_per_year),
                _ => apart(&row.needed_per_year),
            },
        ),
        ("explain.projected", with_unit(&row.projected)),
    ];
    let rows: Vec<_> = lines
        .into_iter()
        .filter_map(|(key, figure)| Some(vec![format!("  {}", text(lang, key)), figure?]))
        .collect();
    let columns = [Column::label(60), Column::whole(Fill::Behind)];
    for line in table(&columns, &rows) {
        output.line(&line);
    }
    output.line(&filled(
        lang,
        "explain.verdict",
        &[
            ("verdict", results.verdict(row.outcome).word),
            ("method", results.assessment.method.id()),
        ],
    ));
    // The sentence about what is behind tells the reason too.
    if row.verdict().standing() == Standing::Behind {
        paragraph("  ", &three_places::sentence(results, row), output);
    } else if let Some(note) = row.note(results.words) {
        paragraph("  ", &note, output);
    }
    if !row.rests_on.is_empty() {
        let kinds = kinds_in_words(results, row.rests_on.iter().copied());
        let said = filled(lang, "explain.rests_on", &[("kinds", kinds)]);
        paragraph("  ", &said, output);
    }
    output.line("");
    for part in &row.parts {
        paragraph("", &format!("· {}", results.label_in_words(part)), output);
        derivation(results, part, options, output);
    }
}

/// 演示数据、初步数据
fn kinds_in_words(results: &Results<'_>, kinds: impl Iterator<Item = &'static str>) -> String {
    let kinds: Vec<_> = kinds.map(|kind| results.words.mark(kind).word).collect();
    results.words.list(&kinds)
}

/// The figures with their cells.
fn figures(
    results: &Results<'_>,
    row: &Row<'_>,
    cells: &Cells,
    options: &Options,
    output: &mut Output,
) {
    let lang = options.lang;
    if row.outcome.cells.is_empty() && row.outcome.missing.is_empty() {
        return;
    }
    output.line(text(lang, "explain.figures"));
    let mut rows = Vec::new();
    for key in &row.outcome.cells {
        let (Some(cell), Some(figure)) = (
            cells.get(*key),
            results.cube.figure(key.indicator, key.region, key.year),
        ) else {
            continue;
        };
        rows.push(vec![
            format!("  {}", key.year),
            results.indicator_label(key.indicator).to_owned(),
            results.figure_in_words(key.indicator, &figure.quantity()),
            results.words.mark(cell.status.doubt.name()).word,
            format!("{}:{}:{}", cell.file, cell.line, cell.column),
        ]);
    }
    for key in &row.outcome.missing {
        rows.push(vec![
            format!("  {}", key.year),
            results.indicator_label(key.indicator).to_owned(),
            if is_kept_out(results, *key) {
                results.words.get("absence.kept_out").to_owned()
            } else {
                text(lang, "explain.missing").to_owned()
            },
            String::new(),
            String::new(),
        ]);
    }
    let whole = Column::whole(Fill::Behind);
    let columns = [whole, Column::label(18), whole, whole, whole];
    for line in table(&columns, &rows) {
        output.line(&line);
    }
}

fn regions_table(results: &Results<'_>, rows: &[&Row<'_>], options: &Options, output: &mut Output) {
    let lang = options.lang;
    let none = || "—".to_owned();
    let mut cells = vec![vec![
        format!("  {}", text(lang, "column.region")),
        text(lang, "column.verdict").to_owned(),
        text(lang, "column.value").to_owned(),
        text(lang, "column.target").to_owned(),
        text(lang, "column.to_go").to_owned(),
    ]];
    for row in rows {
        cells.push(vec![
            format!(
                "  {}",
                row.region
                    .map(|region| results.plan.regions.name(region))
                    .unwrap_or_default()
            ),
            results.verdict(row.outcome).word,
            match &row.value {
                Some(value) if row.rests_on.is_empty() => value.clone(),
                Some(value) => format!("{value}*"),
                None => none(),
            },
            results
                .threshold_in_words(row)
                .map_or_else(none, |at| format!("{}{at}", results.sign(row))),
            row.distance
                .clone()
                .filter(|_| row.holds() == Some(false))
                .unwrap_or_else(none),
        ]);
    }
    let columns = [
        Column::label(24),
        Column::words(24),
        Column::whole(Fill::Before),
        Column::whole(Fill::Before),
        Column::whole(Fill::Before),
    ];
    for line in table(&columns, &cells) {
        output.line(&line);
    }
    let marked: BTreeSet<_> = rows.iter().flat_map(|row| &row.rests_on).copied().collect();
    if !marked.is_empty() {
        let kinds = kinds_in_words(results, marked.into_iter());
        output.line(&filled(lang, "explain.marked", &[("kinds", kinds)]));
    }
}

/// How many regions are named that a whole has its verdict from.
const DECIDING: usize = 5;

/// The regions that have the verdict of the whole, which is that of the last one it needs; where
/// the number of regions is paced instead, no region decides.
fn deciding(results: &Results<'_>, whole: &Row<'_>, rows: &[&Row<'_>], output: &mut Output) {
    let by_number = eval::ReasonKind::ByNumber.name();
    let named: Vec<_> = rows
        .iter()
        .filter(|row| row.verdict() == whole.verdict())
        .filter_map(|row| row.region)
        .map(|region| results.plan.regions.name(region).to_owned())
        .collect();
    if named.is_empty() || whole.reason_kind == Some(by_number) {
        return;
    }
    let lang = results.words.lang;
    let shown: Vec<_> = named.iter().take(DECIDING).cloned().collect();
    let more = if named.len() > DECIDING { "…" } else { "" };
    let values = [
        ("verdict", results.verdict(whole.outcome).word),
        ("regions", format!("{}{more}", results.words.list(&shown))),
    ];
    paragraph("", &filled(lang, "explain.deciding", &values), output);
}
