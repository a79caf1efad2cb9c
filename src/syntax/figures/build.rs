//! From what the grammar found to figures.

use super::amount::{self, Draft};
use super::grammar::{Pair, Rule, found};
use super::{Amount, End, Figure, Figures, Period, Says, Tail, before, counting};
use crate::value::{Quantity, Rational, Units, Year, Years, numeral, rational};
use std::ops::Range;

/// All figures of a text.
pub(super) fn figures(text: &str, units: &Units) -> Figures {
    let standard = Units::standard();
    let mut builder = Builder {
        own_units: units
            .names()
            .filter(|name| standard.parse(name).is_none())
            .collect(),
        clause: "",
        base: 0,
        found: Figures::default(),
    };
    for line in text.split_inclusive('\n') {
        let mut is_first = true;
        for clause in line.split_inclusive(ENDS_OF_CLAUSE) {
            builder.clause = clause.strip_suffix('\n').unwrap_or(clause);
            if clause.contains(may_be_in_figure) {
                for pair in found(builder.clause, is_first) {
                    builder.take(&pair);
                }
            }
            builder.base += clause.len();
            is_first = false;
        }
    }
    builder.found
}

/// No figure runs over one of these, nor does anything that the grammar or `before` looks at.
const ENDS_OF_CLAUSE: [char; 4] = ['，', '。', '；', '：'];

/// Every figure has one of these characters; a clause without them, and most are, need not be read.
fn may_be_in_figure(c: char) -> bool {
    match c {
        _ if numeral::is_digit(c) => true,
        '\0'..='\u{7f}' => false,
        _ => "一二两三四五六七八九十百千〇○零半倍全应均消翻".contains(c),
    }
}

struct Builder<'a> {
    /// The units that only this plan has, which the grammar does not know.
    own_units: Vec<&'a str>,
    clause: &'a str,
    /// Where the clause begins in the text.
    base: usize,
    found: Figures,
}

impl Builder<'_> {
    fn take(&mut self, pair: &Pair) {
        let whole = range(pair);
        match pair.as_rule() {
            Rule::page | Rule::item => self.all_say(pair, &Says::Ordinal),
            Rule::ordinal => self.ordinal(pair),
            Rule::bracketed => self.bracketed(pair),
            Rule::reference | Rule::name => self.all_say(pair, &Says::Name),
            Rule::slogan => self.push(whole.clone(), whole, Says::Name),
            Rule::rate_base => self.all_say(pair, &Says::RateBase),
            Rule::date | Rule::dotted => self.all_say(pair, &Says::Date),
            Rule::years | Rule::chinese_year => self.years(pair),
            Rule::period => self.period(pair),
            Rule::ages => self.ages(pair),
            Rule::tenths => self.tenths(pair),
            Rule::part => self.part(pair),
            Rule::fraction => self.fraction(pair),
            Rule::accumulated | Rule::amount => self.amounts(pair),
            Rule::times | Rule::doubled => self.times(pair),
            Rule::worded => self.worded(pair),
            Rule::of_them => self.of_them(pair),
            Rule::halves => self.half(pair),
            Rule::most => self.most(pair),
            Rule::halved => self.push(whole.clone(), whole, Says::Times(Quantity::written(5, 1))),
            Rule::round => self.round(pair),
            Rule::counted_range | Rule::counted => self.counted_or_round(pair),
            Rule::all => self.all(pair),
            Rule::none => self.push(whole.clone(), whole, Says::NoneLeft),
            _ => {}
        }
    }

    /// A number that counts something; 五百亿级产业 counts no levels, and is a round number.
    fn counted_or_round(&mut self, pair: &Pair) {
        let is_counted = self.counted(pair);
        if !is_counted && amount::counts_levels(pair).is_some() {
            self.round(pair);
        }
    }

    /// The clause up to a place.
    fn before(&self, at: usize) -> &str {
        self.clause.get(..at).unwrap_or_default()
    }

    fn push(&mut self, at: Range<usize>, whole: Range<usize>, says: Says) {
        let place = |range: Range<usize>| self.base + range.start..self.base + range.end;
        self.found.figures.push(Figure {
            at: place(at),
            whole: place(whole),
            says,
        });
    }

    /// All numbers of a pair say the same.
    fn all_say(&mut self, pair: &Pair, says: &Says) {
        for number in numbers(pair) {
            self.push(range(&number), range(pair), says.clone());
        }
    }

    fn all(&mut self, pair: &Pair) {
        let whole = range(pair);
        let before = self.before(whole.start);
        let ends_a_word = match pair.as_str().chars().next() {
            Some('均') => before::is_a_mean(before),
            Some('全') => before::has_its_whole(before),
            _ => false,
        };
        if !ends_a_word {
            self.push(whole.clone(), whole, Says::All);
        }
    }

    fn ordinal(&mut self, pair: &Pair) {
        let before = self.before(range(pair).start);
        let text = pair.as_str();
        if text.starts_with(['图', '表']) && before::is_no_chart(before) {
            self.amounts(pair);
        } else if !(text.starts_with('一') && before::has_its_one(before)) {
            self.all_say(pair, &Says::Ordinal);
        }
    }

    /// 学校（20）所 counts; the （1） of （1）家庭 and of 第（1）项 says which.
    fn bracketed(&mut self, pair: &Pair) {
        let whole = range(pair);
        let text = pair.as_str();
        let behind = text.trim_start_matches(|c| !matches!(c, '）' | ')'));
        let unit = behind.trim_start_matches(['）', ')', ' ', '\u{3000}', '\u{a0}']);
        // No item begins with one of these.
        let measures = unit.starts_with(['%', '％', '‰'])
            || unit.starts_with(['百', '千', '万', '亿']) && unit.contains('元');
        let (before, after) = (self.before(whole.start), self.after(whole.end));
        let is_cell = before::is_start(before)
            && (before.contains('\t') && after.trim_end().is_empty() || after.starts_with('\t'));
        if measures || is_cell || !before::is_item(before, unit) {
            self.amounts(pair);
            return;
        }
        let bracket = behind.chars().next().map_or(0, char::len_utf8);
        let end = whole.start + text.len() - behind.len() + bracket;
        for number in numbers(pair) {
            self.push(range(&number), whole.start..end, Says::Ordinal);
        }
    }

    fn years(&mut self, pair: &Pair) {
        let mut numbers = numbers(pair).peekable();
        while let Some(number) = numbers.next() {
            let year = match number.as_rule() {
                Rule::year => Year::parse(number.as_str()),
                Rule::year_numerals => {
                    numeral::digits(number.as_str()).and_then(|digits| Year::parse(&digits))
                }
                _ => None,
            };
            let mut whole = range(&number);
            if numbers.peek().is_none() {
                whole.end = range(pair).end;
            }
            match (number.as_rule(), year) {
                (_, Some(year)) => self.push(range(&number), whole, Says::Year(year)),
                // The day and the month of 2025-06-30.
                (Rule::short, None) => self.push(range(&number), whole, Says::Date),
                _ => {}
            }
        }
    }

    fn period(&mut self, pair: &Pair) {
        let Some(inner) = pair.clone().into_inner().next() else {
            return;
        };
        let text = inner.as_str();
        let number = match inner.as_rule() {
            Rule::five_years => numeral::whole(text.strip_suffix('五').unwrap_or(text)),
            Rule::numeral => numeral::whole(text),
            _ => {
                self.all_say(pair, &Says::Ordinal);
                text.parse().ok()
            }
        };
        // The first five did not follow upon each other without a gap.
        let first = number
            .filter(|number| (6..=40).contains(number))
            .and_then(|number| i16::try_from(1951 + 5 * number).ok());
        if let Some(first) = first.map(Year) {
            let at = range(pair);
            self.found.periods.push(Period {
                at: self.base + at.start..self.base + at.end,
                years: Years {
                    first,
                    last: first.plus(4),
                },
            });
        }
    }

    /// 15岁及以上人口; an age that is reached (达到80岁以上老人) is an amount.
    fn ages(&mut self, pair: &Pair) {
        let is_reached = before::reaches(self.before(range(pair).start));
        let all_are = |rule| numbers(pair).all(|number| number.as_rule() == rule);
        if is_reached && all_are(Rule::number) {
            self.amounts(pair);
        } else if !(is_reached && all_are(Rule::numeral) && self.counted(pair)) {
            self.all_say(pair, &Says::Name);
        }
    }

    /// 五成 is five of ten, 两成五 two and a half.
    fn tenths(&mut self, pair: &Pair) {
        let numbers: Vec<_> = numbers(pair).collect();
        let Some(first) = numbers.first() else {
            return;
        };
        let (whole, at) = (range(pair), range(first));
        let chinese = first.as_rule() != Rule::number;
        let before = self.before(at.start);
        // 统一成 has no number in it.
        if chinese && (before::is_a_guess(before) || before::has_its_one(before)) {
            return;
        }
        let parts = numbers.iter().map(|number| whole_text(number.as_str()));
        let number = match parts.collect::<Option<Vec<_>>>().as_deref() {
            Some([tenths]) => Some(tenths.clone()),
            Some([tenths, more]) => Some(tenths.plus(&more.converted(&rational(1, 10)))),
            _ => None,
        };
        let is_part = |number: &Quantity| *number <= Quantity::whole(10);
        match number.filter(is_part) {
            Some(number) => {
                let tail = pair.clone().into_inner();
                let mut tail = tail.filter(|inner| inner.as_rule() == Rule::tail);
                let sign = pair.as_str().find('成').unwrap_or_default();
                let end = range(numbers.last().unwrap_or(first)).end;
                let end = end.max(whole.start + sign + '成'.len_utf8());
                let says = Says::Amount(Amount {
                    denominator: Some(Quantity::whole(10)),
                    tail: tail.next().map(|tail| amount::tail(tail.as_str())),
                    chinese,
                    ..Amount::of(number)
                });
                let at = if chinese { at.start..end } else { at };
                self.push(at, whole, says);
            }
            None if chinese => {}
            None => self.amounts(pair),
        }
    }

    /// Numbers in digits with their units; the two of a range.
    fn amounts(&mut self, pair: &Pair) {
        let mut drafts = amount::drafts(pair, self.clause);
        if let Some(last) = drafts.last_mut() {
            last.take_own_unit(self.clause, &self.own_units);
        }
        let is_range = match drafts.as_slice() {
            [low, high] => low.begins_range_to(high, self.clause),
            _ => false,
        };
        let unit_of_last = drafts.last().and_then(|last| last.unit.clone());
        // Of GB/T 9704—2012 both.
        let is_lettered = drafts.iter().all(|draft| draft.unit.is_none())
            && drafts
                .first()
                .is_some_and(|first| before::is_lettered(self.before(first.at.start)));
        let count = drafts.len();
        for (place, mut draft) in drafts.into_iter().enumerate() {
            if is_range {
                draft.take_unit_of_range(unit_of_last.as_deref());
            }
            let end = match (is_range, place + 1 == count) {
                (true, false) => Some(End::Low),
                (true, true) => Some(End::High),
                (false, _) => None,
            };
            self.push_amount(draft, end, is_lettered);
        }
    }

    fn push_amount(&mut self, draft: Draft, end: Option<End>, is_lettered: bool) {
        let before = self.before(draft.at.start);
        let is_name =
            is_lettered || draft.counts_levels == Some(false) && !before::is_a_level(before);
        let says = match draft.number(self.clause).filter(|_| !is_name) {
            Some(number) => Says::Amount(Amount {
                number,
                denominator: None,
                unit: draft.unit,
                tail: draft.tail,
                accumulated: draft.accumulated,
                end,
                chinese: false,
            }),
            // What has more digits than any figure is the number of something.
            None => Says::Name,
        };
        self.push(draft.at, draft.whole, says);
        if let Some((at, whole)) = draft.base {
            self.push(at, whole, Says::RateBase);
        }
    }

    /// 百分之六十
    fn part(&mut self, pair: &Pair) {
        let unit = if pair.as_str().starts_with('百') {
            "%"
        } else {
            "‰"
        };
        let inner: Vec<_> = pair.clone().into_inner().collect();
        let tail = inner.iter().find(|inner| inner.as_rule() == Rule::tail);
        for inner in &inner {
            let whole = range(pair);
            let (at, number, chinese) = match inner.as_rule() {
                Rule::number => (range(inner), amount::quantity(inner.as_str()), false),
                Rule::decimal => {
                    let end = range(inner).end;
                    (whole.start..end, whole_text(inner.as_str()), true)
                }
                _ => continue,
            };
            let says = number.map(|number| {
                Says::Amount(Amount {
                    unit: Some(unit.to_owned()),
                    tail: tail.map(|tail| amount::tail(tail.as_str())),
                    chinese,
                    ..Amount::of(number)
                })
            });
            match says {
                Some(says) => self.push(at, whole, says),
                None if !chinese => self.push(at, whole, Says::Name),
                None => {}
            }
        }
    }

    /// 三分之二 names the denominator first, 2/3 last.
    fn fraction(&mut self, pair: &Pair) {
        let whole = range(pair);
        let tail = pair
            .clone()
            .into_inner()
            .find(|inner| inner.as_rule() == Rule::tail)
            .map(|tail| amount::tail(tail.as_str()));
        let numbers: Vec<_> = numbers(pair).collect();
        let [first, second] = numbers.as_slice() else {
            return;
        };
        let chinese = first.as_rule() == Rule::numeral;
        let (over, under) = if chinese {
            (second, first)
        } else {
            (first, second)
        };
        let read = |number: &Pair| {
            if chinese {
                numeral::whole(number.as_str()).map(Quantity::whole)
            } else {
                amount::quantity(number.as_str())
            }
        };
        // 10/3 and 2021/22 are no fractions of a whole; 三分之四 can be nothing else.
        let parts = match (read(over), read(under)) {
            (Some(over), Some(under)) if chinese && under.signum() > 0 => Some((over, under)),
            (Some(over), Some(under)) if over < under => Some((over, under)),
            _ => None,
        };
        match (parts, chinese) {
            (Some((number, denominator)), _) => {
                let says = Says::Amount(Amount {
                    denominator: Some(denominator),
                    tail,
                    chinese,
                    ..Amount::of(number)
                });
                if chinese {
                    self.push(whole.start..range(second).end, whole, says);
                } else {
                    self.push(range(first), whole.clone(), says);
                    self.push(range(second), range(second), Says::RateBase);
                }
            }
            (None, false) => self.amounts(pair),
            (None, true) => {}
        }
    }

    fn times(&mut self, pair: &Pair) {
        let whole = range(pair);
        let text = pair.as_str();
        if text == "倍增" && before::has_its_times(self.before(whole.start), self.after(whole.end))
        {
            return;
        }
        let number = numbers(pair).next();
        let in_digits = number
            .as_ref()
            .is_some_and(|number| number.as_rule() == Rule::number);
        let read = match &number {
            None => Some(Quantity::whole(1)),
            Some(number) if in_digits => amount::quantity(number.as_str()),
            Some(number) => Some(number.as_str())
                .filter(|text| !text.starts_with(['百', '千']))
                .and_then(whole_text),
        };
        let read = read.map(|number| {
            let step = Rational::from(match () {
                () if text.contains("万亿") => 1_000_000_000_000_u64,
                () if text.contains('亿') && in_digits => 100_000_000,
                () if text.contains('万') && in_digits => 10_000,
                () => 1,
            });
            number.converted(&step)
        });
        let read = if pair.as_rule() == Rule::doubled {
            // 翻两番 is twice the double. Nobody means more than ten of them.
            read.and_then(|number| {
                let (times, 0) = number.fixed()? else {
                    return None;
                };
                let times = u32::try_from(times).ok().filter(|times| *times <= 10)?;
                Some(Quantity::whole(2_i64.pow(times)))
            })
        } else {
            read
        };
        let at = match &number {
            Some(number) if in_digits => range(number),
            _ if pair.as_rule() == Rule::doubled => whole.clone(),
            _ => whole.start..whole.start + text.find('倍').map_or(0, |at| at + '倍'.len_utf8()),
        };
        match read {
            Some(times) => self.push(at, whole, Says::Times(times)),
            None => self.turned(pair, number.as_ref().filter(|_| in_digits)),
        }
    }

    /// 翻1.5番 is no exact multiple, and still a promise: so many 番, for which no rule accounts by
    /// chance.
    fn turned(&mut self, pair: &Pair, in_digits: Option<&Pair>) {
        let whole = range(pair);
        let turned = |number: Quantity, chinese| {
            Says::Amount(Amount {
                unit: Some("番".to_owned()),
                chinese,
                ..Amount::of(number)
            })
        };
        let number = numbers(pair).next();
        let number = number.and_then(|number| whole_text(number.as_str()));
        match (number, in_digits) {
            (Some(number), Some(digits)) if pair.as_rule() == Rule::doubled => {
                self.push(range(digits), whole, turned(number, false));
            }
            (Some(number), None)
                if pair.as_rule() == Rule::doubled && number < Quantity::whole(100) =>
            {
                self.push(whole.clone(), whole, turned(number, true));
            }
            (_, Some(digits)) => self.push(range(digits), whole, Says::Name),
            _ => {}
        }
    }

    /// 二点五亿元, and the two of 三点五至五个百分点.
    fn worded(&mut self, pair: &Pair) {
        let whole = range(pair);
        let (mut read, mut unit, mut unit_end, mut tail) = (Vec::new(), None, whole.end, None);
        for inner in pair.clone().into_inner() {
            match inner.as_rule() {
                Rule::spoken | Rule::plain => {
                    let Some(number) = whole_text(inner.as_str()) else {
                        return;
                    };
                    read.push((range(&inner), number));
                }
                Rule::unit => {
                    unit = Some(amount::unit_name(inner.as_str()));
                    unit_end = range(&inner).end;
                }
                Rule::tail => tail = Some(amount::tail(inner.as_str())),
                _ => {}
            }
        }
        if before::is_a_guess(self.before(whole.start)) {
            return;
        }
        let is_range = matches!(read.as_slice(), [(_, low), (_, high)] if low <= high);
        let count = read.len();
        for (place, (at, number)) in read.into_iter().enumerate() {
            let is_last = place + 1 == count;
            let says = Says::Amount(Amount {
                unit: unit.clone(),
                tail: tail.filter(|_| is_last),
                end: match (is_range, is_last) {
                    (true, false) => Some(End::Low),
                    (true, true) => Some(End::High),
                    (false, _) => None,
                },
                chinese: true,
                ..Amount::of(number)
            });
            let at = at.start..if is_last { unit_end } else { at.end };
            let whole = at.start..if is_last { whole.end } else { at.end };
            self.push(at, whole, says);
        }
    }

    /// 三者有其二
    fn of_them(&mut self, pair: &Pair) {
        let numbers: Vec<_> = numbers(pair).collect();
        let [of, them] = numbers.as_slice() else {
            return;
        };
        let (of, them, whole) = ((of, range(of)), (them, range(them)), range(pair));
        let all = of.1.start..of.1.end + '者'.len_utf8();
        let some = them.1.start - '其'.len_utf8()..them.1.end;
        for (at, number, unit) in [(all, of.0, Some("者")), (some, them.0, None)] {
            if let Some(number) = numeral::whole(number.as_str()) {
                let says = Says::Amount(Amount {
                    unit: unit.map(str::to_owned),
                    chinese: true,
                    ..Amount::of(Quantity::whole(number))
                });
                self.push(at, whole.clone(), says);
            }
        }
    }

    /// 半小时
    fn half(&mut self, pair: &Pair) {
        let whole = range(pair);
        let mut inner = pair.clone().into_inner();
        let Some(counted) = inner.next() else {
            return;
        };
        if before::is_half_of_two(self.before(whole.start)) {
            return;
        }
        let tail = inner.next().map(|tail| amount::tail(tail.as_str()));
        let amount = match counted.as_str() {
            "数" | "一半" => Amount::half(tail),
            unit => Amount {
                unit: Some(unit.to_owned()),
                tail,
                chinese: true,
                ..Amount::of(Quantity::written(5, 1))
            },
        };
        self.push(
            whole.start..range(&counted).end,
            whole,
            Says::Amount(amount),
        );
    }

    /// 过半; 不超过半数 is no more than that.
    fn most(&mut self, pair: &Pair) {
        let whole = range(pair);
        let before = self.before(whole.start);
        let tail = if before.ends_with('不') || before.ends_with("不超") {
            Tail::AtMost
        } else {
            Tail::AtLeast
        };
        let says = Says::Amount(Amount::half(Some(tail)));
        self.push(whole.clone(), whole, says);
    }

    /// 五百亿 is 500 in 亿, and 一亿二千万 a number without a unit.
    fn round(&mut self, pair: &Pair) {
        let whole = range(pair);
        let Some(numeral) = numbers(pair).next() else {
            return;
        };
        let (text, at) = (numeral.as_str(), range(&numeral));
        let before = self.before(at.start);
        let is_speech = text.starts_with(['百', '千', '万', '亿']);
        if is_speech || before::is_a_guess(before) || before.ends_with('每') {
            return;
        }
        let tail = pair
            .clone()
            .into_inner()
            .find(|inner| inner.as_rule() == Rule::tail);
        let end = match (&tail, pair.as_rule()) {
            (_, Rule::counted) => at.end,
            (Some(tail), _) => range(tail).start,
            (None, _) => whole.end,
        };
        let behind = self.clause.get(at.end..end).unwrap_or_default();
        let scale = text.trim_start_matches(|c| !matches!(c, '万' | '亿'));
        let (number, unit) = match text.strip_suffix(scale) {
            _ if !behind.is_empty() => (whole_text(text), Some(amount::unit_name(behind))),
            _ if scale.is_empty() => return,
            Some(number) if matches!(scale, "万" | "亿" | "万亿") => {
                (whole_text(number), Some(scale.to_owned()))
            }
            _ => (whole_text(text), None),
        };
        let Some(number) = number else {
            return;
        };
        let says = Says::Amount(Amount {
            unit,
            tail: tail.map(|tail| amount::tail(tail.as_str())),
            chinese: true,
            ..Amount::of(number)
        });
        let whole = at.start..if pair.as_rule() == Rule::counted {
            end
        } else {
            whole.end
        };
        self.push(at.start..end, whole, says);
    }

    /// 两个类别, 三至五年; whether they count.
    fn counted(&mut self, pair: &Pair) -> bool {
        let whole = range(pair);
        // A unit of the plan's own may reach over what the grammar took for a numeral.
        let inside_unit = self.found.figures.last().is_some_and(|last| {
            self.base + whole.start < last.whole.end && matches!(last.says, Says::Amount(_))
        });
        if inside_unit {
            return false;
        }
        let tail = pair
            .clone()
            .into_inner()
            .find(|inner| inner.as_rule() == Rule::tail);
        let unit_end = tail.as_ref().map_or(whole.end, |tail| range(tail).start);
        let numbers: Vec<_> = numbers(pair).collect();
        let Some(last) = numbers.last() else {
            return false;
        };
        let unit = self
            .clause
            .get(range(last).end..unit_end)
            .map(amount::unit_name)
            .unwrap_or_default();
        let levels = amount::counts_levels(pair);
        let values: Vec<_> = numbers
            .iter()
            .map_while(|number| {
                let before = self.before(range(number).start);
                counting::count(number.as_str(), &unit, before, self.after(unit_end), levels)
            })
            .collect();
        if values.len() < numbers.len() {
            return false;
        }
        let is_range = matches!(values.as_slice(), [low, high] if low <= high);
        for (place, (number, value)) in numbers.iter().zip(values).enumerate() {
            let is_last = place + 1 == numbers.len();
            let end = if is_last { unit_end } else { range(number).end };
            let at = range(number).start..end;
            let says = Says::Amount(Amount {
                unit: Some(unit.clone()),
                tail: tail
                    .as_ref()
                    .map(|tail| amount::tail(tail.as_str()))
                    .filter(|_| is_last),
                end: match (is_range, is_last) {
                    (true, false) => Some(End::Low),
                    (true, true) => Some(End::High),
                    (false, _) => None,
                },
                chinese: true,
                ..Amount::of(Quantity::whole(value))
            });
            let whole = at.start..if is_last { whole.end } else { at.end };
            self.push(at, whole, says);
        }
        true
    }

    /// The clause from a place on.
    fn after(&self, at: usize) -> &str {
        self.clause.get(at..).unwrap_or_default()
    }
}

impl Amount {
    /// Half of a whole.
    fn half(tail: Option<Tail>) -> Self {
        Self {
            denominator: Some(Quantity::whole(2)),
            tail,
            chinese: true,
            ..Self::of(Quantity::whole(1))
        }
    }

    /// A bare number.
    fn of(number: Quantity) -> Self {
        Self {
            number,
            denominator: None,
            unit: None,
            tail: None,
            accumulated: false,
            end: None,
            chinese: false,
        }
    }
}

/// The numbers that stand in a pair, in digits and in Chinese numerals.
fn numbers<'a>(pair: &Pair<'a>) -> impl Iterator<Item = Pair<'a>> + use<'a> {
    pair.clone().into_inner().filter(|inner| {
        matches!(
            inner.as_rule(),
            Rule::number
                | Rule::short
                | Rule::base
                | Rule::year
                | Rule::numeral
                | Rule::spoken
                | Rule::plain
                | Rule::year_numerals
        )
    })
}

/// The number that a text is, with nothing behind it.
fn whole_text(text: &str) -> Option<Quantity> {
    numeral::number(text)
        .filter(|(_, rest)| rest.is_empty())
        .map(|(number, _)| number)
}

/// The bytes of a pair in its clause.
pub(super) fn range(pair: &Pair) -> Range<usize> {
    let span = pair.as_span();
    span.start()..span.end()
}
