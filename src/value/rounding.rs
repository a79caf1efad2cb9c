//! Rounding after GB/T 8170: once, to an interval, half to even; and the 四舍五入 of yearbooks.

use super::quantity::Rational;
use dashu_int::IBig;

/// Which way a value goes that lies exactly between two multiples of the interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// 四舍六入五成双: to the multiple whose count is even (GB/T 8170, 3.2 and 3.4).
    HalfEven,
    /// 四舍五入: away from zero.
    HalfUp,
}

/// The multiple of `interval` nearest to `value`. The sign is left aside: a negative value is
/// rounded by its absolute value.
pub fn round_to(value: &Rational, interval: &Rational, mode: Mode) -> Rational {
    if interval.is_zero() {
        return value.clone();
    }
    Rational::from(nearest(&(value / interval), mode)) * interval
}

/// The whole number nearest to `value`.
pub fn nearest(value: &Rational, mode: Mode) -> IBig {
    let twice = IBig::from(2);
    let floor = value.floor();
    let rest = (value - Rational::from(floor.clone())) * Rational::from(twice.clone());
    let up = match rest.cmp(&Rational::ONE) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => match mode {
            Mode::HalfEven => !(&floor % &twice).is_zero(),
            Mode::HalfUp => floor >= IBig::ZERO,
        },
    };
    if up { floor + IBig::ONE } else { floor }
}
