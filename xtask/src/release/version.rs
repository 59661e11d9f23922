//! Versions, and what a step between two of them allows.

use std::fmt;

/// A version without a pre-release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.').map(|part| part.parse().ok());
        let version = Self {
            major: parts.next()??,
            minor: parts.next()??,
            patch: parts.next()??,
        };
        parts.next().is_none().then_some(version)
    }

    /// Whether users of `old` expect that this version may break their code: they do not get it by
    /// `cargo update`.
    pub(super) fn may_break(self, old: Self) -> bool {
        if self <= old {
            false
        } else if old.major > 0 {
            self.major > old.major
        } else if old.minor > 0 {
            self.major > 0 || self.minor > old.minor
        } else {
            true
        }
    }

    /// The next version that may break.
    pub(super) fn next_breaking(self) -> Self {
        match (self.major, self.minor) {
            (0, 0) => Self {
                patch: self.patch + 1,
                ..self
            },
            (0, minor) => Self {
                major: 0,
                minor: minor + 1,
                patch: 0,
            },
            (major, _) => Self {
                major: major + 1,
                minor: 0,
                patch: 0,
            },
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}
