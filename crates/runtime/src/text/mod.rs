//! Special texts: secrets, dates, and parts of addresses.
//!
//! | file | subject |
//! |---|---|
//! | `sensitive` | a text that is never shown |
//! | `timestamp` | a date that keeps its text |
//! | `utc` | reading and writing dates |
//! | `unreserved` | percent-encoding |

pub(crate) mod sensitive;
pub(crate) mod timestamp;
pub(crate) mod unreserved;
pub(crate) mod utc;
