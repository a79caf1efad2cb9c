//! The files of a plan that are not rules: manifest, regions, owners, and the observations that
//! become the cube. Reads no file itself: everything comes from [`Sources`](crate::text::Sources).
//! The only home of `serde_yaml` and `csv`.
//!
//! A file is read in three steps, each of which reports all that it finds wrong: text to rows
//! (`yaml`, `table`, `observations`), rows to what they say (`reading`, told by
//! `faults`), and what files say to one cube (`layer`, `column`). The cube keeps no places;
//! `finding_again` reads the row once more for whoever asks.

mod yaml;
mod findings;
mod fields;
mod headings;
mod kinds;
mod table;
mod format;
mod hidden;
mod digest;
mod manifest;
mod workbook;
mod levels;
mod region_file;
mod regions;
mod owners;
mod status;
mod published;
mod figure;
mod answer;
mod grid;
mod said_unit;
mod mapped;
pub mod guess;
mod observations;
mod reading;
mod faults;
mod column;
mod csv_line;
mod layer;
mod made_up;
mod remarked;
mod finding_again;
mod disagreement;
mod cube;
mod read;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use answer::{Answer, read_answer, read_status};
pub use column::{Column, Figure};
pub use csv_line::csv_line;
pub use cube::{Cube, KeptOut, Series};
pub use digest::sha256;
pub(crate) use fields::{fields_at, unquoted};
pub use finding_again::{Cell, Counts, Quoted};
pub use levels::level_of_kind;
pub use manifest::{
    DataFile, Dated, LANGUAGE, Listed, MANIFEST, Manifest, MethodChoice, Origin, REPORTS,
    RuleFiles, Sign, TableMap, check_other_files, check_own_region, open_rules, read_manifest,
    with_entry,
};
pub use owners::{OwnersFile, check_owners, read_owners};
pub use published::Published;
pub use read::{NamesInData, names_in_data, read_data, read_data_as_of};
pub(crate) use reading::is_formula_error;
pub use regions::read_regions;
pub use status::{Absence, Doubt, Status};
pub use workbook::{NoWorkbook, sheets_of, take_in, take_in_as, unread};
