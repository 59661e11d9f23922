//! What a value of the wrong kind hides: rules that look at it stumble, and say what is not so. Everything that it
//! does not touch is judged all the same.

use std::collections::BTreeSet;

use super::part::Part;
use super::regions::{DEEPEST, Region, Users, region};

/// The parts of a document about which no rule says anything.
#[derive(Default)]
pub(super) struct Hidden(BTreeSet<Region>);

impl Hidden {
    /// The parts that hold a value of the wrong kind, which is at one of the paths `broken`, and all that refer
    /// to them.
    pub(super) fn by(root: &Part<'_>, broken: &[Vec<String>]) -> Self {
        if broken.is_empty() {
            return Self::default();
        }
        let broken = broken.iter().map(|path| region(path));
        Self(Users::of(root).of_all(broken))
    }

    /// Whether nothing is to be said about the part at `path`.
    pub(super) fn covers(&self, path: &[String]) -> bool {
        let within = (0..=path.len().min(DEEPEST)).any(|length| self.0.contains(&path[..length]));
        // What is missing at the top is missing, whatever else is wrong there.
        let is_between = (1..DEEPEST).contains(&path.len());
        let below = self.0.range(path.to_vec()..);
        let mut below = below.take_while(|region| region.starts_with(path));
        within || is_between && below.any(|region| region.len() == path.len() + 1)
    }
}
