//! The example that is no flow, as a module; its `main` is for the program.

#[allow(dead_code, unreachable_pub, reason = "a program elsewhere")]
#[path = "../../../crates/sandbox/examples/metrics.rs"]
pub(super) mod metrics;
