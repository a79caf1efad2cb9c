//! What results lack: one list for whatever shows results, so that no face of them forgets a part.

use super::view::View;
use crate::data::Cube;
use crate::model::Plan;

/// How much of a plan and its files results do not speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lacks {
    /// Declarations that could not be read or checked.
    pub left_out: usize,
    /// Regions of the region file with something wrong in them.
    pub lost_regions: usize,
    /// Data files that nothing could be read of.
    pub unreadable: usize,
    /// Rows of data files with something wrong in them.
    pub faulty: usize,
    /// Whether something in the owners file could not be read.
    pub owners_unread: bool,
}

impl Lacks {
    /// What results of a plan and its data lack.
    pub fn of(plan: &Plan, cube: &Cube) -> Self {
        Self {
            left_out: plan.left_out,
            lost_regions: plan.regions.left_out(),
            unreadable: cube.unreadable_files(),
            faulty: cube.kept_out().faulty,
            owners_unread: plan.owners_unread,
        }
    }

    /// What has to be said: the key of each sentence, and how many things it is about. The words
    /// stand under `face.` for a terminal and under `banner.` for reports.
    pub fn said(self) -> impl Iterator<Item = (&'static str, usize)> {
        // Taken apart by name: a new part that is not said is one that rustc sees.
        let Self {
            left_out,
            lost_regions,
            unreadable,
            faulty,
            owners_unread,
        } = self;
        [
            ("left_out", left_out),
            ("lost_regions", lost_regions),
            ("unreadable", unreadable),
            ("faulty", faulty),
            ("owners_unread", usize::from(owners_unread)),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
    }
}

impl From<&View> for Lacks {
    fn from(view: &View) -> Self {
        Self {
            left_out: view.left_out,
            lost_regions: view.kept_out.regions,
            unreadable: view.kept_out.files,
            faulty: view.kept_out.faulty,
            owners_unread: view.kept_out.owners,
        }
    }
}
