//! Figures that cannot be in the unit that they stand in: a sex ratio in %, one newborn in five
//! with a defect.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Comparison, Limit, Plan, Target, Test};
use crate::value::{Quantity, rational, with_unit};

/// What is known of a kind of rate.
struct Rate {
    /// What the name of such a rate ends with or holds.
    name: &'static str,
    /// Of what holds this, nothing is known.
    except: &'static [&'static str],
    /// More than that of a thousand cannot be meant; `None` for what is no part of a whole.
    most_of_a_thousand: Option<u32>,
    /// The unit that it is usually printed in.
    usual: &'static str,
}

/// Of sick people or of things, any part may die or fail.
const OF_OTHERS: &[&str] = &[
    "患者", "病例", "住院", "手术", "牲畜", "畜禽", "苗木", "树木",
];

/// The kinds of rates; one whose name holds another's stands before it. No bound lies below what
/// all of China had in its worst surveyed years: of infants 50.2‰ and of children under five 61.0‰
/// died in 1991; 43.4‰ were born and the population grew by 33.3‰ in 1963, and 25.4‰ died in 1960.
/// So whatever is beyond them is a slip and not bad news.
const RATES: &[Rate] = &[
    rate("性别比", &[], None, "女=100"),
    rate("孕产妇死亡率", OF_OTHERS, Some(5), "/10万"),
    rate("婴儿死亡率", OF_OTHERS, Some(51), "‰"),
    rate("新生儿死亡率", OF_OTHERS, Some(51), "‰"),
    rate("5岁以下儿童死亡率", OF_OTHERS, Some(62), "‰"),
    rate("人口死亡率", OF_OTHERS, Some(30), "‰"),
    rate("人口出生率", OF_OTHERS, Some(50), "‰"),
    rate("自然增长率", OF_OTHERS, Some(40), "‰"),
    rate("出生缺陷发生率", &[], Some(100), "‰"),
    rate("围产儿死亡率", OF_OTHERS, Some(50), "‰"),
];

const fn rate(
    name: &'static str,
    except: &'static [&'static str],
    most_of_a_thousand: Option<u32>,
    usual: &'static str,
) -> Rate {
    Rate {
        name,
        except,
        most_of_a_thousand,
        usual,
    }
}

/// Something that cannot be in the unit that it stands in.
pub(super) struct Unlikely<'t> {
    pub test: &'t Test,
    /// The figure with its unit.
    pub figure: String,
    /// The unit that such figures are usually in.
    pub usual: &'static str,
}

/// Warns of what nobody has explained with `printed` or `because`.
pub(super) fn audit(plan: &Plan, diagnostics: &mut Diagnostics) {
    for target in &plan.targets {
        if !target.because.is_empty() || !target.printed.is_empty() {
            continue;
        }
        if let Some(unlikely) = unlikely(plan, target) {
            diagnostics.push(
                Diagnostic::new(Code::UnitUnlikely, unlikely.test.limit_place)
                    .with("label", &unlikely.test.label)
                    .with("figure", unlikely.figure)
                    .with("usual", unlikely.usual),
            );
        }
    }
}

/// The first figure of a target that cannot be in its unit.
pub(super) fn unlikely<'t>(plan: &Plan, target: &'t Target) -> Option<Unlikely<'t>> {
    target.condition.tests().into_iter().find_map(|test| {
        let unit = test.unit.as_ref()?;
        let indicator = plan.indicator(test.indicator?)?;
        let mut names = vec![&indicator.label, &indicator.id];
        names.extend(&indicator.also);
        let rate = RATES.iter().find(|rate| {
            // 出生率 alone is that of the population; behind other words it may be of anything.
            let alone = rate.name.strip_prefix("人口");
            names.iter().any(|name| {
                alone == Some(name.as_str())
                    || name.contains(rate.name)
                        && !rate.except.iter().any(|word| name.contains(word))
            })
        })?;
        let beyond = |figure: &&Quantity| match rate.most_of_a_thousand {
            // A part of a hundred or a thousand, whichever figure it is.
            None => unit.is_part(),
            Some(most) => {
                let of_one = figure.value() * unit.factor();
                let bound = rational(i64::from(most), 1000);
                unit.dimension().is_ratio() && unit.is_rate() && (of_one > bound || -of_one > bound)
            }
        };
        let figure = figures(test).into_iter().find(beyond)?;
        Some(Unlikely {
            test,
            figure: with_unit(figure, unit.name()),
            usual: rate.usual,
        })
    })
}

/// The figures that something is compared with.
fn figures(test: &Test) -> Vec<&Quantity> {
    let all: Vec<&Comparison> = match &test.limit {
        Limit::Compare(comparison) => vec![comparison],
        Limit::PerRegion(all) => all.iter().map(|(_, comparison)| comparison).collect(),
        Limit::Direction(_) => Vec::new(),
    };
    let ends = all.into_iter().flat_map(|comparison| match comparison {
        Comparison::One(_, at) => vec![at],
        Comparison::Band(_, low, high) => vec![low, high],
    });
    ends.filter_map(|end| end.figure()).collect()
}
