//! Settings of a client, and of one call.
//!
//! | file | subject |
//! |---|---|
//! | `config` | what a client does unless a call says otherwise |
//! | `options` | what one call does otherwise |

pub(crate) mod config;
pub(crate) mod options;
