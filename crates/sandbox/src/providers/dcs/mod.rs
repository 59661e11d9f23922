//! Open Telekom Cloud DCS, and the IAM that issues its tokens.
//!
//! | file | subject |
//! |---|---|
//! | `provider` | run logs, and what comes from the document's examples |
//! | `instances` | the list of instances |
//! | `nodes` | shards and nodes |
//! | `backups` | backups and restorations |
//! | `migrations` | imports of backups, and online migrations |
//! | `place` | the project, the instance and the page that a request names, its body, and an answer |
//! | `iam` | logging in, and listing projects |

mod backups;
mod iam;
mod instances;
mod migrations;
mod nodes;
mod place;
mod provider;

pub(crate) use self::iam::Iam;
pub(crate) use self::provider::Dcs;
