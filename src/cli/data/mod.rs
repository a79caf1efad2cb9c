//! `yardstick data`: what there is to do with the files of figures.

mod guess;
mod import;
mod status;

use super::Exit;
use super::args::{Data, Options};
use super::output::Output;

pub(super) fn run(command: &Data, options: &Options, output: &mut Output) -> Exit {
    match command {
        Data::Guess(command) => guess::run(command, options, output),
        Data::Import(command) => import::run(command, options, output),
        Data::Status(command) => status::run(command, options, output),
    }
}
