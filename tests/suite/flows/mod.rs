//! The whole flows that the examples of the sandbox show.
//!
//! | file | subject |
//! |---|---|
//! | `examples` | all of them but one |
//! | `dcs_backups` | backups at DCS |

mod dcs_backups;
pub(crate) mod examples;
