//! Units of measurement: what is counted, in steps of what.

use super::half_width;
use super::quantity::{MOST_DIGITS, Rational, rational};
use dashu_int::UBig;
use indexmap::IndexMap;
use std::borrow::Cow;
use std::sync::OnceLock;

/// What a unit measures, as powers of base units: 张/人 is 张 to the first and 人 to the minus
/// first. Empty for a pure ratio.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Dimension(Vec<(String, i8)>);

impl Dimension {
    /// One base unit.
    pub fn base(name: &str) -> Self {
        Self(vec![(name.to_owned(), 1)])
    }

    /// No base unit: a pure ratio.
    pub fn ratio() -> Self {
        Self::default()
    }

    /// Whether it is a pure ratio.
    pub fn is_ratio(&self) -> bool {
        self.0.is_empty()
    }

    /// The dimension of a product (`power` 1) or quotient (`power` −1).
    pub fn combine(&self, other: &Self, power: i8) -> Self {
        let mut powers = self.0.clone();
        for (base, exponent) in &other.0 {
            let exponent = exponent.saturating_mul(power);
            match powers.iter_mut().find(|(own, _)| own == base) {
                Some((_, own)) => *own = own.saturating_add(exponent),
                None => powers.push((base.clone(), exponent)),
            }
        }
        powers.retain(|&(_, exponent)| exponent != 0);
        powers.sort();
        Self(powers)
    }
}

/// How a unit behaves beside others of its dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Family {
    /// An amount: 人 and 万人 are silently converted.
    Amount {
        /// Whether it counts whole things (个, 所, 人), so that half of one is none.
        whole: bool,
    },
    /// A rate with a base of its own: %, ‰, /10万, 个/千人. Two bases are never mixed silently;
    /// a plan that prints the wrong one is the commonest mistake of all.
    Rate,
    /// A difference of rates: 百分点, 千分点.
    Points,
}

/// A unit of measurement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    name: String,
    dimension: Dimension,
    /// How many base units one of it is.
    factor: Rational,
    family: Family,
    /// Of 个/千人 the 个, which an author may write alone.
    counted: Option<String>,
    /// And the 千: of how many.
    step: Option<u64>,
}

/// How a figure's unit fits that of the indicator it is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// The figure times this is in the indicator's unit.
    Factor(Rational),
    /// Both are rates of one dimension with different bases; the figure times this would be it.
    OtherBase(Rational),
    /// Not the same dimension.
    Different,
}

impl Unit {
    /// The unit as it is printed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it measures.
    pub fn dimension(&self) -> &Dimension {
        &self.dimension
    }

    /// How many base units one of it is: 10000 for 万人, 1/100 for %.
    pub fn factor(&self) -> &Rational {
        &self.factor
    }

    /// Whether it counts whole things, of which a path asks for no parts.
    pub fn is_whole(&self) -> bool {
        matches!(self.family, Family::Amount { whole: true })
    }

    /// Of a rate such as 个/千人 of how many it is: 1000.
    pub fn step(&self) -> Option<u64> {
        self.step
    }

    /// Whether it is a rate.
    pub fn is_rate(&self) -> bool {
        self.family == Family::Rate
    }

    /// Whether it is a difference of rates.
    pub fn is_points(&self) -> bool {
        self.family == Family::Points
    }

    /// Whether it is a part of a whole (%, ‰), which can stand for a part of another figure.
    pub fn is_part(&self) -> bool {
        matches!(self.name.as_str(), "%" | "‰")
    }

    /// How a figure in this unit fits an indicator in `wanted`.
    pub fn fit(&self, wanted: &Self) -> Fit {
        if self.name == wanted.name || wanted.counted.as_deref() == Some(&self.name) {
            return Fit::Factor(Rational::ONE);
        }
        if self.dimension != wanted.dimension {
            return Fit::Different;
        }
        let factor = &self.factor / &wanted.factor;
        let bases_differ = self.is_rate() || wanted.is_rate();
        if bases_differ && factor != Rational::ONE {
            Fit::OtherBase(factor)
        } else {
            Fit::Factor(factor)
        }
    }
}

/// The units of a plan: the usual ones and its own.
#[derive(Debug, Clone)]
pub struct Units {
    by_name: IndexMap<String, Unit>,
}

/// Why a unit cannot be so many of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadMultiple {
    /// Nobody knows the other.
    Unknown,
    /// The other is a rate or a difference of rates.
    NotAnAmount,
    /// The factor has more digits than a figure can have: a chain of multiples that nobody means.
    TooFar,
}

/// Whether a factor is one that somebody would convert by, so that a chain of units does not make
/// numbers without end.
fn is_sensible(factor: &Rational) -> bool {
    let most = UBig::from(10_u8).pow(MOST_DIGITS);
    let (numerator, denominator) = factor.clone().into_parts();
    numerator.into_parts().1 <= most && denominator <= most
}

/// Names and what they are, for the usual amounts: (spellings, base unit, factor, whole things).
const AMOUNTS: &[(&[&str], &str, i64, bool)] = &[
    (&["人", "名"], "人", 1, true),
    (&["万人", "万名"], "人", 10_000, false),
    (&["亿人"], "人", 100_000_000, false),
    (&["人次"], "人次", 1, true),
    (&["万人次"], "人次", 10_000, false),
    (&["个"], "个", 1, true),
    (&["万个"], "个", 10_000, false),
    (&["张"], "张", 1, true),
    (&["万张"], "张", 10_000, false),
    (&["所"], "所", 1, true),
    (&["家"], "家", 1, true),
    (&["万家"], "家", 10_000, false),
    (&["户"], "户", 1, true),
    (&["万户"], "户", 10_000, false),
    (&["项"], "项", 1, true),
    (&["种"], "种", 1, true),
    (&["例"], "例", 1, true),
    (&["次"], "次", 1, true),
    (&["万次"], "次", 10_000, false),
    (&["元"], "元", 1, false),
    (&["万元"], "元", 10_000, false),
    (&["亿元"], "元", 100_000_000, false),
    (&["岁"], "岁", 1, false),
    (&["年"], "年", 1, false),
    (&["天", "日"], "天", 1, false),
    (&["分钟"], "分钟", 1, false),
    (&["小时"], "分钟", 60, false),
    (&["平方米", "㎡"], "平方米", 1, false),
    (&["万平方米"], "平方米", 10_000, false),
    (&["平方公里"], "平方米", 1_000_000, false),
    (&["米"], "米", 1, false),
    (&["公里"], "米", 1000, false),
    (&["吨"], "吨", 1, false),
    (&["万吨"], "吨", 10_000, false),
];

/// Pure ratios: (spellings, denominator, points).
const RATIOS: &[(&[&str], u64, bool)] = &[
    (&["%", "％", "百分之"], 100, false),
    (&["‰", "千分之"], 1000, false),
    (&["个百分点", "百分点", "pp"], 100, true),
    (&["个千分点", "千分点"], 1000, true),
    (&["女=100", "女＝100"], 100, false),
];

/// The steps of a rate's base as they are written. One that begins with another stands before it:
/// `100` would be found in `100万`.
const STEPS: &[(&str, u64)] = &[
    ("100万", 1_000_000),
    ("10万", 100_000),
    ("十万", 100_000),
    ("万", 10_000),
    ("千", 1000),
    ("百", 100),
    ("10000", 10_000),
    ("1000", 1000),
    ("100", 100),
    ("每", 1),
];

impl Default for Units {
    fn default() -> Self {
        Self::standard().clone()
    }
}

impl Units {
    /// The usual units.
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<Units> = OnceLock::new();
        STANDARD.get_or_init(|| {
            let mut by_name = IndexMap::new();
            for (names, base, factor, whole) in AMOUNTS {
                for name in *names {
                    by_name.insert(
                        (*name).to_owned(),
                        Unit {
                            name: (*name).to_owned(),
                            dimension: Dimension::base(base),
                            factor: rational(*factor, 1),
                            family: Family::Amount { whole: *whole },
                            counted: None,
                            step: None,
                        },
                    );
                }
            }
            for (names, denominator, points) in RATIOS {
                let name = names.first().copied().unwrap_or_default();
                for spelling in *names {
                    by_name.insert(
                        (*spelling).to_owned(),
                        Unit {
                            name: name.to_owned(),
                            dimension: Dimension::ratio(),
                            factor: rational(1, *denominator),
                            family: if *points {
                                Family::Points
                            } else {
                                Family::Rate
                            },
                            counted: None,
                            step: None,
                        },
                    );
                }
            }
            Units { by_name }
        })
    }

    /// Adds a unit of the plan's own that counts whole things or, with `of`, is `factor` times
    /// another amount. A multiple of a rate is refused: half of 个/千人 is no unit in which anybody
    /// counts, and what is compared with it would silently be taken for the whole.
    pub fn add(&mut self, name: &str, of: Option<(&str, Rational)>) -> Result<(), BadMultiple> {
        let unit = match of {
            None => Unit {
                name: name.to_owned(),
                dimension: Dimension::base(name),
                factor: Rational::ONE,
                family: Family::Amount { whole: true },
                counted: None,
                step: None,
            },
            Some((of, factor)) => {
                let of = self.parse(of).ok_or(BadMultiple::Unknown)?;
                if !matches!(of.family, Family::Amount { .. }) {
                    return Err(BadMultiple::NotAnAmount);
                }
                let factor = of.factor * factor;
                if !is_sensible(&factor) {
                    return Err(BadMultiple::TooFar);
                }
                Unit {
                    name: name.to_owned(),
                    dimension: of.dimension,
                    factor,
                    family: Family::Amount { whole: false },
                    counted: None,
                    step: None,
                }
            }
        };
        self.by_name.insert(name.to_owned(), unit);
        Ok(())
    }

    /// The unit of a text: a known one, or a rate put together from known ones (`个/千人`,
    /// `名/百张`, `/10万`).
    pub fn parse(&self, text: &str) -> Option<Unit> {
        if let Some(unit) = self.by_name.get(text) {
            return Some(unit.clone());
        }
        let text: String = text.chars().map(half_width).collect();
        if let Some(unit) = self.by_name.get(&text) {
            return Some(unit.clone());
        }
        let (counted, per) = text.split_once('/')?;
        let (step, per) = STEPS
            .iter()
            .find_map(|(name, step)| Some((*step, per.strip_prefix(name)?)))
            .unwrap_or((1, per));
        let amount = |name: &str| {
            self.by_name
                .get(name)
                .filter(|unit| matches!(unit.family, Family::Amount { .. }))
        };
        let per_unit = if per.is_empty() {
            None
        } else {
            Some(amount(per)?)
        };
        let counted_unit = match counted {
            "" | "1" => None,
            counted => Some(amount(counted)?),
        };
        if per_unit.is_none() && (step == 1 || counted_unit.is_some()) {
            return None;
        }
        let ratio = Dimension::ratio();
        let over = counted_unit.map_or(&ratio, |unit| &unit.dimension);
        let under = per_unit.map_or(&ratio, |unit| &unit.dimension);
        let dimension = match (counted_unit, per_unit) {
            // `/10万人` counts persons among persons.
            (None, Some(_)) => ratio,
            _ => over.combine(under, -1),
        };
        let factor = counted_unit.map_or(Rational::ONE, |unit| unit.factor.clone())
            / Rational::from(step)
            / per_unit.map_or(Rational::ONE, |unit| unit.factor.clone());
        Some(Unit {
            name: text.strip_prefix('1').unwrap_or(&text).to_owned(),
            dimension,
            factor,
            family: Family::Rate,
            counted: counted_unit.map(|unit| unit.name.clone()),
            step: Some(step),
        })
    }

    /// The names of all single units, in the order of the reference.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}

/// The spellings of pure ratios and differences, for the reference.
pub fn spelled_rates() -> impl Iterator<Item = &'static str> {
    RATIOS.iter().flat_map(|(names, ..)| names.iter().copied())
}

/// A unit as it stands behind a figure: one that says of what, as 女=100 does, in brackets.
pub fn behind_figure(unit: &str) -> Cow<'_, str> {
    if unit.contains(['=', '＝']) {
        Cow::Owned(format!("（{unit}）"))
    } else {
        Cow::Borrowed(unit)
    }
}

/// A figure with its unit, as they stand in a sentence.
pub fn with_unit(figure: impl std::fmt::Display, unit: &str) -> String {
    format!("{figure}{}", behind_figure(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(name: &str) -> Unit {
        Units::standard().parse(name).unwrap()
    }

    #[test]
    fn amounts_are_converted_and_rates_are_not_mixed() {
        assert_eq!(
            unit("人").fit(&unit("万人")),
            Fit::Factor(rational(1, 10_000))
        );
        assert_eq!(
            unit("小时").fit(&unit("分钟")),
            Fit::Factor(rational(60, 1))
        );
        assert_eq!(unit("名").fit(&unit("人")), Fit::Factor(Rational::ONE));
        assert_eq!(
            unit("‰").fit(&unit("/10万")),
            Fit::OtherBase(rational(100, 1))
        );
        assert_eq!(unit("张").fit(&unit("家")), Fit::Different);
    }

    #[test]
    fn the_counted_part_stands_for_the_rate() {
        assert_eq!(unit("个").fit(&unit("个/千人")), Fit::Factor(Rational::ONE));
        assert_eq!(unit("１/10万").name(), "/10万");
        assert_eq!(
            unit("/10万").fit(&unit("/十万")),
            Fit::Factor(Rational::ONE)
        );
        assert!(Units::standard().parse("个/千米诺").is_none());
        assert!(Units::standard().parse("/").is_none());
    }

    #[test]
    fn a_quotient_of_amounts_is_of_the_rates_dimension() {
        let places_per_person = unit("个").dimension().combine(unit("万人").dimension(), -1);
        assert_eq!(&places_per_person, unit("个/千人").dimension());
        assert!(
            unit("张")
                .dimension()
                .combine(unit("张").dimension(), -1)
                .is_ratio()
        );
    }

    #[test]
    fn a_plan_may_add_units() {
        let mut units = Units::default();
        assert_eq!(units.add("亩", None), Ok(()));
        let ten_thousand = || rational(10_000, 1);
        assert_eq!(units.add("万亩", Some(("亩", ten_thousand()))), Ok(()));
        assert_eq!(
            units
                .parse("亩")
                .unwrap()
                .fit(&units.parse("万亩").unwrap()),
            Fit::Factor(rational(1, 10_000))
        );
        for (of, wanted) in [
            ("不认识", BadMultiple::Unknown),
            ("个/千人", BadMultiple::NotAnAmount),
            ("‰", BadMultiple::NotAnAmount),
            ("百分点", BadMultiple::NotAnAmount),
        ] {
            assert_eq!(units.add("x", Some((of, rational(2, 1)))), Err(wanted));
        }
        // A chain ends before its numbers do.
        let mut of = "亩".to_owned();
        let first_refused = (0..100).find(|at| {
            let name = format!("{of}大");
            let added = units.add(&name, Some((&of, rational(1_000_000_000, 1))));
            of = name;
            assert!(matches!(
                added,
                Ok(()) | Err(BadMultiple::TooFar | BadMultiple::Unknown)
            ));
            added == Err(BadMultiple::TooFar) && *at < 10
        });
        assert_eq!(first_refused, Some(3));
    }

    #[test]
    fn a_step_is_found_before_those_that_it_begins_with() {
        for (at, (name, _)) in STEPS.iter().enumerate() {
            let hidden = STEPS
                .iter()
                .take(at)
                .any(|(other, _)| name.starts_with(other));
            assert!(!hidden, "{name}");
        }
    }

    #[test]
    fn a_unit_that_says_of_what_stands_in_brackets() {
        assert_eq!(behind_figure("女=100"), "（女=100）");
        assert_eq!(behind_figure("个/千人"), "个/千人");
        assert_eq!(behind_figure(""), "");
        assert_eq!(with_unit(105, "女=100"), "105（女=100）");
    }
}
