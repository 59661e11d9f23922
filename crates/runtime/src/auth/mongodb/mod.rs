//! Credentials of MongoDB, shared by Atlas and Cloud Manager.
//!
//! | file | subject |
//! |---|---|
//! | `credentials` | the kinds of credentials, and how each authorizes calls |
//! | `discovery` | finding credentials and base address where MongoDB's own tools keep them |
//! | `defaults` | the project and the organization that the tools are set up for |
//! | `tool` | the command line tools, and their profiles as places to search |
//! | `profile` | the profiles of MongoDB's command line tools |
//! | `jwt` | when an access token expires, read from the token itself |

mod credentials;
mod defaults;
mod discovery;
mod jwt;
#[cfg(feature = "config-files")]
mod profile;
mod tool;

pub use self::credentials::Credentials;
pub use self::defaults::Defaults;
pub use self::discovery::{Discovered, GOVERNMENT_BASE_URL, discover};
pub use self::tool::Tool;
