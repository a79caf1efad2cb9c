//! Templates: found, compiled, tried out, and filled. The only home of `minijinja`, together with
//! its neighbours `values` and `fault`.
//!
//! A template sees a [`View`] and the words; it reads no file and knows no clock. What it writes is
//! Markdown in which every value is a fence around a number (see [`reading`](super::reading)).

use super::document::{Block, Document, Inline, plain, walk};
use super::fault;
use super::lacks::Lacks;
use super::reading::{self, fenced};
use super::values;
use super::view::View;
use super::words::Words;
use crate::data::REPORTS;
use crate::diag::{Code, Diagnostic, Diagnostics, Lang};
use crate::text::near_miss;
use crate::text::{SourceId, Sources, Span};
use indexmap::IndexMap;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Output, UndefinedBehavior};
use serde_json::Value as Json;
use std::sync::{Arc, Mutex, PoisonError};

/// The templates that come with the program, by their path in a plan.
const BUNDLED: [(&str, &str); 2] = [
    (
        "reports/midterm.md",
        include_str!("../../reports/midterm.md"),
    ),
    (
        "reports/midterm.en.md",
        include_str!("../../reports/midterm.en.md"),
    ),
];

/// How much a report may cost: about so many steps of the template, or 64 times as many bytes.
/// The mid-term report takes some 240 for a target, so 100,000 targets take a quarter of it; a loop
/// that never ends is found in seconds.
const FUEL: u64 = 100_000_000;
/// How much it may cost to try a template out on the example.
const TRIAL: u64 = 1_000_000;

/// The templates of a plan.
#[derive(Debug, Clone)]
pub struct Templates {
    files: IndexMap<String, File>,
    words: [Words; 2],
}

#[derive(Debug, Clone)]
struct File {
    source: SourceId,
    text: String,
    /// Whether it could be compiled. What could not has been reported.
    sound: bool,
}

impl Templates {
    /// Finds all templates and compiles them. Those of the program are added to the sources under
    /// `reports/`, except where the plan has its own of that name, so that a fault in any of them
    /// has a place.
    pub fn load(sources: &mut Sources, diagnostics: &mut Diagnostics) -> Self {
        for (path, text) in BUNDLED {
            if sources.find(path).is_none() {
                // These paths are clean.
                let _ = sources.insert(path, text.as_bytes());
            }
        }
        let words = Lang::ALL.map(|lang| Words::load(sources, lang, diagnostics));
        let mut templates = Self {
            files: IndexMap::new(),
            words,
        };
        for (source, file) in sources.iter() {
            let path = file.path();
            if !path.starts_with(REPORTS) || !path.ends_with(".md") {
                continue;
            }
            match file.text() {
                Ok(text) => {
                    let file = File {
                        source,
                        text: text.to_owned(),
                        sound: true,
                    };
                    templates.files.insert(path.to_owned(), file);
                }
                Err(reason) => {
                    diagnostics.push(crate::diag::not_text(source, file, reason));
                }
            }
        }
        templates.compile(diagnostics);
        templates
    }

    fn compile(&mut self, diagnostics: &mut Diagnostics) {
        let mut env = environment(&self.words[0], &Table::default(), TRIAL);
        let mut broken = Vec::new();
        for (path, file) in &self.files {
            if let Err(error) = env.add_template_owned(path.clone(), file.text.clone()) {
                diagnostics.push(fault::diagnostic(&error, &self.places(path)));
                broken.push(path.clone());
            }
        }
        for path in broken {
            if let Some(file) = self.files.get_mut(&path) {
                file.sound = false;
            }
        }
    }

    /// The reports there are, by name, each once whatever languages it is in.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.files.keys().filter_map(|path| name(path)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The words of a language, as the plan has them.
    pub fn words(&self, lang: Lang) -> &Words {
        let [zh, en] = &self.words;
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The language that a report is in where `lang` is asked for: whoever fills the view takes
    /// its words in this one.
    pub fn lang(&self, name: &str, lang: Lang) -> Lang {
        self.find(name, lang)
            .map_or(lang, |(path, _)| lang_of(path))
    }

    /// Says everything about the templates that can be said without a view: names that there are
    /// not, and what goes wrong when each report is filled from the example and from nothing.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        for (path, file) in &self.files {
            if !file.sound || name(path).is_none() {
                continue;
            }
            let before = diagnostics.len();
            self.check_names(path, file, diagnostics);
            let words = self.words(lang_of(path));
            for view in [super::example(words), View::default()] {
                if diagnostics.len() == before {
                    self.fill(path, &view, TRIAL, diagnostics);
                }
            }
        }
    }

    /// Names outside every loop and `set` are known before anything is filled, so all of them are
    /// reported at once.
    fn check_names(&self, path: &str, file: &File, diagnostics: &mut Diagnostics) {
        let words = self.words(lang_of(path));
        let env = environment(words, &Table::default(), TRIAL);
        let Ok(template) = env.template_from_named_str(path, &file.text) else {
            return;
        };
        let known = fault::known_names();
        let globals: Vec<_> = env.globals().map(|(name, _)| name.to_owned()).collect();
        let mut names: Vec<_> = template.undeclared_variables(true).into_iter().collect();
        names.sort();
        for used in names {
            let root = used.split('.').next().unwrap_or_default();
            if globals.iter().any(|global| global == root) || known.has(&used) {
                continue;
            }
            for at in fault::uses(&file.text, &used) {
                let span = Span::new(file.source, at);
                let diagnostic = Diagnostic::new(Code::TemplateName, span).with("name", &used);
                diagnostics.push(match near_miss(&used, known.paths()) {
                    Some(near) => diagnostic.with("near", near),
                    None => diagnostic.help(Some("none")),
                });
            }
        }
    }

    /// Fills the template of a report from a view. `None` where that is not possible; why not has
    /// been reported.
    pub fn render(
        &self,
        name: &str,
        lang: Lang,
        view: &View,
        diagnostics: &mut Diagnostics,
    ) -> Option<Document> {
        let Some((path, file)) = self.find(name, lang) else {
            let diagnostic = Diagnostic::nowhere(Code::UnknownReport).with("name", name);
            let names = self.names();
            let known: Vec<_> = names.iter().map(|name| (*name).into()).collect();
            let diagnostic = diagnostic.with("known", crate::diag::Value::List(known));
            diagnostics.push(match near_miss(name, names) {
                Some(near) => diagnostic.with("near", near),
                None => diagnostic.help(Some("known")),
            });
            return None;
        };
        if !file.sound {
            return None;
        }
        self.fill(path, view, FUEL, diagnostics)
    }

    fn find(&self, name: &str, lang: Lang) -> Option<(&str, &File)> {
        let english = (lang == Lang::En).then(|| format!("{REPORTS}{name}.en.md"));
        let paths = english.into_iter().chain([format!("{REPORTS}{name}.md")]);
        paths
            .filter_map(|path| self.files.get_key_value(&path))
            .map(|(path, file)| (path.as_str(), file))
            .next()
    }

    fn fill(
        &self,
        path: &str,
        view: &View,
        fuel: u64,
        diagnostics: &mut Diagnostics,
    ) -> Option<Document> {
        let lang = lang_of(path);
        let words = self.words(lang);
        let table = Table::default();
        let mut env = environment(words, &table, fuel);
        for (path, file) in self.files.iter().filter(|(_, file)| file.sound) {
            // What compiled once compiles again.
            let _ = env.add_template_owned(path.as_str(), file.text.as_str());
        }
        let rendered = env
            .get_template(path)
            .and_then(|template| template.render_with_spans(context(view, words)));
        let (text, spans) = match rendered {
            Ok(rendered) => rendered,
            Err(error) => {
                diagnostics.push(fault::diagnostic(&error, &self.places(path)));
                return None;
            }
        };
        let values = table.take();
        let (blocks, problems) = reading::read(&text, &values);
        // A row in a loop goes wrong as often as the loop goes round, and is one fault.
        let mut said: Vec<Diagnostic> = Vec::new();
        for problem in &problems {
            let place = self.places(path).of_output(&spans, &problem.at);
            let diagnostic = fault::layout(&problem.fault, place);
            if !said.contains(&diagnostic) {
                said.push(diagnostic);
            }
        }
        said.into_iter().for_each(|one| diagnostics.push(one));
        problems.is_empty().then(|| Document {
            lang,
            title: title(&blocks).unwrap_or_else(|| view.plan.title.clone()),
            banner: banner(view, words),
            blocks,
        })
    }

    fn places<'a>(&'a self, path: &'a str) -> fault::Places<'a> {
        fault::Places {
            main: path,
            find: Box::new(|path| {
                let file = self.files.get(path)?;
                Some((file.source, file.text.as_str()))
            }),
            known: self.files.keys().map(String::as_str).collect(),
        }
    }
}

/// The report of a path: only what stands right under `reports/`; deeper down are the parts that
/// reports include.
fn name(path: &str) -> Option<&str> {
    let file = path.strip_prefix(REPORTS)?.strip_suffix(".md")?;
    let name = file.strip_suffix(".en").unwrap_or(file);
    (!name.contains('/')).then_some(name)
}

fn lang_of(path: &str) -> Lang {
    if path.ends_with(".en.md") {
        Lang::En
    } else {
        Lang::Zh
    }
}

/// The values that a template has printed, each waiting behind its number.
#[derive(Clone, Default)]
struct Table(Arc<Mutex<Vec<Vec<Inline>>>>);

impl Table {
    /// Keeps a value and gives what stands for it in the text.
    fn keep(&self, content: Vec<Inline>) -> String {
        let mut values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        values.push(content);
        fenced(values.len() - 1)
    }

    fn take(&self) -> Vec<Vec<Inline>> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn environment(words: &Words, table: &Table, fuel: u64) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_debug(true);
    env.set_fuel(Some(fuel));
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    // Any mode but none: then the engine keeps what templates wrote (safe) apart from values.
    env.set_auto_escape_callback(|_| AutoEscape::Custom("document".into()));
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build();
    if let Ok(syntax) = syntax {
        env.set_syntax(syntax);
    }
    // With these a value could be passed off as the template's own words.
    for filter in ["safe", "tojson", "pprint", "urlencode"] {
        env.remove_filter(filter);
    }
    env.add_filter("unit", |value: &Value| values::with_unit(value));
    env.add_filter("percent", |value: &Value| values::percent(value));
    env.add_filter("chinese", |value: &Value| values::in_chinese(value));
    let own = words.clone();
    env.add_filter("date", move |date: &Value| values::date_of(&own, date));
    let own = words.clone();
    env.add_filter("verdict", move |id: &str| values::verdict(&own, id));
    let (table, absent) = (table.clone(), words.get("absent").to_owned());
    env.set_formatter(move |out: &mut Output, _, value: &Value| {
        if value.is_safe() {
            // What a macro or a `set` block wrote, values in it fenced already.
            out.write_str(value.as_str().unwrap_or_default())?;
        } else {
            let content = values::content(value, &absent)?;
            out.write_str(&table.keep(content))?;
        }
        Ok(())
    });
    env
}

fn context(view: &View, words: &Words) -> Value {
    let mut json = serde_json::to_value(view).unwrap_or_default();
    if let Json::Object(fields) = &mut json {
        fields.insert("words".to_owned(), values::words_value(words));
    }
    values::lift(&json)
}

fn title(blocks: &[Block]) -> Option<String> {
    let mut title = None;
    walk(blocks, &mut |block| {
        if let Block::Heading(heading) = block
            && heading.level == 1
            && title.is_none()
        {
            title = Some(plain(&heading.content));
        }
    });
    title
}

/// What stands on the face of every report, whatever its template says.
fn banner(view: &View, words: &Words) -> Vec<String> {
    let rows = view.chapters.iter().flat_map(|chapter| &chapter.rows);
    let mut marks: Vec<&str> = view
        .doubtful
        .iter()
        .map(|one| one.mark.id.as_str())
        .collect();
    marks.extend(
        rows.flat_map(|row| &row.rests_on)
            .map(|mark| mark.id.as_str()),
    );
    let doubts = ["demonstration", "provisional", "estimated"]
        .into_iter()
        .filter(|id| marks.contains(id))
        .map(|id| words.get(&format!("banner.{id}")).to_owned());
    let lacks = Lacks::from(view).said().map(|(part, count)| {
        let key = format!("banner.{part}");
        words.fill(&key, &[("count", &count.to_string())])
    });
    let as_of = view.as_of.iter().map(|day| {
        let undated = view.undated.to_string();
        let key = match view.undated {
            0 => "banner.as_of",
            _ => "banner.as_of_undated",
        };
        let day = values::date(words, day);
        words.fill(key, &[("day", &day), ("count", &undated)])
    });
    as_of.chain(lacks).chain(doubts).collect()
}
