//! What several subjects use.
//!
//! | file | subject |
//! |---|---|
//! | `answering` | a server that answers what a test tells it to |
//! | `clock` | a clock for clients of a sandbox that misbehaves |
//! | `sandbox_rows` | what the rows of `wire::calls` need at the sandbox |
//! | `server` | a server that answers by a function of the request |
//! | `soon` | a limit for what would wait for ever if a promise were broken |

pub(crate) mod answering;
pub(crate) mod clock;
pub(crate) mod sandbox_rows;
pub(crate) mod server;
pub(crate) mod soon;
