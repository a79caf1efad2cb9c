//! The words of reports, one file per language; a plan may change any of them.

use super::view::{Figure, Mark, Method, Owner, Part, Phrase, Term, Verdict};
use crate::data::REPORTS;
use crate::diag::{Code, Diagnostic, Diagnostics, Lang, entries, fill, placed_entries};
use crate::eval;
use crate::text::{Sources, Span};
use indexmap::IndexMap;

/// A shape for each verdict: solid where the promise is kept so far, hollow where it is not, so
/// that it can be told without colour and in a photocopy.
fn shape(verdict: eval::Verdict) -> &'static str {
    match verdict {
        eval::Verdict::Met => "●",
        eval::Verdict::Holding => "■",
        eval::Verdict::Reached => "★",
        eval::Verdict::Ahead => "▲",
        eval::Verdict::OnSchedule => "◆",
        eval::Verdict::NotDue => "○",
        eval::Verdict::Undecided => "？",
        eval::Verdict::Lagging => "▽",
        eval::Verdict::OffCourse => "◇",
        eval::Verdict::Broken => "□",
        eval::Verdict::Missed => "×",
    }
}

/// The words of one language.
#[derive(Debug, Clone)]
pub struct Words {
    /// Which.
    pub lang: Lang,
    words: IndexMap<String, String>,
}

impl Words {
    /// The words of a language, as the project has them.
    pub fn bundled(lang: Lang) -> Self {
        let file = match lang {
            Lang::Zh => include_str!("../../reports/words/zh.words"),
            Lang::En => include_str!("../../reports/words/en.words"),
        };
        let words = entries(file)
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect();
        Self { lang, words }
    }

    /// The same with what the plan says in its own `reports/words/zh.words`. A key that there is
    /// not is reported: the words it was meant for would silently stay ours.
    pub fn load(sources: &Sources, lang: Lang, diagnostics: &mut Diagnostics) -> Self {
        let mut words = Self::bundled(lang);
        let path = match lang {
            Lang::Zh => "words/zh.words",
            Lang::En => "words/en.words",
        };
        let Some(id) = sources.find(&format!("{REPORTS}{path}")) else {
            return words;
        };
        let file = sources.get(id).text_or_empty();
        for (start, key, text) in placed_entries(file) {
            if let Some(own) = words.words.get_mut(key) {
                text.clone_into(own);
                continue;
            }
            let span = Span::new(id, start..start + key.len());
            let diagnostic = Diagnostic::new(Code::UnknownWord, span).with("key", key);
            let near = crate::text::near_miss(key, words.words.keys().map(String::as_str));
            diagnostics.push(match near {
                Some(near) => diagnostic.with("near", near),
                None => diagnostic.help(Some("none")),
            });
        }
        words
    }

    /// The text of a key; the key itself where there is none, which a test rules out for ours.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// Every key with its text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// The text of a key with its names filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), |name| {
            let value = values.iter().find(|(known, _)| *known == name);
            value.map(|(_, value)| (*value).to_owned())
        })
    }

    /// The text of a key with parts filled in that stay what they are. `{sentence}` and the like
    /// may be phrases themselves: their parts go in where they stand.
    pub fn phrase(&self, key: &str, values: &[(&str, Phrase)]) -> Phrase {
        let mut phrase = Phrase::default();
        let mut rest = self.get(key);
        while let Some((before, after)) = rest.split_once('{') {
            phrase.push_text(before);
            let Some((name, tail)) = after.split_once('}') else {
                break;
            };
            if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                phrase.extend(value.clone());
            }
            rest = tail;
        }
        phrase.push_text(rest);
        phrase
    }

    /// A verdict by its id; `limit` for one about a limit, which is exceeded and not reversed.
    pub fn verdict(&self, id: &str, limit: bool) -> Verdict {
        let key = if limit && id == "off_course" {
            "verdict.limit_broken".to_owned()
        } else {
            format!("verdict.{id}")
        };
        Verdict {
            id: id.to_owned(),
            word: self.get(&key).to_owned(),
            shape: eval::Verdict::find(id).map_or("", shape).to_owned(),
            limit,
        }
    }

    /// A verdict in one short word, by its id; `limit` as in [`Words::verdict`].
    pub fn brief(&self, id: &str, limit: bool) -> &str {
        let id = if limit && id == "off_course" {
            "limit_broken"
        } else {
            id
        };
        let key = format!("brief.{id}");
        self.words.get(&key).map_or("", String::as_str)
    }

    /// What a verdict means, with the method's thresholds in it.
    pub fn meaning(&self, id: &str, method: &Method) -> String {
        self.fill(
            &format!("meaning.{id}"),
            &[
                ("ahead", &method.ahead),
                ("on_schedule", &method.on_schedule),
            ],
        )
    }

    /// A doubt by its id: `demonstration`, `provisional`, `estimated`.
    pub fn mark(&self, id: &str) -> Mark {
        Mark {
            id: id.to_owned(),
            short: self.get(&format!("mark.{id}")).to_owned(),
            word: self.get(&format!("status.{id}")).to_owned(),
        }
    }

    /// A word of a group by its id: `term("attribute", "binding")`.
    pub fn term(&self, group: &str, id: &str) -> Term {
        Term {
            id: id.to_owned(),
            word: self.get(&format!("{group}.{id}")).to_owned(),
        }
    }

    /// The unit of a difference of figures in `unit`: 个百分点 for %.
    pub fn points<'a>(&'a self, unit: &'a str) -> &'a str {
        match unit {
            "%" => self.get("points.percent"),
            "‰" => self.get("points.permille"),
            unit => unit,
        }
    }

    /// An owner as reports print it.
    pub fn owner(&self, lead: &str, with: &[String], by: Option<&str>, proposed: bool) -> Owner {
        let text = match (lead.is_empty(), with.is_empty()) {
            (true, _) => self.get("absent").to_owned(),
            (false, true) => lead.to_owned(),
            (false, false) => self.fill(
                "owner.with",
                &[("lead", lead), ("others", &self.list(with))],
            ),
        };
        Owner {
            lead: lead.to_owned(),
            with: with.to_vec(),
            by: by.map(str::to_owned),
            proposed,
            text,
        }
    }

    /// Names one after the other, as the language joins them.
    pub fn list(&self, names: &[String]) -> String {
        let Some((last, others)) = names.split_last() else {
            return String::new();
        };
        // What stands before, between and behind; a plan may have written something without them.
        let pattern = self.get("list");
        let (before, rest) = pattern.split_once("{first}").unwrap_or(("", pattern));
        let (between, behind) = rest.split_once("{rest}").unwrap_or((rest, ""));
        let mut joined = String::new();
        for name in others {
            joined.extend([before, name, between]);
        }
        joined.push_str(last);
        joined.push_str(&behind.repeat(others.len()));
        joined
    }

    /// What stands above a list of owners.
    pub fn owner_heading(&self, any_proposed: bool) -> &str {
        self.get(if any_proposed {
            "owner.proposed"
        } else {
            "owner.heading"
        })
    }
}

impl Phrase {
    /// As plain text, figures with their units.
    pub fn plain(&self) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(words) => words.clone(),
            Part::Figure(figure) => format!("{}{}", figure.text, figure.unit),
        });
        parts.collect()
    }

    /// A phrase that is only words.
    pub fn text(words: impl Into<String>) -> Self {
        let mut phrase = Self::default();
        phrase.push_text(&words.into());
        phrase
    }

    /// A phrase that is a figure, printed with its unit.
    pub fn figure(figure: &Figure) -> Self {
        Self {
            parts: vec![Part::Figure(Box::new(figure.clone()))],
        }
    }

    fn push_text(&mut self, words: &str) {
        match self.parts.last_mut() {
            _ if words.is_empty() => {}
            Some(Part::Text(last)) => last.push_str(words),
            _ => self.parts.push(Part::Text(words.to_owned())),
        }
    }

    fn extend(&mut self, other: Self) {
        for part in other.parts {
            match part {
                Part::Text(words) => self.push_text(&words),
                figure @ Part::Figure(_) => self.parts.push(figure),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::names_in;

    #[test]
    fn both_languages_have_the_same_words_with_the_same_names_in_them() {
        let [zh, en] = Lang::ALL.map(Words::bundled);
        let keys = |words: &Words| words.words.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&zh), keys(&en));
        for (key, text) in zh.iter() {
            assert_eq!(names_in(text), names_in(en.get(key)), "{key}");
        }
    }

    #[test]
    fn every_verdict_has_a_word_a_meaning_and_a_shape_of_its_own() {
        for words in Lang::ALL.map(Words::bundled) {
            let mut shapes = eval::Verdict::ALL.map(shape).to_vec();
            shapes.sort_unstable();
            shapes.dedup();
            assert_eq!(shapes.len(), eval::Verdict::ALL.len());
            for id in eval::Verdict::ALL.map(eval::Verdict::name) {
                assert!(!words.verdict(id, true).word.contains('.'), "{id}");
                assert!(!words.meaning(id, &Method::default()).contains("meaning"));
            }
        }
        let zh = Words::bundled(Lang::Zh);
        assert_eq!(zh.verdict("off_course", true).word, "突破限值");
        assert_eq!(zh.verdict("off_course", false).word, "反向变化");
    }

    #[test]
    fn a_plan_says_it_in_its_own_words() {
        let mut sources = Sources::new();
        let file = "verdict.lagging = 进度偏慢\nverdict.laging = 慢\n";
        let id = sources
            .insert("reports/words/zh.words", file.as_bytes())
            .unwrap();
        let mut diagnostics = Diagnostics::new();
        let words = Words::load(&sources, Lang::Zh, &mut diagnostics);
        assert_eq!(words.verdict("lagging", false).word, "进度偏慢");
        let found: Vec<_> = diagnostics.iter().collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, Code::UnknownWord);
        let span = found[0].labels[0].span;
        assert_eq!(span.source, id);
        assert_eq!(sources.slice(span), "verdict.laging");
    }

    #[test]
    fn figures_in_a_sentence_stay_figures() {
        let words = Words::bundled(Lang::Zh);
        let value = Figure::new("3.20", "个/千人").of("x@2025", "value");
        let phrase = words.phrase(
            "behind.value",
            &[
                ("year", Phrase::text("2023")),
                ("value", Phrase::figure(&value)),
            ],
        );
        let [Part::Text(words), Part::Figure(figure)] = phrase.parts.as_slice() else {
            panic!("{phrase:?}");
        };
        assert_eq!(words, "2023年为");
        assert_eq!((&*figure.target, &*figure.field), ("x@2025", "value"));
    }
}
