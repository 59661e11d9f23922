//! The sandbox, as its users see it.
//!
//! | file | subject |
//! |---|---|
//! | `builder` | settings, and starting a sandbox with them |
//! | `start_error` | why it did not start |
//! | `running` | stopping it, looking into it, and letting it misbehave |
//! | `jobs` | looking at jobs, moving them on, and letting them fail |
//! | `objects` | the files that links lead to |

mod builder;
mod jobs;
mod objects;
mod running;
mod start_error;

pub use self::builder::SandboxBuilder;
pub use self::running::{Sandbox, TokenFetches};
pub use self::start_error::StartError;
