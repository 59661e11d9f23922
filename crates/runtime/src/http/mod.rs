//! HTTP headers that are the same for all providers.
//!
//! | file | subject |
//! |---|---|
//! | `redirect` | whether an answer redirects, and where to |
//! | `retry_after` | how long the server asks to wait |

pub(crate) mod redirect;
pub(crate) mod retry_after;
