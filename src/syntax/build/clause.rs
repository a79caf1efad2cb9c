//! Clauses.

use super::{Builder, inside};
use crate::syntax::ast::{Attribute, Better, Kind, Missing, Path, Say, Text, Total};
use crate::syntax::grammar::{Pair, Pairs, Rule};
use crate::value::Mode;

impl Builder<'_> {
    /// The clause that a rule found.
    pub(in crate::syntax) fn clause(&mut self, rule: Rule, mut pairs: Pairs) -> Option<Say> {
        Some(match rule {
            Rule::source => self.source(pairs),
            Rule::attribute => Say::Attribute(match pairs.next()?.as_str() {
                "binding" | "约束性" => Attribute::Binding,
                "expected" | "预期性" => Attribute::Expected,
                _ => Attribute::None,
            }),
            Rule::strive => Say::Strive,
            Rule::guard => Say::Guard,
            Rule::owner => self.owner(pairs)?,
            Rule::from => Say::From {
                figure: self.sum(pairs.next()?)?,
                year: self.year_in(&pairs.next()?)?,
            },
            Rule::unit => Say::Unit(self.unit(&pairs.next()?)?),
            Rule::basis => Say::Basis(self.name(&pairs.next()?)?),
            Rule::definition => Say::Definition(self.text(&pairs.next()?)),
            Rule::also => Say::Also(self.texts(pairs)),
            Rule::better => Say::Better(match pairs.next()?.as_str() {
                "higher" | "越高越好" => Better::Higher,
                "lower" | "越低越好" => Better::Lower,
                _ => Better::Neither,
            }),
            Rule::kind => Say::Kind(match pairs.next()?.as_str() {
                "level" | "存量" => Kind::Level,
                "flow" | "流量" => Kind::Flow,
                "share" | "占比" => Kind::Share,
                _ => Kind::NetFlow,
            }),
            Rule::total => Say::Total(self.total(pairs)?),
            Rule::path => Say::Path(self.path(pairs.next()?)?),
            Rule::compare => self.compare_clause(pairs)?,
            Rule::missing => Say::Missing(self.missing(&pairs.next()?)?),
            Rule::method => Say::Method(pairs.next()?.as_str().to_owned()),
            Rule::weight => Say::Weight(self.only_figure(&pairs.next()?)?),
            Rule::printed => {
                let mut texts = self.texts(pairs).into_iter();
                Say::Printed {
                    words: texts.next()?,
                    because: texts.next(),
                }
            }
            Rule::because => Say::Because(self.text(&pairs.next()?)),
            Rule::note => Say::Note(self.text(&pairs.next()?)),
            _ => return None,
        })
    }

    /// One text is the quote; behind `table` it is the place.
    fn source(&self, pairs: Pairs) -> Say {
        let table = pairs.clone().any(|pair| pair.as_rule() == Rule::table_word);
        let mut texts = self.texts(pairs).into_iter();
        let (at, quote) = match (texts.next(), texts.next(), table) {
            (Some(only), None, false) => (None, Some(only)),
            (at, quote, _) => (at, quote),
        };
        Say::Source { table, at, quote }
    }

    fn owner(&self, mut pairs: Pairs) -> Option<Say> {
        let lead = self.text(&pairs.next()?);
        let (mut with, mut by): (Vec<Text>, _) = (Vec::new(), None);
        for pair in pairs {
            match pair.as_rule() {
                Rule::owner_with => with = self.texts(pair.into_inner()),
                Rule::owner_by => by = self.texts(pair.into_inner()).into_iter().next(),
                _ => {}
            }
        }
        Some(Say::Owner { lead, with, by })
    }

    fn unit(&mut self, pair: &Pair) -> Option<crate::syntax::ast::Name> {
        match pair.as_rule() {
            Rule::text => self.quoted_name(pair),
            _ => {
                let mut name = self.bare(pair);
                name.text = super::half_width(&name.text);
                Some(name)
            }
        }
    }

    fn total(&mut self, mut pairs: Pairs) -> Option<Total> {
        let first = pairs.next()?;
        if first.as_rule() == Rule::ratio_word {
            let mut names = self.all_names(pairs)?.into_iter();
            return Some(Total::Ratio(names.next()?, names.next()?));
        }
        Some(match first.as_str() {
            "sum" | "求和" => Total::Sum,
            "mean" | "平均" => Total::Mean,
            _ => Total::None,
        })
    }

    fn path(&mut self, pair: Pair) -> Option<Path> {
        Some(match (pair.as_rule(), pair.as_str()) {
            (Rule::braced, _) => Path::Milestones(self.milestones(pair)?),
            (_, "linear" | "匀速") => Path::Linear,
            _ => Path::Compound,
        })
    }

    fn compare_clause(&mut self, mut pairs: Pairs) -> Option<Say> {
        let first = pairs.next()?;
        if first.as_rule() == Rule::exactly {
            return Some(Say::Compare(None));
        }
        let decimals = self.small(&inside(&first, Rule::count).next()?)?;
        let mode = match pairs.next()?.as_str() {
            "half-up" | "四舍五入" => Mode::HalfUp,
            _ => Mode::HalfEven,
        };
        Some(Say::Compare(Some((decimals, mode))))
    }

    fn missing(&mut self, pair: &Pair) -> Option<Missing> {
        if pair.as_rule() == Rule::use_last {
            let count = inside(pair, Rule::count).next()?;
            return Some(Missing::UseLast(self.small(&count)?));
        }
        Some(match pair.as_str() {
            "不判定" => Missing::CannotJudge,
            "按零" => Missing::AsZero,
            text if text.starts_with("cannot") => Missing::CannotJudge,
            _ => Missing::AsZero,
        })
    }
}
