//! Where an instance is.

/// Where an instance is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Its project.
    pub project_id: String,
    /// Its id.
    pub id: String,
}

impl Instance {
    /// The instance of this id.
    pub fn new(project_id: impl Into<String>, id: impl Into<String>) -> Self {
        Self {
            project_id: project_id.into(),
            id: id.into(),
        }
    }
}
