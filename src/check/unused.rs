//! What is declared and never used.

use super::Checker;
use super::names::Thing;
use crate::diag::{Code, Diagnostic};
use crate::text::{Span, near_sibling};

impl Checker<'_, '_> {
    /// Reports declarations that neither a rule nor a data file uses.
    pub(super) fn find_unused(&mut self) {
        // What could not be read may use it.
        if self.frame.rules_unread || self.plan.left_out > 0 {
            return;
        }
        let mut unused: Vec<(Thing, String, Span)> = Vec::new();
        for (indicator, facts) in self.plan.indicators.iter().zip(&self.facts) {
            let has_data = |name: &String| self.frame.names_in_data.contains(name);
            let with_data = has_data(&indicator.id)
                || has_data(&indicator.label)
                || indicator.also.iter().any(has_data)
                || self.frame.data_unread;
            if let (Some(declared), false, false) = (indicator.declared, facts.used, with_data) {
                unused.push((Thing::Indicator, indicator.id.clone(), declared));
            }
        }
        for scale in self.names.scales.iter().filter(|scale| !scale.used) {
            unused.push((Thing::Scale, scale.name.text.clone(), scale.name.place.0));
        }
        for list in &self.names.lists {
            if !list.used && list.good.is_ok() {
                unused.push((Thing::List, list.name.text.clone(), list.name.place.0));
            }
        }
        for (thing, name, place) in unused {
            let finding = Diagnostic::new(Code::Unused, self.name_in(place))
                .with("name", name)
                .with("what", thing.phrase());
            self.remark(finding);
        }
        self.find_unused_groups();
    }

    /// A group that nobody uses may be a slip for one that is used, which then lacks its regions.
    fn find_unused_groups(&mut self) {
        let groups = self.frame.regions.groups();
        let is_used = |at: &usize| self.groups_used.contains(at);
        let (used, unused): (Vec<_>, Vec<_>) = (0..groups.len()).partition(is_used);
        let name = |at: &usize| groups.get(*at).map_or("", |group| group.name.as_str());
        for at in &unused {
            let meant = near_sibling(name(at), used.iter().map(name));
            let code = match meant {
                Some(_) => Code::NearGroup,
                None => Code::UnusedGroup,
            };
            let finding = Diagnostic::nowhere(code).with("name", name(at));
            self.remark(match meant {
                Some(meant) => finding.with("meant", meant),
                None => finding,
            });
        }
    }

    /// The first line of a declaration: enough to show which one it is.
    fn name_in(&self, place: Span) -> Span {
        let text = self.frame.sources.slice(place);
        let line = text.lines().next().unwrap_or_default().trim_end();
        let start = place.start as usize;
        Span::new(place.source, start..start + line.len())
    }
}
