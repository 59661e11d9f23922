//! Alibaba Cloud SLS.
//!
//! | file | subject |
//! |---|---|
//! | `provider` | its operations |
//! | `logstores` | projects and their Logstores as the API shows them |
//! | `downloads` | download jobs: created, shown with their files, deleted |
//! | `shippers` | shippers: shown, created, changed, deleted |
//! | `shipper_status` | the tasks of a shipper as the API shows them |
//! | `errors` | its errors |

mod downloads;
mod errors;
mod logstores;
mod provider;
mod shipper_status;
mod shippers;

pub(crate) use self::provider::Sls;
pub(crate) use self::shipper_status::status as task_status;
