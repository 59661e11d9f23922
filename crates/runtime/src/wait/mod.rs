//! Waiting for jobs.
//!
//! | file | subject |
//! |---|---|
//! | `job` | what a wait asks of a job: its state, reason and progress |
//! | `rule` | how long and how often a wait asks |
//! | `outcome` | how a wait ended |
//! | `polling` | one poll after the other, with pauses between them |
//! | `watching` | polls of something, until it has ended |
//! | `one` | a wait for one job |
//! | `all` | a wait for all jobs of a list |

pub(crate) mod all;
pub(crate) mod job;
pub(crate) mod one;
pub(crate) mod outcome;
pub(crate) mod polling;
pub(crate) mod rule;
pub(crate) mod watching;
