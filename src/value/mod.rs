//! Exact numbers that remember their digits, units, ordered scales, years, three-valued truth and
//! rounding. Knows nothing of text. The only home of `dashu`.

mod quantity;
mod root;
mod rounding;
mod scale;
mod truth;
mod unit;
mod year;

pub use quantity::{
    MOST_DIGITS, NumberError, Quantity, Rational, decimal_string, power_of_ten, rational,
};
pub use root::Root;
pub use rounding::{Mode, round_to};
pub use scale::Scale;
pub use truth::Truth;
pub use unit::{Dimension, Fit, Unit, Units, spelled_rates};
pub use year::{Year, Years};
