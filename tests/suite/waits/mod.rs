//! Waiting for jobs.
//!
//! | file | subject |
//! |---|---|
//! | `automation_status` | a change of the automation is over when every process has it |
//! | `dcs_states` | the states of the jobs of DCS |
//! | `dropping` | dropping a future ends everything that it does |
//! | `many_waits` | ten thousand jobs at once |
//! | `poll_permits` | how many polls are under way at once |
//! | `restore_states` | the states of restore jobs and snapshots |

mod automation_status;
mod dcs_states;
mod dropping;
mod many_waits;
mod poll_permits;
mod restore_states;
