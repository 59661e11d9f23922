//! What a value of the wrong kind hides: rules that look at it stumble, and say what is not so. Everything that it
//! does not touch is judged all the same.

use std::collections::BTreeSet;

/// The path of a part that is judged as a whole: an operation, a component, or what else is at the top of the document.
pub(super) type Region = Vec<String>;

/// How many keys lead to a region at most.
pub(super) const DEEPEST: usize = 3;

/// The parts of a document about which no rule says anything.
#[derive(Default)]
pub(super) struct Hidden(pub(super) BTreeSet<Region>);

impl Hidden {
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
