//! What is true of the workspace as a whole.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test, and several tests print what they counted"
)]

mod answers;
mod contracts;
mod credentials;
mod documents;
mod examples;
mod freshness;
mod leniency;
mod redaction;
mod retry;
mod schemas;
mod snapshots;
mod wire;
