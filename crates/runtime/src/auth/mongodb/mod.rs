//! Credentials of MongoDB, which Atlas and Cloud Manager have in common.
//!
//! | file | subject |
//! |---|---|
//! | `credentials` | the kinds of credentials, and how each proves the caller |
//! | `discovery` | finding credentials and base address where MongoDB's own tools keep them |
//! | `profile` | the profiles of MongoDB's command line tools |
//! | `jwt` | when an access token ends, as it says itself |

mod credentials;
mod discovery;
mod jwt;
#[cfg(feature = "config-files")]
mod profile;

pub use self::credentials::Credentials;
pub use self::discovery::{Discovered, GOVERNMENT_BASE_URL, Tool, discover};
