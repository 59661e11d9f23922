//! Flows of Open Telekom Cloud DCS.
//!
//! | file | subject |
//! |---|---|
//! | `logs` | collect the run logs of an instance, and save them |
//! | `backup` | back up an instance, and save the files |
//! | `restore` | restore an instance from a backup |

mod backup;
mod logs;
mod restore;

pub use self::backup::{BackUp, SavedBackup};
pub use self::logs::{CollectRunLogs, SavedLog};
pub use self::restore::Restore;

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
