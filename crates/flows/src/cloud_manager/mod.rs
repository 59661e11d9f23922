//! Flows of MongoDB Cloud Manager.
//!
//! | file | subject |
//! |---|---|
//! | `find` | find a project and a cluster by their names |
//! | `collect` | collect logs: start a job, wait, start it again if it failed, save, delete |
//! | `retry` | start failed jobs again, wait, save |
//! | `restore` | have a snapshot made ready for download, and save its files |
//! | `job` | the steps of one log collection job |

mod collect;
mod find;
mod job;
mod restore;
mod retry;

pub use self::collect::CollectLogs;
pub use self::find::{Cluster, Group};
pub use self::job::CollectedLogs;
pub use self::restore::{SaveSnapshot, SavedPart};
pub use self::retry::{Retried, RetriedJob, RetryLogs};
