//! Texts of a kind: secret ones, dates, and what an address may have.
//!
//! | file | subject |
//! |---|---|
//! | `sensitive` | a text that is not shown |
//! | `timestamp` | a date, which keeps its text |
//! | `utc` | reading and writing dates |
//! | `unreserved` | percent-encoding |

pub(crate) mod sensitive;
pub(crate) mod timestamp;
pub(crate) mod unreserved;
pub(crate) mod utc;
