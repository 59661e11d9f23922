//! Alibaba Cloud SLS: both signatures, each documented error, and tasks.
//!
//! | file | subject |
//! |---|---|
//! | `request` | a sandbox at a fixed time, and signed requests to it |
//! | `credentials` | keys, tokens, signatures and dates |
//! | `errors` | requests that are refused, whatever their signature |
//! | `tasks` | tasks: retried, and listed |

mod credentials;
mod errors;
mod request;
mod tasks;
