//! A sandbox that misbehaves, seen by a plain HTTP client and by bare sockets.
//!
//! | file | subject |
//! |---|---|
//! | `request` | a request that is not idempotent, sent by a plain client |
//! | `answers` | faults instead of an answer, or on its way |
//! | `stalls` | requests that stall and bodies that drip |
//! | `connections` | connections that are refused or reset |

mod answers;
mod connections;
mod request;
mod stalls;
