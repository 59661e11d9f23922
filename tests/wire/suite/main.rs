//! What goes over the wire: one snapshot per operation, and the documents' examples of bodies.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

mod bodies;
mod from_json;
mod recorded;
mod recorder;
mod rows;
mod snapshots;
