//! How a user calls each operation, and a listener that records what is sent.
//!
//! It knows no sandbox, so that a change of a document leads to the compilation of one client and of this.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

pub mod calls;
mod recorder;
mod sent;

pub use recorder::{json_answer, read_request, recorder};
pub use sent::{Sent, sent};
