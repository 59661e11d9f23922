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

// Here, and not among the generated names: without the feature, rustc then says which one is missing.
#[cfg(feature = "stream")]
pub use backhaul_runtime::IntoStream;
pub use backhaul_runtime::auth::AccessKey;
pub use backhaul_runtime::auth::env::{Found, FoundKind};
pub use backhaul_runtime::auth::ram::RamRole;
#[cfg(feature = "test-util")]
#[doc(inline)]
pub use backhaul_runtime::testing;

pub use crate::batches::{BatchOutcome, BatchReport};
pub use crate::credentials::{Credentials, SignatureVersion};
pub use crate::generated::*;
pub use crate::project::ProjectName;
