//! What exists in the sandbox, and how far it has come.
//!
//! | file | subject |
//! |---|---|
//! | `world` | everything that exists |
//! | `named` | things by their names |
//! | `job` | a job that runs, ends, and may be retried |
//! | `objects` | the files that links lead to |
//! | `atlas` | clusters of Atlas, export buckets, log integrations, and reports of invoices |
//! | `deployments` | projects of Cloud Manager and their clusters |
//! | `log_jobs` | log collection jobs of Cloud Manager |
//! | `shipper`, `downloads` | shippers of SLS and their tasks; download jobs |
//! | `nodes`, `run_logs`, `backups`, `migrations` | nodes of DCS instances, their run logs, backups and restorations, migrations |

mod atlas;
mod backups;
mod deployments;
mod downloads;
mod job;
mod log_jobs;
mod migrations;
mod named;
mod nodes;
mod objects;
mod run_logs;
mod shipper;
mod world;

pub(crate) use self::atlas::{
    Cluster, ExportBuckets, LogIntegrations, NotChanged, NotReplaced, as_replica_set, keep,
};
pub use self::atlas::{PlannedEnd, PlannedRestoreJob};
pub(crate) use self::backups::{Backup, Look, NotBackedUp, Restoration, Standing};
pub(crate) use self::deployments::{Deployment, Group, ORGANIZATION};
pub(crate) use self::downloads::Download;
pub(crate) use self::job::{RetryableJob, Stage};
pub(crate) use self::log_jobs::{LogJob, LogRequest, NotExtended};
pub(crate) use self::migrations::{Migrating, Migration, NotMigrated, Order};
pub(crate) use self::nodes::Node;
pub(crate) use self::objects::{Object, SIGNATURE};
pub(crate) use self::run_logs::{NotLinkable, RunLog};
pub(crate) use self::shipper::{Shipper, ShipperTask};
pub(crate) use self::world::{Plan, Retry, World};
