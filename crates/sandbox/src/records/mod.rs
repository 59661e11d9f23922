//! What happened, for tests to look at.
//!
//! | file | subject |
//! |---|---|
//! | `log` | the requests that were received, and their answers |
//! | `applied` | the requests that changed something, and how often each did |

mod applied;
mod log;

pub use self::applied::Applied;
pub(crate) use self::applied::AppliedRequests;
pub use self::log::RequestRecord;
pub(crate) use self::log::{RequestLog, Watcher};
