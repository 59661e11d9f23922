//! Bytes instead of JSON: from a download operation, from its redirect target, or from a pre-signed link.
//!
//! | file | subject |
//! |---|---|
//! | `byte_stream` | the body of one answer, read piece by piece |
//! | `range` | the headers that request the rest of a content |
//! | `media` | whether an answer is a file, or a page or an error in its place |
//! | `receive` | receiving a file, or the answer in its place |
//! | `link` | requests to a store, without credentials; following redirects to one |
//! | `store` | the errors of object stores |

pub(crate) mod byte_stream;
pub(crate) mod link;
pub(crate) mod media;
pub(crate) mod range;
pub(crate) mod receive;
pub(crate) mod store;
