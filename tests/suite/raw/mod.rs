//! Calls without their types.
//!
//! | file | subject |
//! |---|---|
//! | `answers` | the bytes of an answer, and of each page of a list |
//! | `custom` | calls that no document has |
//! | `preview` | a request before it is sent |
//! | `replayed` | every operation, called as if no document had it |

mod answers;
mod custom;
mod preview;
mod replayed;
