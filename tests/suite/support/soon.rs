//! A limit for what would wait for ever if a promise were broken.

use std::time::Duration;

/// No time passes if the promise is kept; the limit is long because the machine may be busy.
const LIMIT: Duration = Duration::from_secs(300);

/// What `work` gives. The test fails with `what` if it never comes.
pub(crate) async fn soon<T>(what: &str, work: impl Future<Output = T>) -> T {
    let done = tokio::time::timeout(LIMIT, work).await;
    done.unwrap_or_else(|_| panic!("{what} does not come"))
}
