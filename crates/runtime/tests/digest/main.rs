//! Digest authentication, from the side of a server.
//!
//! | file | subject |
//! |---|---|
//! | `server` | a server in memory that recomputes every answer |
//! | `calls` | what a call costs, by the number of requests |
//! | `challenges` | the forms of a challenge, and which of several is answered |
//! | `nonces` | which caller a challenge and its nonce belong to |
#![allow(clippy::unwrap_used, reason = "helpers of tests fail the test")]

mod calls;
mod challenges;
mod nonces;
mod server;
