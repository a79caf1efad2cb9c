//! The plan as a whole.

use super::{
    Condition, Expr, Indicator, IndicatorId, Measured, Quote, RegionId, Regions, Scope, Target,
    TargetId, Time,
};
use crate::text::Span;
use crate::value::{Date, Quantity, Scale, Unit, Units, Year, Years};
use indexmap::IndexMap;

/// Who answers for a target.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owner {
    /// 牵头单位
    pub lead: String,
    /// 配合单位
    pub with: Vec<String>,
    /// The document that says so.
    pub by: Option<String>,
    /// Whether it is only proposed, because the plan names nobody.
    pub proposed: bool,
}

/// Owners by target name, indicator id or section, from the file that `plan.yaml` names.
pub type Owners = IndexMap<String, Owner>;

/// A plan, checked.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The manifest's id.
    pub id: String,
    /// The title of the document.
    pub title: String,
    /// The years that it is for.
    pub years: Years,
    /// The year of its baselines.
    pub base: Year,
    /// Its regions.
    pub regions: Regions,
    /// Its units.
    pub units: Units,
    /// Its scales.
    pub scales: Vec<Scale>,
    /// Its indicators.
    pub indicators: Vec<Indicator>,
    /// Each name of an indicator (id, label, other names) and the indicator.
    pub indicator_names: IndexMap<String, IndicatorId>,
    /// Its targets, in the order of the plan: section, then place in the rule file.
    pub targets: Vec<Target>,
    /// Expected, not promised.
    pub forecasts: Vec<Forecast>,
    /// Arithmetic of the plan on its own figures.
    pub claims: Vec<Claim>,
    /// What must be true of any data.
    pub identities: Vec<Identity>,
    /// Rights with a figure.
    pub entitlements: Vec<Entitlement>,
    /// Promises whose figure the plan leaves open.
    pub undefined: Vec<Undefined>,
    /// Figures that are history.
    pub background: Vec<Background>,
    /// Figures within names.
    pub names: Vec<(String, Span)>,
    /// Targets that were changed.
    pub amendments: Vec<Amendment>,
    /// How many declarations were left out because they could not be read or checked.
    pub left_out: usize,
    /// The owners file as it stands. What it says of a target is in the target already.
    pub owners: Owners,
    /// Whether something in the owners file could not be read, so that owners are missing.
    pub owners_unread: bool,
}

impl Plan {
    /// The indicator of an id.
    pub fn indicator(&self, id: IndicatorId) -> Option<&Indicator> {
        self.indicators.get(id.0 as usize)
    }

    /// The target of an id.
    pub fn target(&self, id: TargetId) -> Option<&Target> {
        self.targets.get(id.0 as usize)
    }

    /// Who the owners file names for an indicator, by any of its names.
    pub fn owner_of_indicator(&self, id: IndicatorId) -> Option<&Owner> {
        let indicator = self.indicator(id)?;
        let names = [&indicator.id, &indicator.label];
        let mut names = names.into_iter().chain(&indicator.also);
        names.find_map(|name| self.owners.get(name))
    }

    /// A figure of an indicator as tables write it: with its own digits, or as its stage.
    pub fn written(&self, indicator: IndicatorId, figure: &Quantity) -> String {
        let scale = match self.indicator(indicator).map(|own| &own.measured) {
            Some(Measured::On(scale)) => self.scales.get(*scale),
            Some(Measured::In(_)) | None => None,
        };
        let place = figure.fixed().filter(|(_, decimals)| *decimals == 0);
        scale
            .zip(place.and_then(|(place, _)| usize::try_from(place).ok()))
            .and_then(|(scale, place)| scale.stage(place))
            .map_or_else(|| figure.to_string(), str::to_owned)
    }

    /// What something is called in one of several regions: 常住人口（市中区）.
    pub fn in_region(&self, what: &str, region: RegionId) -> String {
        format!("{what}（{}）", self.regions.name(region))
    }
}

/// `forecast`: shown beside the targets, never counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// What is expected.
    pub condition: Condition,
    /// When.
    pub time: Time,
    /// Where the time was written.
    pub time_place: Option<Span>,
    /// Where.
    pub scope: Scope,
    /// The place in the plan.
    pub section: String,
    /// The plan's words.
    pub quotes: Vec<Quote>,
    /// Reasons and notes, in the author's words.
    pub notes: Vec<String>,
    /// Where it was written.
    pub place: Span,
}

/// `claim`: recomputed, rounded to the printed digits, compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is claimed.
    pub condition: Condition,
    /// Of which year, where it is not in the formula.
    pub time: Option<Time>,
    /// Where the time was written.
    pub time_place: Option<Span>,
    /// The place in the plan.
    pub section: String,
    /// The plan's words.
    pub quotes: Vec<Quote>,
    /// Reasons and notes, in the author's words.
    pub notes: Vec<String>,
    /// Where it was written.
    pub place: Span,
}

/// `identity`: two formulas that must come to the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// One side.
    pub left: Expr,
    /// The other, in the same unit.
    pub right: Expr,
    /// Of which years, where it is not of all.
    pub time: Option<Time>,
    /// Where it was written.
    pub place: Span,
}

/// `entitlement`: listed with the year's figure, not judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitlement {
    /// What there is a right to.
    pub label: String,
    /// The indicator, if one is declared.
    pub indicator: Option<IndicatorId>,
    /// The figure, as written.
    pub figure: String,
    /// Its unit.
    pub unit: Option<Unit>,
    /// Where the figure was written.
    pub figure_place: Span,
    /// When, if it is said.
    pub time: Option<Time>,
    /// Where the time was written.
    pub time_place: Option<Span>,
    /// The place in the plan.
    pub section: String,
    /// The plan's words.
    pub quotes: Vec<Quote>,
    /// Reasons and notes, in the author's words.
    pub notes: Vec<String>,
    /// Where it was written.
    pub place: Span,
}

/// `background`: a figure of the plan that is history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Background {
    /// The place in the plan.
    pub section: String,
    /// The words that hold the figure.
    pub quote: Quote,
    /// The words of its `source`, which hold it only as any other quote does. Of several figures
    /// in one declaration the first has them.
    pub sources: Vec<Quote>,
}

/// `undefined`: listed, never given an invented number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undefined {
    /// The plan's words.
    pub words: String,
    /// What they are about.
    pub indicator: IndicatorId,
    /// The place in the plan.
    pub section: String,
    /// The plan's words, those of `words` among them.
    pub quotes: Vec<Quote>,
    /// Where it was written.
    pub place: Span,
}

/// `amend`: the old target and the new one are both reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Which target.
    pub target: TargetId,
    /// From which day: year, month, day.
    pub from: Date,
    /// The document.
    pub by: String,
    /// The old figure, as written.
    pub old: String,
    /// The new one.
    pub new: String,
    /// Where it was written.
    pub place: Span,
}
