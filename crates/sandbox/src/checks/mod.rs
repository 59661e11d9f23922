//! Requests and answers compared with the document.
//!
//! | file | subject |
//! |---|---|
//! | `request` | what the document does not allow in a request |
//! | `answer` | what it does not allow in an answer of the sandbox |

pub(crate) mod answer;
pub(crate) mod request;

pub(crate) use self::request::Violation;
