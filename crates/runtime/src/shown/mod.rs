//! Shows text from outside safely.
//!
//! | file | subject |
//! |---|---|
//! | `one_line` | [`OneLine`]: one line, nothing invisible, no longer than a limit |
//! | `addresses`, `signatures` | removes parts that give access from a text |
//! | `secrets`, `reading` | removes the client's own secrets from a text |
//! | `quote` | quotes the beginning of a body, or a place in it |
//!
//! Every `Display` and `Debug` of this crate that writes such a text uses this module.

mod addresses;
mod one_line;
mod quote;
mod reading;
mod secrets;
mod signatures;

pub use self::one_line::OneLine;
pub(crate) use self::one_line::{beginning, without_full_stop};
pub(crate) use self::quote::{path_in_body, quote};
pub use self::secrets::Secrets;
