//! Settings of a client and of one call.
//!
//! | file | subject |
//! |---|---|
//! | `config` | the settings of a client |
//! | `network` | the setters for TLS, connections and HTTP clients of the user's own |
//! | `given` | a setting together with the place where it was found |
//! | `certificates` | where certificate authorities come from |
//! | `server` | the address of an API as its document has it |
//! | `options` | the settings of one call, which override the client's |
//! | `user_agent` | what a client says about itself |

pub(crate) mod certificates;
pub(crate) mod config;
pub(crate) mod given;
mod network;
pub(crate) mod options;
pub(crate) mod server;
pub(crate) mod user_agent;
