//! Roots that are compared without being worked out, and printed rounded once.
//!
//! A growth rate is a root; whether it is enough is decided on powers. Only what is printed is
//! found by search, and every step of the search is a comparison of powers, so the printed digits
//! are those of the exact value.

use super::quantity::{Quantity, Rational};
use super::rounding::{Mode, nearest};
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

    /// `factor` × root + `offset`, rounded once to `decimals`; `factor` positive. A tie, which
    /// only a root that comes out can be, goes to the even digit.
    pub fn scaled(&self, factor: &Rational, offset: &Rational, decimals: u8) -> Quantity {
        let units = Rational::from(UBig::from(10_u8).pow(usize::from(decimals)));
        if let Some(root) = self.exact() {
            let value = (root * factor + offset) * &units;
            return Quantity::derived(Rational::from(nearest(&value, Mode::HalfEven)) / units);
        }
        // Where the root lies between two units, half of the way decides.
        let at = |count: &Rational| (count / &units - offset) / factor;
        let low = self.last_not_above(|count| at(&Rational::from(count.clone())));
        let half = Rational::from(low.clone()) + Rational::from_parts(IBig::ONE, UBig::from(2_u8));
        let count = if self.compare(&at(&half)) == Ordering::Less {
            low
        } else {
            low + IBig::ONE
        };
        Quantity::derived(Rational::from(count) / units)
    }

    /// The whole part of the root.
    pub fn floor(&self) -> IBig {
        self.last_not_above(|count| Rational::from(count.clone()))
    }

    /// The last whole number whose candidate is not above the root; candidates rise with it.
    fn last_not_above(&self, candidate: impl Fn(&IBig) -> Rational) -> IBig {
        let above = |count: &IBig| self.compare(&candidate(count)) == Ordering::Less;
        // Widen until the root lies between, then halve.
        let (mut low, mut high) = (IBig::ZERO, IBig::ONE);
        let mut step = IBig::ONE;
        while above(&low) {
            low -= &step;
            step *= 2;
        }
        step = IBig::ONE;
        while !above(&high) {
            high += &step;
            step *= 2;
        }
        while &high - &low > IBig::ONE {
            let middle: IBig = (&low + &high) >> 1;
            if above(&middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        low
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
                .scaled(&percent, &whole(-100), 4)
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
