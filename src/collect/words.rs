//! The words of forms, which whoever prints them has in files, by language.

use crate::diag::fill;

/// The words of one language.
#[derive(Clone, Copy)]
pub struct Words<'a>(pub &'a dyn Fn(&str) -> &'static str);

impl Words<'_> {
    /// The text of a key.
    pub(super) fn get(self, key: &str) -> &'static str {
        (self.0)(key)
    }

    /// The text of a key with its values filled in.
    pub(super) fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), |name| {
            let value = values.iter().find(|(known, _)| *known == name);
            value.map(|(_, value)| (*value).to_owned())
        })
    }
}
