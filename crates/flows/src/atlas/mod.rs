//! Flows of MongoDB Atlas.
//!
//! | file | subject |
//! |---|---|
//! | `export` | export a snapshot to a bucket |
//! | `save` | have a snapshot made ready for download, and save its files |
//! | `restore` | restore a cluster from a snapshot, or to a point in time |
//! | `watch` | watch a restore or an export until it is over |
//! | `log` | save one log of a host |
//! | `snapshot` | which snapshot; take one |

mod export;
mod log;
mod restore;
mod save;
mod snapshot;
mod watch;

pub use self::export::ExportSnapshot;
pub use self::log::SaveLog;
pub use self::restore::{RestoreCluster, Source};
pub use self::save::{SaveSnapshot, SavedPart, SavedSnapshot};
pub use self::snapshot::Snapshot;
pub use self::watch::{watch_export, watch_restore};

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
