//! The program, as people and scripts run it, against the sandbox and against servers that misbehave.
//!
//! | module | shows |
//! |---|---|
//! | `every_operation` | each operation of each document from the command line: what is printed is what was answered |
//! | `exit_statuses` | each kind of failure: its exit status, and what the message says |
//! | `support` | running the program, a sandbox with its environment, a relay that keeps answers |
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

mod every_operation;
mod exit_statuses;
mod support;
