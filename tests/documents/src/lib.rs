//! What tests of the whole workspace read: the documents, and the snapshots.
//!
//! | file | has |
//! |---|---|
//! | `root` | where the workspace is |
//! | `document` | a document as plain JSON |
//! | `snapshots` | texts against the files of `tests/snapshots` |
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

mod document;
mod root;
mod snapshots;

pub use document::{Document, all, drafts, providers, reference_name};
pub use root::{find_root, root};
pub use snapshots::assert_all;

/// Prints what a test counted, past the capture of the test runner, so that it shows in every run.
#[macro_export]
macro_rules! report {
    ($($arguments:tt)*) => {{
        use std::io::Write;
        let line = format!($($arguments)*) + "\n";
        std::io::stdout().write_all(line.as_bytes()).unwrap();
    }};
}
