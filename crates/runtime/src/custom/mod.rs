//! Calls of operations that no document has.
//!
//! | file | subject |
//! |---|---|
//! | `call` | the call: its arguments, and sending it |
//! | `path` | its path, checked and filled |
//! | `headers` | its headers |
//! | `rows` | its rows of an operation table, one per method |

pub(crate) mod call;
mod headers;
mod path;
mod rows;
