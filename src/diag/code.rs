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
// Y06 what figures show, Y07 plan.yaml and regions, Y08 reports.
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

    UnknownName             "Y0201" "unknown-name"              Error

    UnitMismatch            "Y0301" "unit-mismatch"             Error

    TemplateSyntax          "Y0801" "template-syntax"           Error
    TemplateName            "Y0802" "template-name"             Error
    TemplateTooLong         "Y0803" "template-too-long"         Error
    TemplateMisuse          "Y0804" "template-misuse"           Error
    TemplateTable           "Y0805" "template-table"            Error
    TemplateDirective       "Y0806" "template-directive"        Error
    TemplateNotClosed       "Y0807" "template-not-closed"       Error
    UnknownReport           "Y0808" "unknown-report"            Error
    UnknownWord             "Y0809" "unknown-word"              Error
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
