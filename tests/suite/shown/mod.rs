//! What people see: errors, `Debug`, logs and spans.
//!
//! | file | subject |
//! |---|---|
//! | `echoes` | what servers repeat of a request does not show |
//! | `escaped` | what comes from outside is escaped and bounded |
//! | `redaction` | no secret shows anywhere |
//! | `telemetry` | the spans of a call |

mod echoes;
mod escaped;
mod redaction;
mod telemetry;
