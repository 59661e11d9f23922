//! MongoDB Atlas.
//!
//! | file | subject |
//! |---|---|
//! | `provider` | its operations on clusters: snapshots, restore jobs, exports |
//! | `projects` | its operations on projects |
//! | `clusters` | its clusters and their processes |
//! | `export_buckets` | its operations on export buckets |
//! | `invoice_reports` | its operations on reports of invoices |
//! | `log_integrations` | its operations on log integrations |
//! | `versions` | which version of an answer a request asks for |
//! | `errors` | its errors |

mod clusters;
mod errors;
mod export_buckets;
mod invoice_reports;
mod log_integrations;
mod projects;
mod provider;
mod versions;

pub(crate) use self::provider::Atlas;
