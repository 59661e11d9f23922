//! Why a sandbox did not start.

use std::fmt;
use std::io;

use crate::document::DocumentError;

/// Each takes four bytes from the start.
pub(super) const MOST_RESTORE_JOBS: usize = 10_000_000;

/// Why the sandbox did not start.
#[derive(Debug)]
pub struct StartError(pub(super) Cause);

#[derive(Debug)]
pub(super) enum Cause {
    RestoreJobs(usize),
    Listen(u16, io::Error),
    Document(DocumentError),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::RestoreJobs(count) => {
                write!(
                    f,
                    "restore_jobs({count}) is too many: the most is {MOST_RESTORE_JOBS}"
                )
            }
            Cause::Listen(0, _) => f.write_str("cannot listen on 127.0.0.1"),
            Cause::Listen(port, _) => write!(
                f,
                "cannot listen on 127.0.0.1:{port} (omit the port to use a free one)"
            ),
            Cause::Document(_) => f.write_str("cannot use an embedded OpenAPI document"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Cause::RestoreJobs(_) => None,
            Cause::Listen(_, error) => Some(error),
            Cause::Document(error) => Some(error),
        }
    }
}
