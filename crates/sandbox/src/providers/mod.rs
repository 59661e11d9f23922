//! The four providers, and the services that issue tokens for them.
//!
//! | file | subject |
//! |---|---|
//! | `provider` | what the server calls of a provider |
//! | `token_service` | what it calls of a token endpoint |
//! | `atlas`, `cloud_manager`, `sls`, `dcs` | one provider each |
//! | `mongodb` | what Atlas and Cloud Manager share, and their token endpoint |
//! | `objects` | object storage: the files that links lead to |
//! | `examples` | answers that are the example of the document |

mod atlas;
mod cloud_manager;
mod dcs;
mod examples;
mod mongodb;
mod objects;
mod provider;
mod sls;
mod token_service;

pub(crate) use self::atlas::Atlas;
pub(crate) use self::cloud_manager::{CloudManager, archive, log_job_status};
pub(crate) use self::dcs::{Dcs, Iam};
pub(crate) use self::mongodb::OAuth;
pub(crate) use self::objects::ObjectStorage;
pub(crate) use self::provider::{Call, Parts, Provider};
pub(crate) use self::sls::{Sls, task_status};
pub(crate) use self::token_service::{Caller, TokenService};
