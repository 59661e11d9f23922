//! The server: from a connection to a provider and back.
//!
//! | file | subject |
//! |---|---|
//! | `settings` | what can be set before a sandbox starts |
//! | `server` | all that a request can reach |
//! | `service` | the providers, each with the operations of its document |
//! | `entry` | from a connection to a request |
//! | `serve` | from a request to a provider and back |
//! | `outcome` | what comes of a request |
//! | `record` | what is recorded of a request |

mod entry;
mod outcome;
mod record;
mod serve;
#[expect(clippy::module_inception, reason = "the file holds the server itself")]
mod server;
mod service;
mod settings;
#[cfg(test)]
mod tests;

pub(crate) use self::entry::router;
pub(crate) use self::server::Server;
pub(crate) use self::settings::Settings;
