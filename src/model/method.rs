//! The names of methods. What a method says of which facts is for `eval`.

use std::fmt;

/// A method in one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodId {
    /// `schedule/1`
    Schedule1,
}

impl MethodId {
    /// All of them, the newest version of a name last.
    pub const ALL: [Self; 1] = [Self::Schedule1];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Schedule1 => "schedule",
        }
    }

    /// Its version.
    pub fn version(self) -> u32 {
        match self {
            Self::Schedule1 => 1,
        }
    }

    /// The method of a name such as `schedule/1`; of a name alone, the newest.
    pub fn find(written: &str) -> Option<Self> {
        let mut newest_first = Self::ALL.into_iter().rev();
        newest_first.find(|one| one.name() == written || one.to_string() == written)
    }
}

impl fmt::Display for MethodId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.name(), self.version())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_found_with_and_without_its_version() {
        for (written, found) in [
            ("schedule", Some(MethodId::Schedule1)),
            ("schedule/1", Some(MethodId::Schedule1)),
            ("schedule/2", None),
            ("schedul", None),
            ("", None),
        ] {
            assert_eq!(MethodId::find(written), found, "{written}");
        }
    }
}
