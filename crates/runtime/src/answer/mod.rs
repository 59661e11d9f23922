//! What came back: an answer as it was received, as a typed value, or as the failure that it is.
//!
//! | file | subject |
//! |---|---|
//! | `received` | an answer as it came, and reading its body into memory |
//! | `reading` | how the body of a success is read |
//! | `unread` | an answer whose body is still to be read |
//! | `document` | whether a body is HTML, JSON or XML, and whether it says that something went wrong |
//! | `response` | a typed answer with its status and headers |
//! | `request_id` | the provider's id of a request, for successes and errors alike |
//! | `failure` | the errors that are made of an answer |

pub(crate) mod document;
pub(crate) mod failure;
pub(crate) mod reading;
pub(crate) mod received;
pub(crate) mod request_id;
pub(crate) mod response;
pub(crate) mod unread;
