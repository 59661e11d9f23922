//! Times as the service has them.

use std::time::SystemTime;

/// In Unix seconds. Times before 1970 are none of the service's.
pub(super) fn seconds(time: SystemTime) -> i64 {
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH);
    let seconds = seconds.map_or(0, |span| span.as_secs());
    i64::try_from(seconds).unwrap_or(i64::MAX)
}
