//! Downloads against a server that breaks off, starts over, lies and stalls.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

mod client;
mod files;
mod links;
mod media;
mod operations;
mod parts;
mod redirects;
mod server;
mod side_files;
mod transfers;
