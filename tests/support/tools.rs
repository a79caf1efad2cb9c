//! Programs that some tests need and that are not everywhere.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that is here.
pub struct Tool {
    program: PathBuf,
}

/// A program by its name: `soffice`, `pdftotext`, or `openpyxl`, which is a Python that has it.
/// Where it is not here the test that asked says so and passes; with `YARDSTICK_TOOLS=all`, as in
/// `.ci/run`, it fails.
pub fn tool(name: &str) -> Option<Tool> {
    let programs = match name {
        "openpyxl" => vec![
            Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/bin/python3"),
            PathBuf::from("python3"),
        ],
        name => vec![PathBuf::from(name)],
    };
    let asks: &[&str] = match name {
        "openpyxl" => &["-c", "import openpyxl"],
        "pdftotext" => &["-v"],
        _ => &["--version"],
    };
    let found = programs.into_iter().find(|program| {
        let output = Command::new(program).args(asks).output();
        output.is_ok_and(|output| output.status.success())
    });
    if found.is_none() {
        let told = format!("not run: {name} is not here");
        assert!(
            std::env::var("YARDSTICK_TOOLS").as_deref() != Ok("all"),
            "{told}"
        );
        println!("{told}");
    }
    found.map(|program| Tool { program })
}

impl Tool {
    /// Runs it in a folder; what it prints.
    pub fn run(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = Command::new(&self.program)
            .args(arguments)
            .current_dir(folder)
            .env("PYTHONIOENCODING", "utf-8")
            .output()
            .expect("the program runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{arguments:?}: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        text
    }

    /// For `soffice`: makes a file of another kind beside one in the folder, such as `pdf`,
    /// `ods`, `xls`, or `csv:…` with the settings of its filter. Each folder has a profile of its
    /// own, so that tests do not wait for one another.
    pub fn convert(&self, folder: &Path, file: &str, to: &str) {
        let profile = format!(
            "-env:UserInstallation=file://{}/profile",
            folder
                .canonicalize()
                .expect("the folder is there")
                .display()
        );
        self.run(folder, &[&profile, "--headless", "--convert-to", to, file]);
    }
}

/// For [`Tool::convert`]: every sheet as CSV in UTF-8, with figures as they are shown. The file of
/// a sheet is called after both: `book-Sheet1.csv`.
pub const ALL_SHEETS_AS_CSV: &str =
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1";
