//! The sandbox as clients see it, over HTTP. One program, so that it is linked once.
//!
//! | file | subject |
//! |---|---|
//! | `common` | a plain HTTP client, a clock, digest without our own client |
//! | `mongodb` | Atlas and Cloud Manager: digest, jobs, each documented error |
//! | `mongodb_jobs` | their jobs in lists, jobs that move, the archive of a log collection job |
//! | `oauth` | the tokens of MongoDB's service accounts |
//! | `sls` | Alibaba Cloud SLS |
//! | `dcs`, `iam` | Open Telekom Cloud: DCS, and the tokens of IAM |
//! | `objects` | the files that links lead to |
//! | `derived` | dates and sizes that follow from others, after a change |
//! | `extremes` | times and counts at the extremes |
//! | `odd` | requests that are unusual |
//! | `faults`, `redirect` | a sandbox that misbehaves |
//! | `server` | connections, the log of requests, the clock |
//! | `program` | the program on the command line |
//! | `curl` | curl as a client |
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers fail the test")]

mod common;
mod curl;
mod dcs;
mod derived;
mod extremes;
mod faults;
mod iam;
mod mongodb;
mod mongodb_jobs;
mod oauth;
mod objects;
mod odd;
mod program;
mod redirect;
mod server;
mod sls;
