//! Everything that a template may see. Plain strings, counts, yes and no, and lists: whoever
//! judges fills it, whoever lays out reads it, and neither knows the other.
//!
//! Figures are strings, already printed with the digits that they are known to: a template cannot
//! round what is not a number. Four kinds of records may be printed as they stand, `{{ row.value }}`:
//! [`Figure`], [`Verdict`], [`Mark`] and [`Phrase`]; they carry their own name in the field `is`.
//! Of every other record a template prints a field.

use crate::value::behind_figure;
use serde::Serialize;

/// What a report is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct View {
    /// The plan that is assessed.
    pub plan: Plan,
    /// The year of the assessment; figures of later years are not looked at.
    pub year: i16,
    /// The date of the report as the caller gave it, `2023-08-31`; the filter `date` writes it as
    /// readers expect it. Reports know no clock.
    pub date: Option<String>,
    /// The day whose knowledge counts, `2023-12-31`: what was published later is not looked at.
    /// Nothing where all data count.
    pub as_of: Option<String>,
    /// How many of the figures that verdicts rest on have no date of publication.
    pub undated: usize,
    /// The share of the plan's time that has passed at the end of `year` (0.6 for the third of
    /// five years), of which every target's own `elapsed` may differ.
    pub elapsed: Figure,
    /// How facts became verdicts.
    pub method: Method,
    /// How many targets have which verdict.
    pub summary: Summary,
    /// The targets, in the order of the plan, each under its chapter.
    pub chapters: Vec<Chapter>,
    /// What is lagging, off course, broken or missed, in the order of the plan; 力争 included
    /// and marked as such on its row.
    pub behind: Vec<Behind>,
    /// What cannot be judged, in the order of the plan.
    pub undecided: Vec<Unjudged>,
    /// The figures that are missing, under whoever owes them.
    pub owed: Vec<Owed>,
    /// What the plan itself gets wrong or leaves unclear.
    pub findings: Vec<Finding>,
    /// What the plan's authors should look at, kind by kind, with what the author of the rules
    /// says to it.
    pub review: Vec<Remark>,
    /// Expected, not promised: never counted.
    pub forecasts: Vec<Forecast>,
    /// The plan's own arithmetic, done again.
    pub claims: Vec<Claim>,
    /// Promises whose figure the plan leaves open.
    pub undefined: Vec<Undefined>,
    /// Rights with a figure: listed, not judged.
    pub entitlements: Vec<Entitlement>,
    /// Targets that were changed while the plan ran.
    pub amendments: Vec<Amendment>,
    /// The data files, in order of trust.
    pub sources: Vec<DataSource>,
    /// What of the data files is not used.
    pub kept_out: KeptOut,
    /// Every figure that is a demonstration, provisional or estimated and that a verdict or a
    /// printed fact rests on.
    pub doubtful: Vec<Observation>,
    /// Declarations that are not in here because they could not be read or checked.
    pub left_out: usize,
    /// What stands above every list of owners: 责任单位, or 建议责任单位（规划未明确） as soon as
    /// one of the owners shown is only proposed.
    pub owner_heading: String,
}

/// The plan that is assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Plan {
    /// The manifest's id.
    pub id: String,
    /// The title of the document, without book-title marks.
    pub title: String,
    /// The region that the plan is for.
    pub region: String,
    /// Its first year.
    pub first: i16,
    /// Its last year.
    pub last: i16,
    /// The year of its baselines.
    pub base: i16,
}

/// How facts became verdicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Method {
    /// `schedule`.
    pub name: String,
    /// `1`.
    pub version: String,
    /// From which pace on a target is ahead, `1.05`.
    pub ahead: String,
    /// From which pace on it is on schedule, `0.95`.
    pub on_schedule: String,
}

/// One printed number, with where it comes from. Prints as its digits and its marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename = "figure")]
pub struct Figure {
    /// The digits: `4.50`, `103～107`; the stage of a scale; the sign for no figure where there is none.
    pub text: String,
    /// Whether there is a figure. What is not known prints as `—`, never as zero.
    pub known: bool,
    /// The unit, for the filter `unit`; empty where there is none.
    pub unit: String,
    /// The target whose figure it is, by its name; empty where it is nobody's (a count).
    pub target: String,
    /// Which of its facts: `value`, `baseline`, `threshold`, `distance`.
    pub field: String,
    /// The code of the region; `None` for the whole.
    pub region: Option<String>,
    /// The cells it was read from or worked out from.
    pub cells: Vec<Cell>,
    /// What is doubtful about it; printed with it, so that no template can forget it.
    pub marks: Vec<Mark>,
}

impl Default for Figure {
    fn default() -> Self {
        Self::unknown()
    }
}

impl Figure {
    /// A figure with its unit, belonging to nobody yet.
    pub fn new(text: impl Into<String>, unit: &str) -> Self {
        Self {
            text: text.into(),
            known: true,
            unit: behind_figure(unit).into_owned(),
            ..Self::unknown()
        }
    }

    /// No figure.
    pub fn unknown() -> Self {
        Self {
            text: "—".to_owned(),
            known: false,
            unit: String::new(),
            target: String::new(),
            field: String::new(),
            region: None,
            cells: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Says whose figure it is.
    #[must_use]
    pub fn of(mut self, target: &str, field: &str) -> Self {
        target.clone_into(&mut self.target);
        field.clone_into(&mut self.field);
        self
    }

    /// Says of which region.
    #[must_use]
    pub fn in_region(mut self, code: &str) -> Self {
        self.region = Some(code.to_owned());
        self
    }

    /// Says from where, and what is doubtful about it.
    #[must_use]
    pub fn from_cells(mut self, cells: Vec<Cell>, marks: Vec<Mark>) -> Self {
        self.cells = cells;
        self.marks = marks;
        self
    }
}

/// What a target or one of its regions came to. Prints as its shape and its word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[serde(tag = "is", rename = "verdict")]
pub struct Verdict {
    /// `lagging`, as in the JSON.
    pub id: String,
    /// 滞后于预期; 突破限值 for a limit that is off course.
    pub word: String,
    /// A shape that says it without colour; solid where the promise is kept so far.
    pub shape: String,
    /// Whether it is about a limit, which was kept from the start and can only be lost.
    pub limit: bool,
}

/// A doubt about a figure. Prints as its one or two letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[serde(tag = "is", rename = "mark")]
pub struct Mark {
    /// `demonstration`, `provisional`, `estimated`.
    pub id: String,
    /// What stands behind a figure: 示.
    pub short: String,
    /// What it means: 演示数据.
    pub word: String,
}

/// A sentence with figures in it that keep their identity. Prints as the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[serde(tag = "is", rename = "phrase")]
pub struct Phrase {
    /// Text and figures in turn.
    pub parts: Vec<Part>,
}

/// A stretch of a [`Phrase`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Part {
    /// Words.
    Text(String),
    /// A figure, printed with its unit.
    Figure(Box<Figure>),
}

/// A cell of a data file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Cell {
    /// The file, by its path in the plan's folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// The cell of a workbook, `Sheet1!F17`.
    pub sheet: Option<String>,
    /// As it is printed: `data/demo.csv:18:4`, in a workbook `data/demo.xlsx:Sheet1!F17`.
    pub text: String,
    /// Whose figure it is, in the words of the data file.
    pub source: String,
}

/// A place in a file of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Place {
    /// The file, by its path in the plan's folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// As it is printed: `03-fertility.rules:14`; in a workbook with the cell.
    pub text: String,
}

/// Words of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Quote {
    /// Where in the plan: 第三章/第一节.
    pub place: String,
    /// The words; empty for a table whose rows carry the items.
    pub words: String,
}

/// Who answers for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Owner {
    /// 牵头单位; empty where nobody is named.
    pub lead: String,
    /// 配合单位
    pub with: Vec<String>,
    /// The document that says so.
    pub by: Option<String>,
    /// Whether the plan names nobody and this is only proposed. Whoever prints owners prints
    /// `owner_heading` over them.
    pub proposed: bool,
    /// As it is printed: 市卫生健康委（配合：市教育局）; `—` where nobody is named.
    pub text: String,
}

/// A word of ours with its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Term {
    /// As in the JSON: `binding`.
    pub id: String,
    /// As in reports: 约束性.
    pub word: String,
}

/// How many targets have which verdict. 力争 is in `strive` and in none of the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Summary {
    /// Everything promised.
    pub all: Counts,
    /// 约束性
    pub binding: Counts,
    /// 预期性
    pub expected: Counts,
    /// Of which the plan does not say whether they are binding.
    pub unmarked: Counts,
    /// 力争: a miss is no breach.
    pub strive: Counts,
}

/// A count of targets, one verdict each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Counts {
    /// All of them.
    pub targets: usize,
    /// Those with a verdict that says something: `kept` and `behind`.
    pub judged: usize,
    /// Met, reached, ahead, on schedule, holding.
    pub kept: usize,
    /// Missed, lagging, off course, broken.
    pub behind: usize,
    /// Not due yet.
    pub not_due: usize,
    /// Undecided.
    pub undecided: usize,
    /// Each of the eleven verdicts, from best to worst, also where there are none.
    pub by_verdict: Vec<VerdictCount>,
    /// `kept` of `judged`, in %; unknown where nothing was judged.
    pub rate_judged: Figure,
    /// `kept` of `targets`, in %.
    pub rate_all: Figure,
}

/// How many of one verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct VerdictCount {
    /// Which.
    pub verdict: Verdict,
    /// What it means, with the thresholds of the method.
    pub meaning: String,
    /// How many targets.
    pub count: usize,
}

/// A chapter of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Chapter {
    /// Its place, 第三章; what the plan calls it, where that is known, stands in `title`.
    pub place: String,
    /// Its heading for readers; the place where the plan's text is not known.
    pub title: String,
    /// Its targets, without 力争, counted.
    pub counts: Counts,
    /// Its targets.
    pub rows: Vec<Row>,
}

/// One target, with the verdict of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Row {
    /// Its name.
    pub target: String,
    /// What reports call it.
    pub label: String,
    /// The section within the chapter, 第一节; the chapter where it has none.
    pub section: String,
    /// The unit of its figures; empty for stages and for what has none. A whole counts its parts.
    pub unit: String,
    /// 约束性, 预期性 or not said.
    pub attribute: Term,
    /// 力争
    pub strive: bool,
    /// The year in which it falls due.
    pub deadline: i16,
    /// By, in, throughout or over, in words: 到2025年, 2021—2025年每年; it says so where the plan
    /// sets no date.
    pub time: String,
    /// Whether the plan sets a date; where it does not, the plan's last year is taken.
    pub dated: bool,
    /// Where it applies, in words: 每个县; the plan's region where nothing is said.
    pub scope: String,
    /// What is compared: decides how a sentence about it reads.
    pub form: Form,
    /// Whether the target is the most that may be, which decides how a rate that is still needed
    /// is told.
    pub ceiling: bool,
    /// Of a rate that every year has to reach, the first of the years that the value is of: its
    /// own, or an earlier one where figures are missing in between.
    pub rate_since: Option<i16>,
    /// How the parts of a whole kept what every year has to keep, where it is broken.
    pub kept: Option<Kept>,
    /// The facts and the verdict of the whole.
    #[serde(flatten)]
    pub facts: Facts,
    /// Who answers for it.
    pub owner: Owner,
    /// The doubtful kinds of figures that the verdict rests on, each once.
    pub rests_on: Vec<Mark>,
    /// The plan's words.
    pub quotes: Vec<Quote>,
    /// What the plan prints that cannot be meant, and why the rule says otherwise.
    pub printed: Vec<Printed>,
    /// Reasons, in the rule's author's words.
    pub because: Vec<String>,
    /// Notes of the rule's author.
    pub notes: Vec<String>,
    /// Where the rule stands.
    pub rule: Place,
    /// The verdict of each region, in the order of the region file; none where the target is
    /// about one region.
    pub regions: Vec<RegionRow>,
}

/// How the parts of a whole kept what every year has to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Kept {
    /// How many parts there are.
    pub all: usize,
    /// How many kept it in every year so far.
    pub kept: usize,
    /// Of how many that is not known.
    pub unknown: usize,
    /// Who failed when, in the order of the region file or of the conditions; the first few.
    pub failures: Vec<Failure>,
    /// How many failures there are in all.
    pub failed: usize,
}

/// A year in which a part failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Failure {
    /// The region, or what is compared.
    pub name: String,
    /// The year.
    pub year: i16,
    /// The figure of that year.
    pub value: Figure,
}

/// What a target compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// The figure of a year.
    #[default]
    Level,
    /// The figures of several years together.
    Total,
    /// A rate of growth.
    Growth,
    /// A direction without a figure.
    Direction,
    /// A stage or a grade.
    Stage,
    /// How many of several parts hold; its figures are in 个, or what else is counted.
    Count,
}

/// What is known of a target or of one of its regions, and the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Facts {
    /// `>=` as it is printed before the threshold in a table: ≥; empty where the threshold says it
    /// all, as a stage does. A direction stands here alone: 逐年上升.
    pub relation: String,
    /// The same in a sentence: 不低于.
    pub relation_words: String,
    /// What is asked for.
    pub threshold: Figure,
    /// The baseline.
    pub baseline: Figure,
    /// Its year.
    pub baseline_year: Option<i16>,
    /// What is there.
    pub value: Figure,
    /// Of which year.
    pub value_year: Option<i16>,
    /// The share of the way that is done; a part, not %: `0.5185`.
    pub progress: Figure,
    /// The share of the time that has passed, likewise.
    pub elapsed: Figure,
    /// What the path asks for by now.
    pub expected_now: Figure,
    /// What is still to go; zero or less when the condition holds. Its unit is that of a
    /// difference: 百分点 where the figures are in %.
    pub distance: Figure,
    /// What each remaining year would have to bring, signed, in the unit of a difference.
    pub needed_per_year: Figure,
    /// Where the pace so far leads by the deadline. Never part of the verdict.
    pub projected: Figure,
    /// Whether the condition holds now; `None` where that is not known.
    pub holds: Option<bool>,
    /// Of a whole, of how many parts it is not known whether they hold; they are among those that
    /// `distance` counts as still to go.
    pub unknown_parts: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, where there is something to say: a sentence.
    pub reason: Option<String>,
    /// The kind of reason, from the closed list.
    pub reason_kind: Option<String>,
}

/// A region of a target that applies to several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct RegionRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The unit of its figures; that of the row is what the whole counts.
    pub unit: String,
    /// The facts and the verdict there.
    #[serde(flatten)]
    pub facts: Facts,
    /// Who answers for it there, where that differs.
    pub owner: Option<Owner>,
}

/// What the plan prints that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Printed {
    /// The plan's words.
    pub words: String,
    /// Why they cannot be meant.
    pub because: Option<String>,
}

/// A target that is behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Behind {
    /// The target; its regions stand in its chapter.
    pub row: Row,
    /// What is short and what each remaining year would have to bring, in one sentence; made by
    /// [`behind_sentence`](super::behind_sentence).
    pub sentence: Phrase,
    /// The regions that are behind, by name; empty where it is about one region.
    pub regions: Vec<String>,
    /// The regions of which it is not known, by name.
    pub unknown: Vec<String>,
}

/// A target that cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Unjudged {
    /// Its name.
    pub target: String,
    /// What reports call it.
    pub label: String,
    /// The chapter.
    pub chapter: String,
    /// 约束性, 预期性 or not said.
    pub attribute: Term,
    /// Why, in a sentence that names figures.
    pub reason: String,
    /// Why, in a few words: 没有数据.
    pub cause: String,
    /// The kind of reason, from the closed list.
    pub reason_kind: String,
    /// The figures that would decide it.
    pub missing: Vec<Missing>,
    /// The same in words, those of the same regions and years together.
    pub items: Vec<String>,
    /// Where series are broken that were to be compared, and where the data say so.
    pub breaks: Vec<String>,
    /// Who owes them; the target's owner where a figure has none of its own.
    pub owner: Owner,
}

/// A figure that is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Missing {
    /// The indicator's id.
    pub indicator: String,
    /// What people call it.
    pub label: String,
    /// The region.
    pub region: String,
    /// The year.
    pub year: i16,
}

/// What one owner owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Owed {
    /// Who.
    pub owner: Owner,
    /// How many cells.
    pub figures: usize,
    /// How many targets wait for them.
    pub targets: usize,
    /// What, of which regions, of which years, in words; what is of the same regions and years
    /// together.
    pub items: Vec<String>,
}

/// Something about the plan itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Finding {
    /// The code of the diagnostic, `Y0601`.
    pub code: String,
    /// `error`, `warning` or `advice`.
    pub severity: Term,
    /// What is the matter.
    pub message: String,
    /// What the place shows.
    pub detail: Option<String>,
    /// What could be done.
    pub help: Option<String>,
    /// Whether it is told more fully in `review`.
    pub in_review: bool,
    /// Where.
    pub place: Place,
}

/// Something that the plan's authors should look at, worded so that they can answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Remark {
    /// What kind of thing; the id is the key of its words, `claim_fails`.
    pub kind: Term,
    /// The target that it is about; empty where it is about none.
    pub label: String,
    /// The plan's words, with their places.
    pub quotes: Vec<Quote>,
    /// What was found: a sentence without full stop. Of what needs no answer, which stands in one
    /// remark, a sentence each.
    pub found: Vec<Phrase>,
    /// Of arithmetic, the formula in words.
    pub formula: Option<String>,
    /// What the report does meanwhile.
    pub treated: Phrase,
    /// Reasons, in the words of the rule's author.
    pub answers: Vec<String>,
    /// What the plan's authors are asked.
    pub ask: Phrase,
    /// Where the rules stand.
    pub rules: Vec<Place>,
}

/// `forecast`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Forecast {
    /// What is expected to change.
    pub label: String,
    /// What is expected: 25% 左右.
    pub expected: Figure,
    /// `≥`, or nothing.
    pub relation: String,
    /// By when, in words.
    pub time: String,
    /// The newest figure.
    pub value: Figure,
    /// Of which year.
    pub value_year: Option<i16>,
    /// The chapter or section.
    pub section: String,
    /// The plan's words.
    pub quotes: Vec<Quote>,
}

/// `claim`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Claim {
    /// What the plan works out, in words.
    pub label: String,
    /// What it prints.
    pub printed: Figure,
    /// What it comes to.
    pub recomputed: Figure,
    /// Whether that is the same; `None` where the figures are missing.
    pub agrees: Option<bool>,
    /// That, in a word.
    pub outcome: String,
    /// The chapter or section.
    pub section: String,
    /// The plan's words.
    pub quotes: Vec<Quote>,
    /// Where the rule stands.
    pub rule: Place,
}

/// `undefined`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Undefined {
    /// The plan's words: 合理区间.
    pub words: String,
    /// What they are about.
    pub label: String,
    /// The newest figure, for the reader's own judgement.
    pub value: Figure,
    /// Of which year.
    pub value_year: Option<i16>,
    /// The chapter or section.
    pub section: String,
    /// Where the rule stands.
    pub rule: Place,
}

/// `entitlement`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Entitlement {
    /// What there is a right to.
    pub label: String,
    /// How much, by the plan.
    pub figure: Figure,
    /// The newest figure.
    pub value: Figure,
    /// Of which year.
    pub value_year: Option<i16>,
    /// The chapter or section.
    pub section: String,
    /// The plan's words.
    pub quotes: Vec<Quote>,
}

/// `amend`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Amendment {
    /// Which target, by its name.
    pub target: String,
    /// What reports call it.
    pub label: String,
    /// From which day, `2023-06-30`.
    pub from: String,
    /// The document.
    pub by: String,
    /// The old figure, as written.
    pub old: String,
    /// The new one.
    pub new: String,
}

/// A data file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct DataSource {
    /// Its path.
    pub file: String,
    /// How many figures it holds.
    pub observations: usize,
    /// How many of them verdicts and printed facts rest on.
    pub used: usize,
    /// Of all its figures, those made up to try the tool.
    pub demonstration: usize,
    /// Those published before they were checked.
    pub provisional: usize,
    /// Those estimated.
    pub estimated: usize,
    /// When its figures were published whose rows do not say; empty where nobody says.
    pub published: String,
    /// The SHA-256 of the file as it was read, in hexadecimal digits.
    pub sha256: String,
}

/// What of the data files is not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct KeptOut {
    /// Rows with something wrong in them.
    pub faulty: usize,
    /// Rows about indicators that no rule knows.
    pub unused: usize,
    /// Files that nothing could be read of.
    pub files: usize,
    /// Regions of the region file with something wrong in them.
    pub regions: usize,
    /// Whether something in the owners file could not be read.
    pub owners: bool,
}

/// A figure of a data file that is doubtful and used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Observation {
    /// The indicator's id.
    pub indicator: String,
    /// What people call it.
    pub label: String,
    /// The region.
    pub region: String,
    /// The year.
    pub year: i16,
    /// The figure.
    pub value: Figure,
    /// What is doubtful about it.
    pub mark: Mark,
    /// Where it comes from, in the words of the data file.
    pub source: String,
    /// Where it stands.
    pub cell: Cell,
    /// The labels of the targets that rest on it.
    pub used_by: Vec<String>,
}
