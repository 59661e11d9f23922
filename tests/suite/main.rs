//! What is true of the workspace as a whole.
#![allow(clippy::print_stdout, reason = "several tests print what they counted")]

mod answers;
mod contracts;
mod documents;
mod examples;
mod freshness;
mod leniency;
mod redaction;
mod schemas;
mod snapshots;
mod wire;
