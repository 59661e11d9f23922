//! The project and the organization that the user's tools are set up for.

use std::fmt;

use crate::auth::env::Search;
use crate::shown::OneLine;

/// The project and the organization that MongoDB's tools use when a command names none.
///
/// They are from the same place as the credentials: from variables, or else from the profile whose credentials
/// are used or that a variable names. No client uses them by itself; every call names its project.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Defaults {
    /// Id of the project, which calls name as `group_id`.
    pub project_id: Option<String>,
    /// Id of the organization.
    pub org_id: Option<String>,
}

impl Defaults {
    /// The same, and what is still missing from the current place of `search`.
    pub(super) fn or(self, search: &Search<'_>, project: &[&str], organization: &[&str]) -> Self {
        Self {
            project_id: self.project_id.or_else(|| search.optional(project)),
            org_id: self.org_id.or_else(|| search.optional(organization)),
        }
    }
}

impl fmt::Debug for Defaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Defaults")
            .field("project_id", &self.project_id.as_deref().map(OneLine::new))
            .field("org_id", &self.org_id.as_deref().map(OneLine::new))
            .finish()
    }
}
