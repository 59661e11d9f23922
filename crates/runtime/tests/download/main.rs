//! Downloads against a server that breaks off, starts over, lies and stalls.
//!
//! | file | subject |
//! |---|---|
//! | `server` | a server that plays a script: one answer per connection |
//! | `client` | a client whose waits take no time, and whose limits end when the test says so |
//! | `folder` | a folder that a download writes to |
//! | `writing` | a download to a writer |
//! | `transfers` | how a content comes together from several answers |
//! | `parts` | contents that come in many parts |
//! | `time_limits` | when a server that stalls is given up |
//! | `writers` | what a writer sees: progress, and its own failure |
//! | `files` | downloads to a file, and what a later run finds |
//! | `side_files` | the two files beside the target |
//! | `paths` | where a file may go, and what else is there |
//! | `killed` | a process that is killed leaves what the next one needs |
//! | `links` | pre-signed links |
//! | `redirects` | operations that redirect |
//! | `media` | what is a file, and what is not |
//! | `operations` | downloads of an operation |
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

mod client;
mod files;
mod folder;
mod killed;
mod links;
mod media;
mod operations;
mod parts;
mod paths;
mod redirects;
mod server;
mod side_files;
mod time_limits;
mod transfers;
mod writers;
mod writing;
