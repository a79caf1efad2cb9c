//! Targets of which the plan does not say for which population they are.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Indicator, Plan, Target};

/// Populations that a plan may count by, in the words that tell them apart.
const POPULATIONS: [&str; 2] = ["户籍", "常住"];

/// A target whose indicator counts one population while nothing that the plan prints about it says
/// which, although other figures of the plan count another.
pub(super) struct Unsaid<'p> {
    /// The population that the rules take it to be of, as they name it.
    pub basis: &'p str,
    /// The other one.
    pub other: &'static str,
    pub indicator: &'p Indicator,
}

/// Advice for whoever can still say it.
pub(super) fn audit(plan: &Plan, diagnostics: &mut Diagnostics) {
    for target in plan.targets.iter().filter(|one| one.because.is_empty()) {
        if let Some(unsaid) = unsaid(plan, target) {
            let mut finding = Diagnostic::new(Code::BasisUnsaid, target.places.head)
                .with("target", &target.name)
                .with("label", &unsaid.indicator.label)
                .with("basis", unsaid.basis)
                .with("other", unsaid.other);
            if let Some(declared) = unsaid.indicator.declared {
                finding = finding.at(declared, "declared");
            }
            diagnostics.push(finding);
        }
    }
}

/// What the plan leaves unsaid about a target.
pub(super) fn unsaid<'p>(plan: &'p Plan, target: &Target) -> Option<Unsaid<'p>> {
    let tests = target.condition.tests();
    let mut indicators = tests
        .iter()
        .filter_map(|test| plan.indicator(test.indicator?));
    indicators.find_map(|indicator| {
        let basis = indicator.basis.as_deref()?;
        let own = POPULATIONS.into_iter().find(|one| basis.starts_with(one))?;
        let other = POPULATIONS.into_iter().find(|one| *one != own)?;
        let used = |one: &Indicator| one.basis.as_ref().is_some_and(|it| it.starts_with(other));
        let says = |text: &str| POPULATIONS.iter().any(|word| text.contains(word));
        let is_said = says(&target.label)
            || target.quotes.iter().any(|quote| says(&quote.words))
            || says(&indicator.label)
            || indicator.also.iter().any(|name| says(name));
        (!is_said && plan.indicators.iter().any(used)).then_some(Unsaid {
            basis,
            other,
            indicator,
        })
    })
}
