//! Tokens, nonces and request ids.
//!
//! | file | subject |
//! |---|---|
//! | `source` | making them |
//! | `issued` | the tokens that were issued, and how long each is valid |

mod issued;
mod source;

pub(crate) use self::issued::{IssuedTokens, Standing};
pub(crate) use self::source::{TokenSource, hex};
