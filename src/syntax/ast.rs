//! The tree of a rule file: what the author wrote, before any name is known.
//!
//! Two trees are equal when they say the same, wherever it stands: a [`Place`] is equal to any
//! other, which is what lets tests say `parse(print(x)) = x`.

use crate::text::{SourceId, Span};
use crate::value::{Date, Mode, Quantity, Year, Years};

/// Where something stands. Never makes two trees differ.
#[derive(Debug, Clone, Copy)]
pub struct Place(pub Span);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

/// A rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Which file it is.
    pub source: SourceId,
    /// Everything in it, in order.
    pub items: Vec<Item>,
    /// How many declarations could not be read; a diagnostic says why for each.
    pub left_out: usize,
}

/// A piece of a file between two lines that start at the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A run of blank lines.
    Blank {
        /// How many.
        lines: u32,
    },
    /// A comment on a line of its own, outside declarations.
    Comment(Place),
    /// A declaration that was read.
    Declaration(Box<Declaration>),
    /// A test of rules, which this version recognises and does not run.
    Test(Place),
    /// A declaration that could not be read, whole or in a clause.
    Broken(Place),
}

/// A declaration with its clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// From its first character to its last, comments behind it left out.
    pub place: Place,
    /// Its first part, up to the first clause.
    pub head: Head,
    /// The place of the head.
    pub head_place: Place,
    /// The clauses, in order.
    pub clauses: Vec<Clause>,
    /// The comments inside it, in order.
    pub comments: Vec<Place>,
    /// The runs of blank lines inside it, in order.
    pub blanks: Vec<Place>,
}

/// A name: of an indicator, a list, a region, a stage, whatever it turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name without quotes.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// Text in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What stands between the quotes.
    pub text: String,
    /// Where, quotes included.
    pub place: Place,
}

/// What a declaration declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// `section "第三章/第一节"`
    Section(Text),
    /// `indicator name "label" = formula`
    Indicator {
        /// Its id.
        name: Name,
        /// What people call it.
        label: Option<Text>,
        /// For a derived one.
        formula: Option<Expr>,
    },
    /// `scale name = 未启动 < 建成`
    Scale {
        /// What it is called.
        name: Name,
        /// Lowest first.
        stages: Vec<Name>,
    },
    /// `list name "label" = 土主镇@市中区, …`
    List {
        /// Its id.
        name: Name,
        /// What people call it.
        label: Option<Text>,
        /// What it names.
        items: Vec<ListItem>,
    },
    /// `[name ["label"]:] CONDITION [TIME] [SCOPE]`
    Target(Statement),
    /// `forecast ageing_rate = 25% ± 1pp in 2025`
    Forecast(Statement),
    /// `claim growth(visitors, 2015..2020) = 108.40%`
    Claim(Statement),
    /// `identity change(x, 2020..2025) = births - deaths`
    Identity(Statement),
    /// `entitlement parental_leave = 10天`
    Entitlement(Statement),
    /// `background "减少75591人", …`
    Background(Vec<Text>),
    /// `name "第七次全国人口普查", …`
    Names(Vec<Text>),
    /// `undefined "合理区间" of working_age_share`
    Undefined {
        /// The plan's words.
        words: Text,
        /// The indicator.
        of: Name,
    },
    /// `amend target from 2023-06-30 by "文号": 4.5个 -> 4.3个`
    Amend {
        /// The target that is changed, by name (`x@2025`).
        target: Name,
        /// From which day: year, month, day.
        from: Date,
        /// The document that says so.
        by: Text,
        /// The old figure.
        old: Expr,
        /// The new one.
        new: Expr,
    },
}

/// A condition with its time and scope, as targets, forecasts and claims have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its own name, written before a colon.
    pub name: Option<Name>,
    /// What reports call it, written behind the name.
    pub label: Option<Text>,
    /// What shall hold.
    pub condition: Condition,
    /// When.
    pub time: Option<Time>,
    /// Where.
    pub scope: Option<Scope>,
}

/// What shall hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// One comparison.
    Compare(Box<Compare>),
    /// `a and b and c`
    And(Vec<Condition>),
    /// `a or b or c`
    Or(Vec<Condition>),
    /// `at least 2 of (a, b, c)`
    AtLeast {
        /// How many.
        count: Count,
        /// Of which.
        of: Vec<Condition>,
        /// Where.
        place: Place,
    },
    /// `each of { … } >= 投用`, `at least 32 of central_towns >= 已培育`
    Each(Box<Each>),
}

/// The same comparison for the things of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Each {
    /// How many; all where it is not said.
    pub count: Option<Count>,
    /// Of which.
    pub of: ListRef,
    /// The comparison of each.
    pub test: Test,
    /// Where.
    pub place: Place,
}

/// A whole number in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The number.
    pub number: u32,
    /// Where.
    pub place: Place,
}

/// A list by name or spelt out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListRef {
    /// `central_towns`
    Named(Name),
    /// `{ 市中区人民医院, 井研县中医医院 "中医医院" }`
    Items(Vec<ListItem>),
}

/// One thing of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// Its name.
    pub name: Name,
    /// Where it is: `土主镇@市中区`.
    pub region: Option<Name>,
    /// The plan's words for it, where they differ.
    pub words: Option<Text>,
}

/// A comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compare {
    /// What is measured.
    pub measure: Measure,
    /// Where the measure stands.
    pub measure_place: Place,
    /// What it is compared with.
    pub test: Test,
    /// The whole of it.
    pub place: Place,
}

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// A figure of the year.
    Plain(Expr),
    /// `sum of x`, `x 合计`
    Total(Expr),
    /// `annual growth of x`, `x 年均增速`
    AnnualGrowth(Expr),
}

/// How it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// The operator or direction.
    pub relation: Relation,
    /// Where the operator stands.
    pub relation_place: Place,
    /// The right side; none for a direction.
    pub right: Option<Right>,
    /// Where the right side stands; the operator's place for a direction.
    pub right_place: Place,
}

/// Operators and directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `>=` 不低于
    AtLeast,
    /// `>` 超过
    MoreThan,
    /// `<=` 不高于
    AtMost,
    /// `<` 低于
    LessThan,
    /// `=` 等于
    Equal,
    /// `rising` 逐年上升
    Rising,
    /// `falling` 逐年下降
    Falling,
    /// `not rising` 不上升
    NotRising,
    /// `not falling` 不下降
    NotFalling,
}

/// The right side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Right {
    /// A figure or formula of `base`.
    Expr(Expr),
    /// `45% ± 2pp`
    About {
        /// The middle.
        middle: Expr,
        /// The width.
        width: Expr,
    },
    /// `103..107`
    Range {
        /// The lower end.
        low: Expr,
        /// The upper end.
        high: Expr,
    },
    /// `{ 市中区: 83.52, … } ± 2%`
    Map {
        /// A figure per region.
        entries: Vec<(Name, Expr)>,
        /// The width of each.
        width: Option<Expr>,
    },
    /// `{ 2022: 2.5, 2025: 4.5 }`
    Milestones(Vec<Milestone>),
}

/// A figure, or a stage, that is due by a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// By when.
    pub year: Year,
    /// What.
    pub figure: Expr,
    /// Where.
    pub place: Place,
}

/// A formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// `4.5个`
    Figure(Figure),
    /// An indicator, a stage, a level: whatever the name turns out to be.
    Name(Name),
    /// `base`
    Base(Place),
    /// `x@2020`, `x@base`, `x@prior`, `x@市中区`; several may follow one another
    At {
        /// Of what.
        of: Name,
        /// Which.
        at: Vec<At>,
    },
    /// `-x`
    Negative(Box<Expr>, Place),
    /// `a + b - c`: the first, then each with its sign (`true` for `-`)
    Sum(Box<Expr>, Vec<(bool, Expr)>),
    /// `a * b / c`: the first, then each with `true` for `/`
    Product(Box<Expr>, Vec<(bool, Expr)>),
    /// `sum(x, 2021..2025)`
    Call {
        /// Which function.
        function: Function,
        /// Its arguments.
        arguments: Vec<Argument>,
        /// The whole call.
        place: Place,
    },
    /// `count(county where …)`, `share(county where …)`
    Where {
        /// Of the number, its share.
        share: bool,
        /// The level.
        level: Name,
        /// What a region must satisfy.
        condition: Box<Condition>,
        /// The whole of it.
        place: Place,
    },
}

/// What follows an `@`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// A year.
    Year(Year, Place),
    /// The year of the baseline.
    Base(Place),
    /// The year before.
    Prior(Place),
    /// A region.
    Region(Name),
}

/// The functions of formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// 合计
    Sum,
    /// 平均
    Mean,
    /// 最小
    Min,
    /// 最大
    Max,
    /// 增量
    Change,
    /// 增幅
    Growth,
    /// 占比
    Share,
}

/// What a function is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// A formula.
    Expr(Expr),
    /// `2021..2025`
    Years(Years, Place),
}

/// A figure as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The number, with its digits.
    pub number: Quantity,
    /// The unit glued to it.
    pub unit: Option<String>,
    /// The whole of it.
    pub place: Place,
}

/// When.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Which kind, and its years.
    pub when: When,
    /// Where.
    pub place: Place,
}

/// The four times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// `by 2025`
    By(Year),
    /// `in 2023`
    In(Year),
    /// `throughout 2021..2025`
    Throughout(Option<Years>),
    /// `over 2021..2025`
    Over(Option<Years>),
}

/// Where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Whom it covers.
    pub who: Who,
    /// Whom it leaves out.
    pub except: Vec<Name>,
    /// Where it stands.
    pub place: Place,
}

/// Whom a scope covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// `for each city, county`
    Each(Vec<Name>),
    /// `for at least 4 of county`
    AtLeast(Count, Name),
    /// `for 峨眉山市, 夹江县`
    Named(Vec<Name>),
}

/// A clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// What it says.
    pub say: Say,
    /// The clause word, for messages about the clause.
    pub word: Place,
    /// The whole clause.
    pub place: Place,
}

/// What clauses say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// `source [table] ["place"] "quote"`
    Source {
        /// Each item of a list or map in a row of its own.
        table: bool,
        /// The place in the plan, where it is not that of the section.
        at: Option<Text>,
        /// The plan's words; with `table` there may be none.
        quote: Option<Text>,
    },
    /// `attribute binding | expected | none`
    Attribute(Attribute),
    /// `strive`
    Strive,
    /// `guard`
    Guard,
    /// `owner "…" with "…" by "…"`
    Owner {
        /// 牵头单位
        lead: Text,
        /// 配合单位
        with: Vec<Text>,
        /// 文号
        by: Option<Text>,
    },
    /// `from 3.28‰ in 2020`
    From {
        /// The figure or stage.
        figure: Expr,
        /// Of which year.
        year: Year,
    },
    /// `path linear | compound | { … }`
    Path(Path),
    /// `compare exactly | at 1 decimal half-even`
    Compare(Option<(u8, Mode)>),
    /// `missing cannot judge | use last within 1 year | as zero`
    Missing(Missing),
    /// `method schedule/1`
    Method(String),
    /// `weight 2`
    Weight(Figure),
    /// `printed "20%" because "…"`
    Printed {
        /// What the plan prints.
        words: Text,
        /// Why it cannot be meant.
        because: Option<Text>,
    },
    /// `because "…"`
    Because(Text),
    /// `note "…"`
    Note(Text),
    /// `unit 个/千人`
    Unit(Name),
    /// `basis 常住人口`
    Basis(Name),
    /// `better higher | lower | neither`
    Better(Better),
    /// `definition "…"`
    Definition(Text),
    /// `also "…", "…"`
    Also(Vec<Text>),
    /// `kind level | flow | net flow | share`
    Kind(Kind),
    /// `total sum | mean | none | ratio(a, b)`
    Total(Total),
}

/// `attribute`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// 约束性
    Binding,
    /// 预期性
    Expected,
    /// 无
    None,
}

/// `better`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Better {
    /// 越高越好
    Higher,
    /// 越低越好
    Lower,
    /// 不分优劣
    Neither,
}

/// `kind`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 存量
    Level,
    /// 流量
    Flow,
    /// 净流量
    NetFlow,
    /// 占比
    Share,
}

/// `total`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Total {
    /// 求和
    Sum,
    /// 平均
    Mean,
    /// 不汇总
    None,
    /// 比值(…)
    Ratio(Name, Name),
}

/// `path`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Path {
    /// 匀速
    Linear,
    /// 等比
    Compound,
    /// `{ 2022: 2.5 }`
    Milestones(Vec<Milestone>),
}

/// `missing`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// 不判定
    CannotJudge,
    /// 沿用n年内
    UseLast(u8),
    /// 按零
    AsZero,
}
