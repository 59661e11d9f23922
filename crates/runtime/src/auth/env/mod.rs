//! Finding credentials and addresses where users keep them: in variables and in the files of the providers' own tools.
//!
//! [`Environment`] is the place that is searched; a test makes one of its own and touches neither the real environment nor
//! a real home. [`Search`] takes the first hit and remembers all it looked for. [`CredentialsError`] says all of that when
//! there was none, and shows no value.

mod environment;
mod error;
mod file;
mod search;

pub use self::environment::{Environment, process};
pub use self::error::CredentialsError;
pub use self::file::{FileFault, read_file};
pub use self::search::Search;
