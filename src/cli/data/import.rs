//! `yardstick data import`: the forms that came back, into the plan's data.

use crate::cli::args::{Format, Import, Options};
use crate::cli::columns::WIDTH;
use crate::cli::folder::Folder;
use crate::cli::output::Output;
use crate::cli::ready::{Ready, ready};
use crate::cli::words::{filled, of_key, text};
use crate::cli::{Exit, folder};
use crate::collect::{
    COLLECTED, Collected, Given, Listing, Refused, Returned, Words, collect, list_collected,
    open_form, place_of, read_returned,
};
use crate::data::{MANIFEST, sha256};
use crate::diag::{Diagnostics, Lang};
use crate::model::CellKey;
use crate::open::Opened;
use crate::report::results::diagnostics_json;
use crate::text::{SourceId, Sources, wrapped};
use crate::value::Date;
use indexmap::IndexMap;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const SCHEMA: &str = "yardstick.data_import/1";

/// The endings of workbooks that are read.
const ENDINGS: [&str; 3] = ["xlsx", "xls", "ods"];

pub(super) fn run(command: &Import, options: &Options, output: &mut Output) -> Exit {
    let lang = options.lang;
    let Ready {
        folder: plan,
        opened,
        ..
    } = match ready(SCHEMA, options, output) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let found = match Found::of(&command.folder) {
        Ok(found) if found.forms.is_empty() => {
            let values = [("folder", folder::shown(&command.folder))];
            return output.stop(SCHEMA, &filled(lang, "import.no_forms", &values));
        }
        Ok(found) => found,
        Err(error) => {
            let values = [
                ("file", folder::shown(&command.folder)),
                ("why", crate::cli::output::why(lang, &error)),
            ];
            return output.stop(SCHEMA, &filled(lang, "error.read", &values));
        }
    };
    let mut diagnostics = Diagnostics::new();
    let mut forms = Forms::default();
    if let Err(why) = forms.take_in(&found, lang, &mut diagnostics) {
        return output.stop(SCHEMA, &why);
    }
    let words = Lang::ALL.map(|lang| move |key: &str| of_key(lang, key));
    let words = words.each_ref().map(|words| Words(words));
    let mut returned = read_returned(
        &opened.plan,
        &forms.ids,
        &forms.sources,
        &words,
        &mut diagnostics,
    );
    returned.refused.splice(0..0, forms.refused.iter().cloned());
    output.diagnostics(&diagnostics, &forms.sources);
    let written = match write(command, &plan, &opened, &forms, &returned.given, options) {
        Ok(written) => written,
        Err(why) => return output.stop(SCHEMA, &why),
    };
    let told = Told {
        opened: &opened,
        found: &found,
        forms: &forms,
        returned: &returned,
        written: &written,
        diagnostics: &diagnostics,
        lang,
    };
    if options.format == Format::Json {
        output.json(&told.json());
    } else {
        told.human(output);
    }
    match returned.refused.is_empty() {
        true => Exit::Clean,
        false => Exit::Findings,
    }
}

/// The files of a folder.
struct Found {
    forms: Vec<(String, PathBuf)>,
    /// Those that are no forms by their names.
    others: Vec<String>,
}

impl Found {
    fn of(folder: &Path) -> io::Result<Self> {
        let mut found = Self {
            forms: Vec::new(),
            others: Vec::new(),
        };
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            // What programs leave beside a file that is open, and what systems hide.
            if name.starts_with("~$") || name.starts_with('.') {
                continue;
            }
            let ending = path
                .extension()
                .unwrap_or_default()
                .to_string_lossy()
                .to_lowercase();
            if path.is_file() && ENDINGS.contains(&ending.as_str()) {
                found.forms.push((name, path));
            } else {
                found.others.push(name);
            }
        }
        found.forms.sort();
        found.others.sort();
        Ok(found)
    }
}

/// The forms that could be opened.
#[derive(Default)]
struct Forms {
    sources: Sources,
    ids: Vec<SourceId>,
    /// The SHA-256 of each, by its path among the sources.
    digests: BTreeMap<String, String>,
    /// Those that could not.
    refused: Vec<Refused>,
}

impl Forms {
    fn take_in(
        &mut self,
        found: &Found,
        lang: Lang,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), String> {
        for (name, path) in &found.forms {
            let bytes = fs::read(path).map_err(|error| {
                let why = crate::cli::output::why(lang, &error);
                let values = [("file", folder::shown(path)), ("why", why)];
                filled(lang, "error.read", &values)
            })?;
            match open_form(name, &bytes, &mut self.sources, diagnostics) {
                Some((id, true)) => {
                    self.ids.push(id);
                    let path = self.sources.get(id).path().to_owned();
                    self.digests.insert(path, sha256(&[&bytes]));
                }
                Some((id, false)) => self.refused.push(Refused {
                    span: crate::text::Span::new(id, 0..0),
                    office: String::new(),
                    finding: diagnostics.len().saturating_sub(1),
                }),
                None => {
                    let values = [
                        ("file", folder::shown(path)),
                        ("why", text(lang, "why.name").to_owned()),
                    ];
                    return Err(filled(lang, "error.read", &values));
                }
            }
        }
        Ok(())
    }
}

/// What was written.
struct Written {
    collected: Collected,
    /// What became of `plan.yaml`; `None` where there was nothing to write.
    listing: Option<Listing>,
    /// Whether the data file is another than before.
    is_new: bool,
}

/// Writes the accepted figures, and names their file in `plan.yaml`.
fn write(
    command: &Import,
    plan: &Folder,
    opened: &Opened,
    forms: &Forms,
    given: &[Given],
    options: &Options,
) -> Result<Written, String> {
    let lang = options.lang;
    let path = plan
        .within(COLLECTED)
        .ok_or_else(|| filled(lang, "import.outside", &[("file", COLLECTED.to_owned())]))?;
    let before = match fs::read(&path) {
        Ok(bytes) => Some(String::from_utf8(bytes).map_err(|_| other_columns(lang))?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            let why = crate::cli::output::why(lang, &error);
            let values = [("file", COLLECTED.to_owned()), ("why", why)];
            return Err(filled(lang, "error.read", &values));
        }
    };
    let published = command.date.as_deref().and_then(Date::parse);
    let collected = collect(
        &opened.plan,
        before.as_deref(),
        given,
        published,
        &forms.sources,
        &forms.digests,
    )
    .map_err(|_| other_columns(lang))?;
    let changes = collected.added > 0 || !collected.changed.is_empty();
    if changes {
        let cannot = |error| folder::cannot_write(lang, Path::new(COLLECTED), &error);
        folder::write_whole(&path, collected.text.as_bytes()).map_err(cannot)?;
    }
    if !changes && before.is_none() {
        return Ok(Written {
            collected,
            listing: None,
            is_new: false,
        });
    }
    let listing = list_collected(&opened.manifest, &opened.cube, &plan.sources);
    if let Listing::Added(new) = &listing {
        let cannot = |error| folder::cannot_write(lang, Path::new(MANIFEST), &error);
        folder::write_whole(&plan.path(MANIFEST), new.as_bytes()).map_err(cannot)?;
    }
    Ok(Written {
        collected,
        listing: Some(listing),
        is_new: changes,
    })
}

fn other_columns(lang: Lang) -> String {
    let values = [("file", COLLECTED.to_owned())];
    filled(lang, "import.other_columns", &values)
}

/// Everything that there is to tell.
struct Told<'a> {
    opened: &'a Opened,
    found: &'a Found,
    forms: &'a Forms,
    returned: &'a Returned,
    written: &'a Written,
    diagnostics: &'a Diagnostics,
    lang: Lang,
}

impl Told<'_> {
    fn human(&self, output: &mut Output) {
        let lang = self.lang;
        let (returned, collected) = (self.returned, &self.written.collected);
        let mut say = |line: String| {
            for line in wrapped(&line, WIDTH, "  ") {
                output.line(&line);
            }
        };
        if !self.found.others.is_empty() {
            let files = [("files", self.found.others.join(" "))];
            say(filled(lang, "import.others", &files));
        }
        for (office, refused) in self.refused_by_office() {
            let count = refused.len().to_string();
            let office = match office {
                "" => text(lang, "import.unknown_office").to_owned(),
                office => office.to_owned(),
            };
            say(filled(
                lang,
                "import.refused",
                &[("office", office), ("count", count)],
            ));
            for one in refused {
                let values = [("place", self.place(one)), ("why", self.why(one))];
                say(filled(lang, "import.refused_cell", &values));
            }
        }
        for one in &collected.changed {
            let values = [
                ("what", self.named(one.key)),
                ("office", one.office.clone()),
                ("old", one.old.clone()),
                ("new", one.new.clone()),
            ];
            say(filled(lang, "import.changed", &values));
        }
        for one in &returned.remarks {
            let values = [
                ("what", self.named(one.key)),
                ("office", one.office.clone()),
                ("note", one.note.clone()),
            ];
            say(filled(lang, "import.remark", &values));
        }
        let values = [
            ("forms", self.found.forms.len().to_string()),
            ("added", collected.added.to_string()),
            ("changed", collected.changed.len().to_string()),
            ("unchanged", collected.unchanged.to_string()),
            ("refused", returned.refused.len().to_string()),
            ("blank", returned.blank.to_string()),
        ];
        say(filled(lang, "import.summary", &values));
        if self.written.is_new {
            say(filled(
                lang,
                "report.written",
                &[("file", COLLECTED.to_owned())],
            ));
        }
        match &self.written.listing {
            Some(Listing::Added(_)) => {
                say(filled(
                    lang,
                    "import.listed",
                    &[("file", COLLECTED.to_owned())],
                ));
            }
            Some(Listing::ByHand(line)) => {
                say(filled(lang, "import.by_hand", &[("line", line.clone())]));
            }
            Some(Listing::There) | None => {}
        }
    }

    fn refused_by_office(&self) -> IndexMap<&str, Vec<&Refused>> {
        let mut all: IndexMap<&str, Vec<&Refused>> = IndexMap::new();
        for one in &self.returned.refused {
            all.entry(&one.office).or_default().push(one);
        }
        all
    }

    fn place(&self, one: &Refused) -> String {
        place_of(&self.forms.sources, one.span)
    }

    /// What is wrong with a cell: the message of its finding, and what stands there.
    fn why(&self, one: &Refused) -> String {
        let Some(finding) = self.diagnostics.iter().nth(one.finding) else {
            return String::new();
        };
        let message = finding.message(self.lang);
        let label = finding.labels.first();
        match label.and_then(|label| finding.label_text(self.lang, label)) {
            Some(label) => {
                let values = [("message", message), ("label", label)];
                filled(self.lang, "import.why", &values)
            }
            None => message,
        }
    }

    fn named(&self, key: CellKey) -> String {
        let plan = &self.opened.plan;
        let label = plan.indicator(key.indicator).map_or("", |own| &own.label);
        let values = [
            ("what", plan.in_region(label, key.region)),
            ("year", key.year.to_string()),
        ];
        filled(self.lang, "import.figure", &values)
    }

    fn json(&self) -> Value {
        let plan = &self.opened.plan;
        let (returned, collected) = (self.returned, &self.written.collected);
        let figure = |key: CellKey| {
            json!({
                "indicator": plan.indicator(key.indicator).map(|own| &own.id),
                "region": plan.regions.get(key.region).map(|own| &own.code),
                "year": key.year.0,
            })
        };
        let with = |key: CellKey, more: &[(&str, &str)]| {
            let mut all = figure(key);
            if let Some(fields) = all.as_object_mut() {
                fields.extend(
                    more.iter()
                        .map(|(name, value)| ((*name).to_owned(), (*value).into())),
                );
            }
            all
        };
        let changed = collected.changed.iter().map(|one| {
            let more = [
                ("owner", one.office.as_str()),
                ("old", &one.old),
                ("new", &one.new),
            ];
            with(one.key, &more)
        });
        let remarks = returned.remarks.iter().map(|one| {
            with(
                one.key,
                &[("owner", one.office.as_str()), ("note", &one.note)],
            )
        });
        let refused = returned.refused.iter().map(|one| {
            let source = self.forms.sources.get(one.span.source);
            let finding = self.diagnostics.iter().nth(one.finding);
            json!({
                "file": source.path(),
                "cell": source.address(one.span.start as usize).map(|cell| cell.to_string()),
                "owner": (!one.office.is_empty()).then_some(&one.office),
                "code": finding.map(|finding| finding.code.id()),
                "message": self.why(one),
            })
        });
        let (listed, line) = match &self.written.listing {
            Some(Listing::There | Listing::Added(_)) => (true, None),
            Some(Listing::ByHand(line)) => (false, Some(line)),
            None => (false, None),
        };
        json!({
            "schema": SCHEMA,
            "plan": plan.id,
            "file": COLLECTED,
            "listed": listed,
            "line_to_add": line,
            "forms": self.found.forms.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            "skipped": self.found.others,
            "changed": changed.collect::<Vec<_>>(),
            "remarks": remarks.collect::<Vec<_>>(),
            "refused": refused.collect::<Vec<_>>(),
            "summary": {
                "accepted": returned.given.len(),
                "added": collected.added,
                "changed": collected.changed.len(),
                "unchanged": collected.unchanged,
                "refused": returned.refused.len(),
                "blank": returned.blank,
            },
            "diagnostics": diagnostics_json(self.diagnostics, &self.forms.sources, self.lang),
        })
    }
}
