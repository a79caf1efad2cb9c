//! Where two files give different figures for one cell.

use super::Absence;
use super::column::Content;
use super::finding_again::{IndexedFile, Locator};
use super::findings::Findings;
use super::reading::{Book, Key, same};
use crate::diag::{Code, Diagnostic};
use crate::model::Plan;
use crate::text::Sources;
use crate::value::{Mode, Quantity};
use std::collections::BTreeSet;

/// Tells of each cell in which the last of `files` does not say what a more trusted one says.
pub(super) fn tell(
    sources: &Sources,
    files: &[IndexedFile],
    book: &Book,
    plan: &Plan,
    keys: &BTreeSet<Key>,
    findings: &mut Findings<'_>,
) {
    let Some((last, trusted)) = files.split_last() else {
        return;
    };
    if keys.is_empty() {
        return;
    }
    let above = Locator::new(sources, trusted, book).found(keys);
    let below = Locator::new(sources, std::slice::from_ref(last), book).found(keys);
    for (key, other) in &below {
        let Some(counts) = above.get(key) else {
            continue;
        };
        let is_same = same(&counts.content, &other.content)
            || other.content == Content::Absent(Absence::NotKnown);
        let coarser = coarser(&counts.content, &other.content);
        let breaks = other.cell.status.breaks && !counts.cell.status.breaks;
        if breaks && (is_same || coarser.is_some()) {
            let first = |it: Diagnostic| it.at(counts.cell.span, "first");
            findings.push(Code::StatusesDiffer, other.cell.span, first);
        }
        let code = match coarser {
            _ if is_same => continue,
            Some(Coarser::Counting) => Code::CoarserCounts,
            Some(Coarser::Other) => continue,
            None => Code::FilesDisagree,
        };
        let with = |it: Diagnostic| {
            let indicator = plan.indicator(key.indicator);
            it.with("indicator", indicator.map_or("", |one| &one.label))
                .with("region", plan.regions.name(key.region))
                .with("year", key.year)
                .with("counts", shown(&counts.content))
                .with("other", shown(&other.content))
                .with("file", &counts.cell.file)
                .at(counts.cell.span, "counts")
        };
        findings.push(code, other.cell.span, with);
    }
}

fn shown(content: &Content) -> String {
    match content {
        Content::Figure(number) => number.quantity().to_string(),
        Content::Absent(super::Absence::BelowSmallestUnit) => "…".to_owned(),
        Content::Absent(_) => "—".to_owned(),
    }
}

/// Which of two figures is the other one rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coarser {
    Counting,
    Other,
}

/// Which of them is the other one rounded; `None` where neither is.
pub(super) fn coarser(counting: &Content, other: &Content) -> Option<Coarser> {
    let (Content::Figure(counting), Content::Figure(other)) = (counting, other) else {
        return None;
    };
    let (counting, other) = (counting.quantity(), other.quantity());
    if is_rounded(&counting, &other) {
        Some(Coarser::Counting)
    } else if is_rounded(&other, &counting) {
        Some(Coarser::Other)
    } else {
        None
    }
}

/// Whether `coarse` is `fine` rounded to fewer decimals, either way of rounding.
fn is_rounded(coarse: &Quantity, fine: &Quantity) -> bool {
    let (Some(few), Some(many)) = (coarse.decimals(), fine.decimals()) else {
        return false;
    };
    few < many
        && [Mode::HalfEven, Mode::HalfUp]
            .iter()
            .any(|&mode| fine.rounded(few, mode) == *coarse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::figure::Number;

    #[test]
    fn a_rounded_figure_is_no_contradiction() {
        let figure = |text| Content::Figure(Number::new(&Quantity::parse(text).unwrap()));
        for (counting, other, wanted) in [
            ("348.0", "348.0004", Some(Coarser::Counting)),
            ("348.0004", "348.0", Some(Coarser::Other)),
            ("3.2", "3.25", Some(Coarser::Counting)),
            ("3.3", "3.25", Some(Coarser::Counting)),
            ("3.2", "3.26", None),
            ("3.2", "3.3", None),
            ("3", "3.6", None),
        ] {
            assert_eq!(
                coarser(&figure(counting), &figure(other)),
                wanted,
                "{counting}"
            );
        }
    }
}
