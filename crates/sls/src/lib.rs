#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod batches;
mod client;
mod credentials;
mod discovery;
mod endpoint;
#[rustfmt::skip] // prettyplease formats it, the same on every machine
mod generated;
mod place;
mod project;

pub use backhaul_runtime::auth::AccessKey;
pub use backhaul_runtime::auth::env::{Found, FoundKind};
pub use backhaul_runtime::auth::ram::RamRole;

pub use crate::batches::{BatchOutcome, BatchReport};
pub use crate::credentials::{Credentials, SignatureVersion};
pub use crate::generated::*;
pub use crate::project::ProjectName;
