//! Settings of a client and of one call.
//!
//! | file | subject |
//! |---|---|
//! | `config` | the settings of a client |
//! | `options` | the settings of one call, which override the client's |
//! | `user_agent` | what a client says about itself |

pub(crate) mod config;
pub(crate) mod options;
pub(crate) mod user_agent;
