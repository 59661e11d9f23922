//! What several subjects use.
//!
//! | file | subject |
//! |---|---|
//! | `answering` | a server that answers what a test tells it to |
//! | `clients` | clients of a sandbox, one for each provider |
//! | `clock` | a clock for clients of a sandbox that misbehaves |
//! | `log` | a log in memory |
//! | `pauses` | a clock whose pauses take no time |
//! | `sandbox_rows` | what the rows of `wire::calls` need at the sandbox |
//! | `server` | a server that answers by a function of the request |
//! | `soon` | a limit for what would wait for ever if a promise were broken |
//! | `time` | a time that a test moves on |

pub(crate) mod answering;
pub(crate) mod clients;
pub(crate) mod clock;
pub(crate) mod log;
pub(crate) mod pauses;
pub(crate) mod sandbox_rows;
pub(crate) mod server;
pub(crate) mod soon;
pub(crate) mod time;
