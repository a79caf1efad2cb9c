//! Times and scopes, in front of a condition and behind it.

use super::{Builder, inside, is_punctuation};
use crate::diag::{Code, Diagnostic};
use crate::syntax::ast::{Name, Place, Scope, Statement, Time, When, Who};
use crate::syntax::grammar::{Pair, Pairs, Rule};
use crate::text::Span;

impl Builder<'_> {
    /// `[name:] [TIME] [SCOPE] CONDITION [TIME] [SCOPE]`
    pub(super) fn statement(&mut self, pairs: Pairs) -> Option<Statement> {
        let (mut name, mut label) = (None, None);
        let (mut condition, mut time) = (None, None::<Time>);
        let (mut who, mut except) = (None::<(Who, Span)>, None::<(Vec<Name>, Span)>);
        for pair in pairs {
            let span = self.span_of(&pair);
            match pair.as_rule() {
                Rule::label => {
                    let mut inner = pair.into_inner();
                    name = Some(self.name(&inner.next()?)?);
                    label = inner
                        .find(|part| part.as_rule() == Rule::text)
                        .map(|text| self.text(&text));
                }
                Rule::disjunction => condition = Some(self.condition(pair)?),
                Rule::by | Rule::in_year | Rule::throughout | Rule::over => {
                    if let Some(first) = &time {
                        return self.said_twice(span, first.place.0, self.slice(&pair).to_owned());
                    }
                    time = Some(self.time(&pair)?);
                }
                Rule::except | Rule::except_before => {
                    if let Some((_, first)) = &except {
                        return self.said_twice(span, *first, self.slice(&pair).to_owned());
                    }
                    except = Some((self.names(pair)?, span));
                }
                Rule::for_each
                | Rule::for_each_before
                | Rule::for_at_least
                | Rule::for_named
                | Rule::for_named_before => {
                    if let Some((_, first)) = &who {
                        return self.said_twice(span, *first, self.slice(&pair).to_owned());
                    }
                    who = Some((self.who(pair)?, span));
                }
                _ => {}
            }
        }
        Some(Statement {
            name,
            label,
            condition: condition?,
            time,
            scope: self.scope(who, except)?,
        })
    }

    /// `name RELATION figure [TIME]`, what most targets are.
    pub(super) fn simple_target(&mut self, mut pairs: Pairs) -> Option<Statement> {
        let condition = self.simple_compare(&pairs.next()?, &pairs.next()?, &pairs.next()?)?;
        let time = pairs.next().filter(|pair| pair.as_rule() != Rule::EOI);
        let time = match time {
            Some(time) => Some(self.time(&time)?),
            None => None,
        };
        Some(Statement {
            name: None,
            label: None,
            condition,
            time,
            scope: None,
        })
    }

    fn scope(
        &mut self,
        who: Option<(Who, Span)>,
        except: Option<(Vec<Name>, Span)>,
    ) -> Option<Option<Scope>> {
        Some(match (who, except) {
            (Some((who, span)), Some((except, other))) => Some(Scope {
                who,
                except,
                place: Place(span.to(other)),
            }),
            (Some((who, span)), None) => Some(Scope {
                who,
                except: Vec::new(),
                place: Place(span),
            }),
            (None, None) => None,
            (None, Some((_, span))) => {
                self.report(Diagnostic::new(Code::ExceptAlone, span));
                return None;
            }
        })
    }

    fn time(&mut self, pair: &Pair) -> Option<Time> {
        let when = match pair.as_rule() {
            Rule::by => When::By(self.year_in(pair)?),
            Rule::in_year => When::In(self.year_in(pair)?),
            Rule::throughout => When::Throughout(self.years_in(pair)?),
            _ => When::Over(self.years_in(pair)?),
        };
        Some(Time {
            when,
            place: self.place(pair),
        })
    }

    fn who(&mut self, pair: Pair) -> Option<Who> {
        match pair.as_rule() {
            Rule::for_at_least => {
                let count = inside(&pair, Rule::count).next()?;
                let count = self.count(&count)?;
                let level = pair.into_inner().last()?;
                Some(Who::AtLeast(count, self.level(&level)?))
            }
            Rule::for_named | Rule::for_named_before => self.names(pair).map(Who::Named),
            _ => pair
                .into_inner()
                .filter(|one| matches!(one.as_rule(), Rule::level_word | Rule::text))
                .map(|one| self.level(&one))
                .collect::<Option<_>>()
                .map(Who::Each),
        }
    }

    /// The names of a scope, without its words.
    fn names(&mut self, pair: Pair) -> Option<Vec<Name>> {
        pair.into_inner()
            .filter(|one| {
                !is_punctuation(one)
                    && matches!(one.as_rule(), Rule::word | Rule::text | Rule::figure_word)
            })
            .map(|one| self.name(&one))
            .collect()
    }
}
