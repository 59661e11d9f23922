//! What is true of the workspace as a whole.
//!
//! | folder | subject |
//! |---|---|
//! | `answers` | what is read of an answer, and what is not |
//! | `contracts` | operations against the sandbox, which checks each request and each answer with the documents |
//! | `credentials` | credentials: fetched, renewed, refused, and never sent to the wrong place |
//! | `downloads` | downloads through each client |
//! | `errors` | what an error says |
//! | `extremes` | values as far from the usual as they can be |
//! | `faults` | the fault matrix |
//! | `flows` | the whole flows that the examples of the sandbox show |
//! | `interception` | what interceptors add and see |
//! | `network` | connections and proxies |
//! | `raw` | calls without their types: raw answers, custom calls, previews |
//! | `retry` | when a failed call is tried again |
//! | `scripts` | scripts in place of a provider, for tests of users |
//! | `shown` | what people see: errors, `Debug`, logs and spans |
//! | `support` | what several subjects use |
//! | `waits` | waiting for jobs |
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

mod answers;
mod contracts;
mod credentials;
mod downloads;
mod errors;
mod extremes;
mod faults;
mod flows;
mod interception;
mod network;
mod raw;
mod retry;
mod scripts;
mod shown;
mod support;
mod waits;
