//! The registry of codes. A code names the fault, not the cure, and keeps its meaning for ever.

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// What carries it is left out of verdicts.
    Error,
    /// Probably not what was meant.
    Warning,
    /// Could be better.
    Advice,
}

impl Severity {
    /// The word of the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $area:literal])* $variant:ident $id:literal $name:literal $severity:ident)*) => {
        /// Every fault that the tool can find; `docs/codes/` has a page of each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!($id, " ", $name)] $variant,)*
        }

        impl Code {
            /// All codes, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// `Y0301`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }

            /// `unit-mismatch`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }

            /// Its page, in both languages.
            pub fn page(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("../../docs/codes/", $id, ".md"))),*
                }
            }
        }
    };
}

// One line a code: the name in Rust, the number, the name people read, the severity.
// Y00 files and text, Y01 reading rules, Y02 names, Y03 units and kinds, Y04 targets, Y05 data,
// Y06 what figures show, Y07 plan.yaml and regions, Y08 reports, Y09 the plan's own text.
codes! {
    NotText                 "Y0001" "not-text"                  Error
    StrangeCharacter        "Y0002" "strange-character"         Error
    EmptyFile               "Y0003" "empty-file"                Warning

    Unreadable              "Y0101" "unreadable"                Error
    UnknownClause           "Y0102" "unknown-clause"            Error
    OtherSpelling           "Y0103" "other-spelling"            Error
    NoDirection             "Y0104" "no-direction"              Error
    NoWidth                 "Y0105" "no-width"                  Error
    TooDeep                 "Y0106" "too-deep"                  Error
    NumberTooLong           "Y0107" "number-too-long"           Error
    NameTooLong             "Y0108" "name-too-long"             Error
    NotClosed               "Y0109" "not-closed"                Error
    NoDeclaration           "Y0110" "no-declaration"            Error
    SaidTwice               "Y0111" "said-twice"                Error
    ReservedWord            "Y0112" "reserved-word"             Error
    MisplacedTail           "Y0113" "misplaced-tail"            Error
    FormulaExpected         "Y0114" "formula-expected"          Error
    ConditionExpected       "Y0115" "condition-expected"        Error
    UnknownFunction         "Y0116" "unknown-function"          Error
    InRange                 "Y0117" "in-range"                  Advice
    ExceptAlone             "Y0118" "except-alone"              Error
    UnknownDeclaration      "Y0119" "unknown-declaration"       Error
    StrayClause             "Y0120" "stray-clause"              Error
    MisplacedClause         "Y0121" "misplaced-clause"          Error
    TestsNotRun             "Y0122" "tests-not-run"             Advice
    TooLong                 "Y0123" "too-long"                  Error

    UnknownName             "Y0201" "unknown-name"              Error
    NameTaken               "Y0202" "name-taken"                Error
    OtherThing              "Y0203" "other-thing"               Error
    Undeclared              "Y0204" "undeclared"                Advice
    Circular                "Y0205" "circular"                  Error
    ChainTooLong            "Y0206" "chain-too-long"            Error
    LeftOut                 "Y0207" "left-out"                  Advice
    Unused                  "Y0208" "unused"                    Warning
    UnusedGroup             "Y0209" "unused-group"              Advice
    SeveralRegions          "Y0210" "several-regions"           Error
    StageTwice              "Y0211" "stage-twice"               Error
    OwnersDiffer            "Y0212" "owners-differ"             Warning
    NearGroup               "Y0213" "near-group"                Warning

    UnitMismatch            "Y0301" "unit-mismatch"             Error
    PercentOfPercent        "Y0302" "percent-of-percent"        Error
    StageOrFigure           "Y0303" "stage-or-figure"           Error
    NoSuchUnit              "Y0304" "no-such-unit"              Error
    UnitNotKnown            "Y0305" "unit-not-known"            Error
    UnitsDoNotAdd           "Y0306" "units-do-not-add"          Error
    BasisMixed              "Y0307" "basis-mixed"               Error
    LevelSummed             "Y0308" "level-summed"              Error
    NegativeTarget          "Y0309" "negative-target"           Warning
    ShareSummed             "Y0310" "share-summed"              Warning
    FactorTwice             "Y0311" "factor-twice"              Error
    WrongArguments          "Y0312" "wrong-arguments"           Error
    OtherScale              "Y0313" "other-scale"               Error
    PointsAsLevel           "Y0314" "points-as-level"           Error

    OutsideYears            "Y0401" "outside-years"             Warning
    DeadlineTooEarly        "Y0402" "deadline-too-early"        Error
    TimeDoesNotFit          "Y0403" "time-does-not-fit"         Error
    NoTargetName            "Y0404" "no-target-name"            Error
    TargetTwice             "Y0405" "target-twice"              Error
    SameTarget              "Y0406" "same-target"               Warning
    ContraryTargets         "Y0407" "contrary-targets"          Warning
    ClauseDoesNotFit        "Y0408" "clause-does-not-fit"       Error
    NotAFigure              "Y0409" "not-a-figure"              Error
    ExactFigure             "Y0410" "exact-figure"              Warning
    MoreThanThereAre        "Y0411" "more-than-there-are"       Error
    FinerThanCompared       "Y0412" "finer-than-compared"       Warning
    PathTurnsBack           "Y0413" "path-turns-back"           Warning
    MilestoneOutside        "Y0414" "milestone-outside"         Error
    ClauseWithoutEffect     "Y0415" "clause-without-effect"     Warning
    NoMembers               "Y0416" "no-members"                Error
    TurnedRound             "Y0417" "turned-round"              Error
    ExceptNotCovered        "Y0418" "except-not-covered"        Warning
    MapMisplaced            "Y0419" "map-misplaced"             Error
    BandWithDirection       "Y0420" "band-with-direction"       Error
    WrongForm               "Y0421" "wrong-form"                Error
    MapAndScope             "Y0422" "map-and-scope"             Error
    AmendedOtherwise        "Y0423" "amended-otherwise"         Warning
    NoYear                  "Y0424" "no-year"                   Error
    NoSuchMethod            "Y0425" "no-such-method"            Error
    RangeOrDifference       "Y0426" "range-or-difference"       Error
    CountOfAll              "Y0427" "count-of-all"              Warning
    BeyondTheWhole          "Y0428" "beyond-the-whole"          Warning
    UnitOfOneEnd            "Y0429" "unit-of-one-end"           Error
    PlacesDiffer            "Y0430" "places-differ"             Warning
    TooManyFigures          "Y0436" "too-many-figures"          Error
    MayBeNegative           "Y0437" "may-be-negative"           Warning
    SameForEach             "Y0446" "same-for-each"             Error
    YearsOfItsOwn           "Y0447" "years-of-its-own"          Warning
    PathOfALimit            "Y0448" "path-of-a-limit"           Warning

    MissingColumn           "Y0501" "missing-column"            Error
    UnknownColumn           "Y0502" "unknown-column"            Warning
    DoubleColumn            "Y0503" "double-column"             Error
    FieldCount              "Y0504" "field-count"               Error
    OpenQuote               "Y0505" "open-quote"                Error
    UnknownIndicator        "Y0506" "unknown-indicator"         Warning
    UnusedIndicator         "Y0507" "unused-indicator"          Advice
    UnknownRegion           "Y0508" "unknown-region"            Error
    AmbiguousRegion         "Y0509" "ambiguous-region"          Error
    NotAYear                "Y0510" "not-a-year"                Error
    NotANumber              "Y0511" "not-a-number"              Error
    UnknownUnit             "Y0512" "unknown-unit"              Error
    OtherUnit               "Y0513" "other-unit"                Error
    OtherBase               "Y0514" "other-base"                Error
    TwoUnits                "Y0515" "two-units"                 Error
    UndeclaredUnit          "Y0516" "undeclared-unit"           Warning
    UnknownStatus           "Y0517" "unknown-status"            Error
    StatusAndValue          "Y0518" "status-and-value"          Error
    NegativeFlow            "Y0519" "negative-flow"             Error
    UnknownStage            "Y0520" "unknown-stage"             Error
    NotADate                "Y0521" "not-a-date"                Warning
    SaidAgain               "Y0522" "said-again"                Warning
    Contradiction           "Y0523" "contradiction"             Error
    FilesDisagree           "Y0524" "files-disagree"            Warning
    CoarserCounts           "Y0525" "coarser-counts"            Advice
    MoreOfTheSame           "Y0526" "more-of-the-same"          Warning
    NoIndicator             "Y0527" "no-indicator"              Error
    PointsInData            "Y0528" "points-in-data"            Error
    EmptyData               "Y0529" "empty-data"                Warning
    HiddenCharacter         "Y0530" "hidden-character"          Warning
    BlankRegion             "Y0531" "blank-region"              Error
    RegionForIndicator      "Y0532" "region-for-indicator"      Error
    LateYear                "Y0533" "late-year"                 Warning
    MisnamedColumn          "Y0534" "misnamed-column"           Error
    CodeAndName             "Y0535" "code-and-name"             Error
    BlankBeside             "Y0536" "blank-beside"              Warning
    Withdrawn               "Y0537" "withdrawn"                 Warning
    StatusesDiffer          "Y0538" "statuses-differ"           Warning
    BlankAlone              "Y0539" "blank-alone"               Warning
    OwnRegion               "Y0540" "own-region"                Advice
    PartsColumn             "Y0541" "parts-column"              Error
    SecondTable             "Y0542" "second-table"              Error
    TextAfterQuote          "Y0543" "text-after-quote"          Error
    WorkbookUnread          "Y0550" "workbook-unread"           Error
    WorkbookTooLarge        "Y0551" "workbook-too-large"        Error
    NoSuchSheet             "Y0552" "no-such-sheet"             Error
    SheetNotRead            "Y0553" "sheet-not-read"            Advice
    FormulaError            "Y0554" "formula-error"             Error
    NotCalculated           "Y0555" "not-calculated"            Error
    DateForFigure           "Y0556" "date-for-figure"           Error
    NumberAsText            "Y0557" "number-as-text"            Advice
    ShownOtherwise          "Y0558" "shown-otherwise"           Warning
    UnreadFormat            "Y0559" "unread-format"             Error
    MayBePercent            "Y0560" "may-be-percent"            Error
    HiddenCells             "Y0561" "hidden-cells"              Warning
    MergedFigure            "Y0562" "merged-figure"             Error
    BadTable                "Y0563" "bad-table"                 Error
    EmptyTable              "Y0564" "empty-table"               Error
    OtherKind               "Y0565" "other-kind"                Error
    VaguelyPublished        "Y0580" "vaguely-published"         Advice
    BadPublished            "Y0581" "bad-published"             Error

    NoForm                  "Y0590" "no-form"                   Error
    OtherForm               "Y0591" "other-form"                Error
    UnknownFormKey          "Y0592" "unknown-form-key"          Error
    MovedKey                "Y0593" "moved-key"                 Error
    UnitChanged             "Y0594" "unit-changed"              Error
    NotAnAnswer             "Y0595" "not-an-answer"             Error
    OutOfBounds             "Y0596" "out-of-bounds"             Error
    ReturnedTwice           "Y0597" "returned-twice"            Error
    FormUnreadable          "Y0598" "form-unreadable"           Error

    WeakerThanBaseline      "Y0601" "weaker-than-baseline"      Warning
    EqualToBaseline         "Y0602" "equal-to-baseline"         Warning
    AgainstBetter           "Y0603" "against-better"            Warning
    GuardNotKept            "Y0604" "guard-not-kept"            Warning
    PartsDoNotAddUp         "Y0605" "parts-do-not-add-up"       Warning
    ClaimFails              "Y0606" "claim-fails"               Warning
    ClaimOpen               "Y0607" "claim-open"                Advice
    OtherBaseline           "Y0608" "other-baseline"            Warning
    ClaimLastDigit          "Y0609" "claim-last-digit"          Advice
    BasisUnsaid             "Y0610" "basis-unsaid"              Advice
    UnitUnlikely            "Y0611" "unit-unlikely"             Warning
    UnitSlip                "Y0620" "unit-slip"                 Warning
    BeyondShare             "Y0621" "beyond-share"              Warning
    CumulativeFell          "Y0622" "cumulative-fell"           Warning
    IdentityFails           "Y0623" "identity-fails"            Warning
    WholeDiffers            "Y0624" "whole-differs"             Warning
    BreakInSome             "Y0625" "break-in-some"             Advice
    BreakUnmarked           "Y0626" "break-unmarked"            Warning
    OtherBasis              "Y0627" "other-basis"               Warning
    ShortRegion             "Y0628" "short-region"              Advice
    FormulaDiffers          "Y0629" "formula-differs"           Warning

    NoPlan                  "Y0701" "no-plan"                   Error
    NotYaml                 "Y0702" "not-yaml"                  Error
    DoubleKey               "Y0703" "double-key"                Error
    TooLarge                "Y0704" "too-large"                 Error
    UnknownKey              "Y0705" "unknown-key"               Error
    MissingKey              "Y0706" "missing-key"               Error
    WrongShape              "Y0707" "wrong-shape"               Error
    NewerLanguage           "Y0708" "newer-language"            Error
    BadYears                "Y0709" "bad-years"                 Error
    BadPath                 "Y0710" "bad-path"                  Error
    NoSuchFile              "Y0711" "no-such-file"              Error
    BadUnit                 "Y0712" "bad-unit"                  Error
    BadMethod               "Y0713" "bad-method"                Error
    OtherFormat             "Y0714" "other-format"              Error
    ListedTwice             "Y0715" "listed-twice"              Warning
    OwnerOfNothing          "Y0716" "owner-of-nothing"          Warning
    NoRegions               "Y0720" "no-regions"                Error
    BadRegionCode           "Y0721" "bad-region-code"           Error
    UnknownLevel            "Y0722" "unknown-level"             Error
    UnknownParent           "Y0723" "unknown-parent"            Error
    RegionCircle            "Y0724" "region-circle"             Error
    DoubleRegion            "Y0725" "double-region"             Error
    UnknownMember           "Y0726" "unknown-member"            Error
    DoubleName              "Y0727" "double-name"               Error
    UnknownOwnRegion        "Y0728" "unknown-own-region"        Error
    NoParent                "Y0729" "no-parent"                 Error
    UnusualLevel            "Y0730" "unusual-level"             Warning
    KindOfLevel             "Y0731" "kind-of-level"             Error
    LevelNotBelow           "Y0732" "level-not-below"           Error
    TakenForNeighbour       "Y0733" "taken-for-neighbour"       Warning
    UnreadableFile          "Y0734" "unreadable-file"           Error
    BadFileName             "Y0735" "bad-file-name"             Error
    DoubleMember            "Y0736" "double-member"             Error
    DoubleOwner             "Y0737" "double-owner"              Error

    TemplateSyntax          "Y0801" "template-syntax"           Error
    TemplateName            "Y0802" "template-name"             Error
    TemplateTooLong         "Y0803" "template-too-long"         Error
    TemplateMisuse          "Y0804" "template-misuse"           Error
    TemplateTable           "Y0805" "template-table"            Error
    TemplateDirective       "Y0806" "template-directive"        Error
    TemplateNotClosed       "Y0807" "template-not-closed"       Error
    UnknownReport           "Y0808" "unknown-report"            Error
    UnknownWord             "Y0809" "unknown-word"              Error

    PlanTextEmpty           "Y0901" "plan-text-empty"           Error
    PlanTextEncoding        "Y0902" "plan-text-encoding"        Error
    PlanTextBinary          "Y0903" "plan-text-binary"          Error
    DocxBroken              "Y0904" "docx-broken"               Error
    DocxTooLarge            "Y0905" "docx-too-large"            Error
    Unaccounted             "Y0910" "figure-unaccounted"        Warning
    QuoteMissing            "Y0911" "quote-missing"             Error
    QuoteDoubled            "Y0912" "quote-doubled"             Error
    FigureDiffers           "Y0913" "figure-differs"            Error
    PlaceUnknown            "Y0914" "place-unknown"             Error
    PlaceAmbiguous          "Y0915" "place-ambiguous"           Error
    YearDiffers             "Y0916" "year-differs"              Error
    ItemMissing             "Y0917" "item-missing"              Error
    WaiverTooWide           "Y0918" "waiver-too-wide"           Error
    WaiverOverPromise       "Y0919" "waiver-over-promise"       Error
    WaiverOfPromise         "Y0920" "waiver-of-promise"         Warning
    WaiverNeedless          "Y0921" "waiver-needless"           Advice
    AuthorsOwn              "Y0922" "authors-own"               Advice
    NoQuote                 "Y0923" "no-quote"                  Error
    PrintedOtherwise        "Y0924" "printed-otherwise"         Error
    WaivedTwice             "Y0925" "waived-twice"              Error
    RowLeftOut              "Y0926" "row-left-out"              Error
    ScopeUnsaid             "Y0927" "scope-unsaid"              Error
    NameIsFigure            "Y0928" "name-is-figure"            Error
    TableTotal              "Y0930" "table-total"               Warning
    TableRounded            "Y0931" "table-rounded"             Advice
    HeadingContradicts      "Y0932" "heading-contradicts"       Warning
}

impl Code {
    /// The code of an id such as `Y0301`, in either case.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.id().eq_ignore_ascii_case(id) || code.name() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names_are_used_once_and_stand_in_order() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].id() < pair[1].id(), "{}", pair[1].id());
        }
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        assert_eq!(Code::find("y0301"), Some(Code::UnitMismatch));
    }
}
