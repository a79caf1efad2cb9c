//! The files of a plan that are not rules.
mod figure;
mod status;
mod date;
mod findings;
mod format;
mod levels;
mod manifest;
mod region_file;
mod regions;
mod table;
mod yaml;
#[cfg(test)]
mod testing;
pub use date::Date;
pub use manifest::{
    DataFile, LANGUAGE, Listed, MANIFEST, Manifest, MethodChoice, open, read_manifest,
};
pub use regions::read_regions;
pub use status::{Absence, Doubt, Status};
