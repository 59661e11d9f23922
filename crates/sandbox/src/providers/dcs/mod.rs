//! Open Telekom Cloud DCS, and the IAM that issues its tokens.
//!
//! | file | subject |
//! |---|---|
//! | `provider` | the operations of DCS, except for backups |
//! | `backups` | backups and restorations |
//! | `place` | the project, the instance and the page that a request names |
//! | `iam` | logging in, and listing projects |

mod backups;
mod iam;
mod place;
mod provider;

pub(crate) use self::iam::Iam;
pub(crate) use self::provider::Dcs;
