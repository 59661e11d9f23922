//! Settings of a client and of one call.
//!
//! | file | subject |
//! |---|---|
//! | `config` | the settings of a client |
//! | `options` | the settings of one call, which override the client's |

pub(crate) mod config;
pub(crate) mod options;
