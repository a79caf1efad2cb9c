//! Roots that are compared without being worked out, and printed rounded once.
//!
//! A growth rate is a root; whether it is enough is decided on powers. Only what is printed is
//! found by search, and every step of the search is a comparison of powers, so the printed digits
//! are those of the exact value.

use super::quantity::{Quantity, Rational};
use dashu_int::{IBig, UBig};
use std::cmp::Ordering;

/// The `degree`-th root of a positive fraction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    radicand: Rational,
    degree: u8,
}

impl Root {
    /// The root; `None` unless the radicand is positive and the degree at least 1.
    pub fn new(radicand: Rational, degree: u8) -> Option<Self> {
        (radicand > Rational::ZERO && degree > 0).then_some(Self { radicand, degree })
    }

    /// The root itself where it is a fraction.
    pub fn exact(&self) -> Option<Rational> {
        if self.degree == 1 {
            return Some(self.radicand.clone());
        }
        let (numerator, denominator) = self.radicand.clone().into_parts();
        let exact = |whole: UBig| {
            let root = whole.nth_root(usize::from(self.degree));
            (root.pow(usize::from(self.degree)) == whole).then_some(root)
        };
        let numerator = exact(numerator.into_parts().1)?;
        Some(Rational::from_parts(
            IBig::from(numerator),
            exact(denominator)?,
        ))
    }

    /// How the root compares with `other`.
    pub fn compare(&self, other: &Rational) -> Ordering {
        if *other <= Rational::ZERO {
            return Ordering::Greater;
        }
        self.radicand.cmp(&other.pow(isize::from(self.degree)))
    }

    /// `factor` × root + `offset`, rounded once to four decimals, half to even; `factor` positive.
    pub fn scaled(&self, factor: &Rational, offset: &Rational) -> Quantity {
        if let Some(root) = self.exact() {
            return Quantity::derived(root * factor + offset);
        }
        // The root is irrational, so no tie is possible, and the floor of ten times as many
        // digits as are printed decides which way to round.
        let ten_thousand = Rational::from(10_000);
        let below = |units: &IBig| {
            let candidate = (Rational::from(units.clone()) / &ten_thousand - offset) / factor;
            self.compare(&candidate) == Ordering::Less
        };
        // Widen, then halve: the first unit that lies above the value, less one, is its floor.
        let mut step = IBig::ONE;
        let (mut low, mut high) = (IBig::ZERO, IBig::ONE);
        while below(&low) {
            low -= &step;
            step *= 2;
        }
        step = IBig::ONE;
        while !below(&high) {
            high += &step;
            step *= 2;
        }
        while &high - &low > IBig::ONE {
            let middle: IBig = (&low + &high) >> 1;
            if below(&middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        let half = (Rational::from(low.clone() + &high) / Rational::from(2) / &ten_thousand
            - offset)
            / factor;
        let units = if self.compare(&half) == Ordering::Less {
            low
        } else {
            high
        };
        Quantity::derived(Rational::from(units) / ten_thousand)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(number: i64) -> Rational {
        Rational::from(number)
    }

    #[test]
    fn a_rate_is_rounded_once_from_its_exact_value() {
        let percent = whole(100);
        let rate = |from: i64, to: i64, years| {
            Root::new(whole(to) / whole(from), years)
                .unwrap()
                .scaled(&percent, &whole(-100))
                .to_string()
        };
        assert_eq!(rate(100, 107, 2), "3.4408");
        assert_eq!(rate(10_000, 11_236, 2), "6");
        assert_eq!(rate(1000, 999, 2), "-0.05");
        assert_eq!(rate(1000, 2000, 5), "14.8698");
        assert_eq!(rate(3160, 3153, 2), "-0.1108");
    }

    #[test]
    fn roots_compare_on_powers() {
        let root = Root::new(whole(2), 2).unwrap();
        assert_eq!(root.exact(), None);
        assert_eq!(
            root.compare(&(whole(14142) / whole(10_000))),
            Ordering::Greater
        );
        assert_eq!(
            root.compare(&(whole(14143) / whole(10_000))),
            Ordering::Less
        );
        assert_eq!(
            Root::new(whole(4) / whole(9), 2).unwrap().exact(),
            Some(whole(2) / whole(3))
        );
        assert_eq!(Root::new(whole(-1), 2), None);
    }
}
