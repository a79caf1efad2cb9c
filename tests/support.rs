//! What several tests need: a plan from texts, one of a region file, a command line in a folder.

pub mod tools;

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;
use yardstick::data::take_in_as;
use yardstick::diag::{Diagnostics, Lang};
use yardstick::open::{Opened, open_as_of};
use yardstick::report::Words;
use yardstick::report::results::{Results, to_json};
use yardstick::text::Sources;
use yardstick::value::{Date, Year};

/// The files of a plan, by path. Of one that is no text each byte is a character.
pub type Files = Vec<(String, String)>;

/// What a file holds on disk.
pub fn bytes_of(path: &str, text: &str) -> Vec<u8> {
    match path.ends_with(".xlsx") {
        true => text.chars().map(|c| u8::try_from(c).unwrap()).collect(),
        false => text.as_bytes().to_vec(),
    }
}

/// A plan of texts, opened.
pub struct TextPlan {
    pub sources: Sources,
    pub diagnostics: Diagnostics,
    pub opened: Option<Opened>,
}

/// Opens a plan of texts.
pub fn open_files(files: &Files) -> TextPlan {
    open_files_as_of(files, None)
}

/// The same with what was known on a day.
pub fn open_files_as_of(files: &Files, day: Option<&str>) -> TextPlan {
    let mut sources = Sources::new();
    for (path, text) in files {
        let bytes = bytes_of(path, text);
        take_in_as(&mut sources, path, None, &bytes).unwrap();
    }
    let mut diagnostics = Diagnostics::new();
    let day = day.map(|day| Date::parse(day).expect("a day"));
    let opened = open_as_of(&sources, day, &mut diagnostics);
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

/// Where the bundled plan is.
pub const BUNDLED: &str = "rules/leshan-2021-2025";

/// The files of the bundled plan.
pub fn bundled() -> Files {
    files_of(BUNDLED)
}

/// The files of a folder, by path.
pub fn files_of(root: &str) -> Files {
    fn read(root: &str, folder: &Path, files: &mut Files) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                read(root, &path, files);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                let bytes = fs::read(&path).unwrap();
                let text = match name.ends_with(".xlsx") {
                    true => bytes.iter().map(|&byte| char::from(byte)).collect(),
                    false => String::from_utf8(bytes).unwrap(),
                };
                files.push((name.replace('\\', "/"), text));
            }
        }
    }
    let mut files = Files::new();
    read(root, Path::new(root), &mut files);
    files.sort();
    files
}

/// Writes the files of a plan into a folder.
pub fn write_files(folder: &Path, files: &Files) {
    for (path, text) in files {
        let bytes = bytes_of(path, text);
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// A plan of one region file and one indicator, `床位`: none in 2020, and in 2025 what is given.
pub struct RegionPlan<'a> {
    /// More lines of the manifest.
    pub own: &'a str,
    /// The region file: its path and its text.
    pub regions: (&'a str, &'a str),
    /// Clauses of the indicator, and the rules.
    pub rules: &'a str,
    /// The figures of 2025 by region.
    pub data: &'a [(&'a str, &'a str)],
}

impl RegionPlan<'_> {
    /// The plan in a folder of its own.
    pub fn folder(&self) -> TempDir {
        let (path, regions) = self.regions;
        let plan = format!(
            "id: regions\nyears: 2021..2025\nbase: 2020\nregions: {path}\nrules: [a.rules]\n\
             data: [d.csv]\n{}",
            self.own
        );
        let rules = format!("indicator 床位\n    unit 张\n{}\n", self.rules);
        let mut data = "指标,地区,年份,数值\n".to_owned();
        for (region, value) in self.data {
            data.push_str(&format!(
                "床位,{region},2020,0\n床位,{region},2025,{value}\n"
            ));
        }
        let folder = tempfile::tempdir().unwrap();
        let files = [
            ("plan.yaml", plan.as_str()),
            (path, regions),
            ("a.rules", &rules),
            ("d.csv", &data),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        write_files(folder.path(), &files.to_vec());
        folder
    }

    /// What a command says of it.
    pub fn said(&self, arguments: &[&'static str]) -> Said {
        let folder = self.folder();
        let mut json = arguments.to_vec();
        json.extend(["--format", "json"]);
        let output = run(folder.path(), &json);
        Said {
            code: output.status.code(),
            json: serde_json::from_str(&stdout(&output)).unwrap(),
            arguments: arguments.to_vec(),
            folder,
        }
    }

    /// What is judged as of 2025.
    pub fn eval(&self) -> Said {
        self.said(&["eval", "--year", "2025"])
    }
}

/// What a command says of a plan.
pub struct Said {
    pub code: Option<i32>,
    pub json: Value,
    arguments: Vec<&'static str>,
    folder: TempDir,
}

impl Said {
    /// The same on a terminal.
    pub fn text(&self) -> String {
        stdout(&run(self.folder.path(), &self.arguments))
    }

    /// The whole of a target: its last result.
    pub fn whole(&self, target: &str) -> &Value {
        let results = self.json["results"].as_array().unwrap();
        let mut of_target = results.iter().rev().filter(|row| row["target"] == target);
        of_target.next().unwrap_or_else(|| panic!("no {target}"))
    }

    /// The verdicts of targets.
    pub fn verdicts(&self, targets: &[&str]) -> String {
        let verdict = |target: &&str| self.whole(target)["verdict"].as_str().unwrap().to_owned();
        targets.iter().map(verdict).collect::<Vec<_>>().join(" ")
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
