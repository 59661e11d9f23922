//! Special texts: secrets, dates, and parts of addresses.
//!
//! | file | subject |
//! |---|---|
//! | `byte_set` | a set of bytes, to check texts with |
//! | `date` | a day of the calendar that is sent |
//! | `sensitive` | a text that is never shown |
//! | `timestamp` | a date that keeps its text |
//! | `utc` | reading and writing dates |
//! | `unreserved` | percent-encoding |

pub(crate) mod byte_set;
pub(crate) mod date;
pub(crate) mod sensitive;
pub(crate) mod timestamp;
pub(crate) mod unreserved;
pub(crate) mod utc;
