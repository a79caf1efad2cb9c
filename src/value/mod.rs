//! Exact numbers that remember their digits, units, ordered scales, years, three-valued truth and
//! rounding. Knows nothing of text. The only home of `dashu`.

mod half_width;
pub mod numeral;
mod quantity;
mod root;
mod rounding;
mod scale;
mod truth;
mod unit;
mod year;
mod date;

pub use date::{Date, days_in};
pub use half_width::half_width;
pub use quantity::{
    MOST_DIGITS, NumberError, Quantity, Rational, decimal_string, fraction, power_of_ten, rational,
    shortest,
};
pub use root::Root;
pub use rounding::{Mode, round_to};
pub use scale::Scale;
pub use truth::Truth;
pub use unit::{BadMultiple, Dimension, Fit, Unit, Units, behind_figure, spelled_rates, with_unit};
pub use year::{Year, Years};
