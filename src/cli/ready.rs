//! A plan with its data, as the commands that collect figures begin with it.

use super::Exit;
use super::args::Options;
use super::eval::judgeable;
use super::folder::{self, Folder};
use super::output::Output;
use super::words::text;
use crate::diag::Diagnostics;
use crate::open::{Opened, open};

/// A plan that can be judged.
pub(super) struct Ready {
    pub folder: Folder,
    pub opened: Opened,
    /// What was found in its files, of which nothing is told yet.
    pub diagnostics: Diagnostics,
}

/// Opens the plan of a command; where that cannot be, it is said, and the command ends.
pub(super) fn ready(schema: &str, options: &Options, output: &mut Output) -> Result<Ready, Exit> {
    let folder = folder::open(options).map_err(|why| output.stop(schema, &why))?;
    let mut diagnostics = Diagnostics::new();
    let opened = judgeable(open(&folder.sources, &mut diagnostics)).map_err(|key| {
        output.diagnostics(&diagnostics, &folder.sources);
        output.stop(schema, text(options.lang, key))
    })?;
    Ok(Ready {
        folder,
        opened,
        diagnostics,
    })
}
