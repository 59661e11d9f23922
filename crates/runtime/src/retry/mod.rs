//! The retry rule.
//!
//! | file | subject |
//! |---|---|
//! | `rule` | how often and for how long a failed call is tried again |
//! | `budget` | how many further attempts all calls of a client have together |
//! | `jitter` | a part of a pause, left to chance |
//! | `turn` | a poll's permit, which is given back during a pause |

pub(crate) mod budget;
pub(crate) mod jitter;
pub(crate) mod rule;
pub(crate) mod turn;
