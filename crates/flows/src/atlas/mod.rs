//! Flows of MongoDB Atlas.
//!
//! | file | subject |
//! |---|---|
//! | `export` | export a snapshot to a bucket |
//! | `save` | have a snapshot made ready for download, and save its files |
//! | `restore` | restore a cluster from a snapshot, or to a point in time |
//! | `watch` | watch a restore or an export until it is over |
//! | `log` | save one log of a host |
//! | `invoice` | have a report of an invoice written, and save its file |
//! | `log_integration` | add a log integration and make sure of it; remove one |
//! | `logs` | save the logs of all processes of a project or of a cluster |
//! | `hosts` | which processes belong to a cluster |
//! | `snapshot` | which snapshot; take one |
//! | `cluster` | where a cluster is |
//! | `group` | find a project by its name |

mod cluster;
mod export;
mod group;
mod hosts;
mod invoice;
mod log;
mod log_integration;
mod logs;
mod restore;
mod save;
mod snapshot;
mod watch;

pub use self::cluster::Cluster;
pub use self::export::ExportSnapshot;
pub use self::group::Group;
pub use self::invoice::{SaveInvoiceReport, SavedInvoiceReport};
pub use self::log::SaveLog;
pub use self::log_integration::{AddLogIntegration, remove_log_integration};
pub use self::logs::{HostLog, SaveLogs};
pub use self::restore::{RestoreCluster, Source};
pub use self::save::{SaveSnapshot, SavedPart, SavedSnapshot};
pub use self::snapshot::Snapshot;
pub use self::watch::{watch_export, watch_restore};
