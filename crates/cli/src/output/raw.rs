//! Bytes that are printed as they are.

use tokio::io::{AsyncWrite, stdout};

/// Standard output for bytes, which nothing may change on their way.
pub fn raw() -> impl AsyncWrite + Unpin + Send {
    stdout()
}
