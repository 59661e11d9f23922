//! The flows of `backhaul-flows`, which the examples of the sandbox and the command run; and the example that is no
//! flow.
//!
//! | file | subject |
//! |---|---|
//! | `programs` | the example that is no flow |
//! | `stage` | a sandbox and the clients of a flow |
//! | `atlas_backups` | backups of Atlas |
//! | `atlas_invoices` | reports of invoices of Atlas |
//! | `atlas_log_integrations` | log integrations of Atlas |
//! | `atlas_logs` | logs of Atlas |
//! | `cloud_manager_logs` | logs of Cloud Manager |
//! | `cloud_manager_snapshots` | snapshots of Cloud Manager |
//! | `dcs_backups` | backups of DCS |
//! | `dcs_logs` | logs of Redis instances |
//! | `metrics` | an interceptor that counts |
//! | `sls_download` | download jobs of SLS |
//! | `sls_shipping` | failed shipper tasks of SLS |

mod atlas_backups;
mod atlas_invoices;
mod atlas_log_integrations;
mod atlas_logs;
mod cloud_manager_logs;
mod cloud_manager_snapshots;
mod dcs_backups;
mod dcs_logs;
mod metrics;
mod programs;
mod sls_download;
mod sls_shipping;
mod stage;
