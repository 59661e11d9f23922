//! The program, as people and scripts run it, against the sandbox and against servers that misbehave.
//!
//! | module | shows |
//! |---|---|
//! | `every_operation` | each operation of each document from the command line: what is printed is what was answered |
//! | `exit_statuses` | each kind of failure: its exit status, and what the message says |
//! | `dry_run` | a request that is shown: a shell sends it as the program would |
//! | `questions` | what is asked, of whom, and what counts as yes |
//! | `whoami` | which credentials there are, and whether they are taken |
//! | `find`, `help`, `template` | operations by words, help texts, bodies to fill in |
//! | `completion`, `manual` | shells that complete, pages that render |
//! | `secrets` | marker secrets, and everything that is printed |
//! | `support` | running the program, a sandbox with its environment, a relay that keeps answers |
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

mod completion;
mod dry_run;
mod every_operation;
mod exit_statuses;
mod find;
mod help;
mod manual;
mod questions;
mod secrets;
mod support;
mod template;
mod whoami;
