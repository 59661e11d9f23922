//! Flows of Alibaba Cloud SLS.
//!
//! | file | subject |
//! |---|---|
//! | `retry_tasks` | start failed shipper tasks again |
//! | `download` | run a query as a download job, and save its file |
//! | `checksum` | whether a file is the one that a job made |

mod checksum;
mod download;
mod retry_tasks;

use std::time::SystemTime;

pub use self::download::{DownloadLogs, DownloadedLogs};
pub use self::retry_tasks::{RetriedTasks, RetryTasks};

/// In Unix seconds. Times before 1970 are none of the service's.
fn seconds(time: SystemTime) -> i64 {
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH);
    let seconds = seconds.map_or(0, |span| span.as_secs());
    i64::try_from(seconds).unwrap_or(i64::MAX)
}
