//! The retry rule.
//!
//! | file | subject |
//! |---|---|
//! | `rule` | how often and for how long a failed call is tried again |
//! | `budget` | how many retries all calls of a client have together |
//! | `jitter` | random parts of a pause |
//! | `turn` | a poll's permit, which is given back during a pause |

pub(crate) mod budget;
pub(crate) mod jitter;
pub(crate) mod rule;
pub(crate) mod turn;
