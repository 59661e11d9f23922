//! Clusters of Atlas with their snapshots and jobs, export buckets, log integrations, and reports of
//! invoices.
//!
//! | file | subject |
//! |---|---|
//! | `cluster` | a cluster: its snapshots, restore jobs and exports |
//! | `first_jobs` | the jobs of the fixtures |
//! | `jobs` | jobs of one kind, each with the views that it goes through |
//! | `many` | thousands of restore jobs, each held as one number |
//! | `snapshots` | snapshots, and how long each is kept |
//! | `template` | what jobs of a cluster have in common |
//! | `export_buckets` | export buckets |
//! | `invoice_reports` | reports of invoices |
//! | `log_integrations` | where logs go |

mod cluster;
mod export_buckets;
mod first_jobs;
mod invoice_reports;
mod jobs;
mod log_integrations;
mod many;
mod snapshots;
mod template;

pub(crate) use self::cluster::Cluster;
pub(crate) use self::export_buckets::{ExportBuckets, NotChanged};
pub(crate) use self::invoice_reports::InvoiceReports;
pub(crate) use self::log_integrations::{LogIntegrations, NotReplaced};
pub use self::many::{PlannedEnd, PlannedRestoreJob};
pub(crate) use self::snapshots::{as_replica_set, keep};
