//! Bytes in place of JSON: from a download operation, from where it redirects to, or from a pre-signed link.
//!
//! | file | subject |
//! |---|---|
//! | `byte_stream` | the body of one answer, read piece by piece |
//! | `range` | the headers that ask for the rest of a content |
//! | `media` | whether an answer is a file, or a page or an error in its place |
//! | `receive` | receiving a file, or what came in its place |
//! | `link` | requests to a store, without credentials; following redirects to one |
//! | `store` | what object stores say when they do not give the file |

pub(crate) mod byte_stream;
pub(crate) mod link;
pub(crate) mod media;
pub(crate) mod range;
pub(crate) mod receive;
pub(crate) mod store;
