//! Calls without their types: the bytes of an answer, and a request before it is sent.
//!
//! | file | subject |
//! |---|---|
//! | `calls` | what every builder offers beside its typed answer |
//! | `body` | the body of an answer as it was received |
//! | `answer` | a page of a list, or a job, with its body |
//! | `file` | reading a file into memory |
//! | `preview` | a request as it would be sent |

pub(crate) mod answer;
pub(crate) mod body;
mod calls;
pub(crate) mod file;
pub(crate) mod preview;
