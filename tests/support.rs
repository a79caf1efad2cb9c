//! What several tests need: a plan from texts, a command line in a folder.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};
use yardstick::diag::{Diagnostics, Lang};
use yardstick::open::{Opened, open};
use yardstick::report::Words;
use yardstick::report::results::{Results, to_json};
use yardstick::text::Sources;
use yardstick::value::Year;

/// The files of a plan, by path.
pub type Files = Vec<(String, String)>;

/// A plan of texts, opened.
pub struct TextPlan {
    pub sources: Sources,
    pub diagnostics: Diagnostics,
    pub opened: Option<Opened>,
}

/// Opens a plan of texts.
pub fn open_files(files: &Files) -> TextPlan {
    let mut sources = Sources::new();
    for (path, text) in files {
        sources.insert(path, text.as_bytes()).unwrap();
    }
    let mut diagnostics = Diagnostics::new();
    let opened = open(&sources, &mut diagnostics);
    TextPlan {
        sources,
        diagnostics,
        opened,
    }
}

impl TextPlan {
    /// The JSON of an evaluation.
    pub fn json(&self, year: i16) -> Value {
        let opened = self.opened.as_ref().expect("the plan opens");
        let assessment = opened.eval(Year(year));
        let words = Words::bundled(Lang::Zh);
        let results = Results::new(
            &opened.plan,
            &opened.cube,
            &self.sources,
            &assessment,
            &words,
        );
        to_json(&results, &self.diagnostics)
    }

    /// The ids of all codes that were seen.
    pub fn codes(&self) -> Vec<&'static str> {
        self.diagnostics.iter().map(|one| one.code.id()).collect()
    }
}

/// Writes the files of a plan into a folder.
pub fn write_files(folder: &Path, files: &Files) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// Runs the program in a folder, in Chinese.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .current_dir(folder)
        .args(arguments)
        .env("LANG", "zh_CN.UTF-8")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .output()
        .unwrap()
}

/// What it printed, as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it complained of, as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
