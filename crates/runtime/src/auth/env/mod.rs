//! Finds credentials and addresses where users keep them: in variables and in the files of the providers' own
//! tools.
//!
//! [`Environment`] is the place to search. A test builds its own, and touches neither the real environment
//! nor a real home. [`Search`] takes the first hit and remembers everything it looked for. If there is no
//! hit, [`CredentialsError`] lists all of it, without any values.

mod environment;
mod error;
mod file;
mod found;
#[cfg(feature = "keyring")]
mod keyring;
mod search;

pub use self::environment::{Environment, process};
pub use self::error::CredentialsError;
pub use self::file::{FileFault, read_file};
pub use self::found::{Found, FoundKind};
pub use self::search::{Search, When};
pub use crate::settings::given::Given;
