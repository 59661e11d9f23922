//! Answers: as received, as a typed value, or as an error.
//!
//! | file | subject |
//! |---|---|
//! | `received` | a received answer, and reading its body into memory |
//! | `reading` | how the body of a success is read |
//! | `unread` | an answer whose body has not been read yet |
//! | `document` | whether a body is HTML, JSON or XML, and whether it says that something went wrong |
//! | `response` | a typed answer with its status and headers |
//! | `request_id` | the provider's id of a request, for successes and errors alike |
//! | `failure` | the errors that are made from an answer |

pub(crate) mod document;
pub(crate) mod failure;
pub(crate) mod reading;
pub(crate) mod received;
pub(crate) mod request_id;
pub(crate) mod response;
pub(crate) mod unread;
