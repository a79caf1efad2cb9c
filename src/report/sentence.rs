//! One sentence about a target that is behind: what there is, what is short, what each remaining
//! year would have to bring, and where the pace leads. The words stand in the word files.

use super::view::{Figure, Form, Kept, Phrase, Row};
use super::words::Words;

/// The sentence of a row whose verdict is lagging, off course, broken or missed, as of `year`.
pub fn behind_sentence(row: &Row, year: i16, words: &Words) -> Phrase {
    let sentence = Sentence { row, year, words };
    let (mut phrase, unknown) = match &row.kept {
        Some(kept) => (sentence.kept(kept), kept.unknown),
        None => (sentence.standing(), row.facts.unknown_parts),
    };
    if unknown > 0 {
        let count = format!("{unknown}{}", row.unit);
        phrase = sentence.wrap("behind.unknown", phrase, "count", Phrase::text(count));
    }
    if let Some(kept) = &row.kept {
        phrase = sentence.failures(kept, phrase);
    }
    if !sentence.is_burst() {
        phrase = sentence.outlook(phrase);
    }
    if let Some(reason) = &row.facts.reason {
        phrase = sentence.wrap("behind.reason", phrase, "reason", Phrase::text(reason));
    }
    if !sentence.is_burst() {
        phrase = sentence.trend(phrase);
    }
    words.phrase("behind.end", &[("sentence", phrase)])
}

struct Sentence<'a> {
    row: &'a Row,
    year: i16,
    words: &'a Words,
}

impl Sentence<'_> {
    /// 2023年为3.20个/千人，目标为不低于4.5个/千人，还差1.30个/千人
    fn standing(&self) -> Phrase {
        let facts = &self.row.facts;
        let threshold = Phrase::figure(&facts.threshold);
        let year = facts.baseline_year.map(|year| year.to_string());
        self.words.phrase(
            self.standing_key(),
            &[
                ("value", self.value()),
                ("relation", Phrase::text(facts.relation_words.as_str())),
                ("threshold", threshold),
                ("distance", Phrase::figure(&magnitude(&facts.distance))),
                ("baseline", Phrase::figure(&facts.baseline)),
                ("base_year", Phrase::text(year.unwrap_or_default())),
            ],
        )
    }

    /// 到2023年，4个中有3个逐年达到要求，要求4个
    fn kept(&self, kept: &Kept) -> Phrase {
        let count = |number: usize| Phrase::text(format!("{number}{}", self.row.unit));
        let year = self.row.facts.value_year.unwrap_or(self.year);
        self.words.phrase(
            "behind.kept",
            &[
                ("year", Phrase::text(year.to_string())),
                ("all", count(kept.all)),
                ("kept", count(kept.kept)),
                ("threshold", Phrase::figure(&self.row.facts.threshold)),
            ],
        )
    }

    /// 市中区2021年未达到（95个）
    fn failures(&self, kept: &Kept, sentence: Phrase) -> Phrase {
        let said = kept.failures.iter().map(|failure| {
            let key = if failure.value.known {
                "behind.failure"
            } else {
                "behind.failure_unseen"
            };
            let values = [
                ("name", Phrase::text(failure.name.as_str())),
                ("year", Phrase::text(failure.year.to_string())),
                ("value", Phrase::figure(&failure.value)),
            ];
            self.words.phrase(key, &values)
        });
        let join = |first, rest| {
            self.words
                .phrase("list", &[("first", first), ("rest", rest)])
        };
        let Some(failures) = said.reduce(join) else {
            return sentence;
        };
        let key = if kept.failed > kept.failures.len() {
            "behind.failures_more"
        } else {
            "behind.failures"
        };
        let values = [
            ("sentence", sentence),
            ("failures", failures),
            ("count", Phrase::text(kept.failed.to_string())),
        ];
        self.words.phrase(key, &values)
    }

    /// Whether a total is missed before its time: nothing that comes can bring it back.
    fn is_burst(&self) -> bool {
        self.row.form == Form::Total
            && self.row.facts.verdict.id == "missed"
            && self.row.deadline > self.year
    }

    fn standing_key(&self) -> &'static str {
        let facts = &self.row.facts;
        let short = facts.distance.known && sign(&facts.distance) == Sign::Above;
        let off_course = facts.verdict.id == "off_course";
        match (self.row.form, short) {
            (Form::Count, true) => "behind.count_short",
            _ if self.is_burst() => "behind.over",
            // A limit has no way to go.
            (_, true) if off_course && facts.verdict.limit => "behind.over",
            (_, true) if off_course && facts.baseline.known => "behind.back",
            (_, true) => "behind.short",
            (Form::Total, false) if facts.verdict.id == "lagging" && facts.distance.known => {
                "behind.used"
            }
            // A direction says it all: 逐年上升.
            (_, false) if !facts.threshold.known => "behind.direction",
            (_, false) => "behind.target",
        }
    }

    /// 2023年为3.20个/千人
    fn value(&self) -> Phrase {
        let facts = &self.row.facts;
        let year = facts.value_year.unwrap_or(self.year);
        let key = match self.row.form {
            Form::Level | Form::Direction => "behind.value",
            Form::Total => "behind.total",
            Form::Growth => match self.row.rate_since {
                None => "behind.rate",
                Some(since) if since == year => "behind.rate_of_year",
                Some(_) => "behind.rate_since",
            },
            Form::Stage => "behind.stage",
            Form::Count => "behind.count",
        };
        let first = self.row.rate_since.unwrap_or(year).to_string();
        self.words.phrase(
            key,
            &[
                ("first", Phrase::text(first)),
                ("year", Phrase::text(year.to_string())),
                ("value", Phrase::figure(&facts.value)),
            ],
        )
    }

    /// What the remaining years have to bring, or that there are none.
    fn outlook(&self, sentence: Phrase) -> Phrase {
        let facts = &self.row.facts;
        let since = facts.value_year.unwrap_or(self.year);
        let years = self.row.deadline.saturating_sub(since);
        if self.row.deadline <= self.year {
            return self.words.phrase("behind.past", &[("sentence", sentence)]);
        }
        if !facts.needed_per_year.known || sign(&facts.needed_per_year) == Sign::Zero || years <= 0
        {
            return sentence;
        }
        let falls = sign(&facts.needed_per_year) == Sign::Below;
        let (several, one) = match self.row.form {
            Form::Total | Form::Count => ("behind.need_each", "behind.finish"),
            Form::Growth if self.row.ceiling => ("behind.need_rate_under", "behind.rate_one_under"),
            Form::Growth => ("behind.need_rate", "behind.rate_one"),
            Form::Level | Form::Direction | Form::Stage if falls => {
                ("behind.need_less", "behind.fall")
            }
            Form::Level | Form::Direction | Form::Stage => ("behind.need_more", "behind.rise"),
        };
        // What a year brings may be below zero and is printed as it is; a rise or a fall says its
        // direction.
        let needed = match self.row.form {
            Form::Growth | Form::Total => facts.needed_per_year.clone(),
            _ => magnitude(&facts.needed_per_year),
        };
        let needed = Phrase::figure(&needed);
        if years == 1 {
            let needed = self.words.phrase(one, &[("needed", needed)]);
            return self.wrap("behind.need_one", sentence, "needed", needed);
        }
        self.words.phrase(
            several,
            &[
                ("sentence", sentence),
                ("years", Phrase::text(years.to_string())),
                ("needed", needed),
            ],
        )
    }

    fn trend(&self, sentence: Phrase) -> Phrase {
        let projected = &self.row.facts.projected;
        if !projected.known || self.row.deadline <= self.year {
            return sentence;
        }
        self.words.phrase(
            "behind.trend",
            &[
                ("sentence", sentence),
                ("deadline", Phrase::text(self.row.deadline.to_string())),
                ("projected", Phrase::figure(projected)),
            ],
        )
    }

    fn wrap(&self, key: &str, sentence: Phrase, name: &str, value: Phrase) -> Phrase {
        self.words
            .phrase(key, &[("sentence", sentence), (name, value)])
    }
}

#[derive(PartialEq, Eq)]
enum Sign {
    Below,
    Zero,
    Above,
}

/// The sign of a printed figure; figures here are text and stay it.
fn sign(figure: &Figure) -> Sign {
    let digits = figure.text.trim_start_matches('-');
    if digits.chars().all(|c| matches!(c, '0' | '.')) {
        Sign::Zero
    } else if figure.text.starts_with('-') {
        Sign::Below
    } else {
        Sign::Above
    }
}

/// The figure without its sign, where words say the direction.
fn magnitude(figure: &Figure) -> Figure {
    let mut figure = figure.clone();
    figure.text = figure.text.trim_start_matches('-').to_owned();
    figure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Lang;
    use crate::report::view::{Facts, Failure, Part};

    fn row(form: Form, verdict: &str, figures: [&str; 6]) -> Row {
        let words = Words::bundled(Lang::Zh);
        let figure = |text: &str, unit: &str| {
            if text.is_empty() {
                Figure::unknown()
            } else {
                Figure::new(text, unit)
            }
        };
        let [value, threshold, distance, needed, progress, projected] = figures;
        Row {
            deadline: 2025,
            form,
            facts: Facts {
                relation_words: "不低于".to_owned(),
                value: figure(value, "个"),
                value_year: Some(2023),
                threshold: figure(threshold, "个"),
                baseline: Figure::new("10", "个"),
                baseline_year: Some(2020),
                distance: figure(distance, "个"),
                needed_per_year: figure(needed, "个"),
                progress: figure(progress, ""),
                projected: figure(projected, "个"),
                // A limit has no way to go, so no progress.
                verdict: words.verdict(verdict, progress.is_empty() && form == Form::Level),
                ..Facts::default()
            },
            ..Row::default()
        }
    }

    fn said(row: &Row, year: i16, lang: Lang) -> String {
        let phrase = behind_sentence(row, year, &Words::bundled(lang));
        let parts = phrase.parts.iter().map(|part| match part {
            Part::Text(words) => words.clone(),
            Part::Figure(figure) => format!("{}{}", figure.text, figure.unit),
        });
        parts.collect()
    }

    #[test]
    fn each_form_has_its_sentence() {
        use Form::{Count, Direction, Growth, Level, Stage, Total};
        let cases = [
            (
                row(Level, "lagging", ["12", "20", "8", "4", "0.2", "13.3333"]),
                2023,
                "2023年为12个，目标为不低于20个，还差8个；剩余2年平均每年需提高4个；按目前趋势，到2025年约为13.3333个。",
            ),
            (
                row(Level, "lagging", ["12", "5", "7", "-3.5", "0.2", ""]),
                2023,
                "2023年为12个，目标为不低于5个，还差7个；剩余2年平均每年需降低3.5个。",
            ),
            (
                row(Level, "missed", ["12", "20", "8", "", "0.2", ""]),
                2025,
                "2023年为12个，目标为不低于20个，还差8个；期限已过。",
            ),
            (
                row(Level, "off_course", ["8", "20", "12", "6", "-0.2", ""]),
                2024,
                "2023年为8个，比基期（2020年10个）离目标更远，目标为不低于20个，还差12个；剩余2年平均每年需提高6个。",
            ),
            (
                row(Level, "off_course", ["8", "10", "2", "1", "", ""]),
                2023,
                "2023年为8个，突破了不低于10个的限值，相差2个；剩余2年平均每年需提高1个。",
            ),
            (
                row(Total, "lagging", ["8", "20", "12", "6", "0.4", "13.3"]),
                2023,
                "到2023年累计8个，目标为不低于20个，还差12个；剩余2年平均每年需完成6个；按目前趋势，到2025年约为13.3个。",
            ),
            (
                row(Total, "lagging", ["18", "20", "-2", "", "", ""]),
                2023,
                "到2023年累计18个，限值为不低于20个，照此进度将突破限值。",
            ),
            // Across its upper end before the time: nothing brings it back.
            (
                row(Total, "missed", ["22", "20", "2", "-1", "", "30"]),
                2023,
                "到2023年累计22个，突破了不低于20个的限值，相差2个。",
            ),
            (
                row(Total, "lagging", ["-3", "-10", "7", "-3.5", "", ""]),
                2023,
                "到2023年累计-3个，目标为不低于-10个，还差7个；剩余2年平均每年需完成-3.5个。",
            ),
            // No limit, so nothing is exceeded.
            (
                row(Direction, "off_course", ["7", "8", "1", "0.5", "", ""]),
                2023,
                "2023年为7个，比基期（2020年10个）离目标更远，目标为不低于8个，还差1个；剩余2年平均每年需提高0.5个。",
            ),
            (
                row(Direction, "lagging", ["8", "8", "0", "0", "", ""]),
                2023,
                "2023年为8个，目标为不低于8个。",
            ),
            (
                row(Growth, "lagging", ["4", "6", "2", "9.1", "", ""]),
                2023,
                "到2023年年均4个，目标为不低于6个，还差2个；剩余2年年均需达到9.1个。",
            ),
            (
                row(Stage, "lagging", ["在建", "建成", "", "", "", ""]),
                2023,
                "2023年处于在建个，目标为不低于建成个。",
            ),
            (
                row(Count, "lagging", ["8", "11", "3", "1.5", "", ""]),
                2023,
                "到2023年有8个达到要求，要求11个，还差3个；剩余2年平均每年需完成1.5个。",
            ),
            (
                row(Direction, "broken", ["8", "", "", "", "", ""]),
                2023,
                "2023年为8个，目标为不低于。",
            ),
        ];
        for (row, year, wanted) in cases {
            assert_eq!(said(&row, year, Lang::Zh), wanted);
        }
    }

    #[test]
    fn what_has_no_baseline_is_not_further_away_than_it() {
        let figures = ["-2", "20", "22", "11", "-0.1", ""];
        let mut total = row(Form::Total, "off_course", figures);
        total.facts.baseline = Figure::unknown();
        assert_eq!(
            said(&total, 2023, Lang::Zh),
            "到2023年累计-2个，目标为不低于20个，还差22个；剩余2年平均每年需完成11个。"
        );
    }

    #[test]
    fn who_failed_is_named_up_to_a_number() {
        let mut whole = row(Form::Count, "broken", ["4", "4", "0", "", "", ""]);
        whole.unit = "个".to_owned();
        let failure = |year, value: Figure| Failure {
            name: "市中区".to_owned(),
            year,
            value,
        };
        whole.kept = Some(Kept {
            all: 4,
            kept: 1,
            unknown: 1,
            failures: vec![
                failure(2021, Figure::new("95", "个")),
                failure(2022, Figure::unknown()),
            ],
            failed: 3,
        });
        assert_eq!(
            said(&whole, 2023, Lang::Zh),
            "到2023年，4个中有1个逐年达到要求，要求4个（其中1个情况不明）；市中区2021年未达到（95个）、市中区2022年未达到等3处。"
        );
        assert_eq!(
            said(&whole, 2023, Lang::En),
            "1个 of 4个 kept it in every year up to 2023; 4个 are asked for (of 1个 of these nothing is known); 市中区 failed in 2021 (95个), 市中区 failed in 2022 and others, 3 in all."
        );
    }

    #[test]
    fn one_year_is_not_an_average() {
        let mut one = row(Form::Level, "lagging", ["12", "20", "8", "8", "0.2", ""]);
        one.facts.value_year = Some(2024);
        one.facts.reason = Some("上年曾经达到".to_owned());
        assert_eq!(
            said(&one, 2024, Lang::Zh),
            "2024年为12个，目标为不低于20个，还差8个；剩余1年需提高8个；上年曾经达到。"
        );
        assert_eq!(
            said(&one, 2024, Lang::En),
            "12个 in 2024; the target is 不低于 20个, 8个 short; the one remaining year has to add 8个; 上年曾经达到."
        );
    }
}
