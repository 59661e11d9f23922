//! What is true of the workspace as a whole.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

/// Prints what a test counted, past the capture of the test runner, so that it shows in every run.
macro_rules! report {
    ($($arguments:tt)*) => {{
        use std::io::Write;
        let line = format!($($arguments)*) + "\n";
        std::io::stdout().write_all(line.as_bytes()).unwrap();
    }};
}
pub(crate) use report;

mod answer_bodies;
mod answer_memory;
mod answering;
mod answers;
mod batches;
mod calls;
mod clock;
mod clock_jumps;
mod connections;
mod contracts;
mod credentials;
mod dcs_contracts;
mod dcs_flows;
mod dcs_states;
mod document_rules;
mod documents;
mod downloads;
mod dropping;
mod echoes;
mod errors;
mod examples;
mod export_buckets;
mod extremes;
mod facts;
mod faults;
mod flows;
mod freshness;
mod job_contracts;
mod leniency;
mod lists;
mod log_job_contracts;
mod many_waits;
mod nonces;
mod oss_exports;
mod poll_permits;
mod project_header;
mod proxies;
mod redaction;
mod refusals;
mod renewals;
mod restore_requests;
mod restore_states;
mod retry;
mod scalars;
mod schemas;
mod server;
mod shipper_contracts;
mod shown;
mod skew;
mod snapshots;
mod telemetry;
mod throttling;
mod unpacking;
mod vaults;
mod wire;
