//! The units that a plan adds to the usual ones.

use crate::data::findings::clip;
use crate::data::yaml::{Fields, Item, Node, Placed};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::text::Span;
use crate::value::{BadMultiple, Quantity, Units};

/// Units of a plan's own beyond which nobody reads on.
pub(super) const MOST_UNITS: usize = 100;

/// Characters of a unit's name. The longest of the usual ones has six.
const LONGEST_UNIT: usize = 20;

/// The usual units and the plan's own. A unit may be a multiple of one that stands below it.
pub(super) fn read_units(fields: Fields<'_>, diagnostics: &mut Diagnostics) -> Units {
    let mut units = Units::default();
    let Some(item) = fields.get("units") else {
        return units;
    };
    let mut waiting = Vec::new();
    for (at, (name, item)) in item.entries(diagnostics).into_iter().enumerate() {
        let odd = |c: char| c.is_numeric() || c.is_whitespace() || matches!(c, '/' | '.' | '-');
        if at >= MOST_UNITS {
            diagnostics.push(bad_unit(&name, name.span, "many").with("most", MOST_UNITS));
            break;
        }
        if name.text.chars().nth(LONGEST_UNIT).is_some() {
            diagnostics.push(bad_unit(&name, name.span, "long").with("most", LONGEST_UNIT));
        } else if name.text.is_empty() || name.text.contains(odd) {
            diagnostics.push(bad_unit(&name, name.span, "name"));
        } else if units.parse(&name.text).is_some() {
            diagnostics.push(bad_unit(&name, name.span, "known"));
        } else if let Some(multiple) = read_unit(&name, item, diagnostics) {
            match multiple {
                None => drop(units.add(&name.text, None)),
                Some((of, factor)) => waiting.push((name, of, factor)),
            }
        }
    }
    // As long as one of them can be added, another may be waiting for it.
    loop {
        let before = waiting.len();
        waiting.retain(|(name, of, factor)| {
            let multiple = (of.text.as_str(), factor.value().clone());
            let why = match units.add(&name.text, Some(multiple)) {
                Ok(()) => return false,
                Err(BadMultiple::Unknown) => return true,
                Err(BadMultiple::NotAnAmount) => "rate",
                Err(BadMultiple::TooFar) => "far",
            };
            diagnostics.push(bad_unit(name, of.span, why).with("of", clip(&of.text)));
            false
        });
        if waiting.len() == before {
            break;
        }
    }
    for (name, of, _) in &waiting {
        diagnostics.push(bad_unit(name, of.span, "of").with("of", clip(&of.text)));
    }
    units
}

/// Of which other unit a unit is how many; `Some(None)` for one that counts things of its own.
#[expect(
    clippy::option_option,
    reason = "unreadable, standing alone, and a multiple are three things"
)]
fn read_unit(
    name: &Placed,
    item: &Item,
    diagnostics: &mut Diagnostics,
) -> Option<Option<(Placed, Quantity)>> {
    if item.node == Node::Nothing {
        return Some(None);
    }
    let fields = Fields::new(item, &["of", "factor"], diagnostics)?;
    let of = fields.text("of", diagnostics);
    let factor = fields.text("factor", diagnostics);
    if !fields.all_known() {
        return None;
    }
    let (of, factor) = match (of, factor) {
        (None, None) => return Some(None),
        (Some(of), Some(factor)) => (of, factor),
        (Some(one), None) | (None, Some(one)) => {
            diagnostics.push(bad_unit(name, one.span, "both"));
            return None;
        }
    };
    match Quantity::parse(&factor.text) {
        Ok(number) if number.signum() > 0 => Some(Some((of, number))),
        _ => {
            diagnostics.push(bad_unit(name, factor.span, "factor"));
            None
        }
    }
}

/// A unit of the plan's own that cannot be used; the help says why.
fn bad_unit(name: &Placed, span: Span, why: &'static str) -> Diagnostic {
    Diagnostic::new(Code::BadUnit, span)
        .with("unit", clip(&name.text))
        .help(Some(why))
}
