//! Requests and answers, of all providers.
//!
//! | file | subject |
//! |---|---|
//! | `request` | a request, read to its end |
//! | `answer` | an answer before it is sent |
//! | `range` | answers with a part of a file |
//! | `one_line` | text from a client, made safe for a log |

mod answer;
mod one_line;
pub(crate) mod range;
mod request;

pub(crate) use self::answer::{Answer, JSON};
pub(crate) use self::one_line::one_line;
pub(crate) use self::request::{Request, decode};
