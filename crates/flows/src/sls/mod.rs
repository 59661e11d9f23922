//! Flows of Alibaba Cloud SLS.
//!
//! | file | subject |
//! |---|---|
//! | `retry_tasks` | start failed shipper tasks again |
//! | `download` | run a query as a download job, and save its file |
//! | `time` | times as the service has them |
//! | `checksum` | whether a file is the one that a job made |

mod checksum;
mod download;
mod retry_tasks;
mod time;

pub use self::download::{DownloadLogs, DownloadedLogs};
pub use self::retry_tasks::{RetriedTasks, RetryTasks};
