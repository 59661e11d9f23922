//! Where a cluster is.

/// Where a cluster is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Its project.
    pub group_id: String,
    /// Its name.
    pub name: String,
}

impl Cluster {
    /// The cluster of this name.
    pub fn new(group_id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            group_id: group_id.into(),
            name: name.into(),
        }
    }
}
