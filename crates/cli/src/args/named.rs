//! What of the tree is built in full.

/// What of the tree is built in full. The flags of a hundred operations take longer to build than anything else
/// that the command does, and a command line names one.
#[derive(Clone, Debug)]
pub enum Named {
    /// Everything, for completion and the manual.
    Everything,
    /// What these words name.
    Words(Vec<String>),
}

impl Named {
    /// Whether a command of this name is built in full.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Words(words) => words.iter().any(|word| word == name),
        }
    }
}
