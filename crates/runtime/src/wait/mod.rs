//! Waiting for jobs.
//!
//! | file | subject |
//! |---|---|
//! | `job` | the state, reason and progress of a job |
//! | `rule` | how long and how often to poll |
//! | `outcome` | how a wait ended |
//! | `seen` | what a look at a job shows, and how a wait keeps it |
//! | `polling` | one poll after another, with pauses between them |
//! | `watching` | the common part of `one` and `all` |
//! | `one` | a wait for one job |
//! | `all` | a wait for all jobs of a list |

pub(crate) mod all;
pub(crate) mod job;
pub(crate) mod one;
pub(crate) mod outcome;
pub(crate) mod polling;
pub(crate) mod rule;
pub(crate) mod seen;
pub(crate) mod watching;
