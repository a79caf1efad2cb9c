//! Three-valued truth: what is unknown is neither true nor false.

/// Strong Kleene truth, ordered from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// Known to be so not.
    False,
    /// Not known.
    Unknown,
    /// Known to be so.
    True,
}

impl Truth {
    /// Both: the worse of the two.
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// At least `k` of `parts`: true when enough are known to hold, false when even the unknown
    /// ones could not be enough.
    pub fn at_least(k: usize, parts: impl IntoIterator<Item = Self>) -> Self {
        let (mut yes, mut open) = (0, 0);
        for part in parts {
            match part {
                Self::True => yes += 1,
                Self::Unknown => open += 1,
                Self::False => {}
            }
        }
        if yes >= k {
            Self::True
        } else if yes + open < k {
            Self::False
        } else {
            Self::Unknown
        }
    }

    /// `Some` of what is known.
    pub fn known(self) -> Option<bool> {
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            Self::Unknown => None,
        }
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::True } else { Self::False }
    }
}

impl From<Option<bool>> for Truth {
    fn from(known: Option<bool>) -> Self {
        known.map_or(Self::Unknown, Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    #[test]
    fn a_known_failure_decides_and_the_unknown_never_passes() {
        assert_eq!(False.and(Unknown), False);
        assert_eq!(True.and(Unknown), Unknown);
        assert_eq!(Truth::at_least(2, [True, Unknown, True]), True);
        assert_eq!(Truth::at_least(2, [True, Unknown, False]), Unknown);
        assert_eq!(Truth::at_least(2, [False, Unknown, False]), False);
    }
}
