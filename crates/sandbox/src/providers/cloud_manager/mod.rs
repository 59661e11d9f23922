//! MongoDB Cloud Manager.
//!
//! | file | subject |
//! |---|---|
//! | `provider` | its operations |
//! | `projects` | projects and clusters as the API shows them |
//! | `log_requests` | what a request to create or extend a log collection job says |
//! | `log_jobs` | a log collection job as the API shows it, and its archive |

mod log_jobs;
mod log_requests;
mod projects;
mod provider;

pub(crate) use self::log_jobs::{archive, status as log_job_status};
pub(crate) use self::provider::CloudManager;
