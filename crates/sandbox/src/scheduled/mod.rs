//! What a test can schedule for the next requests. For everything else that can go wrong, see
//! `faults`.
//!
//! | file | subject |
//! |---|---|
//! | `failures` | token endpoints that fail |
//! | `redirect` | redirects instead of answers |

mod failures;
mod redirect;

pub(crate) use self::failures::Failures;
pub use self::failures::{IamTokenFailure, OAuthError, TokenFailure};
pub use self::redirect::Redirect;
pub(crate) use self::redirect::Redirects;
