//! Credentials of MongoDB, shared by Atlas and Cloud Manager.
//!
//! | file | subject |
//! |---|---|
//! | `credentials` | the kinds of credentials, and how each authorizes calls |
//! | `discovery` | finding credentials and base address where MongoDB's own tools keep them |
//! | `profile` | the profiles of MongoDB's command line tools |
//! | `jwt` | when an access token expires, read from the token itself |

mod credentials;
mod discovery;
mod jwt;
#[cfg(feature = "config-files")]
mod profile;

pub use self::credentials::Credentials;
pub use self::discovery::{Discovered, GOVERNMENT_BASE_URL, Tool, discover};
