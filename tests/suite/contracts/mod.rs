//! Operations against the sandbox, which checks each request and each answer with the documents.
//!
//! | file | subject |
//! |---|---|
//! | `every_operation` | every operation of every crate |
//! | `arguments` | what is wrong is refused before anything is sent |
//! | `atlas_jobs` | restore jobs and exports of Atlas |
//! | `retried_jobs` | failed jobs are retried until they succeed |
//! | `batches` | more SLS task ids than one request may have |
//! | `dcs_backups` | backups and restorations of DCS |
//! | `export_buckets` | export buckets of Atlas |
//! | `jobs` | operations that list jobs, read their state and bring data back |
//! | `lists` | every list that comes in pages |
//! | `log_jobs` | log collection jobs of Cloud Manager |
//! | `owned` | what a builder makes is spawned, returned and stored |
//! | `page_sizes` | sizes of pages that no provider takes |
//! | `restore_requests` | restores of Cloud Manager |
//! | `sls_projects` | which host an operation of SLS goes to |
//! | `shippers` | projects, Logstores and shippers of SLS |

mod arguments;
mod atlas_jobs;
mod batches;
mod dcs_backups;
mod every_operation;
mod export_buckets;
mod jobs;
mod lists;
mod log_jobs;
mod owned;
mod page_sizes;
mod restore_requests;
mod retried_jobs;
mod shippers;
mod sls_projects;
