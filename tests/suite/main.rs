//! What is true of the workspace as a whole.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

mod answer_bodies;
mod answer_memory;
mod answering;
mod answers;
mod batches;
mod clock;
mod clock_jumps;
mod connections;
mod contracts;
mod credentials;
mod dcs_contracts;
mod dcs_flows;
mod dcs_states;
mod downloads;
mod dropping;
mod echoes;
mod errors;
mod examples;
mod export_buckets;
mod extremes;
mod faults;
mod flows;
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
mod sandbox_rows;
mod scalars;
mod schemas;
mod server;
mod shipper_contracts;
mod shown;
mod skew;
mod soon;
mod telemetry;
mod throttling;
mod unpacking;
mod vaults;
