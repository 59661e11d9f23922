//! What may be shown of a text that came from outside.
//!
//! | file | subject |
//! |---|---|
//! | `one_line` | [`OneLine`]: one line, nothing invisible, no longer than a limit |
//! | `addresses`, `signatures` | what is cut from a text because it gives access |
//! | `secrets`, `reading` | blotting out the secrets that a client holds |
//! | `quote` | the beginning of a body, and the place in one |
//!
//! Every `Display` and `Debug` of this crate that writes such a text writes it through here.

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
