//! From what the grammar found to figures.

use super::grammar::{Pair, Rule, found};
use super::{Amount, Figure, Figures, Says};
use crate::value::{Quantity, Units, half_width};

/// All figures of a text.
pub(super) fn figures(text: &str, _units: &Units) -> Figures {
    let mut figures = Figures::default();
    let mut base = 0;
    for line in text.split_inclusive('\n') {
        for pair in found(line) {
            if pair.as_rule() == Rule::number {
                let span = pair.as_span();
                let at = base + span.start()..base + span.end();
                figures.figures.push(Figure {
                    at: at.clone(),
                    whole: at,
                    says: says(&pair),
                });
            }
        }
        base += line.len();
    }
    figures
}

fn says(pair: &Pair) -> Says {
    let digits: String = pair
        .as_str()
        .chars()
        .filter(|&c| c != ',')
        .map(half_width)
        .collect();
    Quantity::parse(&digits).map_or(Says::Name, |number| {
        Says::Amount(Amount {
            number,
            denominator: None,
            unit: None,
            tail: None,
            accumulated: false,
            end: None,
            chinese: false,
        })
    })
}
